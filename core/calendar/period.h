// The periods of the casework (DOMAIN section 4): how long a household has to answer a letter, and when the next step may be
// taken. Counted by the Civil Code: the day of dispatch does not count (article 140), the last day counts to its end (141), a
// last day on which the town hall rests moves to the next working day (142), months go by the calendar (143).
#pragma once
#include <optional>

#include "core/calendar/civil_date.h"
#include "core/calendar/holidays.h"

namespace totsugo {

inline constexpr int kMaxPeriodDays = 366;
inline constexpr int kMaxPeriodMonths = 24;

// Days or months, never both; neither: the town fixes none.
struct Period {
  int days = 0;
  int months = 0;
  constexpr bool none() const { return days == 0 && months == 0; }
  constexpr bool valid() const {
    return days >= 0 && days <= kMaxPeriodDays && months >= 0 && months <= kMaxPeriodMonths &&
           (days == 0 || months == 0);
  }
  friend constexpr bool operator==(Period, Period) = default;
};

// Article 143: months that begin the day after `from`, a day of the calendar, end the day before the day that corresponds to their first
// day; where the last month has no such day, with that month. Not moved by a holiday.
CivilDate end_of_months(CivilDate from, int months);

// The last day of a period that begins the day after `from`, the day of dispatch.
//   nothing    refused: a period that is not valid, a day that is none, is partial or is not in the calendar (1800 to 2200)
//   no date    the town fixes no period
// The date is provisional unless holidays.official() its year.
std::optional<CivilDate> last_day(CivilDate from, Period period, const Holidays& holidays);

// The first day on which the next step may be taken: the day after the last one, whatever day of the week. The same refusals.
std::optional<CivilDate> next_step_from(CivilDate from, Period period, const Holidays& holidays);

}  // namespace totsugo
