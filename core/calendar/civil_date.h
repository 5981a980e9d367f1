// Dates of the proleptic Gregorian calendar, packed as year<<16 | month<<8 | day, so that packed values compare like
// dates. 0 is "no date". A birth date may have an unknown month or day (0): such a date is partial.
#pragma once
#include <cstdint>
#include <string>

namespace totsugo {

struct CivilDate {
  uint32_t packed = 0;

  static constexpr CivilDate of(int year, int month, int day) {
    return {static_cast<uint32_t>(year) << 16 | static_cast<uint32_t>(month) << 8 | static_cast<uint32_t>(day)};
  }
  constexpr int year() const { return static_cast<int>(packed >> 16); }
  constexpr int month() const { return static_cast<int>(packed >> 8 & 0xFF); }
  constexpr int day() const { return static_cast<int>(packed & 0xFF); }
  constexpr bool none() const { return packed == 0; }
  constexpr bool partial() const { return packed != 0 && (month() == 0 || day() == 0); }
  friend constexpr auto operator<=>(CivilDate, CivilDate) = default;
};

constexpr bool is_leap_year(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }
int days_in_month(int year, int month);
// True for a date of the calendar in the years 1800 to 2200; partial dates are not valid here.
bool is_valid_date(int year, int month, int day);
// Days since 1970-01-01; only for full dates.
int64_t day_number(CivilDate d);
CivilDate from_day_number(int64_t days);
// "YYYY-MM-DD", or "" for none.
std::string iso_text(CivilDate d);

}  // namespace totsugo
