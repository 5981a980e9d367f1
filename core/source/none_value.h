// Values that stand for none, in any column (DOMAIN section 6): nobody's name and nobody's number. Dates and numbers have
// placeholders of their own besides (date_form.h, is_filler_number).
#pragma once
#include <string_view>

namespace totsugo {

inline constexpr size_t kLongestNone = 9;          // in ASCII
inline constexpr size_t kLongestJapaneseNone = 6;  // bytes: shorter than nearly every name

// `s` is longer than nothing and not longer than kLongestNone.
bool is_none_word(std::string_view s);

// Of the raw bytes of a field, UTF-8 or CP932. Most fields are longer than any such value.
inline bool stands_for_none(std::string_view s) {
  if (s.size() > kLongestNone) return false;
  if (s.empty()) return true;
  const bool ascii = static_cast<unsigned char>(s.front()) < 0x80;
  return (ascii || s.size() <= kLongestJapaneseNone) && is_none_word(s);
}

}  // namespace totsugo
