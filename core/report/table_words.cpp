// The columns of the tables that leave the tool, with their heads.
#include <array>

#include "core/report/table.h"

namespace totsugo {
namespace {

// A number of 15 digits stays on its line.
constexpr int kUsual = 17;
// On paper the columns that say who it is stand at the left of every page.
constexpr bool kWho = true;

// In the order in which a row is read.
template <class Id>
struct Placed {  // NOLINT(clang-analyzer-optin.performance.Padding)
  std::string_view code;
  std::string_view head;
  Id id;
  CellKind kind = CellKind::text;
  int widest = kUsual;
  std::string_view meaning = {};
  std::string_view source = {};
  bool identifies = false;
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
  for (size_t i = 0; i < N; ++i) {
    const Placed<Id>& p = placed[i];
    columns[i] = {p.code, p.head, p.kind, p.widest, p.meaning, p.source, p.identifies};
  }
  return columns;
}

using R = ResultColumn;
constexpr Placed<R> kResults[] = {
    {"bucket", "区分コード", R::bucket, CellKind::text, kUsual, "区分を表す記号", "突き合わせの結果"},
    {"label", "区分", R::label, CellKind::text, kUsual, "本人がどれに当たるか（他保険加入あり、要照会など）",
     "突き合わせの結果"},
    {"grade", "一致の段階", R::grade, CellKind::text, kUsual,
     "一覧の人と台帳の人が同じと見る確かさ。S が最も確か。空は台帳に見当たらない人", "突き合わせの結果"},
    {"selectable", "選択可", R::selectable, CellKind::text, kUsual, "このまま手続に選べるか（はい・いいえ）",
     "突き合わせの結果"},
    {"loss_date", "国保喪失日", R::loss_date, CellKind::date, kUsual,
     "国保の資格喪失日（案）。加入した日の翌日（国保組合・生活保護は当日）", "重複一覧・喪失一覧の日付から計算"},
    {"name", "氏名", R::name, CellKind::text, kUsual, "本人の氏名", "台帳。台帳にない人は一覧", kWho},
    {"name_kana", "氏名カナ", R::name_kana, CellKind::text, kUsual, "本人の氏名カナ", "台帳。台帳にない人は一覧"},
    {"birth_date", "生年月日", R::birth_date, CellKind::text, kUsual, "本人の生年月日", "台帳。台帳にない人は一覧",
     kWho},
    {"sex", "性別", R::sex, CellKind::text, kUsual, "本人の性別", "台帳。台帳にない人は一覧"},
    {"resident_number", "宛名番号", R::resident_number, CellKind::text, kUsual, "住民としての番号", "台帳"},
    {"member_number", "記号番号", R::member_number, CellKind::text, kUsual, "国保の記号番号",
     "台帳。台帳にない人は一覧"},
    {"branch", "枝番", R::branch, CellKind::text, kUsual, "国保の枝番", "台帳。台帳にない人は一覧"},
    {"address", "住所", R::address, CellKind::text, 28, "住所と方書", "台帳。台帳にない人は一覧"},
    {"roster_line", "台帳の行", R::roster_line, CellKind::number, kUsual, "本人の行が台帳のファイルの何行目か", "台帳"},
    {"pension_line", "喪失一覧の行", R::pension_line, CellKind::number, kUsual,
     "本人の行が喪失一覧のファイルの何行目か", "喪失一覧"},
    {"overlap_lines", "重複一覧の行", R::overlap_lines, CellKind::text, 24,
     "本人の行が重複一覧のどのファイルの何行目か", "重複一覧"},
    {"other_insurer", "重複先保険者", R::other_insurer, CellKind::text, 20, "新しく加入した健康保険の保険者",
     "重複一覧"},
    {"other_acquired", "重複先資格取得年月日", R::other_acquired, CellKind::text, kUsual,
     "新しく加入した健康保険の資格取得日", "重複一覧"},
    {"pension_lost", "年金の喪失年月日", R::pension_lost, CellKind::text, kUsual, "国民年金の資格喪失日", "喪失一覧"},
    {"relaxations", "認めた違い", R::relaxations, CellKind::text, 20,
     "同じ人と見るときに同じ字とみなした違い（小書きのカナ、旧字など）", "突き合わせの結果"},
    {"reasons", "理由", R::reasons, CellKind::text, 48, "この区分になった理由", "突き合わせの結果"},
    {"sources", "根拠", R::sources, CellKind::text, 32, "理由のもとになる通知・法令", "突き合わせの結果"},
    {"candidates", "候補（台帳の行）", R::candidates, CellKind::text, kUsual, "一人に決められないとき、似た人の行",
     "台帳"},
    {"review", "要確認の理由", R::review, CellKind::text, kUsual, "要確認のとき、人が見る理由", "突き合わせの結果"},
};

using L = LedgerColumn;
constexpr Placed<L> kLedger[] = {
    {"number", "番号", L::number, CellKind::number, kUsual, "この作業ファイルでの案件の番号", "このツール", kWho},
    {"state", "状態", L::state, CellKind::text, kUsual, "手続が今どこまで進んだか", "担当者の記録"},
    {"on_hold", "保留", L::on_hold, CellKind::text, kUsual, "保留にしている案件に「はい」", "担当者の記録"},
    {"mail_returned", "返戻", L::mail_returned, CellKind::text, kUsual, "送った文書が戻ってきた案件に「はい」",
     "担当者の記録"},
    {"since", "前回との比較", L::since, CellKind::text, kUsual, "前回の突き合わせと比べて、新しく載ったか続いているか",
     "突き合わせの結果"},
    {"flow", "根拠通知", L::flow, CellKind::text, kUsual, "この案件の手続がよる通知", "突き合わせの結果"},
    {"bucket", "分類", L::bucket, CellKind::text, kUsual, "本人がどの区分に当たるか（他保険加入あり、要照会など）",
     "突き合わせの結果"},
    {"grade", "一致の段階", L::grade, CellKind::text, kUsual, "一覧の人と台帳の人が同じと見る確かさ。S が最も確か",
     "突き合わせの結果"},
    {"name", "氏名", L::name, CellKind::text, kUsual, "本人の氏名", "台帳。台帳にない人は一覧", kWho},
    {"name_kana", "氏名カナ", L::name_kana, CellKind::text, kUsual, "本人の氏名カナ", "台帳。台帳にない人は一覧"},
    {"birth_date", "生年月日", L::birth_date, CellKind::text, kUsual, "本人の生年月日", "台帳。台帳にない人は一覧"},
    {"sex", "性別", L::sex, CellKind::text, kUsual, "本人の性別", "台帳。台帳にない人は一覧"},
    {"resident_number", "宛名番号", L::resident_number, CellKind::text, kUsual, "住民としての番号", "台帳"},
    {"member_number", "記号番号", L::member_number, CellKind::text, kUsual, "国保の記号番号",
     "台帳。台帳にない人は一覧"},
    {"branch", "枝番", L::branch, CellKind::text, kUsual, "国保の枝番", "台帳。台帳にない人は一覧"},
    {"household_id", "世帯番号", L::household_id, CellKind::text, kUsual, "世帯の番号", "台帳"},
    {"head_name", "世帯主氏名", L::head_name, CellKind::text, kUsual, "世帯主の氏名。文書のあて名になる", "台帳"},
    {"postal_code", "郵便番号", L::postal_code, CellKind::text, kUsual, "郵便番号。ファイルの値のまま", "台帳"},
    {"address", "住所", L::address, CellKind::text, 28, "住所と方書", "台帳。台帳にない人は一覧"},
    {"loss_date", "喪失日（案）", L::loss_date, CellKind::date, kUsual,
     "国保の資格喪失日（案）。加入した日の翌日（国保組合・生活保護は当日）", "重複一覧・喪失一覧の日付から計算"},
    {"levy_months", "喪失日からの月数", L::levy_months, CellKind::number, kUsual,
     "喪失日から今日までの満の月数。終わった人と対象外の人は空", "喪失日（案）から計算"},
    {"levy_until", "賦課を減額できる期限", L::levy_until, CellKind::date, kUsual,
     "最初の納期の翌日から数えた、賦課を減らせる最後の日。過ぎていない年度のうち、いちばん近いもの",
     "期限の設定（町の最初の納期限）"},
    {"other_insurer", "重複先保険者", L::other_insurer, CellKind::text, kUsual, "新しく加入した健康保険の保険者",
     "重複一覧"},
    {"other_acquired", "重複先取得日", L::other_acquired, CellKind::text, kUsual, "新しく加入した健康保険の資格取得日",
     "重複一覧"},
    {"last_step", "最後の記録", L::last_step, CellKind::text, kUsual, "最後にした手続や記録。取り消したものは除く",
     "担当者の記録"},
    {"last_step_on", "記録した日", L::last_step_on, CellKind::date, kUsual,
     "最後の手続をした日。日がなければ入力した日", "担当者の記録"},
    {"last_step_by", "記録した人", L::last_step_by, CellKind::text, kUsual, "最後の手続を記録した人の名前",
     "担当者の記録"},
    {"deadline", "期限", L::deadline, CellKind::date, kUsual,
     "送った文書の期限（文書に書いた日か、町の決め方による日）", "担当者の記録と期限の設定"},
    {"notes", "メモ", L::notes, CellKind::text, 32, "手続の理由とメモ、送った文書の番号。古い順", "担当者の記録"},
    {"reasons", "根拠", L::reasons, CellKind::text, 48, "この区分になった理由と、そのもとになる通知・法令",
     "突き合わせの結果"},
};

using A = AnnualColumn;
constexpr Placed<A> kAnnual[] = {
    {"month", "月", A::month, CellKind::text, kUsual, "数えた月。終わりの行は年度の計", "このツール", kWho},
    {"flow", "根拠通知", A::flow, CellKind::text, kUsual, "数えた人の手続がよる通知", "突き合わせの結果", kWho},
    {"listed", "新しく掲載", A::listed, CellKind::number, kUsual, "この月の突き合わせで初めて載った人",
     "突き合わせの結果"},
    {"verified", "確認", A::verified, CellKind::number, kUsual, "確認した人", "担当者の記録"},
    {"inquired", "照会", A::inquired, CellKind::number, kUsual, "事業所や保険者に照会した人", "担当者の記録"},
    {"urged", "勧奨", A::urged, CellKind::number, kUsual, "届出をお願いする文書を送った人", "担当者の記録"},
    {"urged_again", "再勧奨", A::urged_again, CellKind::number, kUsual, "二度目の文書を送った人", "担当者の記録"},
    {"filed", "届出", A::filed, CellKind::number, kUsual,
     "届出を受け付けた人と、台帳に喪失が載った人。初めて載ったときに届出済だった人も入る", "担当者の記録と台帳"},
    {"ex_officio", "職権喪失決定", A::ex_officio, CellKind::number, kUsual, "職権で資格喪失を決めた人", "担当者の記録"},
    {"excluded", "対象外", A::excluded, CellKind::number, kUsual, "対象外にした人", "担当者の記録"},
    {"excluded_by", "対象外の理由", A::excluded_by, CellKind::text, 40, "対象外の理由ごとの人数", "担当者の記録"},
    {"open", "月末の未了", A::open, CellKind::number, kUsual,
     "月の終わりに手続が終わっていない人。まだ月末でない月は空。年度計は年度末、まだなら集計した日の人数",
     "担当者の記録から計算"},
    {"days_to_filing", "届出までの日数（中央値）", A::days_to_filing, CellKind::number, kUsual,
     "初めて載った日から届出までの日数を並べた真ん中の値。載ったときに届出済だった人は入れない",
     "担当者の記録から計算"},
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
