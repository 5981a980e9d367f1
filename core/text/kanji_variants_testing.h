// What the tests of core/text/kanji_variants ask beside what the product does.
#pragma once
#include "core/text/kanji_variants.h"

namespace totsugo {

// Calls use(a, b, grounds) for every two different characters that are directly related, a < b; characters that Unicode
// makes others are not among them, as those they are made stand for them.
void for_each_kanji_pair(const std::function<void(char32_t, char32_t, KanjiGroundSet)>& use);

}  // namespace totsugo
