#include "core/casework/merge.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/casework/merge_runs.h"
#include "core/casework/person_key.h"

namespace totsugo {
namespace {

using Kind = CaseEvent::Kind;

// What an event does to one of the cases it touches.
struct Mention {
  uint32_t event = kNobody;
  uint32_t at = 0;  // which of the event's cases
  bool none() const { return event == kNobody; }
};

// One of the two books, its cases and runs by their numbers in the merged one.
struct Half {
  Half(Side s, const CaseBook& b) : side(s), book(b) {}

  Side side;
  const CaseBook& book;
  std::vector<uint32_t> case_to;  // own number -> merged
  std::vector<uint32_t> run_to;
  std::vector<std::vector<uint32_t>>
      touched;  // by event: cases. A merge touches the book itself, which stands behind the last case
  std::vector<std::vector<Mention>> history;  // by case, oldest first
  std::vector<uint32_t> content;              // by event: the same number for the same event of either book
  std::vector<std::vector<Mention>> twins;    // by event and case: the same in the other book
  std::vector<uint32_t> last_twin;            // by event: which event of the other book has to be there first
  std::vector<std::vector<uint32_t>> place;   // of acts, by case: the merged event
};

class Merge {
 public:
  Merge(const CaseBook& ours, const CaseBook& theirs, const MergeNote& note)
      : ours_(Side::ours, ours), theirs_(Side::theirs, theirs), note_(note) {
    number_cases();
    number_runs();
    number_contents();
    for (Half* h : {&ours_, &theirs_}) tell_histories(*h);
    for (uint32_t c = 0; c <= cases_; ++c) match(c);
    number_people();
  }

  std::vector<MergeConflict> conflicts() const;
  // Follows one side for each person; false if a conflict is not decided.
  bool decide(const std::unordered_map<std::string, Side>& choices);
  // After that.
  MergeOutcome apply(CaseBook& ours);

 private:
  const Half& other(const Half& h) const { return h.side == Side::ours ? theirs_ : ours_; }
  void number_cases();
  void number_runs();
  void number_contents();
  void tell_histories(Half& h) const;
  void match(uint32_t c);
  bool chose_the_same(Mention o, Mention t) const;
  bool is_known(const Half& h, Mention m) const { return !h.twins[m.event][m.at].none(); }
  void number_people();
  uint32_t first_of(uint32_t c) const;
  void unite(uint32_t a, uint32_t b);
  bool knows_all_of(const Half& h, uint32_t c) const;
  bool knows_all_of(const Half& h, const std::vector<uint32_t>& person) const;
  std::vector<MergeConflict::Told> unknown(const Half& h, const std::vector<uint32_t>& person) const;

  bool has_to_stand(const Half& h, Mention m) const;
  void weave();
  void take(Half& h, uint32_t event);
  void take_act(Half& h, uint32_t event);
  static void take_cases(const Half& h, const CaseEvent& whole, std::vector<uint32_t> which, CaseEvent& part);
  void take_back(const Half& h, uint32_t event);
  uint32_t put(CaseEvent event, bool to_stand);
  void put_right();
  void put_right(uint32_t act);
  std::vector<Case> cases() const;
  bool brings_news(const CaseBook& ours, const std::vector<Case>& cases) const;

  Half ours_;
  Half theirs_;
  MergeNote note_;
  WovenRuns runs_;
  uint32_t cases_ = 0;
  std::vector<uint32_t> in_theirs_;  // by merged case: the number there
  std::vector<uint32_t> joined_to_;  // by merged case: another of the same person with a smaller number, or itself
  std::map<uint32_t, std::vector<uint32_t>> people_;  // by the first of a person's cases: all of them
  std::vector<Side> followed_;                        // by merged case, and the book itself
  std::vector<CaseEvent> events_;
  std::vector<bool> stands_;
  std::vector<bool> has_to_stand_;
};

// Ours keep their numbers, theirs come behind. Cases are equal by their key; else by the roster person whom one of the books knows.
void Merge::number_cases() {
  std::unordered_map<std::string_view, uint32_t> by_key;
  std::unordered_map<std::string_view, uint32_t> by_roster;
  for (const Case& c : ours_.book.cases()) {
    ours_.case_to.push_back(cases_);
    by_key.emplace(c.key, cases_);
    if (!c.roster.empty()) by_roster.emplace(c.roster, cases_);
    ++cases_;
  }
  const std::vector<Case>& theirs = theirs_.book.cases();
  theirs_.case_to.assign(theirs.size(), kNobody);
  std::set<uint32_t> taken;
  const auto take = [&](size_t i, const auto& known, const std::string& key) {
    const auto at = known.find(key);
    if (theirs_.case_to[i] == kNobody && at != known.end() && taken.insert(at->second).second)
      theirs_.case_to[i] = at->second;
  };
  for (size_t i = 0; i < theirs.size(); ++i) take(i, by_key, theirs[i].key);
  for (size_t i = 0; i < theirs.size(); ++i) {
    take(i, by_roster, theirs[i].key);
    if (theirs[i].roster.empty()) continue;
    take(i, by_key, theirs[i].roster);
    take(i, by_roster, theirs[i].roster);
  }
  for (uint32_t& to : theirs_.case_to)
    if (to == kNobody) to = cases_++;
  in_theirs_.assign(cases_, kNobody);
  for (uint32_t i = 0; i < theirs_.case_to.size(); ++i) in_theirs_[theirs_.case_to[i]] = i;
}

void Merge::number_runs() {
  runs_ = weave_runs(ours_.book.runs(), theirs_.book.runs());
  ours_.run_to = runs_.ours;
  theirs_.run_to = runs_.theirs;
}

// On which run it was entered is not said: the run may have been taken back in one of the books.
void Merge::number_contents() {
  using Content = std::tuple<Kind, uint32_t, CivilDate, CivilDate, std::string_view, std::string_view, std::string_view,
                             std::string_view>;
  std::map<Content, uint32_t> known;
  for (Half* h : {&ours_, &theirs_})
    for (const CaseEvent& e : h->book.events()) {
      const bool takes_back = e.kind == Kind::undo || e.kind == Kind::redo;
      const uint32_t what = takes_back ? h->content[e.of] : static_cast<uint32_t>(e.action);
      const Content content{e.kind, what, e.on, e.until, e.at, e.who, e.reason, e.note};
      h->content.push_back(known.emplace(content, static_cast<uint32_t>(known.size())).first->second);
    }
}

void Merge::tell_histories(Half& h) const {
  h.history.resize(cases_ + 1);
  for (uint32_t n = 0; n < h.book.events().size(); ++n) {
    const CaseEvent& e = h.book.events()[n];
    std::vector<uint32_t> touched;
    if (e.kind == Kind::merge) touched = {cases_};
    else if (e.kind != Kind::act) touched = h.touched[e.of];
    else
      for (const uint32_t c : e.cases) touched.push_back(h.case_to[c]);
    for (uint32_t i = 0; i < touched.size(); ++i) h.history[touched[i]].push_back({n, i});
    h.twins.emplace_back(touched.size());
    h.place.emplace_back(touched.size(), kNobody);
    h.touched.push_back(std::move(touched));
  }
  h.last_twin.assign(h.book.events().size(), kNobody);
}

// Two clerks may have chosen another person each, at the same moment even.
bool Merge::chose_the_same(Mention o, Mention t) const {
  const CaseEvent& ours = ours_.book.events()[o.event];
  const CaseEvent& theirs = theirs_.book.events()[t.event];
  const bool chosen = o.at < ours.chosen.size() && t.at < theirs.chosen.size();
  return !chosen || ours.chosen[o.at].person == theirs.chosen[t.at].person;
}

// Equal events of one case are the same event; of several that are equal the first is the first.
void Merge::match(uint32_t c) {
  const std::vector<Mention>& ours = ours_.history[c];
  std::vector<bool> used(ours.size());
  size_t from = 0;
  const auto note_last = [](Half& h, Mention m, uint32_t twin) {
    uint32_t& last = h.last_twin[m.event];
    last = last == kNobody ? twin : std::max(last, twin);
  };
  for (const Mention t : theirs_.history[c]) {
    while (from < ours.size() && used[from]) ++from;
    for (size_t i = from; i < ours.size(); ++i) {
      const Mention o = ours[i];
      if (used[i] || ours_.content[o.event] != theirs_.content[t.event] || !chose_the_same(o, t)) continue;
      used[i] = true;
      ours_.twins[o.event][o.at] = t;
      theirs_.twins[t.event][t.at] = o;
      note_last(ours_, o, t.event);
      note_last(theirs_, t, o.event);
      break;
    }
  }
}

bool Merge::knows_all_of(const Half& h, uint32_t c) const {
  const Half& o = other(h);
  return std::all_of(o.history[c].begin(), o.history[c].end(), [&](Mention m) { return is_known(o, m); });
}

uint32_t Merge::first_of(uint32_t c) const {
  while (joined_to_[c] != c) c = joined_to_[c];
  return c;
}

void Merge::unite(uint32_t a, uint32_t b) {
  a = first_of(a);
  b = first_of(b);
  joined_to_[std::max(a, b)] = std::min(a, b);
}

// What either book, or both together, know as one person is decided as one: of a choice, of two cases that were made one, and of all that
// was done since then, no half is left.
void Merge::number_people() {
  joined_to_.resize(cases_);
  std::iota(joined_to_.begin(), joined_to_.end(), 0);
  std::unordered_map<std::string_view, uint32_t> of_roster;
  for (const Half* h : {&ours_, &theirs_})
    for (uint32_t i = 0; i < h->case_to.size(); ++i) {
      const uint32_t c = h->case_to[i];
      unite(c, h->case_to[h->book.root_of(i)]);
      for (const std::string* as : {&h->book.cases()[i].roster_key(), &h->book.chosen_as(i)})
        if (!as->empty()) unite(c, of_roster.emplace(*as, c).first->second);
    }
  for (uint32_t c = 0; c < cases_; ++c) people_[first_of(c)].push_back(c);
}

bool Merge::knows_all_of(const Half& h, const std::vector<uint32_t>& person) const {
  return std::all_of(person.begin(), person.end(), [&](uint32_t c) { return knows_all_of(h, c); });
}

std::vector<MergeConflict::Told> Merge::unknown(const Half& h, const std::vector<uint32_t>& person) const {
  std::map<uint32_t, uint32_t> out;  // event -> case
  for (const uint32_t c : person)
    for (const Mention m : h.history[c])
      if (!is_known(h, m)) out.emplace(m.event, h.side == Side::ours ? c : in_theirs_[c]);
  std::vector<MergeConflict::Told> told;
  for (const auto& [event, number] : out) told.push_back({event, number});
  return told;
}

std::vector<MergeConflict> Merge::conflicts() const {
  std::vector<MergeConflict> out;
  for (const auto& [first, person] : people_) {
    if (knows_all_of(ours_, person) || knows_all_of(theirs_, person)) continue;
    uint32_t theirs = kNobody;
    for (const uint32_t c : person) theirs = std::min(theirs, in_theirs_[c]);
    out.push_back({first, theirs, unknown(ours_, person), unknown(theirs_, person)});
  }
  return out;
}

bool Merge::decide(const std::unordered_map<std::string, Side>& choices) {
  followed_.assign(cases_ + 1, Side::ours);
  for (const auto& [first, person] : people_) {
    if (knows_all_of(ours_, person)) continue;
    Side followed = Side::theirs;
    if (!knows_all_of(theirs_, person)) {
      const auto chosen = choices.find(ours_.book.cases()[first].key);  // ours have the smaller numbers
      if (chosen == choices.end()) return false;
      followed = chosen->second;
    }
    for (const uint32_t c : person) followed_[c] = followed;
  }
  return true;
}

// ---- the events of both, in one order ----

bool Merge::has_to_stand(const Half& h, Mention m) const {
  if (followed_[h.touched[m.event][m.at]] == h.side) return h.book.stands(m.event);
  const Mention twin = h.twins[m.event][m.at];
  return !twin.none() && other(h).book.stands(twin.event);
}

uint32_t Merge::put(CaseEvent event, bool to_stand) {
  const auto number = static_cast<uint32_t>(events_.size());
  stands_.push_back(event.kind == Kind::act);
  has_to_stand_.push_back(to_stand);
  if (event.kind == Kind::undo) stands_[event.of] = false;
  if (event.kind == Kind::redo) stands_[event.of] = true;
  events_.push_back(std::move(event));
  return number;
}

// The cases of `part` are these of the event, in the merged numbers and their order, each with whom was chosen for it.
void Merge::take_cases(const Half& h, const CaseEvent& whole, std::vector<uint32_t> which, CaseEvent& part) {
  const auto number = [&](uint32_t i) { return h.case_to[whole.cases[i]]; };
  std::sort(which.begin(), which.end(), [&](uint32_t a, uint32_t b) { return number(a) < number(b); });
  part.cases.clear();
  part.chosen.clear();
  part.own_notes.clear();
  for (const uint32_t i : which) {
    part.cases.push_back(number(i));
    if (const auto own = whole.own_notes.find(whole.cases[i]); own != whole.own_notes.end())
      part.own_notes.emplace(number(i), own->second);
    if (i < whole.chosen.size()) part.chosen.push_back(whole.chosen[i]);
  }
  for (Outcome& o : part.outcomes) {
    o.number = h.case_to[o.number];
    o.listing.first_run = h.run_to[o.listing.first_run];
    o.listing.last_run = h.run_to[o.listing.last_run];
  }
  std::erase_if(part.outcomes, [&](const Outcome& o) {
    const bool of_event =
        std::any_of(whole.cases.begin(), whole.cases.end(), [&](uint32_t c) { return h.case_to[c] == o.number; });
    return of_event && !std::binary_search(part.cases.begin(), part.cases.end(), o.number);
  });
}

// One event for the cases in which it stands in the end, one for the others; a step that both took is there once.
void Merge::take_act(Half& h, uint32_t event) {
  std::vector<uint32_t> parts[2];
  for (uint32_t i = 0; i < h.touched[event].size(); ++i)
    if (const Mention m{event, i}; h.side == Side::ours || !is_known(h, m)) parts[has_to_stand(h, m)].push_back(i);
  for (const bool stands : {true, false}) {
    if (parts[stands].empty()) continue;
    CaseEvent part = h.book.events()[event];
    if (part.run != kNobody) part.run = h.run_to[part.run];
    take_cases(h, h.book.events()[event], parts[stands], part);
    const uint32_t number = put(std::move(part), stands);
    for (const uint32_t i : parts[stands]) h.place[event][i] = number;
  }
}

void Merge::take_back(const Half& h, uint32_t event) {
  CaseEvent e = h.book.events()[event];
  if (e.run != kNobody) e.run = h.run_to[e.run];
  std::set<uint32_t> acts;
  for (uint32_t i = 0; i < h.touched[event].size(); ++i) {
    if (h.side == Side::theirs && is_known(h, {event, i})) continue;
    const Mention twin = h.side == Side::theirs ? h.twins[e.of][i] : Mention{};
    acts.insert(twin.none() ? h.place[e.of][i] : ours_.place[twin.event][twin.at]);
  }
  for (const uint32_t act : acts) {
    e.of = act;
    put(e, false);
  }
}

void Merge::take(Half& h, uint32_t event) {
  const CaseEvent& e = h.book.events()[event];
  if (e.kind == Kind::act) return take_act(h, event);
  if (e.kind != Kind::merge) return take_back(h, event);
  if (h.side == Side::theirs && is_known(h, {event, 0})) return;
  CaseEvent merged = e;
  if (e.run != kNobody) merged.run = h.run_to[e.run];
  put(std::move(merged), false);
}

// Each book's order stays, what both know is there once; else by the time of entry.
void Merge::weave() {
  const std::vector<CaseEvent>& ours = ours_.book.events();
  const std::vector<CaseEvent>& theirs = theirs_.book.events();
  for (uint32_t o = 0, t = 0; o < ours.size() || t < theirs.size();) {
    const bool theirs_waits = t == theirs.size() || (theirs_.last_twin[t] != kNobody && theirs_.last_twin[t] >= o);
    const bool ours_waits = o == ours.size() || (ours_.last_twin[o] != kNobody && ours_.last_twin[o] > t);
    if (!theirs_waits && (ours_waits || theirs[t].at < ours[o].at)) take(theirs_, t++);
    else take(ours_, o++);
  }
}

void Merge::put_right(uint32_t act) {
  CaseEvent e;
  e.kind = stands_[act] ? Kind::undo : Kind::redo;
  e.of = act;
  e.at = note_.at;
  e.who = note_.who;
  e.run = runs_.runs.empty() ? kNobody : static_cast<uint32_t>(runs_.runs.size() - 1);
  put(std::move(e), false);
}

// The side that was not chosen is taken back, newest first; what it had taken back of the other is done again.
void Merge::put_right() {
  const auto acts = static_cast<uint32_t>(events_.size());
  for (uint32_t i = acts; i > 0; --i)
    if (stands_[i - 1] && !has_to_stand_[i - 1]) put_right(i - 1);
  for (uint32_t i = 0; i < acts; ++i)
    if (!stands_[i] && has_to_stand_[i]) put_right(i);
}

std::vector<Case> Merge::cases() const {
  std::vector<Case> out(cases_);
  const std::vector<Listing> none;
  std::set<std::string> keys;
  for (uint32_t c = 0; c < cases_; ++c) {
    const Case* const ours = c < ours_.book.cases().size() ? &ours_.book.cases()[c] : nullptr;
    const Case* const theirs = in_theirs_[c] == kNobody ? nullptr : &theirs_.book.cases()[in_theirs_[c]];
    const std::vector<Listing>& our_listings = ours ? ours->as_run_said().listings : none;
    const std::vector<Listing>& their_listings = theirs ? theirs->as_run_said().listings : none;
    const bool newer = theirs && (our_listings.empty() || theirs_.run_to[their_listings.back().last_run] >
                                                              ours_.run_to[our_listings.back().last_run]);
    const Case& first = ours ? *ours : theirs_.book.cases()[in_theirs_[c]];  // one of the books has it
    const Case& newest = newer ? *theirs : first;
    out[c].key = first.key;
    keys.insert(out[c].key);
    static_cast<Recorded&>(out[c]) = newest.as_run_said();
    out[c].listings = weave_listings(runs_, our_listings, their_listings);
  }
  // A roster person who has a case already is nobody else's: those two stay two until a clerk says that they are one.
  for (uint32_t c = 0; c < cases_; ++c) {
    const auto know_as = [&](const std::string& key) {
      if (out[c].roster.empty() && is_roster_key(key) && keys.insert(key).second) out[c].roster = key;
    };
    if (c < ours_.book.cases().size()) know_as(ours_.book.cases()[c].roster);
    if (in_theirs_[c] == kNobody) continue;
    const Case& theirs = theirs_.book.cases()[in_theirs_[c]];
    know_as(theirs.roster);
    know_as(theirs.key);
  }
  return out;
}

bool Merge::brings_news(const CaseBook& ours, const std::vector<Case>& cases) const {
  if (cases.size() != ours.cases().size() || runs_.runs.size() != ours.runs().size()) return true;
  for (uint32_t c = 0; c < cases_; ++c)
    if (!knows_all_of(ours_, c) || cases[c].listings != ours.cases()[c].as_run_said().listings) return true;
  return false;
}

MergeOutcome Merge::apply(CaseBook& ours) {
  MergeOutcome out;
  out.merged = true;
  const size_t before = ours.cases().size();
  out.added = cases_ - before;
  for (uint32_t c = 0; c < before; ++c)
    if (followed_[c] == Side::theirs && !(knows_all_of(ours_, c) && knows_all_of(theirs_, c))) ++out.taken;
  out.runs = runs_.runs.size() - ours.runs().size();
  std::vector<Case> made = cases();
  const bool news = brings_news(ours, made);
  if (!news && knows_all_of(ours_, cases_)) return out;
  weave();
  put_right();
  if (news) {  // else all they know more is that they have merged
    CaseEvent e;
    e.kind = Kind::merge;
    e.at = note_.at;
    e.who = note_.who;
    e.note = note_.file;
    put(std::move(e), false);
  }
  ours.take_over(theirs_.book, ours_.run_to, theirs_.run_to);
  ours.become(std::move(runs_.runs), std::move(made), std::move(events_));
  ours.count_step();
  return out;
}

}  // namespace

MergeOutcome merge(CaseBook& ours, const CaseBook& theirs, const std::unordered_map<std::string, Side>& choices,
                   const MergeNote& note) {
  Merge m(ours, theirs, note);
  if (m.decide(choices)) return m.apply(ours);
  MergeOutcome out;
  out.conflicts = m.conflicts();
  return out;
}

}  // namespace totsugo
