// Look-alikes: beside somebody who is not in the roster, the nearest few who are, each with what keeps him from being the
// person. They are no candidates: nobody is selected by them, and they vanish as soon as somebody better is there.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

Town town_of(std::vector<RosterLine> roster, PensionLine listed) {
  Town town;
  town.roster = std::move(roster);
  for (size_t i = 0; i < town.roster.size(); ++i) {
    town.roster[i].resident = std::to_string(2000 + i);
    town.roster[i].number = "05-" + std::to_string(3000000 + i);
  }
  town.pension = {std::move(listed)};
  return town;
}

// The candidates of the only case, as the evidence shows them.
Json shown(const Town& town) {
  Session session;
  REQUIRE(Json::parse(session.begin(R"({"flow":"P","date":"2026-11-22"})"))["ok"] == true);
  REQUIRE(feed_file(session, {"pension", "pension.csv", pension_csv(town.pension)})["ok"] == true);
  REQUIRE(feed_file(session, {"roster", "roster.csv", roster_csv(town.roster)})["ok"] == true);
  REQUIRE(Json::parse(session.finish())["ok"] == true);
  const Json answer = Json::parse(session.evidence(0));
  REQUIRE(answer["ok"] == true);
  return answer["evidence"];
}

}  // namespace

TEST_CASE("look-alikes: who is near enough, and what differs") {
  struct Case {
    const char* name;
    RosterLine member;
    PensionLine listed;
    const char* difference;  // null: nobody is shown
  };
  const std::vector<Case> cases = {
      {"another given name, the same birth date: a twin",
       {.kana = "ヤマダ　ジロウ", .name = "山田　次郎"},
       {},
       "氏名カナが違う、氏名の漢字などが違う"},
      {"two kana apart",
       {.kana = "ヤマダ　タロオー", .name = "山田　太朗"},
       {},
       "氏名カナが違う、氏名の漢字などが違う"},
      // Every key holds the birth date: a namesake born on another day is nobody's look-alike, but by a number.
      {"the same name, born in another year", {.birth = "1975-11-20"}, {}, nullptr},
      {"the same name, a digit of the day keyed wrongly", {.birth = "1980-04-11"}, {}, nullptr},
      {"nothing alike",
       {.kana = "スズキ　ハナコ", .name = "鈴木　花子", .birth = "1955-05-05", .sex = "女"},
       {},
       nullptr},
      {"the same birth date only", {.kana = "スズキ　ハナコ", .name = "鈴木　花子"}, {}, nullptr},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    const Town town = town_of({c.member}, c.listed);
    const Json evidence = shown(town);
    CHECK(evidence["bucket"] == "P-NONMEMBER");
    CHECK(evidence["selectable"] == false);
    CHECK(evidence["grade"].is_null());
    if (c.difference) {
      REQUIRE(evidence["candidates"].size() == 1);
      const Json& seen = evidence["candidates"][0];
      CHECK(seen["difference"] == c.difference);
      CHECK(seen["grade"].is_null());
      CHECK(seen["roster_line"] == 2);
      CHECK(seen["name"] == c.member.name);
      CHECK(seen["birth"] == c.member.birth);
    } else {
      CHECK(evidence["candidates"].empty());
    }
    ++ran;
  }
  CHECK(ran == 6);
}

TEST_CASE("look-alikes: the nearest few, whatever the order of the roster") {
  // Nearer and nearer: the birth date counts first, then the name.
  std::vector<RosterLine> roster = {{.kana = "ヤマダ　ジロウ", .name = "山田　次郎"},
                                    {.kana = "ヤマダ　サブロウ", .name = "山田　三郎"},
                                    {.kana = "ヤマモト　タロウ", .name = "山本　太郎一"},
                                    {.birth = "1975-11-20"},
                                    {.birth = "1962-02-02"},
                                    {.kana = "ヤマタニ　タロウ", .name = "山谷　多郎"},
                                    {.kana = "ヤマダ　タロウマル", .name = "山田　太郎丸"}};
  std::set<std::set<std::string>> seen;
  size_t ran = 0;
  for (size_t turn = 0; turn < roster.size(); ++turn) {
    std::rotate(roster.begin(), roster.begin() + 1, roster.end());
    const Json evidence = shown(town_of(roster, {}));
    CHECK(evidence["bucket"] == "P-NONMEMBER");
    REQUIRE(evidence["candidates"].size() == 3);
    std::set<std::string> names;
    for (const Json& c : evidence["candidates"]) {
      names.insert(c["kana"].get<std::string>() + c["birth"].get<std::string>());
      CHECK(c["birth"] == "1980-04-01");
      CHECK(!c["difference"].get<std::string>().empty());
    }
    seen.insert(names);
    ++ran;
  }
  CHECK(ran == 7);
  CHECK(seen.size() == 1);
}

TEST_CASE("look-alikes: gone when somebody better is there, before or after") {
  const RosterLine like{.kana = "ヤマダ　ジロウ", .name = "山田　次郎"};
  const RosterLine near{.birth = "1980-04-02"};
  const RosterLine himself{};
  size_t ran = 0;
  for (const auto& [roster, bucket, left] : {std::tuple{std::vector{like, near}, "P-REVIEW", 1},
                                             {std::vector{near, like}, "P-REVIEW", 1},
                                             {std::vector{like, himself}, "P-INQUIRE", 1},
                                             {std::vector{himself, like}, "P-INQUIRE", 1},
                                             {std::vector{like, like}, "P-NONMEMBER", 2}}) {
    const Json evidence = shown(town_of(roster, {}));
    CHECK(evidence["bucket"] == bucket);
    CHECK(evidence["candidates"].size() == static_cast<size_t>(left));
    for (const Json& c : evidence["candidates"])
      CHECK((c["kana"] == like.kana) == (evidence["bucket"] == "P-NONMEMBER"));
    ++ran;
  }
  CHECK(ran == 5);
}

// The list of candidates is bounded; what the bound leaves out is told, and is never the better one.
TEST_CASE("candidates beyond the bounds: the best stay, in any order, and the number of the others is told") {
  size_t ran = 0;
  for (const size_t better : {size_t{0}, size_t{20}, size_t{39}}) {
    std::vector<RosterLine> roster(40, {.kana = "ヤマタ　タロウ"});  // one slip: grade B
    roster[better] = {};
    const Json evidence = shown(town_of(roster, {}));
    CHECK(evidence["bucket"] == "P-INQUIRE");
    CHECK(evidence["grade"] == "A");
    REQUIRE(evidence["candidates"].size() == 32);
    CHECK(evidence["candidates"][0]["roster_line"] == better + 2);
    CHECK(evidence["reasons"].dump().find("ほかにも候補が8人") != std::string::npos);
    ++ran;
  }
  // The number points to somebody else: seen behind a dozen of ordinary grade C, too.
  for (const size_t at : {size_t{0}, size_t{12}}) {
    std::vector<RosterLine> roster(12, {.birth = "1980-04-02"});
    roster.insert(roster.begin() + static_cast<std::ptrdiff_t>(at),
                  {.kana = "スズキ　ハナコ", .name = "鈴木　花子", .pension_number = "1111111111"});
    roster.push_back({});
    const Json evidence = shown(town_of(roster, {.pension_number = "1111111111"}));
    CHECK(evidence["bucket"] == "P-REVIEW");
    CHECK(evidence["reasons"].dump().find("number_points_elsewhere") != std::string::npos);
    CHECK(evidence["candidates"].size() == 9);
    ++ran;
  }
  CHECK(ran == 5);
}
