// Sentences of the import report.
#pragma once
#include <string>
#include <string_view>

#include "core/source/import_report.h"

namespace totsugo {

std::string phrase_import_counts(const ImportReport& r);
std::string phrase_read_as(size_t column, std::string_view label);
std::string phrase_encoding_reason(bool bom, bool chosen);
// What was repaired or left out of a file of this kind.
std::string sentence_of(FileKind kind, const RepairNote& n);
std::string phrase_merged_cells(uint64_t n, uint64_t first_line);
std::string phrase_history_export(uint64_t rows, uint64_t first_line);
// NUL bytes that fill up fields, or the rest of the file.
std::string phrase_nul_padding(bool at_end);
std::string phrase_nth_column(size_t n);
std::string phrase_my_number_dropped(std::string_view column);
std::string phrase_more_rejections(uint64_t n);

}  // namespace totsugo
