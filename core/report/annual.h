// 年度集計: what a section reports upward, month by month and by the notice that was followed. Counted from what the runs said and from
// the steps that stand: what was taken back has never been. A person counts once in each figure of a month.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/casework/case_book.h"
#include "core/report/table.h"

namespace totsugo {

struct Figures {
  size_t listed = 0;  // a run of the flow lists the person for the first time, so that there is something to do
  size_t verified = 0;
  size_t inquired = 0;
  size_t urged = 0;
  size_t urged_again = 0;
  size_t filed = 0;  // a notification was received, or the roster shows the loss; whichever came first
  size_t ex_officio = 0;
  std::map<std::string, size_t> excluded;  // by the reason, as recorded
  std::optional<size_t> open;  // at the end of a month, of the year on Annual::open_on; nothing while that is to come
  std::vector<int64_t> days_to_filing;  // of those filed since a run listed them first, not of whom it found as filed

  size_t all_excluded() const;
};

constexpr size_t kFlowCount = 2;
constexpr size_t kMonthsOfYear = 12;
using FiguresByFlow = std::array<Figures, kFlowCount>;  // by index_of(flow)

struct Annual {
  std::array<CivilDate, kMonthsOfYear> months;  // their first days
  std::array<FiguresByFlow, kMonthsOfYear> by_month;
  CivilDate open_on;  // the last day of the year, or today while that is to come
  FiguresByFlow whole;
  Figures sum;  // of both flows
};

// Twelve months from that of `first`; `today`: no month that ends after it has an end yet.
Annual annual_of(const CaseBook& book, CivilDate first, CivilDate today);

// Of whole days the middle one, of an even number of them the mean of the two (12, 12.5); empty of none.
std::string median_text(std::vector<int64_t> days);

// A row for each month and flow, then the year's.
void write_annual_rows(const Annual& figures, TableWriter& w);

}  // namespace totsugo
