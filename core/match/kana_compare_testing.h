// What the tests of core/match/kana_compare ask beside what the product does.
#pragma once
#include "core/match/kana_compare.h"

namespace totsugo {

// compare_kana() without the first look that spares strangers the walk.
KanaComparison walk_kana(KanaText a, KanaText b, bool foreign);

}  // namespace totsugo
