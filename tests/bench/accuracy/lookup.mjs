// What is done today: VLOOKUP on 氏名カナ + 生年月日. The first row of the roster that has the key is taken, as a
// spreadsheet takes it. All files are generated with one date form, so the dates cannot keep the peers from a match.
const normal = (text) => text.normalize("NFKC").replace(/\s/g, "");
export const AS_IT_IS = (row) => (row.kana ? `${row.kana}|${row.birth}` : null);
export const NFKC = (row) => (row.kana ? `${normal(row.kana)}|${row.birth}` : null);

/** Answers by list line. */
export function lookup(roster, list, key) {
  const first = new Map(),
    out = new Map(),
    wanted = new Set(list.map(key));
  roster.forEach((row, i) => {
    const k = key(row);
    if (k !== null && wanted.has(k) && !first.has(k)) first.set(k, i + 2);
  });
  list.forEach((row, i) => {
    const k = key(row),
      line = k === null ? undefined : first.get(k);
    if (line !== undefined) out.set(i + 2, { picked: line, shown: [], review: false });
  });
  return out;
}
