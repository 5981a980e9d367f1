// 管理簿: one row for each case, as a table for people. Everything about the person stands as it came in.
#pragma once
#include "core/casework/case_book.h"
#include "core/report/table.h"

namespace totsugo {

void write_ledger_rows(const CaseBook& book, TableWriter& w);

}  // namespace totsugo
