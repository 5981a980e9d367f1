// The limits for correcting the levy against walking day by day: every first payment date of eight years, both kinds, and what a case is
// told on every day.
#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/calendar/levy_rule.h"

using namespace totsugo;

namespace {

CivilDate next(CivilDate d) { return from_day_number(day_number(d) + 1); }

// Walks from the day after the payment to the day before the corresponding one, or to the end of the month that has none.
CivilDate walked(CivilDate paid, int years) {
  const CivilDate first = next(paid);
  CivilDate day = first;
  while (day.year() < first.year() + years || day.month() < first.month()) day = next(day);
  CivilDate before = from_day_number(day_number(day) - 1);
  while (day.month() == first.month()) {
    if (day.day() == first.day()) return before;
    before = day;
    day = next(day);
  }
  return before;
}

int april_year(CivilDate d) { return d.month() >= 4 ? d.year() : d.year() - 1; }

}  // namespace

TEST_CASE("levy: every first payment date of eight years, walked day by day") {
  size_t ran = 0;
  for (const auto& [kind, years] : {std::pair{"fee", 2}, {"tax", 5}}) {
    for (CivilDate paid = CivilDate::of(2019, 4, 1); paid < CivilDate::of(2027, 4, 1); paid = next(paid)) {
      LevyRule rule;
      rule.kind = kind;
      rule.first_payments[april_year(paid)] = paid;
      const std::vector<LevyYear> all = levy_years(rule, paid, paid);
      REQUIRE(all.size() == 1);
      REQUIRE_MESSAGE(all[0].until == walked(paid, years), iso_text(paid));
      ++ran;
    }
  }
  CHECK(ran == 2 * 2922);
}

TEST_CASE("levy: what a case is told on every day, by what each year says") {
  LevyRule rule;
  rule.kind = "fee";
  rule.first_payments = {{2022, CivilDate::of(2022, 6, 30)},
                         {2023, CivilDate::of(2023, 6, 30)},
                         {2025, CivilDate::of(2025, 7, 31)},
                         {2026, CivilDate::of(2026, 6, 30)}};
  size_t ran = 0;
  std::map<LevyState, size_t> met;
  for (const CivilDate loss : {CivilDate::of(2021, 12, 1), CivilDate::of(2022, 4, 1), CivilDate::of(2023, 3, 31),
                               CivilDate::of(2025, 4, 2), CivilDate::of(2026, 9, 2)}) {
    for (CivilDate today = CivilDate::of(2021, 4, 1); today < CivilDate::of(2030, 1, 1); today = next(today)) {
      CivilDate soonest, latest_over;
      bool unknown = false;
      for (int year = april_year(loss); loss <= today && year <= april_year(today); ++year) {
        const auto paid = rule.first_payments.find(year);
        if (paid == rule.first_payments.end()) {
          unknown = true;
          continue;
        }
        const CivilDate until = walked(paid->second, 2);
        if (until < today) latest_over = std::max(latest_over, until);
        else if (soonest.none() || until < soonest) soonest = until;
      }
      // Three months by the calendar, to the end of a month that is too short.
      int y = today.year(), m = today.month() + 3, d = today.day();
      if (m > 12) ++y, m -= 12;
      d = std::min(d, days_in_month(y, m));
      LevyState state = LevyState::none;
      if (loss <= today) {
        state = LevyState::open;
        if (unknown) state = LevyState::unknown;
        if (!latest_over.none()) state = LevyState::passed;
        if (!soonest.none() && soonest <= CivilDate::of(y, m, d)) state = LevyState::near;
      }
      const LevyLimit limit = levy_limit(rule, loss, today);
      CAPTURE(iso_text(loss) + " " + iso_text(today));
      REQUIRE(limit.state == state);
      REQUIRE(limit.until == (soonest.none() ? latest_over : soonest));
      ++met[state];
      ++ran;
    }
  }
  CHECK(ran == 5 * 3197);
  CHECK(met.size() == kLevyStateCount);
}
