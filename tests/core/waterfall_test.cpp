// How a grade is told: the steps of the waterfall, its sentence, and what differs in a written name.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/calendar/date_form.h"
#include "core/match/match_words.h"
#include "core/report/differences.h"
#include "core/report/waterfall.h"

using namespace totsugo;

namespace {

const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

struct Who {
  std::string kana = "ヤマダ　タロウ";
  std::string name = "山田　太郎";
  std::string birth = "19800401";
  SexCode sex = SexCode::male;
  std::string number = "";
  std::string branch = "";
};

Identity identity(const Who& w) {
  Identity id;
  fold_name(tables(), w.kana, kAllFolds, id.kana);
  fold_name(tables(), w.name, kAllFolds, id.written);
  id.birth = parse_date(w.birth, DateForm::self_describing).date;
  id.sex = w.sex;
  id.number = parse_member_number("", w.number, w.branch);
  return id;
}

struct Told {
  std::string levels;  // same, folded, relaxed, differs, missing: first letters, field by field
  std::string grades;  // so far, field by field; '-' none
  std::string sentence;
};

Told tell(const Who& listed, const Who& member) {
  const Comparison c = compare(identity(listed), identity(member));
  const auto steps = waterfall_of(c, {orthography_of(tables(), listed.kana, member.kana, false),
                                      orthography_of(tables(), listed.name, member.name, false)});
  Told out;
  for (const WaterfallStep& s : steps) {
    out.levels += s.level.substr(0, 1);
    out.grades += s.so_far <= Grade::c ? std::string(code_of(s.so_far)) : "-";
  }
  out.sentence = waterfall_sentence(steps, c.result);
  return out;
}

}  // namespace

TEST_CASE("waterfall: one step a field, the grade so far, and one sentence") {
  struct Row {
    Who listed;
    Who member;
    std::string levels;
    std::string grades;
    std::string sentence;
  };
  const std::vector<Row> rows = {
      {{},
       {},
       "ssssmmm",
       "-AAAAAA",
       "氏名カナは同じ、氏名は同じ、生年月日は同じ、性別は同じ。よって一致の段階はAです。"},
      {{.kana = "ﾔﾏﾀﾞ ﾀﾛｳ"},
       {},
       "fsssmmm",
       "-AAAAAA",
       "氏名カナは表記をそろえると同じ（全角・半角の違い）、氏名は同じ、生年月日は同じ、性別は同じ。よって一致の段階はAです。"},
      {{.kana = "ヤマタ　タロウ", .name = "山●　太郎"},
       {},
       "rrssmmm",
       "-CCCCCC",
       "氏名カナは違いを認めると同じ（濁点・半濁点の有無）、氏名は違いを認めると同じ（表せない文字（●など）を含む）、生年月日は同じ、性別は同じ。よって一致の段階はCです。"},
      {{.name = "", .sex = SexCode::unknown},
       {},
       "smsmmmm",
       "-AABBBB",
       "氏名カナは同じ、氏名は比べられない（どちらかにない）、生年月日は同じ、性別は比べられない（どちらかにない）。よって一致の段階はBです。"},
      {{.birth = "19800402"},
       {},
       "ssrsmmm",
       "-ACCCCC",
       "氏名カナは同じ、氏名は同じ、生年月日は近い（生年月日が1日違い）、性別は同じ。よって一致の段階はCです。"},
      {{.sex = SexCode::female},
       {},
       "sssdmmm",
       "-AACCCC",
       "氏名カナは同じ、氏名は同じ、生年月日は同じ、性別は違う。よって一致の段階はCです。"},
      {{.number = "05-123", .branch = "01"},
       {.number = "05-123", .branch = "01"},
       "ssssssm",
       "-AAAASS",
       "氏名カナは同じ、氏名は同じ、生年月日は同じ、性別は同じ、記号番号は同じ、枝番は同じ。よって一致の段階はSです。"},
      {{.number = "05-124", .branch = "01"},
       {.number = "05-123", .branch = "01"},
       "ssssdmm",
       "-AAACCC",
       "氏名カナは同じ、氏名は同じ、生年月日は同じ、性別は同じ、記号番号は違う。よって一致の段階はCです。"},
      {{.birth = "", .number = "05-123", .branch = "01"},
       {.number = "05-123", .branch = "01"},
       "ssmsssm",
       "-A--CCC",
       "氏名カナは同じ、氏名は同じ、性別は同じ、記号番号は同じ、枝番は同じ。よって一致の段階はCです。"},
      // A twin's 枝番; one that is missing; no kana; no name beside the number.
      {{.number = "05-123", .branch = "02"},
       {.number = "05-123", .branch = "01"},
       "sssssdm",
       "-AAAACC",
       "氏名カナは同じ、氏名は同じ、生年月日は同じ、性別は同じ、記号番号は同じ、枝番は違う。よって一致の段階はCです。"},
      {{.number = "05-123"},
       {.number = "05-123", .branch = "01"},
       "sssssmm",
       "-AAAAAA",
       "氏名カナは同じ、氏名は同じ、生年月日は同じ、性別は同じ、記号番号は同じ、枝番は比べられない（どちらかにない）。よって一致の段階はAです。"},
      {{.kana = ""},
       {},
       "msssmmm",
       "-AAAAAA",
       "氏名カナは比べられない（どちらかにない）、氏名は同じ、生年月日は同じ、性別は同じ。よって一致の段階はAです。"},
      {{.kana = "", .name = "", .number = "05-123", .branch = "01"},
       {.number = "05-123", .branch = "01"},
       "mmssssm",
       "----CCC",
       "氏名カナは比べられない（どちらかにない）、氏名は比べられない（どちらかにない）、生年月日は同じ、性別は同じ、記号番号は同じ、枝番は同じ。よって一致の段階はCです。"},
      {{.kana = "スズキ　ハジメ", .name = "鈴木　一"},
       {},
       "ddssmmm",
       "-------",
       "氏名カナは違う、氏名は違う、生年月日は同じ、性別は同じ。同じ人とは扱いません。"},
  };
  for (const Row& r : rows) {
    const Told told = tell(r.listed, r.member);
    const std::string who = r.listed.kana + r.listed.name;
    CAPTURE(who);
    CHECK(told.levels == r.levels);
    CHECK(told.grades == r.grades);
    CHECK(told.sentence == r.sentence);
  }
  CHECK(rows.size() == 14);
}

// The last step is the grade, whatever the fields are.
TEST_CASE("waterfall: it ends at the grade of the comparison") {
  size_t ran = 0;
  for (const char* kana : {"ヤマダ　タロウ", "ヤマタ　タロウ", "サトウ　タロウ", "", "ヤマダ　ジロウ"})
    for (const char* name : {"山田　太郎", "山●　太郎", "佐藤　太郎", "", "山田　次郎"})
      for (const char* birth : {"19800401", "19800402", "19800104", "19000101", "19700707"})
        for (const SexCode sex : {SexCode::male, SexCode::female, SexCode::unknown})
          for (const char* branch : {"01", "02", ""}) {
            const Who listed{kana, name, birth, sex, "05-123", branch};
            const Who member{.number = "05-123", .branch = "01"};
            const Comparison c = compare(identity(listed), identity(member));
            const auto steps = waterfall_of(c, {});
            REQUIRE(steps.size() == 7);
            CHECK(steps.back().so_far == c.result);
            // What grade_of says of the whole is what the last field but one came to, unless a 基礎年金番号 speaks.
            if (c.result <= Grade::c) CHECK(steps[5].so_far == c.result);
            ++ran;
          }
  CHECK(ran == 5 * 5 * 5 * 3 * 3);
}

TEST_CASE("what differs in a written name is told in its place") {
  struct Row {
    std::string listed;
    std::string member;
    std::vector<std::string> told;  // what each sentence must hold
  };
  const std::vector<Row> rows = {
      {"渡邉　髙志", "渡邊　高志", {"「邉」と「邊」は同じ字の別の形です（", "「髙」と「高」は同じ字の別の形です（"}},
      {"●田　太郎", "澤田太郎", {"「●」は表せない1字で、もう一方の「澤」の位置にあります。"}},
      {"山田　太郎",
       "山\uE012　太郎",
       {"外字（U+E012）はこの端末ではどの字かわからない1字で、もう一方の「田」の位置にあります。"}},
      {"葛\U000E0100城　剛",
       "葛城　剛",
       {"「葛\U000E0100」と「葛」は、字形を選ぶ符号（IVS）の有無だけが違う同じ字です。"}},
      {"山田　太郎", "山田　太郎", {}},
      {"山田　太郎", "山田　次郎", {}},
      {"山田　太", "山田　太郎", {}},
  };
  for (const Row& r : rows) {
    CAPTURE(r.listed);
    const std::vector<std::string> told = told_of(differences_of_text(tables(), r.listed, r.member));
    REQUIRE(told.size() == r.told.size());
    for (size_t i = 0; i < told.size(); ++i) CHECK(told[i].find(r.told[i]) != std::string::npos);
  }
  CHECK(rows.size() == 7);
}
