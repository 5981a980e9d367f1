// How often a test over random data repeats itself: scripts/test --full and scripts/mutate ask for all of it.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace totsugo::test {

// One seed after the other, so that the quick run's are the first of the full one's.
inline uint32_t rounds(uint32_t quick, uint32_t full) {
  const char* const asked = std::getenv("TOTSUGO_FULL");
  return asked && std::string_view(asked) == "1" ? full : quick;
}

}  // namespace totsugo::test
