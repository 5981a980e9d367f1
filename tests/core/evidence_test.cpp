// What the evidence leads with where nobody was picked: why, and for each candidate which field speaks for him. Never a grade
// that reads as if one person were meant.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "core/rules/rule_words.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const RosterLine kAi{.kana = "ヤマダ　アイ", .name = "山田　愛", .birth = "1987-09-12", .sex = "女"};
const RosterLine kOtherAi{.kana = "ヤマダ　アイ",
                          .name = "山田　藍",
                          .birth = "1990-03-27",
                          .sex = "女",
                          .resident = "1002",
                          .number = "05-2000002"};
// Her name and birth date, the other's number.
const OverlapLine kSwapped{
    .kana = "ヤマダ　アイ", .name = "山田　愛", .birth = "1987-09-12", .sex = "2", .serial = "2000002"};

bool has(const Json& text, std::string_view part) { return text.get<std::string>().find(part) != std::string::npos; }

Json ok(const std::string& answer) {
  Json out = Json::parse(answer);
  REQUIRE_MESSAGE(out["ok"] == true, answer);
  return out;
}

// The first row of the worklist and its evidence.
struct Seen {
  Json row;
  Json evidence;
};
Seen first(std::string_view flow, const Town& town) {
  Session s;
  const Outcome out = run_town_in(s, flow, town);
  REQUIRE_MESSAGE(out.ok(), out.answer.dump());
  ok(s.view(R"({"sort":"line"})"));
  Seen seen{ok(s.rows(0, 1))["rows"][0], {}};
  seen.evidence = ok(s.evidence(seen.row["finding"].get<uint32_t>()))["evidence"];
  return seen;
}

// The levels of a candidate, by field: kana, name, birth date, sex, number, 枝番, 基礎年金番号; first letters.
std::string levels(const Json& candidate) {
  std::string out;
  for (const Json& f : candidate["fields"]) out += f["level"].get<std::string>().substr(0, 1);
  return out;
}

Json candidate_at(const Json& evidence, int line) {
  for (const Json& c : evidence["candidates"])
    if (c["roster_line"] == line) return c;
  return {};
}

}  // namespace

TEST_CASE("evidence: one's number beside another's name leads with whom each speaks for") {
  Town town;
  town.roster = {kAi, kOtherAi};
  const Seen seen = first("D", town.listed({kSwapped}));
  const Json& e = seen.evidence;
  const std::string who = "番号は山田　藍さん（台帳3行目）、氏名は山田　愛さん（台帳2行目）を指しています。";
  CHECK(e["bucket"] == "D-REVIEW");
  CHECK(e["review_kind"] == "fields_disagree");
  CHECK(e["review_label"] == "番号と氏名が別の人を指す");
  CHECK(has(e["doubt"], who));
  CHECK(e["sentence"] == "山田　愛 さんは「要確認」です。" + who +
                             "どの人かは、見比べて決めてください。確かめるまで、対象としては選べません。");
  CHECK(e["reasons"][0]["code"] == "number_points_elsewhere");
  CHECK(e["waterfall"].is_null());
  for (const Json& r : e["reasons"]) CHECK_FALSE(has(r["text"], "一致します"));
  CHECK(seen.row["reason"] == e["doubt"]);
  CHECK(seen.row["review_kind"] == "fields_disagree");
  REQUIRE(e["candidates"].size() == 2);
  CHECK(levels(candidate_at(e, 2)) == "ssssdmm");
  CHECK(levels(candidate_at(e, 3)) == "sddsssm");
  const Json number = candidate_at(e, 3)["fields"][4];
  CHECK(number["label"] == "記号番号");
  CHECK(number["listed"] == "05-2000002");
  CHECK(number["value"] == "05-2000002");
  CHECK(candidate_at(e, 2)["fields"][4]["note"] == "記号番号が違う");
  CHECK(candidate_at(e, 3)["resident"] == "1002");
}

TEST_CASE("evidence: a twin's 枝番 beside the other's name") {
  Town town;
  town.roster.push_back({.name = "山田　太朗", .resident = "1002", .branch = "02"});
  const Json e = first("D", town.listed({{.branch = "02"}})).evidence;
  CHECK(e["review_kind"] == "fields_disagree");
  CHECK(has(e["doubt"], "番号は山田　太朗さん（台帳3行目）、氏名は山田　太郎さん（台帳2行目）を指しています。"));
  CHECK(levels(candidate_at(e, 2)) == "sssssdm");
  CHECK(levels(candidate_at(e, 3)) == "sdssssm");
  CHECK(candidate_at(e, 2)["fields"][5]["note"] == "枝番が違う");
}

TEST_CASE("evidence: a row without kana beside one with it; what is missing is told as missing") {
  Town town;
  town.roster.push_back({.kana = "", .resident = "1002", .number = "05-2000002"});
  const Json e = first("P", town).evidence;
  CHECK(e["review_kind"] == "several_candidates");
  CHECK(
      has(e["sentence"], "「要確認」です。あてはまりそうな人が台帳に2人います。どの人かは、見比べて決めてください。"));
  CHECK_FALSE(has(e["sentence"], "区分"));
  CHECK(e["reasons"][0]["code"] == "several_candidates");
  CHECK(e["reasons"][1]["code"] == "grade_a");
  CHECK(e["reasons"][1]["text"] == "候補のうち最もよく合う人の一致の段階はAですが、一人には決まりません。");
  CHECK(levels(candidate_at(e, 2)) == "ssssmmm");
  CHECK(levels(candidate_at(e, 3)) == "msssmmm");
}

TEST_CASE("evidence: one difference only is named, first among the reasons too") {
  Town town;
  const Seen seen = first("D", town.listed({{.serial = "7777777"}}));
  const Json& e = seen.evidence;
  CHECK(e["review_kind"] == "number_only");
  CHECK(e["doubt"].get<std::string>().starts_with("記号番号だけが違います。"));
  CHECK(e["sentence"].get<std::string>().starts_with("山田　太郎 さんは「要確認」です。記号番号だけが違います。"));
  CHECK(e["reasons"][0]["code"] == "number_only");
  CHECK(e["reasons"][0]["text"] == e["doubt"]);
  CHECK(!e["reasons"][0]["source"].get<std::string>().empty());
  CHECK(e["reasons"][1]["code"] == "grade_c");
  CHECK(seen.row["reason"] == e["doubt"]);
  // Of different numbers the 枝番 are not compared.
  for (const Json& r : e["rows"])
    if (r["field"] == "member_number" || r["field"] == "branch")
      CHECK(r["level"] == (r["field"] == "branch" ? "missing" : "differs"));
  // The waterfall tells in which step it came to C.
  CHECK(has(e["waterfall"]["sentence"], "記号番号は違う。よって一致の段階はCです。"));
}

TEST_CASE("evidence: without a doubt the grade is told, and where nobody is picked in no review the doubt is") {
  Town town;
  const Json sure = first("D", town.listed({{}})).evidence;
  CHECK(sure["review_kind"].is_null());
  CHECK(sure["review_label"] == "");
  CHECK(sure["doubt"].is_null());
  CHECK(sure["sentence"] == "山田　太郎 さんは「抽出対象」です。台帳との一致の段階はS。対象として選べます。");
  // Under P on the overlap list alone: reference, and yet nobody is meant.
  town.roster = {kAi, kOtherAi};
  town.pension = {{.kana = "ダレモ　イナイ", .name = "誰茂　井内", .birth = "1960-06-06"}};
  town.listed({kSwapped});
  Session s;
  REQUIRE(run_town_in(s, "P", town).ok());
  ok(s.view(R"({"buckets":["D-REFERENCE"]})"));
  const Json row = ok(s.rows(0, 1))["rows"][0];
  CHECK(row["review_kind"].is_null());
  CHECK(has(row["reason"], "重複一覧のみをもって"));
  const Json e = ok(s.evidence(row["finding"].get<uint32_t>()))["evidence"];
  CHECK(has(e["sentence"], "です。番号は山田　藍さん（台帳3行目）"));
  CHECK_FALSE(has(e["sentence"], "区分"));
}

TEST_CASE("review kinds: each has a name, and each difference a sentence that is whole") {
  std::set<std::string_view> codes;
  size_t told = 0;
  for (size_t i = 1; i < kReviewKindCount; ++i) {
    const auto k = static_cast<ReviewKind>(i);
    CHECK(codes.insert(code_of(k)).second);
    CHECK(!label_of(k).empty());
    for (const RelaxationSet against : {RelaxationSet{0}, relax(Relaxation::birth_swapped)}) {
      const std::string text = sentence_of(k, against);
      if (is_one_difference(k)) CHECK(!text.empty());
      if (text.empty()) continue;
      CHECK(text.ends_with("。"));
      CHECK(text.find_first_of("{}") == std::string::npos);
      CHECK(text.find("（）") == std::string::npos);
      CHECK(text.find("違い：。") == std::string::npos);
      ++told;
    }
  }
  CHECK(codes.size() == 22);
  CHECK(told == 2 * 9);
  CHECK(sentence_of(ReviewKind::birth_near, relax(Relaxation::birth_swapped)).find("（生年月日の数字の入れ違い）") !=
        std::string::npos);
}
