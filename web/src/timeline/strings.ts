import type { Kind } from "../../../wasm/driver.ts";
import { day } from "../base/days.ts";
import { n } from "../base/strings.ts";

export const timeline = {
  title: "資格の経過",
  own: "国保",
  pension: "国民年金（第1号・第3号）",
  other: "重複先の保険",
  otherOf: (name: string) => `重複先（${name}）`,
  overlap: "重なっている期間",
  loss: "国保の資格喪失日（見込み）",
  lossMark: (day: string) => `喪失日（見込み）${day}`,
  withdrawn: "取り消された年金の喪失",
  corrected: "訂正前の年金の喪失",
  listMade: "重複一覧の作成",
  working: "作業日",
  due: "期限",
  run: (label: string) => `突合：${label}`,
  point: (day: string, what: string) => `${day} ${what}`,
  /** A band's words: since when, until when. */
  band: (what: string, from: string, to: string) => `${what}　${from}～${to}`,
  /** What the core calls the fields that a case keeps. */
  kept: { acquired: "資格取得年月日", lost: "資格喪失年月日", otherAcquired: "重複先資格取得年月日", otherName: "重複先保険者名" },
  keptOf: { roster: "案件に残した台帳の値", pension: "案件に残した1・3号喪失一覧表の値", overlap: "案件に残した重複一覧の値" },
  /** In a word, where one thing is told in two ways. */
  origins: {
    roster: () => "台帳",
    pension: () => "1・3号喪失一覧表",
    overlap: (run: string) => (run ? `${day(run)}の一覧` : "一覧"),
  } as Record<Kind, (run: string) => string>,
  source: (title: string, place: string) => `${title}（${place}）`,
  ofRun: "突き合わせの結果",
  ofTown: "町で定めた期間",
  recorded: "案件の記録",
  recordedBy: (who: string) => `案件の記録（${who}）`,
  open: "（喪失の記載なし）",
  unsaid: "（案件に残していません）",
  since: "（記載なし）",
  overlapNow: "続いている",
  clipped: "左端の波線より前は省いています。始まりの日は帯の上の字と表で見てください。",
  torn: "左端が波線の帯は、図より前から続いているか、始まりの日がファイルにありません。",
  tornEnd: "右端が波線の帯は、終わりの日を案件に残していないか、図より後まで続いています。",
  nothing: "日付が一通りに読める項目がないため、図は描いていません。",
  undrawn: {
    unreadable: (what: string, raw: string) => `${what}：日付が一通りに読めないため、図に描いていません（${raw}）。`,
    reversed: (what: string, raw: string) => `${what}：終わりの日が始まりの日より前のため、図に描いていません（${raw}）。`,
    before: (what: string, raw: string) => `${what}：図の範囲より前のため、描いていません（${raw}）。`,
    after: (what: string, raw: string) => `${what}：図の範囲より後のため、描いていません（${raw}）。`,
  },
  table: "表で見る",
  columns: { what: "何が", from: "いつから", to: "いつまで", source: "出典" },
  asCame: (raw: string, day: string) => `${raw}（${day}）`,
  year: (short: string) => short.replace(/[./].*$/, "年"),
  month: (short: string) => short.replace(/[./]\d+$/, ""),
  place: (file: string, line: number | null) => (line === null ? file : `${file} ${n(line)} 行目`),
};
