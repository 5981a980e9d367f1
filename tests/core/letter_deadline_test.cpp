// One deadline: what a letter says is what is tracked, and what the town's rule gives is what the page is told before it prints.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/calendar/civil_date.h"
#include "core/calendar/date_form.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

Json ask(Session& s, Json command) {
  command["at"] = "2026-11-24T09:00:00+09:00";
  command["who"] = "窓口　花子";
  return Json::parse(s.casework(command.dump()));
}

Json act(Session& s, const char* action, Json more = Json::object()) {
  Json command = {{"do", "act"}, {"action", action}, {"cases", {0}}};
  command.update(more);
  return ask(s, command);
}

Json place(Session& s) { return ask(s, {{"do", "case"}, {"case", 0}})["case"]; }

// Somebody who may be urged, and the town's rule.
void one_confirmed(Session& s, const char* preset) {
  Town t;
  t.listed({{}});
  REQUIRE(run_town_in(s, "D", t).ok());
  REQUIRE(ask(s, {{"do", "settings"}, {"deadlines", {{"preset", preset}}}})["ok"] == true);
  REQUIRE(act(s, "verify")["done"] == 1);
}

Json deadline(Session& s, const char* letter, const std::string& on) {
  return ask(s, {{"do", "deadline"}, {"action", letter}, {"on", on}});
}

}  // namespace

TEST_CASE("letters: on every day of a year the deadline told before printing is the one tracked after") {
  size_t ran = 0;
  for (const char* preset : {"kumano", "higashisonogi", "none"}) {
    CAPTURE(std::string(preset));
    Session s;
    one_confirmed(s, preset);
    const int64_t first = day_number(CivilDate::of(2026, 11, 24));
    for (int64_t day = first; day < first + 366; ++day) {
      const std::string on = iso_text(from_day_number(day));
      const Json told = deadline(s, "urge", on);
      REQUIRE(told["ok"] == true);
      REQUIRE(act(s, "urge", {{"on", on}})["done"] == 1);
      CHECK(place(s)["due"] == told["until"]);
      CHECK(told["until"].is_null() == (std::string(preset) == "none"));
      REQUIRE(ask(s, {{"do", "undo"}})["done"] == true);
      ++ran;
    }
  }
  CHECK(ran == 3 * 366);
}

TEST_CASE(
    "letters: another deadline that was printed stays, whatever the rule becomes, and the town's period has to pass too") {
  for (const char* until : {"2026-12-25", "2027-02-01"}) {
    CAPTURE(std::string(until));
    Session s;
    one_confirmed(s, "none");
    REQUIRE(act(s, "urge", {{"on", "2026-11-24"}, {"until", until}})["done"] == 1);
    CHECK(place(s)["due"] == until);
    REQUIRE(ask(s, {{"do", "settings"}, {"deadlines", {{"preset", "kumano"}}}})["ok"] == true);
    CHECK(place(s)["due"] == until);
    const std::string by_rule = deadline(s, "urge", "2026-11-24")["until"];
    const std::string later = std::max(by_rule, std::string(until));
    CHECK(act(s, "urge_again", {{"on", later}})["refused"][0]["code"] == "too_early");
    const int64_t next = day_number(whole_date(later)) + 1;
    CHECK(act(s, "urge_again", {{"on", iso_text(from_day_number(next))}})["done"] == 1);
    Session again;
    REQUIRE(ask(again, {{"do", "open"}, {"body", export_all(s, "work.json")}})["ok"] == true);
    CHECK(ask(again, {{"do", "case"}, {"case", 0}})["events"][1]["until"] == until);
    CHECK(place(again) == place(s));
  }
}

TEST_CASE("letters: deadlines that cannot be are refused by name") {
  Session s;
  one_confirmed(s, "kumano");
  CHECK(act(s, "urge", {{"on", "2026-11-24"}, {"until", "2026-11-23"}})["refused"][0]["code"] == "until_before_sent");
  CHECK(act(s, "urge", {{"on", "2027-11-26"}})["refused"][0]["code"] == "date_far_ahead");
  CHECK(act(s, "urge", {{"on", "2026-11-24"}, {"until", "2026-11-31"}})["error"]["code"] == "date_invalid");
  CHECK(act(s, "note", {{"note", "x"}, {"until", "2026-11-30"}})["error"]["code"] == "settings_invalid");
  CHECK(deadline(s, "urge", "")["error"]["code"] == "date_invalid");
  CHECK(deadline(s, "note", "2026-11-24")["error"]["code"] == "settings_invalid");
  // Nobody has given a day yet: that is no refusal.
  const Json asked = ask(s, {{"do", "would_refuse"}, {"action", "urge"}, {"cases", {0}}, {"until", "2026-11-30"}});
  CHECK(asked["refused"].empty());
}
