// The lists with their people resolved against the roster: what both flows start from.
#pragma once
#include <unordered_map>
#include <vector>

#include "core/identifier/loss_date.h"
#include "core/match/listed_people.h"
#include "core/records/overlap_list.h"
#include "core/records/pension_list.h"
#include "core/rules/earlier_run.h"
#include "core/rules/result.h"

namespace totsugo {

// What a clerk has said of a listed person.
struct Choice {
  // A row of the roster person chosen; nobody: it is none of those shown, or he is not among them any more.
  uint32_t member = kNobody;
  bool lapsed = false;  // one of the two sides has changed since: said, and not followed
  CivilDate on;         // when it was said
  bool operator==(const Choice&) const = default;
};
using Choices = std::unordered_map<uint32_t, Choice>;  // by listed person

// Some people of the lists, in their order.
struct SomePeople {
  std::vector<PensionPerson> pension;
  std::vector<OverlapPerson> overlap;
};

struct Matched {
  std::vector<ListedPerson>& people;
  const std::vector<Member>& members;
  const RosterPeople& roster;
  const PensionList& pension;
  const OverlapLists& overlap;
  Earlier earlier = {};  // the run before, where its list is not there
  const Choices* choices = nullptr;
  const SomePeople* some = nullptr;  // whom the rules are asked of; none: everybody (core/rules/concerned.h)

  const std::vector<PensionPerson>& pension_people() const { return some ? some->pension : pension.persons(); }
  const std::vector<OverlapPerson>& overlap_people() const { return some ? some->overlap : overlap.persons(); }
  const Choice* choice_of(uint32_t person) const;  // null if there is none
};

Resolution resolve_person(const Matched& m, const PersonOfRows& who, CivilDate event);

// How one listed person was found: adds the grade and what is doubtful about it to the result, and says whether the
// person stands without doubt. `torn`: the row fits two people of its list.
bool explain_match(const Matched& m, uint32_t person, const Resolution& r, bool torn, CaseResult& out);

// The one difference a grade C is for, if there is but one.
ReviewKind one_difference(const Comparison& c, bool number_borne);

// Listed people who are picked for the same roster person: then none of them stands.
class Claims {
 public:
  explicit Claims(size_t members) : by_(members, kNobody), contested_(members, false) {}
  void add(uint32_t roster_person, uint32_t listed_person);
  bool contested(uint32_t roster_person) const { return contested_[roster_person]; }

 private:
  std::vector<uint32_t> by_;
  std::vector<bool> contested_;
};

// The other insurer's record, as both flows judge it.
ReasonCode other_kind_reason(InsurerClass kind);

// The loss date, stated in the result with its reason.
void state_loss_date(InsurerClass kind, CivilDate acquired, CaseResult& out);

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
