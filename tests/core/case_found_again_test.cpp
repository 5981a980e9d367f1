// Who is the same person in a later run, whatever has become of the numbers; and whose case says that its ground is gone.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const Json kSigned = {{"at", "2026-11-24T09:00:00+09:00"}, {"who", "窓口　花子"}};

Json ask(Session& s, Json command) { return Json::parse(s.casework(command.dump())); }

Json act(Session& s, const std::string& action, std::vector<uint32_t> cases, Json more = Json::object()) {
  Json command = {{"do", "act"}, {"action", action}, {"cases", cases}};
  command.update(kSigned);
  command.update(more);
  return ask(s, command);
}

Json one(Session& s, uint32_t number) { return ask(s, {{"do", "case"}, {"case", number}}); }

Json rows(Session& s) {
  REQUIRE(Json::parse(s.view(R"({"scope":"all"})"))["ok"] == true);
  return Json::parse(s.rows(0, 1000))["rows"];
}

void run_on(Session& s, const Town& town, const char* date) {
  const Outcome out = run_town_in(s, "D", town, {{"date", date}});
  REQUIRE_MESSAGE(out.ok(), out.answer.dump());
}

// Listed twice in a row, so that flow D may go on with him.
Town one_man() {
  Town t;
  return t.listed({{}});
}

// The same lists once more, later.
Town later(Town t) {
  t.runs = {{kNewRun, t.runs[0].lines}, {"2026-12-03", t.runs[0].lines}};
  return t;
}

// A letter is out to the only person listed.
void urge_the_man(Session& s, const Town& town) {
  run_on(s, town, "2026-11-22");
  REQUIRE(ask(s, {{"do", "join"}})["ok"] == true);
  REQUIRE(act(s, "verify", {0})["done"] == 1);
  REQUIRE(act(s, "urge", {0}, {{"on", "2026-11-24"}})["done"] == 1);
}

}  // namespace

TEST_CASE("found again: a person whose numbers are written otherwise, left out or put in is the same case") {
  struct Way {
    const char* what;
    const char* before;  // the 宛名番号
    const char* after;
    const char* number;
  };
  const Way ways[] = {{"zeros lost", "0000001001", "1001", "05-1000001"},
                      {"zeros won", "1001", "0000001001", "05-1000001"},
                      {"wide digits", "1001", "１００１", "05-1000001"},
                      {"left out", "1001", "", "05-1000001"},
                      {"put in", "", "1001", "05-1000001"},
                      {"the number without its hyphen", "", "", "051000001"},
                      {"put in, and the number without its hyphen", "", "1001", "051000001"}};
  size_t ran = 0;
  for (const Way& way : ways)
    for (const bool reopened : {false, true})
      for (const bool closed : {false, true}) {
        CAPTURE(std::string(way.what));
        CAPTURE(reopened);
        CAPTURE(closed);
        Town town = one_man();
        town.roster[0].resident = way.before;
        Session s;
        urge_the_man(s, town);
        if (closed) REQUIRE(act(s, "exclude", {0}, {{"reason", "別人だった"}})["done"] == 1);
        Session again;
        if (reopened) REQUIRE(ask(again, {{"do", "open"}, {"body", export_all(s, "work.json")}})["ok"] == true);
        Session& next = reopened ? again : s;
        town.roster[0].resident = way.after;
        town.roster[0].number = way.number;
        run_on(next, later(town), "2026-12-05");
        REQUIRE(ask(next, {{"do", "join"}})["ok"] == true);
        const Json all = rows(next);
        REQUIRE(all.size() == 1);
        CHECK(all[0]["as_case"]["case"] == 0);
        CHECK(all[0]["as_case"]["state"] == (closed ? "excluded" : "urged"));
        ++ran;
      }
  CHECK(ran == 28);
}

TEST_CASE("found again: by each key under which a clerk knew the person, also after books are merged") {
  size_t ran = 0;
  for (const bool number_first : {false, true}) {
    CAPTURE(number_first);
    const Town with_number = one_man();
    Town without = one_man();
    without.roster[0].resident.clear();
    Session hanako;
    Session jiro;
    run_on(hanako, number_first ? with_number : without, "2026-11-22");
    REQUIRE(ask(hanako, {{"do", "join"}})["ok"] == true);
    run_on(hanako, later(number_first ? without : with_number), "2026-12-05");
    REQUIRE(ask(hanako, {{"do", "join"}})["ok"] == true);
    run_on(jiro, without, "2026-11-21");
    REQUIRE(act(jiro, "hold", {0})["done"] == 1);
    const Json theirs = {{"do", "merge"},
                         {"body", export_all(jiro, "work.json")},
                         {"file", "jiro"},
                         {"at", kSigned["at"]},
                         {"who", kSigned["who"]}};
    REQUIRE(ask(hanako, theirs)["added"] == 0);
    const std::string merged = export_all(hanako, "work.json");
    CHECK(ask(hanako, theirs)["added"] == 0);
    CHECK(export_all(hanako, "work.json") == merged);
    CHECK(rows(hanako).size() == 1);
    ++ran;
  }
  CHECK(ran == 2);
}

TEST_CASE("found again: no second letter to somebody whose 宛名番号 alone is another, and the case of then waits") {
  Town town = one_man();
  Session s;
  urge_the_man(s, town);
  town.roster[0].resident = "7007";
  run_on(s, later(town), "2026-12-05");
  REQUIRE(ask(s, {{"do", "join"}})["ok"] == true);
  CHECK(one(s, 0)["listings"].back()["review_kind"] == "left_roster");
  REQUIRE(act(s, "verify", {1})["done"] == 1);
  CHECK(act(s, "urge", {1}, {{"on", "2026-12-05"}})["refused"][0]["code"] == "urging_already");
}

TEST_CASE("found again: a 宛名番号 that was given to another person hands over no case") {
  const Town town = one_man();
  Session s;
  urge_the_man(s, town);
  Town other;
  other.roster[0] = {
      .kana = "サトウ　ミホ", .name = "佐藤　美帆", .birth = "1991-12-24", .sex = "女", .number = "05-7000007"};
  other.listed(
      {{.kana = "サトウ　ミホ", .name = "佐藤　美帆", .birth = "1991-12-24", .sex = "2", .serial = "7000007"}});
  run_on(s, later(other), "2026-12-05");
  REQUIRE(ask(s, {{"do", "join"}})["ok"] == true);
  CHECK(one(s, 0)["case"]["name"] == "山田　太郎");
  CHECK(one(s, 0)["case"]["state"] == "urged");
  CHECK(one(s, 1)["case"]["name"] == "佐藤　美帆");
  CHECK(one(s, 1)["case"]["state"] == "listed");
  CHECK(act(s, "urge_again", {0}, {{"on", "2027-02-01"}})["refused"][0]["code"] == "review_needs_note");
  // Found again as she is, and a birth date that was put right makes nobody another.
  other.roster[0].birth = "1991-12-25";
  for (Run& r : other.runs)
    for (OverlapLine& l : r.lines) l.birth = "1991-12-25";
  run_on(s, later(other), "2026-12-06");
  REQUIRE(ask(s, {{"do", "join"}})["ok"] == true);
  CHECK(one(s, 1)["case"]["birth"] == "1991-12-25");
  CHECK(rows(s).size() == 2);
}

TEST_CASE("found again: whoever is gone waits to be checked, though a namesake of another 宛名番号 stays") {
  Town town = one_man();
  town.roster.push_back({.resident = "1002", .number = "05-2000002"});
  Session s;
  urge_the_man(s, town);
  CHECK(one(s, 0)["case"]["number"] == "05-1000001-01");
  Town next = later(town);
  next.roster.erase(next.roster.begin());
  for (Run& r : next.runs)
    r.lines = {{.kana = "スズキ　ハナコ", .name = "鈴木　花子", .birth = "1975-02-03", .sex = "2"}};
  run_on(s, next, "2026-12-05");
  REQUIRE(ask(s, {{"do", "join"}})["ok"] == true);
  CHECK(one(s, 0)["listings"].back()["review_kind"] == "left_roster");
  CHECK(act(s, "urge_again", {0}, {{"on", "2027-02-01"}})["refused"][0]["code"] == "review_needs_note");
}

TEST_CASE("found again: the case of somebody chosen says that the choice holds no more") {
  for (const bool left : {true, false}) {
    CAPTURE(left);
    Town town;  // two of one name and birth date; the lists have no number
    town.roster = {{}, {.resident = "1002", .number = "05-2000002"}};
    town.listed({{.symbol = "", .serial = "", .branch = ""}});
    Session s;
    run_on(s, town, "2026-11-22");
    Json command = {{"do", "choose"}, {"choices", {{{"finding", 0}, {"roster_line", 3}}}}};
    command.update(kSigned);
    REQUIRE(ask(s, command)["done"] == 1);
    // With a note, as what is in doubt is confirmed; it holds for the doubt of then alone.
    REQUIRE(act(s, "verify", {0}, {{"note", "窓口で確かめた"}})["done"] == 1);
    REQUIRE(act(s, "urge", {0}, {{"on", "2026-11-24"}})["done"] == 1);
    Town next = later(town);
    if (left) next.roster.pop_back();
    else next.roster[1].number = "05-3000003";
    run_on(s, next, "2026-12-05");
    REQUIRE(ask(s, {{"do", "join"}})["ok"] == true);
    const std::string why = one(s, 0)["listings"].back()["review_kind"];
    CHECK(why == "choice_lapsed");
    CHECK(act(s, "urge_again", {0}, {{"on", "2027-02-01"}})["refused"][0]["code"] == "review_needs_note");
  }
}

TEST_CASE("found again: people against whom something stands are one with a note, and found by both names") {
  Town town = one_man();
  town.roster.push_back({.kana = "イシダ　ハナコ",
                         .name = "石田　花子",
                         .birth = "1985-05-05",
                         .sex = "女",
                         .resident = "1002",
                         .number = "05-1000002"});
  const OverlapLine her = {
      .kana = "イシダ　ハナコ", .name = "石田　花子", .birth = "1985-05-05", .sex = "2", .serial = "1000002"};
  for (Run& r : town.runs) r.lines.push_back(her);
  Session s;
  run_on(s, town, "2026-11-22");
  REQUIRE(ask(s, {{"do", "join"}})["ok"] == true);
  const Json refused = act(s, "same_person", {0, 1});
  CHECK(refused["done"] == 0);
  CHECK(refused["refused"].size() == 2);
  CHECK(refused["refused"][0]["code"] == "against_needs_note");
  CHECK(act(s, "same_person", {0, 1}, {{"note", "　 "}})["done"] == 0);
  REQUIRE(act(s, "same_person", {0, 1}, {{"note", "戸籍で確かめた"}})["done"] == 2);
  Session opened;
  REQUIRE(ask(opened, {{"do", "open"}, {"body", export_all(s, "work.json")}})["ok"] == true);
  for (const char* text : {"石田", "山田", "19850505", "19800401", "1002", "1001"}) {
    CAPTURE(std::string(text));
    CHECK(cases_of(opened, {{"text", text}}).size() == 1);
  }
}

TEST_CASE("found again: who was excluded while nobody could state the loss is taken up when the list says another") {
  Town town;
  Session s;
  const auto run = [&](const char* date) {
    const Outcome out = run_town_in(s, "P", town, {{"date", date}});
    REQUIRE_MESSAGE(out.ok(), out.answer.dump());
    REQUIRE(ask(s, {{"do", "join"}})["ok"] == true);
    return ask(s, {{"do", "case"}, {"case", 0}, {"today", date}})["case"];
  };
  CHECK(run("2026-11-22")["stage"] == "to_inquire");
  REQUIRE(act(s, "exclude", {0}, {{"reason", "別人だった"}})["done"] == 1);
  CHECK(run("2026-11-29")["stage"] == "excluded");
  town.pension[0].lost = "2026-11-15";
  CHECK(run("2026-12-05")["stage"] == "to_check");
}

TEST_CASE("found again: a body of version 1 whose cases contradict their flow is refused") {
  const std::string text = read_file(TOTSUGO_SOURCE_DIR "/tests/sample/work-v1/flow-p.json");
  const std::vector<void (*)(Json&)> edits = {[](Json& c) { c.erase("flow"); }, [](Json& c) { c["flow"] = "X"; },
                                              [](Json& c) { c["flow"] = "D"; },
                                              [](Json& c) { c["key"] = "X" + c["key"].get<std::string>().substr(1); },
                                              [](Json& c) { c["key"] = c["key"].get<std::string>().substr(2); }};
  size_t ran = 0;
  for (const auto edit : edits) {
    Json body = Json::parse(text);
    edit(body["cases"][0]);
    Session s;
    const Json answer = ask(s, {{"do", "open"}, {"body", body.dump()}});
    CHECK(answer["ok"] == false);
    CHECK(answer["error"]["code"] == "work_file");
    ++ran;
  }
  CHECK(ran == 5);
  Json newer = Json::parse(text);
  newer["version"] = 2;
  Session s;
  CHECK(ask(s, {{"do", "open"}, {"body", newer.dump()}})["ok"] == false);
}
