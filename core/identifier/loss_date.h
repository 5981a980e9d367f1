// When 国保 ends because another insurance begins.
#pragma once
#include "core/calendar/civil_date.h"
#include "core/identifier/insurer_number.h"

namespace totsugo {

// 国保法8条: the day after joining an employee's insurance or 後期; the very day for a 国保組合. None where the law
// of the other insurance says something else.
CivilDate loss_date(InsurerClass kind, CivilDate acquired);

}  // namespace totsugo
