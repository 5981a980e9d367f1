// Which rows are one person: the grouping by itself, rows of the roster, rows of a list.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "core/calendar/date_form.h"
#include "core/match/listed_people.h"
#include "core/match/roster_people.h"

using namespace totsugo;

namespace {

// kin[i][j]: = one, . unrelated, x apart. Every row under one key.
PersonGroups grouped(const std::vector<std::string>& kin, const std::vector<uint32_t>& order) {
  std::vector<std::pair<uint64_t, uint32_t>> keyed;
  for (uint32_t i = 0; i < kin.size(); ++i) keyed.emplace_back(1, i);
  PersonGroups out(kin.size());
  out.join(std::move(keyed), [&](uint32_t a, uint32_t b) {
    const char k = kin[order[a]][order[b]];
    return k == '=' ? Kinship::one : k == 'x' ? Kinship::apart : Kinship::unrelated;
  });
  return out;
}

// "0=1 2! 3": who is one person, and who is torn, in whatever order the rows stand.
std::string people(const std::vector<std::string>& kin) {
  std::string said;
  std::vector<uint32_t> order(kin.size());
  std::iota(order.begin(), order.end(), 0);
  do {
    const PersonGroups groups = grouped(kin, order);
    std::map<uint32_t, std::vector<std::string>> persons;
    for (uint32_t i = 0; i < kin.size(); ++i)
      persons[groups.of(i)].push_back(std::to_string(order[i]) + (groups.torn(i) ? "!" : ""));
    std::vector<std::string> lines;
    for (auto& [first, rows] : persons) {
      std::sort(rows.begin(), rows.end());
      std::string line;
      for (const std::string& r : rows) line += (line.empty() ? "" : "=") + r;
      lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    std::string now;
    for (const std::string& l : lines) now += (now.empty() ? "" : " ") + l;
    if (!said.empty()) REQUIRE(now == said);
    said = now;
  } while (std::next_permutation(order.begin(), order.end()));
  return said;
}

const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

struct Written {
  const char* kana = "ヤマダ　アイ";
  const char* name = "山田　愛";
  const char* birth = "1980-05-06";
  const char* sex = "2";
  const char* number = "";
  const char* branch = "";
  uint64_t pension_number = 0;
};

ListedPerson listed(const Written& w) {
  ListedPerson who;
  fold_name(tables(), w.kana, kAllFolds, who.id.kana);
  fold_name(tables(), w.name, kAllFolds, who.id.written);
  who.kana_key = key_text(tables(), who.id.kana.text);
  who.written_key = key_text(tables(), who.id.written.text);
  settle_names(who);
  who.id.birth = parse_date(w.birth, DateForm::self_describing).date;
  who.id.sex = parse_sex(w.sex);
  who.id.number = parse_member_number({}, w.number, w.branch);
  who.id.pension_number = w.pension_number;
  return who;
}

}  // namespace

TEST_CASE("person groups: a row between two who are kept apart joins neither, in any order") {
  size_t ran = 0;
  for (const auto& [kin, want] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"."}, "0"},
           {{"==", "=="}, "0=1"},
           {{"=x", "x="}, "0 1"},
           {{"=.", ".="}, "0 1"},
           {{"===", "===", "==="}, "0=1=2"},
           {{"=.=", ".==", "==="}, "0=1=2"},                 // nothing against it: the third joins them
           {{"=x=", "x==", "==="}, "0 1 2!"},                // it fits both
           {{"=x==", "x===", "====", "===="}, "0 1 2!=3!"},  // two rows between the same two
           {{"==x=", "==x=", "xx==", "===="}, "0=1 2 3!"},   // one of the two has two rows
           {{"==xx", "==xx", "xx==", "xx=="}, "0=1 2=3"},
           {{"=.x=.", ".=.==", "x.=.=", "==.=.", ".==.="}, "0! 1! 2! 3! 4!"},  // a chain between two who are apart
       }) {
    CHECK(people(kin) == want);
    ++ran;
  }
  CHECK(ran == 11);
}

TEST_CASE("person groups: more rows under one key than a person has are a flood, and stay apart") {
  std::vector<std::pair<uint64_t, uint32_t>> keyed;
  for (uint32_t i = 0; i <= kMostInBlock; ++i) keyed.emplace_back(1, i);
  PersonGroups out(keyed.size());
  out.join(keyed, [](uint32_t, uint32_t) { return Kinship::one; });
  for (uint32_t i = 0; i <= kMostInBlock; ++i) REQUIRE(out.of(i) == i);
}

TEST_CASE("rows of the roster: one 宛名番号; without it names, birth date and periods") {
  const auto date = [](int y, int day = 1) { return CivilDate::of(y, 4, day); };
  const auto row = [&](uint64_t resident, uint64_t kana, uint64_t written, CivilDate from, CivilDate to = {},
                       const char* number = "05-1", const char* branch = "01") {
    Member m;
    m.resident_number = resident;
    m.kana = kana;
    m.written = written;
    m.birth = CivilDate::of(1980, 4, 1);
    m.sex = SexCode::female;
    m.acquired = from;
    m.lost = to;
    m.number = parse_member_number({}, number, branch);
    return m;
  };
  using enum Kinship;
  struct Case {
    const char* what;
    Member a, b;
    Kinship want;
  };
  Member other_sex = row(0, 5, 6, date(2020));
  other_sex.sex = SexCode::male;
  Member other_birth = row(7, 5, 6, date(2020));
  other_birth.birth = CivilDate::of(1981, 4, 1);
  const std::vector<Case> cases = {
      {"one 宛名番号, one after the other, another name and number", row(7, 5, 6, date(2010), date(2015)),
       row(7, 8, 9, date(2015), {}, "05-2", "02"), one},
      {"another 宛名番号", row(7, 5, 6, date(2010), date(2015)), row(8, 5, 6, date(2015)), apart},
      {"one 宛名番号, another birth date", row(7, 5, 6, date(2010), date(2015)), other_birth, apart},
      {"one 宛名番号, both in force, another number", row(7, 5, 6, date(2010)), row(7, 5, 6, date(2015), {}, "05-2"),
       apart},
      {"one 宛名番号, both in force, another branch", row(7, 5, 6, date(2010)),
       row(7, 5, 6, date(2015), {}, "05-1", "02"), apart},
      {"one 宛名番号, both in force, one number", row(7, 5, 6, date(2010)), row(7, 5, 6, date(2015)), one},
      {"one 宛名番号, both in force, the branch on one side", row(7, 5, 6, date(2010)),
       row(7, 5, 6, date(2015), {}, "05-1", ""), one},
      {"no 宛名番号, one after the other, another number", row(0, 5, 6, date(2010), date(2015)),
       row(0, 5, 6, date(2015), {}, "05-2"), one},
      {"the day of loss is outside", row(0, 5, 6, date(2010), date(2015)), row(0, 5, 6, date(2015)), one},
      {"a day together", row(0, 5, 6, date(2010), date(2015, 2)), row(0, 5, 6, date(2015)), apart},
      {"begun on one day under one number", row(0, 5, 6, date(2015), date(2016)), row(0, 5, 6, date(2015)), one},
      {"begun on one day under another", row(0, 5, 6, date(2015), date(2016)),
       row(0, 5, 6, date(2015), {}, "05-1", "02"), apart},
      {"begun on one day, no branch", row(0, 5, 6, date(2015), date(2016), "05-1", ""),
       row(0, 5, 6, date(2015), {}, "05-1", ""), apart},
      {"another kana", row(0, 5, 6, date(2010), date(2015)), row(0, 4, 6, date(2015)), apart},
      {"another written name", row(0, 5, 6, date(2010), date(2015)), row(0, 5, 4, date(2015)), apart},
      {"kana on one side", row(0, 0, 6, date(2010), date(2015)), row(0, 5, 6, date(2015)), one},
      {"no writing in common", row(0, 0, 6, date(2010), date(2015)), row(0, 5, 0, date(2015)), unrelated},
      {"another sex", row(0, 5, 6, date(2010), date(2015)), other_sex, apart},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    CHECK(kinship_of(c.a, c.b) == c.want);
    CHECK(kinship_of(c.b, c.a) == c.want);
    ++ran;
  }
  CHECK(ran == 18);
  // A row that fits two people is counted to neither.
  const std::vector<Member> rows{row(0, 5, 6, date(2010), date(2015)), row(0, 5, 9, date(2010), date(2015)),
                                 row(0, 5, 0, date(2015))};
  const RosterPeople people(rows);
  CHECK((people.of(0) == 0 && people.of(1) == 1 && people.of(2) == 2));
  CHECK((!people.torn(0) && !people.torn(1) && people.torn(2)));
}

TEST_CASE("rows of a list: one person as long as nothing is against it") {
  using enum Kinship;
  struct Case {
    const char* what;
    Written a, b;
    Kinship want;
    Kinship on_one_list;
  };
  const std::vector<Case> cases = {
      {"the same row", {}, {}, one, one},
      {"other kanji", {}, {.name = "山田　藍"}, apart, apart},
      {"a variant of the kanji", {.name = "髙田　愛"}, {.name = "高田　愛"}, one, one},
      {"kana on one side", {.kana = ""}, {}, one, one},
      {"kana alone beside kanji alone", {.kana = ""}, {.name = ""}, unrelated, unrelated},
      {"another birth date", {}, {.birth = "1980-05-07"}, apart, apart},
      {"another sex", {}, {.sex = "1"}, apart, apart},
      {"sex on one side", {}, {.sex = ""}, one, one},
      {"another number", {.number = "1000001", .branch = "01"}, {.number = "2000001", .branch = "01"}, apart, apart},
      {"another branch", {.number = "1000001", .branch = "01"}, {.number = "1000001", .branch = "02"}, apart, apart},
      {"the branch on one side", {.number = "1000001", .branch = "01"}, {.number = "1000001"}, one, one},
      {"the number on one side", {.number = "1000001", .branch = "01"}, {}, one, one},
      {"another pension number", {.pension_number = 1}, {.pension_number = 2}, apart, apart},
      {"kana nearly alike, no kanji",
       {.kana = "ヤマダ　タカシ", .name = ""},
       {.kana = "ヤマダ　タガシ", .name = ""},
       unrelated,
       apart},
      {"kana nearly alike, one number",
       {.kana = "ヤマダ　タカシ", .name = "", .number = "1", .branch = "1"},
       {.kana = "ヤマダ　タガシ", .name = "", .number = "1", .branch = "1"},
       one,
       one},
      {"kana nearly alike, equal kanji",
       {.kana = "ヤマダ　タカシ", .name = "山田　隆"},
       {.kana = "ヤマダ　タガシ", .name = "山田　隆"},
       one,
       one},
      {"twins under one number",
       {.name = "山田　愛", .number = "1"},
       {.name = "山田　藍", .number = "1"},
       apart,
       apart},
      {"a birth date known in part, alike", {.birth = "1980-05-00"}, {.birth = "1980-05-00"}, one, one},
      {"a birth date known in part on one side", {.birth = "1980-05-00"}, {}, unrelated, unrelated},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    const Identity a = listed(c.a).id;
    const Identity b = listed(c.b).id;
    CHECK(kinship_of(a, b, false) == c.want);
    CHECK(kinship_of(b, a, false) == c.want);
    CHECK(kinship_of(a, b, true) == c.on_one_list);
    ++ran;
  }
  CHECK(ran == 19);
}

TEST_CASE("rows of a list: what one row lacks is taken from another of the person") {
  ListedPerson who = listed({.kana = "", .sex = "", .number = "1000001"});
  complete(who, listed({.number = "1000001", .branch = "01", .pension_number = 12}));
  CHECK(who.id.kana.text == listed({}).id.kana.text);
  CHECK(who.kana_key.view() == listed({}).kana_key.view());
  CHECK(who.id.sex == SexCode::female);
  CHECK(who.id.number.branch == 1);
  CHECK(who.id.pension_number == 12);
}

TEST_CASE("roster people: of a history export the newest row of one 取得日 counts, and rows that disagree are told") {
  struct Row {
    const char* lost;
    uint64_t number;
    CivilDate changed;
    LatestMark latest;
  };
  const auto newest = [](const std::vector<Row>& rows) {
    std::vector<Member> members;
    for (const Row& r : rows) {
      Member m;
      m.resident_number = 1;
      m.birth = CivilDate::of(1980, 4, 1);
      m.acquired = CivilDate::of(2020, 4, 1);
      m.lost = whole_date(r.lost);
      m.history_number = r.number;
      m.changed_on = r.changed;
      m.latest = r.latest;
      members.push_back(m);
    }
    const RosterPeople people(members);
    std::string out;
    for (uint32_t i = 0; i < members.size(); ++i) {
      CHECK(people.of(i) == 0);
      out += std::to_string(people.newest(i)) + (people.unclear(i) ? "? " : " ");
    }
    return out;
  };
  constexpr LatestMark no = LatestMark::unsaid;
  const CivilDate early = CivilDate::of(2021, 1, 1);
  const CivilDate late = CivilDate::of(2022, 1, 1);
  CHECK(newest({{"", 0, {}, no}, {"", 0, {}, no}}) == "0 1 ");  // they say the same
  CHECK(newest({{"", 0, {}, no}, {"2026-09-02", 0, {}, no}}) == "0? 1? ");
  CHECK(newest({{"", 1, {}, no}, {"2026-09-02", 2, {}, no}}) == "1 1 ");
  CHECK(newest({{"2026-09-02", 2, {}, no}, {"", 1, {}, no}}) == "0 0 ");
  CHECK(newest({{"", 0, early, no}, {"2026-09-02", 0, late, no}}) == "1 1 ");
  CHECK(newest({{"", 0, late, no}, {"2026-09-02", 0, late, no}}) == "0? 1? ");
  // The mark against the number, or against the day of the change: perhaps it is coded the other way round.
  CHECK(newest({{"", 2, {}, LatestMark::newest}, {"2026-09-02", 3, {}, LatestMark::older}}) == "0? 1? ");
  CHECK(newest({{"", 0, early, LatestMark::newest}, {"2026-09-02", 0, late, LatestMark::older}}) == "0? 1? ");
  CHECK(newest({{"", 0, late, LatestMark::newest}, {"2026-09-02", 0, early, LatestMark::older}}) == "0 0 ");
  CHECK(newest({{"", 3, early, LatestMark::newest}, {"2026-09-02", 2, late, LatestMark::older}}) == "0 0 ");
  CHECK(newest({{"", 1, {}, LatestMark::newest}, {"2026-09-02", 2, {}, LatestMark::newest}}) == "1 1 ");
  CHECK(newest({{"", 1, late, no}, {"2026-09-02", 1, early, no}}) == "0 0 ");
  // The number against the day of the change.
  CHECK(newest({{"2026-09-02", 1, late, no}, {"", 2, early, no}}) == "0? 1? ");
  CHECK(newest({{"2026-09-02", 1, early, no}, {"", 2, late, no}}) == "1 1 ");
  CHECK(newest({{"2026-09-02", 1, late, no}, {"", 2, {}, no}}) == "0? 1? ");
}

TEST_CASE("roster people: the marks of a newest row") {
  for (const char* s : {"1", "最新", "○", "現在", "Y"}) CHECK(parse_latest_mark(s) == LatestMark::newest);
  for (const char* s : {"0", "過去", "履歴", "N"}) CHECK(parse_latest_mark(s) == LatestMark::older);
  for (const char* s : {"", "2", "?", "最古"}) CHECK(parse_latest_mark(s) == LatestMark::unsaid);
}
