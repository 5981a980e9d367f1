// What is said of the limits for correcting the levy.
#include <array>
#include <string>

#include "core/calendar/levy_rule.h"

namespace totsugo {
namespace {

constexpr std::array<LevyKind, 2> kKinds = {{
    {"fee", "国民健康保険料", 2,
     "賦課決定は、その年度の最初の納期の翌日から2年を過ぎるとできません。ただし、被用者保険に入っていたことによる減額で、"
     "本人の責めによらないときは、2年を過ぎてもできる場合があります（同条第2項）。還付を受ける権利は2年で消えます（同法第110条）。",
     "国民健康保険法 第110条の2第1項・第2項、第110条"},
    {"tax", "国民健康保険税", 5,
     "税額を減らす更正・決定は、法定納期限の翌日から5年を過ぎるとできません。還付金の請求は5年です（同法第18条の3）。",
     "地方税法 第17条の5、第18条の3"},
}};

std::string list_of(const std::vector<int>& years) {
  std::string out;
  for (const int year : years) out += (out.empty() ? "" : "・") + std::to_string(year);
  return out + "年度分";
}

}  // namespace

std::span<const LevyKind> levy_kinds() { return kKinds; }

std::string_view code_of(LevyState state) {
  constexpr std::string_view kCodes[] = {"none", "near", "passed", "unknown", "open"};
  static_assert(std::size(kCodes) == kLevyStateCount);
  return kCodes[static_cast<size_t>(state)];
}

std::string_view label_of(LevyState state) {
  constexpr std::string_view kLabels[] = {"対象外", "期限が近い", "期限を過ぎた年度がある", "納期が未設定",
                                          "期限まで余裕"};
  static_assert(std::size(kLabels) == kLevyStateCount);
  return kLabels[static_cast<size_t>(state)];
}

std::string levy_text(const LevyRule& rule, CivilDate loss, CivilDate today) {
  std::vector<int> passed, unknown;
  std::string open;
  for (const LevyYear& y : levy_years(rule, loss, today)) {
    if (y.until.none()) unknown.push_back(y.year);
    else if (y.until < today) passed.push_back(y.year);
    else if (open.empty()) open = std::to_string(y.year) + "年度分を減額できるのは" + iso_text(y.until) + "までです。";
  }
  if (!passed.empty()) open += list_of(passed) + "は期限を過ぎています。";
  if (!unknown.empty()) open += list_of(unknown) + "は、最初の納期が設定にないため期限が分かりません。";
  return open;
}

}  // namespace totsugo
