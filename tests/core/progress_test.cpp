// How far the cases had come by given days: by the days steps were done on, without what was taken back, merged or not.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

Json ask(Session& s, Json command) { return Json::parse(s.casework(command.dump())); }

size_t act(Session& s, const char* action, std::vector<uint32_t> cases, const char* at, Json more = Json::object()) {
  Json command = {{"do", "act"},
                  {"action", action},
                  {"cases", cases},
                  {"at", std::string(at) + "T09:00:00+09:00"},
                  {"who", "窓口　花子"}};
  command.update(more);
  return ask(s, command).value("done", size_t{0});
}

// What is not zero, as "listed 2, urged 1".
std::string on(Session& s, const char* day) {
  std::string out;
  const Json answer = ask(s, {{"do", "progress"}, {"days", {day}}});
  REQUIRE(answer["ok"] == true);
  REQUIRE(answer["rows"].size() == 1);
  REQUIRE(answer["rows"][0]["day"] == day);
  for (const char* state : {"listed", "verified", "urged", "urged_again", "ex_officio", "done", "excluded", "filed"})
    if (const size_t n = answer["rows"][0]["states"].at(state); n > 0)
      out += (out.empty() ? "" : ", ") + std::string(state) + " " + std::to_string(n);
  return out;
}

// Three people who may be urged, listed by a run of 2026-11-22 (the day of every Town).
void three(Session& s) {
  Town t;
  t.roster.clear();
  t.pension.clear();
  std::vector<OverlapLine> lines;
  for (const std::string n : {"1", "2", "3"}) {
    t.roster.push_back({.kana = "ヤマダ　コウ",
                        .name = "山田　甲",
                        .birth = "1980-04-0" + n,
                        .resident = "100" + n,
                        .number = "05-100000" + n});
    t.pension.push_back({.kana = "ヤマダ　コウ", .name = "山田　甲", .birth = "1980-04-0" + n});
    lines.push_back({.kana = "ヤマダ　コウ", .name = "山田　甲", .birth = "1980-04-0" + n, .serial = "100000" + n});
  }
  t.listed(lines);
  REQUIRE(run_town_in(s, "P", t).ok());
  REQUIRE(ask(s, {{"do", "join"}})["cases"] == 3);
}

}  // namespace

TEST_CASE("progress: a step counts from the day it was done on, or else from the day it was entered") {
  Session s;
  three(s);
  CHECK(on(s, "2026-11-21") == "");  // nobody was listed yet
  CHECK(on(s, "2026-11-22") == "listed 3");
  REQUIRE(act(s, "verify", {0, 1}, "2026-11-24") == 2);
  REQUIRE(act(s, "urge", {0}, "2026-11-26", {{"on", "2026-11-25"}}) == 1);
  REQUIRE(act(s, "exclude", {2}, "2026-12-01", {{"reason", "別人だった"}}) == 1);
  REQUIRE(act(s, "file", {0}, "2026-12-10", {{"on", "2026-12-08"}}) == 1);
  REQUIRE(act(s, "complete", {0}, "2026-12-11", {{"on", "2026-12-11"}}) == 1);
  struct Day {
    const char* day;
    const char* states;
  };
  const std::vector<Day> days = {{"2026-11-23", "listed 3"},
                                 {"2026-11-24", "listed 1, verified 2"},
                                 {"2026-11-25", "listed 1, verified 1, urged 1"},
                                 {"2026-12-01", "verified 1, urged 1, excluded 1"},
                                 {"2026-12-08", "verified 1, excluded 1, filed 1"},
                                 {"2026-12-11", "verified 1, done 1, excluded 1"},
                                 {"2027-12-31", "verified 1, done 1, excluded 1"}};
  for (const Day& d : days) {
    CAPTURE(d.day);
    CHECK(on(s, d.day) == d.states);
  }
  CHECK(days.size() == 7);
  // All at once says the same, in the order asked for.
  const Json all = ask(s, {{"do", "progress"}, {"days", {"2026-12-01", "2026-11-22", "2026-12-01"}}});
  REQUIRE(all["rows"].size() == 3);
  CHECK(all["rows"][0] == all["rows"][2]);
  CHECK(all["rows"][1]["states"]["listed"] == 3);
}

TEST_CASE("progress: what was taken back has never been, what is done again has") {
  Session s;
  three(s);
  REQUIRE(act(s, "verify", {0, 1, 2}, "2026-11-24") == 3);
  REQUIRE(ask(s, {{"do", "undo"}, {"at", "2026-11-30T09:00:00+09:00"}, {"who", "窓口"}})["ok"] == true);
  CHECK(on(s, "2026-11-24") == "listed 3");
  CHECK(on(s, "2026-12-31") == "listed 3");
  REQUIRE(ask(s, {{"do", "redo"}, {"at", "2026-12-02T09:00:00+09:00"}, {"who", "窓口"}})["ok"] == true);
  CHECK(on(s, "2026-11-24") == "verified 3");
  CHECK(on(s, "2026-11-23") == "listed 3");
}

TEST_CASE("progress: of two work files put together the steps of both") {
  Session ours, theirs;
  three(ours);
  REQUIRE(act(ours, "verify", {0}, "2026-11-24") == 1);
  const std::string start = export_all(ours, "work.json");
  REQUIRE(ask(theirs, {{"do", "open"}, {"body", start}})["ok"] == true);
  REQUIRE(act(ours, "urge", {0}, "2026-11-25", {{"on", "2026-11-25"}}) == 1);
  REQUIRE(act(theirs, "verify", {1}, "2026-11-26") == 1);
  const Json merged = ask(ours, {{"do", "merge"},
                                 {"body", export_all(theirs, "work.json")},
                                 {"file", "b.json"},
                                 {"who", "窓口"},
                                 {"at", "2026-11-27T09:00:00+09:00"}});
  REQUIRE(merged["merged"] == true);
  CHECK(on(ours, "2026-11-24") == "listed 2, verified 1");
  CHECK(on(ours, "2026-11-25") == "listed 2, urged 1");
  CHECK(on(ours, "2026-11-26") == "listed 1, verified 1, urged 1");
}

TEST_CASE("progress: days that are none, too many of them, and a book without cases") {
  Session s;
  CHECK(on(s, "2026-11-22") == "");
  CHECK(ask(s, {{"do", "progress"}})["rows"].empty());
  const std::vector<Json> refused = {Json::array({"2026-13-01"}), Json::array({20261122}), Json::array({""}),
                                     Json(std::vector<std::string>(61, "2026-11-22"))};
  for (const Json& days : refused) CHECK(ask(s, {{"do", "progress"}, {"days", days}})["ok"] == false);
  CHECK(refused.size() == 4);
}
