// The people of the lists: who they are, and their candidates in the roster.
#pragma once
#include <vector>

#include "core/match/candidates.h"
#include "core/match/list_index.h"

namespace totsugo {

struct ListedPerson {
  Identity id;
  KeyText kana_key;
  KeyText written_key;
  bool foreign = false;  // written in no kanji
  CandidateList candidates;
};

}  // namespace totsugo
