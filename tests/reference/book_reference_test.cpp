// Random casework, as the page would send it, against the plain book (plain_book.h): two clerks with a town each, runs of both flows
// that follow each other, every step, undo and redo, choices, files saved and opened, books that part and are merged. A town has some 70
// commands and takes five seconds of the processor under the sanitizers, 0.2 without: TOTSUGO_TOWNS=15000 (from TOTSUGO_SEED on) is a
// million commands, for a build without them (cmake -DCMAKE_BUILD_TYPE=Release, target totsugo_tests).
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/calendar/civil_date.h"
#include "core/calendar/date_form.h"
#include "core/calendar/deadline_rule.h"
#include "tests/core/job.h"
#include "tests/core/rounds.h"
#include "tests/reference/plain_book.h"

using namespace totsugo::test;
using totsugo::Session;

namespace {

using plain::Book;

const char* const kKey = "00112233445566778899aabbccddeeff";
const char* const kInsurer = "00138016";
constexpr uint32_t kNobody = UINT32_MAX;

struct Diverged {
  std::string what;
};

template <class... Parts>
void demand(bool holds, const Parts&... parts) {
  if (holds) return;
  std::string text;
  const auto add = [&text](const auto& part) {
    using Part = std::decay_t<decltype(part)>;
    if constexpr (std::is_same_v<Part, Json>) text += part.dump();
    else if constexpr (std::is_convertible_v<decltype(part), std::string>) text += part;
    else text += Json(part).dump();
    text += ' ';
  };
  (add(parts), ...);
  throw Diverged{text};
}

Json ask(Session& s, Json command) {
  command["key"] = kKey;
  return Json::parse(s.casework(command.dump()));
}

std::string body_of(Session& s) { return export_all(s, "work.json"); }

// The one place that knows the shape of the list.
Json rows_of(Session& s) {
  Json out = Json::array();
  // As the book has each, whatever the run at hand says.
  for (const Json& row : cases_of(s)) out.push_back(ask(s, {{"do", "case"}, {"case", row["case"]}})["case"]);
  return out;
}

Json bare_cases(const Json& body) {
  Json out = Json::array();
  for (Json c : body["cases"]) {
    for (const char* follows : {"state", "on_hold", "mail_returned"}) c.erase(follows);
    out.push_back(c);
  }
  return out;
}

// ---- people ----

struct Who {
  const char* kana;
  const char* name;
  const char* birth;
  const char* sex;
};

// Namesakes, look-alikes and people who differ in one thing stand beside each other.
constexpr Who kPeople[] = {
    {"ヤマダ　タロウ", "山田　太郎", "1980-04-01", "男"},   {"ヤマダ　タロウ", "山田　太郎", "1980-04-01", "男"},
    {"ヤマダ　タロウ", "山田　太朗", "1980-04-01", "男"},   {"ヤマダ　ジロウ", "山田　次郎", "1980-04-01", "男"},
    {"スズキ　ハナコ", "鈴木　花子", "1975-02-03", "女"},   {"スズキ　ハナコ", "鈴木　花子", "1975-02-03", "女"},
    {"スズキ　ハナコ", "鈴木　華子", "1975-02-03", "男"},   {"タナカ　イチロウ", "田中　一郎", "1990-07-08", "男"},
    {"タナカ　イチロウ", "田中　一郎", "1990-07-09", "男"}, {"カトウ　ロクロウ", "加藤　六郎", "1966-06-16", "男"},
    {"オカダ　ゴロウ", "岡田　五郎", "1965-05-15", "男"},   {"エンドウ　シロウ", "遠藤　四郎", "1964-04-14", "男"}};
constexpr size_t kMost = std::size(kPeople);

struct Person {
  size_t who = 0;
  bool in_roster = true;
  bool has_resident = true;
  bool on_pension = true;
  bool on_older = true;
  bool on_newer = true;
  bool list_number = true;
  bool pension_number = false;
  std::string lost;
  std::string acquired = "2020-04-01";
  std::string other_acquired = "2026-09-01";
  std::string pension_lost = "2026-09-01";
  std::string insurer = "06130488";
  std::string changed_by;  // a second row of the pension list, which withdraws or corrects the first
};

struct RunAtHand {
  std::string flow;
  Json settings;
  Town town;
};

std::string iso(int64_t day) { return totsugo::iso_text(totsugo::from_day_number(day)); }

std::string resident_of(size_t i) { return std::to_string(1001 + i); }
std::string serial_of(size_t i) { return std::to_string(1000001 + i); }

Town town_of(const std::vector<Person>& people, int64_t day, const std::string& insurer) {
  Town t;
  t.roster.clear();
  t.pension.clear();
  Run older{iso(day - 20), {}, insurer};
  Run newer{iso(day - 4), {}, insurer};
  for (size_t i = 0; i < people.size(); ++i) {
    const Person& p = people[i];
    const Who& w = kPeople[p.who];
    if (p.in_roster)
      t.roster.push_back({.kana = w.kana,
                          .name = w.name,
                          .birth = w.birth,
                          .sex = w.sex,
                          .resident = p.has_resident ? resident_of(i) : "",
                          .number = "05-" + serial_of(i),
                          .acquired = p.acquired,
                          .lost = p.lost,
                          .pension_number = p.pension_number ? "10000000" + std::to_string(10 + i) : ""});
    PensionLine loss{.kana = w.kana,
                     .name = w.name,
                     .birth = w.birth,
                     .sex = w.sex,
                     .pension_number = p.pension_number ? "10000000" + std::to_string(10 + i) : "",
                     .lost = p.pension_lost};
    if (p.on_pension) t.pension.push_back(loss);
    if (p.on_pension && !p.changed_by.empty()) {
      loss.change = p.changed_by;
      loss.corrected_from = std::exchange(loss.lost, p.changed_by == "喪失訂正" ? "2026-09-05" : "");
      t.pension.push_back(loss);
    }
    const OverlapLine line{.kana = w.kana,
                           .name = w.name,
                           .birth = w.birth,
                           .sex = std::string(w.sex) == "男" ? "1" : "2",
                           .symbol = p.list_number ? "05" : "",
                           .serial = p.list_number ? serial_of(i) : "",
                           .branch = p.list_number ? "01" : "",
                           .insurer = p.insurer,
                           .other_serial = std::to_string(345 + i),
                           .acquired = p.other_acquired};
    if (p.on_older) older.lines.push_back(line);
    if (p.on_newer) newer.lines.push_back(line);
  }
  t.runs = {older, newer};
  return t;
}

// ---- commands ----

enum Kind : uint32_t {
  k_run,
  k_again,
  k_join,
  k_attach,
  k_discard,
  k_act,
  k_choose,
  k_undo,
  k_redo,
  k_ends,
  k_take_back_run,
  k_reopen,
  k_open_here,
  k_saved,
  k_bad_open,
  k_settings,
  k_exported,
  k_erase,
  k_fork,
  k_merge,
  k_would,
  k_kinds
};
constexpr const char* kKindNames[] = {"run",
                                      "run again",
                                      "join",
                                      "attach",
                                      "discard",
                                      "act",
                                      "choose",
                                      "undo",
                                      "redo",
                                      "undo and redo to both ends",
                                      "take_back_run",
                                      "open in a new session",
                                      "open beside a run",
                                      "saved",
                                      "open of a broken file",
                                      "settings",
                                      "exported",
                                      "erase",
                                      "fork",
                                      "merge",
                                      "would_refuse"};
static_assert(std::size(kKindNames) == k_kinds);

struct Op {
  uint32_t kind = 0;
  uint32_t clerk = 0;
  uint32_t r[8] = {};
};

struct Tally {
  std::map<std::string, size_t> kinds;
  std::map<std::string, size_t> actions;  // taken
  std::map<std::string, size_t> refused;  // by code
  size_t commands = 0;
};

struct Hand {
  RunAtHand run;
  Json results;
  bool recorded = false;
  bool older = false;  // made anew behind newer runs: the lists that it was compared with may be kept no more
  Book with;           // the book as it is once the run is recorded
};

struct Clerk {
  std::unique_ptr<Session> s = std::make_unique<Session>();
  std::string name;
  Book book;
  std::optional<Hand> hand;
  std::vector<RunAtHand> runs;  // that were recorded
  std::string last_body;
  // Of so many runs the newest bears choices of two clerks, each with what the rules said without the other's: until the next run.
  size_t chose_apart = 0;
  const Book& seen() const { return hand && !hand->recorded ? hand->with : book; }
};

std::string dump_texts(const std::set<std::string>& all) { return Json(all).dump(); }

class World {
 public:
  World(uint32_t seed, Tally& tally) : tally_(tally) {
    std::minstd_rand dice(seed);
    const size_t count = 3 + dice() % 10;
    for (size_t i = 0; i < count; ++i) {
      Person p;
      p.who = (dice() % 3 == 0 ? dice() : i) % kMost;
      people_.push_back(p);
      mutate(people_.back(), dice);
    }
    clerks_[0].name = "窓口　花子";
    clerks_[1].name = "窓口　二郎";
    clerks_[0].last_body = body_of(*clerks_[0].s);
    clerks_[1].last_body = body_of(*clerks_[1].s);
  }

  void take(const Op& op) {
    now_ = &op;
    day_ += op.r[7] % 16 == 0 ? 35 : op.r[7] % 3;
    Clerk& c = clerks_[op.clerk % 2];
    ++tally_.kinds[kKindNames[op.kind]];
    switch (op.kind) {
      case k_run: run(c, false); break;
      case k_again: run(c, true); break;
      case k_join: join(c); break;
      case k_attach: attach(c); break;
      case k_discard: discard(c); break;
      case k_act: act(c); break;
      case k_choose: choose(c); break;
      case k_undo: take_back(c, "undo", 1 + op.r[0] % 3); break;
      case k_redo: take_back(c, "redo", 1 + op.r[0] % 3); break;
      case k_ends: ends(c); break;
      case k_take_back_run: take_back_run(c); break;
      case k_reopen: reopen(c); break;
      case k_open_here: open_here(c); break;
      case k_saved: saved(c); break;
      case k_bad_open: bad_open(c); break;
      case k_settings: settings(c); break;
      case k_exported: exported(c); break;
      case k_erase: erase(c); break;
      case k_fork: fork(); break;
      case k_merge: merge(c, clerks_[1 - op.clerk % 2]); break;
      case k_would: would_refuse(c); break;
      default: break;
    }
    check(c);
  }

 private:
  static void mutate(Person& p, std::minstd_rand& dice) {
    const auto one_in = [&dice](uint32_t n) { return dice() % n == 0; };
    p.in_roster = !one_in(8);
    p.has_resident = !one_in(8);
    p.on_pension = !one_in(3);
    p.on_older = !one_in(4);
    p.on_newer = !one_in(4);
    p.list_number = !one_in(3);
    p.pension_number = one_in(4);
    p.lost = one_in(7) ? "2026-09-02" : "";
    p.other_acquired = one_in(8) ? "2019-01-01" : "2026-09-01";
    p.pension_lost = one_in(6) ? "2026-09-11" : "2026-09-01";
    p.insurer = one_in(10) ? "39131231" : "06130488";
    p.changed_by = one_in(8) ? (one_in(2) ? "喪失取消" : "喪失訂正") : "";
  }

  // The clerk's answer to a command that may change something. Time goes on.
  Json tell(Clerk& c, Json command) {
    command["at"] = at_ = stamp();
    command["who"] = c.name;
    ++tally_.commands;
    said_ = command;
    Json answer = ask(*c.s, command);
    if (answer["ok"] != true) {
      ++tally_.refused[answer["error"]["code"].get<std::string>()];
      declined_ = true;
    }
    return answer;
  }
  std::string stamp() {
    ++minute_;
    const auto two = [](int v) { return (v < 10 ? "0" : "") + std::to_string(v); };
    return iso(day_) + "T" + two(8 + minute_ / 60 % 12) + ":" + two(minute_ % 60) + ":" + two(minute_ / 720 % 60) +
           "+09:00";
  }
  uint32_t r(size_t i) const { return now_->r[i]; }

  // ---- runs ----

  Json run_in(Session& s, const RunAtHand& run) {
    const Outcome out = run_town_in(s, run.flow, run.town, run.settings);
    demand(out.ok(), "a run is refused:", out.answer);
    Json all = Json::array();
    for (const Json& one : out.results) all.push_back(one);
    return all;
  }

  // The book as it is with the run: opened anew, the run made there, recorded without any other step.
  Book with_run(const Clerk& c, const RunAtHand& run, Json& rows) {
    Session s;
    Json opened = ask(s, {{"do", "open"}, {"body", c.last_body}});
    demand(opened["ok"] == true, "the book does not open:", opened);
    run_in(s, run);
    const Json joined = ask(s, {{"do", "join"}, {"anyway", true}});
    demand(joined["ok"] == true, "the run is not recorded:", joined);
    const Json body = Json::parse(body_of(s));
    Book out = c.book;
    const bool fresh = body["runs"].size() != c.book.runs.size();
    if (fresh) {
      out.before_newest = c.book.cases;
      out.knows_newest = true;
      out.otherwise = true;
    }
    out.runs = body["runs"];
    out.cases = bare_cases(body);
    demand(body["events"] == c.book.events, "a run changes the events");
    rows = rows_of(s);
    return out;
  }

  void run(Clerk& c, bool again) {
    if (again && c.runs.empty()) again = false;
    RunAtHand run;
    if (again) {
      run = c.runs[r(0) % c.runs.size()];
    } else {
      std::minstd_rand dice(r(0) + 1);
      for (Person& p : people_)
        if (dice() % 4 == 0) mutate(p, dice);
      day_ += 5;
      run.flow = r(1) % 2 ? "P" : "D";
      run.settings = {{"date", iso(day_)}, {"key", kKey}};
      run.town = town_of(people_, day_, r(2) % 2 ? kInsurer : "");
    }
    const std::string before = c.last_body;
    Hand hand;
    hand.run = run;
    hand.results = run_in(*c.s, run);
    demand(body_of(*c.s) == before, "a run changes the book before a step");
    Json rows;
    hand.with = with_run(c, run, rows);
    hand.recorded = hand.with.runs.size() == c.book.runs.size();
    ++tally_.commands;
    const Json attached = ask(*c.s, {{"do", "attach"}, {"anyway", true}});
    demand(attached["ok"] == true, "attach:", attached);
    demand(attached["recorded"] == hand.recorded, "recorded at once");
    const Json live = rows_of(*c.s);
    demand(live == rows, "a run in a book that was opened says something else than in one that was not:", live, rows);
    c.hand = hand;
    c.hand->older = !is_newest(c);
    check_findings(c);
  }

  // What happens beside a run that is looked at only.
  static void keep_up(Clerk& c) {
    if (!c.hand || c.hand->recorded) return;
    Book& with = c.hand->with;
    with.events = c.book.events;
    with.first = c.book.first;
    with.second = c.book.second;
    with.retention_years = c.book.retention_years;
    with.steps = c.book.steps;
  }

  // The first step records the run at hand.
  void record(Clerk& c) {
    if (!c.hand || c.hand->recorded) return;
    c.book = c.hand->with;
    c.hand->recorded = true;
    c.runs.push_back(c.hand->run);
  }

  void join(Clerk& c) {
    const Json answer = tell(c, {{"do", "join"}});
    demand(answer["ok"] == c.hand.has_value(), "join:", answer);
    if (c.hand) record(c);
  }

  void attach(Clerk& c) {
    const Json answer = tell(c, {{"do", "attach"}});
    demand(answer["ok"] == c.hand.has_value(), "attach:", answer);
  }

  void discard(Clerk& c) {
    ++tally_.commands;
    c.s->discard();
    c.hand.reset();
  }

  // After a command that puts another book in the place of the one to which the run was attached: it is looked at anew.
  void hand_after(Clerk& c) {
    if (!c.hand) return;
    if (r(6) % 2 == 0) return discard(c);
    const size_t before = c.book.runs.size();
    const Json joined = tell(c, {{"do", "join"}, {"anyway", true}});
    demand(joined["ok"] == true, "join after:", joined);
    const Json body = Json::parse(body_of(*c.s));
    demand(body["events"] == c.book.events, "joining changes the events");
    for (size_t n = 0; n < before; ++n) demand(body["runs"][n] == c.book.runs[n], "joining changes a run");
    const bool fresh = body["runs"].size() > before;
    if (fresh) {
      c.book.before_newest = c.book.cases;
      c.book.knows_newest = true;
      c.book.otherwise = true;
    }
    c.book.runs = body["runs"];
    c.book.cases = bare_cases(body);
    c.hand->recorded = true;
    c.hand->results = results_of(*c.s);
  }

  // ---- steps ----

  struct Asked {
    Json command;
    plain::Step step;
    bool sound = true;  // the command is none that is misread
    std::vector<uint32_t> shown;
    std::vector<uint32_t> without;
    bool partial = false;
  };

  uint32_t case_of_finding(Clerk& c, uint32_t finding) {
    const Json answer = ask(*c.s, {{"do", "case"}, {"finding", finding}});
    return answer["case"].is_null() ? kNobody : answer["case"]["case"].get<uint32_t>();
  }

  Asked read_step(Clerk& c) {
    Asked out;
    const Book& book = c.seen();
    const std::vector<uint32_t> as = book.shown_as();
    std::vector<uint32_t> roots;
    for (uint32_t n = 0; n < as.size(); ++n)
      if (as[n] == n) roots.push_back(n);
    Json cases = Json::array();
    Json findings = Json::array();
    const size_t count = r(1) % 3 == 0 ? 1 + r(1) / 3 % 5 : 1;
    std::set<uint32_t> shown;
    for (size_t i = 0; i < count; ++i) {
      const uint32_t pick = (r(2) >> i * 3) ^ r(3) * static_cast<uint32_t>(i);
      if (c.hand && !c.hand->results.empty() && pick % 3 == 0) {
        const uint32_t f = pick / 3 % c.hand->results.size();
        findings.push_back(f);
        const uint32_t n = case_of_finding(c, f);
        if (n == kNobody) out.without.push_back(f);
        else shown.insert(n);
      } else if (const uint32_t n = as.empty() ? kNobody : pick / 3 % as.size(); n != kNobody && !book.is_void(as[n])) {
        cases.push_back(n);
        shown.insert(as[n]);
      }
    }
    out.shown.assign(shown.begin(), shown.end());
    // Mostly what may come next where the first of them stands.
    std::string action = plain::all_actions()[r(0) % plain::all_actions().size()];
    if (r(0) / 32 % 4 != 0 && !out.shown.empty()) {
      const plain::Stands s = book.standing(out.shown.front());
      static const std::map<std::string, std::vector<std::string>> next = {
          {"listed", {"verify", "verify", "verify", "inquire", "exclude", "file", "hold", "same_person", "complete"}},
          {"verified", {"urge", "urge", "urge", "put_back", "hold", "inquire"}},
          {"urged", {"urge_again", "urge_again", "mail_returned", "file", "urge"}},
          {"urged_again", {"ex_officio", "ex_officio", "mail_returned", "file"}},
          {"ex_officio", {"complete", "exclude", "file"}},
          {"filed", {"complete", "put_back", "put_back", "note"}},
          {"excluded", {"put_back", "note"}},
          {"done", {"note", "same_person", "put_back"}}};
      const std::vector<std::string>& likely = next.at(s.state);
      action = likely[r(4) % likely.size()];
      if (s.on_hold && r(4) % 3 == 0) action = "resume";
      if (s.inquired && r(4) % 3 == 0) action = r(4) / 3 % 3 ? "answer_joined" : "answer_not_joined";
      if (s.returned && r(4) % 3 == 0) action = "resend";
    }
    out.step.action = action;
    out.command = {{"action", action}};
    if (!cases.empty() || r(5) % 50 == 0) out.command["cases"] = cases;
    if (!findings.empty()) out.command["findings"] = findings;
    const uint32_t f = r(5);
    if (f % 3 == 0 || (action == "note" && f % 8 != 0))
      out.command["note"] = out.step.note = "電話" + std::to_string(f % 7);
    if (f % 7 == 0 || (action == "exclude" && f % 8 != 0)) out.command["reason"] = out.step.reason = "別人だった";
    if (f / 8 % 5 == 0) out.command["flow"] = out.step.flow = f / 40 % 2 ? "P" : "D";
    if (f / 8 % 97 == 0) out.command["flow"] = "X", out.sound = false;
    if ((plain::has_date(action) && f / 16 % 12 != 0) || f / 16 % 20 == 1)
      out.command["on"] = out.step.on = iso(day_ + (f / 64 % 8 == 0 ? -static_cast<int>(f / 512 % 60) : 0));
    out.step.at = iso(day_);
    if (plain::has_date(action) && r(6) % 30 == 7)
      out.command["on"] = out.step.on = iso(day_ + 360 + static_cast<int>(r(6) / 32 % 12));
    const bool letter = action == "urge" || action == "urge_again" || action == "resend";
    if (letter && r(6) % 3 == 0)
      out.command["until"] = out.step.until = iso(day_ + static_cast<int>(r(6) / 32 % 60) - 6);
    if (f / 16 % 60 == 3) out.command["on"] = f / 1024 % 2 ? "2026-13-40" : "2026-12", out.sound = false;
    if (f / 32 % 80 == 5) out.command["action"] = f / 4096 % 2 ? "fly" : "choose", out.sound = false;
    if (f / 64 % 80 == 7) out.command["cases"] = {0, 4000}, out.sound = false;
    out.partial = f / 128 % 2 == 0;
    if (out.partial) out.command["partial"] = true;
    if (out.shown.size() + out.without.size() == 0) out.sound = false;
    if (action == "same_person" && out.shown.size() < 2) out.sound = false;
    return out;
  }

  // What was refused is what the plain book refuses, for one of its reasons.
  void check_refused(const Json& answer, const Asked& asked,
                     const std::map<uint32_t, std::set<std::string>>& refusals) {
    std::map<uint32_t, std::string> given;
    size_t without = 0;
    for (const Json& one : answer["refused"]) {
      const std::string code = one["code"];
      ++tally_.refused[code];
      declined_ = true;
      if (one["case"].is_null()) {
        demand(code == "no_case", "a finding that is no case is refused as", code);
        ++without;
      } else {
        given[one["case"]] = code;
      }
    }
    demand(without == asked.without.size(), "findings without a case");
    for (const auto& [n, why] : refusals) {
      demand(given.contains(n), "case", n, "does not refuse", asked.step.action, "though", dump_texts(why));
      demand(why.contains(given[n]), "case", n, "refuses", asked.step.action, "as", given[n], "instead of",
             dump_texts(why));
    }
    for (const auto& [n, code] : given)
      demand(refusals.contains(n), "case", n, "refuses", asked.step.action, "as", code, "without a reason");
  }

  void act(Clerk& c) {
    const Asked asked = read_step(c);
    Json command = asked.command;
    command["do"] = "act";
    const Json answer = tell(c, command);
    demand((answer["ok"] == true) == asked.sound, "act:", answer, command);
    if (!asked.sound) return;
    const Book& book = c.seen();
    const std::map<uint32_t, std::set<std::string>> refusals = book.refusals(asked.step, asked.shown);
    check_refused(answer, asked, refusals);
    std::vector<uint32_t> taken;
    for (const uint32_t n : asked.shown)
      if (!refusals.contains(n)) taken.push_back(n);
    // Of two who are one person neither can be left out.
    const bool partial = asked.partial && asked.step.action != "same_person";
    if (!partial && (!refusals.empty() || !asked.without.empty())) taken.clear();
    demand(answer["done"] == taken.size(), "act is done for", answer["done"], "instead of", taken.size(), command);
    if (taken.empty()) return;
    ++tally_.actions[asked.step.action];
    record(c);
    Json event = {{"kind", "act"}, {"action", asked.step.action}, {"at", at_}, {"who", c.name}, {"cases", taken}};
    if (!asked.step.flow.empty()) event["flow"] = asked.step.flow;
    if (!asked.step.on.empty()) event["on"] = asked.step.on;
    if (!asked.step.until.empty()) event["until"] = asked.step.until;
    if (!asked.step.note.empty()) event["note"] = asked.step.note;
    if (!asked.step.reason.empty()) event["reason"] = asked.step.reason;
    c.book.add(event);
  }

  void would_refuse(Clerk& c) {
    Asked asked = read_step(c);
    Json command = asked.command;
    command["do"] = "would_refuse";
    const Json answer = tell(c, command);
    demand((answer["ok"] == true) == asked.sound, "would_refuse:", answer);
    if (!asked.sound) return;
    // What is still to be asked for is no refusal.
    if (asked.step.on.empty()) asked.step.on = "2200-12-31", asked.step.until = asked.step.at = "";
    if (asked.step.note.empty()) asked.step.note = "?";
    if (asked.step.reason.empty()) asked.step.reason = "?";
    check_refused(answer, asked, c.seen().refusals(asked.step, asked.shown));
  }

  // ---- who somebody is ----

  std::string person_at(const Clerk& c, uint64_t line) {
    const Town& t = c.hand->run.town;
    if (line - 2 >= t.roster.size()) return "resident/9999";
    const RosterLine& m = t.roster[static_cast<size_t>(line - 2)];
    return m.resident.empty() ? "member/" + m.number + "/" + m.branch + "/" + m.birth : "resident/" + m.resident;
  }

  // Nothing has been recorded after the run at hand.
  static bool is_newest(const Clerk& c) {
    if (!c.hand->recorded) return true;
    const Json& newest = c.book.runs.back();
    return newest["flow"] == c.hand->run.flow && newest["date"] == c.hand->run.settings["date"];
  }

  void choose(Clerk& c) {
    if (!c.hand) {
      const Json answer = tell(c, {{"do", "choose"}, {"choices", {{{"finding", 0}, {"roster_line", 2}}}}});
      demand(answer["ok"] == false && answer["error"]["code"] == "no_run", "choose without a run:", answer);
      return;
    }
    if (!is_newest(c)) {
      const Json answer = tell(c, {{"do", "choose"}, {"choices", {{{"finding", 0}, {"roster_line", 2}}}}});
      demand(answer["ok"] == false && answer["error"]["code"] == "chosen_earlier", "choose in an older run:", answer);
      return;
    }
    const size_t all = c.hand->results.size();
    const bool none = r(2) % 4 == 0;
    const bool partial = r(2) / 8 % 2 == 0;
    const std::string note = r(2) / 16 % 3 == 0 ? "" : "戸籍で確かめた";
    struct One {
      uint32_t finding;
      Json line;
      std::set<std::string> why;  // one of these; "" is none
      std::string person;
    };
    std::vector<One> asked;
    std::set<uint32_t> met;
    const Book& seen = c.seen();
    const size_t count = 1 + r(1) % 3 / 2;
    // Rather those of whom somebody is shown.
    std::vector<uint32_t> doubtful;
    std::map<uint32_t, Json> candidates;
    for (uint32_t f = 0; f < all; ++f) {
      candidates[f] = Json::parse(c.s->evidence(f))["evidence"]["candidates"];
      if (!candidates[f].empty()) doubtful.push_back(f);
    }
    for (size_t i = 0; i < count && all > 0; ++i) {
      const uint32_t pick = r(0) >> i * 8;
      const uint32_t f = doubtful.empty() || pick % 16 == 0 ? pick / 16 % all : doubtful[pick / 16 % doubtful.size()];
      if (!met.insert(f).second) continue;
      One one{f, nullptr, {}, ""};
      const Json& there = candidates[f];
      bool against = false;
      if (!none) {
        one.line = 99;
        if (!there.empty() && r(3) % 16 != 0) {
          const Json& x = there[(r(3) / 16 + i) % there.size()];
          one.line = x["roster_line"];
          one.person = person_at(c, x["roster_line"]);
          against = !x["difference"].get<std::string>().empty();
        } else {
          one.why = {"not_shown"};
        }
      }
      if (one.why.empty()) {
        if (against && note.empty()) one.why = {"against_needs_note"};
        const uint32_t shown = case_of_finding(c, f);
        std::set<std::string> by_state;
        if (shown == kNobody) by_state = {""};
        else
          for (const uint32_t n : seen.members_of(shown)) {
            const plain::Stands s = seen.standing_alone(n);
            const bool early = s.state == "listed" || s.state == "verified";
            by_state.insert(!early ? "wrong_state" : s.on_hold ? "is_on_hold" : "");
          }
        if (one.why.empty()) one.why = by_state;
        else if (by_state.size() > 1 || !by_state.contains("")) one.why.insert(by_state.begin(), by_state.end());
      }
      asked.push_back(one);
    }
    // Two findings of one listed person, a loss and what withdraws it, can be given one answer only.
    const auto listed_as = [&](const One& one) -> Json {
      const Json& row = c.hand->results[one.finding]["pension"];
      if (row.is_null()) return nullptr;
      const PensionLine& l = c.hand->run.town.pension.at(row["line"].get<size_t>() - 2);
      return {l.kana, l.birth};
    };
    for (One& one : asked)
      for (const One& other : asked)
        if (!one.person.empty() && !other.person.empty() && one.line != other.line && !listed_as(one).is_null() &&
            listed_as(one) == listed_as(other))
          one.why.insert("two_answers");
    Json choices = Json::array();
    for (const One& one : asked) choices.push_back({{"finding", one.finding}, {"roster_line", one.line}});
    Json command = {{"do", "choose"}, {"choices", choices}, {"partial", partial}};
    if (!note.empty()) command["note"] = note;
    const Json before_rows = rows_of(*c.s);
    const Json answer = tell(c, command);
    if (asked.empty()) {
      demand(answer["ok"] == false, "nothing is chosen:", answer);
      return;
    }
    demand(answer["ok"] == true, "choose:", answer);
    std::map<uint32_t, std::string> given;
    for (const Json& one : answer["refused"]) {
      given[one["finding"]] = one["code"];
      ++tally_.refused[one["code"].get<std::string>()];
      declined_ = true;
    }
    size_t taken = 0;
    std::multiset<std::string> persons;
    for (const One& one : asked) {
      const auto at = given.find(one.finding);
      const std::string code = at == given.end() ? "" : at->second;
      demand(one.why.contains(code), "finding", one.finding, "is refused as", code, "instead of", dump_texts(one.why));
      if (!code.empty()) continue;
      ++taken;
      persons.insert(one.person);
    }
    if (!partial && !given.empty()) taken = 0;
    demand(answer["done"] == taken, "choose is done for", answer["done"], "instead of", taken);
    if (taken == 0) {
      demand(answer["judged_again"] == false, "judged again for nothing");
      return;
    }
    ++tally_.actions[none ? "choose_none" : "choose"];
    record(c);
    const Json body = Json::parse(body_of(*c.s));
    demand(body["events"].size() == c.book.events.size() + 1, "a choice is one event");
    Json event = body["events"].back();
    demand(event["kind"] == "act" && event["action"] == (none ? "choose_none" : "choose"),
           "a choice is a step:", event);
    demand(event["at"] == at_ && event["who"] == c.name && event.value("note", "") == note,
           "a choice is signed:", event);
    demand(event["chosen"].size() == event["cases"].size(), "a choice for each case");
    demand(event["cases"].size() <= taken, "cases of a choice");
    for (const Json& x : event["chosen"])
      demand(persons.contains(x.value("person", "")), "the event chooses somebody else:", x.value("person", ""));
    const Json now = bare_cases(body);
    for (size_t n = 0; n < c.book.cases.size(); ++n)
      demand(now[n] == c.book.cases[n], "a choice changes what the runs said:", now[n]);
    demand(now.size() <= c.book.cases.size() + taken, "more cases than choices");
    c.book.cases = now;
    const Json as_run = event["run"];
    event.erase("run");
    c.book.add(event);
    demand(as_run == c.book.events.back()["run"], "the run of a choice");
    c.hand->results = results_of(*c.s);
    demand(answer["findings"].size() == asked.size(), "findings of a choice");
    for (size_t i = 0; i < asked.size(); ++i) {
      if (given.contains(asked[i].finding)) continue;
      const Json f = answer["findings"][i];
      if (f.is_null() || none) continue;
      const Json& result = c.hand->results[f.get<size_t>()];
      const bool there = !result["roster"].is_null() && result["roster"]["line"] == asked[i].line;
      demand(there || result["review_kind"] == "claimed_twice", "the one chosen is not there:", result);
    }
    check_findings(c);
    check_judged(c);
  }

  // Judged again for those whom a choice concerns, the run says what it says when it is made anew in this book.
  void check_judged(Clerk& c) {
    Session s;
    const Json opened = ask(s, {{"do", "open"}, {"body", body_of(*c.s)}});
    demand(opened["ok"] == true, "the book does not open:", opened);
    const Json anew = run_in(s, c.hand->run);
    const Json live = results_of(*c.s);
    // What is kept of the run before is another once runs were taken back or merged.
    for (const Json* some : {&anew, &live})
      if (some->dump().find("earlier_from_work_file") != std::string::npos) return;
    ++tally_.kinds["judged again for some, compared with a run made anew"];
    demand(anew.size() == live.size(), "made anew the run has", anew.size(), "results instead of", live.size());
    for (size_t f = 0; f < anew.size(); ++f)
      demand(anew[f] == live[f], "result", f, "is", live[f], "instead of", anew[f]);
  }

  // A choice of the newest run that made nobody sure, as another of the list is taken for the same person too, or two of the overlap list
  // alone who are: which of the two cases has which finding then depends on what was chosen and undone since.
  static bool claimed_twice(const Book& b) {
    std::map<std::string, uint32_t> chosen;
    for (const Json& e : b.events) {
      if (!e.contains("chosen") || e["run"] != b.runs.size() - 1) continue;
      for (size_t i = 0; i < e["cases"].size(); ++i) {
        const auto sure = [&](const Json& o) { return o["case"] == e["cases"][i] && o["sure"] == true; };
        const bool none = std::none_of(e["outcomes"].begin(), e["outcomes"].end(), sure);
        if (!e["chosen"][i].contains("person")) continue;
        const auto [at, fresh] = chosen.emplace(e["chosen"][i]["person"], e["cases"][i]);
        if (none || (!fresh && at->second != e["cases"][i])) return true;
      }
    }
    return false;
  }

  // What the run says of somebody whom its lists do not show, so that no finding says it.
  static bool is_unlisted(const Json& listing) {
    const std::string reasons = listing["reasons"];
    return reasons.starts_with("今回の一覧には載っていません") || reasons.starts_with("今回は、この人の行と確かに") ||
           reasons.starts_with("この人と決めた一覧の行は");
  }

  // A case that came from the other book of a merge, where this run was not made: of a run that is recorded nothing is listed anew.
  static bool came_later(const Book& b, uint32_t shown) {
    const bool merged =
        std::any_of(b.events.begin(), b.events.end(), [](const Json& e) { return e["kind"] == "merge"; });
    const std::set<uint32_t> group = b.members_of(shown);
    return merged && std::none_of(group.begin(), group.end(),
                                  [&](uint32_t n) { return b.listings(n).back().last + 1 == b.runs.size(); });
  }

  // What the list says of the case of a finding is what the run says of it.
  void check_findings(Clerk& c) {
    if (!c.hand || c.hand->older || !is_newest(c)) return;
    if (c.chose_apart == c.seen().runs.size() || claimed_twice(c.seen())) return;
    std::map<uint32_t, std::set<std::string>> best;  // several of one rank: one of them
    for (uint32_t f = 0; f < c.hand->results.size(); ++f) {
      const uint32_t n = case_of_finding(c, f);
      if (n == kNobody) continue;
      const std::string bucket = c.hand->results[f]["bucket"];
      const int rank = plain::rank_of(bucket);
      if (best.contains(n) && rank < plain::rank_of(*best[n].begin())) best[n].clear();
      if (!best.contains(n) || best[n].empty() || rank == plain::rank_of(*best[n].begin())) best[n].insert(bucket);
    }
    for (const auto& [n, buckets] : best) {
      const Json answer = ask(*c.s, {{"do", "case"}, {"case", n}});
      // What the roster says of somebody who is on no list comes from no finding.
      const bool by_roster = std::any_of(answer["listings"].begin(), answer["listings"].end(),
                                         [&](const Json& l) { return is_unlisted(l); });
      demand(by_roster || buckets.contains(answer["case"]["bucket"]) || came_later(c.seen(), n), "case", n, "is",
             answer["case"]["bucket"], "though its findings say", dump_texts(buckets));
    }
  }

  // ---- back and on ----

  // True if something was taken back, or done again.
  bool take_back_once(Clerk& c, const std::string& which) {
    const std::optional<size_t> next = which == "undo" ? c.book.next_undo() : c.book.next_redo();
    const Json answer = tell(c, {{"do", which}});
    const bool chooses = next && c.book.events[*next].contains("chosen");
    if (chooses && c.book.events[*next]["run"] != c.book.runs.size() - 1) {
      demand(answer["ok"] == false && answer["error"]["code"] == "chosen_earlier", which,
             "of an earlier choice:", answer);
      return false;
    }
    demand(answer["ok"] == true, which, answer);
    demand(answer["done"] == next.has_value(), which, "is done:", answer["done"]);
    if (!next) return false;
    c.book.add({{"kind", which}, {"at", at_}, {"who", c.name}, {"of", *next}});
    const bool links = chooses || c.book.events[*next]["action"] == "same_person";
    if (links && c.hand &&
        !c.hand->recorded) {  // the rules are asked anew, and what is looked at only is attached anew
      c.last_body = body_of(*c.s);
      Json rows;
      c.hand->with = with_run(c, c.hand->run, rows);
      // The roster was searched for the cases as they were when it was read: whoever was another person then is so still.
      if (rows_of(*c.s) != rows && (chooses || filed_behind(c))) discard(c);
    }
    keep_up(c);
    if (chooses && c.hand) {
      c.hand->results = results_of(*c.s);
      check_findings(c);
      check_judged(c);
    }
    return true;
  }

  // The run says of some open case that is on no list that its person has filed.
  bool filed_behind(Clerk& c) {
    for (const Json& one : c.hand->with.cases)
      for (const Json& l : one["listings"])
        if (is_unlisted(l)) return true;
    for (const Json& row : rows_of(*c.s)) {
      const Json one = ask(*c.s, {{"do", "case"}, {"case", row["case"]}});
      for (const Json& l : one["listings"])
        if (is_unlisted(l)) return true;
    }
    return false;
  }

  void take_back(Clerk& c, const std::string& which, size_t times) {
    for (size_t i = 0; i < times && take_back_once(c, which); ++i)
      if (i + 1 < times) check(c);
  }

  void ends(Clerk& c) {
    const Json before = rows_of(*c.s);
    const std::vector<Json> results = c.hand ? results_of(*c.s) : std::vector<Json>();
    const bool at_hand = c.hand.has_value();
    size_t steps = 0;
    while (take_back_once(c, "undo")) {
      ++steps;
      if (steps % 4 == 0) check(c);
    }
    check(c);
    for (; steps > 0; --steps) demand(take_back_once(c, "redo"), "what was undone is not done again");
    const Json after = rows_of(*c.s);
    if (at_hand != c.hand.has_value()) return;
    demand(after == before, "undo to the end and redo come to something else:", before, after);
    if (c.hand) demand(results_of(*c.s) == results, "the results are others after undo and redo");
  }

  void take_back_run(Clerk& c) {
    const bool can = !c.book.runs.empty() && !c.book.step_on_newest_run() && c.book.knows_newest;
    const Json answer = tell(c, {{"do", "take_back_run"}});
    demand((answer["ok"] == true) == can, "take_back_run:", answer.dump().substr(0, 300));
    if (!can) {
      demand(answer["error"]["code"] == "run_stays", "take_back_run:", answer);
    } else {
      c.book.take_back_newest_run();
      if (!c.runs.empty()) c.runs.pop_back();
    }
    hand_after(c);
  }

  // ---- files ----

  void reopen(Clerk& c) {
    const std::string text = body_of(*c.s);
    auto fresh = std::make_unique<Session>();
    ++tally_.commands;
    const Json answer = ask(*fresh, {{"do", "open"}, {"body", text}});
    demand(answer["ok"] == true, "what was saved does not open:", answer);
    demand(answer["unsaved"] == 0, "opened, and something is unsaved");
    demand(body_of(*fresh) == text, "opened, the book is another");
    c.s = std::move(fresh);
    c.hand.reset();
    c.book.is_saved();
  }

  void open_here(Clerk& c) {
    const std::string text = body_of(*c.s);
    const bool unsaved = r(0) % 3 == 0;
    const Json answer = tell(c, {{"do", "open"}, {"body", text}, {"unsaved", unsaved}, {"anyway", true}});
    demand(answer["ok"] == true, "what was saved does not open:", answer);
    demand(body_of(*c.s) == text, "opened, the book is another");
    c.book.is_saved();
    c.book.otherwise = unsaved;
    hand_after(c);
  }

  void saved(Clerk& c) {
    const Json answer = tell(c, {{"do", "saved"}});
    demand(answer["ok"] == true, "saved:", answer);
    c.book.is_saved();
  }

  void bad_open(Clerk& c) {
    const std::string text = c.last_body;
    Json body = Json::parse(text);
    std::string bad = text.substr(0, r(0) % text.size());
    while (!bad.empty() && (bad.back() & 0x80) != 0) bad.pop_back();  // between two characters
    if (r(1) % 3 == 0 && !body["cases"].empty()) {
      Json& one = body["cases"][r(2) % body["cases"].size()];
      const uint32_t number = r(2) % static_cast<uint32_t>(body["cases"].size());
      if (c.book.shown_as()[number] == number) {
        one["on_hold"] = !one["on_hold"].get<bool>();
        bad = body.dump();
      }
    }
    if (r(1) % 3 == 1 && !body["events"].empty()) {
      body["events"][r(2) % body["events"].size()]["kind"] = "fork";
      bad = body.dump();
    }
    const char* const what = r(3) % 2 ? "open" : "merge";
    const Json answer = tell(c, {{"do", what}, {"body", bad}});
    demand(answer["ok"] == false && answer["error"]["code"] == "work_file", what, "of a broken file:", answer);
  }

  void settings(Clerk& c) {
    static const Json rules[] = {{{"preset", "none"}},          {{"preset", "kumano"}},
                                 {{"preset", "higashisonogi"}}, {{"first", {{"days", 10}}}, {"second", {{"days", 5}}}},
                                 {{"preset", "nowhere"}},       {{"first", {{"days", -1}}}}};
    const uint32_t which = r(0) % 6;
    const int years = 1 + static_cast<int>(r(1) % 6);
    Json command = {{"do", "settings"}, {"deadlines", rules[which]}};
    if (r(2) % 3 == 0) command["retention_years"] = r(2) % 5 == 0 ? 99 : years;
    const bool bad = which > 3 || (r(2) % 3 == 0 && r(2) % 5 == 0);
    const Json old = Json::parse(c.last_body)["settings"];
    const Json answer = tell(c, command);
    demand((answer["ok"] == true) != bad, "settings:", answer);
    if (bad) return;
    const totsugo::Period periods[][2] = {{{0, 0}, {0, 0}}, {{31, 0}, {15, 0}}, {{0, 1}, {0, 1}}, {{10, 0}, {5, 0}}};
    c.book.first = periods[which][0];
    c.book.second = periods[which][1];
    const int now = command.value("retention_years", c.book.retention_years);
    const Json set = Json::parse(body_of(*c.s))["settings"];
    c.book.steps += set["deadlines"] != old["deadlines"];
    c.book.steps += now != c.book.retention_years;
    c.book.retention_years = now;
    demand(set["retention_years"] == now, "retention");
  }

  void exported(Clerk& c) {
    const Json answer = tell(c, {{"do", "exported"}, {"name", "a.csv"}, {"bytes", 7}, {"sha256", "00"}});
    demand(answer["ok"] == true, "exported:", answer);
    ++c.book.steps;
  }

  static bool chose_for(const Book& b, const std::set<uint32_t>& some) {
    const std::vector<uint32_t> as = b.shown_as();
    return std::any_of(b.events.begin(), b.events.end(), [&](const Json& e) {
      return e.contains("chosen") && std::any_of(e["cases"].begin(), e["cases"].end(),
                                                 [&](const Json& n) { return some.contains(as[n.get<uint32_t>()]); });
    });
  }

  void erase(Clerk& c) {
    const std::string today = iso(day_ + 365 * static_cast<int64_t>(1 + r(0) % 8));
    const std::set<uint32_t> due = c.book.expired(today);
    Json cases = Json::array();
    for (const uint32_t n : due)
      if (r(1) >> (n % 16) & 1) cases.push_back(n);
    bool sound = !cases.empty();
    if (r(2) % 4 == 0 && !c.book.cases.empty()) {
      const uint32_t n = r(3) % static_cast<uint32_t>(c.book.cases.size());
      cases.push_back(n);
      sound = due.contains(c.book.shown_as()[n]);
    }
    std::set<uint32_t> gone;
    for (const Json& n : cases) gone.insert(c.book.shown_as()[n.get<uint32_t>()]);
    const Json answer = tell(c, {{"do", "erase"}, {"cases", cases}, {"today", today}});
    if (r(2) % 4 == 0 && !sound)
      sound = !gone.empty() && std::all_of(gone.begin(), gone.end(), [&](uint32_t n) { return due.contains(n); });
    demand((answer["ok"] == true) == sound, "erase:", answer.dump().substr(0, 300), cases, Json(due));
    // What was chosen for one of them is gone with him: what the newest run said with it stays as it is until the next.
    if (sound && chose_for(c.book, gone)) c.chose_apart = c.book.runs.size();
    if (sound) c.book.erase(gone);
    hand_after(c);
  }

  // ---- two books ----

  void fork() {
    Clerk& from = clerks_[now_->clerk % 2];
    Clerk& to = clerks_[1 - now_->clerk % 2];
    to.s = std::make_unique<Session>();
    const Json answer = tell(to, {{"do", "open"}, {"body", body_of(*from.s)}});
    demand(answer["ok"] == true, "fork:", answer);
    to.hand.reset();
    to.book = from.book;
    to.book.is_saved();
    to.runs = from.runs;
    to.chose_apart = from.chose_apart;
    check(to);
  }

  // By what an event is the same in both books.
  static std::string name_of(const Book& b, size_t n, uint32_t of_case) {
    const Json& e = b.events[n];
    std::string out =
        e["kind"].get<std::string>() + "|" + e["at"].get<std::string>() + "|" + e["who"].get<std::string>();
    if (e["kind"] == "act") {
      out += "|" + e["action"].get<std::string>() + "|" + e.value("on", "") + "|" + e.value("until", "") + "|" +
             e.value("note", "") + "|" + e.value("reason", "");
      for (size_t i = 0; i < e["cases"].size(); ++i)
        if (e["cases"][i] == of_case && e.contains("chosen")) out += "|" + e["chosen"][i].value("person", "");
    } else if (e.contains("of")) {
      out += "|" + name_of(b, e["of"], of_case);
    }
    return out;
  }
  static bool concerns(const Book& b, size_t n, uint32_t number) {
    const Json& e = b.events[n];
    if (e["kind"] == "merge") return false;
    const Json& about = e["kind"] == "act" ? e["cases"] : b.events[e["of"].get<size_t>()]["cases"];
    return std::find(about.begin(), about.end(), Json(number)) != about.end();
  }
  static std::multiset<std::string> history(const Book& b, uint32_t number) {
    std::multiset<std::string> out;
    if (number == kNobody) return out;
    for (size_t n = 0; n < b.events.size(); ++n)
      if (concerns(b, n, number)) out.insert(name_of(b, n, number));
    return out;
  }
  static std::multiset<std::string> acts(const Book& b, uint32_t number, bool standing) {
    std::multiset<std::string> out;
    if (number == kNobody) return out;
    const std::vector<bool> now = b.stands();
    for (size_t n = 0; n < b.events.size(); ++n)
      if (b.events[n]["kind"] == "act" && concerns(b, n, number) && (!standing || now[n]))
        out.insert(name_of(b, n, number));
    return out;
  }
  static bool includes(const std::multiset<std::string>& all, const std::multiset<std::string>& some) {
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
  }

  // The case of the other book that is the same person's: under the same key, else of the same roster person.
  static std::vector<uint32_t> twins(const Book& ours, const Book& theirs) {
    std::vector<uint32_t> out(theirs.cases.size(), kNobody);
    std::set<uint32_t> taken;
    const auto pair_up = [&](const std::function<bool(const Json&, const Json&)>& same) {
      for (uint32_t t = 0; t < theirs.cases.size(); ++t)
        for (uint32_t o = 0; o < ours.cases.size() && out[t] == kNobody; ++o)
          if (same(ours.cases[o], theirs.cases[t]) && taken.insert(o).second) out[t] = o;
    };
    pair_up([](const Json& o, const Json& t) { return o["key"] == t["key"]; });
    pair_up([](const Json& o, const Json& t) {
      const std::string known_there = t.value("roster", "");
      const std::string known_here = o.value("roster", "");
      const auto key_there = t["key"].get<std::string>();
      const auto key_here = o["key"].get<std::string>();
      return known_here == key_there ||
             (!known_there.empty() && (known_there == key_here || known_there == known_here));
    });
    return out;
  }

  // By case of the merged book: the first of those that either book shows as one, or that are known as the same person of the roster.
  static std::vector<uint32_t> people(const Book& ours, const Book& theirs, const std::vector<uint32_t>& theirs_now) {
    std::vector<uint32_t> first(ours.cases.size());
    std::iota(first.begin(), first.end(), 0);
    for (const uint32_t n : theirs_now)
      if (n >= first.size()) first.push_back(n);
    std::vector<std::pair<std::string, uint32_t>> names;  // of merged cases; cases with one name are one person
    for (const Book* b : {&ours, &theirs}) {
      const auto number = [&](uint32_t n) { return b == &ours ? n : theirs_now[n]; };
      const std::vector<uint32_t> as = b->shown_as();
      for (uint32_t n = 0; n < as.size(); ++n) {
        const std::string key = b->cases[n]["key"];
        const bool known = key.starts_with("resident/") || key.starts_with("member/");
        names.emplace_back(known ? key : b->cases[n].value("roster", ""), number(n));
        names.emplace_back((b == &ours ? "ours " : "theirs ") + std::to_string(as[n]), number(n));
      }
      for (const auto& [n, person] : b->chosen_as()) names.emplace_back(person, number(n));
    }
    for (const auto& [name, a] : names)
      for (const auto& [same, b] : names)
        if (!name.empty() && name == same)
          std::replace(first.begin(), first.end(), std::max(first[a], first[b]), std::min(first[a], first[b]));
    return first;
  }

  void merge(Clerk& c, Clerk& other) {
    const Book ours = c.book;
    const Book theirs = other.book;
    const std::string our_body = body_of(*c.s);
    const std::string their_body = body_of(*other.s);
    const std::vector<uint32_t> twin = twins(ours, theirs);
    std::vector<uint32_t> twin_of_ours(ours.cases.size(), kNobody);
    for (uint32_t t = 0; t < twin.size(); ++t)
      if (twin[t] != kNobody) twin_of_ours[twin[t]] = t;
    std::vector<uint32_t> theirs_now = twin;
    uint32_t next = static_cast<uint32_t>(ours.cases.size());
    for (uint32_t& n : theirs_now)
      if (n == kNobody) n = next++;
    std::vector<uint32_t> their_number(next, kNobody);
    for (uint32_t t = 0; t < theirs_now.size(); ++t) their_number[theirs_now[t]] = t;
    const std::vector<uint32_t> first = people(ours, theirs, theirs_now);
    std::vector<bool> we_know(next, true);  // by the first of a person's cases: all that the other book knows
    std::vector<bool> they_know(next, true);
    for (uint32_t m = 0; m < next; ++m) {
      const auto we = history(ours, m < ours.cases.size() ? m : kNobody);
      const auto they = history(theirs, their_number[m]);
      if (!includes(we, they)) we_know[first[m]] = false;
      if (!includes(they, we)) they_know[first[m]] = false;
    }
    std::set<std::string> conflicts;
    for (uint32_t m = 0; m < next; ++m) {
      if (!we_know[m] && !they_know[m]) conflicts.insert(ours.cases[m]["key"]);
      if (first[m] != m && !we_know[first[m]] && !they_know[first[m]])
        ++tally_.kinds["merge with a conflict over two cases"];
    }
    Json command = {{"do", "merge"}, {"body", their_body}, {"file", "二郎.totsugo"}};
    Json answer = tell(c, command);
    if (answer["ok"] != true) {
      demand(false, "merge:", answer);
      return;
    }
    std::map<std::string, bool> theirs_chosen;
    demand(answer["merged"] == conflicts.empty(), "merged without asking, or asked for nothing:", answer["conflicts"],
           dump_texts(conflicts));
    if (!conflicts.empty()) {
      std::set<std::string> shown;
      Json choices = Json::object();
      uint32_t i = 0;
      for (const Json& one : answer["conflicts"]) {
        shown.insert(one["key"].get<std::string>());
        const bool take_theirs = (r(0) >> (i++ % 16) & 1) != 0;
        theirs_chosen[one["key"]] = take_theirs;
        choices[one["key"].get<std::string>()] = take_theirs ? "theirs" : "ours";
      }
      demand(shown == conflicts, "conflicts shown:", dump_texts(shown), "instead of", dump_texts(conflicts));
      demand(body_of(*c.s) == our_body, "a merge that waits for a choice has changed the book");
      command["choices"] = choices;
      answer = tell(c, command);
      demand(answer["ok"] == true && answer["merged"] == true, "merge with choices:", answer);
      ++tally_.kinds["merge with conflicts"];
    }
    const std::string text = body_of(*c.s);
    const Json body = Json::parse(text);
    Book merged = ours;
    merged.runs = body["runs"];
    merged.cases = bare_cases(body);
    merged.events = body["events"];
    if (text != our_body) {
      merged.knows_newest = false;
      ++merged.steps;
    }
    demand(!body.contains("newest_run") || text == our_body, "a run can be taken back after a merge");
    // What was taken back before a merge is not offered, unless all that came is that they had merged.
    bool news = merged.cases.size() > ours.cases.size() || merged.runs.size() > ours.runs.size();
    for (uint32_t o = 0; o < ours.cases.size(); ++o)
      news |= !includes(history(ours, o), history(theirs, twin_of_ours[o]));
    if (news) demand(!merged.next_redo(), "something is offered for redo after a merge");
    // Nobody is lost, and ours keep their numbers.
    demand(merged.cases.size() >= ours.cases.size(), "cases are lost");
    for (uint32_t o = 0; o < ours.cases.size(); ++o)
      demand(merged.cases[o]["key"] == ours.cases[o]["key"], "a case of ours has another key");
    demand(next == merged.cases.size(), "cases of theirs:", next, merged.cases.size());
    for (uint32_t m = 0; m < next; ++m) {
      const uint32_t o = m < ours.cases.size() ? m : kNobody;
      const uint32_t t = their_number[m];
      const uint32_t person = first[m];
      const bool follow_theirs = !we_know[person] && (they_know[person] || theirs_chosen[ours.cases[person]["key"]]);
      const auto followed = acts(follow_theirs ? theirs : ours, follow_theirs ? t : o, true);
      const auto stand = acts(merged, m, true);
      demand(stand == followed, "case", m, "stands by", Json(stand), "instead of", Json(followed));
      auto all = acts(ours, o, false);
      for (const std::string& a : acts(theirs, t, false))
        if (!all.contains(a)) all.insert(a);
      demand(acts(merged, m, false) == all, "steps of case", m, "are lost or doubled", Json(acts(merged, m, false)),
             Json(all));
      check_listings(ours, o, merged, m);
      check_listings(theirs, t, merged, m);
    }
    const auto chooses_in_newest = [&merged](const Book& b) {
      return std::any_of(b.events.begin(), b.events.end(), [&](const Json& e) {
        return e.contains("chosen") && b.runs[e["run"].get<size_t>()] == merged.runs.back();
      });
    };
    if (chooses_in_newest(ours) || chooses_in_newest(theirs)) c.chose_apart = merged.runs.size();
    c.book = merged;
    c.book.first = ours.first;
    c.book.second = ours.second;
    if (c.hand) discard(c);
    check(c);
    // Merging the same again, or what we had before, adds nothing.
    for (const std::string& known : {their_body, our_body}) {
      const Json again = tell(c, {{"do", "merge"}, {"body", known}, {"file", "同じ.totsugo"}});
      demand(again["ok"] == true && again["merged"] == true && again["added"] == 0 && again["new_runs"] == 0,
             "merged again:", again.dump().substr(0, 300));
      demand(body_of(*c.s) == text, "merging what is known changes the book");
    }
    for (const RunAtHand& one : other.runs) {
      const auto is = [&one](const RunAtHand& x) { return x.settings == one.settings && x.flow == one.flow; };
      if (std::none_of(c.runs.begin(), c.runs.end(), is)) c.runs.push_back(one);
    }
  }

  // What a run said of somebody is still said of that run.
  static void check_listings(const Book& before, uint32_t was, const Book& merged, uint32_t is) {
    if (was == kNobody) return;
    for (const Json& l : before.cases[was]["listings"]) {
      const Json& run = before.runs[l["last_run"].get<size_t>()];
      bool found = false;
      for (const Json& m : merged.cases[is]["listings"])
        for (size_t n = m["first_run"]; n <= m["last_run"].get<size_t>(); ++n)
          if (merged.runs[n] == run && m["bucket"] == l["bucket"]) found = true;
      demand(found, "what a run said is lost in a merge:", l["bucket"], "of case", is);
    }
  }

  // ---- after every command ----

  void check(Clerk& c) {
    const std::string text = body_of(*c.s);
    if (declined_) {
      // Refused for all of them, nothing changes at all; the plain book knows if it was for some only.
      declined_ = false;
    }
    const Json body = Json::parse(text);
    c.last_body = text;
    keep_up(c);
    const Book& b = c.book;
    demand(body["runs"] == b.runs, "the runs are others:", body["runs"].size(), b.runs.size());
    demand(body["events"] == b.events, "the events are others:", body["events"], b.events);
    const Json cases = bare_cases(body);
    for (size_t n = 0; n < std::min(cases.size(), b.cases.size()); ++n)
      demand(cases[n] == b.cases[n], "case", n, "is another:", cases[n], b.cases[n]);
    demand(cases.size() == b.cases.size(), "cases:", cases.size(), b.cases.size());
    demand(body.contains("newest_run") == b.knows_newest, "newest_run:", b.knows_newest);
    const Book& seen = c.seen();
    const std::vector<uint32_t> as = seen.shown_as();
    const Json rows = rows_of(*c.s);
    size_t at = 0;
    std::map<std::string, size_t> states;
    Json due = Json::object();
    for (uint32_t n = 0; n < as.size(); ++n) {
      if (as[n] != n || seen.is_void(n)) continue;
      demand(at < rows.size(), "case", n, "is not in the list");
      const Json& row = rows[at++];
      demand(row["case"] == n, "the list has case", row["case"], "instead of", n,
             ask(*c.s, {{"do", "case"}, {"case", row["case"]}})["listings"]);
      const plain::Stands s = seen.standing(n);
      ++states[s.state];
      if (!s.due.empty()) due[s.due] = due.value(s.due, 0) + 1;
      const auto same = [&](const char* what, const Json& is, const Json& has_to) {
        demand(is == has_to, "case", n, what, "is", is, "instead of", has_to);
      };
      const auto or_null = [](const std::string& t) { return t.empty() ? Json() : Json(t); };
      same("state", row["state"], s.state);
      same("on_hold", row["on_hold"], s.on_hold);
      same("returned", row["returned"], s.returned);
      same("bucket", row["bucket"], s.bucket);
      same("last_step", row["last_step"], or_null(s.last_step));
      same("due", row["due"], or_null(s.due));
      same("next_from", row["next_from"], or_null(s.next_from));
      const std::string branch = seen.shown_text(n, "branch");
      same("number", row["number"], seen.shown_text(n, "member_number") + (branch.empty() ? "" : "-" + branch));
      if (n < body["cases"].size() && &seen == &c.book) {
        same("kept state", body["cases"][n]["state"], s.state);
        same("kept mark", body["cases"][n]["mail_returned"], s.returned);
      }
    }
    demand(at == rows.size(), "the list has", rows.size(), "instead of", at);
    const Json overview = ask(*c.s, {{"do", "overview"}});
    demand(overview["cases"] == at, "the overview counts", overview["cases"]);
    for (const auto& [state, count] : overview["states"].items())
      demand(count == states[state], "states:", state, count);
    demand(overview["due"] == due, "deadlines of the overview:", overview["due"], "instead of", due);
    demand(overview["unsaved"] == b.unsaved(), "unsaved:", overview["unsaved"], "instead of", b.unsaved());
    demand(overview["events"] == b.events.size(), "events");
    demand(overview["runs"].size() == b.runs.size(), "runs of the overview");
    for (const char* which : {"undo", "redo"}) {
      const std::optional<size_t> next = which == std::string("undo") ? b.next_undo() : b.next_redo();
      demand(overview[which].is_null() == !next, which, "is", overview[which]);
      if (next) demand(overview[which]["cases"] == b.events[*next]["cases"].size(), which, "is of", overview[which]);
    }
    if (now_ && r(7) % 8 == 3 && &seen == &b && !b.runs.empty()) {
      const std::string from = b.runs[r(6) % b.runs.size()]["date"];
      const Json year = ask(*c.s, {{"do", "annual"}, {"from", from}, {"today", iso(day_)}});
      const Json plain = b.annual(from, iso(day_));
      for (size_t m = 0; m < 12; ++m)
        demand(year["months"][m] == plain["months"][m], "a month's figures:", year["months"][m], "instead of",
               plain["months"][m]);
      demand(year["open_on"] == plain["open_on"], "the year's figures: open on", year["open_on"]);
      for (const char* flow : {"P", "D"})
        demand(year["whole"][flow]["open"] == plain["open"][flow], "the year's figures: open", year["whole"][flow],
               "instead of", plain["open"][flow]);
      ++tally_.kinds["the year's figures"];
    }
    const bool can = !b.runs.empty() && b.knows_newest && !b.step_on_newest_run();
    demand(overview["can_take_back"] == can, "can_take_back:", overview["can_take_back"]);
  }

  // For a person who looks for a fault.
  std::string told(Clerk& c) {
    std::string out = c.name + "\n";
    const Json body = Json::parse(body_of(*c.s));
    for (size_t n = 0; n < body["cases"].size(); ++n) {
      const Json& one = body["cases"][n];
      out += "  case " + std::to_string(n) + " " + one["key"].dump() + " " + one.value("roster", "") + " " +
             one["state"].dump();
      for (const Json& l : one["listings"])
        out += " " + l["first_run"].dump() + "-" + l["last_run"].dump() + l["bucket"].get<std::string>();
      out += "\n";
    }
    for (Json e : body["events"]) {
      if (e.contains("chosen")) {
        Json persons = Json::array();
        for (const Json& x : e["chosen"]) persons.push_back(x.value("person", ""));
        Json outcomes = Json::array();
        for (const Json& o : e["outcomes"])
          outcomes.push_back(o["case"].dump() + (o["sure"] == true ? " sure " : " ") + o["listing"]["last_run"].dump() +
                             o["listing"]["bucket"].get<std::string>());
        e["chosen"] = persons;
        e["outcomes"] = outcomes;
      }
      out += "  " + e.dump() + "\n";
    }
    if (c.hand) {
      out += c.hand->recorded ? "  run at hand:" : "  run at hand, not recorded:";
      out += c.hand->run.flow + c.hand->run.settings.dump() + "\n";
      const Json results = results_of(*c.s);
      for (uint32_t f = 0; f < results.size(); ++f) {
        const uint32_t n = case_of_finding(c, f);
        out += "    finding " + std::to_string(f) + " " + results[f]["bucket"].dump() + " case " +
               (n == kNobody ? "-" : std::to_string(n)) + " review " + results[f]["review_kind"].dump() + " roster " +
               results[f]["roster"].dump() + "\n";
      }
    }
    return out;
  }

  Tally& tally_;
  const Op* now_ = nullptr;
  int64_t day_ = totsugo::day_number(totsugo::CivilDate::of(2026, 11, 22));
  int minute_ = 0;
  std::string at_;
  Json said_;
  bool declined_ = false;
  std::vector<Person> people_;
  Clerk clerks_[2];

 public:
  const Json& said() const { return said_; }
  std::string told() { return told(clerks_[0]) + told(clerks_[1]); }
};

// ---- sequences ----

std::vector<Op> ops_of(uint32_t seed, size_t count) {
  std::mt19937 dice(seed);
  struct Weight {
    Kind kind;
    uint32_t weight;
  };
  constexpr Weight kWeights[] = {
      {k_run, 6},       {k_again, 2}, {k_join, 2},     {k_attach, 1},   {k_discard, 1},       {k_act, 60},
      {k_choose, 10},   {k_undo, 10}, {k_redo, 8},     {k_ends, 1},     {k_take_back_run, 3}, {k_reopen, 2},
      {k_open_here, 1}, {k_saved, 1}, {k_bad_open, 1}, {k_settings, 2}, {k_exported, 1},      {k_erase, 1},
      {k_fork, 1},      {k_merge, 1}, {k_would, 5}};
  uint32_t sum = 0;
  for (const Weight& w : kWeights) sum += w.weight;
  std::vector<Op> out;
  bool two = false;
  for (size_t i = 0; i < count; ++i) {
    Op op;
    uint32_t at = dice() % sum;
    for (const Weight& w : kWeights) {
      if (at < w.weight) {
        op.kind = w.kind;
        break;
      }
      at -= w.weight;
    }
    if (i == 0) op.kind = k_run;
    if (op.kind == k_fork && two) op.kind = k_merge;
    if (op.kind == k_merge && !two) op.kind = k_fork;
    for (uint32_t& r : op.r) r = dice() & 0x7FFFFFFF;
    op.clerk = two ? dice() % 2 : 0;
    if (op.kind == k_fork) two = true;
    out.push_back(op);
  }
  return out;
}

// What has never come up of all that there is: kinds of commands, steps taken, refusals. In some hundred towns all of it does.
std::string never(const Tally& tally) {
  std::string out;
  const auto miss = [&out](const std::map<std::string, size_t>& had, const std::string& one) {
    if (!had.contains(one)) out += one + ", ";
  };
  for (const char* kind : kKindNames) miss(tally.kinds, kind);
  miss(tally.kinds, "merge with conflicts");
  miss(tally.kinds, "the year's figures");
  miss(tally.kinds, "judged again for some, compared with a run made anew");
  for (const std::string& action : plain::all_actions()) miss(tally.actions, action);
  for (const char* choice : {"choose", "choose_none"}) miss(tally.actions, choice);
  for (const char* code :
       {"against_needs_note", "already_filed",    "answered_not_joined", "chosen_earlier", "date_before_last",
        "date_invalid",       "date_missing",     "dates_reversed",      "first_listing",  "is_on_hold",
        "is_returned",        "listed_only",      "needs_inquiry",       "no_case",        "no_run",
        "nobody_chosen",      "not_inquired",     "not_listed_here",     "not_member",     "not_on_hold",
        "not_returned",       "not_shown",        "two_answers",         "note_missing",   "out_of_order",
        "reason_missing",     "resolved",         "review_needs_note",   "run_stays",      "urging_already",
        "work_file",          "wrong_state",      "settings_invalid",    "record_changed", "too_early",
        "date_far_ahead",     "until_before_sent"})
    miss(tally.refused, code);
  return out;
}

// What goes wrong, and where; nothing if all holds.
struct Failure {
  size_t at = 0;
  std::string what;
  Json said;
  std::string told;
};
std::optional<Failure> go(uint32_t seed, const std::vector<Op>& ops, Tally& tally, bool tell = false) {
  World w(seed, tally);
  std::string before;
  for (size_t i = 0; i < ops.size(); ++i) {
    if (tell) before = "--- before the last\n" + w.told();
    try {
      w.take(ops[i]);
    } catch (const Diverged& d) {
      return Failure{i, d.what, w.said(), tell ? before + "--- now\n" + w.told() : ""};
    } catch (const std::exception& e) {
      return Failure{i, std::string("thrown: ") + e.what(), w.said(), before};
    }
  }
  return std::nullopt;
}

// Greedy: whatever can go without the failure going, goes.
std::vector<Op> shrunk(uint32_t seed, std::vector<Op> ops, const Failure& first) {
  ops.resize(first.at + 1);
  // The same sentence, whatever its numbers.
  const auto sign_of = [](const std::string& what) {
    std::string out = what.substr(0, 40);
    std::erase_if(out, [](char c) { return c >= '0' && c <= '9'; });
    return out.substr(0, 20);
  };
  const std::string sign = sign_of(first.what);
  Tally none;
  for (size_t piece = std::max<size_t>(1, ops.size() / 2); piece > 0; piece /= 2)
    for (size_t at = 0; at < ops.size();) {
      std::vector<Op> fewer = ops;
      fewer.erase(fewer.begin() + static_cast<ptrdiff_t>(at),
                  fewer.begin() + static_cast<ptrdiff_t>(std::min(at + piece, ops.size())));
      const std::optional<Failure> f = go(seed, fewer, none);
      if (f && sign_of(f->what) == sign) {
        ops = fewer;
        ops.resize(f->at + 1);
      } else {
        at += piece;
      }
    }
  return ops;
}

std::string told(const std::vector<Op>& ops) {
  std::string out;
  for (const Op& op : ops) {
    out += std::string("  ") + kKindNames[op.kind] + " by " + std::to_string(op.clerk) + " {";
    for (const uint32_t r : op.r) out += " " + std::to_string(r);
    out += " }\n";
  }
  return out;
}

}  // namespace

TEST_CASE("book: random casework against the plain book") {
  Tally tally;
  bool failed = false;
  const auto given = [](const char* name, uint32_t otherwise) {
    const char* const text = std::getenv(name);
    return text ? static_cast<uint32_t>(std::strtoul(text, nullptr, 10)) : otherwise;
  };
  const uint32_t from = given("TOTSUGO_SEED", 1);
  const auto all = given("TOTSUGO_TOWNS", static_cast<uint32_t>(rounds(2, 200)));
  std::vector<uint32_t> seeds(all);
  std::iota(seeds.begin(), seeds.end(), from);
  // Towns that found what thousands of others had not.
  seeds.insert(seeds.end(), {112071, 112442, 300009, 300320, 400343, 500369, 601192, 700088, 950234, 3001991, 3002779,
                             3003348, 4000578, 7028010, 7033126});
  for (const uint32_t seed : seeds) {
    const std::vector<Op> ops = ops_of(seed, 60);
    const std::optional<Failure> f = go(seed, ops, tally);
    if (!f) continue;
    failed = true;
    const std::vector<Op> few = shrunk(seed, ops, *f);
    Tally none;
    const std::optional<Failure> last = go(seed, few, none, true);
    const std::string what = last ? last->what : f->what;
    const std::string said = (last ? last->said : f->said).dump();
    FAIL_CHECK("seed ", seed, ", command ", f->at, ": ", f->what.substr(0, 1500), "\nshrunk to ", few.size(), ":\n",
               told(few), what.substr(0, 3000), "\nlast: ", said.substr(0, 600), "\n", last ? last->told : "");
    break;
  }
  std::string counts;
  for (const auto& [kind, count] : tally.kinds) counts += kind + " " + std::to_string(count) + ", ";
  counts += "\ntaken: ";
  for (const auto& [action, count] : tally.actions) counts += action + " " + std::to_string(count) + ", ";
  counts += "\nrefused: ";
  for (const auto& [code, count] : tally.refused) counts += code + " " + std::to_string(count) + ", ";
  MESSAGE(tally.commands, " commands: ", counts);
  if (all >= 500 && !failed) CHECK_MESSAGE(never(tally).empty(), "never came up: ", never(tally));
}
