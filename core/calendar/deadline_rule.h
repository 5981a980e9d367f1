// Which periods a town gives. A setting, never a constant: towns differ, and most fix none (core/calendar/deadline_presets has
// those that are known). As JSON, in the settings:
//   {"preset":"kumano"}
//   {"first":{"days":31},"second":{"months":1},"label":"..."}   null or no member: none fixed; the label may be left out
#pragma once
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/base/error.h"
#include "core/calendar/period.h"

namespace totsugo {

struct DeadlineRule {
  Period first;   // of the first letter: its deadline is last_day(), the second letter may go out from next_step_from()
  Period second;  // of the second one; then the loss may be entered without a notification
  std::string code;  // of the preset; empty: the town's own
  std::string label;
  friend bool operator==(const DeadlineRule&, const DeadlineRule&) = default;
};

// The preset of that code ("kumano", "higashisonogi", "none"); with an empty code if there is none such.
DeadlineRule deadline_preset(std::string_view code);

// settings_invalid with the member that is wrong ("first.days"). Members it does not know are wrong too: a period that is
// overlooked for a slip of the pen would be no period.
Result<DeadlineRule> read_deadline_rule(const nlohmann::json& j);
// Reads back as the same rule.
nlohmann::json deadline_rule_json(const DeadlineRule& rule);

}  // namespace totsugo
