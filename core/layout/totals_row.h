// Rows that sum the rows above, as spreadsheets have them.
#pragma once
#include <string>
#include <vector>

namespace totsugo {

// The first text says so, and most of the cells are empty. `columns`: how many the file has, if the row has fewer.
bool totals_row(const std::vector<std::string>& cells, size_t columns = 0);

}  // namespace totsugo
