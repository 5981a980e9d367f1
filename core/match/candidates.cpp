#include "core/match/candidates.h"

#include <algorithm>

namespace totsugo {
namespace {

bool may_select(Grade g) { return g <= Grade::b; }

// Look-alikes: birth date first, then kana, then how much of the name is alike.
int distance(const Comparison& c) {
  return static_cast<int>(c.birth) * 256 + static_cast<int>(c.kana) * 32 + (15 - c.shared) * 2 +
         (c.sex == SexLevel::differs ? 1 : 0);
}

// When this town's membership began: 資格取得 is the prefecture's and stays through a move inside it (DOMAIN section 4).
CivilDate began(const Member& m) { return m.applied_from.none() ? m.acquired : m.applied_from; }

bool covers(const Member& m, CivilDate event) { return began(m) <= event && (m.ended().none() || event <= m.ended()); }

// Which of one person's rows is meant: the one whose period covers the event, else the current one, else the latest.
bool better_period(const Member& a, const Member& b, CivilDate event) {
  if (!event.none() && covers(a, event) != covers(b, event)) return covers(a, event);
  if (a.ended().none() != b.ended().none()) return a.ended().none();
  if (began(a) != began(b)) return began(a) > began(b);
  return a.line < b.line;
}

}  // namespace

size_t CandidateList::count(Grade from, Grade to) const {
  return static_cast<size_t>(std::count_if(all_.begin(), all_.end(), [=](const Candidate& c) {
    return c.compared.result >= from && c.compared.result <= to;
  }));
}

CandidateList::Rank CandidateList::rank_of(const Comparison& c) {
  if (may_select(c.result)) return selectable;
  return c.number_settles() || c.rival() ? weighty : plain;
}

// Who makes room for one of this rank: of grades S to B the worst, of grade C a plain one. Null if nobody does.
const Candidate* CandidateList::weakest(Rank of) const {
  const Candidate* out = nullptr;
  for (const Candidate& c : all_) {
    const Rank r = rank_of(c.compared);
    if (of == selectable ? r == selectable && (!out || out->compared.result <= c.compared.result) : r == plain)
      out = &c;
  }
  return out;
}

bool CandidateList::full(Rank of) const {
  return of == selectable ? count(Grade::s, Grade::b) >= kMostSelectable : count(Grade::c, Grade::c) >= kMostShown;
}

uint32_t CandidateList::more() const {
  return more_[selectable] + more_[weighty] + (count(Grade::s, Grade::b) ? 0 : more_[plain]);
}

bool CandidateList::wants(const Comparison& c) {
  if (c.result == Grade::none) return false;
  if (c.result <= Grade::c) {
    const Rank r = rank_of(c);
    if (r == plain && count(Grade::s, Grade::b) > 0) return false;
    if (!full(r)) return true;
    const Candidate* const weak = weakest(r);
    if (weak && (r == selectable ? c.result < weak->compared.result : r == weighty)) return true;
    ++more_[r];
    return false;
  }
  if (count(Grade::s, Grade::c) > 0) return false;
  if (all_.size() < kMostLookAlikes) return true;
  return std::any_of(all_.begin(), all_.end(),
                     [&](const Candidate& other) { return distance(c) < distance(other.compared); });
}

void CandidateList::add(uint32_t who, const Comparison& c) {
  if (c.result == Grade::look_alike) {
    if (all_.size() >= kMostLookAlikes) {
      const auto worst = std::max_element(all_.begin(), all_.end(), [](const Candidate& a, const Candidate& b) {
        return distance(a.compared) < distance(b.compared);
      });
      all_.erase(worst);
    }
    all_.push_back({who, c});
    return;
  }
  const Rank r = rank_of(c);
  if (full(r)) {
    const Candidate* const weak = weakest(r);
    if (!weak) return;
    ++more_[rank_of(weak->compared)];
    all_.erase(all_.begin() + (weak - all_.data()));
  }
  std::erase_if(all_, [](const Candidate& other) { return other.compared.result == Grade::look_alike; });
  all_.push_back({who, c});
}

void CandidateList::settle() {
  if (count(Grade::s, Grade::b) > 0)
    std::erase_if(all_, [](const Candidate& c) {
      return c.compared.result > Grade::c ||
             (c.compared.result == Grade::c && !c.compared.number_settles() && !c.compared.rival());
    });
  std::stable_sort(all_.begin(), all_.end(), [](const Candidate& a, const Candidate& b) {
    return a.compared.result != b.compared.result ? a.compared.result < b.compared.result : a.who < b.who;
  });
}

bool same_member(const Member& a, const Member& b) {
  if (a.birth != b.birth) return false;
  const bool household = same_household_number(a.number, b.number);
  const bool branches = a.number.branch >= 0 && b.number.branch >= 0;
  if (!a.resident_number || !b.resident_number) return household && branches && a.number.branch == b.number.branch;
  if (a.resident_number != b.resident_number) return false;
  const auto begins_within = [](const Member& x, const Member& y) {
    return x.acquired >= y.acquired && (y.ended().none() || x.acquired < y.ended());
  };
  if (!begins_within(a, b) && !begins_within(b, a)) return true;
  const bool numbers = !a.number.none() && !b.number.none();
  return !(numbers && !household) && !(branches && a.number.branch != b.number.branch);
}

Resolution resolve(const CandidateList& candidates, const std::vector<Member>& members, CivilDate event) {
  Resolution out;
  const std::vector<Candidate>& all = candidates.all();
  if (all.empty() || all.front().compared.result >= Grade::look_alike) {
    if (candidates.not_sought()) out.kind = ResolutionKind::not_sought;
    return out;
  }
  out.best = all.front().compared.result;
  const Candidate* chosen = &all.front();
  bool several = false;
  for (const Candidate& c : all) {
    if (&c == &all.front()) continue;
    if (same_member(members[c.who], members[chosen->who])) {
      ++out.history_rows;
      // A period row of the same person may be the one meant even if written a little differently.
      if (c.compared.result <= Grade::b && better_period(members[c.who], members[chosen->who], event)) chosen = &c;
    } else if (c.compared.result == out.best || (c.compared.rival() && out.best > Grade::s)) {
      several = true;
    } else if (c.compared.number_settles() && !chosen->compared.number_settles()) {
      out.number_points_elsewhere = true;
    }
  }
  for (const Candidate& c : all) {
    const Member& row = members[c.who];
    if (&c == chosen || !row.unreadable || !began(row).none() || !same_member(row, members[chosen->who])) continue;
    if (row.ended().none() || row.ended() > began(members[chosen->who])) out.unreadable = c.who;
  }
  out.compared = chosen->compared;
  out.best = chosen->compared.result;
  if (several || out.number_points_elsewhere) {
    out.kind = ResolutionKind::several;
    for (const Candidate& c :
         all)  // nobody is meant: told is only what holds of all of them, not what the first line needs
      if (c.compared.result == out.best) out.compared.relaxations &= c.compared.relaxations;
    return out;
  }
  out.who = chosen->who;
  out.kind = may_select(out.best) ? ResolutionKind::one : ResolutionKind::shown_only;
  return out;
}

}  // namespace totsugo
