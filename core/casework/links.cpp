// What clerks put in the place of what the runs said: whom they chose, and which cases are one person's.
#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/casework/case_book.h"

namespace totsugo {

// Numbers that only the roster gives are there.
bool is_in_roster(const Recorded& r) {
  const auto& fields = snapshot_fields();
  for (size_t i = 0; i < r.snapshot.size(); ++i)
    if (fields[i].kind == FileKind::roster && !r.snapshot[i].empty() &&
        (fields[i].field == Field::resident_number || fields[i].field == Field::member_number))
      return true;
  return false;
}

std::vector<StandingChoice> CaseBook::choices() const {
  std::vector<StandingChoice> out;
  for (const uint32_t n : links_) {
    const CaseEvent& e = events_[n];
    if (!stands(n) || e.run == kNobody) continue;
    for (size_t i = 0; i < e.chosen.size(); ++i)
      out.push_back({runs_[e.run].flow, &e.chosen[i], day_entered(e), e.cases[i]});
  }
  return out;
}

namespace {

// The listing, which the run goes on with, as the runs before it have it: nothing if none has.
std::optional<Listing> before_run(const Listing& l, uint32_t run, const std::vector<RunRecord>& runs) {
  for (uint32_t earlier = run; earlier-- > l.first_run;) {
    if (runs[earlier].flow != l.flow) continue;
    Listing out = l;
    out.last_run = earlier;
    return out;
  }
  return std::nullopt;
}

void insert_in_order(std::vector<Listing>& listings, Listing one) {
  const auto later = [&one](const Listing& l) { return l.last_run > one.last_run; };
  listings.insert(std::find_if(listings.begin(), listings.end(), later), std::move(one));
}

// What a run says of the person with a choice: in the place of what it said without, or behind all that was said before it.
void put_outcome(Recorded& r, const Outcome& o, const std::vector<RunRecord>& runs) {
  const bool said = !r.listings.empty() && r.listings.back().last_run == o.listing.last_run;
  const auto last = said ? r.listings.rbegin()
                         : std::find_if(r.listings.rbegin(), r.listings.rend(),
                                        [&](const Listing& l) { return l.flow == o.listing.flow; });
  Listing now = o.listing;
  if (last != r.listings.rend()) {
    const bool goes_on = last->bucket == now.bucket && (said || last->loss_date == now.loss_date);
    std::optional<Listing> kept = said && !goes_on ? before_run(*last, now.last_run, runs) : std::nullopt;
    if (goes_on) now.first_run = last->first_run;
    if (said || goes_on) r.listings.erase(std::next(last).base());
    if (kept) insert_in_order(r.listings, std::move(*kept));
  }
  r.listings.push_back(std::move(now));
  r.snapshot = o.snapshot;
  r.birth = o.birth;
}

}  // namespace

void CaseBook::apply_outcomes() {
  struct Before {
    uint32_t run = kNobody;
    Recorded said;
  };
  std::unordered_map<uint32_t, Before> before;  // by case: the run last chosen in, and what had been said before that
  for (const uint32_t n : links_) {
    if (!stands(n)) continue;
    for (const Outcome& o : events_[n].outcomes) {
      Case& c = cases_[o.number];
      // A later run has been listed since: what was chosen is part of it.
      if (!c.listings.empty() && c.listings.back().last_run > o.listing.last_run) continue;
      if (!c.unchosen) c.unchosen = c;
      // Of several choices in one run the last one counts, and what the one before it has put in the place of older runs does not.
      Before& b = before[o.number];
      if (b.run == o.listing.last_run) static_cast<Recorded&>(c) = b.said;
      else b = {o.listing.last_run, c};
      put_outcome(c, o, runs_);
      linked_.push_back(o.number);
    }
  }
}

// Everything is put back to what the runs said, and what stands now is put in its place.
void CaseBook::relink() {
  std::vector<uint32_t> touched = std::move(linked_);
  linked_ = {};
  chosen_for_.clear();
  chosen_as_.clear();
  for (const uint32_t n : touched) {
    Case& c = cases_[n];
    if (c.own) static_cast<Recorded&>(c) = std::move(*c.own);
    if (c.unchosen) static_cast<Recorded&>(c) = std::move(*c.unchosen);
    c.own.reset();
    c.unchosen.reset();
    c.parts.clear();
    c.part_of = kNobody;
  }
  apply_outcomes();
  join_parts();
  touched.insert(touched.end(), linked_.begin(), linked_.end());
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  for (const uint32_t n : touched) cases_[n].now = standing(cases_[n]);  // a part's by itself: the body has it
}

void CaseBook::join(uint32_t a, uint32_t b) {
  a = root_of(a);
  b = root_of(b);
  if (a == b) return;
  if (b < a) std::swap(a, b);
  cases_[b].part_of = a;
  linked_.push_back(a);
  linked_.push_back(b);
}

void CaseBook::join_parts() {
  std::map<uint32_t, std::pair<const ChosenPerson*, bool>> chosen;  // by case: the choice that counts
  for (const uint32_t n : links_) {
    const CaseEvent& e = events_[n];
    if (!stands(n)) continue;
    if (e.action == CaseAction::same_person)
      for (size_t i = 1; i < e.cases.size(); ++i) join(e.cases[0], e.cases[i]);
    for (size_t i = 0; i < e.chosen.size(); ++i) {
      const auto sure =
          std::find_if(e.outcomes.begin(), e.outcomes.end(), [&](const Outcome& o) { return o.number == e.cases[i]; });
      chosen[e.cases[i]] = {&e.chosen[i], sure != e.outcomes.end() && sure->sure};
    }
  }
  for (const auto& [number, choice] : chosen) {
    const auto& [said, sure] = choice;
    if (said->person.empty() || !sure || cases_[number].roster_key() == said->person) continue;
    chosen_as_.emplace(number, said->person);
    if (const auto at = by_key_.find(said->person); at != by_key_.end()) join(number, at->second);
    else if (const auto [also, fresh] = chosen_for_.emplace(said->person, number); !fresh) join(number, also->second);
  }
  for (const uint32_t n : linked_)
    if (const uint32_t root = root_of(n); root != n) cases_[root].parts.push_back(n);
  for (const uint32_t n : linked_) show_parts(cases_[n]);
}

// All that was said of its parts, the newest as what the person is.
void CaseBook::show_parts(Case& c) {
  if (c.parts.empty() || c.own) return;
  std::sort(c.parts.begin(), c.parts.end());
  c.parts.erase(std::unique(c.parts.begin(), c.parts.end()), c.parts.end());
  c.own = static_cast<const Recorded&>(c);
  uint32_t newest = c.listings.empty() ? 0 : c.listings.back().last_run;
  for (const uint32_t n : c.parts) {
    const Case& part = cases_[n];
    const bool newer = !part.listings.empty() && part.listings.back().last_run > newest;
    // A list that leaves it open who somebody is makes nobody unknown whom the roster knows.
    const bool mine_known = is_in_roster(c);
    if (is_in_roster(part) != mine_known ? !mine_known : newer) {
      if (!part.listings.empty()) newest = part.listings.back().last_run;
      c.birth = part.birth;
      c.snapshot = part.snapshot;
    }
    c.listings.insert(c.listings.end(), part.listings.begin(), part.listings.end());
    std::stable_sort(c.listings.begin(), c.listings.end(), [](const Listing& a, const Listing& b) {
      if (a.last_run != b.last_run) return a.last_run < b.last_run;
      return rank_of(a) > rank_of(b);
    });
  }
}

}  // namespace totsugo
