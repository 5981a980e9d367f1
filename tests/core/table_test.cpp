// The tables that leave the tool: what their columns are, and that a table says the same as CSV, as rows, in UTF-8 and in CP932.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/csv/reader.h"
#include "core/report/import_json.h"
#include "core/report/table_writers.h"
#include "tests/core/job.h"
#include "tests/reference/plain_guard.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

using Rows = std::vector<std::vector<std::string>>;

// The cells of a CSV that the core wrote.
Rows read_csv(std::string_view text) {
  CsvReader reader;
  if (text.starts_with(kUtf8Bom)) text.remove_prefix(kUtf8Bom.size());
  std::memcpy(reader.room(text.size()), text.data(), text.size());
  reader.take(text.size());
  Rows rows;
  const Error e = reader.read(true, [&rows](const CsvRecord& r) {
    CHECK(!r.bad_quote);
    rows.emplace_back();
    for (size_t i = 0; i < r.field_count(); ++i)
      rows.back().push_back(r.quoted(i) ? unescape_quotes(r.field(i)) : std::string(r.field(i)));
    return true;
  });
  CHECK(e.code == ErrorCode::none);
  return rows;
}

Rows read_rows(const std::string& lines) {
  Rows rows;
  for (size_t at = 0; at < lines.size();) {
    const size_t end = lines.find('\n', at);
    rows.push_back(Json::parse(lines.substr(at, end - at)).get<std::vector<std::string>>());
    at = end + 1;
  }
  return rows;
}

std::string guarded(const std::string& cell) { return (runnable(cell) ? "'" : "") + cell; }

bool is_day(const std::string& cell) {
  return cell.size() == 10 && cell[4] == '-' && cell[7] == '-' &&
         cell.find_first_not_of("0123456789-") == std::string::npos;
}

bool fits(const std::string& cell, CellKind kind) {
  if (cell.empty() || kind == CellKind::text) return true;
  return kind == CellKind::date ? is_day(cell) : cell.find_first_not_of("0123456789") == std::string::npos;
}

// One table by its two ways; answers how many cells are dates and numbers.
size_t same_both_ways(Session& s, const std::string& name, std::span<const TableColumn> columns) {
  const Rows csv = read_csv(export_all(s, name + ".csv"));
  const Rows rows = read_rows(export_all(s, name + ".rows"));
  REQUIRE(csv.size() == rows.size() + 1);
  REQUIRE(!rows.empty());
  REQUIRE(csv.front().size() == columns.size());
  for (size_t i = 0; i < columns.size(); ++i) CHECK(csv.front()[i] == columns[i].head);
  size_t kinds = 0;
  for (size_t r = 0; r < rows.size(); ++r) {
    REQUIRE(rows[r].size() == columns.size());
    for (size_t i = 0; i < columns.size(); ++i) {
      CHECK(csv[r + 1][i] == guarded(rows[r][i]));
      CHECK_MESSAGE(fits(rows[r][i], columns[i].kind), columns[i].code);
      kinds += columns[i].kind != CellKind::text && !rows[r][i].empty();
    }
  }
  return kinds;
}

Json begin(Session& s, const Json& options) { return Json::parse(s.export_begin("table.csv", options.dump())); }

// A table of the caller's as it is written.
std::string given(Session& s, const Json& table, Json options = Json::object()) {
  options["table"] = table;
  REQUIRE(begin(s, options)["ok"] == true);
  std::string out;
  for (std::string_view piece = s.export_next(); !piece.empty(); piece = s.export_next()) out += piece;
  return out;
}

Json lost(Session& s) { return Json::parse(s.export_lost())["lost"]; }

}  // namespace

TEST_CASE("columns: codes and heads are each there once, and the constants say the same") {
  const Json tables = Json::parse(constants_json())["tables"];
  const std::pair<const char*, std::span<const TableColumn>> all[] = {{"results", result_columns()},
                                                                      {"ledger", ledger_columns()},
                                                                      {"annual", annual_columns()},
                                                                      {"imports", import_columns()}};
  std::map<std::string, int> identifying;
  for (const auto& [name, columns] : all) {
    std::set<std::string_view> codes;
    std::set<std::string_view> heads;
    for (size_t i = 0; i < columns.size(); ++i) {
      const TableColumn& c = columns[i];
      codes.insert(c.code);
      heads.insert(c.head);
      CHECK(c.widest >= 17);
      if (!tables.contains(name)) continue;
      CHECK(tables[name][i] == Json{{"code", c.code},
                                    {"head", c.head},
                                    {"kind", code_of(c.kind)},
                                    {"widest", c.widest},
                                    {"meaning", c.meaning},
                                    {"source", c.source},
                                    {"identifies", c.identifies}});
      // A workbook explains every column on a sheet of its own, and not by its head alone.
      CHECK_MESSAGE(!c.meaning.empty(), c.code);
      CHECK_MESSAGE(!c.source.empty(), c.code);
      CHECK_MESSAGE(c.meaning != c.head, c.code);
      identifying[name] += c.identifies;
    }
    CHECK(codes.size() == columns.size());
    CHECK(heads.size() == columns.size());
  }
  CHECK(tables.size() == 3);
  CHECK(identifying == std::map<std::string, int>{{"results", 2}, {"ledger", 2}, {"annual", 2}});
  CHECK(result_columns().size() == 24);
  CHECK(ledger_columns().size() == 30);
  CHECK(annual_columns().size() == 13);
}

TEST_CASE("tables: results and ledger say the same as CSV and as rows, and each cell is of its column's kind") {
  Session s;
  Town town;
  town.roster[0].name = "=HYPERLINK(\"x\")　太郎";
  town.roster[0].resident = "\u3000-1";
  REQUIRE(run_town_in(s, "P", town.listed({{}})).ok());
  CHECK(same_both_ways(s, "results", result_columns()) > 0);
  REQUIRE(Json::parse(s.casework(R"({"do":"join"})"))["cases"] == 1);
  const Json note = {{"do", "act"},          {"action", "note"},   {"cases", {0}},
                     {"note", "＝1\n\"2\""}, {"on", "2026-11-24"}, {"at", "2026-11-24T09:00:00+09:00"},
                     {"who", "窓口　花子"}};
  REQUIRE(Json::parse(s.casework(note.dump()))["ok"] == true);
  CHECK(same_both_ways(s, "ledger", ledger_columns()) >= 2);
  // A table of the caller's own holds what was given, and nothing of the book.
  CHECK(export_all(s, "table.csv", R"({"table":{"rows":[["氏名"],["山田"]]}})") == "\xEF\xBB\xBF氏名\r\n山田\r\n");
  CHECK(read_rows(export_all(s, "ledger.rows"))[0].at(static_cast<size_t>(LedgerColumn::notes)) == "＝1\n\"2\"");
  for (const std::vector<std::string>& row : read_csv(export_all(s, "import.csv"))) {
    CHECK(row.size() == import_columns().size());
    for (size_t i = 0; i < row.size() && row[0] != import_columns()[0].head; ++i)
      CHECK(fits(row[i], import_columns()[i].kind));
  }
}

TEST_CASE("tables: CP932 says the same as UTF-8, and what it cannot hold is listed with its places") {
  Session s;
  Town town;
  town.roster[0].name = "𠮟田　太郎";
  town.pension[0].address = "架空市〜1-1";
  REQUIRE(run_town_in(s, "P", town).ok());
  const Rows wide = read_csv(export_all(s, "results.csv"));
  CHECK(lost(s)["kinds"] == 0);
  REQUIRE(Json::parse(s.export_begin("results.csv", R"({"encoding":"cp932","mark":"研修"})"))["ok"] == true);
  std::string bytes;
  for (std::string_view piece = s.export_next(); !piece.empty(); piece = s.export_next()) bytes += piece;
  CHECK(bytes.starts_with("\x8C\xA4\x8F\x43\r\n"));
  bool ok = true;
  Rows narrow = read_csv(CharTables::make()->to_utf8(Encoding::cp932, bytes, ok));
  CHECK(ok);
  narrow.erase(narrow.begin());
  REQUIRE(narrow.size() == wide.size());
  CHECK(narrow[0] == wide[0]);
  const Json all = lost(s);
  CHECK(all["kinds"] == 2);
  CHECK(all["listed"][0]["char"] == "𠮟");
  const Json place = {{"row", 2}, {"who", "𠮟田　太郎"}, {"head", "氏名"}, {"cell", "𠮟田　太郎"}};
  CHECK(all["listed"][0]["places"][0] == place);
  CHECK(narrow[1][5] == "〓田　太郎");
}

TEST_CASE("tables: one that the caller gives, guarded or not, with a mark, in either encoding") {
  Session s;
  const Json table = Json::parse(R"({"rows":[["番号","氏名"],["=1","〜,\"𠮟\""],["","〜〜"]],"whose":1})");
  CHECK(given(s, table) == "\xEF\xBB\xBF番号,氏名\r\n\"'=1\",\"〜,\"\"𠮟\"\"\"\r\n,〜〜\r\n");
  CHECK(lost(s)["count"] == 0);
  Json exact = table;
  exact["guarded"] = false;
  CHECK(given(s, exact, {{"mark", "m"}}) == "\xEF\xBB\xBFm\r\n番号,氏名\r\n=1,\"〜,\"\"𠮟\"\"\"\r\n,〜〜\r\n");
  CHECK(given(s, {{"rows", Json::array()}}) == "\xEF\xBB\xBF");
  CHECK(given(s, {{"rows", Json::array()}}, {{"encoding", "cp932"}}).empty());

  const std::string narrow = given(s, table, {{"encoding", "cp932"}});
  CHECK(narrow ==
        "\x94\xD4\x8D\x86,\x8E\x81\x96\xBC\r\n\"'=1\",\"\x81\xAC,\"\"\x81\xAC\"\"\"\r\n,\x81\xAC\x81\xAC\r\n");
  const Json first = {{"row", 2}, {"who", "〜,\"𠮟\""}, {"head", "氏名"}, {"cell", "〜,\"𠮟\""}};
  const Json second = {{"row", 3}, {"who", "〜〜"}, {"head", "氏名"}, {"cell", "〜〜"}};
  CHECK(lost(s) == Json{{"kinds", 2},
                        {"count", 4},
                        {"listed",
                         {{{"char", "〜"}, {"count", 3}, {"places", Json::array({first, second})}},
                          {{"char", "𠮟"}, {"count", 1}, {"places", Json::array({first})}}}}});
  // The heads may be others than the first row, and rows may be longer than the heads.
  given(s, Json::parse(R"({"rows":[["a","〜"]],"heads":["X"],"whose":7})"), {{"encoding", "cp932"}});
  CHECK(lost(s)["listed"][0]["places"][0] == Json{{"row", 1}, {"who", ""}, {"head", ""}, {"cell", "〜"}});
}

TEST_CASE("tables: of what is lost all is counted and a part is listed, each cell by its beginning") {
  Session s;
  Json rows = Json::array();
  for (char32_t c = 0xAC00; c < 0xAC00 + 300; ++c) {
    std::string cell;
    append_utf8(cell, c);
    for (int i = 0; i < 7; ++i) rows.push_back(Json::array({cell + std::string(1000, 'x')}));
  }
  given(s, {{"rows", rows}}, {{"encoding", "cp932"}});
  const Json all = lost(s);
  CHECK(all["kinds"] == 300);
  CHECK(all["count"] == 2100);
  CHECK(all["listed"].size() == TableLosses::kMostListed);
  CHECK(all["listed"][199]["count"] == 7);
  CHECK(all["listed"][199]["places"].size() == TableLosses::kMostPlaces);
  CHECK(all["listed"][199]["places"][4]["cell"].get<std::string>().size() == 256);
  // No character is cut in two.
  std::string kanji;
  for (int i = 0; i < 100; ++i) kanji += "〜";
  given(s, {{"rows", Json::array({Json::array({kanji})})}}, {{"encoding", "cp932"}});
  CHECK(lost(s)["listed"][0]["places"][0]["cell"].get<std::string>().size() == 255);
}

TEST_CASE("tables: what is not understood is refused, and nothing is written") {
  Session s;
  size_t ran = 0;
  for (const char* options : {"{}", "[]", "{", R"({"table":[]})", R"({"table":{}})", R"({"table":{"rows":{}}})",
                              R"({"table":{"rows":["a"]}})", R"({"table":{"rows":[[1]]}})",
                              R"({"table":{"rows":[],"guarded":1}})", R"({"table":{"rows":[],"heads":"a"}})",
                              R"({"table":{"rows":[],"whose":-1}})", R"({"table":{"rows":[]},"encoding":"euc-jp"})",
                              R"({"table":{"rows":[]},"encoding":1})", R"({"table":{"rows":[]},"mark":[]})"}) {
    CHECK(Json::parse(s.export_begin("table.csv", options))["error"]["code"] == "settings_invalid");
    CHECK(s.export_next().empty());
    ++ran;
  }
  CHECK(ran == 14);
  CHECK(Json::parse(s.export_begin("results.rows"))["error"]["code"] == "out_of_order");
  CHECK(Json::parse(s.export_begin("table"))["error"]["code"] == "unknown_name");
  CHECK(export_all(s, "ledger.rows").empty());
  CHECK(export_all(s, "ledger.csv").starts_with("\xEF\xBB\xBF番号,状態"));
}
