// Flow D: the overlap list first (R4 notice). A person is extracted only if all three conditions hold: (1) the other
// insurer's acquisition is on or after 国保's, (2) the person is in two or more consecutive runs, (3) with the same
// record of the other insurer.
#include <algorithm>
#include <unordered_map>

#include "core/rules/matched.h"

namespace totsugo {
namespace {

class flow_d {
 public:
  flow_d(const matched& m, const rule_settings& s)
      : m_(m), s_(s), gap_(gap_of(m.overlap, s)), canonical_(canonical_members(m.members)), claims_(m.members.size()) {}

  std::vector<case_result> run();

 private:
  void join_runs_by_member();
  void judge_person(uint32_t i);
  bucket judge_records(case_result& out);
  bucket judge_conditions(const overlap_row& record, case_result& out);
  bool live(const overlap_row& o) const { return o.lost.none() || o.lost > s_.today; }

  const matched& m_;
  const rule_settings& s_;
  run_gap gap_;
  std::vector<uint32_t> canonical_;
  claims claims_;
  std::vector<resolution> resolved_;
  std::vector<std::vector<uint32_t>> rows_;  // by overlap person, newest run first
  std::vector<bool> joined_;                 // taken into another person of a newer run
  std::vector<case_result> out_;
};

bool in_newest(const overlap_lists& lists, const std::vector<uint32_t>& rows) {
  return !rows.empty() && lists.run_of(rows.front()) == 0;
}

// The same person may be written differently from run to run; if both stand for one roster person, they are one.
void flow_d::join_runs_by_member() {
  const auto& persons = m_.overlap.persons();
  std::unordered_map<uint32_t, std::vector<uint32_t>> newest_by_member;
  for (uint32_t i = 0; i < persons.size(); ++i)
    if (in_newest(m_.overlap, rows_[i]) && resolved_[i].kind == resolution_kind::one)
      newest_by_member[canonical_[resolved_[i].who]].push_back(i);
  for (uint32_t i = 0; i < persons.size(); ++i) {
    if (in_newest(m_.overlap, rows_[i]) || resolved_[i].kind != resolution_kind::one) continue;
    const auto it = newest_by_member.find(canonical_[resolved_[i].who]);
    if (it == newest_by_member.end() || it->second.size() != 1) continue;
    std::vector<uint32_t>& into = rows_[it->second.front()];
    into.insert(into.end(), rows_[i].begin(), rows_[i].end());
    std::stable_sort(into.begin(), into.end(),
                     [this](uint32_t a, uint32_t b) { return m_.overlap.run_of(a) < m_.overlap.run_of(b); });
    joined_[i] = true;
  }
}

bucket flow_d::judge_conditions(const overlap_row& record, case_result& out) {
  const member& who = m_.members[out.member];
  const auto say = [&out](reason_code code, civil_date a = {}, civil_date b = {}, uint64_t n = 0) {
    out.reasons.push_back({code, a, b, n});
  };
  if (record.acquired < who.acquired) {
    say(reason_code::condition_1_fails, record.acquired, who.acquired);
    return bucket::d_reversed;
  }
  say(reason_code::condition_1, record.acquired, who.acquired);
  if (!who.applied_from.none() && record.acquired < who.applied_from) {
    say(reason_code::applied_from_differs, record.acquired, who.applied_from);
    return bucket::d_review;
  }
  std::vector<uint32_t> previous;
  for (const uint32_t row : out.overlap_rows)
    if (m_.overlap.run_of(row) == 1) previous.push_back(row);
  if (!gap_.two_runs) {
    say(reason_code::condition_2_one_run);
    return bucket::d_first;
  }
  if (previous.empty()) {
    say(reason_code::condition_2_first, m_.overlap.runs()[0].date, m_.overlap.runs()[1].date);
    return bucket::d_first;
  }
  if (!gap_.consecutive) {
    say(reason_code::condition_2_gap, m_.overlap.runs()[1].date, m_.overlap.runs()[0].date,
        static_cast<uint64_t>(gap_.days));
    return bucket::d_first;
  }
  if (gap_.days > s_.max_gap_days)
    say(reason_code::condition_2_gap_confirmed, m_.overlap.runs()[1].date, m_.overlap.runs()[0].date,
        static_cast<uint64_t>(gap_.days));
  say(reason_code::condition_2, m_.overlap.runs()[1].date, m_.overlap.runs()[0].date);
  const bool continues = std::any_of(previous.begin(), previous.end(), [&](uint32_t row) {
    return same_other_record(m_.overlap.rows()[row], record);
  });
  if (!continues) {
    say(reason_code::condition_3_fails);
    return bucket::d_changed;
  }
  say(reason_code::condition_3);
  out.loss_date = loss_date(record.other.kind, record.acquired, out.reasons);
  return bucket::d_candidate;
}

// The newest run's records of one person: exactly one live record of an employee's insurance goes on to the conditions.
bucket flow_d::judge_records(case_result& out) {
  std::vector<const overlap_row*> employee;
  std::vector<const overlap_row*> other;
  bool doubt = false;
  const auto say = [&out](reason_code code, civil_date a = {}, civil_date b = {}) { out.reasons.push_back({code, a, b, 0}); };
  const auto add_distinct = [](std::vector<const overlap_row*>& to, const overlap_row* o) {
    if (std::none_of(to.begin(), to.end(), [o](const overlap_row* x) { return same_other_record(*x, *o); })) to.push_back(o);
  };
  for (const uint32_t row : out.overlap_rows) {
    if (m_.overlap.run_of(row) != 0) break;
    const overlap_row& o = m_.overlap.rows()[row];
    if (o.acquired_unreadable || o.lost_unreadable) {
      say(reason_code::other_unreadable);
      doubt = true;
    } else if (o.other.kind == insurer_class::invalid) {
      say(reason_code::other_invalid, o.acquired);
      doubt = true;
    } else if (!live(o)) {
      say(reason_code::other_ended, o.acquired, o.lost);
    } else if (o.acquired > s_.today) {
      say(reason_code::other_in_future, o.acquired);
      doubt = true;
    } else {
      add_distinct(o.other.kind == insurer_class::employee ? employee : other, &o);
    }
  }
  if (employee.size() + other.size() > 1) {
    say(reason_code::two_other_records);
    doubt = true;
  }
  if (doubt || employee.size() + other.size() == 0) return bucket::d_review;
  if (!other.empty()) {
    say(other_kind_reason(other.front()->other.kind), other.front()->acquired);
    out.loss_date = loss_date(other.front()->other.kind, other.front()->acquired, out.reasons);
    return bucket::d_other;
  }
  return judge_conditions(*employee.front(), out);
}

void flow_d::judge_person(uint32_t i) {
  const overlap_person& p = m_.overlap.persons()[i];
  case_result out;
  const bool stands = explain_match(m_, p.person, resolved_[i], out);
  out.overlap_rows = rows_[i];
  if (!in_newest(m_.overlap, rows_[i])) {
    if (m_.overlap.run_of(rows_[i].front()) != 1) return;  // gone before the previous run already
    out.reasons.push_back({reason_code::resolved, m_.overlap.runs()[1].date, m_.overlap.runs()[0].date, 0});
    out.where = bucket::d_resolved;
  } else if (resolved_[i].kind == resolution_kind::nobody) {
    out.where = bucket::d_nonmember;
  } else if (!stands) {
    out.where = bucket::d_review;
  } else if (claims_.contested(canonical_[out.member], resolved_[i].best)) {
    out.reasons.push_back({reason_code::claimed_twice, {}, {}, 0});
    out.where = bucket::d_review;
  } else if (const civil_date lost = m_.members[out.member].lost; !lost.none()) {
    out.reasons.push_back({reason_code::filed, lost, {}, 0});
    out.where = bucket::d_filed;
  } else {
    out.where = judge_records(out);
  }
  out.selectable = out.where == bucket::d_candidate;
  out_.push_back(std::move(out));
}

std::vector<case_result> flow_d::run() {
  const auto& persons = m_.overlap.persons();
  for (const overlap_person& p : persons) {
    resolved_.push_back(resolve(m_.people[p.person].candidates, m_.members, {}));
    rows_.push_back(p.rows);
  }
  joined_.assign(persons.size(), false);
  join_runs_by_member();
  for (uint32_t i = 0; i < persons.size(); ++i)
    if (in_newest(m_.overlap, rows_[i]) && resolved_[i].kind == resolution_kind::one)
      claims_.add(canonical_[resolved_[i].who], resolved_[i].best);
  for (uint32_t i = 0; i < persons.size(); ++i)
    if (!joined_[i]) judge_person(i);
  return std::move(out_);
}

}  // namespace

std::vector<case_result> apply_flow_d(const matched& m, const rule_settings& s) { return flow_d(m, s).run(); }

}  // namespace totsugo
