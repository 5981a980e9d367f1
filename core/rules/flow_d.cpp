// Flow D: the overlap list first (R4 notice). A person is extracted only if all three conditions hold: (1) the other
// insurer's acquisition is on or after 国保's, (2) the person is in two or more consecutive runs, (3) with the same
// record of the other insurer.
#include <algorithm>
#include <unordered_map>

#include "core/rules/matched.h"

namespace totsugo {
namespace {

class FlowD {
 public:
  FlowD(const Matched& m, const RuleSettings& s)
      : m_(m),
        s_(s),
        gap_(gap_of(m.overlap, s, m.earlier)),
        canonical_(canonical_members(m.members)),
        claims_(m.members.size()) {}

  std::vector<CaseResult> run();

 private:
  void join_runs_by_member();
  void judge_person(uint32_t i);
  Bucket judge_records(CaseResult& out);
  Bucket judge_conditions(const OverlapRow& record, CaseResult& out);
  struct Before {
    bool listed = false;
    bool same_record = false;
  };
  Before before(const OverlapRow& record, const CaseResult& out) const;
  bool live(const OverlapRow& o) const { return o.lost.none() || o.lost > s_.today; }

  const Matched& m_;
  const RuleSettings& s_;
  RunGap gap_;
  std::vector<uint32_t> canonical_;
  Claims claims_;
  std::vector<Resolution> resolved_;
  std::vector<std::vector<uint32_t>> rows_;  // by overlap person, newest run first
  std::vector<bool> joined_;                 // taken into another person of a newer run
  std::vector<CaseResult> out_;
};

bool in_newest(const OverlapLists& lists, const std::vector<uint32_t>& rows) {
  return !rows.empty() && lists.run_of(rows.front()) == 0;
}

// The same person may be written differently from run to run; if both stand for one roster person, they are one.
void FlowD::join_runs_by_member() {
  const auto& persons = m_.overlap.persons();
  std::unordered_map<uint32_t, std::vector<uint32_t>> newest_by_member;
  for (uint32_t i = 0; i < persons.size(); ++i)
    if (in_newest(m_.overlap, rows_[i]) && resolved_[i].kind == ResolutionKind::one)
      newest_by_member[canonical_[resolved_[i].who]].push_back(i);
  for (uint32_t i = 0; i < persons.size(); ++i) {
    if (in_newest(m_.overlap, rows_[i]) || resolved_[i].kind != ResolutionKind::one) continue;
    const auto it = newest_by_member.find(canonical_[resolved_[i].who]);
    if (it == newest_by_member.end() || it->second.size() != 1) continue;
    std::vector<uint32_t>& into = rows_[it->second.front()];
    into.insert(into.end(), rows_[i].begin(), rows_[i].end());
    std::stable_sort(into.begin(), into.end(),
                     [this](uint32_t a, uint32_t b) { return m_.overlap.run_of(a) < m_.overlap.run_of(b); });
    joined_[i] = true;
  }
}

// How the person stood in the run before: by its list, else by what is kept of it.
FlowD::Before FlowD::before(const OverlapRow& record, const CaseResult& out) const {
  Before b;
  if (gap_.remembered) {
    const auto& [run, key] = m_.earlier;
    const RowDigest now = record_digest(key, record);
    for (const RowDigest& then : run->of(listed_digest(key, m_.people[out.person].id),
                                         member_digest(key, m_.members[canonical_[out.member]]))) {
      b.listed = true;
      b.same_record = b.same_record || same_other_record(then, now);
    }
    return b;
  }
  for (const uint32_t row : out.overlap_rows) {
    if (m_.overlap.run_of(row) != 1) continue;
    b.listed = true;
    b.same_record = b.same_record || same_other_record(m_.overlap.rows()[row], record);
  }
  return b;
}

Bucket FlowD::judge_conditions(const OverlapRow& record, CaseResult& out) {
  const Member& who = m_.members[out.member];
  const auto say = [&out](ReasonCode code, CivilDate a = {}, CivilDate b = {}, uint64_t n = 0) {
    out.reasons.push_back({code, a, b, n});
  };
  if (record.acquired < who.acquired && !who.applied_from.none() && record.acquired >= who.applied_from) {
    say(ReasonCode::applied_before_acquired, who.applied_from, who.acquired);
    return Bucket::d_review;
  }
  if (record.acquired < who.acquired) {
    say(ReasonCode::condition_1_fails, record.acquired, who.acquired);
    return Bucket::d_reversed;
  }
  say(ReasonCode::condition_1, record.acquired, who.acquired);
  if (!who.applied_from.none() && record.acquired < who.applied_from) {
    say(ReasonCode::applied_from_differs, record.acquired, who.applied_from);
    return Bucket::d_review;
  }
  if (record.acquired < record.own_acquired) {
    say(ReasonCode::own_acquired_differs, record.acquired, record.own_acquired);
    return Bucket::d_review;
  }
  if (!record.own_lost.none() && record.own_lost <= s_.today) {
    say(ReasonCode::own_lost, record.own_lost);
    return Bucket::d_review;
  }
  if (!who.applied_to.none() && who.applied_to <= s_.today) {
    say(ReasonCode::application_ended, who.applied_to);
    return Bucket::d_review;
  }
  if (!gap_.two_runs) {
    say(ReasonCode::condition_2_one_run);
    return Bucket::d_first;
  }
  const CivilDate newest = m_.overlap.runs()[0].date;
  const auto days = static_cast<uint64_t>(gap_.days);
  const Before previous = before(record, out);
  if (gap_.remembered) say(ReasonCode::earlier_from_work_file, gap_.before);
  if (!previous.listed) {
    say(ReasonCode::condition_2_first, newest, gap_.before);
    return Bucket::d_first;
  }
  if (!gap_.consecutive) {
    say(ReasonCode::condition_2_gap, gap_.before, newest, days);
    return Bucket::d_first;
  }
  if (gap_.days > s_.max_gap_days) say(ReasonCode::condition_2_gap_confirmed, gap_.before, newest, days);
  say(ReasonCode::condition_2, gap_.before, newest);
  if (!previous.same_record) {
    say(ReasonCode::condition_3_fails);
    return Bucket::d_changed;
  }
  say(ReasonCode::condition_3);
  out.loss_date = loss_date(record.other.kind, record.acquired, out.reasons);
  return Bucket::d_candidate;
}

// The newest run's records of one person: exactly one live record of an employee's insurance goes on to the conditions.
Bucket FlowD::judge_records(CaseResult& out) {
  std::vector<const OverlapRow*> employee;
  std::vector<const OverlapRow*> other;
  bool doubt = false;
  const auto say = [&out](ReasonCode code, CivilDate a = {}, CivilDate b = {}) {
    out.reasons.push_back({code, a, b, 0});
  };
  const auto add_distinct = [](std::vector<const OverlapRow*>& to, const OverlapRow* o) {
    if (std::none_of(to.begin(), to.end(), [o](const OverlapRow* x) { return same_other_record(*x, *o); }))
      to.push_back(o);
  };
  for (const uint32_t row : out.overlap_rows) {
    if (m_.overlap.run_of(row) != 0) break;
    const OverlapRow& o = m_.overlap.rows()[row];
    if (o.acquired_unreadable || o.lost_unreadable) {
      say(ReasonCode::other_unreadable);
      doubt = true;
    } else if (o.other.kind == InsurerClass::invalid) {
      say(ReasonCode::other_invalid, o.acquired);
      doubt = true;
    } else if (!live(o)) {
      say(ReasonCode::other_ended, o.acquired, o.lost);
    } else if (o.acquired > s_.today) {
      say(ReasonCode::other_in_future, o.acquired);
      doubt = true;
    } else {
      add_distinct(o.other.kind == InsurerClass::employee ? employee : other, &o);
    }
  }
  if (employee.size() + other.size() > 1) {
    say(ReasonCode::two_other_records);
    doubt = true;
  }
  if (doubt || employee.size() + other.size() == 0) return Bucket::d_review;
  if (!other.empty()) {
    say(other_kind_reason(other.front()->other.kind), other.front()->acquired);
    out.loss_date = loss_date(other.front()->other.kind, other.front()->acquired, out.reasons);
    return Bucket::d_other;
  }
  return judge_conditions(*employee.front(), out);
}

void FlowD::judge_person(uint32_t i) {
  const OverlapPerson& p = m_.overlap.persons()[i];
  CaseResult out;
  const bool stands = explain_match(m_, p.person, resolved_[i], out);
  out.overlap_rows = rows_[i];
  if (!in_newest(m_.overlap, rows_[i])) {
    if (m_.overlap.run_of(rows_[i].front()) != 1) return;  // gone before the previous run already
    out.reasons.push_back({ReasonCode::resolved, m_.overlap.runs()[1].date, m_.overlap.runs()[0].date, 0});
    out.where = Bucket::d_resolved;
  } else if (resolved_[i].kind == ResolutionKind::nobody) {
    out.where = Bucket::d_nonmember;
  } else if (!stands) {
    out.where = Bucket::d_review;
  } else if (claims_.contested(canonical_[out.member], resolved_[i].best)) {
    out.reasons.push_back({ReasonCode::claimed_twice, {}, {}, 0});
    out.where = Bucket::d_review;
  } else if (const CivilDate lost = m_.members[out.member].lost; !lost.none()) {
    out.reasons.push_back({ReasonCode::filed, lost, {}, 0});
    out.where = Bucket::d_filed;
  } else {
    out.where = judge_records(out);
  }
  out.selectable = out.where == Bucket::d_candidate;
  out_.push_back(std::move(out));
}

std::vector<CaseResult> FlowD::run() {
  const auto& persons = m_.overlap.persons();
  for (const OverlapPerson& p : persons) {
    resolved_.push_back(resolve(m_.people[p.person].candidates, m_.members, {}));
    rows_.push_back(p.rows);
  }
  joined_.assign(persons.size(), false);
  join_runs_by_member();
  for (uint32_t i = 0; i < persons.size(); ++i)
    if (in_newest(m_.overlap, rows_[i]) && resolved_[i].kind == ResolutionKind::one)
      claims_.add(canonical_[resolved_[i].who], resolved_[i].best);
  for (uint32_t i = 0; i < persons.size(); ++i)
    if (!joined_[i]) judge_person(i);
  return std::move(out_);
}

}  // namespace

std::vector<CaseResult> apply_flow_d(const Matched& m, const RuleSettings& s) { return FlowD(m, s).run(); }

}  // namespace totsugo
