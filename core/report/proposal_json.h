// How a file would be read, as JSON for the import view and for `propose` (wasm/CONTRACT.md): the layout, each
// field with its confidence, reason and counts over the rows looked at, and the first rows as read.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/source/file_table.h"

namespace totsugo {

struct ProposalRequest {
  FileKind kind = FileKind::roster;
  std::string name;
  CivilDate today;
  bool whole = false;            // the bytes are the whole file
  bool days_from_1904 = false;   // see FileTable::Settings
  std::optional<Layout> chosen;  // what a person has fixed
  std::vector<Layout> saved;     // used if the file's header is the one they were made for
};

// An error means that the bytes cannot be looked at at all.
Error write_proposal(const CharTables& tables, const ProposalRequest& request, std::string_view bytes,
                     std::string& out);

}  // namespace totsugo
