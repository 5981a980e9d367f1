// What a loss in the roster says of a case (DOMAIN section 3, settled points): that it has been filed, that something else happened,
// or nothing.
#pragma once
#include "core/rules/matched.h"

namespace totsugo {

enum class RosterLossKind : uint8_t {
  open,             // no loss that concerns this case
  filed,            // the expected one
  filed_earlier,    // the expected one, of an earlier period; acquired again since
  differs,          // another date than expected, or no date can be expected
  older,            // an older loss, and nobody current: not a member
  before_acquired,  // lost before it was acquired
  overlapping,      // a loss that may be the expected one, of a period in force beside the one that is meant
};

struct RosterLoss {
  RosterLossKind kind = RosterLossKind::open;
  CivilDate lost;
};

// More days before the expected date than this make a loss another, older one.
inline constexpr int kDaysOfOneLoss = 31;

// `expected`: the loss date this case would have; none where it cannot be told.
RosterLoss roster_loss(const Matched& m, const CaseResult& found, CivilDate expected, int tolerance_days);

// Puts the case into its bucket if the roster shows a loss, with the reason; false if it is open.
struct LossBuckets {
  Bucket filed;
  Bucket review;
  Bucket nonmember;
};
bool settle_by_roster_loss(const RosterLoss& loss, CivilDate expected, const LossBuckets& buckets, CaseResult& out);

}  // namespace totsugo
