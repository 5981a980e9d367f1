// A layout says how to read one file: which column is which field, in which encoding and with which date forms.
// It is a JSON document (DOMAIN section 6) that people can save, edit and load; where it says nothing, the file decides.
//
//   {"kind":"roster","name":"...","encoding":"auto|utf-8|cp932|utf-16le|utf-16be","delimiter":"auto|,|\t|;",
//    "header_rows":1,"record_kind":{"position":1,"keep":["2"]},"shape":"pair",
//    "fields":{"birth_date":{"header":"...","date":"auto|self|era_medical|era_pension"},"name":{"position":7},...}}
//
// Positions are 1-based. Field codes are those of layout/fields.h.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/calendar/date_form.h"
#include "core/layout/fields.h"
#include "core/text/char_tables.h"

namespace totsugo {

struct FieldSource {
  std::string header;                // empty: by position
  int position = 0;                  // 1-based; 0: by header
  std::optional<DateForm> form;     // not set: decided by the whole column
  bool given() const { return position > 0 || !header.empty(); }
};

struct Layout {
  FileKind kind = FileKind::roster;
  std::string name;
  std::optional<Encoding> coding;
  char delimiter = 0;  // 0: found out
  uint32_t header_rows = 1;
  int record_kind_position = 0;  // 1-based; 0: none
  std::vector<std::string> record_kinds_kept;
  std::array<FieldSource, kFieldCount> fields;
};

Result<Layout> parse_layout(std::string_view json, FileKind expected);
std::string layout_json(const Layout& l);

// A header name as it is compared: width folded, spaces, brackets and marks dropped.
std::string folded_header(const CharTables& tables, std::string_view utf8);

// Where each field stands in a file with these headers: 0-based columns, -1 for none.
struct ColumnMap {
  std::array<int, kFieldCount> column;
  std::array<DateForm, kFieldCount> form{};
  int duplicate_field = -1;   // a field two columns claim
  int missing_column = -1;    // a field whose named header or position is not there
  int record_kind = -1;
  ColumnMap() { column.fill(-1); }
  bool has(Field f) const { return column[index_of(f)] >= 0; }
};

ColumnMap map_by_aliases(const CharTables& tables, FileKind kind, const std::vector<std::string>& headers);
ColumnMap map_by_layout(const CharTables& tables, const Layout& l, const std::vector<std::string>& headers);

// The first required field (or group of fields) the map lacks, as a Japanese phrase; empty if none.
std::string missing_required(FileKind kind, const ColumnMap& map);

// How many of the headers are known to the kind's built-in layout.
size_t known_headers(const ColumnMap& map);

}  // namespace totsugo
