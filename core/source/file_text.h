// Small questions about a file's text.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

namespace totsugo {

// Blanks, line ends, end marks and padding alone.
inline bool blank_text(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\x1A' || c == '\0';
  });
}

// UTF-8, cut between characters, for a sentence that quotes it.
inline std::string shortened(std::string s) {
  constexpr size_t kMost = 60;
  if (s.size() <= kMost) return s;
  size_t cut = kMost;
  while (cut > 0 && (static_cast<unsigned char>(s[cut]) & 0xC0) == 0x80) --cut;
  s.resize(cut);
  return s + "...";
}

}  // namespace totsugo
