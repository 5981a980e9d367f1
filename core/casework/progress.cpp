#include "core/casework/progress.h"

namespace totsugo {
namespace {

CaseState state_on(const CaseBook& book, const Case& c, CivilDate day) {
  Standing then;
  for (const uint32_t n : c.events) {
    const CaseEvent& e = book.events()[n];
    if (book.stands(n) && (e.on.none() ? day_entered(e) : e.on) <= day)
      then = after(then, {e.action, e.on, !e.note.empty(), !e.reason.empty()});
  }
  return then.state;
}

}  // namespace

std::vector<StateCounts> progress(const CaseBook& book, const std::vector<CivilDate>& days) {
  std::vector<StateCounts> out(days.size(), StateCounts{});
  for (const Case& c : book.cases()) {
    const CivilDate listed = book.runs()[c.listings.front().first_run].date;
    for (size_t i = 0; i < days.size(); ++i)
      if (listed <= days[i]) ++out[i][static_cast<size_t>(state_on(book, c, days[i]))];
  }
  return out;
}

}  // namespace totsugo
