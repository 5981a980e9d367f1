// When a layout is sure, and what is asked (DOMAIN section 6): whole files through propose().
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/core/job.h"
#include "tests/core/proposed.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

// Rows of a header and the values of each column, the same in shape for every row but for the digit put in for '#'.
std::string rows(const std::string& header, const std::vector<std::string>& values, int count = 8) {
  std::string out = header + "\n";
  for (int i = 0; i < count; ++i)
    for (size_t c = 0; c < values.size(); ++c) {
      for (const char x : values[c]) out += x == '#' ? static_cast<char>('1' + i) : x;
      out += c + 1 < values.size() ? "," : "\n";
    }
  return out;
}

const std::string kWho = "氏名,氏名カナ,生年月日";
const std::vector<std::string> kPerson = {"山田　太郎", "ヤマダ　タロウ", "1980-04-0#"};

std::vector<std::string> with_person(std::vector<std::string> more) {
  std::vector<std::string> out = kPerson;
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

}  // namespace

TEST_CASE("propose: what stands for no date is no value, and its column is never dropped for it") {
  for (const char* none : {"", "00000000", "99999999", "9999-12-31", "2099-12-31", "1900-01-00", "1900-01-01",
                           "0001-01-01", "1899-12-30", "  /  /  ", "平成　年　月　日", "NULL", "-", "0"}) {
    const std::string shown(none);
    CAPTURE(shown);
    std::string bytes = "宛名番号," + kWho + ",国保取得日,国保喪失日,喪失確認日\n";
    for (int i = 0; i < 8; ++i)
      bytes +=
          "10" + std::to_string(i) + ",山田,ヤマダ,19800401,20200401," + (i == 3 ? "20260901" : none) + ",20260920\n";
    const Json p = propose("roster", bytes);
    CHECK(p["accepted"] == true);
    CHECK(column(p, "lost") == 6);
  }
  // Whatever else stands there: asked, not passed over.
  const Json p = propose("roster", rows("宛名番号," + kWho + ",資格取得日,資格喪失日",
                                        {"10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#", "在籍中#"}));
  CHECK(p["accepted"] == false);
  CHECK(asks(p, "lost"));
}

TEST_CASE("propose: two columns of one name are asked about, equal or not; words that read equal are none") {
  const std::string header = "宛名番号," + kWho + ",氏名,資格取得日";
  for (const char* second : {"山田　太郎", "山田　花子"}) {
    const Json p =
        propose("roster", rows(header, {"10#", "山田　太郎", "ヤマダ　タロウ", "1980-04-0#", second, "2020-04-0#"}));
    CHECK(p["accepted"] == false);
    CHECK(asks(p, "name"));
    CHECK(p["open"][0]["columns"] == Json({2, 5}));
  }
  const Json equal = propose("roster", rows("宛名番号," + kWho + ",資格取得日,国保取得日",
                                            {"10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#", "R2.4.#"}));
  CHECK(equal["accepted"] == true);
  CHECK(column(equal, "acquired") == 5);
  const Json other = propose("roster", rows("宛名番号," + kWho + ",資格取得日,国保取得日",
                                            {"10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#", "R3.4.#"}));
  CHECK(asks(other, "acquired"));
  CHECK(column(other, "acquired") == 0);
}

TEST_CASE("propose: an optional field with a rival stays without a column, and that is said") {
  const std::string bytes = rows("宛名番号," + kWho + ",資格取得日,住所,現住所",
                                 {"10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#", "架空市#-1", "別市#-2"});
  const Json p = propose("roster", bytes);
  CHECK(p["accepted"] == true);
  CHECK(column(p, "address") == 0);
  CHECK(p["warnings"].dump().find("住所") != std::string::npos);
}

TEST_CASE("propose: an empty required column is not sure") {
  const Json p =
      propose("roster", rows("宛名番号," + kWho + ",資格取得年月日", {"10#", "山田", "ヤマダ", "1980-04-0#", ""}));
  CHECK(p["accepted"] == false);
  CHECK(propose("roster", "宛名番号," + kWho + ",資格取得年月日\n")["accepted"] == true);  // nobody in it
}

TEST_CASE("propose: the two sides as whole sets") {
  const std::vector<std::string> own = {"00139873", "100000#", "2020-04-0#"};
  const std::vector<std::string> other = {"06130488", "34#", "2026-09-0#"};
  const auto file = [&](const std::string& header, bool own_first, bool blind = false) {
    std::vector<std::string> values = kPerson;
    for (const std::vector<std::string>& side : {own_first ? own : other, own_first ? other : own})
      values.insert(values.end(), side.begin(), side.end());
    if (blind) values[own_first ? 3 : 6] = "0613048#";
    return propose("overlap", rows(kWho + "," + header, values));
  };
  const std::string twice = "保険者番号,番号,資格取得日,保険者番号,番号,資格取得日";
  for (const bool own_first : {true, false}) {
    CAPTURE(own_first);
    for (const std::string& header :
         {twice, std::string("保険者番号1,番号1,資格取得日1,保険者番号2,番号2,資格取得日2"),
          std::string("保険者番号(1),番号(1),資格取得日(1),保険者番号(2),番号(2),資格取得日(2)")}) {
      CAPTURE(header);
      const Json p = file(header, own_first);
      CHECK(p["accepted"] == true);
      CHECK(column(p, "own_serial") == (own_first ? 5 : 8));
      CHECK(column(p, "other_acquired") == (own_first ? 9 : 6));
    }
  }
  // The number that stands in every row is no municipality's, or there is no such number: asked.
  const Json blind = file(twice, true, true);
  CHECK(blind["accepted"] == false);
  CHECK(asks(blind, "other_insurer"));
  CHECK(asks(blind, "other_acquired"));
  CHECK(column(blind, "other_acquired") == 0);
  // What a person says of one column is said of its set.
  const Json chosen = {{"fields", {{"other_insurer", {{"position", 7}}}}}};
  const std::string bytes =
      rows(kWho + "," + twice, with_person({"06130488", "1#", "2020-04-0#", "06130488", "34#", "2026-09-0#"}));
  CHECK(column(propose("overlap", bytes), "other_acquired") == 0);
  const Json answered = propose("overlap", bytes, chosen);
  CHECK(column(answered, "other_acquired") == 9);
  CHECK(column(answered, "own_serial") == 5);
  // Words against numbers.
  const Json reversed = file("自保険者番号,自番号,自資格取得日,他保険者番号,他番号,他資格取得日", false);
  CHECK(reversed["accepted"] == false);
}

TEST_CASE("propose: of two sets of the other side one is read, and the other is said") {
  const std::string sets = "重複先１保険者番号,重複先１資格取得日,重複先２保険者番号,重複先２資格取得日";
  const std::string bytes = rows(kWho + "," + sets, with_person({"0613048#", "2026-09-0#", "3213056#", "2026-10-0#"}));
  CHECK(asks(propose("overlap", bytes), "other_insurer"));
  const Json chosen = {{"fields", {{"other_insurer", {{"position", 4}}}, {"other_acquired", {{"position", 5}}}}}};
  const Json answered = propose("overlap", bytes, chosen);
  CHECK(answered["warnings"].dump().find("重複先の列がほかにもあります（6列目「重複先２保険者番号」）") !=
        std::string::npos);
  const std::string none = rows(kWho + "," + sets, with_person({"0613048#", "2026-09-0#", "", ""}));
  CHECK(propose("overlap", none, chosen)["warnings"].dump().find("ほかにも") == std::string::npos);
}

TEST_CASE("propose: the insured beside the person in question") {
  const Json p = propose(
      "overlap", rows("被保険者氏名,被保険者カナ氏名,対象者氏名,対象者カナ,生年月日,自番号,他保険者番号,他資格取得日",
                      {"山田　一郎", "ヤマダ　イチロウ", "山田　太郎", "ヤマダ　タロウ", "1980-04-0#", "100000#",
                       "06130488", "2026-09-0#"}));
  CHECK(p["accepted"] == true);
  CHECK(column(p, "name") == 3);
  CHECK(column(p, "name_kana") == 4);
}

TEST_CASE("propose: a number of ten digits under the name of the personal number is asked about") {
  const Json p = propose(
      "roster", rows("個人番号," + kWho + ",資格取得日", {"123456789#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#"}));
  CHECK(p["accepted"] == false);
  CHECK(p["columns"][0]["dropped"] == false);
  const Json beside = propose("roster", rows("個人番号,証番号," + kWho + ",資格取得日",
                                             {"123456789#", "9#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#"}));
  CHECK(asks(beside, "resident_number"));
  const Json own = propose("roster", rows("国保個人番号,証番号," + kWho + ",資格取得日",
                                          {"123456789#", "9#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#"}));
  CHECK(own["accepted"] == true);
  const Json dropped = propose("roster", rows("個人番号,宛名番号," + kWho + ",資格取得日",
                                              {"12345678901#", "10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#"}));
  CHECK(dropped["columns"][0]["dropped"] == true);
  CHECK(dropped.dump().find("123456789011") == std::string::npos);
}

TEST_CASE("propose: a headerless grouped list finds the numbers of both sides") {
  std::string bytes = "1,KKT,20261119\n";
  for (int i = 1; i <= 6; ++i) {
    const std::string n = std::to_string(i), who = "2," + n + ",山田　" + n + "郎,ヤマダ　タロウ,1980-04-0" + n + ",1,";
    bytes += who + "00139873,架空市,05,100000" + n + ",0" + n + ",2020-04-0" + n + ",\n";
    bytes += who + "06130488,架空健保,12,34" + n + ",00,2026-09-0" + n + ",\n";
  }
  bytes += "3,12\n";
  const Json p = propose("overlap", bytes);
  CHECK(p["shape"] == "grouped");
  CHECK(p["accepted"] == false);
  CHECK(column(p, "other_symbol") == 9);
  CHECK(column(p, "other_serial") == 10);
  CHECK(column(p, "other_branch") == 11);
  CHECK(column(p, "other_acquired") == 12);
}

TEST_CASE("propose: saved and given back, every column is the same; what has none keeps none") {
  Town town;
  town.listed({OverlapLine{}});
  for (const auto& file : std::vector<std::pair<std::string, std::string>>{{"roster", roster_csv(town.roster)},
                                                                           {"pension", pension_csv(town.pension)},
                                                                           {"overlap", overlap_csv(town.runs[0])}}) {
    const std::string kind = file.first, bytes = file.second;
    CAPTURE(kind);
    const Json first = propose(kind, bytes);
    CHECK(first["accepted"] == true);
    const Json again = propose(kind, bytes, first["layout"]);
    CHECK(again["accepted"] == true);
    for (const Json& f : first["fields"]) {
      CAPTURE(f.dump());
      CHECK(column(again, f["field"]) == (f["position"].is_null() ? 0 : f["position"].get<int>()));
      if (f["position"].is_null())
        CHECK(first["layout"]["fields"].value(f["field"].get<std::string>(), Json("-")).is_null());
    }
  }
}

TEST_CASE("propose: a roster's column of losses under another name is asked about, and its absence is said") {
  const auto roster = [](const std::string& header, const char* value, bool all = false) {
    std::string bytes = "宛名番号," + kWho + ",資格取得日," + header + "\n";
    for (int i = 0; i < 8; ++i)
      bytes += "10" + std::to_string(i) + ",山田,ヤマダ,19800401,20200401," + (all || i % 3 == 0 ? value : "") + "\n";
    return propose("roster", bytes);
  };
  for (const char* header : {"資格喪失決定日", "喪失確認日", "喪失処理日", "資格喪失届出日", "SOSHITSU_TODOKE_YMD",
                             "廃止年月日", "抜けた日"}) {
    CAPTURE(std::string(header));
    CHECK(asks(roster(header, "20260901"), "lost"));
  }
  for (const char* header : {"WithdrawalDate", "TERMINATION_DATE", "喪失日"}) {
    CAPTURE(std::string(header));
    const Json p = roster(header, "20260901");
    CHECK(p["accepted"] == true);
    CHECK(column(p, "lost") == 6);
    CHECK(p["warnings"].empty());
  }
  // Losses of something else, and dates that every row has: accepted, and it is said that there is no column of losses.
  for (const Json& p :
       {roster("国籍喪失日", "20260901"), roster("限度額有効期限", "20260901"), roster("更新日", "20260901", true)}) {
    CHECK(p["accepted"] == true);
    CHECK(column(p, "lost") == 0);
    REQUIRE(p["warnings"].size() == 1);
    CHECK(p["warnings"][0].get<std::string>().find("資格喪失年月日の列がありません") != std::string::npos);
  }
  // Beside the loss itself nothing is asked.
  const Json both =
      propose("roster", rows("宛名番号," + kWho + ",資格取得日,資格喪失日,喪失決定日",
                             {"10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#", "2026-09-0#", "2026-09-1#"}));
  CHECK(both["accepted"] == true);
  CHECK(column(both, "lost") == 6);
}

TEST_CASE("propose: a bare number beside its symbol is the number, elsewhere it is asked about") {
  const std::vector<std::string> values = {"10#",    "05",         "100000#",    "山田",
                                           "ヤマダ", "1980-04-0#", "2020-04-0#", "2026-09-0#"};
  for (const char* names : {"KIGO,BANGO", "KIGOU,BANGOU", "記号,番号", "証記号,NO"}) {
    CAPTURE(std::string(names));
    const Json p =
        propose("roster", rows("宛名番号," + std::string(names) + "," + kWho + ",資格取得日,資格喪失日", values));
    CHECK(p["accepted"] == true);
    CHECK(column(p, "member_symbol") == 2);
    CHECK(column(p, "member_serial") == 3);
  }
  const Json apart =
      propose("roster", rows("BANGO,宛名番号," + kWho + ",資格取得日,資格喪失日,KIGO",
                             {"100000#", "10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#", "2026-09-0#", "05"}));
  CHECK(asks(apart, "member_serial"));
}

TEST_CASE("propose: the own side by its other names") {
  for (const char* own : {"自", "重複元", "自団体", "当団体"}) {
    CAPTURE(std::string(own));
    const std::string x(own);
    const Json p = propose(
        "overlap",
        rows("作成年月日,氏名カナ,生年月日," + x + "記号," + x + "番号," + x +
                 "枝番,重複先保険者番号,重複先番号,重複先資格取得年月日,重複先資格喪失年月日",
             {"2026-11-19", "ヤマダ", "1980-04-0#", "05", "100000#", "01", "06130488", "34#", "2026-09-0#", ""}));
    CHECK(p["accepted"] == true);
    CHECK(column(p, "own_serial") == 5);
    CHECK(column(p, "own_branch") == 6);
  }
}

TEST_CASE("propose: what cannot be read is quoted with its line") {
  const auto problem = [](const std::string& header, const std::vector<std::string>& values) {
    return propose("roster", rows(header, values)).dump();
  };
  const std::string lost = problem("宛名番号," + kWho + ",資格取得日,資格喪失日",
                                   {"10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#", "在籍中#"});
  CHECK(lost.find("2行目の「在籍中1」は日付として読めません") != std::string::npos);
  const std::string acquired =
      problem("宛名番号," + kWho + ",資格取得日", {"10#", "山田", "ヤマダ", "1980-04-0#", "むかし#"});
  CHECK(acquired.find("2行目の「むかし1」は日付として読めません") != std::string::npos);
}

TEST_CASE("propose: a name in two columns is refused with what to do, whatever the two are called") {
  struct Case {
    const char* header;
    std::vector<std::string> values;
  };
  const std::string sei = "山田", mei = "太郎", kana_sei = "ヤマダ", kana_mei = "タロウ";
  const std::vector<Case> cases = {
      {"氏,名,カナ氏,カナ名", {sei, mei, kana_sei, kana_mei}},
      {"漢字姓,漢字名,カナ姓,カナ名", {sei, mei, kana_sei, kana_mei}},
      {"氏名_氏,氏名_名,氏名カナ_氏,氏名カナ_名", {sei, mei, kana_sei, kana_mei}},
      {"KANJI_SEI,KANJI_MEI,KANA_SEI,KANA_MEI", {sei, mei, kana_sei, kana_mei}},
      {"氏（漢字）,名（漢字）,氏（カナ）,名（カナ）", {sei, mei, kana_sei, kana_mei}},
      {"苗字,名前,苗字カナ,名前カナ", {sei, mei, kana_sei, kana_mei}},
      {"被保険者氏（カナ）,被保険者名（カナ）", {kana_sei, kana_mei}},
      {"姓,名,セイ,メイ", {sei, mei, kana_sei, kana_mei}},
      {"LAST_NAME,FIRST_NAME", {sei, mei}},
      {"familyName,givenName", {sei, mei}},
      {"氏,名,氏,名", {sei, mei, kana_sei, kana_mei}},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    const std::string shown(c.header);
    CAPTURE(shown);
    std::vector<std::string> values = {"10#"};
    values.insert(values.end(), c.values.begin(), c.values.end());
    values.insert(values.end(), {"1980-04-0#", "2020-04-0#"});
    const Json p = propose("roster", rows("宛名番号," + shown + ",生年月日,資格取得日", values));
    CHECK(p["accepted"] == false);
    CHECK(column(p, "name") == 0);
    CHECK(column(p, "name_kana") == 0);
    CHECK_FALSE(asks(p, "name"));  // there is nothing to choose
    CHECK(p["problems"].dump().find("氏名が姓と名の列に分かれています") != std::string::npos);
    ++ran;
  }
  CHECK(ran == cases.size());
  // A person who takes one of them is told the same.
  const std::string bytes = rows("宛名番号,姓,名,生年月日,資格取得日", {"10#", sei, mei, "1980-04-0#", "2020-04-0#"});
  const Json chosen = propose("roster", bytes, {{"kind", "roster"}, {"fields", {{"name", {{"position", 3}}}}}});
  CHECK(chosen["accepted"] == false);
  CHECK(chosen["problems"].dump().find("氏名が姓と名の列に分かれています") != std::string::npos);
  // "There is no such column", and the proposal's own document given back, make no name either.
  const Json none =
      propose("roster", bytes, {{"kind", "roster"}, {"fields", {{"name", nullptr}, {"name_kana", nullptr}}}});
  CHECK(none["accepted"] == false);
  CHECK(none["problems"].dump().find("氏名が姓と名の列に分かれています") != std::string::npos);
  CHECK(propose("roster", bytes, propose("roster", bytes)["layout"])["accepted"] == false);
  // Beside the whole name they are no rivals of it.
  const Json whole =
      propose("roster",
              rows("宛名番号,氏名,姓,名,氏名カナ,姓カナ,名カナ,生年月日,資格取得日",
                   {"10#", "山田　太郎", sei, mei, "ヤマダ　タロウ", kana_sei, kana_mei, "1980-04-0#", "2020-04-0#"}));
  CHECK(whole["accepted"] == true);
  CHECK(column(whole, "name") == 2);
  CHECK(column(whole, "name_kana") == 5);
}

TEST_CASE("propose: what a person chooses against the header's words is taken, and said") {
  const std::string bytes = rows("基礎年金番号," + kWho + ",国保資格喪失日,資格喪失確認日",
                                 {"123456789#", "山田", "ヤマダ", "1980-04-0#", "2026-09-0#", "2026-09-1#"});
  const auto chosen = [&](int column) {
    return propose("pension", bytes, {{"kind", "pension"}, {"fields", {{"pension_lost", {{"position", column}}}}}});
  };
  for (const int column : {5, 6}) {
    const Json p = chosen(column);
    CHECK(p["accepted"] == true);
    CHECK(p["warnings"].dump().find("もう一度確かめてください") != std::string::npos);
  }
  // None chosen for the losses of a roster: all who stand there count as members.
  const Json none = propose("roster",
                            rows("宛名番号," + kWho + ",資格取得日,喪失届出日",
                                 {"10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#", "2026-09-0#"}),
                            {{"kind", "roster"}, {"fields", {{"lost", nullptr}}}});
  CHECK(none["accepted"] == true);
  CHECK(none["warnings"].dump().find("みな加入中として扱います") != std::string::npos);
}

TEST_CASE("propose: numbers before every header, and a prefix of all columns, say nothing") {
  const std::vector<std::string> names = {"宛名番号", "氏名", "カナ氏名", "生年月日", "資格取得日", "資格喪失日"};
  const std::vector<std::string> values = {"10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#", ""};
  const std::vector<std::string> circled = {"①", "②", "③", "④", "⑤", "⑥"};
  const auto header = [&](const auto& before) {
    std::string out;
    for (size_t i = 0; i < names.size(); ++i) out += (i ? "," : "") + before(i + 1) + names[i];
    return out;
  };
  using Text = std::string;
  const std::vector<Text> headers = {
      header([](size_t n) { return "0" + std::to_string(n) + "_"; }),
      header([](size_t n) { return std::to_string(n) + "."; }),
      header([](size_t n) { return std::to_string(n) + " "; }),
      header([&](size_t n) { return circled[n - 1]; }),
      header([](size_t) { return Text("世帯員情報_"); }),
      header([](size_t) { return Text("社保加入候補_"); }),
      header([](size_t) { return Text("国保介護_"); }),
  };
  for (const std::string& one : headers) {
    CAPTURE(one);
    const Json p = propose("roster", rows(one, values));
    CHECK(p["accepted"] == true);
    CHECK(column(p, "acquired") == 5);
    CHECK(column(p, "lost") == 6);
  }
  // Of most columns alone it may say whose they are.
  const Json some = propose("roster", rows("世帯主番号,世帯主氏名,世帯主カナ氏名,世帯主生年月日,世帯主資格取得日,備考",
                                           {"10#", "山田", "ヤマダ", "1980-04-0#", "2020-04-0#", "x"}));
  CHECK(some["accepted"] == false);
}

TEST_CASE("propose: titles of groups over the columns' own names") {
  const Json p =
      propose("roster",
              "個人,,,,,国保,,,社保,\n" +
                  rows("宛名番号,氏名,カナ氏名,生年月日,性別,証番号,取得日,喪失日,取得日,喪失日",
                       {"10#", "山田", "ヤマダ", "1980-04-0#", "男", "05477842#", "2020-04-0#", "", "2026-04-0#", ""}));
  CHECK(p["accepted"] == true);
  CHECK(column(p, "acquired") == 7);
  CHECK(column(p, "lost") == 8);
  const Json o = propose(
      "overlap",
      "共通,,,,,自保険者,,,,重複先保険者,,,,\n" +
          rows("作成年月日,氏名,氏名カナ,生年月日,性別,記号,番号,取得日,喪失日,保険者番号,記号,番号,取得日,喪失日",
               {"2026-11-19", "山田", "ヤマダ", "1980-04-0#", "1", "05", "832699#", "2018-11-1#", "", "06130488",
                "8234", "177#", "2026-09-0#", ""}));
  CHECK(column(o, "own_serial") == 7);
  CHECK(column(o, "own_insurer") == 0);
  CHECK(column(o, "other_insurer") == 10);
  CHECK(column(o, "other_acquired") == 13);
}

TEST_CASE("propose: dates of the list and of its sending, and kanji beside kana") {
  const Json asked =
      propose("overlap",
              rows("照会年月日,回答年月日," + kWho + ",自番号,重複先保険者番号,重複先資格取得日",
                   {"2026-11-19", "2026-11-19", "山田", "ヤマダ", "1980-04-0#", "832699#", "06130488", "2026-09-0#"}));
  CHECK(column(asked, "run_date") == 0);
  const Json list =
      propose("pension", rows("作成年月日,基礎年金番号," + kWho + ",資格喪失年月日",
                              {"2026-11-19", "123456789#", "山田", "ヤマダ", "1980-04-0#", "2026-09-0#"}));
  CHECK(list["accepted"] == true);
  CHECK(column(list, "processed") == 0);
  for (const char* header : {"カナ,漢字", "被保カナ,被保漢字", "カナ名称,漢字名称"}) {
    const std::string shown(header);
    CAPTURE(shown);
    const Json p = propose("roster", rows("宛名番号," + shown + ",生年月日,資格取得日",
                                          {"10#", "ヤマダ　タロウ", "山田　太郎", "1980-04-0#", "2020-04-0#"}));
    CHECK(p["accepted"] == true);
    CHECK(column(p, "name_kana") == 2);
    CHECK(column(p, "name") == 3);
  }
}

TEST_CASE("propose: a pension list to which a town has added its own columns is one") {
  const std::string header =
      "宛名番号,国保記号番号,国保資格取得年月日,国保資格喪失年月日,基礎年金番号,カナ氏名,漢字氏名,"
      "生年月日,性別,資格喪失年月日（国年）";
  const std::string bytes = rows(header, {"10#", "0512345#", "2025-10-2#", "", "664228198#", "キクチ　ユキコ",
                                          "菊池　由紀子", "1986-10-2#", "女", "2026-10-1#"});
  const Json p = propose("pension", bytes);
  CHECK(p["accepted"] == true);
  CHECK(column(p, "pension_lost") == 10);
}
