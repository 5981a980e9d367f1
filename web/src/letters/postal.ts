// Postal codes as they came: which can be used, which have lost a zero in a spreadsheet, and which addresses are abroad.

/** Where codes begin with a zero: the digit after it, by the prefecture that the address names. */
const AFTER_ZERO: readonly [string, RegExp][] = [
  ["北海道", /^[04-9]/],
  ["青森県", /^3/],
  ["岩手県", /^2/],
  ["秋田県", /^1/],
];

const plain = (value: string): string =>
  value
    .normalize("NFKC")
    .replace(/[〒\s]/g, "")
    .replace(/[‐‑‒–—―−ー－]/g, "-");

export const isPostal = (value: string): boolean => /^\d{3}-?\d{4}$/.test(plain(value));

/**
 * The code with the zero that a spreadsheet took from it, where nothing else can be meant: six digits whose first one and the address's
 * prefecture go together. Null where that is not certain.
 */
export function withLostZero(value: string, address: string): string | null {
  const digits = /^(\d\d)-?(\d{4})$/.exec(plain(value));
  if (!digits) return null;
  const [, head = "", tail = ""] = digits;
  const region = AFTER_ZERO.find(([prefecture]) => address.normalize("NFKC").trim().startsWith(prefecture));
  return region?.[1].test(head) ? `0${head}-${tail}` : null;
}

/** Digits alone, to sort by; what is no code comes last. */
export const postalKey = (value: string): string => (isPostal(value) ? plain(value).replace("-", "") : "~");

// As rosters write it: 国外, or the country first. An address without any kanji or kana is written in Latin letters.
const COUNTRIES = [
  ["国外", "海外", "アメリカ", "米国", "カナダ", "ブラジル", "ペルー", "韓国", "大韓民国", "中華人民共和国", "台湾", "香港"],
  ["フィリピン", "ベトナム", "ネパール", "インド", "タイ王国", "ミャンマー", "スリランカ", "シンガポール", "マレーシア"],
  ["オーストラリア", "英国", "イギリス", "ドイツ", "フランス"],
].flat();
const ABROAD = new RegExp(`^(?:${COUNTRIES.join("|")})|国外転出`);

export function isAbroad(address: string): boolean {
  const text = address.normalize("NFKC").trim();
  return ABROAD.test(text) || (/[A-Za-z]/.test(text) && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Co}]/u.test(text));
}
