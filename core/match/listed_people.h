// The people of the lists: who they are, and their candidates in the roster.
#pragma once
#include <vector>

#include "core/match/candidates.h"
#include "core/match/list_index.h"

namespace totsugo {

struct listed_person {
  identity id;
  key_text kana_key;
  key_text written_key;
  candidate_list candidates;
};

}  // namespace totsugo
