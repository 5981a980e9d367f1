#include "core/tables/header_words.h"

#include <algorithm>
#include <string>

namespace totsugo {
namespace {

constexpr unsigned kRoster = 1u << static_cast<unsigned>(FileKind::roster);
constexpr unsigned kPension = 1u << static_cast<unsigned>(FileKind::pension);
constexpr unsigned kOverlap = 1u << static_cast<unsigned>(FileKind::overlap);
constexpr unsigned kAny = kRoster | kPension | kOverlap;

// A rule fits a header that holds one word of every group (groups are separated by spaces, words by |) and none of the
// unwanted words. The first rule that fits comes first.
struct WordRule {
  Field field;
  unsigned kinds;
  std::string_view wanted;
  std::string_view unwanted;
};

constexpr WordRule kRules[] = {
    // Persons.
    {Field::head_name, kRoster, "世帯主 氏名|名前|主名", "カナ|フリガナ|ふりがな|ヨミ|読み|かな"},
    {Field::alias_name, kRoster, "通称", "カナ|フリガナ|ふりがな|ヨミ|読み|かな|区分|使用|有無"},
    {Field::name_kana, kAny, "カナ|フリガナ|ふりがな|ヨミガナ|ヨミ|よみ|読み|かな|KANA|FURIGANA",
     "世帯主|通称|方書|住所|旧|前|主|代表|納付|事業所|保険者名|続柄|英字|ローマ|有無|区分|漢字|名称"},
    {Field::name, kAny, "氏名|名前|姓名|被保険者名|お名前|SHIMEI|SIMEI|NAME",
     "KANA|FURIGANA|NUSHI|TSUSHO|カナ|フリガナ|ふりがな|ヨミ|よみ|読み|かな|世帯主|通称|旧|前|主|代表|納付|事業所|保険者名称|英字|ローマ|アルファベット|続柄|有無|区分|コード|変更"},
    {Field::birth_date, kAny, "生年月日|誕生日|生年|出生日|出生年月日|SEINENGAPPI|SEINEN|BIRTH",
     "世帯主|年齢|配偶者|主|区分|不詳"},
    {Field::sex, kAny, "性別|男女|SEIBETSU|SEIBETU|GENDER", "世帯主|配偶者"},
    {Field::postal_code, kAny, "郵便番号|〒|郵便|YUBIN", "送付|前|転"},
    {Field::building, kRoster, "方書|建物|アパート|マンション", "カナ|前|送付|コード"},
    {Field::address, kAny, "住所|所在地|居所|JUSHO|JYUSHO|ADDRESS",
     "前|旧|転入|転出|送付|コード|方書|本籍|勤務|カナ|事業所|変更|世帯主|区分|定め|異動"},
    {Field::pension_number, kAny, "基礎年金|年金番号|基年番号|NENKIN", "世帯主|配偶者|旧"},
    // Roster.
    {Field::household_id, kRoster, "世帯|SETAI 番号|コード|ID|NO|CD", "主|被保険者|員"},
    {Field::resident_number, kRoster, "宛名|住民|ATENA 番号|コード|ID|NO|CD", "世帯|主|票"},
    {Field::resident_number, kRoster, "個人コード|個人ID|個人NO|個人識別|住登外|整理番号", "世帯|主"},
    {Field::member_number, kRoster, "記号番号", "世帯主|他|旧|前"},
    {Field::member_number, kRoster, "保険証番号|被保険者証番号|被保番号|被保険者番号|国保番号|証番号",
     "世帯主|他|旧|前|記号|枝"},
    {Field::member_symbol, kRoster, "記号", "番号|旧|前|世帯主"},
    {Field::branch, kRoster, "枝番|枝", "旧|前|方書|地番|番地"},
    {Field::relationship, kRoster, "続柄", "前|旧"},
    {Field::applied_from, kRoster, "適用開始|適用年月日|適用日", "届|処理|事由|終了|旧|前"},
    {Field::applied_to, kRoster, "適用終了|適用満了", "届|処理|事由|旧|前"},
    {Field::history_number, kRoster, "履歴 番号|連番|NO", "前|旧|世帯|住民|宛名|賦課|異動"},
    {Field::latest_mark, kRoster, "最新 区分|フラグ|FLG|FLAG", "前|旧|世帯|住民"},
    {Field::acquired_reason, kRoster, "取得|加入 事由|理由|原因", "喪失"},
    {Field::lost_reason, kRoster, "喪失|脱退 事由|理由|原因", "取得"},
    {Field::acquired, kRoster, "取得|加入|SHUTOKU|SYUTOKU 日|期日|YMD|DATE",
     "届|処理|事由|理由|原因|喪失|受付|入力|更新|登録|旧|前|重複|相手|退職|後期|介護|年金|証|発行|交付|異動|制度|情報"},
    {Field::lost, kRoster, "喪失|脱退|SOSHITSU|SOSITU 日|期日|YMD|DATE",
     "届|処理|事由|理由|原因|取得|受付|入力|更新|登録|旧|前|予定|重複|相手|退職|後期|介護|年金|異動|制度|情報"},
    // Pension list.
    {Field::corrected_from, kPension, "訂正前|変更前|旧 喪失", "事由|理由|区分"},
    {Field::pension_lost_reason, kPension, "喪失 事由|理由|原因", "訂正前|変更前|旧"},
    {Field::pension_lost, kPension, "喪失|SOSHITSU|SOSITU 日|期日|YMD|DATE",
     "訂正前|変更前|旧|重複|相手|事由|理由|原因|届|処理|受付|入力|更新|登録|区分|作成"},
    {Field::change_kind, kPension, "異動区分|異動種別|処理区分|届書区分|訂正区分|取消区分|異動の別", "日"},
    {Field::pension_category, kPension, "種別|号別|第何号|被保険者区分", "異動|届|処理"},
    {Field::workplace_name, kPension, "事業所|勤務先|船舶所有者 名", "カナ|番号|コード|前|旧"},
    {Field::processed, kPension, "処理|作成|出力 日", "前"},
    // Overlap list: which side is asked apart.
    {Field::group_key, kOverlap,
     "グループ|組番号|組NO|整理番号|通番|連番|重複番号|重複NO|対象者番号|管理番号|セット|名寄せ番号", "保険者|日|氏名"},
    {Field::group_key, kOverlap, "=NO|=番号|=項番|=#", ""},
    {Field::run_date, kOverlap, "作成|抽出|出力|処理|基準|照会 日|期日", "取得|喪失|更新"},
    {Field::other_insurer_name, kOverlap, "保険者名|保険者 名称", "被保険者|カナ|番号"},
    {Field::other_insurer, kOverlap, "保険者番号|保険者 番号|コード|NO", "被保険者|名称"},
    {Field::other_relation, kOverlap, "本人家族|本人・家族|本家区分|続柄|被扶養者区分|本人被扶養者", ""},
    {Field::other_serial, kOverlap, "記号番号", ""},
    {Field::other_symbol, kOverlap, "記号", "番号"},
    {Field::other_branch, kOverlap, "枝番|枝", ""},
    {Field::other_acquired, kOverlap, "取得|加入|認定 日|期日", "届|処理|事由|喪失|登録|更新|入力|情報"},
    {Field::other_lost, kOverlap, "喪失|脱退 日|期日", "届|処理|事由|取得|登録|更新|入力|情報"},
    {Field::other_serial, kOverlap, "番号", "保険者番号|郵便|電話|年金|枝|宛名|世帯|整理|個人|通番|連番|グループ|管理"},
};

constexpr std::string_view kOwnWords[] = {"国保側", "自",   "市町村国保", "国保", "当市", "当町",
                                          "当村",   "当方", "本市",       "本町", "本村", "己"};
constexpr std::string_view kOtherWords[] = {"重複先", "被用者", "社保",   "健保", "相手", "他",
                                            "先方",   "加入先", "被保側", "重複", "職域"};

bool holds_any(std::string_view header, std::string_view words) {
  while (!words.empty()) {
    const size_t cut = words.find('|');
    const std::string_view word = words.substr(0, cut);
    if (!word.empty() && (word[0] == '=' ? header == word.substr(1) : header.find(word) != std::string_view::npos))
      return true;
    words = cut == std::string_view::npos ? std::string_view{} : words.substr(cut + 1);
  }
  return false;
}

bool fits(const WordRule& rule, std::string_view header) {
  std::string_view rest = rule.wanted;
  while (!rest.empty()) {
    const size_t cut = rest.find(' ');
    if (!holds_any(header, rest.substr(0, cut))) return false;
    rest = cut == std::string_view::npos ? std::string_view{} : rest.substr(cut + 1);
  }
  return !holds_any(header, rule.unwanted);
}

}  // namespace

Side side_of_header(std::string_view header) {
  const auto first_of = [header](const auto& words) {
    size_t at = std::string_view::npos;
    for (const std::string_view w : words) at = std::min(at, header.find(w));
    return at;
  };
  const size_t own = first_of(kOwnWords);
  const size_t other = first_of(kOtherWords);
  if (own == other) return Side::unsaid;
  return own < other ? Side::own : Side::other;
}

std::vector<Field> fields_by_words(FileKind kind, std::string_view header) {
  std::vector<Field> out;
  std::string without_no(header);
  constexpr std::string_view kNo = "の";
  for (size_t i = without_no.find(kNo); i != std::string::npos; i = without_no.find(kNo, i))
    without_no.erase(i, kNo.size());
  header = without_no;
  if (header.empty()) return out;
  for (const WordRule& rule : kRules)
    if ((rule.kinds >> static_cast<unsigned>(kind) & 1) && fits(rule, header) &&
        std::find(out.begin(), out.end(), rule.field) == out.end())
      out.push_back(rule.field);
  return out;
}

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
