// Sentences about a run as a whole.
#pragma once
#include <string>
#include <string_view>

#include "core/calendar/civil_date.h"
#include "core/layout/fields.h"

namespace totsugo {

// How the beginning of the sentence on an old roster says its age: by its own date, or by its newest change.
std::string phrase_roster_date(CivilDate date);
std::string phrase_newest_change(CivilDate date);
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
