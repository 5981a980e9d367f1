#include "core/identifier/loss_date.h"

namespace totsugo {

CivilDate loss_date(InsurerClass kind, CivilDate acquired) {
  if (acquired.none()) return {};
  if (kind == InsurerClass::national_union) return acquired;
  if (kind != InsurerClass::employee && kind != InsurerClass::elderly) return {};
  return from_day_number(day_number(acquired) + 1);
}

}  // namespace totsugo
