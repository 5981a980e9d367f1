#include "core/match/match_words.h"

#include <array>
#include <bit>
#include <iterator>

#include "core/base/error_words.h"

namespace totsugo {
namespace {

struct Named {
  std::string_view name;
  std::string_view label;
};

constexpr Named kRelaxations[] = {
    {"width", "全角・半角の違い"},
    {"separator", "空白・中点などの違い"},
    {"small_kana", "小書きのかなの違い"},
    {"long_vowel", "長音・ハイフンの違い"},
    {"hiragana", "ひらがな・カタカナの違い"},
    {"zu_du", "ズとヅ、ジとヂの違い"},
    {"old_kana", "ヲとオ、ヰとイ、ヱとエの違い"},
    {"letter_case", "大文字・小文字、記号付きの文字の違い"},
    {"kanji_variant", "新旧・異体の漢字の違い"},
    {"dakuten", "濁点・半濁点の有無"},
    {"so_n", "ソとンの違い"},
    {"shi_tsu", "シとツの違い"},
    {"long_vowel_dropped", "長音（ー）の有無"},
    {"long_vowel_spelling", "長音の書き方の違い（オオ・オウ・オーなど）"},
    {"long_vowel_missing", "長音の文字の有無（オオとオなど）"},
    {"yu_u", "ユウの書き方の違い（キュウ・キウ、ユウ・イウなど）"},
    {"kana_one_char", "カナ1字の違い（漢字は同じ）"},
    {"variant_reading", "読みの違い（漢字は同じ）"},
    {"wildcard", "表せない文字（●など）を含む"},
    {"sex_missing", "片方に性別がない"},
    {"alias_name", "通称名と一致"},
    {"foreign_kana", "外国の音の書き表し方の違い（ヴ・ブ、ティ・チなど）"},
    {"word_order", "語の順が前後逆"},
    {"written_differs", "カナは同じで漢字が違う"},
    {"wildcards_only", "表せない文字（●など）が二つ以上ある（ほかの表記で確かめられない）"},
    {"kana_one_char_only", "カナ1字の違い（漢字では確かめられない）"},
    {"surname_changed", "姓が違う（名は同じ）"},
    {"words_mixed", "語の順が違う（前後逆のほか）"},
    {"middle_name", "片方にない語がある（ミドルネームなど）"},
    {"cut_off", "氏名が途中で切れている"},
    {"name_differs", "番号は同じで氏名が違う"},
    {"name_missing", "番号は同じで、片方に氏名がない"},
    {"birth_off_by_one", "生年月日が1日違い"},
    {"birth_swapped", "生年月日の数字の入れ違い"},
    {"birth_era_shift", "生年月日の元号違い"},
    {"birth_partial", "生年月日の月日が不明"},
    {"birth_placeholder", "生年月日が仮の日付"},
    {"birth_missing", "片方に生年月日がない"},
    {"birth_differs", "生年月日が違う"},
    {"sex_differs", "性別が違う"},
    {"pension_number_differs", "基礎年金番号が違う"},
    {"number_differs", "記号番号が違う"},
    {"branch_differs", "枝番が違う"},
};

static_assert(std::size(kRelaxations) == kRelaxationCount);

}  // namespace

std::string phrase_numbers_folded(const NumberFold& fold) {
  const std::string longer = fold.roster_longer ? "台帳" : "一覧";
  return "記号番号は、" + longer + "の側だけに" +
         (fold.front.empty() ? "後ろの" + std::to_string(fold.behind) + "桁が" : "先頭の「" + fold.front + "」が") +
         "あります（" + std::to_string(fold.people) + "人）。書き方の違いとみて、その部分を除いて比べました。";
}

std::string phrase_number_lengths(size_t roster_digits, size_t list_digits, uint64_t people) {
  return "記号番号の桁数が、台帳（" + std::to_string(roster_digits) + "桁）と一覧（" + std::to_string(list_digits) +
         "桁）とで違います（" + std::to_string(people) + "人）。先頭の0の有無とみて、0を除いて比べました。";
}

std::string_view code_of(Relaxation r) { return kRelaxations[static_cast<size_t>(r)].name; }

std::string_view label_of(Relaxation r) { return kRelaxations[static_cast<size_t>(r)].label; }

std::string labels_of(RelaxationSet why) {
  std::string out;
  for_each_relaxation(why, [&out](Relaxation r) {
    if (!out.empty()) out += phrase_comma();
    out += label_of(r);
  });
  return out;
}

std::string_view label_of(LevelOf field) {
  constexpr std::string_view kLabels[] = {"生年月日", "性別", "記号番号", "枝番", "基礎年金番号", "氏名カナ", "氏名"};
  static_assert(std::size(kLabels) == kLevelCount);
  return kLabels[static_cast<size_t>(field)];
}

std::string fields_against(const FieldLevels& l) {
  std::string out;
  for (const LevelOf f : kAllLevels) {
    if (level(l, f) != Level::against) continue;
    if (!out.empty()) out += "、";
    out += label_of(f);
  }
  return out;
}

std::string_view code_of(Grade g) {
  constexpr std::string_view kNames[] = {"S", "A", "B", "C"};
  static_assert(std::size(kNames) == static_cast<size_t>(Grade::c) + 1);
  return g <= Grade::c ? kNames[static_cast<size_t>(g)] : std::string_view{};
}

std::string_view meaning_of(Grade g) {
  constexpr std::string_view kMeanings[] = {
      "番号（記号番号枝番など）と生年月日が一致し、氏名も矛盾しない",
      "表記のゆれをそろえた氏名、生年月日、性別が一致",
      "一つの違いを認めれば、氏名、生年月日、性別が一致",
      "二つ以上の違い、近い生年月日、または姓・番号・枝番・性別などの食い違い。表示のみ",
  };
  static_assert(std::size(kMeanings) == static_cast<size_t>(Grade::c) + 1);
  return g <= Grade::c ? kMeanings[static_cast<size_t>(g)] : std::string_view{};
}

}  // namespace totsugo
