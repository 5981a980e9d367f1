// Sentences about a run as a whole.
#pragma once
#include <string>
#include <string_view>

#include "core/layout/fields.h"

namespace totsugo {

std::string phrase_rows_lost(size_t missing, size_t twice);
std::string phrase_same_run(std::string_view a, std::string_view b, std::string_view date);
std::string phrase_flood(std::string_view birth, uint64_t people);
std::string phrase_number_flood(FileKind kind, uint64_t rows);
std::string phrase_gap(std::string_view older, std::string_view newer, uint64_t days, bool confirmed);
std::string phrase_no_overlap_list();
std::string phrase_only_one_run();
std::string phrase_run_remembered(std::string_view date);
std::string phrase_pension_list_unused();

}  // namespace totsugo
