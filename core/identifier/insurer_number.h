// The insurer number (8 digits = law 2 + prefecture 2 + insurer 3 + check 1; NHI has 6, padded with 00), its check
// digit and what kind of insurance it stands for (DOMAIN section 4).
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace totsugo {

enum class InsurerClass : uint8_t {
  employee,        // 01 02 06 07 31 32 33 34 63 72-75: the day after joining, article 6(1)-(8)
  national_union,  // a 国保組合: insurer part begins with 3; article 6(10): that very day
  national_town,   // another municipality's 国保, or 67 (retired)
  elderly,         // 39: 後期高齢者医療
  day_labourer,    // 03 04
  unknown,         // any other law number
  invalid,         // no number, too long, or the check digit does not fit
};

struct InsurerNumber {
  std::array<char, 8> digits{};  // padded to eight
  InsurerClass kind = InsurerClass::invalid;
  bool check_digit_ok = false;
  std::string_view text() const { return {digits.data(), 8}; }
  bool none() const { return kind == InsurerClass::invalid && digits[0] == 0; }  // there was nothing
  friend bool operator==(const InsurerNumber& a, const InsurerNumber& b) { return a.digits == b.digits; }
};

// The check digit of a body of digits: weights 2,1,2,1... from the right, digits of products added.
// Nothing if the body holds anything but digits.
std::optional<int> insurer_check_digit(std::string_view body);

// UTF-8 text, half or full width, any separators. Up to six digits are a 国保 number, seven or eight a full one.
InsurerNumber parse_insurer_number(std::string_view utf8);

}  // namespace totsugo
