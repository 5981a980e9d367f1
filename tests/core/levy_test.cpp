// How far back the levy may be corrected: the town's rule, the limit of each fiscal year, and where a case shows it.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/calendar/date_form.h"
#include "core/calendar/levy_rule.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

CivilDate day(const char* iso) { return whole_date(iso); }

LevyRule rule_of(const Json& j) {
  const Result<std::optional<LevyRule>> read = read_levy_rule(j);
  REQUIRE(read.ok());
  REQUIRE(read.value());
  return *read.value();
}

const Json kFee = {{"kind", "fee"},
                   {"first_payments", {{"2023", "2023-06-30"}, {"2024", "2024-07-31"}, {"2025", "2025-06-30"}}}};

Json ask(Session& s, Json command) {
  command.update({{"at", "2026-11-24T09:00:00+09:00"}, {"who", "窓口　花子"}});
  return Json::parse(s.casework(command.dump()));
}

}  // namespace

TEST_CASE("levy: the last day is counted from the day after the first payment date") {
  struct Case {
    const char* kind;
    const char* paid;
    const char* until;
  };
  const Case cases[] = {
      {"fee", "2024-07-31", "2026-07-31"}, {"tax", "2024-07-31", "2029-07-31"}, {"fee", "2024-06-30", "2026-06-30"},
      {"fee", "2024-02-28", "2026-02-28"}, {"fee", "2024-02-29", "2026-02-28"}, {"fee", "2023-02-28", "2025-02-28"},
      {"tax", "2023-02-28", "2028-02-29"}, {"fee", "2024-12-31", "2026-12-31"}, {"tax", "2024-05-01", "2029-05-01"},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.paid));
    const std::string year = std::to_string(fiscal_year_of(day(c.paid)));
    const LevyRule rule = rule_of({{"kind", c.kind}, {"first_payments", {{year, c.paid}}}});
    const std::vector<LevyYear> years = levy_years(rule, day(c.paid), day(c.paid));
    REQUIRE(years.size() == 1);
    CHECK(iso_text(years[0].until) == c.until);
    ++ran;
  }
  CHECK(ran == 9);
}

TEST_CASE("levy: what can still be done comes first, then what is over") {
  struct Case {
    const char* loss;
    const char* today;
    const char* state;
    const char* until;
    int year;
  };
  const Case cases[] = {
      {"2024-04-01", "2025-06-01", "open", "2026-07-31", 2024},
      {"2024-03-31", "2025-06-01", "near", "2025-06-30", 2023},
      {"2023-05-10", "2025-06-30", "near", "2025-06-30", 2023},
      {"2023-05-10", "2025-07-01", "passed", "2026-07-31", 2024},
      {"2023-05-10", "2026-05-01", "near", "2026-07-31", 2024},
      {"2023-05-10", "2026-03-31", "passed", "2026-07-31", 2024},
      {"2023-05-10", "2028-01-01", "passed", "2027-06-30", 2025},
      {"2022-05-10", "2025-01-10", "unknown", "2025-06-30", 2023},
      {"2026-05-10", "2026-06-01", "unknown", "", 0},
      {"2026-06-02", "2026-06-01", "none", "", 0},
      {"", "2026-06-01", "none", "", 0},
  };
  size_t ran = 0;
  const LevyRule rule = rule_of(kFee);
  for (const Case& c : cases) {
    CAPTURE(std::string(c.loss) + " " + c.today);
    const LevyLimit limit = levy_limit(rule, *c.loss ? day(c.loss) : CivilDate{}, day(c.today));
    CHECK(code_of(limit.state) == c.state);
    CHECK(iso_text(limit.until) == c.until);
    CHECK(limit.year == c.year);
    ++ran;
  }
  CHECK(ran == 11);
  CHECK(levy_limit(std::nullopt, day("2023-05-10"), day("2026-05-01")).state == LevyState::none);
  CHECK(levy_text(rule, day("2022-05-10"), day("2026-05-01")) ==
        "2024年度分を減額できるのは2026-07-31までです。2023年度分は期限を過ぎています。"
        "2022・2026年度分は、最初の納期が設定にないため期限が分かりません。");
}

TEST_CASE("levy: whole months") {
  const auto months = [](const char* from, const char* to) { return whole_months_between(day(from), day(to)); };
  CHECK(months("2026-09-02", "2026-11-24") == 2);
  CHECK(months("2026-09-30", "2026-10-30") == 1);
  CHECK(months("2026-09-30", "2026-10-29") == 0);
  CHECK(months("2026-01-31", "2026-02-28") == 1);
  CHECK(months("2024-02-29", "2026-02-28") == 24);
  CHECK(months("2026-02-01", "2026-01-01") == 0);
}

TEST_CASE("levy: a rule reads back as itself, and says what is wrong with another") {
  for (const char* kind : {"fee", "tax"}) {
    const LevyRule rule = rule_of({{"kind", kind}});
    CHECK(!rule.text.empty());
    CHECK(!rule.source.empty());
    const Result<std::optional<LevyRule>> again = read_levy_rule(levy_rule_json(rule));
    REQUIRE(again.ok());
    CHECK(*again.value() == rule);
  }
  CHECK(read_levy_rule(Json(nullptr)).ok());
  CHECK(levy_rule_json(std::nullopt).is_null());
  struct Wrong {
    Json given;
    const char* where;
  };
  const Wrong wrongs[] = {
      {Json::array(), "{}"},
      {Json::object(), "kind"},
      {{{"kind", "water"}}, "kind"},
      {{{"kind", 2}}, "kind"},
      {{{"kind", "fee"}, {"first_payments", {{"2024", "2024-03-31"}}}}, "first_payments.2024"},
      {{{"kind", "fee"}, {"first_payments", {{"2024", "2025-04-01"}}}}, "first_payments.2024"},
      {{{"kind", "fee"}, {"first_payments", {{"2024", "令和6年7月31日"}}}}, "first_payments.2024"},
      {{{"kind", "fee"}, {"first_payments", {{"2024", 20240731}}}}, "first_payments.2024"},
      {{{"kind", "fee"}, {"first_payments", {{"2024", "2024-02-30"}}}}, "first_payments.2024"},
      {{{"kind", "fee"}, {"first_payments", Json::array()}}, "first_payments"},
      {{{"kind", "fee"}, {"warn_months", 25}}, "warn_months"},
      {{{"kind", "fee"}, {"warn_months", 1.5}}, "warn_months"},
      {{{"kind", "fee"}, {"text", 1}}, "text"},
      {{{"kind", "fee"}, {"source", std::string(3001, 'a')}}, "source"},
      {{{"kind", "fee"}, {"years", 3}}, "years"},
  };
  size_t ran = 0;
  for (const Wrong& w : wrongs) {
    CAPTURE(w.given.dump());
    const Result<std::optional<LevyRule>> read = read_levy_rule(w.given);
    REQUIRE(!read.ok());
    CHECK(read.problem().code == ErrorCode::settings_invalid);
    CHECK(read.problem().detail == w.where);
    ++ran;
  }
  CHECK(ran == std::size(wrongs));
}

TEST_CASE("levy: off by default; set, a case, the list, the queue, the ledger and the work file have it") {
  Session s;
  REQUIRE(run_town_in(s, "D", Town().listed({OverlapLine{}}), {{"date", "2026-11-24"}}).ok());
  REQUIRE(ask(s, {{"do", "join"}})["ok"] == true);
  const auto row = [&s] {
    REQUIRE(Json::parse(s.view(R"({"scope":"book","sort":"levy"})"))["ok"] == true);
    return Json::parse(s.rows(0, 10))["rows"][0];
  };
  const auto counted = [&s](const char* state) {
    return ask(s, {{"do", "count"}, {"scope", "book"}, {"of", {{{"levy", {state}}}}}})["counts"][0];
  };
  const std::string loss = row()["loss_date"];
  REQUIRE(loss == "2026-09-02");
  CHECK(row()["as_case"]["levy"].is_null());
  CHECK(ask(s, {{"do", "case"}, {"case", 0}})["levy_hint"].is_null());
  CHECK(ask(s, {{"do", "overview"}})["levy"].is_null());
  CHECK(counted("near") == 0);
  const Json levy = {{"kind", "fee"}, {"first_payments", {{"2026", "2026-06-30"}}}, {"warn_months", 24}};
  const Json set = ask(s, {{"do", "settings"}, {"levy", levy}});
  REQUIRE_MESSAGE(set["ok"] == true, set.dump());
  CHECK(set["levy"]["kind"] == "fee");
  const Json refused = ask(s, {{"do", "settings"}, {"levy", {{"kind", "fee"}, {"warn_months", -1}}}});
  CHECK(refused["error"]["code"] == "settings_invalid");
  CHECK(ask(s, {{"do", "overview"}})["levy"] == set["levy"]);
  CHECK(row()["as_case"]["levy"]["state"] == "near");
  CHECK(row()["as_case"]["levy"]["until"] == "2028-06-30");
  CHECK(counted("near") == 1);
  CHECK(counted("passed") == 0);
  const Json hint = ask(s, {{"do", "case"}, {"case", 0}})["levy_hint"];
  CHECK(hint["months"] == 2);
  CHECK(hint["text"] == "2026年度分を減額できるのは2028-06-30までです。");
  CHECK(hint["rule"].get<std::string>().find("同条第2項") != std::string::npos);
  const Json ledger = ask(s, {{"do", "ledger"}, {"columns", {"levy_months", "levy_until"}}});
  CHECK(ledger["rows"][0]["cells"] == Json({"2", "2028-06-30"}));
  Session other;
  REQUIRE(ask(other, {{"do", "open"}, {"body", export_all(s, "work.json")}})["ok"] == true);
  CHECK(ask(other, {{"do", "overview"}})["levy"] == set["levy"]);
  CHECK(export_all(other, "work.json") == export_all(s, "work.json"));
  // Whoever is dealt with has no limit any more.
  REQUIRE(ask(s, {{"do", "act"}, {"action", "exclude"}, {"cases", {0}}, {"reason", "別人だった"}})["done"] == 1);
  CHECK(row()["as_case"]["levy"].is_null());
  CHECK(counted("near") == 0);
  CHECK(ask(s, {{"do", "settings"}, {"levy", nullptr}})["levy"].is_null());
}
