// What comparison levels, relaxations and grades are called.
#pragma once
#include <string>
#include <string_view>

#include "core/match/compare.h"
#include "core/match/number_fold.h"

namespace totsugo {

std::string phrase_numbers_folded(const NumberFold& fold);
std::string phrase_number_lengths(size_t roster_digits, size_t list_digits, uint64_t people);
std::string_view code_of(Relaxation r);
std::string_view label_of(Relaxation r);
std::string labels_of(RelaxationSet why);  // all of them, in their order, with commas
std::string_view label_of(LevelOf field);
std::string fields_against(const FieldLevels& l);  // the labels of those that are against, with commas
std::string_view code_of(Grade g);                 // "S" ... "C"; empty for none
std::string_view meaning_of(Grade g);

}  // namespace totsugo
