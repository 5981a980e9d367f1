// A first table of variant kanji met in names: old and new forms of one character. The first of a group represents it.
#pragma once
#include <cstddef>
#include <functional>

namespace totsugo {

// The representative of cp's group, or cp itself.
char32_t kanji_representative(char32_t cp);
// True if a and b may stand for each other in a name: equal, or *directly* related. Not transitive: x~y and y~z says
// nothing of x and z.
bool same_kanji(char32_t a, char32_t b);
// Calls use(variant, representative) for every character the table folds away.
void for_each_kanji_variant(const std::function<void(char32_t, char32_t)>& use);
// How many characters the table folds away (for tests).
std::size_t kanji_variant_count();

}  // namespace totsugo
