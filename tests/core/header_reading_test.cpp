// What a header's words say: a column is sure by its header only if every word of it is understood (DOMAIN section 6).
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "core/layout/header_reading.h"
#include "core/layout/layout.h"

using namespace totsugo;

namespace {

const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

HeaderReading reading(FileKind kind, const std::string& header) {
  return read_header_words(kind, folded_header(tables(), header));
}

struct Headers {
  FileKind kind;
  Field field;
  std::vector<const char*> sure;
};

constexpr FileKind R = FileKind::roster, P = FileKind::pension, O = FileKind::overlap;

}  // namespace

TEST_CASE("headers: words, prefixes and notes that leave a column sure") {
  const std::vector<Headers> rows = {
      {R,
       Field::acquired,
       {"資格取得年月日", "国保取得日", "国民健康保険資格取得年月日", "資格取得日（和暦）", "取得異動年月日",
        "個人資格取得日", "被保険者資格取得日", "資格取得年月日(YYYYMMDD)", "加入年月日", "資格開始日", "新資格取得日",
        "SHUTOKU_YMD", "SHIKAKU_SYUTOKU_YMD", "KOKUHOSHUTOKUYMD", "QualificationDate", "DateOfAcquisition", "ｼｶｸｼｭﾄｸﾋﾞ",
        "被保険者証等資格取得日", "国保_資格_取得_年月日"}},
      {R,
       Field::lost,
       {"資格喪失年月日", "国保喪失日", "脱退年月日", "資格終期", "資格終了日", "SOSHITSU_YMD", "SOSITU_YMD",
        "DisqualificationDate", "喪失異動日"}},
      {R,
       Field::name,
       {"氏名", "漢字氏名", "氏名（漢字）", "被保険者名", "被保氏名", "加入者氏名", "住民氏名", "宛名_氏名_漢字",
        "氏名_優先", "SHIMEI_KANJI", "KANJIMEISHO1", "Name", "ｼﾒｲ"}},
      {R,
       Field::name_kana,
       {"カナ氏名", "氏名（フリガナ）", "本人カナ氏名", "個人カナ氏名", "KANAMEISHO", "SHIMEI_KANA", "NameKana",
        "ｶﾅｼﾒｲ(半角)"}},
      {R,
       Field::birth_date,
       {"生年月日", "生年月日（西暦）", "UMAREYMD", "bymd", "BirthDate", "DateOfBirth", "誕生日"}},
      {R, Field::resident_number, {"宛名番号", "住民コード", "個人コード(15桁)", "ATENA_NO", "JUMINCD", "ResidentId"}},
      {R, Field::member_number, {"記号番号", "国保番号", "保険証番号", "新記号番号", "KOKUHO_NO", "InsuredNumber"}},
      {R, Field::head_name, {"世帯主氏名", "宛名_世帯主_氏名_漢字", "世帯主名"}},
      {R, Field::history_number, {"履歴番号", "資格履歴番号"}},
      {R, Field::changed_on, {"異動年月日", "資格異動日"}},
      {P,
       Field::pension_lost,
       {"国年喪失日", "国民年金資格喪失年月日", "訂正後喪失年月日", "新喪失年月日", "SKAKSSHTSYMD"}},
      {P, Field::corrected_from, {"訂正前", "訂正前喪失年月日", "元喪失年月日", "喪失日（訂正前）"}},
      {P, Field::workplace_name, {"事業所名称", "勤務先名"}},
      {O,
       Field::other_acquired,
       {"重複先資格取得日", "国保以外資格取得日", "自資格取得日", "取得日(2)", "資格1_取得年月日"}},
      {O,
       Field::other_insurer,
       {"自保険者番号", "他保険者番号", "重複先医療保険者番号", "被用者保険者番号", "保険者番号（自保険者）",
        "自保険者情報保険者番号"}},
      {O, Field::other_serial, {"番号（自保険者）", "重複先保険者情報番号", "国保証番号", "重複先被保険者証番号"}},
  };
  size_t ran = 0;
  for (const Headers& row : rows)
    for (const char* header : row.sure) {
      const std::string shown(header);
      CAPTURE(shown);
      const HeaderReading r = reading(row.kind, header);
      CHECK(r.trust == Trust::sure);
      CHECK(r.field == row.field);
      ++ran;
    }
  CHECK(ran > 85);
}

TEST_CASE("headers: another event, person or number is none of ours; an unknown word is not sure") {
  const std::map<FileKind, std::vector<const char*>> none = {
      {R,
       {"資格取得届出日",
        "取得受理年月日",
        "資格取得確認日",
        "取得決定日",
        "データ取得日",
        "在留資格取得年月日",
        "国籍喪失年月日",
        "喪失予定年月日",
        "喪失取消年月日",
        "社保取得日",
        "国年喪失日",
        "介護資格取得日",
        "世帯資格取得日",
        "世帯主生年月日",
        "納税義務者氏名",
        "送付先氏名カナ",
        "口座名義人カナ",
        "筆頭者氏名",
        "配偶者カナ氏名",
        "成年後見人氏名",
        "緊急連絡先氏名",
        "介護被保険者番号",
        "受診券整理番号",
        "世帯主宛名番号",
        "旧記号番号",
        "前住所",
        "旧氏名",
        "SHUTOKU_TODOKE_YMD",
        "SETAI_SHUTOKU_YMD",
        "ｼｭﾄｸﾄﾄﾞｹﾋﾞ",
        "国保資格取得届出日",
        "マイナンバーカード取得日",
        "福祉医療資格取得日",
        "保険証交付日",
        "InsuredName",
        "CardIssueDate"}},
      {P, {"国保喪失日", "厚年喪失年月日", "喪失進達日", "喪失確認年月日", "喪失通知日", "任意脱退日", "配偶者カナ"}},
      {O, {"重複先資格取得届出日", "重複開始日", "重複先証交付年月日", "重複先資格有効開始日", "重複先資格取得確認日"}},
  };
  size_t ran = 0;
  for (const auto& [kind, headers] : none)
    for (const char* header : headers) {
      const std::string shown(header);
      CAPTURE(shown);
      CHECK(reading(kind, header).trust == Trust::none);
      ++ran;
    }
  for (const char* header : {"当初資格取得日", "最新資格取得日", "資格取得日（都道府県）", "家屋取得日", "取得稟議日",
                             "再取得日", "資格取得日時", "SHUTOKU_QZ_YMD", "民生委員氏名", "証取得日", "氏名区分"}) {
    const std::string shown(header);
    CAPTURE(shown);
    CHECK(reading(R, header).trust == Trust::unsure);
    ++ran;
  }
  CHECK(ran > 55);
}

TEST_CASE("headers: sides, the longest word first") {
  const auto side = [](const char* header) { return reading(O, header).side; };
  CHECK(side("国保資格取得日") == Side::own);
  CHECK(side("国保以外資格取得日") == Side::other);
  CHECK(side("国民健康保険以外の保険者番号") == Side::other);
  CHECK(side("照会元番号") == Side::own);
  CHECK(side("照会先番号") == Side::other);
  CHECK(side("照会日") == Side::unsaid);
  CHECK(side("被保険者番号") == Side::unsaid);
  CHECK(side("番号（重複先）") == Side::other);
  CHECK(reading(O, "他市町村保険者番号").trust == Trust::unsure);  // both words
  CHECK(reading(O, "資格取得日(2)").set == 2);
  CHECK(reading(O, "第一資格番号").set == 1);
}

TEST_CASE("headers: a prefix that nearly all share") {
  CHECK(shared_prefix({"FO氏名", "FO番号", "FO住所", "FO性別", "FO取得日"}) == "FO");
  CHECK(shared_prefix({"氏名", "番号", "住所", "性別", "取得日"}).empty());
  CHECK(shared_prefix({"FO氏名", "FO番号"}).empty());  // too few to tell
  std::vector<std::string> headers = {"行番号"};
  for (const char* h : {"氏名", "番号", "住所", "性別", "取得日", "喪失日", "枝番", "方書", "続柄"})
    headers.push_back(std::string("台帳") + h);
  CHECK(shared_prefix(headers) == "台帳");
}
