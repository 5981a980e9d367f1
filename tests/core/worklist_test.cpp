// The view of the results: filters that hold together, what is looked for as it is typed, orders; and what a decision may be
// before anybody is a case.
#include <doctest/doctest.h>

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
  CHECK(ask(s, {{"do", "overview"}})["unsaved"] == 2);
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
