import { n } from "../base/strings.ts";

export const workfile = {
  open: "作業ファイルを開く",
  rewritten: (saved: string, sound: number) =>
    `この作業ファイルの記録は、${saved} の保存のあとで書き換えられています（記録 ${n(sound)} 件目までは保存したときのままです）。ファイルは開きましたが、控えの作業ファイルと比べて、どちらが正しいかを確かめてください。`,
  doubts: {
    no_chain: "この作業ファイルには、保存の記録（記録の鎖）がありません。このツールが保存したままのファイルではありません。",
    header: "この作業ファイルの 1 行目（保存日時かバージョン）が、中の記録と違います。このツールが保存したままのファイルではありません。",
    content: "この作業ファイルの人・住所・世帯などの内容が、最後の保存のあとで書き換えられています。",
    plain: "この作業ではパスワードを使っていますが、このファイルはロックされていません。",
  },
  compare: "ファイルは開きましたが、使う前に、控えの作業ファイルや印刷した記録と比べて確かめてください。",
  save: "保存",
  saveHint: "作業ファイルに保存します（Ctrl+S）。",
  how: (password: string | null, sameFile: boolean) =>
    password === null
      ? "ロックするかどうかは、保存するときに選びます。"
      : `${password ? "ロックして" : "ロックせずに"}${sameFile ? "、同じファイルに" : ""}保存します。`,
  howChange: "保存のしかたを変える",
  menu: "作業ファイル",
  unnamed: "作業ファイルなし",
  unsaved: (count: number) => (count > 0 ? `${n(count)} 件未保存` : ""),
  people: (count: number) => `${n(count)} 人`,
  turn: { undo: "元に戻す", redo: "やり直す" },
  turnOf: {
    undo: (label: string, whom: string) => `元に戻す: ${label}（${whom}）`,
    redo: (label: string, whom: string) => `やり直す: ${label}（${whom}）`,
  },
  name: (date: string, time: string) => `作業ファイル_${date}_${time}.totsugo`,
  saved: (name: string, locked: boolean) =>
    `「${name}」に保存しました。個人情報が入っています。${locked ? "パスワードを忘れると開けません。" : "ロックしていません。"}`,
  notSaved: "保存をやめました。",
  notSame:
    "同じファイルには書けなかったので、ダウンロードしました。次からもダウンロードします。書けるようになったら、「保存のしかたを変える」で選び直してください。",
  writtenByOthers: (name: string) =>
    `「${name}」は、この画面で開いたか保存したあとで、ほかで書き換えられています。上書きすると、その分は失われます。上書きしますか。\n\nやめたときは、その作業ファイルを「別の作業ファイルをまとめる」で取り込んでから保存してください。`,
  lock: {
    saveTitle: "作業ファイルの保存",
    saveLead:
      "作業ファイルには個人情報が入ります。パスワードでロックすると、パスワードを知っている人だけが開けます。ここで選んだ保存のしかたは、このページを閉じるまで続きます。",
    openLead: (name: string) => `「${name}」はロックされています。保存したときのパスワードを入れてください。`,
    password: "パスワード",
    again: "もう一度",
    look: "見る",
    empty: "パスワードを入れてください。空白だけのパスワードは使えません。",
    once: "同じパスワードを、もう一度入れてください。",
    differ: "二つのパスワードが違います。「見る」を押すと確かめられます。",
    forget: "パスワードを忘れると、だれにも開けません。12 文字以上をお勧めします（全角と半角は区別しません）。",
    locked: "ロックして保存",
    plain: "ロックせずに保存",
    plainMeans: "ロックしないと、このファイルを手に入れた人はだれでも、中の人の氏名や記録を読めます。",
    sameFile: "同じファイルに上書きする",
    sameFileHint: "最初に一度だけ、置き場所を選びます。選ばないと、保存のたびにダウンロードします。",
    cancel: "やめる",
    unlock: "開く",
  },
  opened: (name: string, at: string, locked: boolean) => `「${name}」を開きました（${at} に保存${locked ? "、ロックあり" : ""}）。`,
  of: (name: string, text: string) => `${name}：${text}`,
  replace: (unsaved: number) => `まだ保存していない記録が ${n(unsaved)} 件あります。作業ファイルを開くと失われます。開きますか。`,
  merge: "別の作業ファイルをまとめる",
};
