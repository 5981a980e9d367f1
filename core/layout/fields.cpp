// Header names by which the built-in layouts know each field (compared after folding width, spaces and brackets).
#include "core/layout/fields.h"

namespace totsugo {
namespace {

constexpr FieldInfo kRoster[] = {
    {Field::resident_number, "resident_number", "宛名番号", "宛名番号 住民コード 宛名コード 個人コード 住民番号"},
    {Field::household_id, "household_id", "世帯番号", "世帯番号 世帯コード"},
    {Field::member_number, "member_number", "記号番号",
     "記号番号 被保険者記号番号 被保険者証記号番号 被保険者証番号 国保記号番号 証記号番号"},
    {Field::member_symbol, "member_symbol", "記号", "記号 被保険者記号 被保険者証記号 証記号"},
    {Field::member_serial, "member_serial", "番号", "番号 被保険者番号 証番号"},
    {Field::branch, "branch", "枝番", "枝番 枝番号"},
    {Field::name, "name", "氏名", "氏名 漢字氏名 氏名漢字 被保険者氏名 氏名_漢字"},
    {Field::name_kana, "name_kana", "氏名カナ",
     "氏名カナ カナ氏名 氏名(カナ) 氏名フリガナ フリガナ 氏名_カナ 被保険者氏名カナ 氏名カナ氏名"},
    {Field::alias_name, "alias_name", "通称名", "通称名 通称 通称氏名"},
    {Field::birth_date, "birth_date", "生年月日", "生年月日 誕生日", true},
    {Field::sex, "sex", "性別", "性別 性別コード 男女"},
    {Field::relationship, "relationship", "続柄", "続柄 続柄名称"},
    {Field::head_name, "head_name", "世帯主氏名", "世帯主氏名 世帯主名 世帯主"},
    {Field::postal_code, "postal_code", "郵便番号", "郵便番号 〒"},
    {Field::address, "address", "住所", "住所 現住所 住所1"},
    {Field::building, "building", "方書", "方書 方書き 住所2"},
    {Field::acquired, "acquired", "資格取得年月日", "資格取得年月日 資格取得日 取得日 取得年月日 国保資格取得年月日",
     true},
    {Field::acquired_reason, "acquired_reason", "資格取得事由", "資格取得事由 取得事由"},
    {Field::lost, "lost", "資格喪失年月日", "資格喪失年月日 資格喪失日 喪失日 喪失年月日 国保資格喪失年月日", true},
    {Field::lost_reason, "lost_reason", "資格喪失事由", "資格喪失事由 喪失事由"},
    {Field::applied_from, "applied_from", "適用開始年月日", "適用開始年月日 適用開始日", true},
    {Field::applied_to, "applied_to", "適用終了年月日", "適用終了年月日 適用終了日", true},
    {Field::history_number, "history_number", "履歴番号", "履歴番号 履歴連番 資格履歴番号 履歴NO"},
    {Field::changed_on, "changed_on", "異動年月日", "異動年月日 異動日", true},
    {Field::latest_mark, "latest_mark", "最新区分", "最新区分 最新フラグ 最新履歴区分 最新履歴フラグ"},
    {Field::pension_number, "pension_number", "基礎年金番号", "基礎年金番号"},
};

constexpr FieldInfo kPension[] = {
    {Field::pension_number, "pension_number", "基礎年金番号", "基礎年金番号"},
    {Field::name_kana, "name_kana", "氏名カナ", "氏名カナ カナ氏名 氏名(カナ) 氏名フリガナ フリガナ 被保険者氏名カナ"},
    {Field::name, "name", "氏名", "氏名 漢字氏名 氏名漢字 被保険者氏名"},
    {Field::birth_date, "birth_date", "生年月日", "生年月日", true},
    {Field::sex, "sex", "性別", "性別 性別コード 男女"},
    {Field::postal_code, "postal_code", "郵便番号", "郵便番号 〒"},
    {Field::address, "address", "住所", "住所 現住所"},
    {Field::pension_category, "pension_category", "種別", "種別 被保険者種別 種別コード"},
    {Field::pension_lost, "pension_lost", "資格喪失年月日", "資格喪失年月日 資格喪失日 喪失日 喪失年月日", true},
    {Field::pension_lost_reason, "pension_lost_reason", "喪失事由", "喪失事由 資格喪失事由 喪失原因"},
    {Field::change_kind, "change_kind", "異動区分", "異動区分 区分 異動種別"},
    {Field::corrected_from, "corrected_from", "訂正前喪失年月日", "訂正前喪失年月日 訂正前喪失日 訂正前資格喪失年月日",
     true},
    {Field::processed, "processed", "処理年月日", "処理年月日 処理日", true},
    {Field::workplace_name, "workplace_name", "事業所名", "事業所名 事業所名称 勤務先名 勤務先名称"},
};

constexpr FieldInfo kOverlap[] = {
    {Field::run_date, "run_date", "作成年月日", "作成年月日 作成日 処理年月日", true},
    {Field::name, "name", "氏名", "氏名 漢字氏名 氏名漢字 被保険者氏名"},
    {Field::name_kana, "name_kana", "氏名カナ", "氏名カナ カナ氏名 氏名(カナ) 氏名フリガナ フリガナ"},
    {Field::birth_date, "birth_date", "生年月日", "生年月日", true},
    {Field::sex, "sex", "性別", "性別 性別コード 男女"},
    {Field::own_insurer, "own_insurer", "自保険者番号", "自保険者番号"},
    {Field::own_symbol, "own_symbol", "自記号", "自記号 自被保険者証記号"},
    {Field::own_serial, "own_serial", "自番号", "自番号 自被保険者証番号 自記号番号"},
    {Field::own_branch, "own_branch", "自枝番", "自枝番"},
    {Field::own_acquired, "own_acquired", "自資格取得年月日", "自資格取得年月日 自資格取得日", true},
    {Field::own_lost, "own_lost", "自資格喪失年月日", "自資格喪失年月日 自資格喪失日", true},
    {Field::other_insurer, "other_insurer", "重複先保険者番号", "重複先保険者番号"},
    {Field::other_insurer_name, "other_insurer_name", "重複先保険者名", "重複先保険者名 重複先保険者名称"},
    {Field::other_symbol, "other_symbol", "重複先記号", "重複先記号"},
    {Field::other_serial, "other_serial", "重複先番号", "重複先番号 重複先記号番号"},
    {Field::other_branch, "other_branch", "重複先枝番", "重複先枝番"},
    {Field::other_relation, "other_relation", "重複先本人家族区分", "重複先本人家族区分 本人家族区分"},
    {Field::other_acquired, "other_acquired", "重複先資格取得年月日", "重複先資格取得年月日 重複先資格取得日", true},
    {Field::other_lost, "other_lost", "重複先資格喪失年月日", "重複先資格喪失年月日 重複先資格喪失日", true},
    {Field::group_key, "group_key", "グループ番号", "グループ番号 整理番号"},
};

}  // namespace

FieldList fields_of(FileKind kind) {
  switch (kind) {
    case FileKind::roster: return {kRoster, std::size(kRoster)};
    case FileKind::pension: return {kPension, std::size(kPension)};
    default: return {kOverlap, std::size(kOverlap)};
  }
}

const FieldInfo* find_field(FileKind kind, Field f) {
  for (const FieldInfo& info : fields_of(kind))
    if (info.id == f) return &info;
  return nullptr;
}

std::string_view code_of(FileKind kind) {
  constexpr std::string_view kCodes[] = {"roster", "pension", "overlap"};
  static_assert(std::size(kCodes) == kKindCount);
  return kCodes[static_cast<size_t>(kind)];
}

std::string_view label_of(FileKind kind) {
  constexpr std::string_view kLabels[] = {"国保被保険者台帳", "1・3号喪失一覧表", "資格重複状況結果一覧"};
  static_assert(std::size(kLabels) == kKindCount);
  return kLabels[static_cast<size_t>(kind)];
}

}  // namespace totsugo
