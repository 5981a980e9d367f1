// What the tests of core/calendar/holidays ask beside what the product does.
#pragma once
#include "core/calendar/holidays.h"

namespace totsugo {

// The holiday's name; empty if the day is none.
inline std::string_view holiday_name(const Holidays& days, CivilDate d) { return days.name(d); }

}  // namespace totsugo
