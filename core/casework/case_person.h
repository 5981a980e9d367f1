// A case as somebody to look for in the roster: whoever is urged may have filed in the meantime, on the lists or not.
#pragma once
#include "core/casework/case_book.h"
#include "core/match/listed_people.h"

namespace totsugo {

ListedPerson person_of(const CharTables& tables, const Case& c);

// The roster row that is the case's person, with everything the roster told of that person looked at: the same 宛名番号, else
// one person of grade S or A. kNobody if that is not sure.
uint32_t member_of(const RunView& run, const Case& c, const ListedPerson& who);
// Nobody in the roster is even alike, though there was something to look for.
bool is_gone(const Case& c, const ListedPerson& who);

}  // namespace totsugo
