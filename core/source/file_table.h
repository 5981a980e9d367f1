// One CSV file from its bytes to its rows: finds out encoding, dialect, header and date forms (or follows a layout),
// then hands over each usable row. Rows that cannot be used are put into the import report.
//
// A list is read whole before its first row is handed over, so that each date column is judged by all its values; the
// roster is streamed and judged by its first slice.
#pragma once
#include <memory>
#include <optional>

#include "core/csv/reader.h"
#include "core/identifier/digits.h"
#include "core/identifier/insurer_number.h"
#include "core/source/group_rows.h"
#include "core/source/import_report.h"
#include "core/text/char_tables.h"
#include "core/text/field_value.h"

namespace totsugo {

inline constexpr uint64_t kMaxListBytes = uint64_t{128} << 20;

// What a date that cannot be used is reported as.
ErrorCode date_problem(DateStatus status);

class FileTable {
 public:
  struct Settings {
    FileKind kind = FileKind::roster;
    std::string name;
    uint64_t bytes = 0;
    std::optional<Layout> given_layout;
    CivilDate today;
    bool days_from_1904 = false;  // the file is a sheet of a workbook that counts its days from 1904-01-01 = 0
    bool propose =
        false;  // look at the file only: a layout that is not certain is no error, and chosen parts may be few
  };
  FileTable(const CharTables& tables, Settings s);

  // Room for the next n bytes of the file.
  char* room(size_t n);

  // The n bytes are there; hands over the rows that are complete. on_row(const CsvRecord&) may call reject() and
  // keep(). An error means the file cannot be used.
  template <class F>
  Error take(size_t n, bool last, F&& on_row) {
    return take(n, last, on_row, [](const CsvRecord&) {});
  }
  // The same; ahead() sees most rows a little before their turn (see CsvReader::read).
  template <class F, class A>
  Error take(size_t n, bool last, F&& on_row, A&& ahead);

  // After the last row: gives the file's bytes back, keeps the report.
  void release();

  const CharTables& tables() const { return tables_; }
  ImportReport& report() { return report_; }
  const ImportReport& report() const { return report_; }
  // Of a file that is only looked at (Settings::propose): how it would be read, and its first records.
  const Proposal& proposal() const { return proposal_; }
  const std::vector<SampleRow>& sample() const { return sample_; }
  // Why the proposal cannot be followed without a person; none if it can.
  Error refusal() const;
  Encoding row_encoding() const { return row_encoding_; }

  // --- for on_row ---
  int column(Field f) const { return report_.columns.column[index_of(f)]; }
  // The field's raw bytes, quotes off; without such a column the layout's constant (ASCII), mostly empty.
  std::string_view raw(const CsvRecord& r, Field f) const {
    const int c = column(f);
    return c < 0 ? std::string_view(report_.columns.constant[index_of(f)]) : r.field(static_cast<size_t>(c));
  }
  // What it says: without what stands around it, and empty where it stands for none, which is counted.
  std::string_view said(const CsvRecord& r, Field f) {
    const std::string_view value = raw(r, f);
    return value.empty() || is_long_name(value) ? value : other_said(value, f, r.line);
  }
  // The same as UTF-8 text.
  std::string said_text(const CsvRecord& r, Field f, bool& ok);
  // The field as UTF-8 text; `ok` is set to false if something was undecodable.
  std::string text(const CsvRecord& r, Field f, bool& ok) const;
  std::string decoded_text(const CsvRecord& r, int column) const;
  void append_text(const CsvRecord& r, Field f, std::string& out, bool& ok) const;
  // What a number says; what a spreadsheet has made of it is noted.
  std::string number_text(const CsvRecord& r, Field f, bool& ok);
  // A date that stands for none, has a time behind it or lies outside its era is counted.
  ParsedDate date(const CsvRecord& r, Field f) {
    const std::string_view value = raw(r, f);
    ParsedDate plain{DateStatus::ok, {}};
    if (parse_plain_date(value, plain.date) && !stands_for_none(plain.date)) [[likely]]
      return plain;
    return value.empty() ? ParsedDate{} : other_date(value, f, r.line);
  }
  // The field's digits as one number, whatever stands between them; 0 without any.
  uint64_t digits(const CsvRecord& r, Field f) {
    uint64_t v = 0;
    return plain_digits(raw(r, f), v) ? v : other_digits(r, f);
  }
  // Names, 性別, 枝番 and the dates that decide, of every row, until each column has had two values.
  void watch_values(const CsvRecord& r) {
    if (!watched_.empty()) watch(r);
  }
  // Of a field that is only kept for those who are found: counts what stands for none, or was destroyed by a spreadsheet.
  void look_at(const CsvRecord& r, Field f) {
    const std::string_view value = raw(r, f);
    uint64_t n = 0;
    if (value.empty() || value.size() > kLongestNone || is_long_name(value) || (plain_digits(value, n) && n != 0))
      return;
    look_at_short(value, f, r.line);
  }
  void reject(uint64_t line, Field f, ErrorCode code, std::string_view raw_detail = {});
  void reject_row(uint64_t line, ErrorCode code, std::string detail = {});
  void note(Repair what, Field f, uint64_t line);
  void warn(uint64_t line, std::string text) { report_.warnings.push_back({line, std::move(text)}); }

 private:
  bool streamed() const { return report_.kind == FileKind::roster; }
  Error open(bool last);
  Error check_magic(std::string_view head) const;
  Error check_text(std::string_view head);
  Error blank_padding(std::string_view head);
  Error doubt_of_encoding(std::string_view head) const;
  void find_dialect();
  void forget_sample();
  Error find_layout(bool last);
  void read_sample(bool last, size_t rows);
  Error read_header(bool last);
  void set_headers(const std::vector<SampleRow>& rows);
  void map_own_side();
  SampleRow decoded(const CsvRecord& r) const;
  bool excused(Field f, ErrorCode code);
  bool kept_kind(const CsvRecord& r);
  Error map_columns();
  Error check_kind(const ColumnMap& own, const std::vector<std::string>& headers, uint64_t line) const;
  uint64_t other_digits(const CsvRecord& r, Field f);
  ParsedDate other_date(std::string_view raw, Field f, uint64_t line);
  ParsedDate parsed_date(std::string_view bare, Field f) const;
  std::string_view other_said(std::string_view value, Field f, uint64_t line);
  void look_at_short(std::string_view value, Field f, uint64_t line);
  void begin_watching();
  void watch(const CsvRecord& r);
  void drop_my_numbers();
  std::vector<bool> my_number_columns();
  Error vote_date_forms(bool last);
  std::string day_number_of_1900(std::string_view utf8) const;
  bool usable(const CsvRecord& r);
  void reject_quote(const CsvRecord& r);
  void note_joined_rows(const CsvRecord& r);
  bool group_total(const CsvRecord& r);
  bool set_aside_total(const CsvRecord& r);
  Error finish();
  void decode_slice(std::string_view raw);
  Error placed(Error e) const;
  template <class F>
  void pair_groups(F&& on_row);
  bool all_blank(const CsvRecord& r, size_t from) const;

  const CharTables& tables_;
  Settings settings_;
  ImportReport report_;
  CsvReader reader_;
  Encoding row_encoding_ = Encoding::utf8;
  bool opened_ = false;
  Error encoding_doubt_;  // of a file whose bytes look like none of the encodings found by themselves
  std::unique_ptr<Transcoder> transcoder_;
  std::vector<char> raw_slice_;  // UTF-16 only
  size_t expected_fields_ = 0;
  size_t least_fields_ = 0;  // columns after these have no name and no field: rows may lack them
  Layout layout_;            // in force
  Proposal proposal_;
  std::vector<SampleRow> sample_;
  struct Watched {
    Field field;
    bool seen = false;
    std::string first;
  };
  std::vector<Watched> watched_;        // columns that have had one value so far
  const CsvRecord* current_ = nullptr;  // the row at hand
  uint64_t header_line_ = 1;
  uint64_t told_rows_ = 0;  // what the end record says
  uint64_t told_line_ = 0;
  uint64_t merged_gaps_ = 0;  // rows refused because a cell is empty below one that is not
  uint64_t merged_line_ = 0;  // the first of them
  std::optional<GroupRows> groups_;
};

// Hands over each row of another insurer together with its group's own row.
template <class F>
void FileTable::pair_groups(F&& on_row) {
  groups_->each(
      [this](const CsvRecord& r) {
        bool ok = true;
        return parse_insurer_number(text(r, Field::other_insurer, ok));
      },
      [&](const CsvRecord& pair) {
        current_ = &pair;
        on_row(pair);
      },
      [this](const CsvRecord& r, ErrorCode code) {
        current_ = &r;
        reject(r.line, Field::group_key, code, raw(r, Field::group_key));
      });
}

template <class F, class A>
Error FileTable::take(size_t n, bool last, F&& on_row, A&& ahead) {
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
    if (Error e = open(last)) return placed(std::move(e));
    opened_ = true;
  }
  const auto each = [&](const CsvRecord& r) {
    current_ = &r;
    if (!usable(r) || (groups_ && group_total(r))) return true;
    if (groups_) groups_->add(r, raw(r, Field::group_key));
    else on_row(r);
    return true;
  };
  Error e = reader_.read(last, each, [&](const CsvRecord& r) {
    if (r.field_count() == expected_fields_) ahead(r);
  });
  if (e) return placed(std::move(e));
  if (groups_ && last) pair_groups(on_row);
  current_ = nullptr;
  return last ? finish() : Error{};
}

}  // namespace totsugo
