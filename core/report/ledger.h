// 管理簿: one row for each case, as a table for people, on the screen as in the files. Everything about the person stands as it came in.
#pragma once
#include <string>
#include <vector>

#include "core/report/table.h"
#include "core/report/worklist.h"

namespace totsugo {

// Whose rows, in which order, and which cells of them.
struct LedgerQuery {
  WorklistQuery people;  // of the book
  // Only those of whom something happened from the one day to the other: a run listed them for the first time, or a step that stands.
  CivilDate from;
  CivilDate to;
  LedgerColumn sort = LedgerColumn::number;  // what is empty comes last
  bool descending = false;
  std::vector<LedgerColumn> columns;  // none: all
};

// The cases of the rows.
std::vector<uint32_t> ledger_cases(const ListedIn& in, const LedgerQuery& query);
// All columns, or those asked for.
std::vector<LedgerColumn> asked_columns(const LedgerQuery& query);
// `today`: the day by which limits are told.
std::string ledger_cell(const CaseBook& book, uint32_t number, LedgerColumn column, CivilDate today);
void write_ledger_rows(const ListedIn& in, const LedgerQuery& query, TableWriter& w);

}  // namespace totsugo
