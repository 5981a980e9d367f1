#include "core/source/source_words.h"

#include "core/layout/fields.h"
#include "core/text/encoding.h"

namespace totsugo {

std::string phrase_encoding_reason(bool bom, bool chosen) {
  return bom      ? "ファイルの先頭の印（BOM）によります。"
         : chosen ? "指定によります。"
                  : "ファイルの中の文字の並びから判断しました。";
}

std::string sentence_of(FileKind kind, const RepairNote& n) {
  const FieldInfo* const info = find_field(kind, n.field);
  const std::string label = "「" + std::string(info ? info->label : std::string_view{}) + "」";
  const std::string lines = (n.first_line ? "（最初は" + std::to_string(n.first_line) + "行目）" : std::string());
  const std::string count = std::to_string(n.count);
  switch (n.what) {
    case Repair::zeros_lost:
      return label + "の先頭の0が落ちた値が" + count + "件あります" + lines + "。0を補って読みました。";
    case Repair::separators: return label + "の桁区切りのコンマを" + count + "件、外して読みました" + lines + "。";
    case Repair::title_lines: return "見出しの上の" + count + "行を表題とみて飛ばしました" + lines + "。";
    case Repair::totals_rows: return "合計などの行を" + count + "行、データから除きました" + lines + "。";
    case Repair::repeated_header:
      return "途中にもう一度ある見出しの行を" + count + "行、飛ばしました" + lines +
             "。二つのファイルをつないだものであれば、分けてください。";
    case Repair::joined_rows:
      return "引用符（\"）の中に改行と1行分の区切りがある行が" + count + "行あります" + lines +
             "。引用符の付け間違いで次の行とつながっていないか、元のファイルで確かめてください。";
    case Repair::sex_unread:
      return label + "として読めない値が" + count + "件あります" + lines +
             "。性別が一致しないものとして扱います。列が合っているかを確かめてください。";
    case Repair::stands_for_none:
      return label + "に、値がないことを表す書き方（99999999、NULL、なし など）が" + count + "件あります" + lines +
             "。空欄として扱います。";
    case Repair::time_of_day:
      return label + "に時刻のついた値が" + count + "件あります" + lines + "。時刻は除き、日付だけを使います。";
    case Repair::outside_era:
      return label + "に、元号の期間の外の日付（令和1年4月30日 など）が" + count + "件あります" + lines +
             "。続けて数えた日付として読みました。";
    case Repair::exponents:
      return label + "がExcelで 1.23E+09 や 1月2日 のような形に変わり、元の数字が失われた値が" + count + "件あります" +
             lines + "。番号としては使いません。元のデータから出力し直してください。";
    default:
      return label + "が空の" + count + "行を、すぐ上の行と同じ組とみて読みました（結合されたセルと思われます）。";
  }
}

std::string phrase_import_counts(const ImportReport& r) {
  const auto rows = [](uint64_t n) { return std::to_string(n) + "行"; };
  std::string out =
      "読んだ行 " + rows(r.rows) + "、取り込んだ行 " + rows(r.kept) + "、使えない行 " + rows(r.rejected_count);
  if (r.blank_rows) out += "、空の行 " + rows(r.blank_rows);
  if (r.other_kind_rows) out += "、データでないレコード " + rows(r.other_kind_rows);
  if (r.total_rows) out += "、合計などの行 " + rows(r.total_rows);
  return out + "（文字コード " + code_of(r.coding) + "）";
}

std::string phrase_read_as(size_t column, std::string_view label) {
  return std::to_string(column) + "列目を「" + std::string(label) + "」として読みました。";
}

std::string phrase_merged_cells(uint64_t n, uint64_t first_line) {
  return "結合されたセルがあるようです。必要な項目が、上の行にはあってその下では空の行が" + std::to_string(n) +
         "行あり（最初は" + std::to_string(first_line) +
         "行目）、使っていません。元のExcelで結合を解き、空いたセルに上と同じ値を入れて、保存し直してください。";
}

std::string phrase_history_export(uint64_t rows, uint64_t first_line) {
  return "同じ宛名番号・同じ資格取得年月日の行が重なっています（" + std::to_string(rows) + "行、最初は" +
         std::to_string(first_line) +
         "行目）。履歴を含む出力であれば、最新の行を決める列（履歴番号・異動年月日・最新区分のどれか）を選んでください。決められないまま内容が違う行の人は、要確認になります。";
}

std::string phrase_nul_padding(bool at_end) {
  return std::string(at_end ? "ファイルの終わり" : "項目の空き") +
         "を埋めるNUL（値0のバイト）があります。空白として読みました。";
}

std::string phrase_nth_column(size_t n) { return std::to_string(n) + "列目"; }

std::string phrase_my_number_dropped(std::string_view column) {
  return "「" + std::string(column) +
         "」の列は個人番号のため、読み込まずに捨てました。個人番号はこの作業に使いません。個人番号を含まない形で出力し直してください。";
}

std::string phrase_more_rejections(uint64_t n) { return "ほかに" + std::to_string(n) + "行、使えない行があります。"; }

}  // namespace totsugo
