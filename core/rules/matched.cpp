#include "core/rules/matched.h"

#include <unordered_map>

#include "core/base/hash.h"

namespace totsugo {

std::vector<uint32_t> canonical_members(const std::vector<Member>& members) {
  std::vector<uint32_t> out(members.size());
  std::unordered_map<uint64_t, uint32_t> first;
  for (uint32_t i = 0; i < members.size(); ++i) {
    const Member& m = members[i];
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

bool explain_match(const Matched& m, uint32_t person, const Resolution& r, CaseResult& out) {
  const CandidateList& candidates = m.people[person].candidates;
  out.person = person;
  out.best = r.best;
  out.member = r.who;
  out.relaxations = r.compared.relaxations;
  const auto say = [&out](ReasonCode code, uint64_t n = 0) { out.reasons.push_back({code, {}, {}, n}); };
  switch (out.best) {
    case Grade::s: say(ReasonCode::grade_s); break;
    case Grade::a: say(ReasonCode::grade_a); break;
    case Grade::b: say(ReasonCode::grade_b); break;
    case Grade::c: say(ReasonCode::grade_c); break;
    default:
      say(r.kind == ResolutionKind::not_sought ? ReasonCode::not_sought : ReasonCode::nobody);
      if (!candidates.all().empty()) say(ReasonCode::look_alikes, candidates.all().size());
      break;
  }
  if (r.history_rows) say(ReasonCode::history_rows, r.history_rows + 1);
  if (candidates.more()) say(ReasonCode::more_candidates, candidates.more());
  if (r.number_points_elsewhere) say(ReasonCode::number_points_elsewhere);
  else if (r.kind == ResolutionKind::several) say(ReasonCode::several_candidates, candidates.all().size());
  if (out.member != kNobody)
    for (const uint32_t row : {out.member, r.unreadable}) {
      if (row == kNobody || !m.members[row].unreadable) continue;
      say(ReasonCode::member_unreadable, m.members[row].line);
      return false;
    }
  return r.kind == ResolutionKind::one;
}

void Claims::add(uint32_t who, Grade g) {
  if (g < best_[who]) {
    best_[who] = g;
    count_[who] = 1;
  } else if (g == best_[who]) {
    ++count_[who];
  }
}

bool Claims::contested(uint32_t who, Grade g) const { return best_[who] != g || count_[who] > 1; }

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

CivilDate loss_date(InsurerClass kind, CivilDate acquired, std::vector<Reason>& reasons) {
  if (acquired.none()) return {};
  if (kind == InsurerClass::national_union) {
    reasons.push_back({ReasonCode::loss_same_day, acquired, acquired, 0});
    return acquired;
  }
  if (kind != InsurerClass::employee && kind != InsurerClass::elderly) return {};
  const CivilDate next = from_day_number(day_number(acquired) + 1);
  reasons.push_back({ReasonCode::loss_next_day, acquired, next, 0});
  return next;
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
