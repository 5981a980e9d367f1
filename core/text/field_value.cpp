#include "core/text/field_value.h"

#include <algorithm>

namespace totsugo {
namespace {

// What databases and spreadsheets write for nothing; lower case.
constexpr std::string_view kAscii[] = {"null",   "(null)", "\\n",     "nan",    "none",    "n/a",   "#n/a",
                                       "#null!", "#ref!",  "#value!", "#name?", "#div/0!", "#num!", "#####"};

// UTF-8 and CP932, one below the other: nashi, nashi (kanji), mu, fumei, ditto, dashes of four kinds, the long-vowel mark,
// an asterisk.
constexpr std::string_view kJapanese[] = {
    "\xE3\x81\xAA\xE3\x81\x97",
    "\x82\xC8\x82\xB5",
    "\xE7\x84\xA1\xE3\x81\x97",
    "\x96\xB3\x82\xB5",
    "\xE7\x84\xA1",
    "\x96\xB3",
    "\xE4\xB8\x8D\xE6\x98\x8E",
    "\x95\x73\x96\xBE",
    "\xE3\x80\x83",
    "\x81\x56",
    "\xE2\x80\x95",
    "\x81\x5C",
    "\xEF\xBC\x8D",
    "\x81\x7C",
    "\xE2\x80\x90",
    "\x81\x5D",
    "\xE2\x88\x92",
    "\xE3\x83\xBC",
    "\x81\x5B",
    "\xEF\xBC\x8A",
    "\x81\x96",
};

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// Inside quotes of the file its own quotes may still stand doubled.
std::string_view without_guard(std::string_view s) {
  for (const std::string_view mark : {"=\"\"", "=\""}) {
    const std::string_view end = mark.substr(1);
    if (s.size() >= mark.size() + end.size() && s.starts_with(mark) && s.ends_with(end))
      return s.substr(mark.size(), s.size() - mark.size() - end.size());
  }
  return s.starts_with('\'') ? s.substr(1) : s;  // alone it guards an empty cell
}

std::string_view without_blanks(std::string_view s) {
  const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; };
  while (!s.empty() && blank(s.front())) s.remove_prefix(1);
  while (!s.empty() && blank(s.back())) s.remove_suffix(1);
  return s;
}

}  // namespace

std::string_view bare_value(std::string_view raw) { return without_blanks(without_guard(without_blanks(raw))); }

std::string_view without_zero_fraction(std::string_view s) {
  const size_t dot = s.find_first_not_of("0123456789");
  const bool whole = dot != std::string_view::npos && dot > 0 && s[dot] == '.' && dot + 1 < s.size() &&
                     s.find_first_not_of('0', dot + 1) == std::string_view::npos;
  return whole ? s.substr(0, dot) : s;
}

bool is_none_word(std::string_view s) {
  if (static_cast<unsigned char>(s.front()) >= 0x80)
    return std::find(std::begin(kJapanese), std::end(kJapanese), s) != std::end(kJapanese);
  if (s.find_first_not_of("-*") == std::string_view::npos) return true;
  const auto same = [s](std::string_view word) {
    return std::equal(s.begin(), s.end(), word.begin(), word.end(), [](char a, char b) { return lower(a) == b; });
  };
  return std::any_of(std::begin(kAscii), std::end(kAscii), same);
}

}  // namespace totsugo
