// Nobody falls out (DOMAIN section 3): every usable row of the flow's list is in exactly one result.
#pragma once
#include "core/rules/matched.h"

namespace totsugo {

struct Accounts {
  size_t rows = 0;     // of the pension list; under flow D of the newest run
  size_t missing = 0;  // in no result
  size_t twice = 0;    // in more than one
  bool even() const { return missing == 0 && twice == 0; }
};

Accounts account(const PensionList& pension, const OverlapLists& overlap, Flow flow,
                 const std::vector<CaseResult>& results);

}  // namespace totsugo
