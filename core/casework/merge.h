// Two clerks' books made one, person by person. Who knows all that the other knows of a person, and more, is followed. Where each
// knows something that the other does not, somebody has to choose; what is not chosen stays in the history, taken back.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "core/casework/case_book.h"

namespace totsugo {

enum class Side : uint8_t { ours, theirs };

// One person of whom each book knows something that the other does not. Cases are one person where either book shows them as one, or
// where both know them as the same person of the roster.
struct MergeConflict {
  struct Told {
    uint32_t event = kNobody;
    uint32_t number = kNobody;  // of the case
  };
  uint32_t ours = kNobody;  // the first of the person's cases, by its number in either book
  uint32_t theirs = kNobody;
  std::vector<Told> our_events;  // unknown to the other book, oldest first
  std::vector<Told> their_events;
};

struct MergeNote {
  std::string at;
  std::string who;
  std::string file;  // theirs
};

struct MergeOutcome {
  bool merged = false;                   // else nothing was changed: not every conflict was decided
  size_t added = 0;                      // cases that only they had
  size_t taken = 0;                      // cases of ours that are others now, as they are followed
  size_t runs = 0;                       // that only they had
  std::vector<MergeConflict> conflicts;  // all of them, if not merged; numbers of before
};

// The settings stay ours. `choices` by the key of the first of our cases.
MergeOutcome merge(CaseBook& ours, const CaseBook& theirs, const std::unordered_map<std::string, Side>& choices,
                   const MergeNote& note);

}  // namespace totsugo
