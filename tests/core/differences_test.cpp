// Two writings side by side: where they are not the same, and that nothing of them is changed by looking.
#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/report/differences.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const CharTables& tables() {
  static const std::unique_ptr<CharTables> made = CharTables::make();
  return *made;
}

// "山[f:髙]": what is not the same in brackets, by the first letter of how.
std::string shown(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& p : pieces)
    out += p.how == Likeness::same ? p.text : "[" + std::string(code_of(p.how).substr(0, 1)) + ":" + p.text + "]";
  return out;
}

std::string joined(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& p : pieces) out += p.text;
  return out;
}

std::string places(const Differences& d) {
  std::string out;
  for (const Difference& x : d.places)
    out += std::to_string(x.place) + x.member + "/" + x.listed + (x.told.empty() ? " " : "! ");
  return out;
}

struct Row {
  std::string member;
  std::string listed;
  std::string member_shown;
  std::string listed_shown;
  std::string told;  // place, member's, list's; ! where there are words
};

}  // namespace

TEST_CASE("names: every character in its place, with its selectors and marks, and nothing lost") {
  const std::vector<Row> rows = {
      {"山田　太郎", "山田　太郎", "山田　太郎", "山田　太郎", ""},
      {"高橋　一郎", "髙橋　一郎", "[f:高]橋　一郎", "[f:髙]橋　一郎", "1高/髙! "},
      {"吉田　\U00020BB7江", "𠮷田　吉江", "[f:吉]田　[f:𠮷]江", "[f:𠮷]田　[f:吉]江", "1吉/𠮷! 3𠮷/吉! "},
      {"葛\U000E0100城　剛", "葛城　剛", "[f:葛\U000E0100]城　剛", "[f:葛]城　剛", "1葛\U000E0100/葛! "},
      {"澤田　太郎", "●田　太郎", "[r:澤]田　太郎", "[r:●]田　太郎", "1澤/●! "},
      {"山\uE012　太郎", "山田　太郎", "山[r:\uE012]　太郎", "山[r:田]　太郎", "2\uE012/田! "},
      {"山田　次郎", "山田　太郎", "山田　[d:次]郎", "山田　[d:太]郎", "3次/太 "},
      {"山田　太郎", "山田　太", "山田　太[d:郎]", "山田　太", "3郎/ "},
      {"山田　太郎", "山田 太郎", "山田[f:　]太郎", "山田[f: ]太郎", ""},
      {"山田　太郎", "山田太郎", "山田[f:　]太郎", "山田太郎", ""},
      {"ヤマダ　タロウ", "ﾔﾏﾀﾞ ﾀﾛｳ", "[f:ヤマダ　タロウ]", "[f:ﾔﾏﾀﾞ ﾀﾛｳ]", ""},
      {"ヤマダ　タロウ", "ヤマタ　タロウ", "ヤマ[r:ダ]　タロウ", "ヤマ[r:タ]　タロウ", "3ダ/タ! "},
      {"ショウイチ", "シヨウイチ", "シ[f:ョ]ウイチ", "シ[f:ヨ]ウイチ", ""},
      {"オーノ　ソノ", "オノ　ンノ", "オ[r:ー]ノ　[r:ソ]ノ", "オノ　[r:ン]ノ", "1ー/! 3ソ/ン! "},
      {"オオノ　ケン", "オノ　ケン", "[d:オ]オノ　ケン", "オノ　ケン", "1オ/ "},
      {"が", "か\u3099", "[f:が]", "[f:か\u3099]", ""},
      {"田中　花子", "山本　花子", "[d:田中]　花子", "[d:山本]　花子", "1田/山 2中/本 "},
      {"スミス　ジョン", "田中　太郎", "[d:スミス　ジョン]", "[d:田中　太郎]", "0スミス　ジョン/田中　太郎 "},
      {"\U000E0100", "山", "[d:\U000E0100]", "[d:山]", "0\U000E0100/山 "},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(r.member);
    CAPTURE(r.listed);
    const Differences d = differences_of_text(tables(), r.listed, r.member);
    CHECK(joined(d.member) == r.member);
    CHECK(joined(d.listed) == r.listed);
    CHECK(shown(d.member) == r.member_shown);
    CHECK(shown(d.listed) == r.listed_shown);
    CHECK(places(d) == r.told);
    // The other way round: the same places.
    const Differences back = differences_of_text(tables(), r.member, r.listed);
    CHECK(back.member == d.listed);
    CHECK(back.listed == d.member);
    ++ran;
  }
  CHECK(ran == 19);
  const std::string endless(2000, 'a');
  CHECK(shown(differences_of_text(tables(), endless, "b").member) == "[d:b]");
}

TEST_CASE("dates by year, month and day; numbers by their characters; what was taken for equal is softened") {
  size_t ran = 0;
  for (const auto& [member, listed, shown_listed, told] :
       {std::tuple{"1980-04-01", "1980-04-02", "1980-04-[d:02]", "301/02! "},
        {"19800401", "19800501", "1980[d:05]01", "204/05! "},
        {"1980/4/1", "1980/04/01", "1980/[f:04]/[f:01]", ""},
        {"S55.4.1", "1980-04-02", "[d:1980-04-02]", "0S55.4.1/1980-04-02 "},
        {"5550401", "5560401", "[d:556]0401", "1555/556! "},
        {"1980-04-01", "1980-04-01", "1980-04-01", ""}}) {
    const std::string date = listed;  // what is bound cannot be captured by every compiler
    CAPTURE(date);
    const Differences d = differences_of_dates(listed, member);
    CHECK(shown(d.listed) == shown_listed);
    CHECK(joined(d.member) == member);
    CHECK(places(d) == told);
    ++ran;
  }
  CHECK(ran == 6);
  Differences d = differences_of_text(tables(), "05-12345", "05-0012345");
  CHECK(shown(d.member) == "05-[d:00]12345");
  take_for_equal(d);
  CHECK(shown(d.member) == "05-[f:00]12345");
  CHECK(d.places.empty());
  CHECK(shown(more_unlike({{"山", Likeness::same}, {"田太", Likeness::folded}},
                          {{"山田", Likeness::differs}, {"太", Likeness::same}})) == "[d:山田][f:太]");
}

TEST_CASE(
    "evidence: each file's value in pieces, the roster's against all of them; none where words stand in another order") {
  Session s;
  Town t;
  t.roster[0].name = "高田　太郎";
  t.pension[0].name = "髙田　太郎";
  t.pension[0].birth = "S55.4.1";
  t.listed({{.name = "高●　太郎", .serial = "0001000001"}});
  REQUIRE(run_town_in(s, "P", t).ok());
  const Json e = Json::parse(s.evidence(0))["evidence"];
  std::map<std::string, Json> rows;
  for (const Json& row : e["rows"]) {
    for (size_t i = 0; i < row["pieces"].size(); ++i) {
      std::string text;
      for (const Json& piece : row["pieces"][i]) text += piece[0].get<std::string>();
      if (!row["pieces"][i].empty()) CHECK(text == row["values"][i].get<std::string>());
    }
    rows[row["field"]] = row;
  }
  CHECK(rows["name"]["pieces"][0] == Json::parse(R"([["高","folded"],["田","relaxed"],["　太郎","same"]])"));
  CHECK(rows["name"]["pieces"][1] == Json::parse(R"([["髙","folded"],["田　太郎","same"]])"));
  CHECK(rows["name"]["pieces"][2] == Json::parse(R"([["高","same"],["●","relaxed"],["　太郎","same"]])"));
  REQUIRE(rows["name"]["differences"].size() == 3);
  CHECK(rows["name"]["differences"][0]["column"] == 1);
  CHECK(rows["name"]["differences"][0]["place"] == 1);
  CHECK(rows["name"]["differences"][0]["text"].get<std::string>().find("同じ字の別の形です") != std::string::npos);
  CHECK(rows["birth_date"]["pieces"][1] == Json::parse(R"([["S55.4.1","folded"]])"));
  CHECK(rows["birth_date"]["differences"].empty());
  CHECK(rows["name_kana"]["pieces"].empty());
  CHECK(rows["address"]["pieces"].empty());
}
