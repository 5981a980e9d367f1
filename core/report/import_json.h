// import.json and import.csv: how each file was understood and what became of its rows. And the summary of a run.
#pragma once
#include <string>

#include "core/run/run_view.h"

namespace totsugo {

void write_import_report(const ImportReport& r, std::string& out);
void write_import_json(const std::vector<const ImportReport*>& reports, std::string& out);
void write_import_csv(const std::vector<const ImportReport*>& reports, std::string& out);
void write_summary(const RunView& run, std::string& out);

}  // namespace totsugo
