// The tables that leave the tool: what their columns are, and the row by row form in which they come. Whoever writes a table (as
// CSV, as rows for a workbook) has head, kind and cells of a column from here and nowhere else.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace totsugo {

// date: one of the tool's own (YYYY-MM-DD) or empty. Dates and numbers of the files stay text, exactly as they came in.
enum class CellKind : uint8_t { text, date, number };
std::string_view code_of(CellKind k);

struct TableColumn {
  std::string_view code;
  std::string_view head;
  CellKind kind;
  int widest;  // in half-width characters; what is longer goes on below, so that few pages lie side by side
  std::string_view meaning;  // for whoever reads the table: what stands in the column
  std::string_view source;   // and where it comes from
  bool identifies;           // says whose row it is
};

// The list of results.
enum class ResultColumn : uint8_t {
  bucket,
  label,
  grade,
  selectable,
  loss_date,
  name,
  name_kana,
  birth_date,
  sex,
  resident_number,
  member_number,
  branch,
  address,
  roster_line,
  pension_line,
  overlap_lines,
  other_insurer,
  other_acquired,
  pension_lost,
  relaxations,
  reasons,
  sources,
  candidates,
  review,
};
inline constexpr size_t kResultColumnCount = static_cast<size_t>(ResultColumn::review) + 1;
std::span<const TableColumn> result_columns();

// 管理簿: one row for each case.
enum class LedgerColumn : uint8_t {
  number,
  state,
  on_hold,
  mail_returned,
  since,
  flow,
  bucket,
  grade,
  name,
  name_kana,
  birth_date,
  sex,
  resident_number,
  member_number,
  branch,
  household_id,
  head_name,
  postal_code,
  address,
  loss_date,
  levy_months,
  levy_until,
  other_insurer,
  other_acquired,
  last_step,
  last_step_on,
  last_step_by,
  deadline,
  notes,
  reasons,
};
inline constexpr size_t kLedgerColumnCount = static_cast<size_t>(LedgerColumn::reasons) + 1;
std::span<const TableColumn> ledger_columns();

// 年度集計: a row for each month and flow.
enum class AnnualColumn : uint8_t {
  month,
  flow,
  listed,
  verified,
  inquired,
  urged,
  urged_again,
  filed,
  ex_officio,
  excluded,
  excluded_by,
  open,
  days_to_filing,
};
inline constexpr size_t kAnnualColumnCount = static_cast<size_t>(AnnualColumn::days_to_filing) + 1;
std::span<const TableColumn> annual_columns();

// How the files were read.
enum class ImportColumn : uint8_t { file, list, line, column, matter };
inline constexpr size_t kImportColumnCount = static_cast<size_t>(ImportColumn::matter) + 1;
std::span<const TableColumn> import_columns();

// Takes the cells of a row from left to right, as they came in.
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual void cell(std::string_view utf8) = 0;
  virtual void end_row() = 0;
};

}  // namespace totsugo
