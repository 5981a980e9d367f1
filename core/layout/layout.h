// A layout says how to read one file: which column is which field, in which encoding and with which date forms.
// It is a JSON document (DOMAIN section 6) that people can save, edit and load; where it says nothing, the file decides.
//
//   {"kind":"roster","name":"...","signature":"...","encoding":"auto|utf-8|cp932|euc-jp|iso-2022-jp|utf-16le|utf-16be",
//    "delimiter":"auto|,|\t|;","skip_rows":0,"header_rows":1,"shape":"pair|grouped",
//    "record_kind":{"position":1,"keep":["2"],"end":"3","count_position":2},
//    "fields":{"birth_date":{"header":"..." or ["...","..."],"date":"auto|self|era_medical|era_pension|serial"},
//              "name":{"position":7},"run_date":{"constant":"2026-11-01"},"resident_number":{"position":1,"pad":15},...}}
//
// Positions are 1-based. Field codes are those of layout/fields.h. Members we do not know are passed over, so that a
// proposal (which adds "confidence" and "reason") is a layout too. layout.schema.json beside this file is the schema.
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
  std::vector<std::string> headers;  // the first that is there; empty: by position
  int position = 0;                  // 1-based; 0: by header
  std::string constant;              // ASCII: the same value for every row, in place of a column
  bool unused = false;               // null in the document: no column, and none is to be proposed
  int pad = 0;                       // shorter digits get zeros in front, up to this many characters
  std::optional<DateForm> form;      // not set: decided by the whole column
  bool from_column() const { return position > 0 || !headers.empty(); }
  bool given() const { return from_column() || !constant.empty(); }
};

enum class RowShape : uint8_t {
  pair,     // both 資格 of a person on one row
  grouped,  // one 資格 a row, and a group key the rows of a person share
};

struct RecordKinds {
  int position = 0;               // 1-based; 0: the file has none
  std::vector<std::string> keep;  // data records
  std::string end;                // the record that tells how many there are; empty: none
  int count_position = 0;         // where it tells
};

struct Layout {
  FileKind kind = FileKind::roster;
  std::string name;
  std::optional<Encoding> coding;
  char delimiter = 0;                   // 0: found out
  std::string signature;                // of the header of the file it was made for; empty: none
  std::optional<uint32_t> skip_rows;    // lines above the header: a title; 0 where not said
  std::optional<uint32_t> header_rows;  // 1 where not said
  std::optional<RowShape> shape;        // pair where not said
  RecordKinds records;
  std::array<FieldSource, kFieldCount> fields;
};

inline constexpr int kMaxPad = 40;
inline constexpr int kMaxPosition = 1000;  // no file has more columns

Result<Layout> parse_layout(std::string_view json, FileKind expected);
std::string_view date_form_name(DateForm f);  // self, era_medical, era_pension, serial
std::string layout_json(const Layout& l);

// A header name as it is compared: width folded, spaces, brackets and marks dropped.
std::string folded_header(const CharTables& tables, std::string_view utf8);

// Where each field stands in a file with these headers: 0-based columns, -1 for none.
struct ColumnMap {
  std::array<int, kFieldCount> column;
  std::array<DateForm, kFieldCount> form{};
  std::array<std::string, kFieldCount> constant;  // in place of a column
  std::array<int, kFieldCount> pad{};
  int duplicate_field = -1;  // a field two columns claim
  int missing_column = -1;   // a field whose named header or position is not there
  ColumnMap() { column.fill(-1); }
  bool has(Field f) const { return column[index_of(f)] >= 0 || !constant[index_of(f)].empty(); }
};

// The fields that the built-in layouts know by this name (a folded header).
const std::vector<Field>& fields_named(const CharTables& tables, FileKind kind, std::string_view folded);

ColumnMap map_by_aliases(const CharTables& tables, FileKind kind, const std::vector<std::string>& headers);
ColumnMap map_by_layout(const CharTables& tables, const Layout& l, const std::vector<std::string>& headers);

// The fields of which at least one is needed, in the order in which they are asked for; one entry per need.
std::vector<std::vector<Field>> required_fields(FileKind kind);
// A person of the overlap list is known by the number alone: without it, by name and birth date.
inline bool waived(const std::vector<Field>& any, bool own_serial) {
  return own_serial && any.front() == Field::birth_date;
}
std::string required_label(FileKind kind, const std::vector<Field>& any);

// The first required field (or group of fields) the map lacks, as a Japanese phrase; empty if none.
std::string missing_required(FileKind kind, const ColumnMap& map);

// How many of the headers are known to the kind's built-in layout.
size_t known_headers(const ColumnMap& map);

// Tells files of one origin by their header: the folded names in their order. Empty without a header.
std::string header_signature(const CharTables& tables, const std::vector<std::string>& headers);

}  // namespace totsugo
