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

// Collects ASCII and full-width digits of UTF-8 text in order.
void collect_digits(std::string_view utf8, DigitText& out);

// The same as one number, leading zeros gone: 0 if there is none or it has more than 19 digits.
uint64_t digits_value(std::string_view utf8);

}  // namespace totsugo
