// The Individual Number (個人番号, 12 digits): recognised only so that a column of them is dropped at import. The tool never
// needs it.
#pragma once
#include <cstdint>
#include <string_view>

namespace totsugo {

// True for twelve digits (half or full width, hyphens and spaces aside) with a fitting check digit.
bool looks_like_my_number(std::string_view utf8);

// True if a header names such a column.
bool names_my_number(std::string_view folded_header);

// A column that must be dropped: by its header, or because (nearly) all of at least three values are such numbers (by
// chance one in eleven would fit). `alike` of `filled` values look like one.
bool is_my_number_column(std::string_view folded_header, uint64_t alike, uint64_t filled);

}  // namespace totsugo
