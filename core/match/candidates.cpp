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

}  // namespace

size_t CandidateList::count(Grade from, Grade to) const {
  return static_cast<size_t>(std::count_if(all_.begin(), all_.end(), [=](const Candidate& c) {
    return c.compared.result >= from && c.compared.result <= to;
  }));
}

CandidateList::Rank CandidateList::rank_of(const Comparison& c) {
  if (may_select(c.result)) return selectable;
  return c.number_settles() || c.number == NumberLevel::household_only ? weighty : plain;
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

uint32_t CandidateList::more() const { return more_[selectable] + more_[weighty] + more_[plain]; }

bool CandidateList::wants(const Comparison& c) {
  if (c.result == Grade::none) return false;
  if (c.result <= Grade::c) {
    const Rank r = rank_of(c);
    if (!full(r)) return true;
    const Candidate* const weak = weakest(r);
    if (weak && (r == selectable ? c.result < weak->compared.result : r == weighty)) return true;
    drop(c);
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
    drop(weak->compared);
    all_.erase(all_.begin() + (weak - all_.data()));
  }
  std::erase_if(all_, [](const Candidate& other) { return other.compared.result == Grade::look_alike; });
  all_.push_back({who, c});
}

void CandidateList::drop(const Comparison& c) {
  ++more_[rank_of(c)];
  const FieldLevels levels = levels_of(c);
  if (std::find(beyond_.begin(), beyond_.end(), levels) == beyond_.end()) beyond_.push_back(levels);
}

void CandidateList::settle() {
  std::stable_sort(all_.begin(), all_.end(), [](const Candidate& a, const Candidate& b) {
    return a.compared.result != b.compared.result ? a.compared.result < b.compared.result : a.who < b.who;
  });
}

}  // namespace totsugo
