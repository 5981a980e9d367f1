// The national holidays, computed from the law (国民の祝日に関する法律) and not copied from a list: core/text/PROVENANCE.md.
// The days of rest of its article 3 are among them: 振替休日 (2項) and 国民の休日 (3項).
#pragma once
#include <span>
#include <string_view>

#include "core/calendar/civil_date.h"

namespace totsugo {

struct HolidayRow {
  CivilDate date;
  std::string_view name;
};

inline constexpr int kHolidaysFrom = 2020;
inline constexpr int kHolidaysTo = 2035;
// 春分の日 and 秋分の日 are fixed by the 暦要項, in the gazette of February of the year before. That of 2027 is out. Later years
// hold the days as astronomy and the law of today have them: provisional, since either may still change.
inline constexpr int kOfficialUntil = 2027;

// In order of the dates.
std::span<const HolidayRow> built_in_holidays();

}  // namespace totsugo
