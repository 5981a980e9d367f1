// The lists with their people resolved against the roster: what both flows start from.
#pragma once
#include <vector>

#include "core/match/listed_people.h"
#include "core/rules/earlier_run.h"
#include "core/rules/result.h"
#include "core/source/overlap_list.h"
#include "core/source/pension_list.h"

namespace totsugo {

struct Matched {
  std::vector<ListedPerson>& people;
  const std::vector<Member>& members;
  const PensionList& pension;
  const OverlapLists& overlap;
  Earlier earlier = {};  // the run before, where its list is not there
};

// Roster rows of one person (several periods) under one number: the first such row.
std::vector<uint32_t> canonical_members(const std::vector<Member>& members);

// How one listed person was found: adds the grade and what is doubtful about it to the result, and says whether the
// person stands without doubt.
bool explain_match(const Matched& m, uint32_t person, const Resolution& r, CaseResult& out);

// People who claim the same roster person: of several, only one with a better grade than all others stands.
class Claims {
 public:
  explicit Claims(size_t members) : best_(members, Grade::none), count_(members, 0) {}
  void add(uint32_t canonical_member, Grade g);
  bool contested(uint32_t canonical_member, Grade g) const;

 private:
  std::vector<Grade> best_;
  std::vector<uint32_t> count_;  // of the best grade
};

// The other insurer's record, as both flows judge it.
ReasonCode other_kind_reason(InsurerClass kind);

// 国保法8条: the day after joining an employee's insurance or 後期; the very day for a 国保組合. None where the law
// of the other insurance says something else.
CivilDate loss_date(InsurerClass kind, CivilDate acquired, std::vector<Reason>& reasons);

std::vector<CaseResult> apply_flow_p(const Matched& m, const RuleSettings& s);
std::vector<CaseResult> apply_flow_d(const Matched& m, const RuleSettings& s);

// The two newest runs: the days between them, and whether they count as consecutive.
struct RunGap {
  bool two_runs = false;
  CivilDate before;         // the older of the two
  bool remembered = false;  // of that one only digests are there
  int64_t days = 0;
  bool consecutive = false;
};
RunGap gap_of(const OverlapLists& lists, const RuleSettings& s, const Earlier& earlier);

}  // namespace totsugo
