// JSON of the page's that the work file keeps and gives back: nobody here knows what it says.
#pragma once
#include <algorithm>
#include <optional>
#include <string>

namespace totsugo {

// Fifty columns with long heads have some 25 kB.
inline constexpr size_t kMaxKeptJsonBytes = 32 << 10;
inline constexpr int kMaxKeptJsonDepth = 6;

// Writing JSON out takes a stack as deep as it is nested.
template <class Json>
bool is_shallow(const Json& j, int levels) {
  if (!j.is_structured()) return true;
  return levels > 0 && std::all_of(j.begin(), j.end(), [levels](const Json& inner) { return is_shallow(inner, levels - 1); });
}

// The text to keep; nothing if it is no object, or larger than settings are.
template <class Json>
std::optional<std::string> kept_json(const Json& j) {
  if (!j.is_object() || !is_shallow(j, kMaxKeptJsonDepth)) return std::nullopt;
  std::string text = j.dump();
  if (text.size() > kMaxKeptJsonBytes) return std::nullopt;
  return text;
}

}  // namespace totsugo
