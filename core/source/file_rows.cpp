// The rows of a file: which count, what a field says, and what is noted or refused of it.
#include <algorithm>

#include "core/base/error_words.h"
#include "core/layout/totals_row.h"
#include "core/source/file_table.h"
#include "core/source/file_text.h"
#include "core/source/source_words.h"

namespace totsugo {
namespace {

// Whole days as a spreadsheet counts them, be it written as a fraction: 44808, 44808.0.
bool counted_days(std::string_view s, int64_t& days) {
  while (s.starts_with(' ')) s.remove_prefix(1);
  while (s.ends_with(' ')) s.remove_suffix(1);
  const size_t point = s.find('.');
  const std::string_view whole = s.substr(0, point);
  if (whole.empty() || whole.size() > 5) return false;
  if (point != std::string_view::npos && s.find_first_not_of('0', point + 1) != std::string_view::npos) return false;
  days = 0;
  for (const char c : whole) {
    if (c < '0' || c > '9') return false;
    days = days * 10 + (c - '0');
  }
  return true;
}

}  // namespace

ErrorCode date_problem(DateStatus status) {
  switch (status) {
    case DateStatus::none: return ErrorCode::row_required_empty;
    case DateStatus::unreadable: return ErrorCode::row_date_unreadable;
    default: return ErrorCode::row_date_impossible;  // or partial, where a day is needed
  }
}

bool FileTable::all_blank(const CsvRecord& r, size_t from) const {
  for (size_t i = from; i < r.field_count(); ++i)
    if (!blank_text(r.field(i))) return false;
  return true;
}

// Control and end records have fields of their own; the end record tells how many rows there are.
bool FileTable::kept_kind(const CsvRecord& r) {
  const RecordKinds& kinds = layout_.records;
  if (kinds.position == 0) return true;
  const auto at = static_cast<size_t>(kinds.position - 1);
  if (at >= r.field_count()) return true;
  const std::string_view kind = r.field(at);
  if (std::find(kinds.keep.begin(), kinds.keep.end(), kind) != kinds.keep.end()) return true;
  if (kind == kinds.end && kinds.count_position > 0 && static_cast<size_t>(kinds.count_position) <= r.field_count()) {
    told_rows_ = digits_value(decoded_text(r, kinds.count_position - 1));
    told_line_ = r.line;
  }
  return false;
}

bool FileTable::usable(const CsvRecord& r) {
  if (r.bad_quote) {
    ++report_.rows;
    reject_quote(r);
    return false;
  }
  const size_t n = r.field_count();
  if (layout_.records.position > 0 && !r.blank() && !kept_kind(r)) {
    ++report_.other_kind_rows;
    return false;
  }
  if (r.several_lines) [[unlikely]]
    note_joined_rows(r);
  if (n == expected_fields_ && !r.blank()) [[likely]] {
    if (r.field(0).empty() && all_blank(r, 0)) {
      ++report_.blank_rows;
      return false;
    }
    ++report_.rows;
    return true;
  }
  if (all_blank(r, 0)) {
    ++report_.blank_rows;
    return false;
  }
  ++report_.rows;
  if (n < expected_fields_ && n < least_fields_) {
    if (set_aside_total(r)) return false;
    reject_row(r.line, ErrorCode::row_too_few_fields, std::to_string(n) + "/" + std::to_string(expected_fields_));
    return false;
  }
  if (n <= expected_fields_ || all_blank(r, expected_fields_)) return true;
  reject_row(r.line, ErrorCode::row_too_many_fields, std::to_string(n) + "/" + std::to_string(expected_fields_));
  return false;
}

// A row whose stray quote closes at another stray quote in the same column further down has as many fields as any other.
void FileTable::note_joined_rows(const CsvRecord& r) {
  constexpr size_t kFewestFields = 4;  // a note in a cell may well have a break and a comma or two
  for (size_t i = 0; i < r.field_count() && expected_fields_ >= kFewestFields; ++i) {
    const std::string_view field = r.field(i);
    const auto separators = static_cast<size_t>(std::count(field.begin(), field.end(), report_.dialect.separator));
    if (separators + 1 < expected_fields_ || field.find(report_.dialect.newline) == std::string_view::npos) continue;
    note(Repair::joined_rows, Field::name, r.line);
    return;
  }
}

bool FileTable::set_aside_total(const CsvRecord& r) {
  if (!totals_row(decoded(r).cells, expected_fields_)) return false;
  --report_.rows;
  ++report_.total_rows;
  note(Repair::totals_rows, Field::name, r.line);
  return true;
}

// In a grouped list, where a row without an insurer would be carried into the group above.
bool FileTable::group_total(const CsvRecord& r) { return raw(r, Field::other_insurer).empty() && set_aside_total(r); }

// A row about to be refused that is no data at all: a sum of the rows above, or the header once more.
bool FileTable::excused(Field f, ErrorCode code) {
  if (!current_ || groups_ || (code != ErrorCode::row_required_empty && code != ErrorCode::row_date_unreadable))
    return false;
  const SampleRow row = decoded(*current_);
  const auto same_as_header = [&] {
    const int c = column(f);
    if (c < 0 || report_.header_rows == 0 || static_cast<size_t>(c) >= row.cells.size()) return false;
    return !row.cells[static_cast<size_t>(c)].empty() &&
           folded_header(tables_, row.cells[static_cast<size_t>(c)]) ==
               folded_header(tables_, report_.headers[static_cast<size_t>(c)]);
  };
  const bool total = totals_row(row.cells, expected_fields_);
  if (!total && !same_as_header()) return false;
  --report_.rows;
  ++report_.total_rows;
  note(total ? Repair::totals_rows : Repair::repeated_header, f, row.line);
  return true;
}

void FileTable::note(Repair what, Field f, uint64_t line) {
  for (RepairNote& n : report_.repairs) {
    if (n.what != what || n.field != f) continue;
    n.count += n.last_line != line;  // a field may be read more than once
    n.last_line = line;
    return;
  }
  report_.repairs.push_back({what, f, 1, line, line});
}

Error FileTable::finish() {
  ImportReport& r = report_;
  for (const Watched& w : watched_)
    if (w.seen) r.one_value.push_back(w.field);
  if (reader_.nul_at_end() > 0) warn(reader_.nul_at_end(), phrase_nul_padding(true));
  if (told_line_ > 0 && told_rows_ != r.rows)
    return placed({ErrorCode::record_count_differs,
                   {{}, told_line_, 0, {}},
                   std::to_string(told_rows_) + "/" + std::to_string(r.rows)});
  if (!layout_.records.end.empty() && layout_.records.count_position > 0 && told_line_ == 0 && !settings_.propose)
    return placed({ErrorCode::record_end_missing, {{}, reader_.line(), 0, {}}, layout_.records.end});
  if (groups_ && groups_->carried_keys() > 0)
    r.repairs.push_back({Repair::carried_key, Field::group_key, groups_->carried_keys(), 0, 0});
  r.kept = r.rows - std::min(r.rows, r.rejected_count);
  const bool merged = merged_gaps_ >= 2;
  if (merged) warn(0, phrase_merged_cells(merged_gaps_, merged_line_));
  if (r.kind == FileKind::roster && r.rows == 0) return placed({ErrorCode::no_rows, {{}, 1, 0, {}}, {}});
  if (r.rows > 0 && r.rejected_count > 0 && (r.kept == 0 || (r.rows >= 20 && r.rejected_count * 2 > r.rows))) {
    const auto worst = std::max_element(r.rejected_by_column.begin(), r.rejected_by_column.end());
    const Rejection first = r.rejected.empty() ? Rejection{} : r.rejected.front();
    const FieldInfo* info =
        *worst > 0 ? find_field(r.kind, static_cast<Field>(worst - r.rejected_by_column.begin())) : nullptr;
    const int c = info ? column(info->id) : -1;
    return placed({merged && merged_gaps_ * 2 > r.rejected_count ? ErrorCode::merged_cells : ErrorCode::mostly_rejected,
                   {{}, first.line, static_cast<uint32_t>(c + 1), r.column_name(static_cast<uint32_t>(c + 1))},
                   std::to_string(r.rejected_count) + "/" + std::to_string(r.rows)});
  }
  return {};
}

void FileTable::append_text(const CsvRecord& r, Field f, std::string& out, bool& ok) const {
  const int c = column(f);
  if (c < 0) {
    out += report_.columns.constant[index_of(f)];
    return;
  }
  if (!r.quoted(static_cast<size_t>(c))) {
    tables_.append_utf8_text(row_encoding_, r.field(static_cast<size_t>(c)), out, ok);
  } else {
    out += unescape_quotes(tables_.to_utf8(row_encoding_, r.field(static_cast<size_t>(c)), ok));
  }
}

std::string FileTable::decoded_text(const CsvRecord& r, int column) const {
  bool ok = true;
  const std::string out = tables_.to_utf8(row_encoding_, r.field(static_cast<size_t>(column)), ok);
  return r.quoted(static_cast<size_t>(column)) ? unescape_quotes(out) : out;
}

std::string FileTable::text(const CsvRecord& r, Field f, bool& ok) const {
  std::string out;
  append_text(r, f, out, ok);
  return out;
}

uint64_t FileTable::other_digits(const CsvRecord& r, Field f) {
  bool ok = true;
  return digits_value(number_text(r, f, ok));
}

void FileTable::begin_watching() {
  for (const Field f : {Field::sex, Field::branch, Field::own_branch, Field::name, Field::name_kana, Field::birth_date,
                        Field::acquired, Field::pension_lost, Field::other_acquired})
    if (column(f) >= 0) watched_.push_back({f, false, {}});
}

void FileTable::watch(const CsvRecord& r) {
  std::erase_if(watched_, [&](Watched& w) {
    const std::string_view value = raw(r, w.field);
    if (!w.seen) w.first = value;
    w.seen = true;
    return w.first != value;
  });
}

std::string_view FileTable::other_said(std::string_view value, Field f, uint64_t line) {
  const std::string_view bare = bare_value(value);
  if (!stands_for_none(bare)) return bare;
  if (!bare.empty()) note(Repair::stands_for_none, f, line);
  return {};
}

void FileTable::look_at_short(std::string_view value, Field f, uint64_t line) {
  const std::string_view bare = other_said(value, f, line);
  if (f == Field::household_id && is_destroyed(bare)) note(Repair::exponents, f, line);
}

std::string FileTable::said_text(const CsvRecord& r, Field f, bool& ok) {
  const std::string out = tables_.to_utf8(row_encoding_, said(r, f), ok);
  const int c = column(f);
  return c >= 0 && r.quoted(static_cast<size_t>(c)) ? unescape_quotes(out) : out;
}

std::string FileTable::number_text(const CsvRecord& r, Field f, bool& ok) {
  std::string value = said_text(r, f, ok);
  if (is_destroyed(value)) note(Repair::exponents, f, r.line);
  else if (value.find(',') != std::string::npos) note(Repair::separators, f, r.line);
  return value;
}

ParsedDate FileTable::parsed_date(std::string_view bare, Field f) const {
  const DateForm form = report_.columns.form[index_of(f)];
  if (row_encoding_ == Encoding::cp932) {
    for (const char ch : bare) {
      if (static_cast<unsigned char>(ch) < 0x80) continue;
      bool ok = true;
      const std::string s = tables_.to_utf8(Encoding::cp932, bare, ok);
      return ok ? parse_date(s, form) : ParsedDate{DateStatus::unreadable, {}};
    }
  }
  if (settings_.days_from_1904 && form == DateForm::serial) return parse_date(day_number_of_1900(bare), form);
  return parse_date(bare, form);
}

ParsedDate FileTable::other_date(std::string_view value, Field f, uint64_t line) {
  const std::string_view bare = bare_value(value);
  if (bare.empty()) return {};
  ParsedDate out = stands_for_none(bare) ? ParsedDate{} : parsed_date(bare, f);
  if (out.status == DateStatus::none) {
    // An early birth date is a placeholder, and tells so when it is compared.
    if (f == Field::birth_date && !out.date.none()) out.status = DateStatus::ok;
    else note(Repair::stands_for_none, f, line);
  }
  if (out.timed) note(Repair::time_of_day, f, line);
  if (out.outside_era) note(Repair::outside_era, f, line);
  return out;
}

// Days that a workbook counts from 1904 as those that are counted from 1900; anything else as it is.
std::string FileTable::day_number_of_1900(std::string_view utf8) const {
  constexpr int64_t kDaysBetween = 1462;  // with the 29 February 1900 that never was
  int64_t days = 0;
  if (!settings_.days_from_1904 || !counted_days(utf8, days)) return std::string(utf8);
  return std::to_string(days + kDaysBetween);
}

void FileTable::reject(uint64_t line, Field f, ErrorCode code, std::string_view raw_detail) {
  if (excused(f, code)) return;
  if (code == ErrorCode::row_date_unreadable && raw_detail.starts_with("##")) code = ErrorCode::row_hashes;
  // Of a person, empty below a row that had it: a cell merged over both, of which a spreadsheet writes the text once.
  const bool of_person = f == Field::name || f == Field::name_kana || f == Field::birth_date;
  if (code == ErrorCode::row_required_empty && of_person && !streamed() &&
      report_.rows > report_.rejected_by_column[index_of(f)] + 1) {
    if (merged_gaps_++ == 0) merged_line_ = line;
  }
  ++report_.rejected_count;
  ++report_.rejected_by_column[index_of(f)];
  if (report_.rejected.size() >= kMaxRejections) return;
  bool ok = true;
  const int c = column(f);
  const auto column_no =
      static_cast<uint32_t>(c < 0 || expected_fields_ == 0 ? 0 : static_cast<size_t>(c) % expected_fields_ + 1);
  report_.rejected.push_back({line, column_no, code, shortened(tables_.to_utf8(row_encoding_, raw_detail, ok))});
}

void FileTable::reject_row(uint64_t line, ErrorCode code, std::string detail) {
  ++report_.rejected_count;
  if (report_.rejected.size() < kMaxRejections) report_.rejected.push_back({line, 0, code, std::move(detail)});
}

void FileTable::reject_quote(const CsvRecord& r) {
  bool ok = true;
  reject_row(r.line, ErrorCode::row_bad_quote, shortened(tables_.to_utf8(row_encoding_, r.bad_text(), ok)));
  if (!report_.rejected.empty() && report_.rejected.back().line == r.line && r.bad_column < report_.headers.size())
    report_.rejected.back().column_no = static_cast<uint32_t>(r.bad_column + 1);
}

}  // namespace totsugo
