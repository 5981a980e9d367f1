// Words by which free text columns are read.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace totsugo {

enum class Keywords { loss, cancellation, correction, other_change, outside_reason, employee_reason, my_number, totals, symbol };

// True if the text holds one of the list's words.
bool holds_keyword(std::string_view utf8, Keywords list);

// 最新区分: whether a row of a history export is the newest of its period. What is no word we know says nothing.
enum class LatestMark : uint8_t { unsaid, older, newest };
LatestMark parse_latest_mark(std::string_view utf8);

// A row that sums the rows above: its first text says so, and most of its cells are empty.
bool totals_row(const std::vector<std::string>& cells,
                size_t columns = 0);  // columns: of the file, if the row has fewer

}  // namespace totsugo
