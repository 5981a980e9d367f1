// Words by which free text columns are read.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace totsugo {

enum class Keywords { loss, cancellation, correction, outside_reason, employee_reason, my_number, totals, symbol };

// True if the text holds one of the list's words.
bool holds_keyword(std::string_view utf8, Keywords list);

// A row that sums the rows above: its first text says so, and most of its cells are empty.
bool totals_row(const std::vector<std::string>& cells,
                size_t columns = 0);  // columns: of the file, if the row has fewer

}  // namespace totsugo
