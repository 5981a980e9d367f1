// Candidates and what they come to: nobody is picked silently, history rows are one person, numbers that point elsewhere
// stop the pick. And the loss date, the claims and the runs of core/rules/matched.h.
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

Member member(uint64_t resident, CivilDate acquired = CivilDate::of(2020, 4, 1), CivilDate lost = {}) {
  Member m;
  m.resident_number = resident;
  m.birth = CivilDate::of(1980, 4, 1);
  m.acquired = acquired;
  m.lost = lost;
  return m;
}

Resolution resolved(const std::vector<std::pair<uint32_t, Comparison>>& candidates, const std::vector<Member>& members, CivilDate event = {}) {
  CandidateList list;
  for (const auto& [who, c] : candidates)
    if (list.wants(c)) list.add(who, c);
  list.settle();
  return resolve(list, members, event);
}

}  // namespace

TEST_CASE("resolve: how many, and of which grade") {
  const std::vector<Member> people = {member(1), member(2), member(3)};
  struct Row {
    std::vector<std::pair<uint32_t, Comparison>> candidates;
    ResolutionKind kind;
    Grade best;
    uint32_t who;
    bool elsewhere;
  };
  const auto c = graded;
  const std::vector<Row> rows = {
      {{}, ResolutionKind::nobody, Grade::none, kNobody, false},
      {{{0, c(Grade::look_alike, {}, 0)}}, ResolutionKind::nobody, Grade::none, kNobody, false},
      {{{0, c(Grade::s, NumberLevel::same, 0)}}, ResolutionKind::one, Grade::s, 0, false},
      {{{0, c(Grade::a, {}, 0)}}, ResolutionKind::one, Grade::a, 0, false},
      {{{0, c(Grade::b, {}, 0)}}, ResolutionKind::one, Grade::b, 0, false},
      {{{0, c(Grade::c, {}, 0)}}, ResolutionKind::shown_only, Grade::c, 0, false},
      // one-to-many at the same grade
      {{{0, c(Grade::a, {}, 0)}, {1, c(Grade::a, {}, 0)}}, ResolutionKind::several, Grade::a, kNobody, false},
      {{{0, c(Grade::c, {}, 0)}, {1, c(Grade::c, {}, 0)}}, ResolutionKind::several, Grade::c, kNobody, false},
      // a better grade stands
      {{{0, c(Grade::b, {}, 0)}, {1, c(Grade::a, {}, 0)}}, ResolutionKind::one, Grade::a, 1, false},
      {{{0, c(Grade::a, {}, 0)}, {1, c(Grade::s, NumberLevel::same, 0)}}, ResolutionKind::one, Grade::s, 1, false},
      {{{0, c(Grade::a, {}, 0)}, {1, c(Grade::c, {}, kTwo)}}, ResolutionKind::one, Grade::a, 0, false},
      // the number points to another person
      {{{0, c(Grade::a, {}, 0)}, {1, c(Grade::c, NumberLevel::same, relax(Relaxation::name_differs))}}, ResolutionKind::several, Grade::a, kNobody, true},
      // a namesake with another pension number forbids the pick, but for a number that settles it
      {{{0, c(Grade::a, {}, 0)}, {1, c(Grade::c, {}, relax(Relaxation::pension_number_differs))}}, ResolutionKind::several, Grade::a, kNobody, false},
      {{{0, c(Grade::s, NumberLevel::same, 0)}, {1, c(Grade::c, {}, relax(Relaxation::pension_number_differs))}}, ResolutionKind::one, Grade::s, 0, false},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(ran);
    const Resolution got = resolved(r.candidates, people);
    CHECK(got.kind == r.kind);
    if (r.kind != ResolutionKind::nobody) CHECK(got.best == r.best);
    CHECK(got.who == r.who);
    CHECK(got.number_points_elsewhere == r.elsewhere);
    // The order of arrival decides nothing.
    auto turned = r.candidates;
    std::reverse(turned.begin(), turned.end());
    CHECK(resolved(turned, people).kind == r.kind);
    CHECK(resolved(turned, people).who == r.who);
    ++ran;
  }
  CHECK(ran == 14);
}

TEST_CASE("resolve: rows of one person are one person; the event picks the period") {
  const auto date = [](int y) { return CivilDate::of(y, 4, 1); };
  const std::vector<Member> periods = {member(1, date(2000), date(2010)), member(1, date(2015), date(2020)), member(1, date(2022))};
  const Comparison a = graded(Grade::a);
  size_t ran = 0;
  for (const auto& [event, who] : {std::pair{CivilDate{}, 2u}, {date(2005), 0u}, {date(2010), 0u}, {date(2016), 1u}, {date(2023), 2u}, {date(2012), 2u}, {date(1990), 2u}}) {
    const Resolution r = resolved({{0, a}, {1, a}, {2, a}}, periods, event);
    CHECK(r.kind == ResolutionKind::one);
    CHECK(r.who == who);
    CHECK(r.history_rows == 2);
    ++ran;
  }
  CHECK(ran == 7);
  // All periods ended: the latest.
  const std::vector<Member> ended = {member(1, date(2000), date(2010)), member(1, date(2015), date(2020))};
  CHECK(resolved({{0, a}, {1, a}}, ended).who == 1);
  // Rows are one person only with an equal birth date.
  std::vector<Member> others = ended;
  others[1].birth = CivilDate::of(1981, 4, 1);
  CHECK(resolved({{0, a}, {1, a}}, others).kind == ResolutionKind::several);
  CHECK(canonical_members(ended) == std::vector<uint32_t>{0, 0});
  CHECK(canonical_members(others) == std::vector<uint32_t>{0, 1});
}

TEST_CASE("same_member: the resident number, or the full number with its branch") {
  Member a = member(0);
  Member b = member(0);
  CHECK_FALSE(same_member(a, b));
  a.number = parse_member_number("", "05-1", "01");
  b.number = parse_member_number("05", "001", "1");
  CHECK(same_member(a, b));
  b.number.branch = 2;
  CHECK_FALSE(same_member(a, b));
  b.number.branch = -1;
  CHECK_FALSE(same_member(a, b));
  b.number.branch = 1;
  a.resident_number = 7;
  CHECK(same_member(a, b));
  b.resident_number = 8;
  CHECK_FALSE(same_member(a, b));
}

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
  CHECK_FALSE(likes.wants(graded(Grade::c, {}, kTwo)));
  CHECK_FALSE(likes.wants(graded(Grade::none)));
}

TEST_CASE("claims: one claim stands, the better of two stands, equals do not") {
  Claims claims(3);
  claims.add(0, Grade::a);
  claims.add(1, Grade::b);
  claims.add(1, Grade::a);
  claims.add(2, Grade::a);
  claims.add(2, Grade::a);
  CHECK_FALSE(claims.contested(0, Grade::a));
  CHECK_FALSE(claims.contested(1, Grade::a));
  CHECK(claims.contested(1, Grade::b));
  CHECK(claims.contested(2, Grade::a));
}

// 国保法8条.
TEST_CASE("loss date: the day after, the very day for a 国保組合, else none") {
  size_t ran = 0;
  for (const auto& [kind, acquired, want] :
       {std::tuple{InsurerClass::employee, CivilDate::of(2026, 9, 1), CivilDate::of(2026, 9, 2)}, {InsurerClass::employee, CivilDate::of(2026, 12, 31), CivilDate::of(2027, 1, 1)},
        {InsurerClass::employee, CivilDate::of(2028, 2, 28), CivilDate::of(2028, 2, 29)}, {InsurerClass::employee, CivilDate::of(2027, 2, 28), CivilDate::of(2027, 3, 1)},
        {InsurerClass::elderly, CivilDate::of(2026, 9, 30), CivilDate::of(2026, 10, 1)}, {InsurerClass::national_union, CivilDate::of(2026, 9, 1), CivilDate::of(2026, 9, 1)},
        {InsurerClass::national_town, CivilDate::of(2026, 9, 1), CivilDate{}}, {InsurerClass::day_labourer, CivilDate::of(2026, 9, 1), CivilDate{}},
        {InsurerClass::unknown, CivilDate::of(2026, 9, 1), CivilDate{}}, {InsurerClass::invalid, CivilDate::of(2026, 9, 1), CivilDate{}},
        {InsurerClass::employee, CivilDate{}, CivilDate{}}}) {
    std::vector<Reason> reasons;
    CHECK(loss_date(kind, acquired, reasons) == want);
    CHECK(reasons.size() == (want.none() ? 0u : 1u));
    if (!want.none()) CHECK(reasons[0].code == (kind == InsurerClass::national_union ? ReasonCode::loss_same_day : ReasonCode::loss_next_day));
    ++ran;
  }
  CHECK(ran == 11);
}
