// Floods: one value that stands for "not known" (a birth date, a number, a name) in every row of a list and of the roster.
// The work must not grow with the square of the rows, nobody is picked by such a value, nobody is lost, and the real people
// beside the flood are found as ever.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../dist/totsugo-cli.mjs", import.meta.url));
const FULL = process.env.TOTSUGO_FULL === "1" ? 100_000 : 24_000;
const SMALL = 6_000;
const REAL = 60; // people with everything, at the head, in the middle and at the end of every list
// Of an ordinary town of the same size, per row. Usual are 1 to 6, by what runs beside it; comparing every row with every other takes
// at least 90 times as long with 6,000 rows. What each costs stands in the log, as a figure, not as a verdict.
const MOST_TIMES = 30;
const MOST_HEAP = 256 * 2 ** 20;

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), "totsugo-flood-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

// Names: 40 x 40 syllables of family names, as many given ones. Person i has the same name in both files.
const kana = [..."アイウエオカキクケコサシスセタチテトナニヌネノハヒフホマミムメモヤユヨラリルレロワ"].slice(0, 40);
const kanji = [..."山川田中村上下大小高木林森原野石井本松竹梅谷島崎沢池橋宮岡吉金水土火月日東西南北"].slice(0, 40);
const mixed = (i) => Math.imul(i + 1, 2654435761) >>> 0;
function person(i) {
  const h = mixed(i);
  const [a, b, c, d] = [h % 40, (h >>> 6) % 40, (h >>> 13) % 40, (h >>> 20) % 40];
  const day = h % 22_000;
  return {
    kana: `${kana[a]}${kana[b]}${kana[(a + b) % 40]}　${kana[c]}${kana[d]}`,
    name: `${kanji[a]}${kanji[b]}　${kanji[c]}${kanji[d]}`,
    birth: new Date(-946_000_000_000 + day * 86_400_000).toISOString().slice(0, 10),
    sex: i % 2 ? "女" : "男",
    number: `05-${1_000_000 + i}`,
    pension: String(1_000_000_000 + i),
  };
}
const real = (i) => ({
  kana: `ゲン${kana[i % 40]}ザブ　${kana[(i * 7) % 40]}ジ${kana[(i * 3) % 40]}`,
  name: `実在${kanji[i % 40]}　${kanji[(i * 7) % 40]}次${kanji[(i * 3) % 40]}`,
  birth: `${1950 + (i % 45)}-${String(1 + (i % 12)).padStart(2, "0")}-${String(2 + (i % 25)).padStart(2, "0")}`,
  sex: i % 2 ? "女" : "男",
  number: `09-${7_000_000 + i}`,
  pension: "",
  real: true,
});

/** change(person, i): what the flood does to both sides. Under flow D the list is the overlap list, in two runs. */
function write(name, n, change, flow) {
  const dir = join(folder, name);
  mkdirSync(dir);
  const overlap = ["氏名,氏名カナ,生年月日,性別,自記号,自番号,自枝番,重複先保険者番号,重複先記号,重複先番号,重複先資格取得年月日"];
  const roster = ["宛名番号,記号番号,枝番,氏名,氏名カナ,生年月日,性別,資格取得年月日,基礎年金番号"];
  const pension = ["基礎年金番号,氏名カナ,氏名,生年月日,性別,住所,資格喪失年月日,喪失事由"];
  const realLines = [];
  const every = Math.floor(n / REAL);
  for (let i = 0, met = 0; i < n; i++) {
    const isReal = i % every === 0 && met < REAL;
    const p = isReal ? real(met++) : { ...person(i), ...change(person(i), i) };
    roster.push(`${50_000 + i},${p.number},01,${p.name},${p.kana},${p.birth},${p.sex},2020-04-01,${p.pension}`);
    pension.push(`${p.pension},${p.kana},${p.name},${p.birth},${p.sex},架空町${i},2026-09-01,厚生年金加入`);
    const [, symbol, serial] = /^(?:(.*)-)?(.*)$/.exec(p.number);
    overlap.push(`${p.name},${p.kana},${p.birth},${p.sex},${symbol ?? ""},${serial},01,06130488,12,${3000 + i},2026-09-01`);
    if (isReal) realLines.push(i + 2);
  }
  const files = { dir, n, realLines, roster: join(dir, "roster.csv"), pension: join(dir, "pension.csv"), out: join(dir, "out") };
  writeFileSync(files.roster, `${roster.join("\r\n")}\r\n`);
  const gone = "旧　人,キュウ　ジン,1950-01-01,男,,,,06130488,12,2,2026-09-01";
  if (flow === "P") writeFileSync(files.pension, `${pension.join("\r\n")}\r\n`);
  files.runs = (flow === "P" ? ["20261104"] : ["20261104", "20261119"]).map((day) => join(dir, `overlap_${day}.csv`));
  for (const run of files.runs) {
    const lines = flow === "P" ? [overlap[0], gone] : run.includes("1104") ? [...overlap, gone] : overlap;
    writeFileSync(run, `${lines.join("\r\n")}\r\n`);
  }
  return files;
}

async function run(name, n, change, flow = "P") {
  const files = write(name, n, change, flow);
  const lists = [...(flow === "P" ? ["--pension", files.pension] : []), ...files.runs.flatMap((f) => ["--overlap", f])];
  // Nearly nobody of a flood is in the roster, which stops a run: here that is meant.
  const accept = ["--accept", "nobody_found=a flood of strangers"];
  const args = [cli, "match", "--flow", flow, "--roster", files.roster, ...lists, "--date", "2026-11-22", "--out", files.out, ...accept];
  const { error, stdout, stderr } = await new Promise((resolve) =>
    execFile(process.execPath, args, { maxBuffer: 2 ** 26, timeout: 60_000 }, (e, out, err) =>
      resolve({ error: e, stdout: out, stderr: err }),
    ),
  );
  assert.equal(error, null, `${name}: ${stderr}`);
  const summary = JSON.parse(stdout);
  const results = readFileSync(join(files.out, "results.ndjson"), "utf8")
    .trimEnd()
    .split("\n")
    .map((l) => JSON.parse(l))
    .filter((r) => !["D-RESOLVED", "D-REFERENCE"].includes(r.bucket));
  const newest = (r) => r.overlap.find((o) => o.file.includes("1119")).line;
  for (const r of results) r.line = flow === "P" ? r.pension.line : newest(r);
  rmSync(files.dir, { recursive: true, force: true });
  assert.ok(summary.peak_heap_bytes <= MOST_HEAP, `${name}: ${summary.peak_heap_bytes} bytes`);
  // Nobody is lost and nobody stands twice.
  const lines = new Set(results.map((r) => r.line));
  assert.equal(results.length, n, name);
  assert.equal(lines.size, n, name);
  // The real people are found, each in the row of the same line.
  const byLine = new Map(results.map((r) => [r.line, r]));
  for (const line of files.realLines) {
    const r = byLine.get(line);
    assert.equal(
      `${r.bucket} ${r.grade} ${r.selectable} ${r.roster?.line}`,
      `${flow === "P" ? "P-INQUIRE A" : "D-CANDIDATE S"} true ${line}`,
      `${name}: line ${line}`,
    );
  }
  const flood = results.filter((r) => !files.realLines.includes(r.line));
  return { name, n, summary, results, flood, work: summary.timings.total / n, selectable: flood.filter((r) => r.selectable).length };
}

const ordinary = {}; // by size: the time of an ordinary town, per row
const told = [];
function near(r) {
  const times = r.work / ordinary[r.n];
  told.push(
    `${r.name} (${r.n}): ${Math.round(r.summary.timings.total)} ms, ${times.toFixed(1)} times, ` +
      `${Math.round(r.summary.peak_heap_bytes / 2 ** 20)} MB, selectable ${r.selectable}`,
  );
  assert.ok(times <= MOST_TIMES, told.at(-1));
}
after(() => {
  for (const line of told) console.log(line);
});
// Two at a time: the machine has two processors at least, and the bound on the time is generous.
async function inPairs(cases, each) {
  let ran = 0;
  for (let at = 0; at < cases.length; at += 2)
    await Promise.all(
      cases.slice(at, at + 2).map(async (c) => {
        await each(c);
        ran++;
      }),
    );
  return ran;
}
const warns = (r, date) => r.summary.warnings.some((w) => w.includes(date) && w.includes("仮の日付"));
const wrong = (r) => r.flood.filter((x) => x.selectable && x.roster.line !== x.line).length;

test("an ordinary town: the measure", async () => {
  for (const n of [FULL, SMALL]) {
    const r = await run(`ordinary ${n}`, n, () => ({}));
    ordinary[n] = r.work;
    near(r);
    assert.equal(wrong(r), 0);
    assert.ok(r.selectable > 0.98 * n, String(r.selectable));
  }
});

test("birth dates that say nothing select nobody", async () => {
  const nothing = { pension: "" };
  const cases = [
    ["1900-01-01, random names", FULL, "1900-01-01", {}],
    ["1900-01-01, one name", FULL, "1900-01-01", { kana: "ヤマダ　タロウ", name: "山田　太郎", sex: "男" }],
    ["1970-01-01, random names", SMALL, "1970-01-01", {}],
    ["1970-01-01, one name", SMALL, "1970-01-01", { kana: "ヤマダ　タロウ", name: "山田　太郎", sex: "男" }],
    ["1970-01-01, kanji only", SMALL, "1970-01-01", { kana: "" }],
    ["1970-01-01, kanji only, one name", SMALL, "1970-01-01", { kana: "", name: "山田　太郎", sex: "男" }],
    // Kana of nothing but ● are asked about before a run.
    ["1970-01-01, unnamed", SMALL, "1970-01-01", { kana: "", name: "●●　●●", sex: "" }],
  ];
  const ran = await inPairs(cases, async ([name, n, birth, more]) => {
    const r = await run(name, n, () => ({ birth, ...nothing, ...more }));
    near(r);
    assert.equal(r.selectable, 0, name);
    assert.ok(warns(r, birth), `${name}: ${r.summary.warnings}`);
    for (const x of r.flood) assert.ok(["P-REVIEW", "P-NONMEMBER"].includes(x.bucket), `${name}: ${JSON.stringify(x)}`);
  });
  assert.equal(ran, 7);
});

test("a missing reading, few names, a missing sex: found as far as the rest tells people apart", async () => {
  const twenty = kanji.slice(0, 20).map((k) => `${k}田　${k}男`);
  const cases = [
    ["no kana", SMALL, () => ({ kana: "" }), 0.9],
    ["no kana, twenty names", SMALL, (_p, i) => ({ kana: "", name: twenty[i % 20] }), 0],
    ["no kana, twenty names, no numbers", SMALL, (_p, i) => ({ kana: "", name: twenty[i % 20], pension: "" }), 0],
    ["no sex", SMALL, () => ({ sex: "" }), 0.9],
  ];
  const ran = await inPairs(cases, async ([name, n, change, least]) => {
    const r = await run(name, n, change);
    near(r);
    assert.equal(wrong(r), 0, name);
    assert.ok(r.selectable >= least * n, `${name}: ${r.selectable}`);
  });
  assert.equal(ran, 4);
});

test("a number that stands in every row is no number", async () => {
  const answer = (r) => r.results.map((x) => [x.line, x.bucket, x.grade, x.selectable, x.roster?.line ?? null].join(" "));
  const wanted = {};
  for (const flow of ["P", "D"]) wanted[flow] = answer(await run(`no numbers, ${flow}`, SMALL, () => ({ number: "", pension: "" }), flow));
  const cases = [
    ["記号番号 0000000", "D", { number: "0000000", pension: "" }],
    ["記号番号 9999999", "D", { number: "9999999", pension: "" }],
    ["記号番号 1111111", "D", { number: "1111111", pension: "" }],
    ["基礎年金番号 1234567890", "P", { number: "", pension: "1234567890" }],
    ["基礎年金番号 0000000000", "P", { number: "", pension: "0000000000" }],
    ["基礎年金番号 9999999999", "P", { number: "", pension: "9999999999" }],
    ["基礎年金番号 9999-999999", "P", { number: "", pension: "9999-999999" }],
  ];
  const ran = await inPairs(cases, async ([name, flow, change]) => {
    const r = await run(name, SMALL, () => change, flow);
    near(r);
    assert.equal(wrong(r), 0, name);
    assert.deepEqual(answer(r), wanted[flow], name);
  });
  assert.equal(ran, 7);
});

test("one birth date and one number in every row", async () => {
  for (const flow of ["P", "D"]) {
    const r = await run(
      `1900-01-01, 9999999 and 9999999999, ${flow}`,
      SMALL,
      () => ({ birth: "1900-01-01", number: "9999999", pension: "9999999999" }),
      flow,
    );
    near(r);
    assert.equal(r.selectable, 0);
  }
});
