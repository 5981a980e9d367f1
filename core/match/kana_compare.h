// Compares two names in kana, character by character. Where they differ, a table of steps says what may stand for what, and
// under which name; what no step explains differs. DOMAIN section 5 lists the facts.
#pragma once
#include <string_view>

#include "core/match/relaxation.h"
#include "core/text/name.h"

namespace totsugo {

// Ordered levels of a name field.
enum class NameLevel : uint8_t {
  missing,   // one side has none, or the two are in scripts that cannot be held against each other
  same,      // equal but for orthography
  relaxed,   // equal under the relaxations named
  one_char,  // one character more, less or other: only as good as what settles it
  differs,
};

struct KanaComparison {
  NameLevel level = NameLevel::missing;
  RelaxationSet why = 0;
  uint32_t wild = 0;  // characters that could not be held
};

// Canonical text (text/char_tables.h: canon), kana or letters.
struct KanaText {
  std::u16string_view text;
  bool one_word = false;  // a hyphen in it may be all that parts the family name from the given
};
inline KanaText kana_text(const FoldedName& name) { return {name.text, name.later_words == 0}; }

// foreign: the name of a foreign resident, whose sounds are spelled in several ways. Symmetric in a and b.
KanaComparison compare_kana(KanaText a, KanaText b, bool foreign);

}  // namespace totsugo
