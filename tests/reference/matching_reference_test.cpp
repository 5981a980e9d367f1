// Matching without an index: every person of the lists is compared with every row of the roster. The index and the roster
// stream must come to the same candidates on the sample town, whatever the blocking keys leave out.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/match/match_words.h"
#include "core/records/roster_stream.h"
#include "tests/core/relaxation_names.h"
#include "tests/reference/plain_matching.h"

using namespace totsugo;
using namespace totsugo::plain;

namespace {

std::string bytes_of(const std::string& name) {
  std::ifstream in(std::string(TOTSUGO_SOURCE_DIR) + "/tests/sample/" + name, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

Files sample_files() {
  return {bytes_of("roster.csv"),
          bytes_of("pension.csv"),
          {{"overlap_20261104.csv", bytes_of("overlap_20261104.csv")},
           {"overlap_20261119.csv", bytes_of("overlap_20261119.csv")}}};
}

struct Pair {
  size_t person;
  uint64_t line;
  Grade grade;
  RelaxationSet relaxations;
  auto operator<=>(const Pair&) const = default;
};

}  // namespace

namespace {

struct Both {
  std::vector<Pair> found;   // by the index
  std::vector<Pair> wanted;  // by comparing everybody with everybody
  size_t people = 0;
  size_t compared = 0;
};

Both match_both_ways(const CharTables& tables, const Files& files) {
  Both out;
  Lists lists(tables, files);
  ListIndex index(tables, kToday);
  for (uint32_t i = 0; i < lists.people.size(); ++i) index.add(i, lists.people[i]);
  index.build();
  FileTable file(tables, settings_of(FileKind::roster, "roster.csv", files.roster.size()));
  RosterStream stream(file, index, lists.people, kToday);
  read_all(file, files.roster, [&](const CsvRecord& r) { stream.row(r); });
  for (size_t i = 0; i < lists.people.size(); ++i) {
    lists.people[i].candidates.settle();
    for (const Candidate& c : lists.people[i].candidates.all())
      if (c.compared.result <= Grade::c)
        out.found.push_back({i, stream.members()[c.who].line, c.compared.result, c.compared.relaxations});
  }
  // Everybody with everybody, and the same rule of what is kept.
  Lists plain(tables, files);
  FileTable again(tables, settings_of(FileKind::roster, "roster.csv", files.roster.size()));
  std::vector<uint64_t> lines;
  read_all(again, files.roster, [&](const CsvRecord& r) {
    const Identity member = identity_of(again, r);
    lines.push_back(r.line);
    for (ListedPerson& p : plain.people) {
      const Comparison c = compare(p.id, member);
      if (c.result <= Grade::c && p.candidates.wants(c)) p.candidates.add(static_cast<uint32_t>(lines.size() - 1), c);
      ++out.compared;
    }
  });
  for (size_t i = 0; i < plain.people.size(); ++i) {
    plain.people[i].candidates.settle();
    for (const Candidate& c : plain.people[i].candidates.all())
      out.wanted.push_back({i, lines[c.who], c.compared.result, c.compared.relaxations});
  }
  CHECK(lists.people.size() == plain.people.size());
  CHECK(out.compared == lines.size() * plain.people.size());
  out.people = plain.people.size();
  std::sort(out.found.begin(), out.found.end());
  std::sort(out.wanted.begin(), out.wanted.end());
  return out;
}

// Pairs only one of the two ways has, counted by grade and relaxations.
std::map<std::string, size_t> difference(const std::vector<Pair>& from, const std::vector<Pair>& without) {
  std::map<std::string, size_t> out;
  for (const Pair& p : from)
    if (!std::binary_search(without.begin(), without.end(), p))
      ++out[std::string(code_of(p.grade)) + " " + names_of(p.relaxations)];
  return out;
}

}  // namespace

TEST_CASE("matching: the index finds whom a comparison with everybody finds, on the sample") {
  const std::unique_ptr<CharTables> tables = CharTables::make();
  REQUIRE(tables);
  const Both both = match_both_ways(*tables, sample_files());
  CHECK(both.people > 200);
  CHECK(both.compared > 60000);
  std::map<Grade, size_t> grades;
  for (const Pair& p : both.wanted) ++grades[p.grade];
  for (const auto& [what, n] : difference(both.wanted, both.found)) FAIL_CHECK("missed: " << what << " " << n);
  for (const auto& [what, n] : difference(both.found, both.wanted)) FAIL_CHECK("not wanted: " << what << " " << n);
  for (const Grade g : {Grade::s, Grade::a, Grade::b, Grade::c}) CHECK(grades[g] > 5);
}

namespace {

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  size_t below(size_t n) { return engine_() % n; }
  bool chance(size_t percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::mt19937 engine_;
};

using Name = std::pair<std::u32string, std::u32string>;  // kanji, kana
const std::vector<Name> kFamily = {{U"山田", U"ヤマダ"},     {U"髙橋", U"タカハシ"}, {U"渡邉", U"ワタナベ"},
                                   {U"島津", U"シマヅ"},     {U"園田", U"ソノダ"},   {U"古谷", U"フルヤ"},
                                   {U"林", U"ハヤシ"},       {U"森", U"モリ"},       {U"井伊", U"イイ"},
                                   {U"長谷川", U"ハセガワ"}, {U"", U"グエン"},       {U"金", U"キム"}};
const std::vector<Name> kGiven = {
    {U"太郎", U"タロウ"}, {U"次郎", U"ジロウ"}, {U"祥子", U"ショウコ"}, {U"健", U"ケン"}, {U"弦", U"ゲン"},
    {U"純", U"ジュン"},   {U"花", U"ハナ"},     {U"葉子", U"ヨウコ"},   {U"美", U"ミ"},   {U"真", U"マコト"},
    {U"", U"ヴァン"},     {U"一", U"ハジメ"},   {U"杏", U"アン"}};

std::string utf8(const std::u32string& s) {
  std::string out;
  for (const char32_t c : s) append_utf8(out, c);
  return out;
}

struct Someone {
  std::u32string kana, name, alias;
  CivilDate birth;
  int sex = 1;
  uint64_t number = 0;
  int branch = 1;
  uint64_t pension = 0;
};

std::u32string full(const std::u32string& a, const std::u32string& b) {
  return a.empty() || b.empty() ? std::u32string() : a + U"　" + b;
}

// A person who differs from `p` as lists differ: up to three damages.
Someone damaged(Random& random, Someone p) {
  const auto position = [&](const std::u32string& s) { return random.below(s.size()); };
  const std::u32string kana = U"アイカガキギシジスズソゾタダチヂツヅンウー";
  for (size_t n = random.below(4); n > 0; --n) switch (random.below(16)) {
      case 0:
        if (!p.kana.empty()) p.kana[position(p.kana)] = kana[random.below(kana.size())];
        break;
      case 1:
        if (!p.kana.empty()) p.kana.erase(position(p.kana), 1);
        break;
      case 2:
        if (!p.kana.empty()) p.kana.insert(position(p.kana), 1, kana[random.below(kana.size())]);
        break;
      case 3:
        for (char32_t& c : p.kana) c = static_cast<char32_t>(unvoiced_kana(static_cast<char16_t>(c)));
        break;
      case 4:
        if (!p.name.empty()) p.name[position(p.name)] = U'●';
        break;
      case 5:
        if (!p.name.empty()) p.kana.clear();
        break;
      case 6:
        if (!p.kana.empty()) p.name.clear();
        break;
      case 7: p.sex = 0; break;
      case 8:
        if (!p.birth.partial()) p.birth = from_day_number(day_number(p.birth) + (random.below(2) ? 1 : -1));
        break;
      case 9:
        if (is_valid_date(p.birth.year(), p.birth.day(), p.birth.month()))
          p.birth = CivilDate::of(p.birth.year(), p.birth.day(), p.birth.month());
        break;
      case 10:
        if (is_valid_date(p.birth.year() - 63, p.birth.month(), p.birth.day()))
          p.birth = CivilDate::of(p.birth.year() - 63, p.birth.month(), p.birth.day());
        break;
      case 11: {
        const Name& other = random.pick(kFamily);
        if (const size_t cut = p.kana.find(U'　'); cut != std::u32string::npos)
          p.kana = other.second + p.kana.substr(cut);
        if (const size_t cut = p.name.find(U'　'); cut != std::u32string::npos)
          p.name = other.first.empty() ? std::u32string() : other.first + p.name.substr(cut);
        break;
      }
      case 12: std::erase(p.kana, U'　'); break;
      case 13: std::erase(p.name, U'　'); break;
      case 14: p.sex = 3 - p.sex; break;
      default: p.birth = CivilDate::of(1955, 5, 5); break;
    }
  if (p.kana.empty() && p.name.empty()) p.kana = U"ナナシ";
  if (p.sex < 0 || p.sex > 2) p.sex = 0;
  return p;
}

Files random_town(uint32_t seed, size_t members, size_t listed) {
  Random random(seed);
  std::vector<Someone> people;
  for (size_t i = 0; i < members; ++i) {
    const Name& family = random.pick(kFamily);
    const Name& given = random.pick(kGiven);
    Someone p;
    p.kana = full(family.second, given.second);
    p.name = full(family.first, given.first);
    // Few birth dates, so that many share one.
    p.birth = CivilDate::of(1950 + static_cast<int>(random.below(40)), 1 + static_cast<int>(random.below(12)),
                            1 + static_cast<int>(random.below(3)));
    p.sex = 1 + static_cast<int>(random.below(2));
    p.number = 1000 + i / 3;
    p.branch = 1 + static_cast<int>(i % 3);
    if (random.chance(30)) p.pension = 1000000000 + i;
    people.push_back(p);
  }
  const auto sex = [](int s) { return s ? std::to_string(s) : std::string(); };
  const auto digits = [](uint64_t n) { return n ? std::to_string(n) : std::string(); };
  Files out;
  out.roster = "宛名番号,記号番号,枝番,氏名,氏名カナ,通称名,生年月日,性別,資格取得年月日,基礎年金番号\n";
  for (size_t i = 0; i < people.size(); ++i) {
    const Someone& p = people[i];
    out.roster += std::to_string(i + 1) + "," + digits(p.number) + "," +
                  (random.chance(80) ? std::to_string(p.branch) : "") + "," + utf8(p.name) + "," + utf8(p.kana) + "," +
                  utf8(p.alias) + "," + iso_text(p.birth) + "," + sex(p.sex) + ",2020-04-01," + digits(p.pension) +
                  "\n";
  }
  out.pension = "基礎年金番号,氏名カナ,氏名,生年月日,性別,資格喪失年月日,住所\n";
  for (size_t i = 0; i < listed; ++i) {
    const Someone p = damaged(random, random.pick(people));
    out.pension += digits(random.chance(50) ? p.pension : 0) + "," + utf8(p.kana) + "," + utf8(p.name) + "," +
                   iso_text(p.birth) + "," + sex(p.sex) + ",2026-09-01,住所" + std::to_string(i) + "\n";
  }
  std::string& overlap = out.overlaps["overlap_20261119.csv"];
  overlap = "氏名,氏名カナ,生年月日,性別,自番号,自枝番,重複先保険者番号,重複先資格取得年月日\n";
  for (size_t i = 0; i < listed; ++i) {
    const Someone p = damaged(random, random.pick(people));
    overlap += utf8(p.name) + "," + utf8(p.kana) + "," + iso_text(p.birth) + "," + sex(p.sex) + "," +
               (random.chance(70) ? digits(p.number) : "") + "," + (random.chance(70) ? std::to_string(p.branch) : "") +
               ",06130488,2026-09-01\n";
  }
  return out;
}

}  // namespace

TEST_CASE("matching: the same on random towns full of near-namesakes and damaged lists") {
  const std::unique_ptr<CharTables> tables = CharTables::make();
  REQUIRE(tables);
  std::map<std::string, size_t> missed, unwanted;
  std::map<Grade, size_t> grades;
  size_t compared = 0;
  for (uint32_t seed = 1; seed <= 4; ++seed) {
    const Both both = match_both_ways(*tables, random_town(seed, 400, 300));
    for (const auto& [what, n] : difference(both.wanted, both.found)) missed[what] += n;
    for (const auto& [what, n] : difference(both.found, both.wanted)) unwanted[what] += n;
    for (const Pair& p : both.wanted) ++grades[p.grade];
    compared += both.compared;
  }
  for (const auto& [what, n] : missed) FAIL_CHECK("missed: " << what << " " << n);
  for (const auto& [what, n] : unwanted) FAIL_CHECK("not wanted: " << what << " " << n);
  CHECK(compared > 800000);
  for (const Grade g : {Grade::s, Grade::a, Grade::b, Grade::c}) CHECK(grades[g] > 50);
}

TEST_CASE("index: everybody added is found under each of the keys, and strangers hardly ever") {
  const std::unique_ptr<CharTables> tables = CharTables::make();
  Lists lists(*tables, sample_files());
  ListIndex index(*tables, kToday);
  for (uint32_t i = 0; i < lists.people.size(); ++i) index.add(i, lists.people[i]);
  index.build();
  size_t keys_asked = 0;
  const auto found = [&keys_asked](const auto& ask, uint32_t person) {
    bool hit = false;
    ask([&](uint32_t who) { hit = hit || who == person; });
    ++keys_asked;
    return hit;
  };
  for (uint32_t i = 0; i < lists.people.size(); ++i) {
    const ListedPerson& p = lists.people[i];
    uint64_t keys[kMaxKeys];
    const size_t names = name_keys(p.kana_key, p.written_key, keys);
    CHECK(names <= kMaxKeys);
    // The whole kana is entered under near birth dates only: its first two stand for it under the birth date itself.
    for (size_t k = p.kana_key.size > 1 ? 1 : 0; k < names; ++k)
      CHECK(found([&](auto on) { index.births().find(index.births().day(p.id.birth), keys + k, 1, on); }, i));
    CivilDate near[kMaxBirthVariants];
    const size_t variants = birth_variants(p.id.birth, near);
    for (size_t v = 0; v < variants && p.kana_key.size; ++v) {
      if (near[v] > kToday || near[v].year() + 125 < kToday.year()) continue;
      CHECK(found([&](auto on) { index.births().find(index.births().day(near[v]), keys, 1, on); }, i));
    }
    const size_t writings = writing_keys(p.written_key, keys);
    for (size_t k = 0; k < writings; ++k)
      CHECK(found([&](auto on) { index.writings().find(index.writings().day(p.id.birth), keys + k, 1, on); }, i));
    if (p.id.number.joined)
      CHECK(found([&](auto on) { index.numbers().find(number_key(KeyKind::number, p.id.number.joined), on); }, i));
  }
  CHECK(keys_asked > lists.people.size() * 6);
  size_t strangers = 0;
  for (uint64_t v = 0; v < 10000; ++v) {
    index.numbers().find(number_key(KeyKind::number, v * 7919 + 1000000000000), [&](uint32_t) { ++strangers; });
    const uint64_t key = name_key(KeyKind::kana_head, v * 7919 + 1000000000000);
    index.births().find(index.births().day(lists.people[v % lists.people.size()].id.birth), &key, 1,
                        [&](uint32_t) { ++strangers; });
  }
  CHECK(strangers < 40);  // a fingerprint of 16 bits meets a day's handful of others one time in some thousand
}
