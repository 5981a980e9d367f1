// Flow P: the pension list first (H23 notice 3(2)), the overlap list in place of asking the workplace (R3 notice).
// A person who stands on the overlap list alone is reference, never selectable.
#include <algorithm>
#include <unordered_map>

#include "core/base/hash.h"
#include "core/rules/matched.h"

namespace totsugo {
namespace {

// An overlap person who is, or may be, a given roster person.
struct overlap_link {
  uint32_t overlap_person;
  bool certain;
};

class flow_p {
 public:
  flow_p(const matched& m, const rule_settings& s)
      : m_(m), s_(s), canonical_(canonical_members(m.members)), claims_(m.members.size()) {}

  std::vector<case_result> run();

 private:
  void link_overlap();
  uint64_t name_key(uint32_t person) const;
  void judge(const pension_person& p, const pension_event& e, case_result& out);
  bool pension_side_stands(const pension_event& e, case_result& out) const;
  void judge_overlap(case_result& out, civil_date pension_lost);
  void attach_overlap(case_result& out, std::vector<uint32_t>& newest, bool& doubtful);
  void add_references();

  const matched& m_;
  const rule_settings& s_;
  std::vector<uint32_t> canonical_;
  claims claims_;
  std::vector<resolution> pension_resolved_;
  std::vector<resolution> overlap_resolved_;
  std::unordered_map<uint32_t, std::vector<overlap_link>> links_;      // canonical member -> overlap people
  std::unordered_map<uint64_t, std::vector<uint32_t>> absent_overlap_; // name key -> overlap people not in the roster
  std::vector<bool> on_pension_list_;                                  // by overlap person
  std::vector<case_result> out_;
};

uint64_t flow_p::name_key(uint32_t person) const {
  const listed_person& p = m_.people[person];
  const key_text& key = p.kana_key.size ? p.kana_key : p.written_key;
  return hash_pair(hash_text(key.view()), p.id.birth.packed);
}

void flow_p::link_overlap() {
  const auto& persons = m_.overlap.persons();
  on_pension_list_.assign(persons.size(), false);
  for (uint32_t i = 0; i < persons.size(); ++i) {
    const candidate_list& candidates = m_.people[persons[i].person].candidates;
    const resolution r = resolve(candidates, m_.members, {});
    overlap_resolved_.push_back(r);
    std::vector<uint32_t> linked;
    for (const candidate& c : candidates.all()) {
      if (c.compared.result > grade::c) continue;
      const uint32_t who = canonical_[c.who];
      if (std::find(linked.begin(), linked.end(), who) != linked.end()) continue;
      linked.push_back(who);
      const bool certain = r.kind == resolution_kind::one && canonical_[r.who] == who;
      links_[who].push_back({i, certain});
    }
    if (r.kind == resolution_kind::nobody) absent_overlap_[name_key(persons[i].person)].push_back(i);
  }
}

// Rows of the overlap people who are this roster person; `newest` gets those of the newest run.
void flow_p::attach_overlap(case_result& out, std::vector<uint32_t>& newest, bool& doubtful) {
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
    const auto it = links_.find(canonical_[out.member]);
    if (it == links_.end()) return;
    for (const overlap_link& link : it->second) take(link.overlap_person, link.certain);
  } else if (out.best == grade::none) {
    const auto it = absent_overlap_.find(name_key(out.person));
    if (it == absent_overlap_.end()) return;
    for (const uint32_t i : it->second) take(i, true);
  } else {
    doubtful = true;  // several candidates: their overlap rows are theirs, but on the pension list they stand too
    for (const candidate& c : m_.people[out.person].candidates.all()) {
      const auto it = links_.find(canonical_[c.who]);
      if (c.compared.result > out.best || it == links_.end()) continue;
      for (const overlap_link& link : it->second) on_pension_list_[link.overlap_person] = true;
    }
  }
}

// Everything about the pension side and the roster that stops a case before the overlap list is asked.
bool flow_p::pension_side_stands(const pension_event& e, case_result& out) const {
  const pension_row& row = m_.pension.rows()[e.row];
  bool stands = true;
  const auto doubt = [&](reason_code code, civil_date a = {}, civil_date b = {}) {
    out.reasons.push_back({code, a, b, 0});
    stands = false;
  };
  if (e.several_dates) doubt(reason_code::several_losses, row.lost);
  if (row.reason == pension_reason::unknown) doubt(reason_code::reason_unknown);
  if (row.lost > s_.today) doubt(reason_code::pension_loss_in_future, row.lost);
  const member& who = m_.members[out.member];
  if (who.acquired > row.lost) doubt(reason_code::acquired_after_pension_loss, row.lost, who.acquired);
  return stands;
}

void flow_p::judge_overlap(case_result& out, civil_date pension_lost) {
  std::vector<uint32_t> newest;
  bool doubtful = false;
  const bool stands = out.where != bucket::p_review;
  attach_overlap(out, newest, doubtful);
  if (!stands) return;
  const auto say = [&out](reason_code code, civil_date a = {}, civil_date b = {}) { out.reasons.push_back({code, a, b, 0}); };
  if (newest.empty()) {
    out.where = doubtful ? bucket::p_review : bucket::p_inquire;
    if (doubtful) say(reason_code::overlap_doubtful);
    else if (out.overlap_rows.empty()) say(reason_code::no_overlap_row);
    else say(reason_code::only_in_older_run, m_.overlap.runs()[m_.overlap.run_of(out.overlap_rows.front())].date);
    if (!doubtful) say(reason_code::inquire);
    return;
  }
  const member& who = m_.members[out.member];
  const overlap_row* agreed = nullptr;
  const overlap_row* outside = nullptr;
  bool problem = doubtful;
  if (doubtful) say(reason_code::overlap_doubtful);
  for (const uint32_t i : newest) {
    const overlap_row& o = m_.overlap.rows()[i];
    if (o.acquired_unreadable || o.lost_unreadable) {
      say(reason_code::other_unreadable);
      problem = true;
    } else if (!o.lost.none() && o.lost <= s_.today) {
      say(reason_code::other_ended, o.acquired, o.lost);
    } else if (o.other.kind == insurer_class::national_union || o.other.kind == insurer_class::elderly) {
      say(other_kind_reason(o.other.kind), o.acquired);
      outside = &o;
    } else if (o.other.kind != insurer_class::employee) {
      say(other_kind_reason(o.other.kind), o.acquired);
      problem = true;
    } else if (o.acquired < who.acquired) {
      say(reason_code::other_before_national, o.acquired, who.acquired);
      problem = true;
    } else if (const int64_t days = day_number(o.acquired) - day_number(pension_lost);
               days > s_.tolerance_days || -days > s_.tolerance_days) {
      say(reason_code::dates_disagree, pension_lost, o.acquired);
      problem = true;
    } else if (agreed && !same_other_record(*agreed, o)) {
      say(reason_code::two_other_records);
      problem = true;
    } else if (!agreed) {
      agreed = &o;
    }
  }
  if (outside && agreed) {
    say(reason_code::two_other_records);
    problem = true;
  }
  if (problem || (!agreed && !outside)) {
    out.where = bucket::p_review;
  } else if (outside) {
    out.where = bucket::p_outside;
    out.loss_date = loss_date(outside->other.kind, outside->acquired, out.reasons);
  } else {
    out.where = bucket::p_confirmed;
    say(reason_code::confirmed_by_overlap, pension_lost, agreed->acquired);
    out.loss_date = loss_date(agreed->other.kind, agreed->acquired, out.reasons);
  }
}

void flow_p::judge(const pension_person& p, const pension_event& e, case_result& out) {
  const pension_row& row = m_.pension.rows()[e.row];
  out.pension_row = e.row;
  const auto say = [&out](reason_code code, civil_date a = {}, civil_date b = {}, uint64_t n = 0) {
    out.reasons.push_back({code, a, b, n});
  };
  const resolution r = resolve(m_.people[p.person].candidates, m_.members, row.lost);
  bool stands = explain_match(m_, p.person, r, out);
  if (e.replaced != kNobody) say(reason_code::moved, m_.pension.rows()[e.replaced].lost, row.lost);
  else if (row.change == pension_change::correction && !e.withdrawn) say(reason_code::moved, row.corrected_from, row.lost);
  if (e.repeated) say(reason_code::repeated_loss, row.lost, {}, e.repeated + 1);
  out.where = bucket::p_inquire;  // until something says otherwise
  if (e.withdrawn) {
    if (row.change == pension_change::cancellation) say(reason_code::cancels, row.corrected_from.none() ? row.lost : row.corrected_from);
    else say(reason_code::withdrawn, row.lost, {}, m_.pension.rows()[e.withdrawn_by].line);
    out.where = bucket::p_withdrawn;
  } else if (row.reason == pension_reason::outside) {
    say(reason_code::reason_outside);
    out.where = bucket::p_outside;
  } else if (r.kind == resolution_kind::nobody) {
    out.where = bucket::p_nonmember;
  } else if (stands && claims_.contested(canonical_[out.member], r.best)) {
    say(reason_code::claimed_twice);
    out.where = bucket::p_review;
  } else if (!stands) {
    out.where = bucket::p_review;
  } else if (const civil_date lost = m_.members[out.member].lost; !lost.none()) {
    say(reason_code::filed, lost);
    out.where = bucket::p_filed;
  } else if (!pension_side_stands(e, out)) {
    out.where = bucket::p_review;
  }
  if (out.where == bucket::p_inquire) {
    judge_overlap(out, row.lost);
  } else {
    std::vector<uint32_t> newest;
    bool doubtful = false;
    attach_overlap(out, newest, doubtful);
  }
  out.selectable = out.where == bucket::p_confirmed || out.where == bucket::p_inquire;
}

// People of the newest run who stand on no pension list: shown, never selectable.
void flow_p::add_references() {
  const auto& persons = m_.overlap.persons();
  for (uint32_t i = 0; i < persons.size(); ++i) {
    const overlap_person& p = persons[i];
    if (on_pension_list_[i] || m_.overlap.run_of(p.rows.front()) != 0) continue;
    case_result out;
    explain_match(m_, p.person, overlap_resolved_[i], out);
    out.where = bucket::d_reference;
    out.overlap_rows = p.rows;
    out.reasons.push_back({reason_code::r3_limit, {}, {}, 0});
    out_.push_back(std::move(out));
  }
}

std::vector<case_result> flow_p::run() {
  link_overlap();
  for (const pension_person& p : m_.pension.persons()) {
    for (const pension_event& e : p.events) {
      if (e.withdrawn) continue;
      const resolution r = resolve(m_.people[p.person].candidates, m_.members, m_.pension.rows()[e.row].lost);
      if (r.kind == resolution_kind::one) claims_.add(canonical_[r.who], r.best);
    }
  }
  for (const pension_person& p : m_.pension.persons())
    for (const pension_event& e : p.events) {
      out_.emplace_back();
      judge(p, e, out_.back());
    }
  std::stable_sort(out_.begin(), out_.end(), [this](const case_result& a, const case_result& b) {
    return m_.pension.rows()[a.pension_row].line < m_.pension.rows()[b.pension_row].line;
  });
  add_references();
  return std::move(out_);
}

}  // namespace

std::vector<case_result> apply_flow_p(const matched& m, const rule_settings& s) { return flow_p(m, s).run(); }

}  // namespace totsugo
