// The frame of the help; its long texts are in manual.ts, messages.ts, texts.ts, glossary.ts and keys.ts.

export const help = {
  open: "使い方",
  title: "使い方",
  contents: "目次",
  here: "今の画面の説明へ",
  search: "言葉で探す",
  found: (count: string) => `${count} か所にあります。`,
  nothing: "見つかりません。短い言葉で探してください。",
  keys: "キーの一覧",
  key: "キー",
  does: "すること",
  mark: "「?」のキーでこの一覧を開く",
  print: "印刷する",
  sheet: "このシートだけを印刷する（A4 2 枚）",
  close: "閉じる",
};
