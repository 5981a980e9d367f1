// The Individual Number (個人番号, 12 digits): recognised only so that a column of them is dropped at import. The tool never
// needs it.
#pragma once
#include <cstdint>
#include <string_view>

namespace totsugo {

// True for twelve digits (half or full width, hyphens and spaces aside) with a fitting check digit.
bool looks_like_my_number(std::string_view utf8);

// Digits, and at most ten of them: a number of the town's own, whatever its column is called.
bool too_short_for_my_number(std::string_view utf8);

// True if a header names such a column.
bool names_my_number(std::string_view folded_header);

// True if it is called so and nothing else: a town's own numbers are 国保個人番号 and the like.
bool is_called_my_number(std::string_view folded_header);

// Of a column's values: how many there are, look like a personal number, and are too short to be one.
struct MyNumberCounts {
  uint64_t filled = 0;
  uint64_t alike = 0;
  uint64_t too_short = 0;
};

// A column that must be dropped: by its header, unless every one of at least three values is too short; or because
// (nearly) all of at least three values are such numbers (by chance one in eleven would fit).
bool is_my_number_column(std::string_view folded_header, const MyNumberCounts& values);

}  // namespace totsugo
