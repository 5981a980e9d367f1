// Text as CP932 (Windows-31J), for the systems and spreadsheets that read nothing else. The platform only decodes it: the
// table is its decoder turned round, made when it is first needed.
//
// Promises: a character that Windows has a code for gets that code and no other, whatever the duplicates of the vendors; a
// character without one is told, with its places, before anything is written; what looks alike is not taken for it (〜 U+301C
// is not ～ U+FF5E), since the list is what lets a person decide.

/** Stands for a character without a code, and can be seen: nobody takes it for a letter of a name. */
export const GETA = "〓";

// Where several codes give one character, the first met is the one Windows takes: JIS X 0208 with NEC's row 13 (lead 87), IBM's
// extension (FA to FC) and the user's own characters (F0 to F9) before NEC's selection of IBM's (ED, EE).
const LEADS = [...range(0x81, 0x9f), ...range(0xe0, 0xec), ...range(0xef, 0xfc), 0xed, 0xee];
const TRAILS = [...range(0x40, 0x7e), ...range(0x80, 0xfc)];

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** By UTF-16 unit: its code, 0 where there is none. CP932 has nothing beyond the BMP. */
let table: Uint16Array | null = null;

/** What each line of these bytes decodes to; no lead and no trail is a line feed. */
function decoded(codes: readonly number[]): string[] {
  const bytes = codes.flatMap((code) => (code > 0xff ? [code >> 8, code & 0xff, 0x0a] : [code, 0x0a]));
  return new TextDecoder("shift_jis").decode(new Uint8Array(bytes)).split("\n");
}

function makeTable(): Uint16Array {
  const made = new Uint16Array(0x10000);
  const codes = [...range(0xa1, 0xdf), ...LEADS.flatMap((lead) => TRAILS.map((trail) => (lead << 8) | trail))];
  decoded(codes).forEach((text, i) => {
    const unit = text.length === 1 ? text.charCodeAt(0) : 0xfffd;
    if (unit !== 0xfffd && made[unit] === 0) made[unit] = codes[i]!;
  });
  // Bytes up to 80 are themselves, whatever a decoder makes of the yen sign.
  for (let unit = 1; unit <= 0x80; unit++) made[unit] = unit;
  return made;
}

function codeOf(unit: number): number {
  table ??= makeTable();
  return table[unit]!;
}

export function hasCode(char: string): boolean {
  return char === "\0" || (char.length === 1 && codeOf(char.charCodeAt(0)) !== 0);
}

/** The bytes of a text. What has no code becomes 〓: who must not lose anything looks for it first (`lostIn`). */
export function encodeCp932(text: string): Uint8Array {
  const out = new Uint8Array(text.length * 2);
  const geta = codeOf(GETA.charCodeAt(0));
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    let code = codeOf(unit);
    if (code === 0 && unit !== 0) {
      code = geta;
      // A pair of surrogates is one character.
      if (text.codePointAt(i)! > 0xffff) i++;
    }
    if (code > 0xff) out[at++] = code >> 8;
    out[at++] = code & 0xff;
  }
  return out.slice(0, at);
}

// --- what would be lost ---------------------------------------------------------------------------------------------

export interface LostPlace {
  /** 1 is the first row, mostly that of the heads. A cell with breaks in it does not make more rows of one. */
  row: number;
  /** Whose row it is; empty where that is not known. */
  who: string;
  head: string;
  cell: string;
}

/** A character that CP932 has no code for. */
export interface Lost {
  char: string;
  code: number;
  count: number;
  /** As many of them as a list can show. */
  places: LostPlace[];
}

const MOST_PLACES = 20;

/** A cell of a CSV and what ends it; text that keeps to no form is taken as it stands. */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))([^,\r\n]*)(,|\r\n|\n|\r|$)/y;

function* rowsOf(csv: string): Generator<string[]> {
  let row: string[] = [];
  for (let at = 0; at < csv.length; at = CELL.lastIndex) {
    CELL.lastIndex = at;
    const [, quoted, plain, more, end] = CELL.exec(csv)!;
    row.push((quoted === undefined ? plain! : quoted.replaceAll('""', '"')) + more);
    if (end === ",") continue;
    yield row;
    row = [];
  }
}

/**
 * The characters of a CSV that have no code, in the order they come. `heads` name the columns, else the first row does;
 * `named` are the heads under which a row says whose it is, the best first.
 */
export function lostIn(csv: string, named: readonly string[] = [], heads?: readonly string[]): Lost[] {
  const found = new Map<string, Lost>();
  let names = heads ?? [];
  let nameAt: number[] = [];
  let number = 0;
  for (const row of rowsOf(csv)) {
    number++;
    if (number === 1) {
      if (!heads) names = row;
      nameAt = named.map((head) => names.indexOf(head)).filter((at) => at >= 0);
    }
    row.forEach((cell, column) => {
      for (const char of cell) {
        if (hasCode(char)) continue;
        const lost = found.get(char) ?? { char, code: char.codePointAt(0)!, count: 0, places: [] };
        found.set(char, lost);
        lost.count++;
        const last = lost.places.at(-1);
        if ((last?.row === number && last.cell === cell) || lost.places.length === MOST_PLACES) continue;
        lost.places.push({ row: number, who: nameAt.map((at) => row[at]).find(Boolean) ?? "", head: names[column] ?? "", cell });
      }
    });
  }
  return [...found.values()];
}
