#include "core/match/roster_people.h"

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
}

}  // namespace totsugo
