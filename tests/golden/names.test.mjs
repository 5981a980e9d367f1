// The hand-made table of name pairs (name-pairs.tsv) through the command line: every pair stands on a list and in the roster
// under a birth date of its own, so that pairs do not meet, and must get the grade and the relaxations the table says. Pairs
// without a number are run on the pension list and on the overlap list alike; all but those with a 通称名 are run with the
// names of the two sides exchanged, too.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { DATE } from "./cases.mjs";

const here = new URL(".", import.meta.url),
  cli = fileURLToPath(new URL("../../dist/totsugo-cli.mjs", here));
const GRADES = ["S", "A", "B", "C", "look", "none"],
  SEXES = ["=", "-", "x"],
  NUMBERS = ["-", "=", "h", "b", "x", "px"];
const CODES = new Set(
  [
    "width separator small_kana long_vowel hiragana zu_du old_kana letter_case kanji_variant",
    "dakuten so_n shi_tsu long_vowel_dropped long_vowel_spelling yu_u long_vowel_missing kana_one_char variant_reading wildcard " +
      "sex_missing alias_name foreign_kana word_order",
    "written_differs wildcards_only kana_one_char_only surname_changed words_mixed middle_name cut_off name_differs",
    "birth_off_by_one birth_swapped birth_era_shift birth_partial birth_differs birth_placeholder sex_differs " +
      "pension_number_differs number_differs branch_differs",
  ]
    .join(" ")
    .split(" "),
);

// ---- the table -----------------------------------------------------------------------------------------------
const DAYS = [14, 17, 20, 23, 26],
  FIRST_YEAR = 1950,
  YEARS = 13,
  pad = (n) => String(n).padStart(2, "0");

/** The n-th birth date of its own: no two are a day, a swap of month and day, or an era apart. */
function ownBirth(n) {
  assert.ok(n < YEARS * 12 * DAYS.length, "more pairs than birth dates: add years");
  const month = Math.floor(n / DAYS.length);
  return `${FIRST_YEAR + Math.floor(month / 12)}-${pad((month % 12) + 1)}-${pad(DAYS[n % DAYS.length])}`;
}

const pairs = [],
  sections = [];
readFileSync(new URL("name-pairs.tsv", here), "utf8")
  .split("\n")
  .forEach((text, at) => {
    if (text.startsWith("## ")) sections.push(text.slice(3));
    if (text === "" || text.startsWith("#")) return;
    const line = at + 1,
      cells = text.split("\t"),
      [listKana, listName, kana, name, alias, birth, sex, number, grade, relaxations, reason] = cells;
    assert.equal(cells.length, 11, `name-pairs.tsv:${line}: ${cells.length} columns`);
    assert.ok(
      sections.length && GRADES.includes(grade) && SEXES.includes(sex) && NUMBERS.includes(number) && reason,
      `name-pairs.tsv:${line}`,
    );
    const codes = relaxations.split(" ").filter(Boolean).sort();
    assert.ok(codes.every((c) => CODES.has(c)) && ("SABC".includes(grade) || codes.length === 0), `name-pairs.tsv:${line}: ${relaxations}`);
    const n = pairs.length,
      [listed, member] = birth === "=" ? [ownBirth(n), ownBirth(n)] : birth.split("/");
    pairs.push({
      n,
      line,
      section: sections.at(-1),
      listKana,
      listName,
      kana,
      name,
      alias,
      birth: { listed, member },
      sex,
      number,
      grade,
      relaxations: codes,
      reason,
    });
  });

// ---- the files -----------------------------------------------------------------------------------------------
const code = (n) => String(1000001 + n),
  pensionNumber = (n) => String(1234500000 + n);
const sexOf = (p) => (p.n % 2 ? "女" : "男"),
  other = (sex) => (sex === "男" ? "女" : "男");
const listSex = (p) => ({ "=": sexOf(p), "-": "", x: other(sexOf(p)) })[p.sex];
const listNumber = (p) => ({ "=": [p.n, "01"], h: [p.n, ""], b: [p.n, "02"], x: [p.n + 500000, "01"] })[p.number];

function csv(path, rows) {
  const cell = (v) => (/[",]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v);
  writeFileSync(path, [Object.keys(rows[0]), ...rows.map(Object.values)].map((r) => `${r.map(cell).join()}\r\n`).join(""));
  return path;
}

const rosterRow = (p) => ({
  宛名番号: String(10000 + p.n).padStart(15, "0"),
  世帯番号: String(10000001 + p.n),
  記号番号: `05${code(p.n)}`,
  枝番: "01",
  氏名: p.name,
  氏名カナ: p.kana,
  通称名: p.alias,
  生年月日: p.birth.member,
  性別: sexOf(p),
  住所: `架空市${p.n + 1}`,
  資格取得年月日: "2020-04-01",
  資格喪失年月日: "",
  適用開始年月日: "2020-04-01",
  基礎年金番号: p.number === "px" ? pensionNumber(p.n) : "",
});
const pensionRow = (p) => ({
  基礎年金番号: p.number === "px" ? pensionNumber(p.n + 500000) : "",
  氏名カナ: p.listKana,
  氏名: p.listName,
  生年月日: p.birth.listed,
  性別: listSex(p),
  種別: "1",
  資格喪失年月日: "2026-09-01",
  喪失事由: "厚生年金加入",
  異動区分: "喪失",
  訂正前喪失年月日: "",
});
function overlapRow(p, day) {
  const [n, branch] = listNumber(p) ?? [null, ""];
  return {
    作成年月日: day,
    氏名: p.listName,
    氏名カナ: p.listKana,
    生年月日: p.birth.listed,
    性別: listSex(p),
    自記号: n === null ? "" : "05",
    自番号: n === null ? "" : code(n),
    自枝番: branch,
    自資格取得年月日: "2020-04-01",
    重複先保険者番号: "01130012",
    重複先保険者名: "架空健保",
    重複先記号: "12",
    重複先番号: code(p.n),
    重複先資格取得年月日: "2026-09-01",
    重複先資格喪失年月日: "",
  };
}
const STRANGER = {
  n: 999,
  listKana: "ムカンケイ　ヒトリ",
  listName: "無関係　一人",
  birth: { listed: "2001-11-29" },
  sex: "=",
  number: "-",
};

/** What is run: the pairs that fit the kind of list, and how the command line reads them. */
const KINDS = {
  pension: {
    fits: (p) => p.number === "-" || p.number === "px",
    args: (dir, list) => [
      "--flow",
      "P",
      "--pension",
      csv(join(dir, "pension.csv"), list.map(pensionRow)),
      "--overlap",
      csv(join(dir, "overlap_20261119.csv"), [overlapRow(STRANGER, "2026-11-19")]),
    ],
    line: (r) => r.pension?.line,
  },
  overlap: {
    // two runs, or nobody would be selectable; the stranger shows that they are two
    fits: (p) => p.number !== "px",
    args: (dir, list) => [
      "--flow",
      "D",
      ...[
        ["2026-11-04", []],
        ["2026-11-19", [STRANGER]],
      ].flatMap(([day, more]) => [
        "--overlap",
        csv(
          join(dir, `overlap_${day.replaceAll("-", "")}.csv`),
          [...list, ...more].map((p) => overlapRow(p, day)),
        ),
      ]),
    ],
    line: (r) => r.overlap?.[0]?.line,
  },
};

// ---- the runs ------------------------------------------------------------------------------------------------
const exchanged = (p) => ({ ...p, listKana: p.kana, listName: p.name, kana: p.listKana, name: p.listName });

let folder;
const ran = { pension: 0, overlap: 0, exchanged: 0 };
const differences = new Map(),
  met = new Set(); // of a pair: what it got where it differs -> the runs in which it did
before(() => {
  folder = mkdtempSync(join(tmpdir(), "totsugo-names-"));
  for (const kind of Object.keys(KINDS)) for (const turned of [false, true]) run(kind, turned);
});
after(() => rmSync(folder, { recursive: true, force: true }));

function run(kind, turned) {
  const { fits, args, line } = KINDS[kind],
    dir = join(folder, `${kind}-${turned}`),
    out = join(dir, "out");
  const list = pairs.filter((p) => fits(p) && !(turned && p.alias)).map((p) => (turned ? exchanged(p) : p));
  mkdirSync(dir);
  execFileSync(
    process.execPath,
    [cli, "match", "--roster", csv(join(dir, "roster.csv"), list.map(rosterRow)), ...args(dir, list), "--date", DATE, "--out", out],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const results = new Map(
    readFileSync(join(out, "results.ndjson"), "utf8")
      .trimEnd()
      .split("\n")
      .map((l) => JSON.parse(l))
      .map((r) => [line(r), r]),
  );
  list.forEach((p, i) => {
    const row = i + 2,
      want = expected(p, row),
      got = seen(results.get(row), p);
    if (JSON.stringify(want) !== JSON.stringify(got)) {
      const pair = pairs[p.n],
        as = `expected ${words(want, row)}  got ${words(got, row)}`,
        runs = differences.get(pair) ?? differences.set(pair, new Map()).get(pair);
      runs.set(as, [...(runs.get(as) ?? []), turned ? `${kind} exchanged` : kind]);
    }
    met.add(p.line);
    ran[turned ? "exchanged" : kind]++;
  });
}

/** Whom the pair should be given, and how. A pair expected to be `none` may be shown as a look-alike: that is left open. */
function expected(p, row) {
  const graded = "SABC".includes(p.grade);
  return {
    grade: graded ? p.grade : null,
    selectable: "SAB".includes(p.grade),
    candidates: graded || p.grade === "look" ? [{ roster_line: row, grade: graded ? p.grade : null }] : [],
    relaxations: p.relaxations,
  };
}
function seen(r, p) {
  if (!r) return { missing: true };
  const graded = r.candidates.filter((c) => c.grade !== null || p.grade === "look");
  return { grade: r.grade, selectable: r.selectable, candidates: graded, relaxations: r.grade === null ? [] : [...r.relaxations].sort() };
}
function words(x, row) {
  if (x.missing) return "(no result)";
  const others = x.candidates.filter((c) => c.roster_line !== row).map((c) => `${c.roster_line}:${c.grade}`);
  const shown = x.grade === null && x.candidates.some((c) => c.roster_line === row) ? " (shown)" : "";
  return (
    `${x.grade ?? "none"}${shown}[${x.relaxations.join(" ")}]` +
    `${x.selectable === "SAB".includes(x.grade ?? "-") ? "" : ` selectable ${x.selectable}`}${others.length ? ` and also ${others}` : ""}`
  );
}

/** The pair as the table has it: list <> roster, and what is not equal or not as usual. */
function told(p) {
  const dates = p.birth.listed === p.birth.member ? "" : ` ${p.birth.listed}/${p.birth.member}`;
  return (
    `${p.listKana}|${p.listName} <> ${p.kana}|${p.name}${p.alias && `|${p.alias}`}${dates}` +
    `${p.sex === "=" ? "" : ` sex ${p.sex}`}${p.number === "-" ? "" : ` number ${p.number}`}`
  );
}

// ---- the tests -----------------------------------------------------------------------------------------------
for (const section of sections) {
  test(`name pairs: ${section}`, () => {
    const different = pairs
      .filter((p) => p.section === section && differences.has(p))
      .flatMap((p) => [...differences.get(p)].map(([as, runs]) => `${p.line}  ${told(p)}  ${as}  (${runs.join(", ")})  ${p.reason}`));
    assert.ok(different.length === 0, `${different.length} differences\n${different.join("\n")}`);
  });
}

test("every pair of the table has been run, on both lists", () => {
  assert.ok(pairs.length >= 260, String(pairs.length));
  assert.equal(met.size, pairs.length);
  assert.ok(ran.pension >= 260 && ran.overlap >= 260 && ran.exchanged >= 520, JSON.stringify(ran));
  for (const section of sections) assert.ok(pairs.filter((p) => p.section === section).length >= 10, section);
  for (const c of CODES)
    assert.ok(
      pairs.some((p) => p.relaxations.includes(c)),
      c,
    );
  for (const grade of GRADES) assert.ok(pairs.filter((p) => p.grade === grade).length >= 10, grade);
});

test("no editor has normalised the table", () => {
  const text = pairs.map((p) => p.listKana + p.listName).join();
  for (const c of [
    "\u3099",
    "\ufa10",
    "\ufa19",
    "\ufa11",
    "\ue000",
    "\ue001",
    "\u{e0100}",
    "\u{e0102}",
    "\u{20bb7}",
    "\uff70",
    "\u2010",
    "\u2015",
    "\u2212",
    "\uff0d",
  ])
    assert.ok(text.includes(c), `U+${c.codePointAt(0).toString(16)}`);
});
