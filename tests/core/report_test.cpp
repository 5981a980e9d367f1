// What is written: JSON text, results.ndjson and .csv, import.json, the worklist and the evidence of a case.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "core/base/error_words.h"
#include "core/match/match_words.h"
#include "core/report/json_writer.h"
#include "core/rules/result.h"
#include "core/rules/rule_words.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

TEST_CASE("JSON: any bytes come out as valid JSON, text unchanged where it is UTF-8") {
  size_t ran = 0;
  std::string every;
  for (int i = 0; i < 256; ++i) every += static_cast<char>(i);
  for (const std::string& text :
       {std::string(), std::string("a\"b\\c"), std::string("\n\r\t\0\x1F\x7F", 6), std::string("山田　太郎𠮷"), every,
        std::string("\xE3\x81"), std::string("</script>"), std::string("\xED\xA0\x80")}) {
    std::string out;
    JsonWriter w(out);
    w.begin_object()
        .member("a\"", text)
        .key("b")
        .begin_array()
        .value(true)
        .value(1)
        .value(-5)
        .null()
        .value(std::string_view())
        .raw("{}")
        .end_array();
    w.member_or_null("c", "").member_or_null("d", "x").end_object();
    const Json j = Json::parse(out);
    CHECK(j.size() == 4);
    CHECK(j["b"] == Json::parse(R"([true,1,-5,null,"",{}])"));
    CHECK(j["c"].is_null());
    CHECK(j["d"] == "x");
    const std::string back = j["a\""];
    if (text.find_first_of("\xE3\xED\x80") == std::string::npos || text.starts_with("山")) CHECK(back == text);
    else CHECK(back.find("\xEF\xBF\xBD") != std::string::npos);
    ++ran;
  }
  CHECK(ran == 8);
}

TEST_CASE("messages: every code has its words, and every name is its own") {
  std::set<std::string_view> names;
  for (size_t i = 0; i <= static_cast<size_t>(ErrorCode::internal); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    CHECK(names.insert(code_of(code)).second);
    if (code == ErrorCode::none) continue;
    const std::string text = sentence_of({code, {"帳.csv", 12, 3, "生年月日"}, "詳細"});
    CHECK(text.find("帳.csv 12行目 3列目") == 0);
    CHECK(text.find('{') == std::string::npos);
    CHECK(text.ends_with("。"));
  }
  CHECK(names.size() == static_cast<size_t>(ErrorCode::internal) + 1);
  names.clear();
  for (size_t i = 0; i < kReasonCount; ++i) {
    const auto code = static_cast<ReasonCode>(i);
    CHECK(names.insert(code_of(code)).second);
    const std::string text = sentence_of({code, CivilDate::of(2026, 1, 2), CivilDate::of(2026, 3, 4), 7});
    CHECK(text.find('{') == std::string::npos);
    CHECK(text.ends_with("。"));
    CHECK(!source_of(code).empty());
  }
  CHECK(names.size() == kReasonCount);
  names.clear();
  for (int i = 0; i < kRelaxationCount; ++i) {
    CHECK(names.insert(code_of(static_cast<Relaxation>(i))).second);
    CHECK(!label_of(static_cast<Relaxation>(i)).empty());
  }
  for (size_t i = 0; i < kBucketCount; ++i) {
    const BucketInfo& info = info_of(static_cast<Bucket>(i));
    CHECK(info.id == static_cast<Bucket>(i));
    CHECK(names.insert(info.code).second);
    CHECK(!info.label.empty());
    CHECK(!info.meaning.empty());
  }
}

TEST_CASE("results: the keys of the contract, in order, in every line") {
  Town town;
  town.pension.push_back({.kana = "ダレモ　イナイ", .name = "誰茂　井内", .birth = "1960-06-06"});
  town.listed({OverlapLine{}});
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  size_t ran = 0;
  for (size_t at = 0; at < out.ndjson.size(); at = out.ndjson.find('\n', at) + 1) {
    const auto line = nlohmann::ordered_json::parse(out.ndjson.substr(at, out.ndjson.find('\n', at) - at));
    std::vector<std::string> keys;
    for (const auto& [key, value] : line.items()) keys.push_back(key);
    CHECK(keys == std::vector<std::string>{"flow", "bucket", "grade", "selectable", "loss_date", "roster", "pension",
                                           "overlap", "relaxations", "reasons", "candidates", "review_kind"});
    ++ran;
  }
  CHECK(ran == 2);
  const Json r = out.of_pension(2);
  CHECK(r["roster"]["line"] == 2);
  CHECK(r["roster"]["宛名番号"] == "1001");
  CHECK(r["roster"]["記号番号"] == "05-1000001");
  CHECK(r["roster"]["枝番"] == "01");
  CHECK(r["overlap"][0]["file"] == "overlap_20261119.csv");
  CHECK(r["overlap"][1]["file"] == "overlap_20261104.csv");
  CHECK(r["candidates"][0]["roster_line"] == 2);
  CHECK(r["candidates"][0]["grade"] == "A");
  const Json nobody = out.of_pension(3);
  CHECK(nobody["roster"].is_null());
  CHECK(nobody["overlap"].is_null());
  CHECK(nobody["grade"].is_null());
}

TEST_CASE("results.csv: BOM, CRLF, as many cells in every row, no formula, names as they came") {
  Town town;
  town.roster[0].name = "=HYPERLINK(\"x\")　太郎";
  town.pension[0].name = "";
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  CHECK(out.csv.starts_with("\xEF\xBB\xBF区分コード,区分,"));
  CHECK(out.csv.ends_with("\r\n"));
  CHECK(out.csv.find(",\"'=HYPERLINK(\"\"x\"\")　太郎\",") != std::string::npos);
  const std::string header = out.csv.substr(0, out.csv.find("\r\n"));
  CHECK(std::count(header.begin(), header.end(), ',') == 23);
}

TEST_CASE("lines: a record's line is where it starts, after line breaks in quotes") {
  Town town;
  town.roster.insert(
      town.roster.begin(),
      RosterLine{.kana = "ベツ　ジン", .name = "別\n\n人", .birth = "1977-07-07", .resident = "1", .number = "05-3"});
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  CHECK(out.of_pension(2)["roster"]["line"] == 5);
}

TEST_CASE("the worklist: search folded, by name, kana and numbers; every sort; windows") {
  Session s;
  REQUIRE(Json::parse(s.begin(R"({"flow":"P","date":"2026-11-22"})"))["ok"] == true);
  const std::vector<PensionLine> pension = {PensionLine{},
                                            {.kana = "サトウ　ハナコ",
                                             .name = "佐藤　花子",
                                             .birth = "1991-02-03",
                                             .sex = "女",
                                             .pension_number = "1234-567890"},
                                            {.kana = "ワタナベ　ケン", .name = "渡邉　健", .birth = "1970-07-07"}};
  const std::vector<RosterLine> roster = {
      RosterLine{},
      {.kana = "サトウ　ハナコ",
       .name = "佐藤　花子",
       .birth = "1991-02-03",
       .sex = "女",
       .resident = "1002",
       .number = "05-22"},
      {.kana = "ワタナベ　ケン", .name = "渡辺　健", .birth = "1970-07-07", .resident = "1003", .number = "05-11"}};
  REQUIRE(feed_file(s, {"pension", "p.csv", pension_csv(pension)})["ok"] == true);
  REQUIRE(feed_file(s, {"roster", "r.csv", roster_csv(roster)})["ok"] == true);
  REQUIRE(Json::parse(s.finish())["ok"] == true);
  size_t ran = 0;
  for (const auto& [text, count] : {std::pair{"", 3},
                                    {"山田", 1},
                                    {"ﾔﾏﾀﾞ", 1},
                                    {"やまだ", 1},
                                    {"渡邊", 1},
                                    {"渡辺", 1},
                                    {"ハナコ", 1},
                                    {"1002", 1},
                                    {"１００２", 1},
                                    {"1234567890", 1},
                                    {"05-11", 1},
                                    {"0511", 1},
                                    {"だれも", 0},
                                    {"　", 3}}) {
    const std::string shown_text(text);
    CAPTURE(shown_text);
    CHECK(Json::parse(s.view(Json{{"text", text}}.dump()))["count"] == count);
    ++ran;
  }
  CHECK(ran == 14);
  const auto order = [&s](const char* sort, bool descending) {
    REQUIRE(Json::parse(s.view(Json{{"sort", sort}, {"descending", descending}}.dump()))["ok"] == true);
    std::string out;
    const Json answer = Json::parse(s.rows(0, 10));
    for (const Json& row : answer["rows"]) out += row["kana"].get<std::string>().substr(0, 3);
    return out;
  };
  CHECK(order("kana", false) == "サヤワ");
  CHECK(order("kana", true) == "ワヤサ");
  CHECK(order("birth", false) == "ワヤサ");
  CHECK(order("number", false) == "ワサヤ");
  CHECK(order("line", false) == "ヤサワ");
  CHECK(order("line", true) == "ワサヤ");
  CHECK(Json::parse(s.rows(1, 1))["rows"].size() == 1);
  CHECK(Json::parse(s.rows(3, 5))["rows"].empty());
}

TEST_CASE("evidence: both sides next to each other, the level of each field, the reasons") {
  Town town;
  town.pension[0].kana = "ﾔﾏﾀﾞ ﾀﾛｳ";
  town.pension[0].birth = "S55.4.1";
  Session s;
  REQUIRE(Json::parse(s.begin(R"({"flow":"P","date":"2026-11-22"})"))["ok"] == true);
  REQUIRE(feed_file(s, {"pension", "p.csv", pension_csv(town.pension)})["ok"] == true);
  for (const std::string& date : {kOldRun, kNewRun}) {
    const Run run{date, {OverlapLine{}}};
    REQUIRE(feed_file(s, {"overlap", run.file(), overlap_csv(run)})["ok"] == true);
  }
  REQUIRE(feed_file(s, {"roster", "r.csv", roster_csv(town.roster)})["ok"] == true);
  REQUIRE(Json::parse(s.finish())["ok"] == true);
  const Json e = Json::parse(s.evidence(0))["evidence"];
  CHECK(e["bucket"] == "P-CONFIRMED");
  CHECK(e["sentence"].get<std::string>().find("山田　太郎 さん") == 0);
  REQUIRE(e["columns"].size() == 4);
  CHECK(e["columns"][0]["key"] == "roster");
  CHECK(e["columns"][1]["key"] == "pension");
  CHECK(e["columns"][2]["file"] == "overlap_20261119.csv");
  std::map<std::string, Json> rows;
  for (const Json& row : e["rows"]) {
    CHECK(row["values"].size() == 4);
    rows[row["field"]] = row;
  }
  CHECK(rows["name_kana"]["level"] == "folded");
  CHECK(rows["name_kana"]["note"].get<std::string>().find("全角・半角") != std::string::npos);
  CHECK(rows["name"]["level"] == "same");
  CHECK(rows["birth_date"]["level"] == "folded");
  CHECK(rows["birth_date"]["values"][1] == "S55.4.1");
  CHECK(rows["sex"]["level"] == "same");
  CHECK(rows["other_insurer"]["values"][0].is_null());
  CHECK(rows["other_insurer"]["values"][2] == "06130488");
  CHECK(e["relaxations"][0]["code"] == "width");
  CHECK(e["reasons"].size() == 3);
}

TEST_CASE("import report: columns, forms, what was not used") {
  Session s;
  REQUIRE(Json::parse(s.begin(R"({"flow":"P","date":"2026-11-22"})"))["ok"] == true);
  const Json answer =
      feed_file(s, {"pension", "p.csv",
                    "カナ氏名,備考,生年月日,喪失日\r\nヤマダ,メモ,5550401,9080901\r\nサトウ,,7021231,9080901\r\n\r\n"});
  REQUIRE(answer["ok"] == true);
  const Json& f = answer["file"];
  CHECK(f["kind"] == "pension");
  CHECK(f["encoding"] == "UTF-8");
  CHECK(f["delimiter"] == ",");
  CHECK(f["unused"] == Json::parse(R"(["備考"])"));
  CHECK(f["rows"] == 2);
  CHECK(f["kept"] == 2);
  CHECK(f["blank_rows"] == 1);
  CHECK(f["layout"] == "built_in");
  size_t dated = 0;
  for (const Json& field : f["fields"])
    if (!field["date_form"].is_null()) {
      CHECK(field["date_form"] == "era_pension");
      ++dated;
    }
  CHECK(dated == 2);
}
