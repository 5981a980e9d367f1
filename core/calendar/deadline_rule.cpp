#include "core/calendar/deadline_rule.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "core/calendar/deadline_presets.h"

namespace totsugo {
namespace {

using Json = nlohmann::json;

constexpr size_t kMaxLabelBytes = 300;

Error invalid(std::string where) { return {ErrorCode::settings_invalid, {}, std::move(where)}; }

// A whole number from 1 to `most`, else 0.
int whole_number(const Json& v, int most) {
  if (!v.is_number()) return 0;
  const double n = v.get<double>();
  return n >= 1 && n <= most && n == std::floor(n) ? static_cast<int>(n) : 0;
}

// {"days":31}, {"months":1} or null; the name of what is wrong, or nothing.
std::string read_period(const Json& v, const std::string& name, Period& out) {
  if (v.is_null()) return {};
  if (!v.is_object() || v.size() != 1) return name;
  const bool days = v.contains("days");
  if (!days && !v.contains("months")) return name;
  const int n = whole_number(v.front(), days ? kMaxPeriodDays : kMaxPeriodMonths);
  if (n == 0) return name + (days ? ".days" : ".months");
  (days ? out.days : out.months) = n;
  return {};
}

Result<DeadlineRule> read_preset(const Json& j) {
  const Json& code = j.at("preset");
  if (!code.is_string() || j.size() != 1) return invalid("preset");
  DeadlineRule rule = deadline_preset(code.get_ref<const std::string&>());
  if (rule.code.empty()) return invalid("preset");
  return rule;
}

Json period_json(Period p) {
  Json j;  // null
  if (p.days > 0) j["days"] = p.days;
  if (p.months > 0) j["months"] = p.months;
  return j;
}

}  // namespace

DeadlineRule deadline_preset(std::string_view code) {
  for (const DeadlinePreset& p : deadline_presets())
    if (p.code == code) return {p.first, p.second, std::string(p.code), std::string(p.label)};
  return {};
}

Result<DeadlineRule> read_deadline_rule(const Json& j) {
  if (!j.is_object()) return invalid("{}");
  if (j.contains("preset")) return read_preset(j);
  // Who fixes none says so: an empty object is more likely something forgotten.
  if (!j.contains("first") && !j.contains("second")) return invalid("first");
  DeadlineRule rule;
  for (auto member = j.begin(); member != j.end(); ++member) {
    const std::string& name = member.key();
    std::string wrong = name;
    if (name == "first") {
      wrong = read_period(*member, name, rule.first);
    } else if (name == "second") {
      wrong = read_period(*member, name, rule.second);
    } else if (name == "label" && member->is_string() &&
               member->get_ref<const std::string&>().size() <= kMaxLabelBytes) {
      rule.label = member->get_ref<const std::string&>();
      wrong.clear();
    }
    if (!wrong.empty()) return invalid(std::move(wrong));
  }
  return rule;
}

Json deadline_rule_json(const DeadlineRule& rule) {
  Json j;
  if (!rule.code.empty()) {
    j["preset"] = rule.code;
    return j;
  }
  j["first"] = period_json(rule.first);
  j["second"] = period_json(rule.second);
  if (!rule.label.empty()) j["label"] = rule.label;
  return j;
}

}  // namespace totsugo
