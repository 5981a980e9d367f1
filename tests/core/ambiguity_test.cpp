// Who is meant, where more than one could be: twins, namesakes in two households, people with several rows in the roster,
// several rows of a list about one person. Every case says, for flow P and for flow D, what each result comes to and
// which lines of the roster are shown as candidates with which grade: none may be left out, none picked.
#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

using Row = std::map<std::string, std::string>;  // header -> value, over the defaults
using Rows = std::vector<Row>;

const std::vector<std::string> kRoster{
    "宛名番号",       "記号番号",       "枝番",           "氏名",           "氏名カナ",     "生年月日", "性別",
    "資格取得年月日", "資格喪失年月日", "適用開始年月日", "適用終了年月日", "基礎年金番号", "住所"};
const std::vector<std::string> kPension{"基礎年金番号", "氏名カナ", "氏名",           "生年月日",
                                        "性別",         "住所",     "資格喪失年月日", "喪失事由"};
const std::vector<std::string> kOverlap{
    "作成年月日", "氏名",   "氏名カナ",         "生年月日",   "性別",       "自記号",
    "自番号",     "自枝番", "重複先保険者番号", "重複先記号", "重複先番号", "重複先資格取得年月日"};
const Row kPerson{{"氏名", "山田　太郎"}, {"氏名カナ", "ヤマダ　タロウ"}, {"生年月日", "1980-04-01"}, {"性別", "男"}};
const Row kMember{{"宛名番号", "1"}, {"記号番号", "05-1000001"}, {"枝番", "01"}, {"資格取得年月日", "2020-04-01"}};
// Without a number of 国保, so that one row does for both flows; the pension loss and the other insurer's acquisition are one day.
const Row kListed{{"資格喪失年月日", "2026-09-01"},
                  {"喪失事由", "厚生年金加入"},
                  {"重複先保険者番号", "06130488"},
                  {"重複先記号", "12"},
                  {"重複先番号", "345"},
                  {"重複先資格取得年月日", "2026-09-01"}};

std::string csv(const std::vector<std::string>& headers, const Row& usual, const Rows& rows) {
  std::string out;
  for (size_t i = 0; i < headers.size(); ++i) out += (i ? "," : "") + headers[i];
  for (const Row& row : rows) {
    out += "\r\n";
    for (size_t i = 0; i < headers.size(); ++i) {
      out += i ? "," : "";
      for (const Row* from : {&row, &usual, &kPerson})
        if (const auto at = from->find(headers[i]); at != from->end()) {
          out += at->second;
          break;
        }
    }
  }
  return out + "\r\n";
}

Row with(Row base, const Row& more) {
  for (const auto& [k, v] : more) base[k] = v;
  return base;
}

struct Case {
  std::string name;
  Rows roster;
  Rows listed;
  // A result each, in the order of the list: bucket, grade, * if selectable, roster line or -, [candidates].
  // Empty: the flow has nothing to say here.
  std::string flow_p;
  std::string flow_d;
  std::string reasons;  // codes that the first result must give
};

std::string told(const Outcome& out) {
  if (!out.ok()) return out.answer.dump();
  std::string all;
  for (const Json& r : out.results) {
    const auto grade = [](const Json& g) { return g.is_null() ? std::string("-") : g.get<std::string>(); };
    all += all.empty() ? "" : "; ";
    all += r["bucket"].get<std::string>() + " " + grade(r["grade"]) + (r["selectable"].get<bool>() ? "*" : "");
    all += " " + (r["roster"].is_null() ? "-" : std::to_string(r["roster"]["line"].get<int>())) + " [";
    for (const Json& c : r["candidates"]) {
      if (all.back() != '[') all += ' ';
      all += std::to_string(c["roster_line"].get<int>()) + grade(c["grade"]);
    }
    all += ']';
  }
  return all;
}

Outcome run_case(const Case& c, const std::string& flow) {
  std::vector<InputFile> files;
  if (flow == "P") files.push_back({"pension", "pension.csv", csv(kPension, kListed, c.listed)});
  else
    for (const std::string& run : {kOldRun, kNewRun})
      files.push_back(
          {"overlap", "run of " + run + ".csv", csv(kOverlap, with(kListed, {{"作成年月日", run}}), c.listed)});
  Rows roster = c.roster;
  for (const char* number : {"7", "8", "9"})  // rows that can be read, and are nobody's
    roster.push_back({{"宛名番号", number},
                      {"記号番号", "09-999"},
                      {"枝番", number},
                      {"氏名", "埋草　武蔵"},
                      {"氏名カナ", "ウメクサ　ムサシ"},
                      {"生年月日", "1933-12-30"}});
  files.push_back({"roster", "roster.csv", csv(kRoster, kMember, roster)});
  return run_files({{"flow", flow}, {"date", "2026-11-22"}}, files);
}

// Runs the cases under both flows and says how many runs there were.
size_t run_cases(const std::vector<Case>& cases) {
  size_t ran = 0;
  for (const Case& c : cases)
    for (const std::string flow : {"P", "D"}) {
      const std::string& wanted = flow == "P" ? c.flow_p : c.flow_d;
      if (wanted.empty()) continue;
      CAPTURE(c.name);
      CAPTURE(flow);
      const Outcome out = run_case(c, flow);
      CHECK(told(out) == wanted);
      REQUIRE(out.ok());
      REQUIRE(!out.results.empty());
      std::istringstream reasons(c.reasons);
      for (std::string code; reasons >> code;) {
        CAPTURE(code);
        CAPTURE(out.results.front()["reasons"].dump());
        CHECK(has_reason(out.results.front(), code));
      }
      for (const Json& r : out.results) {
        const bool doubtful = has_reason(r, "several_candidates") || has_reason(r, "claimed_twice") ||
                              has_reason(r, "number_points_elsewhere");
        if (doubtful) CHECK(r["selectable"] == false);
        if (doubtful) CHECK(r["loss_date"].is_null());
      }
      ++ran;
    }
  return ran;
}

const Row kSecond{{"宛名番号", "2"}, {"枝番", "02"}};                 // another person of the household
const Row kElsewhere{{"宛名番号", "2"}, {"記号番号", "05-1000002"}};  // of another household
const Row kJiro{{"氏名", "山田　次郎"}, {"氏名カナ", "ヤマダ　ジロウ"}};
const Row kTaroo{{"氏名", "山田　太朗"}, {"氏名カナ", "ヤマダ　タロオ"}};  // one kana apart, other kanji
const Row kNumber{{"自記号", "05"}, {"自番号", "1000001"}};

}  // namespace

TEST_CASE("ambiguity: twins") {
  const Rows two{{}, with(kSecond, kJiro)};
  const Rows apart{{}, with(kSecond, kTaroo)};
  const Rows same{{}, kSecond};
  const Row kana_only_a{{"氏名", ""}};
  const Row kana_only_b{{"氏名", ""}, {"氏名カナ", "ヤマダ　タロオ"}};
  const size_t ran = run_cases({
      {"the given name decides", two, {{}}, "P-INQUIRE A* 2 [2A]", "D-CANDIDATE A* 2 [2A]", "grade_a"},
      {"both on the list",
       two,
       {{}, kJiro},
       "P-INQUIRE A* 2 [2A]; P-INQUIRE A* 3 [3A]",
       "D-CANDIDATE A* 2 [2A]; D-CANDIDATE A* 3 [3A]",
       "grade_a"},
      {"one only in the roster", {{}}, {kJiro}, "P-NONMEMBER - - [2-]", "D-NONMEMBER - - [2-]", "nobody look_alikes"},
      {"the other only in the roster, with the number of the household",
       {{}},
       {with(kJiro, with(kNumber, {{"自枝番", ""}}))},
       "",
       "D-REVIEW C 2 [2C]",
       "grade_c"},
      {"the other only in the roster, with his own 枝番",
       {{}},
       {with(kJiro, with(kNumber, {{"自枝番", "02"}}))},
       "",
       "D-NONMEMBER - - [2-]",
       "nobody"},
      {"枝番 given", two, {with(kNumber, {{"自枝番", "01"}})}, "", "D-CANDIDATE S* 2 [2S]", "grade_s"},
      {"枝番 missing", two, {kNumber}, "", "D-CANDIDATE A* 2 [2A 3C]", "grade_a"},
      {"枝番 missing in the roster too",
       {{{"枝番", ""}}, with(kSecond, with(kJiro, {{"枝番", ""}}))},
       {kNumber},
       "",
       "D-CANDIDATE A* 2 [2A 3C]",
       "grade_a"},
      {"枝番 a filler",
       {{{"枝番", "00"}}, with(kSecond, with(kJiro, {{"枝番", "00"}}))},
       {with(kNumber, {{"自枝番", "00"}})},
       "",
       "D-CANDIDATE A* 2 [2A 3C]",
       "grade_a"},
      {"枝番 of the other",
       two,
       {with(kNumber, {{"自枝番", "02"}})},
       "",
       "D-REVIEW C - [2C 3C]",
       "number_points_elsewhere"},
      {"one kana apart: each his own",
       apart,
       {{}, kTaroo},
       "P-INQUIRE A* 2 [2A 3C]; P-INQUIRE A* 3 [3A 2C]",
       "D-CANDIDATE A* 2 [2A 3C]; D-CANDIDATE A* 3 [3A 2C]",
       "grade_a"},
      {"one kana apart, no kanji on the list: the better",
       apart,
       {kana_only_a, kana_only_b},
       "P-INQUIRE A* 2 [2A 3B]; P-INQUIRE A* 3 [3A 2B]",
       "D-CANDIDATE A* 2 [2A 3B]; D-CANDIDATE A* 3 [3A 2B]",
       "grade_a"},
      {"one kana apart, only the other in the roster",
       {with(kMember, kTaroo)},
       {{}},
       "P-REVIEW C 2 [2C]",
       "D-REVIEW C 2 [2C]",
       "grade_c"},
      {"of one name: not decided", same, {{}}, "P-REVIEW A - [2A 3A]", "D-REVIEW A - [2A 3A]", "several_candidates"},
      {"of one name, 枝番 given", same, {with(kNumber, {{"自枝番", "02"}})}, "", "D-CANDIDATE S* 3 [3S 2C]", "grade_s"},
      {"of one name, both by 枝番",
       same,
       {with(kNumber, {{"自枝番", "01"}}), with(kNumber, {{"自枝番", "02"}})},
       "",
       "D-CANDIDATE S* 2 [2S 3C]; D-CANDIDATE S* 3 [3S 2C]",
       "grade_s"},
      {"of one name, 枝番 missing", same, {kNumber}, "", "D-REVIEW A - [2A 3A]", "several_candidates"},
      {"of one name, a 枝番 nobody has",
       same,
       {with(kNumber, {{"自枝番", "09"}})},
       "",
       "D-REVIEW C - [2C 3C]",
       "several_candidates"},
  });
  CHECK(ran == 25);
}

TEST_CASE("ambiguity: one name, birth date and sex in two households") {
  const Rows two{{}, kElsewhere};
  const auto lost = [](const char* day) { return Rows{{}, with(kElsewhere, {{"資格喪失年月日", day}})}; };
  const Row number_2{{"自記号", "05"}, {"自番号", "1000002"}, {"自枝番", "01"}};
  const Rows pension_numbers{{{"基礎年金番号", "1111111111"}}, with(kElsewhere, {{"基礎年金番号", "2222222222"}})};
  const size_t ran = run_cases({
      {"without numbers", two, {{}}, "P-REVIEW A - [2A 3A]", "D-REVIEW A - [2A 3A]", "grade_a several_candidates"},
      {"with a number", two, {number_2}, "", "D-CANDIDATE S* 3 [3S 2C]", "grade_s"},
      {"with a number nobody has",
       two,
       {{{"自記号", "05"}, {"自番号", "7777771"}, {"自枝番", "01"}}},
       "",
       "D-REVIEW C - [2C 3C]",
       "several_candidates"},
      {"one of them already lost",
       lost("2024-03-31"),
       {{}},
       "P-REVIEW A - [2A 3A]",
       "D-REVIEW A - [2A 3A]",
       "several_candidates"},
      {"one of them lost on the day after",
       lost("2026-09-02"),
       {{}},
       "P-REVIEW A - [2A 3A]",
       "D-REVIEW A - [2A 3A]",
       "several_candidates"},
      {"基礎年金番号 of the one",
       pension_numbers,
       {{{"基礎年金番号", "2222222222"}}},
       "P-INQUIRE S* 3 [3S 2C]",
       "",
       "grade_s"},
      {"基礎年金番号 of neither",
       pension_numbers,
       {{{"基礎年金番号", "3333333333"}}},
       "P-REVIEW C - [2C 3C]",
       "",
       "several_candidates"},
      {"one with another 基礎年金番号, one with none",
       {{}, with(kElsewhere, {{"基礎年金番号", "2222222222"}})},
       {{{"基礎年金番号", "1111111111"}}},
       "P-REVIEW A - [2A 3C]",
       "",
       "several_candidates"},
      {"three",
       {{}, kElsewhere, with(kElsewhere, {{"宛名番号", "3"}, {"記号番号", "05-1000003"}})},
       {{}},
       "P-REVIEW A - [2A 3A 4A]",
       "D-REVIEW A - [2A 3A 4A]",
       "several_candidates"},
      {"both on the list, by number",
       two,
       {with(kNumber, {{"自枝番", "01"}}), number_2},
       "",
       "D-CANDIDATE S* 2 [2S 3C]; D-CANDIDATE S* 3 [3S 2C]",
       "grade_s"},
      {"both on the list, without numbers",
       two,
       {{{"住所", "甲"}}, {{"住所", "乙"}}},
       "P-REVIEW A - [2A 3A]",
       "",
       "several_candidates"},
      {"other sex is another person",
       {{}, with(kElsewhere, {{"性別", "女"}})},
       {{}},
       "P-INQUIRE A* 2 [2A 3C]",
       "D-CANDIDATE A* 2 [2A 3C]",
       "grade_a"},
      {"sex unknown on the list",
       {{}, with(kElsewhere, {{"性別", "女"}})},
       {{{"性別", ""}}},
       "P-REVIEW B - [2B 3B]",
       "D-REVIEW B - [2B 3B]",
       "several_candidates"},
  });
  CHECK(ran == 19);
}

TEST_CASE("ambiguity: one to many, by grade") {
  const Row voiced{{"氏名カナ", "ヤマタ　タロウ"}};
  const Row no_kanji{{"氏名", ""}};
  const Row next_day{{"生年月日", "1980-04-02"}};
  const Row day_before{{"生年月日", "1980-03-31"}};
  const Row daughter{{"性別", "女"}};
  const Row third{{"宛名番号", "3"}, {"記号番号", "05-1000003"}};
  const size_t ran = run_cases({
      {"at A", {{}, kElsewhere}, {{}}, "P-REVIEW A - [2A 3A]", "D-REVIEW A - [2A 3A]", "grade_a several_candidates"},
      {"at B",
       {voiced, with(kElsewhere, voiced)},
       {{}},
       "P-REVIEW B - [2B 3B]",
       "D-REVIEW B - [2B 3B]",
       "grade_b several_candidates"},
      {"at B by two different slips",
       {voiced, with(kElsewhere, {{"氏名", "山●　太郎"}})},
       {{}},
       "P-REVIEW B - [2B 3B]",
       "D-REVIEW B - [2B 3B]",
       "several_candidates"},
      {"at C",
       {next_day, with(kElsewhere, next_day)},
       {{}},
       "P-REVIEW C - [2C 3C]",
       "D-REVIEW C - [2C 3C]",
       "grade_c several_candidates"},
      {"at C on two sides",
       {next_day, with(kElsewhere, day_before)},
       {{}},
       "P-REVIEW C - [2C 3C]",
       "D-REVIEW C - [2C 3C]",
       "several_candidates"},
      {"one at C", {next_day}, {{}}, "P-REVIEW C 2 [2C]", "D-REVIEW C 2 [2C]", "grade_c"},
      {"A beside B", {voiced, kElsewhere}, {{}}, "P-INQUIRE A* 3 [3A 2B]", "D-CANDIDATE A* 3 [3A 2B]", "grade_a"},
      {"A beside two of B",
       {voiced, kElsewhere, with(third, voiced)},
       {{}},
       "P-INQUIRE A* 3 [3A 2B 4B]",
       "D-CANDIDATE A* 3 [3A 2B 4B]",
       "grade_a"},
      {"two of A beside B",
       {voiced, kElsewhere, third},
       {{}},
       "P-REVIEW A - [3A 4A 2B]",
       "D-REVIEW A - [3A 4A 2B]",
       "several_candidates"},
      {"B beside C",
       {daughter, with(kElsewhere, voiced)},
       {{}},
       "P-INQUIRE B* 3 [3B 2C]",
       "D-CANDIDATE B* 3 [3B 2C]",
       "grade_b"},
      {"S beside A", {kElsewhere, {}}, {with(kNumber, {{"自枝番", "01"}})}, "", "D-CANDIDATE S* 3 [3S 2C]", "grade_s"},
      {"the number of one, the name of another",
       {with(kSecond, {{"氏名", "鈴木　花子"}, {"氏名カナ", "スズキ　ハナコ"}}), {}},
       {with(kNumber, {{"自枝番", "02"}})},
       "",
       "D-REVIEW C - [2C 3C]",
       "number_points_elsewhere"},
  });
  CHECK(ran == 22);
}

TEST_CASE("ambiguity: many to one") {
  const Row second_line{{"住所", "別の住所"}, {"資格喪失年月日", "2026-09-01"}};
  const Row voiced{{"氏名カナ", "ヤマタ　タロウ"}};
  const Row married{{"氏名", "鈴木　太郎"}, {"氏名カナ", "スズキ　タロウ"}};
  const Row half_width{{"氏名カナ", "ﾔﾏﾀﾞ ﾀﾛｳ"}};
  const size_t ran = run_cases({
      {"the same grade", {{}}, {{}, second_line}, "P-INQUIRE A* 2 [2A]", "", "repeated_loss"},
      {"the same grade, other 基礎年金番号",
       {{}},
       {{{"基礎年金番号", "1111111111"}}, {{"基礎年金番号", "2222222222"}}},
       "P-REVIEW A 2 [2A]; P-REVIEW A 2 [2A]",
       "",
       "claimed_twice"},
      {"the same grade B, two slips",
       {{}},
       {voiced, {{"性別", ""}}},
       "P-INQUIRE B* 2 [2B]",
       "D-CANDIDATE B* 2 [2B]",
       "grade_b"},
      {"A and B", {{}}, {{}, voiced}, "P-INQUIRE B* 2 [2B]", "D-CANDIDATE B* 2 [2B]", "grade_b"},
      {"B and A", {{}}, {voiced, {}}, "P-INQUIRE B* 2 [2B]", "D-CANDIDATE B* 2 [2B]", "grade_b"},
      {"S and A",
       {{}},
       {with(kNumber, {{"自枝番", "01"}}), with(kNumber, {{"自番号", "5555551"}, {"自枝番", "01"}})},
       "",
       "D-CANDIDATE S* 2 [2S]; D-REVIEW C 2 [2C]",
       "grade_s"},
      {"A and C",
       {{}},
       {{}, married},
       "P-INQUIRE A* 2 [2A]; P-REVIEW C 2 [2C]",
       "D-CANDIDATE A* 2 [2A]; D-REVIEW C 2 [2C]",
       "grade_a"},
      {"one person in two writings that fold alike is one",
       {{}},
       {{}, half_width},
       "P-INQUIRE A* 2 [2A]",
       "D-CANDIDATE A* 2 [2A]",
       "grade_a"},
      {"three rows", {{}}, {{}, second_line, {{"住所", "三つ目"}}}, "P-INQUIRE A* 2 [2A]", "", "repeated_loss"},
      {"two of the list, two of the roster, one name",
       {{}, kElsewhere},
       {{}, second_line},
       "P-REVIEW A - [2A 3A]",
       "",
       "several_candidates"},
      {"another period of the same person is claimed too",
       {{{"資格喪失年月日", "2024-04-02"}, {"資格取得年月日", "2010-04-01"}}, {{"資格取得年月日", "2025-04-01"}}},
       {{}, with(second_line, {{"資格喪失年月日", "2024-04-01"}})},
       "P-REVIEW A 3 [2A 3A]",
       "",
       "several_losses"},
  });
  CHECK(ran == 16);
}

TEST_CASE("ambiguity: history rows of one person") {
  const auto period = [](const char* from, const char* to, const Row& more = {}) {
    return with({{"資格取得年月日", from}, {"資格喪失年月日", to}}, more);
  };
  const Row closed = period("2010-04-01", "2018-04-01");
  const Row now = period("2020-04-01", "");
  const auto on = [](const char* day) { return Row{{"資格喪失年月日", day}, {"重複先資格取得年月日", day}}; };
  const Row other_resident{{"宛名番号", "77"}};
  const size_t ran = run_cases({
      {"closed and current", {closed, now}, {{}}, "P-INQUIRE A* 3 [2A 3A]", "D-CANDIDATE A* 3 [2A 3A]", "history_rows"},
      {"current and closed", {now, closed}, {{}}, "P-INQUIRE A* 2 [2A 3A]", "D-CANDIDATE A* 2 [2A 3A]", "history_rows"},
      {"by number", {closed, now}, {with(kNumber, {{"自枝番", "01"}})}, "", "D-CANDIDATE S* 3 [2S 3S]", "history_rows"},
      {"three",
       {closed, now, period("2000-04-01", "2005-04-01")},
       {{}},
       "P-INQUIRE A* 3 [2A 3A 4A]",
       "D-CANDIDATE A* 3 [2A 3A 4A]",
       "history_rows"},
      {"two closed: the later",
       {period("2000-04-01", "2005-04-01"), closed},
       {{}},
       "P-NONMEMBER A 3 [2A 3A]",
       "D-NONMEMBER A 3 [2A 3A]",
       "history_rows older_loss"},
      {"two closed, the event in the earlier",
       {period("2010-04-01", "2026-09-02"), period("2026-10-01", "2026-11-01")},
       {{}},
       "P-FILED A 2 [2A 3A]",
       "D-FILED A 3 [2A 3A]",
       "history_rows"},
      {"the event in the closed one",
       {period("2010-04-01", "2024-09-02"), period("2025-04-01", "")},
       {on("2024-09-01")},
       "P-FILED A 2 [2A 3A]",
       "D-FILED A 3 [2A 3A]",
       "history_rows"},
      {"the event in the gap",
       {period("2010-04-01", "2024-04-01"), period("2025-04-01", "")},
       {on("2024-09-01")},
       "P-REVIEW A 3 [2A 3A]",
       "D-REVERSED A 3 [2A 3A]",
       "history_rows"},
      {"one ends on the day the next begins",
       {period("2010-04-01", "2026-09-01"), period("2026-09-01", "")},
       {{}},
       "P-FILED A 3 [2A 3A]",
       "D-FILED A 3 [2A 3A]",
       "history_rows"},
      {"the event before all",
       {closed, now},
       {on("2009-09-01")},
       "P-REVIEW A 3 [2A 3A]",
       "D-REVERSED A 3 [2A 3A]",
       "history_rows"},
      {"overlapping by error, one closed",
       {period("2010-04-01", "2026-09-15"), period("2020-04-01", "")},
       {{}},
       "P-REVIEW A 3 [2A 3A]",
       "D-REVIEW A 3 [2A 3A]",
       "periods_overlap"},
      {"overlapping by error, one closed long before the loss that is expected",
       {period("2010-04-01", "2021-09-15"), period("2020-04-01", "")},
       {{}},
       "P-INQUIRE A* 3 [2A 3A]",
       "D-CANDIDATE A* 3 [2A 3A]",
       "history_rows"},
      {"both open: the later decides",
       {period("2010-04-01", ""), now},
       {{}},
       "P-INQUIRE A* 3 [2A 3A]",
       "D-CANDIDATE A* 3 [2A 3A]",
       "history_rows"},
      {"both open, the later begins after the event",
       {period("2010-04-01", ""), period("2026-10-01", "")},
       {{}},
       "P-INQUIRE A* 2 [2A 3A]",
       "D-REVERSED A 3 [2A 3A]",
       "history_rows"},
      {"the same row twice", {now, now}, {{}}, "P-INQUIRE A* 2 [2A 3A]", "D-CANDIDATE A* 2 [2A 3A]", "history_rows"},
      {"the current one unreadable",
       {closed, period("202x", "")},
       {{}},
       "P-REVIEW A 3 [2A 3A]",
       "D-REVIEW A 3 [2A 3A]",
       "member_unreadable"},
      {"the current one's loss unreadable",
       {closed, period("2020-04-01", "いつか")},
       {{}},
       "P-REVIEW A 3 [2A 3A]",
       "D-REVIEW A 3 [2A 3A]",
       "member_unreadable"},
      {"one of two open rows unreadable",
       {now, period("20xx-01-01", "")},
       {{}},
       "P-REVIEW A 2 [2A 3A]",
       "D-REVIEW A 2 [2A 3A]",
       "member_unreadable"},
      {"the former one's loss unreadable",
       {period("2010-04-01", "2018-04-xx"), now},
       {{}},
       "P-INQUIRE A* 3 [2A 3A]",
       "D-CANDIDATE A* 3 [2A 3A]",
       "history_rows"},
      {"the former one's acquisition unreadable, ended",
       {period("2010-xx-01", "2018-04-01"), now},
       {{}},
       "P-INQUIRE A* 3 [2A 3A]",
       "D-CANDIDATE A* 3 [2A 3A]",
       "history_rows"},
      {"under two 宛名番号: two people, perhaps",
       {closed, with(now, other_resident)},
       {{}},
       "P-REVIEW A - [2A 3A]",
       "D-REVIEW A - [2A 3A]",
       "several_candidates"},
      {"under two 宛名番号, the number decides",
       {with(closed, {{"記号番号", "05-7"}}), with(now, other_resident)},
       {with(kNumber, {{"自枝番", "01"}})},
       "",
       "D-CANDIDATE S* 3 [3S 2C]",
       "grade_s"},
      {"another 記号番号 in the former period",
       {with(closed, {{"記号番号", "03-9"}, {"枝番", "04"}}), now},
       {{}},
       "P-INQUIRE A* 3 [2A 3A]",
       "D-CANDIDATE A* 3 [2A 3A]",
       "history_rows"},
      {"only the former row has the number of the list",
       {with(closed, {{"記号番号", "03-9"}, {"枝番", "04"}}), now},
       {{{"自記号", "03"}, {"自番号", "9"}, {"自枝番", "04"}}},
       "",
       "D-CANDIDATE S* 3 [2S 3C]",
       "history_rows"},
      {"another surname in the former period",
       {with(closed, {{"氏名", "鈴木　太郎"}, {"氏名カナ", "スズキ　タロウ"}}), now},
       {{}},
       "P-INQUIRE A* 3 [3A 2C]",
       "D-CANDIDATE A* 3 [3A 2C]",
       "grade_a"},
      {"the list has the former surname",
       {with(closed, {{"氏名", "鈴木　太郎"}, {"氏名カナ", "スズキ　タロウ"}}), now},
       {{{"氏名", "鈴木　太郎"}, {"氏名カナ", "スズキ　タロウ"}}},
       "P-INQUIRE A* 3 [2A 3C]",
       "D-CANDIDATE A* 3 [2A 3C]",
       "grade_a"},
      {"history rows and a namesake",
       {closed, now, kElsewhere},
       {{}},
       "P-REVIEW A - [2A 3A 4A]",
       "D-REVIEW A - [2A 3A 4A]",
       "several_candidates"},
      {"history rows of a namesake too",
       {closed, now, with(kElsewhere, closed), kElsewhere},
       {{}},
       "P-REVIEW A - [2A 3A 4A 5A]",
       "D-REVIEW A - [2A 3A 4A 5A]",
       "several_candidates"},
  });
  CHECK(ran == 53);
}

TEST_CASE("ambiguity: 資格取得年月日 and 適用開始年月日") {
  const auto row = [](const char* acquired, const char* from, const char* to = "", const char* lost = "") {
    return Row{
        {"資格取得年月日", acquired}, {"適用開始年月日", from}, {"適用終了年月日", to}, {"資格喪失年月日", lost}};
  };
  const auto on = [](const char* day) { return Row{{"資格喪失年月日", day}, {"重複先資格取得年月日", day}}; };
  const size_t ran = run_cases({
      {"equal dates", {row("2020-04-01", "2020-04-01")}, {{}}, "P-INQUIRE A* 2 [2A]", "D-CANDIDATE A* 2 [2A]", ""},
      {"equal dates, the event on that day",
       {row("2026-09-01", "2026-09-01")},
       {{}},
       "P-INQUIRE A* 2 [2A]",
       "D-CANDIDATE A* 2 [2A]",
       ""},
      {"no 適用開始", {row("2020-04-01", "")}, {{}}, "P-INQUIRE A* 2 [2A]", "D-CANDIDATE A* 2 [2A]", ""},
      {"moved within the prefecture, both before",
       {row("2015-04-01", "2020-04-01")},
       {{}},
       "P-INQUIRE A* 2 [2A]",
       "D-CANDIDATE A* 2 [2A]",
       ""},
      {"moved, the event on the day of 適用開始",
       {row("2015-04-01", "2026-09-01")},
       {{}},
       "P-INQUIRE A* 2 [2A]",
       "D-CANDIDATE A* 2 [2A]",
       ""},
      {"moved, the event a day before 適用開始: they would decide differently",
       {row("2015-04-01", "2026-09-02")},
       {{}},
       "P-REVIEW A 2 [2A]",
       "D-REVIEW A 2 [2A]",
       ""},
      {"both after the event", {row("2026-10-01", "2026-10-15")}, {{}}, "P-REVIEW A 2 [2A]", "D-REVERSED A 2 [2A]", ""},
      {"適用開始 before 取得, both before the event",
       {row("2020-04-01", "2015-04-01")},
       {{}},
       "P-INQUIRE A* 2 [2A]",
       "D-CANDIDATE A* 2 [2A]",
       ""},
      {"適用開始 before 取得, the event between: they would decide differently",
       {row("2026-10-01", "2015-04-01")},
       {{}},
       "P-REVIEW A 2 [2A]",
       "D-REVIEW A 2 [2A]",
       ""},
      {"適用開始 unreadable",
       {row("2020-04-01", "2020-xx-01")},
       {{}},
       "P-REVIEW A 2 [2A]",
       "D-REVIEW A 2 [2A]",
       "member_unreadable"},
      {"moved away and back: the row in force",
       {row("2015-04-01", "2015-04-01", "2018-04-01"), row("2015-04-01", "2020-04-01")},
       {{}},
       "P-INQUIRE A* 3 [2A 3A]",
       "D-CANDIDATE A* 3 [2A 3A]",
       "history_rows"},
      {"the same in the other order",
       {row("2015-04-01", "2020-04-01"), row("2015-04-01", "2015-04-01", "2018-04-01")},
       {{}},
       "P-INQUIRE A* 2 [2A 3A]",
       "D-CANDIDATE A* 2 [2A 3A]",
       "history_rows"},
      {"the event in the former period, now back",
       {row("2015-04-01", "2015-04-01", "2018-04-01"), row("2015-04-01", "2020-04-01")},
       {on("2017-09-01")},
       "P-REVIEW A 2 [2A 3A]",
       "D-REVIEW A 3 [2A 3A]",
       "history_rows"},
      {"the event while he lived elsewhere in the prefecture",
       {row("2015-04-01", "2015-04-01", "2018-04-01"), row("2015-04-01", "2020-04-01")},
       {on("2019-09-01")},
       "P-REVIEW A 3 [2A 3A]",
       "D-REVIEW A 3 [2A 3A]",
       "history_rows"},
      {"moved away, not back",
       {row("2015-04-01", "2015-04-01", "2018-04-01")},
       {{}},
       "P-REVIEW A 2 [2A]",
       "D-REVIEW A 2 [2A]",
       "application_ended"},
      {"moved away and 資格 lost",
       {row("2015-04-01", "2015-04-01", "2018-04-01", "2018-04-01")},
       {{}},
       "P-NONMEMBER A 2 [2A]",
       "D-NONMEMBER A 2 [2A]",
       "older_loss"},
      {"a former membership, then two of the new one",
       {row("2005-04-01", "2005-04-01", "2010-04-01", "2010-04-01"), row("2015-04-01", "2015-04-01", "2018-04-01"),
        row("2015-04-01", "2020-04-01")},
       {{}},
       "P-INQUIRE A* 4 [2A 3A 4A]",
       "D-CANDIDATE A* 4 [2A 3A 4A]",
       "history_rows"},
      {"適用終了 ahead",
       {row("2020-04-01", "2020-04-01", "2027-03-31")},
       {{}},
       "P-INQUIRE A* 2 [2A]",
       "D-CANDIDATE A* 2 [2A]",
       ""},
      {"moves in next month",
       {row("2015-04-01", "2015-04-01", "2026-12-01"), row("2015-04-01", "2026-12-01")},
       {{}},
       "P-INQUIRE A* 2 [2A 3A]",
       "D-REVIEW A 3 [2A 3A]",
       "history_rows"},
  });
  CHECK(ran == 38);
}
