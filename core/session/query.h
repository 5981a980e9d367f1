// A query of the worklist as JSON.
#pragma once
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "core/report/ledger.h"

namespace totsugo {

using Json = nlohmann::json;

// What is not understood of a query; empty if all is.
std::string read_query(const Json& j, WorklistQuery& q);

// The same of the rows of 管理簿: beside what narrows, period_from, period_to, order_by, descending, columns.
std::string read_ledger_query(const Json& j, LedgerQuery& q);

// The codes of SortKey, in its order.
std::span<const std::string_view> sort_codes();

}  // namespace totsugo
