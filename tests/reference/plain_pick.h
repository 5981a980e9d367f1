// Who may be picked, said as DOMAIN section 5 says it and slowly: the twin of core/match/pick.cpp.
#pragma once
#include <vector>

#include "core/match/pick.h"

namespace plain {

using totsugo::FieldLevels;
using totsugo::Grade;
using totsugo::Level;
using totsugo::PersonCandidate;

// In the order of LevelOf.
enum : size_t { birth, sex, number, branch, pension, kana, written };

inline bool says(Level l) { return l != Level::silent; }

inline bool pick_one(size_t x, const std::vector<PersonCandidate>& all) {
  const FieldLevels& mine = all[x].levels;
  if (all[x].torn) return false;
  if (all[x].compared.result != Grade::s && all[x].compared.result != Grade::a && all[x].compared.result != Grade::b)
    return false;
  // (1) nothing is against X ...
  size_t against = 0;
  for (const Level l : mine)
    if (l == Level::against) ++against;
  if (against > 1) return false;
  if (against == 1) {
    // ... except one of kana and written name
    size_t name = totsugo::kLevelCount;
    if (mine[kana] == Level::against && mine[written] == Level::same) name = kana;
    if (mine[written] == Level::against && mine[kana] == Level::same) name = written;
    if (name == totsugo::kLevelCount) return false;
    const bool numbered = (mine[number] == Level::same && mine[branch] == Level::same) || mine[pension] == Level::same;
    if (!numbered || mine[birth] != Level::same) return false;
    for (size_t y = 0; y < all.size(); ++y)
      if (y != x && (all[y].levels[name] == Level::same || all[y].levels[name] == Level::relaxed)) return false;
  }
  for (size_t y = 0; y < all.size(); ++y) {
    if (y == x) continue;
    const FieldLevels& theirs = all[y].levels;
    // (2) nobody else bears the row's number, unless X bears it too
    const auto bears = [](const FieldLevels& l) { return l[number] == Level::same && l[branch] != Level::against; };
    if (bears(theirs) && !bears(mine)) return false;
    if (theirs[pension] == Level::same && mine[pension] != Level::same) return false;
    const FieldLevels& rival = all[y].as_rival;
    // (3) each other is out: something is against it in which X agrees - of the numbers only where its name is not better - ...
    bool out = false;
    const bool named_better = (mine[kana] != Level::silent && rival[kana] < mine[kana]) ||
                              (mine[written] != Level::silent && rival[written] < mine[written]);
    for (const size_t f : {birth, sex, kana, written})
      if (rival[f] == Level::against && (mine[f] == Level::same || mine[f] == Level::relaxed)) out = true;
    for (const size_t f : {number, branch, pension})
      if (rival[f] == Level::against && (mine[f] == Level::same || mine[f] == Level::relaxed) && !named_better)
        out = true;
    // ... or it is worse where both speak, and better nowhere
    size_t worse = 0, better = 0;
    for (size_t f = 0; f < rival.size(); ++f) {
      if (!says(rival[f]) || !says(mine[f])) continue;
      if (rival[f] > mine[f]) ++worse;
      if (rival[f] < mine[f]) ++better;
    }
    if (worse >= 1 && better == 0) out = true;
    if (!out) return false;
  }
  return true;
}

inline size_t pick(const std::vector<PersonCandidate>& all) {
  for (size_t x = 0; x < all.size(); ++x)
    if (pick_one(x, all)) return x;
  return all.size();
}

}  // namespace plain
