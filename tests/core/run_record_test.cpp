// The record of the runs: what was compared and what came out, which lists were compared when, and whose they are.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/base/version.h"
#include "core/casework/run_record.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

Json ask(Session& s, Json command) { return Json::parse(s.casework(command.dump())); }

RunRecord of_lists(std::vector<std::string> dates) {
  RunRecord r;
  r.max_gap_days = 31;
  r.overlap_dates = std::move(dates);
  return r;
}

// Twelve people who are cases, written `before` their numbers.
Town town_of(const std::string& before, const std::string& insurer) {
  Town t;
  t.roster.clear();
  t.pension.clear();
  for (int i = 10; i < 22; ++i) {
    const std::string n = std::to_string(i);
    const std::string kana = "ヤマダ　" + before;
    t.roster.push_back({.kana = kana,
                        .name = "山田　" + before,
                        .birth = "1980-04-" + n,
                        .resident = before + n,
                        .number = "05-10000" + n});
    t.pension.push_back({.kana = kana, .name = "山田　" + before, .birth = "1980-04-" + n});
  }
  t.listed(std::vector<OverlapLine>{});
  for (Run& r : t.runs) {
    r.insurer = insurer;
    r.lines.push_back(
        {.kana = "ヤマダ　" + before, .name = "山田　" + before, .birth = "1980-04-10", .serial = "1000010"});
  }
  return t;
}

}  // namespace

TEST_CASE(
    "record: a run tells its files, its settings and what came out; hashes and exports join it, and all of it is in the body") {
  Town t;
  t.listed({{}});
  for (Run& r : t.runs) r.insurer = "012345";
  Session s;
  REQUIRE(run_town_in(s, "D", t, {{"confirm_gap", true}, {"max_gap_days", 20}, {"commit", "0123456789ab"}}).ok());
  REQUIRE(ask(s, {{"do", "join"}})["ok"] == true);
  const Json run = ask(s, {{"do", "record"}})["runs"][0];
  CHECK(run["flow"] == "D");
  CHECK(run["date"] == "2026-11-22");
  CHECK(run["tool"] == std::string(kVersion) + "+0123456789ab");
  CHECK(run["settings"] == Json{{"confirm_gap", true}, {"tolerance_days", 0}, {"max_gap_days", 20}});
  CHECK(run["insurer"] == "012345");
  CHECK(run["overlap_dates"] == Json{kNewRun, kOldRun});
  REQUIRE(run["files"].size() == 3);
  const Json roster = run["files"][2];
  CHECK(roster["kind"] == "roster");
  CHECK(roster["rows"] == 2);
  CHECK(roster["encoding"] == "UTF-8");
  CHECK(roster["bytes"].get<uint64_t>() > 100);
  CHECK(!roster.contains("sha256"));
  uint64_t results = 0;
  for (const auto& [bucket, count] : run["results"].items()) results += count.get<uint64_t>();
  CHECK(results == 1);
  CHECK(run["results"]["D-CANDIDATE"] == 1);

  CHECK(ask(s, {{"do", "hashes"}, {"files", {"a"}}, {"results", "r"}})["ok"] == false);  // one for each file
  CHECK(ask(s, {{"do", "hashes"}, {"files", {"a", "b", "c"}}, {"results", "r"}})["ok"] == true);
  CHECK(ask(s, {{"do", "exported"},
                {"at", "2026-11-24T09:00:00+09:00"},
                {"who", "窓口"},
                {"name", "管理簿.csv"},
                {"bytes", 120},
                {"sha256", "ff"}})["unsaved"] == 1);
  const Json record = ask(s, {{"do", "record"}});
  CHECK(record["runs"][0]["files"][2]["sha256"] == "c");
  CHECK(record["runs"][0]["results_sha256"] == "r");
  CHECK(record["exports"][0]["name"] == "管理簿.csv");
  CHECK(record["exports"][0]["run"] == 0);
  // The same run joined again is the same run, hashes or not.
  CHECK(ask(s, {{"do", "join"}})["runs"].size() == 1);

  Session other;
  REQUIRE(ask(other, {{"do", "open"}, {"body", export_all(s, "work.json")}})["ok"] == true);
  const Json there = ask(other, {{"do", "record"}});
  CHECK(there["runs"] == record["runs"]);
  CHECK(there["exports"] == record["exports"]);
}

TEST_CASE("record: which lists were compared when, what was compared twice and what may be missing") {
  const std::vector<RunRecord> runs = {of_lists({"2026-10-05"}), of_lists({"2026-10-20", "2026-10-05"}),
                                       of_lists({"2026-10-20", "2026-10-05"}), of_lists({"2026-12-01", "2026-10-20"}),
                                       of_lists({})};
  const std::vector<ListUse> all = list_calendar(runs);
  REQUIRE(all.size() == 3);
  CHECK(all[0].date == "2026-12-01");
  CHECK(all[0].days == 42);
  CHECK(all[0].gap);
  CHECK(all[1].newest == std::vector<uint32_t>{1, 2});  // twice
  CHECK(all[1].as_earlier == 1);
  CHECK(all[1].days == 15);
  CHECK(!all[1].gap);
  CHECK(all[2].newest == std::vector<uint32_t>{0});
  CHECK(all[2].days == 0);
  CHECK(list_calendar({}).empty());
  CHECK(!list_calendar({of_lists({"2026-10-01"}), of_lists({"2026-11-01"})})[0].gap);  // 31 days
  CHECK(list_calendar({of_lists({"2026-10-01"}), of_lists({"2026-11-02"})})[0].gap);
}

TEST_CASE("record: another municipality's work file is noticed before anything is joined") {
  Session first;
  REQUIRE(run_town_in(first, "P", town_of("コウ", "012345")).ok());
  REQUIRE(ask(first, {{"do", "join"}})["cases"] == 12);
  const std::string body = export_all(first, "work.json");

  struct Next {
    const char* what;
    Town town;
    bool refused;
  };
  const std::vector<Next> nexts = {
      {"the same town", town_of("コウ", "012345"), false},
      {"its number written otherwise", town_of("コウ", "00012345"), false},
      {"no number in the list", town_of("コウ", ""), false},
      {"another number", town_of("コウ", "012353"), true},
      {"no number, and nobody known", town_of("オツ", ""), true},
  };
  size_t ran = 0;
  for (const Next& next : nexts)
    for (const bool opened_first : {true, false}) {
      CAPTURE(next.what);
      CAPTURE(opened_first);
      Session s;
      const Json open = {{"do", "open"}, {"body", body}};
      if (opened_first) REQUIRE(ask(s, open)["ok"] == true);
      REQUIRE(run_town_in(s, "P", next.town).ok());
      const Json command = opened_first ? Json{{"do", "join"}} : open;
      const Json before = ask(s, {{"do", "overview"}});
      const Json answer = ask(s, command);
      CHECK(answer["ok"] == !next.refused);
      if (next.refused) {
        CHECK(answer["error"]["code"] == "other_municipality");
        CHECK(ask(s, {{"do", "overview"}}) == before);
        Json anyway = command;
        anyway["anyway"] = true;
        CHECK(ask(s, anyway)["ok"] == true);
      }
      ++ran;
    }
  CHECK(ran == 2 * nexts.size());
}

TEST_CASE(
    "record: what was saved, the households and the newest list come along when two books are merged; another town's is refused") {
  const auto book_of = [](const std::string& insurer, const std::string& key, const char* name, bool later) {
    Town t = town_of("コウ", insurer);
    if (!later) t.runs.pop_back();
    Session s;
    REQUIRE(run_town_in(s, "P", t).ok());
    REQUIRE(ask(s, {{"do", "join"}, {"key", key}})["ok"] == true);
    REQUIRE(ask(s, {{"do", "exported"},
                    {"at", "2026-11-24T09:00:00+09:00"},
                    {"who", ""},
                    {"name", name},
                    {"bytes", 1},
                    {"sha256", "ff"}})["ok"] == true);
    Json body = Json::parse(export_all(s, "work.json"));
    body["households"][name] =
        Json::array({{{"name", "山田　花子"}, {"kana", "ヤマダ　ハナコ"}, {"birth", "1981-01-01"}}});
    return body.dump();
  };
  const std::string newer_key(32, 'b');
  Session s;
  REQUIRE(ask(s, {{"do", "open"}, {"body", book_of("012345", std::string(32, 'a'), "甲.csv", false)}})["ok"] == true);
  const Json merge = {{"do", "merge"},
                      {"body", book_of("012345", newer_key, "乙.csv", true)},
                      {"file", "乙.totsugo"},
                      {"at", "2026-11-25T09:00:00+09:00"},
                      {"who", ""}};
  CHECK(ask(s, merge)["merged"] == true);
  const Json body = Json::parse(export_all(s, "work.json"));
  REQUIRE(body["exports"].size() == 2);
  CHECK(body["exports"][0]["name"] == "甲.csv");
  CHECK(body["exports"][1]["name"] == "乙.csv");
  CHECK(body["exports"][1]["run"] == 1);
  CHECK(body["households"].size() == 2);
  CHECK(body["earlier"]["key"] == newer_key);
  CHECK(body["earlier"]["runs"][0]["date"] == kNewRun);

  Json stranger = merge;
  stranger["body"] = book_of("012353", newer_key, "丙.csv", true);
  CHECK(ask(s, stranger)["error"]["code"] == "other_municipality");
  CHECK(Json::parse(export_all(s, "work.json")) == body);
}
