// The names of relaxations as a test writes them: in their order, with spaces between.
#pragma once
#include <string>

#include "core/match/match_words.h"

inline std::string names_of(totsugo::RelaxationSet why) {
  std::string out;
  totsugo::for_each_relaxation(
      why, [&out](totsugo::Relaxation r) { out += (out.empty() ? "" : " ") + std::string(code_of(r)); });
  return out;
}
