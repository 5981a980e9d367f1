// Records of a CSV file that arrives in slices. The caller's slices go into one buffer behind whatever is left of the
// record the last slice cut; records are handed on as spans of that buffer, nothing is copied or decoded.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/csv/scan.h"

namespace totsugo {

// Longer than any row of these files; a quote that never closes is found within this much, not at the file's end.
inline constexpr size_t kMaxRecordBytes = size_t{1} << 20;
inline constexpr size_t kMaxColumns = 1000;

// Where the opening quote of a field stands, behind blanks and tabs; npos if it is not a quoted one.
size_t opening_quote(std::string_view raw);
// A field without its quotes and the blanks around them; as it is if it is not a quoted one.
std::string_view without_quotes(std::string_view raw);

// One record. Fields are raw bytes; field() takes the surrounding quotes off ("" inside stays doubled). A field that the
// record does not have is empty: rows may lack their last columns, and a record with a bad quote has no fields at all.
class CsvRecord {
 public:
  uint64_t line = 0;           // physical line on which the record starts, 1-based
  bool several_lines = false;  // line ends stand inside its quotes
  bool bad_quote = false;      // text stands behind a closing quote: then only text() and the next two are meaningful
  size_t bad_column = 0;       // in which field, from 0
  std::string_view bad_text() const { return bad_text_; }  // that field as it begins, to its line's end
  size_t field_count() const { return ends_count_; }
  std::string_view raw_field(size_t i) const {
    if (i >= ends_count_) return {};
    const uint32_t from = i == 0 ? begin_ : ends_[i - 1] + 1;
    return {base_ + from, (i + 1 == ends_count_ ? end_ : ends_[i]) - from};
  }
  std::string_view field(size_t i) const {
    const std::string_view f = raw_field(i);
    if (!may_be_quoted(f)) return f;
    if (f.size() > 1 && f.front() == '"' && f.back() == '"') return f.substr(1, f.size() - 2);
    return without_quotes(f);
  }
  bool quoted(size_t i) const {
    const std::string_view f = raw_field(i);
    return may_be_quoted(f) && opening_quote(f) != std::string_view::npos;
  }
  std::string_view text() const { return {base_ + begin_, end_ - begin_}; }  // without the line end
  bool blank() const { return begin_ == end_; }
  // A record made of given text: the field i ends before ends[i]; the last one at the end of the text.
  static CsvRecord over(std::string_view text, const std::vector<uint32_t>& ends, uint64_t line) {
    CsvRecord r;
    r.line = line;
    r.base_ = text.data();
    r.ends_ = ends.data();
    r.ends_count_ = ends.size();
    r.end_ = static_cast<uint32_t>(text.size());
    return r;
  }

 private:
  friend class CsvReader;
  // Blanks and quotes stand before everything a value may begin with.
  static bool may_be_quoted(std::string_view f) { return !f.empty() && static_cast<unsigned char>(f[0]) <= '"'; }
  const char* base_ = nullptr;
  const uint32_t* ends_ = nullptr;  // offset of the mark after each field
  size_t ends_count_ = 0;
  uint32_t begin_ = 0;
  uint32_t end_ = 0;
  std::string_view bad_text_;
};

// "" -> " in the text of a quoted field.
std::string unescape_quotes(std::string_view field);

class CsvReader {
 public:
  void set_dialect(CsvDialect d) { dialect_ = d; }
  CsvDialect dialect() const { return dialect_; }

  // Room for the next slice of n bytes; valid until take().
  char* room(size_t n);
  // The n bytes are there. Nothing is scanned yet.
  void take(size_t n) { size_ += n; }
  // What has arrived and is not yet read; for looking at the head of a file.
  std::string_view pending() const { return {data_.data() + start_, size_ - start_}; }
  // Drops n pending bytes (a BOM).
  void skip(size_t n) { start_ += n; }
  // Replaces what is pending (text that had to be transcoded).
  void replace_pending(std::string_view text);
  // From now on NUL bytes are blanks: files of fixed lengths are padded with them.
  void read_nul_as_blank() { nul_is_blank_ = true; }
  // Line of the NUL bytes behind the last record, which are no part of it; 0 without any. Known at the end.
  uint64_t nul_at_end() const { return nul_at_end_; }

  // Hands every complete record to on_record(const CsvRecord&), which returns false to stop; with `last`, what
  // remains is a record too. An error is unclosed_quote or record_too_long, with its line.
  template <class F>
  Error read(bool last, F&& on_record) {
    return read(last, on_record, [](const CsvRecord&) {});
  }
  // The same, and shows records (without their line) to ahead() in batches before their turn, so that what it fetches
  // from memory arrives for all of them at once. A record may be shown twice, or not at all.
  template <class F, class A>
  Error read(bool last, F&& on_record, A&& ahead);

  // Going back to what is pending now, after looking at it with read(); only before the next room().
  struct Bookmark {
    size_t start;
    uint64_t line;
    uint64_t records;
  };
  Bookmark here() const { return {start_, line_, records_}; }
  void rewind(const Bookmark& b);

  uint64_t records() const { return records_; }
  uint64_t line() const { return line_; }

 private:
  static constexpr size_t kWindow =
      32 * 1024;  // structure is found this far ahead; at 128 kB the roster took 8 % longer

  static constexpr size_t kBatch = 32;  // records shown ahead

  void point_at(size_t first_mark, size_t last_mark, size_t begin);
  template <class F>
  bool deliver(size_t mark, F& on_record);
  template <class F, class A>
  bool deliver_complete(F& on_record, A& ahead);
  template <class A>
  void show(size_t from, size_t to, A& ahead);
  template <class F>
  bool deliver_carefully(size_t end, bool last, F& on_record, bool& stopped);
  void point_at_malformed(size_t stop);
  void restart_scan();
  void append_line_end();
  size_t before_end_marks() const;
  void drop_end_mark();
  void blank_nul(size_t end);

  CsvDialect dialect_;
  std::vector<char> data_;
  size_t size_ = 0;     // bytes in data_
  size_t start_ = 0;    // where the next record begins
  size_t scanned_ = 0;  // structure is known up to here
  ScanState state_;
  ScanOutput found_;
  size_t next_mark_ = 0;  // first mark of the next record in found_.structural
  size_t next_line_ = 0;  // next of found_.line_ends
  size_t next_quoted_ = 0;
  uint64_t line_ = 1;  // of start_
  uint64_t records_ = 0;
  CsvRecord record_;
  bool open_quote_ = false;  // the record looked at carefully last ended inside quotes
  bool nul_is_blank_ = false;
  uint64_t nul_at_end_ = 0;
};

// Makes record_ the record between two marks; the last is its line end.
inline void CsvReader::point_at(size_t first_mark, size_t last_mark, size_t begin) {
  const uint32_t stop = found_.structural[last_mark];
  record_.base_ = data_.data();
  record_.ends_ = found_.structural.data() + first_mark;
  record_.ends_count_ = last_mark - first_mark + 1;
  record_.begin_ = static_cast<uint32_t>(begin);
  record_.end_ = stop > begin && data_[stop - 1] == '\r' ? stop - 1 : stop;
  record_.bad_quote = false;
}

// Hands over the record whose closing mark is found_.structural[mark] (a line end).
template <class F>
bool CsvReader::deliver(size_t mark, F& on_record) {
  const uint32_t stop = found_.structural[mark];
  point_at(next_mark_, mark, start_);
  record_.line = line_;
  ++line_;
  while (next_quoted_ < found_.quoted_lines.size() && found_.quoted_lines[next_quoted_] < stop) {
    ++line_;
    ++next_quoted_;
  }
  record_.several_lines = line_ > record_.line + 1;
  next_mark_ = mark + 1;
  start_ = size_t{stop} + 1;
  ++records_;
  return on_record(static_cast<const CsvRecord&>(record_));
}

template <class A>
void CsvReader::show(size_t from, size_t to, A& ahead) {
  size_t mark = next_mark_;
  size_t begin = start_;
  for (size_t i = from; i < to; ++i) {
    const size_t end_mark = found_.line_ends[i];
    point_at(mark, end_mark, begin);
    ahead(static_cast<const CsvRecord&>(record_));
    begin = size_t{found_.structural[end_mark]} + 1;
    mark = end_mark + 1;
  }
}

template <class F, class A>
bool CsvReader::deliver_complete(F& on_record, A& ahead) {
  size_t shown = next_line_;
  for (size_t i = next_line_; i < found_.line_ends.size(); ++i) {
    if (i == shown) {
      shown = std::min(i + kBatch, found_.line_ends.size());
      show(i, shown, ahead);
    }
    next_line_ = i + 1;
    if (!deliver(found_.line_ends[i], on_record)) return false;
  }
  return true;
}

// Near a quote that the scan cannot judge, records are read one by one. A malformed one gives up its first physical line
// only, and reading goes on with the next line: a stray quote never swallows the rows below it.
// True if the reader moved on; false if it needs more data (or `stopped`).
template <class F>
bool CsvReader::deliver_carefully(size_t end, bool last, F& on_record, bool& stopped) {
  restart_scan();
  const RecordShape shape = scan_one_record(data_.data(), start_, end, dialect_, found_);
  open_quote_ = shape == RecordShape::unclosed;
  if (shape == RecordShape::complete) {
    stopped = !deliver(found_.structural.size() - 1, on_record);
  } else if (shape == RecordShape::malformed) {
    size_t stop = start_;
    while (stop < end && data_[stop] != dialect_.newline) ++stop;
    if (stop == end && !last) return false;
    point_at_malformed(stop);
    ++line_;
    ++records_;
    start_ = stop < end ? stop + 1 : end;
    stopped = !on_record(static_cast<const CsvRecord&>(record_));
  } else {
    return false;
  }
  restart_scan();
  return true;
}

template <class F, class A>
Error CsvReader::read(bool last, F&& on_record, A&& ahead) {
  if (last) drop_end_mark();
  if (last && size_ > start_ && data_[size_ - 1] != dialect_.newline) {  // the last line may lack its end
    append_line_end();
  }
  // Whether an end mark is the file's is not known before its last byte: until then those at the end wait.
  const size_t end = last ? size_ : before_end_marks();
  if (nul_is_blank_) blank_nul(end);
  open_quote_ = false;
  while (scanned_ < end) {
    const size_t to = end - scanned_ > kWindow ? scanned_ + kWindow : end;
    const size_t reached = scan_structure(data_.data(), scanned_, to, dialect_, state_, found_);
    if (!deliver_complete(on_record, ahead)) return {};
    if (reached < to) {
      bool stopped = false;
      if (!deliver_carefully(end, last, on_record, stopped)) break;
      if (stopped) return {};
      continue;
    }
    scanned_ = to;
    // Marks of delivered records are no longer needed.
    found_.structural.drop(next_mark_);
    found_.line_ends.clear();
    found_.quoted_lines.drop(next_quoted_);
    next_mark_ = 0;
    next_line_ = 0;
    next_quoted_ = 0;
    if (scanned_ - start_ > kMaxRecordBytes) break;
  }
  if (size_ - start_ > kMaxRecordBytes)
    return {state_.in_quote || open_quote_ ? ErrorCode::unclosed_quote : ErrorCode::record_too_long,
            {{}, line_, 0, {}},
            {}};
  if (last && start_ < size_) return {ErrorCode::unclosed_quote, {{}, line_, 0, {}}, {}};
  if (!last) restart_scan();
  return {};
}

}  // namespace totsugo
