// Words by which free text is read.
#pragma once
#include <span>
#include <string_view>

namespace totsugo {

// True if the text holds one of the words.
inline bool holds_one_of(std::string_view text, std::span<const std::string_view> words) {
  for (const std::string_view word : words)
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

}  // namespace totsugo
