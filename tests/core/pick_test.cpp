// Who may be picked (DOMAIN section 5), by the levels of the fields; and what the candidates of one person come to.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/match/pick.h"
#include "tests/reference/plain_pick.h"

using namespace totsugo;

namespace {

// birth sex number branch pension kana written, in the order of LevelOf: = same, ~ relaxed, . silent, x against
PersonCandidate person(uint32_t who, Grade grade, const std::string& levels) {
  PersonCandidate p;
  p.person = p.member = who;
  p.rows = 1;
  p.compared.result = grade;
  for (size_t i = 0; i < kLevelCount; ++i) p.levels[i] = static_cast<Level>(std::string("=~.x").find(levels.at(i)));
  p.as_rival = p.levels;
  return p;
}

constexpr size_t kNone = 99;

size_t picked(std::vector<PersonCandidate> all) {
  const size_t at = pick(all);
  const size_t by_the_twin = plain::pick(all);
  CHECK(at == by_the_twin);
  // Whoever stands first.
  std::reverse(all.begin(), all.end());
  const size_t turned = pick(all);
  CHECK((at == all.size() ? turned == all.size() : turned + at + 1 == all.size()));
  return at == all.size() ? kNone : all[turned].person;
}

}  // namespace

TEST_CASE("pick: alone, nothing may be against, but for one writing of the name where the number leaves no doubt") {
  using enum Grade;
  struct Row {
    const char* what;
    Grade grade;
    const char* levels;
    bool picked;
  };
  const std::vector<Row> rows = {
      {"all the same", s, "=======", true},
      {"no number", a, "==...==", true},
      {"kana relaxed", b, "==...~=", true},
      {"sex silent", b, "=....==", true},
      {"grade C", c, "==...==", false},
      {"another number", c, "==x..==", false},
      {"another branch", c, "===x.==", false},
      {"another sex", c, "=x...==", false},
      {"kana against, written same, number with branch", s, "====.x=", true},
      {"written against, kana same, number with branch", s, "====.=x", true},
      {"written against, kana same, by the pension number", s, "==..==x", true},
      {"written against, kana relaxed", s, "====.~x", false},
      {"written against, kana silent", s, "====..x", false},
      {"written against, the branch silent", s, "===..=x", false},
      {"both against", s, "====.xx", false},
      {"written against, the birth date silent", s, ".===.=x", false},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(std::string(r.what));
    CHECK(picked({person(0, r.grade, r.levels)}) == (r.picked ? 0 : kNone));
    ++ran;
  }
  CHECK(ran == 16);
}

TEST_CASE("pick: beside others") {
  using enum Grade;
  struct Row {
    const char* what;
    std::vector<PersonCandidate> all;
    size_t picked;
  };
  const auto p = person;
  const std::vector<Row> rows = {
      {"two alike", {p(0, a, "==...=="), p(1, a, "==...==")}, kNone},
      {"something is against the other", {p(0, a, "==...=="), p(1, c, "=x...==")}, 0},
      {"the other worse in one field", {p(0, a, "==...=="), p(1, b, "==...~=")}, 0},
      {"each worse in one", {p(0, b, "==...=~"), p(1, b, "==...~=")}, kNone},
      {"the fuller and the emptier row", {p(0, a, "==...=="), p(1, a, "==....=")}, kNone},
      {"the emptier row, its number against", {p(0, a, "====.=="), p(1, c, "==x...=")}, 0},
      {"a twin's branch beside the other's name", {p(0, c, "===x.=="), p(1, s, "====.=x")}, kNone},
      {"a twin's branch, the name says nothing of the other", {p(0, c, "===x.=."), p(1, s, "====.=x")}, 1},
      {"one's number beside another's name", {p(0, c, "==x..=="), p(1, c, "====.xx")}, kNone},
      {"the number's bearer beside a namesake", {p(0, s, "====.=="), p(1, c, "==x..==")}, 0},
      {"another bears the number", {p(0, a, "==...=="), p(1, c, "==xx=xx")}, kNone},
      {"another may bear the number", {p(0, a, "==...=="), p(1, c, "x==..==")}, kNone},
      {"both may bear the number", {p(0, a, "===..=="), p(1, c, "x==..==")}, 0},
      {"another of the household", {p(0, a, "===..=="), p(1, c, "===x.xx")}, 0},
      {"a twin's branch, the name nearly his and quite the other's", {p(0, c, "===x.=."), p(1, s, "====.~.")}, kNone},
      {"another bears the pension number", {p(0, s, "====.=="), p(1, c, "xx..=xx")}, kNone},
      {"another bears the pension number, and so does he", {p(0, s, "======="), p(1, c, "xx..=xx")}, 0},
      {"silence helps nobody", {p(0, a, "==...=="), p(1, c, "==.....")}, kNone},
      {"three, two of them out", {p(0, c, "==x..=="), p(1, s, "====.=="), p(2, c, "=xx..==")}, 1},
      {"nobody", {}, kNone},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(std::string(r.what));
    CHECK(picked(r.all) == r.picked);
    ++ran;
  }
  CHECK(ran == 20);
}

TEST_CASE("pick: an older row of somebody else puts him out of the race only if no row of his is silent there") {
  const PersonCandidate x = person(0, Grade::a, "==...==");
  PersonCandidate other = person(1, Grade::c, "==...xx");
  CHECK(picked({x, other}) == 0);
  other.as_rival = person(1, Grade::a, "==....=").levels;  // he has changed his name, and the newest row has no kana
  CHECK(picked({x, other}) == kNone);
  // Against himself it counts all the same.
  CHECK(picked({other}) == kNone);
}

TEST_CASE("pick: a row of the roster that fits two people is not picked") {
  std::vector<PersonCandidate> all{person(0, Grade::a, "==...==")};
  CHECK(pick(all) == 0);
  all[0].torn = true;
  CHECK(pick(all) == 1);
}
