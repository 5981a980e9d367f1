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

Resolution resolved(const std::vector<std::pair<uint32_t, Comparison>>& candidates, const std::vector<Member>& members,
                    CivilDate event = {}) {
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
      {{{0, c(Grade::a, {}, 0)}, {1, c(Grade::c, NumberLevel::same, relax(Relaxation::name_differs))}},
       ResolutionKind::several,
       Grade::a,
       kNobody,
       true},
      // a namesake with another pension number forbids the pick, but for a number that settles it
      {{{0, c(Grade::a, {}, 0)}, {1, c(Grade::c, {}, relax(Relaxation::pension_number_differs))}},
       ResolutionKind::several,
       Grade::a,
       kNobody,
       false},
      {{{0, c(Grade::s, NumberLevel::same, 0)}, {1, c(Grade::c, {}, relax(Relaxation::pension_number_differs))}},
       ResolutionKind::one,
       Grade::s,
       0,
       false},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(ran);
    const Resolution got = resolved(r.candidates, people);
    CHECK(got.kind == r.kind);
    CHECK(got.best == r.best);
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

TEST_CASE("resolve: who is not sought by name is said to be so, unless a number finds somebody") {
  const std::vector<Member> people = {member(1)};
  CandidateList list;
  CHECK(resolve(list, people, {}).kind == ResolutionKind::nobody);
  list.give_up();
  CHECK(resolve(list, people, {}).kind == ResolutionKind::not_sought);
  list.add(0, graded(Grade::c, NumberLevel::same));
  CHECK(resolve(list, people, {}).kind == ResolutionKind::shown_only);
}

TEST_CASE("resolve: rows of one person are one person; the event picks the period") {
  const auto date = [](int y) { return CivilDate::of(y, 4, 1); };
  const std::vector<Member> periods = {member(1, date(2000), date(2010)), member(1, date(2015), date(2020)),
                                       member(1, date(2022))};
  const Comparison a = graded(Grade::a);
  size_t ran = 0;
  for (const auto& [event, who] : {std::pair{CivilDate{}, 2u},
                                   {date(2005), 0u},
                                   {date(2010), 0u},
                                   {date(2016), 1u},
                                   {date(2023), 2u},
                                   {date(2012), 2u},
                                   {date(1990), 2u}}) {
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

TEST_CASE("candidates of grade C: to a bound of their own, and beside a better one only what speaks against it") {
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
  CHECK(list.more() == 0);  // those that say nothing beside a better one are not counted beside it
  CHECK_FALSE(list.wants(c));
  const Comparison by_number = graded(Grade::c, NumberLevel::same, relax(Relaxation::name_differs));
  const Comparison rival = graded(Grade::c, {}, relax(Relaxation::pension_number_differs));
  CHECK(list.wants(by_number));
  CHECK(list.wants(rival));
  list.settle();
  CHECK(list.all().size() == CandidateList::kMostSelectable);

  CandidateList beside;
  for (const auto& [who, compared] : {std::pair{7u, c},
                                      {6u, by_number},
                                      {5u, rival},
                                      {4u, graded(Grade::b)},
                                      {3u, graded(Grade::s)},
                                      {2u, graded(Grade::b)}})
    beside.add(who, compared);
  beside.settle();
  std::vector<uint32_t> order;
  for (const Candidate& one : beside.all()) order.push_back(one.who);
  CHECK(order == std::vector<uint32_t>{3, 2, 4, 5, 6});
  // Beside the best grade nothing is wanted that does not speak against it.
  CandidateList best;
  best.add(1, graded(Grade::s, NumberLevel::same));
  CHECK_FALSE(best.wants(c));
  CHECK_FALSE(best.wants(graded(Grade::look_alike)));
  CHECK(best.wants(graded(Grade::b)));
  CandidateList shown;
  shown.add(1, c);
  shown.settle();
  CHECK(shown.all().size() == 1);
}

TEST_CASE("a rival is who would be selectable but for another 基礎年金番号") {
  Comparison c = graded(Grade::c, {}, relax(Relaxation::pension_number_differs));
  CHECK(c.rival());
  c.relaxations |= relax(Relaxation::width);
  CHECK(c.rival());
  c.relaxations |= relax(Relaxation::dakuten);
  CHECK_FALSE(c.rival());
  c.relaxations = relax(Relaxation::pension_number_differs);
  c.birth = BirthLevel::off_by_one;
  CHECK_FALSE(c.rival());
  c.birth = BirthLevel::same;
  c.result = Grade::none;
  CHECK_FALSE(c.rival());
}

TEST_CASE("same_member: under one 宛名番号, rows in force at the same time need numbers that agree") {
  const auto date = [](int y, int day = 1) { return CivilDate::of(y, 4, day); };
  const auto row = [&](CivilDate from, CivilDate to, const char* number, const char* branch) {
    Member m = member(7, from, to);
    m.number = parse_member_number("", number, branch);
    return m;
  };
  struct Case {
    const char* what;
    Member a, b;
    bool same;
  };
  const std::vector<Case> cases = {
      {"one after the other, another number", row(date(2010), date(2015), "05-1", "01"),
       row(date(2015), {}, "05-2", "02"), true},
      {"one after the other with a day between", row(date(2010), date(2015), "05-1", "01"),
       row(date(2015, 2), {}, "05-2", "01"), true},
      {"a day together, another number", row(date(2010), date(2015, 2), "05-1", "01"),
       row(date(2015), {}, "05-2", "01"), false},
      {"a day together, another branch", row(date(2010), date(2015, 2), "05-1", "01"),
       row(date(2015), {}, "05-1", "02"), false},
      {"a day together, one number", row(date(2010), date(2015, 2), "05-1", "01"), row(date(2015), {}, "05-1", "01"),
       true},
      {"begun on one day, another number", row(date(2015), date(2016), "05-1", "01"), row(date(2015), {}, "05-2", "01"),
       false},
      {"both in force, another number", row(date(2010), {}, "05-1", "01"), row(date(2015), {}, "05-2", "01"), false},
      {"both in force, another branch", row(date(2010), {}, "05-1", "01"), row(date(2015), {}, "05-1", "02"), false},
      {"both in force, one number", row(date(2010), {}, "05-1", "01"), row(date(2015), {}, "05-1", "01"), true},
      {"both in force, the branch on one side", row(date(2010), {}, "05-1", "01"), row(date(2015), {}, "05-1", ""),
       true},
      {"both in force, no branches, another number", row(date(2010), {}, "05-1", ""), row(date(2015), {}, "05-2", ""),
       false},
      {"both in force, the number on one side", row(date(2010), {}, "05-1", "01"), row(date(2015), {}, "", ""), true},
      {"both in force, branches without a number", row(date(2010), {}, "", "01"), row(date(2015), {}, "", "02"), false},
      {"both in force, a branch 00 and another", row(date(2010), {}, "05-1", "00"), row(date(2015), {}, "05-1", "01"),
       false},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    CHECK(same_member(c.a, c.b) == c.same);
    CHECK(same_member(c.b, c.a) == c.same);
    ++ran;
  }
  CHECK(ran == 14);
}

TEST_CASE("resolve: which of one person's rows is meant") {
  const auto date = [](int y, int day = 1) { return CivilDate::of(y, 4, day); };
  const Comparison a = graded(Grade::a);
  const auto meant = [&](const std::vector<Member>& rows, CivilDate event) {
    std::vector<std::pair<uint32_t, Comparison>> all;
    for (uint32_t i = 0; i < rows.size(); ++i) all.push_back({i, a});
    const Resolution r = resolved(all, rows, event);
    CHECK(r.kind == ResolutionKind::one);
    return r.who;
  };
  const auto applied = [&](CivilDate from, CivilDate to = {}) {
    Member m = member(1, date(2000));
    m.applied_from = from;
    m.applied_to = to;
    return m;
  };
  // The first and the last day of a period belong to it.
  const std::vector<Member> two = {member(1, date(2000), date(2010, 5)), member(1, date(2020))};
  CHECK(meant(two, date(2000)) == 0);
  CHECK(meant(two, date(2010, 5)) == 0);
  CHECK(meant(two, date(2010, 6)) == 1);
  CHECK(meant(two, date(2020)) == 1);
  // 資格取得 stays through a move inside the prefecture: 適用開始 tells the rows apart, 適用終了 ends one.
  const std::vector<Member> moved = {applied(date(2005), date(2010)), applied(date(2015))};
  CHECK(meant(moved, date(2007)) == 0);
  CHECK(meant(moved, date(2003)) == 1);
  CHECK(meant(moved, date(2016)) == 1);
  CHECK(meant(moved, {}) == 1);
  // Of two that cover the event, or two in force: the one in force, then the later, then the one that stands first.
  CHECK(meant({member(1, date(2000), date(2022)), member(1, date(2000))}, date(2001)) == 1);
  CHECK(meant({applied(date(2005)), applied(date(2006))}, date(2016)) == 1);
  CHECK(meant({applied(date(2006)), applied(date(2005))}, date(2016)) == 0);
  std::vector<Member> equal = {member(1), member(1)};
  equal[0].line = 9;
  equal[1].line = 8;
  CHECK(meant(equal, {}) == 1);
  // A row found by no more than grade C is never the one meant, and the grade is that of the row that is.
  const std::vector<Member> rows = {member(1, date(2000), date(2010)), member(1, date(2020))};
  const Resolution by_c = resolved({{0, graded(Grade::c, NumberLevel::same, kTwo)}, {1, a}}, rows, date(2005));
  CHECK(by_c.kind == ResolutionKind::one);
  CHECK(by_c.who == 1);
  CHECK(by_c.history_rows == 1);
  const Resolution by_b = resolved({{0, graded(Grade::b)}, {1, a}}, rows, date(2005));
  CHECK(by_b.who == 0);
  CHECK(by_b.best == Grade::b);
}

TEST_CASE("resolve: a row of which nobody knows when it began is told, unless it had ended when the one meant began") {
  const auto date = [](int y, int day = 1) { return CivilDate::of(y, 4, day); };
  const Comparison a = graded(Grade::a);
  const auto row = [&](CivilDate from, CivilDate to, bool unreadable) {
    Member m = member(1, from, to);
    m.unreadable = unreadable;
    return m;
  };
  const Member meant = member(1, date(2020));
  size_t ran = 0;
  for (const auto& [other, told] : {std::pair{row({}, {}, true), true},
                                    {row({}, date(2020, 2), true), true},
                                    {row({}, date(2020), true), false},
                                    {row({}, date(2018), true), false},
                                    {row(date(2010), {}, true), false},
                                    {row({}, {}, false), false}}) {
    const Resolution after = resolved({{0, a}, {1, a}}, {meant, other});
    CHECK(after.kind == ResolutionKind::one);
    CHECK(after.who == 0);
    CHECK(after.unreadable == (told ? 1 : kNobody));
    const Resolution before = resolved({{0, a}, {1, a}, {2, a}}, {row(date(2000), date(2001), true), other, meant});
    CHECK(before.who == 2);
    CHECK(before.unreadable == (told ? 1 : kNobody));
    ++ran;
  }
  CHECK(ran == 6);
  // The one meant is told of by itself.
  CHECK(resolved({{0, a}}, {row({}, {}, true)}).unreadable == kNobody);
}

TEST_CASE("resolve: where nobody is picked, only what all of the best grade needed is told") {
  const std::vector<Member> people = {member(1), member(2), member(3)};
  const RelaxationSet dakuten = relax(Relaxation::dakuten), width = relax(Relaxation::width);
  const auto told = [&](const std::vector<std::pair<uint32_t, Comparison>>& candidates) {
    const Resolution r = resolved(candidates, people);
    CHECK(r.kind == ResolutionKind::several);
    return r.compared.relaxations;
  };
  const auto b = [](RelaxationSet why) { return graded(Grade::b, NumberLevel::missing, why); };
  CHECK(told({{0, b(dakuten | width)}, {1, b(dakuten)}}) == dakuten);
  CHECK(told({{0, b(dakuten)}, {1, b(relax(Relaxation::so_n))}}) == 0);
  // What speaks against the pick needed something else.
  CHECK(told({{0, b(dakuten)}, {1, graded(Grade::c, NumberLevel::same, relax(Relaxation::name_differs))}}) == dakuten);
}

TEST_CASE("canonical_members: rows of one person stand for the first of them, found by either kind of number") {
  std::vector<Member> rows(5, member(0));
  rows[0].number = parse_member_number("", "05-1", "01");
  rows[1].number = parse_member_number("", "05-1", "02");
  rows[2].number = parse_member_number("05", "1", "01");
  rows[3].number = parse_member_number("", "05-1", "");
  rows[4].number = parse_member_number("", "05-1", "00");
  rows[0].number = rows[2].number;
  CHECK(canonical_members(rows) == std::vector<uint32_t>{0, 1, 0, 3, 4});
  std::vector<Member> twins(4, member(5));
  twins[1].resident_number = 6;
  twins[2].birth = CivilDate::of(1981, 4, 1);
  CHECK(canonical_members(twins) == std::vector<uint32_t>{0, 1, 2, 0});
  // The branch 00 is a branch.
  const std::vector<Member> zeros(2, rows[4]);
  CHECK(canonical_members(zeros) == std::vector<uint32_t>{0, 0});
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
    std::vector<Reason> reasons;
    CHECK(loss_date(kind, acquired, reasons) == want);
    CHECK(reasons.size() == (want.none() ? 0u : 1u));
    if (!want.none())
      CHECK(reasons[0].code ==
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
  CHECK(list.more() == 40 - CandidateList::kMostSelectable);
  list.settle();
  CHECK(list.all().size() == CandidateList::kMostSelectable);
  for (const Candidate& c : list.all()) CHECK(c.who < 100 + CandidateList::kMostSelectable);
}
