// Flow D: the three conditions, every bucket of DOMAIN section 3, runs, gaps and the date the R4 notice sets.
#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "tests/core/job.h"

using namespace totsugo::test;

namespace {

struct Case {
  const char* what;
  std::function<void(Town&)> change;
  const char* bucket;
  const char* reason;
  const char* loss_date = nullptr;
};

// Others on every list, so that one value does not stand for its column.
void beside_others(Town& t) {
  for (Run& r : t.runs)
    for (int i = 0; i < 30; ++i)
      r.lines.push_back({.kana = "ベツ　ジン", .name = "別　人", .birth = "1990-01-01", .serial = "7"});
}

const std::vector<Case> kCases = {
    {"all three conditions", [](Town&) {}, "D-CANDIDATE", "condition_3", "2026-09-02"},
    {"acquired on the same day as 国保", [](Town& t) { t.roster[0].acquired = "2026-09-01"; }, "D-CANDIDATE",
     "condition_1", "2026-09-02"},
    {"applied from the same day", [](Town& t) { t.roster[0].applied = "2026-09-01"; }, "D-CANDIDATE", "condition_1",
     "2026-09-02"},
    {"acquired on the working date",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].acquired = "2026-11-22";
     },
     "D-CANDIDATE", "condition_1", "2026-11-23"},
    {"the year's last day",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].acquired = "2025-12-31";
     },
     "D-CANDIDATE", "loss_next_day", "2026-01-01"},
    {"a leap day follows",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].acquired = "2024-02-28";
     },
     "D-CANDIDATE", "loss_next_day", "2024-02-29"},
    {"written differently from run to run",
     [](Town& t) {
       t.runs[0].lines[0].kana = "ヤマタ　タロウ";
       t.runs[0].lines[0].serial = "";
       t.runs[0].lines[0].symbol = "";
     },
     "D-CANDIDATE", "condition_3", "2026-09-02"},
    {"the other side's branch is missing in one run", [](Town& t) { t.runs[0].lines[0].other_branch = ""; },
     "D-CANDIDATE", "condition_3", "2026-09-02"},
    {"an ended record of the past beside the live one",
     [](Town& t) {
       t.runs[1].lines.push_back({.insurer = "01130012", .acquired = "2018-01-01", .lost = "2020-03-31"});
     },
     "D-CANDIDATE", "other_ended", "2026-09-02"},
    {"a period that ended on the day the next began",
     [](Town& t) {
       t.roster.push_back(t.roster[0]);
       t.roster[1].acquired = "2010-04-01";
       t.roster[1].lost = "2020-04-01";
     },
     "D-CANDIDATE", "history_rows", "2026-09-02"},
    {"another record of an earlier run, joined before 国保 was",
     [](Town& t) { t.runs[0].lines.push_back({.insurer = "01130012", .acquired = "2018-01-01"}); }, "D-CANDIDATE",
     "condition_3", "2026-09-02"},
    {"the insurer is missing in the older run",
     [](Town& t) {
       t.runs[0].lines[0].insurer = "";
       beside_others(t);
     },
     "D-CANDIDATE", "condition_3_missing", "2026-09-02"},
    // what cannot be read, or contradicts itself
    {"another record of the run before alone, joined earlier",
     [](Town& t) { t.runs[0].lines.push_back({.insurer = "01130012", .acquired = "2026-04-01"}); }, "D-REVIEW",
     "two_other_dates"},
    {"the same, and ended since",
     [](Town& t) {
       t.runs[0].lines.push_back({.insurer = "01130012", .acquired = "2026-04-01", .lost = "2026-08-31"});
     },
     "D-REVIEW", "two_other_dates"},
    {"the insurer of the older run is no number",
     [](Town& t) {
       t.runs[0].lines[0].insurer = "06ABC";
       beside_others(t);
     },
     "D-REVIEW", "earlier_invalid"},
    {"its check digit does not fit",
     [](Town& t) {
       t.runs[0].lines[0].insurer = "06130489";
       beside_others(t);
     },
     "D-REVIEW", "earlier_invalid"},
    {"国保 is acquired after the working date", [](Town& t) { t.roster[0].acquired = "2027-01-01"; }, "D-REVIEW",
     "acquired_in_future"},
    {"an older row left open beside a newer period that has ended",
     [](Town& t) {
       t.roster.push_back(t.roster[0]);
       t.roster[1].acquired = "2023-04-01";
       t.roster[1].lost = "2024-01-01";
     },
     "D-REVIEW", "periods_overlap"},
    {"the birth date cannot be read, and the number says who it is",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].birth = "1980XX15";
       beside_others(t);
     },
     "D-REVIEW", "grade_c"},
    {"nothing but the number",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].birth = r.lines[0].kana = r.lines[0].name = "";
       beside_others(t);
     },
     "D-REVIEW", "grade_c"},
    {"a sex that nobody can read, in both runs",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].sex = "X";
       beside_others(t);
     },
     "D-REVIEW", "grade_c"},
    {"a period in the roster inside the open one, lost as expected",
     [](Town& t) {
       t.roster.push_back(t.roster[0]);
       t.roster[1].acquired = "2020-04-05";
       t.roster[1].lost = "2026-09-02";
     },
     "D-REVIEW", "periods_overlap"},
    {"the other side's number destroyed in both runs",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].other_serial = "4.00E+08";
     },
     "D-REVIEW", "other_unreadable"},
    {"the other side's number destroyed in the older run",
     [](Town& t) { t.runs[0].lines[0].other_serial = "4.00E+08"; }, "D-REVIEW", "earlier_unreadable"},
    {"the other side's branch made a date by a spreadsheet",
     [](Town& t) { t.runs[0].lines[0].other_branch = "1月2日"; }, "D-REVIEW", "earlier_unreadable"},
    // first
    {"first listed", [](Town& t) { t.runs[0].lines.clear(); }, "D-FIRST", "condition_2_first"},
    {"one run only", [](Town& t) { t.runs.erase(t.runs.begin()); }, "D-FIRST", "condition_2_one_run"},
    {"a gap of 32 days", [](Town& t) { t.runs[0].date = "2026-10-18"; }, "D-FIRST", "condition_2_gap"},
    {"in the run before the previous, not in the previous",
     [](Town& t) {
       t.runs.insert(t.runs.begin(), Run{"2026-10-20", t.runs[0].lines});
       t.runs[1].lines.clear();
     },
     "D-FIRST", "condition_2_first"},
    // reversed
    {"acquired the day before 国保", [](Town& t) { t.roster[0].acquired = "2026-09-02"; }, "D-REVERSED",
     "condition_1_fails"},
    {"reversed is said even on the first listing",
     [](Town& t) {
       t.roster[0].acquired = "2026-10-01";
       t.runs[0].lines.clear();
     },
     "D-REVERSED", "condition_1_fails"},
    // changed
    {"another insurer", [](Town& t) { t.runs[0].lines[0].insurer = "01130012"; }, "D-CHANGED", "condition_3_fails"},
    {"another acquisition date", [](Town& t) { t.runs[0].lines[0].acquired = "2026-08-31"; }, "D-CHANGED",
     "condition_3_fails"},
    {"another number", [](Town& t) { t.runs[0].lines[0].other_serial = "346"; }, "D-CHANGED", "condition_3_fails"},
    // other
    {"国保組合",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].insurer = "133017";
     },
     "D-OTHER", "other_national_union", "2026-09-01"},
    {"後期",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].insurer = "39130018";
     },
     "D-OTHER", "other_elderly", "2026-09-02"},
    {"日雇 03",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].insurer = insurer_of("0313001");
     },
     "D-OTHER", "other_day_labourer"},
    {"日雇 04",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].insurer = insurer_of("0413001");
     },
     "D-OTHER", "other_day_labourer"},
    {"unknown law number",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].insurer = insurer_of("5013001");
     },
     "D-REVIEW", "other_unknown"},
    {"another town's 国保",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].insurer = "00138016";
     },
     "D-OTHER", "other_national_town"},
    {"退職国保",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].insurer = insurer_of("6713801");
     },
     "D-OTHER", "other_national_town"},
    // review
    {"sex conflict",
     [](Town& t) {
       for (Run& r : t.runs) {
         r.lines[0].sex = "2";
         r.lines[0].serial = "";
       }
     },
     "D-REVIEW", "grade_c"},
    {"birth date conflict with an equal number",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].birth = "1985-12-12";
     },
     "D-REVIEW", "grade_c"},
    {"two in the roster",
     [](Town& t) {
       t.roster.push_back({.resident = "1002", .number = "05-1000002"});
       for (Run& r : t.runs) r.lines[0].serial = r.lines[0].symbol = r.lines[0].branch = "";
     },
     "D-REVIEW", "several_candidates"},
    {"acquisition in the future",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].acquired = "2026-11-23";
     },
     "D-REVIEW", "other_in_future"},
    {"acquisition unreadable",
     [](Town& t) {
       for (Run& r : t.runs) {
         r.lines[0].acquired = "不明";
         r.lines.push_back({.kana = "ベツ　ジン", .name = "別　人", .birth = "1990-01-01", .serial = "7"});
       }
     },
     "D-REVIEW", "other_unreadable"},
    {"other loss impossible",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].lost = "2026-02-30";
     },
     "D-REVIEW", "other_unreadable"},
    {"資格取得日 and 適用開始日 decide differently", [](Town& t) { t.roster[0].applied = "2026-09-02"; }, "D-REVIEW",
     "applied_from_differs"},
    {"資格取得日 after it, 適用開始日 on the same day",
     [](Town& t) {
       t.roster[0].acquired = "2026-10-01";
       t.roster[0].applied = "2026-09-01";
     },
     "D-REVIEW", "applied_before_acquired"},
    {"資格取得日 after it, 適用開始日 before",
     [](Town& t) {
       t.roster[0].acquired = "2026-10-01";
       t.roster[0].applied = "2026-08-31";
     },
     "D-REVIEW", "applied_before_acquired"},
    {"資格取得日 and 適用開始日 after it", [](Town& t) { t.roster[0].acquired = t.roster[0].applied = "2026-09-02"; },
     "D-REVERSED", "condition_1_fails"},
    {"wrong check digit",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].insurer = "06130489";
     },
     "D-REVIEW", "other_invalid"},
    {"two live records",
     [](Town& t) {
       for (Run& r : t.runs) r.lines.push_back({.insurer = "01130012"});
     },
     "D-REVIEW", "two_other_dates"},
    {"the other record has ended",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].lost = "2026-10-01";
     },
     "D-REVIEW", "other_ended"},
    {"ended on the working date",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].lost = "2026-11-22";
     },
     "D-REVIEW", "other_ended"},
    {"the roster's own acquisition impossible", [](Town& t) { t.roster[0].acquired = "2026-02-30"; }, "D-REVIEW",
     "member_unreadable"},
    {"a wrong check digit beside a live record",
     [](Town& t) {
       for (Run& r : t.runs) r.lines.push_back({.insurer = "06130489"});
     },
     "D-REVIEW", "other_invalid"},
    {"a future record beside a live one",
     [](Town& t) {
       for (Run& r : t.runs) r.lines.push_back({.insurer = "01130012", .acquired = "2026-11-23"});
     },
     "D-REVIEW", "other_in_future"},
    {"an unreadable record beside a live one",
     [](Town& t) {
       for (Run& r : t.runs) r.lines.push_back({.insurer = "01130012", .lost = "2026-02-30"});
     },
     "D-REVIEW", "other_unreadable"},
    {"our own number as the other side",
     [](Town& t) {
       for (Run& r : t.runs) {
         r.insurer = "138016";
         r.lines[0].insurer = "138016";
       }
     },
     "D-REVIEW", "other_own_town"},
    {"an insurance joined earlier and ended since",
     [](Town& t) {
       for (Run& r : t.runs) r.lines.push_back({.insurer = "01130012", .acquired = "2026-05-01", .lost = "2026-08-31"});
     },
     "D-REVIEW", "two_other_dates"},
    {"an insurance that ended before 国保 was acquired",
     [](Town& t) {
       for (Run& r : t.runs) r.lines.push_back({.insurer = "01130012", .acquired = "2018-05-01", .lost = "2020-03-31"});
     },
     "D-CANDIDATE", "other_ended", "2026-09-02"},
    {"the date of the run before cannot be read",
     [](Town& t) {
       t.runs[0].lines[0].acquired = "不明";
       for (int i = 0; i < 30; ++i)
         t.runs[0].lines.push_back({.kana = "ベツ　ジン", .name = "別　人", .birth = "1990-01-01", .serial = "7"});
     },
     "D-REVIEW", "earlier_unreadable"},
    {"the same record in another writing",
     [](Town& t) {
       t.runs[0].lines[0].other_symbol = "０１２";
       t.runs[0].lines[0].other_serial = "0-345";
     },
     "D-CANDIDATE", "condition_3", "2026-09-02"},
    {"the 記号 in other characters",
     [](Town& t) {
       t.runs[0].lines[0].other_symbol = "東12";
       t.runs[1].lines[0].other_symbol = "西12";
     },
     "D-CHANGED", "condition_3_fails"},
    {"12 | 0345 is not 120 | 345",
     [](Town& t) {
       t.runs[0].lines[0].other_symbol = "120";
       t.runs[1].lines[0].other_serial = "0345";
     },
     "D-CHANGED", "condition_3_fails"},
    {"the 記号 on one side", [](Town& t) { t.runs[0].lines[0].other_symbol = ""; }, "D-CANDIDATE",
     "condition_3_missing", "2026-09-02"},
    {"changed over a gap too",
     [](Town& t) {
       t.runs[0].date = "2026-09-19";
       t.runs[0].lines[0].insurer = "01130012";
     },
     "D-CHANGED", "condition_3_fails"},
    {"lost two days late", [](Town& t) { t.roster[0].lost = "2026-09-04"; }, "D-REVIEW", "loss_differs"},
    {"lost 32 days early: another loss", [](Town& t) { t.roster[0].lost = "2026-08-01"; }, "D-NONMEMBER", "older_loss"},
    {"a loss in the roster, and none to be expected",
     [](Town& t) {
       t.roster[0].lost = "2026-09-02";
       for (Run& r : t.runs) r.lines.push_back({.insurer = "01130012"});
     },
     "D-REVIEW", "loss_unexpected"},
    // filed, nonmember, resolved
    {"the roster shows the loss", [](Town& t) { t.roster[0].lost = "2026-09-02"; }, "D-FILED", "filed"},
    {"not in the roster", [](Town& t) { t.roster.clear(); }, "D-NONMEMBER", "nobody"},
    {"gone from the newest run", [](Town& t) { t.runs[1].lines.clear(); }, "D-RESOLVED", "resolved"},
};

}  // namespace

TEST_CASE("flow D: the bucket, its reason and the loss date") {
  size_t ran = 0;
  std::set<std::string> seen;
  for (const Case& c : kCases) {
    CAPTURE(std::string(c.what));
    Town town;
    town.listed({OverlapLine{}});
    c.change(town);
    const Outcome out = run_town("D", town);
    REQUIRE_MESSAGE(out.ok(), out.answer.dump());
    Json r = out.of_overlap("overlap_20261119.csv", 2);
    if (r.is_null()) r = out.of_overlap("overlap_20261104.csv", 2);
    REQUIRE(!r.is_null());
    CAPTURE(r.dump());
    CHECK(r["bucket"] == c.bucket);
    CHECK(has_reason(r, c.reason));
    CHECK(r["selectable"] == (r["bucket"] == "D-CANDIDATE"));
    if (c.loss_date) CHECK(r["loss_date"] == c.loss_date);
    else CHECK(r["loss_date"].is_null());
    CHECK(r["pension"].is_null());
    seen.insert(c.bucket);
    ++ran;
  }
  CHECK(ran == 74);
  CHECK(ran == kCases.size());
  CHECK(seen.size() == 9);
}

TEST_CASE("flow D: not before 2022-11-29") {
  size_t ran = 0;
  for (const auto& [date, allowed] : {std::pair{"2022-11-28", false}, std::pair{"2022-11-29", true},
                                      std::pair{"2021-03-31", false}, std::pair{"2026-11-22", true}}) {
    Town town;
    town.roster[0].acquired = "2015-04-01";
    town.listed({OverlapLine{.acquired = "2020-09-01"}});
    for (Run& r : town.runs) r.date = r.date == kNewRun ? "2021-03-30" : "2021-03-10";
    const Outcome out = run_town("D", town, {{"date", date}});
    CHECK(out.ok() == allowed);
    if (!allowed) {
      CHECK(out.code() == "flow_d_too_early");
      CHECK(out.answer["error"]["text"].get<std::string>().find("令和4年11月29日") != std::string::npos);
    }
    // Flow P knows no such limit.
    CHECK(run_town("P", {}, {{"date", date}}).ok());
    ++ran;
  }
  CHECK(ran == 4);
}

TEST_CASE("flow D: the gap between runs") {
  size_t ran = 0;
  for (const auto& [older, limit, confirmed, bucket] :
       {std::tuple{"2026-11-18", 31, false, "D-CANDIDATE"}, std::tuple{"2026-10-19", 31, false, "D-CANDIDATE"},
        std::tuple{"2026-10-18", 31, false, "D-FIRST"}, std::tuple{"2026-10-18", 31, true, "D-CANDIDATE"},
        std::tuple{"2026-10-18", 32, false, "D-CANDIDATE"}, std::tuple{"2026-11-09", 9, false, "D-FIRST"}}) {
    const std::string shown_older(older);
    CAPTURE(shown_older);
    Town town;
    town.listed({OverlapLine{}});
    town.runs[0].date = older;
    const Outcome out = run_town("D", town, {{"max_gap_days", limit}, {"confirm_gap", confirmed}});
    REQUIRE(out.ok());
    CHECK(out.of_overlap("overlap_20261119.csv", 2)["bucket"] == bucket);
    const std::string warnings = out.summary()["warnings"].dump();
    const bool gap = std::string(older) == "2026-10-18" ? limit == 31 : limit == 9;
    CHECK((warnings.find("日離れています") != std::string::npos) == gap);
    CHECK(out.summary()["runs"][0]["consecutive"] == (bucket == std::string("D-CANDIDATE")));
    CHECK(has_reason(out.of_overlap("overlap_20261119.csv", 2), "condition_2_gap_confirmed") == (gap && confirmed));
    // Whatever is said of the runs names both.
    const Json result = out.of_overlap("overlap_20261119.csv", 2);
    for (const Json& reason : result["reasons"]) {
      if (reason["code"].get<std::string>().rfind("condition_2", 0) != 0) continue;
      CHECK(reason["text"].get<std::string>().find(older) != std::string::npos);
      CHECK(reason["text"].get<std::string>().find(kNewRun) != std::string::npos);
    }
    ++ran;
  }
  CHECK(ran == 6);
}

TEST_CASE("flow D: the same run twice is one run, by date or by content, and is said") {
  size_t ran = 0;
  for (const bool by_content : {false, true}) {
    Town town;
    town.listed({OverlapLine{}});
    std::vector<InputFile> files;
    for (size_t i = 0; i < 2; ++i) {
      const Run run = town.runs[1];
      const std::string bytes = overlap_csv(run);
      InputFile f{"overlap", i ? "second.csv" : "first.csv", bytes};
      if (by_content && i) f.options = R"({"run_date":"2026-11-04"})";
      files.push_back(f);
    }
    files.push_back({"roster", "roster.csv", roster_csv(town.roster)});
    const Outcome out = run_files({{"flow", "D"}, {"date", "2026-11-22"}}, files);
    REQUIRE(out.ok());
    REQUIRE(out.results.size() == 1);
    CHECK(out.results[0]["bucket"] == "D-FIRST");
    CHECK(has_reason(out.results[0], "condition_2_one_run"));
    CHECK(out.summary()["runs"].size() == 1);
    CHECK(out.summary()["runs"][0]["consecutive"] == false);
    CHECK(out.summary()["runs"][0]["gap_days"].is_null());
    const std::string warnings = out.summary()["warnings"].dump();
    CHECK(warnings.find("同じ回") != std::string::npos);
    CHECK(warnings.find("first.csv") != std::string::npos);
    CHECK(warnings.find("second.csv") != std::string::npos);
    ++ran;
  }
  CHECK(ran == 2);
}

TEST_CASE("flow D: files may come in any order; the run date orders them") {
  Town town;
  town.listed({OverlapLine{}});
  town.runs[0].lines.push_back({.kana = "キエタ　ヒト", .name = "消田　人", .birth = "1966-06-06", .serial = "12"});
  const Outcome one = run_town("D", town);
  std::swap(town.runs[0], town.runs[1]);
  const Outcome two = run_town("D", town);
  REQUIRE(one.ok());
  REQUIRE(two.ok());
  CHECK(one.summary()["buckets"] == two.summary()["buckets"]);
  CHECK(one.summary()["buckets"]["D-RESOLVED"] == 1);
  CHECK(one.summary()["buckets"]["D-CANDIDATE"] == 1);
}

TEST_CASE("flow D: written otherwise in the run before is one result, whoever is gone beside him") {
  const OverlapLine gone{.kana = "キエタ　ヒト", .name = "消田　人", .birth = "1966-06-06", .serial = "1000002"};
  const OverlapLine before{.kana = "ヤマタ　タロウ", .serial = "", .branch = ""};
  size_t ran = 0;
  for (const bool gone_first : {false, true}) {
    Town town;
    town.roster.push_back({.kana = "キエタ　ヒト",
                           .name = "消田　人",
                           .birth = "1966-06-06",
                           .resident = "1002",
                           .number = "05-1000002"});
    town.listed({OverlapLine{}});
    town.runs[0].lines = gone_first ? std::vector{gone, before} : std::vector{before, gone};
    const Outcome out = run_town("D", town);
    REQUIRE(out.ok());
    CHECK(out.results.size() == 2);
    CHECK(out.of_overlap("overlap_20261119.csv", 2)["bucket"] == "D-CANDIDATE");
    CHECK(out.summary()["buckets"]["D-RESOLVED"] == 1);
    CHECK(out.of_overlap("overlap_20261104.csv", gone_first ? 2 : 3)["bucket"] == "D-RESOLVED");
    ++ran;
  }
  CHECK(ran == 2);
}

TEST_CASE("flow D: twins are told apart by 枝番 or given name, or not at all") {
  Town town;
  town.roster = {{.kana = "ヤマダ　カイト", .name = "山田　海斗", .resident = "1", .branch = "03"},
                 {.kana = "ヤマダ　ユウト", .name = "山田　悠斗", .resident = "2", .branch = "04"}};
  town.listed({OverlapLine{.kana = "ヤマダ　カイト", .name = "山田　海斗", .branch = "03"},
               OverlapLine{.kana = "ヤマダ　ユウト", .name = "山田　悠斗", .branch = "04"}});
  const Outcome told = run_town("D", town);
  REQUIRE(told.ok());
  REQUIRE(told.results.size() == 2);
  CHECK(told.of_overlap("overlap_20261119.csv", 2)["roster"]["line"] == 2);
  CHECK(told.of_overlap("overlap_20261119.csv", 3)["roster"]["line"] == 3);
  for (const Json& r : told.results) CHECK(r["bucket"] == "D-CANDIDATE");

  // Without 枝番 the given names still tell.
  for (Run& run : town.runs)
    for (OverlapLine& l : run.lines) l.branch = "";
  const Outcome by_name = run_town("D", town);
  REQUIRE(by_name.ok());
  CHECK(by_name.of_overlap("overlap_20261119.csv", 2)["roster"]["line"] == 2);
  CHECK(by_name.of_overlap("overlap_20261119.csv", 3)["roster"]["line"] == 3);

  // Twins whose kana are one, and kanji unknown, without 枝番: nobody is picked.
  for (RosterLine& l : town.roster) l.kana = "ヤマダ　カイト";
  town.listed({OverlapLine{.kana = "ヤマダ　カイト", .name = "", .branch = ""}});
  const Outcome open = run_town("D", town);
  REQUIRE(open.ok());
  for (const Json& r : open.results) {
    CHECK(r["bucket"] == "D-REVIEW");
    CHECK(r["roster"].is_null());
    CHECK(r["candidates"].size() == 2);
  }
  CHECK(open.results.size() == 1);
}

TEST_CASE("flow D: two of the list who claim one member are both for review") {
  Town town;
  // Kana nearly alike and no kanji: on one list two people.
  town.listed({OverlapLine{.name = "", .serial = "", .branch = ""},
               OverlapLine{.kana = "ヤマタ　タロウ", .name = "", .serial = "", .branch = ""}});
  const Outcome out = run_town("D", town);
  REQUIRE(out.ok());
  REQUIRE(out.results.size() == 2);
  for (const uint64_t line : {2u, 3u}) {
    CHECK(out.of_overlap("overlap_20261119.csv", line)["bucket"] == "D-REVIEW");
    CHECK(out.of_overlap("overlap_20261119.csv", line)["review_kind"] == "claimed_twice");
  }
}

TEST_CASE("flow D: gone before the previous run already is nothing") {
  Town town;
  town.listed({OverlapLine{}});
  town.runs.insert(
      town.runs.begin(),
      Run{"2026-10-20", {OverlapLine{}, OverlapLine{.kana = "キエタ　ヒト", .name = "消田　人", .serial = "12"}}});
  const Outcome out = run_town("D", town);
  REQUIRE(out.ok());
  CHECK(out.results.size() == 1);
}
