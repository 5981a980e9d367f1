#include "core/tables/messages.h"

#include "core/layout/fields.h"

#include <array>

namespace totsugo {
namespace {

struct ErrorEntry {
  ErrorCode code;
  std::string_view name;
  std::string_view
      wrong;  // what is wrong; {d} = detail, {c} = column, {k} and {b} = the kind it belongs to and its code
  std::string_view remedy;
};

constexpr ErrorEntry kErrors[] = {
    {ErrorCode::none, "none", "", ""},
    {ErrorCode::file_empty, "file_empty", "ファイルが空です。", "出力し直したファイルを選んでください。"},
    {ErrorCode::file_too_large, "file_too_large", "この欄のファイルとしては大きすぎます。",
     "台帳と一覧表を取り違えていないか確かめてください。"},
    {ErrorCode::file_is_xlsx, "file_is_xlsx", "CSVではなくExcelブック（.xlsx）です。",
     "Excelで開き、「CSV UTF-8（コンマ区切り）」で保存し直してください。"},
    {ErrorCode::file_is_xls, "file_is_xls", "CSVではなく古い形式のExcelブック（.xls）です。",
     "Excelで開き、「CSV UTF-8（コンマ区切り）」で保存し直してください。"},
    {ErrorCode::file_is_pdf, "file_is_pdf", "CSVではなくPDFです。",
     "元のシステムからCSVで出力したファイルを選んでください。"},
    {ErrorCode::file_is_zip, "file_is_zip", "圧縮ファイル（ZIP）です。", "展開して、中のCSVファイルを選んでください。"},
    {ErrorCode::file_is_html, "file_is_html",
     "中身がWebページ（HTML）の表です。名前が .xls でも、CSVでもExcelブックでもありません。",
     "元のシステムからCSVで出力し直してください。できなければ、Excelで開き、番号の先頭の0が残っていることを確かめてから、「CSV "
     "UTF-8（コンマ区切り）」で保存し直してください。"},
    {ErrorCode::file_is_xml_book, "file_is_xml_book",
     "中身がXMLスプレッドシート2003です。名前が .xls でも、CSVでもExcelブックでもありません。",
     "Excelで開き、「Excelブック（.xlsx）」か「CSV UTF-8（コンマ区切り）」で保存し直してください。"},
    {ErrorCode::file_is_xml, "file_is_xml", "CSVではなくXMLです。",
     "元のシステムからCSVで出力したファイルを選んでください。"},
    {ErrorCode::file_is_binary, "file_is_binary",
     "文字のファイルとして読めません（文字の途中に、文字ではないバイトがあります）。",
     "CSVで出力し直したファイルを選んでください。"},
    {ErrorCode::wrong_kind, "wrong_kind", "この欄のファイルではありません。見出し（{d}）からみて「{k}」のようです。",
     "「{k}」の欄（コマンドラインでは --{b}）に移してください。"},
    {ErrorCode::header_missing, "header_missing", "列の名前が書かれた見出しの行が見つかりません。",
     "画面の「読み取り方を確認・変更」で列を確かめるか、レイアウト（--layout）で列を指定してください。"},
    {ErrorCode::required_column_missing, "required_column_missing",
     "必要な列「{c}」が見出しにありません（読み取った見出し：{d}）。",
     "見出しの名前を直すか、この列を含めて出力し直すか、画面の「読み取り方を確認・変更」またはレイアウト（--layout）で列を指定してください。"},
    {ErrorCode::duplicate_column, "duplicate_column", "「{c}」にあたる列が二つあります。",
     "どちらかの見出しを変えるか、画面の「読み取り方を確認・変更」またはレイアウト（--layout）で列を指定してください。"},
    {ErrorCode::too_many_columns, "too_many_columns", "列が多すぎます（{d}列）。",
     "区切り文字が正しいか、正しいファイルかを確かめてください。"},
    {ErrorCode::unclosed_quote, "unclosed_quote",
     "この行で始まった引用符（\"）が、ファイルの終わりまで、または1MB先まで閉じていません。",
     "この行の引用符を直してから、もう一度読み込んでください。"},
    {ErrorCode::record_too_long, "record_too_long", "1行が長すぎます（1MBを超えています）。",
     "CSVファイルかどうか、改行が失われていないかを確かめてください。"},
    {ErrorCode::no_rows, "no_rows", "見出しだけで、データが1行もありません。",
     "抽出条件を確かめて、出力し直してください。"},
    {ErrorCode::mostly_rejected, "mostly_rejected",
     "使えない行が多すぎます（{d}行）。列の取り違えか、形式の違いと思われます。",
     "この行の内容と見出しが合っているかを確かめてください。"},
    {ErrorCode::merged_cells, "merged_cells",
     "結合されたセルがあるようです。上の行だけに値があり、その下が空のため、使えない行が多すぎます（{d}行）。",
     "元のExcelで結合を解き、空いたセルに上と同じ値を入れて、保存し直してください。"},
    {ErrorCode::run_date_missing, "run_date_missing",
     "一覧の作成年月日がわかりません（作成年月日の列にもファイル名にも日付がありません）。",
     "作成年月日を指定してください。"},
    {ErrorCode::run_date_mixed, "run_date_mixed", "一つのファイルに作成年月日の違う行が混じっています（{d}）。",
     "作成回ごとに別のファイルにしてください。"},
    {ErrorCode::run_date_in_future, "run_date_in_future", "一覧の作成年月日（{d}）が、作業日より後です。",
     "作業日か、一覧のファイル・作成年月日を確かめて、直してください。"},
    {ErrorCode::roster_date_in_future, "roster_date_in_future", "台帳の抽出日（{d}）が、作業日より後です。",
     "作業日か、台帳のファイル・抽出日を確かめて、直してください。"},
    {ErrorCode::layout_invalid, "layout_invalid", "レイアウトの指定を読み取れません（{d}）。",
     "レイアウトのファイルを直してください。"},
    {ErrorCode::layout_unsure, "layout_unsure", "列の読み取り方が確かではありません。{d}",
     "画面の「読み取り方を確認・変更」か、レイアウト（--layout）で指定してください。"},
    {ErrorCode::date_form_unclear, "date_form_unclear",
     "日付の先頭の数字が、どちらの元号の決まり（1〜5か、1・3・5・7・9か）によるのか決められません。",
     "画面の「読み取り方を確認・変更」か、レイアウト（--layout）で日付の形式を指定してください。"},
    {ErrorCode::record_count_differs, "record_count_differs",
     "終わりのレコードにある件数と、データの行数が違います（{d}）。ファイルが途中で切れているおそれがあります。",
     "出力し直したファイルを選んでください。"},
    {ErrorCode::record_end_missing, "record_end_missing",
     "終わりのレコード（種別「{d}」）がありません。ファイルが途中で切れているおそれがあります。",
     "出力し直したファイルを選んでください。"},
    {ErrorCode::encoding_mixed, "encoding_mixed", "この行から文字コードが変わっています（初めはUTF-8です）。",
     "文字コードの違うファイルをつないでいないかを確かめ、一つの文字コードで出力し直してください。"},
    {ErrorCode::file_is_euc_jp, "file_is_euc_jp", "文字コードがEUC-JPのようです。",
     "画面の「読み取り方を確認・変更」か、レイアウト（--layout）で文字コードにEUC-JPを指定してください。"},
    {ErrorCode::file_is_iso_2022_jp, "file_is_iso_2022_jp", "文字コードがISO-2022-JP（JISコード）のようです。",
     "画面の「読み取り方を確認・変更」か、レイアウト（--layout）で文字コードにISO-2022-JPを指定してください。"},
    {ErrorCode::holidays_incomplete, "holidays_incomplete",
     "祝日の表として使えません。元日から勤労感謝の日までそろった年がありません。",
     "内閣府の「国民の祝日」のCSVかどうかを確かめてください。"},
    {ErrorCode::holidays_empty, "holidays_empty", "祝日・閉庁日が1日も書かれていません。",
     "1行に1日ずつ「2027/1/4,町の休日」の形で書いたCSVか、内閣府の「国民の祝日」のCSVを選んでください。"},
    {ErrorCode::row_hashes, "row_hashes", "「####」になっています。Excelの列の幅が足りないまま保存されたためです。",
     "元のExcelで列の幅を広げて、保存し直してください。"},
    {ErrorCode::row_exponent, "row_exponent", "番号がExcelで「{d}」の形に変わり、元の数字が失われています。",
     "元のデータで列を文字列にして、出力し直してください。"},
    {ErrorCode::row_group_incomplete, "row_group_incomplete",
     "同じグループ番号の行に、国保の資格か、重複先の資格がありません（「{d}」）。",
     "元の一覧でこの組を確かめてください。"},
    {ErrorCode::row_group_ambiguous, "row_group_ambiguous",
     "同じグループ番号の行に、国保の資格が二つ以上あります（「{d}」）。", "元の一覧でこの組を確かめてください。"},
    {ErrorCode::row_insurer_invalid, "row_insurer_invalid", "保険者番号として正しくありません（「{d}」）。",
     "列が合っているか、検証番号を確かめてください。"},
    {ErrorCode::row_sex_unknown, "row_sex_unknown", "性別として読めません（「{d}」）。",
     "列が合っているかを確かめてください。"},
    {ErrorCode::row_undecodable, "row_undecodable", "文字コードとして正しくないバイトがあります。",
     "元のシステムで文字を確かめ、出力し直してください。"},
    {ErrorCode::row_too_few_fields, "row_too_few_fields", "項目の数が見出しより少ない行です（{d}）。",
     "この行の区切りを直してください。"},
    {ErrorCode::row_too_many_fields, "row_too_many_fields", "項目の数が見出しより多い行です（{d}）。",
     "この行の区切りや引用符を直してください。"},
    {ErrorCode::row_bad_quote, "row_bad_quote",
     "引用符（\"）で囲んだ項目の、閉じる引用符の後に文字があります（「{d}」）。",
     "中の引用符を二つ重ね（\"\"）、囲みの外の文字を除いてください。"},
    {ErrorCode::row_required_empty, "row_required_empty", "必要な項目が空です。", "元のデータを確かめてください。"},
    {ErrorCode::row_date_unreadable, "row_date_unreadable", "日付として読めません（「{d}」）。",
     "元のデータの日付を直してください。"},
    {ErrorCode::row_date_impossible, "row_date_impossible", "暦にない日付です（「{d}」）。",
     "元のデータの日付を直してください。"},
    {ErrorCode::row_birth_in_future, "row_birth_in_future", "生年月日が作業日より後です（「{d}」）。",
     "元のデータの日付を直してください。"},
    {ErrorCode::settings_invalid, "settings_invalid", "設定を読み取れません（{d}）。", "設定を確かめてください。"},
    {ErrorCode::date_invalid, "date_invalid", "作業日が正しい日付ではありません（「{d}」）。",
     "YYYY-MM-DD の形で指定してください。"},
    {ErrorCode::flow_d_too_early, "flow_d_too_early",
     "資格重複一覧を起点とする処理（流れD）は、令和4年11月29日の通知より前の作業日では使えません（作業日：{d}）。",
     "作業日を確かめるか、流れPを選んでください。"},
    {ErrorCode::pension_list_missing, "pension_list_missing", "流れPには1・3号喪失一覧表が必要です。",
     "1・3号喪失一覧表のファイルを選んでください。"},
    {ErrorCode::overlap_list_missing, "overlap_list_missing", "流れDには資格重複状況結果一覧が必要です。",
     "資格重複状況結果一覧のファイルを選んでください。"},
    {ErrorCode::roster_missing, "roster_missing", "国保被保険者台帳が必要です。", "台帳のファイルを選んでください。"},
    {ErrorCode::out_of_order, "out_of_order", "処理の順序が正しくありません（{d}）。",
     "画面を開き直して、やり直してください。"},
    {ErrorCode::size_out_of_range, "size_out_of_range", "ファイルの大きさが正しくありません。",
     "ファイルを選び直してください。"},
    {ErrorCode::unknown_name, "unknown_name", "知らない名前の指定です（{d}）。", "指定を確かめてください。"},
    {ErrorCode::out_of_memory, "out_of_memory", "この端末のメモリが足りません。",
     "ほかのアプリやタブを閉じて、やり直してください。"},
    {ErrorCode::internal, "internal", "内部の誤りが起きました（{d}）。", "画面を開き直して、やり直してください。"},
};

const ErrorEntry& entry_of(ErrorCode code) {
  for (const ErrorEntry& e : kErrors)
    if (e.code == code) return e;
  return kErrors[0];
}

void replace_all(std::string& s, std::string_view what, std::string_view with) {
  for (size_t at = s.find(what); at != std::string::npos; at = s.find(what, at + with.size()))
    s.replace(at, what.size(), with);
}

std::string kind_name_of(std::string_view code) {
  for (const FileKind k : {FileKind::roster, FileKind::pension, FileKind::overlap})
    if (kind_code(k) == code) return std::string(kind_label(k));
  return std::string(code);
}

constexpr std::string_view kH23 = "平成23年通知（保国発0222第1号、改正 保国発1216第1号）3(2)";
constexpr std::string_view kR3 =
    "令和3年通知（オンライン資格確認等システムの運用開始に伴う国保の資格喪失処理の取扱い）第2";
constexpr std::string_view kR4 = "令和4年11月29日 保国発1129第1号";
constexpr std::string_view kLaw8 = "国民健康保険法 第8条";
constexpr std::string_view kLaw6 = "国民健康保険法 第6条";
constexpr std::string_view kLaw9 = "国民健康保険法 第9条、同法施行規則 第13条";
constexpr std::string_view kGrades = "Totsugo 突合基準（年金記録名寄せの区分にならう）";
constexpr std::string_view kFile = "読み込んだファイル";
constexpr std::string_view kPensionList = "1・3号喪失一覧表";
constexpr std::string_view kInsurerNumber = "保険者番号の設定基準（法別番号・検証番号）";

struct ReasonEntry {
  ReasonCode code;
  std::string_view name;
  std::string_view text;  // {a} {b} dates, {n} a number
  std::string_view source;
};

constexpr ReasonEntry kReasons[] = {
    {ReasonCode::grade_s, "grade_s", "番号と生年月日が一致し、氏名も矛盾しません（区分S）。", kGrades},
    {ReasonCode::grade_a, "grade_a", "表記のゆれをそろえた氏名と、生年月日、性別が一致します（区分A）。", kGrades},
    {ReasonCode::grade_b, "grade_b", "一つの違いを除いて、氏名、生年月日、性別が一致します（区分B）。", kGrades},
    {ReasonCode::grade_c, "grade_c",
     "同じ人かもしれませんが、選べるほどには一致しません（区分C）。人の目で確かめてください。", kGrades},
    {ReasonCode::nobody, "nobody", "台帳に同じ人は見つかりません。", kGrades},
    {ReasonCode::look_alikes, "look_alikes", "似た人が{n}人います。同じ人とは扱いません。", kGrades},
    {ReasonCode::several_candidates, "several_candidates",
     "あてはまるかもしれない人が台帳に{n}人います。どの人かは決めません。", kGrades},
    {ReasonCode::number_points_elsewhere, "number_points_elsewhere",
     "番号は{n1}、氏名は{n2}を指しています。どの人かは決めません。", kGrades},
    {ReasonCode::claimed_twice, "claimed_twice", "一覧の別の人も、台帳の同じ人にあてはまります。", kGrades},
    {ReasonCode::fits_two_listed, "fits_two_listed",
     "一覧のこの行は、一覧の別々の二人のどちらにもあてはまります。どちらの記録かは決めません。", kGrades},
    {ReasonCode::fits_two_members, "fits_two_members",
     "台帳のこの行は、台帳の別々の二人のどちらにもあてはまります。どちらの資格かは決めません。", kGrades},
    {ReasonCode::number_changed, "number_changed",
     "前の回と最新の回とで一覧の記号番号が違いますが、台帳であてはまる人は同じ一人だけです。", kGrades},
    {ReasonCode::history_rows, "history_rows",
     "この人の資格の行が台帳に{n}行あります。日付からみてあてはまる行を示しています。", kFile},
    {ReasonCode::history_unclear, "history_unclear",
     "同じ人・同じ資格取得年月日で内容の違う行が台帳にあり、どれが最新かわかりません。履歴を含む出力であれば、履歴番号・異動年月日・最新区分のどれかの列を含めてください。",
     kFile},
    {ReasonCode::periods_overlap, "periods_overlap",
     "台帳で、この人の別の資格の行に資格喪失年月日（{a}）があり、今の資格と期間が重なっています。どちらが正しいか、台帳の日付を確かめてください。", kFile},
    {ReasonCode::loss_ahead, "loss_ahead",
     "台帳の資格喪失年月日（{a}）は作業日より後のため、まだ喪失とはみていません。", kFile},
    {ReasonCode::member_unreadable, "member_unreadable",
     "台帳の{n}行目は、資格の日付を読み取れません（取込報告を見てください）。", kFile},
    {ReasonCode::more_candidates, "more_candidates", "ほかにも候補が{n}人います。", kGrades},
    {ReasonCode::not_sought, "not_sought",
     "一覧に、氏名と生年月日の同じ人が多すぎるため、氏名では台帳と突き合わせていません。生年月日は仮の日付と思われます。番号や住所で確かめてください。",
     kGrades},
    {ReasonCode::withdrawn, "withdrawn", "年金の喪失（{a}）は、一覧表の{n}行目で取り消されています。", kPensionList},
    {ReasonCode::cancels, "cancels", "年金の喪失（{a}）を取り消す記録です。", kPensionList},
    {ReasonCode::moved, "moved", "喪失訂正により、年金の喪失年月日が{a}から{b}に改められています。", kPensionList},
    {ReasonCode::reason_outside, "reason_outside", "年金の喪失事由が、被用者保険への加入ではありません。", kH23},
    {ReasonCode::reason_unknown, "reason_unknown", "年金の喪失事由が、被用者保険への加入かどうか読み取れません。",
     kPensionList},
    {ReasonCode::several_losses, "several_losses",
     "同じ人に日付の違う喪失が複数あります。最も新しいもの（{a}）を示しています。", kPensionList},
    {ReasonCode::repeated_loss, "repeated_loss", "同じ喪失（{a}）が一覧表に{n}行あります。", kPensionList},
    {ReasonCode::pension_loss_in_future, "pension_loss_in_future", "年金の喪失年月日（{a}）が作業日より後です。",
     kPensionList},
    {ReasonCode::change_unclear, "change_unclear",
     "一覧表の{n}行目の異動区分か訂正前喪失年月日を読み取れないため、この喪失が取り消されていないかを決められません。元の一覧表で確かめてください。",
     kPensionList},
    {ReasonCode::correction_unmatched, "correction_unmatched",
     "一覧表の{n}行目は喪失（{a}）の訂正か取消ですが、その喪失がこの人の記録にありません。前に届いた一覧表で確かめてください。",
     kPensionList},
    {ReasonCode::corrected_elsewhere, "corrected_elsewhere",
     "この喪失（{a}）の訂正か取消と思われる記録が、少し違う書き方で一覧表の{n}行目にあります。同じ人の記録かどうかを確かめてください。",
     kPensionList},
    {ReasonCode::filed, "filed", "台帳に国保の資格喪失年月日（{a}）があります。届出済です。", kLaw9},
    {ReasonCode::filed_earlier_period, "filed_earlier_period",
     "台帳の前の資格に、見込みと合う国保の資格喪失年月日（{a}）があります。届出済です。その後あらためて加入しています。",
     kLaw9},
    {ReasonCode::older_loss, "older_loss",
     "台帳では、見込みより前の{a}に国保を喪失しており、今の加入がありません。別の喪失と思われます。", kFile},
    {ReasonCode::loss_differs, "loss_differs",
     "台帳の国保の資格喪失年月日（{a}）が、見込み（{b}）と異なります。喪失日・事由を確かめてください。", kLaw9},
    {ReasonCode::loss_unexpected, "loss_unexpected",
     "台帳に国保の資格喪失年月日（{a}）がありますが、見込みの喪失日を定められないため、届出済かどうかを決められません。",
     kLaw9},
    {ReasonCode::lost_before_acquired, "lost_before_acquired",
     "台帳の国保の資格喪失年月日（{a}）が、その資格取得年月日より前です。台帳の日付を確かめてください。", kFile},
    {ReasonCode::withdrawn_yet_lost, "withdrawn_yet_lost",
     "取り消された喪失ですが、台帳には国保の資格喪失年月日（{a}）が記録されています。", kFile},
    {ReasonCode::acquired_after_pension_loss, "acquired_after_pension_loss",
     "年金の喪失年月日（{a}）が、国保の資格取得年月日（{b}）より前です。", kH23},
    {ReasonCode::applied_after_pension_loss, "applied_after_pension_loss",
     "年金の喪失年月日（{a}）が、適用開始年月日（{b}）より前です。都道府県内での転入より前の加入と思われます。", kH23},
    {ReasonCode::application_ended, "application_ended",
     "台帳に適用終了年月日（{a}）がありますが、資格喪失年月日がありません。今もこの市区町村で加入しているかを確かめてください。",
     kFile},
    {ReasonCode::no_overlap_row, "no_overlap_row", "資格重複状況結果一覧にこの人は載っていません。", kR3},
    {ReasonCode::only_in_older_run, "only_in_older_run",
     "前の回（{a}）の一覧には載っていましたが、最新の回には載っていません。", kR3},
    {ReasonCode::overlap_doubtful, "overlap_doubtful", "資格重複状況結果一覧に、この人かどうか確かでない行があります。",
     kR3},
    {ReasonCode::confirmed_by_overlap, "confirmed_by_overlap",
     "年金の喪失年月日（{a}）と、重複一覧の被用者保険の資格取得年月日（{b}）が合っています。照会に代えて確認できます。",
     kR3},
    {ReasonCode::dates_disagree, "dates_disagree",
     "年金の喪失年月日（{a}）と、重複一覧の被用者保険の資格取得年月日（{b}）が合いません。", kR3},
    {ReasonCode::inquire, "inquire", "事業所または保険者に照会して、加入の事実を確かめてください。",
     "国民健康保険法 第113条の2、平成23年通知3(2)③"},
    {ReasonCode::r3_limit, "r3_limit",
     "1・3号喪失一覧表に載っていません。重複一覧のみをもって資格喪失の手続を進めることはできません。", kR3},
    {ReasonCode::other_before_national, "other_before_national",
     "被用者保険の資格取得年月日（{a}）が、国保の資格取得年月日（{b}）より前です。", kR4},
    {ReasonCode::other_ended, "other_ended", "重複先の資格（取得{a}）は、{b}に喪失しています。", kFile},
    {ReasonCode::other_national_union, "other_national_union", "重複先は国民健康保険組合です（取得{a}）。", kLaw6},
    {ReasonCode::other_elderly, "other_elderly", "重複先は後期高齢者医療です（取得{a}）。", kLaw6},
    {ReasonCode::other_national_town, "other_national_town", "重複先はほかの市町村の国民健康保険です（取得{a}）。",
     kInsurerNumber},
    {ReasonCode::other_day_labourer, "other_day_labourer",
     "重複先は日雇特例（法別03・04）です（取得{a}）。別の規定によります。", kLaw6},
    {ReasonCode::other_unknown, "other_unknown", "重複先の法別番号が、知っているどの保険でもありません（取得{a}）。",
     kInsurerNumber},
    {ReasonCode::other_invalid, "other_invalid",
     "重複先の保険者番号が正しくありません（検証番号が合わないか、桁が違います）。", kInsurerNumber},
    {ReasonCode::other_own_town, "other_own_town",
     "重複先の保険者番号が、この市区町村の国保の番号です（取得{a}）。一覧の内容を確かめてください。", kInsurerNumber},
    {ReasonCode::other_unreadable, "other_unreadable", "重複先の資格の日付を読み取れません（取込報告を見てください）。",
     kFile},
    {ReasonCode::other_in_future, "other_in_future", "重複先の資格取得年月日（{a}）が作業日より後です。", kFile},
    {ReasonCode::two_other_records, "two_other_records", "重複先の資格が複数あります。どれによるかは決めません。",
     kFile},
    {ReasonCode::two_other_dates, "two_other_dates",
     "重複先の資格が複数あり、取得年月日は{a}と{b}です。先に加入した日によって国保の喪失日が変わるため、喪失日は示しません。",
     kLaw8},
    {ReasonCode::earlier_unreadable, "earlier_unreadable",
     "前の回（{a}）の一覧で、重複先の資格の日付を読み取れないか、作業日より後になっています。", kFile},
    {ReasonCode::condition_1, "condition_1",
     "条件1：被用者保険の資格取得年月日（{a}）が、国保の資格取得年月日（{b}）以後です。", kR4},
    {ReasonCode::condition_1_fails, "condition_1_fails",
     "条件1を満たしません：被用者保険の資格取得年月日（{a}）が、国保の資格取得年月日（{b}）より前です。被用者保険側の喪失が未登録と思われます。国保を喪失させないでください。",
     kR4},
    {ReasonCode::applied_from_differs, "applied_from_differs",
     "資格取得年月日では条件1を満たしますが、適用開始年月日（{b}）でみると重複先の取得（{a}）が先になります。", kR4},
    {ReasonCode::applied_before_acquired, "applied_before_acquired",
     "資格取得年月日（{b}）でみると重複先の取得が先ですが、適用開始年月日（{a}）はそれより前です。適用開始が資格取得より前になることはないため、台帳の日付を確かめてください。",
     kR4},
    {ReasonCode::own_acquired_differs, "own_acquired_differs",
     "台帳の資格取得年月日でみた結論と違い、一覧の自資格取得年月日（{b}）でみると重複先の取得（{a}）が先になります。",
     kR4},
    {ReasonCode::own_lost, "own_lost",
     "一覧では国保の資格（自資格）が{a}に喪失していますが、台帳に資格喪失年月日がありません。どちらが正しいかを確かめてください。",
     kFile},
    {ReasonCode::earlier_from_work_file, "earlier_from_work_file",
     "前の回（{a}）の一覧は読み込まれていないため、作業ファイルの控え（照合値）で確かめました。", kR4},
    {ReasonCode::condition_2, "condition_2", "条件2：連続する回（{a}、{b}）に続けて載っています。", kR4},
    {ReasonCode::condition_2_first, "condition_2_first",
     "条件2がまだです：最新の回（{a}）に初めて載りました（前の回{b}には載っていません）。次の回を待ってください。",
     kR4},
    {ReasonCode::condition_2_one_run, "condition_2_one_run",
     "条件2がまだです：一覧が1回分しかありません。前後の回の一覧とあわせて確かめてください。", kR4},
    {ReasonCode::condition_2_gap, "condition_2_gap",
     "条件2がまだです：前の回（{a}）と最新の回（{b}）が{n}日離れており、間の回が抜けているおそれがあります。", kR4},
    {ReasonCode::condition_2_gap_confirmed, "condition_2_gap_confirmed",
     "前の回（{a}）と最新の回（{b}）は{n}日離れていますが、間に回がないことが確認されています（設定）。", kR4},
    {ReasonCode::condition_3, "condition_3", "条件3：どちらの回も同じ被用者保険の資格です。", kR4},
    {ReasonCode::condition_3_fails, "condition_3_fails",
     "条件3を満たしません：前の回と、被用者保険の資格（保険者、記号番号、取得日）が違います。", kR4},
    {ReasonCode::condition_3_missing, "condition_3_missing",
     "重複先の記号、番号、枝番のうち片方の回にない項目は比べていません。ほかの項目が同じです。", kR4},
    {ReasonCode::resolved, "resolved", "前の回（{a}）には載っていましたが、最新の回（{b}）には載っていません。", kR4},
    {ReasonCode::listed_differently, "listed_differently",
     "前の回のこの人は、最新の回に違う書き方で載っているかもしれません。同じ人かどうかを確かめてください。", kR4},
    {ReasonCode::loss_next_day, "loss_next_day", "国保の喪失日は、加入した日（{a}）の翌日、{b}です。", kLaw8},
    {ReasonCode::loss_same_day, "loss_same_day", "国民健康保険組合に加入した場合、国保の喪失日はその日（{a}）です。",
     kLaw8},
};
static_assert(std::size(kReasons) == kReasonCount);

const ReasonEntry& entry_of(ReasonCode code) { return kReasons[static_cast<size_t>(code)]; }

struct Named {
  std::string_view name;
  std::string_view label;
};
constexpr Named kRelaxations[] = {
    {"width", "全角・半角の違い"},
    {"separator", "空白・中点などの違い"},
    {"small_kana", "小書きのかなの違い"},
    {"long_vowel", "長音・ハイフンの違い"},
    {"hiragana", "ひらがな・カタカナの違い"},
    {"zu_du", "ズとヅ、ジとヂの違い"},
    {"old_kana", "ヲとオ、ヰとイ、ヱとエの違い"},
    {"letter_case", "大文字・小文字、記号付きの文字の違い"},
    {"kanji_variant", "新旧・異体の漢字の違い"},
    {"dakuten", "濁点・半濁点の有無"},
    {"so_n", "ソとンの違い"},
    {"shi_tsu", "シとツの違い"},
    {"long_vowel_dropped", "長音（ー）の有無"},
    {"long_vowel_spelling", "長音の書き方の違い（オオ・オウ・オーなど）"},
    {"long_vowel_missing", "長音の文字の有無（オオとオなど）"},
    {"yu_u", "ユウの書き方の違い（キュウ・キウ、ユウ・イウなど）"},
    {"kana_one_char", "カナ1字の違い（漢字は同じ）"},
    {"variant_reading", "読みの違い（漢字は同じ）"},
    {"wildcard", "表せない文字（●など）を含む"},
    {"sex_missing", "片方に性別がない"},
    {"alias_name", "通称名と一致"},
    {"foreign_kana", "外国の音の書き表し方の違い（ヴ・ブ、ティ・チなど）"},
    {"word_order", "語の順が前後逆"},
    {"written_differs", "カナは同じで漢字が違う"},
    {"wildcards_only", "表せない文字（●など）が二つ以上ある（ほかの表記で確かめられない）"},
    {"kana_one_char_only", "カナ1字の違い（漢字では確かめられない）"},
    {"surname_changed", "姓が違う（名は同じ）"},
    {"words_mixed", "語の順が違う（前後逆のほか）"},
    {"middle_name", "片方にない語がある（ミドルネームなど）"},
    {"cut_off", "氏名が途中で切れている"},
    {"name_differs", "番号は同じで氏名が違う"},
    {"name_missing", "番号は同じで、片方に氏名がない"},
    {"birth_off_by_one", "生年月日が1日違い"},
    {"birth_swapped", "生年月日の数字の入れ違い"},
    {"birth_era_shift", "生年月日の元号違い"},
    {"birth_partial", "生年月日の月日が不明"},
    {"birth_placeholder", "生年月日が仮の日付"},
    {"birth_missing", "片方に生年月日がない"},
    {"birth_differs", "生年月日が違う"},
    {"sex_differs", "性別が違う"},
    {"pension_number_differs", "基礎年金番号が違う"},
    {"number_differs", "記号番号が違う"},
    {"branch_differs", "枝番が違う"},
};
static_assert(std::size(kRelaxations) == kRelaxationCount);

constexpr BucketInfo kBuckets[] = {
    {Bucket::p_confirmed, Flow::p, "P-CONFIRMED", "他保険加入あり",
     "国保に加入中で、重複一覧の被用者保険の取得日が年金の喪失日と合う人。勧奨に進めます。"},
    {Bucket::p_inquire, Flow::p, "P-INQUIRE", "要照会",
     "国保に加入中で、使える重複一覧の行がない人。事業所か保険者に照会します。"},
    {Bucket::p_review, Flow::p, "P-REVIEW", "要確認",
     "日付や性別の食い違い、候補が複数など、人の目で確かめる必要がある人。"},
    {Bucket::p_filed, Flow::p, "P-FILED", "台帳で喪失済", "台帳にすでに資格喪失がある人。"},
    {Bucket::p_outside, Flow::p, "P-OUTSIDE", "対象外事由",
     "喪失の理由が被用者保険への加入ではない人（60歳到達、死亡、国外転出、国保組合、後期など）。"},
    {Bucket::p_withdrawn, Flow::p, "P-WITHDRAWN", "訂正により取下げ", "喪失訂正で取り消された記録。"},
    {Bucket::p_nonmember, Flow::p, "P-NONMEMBER", "台帳に該当なし", "台帳に同じ人がいない人。"},
    {Bucket::d_reference, Flow::p, "D-REFERENCE", "参考（一覧のみでは処理不可）",
     "重複一覧だけに載っている人。この流れでは手続を始められません。"},
    {Bucket::d_candidate, Flow::d, "D-CANDIDATE", "抽出対象", "三つの条件を満たし、台帳とも合い、国保に加入中の人。"},
    {Bucket::d_first, Flow::d, "D-FIRST", "初回掲載", "まだ連続する2回に載っていない人。次の回を待ちます。"},
    {Bucket::d_reversed, Flow::d, "D-REVERSED", "取得日逆転",
     "被用者保険の取得が国保の取得より前の人。国保を喪失させてはいけません。"},
    {Bucket::d_changed, Flow::d, "D-CHANGED", "保険者変更", "前の回と被用者保険の資格が違う人。"},
    {Bucket::d_other, Flow::d, "D-OTHER", "国保組合・後期等",
     "重複先が国保組合、後期、日雇、退職国保、ほかの市町村の国保の人。別の規定によります。"},
    {Bucket::d_review, Flow::d, "D-REVIEW", "要確認",
     "食い違い、候補が複数、読めない日付など、人の目で確かめる必要がある人。"},
    {Bucket::d_filed, Flow::d, "D-FILED", "台帳で喪失済", "台帳にすでに資格喪失がある人。"},
    {Bucket::d_nonmember, Flow::d, "D-NONMEMBER", "台帳に該当なし", "台帳に同じ人がいない人。"},
    {Bucket::d_resolved, Flow::d, "D-RESOLVED", "今回掲載なし", "前の回に載っていて、最新の回にはいない人。"},
};
static_assert(std::size(kBuckets) == kBucketCount);

constexpr std::string_view kWords[] = {
    "はい",
    "いいえ",
    "区分コード",
    "区分",
    "突合区分",
    "選択可",
    "国保喪失日",
    "氏名",
    "氏名カナ",
    "生年月日",
    "性別",
    "宛名番号",
    "記号番号",
    "枝番",
    "住所",
    "台帳の行",
    "喪失一覧の行",
    "重複一覧の行",
    "重複先保険者",
    "重複先資格取得年月日",
    "年金の喪失年月日",
    "認めた違い",
    "理由",
    "根拠",
    "候補（台帳の行）",
    "要確認の理由",
    "国保 ",
    "年金 ",
    "ファイル",
    "種類",
    "行",
    "列",
    "内容",
};

}  // namespace

std::string_view error_name(ErrorCode code) { return entry_of(code).name; }

std::string error_text(const Error& e) {
  const ErrorEntry& entry = entry_of(e.code);
  std::string out;
  if (!e.where.file.empty()) out += e.where.file;
  if (e.where.line) out += (out.empty() ? "" : " ") + std::to_string(e.where.line) + "行目";
  if (e.where.column_no) out += " " + std::to_string(e.where.column_no) + "列目";
  if (!e.where.column.empty() && e.code != ErrorCode::required_column_missing && e.code != ErrorCode::duplicate_column)
    out += "「" + e.where.column + "」";
  if (!out.empty()) out += "：";
  std::string said = std::string(entry.wrong) + std::string(entry.remedy);
  replace_all(said, "{c}", e.where.column);
  replace_all(said, "{k}", kind_name_of(e.belongs));
  replace_all(said, "{b}", e.belongs);
  replace_all(said, "{d}", e.detail);
  return out + said;
}

std::string rejection_text(ErrorCode code, std::string_view detail) {
  std::string wrong(entry_of(code).wrong);
  replace_all(wrong, "{d}", detail);
  return wrong + std::string(entry_of(code).remedy);
}

std::string_view reason_name(ReasonCode code) { return entry_of(code).name; }
std::string_view reason_source(ReasonCode code) { return entry_of(code).source; }

std::string phrase_numbers_folded(const NumberFold& fold) {
  const std::string longer = fold.roster_longer ? "台帳" : "一覧";
  return "記号番号は、" + longer + "の側だけに" +
         (fold.front.empty() ? "後ろの" + std::to_string(fold.behind) + "桁が" : "先頭の「" + fold.front + "」が") +
         "あります（" + std::to_string(fold.people) + "人）。書き方の違いとみて、その部分を除いて比べました。";
}

std::string phrase_number_lengths(size_t roster_digits, size_t list_digits, uint64_t people) {
  return "記号番号の桁数が、台帳（" + std::to_string(roster_digits) + "桁）と一覧（" + std::to_string(list_digits) +
         "桁）とで違います（" + std::to_string(people) + "人）。先頭の0の有無とみて、0を除いて比べました。";
}

std::string phrase_person(std::string_view name, uint64_t roster_line) {
  return std::string(name) + "さん（台帳" + std::to_string(roster_line) + "行目）";
}

std::string reason_text(const Reason& r, std::string_view first_person, std::string_view second_person) {
  if (r.code <= ReasonCode::grade_c && r.n > 0) {
    const auto g = static_cast<Grade>(static_cast<int>(r.code) - static_cast<int>(ReasonCode::grade_s));
    return "候補のうち最もよく合う人は区分" + std::string(grade_name(g)) + "ですが、一人には決まりません。";
  }
  std::string out(entry_of(r.code).text);
  replace_all(out, "{n1}", first_person);
  replace_all(out, "{n2}", second_person);
  replace_all(out, "{a}", r.a.none() ? "日付なし" : iso_text(r.a));
  replace_all(out, "{b}", r.b.none() ? "日付なし" : iso_text(r.b));
  replace_all(out, "{n}", std::to_string(r.n));
  return out;
}

std::string_view relaxation_name(Relaxation r) { return kRelaxations[static_cast<size_t>(r)].name; }
std::string_view relaxation_label(Relaxation r) { return kRelaxations[static_cast<size_t>(r)].label; }
std::string relaxation_labels(RelaxationSet why) {
  std::string out;
  for_each_relaxation(why, [&out](Relaxation r) {
    if (!out.empty()) out += phrase_comma();
    out += relaxation_label(r);
  });
  return out;
}

namespace {

struct ReviewEntry {
  ReviewKind kind;
  std::string_view code;
  std::string_view label;
};
constexpr ReviewEntry kReviews[] = {
    {ReviewKind::none, "", ""},
    {ReviewKind::several_candidates, "several_candidates", "候補が複数"},
    {ReviewKind::fields_disagree, "fields_disagree", "番号と氏名が別の人を指す"},
    {ReviewKind::number_only, "number_only", "番号のみ相違"},
    {ReviewKind::branch_only, "branch_only", "枝番のみ相違"},
    {ReviewKind::pension_number_only, "pension_number_only", "基礎年金番号のみ相違"},
    {ReviewKind::surname_only, "surname_only", "姓のみ相違"},
    {ReviewKind::sex_only, "sex_only", "性別のみ相違"},
    {ReviewKind::birth_near, "birth_near", "生年月日のみ不一致"},
    {ReviewKind::name_only, "name_only", "氏名のみ相違"},
    {ReviewKind::name_missing, "name_missing", "氏名が片方にない"},
    {ReviewKind::weak, "weak", "一致が足りない"},
    {ReviewKind::not_sought, "not_sought", "生年月日が仮の日付"},
    {ReviewKind::claimed_twice, "claimed_twice", "一覧の二人が同じ人にあてはまる"},
    {ReviewKind::listed_rows, "listed_rows", "一覧のどの人の行か決まらない"},
    {ReviewKind::roster_rows, "roster_rows", "台帳のどの資格か決まらない"},
    {ReviewKind::roster_dates, "roster_dates", "台帳の日付"},
    {ReviewKind::loss_differs, "loss_differs", "台帳の喪失が見込みと違う"},
    {ReviewKind::pension_side, "pension_side", "年金の記録"},
    {ReviewKind::dates, "dates", "日付の食い違い"},
    {ReviewKind::other_record, "other_record", "重複先の資格"},
};
static_assert(std::size(kReviews) == kReviewKindCount);

// Of grade C for one reason: the field, and that nothing else is against the person. {d}: what is against, in words.
struct DifferenceEntry {
  ReviewKind kind;
  std::string_view text;
};
constexpr DifferenceEntry kDifferences[] = {
    {ReviewKind::number_only,
     "記号番号だけが違います。台帳にこの番号の人はなく、ほかの項目に食い違いはありません。番号が変わったかを確かめてください。"},
    {ReviewKind::branch_only,
     "枝番だけが違います。ほかの項目に食い違いはありません。同じ世帯の別の人でないことを確かめてください。"},
    {ReviewKind::pension_number_only,
     "基礎年金番号だけが違います。ほかの項目に食い違いはありません。どちらの番号が正しいかを確かめてください。"},
    {ReviewKind::surname_only,
     "姓だけが違います。番号、生年月日、性別と名は一致します。婚姻などで姓が変わったかを確かめてください。"},
    {ReviewKind::sex_only, "性別だけが一致しません。ほかの項目に食い違いはありません。性別の記録を確かめてください。"},
    {ReviewKind::birth_near,
     "生年月日だけが一致しません（{d}）。ほかの項目に食い違いはありません。生年月日の記録を確かめてください。"},
    {ReviewKind::name_only,
     "氏名だけが一致しません。違い：{d}。ほかの項目に食い違いはありません。本人の氏名を確かめてください。"},
    {ReviewKind::name_missing, "番号は一致しますが、片方に氏名がないため、本人かどうかを氏名で確かめられません。"},
    {ReviewKind::weak, "一人には絞れますが、選べるほどには一致しません。違い：{d}。"},
};

}  // namespace

std::string review_text(ReviewKind k, RelaxationSet against) {
  for (const DifferenceEntry& e : kDifferences) {
    if (e.kind != k) continue;
    std::string out(e.text);
    if (!against) {
      replace_all(out, "（{d}）", "");
      replace_all(out, "違い：{d}。", "");
    }
    replace_all(out, "{d}", relaxation_labels(against));
    return out;
  }
  return {};
}

std::string_view code_of(ReviewKind k) { return kReviews[static_cast<size_t>(k)].code; }
std::string_view label_of(ReviewKind k) { return kReviews[static_cast<size_t>(k)].label; }

std::string_view grade_name(Grade g) {
  constexpr std::string_view kNames[] = {"S", "A", "B", "C"};
  return g <= Grade::c ? kNames[static_cast<size_t>(g)] : std::string_view{};
}

std::string_view grade_meaning(Grade g) {
  constexpr std::string_view kMeanings[] = {
      "番号（記号番号枝番など）と生年月日が一致し、氏名も矛盾しない",
      "表記のゆれをそろえた氏名、生年月日、性別が一致",
      "一つの違いを認めれば、氏名、生年月日、性別が一致",
      "二つ以上の違い、近い生年月日、または姓・番号・枝番・性別などの食い違い。表示のみ",
  };
  return g <= Grade::c ? kMeanings[static_cast<size_t>(g)] : std::string_view{};
}

std::string_view flow_label(Flow f) {
  return f == Flow::p ? "流れP：1・3号喪失一覧表から始める" : "流れD：資格重複状況結果一覧から始める";
}

std::string_view flow_basis(Flow f) {
  return f == Flow::p ? "平成23年通知（保国発0222第1号）3(2)、令和3年通知 第2" : "令和4年11月29日 保国発1129第1号";
}

const BucketInfo& info_of(Bucket b) { return kBuckets[static_cast<size_t>(b)]; }

std::string phrase_roster_key() { return "宛名番号または記号番号"; }
std::string phrase_overlap_key() { return "自番号（または氏名と生年月日）"; }
std::string phrase_name() { return "氏名カナまたは氏名"; }
std::string phrase_column(size_t n, std::string_view header) {
  return std::to_string(n) + "列目" + (header.empty() ? std::string() : "「" + std::string(header) + "」");
}
std::string phrase_chosen() { return "指定された列です。"; }
std::string phrase_by_header(std::string_view header, bool exact) {
  return "見出し「" + std::string(header) + (exact ? "」の名前によります。" : "」の言葉から考えました。");
}
std::string phrase_by_values() { return "見出しではわからないため、値の形から考えました。"; }
std::string phrase_same_column(size_t n) { return std::to_string(n) + "列目も同じ内容です。"; }
std::string phrase_choose_column(std::string_view label) {
  return "「" + std::string(label) + "」の列を選んでください。";
}
static std::string phrase_listed(const std::vector<std::string>& columns) {
  std::string out;
  for (const std::string& c : columns) out += (out.empty() ? "" : "、") + c;
  return out;
}
std::string phrase_rivals(std::string_view label, const std::vector<std::string>& columns) {
  return "「" + std::string(label) + "」にあたる列がいくつか考えられ、内容が違います（" + phrase_listed(columns) +
         "）。どれかを選んでください。";
}
std::string phrase_same_names(std::string_view label, const std::vector<std::string>& columns) {
  return "「" + std::string(label) + "」の列が、同じ名前でいくつかあります（" + phrase_listed(columns) +
         "）。どれかを選んでください。";
}
std::string phrase_rivals_unused(std::string_view label, const std::vector<std::string>& columns) {
  return "「" + std::string(label) + "」にあたる列がいくつか考えられるため（" + phrase_listed(columns) +
         "）、この項目は使いません。使うときは、読み取り方で列を選んでください。";
}
std::string phrase_perhaps(std::string_view label, const std::vector<std::string>& columns) {
  return "「" + std::string(label) + "」は" + phrase_listed(columns) +
         "かもしれませんが、見出しの言葉だけでは決められません。どの列か、どれでもないかを選んでください。";
}
std::string phrase_no_loss_column() {
  return "資格喪失年月日の列がありません。台帳に載っている人は、みな加入中として扱います。喪失した人も載っている台帳であれば、喪失年月日の列を選んでください。";
}
std::string phrase_column_empty(std::string_view label, std::string_view column) {
  return "「" + std::string(label) + "」と思われる" + std::string(column) +
         "には、値が一つもありません。正しい列か確かめてください。";
}
std::string phrase_sides_unclear(std::string_view label, const std::vector<std::string>& columns) {
  return "同じような列が二組あり（" + phrase_listed(columns) +
         "）、どちらが自分の市町村の国保で、どちらが重複先の保険かを、見出しと保険者番号からは決められません。「" +
         std::string(label) + "」の列を選んでください。";
}
std::string phrase_side_reversed(std::string_view column) {
  return std::string(column) +
         "は、見出しと保険者番号とで、自分の市町村の国保か重複先の保険かが食い違っています。列を選び直してください。";
}
std::string phrase_not_read(uint64_t line, std::string_view value) {
  return std::to_string(line) + "行目の「" + std::string(value) + "」は日付として読めません。";
}
std::string phrase_unsure(std::string_view label, std::string_view column, std::string_view misfit) {
  return "「" + std::string(label) + "」は" + std::string(column) + "と思われますが、確かではありません。" +
         std::string(misfit) + "正しいか確かめてください。";
}
std::string phrase_column_fails(std::string_view label, std::string_view column, std::string_view misfit) {
  return std::string(column) + "には、「" + std::string(label) + "」として読めない値が多くあります。" +
         std::string(misfit) + "列と日付の形式を確かめてください。";
}
std::string phrase_era_unclear(std::string_view label, std::string_view column) {
  return "「" + std::string(label) + "」（" + std::string(column) +
         "）の先頭の数字が、どちらの元号の決まり（1〜5か、1・3・5・7・9か）によるのか決められません。日付の形式を選んでください。";
}
std::string phrase_encoding_reason(bool bom, bool chosen) {
  return bom      ? "ファイルの先頭の印（BOM）によります。"
         : chosen ? "指定によります。"
                  : "ファイルの中の文字の並びから判断しました。";
}

std::string repair_text(FileKind kind, const RepairNote& n) {
  const FieldInfo* const info = find_field(kind, n.field);
  const std::string label = "「" + std::string(info ? info->label : std::string_view{}) + "」";
  const std::string lines = (n.first_line ? "（最初は" + std::to_string(n.first_line) + "行目）" : std::string());
  const std::string count = std::to_string(n.count);
  switch (n.what) {
    case Repair::zeros_lost:
      return label + "の先頭の0が落ちた値が" + count + "件あります" + lines + "。0を補って読みました。";
    case Repair::separators: return label + "の桁区切りのコンマを" + count + "件、外して読みました" + lines + "。";
    case Repair::title_lines: return "見出しの上の" + count + "行を表題とみて飛ばしました" + lines + "。";
    case Repair::totals_rows: return "合計などの行を" + count + "行、データから除きました" + lines + "。";
    case Repair::repeated_header:
      return "途中にもう一度ある見出しの行を" + count + "行、飛ばしました" + lines +
             "。二つのファイルをつないだものであれば、分けてください。";
    case Repair::joined_rows:
      return "引用符（\"）の中に改行と1行分の区切りがある行が" + count + "行あります" + lines +
             "。引用符の付け間違いで次の行とつながっていないか、元のファイルで確かめてください。";
    case Repair::sex_unread:
      return label + "として読めない値が" + count + "件あります" + lines +
             "。性別が一致しないものとして扱います。列が合っているかを確かめてください。";
    case Repair::stands_for_none:
      return label + "に、値がないことを表す書き方（99999999、NULL、なし など）が" + count + "件あります" + lines +
             "。空欄として扱います。";
    case Repair::time_of_day:
      return label + "に時刻のついた値が" + count + "件あります" + lines + "。時刻は除き、日付だけを使います。";
    case Repair::outside_era:
      return label + "に、元号の期間の外の日付（令和1年4月30日 など）が" + count + "件あります" + lines +
             "。続けて数えた日付として読みました。";
    case Repair::exponents:
      return label + "がExcelで 1.23E+09 や 1月2日 のような形に変わり、元の数字が失われた値が" + count + "件あります" + lines +
             "。番号としては使いません。元のデータから出力し直してください。";
    default:
      return label + "が空の" + count + "行を、すぐ上の行と同じ組とみて読みました（結合されたセルと思われます）。";
  }
}

std::string phrase_import_counts(const ImportReport& r) {
  const auto rows = [](uint64_t n) { return std::to_string(n) + "行"; };
  std::string out =
      "読んだ行 " + rows(r.rows) + "、取り込んだ行 " + rows(r.kept) + "、使えない行 " + rows(r.rejected_count);
  if (r.blank_rows) out += "、空の行 " + rows(r.blank_rows);
  if (r.other_kind_rows) out += "、データでないレコード " + rows(r.other_kind_rows);
  if (r.total_rows) out += "、合計などの行 " + rows(r.total_rows);
  return out + "（文字コード " + encoding_name(r.coding) + "）";
}
std::string phrase_read_as(size_t column, std::string_view label) {
  return std::to_string(column) + "列目を「" + std::string(label) + "」として読みました。";
}

std::string phrase_merged_cells(uint64_t n, uint64_t first_line) {
  return "結合されたセルがあるようです。必要な項目が、上の行にはあってその下では空の行が" + std::to_string(n) +
         "行あり（最初は" + std::to_string(first_line) +
         "行目）、使っていません。元のExcelで結合を解き、空いたセルに上と同じ値を入れて、保存し直してください。";
}
std::string phrase_history_export(uint64_t rows, uint64_t first_line) {
  return "同じ宛名番号・同じ資格取得年月日の行が重なっています（" + std::to_string(rows) + "行、最初は" +
         std::to_string(first_line) +
         "行目）。履歴を含む出力であれば、最新の行を決める列（履歴番号・異動年月日・最新区分のどれか）を選んでください。決められないまま内容が違う行の人は、要確認になります。";
}
std::string phrase_nul_padding(bool at_end) {
  return std::string(at_end ? "ファイルの終わり" : "項目の空き") +
         "を埋めるNUL（値0のバイト）があります。空白として読みました。";
}
std::string phrase_comma() { return "、"; }
std::string phrase_nth_column(size_t n) { return std::to_string(n) + "列目"; }
std::string phrase_corrected_from_unreadable() {
  return "訂正前喪失年月日を日付として読めません。この人の喪失は要確認になります。";
}
std::string phrase_other_lost_unreadable() {
  return "重複先資格喪失年月日を日付として読めません。この人は要確認になります。";
}
std::string phrase_run_date_differs(std::string_view row, std::string_view file) {
  return "作成年月日（" + std::string(row) + "）がほかの行（" + std::string(file) +
         "）と違います。ファイルの作成年月日は" + std::string(file) + "として扱います。";
}
std::string phrase_run_date_overridden(std::string_view given, std::string_view column) {
  return "指定された作成年月日（" + std::string(given) + "）が、列の作成年月日（" + std::string(column) +
         "）と違います。指定された日付によります。";
}
std::string phrase_rows_lost(size_t missing, size_t twice) {
  return "結果にない行" + std::to_string(missing) + "、二重の行" + std::to_string(twice);
}
std::string phrase_my_number_dropped(std::string_view column) {
  return "「" + std::string(column) +
         "」の列は個人番号のため、読み込まずに捨てました。個人番号はこの作業に使いません。個人番号を含まない形で出力し直してください。";
}
std::string phrase_list_empty() { return "見出しだけで、データが1行もありません。出力の条件を確かめてください。"; }
std::string phrase_same_run(std::string_view a, std::string_view b, std::string_view date) {
  return std::string(a) + " と " + std::string(b) + " は同じ回（作成" + std::string(date) +
         "）の一覧です。1回分として数えます。別の回のつもりであれば、ファイルを確かめてください。";
}
std::string phrase_flood(std::string_view birth, uint64_t people) {
  return "一覧の" + std::to_string(people) + "人の生年月日が" + std::string(birth) +
         "です。仮の日付と思われるため、生年月日が同じでも同じ人とは扱いません。";
}

std::string phrase_number_flood(FileKind kind, uint64_t rows) {
  return std::string(kind == FileKind::pension ? "1・3号喪失一覧表の基礎年金番号" : "資格重複状況結果一覧の記号番号") +
         "のうち、多くの人に共通するものが" + std::to_string(rows) +
         "行にあります。仮の番号と思われるため、番号としては使いません。";
}

std::string phrase_gap(std::string_view older, std::string_view newer, uint64_t days, bool confirmed) {
  return "前の回（" + std::string(older) + "）と最新の回（" + std::string(newer) + "）が" + std::to_string(days) +
         "日離れています。" +
         (confirmed
              ? "間に回がないことの確認により、連続として数えます。"
              : "間の回が抜けているおそれがあるため、連続とは数えません。間に回がないと確かめたときは、その設定をしてください。");
}
std::string phrase_no_overlap_list() { return "資格重複状況結果一覧がないため、加入中の人はすべて要照会になります。"; }
std::string phrase_only_one_run() {
  return "資格重複状況結果一覧が1回分しかないため、連続掲載（条件2）を確かめられません。";
}
std::string phrase_run_remembered(std::string_view date) {
  return "前の回（" + std::string(date) +
         "）の一覧がないため、連続掲載（条件2・3）は作業ファイルの控え（照合値）で確かめました。";
}
std::string phrase_pension_list_unused() { return "流れDでは1・3号喪失一覧表は使いません。"; }
std::string phrase_more_rejections(uint64_t n) { return "ほかに" + std::to_string(n) + "行、使えない行があります。"; }

namespace {
constexpr std::string_view kLevelWords[] = {
    "同じ",
    "表記をそろえると同じ",
    "違いを認めると同じ",
    "1字違い",
    "近い",
    "違う",
    "比べられない（どちらかにない）",
    "氏名カナ",
    "氏名",
    "生年月日",
    "性別",
    "記号番号",
    "枝番",
    "基礎年金番号",
    "氏名カナが違う",
    "氏名の漢字などが違う",
};
static_assert(std::size(kLevelWords) == static_cast<size_t>(LevelWord::written_differs) + 1);
}  // namespace

std::string_view text_of(LevelWord w) { return kLevelWords[static_cast<size_t>(w)]; }
std::string phrase_is(std::string_view field, std::string_view level) {
  return std::string(field) + "は" + std::string(level);
}
std::string phrase_in_brackets(std::string_view text) { return "（" + std::string(text) + "）"; }
std::string phrase_hence_grade(std::string_view grade) {
  return grade.empty() ? std::string("。同じ人とは扱いません。") : "。よって区分" + std::string(grade) + "です。";
}

std::string phrase_wildcard(std::string_view wildcard, std::string_view other) {
  return "「" + std::string(wildcard) + "」は表せない1字で、もう一方の「" + std::string(other) + "」の位置にあります。";
}
std::string phrase_private_use(std::string_view code, std::string_view other) {
  return "外字（" + std::string(code) + "）はこの端末ではどの字かわからない1字で、もう一方の「" + std::string(other) +
         "」の位置にあります。";
}
std::string phrase_same_kanji(std::string_view a, std::string_view b, std::string_view grounds) {
  return "「" + std::string(a) + "」と「" + std::string(b) + "」は同じ字の別の形です（" + std::string(grounds) + "）。";
}
std::string phrase_selector(std::string_view a, std::string_view b) {
  return "「" + std::string(a) + "」と「" + std::string(b) + "」は、字形を選ぶ符号（IVS）の有無だけが違う同じ字です。";
}
std::string_view part_of_date(size_t nth) {
  constexpr std::string_view kParts[] = {"", "年", "月", "日"};
  return nth < std::size(kParts) ? kParts[nth] : std::string_view{};
}

std::string_view text_of(Word w) { return kWords[static_cast<size_t>(w)]; }

std::string sentence_text(const BucketInfo& where, Grade g, bool selectable, std::string_view name,
                          std::string_view why) {
  std::string out = name.empty() ? std::string("この記録") : std::string(name) + " さん";
  out += "は「" + std::string(where.label) + "」です。";
  if (!why.empty()) out += why;
  else if (g <= Grade::c) out += "台帳との突合は区分" + std::string(grade_name(g)) + "。";
  const bool review = where.id == Bucket::p_review || where.id == Bucket::d_review;
  out += selectable ? "対象として選べます。"
         : review   ? "確かめるまで、対象としては選べません。"
                    : "対象としては選べません。";
  return out;
}

}  // namespace totsugo
