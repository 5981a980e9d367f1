// The CSV reader's own promises, and the writer's. tests/reference holds the scanner and the reader against a plain twin.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "core/csv/reader.h"
#include "core/csv/writer.h"
#include "tests/reference/plain_guard.h"

using namespace totsugo;

namespace {

struct Seen {
  std::vector<std::string> lines;  // "line:field|field"
  Error end;
};

Seen read(std::string_view text, CsvDialect dialect = {}) {
  CsvReader reader;
  reader.set_dialect(dialect);
  std::memcpy(reader.room(text.size()), text.data(), text.size());
  reader.take(text.size());
  Seen out;
  out.end = reader.read(true, [&out](const CsvRecord& r) {
    std::string line = std::to_string(r.line) + ":";
    if (r.bad_quote)
      line += "!" + std::to_string(r.bad_column) + "<" + std::string(r.bad_text()) + ">" + std::string(r.text());
    else
      for (size_t i = 0; i < r.field_count(); ++i)
        line += (i ? "|" : "") + (r.quoted(i) ? unescape_quotes(r.field(i)) : std::string(r.field(i)));
    out.lines.push_back(line);
    return true;
  });
  return out;
}

}  // namespace

TEST_CASE("reader: fields, quotes, line ends and the physical line of each record") {
  using Lines = std::vector<std::string>;
  struct Row {
    std::string text;
    Lines want;
  };
  const std::vector<Row> rows = {
      {"", {}},
      {"a", {"1:a"}},
      {"a,b\n", {"1:a|b"}},
      {"a,b\r\nc,d", {"1:a|b", "2:c|d"}},
      {"a,b\n\x1A", {"1:a|b"}},
      {"a,b\r\nc,d\x1A\x1A", {"1:a|b", "2:c|d"}},
      {"\x1A", {}},
      {"a\x1A,b\n", {"1:a\x1A|b"}},
      {"a,\n,b\n", {"1:a|", "2:|b"}},
      {"\n\na\n", {"1:", "2:", "3:a"}},
      {"\"a,b\",c\n", {"1:a,b|c"}},
      {"\"a\"\"b\"\n", {"1:a\"b"}},
      {"\"\"\n", {"1:"}},
      {"\"\"\"\"\n", {"1:\""}},
      {"\"a\r\nb\",c\r\nd,e\r\n", {"1:a\r\nb|c", "3:d|e"}},
      {"\"\n\n\"\nx\n", {"1:\n\n", "4:x"}},
      {"\"a\"b,c\nd\n", {"1:!0<\"a\"b,c>\"a\"b,c", "2:d"}},
      {"x\n\"a\nb\"c,d\ny\n", {"1:x", "2:!0<\"a>\"a", "3:b\"c|d", "4:y"}},
      {"a,\"b\"", {"1:a|b"}},
      {"a\rb\n", {"1:a\rb"}},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(r.text);
    const Seen seen = read(r.text);
    CHECK(seen.end.code == ErrorCode::none);
    CHECK(seen.lines == r.want);
    ++ran;
  }
  CHECK(ran == 20);
  CHECK(read("a\tb,c\n", {'\t', '\n'}).lines == std::vector<std::string>{"1:a|b,c"});
  CHECK(read("a,b\rc,d\r", {',', '\r'}).lines == std::vector<std::string>{"1:a|b", "2:c|d"});
}

// As spreadsheets read them: a quote that does not begin its field is a character; blanks around a quoted field are none of it.
TEST_CASE("reader: quotes inside a field, and blanks around quotes") {
  using Lines = std::vector<std::string>;
  struct Row {
    std::string text;
    Lines want;
  };
  const std::vector<Row> rows = {
      // a quote in a field that does not begin with one
      {"a\"b,c\nd\n", {"1:a\"b|c", "2:d"}},
      {"a\",c\n", {"1:a\"|c"}},
      {"a\"\"b,c\n", {"1:a\"\"b|c"}},
      {"a\"b\"c,d\n", {"1:a\"b\"c|d"}},
      {"a\"b,c\"d\ne,f\n", {"1:a\"b|c\"d", "2:e|f"}},
      {"x,5\",y\nz,6\",w\n", {"1:x|5\"|y", "2:z|6\"|w"}},
      {"x,a \"b\" c\r\ny,z\r\n", {"1:x|a \"b\" c", "2:y|z"}},
      {"x,a\"\r\ny,\"z\"\r\n", {"1:x|a\"", "2:y|z"}},
      {"a\"", {"1:a\""}},
      {"\xE5\xB1\xB1\"\xE7\x94\xB0,b\n", {"1:\xE5\xB1\xB1\"\xE7\x94\xB0|b"}},
      {"\x93\xFA\"\x96{,b\n", {"1:\x93\xFA\"\x96{|b"}},
      {"\xE3\x80\x80\"b\",c\n", {"1:\xE3\x80\x80\"b\"|c"}},  // a full-width blank is a character
      {"\r\"a\",b\n", {"1:\r\"a\"|b"}},
      {"!\"a\",b\n", {"1:!\"a\"|b"}},
      {"\"a\",b\"c,\"d,e\"\nf\n", {"1:a|b\"c|d,e", "2:f"}},
      // blanks before the opening quote
      {"a, \"b,c\" ,d\n", {"1:a|b,c|d"}},
      {"a,   \"b\"\nc\n", {"1:a|b", "2:c"}},
      {"a,\t\"b,c\"\n", {"1:a|b,c"}},
      {"a, \t \"b\"\"c\"\n", {"1:a|b\"c"}},
      {" \"a\",b\n", {"1:a|b"}},
      {"a, \" b \",c\n", {"1:a| b |c"}},
      {"a, \"\",c\n", {"1:a||c"}},
      {"a, \"b\r\nc\",d\r\ne,f\r\n", {"1:a|b\r\nc|d", "3:e|f"}},
      {"a, \"b\"", {"1:a|b"}},
      // blanks behind the closing one
      {"\"a\" ,b\n", {"1:a|b"}},
      {"\"a\"\t,b\n", {"1:a|b"}},
      {"x,\"a\"  \r\ny,z\r\n", {"1:x|a", "2:y|z"}},
      {"x,\"a\" ", {"1:x|a"}},
      {"x,\"a\"\r\r\ny\n", {"1:x|a", "2:y"}},
      {"\"a\"\r,b\n", {"1:a|b"}},
      {"\"a\" \"\n", {"1:!0<\"a\" \">\"a\" \""}},
      // text behind a closing quote stays wrong, and costs its own line only
      {"\"a\" b,c\nd,e\n", {"1:!0<\"a\" b,c>\"a\" b,c", "2:d|e"}},
      {"x, \"a\"b,c\nd\n", {"1:!1< \"a\"b,c>x, \"a\"b,c", "2:d"}},
      {"x,\"a\"\rb\nd\n", {"1:!1<\"a\">x,\"a\"\rb", "2:d"}},
      {"x,\"a\"b\"c\"\nd\n", {"1:!1<\"a\"b\"c\">x,\"a\"b\"c\"", "2:d"}},
      // an opening quote that never closes where it should: the rows below it are there
      {"1, \"a,b\n2,\"c\",d\n3,e,f\n", {"1:!1< \"a,b>1, \"a,b", "2:2|c|d", "3:3|e|f"}},
      {"1,\"a,b\n2,c,d\n3,\"e\",f\n", {"1:!1<\"a,b>1,\"a,b", "2:2|c|d", "3:3|e|f"}},
      // only blanks
      {" , \t,b\n", {"1: | \t|b"}},
      {"  \n", {"1:  "}},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(r.text);
    const Seen seen = read(r.text);
    CHECK(seen.end.code == ErrorCode::none);
    CHECK(seen.lines == r.want);
    // Wherever the record stands among the 64 bytes that are looked at together.
    for (size_t before = 1; before < 140; before += 9) {
      const Seen behind = read(std::string(before - 1, 'x') + "\n\"q\",z\n" + r.text);
      REQUIRE(behind.lines.size() == r.want.size() + 2);
      for (size_t i = 0; i < r.want.size(); ++i)
        CHECK(behind.lines[i + 2].substr(behind.lines[i + 2].find(':')) == r.want[i].substr(r.want[i].find(':')));
    }
    ++ran;
  }
  CHECK(ran == rows.size());
  // A tab between two fields is a separator and never a blank.
  CHECK(read("a\t\t\"b\tc\"\td\n", {'\t', '\n'}).lines == Lines{"1:a||b\tc|d"});
  CHECK(read("a\t \"b\tc\" \td\n", {'\t', '\n'}).lines == Lines{"1:a|b\tc|d"});
  CHECK(read("a; \"b;c\" ;d\"e\n", {';', '\n'}).lines == Lines{"1:a|b;c|d\"e"});
  CHECK(read("a, \"b\rc\" ,d\re\"f\r", {',', '\r'}).lines == Lines{"1:a|b\rc|d", "3:e\"f"});
  const Seen open = read("a,b\nc, \"d,e\nf,g\n");
  CHECK(open.end.code == ErrorCode::unclosed_quote);
  CHECK(open.end.where.line == 2);
  for (const char* const begin : {"a\"", "\"a\"b", " \"a"}) {
    CsvReader reader;
    const std::string text = begin + std::string(kMaxRecordBytes + 10, 'x');
    std::copy(text.begin(), text.end(), reader.room(text.size()));
    reader.take(text.size());
    const Error e = reader.read(false, [](const CsvRecord&) { return true; });
    CHECK(e.code == (begin[0] == ' ' ? ErrorCode::unclosed_quote : ErrorCode::record_too_long));
  }
}

TEST_CASE("reader: NUL bytes are blanks where they are padding") {
  using Lines = std::vector<std::string>;
  const auto read_padded = [](std::string_view text, size_t slice) {
    CsvReader reader;
    reader.read_nul_as_blank();
    Lines lines;
    const auto take = [&lines](const CsvRecord& r) {
      for (size_t i = 0; i < r.field_count(); ++i)
        lines.push_back(std::to_string(r.line) + ":" + std::string(r.field(i)));
      return true;
    };
    for (size_t at = 0; at < text.size(); at += slice) {
      const std::string_view part = text.substr(at, slice);
      std::copy(part.begin(), part.end(), reader.room(part.size()));
      reader.take(part.size());
      CHECK(reader.read(false, take).code == ErrorCode::none);
    }
    CHECK(reader.read(true, take).code == ErrorCode::none);
    lines.push_back("end " + std::to_string(reader.nul_at_end()));
    return lines;
  };
  using std::string_literals::operator""s;
  struct Row {
    std::string text;
    Lines want;
  };
  const std::vector<Row> rows = {
      {"a\0\0,b\0\nc,d\n"s, {"1:a  ", "1:b ", "2:c", "2:d", "end 0"}},
      {"\"a\"\0\0,\"b\0\"\0\r\n"s, {"1:a", "1:b ", "end 0"}},
      {"\0\0\"a,b\",c\n"s, {"1:a,b", "1:c", "end 0"}},
      {"a,b\n\0\0\0\0"s, {"1:a", "1:b", "end 2"}},
      {"a,b\0\0"s, {"1:a", "1:b", "end 1"}},
      {"a,\"b\"\0\0\x1A\0"s, {"1:a", "1:b", "end 1"}},
      {"\0\0\0"s, {"end 1"}},
      {"a,\0\0,b\0"s, {"1:a", "1:  ", "1:b", "end 1"}},
  };
  size_t ran = 0;
  for (const Row& r : rows)
    for (size_t slice = 1; slice <= r.text.size(); ++slice) {
      CAPTURE(r.text);
      CAPTURE(slice);
      CHECK(read_padded(r.text, slice) == r.want);
      ++ran;
    }
  CHECK(ran > 60);
}

TEST_CASE("reader: what cannot be read says where") {
  const Seen open = read("a\nb,\"c\nd\ne\n");
  CHECK(open.end.code == ErrorCode::unclosed_quote);
  CHECK(open.end.where.line == 2);
  CHECK(open.lines.size() == 1);
  const Seen longest = read("a\n" + std::string(kMaxRecordBytes + 300000, 'x') + "\n");
  CHECK(longest.end.code == ErrorCode::record_too_long);
  CHECK(longest.end.where.line == 2);
  CHECK(read(std::string(kMaxRecordBytes - 10, 'x') + "\nb").lines.size() == 2);
}

TEST_CASE("reader: looking ahead and going back") {
  CsvReader reader;
  const std::string text = "a,b\n1,\"2\n3\"\n4,5\n";
  std::memcpy(reader.room(text.size()), text.data(), text.size());
  reader.take(text.size());
  std::vector<std::string> seen;
  const auto one = [&seen](const CsvRecord& r) {
    seen.push_back(std::to_string(r.line) + std::string(r.text()));
    return false;  // stop after each
  };
  // Reading on after a stop goes by way of rewind(), be it to the very place.
  const auto read_one = [&] {
    CHECK(reader.read(true, one).code == ErrorCode::none);
    reader.rewind(reader.here());
  };
  read_one();
  const CsvReader::Bookmark after_header = reader.here();
  for (int i = 0; i < 3; ++i) read_one();
  reader.rewind(after_header);
  CHECK(reader.records() == 1);
  CHECK(reader.line() == 2);
  for (int i = 0; i < 3; ++i) read_one();
  CHECK(seen == std::vector<std::string>{"1a,b", "21,\"2\n3\"", "44,5", "21,\"2\n3\"", "44,5"});
}

// The last slice of a file is not known to be the last: what comes behind a closing quote is the file's end mark, or wrong.
TEST_CASE("reader: end marks, however the file is cut") {
  using Lines = std::vector<std::string>;
  struct Row {
    std::string text;
    Lines want;
  };
  const std::vector<Row> rows = {{"\"a\r\nb\"\x1A\x1A", {"\"a\r\nb\""}},
                                 {"a,\"b\"\x1A", {"a,\"b\""}},
                                 {"a,\"b\"\x1A\n", {"!a,\"b\"\x1A"}},
                                 {"a,\"b\"\x1A,c\x1A", {"!a,\"b\"\x1A,c"}},
                                 {"x\"y\n\"b\"\x1A", {"x\"y", "\"b\""}},
                                 {"x\"y\x1A", {"x\"y"}},
                                 {"\"b\" \x1A", {"\"b\" "}},
                                 {"\x1A"
                                  "a\n\x1A\x1A",
                                  {"\x1A"
                                   "a"}},
                                 {"\x1A\x1A", {}},
                                 {"\"a\x1A\"\n\x1A", {"\"a\x1A\""}}};
  size_t ran = 0;
  for (const Row& row : rows)
    for (const size_t slice : {size_t{1}, size_t{2}, size_t{3}, row.text.size()})
      for (const bool with_last : {false, true}) {
        CAPTURE(row.text);
        CAPTURE(slice);
        CsvReader reader;
        Lines seen;
        const auto take = [&seen](const CsvRecord& r) {
          seen.push_back((r.bad_quote ? "!" : "") + std::string(r.text()));
          return true;
        };
        for (size_t at = 0; at < row.text.size();) {
          const size_t n = std::min(slice, row.text.size() - at);
          std::copy_n(row.text.data() + at, n, reader.room(n));
          reader.take(n);
          at += n;
          CHECK(reader.read(with_last && at == row.text.size(), take).code == ErrorCode::none);
        }
        if (!with_last) CHECK(reader.read(true, take).code == ErrorCode::none);
        CHECK(seen == row.want);
        ++ran;
      }
  CHECK(ran == rows.size() * 8);
}

TEST_CASE("reader: a field that a record does not have is empty") {
  struct Row {
    std::string text;  // its last record
    std::vector<std::string> want;
  };
  const std::vector<Row> rows = {{"a,b\n", {"a", "b", ""}},
                                 {"a,b\r\n", {"a", "b", ""}},
                                 {"a,\"b\"\n", {"a", "b", ""}},
                                 {"a,\n", {"a", "", ""}},
                                 {"\n", {"", "", ""}},
                                 {"\r\n", {"", "", ""}},
                                 {"a,b\"c\",d\n", {"a", "b\"c\"", "d"}},
                                 {"a,\"b\"c,d\n", {"", "", ""}},
                                 {"\"a\"b,c\n", {"", "", ""}},
                                 {"x,y,z\n\"a\"b", {"", "", ""}},
                                 {"x,y,z\na", {"a", "", ""}},
                                 {"x,y,z\n\"\",\r\n", {"", "", ""}}};
  size_t ran = 0;
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CsvReader reader;
    std::copy(row.text.begin(), row.text.end(), reader.room(row.text.size()));
    reader.take(row.text.size());
    std::vector<std::string> last;
    const auto fields = [&](const CsvRecord& r) {
      last.clear();
      for (size_t i = 0; i < 3; ++i) last.emplace_back(r.field(i));
      for (const size_t i : {size_t{3}, size_t{1000}, SIZE_MAX - 1, SIZE_MAX}) {
        CHECK(r.raw_field(i).empty());
        CHECK(r.field(i).empty());
        CHECK_FALSE(r.quoted(i));
      }
      return true;
    };
    CHECK(reader.read(true, fields, fields).code == ErrorCode::none);
    CHECK(last == row.want);
    ++ran;
  }
  CHECK(ran == rows.size());
  const std::string text = "a,bc";
  const std::vector<uint32_t> ends = {1, 4};
  CHECK(CsvRecord::over(text, ends, 1).field(1) == "bc");
  CHECK(CsvRecord::over(text, ends, 1).field(2).empty());
  CHECK(CsvRecord::over({}, {}, 1).field(0).empty());
  CHECK(CsvRecord().field(0).empty());
}

TEST_CASE("reader: what is pending may be replaced, and may be nothing") {
  size_t ran = 0;
  for (const std::string before : {"", "\xFF\xFE", "a,b\nc"})
    for (const std::string text : {"", "x", "x,y\nz"})
      for (const size_t skipped : {size_t{0}, before.size()}) {
        CsvReader reader;
        std::copy(before.begin(), before.end(), reader.room(before.size()));
        reader.take(before.size());
        reader.skip(skipped);
        reader.replace_pending(text);
        CHECK(reader.pending() == text);
        std::string seen;
        CHECK(reader
                  .read(true,
                        [&seen](const CsvRecord& r) {
                          seen += (seen.empty() ? "" : "\n") + std::string(r.text());
                          return true;
                        })
                  .code == ErrorCode::none);
        CHECK(seen == text);
        ++ran;
      }
  CHECK(ran == 18);
}

TEST_CASE("writer: no cell is a formula, nothing else is changed, and what is written is read back") {
  struct Row {
    const char* value;
    const char* cell;
  };
  const std::vector<Row> rows = {
      {"", ""},
      {"山田　太郎", "山田　太郎"},
      {"a,b", "\"a,b\""},
      {"a\"b", "\"a\"\"b\""},
      {"a\nb", "\"a\nb\""},
      {"a\rb", "\"a\rb\""},
      {"=1+1", "\"'=1+1\""},
      {" =1+1", "\"' =1+1\""},
      {"\u3000=1+1", "\"'\u3000=1+1\""},
      {"\u00A0\u200B\u3000＋1", "\"'\u00A0\u200B\u3000＋1\""},
      {"\u3000山田", "\u3000山田"},
      {"\u3000", "\u3000"},
      {"+81", "\"'+81\""},
      {"-1", "\"'-1\""},
      {"@x", "\"'@x\""},
      {"\tx", "\"'\tx\""},
      {"\rx", "\"'\rx\""},
      {"\nx", "\"'\nx\""},
      {"＝1", "\"'＝1\""},
      {"＋1", "\"'＋1\""},
      {"－1", "\"'－1\""},
      {"＠x", "\"'＠x\""},
      {"ー", "ー"},
      {"0123", "0123"},
      {" =1", "\"' =1\""},
      {"=\"\"", "\"'=\"\"\"\"\""},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    std::string out;
    CsvWriter w(out);
    w.cell("x");
    w.cell(r.value);
    w.end_row();
    CHECK(out == "x," + std::string(r.cell) + "\r\n");
    const Seen back = read(out);
    REQUIRE(back.lines.size() == 1);
    const bool guarded = std::string_view(r.cell).starts_with("\"'");
    CHECK(back.lines[0] == "1:x|" + std::string(guarded ? "'" : "") + r.value);
    ++ran;
  }
  CHECK(ran == 26);
  std::string two;
  CsvWriter w(two);
  w.cell("a");
  w.end_row();
  w.cell("b");
  w.cell("");
  w.end_row();
  CHECK(two == "a\r\nb,\r\n");
}

TEST_CASE(
    "writer: the guard sees a formula behind every blank, alone or among others; without it values stand as they are") {
  const std::string blanks[] = {"",       " ",      "\t",     "\v",     "\f",     "\u00A0", "\u1680",
                                "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
                                "\u2007", "\u2008", "\u2009", "\u200A", "\u200B", "\u2028", "\u2029",
                                "\u202F", "\u205F", "\u3000", "\uFEFF"};
  size_t guarded = 0;
  size_t plain = 0;
  for (const std::string& first : blanks)
    for (const std::string& second : blanks)
      for (const char* text : {"=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "山田", "1=1", "ー1", ""}) {
        const std::string value = first + second + text;
        std::string out;
        CsvWriter(out).cell(value);
        const bool formula = test::runnable(value);
        if (out != (formula ? "\"'" + value + "\"" : value)) FAIL_CHECK(value);
        ++(formula ? guarded : plain);
        out.clear();
        CsvWriter(out, false).cell(value);
        if (out != value) FAIL_CHECK(value);
      }
  CHECK(guarded == 25 * 25 * 8 + 4 * 26);  // a tab in front is guarded whatever follows it
  CHECK(plain == 25 * 25 * 4 - 4 * 26);
  std::string exact;
  CsvWriter w(exact, false);
  for (const char* value : {"=1,2", "-1\n", "=\"\""}) w.cell(value);
  w.end_row();
  CHECK(exact == "\"=1,2\",\"-1\n\",\"=\"\"\"\"\"\r\n");
}
