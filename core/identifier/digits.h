// Numbers arrive half or full width, with hyphens, spaces or kanji between: this takes the digits.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace totsugo {

struct DigitText {
  std::array<char, 24> data{};
  size_t size = 0;
  bool overflow = false;
  bool other_letters = false;  // kana, kanji or letters were there too
  std::string_view view() const { return {data.data(), size}; }
};

// A field of up to 18 ASCII digits and nothing else, the usual case; an empty one is 0.
inline bool plain_digits(std::string_view s, uint64_t& out) {
  out = 0;
  for (const char c : s) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + static_cast<uint64_t>(c - '0');
  }
  return s.size() <= 18;
}

// Seven nines or more are keyed where no number is known.
constexpr bool is_filler_number(uint64_t n) {
  for (uint64_t nines = 9'999'999; nines < 9'999'999'999'999'999'999u; nines = nines * 10 + 9)
    if (n <= nines) return n == nines;
  return n == 9'999'999'999'999'999'999u;
}

// What a spreadsheet makes of a long number: 1.23E+09. Its digits are lost.
bool is_exponent(std::string_view utf8);

// Collects ASCII and full-width digits of UTF-8 text in order.
void collect_digits(std::string_view utf8, DigitText& out);

// The same as one number, leading zeros gone: 0 if there is none, or more than 19 digits, or 1.23E+09.
uint64_t digits_value(std::string_view utf8);

}  // namespace totsugo
