// import.json and a table for people: how each file was understood and what became of its rows. And the summary of a run.
#pragma once
#include <string>

#include "core/report/table.h"
#include "core/run/run_view.h"

namespace totsugo {

void write_import_report(const ImportReport& r, std::string& out);
void write_import_json(const std::vector<const ImportReport*>& reports, std::string& out);
void write_import_rows(const std::vector<const ImportReport*>& reports, TableWriter& w);
void write_summary(const RunView& run, std::string& out);

}  // namespace totsugo
