#include "core/identifier/latest_mark.h"

#include <algorithm>
#include <iterator>

namespace totsugo {
namespace {

constexpr std::string_view kNewest[] = {"1",  "１", "01", "最新", "現",   "現在", "有効",  "○",
                                        "〇", "◯",  "Y",  "y",    "TRUE", "true", "1:最新"};
constexpr std::string_view kOlder[] = {"0", "０", "00", "過去",  "履歴",  "旧",    "無効",
                                       "×", "N",  "n",  "FALSE", "false", "0:履歴"};

}  // namespace

LatestMark parse_latest_mark(std::string_view s) {
  const auto is = [s](const auto& list) { return std::find(std::begin(list), std::end(list), s) != std::end(list); };
  if (is(kNewest)) return LatestMark::newest;
  return is(kOlder) ? LatestMark::older : LatestMark::unsaid;
}

}  // namespace totsugo
