// Matching without an index: every person of the lists is compared with every row of the roster. The index and the roster
// stream must come to the same candidates on the sample town, whatever the blocking keys leave out.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/identifier/digits.h"
#include "core/match/roster_stream.h"
#include "core/source/overlap_list.h"
#include "core/source/pension_list.h"

using namespace totsugo;

namespace {

constexpr CivilDate kToday = CivilDate::of(2026, 11, 22);

std::string bytes_of(const std::string& name) {
  std::ifstream in(std::string(TOTSUGO_SOURCE_DIR) + "/tests/sample/" + name, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

template <class F>
void read_all(FileTable& file, const std::string& bytes, F&& on_row) {
  std::copy(bytes.begin(), bytes.end(), file.room(bytes.size()));
  const Error e = file.take(bytes.size(), true, on_row);
  REQUIRE(e.code == ErrorCode::none);
}

FileTable::Settings settings_of(FileKind kind, const std::string& name, size_t bytes) {
  FileTable::Settings s;
  s.kind = kind;
  s.name = name;
  s.bytes = bytes;
  s.today = kToday;
  return s;
}

// The people of the sample's lists, as a session would have them.
struct Lists {
  const CharTables& tables;
  std::vector<ListedPerson> people;
  PensionList pension{people, kToday};
  OverlapLists overlap{people, kToday};

  explicit Lists(const CharTables& t) : tables(t) {
    const std::string p = bytes_of("pension.csv");
    FileTable pension_file(tables, settings_of(FileKind::pension, "pension.csv", p.size()));
    read_all(pension_file, p, [&](const CsvRecord& r) { pension.row(pension_file, r); });
    for (const std::string name : {"overlap_20261104.csv", "overlap_20261119.csv"}) {
      const std::string o = bytes_of(name);
      FileTable file(tables, settings_of(FileKind::overlap, name, o.size()));
      overlap.begin_file(name);
      read_all(file, o, [&](const CsvRecord& r) { overlap.row(file, r); });
      REQUIRE(overlap.end_file(file, {}).code == ErrorCode::none);
    }
    pension.settle();
    overlap.settle();
  }
};

// A roster row as a person, read field by field with nothing shared with the stream.
Identity identity_of(const FileTable& file, const CsvRecord& r) {
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

struct Pair {
  size_t person;
  uint64_t line;
  Grade grade;
  RelaxationSet relaxations;
  auto operator<=>(const Pair&) const = default;
};

}  // namespace

TEST_CASE("matching: the index finds whom a comparison with everybody finds") {
  const std::unique_ptr<CharTables> tables = CharTables::make();
  REQUIRE(tables);
  const std::string roster = bytes_of("roster.csv");

  // With the index.
  Lists lists(*tables);
  ListIndex index;
  for (uint32_t i = 0; i < lists.people.size(); ++i)
    index.add(i, lists.people[i].id, lists.people[i].kana_key, lists.people[i].written_key, kToday);
  index.build();
  FileTable file(*tables, settings_of(FileKind::roster, "roster.csv", roster.size()));
  RosterStream stream(file, index, lists.people, kToday);
  read_all(file, roster, [&](const CsvRecord& r) { stream.row(r); });
  std::vector<Pair> found;
  for (size_t i = 0; i < lists.people.size(); ++i) {
    lists.people[i].candidates.settle();
    for (const Candidate& c : lists.people[i].candidates.all())
      if (c.compared.result <= Grade::c)
        found.push_back({i, stream.members()[c.who].line, c.compared.result, c.compared.relaxations});
  }

  // Without: everybody with everybody, and the same rule of what is kept.
  Lists plain(*tables);
  FileTable again(*tables, settings_of(FileKind::roster, "roster.csv", roster.size()));
  size_t compared = 0;
  std::vector<uint64_t> lines;
  read_all(again, roster, [&](const CsvRecord& r) {
    const Identity member = identity_of(again, r);
    lines.push_back(r.line);
    for (ListedPerson& p : plain.people) {
      const Comparison c = compare(p.id, member);
      if (c.result <= Grade::c && p.candidates.wants(c)) p.candidates.add(static_cast<uint32_t>(lines.size() - 1), c);
      ++compared;
    }
  });
  std::vector<Pair> wanted;
  for (size_t i = 0; i < plain.people.size(); ++i) {
    plain.people[i].candidates.settle();
    for (const Candidate& c : plain.people[i].candidates.all())
      wanted.push_back({i, lines[c.who], c.compared.result, c.compared.relaxations});
  }

  CHECK(lists.people.size() > 200);
  CHECK(lists.people.size() == plain.people.size());
  CHECK(compared == lines.size() * plain.people.size());
  CHECK(compared > 60000);
  std::sort(found.begin(), found.end());
  std::sort(wanted.begin(), wanted.end());
  std::map<Grade, size_t> grades;
  for (const Pair& p : wanted) {
    ++grades[p.grade];
    if (!std::binary_search(found.begin(), found.end(), p))
      FAIL_CHECK("missed: person " << p.person << ", roster line " << p.line << ", grade " << static_cast<int>(p.grade) << ", relaxations " << p.relaxations);
  }
  for (const Pair& p : found)
    if (!std::binary_search(wanted.begin(), wanted.end(), p))
      FAIL_CHECK("not wanted: person " << p.person << ", roster line " << p.line);
  for (const Grade g : {Grade::s, Grade::a, Grade::b, Grade::c}) CHECK(grades[g] > 5);
}

TEST_CASE("index: everybody added is found under each of the keys, and strangers hardly ever") {
  const std::unique_ptr<CharTables> tables = CharTables::make();
  Lists lists(*tables);
  ListIndex index;
  for (uint32_t i = 0; i < lists.people.size(); ++i)
    index.add(i, lists.people[i].id, lists.people[i].kana_key, lists.people[i].written_key, kToday);
  index.build();
  CHECK(index.entries() > lists.people.size() * 4);
  size_t keys_asked = 0;
  for (uint32_t i = 0; i < lists.people.size(); ++i) {
    const ListedPerson& p = lists.people[i];
    uint64_t keys[kKeysPerRow];
    size_t n = kana_keys(p.kana_key, p.id.birth, keys);
    n += written_ends_key(p.written_key, p.id.birth, keys + n);
    n += written_keys(p.written_key, p.id.birth, keys + n);
    CHECK(n <= kKeysPerRow);
    for (size_t k = 0; k < n; ++k) {
      CHECK(ListIndex::may_contain(index.birth_line(p.id.birth), keys[k]));
      bool hit = false;
      index.find(keys[k], [&](uint32_t who) { hit = hit || who == i; });
      CHECK(hit);
      ++keys_asked;
    }
    if (p.id.number.joined) {
      const uint64_t key = key_of(KeyKind::number, p.id.number.joined, 0);
      CHECK(index.may_contain_number(key));
      ++keys_asked;
    }
  }
  CHECK(keys_asked > lists.people.size() * 4);
  size_t strangers = 0;
  for (uint64_t v = 0; v < 10000; ++v) index.find(key_of(KeyKind::whole, v * 7919 + 13, 1), [&](uint32_t) { ++strangers; });
  CHECK(strangers < 10);
}
