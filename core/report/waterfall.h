// How a grade comes about, field by field: the level each field ended at, and the grade so far. What the evidence panel shows
// as steps and as one sentence.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/match/compare.h"

namespace totsugo {

struct WaterfallStep {
  std::string_view field;  // code of the field
  std::string_view label;
  std::string_view level;      // same, folded, relaxed, differs or missing
  std::string text;            // the level in words, with what was let pass
  Grade so_far = Grade::none;  // none while the name is not settled
  bool counts = true;          // false: says nothing, and is left out of the sentence
};

// Orthography that a field needs, as orthography_of() tells it from the two texts.
struct FieldOrthography {
  RelaxationSet kana = 0;
  RelaxationSet written = 0;
};

// The relaxations that are told of at this field.
RelaxationSet concerning(LevelOf field);

std::vector<WaterfallStep> waterfall_of(const Comparison& c, FieldOrthography orthography);
std::string waterfall_sentence(const std::vector<WaterfallStep>& steps, Grade g);

}  // namespace totsugo
