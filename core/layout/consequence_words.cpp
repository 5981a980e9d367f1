#include "core/layout/consequence_words.h"

namespace totsugo {
namespace {

std::string number(size_t n) { return std::to_string(n); }
std::string rows_text(size_t n) { return number(n) + " 行"; }
std::string in_brackets(std::string_view s) { return "「" + std::string(s) + "」"; }
std::string of_rows(size_t rows, size_t some) { return rows_text(rows) + "のうち " + rows_text(some); }

// 2007年〜2024年, 2026年4月〜10月 or 2026年4月.
std::string range(CivilDate from, CivilDate to) {
  const auto year = [](CivilDate d) { return std::to_string(d.year()) + "年"; };
  const auto month = [](CivilDate d) { return d.month() ? std::to_string(d.month()) + "月" : std::string(); };
  if (from.year() != to.year()) return year(from) + "〜" + year(to);
  if (from.month() == to.month() || from.month() == 0) return year(from) + month(to);
  return year(from) + month(from) + "〜" + month(to);
}

std::string listed(const std::vector<std::string>& values, size_t distinct) {
  std::string out;
  for (const std::string& v : values) out += in_brackets(v);
  return out + (distinct > values.size() ? "など " : "の ") + number(distinct) + " 通り";
}

}  // namespace

std::string_view read_as(const FieldInfo& field) {
  if (field.date) return "日付";
  switch (field.id) {
    case Field::name_kana: return "カナの氏名";
    case Field::name:
    case Field::head_name:
    case Field::alias_name: return "氏名";
    case Field::sex: return "男女";
    case Field::postal_code: return "郵便番号";
    case Field::own_insurer:
    case Field::other_insurer: return "保険者番号";
    case Field::branch:
    case Field::own_branch:
    case Field::other_branch: return "枝番";
    case Field::resident_number:
    case Field::household_id:
    case Field::member_number:
    case Field::member_serial:
    case Field::own_serial:
    case Field::other_serial:
    case Field::pension_number: return "番号";
    default: return {};
  }
}

std::string phrase_no_values() { return "この列には、確かめた行の中に値が一つもありません。"; }
std::string phrase_none_read(std::string_view as, std::string_view example) {
  return "この列には、" + std::string(as) + "として読める値がありません（例" + in_brackets(example) + "）。";
}
std::string phrase_some_unread(std::string_view as, size_t rows, std::string_view example) {
  return std::string(as) + "として読めない値が " + rows_text(rows) + "あります（例" + in_brackets(example) + "）。";
}
std::string phrase_rows_without(size_t rows) { return "値のない行が " + rows_text(rows) + "あります。"; }

std::string phrase_loss_dates(CivilDate from, CivilDate to) {
  return "この列だと、喪失日の見込みが " + range(from, to) + "になります。";
}
std::string phrase_dates(std::string_view label, CivilDate from, CivilDate to) {
  return "この列だと、" + std::string(label) + "が " + range(from, to) + "になります。";
}
std::string phrase_one_day(std::string_view label, CivilDate day) {
  return "この列だと、" + std::string(label) + "がどの行も " + std::to_string(day.year()) + "年" +
         std::to_string(day.month()) + "月" + std::to_string(day.day()) + "日になります。";
}
std::string phrase_to_come(size_t rows) { return "うち " + rows_text(rows) + "は、これから先の日付です。"; }
std::string phrase_later_than(std::string_view column, size_t rows, size_t later) {
  return (rows == later ? "どの行も、" : of_rows(rows, later) + "は、") + std::string(column) + "より後の日付です。";
}
std::string phrase_ages(int from, int to) {
  const std::string last = std::to_string(to) + "歳";
  return "この列だと、年齢が " + (from == to ? last : std::to_string(from) + "歳〜" + last) + "になります。";
}
std::string phrase_no_ages() { return "この列だと、年齢としてありえる行がありません。"; }
std::string phrase_impossible_ages(size_t unborn, size_t too_old) {
  std::string out;
  if (unborn) out += "まだ生まれていないことになる行が " + rows_text(unborn);
  if (too_old) out += (unborn ? "、" : "") + std::string("120 歳を超える行が ") + rows_text(too_old);
  return out + "あります。";
}

std::string phrase_counts_lost(Field f, size_t rows, size_t lost, size_t ahead) {
  const std::string_view becomes = f == Field::other_lost ? "が、重複先の資格を失った人になります"
                                   : f == Field::own_lost ? "が、国保の資格を失った人になります"
                                                          : "が喪失済になります";
  std::string out = "この列だと、確かめた " + of_rows(rows, lost) + std::string(becomes) + "。";
  if (ahead) out += "これから先の日付の " + rows_text(ahead) + "は、まだ失っていないものとします。";
  return out;
}

std::string phrase_names(bool kana, size_t rows, size_t read, size_t distinct) {
  return "この列だと、" + of_rows(rows, read) + "が" + (kana ? "カナの氏名" : "氏名") + "として読めます（" +
         number(distinct) + " 通り）。";
}
std::string phrase_insurers(size_t rows, size_t read, size_t national, size_t distinct) {
  std::string out =
      "この列だと、" + of_rows(rows, read) + "が保険者番号として読めます（" + number(distinct) + " 通り）。";
  if (national) out += "うち " + rows_text(national) + "は市町村の国保です。";
  return out;
}
std::string phrase_one_insurer(std::string_view number, bool national) {
  return "この列だと、どの行も同じ" + (national ? std::string("市町村の国保") : std::string("保険者")) + "（" +
         std::string(number) + "）になります。";
}
std::string phrase_numbers(size_t rows, size_t borne, size_t shortest, size_t longest, size_t distinct) {
  const std::string digits =
      (shortest == longest ? std::string() : number(shortest) + "〜") + number(longest) + " けた";
  return "この列だと、" + of_rows(rows, borne) + "に番号があります（" + digits + "、" + number(distinct) + " 通り）。";
}
std::string phrase_sexes(const std::vector<std::string>& values, size_t distinct, bool all_read) {
  return "この列の値は" + listed(values, distinct) + (all_read ? "で、男女として読めます。" : "です。");
}
std::string phrase_values(size_t rows, size_t filled, const std::vector<std::string>& values, size_t distinct) {
  return "この列だと、" + of_rows(rows, filled) + "に値があります（" + listed(values, distinct) + "）。";
}
std::string phrase_groups(size_t rows, size_t groups, size_t alone) {
  std::string out = "この列だと、" + rows_text(rows) + "が " + number(groups) + " 組にまとまります。";
  if (alone) out += "うち " + number(alone) + " 組は 1 行だけで、相手の行がありません。";
  return out;
}

std::string phrase_is_it(std::string_view label, bool rivals) {
  return in_brackets(label) +
         (rivals ? "は、どの列ですか。いちばんそれらしい列を選んであります。" : "は、この列でよいですか。");
}
std::string phrase_is_there_none(std::string_view label) {
  return in_brackets(label) + "らしい列が見つかりません。ないものとしてよいですか。";
}
std::string phrase_without_needed(std::string_view label) {
  return in_brackets(label) + "の列がないと、このファイルは取り込めません。";
}
std::string phrase_without(Field f, std::string_view label) {
  std::string out = in_brackets(label) + "の列はないものとして取り込みます。";
  switch (f) {
    case Field::lost: return out + "喪失済の人も、加入中として扱います。";
    case Field::other_lost: return out + "重複先の資格を失った人も、加入中として扱います。";
    case Field::change_kind: return out + "訂正や取消の行も、喪失として扱います。";
    default: return out;
  }
}

}  // namespace totsugo
