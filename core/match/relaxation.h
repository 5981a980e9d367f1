// What had to be let pass for two people to agree. Each relaxation has one name, one label (core/match/match_words.cpp), one
// cost and one field; none is silent.
#pragma once
#include <bit>
#include <cstdint>

namespace totsugo {

// Ordered by cost: orthography (DOMAIN section 5: allowed in grade A), then what costs one grade each (B), then what is
// shown only, never selectable (C).
enum class Relaxation : uint8_t {
  // orthography; same order as text/char_tables.h's folds
  width,
  separator,
  small_kana,
  long_vowel,
  hiragana,
  zu_du,
  old_kana,
  letter_case,
  kanji_variant,
  // grade B
  dakuten,              // voicing mark on one side only
  so_n,                 // U+30BD and U+30F3
  shi_tsu,              // U+30B7 and U+30C4
  long_vowel_dropped,   // the long-vowel mark on one side only
  long_vowel_spelling,  // one long vowel spelled in two ways (oo, ou, o-)
  long_vowel_missing,   // one long vowel written short; without kanji to settle it shown only
  yu_u,                 // historical spelling: kiu and kyuu, iu and yuu
  kana_one_char,        // one kana more, less or other, with equal kanji
  variant_reading,      // another reading of equal kanji
  wildcard,             // a character that could not be held
  sex_missing,          // sex on one side only
  alias_name,           // one side's name is the other's alias (tsuusho)
  foreign_kana,         // another kana spelling of one foreign sound
  word_order,           // the words turned round: the first is the last, or the last the first (foreign names)
  // grade C
  written_differs,     // same reading, other kanji
  wildcards_only,      // two or more characters that could not be held, and no other writing to settle them
  kana_one_char_only,  // one kana differs, and no kanji to settle it
  surname_changed,     // given name agrees, family name does not
  words_mixed,         // the same words in any other order (foreign names)
  middle_name,         // a word on one side only (foreign names)
  cut_off,             // one side ends early (foreign names)
  name_differs,        // the number agrees, the name does not
  name_missing,        // the number agrees, and there is no name to compare
  birth_off_by_one,    // one day apart
  birth_swapped,       // month and day swapped
  birth_era_shift,     // the year read in another era
  birth_partial,       // month or day unknown on one side
  birth_placeholder,   // equal, but a date that is keyed where none is known
  birth_missing,       // on one side
  birth_differs,       // number and name agree, the birth date does not
  sex_differs,
  pension_number_differs,
  number_differs,  // another 記号番号
  branch_differs,  // the same 記号番号, another 枝番: another person of the household
};
inline constexpr int kRelaxationCount = static_cast<int>(Relaxation::branch_differs) + 1;

using RelaxationSet = uint64_t;
constexpr RelaxationSet relax(Relaxation r) { return RelaxationSet{1} << static_cast<int>(r); }
constexpr RelaxationSet between(Relaxation from, Relaxation to) { return (relax(to) << 1) - relax(from); }

inline constexpr RelaxationSet kOrthography = between(Relaxation::width, Relaxation::kanji_variant);
inline constexpr RelaxationSet kNeverSelectable = between(Relaxation::written_differs, Relaxation::branch_differs);

// How many relaxations the grade counts.
constexpr int paid(RelaxationSet why) { return std::popcount(why & ~kOrthography); }

// Calls use(relaxation) for each of the set, in their order.
template <class F>
void for_each_relaxation(RelaxationSet why, F&& use) {
  for (int i = 0; i < kRelaxationCount; ++i)
    if (why & RelaxationSet{1} << i) use(static_cast<Relaxation>(i));
}

}  // namespace totsugo
