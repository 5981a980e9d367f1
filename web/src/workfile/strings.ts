import { n } from "../base/strings.ts";

export const workfile = {
  open: "作業ファイルを開く",
  rewritten: (saved: string, sound: number) =>
    `この作業ファイルの記録は、${saved} の保存のあとで書き換えられています（記録 ${n(sound)} 件目までは保存したときのままです）。ファイルは開きましたが、控えの作業ファイルと比べて、どちらが正しいかを確かめてください。`,
  save: "保存",
  saveHint: "作業ファイルに保存します（Ctrl+S）",
  menu: "作業ファイル",
  unnamed: "作業ファイルなし",
  unsaved: (count: number) => (count > 0 ? `${n(count)} 件未保存` : ""),
  people: (count: number) => `${n(count)} 人`,
  turn: { undo: "元に戻す", redo: "やり直す" },
  turnOf: {
    undo: (label: string, whom: string) => `元に戻す: ${label}（${whom}）`,
    redo: (label: string, whom: string) => `やり直す: ${label}（${whom}）`,
  },
  password: "パスワード（付けるときだけ）",
  name: (date: string, time: string) => `作業ファイル_${date}_${time}.totsugo`,
  saved: (name: string) => `「${name}」に保存しました。個人情報が入っています。パスワードは付いていません。`,
  savedLocked: (name: string) => `「${name}」に保存しました。個人情報が入っています。パスワードを忘れると開けません。`,
  opened: (name: string, at: string, locked: boolean) => `「${name}」を開きました（${at} に保存${locked ? "、パスワード付き" : ""}）。`,
  of: (name: string, text: string) => `${name}：${text}`,
  replace: (unsaved: number) => `まだ保存していない記録が ${n(unsaved)} 件あります。作業ファイルを開くと失われます。開きますか。`,
  merge: "別の作業ファイルをまとめる",
};
