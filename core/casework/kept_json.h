// JSON of the page's that the work file keeps and gives back: nobody here knows what it says.
#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace totsugo {

// A setting of the page's, by its name in commands and in the work file.
struct PageSetting {
  std::string_view name;
  size_t most_bytes;
};
inline constexpr std::array<PageSetting, 6> kPageSettings = {{
    {"import_table", 32 << 10},  // fifty columns with long heads have some 25 kB
    {"letters", 128 << 10},      // sender and four texts: the drafts have 10 kB
    {"layouts", 128 << 10},      // how files are read, 2 kB each
    {"views", 32 << 10},         // filters of the worklist by name, some 300 bytes each
    {"ledger", 8 << 10},         // columns and order of the ledger on the screen, by their codes
    {"recipients", 128 << 10},   // to whom inquiries went: some 200 bytes each
}};
inline constexpr int kMaxKeptJsonDepth = 6;

// Writing JSON out takes a stack as deep as it is nested.
template <class Json>
bool is_shallow(const Json& j, int levels) {
  if (!j.is_structured()) return true;
  return levels > 0 &&
         std::all_of(j.begin(), j.end(), [levels](const Json& inner) { return is_shallow(inner, levels - 1); });
}

// The text to keep; nothing if it is no object, or larger than settings are.
template <class Json>
std::optional<std::string> kept_json(const Json& j, size_t most_bytes) {
  if (!j.is_object() || !is_shallow(j, kMaxKeptJsonDepth)) return std::nullopt;
  std::string text = j.dump();
  if (text.size() > most_bytes) return std::nullopt;
  return text;
}

}  // namespace totsugo
