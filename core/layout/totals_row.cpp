#include "core/layout/totals_row.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace totsugo {
namespace {

constexpr std::string_view kTotals[] = {"合計", "総計", "小計", "総数", "件数", "以上", "計", "合　計", "合 計"};

// Words that are surnames too count only where no name follows: 計 is one, 計良 another.
constexpr std::string_view kAlsoNames[] = {"計", "以上"};
constexpr std::string_view kAfterTotal[] = {"件", "人", "名", "行", "数", "額"};

std::string_view without_leading_spaces(std::string_view s) {
  constexpr std::string_view kWide = "　";
  while (s.starts_with(' ') || s.starts_with('\t') || s.starts_with(kWide))
    s.remove_prefix(s.starts_with(kWide) ? kWide.size() : 1);
  return s;
}

bool name_follows(std::string_view word, std::string_view rest) {
  if (std::find(std::begin(kAlsoNames), std::end(kAlsoNames), word) == std::end(kAlsoNames)) return false;
  rest = without_leading_spaces(rest);
  if (rest.empty() || static_cast<unsigned char>(rest.front()) < 0x80) return false;
  for (const std::string_view after : kAfterTotal)
    if (rest == after) return false;
  // Digits, brackets and colons of full width.
  return !rest.starts_with("\xEF\xBC");
}

}  // namespace

bool totals_row(const std::vector<std::string>& cells, size_t columns) {
  size_t filled = 0;
  std::string_view first;
  for (const std::string& c : cells) {
    const std::string_view text = without_leading_spaces(c);
    if (text.empty()) continue;
    if (filled++ == 0) first = text;
  }
  if (filled == 0 || filled > 4 || filled * 2 > std::max(cells.size(), columns) + 1) return false;
  for (const std::string_view word : kTotals)
    if (first.starts_with(word) && first.size() <= word.size() + 24 && !name_follows(word, first.substr(word.size())))
      return true;
  return false;
}

}  // namespace totsugo
