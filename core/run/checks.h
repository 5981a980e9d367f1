// Checks across the files of a run (DOMAIN section 6), before its results can be used: a column taken for another, a file of another
// town or another time. One that stops keeps every result unselectable until a person says why it is all right.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar/civil_date.h"

namespace totsugo {

struct NumberFold;
struct RunView;

enum class CheckCode : uint8_t {
  acquired_equal,       // the other insurer's 取得日 is the roster's own far more often than chance
  acquired_after_list,  // the other insurer's 取得日 lies after the day the list was made
  own_numbers_unknown,  // own numbers of the overlap list that nobody in the roster bears
  own_insurer,          // 自保険者番号 is not one value, or no 国保's
  losses_old,           // most joined the other insurance more than two years back: so would lie the loss dates
  all_filed,            // the roster shows a loss of nearly everybody
  nobody_found,         // nearly nobody is in the roster
  roster_old,           // the roster is more than a month older than the newest run
  numbers_differ,       // numbers written otherwise throughout, and folded
  runs_equal,           // two runs with the same rows under two dates
  households,           // one 世帯番号 with several heads or addresses
  rejected,             // more than a few per cent of a file's rows
  one_value,            // a column that should vary and does not
};
inline constexpr size_t kCheckCount = static_cast<size_t>(CheckCode::one_value) + 1;

enum class CheckLevel : uint8_t { warn, stop };

struct Check {
  CheckCode code;
  CheckLevel level = CheckLevel::warn;
  uint64_t count = 0;  // of `of` rows, people or households
  uint64_t of = 0;
  CivilDate a;       // roster_old: of the roster; losses_old: two years back; runs_equal: of the older run
  CivilDate b;       // roster_old, runs_equal: of the newest run
  std::string what;  // the file, the column, or the value
};

// Shares are judged from this many rows on, and by the lower end of their interval (three standard errors, Wilson).
inline constexpr uint64_t kLeastForShare = 50;
bool share_exceeds(uint64_t count, uint64_t of, double threshold);

// The checks of a finished run, and what a clerk has said to those that stop: by their names, why it is all right.
struct RunChecks {
  std::vector<Check> found;
  std::map<std::string, std::string> accepted;
  // Why it is all right; null where nobody has said so.
  const std::string* reason_for(CheckCode c) const;
  // One that stops has not been accepted: no result can be used.
  bool stopped() const;
};

std::vector<Check> checks_of(const RunView& run, const std::optional<NumberFold>& numbers_folded);

std::string_view code_of(CheckCode c);
// In plain words, with its figures and what to do.
std::string text_of(const Check& c);
bool is_check(std::string_view name);

}  // namespace totsugo
