// results.ndjson (one JSON object a line, for programs) and results.csv (for people).
#pragma once
#include <string>

#include "core/run/run_view.h"

namespace totsugo {

void write_result_json(const RunView& run, const CaseResult& c, std::string& out);  // with a line end
void write_csv_header(std::string& out);                                            // with a BOM
void write_result_csv(const RunView& run, const CaseResult& c, std::string& out);

}  // namespace totsugo
