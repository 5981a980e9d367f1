// Who of the roster somebody is, as a clerk has said it: what an event keeps of it, and whether it still holds in a later run.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "core/rules/matched.h"
#include "core/run/run_view.h"

namespace totsugo {

// Digests stand for what the two sides said: a choice holds as long as neither says anything else.
struct ChosenPerson {
  std::vector<uint64_t>
      listed_under;     // names and numbers with the birth date, each a digest: how the person is found again
  uint64_t listed = 0;  // all that the list said of the person
  std::string person;   // the roster person's key; empty: none of those shown
  uint64_t roster = 0;  // what the roster said of him; of nobody: of all who were shown
  uint64_t line = 0;    // of the roster row chosen, in the file of then
  std::string name;     // of that row, as it came in
  std::string against;  // fields in which it differs, in words; empty if there are none
  bool operator==(const ChosenPerson&) const = default;
};

// What is kept of the choice of the member (kNobody: of none) for the person of a finding.
ChosenPerson choice_of(const RunView& run, const CaseResult& c, uint32_t member);

// A choice that stands, the day it was entered, and its case.
struct StandingChoice {
  Flow flow = Flow::p;
  const ChosenPerson* said = nullptr;
  CivilDate on;
  uint32_t number = kNobody;
};

// The people of a run's lists by how a choice finds them again: a pass over all of them, so made once a run.
class ChoiceIndex {
 public:
  explicit ChoiceIndex(const RunView& run);

  // Which people of the same run the choices are about, and whether they still hold. The newest of several counts.
  struct Said {
    Choice choice;
    uint32_t number;  // of the case
  };
  std::unordered_map<uint32_t, Said> said_of(const RunView& run, const std::vector<StandingChoice>& said) const;

 private:
  struct Entry {
    uint64_t key;
    uint32_t person;
    bool beside;  // under flow P, of the overlap lists
  };
  std::vector<Entry> entries_;  // by key
};

// What the rules are told of it.
Choices choices_in(const RunView& run, const std::vector<StandingChoice>& said);

}  // namespace totsugo
