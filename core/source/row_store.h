// The mapped fields of kept rows as UTF-8 text, exactly as they came in (decoded, nothing else), separated by U+001F. The
// text lies in pieces of 1 MiB, which never move: growing costs neither copies nor twice the memory.
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
  size_t size() const { return rows_.size(); }

 private:
  struct Place {
    uint32_t piece;
    uint32_t offset;
  };
  std::vector<std::string> pieces_;
  std::vector<Place> rows_;
  std::string scratch_;
};

}  // namespace totsugo
