// A case as somebody to look for in the roster: whoever is urged may have filed in the meantime, on the lists or not.
#pragma once
#include "core/casework/case_book.h"
#include "core/match/listed_people.h"

namespace totsugo {

ListedPerson person_of(const CharTables& tables, const Case& c);

// Where the case's person stands in the roster, with everything that it told of him then looked at. He is there if the same 宛名番号 is,
// or else one person of grade S or A; whoever bears another 宛名番号 is somebody else.
// The book adds by which key the case is known, and whether it is open.
CaseInRoster seek(const RunView& run, const Case& c, const ListedPerson& who);
// The roster row says another birth date, and another name, than what the case was: a number that has been given anew.
bool is_another(const RunView& run, const Recorded& c, uint32_t member);

}  // namespace totsugo
