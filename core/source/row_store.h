// The mapped fields of kept rows as UTF-8 text, exactly as they came in (decoded, nothing else): one arena, fields
// separated by U+001F.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/source/file_table.h"

namespace totsugo {

class RowStore {
 public:
  // Adds the row's mapped fields; returns its number.
  uint32_t add(const FileTable& file, const CsvRecord& r);
  // A mapped field's text; empty if the file has no such column. `kind` is the file's.
  std::string_view text(FileKind kind, uint32_t row, Field f) const;
  size_t size() const { return offsets_.size(); }

 private:
  std::string arena_;
  std::vector<uint32_t> offsets_;
};

}  // namespace totsugo
