// The index over the lists: days of very many, and numbers that are written in one part or in two.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "core/base/key_chains.h"
#include "core/match/listed_people.h"

using namespace totsugo;

namespace {

std::vector<uint32_t> found(const BirthTable& table, CivilDate birth, const std::vector<uint64_t>& keys) {
  std::vector<uint32_t> out;
  table.find(table.day(birth), keys.data(), keys.size(), [&](uint32_t person) { out.push_back(person); });
  std::sort(out.begin(), out.end());
  return out;
}

uint64_t name(uint32_t n) { return name_key(KeyKind::whole, n); }

}  // namespace

TEST_CASE("index: a day of any number of people gives each of them, and nobody of the days beside") {
  const CivilDate before = CivilDate::of(1900, 1, 1), day = CivilDate::of(1900, 1, 2), after = CivilDate::of(1900, 1, 3);
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
    }
    ++ran;
  }
  CHECK(ran == 9);
}

TEST_CASE("index: a number is found run together, and with each part without its zeros") {
  ListedPerson p;
  p.id.number = parse_member_number("05", "001", "");
  REQUIRE(p.id.number.joined != p.id.number.separate);
  p.id.pension_number = 77;
  ListIndex index;
  index.add(3, p, CivilDate::of(2026, 11, 22));
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

TEST_CASE("index: who is listed with a character lost at an end of the name is among the special writings") {
  size_t ran = 0;
  for (const auto& [written, special] : {std::pair{std::u16string(u"山田太") + kWildcard, true}, {kWildcard + std::u16string(u"田太郎"), true},
                                         {std::u16string(u"山") + kWildcard + u"太郎", false}, {std::u16string(u"山田") + kWildcard + u"郎", false},
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
    ListIndex index;
    index.add(0, p, CivilDate::of(2026, 11, 22));
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

TEST_CASE("key chains: what a multimap would hold, newest first") {
  std::mt19937_64 random(11);
  for (const size_t most : {size_t{0}, size_t{1}, size_t{8}, size_t{5000}}) {
    KeyChains chains(most);
    std::map<uint64_t, std::vector<uint32_t>> plain;
    for (uint32_t thing = 0; thing < most; ++thing) {
      const uint64_t key = random() % (most / 3 + 1) * 0x100000000u;  // many keys with equal low bits
      chains.add(key, thing);
      plain[key].insert(plain[key].begin(), thing);
    }
    for (const auto& [key, things] : plain) {
      std::vector<uint32_t> met;
      for (uint32_t t = chains.newest(key); t != KeyChains::kEnd; t = chains.earlier(t)) met.push_back(t);
      REQUIRE(met == things);
    }
    CHECK(chains.newest(12345) == KeyChains::kEnd);
  }
}
