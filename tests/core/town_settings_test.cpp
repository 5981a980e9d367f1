// What a town sets beside its periods - its own holidays, the table for its main system - and how that is kept in the work
// file; and what such a table is made of.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/calendar/holidays_testing.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const char* const kAt = "2026-11-24T09:00:00+09:00";

Json ask(Session& s, Json command) { return Json::parse(s.casework(command.dump())); }

// The one man of a town, urged on a day, under the rule of 31 days.
void urged_on(Session& s, const char* day) {
  Town t;
  t.listed({{}});
  REQUIRE(run_town_in(s, "P", t).ok());
  ask(s, {{"do", "join"}});
  const Json step = {{"do", "act"}, {"cases", {0}}, {"at", std::string(day) + "T09:00:00+09:00"}, {"who", "窓口"}};
  Json verify = step, urge = step;
  verify["action"] = "verify";
  urge["action"] = "urge";
  urge["on"] = day;
  REQUIRE(ask(s, verify)["done"] == 1);
  REQUIRE(ask(s, urge)["done"] == 1);
  REQUIRE(ask(s, {{"do", "settings"}, {"deadlines", {{"preset", "kumano"}}}})["ok"] == true);
}

Json row(Session& s) { return ask(s, {{"do", "case"}, {"case", 0}})["case"]; }
Json with_holidays(Session& s, const Json& table) { return ask(s, {{"do", "settings"}, {"holidays", table}}); }
Json table(const std::string& text) { return {{"name", "町の休日.csv"}, {"text", text}}; }

Json with_import_table(Session& s, const Json& settings) {
  return ask(s, {{"do", "settings"}, {"import_table", settings}});
}

}  // namespace

TEST_CASE("holidays of a town: days of its own alone stand beside the built-in ones") {
  const Result<Holidays> r = Holidays::of_town("月日,名前\r\n2026/12/25,開庁記念日\r\n2030/6/3,町の休日\r\n");
  REQUIRE(r.ok());
  const Holidays& h = r.value();
  const Holidays built_in = Holidays::built_in();
  CHECK(h.covered_years() == built_in.covered_years());
  CHECK(holiday_name(h, CivilDate::of(2026, 12, 25)) == "開庁記念日");
  CHECK(holiday_name(h, CivilDate::of(2026, 9, 22)) == "国民の休日");
  CHECK(h.extent().days == 2);
  CHECK(iso_text(h.extent().first) == "2026-12-25");
  CHECK(iso_text(h.extent().last) == "2030-06-03");
  size_t ran = 0;
  for (int year = 2018; year < 2040; ++year, ++ran) {
    CAPTURE(year);
    CHECK(h.official(year) == built_in.official(year));
    CHECK(h.known(year) == (year >= 2020 && year <= 2035));
    CHECK(built_in.known(year) == h.known(year));
  }
  CHECK(ran == 22);
  CHECK(built_in.extent().days == 0);
}

TEST_CASE("holidays of a town: a whole year is the table's own, and later years become known by it") {
  const Result<Holidays> r = Holidays::of_town("2036/1/1,元日\n2036/11/23,勤労感謝の日\n2037/6/1,町の休日\n");
  REQUIRE(r.ok());
  CHECK(r.value().known(2036));
  CHECK(r.value().official(2036));
  CHECK_FALSE(r.value().known(2037));
  CHECK(r.value().known(2030));
  CHECK_FALSE(r.value().official(2030));
  CHECK(r.value().extent().days == 3);
}

TEST_CASE("holidays of a town: every deadline is counted anew, and again by the built-in days") {
  Session s;
  urged_on(s, "2026-11-24");
  CHECK(row(s)["due"] == "2026-12-25");
  CHECK(row(s)["due_certainty"] == "official");
  const Json before = ask(s, {{"do", "overview"}});
  CHECK(before["holidays"]["own"].is_null());
  CHECK(before["holidays"]["known_until"] == 2035);
  CHECK(before["holidays"]["official_until"] == 2027);
  const Json loaded = with_holidays(s, table("2026/12/25,開庁記念日\r\n"));
  REQUIRE(loaded["ok"] == true);
  CHECK(loaded["holidays"]["own"] ==
        Json({{"name", "町の休日.csv"}, {"days", 1}, {"from", "2026-12-25"}, {"to", "2026-12-25"}}));
  CHECK(loaded["unsaved"].get<int>() == before["unsaved"].get<int>() + 1);
  CHECK(row(s)["due"] == "2026-12-28");  // from Friday to Monday
  // In the months of the deadlines and of today.
  const Json rest = ask(s, {{"do", "overview"}, {"today", "2026-09-24"}})["rest_days"];
  CHECK(rest == Json({{"2026-09-21", "敬老の日"},
                      {"2026-09-22", "国民の休日"},
                      {"2026-09-23", "秋分の日"},
                      {"2026-12-25", "開庁記念日"},
                      {"2026-12-29", ""},
                      {"2026-12-30", ""},
                      {"2026-12-31", ""}}));
  CHECK(row(s)["next_from"] == "2026-12-29");
  CHECK(with_holidays(s, table("2026/12/25,開庁記念日\r\n"))["unsaved"] == loaded["unsaved"]);  // nothing new

  // Kept in the file, with nothing unsaved in it; a file without a table still opens.
  const Json body = Json::parse(export_all(s, "work.json"));
  CHECK(body["settings"]["holidays"]["name"] == "町の休日.csv");
  Session other;
  const Json opened = ask(other, {{"do", "open"}, {"body", body.dump()}});
  REQUIRE(opened["ok"] == true);
  CHECK(opened["unsaved"] == 0);
  CHECK(opened["holidays"] == loaded["holidays"]);
  CHECK(row(other)["due"] == "2026-12-28");
  CHECK(export_all(other, "work.json") == export_all(s, "work.json"));
  Json bare = body;
  bare["settings"].erase("holidays");
  Session without;
  REQUIRE(ask(without, {{"do", "open"}, {"body", bare.dump()}})["ok"] == true);
  CHECK(row(without)["due"] == "2026-12-25");

  REQUIRE(with_holidays(s, nullptr)["holidays"]["own"].is_null());
  CHECK(row(s)["due"] == "2026-12-25");
  CHECK_FALSE(Json::parse(export_all(s, "work.json"))["settings"].contains("holidays"));
}

TEST_CASE("holidays of a town: a table that is refused says file, line and what to do, and changes nothing") {
  Session s;
  urged_on(s, "2026-11-24");
  REQUIRE(with_holidays(s, table("2026/12/25,開庁記念日\r\n"))["ok"] == true);
  struct Refused {
    Json given;
    const char* code;
    const char* said;
  };
  const std::vector<Refused> cases = {
      {table("月日,名前\r\n2026/2/30,何か\r\n"), "row_date_impossible", "町の休日.csv 2行目：暦にない日付です"},
      {table("2026/1/1,元日\r\nきのう,休み\r\n"), "row_date_unreadable", "町の休日.csv 2行目：日付として読めません"},
      {table("2026/1/1\r\n"), "row_required_empty", "町の休日.csv 1行目：必要な項目が空です"},
      {table(""), "holidays_empty", "町の休日.csv：祝日・閉庁日が1日も書かれていません"},
      {table("月日,名前\r\n"), "holidays_empty", "「2027/1/4,町の休日」の形"},
      {table(std::string((1 << 20) + 1, '\n')), "file_too_large", "町の休日.csv"},
      {Json{{"name", "a.csv"}}, "settings_invalid", ""},
      {Json{{"name", 1}, {"text", "2026/1/1,x"}}, "settings_invalid", ""},
      {Json("x"), "settings_invalid", ""},
      {Json{{"name", std::string(301, 'a')}, {"text", "2026/1/1,x"}}, "settings_invalid", ""},
  };
  size_t ran = 0;
  for (const Refused& r : cases) {
    const std::string code(r.code);
    CAPTURE(code);
    const Json answer = with_holidays(s, r.given);
    REQUIRE(answer["ok"] == false);
    CHECK(answer["error"]["code"] == r.code);
    CHECK(answer["error"]["text"].get<std::string>().find(r.said) != std::string::npos);
    CHECK(row(s)["due"] == "2026-12-28");
    ++ran;
  }
  CHECK(ran == 10);
  // Of two settings at once, neither is taken if one is refused.
  const Json both = ask(s, {{"do", "settings"}, {"deadlines", {{"preset", "none"}}}, {"holidays", table("x")}});
  CHECK(both["ok"] == false);
  CHECK(row(s)["due"] == "2026-12-28");
  // A body with such a table was edited.
  Json body = Json::parse(export_all(s, "work.json"));
  body["settings"]["holidays"]["text"] = "2026/2/30,x";
  CHECK(ask(s, {{"do", "open"}, {"body", body.dump()}})["ok"] == false);
  body["settings"]["holidays"] = "x";
  CHECK(ask(s, {{"do", "open"}, {"body", body.dump()}})["ok"] == false);
}

TEST_CASE("holidays of a town: a deadline beyond the table is said to be") {
  struct Example {
    const char* sent;
    const char* due;
    const char* certainty;
    int provisional;
    int unknown;
  };
  const std::vector<Example> examples = {
      {"2027-11-01", "2027-12-02", "official", 0, 0},
      {"2027-12-13", "2028-01-13", "provisional", 1, 0},
      {"2035-10-01", "2035-11-01", "provisional", 1, 0},
      {"2035-11-28", "2036-01-04", "unknown", 0, 1},  // ends on 2035-12-29, moved into a year that is not listed
      {"2036-02-01", "2036-03-03", "unknown", 0, 1},
  };
  size_t ran = 0;
  for (const Example& e : examples) {
    const std::string sent(e.sent);
    CAPTURE(sent);
    Session s;
    urged_on(s, e.sent);
    CHECK(row(s)["due"] == e.due);
    CHECK(row(s)["due_certainty"] == e.certainty);
    const Json holidays = ask(s, {{"do", "overview"}})["holidays"];
    CHECK(holidays["provisional"] == e.provisional);
    CHECK(holidays["unknown"] == e.unknown);
    ++ran;
  }
  CHECK(ran == 5);
  // A newer table makes it known.
  Session s;
  urged_on(s, "2036-02-01");
  const Json now = with_holidays(s, table("2036/1/1,元日\r\n2036/3/3,町の休日\r\n2036/11/23,勤労感謝の日\r\n"));
  CHECK(now["holidays"]["unknown"] == 0);
  CHECK(now["holidays"]["known_until"] == 2036);
  CHECK(now["holidays"]["official_until"] == 2036);
  CHECK(row(s)["due"] == "2036-03-04");
  CHECK(row(s)["due_certainty"] == "official");
}

TEST_CASE("import table: its settings are kept as they are, and no more than settings are") {
  Session s;
  urged_on(s, "2026-11-24");
  const Json before = ask(s, {{"do", "overview"}});
  CHECK(before["import_table"].is_null());
  const Json settings = {{"columns", {{{"of", "name"}, {"head", "氏名"}}}}, {"header", true}, {"x", nullptr}};
  const Json kept = with_import_table(s, settings);
  REQUIRE(kept["ok"] == true);
  CHECK(kept["import_table"] == settings);
  CHECK(kept["unsaved"].get<int>() == before["unsaved"].get<int>() + 1);
  CHECK(with_import_table(s, settings)["unsaved"] == kept["unsaved"]);
  Session other;
  const std::string body = export_all(s, "work.json");
  REQUIRE(ask(other, {{"do", "open"}, {"body", body}})["import_table"] == settings);
  CHECK(export_all(other, "work.json") == body);
  CHECK(ask(other, {{"do", "overview"}})["unsaved"] == 0);

  Json deep = 1;
  for (int i = 0; i < 5; ++i) deep = Json::array({deep});
  CHECK(with_import_table(s, {{"a", deep}})["ok"] == true);
  const Json deeper = {{"a", Json::array({deep})}};
  const std::vector<Json> refused = {
      Json("x"), Json(1), Json::array(), Json::array({settings}), {{"a", std::string(32 << 10, 'a')}}, deeper};
  size_t ran = 0;
  for (const Json& given : refused) {
    CHECK(with_import_table(s, given)["error"]["code"] == "settings_invalid");
    Json edited = Json::parse(body);
    edited["settings"]["import_table"] = given;
    CHECK(ask(other, {{"do", "open"}, {"body", edited.dump()}})["error"]["code"] == "work_file");
    ++ran;
  }
  CHECK(ran == 6);
  // So deep that writing it out would take all of the stack.
  const std::string abyss = "{\"a\":" + std::string(200000, '[') + std::string(200000, ']') + "}";
  CHECK(Json::parse(s.casework("{\"do\":\"settings\",\"import_table\":" + abyss + "}"))["error"]["code"] ==
        "settings_invalid");
  CHECK(with_import_table(s, {{"a", std::string((32 << 10) - 8, 'a')}})["ok"] == true);
  CHECK(with_import_table(s, nullptr)["import_table"].is_null());
  CHECK_FALSE(Json::parse(export_all(s, "work.json"))["settings"].contains("import_table"));
}

TEST_CASE("import table: a row has the person as kept, and what was decided and when, as far as it stands") {
  Session s;
  urged_on(s, "2026-11-24");
  const auto decisions = [&s](const Json& states) { return ask(s, {{"do", "decisions"}, {"states", states}}); };
  CHECK(decisions({"ex_officio"})["count"] == 0);
  const Json urged = decisions({"urged", "done"});
  REQUIRE(urged["count"] == 1);
  Json row = urged["rows"][0];
  CHECK(row["person"]["name"] == "山田　太郎");
  CHECK(row["person"]["resident_number"] == "1001");
  CHECK(row["person"]["lost"] == "");
  CHECK(row["person"].size() == 23);
  CHECK(row["birth"] == "1980-04-01");
  CHECK(row["sex"] == "1");
  CHECK(row["loss_date"] == "2026-09-02");
  CHECK(row["step"] == "勧奨を発送した");
  CHECK(row["on"] == "2026-11-24");
  CHECK(row["who"] == "窓口");
  CHECK(row["dates"] == Json({{"urge", "2026-11-24"}}));
  const auto take = [&s](const char* action, const char* on, const char* note) {
    return ask(s, {{"do", "act"},
                   {"cases", {0}},
                   {"at", kAt},
                   {"who", "係長"},
                   {"action", action},
                   {"on", on},
                   {"note", note}})["done"];
  };
  CHECK(take("mail_returned", "2026-12-01", "宛先不明") == 1);
  CHECK(take("resend", "2026-12-03", "") == 1);
  CHECK(take("urge_again", "2027-01-12", "電話でも確認") == 1);
  CHECK(take("ex_officio", "2027-02-15", "") == 1);
  row = decisions({"ex_officio", "filed", "done"})["rows"][0];
  CHECK(row["step"] == "職権喪失を決定した");
  CHECK(row["on"] == "2027-02-15");
  CHECK(row["who"] == "係長");
  CHECK(row["note"] == "宛先不明 / 電話でも確認");
  CHECK(row["dates"] == Json({{"urge", "2026-11-24"},
                              {"mail_returned", "2026-12-01"},
                              {"resend", "2026-12-03"},
                              {"urge_again", "2027-01-12"},
                              {"ex_officio", "2027-02-15"}}));
  // What was taken back is in no row.
  ask(s, {{"do", "undo"}, {"at", kAt}, {"who", ""}});
  CHECK(decisions({"ex_officio"})["count"] == 0);
  CHECK_FALSE(decisions(Json::array())["rows"][0]["dates"].contains("ex_officio"));
}

TEST_CASE("a step tried is refused for whom it would be refused, and nothing is done") {
  // Two of a town in every state that a few steps lead to: what is said beforehand is what happens then.
  const std::vector<std::vector<std::pair<const char*, const char*>>> ways = {
      {},
      {{"verify", ""}},
      {{"hold", ""}},
      {{"verify", ""}, {"urge", "2026-11-24"}},
      {{"verify", ""}, {"urge", "2026-11-24"}, {"mail_returned", "2026-12-01"}},
      {{"verify", ""}, {"urge", "2026-11-24"}, {"urge_again", "2027-01-12"}},
      {{"verify", ""}, {"urge", "2026-11-24"}, {"urge_again", "2027-01-12"}, {"ex_officio", "2027-02-15"}},
      {{"inquire", "2026-11-24"}},
      {{"exclude", ""}},
      {{"file", "2026-11-24"}},
      {{"file", "2026-11-24"}, {"complete", "2026-11-25"}},
  };
  Town t;
  t.roster.push_back({.kana = "スズキ　ハナコ",
                      .name = "鈴木　花子",
                      .birth = "1975-02-03",
                      .sex = "女",
                      .resident = "1002",
                      .number = "05-1000002"});
  t.pension.push_back({.kana = "スズキ　ハナコ", .name = "鈴木　花子", .birth = "1975-02-03", .sex = "女"});
  t.listed({{}});
  size_t ran = 0;
  size_t refusals = 0;
  for (const auto& way : ways) {
    Session base;
    REQUIRE(run_town_in(base, "P", t).ok());
    ask(base, {{"do", "join"}});
    ask(base, {{"do", "settings"}, {"deadlines", {{"preset", "kumano"}}}});
    const auto step = [](const char* action, const std::string& on) {
      return Json{{"action", action},       {"cases", {0, 1}}, {"on", on},  {"note", "確かめた"},
                  {"reason", "別人だった"}, {"at", kAt},       {"who", ""}, {"partial", true}};
    };
    for (const auto& [action, on] : way) {
      Json taken = step(action, on);
      taken["do"] = "act";
      ask(base, taken);
    }
    const std::string body = export_all(base, "work.json");
    for (const char* action :
         {"verify", "exclude", "put_back", "file", "complete", "urge", "urge_again", "resend", "mail_returned",
          "ex_officio", "hold", "resume", "inquire", "answer_joined", "answer_not_joined", "note"})
      for (const char* on : {"2026-11-01", "2026-12-10", "2027-03-01"}) {
        CAPTURE(std::string(action));
        CAPTURE(std::string(on));
        Json tried = step(action, on);
        tried["do"] = "would_refuse";
        const Json before = ask(base, tried);
        REQUIRE(before["ok"] == true);
        CHECK(export_all(base, "work.json") == body);
        Session copy;
        REQUIRE(ask(copy, {{"do", "open"}, {"body", body}})["ok"] == true);
        tried["do"] = "act";
        CHECK(ask(copy, tried)["refused"] == before["refused"]);
        refusals += before["refused"].size();
        ++ran;
      }
  }
  CHECK(ran == 11 * 16 * 3);
  CHECK(refusals > 500);
  // What is still to be asked for is no reason.
  Session s;
  REQUIRE(run_town_in(s, "P", t).ok());
  ask(s, {{"do", "join"}});
  CHECK(ask(s, {{"do", "would_refuse"}, {"action", "exclude"}, {"cases", {0, 1}}})["refused"].empty());
  CHECK(ask(s, {{"do", "would_refuse"}, {"action", "inquire"}, {"cases", {0, 1}}})["refused"].empty());
  CHECK(ask(s, {{"do", "would_refuse"}, {"action", "fly"}, {"cases", {0}}})["ok"] == false);
  CHECK(ask(s, {{"do", "would_refuse"}, {"action", "note"}, {"cases", {9}}})["ok"] == false);
  CHECK(ask(s, {{"do", "would_refuse"}, {"action", "note"}, {"cases", Json::array()}})["ok"] == false);
  CHECK(ask(s, {{"do", "would_refuse"}, {"action", "file"}, {"cases", {0}}, {"on", "きのう"}})["error"]["code"] ==
        "date_invalid");
}

TEST_CASE("import table: whoever has filed has the roster's own loss date, as far as it is one") {
  size_t ran = 0;
  for (const auto& [lost, said] :
       {std::pair{"2026-09-02", "2026-09-02"}, {"令和8年9月2日", "2026-09-02"}, {"R8.9.3", "2026-09-03"}}) {
    Town t;
    t.roster[0].lost = lost;
    Session s;
    REQUIRE(run_town_in(s, "P", t.listed({{}})).ok());
    ask(s, {{"do", "join"}});
    const Json row = ask(s, {{"do", "decisions"}})["rows"][0];
    CHECK(row["loss_date"] == said);
    CHECK(row["bucket_label"] == "台帳で喪失済");
    ++ran;
  }
  CHECK(ran == 3);
}

TEST_CASE("import table: rows come in pages") {
  Town t;
  for (int i = 0; i < 4; ++i) {
    RosterLine member;
    member.resident = std::to_string(2000 + i);
    member.number = "05-200000" + std::to_string(i);
    member.birth = "1970-01-1" + std::to_string(i);
    PensionLine listed;
    listed.birth = member.birth;
    t.roster.push_back(member);
    t.pension.push_back(listed);
  }
  Session s;
  REQUIRE(run_town_in(s, "P", t).ok());
  ask(s, {{"do", "join"}});
  const Json all = ask(s, {{"do", "decisions"}});
  REQUIRE(all["count"] == 5);
  REQUIRE(all["rows"].size() == 5);
  const Json page = ask(s, {{"do", "decisions"}, {"start", 3}, {"count", 10}});
  CHECK(page["count"] == 5);
  REQUIRE(page["rows"].size() == 2);
  CHECK(page["rows"][0] == all["rows"][3]);
  CHECK(ask(s, {{"do", "decisions"}, {"start", 99}})["rows"].empty());
}

TEST_CASE("settings: what the page wants kept of letters and layouts goes with the work file") {
  Session s;
  const Json letters = {{"totsugo_letters", 1}, {"town", "架空町"}, {"texts", {{"urge", {{"subject", "お願い"}}}}}};
  const Json layouts = {
      {"layouts", Json::array({{{"kind", "roster"}, {"fields", {{"name", {{"header", Json::array({"氏名"})}}}}}}})}};
  const Json kept = ask(s, {{"do", "settings"}, {"letters", letters}, {"layouts", layouts}});
  REQUIRE(kept["ok"] == true);
  CHECK(kept["letters"] == letters);
  CHECK(kept["layouts"] == layouts);
  Session other;
  const Json there = ask(other, {{"do", "open"}, {"body", export_all(s, "work.json")}});
  CHECK(there["letters"] == letters);
  CHECK(there["layouts"] == layouts);
  CHECK(there["import_table"].is_null());
  // One that is refused changes none.
  CHECK(ask(s, {{"do", "settings"}, {"letters", nullptr}, {"layouts", std::string((128 << 10) + 1, 'a')}})["ok"] ==
        false);
  CHECK(ask(s, {{"do", "overview"}})["letters"] == letters);
}
