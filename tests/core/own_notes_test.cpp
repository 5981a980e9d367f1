// What a step notes of each case alone: it stands in the place of the note wherever the case is told of, and goes where the case goes.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

Json ask(Session& s, Json command) { return Json::parse(s.casework(command.dump())); }

Json step(Session& s, const char* action, std::vector<uint32_t> cases, Json more) {
  Json command = {
      {"do", "act"}, {"action", action}, {"cases", cases}, {"at", "2026-11-24T09:00:00+09:00"}, {"who", "窓口"}};
  command.update(more);
  return ask(s, command);
}

// Two who are to be inquired about.
Town two() {
  Town t;
  t.roster = {{},
              {.kana = "スズキ　ハナコ",
               .name = "鈴木　花子",
               .birth = "1975-02-03",
               .sex = "女",
               .resident = "1002",
               .number = "05-1000002"}};
  t.pension = {{}, {.kana = "スズキ　ハナコ", .name = "鈴木　花子", .birth = "1975-02-03", .sex = "女"}};
  return t.listed({});
}

std::vector<std::string> memos(Session& s) {
  const Json answer = ask(s, {{"do", "ledger"}, {"columns", {"notes"}}});
  std::vector<std::string> out;
  for (const Json& row : answer["rows"]) out.push_back(row["cells"][0]);
  return out;
}

using Memos = std::vector<std::string>;

}  // namespace

TEST_CASE("own notes: each case is told its own, who has none the step's; undo takes all back, the body keeps them") {
  Session s;
  REQUIRE(run_town_in(s, "P", two()).ok());
  REQUIRE(ask(s, {{"do", "join"}})["cases"] == 2);
  const Json notes = Json::array({Json::array({1, "第2号"})});
  REQUIRE(step(s, "inquire", {0, 1},
               {{"on", "2026-11-24"}, {"note", "第1号から第2号まで"}, {"own_notes", notes}})["done"] == 2);
  const Memos told = {"第1号から第2号まで", "第2号"};
  CHECK(memos(s) == told);
  CHECK(ask(s, {{"do", "case"}, {"case", 0}})["events"][0]["note"] == told[0]);
  CHECK(ask(s, {{"do", "case"}, {"case", 1}})["events"][0]["note"] == told[1]);
  CHECK(ask(s, {{"do", "record"}})["events"][0]["note"] == told[0]);
  CHECK(ask(s, {{"do", "decisions"}})["rows"][1]["note"] == told[1]);

  REQUIRE(ask(s, {{"do", "undo"}, {"at", "2026-11-24T10:00:00+09:00"}, {"who", "窓口"}})["done"] == true);
  CHECK(memos(s) == Memos{"", ""});
  REQUIRE(ask(s, {{"do", "redo"}, {"at", "2026-11-24T10:01:00+09:00"}, {"who", "窓口"}})["done"] == true);

  const std::string body = export_all(s, "work.json");
  CHECK(Json::parse(body)["events"][0]["own_notes"] == notes);
  Session other;
  REQUIRE(ask(other, {{"do", "open"}, {"body", body}})["ok"] == true);
  CHECK(memos(other) == told);
  CHECK(export_all(other, "work.json") == body);
  // Merged with itself nothing is there twice.
  const Json merged = ask(
      other, {{"do", "merge"}, {"body", body}, {"file", "x"}, {"at", "2026-11-25T09:00:00+09:00"}, {"who", "窓口"}});
  REQUIRE(merged["ok"] == true);
  CHECK(memos(other) == told);

  // In a body they are of the step's own cases, in their order.
  size_t refused = 0;
  for (const char* bad :
       {R"([[2,"x"]])", R"([[1,"x"],[0,"y"]])", R"([[1,"x"],[1,"y"]])", R"([["1","x"]])", R"([[1]])", R"([1])"}) {
    Json broken = Json::parse(body);
    broken["events"][0]["own_notes"] = Json::parse(bad);
    Session third;
    refused += ask(third, {{"do", "open"}, {"body", broken.dump()}})["ok"] == false;
  }
  CHECK(refused == 6);
}

TEST_CASE("own notes: what is not understood is refused, and whoever is refused the step gets none") {
  Session s;
  REQUIRE(run_town_in(s, "P", two()).ok());
  REQUIRE(ask(s, {{"do", "join"}})["cases"] == 2);
  size_t ran = 0;
  for (const char* bad :
       {R"({})", R"([1])", R"([[0]])", R"([["0","x"]])", R"([[0,1]])", R"([[9,"x"]])", R"([[-1,"x"]])"}) {
    CHECK(step(s, "note", {0}, {{"note", "x"}, {"own_notes", Json::parse(bad)}})["ok"] == false);
    ++ran;
  }
  CHECK(ran == 7);
  CHECK(memos(s) == Memos{"", ""});
  // Of nobody of the step's cases nothing is kept.
  const Json both = Json::array({Json::array({0, "a"}), Json::array({1, "b"})});
  REQUIRE(step(s, "note", {1}, {{"note", "x"}, {"own_notes", both}})["done"] == 1);
  CHECK(memos(s) == Memos{"", "b"});
  CHECK(Json::parse(export_all(s, "work.json"))["events"][0]["own_notes"] == Json::array({Json::array({1, "b"})}));
}
