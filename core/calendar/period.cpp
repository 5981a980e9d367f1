#include "core/calendar/period.h"

#include <algorithm>

namespace totsugo {
namespace {

bool in_calendar(CivilDate d) { return is_valid_date(d.year(), d.month(), d.day()); }

CivilDate plus_days(CivilDate d, int days) { return from_day_number(day_number(d) + days); }

}  // namespace

CivilDate end_of_months(CivilDate from, int months) {
  const CivilDate first = plus_days(from, 1);
  const int month = first.year() * 12 + first.month() - 1 + months;
  const int y = month / 12;
  const int m = month % 12 + 1;
  if (first.day() > days_in_month(y, m)) return CivilDate::of(y, m, days_in_month(y, m));
  return plus_days(CivilDate::of(y, m, first.day()), -1);
}

std::optional<CivilDate> last_day(CivilDate from, Period period, const Holidays& holidays) {
  if (!period.valid() || !in_calendar(from)) return std::nullopt;
  if (period.none()) return CivilDate{};
  const CivilDate end = period.days > 0 ? plus_days(from, period.days) : end_of_months(from, period.months);
  const CivilDate moved = holidays.next_working_day(end);
  if (!in_calendar(moved)) return std::nullopt;
  return moved;
}

std::optional<CivilDate> next_step_from(CivilDate from, Period period, const Holidays& holidays) {
  const std::optional<CivilDate> last = last_day(from, period, holidays);
  if (!last || last->none()) return last;
  return plus_days(*last, 1);  // of the same calendar: no period ends on 12-31
}

}  // namespace totsugo
