#include "core/calendar/civil_date.h"

namespace totsugo {

int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

bool is_valid_date(int year, int month, int day) {
  return year >= 1800 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

// Howard Hinnant's days-from-civil arithmetic: years start in March, eras of 400 years.
int64_t day_number(CivilDate d) {
  const int64_t y = d.year() - (d.month() <= 2 ? 1 : 0);
  const int64_t era = y / 400;
  const int64_t year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (d.month() + (d.month() > 2 ? -3 : 9)) + 2) / 5 + d.day() - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

CivilDate from_day_number(int64_t days) {
  const int64_t z = days + 719468;
  const int64_t era = z / 146097;
  const int64_t day_of_era = z - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return CivilDate::of(static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day);
}

std::string iso_text(CivilDate d) {
  if (d.none()) return {};
  std::string out = "0000-00-00";
  const int y = d.year();
  for (int i = 3, v = y; i >= 0; --i, v /= 10) out[static_cast<size_t>(i)] = static_cast<char>('0' + v % 10);
  out[5] = static_cast<char>('0' + d.month() / 10);
  out[6] = static_cast<char>('0' + d.month() % 10);
  out[8] = static_cast<char>('0' + d.day() / 10);
  out[9] = static_cast<char>('0' + d.day() % 10);
  return out;
}

}  // namespace totsugo
