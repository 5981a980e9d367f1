// Every key that does something of its own, view by view. What is not here is the browser's (Tab, arrows in a choice …) and
// is told of in the first lines only. Whoever gives a view a key writes it down here.

import { strings } from "../strings.ts";

export interface KeyGroup {
  where: string;
  keys: readonly { keys: readonly string[]; does: string }[];
}

const q = (label: string) => `「${label}」`;

export const KEYS: readonly KeyGroup[] = [
  {
    where: "どの画面でも",
    keys: [
      { keys: ["F1"], does: `${q(strings.help.open)}を開きます。` },
      { keys: ["?"], does: "このキーの一覧を開きます。文字を入れる欄では、ふつうの文字として入ります。" },
      { keys: ["Tab", "Shift + Tab"], does: "次の項目、前の項目へ移ります。" },
      { keys: ["Enter", "スペース"], does: "ボタンを押します。チェックはスペースで付けます。" },
      { keys: ["↑", "↓"], does: "流れなどの丸い印と、選ぶ欄の中を移ります。表の中では上下に動かします。" },
    ],
  },
  {
    where: "研修",
    keys: [{ keys: ["F2"], does: "手順の欄と、その手順の場所との間を移ります。" }],
  },
  { where: strings.reading.title, keys: [{ keys: ["Esc"], does: `${q(strings.reading.cancel)}と同じです。変更を取り消し、ファイルの選択に戻ります。` }] },
  {
    where: strings.worklist.title,
    keys: [
      { keys: ["↑", "↓"], does: "前の人、次の人へ移ります。" },
      { keys: ["PageUp", "PageDown"], does: "一画面分、移ります。" },
      { keys: ["Home", "End"], does: "はじめの人、終わりの人へ移ります。" },
      { keys: ["Enter"], does: "その人の根拠を開きます。" },
      { keys: ["Esc"], does: "根拠を閉じて、一覧に戻ります。根拠の中でも使えます。" },
    ],
  },
  {
    where: "画面の上に出る窓",
    keys: [{ keys: ["Esc"], does: `使い方とキーの一覧を閉じ、前にいたところへ戻ります。出せない文字の確認では${q(strings.csv.choices.cancel)}と同じです。` }],
  },
];
