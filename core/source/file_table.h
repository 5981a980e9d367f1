// One CSV file from its bytes to its rows: finds out encoding, dialect, header and date forms (or follows a layout),
// then hands over each usable row. Rows that cannot be used are put into the import report.
//
// A list is read whole before its first row is handed over, so that each date column is judged by all its values; the
// roster is streamed and judged by its first slice.
#pragma once
#include <functional>
#include <optional>

#include "core/csv/reader.h"
#include "core/source/import_report.h"
#include "core/text/char_tables.h"

namespace totsugo {

inline constexpr uint64_t kMaxListBytes = uint64_t{128} << 20;

class file_table {
 public:
  struct settings {
    file_kind kind = file_kind::roster;
    std::string name;
    uint64_t bytes = 0;
    std::optional<layout> given_layout;
    civil_date today;
  };
  file_table(const char_tables& tables, settings s);

  // Room for the next n bytes of the file.
  char* room(size_t n);

  // The n bytes are there; hands over the rows that are complete. on_row(const csv_record&) may call reject() and
  // keep(). An error means the file cannot be used.
  template <class F>
  error take(size_t n, bool last, F&& on_row);

  // After the last row: gives the file's bytes back, keeps the report.
  void release() { reader_ = csv_reader(); raw_slice_ = {}; }

  const char_tables& tables() const { return tables_; }
  import_report& report() { return report_; }
  const import_report& report() const { return report_; }
  encoding row_encoding() const { return row_encoding_; }

  // --- for on_row ---
  int column(field f) const { return report_.columns.column[index_of(f)]; }
  // The field's raw bytes, quotes off; empty if the file has no such column.
  std::string_view raw(const csv_record& r, field f) const {
    const int c = column(f);
    return c < 0 ? std::string_view{} : r.field(static_cast<size_t>(c));
  }
  // The same as UTF-8 text; `ok` is set to false if something was undecodable.
  std::string text(const csv_record& r, field f, bool& ok) const;
  void append_text(const csv_record& r, field f, std::string& out, bool& ok) const;
  parsed_date date(const csv_record& r, field f) const;
  void reject(uint64_t line, field f, error_code code, std::string_view raw_detail = {});
  void reject_row(uint64_t line, error_code code, std::string detail = {});
  void warn(uint64_t line, std::string text) { report_.warnings.push_back({line, std::move(text)}); }

 private:
  bool streamed() const { return report_.kind == file_kind::roster; }
  error open(bool last);
  error check_magic(std::string_view head) const;
  void find_dialect();
  error read_header(bool last);
  error map_columns();
  error check_kind(const column_map& own) const;
  void vote_date_forms(bool last);
  bool usable(const csv_record& r);
  error finish();
  void decode_slice(std::string_view raw);
  error placed(error e) const;
  bool all_blank(const csv_record& r, size_t from) const;

  const char_tables& tables_;
  settings settings_;
  import_report report_;
  csv_reader reader_;
  encoding row_encoding_ = encoding::utf8;
  bool opened_ = false;
  std::optional<utf16_to_utf8> transcoder_;
  std::vector<char> raw_slice_;  // UTF-16 only
  size_t expected_fields_ = 0;
};

// The layout under which the file was read, as a document that can be saved.
layout proposed_layout(const import_report& report);

template <class F>
error file_table::take(size_t n, bool last, F&& on_row) {
  if (transcoder_) {
    decode_slice({raw_slice_.data(), n});
  } else {
    reader_.take(n);
  }
  if (transcoder_ && last) {
    std::string rest;
    transcoder_->finish(rest);
    if (!rest.empty()) {
      std::copy(rest.begin(), rest.end(), reader_.room(rest.size()));
      reader_.take(rest.size());
    }
  }
  if (!opened_) {
    if (!last && (!streamed() || reader_.pending().size() <= kMaxRecordBytes)) return {};
    if (error e = open(last); e.code != error_code::none) return placed(std::move(e));
    opened_ = true;
  }
  error e = reader_.read(last, [&](const csv_record& r) {
    if (usable(r)) on_row(r);
    return true;
  });
  if (e.code != error_code::none) return placed(std::move(e));
  return last ? finish() : error{};
}

}  // namespace totsugo
