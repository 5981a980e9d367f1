// A first table of variant kanji met in names: old and new forms of one character. The first of a group represents it.
#pragma once
#include <cstddef>

namespace totsugo {

// The representative of cp's group, or cp itself.
char32_t kanji_representative(char32_t cp);
// How many characters the table folds away (for tests).
std::size_t kanji_variant_count();

}  // namespace totsugo
