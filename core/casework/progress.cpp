#include "core/casework/progress.h"

namespace totsugo {

CaseState state_on(const CaseBook& book, const Case& c, const std::vector<uint32_t>& counting, CivilDate day) {
  std::vector<uint32_t> until;
  for (const uint32_t n : counting)
    if (day_done(book.events()[n]) <= day) until.push_back(n);
  return book.standing(c, until).state;
}

std::vector<StateCounts> progress(const CaseBook& book, const std::vector<CivilDate>& days) {
  std::vector<StateCounts> out(days.size(), StateCounts{});
  for (uint32_t n = 0; n < book.cases().size(); ++n) {
    const Case& c = book.cases()[n];
    if (!book.is_shown(n)) continue;
    const CivilDate listed = book.runs()[c.listings.front().first_run].date;
    const std::vector<uint32_t> counting = book.counting_events(c);
    for (size_t i = 0; i < days.size(); ++i)
      if (listed <= days[i]) ++out[i][static_cast<size_t>(state_on(book, c, counting, days[i]))];
  }
  return out;
}

}  // namespace totsugo
