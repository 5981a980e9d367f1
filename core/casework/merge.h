// Two clerks' books made one, case by case. Who knows all that the other knows of a case, and more, is followed. Where each
// knows something that the other does not, somebody has to choose; what is not chosen stays in the history, taken back.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "core/casework/case_book.h"

namespace totsugo {

enum class Side : uint8_t { ours, theirs };

// One person of whom each book knows something that the other does not.
struct MergeConflict {
  uint32_t ours = kNobody;  // the case's number in either book
  uint32_t theirs = kNobody;
  std::vector<uint32_t> our_events;  // unknown to the other book, oldest first
  std::vector<uint32_t> their_events;
};

struct MergeNote {
  std::string at;
  std::string who;
  std::string file;  // theirs
};

struct MergeOutcome {
  bool merged = false;                   // else nothing was changed: not every conflict was decided
  size_t added = 0;                      // cases that only they had
  size_t taken = 0;                      // cases of both in which they are followed
  size_t runs = 0;                       // that only they had
  std::vector<MergeConflict> conflicts;  // all of them, if not merged; numbers of before
};

// The settings stay ours. `choices` by the key of the case.
MergeOutcome merge(CaseBook& ours, const CaseBook& theirs, const std::unordered_map<std::string, Side>& choices,
                   const MergeNote& note);

}  // namespace totsugo
