// Compares the names of two people: kana, the name as written, the alias, together. Foreign names may stand in another order,
// without a middle name, cut off, or under the alias; a family name may have changed.
#pragma once
#include "core/match/identity.h"
#include "core/match/kana_compare.h"

namespace totsugo {

struct NameComparison {
  NameLevel kana = NameLevel::missing;
  NameLevel written = NameLevel::missing;
  bool agrees = false;    // under the relaxations named
  bool doubtful = false;  // agrees, but never well enough to be selected by the name
  RelaxationSet why = 0;
};

// Symmetric but for the alias, which only the roster has a column for.
NameComparison compare_names(const Identity& listed, const Identity& member);

// Written in no kanji: the name of a foreign resident, whose words may stand in another order elsewhere.
bool foreign_name(const Identity& id);

// Two written names: kanji by their direct relation, wildcards for exactly one character each. Names without kanji are
// compared as kana are. wild counts the wildcards met.
struct WrittenComparison {
  NameLevel level = NameLevel::missing;
  RelaxationSet why = 0;
  uint32_t wild = 0;   // characters that could not be held
  uint32_t equal = 0;  // kanji that agree
};
WrittenComparison compare_written(const FoldedName& a, const FoldedName& b, bool foreign);

}  // namespace totsugo
