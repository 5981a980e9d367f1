// The hand-made table of name pairs (name-pairs.tsv), compared pair by pair, in both directions; names.test.mjs takes it
// through the command line. Here nothing is found by keys and nothing is shown: it is the comparison alone.
#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/calendar/date_form.h"
#include "core/match/compare.h"
#include "core/match/match_words.h"

using namespace totsugo;

namespace {

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == '\t') out.emplace_back();
    else out.back() += c;
  }
  return out;
}

std::set<std::string> names_of(RelaxationSet set) {
  std::set<std::string> out;
  for (int i = 0; i < kRelaxationCount; ++i)
    if (set & RelaxationSet{1} << i) out.emplace(code_of(static_cast<Relaxation>(i)));
  return out;
}

std::set<std::string> beyond_orthography(const std::string& codes) {
  const std::set<std::string> orthography = names_of(kOrthography);
  std::set<std::string> out;
  std::istringstream in(codes);
  for (std::string one; in >> one;)
    if (!orthography.count(one)) out.insert(one);
  return out;
}

std::string joined(const std::set<std::string>& all) {
  std::string out;
  for (const std::string& one : all) out += one + " ";
  return out;
}

CivilDate birth_of(const std::string& s) { return parse_date(s, DateForm::self_describing).date; }

}  // namespace

TEST_CASE("names: a careful clerk's table of pairs, both ways") {
  const std::unique_ptr<CharTables> tables = CharTables::make();
  std::ifstream in(TOTSUGO_SOURCE_DIR "/tests/golden/name-pairs.tsv");
  REQUIRE(in);
  size_t ran = 0;
  std::string line;
  for (size_t n = 1; std::getline(in, line); ++n) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> cell = cells_of(line);
    REQUIRE(cell.size() == 11);
    const auto person = [&](const std::string& kana, const std::string& written, const std::string& alias) {
      Identity id;
      fold_name(*tables, kana, kAllFolds, id.kana);
      fold_name(*tables, written, kAllFolds, id.written);
      fold_name(*tables, alias, kAllFolds, id.alias);
      id.birth = CivilDate::of(1980, 4, 14);
      id.sex = SexCode::male;
      return id;
    };
    Identity listed = person(cell[0], cell[1], "");
    Identity member = person(cell[2], cell[3], cell[4]);
    if (const size_t slash = cell[5].find('/'); slash != std::string::npos) {
      listed.birth = birth_of(cell[5].substr(0, slash));
      member.birth = birth_of(cell[5].substr(slash + 1));
    }
    if (cell[6] == "-") listed.sex = SexCode::unknown;
    if (cell[6] == "x") listed.sex = SexCode::female;
    const std::string& number = cell[7];
    if (number == "=" || number == "h" || number == "b" || number == "x") {
      listed.number = parse_member_number("05", number == "x" ? "15" : "10",
                                          number == "h"   ? ""
                                          : number == "b" ? "02"
                                                          : "01");
      member.number = parse_member_number("05", "10", "01");
    }
    if (number == "px") {
      listed.pension_number = 7;
      member.pension_number = 8;
    }
    const std::string& grade = cell[8];
    for (const bool turned : {false, true}) {
      if (turned && !cell[4].empty()) continue;
      if (turned) {
        std::swap(listed.kana, member.kana);
        std::swap(listed.written, member.written);
      }
      const Comparison c = compare(listed, member);
      CAPTURE(n);
      CAPTURE(turned);
      CAPTURE(line);
      const std::string got = c.result == Grade::look_alike ? "look"
                              : c.result == Grade::none     ? "none"
                                                            : std::string(code_of(c.result));
      CHECK((got == grade || (grade == "none" && got == "look")));
      if (c.result <= Grade::c)
        CHECK(joined(names_of(c.relaxations & ~kOrthography)) == joined(beyond_orthography(cell[9])));
      ++ran;
    }
  }
  CHECK(ran > 700);
}
