// Every visible string of the page. Labels of flows, kinds, buckets, grades and sort orders are the core's
// (constants()) and are not repeated here; messages about the data are the core's too.

import type { FlowCode, Kind, Level } from "../../wasm/driver.ts";

const number = new Intl.NumberFormat("ja-JP");
export const n = (value: number): string => number.format(value);

const era = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { era: "long", year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
/** 2026-09-02 → 令和8年9月2日; anything else as it is. */
export function jaDate(iso: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : era.format(date);
}

export function bytes(size: number): string {
  if (size < 1024) return `${n(size)} バイト`;
  if (size < 1024 * 1024) return `${n(Math.round(size / 1024))} KB`;
  return `${n(Math.round((size / 1024 / 1024) * 10) / 10)} MB`;
}

export const strings = {
  product: "国保資格突合",
  productLatin: "Totsugo",
  version: (v: string) => `バージョン ${v}`,
  tagline: "国保と被用者保険の資格の重なりを見つけ、届出の勧奨が要る人を一覧にします。",
  privacy: "選んだファイルはこの端末の中だけで処理します。外部には送りません。",
  skip: "本文へ移動",

  steps: { label: "作業の段階", files: "ファイルを選ぶ", running: "突き合わせ", results: "結果を確かめる" },

  selfcheck: {
    checking: "端末を確認しています…",
    fine: "この端末で使えます",
    starting: "準備しています…",
    title: "この端末では使えません",
    warning: "この端末では動作が不安定になるおそれがあります",
    browser: (name: string) => `お使いのブラウザー: ${name}`,
    unknownBrowser: "不明",
    advice:
      "Microsoft Edge か Google Chrome（バージョン 100 以上）でこのファイルを開いてください。開いているのにこの表示が出るときは、この画面を情報システム担当に見せてください。",
    missing: {
      worker: "裏側で処理を動かす仕組み（Web Worker）が使えません。",
      wasm: "突き合わせの本体（WebAssembly）が動きません。管理者の設定で止められている場合があります。",
      simd: "突き合わせの本体が使う高速な命令（WebAssembly SIMD）がありません。ブラウザーが古いことが原因です。",
      exceptions: "突き合わせの本体が使う例外処理（WebAssembly Exception Handling）がありません。ブラウザーが古いことが原因です。",
      gzip: "圧縮された部品をほどく仕組み（DecompressionStream）がありません。ブラウザーが古いことが原因です。",
      slice: "大きなファイルを少しずつ読む仕組み（Blob.arrayBuffer）がありません。ブラウザーが古いことが原因です。",
      download: "結果をファイルに保存する仕組み（ダウンロード）が使えません。",
    },
    memory: (gb: number) =>
      `この端末のメモリーは約 ${gb} GB です。ほかのソフトを閉じてから使ってください。`,
  },

  files: {
    title: "ファイルを選ぶ",
    lead: "流れとファイルを選び、「突き合わせを始める」を押してください。",
    flowLegend: "流れ（手続の進め方）",
    flow: {
      P: "1・3号喪失一覧表に載った人を起点に、台帳と重複一覧で事実を確かめます。重複一覧だけに載っている人は参考として示し、選べません。",
      D: "重複一覧に二回以上続けて載った人を起点に、台帳と照らして抽出します。1・3号喪失一覧表は使いません。",
    } as Record<FlowCode, string>,
    needs: "必要なファイル",
    needsOf: { P: "台帳・1・3号喪失一覧表・重複一覧", D: "台帳・重複一覧（続く二回分以上）" } as Record<FlowCode, string>,
    basis: "根拠",
    slots: "突き合わせるファイル",
    hint: {
      roster: "国保システムから抽出した被保険者の一覧。一つ選びます。",
      pension: "日本年金機構から届いた一覧。一つ選びます。",
      overlap: "中間サーバーから取得した一覧（FI_HIM_0007）。今回分と前回分など、いくつでも選べます。",
    } as Record<Kind, string>,
    required: "必須",
    optional: "任意",
    byFlow: "流れによって必須",
    unused: "この流れでは使いません",
    pensionUnused: "この流れでは、1・3号喪失一覧表は使いません。選んであっても読み込みません。",
    choose: "ファイルを選ぶ",
    chooseMore: "ファイルを追加",
    change: "選び直す",
    drop: "または、この枠にファイルを置く",
    dropOutside: "ファイルは、台帳・喪失一覧表・重複一覧のどれかの枠の中に置いてください。",
    oneOnly: (label: string) => `${label}は一つだけ選べます。最初のファイルを使います。`,
    duplicate: (name: string) => `「${name}」はもう選ばれています。`,
    remove: "取り除く",
    removeOf: (name: string) => `${name} を取り除く`,
    chooseOf: (label: string) => `${label}: ファイルを選ぶ`,
    tooLarge: (name: string, max: string) => `「${name}」は大きすぎます（上限 ${max}）。`,
    runDate: "作成年月日",
    runDateOf: (name: string) => `${name} の作成年月日`,
    runDateHint: "作成年月日は、ファイルの中か名前に日付があれば空のままで構いません。",
    runDateMissing: "この一覧の作成年月日を入れてください",
    sheet: "読み込むシート",
    sheetOf: (name: string) => `${name} の読み込むシート`,
    sheetAsked: "シートを選んでください",
    sheetHidden: (name: string) => `${name}（非表示）`,
    date: "作業日",
    dateHint: "この日の時点で判断します。",
    dateLimit: (day: string, label: string) => `「${label}」は、作業日が${day}以後のときに使えます。`,
    advanced: "詳しい設定",
    confirmGap: "間隔の空いた重複一覧も、続いた二回とみなす",
    confirmGapHint:
      "重複一覧の作成日の間が一か月ほどを超えると、途中の回が抜けているおそれがあるため、続いた二回とは数えません。抜けていないと確かめたときだけ選んでください。",
    run: "突き合わせを始める",
    missing: {
      title: "足りないものがあります。",
      flow: "流れを選んでください。",
      file: (label: string) => `「${label}」のファイルを選んでください。`,
      sheet: (name: string) => `「${name}」の読み込むシートを選んでください。`,
      date: "作業日を入れてください。",
    },
  },

  running: {
    title: "突き合わせています",
    lead: "終わるまでこの画面を閉じないでください。",
    preparing: "準備しています…",
    finishing: "結果をまとめています…",
    of: (percent: number) => `${percent}%`,
    bytes: (done: string, total: string) => `${total} のうち ${done} を読みました`,
    file: (label: string, name: string) => `${label}「${name}」を読んでいます`,
    label: "進み具合",
    cancel: "中止する",
    cancelling: "中止しています…",
    cancelled: "突き合わせを中止しました。選んだファイルはそのまま残っています。",
  },

  results: {
    title: "突き合わせの結果",
    of: (flow: string, date: string) => `${flow}／作業日 ${date}`,
    total: (count: number) => `${n(count)} 人`,
    selectable: (count: number) => `選択可 ${n(count)} 人`,
    selectableMeaning: "「選択可」は、突合が確かで、次の手順（勧奨または照会）の対象に選べる人です。決めるのは担当者です。",
    none: "結果は 0 件です。",
    noneHint: "ファイルの取り違えがないか、下の「読み込んだファイル」で確かめてください。",
    warnings: "確かめてください",
    breakdown: "区分ごとの人数",
    breakdownHint: "区分を押すと、その区分だけを一覧に出します（いくつでも選べます）。",
    shown: "表示中",
    count: "人",
    again: "ファイルの選択に戻る",
    exportCsv: "結果を CSV で保存",
    exportImport: "読み込みの記録を保存（JSON）",
    exporting: "書き出しています…",
    exported: (name: string) => `「${name}」を書き出しました。個人情報が入っています。取扱いに注意してください。`,
    csvName: (flow: string, date: string) => `突合結果_${flow}_${date}.csv`,
    importName: (flow: string, date: string) => `読み込みの記録_${flow}_${date}.json`,
    time: (ms: number) => (ms < 100 ? "処理時間 0.1 秒未満" : `処理時間 ${(ms / 1000).toFixed(1)} 秒`),
    runs: "重複一覧の作成回",
    run: (date: string, files: string) => `${date}（${files}）`,
    gap: (days: number) => `前の回から ${n(days)} 日`,
    notConsecutive: "前の回と続いた回とは数えません",
  },

  imports: {
    title: "読み込んだファイル",
    rows: (rows: number) => `${n(rows)} 行`,
    line: (rows: number, kept: number) => `${n(rows)} 行のうち ${n(kept)} 行を取り込みました`,
    rejected: (count: number) => `読み込めなかった行 ${n(count)} 行`,
    noRejected: "読み込めなかった行はありません",
    details: { encoding: "文字コード", delimiter: "区切り", header: "見出しの行", runDate: "作成年月日", unused: "使わなかった列" },
    delimiters: { ",": "カンマ", "\t": "タブ", ";": "セミコロン" } as Record<string, string>,
    headerRows: (count: number) => (count === 0 ? "なし" : `${count} 行`),
    fields: "列の読み取り方",
    field: "項目",
    column: "ファイルの列",
    position: (p: number) => `${p} 列目`,
    form: "日付の読み方",
    forms: {
      self: "書かれたとおり",
      era_medical: "年号の番号 1〜5（医療の方式: 5 は令和）",
      era_pension: "年号の番号 1・3・5・7・9（年金の方式: 5 は昭和）",
    } as Record<string, string>,
    runDateFrom: { given: "（画面で入力）", column: "（ファイルの列）", file_name: "（ファイル名）" } as Record<string, string>,
    rejectedTitle: "読み込めなかった行",
    lineNo: "行",
    columnNo: "列",
    reason: "理由",
    truncated: (shown: number, all: number) => `${n(all)} 行のうち、はじめの ${n(shown)} 行を示しています。`,
    warnings: "注意",
    atLine: (line: number) => `${n(line)} 行目: `,
  },

  worklist: {
    title: "対象者の一覧",
    search: "氏名・カナ・番号で探す",
    sort: "並べ替え",
    ascending: "昇順",
    descending: "降順",
    count: (shown: number, all: number) => (shown === all ? `全 ${n(all)} 人` : `${n(all)} 人のうち ${n(shown)} 人を表示`),
    filtered: (labels: string[]) => `区分: ${labels.join("、")}`,
    clear: "絞り込みを解く",
    nothing: "この条件に合う人はいません。",
    loading: "読み込み中…",
    keys: "↑↓ で移り、Enter で根拠を開き、Esc で閉じます。",
    columns: {
      bucket: "区分",
      grade: "突合区分",
      name: "氏名",
      birth: "生年月日・性別",
      number: "記号番号",
      loss: "喪失日",
      address: "住所",
      reason: "理由",
      line: "行",
    },
    lines: { roster: "台帳", pension: "喪失", overlap: "重複" } as Record<Kind, string>,
    sorts: {
      bucket: "区分",
      grade: "突合区分",
      kana: "カナ氏名",
      birth: "生年月日",
      number: "記号番号",
      loss_date: "喪失日",
      line: "ファイルの行",
    } as Record<string, string>,
    noGrade: "なし",
    none: "―",
  },

  evidence: {
    title: "根拠",
    position: (at: number, all: number) => `${n(at)} / ${n(all)} 人目`,
    previous: "前の人",
    next: "次の人",
    close: "閉じる",
    back: "一覧に戻る",
    selectable: "選択可",
    notSelectable: "選択不可",
    selectableHint: "次の手順（勧奨または照会）の対象に選べます。決めるのは担当者です。",
    notSelectableHint: "次の手順の対象には選べません。",
    noGrade: "一致なし",
    loss: "国保の資格喪失日（見込み）",
    noLoss: "資格喪失日は示せません",
    compare: "ファイルの比較",
    others: "そのほかの項目",
    item: "項目",
    verdict: "判定",
    place: (file: string, line: number | null) => (line === null ? file : `${file} ${n(line)} 行目`),
    absent: "該当する行なし",
    empty: "（空欄）",
    relaxations: "緩めた点",
    noRelaxations: "緩めた点はありません。",
    reasons: "理由と根拠",
    source: "根拠: ",
    candidates: "台帳の候補",
    candidatesHint: "自動では選びません。台帳を見て確かめてください。",
    difference: "違い",
    rosterLine: "台帳の行",
    levels: {
      same: { mark: "○", text: "一致" },
      folded: { mark: "≒", text: "表記の違いだけ" },
      relaxed: { mark: "△", text: "緩めて一致" },
      differs: { mark: "×", text: "相違" },
      missing: { mark: "－", text: "比べられない" },
      shown: { mark: "", text: "参考" },
    } as Record<Level, { mark: string; text: string }>,
  },

  errors: {
    title: "エラー",
    notice: "お知らせ",
    close: "閉じる",
    start: (detail: string) =>
      `突き合わせの本体を動かせませんでした。ページを開き直してください。続くときは、このファイルが壊れていないか（受け取り直す）、ブラウザーが古くないか（Microsoft Edge か Google Chrome のバージョン 100 以上）を確かめてください。${detail ? `（${detail}）` : ""}`,
    memory:
      "メモリーが足りなくなったため、処理を止めました。ほかのソフトやタブを閉じて、もう一度始めてください。選んだファイルはそのまま残っています。",
    fault: (detail: string) =>
      `処理の途中で内部の誤りが起きたため、止めました。結果は出していません。もう一度始めても同じときは、この画面を開発元に知らせてください。${detail ? `（${detail}）` : ""}`,
    unreadable: (file: string) =>
      `ファイル「${file}」を読めませんでした。移動・削除・上書きされたか、ほかのソフトが開いている可能性があります。ファイルを閉じて、選び直してください。`,
    lost: "結果を取り出せませんでした。もう一度突き合わせてください。",
  },

  footer: { about: "このソフトウェアについて", licences: "利用しているソフトウェアとライセンス" },
};
