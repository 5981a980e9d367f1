#include "core/session/query.h"

#include <algorithm>
#include <optional>

#include "core/calendar/date_form.h"
#include "core/match/match_words.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

constexpr std::string_view kScopes[] = {"run", "book", "all"};
static_assert(std::size(kScopes) == kScopeCount);
constexpr std::string_view kSorts[] = {"bucket",    "grade", "kana",  "birth", "number",
                                       "loss_date", "line",  "since", "due",   "levy"};
static_assert(std::size(kSorts) == kSortKeyCount);

constexpr std::string_view kNone = "none";  // no grade; no case

// The codes under `key`, each put where `take` says; the first that it does not know.
template <class Take>
std::string read_codes(const Json& query, const char* key, Take&& take) {
  for (const Json& code : query.value(key, Json::array()))
    if (!code.is_string() || !take(code.get<std::string>())) return code.dump();
  return {};
}

// Those of the values from `first` on, `count` in all, whose codes stand under `key`.
template <class T, class CodeOf>
std::string read_values(const Json& query, const char* key, AnyOf<T>& out, size_t count, CodeOf&& code_of_value,
                        size_t first = 0) {
  return read_codes(query, key, [&](const std::string& code) {
    for (size_t i = first; i < count; ++i)
      if (code_of_value(static_cast<T>(i)) == code) return out.add(static_cast<T>(i)), true;
    return false;
  });
}

// All that narrows by a list of codes.
std::string read_lists(const Json& j, WorklistQuery& q) {
  const auto code = [](auto value) { return code_of(value); };
  std::string unknown = read_values(j, "buckets", q.buckets, kBucketCount, [](Bucket b) { return info_of(b).code; });
  if (unknown.empty())
    unknown = read_codes(j, "grades", [&q](const std::string& named) {
      for (const Grade g : {Grade::s, Grade::a, Grade::b, Grade::c})
        if (code_of(g) == named) return q.grades.add(g), true;
      return named == kNone && (q.grades.add(Grade::none), true);
    });
  if (unknown.empty()) unknown = read_values(j, "stages", q.stages, kStageCount, code);
  if (unknown.empty()) unknown = read_values(j, "since", q.since, static_cast<size_t>(Since::none), code);
  if (unknown.empty()) unknown = read_values(j, "levy", q.levy, kLevyStateCount, code, 1);
  if (unknown.empty()) unknown = read_values(j, "reviews", q.reviews, kReviewKindCount, code, 1);
  if (unknown.empty())
    unknown = read_codes(j, "states", [&q](const std::string& named) {
      for (int i = 0; i < kCaseStateCount; ++i)
        if (code_of(static_cast<CaseState>(i)) == named) return q.states.add(static_cast<CaseState>(i)), true;
      return named == kNone && (q.no_case = true);
    });
  if (unknown.empty())
    unknown = read_codes(j, "relaxations", [&q](const std::string& named) {
      for (int i = 0; i < kRelaxationCount; ++i)
        if (code_of(static_cast<Relaxation>(i)) == named)
          return (q.relaxations |= relax(static_cast<Relaxation>(i))) != 0;
      return false;
    });
  return unknown;
}

}  // namespace

std::span<const std::string_view> sort_codes() { return kSorts; }

std::string read_query(const Json& j, WorklistQuery& q) {
  if (std::string unknown = read_lists(j, q); !unknown.empty()) return unknown;
  for (const auto& [key, to] : {std::pair{"selectable", &q.selectable},
                                {"on_hold", &q.on_hold},
                                {"returned", &q.returned},
                                {"inquired", &q.inquired},
                                {"several", &q.several},
                                {"chosen", &q.chosen}}) {
    const auto given = j.find(key);
    if (given == j.end() || given->is_null()) continue;
    if (!given->is_boolean()) return key;
    *to = given->get<bool>();
  }
  for (const auto& [key, to] : {std::pair{"due_from", &q.due_from}, {"due_by", &q.due_by}, {"today", &q.today}}) {
    const std::string day = j.value(key, std::string());
    *to = whole_date(day);
    if (!day.empty() && to->none()) return day;
  }
  std::string scope = j.value("scope", std::string(kScopes[0]));
  const auto of = std::find(std::begin(kScopes), std::end(kScopes), scope);
  if (of == std::end(kScopes)) return scope;
  q.scope = static_cast<Scope>(of - std::begin(kScopes));
  q.text = j.value("text", std::string());
  q.descending = j.value("descending", false);
  std::string sort = j.value("sort", std::string("bucket"));
  const auto at = std::find(std::begin(kSorts), std::end(kSorts), sort);
  if (at == std::end(kSorts)) return sort;
  q.sort = static_cast<SortKey>(at - std::begin(kSorts));
  return {};
}

namespace {

std::optional<LedgerColumn> ledger_column_of(std::string_view code) {
  for (size_t i = 0; i < kLedgerColumnCount; ++i)
    if (ledger_columns()[i].code == code) return static_cast<LedgerColumn>(i);
  return std::nullopt;
}

}  // namespace

std::string read_ledger_query(const Json& j, LedgerQuery& q) {
  if (std::string unknown = read_query(j, q.people); !unknown.empty()) return unknown;
  for (const auto& [key, to] : {std::pair{"period_from", &q.from}, {"period_to", &q.to}}) {
    const std::string day = j.value(key, std::string());
    *to = whole_date(day);
    if (!day.empty() && to->none()) return day;
  }
  q.descending = q.people.descending;
  if (const std::string by = j.value("order_by", std::string()); !by.empty()) {
    const std::optional<LedgerColumn> column = ledger_column_of(by);
    if (!column) return by;
    q.sort = *column;
  }
  return read_codes(j, "columns", [&q](const std::string& code) {
    const std::optional<LedgerColumn> column = ledger_column_of(code);
    if (column) q.columns.push_back(*column);
    return column.has_value();
  });
}

}  // namespace totsugo
