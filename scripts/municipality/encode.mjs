// Text to bytes. CP932 is learnt from the platform's own decoder: every single byte and every pair of bytes is decoded
// once and the table turned round. Where several codes stand for one character the one Windows writes wins: NEC row 13
// before the IBM extensions (FA-FC), those before NEC's copies of them (ED, EE).
let table = null;

export function cp932Table() {
  if (table) return table;
  table = new Uint16Array(65536).fill(0);
  const decoder = new TextDecoder("shift_jis", { fatal: true });
  const put = (text, code) => {
    if (text.length === 1 && table[text.charCodeAt(0)] === 0) table[text.charCodeAt(0)] = code;
  };
  for (let b = 1; b < 256; b++) {
    try {
      put(decoder.decode(Uint8Array.of(b)), b);
    } catch {
      /* a lead byte or an unused one */
    }
  }
  const leads = [];
  for (let b = 0x81; b <= 0xfc; b++) if (b <= 0x9f || b >= 0xe0) if (b !== 0xed && b !== 0xee) leads.push(b);
  for (const lead of [...leads, 0xed, 0xee]) {
    for (let trail = 0x40; trail <= 0xfc; trail++) {
      if (trail === 0x7f) continue;
      try {
        put(decoder.decode(Uint8Array.of(lead, trail)), lead * 256 + trail);
      } catch {
        /* unassigned */
      }
    }
  }
  return table;
}

export const inCp932 = (text) => [...text].every((c) => c.length === 1 && cp932Table()[c.charCodeAt(0)] !== 0);

// What a CP932 system would hold instead of a character it cannot: the common form.
const FALLBACK = new Map([["𠮷", "吉"]]);
const hasSurrogate = /[\ud800-\udfff]/;

/** Text as CP932 into a buffer; returns the end. Throws for a character it cannot hold. */
export function writeCp932(text, buffer, at) {
  const codes = cp932Table();
  if (hasSurrogate.test(text)) text = text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, (c) => FALLBACK.get(c) ?? "〓");
  for (let i = 0; i < text.length; i++) {
    const code = codes[text.charCodeAt(i)];
    if (code < 256) {
      if (code === 0)
        throw new Error(`CP932 cannot hold U+${text.charCodeAt(i).toString(16)} in ${text.slice(Math.max(0, i - 10), i + 10)}`);
      buffer[at++] = code;
    } else {
      buffer[at++] = code >> 8;
      buffer[at++] = code & 255;
    }
  }
  return at;
}

// node: what Buffer.write calls it (CP932 text has been turned to bytes by then); widest: bytes a UTF-16 unit
export const ENCODINGS = {
  cp932: { bom: [], node: "latin1", widest: 1 },
  "utf-8": { bom: [], node: "utf8", widest: 3 },
  "utf-8-bom": { bom: [0xef, 0xbb, 0xbf], node: "utf8", widest: 3 },
  "utf-16": { bom: [0xff, 0xfe], node: "utf16le", widest: 2 },
};
