// The two sides of the overlap list: columns are found as whole sets, and each set is our own or the other insurer's as a
// whole (DOMAIN section 6, "Sets before columns"). Words tell a set, or our own insurer's number does; nothing else.
#pragma once
#include <vector>

#include "core/layout/column_profile.h"
#include "core/layout/header_reading.h"

namespace totsugo {

struct SideSets {
  std::vector<Side> side;      // by column; unsaid for what belongs to no set, or to one of `undecided`
  std::vector<int> undecided;  // columns of sets that nothing tells
  std::vector<int> reversed;   // insurers' columns whose values say the opposite of their headers
};

// `fixed`: by column, the side a person has chosen; unsaid where nobody has.
SideSets find_side_sets(const std::vector<HeaderReading>& readings, const std::vector<ColumnProfile>& profiles,
                        const std::vector<Side>& fixed);

// A field of which each side has one: insurer, numbers, dates of the insurance.
bool belongs_to_side(Field f);

}  // namespace totsugo
