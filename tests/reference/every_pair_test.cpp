// Two people at a time: each of the lists alone with each row of a roster, so that nobody takes another's place. Names, birth
// dates and numbers are all combinations of what makes blocking keys and the first look at a row (roster_stream.cpp) go
// different ways. Whom a comparison takes for somebody, the index must find, and whom it only likens where they share a key.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/records/person_reader.h"
#include "core/records/roster_stream.h"
#include "tests/core/relaxation_names.h"
#include "tests/reference/plain_matching.h"

using namespace totsugo;
using namespace totsugo::plain;

namespace {

struct Name {
  std::string kana, written, alias;
};

std::vector<Name> every(const std::vector<std::string>& kana, const std::vector<std::string>& written,
                        const std::vector<std::string>& alias) {
  std::vector<Name> out;
  for (const std::string& k : kana)
    for (const std::string& w : written)
      for (const std::string& a : alias)
        if (!k.empty() || !w.empty()) out.push_back({k, w, a});
  return out;
}

// A slip of the kana, another reading, another surname, a twin; what cannot be read at either end of the writing, or at both.
const std::vector<Name> kJapanese = every(
    {"", "ヤマダ　タロウ", "ヤマダ　タロ", "ヤマダ　ジロウ", "ヤマダ　ジロタ", "サンデン　フトオ", "スズキ　タロウ",
     "スズキ　ハナコ"},
    {"", "山田　太郎", "●田　太郎", "山田　太●", "●田　太●", "山田　次郎", "鈴木　太郎", "鈴木　太●", "鈴木　花子"},
    {""});
// The words in another order, one left out, a mark that is no key character, a word longer than a key, kana for a writing; the
// name that is used, or the one that is not.
const std::vector<Name> kForeign = every(
    {"", "グエン　ヴァン　アン", "アン　グエン", "リー　ミンス", "ミンス　リー", "ヤマダ　タロウ"},
    {"", "NGUYEN VAN ANH", "ANH NGUYEN", "N●UYEN VAN ANH", "ANH N●UYEN", "LEE MINSU", "MINSU LEE", "E 山田", "山田 E",
     "李　民秀", "山田　太郎", "●GUYEN ANH", "WOLFESCHLEGELSTEINHAUSENBERGERDORFF VAN",
     "VAN WOLFESCHLEGELSTEINHAUSENBERGERDORFF", "NGUYEN VAN ANH(山田太郎)", "李　民秀（山田　太郎）", "グエン　アン"},
    {"", "山田　太郎", "NGUYEN ANH", "ANH NGUYEN", "アン　グエン"});

// Alike at both ends as far as it takes to be shown, with marks that are no key characters among what is alike.
const std::vector<Name> kHalfAlike = every({"ナーカキクケ　タロ", "ナーサシスセ　タロ", "ナーカキクケコ　タロ",
                                            "ナーハーカキクケコマ　タロ", "ナーハーサシスセソミ　タロ"},
                                           {"仲　太", "名　郎"}, {""});

// 記号番号, 枝番 and 基礎年金番号.
struct Numbers {
  std::string member, branch, pension;
};

const std::string kRosterHead =
    "宛名番号,氏名カナ,氏名,通称名,生年月日,性別,資格取得年月日,記号番号,枝番,基礎年金番号\n";
const std::string kPensionHead = "基礎年金番号,氏名カナ,氏名,生年月日,性別,資格喪失年月日,住所\n";
const std::string kOverlapHead =
    "氏名カナ,氏名,生年月日,性別,自番号,自枝番,重複先保険者番号,重複先番号,重複先資格取得年月日\n";

Files listed_files(const Name& n, const std::string& birth, const Numbers& numbers) {
  Files out{{}, kPensionHead, {}};
  if (numbers.pension.empty())
    out.overlaps["overlap_20261119.csv"] = kOverlapHead + n.kana + "," + n.written + "," + birth + ",1," +
                                           numbers.member + "," + numbers.branch + ",06130488,5000,2026-09-01\n";
  else out.pension += numbers.pension + "," + n.kana + "," + n.written + "," + birth + ",1,2026-09-01,住所\n";
  return out;
}

std::string roster_row(const Name& n, const std::string& birth, const Numbers& numbers) {
  return "7," + n.kana + "," + n.written + "," + n.alias + "," + birth + ",1,2020-04-01," + numbers.member + "," +
         numbers.branch + "," + numbers.pension + "\n";
}

struct Row {
  Identity id;
  std::vector<uint64_t> keys;
};

bool share_a_key(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  return std::any_of(a.begin(), a.end(), [&b](uint64_t k) { return std::find(b.begin(), b.end(), k) != b.end(); });
}

std::vector<uint64_t> keys_of(const KeyText& kana, const KeyText& written) {
  uint64_t keys[kMaxKeys];
  return {keys, keys + name_keys(kana, written, keys)};
}

struct Tally {
  size_t pairs = 0;
  std::map<Grade, size_t> grades;
  std::map<std::string_view, size_t> by_design;
  std::map<std::string, std::string> wrong;  // what -> an example
};

class Pairs {
 public:
  explicit Pairs(const CharTables& tables) : tables_(tables) {}

  void rows(const std::vector<Name>& names, const std::string& birth, const Numbers& numbers) {
    roster_ = kRosterHead;
    for (const Name& n : names) roster_ += roster_row(n, birth, numbers);
    rows_.clear();
    FileTable file = roster_file();
    read_all(file, roster_, [&](const CsvRecord& r) {
      KeyText kana, written;
      REQUIRE(read_key_text(file, r, Field::name_kana, kana));
      REQUIRE(read_key_text(file, r, Field::name, written));
      rows_.push_back({identity_of(file, r), keys_of(kana, written)});
    });
    REQUIRE(rows_.size() == names.size());
  }

  // Each of the names on a list of its own, so that they are nobody's namesakes, and all of them in one index.
  void meet(const std::vector<Name>& names, const std::string& birth, const Numbers& numbers) {
    std::vector<ListedPerson> people;
    for (const Name& n : names) {
      Lists lists(tables_, listed_files(n, birth, numbers));
      REQUIRE(lists.people.size() == 1);
      people.push_back(lists.people[0]);
    }
    ListIndex index(tables_, kToday);
    for (uint32_t i = 0; i < people.size(); ++i) index.add(i, people[i]);
    index.build();
    FileTable file = roster_file();
    RosterStream stream(file, index, people, kToday);
    size_t i = 0;
    read_all(file, roster_, [&](const CsvRecord& r) {
      stream.ahead(r);
      stream.row(r);
      for (ListedPerson& listed : people) {
        judge(listed, rows_[i]);
        listed.candidates = {};
      }
      ++i;
    });
    REQUIRE(i == rows_.size());
  }

  void check(size_t pairs, const std::vector<Grade>& grades) {
    for (const auto& left : tally_.by_design)
      MESSAGE("left out by design: " << left.first << " " << left.second << " of " << tally_.grades[Grade::c]);
    for (const auto& [what, example] : tally_.wrong) FAIL_CHECK(what << ": " << example);
    CHECK(tally_.pairs == pairs);
    for (const Grade g : grades) CHECK(tally_.grades[g] > 200);
  }

 private:
  FileTable roster_file() const {
    return FileTable(tables_, settings_of(FileKind::roster, "roster.csv", roster_.size()));
  }

  void judge(const ListedPerson& listed, const Row& row) {
    const Comparison wanted = compare(listed.id, row.id);
    const std::vector<Candidate>& found = listed.candidates.all();
    ++tally_.pairs;
    ++tally_.grades[wanted.result];
    const auto wrong = [&](const char* what) {
      tally_.wrong.try_emplace(
          std::string(what) + " " + std::string(code_of(wanted.result)) + " " + names_of(wanted.relaxations),
          shown(listed.id) + "  /  " + shown(row.id));
    };
    if (!found.empty()) {
      if (found[0].compared.result != wanted.result || found[0].compared.relaxations != wanted.relaxations)
        wrong("another comparison:");
      return;
    }
    if (wanted.result == Grade::none) return;
    if (wanted.result == Grade::look_alike) {
      const bool by_name =
          listed.id.birth == row.id.birth && share_a_key(keys_of(listed.kana_key, listed.written_key), row.keys);
      if (by_name || wanted.number_settles() || wanted.number == NumberLevel::household_only) wrong("not shown:");
      return;
    }
    const std::string_view why = left_out(wanted, listed.id, row.id);
    if (why.empty()) wrong("missed:");
    else ++tally_.by_design[why];
  }

  const CharTables& tables_;
  Tally tally_;
  std::string roster_;
  std::vector<Row> rows_;
};

const CharTables& all_tables() {
  static const std::unique_ptr<CharTables> tables = CharTables::make();
  return *tables;
}

const std::string kBirth = "1980-04-01";
const Numbers kNone, kNumber{"1234567", "01", ""}, kSibling{"1234567", "02", ""}, kWithout{"1234567", "", ""},
    kPension{"", "", "1234567890"};

// Those whose alias is no column: only the roster has one.
std::vector<Name> listed_of(std::vector<Name> names) {
  std::erase_if(names, [](const Name& n) { return !n.alias.empty(); });
  return names;
}

}  // namespace

TEST_CASE(
    "every pair: whom a comparison takes for somebody born the same day, the index finds, each alone with the other") {
  Pairs pairs(all_tables());
  for (const std::vector<Name>* names : {&kJapanese, &kForeign}) {
    pairs.rows(*names, kBirth, kNone);
    pairs.meet(listed_of(*names), kBirth, kNone);
  }
  pairs.check(kJapanese.size() * kJapanese.size() + kForeign.size() * listed_of(kForeign).size(),
              {Grade::a, Grade::b, Grade::c, Grade::look_alike, Grade::none});
}

TEST_CASE("every pair: birth dates near each other, known in part, and far apart") {
  Pairs pairs(all_tables());
  size_t ran = 0;
  for (const auto& [listed, row] : {std::pair{"1980-04-01", "1980-04-02"},
                                    {"1980-04-01", "1980-04-00"},
                                    {"1980-04-00", "1980-04-01"},
                                    {"1980-04-01", "1975-11-20"}})
    for (const std::vector<Name>* names : {&kJapanese, &kForeign}) {
      pairs.rows(*names, row, kNone);
      pairs.meet(listed_of(*names), listed, kNone);
      ran += names->size() * listed_of(*names).size();
    }
  pairs.check(ran, {Grade::c, Grade::look_alike, Grade::none});
}

TEST_CASE("every pair: a person's number, or a household's") {
  struct Circumstance {
    std::string row_birth;
    Numbers listed, row;
  };
  const std::vector<Circumstance> circumstances = {
      {kBirth, kNumber, kNumber},        {kBirth, kNumber, kSibling},        {kBirth, kNumber, kWithout},
      {kBirth, kPension, kPension},      {"1980-04-02", kNumber, kNumber},   {"1980-04-02", kNumber, kSibling},
      {"1980-04-02", kNumber, kWithout}, {"1975-11-20", kNumber, kNumber},   {"1975-11-20", kNumber, kSibling},
      {"1975-11-20", kNumber, kWithout}, {"1975-11-20", kPension, kPension},
  };
  Pairs pairs(all_tables());
  for (const Circumstance& c : circumstances) {
    pairs.rows(kJapanese, c.row_birth, c.row);
    pairs.meet(kJapanese, kBirth, c.listed);
  }
  pairs.rows(kForeign, "1975-11-20", kSibling);
  pairs.meet(listed_of(kForeign), kBirth, kNumber);
  pairs.check(circumstances.size() * kJapanese.size() * kJapanese.size() + kForeign.size() * listed_of(kForeign).size(),
              {Grade::s, Grade::a, Grade::c, Grade::look_alike, Grade::none});
}

TEST_CASE("every pair: nobody else listed under the birth date, so that only what a row itself is makes it ask") {
  Pairs pairs(all_tables());
  for (const std::vector<Name>* names : {&kForeign, &kHalfAlike}) {
    pairs.rows(*names, kBirth, kNone);
    for (const Name& n : listed_of(*names)) pairs.meet({n}, kBirth, kNone);
  }
  pairs.check(kForeign.size() * listed_of(kForeign).size() + kHalfAlike.size() * kHalfAlike.size(),
              {Grade::a, Grade::b, Grade::c, Grade::look_alike, Grade::none});
}

// More than a thousand on one day are kept in another order, and searched in another way.
TEST_CASE("every pair: on a day of very many, a row with a birth date near it finds its namesake alone") {
  const std::vector<std::string> kana = {"ア", "カ", "サ", "タ", "ナ", "ハ", "マ", "ヤ", "ラ", "ワ", "キ", "シ",
                                         "チ", "ニ", "ヒ", "ミ", "リ", "ク", "ス", "ツ", "ヌ", "フ", "ム", "ユ",
                                         "ル", "ケ", "セ", "テ", "ネ", "ヘ", "メ", "レ", "コ", "ソ"};
  const std::vector<std::string> kanji = {"山", "川", "田", "森", "林", "木", "池", "石", "岩", "原", "野", "村",
                                          "里", "谷", "島", "浜", "海", "空", "雨", "雪", "風", "花", "草", "竹",
                                          "松", "杉", "梅", "桃", "星", "月", "光", "音", "糸", "金"};
  REQUIRE(kana.size() == kanji.size());
  size_t ran = 0;
  for (const bool by_kana : {true, false}) {
    const std::vector<std::string>& parts = by_kana ? kana : kanji;
    std::vector<std::string> names;
    for (const std::string& a : parts)
      for (const std::string& b : parts) names.push_back(a + b + (by_kana ? "　タロウ" : "　太郎"));
    std::string overlap = kOverlapHead;
    for (const std::string& n : names)
      overlap += (by_kana ? n + ",," : "," + n + ",") + "1900-01-01,1,,,06130488,5000,2026-09-01\n";
    Lists lists(all_tables(), {{}, kPensionHead, {{"overlap_20261119.csv", overlap}}});
    REQUIRE(lists.people.size() == names.size());
    REQUIRE(lists.people[0].id.birth_says_nothing);
    ListIndex index(all_tables(), kToday);
    for (uint32_t i = 0; i < lists.people.size(); ++i) index.add(i, lists.people[i]);
    index.build();
    for (const char* birth : {"1900-01-00", "1900-01-02", "1900-01-01"}) {
      const std::string roster = kRosterHead + "7," + (by_kana ? names[777] + ",," : "," + names[777] + ",") + "," +
                                 birth + ",1,2020-04-01,,,\n";
      FileTable file(all_tables(), settings_of(FileKind::roster, "roster.csv", roster.size()));
      for (ListedPerson& p : lists.people) p.candidates = {};
      RosterStream stream(file, index, lists.people, kToday);
      read_all(file, roster, [&](const CsvRecord& r) { stream.row(r); });
      CAPTURE(by_kana);
      CAPTURE(birth);
      for (size_t i = 0; i < names.size(); ++i) {
        const bool found = !lists.people[i].candidates.nobody();
        // Listed under a date that says nothing, people are entered under that date alone: one who has kana is not asked for near it.
        REQUIRE(found == (i == 777 && !(by_kana && birth == std::string_view("1900-01-02"))));
      }
      ++ran;
    }
  }
  CHECK(ran == 6);
}
