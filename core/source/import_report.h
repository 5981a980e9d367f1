// What became of one file: how it was understood, and every row that was not used, with its place and reason.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/csv/scan.h"
#include "core/layout/proposal.h"

namespace totsugo {

struct Rejection {
  uint64_t line = 0;
  uint32_t column_no = 0;  // 1-based; 0: the whole row
  ErrorCode code = ErrorCode::none;
  std::string detail;  // the offending text, cut short
};

struct ImportWarning {
  uint64_t line = 0;  // 0: the whole file
  std::string text;
};

// What was put right, or taken apart from the data, without a person: said once with the number of times.
enum class Repair : uint8_t {
  zeros_lost,       // leading zeros a spreadsheet dropped, put back where the length is known
  separators,       // thousands separators inside a number
  title_lines,      // lines above the header
  totals_rows,      // a row that sums the rows above
  repeated_header,  // the header again, further down
  exponents,        // a number a spreadsheet turned into 1.23E+09: not used as a number
  sex_unread,       // a sex that is there and in no code we know: against everybody
  stands_for_none,  // a value that stands for none: read as an empty one
  time_of_day,      // a time behind a date: the day counts
  outside_era,      // a date whose era had not begun, or was over: read on
  joined_rows,  // a field in quotes that holds a line end and as many separators as a whole row: a quote may not have closed
  carried_key,  // a group key that stands only on the first row of its group
};

struct RepairNote {
  Repair what;
  Field field;
  uint64_t count = 0;
  uint64_t first_line = 0;
  uint64_t last_line = 0;
};

struct ImportReport {
  FileKind kind = FileKind::roster;
  std::string file;
  uint64_t bytes = 0;
  Encoding coding = Encoding::utf8;
  uint32_t bom_bytes = 0;
  CsvDialect dialect;
  uint32_t header_rows = 1;
  uint32_t skip_rows = 0;
  ProposedBy by = ProposedBy::built_in;
  RowShape shape = RowShape::pair;
  CivilDate run_date;  // overlap lists; of a roster the day it was extracted
  std::string run_date_from;
  CivilDate newest_change;  // of a roster: the newest day on which somebody joined or left
  int64_t quiet_days = 0;   // the longest time without a change before it; 0 = too few changes to say
  std::vector<std::string> headers;
  ColumnMap columns;

  uint64_t rows = 0;  // data rows met (blank lines aside)
  uint64_t kept = 0;
  uint64_t rejected_count = 0;
  uint64_t blank_rows = 0;
  uint64_t other_kind_rows = 0;  // record kinds the layout does not keep
  uint64_t total_rows = 0;       // rows that sum the others, and repeated headers
  std::vector<RepairNote> repairs;
  std::vector<Rejection> rejected;  // the first kMaxRejections of them
  std::vector<ImportWarning> warnings;
  std::vector<Field> one_value;              // columns that should vary and have one value throughout
  std::vector<uint64_t> rejected_by_column;  // per field, how many rows failed in it

  // 0-based; -1 without one. The own side of a grouped list stands in the same columns as the other side.
  int file_column(Field f) const {
    const int c = columns.column[index_of(f)];
    return c < 0 || headers.empty() ? -1 : c % static_cast<int>(headers.size());
  }
  std::string column_name(uint32_t column_no) const {
    return column_no == 0 || column_no > headers.size() ? std::string() : headers[column_no - 1];
  }
};

// A file with more bad rows than this is reported by count beyond them; each stored one takes about 64 bytes.
inline constexpr size_t kMaxRejections = 20000;

}  // namespace totsugo
