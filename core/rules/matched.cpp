#include "core/rules/matched.h"

#include <bit>

namespace totsugo {

const Choice* Matched::choice_of(uint32_t person) const {
  if (!choices) return nullptr;
  const auto at = choices->find(person);
  return at == choices->end() ? nullptr : &at->second;
}

Resolution resolve_person(const Matched& m, const PersonOfRows& who, CivilDate event) {
  if (const Choice* said = m.choice_of(who.person); said && !said->lapsed)
    return resolve_chosen(m.people[who.person].candidates, m.members, m.roster, event, said->member);
  const auto of = [&](uint32_t person) { return resolve(m.people[person].candidates, m.members, m.roster, event); };
  Resolution out = of(who.person);
  if (out.kind != ResolutionKind::one) return out;
  for (const uint32_t witness : who.witnesses) {
    const Resolution alone = of(witness);
    const bool nobody = alone.kind == ResolutionKind::nobody || alone.kind == ResolutionKind::not_sought;
    if (nobody || (alone.kind == ResolutionKind::one && m.roster.of(alone.who) == m.roster.of(out.who))) continue;
    out.kind = ResolutionKind::several;
    out.people = std::max(alone.people, uint32_t{2});
    out.who = kNobody;
  }
  return out;
}

ReviewKind one_difference(const Comparison& c, bool number_borne) {
  const RelaxationSet against = c.relaxations & kNeverSelectable;
  if (std::popcount(against) != 1 || (c.relaxations & ~(kOrthography | against)) != 0) return ReviewKind::weak;
  const bool known = (c.number == NumberLevel::same || c.pension_number == NumberLevel::same) &&
                     c.birth == BirthLevel::same && c.sex == SexLevel::same;
  switch (static_cast<Relaxation>(std::countr_zero(against))) {
    case Relaxation::number_differs: return number_borne ? ReviewKind::weak : ReviewKind::number_only;
    case Relaxation::branch_differs: return ReviewKind::branch_only;
    case Relaxation::pension_number_differs: return ReviewKind::pension_number_only;
    case Relaxation::surname_changed: return known ? ReviewKind::surname_only : ReviewKind::weak;
    case Relaxation::sex_differs: return ReviewKind::sex_only;
    case Relaxation::birth_off_by_one:
    case Relaxation::birth_swapped:
    case Relaxation::birth_era_shift:
    case Relaxation::birth_partial:
    case Relaxation::birth_missing:
    case Relaxation::birth_differs: return ReviewKind::birth_near;
    case Relaxation::written_differs:
    case Relaxation::kana_one_char_only:
    case Relaxation::name_differs: return ReviewKind::name_only;
    case Relaxation::name_missing: return ReviewKind::name_missing;
    default: return ReviewKind::weak;
  }
}

namespace {

// What is doubtful about the roster's own rows of the person; true if one of them cannot be read.
bool doubt_roster_rows(const Matched& m, const Resolution& r, CaseResult& out) {
  if (r.unclear) out.doubt(ReviewKind::roster_rows, ReasonCode::history_unclear);
  if (r.torn) out.doubt(ReviewKind::roster_rows, ReasonCode::fits_two_members);
  if (out.member == kNobody) return false;
  for (const uint32_t row : {out.member, r.unreadable}) {
    if (row == kNobody || !m.members[row].unreadable) continue;
    out.doubt(ReviewKind::roster_rows, ReasonCode::member_unreadable, {}, {}, m.members[row].line);
    return true;
  }
  return false;
}

void say_rows(const Matched& m, const Resolution& r, CaseResult& out) {
  if (r.history_rows) out.say(ReasonCode::history_rows, {}, {}, r.history_rows + 1);
  if (out.member != kNobody && !m.members[out.member].lost_ahead.none())
    out.say(ReasonCode::loss_ahead, m.members[out.member].lost_ahead);
}

void say_grade(Grade best, uint64_t among, CaseResult& out) {
  switch (best) {
    case Grade::s: return out.say(ReasonCode::grade_s, {}, {}, among);
    case Grade::a: return out.say(ReasonCode::grade_a, {}, {}, among);
    case Grade::b: return out.say(ReasonCode::grade_b, {}, {}, among);
    case Grade::c: return out.say(ReasonCode::grade_c, {}, {}, among);
    default: return;
  }
}

// A clerk has said who it is: what was doubtful between people is settled, what is doubtful in the rows of the one chosen is not.
bool explain_choice(const Matched& m, const Choice& said, const Resolution& r, CaseResult& out) {
  out.chosen = true;
  if (out.member == kNobody) {
    out.say(ReasonCode::chosen_none, said.on);
    return false;
  }
  say_grade(out.best, 0, out);
  out.say(ReasonCode::chosen, said.on, {}, m.members[out.member].line);
  say_rows(m, r, out);
  return !doubt_roster_rows(m, r, out) && !r.unclear;
}

}  // namespace

bool explain_match(const Matched& m, uint32_t person, const Resolution& r, bool torn, CaseResult& out) {
  const CandidateList& candidates = m.people[person].candidates;
  out.person = person;
  out.best = r.best;
  out.member = r.who;
  out.relaxations = r.compared.relaxations;
  const Choice* const said = m.choice_of(person);
  if (said && !said->lapsed) return explain_choice(m, *said, r, out);
  say_grade(out.best, r.kind == ResolutionKind::several ? r.people : 0, out);
  if (out.best > Grade::c) {
    if (r.kind == ResolutionKind::not_sought) out.doubt(ReviewKind::not_sought, ReasonCode::not_sought);
    else out.say(ReasonCode::nobody);
    if (!candidates.all().empty()) out.say(ReasonCode::look_alikes, {}, {}, candidates.all().size());
  }
  say_rows(m, r, out);
  if (candidates.more()) out.say(ReasonCode::more_candidates, {}, {}, candidates.more());
  // What has changed may leave no doubt any more that it is the one chosen.
  const bool agreed = said && said->member != kNobody && r.kind == ResolutionKind::one &&
                      m.roster.of(said->member) == m.roster.of(r.who);
  if (said && !agreed) out.doubt(ReviewKind::choice_lapsed, ReasonCode::choice_lapsed, said->on);
  if (torn) out.doubt(ReviewKind::listed_rows, ReasonCode::fits_two_listed);
  if (r.kind == ResolutionKind::several) {
    if (r.number_says != kNobody)
      out.doubt(ReviewKind::fields_disagree, ReasonCode::number_points_elsewhere, {}, {},
                uint64_t{r.number_says} << 32 | r.name_says);
    else out.doubt(ReviewKind::several_candidates, ReasonCode::several_candidates, {}, {}, r.people);
  }
  if (doubt_roster_rows(m, r, out)) return false;
  if (r.kind == ResolutionKind::shown_only && out.review == ReviewKind::none)
    out.review = one_difference(r.compared, candidates.number_borne());
  return r.kind == ResolutionKind::one && !torn && !r.unclear && (!said || agreed);
}

void Claims::add(uint32_t who, uint32_t listed) {
  if (by_[who] != kNobody && by_[who] != listed) contested_[who] = true;
  by_[who] = listed;
}

ReasonCode other_kind_reason(InsurerClass kind) {
  switch (kind) {
    case InsurerClass::national_union: return ReasonCode::other_national_union;
    case InsurerClass::elderly: return ReasonCode::other_elderly;
    case InsurerClass::national_town: return ReasonCode::other_national_town;
    case InsurerClass::day_labourer: return ReasonCode::other_day_labourer;
    case InsurerClass::unknown: return ReasonCode::other_unknown;
    default: return ReasonCode::other_invalid;
  }
}

void state_loss_date(InsurerClass kind, CivilDate acquired, CaseResult& out) {
  out.loss_date = loss_date(kind, acquired);
  if (out.loss_date.none()) return;
  out.say(out.loss_date == acquired ? ReasonCode::loss_same_day : ReasonCode::loss_next_day, acquired, out.loss_date);
}

RunGap gap_of(const OverlapLists& lists, const RuleSettings& s, const Earlier& earlier) {
  RunGap out;
  if (lists.runs().empty()) return out;
  if (lists.runs().size() > 1) out.before = lists.runs()[1].date;
  // A list that is there is better than what is kept of one.
  if (earlier.run && (out.before.none() || earlier.run->date() > out.before)) {
    out.before = earlier.run->date();
    out.remembered = true;
  }
  if (out.before.none()) return out;
  out.two_runs = true;
  out.days = day_number(lists.runs()[0].date) - day_number(out.before);
  out.consecutive = out.days <= s.max_gap_days || s.confirm_gap;
  return out;
}

}  // namespace totsugo
