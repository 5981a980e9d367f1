// results.ndjson (one JSON object a line, for programs) and the list of results, a table for people.
#pragma once
#include <string>

#include "core/report/table.h"
#include "core/run/run_view.h"

namespace totsugo {

void write_result_json(const RunView& run, const CaseResult& c, std::string& out);  // with a line end
void write_result_row(const RunView& run, const CaseResult& c, TableWriter& w);

}  // namespace totsugo
