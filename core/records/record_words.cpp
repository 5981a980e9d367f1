#include "core/records/record_words.h"

namespace totsugo {

std::string phrase_corrected_from_unreadable() {
  return "訂正前喪失年月日を日付として読めません。この人の喪失は要確認になります。";
}

std::string phrase_other_lost_unreadable() {
  return "重複先資格喪失年月日を日付として読めません。この人は要確認になります。";
}

std::string phrase_run_date_differs(std::string_view row, std::string_view file) {
  return "作成年月日（" + std::string(row) + "）がほかの行（" + std::string(file) +
         "）と違います。ファイルの作成年月日は" + std::string(file) + "として扱います。";
}

std::string phrase_run_date_overridden(std::string_view given, std::string_view column) {
  return "指定された作成年月日（" + std::string(given) + "）が、列の作成年月日（" + std::string(column) +
         "）と違います。指定された日付によります。";
}

std::string phrase_list_empty() { return "見出しだけで、データが1行もありません。出力の条件を確かめてください。"; }

}  // namespace totsugo
