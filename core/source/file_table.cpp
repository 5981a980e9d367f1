#include "core/source/file_table.h"

#include <algorithm>
#include <array>

#include "core/base/error_words.h"
#include "core/identifier/my_number.h"
#include "core/layout/header_words.h"
#include "core/layout/totals_row.h"
#include "core/source/file_text.h"
#include "core/source/source_words.h"

namespace totsugo {
namespace {

constexpr size_t kLooked = 65536;               // bytes from which it shows what a file is
constexpr size_t kVoteBytes = size_t{1} << 20;  // of a streamed file: some 6,000 rows

bool contains(std::string_view s, std::string_view part) { return s.find(part) != std::string_view::npos; }

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// `part` is in lower case.
bool contains_any_case(std::string_view s, std::string_view part) {
  return std::search(s.begin(), s.end(), part.begin(), part.end(), [](char a, char b) { return lower(a) == b; }) !=
         s.end();
}

// A workbook of the years before 1995, without the container of later ones: its first record says BIFF 2, 3, 4 or 5.
bool bare_biff(std::string_view head) {
  if (head.size() < 8 || head[0] != '\x09' || head[3] != '\0') return false;
  return (head[1] == '\0' && head[2] == '\x04') || (head[1] == '\x02' && head[2] == '\x06') ||
         (head[1] == '\x04' && head[2] == '\x06') || (head[1] == '\x08' && (head[2] == '\x08' || head[2] == '\x10'));
}

// Control bytes that no text has; those of line ends, tabs, form feeds, end marks and escape sequences apart.
bool is_binary_control(char c) {
  const auto b = static_cast<unsigned char>(c);
  return b != 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\v' && b != '\f' && b != '\r' && b != 0x0E &&
         b != 0x0F && b != 0x1A && b != 0x1B && b != 0x1F;
}

// Whether the bytes from `begin` up to `end` fill up a field: a separator, a line end, a quote or the end of the text stands on
// one side of them.
bool fills_up(std::string_view text, size_t begin, size_t end) {
  const auto bound = [](char c) { return c == ',' || c == ';' || c == '\t' || c == '"' || c == '\r' || c == '\n'; };
  return begin == 0 || end == text.size() || bound(text[begin - 1]) || bound(text[end]);
}

uint64_t line_of(std::string_view text, size_t at) {
  return 1 + static_cast<uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : phrase_comma()) + name;
  return out;
}

}  // namespace

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

void FileTable::release() {
  reader_ = CsvReader();
  raw_slice_ = {};
  groups_.reset();
  forget_sample();
}

// The sample holds whole rows, columns that are dropped among them.
void FileTable::forget_sample() {
  sample_ = {};
  proposal_ = {};
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
  if (head.starts_with("\xD0\xCF\x11\xE0") || bare_biff(head)) return {ErrorCode::file_is_xls, {}, {}};
  return {};
}

// Text that is no table of ours: what other systems save under the name of a workbook, or bytes that are no text.
Error FileTable::check_text(std::string_view head) {
  const size_t first = head.find_first_not_of(" \t\r\n");
  const std::string_view text = head.substr(0, kLooked).substr(std::min(first, std::min(head.size(), kLooked)));
  const bool page = contains_any_case(text, "<html") || contains_any_case(text, "<table");
  const bool xml = text.starts_with("<?xml");
  if (xml && contains_any_case(text, "schemas-microsoft-com:office:spreadsheet"))
    return {ErrorCode::file_is_xml_book, {}, {}};
  if (text.starts_with('<') && page) return {ErrorCode::file_is_html, {}, {}};
  if (contains_any_case(text.substr(0, 1024), "mime-version:") && contains_any_case(text, "multipart/related"))
    return {ErrorCode::file_is_html, {}, {}};
  if (xml) return {ErrorCode::file_is_xml, {}, {}};
  return blank_padding(head);
}

// NUL bytes that fill up fields of fixed lengths are blanks; any others are no text. Those behind the last row are the reader's.
Error FileTable::blank_padding(std::string_view head) {
  constexpr std::string_view kBlanks("\0 \x1A", 3);
  const size_t first = head.find('\0');
  if (first == std::string_view::npos || head.find_first_not_of(kBlanks, first) == std::string_view::npos) return {};
  const std::string_view looked = head.substr(0, kLooked);
  if (std::any_of(looked.begin(), looked.end(), is_binary_control)) return {ErrorCode::file_is_binary, {}, {}};
  for (size_t at = first; at < looked.size(); at = head.find('\0', at)) {
    const size_t begin = looked.find_last_not_of(kBlanks, at) + 1;
    const size_t end = std::min(head.find_first_not_of(kBlanks, at), head.size());
    if (!fills_up(head, begin, end)) return {ErrorCode::file_is_binary, {{}, line_of(head, at), 0, {}}, {}};
    at = end;
  }
  reader_.read_nul_as_blank();
  warn(line_of(head, first), phrase_nul_padding(false));
  return {};
}

// Bytes that look like none of the encodings that are found by themselves.
Error FileTable::doubt_of_encoding(std::string_view head) const {
  if (settings_.given_layout && settings_.given_layout->coding) return {};
  if (!is_utf16(report_.coding) && report_.bom_bytes == 0 && looks_iso_2022_jp(head.substr(0, kLooked)))
    return {ErrorCode::file_is_iso_2022_jp, {}, {}};
  if (report_.coding != Encoding::cp932) return {};
  if (const uint64_t line = utf8_until_line(head)) return {ErrorCode::encoding_mixed, {{}, line, 0, {}}, {}};
  return {looks_euc_jp(head.substr(0, kLooked)) ? ErrorCode::file_is_euc_jp : ErrorCode::none, {}, {}};
}

Error FileTable::open(bool last) {
  const std::string_view head = reader_.pending();
  if (Error e = check_magic(head)) return e;
  const DetectedEncoding detected = detect_encoding(head);
  const Layout* const given = settings_.given_layout ? &*settings_.given_layout : nullptr;
  report_.bom_bytes = detected.bom_bytes;
  report_.coding = given && given->coding && detected.bom_bytes == 0 ? *given->coding : detected.value;
  reader_.skip(detected.bom_bytes);
  row_encoding_ = report_.coding == Encoding::cp932 ? Encoding::cp932 : Encoding::utf8;
  encoding_doubt_ = doubt_of_encoding(head);
  if (encoding_doubt_ && !settings_.propose) return encoding_doubt_;
  transcoder_ = make_transcoder(report_.coding);
  if (transcoder_) {
    std::string text;
    transcoder_->add(reader_.pending(), text);
    if (last) transcoder_->finish(text);
    reader_.replace_pending(text);
  }
  if (Error e = check_text(reader_.pending())) return e;
  if (blank_text(reader_.pending().substr(0, 4096)) && reader_.pending().size() <= 4096)
    return {ErrorCode::file_empty, {}, {}};
  find_dialect();
  if (Error e = find_layout(last)) return e;
  if (Error e = read_header(last)) return e;
  if (Error e = map_columns(); e.code != ErrorCode::none && !settings_.propose) return e;
  if (Error e = vote_date_forms(last); e.code != ErrorCode::none && !settings_.propose) return e;
  if (report_.shape == RowShape::grouped) map_own_side();
  begin_watching();
  if (!settings_.propose) forget_sample();
  return {};
}

// LF (or CRLF) unless the file has none; the separator that stands most often in the first line.
void FileTable::find_dialect() {
  const std::string_view head = reader_.pending().substr(0, kLooked);
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

SampleRow FileTable::decoded(const CsvRecord& r) const {
  SampleRow row;
  row.line = r.line;
  for (size_t i = 0; i < r.field_count() && i <= kMaxColumns; ++i)
    row.cells.push_back(decoded_text(r, static_cast<int>(i)));
  return row;
}

// The first records, without moving on. Errors are met again, and reported, when the rows are read in earnest.
void FileTable::read_sample(bool last, size_t rows) {
  sample_.clear();
  const CsvReader::Bookmark start = reader_.here();
  (void)reader_.read(last, [&](const CsvRecord& r) {
    if (!r.bad_quote) sample_.push_back(decoded(r));
    return sample_.size() < rows;
  });
  reader_.rewind(start);
}

// One way for every file: what `propose` shows is what a run does. Where a layout is given, a person has looked at it, and
// the file only adds what the layout leaves out.
Error FileTable::find_layout(bool last) {
  const Layout* const given = settings_.given_layout ? &*settings_.given_layout : nullptr;
  read_sample(last, kSampleRows);
  proposal_ = propose_layout(tables_, report_.kind, sample_, settings_.today, given);
  layout_ = proposal_.layout;
  report_.by = proposal_.by;
  for (const std::string& text : proposal_.unused) warn(0, text);
  if (!settings_.propose) {
    if (Error e = refusal()) return e;
  }
  // Judged by the whole column, not by the sample.
  for (size_t f = 0; f < kFieldCount; ++f) layout_.fields[f].form = given ? given->fields[f].form : std::nullopt;
  return {};
}

// Why a proposal nobody has confirmed cannot be followed.
Error FileTable::refusal() const {
  if (encoding_doubt_) return encoding_doubt_;
  if (sample_.empty()) return {};  // told when the header is read
  const size_t header = std::min<size_t>(proposal_.layout.skip_rows.value_or(0), sample_.size() - 1);
  const std::vector<std::string>& names =
      proposal_.layout.header_rows.value_or(1) > 0 ? proposal_.headers : sample_[header].cells;
  if (names.size() > kMaxColumns) return {};  // told, with their number, when the header is read
  const ColumnMap own = map_by_aliases(tables_, report_.kind, names);
  const uint64_t line = sample_[header].line;
  if (settings_.given_layout) {
    if (proposal_.answered() || !proposal_.absent.empty()) return {};  // what is absent is told with the columns
  } else {
    if (Error e = check_kind(own, names, line)) return e;
    if (proposal_.open.empty() && proposal_.problems.empty()) return {};
  }
  if (own.duplicate_field >= 0)
    return {ErrorCode::duplicate_column,
            {{}, line, 0, std::string(find_field(report_.kind, static_cast<Field>(own.duplicate_field))->label)},
            {}};
  if (proposal_.layout.header_rows.value_or(1) == 0 && !sample_[header].cells.empty())
    return {ErrorCode::header_missing, {{}, line, 0, {}}, {}};
  if (!proposal_.open.empty() && !proposal_.open.front().columns.empty())
    return {ErrorCode::layout_unsure, {{}, line, 0, {}}, proposal_.open.front().text};
  if (!proposal_.open.empty())
    return {ErrorCode::required_column_missing,
            {{}, line, 0, required_label(report_.kind, proposal_.open.front().fields)},
            shortened(listed(names))};
  return {ErrorCode::layout_unsure, {{}, line, 0, {}}, proposal_.problems.front()};
}

void FileTable::set_headers(const std::vector<SampleRow>& rows) {
  report_.headers = joined_headers(rows);
  expected_fields_ = report_.headers.size();
  least_fields_ = expected_fields_;
  while (least_fields_ > 1 && blank_text(report_.headers[least_fields_ - 1])) --least_fields_;
}

Error FileTable::read_header(bool last) {
  report_.skip_rows = layout_.skip_rows.value_or(0);
  report_.header_rows = layout_.header_rows.value_or(1);
  report_.shape = layout_.shape.value_or(RowShape::pair);
  uint32_t skipped = 0;
  bool wide = false;
  bool undecodable = false;
  std::vector<SampleRow> header;
  const CsvReader::Bookmark start = reader_.here();
  CsvReader::Bookmark body = start;
  bool done = false;
  Error e = reader_.read(last, [&](const CsvRecord& r) {
    if (skipped < report_.skip_rows) {
      ++skipped;
      wide = wide || r.field_count() > kMaxColumns;
      if (!all_blank(r, 0)) note(Repair::title_lines, Field::name, r.line);
      body = reader_.here();
      return true;
    }
    if (report_.header_rows > 0 && header.empty() && r.blank()) return true;  // empty lines above the header
    if (report_.header_rows == 0 && !kept_kind(r)) return true;
    wide = wide || r.field_count() > kMaxColumns;
    for (size_t i = 0; i < r.field_count() && !wide; ++i) {
      bool ok = true;
      (void)tables_.to_utf8(row_encoding_, r.field(i), ok);
      undecodable = undecodable || !ok;
    }
    expected_fields_ = r.field_count();
    if (report_.header_rows > 0) {
      header.push_back(decoded(r));
      body = reader_.here();
    }
    done = header.size() >= report_.header_rows;
    return !done;
  });
  if (e) return e;
  if (wide) return {ErrorCode::too_many_columns, {}, std::to_string(expected_fields_)};
  if (!done)
    return {header.empty() && reader_.records() == 0 ? ErrorCode::record_too_long : ErrorCode::no_rows, {}, {}};
  if (undecodable && report_.header_rows > 0) return {ErrorCode::row_undecodable, {{}, header.front().line, 0, {}}, {}};
  if (report_.header_rows > 0) {
    header_line_ = header.front().line;
    set_headers(header);
  } else {
    least_fields_ = expected_fields_;
    for (size_t i = 0; i < expected_fields_; ++i) report_.headers.push_back(phrase_nth_column(i + 1));
  }
  reader_.rewind(body);
  return {};
}

// "This looks like another of the three files", by which built-in layout knows most of the headers.
Error FileTable::check_kind(const ColumnMap& own, const std::vector<std::string>& headers, uint64_t line) const {
  const auto found = static_cast<size_t>(std::count_if(proposal_.fields.begin(), proposal_.fields.end(),
                                                       [](const ProposedField& f) { return f.column >= 0; }));
  if (proposal_.names_scheme) return {};
  const size_t mine = std::max(known_headers(own), found);
  for (const FileKind other : {FileKind::roster, FileKind::pension, FileKind::overlap}) {
    if (other == report_.kind) continue;
    const ColumnMap map = map_by_aliases(tables_, other, headers);
    if (missing_required(other, map).empty() && known_headers(map) > mine + 1)
      return {ErrorCode::wrong_kind, {{}, line, 0, {}}, shortened(listed(headers)), code_of(other), label_of(other)};
  }
  return {};
}

std::vector<bool> FileTable::my_number_columns() {
  constexpr uint64_t kMost = 2000;
  std::vector<MyNumberCounts> counts(expected_fields_);
  uint64_t rows = 0;
  const CsvReader::Bookmark start = reader_.here();
  // Errors are met again, and reported, when the rows are read in earnest.
  (void)reader_.read(false, [&](const CsvRecord& r) {
    if (r.bad_quote || r.field_count() != expected_fields_) return true;
    for (size_t c = 0; c < expected_fields_; ++c) {
      const std::string_view value = r.field(c);
      if (value.empty() || stands_for_none(value)) continue;
      ++counts[c].filled;
      if (value.size() > 40) continue;
      bool ok = true;
      const std::string text = tables_.to_utf8(row_encoding_, value, ok);
      counts[c].alike += value.size() >= 12 && looks_like_my_number(text);
      counts[c].too_short += too_short_for_my_number(text);
    }
    return ++rows < kMost;
  });
  reader_.rewind(start);
  std::vector<bool> out(expected_fields_);
  for (size_t c = 0; c < expected_fields_; ++c)
    out[c] = is_my_number_column(report_.header_rows > 0 ? folded_header(tables_, report_.headers[c]) : std::string(),
                                 counts[c]);
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
  report_.columns = map_by_layout(tables_, layout_, report_.headers);
  const ColumnMap& map = report_.columns;
  if (settings_.propose)  // a proposal goes on, without the columns that are not there
    std::replace_if(
        report_.columns.column.begin(), report_.columns.column.end(),
        [this](int c) { return c >= static_cast<int>(expected_fields_); }, -1);
  drop_my_numbers();
  for (const int c : map.column) least_fields_ = std::max(least_fields_, static_cast<size_t>(c + 1));
  least_fields_ = std::min(least_fields_, expected_fields_);
  if (layout_.records.position > static_cast<int>(expected_fields_))
    return {ErrorCode::layout_invalid, {}, "record_kind"};
  std::string missing = missing_required(report_.kind, map);
  for (const FieldInfo& info : fields_of(report_.kind))
    if (missing.empty() && map.column[index_of(info.id)] >= static_cast<int>(expected_fields_)) missing = info.label;
  if (missing.empty() && !proposal_.absent.empty()) missing = find_field(report_.kind, proposal_.absent.front())->label;
  if (missing.empty() && map.missing_column >= 0)
    missing = find_field(report_.kind, static_cast<Field>(map.missing_column))->label;
  if (missing.empty() && report_.shape == RowShape::grouped && !map.has(Field::group_key))
    missing = find_field(report_.kind, Field::group_key)->label;
  if (!missing.empty())
    return {ErrorCode::required_column_missing, {{}, header_line_, 0, missing}, shortened(listed(report_.headers))};
  if (map.duplicate_field >= 0)
    return {
        ErrorCode::duplicate_column,
        {{}, header_line_, 0, std::string(find_field(report_.kind, static_cast<Field>(map.duplicate_field))->label)},
        {}};
  return {};
}

Error FileTable::vote_date_forms(bool last) {
  std::vector<std::pair<Field, DateFormVote>> votes;
  for (const FieldInfo& info : fields_of(report_.kind)) {
    const int c = column(info.id);
    if (info.date && c >= 0 && c < static_cast<int>(expected_fields_) && !layout_.fields[index_of(info.id)].form)
      votes.emplace_back(info.id, DateFormVote(settings_.today, info.id == Field::birth_date));
  }
  const CsvReader::Bookmark start = reader_.here();
  const bool whole = last && !streamed();
  size_t used = 0;
  // Errors are met again, and reported, when the rows are read in earnest.
  (void)reader_.read(whole, [&](const CsvRecord& r) {
    if (r.bad_quote || r.field_count() != expected_fields_) return true;
    for (auto& [f, vote] : votes) {
      const std::string_view value = bare_value(raw(r, f));
      // GYYMMDD, and days counted by a spreadsheet; the plain forms need no vote.
      CivilDate plain;
      if (value.size() < 4 || value.size() > 21 || parse_plain_date(value, plain)) continue;
      bool ok = true;
      vote.add(day_number_of_1900(tables_.to_utf8(row_encoding_, value, ok)));
    }
    used += r.text().size();
    return whole || used < kVoteBytes;
  });
  reader_.rewind(start);
  // A column without a coded date so far (few have left), or one that fits both codes, is written like the file's others.
  DateFormVote all(settings_.today, false);
  for (const auto& [f, vote] : votes)
    if (!vote.unclear()) all.add(vote);
  for (const auto& [f, vote] : votes) {
    const bool by_others = (vote.unclear() || (streamed() && vote.seen() == 0)) && all.seen() > 0;
    const DateFormVote& judge = by_others ? all : vote;
    report_.columns.form[index_of(f)] = judge.winner();
    if (judge.unclear())
      return {ErrorCode::date_form_unclear,
              {{},
               header_line_,
               static_cast<uint32_t>(column(f) + 1),
               report_.column_name(static_cast<uint32_t>(column(f) + 1))},
              {}};
  }
  return {};
}

// The own side's fields stand where the pair's second half has the other side's (see GroupRows).
void FileTable::map_own_side() {
  for (const Field f : {Field::other_insurer, Field::other_symbol, Field::other_serial, Field::other_branch,
                        Field::other_acquired, Field::other_lost}) {
    if (column(f) < 0) continue;
    const size_t own = index_of(on_own_side(f));
    report_.columns.column[own] = column(f) + static_cast<int>(expected_fields_);
    report_.columns.form[own] = report_.columns.form[index_of(f)];
  }
  groups_.emplace(report_.dialect.separator, expected_fields_);
}

}  // namespace totsugo
