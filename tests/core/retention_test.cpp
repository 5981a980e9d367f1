// How long cases are kept: which are due, and that deleting them leaves everything else as it was.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

Json ask(Session& s, Json command) { return Json::parse(s.casework(command.dump())); }

Json act(Session& s, const char* action, std::vector<uint32_t> cases, const char* at, Json more = Json::object()) {
  Json command = {{"do", "act"},
                  {"action", action},
                  {"cases", cases},
                  {"at", std::string(at) + "T09:00:00+09:00"},
                  {"who", "窓口　花子"}};
  command.update(more);
  return ask(s, command);
}

std::vector<uint32_t> due(Session& s, const char* today) {
  std::vector<uint32_t> out;
  const Json answer = ask(s, {{"do", "expired"}, {"today", today}});
  for (const Json& x : answer["rows"]) out.push_back(x["row"]["case"].get<uint32_t>());
  return out;
}

Town town_of_four() {
  Town t;
  t.roster.clear();
  t.pension.clear();
  for (const char* n : {"1", "2", "3", "4"}) {
    t.roster.push_back({.kana = "ヤマダ　コウ",
                        .name = "山田　甲",
                        .birth = std::string("1980-04-0") + n,
                        .resident = std::string("100") + n,
                        .number = std::string("05-100000") + n});
    t.pension.push_back({.kana = "ヤマダ　コウ", .name = "山田　甲", .birth = std::string("1980-04-0") + n});
  }
  t.listed({{.kana = "ヤマダ　コウ", .name = "山田　甲", .birth = "1980-04-03", .serial = "1000003"}});
  return t;
}

// Four people: one excluded, one filed, one urged, one only listed.
void four(Session& s) {
  REQUIRE(run_town_in(s, "P", town_of_four()).ok());
  REQUIRE(ask(s, {{"do", "join"}})["cases"] == 4);
  REQUIRE(act(s, "note", {0, 1, 2, 3}, "2026-11-22", {{"note", "みな"}})["done"] == 4);
  REQUIRE(act(s, "exclude", {0}, "2026-11-24", {{"reason", "別人だった"}})["done"] == 1);
  REQUIRE(act(s, "file", {1}, "2028-02-29", {{"on", "2028-02-29"}})["done"] == 1);
  REQUIRE(act(s, "verify", {2}, "2026-11-25")["done"] == 1);
  REQUIRE(act(s, "urge", {2}, "2026-11-25", {{"on", "2026-11-25"}})["done"] == 1);
}

}  // namespace

TEST_CASE("retention: closed cases are due after the town's years from their last day, open ones never") {
  struct Day {
    const char* today;
    std::vector<uint32_t> due;
  };
  Session s;
  four(s);
  CHECK(ask(s, {{"do", "overview"}})["retention_years"] == 5);
  const std::vector<Day> days = {
      {"2031-11-24", {}}, {"2031-11-25", {0}}, {"2033-02-28", {0}}, {"2033-03-01", {0, 1}}, {"2099-01-01", {0, 1}}};
  for (const Day& d : days) {
    CAPTURE(d.today);
    CHECK(due(s, d.today) == d.due);
  }
  CHECK(ask(s, {{"do", "settings"}, {"retention_years", 1}})["retention_years"] == 1);
  CHECK(due(s, "2027-11-25") == std::vector<uint32_t>{0});
  size_t refused = 0;
  for (const int years : {0, -1, 31})
    refused += ask(s, {{"do", "settings"}, {"retention_years", years}})["ok"] == false;
  CHECK(refused == 3);
  CHECK(ask(s, {{"do", "expired"}})["ok"] == false);
}

TEST_CASE("retention: what is deleted is gone from the file, the rest stays, and the deletion is on the record") {
  Session s;
  four(s);
  const Json erase = {{"do", "erase"}, {"today", "2031-11-25"}, {"at", "2031-11-25T10:00:00+09:00"}, {"who", "係長"}};
  const auto with = [&](std::vector<uint32_t> cases) {
    Json command = erase;
    command["cases"] = cases;
    return ask(s, command);
  };
  const std::string before = export_all(s, "work.json");
  CHECK(with({1})["ok"] == false);  // not due yet
  CHECK(with({0, 2})["ok"] == false);
  CHECK(with({})["ok"] == false);
  CHECK(with({9})["ok"] == false);
  CHECK(export_all(s, "work.json") == before);

  CHECK(with({0})["cases"] == 3);
  const std::string text = export_all(s, "work.json");
  CHECK(text.find("別人だった") == std::string::npos);
  CHECK(text.find("1980-04-01") == std::string::npos);
  const Json body = Json::parse(text);
  CHECK(body["deletions"] == Json::array({{{"at", "2031-11-25T10:00:00+09:00"}, {"who", "係長"}, {"cases", 1}}}));
  CHECK(body["events"][0]["cases"] == Json{0, 1, 2});  // the step for all is one for the rest
  std::vector<std::string> states;
  for (const Json& c : body["cases"]) states.push_back(c["state"]);
  CHECK(states == std::vector<std::string>{"filed", "urged", "listed"});
  CHECK(ask(s, {{"do", "record"}})["deletions"].size() == 1);

  // It opens, and what was done can still be taken back.
  Session other;
  REQUIRE(ask(other, {{"do", "open"}, {"body", text}})["ok"] == true);
  size_t back = 0;
  while (ask(other, {{"do", "undo"}, {"at", "2031-11-26T09:00:00+09:00"}, {"who", ""}})["done"] == true) ++back;
  CHECK(back == 4);
  CHECK(ask(other, {{"do", "overview"}})["states"]["listed"] == 3);
}

TEST_CASE("retention: a step that was taken back, and what took it back, go with the case") {
  Session s;
  four(s);
  CHECK(act(s, "note", {0}, "2026-11-25", {{"note", "消える"}})["done"] == 1);
  ask(s, {{"do", "undo"}, {"at", "2026-11-25T09:30:00+09:00"}, {"who", ""}});
  CHECK(act(s, "note", {3}, "2026-11-25", {{"note", "残る"}})["done"] == 1);
  CHECK(ask(s, {{"do", "erase"}, {"today", "2040-01-01"}, {"cases", {0, 1}}, {"at", ""}, {"who", ""}})["cases"] == 2);
  const std::string text = export_all(s, "work.json");
  CHECK(text.find("消える") == std::string::npos);
  CHECK(text.find("残る") != std::string::npos);
  Session other;
  CHECK(ask(other, {{"do", "open"}, {"body", text}})["ok"] == true);
}

TEST_CASE("retention: the same run again makes no case of somebody who has been deleted") {
  Session s;
  four(s);
  REQUIRE(ask(s, {{"do", "erase"},
                  {"cases", {0}},
                  {"today", "2031-11-25"},
                  {"at", "2031-11-25T10:00:00+09:00"},
                  {"who", "係長"}})["cases"] == 3);
  CHECK(ask(s, {{"do", "join"}})["cases"] == 3);
  CHECK(cases_of(s).size() == 3);
  // Opened again, with the same files.
  const std::string body = export_all(s, "work.json");
  Session other;
  REQUIRE(ask(other, {{"do", "open"}, {"body", body}})["ok"] == true);
  REQUIRE(run_town_in(other, "P", town_of_four()).ok());
  CHECK(ask(other, {{"do", "join"}})["cases"] == 3);
  CHECK(cases_of(other).size() == 3);
}
