// Flow P: the pension list first (H23 notice 3(2)), the overlap list in place of asking the workplace (R3 notice).
// A person who stands on the overlap list alone is reference, never selectable.
#include <algorithm>
#include <span>
#include <unordered_map>

#include "core/base/hash.h"
#include "core/rules/matched.h"

namespace totsugo {
namespace {

// An overlap person who is, or may be, a given roster person.
struct OverlapLink {
  uint32_t member;  // canonical
  uint32_t overlap_person;
  bool certain;
};

class FlowP {
 public:
  FlowP(const Matched& m, const RuleSettings& s)
      : m_(m), s_(s), canonical_(canonical_members(m.members)), claims_(m.members.size()) {}

  std::vector<CaseResult> run();

 private:
  void link_overlap();
  std::span<const OverlapLink> links_of(uint32_t member) const;
  void link_corrections();
  const PensionRow* correction_by_another(const CaseResult& out, CivilDate lost) const;
  uint64_t name_key(uint32_t person) const;
  void judge(const PensionPerson& p, const PensionEvent& e, CaseResult& out);
  bool pension_side_stands(const PensionEvent& e, CaseResult& out) const;
  void judge_overlap(CaseResult& out, CivilDate pension_lost);
  void attach_overlap(CaseResult& out, std::vector<uint32_t>& newest, bool& doubtful);
  void add_references();

  const Matched& m_;
  const RuleSettings& s_;
  std::vector<uint32_t> canonical_;
  Claims claims_;
  std::vector<Resolution> overlap_resolved_;
  std::vector<OverlapLink> links_;                                      // by member, then by overlap person
  std::unordered_map<uint64_t, std::vector<uint32_t>> absent_overlap_;  // name key -> overlap people not in the roster
  struct Correction {
    uint32_t person;  // index among the pension people
    uint32_t row;
  };
  std::unordered_map<uint32_t, std::vector<Correction>> corrections_;  // canonical member -> rows that change a loss
  std::vector<bool> on_pension_list_;                                  // by overlap person
  std::vector<CaseResult> out_;
};

uint64_t FlowP::name_key(uint32_t person) const {
  const ListedPerson& p = m_.people[person];
  const KeyText& key = p.kana_key.size ? p.kana_key : p.written_key;
  return hash_pair(hash_text(key.view()), p.id.birth.packed);
}

void FlowP::link_overlap() {
  const auto& persons = m_.overlap.persons();
  on_pension_list_.assign(persons.size(), false);
  for (uint32_t i = 0; i < persons.size(); ++i) {
    const CandidateList& candidates = m_.people[persons[i].person].candidates;
    const Resolution r = resolve(candidates, m_.members, {});
    overlap_resolved_.push_back(r);
    std::vector<uint32_t> linked;
    for (const Candidate& c : candidates.all()) {
      if (c.compared.result > Grade::c) continue;
      const uint32_t who = canonical_[c.who];
      if (std::find(linked.begin(), linked.end(), who) != linked.end()) continue;
      linked.push_back(who);
      const bool certain = r.kind == ResolutionKind::one && canonical_[r.who] == who;
      links_.push_back({who, i, certain});
    }
    if (r.kind == ResolutionKind::nobody) absent_overlap_[name_key(persons[i].person)].push_back(i);
  }
  std::stable_sort(links_.begin(), links_.end(),
                   [](const OverlapLink& a, const OverlapLink& b) { return a.member < b.member; });
}

std::span<const OverlapLink> FlowP::links_of(uint32_t member) const {
  const uint32_t who = canonical_[member];
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
    for (const uint32_t row : m_.overlap.persons()[overlap_person].rows) {
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
  const auto& persons = m_.pension.persons();
  for (uint32_t i = 0; i < persons.size(); ++i) {
    std::vector<uint32_t> members;
    for (const uint32_t row : persons[i].rows) {
      const PensionRow& said = m_.pension.rows()[row];
      if (said.change == PensionChange::loss && !said.unclear)
        continue;  // what is of an unknown kind may be a correction
      if (members.empty()) {
        const CandidateList& candidates = m_.people[persons[i].person].candidates;
        const Resolution r = resolve(candidates, m_.members, {});
        for (const Candidate& c : candidates.all())
          if (c.compared.result <= Grade::c &&
              (r.kind != ResolutionKind::one || canonical_[c.who] == canonical_[r.who]) &&
              std::find(members.begin(), members.end(), canonical_[c.who]) == members.end())
            members.push_back(canonical_[c.who]);
      }
      for (const uint32_t who : members) corrections_[who].push_back({i, row});
    }
  }
}

const PensionRow* FlowP::correction_by_another(const CaseResult& out, CivilDate lost) const {
  const auto it = corrections_.find(canonical_[out.member]);
  if (it == corrections_.end()) return nullptr;
  for (const Correction& c : it->second) {
    const PensionRow& row = m_.pension.rows()[c.row];
    const CivilDate about =
        row.corrected_from.none() && row.change == PensionChange::cancellation ? row.lost : row.corrected_from;
    if (m_.pension.persons()[c.person].person != out.person && (row.unclear || about.none() || about == lost))
      return &row;
  }
  return nullptr;
}

// Everything about the pension side and the roster that stops a case before the overlap list is asked.
bool FlowP::pension_side_stands(const PensionEvent& e, CaseResult& out) const {
  const PensionRow& row = m_.pension.rows()[e.row];
  bool stands = true;
  const auto doubt = [&](ReasonCode code, CivilDate a = {}, CivilDate b = {}, uint64_t n = 0) {
    out.reasons.push_back({code, a, b, n});
    stands = false;
  };
  if (e.several_dates) doubt(ReasonCode::several_losses, row.lost);
  if (row.reason == PensionReason::unknown) doubt(ReasonCode::reason_unknown);
  if (row.lost > s_.today) doubt(ReasonCode::pension_loss_in_future, row.lost);
  if (e.unclear_row != kNobody) doubt(ReasonCode::change_unclear, {}, {}, m_.pension.rows()[e.unclear_row].line);
  if (const PensionRow* other = correction_by_another(out, row.lost))
    doubt(ReasonCode::corrected_elsewhere, row.lost, {}, other->line);
  const Member& who = m_.members[out.member];
  if (who.acquired > row.lost) doubt(ReasonCode::acquired_after_pension_loss, row.lost, who.acquired);
  else if (who.applied_from > row.lost) doubt(ReasonCode::applied_after_pension_loss, row.lost, who.applied_from);
  if (!who.applied_to.none() && who.applied_to <= s_.today) doubt(ReasonCode::application_ended, who.applied_to);
  return stands;
}

void FlowP::judge_overlap(CaseResult& out, CivilDate pension_lost) {
  std::vector<uint32_t> newest;
  bool doubtful = false;
  attach_overlap(out, newest, doubtful);
  const auto say = [&out](ReasonCode code, CivilDate a = {}, CivilDate b = {}) {
    out.reasons.push_back({code, a, b, 0});
  };
  if (newest.empty()) {
    out.where = doubtful ? Bucket::p_review : Bucket::p_inquire;
    if (doubtful) say(ReasonCode::overlap_doubtful);
    else if (out.overlap_rows.empty()) say(ReasonCode::no_overlap_row);
    else say(ReasonCode::only_in_older_run, m_.overlap.runs()[m_.overlap.run_of(out.overlap_rows.front())].date);
    if (!doubtful) say(ReasonCode::inquire);
    return;
  }
  const Member& who = m_.members[out.member];
  const OverlapRow* agreed = nullptr;
  const OverlapRow* outside = nullptr;
  bool problem = doubtful;
  if (doubtful) say(ReasonCode::overlap_doubtful);
  for (const uint32_t i : newest) {
    const OverlapRow& o = m_.overlap.rows()[i];
    if (o.acquired_unreadable || o.lost_unreadable) {
      say(ReasonCode::other_unreadable);
      problem = true;
    } else if (!o.lost.none() && o.lost <= s_.today) {
      say(ReasonCode::other_ended, o.acquired, o.lost);
    } else if (o.other.kind == InsurerClass::national_union || o.other.kind == InsurerClass::elderly) {
      say(other_kind_reason(o.other.kind), o.acquired);
      outside = &o;
    } else if (o.other.kind != InsurerClass::employee) {
      say(other_kind_reason(o.other.kind), o.acquired);
      problem = true;
    } else if (o.acquired < who.acquired) {
      say(ReasonCode::other_before_national, o.acquired, who.acquired);
      problem = true;
    } else if (o.acquired < o.own_acquired) {
      say(ReasonCode::own_acquired_differs, o.acquired, o.own_acquired);
      problem = true;
    } else if (const int64_t days = day_number(o.acquired) - day_number(pension_lost);
               days > s_.tolerance_days || -days > s_.tolerance_days) {
      say(ReasonCode::dates_disagree, pension_lost, o.acquired);
      problem = true;
    } else if (agreed && !same_other_record(*agreed, o)) {
      say(ReasonCode::two_other_records);
      problem = true;
    } else if (!agreed) {
      agreed = &o;
    }
  }
  if (outside && agreed) {
    say(ReasonCode::two_other_records);
    problem = true;
  }
  if (problem || (!agreed && !outside)) {
    out.where = Bucket::p_review;
  } else if (outside) {
    out.where = Bucket::p_outside;
    out.loss_date = loss_date(outside->other.kind, outside->acquired, out.reasons);
  } else {
    out.where = Bucket::p_confirmed;
    say(ReasonCode::confirmed_by_overlap, pension_lost, agreed->acquired);
    out.loss_date = loss_date(agreed->other.kind, agreed->acquired, out.reasons);
  }
}

void FlowP::judge(const PensionPerson& p, const PensionEvent& e, CaseResult& out) {
  const PensionRow& row = m_.pension.rows()[e.row];
  out.pension_row = e.row;
  const auto say = [&out](ReasonCode code, CivilDate a = {}, CivilDate b = {}, uint64_t n = 0) {
    out.reasons.push_back({code, a, b, n});
  };
  const Resolution r = resolve(m_.people[p.person].candidates, m_.members, row.lost);
  const bool stands = explain_match(m_, p.person, r, out);
  if (e.replaced != kNobody) say(ReasonCode::moved, m_.pension.rows()[e.replaced].lost, row.lost);
  else if (row.change == PensionChange::correction && !e.withdrawn)
    say(ReasonCode::moved, row.corrected_from, row.lost);
  if (e.repeated) say(ReasonCode::repeated_loss, row.lost, {}, e.repeated + 1);
  out.where = Bucket::p_inquire;  // until something says otherwise
  if (e.withdrawn) {
    if (row.change == PensionChange::cancellation)
      say(ReasonCode::cancels, row.corrected_from.none() ? row.lost : row.corrected_from);
    else say(ReasonCode::withdrawn, row.lost, {}, m_.pension.rows()[e.withdrawn_by].line);
    out.where = Bucket::p_withdrawn;
  } else if (row.reason == PensionReason::outside) {
    say(ReasonCode::reason_outside);
    out.where = Bucket::p_outside;
  } else if (r.kind == ResolutionKind::nobody) {
    out.where = Bucket::p_nonmember;
  } else if (stands && claims_.contested(canonical_[out.member], r.best)) {
    say(ReasonCode::claimed_twice);
    out.where = Bucket::p_review;
  } else if (!stands) {
    out.where = Bucket::p_review;
  } else if (const CivilDate lost = m_.members[out.member].lost; !lost.none()) {
    say(ReasonCode::filed, lost);
    out.where = Bucket::p_filed;
  } else if (!pension_side_stands(e, out)) {
    out.where = Bucket::p_review;
  }
  if (out.where == Bucket::p_inquire) {
    judge_overlap(out, row.lost);
  } else {
    std::vector<uint32_t> newest;
    bool doubtful = false;
    attach_overlap(out, newest, doubtful);
  }
  out.selectable = out.where == Bucket::p_confirmed || out.where == Bucket::p_inquire;
}

// People of the newest run who stand on no pension list: shown, never selectable.
void FlowP::add_references() {
  const auto& persons = m_.overlap.persons();
  for (uint32_t i = 0; i < persons.size(); ++i) {
    const OverlapPerson& p = persons[i];
    if (on_pension_list_[i] || m_.overlap.run_of(p.rows.front()) != 0) continue;
    CaseResult out;
    explain_match(m_, p.person, overlap_resolved_[i], out);
    out.where = Bucket::d_reference;
    out.overlap_rows = p.rows;
    out.reasons.push_back({ReasonCode::r3_limit, {}, {}, 0});
    out_.push_back(std::move(out));
  }
}

std::vector<CaseResult> FlowP::run() {
  link_overlap();
  link_corrections();
  for (const PensionPerson& p : m_.pension.persons()) {
    for (const PensionEvent& e : p.events) {
      if (e.withdrawn) continue;
      const Resolution r = resolve(m_.people[p.person].candidates, m_.members, m_.pension.rows()[e.row].lost);
      if (r.kind == ResolutionKind::one) claims_.add(canonical_[r.who], r.best);
    }
  }
  for (const PensionPerson& p : m_.pension.persons())
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
