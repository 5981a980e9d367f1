// The canonical fields of the three files. One English identifier each; Japanese labels and the header names the
// built-in layouts know are in core/layout/fields.cpp.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace totsugo {

enum class FileKind : uint8_t { roster, pension, overlap };
inline constexpr size_t kKindCount = 3;

enum class Field : uint8_t {
  // persons, in every file
  name,
  name_kana,
  alias_name,
  birth_date,
  sex,
  postal_code,
  address,
  building,
  pension_number,
  // roster: 国保被保険者台帳
  resident_number,
  household_id,
  member_number,
  member_symbol,
  member_serial,
  branch,
  relationship,
  head_name,
  acquired,
  acquired_reason,
  lost,
  lost_reason,
  applied_from,
  applied_to,
  history_number,  // which of a person's periods in turn
  changed_on,      // when this state of the record began
  latest_mark,     // marks the newest of a person's rows
  // pension list: 1・3号喪失一覧表
  pension_category,
  pension_lost,
  pension_lost_reason,
  change_kind,
  corrected_from,
  processed,
  workplace_name,
  // overlap list: 資格重複状況結果一覧
  run_date,
  own_insurer,
  own_symbol,
  own_serial,
  own_branch,
  own_acquired,
  own_lost,
  other_insurer,
  other_insurer_name,
  other_symbol,
  other_serial,
  other_branch,
  other_relation,
  other_acquired,
  other_lost,
  // grouped overlap list: what the rows of one person share
  group_key,
};
inline constexpr size_t kFieldCount = static_cast<size_t>(Field::group_key) + 1;
constexpr size_t index_of(Field f) { return static_cast<size_t>(f); }

// A number that stands for a person, or the part of one that is a number by itself.
constexpr bool is_number(Field f) {
  switch (f) {
    case Field::resident_number:
    case Field::member_number:
    case Field::member_serial:
    case Field::own_serial:
    case Field::other_serial:
    case Field::pension_number: return true;
    default: return false;
  }
}

// The fields of one kind of file, in the order in which they are shown.
struct FieldInfo {
  Field id;
  std::string_view code;     // in layout documents
  std::string_view label;    // shown
  std::string_view aliases;  // header names, separated by spaces; the first is the one our own samples use
  bool date = false;
};

struct FieldList {
  const FieldInfo* first;
  size_t count;
  const FieldInfo* begin() const { return first; }
  const FieldInfo* end() const { return first + count; }
};

FieldList fields_of(FileKind kind);
const FieldInfo* find_field(FileKind kind, Field f);  // null if the kind has no such field
std::string_view code_of(FileKind kind);              // roster, pension, overlap
std::string_view label_of(FileKind kind);             // Japanese

}  // namespace totsugo
