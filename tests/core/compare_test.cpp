// The grade table of DOMAIN section 5, row by row, each relaxation by its name.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/calendar/date_form.h"
#include "core/match/compare.h"
#include "core/match/match_words.h"
#include "tests/core/relaxation_names.h"

using namespace totsugo;

namespace {

const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

struct Person {
  std::string kana = "ヤマダ　タロウ";
  std::string written = "山田　太郎";
  std::string birth = "19800401";
  SexCode sex = SexCode::male;
  std::string alias = "";
  std::string number = "";
  std::string branch = "";
  uint64_t pension = 0;
};

Identity identity(const Person& p) {
  Identity id;
  fold_name(tables(), p.kana, kAllFolds, id.kana);
  fold_name(tables(), p.written, kAllFolds, id.written);
  fold_name(tables(), p.alias, kAllFolds, id.alias);
  const ParsedDate d = parse_date(p.birth, DateForm::self_describing);
  id.birth = d.date;
  id.sex = p.sex;
  id.number = parse_member_number("", p.number, p.branch);
  id.pension_number = p.pension;
  return id;
}

struct Row {
  const char* what;
  Person listed;
  Person member;
  const char* grade;        // S A B C L(ook-alike) -
  const char* relaxations;  // names, in the enum's order
};

using P = Person;
const std::vector<Row> kRows = {
    // --- S: number and birth date equal, name compatible
    {"S all equal with number and branch",
     {.number = "05-123", .branch = "01"},
     {.number = "5-00123", .branch = "1"},
     "S",
     ""},
    {"S by 基礎年金番号", {.pension = 1234567890}, {.pension = 1234567890}, "S", ""},
    {"S sex missing",
     {.sex = SexCode::unknown, .number = "05-123", .branch = "01"},
     {.number = "05-123", .branch = "01"},
     "S",
     "sex_missing"},
    {"S kana misread twice, number settles",
     {.kana = "ヤマタ　タロヴ", .written = "", .pension = 7},
     {.pension = 7},
     "S",
     "dakuten"},
    {"S another reading, number settles",
     {.kana = "サンデン　フトシ", .pension = 7},
     {.pension = 7},
     "S",
     "variant_reading"},
    {"A household number and an equal name", {.number = "05-123"}, {.number = "05-123", .branch = "01"}, "A", ""},
    {"C another number",
     {.number = "05-124", .branch = "01"},
     {.number = "05-123", .branch = "01"},
     "C",
     "number_differs"},
    {"C another branch",
     {.number = "05-123", .branch = "02"},
     {.number = "05-123", .branch = "01"},
     "C",
     "branch_differs"},
    {"C the number with no name beside it",
     {.kana = "", .written = "", .number = "05-123", .branch = "01"},
     {.number = "05-123", .branch = "01"},
     "C",
     "name_missing"},
    {"C number and name, and no birth date",
     {.birth = "", .number = "05-123", .branch = "01"},
     {.number = "05-123", .branch = "01"},
     "C",
     "birth_missing"},
    {"C a sex that is no code", {.sex = SexCode::unread}, {}, "C", "sex_differs"},
    {"S other kanji, the number with its branch",
     {.written = "山田　多労", .number = "05-123", .branch = "01"},
     {.number = "05-123", .branch = "01"},
     "S",
     "written_differs"},
    {"C kana nearly alike and other kanji",
     {.kana = "ヤマタ　タロウ", .written = "山田　多労"},
     {},
     "C",
     "dakuten written_differs"},
    {"C three words of a foreign name in another order",
     {.kana = "グエン　ナム　バン", .written = ""},
     {.kana = "グエン　バン　ナム", .written = "NGUYEN VAN NAM"},
     "C",
     "words_mixed"},
    // --- A: orthography only
    {"A equal", {}, {}, "A", ""},
    {"A half width", {.kana = "ﾔﾏﾀﾞ ﾀﾛｳ"}, {}, "A", ""},
    {"A small kana large", {.kana = "ヤマダ　シヨウイチ", .written = ""}, {.kana = "ヤマダ　ショウイチ"}, "A", ""},
    {"A a hyphen between the names", {.kana = "ヤマダ－タロウ"}, {}, "A", "separator"},
    {"B a hyphen for the long vowel, dropped",
     {.kana = "オ－ノ　タロウ", .written = ""},
     {.kana = "オノ　タロウ", .written = "小野　太郎"},
     "B",
     "long_vowel_dropped"},
    {"A long vowel look-alikes",
     {.kana = "オ‐ノ　タロウ", .written = ""},
     {.kana = "オｰノ　タロウ"},
     "A",
     "long_vowel"},
    {"A hyphen for the long vowel",
     {.kana = "オ－ノ　タロウ", .written = ""},
     {.kana = "オーノ　タロウ"},
     "A",
     "long_vowel"},
    {"A ズ ヅ", {.kana = "ユヅル　カズコ", .written = ""}, {.kana = "ユズル　カヅコ"}, "A", ""},
    {"A ジ ヂ", {.kana = "フヂイ　ケンジ", .written = ""}, {.kana = "フジイ　ケンヂ"}, "A", ""},
    {"A ヲ オ", {.kana = "カヲル", .written = ""}, {.kana = "カオル"}, "A", ""},
    {"A ヰ イ", {.kana = "ヰノウエ　ミ", .written = ""}, {.kana = "イノウエ　ミ"}, "A", ""},
    {"A ヱ エ", {.kana = "チヱ　カ", .written = ""}, {.kana = "チエ　カ"}, "A", ""},
    {"A hiragana", {.kana = "やまだ　たろう"}, {}, "A", ""},
    {"A middle dot and spaces", {.kana = "ヤ マ・ダ タロウ"}, {}, "A", ""},
    {"A 髙 高", {.written = "髙田　太郎"}, {.written = "高田　太郎"}, "A", "kanji_variant"},
    {"A 﨑 崎", {.written = "山﨑　太郎"}, {.written = "山崎　太郎"}, "A", "kanji_variant"},
    {"A 𠮷 吉", {.written = "𠮷田　太郎"}, {.written = "吉田　太郎"}, "A", "kanji_variant"},
    {"A 邉 邊 辺", {.written = "渡邉　邊"}, {.written = "渡辺　辺"}, "A", "kanji_variant"},
    {"A 齋 斉 齊 斎", {.written = "齋藤　齊"}, {.written = "斎藤　斉"}, "A", "kanji_variant"},
    {"A 澤 沢, 濱 浜, 栁 柳", {.written = "澤濱　栁"}, {.written = "沢浜　柳"}, "A", "kanji_variant"},
    {"A ideographic variation sequence", {.written = "葛\U000E0100城　太郎"}, {.written = "葛城　太郎"}, "A", ""},
    {"A Latin letters in any case and width",
     {.kana = "", .written = "Maria SILVA"},
     {.kana = "", .written = "ＭＡＲＩＡ　ｓｉｌｖａ"},
     "A",
     ""},
    {"A no kana on the list, kanji equal", {.kana = ""}, {}, "A", ""},
    {"A no kanji on the list", {.written = ""}, {}, "A", ""},
    // --- B: exactly one relaxation
    {"B 濁点 lost", {.kana = "ヤマタ　タロウ"}, {}, "B", "dakuten"},
    {"B 半濁点 lost", {.kana = "ハルコ　アンナ", .written = ""}, {.kana = "パルコ　アンナ"}, "B", "dakuten"},
    {"B 濁点 lost twice is one kind",
     {.kana = "カトウ　コロウ", .written = ""},
     {.kana = "ガトウ　ゴロウ"},
     "B",
     "dakuten"},
    {"B ヅ lost its mark", {.kana = "ユツル　タ", .written = ""}, {.kana = "ユヅル　タ"}, "B", "dakuten"},
    {"B ソ ン", {.kana = "ソノダ　ケソ", .written = ""}, {.kana = "ソノダ　ケン"}, "B", "so_n"},
    {"B シ ツ", {.kana = "ヨシダ　ツゲル", .written = ""}, {.kana = "ヨツダ　ツゲル"}, "B", "shi_tsu"},
    {"B one kana, kanji equal", {.kana = "ヤマダ　タコウ"}, {}, "B", "kana_one_char"},
    {"B one kana missing, kanji equal", {.kana = "ヤマダ　ロウ"}, {}, "B", "kana_one_char"},
    {"B the long vowel's mark on one side",
     {.kana = "オーノ　タロウ", .written = ""},
     {.kana = "オノ　タロウ", .written = "小野　太郎"},
     "B",
     "long_vowel_dropped"},
    {"B オオ オウ",
     {.kana = "オウノ　タロウ", .written = ""},
     {.kana = "オオノ　タロウ", .written = "大野　太郎"},
     "B",
     "long_vowel_spelling"},
    {"B オー オオ",
     {.kana = "オーノ　タロウ", .written = ""},
     {.kana = "オオノ　タロウ", .written = "大野　太郎"},
     "B",
     "long_vowel_spelling"},
    {"B ユウ ユー", {.kana = "ヤマダ　ユーコ", .written = ""}, {.kana = "ヤマダ　ユウコ"}, "B", "long_vowel_spelling"},
    {"B a long vowel written short, kanji equal", {.kana = "ヤマダ　タロ"}, {}, "B", "long_vowel_missing"},
    {"B キウ キュウ", {.kana = "キウマ　タロウ", .written = ""}, {.kana = "キュウマ　タロウ"}, "B", "yu_u"},
    {"B イウ ユウ", {.kana = "ヤマダ　イウ", .written = ""}, {.kana = "ヤマダ　ユウ"}, "B", "yu_u"},
    {"B the words in another order",
     {.kana = "マリア　シルバ", .written = "MARIA SILVA"},
     {.kana = "シルバ　マリア", .written = "SILVA MARIA"},
     "B",
     "word_order"},
    {"B ヴ ブ, the alphabet missing",
     {.kana = "ダヴィド　リー", .written = ""},
     {.kana = "ダビド　リー", .written = "DAVID LEE"},
     "B",
     "foreign_kana"},
    {"B ティ チ",
     {.kana = "マーチン　ケイ", .written = "MARTIN KAY"},
     {.kana = "マーティン　ケイ", .written = "MARTIN KAY"},
     "B",
     "foreign_kana"},
    {"B the 通称 with its own reading",
     {.kana = "カネダ　タミオ", .written = "金田　民夫"},
     {.kana = "キム　ミンス", .written = "KIM MINSU", .alias = "金田　民夫"},
     "B",
     "alias_name"},
    {"B another reading of equal kanji",
     {.kana = "フルタニ　タロウ", .written = "古谷　太郎"},
     {.kana = "フルヤ　タロウ", .written = "古谷　太郎"},
     "B",
     "variant_reading"},
    {"B ● for one kanji", {.written = "●田　太郎"}, {}, "B", "wildcard"},
    {"B 〓", {.written = "山〓　太郎"}, {}, "B", "wildcard"},
    {"B ?", {.written = "山?　太郎"}, {}, "B", "wildcard"},
    {"B ＊ in the roster", {}, {.written = "山田　太＊"}, "B", "wildcard"},
    {"B 外字", {.written = "山\uE000　太郎"}, {}, "B", "wildcard"},
    {"B ● where kana are missing", {.kana = "", .written = "山●　太郎"}, {}, "B", "wildcard"},
    {"B sex missing on the list", {.sex = SexCode::unknown}, {}, "B", "sex_missing"},
    {"B sex missing in the roster", {}, {.sex = SexCode::unknown}, "B", "sex_missing"},
    {"B 通称名",
     {.kana = "", .written = "木村　花"},
     {.kana = "キム　ハナ", .written = "金　花", .alias = "木村　花"},
     "B",
     "alias_name"},
    // --- C: shown only
    {"C two relaxations: 濁点 and ソ/ン",
     {.kana = "ヤマタ　ケソ", .written = ""},
     {.kana = "ヤマダ　ケン"},
     "C",
     "dakuten so_n"},
    {"C two: 濁点 and sex missing",
     {.kana = "ヤマタ　タロウ", .sex = SexCode::unknown},
     {},
     "C",
     "dakuten sex_missing"},
    {"C two: ● and sex missing", {.written = "●田　太郎", .sex = SexCode::unknown}, {}, "C", "wildcard sex_missing"},
    {"C birth one day later", {.birth = "19800402"}, {}, "C", "birth_off_by_one"},
    {"C birth one day earlier, over a month", {.birth = "19800331"}, {}, "C", "birth_off_by_one"},
    {"C month and day swapped", {.birth = "19800104"}, {}, "C", "birth_swapped"},
    {"C era: Heisei for Showa", {.birth = "20080401"}, {.birth = "19450401"}, "C", "birth_era_shift"},
    {"C era: Showa for Heisei", {.birth = "19270401"}, {.birth = "19900401"}, "C", "birth_era_shift"},
    {"C day unknown", {.birth = "19800400"}, {}, "C", "birth_partial"},
    {"C month and day unknown on both", {.birth = "19800000"}, {.birth = "19800000"}, "C", "birth_partial"},
    {"C surname changed", {.kana = "スズキ　タロウ", .written = "鈴木　太郎"}, {}, "C", "surname_changed"},
    {"C surname changed, no space on one side",
     {.kana = "スズキタロウ", .written = "鈴木太郎"},
     {},
     "C",
     "surname_changed"},
    {"C a given name that could not be held, and no space on the list",
     {.kana = "", .written = "山田●"},
     {.kana = "ヤマダ　ススム", .written = "山田　進"},
     "C",
     "wildcard wildcards_only"},
    {"C two characters that could not be held",
     {.kana = "", .written = "●田　太●"},
     {},
     "C",
     "wildcard wildcards_only"},
    {"C a middle name left out",
     {.kana = "シルバ　マリア", .written = "SILVA MARIA"},
     {.kana = "シルバ　マリア　アナ", .written = "SILVA MARIA ANA"},
     "C",
     "middle_name"},
    {"C cut off",
     {.kana = "シルバ　マリアクリステ", .written = ""},
     {.kana = "シルバ　マリアクリスティーナ", .written = "SILVA MARIACRISTINA"},
     "C",
     "cut_off"},
    {"C a long vowel written short, no kanji to settle it",
     {.kana = "オノ　タロウ", .written = ""},
     {.kana = "オオノ　タロウ", .written = "大野　太郎"},
     "C",
     "long_vowel_missing"},
    {"C a placeholder for a birth date", {.birth = "19000101"}, {.birth = "19000101"}, "C", "birth_placeholder"},
    {"C number equal, name differs",
     {.kana = "サトウ　ハジメ", .written = "佐藤　肇", .number = "05-123", .branch = "01"},
     {.number = "05-123", .branch = "01"},
     "C",
     "name_differs"},
    {"C kana equal, kanji differ", {.written = "山田　多労"}, {}, "C", "written_differs"},
    {"C one kana and no kanji to settle it", {.kana = "ヤマダ　タコウ", .written = ""}, {}, "C", "kana_one_char_only"},
    {"C sex conflict", {.sex = SexCode::female}, {}, "C", "sex_differs"},
    {"C sex conflict with an equal number", {.sex = SexCode::female, .pension = 7}, {.pension = 7}, "C", "sex_differs"},
    {"C birth conflict with an equal number",
     {.birth = "19851212", .pension = 7},
     {.pension = 7},
     "C",
     "birth_differs"},
    {"C another 基礎年金番号", {.pension = 8}, {.pension = 7}, "C", "pension_number_differs"},
    // --- none, or a look-alike
    {"- birth differs", {.birth = "19851212"}, {}, "L", "birth_differs"},
    {"L one kana, and other kanji", {.kana = "ヤマダ　ジロウ", .written = "山田　次郎"}, {}, "L", ""},
    {"A a foreign name of one word in the other column",
     {.kana = "シルバ", .written = ""},
     {.kana = "", .written = "シルバ"},
     "A",
     ""},
    {"L a foreign name with one word twice: it is met once",
     {.kana = "マリア　マリア", .written = "MARIA MARIA"},
     {.kana = "マリア　シルバ", .written = "MARIA SILVA"},
     "L",
     ""},
    {"C a foreign name, the same kana and one letter other",
     {.kana = "シルバ　マリア", .written = "SILVA MARIA"},
     {.kana = "シルバ　マリア", .written = "SILVA MARIO"},
     "C",
     "written_differs"},
    {"C listed under the alias, its words in another order",
     {.kana = "タナカ　ハナコ", .written = ""},
     {.kana = "グエン　ティ　ラン", .written = "NGUYEN THI LAN", .alias = "ハナコ　タナカ"},
     "C",
     "alias_name word_order"},
    {"B the same kana, and the alias in writing",
     {.written = "川本　太郎"},
     {.alias = "川本　太郎"},
     "B",
     "alias_name"},
    {"B one kana other, no kanji, and the alias in kana",
     {.kana = "ヤマダ　タロカ", .written = ""},
     {.alias = "ヤマダ　タロカ"},
     "B",
     "alias_name"},
    {"B two slips, no kanji, and the alias in kana",
     {.kana = "ガマタ　ソノコ", .written = ""},
     {.kana = "カマタ　ンノコ", .written = "蒲田　園子", .alias = "ガマタ　ソノコ"},
     "B",
     "alias_name"},
    {"C one character that could not be held in kana and one in writing",
     {.kana = "ヤ●ダ　タロウ", .written = "山●　太郎"},
     {},
     "C",
     "wildcard wildcards_only"},
    {"B one character that could not be held in kana, no writing",
     {.kana = "ヤ●ダ　タロウ", .written = ""},
     {},
     "B",
     "wildcard"},
    {"B no kana, one character that could not be held and two that agree",
     {.kana = "", .written = "山●　太"},
     {.kana = "ヤマダ　フトシ", .written = "山田　太"},
     "B",
     "wildcard"},
    {"A a hyphen between the kanji", {.written = "山田－太郎"}, {}, "A", "separator"},
    {"C surname changed, one kanji behind a family name without a space",
     {.kana = "スズキ　ハジメ", .written = "鈴木肇"},
     {.kana = "ヤマダ　ハジメ", .written = "山田　肇"},
     "C",
     "surname_changed"},
    {"C surname changed, two kana behind a family name without a space",
     {.kana = "スズキアイ", .written = ""},
     {.kana = "ヤマダ　アイ", .written = ""},
     "C",
     "surname_changed"},
    {"- surname changed, and a given name with a long mark keyed as a hyphen",
     {.kana = "スズキ　ア－ル", .written = ""},
     {.kana = "ヤマダ　アル", .written = ""},
     "-",
     ""},
    {"B a foreign name of one word, spelled otherwise in the other column",
     {.kana = "シルヴァ", .written = ""},
     {.kana = "", .written = "シルバ"},
     "B",
     "foreign_kana"},
    {"C the kana but for lost marks at both ends, and other kanji",
     {.kana = "ガマダ　ケンジ", .written = "蒲田　健二"},
     {.kana = "カマダ　ケンシ", .written = "別木　賢士"},
     "C",
     "dakuten written_differs"},
    {"L the same kanji, no kana, another birth date", {.kana = "", .birth = "19750505"}, {}, "L", ""},
    {"- the same kanji but for one that could not be held, another birth date",
     {.kana = "", .written = "山●　太郎", .birth = "19750505"},
     {},
     "-",
     ""},
    {"L given name differs", {.kana = "ヤマダ　ハジメ", .written = "山田　肇"}, {}, "L", ""},
    {"- all differ",
     {.kana = "サトウ　ハナコ", .written = "佐藤　花子", .birth = "19910203", .sex = SexCode::female},
     {},
     "-",
     ""},
    {"- only wildcards agree", {.kana = "", .written = "●●　●●"}, {}, "-", ""},
    {"L the branch differs: a twin with another name",
     {.kana = "ヤマダ　ハジメ", .written = "山田　肇", .number = "05-123", .branch = "02"},
     {.number = "05-123", .branch = "01"},
     "L",
     ""},
    {"L two kana differ and no kanji", {.kana = "ヤマカ　タコウ", .written = ""}, {}, "L", ""},
    {"L one kana differs and a long vowel is spelled otherwise, no kanji",
     {.kana = "ヤマカ　タロオ", .written = ""},
     {},
     "L",
     ""},
    // --- what a changed surname, a cut-off name and a name in the other column are, and what they are not
    {"C surname changed, a given name of one kanji, no space in the kana",
     {.kana = "スズキケン", .written = "鈴木　健"},
     {.kana = "ヤマダケン", .written = "山田　健"},
     "C",
     "surname_changed"},
    {"L the given name alone is no changed surname", {.kana = "タロウ", .written = ""}, {}, "L", ""},
    {"L surname changed, and the given name's kanji differ where they have no space",
     {.kana = "スズキ　タロウ", .written = "鈴木多労"},
     {},
     "L",
     ""},
    {"L surname changed, and the given name's kanji differ",
     {.kana = "スズキ　タロウ", .written = "鈴木　多労"},
     {},
     "L",
     ""},
    {"L a given name of one kana says nothing without its surname",
     {.kana = "スズキ　ミ", .written = ""},
     {.kana = "ヤマダ　ミ", .written = ""},
     "-",
     ""},
    {"C cut off after eight characters",
     {.kana = "シルバ　マリアクリ", .written = ""},
     {.kana = "シルバ　マリアクリスティーナ", .written = "SILVA MARIACRISTINA"},
     "C",
     "cut_off"},
    {"L cut off after seven",
     {.kana = "シルバ　マリアク", .written = ""},
     {.kana = "シルバ　マリアクリスティーナ", .written = "SILVA MARIACRISTINA"},
     "L",
     ""},
    {"A a foreign name's kana in the other column",
     {.kana = "マリア　シルバ", .written = ""},
     {.kana = "", .written = "マリア　シルバ"},
     "A",
     ""},
    {"C two slips in the name itself, and more under the alias",
     {.kana = "ヤマタ　ケソ", .written = ""},
     {.kana = "ヤマダ　ケン", .alias = "ヤマダ　ケン"},
     "C",
     "dakuten so_n"},
};

std::string grade_text(Grade g) {
  return g == Grade::look_alike ? "L" : g == Grade::none ? "-" : std::string(code_of(g));
}

}  // namespace

TEST_CASE("grades: the table, row by row") {
  size_t ran = 0;
  std::set<std::string> named;
  for (const Row& row : kRows) {
    CAPTURE(std::string(row.what));
    const Comparison c = compare(identity(row.listed), identity(row.member));
    CHECK(grade_text(c.result) == row.grade);
    if (*row.grade != '-' && *row.grade != 'L') {
      CHECK(names_of(c.relaxations) == row.relaxations);
      std::string rest = row.relaxations;
      for (size_t at; !rest.empty(); rest.erase(0, at == std::string::npos ? rest.size() : at + 1))
        named.insert(rest.substr(0, at = rest.find(' ')));
    }
    ++ran;
  }
  CHECK(ran == 127);
  CHECK(ran == kRows.size());
  // Every relaxation beyond orthography has been met.
  for (int i = static_cast<int>(Relaxation::dakuten); i < kRelaxationCount; ++i) {
    const std::string name(code_of(static_cast<Relaxation>(i)));
    CHECK_MESSAGE(named.count(name) == 1, name);
  }
}

TEST_CASE("grades: who is listed and who is member makes no difference but for the alias") {
  size_t ran = 0;
  for (const Row& row : kRows) {
    if (!row.member.alias.empty()) continue;
    CAPTURE(std::string(row.what));
    const Comparison a = compare(identity(row.listed), identity(row.member));
    const Comparison b = compare(identity(row.member), identity(row.listed));
    CHECK(a.result == b.result);
    CHECK(a.relaxations == b.relaxations);
    ++ran;
  }
  CHECK(ran == 120);
}

TEST_CASE("grades: of two ways that cost the same one is told, in either order") {
  struct Ways {
    const char* what;
    Person a, b;
    const char* told;
  };
  const std::vector<Ways> rows = {
      {"kana against writing: the words turned round, or a mark dropped",
       {.kana = "NGUYEN ANH", .written = "グエン　アン"},
       {.kana = "クエン　アン", .written = "ANH NGUYEN"},
       "dakuten"},
      {"a long vowel dropped, or another spelling of a sound",
       {.kana = "マリー　ヴァレン", .written = "JOHN SMITH"},
       {.kana = "JOHN　SMITH JR", .written = "マリ　ヴァレン"},
       "long_vowel_dropped"},
  };
  size_t ran = 0;
  for (const Ways& row : rows) {
    CAPTURE(std::string(row.what));
    for (const bool turned : {false, true}) {
      const Comparison c =
          turned ? compare(identity(row.b), identity(row.a)) : compare(identity(row.a), identity(row.b));
      std::string told;
      for_each_relaxation(c.relaxations & ~kOrthography,
                          [&told](Relaxation r) { told += (told.empty() ? "" : " ") + std::string(code_of(r)); });
      CHECK(told == row.told);
      ++ran;
    }
  }
  CHECK(ran == 2 * rows.size());
}

// Marks alone, marks among letters, scripts that are not the field's, words that take each other's places.
TEST_CASE("grades: in either order the same, whatever stands in the names") {
  const std::vector<std::string> texts = {"",
                                          "\u2010#",
                                          "J\u2010#",
                                          "#",
                                          "]",
                                          "●",
                                          "ヤマダ　タロウ",
                                          "ヤマタ　タロウ",
                                          "山田　太郎",
                                          "山田太●",
                                          "NGUYEN VAN ANH",
                                          "ANH NGUYEN",
                                          "グエン　アン",
                                          "アン　クエン",
                                          "カー　カ　ガ",
                                          "カ　ガー　カ"};
  std::vector<Identity> people;
  for (const std::string& kana : texts)
    for (const std::string& written : texts) people.push_back(identity({.kana = kana, .written = written}));
  size_t unequal = 0;
  for (size_t i = 0; i < people.size(); ++i)
    for (size_t j = i + 1; j < people.size(); ++j) {
      const Comparison a = compare(people[i], people[j]);
      const Comparison b = compare(people[j], people[i]);
      const bool same = a.result == b.result && a.relaxations == b.relaxations && a.kana == b.kana &&
                        a.written == b.written && a.shared == b.shared && a.half_alike == b.half_alike &&
                        a.name_agrees == b.name_agrees && a.name_doubtful == b.name_doubtful;
      if (same || unequal++ > 10) continue;
      const std::string names = texts[i / texts.size()] + " | " + texts[i % texts.size()] + " | " +
                                texts[j / texts.size()] + " | " + texts[j % texts.size()];
      CHECK_MESSAGE(same, names);
    }
  CHECK(unequal == 0);
}

TEST_CASE("grades: a conflict of birth date or sex is never selectable, whatever else agrees") {
  size_t ran = 0;
  for (const Row& row : kRows)
    for (int change = 0; change < 3; ++change) {
      Identity a = identity(row.listed);
      const Identity b = identity(row.member);
      if (change == 0) {
        if (a.sex == SexCode::unknown || b.sex == SexCode::unknown) continue;
        a.sex = b.sex == SexCode::male ? SexCode::female : SexCode::male;
      } else if (change == 1) {
        a.birth = CivilDate::of(1955, 5, 5);
      } else {
        a.birth = {};
      }
      CHECK(compare(a, b).result >= Grade::c);
      ++ran;
    }
  CHECK(ran == 127 * 3 - 5);
}

TEST_CASE("levels: 記号番号枝番 and 基礎年金番号") {
  const auto numbers = [](const char* number, const char* branch, uint64_t pension = 0) {
    Identity id;
    id.number = parse_member_number("", number, branch);
    id.pension_number = pension;
    return id;
  };
  size_t ran = 0;
  for (const auto& [a, b, number, pension] :
       {std::tuple{numbers("05-1", "01"), numbers("05-1", "1"), NumberLevel::same, NumberLevel::missing},
        {numbers("05-1", "00"), numbers("05-1", "00"), NumberLevel::household_only, NumberLevel::missing},
        {numbers("05-1", "01"), numbers("1", "01"), NumberLevel::same, NumberLevel::missing},
        {numbers("1", "01"), numbers("05-1", "02"), NumberLevel::branch_differs, NumberLevel::missing},
        {numbers("2", "01"), numbers("05-1", "01"), NumberLevel::differs, NumberLevel::missing},
        {numbers("05-1", "01"), numbers("05-1", "02"), NumberLevel::branch_differs, NumberLevel::missing},
        {numbers("05-1", "00"), numbers("05-1", "01"), NumberLevel::household_only, NumberLevel::missing},
        {numbers("05-1", "01"), numbers("05-1", "00"), NumberLevel::household_only, NumberLevel::missing},
        {numbers("05-1", "01"), numbers("05-1", ""), NumberLevel::household_only, NumberLevel::missing},
        {numbers("05-1", ""), numbers("05-1", ""), NumberLevel::household_only, NumberLevel::missing},
        {numbers("05-1", "01"), numbers("05-2", "01"), NumberLevel::differs, NumberLevel::missing},
        {numbers("05-1", ""), numbers("05-2", ""), NumberLevel::differs, NumberLevel::missing},
        {numbers("05-1", "01"), numbers("", "01"), NumberLevel::missing, NumberLevel::missing},
        {numbers("", "", 7), numbers("", "", 7), NumberLevel::missing, NumberLevel::same},
        {numbers("", "", 7), numbers("", "", 8), NumberLevel::missing, NumberLevel::differs},
        {numbers("", "", 7), numbers("", ""), NumberLevel::missing, NumberLevel::missing}}) {
    CAPTURE(ran);
    for (const Comparison& c : {compare(a, b), compare(b, a)}) {
      CHECK(c.number == number);
      CHECK(c.pension_number == pension);
    }
    ++ran;
  }
  CHECK(ran == 16);
}

TEST_CASE("look-alikes: how much of two names is alike at both ends") {
  size_t ran = 0;
  for (const auto& [a, b, shared] :
       {std::tuple{"ヤマダ　タロウ", "ヤマダ　ハナコ", 3},
        {"ヤマダ　タロウ", "サトウ　タロウ", 3},
        {"ヤマダ　タロウ", "ヤマモト　タロウ", 5},
        {"ヤマダ　タロウ", "キムラ　ハナコ", 0},
        {"ヤマダ　タロウ", "ヤマヤマダ　タロウ", 6},
        {"ヤマダ　ヤマダ", "ヤマダ", 3},
        {"アカサタナハマヤラワアカサタナハマ", "アカサタナハマヤンンラワアカサタナハマ", 15}}) {
    Person p, q;
    p.kana = a;
    q.kana = b;
    p.written = q.written = "";
    p.birth = "19800401";
    q.birth = "19910909";
    CAPTURE(ran);
    CHECK(static_cast<int>(compare(identity(p), identity(q)).shared) == shared);
    // Without kana on one side the writing is asked.
    std::swap(p.kana, p.written);
    q.written = b;
    CHECK(static_cast<int>(compare(identity(p), identity(q)).shared) == shared);
    ++ran;
  }
  CHECK(ran == 7);
  // Half of the name at its ends and the birth date, or a name that is equal: near enough to be shown.
  const auto alike = [](const char* kana, const char* birth) {
    Person p;
    p.kana = kana;
    p.written = "";
    p.birth = birth;
    return grade_text(compare(identity(p), identity(Person{})).result);
  };
  CHECK(alike("ヤマサ　ナハウ", "19800401") == "L");
  CHECK(alike("ヤカサ　ナハウ", "19800401") == "-");
  CHECK(alike("ヤマサ　ナハウ", "19910909") == "-");
  CHECK(alike("ヤマダ　タロウ", "19910909") == "L");
  CHECK(alike("ヤマダ　タロー", "19910909") == "-");
  const auto two = [](const char* a, const char* b) {
    return grade_text(compare(identity({.kana = a, .written = ""}), identity({.kana = b, .written = ""})).result);
  };
  CHECK(two("ヤマケン", "ヤマリサ") == "L");
  CHECK(two("ヤケン", "ヤリサ") == "-");
}

// The sentences of DOMAIN section 5 once more, as a person would ask them one after the other.
TEST_CASE("grades: every combination of levels") {
  struct Name {
    bool agrees, doubtful;
    RelaxationSet why;
    int slips;
    bool sounds_alike;         // by the slips that the blocking keys fold away
    bool other_kanji = false;  // the kana quite the same
  };
  const std::vector<Name> names = {
      {true, false, 0, 0, true},
      {true, false, relax(Relaxation::kanji_variant) | relax(Relaxation::width), 0, true},
      {true, false, relax(Relaxation::dakuten), 1, true},
      {true, false, relax(Relaxation::so_n), 1, true},
      {true, false, relax(Relaxation::shi_tsu), 1, true},
      {true, false, relax(Relaxation::long_vowel_dropped), 1, true},
      {true, false, relax(Relaxation::long_vowel_spelling), 1, false},
      {true, false, relax(Relaxation::yu_u), 1, false},
      {true, false, relax(Relaxation::kana_one_char), 1, false},
      {true, false, relax(Relaxation::variant_reading), 1, false},
      {true, false, relax(Relaxation::wildcard) | relax(Relaxation::kanji_variant), 1, false},
      {true, false, relax(Relaxation::alias_name), 1, false},
      {true, false, relax(Relaxation::word_order), 1, false},
      {true, false, relax(Relaxation::dakuten) | relax(Relaxation::so_n), 2, false},
      {true, true, 0, 2, false},
      {true, true, relax(Relaxation::long_vowel_missing), 2, false},
      {true, false, relax(Relaxation::written_differs), 2, false, true},
      {true, false, relax(Relaxation::cut_off), 2, false},
      {true, false, relax(Relaxation::name_differs), 2, false},
      {false, false, 0, 0, false},
  };
  size_t ran = 0;
  for (const Name& name : names)
    for (const NumberLevel number : {NumberLevel::missing, NumberLevel::same, NumberLevel::household_only,
                                     NumberLevel::branch_differs, NumberLevel::differs})
      for (const NumberLevel pension : {NumberLevel::missing, NumberLevel::same, NumberLevel::differs})
        for (const BirthLevel birth :
             {BirthLevel::same, BirthLevel::placeholder, BirthLevel::partial, BirthLevel::off_by_one,
              BirthLevel::swapped, BirthLevel::era_shift, BirthLevel::missing, BirthLevel::differs})
          for (const SexLevel sex : {SexLevel::same, SexLevel::missing, SexLevel::differs}) {
            Comparison c;
            c.name_agrees = name.agrees;
            c.name_doubtful = name.doubtful;
            c.relaxations = name.why;
            if (name.other_kanji) c.kana = NameLevel::same;
            c.number = number;
            c.pension_number = pension;
            c.birth = birth;
            c.sex = sex;
            // What is not of the name is no slip of the name.
            if (sex == SexLevel::missing) c.relaxations |= relax(Relaxation::sex_missing);
            if (sex == SexLevel::differs) c.relaxations |= relax(Relaxation::sex_differs);
            if (birth == BirthLevel::off_by_one) c.relaxations |= relax(Relaxation::birth_off_by_one);
            if (birth == BirthLevel::differs) c.relaxations |= relax(Relaxation::birth_differs);
            if (pension == NumberLevel::differs) c.relaxations |= relax(Relaxation::pension_number_differs);
            const bool settles = number == NumberLevel::same || pension == NumberLevel::same;
            const bool household = !settles && number == NumberLevel::household_only;
            const bool conflict = sex == SexLevel::differs || pension == NumberLevel::differs;
            Grade want = settles ? Grade::c : Grade::none;
            if (birth == BirthLevel::same) {
              if (!name.agrees) want = settles || household ? Grade::c : Grade::none;
              else if (conflict) want = settles || name.slips < 2 ? Grade::c : Grade::none;
              else if (settles) want = name.slips < 2 || name.other_kanji ? Grade::s : Grade::c;
              else if (const int cost = name.slips + (sex == SexLevel::missing ? 1 : 0); cost < 2)
                want = cost ? Grade::b : Grade::a;
              else want = Grade::c;
              if (number == NumberLevel::differs || number == NumberLevel::branch_differs)
                want = std::max(want, Grade::c);
            } else if (birth == BirthLevel::differs || birth == BirthLevel::missing) {
              if (household && name.agrees && (name.slips == 0 || (name.slips == 1 && !conflict))) want = Grade::c;
            } else if (name.agrees && (name.sounds_alike || (household && name.slips == 1)) && !conflict) {
              want = Grade::c;
            }
            CAPTURE(static_cast<int>(&name - names.data()));
            CAPTURE(static_cast<int>(number));
            CAPTURE(static_cast<int>(pension));
            CAPTURE(static_cast<int>(birth));
            CAPTURE(static_cast<int>(sex));
            REQUIRE(grade_of(c) == want);
            ++ran;
          }
  CHECK(ran == 20 * 5 * 3 * 8 * 3);
}

TEST_CASE("birth dates: the same year of another era, where both eras have such a year") {
  struct Era {
    int first, last;
  };
  // The year an era ended in is its last.
  const Era eras[] = {{1868, 1912}, {1912, 1926}, {1926, 1989}, {1989, 2019}, {2019, 2117}};
  size_t shifts = 0;
  for (int a = 1862; a <= 2120; ++a)
    for (int b = 1862; b <= 2120; ++b) {
      bool shift = false;
      for (const Era& x : eras)
        for (const Era& y : eras) {
          const int year = a - x.first;  // from nought
          shift = shift || (x.first != y.first && year >= 0 && a <= x.last && b - y.first == year && b <= y.last);
        }
      const BirthLevel want = a == b                   ? (a <= 1905 ? BirthLevel::placeholder : BirthLevel::same)
                              : shift                  ? BirthLevel::era_shift
                              : std::min(a, b) <= 1905 ? BirthLevel::missing
                                                       : BirthLevel::differs;
      REQUIRE_MESSAGE(compare_birth(CivilDate::of(a, 6, 6), CivilDate::of(b, 6, 6)) == want, a << " " << b);
      shifts += shift;
    }
  CHECK(shifts > 200);
}

TEST_CASE("birth dates: a day apart, month and day swapped, parts unknown, placeholders") {
  const auto d = [](int y, int m, int day) { return CivilDate::of(y, m, day); };
  size_t ran = 0;
  for (const auto& [a, b, want] : {std::tuple{d(1980, 4, 1), d(1980, 4, 2), BirthLevel::off_by_one},
                                   {d(1980, 4, 1), d(1980, 3, 31), BirthLevel::off_by_one},
                                   {d(1980, 4, 1), d(1980, 4, 3), BirthLevel::differs},
                                   {d(1980, 12, 31), d(1981, 1, 1), BirthLevel::off_by_one},
                                   {d(1980, 4, 1), d(1980, 1, 4), BirthLevel::swapped},
                                   {d(1980, 4, 13), d(1980, 4, 14), BirthLevel::off_by_one},
                                   {d(1980, 4, 1), d(1981, 4, 1), BirthLevel::differs},
                                   {d(1980, 2, 1), d(1980, 1, 2), BirthLevel::swapped},
                                   {d(1980, 4, 1), d(1981, 1, 4), BirthLevel::differs},
                                   // unknown month or day
                                   {d(1980, 4, 0), d(1980, 4, 17), BirthLevel::partial},
                                   {d(1980, 4, 0), d(1980, 5, 17), BirthLevel::differs},
                                   {d(1980, 4, 0), d(1981, 4, 17), BirthLevel::differs},
                                   {d(1980, 0, 0), d(1980, 5, 17), BirthLevel::partial},
                                   {d(1980, 0, 0), d(1979, 5, 17), BirthLevel::differs},
                                   {d(1980, 0, 17), d(1980, 5, 17), BirthLevel::partial},
                                   {d(1980, 0, 17), d(1980, 5, 18), BirthLevel::differs},
                                   {d(1980, 4, 0), d(1980, 4, 0), BirthLevel::partial},
                                   {d(1980, 4, 0), d(1980, 0, 0), BirthLevel::partial},
                                   {d(1980, 4, 0), d(1980, 5, 0), BirthLevel::differs},
                                   {d(1980, 0, 3), d(1980, 0, 4), BirthLevel::differs},
                                   // so early that nobody is alive
                                   {d(1905, 12, 31), d(1905, 12, 31), BirthLevel::placeholder},
                                   {d(1906, 1, 1), d(1906, 1, 1), BirthLevel::same},
                                   {d(1900, 1, 1), d(1980, 4, 1), BirthLevel::missing},
                                   {d(1900, 1, 0), d(1980, 4, 1), BirthLevel::missing},
                                   {d(1900, 0, 0), d(1900, 0, 0), BirthLevel::partial},
                                   {CivilDate{}, d(1980, 4, 1), BirthLevel::missing}}) {
    const std::string from = iso_text(a);
    const std::string to = iso_text(b);
    CAPTURE(from);
    CAPTURE(to);
    CHECK(compare_birth(a, b) == want);
    CHECK(compare_birth(b, a) == want);
    ++ran;
  }
  CHECK(ran == 26);
  CHECK_FALSE(is_placeholder_birth({}));
}

TEST_CASE("birth dates: one that stands for many people of the list says nothing") {
  const auto of_many = [](const char* birth) {
    Identity listed = identity({.birth = birth});
    listed.birth_says_nothing = true;
    return compare(listed, identity(Person{}));
  };
  CHECK(of_many("19800401").birth == BirthLevel::placeholder);
  CHECK(of_many("19800401").result == Grade::c);
  CHECK(names_of(of_many("19800401").relaxations) == "birth_placeholder");
  CHECK(of_many("19800402").birth == BirthLevel::off_by_one);
  CHECK(of_many("19910909").birth == BirthLevel::differs);
  CHECK(of_many("19910909").result == Grade::look_alike);
}

TEST_CASE("birth dates: the days that unknown parts may stand for") {
  const auto days = [](CivilDate d) {
    std::vector<CivilDate> out;
    for_each_possible_day(d, [&](CivilDate x) { out.push_back(x); });
    return out;
  };
  CHECK(days(CivilDate::of(1980, 4, 1)).empty());
  CHECK(days({}).empty());
  CHECK(days(CivilDate::of(1980, 2, 0)).size() == 29);
  CHECK(days(CivilDate::of(1980, 12, 0)).front() == CivilDate::of(1980, 12, 1));
  CHECK(days(CivilDate::of(1980, 12, 0)).back() == CivilDate::of(1980, 12, 31));
  CHECK(days(CivilDate::of(1981, 0, 0)).size() == 365);
  CHECK(days(CivilDate::of(1981, 0, 0)).front() == CivilDate::of(1981, 1, 1));
  CHECK(days(CivilDate::of(1981, 0, 0)).back() == CivilDate::of(1981, 12, 31));
  CHECK(days(CivilDate::of(1981, 0, 31)).size() == 7);
}

TEST_CASE("birth dates that nearly agree: symmetric, and exactly those of birth_variants") {
  size_t ran = 0;
  for (const CivilDate d : {CivilDate::of(1980, 4, 1), CivilDate::of(1926, 12, 25), CivilDate::of(2000, 2, 29),
                            CivilDate::of(2020, 12, 31), CivilDate::of(1990, 6, 6), CivilDate::of(1912, 7, 30)}) {
    CivilDate out[kMaxBirthVariants];
    const size_t n = birth_variants(d, out);
    CHECK(n >= 2);
    for (size_t i = 0; i < n; ++i) {
      CHECK(out[i] != d);
      const BirthLevel level = compare_birth(d, out[i]);
      CHECK(level != BirthLevel::same);
      CHECK(level != BirthLevel::differs);
      CHECK(level == compare_birth(out[i], d));
      ++ran;
    }
    CHECK(compare_birth(d, d) == BirthLevel::same);
    CHECK(compare_birth(d, {}) == BirthLevel::missing);
  }
  CHECK(ran > 30);
  CHECK(birth_variants({}, nullptr) == 0);
  CHECK(birth_variants(CivilDate::of(1980, 4, 0), nullptr) == 0);
  CHECK(birth_variants(CivilDate::of(1980, 0, 3), nullptr) == 0);
  CHECK(compare_birth({}, {}) == BirthLevel::missing);
}

TEST_CASE("orthography: the folds that two writings need, each by its name") {
  size_t ran = 0;
  for (const auto& [a, b, needed] :
       {std::tuple{"ﾔﾏﾀﾞ", "ヤマダ", "width"}, std::tuple{"ヤマダ　タロウ", "ヤマダタロウ", "separator"},
        std::tuple{"ショウ", "シヨウ", "small_kana"}, std::tuple{"オーノ", "オ－ノ", "long_vowel"},
        std::tuple{"やまだ", "ヤマダ", "hiragana"}, std::tuple{"カズコ", "カヅコ", "zu_du"},
        std::tuple{"カヲル", "カオル", "old_kana"}, std::tuple{"Maria", "MARIA", "letter_case"},
        std::tuple{"髙橋", "高橋", "kanji_variant"}, std::tuple{"ヤマダ", "ヤマダ", ""},
        std::tuple{"ｼﾖｳ", "ショウ", "width small_kana"}, std::tuple{"", "ヤマダ", ""},
        std::tuple{"ﾔﾏﾀﾞ", "やまだ", "width hiragana"}, std::tuple{"田中－花子", "田中花子", "separator"},
        // Either of two would do: the first is named.
        std::tuple{"山田 太郎", "山田　太郎", "width"},
        // One character is another; the rest still needs its width. Where all is other nothing is needed.
        std::tuple{"ﾔﾏﾀﾞ", "ヤマト", "width"}, std::tuple{"ﾔﾏﾀﾞ", "キムラ", ""}}) {
    const std::string shown_a(a);
    CAPTURE(shown_a);
    CHECK(names_of(orthography_of(tables(), a, b, false)) == needed);
    CHECK(names_of(orthography_of(tables(), b, a, false)) == needed);
    ++ran;
  }
  CHECK(ran == 17);
}

TEST_CASE("namesakes: written nearly alike, of one birth date and sex") {
  size_t ran = 0;
  for (const auto& [a, b, namesakes] :
       {std::tuple{Person{}, Person{}, true},
        {Person{.kana = "オーノ　タロウ"}, Person{.kana = "オノ　タロウ"}, true},
        {Person{.kana = "アン－ケイ"}, Person{.kana = "アンケイ"}, true},
        {Person{.written = "川田　多老"}, Person{}, true},  // the kana speak, where there are any
        {Person{.kana = "", .written = "髙橋　一"}, Person{.kana = "", .written = "高橋　一"}, true},
        {Person{.kana = "", .written = "高橋　一"}, Person{.kana = "", .written = "高橋　二"}, false},
        {Person{.kana = "アマダ　タロウ"}, Person{}, false},
        {Person{.kana = "ヤマダ　タロオ"}, Person{}, false},
        {Person{.birth = "19800402"}, Person{}, false},
        {Person{.sex = SexCode::female}, Person{}, false}}) {
    CAPTURE(ran);
    CHECK((namesake_key(identity(a)) == namesake_key(identity(b))) == namesakes);
    ++ran;
  }
  CHECK(ran == 10);
}

TEST_CASE("sex") {
  size_t ran = 0;
  for (const auto& [text, sex] :
       {std::pair{"1", SexCode::male}, {"男", SexCode::male},       {"男性", SexCode::male},  {"M", SexCode::male},
        {"１", SexCode::male},         {" 男 ", SexCode::male},     {"male", SexCode::male},  {"2", SexCode::female},
        {"女", SexCode::female},       {"女性", SexCode::female},   {"F", SexCode::female},   {"２", SexCode::female},
        {"female", SexCode::female},   {"", SexCode::unknown},      {"0", SexCode::unknown},  {"9", SexCode::unknown},
        {"不明", SexCode::unknown},    {"男女", SexCode::unread},   {"12", SexCode::unread},  {"3", SexCode::unread},
        {"男子", SexCode::male},       {"Female", SexCode::female}, {"♂", SexCode::male},     {"1:男", SexCode::male},
        {"2：女", SexCode::female},    {"1:女", SexCode::unread},   {"2.0", SexCode::female}, {"2.5", SexCode::unread},
        {"　男　", SexCode::male}}) {
    const std::string shown_text(text);
    CAPTURE(shown_text);
    CHECK(parse_sex(text) == sex);
    ++ran;
  }
  CHECK(ran == 29);
}
