// Inputs an outside tester would try: first those where a wrong person could be picked, then people who could be
// dropped, then buckets. Every case tells what each line of results.ndjson must come to.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

using Row = std::map<std::string, std::string>;  // header -> value, over the defaults
using Rows = std::vector<Row>;

struct Table {
  std::vector<std::string> headers;
  Row defaults;
};

const Table kRoster{{"宛名番号", "記号番号", "枝番", "氏名", "氏名カナ", "通称名", "生年月日", "性別", "資格取得年月日",
                     "資格喪失年月日", "適用開始年月日", "適用終了年月日", "基礎年金番号"},
                    {{"宛名番号", "1"},
                     {"記号番号", "051000001"},
                     {"枝番", "01"},
                     {"氏名", "山田　太郎"},
                     {"氏名カナ", "ヤマダ　タロウ"},
                     {"生年月日", "19800115"},
                     {"性別", "男"},
                     {"資格取得年月日", "20200401"}}};
const Table kPension{{"基礎年金番号", "氏名カナ", "氏名", "生年月日", "性別", "住所", "資格喪失年月日", "喪失事由",
                      "異動区分", "訂正前喪失年月日"},
                     {{"氏名カナ", "ヤマダ　タロウ"},
                      {"氏名", "山田　太郎"},
                      {"生年月日", "S55.1.15"},
                      {"性別", "男"},
                      {"資格喪失年月日", "R8.9.1"},
                      {"喪失事由", "厚生年金加入"},
                      {"異動区分", "喪失"}}};
const Table kOverlap{{"作成年月日", "氏名", "氏名カナ", "生年月日", "性別", "自記号", "自番号", "自枝番",
                      "自資格取得年月日", "自資格喪失年月日", "重複先保険者番号", "重複先記号", "重複先番号",
                      "重複先資格取得年月日", "重複先資格喪失年月日"},
                     {{"氏名", "山田　太郎"},
                      {"氏名カナ", "ヤマダ　タロウ"},
                      {"生年月日", "1980-01-15"},
                      {"性別", "1"},
                      {"自記号", "05"},
                      {"自番号", "1000001"},
                      {"自枝番", "01"},
                      {"自資格取得年月日", "2020-04-01"},
                      {"重複先保険者番号", "06130488"},
                      {"重複先記号", "12"},
                      {"重複先番号", "345"},
                      {"重複先資格取得年月日", "2026-09-01"}}};

std::string csv(const Table& table, const Rows& rows, const std::string& run = {}) {
  std::string out;
  for (size_t i = 0; i < table.headers.size(); ++i) out += (i ? "," : "") + table.headers[i];
  out += "\r\n";
  for (const Row& row : rows) {
    for (size_t i = 0; i < table.headers.size(); ++i) {
      const std::string& h = table.headers[i];
      std::string v;
      if (h == "作成年月日") v = run;
      else if (const auto own = row.find(h); own != row.end()) v = own->second;
      else if (const auto usual = table.defaults.find(h); usual != table.defaults.end()) v = usual->second;
      out += (i ? "," : "") + v;
    }
    out += "\r\n";
  }
  return out;
}

struct Case {
  std::string name;
  std::string flow;
  Rows roster;
  Rows pension;
  Rows newest;
  Rows previous;
  // One line a result, in their order: bucket, grade, * if selectable, the roster line or -.
  std::string wanted;
};

std::string told(const Outcome& out) {
  if (!out.ok()) return out.answer.dump();
  std::string all;
  for (const Json& r : out.results) {
    all += all.empty() ? "" : "; ";
    all += r["bucket"].get<std::string>() + " " + (r["grade"].is_null() ? "-" : r["grade"].get<std::string>());
    all += r["selectable"].get<bool>() ? "*" : "";
    all += " " + (r["roster"].is_null() ? "-" : std::to_string(r["roster"]["line"].get<int>()));
  }
  return all;
}

Outcome run_case(const Case& c) {
  std::vector<InputFile> files;
  if (c.flow == "P") files.push_back({"pension", "pension.csv", csv(kPension, c.pension)});
  if (!c.previous.empty()) files.push_back({"overlap", "old.csv", csv(kOverlap, c.previous, kOldRun)});
  if (!c.newest.empty()) files.push_back({"overlap", "new.csv", csv(kOverlap, c.newest, kNewRun)});
  files.push_back({"roster", "roster.csv", csv(kRoster, c.roster)});
  return run_files({{"flow", c.flow}, {"date", "2026-11-22"}}, files);
}

// Runs the cases and says how many there were. Whoever stands on a list must stand in a result.
size_t run_cases(const std::vector<Case>& cases) {
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Outcome out = run_case(c);
    CHECK(told(out) == c.wanted);
    for (size_t line = 2; line < c.newest.size() + 2; ++line) CHECK_FALSE(out.of_overlap("new.csv", line).is_null());
    ++ran;
  }
  return ran;
}

// The same rows on the newest list and on the one before.
Case on_both(std::string name, Rows roster, Rows listed, std::string wanted) {
  return {std::move(name), "D", std::move(roster), {}, listed, listed, std::move(wanted)};
}

Case pension_only(std::string name, Rows roster, Rows pension, std::string wanted) {
  return {std::move(name), "P", std::move(roster), std::move(pension), {}, {}, std::move(wanted)};
}

// The pension list, and the man's own row on the overlap list.
Case confirmed(std::string name, Rows roster, Rows pension, std::string wanted) {
  return {std::move(name), "P", std::move(roster), std::move(pension), {{}}, {}, std::move(wanted)};
}

const Row kNoNumber{{"自記号", ""}, {"自番号", ""}, {"自枝番", ""}};

Row with(Row base, const Row& more) {
  for (const auto& [k, v] : more) base[k] = v;
  return base;
}

}  // namespace

TEST_CASE("hostile: characters that could not be held") {
  const auto kanji = [](const char* s) { return Row{{"氏名", s}, {"氏名カナ", ""}}; };
  const auto kana = [](const char* s) { return Row{{"氏名", ""}, {"氏名カナ", s}}; };
  const size_t ran = run_cases({
      pension_only("one ●", {kanji("髙橋　一郎")}, {kanji("●橋　一郎")}, "P-INQUIRE B* 2"),
      pension_only("one ●, the other kana say otherwise",
                   {{{"氏名", "石橋　一郎"}, {"氏名カナ", "イシバシ　イチロウ"}}},
                   {{{"氏名", "●橋　一郎"}, {"氏名カナ", "タカハシ　イチロウ"}}}, "P-REVIEW C 2"),
      pension_only("two ● may be anybody", {kanji("石橋　三郎")}, {kanji("●橋　●郎")}, "P-REVIEW C 2"),
      pension_only("two ● on either side", {kanji("●橋　三郎")}, {kanji("石橋　●郎")}, "P-REVIEW C 2"),
      pension_only("three of four ●", {kanji("高橋　一郎")}, {kanji("●●　●郎")}, "P-REVIEW C 2"),
      pension_only("nothing but ?", {kanji("高橋　一郎")}, {kanji("????")}, "P-NONMEMBER - -"),
      pension_only("kana half lost", {kana("ヤマダ　タロウ")}, {kana("●●●　タロウ")}, "P-REVIEW C 2"),
      pension_only("kana all lost", {kana("ヤマダ　タロウ")}, {kana("??? ???")}, "P-NONMEMBER - -"),
      pension_only("two ●, the kana settle them", {{}}, {{{"氏名", "●●　太郎"}}}, "P-INQUIRE B* 2"),
      on_both("two ●, the number settles them", {kanji("石橋　三郎")}, {kanji("●橋　●郎")}, "D-REVIEW C 2"),
      pension_only(
          "twins and a ●",
          {with(kanji("山田　一郎"), {{"枝番", "02"}}), with(kanji("山田　二郎"), {{"宛名番号", "2"}, {"枝番", "03"}})},
          {kanji("山田　●郎")}, "P-REVIEW B -"),
  });
  CHECK(ran == 11);
}

TEST_CASE("hostile: birth dates with an unknown day") {
  const size_t ran = run_cases({
      pension_only("on the list", {{}}, {{{"生年月日", "S55.1.00"}}}, "P-REVIEW C 2"),
      pension_only("in the roster", {{{"生年月日", "19800100"}}}, {{}}, "P-REVIEW C 2"),
      pension_only("on both sides", {{{"生年月日", "19800100"}}}, {{{"生年月日", "1980-01-00"}}}, "P-REVIEW C 2"),
      pension_only("another month", {{}}, {{{"生年月日", "S55.2.00"}}}, "P-NONMEMBER - -"),
      pension_only("by kanji alone", {{{"氏名カナ", ""}}}, {{{"氏名カナ", ""}, {"生年月日", "S55.1.00"}}},
                   "P-REVIEW C 2"),
      on_both("with the number", {{}}, {{{"生年月日", "1980-01-00"}}}, "D-REVIEW C 2"),
      pension_only("month and day", {{}}, {{{"生年月日", "S55.00.00"}}}, "P-REVIEW C 2"),
  });
  CHECK(ran == 7);
}

TEST_CASE("hostile: numbers that do not tell people apart") {
  const Row second{{"記号番号", "051000002"}};
  const Row twin{{"氏名", "山田　次郎"}, {"氏名カナ", "ヤマダ　ジロウ"}};
  const auto two = [&](const char* a, const char* b) {
    return Rows{{{"宛名番号", a}}, with(second, {{"宛名番号", b}})};
  };
  const auto unnumbered = [](const char* a, const char* b) {
    return Rows{{{"宛名番号", a}, {"記号番号", ""}, {"枝番", ""}}, {{"宛名番号", b}, {"記号番号", ""}, {"枝番", ""}}};
  };
  const size_t ran = run_cases({
      pension_only("namesakes of two households", two("1", "2"), {{}}, "P-REVIEW A -"),
      pension_only("宛名番号 of letters and digits", unnumbered("A-1", "B-1"), {{}}, "P-REVIEW A -"),
      pension_only("宛名番号 of kanji and digits", unnumbered("本1", "支1"), {{}}, "P-REVIEW A -"),
      pension_only("宛名番号 ruined by a spreadsheet", unnumbered("1.23E+14", "1.23E+14"), {{}}, "P-REVIEW A -"),
      pension_only("宛名番号 longer than 19 digits",
                   unnumbered("1000000000000000000000001", "2000000000000000000000001"), {{}}, "P-REVIEW A -"),
      pension_only("宛名番号 all zeros", two("000000000000000", "000000000000000"), {{}}, "P-REVIEW A -"),
      pension_only("宛名番号 all nines", two("999999999999999", "999999999999999"), {{}}, "P-REVIEW A -"),
      pension_only("記号 of kanji, 宛名番号 missing",
                   {{{"宛名番号", ""}, {"記号番号", "甲1"}}, {{"宛名番号", ""}, {"記号番号", "乙1"}}}, {{}},
                   "P-REVIEW A -"),
      pension_only("twins under one 宛名番号",
                   {{{"氏名", "山田　一郎"}, {"氏名カナ", ""}, {"枝番", "02"}},
                    {{"氏名", "山田　二郎"}, {"氏名カナ", ""}, {"枝番", "03"}}},
                   {{{"氏名", "山田　●郎"}, {"氏名カナ", ""}}}, "P-REVIEW B -"),
      pension_only("one person's rows of two periods",
                   {{{"資格取得年月日", "20100401"}, {"資格喪失年月日", "20180401"}, {"記号番号", "051009999"}}, {}},
                   {{}}, "P-INQUIRE A* 3"),
      pension_only("the same row twice", {{}, {}}, {{}}, "P-INQUIRE A* 2"),
      on_both("記号 of kanji decide", {{{"記号番号", "甲1"}}, {{"宛名番号", "2"}, {"記号番号", "乙1"}}},
              {{{"自記号", "乙"}, {"自番号", "1"}}}, "D-CANDIDATE S* 3"),
      on_both("two people under 甲1 and 乙1",
              {{{"記号番号", "甲1"}}, with(twin, {{"宛名番号", "2"}, {"記号番号", "乙1"}})},
              {{{"自記号", "甲"}, {"自番号", "1"}}, with(twin, {{"自記号", "乙"}, {"自番号", "1"}})},
              "D-CANDIDATE S* 2; D-CANDIDATE S* 3"),
      on_both("記号 written out", {{{"記号番号", "05-1000001"}}}, {{{"自記号", "記号05"}, {"自番号", "番号1000001"}}},
              "D-CANDIDATE S* 2"),
      on_both("twins, both 枝番 00 on the list", {{{"枝番", "02"}}, with(twin, {{"宛名番号", "2"}, {"枝番", "03"}})},
              {{{"自枝番", "00"}}, with(twin, {{"自枝番", "00"}})}, "D-CANDIDATE A* 2; D-CANDIDATE A* 3"),
      {"twins, both 枝番 00: the other one stood on the run before",
       "D",
       {{{"枝番", "02"}}, with(twin, {{"宛名番号", "2"}, {"枝番", "03"}})},
       {},
       {{{"自枝番", "00"}}},
       {with(twin, {{"自枝番", "00"}})},
       "D-FIRST A 2; D-RESOLVED A 3"},
      {"a surname changed between the runs",
       "D",
       {{}},
       {},
       {{}},
       {{{"氏名", "鈴木　太郎"}, {"氏名カナ", "スズキ　タロウ"}}},
       "D-FIRST S 2; D-REVIEW C 2"},
      on_both("twins of one name, the 枝番 decides", {{}, {{"宛名番号", "2"}, {"枝番", "02"}}}, {{{"自枝番", "02"}}},
              "D-CANDIDATE S* 3"),
      on_both("twins of one name without 枝番", {{}, {{"宛名番号", "2"}, {"枝番", "02"}}}, {{{"自枝番", ""}}},
              "D-REVIEW A -"),
      on_both("the 枝番 of the one, the name of the other", {{}, with(twin, {{"宛名番号", "2"}, {"枝番", "02"}})},
              {{{"自枝番", "02"}}}, "D-REVIEW C -"),
  });
  CHECK(ran == 20);
}

TEST_CASE("hostile: corrections that must not be overlooked") {
  const Row cancel{{"異動区分", "喪失取消"}, {"訂正前喪失年月日", "R8.9.1"}};
  const Row second{{"宛名番号", "22"}, {"記号番号", "22"}};
  const auto as = [&](const Row& how) { return Rows{{}, with(cancel, how)}; };
  const size_t ran = run_cases({
      confirmed("no correction", {{}}, {{}}, "P-CONFIRMED A* 2"),
      confirmed("cancelled", {{}}, as({}), "P-WITHDRAWN A 2; P-WITHDRAWN A 2"),
      confirmed("cancelled, half-width kana", {{}}, as({{"氏名カナ", "ﾔﾏﾀﾞ ﾀﾛｳ"}}), "P-WITHDRAWN A 2; P-WITHDRAWN A 2"),
      confirmed("cancelled, 濁点 lost", {{}}, as({{"氏名カナ", "ヤマタ　タロウ"}}), "P-WITHDRAWN B 2; P-WITHDRAWN B 2"),
      confirmed("cancelled, 濁点 lost, and the cancellation comes first", {{}},
                {with(cancel, {{"氏名カナ", "ヤマタ　タロウ"}}), {}}, "P-WITHDRAWN B 2; P-WITHDRAWN B 2"),
      confirmed("cancelled with its loss, both without 濁点", {{}},
                {{}, {{"氏名カナ", "ヤマタ　タロウ"}}, with(cancel, {{"氏名カナ", "ヤマタ　タロウ"}})},
                "P-WITHDRAWN B 2; P-WITHDRAWN B 2"),
      confirmed("異動区分 of another kind and another date, written differently", {{}},
                as({{"異動区分", "資格取得"}, {"訂正前喪失年月日", "R6.4.1"}, {"氏名カナ", "ヤマタ　タロウ"}}),
                "P-REVIEW B 2"),
      confirmed("moved from a date that is not said, written differently", {{}},
                as({{"異動区分", "喪失訂正"},
                    {"訂正前喪失年月日", ""},
                    {"資格喪失年月日", "R8.10.1"},
                    {"氏名カナ", "ヤマタ　タロウ"}}),
                "P-REVIEW B 2"),
      pension_only("cancelled is the other's who is surely meant", {{}, with(second, {{"氏名カナ", "サンダ　タロウ"}})},
                   {{{"氏名カナ", "サンダ　タロウ"}}, cancel}, "P-INQUIRE A* 3; P-REVIEW A 2"),
      pension_only("cancelled is one of two", {{}, with(second, {{"基礎年金番号", "2222222222"}})},
                   {{{"基礎年金番号", "2222222222"}}, with(cancel, {{"氏名カナ", "ヤマタ　タロウ"}})},
                   "P-WITHDRAWN S -; P-WITHDRAWN S -"),
      confirmed("cancelled, sex missing", {{}}, as({{"性別", ""}}), "P-WITHDRAWN A 2; P-WITHDRAWN A 2"),
      confirmed("cancelled, kana missing", {{}}, as({{"氏名カナ", ""}}), "P-WITHDRAWN A 2; P-WITHDRAWN A 2"),
      confirmed("cancelled under another surname", {{}}, as({{"氏名", "鈴木　太郎"}, {"氏名カナ", "スズキ　タロウ"}}),
                "P-REVIEW A 2; P-REVIEW C 2"),
      confirmed("cancelled, a digit of 基礎年金番号 wrong", {{}},
                {{{"基礎年金番号", "1111222233"}}, with(cancel, {{"基礎年金番号", "1111222234"}})},
                "P-REVIEW A 2; P-REVIEW A 2"),
      confirmed("another loss of a namesake cancelled", {{}},
                as({{"氏名カナ", "ヤマタ　タロウ"}, {"訂正前喪失年月日", "R6.4.1"}}), "P-REVIEW B 2; P-REVIEW B 2"),
      confirmed("cancelled, the date unreadable", {{}},
                as({{"訂正前喪失年月日", "R8.9.?"}, {"資格喪失年月日", "R8.9.15"}}), "P-REVIEW A 2; P-REVIEW A 2"),
      confirmed("moved, written differently", {{}},
                as({{"異動区分", "喪失訂正"}, {"資格喪失年月日", "R8.10.1"}, {"氏名カナ", "ヤマタ　タロウ"}}),
                "P-REVIEW B 2"),
      confirmed("moved", {{}},
                {{{"資格喪失年月日", "R8.8.1"}}, {{"異動区分", "喪失訂正"}, {"訂正前喪失年月日", "R8.8.1"}}},
                "P-CONFIRMED A* 2"),
      confirmed("cancelled and lost again", {{}},
                {{{"資格喪失年月日", "R8.8.1"}}, {{"異動区分", "喪失取消"}, {"訂正前喪失年月日", "R8.8.1"}}, {}},
                "P-WITHDRAWN A 2; P-WITHDRAWN A 2; P-CONFIRMED A* 2"),
      confirmed("another loss of a namesake cancelled, by the date of its loss", {{}},
                as({{"氏名カナ", "ヤマタ　タロウ"}, {"訂正前喪失年月日", ""}, {"資格喪失年月日", "R6.4.1"}}),
                "P-REVIEW B 2; P-REVIEW B 2"),
      confirmed("a look-alike's loss cancelled", {{}}, as({{"氏名", "山田　次郎"}, {"氏名カナ", "ヤマダ　ジロウ"}}),
                "P-CONFIRMED A* 2; P-NONMEMBER - -"),
      confirmed("異動区分 of another kind", {{}}, {{{"異動区分", "資格取得"}}}, "P-REVIEW A 2"),
      confirmed("異動区分 a code", {{}}, {{{"異動区分", "3"}}}, "P-REVIEW A 2"),
      confirmed("異動区分 empty", {{}}, {{{"異動区分", ""}}}, "P-CONFIRMED A* 2"),
      confirmed("異動区分 a wide space", {{}}, {{{"異動区分", "　"}}}, "P-CONFIRMED A* 2"),
  });
  CHECK(ran == 25);
}

TEST_CASE("hostile: periods that contradict each other") {
  const Rows moved{{{"資格取得年月日", "20150401"}, {"適用開始年月日", "20150401"}, {"適用終了年月日", "20180401"}},
                   {{"資格取得年月日", "20150401"}, {"適用開始年月日", "20200401"}}};
  const size_t ran = run_cases({
      confirmed("適用終了 without 資格喪失", {{{"適用終了年月日", "20261001"}}}, {{}}, "P-REVIEW A 2"),
      confirmed("適用終了 none", {{{"適用終了年月日", "9999-12-31"}}}, {{}}, "P-CONFIRMED A* 2"),
      confirmed("適用終了 in the future", {{{"適用終了年月日", "20270331"}}}, {{}}, "P-CONFIRMED A* 2"),
      confirmed("適用終了 unreadable",
                {{{"適用終了年月日", "2026100x"}}, {{"宛名番号", "9"}, {"氏名", "別　人"}, {"氏名カナ", "ベツ　ジン"}}},
                {{}}, "P-REVIEW A 2"),
      confirmed("moved away and back: the row in force", moved, {{}}, "P-CONFIRMED A* 3"),
      confirmed("applied only after the loss", {{{"適用開始年月日", "20261001"}}}, {{}}, "P-REVIEW A 2"),
      on_both("適用終了 without 資格喪失", {{{"適用終了年月日", "20261001"}}}, {{}}, "D-REVIEW S 2"),
      on_both("moved away and back: the row in force", moved, {{{"自資格取得年月日", "2015-04-01"}}},
              "D-CANDIDATE S* 3"),
      on_both("the list's own acquisition decides otherwise", {{}}, {{{"自資格取得年月日", "2026-10-01"}}},
              "D-REVIEW S 2"),
      on_both("the list's own acquisition differs and decides the same", {{}}, {{{"自資格取得年月日", "2019-04-01"}}},
              "D-CANDIDATE S* 2"),
      on_both("the list shows 国保 lost, the roster does not", {{}}, {{{"自資格喪失年月日", "2026-09-02"}}},
              "D-REVIEW S 2"),
      on_both("applied from later than the other insurer", {{{"適用開始年月日", "20261001"}}}, {{}}, "D-REVIEW S 2"),
      on_both("the same day", {{{"資格取得年月日", "20260901"}}}, {{}}, "D-CANDIDATE S* 2"),
      on_both("reversed by a day", {{{"資格取得年月日", "20260902"}}}, {{{"自資格取得年月日", "2026-09-02"}}},
              "D-REVERSED S 2"),
      on_both("reversed by a day, by the list's own acquisition it is not", {{{"資格取得年月日", "20260902"}}}, {{}},
              "D-REVIEW S 2"),
      {"the list's own acquisition is later, beside the record that agrees",
       "P",
       {{}},
       {{}},
       {{}, {{"自資格取得年月日", "2026-10-01"}, {"重複先番号", "346"}}},
       {},
       "P-REVIEW A 2"},
      {"the record that agrees alone", "P", {{}}, {{}}, {{}}, {}, "P-CONFIRMED A* 2"},
  });
  CHECK(ran == 17);
}

// The reasons of these are nobody else's: what stops a case must be named, and with the right dates.
TEST_CASE("hostile: what stops a case is said, with its dates and lines") {
  struct Reasoned {
    Case c;
    std::string code;
    std::string shows;  // stands in the reason's text
  };
  const std::vector<Reasoned> cases = {
      {on_both("the list's own acquisition is later", {{}}, {{{"自資格取得年月日", "2026-10-01"}}}, ""),
       "own_acquired_differs", "2026-10-01"},
      {on_both("the list shows 国保 lost", {{}}, {{{"自資格喪失年月日", "2026-09-05"}}}, ""), "own_lost", "2026-09-05"},
      {on_both("lost on the working date", {{}}, {{{"自資格喪失年月日", "2026-11-22"}}}, ""), "own_lost", "2026-11-22"},
      {on_both("適用終了", {{{"適用終了年月日", "20261003"}}}, {{}}, ""), "application_ended", "2026-10-03"},
      {on_both("適用終了 on the working date", {{{"適用終了年月日", "20261122"}}}, {{}}, ""), "application_ended",
       "2026-11-22"},
      {on_both("適用開始 later", {{{"適用開始年月日", "20261004"}}}, {{}}, ""), "applied_from_differs", "2026-10-04"},
      {confirmed("own acquisition later, flow P", {{}}, {{}}, ""), "confirmed_by_overlap", "2026-09-01"},
      {{"own acquisition later, flow P", "P", {{}}, {{}}, {{{"自資格取得年月日", "2026-10-01"}}}, {}, ""},
       "own_acquired_differs",
       "2026-10-01"},
      {{"own acquisition on the same day, flow P", "P", {{}}, {{}}, {{{"自資格取得年月日", "2026-09-01"}}}, {}, ""},
       "confirmed_by_overlap",
       "2026-09-01"},
      {confirmed("適用終了, flow P", {{{"適用終了年月日", "20261003"}}}, {{}}, ""), "application_ended", "2026-10-03"},
      {confirmed("適用終了 on the working date, flow P", {{{"適用終了年月日", "20261122"}}}, {{}}, ""),
       "application_ended", "2026-11-22"},
      {confirmed("applied after the loss", {{{"適用開始年月日", "20261004"}}}, {{}}, ""), "applied_after_pension_loss",
       "2026-10-04"},
      {confirmed("acquired after the loss", {{{"資格取得年月日", "20261004"}}}, {{}}, ""),
       "acquired_after_pension_loss", "2026-10-04"},
      {confirmed(
           "the correction's line", {{}},
           {{},
            {{"氏名カナ", "ヤマタ　タロウ"}, {"氏名", ""}, {"異動区分", "喪失取消"}, {"訂正前喪失年月日", "R8.9.1"}}},
           ""),
       "corrected_elsewhere", "3行目"},
      {confirmed("the unclear row's line", {{}}, {{{"異動区分", "資格取得"}}}, ""), "change_unclear", "2行目"},
      {confirmed("how often a loss stands there", {{}}, {{}, {}, {}}, ""), "repeated_loss", "3"},
      {confirmed("the dates of a moved loss", {{}},
                 {{{"資格喪失年月日", "R8.8.1"}}, {{"異動区分", "喪失訂正"}, {"訂正前喪失年月日", "R8.8.1"}}}, ""),
       "moved", "2026-08-01"},
      {confirmed("which loss is cancelled", {{}},
                 {{}, {{"資格喪失年月日", "R8.9.9"}, {"異動区分", "喪失取消"}, {"訂正前喪失年月日", "R8.9.1"}}}, ""),
       "cancels", "2026-09-01"},
      {{"both the 国保組合 and an employee's insurance",
        "P",
        {{}},
        {{}},
        {{}, {{"重複先保険者番号", "133017"}}},
        {},
        ""},
       "two_other_dates",
       ""},
      {{"only the older run has him",
        "P",
        {{}},
        {{}},
        {{{"氏名", "別　人"}, {"氏名カナ", "ベツ　ジン"}, {"自番号", "7"}}},
        {{}},
        ""},
       "only_in_older_run",
       "2026-11-04"},
      {on_both("the 枝番 of the one, the name of the other",
               {{}, {{"宛名番号", "2"}, {"枝番", "02"}, {"氏名", "山田　次郎"}, {"氏名カナ", "ヤマダ　ジロウ"}}},
               {{{"枝番", "02"}, {"自枝番", "02"}}}, ""),
       "number_points_elsewhere", ""},
      {pension_only(
           "seventeen of one name, and no birth date known", {{{"生年月日", "19000101"}}},
           [] {
             Rows many;
             for (int i = 0; i < 17; ++i)
               many.push_back({{"生年月日", "1900-01-01"},
                               {"住所", "架空市" + std::to_string(i)},
                               {"基礎年金番号", std::to_string(1111111111 + i)}});
             return many;
           }(),
           ""),
       "not_sought", ""},
      {{"how many periods the roster has",
        "P",
        {{{"資格取得年月日", "20100401"}, {"資格喪失年月日", "20180401"}}, {}},
        {{}},
        {},
        {},
        ""},
       "history_rows",
       "2"},
      {{"the unreadable row's line",
        "P",
        {{{"資格取得年月日", "??"}}, {{"宛名番号", "2"}, {"氏名", "別　人"}, {"氏名カナ", "ベツ　ジン"}}},
        {{}},
        {},
        {},
        ""},
       "member_unreadable",
       "2行目"},
  };
  size_t ran = 0;
  for (const Reasoned& r : cases) {
    CAPTURE(r.c.name);
    const Outcome out = run_case(r.c);
    REQUIRE(out.ok());
    bool said = false;
    for (const Json& result : out.results)
      for (const Json& reason : result["reasons"])
        said =
            said || (reason["code"] == r.code && reason["text"].get<std::string>().find(r.shows) != std::string::npos);
    CAPTURE(out.ndjson);
    CHECK(said);
    ++ran;
  }
  CHECK(ran == 24);
}

TEST_CASE("hostile: nobody of the newest list is dropped") {
  const Rows namesakes{{}, {{"宛名番号", "2"}, {"記号番号", "051000002"}}};
  const size_t ran = run_cases({
      confirmed("the pension person is one of two, the overlap row is of one of them", namesakes, {{}}, "P-REVIEW A -"),
      {"both namesakes on the overlap list", "P", namesakes, {{}}, {{}, {{"自番号", "1000002"}}}, {}, "P-REVIEW A -"},
      {"one namesake without a number, and another name under the other's",
       "P",
       namesakes,
       {{}},
       {kNoNumber, {{"自番号", "1000002"}, {"氏名", "鈴木　花子"}, {"氏名カナ", "スズキ　ハナコ"}}},
       {},
       "P-REVIEW A -"},
      {"one namesake without a number", "P", namesakes, {{}}, {kNoNumber}, {}, "P-REVIEW A -"},
      {"only on the overlap list",
       "P",
       {{}},
       {{{"氏名", "別　人"}, {"氏名カナ", "ベツ　ジン"}}},
       {{}},
       {},
       "P-NONMEMBER - -; D-REFERENCE S 2"},
      {"without a name or 枝番",
       "D",
       namesakes,
       {},
       {{{"氏名", ""}, {"氏名カナ", ""}, {"自枝番", ""}}},
       {},
       "D-REVIEW C 2"},
  });
  CHECK(ran == 6);
}

TEST_CASE("hostile: listed under the 通称名") {
  const Row kim{{"氏名", "KIM MINSU"}, {"氏名カナ", "キム　ミンス"}, {"通称名", "金田　民夫"}};
  const size_t ran = run_cases({
      pension_only("the 通称 in kanji, the roster in an alphabet", {kim}, {{{"氏名", "金田　民夫"}, {"氏名カナ", ""}}},
                   "P-INQUIRE B* 2"),
      pension_only("with the reading of the 通称", {kim}, {{{"氏名", "金田　民夫"}, {"氏名カナ", "カネダ　タミオ"}}},
                   "P-INQUIRE B* 2"),
      pension_only("kanji and the reading of the roster", {kim}, {{{"氏名", "金　民秀"}, {"氏名カナ", "キム　ミンス"}}},
                   "P-INQUIRE A* 2"),
      pension_only("the 通称 in brackets on the list", {{{"氏名", "KIM MINSU"}, {"氏名カナ", "キム　ミンス"}}},
                   {{{"氏名", "ＫＩＭ　ＭＩＮＳＵ（金田　民夫）"}, {"氏名カナ", "キム　ミンス（カネダ　タミオ）"}}},
                   "P-INQUIRE A* 2"),
      pension_only("the 通称 in brackets in the roster, alone on the list",
                   {{{"氏名", "KIM MINSU（金田　民夫）"}, {"氏名カナ", "キム　ミンス（カネダ　タミオ）"}}},
                   {{{"氏名", "金田　民夫"}, {"氏名カナ", "カネダ　タミオ"}}}, "P-INQUIRE B* 2"),
      pension_only("another 通称", {kim}, {{{"氏名", "金田　秀夫"}, {"氏名カナ", "カネダ　ヒデオ"}}},
                   "P-NONMEMBER - -"),
      pension_only("no 通称, no kanji", {{{"氏名", "KIM MINSU"}, {"氏名カナ", "キム　ミンス"}}},
                   {{{"氏名", ""}, {"氏名カナ", "カネダ　タミオ"}}}, "P-NONMEMBER - -"),
  });
  CHECK(ran == 7);
}

// The screen before the comparison must not stop a second candidate where it lets the first pass as a look-alike.
TEST_CASE("hostile: every row that compares is a candidate, not only the first") {
  struct Two {
    const char* listed;
    const char* first;
    const char* second;
    const char* wanted;
    size_t candidates;
  };
  const auto only_kana = [](const std::string& s) { return Row{{"氏名", ""}, {"氏名カナ", s}}; };
  const auto row = [](const std::string& s, const char* resident) {
    return Row{{"宛名番号", resident}, {"記号番号", resident}, {"氏名", "某　某"}, {"氏名カナ", s}};
  };
  size_t ran = 0;
  for (const Two& t : {Two{"ヤマダ　タロ", "ヤマダ　タロカ", "ヤマダ　タロサ", "P-REVIEW C -", 2},
                       Two{"ヤマダ　タロカ", "ヤマダ　タロ", "ヤマダ　タロサ", "P-REVIEW C -", 2},
                       Two{"ヤマダ　タナカ", "ヤマダ　タナサ", "ヤマダ　タナラ", "P-REVIEW C -", 2},
                       Two{"カマダ　タナカ", "サマダ　タナカ", "ラマダ　タナカ", "P-REVIEW C -", 2},
                       Two{"オウノ　ユウコ", "オオノ　ユーコ", "オーノ　ユーコ", "P-REVIEW B -", 2},
                       Two{"コウリ　ユウ", "コオリ　ユー", "コーリ　ユー", "P-REVIEW B -", 2},
                       Two{"スズキ　ハナ", "ヤマダ　ハナ", "タナベ　ハナ", "P-REVIEW C -", 2},
                       Two{"イ", "イ", "イ", "P-REVIEW A -", 2}}) {
    const Outcome out = run_case(pension_only("", {row(t.first, "11"), row(t.second, "22"), row("ベツ　ジン", "33")},
                                              {only_kana(t.listed)}, ""));
    const std::string shown(t.second);
    CAPTURE(shown);
    CHECK(told(out) == t.wanted);
    CHECK(out.results[0]["candidates"].size() == t.candidates);
    ++ran;
  }
  CHECK(ran == 8);
  // Read otherwise, and a character that could not be held on one side: found beside somebody of the other sex, too.
  for (const auto& [listed, member] : {std::pair{"山田　太郎", "山●　太郎"}, std::pair{"山●　太郎", "山田　太郎"}}) {
    const Outcome out = run_case(
        pension_only("",
                     {{{"宛名番号", "11"}, {"記号番号", "11"}, {"性別", "女"}},
                      {{"宛名番号", "22"}, {"記号番号", "22"}, {"氏名", member}, {"氏名カナ", "サントウ　フトシ"}},
                      row("ベツ　ジン", "33")},
                     {{{"氏名", listed}}}, ""));
    CHECK(told(out) == "P-REVIEW C -");
    CHECK(out.results[0]["candidates"].size() == 2);
    ++ran;
  }
  CHECK(ran == 10);
  // Half of the kana and the birth date are near enough to be shown beside "nobody", less is not.
  const auto shown_beside_nobody = [](const char* kana, const char* name) {
    const Outcome out = run_case(pension_only(
        "",
        {{{"氏名", name}, {"氏名カナ", kana}}, {{"宛名番号", "33"}, {"氏名", "別　人"}, {"氏名カナ", "ベツ　ジン"}}},
        {{}}, ""));
    CHECK(told(out) == "P-NONMEMBER - -");
    return out.results[0]["candidates"].size();
  };
  CHECK(shown_beside_nobody("ヤマキ　ジロウ", "山木　次朗") == 1);
  CHECK(shown_beside_nobody("キムラ　シンゴウ", "木村　真剛") == 0);
}

TEST_CASE("hostile: numbers in the first column") {
  const std::string overlap = csv(kOverlap, {{}}, kNewRun);
  const auto run = [&](const std::string& roster) {
    return run_files({{"flow", "D"}, {"date", "2026-11-22"}},
                     {{"overlap", "new.csv", overlap}, {"roster", "roster.csv", roster}});
  };
  const Outcome apart = run(
      "番号,記号,枝番,氏名カナ,氏名,生年月日,性別,資格取得年月日\n1000001,05,01,ヤマダ　タロウ,山田　太郎,19800115,男,20200401\n");
  REQUIRE_MESSAGE(apart.ok(), apart.answer.dump());
  CHECK(told(apart) == "D-FIRST S 2");
  const Outcome joined = run(
      "記号番号,枝番,氏名カナ,氏名,生年月日,性別,資格取得年月日\n051000001,01,ヤマダ　タロウ,山田　太郎,19800115,男,20200401\n"
      ",01,ベツ　ジン,別　人,19800116,男,20200401\n");
  REQUIRE_MESSAGE(joined.ok(), joined.answer.dump());
  CHECK(told(joined) == "D-FIRST S 2");
  REQUIRE(joined.reports.back()["rejected"].size() == 1);
  CHECK(joined.reports.back()["rejected"][0]["column"] == "記号番号");
}
