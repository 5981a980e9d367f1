// Sentences about the rows of the lists.
#pragma once
#include <string>
#include <string_view>

namespace totsugo {

std::string phrase_corrected_from_unreadable();
std::string phrase_other_lost_unreadable();
std::string phrase_run_date_differs(std::string_view row, std::string_view file);
std::string phrase_run_date_overridden(std::string_view given, std::string_view column);
std::string phrase_list_empty();

}  // namespace totsugo
