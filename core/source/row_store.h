// The mapped fields of one file's kept rows, as the bytes they came in (quotes off, zeros put back where the layout says
// so, nothing else), separated by
// U+001F, which no multi-byte character of CP932 or UTF-8 holds. They are decoded when somebody looks at them: most
// never are. The bytes lie in pieces of up to 1 MiB, which never move: growing costs neither copies nor twice the memory.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/source/file_table.h"

namespace totsugo {

class RowStore {
 public:
  // Adds the row's mapped fields; returns its number. All rows come from one file.
  uint32_t add(const FileTable& file, const CsvRecord& r);
  // A mapped field as UTF-8 text; empty if the file has no such column. `kind` is the file's.
  std::string text(const CharTables& tables, FileKind kind, uint32_t row, Field f) const;
  size_t size() const { return rows_.size(); }

 private:
  char* room(size_t n);
  struct Place {
    uint32_t piece;
    uint32_t offset;
  };
  std::vector<std::unique_ptr<char[]>> pieces_;
  size_t piece_size_ = 0;  // of the last piece: its room, and how much of it is taken
  size_t piece_used_ = 0;
  std::vector<Place> rows_;
  Encoding encoding_ = Encoding::utf8;
};

}  // namespace totsugo
