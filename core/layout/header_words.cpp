#include "core/layout/header_words.h"

namespace totsugo {
namespace {

using M = Meaning;

constexpr unsigned kRoster = kind_bit(FileKind::roster);
constexpr unsigned kPension = kind_bit(FileKind::pension);
constexpr unsigned kOverlap = kind_bit(FileKind::overlap);
constexpr unsigned kAny = kRoster | kPension | kOverlap;

// Of several ways to take a header apart, the one that leaves least unexplained and needs fewest words counts: so 国保以外 is
// found before 国保, and 被保険者 before 保険者. A word with $ counts at a header's end only.
constexpr WordLine kWords[] = {
    // Things.
    {M::name, kAny,
     "氏名 名前 姓名 お名前 SHIMEI SIMEI NAME FULLNAME MEISHO MEISYO KANJIMEI NAMAE 漢字名 漢字名称 シメイ"},
    {M::title, kAny, "名 名称 TITLE NM MEI メイ メイショウ"},
    {M::kana, kAny,
     "カナ フリガナ ふりがな ヨミガナ よみがな 読みがな 読み仮名 ヨミ よみ 読み かな 仮名 KANA FURIGANA HURIGANA YOMI"},
    {M::alias, kAny, "通称 通称名 TSUSHO TSUSHOMEI TUSHO"},
    {M::birth, kAny,
     "生年月日 誕生日 誕生年月日 出生日 出生年月日 生年 SEINENGAPPI SEINENGAPI SEINEN UMARE UMAREBI BIRTH BIRTHDAY BDAY BYMD "
     "DATEOFBIRTH DOB セイネンガッピ タンジョウビ"},
    {M::sex, kAny, "性別 男女 男女別 セイベツ SEIBETSU SEIBETU SEX GENDER"},
    {M::postal, kAny,
     "郵便番号 郵便 〒 ユウビン ユウビンバンゴウ YUBIN YUBINNO POSTNUMBER POSTALCODE POSTCODE POST POSTAL ZIP ZIPCODE"},
    {M::address, kAny, "住所 現住所 ジュウショ JUSHO JUUSHO JYUSHO ADDRESS ADDR"},
    {M::building, kRoster, "方書 方書き カタガキ 建物 建物名 アパート マンション KATAGAKI"},
    {M::pension_number, kAny,
     "基礎年金番号 基礎年金 年金番号 基年番号 BASICPENSION BASICPENSIONNUMBER PENSIONNUMBER KISONENKIN KISONENKINNO NENKINNO KSNENKN KSNENKNNO"},
    {M::number, kAny, "番号 バンゴウ NO NUMBER NUM BANGO BANGOU"},
    {M::code, kAny, "コード コ-ド CD CODE ID"},
    {M::symbol, kAny, "記号 キゴウ KIGO KIGOU SYMBOL"},
    {M::branch, kAny, "枝番 枝番号 枝 エダバン EDABAN EDA BRANCH BRANCHNUMBER"},
    {M::relation, kRoster | kPension, "続柄 ゾクガラ ツヅキガラ ZOKUGARA ZOKUGRA"},
    {M::date, kAny, "年月日 日 日付 期日 ビ ネンガッピ YMD DATE DT BI WMD NENGAPPI QUALIFICATIONDATE"},
    {M::reason, kAny, "事由 理由 原因 ジユウ リユウ RIYU RIYUU JIYU JIYUU REASON"},
    {M::kind, kAny, "区分 フラグ 種類 KBN KB KUBUN FLG FLAG"},
    {M::category, kPension, "種別 号別 第何号 SHUBETSU SHUBETU CATEGORY"},
    {M::change_kind, kPension,
     "異動区分 異動種別 処理区分 届書区分 訂正区分 取消区分 異動の別 異動別 IDOKBN IDOKB IDOUKBN"},
    {M::group, kOverlap,
     "グループ 組 組番号 整理番号 通番 連番 重複番号 対象者番号 管理番号 セット 名寄せ番号 名寄せ 項番"},
    // Whose.
    {M::resident, kAny, "宛名 住民 個人 識別 アテナ ジュウミン コジン ATENA JUMIN JYUMIN KOJIN RESIDENT"},
    {M::household, kAny, "世帯 セタイ SETAI STAI HOUSEHOLD"},
    {M::head, kAny, "世帯主 セタイヌシ SETAINUSHI SETAINUSI STAINUS STAINUSHI"},
    {M::insured, kAny, "被保険者 被保 加入者 加入者等 ヒホケンシャ HIHOKENSHA HIHO INSURED"},
    {M::subject, kAny, "対象者 対象 本人 当人"},
    {M::card, kAny,
     "証 被保険者証 被保険者証等 被保険者等 保険証 資格確認書 HOKENSHO HIHOKENSHASHO CARD IDENTIFICATION INSUREDCARD "
     "INSUREDIDENTIFICATION"},
    {M::insurer, kAny, "保険者 医療保険者 HOKENSHA HOKENJA INSURER"},
    {M::workplace, kPension, "事業所 勤務先 船舶所有者 JIGYOSHO"},
    // What happened.
    {M::acquire, kAny,
     "取得 加入 SHUTOKU SYUTOKU SHUTK SHUTOK SHTK シュトク カニュウ QUALIFICATIONDATE ACQUISITION ACQUIRED ACQUIRE KANYU KANYUU ENROLLMENT"},
    {M::lose, kAny,
     "喪失 脱退 ソウシツ ダッタイ SOSHITSU SOSITU SOSITSU SOSHITU SOUSHITSU SSHTS DISQUALIFICATION LOSS LOST DATTAI WITHDRAWAL WITHDRAWN TERMINATION TERMINATED "
     "DISENROLLMENT DISENROLLED CESSATION"},
    {M::apply, kAny, "適用 TEKIYO TEKIYOU"},
    {M::begin, kAny, "開始 始期 KAISHI KAISI START"},
    {M::end, kAny, "終了 終期 END SHURYO SYURYO SHURYOU"},
    {M::qualification, kAny, "資格 シカク QUALIFICATION SHIKAKU SIKAKU SKAK SHIKAK"},
    {M::scheme, kRoster, "国保 国民健康保険 市町村国保 コクホ KOKUHO KOKUHOSHIKAKU NHI"},
    {M::scheme, kPension, "国年 国民年金 年金 KOKUNEN NENKIN"},
    {M::change, kAny, "異動 IDO IDOU"},
    {M::history, kAny, "履歴 履歴連番 RIREKI HISTORY"},
    {M::latest, kAny, "最新 最新履歴 SAISHIN LATEST"},
    {M::before, kPension, "訂正前 変更前 修正前 旧 元 TEISEIMAE"},
    {M::run, kPension, "処理 SHORI PROCESSED PROCESSING"},
    {M::other, kPension, "作成 出力 SAKUSEI"},  // of the whole list: orders no corrections
    {M::run, kOverlap, "作成 抽出 出力 処理 基準 データ作成 データ抽出 SAKUSEI SHORI CHUSHUTSU"},
    {M::family, kOverlap,
     "本人家族 本人・家族 本人家族別 本人・家族別 本家 続柄 被扶養者区分 本人被扶養者 本人被扶養者区分"},
    // Sides of the overlap list.
    {M::own_side, kOverlap,
     "自 己 自己 自庁 国保 国保側 国民健康保険 市町村国保 市町村 当市 当町 当村 当区 当方 本市 本町 本村 本区 照会元 自保険者情報 自保険者側 自保険者$ 国保保険者$ 重複元 自団体 当団体 国保情報 KOKUHO JI OWN"},
    {M::other_side, kOverlap,
     "重複先 重複 他 他保険 他制度 他方 相手 相手方 相手先 先方 加入先 職域 職域保険 国保以外 国民健康保険以外 国保組合 被用者 被用者保険 被保側 社保 社会保険 "
     "健保 健康保険 健康保険組合 健保組合 協会けんぽ 共済 共済組合 照会先 重複先保険者情報 重複先保険者側 他保険者情報 他保険者側 相手保険者情報 "
     "重複先保険者$ 他保険者$ 相手保険者$ 相手方保険者$ 加入先保険者$ 重複保険者$ SHAHO KENPO TA AITE OTHER"},
    {M::first, kAny, "1 一 第1 第一 ①"},
    {M::second, kAny, "2 二 第2 第二 ②"},
    {M::third, kAny, "3 三 第3 第三 ③"},
    {M::first, kOverlap, "A 甲"},
    {M::second, kOverlap, "B 乙"},
    // What may stand beside anything: notes on form, and words that only say again what the file is.
    {M::rest, kAny,
     "情報 基本 共通 欄 項目 側 等 新 訂正後 優先 表記 漢字 帳票 一覧 一覧表 と ・ . , / - = OF THE KANJI KJ 全角 半角 文字 西暦 和暦 SEIREKI WAREKI ハイフンなし ハイフン無し ハイフンあり 前ゼロ 桁 形式 YYYYMMDD "
     "YYYYMD YYYY MM DD GYYMMDD GGYYMMDD EYYMMDD 1男2女 男1女2 1男性2女性"},
    // Other events ...
    {M::step, kAny,
     "届出 届 届け 届書 届日 受理 確認 決定 進達 通知 申請 申出 登録 更新 入力 受付 受領 起票 記載 認定 更正 職権 審査 承認 連携 操作 異動届 "
     "トドケデ トドケ カクニン ジュリ トウロク コウシン TODOKE TODOKEDE JURI KAKUNIN KETTEI SHINSEI KOSHIN KOUSHIN TOROKU TOUROKU NYURYOKU "
     "UKETSUKE UPDATE UPDATED UPDATEDATE UPD UPDYMD CREATED CREATE REGISTERED REGISTRATION NOTIFICATION REPORT REPORTED FILED FILING "
     "RECEIPT RECEIVED CONFIRMED CONFIRMATION APPLICATION"},
    {M::step, kRoster, "処理 作成 SHORI SAKUSEI ショリ"},
    {M::other, kAny,
     "交付 発行 発効 再交付 取消 取り消し 抹消 予定 見込 見込み 在留 国籍 厚年 "
     "厚生年金 福祉 福祉医療 限度額 データ 到達 転入 転出 転居 転入前 転出先 前回 前々回 旧 前 退職 該当 "
     "非該当 有効 有効期限 期限 満了 失効 期間 回収 返還 送付 発送 賦課 課税 納付 納期 軽減 減免 停止 "
     "年齢 不詳 元号 年号 死亡 出国 入国 帰化 特例 免除 納入 調定 収納 還付 滞納 受診 健診 検診 任意 コウフ ヨテイ"},
    {M::other, kAny,
     "TORIKESHI YOTEI KOFU KOUFU HAKKO HAKKOU TENNYU TENSHUTSU ZENKAI KYU MAE TAISHOKU YUKO YUUKOU KIGEN MANRYO ISSUE ISSUED ISSUANCE ISSUEDATE VALID "
     "EXPIRATION EXPIRY EXPIRE CANCEL CANCELLATION PREVIOUS OLD FORMER "
     "TIMESTAMP"},
    // ... other people ...
    {M::other, kAny,
     "納税義務者 納税 納付義務者 義務者 送付先 口座 口座名義 口座名義人 名義 名義人 後見 後見人 成年後見人 保佐人 補助人 代理人 代理 筆頭者 配偶者 "
     "扶養者 被扶養者 扶養 緊急連絡先 連絡先 緊急 保護者 相続人 代表者 代表 担当者 担当 届出人 届出者 申請者 受給者 受取人 同居人 親権者 "
     "父 母 子 夫 妻 親 特定同一世帯 擬制世帯主 擬主 旧氏 旧姓 併記 併記名 ローマ字 ローマ 英字 英語 アルファベット 医師 "
     "INSUREDNAME NAMEOFOTHER NAMEOFOTHERKANA SPOUSE HAIGUSHA SOFUSAKI KOZA MEIGI MEIGININ KOKEN KOKENNIN DAIRI DAIRININ "
     "HITTOSHA NOZEI GIMUSHA GUARDIAN PAYER OWNER ROMAJI ROMAN ALPHABET KYUSEI KYUSHI"},
    // ... other numbers and places.
    {M::other, kAny,
     "介護 介護保険 後期 後期高齢者 後期高齢 受診券 通知書 行 電話 携帯 メール 住民票 本籍 前住所 旧住所 住所コード 郵送 受給 生保 生活保護 障害 障がい "
     "児童 乳幼児 学校 学年 税 税額 所得 収入 金融機関 銀行 支店 預金 自治会 自治 自治体 行政区 地区 町字 市町村コード 市区町村 都道府県コード 支所 "
     "マイナ マイナンバー カード マイナンバーカード 予備 備考 エラー 更新者 端末 伝票 受付番号 世帯員 人数 件数 年度 重複開始 重複終了 重複期間 "
     "重複日数 重複区分 証明 有無 免許 旅券 年税額 KAIGO KOKI KOUKI JUSHINKEN TEL PHONE MAIL"},
    {M::other, kRoster | kOverlap, "国年 国民年金 年金 KOKUNEN NENKIN"},
    {M::other, kRoster | kPension,
     "社保 社会保険 健保 健康保険 被用者 被用者保険 他 他保険 相手 重複 重複先 共済 協会けんぽ 国保以外 国民健康保険以外 組合 SHAHO KENPO "
     "KYOSAI TEISEIMAE"},
    {M::other, kRoster, "抽出 出力 基準 照会 元 訂正前 変更前 事業所 勤務先 CHUSHUTSU JIGYOSHO"},
    {M::other, kPension, "国保 国民健康保険 KOKUHO"},
    {M::other, kOverlap, "事業所 訂正前 変更前 元 JIGYOSHO"},
};

// Beside a person's things: whose they are, said in any of these ways.
constexpr Meanings kPerson = meanings(M::resident, M::insured, M::subject, M::scheme, M::qualification, M::own_side);
// Beside a number.
constexpr Meanings kCard = meanings(M::card, M::insured, M::scheme, M::qualification, M::subject);
// Beside an event of the insurance.
constexpr Meanings kInsurance = kPerson | meanings(M::change);
// The date of the 資格, not of the card.
constexpr Meanings kQualified = meanings(M::qualification, M::card);
constexpr Meanings kSets = meanings(M::own_side, M::other_side, M::first, M::second, M::third);
constexpr Meanings kOrder = meanings(M::first, M::second, M::third);
constexpr Meanings kSpelled = meanings(M::code, M::title, M::name, M::kind, M::number);

constexpr FieldLine kFields[] = {
    // Persons.
    {Field::head_name, kRoster, meanings(M::head, M::name), meanings(M::resident)},
    {Field::head_name, kRoster, meanings(M::head, M::title), meanings(M::resident)},
    {Field::head_name, kRoster, meanings(M::head), 0},
    {Field::alias_name, kRoster, meanings(M::alias), kPerson | meanings(M::name, M::title)},
    {Field::name_kana, kAny, meanings(M::kana), kPerson | kOrder | meanings(M::name, M::title)},
    {Field::name, kAny, meanings(M::name), kPerson | kOrder},
    {Field::name, kAny, meanings(M::title, M::insured), kPerson | kOrder},
    {Field::name, kAny, meanings(M::title, M::subject), kPerson | kOrder},
    {Field::name, kAny, meanings(M::title, M::resident), kPerson | kOrder},
    {Field::birth_date, kAny, meanings(M::birth), kPerson | kOrder | meanings(M::date)},
    {Field::sex, kAny, meanings(M::sex), kPerson | kOrder | kSpelled},
    {Field::postal_code, kAny, meanings(M::postal), kPerson | meanings(M::number, M::address)},
    {Field::building, kRoster, meanings(M::building), kPerson | meanings(M::address, M::title)},
    {Field::address, kAny, meanings(M::address), kPerson},
    {Field::pension_number, kRoster | kPension, meanings(M::pension_number), kPerson | meanings(M::number)},
    // Roster: numbers.
    {Field::household_id, kRoster, meanings(M::household, M::number), meanings(M::resident, M::scheme)},
    {Field::household_id, kRoster, meanings(M::household, M::code), meanings(M::resident, M::scheme)},
    {Field::history_number, kRoster, meanings(M::history, M::number), kPerson},
    {Field::history_number, kRoster, meanings(M::history), kPerson | meanings(M::number)},
    {Field::latest_mark, kRoster, meanings(M::latest, M::kind), kPerson | meanings(M::history)},
    {Field::resident_number, kRoster, meanings(M::resident, M::number), meanings(M::code, M::scheme)},
    {Field::resident_number, kRoster, meanings(M::resident, M::code), meanings(M::number, M::scheme)},
    {Field::member_number, kRoster, meanings(M::symbol, M::number), kCard},
    {Field::member_symbol, kRoster, meanings(M::symbol), kCard},
    {Field::branch, kAny & ~kOverlap, meanings(M::branch), kCard | meanings(M::number, M::symbol, M::resident)},
    {Field::member_number, kRoster, meanings(M::number, M::card), kCard},
    {Field::member_number, kRoster, meanings(M::number, M::insured), kCard},
    {Field::member_number, kRoster, meanings(M::number, M::scheme), kCard},
    {Field::relationship, kRoster, meanings(M::relation), kPerson | kSpelled | kOrder | meanings(M::head)},
    // Roster: dates.
    {Field::acquired_reason, kRoster, meanings(M::acquire, M::reason), kInsurance | kSpelled},
    {Field::lost_reason, kRoster, meanings(M::lose, M::reason), kInsurance | kSpelled},
    {Field::applied_from, kRoster, meanings(M::apply, M::begin), kPerson | meanings(M::date)},
    {Field::applied_from, kRoster, meanings(M::apply, M::date), kPerson},
    {Field::applied_to, kRoster, meanings(M::apply, M::end), kPerson | meanings(M::date)},
    {Field::acquired, kRoster, meanings(M::acquire, M::date), kInsurance | meanings(M::begin)},
    {Field::acquired, kRoster, meanings(M::qualification, M::begin), kInsurance | meanings(M::date)},
    {Field::acquired, kRoster, meanings(M::scheme, M::begin), kInsurance | meanings(M::date)},
    {Field::acquired, kRoster, kQualified | meanings(M::acquire, M::date), kInsurance},
    {Field::lost, kRoster, meanings(M::lose, M::date), kInsurance | meanings(M::end)},
    {Field::lost, kRoster, kQualified | meanings(M::lose, M::date), kInsurance},
    {Field::lost, kRoster, meanings(M::qualification, M::end), kInsurance | meanings(M::date)},
    {Field::lost, kRoster, meanings(M::scheme, M::end), kInsurance | meanings(M::date)},
    {Field::changed_on, kRoster, meanings(M::change, M::date), meanings(M::scheme, M::qualification)},
    // Pension list.
    {Field::corrected_from, kPension, meanings(M::before, M::lose), kInsurance | meanings(M::date)},
    {Field::corrected_from, kPension, meanings(M::before), kInsurance | meanings(M::date)},
    {Field::pension_lost_reason, kPension, meanings(M::lose, M::reason), kInsurance | kSpelled},
    {Field::pension_lost, kPension, meanings(M::lose, M::date), kInsurance},
    {Field::pension_lost, kPension, meanings(M::qualification, M::end), kInsurance | meanings(M::date)},
    {Field::change_kind, kPension, meanings(M::change_kind), kPerson | meanings(M::code, M::title)},
    {Field::pension_category, kPension, meanings(M::category), kPerson | kSpelled},
    {Field::workplace_name, kPension, meanings(M::workplace, M::title), 0},
    {Field::workplace_name, kPension, meanings(M::workplace, M::name), 0},
    {Field::processed, kPension, meanings(M::run, M::date), 0},
    // Overlap list: whose side is asked apart.
    {Field::run_date, kOverlap, meanings(M::run, M::date), 0},
    {Field::other_insurer_name, kOverlap, meanings(M::insurer, M::title), kSets | meanings(M::qualification)},
    {Field::other_insurer_name, kOverlap, meanings(M::insurer, M::name), kSets | meanings(M::qualification)},
    {Field::other_insurer, kOverlap, meanings(M::insurer, M::number), kSets | meanings(M::qualification)},
    {Field::other_insurer, kOverlap, meanings(M::insurer, M::code), kSets | meanings(M::qualification)},
    {Field::other_relation, kOverlap, meanings(M::family), kSets | kSpelled | meanings(M::qualification)},
    {Field::other_serial, kOverlap, meanings(M::symbol, M::number), kSets | kCard},
    {Field::other_symbol, kOverlap, meanings(M::symbol), kSets | kCard},
    {Field::other_branch, kOverlap, meanings(M::branch), kSets | kCard | meanings(M::number, M::symbol)},
    {Field::other_acquired, kOverlap, meanings(M::acquire, M::date), kSets | kInsurance},
    {Field::other_acquired, kOverlap, meanings(M::qualification, M::begin), kSets | kInsurance | meanings(M::date)},
    {Field::other_acquired, kOverlap, kQualified | meanings(M::acquire, M::date), kSets | kInsurance},
    {Field::other_lost, kOverlap, meanings(M::lose, M::date), kSets | kInsurance},
    {Field::other_lost, kOverlap, kQualified | meanings(M::lose, M::date), kSets | kInsurance},
    {Field::other_lost, kOverlap, meanings(M::qualification, M::end), kSets | kInsurance | meanings(M::date)},
    {Field::other_serial, kOverlap, meanings(M::number), kSets | kCard},
    {Field::group_key, kOverlap, meanings(M::group), meanings(M::number)},
};

constexpr WordPair kNameParts[] = {
    {"氏", "名"},   {"姓", "名"},       {"姓", "名前"},    {"氏", "名前"},      {"苗字", "名前"},
    {"苗字", "名"}, {"名字", "名前"},   {"名字", "名"},    {"セイ", "メイ"},    {"SEI", "MEI"},
    {"SHI", "MEI"}, {"MYOJI", "NAMAE"}, {"LAST", "FIRST"}, {"FAMILY", "GIVEN"}, {"SURNAME", "GIVENNAME"},
};
constexpr WordPair kKanaAndKanji[] = {{"フリガナ", "漢字"}, {"カナ", "漢字"}, {"KANA", "KANJI"}};
constexpr std::string_view kCircled[] = {"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩",
                                         "⑪", "⑫", "⑬", "⑭", "⑮", "⑯", "⑰", "⑱", "⑲", "⑳"};

}  // namespace

std::span<const WordPair> name_parts() { return kNameParts; }
std::span<const WordPair> kana_and_kanji() { return kKanaAndKanji; }
std::span<const std::string_view> circled_numbers() { return kCircled; }
std::span<const WordLine> header_words() { return kWords; }
std::span<const FieldLine> field_lines() { return kFields; }

Field on_own_side(Field f) {
  switch (f) {
    case Field::other_insurer: return Field::own_insurer;
    case Field::other_symbol: return Field::own_symbol;
    case Field::other_serial: return Field::own_serial;
    case Field::other_branch: return Field::own_branch;
    case Field::other_acquired: return Field::own_acquired;
    case Field::other_lost: return Field::own_lost;
    default: return f;
  }
}

}  // namespace totsugo
