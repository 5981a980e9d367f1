// Every Japanese sentence about workbooks: the page's worker and the command line say the same.

/** What to do with a file that this reader cannot take. */
const SAVE_AGAIN = "Excelで開き、「Excelブック（.xlsx）」か「CSV UTF-8（コンマ区切り）」で保存し直してください。";

export const sentences = {
  book_xls: () => `古い形式のExcelブック（.xls）です。${SAVE_AGAIN}`,
  book_encrypted: () =>
    "パスワードで保護された（暗号化された）Excelブックか、ZIPです。Excelで開いてパスワードを外し、「CSV UTF-8（コンマ区切り）」か「.xlsx」で保存し直してください。",
  book_ole: () => `Officeの古い形式のファイルです。表のファイルであれば、${SAVE_AGAIN}`,
  book_xlsb: () => `バイナリー形式のExcelブック（.xlsb）です。${SAVE_AGAIN}`,
  book_ods: () => `OpenDocument形式の表（.ods）です。${SAVE_AGAIN}`,
  book_other_office: () => "Excelブックではなく、ほかのOfficeのファイル（文書やスライド）です。一覧のファイルを選んでください。",
  book_zip: () => "圧縮ファイル（ZIP）です。展開して、中のCSVかExcelブック（.xlsx）を選んでください。",
  book_damaged: (detail: string) =>
    `Excelブックが壊れているか、途中で切れています（${detail}）。元のファイルを受け取り直すか、${SAVE_AGAIN}`,
  book_too_large: (detail: string) =>
    `Excelブックが大きすぎます（${detail}）。正しいファイルかを確かめ、正しければExcelで「CSV UTF-8（コンマ区切り）」で保存し直してください。`,
  book_suspicious: (detail: string) =>
    `Excelブックの作りが普通ではないため、読むのを止めました（${detail}）。受け取り元を確かめ、正しければ${SAVE_AGAIN}`,
  sheet_missing: (names: string) => `データのあるシートが複数あります（${names}）。読み込むシートを選んでください。`,
  sheet_unknown: (asked: string, names: string) => `シート「${asked}」はありません。あるシートは ${names} です。`,
  sheets_empty: () => "どのシートも空です。データの入ったブックを選んでください。",
  sheet_empty: (sheet: string) => `シート「${sheet}」は空です。データの入ったシートを選んでください。`,
} as const;

/** The details put into the sentences above. */
export const details = {
  end: "末尾の目録がない",
  directory: "目録が読めない",
  entry: (part: string) => `${part}が取り出せない`,
  part: (part: string) => `${part}がない`,
  method: (part: string) => `${part}の圧縮方法が分からない`,
  encoding: (part: string, name: string) => `${part}の文字コード「${name}」は読めない`,
  xml: (part: string) => `${part}のXMLが正しくない`,
  cell: (sheet: string, ref: string) => `シート「${sheet}」の${ref}が読めない`,
  bytes: (mb: number) => `上限${mb}MB`,
  inflated: (mb: number) => `展開すると${mb}MBを超える`,
  ratio: (times: number) => `${times}倍を超える圧縮`,
  entries: (n: number) => `部品が${n}個を超える`,
  sheets: (n: number) => `シートが${n}枚を超える`,
  rows: (sheet: string, ref: string, n: number) => `シート「${sheet}」の${ref}に値があり、${n.toLocaleString("en-US")}行を超える`,
  columns: (sheet: string, ref: string, n: number) => `シート「${sheet}」の${ref}に値があり、${n.toLocaleString("en-US")}列を超える`,
  text: (where: string, n: number) => `${where}に${n.toLocaleString("en-US")}文字を超える値がある`,
  strings: (n: number) => `文字列が${n.toLocaleString("en-US")}個を超える`,
  csv: (sheet: string, mb: number) => `シート「${sheet}」の文字が${mb}MBを超える`,
  dtd: "DTDを含む",
  entity: "未知の実体参照を含む",
  depth: "XMLの入れ子が深すぎる",
  duplicate: (part: string) => `${part}が二つある`,
  external: (part: string) => `${part}がブックの外を指す`,
};

export const notes = {
  sheet: (sheet: string) => `シート「${sheet}」を読み込みました。`,
  others: (names: string) => `ほかのシートは読み込んでいません（${names}）。`,
  days_from_1904: () =>
    "日付を1904年から数える設定のブックです。日付の表示形式でないセルの日数も、日付の列では1904年1月1日からの日数として読みます。",
  hidden_sheet: () => "このシートは非表示になっています。",
  hidden_rows: (n: number, ref: number) => `非表示の行（絞り込みで隠れた行を含む）も読み込みました（${n}行、最初は${ref}行目）。`,
  hidden_columns: (columns: string) => `非表示の列も読み込みました（${columns}）。`,
  merged: (n: number, ref: string) =>
    `結合されたセルが${n}か所あります（最初は${ref}）。値は左上のセルにだけあるものとして読み込みました。`,
  breaks: (n: number, ref: string) => `セルの中の改行を空白に置き換えました（${n}か所、最初は${ref}）。`,
  times: (n: number, ref: string) => `日付に時刻が付いているセルがあります（${n}か所、最初は${ref}）。時刻を付けたまま読み込みました。`,
  uncalculated: (n: number, ref: string) =>
    `計算結果が保存されていない数式のセルがあります（${n}か所、最初は${ref}）。空として読み込みました。Excelで開いて保存し直すと値が入ります。`,
  errors: (n: number, ref: string) => `エラー（#N/A など）になっているセルがあります（${n}か所、最初は${ref}）。`,
  zeros: (n: number, ref: string) => `表示形式のとおり先頭の0を補いました（${n}か所、最初は${ref}）。`,
};

/** How sheets are named in a sentence: 「一覧」、「記入例」（非表示）. */
export function listed(sheets: readonly { name: string; hidden: boolean }[]): string {
  const most = 20;
  const shown = sheets.slice(0, most).map((s) => `「${s.name}」${s.hidden ? "（非表示）" : ""}`);
  return shown.join("、") + (sheets.length > most ? ` ほか${sheets.length - most}枚` : "");
}
