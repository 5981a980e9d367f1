#include "core/match/roster_people.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "core/base/hash.h"

namespace totsugo {
namespace {

bool same_number(const Member& a, const Member& b) {
  return same_household_number(a.number, b.number) && a.number.branch >= 0 && a.number.branch == b.number.branch;
}

// Begun while the other was in force; the day of loss is outside.
bool begins_within(const Member& x, const Member& y) {
  return x.acquired >= y.acquired && (y.ended().none() || x.acquired < y.ended());
}
bool overlap(const Member& a, const Member& b) { return begins_within(a, b) || begins_within(b, a); }

// Rows in force at the same time under one 宛名番号 are only one person's where no number speaks against it: it may be a
// filler, or a household's.
Kinship of_one_resident_number(const Member& a, const Member& b) {
  if (a.birth != b.birth) return Kinship::apart;
  if (!overlap(a, b)) return Kinship::one;
  const bool numbers = !a.number.none() && !b.number.none();
  const bool branches = a.number.branch >= 0 && b.number.branch >= 0;
  const bool against =
      (numbers && !same_household_number(a.number, b.number)) || (branches && a.number.branch != b.number.branch);
  return against ? Kinship::apart : Kinship::one;
}

// The only row for which what is told of its age is greatest; kNobody where several are, or nothing is told.
template <class Age>
uint32_t only_greatest(const std::vector<uint32_t>& rows, Age&& age) {
  const auto most = std::max_element(rows.begin(), rows.end(), [&](uint32_t a, uint32_t b) { return age(a) < age(b); });
  const auto equal = std::count_if(rows.begin(), rows.end(), [&](uint32_t r) { return age(r) == age(*most); });
  return equal == 1 ? *most : kNobody;
}

// What each column says of the newest row must not contradict the others: a mark may be coded the other way round, and a change
// entered later for an earlier day leaves open which state holds, as long as no mark says it.
uint32_t newest_among(const std::vector<Member>& members, const std::vector<uint32_t>& rows) {
  const uint32_t marked =
      only_greatest(rows, [&](uint32_t r) { return members[r].latest == LatestMark::newest ? 1 : 0; });
  const uint32_t numbered = only_greatest(rows, [&](uint32_t r) { return members[r].history_number; });
  const uint32_t changed = only_greatest(rows, [&](uint32_t r) { return members[r].changed_on; });
  const uint32_t counted = numbered != kNobody ? numbered : changed;
  if (marked == kNobody) return changed == kNobody || changed == counted ? counted : kNobody;
  return counted == kNobody || counted == marked ? marked : kNobody;
}

// In what decides a case. 資格取得 stays through a move inside the prefecture: rows of other 適用開始 are other periods.
bool disagree(const std::vector<Member>& members, const std::vector<uint32_t>& rows) {
  const auto differ = [](const Member& a, const Member& b) {
    const bool other_period = !a.applied_from.none() && !b.applied_from.none() && a.applied_from != b.applied_from;
    return !other_period && std::tie(a.lost, a.lost_ahead, a.applied_from, a.applied_to) !=
                                std::tie(b.lost, b.lost_ahead, b.applied_from, b.applied_to);
  };
  return std::any_of(rows.begin(), rows.end(), [&](uint32_t a) {
    return std::any_of(rows.begin(), rows.end(), [&](uint32_t b) { return differ(members[a], members[b]); });
  });
}

bool differ(uint64_t a, uint64_t b) { return a != 0 && b != 0 && a != b; }
bool equal(uint64_t a, uint64_t b) { return a != 0 && a == b; }

}  // namespace

Kinship kinship_of(const Member& a, const Member& b) {
  if (a.resident_number && b.resident_number)
    return a.resident_number == b.resident_number ? of_one_resident_number(a, b) : Kinship::apart;
  if (a.birth != b.birth || differ(a.kana, b.kana) || differ(a.written, b.written)) return Kinship::apart;
  const bool sexes = a.sex != SexCode::unknown && b.sex != SexCode::unknown;
  if (sexes && (a.sex != b.sex || a.sex == SexCode::unread)) return Kinship::apart;
  if (!equal(a.kana, b.kana) && !equal(a.written, b.written)) return Kinship::unrelated;
  if (overlap(a, b) && !(a.acquired == b.acquired && same_number(a, b))) return Kinship::apart;
  return Kinship::one;
}

RosterPeople::RosterPeople(const std::vector<Member>& members) : groups_(members.size()) {
  std::vector<std::pair<uint64_t, uint32_t>> keyed;
  for (uint32_t i = 0; i < members.size(); ++i) {
    const Member& m = members[i];
    if (m.resident_number) {
      keyed.emplace_back(m.resident_number, i);
      continue;
    }
    if (m.kana) keyed.emplace_back(hash_pair(m.kana, m.birth.packed), i);
    if (m.written) keyed.emplace_back(hash_pair(m.written, m.birth.packed) ^ 1, i);
  }
  groups_.join(std::move(keyed), [&](uint32_t a, uint32_t b) { return kinship_of(members[a], members[b]); });
  find_newest(members);
  find_shared_numbers(members);
}

void RosterPeople::find_shared_numbers(const std::vector<Member>& members) {
  shares_number_.assign(members.size(), false);
  std::unordered_map<uint64_t, std::vector<uint32_t>> rows;  // by number and birth date
  for (uint32_t i = 0; i < members.size(); ++i) {
    const Member& m = members[i];
    if (!m.resident_number && m.number.branch < 0) rows[hash_pair(m.number.joined, m.birth.packed)].push_back(i);
  }
  for (const auto& same : rows) {
    const std::vector<uint32_t>& some = same.second;
    if (std::any_of(some.begin(), some.end(), [&](uint32_t i) { return of(i) != of(some.front()); }))
      for (const uint32_t i : some) shares_number_[i] = true;
  }
}

void RosterPeople::find_newest(const std::vector<Member>& members) {
  newest_.resize(members.size());
  std::iota(newest_.begin(), newest_.end(), 0);
  unclear_.assign(members.size(), false);
  std::vector<std::tuple<uint32_t, CivilDate, uint32_t>> periods;  // person, 資格取得日, row
  periods.reserve(members.size());
  for (uint32_t i = 0; i < members.size(); ++i) periods.emplace_back(of(i), members[i].acquired, i);
  std::sort(periods.begin(), periods.end());
  for (size_t from = 0, to = 0; from < periods.size(); from = to) {
    std::vector<uint32_t> rows;
    for (; to < periods.size() && std::get<0>(periods[to]) == std::get<0>(periods[from]) &&
           std::get<1>(periods[to]) == std::get<1>(periods[from]);
         ++to)
      rows.push_back(std::get<2>(periods[to]));
    if (rows.size() < 2) continue;
    const uint32_t newest = newest_among(members, rows);
    const bool unclear = newest == kNobody && disagree(members, rows);
    for (const uint32_t row : rows) {
      if (newest != kNobody) newest_[row] = newest;
      unclear_[row] = unclear;
    }
  }
}

}  // namespace totsugo
