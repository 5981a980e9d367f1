// Every Japanese sentence about work files: the page and the command line say the same. Who shows one puts the file's
// name before it.

/** What to do about a file that is none of ours. */
const CHOOSE = "このツールで保存した作業ファイルを選んでください。";
/** What to do about one that is spoilt. */
const COPY = "控えのファイルを開いてください。";

const number = (n: number) => n.toLocaleString("en-US");

export const sentences = {
  work_empty: () => `空のファイルです。${CHOOSE}`,
  work_csv: () => `作業ファイルではなく、CSVなどの表のファイルのようです。${CHOOSE}`,
  work_web_page: () => `作業ファイルではなく、ウェブページ（このツールそのものなど）のようです。${CHOOSE}`,
  work_book: () =>
    "作業ファイルではなく、Excelブック（XLSX）か圧縮ファイルです。作業ファイルを圧縮したものであれば、展開してから選んでください。",
  work_json: () => `作業ファイルではなく、ほかのJSONファイルです（読み取り方、読み込みの記録など）。${CHOOSE}`,
  work_other: () => `作業ファイルではありません。${CHOOSE}`,
  work_newer: () =>
    "このツールより新しい版で保存された作業ファイルです（ファイルには手を加えていません）。新しい版のツールで開いてください。",
  /** `all` is null where even the line that says it is incomplete. */
  work_cut_off: (have: number, all: number | null) =>
    `作業ファイルが途中で切れています（${all === null ? `${number(have)}バイトしかありません` : `全体${number(all)}バイトのうち${number(have)}バイトまで`}）。コピーをやり直すか、${COPY}`,
  work_damaged: () => `作業ファイルが壊れているか、ほかのソフトで書き換えられています。書き換える前のファイルか、${COPY}`,
  work_passphrase_needed: () => "この作業ファイルにはパスワードがかかっています。保存したときのパスワードを入れてください。",
  work_passphrase_wrong: () =>
    `パスワードが違うか、作業ファイルが壊れています（どちらなのかは見分けられません）。パスワードを入れ直し、それでも開けないときは${COPY}`,
  work_cipher: () =>
    "このツールの知らない方式で暗号化された作業ファイルです。保存したときと同じ版か、より新しい版のツールで開いてください。",
  work_iterations: () => `暗号化の設定が決まった範囲にないため、作業ファイルを開くのを止めました。書き換えられたおそれがあるので、${COPY}`,
  work_too_large: (mb: number) => `作業ファイルとしては大きすぎます（上限${mb}MB）。選んだファイルが正しいかを確かめてください。`,
  work_too_large_to_save: (mb: number) =>
    `作業の内容が大きすぎるため、保存できません（上限${mb}MB）。この画面を閉じずに、開発元に知らせてください。`,
  work_passphrase_empty: () => "パスワードが空です。パスワードを入れるか、パスワードなしで保存してください。",
  work_no_crypto: () =>
    "この開き方では、作業ファイルを保存することも開くこともできません。このツールを端末に保存し、保存したファイルを開き直してください。",
  work_failed: () => "作業ファイルの処理が途中で止まりました（メモリー不足など）。ほかのソフトやタブを閉じて、もう一度試してください。",
} as const;
