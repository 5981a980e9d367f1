// Probabilistic linkage in SQL on DuckDB, as a practitioner who knows the method and Japanese data would write it:
//  - cleaning first: NFKC, hiragana to katakana, every dash a ー, no spaces, points or hyphens; sex to M/F; ISO dates
//  - blocking by equal birth date, equal kana, equal kanji, or four kana and the year of birth
//  - levels: kana and kanji by Jaro-Winkler (the kanji also against the 通称名), birth date exact / a day off or month and day
//    turned round / one digit / year alone, sex, number (基礎年金番号 or 記号番号, where both sides have one)
//  - u from random pairs; m of names, sex and number by expectation maximisation among the pairs of equal birth date;
//    m of the birth date by fixed values. (Among pairs of equal kana the maximisation takes every namesake for a match,
//    because namesakes share kanji and sex, and would learn that a birth date means nothing.)
//  - the one best candidate is picked if its weight reaches the threshold and no other candidate has the same weight;
//    the threshold is the one of the best F1 on another municipality of the same size, which is never measured
// DuckDB's jaro_winkler_similarity compares bytes, and three bytes a kana make any two kana alike. So each character is
// first turned into one ASCII character: kana one to one, kanji by a hash over 90 (what the bytes would do far worse).
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SEX = new Map([
  ["男", "M"],
  ["1", "M"],
  ["女", "F"],
  ["2", "F"],
]);
const toKatakana = (text) => text.replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));
export const cleanKana = (text) =>
  toKatakana(text.normalize("NFKC"))
    .replace(/[‐―－−-]/g, "ー")
    .replace(/[\s・]/g, "");
export const cleanKanji = (text) =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s・‐―－−-]/g, "");
const digits = (text) => text.normalize("NFKC").replace(/\D/g, "").replace(/^0+/, "");

const KANA =
  "ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロワヰヱヲンヴー";
// chr(33)… without the quote and the backslash
const ASCII = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
  .filter((c) => !`'\\`.includes(c))
  .join("")
  .slice(0, [...KANA].length);

const csvText = (rows) => rows.map((r) => r.map((v) => (/[",\n]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v)).join(",")).join("\n");
const clean = (row, i) => [
  String(i + 2),
  cleanKana(row.kana),
  cleanKanji(row.kanji),
  cleanKanji(row.alias ?? ""),
  `${row.birth.slice(0, 4)}-${row.birth.slice(4, 6)}-${row.birth.slice(6)}`,
  SEX.get(row.sex) ?? "",
  digits(row.npn),
  digits(row.number),
  digits(row.branch ?? ""),
];
const COLUMNS =
  "{'line':'INTEGER','kana':'VARCHAR','kanji':'VARCHAR','alias':'VARCHAR','birth':'DATE','sex':'VARCHAR'," +
  "'npn':'VARCHAR','number':'VARCHAR','branch':'VARCHAR'}";
const table = (name, path) => `create or replace table ${name} as select *, substr(kana, 1, 4) as head, year(birth) as born,
  translate(kana, '${KANA}', '${ASCII}') as kana1,
  array_to_string(list_transform(string_split(kanji, ''), lambda x: chr((35 + ord(x) % 90)::INTEGER)), '') as kanji1,
  array_to_string(list_transform(string_split(alias, ''), lambda x: chr((35 + ord(x) % 90)::INTEGER)), '') as alias1
  from (select line, coalesce(kana, '') kana, coalesce(kanji, '') kanji, coalesce(alias, '') alias, birth,
    coalesce(sex, '') sex, coalesce(npn, '') npn, coalesce(number, '') number, coalesce(branch, '') branch
    from read_csv('${path}', header=false, columns=${COLUMNS}))`;

const similar = (a, b) => `jaro_winkler_similarity(${a}, ${b})`;
const steps = (s) => `case when ${s} >= 0.95 then 3 when ${s} >= 0.88 then 2 when ${s} >= 0.75 then 1 else 0 end`;
// the level of each field; -1: a side has nothing to compare
const LEVELS = `
  case when l.kana = '' or r.kana = '' then -1 when l.kana = r.kana then 4 else ${steps(similar("l.kana1", "r.kana1"))} end as kana,
  case when l.kanji = '' or r.kanji = '' then -1 when l.kanji = r.kanji or l.kanji = r.alias then 4
    else ${steps(`greatest(${similar("l.kanji1", "r.kanji1")}, case when r.alias = '' then 0 else ${similar("l.kanji1", "r.alias1")} end)`)}
    end as kanji,
  case when l.birth = r.birth then 4 when abs(l.birth - r.birth) = 1
    or (l.born = r.born and month(l.birth) = day(r.birth) and day(l.birth) = month(r.birth)) then 3
    when levenshtein(l.birth::VARCHAR, r.birth::VARCHAR) = 1 then 2
    when strftime(l.birth, '%m%d') = strftime(r.birth, '%m%d') then 1 else 0 end as birth,
  case when l.sex = '' or r.sex = '' then -1 when l.sex = r.sex then 1 else 0 end as sex,
  case when l.npn <> '' and r.npn <> '' then (l.npn = r.npn)::INTEGER * 2
    when l.number <> '' then case when ltrim(l.number, '0') <> r.number then 0
      when l.branch = '' or r.branch = '' then 1 when l.branch = r.branch then 2 else 0 end else -1 end as number`;
export const FIELDS = {
  kana: [-1, 0, 1, 2, 3, 4],
  kanji: [-1, 0, 1, 2, 3, 4],
  birth: [0, 1, 2, 3, 4],
  sex: [-1, 0, 1],
  number: [-1, 0, 1, 2],
};
const NAMES = Object.keys(FIELDS);
// In registers some 4 % of the birth dates of one person differ, most of them by a slip that the levels know.
const BIRTH = { 4: 0.96, 3: 0.02, 2: 0.01, 1: 0.005, 0: 0.005 };
const BLOCKS = [
  "l.birth = r.birth",
  "l.kana = r.kana and l.kana <> ''",
  "l.kanji = r.kanji and l.kanji <> ''",
  "l.head = r.head and l.head <> '' and l.born = r.born",
];
const compared = (name, on) =>
  `create or replace table ${name} as select l.line as l, r.line as r, ${LEVELS} from list l join roster r on ${on}`;
const patterns = (name) => `select ${NAMES}, count(*)::INTEGER as n from ${name} group by all order by all`;

export class Linkage {
  static async open(folder) {
    const { DuckDBInstance } = await import("@duckdb/node-api"); // only here: the scorer's tests run without the packages
    const self = new Linkage();
    self.folder = folder;
    self.con = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
    return self;
  }
  close() {
    this.con.closeSync();
  }
  async rows(sql) {
    return (await this.con.runAndReadAll(sql)).getRowObjects();
  }
  /** name: roster or list; rows as town.mjs reads them. */
  async load(name, rows) {
    const path = join(this.folder, `${name}-clean.csv`),
      parts = [];
    for (let i = 0; i < rows.length; i += 50_000) parts.push(csvText(rows.slice(i, i + 50_000).map((r, k) => clean(r, i + k))));
    writeFileSync(path, parts.join("\n"));
    await this.con.run(table(name, path));
    rmSync(path);
  }
  /** Candidate pairs of all blocking rules, once each. */
  async compare() {
    const blocks = BLOCKS.map((b) => `select l.line as a, r.line as b from list l join roster r on ${b}`).join(" union ");
    await this.con.run(`create or replace table pairs as select l.line as l, r.line as r, ${LEVELS} from (${blocks}) p
      join list l on l.line = p.a join roster r on r.line = p.b`);
  }

  /** u by random pairs, m by expectation maximisation; the weight of every level of every field. */
  async estimate() {
    await this.con.run(
      `create or replace table at_random as select l.line as l, r.line as r, ${LEVELS}
      from (select * from list using sample reservoir(1500 rows) repeatable (7)) l,
      (select * from roster using sample reservoir(1500 rows) repeatable (11)) r`,
    );
    const u = shares(await this.rows(patterns("at_random")), (p) => Number(p.n));
    await this.con.run(compared("byBirth", BLOCKS[0]));
    const names = maximise(await this.rows(patterns("byBirth")), u, ["kana", "kanji", "sex", "number"]);
    const m = { ...names, birth: BIRTH };
    this.weights = {};
    for (const f of NAMES)
      this.weights[f] = Object.fromEntries(FIELDS[f].map((level) => [level, level < 0 ? 0 : Math.log2(m[f][level] / u[f][level])]));
    this.m = m;
    this.u = u;
  }
  /** The one best candidate of each list line: [list line, roster line, weight]; equal bests are nobody. */
  async best() {
    const weight = NAMES.map(
      (f) => `case ${f} ${FIELDS[f].map((level) => `when ${level} then ${this.weights[f][level].toFixed(6)}`).join(" ")} end`,
    ).join(" + ");
    const found = await this.rows(`with w as (select l, r, round(${weight}, 4)::DOUBLE as weight from pairs),
      top as (select l, max(weight) as weight from w group by l)
      select w.l, min(w.r) as r, count(*)::INTEGER as n, any_value(w.weight) as weight
      from w join top on w.l = top.l and w.weight = top.weight group by w.l having count(*) = 1 order by w.l`);
    return found.map((x) => [Number(x.l), Number(x.r), x.weight]);
  }
}

const total = (patterns, weight) => patterns.reduce((a, p) => a + weight(p), 0);
/** The share of each level of each field, as far as the field says anything; never quite 0. */
function shares(patterns, weight) {
  const out = {};
  for (const f of NAMES) {
    const known = patterns.filter((p) => p[f] >= 0),
      all = total(known, weight),
      levels = FIELDS[f].filter((x) => x >= 0);
    out[f] = Object.fromEntries(
      levels.map((level) => [
        level,
        (total(
          known.filter((p) => p[f] === level),
          weight,
        ) +
          0.5) /
          (all + 0.5 * levels.length),
      ]),
    );
  }
  return out;
}
/** Expectation maximisation over the counted patterns: u stays, m and the share of matches are found. */
function maximise(patterns, u, fields) {
  const rows = patterns.map((p) => ({ ...p, n: Number(p.n) }));
  let lambda = 0.05,
    m = {};
  for (const f of NAMES) {
    // where a practitioner begins: most matches agree, each lesser level is rarer
    const levels = FIELDS[f].filter((x) => x >= 0),
      top = levels.at(-1);
    m[f] = Object.fromEntries(levels.map((level) => [level, level === top ? 0.8 : 0.2 / (levels.length - 1)]));
  }
  for (let round = 0; round < 60; round++) {
    for (const p of rows) {
      let a = lambda,
        b = 1 - lambda;
      for (const f of fields)
        if (p[f] >= 0) {
          a *= m[f][p[f]];
          b *= u[f][p[f]];
        }
      p.match = a / (a + b);
    }
    lambda = total(rows, (p) => p.n * p.match) / total(rows, (p) => p.n);
    m = shares(rows, (p) => p.n * p.match);
  }
  return m;
}

/** The threshold of the best F1: best: [list line, roster line, weight], right(list line): its roster lines. */
export function bestThreshold(best, right, pairs) {
  const sorted = [...best].sort((a, b) => b[2] - a[2]);
  let good = 0,
    top = { f1: -1, threshold: Infinity };
  sorted.forEach(([l, r, weight], i) => {
    if (right(l).includes(r)) good++;
    if (i + 1 < sorted.length && sorted[i + 1][2] === weight) return; // only between different weights
    const f1 = (2 * good) / (i + 1 + pairs);
    if (f1 > top.f1) top = { f1, threshold: weight, precision: good / (i + 1), recall: good / pairs };
  });
  return top;
}
export const picks = (best, threshold) =>
  new Map(best.filter(([, , w]) => w >= threshold).map(([l, r]) => [l, { picked: r, shown: [], review: false }]));
