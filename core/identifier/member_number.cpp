#include "core/identifier/member_number.h"

#include <string>

#include "core/identifier/digits.h"

namespace totsugo {
namespace {

// Where a combined field is visibly two: after the first run of digits, if a hyphen, dot or space follows it.
size_t visible_cut(std::string_view s) {
  size_t i = 0;
  while (i < s.size() && !(s[i] >= '0' && s[i] <= '9')) ++i;
  while (i < s.size() && s[i] >= '0' && s[i] <= '9') ++i;
  return i < s.size() && i > 0 && digits_value(s.substr(i)) != 0 ? i : std::string_view::npos;
}

uint64_t run_together(uint64_t a, uint64_t b) {
  uint64_t scale = 1;
  while (scale <= b) {
    if (scale > UINT64_MAX / 10) return 0;
    scale *= 10;
  }
  return a > (UINT64_MAX - b) / scale ? 0 : a * scale + b;
}

}  // namespace

MemberNumber parse_member_number(std::string_view symbol, std::string_view number, std::string_view branch) {
  MemberNumber out;
  if (symbol.empty()) {
    out.joined = digits_value(number);
    if (const size_t cut = visible_cut(number); cut != std::string_view::npos)
      out.separate = run_together(digits_value(number.substr(0, cut)), digits_value(number.substr(cut)));
  } else {
    std::string both(symbol);
    both += number;
    out.joined = digits_value(both);
    out.separate = run_together(digits_value(symbol), digits_value(number));
  }
  DigitText found;
  collect_digits(branch, found);
  if (found.size > 0 && found.size <= 3) out.branch = static_cast<int>(digits_value(branch));
  return out;
}

bool same_household_number(const MemberNumber& a, const MemberNumber& b) {
  if (a.none() || b.none()) return false;
  return a.joined == b.joined || (a.separate != 0 && (a.separate == b.separate || a.separate == b.joined)) ||
         (b.separate != 0 && b.separate == a.joined);
}

}  // namespace totsugo
