// Finds the separators and line ends of CSV outside quotes, on raw bytes: in CP932 and in UTF-8 no byte of a multi-byte
// character is a comma, semicolon, tab, quote, CR or LF. 64 bytes at a time with SIMD; the scalar twin in
// tests/reference says the same.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace totsugo {

struct csv_dialect {
  char separator = ',';
  char newline = '\n';  // '\r' for files of the old Mac kind
};

// State carried from one block to the next within one run over the data; a fresh one begins at a record's start.
struct scan_state {
  uint64_t in_quote = 0;          // all ones inside quotes
  uint64_t at_boundary = 1;       // 1: the byte before was a separator, line end or quote (or nothing)
  uint64_t after_close = 0;       // 1: the byte before closed a quote
};

struct scan_output {
  std::vector<uint32_t> structural;     // offsets of separators and line ends outside quotes, ascending
  std::vector<uint32_t> quoted_lines;   // offsets of line ends inside quotes, ascending
};

// Bytes the caller must keep readable after `end`.
inline constexpr size_t kScanPadding = 64;

// Scans [begin, end) of base, appending to out. Stops early at the first 64-byte block in which a quote stands where
// none may stand (in the middle of a field, or text after a closing quote) and returns that block's offset; else `end`.
size_t scan_structure(const char* base, size_t begin, size_t end, csv_dialect dialect, scan_state& state,
                      scan_output& out);

// One record from `begin`, a byte at a time: for the records around such a place. Marks are appended to out.
enum class record_shape : uint8_t {
  complete,    // out.structural ends with the record's line end
  malformed,   // a quote where none may stand
  incomplete,  // `end` came first
};
record_shape scan_one_record(const char* base, size_t begin, size_t end, csv_dialect dialect, scan_output& out);

}  // namespace totsugo
