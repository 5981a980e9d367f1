// A naive twin of the CSV scanner and reader: one byte at a time, over the whole text. The unit tests and the fuzzers
// compare with it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/csv/reader.h"

namespace totsugo::test {

struct PlainRecord {
  uint64_t line = 0;
  bool bad_quote = false;
  size_t bad_column = 0;  // of a bad quote: the field with text behind its closing quote
  std::string text;
  std::vector<std::string> fields;  // quotes off, doubled quotes kept
  bool operator==(const PlainRecord&) const = default;
};

struct PlainFile {
  std::vector<PlainRecord> records;
  uint64_t unclosed_at = 0;  // line of the record whose quote never closes; 0: none
  bool operator==(const PlainFile&) const = default;
};

// The reader's record as the twin would write it.
PlainRecord plain_record(const CsvRecord& r);

PlainFile read_plainly(std::string s, char separator);

// Marks outside quotes up to the first 64-byte block with a quote that opens elsewhere than at a field's first byte, or with
// something else behind a closing one than a separator, a line end, or a CR and then one of these.
struct PlainMarks {
  size_t reached = 0;
  std::vector<uint32_t> structural, line_ends, quoted_lines;
};

PlainMarks mark_plainly(const std::string& s, CsvDialect d);

}  // namespace totsugo::test
