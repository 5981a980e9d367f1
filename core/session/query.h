// A query of the worklist as JSON.
#pragma once
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "core/report/worklist.h"

namespace totsugo {

using Json = nlohmann::json;

// What is not understood of a query; empty if all is.
std::string read_query(const Json& j, WorklistQuery& q);

// The codes of SortKey, in its order.
std::span<const std::string_view> sort_codes();

}  // namespace totsugo
