// A generated municipality read back as plain rows, for the peers and for looking at missed pairs.
import { readFileSync } from "node:fs";
import { join } from "node:path";

function fields(line) {
  if (!line.includes('"')) return line.split(",");
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2]);
}
/** Rows of a file as objects with the columns wanted (`{ name: header }`), in the order of the file. Line = index + 2. */
export function rowsOf(path, encoding, columns) {
  const text = new TextDecoder(encoding === "cp932" ? "shift_jis" : "utf-8", { fatal: true }).decode(readFileSync(path));
  const lines = text.split("\r\n"),
    head = fields(lines[0]),
    out = [];
  const at = Object.entries(columns).map(([name, header]) => [name, head.indexOf(header)]);
  const lost = at.find(([, i]) => i < 0);
  if (lost) throw new Error(`${path} has no column ${columns[lost[0]]}`);
  for (let i = 1; i < lines.length - 1; i++) {
    const f = fields(lines[i]),
      row = {};
    for (const [name, k] of at) row[name] = f[k];
    out.push(row);
  }
  return out;
}

const NAME = { kana: "氏名カナ", kanji: "氏名", birth: "生年月日", sex: "性別" };
export const rosterOf = (dir, encodings) =>
  rowsOf(join(dir, "roster.csv"), encodings.roster, { ...NAME, alias: "通称名", npn: "基礎年金番号", number: "記号番号", branch: "枝番" });
export function listOf(dir, encodings, flow, newest) {
  if (flow === "P")
    return rowsOf(join(dir, "pension.csv"), encodings.pension, { ...NAME, npn: "基礎年金番号" }).map((r) => ({ ...r, number: "" }));
  return rowsOf(join(dir, newest), encodings.overlap, { ...NAME, mark: "自記号", no: "自番号", branch: "自枝番" }).map((r) => ({
    ...r,
    npn: "",
    number: r.mark + r.no,
  }));
}
export const lines = (path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((l) => JSON.parse(l));
