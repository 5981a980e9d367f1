// Who of the candidates may be picked without a person looking (DOMAIN section 5): only somebody against whom nothing stands,
// and beside whom nobody else can be meant. Anything else is shown and left to the clerk.
#pragma once
#include <vector>

#include "core/match/candidates.h"
#include "core/match/roster_people.h"

namespace totsugo {

// One roster person among the candidates: all rows together.
struct PersonCandidate {
  uint32_t person = kNobody;  // RosterPeople::of
  uint32_t member = kNobody;  // the row whose period is meant
  uint32_t rows = 0;
  bool torn = false;
  Comparison compared;  // the best level of each field over the rows that speak, and what they come to
  FieldLevels levels{};
  // The best level over all rows, silent ones too: as somebody else's rival he is not out for what an older row of his says, as
  // long as one row says nothing.
  FieldLevels as_rival{};
};

// The candidates of grade C or better by person, in their order; behind them those beyond the bounds, as nobody. `event`: the date that tells which period is meant (0: the
// current one).
std::vector<PersonCandidate> people_among(const CandidateList& candidates, const std::vector<Member>& members,
                                          const RosterPeople& people, CivilDate event);

// The index of the one who may be picked; all.size() if there is nobody. tests/reference/plain_pick.h is the naive twin.
size_t pick(const std::vector<PersonCandidate>& all);

// What the candidates of one person come to.
enum class ResolutionKind : uint8_t {
  nobody,      // nobody in the roster (look-alikes at best)
  one,         // one person of a selectable grade
  shown_only,  // one person, not well enough
  not_sought,  // nobody by the number, and not looked for by the name
  several,     // more than one person it may be
};

struct Resolution {
  ResolutionKind kind = ResolutionKind::nobody;
  Grade best = Grade::none;
  uint32_t who = kNobody;  // the member meant, when there is one person
  Comparison compared;
  uint32_t people = 0;             // how many it may be
  uint32_t number_says = kNobody;  // of several: the member whom the number speaks for,
  uint32_t name_says = kNobody;    // and another whom the name speaks for
  bool chosen = false;             // by a clerk: nothing was picked
  bool torn = false;               // the row meant fits two people of the roster
  bool unclear = false;            // of rows of one period that disagree, nobody knows the newest
  uint32_t history_rows = 0;       // other roster rows of the same person
  uint32_t unreadable = kNobody;   // one of these of which nobody knows whether it is the one meant
};

// The same where a clerk has said who it is: the person of this row, or nobody (kNobody), however well they compare.
Resolution resolve_chosen(const CandidateList& candidates, const std::vector<Member>& members,
                          const RosterPeople& people, CivilDate event, uint32_t row);

Resolution resolve(const CandidateList& candidates, const std::vector<Member>& members, const RosterPeople& people,
                   CivilDate event);

}  // namespace totsugo
