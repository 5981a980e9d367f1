// The candidates of one person, to their bounds. And the loss date, the claims and the runs of core/rules/matched.h.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "core/match/candidates.h"
#include "core/rules/matched.h"

using namespace totsugo;

namespace {

Comparison graded(Grade g, NumberLevel number = NumberLevel::missing, RelaxationSet relaxations = 0) {
  Comparison c;
  c.result = g;
  c.number = number;
  c.relaxations = relaxations;
  c.birth = BirthLevel::same;
  return c;
}

constexpr RelaxationSet kTwo = relax(Relaxation::dakuten) | relax(Relaxation::so_n);

}  // namespace

TEST_CASE("candidate lists are bounded, and say how many more there are") {
  CandidateList list;
  for (uint32_t i = 0; i < 100; ++i)
    if (list.wants(graded(Grade::a))) list.add(i, graded(Grade::a));
  CHECK(list.all().size() == CandidateList::kMostSelectable);
  CHECK(list.more() == 100 - CandidateList::kMostSelectable);
  CandidateList likes;
  for (uint32_t i = 0; i < 100; ++i) {
    Comparison c = graded(Grade::look_alike);
    c.birth = i == 50 ? BirthLevel::same : BirthLevel::differs;
    if (likes.wants(c)) likes.add(i, c);
  }
  CHECK(likes.all().size() == CandidateList::kMostLookAlikes);
  bool nearest = false;
  for (const Candidate& c : likes.all()) nearest = nearest || c.who == 50;
  CHECK(nearest);
  likes.add(200, graded(Grade::b));
  CHECK(likes.all().size() == 1);
  CHECK_FALSE(likes.wants(graded(Grade::look_alike)));
  CHECK(likes.wants(graded(Grade::c, {}, kTwo)));  // it may speak against the pick
  CHECK_FALSE(likes.wants(graded(Grade::none)));
}

TEST_CASE("look-alikes: the nearest are kept: birth date first, then kana, then how much is alike, then sex") {
  const auto like = [](BirthLevel birth, NameLevel kana, uint8_t shared, SexLevel sex) {
    Comparison c = graded(Grade::look_alike);
    c.birth = birth;
    c.kana = kana;
    c.shared = shared;
    c.sex = sex;
    return c;
  };
  // Each nearer than the one before it, by one thing that counts more than all that comes after.
  const std::vector<Comparison> nearer = {
      like(BirthLevel::differs, NameLevel::differs, 0, SexLevel::differs),
      like(BirthLevel::differs, NameLevel::differs, 0, SexLevel::same),
      like(BirthLevel::differs, NameLevel::differs, 1, SexLevel::differs),
      like(BirthLevel::differs, NameLevel::differs, 15, SexLevel::differs),
      like(BirthLevel::differs, NameLevel::same, 0, SexLevel::differs),
      like(BirthLevel::off_by_one, NameLevel::differs, 0, SexLevel::differs),
      like(BirthLevel::same, NameLevel::differs, 0, SexLevel::differs),
      like(BirthLevel::same, NameLevel::one_char, 0, SexLevel::missing),
      like(BirthLevel::same, NameLevel::one_char, 2, SexLevel::same),
  };
  size_t ran = 0;
  for (size_t i = 0; i + 1 < nearer.size(); ++i) {
    CAPTURE(i);
    CandidateList list;
    for (uint32_t n = 0; n < CandidateList::kMostLookAlikes; ++n) {
      REQUIRE(list.wants(nearer[i]));
      list.add(n, nearer[i]);
    }
    // As near as those that are there: the first stay.
    CHECK_FALSE(list.wants(nearer[i]));
    if (i > 0) CHECK_FALSE(list.wants(nearer[i - 1]));
    REQUIRE(list.wants(nearer[i + 1]));
    list.add(9, nearer[i + 1]);
    CHECK(list.all().size() == CandidateList::kMostLookAlikes);
    CHECK(list.all().back().who == 9);
    // The one that goes is the farthest.
    if (i + 2 < nearer.size()) {
      list.add(10, nearer[i + 2]);
      CHECK(std::any_of(list.all().begin(), list.all().end(), [](const Candidate& c) { return c.who == 9; }));
    }
    ++ran;
  }
  CHECK(ran == 8);
}

TEST_CASE("candidates of grade C: to a bound of their own, beside a better one too") {
  CandidateList list;
  const Comparison c = graded(Grade::c, {}, kTwo);
  list.add(99, graded(Grade::look_alike));
  for (uint32_t i = 0; i < 20; ++i) {
    REQUIRE(list.wants(c) == (i < CandidateList::kMostShown));
    if (i < CandidateList::kMostShown) list.add(i, c);
  }
  CHECK(list.all().size() == CandidateList::kMostShown);
  CHECK(list.more() == 20 - CandidateList::kMostShown);
  CHECK_FALSE(list.nobody());
  // Those of grade C take no room from the selectable.
  for (uint32_t i = 0; i < CandidateList::kMostSelectable; ++i) list.add(100 + i, graded(Grade::b));
  CHECK(list.all().size() == CandidateList::kMostShown + CandidateList::kMostSelectable);
  CHECK(list.more() == 20 - CandidateList::kMostShown);
  const Comparison by_number = graded(Grade::c, NumberLevel::same, relax(Relaxation::name_differs));
  CHECK(list.wants(by_number));
  list.add(300, by_number);
  list.settle();
  CHECK(list.all().size() == CandidateList::kMostSelectable + CandidateList::kMostShown);
  CHECK(list.all().back().who == 300);

  CandidateList beside;
  for (const auto& [who, compared] :
       {std::pair{7u, c}, {6u, by_number}, {4u, graded(Grade::b)}, {3u, graded(Grade::s)}, {2u, graded(Grade::b)}})
    beside.add(who, compared);
  beside.settle();
  std::vector<uint32_t> order;
  for (const Candidate& one : beside.all()) order.push_back(one.who);
  CHECK(order == std::vector<uint32_t>{3, 2, 4, 6, 7});
  // Beside a match no look-alike is wanted.
  CandidateList best;
  best.add(1, graded(Grade::s, NumberLevel::same));
  CHECK(best.wants(c));
  CHECK_FALSE(best.wants(graded(Grade::look_alike)));
  CHECK(best.wants(graded(Grade::b)));
  CandidateList shown;
  shown.add(1, c);
  shown.settle();
  CHECK(shown.all().size() == 1);
}

TEST_CASE("claims: two people who are picked for one are neither sure, the same person twice is") {
  Claims claims(3);
  claims.add(0, 7);
  claims.add(1, 7);
  claims.add(1, 7);
  claims.add(2, 7);
  claims.add(2, 8);
  CHECK_FALSE(claims.contested(0));
  CHECK_FALSE(claims.contested(1));
  CHECK(claims.contested(2));
}

// 国保法8条.
TEST_CASE("loss date: the day after, the very day for a 国保組合, else none") {
  size_t ran = 0;
  for (const auto& [kind, acquired, want] :
       {std::tuple{InsurerClass::employee, CivilDate::of(2026, 9, 1), CivilDate::of(2026, 9, 2)},
        {InsurerClass::employee, CivilDate::of(2026, 12, 31), CivilDate::of(2027, 1, 1)},
        {InsurerClass::employee, CivilDate::of(2028, 2, 28), CivilDate::of(2028, 2, 29)},
        {InsurerClass::employee, CivilDate::of(2027, 2, 28), CivilDate::of(2027, 3, 1)},
        {InsurerClass::elderly, CivilDate::of(2026, 9, 30), CivilDate::of(2026, 10, 1)},
        {InsurerClass::national_union, CivilDate::of(2026, 9, 1), CivilDate::of(2026, 9, 1)},
        {InsurerClass::national_town, CivilDate::of(2026, 9, 1), CivilDate{}},
        {InsurerClass::day_labourer, CivilDate::of(2026, 9, 1), CivilDate{}},
        {InsurerClass::unknown, CivilDate::of(2026, 9, 1), CivilDate{}},
        {InsurerClass::invalid, CivilDate::of(2026, 9, 1), CivilDate{}},
        {InsurerClass::employee, CivilDate{}, CivilDate{}}}) {
    CHECK(loss_date(kind, acquired) == want);
    CaseResult stated;
    state_loss_date(kind, acquired, stated);
    CHECK(stated.loss_date == want);
    REQUIRE(stated.reasons.size() == (want.none() ? 0u : 1u));
    if (!want.none())
      CHECK(stated.reasons[0].code ==
            (kind == InsurerClass::national_union ? ReasonCode::loss_same_day : ReasonCode::loss_next_day));
    ++ran;
  }
  CHECK(ran == 11);
}

TEST_CASE("candidates: those beyond both bounds are counted together") {
  CandidateList list;
  uint32_t who = 0;
  const auto offer = [&](const Comparison& c, size_t n) {
    for (size_t i = 0; i < n; ++i, ++who)
      if (list.wants(c)) list.add(who, c);
  };
  offer(graded(Grade::a), CandidateList::kMostSelectable + 5);
  offer(graded(Grade::c, NumberLevel::same), CandidateList::kMostShown + 3);  // a number that points to another person
  CHECK(list.all().size() == CandidateList::kMostSelectable + CandidateList::kMostShown);
  CHECK(list.more() == 8);
}

TEST_CASE("candidates at their bound: a better one takes the place of the worst that is selectable, and of no other") {
  const Comparison by_number = graded(Grade::c, NumberLevel::same, relax(Relaxation::name_differs));
  size_t ran = 0;
  for (const bool first : {true, false}) {
    CandidateList list;
    if (first) list.add(99, by_number);
    for (uint32_t i = 0; i < CandidateList::kMostSelectable; ++i) list.add(100 + i, graded(Grade::b));
    if (!first) list.add(99, by_number);
    CHECK_FALSE(
        list.wants(graded(Grade::b)));  // as good as the worst: who came first stays, and no row is kept for nothing
    REQUIRE(list.wants(graded(Grade::a)));
    list.add(200, graded(Grade::a));
    list.settle();
    CHECK(list.all().size() == CandidateList::kMostSelectable + 1);
    CHECK(list.all().front().who == 200);
    CHECK(list.all().back().who == 99);
    ++ran;
  }
  CHECK(ran == 2);
}

TEST_CASE("candidates at their bound: those of grade S count as all that are selectable do") {
  const Comparison s = graded(Grade::s, NumberLevel::same);
  CandidateList list;
  for (uint32_t i = 0; i < 20; ++i)
    if (list.wants(graded(Grade::c, {}, kTwo))) list.add(i, graded(Grade::c, {}, kTwo));
  for (uint32_t i = 0; i < 40; ++i)
    if (list.wants(s)) list.add(100 + i, s);
  CHECK(list.more() == 40 - CandidateList::kMostSelectable + 20 - CandidateList::kMostShown);
  CHECK(list.beyond().size() == 2);  // how they compare is kept, each once
  list.settle();
  CHECK(list.all().size() == CandidateList::kMostSelectable + CandidateList::kMostShown);
}
