#include "core/run/run_words.h"
// What is said of the checks across the files.
#include "core/calendar/date_form.h"
#include "core/run/checks.h"

namespace totsugo {
namespace {

struct CheckEntry {
  CheckCode code;
  std::string_view name;
  std::string_view text;  // {n} of {m}, {a} {b} dates, {w} a file, a column or a value
  std::string_view remedy;
};

constexpr CheckEntry kChecks[] = {
    {CheckCode::acquired_equal, "acquired_equal",
     "重複先の資格取得年月日が、台帳の国保の資格取得年月日と同じ人が{m}件のうち{n}件います。国保の側の列を、重複先の列として読んでいるおそれがあります。",
     "重複一覧の「重複先資格取得年月日」の列を確かめてください。"},
    {CheckCode::acquired_after_list, "acquired_after_list",
     "重複先の資格取得年月日が、一覧の作成年月日より後の行が{m}行のうち{n}行あります。別の日付の列を読んでいるか、作成年月日が違うおそれがあります。",
     "重複一覧の「重複先資格取得年月日」と「作成年月日」の列を確かめてください。"},
    {CheckCode::own_numbers_unknown, "own_numbers_unknown",
     "重複一覧の国保の記号番号が台帳にない人が{m}人のうち{n}人います。別の団体の台帳か、重複先の番号を国保の番号として読んでいるおそれがあります。",
     "台帳と重複一覧が同じ団体のものか、「自番号」の列を確かめてください。"},
    {CheckCode::own_insurer, "own_insurer",
     "重複一覧の自保険者番号が一つの国保の番号にそろっていません（最も多いのは{w}、ほかの値か国保でない番号が{m}件のうち{n}件）。国保の側と重複先の側を取り違えているおそれがあります。",
     "「自保険者番号」の列を確かめてください。"},
    {CheckCode::losses_old, "losses_old",
     "他保険に加入した日が2年より前（{a}より前）の人が{m}人のうち{n}人います。日付の列を取り違えているおそれがあります。",
     "「重複先資格取得年月日」と年金の「資格喪失年月日」の列を確かめてください。初めてこの作業をするなど理由があれば、その理由を記録して進めてください。"},
    {CheckCode::all_filed, "all_filed",
     "台帳で見つかった{m}人のうち{n}人に、台帳で喪失年月日が入っています。台帳の「資格喪失年月日」の列に別の日付を読んでいるか、一覧が古いおそれがあります。",
     "台帳の「資格喪失年月日」の列と、一覧の作成年月日を確かめてください。"},
    {CheckCode::nobody_found, "nobody_found",
     "一覧の{m}人のうち{n}人が、台帳に見つからないか、番号しか合いません。別の団体の台帳か、氏名・生年月日・番号の列を取り違えているおそれがあります。",
     "台帳のファイルと、氏名・生年月日・番号の列を確かめてください。"},
    {CheckCode::roster_old, "roster_old",
     "{w}、最新の重複一覧（{b}作成）より古いものと思われます。その間に届け出た人も未届に見えます。",
     "新しい台帳で突き合わせるか、台帳の日付を確かめてください。"},
    {CheckCode::numbers_differ, "numbers_differ", "{w}", "記号番号の列が合っているかを確かめてください。"},
    {CheckCode::runs_equal, "runs_equal",
     "{a}と{b}の重複一覧は、作成年月日のほか{n}行がすべて同じです。同じ一覧を日付だけ変えて2回分としているおそれがあります。",
     "それぞれの回に出力した一覧かを確かめてください。"},
    {CheckCode::households, "households",
     "同じ世帯番号に、世帯主か住所の違う人がいる世帯が{m}世帯のうち{n}世帯あります。通知は世帯主と住所ごとに分けて作ります。",
     "通知を作る前に、台帳の世帯番号・世帯主氏名・住所の列を確かめてください。"},
    {CheckCode::rejected, "rejected", "「{w}」の{m}行のうち{n}行が使えませんでした。",
     "取込報告で理由を確かめ、出力し直せるときは出力し直してください。"},
    {CheckCode::one_value, "one_value", "「{w}」の列が、{m}行とも同じ値です。", "列が合っているかを確かめてください。"},
};
static_assert(std::size(kChecks) == kCheckCount);

void put(std::string& text, std::string_view place, const std::string& value) {
  for (size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
    text.replace(at, place.size(), value);
}

}  // namespace

std::string_view code_of(CheckCode c) { return kChecks[static_cast<size_t>(c)].name; }

std::string text_of(const Check& c) {
  const CheckEntry& e = kChecks[static_cast<size_t>(c.code)];
  std::string out = std::string(e.text) + std::string(e.remedy);
  put(out, "{n}", std::to_string(c.count));
  put(out, "{m}", std::to_string(c.of));
  put(out, "{a}", iso_text(c.a));
  put(out, "{b}", iso_text(c.b));
  put(out, "{w}", c.what);
  return out;
}

std::string phrase_roster_date(CivilDate date) { return "台帳（" + iso_text(date) + "現在）が"; }

std::string phrase_newest_change(CivilDate date) { return "台帳の中で最も新しい資格の異動が" + iso_text(date) + "で"; }

std::string phrase_rows_lost(size_t missing, size_t twice) {
  return "結果にない行" + std::to_string(missing) + "、二重の行" + std::to_string(twice);
}

std::string phrase_same_run(std::string_view a, std::string_view b, std::string_view date) {
  return std::string(a) + " と " + std::string(b) + " は同じ回（作成" + std::string(date) +
         "）の一覧です。1回分として数えます。別の回のつもりであれば、ファイルを確かめてください。";
}

std::string phrase_flood(std::string_view birth, uint64_t people) {
  return "一覧の" + std::to_string(people) + "人の生年月日が" + std::string(birth) +
         "です。仮の日付と思われるため、生年月日が同じでも同じ人とは扱いません。";
}

std::string phrase_number_flood(FileKind kind, uint64_t rows) {
  return std::string(kind == FileKind::pension ? "1・3号喪失一覧表の基礎年金番号" : "資格重複状況結果一覧の記号番号") +
         "のうち、多くの人に共通するものが" + std::to_string(rows) +
         "行にあります。仮の番号と思われるため、番号としては使いません。";
}

std::string phrase_gap(std::string_view older, std::string_view newer, uint64_t days, bool confirmed) {
  return "前の回（" + std::string(older) + "）と最新の回（" + std::string(newer) + "）が" + std::to_string(days) +
         "日離れています。" +
         (confirmed
              ? "間に回がないことの確認により、連続として数えます。"
              : "間の回が抜けているおそれがあるため、連続とは数えません。間に回がないと確かめたときは、その設定をしてください。");
}

std::string phrase_no_overlap_list() { return "資格重複状況結果一覧がないため、加入中の人はすべて要照会になります。"; }

std::string phrase_only_one_run() {
  return "資格重複状況結果一覧が1回分しかないため、連続掲載（条件2）を確かめられません。";
}

std::string phrase_run_remembered(std::string_view date) {
  return "前の回（" + std::string(date) +
         "）の一覧がないため、連続掲載（条件2・3）は作業ファイルの控え（照合値）で確かめました。";
}

std::string phrase_pension_list_unused() { return "「重複一覧から」では1・3号喪失一覧表は使いません。"; }

}  // namespace totsugo
