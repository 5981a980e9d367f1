// What differs between two written names, character by character, in words: variant kanji with the table that says so,
// characters that could not be held, variation selectors.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/text/char_tables.h"

namespace totsugo {

// One sentence for each place where the names (UTF-8) differ. Empty if they do not stand character against character.
std::vector<std::string> spelled_out(const CharTables& tables, std::string_view listed, std::string_view member);

}  // namespace totsugo
