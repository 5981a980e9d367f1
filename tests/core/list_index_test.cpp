// The index over the lists: days of very many, and numbers that are written in one part or in two.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/match/listed_people.h"

using namespace totsugo;

namespace {

constexpr CivilDate kToday = CivilDate::of(2026, 11, 22);

const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

std::vector<uint32_t> found(const BirthTable& table, CivilDate birth, const std::vector<uint64_t>& keys) {
  std::vector<uint32_t> out;
  table.find(table.day(birth), keys.data(), keys.size(), [&](uint32_t person) { out.push_back(person); });
  std::sort(out.begin(), out.end());
  return out;
}

uint64_t name(uint32_t n) { return name_key(KeyKind::whole, n); }

KeyText text(std::u16string_view s, char16_t behind = 0) {
  KeyText out;
  std::fill(std::begin(out.data), std::end(out.data), behind);  // a row's text is written over the row before
  std::copy(s.begin(), s.end(), out.data);
  out.size = static_cast<uint32_t>(s.size());
  return out;
}

std::vector<uint64_t> keys_of(const KeyText& kana, const KeyText& written) {
  uint64_t keys[kMaxKeys];
  return {keys, keys + name_keys(kana, written, keys)};
}

std::vector<uint64_t> keys_of_writing(const KeyText& written) {
  uint64_t keys[kMaxKeys];
  return {keys, keys + writing_keys(written, keys)};
}

}  // namespace

TEST_CASE("index: a day of any number of people gives each of them, and nobody of the days beside") {
  const CivilDate before = CivilDate::of(1900, 1, 1), day = CivilDate::of(1900, 1, 2),
                  after = CivilDate::of(1900, 1, 3);
  size_t ran = 0;
  for (const uint32_t n : {0u, 1u, 7u, 8u, 9u, 1023u, 1024u, 1025u, 3000u}) {
    CAPTURE(n);
    BirthTable table;
    for (uint32_t i = 0; i < n; ++i) {
      table.add(day, name(i), i);
      if (i % 3 == 0) table.add(before, name(i), 10000 + i);
      if (i % 5 == 0) table.add(after, name(i), 20000 + i);
    }
    table.build();
    CHECK(table.some(day) == (n > 0));
    CHECK(table.day(day).to - table.day(day).from == n);
    for (uint32_t i = 0; i < n; ++i) {
      const std::vector<uint32_t> on_day = found(table, day, {name(i)});
      REQUIRE(std::binary_search(on_day.begin(), on_day.end(), i));
      REQUIRE(on_day.back() < 10000);
      const std::vector<uint32_t> earlier = found(table, before, {name(i)});
      REQUIRE(std::binary_search(earlier.begin(), earlier.end(), 10000 + i) == (i % 3 == 0));
      const std::vector<uint32_t> later = found(table, after, {name(i)});
      REQUIRE(std::binary_search(later.begin(), later.end(), 20000 + i) == (i % 5 == 0));
      const std::vector<uint32_t> several = found(table, day, {name(n + 1), name(0), name(i), name(n + 2)});
      REQUIRE(std::binary_search(several.begin(), several.end(), i));
      REQUIRE(std::binary_search(several.begin(), several.end(), 0u));
      const std::vector<uint32_t> at_last = found(table, day, {name(n + 1), name(n + 2), name(n + 3), name(i)});
      REQUIRE(std::binary_search(at_last.begin(), at_last.end(), i));
    }
    ++ran;
  }
  CHECK(ran == 9);
}

TEST_CASE("index: the first day there is, and the one that all dates share of which nobody knows where to put them") {
  const CivilDate first = CivilDate::of(1860, 0, 0), none{}, before = CivilDate::of(1859, 12, 31),
                  after = CivilDate::of(2120, 1, 1), last = CivilDate::of(2119, 12, 30),
                  new_year = CivilDate::of(1860, 1, 1);
  size_t ran = 0;
  for (const uint32_t n : {1u, 1500u}) {
    BirthTable table;
    for (uint32_t i = 0; i < n; ++i) {
      table.add(first, name(i), i);
      table.add(i % 3 == 0 ? none : i % 3 == 1 ? before : after, name(i), 10000 + i);
      table.add(last, name(i), 20000 + i);
      table.add(new_year, name(i), 30000 + i);
    }
    table.build();
    for (uint32_t i = 0; i < n; ++i) {
      const std::vector<uint32_t> on_first = found(table, first, {name(i)});
      REQUIRE(std::binary_search(on_first.begin(), on_first.end(), i));
      REQUIRE(on_first.back() < 10000);
      for (const CivilDate day : {none, before, after}) {
        const std::vector<uint32_t> shared = found(table, day, {name(i)});
        REQUIRE(std::binary_search(shared.begin(), shared.end(), 10000 + i));
        REQUIRE(shared.front() >= 10000);
        REQUIRE(shared.back() < 20000);
      }
      const std::vector<uint32_t> on_last = found(table, last, {name(i)});
      REQUIRE(std::binary_search(on_last.begin(), on_last.end(), 20000 + i));
      REQUIRE(on_last.front() >= 20000);
      REQUIRE(on_last.back() < 30000);
      const std::vector<uint32_t> on_new_year = found(table, new_year, {name(i)});
      REQUIRE(std::binary_search(on_new_year.begin(), on_new_year.end(), 30000 + i));
      REQUIRE(on_new_year.front() >= 30000);
    }
    for (const CivilDate day : {first, none, before, after, last}) CHECK(table.some(day));
    CHECK_FALSE(table.some(CivilDate::of(1860, 0, 1)));
    CHECK_FALSE(table.some(CivilDate::of(2119, 12, 29)));
    ++ran;
  }
  CHECK(ran == 2);
}

TEST_CASE("index: every number is found, however full the table and wherever it wraps round") {
  size_t ran = 0;
  for (uint64_t n = 1; n <= 200; ++n) {
    NumberTable table;
    for (uint64_t i = 0; i < n; ++i) table.add(number_key(KeyKind::number, n * 1000 + i), static_cast<uint32_t>(i));
    table.build();
    for (uint64_t i = 0; i < n; ++i, ++ran) {
      bool hit = false;
      table.find(number_key(KeyKind::number, n * 1000 + i), [&](uint32_t person) { hit = hit || person == i; });
      REQUIRE(hit);
    }
  }
  CHECK(ran == 200 * 201 / 2);
  NumberTable nobody;
  nobody.build();
  nobody.find(number_key(KeyKind::number, 1), [](uint32_t) { FAIL("nobody is there"); });
}

TEST_CASE("index: the keys of a name, and who shares which") {
  const std::u16string wild(1, kWildcard);
  size_t ran = 0;
  for (const auto& [kana, written, n, of_writing] : {std::tuple{std::u16string(u""), std::u16string(u""), 0u, 0u},
                                                     {u"ア", u"", 1u, 0u},
                                                     {u"アカ", u"", 3u, 0u},
                                                     {u"ヤマ", u"山田", 4u, 3u},
                                                     {u"", u"山", 1u, 3u},
                                                     {u"", u"山田", 1u, 3u},
                                                     {u"", wild + u"田", 0u, 2u},
                                                     {u"", u"山" + wild, 0u, 2u},
                                                     {u"", wild, 0u, 1u},
                                                     {u"", u"山" + wild + u"郎", 1u, 3u},
                                                     {u"", u"山" + wild + wild + u"郎", 1u, 3u}}) {
    CAPTURE(ran);
    CHECK(keys_of(text(kana), text(written)).size() == n);
    CHECK(keys_of_writing(text(written)).size() == of_writing);
    for (const char16_t behind : {u'カ', kWildcard}) {
      CHECK(keys_of(text(kana, behind), text(written, behind)) == keys_of(text(kana), text(written)));
      CHECK(keys_of_writing(text(written, behind)) == keys_of_writing(text(written)));
    }
    ++ran;
  }
  CHECK(ran == 11);

  const auto shared = [](const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
    std::string out;
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) out += a[i] == b[i] ? 'x' : '-';
    return out;
  };
  // The whole name, its first hard kana (two of four or more, else one), its last two.
  const auto kana = [&](const char16_t* a, const char16_t* b) {
    return shared(keys_of(text(a), {}), keys_of(text(b), {}));
  };
  CHECK(kana(u"カサタナ", u"カサタナ") == "xxx");
  CHECK(kana(u"カサタナ", u"カサハマ") == "-x-");
  CHECK(kana(u"カサタナ", u"カハタナ") == "--x");
  CHECK(kana(u"カサタナ", u"ハサタナ") == "--x");
  CHECK(kana(u"カサタナ", u"カサハナ") == "-x-");
  CHECK(kana(u"カサタナ", u"カサタマ") == "-x-");
  CHECK(kana(u"カアサウタナ", u"カサタナ") == "-xx");
  CHECK(kana(u"カサタ", u"カナハ") == "-x-");
  CHECK(kana(u"カサタ", u"サナハ") == "---");
  CHECK(kana(u"カサ", u"カサ") == "xxx");
  CHECK(kana(u"カ", u"サ") == "-");
  // Both ends of the writing; alone: the whole, the first, the last.
  const auto ends = [&](const char16_t* a, const char16_t* b) {
    return shared(keys_of({}, text(a)), keys_of({}, text(b)));
  };
  const auto writing = [&](const char16_t* a, const char16_t* b) {
    return shared(keys_of_writing(text(a)), keys_of_writing(text(b)));
  };
  CHECK(ends(u"山田太郎", u"山本次郎") == "x");
  CHECK(ends(u"山田太郎", u"川田太郎") == "-");
  CHECK(ends(u"山田太郎", u"山田太一") == "-");
  CHECK(ends(u"林", u"林") == "x");
  CHECK(writing(u"山田太郎", u"山田太郎") == "xxx");
  CHECK(writing(u"山田太郎", u"山本") == "-x-");
  CHECK(writing(u"山田太郎", u"川上次郎") == "--x");
  CHECK(writing(u"山田太郎", u"田山郎太") == "---");
  CHECK(writing(u"林", u"森") == "---");
}

TEST_CASE("index: a bracket is seen wherever it stands in a name, and what stands before it is left") {
  size_t ran = 0;
  for (const char16_t behind : {u'\0', u'カ'}) {
    CHECK_FALSE(may_have_bracket(text(u"", behind)));
    for (size_t at = 0; at < kMaxKeyCharacters; ++at, ++ran) {
      std::u16string name(kMaxKeyCharacters, u'ア');
      CHECK_FALSE(may_have_bracket(text(name, behind)));
      name[at] = u'(';
      KeyText key = text(name, behind);
      CHECK(may_have_bracket(key));
      cut_at_bracket(key);
      CHECK(key.size == (at ? at : kMaxKeyCharacters));
      CHECK(key.view() == std::u16string_view(name).substr(0, key.size));
    }
  }
  CHECK(ran == 2 * kMaxKeyCharacters);
}

TEST_CASE(
    "index: the key of a folded name is its beginning, and what stands outside the plane is one character of it") {
  CHECK(key_text(tables(), u"ヤマダ　タロウ").view() == u"ヤマタタロウ");
  CHECK(key_text(tables(), std::u16string(40, u'ア')).view() == std::u16string(kMaxKeyCharacters, u'ア'));
  CHECK(key_text(tables(), u"\U00020BB7田").size == 2);
  CHECK(key_text(tables(), u"").size == 0);
}

TEST_CASE("index: under which keys somebody is entered") {
  const CivilDate birth = CivilDate::of(1980, 4, 1);
  const auto entered = [&](const ListedPerson& p) {
    ListIndex index(tables(), kToday);
    index.add(5, p);
    index.build();
    return index;
  };
  const auto listed = [&](std::u16string_view kana, std::u16string_view written) {
    ListedPerson p;
    p.id.birth = birth;
    p.id.written.text = written;
    p.kana_key = text(kana);
    p.written_key = text(written);
    return p;
  };
  const auto asked = [&](const BirthTable& table, CivilDate day, const std::vector<uint64_t>& keys) {
    return !found(table, day, keys).empty();
  };
  // One hard kana less, or more, than four: the first ones are asked for in another way, and he is found all the same.
  size_t ran = 0;
  for (const auto& [list, roster] : {std::pair{u"カサタナ", u"カサタ"},
                                     {u"カサタ", u"カサタナ"},
                                     {u"カサタナハ", u"カサタナ"},
                                     {u"カサタナ", u"カサタナハ"},
                                     {u"カサタ", u"カサ"},
                                     {u"カサ", u"カサタ"}}) {
    CAPTURE(ran);
    CHECK(asked(entered(listed(list, u"")).births(), birth, {keys_of(text(roster), {})[1]}));
    ++ran;
  }
  CHECK(ran == 6);
  // Near birth dates know the whole name alone; without kana that of the writing, among the special ones too.
  const CivilDate next = CivilDate::of(1980, 4, 2);
  const ListIndex by_kana = entered(listed(u"カサタナ", u"山田太郎"));
  CHECK(asked(by_kana.births(), next, {whole_key(text(u"カサタナ"))}));
  CHECK_FALSE(asked(by_kana.births(), next, {keys_of(text(u"カサタナ"), {})[1]}));
  const ListIndex by_writing = entered(listed(u"", u"山田太郎"));
  CHECK(asked(by_writing.writings(), next, {whole_key(text(u"山田太郎"))}));
  CHECK(asked(by_writing.special_writings(), next, {whole_key(text(u"山田太郎"))}));
  CHECK(by_writing.some_special_writing(next));
  // A birth date that says nothing has none near it, and whoever is not sought by name is entered under none.
  ListedPerson flood = listed(u"カ", u"");
  flood.id.birth_says_nothing = true;
  CHECK(asked(entered(flood).births(), birth, {whole_key(text(u"カ"))}));
  CHECK_FALSE(asked(entered(flood).births(), next, {whole_key(text(u"カ"))}));
  flood.candidates.give_up();
  CHECK_FALSE(asked(entered(flood).births(), birth, {whole_key(text(u"カ"))}));
}

TEST_CASE("index: a number is found run together, and with each part without its zeros") {
  ListedPerson p;
  p.id.number = parse_member_number("05", "001", "");
  REQUIRE(p.id.number.joined != p.id.number.separate);
  p.id.pension_number = 77;
  ListIndex index(tables(), kToday);
  index.add(3, p);
  index.build();
  const auto has = [&](KeyKind kind, uint64_t number) {
    bool hit = false;
    index.numbers().find(number_key(kind, number), [&](uint32_t who) { hit = hit || who == 3; });
    return hit;
  };
  CHECK(has(KeyKind::number, p.id.number.joined));
  CHECK(has(KeyKind::number, p.id.number.separate));
  CHECK(has(KeyKind::pension_number, 77));
  CHECK_FALSE(has(KeyKind::number, 77));
}

TEST_CASE(
    "index: who is listed without kana is among the special writings, under a date that says nothing by the whole name") {
  size_t ran = 0;
  for (const bool flood : {false, true})
    for (const bool by_kana : {false, true}) {
      ListedPerson p;
      const std::u16string written = u"山田太郎", kana = u"ヤマタタロウ";
      p.written_key.size = static_cast<uint32_t>(written.size());
      std::copy(written.begin(), written.end(), p.written_key.data);
      p.id.written.text = written;
      p.kana_key.size = by_kana ? static_cast<uint32_t>(kana.size()) : 0;
      if (by_kana) std::copy(kana.begin(), kana.end(), p.kana_key.data);
      p.id.birth = CivilDate::of(1980, 4, 1);
      p.id.birth_says_nothing = flood;
      ListIndex index(tables(), kToday);
      index.add(5, p);
      index.build();
      const auto has = [&](const BirthTable& table, uint64_t key) {
        return found(table, p.id.birth, {key}) == std::vector<uint32_t>{5};
      };
      uint64_t ends[kMaxKeys];
      const size_t n = name_keys(p.kana_key, p.written_key, ends);
      CAPTURE(flood);
      CAPTURE(by_kana);
      CHECK(has(index.special_writings(), whole_key(p.written_key)) == !by_kana);
      CHECK(has(index.writings(), whole_key(p.written_key)) == !(flood && by_kana));
      CHECK(has(index.births(), ends[n - 1]) == !flood);  // by both ends of the writing: too many would answer to that
      if (by_kana) CHECK(has(index.births(), whole_key(p.kana_key)) == flood);  // else by its parts
      ++ran;
    }
  CHECK(ran == 4);
}

TEST_CASE("index: who is listed with a character lost at an end of the name is among the special writings") {
  size_t ran = 0;
  for (const auto& [written, special] : {std::pair{std::u16string(u"山田太") + kWildcard, true},
                                         {kWildcard + std::u16string(u"田太郎"), true},
                                         {std::u16string(u"山") + kWildcard + u"太郎", false},
                                         {std::u16string(u"山田") + kWildcard + u"郎", false},
                                         {std::u16string(u"山田太郎"), false}}) {
    ListedPerson p;
    const auto put = [](KeyText& to, const std::u16string& s) {
      to.size = static_cast<uint32_t>(s.size());
      std::copy(s.begin(), s.end(), to.data);
    };
    put(p.kana_key, u"ヤマタタロウ");
    put(p.written_key, written);
    p.id.written.text = written;
    p.id.birth = CivilDate::of(1980, 4, 1);
    ListIndex index(tables(), kToday);
    index.add(0, p);
    index.build();
    CAPTURE(ran);
    CHECK(index.some_special_writing(p.id.birth) == special);
    CHECK_FALSE(index.some_special_writing(CivilDate::of(1980, 4, 3)));
    ++ran;
  }
  CHECK(ran == 5);
}

TEST_CASE("index: the first two hard kana and their number, as counted one by one") {
  constexpr char16_t kKana[] = u"アイウエオユカサタン";
  std::mt19937 random(7);
  size_t ran = 0;
  for (; ran < 20000; ++ran) {
    KeyText name;
    for (char16_t& c : name.data) c = kKana[random() % 10];  // what stands after the name's end must not count
    name.size = static_cast<uint32_t>(random() % (kMaxKeyCharacters + 1));
    std::u16string hard;
    for (const char16_t c : name.view())
      if (!is_soft(c)) hard += c;
    const HardHead head = hard_head(name);
    REQUIRE(head.count == hard.size());
    REQUIRE(head.first == (hard.empty() ? 0 : hard[0]));
    REQUIRE(head.second == (hard.size() < 2 ? 0 : hard[1]));
  }
  CHECK(ran == 20000);
}
