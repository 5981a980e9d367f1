// 管理簿: one line for each case, as a table for people. Everything about the person prints as it came in.
#pragma once
#include <string>

#include "core/casework/case_book.h"

namespace totsugo {

void write_ledger_csv(const CaseBook& book, std::string& out);

}  // namespace totsugo
