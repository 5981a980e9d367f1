// Numbers arrive half or full width, with hyphens, spaces or kanji between: this takes the digits.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace totsugo {

struct DigitText {
  std::array<char, 24> data{};
  size_t size = 0;
  bool overflow = false;
  bool other_letters = false;  // kana, kanji or letters were there too
  std::string_view view() const { return {data.data(), size}; }
};

// Eight ASCII digits at p as a number; false if one of them is none.
inline bool eight_digits(const char* p, uint64_t& out) {
  uint64_t w;
  std::memcpy(&w, p, sizeof w);
  if (((w + 0x4646464646464646u) | (w - 0x3030303030303030u)) & 0x8080808080808080u) return false;
  w -= 0x3030303030303030u;
  w = (w * 10 + (w >> 8)) & 0x00FF00FF00FF00FFu;    // four pairs (little-endian)
  w = (w * 100 + (w >> 16)) & 0x0000FFFF0000FFFFu;  // two fours
  out = (w & 0xFFFF) * 10000 + (w >> 32);
  return true;
}

// A field of up to 18 ASCII digits and nothing else, the usual case; an empty one is 0. Eight at a time: the roster has two
// or three numbers a row, and digit by digit they took 4 % of its time.
inline bool plain_digits(std::string_view s, uint64_t& out) {
  out = 0;
  if (s.size() > 18) return false;
  uint64_t eight;
  for (; s.size() >= 8; s.remove_prefix(8)) {
    if (!eight_digits(s.data(), eight)) return false;
    out = out * 100'000'000 + eight;
  }
  for (const char c : s) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + static_cast<uint64_t>(c - '0');
  }
  return true;
}

// Seven nines or more are keyed where no number is known.
constexpr bool is_filler_number(uint64_t n) {
  if (n % 10'000'000 != 9'999'999) return false;
  for (uint64_t nines = 9'999'999; nines < 9'999'999'999'999'999'999u; nines = nines * 10 + 9)
    if (n <= nines) return n == nines;
  return n == 9'999'999'999'999'999'999u;
}

// What a spreadsheet makes of a long number (1.23E+09) or of one with a hyphen (1月2日, 2-Jan): its digits are lost.
bool is_destroyed(std::string_view utf8);

// Collects ASCII and full-width digits of UTF-8 text in order.
void collect_digits(std::string_view utf8, DigitText& out);

// The same as one number, leading zeros gone: 0 if there is none, or more than 19 digits, or is_destroyed().
uint64_t digits_value(std::string_view utf8);

}  // namespace totsugo
