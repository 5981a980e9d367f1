// What the matching tests share: the files of a small town read whole, its lists as a session would have them, and a roster row
// as a person, read field by field with nothing shared with the roster stream.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/identifier/digits.h"
#include "core/match/flood.h"
#include "core/source/overlap_list.h"
#include "core/source/pension_list.h"

namespace totsugo::plain {

inline constexpr CivilDate kToday = CivilDate::of(2026, 11, 22);

struct Files {
  std::string roster;
  std::string pension;
  std::map<std::string, std::string> overlaps;  // by file name
};

template <class F>
void read_all(FileTable& file, const std::string& bytes, F&& on_row) {
  std::copy(bytes.begin(), bytes.end(), file.room(bytes.size()));
  const Error e = file.take(bytes.size(), true, on_row);
  REQUIRE(e.code == ErrorCode::none);
}

inline FileTable::Settings settings_of(FileKind kind, const std::string& name, size_t bytes) {
  FileTable::Settings s;
  s.kind = kind;
  s.name = name;
  s.bytes = bytes;
  s.today = kToday;
  return s;
}

struct Lists {
  std::vector<ListedPerson> people;
  PensionList pension{people, kToday};
  OverlapLists overlap{people, kToday};

  Lists(const CharTables& t, const Files& files) {
    const std::string& p = files.pension;
    FileTable pension_file(t, settings_of(FileKind::pension, "pension.csv", p.size()));
    read_all(pension_file, p, [&](const CsvRecord& r) { pension.row(pension_file, r); });
    for (const auto& [name, o] : files.overlaps) {
      FileTable file(t, settings_of(FileKind::overlap, name, o.size()));
      overlap.begin_file(name);
      read_all(file, o, [&](const CsvRecord& r) { overlap.row(file, r); });
      REQUIRE(overlap.end_file(file, {}).code == ErrorCode::none);
    }
    pension.settle();
    overlap.settle();
    mark_floods(people);
  }
};

inline Identity identity_of(const FileTable& file, const CsvRecord& r) {
  const CharTables& t = file.tables();
  bool ok = true;
  Identity id;
  fold_name(t, file.text(r, Field::name_kana, ok), kAllFolds, id.kana);
  fold_name(t, file.text(r, Field::name, ok), kAllFolds, id.written);
  fold_name(t, file.text(r, Field::alias_name, ok), kAllFolds, id.alias);
  id.birth = file.date(r, Field::birth_date).date;
  id.sex = parse_sex(file.text(r, Field::sex, ok));
  id.number = parse_member_number("", file.text(r, Field::member_number, ok), file.text(r, Field::branch, ok));
  id.pension_number = digits_value(file.text(r, Field::pension_number, ok));
  return id;
}

}  // namespace totsugo::plain
