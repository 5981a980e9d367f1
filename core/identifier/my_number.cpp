#include "core/identifier/my_number.h"

#include <algorithm>
#include <iterator>

#include "core/identifier/digits.h"
#include "core/text/keywords.h"

namespace totsugo {
namespace {

constexpr std::string_view kMyNumber[] = {"個人番号", "マイナンバー", "MYNUMBER"};

}  // namespace

// Ordinance of the numbers act: P1 .. P11 from the lowest body digit, Qn = n + 1 (n <= 6), n - 5 (n >= 7);
// r = sum of Pn Qn mod 11; the check digit is 0 if r <= 1, else 11 - r.
bool looks_like_my_number(std::string_view utf8) {
  DigitText found;
  collect_digits(utf8, found);
  if (found.size != 12 || found.overflow || found.other_letters) return false;
  int sum = 0;
  for (int n = 1; n <= 11; ++n) sum += (found.data[static_cast<size_t>(11 - n)] - '0') * (n <= 6 ? n + 1 : n - 5);
  const int r = sum % 11;
  return found.data[11] - '0' == (r <= 1 ? 0 : 11 - r);
}

bool names_my_number(std::string_view header) { return holds_one_of(header, kMyNumber); }

bool is_called_my_number(std::string_view header) {
  return std::find(std::begin(kMyNumber), std::end(kMyNumber), header) != std::end(kMyNumber);
}

bool too_short_for_my_number(std::string_view utf8) {
  DigitText found;
  collect_digits(utf8, found);
  return found.size > 0 && found.size <= 10 && !found.other_letters;
}

bool is_my_number_column(std::string_view header, const MyNumberCounts& values) {
  constexpr uint64_t kLeast = 3;
  if (names_my_number(header)) return values.filled < kLeast || values.too_short < values.filled;
  return values.alike >= kLeast && values.alike * 10 >= values.filled * 9;
}

}  // namespace totsugo
