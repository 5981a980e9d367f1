// The book of cases: runs that follow each other, steps, undo, and the work file's body there and back.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const char* const kAt = "2026-11-24T09:00:00+09:00";

Json ask(Session& s, Json command) { return Json::parse(s.casework(command.dump())); }

Json act(Session& s, const std::string& action, std::vector<uint32_t> cases, Json more = Json::object()) {
  Json command = {{"do", "act"}, {"action", action}, {"cases", cases}, {"at", kAt}, {"who", "窓口　花子"}};
  command.update(more);
  return ask(s, command);
}

Json on(const char* date) { return {{"on", date}}; }

std::string state_of(Session& s, uint32_t number) {
  const Json one = ask(s, {{"do", "case"}, {"case", number}});
  return one["case"].is_null() ? "" : one["case"]["state"].get<std::string>();
}

// Three members: one confirmed, one to inquire, one who is only on the overlap list.
Town three() {
  Town t;
  t.roster = {{},
              {.kana = "スズキ　ハナコ",
               .name = "鈴木　花子",
               .birth = "1975-02-03",
               .sex = "女",
               .resident = "1002",
               .number = "05-1000002"},
              {.kana = "タナカ　イチロウ",
               .name = "田中　一郎",
               .birth = "1990-07-08",
               .resident = "1003",
               .number = "05-1000003"}};
  t.pension = {{}, {.kana = "スズキ　ハナコ", .name = "鈴木　花子", .birth = "1975-02-03", .sex = "女"}};
  return t.listed({{}, {.kana = "タナカ　イチロウ", .name = "田中　一郎", .birth = "1990-07-08", .serial = "1000003"}});
}

std::string body_of(Session& s) { return export_all(s, "work.json"); }

}  // namespace

TEST_CASE("book: unsaved are the clerk's steps; what else changes is one thing unsaved as long as there is no step") {
  Session s;
  REQUIRE(run_town_in(s, "P", three()).ok());
  const auto unsaved = [&s](Json command) {
    command["at"] = kAt;
    command["who"] = "";
    const Json answer = ask(s, command);
    REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
    return ask(s, {{"do", "overview"}})["unsaved"].get<int>();
  };
  Json hashes = {{"do", "hashes"}, {"files", Json::array()}, {"results", "r"}};
  const Json hold = {{"do", "act"}, {"action", "hold"}, {"cases", {0}}};
  CHECK(unsaved({{"do", "attach"}}) == 0);
  CHECK(unsaved({{"do", "act"}, {"action", "hold"}, {"findings", {0}}}) == 1);  // and it has recorded the run
  const Json record = ask(s, {{"do", "record"}});
  for (size_t i = 0; i < record["runs"][0]["files"].size(); ++i) hashes["files"].push_back("a");
  CHECK(unsaved(hashes) == 1);
  CHECK(unsaved({{"do", "undo"}}) == 2);
  CHECK(unsaved({{"do", "redo"}}) == 3);
  CHECK(unsaved({{"do", "settings"}, {"retention_years", 7}}) == 4);
  CHECK(unsaved({{"do", "settings"}, {"retention_years", 7}}) == 4);  // as it was
  CHECK(unsaved({{"do", "exported"}, {"name", "a.csv"}, {"bytes", 1}, {"sha256", "00"}}) == 5);
  CHECK(unsaved({{"do", "saved"}}) == 0);
  CHECK(unsaved(hashes) == 1);
  CHECK(unsaved(hashes) == 1);
  CHECK(unsaved({{"do", "undo"}}) == 1);
  CHECK(unsaved({{"do", "undo"}}) == 1);  // there is nothing left
  CHECK(unsaved(hold) == 2);
}

TEST_CASE("book: a run's people become cases; those a notice keeps out do not") {
  Session s;
  CHECK(ask(s, {{"do", "overview"}})["cases"] == 0);
  REQUIRE(run_town_in(s, "P", three()).ok());
  CHECK(ask(s, {{"do", "overview"}})["cases"] == 2);    // they are there to be looked at,
  CHECK(ask(s, {{"do", "overview"}})["unsaved"] == 0);  // and nothing of them is the book's before a step
  CHECK(ask(s, {{"do", "overview"}})["runs"].empty());
  const Json joined = ask(s, {{"do", "join"}});
  CHECK(joined["cases"] == 2);
  CHECK(joined["states"]["listed"] == 2);
  CHECK(joined["since"]["fresh"] == 2);
  CHECK(joined["unsaved"] == 1);
  CHECK(ask(s, {{"do", "join"}})["unsaved"] == 1);  // the same run again
  size_t cases = 0;
  const Json rows = Json::parse(s.rows(0, 10));
  REQUIRE(rows["rows"].size() == 3);
  for (const Json& row : rows["rows"]) cases += !row["as_case"].is_null();
  CHECK(cases == 2);
  const std::vector<Json> list = cases_of(s, {{"text", "ヤマダ"}});
  REQUIRE(list.size() == 1);
  CHECK(list[0]["name"] == "山田　太郎");
  CHECK(list[0]["number"] == "05-1000001-01");
  CHECK(list[0]["bucket"] == "P-CONFIRMED");
  CHECK(cases_of(s, {{"states", {"urged"}}}).size() == 0);
}

TEST_CASE("book: from the listing to the recorded loss, with what is refused on the way, and all of it taken back") {
  Session s;
  REQUIRE(run_town_in(s, "P", three()).ok());
  ask(s, {{"do", "join"}});
  const uint32_t yamada = cases_of(s, {{"text", "ヤマダ"}}).at(0)["case"];
  const uint32_t suzuki = cases_of(s, {{"text", "スズキ"}}).at(0)["case"];
  // Both at once: nobody moves, as one of them cannot.
  Json both = act(s, "verify", {yamada, suzuki});
  CHECK(both["done"] == 0);
  REQUIRE(both["refused"].size() == 1);
  CHECK(both["refused"][0]["code"] == "needs_inquiry");
  CHECK(both["refused"][0]["name"] == "鈴木　花子");
  CHECK(state_of(s, yamada) == "listed");
  both = act(s, "verify", {yamada, suzuki}, {{"partial", true}});
  CHECK(both["done"] == 1);
  CHECK(state_of(s, yamada) == "verified");
  CHECK(act(s, "inquire", {suzuki}, on("2026-11-24"))["done"] == 1);
  CHECK(act(s, "answer_joined", {suzuki}, on("2026-12-01"))["done"] == 1);
  CHECK(act(s, "verify", {suzuki})["done"] == 1);
  CHECK(act(s, "urge", {yamada, suzuki}, on("2026-11-30"))["refused"][0]["code"] == "date_before_last");
  CHECK(act(s, "urge", {yamada, suzuki}, on("2026-12-02"))["done"] == 2);
  CHECK(act(s, "urge", {yamada})["refused"][0]["code"] == "urging_already");
  CHECK(act(s, "mail_returned", {suzuki}, on("2026-12-07"))["done"] == 1);
  CHECK(act(s, "urge_again", {yamada, suzuki}, on("2027-01-15"))["refused"][0]["code"] == "is_returned");
  CHECK(act(s, "urge_again", {yamada}, on("2027-01-15"))["done"] == 1);
  CHECK(act(s, "ex_officio", {yamada}, on("2027-02-15"))["done"] == 1);
  CHECK(act(s, "complete", {yamada}, on("2027-02-16"))["done"] == 1);
  CHECK(state_of(s, yamada) == "done");
  CHECK(act(s, "exclude", {suzuki}, {{"reason", "居所不明"}, {"note", "現地を確認"}})["done"] == 1);
  CHECK(state_of(s, suzuki) == "excluded");
  const Json overview = ask(s, {{"do", "overview"}});
  CHECK(overview["states"]["done"] == 1);
  CHECK(overview["undo"]["label"] == "対象外とする");
  CHECK(overview["redo"].is_null());
  // Everything back, step by step, and everything again.
  const std::string full = body_of(s);
  size_t back = 0;
  while (ask(s, {{"do", "undo"}, {"at", kAt}, {"who", "係長"}})["done"] == true) ++back;
  CHECK(back == 10);
  CHECK(state_of(s, yamada) == "listed");
  CHECK(state_of(s, suzuki) == "listed");
  size_t again = 0;
  while (ask(s, {{"do", "redo"}, {"at", kAt}, {"who", "係長"}})["done"] == true) ++again;
  CHECK(again == 10);
  CHECK(state_of(s, yamada) == "done");
  CHECK(state_of(s, suzuki) == "excluded");
  // The history keeps all of it; the states are those of before.
  const Json history = ask(s, {{"do", "record"}})["events"];
  REQUIRE(history.size() == 30);
  CHECK(history[0]["kind"] == "act");
  CHECK(history[29]["kind"] == "redo");
  CHECK(Json::parse(body_of(s))["cases"] == Json::parse(full)["cases"]);
  // A new step after an undo leaves nothing to be done again.
  ask(s, {{"do", "undo"}, {"at", kAt}, {"who", ""}});
  CHECK(act(s, "note", {yamada}, {{"note", "電話"}})["done"] == 1);
  CHECK(ask(s, {{"do", "overview"}})["redo"].is_null());
}

TEST_CASE("book: a work file's body opens elsewhere, without the lists, and the next run joins it") {
  Session first;
  REQUIRE(run_town_in(first, "P", three()).ok());
  ask(first, {{"do", "join"}});
  const uint32_t yamada = cases_of(first, {{"text", "ヤマダ"}}).at(0)["case"];
  act(first, "verify", {yamada});
  act(first, "urge", {yamada}, on("2026-11-24"));
  act(first, "note", {yamada}, {{"note", "改行\n引用\"符、絵文字😀、外字\xEE\x80\x80"}});
  const std::string body = body_of(first);

  Session second;
  const Json opened = ask(second, {{"do", "open"}, {"body", body}});
  REQUIRE(opened["ok"] == true);
  CHECK(opened["cases"] == 2);
  CHECK(opened["unsaved"] == 0);
  CHECK(state_of(second, yamada) == "urged");
  CHECK(body_of(second) == body);
  // Yamada has filed; Suzuki is gone from the list; Tanaka has come to it.
  Town next = three();
  next.roster[0].lost = "2026-09-02";
  next.pension = {{}, {.kana = "タナカ　イチロウ", .name = "田中　一郎", .birth = "1990-07-08"}};
  next.runs[0].date = "2026-11-19";
  next.runs[1].date = "2026-12-03";
  REQUIRE(run_town_in(second, "P", next, {{"date", "2026-12-07"}}).ok());
  const Json joined = ask(second, {{"do", "join"}});
  CHECK(joined["cases"] == 3);
  CHECK(joined["since"]["fresh"] == 1);
  CHECK(joined["since"]["changed"] == 1);
  CHECK(joined["since"]["gone"] == 1);
  CHECK(joined["since"]["continuing"] == 0);
  CHECK(cases_of(second, {{"since", {"changed"}}}).at(0)["bucket"] == "P-FILED");
  CHECK(act(second, "urge_again", {yamada}, on("2027-01-15"))["refused"][0]["code"] == "already_filed");
  CHECK(act(second, "file", {yamada}, on("2026-12-01"))["done"] == 1);
  CHECK(act(second, "complete", {yamada}, on("2026-12-08"))["done"] == 1);
  CHECK(ask(second, {{"do", "case"}, {"case", yamada}})["listings"].size() == 2);
  // The lists read before the work file come to the same.
  Session third;
  REQUIRE(run_town_in(third, "P", next, {{"date", "2026-12-07"}}).ok());
  CHECK(ask(third, {{"do", "open"}, {"body", body}})["since"] == joined["since"]);
}

TEST_CASE("book: a body that is damaged, edited, newer or of something else is refused, and the book stays") {
  Session s;
  REQUIRE(run_town_in(s, "P", three()).ok());
  ask(s, {{"do", "join"}});
  const uint32_t yamada = cases_of(s, {{"text", "ヤマダ"}}).at(0)["case"];
  act(s, "verify", {yamada});
  const std::string body = body_of(s);
  const Json good = Json::parse(body);
  std::vector<std::string> bad = {
      "",
      "{",
      "[]",
      "null",
      "{}",
      R"({"format":"layout"})",
      body.substr(0, 40),
      body.substr(0, body.size() - 1) + ",\"deep\":" + std::string(200000, '[') + std::string(200000, ']') + "}"};
  const auto with = [&](const char* pointer, Json value) {
    Json j = good;
    j[Json::json_pointer(pointer)] = std::move(value);
    bad.push_back(j.dump());
  };
  with("/version", 3);
  with("/version", 0);
  with("/version", "1");
  with("/cases/0/state", "urged");
  with("/cases/0/state", 3);
  with("/cases/0/on_hold", true);
  with("/cases/0/listings/0/review", "never");
  with("/cases/0/listings/0/candidates", {{{"line", "x"}}});
  with("/events/0/flow", "X");
  with("/events/0/action", "choose");
  with("/events/0/chosen", Json::array());
  with("/newest_run/first_new", 3);
  with("/newest_run/before", {{{"case", 0}}});
  with("/newest_run/lists", {{{"date", "2026-11-04"}}});
  with("/cases", {1});
  with("/cases", {Json::array()});
  with("/cases/0", nullptr);
  with("/cases/0/listings", "x");
  with("/cases/0/listings/0/candidates", {{{"line", -1}}});
  with("/cases/0/person", Json::array());
  with("/cases/0/key", "");
  with("/cases/1/key", good["cases"][0]["key"]);
  with("/cases/0/person/unknown", "x");
  with("/cases/0/listings", Json::array());
  with("/cases/0/listings/0/bucket", "P-NEVER");
  with("/cases/0/listings/0/last_run", 1);
  with("/cases/0/listings/0/loss_date", "2026-02-30");
  with("/events/0/action", "fly");
  with("/events/0/cases/0", 2);
  with("/events/0/cases", Json::array());
  with("/events/0/kind", "undo");
  with("/events/0/run", 7);
  with("/runs/0/flow", nullptr);
  with("/events", 5);
  // Cut off anywhere in its cases, and its brackets closed as if that were all.
  const size_t from = body.find("\"cases\"");
  size_t cut = 0;
  for (size_t at = from; at < from + 600; at += 7, ++cut)
    for (const char* end : {"", "]}", "}]}", "\"}]}", "\"}}]}"}) {
      const std::string text = body.substr(0, at) + end;
      CHECK(Json::parse(s.casework(R"({"do":"open"})", text))["ok"] == false);
    }
  CHECK(cut > 80);
  CHECK(body_of(s) == body);
  size_t ran = 0;
  for (const std::string& text : bad) {
    CAPTURE(text.substr(0, 60));
    const Json answer = ask(s, {{"do", "open"}, {"body", text}});
    CHECK(answer["ok"] == false);
    CHECK(answer["error"]["text"].get<std::string>().find("作業ファイル") != std::string::npos);
    CHECK(body_of(s) == body);
    ++ran;
  }
  CHECK(ran == 42);
  CHECK(ask(s, {{"do", "open"}, {"body", body}})["ok"] == true);
  // The body may stand beside the command, as it does in the page.
  const auto open_beside = [&s](std::string_view text) {
    const Json answer = Json::parse(s.casework(R"({"do":"open"})", text));
    return answer["ok"] == true ? "" : answer["error"]["code"].get<std::string>();
  };
  CHECK(open_beside(body) == "");
  CHECK(body_of(s) == body);
  // Every cut is noticed, and none is fatal, also within a character.
  size_t cuts = 0;
  for (size_t n = 0; n < body.size(); ++n) {
    CHECK(open_beside(std::string_view(body).substr(0, n)) == "work_file");
    ++cuts;
  }
  CHECK(open_beside("\xFF" + body) == "work_file");
  CHECK(Json::parse(s.casework(R"({"do":"open"})"))["ok"] == false);
  CHECK(cuts > 1000);
}

TEST_CASE("book: commands that make no sense are refused") {
  Session s;
  REQUIRE(run_town_in(s, "P", three()).ok());
  ask(s, {{"do", "join"}});
  size_t ran = 0;
  for (const char* command :
       {"", "[]", "7", "{}", R"({"do":7})", R"({"do":"fly"})", R"({"do":"act"})", R"({"do":"act","action":"verify"})",
        R"({"do":"act","action":"verify","cases":[9]})", R"({"do":"act","action":"verify","cases":[-1]})",
        R"({"do":"act","action":"verify","cases":["0"]})",
        R"({"do":"act","action":"urge","cases":[0],"on":"2026-13-01"})", R"({"do":"decisions","start":"x"})",
        R"({"do":"decisions","states":[1,2],"text":5})"}) {
    CAPTURE(command);
    CHECK(Json::parse(s.casework(command))["ok"] == false);
    ++ran;
  }
  CHECK(ran == 14);
  CHECK(ask(s, {{"do", "case"}, {"case", 99}})["case"].is_null());
}

TEST_CASE("book: deadlines follow the town's rule, and the next step waits for them") {
  Session s;
  REQUIRE(run_town_in(s, "P", three()).ok());
  ask(s, {{"do", "join"}});
  const uint32_t yamada = cases_of(s, {{"text", "ヤマダ"}}).at(0)["case"];
  act(s, "verify", {yamada});
  act(s, "urge", {yamada}, on("2026-11-24"));
  const auto row = [&] { return ask(s, {{"do", "case"}, {"case", yamada}})["case"]; };
  CHECK(row()["due"].is_null());  // no rule yet
  REQUIRE(ask(s, {{"do", "settings"}, {"deadlines", {{"preset", "kumano"}}}})["ok"] == true);
  CHECK(row()["due"] == "2026-12-25");  // 31 days
  CHECK(row()["next_from"] == "2026-12-26");
  CHECK(act(s, "urge_again", {yamada}, on("2026-12-25"))["refused"][0]["text"].get<std::string>().find("2026-12-26") !=
        std::string::npos);
  CHECK(cases_of(s, {{"due_by", "2026-12-24"}}).size() == 0);
  CHECK(cases_of(s, {{"due_by", "2026-12-25"}}).size() == 1);
  CHECK(act(s, "urge_again", {yamada}, on("2026-12-28"))["done"] == 1);
  CHECK(row()["due"] == "2027-01-12");  // 15 days
  // Sent anew, counted anew.
  act(s, "mail_returned", {yamada}, on("2027-01-04"));
  act(s, "resend", {yamada}, on("2027-01-06"));
  CHECK(row()["due"] == "2027-01-21");
  Session other;
  REQUIRE(ask(other, {{"do", "open"}, {"body", body_of(s)}})["ok"] == true);
  CHECK(ask(other, {{"do", "case"}, {"case", yamada}})["case"]["due"] == "2027-01-21");
  CHECK(ask(other, {{"do", "overview"}})["deadlines"]["preset"] == "kumano");
  CHECK(ask(s, {{"do", "settings"}, {"deadlines", {{"preset", "nowhere"}}}})["ok"] == false);
  CHECK(ask(s, {{"do", "settings"}})["ok"] == false);
}

TEST_CASE("book: who has filed is known from the roster, though on no list any more") {
  for (const bool by_number : {true, false}) {
    CAPTURE(by_number);
    Session s;
    REQUIRE(run_town_in(s, "P", three()).ok());
    ask(s, {{"do", "join"}});
    const uint32_t yamada = cases_of(s, {{"text", "ヤマダ"}}).at(0)["case"];
    const uint32_t suzuki = cases_of(s, {{"text", "スズキ"}}).at(0)["case"];
    act(s, "verify", {yamada});
    act(s, "urge", {yamada}, on("2026-11-24"));
    act(s, "exclude", {suzuki}, {{"reason", "別人だった"}});
    // Six weeks later neither is on the pension list; both have lost their membership, and a namesake of another number has not.
    Town next = three();
    next.roster[0].lost = "2026-12-10";
    next.roster[1].lost = "2026-12-10";
    if (!by_number) next.roster[0].number = "";
    next.roster.push_back({.birth = "1961-01-01", .resident = "5555", .number = "05-5555555"});
    next.pension = {{.kana = "タナカ　イチロウ", .name = "田中　一郎", .birth = "1990-07-08"}};
    next.runs = {{"2027-01-05", {}}};
    next.runs[0].lines = {
        {.kana = "タナカ　イチロウ", .name = "田中　一郎", .birth = "1990-07-08", .serial = "1000003"}};
    REQUIRE(run_town_in(s, "P", next, {{"date", "2027-01-08"}}).ok());
    ask(s, {{"do", "join"}});
    const Json one = ask(s, {{"do", "case"}, {"case", yamada}});
    REQUIRE(one["listings"].size() == 2);
    CHECK(one["listings"][1]["bucket"] == "P-FILED");
    CHECK(one["listings"][1]["loss_date"] == "2026-12-10");
    CHECK(one["listings"][1]["rows"] == "roster.csv:2");
    CHECK(one["case"]["since"] == "changed");
    CHECK(act(s, "urge_again", {yamada}, on("2027-01-15"))["refused"][0]["code"] == "already_filed");
    CHECK(act(s, "file", {yamada}, on("2026-12-10"))["done"] == 1);
    // What is closed is not looked for.
    CHECK(ask(s, {{"do", "case"}, {"case", suzuki}})["listings"].size() == 1);
    // Kept in the file, and told once.
    Session other;
    REQUIRE(ask(other, {{"do", "open"}, {"body", body_of(s)}})["ok"] == true);
    REQUIRE(run_town_in(other, "P", next, {{"date", "2027-01-22"}}).ok());
    ask(other, {{"do", "join"}});
    CHECK(ask(other, {{"do", "case"}, {"case", yamada}})["listings"].size() == 2);
    CHECK(ask(other, {{"do", "case"}, {"case", yamada}})["case"]["since"] == "continuing");
  }
}

TEST_CASE("book: who is on no list and in the roster no more waits to be checked, and no letter goes out unseen") {
  const auto case_after = [](const Town& next, const std::vector<std::string>& steps) {
    Session s;
    REQUIRE(run_town_in(s, "P", three()).ok());
    ask(s, {{"do", "join"}});
    const uint32_t yamada = cases_of(s, {{"text", "ヤマダ"}}).at(0)["case"];
    for (const std::string& step : steps)
      REQUIRE(act(s, step, {yamada}, {{"on", "2026-11-24"}, {"reason", "別人だった"}})["done"] == 1);
    REQUIRE(run_town_in(s, "P", next, {{"date", "2027-01-08"}}).ok());
    ask(s, {{"do", "join"}});
    const Json out = ask(s, {{"do", "case"}, {"case", yamada}, {"today", "2027-01-08"}});
    if (steps.size() == 2) {
      CHECK(act(s, "urge_again", {yamada}, on("2027-01-15"))["refused"][0]["code"] == "review_needs_note");
      CHECK(act(s, "urge_again", {yamada}, {{"on", "2027-01-15"}, {"note", "転居先を確かめた"}})["done"] == 1);
    }
    return out;
  };
  Town next = three();
  next.roster.erase(next.roster.begin());
  next.pension = {{.kana = "タナカ　イチロウ", .name = "田中　一郎", .birth = "1990-07-08"}};
  next.runs = {{"2027-01-05", {}}};
  next.runs[0].lines = {{.kana = "タナカ　イチロウ", .name = "田中　一郎", .birth = "1990-07-08", .serial = "1000003"}};
  for (const std::vector<std::string>& steps :
       {std::vector<std::string>{}, std::vector<std::string>{"verify"}, std::vector<std::string>{"verify", "urge"}}) {
    CAPTURE(steps.size());
    const Json one = case_after(next, steps);
    REQUIRE(one["listings"].size() == 2);
    CHECK(one["listings"][1]["bucket"] == "P-REVIEW");
    CHECK(one["listings"][1]["review_kind"] == "left_roster");
    CHECK(one["listings"][1]["rows"] == "roster.csv");
    CHECK(one["case"]["since"] == "changed");
    CHECK(one["case"]["stage"] == (steps.empty() ? "to_check" : steps.size() == 1 ? "to_urge" : "urging"));
  }
  // Whoever was filed for, or excluded, may well be gone.
  for (const std::vector<std::string>& steps : {std::vector<std::string>{"file"}, std::vector<std::string>{"exclude"}})
    CHECK(case_after(next, steps)["listings"].size() == 1);
  // Somebody who is alike, or whom a list shows: it may be the person.
  Town renamed = next;
  renamed.roster.push_back({.kana = "ヤマダ　タロオ", .name = "山田　多郎"});
  CHECK(case_after(renamed, {"verify"})["listings"].size() == 1);
}

TEST_CASE("book: who is done with or excluded, and is listed for a later loss, waits to be checked") {
  for (const char* closing : {"exclude", "complete"}) {
    CAPTURE(closing);
    const std::string closed = std::string(closing) == "exclude" ? "excluded" : "done";
    Session s;
    Town town = three();
    REQUIRE(run_town_in(s, "P", town).ok());
    ask(s, {{"do", "join"}});
    const uint32_t yamada = cases_of(s, {{"text", "ヤマダ"}}).at(0)["case"];
    const auto stage = [&](const char* today) {
      const Json one = ask(s, {{"do", "case"}, {"case", yamada}, {"today", today}});
      CHECK(one["case"]["state"] == closed);
      return one["case"]["stage"].get<std::string>();
    };
    if (closed == "done") REQUIRE(act(s, "file", {yamada}, on("2026-11-24"))["done"] == 1);
    REQUIRE(act(s, closing, {yamada}, {{"on", "2026-11-25"}, {"reason", "別人だった"}})["done"] == 1);
    CHECK(stage("2026-11-25") == closed);
    // The same loss on the next list says nothing new, however it is written.
    town.pension[0].address = "架空市9-9";
    REQUIRE(run_town_in(s, "P", town, {{"date", "2026-12-20"}}).ok());
    ask(s, {{"do", "join"}});
    CHECK(stage("2026-12-20") == closed);
    // Back in 国保, and an employer's insurance again.
    town.roster[0].acquired = "2027-03-01";
    town.pension[0].lost = "2027-06-01";
    town.runs = {{"2027-06-20", {}}};
    town.runs[0].lines = {{.acquired = "2027-06-01"}};
    REQUIRE(run_town_in(s, "P", town, {{"date", "2027-06-25"}}).ok());
    ask(s, {{"do", "join"}});
    CHECK(stage("2027-06-25") == "to_check");
    REQUIRE(Json::parse(s.view(R"({"scope":"book","stages":["to_check"],"today":"2027-06-25"})"))["ok"] == true);
    bool listed = false;
    const Json shown = Json::parse(s.rows(0, 10));
    for (const Json& row : shown["rows"]) listed = listed || row["as_case"]["case"] == yamada;
    CHECK(listed);
    bool told = false;
    const Json steps = ask(s, {{"do", "case"}, {"case", yamada}})["steps"];
    for (const Json& step : steps)
      if (step["action"] == "put_back") told = step["hint"].is_string() && step["refused"].is_null();
    CHECK(told);
    REQUIRE(act(s, "put_back", {yamada})["done"] == 1);
    CHECK(act(s, "verify", {yamada})["done"] == 1);
    CHECK(act(s, "urge", {yamada}, on("2027-06-25"))["done"] == 1);
    Session other;
    REQUIRE(ask(other, {{"do", "open"}, {"body", body_of(s)}})["ok"] == true);
    CHECK(state_of(other, yamada) == "urged");
  }
}

TEST_CASE("book: somebody sought in the roster changes nothing of the run's results") {
  const Town town = three();
  Session alone;
  const Outcome before = run_town_in(alone, "P", town);
  Session s;
  REQUIRE(run_town_in(s, "P", three()).ok());
  ask(s, {{"do", "join"}});
  const Outcome after = run_town_in(s, "P", town);
  CHECK(after.ndjson == before.ndjson);
  CHECK(after.csv == before.csv);
}

TEST_CASE("book: one letter a household") {
  Session s;
  const Town town = three();
  REQUIRE(run_town_in(s, "P", town).ok());
  ask(s, {{"do", "join"}});
  // Without a household number and a head nobody is put together with anybody.
  const Json apart = ask(s, {{"do", "households"}, {"cases", {0, 1}}});
  REQUIRE(apart["households"].size() == 2);
  CHECK(apart["households"][0]["members"].size() == 1);
  CHECK(ask(s, {{"do", "households"}, {"cases", {7}}})["ok"] == false);
  CHECK(ask(s, {{"do", "households"}})["households"].empty());
  // By number; else by head and address, both.
  Json body = Json::parse(body_of(s));
  const auto with = [&](const char* field, const char* first, const char* second) {
    body["cases"][0]["person"][field] = first;
    body["cases"][1]["person"][field] = second;
    REQUIRE(ask(s, {{"do", "open"}, {"body", body.dump()}})["ok"] == true);
    return ask(s, {{"do", "households"}, {"cases", {0, 1}}})["households"].size();
  };
  CHECK(with("head_name", "山田　太郎", "山田　太郎") == 1);
  CHECK(with("address", "架空市1-1", "架空市1-2") == 2);
  CHECK(with("household_id", "77", "77") == 2);  // one number, two addresses
  CHECK(with("address", "架空市1-1", "架空市１－１") == 1);
  CHECK(with("household_id", "77", "78") == 2);
}

TEST_CASE("book: a household is one only if its number, head and address agree, and what is parted is told") {
  Session s;
  REQUIRE(run_town_in(s, "P", three()).ok());
  ask(s, {{"do", "join"}});
  const Json body = Json::parse(body_of(s));
  struct Person {
    const char* number;
    const char* head;
    const char* address;
  };
  const auto letters = [&](const Person& first, const Person& second) {
    Json changed = body;
    for (const auto& [i, p] : {std::pair{size_t{0}, first}, std::pair{size_t{1}, second}}) {
      changed["cases"][i]["person"]["household_id"] = p.number;
      changed["cases"][i]["person"]["head_name"] = p.head;
      changed["cases"][i]["person"]["address"] = p.address;
    }
    REQUIRE(ask(s, {{"do", "open"}, {"body", changed.dump()}})["ok"] == true);
    return ask(s, {{"do", "households"}, {"cases", {0, 1}}})["households"];
  };
  const Person usual{"77", "山田　太郎", "架空市1-1"};
  CHECK(letters(usual, usual).size() == 1);
  CHECK(letters(usual, usual)[0]["notice"].is_null());
  CHECK(letters(usual, {"0077", "山田太郎", "架空市１－１"}).size() == 1);  // folded
  for (const Person& other : {Person{"77", "鈴木　一郎", "架空市1-1"}, Person{"77", "山田　太郎", "架空市9-9"}}) {
    const Json two = letters(usual, other);
    REQUIRE(two.size() == 2);
    for (const Json& letter : two) {
      CHECK(letter["members"].size() == 1);
      CHECK(letter["notice"].get<std::string>().find("世帯番号「77」") != std::string::npos);
    }
  }
  // What is no number puts nobody together who has another head or address.
  for (const char* none : {"1E+14", "#N/A", "0", "NULL", "〃"}) {
    CAPTURE(std::string(none));
    CHECK(letters({none, "山田　太郎", "架空市1-1"}, {none, "鈴木　一郎", "架空市2-2"}).size() == 2);
    const Json one = letters({none, "山田　太郎", "架空市1-1"}, {none, "山田　太郎", "架空市1-1"});
    REQUIRE(one.size() == 1);
    CHECK(one[0]["notice"].get<std::string>().find("番号として使えない") != std::string::npos);
  }
}

TEST_CASE("book: nobody of another home stands on a letter, be the number the same") {
  const std::string roster =
      "世帯番号,世帯主氏名,住所,宛名番号,記号番号,枝番,氏名,氏名カナ,生年月日,性別,続柄,資格取得年月日\r\n"
      "77,山田　太郎,架空市1-1,1001,05-1000001,01,山田　太郎,ヤマダ　タロウ,1980-04-01,男,世帯主,2020-04-01\r\n"
      "77,山田太郎,架空市１-１,1002,05-1000001,02,山田　花子,ヤマダ　ハナコ,1981-05-02,女,妻,2020-04-01\r\n"
      "77,鈴木　三郎,架空市9-9,1005,05-1000005,01,鈴木　三郎,スズキ　サブロウ,1970-01-05,男,世帯主,2015-04-01\r\n";
  Session s;
  REQUIRE(run_files_in(s, {{"flow", "P"}, {"date", "2026-11-22"}},
                       {{"pension", "pension.csv", pension_csv({PensionLine{}})}, {"roster", "roster.csv", roster}})
              .ok());
  REQUIRE(ask(s, {{"do", "join"}})["cases"] == 1);
  REQUIRE(feed_file(s, {"roster", "roster.csv", roster, R"({"households":true})"})["ok"] == true);
  const Json others = ask(s, {{"do", "households"}, {"cases", {0}}})["households"][0]["others"];
  REQUIRE(others.size() == 1);
  CHECK(others[0]["name"] == "山田　花子");
}

TEST_CASE("book: the ledger has one line for each case, as it came in") {
  Session s;
  REQUIRE(run_town_in(s, "P", three()).ok());
  ask(s, {{"do", "join"}});
  const uint32_t yamada = cases_of(s, {{"text", "ヤマダ"}}).at(0)["case"];
  act(s, "verify", {yamada}, {{"note", "台帳と照合"}});
  act(s, "urge", {yamada}, on("2026-11-24"));
  const std::string csv = export_all(s, "ledger.csv");
  CHECK(csv.starts_with("\xEF\xBB\xBF番号,状態"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
  CHECK(csv.find("勧奨中") != std::string::npos);
  CHECK(csv.find("山田　太郎,ヤマダ　タロウ,1980-04-01,男,1001,05-1000001,01") != std::string::npos);
  CHECK(csv.find("2026-11-24,窓口　花子,,台帳と照合,") != std::string::npos);
}

TEST_CASE("book: the ledger is narrowed, ordered and of the columns asked for, in answers as in files") {
  Session s;
  REQUIRE(run_town_in(s, "P", three()).ok());
  ask(s, {{"do", "join"}});
  const uint32_t yamada = cases_of(s, {{"text", "ヤマダ"}}).at(0)["case"];
  act(s, "verify", {yamada}, {{"note", "台帳と照合"}});
  act(s, "urge", {yamada}, {{"on", "2026-11-24"}, {"until", "2026-12-28"}});
  const auto listed = [&s](Json query) {
    query["do"] = "ledger";
    const Json answer = ask(s, query);
    REQUIRE(answer["ok"] == true);
    std::vector<std::string> out;
    for (const Json& row : answer["rows"]) out.push_back(row["cells"][0]);
    CHECK(answer["count"] == out.size());
    return out;
  };
  const Json kana = {{"columns", {"name_kana", "deadline"}}, {"order_by", "name_kana"}};
  const std::vector<std::string> up = listed(kana);
  REQUIRE(up.size() == 2);
  CHECK(up[0] < up[1]);
  Json other = kana;
  other["descending"] = true;
  CHECK(listed(other) == std::vector<std::string>{up[1], up[0]});
  other["order_by"] = "deadline";  // what is empty comes last, whichever way
  CHECK(listed(other)[0] == "ヤマダ　タロウ");
  other["descending"] = false;
  CHECK(listed(other)[0] == "ヤマダ　タロウ");
  CHECK(listed({{"columns", {"deadline"}}, {"states", {"urged"}}}) == std::vector<std::string>{"2026-12-28"});
  CHECK(listed({{"columns", {"state"}}, {"text", "ヤマダ"}}) == std::vector<std::string>{"勧奨中"});
  // Of whom something happened in these days: the step of the 24th, or the run that listed them first.
  CHECK(listed({{"period_from", "2026-11-23"}, {"period_to", "2026-11-24"}}).size() == 1);
  CHECK(listed({{"period_from", "2026-11-25"}}).empty());
  CHECK(listed({{"period_to", "2026-11-22"}}).size() == 2);
  CHECK(ask(s, {{"do", "ledger"}, {"columns", {"secret"}}})["error"]["code"] == "settings_invalid");
  CHECK(ask(s, {{"do", "ledger"}, {"order_by", "secret"}})["error"]["code"] == "settings_invalid");
  const Json options = {{"ledger", {{"columns", {"number", "deadline"}}, {"states", {"urged"}}}}};
  CHECK(export_all(s, "ledger.csv", options.dump()) ==
        "\xEF\xBB\xBF番号,期限\r\n" + std::to_string(yamada + 1) + ",2026-12-28\r\n");
}

TEST_CASE("book: who else is in the household is read from the roster once more, after the run") {
  const std::string head =
      "世帯番号,宛名番号,記号番号,枝番,氏名,氏名カナ,生年月日,性別,続柄,資格取得年月日,資格喪失年月日\r\n";
  const std::string roster =
      head +
      "77,1001,05-1000001,01,山田　太郎,ヤマダ　タロウ,1980-04-01,男,世帯主,2020-04-01,\r\n"
      "77,1002,05-1000001,02,山田　花子,ヤマダ　ハナコ,1981-05-02,女,妻,2020-04-01,\r\n"
      "77,1002,05-1000001,02,山田　花子,ヤマダ　ハナコ,1981-05-02,女,妻,2015-04-01,2016-04-01\r\n"
      "77,1003,05-1000001,03,山田　一,ヤマダ　ハジメ,2010-01-05,男,子,2015-04-01,2026-03-31\r\n"
      "77,1004,05-1000001,04,山田　二美,ヤマダ　フミ,2012-01-05,女,子,2015-04-01,2026-12-31\r\n"
      "78,1005,05-1000005,01,鈴木　三郎,スズキ　サブロウ,1970-01-05,男,世帯主,2015-04-01,\r\n"
      ",1006,05-1000006,01,田中　四郎,タナカ　シロウ,1970-01-05,男,世帯主,2015-04-01,\r\n";
  const std::vector<InputFile> files = {{"pension", "pension.csv", pension_csv({PensionLine{}})},
                                        {"roster", "roster.csv", roster}};
  const Json settings = {{"flow", "P"}, {"date", "2026-11-22"}};
  const InputFile again{"roster", "roster.csv", roster, R"({"households":true})"};
  const auto others = [](Session& s) {
    return ask(s, {{"do", "households"}, {"cases", {0}}})["households"][0]["others"];
  };
  Session s;
  CHECK(feed_file(s, again)["error"]["code"] == "out_of_order");  // not before a run
  REQUIRE(run_files_in(s, settings, files).ok());
  const std::string results = export_all(s, "results.ndjson");
  REQUIRE(ask(s, {{"do", "join"}})["cases"] == 1);
  CHECK(others(s).empty());
  REQUIRE(feed_file(s, again)["ok"] == true);
  REQUIRE(others(s).size() == 2);
  CHECK(others(s)[0]["name"] == "山田　花子");
  CHECK(others(s)[0]["relationship"] == "妻");
  CHECK(others(s)[1]["name"] == "山田　二美");  // leaves only next month
  CHECK(export_all(s, "results.ndjson") == results);

  // Of the households that concern nobody, nothing is kept.
  const Json body = Json::parse(body_of(s));
  CHECK(body["households"].size() == 1);
  CHECK(body["households"]["77"].size() == 3);
  Session other;
  REQUIRE(ask(other, {{"do", "open"}, {"body", body.dump()}})["ok"] == true);
  CHECK(others(other) == others(s));

  // Broken off half-way, and begun anew.
  CHECK(Json::parse(s.open_file("roster", "roster.csv", 10, R"({"households":true})"))["ok"] == true);
  CHECK(Json::parse(s.open_file("pension", "p.csv", 10, ""))["error"]["code"] == "out_of_order");
  REQUIRE(feed_file(s, again)["ok"] == true);
  CHECK(others(s).size() == 2);
  REQUIRE(run_files_in(s, settings, files).ok());
}

TEST_CASE("book: members of a body may stand in any order, but none of them twice") {
  Session s;
  REQUIRE(run_town_in(s, "P", three()).ok());
  REQUIRE(act(s, "verify", {0})["ok"] == true);
  const std::string body = body_of(s);
  using Ordered = nlohmann::ordered_json;
  const Ordered whole = Ordered::parse(body);
  const auto opened = [](const std::string& text) {
    Session other;
    const Json answer = ask(other, {{"do", "open"}, {"body", text}, {"key", ""}});
    return answer["ok"] == true ? body_of(other) : answer["error"]["code"].get<std::string>();
  };
  REQUIRE(opened(body) == body);
  Ordered turned = Ordered::object();
  for (auto at = whole.rbegin(); at != whole.rend(); ++at) turned[at.key()] = at.value();
  CHECK(turned.dump() != body);
  CHECK(opened(turned.dump()) == body);
  // Nor does it matter how the text is laid out, how a name is written, or what else a case has.
  CHECK(opened(whole.dump(1, '\t')) == body);
  std::string escaped = body;
  escaped.replace(escaped.find("\"cases\":["), 7, "\"\\u0063ases\"");
  CHECK(opened(escaped) == body);
  Ordered more = whole;
  more["cases"][0]["later"] = {{"a", {1, -2, 3.5, nullptr, true, "[{]}\\\""}}, {"b", Ordered::object()}};
  CHECK(opened(more.dump()) == body);
  size_t twice = 0;
  for (const auto& [key, value] : whole.items()) {
    const std::string member = ',' + Ordered(key).dump() + ':' + value.dump() + '}';
    CAPTURE(member.substr(0, 40));
    CHECK(opened(body.substr(0, body.size() - 1) + member) == "work_file");
    ++twice;
  }
  CHECK(twice >= 10);
}
