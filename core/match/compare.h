// Compares two persons field by field: each field ends at one of a few ordered levels, and the levels together give the
// grade (DOMAIN section 5, modelled on the pension 名寄せ of 2007). Nothing is scored; every step has a name.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>

#include "core/match/identity.h"
#include "core/match/name_compare.h"
#include "core/match/relaxation.h"

namespace totsugo {

// Ordered: a smaller grade is a better one.
enum class Grade : uint8_t {
  s,           // number and birth date equal, name compatible
  a,           // name equal after orthographic folding, birth date and sex equal
  b,           // grade A with exactly one relaxation
  c,           // shown only: two relaxations, or a birth date that nearly agrees, or ...
  look_alike,  // not a match: near enough to be shown beside "not found"
  none,
};

// Ordered levels of the other fields, the best first.
enum class BirthLevel : uint8_t {
  same,
  placeholder,  // equal, but a date that is keyed where none is known: it says nothing
  partial,      // equal as far as month and day are known
  missing,      // on one side
  off_by_one,
  swapped,
  era_shift,
  differs,
};
enum class SexLevel : uint8_t { same, missing, differs };

// How far a field speaks for or against two people being one (DOMAIN section 5). Ordered, the best first.
enum class Level : uint8_t {
  same,
  relaxed,  // under a relaxation that has a name
  silent,   // missing on one side, a placeholder, known in part: says nothing for or against anybody
  against,  // there on both sides, and differing
};
constexpr bool agrees(Level l) { return l <= Level::relaxed; }

// 記号番号枝番, or the 基礎年金番号 (which knows missing, same and differs).
enum class NumberLevel : uint8_t {
  missing,  // says nothing
  same,
  household_only,  // 記号番号 equal, the 枝番 missing on one side
  branch_differs,  // 記号番号 equal, another 枝番: another person of the household
  differs,
};

struct Comparison {
  Grade result = Grade::none;
  RelaxationSet relaxations = 0;  // of orthography only what cannot be worked out from the texts when it is shown
  NameLevel kana = NameLevel::missing;
  NameLevel written = NameLevel::missing;
  BirthLevel birth = BirthLevel::differs;
  SexLevel sex = SexLevel::missing;
  NumberLevel number = NumberLevel::missing;
  NumberLevel pension_number = NumberLevel::missing;
  bool name_agrees = false;    // kana and written name together, under the relaxations named
  bool name_doubtful = false;  // and never well enough to be selected by the name
  uint8_t shared = 0;          // of people who do not match: kana (or written characters) alike at both ends
  bool half_alike = false;     // and these are half of the longer name
  bool number_settles() const { return number == NumberLevel::same || pension_number == NumberLevel::same; }
};

// The levels of all fields. 枝番 speaks only where the 記号番号 is the same.
enum class LevelOf : uint8_t { birth, sex, number, branch, pension_number, kana, written };
inline constexpr size_t kLevelCount = 7;
using FieldLevels = std::array<Level, kLevelCount>;
FieldLevels levels_of(const Comparison& c);
inline Level level(const FieldLevels& l, LevelOf field) { return l[static_cast<size_t>(field)]; }
inline constexpr std::array<LevelOf, kLevelCount> kAllLevels = {
    LevelOf::birth,          LevelOf::sex,  LevelOf::number, LevelOf::branch,
    LevelOf::pension_number, LevelOf::kana, LevelOf::written};

// Whether a field is against, save those for which excepted(field) holds.
template <class Excepted>
bool anything_against(const FieldLevels& l, Excepted&& excepted) {
  return std::any_of(kAllLevels.begin(), kAllLevels.end(),
                     [&](LevelOf f) { return level(l, f) == Level::against && !excepted(f); });
}

// The grade of the levels, by the table of DOMAIN section 5. `relaxations` may be those of some fields only, with the other
// fields left at what says nothing: so the waterfall of the evidence shows how the grade comes about.
Grade grade_of(const Comparison& levels);

Comparison compare(const Identity& listed, const Identity& member);

// Two rows of one roster person together: the best level of each field that speaks, 番号 and 枝番 as a pair, and the name of the
// row that agrees better.
Comparison best_of(const Comparison& a, const Comparison& b);

// Two numbers of one 記号番号: the 枝番 decides.
NumberLevel compare_branches(const MemberNumber& a, const MemberNumber& b);

// The same comparison under another level of the number.
Comparison with_number(Comparison c, NumberLevel number);

BirthLevel compare_birth(CivilDate a, CivilDate b);

// Calls use(date) for every day a date with unknown month or day may stand for; for none if the date is full or none.
template <class F>
void for_each_possible_day(CivilDate partial, F&& use) {
  if (!partial.partial()) return;
  const bool month_known = partial.month() != 0;
  for (int month = month_known ? partial.month() : 1; month <= (month_known ? partial.month() : 12); ++month)
    for (int day = partial.day() ? partial.day() : 1; day <= (partial.day() ? partial.day() : 31); ++day)
      if (is_valid_date(partial.year(), month, day)) use(CivilDate::of(partial.year(), month, day));
}

// The birth dates that compare as off_by_one, swapped or era_shift with d: the index is filled under these too.
// Returns how many were written to out (at most kMaxBirthVariants).
inline constexpr size_t kMaxBirthVariants = 24;
size_t birth_variants(CivilDate d, CivilDate out[kMaxBirthVariants]);

// A birth date that says nothing of a person: keyed where none is known, or so early that nobody born then is alive.
bool is_placeholder_birth(CivilDate d);

// The orthography two raw names (UTF-8) need to come as near each other as they do; none if they differ anyway.
RelaxationSet orthography_of(const CharTables& tables, std::string_view a, std::string_view b, bool foreign);

}  // namespace totsugo
