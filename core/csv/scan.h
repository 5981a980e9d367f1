// Finds the separators and line ends of CSV outside quotes, on raw bytes: in CP932 and in UTF-8 no byte of a multi-byte
// character is a comma, semicolon, tab, quote, CR or LF. 64 bytes at a time with SIMD; the scalar twin in
// tests/reference says the same.
//
// A field whose first byte, but for half-width blanks and tabs, is a quote is a quoted one: up to its closing quote, behind
// which only such blanks (and CR) may stand. In any other field a quote is a character like the others.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace totsugo {

struct CsvDialect {
  char separator = ',';
  char newline = '\n';  // '\r' for files of the old Mac kind
};

// State carried from one block to the next within one run over the data; a fresh one begins at a record's start.
struct ScanState {
  uint64_t in_quote = 0;     // all ones inside quotes
  uint64_t at_boundary = 1;  // 1: the byte before was a separator, line end or quote (or nothing)
  uint64_t after_close = 0;  // 1: the byte before closed a quote
  uint64_t after_cr = 0;     // 1: it is a CR right behind a closing quote
};

// Offsets, ascending. Grown ahead of a scan, so that the inner loop never asks for room.
class MarkList {
 public:
  void reserve_more(size_t n) {
    if (marks_.size() < size_ + n) marks_.resize(size_ + n);
  }
  void push(uint32_t offset) {
    reserve_more(1);
    marks_[size_++] = offset;
  }
  uint32_t* end_unchecked() { return marks_.data() + size_; }
  void grow(size_t n) { size_ += n; }
  void clear() { size_ = 0; }
  // Drops the first n.
  void drop(size_t n) {
    for (size_t i = n; i < size_; ++i) marks_[i - n] = marks_[i];
    size_ -= n;
  }
  size_t size() const { return size_; }
  const uint32_t* data() const { return marks_.data(); }
  uint32_t operator[](size_t i) const { return marks_[i]; }

 private:
  std::vector<uint32_t> marks_;
  size_t size_ = 0;
};

struct ScanOutput {
  MarkList structural;    // separators and line ends outside quotes
  MarkList line_ends;     // which of them (by index) are line ends
  MarkList quoted_lines;  // line ends inside quotes
  void clear() {
    structural.clear();
    line_ends.clear();
    quoted_lines.clear();
  }
};

// Bytes the caller must keep readable after `end`.
inline constexpr size_t kScanPadding = 64;

// Scans [begin, end) of base, appending to out. Stops early at the first 64-byte block in which a quote opens elsewhere
// than right behind a separator or line end, or something else than these or a CR of a line end stands behind a closing
// one, and returns that block's offset; else `end`.
size_t scan_structure(const char* base, size_t begin, size_t end, CsvDialect dialect, ScanState& state,
                      ScanOutput& out);

// One record from `begin`, a byte at a time: for the records around such a place. Marks are appended to out.
enum class RecordShape : uint8_t {
  complete,    // out.structural ends with the record's line end
  malformed,   // text behind a closing quote, in the field that begins behind the last mark
  incomplete,  // `end` came first
  unclosed,    // the same, inside quotes
};
RecordShape scan_one_record(const char* base, size_t begin, size_t end, CsvDialect dialect, ScanOutput& out);

}  // namespace totsugo
