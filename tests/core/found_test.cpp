// Cases that were once missed, each through the whole pipeline.
#include <doctest/doctest.h>

#include <cstring>

#include "core/identifier/my_number.h"
#include "core/records/overlap_list.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

// Under the 通称 neither kana nor kanji of the roster's own name agree: the alias must be asked for by itself.
TEST_CASE("found: a person listed under the 通称名") {
  Town town;
  town.roster[0] = {
      .kana = "キム　ヨンミ", .name = "金　英美", .birth = "1990-02-15", .sex = "女", .alias = "金田　秀子"};
  town.pension = {{.kana = "カネダ　ヒデコ", .name = "金田　秀子", .birth = "1990-02-15", .sex = "女"},
                  {.kana = "", .name = "金田　秀子", .birth = "1990-02-15", .sex = "女", .address = "架空市2-2"}};
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  CHECK(out.of_pension(2)["bucket"] == "P-INQUIRE");  // both rows, as nothing keeps them apart
  CHECK(out.of_pension(2)["pension"]["lines"] == Json{2, 3});
}

// A birth date of which month or day are unknown agrees as far as it is known.
TEST_CASE("found: a birth date with an unknown day on one side") {
  Town town;
  town.pension[0].birth = "1980-04-00";
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  CHECK(out.of_pension(2)["bucket"] == "P-REVIEW");
  CHECK(out.of_pension(2)["grade"] == "C");
}

TEST_CASE("found: another word order") {
  Town town;
  town.roster[0] = {.kana = "シルバ　マリア", .name = "SILVA MARIA", .birth = "1990-02-15", .sex = "女"};
  town.pension = {{.kana = "マリア　シルバ", .name = "MARIA SILVA", .birth = "1990-02-15", .sex = "女"}};
  const Outcome out = run_town("P", town);
  REQUIRE(out.ok());
  CHECK(out.of_pension(2)["bucket"] == "P-INQUIRE");
  CHECK(out.of_pension(2)["grade"] == "B");
}

// The roster has a zero that the list has not: only the parts, each without its zeros, are one number.
TEST_CASE("found: by a number whose parts have zeros of their own, whatever the name and the birth date") {
  const auto candidates = [](const char* number, const char* branch) {
    const Outcome out = run_files(
        {{"flow", "D"}, {"date", "2026-11-22"}},
        {{"overlap", "overlap_20261119.csv",
          std::string(
              "氏名カナ,生年月日,性別,自番号,自枝番,重複先保険者番号,重複先番号,重複先資格取得年月日\nスズキ　ハナコ,1955-05-05,女,") +
              number + "," + branch + ",06130488,5000,2026-09-01\n"},
         {"roster", "r.csv",
          "宛名番号,記号,番号,枝番,氏名カナ,生年月日,性別,資格取得年月日\n7,12,00345,01,ヤマダ　タロウ,1980-04-01,男,2020-04-01\n"}});
    REQUIRE(out.ok());
    return out.of_overlap("overlap_20261119.csv", 2)["candidates"].size();
  };
  CHECK(candidates("12-345", "01") == 1);
  CHECK(candidates("1200345", "01") == 1);
  CHECK(candidates("12345", "01") == 1);
  CHECK(candidates("12-00345", "01") == 1);
  CHECK(candidates("00345", "01") == 1);  // a 記号 on one side only says nothing
  CHECK(candidates("00346", "01") == 0);
}

TEST_CASE("found: a 基礎年金番号 of nines in the roster says nothing against anybody") {
  std::vector<std::string> grades;
  for (const char* number : {"", "9999999999"}) {
    Town town;
    town.roster[0].pension_number = number;
    town.pension[0].pension_number = "1234567890";
    const Outcome out = run_town("P", town);
    REQUIRE(out.ok());
    grades.push_back(out.of_pension(2)["grade"]);
  }
  CHECK(grades == std::vector<std::string>{"A", "A"});
}

// The 0007 of the list's own name is no year.
TEST_CASE("found: the run date in FI_HIM_0007_2026-11-04.csv") {
  CHECK(run_date_in_name("FI_HIM_0007_2026-11-04.csv") == CivilDate::of(2026, 11, 4));
}

TEST_CASE("found: a file name with two dates") { CHECK(run_date_in_name("overlap_20261104_20261119.csv").none()); }

// Showa 35, 55 and 40: as births of Reiwa they would lie in the future.
TEST_CASE("found: the era code that propose() proposes") {
  const std::string bytes =
      pension_csv({PensionLine{.birth = "5350401"}, PensionLine{.birth = "5550401"}, PensionLine{.birth = "5400401"}});
  Session s;
  std::memcpy(s.buffer(static_cast<uint32_t>(bytes.size())), bytes.data(), bytes.size());
  const Json answer = Json::parse(
      s.propose("pension", "p.csv", static_cast<uint32_t>(bytes.size()), R"({"today":"2026-11-22","whole":true})"));
  REQUIRE(answer["ok"] == true);
  CHECK(answer["proposal"]["layout"]["fields"]["birth_date"]["date"] == "era_pension");
}

// Found by the fuzzer: a position beyond the file's columns was read.
TEST_CASE("found: a layout that names columns the file does not have is proposed anew, and asks") {
  const std::string bytes =
      "宛名番号,氏名カナ,生年月日,性別,資格取得年月日\n1,ヤマダ　タロウ,1980-04-01,男,2020-04-01\n";
  Json options = {{"today", "2026-11-22"}, {"whole", true}};
  options["layout"]["fields"] = {
      {"birth_date", {{"position", 99}}}, {"address", {{"position", 98}}}, {"name", {{"header", "お名前"}}}};
  Session s;
  const auto propose = [&] {
    std::memcpy(s.buffer(static_cast<uint32_t>(bytes.size())), bytes.data(), bytes.size());
    const Json answer = Json::parse(s.propose("roster", "r.csv", static_cast<uint32_t>(bytes.size()), options.dump()));
    REQUIRE(answer["ok"] == true);
    return answer["proposal"];
  };
  const Json first = propose();
  CHECK(first["accepted"] == false);
  CHECK(first["layout"]["fields"]["birth_date"]["position"] == 3);
  CHECK_FALSE(first["layout"]["fields"].contains("address"));
  CHECK(first["problems"].dump().find("住所") != std::string::npos);
  options["layout"] = first["layout"];
  CHECK(propose()["accepted"] == true);
}

// Numbers with fitting check digits, made up.
TEST_CASE("dropped: a column of 個人番号, by its header or by its values, reaches no output") {
  const std::string numbers[] = {"123456789018", "200000000000", "300000000020", "400000000017"};
  size_t ran = 0;
  for (const std::string header : {"宛名番号", "個人番号"}) {
    std::string roster = header + ",記号番号,氏名カナ,生年月日,性別,資格取得年月日\n";
    int n = 0;
    for (const std::string& number : numbers) {
      REQUIRE(looks_like_my_number(number));
      ++n;
      roster += number + ",10000" + std::to_string(n) + ",ヤマダ　ハナ" + (n > 1 ? "コ" : "") + ",1980-04-0" +
                std::to_string(n) + ",2,2020-04-01\n";
    }
    const Outcome out = run_files(
        {{"flow", "P"}, {"date", "2026-11-22"}},
        {{"pension", "p.csv", "氏名カナ,生年月日,性別,資格喪失年月日\nヤマダ　ハナ,1980-04-01,2,2026-09-01\n"},
         {"roster", "r.csv", roster}});
    REQUIRE(out.ok());
    CHECK(out.of_pension(2)["bucket"] == "P-INQUIRE");
    for (const std::string& number : numbers)
      for (const std::string* text : {&out.ndjson, &out.csv, &out.import_json})
        CHECK(text->find(number) == std::string::npos);
    CHECK(out.summary()["warnings"].dump().find("個人番号") != std::string::npos);
    ++ran;
  }
  CHECK(ran == 2);
}
