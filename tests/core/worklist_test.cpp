// The view of the results: filters that hold together, what is looked for as it is typed, orders; and what a decision may be
// before anybody is a case.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const char* const kAt = "2026-11-24T09:00:00+09:00";

Json ask(Session& s, Json command) { return Json::parse(s.casework(command.dump())); }

size_t count(Session& s, const Json& query) {
  const Json answer = Json::parse(s.view(query.dump()));
  REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
  return answer["count"];
}

// The kana of the people in the present view, each by its first character.
std::string order(Session& s, const Json& query) {
  count(s, query);
  std::string out;
  const Json answer = Json::parse(s.rows(0, 50));
  for (const Json& row : answer["rows"]) out += row["kana"].get<std::string>().substr(0, 3);
  return out;
}

// A confirmed man, one to be inquired, one whose voicing mark was lost, two of one name and birth date, one nobody knows.
void begin(Session& s) {
  Town t;
  t.roster = {
      {},
      {.kana = "スズキ　ショウコ",
       .name = "鈴木　翔子",
       .birth = "1985-04-02",
       .sex = "女",
       .resident = "1002",
       .number = "05-0022345"},
      {.kana = "ワタナベ　ケン", .name = "渡邉　健", .birth = "1970-07-07", .resident = "1003", .number = "07-99"},
      {.kana = "サトウ　ハナコ",
       .name = "佐藤　花子",
       .birth = "1991-02-03",
       .sex = "女",
       .resident = "1004",
       .number = "05-31",
       .branch = "02"},
      {.kana = "サトウ　ハナコ",
       .name = "佐藤　花子",
       .birth = "1991-02-03",
       .sex = "女",
       .resident = "1005",
       .number = "05-31",
       .branch = "03"}};
  t.pension = {
      {},
      {.kana = "ｽｽﾞｷ ｼﾖｳｺ", .name = "鈴木　翔子", .birth = "S60.4.2", .sex = "女", .pension_number = "1234-567890"},
      {.kana = "ワタナヘ　ケン", .name = "渡辺　健", .birth = "1970-07-07"},
      {.kana = "サトウ　ハナコ", .name = "佐藤　花子", .birth = "1991-02-03", .sex = "女"},
      {.kana = "ダレモ　イナイ", .name = "誰茂　井内", .birth = "1960-06-06"}};
  t.listed({{}});
  REQUIRE(run_town_in(s, "P", t).ok());
}

}  // namespace

TEST_CASE(
    "view: kana in any writing, parts of a name, the beginning of a number, a birth date as typed; all words hold") {
  Session s;
  begin(s);
  size_t ran = 0;
  for (const auto& [text, found] : std::vector<std::pair<std::string, size_t>>{{"", 5},
                                                                               {"すずき", 1},
                                                                               {"スズキ", 1},
                                                                               {"ｽｽﾞｷ", 1},
                                                                               {"しようこ", 1},
                                                                               {"しょうこ", 1},
                                                                               {"スズキショウコ", 1},
                                                                               {"鈴木　翔", 1},
                                                                               {"翔子　鈴木", 1},
                                                                               {"すず 1985/4/2", 1},
                                                                               {"すず 1970/7/7", 0},
                                                                               {"渡邊", 1},
                                                                               {"渡辺", 1},
                                                                               {"わたなべ", 1},
                                                                               {"わたなへ", 1},
                                                                               {"佐藤", 1},
                                                                               {"1002", 1},
                                                                               {"１００２", 1},
                                                                               {"002", 1},
                                                                               {"05-0022345", 1},
                                                                               {"0022345", 1},
                                                                               {"22345", 1},
                                                                               {"2345", 0},
                                                                               {"050022345", 1},
                                                                               {"1234567890", 1},
                                                                               {"1234-56", 1},
                                                                               {"567890", 1},
                                                                               {"07-99", 1},
                                                                               {"7-99", 1},
                                                                               {"19850402", 1},
                                                                               {"S60.4.2", 1},
                                                                               {"昭和60年4月2日", 1},
                                                                               {"3600402", 1},
                                                                               {"5600402", 1},
                                                                               {"1985-04-03", 0},
                                                                               {"だれも", 1},
                                                                               {"誰 も", 1},
                                                                               {"誰 子", 0},
                                                                               {"ー", 5},
                                                                               {"　", 5},
                                                                               {"架空市", 0}}) {
    const std::string& asked = text;  // what is bound cannot be captured by every compiler
    CAPTURE(asked);
    CHECK(count(s, {{"text", text}}) == found);
    ++ran;
  }
  CHECK(ran == 41);
  // Whether there was time to work ahead changes nothing.
  Session ahead;
  begin(ahead);
  size_t pieces = 0;
  while (ahead.prepare()) ++pieces;
  CHECK(pieces >= 3);
  CHECK(count(ahead, {{"text", "すずき"}}) == 1);
  CHECK(order(ahead, {{"sort", "kana"}}) == order(s, {{"sort", "kana"}}));
  CHECK_FALSE(Session().prepare());
}

TEST_CASE("view: filters hold together; states are those of the cases as they stand") {
  Session s;
  begin(s);
  CHECK(count(s, {{"buckets", {"P-CONFIRMED"}}}) == 1);
  CHECK(count(s, {{"buckets", {"P-CONFIRMED", "P-NONMEMBER"}}}) == 2);
  CHECK(count(s, {{"grades", {"none"}}}) == 1);
  CHECK(count(s, {{"grades", {"B"}}}) == 1);
  CHECK(count(s, {{"grades", {"B"}}, {"relaxations", {"dakuten"}}}) == 1);
  CHECK(count(s, {{"grades", {"A"}}, {"relaxations", {"dakuten"}}}) == 0);
  CHECK(count(s, {{"several", true}}) == 1);
  CHECK(count(s, {{"several", false}}) == 4);
  const size_t selectable = count(s, {{"selectable", true}});
  CHECK(selectable == 3);
  CHECK(count(s, {{"selectable", false}}) == 2);
  CHECK(count(s, {{"selectable", true}, {"text", "すず"}}) == 1);
  CHECK(count(s, {{"selectable", true}, {"text", "だれも"}}) == 0);
  const Json all = Json::parse(s.view("{}"));
  CHECK(
      all["relaxations"] ==
      Json::parse(
          R"([{"code":"kanji_variant","label":"新旧・異体の漢字の違い","count":1},{"code":"dakuten","label":"濁点・半濁点の有無","count":1}])"));

  // Everybody but the stranger has a place in the book at once; nothing is recorded by looking.
  CHECK(count(s, {{"states", {"none"}}}) == 1);
  CHECK(count(s, {{"on_hold", false}}) == 5);
  CHECK(ask(s, {{"do", "overview"}})["recorded"] == false);
  CHECK(count(s, {{"states", {"none"}}}) == 1);
  CHECK(count(s, {{"states", {"listed"}}}) == 4);
  CHECK(count(s, {{"states", {"none", "listed"}}}) == 5);
  const auto act = [&s](const char* action, uint32_t finding, Json more = Json::object()) {
    more.update({{"do", "act"}, {"action", action}, {"findings", {finding}}, {"at", kAt}, {"who", "窓口"}});
    REQUIRE(ask(s, more)["done"] == 1);
  };
  const auto result_of = [&s](const char* text) -> uint32_t {
    REQUIRE(count(s, {{"text", text}}) == 1);
    return Json::parse(s.rows(0, 1))["rows"][0]["finding"];
  };
  act("verify", result_of("ヤマダ"));
  act("hold", result_of("ワタナベ"));
  act("inquire", result_of("スズキ"), {{"on", "2026-11-24"}});
  CHECK(count(s, {{"states", {"verified"}}}) == 1);
  CHECK(count(s, {{"states", {"verified"}}, {"buckets", {"P-INQUIRE"}}}) == 0);
  CHECK(order(s, {{"on_hold", true}}) == "ワ");
  CHECK(count(s, {{"on_hold", false}, {"states", {"listed"}}}) == 2);
  CHECK(count(s, {{"inquired", true}}) == 1);
  CHECK(count(s, {{"inquired", false}, {"states", {"listed", "none"}}}) == 3);
  CHECK(count(s, {{"returned", true}}) == 0);

  size_t refused = 0;
  for (const char* query : {R"({"grades":["X"]})", R"({"states":["shoe"]})", R"({"relaxations":["size"]})",
                            R"({"selectable":"yes"})", R"({"on_hold":1})", R"({"grades":[null]})"}) {
    CAPTURE(std::string(query));
    CHECK(Json::parse(s.view(query))["error"]["code"] == "unknown_name");
    ++refused;
  }
  CHECK(refused == 6);
}

TEST_CASE("view: people in 要確認 by why they are there; what speaks for two is counted as several") {
  Session s;
  Town t;
  t.roster = {{},
              {.kana = "ヤマダ　アイ",
               .name = "山田　愛",
               .birth = "1987-09-12",
               .sex = "女",
               .resident = "1002",
               .number = "05-2"},
              {.kana = "ヤマダ　アイ",
               .name = "山田　藍",
               .birth = "1990-03-27",
               .sex = "女",
               .resident = "1003",
               .number = "05-3"},
              {.kana = "モリ　ケン", .name = "森　健", .birth = "1977-05-06", .resident = "1004", .number = "05-4"},
              {.kana = "ハラ　ジュン", .name = "原　純", .birth = "1979-05-06", .resident = "1005", .number = "05-5"}};
  t.listed({{},
            {.kana = "ヤマダ　アイ", .name = "山田　愛", .birth = "1987-09-12", .sex = "2", .serial = "3"},
            {.kana = "モリ　ケン", .name = "森　健", .birth = "1977-05-06", .serial = "7700"},
            {.kana = "ハラ　ジュン", .name = "原　純", .birth = "1979-05-06", .serial = "7800"}});
  const Outcome out = run_town_in(s, "D", t);
  REQUIRE(out.ok());
  CHECK(out.summary()["review_kinds"] == Json{{"fields_disagree", 1}, {"number_only", 2}});
  CHECK(count(s, {{"reviews", {"number_only"}}}) == 2);
  CHECK(order(s, {{"reviews", {"number_only"}}, {"sort", "kana"}}) == "ハモ");
  CHECK(count(s, {{"reviews", {"number_only", "fields_disagree"}}}) == 3);
  CHECK(count(s, {{"reviews", {"number_only"}}, {"text", "もり"}}) == 1);
  CHECK(count(s, {{"reviews", {"number_only"}}, {"buckets", {"D-CANDIDATE"}}}) == 0);
  CHECK(count(s, {{"reviews", {"sex_only"}}}) == 0);
  CHECK(count(s, {{"several", true}}) == 1);
  CHECK(Json::parse(s.view(R"({"reviews":["none"]})"))["error"]["code"] == "unknown_name");
  CHECK(Json::parse(s.view(R"({"reviews":[""]})"))["error"]["code"] == "unknown_name");
  // Whoever a clerk has chosen for is found by that, whatever the bucket.
  const Json chosen = Json::array({Json{{"chosen", true}}, Json{{"chosen", false}}, Json::object()});
  CHECK(ask(s, {{"do", "count"}, {"of", chosen}})["counts"] == Json({0, 4, 4}));
  count(s, {{"reviews", {"fields_disagree"}}});
  const Json doubtful = Json::parse(s.rows(0, 1))["rows"][0];
  const Json none = {{"finding", doubtful["finding"]}, {"roster_line", nullptr}};
  const Json said = ask(s, {{"do", "choose"},
                            {"choices", Json::array({none})},
                            {"at", kAt},
                            {"who", "窓口"},
                            {"note", "どちらも別人と本人に確認"}});
  REQUIRE(said["ok"] == true);
  CHECK(ask(s, {{"do", "count"}, {"of", chosen}})["counts"] == Json({1, 3, 4}));
  CHECK(count(s, {{"chosen", true}}) == 1);
  REQUIRE(ask(s, {{"do", "undo"}, {"at", kAt}, {"who", "窓口"}})["done"] == true);
  CHECK(ask(s, {{"do", "count"}, {"of", chosen}})["counts"] == Json({0, 4, 4}));
  CHECK(ask(s, {{"do", "count"}})["ok"] == false);
  CHECK(ask(s, {{"do", "count"}, {"of", Json::array({Json{{"buckets", {"Z"}}}})}})["ok"] == false);
  CHECK(ask(s, {{"do", "count"}, {"of", Json::array({1})}})["ok"] == false);
  CHECK(ask(s, {{"do", "count"}, {"scope", "run"}, {"of", Json::array()}})["counts"] == Json::array());
  // A clerk may settle all of a queue at once, and not without a note.
  CHECK(count(s, {{"reviews", {"number_only"}}}) == 2);
  Json findings = Json::array();
  const Json rows = Json::parse(s.rows(0, 10));
  for (const Json& row : rows["rows"]) findings.push_back(row["finding"]);
  Json verify = {{"do", "act"}, {"action", "verify"}, {"findings", findings}, {"at", kAt}, {"who", "窓口"}};
  CHECK(ask(s, verify)["refused"].size() == 2);
  CHECK(ask(s, verify)["refused"][0]["code"] == "review_needs_note");
  verify["note"] = "番号のみ相違：住所で確かめた";
  CHECK(ask(s, verify)["done"] == 2);
}

TEST_CASE("view: whichever way it is sorted, those that say the same stay in their order, filtered or not") {
  Session s;
  Town t;
  t.roster = {{}};
  t.pension.clear();
  for (int i = 0; i < 60; ++i)
    t.pension.push_back({.kana = i % 2 ? "アオキ　イチ" : "カトウ　ニ",
                         .name = i % 2 ? "青木　一" : "加藤　二",
                         .birth = "19" + std::to_string(60 + i % 7) + "-01-0" + std::to_string(1 + i % 9)});
  REQUIRE(run_town_in(s, "P", t).ok());
  const auto numbers = [&s](const Json& query) {
    count(s, query);
    std::vector<std::pair<std::string, int>> out;
    const Json answer = Json::parse(s.rows(0, 100));
    for (const Json& row : answer["rows"])
      out.emplace_back(row["birth"].get<std::string>() + row["kana"].get<std::string>(), row["finding"].get<int>());
    return out;
  };
  const auto results = numbers({{"sort", "line"}});
  REQUIRE(results.size() == 60);
  size_t ran = 0;
  for (const char* key : {"kana", "birth"})
    for (const bool descending : {false, true})
      for (const char* text : {"", "あおき"}) {
        auto expected = results;
        if (*text) std::erase_if(expected, [](const auto& r) { return r.first.find("アオキ") == std::string::npos; });
        const auto by = [key](const auto& r) {
          return std::string(key) == "kana" ? r.first.substr(10) : r.first.substr(0, 10);
        };
        std::stable_sort(expected.begin(), expected.end(),
                         [&](const auto& a, const auto& b) { return descending ? by(b) < by(a) : by(a) < by(b); });
        CAPTURE(std::string(key));
        CHECK(numbers({{"sort", key}, {"descending", descending}, {"text", text}}) == expected);
        ++ran;
      }
  CHECK(ran == 8);
}

TEST_CASE("before the first decision: what may be done is there at once, and nothing where nobody becomes a case") {
  Session s;
  begin(s);
  const auto of = [&s](const char* bucket) {
    REQUIRE(count(s, {{"buckets", {bucket}}}) >= 1);
    const uint32_t finding = Json::parse(s.rows(0, 1))["rows"][0]["finding"];
    return ask(s, {{"do", "case"}, {"finding", finding}});
  };
  const auto step = [](const Json& answer, const char* action) -> Json {
    for (const Json& one : answer["steps"])
      if (one["action"] == action) return one;
    return nullptr;
  };
  const Json confirmed = of("P-CONFIRMED");
  CHECK(confirmed["case"]["state"] == "listed");
  CHECK(confirmed["case"]["stage"] == "to_verify");
  CHECK(step(confirmed, "verify")["refused"].is_null());
  CHECK(step(confirmed, "exclude")["needs_reason"] == true);
  CHECK(step(confirmed, "resume").is_null());
  CHECK(step(of("P-INQUIRE"), "verify")["refused"].get<std::string>().find("照会") != std::string::npos);
  CHECK(step(of("P-REVIEW"), "verify")["needs_note"] == true);
  CHECK_FALSE(of("P-NONMEMBER").contains("steps"));
  CHECK_FALSE(ask(s, {{"do", "case"}, {"finding", 4000000000u}}).contains("steps"));
  // Looking has changed nothing; the first step records the run.
  CHECK(ask(s, {{"do", "overview"}})["unsaved"] == 0);
  CHECK(Json::parse(export_all(s, "work.json"))["cases"].empty());
  REQUIRE(count(s, {{"buckets", {"P-CONFIRMED"}}}) >= 1);
  const uint32_t first = Json::parse(s.rows(0, 1))["rows"][0]["finding"];
  REQUIRE(ask(s, {{"do", "act"}, {"action", "hold"}, {"findings", {first}}, {"at", kAt}, {"who", ""}})["done"] == 1);
  CHECK(ask(s, {{"do", "overview"}})["recorded"] == true);
  CHECK(ask(s, {{"do", "overview"}})["unsaved"] == 1);
  // What is taken back says whom it was about, where it was one.
  CHECK(ask(s, {{"do", "overview"}})["undo"]["name"] == "山田　太郎");
}

TEST_CASE("settings: the page's views go with the work file, and are no longer than settings are") {
  Session s;
  const Json views = {{"views", {{{"name", "毎朝"}, {"flow", "P"}, {"filters", {{"grades", {"A"}}}}}}}};
  CHECK(ask(s, {{"do", "settings"}, {"views", views}})["views"] == views);
  Session other;
  CHECK(ask(other, {{"do", "open"}, {"body", export_all(s, "work.json")}, {"key", ""}})["views"] == views);
  CHECK(ask(s, {{"do", "settings"}, {"views", {{"views", std::string(40 << 10, 'x')}}}})["error"]["code"] ==
        "settings_invalid");
  CHECK(ask(s, {{"do", "settings"}, {"views", nullptr}})["views"].is_null());
}

namespace {

// A list as the session answers it, all of it.
std::vector<Json> listed(Session& s, Json query) {
  const size_t all = count(s, query);
  const Json answer = Json::parse(s.rows(0, 1000));
  const std::vector<Json> rows = answer["rows"];
  REQUIRE(rows.size() == all);
  return rows;
}

// Who stands in a row: the case where there is one, else the finding.
std::string identity(const Json& row) {
  return row["as_case"].is_null() ? "f" + row["finding"].dump() : "c" + row["as_case"]["case"].dump();
}

std::vector<std::string> identities(const std::vector<Json>& rows) {
  std::vector<std::string> out;
  for (const Json& row : rows) out.push_back(identity(row));
  return out;
}

// Two runs under flow P and one under flow D: some people are only in the book by now, one is in the run alone.
void three_runs(Session& s) {
  Town t;
  t.roster.clear();
  t.pension.clear();
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i);
    const std::string two = (i < 10 ? "0" : "") + n;
    const std::string kana = std::string("アイウエオ").substr(size_t(i % 5) * 3, 3) + "ヤマ　タロウ";
    const std::string birth = "19" + std::to_string(60 + i) + "-03-0" + std::to_string(1 + i % 9);
    t.roster.push_back({.kana = kana, .name = "山" + n, .birth = birth, .resident = "10" + n, .number = "05-10" + two});
    t.pension.push_back({.kana = kana, .name = "山" + n, .birth = birth});
    if (i % 3 != 0)
      t.runs.resize(2),
          t.runs[1].lines.push_back({.kana = kana, .name = "山" + n, .birth = birth, .serial = "10" + two});
  }
  t.runs[0] = {kOldRun, t.runs[1].lines};
  t.runs[1].date = kNewRun;
  REQUIRE(run_town_in(s, "P", t).ok());
  REQUIRE(ask(s, {{"do", "settings"}, {"deadlines", {{"preset", "kumano"}}}})["ok"] == true);
  const auto act = [&s](const char* action, size_t i, Json more = Json::object()) {
    const std::vector<Json> all = listed(s, {{"text", "山" + std::to_string(i)}});
    REQUIRE(!all.empty());
    more.update({{"do", "act"}, {"action", action}, {"findings", {all[0]["finding"]}}, {"at", kAt}, {"who", "窓口"}});
    REQUIRE(ask(s, more)["done"] == 1);
  };
  act("verify", 2);
  act("urge", 2, {{"on", "2026-11-24"}});
  act("verify", 4);
  act("urge", 4, {{"on", "2026-11-20"}});
  act("verify", 5);
  act("hold", 7);
  t.pension.resize(8);  // four are gone, and a stranger has come
  t.pension.push_back({.kana = "ダレモ　イナイ", .name = "誰茂　井内", .birth = "1960-06-06"});
  for (Run& run : t.runs) run.lines.resize(5);
  t.runs[0].date = kNewRun;
  t.runs[1].date = "2026-12-03";
  REQUIRE(run_town_in(s, "P", t, {{"date", "2026-12-07"}}).ok());
}

std::string text_of(const Json& row, const char* key) { return row[key].is_null() ? "" : row[key].get<std::string>(); }

}  // namespace

TEST_CASE("list: the run's people, the book's, or either, each once; filters and orders are the same for all") {
  Session s;
  three_runs(s);
  const std::vector<Json> run = listed(s, {{"scope", "run"}});
  const std::vector<Json> book = listed(s, {{"scope", "book"}});
  const std::vector<Json> all = listed(s, {{"scope", "all"}});
  REQUIRE(run.size() > 8);
  REQUIRE(book.size() == 12);
  std::set<std::string> people;
  for (const auto* rows : {&run, &book})
    for (const Json& row : *rows) people.insert(identity(row));
  CHECK(all.size() > run.size());
  const std::vector<std::string> listed_people = identities(all);
  CHECK(std::set<std::string>(listed_people.begin(), listed_people.end()) == people);
  CHECK(Json::parse(s.view(R"({"scope":"all","states":["urged"]})"))["all"] == all.size());
  // Whoever the run lists is shown as the run says.
  const std::vector<std::string> in_run = identities(run);
  for (const Json& row : all)
    CHECK(row["finding"].is_null() == (std::find(in_run.begin(), in_run.end(), identity(row)) == in_run.end()));

  // A filter lets through whom it would let through of all rows looked at one by one.
  struct Filter {
    Json query;
    bool (*wants)(const Json& row);
  };
  static const auto of = [](const Json& row, const char* key) {
    return row["as_case"].is_null() ? Json() : row["as_case"][key];
  };
  const std::vector<Filter> filters = {
      {{{"buckets", {"P-CONFIRMED"}}}, [](const Json& r) { return r["bucket"] == "P-CONFIRMED"; }},
      {{{"grades", {"A"}}}, [](const Json& r) { return r["grade"] == "A"; }},
      {{{"grades", {"none"}}}, [](const Json& r) { return r["grade"].is_null(); }},
      {{{"states", {"urged"}}}, [](const Json& r) { return of(r, "state") == "urged"; }},
      {{{"states", {"none", "verified"}}},
       [](const Json& r) { return r["as_case"].is_null() || of(r, "state") == "verified"; }},
      {{{"stages", {"urging", "to_urge"}}},
       [](const Json& r) { return of(r, "stage") == "urging" || of(r, "stage") == "to_urge"; }},
      {{{"since", {"gone"}}}, [](const Json& r) { return of(r, "since") == "gone"; }},
      {{{"since", {"continuing", "changed"}}},
       [](const Json& r) { return of(r, "since") == "continuing" || of(r, "since") == "changed"; }},
      {{{"due_by", "2026-12-22"}},
       [](const Json& r) { return of(r, "due").is_string() && of(r, "due") <= "2026-12-22"; }},
      {{{"due_from", "2026-12-22"}},
       [](const Json& r) { return of(r, "due").is_string() && of(r, "due") >= "2026-12-22"; }},
      {{{"on_hold", true}}, [](const Json& r) { return of(r, "on_hold") == true; }},
      {{{"on_hold", false}}, [](const Json& r) { return of(r, "on_hold") != true; }},
      {{{"selectable", true}}, [](const Json& r) { return r["selectable"] == true; }},
      {{{"text", "ウ"}}, [](const Json& r) { return text_of(r, "kana").find("ウ") != std::string::npos; }},
      {{{"text", "1007"}}, [](const Json& r) { return text_of(r, "number") == "05-1007-01"; }},
      {{{"text", "1962-03-03"}}, [](const Json& r) { return text_of(r, "birth") == "1962-03-03"; }},
  };
  size_t ran = 0;
  size_t let_through = 0;
  for (const auto& [scope, rows] : {std::pair{"run", &run}, {"book", &book}, {"all", &all}}) {
    Json queues = Json::array();
    std::vector<size_t> sizes;
    for (const Filter& f : filters) {
      Json query = f.query;
      query["scope"] = scope;
      CAPTURE(query.dump());
      std::vector<std::string> expected;
      for (const Json& row : *rows)
        if (f.wants(row)) expected.push_back(identity(row));
      CHECK(identities(listed(s, query)) == expected);
      queues.push_back(f.query);
      sizes.push_back(expected.size());
      let_through += expected.size();
      ++ran;
    }
    // All of them counted at one look; a list that stands is not touched by it.
    CHECK(ask(s, {{"do", "count"}, {"scope", scope}, {"of", queues}})["counts"] == Json(sizes));
  }
  CHECK(ran == 48);
  CHECK(let_through > 100);

  // An order is that of its column; whoever has no such day stands at the end, whichever way it goes.
  const std::map<std::string, std::string (*)(const Json&)> columns = {
      {"birth", [](const Json& r) { return text_of(r, "birth"); }},
      {"number", [](const Json& r) { return text_of(r, "number"); }},
      {"kana", [](const Json& r) { return text_of(r, "kana"); }},
      {"due", [](const Json& r) { return of(r, "due").is_string() ? of(r, "due").get<std::string>() : std::string(); }},
  };
  for (const auto& [sort, column] : columns)
    for (const char* scope : {"run", "book", "all"})
      for (const bool descending : {false, true}) {
        const std::vector<Json> rows = listed(s, {{"scope", scope}, {"sort", sort}, {"descending", descending}});
        std::vector<std::string> values;
        for (const Json& row : rows) values.push_back(column(row));
        std::vector<std::string> expected = values;
        std::sort(expected.begin(), expected.end());
        if (descending) std::reverse(expected.begin(), expected.end());
        if (sort == "due")
          std::stable_partition(expected.begin(), expected.end(), [](const auto& v) { return !v.empty(); });
        const std::string asked = sort + " " + scope + (descending ? " descending" : "");
        CAPTURE(asked);
        CHECK(values == expected);
        ++ran;
      }
  CHECK(ran == 72);
}

TEST_CASE("list: a work file alone lists its people; cases that are gone since are left out") {
  Session s;
  CHECK(Json::parse(s.view("{}"))["error"]["code"] == "out_of_order");
  CHECK(count(s, {{"scope", "book"}}) == 0);
  CHECK(count(s, {{"scope", "all"}}) == 0);
  CHECK(ask(s, {{"do", "count"}, {"of", Json::array({Json::object()})}})["error"]["code"] == "out_of_order");
  CHECK(ask(s, {{"do", "count"}, {"scope", "all"}, {"of", Json::array({Json::object()})}})["counts"] ==
        Json::array({0}));
  Session first;
  three_runs(first);
  REQUIRE(ask(first, {{"do", "join"}})["ok"] == true);
  REQUIRE(ask(s, {{"do", "open"}, {"body", export_all(first, "work.json")}, {"key", ""}})["ok"] == true);
  const std::vector<Json> book = listed(s, {{"scope", "all"}, {"sort", "kana"}});
  CHECK(book.size() == 12);
  CHECK(identities(book) == identities(listed(first, {{"scope", "book"}, {"sort", "kana"}})));
  CHECK(count(s, {{"scope", "book"}, {"text", "2222"}}) == 0);
  Session empty;
  // The list stands while another, smaller book is opened.
  count(s, {{"scope", "book"}});
  REQUIRE(ask(s, {{"do", "open"}, {"body", export_all(empty, "work.json")}, {"key", ""}})["ok"] == true);
  CHECK(Json::parse(s.rows(0, 10))["rows"].empty());
  CHECK(count(s, {{"scope", "book"}}) == 0);
}
