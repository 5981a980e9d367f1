#include "core/calendar/deadline_presets.h"

namespace totsugo {
namespace {

// Each the shortest the town's text allows.
// 熊野町: first 「発送日の翌日から起算して31日以上の期限」; second a deadline on a day 「発送日の翌日から起算して14日以上経過後」. 14 days
// have passed at the end of the 14th, so the deadline is the 15th day at the earliest.
// 東彼杵町: the second letter after 「1か月以上経過」, its deadline 「発送日から1か月以上後の指定日」.
constexpr DeadlinePreset kPresets[] = {
    {"kumano", "熊野町の例（31日、再勧奨は14日経過後）", "熊野町 令和3年告示第114号 第4条", {31, 0}, {15, 0}},
    {"higashisonogi", "東彼杵町の例（1か月、再勧奨も1か月）", "東彼杵町 令和3年告示第111号 第4条", {0, 1}, {0, 1}},
    {"none", "期間を定めない", "", {}, {}},
};

}  // namespace

std::span<const DeadlinePreset> deadline_presets() { return kPresets; }

}  // namespace totsugo
