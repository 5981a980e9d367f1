// What became of one file: how it was understood, and every row that was not used, with its place and reason.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/csv/scan.h"
#include "core/layout/layout.h"

namespace totsugo {

struct rejection {
  uint64_t line = 0;
  uint32_t column_no = 0;  // 1-based; 0: the whole row
  error_code code = error_code::none;
  std::string detail;      // the offending text, cut short
};

struct import_warning {
  uint64_t line = 0;  // 0: the whole file
  std::string text;
};

struct import_report {
  file_kind kind = file_kind::roster;
  std::string file;
  uint64_t bytes = 0;
  encoding coding = encoding::utf8;
  uint32_t bom_bytes = 0;
  csv_dialect dialect;
  uint32_t header_rows = 1;
  bool by_layout = false;  // a layout document was given
  civil_date run_date;     // overlap lists
  std::string run_date_from;
  std::vector<std::string> headers;
  column_map columns;

  uint64_t rows = 0;      // data rows met (blank lines aside)
  uint64_t kept = 0;
  uint64_t rejected_count = 0;
  uint64_t blank_rows = 0;
  uint64_t other_kind_rows = 0;  // record kinds the layout does not keep
  std::vector<rejection> rejected;  // the first kMaxRejections of them
  std::vector<import_warning> warnings;
  std::vector<uint64_t> rejected_by_column;  // per field, how many rows failed in it

  std::string column_name(uint32_t column_no) const {
    return column_no == 0 || column_no > headers.size() ? std::string() : headers[column_no - 1];
  }
};

// A file with more bad rows than this is reported by count beyond them; each stored one takes about 64 bytes.
inline constexpr size_t kMaxRejections = 20000;

}  // namespace totsugo
