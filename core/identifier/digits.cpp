#include "core/identifier/digits.h"

#include "core/text/field_value.h"

namespace totsugo {

void collect_digits(std::string_view s, DigitText& out) {
  const auto put = [&out](char c) {
    if (out.size < out.data.size()) {
      out.data[out.size++] = c;
    } else {
      out.overflow = true;
    }
  };
  for (size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (c >= '0' && c <= '9') {
      put(c);
    } else if (c == '\xEF' && i + 2 < s.size() && s[i + 1] == '\xBC' && s[i + 2] >= '\x90' && s[i + 2] <= '\x99') {
      put(static_cast<char>('0' + (s[i + 2] - '\x90')));  // U+FF10 .. U+FF19
      i += 2;
    } else if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
      out.other_letters = true;
    }
  }
}

namespace {

bool is_exponent(std::string_view s) {
  size_t i = 0;
  const auto digits = [&] {
    const size_t from = i;
    while (i < s.size() && s[i] >= '0' && s[i] <= '9') ++i;
    return i > from;
  };
  if (!digits()) return false;
  if (i < s.size() && s[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i >= s.size() || (s[i] != 'E' && s[i] != 'e')) return false;
  ++i;
  if (i < s.size() && s[i] == '+') ++i;
  return digits() && i == s.size();
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// 1月2日, 1月2, 2-Jan, Jan-02.
bool is_day_of_sheet(std::string_view s) {
  constexpr std::string_view kMonth = "\xE6\x9C\x88";
  constexpr std::string_view kDay = "\xE6\x97\xA5";
  const auto digits = [&s] {
    size_t n = 0;
    while (n < s.size() && s[n] >= '0' && s[n] <= '9') ++n;
    s.remove_prefix(n);
    return n == 1 || n == 2;
  };
  const auto letters = [&s] {
    if (s.size() < 3 || !is_letter(s[0]) || !is_letter(s[1]) || !is_letter(s[2])) return false;
    s.remove_prefix(3);
    return true;
  };
  const auto hyphen = [&s] {
    const bool there = s.starts_with('-');
    if (there) s.remove_prefix(1);
    return there;
  };
  if (letters()) return hyphen() && digits() && s.empty();
  if (!digits()) return false;
  if (hyphen()) return letters() && s.empty();
  if (!s.starts_with(kMonth)) return false;
  s.remove_prefix(kMonth.size());
  return digits() && (s.empty() || s == kDay);
}

}  // namespace

bool is_destroyed(std::string_view utf8) { return is_exponent(utf8) || is_day_of_sheet(utf8); }

uint64_t digits_value(std::string_view utf8) {
  if (uint64_t plain = 0; plain_digits(utf8, plain)) return plain;
  if (is_destroyed(utf8)) return 0;
  utf8 = without_zero_fraction(utf8);
  DigitText found;
  collect_digits(utf8, found);
  std::string_view d = found.view();
  while (!d.empty() && d.front() == '0') d.remove_prefix(1);
  if (found.overflow || d.size() > 19) return 0;
  uint64_t v = 0;
  for (const char c : d) v = v * 10 + static_cast<uint64_t>(c - '0');
  return v;
}

}  // namespace totsugo
