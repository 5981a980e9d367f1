#include "core/rules/accounting.h"

namespace totsugo {

Accounts account(const PensionList& pension, const OverlapLists& overlap, Flow flow,
                 const std::vector<CaseResult>& results) {
  const bool p = flow == Flow::p;
  std::vector<uint32_t> times(p ? pension.rows().size() : overlap.rows().size(), 0);
  for (const CaseResult& c : results)
    for (const uint32_t row : p ? c.pension_rows : c.overlap_rows) ++times[row];
  Accounts out;
  for (uint32_t row = 0; row < times.size(); ++row) {
    if (!p && overlap.run_of(row) != 0) continue;
    ++out.rows;
    out.missing += times[row] == 0;
    out.twice += times[row] > 1;
  }
  return out;
}

}  // namespace totsugo
