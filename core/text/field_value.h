// What may stand around a value of a field, and which values stand for none, in any column of any file (DOMAIN section 6): such a
// value is nobody's name and nobody's number. Dates and numbers have placeholders of their own besides (date_form.h,
// is_filler_number). All of it of raw bytes, UTF-8 or CP932.
#pragma once
#include <string_view>

namespace totsugo {

inline constexpr size_t kLongestNone = 9;          // in ASCII
inline constexpr size_t kLongestJapaneseNone = 6;  // bytes: shorter than nearly every name

// Japanese, and longer than any value that stands for none.
inline bool is_long_name(std::string_view raw) {
  return raw.size() > kLongestJapaneseNone && static_cast<unsigned char>(raw.front()) >= 0x80;
}

// Without blanks and line breaks around it, and without what keeps a spreadsheet from changing it: ="0012", '0012.
std::string_view bare_value(std::string_view raw);

// "20260901.0": a whole number that a program wrote with a fraction; else s as it is.
std::string_view without_zero_fraction(std::string_view s);

// `s` is longer than nothing and not longer than kLongestNone.
bool is_none_word(std::string_view s);

// Most fields are longer than any such value.
inline bool stands_for_none(std::string_view bare) {
  if (bare.size() > kLongestNone) return false;
  if (bare.empty()) return true;
  const bool ascii = static_cast<unsigned char>(bare.front()) < 0x80;
  return (ascii || bare.size() <= kLongestJapaneseNone) && is_none_word(bare);
}

}  // namespace totsugo
