#include "core/calendar/levy_rule.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/calendar/date_form.h"
#include "core/calendar/period.h"

namespace totsugo {
namespace {

using Json = nlohmann::json;

constexpr size_t kMostYears = 40;
constexpr int kMostWarnMonths = 24;
constexpr size_t kMostTextBytes = 3000;
constexpr int kFirstMonth = 4;  // of a fiscal year

Error invalid(std::string where) { return {ErrorCode::settings_invalid, {}, std::move(where)}; }

const LevyKind* kind_named(std::string_view code) {
  const auto kinds = levy_kinds();
  const auto at = std::find_if(kinds.begin(), kinds.end(), [&](const LevyKind& k) { return k.code == code; });
  return at == kinds.end() ? nullptr : &*at;
}

// The name of what is wrong, or nothing.
std::string read_payments(const Json& v, LevyRule& out) {
  std::string wrong = "first_payments";
  if (!v.is_object() || v.size() > kMostYears) return wrong;
  for (const auto& [year, given] : v.items()) {
    const std::string text = given.is_string() ? given.get<std::string>() : std::string();
    const CivilDate day = whole_date(text);
    const bool is_iso = !day.none() && iso_text(day) == text;
    if (!is_iso || std::to_string(fiscal_year_of(day)) != year) return wrong.append(".").append(year);
    out.first_payments.emplace(fiscal_year_of(day), day);
  }
  return {};
}

std::string read_text(const Json& v, const std::string& name, std::string& out) {
  if (!v.is_string() || v.get_ref<const std::string&>().size() > kMostTextBytes) return name;
  out = v.get_ref<const std::string&>();
  return {};
}

std::string read_member(const std::string& name, const Json& v, LevyRule& out) {
  if (name == "kind") {
    if (!v.is_string() || !kind_named(v.get_ref<const std::string&>())) return name;
    out.kind = v.get_ref<const std::string&>();
    return {};
  }
  if (name == "first_payments") return read_payments(v, out);
  if (name == "text") return read_text(v, name, out.text);
  if (name == "source") return read_text(v, name, out.source);
  if (name != "warn_months" || !v.is_number()) return name;
  const double n = v.get<double>();
  if (n < 0 || n > kMostWarnMonths || n != std::floor(n)) return name;
  out.warn_months = static_cast<int>(n);
  return {};
}

// The same day so many months later; where that month has none such, its last.
CivilDate months_later(CivilDate from, int months) {
  const int month = from.year() * 12 + from.month() - 1 + months;
  const int y = month / 12;
  const int m = month % 12 + 1;
  return CivilDate::of(y, m, std::min(from.day(), days_in_month(y, m)));
}

// Counted from the day after the payment date (民法140条, 143条); not moved by a holiday, which is the safe side.
CivilDate last_day_of(const LevyRule& rule, CivilDate payment) {
  return end_of_months(payment, 12 * kind_named(rule.kind)->years);
}

CivilDate limit_of(const LevyRule& rule, int year) {
  const auto paid = rule.first_payments.find(year);
  return paid == rule.first_payments.end() ? CivilDate{} : last_day_of(rule, paid->second);
}

bool is_levied(CivilDate loss, CivilDate today) {
  return !loss.none() && !loss.partial() && !today.none() && !today.partial() && loss <= today;
}

}  // namespace

Result<std::optional<LevyRule>> read_levy_rule(const Json& j) {
  if (j.is_null()) return std::optional<LevyRule>();
  if (!j.is_object()) return invalid("{}");
  LevyRule rule;
  for (const auto& [name, value] : j.items())
    if (std::string wrong = read_member(name, value, rule); !wrong.empty()) return invalid(std::move(wrong));
  const LevyKind* const kind = kind_named(rule.kind);
  if (!kind) return invalid("kind");
  if (!j.contains("text")) rule.text = kind->text;
  if (!j.contains("source")) rule.source = kind->source;
  return std::optional(std::move(rule));
}

Json levy_rule_json(const std::optional<LevyRule>& rule) {
  if (!rule) return nullptr;
  Json payments = Json::object();
  for (const auto& [year, day] : rule->first_payments) payments[std::to_string(year)] = iso_text(day);
  return {{"kind", rule->kind},
          {"first_payments", std::move(payments)},
          {"warn_months", rule->warn_months},
          {"text", rule->text},
          {"source", rule->source}};
}

int fiscal_year_of(CivilDate day) { return day.year() - (day.month() < kFirstMonth ? 1 : 0); }

int whole_months_between(CivilDate from, CivilDate to) {
  const int months = (to.year() - from.year()) * 12 + to.month() - from.month();
  return std::max(0, months - (months_later(from, months) > to ? 1 : 0));
}

std::vector<LevyYear> levy_years(const LevyRule& rule, CivilDate loss, CivilDate today) {
  std::vector<LevyYear> out;
  if (!is_levied(loss, today)) return out;
  for (int year = fiscal_year_of(loss); year <= fiscal_year_of(today); ++year)
    out.push_back({year, limit_of(rule, year)});
  return out;
}

LevyLimit levy_limit(const std::optional<LevyRule>& rule, CivilDate loss, CivilDate today) {
  if (!rule || !is_levied(loss, today)) return {};
  LevyLimit next;    // that can still be kept
  LevyLimit passed;  // the last one that cannot
  bool unknown = false;
  for (int year = fiscal_year_of(loss); year <= fiscal_year_of(today); ++year) {
    const CivilDate until = limit_of(*rule, year);
    if (until.none()) {
      unknown = true;
    } else if (until < today) {
      if (until > passed.until) passed = {LevyState::passed, until, year};
    } else if (next.until.none() || until < next.until) {
      next = {LevyState::open, until, year};
    }
  }
  const bool near = !next.until.none() && next.until <= months_later(today, rule->warn_months);
  if (near) return {LevyState::near, next.until, next.year};
  if (!passed.until.none()) return next.until.none() ? passed : LevyLimit{LevyState::passed, next.until, next.year};
  if (unknown) return {LevyState::unknown, next.until, next.year};
  return next;
}

}  // namespace totsugo
