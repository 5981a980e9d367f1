import { n } from "../base/strings.ts";

export const book = {
  tooLong: "行が多すぎて、Excel の 1 枚のシートに入りません。CSV で保存してください。",
  /** The sheet that explains the columns of another. */
  columns: { sheet: "列の説明", head: "列", meaning: "内容", source: "出どころ" },
};

export const exported = (name: string) => `「${name}」を保存しました。個人情報が入っています。取扱いに注意してください。`;

/** Every CSV that is saved. */
export const csv = {
  encoding: "CSV の文字コード",
  encodings: { "utf-8": "UTF-8（BOM付き）", cp932: "Shift_JIS (CP932)" },
  inCp932: "文字コードは Shift_JIS (CP932) です。",
  replaced: (kinds: number, count: number) => `出せない文字 ${n(kinds)} 種類（${n(count)} か所）は 〓 にしました。`,
  title: (kinds: number) => `Shift_JIS (CP932) では出せない文字が ${n(kinds)} 種類あります`,
  lead: (name: string, count: number) =>
    `「${name}」は、まだ保存していません。次の ${n(count)} か所は Shift_JIS (CP932) に番号がなく、そのままでは失われます。「〓」に置き換えて保存するか、UTF-8 で保存するかを選んでください。`,
  list: "出せない文字の一覧",
  columns: ["文字", "番号", "か所", "どこに"],
  times: (count: number) => n(count),
  place: (row: number, who: string, head: string) => `${n(row)} 行目${who ? `　${who}` : ""}${head ? `　${head}` : ""}`,
  more: (count: number) => `など、全部で ${n(count)} か所`,
  moreChars: (count: string) => `ほか ${count} 種類`,
  twin: (char: string, code: string) => `似た字の「${char}」（${code}）なら出せます。元のデータで直せるときは直してください。`,
  selector: "直前の字の形を選ぶ印（異体字セレクタ）です。単独では見えません。",
  /** What Windows writes for characters that look the same and have no code. */
  twins: { "〜": "～", "−": "－", "‖": "∥", "—": "―", "¢": "￠", "£": "￡", "¬": "￢", "¥": "￥" } as Record<string, string>,
  choices: { replace: "〓 に置き換えて保存", "utf-8": "UTF-8 で保存", cancel: "保存しない" },
};
