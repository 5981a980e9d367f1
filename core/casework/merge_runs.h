// The runs of two books in one order, and what they said of one person.
#pragma once
#include <vector>

#include "core/casework/case_book.h"

namespace totsugo {

struct WovenRuns {
  std::vector<RunRecord> runs;
  std::vector<uint32_t> ours;  // own number -> number in `runs`
  std::vector<uint32_t> theirs;
};

// Equal runs are one run. Each book's order stays; where neither says which comes first, the working date does.
WovenRuns weave_runs(const std::vector<RunRecord>& ours, const std::vector<RunRecord>& theirs);

// The listings of one case in both books, as one book that had joined all the runs would have them.
std::vector<Listing> weave_listings(const WovenRuns& woven, const std::vector<Listing>& ours,
                                    const std::vector<Listing>& theirs);

}  // namespace totsugo
