// How far back a town may still correct the levy (遡及の更正). A hint by the town's setting, off unless the town asks for it: by the fiscal
// year (April to March), the correction is possible until so many years have passed since the day after its first payment date.
//   料: 国民健康保険法110条の2第1項, two years (its 第2項 lifts them where the employer's insurance applied without the person's fault)
//   税: 地方税法17条の5, five years for reductions
// Whether it holds for a case is for the town to check. As JSON, in the settings; null is off:
//   {"kind":"fee","first_payments":{"2024":"2024-07-31"},"warn_months":3,"text":"…","source":"…"}
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/base/error.h"
#include "core/calendar/civil_date.h"

namespace totsugo {

struct LevyKind {
  std::string_view code;  // "fee" (料), "tax" (税)
  std::string_view label;
  int years;
  std::string_view text;  // what the clerk is told, to begin with
  std::string_view source;
};

std::span<const LevyKind> levy_kinds();

struct LevyRule {
  std::string kind;                         // a code of levy_kinds()
  std::map<int, CivilDate> first_payments;  // by fiscal year, within it
  int warn_months = 3;                      // so long before its end a limit is near
  std::string text;                         // the town's words
  std::string source;
  friend bool operator==(const LevyRule&, const LevyRule&) = default;
};

// settings_invalid with the member that is wrong ("first_payments.2024"); null is no rule.
Result<std::optional<LevyRule>> read_levy_rule(const nlohmann::json& j);
// Reads back as the same rule.
nlohmann::json levy_rule_json(const std::optional<LevyRule>& rule);

// The year in which the fiscal year of the day began.
int fiscal_year_of(CivilDate day);
// Whole months from the one day to the other; 0 where it is not later.
int whole_months_between(CivilDate from, CivilDate to);

// `near` before `passed`: what can still be done comes first. unknown: the town has not entered the first payment date of a year.
enum class LevyState : uint8_t { none, near, passed, unknown, open };
inline constexpr size_t kLevyStateCount = static_cast<size_t>(LevyState::open) + 1;

struct LevyYear {
  int year = 0;
  CivilDate until;  // the last day on which the year can be corrected; none: its first payment date is not entered
};

// The years of which somebody who has left on the day has been levied until today, the oldest first; none if the day is none, partial or
// still to come.
std::vector<LevyYear> levy_years(const LevyRule& rule, CivilDate loss, CivilDate today);

struct LevyLimit {
  LevyState state = LevyState::none;
  CivilDate until;  // the next limit; of `passed` the last one that is over; none where none is known
  int year = 0;     // the fiscal year of that limit
};

LevyLimit levy_limit(const std::optional<LevyRule>& rule, CivilDate loss, CivilDate today);

std::string_view code_of(LevyState state);
std::string_view label_of(LevyState state);
// What a clerk is told of the limits, in one or two sentences; empty for none.
std::string levy_text(const LevyRule& rule, CivilDate loss, CivilDate today);

}  // namespace totsugo
