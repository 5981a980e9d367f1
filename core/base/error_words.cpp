#include "core/base/error_words.h"

#include <iterator>

namespace totsugo {
namespace {

struct ErrorEntry {
  ErrorCode code;
  std::string_view name;
  std::string_view wrong;  // what is wrong; {d} = detail, {c} = column, {k} = the kind it belongs to
  std::string_view remedy;
};

constexpr ErrorEntry kErrors[] = {
    // in the order of the codes
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
     "「{k}」の欄に移してください。"},
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
    {ErrorCode::holidays_empty, "holidays_empty", "祝日・閉庁日が1日も書かれていません。",
     "1行に1日ずつ「2027/1/4,町の休日」の形で書いたCSVか、内閣府の「国民の祝日」のCSVを選んでください。"},
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
    {ErrorCode::settings_invalid, "settings_invalid", "設定を読み取れません（{d}）。", "設定を確かめてください。"},
    {ErrorCode::date_invalid, "date_invalid", "日付として正しくありません（「{d}」）。",
     "YYYY-MM-DD の形で、暦にある日を指定してください。"},
    {ErrorCode::flow_d_too_early, "flow_d_too_early",
     "「重複一覧から」の進め方は、令和4年11月29日の通知より前の作業日では使えません（作業日：{d}）。",
     "作業日を確かめるか、「喪失一覧から」を選んでください。"},
    {ErrorCode::pension_list_missing, "pension_list_missing", "「喪失一覧から」には1・3号喪失一覧表が必要です。",
     "1・3号喪失一覧表のファイルを選んでください。"},
    {ErrorCode::overlap_list_missing, "overlap_list_missing", "「重複一覧から」には資格重複状況結果一覧が必要です。",
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

static_assert(std::size(kErrors) == kErrorCount);
static_assert([] {
  for (size_t i = 0; i < kErrorCount; ++i)
    if (kErrors[i].code != static_cast<ErrorCode>(i)) return false;
  return true;
}());

const ErrorEntry& entry_of(ErrorCode code) { return kErrors[static_cast<size_t>(code)]; }

}  // namespace

void replace_all(std::string& s, std::string_view what, std::string_view with) {
  for (size_t at = s.find(what); at != std::string::npos; at = s.find(what, at + with.size()))
    s.replace(at, what.size(), with);
}

std::string_view code_of(ErrorCode code) { return entry_of(code).name; }

std::string sentence_of(const Error& e) {
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
  replace_all(said, "{k}", e.belongs_label);
  replace_all(said, "{d}", e.detail);
  return out + said;
}

std::string sentence_of(ErrorCode code, std::string_view detail) {
  std::string wrong(entry_of(code).wrong);
  replace_all(wrong, "{d}", detail);
  return wrong + std::string(entry_of(code).remedy);
}

std::string phrase_comma() { return "、"; }

}  // namespace totsugo
