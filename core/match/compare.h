// Compares two persons field by field: each field ends at one of a few ordered levels, and the levels together give the
// grade (DOMAIN section 5, modelled on the pension 名寄せ of 2007). Nothing is scored; every step has a name.
#pragma once
#include <cstdint>

#include "core/match/identity.h"

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

// What had to be let pass. The first group is orthography (allowed in grade A), the second costs one grade each, the
// third is never selectable.
enum class Relaxation : uint8_t {
  // orthography; same order as text/char_tables.h's folds
  width, separator, small_kana, long_vowel, hiragana, zu_du, old_kana, letter_case, kanji_variant,
  // grade B
  dakuten,          // 濁点・半濁点 on one side only
  so_n,             // ソ and ン
  shi_tsu,          // シ and ツ
  kana_one_char,    // one kana more, less or other, with equal kanji
  variant_reading,  // another reading of equal kanji
  wildcard,         // a character that could not be held
  sex_missing,      // sex on one side only
  alias_name,       // the roster's 通称名 agrees
  // grade C
  written_differs,    // same reading, other kanji
  word_order,         // the same words in another order (foreign residents)
  wildcards_only,     // two or more characters that could not be held, and no other writing to settle them
  kana_one_char_only, // one kana differs, and no kanji to settle it
  surname_changed,    // given name agrees, family name does not
  name_differs,       // the number agrees, the name does not
  birth_off_by_one,   // one day apart
  birth_swapped,      // month and day swapped
  birth_era_shift,    // the year read in another era
  birth_partial,      // month or day unknown on one side
  birth_differs,      // number and name agree, the birth date does not
  sex_differs,
  pension_number_differs,
};
inline constexpr int kRelaxationCount = static_cast<int>(Relaxation::pension_number_differs) + 1;
using RelaxationSet = uint64_t;
constexpr RelaxationSet relax(Relaxation r) { return RelaxationSet{1} << static_cast<int>(r); }

enum class NameLevel : uint8_t { missing, same, relaxed, one_char, differs };
enum class BirthLevel : uint8_t { same, off_by_one, swapped, era_shift, partial, differs };
enum class SexLevel : uint8_t { same, missing, differs };
enum class NumberLevel : uint8_t { missing, same, household_only, branch_differs, differs };

struct Comparison {
  Grade result = Grade::none;
  RelaxationSet relaxations = 0;  // without orthography, which is worked out when it is shown
  NameLevel kana = NameLevel::missing;
  NameLevel written = NameLevel::missing;
  BirthLevel birth = BirthLevel::differs;
  SexLevel sex = SexLevel::missing;
  NumberLevel number = NumberLevel::missing;
  NumberLevel pension_number = NumberLevel::missing;
  // Would be selectable but for another 基礎年金番号: such a namesake is no match, and still a reason not to pick another.
  bool rival() const {
    return result == Grade::c && (relaxations & ~relax(Relaxation::pension_number_differs)) == 0 &&
           birth == BirthLevel::same;
  }
  bool number_settles() const { return number == NumberLevel::same || pension_number == NumberLevel::same; }
};

Comparison compare(const Identity& listed, const Identity& member);

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

// Written in no kanji: the name of a foreign resident, whose words may stand in another order elsewhere.
bool foreign_name(const Identity& id);

// Which orthographic folds two raw names need to become equal (they are equal under all of them).
RelaxationSet orthography_needed(const CharTables& tables, std::string_view a, std::string_view b);

}  // namespace totsugo
