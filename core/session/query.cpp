#include "core/session/query.h"

#include <algorithm>

#include "core/match/match_words.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

constexpr std::string_view kSorts[] = {"bucket", "grade", "kana", "birth", "number", "loss_date", "line"};
static_assert(std::size(kSorts) == kSortKeyCount);

constexpr std::string_view kNoGrade = "none";
constexpr std::string_view kNoCase = "none";

// The codes under `key`, each put where `take` says; the first that it does not know.
template <class Take>
std::string read_codes(const Json& query, const char* key, Take&& take) {
  for (const Json& code : query.value(key, Json::array()))
    if (!code.is_string() || !take(code.get<std::string>())) return code.dump();
  return {};
}

}  // namespace

std::span<const std::string_view> sort_codes() { return kSorts; }

std::string read_query(const Json& j, WorklistQuery& q) {
  std::string unknown = read_codes(j, "buckets", [&q](const std::string& code) {
    for (size_t i = 0; i < kBucketCount; ++i)
      if (info_of(static_cast<Bucket>(i)).code == code) return q.buckets.push_back(static_cast<Bucket>(i)), true;
    return false;
  });
  if (!unknown.empty()) return unknown;
  unknown = read_codes(j, "grades", [&q](const std::string& code) {
    for (const Grade g : {Grade::s, Grade::a, Grade::b, Grade::c})
      if (code_of(g) == code) return q.grades.push_back(g), true;
    return code == kNoGrade && (q.grades.push_back(Grade::none), true);
  });
  if (!unknown.empty()) return unknown;
  unknown = read_codes(j, "states", [&q](const std::string& code) {
    for (int i = 0; i < kCaseStateCount; ++i)
      if (code_of(static_cast<CaseState>(i)) == code) return q.states.push_back(static_cast<CaseState>(i)), true;
    return code == kNoCase && (q.no_case = true);
  });
  if (!unknown.empty()) return unknown;
  unknown = read_codes(j, "relaxations", [&q](const std::string& code) {
    for (int i = 0; i < kRelaxationCount; ++i)
      if (code_of(static_cast<Relaxation>(i)) == code) return (q.relaxations |= relax(static_cast<Relaxation>(i))) != 0;
    return false;
  });
  if (!unknown.empty()) return unknown;
  unknown = read_codes(j, "reviews", [&q](const std::string& code) {
    for (size_t i = 1; i < kReviewKindCount; ++i)
      if (code_of(static_cast<ReviewKind>(i)) == code) return q.reviews.push_back(static_cast<ReviewKind>(i)), true;
    return false;
  });
  if (!unknown.empty()) return unknown;
  for (const auto& [key, to] : {std::pair{"selectable", &q.selectable},
                                {"on_hold", &q.on_hold},
                                {"returned", &q.returned},
                                {"inquired", &q.inquired},
                                {"several", &q.several}}) {
    const auto given = j.find(key);
    if (given == j.end() || given->is_null()) continue;
    if (!given->is_boolean()) return key;
    *to = given->get<bool>();
  }
  q.text = j.value("text", std::string());
  q.descending = j.value("descending", false);
  std::string sort = j.value("sort", std::string("bucket"));
  const auto at = std::find(std::begin(kSorts), std::end(kSorts), sort);
  if (at == std::end(kSorts)) return sort;
  q.sort = static_cast<SortKey>(at - std::begin(kSorts));
  return {};
}

}  // namespace totsugo
