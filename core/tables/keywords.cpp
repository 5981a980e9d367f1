#include "core/tables/keywords.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace totsugo {
namespace {

constexpr std::string_view kLoss[] = {"喪失"};
constexpr std::string_view kCancellation[] = {"取消", "取り消", "取下", "抹消"};
constexpr std::string_view kCorrection[] = {"訂正", "変更"};
constexpr std::string_view kOtherChange[] = {"取得", "氏名", "住所",   "種別", "生年月日",
                                             "性別", "番号", "事業所", "該当", "区分"};
// Ends of 第1号/第3号 that are no entry into an employee's insurance.
constexpr std::string_view kOutside[] = {"60歳",   "６０歳",   "六十歳",   "65歳",
                                         "６５歳", "70歳",     "７０歳",   "75歳",
                                         "７５歳", "歳到達",   "年齢到達", "満了",
                                         "死亡",   "国外",     "海外",     "出国",
                                         "帰国",   "任意脱退", "申出",     "任意",
                                         "不在",   "職権消除", "扶養外",   "被扶養配偶者非該当",
                                         "離婚",   "生活保護", "国保組合", "国民健康保険組合",
                                         "後期",   "転出"};
constexpr std::string_view kEmployee[] = {"厚生年金", "厚年",       "共済",     "2号",   "２号",   "3号該当",
                                          "３号該当", "3号取得",    "３号取得", "3号へ", "３号へ", "被用者",
                                          "社会保険", "社保",       "健康保険", "健保",  "就職",   "就労",
                                          "入社",     "適用事業所", "船員",     "第3号", "第３号"};

constexpr std::string_view kMyNumber[] = {"個人番号", "マイナンバー", "MYNUMBER"};

constexpr std::string_view kTotals[] = {"合計", "総計", "小計", "総数", "件数", "以上", "計", "合　計", "合 計"};

constexpr std::string_view kSymbol[] = {"記号", "KIGO"};

std::span<const std::string_view> words(Keywords list) {
  switch (list) {
    case Keywords::loss: return kLoss;
    case Keywords::cancellation: return kCancellation;
    case Keywords::correction: return kCorrection;
    case Keywords::other_change: return kOtherChange;
    case Keywords::outside_reason: return kOutside;
    case Keywords::my_number: return kMyNumber;
    case Keywords::totals: return kTotals;
    case Keywords::symbol: return kSymbol;
    default: return kEmployee;
  }
}

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

bool holds_keyword(std::string_view text, Keywords list) {
  for (const std::string_view word : words(list))
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

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
