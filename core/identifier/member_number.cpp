#include "core/identifier/member_number.h"

#include <string>

#include "core/base/hash.h"
#include "core/identifier/digits.h"
#include "core/text/field_value.h"

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

// Next code point of well-formed UTF-8; anything else is taken byte by byte.
char32_t next_character(std::string_view s, size_t& i) {
  const auto at = [&](size_t k) { return static_cast<char32_t>(static_cast<unsigned char>(s[k])); };
  const char32_t c = at(i++);
  const size_t more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
  if (more == 0 || i + more > s.size()) return c;
  char32_t cp = c & (0x3Fu >> more);
  for (size_t k = 0; k < more; ++k) cp = cp << 6 | (at(i++) & 0x3F);
  return cp;
}

char32_t folded(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  return c >= 'a' && c <= 'z' ? c - 0x20 : c;
}

// Words around the digits that say nothing: 記 号 番 第 の.
bool filler(char32_t c) { return c == 0x8A18 || c == 0x53F7 || c == 0x756A || c == 0x7B2C || c == 0x306E; }

// Kanji, kana and Latin letters, width and case folded; digits and marks do not count.
uint64_t letters_hash(std::string_view utf8) {
  uint64_t h = 0;
  for (size_t i = 0; i < utf8.size();) {
    if (utf8[i] >= '0' && utf8[i] <= '9') {  // the usual number has nothing else
      ++i;
      continue;
    }
    const char32_t c = folded(next_character(utf8, i));
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 0x3041 && c <= 0x30FA && c != 0x30FB) ||
                        (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xE000 && c <= 0xFAFF) || c >= 0x20000;
    if (letter && !filler(c)) h = hash_step(h + 1, static_cast<char16_t>(c));
  }
  return h;
}

}  // namespace

uint64_t resident_key(std::string_view utf8) {
  if (uint64_t plain = 0; plain_digits(utf8, plain)) return plain;
  DigitText found;
  collect_digits(utf8, found);
  const uint64_t letters = letters_hash(utf8);
  if (letters == 0 && !found.overflow) return digits_value(utf8);
  const bool exponent = utf8.find('.') != std::string_view::npos && utf8.find_first_of("eE") != std::string_view::npos;
  if (exponent || found.size == 0) return 0;
  uint64_t h = letters;
  for (const char c : utf8) h = hash_step(h, static_cast<unsigned char>(c));
  return h | uint64_t{1} << 63;
}

uint64_t household_key(std::string_view utf8) {
  const std::string_view bare = without_zero_fraction(bare_value(utf8));
  if (stands_for_none(bare) || is_destroyed(bare)) return 0;
  const uint64_t key = resident_key(bare);
  return is_filler_number(key) ? 0 : key;
}

uint64_t record_field(std::string_view utf8) {
  utf8 = without_zero_fraction(utf8);
  if (uint64_t plain = 0; plain_digits(utf8, plain)) return plain == 0 ? 0 : hash_pair(plain, 1);
  uint64_t h = 0;
  uint64_t digits = 0;
  bool letters = false;
  for (size_t i = 0; i < utf8.size();) {
    const char32_t c = folded(next_character(utf8, i));
    const bool mark = c <= ' ' || c == '-' || c == '.' || c == '/' || c == 0x3000 || (c >= 0x2010 && c <= 0x2015) ||
                      c == 0x2212 || c == 0x30FB || c == 0x30FC || c == 0xFF65 || c == 0xFF70;
    if (mark) continue;
    const bool digit = c >= '0' && c <= '9';
    letters = letters || !digit;
    if (digit && h == 0 && digits <= 999'999'999'999'999'999u) {
      digits = digits * 10 + (c - '0');  // zeros in front fall away
      continue;
    }
    h = hash_pair(hash_pair(h, digits), c);
  }
  if (!letters && h == 0) return digits == 0 ? 0 : hash_pair(digits, 1);
  return hash_pair(h, digits) | 1;
}

MemberNumber parse_member_number(std::string_view symbol, std::string_view number, std::string_view branch) {
  MemberNumber out;
  if (is_destroyed(symbol) || is_destroyed(number)) symbol = number = {};  // the digits are lost
  if (digits_value(number) == 0) symbol = number = {};                     // a 記号 alone is nobody's number
  if (symbol.empty()) {
    out.joined = digits_value(number);
    if (const size_t cut = visible_cut(number); cut != std::string_view::npos) {
      out.separate = run_together(digits_value(number.substr(0, cut)), digits_value(number.substr(cut)));
      if (digits_value(number.substr(0, cut)) != 0) out.serial = digits_value(number.substr(cut));
    }
  } else {
    std::string both(symbol);
    both += number;
    out.joined = digits_value(both);
    out.separate = run_together(digits_value(symbol), digits_value(number));
    if (digits_value(symbol) != 0 || letters_hash(symbol) != 0) out.serial = digits_value(number);
    out.apart = out.serial != 0 && digits_value(symbol) != 0;
  }
  if (is_filler_number(out.serial)) out.serial = 0;
  if (is_filler_number(out.joined)) out.joined = out.separate = out.serial = 0;
  out.letters = letters_hash(symbol) ^ letters_hash(number);
  DigitText found;
  collect_digits(branch, found);
  const uint64_t one = digits_value(branch);
  if (one != 0 && found.size <= 3) out.branch = static_cast<int>(one);
  return out;
}

bool same_household_number(const MemberNumber& a, const MemberNumber& b) {
  if (a.none() || b.none()) return false;
  if (a.letters && b.letters && a.letters != b.letters) return false;
  if (a.apart && b.apart) return a.serial == b.serial && a.separate == b.separate;  // 12|0345 is not 120|345
  return a.joined == b.joined || (a.separate != 0 && (a.separate == b.separate || a.separate == b.joined)) ||
         (b.separate != 0 && b.separate == a.joined) || (a.serial != 0 && b.serial == 0 && a.serial == b.joined) ||
         (b.serial != 0 && a.serial == 0 && b.serial == a.joined);
}

}  // namespace totsugo
