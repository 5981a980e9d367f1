// Import: what spreadsheets and hands do to files, and what layouts say of them. Either the damage is repaired, and that
// is said, and the result is the undamaged file's; or the row is reported with its line and what is wrong.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <functional>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const Json kFlowP = {{"flow", "P"}, {"date", "2026-11-22"}};
const Json kFlowD = {{"flow", "D"}, {"date", "2026-11-22"}};

// What a clerk acts on, without the texts that stand as they came in.
std::vector<std::string> essence(const Outcome& o) {
  std::vector<std::string> out;
  for (const Json& r : o.results) {
    std::string reasons;
    for (const std::string& code : reason_codes(r)) reasons += code + " ";
    out.push_back(Json{r["bucket"], r["grade"], r["selectable"], r["loss_date"], reasons}.dump());
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool holds(const std::string& s, std::string_view part) { return s.find(part) != std::string::npos; }

std::string texts(const Json& list) {
  std::string out;
  for (const Json& x : list) out += x["text"].get<std::string>() + "\n";
  return out;
}

// One file of a flow P job, without the rest.
Json read_one(const std::string& kind, const std::string& bytes, const Json& layout = nullptr,
              const std::string& name = "f_20261119.csv") {
  Session s;
  REQUIRE(Json::parse(s.begin(kFlowP.dump()))["ok"] == true);
  if (kind == "roster") REQUIRE(feed_file(s, {"pension", "pension.csv", pension_csv({PensionLine{}})})["ok"] == true);
  return feed_file(s, {kind, name, bytes, Json{{"layout", layout}}.dump()});
}

const Json& file_of(const Json& answer) {
  REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
  return answer["file"];
}

std::string error_of(const Json& answer) {
  return answer["ok"] == true ? "" : answer["error"]["code"].get<std::string>();
}

std::string replaced(std::string s, std::string_view what, std::string_view with) {
  for (size_t at = s.find(what); at != std::string::npos; at = s.find(what, at + with.size()))
    s.replace(at, what.size(), with);
  return s;
}

std::string full_width_digits(const std::string& s) {
  std::string out;
  for (const char c : s) {
    if (c >= '0' && c <= '9') out += std::string("\xEF\xBC") + static_cast<char>('\x90' + (c - '0'));
    else out += c;
  }
  return out;
}

// The default man in all three files, each of which `edit` may change.
Outcome run_edited(const Json& settings,
                   const std::function<std::string(const std::string& kind, std::string bytes)>& edit) {
  std::vector<InputFile> files;
  if (settings["flow"] == "P")
    files.push_back({"pension", "pension.csv", pension_csv({PensionLine{.pension_number = "0123456789"}})});
  for (const std::string& date : {kOldRun, kNewRun}) {
    const Run run{date, {OverlapLine{}}};
    files.push_back({"overlap", run.file(), overlap_csv(run)});
  }
  files.push_back({"roster", "roster.csv",
                   roster_csv({RosterLine{.pension_number = "0123456789"}, RosterLine{.kana = "フィラー　ムサシ",
                                                                                      .name = "埋草　武蔵",
                                                                                      .birth = "1933-12-30",
                                                                                      .resident = "9999",
                                                                                      .number = "05-9999999"}})});
  for (InputFile& f : files) f.bytes = edit(f.kind, f.bytes);
  return run_files(settings, files);
}

Outcome run_plain(const Json& settings) {
  return run_edited(settings, [](const std::string&, std::string bytes) { return bytes; });
}

const std::string kPensionHeader = "氏名,氏名カナ,生年月日,資格喪失年月日\n";
const std::string kYamada = "山田　太郎,ヤマダ　タロウ,1980-04-01,2026-09-01\n";
std::string pension_people(size_t n) {
  std::string out;
  for (size_t i = 0; i < n; ++i) out += "山田　太郎" + std::to_string(i) + ",ヤマダ　タロウ,1980-04-01,2026-09-01\n";
  return out;
}

}  // namespace

TEST_CASE("damage that is repaired, or that changes nothing: the result is the undamaged file's") {
  struct Case {
    const char* what;
    std::function<std::string(const std::string&, std::string)> edit;
    const char* kind;  // whose report says it; empty: nothing to say
    const char* said;
  };
  const auto in = [](const char* kind, std::string what, std::string with) {
    return [=](const std::string& k, std::string bytes) { return k == kind ? replaced(bytes, what, with) : bytes; };
  };
  const std::vector<Case> cases = {
      {"保険者番号 of seven digits", in("overlap", "06130488", "6130488"), "overlap",
       "「重複先保険者番号」の先頭の0が落ちた値が1件あります（最初は2行目）"},
      {"基礎年金番号 of nine digits", in("pension", "0123456789", "123456789"), "pension",
       "「基礎年金番号」の先頭の0が落ちた値が1件あります（最初は2行目）"},
      {"thousands separators in 自番号", in("overlap", "1000001", "\"1,000,001\""), "overlap",
       "「自番号」の桁区切りのコンマを1件、外して読みました（最初は2行目）"},
      {"thousands separators in 基礎年金番号", in("pension", "0123456789", "\"123,456,789\""), "pension",
       "「基礎年金番号」の桁区切りのコンマを1件"},
      {"every digit of full width", [](const std::string&, std::string b) { return full_width_digits(b); }, "", ""},
      {"serial dates",
       [](const std::string& k, std::string b) {
         return k == "roster" ? replaced(replaced(b, "1980-04-01", "29312"), "2020-04-01", "43922") : b;
       },
       "", ""},
      {"serial loss dates", in("pension", "2026-09-01", "46266"), "", ""},
      {"trailing empty columns", [](const std::string&, std::string b) { return replaced(b, "\r\n", ",,,\r\n"); }, "",
       ""},
      {"trailing empty columns, rows without them",
       [](const std::string&, std::string b) { return b.replace(b.find("\r\n"), 2, ",,,\r\n"); }, "", ""},
      {"trailing empty rows",
       [](const std::string& k, std::string b) {
         return b + (k == "roster" ? ",,,,,,,,,,,\r\n" : ",,,\r\n") + "\r\n ,\r\n";
       },
       "", ""},
      {"a title line", [](const std::string&, std::string b) { return "架空市　一覧表,,,\r\n" + b; }, "roster",
       "見出しの上の1行を表題とみて飛ばしました（最初は1行目）"},
      {"a title line and an empty one", [](const std::string&, std::string b) { return "架空市　一覧表\r\n\r\n" + b; },
       "overlap", "見出しの上の1行を表題とみて飛ばしました（最初は1行目）"},
      {"quoted throughout",
       [](const std::string&, std::string b) {
         return "\"" + replaced(replaced(b, ",", "\",\""), "\r\n", "\"\r\n\"") + "\"\r\n";
       },
       "", ""},
  };
  size_t ran = 0;
  for (const Json& settings : {kFlowP, kFlowD}) {
    const Outcome plain = run_plain(settings);
    REQUIRE(plain.ok());
    REQUIRE(plain.results.size() == 1);
    CHECK(plain.results[0]["selectable"] == true);
    for (const Case& c : cases) {
      CAPTURE(std::string(c.what));
      const Outcome damaged = run_edited(settings, c.edit);
      ++ran;
      CAPTURE(damaged.answer.dump());
      CHECK(damaged.ok());
      if (!damaged.ok()) continue;
      CHECK(essence(damaged) == essence(plain));
      for (const Json& report : damaged.reports) {
        CHECK(report["rejected_count"] == 0);
        if (report["kind"] != c.kind) continue;
        CAPTURE(report["repairs"].dump());
        CHECK(holds(texts(report["repairs"]), c.said));
      }
    }
  }
  CHECK(ran == 26);
}

TEST_CASE("numbers a spreadsheet made 1.23E+09 are no numbers: two such are not one person, and it is said") {
  const auto run = [](std::string list_number, std::string symbol) {
    std::vector<InputFile> files;
    for (const std::string& date : {kOldRun, kNewRun}) {
      const Run r{date, {OverlapLine{.symbol = symbol, .serial = list_number, .branch = "01"}}};
      files.push_back({"overlap", r.file(), overlap_csv(r)});
    }
    files.push_back(
        {"roster", "roster.csv",
         roster_csv({RosterLine{.kana = "サトウ　ハナコ", .name = "佐藤　花子", .sex = "女", .number = "1.23E+09"},
                     RosterLine{.number = "1.23E+09"}})});
    return run_files(kFlowD, files);
  };
  size_t ran = 0;
  for (const char* symbol : {"", "05"}) {
    CAPTURE(std::string(symbol));
    const Outcome o = run("1.23E+09", symbol);
    REQUIRE(o.ok());
    REQUIRE(o.results.size() == 1);
    CHECK(o.results[0]["grade"] == "A");  // by name; S would be by number
    CHECK(o.results[0]["roster"]["line"] == 3);
    for (const Json& report : o.reports) {
      CAPTURE(report["kind"].dump());
      CHECK(holds(
          texts(report["repairs"]),
          report["kind"] == "roster"
              ? "「記号番号」がExcelで 1.23E+09 や 1月2日 のような形に変わり、元の数字が失われた値が2件あります（最初は2行目）"
              : "「自番号」がExcelで 1.23E+09 や 1月2日 のような形に変わり、元の数字が失われた値が1件あります（最初は2行目）"));
    }
    ++ran;
  }
  CHECK(ran == 2);
  Town town;
  town.pension = {PensionLine{.pension_number = "1.23E+09"}};
  town.roster = {RosterLine{.kana = "サトウ　ハナコ", .name = "佐藤　花子", .sex = "女", .pension_number = "1.23E+09"}};
  const Outcome o = run_town("P", town);
  REQUIRE(o.ok());
  CHECK(o.results[0]["bucket"] == "P-NONMEMBER");
  CHECK(holds(texts(o.reports[0]["repairs"]), "「基礎年金番号」がExcelで"));
  CHECK(holds(texts(o.reports[1]["repairs"]), "「基礎年金番号」がExcelで"));
}

TEST_CASE("days counted by a spreadsheet: 45000, 61, 1, and 60, which never was") {
  const Json file = file_of(read_one(
      "pension",
      kPensionHeader +
          "一,イチ,29312,46266\n二,ニ,29312,45000\n三,サン,29312,60\n四,ヨン,1,45000\n五,ゴ,60,45000\n六,ロク,61,45000\n"));
  CHECK(file["fields"][2]["date_form"] == "serial");
  CHECK(file["fields"][3]["date_form"] == "serial");
  CHECK(file["rows"] == 6);
  CHECK(file["kept"] == 4);
  REQUIRE(file["rejected"].size() == 2);
  CHECK(file["rejected"][0]["line"] == 4);
  CHECK(file["rejected"][0]["column"] == "資格喪失年月日");
  CHECK(file["rejected"][0]["code"] == "row_date_impossible");
  CHECK(file["rejected"][1]["line"] == 6);
  CHECK(file["rejected"][1]["column"] == "生年月日");
  CHECK(file["rejected"][1]["code"] == "row_date_impossible");
}

TEST_CASE("######## is told with its column") {
  struct Case {
    const char* kind;
    std::string bytes;
    const char* column;
  };
  const std::string roster = roster_csv({RosterLine{}, RosterLine{}});
  const std::string overlap = overlap_csv({kNewRun, {OverlapLine{}, OverlapLine{}}});
  const auto last = [](std::string s, std::string_view what) {
    return s.replace(s.rfind(what), what.size(), "########");
  };
  const std::vector<Case> cases = {
      {"roster", last(roster, "1980-04-01"), "生年月日"},
      {"roster", last(roster, "2020-04-01"), "資格取得年月日"},
      {"pension", kPensionHeader + kYamada + "山田　太郎,ヤマダ　タロウ,########,2026-09-01\n", "生年月日"},
      {"pension", kPensionHeader + kYamada + "山田　太郎,ヤマダ　タロウ,1980-04-01,###\n", "資格喪失年月日"},
      {"overlap", last(overlap, "1980-04-01"), "生年月日"},
      {"overlap", last(overlap, "2026-09-01"), "重複先資格取得年月日"},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.kind) + " " + c.column);
    const Json file = file_of(read_one(c.kind, c.bytes));
    REQUIRE(file["rejected"].size() == 1);
    CHECK(file["rejected"][0]["code"] == "row_hashes");
    CHECK(file["rejected"][0]["line"] == 3);
    CHECK(file["rejected"][0]["column"] == c.column);
    CHECK(holds(file["rejected"][0]["text"], "列の幅"));
    ++ran;
  }
  CHECK(ran == 6);
}

TEST_CASE("merged cells: a name or birth date that stands once is reported by its lines, and named for what it is") {
  const std::string people = pension_people(3);
  struct Case {
    const char* what;
    std::string rows;
    std::vector<int> lines;
    bool said;
  };
  const std::vector<Case> cases = {
      {"name over three rows", people + ",,1985-04-01,2026-09-01\n,,1986-04-01,2026-09-01\n", {5, 6}, true},
      {"birth date over two rows, twice",
       kYamada + "鈴木,スズキ,,2026-09-01\n佐藤,サトウ,1980-05-05,2026-09-01\n伊藤,イトウ,,2026-09-01\n",
       {3, 5},
       true},
      {"one empty name is no merged cell", people + ",,1985-04-01,2026-09-01\n", {5}, false},
      {"nothing above", ",,1985-04-01,2026-09-01\n,,1986-04-01,2026-09-01\n" + people, {2, 3}, false},
      {"nothing missing", people, {}, false},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    const Json file = file_of(read_one("pension", kPensionHeader + c.rows));
    std::vector<int> lines;
    for (const Json& r : file["rejected"]) {
      lines.push_back(r["line"].get<int>());
      CHECK(r["code"] == "row_required_empty");
    }
    CHECK(lines == c.lines);
    size_t told = 0;
    for (const Json& w : file["warnings"]) told += holds(w["text"], "結合されたセル") && w["line"].is_null();
    CHECK(told == (c.said ? 1 : 0));
    if (c.said) CHECK(holds(texts(file["warnings"]), "最初は" + std::to_string(c.lines.front()) + "行目"));
    ++ran;
  }
  CHECK(ran == 5);
  // Of a file that is mostly so the refusal says it.
  std::string rows;
  for (int i = 0; i < 20; ++i) rows += kYamada + ",,1985-04-01,2026-09-01\n,,1986-04-01,2026-09-01\n";
  const Json refused = read_one("pension", kPensionHeader + rows);
  CHECK(error_of(refused) == "merged_cells");
  CHECK(refused["error"]["line"] == 3);
  CHECK(holds(refused["error"]["text"], "結合されたセル"));
}

TEST_CASE("totals at the end are no people, and people whose names begin so are no totals") {
  size_t ran = 0;
  for (const char* total : {"合計", "総計", "小計", "計", "計　30", "計 30件", "計：30", "計（３）", "合計件数", "総数",
                            "件数", "以上", "　合計", "以上　30件"}) {
    for (const bool shorter : {false, true}) {
      CAPTURE(std::string(total));
      CAPTURE(shorter);
      const Json file =
          file_of(read_one("pension", kPensionHeader + pension_people(3) + total + (shorter ? ",3\n" : ",,,3\n")));
      CHECK(file["rows"] == 3);
      CHECK(file["kept"] == 3);
      CHECK(file["total_rows"] == 1);
      CHECK(file["rejected_count"] == 0);
      CHECK(holds(texts(file["repairs"]), "合計などの行を1行、データから除きました（最初は5行目）"));
      ++ran;
    }
  }
  CHECK(ran == 28);
  const std::string wide = "氏名,氏名カナ,生年月日,資格喪失年月日,住所,種別,処理年月日,喪失事由\n";
  const std::string others = "山田,ヤマダ,1980-04-01,2026-09-01,架空市,1,,\n";
  ran = 0;
  for (const char* person : {"計　花子,ハカリ　ハナコ", "計良　太郎,ケラ　タロウ", "計 花子,ハカリ　ハナコ",
                             "以上　一郎,イジョウ　イチロウ"}) {
    CAPTURE(std::string(person));
    const Json kept = file_of(read_one("pension", wide + others + person + ",1980-04-01,2026-09-01,,,,\n"));
    CHECK(kept["kept"] == 2);
    CHECK(kept["total_rows"] == 0);
    // Without a birth date the row cannot be used: that is reported, not passed over.
    const Json broken = file_of(read_one("pension", wide + others + person + ",,2026-09-01,,,,\n"));
    CHECK(broken["total_rows"] == 0);
    REQUIRE(broken["rejected"].size() == 1);
    CHECK(broken["rejected"][0]["line"] == 3);
    ++ran;
  }
  CHECK(ran == 4);
}

TEST_CASE("a header repeated further down is passed over, and said") {
  const Json file = file_of(read_one("pension", kPensionHeader + kYamada + kPensionHeader + kYamada + kPensionHeader));
  CHECK(file["rows"] == 2);
  CHECK(file["kept"] == 2);
  CHECK(file["total_rows"] == 2);
  CHECK(holds(texts(file["repairs"]), "途中にもう一度ある見出しの行を2行、飛ばしました（最初は3行目）"));
}

TEST_CASE("layouts: constants, padding, one of several names, two header rows") {
  const Outcome plain = run_plain(kFlowD);
  const auto with = [&](const Json& layout, const std::function<std::string(std::string)>& edit) {
    std::vector<InputFile> files;
    for (const std::string& date : {kOldRun, kNewRun}) {
      Json own = layout;
      if (own["fields"].contains("run_date") && own["fields"]["run_date"].is_object() &&
          own["fields"]["run_date"].contains("constant"))
        own["fields"]["run_date"]["constant"] = date;
      files.push_back(
          {"overlap", "list.csv", edit(overlap_csv({date, {OverlapLine{}}})), Json{{"layout", own}}.dump()});
    }
    files.push_back({"roster", "roster.csv", roster_csv({RosterLine{}})});
    return run_files(kFlowD, files);
  };
  Json fields;
  for (const auto& [code, header] :
       std::vector<std::pair<const char*, const char*>>{{"run_date", "作成年月日"},
                                                        {"name", "氏名"},
                                                        {"name_kana", "氏名カナ"},
                                                        {"birth_date", "生年月日"},
                                                        {"sex", "性別"},
                                                        {"own_symbol", "自記号"},
                                                        {"own_serial", "自番号"},
                                                        {"own_branch", "自枝番"},
                                                        {"other_insurer", "重複先保険者番号"},
                                                        {"other_symbol", "重複先記号"},
                                                        {"other_serial", "重複先番号"},
                                                        {"other_branch", "重複先枝番"},
                                                        {"other_acquired", "重複先資格取得年月日"},
                                                        {"other_lost", "重複先資格喪失年月日"}})
    fields[code] = header;
  const auto changed = [&](const char* code, const Json& source) {
    Json f = fields;
    f[code] = source;
    return Json{{"fields", f}};
  };
  const auto same = [](std::string s) { return s; };
  struct Case {
    const char* what;
    Json layout;
    std::function<std::string(std::string)> edit;
  };
  const std::vector<Case> cases = {
      {"all by name", {{"fields", fields}}, same},
      {"run date as a constant", changed("run_date", {{"constant", "x"}}),
       [](std::string s) { return replaced(s, "作成年月日", "備考"); }},
      {"sex as a constant", changed("sex", {{"constant", "1"}}),
       [](std::string s) { return replaced(s, "性別", "備考"); }},
      {"the second of two names", changed("name_kana", {{"header", {"カナ", "よみ"}}}),
       [](std::string s) { return replaced(s, "氏名カナ", "よみ"); }},
      {"padded numbers", changed("other_insurer", {{"header", "重複先保険者番号"}, {"pad", 8}}),
       [](std::string s) { return replaced(s, "06130488", "6130488"); }},
      {"two header rows",
       {{"header_rows", 2}, {"fields", changed("own_symbol", {{"header", "国保自記号"}})["fields"]}},
       [](std::string s) { return ",,,,,国保,,,,,,,,\r\n" + s; }},
      {"by position", changed("name", {{"position", 2}}), same},
      {"the name at that position, of two", changed("name", {{"header", "氏名"}, {"position", 2}}),
       [](std::string s) { return replaced(s, "重複先枝番", "氏名"); }},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    Json layout = c.layout;
    if (std::string(c.what) == "two header rows")
      for (const char* more : {"own_serial", "own_branch", "other_insurer", "other_symbol", "other_serial",
                               "other_branch", "other_acquired", "other_lost"})
        layout["fields"][more] = {
            {"header", {std::string("国保") + fields[more].get<std::string>(), fields[more].get<std::string>()}}};
    if (std::string(c.what) == "the name at that position, of two") layout["fields"].erase("other_branch");
    const Outcome o = with(layout, c.edit);
    CAPTURE(o.answer.dump());
    ++ran;
    CHECK(o.ok());
    if (o.ok()) CHECK(essence(o) == essence(plain));
  }
  CHECK(ran == 8);
  CHECK(essence(plain).size() == 1);
}

TEST_CASE("layouts: record kinds and their counts") {
  const Json layout = {{"header_rows", 0},
                       {"record_kind", {{"position", 1}, {"keep", {"2"}}, {"end", "3"}, {"count_position", 2}}},
                       {"fields",
                        {{"name", {{"position", 2}}},
                         {"name_kana", {{"position", 3}}},
                         {"birth_date", {{"position", 4}}},
                         {"pension_lost", {{"position", 5}}}}}};
  const std::string two = "1,20261119,,,\n2," + kYamada + "2," + kYamada;
  struct Case {
    const char* what;
    std::string bytes;
    const char* code;
    int line;
  };
  const std::vector<Case> cases = {
      {"as many as told", two + "3,2,,,\n", "", 0},
      {"with zeros in front", two + "3,000002,,,\n", "", 0},
      {"a short end record", two + "3,2\n", "", 0},
      {"more told", two + "3,3,,,\n", "record_count_differs", 4},
      {"fewer told", two + "3,1,,,\n", "record_count_differs", 4},
      {"none told", two + "3,,,,\n", "record_count_differs", 4},
      {"no end at all", two, "record_end_missing", 4},
      {"cut in a row", two + "2,山田　太郎,ヤマ", "record_end_missing", 5},
      {"none, and none told", "1,20261119,,,\n3,0,,,\n", "no_rows", 0},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    const Json answer = read_one("pension", c.bytes, layout);
    CAPTURE(answer.dump());
    CHECK(error_of(answer) == c.code);
    if (c.line > 0 && answer["ok"] == false) CHECK(answer["error"]["line"] == c.line);
    if (answer["ok"] == true) CHECK(answer["file"]["other_kind_rows"] == 2);
    ++ran;
  }
  CHECK(ran == 9);
}

TEST_CASE("grouped against pair: the same people give the same results") {
  struct Person {
    OverlapLine line;
    const char* own_acquired;
  };
  const std::vector<Person> people = {
      {OverlapLine{}, "2020-04-01"},
      {OverlapLine{.kana = "サトウ　ハナコ",
                   .name = "佐藤　花子",
                   .birth = "1985-05-05",
                   .sex = "2",
                   .serial = "1000002",
                   .insurer = "06130488",
                   .acquired = "2019-01-01"},
       "2020-04-01"},
      {OverlapLine{.kana = "スズキ　イチロウ",
                   .name = "鈴木　一郎",
                   .birth = "1990-06-06",
                   .serial = "1000003",
                   .insurer = insurer_of("0613048"),
                   .acquired = "2026-10-01"},
       "2020-04-01"},
      {OverlapLine{.kana = "ダレモ　イナイ",
                   .name = "誰母　居内",
                   .birth = "1991-07-07",
                   .serial = "1000004",
                   .acquired = "2026-10-01"},
       "2020-04-01"},
  };
  const std::string home = insurer_of("0013987");
  const auto pair_file = [&](const std::string& date) {
    std::string out =
        "作成年月日,氏名,氏名カナ,生年月日,性別,自保険者番号,自記号,自番号,自枝番,自資格取得年月日,自資格喪失年月日,"
        "重複先保険者番号,重複先記号,重複先番号,重複先枝番,重複先資格取得年月日,重複先資格喪失年月日\n";
    for (const Person& p : people)
      out += date + "," + p.line.name + "," + p.line.kana + "," + p.line.birth + "," + p.line.sex + "," + home + "," +
             p.line.symbol + "," + p.line.serial + "," + p.line.branch + "," + p.own_acquired + ",," + p.line.insurer +
             "," + p.line.other_symbol + "," + p.line.other_serial + "," + p.line.other_branch + "," + p.line.acquired +
             "," + p.line.lost + "\n";
    return out;
  };
  const auto grouped_file = [&](const std::string& date, int order) {
    std::vector<std::string> own, other;
    for (size_t i = 0; i < people.size(); ++i) {
      const OverlapLine& l = people[i].line;
      const std::string head =
          date + "," + std::to_string(i + 1) + "," + l.name + "," + l.kana + "," + l.birth + "," + l.sex + ",";
      own.push_back(head + home + "," + l.symbol + "," + l.serial + "," + l.branch + "," + people[i].own_acquired +
                    ",\n");
      other.push_back(head + l.insurer + "," + l.other_symbol + "," + l.other_serial + "," + l.other_branch + "," +
                      l.acquired + "," + l.lost + "\n");
    }
    std::string out =
        "作成年月日,整理番号,氏名,氏名カナ,生年月日,性別,保険者番号,記号,番号,枝番,資格取得年月日,資格喪失年月日\n";
    if (order == 2) {  // interleaved: all own rows first
      for (const std::string& r : own) out += r;
      for (const std::string& r : other) out += r;
      return out;
    }
    for (size_t i = 0; i < own.size(); ++i) {
      std::string second = order == 0 ? other[i] : own[i];
      if (order == 3)
        second = replaced(other[i], date + "," + std::to_string(i + 1) + ",", date + ",,");  // the key once
      out += (order == 1 ? other[i] : own[i]) + second;
    }
    return out;
  };
  std::vector<RosterLine> roster;
  for (size_t i = 0; i < 3; ++i)
    roster.push_back({.kana = people[i].line.kana,
                      .name = people[i].line.name,
                      .birth = people[i].line.birth,
                      .sex = people[i].line.sex == "1" ? "男" : "女",
                      .resident = std::to_string(1001 + i),
                      .number = "05-" + people[i].line.serial});
  std::vector<PensionLine> pension;
  for (const RosterLine& r : roster)
    pension.push_back({.kana = r.kana, .name = r.name, .birth = r.birth, .sex = r.sex, .lost = "2026-09-01"});
  size_t ran = 0;
  for (const Json& settings : {kFlowD, kFlowP}) {
    const auto run = [&](const std::function<std::string(const std::string&)>& file) {
      std::vector<InputFile> files;
      if (settings["flow"] == "P") files.push_back({"pension", "pension.csv", pension_csv(pension)});
      for (const std::string& date : {kOldRun, kNewRun})
        files.push_back({"overlap", "overlap_" + replaced(date, "-", "") + ".csv", file(date)});
      files.push_back({"roster", "roster.csv", roster_csv(roster)});
      return run_files(settings, files);
    };
    const Outcome pairs = run(pair_file);
    REQUIRE_MESSAGE(pairs.ok(), pairs.answer.dump());
    CHECK(pairs.results.size() == 4);
    for (int order = 0; order < 4; ++order) {
      CAPTURE(settings.dump());
      CAPTURE(order);
      const Outcome grouped = run([&](const std::string& date) { return grouped_file(date, order); });
      ++ran;
      CHECK_MESSAGE(grouped.ok(), grouped.answer.dump());
      if (!grouped.ok()) continue;
      CHECK(essence(grouped) == essence(pairs));
      for (const Json& report : grouped.reports) {
        if (report["kind"] != "overlap") continue;
        CHECK(report["rejected_count"] == 0);
        CHECK(holds(texts(report["repairs"]), "結合されたセル") == (order == 3));
      }
    }
  }
  CHECK(ran == 8);
}

// The own side's columns stand behind the other side's: one field less in the other's row must not shift them.
TEST_CASE("grouped: rows with and without the empty column at the end are read alike") {
  const std::string home = insurer_of("0013987");
  const std::string header = "作成年月日,整理番号,氏名,氏名カナ,生年月日,保険者番号,番号,枝番,資格取得年月日,\n";
  const std::string head = ",1,山田　太郎,ヤマダ　タロウ,1980-04-01,";
  size_t ran = 0;
  std::vector<std::string> even;
  for (const char* other : {",", "", ",,", ",,,"})
    for (const char* own : {",", "", ",,", ",,,"}) {
      std::vector<InputFile> files;
      for (const std::string& date : {kOldRun, kNewRun})
        files.push_back({"overlap", "overlap_" + replaced(date, "-", "") + ".csv",
                         header + date + head + "06130488,345,00,2026-09-01" + other + "\n" + date + head + home +
                             ",1000001,01,2020-04-01" + own + "\n"});
      files.push_back({"roster", "roster.csv", roster_csv({RosterLine{}})});
      const Outcome out = run_files(kFlowD, files);
      CAPTURE(std::string(other) + "|" + own);
      REQUIRE_MESSAGE(out.ok(), out.answer.dump());
      CHECK(out.results.size() == 1);
      if (even.empty()) even = essence(out);
      CHECK(essence(out) == even);
      CHECK(out.results.at(0)["bucket"] == "D-CANDIDATE");
      ++ran;
    }
  CHECK(ran == 16);
}

// What no job would follow is shown all the same, so that a person may mend it: nothing is read where no column is, and a
// personal number stays hidden.
TEST_CASE("propose: layouts that cannot be followed") {
  struct Case {
    const char* what;
    const char* kind;
    Json layout;
    std::string bytes;
  };
  const std::string mine = "123456789018";
  const std::vector<Case> cases = {
      {"grouped without a key",
       "overlap",
       {{"shape", "grouped"}, {"header_rows", 0}},
       "00139873,2020-04-01\n06130488,2026-09-01\n00139873\n"},
      {"grouped, nothing but an insurer",
       "overlap",
       {{"shape", "grouped"}, {"fields", {{"other_insurer", {{"position", 1}}}}}},
       "x\n00139873\n06130488\n\"a\"b\n"},
      {"kinds of records beyond the last column",
       "roster",
       {{"header_rows", 1},
        {"record_kind", {{"position", 9}, {"keep", {"2"}}}},
        {"fields", {{"sex", {{"position", 3}}}, {"name", {{"position", 1}}}}}},
       "氏名,個人番号,\n山田　太郎," + mine + "\n山田　花子," + mine + "\n\n"},
      {"a personal number as a date, and kinds of records beyond",
       "roster",
       {{"header_rows", 1},
        {"record_kind", {{"position", 9}, {"keep", {"2"}}}},
        {"fields", {{"birth_date", {{"position", 2}}}}}},
       "氏名,個人番号\n山田　太郎," + mine + "\n山田　花子," + mine + "\n"},
      {"a column beyond the last", "pension", {{"fields", {{"birth_date", {{"position", 40}}}}}}, "a,b\nc\n"},
      {"a bad quote for a first line",
       "pension",
       {{"header_rows", 0}, {"fields", {{"name", {{"position", 1}}}}}},
       "\"a\"b,c\nd,e\n"},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    Session s;
    std::copy(c.bytes.begin(), c.bytes.end(), s.buffer(static_cast<uint32_t>(c.bytes.size())));
    const Json options = {{"today", "2026-11-22"}, {"whole", true}, {"layout", c.layout}};
    const std::string answer = s.propose(c.kind, "f.csv", static_cast<uint32_t>(c.bytes.size()), options.dump());
    const Json j = Json::parse(answer);
    CHECK_MESSAGE(j["ok"] == true, answer);
    if (j["ok"] == true) CHECK(j["proposal"]["accepted"] == false);
    CHECK(answer.find(mine) == std::string::npos);
    ++ran;
  }
  CHECK(ran == cases.size());
}

// The person of an overlap list is known by the number or by the name: a column of numbers without a number is no way to know
// anybody where half the names are no names.
TEST_CASE("propose: an empty column is no answer as long as another has values") {
  struct Case {
    const char* what;
    std::string number, name, kana;  // of every second row
    bool accepted;
  };
  const std::vector<Case> cases = {{"names", "", "山田　太郎", "ヤマダ　タロウ", true},
                                   {"a number, and names that are none", "1000001", "02", "2025-10-13", true},
                                   {"no number, a name, and kana that are none", "", "山田　太郎", "2025-10-13", true},
                                   {"no number, and names that are none", "", "02", "2025-10-13", false}};
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    std::string bytes = "作成年月日,氏名,氏名カナ,生年月日,自番号,重複先保険者番号,重複先資格取得年月日\n";
    for (int i = 1; i < 7; ++i)
      bytes += "2026-11-19," + (i % 2 ? c.name : "佐藤　花子") + "," + (i % 2 ? c.kana : "サトウ　ハナコ") +
               ",1980-04-0" + std::to_string(i) + "," + c.number + ",06130488,2026-09-0" + std::to_string(i) + "\n";
    Json layout = nullptr;
    for (const char* time : {"proposed", "given"}) {
      CAPTURE(std::string(time));
      Session s;
      std::copy(bytes.begin(), bytes.end(), s.buffer(static_cast<uint32_t>(bytes.size())));
      const Json options = {{"today", "2026-11-22"}, {"whole", true}, {"layout", layout}};
      const Json j =
          Json::parse(s.propose("overlap", "f.csv", static_cast<uint32_t>(bytes.size()), options.dump()))["proposal"];
      CHECK_MESSAGE(j["accepted"] == c.accepted, j["problems"].dump());
      layout = j["layout"];
      ++ran;
    }
  }
  CHECK(ran == 2 * cases.size());
}

TEST_CASE("grouped: a total at the end joins no group") {
  const std::string home = insurer_of("0013987");
  std::string rows = "作成年月日,整理番号,氏名,生年月日,保険者番号,番号,資格取得年月日\n";
  for (int i = 1; i < 4; ++i) {
    const std::string head = "2026-11-19," + std::to_string(i) + ",山田　" +
                             std::vector<std::string>{"一郎", "次郎", "三郎"}[static_cast<size_t>(i - 1)] +
                             ",1980-04-0" + std::to_string(i) + ",";
    rows += head + home + ",100000" + std::to_string(i) + ",2020-04-01\n" + head + "06130488,34" + std::to_string(i) +
            ",2026-09-01\n";
  }
  size_t ran = 0;
  for (const char* total : {"合計,,6,,,,\n", "計,6\n", "合計\n"}) {
    const Json file = file_of(read_one("overlap", rows + total));
    CHECK(file["rows"] == 6);
    CHECK(file["kept"] == 6);
    CHECK(file["total_rows"] == 1);
    ++ran;
  }
  CHECK(ran == 3);
}

TEST_CASE("an era code that fits both ways is not guessed, unless another column decides") {
  struct Case {
    const char* what;
    std::string bytes;
    const char* code;
    const char* form;
  };
  const std::vector<Case> cases = {
      {"birth fits both, loss says itself", kPensionHeader + "一,イチ,3100401,2026-09-01\n", "date_form_unclear", ""},
      {"birth fits both, loss is medical", kPensionHeader + "一,イチ,3100401,5080901\n", "", "era_medical"},
      {"birth fits both, loss is of the pension office", kPensionHeader + "一,イチ,3100401,9080901\n", "",
       "era_pension"},
      {"another row decides", kPensionHeader + "一,イチ,3100401,2026-09-01\n二,ニ,3550401,2026-09-01\n", "",
       "era_medical"},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.what));
    const Json answer = read_one("pension", c.bytes);
    CAPTURE(answer.dump());
    CHECK(error_of(answer) == c.code);
    if (answer["ok"] == true) {
      for (const Json& f : answer["file"]["fields"])
        if (f["field"] == "birth_date") CHECK(f["date_form"] == c.form);
    } else {
      CHECK(answer["error"]["column"] == "生年月日");
    }
    ++ran;
  }
  CHECK(ran == 4);
  const Json told = read_one("pension", cases[0].bytes,
                             Json{{"fields",
                                   {{"name", "氏名"},
                                    {"birth_date", {{"header", "生年月日"}, {"date", "era_medical"}}},
                                    {"pension_lost", "資格喪失年月日"}}}});
  CHECK(error_of(told) == "");
}

TEST_CASE("saved layouts are known by their file's header; a renamed column is another header") {
  const auto proposal = [](const std::string& bytes, const Json& options) {
    Session s;
    REQUIRE(Json::parse(s.begin(kFlowP.dump()))["ok"] == true);
    std::memcpy(s.buffer(static_cast<uint32_t>(bytes.size())), bytes.data(), bytes.size());
    Json all = {{"today", "2026-11-22"}, {"whole", true}};
    all.update(options);
    const Json answer = Json::parse(s.propose("pension", "p.csv", static_cast<uint32_t>(bytes.size()), all.dump()));
    REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
    return answer["proposal"];
  };
  const std::string header = "なまえ,よみ,うまれ,うしなった日,メモ\n";
  std::string rows;
  for (int i = 0; i < 5; ++i)
    rows += "山田　太郎,ヤマダ　タロウ,1980-04-0" + std::to_string(i + 1) + ",2026-09-01,2026-10-01\n";
  Json saved = proposal(header + rows, Json::object())["layout"];
  saved["name"] = "町の一覧";
  saved["fields"] = {{"name", "なまえ"},
                     {"name_kana", "よみ"},
                     {"birth_date", {{"header", "うまれ"}, {"date", "self"}}},
                     {"pension_lost", {{"header", "うしなった日"}}}};
  const Json options = {{"layouts", {Json{{"kind", "roster"}, {"signature", saved["signature"]}}, saved}}};
  const Json known = proposal(header + rows, options);
  CHECK(known["by"] == "saved");
  CHECK(known["layout_name"] == "町の一覧");
  CHECK(known["accepted"] == true);
  size_t ran = 0;
  for (const char* other : {"なまえ,よみ,うまれ,うしなった日,備考\n", "なまえ,よみ,うまれ,うしなった日,メモ,メモ\n",
                            "よみ,なまえ,うまれ,うしなった日,メモ\n", "なまえ,よみ,うまれた日,うしなった日,メモ\n"}) {
    CAPTURE(std::string(other));
    CHECK(proposal(other + rows, options)["by"] != "saved");
    ++ran;
  }
  CHECK(ran == 4);
  CHECK(proposal("【なまえ】,よ み,うまれ,うしなった日,メモ\n" + rows, options)["by"] ==
        "saved");  // width, spaces and brackets aside
}

TEST_CASE("a field that is null in a layout has no column, whatever its header says") {
  const std::string bytes = roster_csv(
      {RosterLine{}, RosterLine{.kana = "サトウ　ハナコ", .name = "佐藤　花子", .sex = "女", .resident = "2"},
       RosterLine{.resident = "3"}});
  Session s;
  REQUIRE(Json::parse(s.begin(kFlowP.dump()))["ok"] == true);
  std::memcpy(s.buffer(static_cast<uint32_t>(bytes.size())), bytes.data(), bytes.size());
  const Json options = {
      {"today", "2026-11-22"}, {"whole", true}, {"layout", {{"fields", {{"sex", nullptr}, {"alias_name", nullptr}}}}}};
  const Json p =
      Json::parse(s.propose("roster", "r.csv", static_cast<uint32_t>(bytes.size()), options.dump()))["proposal"];
  size_t ran = 0;
  for (const Json& f : p["fields"]) {
    if (f["field"] != "sex" && f["field"] != "alias_name") continue;
    CHECK(f["position"].is_null());
    ++ran;
  }
  CHECK(ran == 2);
  CHECK(p["layout"]["fields"]["sex"].is_null());
  CHECK(p["layout"]["fields"].contains("sex"));
  const Json file = file_of(read_one("roster", bytes, p["layout"]));
  for (const Json& f : file["fields"]) CHECK(f["field"] != "sex");
  CHECK(std::find(file["unused"].begin(), file["unused"].end(), "性別") != file["unused"].end());
}

TEST_CASE("EUC-JP is read where a layout says so, and told where none does") {
  const std::string bytes =
      "\xbb\xe1\xcc\xbe\x2c\xbb\xe1\xcc\xbe\xa5\xab\xa5\xca\x2c\xc0\xb8\xc7\xaf\xb7\xee\xc6\xfc\x2c\xbb\xf1\xb3\xca\xc1\xd3\xbc\xba\xc7\xaf\xb7\xee\xc6\xfc\x0a"
      "\xbb\xb3\xc5\xc4\xa1\xa1\xc2\xc0\xcf\xba\x2c\xa5\xe4\xa5\xde\xa5\xc0\xa1\xa1\xa5\xbf\xa5\xed\xa5\xa6\x2c\x31\x39\x38\x30\x2d\x30\x34\x2d\x30\x31\x2c\x32\x30\x32\x36\x2d\x30\x39\x2d\x30\x31\x0a";
  CHECK(error_of(read_one("pension", bytes)) == "file_is_euc_jp");
  const Json layout = {
      {"encoding", "euc-jp"},
      {"fields",
       {{"name", "氏名"}, {"name_kana", "氏名カナ"}, {"birth_date", "生年月日"}, {"pension_lost", "資格喪失年月日"}}}};
  const Json file = file_of(read_one("pension", bytes, layout));
  CHECK(file["kept"] == 1);
  const Outcome o = run_files(kFlowP, {{"pension", "p.csv", bytes, Json{{"layout", layout}}.dump()},
                                       {"roster", "r.csv", roster_csv({RosterLine{}})}});
  REQUIRE(o.ok());
  CHECK(o.results[0]["bucket"] == "P-INQUIRE");
  CHECK(o.results[0]["grade"] == "B");  // by the name; the list has no sex
}

TEST_CASE("ISO-2022-JP is read where a layout says so, and told where none does") {
  // Header and row of a pension list: names in JIS X 0208, kana in half-width kana or in JIS X 0208, escapes of 1978 and 1983.
  const std::string header =
      "\x1B$B;aL>\x1B(B,\x1B$B;aL>%+%J\x1B(B,\x1B$B@8G/7nF|\x1B(B,\x1B$B;q3JAS<:G/7nF|\x1B(B\r\n";
  const std::vector<std::string> rows = {
      "\x1B$B;3ED!!B@O:\x1B(B,\x1B$B%d%^%@!!%?%m%&\x1B(B,1980-04-01,2026-09-01\r\n",
      "\x1B$@;3ED!!B@O:\x1B(J,\x1B$@%d%^%@!!%?%m%&\x1B(J,1980-04-01,2026-09-01\r\n",
      "\"\x1B$B;3ED!!B@O:\x1B(B\",\x1B(ITO@^ @[3\x1B(B,1980-04-01,2026-09-01\r\n",
      "\x1B&@\x1B$B;3ED!!B@O:\x1B(B,\x0ETO@^ @[3\x0F,1980-04-01,2026-09-01\r\n",
      "\x1B$B;3ED!!B@O:\x1B(B,\xD4\xCF\xC0\xDE \xC0\xDB\xB3,1980-04-01,2026-09-01\r\n",
      "\x1B$B;3ED!!B@O:\x1B(B, \"\x1B$B%d%^%@!!%?%m%&\x1B(B\" ,1980-04-01,2026-09-01\n",
  };
  const Json layout = {
      {"encoding", "iso-2022-jp"},
      {"fields",
       {{"name", "氏名"}, {"name_kana", "氏名カナ"}, {"birth_date", "生年月日"}, {"pension_lost", "資格喪失年月日"}}}};
  size_t ran = 0;
  for (const std::string& row : rows) {
    CAPTURE(row);
    const std::string bytes = header + row;
    const Json refused = read_one("pension", bytes);
    CHECK(error_of(refused) == "file_is_iso_2022_jp");
    CHECK(holds(refused["error"]["text"].get<std::string>(), "ISO-2022-JP"));
    const Outcome o = run_files(kFlowP, {{"pension", "p.csv", bytes, Json{{"layout", layout}}.dump()},
                                         {"roster", "r.csv", roster_csv({RosterLine{}})}});
    REQUIRE_MESSAGE(o.ok(), o.answer.dump());
    CHECK(o.results[0]["bucket"] == "P-INQUIRE");
    CHECK(o.results[0]["grade"] == "B");  // by the name; the list has no sex
    ++ran;
  }
  CHECK(ran == 6);
  // Looked at, it is said, and with the encoding chosen there is no doubt left.
  const std::string bytes = header + rows[0];
  for (const bool chosen : {false, true}) {
    Session s;
    std::copy(bytes.begin(), bytes.end(), s.buffer(static_cast<uint32_t>(bytes.size())));
    Json options = {{"today", "2026-11-22"}, {"whole", true}};
    if (chosen) options["layout"] = {{"encoding", "iso-2022-jp"}};
    const Json p =
        Json::parse(s.propose("pension", "p.csv", static_cast<uint32_t>(bytes.size()), options.dump()))["proposal"];
    CHECK(p["accepted"] == chosen);
    CHECK(holds(p["problems"].dump(), "ISO-2022-JP") == !chosen);
    if (chosen) CHECK(p["layout"]["encoding"] == "iso-2022-jp");
  }
  // What it has no character for is reported with its row.
  const Json file = file_of(read_one("pension", bytes + "\x1B$(D0!\x1B(B,a,1980-04-01,2026-09-01\r\n", layout));
  CHECK(file["kept"] == 1);
  CHECK(file["rejected"][0]["code"] == "row_undecodable");
  CHECK(file["rejected"][0]["line"] == 3);
}

namespace {

// The roster's and the pension list's row, written as `with` says: of every field that holds something.
std::string rewritten(const std::string& csv, const std::function<std::string(const std::string&, size_t)>& with) {
  std::string out;
  size_t line = 0;
  for (size_t at = 0; at < csv.size(); ++line) {
    const size_t end = csv.find("\r\n", at);
    size_t column = 0;
    for (size_t from = at; from <= end; ++column) {
      const size_t stop = std::min(csv.find(',', from), end);
      const std::string value = csv.substr(from, stop - from);
      out += (column ? "," : "") + (line == 0 || value.empty() ? value : with(value, column));
      from = stop + 1;
    }
    out += "\r\n";
    at = end + 2;
  }
  return out;
}

}  // namespace

TEST_CASE("around the values: quotes, blanks and padding change no result") {
  const std::vector<RosterLine> members = {RosterLine{}, RosterLine{.kana = "サトウ　ハナコ",
                                                                    .name = "佐藤　花子",
                                                                    .birth = "1975-05-05",
                                                                    .sex = "女",
                                                                    .resident = "1002",
                                                                    .number = "05-1000002"}};
  const std::vector<PensionLine> listed = {
      PensionLine{}, PensionLine{.kana = "サトウ　ハナコ", .name = "佐藤　花子", .birth = "1975-05-05", .sex = "女"}};
  const std::string roster = roster_csv(members);
  const std::string pension = pension_csv(listed);
  const Outcome want = run_files(kFlowP, {{"pension", "p.csv", pension}, {"roster", "r.csv", roster}});
  REQUIRE(want.ok());
  REQUIRE(want.results.size() == 2);
  const std::string nul(1, '\0');
  using With = std::function<std::string(const std::string&, size_t)>;
  struct Row {
    const char* what;
    With with;
    bool padded = false;
  };
  const std::vector<Row> rows = {
      {"quoted", [](const std::string& v, size_t) { return "\"" + v + "\""; }},
      {"a blank before", [](const std::string& v, size_t) { return " \"" + v + "\""; }},
      {"blanks behind", [](const std::string& v, size_t) { return "\"" + v + "\"  "; }},
      {"blanks around", [](const std::string& v, size_t) { return "  \"" + v + "\" "; }},
      {"tabs around", [](const std::string& v, size_t) { return "\t\"" + v + "\"\t"; }},
      {"every other", [](const std::string& v, size_t c) { return c % 2 ? " \"" + v + "\"" : v; }},
      {"blanks without quotes", [](const std::string& v, size_t) { return v + "   "; }},
      {"NUL behind", [&](const std::string& v, size_t) { return v + nul + nul; }, true},
      {"NUL and blanks behind", [&](const std::string& v, size_t) { return v + " " + nul + " " + nul; }, true},
      {"NUL before", [&](const std::string& v, size_t) { return nul + nul + nul + v; }, true},
      {"NUL in quotes", [&](const std::string& v, size_t) { return "\"" + v + nul + "\""; }, true},
      {"NUL behind quotes", [&](const std::string& v, size_t) { return "\"" + v + "\"" + nul + nul; }, true},
      {"NUL around quotes", [&](const std::string& v, size_t) { return nul + "\"" + v + "\"" + nul; }, true},
      {"one NUL in one column", [&](const std::string& v, size_t c) { return c == 2 ? v + nul : v; }, true},
  };
  size_t ran = 0;
  for (const Row& row : rows)
    for (const bool wide : {false, true}) {
      CAPTURE(std::string(row.what));
      CAPTURE(wide);
      const auto as = [&](const std::string& csv) {
        const std::string made = rewritten(csv, row.with);
        return wide ? utf16le(made) : made;
      };
      const Outcome got = run_files(kFlowP, {{"pension", "p.csv", as(pension)}, {"roster", "r.csv", as(roster)}});
      REQUIRE_MESSAGE(got.ok(), got.answer.dump());
      CHECK(essence(got) == essence(want));
      for (const Json& report : got.reports) {
        CAPTURE(report.dump());
        CHECK(report["kept"] == 2);
        CHECK(report["rejected_count"] == 0);
        size_t said = 0;
        for (const Json& w : report["warnings"]) said += holds(w["text"].get<std::string>(), "NUL");
        CHECK(said == (row.padded ? 1 : 0));
        if (row.padded && said) CHECK(report["warnings"][0]["line"] == 2);
      }
      ++ran;
    }
  CHECK(ran == rows.size() * 2);
}

TEST_CASE("NUL bytes up to the end of the file are none of its last row") {
  size_t ran = 0;
  for (const size_t n : {size_t{1}, size_t{3}, size_t{511}, size_t{100'000}})
    for (const bool end_of_line : {true, false})
      for (const char* const mark : {"", "\x1A"}) {
        std::string bytes = pension_csv({PensionLine{}, PensionLine{.lost = "2026-10-01"}});
        if (!end_of_line) bytes.resize(bytes.size() - 2);
        const Json file = file_of(read_one("pension", bytes + mark + std::string(n, '\0')));
        CHECK(file["rows"] == 2);
        CHECK(file["kept"] == 2);
        REQUIRE(file["warnings"].size() == 1);
        CHECK(holds(file["warnings"][0]["text"].get<std::string>(), "ファイルの終わりを埋めるNUL"));
        ++ran;
      }
  CHECK(ran == 16);
}

TEST_CASE("a quote inside a field that does not begin with one is read, and stays what it is") {
  size_t ran = 0;
  for (const std::string name : {"山田　\"太郎\"", "山田\"", "山\"田　太郎", "山田　太郎\"\"", "山田　太郎 \"A\""}) {
    const std::string bytes = roster_csv({RosterLine{.name = name}, RosterLine{.resident = "1002"}});
    const Json file = file_of(read_one("roster", bytes));
    CAPTURE(file.dump());
    CHECK(file["kept"] == 2);
    CHECK(file["rejected_count"] == 0);
    const Outcome o =
        run_files(kFlowP, {{"pension", "p.csv", pension_csv({PensionLine{}})}, {"roster", "r.csv", bytes}});
    REQUIRE(o.ok());
    ++ran;
  }
  CHECK(ran == 5);
}

TEST_CASE("days of a workbook that counts from 1904 are those days") {
  // 44804 is 2026-09-01 there, 27850 is 1980-04-01.
  const auto list = [](const char* birth, const char* lost, const char* other_lost) {
    return std::string("氏名カナ,氏名,生年月日,性別,資格喪失年月日,喪失事由\r\nヤマダ　タロウ,山田　太郎,") + birth +
           ",男," + lost + ",厚生年金加入\r\nサトウ　ハナコ,佐藤　花子,1975-05-05,女," + other_lost +
           ",厚生年金加入\r\n";
  };
  const std::string roster = roster_csv({RosterLine{}});
  const auto job = [&roster](const std::string& bytes, const Json& options) {
    Outcome o = run_files(kFlowP, {{"pension", "p.csv", bytes, options.dump()}, {"roster", "r.csv", roster}});
    REQUIRE_MESSAGE(o.ok(), o.answer.dump());
    return o;
  };
  const Json from_1904 = {{"days_from_1904", true}};
  const Outcome want = job(list("1980-04-01", "2026-09-01", "2026-09-01"), Json::object());
  CHECK(want.results[0]["bucket"] == "P-INQUIRE");
  size_t ran = 0;
  for (const std::string& bytes : {list("27850", "44804", "44804"), list("27850.0", "44804.0", "44804"),
                                   list("1980-04-01", "44804", "2026-09-01"), list("27850", "2026-09-01", "44804"),
                                   list("S55.4.1", "44804", "R8.9.1"), list("27850", " 44804 ", "20260901")}) {
    CAPTURE(bytes);
    CHECK(essence(job(bytes, from_1904)) == essence(want));
    ++ran;
  }
  CHECK(ran == 6);
  const std::string days = list("27850", "44804", "44804");
  CHECK(job(days, Json::object()).results[0]["bucket"] == "P-NONMEMBER");  // born 1976-03-31, if they counted from 1900
  Session s;
  std::copy(days.begin(), days.end(), s.buffer(static_cast<uint32_t>(days.size())));
  Json asked = {{"today", "2026-11-22"}, {"whole", true}};
  asked.update(from_1904);
  const Json p =
      Json::parse(s.propose("pension", "p.csv", static_cast<uint32_t>(days.size()), asked.dump()))["proposal"];
  CHECK(p["accepted"] == true);
  for (const Json& f : p["fields"])
    if (f["field"] == "pension_lost") CHECK(f["date_form"] == "serial");
  // Days of 2026 as they count from 1900 would lie in 2030: that is no column of losses, and nobody is told a wrong day.
  Session run;
  REQUIRE(Json::parse(run.begin(kFlowP.dump()))["ok"] == true);
  CHECK(error_of(feed_file(run, {"pension", "p.csv", list("29312", "46266", "46266"), from_1904.dump()})) ==
        "mostly_rejected");
}

TEST_CASE("two rows that stray quotes have joined to one are said") {
  const std::string header = "宛名番号,氏名カナ,氏名,生年月日,性別,資格取得年月日\r\n";
  const std::string row = "1,ヤマダ　タロウ,山田　太郎,1980-04-01,男,2020-04-01\r\n";
  struct Row {
    const char* what;
    std::string text;
    uint64_t said;
  };
  const std::vector<Row> rows = {
      {"a quote opens in one row and closes in the next",
       "2,ア,\"山,1980-04-01,男,2020-04-01\r\n3,イ,川\",1981-04-01,女,2020-04-01\r\n", 1},
      {"the same with blanks", "2,ア, \"山,1980-04-01,男,2020-04-01\r\n3,イ,川\" ,1981-04-01,女,2020-04-01\r\n", 1},
      {"over three rows", "2,ア,\"山,1980-04-01,男,2020-04-01\r\n" + row + "3,イ,川\",1981-04-01,女,2020-04-01\r\n", 1},
      {"a name in two lines", "2,ア,\"山\r\n田\",1980-04-01,男,2020-04-01\r\n", 0},
      {"with a comma in it", "2,ア,\"山,\r\n田\",1980-04-01,男,2020-04-01\r\n", 0},
      {"commas on one line", "2,ア,\"a,b,c,d,e,f\",1980-04-01,男,2020-04-01\r\n", 0},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(std::string(r.what));
    const Json file = file_of(read_one("roster", header + row + r.text + row));
    CAPTURE(file.dump());
    CHECK(file["kept"] == 3);
    size_t said = 0;
    for (const Json& n : file["repairs"])
      if (holds(n["text"].get<std::string>(), "つながって")) {
        ++said;
        CHECK(n["first_line"] == 3);
      }
    CHECK(said == r.said);
    ++ran;
  }
  CHECK(ran == rows.size());
}
