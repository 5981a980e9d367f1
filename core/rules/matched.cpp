#include "core/rules/matched.h"

#include <unordered_map>

#include "core/base/hash.h"

namespace totsugo {

std::vector<uint32_t> canonical_members(const std::vector<member>& members) {
  std::vector<uint32_t> out(members.size());
  std::unordered_map<uint64_t, uint32_t> first;
  for (uint32_t i = 0; i < members.size(); ++i) {
    const member& m = members[i];
    out[i] = i;
    uint64_t key = 0;
    if (m.resident_number) {
      key = hash_pair(m.resident_number, m.birth.packed);
    } else if (m.number.branch >= 0) {
      const uint64_t number = m.number.separate ? m.number.separate : m.number.joined;
      key = hash_pair(hash_pair(number, static_cast<uint64_t>(m.number.branch)), m.birth.packed) ^ 1;
    } else {
      continue;
    }
    const auto it = first.emplace(key, i).first;
    if (same_member(members[it->second], m)) out[i] = it->second;
  }
  return out;
}

bool explain_match(const matched& m, uint32_t person, const resolution& r, case_result& out) {
  const candidate_list& candidates = m.people[person].candidates;
  out.person = person;
  out.best = r.kind == resolution_kind::nobody ? grade::none : r.best;
  out.member = r.who;
  out.relaxations = r.compared.relaxations;
  const auto say = [&out](reason_code code, uint64_t n = 0) { out.reasons.push_back({code, {}, {}, n}); };
  switch (out.best) {
    case grade::s: say(reason_code::grade_s); break;
    case grade::a: say(reason_code::grade_a); break;
    case grade::b: say(reason_code::grade_b); break;
    case grade::c: say(reason_code::grade_c); break;
    default:
      say(reason_code::nobody);
      if (!candidates.all().empty()) say(reason_code::look_alikes, candidates.all().size());
      break;
  }
  if (r.history_rows) say(reason_code::history_rows, r.history_rows + 1);
  if (candidates.more()) say(reason_code::more_candidates, candidates.more());
  if (r.number_points_elsewhere) say(reason_code::number_points_elsewhere);
  else if (r.kind == resolution_kind::several) say(reason_code::several_candidates, candidates.all().size());
  if (out.member != kNobody && m.members[out.member].unreadable) {
    say(reason_code::member_unreadable, m.members[out.member].line);
    return false;
  }
  return r.kind == resolution_kind::one;
}

void claims::add(uint32_t who, grade g) {
  if (g < best_[who]) {
    best_[who] = g;
    count_[who] = 1;
  } else if (g == best_[who]) {
    ++count_[who];
  }
}

bool claims::contested(uint32_t who, grade g) const { return best_[who] != g || count_[who] > 1; }

reason_code other_kind_reason(insurer_class kind) {
  switch (kind) {
    case insurer_class::national_union: return reason_code::other_national_union;
    case insurer_class::elderly: return reason_code::other_elderly;
    case insurer_class::national_town: return reason_code::other_national_town;
    case insurer_class::day_labourer: return reason_code::other_day_labourer;
    case insurer_class::unknown: return reason_code::other_unknown;
    default: return reason_code::other_invalid;
  }
}

civil_date loss_date(insurer_class kind, civil_date acquired, std::vector<reason>& reasons) {
  if (acquired.none()) return {};
  if (kind == insurer_class::national_union) {
    reasons.push_back({reason_code::loss_same_day, acquired, acquired, 0});
    return acquired;
  }
  if (kind != insurer_class::employee && kind != insurer_class::elderly) return {};
  const civil_date next = from_day_number(day_number(acquired) + 1);
  reasons.push_back({reason_code::loss_next_day, acquired, next, 0});
  return next;
}

run_gap gap_of(const overlap_lists& lists, const rule_settings& s) {
  run_gap out;
  if (lists.runs().size() < 2) return out;
  out.two_runs = true;
  out.days = day_number(lists.runs()[0].date) - day_number(lists.runs()[1].date);
  out.consecutive = out.days <= s.max_gap_days || s.confirm_gap;
  return out;
}

}  // namespace totsugo
