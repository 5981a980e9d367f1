// Flow P: the pension list first (H23 notice 3(2)), the overlap list in place of asking the workplace (R3 notice).
// A person who stands on the overlap list alone is reference, never selectable.
#include <algorithm>
#include <span>
#include <unordered_map>

#include "core/base/hash.h"
#include "core/rules/matched.h"
#include "core/rules/roster_loss.h"

namespace totsugo {
namespace {

// An overlap person who is, or may be, a given roster person.
struct OverlapLink {
  uint32_t member;  // the roster person
  uint32_t overlap_person;
  bool certain;
};

class FlowP {
 public:
  FlowP(const Matched& m, const RuleSettings& s) : m_(m), s_(s), claims_(m.members.size()) {}

  std::vector<CaseResult> run();

 private:
  void link_overlap();
  void follow_choices();
  void follow_choice(const PensionPerson& p, const Choice& said, const std::vector<uint32_t>& same_birth);
  std::span<const OverlapLink> links_of(uint32_t member) const;
  void link_corrections();
  const PensionRow* correction_by_another(const CaseResult& out, CivilDate lost) const;
  uint64_t name_key(uint32_t person) const;
  void judge(const PensionPerson& p, const PensionEvent& e, CaseResult& out);
  void settle(const PensionEvent& e, bool stands, CaseResult& out);
  void say_change(const PensionEvent& e, CaseResult& out) const;
  bool pension_side_stands(const PensionEvent& e, CaseResult& out) const;
  void judge_overlap(CaseResult& out, CivilDate pension_lost);
  void doubt_ended(const std::vector<const OverlapRow*>& ended, const std::vector<const OverlapRow*>& usable,
                   CaseResult& out) const;
  void attach_overlap(CaseResult& out, std::vector<uint32_t>& newest, bool& doubtful);
  void add_references();

  const Matched& m_;
  const RuleSettings& s_;
  Claims claims_;
  std::vector<Resolution> overlap_resolved_;
  std::vector<OverlapLink> links_;                                      // by member, then by overlap person
  std::unordered_map<uint64_t, std::vector<uint32_t>> absent_overlap_;  // name key -> overlap people not in the roster
  struct Correction {
    uint32_t person;  // index among the pension people
    uint32_t row;
  };
  std::unordered_map<uint32_t, std::vector<Correction>> corrections_;  // roster person -> rows that change a loss
  std::vector<bool> on_pension_list_;                                  // by overlap person
  std::vector<CaseResult> out_;
};

uint64_t FlowP::name_key(uint32_t person) const {
  const ListedPerson& p = m_.people[person];
  const KeyText& key = p.kana_key.size ? p.kana_key : p.written_key;
  return hash_pair(hash_text(key.view()), p.id.birth.packed);
}

void FlowP::link_overlap() {
  const auto& persons = m_.overlap_people();
  on_pension_list_.assign(persons.size(), false);
  Claims claims(m_.members.size());
  for (uint32_t i = 0; i < persons.size(); ++i) {
    const Resolution r = resolve_person(m_, persons[i], {});
    if (r.kind == ResolutionKind::one && m_.overlap.run_of(persons[i].rows.front()) == 0)
      claims.add(m_.roster.of(r.who), i);
    overlap_resolved_.push_back(r);
  }
  follow_choices();
  for (uint32_t i = 0; i < persons.size(); ++i) {
    const Resolution& r = overlap_resolved_[i];
    std::vector<uint32_t> linked;
    for (const Candidate& c : m_.people[persons[i].person].candidates.all()) {
      const uint32_t who = m_.roster.of(c.who);
      const bool picked = r.kind == ResolutionKind::one && m_.roster.of(r.who) == who;
      if (c.compared.result > Grade::c && !(r.chosen && picked)) continue;
      if (r.kind == ResolutionKind::one && !picked) continue;
      if (std::find(linked.begin(), linked.end(), who) != linked.end()) continue;
      linked.push_back(who);
      const bool apart = !persons[i].torn || r.chosen;
      links_.push_back({who, i, picked && apart && !claims.contested(who)});
    }
    if (r.kind == ResolutionKind::nobody) absent_overlap_[name_key(persons[i].person)].push_back(i);
  }
  std::stable_sort(links_.begin(), links_.end(),
                   [](const OverlapLink& a, const OverlapLink& b) { return a.member < b.member; });
}

// A clerk's word about somebody of the pension list holds for a person of the overlap list too, where only this one can be the
// same: born the same day, called the same, nothing against, and not picked for anybody by itself.
void FlowP::follow_choice(const PensionPerson& p, const Choice& said, const std::vector<uint32_t>& same_birth) {
  uint32_t only = kNobody;
  for (const uint32_t i : same_birth) {
    const uint32_t other = m_.overlap_people()[i].person;
    const FieldLevels l = levels_of(compare(m_.people[p.person].id, m_.people[other].id));
    if (anything_against(l, [](LevelOf) { return false; })) continue;
    if (!agrees(level(l, LevelOf::kana)) && !agrees(level(l, LevelOf::written))) continue;
    if (only != kNobody) return;
    only = i;
  }
  if (only == kNobody || overlap_resolved_[only].kind == ResolutionKind::one) return;
  const CandidateList& candidates = m_.people[m_.overlap_people()[only].person].candidates;
  const Resolution r = resolve_chosen(candidates, m_.members, m_.roster, {}, said.member);
  if (r.kind == ResolutionKind::one) overlap_resolved_[only] = r;
}

void FlowP::follow_choices() {
  if (!m_.choices || m_.choices->empty()) return;
  std::unordered_map<uint32_t, std::vector<uint32_t>> by_birth;  // overlap people
  for (uint32_t i = 0; i < m_.overlap_people().size(); ++i)
    by_birth[m_.people[m_.overlap_people()[i].person].id.birth.packed].push_back(i);
  for (const PensionPerson& p : m_.pension_people()) {
    const Choice* const said = m_.choice_of(p.person);
    if (!said || said->lapsed || said->member == kNobody) continue;
    const auto at = by_birth.find(m_.people[p.person].id.birth.packed);
    if (at != by_birth.end()) follow_choice(p, *said, at->second);
  }
}

std::span<const OverlapLink> FlowP::links_of(uint32_t member) const {
  const uint32_t who = m_.roster.of(member);
  const auto first = std::lower_bound(links_.begin(), links_.end(), who,
                                      [](const OverlapLink& link, uint32_t m) { return link.member < m; });
  auto last = first;
  while (last != links_.end() && last->member == who) ++last;
  return {links_.data() + (first - links_.begin()), static_cast<size_t>(last - first)};
}

// Rows of the overlap people who are this roster person; `newest` gets those of the newest run.
void FlowP::attach_overlap(CaseResult& out, std::vector<uint32_t>& newest, bool& doubtful) {
  const auto take = [&](uint32_t overlap_person, bool certain) {
    on_pension_list_[overlap_person] = true;
    for (const uint32_t row : m_.overlap_people()[overlap_person].rows) {
      out.overlap_rows.push_back(row);
      if (m_.overlap.run_of(row) != 0) continue;
      if (certain) newest.push_back(row);
      else doubtful = true;
    }
  };
  if (out.member != kNobody) {
    for (const OverlapLink& link : links_of(out.member)) take(link.overlap_person, link.certain);
  } else if (out.best == Grade::none) {
    const auto it = absent_overlap_.find(name_key(out.person));
    if (it == absent_overlap_.end()) return;
    for (const uint32_t i : it->second) take(i, true);
  } else {
    // Several candidates: the rows of all of them are shown, each once.
    std::vector<uint32_t> taken;
    for (const Candidate& c : m_.people[out.person].candidates.all()) {
      if (c.compared.result > out.best) continue;
      for (const OverlapLink& link : links_of(c.who)) {
        if (std::find(taken.begin(), taken.end(), link.overlap_person) != taken.end()) continue;
        taken.push_back(link.overlap_person);
        take(link.overlap_person, false);
      }
    }
  }
}

// Corrections and cancellations by the roster people they may be about. A paper list keyed by hand may write one person
// in two ways: the correction is then another person of the list, and must not be overlooked.
void FlowP::link_corrections() {
  const auto& persons = m_.pension_people();
  for (uint32_t i = 0; i < persons.size(); ++i) {
    std::vector<uint32_t> members;
    for (const uint32_t row : persons[i].rows) {
      const PensionRow& said = m_.pension.rows()[row];
      if (said.change == PensionChange::loss && !said.unclear)
        continue;  // what is of an unknown kind may be a correction
      if (members.empty()) {
        const Resolution r = resolve_person(m_, persons[i], {});
        for (const Candidate& c : m_.people[persons[i].person].candidates.all()) {
          const uint32_t who = m_.roster.of(c.who);
          if (c.compared.result <= Grade::c && (r.kind != ResolutionKind::one || who == m_.roster.of(r.who)) &&
              std::find(members.begin(), members.end(), who) == members.end())
            members.push_back(who);
        }
      }
      for (const uint32_t who : members) corrections_[who].push_back({i, row});
    }
  }
}

const PensionRow* FlowP::correction_by_another(const CaseResult& out, CivilDate lost) const {
  const auto it = corrections_.find(m_.roster.of(out.member));
  if (it == corrections_.end()) return nullptr;
  for (const Correction& c : it->second) {
    const PensionRow& row = m_.pension.rows()[c.row];
    const CivilDate about =
        row.corrected_from.none() && row.change == PensionChange::cancellation ? row.lost : row.corrected_from;
    if (m_.pension_people()[c.person].person != out.person && (row.unclear || about.none() || about == lost))
      return &row;
  }
  return nullptr;
}

// Everything about the pension side and the roster that stops a case before the overlap list is asked.
bool FlowP::pension_side_stands(const PensionEvent& e, CaseResult& out) const {
  const PensionRow& row = m_.pension.rows()[e.row];
  bool stands = true;
  const auto doubt = [&](ReviewKind why, ReasonCode code, CivilDate a = {}, CivilDate b = {}, uint64_t n = 0) {
    out.doubt(why, code, a, b, n);
    stands = false;
  };
  constexpr ReviewKind kPension = ReviewKind::pension_side;
  if (e.unmatched) doubt(kPension, ReasonCode::correction_unmatched, row.corrected_from, {}, row.line);
  if (e.several_dates) doubt(kPension, ReasonCode::several_losses, row.lost);
  if (row.reason == PensionReason::unknown) doubt(kPension, ReasonCode::reason_unknown);
  if (row.lost > s_.today) doubt(kPension, ReasonCode::pension_loss_in_future, row.lost);
  if (e.unclear_row != kNobody) {
    const PensionRow& other = m_.pension.rows()[e.unclear_row];
    if (other.unclear) doubt(kPension, ReasonCode::change_unclear, {}, {}, other.line);
    else if (e.unclear_row != e.row)
      doubt(kPension, ReasonCode::correction_unmatched, other.corrected_from, {}, other.line);
  }
  if (const PensionRow* other = correction_by_another(out, row.lost))
    doubt(kPension, ReasonCode::corrected_elsewhere, row.lost, {}, other->line);
  const Member& who = m_.members[out.member];
  if (who.acquired > row.lost)
    doubt(ReviewKind::dates, ReasonCode::acquired_after_pension_loss, row.lost, who.acquired);
  else if (who.applied_from > row.lost)
    doubt(ReviewKind::dates, ReasonCode::applied_after_pension_loss, row.lost, who.applied_from);
  if (!who.applied_to.none() && who.applied_to <= s_.today)
    doubt(ReviewKind::roster_dates, ReasonCode::application_ended, who.applied_to);
  return stands;
}

// Records that ended before the pension loss, beside those that count: joined earlier, and after 国保 was, the loss would lie there.
void FlowP::doubt_ended(const std::vector<const OverlapRow*>& ended, const std::vector<const OverlapRow*>& usable,
                        CaseResult& out) const {
  const Member& who = m_.members[out.member];
  for (const OverlapRow* e : ended)
    for (const OverlapRow* o : usable) {
      if (same_other_record(*e, *o)) out.doubt(ReviewKind::other_record, ReasonCode::two_other_records);
      else if (e->acquired < o->acquired && e->acquired >= who.acquired)
        out.doubt(ReviewKind::other_record, ReasonCode::two_other_dates, e->acquired, o->acquired);
    }
}

// Steps 7 to 10 of the order (DOMAIN section 3).
void FlowP::judge_overlap(CaseResult& out, CivilDate pension_lost) {
  std::vector<uint32_t> newest;
  bool doubtful = false;
  attach_overlap(out, newest, doubtful);
  std::vector<const OverlapRow*> usable;
  std::vector<const OverlapRow*> ended;
  bool unreadable = false;
  for (const uint32_t i : newest) {
    const OverlapRow& o = m_.overlap.rows()[i];
    if (o.unreadable()) {
      unreadable = true;
    } else if (!o.lost.none() && o.lost < pension_lost) {
      out.say(ReasonCode::other_ended, o.acquired, o.lost);
      ended.push_back(&o);
    } else {
      usable.push_back(&o);
    }
  }
  if (usable.empty() && !doubtful) {
    out.where = Bucket::p_inquire;
    if (unreadable) out.say(ReasonCode::other_unreadable);
    if (out.overlap_rows.empty()) out.say(ReasonCode::no_overlap_row);
    else if (newest.empty())
      out.say(ReasonCode::only_in_older_run, m_.overlap.runs()[m_.overlap.run_of(out.overlap_rows.front())].date);
    out.say(ReasonCode::inquire);
    return;
  }
  const Member& who = m_.members[out.member];
  const OverlapRow* employee = nullptr;
  const OverlapRow* outside = nullptr;
  constexpr ReviewKind kOther = ReviewKind::other_record;
  if (doubtful) out.doubt(kOther, ReasonCode::overlap_doubtful);
  if (unreadable) out.doubt(kOther, ReasonCode::other_unreadable);
  doubt_ended(ended, usable, out);
  for (const OverlapRow* o : usable) {
    if (!o->own_lost.none() && o->own_lost <= s_.today) out.doubt(ReviewKind::dates, ReasonCode::own_lost, o->own_lost);
    const InsurerClass kind = o->other.kind;
    if (o->other_is_own) {
      out.doubt(kOther, ReasonCode::other_own_town, o->acquired);
    } else if (kind == InsurerClass::unknown || kind == InsurerClass::invalid) {
      out.doubt(kOther, other_kind_reason(kind), o->acquired);
    } else if (!o->lost.none() && o->lost <= s_.today) {
      out.doubt(kOther, ReasonCode::other_ended, o->acquired, o->lost);
    } else if (kind != InsurerClass::employee) {
      out.say(other_kind_reason(kind), o->acquired);
    } else if (o->acquired < who.acquired) {
      out.doubt(ReviewKind::dates, ReasonCode::other_before_national, o->acquired, who.acquired);
    } else if (o->acquired < o->own_acquired) {
      out.doubt(ReviewKind::dates, ReasonCode::own_acquired_differs, o->acquired, o->own_acquired);
    } else if (const int64_t days = day_number(o->acquired) - day_number(pension_lost);
               days > s_.tolerance_days || -days > s_.tolerance_days) {
      out.doubt(ReviewKind::dates, ReasonCode::dates_disagree, pension_lost, o->acquired);
    }
    const OverlapRow*& one = kind == InsurerClass::employee ? employee : outside;
    if (one && !same_other_record(*one, *o))
      out.doubt(kOther, ReasonCode::two_other_dates, std::min(one->acquired, o->acquired),
                std::max(one->acquired, o->acquired));
    one = o;
  }
  if (employee && outside)
    out.doubt(kOther, ReasonCode::two_other_dates, std::min(employee->acquired, outside->acquired),
              std::max(employee->acquired, outside->acquired));
  if (out.review != ReviewKind::none) {
    out.where = Bucket::p_review;
  } else if (outside) {
    out.where = Bucket::p_outside;
    state_loss_date(outside->other.kind, outside->acquired, out);
  } else {
    out.where = Bucket::p_confirmed;
    out.say(ReasonCode::confirmed_by_overlap, pension_lost, employee->acquired);
    state_loss_date(employee->other.kind, employee->acquired, out);
  }
}

void FlowP::say_change(const PensionEvent& e, CaseResult& out) const {
  const PensionRow& row = m_.pension.rows()[e.row];
  if (e.replaced != kNobody) out.say(ReasonCode::moved, m_.pension.rows()[e.replaced].lost, row.lost);
  if (e.repeated) out.say(ReasonCode::repeated_loss, row.lost, {}, e.repeated + 1);
}

// The order of DOMAIN section 3; where nothing stops it, the overlap list decides.
void FlowP::settle(const PensionEvent& e, bool stands, CaseResult& out) {
  const PensionRow& row = m_.pension.rows()[e.row];
  const CivilDate expected = row.lost.none() ? CivilDate{} : loss_date(InsurerClass::employee, row.lost);
  const bool cancels = row.change == PensionChange::cancellation;
  out.where = Bucket::p_review;
  if (e.withdrawn) {
    if (cancels) out.say(ReasonCode::cancels, row.corrected_from.none() ? row.lost : row.corrected_from);
    else out.say(ReasonCode::withdrawn, row.lost, {}, m_.pension.rows()[e.withdrawn_by].line);
    if (stands) {
      const RosterLoss loss = roster_loss(m_, out, expected, s_.filed_tolerance_days);
      if (loss.kind == RosterLossKind::filed || loss.kind == RosterLossKind::filed_earlier)
        out.say(ReasonCode::withdrawn_yet_lost, loss.lost);
    }
    out.where = Bucket::p_withdrawn;
    return;
  }
  if (row.reason == PensionReason::outside) {
    out.say(ReasonCode::reason_outside);
    out.where = Bucket::p_outside;
    return;
  }
  if (!out.found() && out.review != ReviewKind::not_sought && out.review != ReviewKind::choice_lapsed) {
    out.where = Bucket::p_nonmember;
    return;
  }
  if (stands && claims_.contested(m_.roster.of(out.member))) {
    out.doubt(ReviewKind::claimed_twice, ReasonCode::claimed_twice);
    if (const PensionRow* other = correction_by_another(out, row.lost))
      out.say(ReasonCode::corrected_elsewhere, row.lost, {}, other->line);
    out.sure = stands = false;
  }
  if (!stands) return;
  if (cancels) {  // of a loss that is on no list
    out.doubt(ReviewKind::pension_side, ReasonCode::correction_unmatched,
              row.corrected_from.none() ? row.lost : row.corrected_from, {}, row.line);
    return;
  }
  const LossBuckets buckets{Bucket::p_filed, Bucket::p_review, Bucket::p_nonmember};
  if (settle_by_roster_loss(roster_loss(m_, out, expected, s_.filed_tolerance_days), expected, buckets, out)) return;
  if (pension_side_stands(e, out)) judge_overlap(out, row.lost);
}

void FlowP::judge(const PensionPerson& p, const PensionEvent& e, CaseResult& out) {
  out.pension_row = e.row;
  out.pension_rows = e.rows;
  const Resolution r = resolve_person(m_, p, m_.pension.rows()[e.row].lost);
  const bool stands = explain_match(m_, p.person, r, p.torn, out);
  out.sure = stands;
  say_change(e, out);
  settle(e, stands, out);
  if (out.overlap_rows.empty()) {
    std::vector<uint32_t> newest;
    bool doubtful = false;
    attach_overlap(out, newest, doubtful);
  }
  out.selectable = out.where == Bucket::p_confirmed || out.where == Bucket::p_inquire;
  if (out.where != Bucket::p_review) out.review = ReviewKind::none;
}

// People of the newest run who stand on no pension list: shown, never selectable.
void FlowP::add_references() {
  const auto& persons = m_.overlap_people();
  for (uint32_t i = 0; i < persons.size(); ++i) {
    const OverlapPerson& p = persons[i];
    if (on_pension_list_[i] || m_.overlap.run_of(p.rows.front()) != 0) continue;
    CaseResult out;
    out.sure = explain_match(m_, p.person, overlap_resolved_[i], p.torn, out);
    out.review = ReviewKind::none;
    out.where = Bucket::d_reference;
    out.overlap_rows = p.rows;
    out.say(ReasonCode::r3_limit);
    out_.push_back(std::move(out));
  }
}

std::vector<CaseResult> FlowP::run() {
  link_overlap();
  link_corrections();
  const auto& persons = m_.pension_people();
  for (uint32_t i = 0; i < persons.size(); ++i) {
    for (const PensionEvent& e : persons[i].events) {
      if (e.withdrawn) continue;
      const Resolution r = resolve_person(m_, persons[i], m_.pension.rows()[e.row].lost);
      if (r.kind == ResolutionKind::one && (!persons[i].torn || r.chosen)) claims_.add(m_.roster.of(r.who), i);
    }
  }
  for (const PensionPerson& p : m_.pension_people())
    for (const PensionEvent& e : p.events) {
      out_.emplace_back();
      judge(p, e, out_.back());
    }
  std::stable_sort(out_.begin(), out_.end(), [this](const CaseResult& a, const CaseResult& b) {
    return m_.pension.rows()[a.pension_row].line < m_.pension.rows()[b.pension_row].line;
  });
  add_references();
  return std::move(out_);
}

}  // namespace

std::vector<CaseResult> apply_flow_p(const Matched& m, const RuleSettings& s) { return FlowP(m, s).run(); }

}  // namespace totsugo
