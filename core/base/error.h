// What can go wrong, flat: one enum for files, rows and calls. The Japanese sentence for each value is in
// core/base/error_words.cpp; nothing here formats text. A fallible call returns Error or Result<T>; neither can be passed over.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace totsugo {

enum class ErrorCode : uint8_t {
  none,
  // --- a file cannot be used at all ---
  file_empty,               // nothing in the file
  file_too_large,           // larger than the slot takes
  file_is_xlsx,             // an Excel book, not CSV
  file_is_xls,              // an old Excel book, not CSV
  file_is_pdf,              // a PDF, not CSV
  file_is_zip,              // an archive, not CSV
  file_is_html,             // a page with a table, often named .xls
  file_is_xml_book,         // a workbook as XML of 2003, often named .xls
  file_is_xml,              // other XML
  file_is_binary,           // bytes that are no text in any encoding we read
  wrong_kind,               // the header (detail) looks like another of the three files (belongs: which)
  header_missing,           // no line of column names we know: a person has to say which column is which
  required_column_missing,  // the header lacks a required column (detail: which, and what is there)
  duplicate_column,         // two columns claim the same field (detail: which)
  too_many_columns,         // more columns than any of these files has
  unclosed_quote,           // a quote opened at this line never closes
  record_too_long,          // one row is longer than 1 MiB
  no_rows,                  // a header and nothing below it
  mostly_rejected,          // most rows fail in one column (detail: which): the column is not what we think
  merged_cells,             // the same, because cells merged over several rows stand in the first of them only
  run_date_missing,         // an overlap list without a run date
  run_date_mixed,           // one overlap list file holds several runs
  run_date_in_future,       // after the working date
  roster_date_in_future,    // the same of the roster's own date
  layout_invalid,           // a layout document we cannot follow (detail: where)
  layout_unsure,            // how to read the columns is not certain: a person has to confirm (detail: why)
  date_form_unclear,        // two era codes fit a date column equally well
  record_count_differs,     // the end record names another number of rows than there are (detail: both)
  record_end_missing,       // the end record of which the layout speaks is not there
  encoding_mixed,           // UTF-8 at first, another encoding from a line on
  file_is_euc_jp,           // EUC-JP, which is read on request only
  file_is_iso_2022_jp,      // ISO-2022-JP, the same
  holidays_empty,           // a table of holidays without a day in it
  // --- a row cannot be used: reported and skipped ---
  row_undecodable,       // bytes that are no character in the file's encoding
  row_too_few_fields,    // fewer fields than the header
  row_too_many_fields,   // more fields than the header, and not just empty ones
  row_bad_quote,         // text behind a field's closing quote
  row_required_empty,    // a required field is empty
  row_date_unreadable,   // a date in no form of this column
  row_date_impossible,   // a date that is not in the calendar
  row_birth_in_future,   // a birth date after the working date
  row_hashes,            // "####": the spreadsheet's column was too narrow when it was saved
  row_exponent,          // a number a spreadsheet has turned into 1.23E+09: its digits are lost
  row_group_incomplete,  // a group of the overlap list without an own or another side
  row_group_ambiguous,   // a group with more than one own side
  row_insurer_invalid,   // no insurer number (shown when a layout is looked at; in a run it is the case's reason)
  row_sex_unknown,       // no sex code (the same)
  // --- the job as a whole ---
  settings_invalid,      // settings we cannot read
  date_invalid,          // the working date is no date
  flow_d_too_early,      // flow D before 2022-11-29
  pension_list_missing,  // flow P without the pension list
  overlap_list_missing,  // flow D without an overlap list
  roster_missing,        // no roster
  // --- the caller ---
  out_of_order,       // a call at the wrong time
  size_out_of_range,  // a size no file can have
  unknown_name,       // a kind, bucket or export we do not know
  out_of_memory,      // the terminal has too little memory
  internal,           // a bug of ours
};
inline constexpr size_t kErrorCount = static_cast<size_t>(ErrorCode::internal) + 1;

// Where: physical line (1-based, 0 = none), field (1-based, 0 = none) and the header's name for it.
struct Place {
  std::string file;
  uint64_t line = 0;
  uint32_t column_no = 0;
  std::string column;
};

// Nothing went wrong where the code is none. What returns one cannot be passed over.
struct [[nodiscard]] Error {
  ErrorCode code = ErrorCode::none;
  Place where;
  std::string detail;
  // wrong_kind: the kind that the file seems to be of, its code and what it is called
  std::string_view belongs = {};
  std::string_view belongs_label = {};
  explicit operator bool() const { return code != ErrorCode::none; }
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error problem) : state_(std::move(problem)) {}
  bool ok() const { return state_.index() == 0; }
  T& value() { return std::get<0>(state_); }
  const T& value() const { return std::get<0>(state_); }
  const Error& problem() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace totsugo
