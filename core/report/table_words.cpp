// The columns of the tables that leave the tool, with their heads.
#include <array>

#include "core/report/table.h"

namespace totsugo {
namespace {

// A number of 15 digits stays on its line.
constexpr int kUsual = 17;

template <class Id>
struct Placed {
  std::string_view code;
  std::string_view head;
  Id id;
  CellKind kind = CellKind::text;
  int widest = kUsual;
};

// Each column stands at the place of its id, so that heads and kinds cannot part from the cells.
template <class Id, size_t N>
constexpr bool in_order(const Placed<Id> (&placed)[N]) {
  for (size_t i = 0; i < N; ++i)
    if (static_cast<size_t>(placed[i].id) != i) return false;
  return true;
}

template <class Id, size_t N>
constexpr std::array<TableColumn, N> columns_of(const Placed<Id> (&placed)[N]) {
  std::array<TableColumn, N> columns{};
  for (size_t i = 0; i < N; ++i) columns[i] = {placed[i].code, placed[i].head, placed[i].kind, placed[i].widest};
  return columns;
}

using R = ResultColumn;
constexpr Placed<R> kResults[] = {
    {"bucket", "区分コード", R::bucket},
    {"label", "区分", R::label},
    {"grade", "一致の段階", R::grade},
    {"selectable", "選択可", R::selectable},
    {"loss_date", "国保喪失日", R::loss_date, CellKind::date},
    {"name", "氏名", R::name},
    {"name_kana", "氏名カナ", R::name_kana},
    {"birth_date", "生年月日", R::birth_date},
    {"sex", "性別", R::sex},
    {"resident_number", "宛名番号", R::resident_number},
    {"member_number", "記号番号", R::member_number},
    {"branch", "枝番", R::branch},
    {"address", "住所", R::address, CellKind::text, 28},
    {"roster_line", "台帳の行", R::roster_line, CellKind::number},
    {"pension_line", "喪失一覧の行", R::pension_line, CellKind::number},
    {"overlap_lines", "重複一覧の行", R::overlap_lines, CellKind::text, 24},
    {"other_insurer", "重複先保険者", R::other_insurer, CellKind::text, 20},
    {"other_acquired", "重複先資格取得年月日", R::other_acquired},
    {"pension_lost", "年金の喪失年月日", R::pension_lost},
    {"relaxations", "認めた違い", R::relaxations, CellKind::text, 20},
    {"reasons", "理由", R::reasons, CellKind::text, 48},
    {"sources", "根拠", R::sources, CellKind::text, 32},
    {"candidates", "候補（台帳の行）", R::candidates},
    {"review", "要確認の理由", R::review},
};

using L = LedgerColumn;
constexpr Placed<L> kLedger[] = {
    {"number", "番号", L::number, CellKind::number},
    {"state", "状態", L::state},
    {"on_hold", "保留", L::on_hold},
    {"mail_returned", "返戻", L::mail_returned},
    {"since", "前回との比較", L::since},
    {"flow", "根拠通知", L::flow},
    {"bucket", "分類", L::bucket},
    {"grade", "一致の段階", L::grade},
    {"name", "氏名", L::name},
    {"name_kana", "氏名カナ", L::name_kana},
    {"birth_date", "生年月日", L::birth_date},
    {"sex", "性別", L::sex},
    {"resident_number", "宛名番号", L::resident_number},
    {"member_number", "記号番号", L::member_number},
    {"branch", "枝番", L::branch},
    {"household_id", "世帯番号", L::household_id},
    {"head_name", "世帯主氏名", L::head_name},
    {"postal_code", "郵便番号", L::postal_code},
    {"address", "住所", L::address, CellKind::text, 28},
    {"loss_date", "喪失日（案）", L::loss_date, CellKind::date},
    {"levy_months", "喪失日からの月数", L::levy_months, CellKind::number},
    {"levy_until", "賦課を減額できる期限", L::levy_until, CellKind::date},
    {"other_insurer", "重複先保険者", L::other_insurer},
    {"other_acquired", "重複先取得日", L::other_acquired},
    {"last_step", "最後の記録", L::last_step},
    {"last_step_on", "記録した日", L::last_step_on, CellKind::date},
    {"last_step_by", "記録した人", L::last_step_by},
    {"deadline", "期限", L::deadline, CellKind::date},
    {"notes", "メモ", L::notes, CellKind::text, 32},
    {"reasons", "根拠", L::reasons, CellKind::text, 48},
};

using A = AnnualColumn;
constexpr Placed<A> kAnnual[] = {
    {"month", "月", A::month},
    {"flow", "根拠通知", A::flow},
    {"listed", "新しく掲載", A::listed, CellKind::number},
    {"verified", "確認", A::verified, CellKind::number},
    {"inquired", "照会", A::inquired, CellKind::number},
    {"urged", "勧奨", A::urged, CellKind::number},
    {"urged_again", "再勧奨", A::urged_again, CellKind::number},
    {"filed", "届出", A::filed, CellKind::number},
    {"ex_officio", "職権喪失決定", A::ex_officio, CellKind::number},
    {"excluded", "対象外", A::excluded, CellKind::number},
    {"excluded_by", "対象外の理由", A::excluded_by, CellKind::text, 40},
    {"open", "月末の未了", A::open, CellKind::number},
    {"days_to_filing", "届出までの日数（中央値）", A::days_to_filing, CellKind::number},
};

using I = ImportColumn;
constexpr Placed<I> kImports[] = {
    {"file", "ファイル", I::file, CellKind::text, 28}, {"list", "種類", I::list},
    {"line", "行", I::line, CellKind::number},         {"column", "列", I::column},
    {"matter", "内容", I::matter, CellKind::text, 48},
};

constexpr auto kResultColumns = columns_of(kResults);
constexpr auto kLedgerColumns = columns_of(kLedger);
constexpr auto kAnnualColumns = columns_of(kAnnual);
constexpr auto kImportColumns = columns_of(kImports);
static_assert(kResultColumns.size() == kResultColumnCount && in_order(kResults));
static_assert(kLedgerColumns.size() == kLedgerColumnCount && in_order(kLedger));
static_assert(kAnnualColumns.size() == kAnnualColumnCount && in_order(kAnnual));
static_assert(kImportColumns.size() == kImportColumnCount && in_order(kImports));

}  // namespace

std::span<const TableColumn> result_columns() { return kResultColumns; }
std::span<const TableColumn> ledger_columns() { return kLedgerColumns; }
std::span<const TableColumn> annual_columns() { return kAnnualColumns; }
std::span<const TableColumn> import_columns() { return kImportColumns; }

std::string_view code_of(CellKind k) {
  constexpr std::string_view kCodes[] = {"text", "date", "number"};
  return kCodes[static_cast<size_t>(k)];
}

}  // namespace totsugo
