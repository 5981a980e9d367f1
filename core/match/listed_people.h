// The people of the lists: who they are, and their candidates in the roster.
#pragma once
#include <vector>

#include "core/match/candidates.h"
#include "core/match/list_index.h"

namespace totsugo {

// Of so many people of one name, birth date and sex on a list, a further row is no longer asked whose it is: only floods of
// placeholders have more, and asking all of all would take the square of their number.
inline constexpr size_t kMostNamesakes = 200;

struct ListedPerson {
  Identity id;
  KeyText kana_key;
  KeyText written_key;
  bool foreign = false;  // written in no kanji
  CandidateList candidates;
};

// Takes an alias in brackets out of the names and of their keys, and sets `foreign`.
void settle_names(ListedPerson& who);

}  // namespace totsugo
