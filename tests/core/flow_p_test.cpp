// Flow P: every bucket of DOMAIN section 3, built from small files that go through the whole session.
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
  const char* reason;  // one that must be given
  const char* loss_date = nullptr;
};

// One pension person; both runs show him at a 健保組合 from the day of the pension loss, unless changed.
const std::vector<Case> kCases = {
    // confirmed
    {"acquisition on the day of the loss", [](Town&) {}, "P-CONFIRMED", "confirmed_by_overlap", "2026-09-02"},
    {"only the newest run shows him", [](Town& t) { t.runs[0].lines.clear(); }, "P-CONFIRMED", "confirmed_by_overlap",
     "2026-09-02"},
    {"joined on the very day of the 国保 acquisition", [](Town& t) { t.roster[0].acquired = "2026-09-01"; },
     "P-CONFIRMED", "confirmed_by_overlap", "2026-09-02"},
    {"the loss of a month's last day",
     [](Town& t) {
       t.pension[0].lost = "2026-08-31";
       for (Run& r : t.runs) r.lines[0].acquired = "2026-08-31";
     },
     "P-CONFIRMED", "loss_next_day", "2026-09-01"},
    {"a second record of the other insurer, ended",
     [](Town& t) {
       OverlapLine ended;
       ended.insurer = "01130012";
       ended.acquired = "2018-04-01";
       ended.lost = "2020-03-31";
       t.runs[1].lines.push_back(ended);
     },
     "P-CONFIRMED", "other_ended", "2026-09-02"},
    {"a second record, ended, that began after 国保 did: the loss would lie there",
     [](Town& t) {
       t.runs[1].lines.push_back({.insurer = "01130012", .acquired = "2024-04-01", .lost = "2026-03-31"});
     },
     "P-REVIEW", "two_other_dates"},
    {"the same record with an end before the pension loss on another row",
     [](Town& t) {
       t.runs[1].lines.push_back(t.runs[1].lines[0]);
       t.runs[1].lines[1].lost = "2026-08-31";
     },
     "P-REVIEW", "two_other_records"},
    {"the other side's number was destroyed by a spreadsheet",
     [](Town& t) { t.runs[1].lines[0].other_serial = "4.00E+08"; }, "P-INQUIRE", "other_unreadable"},
    {"filed, and acquired again since",
     [](Town& t) {
       t.roster[0].lost = "2026-09-02";
       t.roster.push_back(t.roster[0]);
       t.roster[1].acquired = "2026-10-01";
       t.roster[1].lost = "";
     },
     "P-FILED", "filed_earlier_period"},
    {"a period in the roster inside the open one, lost as expected",
     [](Town& t) {
       t.roster.push_back(t.roster[0]);
       t.roster[1].acquired = "2020-04-05";
       t.roster[1].lost = "2026-09-02";
     },
     "P-REVIEW", "periods_overlap"},
    {"a correction of something else than the loss",
     [](Town& t) { t.pension.push_back({.lost = "2026-10-01", .change = "氏名訂正", .corrected_from = "2026-09-01"}); },
     "P-REVIEW", "change_unclear"},
    {"a correction that was cancelled",
     [](Town& t) {
       t.pension.push_back({.lost = "2026-10-01", .change = "喪失訂正取消", .corrected_from = "2026-09-01"});
     },
     "P-REVIEW", "change_unclear"},
    {"a moved loss agrees at its new date",
     [](Town& t) {
       t.pension[0].lost = "2026-08-01";
       t.pension.push_back({.lost = "2026-09-01", .change = "喪失訂正", .corrected_from = "2026-08-01"});
     },
     "P-CONFIRMED", "moved", "2026-09-02"},
    {"the other side's loss lies ahead", [](Town& t) { t.runs[1].lines[0].lost = "2026-11-23"; }, "P-CONFIRMED",
     "confirmed_by_overlap", "2026-09-02"},
    // inquire
    {"no overlap list", [](Town& t) { t.runs.clear(); }, "P-INQUIRE", "no_overlap_row"},
    {"not on the overlap list",
     [](Town& t) {
       for (Run& r : t.runs) r.lines.clear();
     },
     "P-INQUIRE", "no_overlap_row"},
    {"gone from the newest run", [](Town& t) { t.runs[1].lines.clear(); }, "P-INQUIRE", "only_in_older_run"},
    {"no reason is given",
     [](Town& t) {
       t.pension[0].reason = "";
       t.runs.clear();
     },
     "P-INQUIRE", "inquire"},
    {"the same loss twice",
     [](Town& t) {
       t.pension.push_back(t.pension[0]);
       t.runs.clear();
     },
     "P-INQUIRE", "repeated_loss"},
    {"an older period in the roster, the current one meant",
     [](Town& t) {
       RosterLine old = t.roster[0];
       old.acquired = "2010-01-01";
       old.lost = "2015-01-01";
       t.roster.insert(t.roster.begin(), old);
       t.runs.clear();
     },
     "P-INQUIRE", "history_rows"},
    // review
    {"one day between loss and acquisition", [](Town& t) { t.runs[1].lines[0].acquired = "2026-09-02"; }, "P-REVIEW",
     "dates_disagree"},
    {"acquisition one day before the loss", [](Town& t) { t.runs[1].lines[0].acquired = "2026-08-31"; }, "P-REVIEW",
     "dates_disagree"},
    {"acquisition before 国保's", [](Town& t) { t.runs[1].lines[0].acquired = "2019-09-01"; }, "P-REVIEW",
     "other_before_national"},
    {"pension loss before 国保's acquisition", [](Town& t) { t.pension[0].lost = "2020-03-31"; }, "P-REVIEW",
     "acquired_after_pension_loss"},
    {"pension loss in the future",
     [](Town& t) {
       t.pension[0].lost = "2026-11-23";
       t.runs.clear();
     },
     "P-REVIEW", "pension_loss_in_future"},
    {"pension loss on the working date",
     [](Town& t) {
       t.pension[0].lost = "2026-11-22";
       t.runs.clear();
     },
     "P-INQUIRE", "inquire"},
    {"birth date one day off",
     [](Town& t) {
       t.pension[0].birth = "1980-04-02";
       t.runs.clear();
     },
     "P-REVIEW", "grade_c"},
    {"sex conflict",
     [](Town& t) {
       t.pension[0].sex = "女";
       t.runs.clear();
     },
     "P-REVIEW", "grade_c"},
    {"two in the roster",
     [](Town& t) {
       t.roster.push_back({.resident = "1002", .number = "05-1000002"});
       t.runs.clear();
     },
     "P-REVIEW", "several_candidates"},
    {"claimed by two of the list",
     [](Town& t) {
       t.pension[0].pension_number = "1111111111";
       t.pension.push_back({.pension_number = "2222222222", .address = "架空市9-9"});
       t.runs.clear();
     },
     "P-REVIEW", "claimed_twice"},
    {"two losses with different dates",
     [](Town& t) {
       t.pension.insert(t.pension.begin(), PensionLine{.lost = "2026-05-01"});
       t.runs.clear();
     },
     "P-REVIEW", "several_losses"},
    {"a reason nobody knows",
     [](Town& t) {
       t.pension[0].reason = "その他の何か";
       t.runs.clear();
     },
     "P-REVIEW", "reason_unknown"},
    {"the record of the other insurer has ended", [](Town& t) { t.runs[1].lines[0].lost = "2026-10-01"; }, "P-REVIEW",
     "other_ended"},
    {"other acquisition unreadable",
     [](Town& t) {
       t.runs[1].lines[0].acquired = "不明";
       t.runs[1].lines.push_back({.kana = "ベツ　ジン", .name = "別　人", .birth = "1990-01-01", .serial = "7"});
     },
     "P-INQUIRE", "other_unreadable"},
    {"other loss unreadable", [](Town& t) { t.runs[1].lines[0].lost = "いつか"; }, "P-INQUIRE", "other_unreadable"},
    {"day labourer", [](Town& t) { t.runs[1].lines[0].insurer = insurer_of("0313001"); }, "P-OUTSIDE",
     "other_day_labourer"},
    {"unknown law number", [](Town& t) { t.runs[1].lines[0].insurer = insurer_of("5013001"); }, "P-REVIEW",
     "other_unknown"},
    {"another town's 国保", [](Town& t) { t.runs[1].lines[0].insurer = "138016"; }, "P-OUTSIDE", "other_national_town"},
    {"wrong check digit", [](Town& t) { t.runs[1].lines[0].insurer = "06130489"; }, "P-REVIEW", "other_invalid"},
    {"two live records",
     [](Town& t) {
       OverlapLine second;
       second.insurer = "01130012";
       t.runs[1].lines.push_back(second);
     },
     "P-REVIEW", "two_other_dates"},
    // each of these stands in the way of a record that agrees, too
    {"an unreadable record beside the one that agrees",
     [](Town& t) { t.runs[1].lines.push_back({.insurer = "01130012", .lost = "2026-02-30"}); }, "P-REVIEW",
     "other_unreadable"},
    {"another town's 国保 beside the one that agrees",
     [](Town& t) { t.runs[1].lines.push_back({.insurer = "138016"}); }, "P-REVIEW", "other_national_town"},
    {"a record from before 国保 beside the one that agrees",
     [](Town& t) { t.runs[1].lines.push_back({.insurer = "01130012", .acquired = "2019-09-01"}); }, "P-REVIEW",
     "other_before_national"},
    {"a record of another day beside the one that agrees",
     [](Town& t) { t.runs[1].lines.push_back({.insurer = "01130012", .acquired = "2026-09-02"}); }, "P-REVIEW",
     "dates_disagree"},
    {"a 国保組合 beside the one that agrees", [](Town& t) { t.runs[1].lines.push_back({.insurer = "133017"}); },
     "P-REVIEW", "two_other_dates"},
    {"somebody who may be he beside the one that agrees",
     [](Town& t) { t.runs[1].lines.push_back({.birth = "1980-04-02", .symbol = "", .serial = "", .branch = ""}); },
     "P-REVIEW", "overlap_doubtful"},
    {"the record of the other insurer has ended on the working date",
     [](Town& t) { t.runs[1].lines[0].lost = "2026-11-22"; }, "P-REVIEW", "other_ended"},
    {"the overlap person is only a grade C",
     [](Town& t) {
       for (Run& r : t.runs) {
         r.lines[0].birth = "1980-04-02";
         r.lines[0].serial = "";
         r.lines[0].symbol = "";
         r.lines[0].branch = "";
       }
     },
     "P-REVIEW", "overlap_doubtful"},
    {"the roster's own acquisition unreadable",
     [](Town& t) {
       t.roster[0].acquired = "??";
       t.runs.clear();
     },
     "P-REVIEW", "member_unreadable"},
    {"our own number as the other side",
     [](Town& t) {
       for (Run& r : t.runs) r.insurer = "138016";
       t.runs[1].lines[0].insurer = "138016";
     },
     "P-REVIEW", "other_own_town"},
    {"an insurance that ended before the pension loss",
     [](Town& t) {
       t.runs[1].lines[0].acquired = "2025-09-01";
       t.runs[1].lines[0].lost = "2026-08-31";
     },
     "P-INQUIRE", "other_ended"},
    // a loss in the roster: the expected one is 2026-09-02
    {"lost a day early", [](Town& t) { t.roster[0].lost = "2026-09-01"; }, "P-FILED", "filed"},
    {"lost a day late", [](Town& t) { t.roster[0].lost = "2026-09-03"; }, "P-FILED", "filed"},
    {"lost two days late", [](Town& t) { t.roster[0].lost = "2026-09-04"; }, "P-REVIEW", "loss_differs"},
    {"lost two days early", [](Town& t) { t.roster[0].lost = "2026-08-31"; }, "P-REVIEW", "loss_differs"},
    {"lost 31 days early", [](Town& t) { t.roster[0].lost = "2026-08-02"; }, "P-REVIEW", "loss_differs"},
    {"lost 32 days early: another loss", [](Town& t) { t.roster[0].lost = "2026-08-01"; }, "P-NONMEMBER", "older_loss"},
    {"lost two months late", [](Town& t) { t.roster[0].lost = "2026-11-02"; }, "P-REVIEW", "loss_differs"},
    {"lost before it was acquired", [](Town& t) { t.roster[0].lost = "2019-09-02"; }, "P-REVIEW",
     "lost_before_acquired"},
    {"the expected loss of an earlier period, acquired again since",
     [](Town& t) {
       t.roster[0].lost = "2026-09-02";
       t.roster.push_back({.acquired = "2026-10-01"});
     },
     "P-FILED", "history_rows"},
    // filed
    {"the roster shows the loss", [](Town& t) { t.roster[0].lost = "2026-09-02"; }, "P-FILED", "filed"},
    // outside
    {"60歳到達", [](Town& t) { t.pension[0].reason = "60歳到達"; }, "P-OUTSIDE", "reason_outside"},
    {"死亡",
     [](Town& t) {
       t.pension[0].reason = "死亡";
       t.runs.clear();
     },
     "P-OUTSIDE", "reason_outside"},
    {"for another reason than death", [](Town& t) { t.pension[0].reason = "死亡以外（厚年加入）"; }, "P-REVIEW",
     "reason_unknown"},
    {"国外転出",
     [](Town& t) {
       t.pension[0].reason = "国外転出";
       t.runs.clear();
     },
     "P-OUTSIDE", "reason_outside"},
    {"joined a 国保組合",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].insurer = "133017";
     },
     "P-OUTSIDE", "loss_same_day", "2026-09-01"},
    {"後期",
     [](Town& t) {
       for (Run& r : t.runs) r.lines[0].insurer = "39130018";
     },
     "P-OUTSIDE", "other_elderly", "2026-09-02"},
    // nobody
    {"nobody in the roster", [](Town& t) { t.roster.clear(); }, "P-NONMEMBER", "nobody"},
    {"a look-alike is no match",
     [](Town& t) {
       t.roster[0].kana = "ヤマダ　ジロウ";
       t.roster[0].name = "山田　次郎";
       t.runs.clear();
     },
     "P-NONMEMBER", "nobody"},
};

}  // namespace

TEST_CASE("flow P: the bucket, its reason and the loss date") {
  size_t ran = 0;
  std::set<std::string> seen;
  for (const Case& c : kCases) {
    CAPTURE(std::string(c.what));
    Town town;
    town.listed({OverlapLine{}});
    c.change(town);
    const Outcome out = run_town("P", town);
    REQUIRE_MESSAGE(out.ok(), out.answer.dump());
    // The last line is the one the case is about.
    const Json r = out.of_pension(town.pension.size() + 1);
    const Json first = r.is_null() ? out.of_pension(2) : r;
    REQUIRE(!first.is_null());
    CAPTURE(first.dump());
    CHECK(first["bucket"] == c.bucket);
    CHECK(has_reason(first, c.reason));
    const bool selectable = first["bucket"] == "P-CONFIRMED" || first["bucket"] == "P-INQUIRE";
    CHECK(first["selectable"] == selectable);
    if (c.loss_date) CHECK(first["loss_date"] == c.loss_date);
    else CHECK(first["loss_date"].is_null());
    CHECK(first["flow"] == "P");
    for (const Json& reason : first["reasons"]) {
      CHECK(!reason["text"].get<std::string>().empty());
      CHECK(!reason["source"].get<std::string>().empty());
      CHECK(reason["text"].get<std::string>().find('{') == std::string::npos);
    }
    seen.insert(c.bucket);
    ++ran;
  }
  CHECK(ran == 69);
  CHECK(ran == kCases.size());
  CHECK(seen.size() == 6);  // P-WITHDRAWN and D-REFERENCE have cases of their own
}

TEST_CASE("flow P: a cancellation withdraws the loss; both rows give a line") {
  size_t ran = 0;
  for (const auto& [change, lost, corrected] :
       {std::tuple{"喪失取消", "", "2026-09-01"}, std::tuple{"喪失取消", "2026-09-01", ""},
        std::tuple{"喪失訂正", "", "2026-09-01"}, std::tuple{"喪失取消", "2026-09-01", "2026-09-01"}}) {
    Town town;
    town.pension.push_back({.lost = lost, .change = change, .corrected_from = corrected});
    const Outcome out = run_town("P", town);
    REQUIRE(out.ok());
    REQUIRE(out.results.size() == 2);
    CHECK(out.of_pension(2)["bucket"] == "P-WITHDRAWN");
    CHECK(has_reason(out.of_pension(2), "withdrawn"));
    CHECK(out.of_pension(2)["reasons"].dump().find("3行目") != std::string::npos);
    CHECK(out.of_pension(3)["bucket"] == "P-WITHDRAWN");
    CHECK(has_reason(out.of_pension(3), "cancels"));
    for (const Json& r : out.results) CHECK(r["selectable"] == false);
    ++ran;
  }
  CHECK(ran == 4);
}

TEST_CASE("flow P: a cancellation of one loss leaves another alone") {
  Town town;
  town.pension = {{.lost = "2026-05-01"},
                  {.lost = "2026-09-01"},
                  {.lost = "", .change = "喪失取消", .corrected_from = "2026-05-01"}};
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  CHECK(out.of_pension(2)["bucket"] == "P-WITHDRAWN");
  CHECK(out.of_pension(3)["bucket"] == "P-INQUIRE");
  CHECK(out.of_pension(4)["bucket"] == "P-WITHDRAWN");
}

TEST_CASE("flow P: a moved loss is one result, at the correcting row, and counts with its new date") {
  Town town;
  town.pension[0].lost = "2026-08-01";
  town.pension.push_back({.lost = "2026-09-01", .change = "喪失訂正", .corrected_from = "2026-08-01"});
  town.listed({OverlapLine{.acquired = "2026-08-01"}});
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  CHECK(out.results.size() == 1);
  const Json r = out.of_pension(3);
  CHECK(r["bucket"] == "P-REVIEW");  // the overlap list still says the old date
  CHECK(has_reason(r, "dates_disagree"));
  CHECK(r["reasons"].dump().find("2026-08-01から2026-09-01") != std::string::npos);
}

TEST_CASE("flow P: a correction whose loss is not on the list is for review") {
  Town town;
  town.pension = {{.lost = "2026-09-01", .change = "喪失訂正", .corrected_from = "2026-08-01"}};
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  CHECK(out.of_pension(2)["bucket"] == "P-REVIEW");
  CHECK(out.of_pension(2)["review_kind"] == "pension_side");
  CHECK(has_reason(out.of_pension(2), "correction_unmatched"));
}

TEST_CASE("flow P: the tolerance between loss and acquisition is a setting") {
  size_t ran = 0;
  for (int tolerance = 0; tolerance <= 3; ++tolerance)
    for (int days = -3; days <= 3; ++days) {
      Town town;
      town.pension[0].lost = "2026-09-04";
      town.listed({OverlapLine{.acquired = "2026-09-0" + std::to_string(4 + days)}});
      const Outcome out = run_town("P", town, {{"tolerance_days", tolerance}});
      REQUIRE(out.ok());
      CHECK(out.of_pension(2)["bucket"] == (std::abs(days) <= tolerance ? "P-CONFIRMED" : "P-REVIEW"));
      // The loss date follows the insurer's date, not the pension list's.
      if (std::abs(days) <= tolerance) CHECK(out.of_pension(2)["loss_date"] == "2026-09-0" + std::to_string(5 + days));
      ++ran;
    }
  CHECK(ran == 28);
}

// The R3 notice: the overlap list alone is no ground to start.
TEST_CASE("flow P: who stands only on the overlap list is reference, never selectable") {
  Town town;
  town.pension = {{.kana = "サトウ　ハナコ", .name = "佐藤　花子", .birth = "1991-02-03", .sex = "女"}};
  town.roster.push_back({.kana = "サトウ　ハナコ",
                         .name = "佐藤　花子",
                         .birth = "1991-02-03",
                         .sex = "女",
                         .resident = "1002",
                         .number = "05-1000002"});
  town.roster.push_back({.kana = "スズキ　イチロウ",
                         .name = "鈴木　一郎",
                         .birth = "1970-07-07",
                         .resident = "1003",
                         .number = "05-1000003"});
  town.listed(
      {OverlapLine{},
       OverlapLine{.kana = "スズキ　イチロウ",
                   .name = "鈴木　一郎",
                   .birth = "1970-07-07",
                   .serial = "1000003",
                   .insurer = "01130012"},
       OverlapLine{.kana = "ダレモ　イナイ", .name = "誰茂　井内", .birth = "1960-06-06", .serial = "5555555"},
       OverlapLine{
           .kana = "サトウ　ハナコ", .name = "佐藤　花子", .birth = "1991-02-03", .sex = "2", .serial = "1000002"}});
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  size_t references = 0;
  for (const Json& r : out.results) {
    if (!r["pension"].is_null()) continue;
    ++references;
    CHECK(r["bucket"] == "D-REFERENCE");
    CHECK(r["selectable"] == false);
    CHECK(r["loss_date"].is_null());
    CHECK(has_reason(r, "r3_limit"));
  }
  CHECK(references == 3);
  CHECK(out.summary()["selectable"] == 1);
  CHECK(out.of_pension(2)["bucket"] == "P-CONFIRMED");
  CHECK(out.summary()["buckets"]["D-REFERENCE"] == 3);
}

TEST_CASE("flow P: gone from the newest run and on no pension list is nothing at all") {
  Town town;
  town.roster.push_back({.kana = "スズキ　イチロウ",
                         .name = "鈴木　一郎",
                         .birth = "1970-07-07",
                         .resident = "1003",
                         .number = "05-1000003"});
  town.listed({OverlapLine{}});
  town.runs[0].lines.push_back(
      {.kana = "スズキ　イチロウ", .name = "鈴木　一郎", .birth = "1970-07-07", .serial = "1000003"});
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  CHECK(out.results.size() == 1);
}

TEST_CASE("flow P: of two who are picked for one member both are for review") {
  Town town;
  town.pension[0].pension_number = "1111111111";
  town.pension.push_back({.pension_number = "2222222222"});
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  for (const uint64_t line : {2u, 3u}) {
    CHECK(out.of_pension(line)["bucket"] == "P-REVIEW");
    CHECK(out.of_pension(line)["review_kind"] == "claimed_twice");
  }
}

TEST_CASE("flow P: the period that covers the loss is meant, not the newest row") {
  Town town;
  RosterLine old;
  old.acquired = "2010-04-01";
  old.lost = "2024-09-02";
  RosterLine now;
  now.acquired = "2026-10-01";
  town.roster = {old, now};
  town.pension[0].lost = "2024-09-01";
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  CHECK(out.of_pension(2)["bucket"] == "P-FILED");
  CHECK(out.of_pension(2)["roster"]["line"] == 2);
  CHECK(has_reason(out.of_pension(2), "history_rows"));
}

TEST_CASE("flow P: an overlap row that may be another's stands in the way, one of a look-alike does not") {
  // Grade A for two people, one of them with a former period: it is doubtful for both of them.
  Town town;
  RosterLine former;
  former.acquired = "2010-01-01";
  former.lost = "2015-01-01";
  former.pension_number = "1111111111";
  town.roster = {former,
                 {.pension_number = "1111111111"},
                 {.resident = "1002", .number = "05-1000002", .pension_number = "2222222222"}};
  town.pension[0].pension_number = "2222222222";
  town.listed({OverlapLine{.symbol = "", .serial = "", .branch = ""}});
  const Outcome doubtful = run_town("P", town);
  REQUIRE(doubtful.ok());
  CHECK(doubtful.of_pension(2)["roster"]["line"] == 4);
  CHECK(doubtful.of_pension(2)["bucket"] == "P-REVIEW");
  CHECK(has_reason(doubtful.of_pension(2), "overlap_doubtful"));

  town = {};
  town.listed({OverlapLine{.kana = "ヤマダ　ジロウ", .name = "山田　次郎", .symbol = "", .serial = "", .branch = ""}});
  const Outcome other = run_town("P", town);
  REQUIRE(other.ok());
  CHECK(other.of_pension(2)["bucket"] == "P-INQUIRE");
  CHECK(has_reason(other.of_pension(2), "no_overlap_row"));
  CHECK(other.of_overlap("overlap_20261119.csv", 2)["bucket"] == "D-REFERENCE");
}
