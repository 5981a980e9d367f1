import type { Kind, Level } from "../../../wasm/driver.ts";
import { n } from "../base/strings.ts";

export const evidence = {
  title: "対象者",
  position: (at: number, all: number) => `${n(at)} / ${n(all)} 人目`,
  previous: "前の人",
  next: "次の人",
  keys: { previous: "<", next: ">" },
  close: "閉じる",
  back: "一覧に戻る",
  selectable: "選択可",
  notSelectable: "選択不可",
  selectableHint: "次の手順（勧奨または照会）の対象に選べます。決めるのは担当者です。",
  notSelectableHint: "次の手順の対象には選べません。",
  noGrade: "一致なし",
  bestOfSeveral: "候補のうち最もよく合う人の段階です。一人には決まりません。",
  /** Heads of the columns; the whole title and the file are told over them. */
  kinds: { roster: "台帳", pension: "喪失一覧", overlap: "重複一覧" } as Record<Kind, string>,
  placeOf: (run: string, line: number) => `${run ? `${run} ` : ""}${n(line)} 行目`,
  /** Dates and words a clerk reads before deciding. */
  facts: {
    acquired: "国保取得",
    pensionLost: "年金の喪失",
    otherAcquired: "他保険取得",
    loss: "喪失見込",
    insurer: "重複先",
    head: "世帯主",
    number: "記号番号",
  },
  noLoss: "示せません",
  asCame: (raw: string) => `ファイルでは「${raw}」`,
  copy: "写す",
  copied: (label: string) => `${label}を写しました。`,
  copyOf: (label: string, value: string) => `${label} ${value} を写す`,
  print: "印刷",
  past: "経過",
  gradeTitle: "一致の段階",
  compare: "ファイルの比較",
  marks: {
    summary: "違うところ",
    legend: { folded: "書き方だけの違い", relaxed: "緩めて同じとみた字", differs: "違う字" },
    place: (at: number) => `${n(at)} 文字目`,
    whole: "全体",
    pair: (roster: string, listed: string) => `${roster || "（なし）"}／${listed || "（なし）"}`,
    in: (title: string, text: string) => `${title}: ${text}`,
    more: (count: number) => `ほか ${n(count)} か所`,
    why: "くわしく",
  },
  others: "そのほかの項目",
  item: "項目",
  verdict: "判定",
  absent: "該当する行なし",
  empty: "（空欄）",
  waterfall: "段階の決まり方",
  soFar: "ここまでの段階",
  noGradeYet: "—",
  relaxations: "緩めた点",
  reasons: "理由と根拠",
  source: "根拠: ",
  candidates: "台帳の候補",
  listed: "一覧",
  candidateAt: (at: number) => `候補${n(at)}`,
  candidate: (line: number) => `台帳 ${n(line)} 行目`,
  candidateGrade: (grade: string | null) => (grade === null ? "似た人" : grade),
  choose: "この人です",
  chooseOf: (name: string, line: number) => `${name}（台帳 ${n(line)} 行目）をこの人と決める`,
  chooseNone: "どれでもない",
  resident: "宛名番号",
  branchUnasked: "番号が違うため",
  levels: {
    same: { mark: "○", text: "一致" },
    folded: { mark: "≒", text: "表記の違いだけ" },
    relaxed: { mark: "△", text: "緩めて一致" },
    differs: { mark: "×", text: "相違" },
    missing: { mark: "－", text: "比べられない" },
    shown: { mark: "", text: "参考" },
  } as Record<Level, { mark: string; text: string }>,
};

/** How people are looked for, and what a list or a person's view says of them. */
export const people = {
  search: "氏名・カナ・番号・生年月日で探す",
  selectable: "選択可",
  columns: {
    bucket: "区分",
    grade: "一致の段階",
    name: "氏名",
    birth: "生年月日・性別",
    number: "記号番号",
    loss: "喪失日",
    address: "住所",
    reason: "理由",
    line: "行",
  },
};

/** A person's case: what can be done, and what was. */
export const history = {
  notNow: "今はできないこと",
  noHistory: "まだ記録はありません。",
  takenBack: "取消済",
  entered: (at: string, who: string) => `${at} 入力${who ? `　${who}` : ""}`,
  listings: "突き合わせの結果",
  fromTo: (from: string, to: string) => `${from} から ${to} まで`,
  shown: "そのとき示した台帳の人",
  candidate: (line: number, grade: string | null) => `台帳${n(line)}行目（${grade ?? "似た人"}）`,
  difference: (fields: string) => `（相違：${fields}）`,
  needsFiles: "だれかに決めるには、一覧と台帳を読み込んで突合してください。",
};

/** Recording a step, for one person or for many. */
export const recording = {
  reason: "対象外の理由",
  note: "メモ",
  who: "担当者",
  record: "記録する",
  recordMany: (count: number) => `${n(count)} 件に記録する`,
  refused: (count: number) => `${n(count)} 件には記録できません。まだ何も記録していません。`,
  left: (count: number) => `残りの ${n(count)} 件には記録していません。`,
  more: (count: number) => ` ほか ${n(count)} 人`,
  partial: (count: number) => `記録できる ${n(count)} 件だけに記録する`,
};

/** How far back the levy can be reduced. */
export const levy = {
  months: (count: number) => `喪失日から ${n(count)} か月。`,
  checkLaw: "法令の確認は町で",
};
