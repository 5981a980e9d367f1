// import.json: how each file was understood and what became of its rows. And the summary of a run.
#pragma once
#include <string>

#include "core/report/run_view.h"

namespace totsugo {

void write_import_report(const import_report& r, std::string& out);
void write_import_json(const std::vector<const import_report*>& reports, std::string& out);
void write_summary(const run_view& run, std::string& out);

}  // namespace totsugo
