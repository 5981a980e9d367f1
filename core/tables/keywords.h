// Words by which free text columns are read.
#pragma once
#include <string_view>

namespace totsugo {

enum class Keywords { loss, cancellation, correction, outside_reason, employee_reason, my_number };

// True if the text holds one of the list's words.
bool holds_keyword(std::string_view utf8, Keywords list);

}  // namespace totsugo
