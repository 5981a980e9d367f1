#include "core/identifier/insurer_number.h"

#include "core/identifier/digits.h"

namespace totsugo {
namespace {

InsurerClass class_of(std::string_view d) {
  const int law = (d[0] - '0') * 10 + (d[1] - '0');
  switch (law) {
    case 0: return d[4] == '3' ? InsurerClass::national_union : InsurerClass::national_town;
    case 1:
    case 2:
    case 6:
    case 7:
    case 31:
    case 32:
    case 33:
    case 34:
    case 63:
    case 72:
    case 73:
    case 74:
    case 75: return InsurerClass::employee;
    case 3:
    case 4: return InsurerClass::day_labourer;
    case 39: return InsurerClass::elderly;
    case 67: return InsurerClass::national_town;
    default: return InsurerClass::unknown;
  }
}

}  // namespace

std::optional<int> insurer_check_digit(std::string_view body) {
  int sum = 0;
  int weight = 2;
  for (size_t i = body.size(); i-- > 0;) {
    if (body[i] < '0' || body[i] > '9') return std::nullopt;
    const int product = (body[i] - '0') * weight;
    sum += product / 10 + product % 10;
    weight = 3 - weight;
  }
  return (10 - sum % 10) % 10;
}

InsurerNumber parse_insurer_number(std::string_view utf8) {
  InsurerNumber out;
  DigitText found;
  collect_digits(utf8, found);
  if (found.size == 0 || found.size > 8) return out;
  out.digits.fill('0');
  for (size_t i = 0; i < found.size; ++i) out.digits[8 - found.size + i] = found.data[i];
  const auto check = insurer_check_digit(out.text().substr(0, 7));
  out.check_digit_ok = check && *check == out.digits[7] - '0';
  out.kind = out.check_digit_ok ? class_of(out.text()) : InsurerClass::invalid;
  return out;
}

}  // namespace totsugo
