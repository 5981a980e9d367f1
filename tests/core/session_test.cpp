// Bad input and wrong calls: each gets its code, its place, and a Japanese text that names the file.
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const Json kFlowP = {{"flow", "P"}, {"date", "2026-11-22"}};
const Json kFlowD = {{"flow", "D"}, {"date", "2026-11-22"}};
const std::string kRosterHeader = "宛名番号,氏名カナ,氏名,生年月日,性別,資格取得年月日\r\n";
const std::string kRosterRow = "1,ヤマダ　タロウ,山田　太郎,1980-04-01,男,2020-04-01\r\n";

std::string rows(const std::string& one, size_t n) {
  std::string out;
  for (size_t i = 0; i < n; ++i) out += one;
  return out;
}

bool is_japanese(const std::string& s) {
  // Hiragana: E3 81 xx or E3 82 80..9F.
  return s.find("\xE3\x81") != std::string::npos;
}

struct BadFile {
  const char* what;
  std::string kind;
  std::string bytes;
  const char* code;
  int line;            // 0: null
  const char* column;  // "": null
  const char* says;    // must be in the text
  std::string options = "{}";
};

std::string magic(const char* bytes, size_t n) { return std::string(bytes, n) + std::string(200, 'x'); }

std::string pair_file(const std::string& run, const std::string& other = "2026-09-01") {
  return "作成年月日,氏名,氏名カナ,生年月日,性別,自番号,重複先保険者番号,重複先資格取得年月日\r\n" + run +
         ",山田　太郎,ヤマダ　タロウ,1980-04-01,1,1000001,06130488," + other + "\r\n";
}

// The file with n rows of a run; n = 0: one row without the header.
std::string pair_row(const std::string& run, size_t n = 0) {
  const std::string whole = pair_file(run);
  const std::string row = whole.substr(whole.find('\n') + 1);
  return n == 0 ? row : whole + rows(row, n - 1);
}

std::vector<BadFile> bad_files() {
  const std::string xlsx = std::string("PK\x03\x04\x14\0\x06\0", 8) + "[Content_Types].xml xl/workbook.xml";
  const std::string wide = [] {
    std::string h = kRosterHeader.substr(0, kRosterHeader.size() - 2);
    for (int i = 0; i < 1000; ++i) h += ",c" + std::to_string(i);
    return h + "\r\n" + kRosterRow;
  }();
  return {
      {"nothing", "roster", "", "file_empty", 0, "", "空です"},
      {"a BOM and nothing", "roster", "\xEF\xBB\xBF", "file_empty", 0, "", "空です"},
      {"line ends", "roster", "\r\n\r\n", "file_empty", 0, "", "空です"},
      {"blanks", "pension", "  \r\n\r\n", "file_empty", 0, "", "空です"},
      {"Excel", "roster", xlsx, "file_is_xlsx", 0, "", "xlsx"},
      {"ZIP", "roster", magic("PK\x03\x04", 4), "file_is_zip", 0, "", "ZIP"},
      {"PDF", "pension", magic("%PDF-1.7\n", 9), "file_is_pdf", 0, "", "PDF"},
      {"old Excel", "overlap", magic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8), "file_is_xls", 0, "", "xls"},
      {"binary", "roster", std::string("a,b\n\0\x01\x02\x03", 8) + std::string(400, 'z'), "file_is_binary", 0, "",
       "文字のファイル"},
      {"Excel of 1992", "overlap", magic("\x09\x04\x06\0\0\0\x10\0", 8), "file_is_xls", 0, "", "xls"},
      {"Excel of 1990", "overlap", magic("\x09\x02\x06\0\0\0\x10\0", 8), "file_is_xls", 0, "", "xls"},
      {"Excel 2", "overlap", magic("\x09\0\x04\0\x02\0\x10\0", 8), "file_is_xls", 0, "", "xls"},
      {"Excel 5 without a container", "overlap", magic("\x09\x08\x08\0\0\x05\x05\0", 8), "file_is_xls", 0, "", "xls"},
      {"NUL in the middle of a name", "roster", kRosterHeader + kRosterRow + std::string("2,ヤマ\0ダ", 12) + "\r\n",
       "file_is_binary", 3, "", "文字の途中"},
      {"header only", "roster", kRosterHeader, "no_rows", 1, "", "データが1行もありません"},
      {"header and blank lines", "roster", kRosterHeader + "\r\n\r\n,,,,,\r\n", "no_rows", 1, "",
       "データが1行もありません"},
      {"no birth date column", "roster", "宛名番号,氏名カナ,資格取得年月日\r\n1,ア,2020-04-01\r\n",
       "required_column_missing", 1, "生年月日", "生年月日"},
      {"no number column", "roster", "氏名カナ,生年月日,資格取得年月日\r\nア,1980-04-01,2020-04-01\r\n",
       "required_column_missing", 1, "宛名番号または記号番号", "宛名番号"},
      {"no name column", "roster", "宛名番号,生年月日,資格取得年月日\r\n1,1980-04-01,2020-04-01\r\n",
       "required_column_missing", 1, "氏名カナまたは氏名", "氏名"},
      {"no acquisition column", "roster", "宛名番号,氏名,生年月日\r\n1,ア,1980-04-01\r\n", "required_column_missing", 1,
       "資格取得年月日", "資格取得年月日"},
      {"no loss column", "pension", "氏名カナ,生年月日\r\nア,1980-04-01\r\n", "required_column_missing", 1,
       "資格喪失年月日", "資格喪失年月日"},
      {"no other insurer", "overlap", "氏名,生年月日,重複先資格取得年月日\r\nア,1980-04-01,2020-04-01\r\n",
       "required_column_missing", 1, "重複先保険者番号", "重複先保険者番号"},
      {"no person key", "overlap", "重複先保険者番号,重複先資格取得年月日\r\n06130488,2020-04-01\r\n",
       "required_column_missing", 1, "自番号（または氏名と生年月日）", "自番号"},
      {"a column twice", "roster",
       "宛名番号,氏名カナ,生年月日,誕生日,資格取得年月日\r\n1,ア,1980-04-01,1981-04-01,2020-04-01\r\n",
       "duplicate_column", 1, "生年月日", "二つ"},
      {"a pension list in the roster's slot", "roster", pension_csv({PensionLine{}}), "wrong_kind", 1, "",
       "1・3号喪失一覧表"},
      {"a roster in the pension list's slot", "pension", roster_csv({RosterLine{}}), "wrong_kind", 1, "",
       "国保被保険者台帳"},
      {"an overlap list in the roster's slot", "roster", overlap_csv({kNewRun, {OverlapLine{}}}), "wrong_kind", 1, "",
       "資格重複状況結果一覧"},
      {"a roster in the overlap list's slot", "overlap", roster_csv({RosterLine{}}), "wrong_kind", 1, "",
       "国保被保険者台帳"},
      {"an overlap list in the pension list's slot", "pension", overlap_csv({kNewRun, {OverlapLine{}}}), "wrong_kind",
       1, "", "資格重複状況結果一覧"},
      {"a pension list in the overlap list's slot", "overlap", pension_csv({PensionLine{}}), "wrong_kind", 1, "",
       "1・3号喪失一覧表"},
      {"a quote never closed", "roster",
       kRosterHeader + kRosterRow + "2,\"ヤマダ　ジロウ,山田,1980-04-01,男,2020-04-01\r\n" + rows(kRosterRow, 3),
       "unclosed_quote", 3, "", "引用符"},
      {"a quote in the header never closed", "pension",
       "\"氏名カナ,生年月日,資格喪失年月日\r\nア,1980-04-01,2026-09-01\r\n", "unclosed_quote", 1, "", "引用符"},
      {"a row without end", "roster", kRosterHeader + std::string((1u << 20) + 10, 'x'), "record_too_long", 2, "",
       "1MB"},
      {"a quote open for a megabyte", "roster", kRosterHeader + kRosterRow + "2,\"" + std::string((1u << 20) + 10, 'x'),
       "unclosed_quote", 3, "", "引用符"},
      {"too many columns", "roster", wide, "too_many_columns", 0, "", "1006列"},
      {"all birth dates unreadable", "roster", kRosterHeader + rows("1,ヤマダ,山田,いつか,男,2020-04-01\r\n", 3),
       "mostly_rejected", 2, "生年月日", "3/3"},
      {"most loss dates unreadable", "pension",
       "氏名カナ,生年月日,資格喪失年月日\r\n" + rows("ヤマダ,1980-04-01,2026-09-01\r\n", 9) +
           rows("ヤマダ,1980-04-01,x\r\n", 11),
       "mostly_rejected", 11, "資格喪失年月日", "11/20"},
      {"no run date anywhere", "overlap",
       "氏名,生年月日,重複先保険者番号,重複先資格取得年月日\r\n山田,1980-04-01,06130488,2026-09-01\r\n",
       "run_date_missing", 0, "", "作成年月日"},
      {"two runs in one file", "overlap", pair_row("2026-11-19", 2) + pair_row("2026-11-04"), "run_date_mixed", 4,
       "作成年月日", "2026-11-04"},
      {"a layout that is no JSON", "roster", kRosterHeader, "layout_invalid", 0, "", "JSON", R"({"layout":"{"})"},
      {"a layout with an unknown field", "roster", kRosterHeader, "layout_invalid", 0, "", "fields.shoe_size",
       R"({"layout":{"fields":{"shoe_size":"x"}}})"},
      {"a layout of another kind", "roster", kRosterHeader, "layout_invalid", 0, "", "kind",
       R"({"layout":{"kind":"pension"}})"},
      {"a layout whose column is not there", "roster", kRosterHeader + kRosterRow, "required_column_missing", 1, "枝番",
       "枝番",
       R"({"layout":{"fields":{"resident_number":"宛名番号","name_kana":"氏名カナ","birth_date":"生年月日","acquired":"資格取得年月日","branch":"えだばん"}}})"},
      {"a layout whose position is not there", "roster", kRosterHeader + kRosterRow, "required_column_missing", 1,
       "枝番", "枝番",
       R"({"layout":{"fields":{"resident_number":"宛名番号","name_kana":"氏名カナ","birth_date":"生年月日","acquired":"資格取得年月日","branch":{"position":7}}}})"},
      {"a run date that is none", "overlap", pair_file("2026-11-19"), "date_invalid", 0, "", "2026-02-30",
       R"({"run_date":"2026-02-30"})"},
  };
}

void expect_error(const Json& answer, const BadFile& bad, const std::string& name) {
  CAPTURE(std::string(bad.what));
  CAPTURE(answer.dump());
  REQUIRE(answer["ok"] == false);
  const Json& e = answer["error"];
  CHECK(e["code"] == bad.code);
  CHECK(e["file"] == name);
  if (bad.line) CHECK(e["line"] == bad.line);
  else CHECK(e["line"].is_null());
  if (*bad.column) CHECK(e["column"] == bad.column);
  else CHECK(e["column"].is_null());
  const std::string text = e["text"];
  CHECK(text.find(name) != std::string::npos);
  CHECK(text.find(bad.says) != std::string::npos);
  CHECK(text.find('{') == std::string::npos);
  CHECK(is_japanese(text));
}

// A session that has its lists and waits for the roster.
std::unique_ptr<Session> waiting_for_roster(const Json& settings) {
  auto s = std::make_unique<Session>();
  REQUIRE(Json::parse(s->begin(settings.dump()))["ok"] == true);
  if (settings["flow"] == "P") {
    REQUIRE(feed_file(*s, {"pension", "pension.csv", pension_csv({PensionLine{}})})["ok"] == true);
  } else {
    REQUIRE(feed_file(*s, {"overlap", "overlap.csv", overlap_csv({kNewRun, {OverlapLine{}}})})["ok"] == true);
  }
  return s;
}

std::string code_of(const std::string& answer) {
  const Json j = Json::parse(answer);
  return j["ok"] == true ? "ok" : j["error"]["code"].get<std::string>();
}

}  // namespace

TEST_CASE("files that cannot be used: code, place and text, in one slice and in many") {
  size_t ran = 0;
  for (const BadFile& bad : bad_files()) {
    const std::string name = "窓口の" + bad.kind + ".csv";
    for (const size_t slice : {size_t{kChunkBytes}, size_t{4096}, size_t{7}}) {
      if (slice == 7 && bad.bytes.size() > 5000) continue;
      std::unique_ptr<Session> s = bad.kind == "roster" ? waiting_for_roster(kFlowP) : std::make_unique<Session>();
      if (bad.kind != "roster") REQUIRE(code_of(s->begin(kFlowP.dump())) == "ok");
      expect_error(feed_file(*s, {bad.kind, name, bad.bytes, bad.options}, slice), bad, name);
      CHECK(code_of(s->finish()) != "ok");
      CHECK(code_of(s->export_begin("results.csv")) == "out_of_order");
    }
    ++ran;
  }
  CHECK(ran == 45);
}

TEST_CASE("what is no table of ours, whatever its name: one sentence each, in every encoding") {
  const std::string cells = "<tr><td>宛名番号</td><td>0012</td></tr>";
  const std::string table = "<table border=1>" + cells + "</table>";
  const std::string ns = "urn:schemas-microsoft-com:office:spreadsheet";
  struct Row {
    const char* what;
    std::string bytes;
    const char* code;
    const char* says;
  };
  const std::vector<Row> rows = {
      {"a page", "<html><body>" + table + "</body></html>", "file_is_html", "HTML"},
      {"as Excel saves it", "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">" + table, "file_is_html",
       "HTML"},
      {"with a doctype", "<!DOCTYPE html>\n<HTML><TABLE>" + cells, "file_is_html", "HTML"},
      {"a table alone", table, "file_is_html", "HTML"},
      {"blanks before it", "\r\n  \t" + table, "file_is_html", "HTML"},
      {"a comment before it", "<!-- made by a system -->" + table, "file_is_html", "HTML"},
      {"a meta tag before it", "<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"/>" + table,
       "file_is_html", "HTML"},
      {"a style before it", "<style>td{mso-number-format:\"\\@\"}</style>" + table, "file_is_html", "HTML"},
      {"a BOM before it", "\xEF\xBB\xBF" + table, "file_is_html", "HTML"},
      {"XHTML", "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">" + table, "file_is_html", "HTML"},
      {"a page in one file", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\n" + table,
       "file_is_html", "HTML"},
      {"the same, with another header before",
       "From: a\r\nSubject: b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "file_is_html", "HTML"},
      {"a workbook as XML",
       "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"" + ns + "\"/>",
       "file_is_xml_book", "XMLスプレッドシート2003"},
      {"the same with a prefix", "<?xml version='1.0'?>\n<ss:Workbook xmlns:ss='" + ns + "'></ss:Workbook>",
       "file_is_xml_book", "XMLスプレッドシート2003"},
      {"the same behind a BOM", "\xEF\xBB\xBF<?xml version=\"1.0\"?><Workbook xmlns=\"" + ns + "\"/>",
       "file_is_xml_book", "XMLスプレッドシート2003"},
      {"with a page in it",
       "<?xml version=\"1.0\"?><Workbook xmlns=\"" + ns + "\" xmlns:html=\"x\"><html:table/></Workbook>",
       "file_is_xml_book", "XMLスプレッドシート2003"},
      {"other XML", "<?xml version=\"1.0\"?><list><person/></list>", "file_is_xml", "XML"},
  };
  size_t ran = 0;
  for (const Row& row : rows)
    for (const bool wide : {false, true}) {
      CAPTURE(std::string(row.what));
      CAPTURE(wide);
      const bool marked = row.bytes.starts_with("\xEF\xBB\xBF");
      const std::string bytes = wide ? utf16le(marked ? row.bytes.substr(3) : row.bytes) : row.bytes;
      auto s = waiting_for_roster(kFlowP);
      const Json answer = feed_file(*s, {"roster", "台帳.xls", bytes});
      CHECK(answer["error"]["code"] == row.code);
      const std::string text = answer["error"]["text"];
      CHECK(text.starts_with("台帳.xls：中身が") == (std::string_view(row.code) != "file_is_xml"));
      CHECK(text.find(row.says) != std::string::npos);
      CHECK(text.find("ください。") != std::string::npos);
      ++ran;
    }
  CHECK(ran == rows.size() * 2);
  // A sign before a name is no page.
  auto s = waiting_for_roster(kFlowP);
  CHECK(feed_file(*s, {"roster", "r.csv", "<宛名番号>" + kRosterHeader + kRosterRow})["error"]["code"] !=
        "file_is_html");
}

TEST_CASE("a file in the wrong slot: the refusal and the proposal name the right one") {
  const std::map<std::string, std::string> files = {
      {"roster", roster_csv({RosterLine{}})},
      {"pension", pension_csv({PensionLine{}})},
      {"overlap", overlap_csv({kNewRun, {OverlapLine{}}})},
  };
  size_t ran = 0;
  for (const auto& file : files)
    for (const auto& place : files) {
      const std::string& is = file.first;
      const std::string& bytes = file.second;
      const std::string& slot = place.first;
      CAPTURE(is);
      CAPTURE(slot);
      Session s;
      std::copy(bytes.begin(), bytes.end(), s.buffer(static_cast<uint32_t>(bytes.size())));
      const Json p = Json::parse(s.propose(slot, "f.csv", static_cast<uint32_t>(bytes.size()),
                                           R"({"today":"2026-11-22","whole":true})"))["proposal"];
      CHECK(p["belongs"] == (is == slot ? Json() : Json(is)));
      CHECK(p["accepted"] == (is == slot));
      auto run = slot == "roster" ? waiting_for_roster(kFlowP) : std::make_unique<Session>();
      if (slot != "roster") REQUIRE(code_of(run->begin(kFlowP.dump())) == "ok");
      const Json answer = feed_file(*run, {slot, "f.csv", bytes});
      CHECK(answer["ok"] == (is == slot));
      if (is != slot) {
        const Json& e = answer["error"];
        CHECK(e["code"] == "wrong_kind");
        CHECK(e["belongs"] == is);
        CHECK(e["line"] == 1);
        const std::string text = e["text"];
        CHECK(text.find("--") == std::string::npos);    // a clerk reads it
        CHECK(text.find("氏名") != std::string::npos);  // the header as it is
        CHECK(p["problems"][0] == text);
      }
      ++ran;
    }
  CHECK(ran == 9);
  auto s = waiting_for_roster(kFlowP);
  CHECK(feed_file(*s, {"roster", "r.csv", ""})["error"]["belongs"].is_null());
}

TEST_CASE("undecodable bytes in the header are an error of the file") {
  auto s = waiting_for_roster(kFlowP);
  const Json answer = feed_file(
      *s, {"roster", "r.csv",
           "\xEF\xBB\xBF宛名番号,氏\xFF名,氏名カナ,生年月日,資格取得年月日\r\n1,a,b,1980-04-01,2020-04-01\r\n"});
  CHECK(answer["error"]["code"] == "row_undecodable");
  CHECK(answer["error"]["line"] == 1);
}

namespace {

struct BadRow {
  const char* what;
  std::string row;
  const char* code;
  int column_no;  // 0: the whole row
  const char* column;
};

// Each bad row is line 3 of a roster of four rows.
const std::vector<BadRow> kBadRosterRows = {
    {"too few fields", "2,ヤマダ", "row_too_few_fields", 0, ""},
    {"too many fields", "2,ヤマダ,山田,1980-04-01,男,2020-04-01,もっと", "row_too_many_fields", 0, ""},
    {"text after a closing quote", "2,\"ヤマ\"ダ,山田,1980-04-01,男,2020-04-01", "row_bad_quote", 2, "氏名カナ"},
    {"the same, blanks about", "2,ヤマダ, \"山\" 田 ,1980-04-01,男,2020-04-01", "row_bad_quote", 3, "氏名"},
    {"no name", "2,,　,1980-04-01,男,2020-04-01", "row_required_empty", 2, "氏名カナ"},
    {"no birth date", "2,ヤマダ,山田,,男,2020-04-01", "row_required_empty", 4, "生年月日"},
    {"birth date 00000000", "2,ヤマダ,山田,00000000,男,2020-04-01", "row_required_empty", 4, "生年月日"},
    {"birth date unreadable", "2,ヤマダ,山田,昭和五十五年,男,2020-04-01", "row_date_unreadable", 4, "生年月日"},
    {"birth date impossible", "2,ヤマダ,山田,1980-02-30,男,2020-04-01", "row_date_impossible", 4, "生年月日"},
    {"birth date in the future", "2,ヤマダ,山田,2026-11-23,男,2020-04-01", "row_birth_in_future", 4, "生年月日"},
    {"no acquisition", "2,ヤマダ,山田,1980-04-01,男,", "row_required_empty", 6, "資格取得年月日"},
    {"acquisition 00000000", "2,ヤマダ,山田,1980-04-01,男,00000000", "row_required_empty", 6, "資格取得年月日"},
    {"acquisition 9999-12-31", "2,ヤマダ,山田,1980-04-01,男,9999-12-31", "row_required_empty", 6, "資格取得年月日"},
    {"acquisition unreadable", "2,ヤマダ,山田,1980-04-01,男,未定", "row_date_unreadable", 6, "資格取得年月日"},
    {"acquisition partial", "2,ヤマダ,山田,1980-04-01,男,2020-04-00", "row_date_impossible", 6, "資格取得年月日"},
    {"no number", ",ヤマダ,山田,1980-04-01,男,2020-04-01", "row_required_empty", 1, "宛名番号"},
    {"undecodable", "2,ヤマダ\xE3\x81,山田,1980-04-01,男,2020-04-01", "row_undecodable", 2, "氏名カナ"},
};

}  // namespace

TEST_CASE("rows that cannot be used are reported with their place and skipped") {
  size_t ran = 0;
  for (const BadRow& bad : kBadRosterRows) {
    CAPTURE(std::string(bad.what));
    const std::string bytes = kRosterHeader + kRosterRow + bad.row + "\r\n" + kRosterRow + kRosterRow;
    const Outcome out =
        run_files(kFlowP, {{"pension", "p.csv", pension_csv({PensionLine{}})}, {"roster", "台帳.csv", bytes}});
    REQUIRE_MESSAGE(out.ok(), out.answer.dump());
    const Json& report = out.reports[1];
    CAPTURE(report["rejected"].dump());
    CHECK(report["rows"] == 4);
    CHECK(report["kept"] == 3);
    CHECK(report["rejected_count"] == 1);
    REQUIRE(report["rejected"].size() == 1);
    const Json& r = report["rejected"][0];
    CHECK(r["code"] == bad.code);
    CHECK(r["line"] == 3);
    if (bad.column_no) {
      CHECK(r["column_no"] == bad.column_no);
      CHECK(r["column"] == bad.column);
      CHECK(r["text"].get<std::string>().find(bad.column) != std::string::npos);
    } else {
      CHECK(r["column_no"].is_null());
      CHECK(r["column"].is_null());
    }
    CHECK(r["text"].get<std::string>().find("台帳.csv 3行目") != std::string::npos);
    CHECK(is_japanese(r["reason"].get<std::string>()));
    if (r["code"] == "row_bad_quote") CHECK(r["text"].get<std::string>().find("\"\"") != std::string::npos);
    ++ran;
  }
  CHECK(ran == 17);
}

TEST_CASE("the first column is named as any other, and who is born on the day itself is read") {
  const std::string bytes =
      "氏名カナ,氏名,宛名番号,生年月日,性別,資格取得年月日\r\n,,2,1980-04-01,男,2020-04-01\r\nヤマダ　アキ,山田　秋,3,2026-11-22,女,2026-11-22\r\n";
  const Outcome out =
      run_files(kFlowP, {{"pension", "p.csv", pension_csv({PensionLine{}})}, {"roster", "台帳.csv", bytes}});
  REQUIRE_MESSAGE(out.ok(), out.answer.dump());
  const Json& report = out.reports[1];
  CHECK(report["kept"] == 1);
  REQUIRE(report["rejected"].size() == 1);
  CHECK(report["rejected"][0]["code"] == "row_required_empty");
  CHECK(report["rejected"][0]["line"] == 2);
  CHECK(report["rejected"][0]["column_no"] == 1);
  CHECK(report["rejected"][0]["column"] == "氏名カナ");
}

TEST_CASE("rows of the lists that cannot be used") {
  const std::string pension = "氏名カナ,生年月日,資格喪失年月日,異動区分\r\n";
  const std::string good = "ヤマダ　タロウ,1980-04-01,2026-09-01,\r\n";
  size_t ran = 0;
  for (const auto& [row, code, column] : {std::tuple{"ヤマダ,1980-04-01,,喪失", "row_required_empty", 3},
                                          std::tuple{"ヤマダ,1980-04-01,2026-13-01,喪失", "row_date_impossible", 3},
                                          std::tuple{"ヤマダ,1980-04-01,来月,喪失", "row_date_unreadable", 3},
                                          std::tuple{"ヤマダ,,2026-09-01,喪失", "row_required_empty", 2},
                                          std::tuple{",1980-04-01,2026-09-01,喪失", "row_required_empty", 1},
                                          std::tuple{"ヤマダ,2027-01-01,2026-09-01,喪失", "row_birth_in_future", 2},
                                          std::tuple{"ヤマダ,1980-04-01,2026-09-00,喪失", "row_date_impossible", 3}}) {
    const std::string shown_row(row);
    CAPTURE(shown_row);
    auto s = std::make_unique<Session>();
    REQUIRE(code_of(s->begin(kFlowP.dump())) == "ok");
    const Json answer = feed_file(*s, {"pension", "p.csv", pension + good + row + "\r\n" + good});
    REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
    REQUIRE(answer["file"]["rejected"].size() == 1);
    CHECK(answer["file"]["rejected"][0]["code"] == code);
    CHECK(answer["file"]["rejected"][0]["line"] == 3);
    CHECK(answer["file"]["rejected"][0]["column_no"] == column);
    ++ran;
  }
  CHECK(ran == 7);
  // An overlap row without a readable acquisition is reported and still a person of the list (flow_d_test has the bucket).
  auto s = std::make_unique<Session>();
  REQUIRE(code_of(s->begin(kFlowD.dump())) == "ok");
  const Json answer =
      feed_file(*s, {"overlap", "o_20261119.csv", pair_file("2026-11-19", "2026-02-30") + pair_row("2026-11-19")});
  REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
  CHECK(answer["file"]["rejected"][0]["code"] == "row_date_impossible");
  CHECK(answer["file"]["rejected"][0]["column"] == "重複先資格取得年月日");
}

TEST_CASE("a list of a header and nothing else is used, with a warning") {
  auto s = std::make_unique<Session>();
  REQUIRE(code_of(s->begin(kFlowP.dump())) == "ok");
  const Json answer = feed_file(*s, {"pension", "p.csv", "氏名カナ,生年月日,資格喪失年月日\r\n"});
  REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
  CHECK(answer["file"]["rows"] == 0);
  CHECK(answer["file"]["warnings"].dump().find("1行もありません") != std::string::npos);
}

TEST_CASE("the run date: given, else the column, else the file name") {
  const std::string without =
      "氏名,生年月日,重複先保険者番号,重複先資格取得年月日\r\n山田,1980-04-01,06130488,2026-09-01\r\n";
  struct Case {
    std::string name, bytes, options;
    const char* date;
    const char* from;
  };
  const std::vector<Case> cases = {
      {"o.csv", pair_file("2026-11-19"), "{}", "2026-11-19", "column"},
      {"o.csv", pair_file("R8.11.19"), "{}", "2026-11-19", "column"},
      {"o_20261104.csv", pair_file("2026-11-19"), "{}", "2026-11-19", "column"},
      {"o_20261104.csv", without, "{}", "2026-11-04", "file_name"},
      {"FI_HIM_0007_20261104.csv", without, "{}", "2026-11-04", "file_name"},
      {"o.csv", without, R"({"run_date":"2026-11-01"})", "2026-11-01", "given"},
      {"o_20261104.csv", without, R"({"run_date":"R8.11.2"})", "2026-11-02", "given"},
      {"o.csv", pair_file("2026-11-19"), R"({"run_date":"2026-11-01"})", "2026-11-01", "given"},
  };
  size_t ran = 0;
  for (const Case& c : cases) {
    Session s;
    REQUIRE(code_of(s.begin(kFlowD.dump())) == "ok");
    const Json answer = feed_file(s, {"overlap", c.name, c.bytes, c.options});
    REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
    CHECK(answer["file"]["run_date"] == c.date);
    CHECK(answer["file"]["run_date_from"] == c.from);
    ++ran;
  }
  CHECK(ran == 8);
}

TEST_CASE("one row of another run is a warning, many are another file") {
  Run run{kNewRun, {}};
  for (int i = 0; i < 30; ++i) run.lines.push_back({.serial = std::to_string(i + 1)});
  std::string bytes = overlap_csv(run);
  const size_t at = bytes.rfind(kNewRun);
  bytes.replace(at, kNewRun.size(), kOldRun);
  Session s;
  REQUIRE(code_of(s.begin(kFlowD.dump())) == "ok");
  const Json answer = feed_file(s, {"overlap", "o.csv", bytes});
  REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
  CHECK(answer["file"]["run_date"] == kNewRun);
  REQUIRE(answer["file"]["warnings"].size() == 1);
  CHECK(answer["file"]["warnings"][0]["line"] == 31);
}

TEST_CASE("a roster dated after the working date is refused, given or by its name") {
  for (const auto& [name, settings] : {std::pair{std::string("roster_20261123.csv"), Json::object()},
                                       {"roster.csv", Json{{"run_date", "2026-11-23"}}}}) {
    Session s;
    REQUIRE(code_of(s.begin(kFlowD.dump())) == "ok");
    REQUIRE(feed_file(s, {"overlap", "o.csv", pair_file(kNewRun)})["ok"] == true);
    const Json answer = feed_file(s, {"roster", name, roster_csv({RosterLine{}}), settings.dump()});
    REQUIRE(answer["ok"] == false);
    CHECK(answer["error"]["code"] == "roster_date_in_future");
    CHECK(answer["error"]["text"].get<std::string>().find("2026-11-23") != std::string::npos);
  }
}

TEST_CASE("a run date after the working date is refused before anything is matched") {
  Session s;
  REQUIRE(code_of(s.begin(kFlowD.dump())) == "ok");
  const Json answer = feed_file(s, {"overlap", "o.csv", pair_file("2026-11-23")});
  REQUIRE(answer["ok"] == false);
  CHECK(answer["error"]["code"] == "run_date_in_future");
  CHECK(answer["error"]["text"].get<std::string>().find("2026-11-23") != std::string::npos);
}

TEST_CASE(
    "the roster's own date: as given, in the name, or its newest date; an older one than the newest run is said") {
  size_t ran = 0;
  for (const auto& [name, given, date, from] : {std::tuple{"r.csv", "", "2026-10-15", "newest_date"},
                                                {"roster_20261101.csv", "", "2026-11-01", "file_name"},
                                                {"roster_20261101.csv", "2026-11-20", "2026-11-20", "given"}}) {
    const Outcome out = run_files(
        kFlowD,
        {{"overlap", "o.csv", overlap_csv({kNewRun, {OverlapLine{}}})},
         {"roster", name, roster_csv({RosterLine{.acquired = "2026-10-15"}, RosterLine{.acquired = "2027-01-01"}}),
          *given ? std::string(R"({"run_date":")") + given + "\"}" : "{}"}});
    REQUIRE_MESSAGE(out.ok(), out.answer.dump());
    CHECK(out.reports.back()["run_date"] == date);
    CHECK(out.reports.back()["run_date_from"] == from);
    const bool older = std::string(date) < kNewRun;
    CHECK((out.summary()["warnings"].dump().find("より古いもの") != std::string::npos) == older);
    ++ran;
  }
  CHECK(ran == 3);
}

TEST_CASE("words that stand for none are nobody's name, number or sex") {
  size_t ran = 0;
  for (const char* none : {"NULL", "#N/A", "なし", "〃", "-", "(null)", "nan", "不明"}) {
    CAPTURE(std::string(none));
    // Two strangers who have nothing but such a word in common.
    const Outcome out = run_files(
        kFlowD, {{"overlap", "o.csv",
                  overlap_csv({kNewRun, {OverlapLine{.name = none, .sex = none, .serial = none, .branch = none}}})},
                 {"roster", "r.csv",
                  roster_csv({RosterLine{.kana = "スズキ　ハナコ", .name = none, .number = none, .branch = none},
                              RosterLine{}})}});
    REQUIRE_MESSAGE(out.ok(), out.answer.dump());
    const Json r = out.of_overlap("o.csv", 2);
    CHECK(r["roster"]["line"] == 3);
    CHECK(r["grade"] == "B");
    CHECK(r["relaxations"] == Json{"sex_missing"});
    CHECK(r["candidates"].size() == 1);
    ++ran;
  }
  CHECK(ran == 8);
}

TEST_CASE("a sex that is there and cannot be read is against, and said") {
  Town town;
  town.roster[0].sex = "X";
  const Outcome out = run_town("P", town.listed({OverlapLine{}}));
  REQUIRE(out.ok());
  CHECK(out.of_pension(2)["bucket"] == "P-REVIEW");
  CHECK(out.of_pension(2)["review_kind"] == "sex_only");
  CHECK(out.reports.back()["repairs"].dump().find("性別") != std::string::npos);
}

TEST_CASE("numbers that the roster writes otherwise throughout are folded, and it is said") {
  std::vector<OverlapLine> listed;
  std::vector<RosterLine> roster;
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(100 + i);
    listed.push_back({.kana = "ヤマダ　タロウ" + std::string(i % 2 ? "" : "ヒコ"),
                      .name = "",
                      .birth = "19" + std::to_string(40 + i) + "-04-01",
                      .symbol = "",
                      .serial = "7" + n});
    roster.push_back({.kana = listed.back().kana,
                      .name = "",
                      .birth = listed.back().birth,
                      .resident = std::to_string(i + 1),
                      .number = n});
  }
  const auto run = [&] {
    Town town;
    town.roster = roster;
    return run_town("D", town.listed(listed));
  };
  const Outcome folded = run();
  REQUIRE(folded.ok());
  CHECK(folded.summary()["buckets"]["D-CANDIDATE"] == 40);
  CHECK(folded.summary()["warnings"].dump().find("先頭の「7」") != std::string::npos);
  // Namesakes of people who are found by their number say nothing of how numbers are written.
  const std::vector<OverlapLine> forty = listed;
  const std::vector<RosterLine> members = roster;
  for (int i = 0; i < 10; ++i) {
    const RosterLine own{.name = "", .birth = "1990-05-" + std::to_string(10 + i), .number = std::to_string(900 + i)};
    listed.push_back({.name = "", .birth = own.birth, .symbol = "", .serial = own.number});
    roster.push_back(own);
    roster.back().resident = std::to_string(2000 + i);
    roster.push_back(own);
    roster.back().resident = std::to_string(3000 + i);
    roster.back().number = std::to_string(500 + i);
  }
  const Outcome beside = run();
  REQUIRE(beside.ok());
  CHECK(beside.summary()["buckets"]["D-CANDIDATE"] == 50);
  listed = forty;
  roster = members;
  // A few that differ so are those people's own difference.
  for (int i = 0; i < 36; ++i) listed[static_cast<size_t>(i)].serial = std::to_string(100 + i);
  const Outcome few = run();
  REQUIRE(few.ok());
  CHECK(few.summary()["buckets"]["D-CANDIDATE"] == 36);
  CHECK(few.summary()["review_kinds"]["number_only"] == 4);
}

TEST_CASE("settings that cannot be used") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "settings_invalid"},
      {"garbage", "settings_invalid"},
      {R"({"flow":"P","date":"2026-11-22","commit":"0123 4567"})", "settings_invalid"},
      {R"({"flow":"P","date":"2026-11-22","commit":"01234567890123456789012345678901234567890"})", "settings_invalid"},
      {"[]", "settings_invalid"},
      {"null", "settings_invalid"},
      {"{}", "settings_invalid"},
      {R"({"flow":"X","date":"2026-11-22"})", "settings_invalid"},
      {R"({"flow":"P"})", "date_invalid"},
      {R"({"flow":"P","date":""})", "date_invalid"},
      {R"({"flow":"P","date":"2026-02-30"})", "date_invalid"},
      {R"({"flow":"P","date":"2026-11-00"})", "date_invalid"},
      {R"({"flow":"P","date":"明日"})", "date_invalid"},
      {R"({"flow":"D","date":"2022-11-28"})", "flow_d_too_early"},
      {R"({"flow":"P","date":"2026-11-22","tolerance_days":-1})", "settings_invalid"},
      {R"({"flow":"P","date":"2026-11-22","tolerance_days":367})", "settings_invalid"},
      {R"({"flow":"P","date":"2026-11-22","max_gap_days":0})", "settings_invalid"},
      {R"({"flow":"P","date":"2026-11-22","max_gap_days":1000})", "settings_invalid"},
  };
  size_t ran = 0;
  for (const auto& [text, code] : cases) {
    const std::string shown_text(text);
    CAPTURE(shown_text);
    Session s;
    CHECK(code_of(s.begin(text)) == code);
    CHECK(code_of(s.open_file("roster", "r.csv", 1, "{}")) == "out_of_order");
    ++ran;
  }
  CHECK(ran == 18);
}

TEST_CASE("settings of the wrong JSON type, and bytes that are no UTF-8, are answered and not thrown") {
  size_t ran = 0;
  for (const std::string text : {R"({"flow":5,"date":"2026-11-22"})", R"({"flow":"P","date":20261122})",
                                 R"({"flow":"P","date":"2026-11-22","confirm_gap":"yes"})",
                                 R"({"flow":"P","date":"2026-11-22","tolerance_days":"x"})", "{\"flow\":\"\xFF\"}"}) {
    Session s;
    CHECK(code_of(s.begin(text)) != "ok");
    ++ran;
  }
  for (const std::string text :
       {"garbage", "[]", R"({"layout":5})", R"({"run_date":20261119})", R"({"layout":{"fields":[]}})",
        R"({"layout":{"header_rows":"x"}})", R"({"layout":{"record_kind":7}})"}) {
    Session s;
    REQUIRE(code_of(s.begin(kFlowP.dump())) == "ok");
    const std::string shown_text(text);
    CAPTURE(shown_text);
    CHECK(code_of(s.open_file("overlap", "o.csv", 1, text)) != "ok");
    ++ran;
  }
  CHECK(ran == 12);
}

TEST_CASE("sizes no file can have") {
  size_t ran = 0;
  const double inf = std::numeric_limits<double>::infinity();
  for (const auto& [kind, size, code] :
       {std::tuple{"roster", std::nan(""), "size_out_of_range"}, std::tuple{"roster", -1.0, "size_out_of_range"},
        std::tuple{"roster", 1e300, "size_out_of_range"}, std::tuple{"roster", inf, "size_out_of_range"},
        std::tuple{"pension", -inf, "size_out_of_range"}, std::tuple{"pension", 5e9, "file_too_large"},
        std::tuple{"overlap", 134217729.0, "file_too_large"}, std::tuple{"overlap", 134217728.0, "ok"},
        std::tuple{"pension", 0.0, "ok"}}) {
    const auto shown_size = size;
    CAPTURE(shown_size);
    Session s;
    REQUIRE(code_of(s.begin(kFlowP.dump())) == "ok");
    const Json answer = Json::parse(s.open_file(kind, "大きな.csv", size, "{}"));
    CHECK((answer["ok"] == true ? "ok" : answer["error"]["code"].get<std::string>()) == code);
    if (answer["ok"] == false)
      CHECK(answer["error"]["text"].get<std::string>().find("大きな.csv") != std::string::npos);
    ++ran;
  }
  CHECK(ran == 9);
  Session s;
  CHECK(s.buffer(kChunkBytes + 1) == nullptr);
  CHECK(s.buffer(0xFFFFFFFF) == nullptr);
  REQUIRE(code_of(s.begin(kFlowP.dump())) == "ok");
  REQUIRE(code_of(s.open_file("pension", "p.csv", 10, "{}")) == "ok");
  CHECK(s.buffer(kChunkBytes + 1) == nullptr);
  CHECK(s.buffer(16) != nullptr);
  CHECK(code_of(s.feed(kChunkBytes + 1)) == "size_out_of_range");
}

TEST_CASE("calls in the wrong order") {
  size_t ran = 0;
  const auto expect = [&ran](const std::string& answer, const char* code) {
    const auto shown_answer = answer;
    CAPTURE(shown_answer);
    CHECK(code_of(answer) == code);
    ++ran;
  };
  Session s;
  expect(s.open_file("roster", "r", 1, "{}"), "out_of_order");
  expect(s.feed(0), "out_of_order");
  expect(s.close_file(), "out_of_order");
  expect(s.finish(), "roster_missing");
  expect(s.view("{}"), "out_of_order");
  expect(s.rows(0, 1), "out_of_order");
  expect(s.evidence(0), "out_of_order");
  expect(s.export_begin("results.csv"), "out_of_order");
  CHECK(s.export_next().empty());
  expect(s.begin(kFlowP.dump()), "ok");
  expect(s.open_file("cat", "r", 1, "{}"), "unknown_name");
  expect(s.open_file("roster", "r.csv", 1, "{}"), "pension_list_missing");
  expect(s.finish(), "roster_missing");
  expect(s.open_file("pension", "p.csv", 1, "{}"), "ok");
  expect(s.open_file("overlap", "o.csv", 1, "{}"), "out_of_order");
  expect(s.begin(kFlowD.dump()), "ok");  // begin starts afresh at any time
  expect(s.open_file("roster", "r.csv", 1, "{}"), "overlap_list_missing");
  CHECK(feed_file(s, {"overlap", "o.csv", overlap_csv({kNewRun, {OverlapLine{}}})})["ok"] == true);
  CHECK(feed_file(s, {"roster", "r.csv", roster_csv({RosterLine{}})})["ok"] == true);
  expect(s.open_file("overlap", "o2.csv", 1, "{}"), "out_of_order");
  expect(s.open_file("roster", "r2.csv", 1, "{}"), "out_of_order");
  expect(s.finish(), "ok");
  expect(s.feed(0), "out_of_order");
  expect(s.view("garbage"), "settings_invalid");
  expect(s.view("[1]"), "settings_invalid");
  expect(s.view(R"({"sort":"shoe"})"), "unknown_name");
  expect(s.view(R"({"buckets":["X"]})"), "unknown_name");
  expect(s.view(R"({"buckets":[1]})"), "unknown_name");
  expect(s.view("{}"), "ok");
  expect(s.evidence(1), "unknown_name");
  expect(s.evidence(0), "ok");
  expect(s.rows(0xFFFFFFFF, 0xFFFFFFFF), "ok");
  expect(s.export_begin("passwords.txt"), "unknown_name");
  CHECK(ran == 30);
}

TEST_CASE("a session can be used again, and carries nothing over") {
  Session s;
  std::string first;
  for (int round = 0; round < 3; ++round) {
    REQUIRE(code_of(s.begin(kFlowP.dump())) == "ok");
    if (round == 1) {  // an abandoned job in between
      REQUIRE(code_of(s.open_file("pension", "p.csv", 5, "{}")) == "ok");
      continue;
    }
    REQUIRE(feed_file(s, {"pension", "p.csv", pension_csv({PensionLine{}})})["ok"] == true);
    REQUIRE(feed_file(s, {"roster", "r.csv", roster_csv({RosterLine{}})})["ok"] == true);
    REQUIRE(code_of(s.finish()) == "ok");
    const std::string all =
        export_all(s, "results.ndjson") + export_all(s, "results.csv") + export_all(s, "import.json");
    if (round == 0) first = all;
    else CHECK(all == first);
  }
}

TEST_CASE("slices of any size give the same bytes") {
  Town town;
  town.listed(
      {OverlapLine{},
       OverlapLine{.kana = "サトウ　ハナコ", .name = "佐藤\n花子", .birth = "1991-02-03", .sex = "2", .serial = "2"}});
  const std::vector<InputFile> files = {{"pension", "p.csv", pension_csv(town.pension)},
                                        {"overlap", "o1.csv", overlap_csv(town.runs[0])},
                                        {"overlap", "o2.csv", overlap_csv(town.runs[1])},
                                        {"roster", "r.csv", roster_csv(town.roster)}};
  std::vector<InputFile> wide = files;
  for (InputFile& f : wide) f.bytes = utf16le(f.bytes);
  size_t ran = 0;
  for (const std::vector<InputFile>& all : {files, wide}) {
    const Outcome whole = run_files(kFlowP, all);
    REQUIRE(whole.ok());
    for (size_t slice = 1; slice < 130; slice += slice < 20 ? 1 : 13) {
      const Outcome cut = run_files(kFlowP, all, slice);
      REQUIRE(cut.ok());
      CHECK(cut.ndjson == whole.ndjson);
      CHECK(cut.csv == whole.csv);
      CHECK(cut.import_json == whole.import_json);
      ++ran;
    }
  }
  CHECK(ran == 56);
}

constexpr const char* kProposeOptions = R"({"today":"2026-11-22","whole":true})";

TEST_CASE("propose: a layout that the session takes back") {
  size_t ran = 0;
  for (const auto& [kind, bytes] :
       {std::pair<std::string, std::string>{"roster", roster_csv({RosterLine{}, RosterLine{}})},
        {"pension", pension_csv({PensionLine{.birth = "7021001", .lost = "9080901"}})},
        {"overlap", overlap_csv({kNewRun, {OverlapLine{}}})}}) {
    Session s;
    char* const to = s.buffer(static_cast<uint32_t>(bytes.size()));
    REQUIRE(to != nullptr);
    std::memcpy(to, bytes.data(), bytes.size());
    const Json answer =
        Json::parse(s.propose(kind, kind + ".csv", static_cast<uint32_t>(bytes.size()), kProposeOptions));
    REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
    const Json layout = answer["proposal"]["layout"];
    CHECK(layout["kind"] == kind);
    CHECK(layout["fields"].contains("birth_date"));
    if (kind == "pension") CHECK(layout["fields"]["birth_date"]["date"] == "era_pension");
    REQUIRE(code_of(s.begin(kFlowP.dump())) == "ok");
    if (kind == "roster") REQUIRE(feed_file(s, {"pension", "p.csv", pension_csv({PensionLine{}})})["ok"] == true);
    const Json taken = feed_file(s, {kind, kind + "_20261119.csv", bytes, Json{{"layout", layout}}.dump()});
    REQUIRE_MESSAGE(taken["ok"] == true, taken.dump());
    CHECK(taken["file"]["layout"] == "given");
    CHECK(taken["file"]["rejected_count"] == 0);
    ++ran;
  }
  CHECK(ran == 3);
  Session s;
  CHECK(code_of(s.propose("cat", "x", 0, kProposeOptions)) == "unknown_name");
  CHECK(code_of(s.propose("roster", "x", 100, kProposeOptions)) == "size_out_of_range");
}

TEST_CASE("constants: seventeen buckets, four grades, what the page must not repeat") {
  const Json c = Json::parse(constants_json());
  CHECK(c["buckets"].size() == 17);
  CHECK(c["grades"].size() == 4);
  CHECK(c["kinds"].size() == 3);
  CHECK(c["flows"].size() == 2);
  CHECK(c["sorts"].size() == 10);
  CHECK(c["chunk_bytes"] == 8388608);
  CHECK(c["earliest_d_date"] == "2022-11-29");
  const std::vector<std::string> order = {"P-CONFIRMED", "P-INQUIRE",   "P-REVIEW",    "P-FILED",     "P-OUTSIDE",
                                          "P-WITHDRAWN", "P-NONMEMBER", "D-REFERENCE", "D-CANDIDATE", "D-FIRST",
                                          "D-REVERSED",  "D-CHANGED",   "D-OTHER",     "D-REVIEW",    "D-FILED",
                                          "D-NONMEMBER", "D-RESOLVED"};
  for (size_t i = 0; i < order.size(); ++i) {
    CHECK(c["buckets"][i]["code"] == order[i]);
    CHECK(c["buckets"][i]["flow"] == (i < 8 ? "P" : "D"));
  }
}
