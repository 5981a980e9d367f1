// What would follow if a column were taken for a field, and the questions that tell it.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/layout/column_consequence.h"
#include "tests/core/job.h"
#include "tests/core/proposed.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

using Values = std::vector<std::string>;
constexpr CivilDate kToday = CivilDate::of(2026, 11, 22);

std::string follows(FileKind kind, Field field, const Values& values, const Values& insurers = {}) {
  std::vector<SampleRow> rows;
  for (size_t i = 0; i < values.size(); ++i) {
    rows.push_back({i + 1, {values[i]}});
    if (!insurers.empty()) rows.back().cells.push_back(insurers[i]);
  }
  const ColumnProfile profile = profile_column(rows, 0, kToday);
  return consequence_of({kind, field, rows, 0, profile, insurers.empty() ? -1 : 1, kToday});
}

}  // namespace

TEST_CASE("consequence: what follows from a column, by the kind of the field") {
  struct Case {
    FileKind kind;
    Field field;
    Values values;
    const char* want;
  };
  const FileKind roster = FileKind::roster, pension = FileKind::pension, overlap = FileKind::overlap;
  const std::vector<Case> cases = {
      {pension,
       Field::pension_lost,
       {"2007-03-31", "R6.4.1", "20150704"},
       "この列だと、喪失日の見込みが 2007年〜2024年になります。"},
      // The day after, also where that is another year.
      {pension,
       Field::pension_lost,
       {"2025-12-31", "2025-12-31"},
       "この列だと、喪失日の見込みが 2026年1月になります。"},
      {overlap,
       Field::other_acquired,
       {"2026-04-01", "2026-09-30"},
       "この列だと、喪失日の見込みが 2026年4月〜10月になります。"},
      {overlap,
       Field::other_acquired,
       {"2026-04-01", "2027-04-01", ""},
       "この列だと、喪失日の見込みが 2026年〜2027年になります。うち 1 行は、これから先の日付です。値のない行が 1 行あります。"},
      {roster,
       Field::lost,
       {"2026-04-01", "", "", "2026-12-01", "00000000"},
       "この列だと、確かめた 5 行のうち 1 行が喪失済になります。これから先の日付の 1 行は、まだ失っていないものとします。"},
      {roster,
       Field::lost,
       {"2026-04-01", "在籍中", ""},
       "この列だと、確かめた 3 行のうち 1 行が喪失済になります。日付として読めない値が 1 行あります（例「在籍中」）。"},
      {overlap,
       Field::other_lost,
       {"2026-04-01", ""},
       "この列だと、確かめた 2 行のうち 1 行が、重複先の資格を失った人になります。"},
      {overlap,
       Field::own_lost,
       {"2026-04-01", ""},
       "この列だと、確かめた 2 行のうち 1 行が、国保の資格を失った人になります。"},
      {roster,
       Field::acquired,
       {"1989-01-08", "2024-05-01"},
       "この列だと、資格取得年月日が 1989年〜2024年になります。"},
      {overlap,
       Field::run_date,
       {"2026-11-19", "2026-11-19"},
       "この列だと、作成年月日がどの行も 2026年11月19日になります。"},
      {roster, Field::acquired, {"東京都", "大阪府"}, "この列には、日付として読める値がありません（例「東京都」）。"},
      {roster, Field::birth_date, {"1930-11-23", "2023-11-22"}, "この列だと、年齢が 3歳〜95歳になります。"},
      {roster,
       Field::birth_date,
       {"1980-01-01", "2030-01-01", "1880-01-01"},
       "この列だと、年齢が 46歳になります。まだ生まれていないことになる行が 1 行、120 歳を超える行が 1 行あります。"},
      {roster,
       Field::birth_date,
       {"2030-01-01", "2030-01-02"},
       "この列だと、年齢としてありえる行がありません。まだ生まれていないことになる行が 2 行あります。"},
      {roster,
       Field::name_kana,
       {"ヤマダ　タロウ", "ヤマダ　ハナコ", "山田"},
       "この列だと、3 行のうち 2 行がカナの氏名として読めます（3 通り）。カナの氏名として読めない値が 1 行あります（例「山田」）。"},
      {roster,
       Field::name,
       {"山田　太郎", "山田　太郎"},
       "この列だと、2 行のうち 2 行が氏名として読めます（1 通り）。"},
      {roster,
       Field::name,
       {"架空市1-2", "架空市1-3"},
       "この列には、氏名として読める値がありません（例「架空市1-2」）。"},
      {roster,
       Field::member_number,
       {"0012", "12345", "", "12345"},
       "この列だと、4 行のうち 3 行に番号があります（4〜5 けた、2 通り）。"},
      {roster,
       Field::branch,
       {"01", "02", "2026"},
       "この列だと、3 行のうち 3 行に番号があります（2〜4 けた、3 通り）。枝番として読めない値が 1 行あります（例「2026」）。"},
      {overlap,
       Field::other_insurer,
       {"06130488", "01130012", "00139873"},
       "この列だと、3 行のうち 3 行が保険者番号として読めます（3 通り）。うち 1 行は市町村の国保です。"},
      {overlap,
       Field::own_insurer,
       {"00139873", "00139873"},
       "この列だと、どの行も同じ市町村の国保（00139873）になります。"},
      {overlap,
       Field::other_insurer,
       {"06130488", "06130487"},
       "この列だと、2 行のうち 1 行が保険者番号として読めます（2 通り）。保険者番号として読めない値が 1 行あります（例「06130487」）。"},
      {roster, Field::sex, {"男", "女", "男"}, "この列の値は「男」「女」の 2 通りで、男女として読めます。"},
      {roster,
       Field::sex,
       {"男", "甲", "女"},
       "この列の値は「男」「甲」「女」の 3 通りです。男女として読めない値が 1 行あります（例「甲」）。"},
      {pension,
       Field::change_kind,
       {"喪失", "取消", "", "喪失訂正", "その他"},
       "この列だと、5 行のうち 4 行に値があります（「喪失」「取消」「喪失訂正」など 4 通り）。"},
      {overlap,
       Field::group_key,
       {"1", "1", "2", "", "3"},
       "この列だと、5 行が 3 組にまとまります。うち 1 組は 1 行だけで、相手の行がありません。"},
      {roster, Field::lost, {"", "99999999", " "}, "この列には、確かめた行の中に値が一つもありません。"},
  };
  for (const Case& c : cases) {
    const std::string want = c.want;
    CAPTURE(want);
    CHECK(follows(c.kind, c.field, c.values) == want);
  }
}

TEST_CASE("consequence: the other insurer tells whose rows lead to a loss date, and which day it is") {
  const std::string employee = "06130488", town = "00139873", lawyers = "133306";
  // A grouped list has the own rows in the same column.
  CHECK(follows(FileKind::overlap, Field::other_acquired, {"1999-04-01", "2026-04-01"}, {town, employee}) ==
        "この列だと、喪失日の見込みが 2026年4月になります。");
  CHECK(follows(FileKind::overlap, Field::other_acquired, {"2025-12-31", "2025-12-31"}, {employee, employee}) ==
        "この列だと、喪失日の見込みが 2026年1月になります。");
  // A 国保組合: that very day.
  CHECK(follows(FileKind::overlap, Field::other_acquired, {"2025-12-31", "2025-12-31"}, {lawyers, lawyers}) ==
        "この列だと、喪失日の見込みが 2025年12月になります。");
  // Where no loss date can be stated, the dates themselves are.
  CHECK(follows(FileKind::overlap, Field::other_acquired, {"2025-12-30", "2025-12-31"}, {town, town}) ==
        "この列だと、重複先資格取得年月日が 2025年12月になります。");
}

TEST_CASE("propose: a question has the values of its rivals side by side, and what follows from each") {
  // The first rows say the same in both.
  std::string bytes = "宛名番号,氏名,氏名カナ,生年月日,資格取得日,国保取得日\n";
  for (int i = 1; i <= 8; ++i) {
    const std::string n = std::to_string(i);
    bytes +=
        "10" + n + ",山田,ヤマダ,1980-04-0" + n + ",2020-04-0" + n + (i < 6 ? ",2020-04-0" : ",2021-04-1") + n + "\n";
  }
  const Json q = propose("roster", bytes)["open"][0];
  CHECK(q["columns"] == Json({5, 6}));
  REQUIRE(q["choices"].size() == 2);
  CHECK(q["choices"][0] == Json({{"field", "acquired"},
                                 {"position", 5},
                                 {"header", "資格取得日"},
                                 {"samples", {"2020-04-06", "2020-04-07", "2020-04-08"}},
                                 {"follows", "この列だと、資格取得年月日が 2020年4月になります。"}}));
  CHECK(q["choices"][1]["samples"] == Json({"2021-04-16", "2021-04-17", "2021-04-18"}));
  CHECK(
      q["choices"][1]["follows"] ==
      "この列だと、資格取得年月日が 2020年〜2021年になります。8 行のうち 3 行は、5列目「資格取得日」より後の日付です。");
  CHECK(q["needed"] == true);
  CHECK(q["without"] == "「資格取得年月日」の列がないと、このファイルは取り込めません。");
}

namespace {

// A roster without names of columns; one row in `lost` of it has a date of loss.
std::string nameless_roster(int rows, int lost) {
  const Values kana = {"ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ"},
               kanji = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  std::string out;
  for (int i = 0; i < rows; ++i) {
    const auto nth = static_cast<size_t>(i % 9);
    const std::string n = std::to_string(1000 + i),
                      birth = std::to_string(1940 + i % 60) + "-04-" + std::to_string(10 + i % 19);
    out += "40" + n + ",山田　" + kanji[nth] + "郎" + std::string(i < 9 ? "" : "丸") + ",ヤマダ　" + kana[nth] + "," +
           birth + ",200" + std::to_string(i % 10) + "-05-01," + (lost > 0 && i % lost == 0 ? "2026-04-01" : "") + "\n";
  }
  return out;
}

Json fields_of_questions(const Json& questions) {
  Json out = Json::array();
  for (const Json& q : questions) out.push_back(q["fields"][0]);
  return out;
}

}  // namespace

TEST_CASE("propose: what is only supposed is asked with its column first, and what of it is needed") {
  const std::string bytes = nameless_roster(9, 4);
  const Json p = propose("roster", bytes);
  CHECK(p["accepted"] == false);
  CHECK(fields_of_questions(p["supposed"]) ==
        Json({"resident_number", "name", "name_kana", "birth_date", "acquired", "lost"}));
  for (const Json& q : p["supposed"]) {
    const std::string field = q["fields"][0];
    CAPTURE(field);
    CHECK(q["columns"][0] == column(p, field));
    CHECK(q["choices"][0]["position"] == column(p, field));
    CHECK(q["choices"][0]["follows"] != "");
    CHECK(q["needed"] == (field != "name" && field != "name_kana" && field != "lost"));
  }
  // Confirmed, it is asked no more; a field without a column is neither.
  const Json answered = propose(
      "roster", bytes, {{"kind", "roster"}, {"fields", {{"birth_date", {{"position", 4}}}, {"lost", nullptr}}}});
  for (const Json& field : fields_of_questions(answered["supposed"])) {
    CHECK(field != "birth_date");
    CHECK(field != "lost");
  }
}

TEST_CASE("propose: without a header one loss is a loss, and that there is none is asked") {
  CHECK(column(propose("roster", nameless_roster(240, 240)), "lost") == 6);
  const Json p = propose("roster", nameless_roster(240, 0));
  CHECK(column(p, "lost") == 0);
  const Json& q = p["supposed"].back();
  CHECK(q["fields"] == Json({"lost"}));
  CHECK(q["columns"] == Json::array());
  CHECK(q["choices"].size() == 1);  // the column that has no values yet
  CHECK(q["choices"][0]["position"] == 6);
  CHECK(q["without"] == "「資格喪失年月日」の列はないものとして取り込みます。喪失済の人も、加入中として扱います。");
}

TEST_CASE("propose: the key of groups is no date counted in days, and a sex is no key") {
  std::string bytes;
  for (int i = 0; i < 40; ++i) {
    const std::string key = std::to_string(5001 + i / 2), day = std::to_string(10 + i / 2), sex = i % 4 < 2 ? "1" : "2";
    bytes += key + ",ヤマダ　" + Values{"ア", "イ", "ウ", "エ", "オ"}[static_cast<size_t>(i / 2 % 5)] + ",1980-04-" +
             day + "," + sex + (i % 2 ? ",06130488,34" : ",00139873,10") + key +
             (i % 2 ? ",2026-09-01" : ",2019-05-01") + "\n";
  }
  const Json p = propose("overlap", bytes);
  CHECK(p["shape"] == "grouped");
  CHECK(column(p, "group_key") == 1);
  CHECK(column(p, "birth_date") == 3);
}

TEST_CASE("propose: a personal number is no choice, and none of its values is shown") {
  std::string bytes = "宛名番号,氏名,氏名カナ,生年月日,個人番号,資格取得日,国保取得日\n";
  for (int i = 1; i <= 8; ++i) {
    const std::string n = std::to_string(i);
    bytes += "10" + n + ",山田,ヤマダ,1980-04-0" + n + ",123456789018,2020-04-0" + n + ",2021-04-0" + n + "\n";
  }
  const Json p = propose("roster", bytes);
  CHECK(asks(p, "acquired"));
  CHECK(p.dump().find("123456789018") == std::string::npos);
}
