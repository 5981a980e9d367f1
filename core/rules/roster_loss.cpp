#include "core/rules/roster_loss.h"

#include <algorithm>

namespace totsugo {
namespace {

int64_t days_between(CivilDate from, CivilDate to) { return day_number(to) - day_number(from); }

bool is_expected(CivilDate lost, CivilDate expected, int tolerance) {
  return !lost.none() && !expected.none() && std::abs(days_between(expected, lost)) <= tolerance;
}

bool is_older(CivilDate lost, CivilDate expected) {
  return !expected.none() && days_between(lost, expected) > kDaysOfOneLoss;
}

// A loss that may be the expected one, in another row of the person whose period is in force beside the open one; or any loss of a
// period that began after it: somebody forgot to close the older row.
CivilDate loss_beside(const Matched& m, const CaseResult& found, CivilDate expected) {
  const uint32_t meant = m.roster.newest(found.member);
  for (const Candidate& c : m.people[found.person].candidates.all()) {
    const uint32_t row = m.roster.newest(c.who);
    if (row == meant || m.roster.of(row) != m.roster.of(meant)) continue;
    const CivilDate lost = m.members[row].lost;
    const bool within = m.members[row].acquired > m.members[meant].acquired;
    if (lost > m.members[meant].acquired && (within || !is_older(lost, expected))) return lost;
  }
  return {};
}

}  // namespace

RosterLoss roster_loss(const Matched& m, const CaseResult& found, CivilDate expected, int tolerance) {
  const Member& meant = m.members[found.member];
  if (!meant.lost.none() && meant.lost < meant.acquired) return {RosterLossKind::before_acquired, meant.lost};
  const bool filed = is_expected(meant.lost, expected, tolerance);
  for (const Candidate& c : m.people[found.person].candidates.all()) {
    const Member& row = m.members[m.roster.newest(c.who)];
    if (m.roster.of(c.who) != m.roster.of(found.member) || c.compared.result > Grade::c) continue;
    if (filed && row.acquired >= meant.lost) return {RosterLossKind::filed_earlier, meant.lost};
    if (is_expected(row.lost, expected, tolerance) && row.acquired <= row.lost && meant.acquired >= row.lost)
      return {RosterLossKind::filed_earlier, row.lost};
  }
  if (filed) return {RosterLossKind::filed, meant.lost};
  if (meant.lost.none()) {
    const CivilDate beside = loss_beside(m, found, expected);
    return beside.none() ? RosterLoss{} : RosterLoss{RosterLossKind::overlapping, beside};
  }
  if (is_older(meant.lost, expected)) return {RosterLossKind::older, meant.lost};
  return {RosterLossKind::differs, meant.lost};
}

bool settle_by_roster_loss(const RosterLoss& loss, CivilDate expected, const LossBuckets& buckets, CaseResult& out) {
  switch (loss.kind) {
    case RosterLossKind::open: return false;
    case RosterLossKind::filed:
      out.say(ReasonCode::filed, loss.lost);
      out.where = buckets.filed;
      return true;
    case RosterLossKind::filed_earlier:
      out.say(ReasonCode::filed_earlier_period, loss.lost);
      out.where = buckets.filed;
      return true;
    case RosterLossKind::older:
      out.say(ReasonCode::older_loss, loss.lost);
      out.where = buckets.nonmember;
      return true;
    case RosterLossKind::before_acquired:
      out.doubt(ReviewKind::roster_dates, ReasonCode::lost_before_acquired, loss.lost);
      out.where = buckets.review;
      return true;
    case RosterLossKind::overlapping:
      out.doubt(ReviewKind::roster_dates, ReasonCode::periods_overlap, loss.lost);
      out.where = buckets.review;
      return true;
    case RosterLossKind::differs:
      if (expected.none()) out.doubt(ReviewKind::loss_differs, ReasonCode::loss_unexpected, loss.lost);
      else out.doubt(ReviewKind::loss_differs, ReasonCode::loss_differs, loss.lost, expected);
      out.where = buckets.review;
      return true;
  }
  return false;
}

}  // namespace totsugo
