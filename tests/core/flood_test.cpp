// Birth dates that stand for many: when a date tells nobody apart, and of whom there are too many of one name to be sought.
#include <doctest/doctest.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/match/flood.h"

using namespace totsugo;

namespace {

KeyText key(std::u16string_view s) {
  KeyText out;
  out.size = static_cast<uint32_t>(s.size());
  std::copy(s.begin(), s.end(), out.data);
  return out;
}

// n people of one date, each with a name of his own.
void add(std::vector<ListedPerson>& to, size_t n, CivilDate birth) {
  for (; n > 0; --n) {
    ListedPerson p;
    p.id.birth = birth;
    const char16_t name[] = {u'ア', static_cast<char16_t>(0x30A1 + to.size() % 80),
                             static_cast<char16_t>(0x4E00 + to.size() / 80)};
    p.kana_key = key({name, 3});
    to.push_back(p);
  }
}

void add_other_dates(std::vector<ListedPerson>& to, size_t n) {
  for (size_t i = 0; i < n; ++i)
    add(to, 1, from_day_number(day_number(CivilDate::of(1930, 1, 1)) + static_cast<int64_t>(i % 20000)));
}

constexpr CivilDate kDay = CivilDate::of(1980, 1, 1);
constexpr CivilDate kNowhere = CivilDate::of(1900, 1, 1);

}  // namespace

TEST_CASE("floods: more than two hundred of one date, and more than one in fifty") {
  size_t ran = 0;
  for (const auto& [n, others, flood] : {std::tuple{200u, 0u, false},
                                         {201u, 0u, true},
                                         {201u, 201u * 50 - 201 - 1, true},
                                         {201u, 201u * 50 - 201, false},
                                         {300u, 300u * 50 - 300 - 1, true},
                                         {300u, 300u * 50 - 300, false}}) {
    std::vector<ListedPerson> people;
    add(people, n, kDay);
    add_other_dates(people, others);
    const std::vector<Flood> floods = mark_floods(people);
    const size_t of_one_date = n;
    const size_t of_others = others;
    CAPTURE(of_one_date);
    CAPTURE(of_others);
    REQUIRE(floods.size() == (flood ? 1u : 0u));
    if (flood) {
      CHECK(floods[0].birth == kDay);
      CHECK(floods[0].people == n);
    }
    for (const ListedPerson& p : people) {
      REQUIRE(p.id.birth_says_nothing == (flood && p.id.birth == kDay));
      REQUIRE_FALSE(p.candidates.not_sought());
    }
    ++ran;
  }
  CHECK(ran == 6);
  // Who has no birth date shares none.
  std::vector<ListedPerson> people;
  add(people, 300, {});
  CHECK(mark_floods(people).empty());
}

TEST_CASE("floods: a date nobody alive was born on needs only a few") {
  size_t ran = 0;
  for (const auto& [n, birth, flood] : {std::tuple{16u, kNowhere, false}, {17u, kNowhere, true}, {17u, kDay, false}}) {
    std::vector<ListedPerson> people;
    add(people, n, birth);
    add_other_dates(people, 5000);
    CHECK(mark_floods(people).size() == (flood ? 1u : 0u));
    CHECK(people[0].id.birth_says_nothing == flood);
    ++ran;
  }
  CHECK(ran == 3);
}

TEST_CASE("floods: the dates come with the most people first, then the earlier first") {
  std::vector<ListedPerson> people;
  add(people, 20, CivilDate::of(1901, 1, 1));
  add(people, 20, kNowhere);
  add(people, 30, CivilDate::of(1902, 2, 2));
  std::vector<CivilDate> dates;
  for (const Flood& f : mark_floods(people)) dates.push_back(f.birth);
  CHECK(dates == std::vector<CivilDate>{CivilDate::of(1902, 2, 2), kNowhere, CivilDate::of(1901, 1, 1)});
}

TEST_CASE("floods: of one name and such a date, more than sixteen are not sought by name") {
  size_t ran = 0;
  for (const bool by_kana : {true, false})
    for (const size_t n : {16u, 17u}) {
      std::vector<ListedPerson> people;
      add(people, 40, kNowhere);
      for (size_t i = 0; i < n; ++i) {
        ListedPerson p;
        p.id.birth = kNowhere;
        (by_kana ? p.kana_key : p.written_key) = key(u"ハナコ");
        // With kana the writing decides nothing.
        if (by_kana) p.written_key = key(i % 2 ? u"花子" : u"華子");
        people.push_back(p);
      }
      // The same name with a birth date of its own, and the same name under another date nobody was born on.
      ListedPerson other = people.back();
      other.id.birth = kDay;
      people.push_back(other);
      other.id.birth = CivilDate::of(1901, 1, 1);
      people.push_back(other);
      add(people, 20, CivilDate::of(1901, 1, 1));
      mark_floods(people);
      CAPTURE(by_kana);
      CAPTURE(n);
      for (size_t i = 0; i < people.size(); ++i) {
        CAPTURE(i);
        CHECK(people[i].candidates.not_sought() == (n > 16 && i >= 40 && i < 40 + n));
      }
      ++ran;
    }
  CHECK(ran == 4);
}

TEST_CASE("floods: a number is repeated when it stands in more than forty places") {
  const auto places = [](std::initializer_list<std::pair<uint64_t, size_t>> numbers) {
    std::vector<uint64_t> out;
    for (const auto& [number, n] : numbers) out.insert(out.begin(), n, number);  // not in their order
    return repeated_numbers(out);
  };
  CHECK(places({}).empty());
  CHECK(places({{1, 1}, {2, 1}, {3, 1}}).empty());
  CHECK(places({{7, 40}}).empty());
  CHECK(places({{7, 41}}) == std::vector<uint64_t>{7});
  CHECK(places({{5, 30}, {6, 30}, {7, 30}}).empty());
  CHECK(places({{9, 41}, {1, 1}, {8, 40}, {7, 100}, {2, 1}}) == std::vector<uint64_t>{7, 9});
}

TEST_CASE("floods: a number under too many names is forgotten, of those who have it and of nobody else") {
  struct Case {
    size_t rows;
    size_t names;  // that these rows have
    size_t forgotten;
  };
  size_t ran = 0;
  for (const Case& c : {Case{41, 41, 41}, {50, 41, 50}, {40, 40, 0}, {60, 40, 0}, {60, 1, 0}, {0, 1, 0}}) {
    std::vector<ListedPerson> people;
    const auto add_rows = [&people](size_t n, uint64_t number, size_t different) {
      for (size_t i = 0; i < n; ++i) {
        ListedPerson p;
        p.id.kana.text = {u'カ', static_cast<char16_t>(0x30A2 + i % different)};
        p.id.pension_number = number;
        people.push_back(p);
      }
    };
    add_rows(3, 6, 3);
    add_rows(c.rows, 1, c.names);
    add_rows(100, 0, 100);  // no number
    add_rows(3, 8, 3);
    const size_t n = forget_flooded_numbers(
        people, [](const ListedPerson& p) { return p.id.pension_number; },
        [](ListedPerson& p) { p.id.pension_number = 99; });
    CAPTURE(c.rows);
    CAPTURE(c.names);
    CHECK(n == c.forgotten);
    CHECK(std::count_if(people.begin(), people.end(), [](const ListedPerson& p) {
            return p.id.pension_number == 99;
          }) == static_cast<std::ptrdiff_t>(c.forgotten));
    CHECK(std::count_if(people.begin(), people.end(), [](const ListedPerson& p) { return p.id.pension_number == 1; }) ==
          static_cast<std::ptrdiff_t>(c.rows - c.forgotten));
    ++ran;
  }
  CHECK(ran == 6);
}
