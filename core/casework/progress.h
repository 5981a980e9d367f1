// How far the cases had come by the end of given days, from the steps that stand: what was taken back has never been.
#pragma once
#include <array>
#include <vector>

#include "core/casework/case_book.h"

namespace totsugo {

// Where a case stood at the end of a day, by its counting_events(): they are asked for once, not for each day.
CaseState state_on(const CaseBook& book, const Case& c, const std::vector<uint32_t>& counting, CivilDate day);

using StateCounts = std::array<size_t, kCaseStateCount>;

// For each day in turn the cases that had been listed by then, by their state.
std::vector<StateCounts> progress(const CaseBook& book, const std::vector<CivilDate>& days);

}  // namespace totsugo
