// Values that stand for none, in any column (DOMAIN section 6): nobody's name and nobody's number. Dates and numbers have
// placeholders of their own besides (date_form.h, is_filler_number).
#pragma once
#include <string_view>

namespace totsugo {

inline constexpr size_t kLongestNone = 9;

// `s` is longer than nothing and not longer than kLongestNone.
bool is_none_word(std::string_view s);

// Of the raw bytes of a field, UTF-8 or CP932. Most fields are longer than any such value.
inline bool stands_for_none(std::string_view s) { return s.size() <= kLongestNone && (s.empty() || is_none_word(s)); }

}  // namespace totsugo
