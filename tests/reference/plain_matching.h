// What the matching tests share: the files of a small town read whole, its lists as a session would have them, a roster row as
// a person, read field by field with nothing shared with the roster stream, and what the blocking keys leave out by design.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/identifier/digits.h"
#include "core/match/flood.h"
#include "core/records/overlap_list.h"
#include "core/records/pension_list.h"

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
  REQUIRE_MESSAGE(e.code == ErrorCode::none, e.detail);
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

inline Identity identity_of(FileTable& file, const CsvRecord& r) {
  const CharTables& t = file.tables();
  bool ok = true;
  Identity id;
  fold_name(t, file.text(r, Field::name_kana, ok), kAllFolds, id.kana);
  fold_name(t, file.text(r, Field::name, ok), kAllFolds, id.written);
  fold_name(t, file.text(r, Field::alias_name, ok), kAllFolds, id.alias);
  take_bracketed_alias(id);
  id.birth = file.date(r, Field::birth_date).date;
  id.sex = parse_sex(file.text(r, Field::sex, ok));
  id.number = parse_member_number("", file.text(r, Field::member_number, ok), file.text(r, Field::branch, ok));
  id.pension_number = digits_value(file.text(r, Field::pension_number, ok));
  return id;
}

inline std::string shown(const Identity& id) {
  return utf8_of(id.kana.text) + "|" + utf8_of(id.written.text) + "|" + utf8_of(id.alias.text) + "|" +
         iso_text(id.birth) + "|" + std::to_string(static_cast<int>(id.sex));
}

inline bool near_birth(const Comparison& c) {
  return c.birth == BirthLevel::off_by_one || c.birth == BirthLevel::swapped || c.birth == BirthLevel::era_shift ||
         c.birth == BirthLevel::partial;
}

// What the keys leave out, all of it grade C (shown, never selectable), and why:
inline std::string_view left_out(const Comparison& c, const Identity& listed, const Identity& member) {
  if (c.result != Grade::c || c.number_settles()) return {};
  const auto has = [&c](Relaxation r) { return (c.relaxations & relax(r)) != 0; };
  // The near keys of a birth date ask with the whole kana; each way of writing more would cost every row a dozen questions.
  if (near_birth(c) && paid(c.relaxations) > 1) return "a slip in the name beside a slip in the birth date";
  // No key is left where the one kana is the first hard one and stands among the last two.
  const auto few_hard = [](const Identity& id) {
    return std::count_if(id.kana.text.begin(), id.kana.text.end(),
                         [](char16_t c) { return c != kLongVowel && !is_soft(c); }) <= 2;
  };
  if (has(Relaxation::kana_one_char_only) && (few_hard(listed) || few_hard(member)))
    return "one kana of a name with two that spell no long vowel";
  // A row asks for its words, a listed name is entered by its beginning and its end.
  if (has(Relaxation::middle_name)) return "both words of the one inside the other";
  // The tail has two characters, and a long-vowel mark is none.
  if (has(Relaxation::surname_changed) &&
      (listed.kana.text.ends_with(kLongVowel) || member.kana.text.ends_with(kLongVowel)))
    return "a given name of one character and a long-vowel mark";
  // One side has no first character, the other no last (or one has neither), and there are no kana to go by.
  if (has(Relaxation::wildcards_only) && (c.kana == NameLevel::missing || c.kana == NameLevel::differs))
    return "no end of the writing that both have";
  return {};
}

}  // namespace totsugo::plain
