// The lists with their people resolved against the roster: what both flows start from.
#pragma once
#include <vector>

#include "core/match/listed_people.h"
#include "core/rules/result.h"
#include "core/source/overlap_list.h"
#include "core/source/pension_list.h"

namespace totsugo {

struct matched {
  std::vector<listed_person>& people;
  const std::vector<member>& members;
  const pension_list& pension;
  const overlap_lists& overlap;
};

// Roster rows of one person (several periods) under one number: the first such row.
std::vector<uint32_t> canonical_members(const std::vector<member>& members);

// How one listed person was found: adds the grade and what is doubtful about it to the result, and says whether the
// person stands without doubt.
bool explain_match(const matched& m, uint32_t person, const resolution& r, case_result& out);

// People who claim the same roster person: of several, only one with a better grade than all others stands.
class claims {
 public:
  explicit claims(size_t members) : best_(members, grade::none), count_(members, 0) {}
  void add(uint32_t canonical_member, grade g);
  bool contested(uint32_t canonical_member, grade g) const;

 private:
  std::vector<grade> best_;
  std::vector<uint32_t> count_;  // of the best grade
};

// The other insurer's record, as both flows judge it.
reason_code other_kind_reason(insurer_class kind);

// 国保法8条: the day after joining an employee's insurance or 後期; the very day for a 国保組合. None where the law
// of the other insurance says something else.
civil_date loss_date(insurer_class kind, civil_date acquired, std::vector<reason>& reasons);

std::vector<case_result> apply_flow_p(const matched& m, const rule_settings& s);
std::vector<case_result> apply_flow_d(const matched& m, const rule_settings& s);

// Runs: days between the two newest, and whether they count as consecutive.
struct run_gap {
  bool two_runs = false;
  int64_t days = 0;
  bool consecutive = false;
};
run_gap gap_of(const overlap_lists& lists, const rule_settings& s);

}  // namespace totsugo
