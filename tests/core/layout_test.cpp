// Layout documents, header names, and what a file's columns are taken for.
#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "core/layout/layout.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

}  // namespace

TEST_CASE("headers: every alias of every field is known, in its kind, and means one field only") {
  size_t aliases = 0;
  for (const FileKind kind : {FileKind::roster, FileKind::pension, FileKind::overlap}) {
    std::map<std::string, std::string> seen;  // folded header -> field
    for (const FieldInfo& info : fields_of(kind)) {
      CHECK(find_field(kind, info.id) == &info);
      std::string_view rest = info.aliases;
      CHECK(rest.substr(0, rest.find(' ')) == info.label);
      while (!rest.empty()) {
        const size_t cut = rest.find(' ');
        const std::string alias(rest.substr(0, cut));
        rest = cut == std::string_view::npos ? std::string_view{} : rest.substr(cut + 1);
        const ColumnMap map = map_by_aliases(tables(), kind, {"x", alias});
        CAPTURE(alias);
        CHECK(map.column[index_of(info.id)] == 1);
        CHECK(known_headers(map) == 1);
        CHECK(seen.emplace(folded_header(tables(), alias), info.code).first->second == info.code);
        ++aliases;
      }
    }
  }
  CHECK(aliases > 110);
}

TEST_CASE("headers: folded in width, spaces, brackets and marks") {
  size_t ran = 0;
  for (const char* header : {"氏名カナ", "氏名（カナ）", "氏名(カナ)", "氏名　カナ", "氏名ｶﾅ", "【氏名カナ】",
                             "「氏名」カナ", "※氏名カナ", "氏名_カナ", "氏名\nカナ"}) {
    CAPTURE(std::string(header));
    CHECK(folded_header(tables(), header) == "氏名カナ");
    ++ran;
  }
  CHECK(ran == 10);
  CHECK(folded_header(tables(), "フリガナ") == folded_header(tables(), "ﾌﾘｶﾞﾅ"));
  CHECK(folded_header(tables(), "") == "");
}

TEST_CASE("required columns: DOMAIN section 6") {
  const auto missing = [](FileKind kind, const std::vector<std::string>& headers) {
    return missing_required(kind, map_by_aliases(tables(), kind, headers));
  };
  CHECK(missing(FileKind::roster, {"宛名番号", "氏名カナ", "生年月日", "資格取得年月日"}) == "");
  CHECK(missing(FileKind::roster, {"記号番号", "氏名", "生年月日", "取得日"}) == "");
  CHECK(missing(FileKind::roster, {"記号", "番号", "氏名", "生年月日", "資格取得日"}) == "");
  CHECK(missing(FileKind::roster, {"氏名", "生年月日", "取得日"}) != "");
  CHECK(missing(FileKind::roster, {"宛名番号", "生年月日", "取得日"}) == "氏名カナまたは氏名");
  CHECK(missing(FileKind::roster, {"宛名番号", "氏名", "取得日"}) == "生年月日");
  CHECK(missing(FileKind::roster, {"宛名番号", "氏名", "生年月日"}) == "資格取得年月日");
  CHECK(missing(FileKind::pension, {"氏名", "生年月日", "喪失日"}) == "");
  CHECK(missing(FileKind::pension, {"氏名", "生年月日"}) == "資格喪失年月日");
  CHECK(missing(FileKind::overlap, {"自番号", "重複先保険者番号", "重複先資格取得年月日"}) == "");
  CHECK(missing(FileKind::overlap, {"氏名", "生年月日", "重複先保険者番号", "重複先資格取得年月日"}) == "");
  CHECK(missing(FileKind::overlap, {"氏名", "重複先保険者番号", "重複先資格取得年月日"}) != "");
  CHECK(missing(FileKind::overlap, {"自番号", "重複先資格取得年月日"}) == "重複先保険者番号");
  CHECK(missing(FileKind::overlap, {"自番号", "重複先保険者番号"}) == "重複先資格取得年月日");
}

TEST_CASE("headers: which of a person's rows is the newest, and the workplace") {
  const ColumnMap roster = map_by_aliases(tables(), FileKind::roster,
                                          {"宛名番号", "履歴番号", "異動年月日", "最新フラグ", "資格取得年月日"});
  CHECK(roster.column[index_of(Field::history_number)] == 1);
  CHECK(roster.column[index_of(Field::changed_on)] == 2);
  CHECK(roster.column[index_of(Field::latest_mark)] == 3);
  CHECK(find_field(FileKind::roster, Field::changed_on)->date);
  CHECK(find_field(FileKind::pension, Field::changed_on) == nullptr);
  const ColumnMap pension = map_by_aliases(tables(), FileKind::pension, {"氏名カナ", "事業所名称"});
  CHECK(pension.column[index_of(Field::workplace_name)] == 1);
  CHECK(find_field(FileKind::roster, Field::workplace_name) == nullptr);
}

TEST_CASE("layouts: read, written, read again") {
  const std::string text = R"({"kind":"roster","name":"町の台帳","encoding":"cp932","delimiter":";","header_rows":2,
    "record_kind":{"position":1,"keep":["2","02"]},"shape":"pair",
    "fields":{"birth_date":{"header":"誕生","date":"era_medical"},"name":{"position":7},"name_kana":"カナ"}})";
  const Result<Layout> first = parse_layout(text, FileKind::roster);
  REQUIRE(first.ok());
  const Layout& l = first.value();
  CHECK(l.name == "町の台帳");
  CHECK(l.coding == Encoding::cp932);
  CHECK(l.delimiter == ';');
  CHECK(l.header_rows == 2);
  CHECK(l.records.position == 1);
  CHECK(l.records.keep == std::vector<std::string>{"2", "02"});
  CHECK(l.fields[index_of(Field::birth_date)].form == DateForm::era_code_medical);
  CHECK(l.fields[index_of(Field::name)].position == 7);
  CHECK(l.fields[index_of(Field::name_kana)].headers == std::vector<std::string>{"カナ"});
  const Result<Layout> again = parse_layout(layout_json(l), FileKind::roster);
  REQUIRE(again.ok());
  CHECK(layout_json(again.value()) == layout_json(l));
  CHECK(parse_layout("\xEF\xBB\xBF{}", FileKind::pension).ok());  // saved by an editor that writes a BOM
}

TEST_CASE("layouts that cannot be followed") {
  size_t ran = 0;
  for (const char* text : {"",
                           "{",
                           "[]",
                           "5",
                           R"({"kind":"pension"})",
                           R"({"encoding":"latin1"})",
                           R"({"delimiter":"|"})",
                           R"({"header_rows":-1})",
                           R"({"header_rows":21})",
                           R"({"header_rows":"1"})",
                           R"({"shape":"grouped"})",
                           R"({"record_kind":{}})",
                           R"({"record_kind":{"position":0,"keep":["2"]}})",
                           R"({"record_kind":{"position":1}})",
                           R"({"fields":[]})",
                           R"({"fields":{"x":"y"}})",
                           R"({"fields":{"name":5}})",
                           R"({"fields":{"name":{}}})",
                           R"({"fields":{"name":{"position":-1}}})",
                           R"({"fields":{"name":{"position":1001}}})",
                           R"({"fields":{"name":{"position":"1"}}})",
                           R"({"fields":{"birth_date":{"position":1,"date":"era"}}})",
                           R"({"fields":{"run_date":"x"}})"}) {
    const std::string shown_text(text);
    CAPTURE(shown_text);
    const Result<Layout> l = parse_layout(text, FileKind::roster);
    REQUIRE_FALSE(l.ok());
    CHECK(l.problem().code == ErrorCode::layout_invalid);
    ++ran;
  }
  CHECK(ran == 23);
}

TEST_CASE("layouts at work: record kinds, no header, two header rows, positions, another separator") {
  const Json settings = {{"flow", "P"}, {"date", "2026-11-22"}};
  struct Row {
    const char* what;
    std::string bytes;
    std::string layout;
    int rows;
    int others;
  };
  const std::string body = "山田　太郎;ヤマダ　タロウ;19800401;20260901";
  const std::string fields =
      R"("fields":{"name":{"position":2},"name_kana":{"position":3},"birth_date":{"position":4,"date":"self"},"pension_lost":{"position":5}})";
  const std::vector<Row> rows = {
      {"record kinds", "1;20261119;;;\n2;" + body + "\n2;" + body + "\n3;2;;;\n",
       R"({"delimiter":";","header_rows":0,"record_kind":{"position":1,"keep":["2"]},)" + fields + "}", 2, 2},
      {"record kinds of other widths", "1;20261119\n2;" + body + "\n3;2\n",
       R"({"delimiter":";","header_rows":0,"record_kind":{"position":1,"keep":["2"]},)" + fields + "}", 1, 2},
      {"two header rows", "見出し;;;;\n区分;氏名;カナ;誕生;喪失\n2;" + body + "\n",
       R"({"delimiter":";","header_rows":2,)" + fields + "}", 1, 0},
      {"headers by other names", "区分;なまえ;かな;うまれ;うしない\n2;" + body + "\n",
       R"({"fields":{"name":"なまえ","name_kana":"かな","birth_date":"うまれ","pension_lost":"うしない"}})", 1, 0},
      {"no header at all", "2;" + body + "\n2;" + body + "\n", R"({"header_rows":0,)" + fields + "}", 2, 0},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(std::string(r.what));
    Session s;
    REQUIRE(Json::parse(s.begin(settings.dump()))["ok"] == true);
    const Json answer = feed_file(s, {"pension", "p.csv", r.bytes, "{\"layout\":" + r.layout + "}"});
    CAPTURE(answer.dump());
    ++ran;
    if (r.rows < 0) {
      // The first row tells how many fields there are: here a control record of two.
      CHECK(answer["ok"] == false);
      continue;
    }
    REQUIRE(answer["ok"] == true);
    CHECK(answer["file"]["rows"] == r.rows);
    CHECK(answer["file"]["kept"] == r.rows);
    CHECK(answer["file"]["other_kind_rows"] == r.others);
    CHECK(answer["file"]["rejected_count"] == 0);
  }
  CHECK(ran == 5);
}
