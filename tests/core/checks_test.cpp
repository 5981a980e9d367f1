// Checks across the files: each planted fault stops, what is honest does not, and nothing can be used before a clerk has said why.
#include "core/run/checks.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

constexpr int kPeople = 140;

std::string two(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

// People who agree with themselves everywhere, each with a name of his own.
Town crowd(int people = kPeople) {
  Town town;
  town.roster.clear();
  town.pension.clear();
  std::vector<OverlapLine> lines;
  const std::string kana[] = {"ア", "カ", "サ", "タ", "ナ", "ハ", "マ", "ヤ", "ラ", "ワ"};
  for (int i = 0; i < people; ++i) {
    RosterLine r;
    r.kana = "ヤマ" + kana[i / 10 % 10] + "　タ" + kana[i % 10] + "オ";
    r.name = "山" + kana[i / 10 % 10] + "　太" + kana[i % 10];
    r.birth = "19" + std::to_string(50 + i % 40) + "-" + two(1 + i % 12) + "-" + two(1 + i % 28);
    r.resident = std::to_string(5000 + i);
    r.number = "05-" + std::to_string(2000000 + i);
    r.branch = two(1 + i % 3);
    r.sex = i % 2 ? "男" : "女";
    r.acquired = "2020-" + two(1 + i % 12) + "-" + two(1 + i % 28);
    PensionLine p;
    p.kana = r.kana;
    p.name = r.name;
    p.birth = r.birth;
    p.sex = r.sex;
    p.lost = "2026-" + two(7 + i % 3) + "-" + two(1 + i % 28);
    OverlapLine o;
    o.acquired = p.lost;
    o.kana = r.kana;
    o.name = r.name;
    o.birth = r.birth;
    o.sex = i % 2 ? "1" : "2";
    o.serial = std::to_string(2000000 + i);
    o.branch = r.branch;
    town.roster.push_back(r);
    town.pension.push_back(p);
    lines.push_back(o);
  }
  town.listed(lines);
  return town;
}

std::string day_of_2026(size_t i) {
  return "2026-" + two(static_cast<int>(1 + i % 10)) + "-" + two(static_cast<int>(1 + i % 28));
}

std::vector<std::string> stops(const Outcome& o) {
  std::vector<std::string> out;
  for (const Json& c : o.summary()["checks"])
    if (c["level"] == "stop") out.push_back(c["code"]);
  return out;
}

}  // namespace

TEST_CASE("checks: a share is judged from fifty on and by the lower end of its interval") {
  CHECK_FALSE(share_exceeds(49, 49, 0.5));
  CHECK(share_exceeds(50, 50, 0.5));
  CHECK_FALSE(share_exceeds(30, 50, 0.5));  // 0.6, of which the lower end is 0.39
  CHECK(share_exceeds(40, 50, 0.5));
  CHECK(share_exceeds(550, 1000, 0.5));
  CHECK_FALSE(share_exceeds(520, 1000, 0.5));
  CHECK_FALSE(share_exceeds(0, 1000, 0));
}

TEST_CASE("checks: an honest town stops nothing, in either flow and of any size") {
  for (const char* flow : {"P", "D"})
    for (const int people : {1, 5, 30, kPeople}) {
      CAPTURE(people);
      const Outcome o = run_town(flow, crowd(people));
      REQUIRE(o.ok());
      CHECK(stops(o).empty());
      CHECK(o.summary()["stopped"] == false);
      CHECK(o.summary()["selectable"] == people);
    }
}

TEST_CASE("checks: each fault stops by its name, and every result with it") {
  struct Fault {
    const char* flow;
    const char* code;
    void (*plant)(Town&);
  };
  const std::vector<Fault> faults = {
      {"D", "acquired_equal",
       [](Town& t) {
         for (Run& run : t.runs)
           for (size_t i = 0; i < run.lines.size(); ++i) run.lines[i].acquired = t.roster[i].acquired;
       }},
      {"D", "own_numbers_unknown",
       [](Town& t) {
         for (Run& run : t.runs)
           for (size_t i = 0; i < run.lines.size(); ++i) run.lines[i].serial = std::to_string(7770000 + 13 * i);
       }},
      // When the data were fetched, or when the list was sent.
      {"D", "acquired_after_list",
       [](Town& t) {
         for (Run& run : t.runs)
           for (OverlapLine& l : run.lines) l.acquired = "2026-11-20";
       }},
      // Losses that lie ahead are as many.
      {"D", "all_filed",
       [](Town& t) {
         for (RosterLine& r : t.roster) r.lost = "2027-03-31";
       }},
      {"D", "losses_old",
       [](Town& t) {
         for (Run& run : t.runs)
           for (OverlapLine& l : run.lines) l.acquired = "2023-05-02";
       }},
      {"D", "all_filed",
       [](Town& t) {
         for (RosterLine& r : t.roster) r.lost = "2026-09-02";
       }},
      {"P", "all_filed",
       [](Town& t) {
         for (RosterLine& r : t.roster) r.lost = "2026-09-02";
       }},
      // Losses that no rule expects, each another day: the day of the last change taken for the loss.
      {"D", "all_filed",
       [](Town& t) {
         for (size_t i = 0; i < t.roster.size(); ++i) t.roster[i].lost = day_of_2026(i);
       }},
      // The same where each may be two, so that nobody is picked.
      {"D", "all_filed",
       [](Town& t) {
         const size_t people = t.roster.size();
         for (size_t i = 0; i < people; ++i) {
           t.roster[i].lost = day_of_2026(i);
           t.roster[i].number = "";
           t.roster[i].branch = "";
           t.roster.push_back(t.roster[i]);
           t.roster.back().resident = std::to_string(9000 + i);
         }
       }},
      {"P", "nobody_found",
       [](Town& t) {
         for (RosterLine& r : t.roster) r.kana = "ベツ　ジン", r.name = "別　人", r.birth = "1940-01-01";
       }},
      {"D", "nobody_found",
       [](Town& t) {
         for (RosterLine& r : t.roster)
           r.kana = "ベツ　ジン", r.name = "別　人", r.birth = "1940-01-01", r.number += "9";
       }},
  };
  for (const Fault& f : faults) {
    CAPTURE(std::string(f.code));
    Town town = crowd();
    f.plant(town);
    const Outcome o = run_town(f.flow, town);
    REQUIRE(o.ok());
    const std::vector<std::string> found = stops(o);
    CHECK(std::find(found.begin(), found.end(), f.code) != found.end());
    CHECK(o.summary()["stopped"] == true);
    CHECK(o.summary()["selectable"] == 0);
    for (const Json& r : o.results) CHECK(r["selectable"] == false);
    // With a reason for each they can be used, as the rules say.
    Json accept;
    for (const std::string& code : found) accept[code] = "初めての作業で、列は確かめた";
    const Outcome accepted = run_town(f.flow, town, {{"accept", accept}});
    CHECK(accepted.summary()["stopped"] == false);
    for (const Json& c : accepted.summary()["checks"])
      if (c["level"] == "stop") CHECK(c["accepted"] == "初めての作業で、列は確かめた");
  }
}

TEST_CASE("checks: own insurers that are not one 国保 stop, where the column is not asked about before") {
  const auto with_insurers = [](const std::string& most, const std::string& some) {
    std::vector<InputFile> files;
    Town town = crowd();
    for (Run& run : town.runs) {
      run.insurer = most;
      std::string bytes = overlap_csv(run);
      size_t at = 0;
      for (int i = 0; i < 16; ++i) {  // of the first rows: a tenth
        at = bytes.find(most, at);
        REQUIRE(at != std::string::npos);
        bytes.replace(at, most.size(), some);
      }
      files.push_back({"overlap", run.file(), bytes});
    }
    files.push_back({"roster", "roster.csv", roster_csv(town.roster)});
    return run_files({{"flow", "D"}, {"date", "2026-11-22"}}, files);
  };
  const std::string own = insurer_of("0013801");
  const std::string another = insurer_of("0013802");
  REQUIRE(with_insurers(own, own).ok());
  CHECK(stops(with_insurers(own, own)).empty());
  const Outcome mixed = with_insurers(own, another);
  if (mixed.ok()) CHECK(stops(mixed) == std::vector<std::string>{"own_insurer"});
  else CHECK(mixed.code() == "layout_unsure");
  CHECK(with_insurers("06130488", "06130488").code() == "layout_unsure");
}

TEST_CASE("checks: a village's few rows stop nothing, whatever they say") {
  Town town = crowd(20);
  for (RosterLine& r : town.roster) r.lost = "2026-09-02";
  CHECK(stops(run_town("P", town)).empty());
}

TEST_CASE("checks: accepted after the run, one by one, and recorded with it") {
  Session s;
  Town town = crowd();
  for (Run& run : town.runs)
    for (size_t i = 0; i < run.lines.size(); ++i) run.lines[i].acquired = "2023-05-02";
  const Outcome o = run_town_in(s, "D", town);
  REQUIRE(stops(o) == std::vector<std::string>{"losses_old"});
  const auto casework = [&s](const Json& command) { return Json::parse(s.casework(command.dump())); };
  const Json refused = casework({{"do", "join"}, {"key", "0123456789abcdef0123456789abcdef"}});
  CHECK(refused["ok"] == false);
  CHECK(refused["error"]["code"] == "checks_stop");
  CHECK(Json::parse(s.accept("no_such_check", "x"))["ok"] == false);
  CHECK(Json::parse(s.accept("losses_old", "  "))["ok"] == false);
  const Json now = Json::parse(s.accept("losses_old", "過去分をまとめて処理するため"));
  REQUIRE(now["ok"] == true);
  CHECK(now["summary"]["stopped"] == false);
  CHECK(now["summary"]["selectable"] == kPeople);
  REQUIRE(casework({{"do", "join"}, {"key", "0123456789abcdef0123456789abcdef"}})["ok"] == true);
  const Json body = Json::parse(export_all(s, "work.json"));
  CHECK(body["runs"][0]["accepted"]["losses_old"] == "過去分をまとめて処理するため");
  Session again;
  REQUIRE(Json::parse(again.casework(Json{{"do", "open"}, {"body", body.dump()}}.dump()))["ok"] == true);
  CHECK(Json::parse(export_all(again, "work.json"))["runs"][0]["accepted"] == body["runs"][0]["accepted"]);
  CHECK(Json::parse(again.accept("losses_old", "x"))["error"]["code"] == "out_of_order");
}

TEST_CASE("checks: a roster more than a month older than the newest run stops, if its date is known") {
  Town town = crowd();
  const auto with_date = [&](const char* date) {
    std::vector<InputFile> files;
    for (const Run& run : town.runs) files.push_back({"overlap", run.file(), overlap_csv(run)});
    files.push_back({"roster", "roster.csv", roster_csv(town.roster), date ? Json{{"run_date", date}}.dump() : "{}"});
    return run_files({{"flow", "D"}, {"date", "2026-11-22"}}, files);
  };
  const auto told = [&](const char* date) {
    const Outcome o = with_date(date);
    for (const Json& c : o.summary()["checks"])
      if (c["code"] == "roster_old") return std::string(c["text"]);
    return std::string();
  };
  CHECK(told("2026-11-12").empty());
  CHECK(told("2026-11-11").starts_with("台帳（2026-11-11現在）が、最新の重複一覧（2026-11-19作成）より古い"));
  CHECK(told(nullptr).starts_with("台帳の中で最も新しい資格の異動が2020-12-28で、最新の重複一覧"));
  CHECK(stops(with_date("2026-10-18")) == std::vector<std::string>{"roster_old"});
  CHECK(stops(with_date("2026-10-19")).empty());
  CHECK(stops(with_date("2026-11-19")).empty());
  // Inferred from the newest of a few changes spread over a year: too few to tell a month.
  CHECK(stops(with_date(nullptr)).empty());
}

TEST_CASE("checks: an inferred date is a roster's age if the roster was never quiet a third as long") {
  // A change every so many days, the last one some days before the newest run (2026-11-19); once a longer time without.
  const auto with_changes = [](int64_t every, int64_t before, int64_t once = 0) {
    Town town = crowd();
    const int64_t last = day_number(CivilDate::of(2026, 11, 19)) - before;
    for (size_t i = 0; i < town.roster.size(); ++i) {
      RosterLine& r = town.roster[i];
      const auto ago = every * static_cast<int64_t>(i) + (once && i >= 5 ? once - every : 0);
      r.acquired = iso_text(from_day_number(last - ago));
      r.applied = "";
    }
    return stops(run_town("D", town));
  };
  const std::vector<std::string> old = {"roster_old"};
  CHECK(with_changes(3, 32) == old);
  CHECK(with_changes(3, 31).empty());
  CHECK(with_changes(8, 32) == old);
  CHECK(with_changes(3, 60, 20).empty());
  CHECK(with_changes(3, 61, 20) == old);
  CHECK(with_changes(10, 80).empty());  // on 37 days of the year
  CHECK(with_changes(3, 366) == old);
  CHECK(with_changes(3, 367).empty());  // no roster stands still for a year
}

TEST_CASE("checks: last year's roster is old whatever its file is called, and with a slip of the pen in it") {
  const auto stopped = [](const std::string& file, const std::vector<std::string>& strays, const Json& options) {
    Town town = crowd();
    const int64_t last = day_number(CivilDate::of(2026, 6, 30));
    for (size_t i = 0; i < town.roster.size(); ++i) {
      town.roster[i].acquired = iso_text(from_day_number(last - 3 * static_cast<int64_t>(i)));
      town.roster[i].applied = "";
    }
    for (size_t i = 0; i < strays.size(); ++i) town.roster[i].acquired = strays[i];
    std::vector<InputFile> files;
    for (const Run& run : town.runs) files.push_back({"overlap", run.file(), overlap_csv(run)});
    files.push_back({"roster", file, roster_csv(town.roster), options.dump()});
    const std::vector<std::string> found = stops(run_files({{"flow", "D"}, {"date", "2026-11-22"}}, files));
    return std::find(found.begin(), found.end(), "roster_old") != found.end();
  };
  const Json none = Json::object();
  CHECK(stopped("roster.csv", {}, none));
  CHECK(stopped("roster_20261118.csv", {}, none));
  CHECK(stopped("roster_20261118.csv", {"2026-11-18"}, none));
  CHECK(stopped("roster.csv", {"2026-11-18", "2026-11-11"}, none));
  CHECK_FALSE(stopped("roster.csv", {"2026-11-18", "2026-11-11", "2026-11-04"}, none));  // no slips any more
  CHECK_FALSE(stopped("roster.csv", {}, {{"run_date", "2026-11-18"}}));                  // a person has said so
}

TEST_CASE("checks: two runs of the same rows under two dates are said, those of any difference are not") {
  const auto told = [](Town town) {
    const Outcome o = run_town("D", town);
    REQUIRE(o.ok());
    for (const Json& c : o.summary()["checks"])
      if (c["code"] == "runs_equal") return std::string(c["level"]) + " " + std::string(c["text"]).substr(0, 23);
    return std::string();
  };
  CHECK(told(crowd()) == "warn 2026-11-04と2026-11-19");
  CHECK(told(crowd(49)).empty());
  Town town = crowd();
  town.runs[1].lines.pop_back();
  CHECK(told(town).empty());
  Town changed = crowd();
  changed.runs[0].lines[3].acquired = "2026-07-05";
  CHECK(told(changed).empty());
}

TEST_CASE("checks: losses that lie ahead are judged of fewer people than those that have come") {
  for (const char* flow : {"P", "D"}) {
    Town town = crowd(60);
    for (RosterLine& r : town.roster) r.lost = "2027-03-31";
    CHECK(stops(run_town(flow, town)) == std::vector<std::string>{"all_filed"});
    for (size_t i = 0; i < town.roster.size(); i += 2) town.roster[i].lost = "";
    CHECK(stops(run_town(flow, town)).empty());
  }
}

TEST_CASE("checks: numbers that are one but for the zeros in front are said") {
  const auto told = [](const Town& town) {
    const Outcome o = run_town("D", town);
    REQUIRE(o.ok());
    for (const Json& c : o.summary()["checks"])
      if (c["code"] == "numbers_differ") return std::string(c["text"]);
    return std::string();
  };
  CHECK(told(crowd()).empty());
  Town town = crowd();
  for (RosterLine& r : town.roster) r.number = "0000" + r.number.substr(3);
  for (Run& run : town.runs)
    for (OverlapLine& l : run.lines) l.symbol = "";
  CHECK(told(town).find("台帳（11桁）と一覧（7桁）") != std::string::npos);
  for (size_t i = 0; i < town.roster.size(); i += 2) town.roster[i].number = town.roster[i].number.substr(4);
  CHECK(told(town).empty());  // every second one only
}

TEST_CASE("checks: what is told and does not stop") {
  const auto warned = [](const Outcome& o, std::string_view code) {
    for (const Json& c : o.summary()["checks"])
      if (c["code"] == code && c["level"] == "warn") return true;
    return false;
  };
  Town one_sex = crowd();
  for (PensionLine& p : one_sex.pension) p.sex = "女";
  CHECK(warned(run_town("P", one_sex), "one_value"));
  CHECK_FALSE(warned(run_town("P", crowd()), "one_value"));
  for (const char* column : {"overlap", "pension", "roster"}) {
    CAPTURE(column);
    Town filled = crowd();
    for (Run& run : filled.runs)
      for (OverlapLine& l : run.lines)
        if (column[0] == 'o') l.acquired = "2026-09-01";
    for (PensionLine& p : filled.pension)
      if (column[0] == 'p') p.lost = "2026-09-01";
    for (RosterLine& r : filled.roster)
      if (column[0] == 'r') r.acquired = "2020-04-01";
    CHECK(warned(run_town("P", filled), "one_value"));
  }
  Town rejected = crowd();
  for (size_t i = 0; i < rejected.pension.size(); i += 4) rejected.pension[i].birth = "いつか";
  const Outcome o = run_town("P", rejected);
  CHECK(warned(o, "rejected"));
  CHECK(o.summary()["stopped"] == false);
}
