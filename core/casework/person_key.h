// Under which key a person is found again: in another run, under the other flow, in another clerk's book.
#pragma once
#include <string>

#include "core/run/run_view.h"

namespace totsugo {

// Of a roster person: the 宛名番号, else 記号番号-枝番 and birth date.
std::string roster_key(const RunView& run, uint32_t member);
// Of somebody whom nobody has found in the roster: what the list says.
std::string listed_key(const RunView& run, const CaseResult& c);
// The key names a roster person.
bool is_roster_key(std::string_view key);

}  // namespace totsugo
