// pick() against its twin, over random levels of one to four candidates.
#include <doctest/doctest.h>

#include <random>

#include "tests/reference/plain_pick.h"

using namespace totsugo;

TEST_CASE("pick: as the twin picks, and never somebody against whom something stands") {
  std::mt19937 random(20261129);
  const auto below = [&](uint32_t n) { return static_cast<uint32_t>(random() % n); };
  size_t picked = 0, nobody = 0;
  for (size_t round = 0; round < 400'000; ++round) {
    std::vector<PersonCandidate> all(1 + below(4));
    for (size_t i = 0; i < all.size(); ++i) {
      PersonCandidate& p = all[i];
      p.person = p.member = static_cast<uint32_t>(i);
      p.torn = below(50) == 0;
      // Mostly agreeing, as candidates are.
      constexpr Level kMostly[] = {Level::same,   Level::same,   Level::same,   Level::relaxed,
                                   Level::silent, Level::silent, Level::against};
      for (Level& l : p.levels) l = kMostly[below(std::size(kMostly))];
      if (p.levels[2] != Level::same) p.levels[3] = Level::silent;
      p.as_rival = p.levels;  // of one row; of several he may be silent where an older one is against
      for (Level& l : p.as_rival)
        if (l == Level::against && below(3) == 0) l = Level::silent;
      p.compared.result = static_cast<Grade>(below(4));
    }
    const size_t at = pick(all);
    REQUIRE(at == plain::pick(all));
    if (at == all.size()) {
      ++nobody;
      continue;
    }
    ++picked;
    const FieldLevels& l = all[at].levels;
    for (const LevelOf f : {LevelOf::birth, LevelOf::sex, LevelOf::number, LevelOf::branch, LevelOf::pension_number})
      REQUIRE(level(l, f) != Level::against);
  }
  CHECK(picked > 20'000);
  CHECK(nobody > 20'000);
}
