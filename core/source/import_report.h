// What became of one file: how it was understood, and every row that was not used, with its place and reason.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/csv/scan.h"
#include "core/layout/layout.h"

namespace totsugo {

struct Rejection {
  uint64_t line = 0;
  uint32_t column_no = 0;  // 1-based; 0: the whole row
  ErrorCode code = ErrorCode::none;
  std::string detail;      // the offending text, cut short
};

struct ImportWarning {
  uint64_t line = 0;  // 0: the whole file
  std::string text;
};

struct ImportReport {
  FileKind kind = FileKind::roster;
  std::string file;
  uint64_t bytes = 0;
  Encoding coding = Encoding::utf8;
  uint32_t bom_bytes = 0;
  CsvDialect dialect;
  uint32_t header_rows = 1;
  bool by_layout = false;  // a layout document was given
  CivilDate run_date;     // overlap lists
  std::string run_date_from;
  std::vector<std::string> headers;
  ColumnMap columns;

  uint64_t rows = 0;      // data rows met (blank lines aside)
  uint64_t kept = 0;
  uint64_t rejected_count = 0;
  uint64_t blank_rows = 0;
  uint64_t other_kind_rows = 0;  // record kinds the layout does not keep
  std::vector<Rejection> rejected;  // the first kMaxRejections of them
  std::vector<ImportWarning> warnings;
  std::vector<uint64_t> rejected_by_column;  // per field, how many rows failed in it

  std::string column_name(uint32_t column_no) const {
    return column_no == 0 || column_no > headers.size() ? std::string() : headers[column_no - 1];
  }
};

// A file with more bad rows than this is reported by count beyond them; each stored one takes about 64 bytes.
inline constexpr size_t kMaxRejections = 20000;

}  // namespace totsugo
