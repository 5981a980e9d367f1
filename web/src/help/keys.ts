// Every key that does something of its own, view by view. What is not here is the browser's (Tab, arrows in a choice …) and
// is told of in the first lines only. Whoever gives a view a key writes it down here.

import { help } from "./strings.ts";
import { reading } from "../import/strings.ts";
import { evidence } from "../person/strings.ts";
import { csv } from "../saving/strings.ts";
import { workfile } from "../workfile/strings.ts";
import { REDO_KEY, STEP_KEYS, UNDO_KEY } from "../desk/keys.ts";
import { desk as deskText } from "../desk/strings.ts";

export interface KeyGroup {
  where: string;
  keys: readonly { keys: readonly string[]; does: string }[];
}

const q = (label: string) => `「${label}」`;
const { short } = deskText.decide;

export const KEYS: readonly KeyGroup[] = [
  {
    where: "どの画面でも",
    keys: [
      { keys: ["F1"], does: `${q(help.open)}を開きます。` },
      { keys: ["?"], does: "このキーの一覧を開きます。文字を入れる欄では、ふつうの文字として入ります。" },
      { keys: ["Ctrl + S"], does: `作業ファイルを${q(workfile.save)}します。` },
      { keys: ["Tab", "Shift + Tab"], does: "次の項目、前の項目へ移ります。" },
      { keys: ["Enter", "スペース"], does: "ボタンを押します。チェックはスペースで付けます。" },
      { keys: ["↑", "↓"], does: "進め方などの丸い印と、選ぶ欄の中を移ります。表の中では上下に動かします。" },
    ],
  },
  {
    where: "研修",
    keys: [{ keys: ["F2"], does: "手順の欄と、その手順の場所との間を移ります。" }],
  },
  {
    where: reading.title,
    keys: [
      { keys: ["1～9"], does: "質問の答えを、左上からの順番で選びます。質問の中にいるときだけです。" },
      { keys: ["Enter"], does: `質問の中で、${q(reading.ask.answer)}と同じです。` },
      { keys: ["Esc"], does: `${q(reading.cancel)}と同じです。変更を取り消し、ファイルの選択に戻ります。` },
    ],
  },
  {
    where: deskText.title,
    keys: [
      { keys: ["↑", "↓"], does: "前の人、次の人へ移ります。" },
      { keys: ["PageUp", "PageDown"], does: "一画面分、移ります。" },
      { keys: ["Home", "End"], does: "はじめの人、終わりの人へ移ります。" },
      { keys: ["Enter"], does: "その人を開きます。" },
      { keys: ["スペース"], does: "その人に印を付けます。もう一度押すと消えます。" },
      { keys: ["Shift + ↑", "Shift + ↓"], does: "続けて印を付けます。印を付けた全員に、一度に記録できます。" },
    ],
  },
  {
    where: "一覧の画面のどこでも（文字を入れる欄の外）",
    keys: [
      {
        keys: ["1～9", "0"],
        does: `候補が並んでいるとき、その順番の人を${q(evidence.choose)}と決めます。0 は${q(evidence.chooseNone)}です。`,
      },
      { keys: ["<", ">"], does: `${q(evidence.previous)}${q(evidence.next)}へ移ります。` },
      ...Object.entries(STEP_KEYS)
        .filter(([action]) => action !== "resume")
        .map(([action, key]) => ({
          keys: [key],
          does:
            action === "hold"
              ? `${q(short.hold!)}を記録します。保留の人では${q(short.resume!)}です。`
              : `${q(short[action]!)}を記録します。`,
        })),
      { keys: [UNDO_KEY, "Ctrl + Z"], does: `${q(workfile.turn.undo)}と同じです。` },
      { keys: [REDO_KEY, "Ctrl + Y"], does: `${q(workfile.turn.redo)}と同じです。` },
      { keys: ["Esc"], does: "記録の欄を閉じます。開いていなければ、その人を閉じて一覧に戻ります。" },
    ],
  },
  {
    where: "画面の上に出る窓",
    keys: [
      {
        keys: ["Esc"],
        does: `使い方とキーの一覧を閉じ、前にいたところへ戻ります。出せない文字の窓では${q(csv.choices.cancel)}と同じです。`,
      },
    ],
  },
];
