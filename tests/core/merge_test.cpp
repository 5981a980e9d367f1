// Two clerks' books made one: whose events are followed in each case, what waits for a choice, and that nothing is lost.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/casework/merge.h"
#include "core/casework/merge_runs.h"
#include "tests/core/job.h"
#include "tests/core/rounds.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

using Sides = std::unordered_map<std::string, Side>;

const MergeNote kNote{"2026-12-20T17:00:00+09:00", "係長", "作業_二郎.totsugo"};

const char* const kKana[] = {"アオキ　イチロウ", "イノウエ　ジロウ", "ウエダ　サブロウ",
                             "エンドウ　シロウ", "オカダ　ゴロウ",   "カトウ　ロクロウ"};
const char* const kNames[] = {"青木　一郎", "井上　二郎", "上田　三郎", "遠藤　四郎", "岡田　五郎", "加藤　六郎"};
const char* const kBirths[] = {"1961-01-11", "1962-02-12", "1963-03-13", "1964-04-14", "1965-05-15", "1966-06-16"};

// Members who are all on the pension list and in two overlap lists in a row.
Town town_of(std::vector<size_t> who, const std::string& older = kOldRun, const std::string& newer = kNewRun) {
  Town t;
  t.roster.clear();
  t.pension.clear();
  std::vector<OverlapLine> lines;
  for (size_t i = 0; i < 6; ++i)
    t.roster.push_back({.kana = kKana[i],
                        .name = kNames[i],
                        .birth = kBirths[i],
                        .resident = std::to_string(2001 + i),
                        .number = "05-" + std::to_string(2000001 + i)});
  for (const size_t i : who) {
    t.pension.push_back({.kana = kKana[i], .name = kNames[i], .birth = kBirths[i]});
    lines.push_back({.kana = kKana[i], .name = kNames[i], .birth = kBirths[i], .serial = std::to_string(2000001 + i)});
  }
  t.runs = {{older, lines}, {newer, lines}};
  return t;
}

void join(Session& s, const Town& town, const char* date) {
  REQUIRE(run_town_in(s, "P", town, {{"date", date}}).ok());
  REQUIRE(Json::parse(s.casework(R"({"do":"join"})"))["ok"] == true);
}

std::string body_of(Session& s) { return export_all(s, "work.json"); }

CaseBook book_of(const std::string& body) {
  CaseBook b;
  REQUIRE(b.open(body) == CaseBook::BodyError::none);
  return b;
}

// Six people, listed once.
const std::string& common_body() {
  static const std::string body = [] {
    Session s;
    join(s, town_of({0, 1, 2, 3, 4, 5}), "2026-11-22");
    return body_of(s);
  }();
  return body;
}

std::string with_run(const std::string& body, std::vector<size_t> who, const char* overlap, const char* date,
                     const char* first_branch = "01") {
  Session s;
  const Json opened = Json::parse(s.casework(Json{{"do", "open"}, {"body", body}}.dump()));
  REQUIRE(opened["ok"] == true);
  Town town = town_of(std::move(who), kNewRun, overlap);
  town.roster[0].branch = first_branch;
  join(s, town, date);
  return body_of(s);
}

uint32_t number_of(const CaseBook& b, const std::string& key) {
  for (uint32_t i = 0; i < b.cases().size(); ++i)
    if (b.cases()[i].key == key) return i;
  return kNobody;
}

std::string key(size_t i) { return "resident/" + std::to_string(2001 + i); }

const Case& at(const CaseBook& b, size_t i) {
  const uint32_t n = number_of(b, key(i));
  REQUIRE(n != kNobody);
  return b.cases()[n];
}

// A clerk with a book and a watch.
struct Clerk {
  CaseBook book;
  std::string name;
  int minute = 0;

  std::string now() {
    const int m = ++minute;
    const auto two = [](int v) { return (v < 10 ? "0" : "") + std::to_string(v); };
    return "2026-12-" + two(1 + m / 480) + "T" + two(9 + m % 480 / 60) + ":" + two(m % 60) + ":00+09:00";
  }
  size_t act(CaseAction a, const std::vector<size_t>& who, CivilDate on = {}, const std::string& note = {}) {
    CaseEvent e;
    e.action = a;
    e.at = now();
    e.who = name;
    e.on = on;
    e.note = note;
    e.reason = a == CaseAction::exclude ? "別人だった" : "";
    for (const size_t i : who) e.cases.push_back(number_of(book, key(i)));
    const size_t before = book.events().size();
    book.act(std::move(e), false);
    return book.events().size() - before;
  }
  bool undo() { return book.undo(now(), name); }
  bool redo() { return book.redo(now(), name); }
};

struct Pair {
  Clerk hanako;
  Clerk jiro;
};
// Both of one file; the second clerk is a little later each time.
Pair fork(const std::string& body) { return {{book_of(body), "窓口　花子", 0}, {book_of(body), "窓口　二郎", 30}}; }

// What a case's acts are, whoever took them: in the order they were taken.
std::vector<std::string> acts_of(const CaseBook& b, size_t i, bool only_standing) {
  std::vector<std::string> out;
  for (const uint32_t e : at(b, i).events)
    if (!only_standing || b.stands(e))
      out.push_back(std::string(code_of(b.events()[e].action)) + " " + b.events()[e].who + " " + b.events()[e].at);
  return out;
}

std::map<std::string, Standing> standings(const CaseBook& b) {
  std::map<std::string, Standing> out;
  for (const Case& c : b.cases()) out[c.key] = c.now;
  return out;
}

bool reopens(const CaseBook& b) {
  CaseBook other;
  return other.open(b.body()) == CaseBook::BodyError::none && other.body() == b.body() &&
         standings(other) == standings(b);
}

// merge(a, a) = a.
void check_adds_nothing(CaseBook a, const CaseBook& b) {
  const std::string before = a.body();
  const size_t unsaved = a.unsaved();
  const MergeOutcome again = merge(a, b, {}, kNote);
  CHECK(again.merged);
  CHECK(again.added == 0);
  CHECK(again.taken == 0);
  CHECK(again.runs == 0);
  CHECK(a.body() == before);
  CHECK(a.unsaved() == unsaved);
}

const CivilDate kDay = CivilDate::of(2026, 12, 1);

size_t merges_in(const CaseBook& b) {
  return static_cast<size_t>(std::count_if(b.events().begin(), b.events().end(),
                                           [](const CaseEvent& e) { return e.kind == CaseEvent::Kind::merge; }));
}

}  // namespace

TEST_CASE("merge: an empty book takes all, and gives nothing") {
  CaseBook empty;
  const CaseBook full = book_of(common_body());
  const MergeOutcome in = merge(empty, full, {}, kNote);
  CHECK(in.merged);
  CHECK(in.added == 6);
  CHECK(in.taken == 0);
  CHECK(in.runs == 1);
  CHECK(standings(empty) == standings(full));
  CHECK(merges_in(empty) == 1);
  CHECK(empty.unsaved() == 1);
  CHECK(reopens(empty));
  check_adds_nothing(full, CaseBook{});
  CaseBook nothing;
  CHECK(merge(nothing, CaseBook{}, {}, kNote).merged);
  CHECK(nothing.empty());
}

TEST_CASE("merge: the same file again changes nothing, whatever has been done in it") {
  Clerk c{book_of(common_body()), "窓口　花子"};
  check_adds_nothing(c.book, c.book);
  c.act(CaseAction::verify, {0, 1, 2});
  c.act(CaseAction::urge, {0, 2}, kDay);
  c.undo();
  check_adds_nothing(c.book, c.book);
  check_adds_nothing(c.book, book_of(common_body()));
  c.redo();
  check_adds_nothing(c.book, c.book);
}

TEST_CASE("merge: who is ahead is followed, what was undone with it") {
  Pair p = fork(common_body());
  p.jiro.act(CaseAction::verify, {0, 1, 2});
  p.jiro.act(CaseAction::urge, {0, 1}, kDay);
  p.jiro.act(CaseAction::hold, {2});
  p.jiro.undo();
  const MergeOutcome made = merge(p.hanako.book, p.jiro.book, {}, kNote);
  CHECK(made.merged);
  CHECK(made.taken == 3);
  CHECK(made.added == 0);
  CHECK(standings(p.hanako.book) == standings(p.jiro.book));
  CHECK(acts_of(p.hanako.book, 2, false) == acts_of(p.jiro.book, 2, false));
  CHECK(reopens(p.hanako.book));
  check_adds_nothing(p.hanako.book, p.jiro.book);
  // What was taken back before is not offered to be done again after.
  CHECK(!p.hanako.book.redoable());
  // The other clerk goes on, and is followed again.
  p.jiro.act(CaseAction::mail_returned, {0}, CivilDate::of(2026, 12, 4));
  CHECK(merge(p.hanako.book, p.jiro.book, {}, kNote).taken == 1);
  CHECK(at(p.hanako.book, 0).now.mail_returned);
  CHECK(merges_in(p.hanako.book) == 2);
  // Back to the other clerk: only the word that there was a merge is new.
  const MergeOutcome back = merge(p.jiro.book, p.hanako.book, {}, kNote);
  CHECK(back.taken == 0);
  CHECK(merges_in(p.jiro.book) == 2);
  CHECK(standings(p.hanako.book) == standings(p.jiro.book));
  check_adds_nothing(p.hanako.book, p.jiro.book);
  check_adds_nothing(p.jiro.book, p.hanako.book);
  // And on: what was known of earlier merges is not told twice.
  p.jiro.act(CaseAction::resend, {0}, CivilDate::of(2026, 12, 7));
  CHECK(merge(p.hanako.book, p.jiro.book, {}, kNote).taken == 1);
  CHECK(merges_in(p.hanako.book) == 3);
}

TEST_CASE("merge: each clerk's own people, with nobody in common, and files that were begun apart") {
  Session first;
  join(first, town_of({0, 1, 2}), "2026-11-22");
  Session second;
  join(second, town_of({3, 4}, kOldRun, "2026-11-20"), "2026-11-23");
  Clerk hanako{book_of(body_of(first)), "窓口　花子", 0};
  Clerk jiro{book_of(body_of(second)), "窓口　二郎", 30};
  hanako.act(CaseAction::verify, {0, 2});
  jiro.act(CaseAction::verify, {3, 4});
  jiro.act(CaseAction::urge, {4}, kDay);
  CaseBook both = hanako.book;
  const MergeOutcome made = merge(both, jiro.book, {}, kNote);
  CHECK(made.merged);
  CHECK(made.added == 2);
  CHECK(made.taken == 0);
  CHECK(made.runs == 1);
  REQUIRE(both.cases().size() == 5);
  CHECK(at(both, 0).now.state == CaseState::verified);
  CHECK(at(both, 1).now.state == CaseState::listed);
  CHECK(at(both, 4).now.state == CaseState::urged);
  CHECK(kept_text(at(both, 4), Field::name) == kNames[4]);
  // Each case is listed by its own run; the other one is the later.
  CHECK(both.runs()[at(both, 0).listings.back().last_run].date == CivilDate::of(2026, 11, 22));
  CHECK(both.runs()[at(both, 4).listings.back().last_run].date == CivilDate::of(2026, 11, 23));
  CHECK(reopens(both));
  CaseBook other = jiro.book;
  CHECK(merge(other, hanako.book, {}, kNote).added == 3);
  CHECK(standings(other) == standings(both));
  CHECK(other.runs() == both.runs());
}

TEST_CASE("merge: a case both have touched waits for a choice; what is not chosen stays in the history") {
  size_t ran = 0;
  for (const Side side : {Side::ours, Side::theirs}) {
    Pair p = fork(common_body());
    p.hanako.act(CaseAction::verify, {0, 1});
    p.jiro.act(CaseAction::exclude, {1, 2}, {}, "電話で確認");
    const CaseBook hanako = p.hanako.book;
    const std::string before = hanako.body();
    const MergeOutcome no = merge(p.hanako.book, p.jiro.book, {}, kNote);
    CHECK(!no.merged);
    REQUIRE(no.conflicts.size() == 1);
    CHECK(p.hanako.book.cases()[no.conflicts[0].ours].key == key(1));
    CHECK(p.jiro.book.cases()[no.conflicts[0].theirs].key == key(1));
    CHECK(no.conflicts[0].our_events.size() == 1);
    CHECK(no.conflicts[0].their_events.size() == 1);
    CHECK(p.hanako.book.body() == before);
    CHECK(!merge(p.hanako.book, p.jiro.book, {{key(2), side}}, kNote).merged);  // a choice about somebody else

    const MergeOutcome made = merge(p.hanako.book, p.jiro.book, {{key(1), side}}, kNote);
    CHECK(made.merged);
    CHECK(made.taken == (side == Side::theirs ? 2 : 1));
    const CaseBook& b = p.hanako.book;
    CHECK(at(b, 0).now.state == CaseState::verified);
    CHECK(at(b, 2).now.state == CaseState::excluded);
    CHECK(at(b, 1).now == at(side == Side::ours ? hanako : p.jiro.book, 1).now);
    CHECK(acts_of(b, 1, false).size() == 2);
    CHECK(acts_of(b, 1, true) == acts_of(side == Side::ours ? hanako : p.jiro.book, 1, true));
    CHECK(acts_of(b, 0, false).size() == 1);
    CHECK(reopens(b));
    // Who merged which file, and who took what was not chosen back.
    CHECK(b.events().back().kind == CaseEvent::Kind::merge);
    CHECK(b.events().back().note == kNote.file);
    CHECK(b.events()[b.events().size() - 2].kind == CaseEvent::Kind::undo);
    CHECK(b.events()[b.events().size() - 2].who == kNote.who);
    CHECK(!b.redoable());
    check_adds_nothing(b, p.jiro.book);
    check_adds_nothing(b, hanako);
    ++ran;
  }
  CHECK(ran == 2);
}

TEST_CASE("merge: cases that one clerk has made one person are decided as one") {
  size_t ran = 0;
  for (const bool jiro_made_them_one : {false, true}) {
    for (const Side side : {Side::ours, Side::theirs}) {
      Pair p = fork(common_body());
      Clerk& one = jiro_made_them_one ? p.jiro : p.hanako;
      Clerk& other = jiro_made_them_one ? p.hanako : p.jiro;
      REQUIRE(one.act(CaseAction::same_person, {0, 1}, {}, "戸籍で確かめた") == 1);
      REQUIRE(other.act(CaseAction::verify, {1}) == 1);
      REQUIRE(other.act(CaseAction::urge, {1}, kDay) == 1);
      const CaseBook ours = p.hanako.book;
      const MergeOutcome no = merge(p.hanako.book, p.jiro.book, {}, kNote);
      REQUIRE(no.conflicts.size() == 1);
      const MergeConflict& c = no.conflicts[0];
      CHECK(ours.cases()[c.ours].key == key(0));
      CHECK(p.jiro.book.cases()[c.theirs].key == key(0));
      const auto& made_one = jiro_made_them_one ? c.their_events : c.our_events;
      const auto& letter = jiro_made_them_one ? c.our_events : c.their_events;
      CHECK(made_one.size() == 1);
      REQUIRE(letter.size() == 2);
      CHECK(letter[1].number == number_of(other.book, key(1)));
      const MergeOutcome made = merge(p.hanako.book, p.jiro.book, {{key(0), side}}, kNote);
      CHECK(made.merged);
      CHECK(made.taken == (side == Side::theirs ? 2 : 0));
      // One of the two stands whole, the other is taken back whole.
      const CaseBook& followed = side == Side::ours ? ours : p.jiro.book;
      const CaseBook& b = p.hanako.book;
      for (const size_t i : {0u, 1u}) {
        CHECK(acts_of(b, i, true) == acts_of(followed, i, true));
        CHECK(b.root_of(number_of(b, key(i))) == followed.root_of(number_of(followed, key(i))));
        CHECK(at(b, i).now == at(followed, i).now);
      }
      CHECK(reopens(b));
      check_adds_nothing(b, p.jiro.book);
      check_adds_nothing(b, ours);
      ++ran;
    }
  }
  CHECK(ran == 4);
}

TEST_CASE("merge: a step for many is split where its cases part") {
  Pair p = fork(common_body());
  p.hanako.act(CaseAction::verify, {0, 1, 2, 3});
  p.jiro.act(CaseAction::verify, {3, 4, 5});
  p.jiro.act(CaseAction::urge, {3, 4, 5}, kDay);
  const CaseBook hanako = p.hanako.book;
  REQUIRE(merge(p.hanako.book, p.jiro.book, {{key(3), Side::theirs}}, kNote).merged);
  const CaseBook& b = p.hanako.book;
  for (const size_t i : {0u, 1u, 2u}) CHECK(at(b, i).now == at(hanako, i).now);
  for (const size_t i : {3u, 4u, 5u}) CHECK(at(b, i).now == at(p.jiro.book, i).now);
  // hanako's step in two parts, jiro's two steps as they were, one taken back, the merge itself.
  CHECK(b.events().size() == 6);
  CHECK(reopens(b));
  CHECK(acts_of(b, 3, false).size() == 3);
  CHECK(acts_of(b, 3, true) == acts_of(p.jiro.book, 3, true));
}

TEST_CASE("merge: a step of the common past that one side took back") {
  size_t ran = 0;
  for (const bool we_undid : {true, false})
    for (const Side side : {Side::ours, Side::theirs}) {
      Clerk before{book_of(common_body()), "窓口　花子"};
      before.act(CaseAction::verify, {0, 1, 2});
      Pair p = fork(before.book.body());
      p.hanako.minute = 5;
      Clerk& one = we_undid ? p.hanako : p.jiro;
      Clerk& two = we_undid ? p.jiro : p.hanako;
      one.undo();
      two.act(CaseAction::urge, {1}, kDay);
      const CaseBook hanako = p.hanako.book;
      const MergeOutcome no = merge(p.hanako.book, p.jiro.book, {}, kNote);
      REQUIRE(no.conflicts.size() == 1);
      CHECK(hanako.cases()[no.conflicts[0].ours].key == key(1));
      REQUIRE(merge(p.hanako.book, p.jiro.book, {{key(1), side}}, kNote).merged);
      const CaseBook& b = p.hanako.book;
      CHECK(at(b, 0).now.state == CaseState::listed);
      CHECK(at(b, 2).now.state == CaseState::listed);
      CHECK(at(b, 1).now == at(side == Side::ours ? hanako : p.jiro.book, 1).now);
      CHECK(acts_of(b, 1, true) == acts_of(side == Side::ours ? hanako : p.jiro.book, 1, true));
      CHECK(acts_of(b, 1, false).size() == 2);
      CHECK(reopens(b));
      // On it goes: back over everything that stands, and again.
      const auto now = standings(b);
      CaseBook walk = b;
      size_t steps = 0;
      while (walk.undo("2026-12-21T09:00:00+09:00", "係長")) ++steps;
      for (const Case& c : walk.cases()) CHECK(c.now.state == CaseState::listed);
      while (steps-- > 0) REQUIRE(walk.redo("2026-12-21T09:01:00+09:00", "係長"));
      CHECK(standings(walk) == now);
      CHECK(reopens(walk));
      ++ran;
    }
  CHECK(ran == 4);
}

TEST_CASE("merge: both took the same step back") {
  Clerk before{book_of(common_body()), "窓口　花子"};
  before.act(CaseAction::verify, {0, 1});
  Pair p = fork(before.book.body());
  p.hanako.minute = 5;
  p.hanako.undo();
  p.jiro.undo();
  CHECK(merge(p.hanako.book, p.jiro.book, {}, kNote).conflicts.size() == 2);
  REQUIRE(merge(p.hanako.book, p.jiro.book, {{key(0), Side::ours}, {key(1), Side::theirs}}, kNote).merged);
  for (const size_t i : {0u, 1u}) CHECK(at(p.hanako.book, i).now.state == CaseState::listed);
  CHECK(reopens(p.hanako.book));
}

TEST_CASE("merge: runs that only one of them has joined stand by their working date, and listings go with them") {
  // hanako has joined the lists of 7 December (青木 is gone), jiro those of 14 December (井上 is gone, 青木 is back).
  const std::string ours = with_run(common_body(), {1, 2, 3, 4, 5}, "2026-12-03", "2026-12-07");
  const std::string theirs = with_run(common_body(), {0, 2, 3, 4, 5}, "2026-12-10", "2026-12-14");
  Pair p = fork(ours);
  p.jiro.book = book_of(theirs);
  p.hanako.act(CaseAction::verify, {2});
  p.jiro.act(CaseAction::verify, {3});
  CaseBook a = p.hanako.book;
  const MergeOutcome made = merge(a, p.jiro.book, {}, kNote);
  CHECK(made.merged);
  CHECK(made.runs == 1);
  CHECK(made.added == 0);
  CHECK(made.taken == 1);
  REQUIRE(a.runs().size() == 3);
  CHECK(a.runs()[0].date == CivilDate::of(2026, 11, 22));
  CHECK(a.runs()[1].date == CivilDate::of(2026, 12, 7));
  CHECK(a.runs()[2].date == CivilDate::of(2026, 12, 14));
  REQUIRE(at(a, 0).listings.size() == 1);
  CHECK(at(a, 0).listings[0].last_run == 2);
  CHECK(at(a, 1).listings.back().last_run == 1);
  CHECK(at(a, 2).listings.size() == 1);
  CHECK(at(a, 2).listings[0].last_run == 2);
  CHECK(a.changes().gone == 1);
  CHECK(a.changes().continuing == 5);
  CHECK(a.events()[at(a, 2).events[0]].run == 1);
  CHECK(a.events()[at(a, 3).events[0]].run == 2);
  CHECK(reopens(a));
  CaseBook b = p.jiro.book;
  REQUIRE(merge(b, p.hanako.book, {}, kNote).merged);
  CHECK(b.runs() == a.runs());
  CHECK(standings(b) == standings(a));
  for (size_t i = 0; i < 6; ++i) CHECK(at(a, i).listings == at(b, i).listings);
  check_adds_nothing(a, p.jiro.book);
  check_adds_nothing(a, p.hanako.book);
}

TEST_CASE("merge: what is kept of a person is what the newest run told, and a change of it begins a listing") {
  const std::string ours = with_run(common_body(), {0, 1}, "2026-12-03", "2026-12-07");
  const std::string theirs = with_run(common_body(), {0, 1}, "2026-12-10", "2026-12-14", "02");
  size_t ran = 0;
  for (const bool newer_is_ours : {false, true}) {
    CaseBook made = book_of(newer_is_ours ? theirs : ours);
    REQUIRE(merge(made, book_of(newer_is_ours ? ours : theirs), {}, kNote).merged);
    CHECK(kept_text(at(made, 0), Field::branch) == "02");
    REQUIRE(at(made, 0).listings.size() == 2);
    CHECK(at(made, 0).listings[0].last_run == 1);
    CHECK(at(made, 0).listings[1].first_run == 2);
    CHECK(at(made, 1).listings.size() == 1);
    CHECK(reopens(made));
    ++ran;
  }
  CHECK(ran == 2);
}

TEST_CASE("merge: listings of runs that only one of them has joined") {
  const auto run = [](int day, Flow flow) {
    RunRecord r;
    r.flow = flow;
    r.date = CivilDate::of(2026, 12, day);
    return r;
  };
  const auto said = [](uint32_t first, uint32_t last, Bucket b, const char* rows) {
    Listing out;
    out.first_run = first;
    out.last_run = last;
    out.bucket = b;
    out.grade = "S";
    out.rows = rows;
    return out;
  };
  constexpr Bucket kX = Bucket::p_confirmed;
  constexpr Bucket kY = Bucket::p_review;
  struct Example {
    const char* what;
    std::vector<int> our_days, their_days;
    Flow flow_of_2;
    std::vector<Listing> ours, theirs, merged;
  };
  const Example examples[] = {
      {"one goes on where the other ended",
       {1},
       {1, 2},
       Flow::p,
       {said(0, 0, kX, "a")},
       {said(0, 1, kX, "b")},
       {said(0, 1, kX, "b")}},
      {"a gap is no change", {1, 3}, {2}, Flow::p, {said(0, 1, kX, "a")}, {}, {said(0, 2, kX, "a")}},
      {"something else in between",
       {1, 2, 4},
       {1, 3},
       Flow::p,
       {said(0, 2, kX, "a")},
       {said(0, 0, kX, "b"), said(1, 1, kY, "c")},
       {said(0, 1, kX, "a"), said(2, 2, kY, "c"), said(3, 3, kX, "a")}},
      {"a run of the other flow says nothing",
       {1, 2, 4},
       {1, 3},
       Flow::d,
       {said(0, 2, kX, "a")},
       {said(0, 0, kX, "b"), said(1, 1, kY, "c")},
       {said(0, 0, kX, "b"), said(2, 2, kY, "c"), said(3, 3, kX, "a")}},
      {"what is certain against what only lies between",
       {1, 2},
       {1, 2, 3},
       Flow::p,
       {said(0, 0, kX, "a"), said(1, 1, kY, "b")},
       {said(0, 2, kX, "c")},
       {said(0, 0, kX, "a"), said(1, 1, kY, "b"), said(2, 2, kX, "c")}},
      {"both certain and not the same",
       {1, 2},
       {1, 2},
       Flow::p,
       {said(0, 1, kX, "a")},
       {said(0, 0, kX, "a"), said(1, 1, kY, "b")},
       {said(0, 1, kX, "a"), said(1, 1, kY, "b")}},
      {"a listing begun anew stays one",
       {1, 2},
       {1, 3},
       Flow::p,
       {said(0, 0, kX, "a"), said(1, 1, kX, "b")},
       {said(0, 1, kX, "c")},
       {said(0, 0, kX, "a"), said(1, 2, kX, "c")}},
      {"who knows the run between knows when it began anew",
       {1, 3},
       {1, 2, 3},
       Flow::p,
       {said(0, 0, kX, "a"), said(1, 1, kX, "c")},
       {said(0, 0, kX, "a"), said(1, 2, kX, "c")},
       {said(0, 0, kX, "a"), said(1, 2, kX, "c")}},
  };
  size_t ran = 0;
  for (const Example& e : examples) {
    CAPTURE(e.what);
    std::vector<RunRecord> ours;
    std::vector<RunRecord> theirs;
    for (const int day : e.our_days) ours.push_back(run(day, day == 2 ? e.flow_of_2 : Flow::p));
    for (const int day : e.their_days) theirs.push_back(run(day, day == 2 ? e.flow_of_2 : Flow::p));
    CHECK(weave_listings(weave_runs(ours, theirs), e.ours, e.theirs) == e.merged);
    CHECK(weave_listings(weave_runs(theirs, ours), e.theirs, e.ours) == e.merged);
    ++ran;
  }
  CHECK(ran == 8);
}

TEST_CASE("merge: the same runs joined in the other order are the same runs, and ours is the order") {
  const Town november = town_of({0, 1, 2});
  const Town december = town_of({1, 2, 3}, kNewRun, "2026-12-03");
  Session first;
  join(first, november, "2026-11-22");
  join(first, december, "2026-12-07");
  Session second;
  join(second, december, "2026-12-07");
  join(second, november, "2026-11-22");
  const CaseBook a = book_of(body_of(first));
  const CaseBook b = book_of(body_of(second));
  size_t ran = 0;
  for (const auto& [ours, theirs] : {std::pair(a, b), std::pair(b, a)}) {
    CaseBook made = ours;
    const MergeOutcome out = merge(made, theirs, {}, kNote);
    CHECK(out.merged);
    CHECK(out.runs == 0);
    CHECK(made.runs() == ours.runs());
    for (const Case& c : made.cases())
      for (const Listing& l : c.listings) CHECK(l.first_run <= l.last_run);
    CHECK(reopens(made));
    check_adds_nothing(made, theirs);
    ++ran;
  }
  CHECK(ran == 2);
}

TEST_CASE("merge: a made-up book of very many runs is merged like any other") {
  Json mine = Json::parse(common_body());
  const Json run = mine["runs"][0];
  for (int i = 0; i < 1'200; ++i) {
    mine["runs"].push_back(run);
    mine["runs"].back()["files"][0]["rows"] = i;
  }
  for (Json& c : mine["cases"]) c["listings"][0]["last_run"] = 1'200;
  const CaseBook a = book_of(mine.dump());
  CaseBook b = a;
  check_adds_nothing(a, b);
  CHECK(merge(b, book_of(common_body()), {}, kNote).merged);
  CHECK(reopens(b));
}

TEST_CASE("merge: the run at hand stays joined") {
  Session s;
  join(s, town_of({0, 1, 2, 3, 4, 5}), "2026-11-22");
  const std::string later = with_run(common_body(), {0, 1}, "2026-12-03", "2026-12-07");
  const Json made = Json::parse(
      s.casework(Json{{"do", "merge"}, {"body", later}, {"at", kNote.at}, {"who", ""}, {"file", "x"}}.dump()));
  CHECK(made["merged"] == true);
  CHECK(made["new_runs"] == 1);
  CHECK(made["runs"].size() == 2);
  // Back from the results to the cases: no run is joined twice.
  CHECK(Json::parse(s.casework(R"({"do":"join"})"))["runs"].size() == 2);
  CHECK(Json::parse(s.casework(R"({"do":"case","finding":0})"))["case"]["case"] == 0);
}

TEST_CASE("merge: the command asks, refuses what is no body, and says what was done") {
  Session s;
  Clerk jiro{book_of(common_body()), "窓口　二郎", 30};
  jiro.act(CaseAction::verify, {0, 1});
  jiro.act(CaseAction::urge, {0}, kDay);
  const auto ask = [&](Json command) { return Json::parse(s.casework(command.dump())); };
  ask({{"do", "open"}, {"body", common_body()}});
  ask({{"do", "act"},
       {"action", "verify"},
       {"cases", {0}},
       {"at", "2026-12-01T08:00:00+09:00"},
       {"who", "窓口　花子"},
       {"note", "台帳と照合"}});
  ask({{"do", "act"}, {"action", "hold"}, {"cases", {0}}, {"at", "2026-12-01T08:01:00+09:00"}, {"who", "窓口　花子"}});
  ask({{"do", "settings"}, {"deadlines", {{"preset", "kumano"}}}});
  const std::string before = body_of(s);
  Json command = {
      {"do", "merge"}, {"body", jiro.book.body()}, {"at", kNote.at}, {"who", kNote.who}, {"file", kNote.file}};
  Json answer = ask(command);
  CHECK(answer["ok"] == true);
  CHECK(answer["merged"] == false);
  CHECK(answer["settings_differ"] == true);
  CHECK(!answer.contains("states"));
  REQUIRE(answer["conflicts"].size() == 1);
  const Json& one = answer["conflicts"][0];
  CHECK(one["key"] == key(0));
  CHECK(one["name"] == kNames[0]);
  CHECK(one["kana"] == kKana[0]);
  CHECK(one["birth"] == kBirths[0]);
  CHECK(one["ours"]["label"] == "確認・保留");
  CHECK(one["ours"]["events"] == Json::array({"2026-12-01 確認した（対象とする）：台帳と照合（窓口　花子）",
                                              "2026-12-01 保留にする（窓口　花子）"}));
  CHECK(one["theirs"]["label"] == "勧奨中");
  CHECK(one["theirs"]["events"] ==
        Json::array({"2026-12-01 確認した（対象とする）（窓口　二郎）", "2026-12-01 勧奨を発送した（窓口　二郎）"}));
  CHECK(body_of(s) == before);
  size_t ran = 0;
  for (const Json& choices : {Json("ours"), Json{{key(0), "both"}}, Json{{key(0), 1}}, Json::array({"ours"})}) {
    command["choices"] = choices;
    CHECK(ask(command)["ok"] == false);
    CHECK(body_of(s) == before);
    ++ran;
  }
  for (const std::string& bad :
       {std::string(), std::string("{"), common_body().substr(0, 99), std::string(R"({"format":"layout"})")}) {
    const Json no = ask({{"do", "merge"}, {"body", bad}});
    CHECK(no["ok"] == false);
    CHECK(no["error"] == ask({{"do", "open"}, {"body", bad}})["error"]);
    CHECK(body_of(s) == before);
    ++ran;
  }
  CHECK(ran == 8);
  command["choices"] = {{key(0), "ours"}};
  answer = ask(command);
  CHECK(answer["merged"] == true);
  CHECK(answer["conflicts"].empty());
  CHECK(answer["taken"] == 1);
  CHECK(answer["added"] == 0);
  CHECK(answer["states"]["verified"] == 2);
  CHECK(answer["deadlines"]["preset"] == "kumano");
  CHECK(answer["merges"] == Json::array({{{"at", kNote.at}, {"who", kNote.who}, {"file", kNote.file}}}));
  const Json history = ask({{"do", "record"}})["events"];
  REQUIRE(history.size() > 2);
  CHECK(history[history.size() - 1]["kind"] == "merge");
  CHECK(history[history.size() - 1]["label"] == "作業ファイル「作業_二郎.totsugo」をまとめた");
  CHECK(history[history.size() - 2]["kind"] == "undo");
  const Json aoki = ask({{"do", "case"}, {"case", 0}});
  REQUIRE(aoki["events"].size() == 4);
  CHECK(aoki["events"][0]["stands"] == true);
  CHECK(aoki["events"][1]["stands"] == true);
  CHECK(aoki["events"][2]["stands"] == false);
  CHECK(aoki["events"][3]["stands"] == false);
}

TEST_CASE("merge: a body whose events undo what is no step is refused") {
  Clerk c{book_of(common_body()), "窓口　花子"};
  c.act(CaseAction::verify, {0});
  c.undo();
  c.redo();
  const Json good = Json::parse(c.book.body());
  size_t ran = 0;
  for (const auto& [pointer, value] : std::vector<std::pair<const char*, Json>>{{"/events/2/of", 1},
                                                                                {"/events/2/of", 2},
                                                                                {"/events/1/of", -1},
                                                                                {"/events/1/kind", "merge"},
                                                                                {"/events/1/kind", "fork"},
                                                                                {"/events/2/kind", "undo"}}) {
    Json j = good;
    j[Json::json_pointer(pointer)] = value;
    CaseBook b;
    CHECK(b.open(j.dump()) != CaseBook::BodyError::none);
    ++ran;
  }
  CHECK(ran == 6);
}

namespace {

using Dice = std::minstd_rand;

size_t below(Dice& dice, size_t n) { return dice() % n; }

// Anything a clerk may do, most of it to a few people at once.
void work(Clerk& c, Dice& dice, size_t steps) {
  for (size_t i = 0; i < steps; ++i) {
    const size_t what = below(dice, 10);
    if (what == 0) c.undo();
    else if (what == 1) c.redo();
    else {
      std::vector<size_t> who;
      for (size_t p = 0; p < 6; ++p)
        if (below(dice, 3) == 0) who.push_back(p);
      constexpr CaseAction kWays[] = {CaseAction::verify,        CaseAction::verify, CaseAction::urge,
                                      CaseAction::urge_again,    CaseAction::hold,   CaseAction::resume,
                                      CaseAction::mail_returned, CaseAction::resend, CaseAction::exclude,
                                      CaseAction::put_back,      CaseAction::note};
      const CaseAction a = kWays[below(dice, std::size(kWays))];
      if (!who.empty())
        c.act(a, who, has_date(a) ? CivilDate::of(2026, 12, 1 + static_cast<int>(i)) : CivilDate{},
              a == CaseAction::note ? "電話" : "");
    }
    c.minute += static_cast<int>(below(dice, 5));
  }
}

// People touched by an event from `from` on; counted without the code under test.
std::set<size_t> touched(const CaseBook& b, size_t from) {
  std::set<size_t> out;
  for (size_t n = from; n < b.events().size(); ++n) {
    const CaseEvent& e = b.events()[n];
    for (const uint32_t c : (e.kind == CaseEvent::Kind::act ? e : b.events()[e.of]).cases)
      for (size_t i = 0; i < 6; ++i)
        if (b.cases()[c].key == key(i)) out.insert(i);
  }
  return out;
}

// Of a standing, what the events say alone: the buckets come from the runs, which the other clerk may have joined more of.
Standing by_events(Standing s) {
  s.bucket = Bucket::p_review;
  s.said = s.verified_as = {};
  s.since = {};
  return s;
}

}  // namespace

TEST_CASE("merge: relations over random histories") {
  const std::string bodies[] = {common_body(), with_run(common_body(), {1, 2, 3, 4, 5}, "2026-12-03", "2026-12-07"),
                                with_run(common_body(), {0, 2, 3}, "2026-12-10", "2026-12-14")};
  Dice dice(20261220);
  size_t ran = 0;
  size_t met_conflicts = 0;
  size_t met_splits = 0;
  const size_t all = test::rounds(40, 200);
  for (size_t round = 0; round < all; ++round) {
    CAPTURE(round);
    // A common past, then each on its own; in a third of the rounds after a run of its own.
    Clerk before{book_of(common_body()), "窓口　花子", 0};
    work(before, dice, below(dice, 6));
    const size_t past = before.book.events().size();
    Pair p = fork(before.book.body());
    p.hanako.minute = p.jiro.minute = before.minute;
    if (const size_t runs = below(dice, 9); past == 0 && runs > 0) {
      p.hanako.book = book_of(bodies[runs / 3]);
      p.jiro.book = book_of(bodies[runs % 3]);
    }
    work(p.hanako, dice, 1 + below(dice, 8));
    work(p.jiro, dice, 1 + below(dice, 8));
    const CaseBook& ours = p.hanako.book;
    const CaseBook& theirs = p.jiro.book;
    const bool same_runs = ours.runs() == theirs.runs();
    check_adds_nothing(ours, ours);

    const std::set<size_t> we = touched(ours, past);
    const std::set<size_t> they = touched(theirs, past);
    Sides choices;
    Sides mirrored;
    for (size_t i = 0; i < 6; ++i) {
      const bool theirs_chosen = below(dice, 2) == 0;
      choices[key(i)] = theirs_chosen ? Side::theirs : Side::ours;
      mirrored[key(i)] = theirs_chosen ? Side::ours : Side::theirs;
    }
    CaseBook a = ours;
    const MergeOutcome asked = merge(a, theirs, {}, kNote);
    size_t both = 0;
    for (const size_t i : we) both += they.contains(i);
    CHECK(asked.conflicts.size() == both);
    met_conflicts += both;
    if (both > 0) {
      CHECK(a.body() == ours.body());
      REQUIRE(merge(a, theirs, choices, kNote).merged);
    }
    for (size_t i = 0; i < 6; ++i) {
      const bool follow_theirs = they.contains(i) && (!we.contains(i) || choices[key(i)] == Side::theirs);
      const CaseBook& followed = follow_theirs ? theirs : ours;
      CHECK(by_events(at(a, i).now) == by_events(at(followed, i).now));
      if (same_runs) CHECK(at(a, i).now == at(followed, i).now);
      CHECK(acts_of(a, i, true) == acts_of(followed, i, true));
      // Every act of either is there, each once.
      std::multiset<std::string> all;
      for (const std::string& act : acts_of(ours, i, false)) all.insert(act);
      const std::vector<std::string> other = acts_of(theirs, i, false);
      const std::vector<std::string> common = acts_of(before.book, i, false);
      all.insert(other.begin() + static_cast<ptrdiff_t>(common.size()), other.end());
      const std::vector<std::string> merged = acts_of(a, i, false);
      CHECK(std::multiset<std::string>(merged.begin(), merged.end()) == all);
    }
    met_splits += a.events().size() > ours.events().size() + theirs.events().size() - past + 1;
    REQUIRE(reopens(a));
    check_adds_nothing(a, theirs);
    check_adds_nothing(a, ours);

    CaseBook b = theirs;
    REQUIRE(merge(b, ours, mirrored, kNote).merged);
    CHECK(standings(b) == standings(a));
    CHECK(b.runs() == a.runs());

    // The other clerk goes on in the own file, and it is merged again: only who is touched anew is asked for.
    Clerk later{theirs, "窓口　二郎", 3000};
    work(later, dice, below(dice, 5));
    const std::set<size_t> anew = touched(later.book, theirs.events().size());
    CaseBook again = a;
    const MergeOutcome next = merge(again, later.book, {}, kNote);
    size_t asked_again = 0;
    for (const size_t i : anew) asked_again += we.contains(i);
    CHECK(next.conflicts.size() == asked_again);
    if (asked_again > 0) REQUIRE(merge(again, later.book, mirrored, kNote).merged);
    for (size_t i = 0; i < 6; ++i) {
      const bool follow_theirs = anew.contains(i) && (!we.contains(i) || mirrored[key(i)] == Side::theirs);
      CHECK(acts_of(again, i, true) == acts_of(follow_theirs ? later.book : a, i, true));
      CHECK(by_events(at(again, i).now) == by_events(at(follow_theirs ? later.book : a, i).now));
    }
    check_adds_nothing(again, later.book);
    check_adds_nothing(again, a);

    // Back over everything and on again comes to the same.
    const auto now = standings(a);
    size_t steps = 0;
    while (a.undo("2026-12-21T09:00:00+09:00", "係長")) ++steps;
    for (; steps > 0; --steps) REQUIRE(a.redo("2026-12-21T09:01:00+09:00", "係長"));
    CHECK(standings(a) == now);
    REQUIRE(reopens(a));

    // Each goes on from what was merged or from the own file; the second merge knows the first.
    Clerk third{b, "窓口　三郎", 4000};
    work(third, dice, below(dice, 5));
    CaseBook c = b;
    const MergeOutcome on = merge(c, third.book, {}, kNote);
    CHECK(on.merged);
    CHECK(standings(c) == standings(third.book));
    REQUIRE(reopens(c));
    ++ran;
  }
  CHECK(ran == all);
  CHECK(met_conflicts * 4 > all * 3);
  CHECK(met_splits * 5 > all);
}
