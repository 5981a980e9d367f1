#include "core/source/file_table.h"

#include <algorithm>
#include <array>

#include "core/identifier/my_number.h"
#include "core/tables/messages.h"

namespace totsugo {
namespace {

constexpr size_t kVoteBytes = size_t{1} << 20;  // of a streamed file: some 6,000 rows

bool blank_text(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\x1A'; });
}

bool contains(std::string_view s, std::string_view part) { return s.find(part) != std::string_view::npos; }

std::string shortened(std::string s) {
  constexpr size_t kMost = 60;
  if (s.size() <= kMost) return s;
  size_t cut = kMost;
  while (cut > 0 && (static_cast<unsigned char>(s[cut]) & 0xC0) == 0x80) --cut;
  s.resize(cut);
  return s + "...";
}

}  // namespace

ErrorCode date_problem(DateStatus status) {
  switch (status) {
    case DateStatus::none: return ErrorCode::row_required_empty;
    case DateStatus::unreadable: return ErrorCode::row_date_unreadable;
    default: return ErrorCode::row_date_impossible;  // or partial, where a day is needed
  }
}

FileTable::FileTable(const CharTables& tables, Settings s) : tables_(tables), settings_(std::move(s)) {
  report_.kind = settings_.kind;
  report_.file = settings_.name;
  report_.bytes = settings_.bytes;
  report_.rejected_by_column.assign(kFieldCount, 0);
}

char* FileTable::room(size_t n) {
  if (!transcoder_) return reader_.room(n);
  raw_slice_.resize(n);
  return raw_slice_.data();
}

void FileTable::decode_slice(std::string_view raw) {
  std::string text;
  text.reserve(raw.size() * 3 / 2 + 4);
  transcoder_->add(raw, text);
  std::copy(text.begin(), text.end(), reader_.room(text.size()));
  reader_.take(text.size());
}

Error FileTable::placed(Error e) const {
  e.where.file = report_.file;
  return e;
}

Error FileTable::check_magic(std::string_view head) const {
  if (head.empty()) return {ErrorCode::file_empty, {}, {}};
  if (head.starts_with("PK\x03\x04"))
    return {contains(head.substr(0, 4096), "xl/") || contains(head.substr(0, 4096), "[Content_Types]")
                ? ErrorCode::file_is_xlsx
                : ErrorCode::file_is_zip,
            {},
            {}};
  if (head.starts_with("%PDF-")) return {ErrorCode::file_is_pdf, {}, {}};
  if (head.starts_with("\xD0\xCF\x11\xE0")) return {ErrorCode::file_is_xls, {}, {}};
  return {};
}

Error FileTable::open(bool last) {
  const std::string_view head = reader_.pending();
  if (Error e = check_magic(head); e.code != ErrorCode::none) return e;
  const DetectedEncoding detected = detect_encoding(head);
  report_.coding = detected.value;
  report_.bom_bytes = detected.bom_bytes;
  if (settings_.given_layout && settings_.given_layout->coding && detected.bom_bytes == 0)
    report_.coding = *settings_.given_layout->coding;
  reader_.skip(detected.bom_bytes);
  row_encoding_ = report_.coding == Encoding::cp932 ? Encoding::cp932 : Encoding::utf8;
  if (report_.coding == Encoding::utf16le || report_.coding == Encoding::utf16be) {
    transcoder_.emplace(report_.coding == Encoding::utf16be);
    std::string text;
    transcoder_->add(reader_.pending(), text);
    if (last) transcoder_->finish(text);
    reader_.replace_pending(text);
  } else if (contains(reader_.pending().substr(0, 65536), std::string_view("\0", 1))) {
    return {ErrorCode::file_is_binary, {}, {}};
  }
  if (blank_text(reader_.pending().substr(0, 4096)) && reader_.pending().size() <= 4096)
    return {ErrorCode::file_empty, {}, {}};
  find_dialect();
  if (Error e = read_header(last); e.code != ErrorCode::none) return e;
  if (Error e = map_columns(); e.code != ErrorCode::none) return e;
  vote_date_forms(last);
  return {};
}

// LF (or CRLF) unless the file has none; the separator that stands most often in the first line.
void FileTable::find_dialect() {
  const std::string_view head = reader_.pending().substr(0, 65536);
  CsvDialect d;
  if (!contains(head, "\n") && contains(head, "\r")) d.newline = '\r';
  const std::string_view line = head.substr(0, head.find(d.newline));
  const auto count = [line](char c) { return std::count(line.begin(), line.end(), c); };
  d.separator = ',';
  if (count('\t') > count(d.separator)) d.separator = '\t';
  if (count(';') > count(d.separator)) d.separator = ';';
  if (settings_.given_layout && settings_.given_layout->delimiter) d.separator = settings_.given_layout->delimiter;
  reader_.set_dialect(d);
  report_.dialect = d;
}

Error FileTable::read_header(bool last) {
  const Layout* l = settings_.given_layout ? &*settings_.given_layout : nullptr;
  report_.header_rows = l ? l->header_rows : 1;
  report_.by_layout = l != nullptr;
  uint32_t seen = 0;
  bool wide = false;
  bool undecodable = false;
  const CsvReader::Bookmark start = reader_.here();
  CsvReader::Bookmark body = start;
  const uint32_t wanted = report_.header_rows == 0 ? 1 : report_.header_rows;
  bool done = false;
  Error e = reader_.read(last, [&](const CsvRecord& r) {
    if (r.blank() && report_.header_rows > 0 && seen == 0) return true;  // empty lines above the header
    if (++seen < wanted) return true;
    wide = r.field_count() > kMaxColumns;
    for (size_t i = 0; i < r.field_count() && !wide; ++i) {
      bool ok = true;
      report_.headers.push_back(report_.header_rows == 0
                                    ? std::string()
                                    : unescape_quotes(tables_.to_utf8(row_encoding_, r.field(i), ok)));
      undecodable = undecodable || !ok;
    }
    expected_fields_ = r.field_count();
    body = reader_.here();
    done = true;
    return false;
  });
  if (e.code != ErrorCode::none) return e;
  if (wide) return {ErrorCode::too_many_columns, {}, std::to_string(expected_fields_)};
  if (!done) return {seen == 0 && reader_.records() == 0 ? ErrorCode::record_too_long : ErrorCode::no_rows, {}, {}};
  if (undecodable) return {ErrorCode::row_undecodable, {{}, start.line, 0, {}}, {}};
  if (report_.header_rows == 0) {
    reader_.rewind(start);
    for (size_t i = 0; i < report_.headers.size(); ++i) report_.headers[i] = phrase_nth_column(i + 1);
  } else {
    reader_.rewind(body);
  }
  return {};
}

// "This looks like another of the three files", by which built-in layout knows most of the headers.
Error FileTable::check_kind(const ColumnMap& own) const {
  const size_t mine = known_headers(own);
  for (const FileKind other : {FileKind::roster, FileKind::pension, FileKind::overlap}) {
    if (other == report_.kind) continue;
    const ColumnMap map = map_by_aliases(tables_, other, report_.headers);
    if (missing_required(other, map).empty() && known_headers(map) > mine + 1)
      return {ErrorCode::wrong_kind, {}, std::string(kind_code(other))};
  }
  return {};
}

// By the header, or because (nearly) all of at least three values are numbers whose check digit fits: by chance one number
// in eleven would.
std::vector<bool> FileTable::my_number_columns() {
  constexpr uint64_t kLeast = 3;
  constexpr uint64_t kMost = 2000;
  std::vector<uint64_t> filled(expected_fields_, 0);
  std::vector<uint64_t> alike(expected_fields_, 0);
  uint64_t rows = 0;
  const CsvReader::Bookmark start = reader_.here();
  // Errors are met again, and reported, when the rows are read in earnest.
  (void)reader_.read(false, [&](const CsvRecord& r) {
    if (r.bad_quote || r.field_count() != expected_fields_) return true;
    for (size_t c = 0; c < expected_fields_; ++c) {
      const std::string_view value = r.field(c);
      if (value.size() < 12 || value.size() > 40) {
        filled[c] += !value.empty();
        continue;
      }
      bool ok = true;
      ++filled[c];
      alike[c] += looks_like_my_number(tables_.to_utf8(row_encoding_, value, ok));
    }
    return ++rows < kMost;
  });
  reader_.rewind(start);
  std::vector<bool> out(expected_fields_);
  for (size_t c = 0; c < expected_fields_; ++c)
    out[c] = (report_.header_rows > 0 && names_my_number(folded_header(tables_, report_.headers[c]))) ||
             (alike[c] >= kLeast && alike[c] * 10 >= filled[c] * 9);
  return out;
}

// A column of 個人番号 is no column of ours, whatever its header or a layout says; what is not mapped is never kept.
void FileTable::drop_my_numbers() {
  const std::vector<bool> columns = my_number_columns();
  for (size_t c = 0; c < columns.size(); ++c) {
    if (!columns[c]) continue;
    for (int& mapped : report_.columns.column)
      if (mapped == static_cast<int>(c)) mapped = -1;
    warn(0, phrase_my_number_dropped(report_.headers[c]));
  }
}

Error FileTable::map_columns() {
  const Layout* l = settings_.given_layout ? &*settings_.given_layout : nullptr;
  report_.columns = l ? map_by_layout(tables_, *l, report_.headers) : map_by_aliases(tables_, report_.kind, report_.headers);
  const ColumnMap& map = report_.columns;
  drop_my_numbers();
  if (!l) {
    if (Error e = check_kind(map); e.code != ErrorCode::none) return e;
  }
  const std::string missing = missing_required(report_.kind, map);
  std::string present;
  for (const std::string& h : report_.headers) present += (present.empty() ? "" : phrase_comma()) + h;
  const uint64_t line = 1;
  if (!missing.empty())
    return {ErrorCode::required_column_missing, {{}, line, 0, missing}, shortened(present)};
  if (map.missing_column >= 0)
    return {ErrorCode::required_column_missing,
            {{}, line, 0, std::string(find_field(report_.kind, static_cast<Field>(map.missing_column))->label)},
            shortened(present)};
  if (map.duplicate_field >= 0)
    return {ErrorCode::duplicate_column,
            {{}, line, 0, std::string(find_field(report_.kind, static_cast<Field>(map.duplicate_field))->label)},
            {}};
  for (const FieldInfo& info : fields_of(report_.kind)) {
    const int c = map.column[index_of(info.id)];
    if (c >= static_cast<int>(expected_fields_))
      return {ErrorCode::required_column_missing, {{}, line, 0, std::string(info.label)}, shortened(present)};
  }
  return {};
}

void FileTable::vote_date_forms(bool last) {
  std::vector<std::pair<Field, DateFormVote>> votes;
  for (const FieldInfo& info : fields_of(report_.kind)) {
    const bool fixed = settings_.given_layout && settings_.given_layout->fields[index_of(info.id)].form;
    if (info.date && column(info.id) >= 0 && !fixed)
      votes.emplace_back(info.id, DateFormVote(settings_.today, info.id == Field::birth_date));
  }
  const CsvReader::Bookmark start = reader_.here();
  const bool whole = last && !streamed();
  size_t used = 0;
  // Errors are met again, and reported, when the rows are read in earnest.
  (void)reader_.read(whole, [&](const CsvRecord& r) {
    if (r.bad_quote || r.field_count() != expected_fields_) return true;
    for (auto& [f, vote] : votes) {
      const std::string_view raw_value = raw(r, f);
      if (raw_value.size() == 7 || raw_value.size() == 14) {  // only GYYMMDD needs a vote
        bool ok = true;
        vote.add(tables_.to_utf8(row_encoding_, raw_value, ok));
      }
    }
    used += r.text().size();
    return whole || used < kVoteBytes;
  });
  reader_.rewind(start);
  // A column without a coded date so far (few have left) is written like the file's others.
  DateFormVote all(settings_.today, false);
  for (const auto& [f, vote] : votes) all.add(vote);
  for (auto& [f, vote] : votes)
    report_.columns.form[index_of(f)] = (vote.era_coded() || !streamed() ? vote : all).winner();
}

bool FileTable::all_blank(const CsvRecord& r, size_t from) const {
  for (size_t i = from; i < r.field_count(); ++i)
    if (!blank_text(r.field(i))) return false;
  return true;
}

bool FileTable::usable(const CsvRecord& r) {
  if (r.bad_quote) {
    ++report_.rows;
    reject_row(r.line, ErrorCode::row_bad_quote);
    return false;
  }
  const size_t n = r.field_count();
  if (n == expected_fields_ && !r.blank()) [[likely]] {
    if (report_.columns.record_kind >= 0) {
      const std::string_view kind = r.field(static_cast<size_t>(report_.columns.record_kind));
      const auto& keep = settings_.given_layout->record_kinds_kept;
      if (std::find(keep.begin(), keep.end(), kind) == keep.end()) {
        ++report_.other_kind_rows;
        return false;
      }
    }
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
  if (report_.columns.record_kind >= 0) {  // control and end records have fields of their own
    const std::string_view kind = r.field(0);
    const auto& keep = settings_.given_layout->record_kinds_kept;
    if (report_.columns.record_kind == 0 && std::find(keep.begin(), keep.end(), kind) == keep.end()) {
      ++report_.other_kind_rows;
      return false;
    }
  }
  ++report_.rows;
  if (n < expected_fields_) {
    reject_row(r.line, ErrorCode::row_too_few_fields, std::to_string(n) + "/" + std::to_string(expected_fields_));
    return false;
  }
  if (all_blank(r, expected_fields_)) return true;
  reject_row(r.line, ErrorCode::row_too_many_fields, std::to_string(n) + "/" + std::to_string(expected_fields_));
  return false;
}

Error FileTable::finish() {
  ImportReport& r = report_;
  r.kept = r.rows - std::min(r.rows, r.rejected_count);
  if (r.kind == FileKind::roster && r.rows == 0) return placed({ErrorCode::no_rows, {{}, 1, 0, {}}, {}});
  if (r.rows > 0 && r.rejected_count > 0 && (r.kept == 0 || (r.rows >= 20 && r.rejected_count * 2 > r.rows))) {
    const auto worst = std::max_element(r.rejected_by_column.begin(), r.rejected_by_column.end());
    const Rejection first = r.rejected.empty() ? Rejection{} : r.rejected.front();
    const FieldInfo* info =
        *worst > 0 ? find_field(r.kind, static_cast<Field>(worst - r.rejected_by_column.begin())) : nullptr;
    const int c = info ? column(info->id) : -1;
    return placed({ErrorCode::mostly_rejected,
                   {{}, first.line, static_cast<uint32_t>(c + 1), r.column_name(static_cast<uint32_t>(c + 1))},
                   std::to_string(r.rejected_count) + "/" + std::to_string(r.rows)});
  }
  return {};
}

void FileTable::append_text(const CsvRecord& r, Field f, std::string& out, bool& ok) const {
  const int c = column(f);
  if (c < 0) return;
  if (!r.quoted(static_cast<size_t>(c))) {
    tables_.append_utf8_text(row_encoding_, r.field(static_cast<size_t>(c)), out, ok);
  } else {
    out += unescape_quotes(tables_.to_utf8(row_encoding_, r.field(static_cast<size_t>(c)), ok));
  }
}

std::string FileTable::text(const CsvRecord& r, Field f, bool& ok) const {
  std::string out;
  append_text(r, f, out, ok);
  return out;
}

uint64_t FileTable::other_digits(const CsvRecord& r, Field f) const {
  bool ok = true;
  return digits_value(text(r, f, ok));
}

ParsedDate FileTable::other_date(std::string_view raw_value, Field f) const {
  const DateForm form = report_.columns.form[index_of(f)];
  if (row_encoding_ == Encoding::cp932) {
    for (const char ch : raw_value) {
      if (static_cast<unsigned char>(ch) < 0x80) continue;
      bool ok = true;
      const std::string s = tables_.to_utf8(Encoding::cp932, raw_value, ok);
      return ok ? parse_date(s, form) : ParsedDate{DateStatus::unreadable, {}};
    }
  }
  return parse_date(raw_value, form);
}

void FileTable::reject(uint64_t line, Field f, ErrorCode code, std::string_view raw_detail) {
  ++report_.rejected_count;
  ++report_.rejected_by_column[index_of(f)];
  if (report_.rejected.size() >= kMaxRejections) return;
  bool ok = true;
  report_.rejected.push_back({line, static_cast<uint32_t>(column(f) + 1), code,
                              shortened(tables_.to_utf8(row_encoding_, raw_detail, ok))});
}

void FileTable::reject_row(uint64_t line, ErrorCode code, std::string detail) {
  ++report_.rejected_count;
  if (report_.rejected.size() < kMaxRejections) report_.rejected.push_back({line, 0, code, std::move(detail)});
}

Layout proposed_layout(const ImportReport& report) {
  Layout out;
  out.kind = report.kind;
  out.name = report.file;
  out.coding = report.coding;
  out.delimiter = report.dialect.separator;
  out.header_rows = report.header_rows;
  for (const FieldInfo& info : fields_of(report.kind)) {
    const int c = report.columns.column[index_of(info.id)];
    if (c < 0) continue;
    FieldSource& f = out.fields[index_of(info.id)];
    f.header = report.header_rows > 0 ? report.column_name(static_cast<uint32_t>(c + 1)) : std::string();
    if (f.header.empty()) f.position = c + 1;
    if (info.date) f.form = report.columns.form[index_of(info.id)];
  }
  return out;
}

}  // namespace totsugo
