#include "core/match/candidates.h"

#include <algorithm>

namespace totsugo {
namespace {

bool selectable(grade g) { return g <= grade::b; }

// Look-alikes: birth date first, then kana.
int distance(const comparison& c) {
  return static_cast<int>(c.birth) * 8 + static_cast<int>(c.kana) * 2 + (c.sex == sex_level::differs ? 1 : 0);
}

bool covers(const member& m, civil_date event) {
  return m.acquired <= event && (m.lost.none() || event <= m.lost);
}

// Which of one person's rows is meant: the one whose period covers the event, else the current one, else the latest.
bool better_period(const member& a, const member& b, civil_date event) {
  if (!event.none() && covers(a, event) != covers(b, event)) return covers(a, event);
  if (a.lost.none() != b.lost.none()) return a.lost.none();
  if (a.acquired != b.acquired) return a.acquired > b.acquired;
  return a.line < b.line;
}

}  // namespace

size_t candidate_list::count(grade from, grade to) const {
  return static_cast<size_t>(std::count_if(all_.begin(), all_.end(), [=](const candidate& c) {
    return c.compared.result >= from && c.compared.result <= to;
  }));
}

bool candidate_list::wants(const comparison& c) const {
  if (c.result == grade::none) return false;
  if (selectable(c.result)) return true;
  if (c.result == grade::c) return c.number_settles() || c.rival() || count(grade::s, grade::b) == 0;
  if (count(grade::s, grade::c) > 0) return false;
  if (all_.size() < kMostLookAlikes) return true;
  return std::any_of(all_.begin(), all_.end(),
                     [&](const candidate& other) { return distance(c) < distance(other.compared); });
}

void candidate_list::add(uint32_t who, const comparison& c) {
  if (c.result == grade::look_alike) {
    if (all_.size() >= kMostLookAlikes) {
      const auto worst = std::max_element(all_.begin(), all_.end(), [](const candidate& a, const candidate& b) {
        return distance(a.compared) < distance(b.compared);
      });
      all_.erase(worst);
    }
    all_.push_back({who, c});
    return;
  }
  const size_t most = selectable(c.result) ? kMostSelectable : kMostShown;
  const size_t now = selectable(c.result) ? count(grade::s, grade::b) : count(grade::c, grade::c);
  if (now >= most) {
    ++more_;
    return;
  }
  std::erase_if(all_, [](const candidate& other) { return other.compared.result == grade::look_alike; });
  all_.push_back({who, c});
}

void candidate_list::settle() {
  if (count(grade::s, grade::b) > 0)
    std::erase_if(all_, [](const candidate& c) {
      return c.compared.result > grade::c ||
             (c.compared.result == grade::c && !c.compared.number_settles() && !c.compared.rival());
    });
  std::stable_sort(all_.begin(), all_.end(), [](const candidate& a, const candidate& b) {
    return a.compared.result != b.compared.result ? a.compared.result < b.compared.result : a.who < b.who;
  });
}

bool same_member(const member& a, const member& b) {
  if (a.birth != b.birth) return false;
  if (a.resident_number && b.resident_number) return a.resident_number == b.resident_number;
  return same_household_number(a.number, b.number) && a.number.branch >= 0 && a.number.branch == b.number.branch;
}

resolution resolve(const candidate_list& candidates, const std::vector<member>& members, civil_date event) {
  resolution out;
  const std::vector<candidate>& all = candidates.all();
  if (all.empty() || all.front().compared.result >= grade::look_alike) return out;
  out.best = all.front().compared.result;
  const candidate* chosen = &all.front();
  bool several = false;
  for (const candidate& c : all) {
    if (&c == &all.front()) continue;
    if (same_member(members[c.who], members[chosen->who])) {
      ++out.history_rows;
      // A period row of the same person may be the one meant even if written a little differently.
      if (c.compared.result <= grade::b && better_period(members[c.who], members[chosen->who], event)) chosen = &c;
    } else if (c.compared.result == out.best || (c.compared.rival() && out.best > grade::s)) {
      several = true;
    } else if (c.compared.number_settles() && !chosen->compared.number_settles()) {
      out.number_points_elsewhere = true;
    }
  }
  out.compared = chosen->compared;
  out.best = chosen->compared.result;
  if (several || out.number_points_elsewhere) {
    out.kind = resolution_kind::several;
    return out;
  }
  out.who = chosen->who;
  out.kind = selectable(out.best) ? resolution_kind::one : resolution_kind::shown_only;
  return out;
}

}  // namespace totsugo
