// What stands around a value and what stands for none, in every field of every file that can bear it (DOMAIN section 6): a table of
// fields and kinds, what is read, and how it is told.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/identifier/digits.h"
#include "core/identifier/member_number.h"
#include "core/text/field_value.h"
#include "job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

std::string bucket_of_first(const Outcome& o) {
  REQUIRE(o.ok());
  REQUIRE(!o.results.empty());
  const Json& r = o.results.front();
  return r["bucket"].get<std::string>() + (r["grade"].is_null() ? "" : " " + r["grade"].get<std::string>());
}

// Of the roster, pension or overlap file: whether a repair's text holds these words.
bool told(const Outcome& o, std::string_view kind, std::string_view words) {
  for (const Json& r : o.reports)
    if (r["kind"] == kind)
      for (const Json& repair : r["repairs"])
        if (repair["text"].get<std::string>().find(words) != std::string::npos) return true;
  return false;
}

const std::vector<std::string> kNones = {
    "-",   "―",     "－",      "*",      "***",     "NULL", "null", "(null)", "\\N", "nan",   "NaN", "None",  "#N/A",
    "N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "なし", "無し", "不明",   "〃",  "=\"\"", "'-",  " NULL "};

}  // namespace

TEST_CASE("values: what stands around one is taken off, and nothing else") {
  const std::vector<std::pair<const char*, const char*>> cases = {{"0012", "0012"},
                                                                  {"  0012 ", "0012"},
                                                                  {"=\"0012\"", "0012"},
                                                                  {"=\"\"0012\"\"", "0012"},
                                                                  {"'0012", "0012"},
                                                                  {"'", ""},
                                                                  {"' 0012", "0012"},
                                                                  {"\t0012\r\n", "0012"},
                                                                  {"=\" 0012 \"", "0012"},
                                                                  {"=\"", "=\""},
                                                                  {"O'Neil", "O'Neil"},
                                                                  {"=1+2", "=1+2"},
                                                                  {"山田　太郎", "山田　太郎"},
                                                                  {"", ""}};
  for (const auto& c : cases) {
    CAPTURE(std::string(c.first));
    CHECK(bare_value(c.first) == c.second);
  }
  CHECK(without_zero_fraction("20260901.0") == "20260901");
  CHECK(without_zero_fraction("12.00") == "12");
  for (const char* kept : {"12.5", ".0", "12.", "1.0.0", "a.0", "", "05-1.0"})
    CHECK(without_zero_fraction(kept) == kept);
}

TEST_CASE("values: nobody has a name by what stands for none, in any field and any file") {
  size_t ran = 0;
  for (const std::string& none : kNones) {
    CAPTURE(none);
    // Equal on both sides, it joins nobody: other people, alike in nothing but birth date, sex and this.
    Town town;
    town.roster[0].name = none;
    town.pension[0] = {.kana = "スズキ　ハナコ", .name = none};
    CHECK(bucket_of_first(run_town("P", town)) == "P-NONMEMBER");
    // On one side it is silent: the person is found by the other writing.
    Town kana_none;
    kana_none.roster[0].kana = none;
    CHECK(bucket_of_first(run_town("P", kana_none)) == "P-INQUIRE A");
    Town written_none;
    written_none.pension[0].name = none;
    const Outcome o = run_town("P", written_none);
    CHECK(bucket_of_first(o) == "P-INQUIRE A");
    const std::string bare(bare_value(none));
    CHECK(told(o, "pension", "値がないことを表す書き方") == !bare.empty());
    Town sex_none;
    sex_none.pension[0].sex = none;
    CHECK(bucket_of_first(run_town("P", sex_none)) == "P-INQUIRE B");
    ++ran;
  }
  CHECK(ran == kNones.size());
}

TEST_CASE("values: nobody has a number by what stands for none, in any field and any file") {
  for (const std::string& none : kNones) {
    CAPTURE(none);
    Town same;  // two others under one such number
    same.roster[0] = {
        .kana = "サトウ　ジロウ", .name = "佐藤　二郎", .number = none, .branch = none, .pension_number = none};
    OverlapLine line;
    line.symbol = none;
    line.serial = none;
    line.branch = none;
    same.listed({line});
    same.pension[0].pension_number = none;
    CHECK(bucket_of_first(run_town("D", same)) == "D-NONMEMBER");
    CHECK(bucket_of_first(run_town("P", same)) == "P-NONMEMBER");
    Town own;  // the person is found by the name, and the number says nothing against
    own.roster[0].number = none;
    own.roster[0].branch = none;
    own.listed({OverlapLine{}});
    CHECK(bucket_of_first(run_town("D", own)) == "D-CANDIDATE A");
    Town record;  // the other insurer's fields: silent, the record rests on the others
    OverlapLine before;
    before.other_symbol = none;
    record.runs = {{kOldRun, {before}, ""}, {kNewRun, {OverlapLine{}}, ""}};
    CHECK(bucket_of_first(run_town("D", record)) == "D-CANDIDATE S");
    CHECK(household_key(none) == 0);
  }
}

TEST_CASE("values: dates that stand for none are no dates, in every date column") {
  const std::vector<std::string> nones = {"00000000",   "99999999",   "9999-12-31", "2099-12-31", "1900-01-00",
                                          "1900-01-01", "0001-01-01", "1899-12-30", "  /  /  ",   "平成　年　月　日",
                                          "NULL",       "-",          "なし"};
  for (const std::string& none : nones) {
    CAPTURE(none);
    Town lost;
    lost.roster[0].lost = none;
    const Outcome o = run_town("P", lost);
    CHECK(bucket_of_first(o) == "P-INQUIRE A");
    CHECK(told(o, "roster", "「資格喪失年月日」に、値がないことを表す書き方"));
    Town applied;
    applied.roster[0].applied = none;
    CHECK(bucket_of_first(run_town("P", applied)) == "P-INQUIRE A");
    Town other;
    OverlapLine line;
    line.lost = none;
    other.listed({line});
    CHECK(bucket_of_first(run_town("D", other)) == "D-CANDIDATE S");
    Town acquired;  // a needed one: reported, and never passed over
    acquired.roster[0].acquired = none;
    const Outcome needed = run_town("P", acquired);
    CHECK(bucket_of_first(needed) == "P-REVIEW A");
  }
}

TEST_CASE("values: a birth date that is a placeholder is read and says nothing") {
  for (const char* birth : {"1900-01-01", "18991230", "1899/12/31", "1901-01-01"}) {
    CAPTURE(std::string(birth));
    Town town;
    town.roster[0].birth = birth;
    town.pension[0].birth = birth;
    CHECK(bucket_of_first(run_town("P", town)) == "P-REVIEW C");
  }
}

TEST_CASE("values: guards, fractions, times and short eras are read in every column, and told") {
  struct Row {
    const char* what;
    void (*put)(Town&);
    const char* kind;
    const char* words;  // of what is told; empty: nothing
  };
  const std::vector<Row> rows = {
      {"number guarded", [](Town& t) { t.roster[0].number = "=\"05-1000001\""; }, "roster", ""},
      {"branch guarded", [](Town& t) { t.roster[0].branch = "'01"; }, "roster", ""},
      {"branch as a float", [](Town& t) { t.roster[0].branch = "1.0"; }, "roster", ""},
      {"resident guarded", [](Town& t) { t.roster[0].resident = "=\"1001\""; }, "roster", ""},
      {"birth guarded", [](Town& t) { t.roster[0].birth = "=\"19800401\""; }, "roster", ""},
      {"birth as a float", [](Town& t) { t.roster[0].birth = "19800401.0"; }, "roster", ""},
      {"birth with a time", [](Town& t) { t.roster[0].birth = "1980/4/1 9:00"; }, "roster", "時刻のついた値"},
      {"birth by one kanji", [](Town& t) { t.roster[0].birth = "昭55.4.1"; }, "roster", ""},
      {"acquired with a time", [](Town& t) { t.roster[0].acquired = "2020-04-01 13:45:00"; }, "roster",
       "時刻のついた値"},
      {"acquired outside its era", [](Town& t) { t.roster[0].acquired = "平成32年4月1日"; }, "roster",
       "元号の期間の外"},
      {"sex with words", [](Town& t) { t.roster[0].sex = "1:男"; }, "roster", ""},
      {"sex as a float", [](Town& t) { t.roster[0].sex = "1.0"; }, "roster", ""},
      {"sex guarded", [](Town& t) { t.roster[0].sex = "'1"; }, "roster", ""},
      {"kana with a break", [](Town& t) { t.roster[0].kana = "ヤマダ\n　タロウ"; }, "roster", ""},
      {"name with a break", [](Town& t) { t.roster[0].name = "山田\n太郎"; }, "roster", ""},
      {"name with a zero-width space", [](Town& t) { t.roster[0].name = "山田\xE2\x80\x8B太郎"; }, "roster", ""},
      {"name guarded", [](Town& t) { t.roster[0].name = "'山田　太郎"; }, "roster", ""},
      {"own serial guarded",
       [](Town& t) {
         for (Run& r : t.runs) r.lines[0].serial = "=\"1000001\"";
       },
       "overlap", ""},
      {"own serial as a float",
       [](Town& t) {
         for (Run& r : t.runs) r.lines[0].serial = "1000001.0";
       },
       "overlap", ""},
      {"other serial as a float in one run", [](Town& t) { t.runs[0].lines[0].other_serial = "345.0"; }, "overlap", ""},
      {"other insurer guarded",
       [](Town& t) {
         for (Run& r : t.runs) r.lines[0].insurer = "=\"06130488\"";
       },
       "overlap", ""},
      {"joined with a time",
       [](Town& t) {
         for (Run& r : t.runs) r.lines[0].acquired = "2026-09-01 08:30:00";
       },
       "overlap", "時刻のついた値"},
      {"joined by one kanji",
       [](Town& t) {
         for (Run& r : t.runs) r.lines[0].acquired = "令8.9.1";
       },
       "overlap", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.what));
    Town town;
    town.listed({OverlapLine{}});
    row.put(town);
    const Outcome o = run_town("D", town);
    CHECK(bucket_of_first(o) == "D-CANDIDATE S");
    if (*row.words) CHECK(told(o, row.kind, row.words));
  }
}

TEST_CASE("values: names written with dash look-alikes, a kanji one, and iteration marks agree as orthography") {
  struct Pair {
    const char* roster;
    const char* listed;
  };
  const std::vector<Pair> same = {
      {"ルイーズ　メアリー", "ルイ－ズ　メアリ－"},
      {"ルイーズ　メアリー", "ルイ―ズ　メアリ―"},
      {"ルイーズ　メアリー", "ルイ−ズ　メアリ−"},
      {"ルイーズ　メアリー", "ルイ‐ズ　メアリ‐"},
      {"ルイーズ　メアリー", "ルイ─ズ　メアリ─"},
      {"ルイーズ　ジェーン", "ルイ一ズ　ジェ一ン"},
      {"山田　ジェーン", "山田　ジェ－ン"},
      {"山田　ジェーン", "山田　ジェ一ン"},
      {"山田　みーこ", "山田　み一こ"},
      {"佐々木　太郎", "佐佐木　太郎"},
      {"佐〻木　太郎", "佐々木　太郎"},
      {"山田　すゞ", "山田　すず"},
      {"山田　みゝ", "山田　みみ"},
      {"山田　スヾ子", "山田　スズ子"},
      {"山田　ナヽミ", "山田　ナナミ"},
      {"山田　いすゞ", "山田　いすず"},
  };
  for (const Pair& p : same) {
    CAPTURE(std::string(p.listed));
    for (const bool kana : {true, false}) {
      Town town;
      town.roster[0] = {.kana = kana ? "ヤマダ　タロウ" : "", .name = p.roster};
      town.pension[0] = {.kana = kana ? "ヤマダ　タロウ" : "", .name = p.listed};
      CHECK(bucket_of_first(run_town("P", town)) == "P-INQUIRE A");
      std::swap(town.roster[0].name, town.pension[0].name);
      CHECK(bucket_of_first(run_town("P", town)) == "P-INQUIRE A");
    }
  }
  // And in the kana.
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{
           {"ヤマダ　スズ", "ヤマダ　スヾ"}, {"やまだ　すず", "やまだ　すゞ"}, {"ヤマダ　ミミ", "ヤマダ　ミヽ"}}) {
    Town town;
    town.roster[0] = {.kana = a, .name = ""};
    town.pension[0] = {.kana = b, .name = ""};
    CHECK(bucket_of_first(run_town("P", town)) == "P-INQUIRE A");
  }
  // A kanji one is a name's own where no kana stand on both sides.
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{
           {"山田　健一", "山田　健ー"}, {"山田　一郎", "山田　ー郎"}, {"山田　キ一", "山田　キ"}}) {
    Town town;
    town.roster[0].name = a;
    town.pension[0].name = b;
    CHECK(bucket_of_first(run_town("P", town)) != "P-INQUIRE A");
  }
}

TEST_CASE("values: a loss after the working date is not yet one, and said") {
  Town town;
  town.roster[0].lost = "2026-12-01";
  const Outcome o = run_town("P", town);
  CHECK(bucket_of_first(o) == "P-INQUIRE A");
  CHECK(has_reason(o.results.front(), "loss_ahead"));
}

TEST_CASE("values: what stands for none in the fields of a household is counted over all rows") {
  const std::string head = "宛名番号,世帯番号,氏名カナ,生年月日,資格取得年月日,世帯主氏名,住所\n";
  std::string roster = head;
  const char* const households[] = {"1E+14", "#N/A", "77", "0", "架空世帯の長い番号"};
  for (int i = 0; i < 5; ++i)
    roster += std::to_string(100 + i) + "," + households[i] + ",ベツ　ジン,1970-01-0" + std::to_string(1 + i) +
              ",2020-04-01," + (i == 1 ? "NULL" : "架空　太郎") + "," + (i == 2 ? "#N/A" : "架空市1-1") + "\n";
  std::vector<InputFile> files;
  for (const std::string& date : {kOldRun, kNewRun}) {
    const Run r{date, {OverlapLine{}}};
    files.push_back({"overlap", r.file(), overlap_csv(r)});
  }
  files.push_back({"roster", "r.csv", roster});
  const Outcome o = run_files({{"flow", "D"}, {"date", "2026-11-22"}}, files);
  REQUIRE(o.ok());
  std::string repairs;
  for (const Json& r : o.reports.back()["repairs"]) repairs += r.dump() + "\n";
  for (const char* said :
       {"「世帯番号」がExcelで", "値が1件あります（最初は2行目）", "「世帯番号」に、値がないことを表す書き方",
        "「世帯主氏名」に、値がないことを表す書き方", "「住所」に、値がないことを表す書き方"})
    CHECK_MESSAGE(repairs.find(said) != std::string::npos, said << " in " << repairs);
}

TEST_CASE("values: a spreadsheet's days in the place of numbers are no numbers") {
  for (const char* gone : {"1.23E+09", "1E+14", "4.00e8", "1月2日", "1月2", "12月31日", "2-Jan", "Jan-02"})
    CHECK_MESSAGE(is_destroyed(gone), gone);
  for (const char* number :
       {"", "1-2", "12345", "東1-2", "A-12", "1月", "123月4日", "2-1", "05-1000001", "E1", "1E", "JAN", "2-Janu"})
    CHECK_MESSAGE(!is_destroyed(number), number);
  CHECK(digits_value("1月2日") == 0);
  CHECK(parse_member_number("05", "1000001", "1月2日").branch == -1);
}

TEST_CASE("values: households by number are keyed alike, and what is no number keys nobody") {
  CHECK(household_key("0000000077") == household_key("77"));
  CHECK(household_key("='77") == household_key("='77"));
  for (const char* none : {"", "0", "000", "1E+14", "1.23E+09", "#N/A", "NULL", "なし", "〃", "99999999", "-"})
    CHECK(household_key(none) == 0);
  CHECK(household_key("A12") != 0);
  CHECK(household_key("A12") != household_key("B12"));
  CHECK(household_key("77.0") == household_key("77"));
}
