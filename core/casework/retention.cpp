#include "core/casework/retention.h"

#include <algorithm>
#include <set>

namespace totsugo {
namespace {

// 29 February ends with February.
CivilDate years_later(CivilDate d, int years) {
  const int year = d.year() + years;
  return CivilDate::of(year, d.month(), std::min(d.day(), days_in_month(year, d.month())));
}

// The event with the cases that are kept, under their new numbers.
void keep_cases(CaseEvent& e, const std::vector<uint32_t>& to) {
  CaseEvent kept = e;
  kept.cases.clear();
  kept.chosen.clear();
  kept.outcomes.clear();
  kept.own_notes.clear();
  for (size_t i = 0; i < e.cases.size(); ++i) {
    if (to[e.cases[i]] == kNobody) continue;
    kept.cases.push_back(to[e.cases[i]]);
    if (i < e.chosen.size()) kept.chosen.push_back(std::move(e.chosen[i]));
  }
  for (auto& [number, note] : e.own_notes)
    if (to[number] != kNobody) kept.own_notes.emplace(to[number], std::move(note));
  for (Outcome& o : e.outcomes) {
    if (to[o.number] == kNobody) continue;
    o.number = to[o.number];
    kept.outcomes.push_back(std::move(o));
  }
  e = std::move(kept);
}

}  // namespace

std::vector<ExpiredCase> expired_cases(const CaseBook& book, CivilDate today) {
  std::vector<ExpiredCase> out;
  for (uint32_t i = 0; i < book.cases().size(); ++i) {
    const Case& c = book.cases()[i];
    if (!book.is_shown(i) || is_open(c.now.state) || c.now.anew) continue;
    CivilDate last = book.runs()[c.listings.back().last_run].date;
    for (const uint32_t e : book.events_of(c))
      last = std::max({last, book.events()[e].on, day_entered(book.events()[e])});
    if (const CivilDate until = years_later(last, book.retention_years()); until < today)
      out.push_back({i, last, until});
  }
  return out;
}

// What was recorded of the others stays as it is; a step that concerned nobody else goes too, and whatever took it back.
void CaseBook::drop_cases(const std::set<uint32_t>& out) {
  std::vector<uint32_t> to(cases_.size(), kNobody);
  std::vector<Case> kept;
  for (uint32_t i = 0; i < cases_.size(); ++i) {
    if (out.contains(i)) continue;
    to[i] = static_cast<uint32_t>(kept.size());
    Case bare;
    static_cast<Recorded&>(bare) = cases_[i].as_run_said();
    bare.key = cases_[i].key;
    bare.roster = cases_[i].roster;
    kept.push_back(std::move(bare));
  }
  std::vector<uint32_t> event_to(events_.size(), kNobody);
  std::vector<CaseEvent> events;
  for (uint32_t n = 0; n < events_.size(); ++n) {
    CaseEvent e = events_[n];
    const bool takes_back = e.kind == CaseEvent::Kind::undo || e.kind == CaseEvent::Kind::redo;
    if (takes_back) {
      if (event_to[e.of] == kNobody) continue;
      e.of = event_to[e.of];
    } else if (e.kind == CaseEvent::Kind::act) {
      keep_cases(e, to);
      if (e.cases.empty()) continue;
    }
    event_to[n] = static_cast<uint32_t>(events.size());
    events.push_back(std::move(e));
  }
  become(runs_, std::move(kept), std::move(events));
  std::set<std::string> households;
  for (const Case& c : cases_) households.insert(kept_text(c, Field::household_id));
  std::erase_if(households_, [&](const auto& h) { return !households.contains(h.first); });
}

void CaseBook::erase(const std::vector<uint32_t>& gone, std::string at, std::string who) {
  std::set<uint32_t> out(gone.begin(), gone.end());
  for (const uint32_t c : gone) out.insert(cases_[c].parts.begin(), cases_[c].parts.end());
  deletions_.push_back({std::move(at), std::move(who), gone.size()});
  drop_cases(out);
  count_step();
}

}  // namespace totsugo
