// Files as an outside tester would write them: every encoding, line end, header alias and date form must lead to the one
// result they all mean, and whatever is refused is refused in one Japanese sentence that leaves nothing behind.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../dist/totsugo-cli.mjs", import.meta.url));
let folder,
  count = 0;
before(() => (folder = mkdtempSync(join(tmpdir(), "totsugo-hostile-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

const usual = {
  roster: {
    宛名番号: "000000000012345",
    記号番号: "051000001",
    枝番: "01",
    氏名: "山田　太郎",
    氏名カナ: "ヤマダ　タロウ",
    生年月日: "19800115",
    性別: "男",
    住所: "架空市1-1",
    資格取得年月日: "20200401",
    資格喪失年月日: "",
    適用開始年月日: "",
  },
  pension: {
    氏名カナ: "ヤマダ　タロウ",
    氏名: "山田　太郎",
    生年月日: "19800115",
    性別: "男",
    資格喪失年月日: "20260901",
    喪失事由: "厚生年金加入",
    異動区分: "喪失",
    訂正前喪失年月日: "",
  },
  overlap: {
    作成年月日: "2026-11-19",
    氏名: "山田　太郎",
    氏名カナ: "ヤマダ　タロウ",
    生年月日: "1980-01-15",
    性別: "1",
    自記号: "05",
    自番号: "1000001",
    自枝番: "01",
    自資格取得年月日: "2020-04-01",
    重複先保険者番号: "06130488",
    重複先保険者名: "架空健保",
    重複先記号: "12",
    重複先番号: "345",
    重複先資格取得年月日: "2026-09-01",
    重複先資格喪失年月日: "",
  },
};
const text = (row, rename = {}) =>
  `${Object.keys(row)
    .map((k) => rename[k] ?? k)
    .join()}\r\n${Object.values(row).join()}\r\n`;
const utf16 = (s, big) => {
  const b = Buffer.from(`\ufeff${s}`, "utf16le");
  return big ? b.swap16() : b;
};

/** change: kind -> values over the usual row, kind + 'Headers' -> headers renamed; bytes(text): how the files are written. */
async function run(change = {}, bytes = (s) => Buffer.from(s), out = "out") {
  const dir = join(folder, String(++count));
  mkdirSync(dir);
  const files = Object.fromEntries(
    ["roster", "pension", "overlap"].map((kind) => {
      const path = join(dir, `${kind}.csv`);
      writeFileSync(path, bytes(text({ ...usual[kind], ...change[kind] }, change[`${kind}Headers`])));
      return [kind, path];
    }),
  );
  const args = [
    cli,
    "match",
    "--flow",
    "P",
    "--roster",
    files.roster,
    "--pension",
    files.pension,
    "--overlap",
    files.overlap,
    "--date",
    "2026-11-22",
    "--out",
    join(dir, out),
  ];
  const answer = await new Promise((resolve) =>
    execFile(process.execPath, args, (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr })),
  );
  return { ...answer, dir, out: join(dir, out) };
}

async function confirmed(name, ...how) {
  const r = await run(...how);
  assert.equal(r.code, 0, `${name}: ${r.stderr}`);
  const lines = readFileSync(join(r.out, "results.ndjson"), "utf8")
    .trimEnd()
    .split("\n")
    .map((l) => JSON.parse(l));
  assert.equal(lines.length, 1, name);
  const { bucket, grade, selectable, loss_date, roster } = lines[0];
  assert.deepEqual(
    { bucket, grade, selectable, loss_date, line: roster.line },
    { bucket: "P-CONFIRMED", grade: "A", selectable: true, loss_date: "2026-09-02", line: name === "blank lines" ? 4 : 2 },
    name,
  );
  return r;
}

async function inBatches(cases, each) {
  let ran = 0;
  for (let at = 0; at < cases.length; at += 2)
    await Promise.all(
      cases.slice(at, at + 2).map(async (c) => {
        await each(...c);
        ran++;
      }),
    );
  return ran;
}

test("encodings, line ends, separators, quotes", async () => {
  const plain = (edit) => (s) => Buffer.from(edit(s));
  const cases = [
    ["utf-8", (s) => Buffer.from(s)],
    ["utf-8 with BOM", (s) => Buffer.from(`\ufeff${s}`)],
    ["utf-16le", (s) => utf16(s, false)],
    ["utf-16be", (s) => utf16(s, true)],
    ["LF", plain((s) => s.replaceAll("\r\n", "\n"))],
    ["CR", plain((s) => s.replaceAll("\r\n", "\r"))],
    ["no last line end", plain((s) => s.trimEnd())],
    ["blank lines", plain((s) => s.replaceAll("\r\n", "\r\n\r\n  \r\n"))],
    ["trailing commas", plain((s) => s.replaceAll("\r\n", ",,\r\n"))],
    ["a row of commas", plain((s) => `${s},,,,,,,\r\n`)],
    ["tabs", plain((s) => s.replaceAll(",", "\t"))],
    ["semicolons", plain((s) => s.replaceAll(",", ";"))],
    ["every field quoted", plain((s) => s.replace(/[^,\r\n]+/g, '"$&"'))],
    ["0x1A at the end", plain((s) => `${s}\x1a`)],
  ];
  assert.equal(await inBatches(cases, (name, bytes) => confirmed(name, {}, bytes)), 14);
});

test("headers by their other names", async () => {
  const kana = ["カナ氏名", "氏名（カナ）", "氏名(カナ)", "氏名 カナ", "氏名ｶﾅ", "【氏名カナ】", "　氏名カナ "];
  const cases = [
    ...kana.flatMap((h) => ["roster", "pension", "overlap"].map((kind) => [`${kind} ${h}`, { [`${kind}Headers`]: { 氏名カナ: h } }])),
    ...["資格取得日", "取得日", "資 格 取 得 年 月 日"].map((h) => [h, { rosterHeaders: { 資格取得年月日: h } }]),
    ...["資格喪失日", "喪失日"].map((h) => [h, { rosterHeaders: { 資格喪失年月日: h } }]),
    ["宛名番号 quoted", { rosterHeaders: { 宛名番号: '"宛名番号"' } }],
    ["重複先 保険者番号", { overlapHeaders: { 重複先保険者番号: "重複先 保険者番号" } }],
  ];
  assert.equal(await inBatches(cases, confirmed), 28);
});

test("date forms", async () => {
  const birth = [
    "1980-01-15",
    "1980/1/15",
    "昭和55年1月15日",
    "昭和５５年１月１５日",
    "S55.1.15",
    "S55/01/15",
    "㍼55.1.15",
    "１９８０年１月１５日",
    "S550115",
    "3550115",
    "5550115",
  ];
  const acquired = ["2020/4/1", "令和2年4月1日", "R2.4.1", "㋿2.4.1", "R020401", "5020401"];
  const lost = ["2026/9/1", "令和8年9月1日", "R8.9.1", "㋿8.9.1", "5080901", "9080901"];
  const none = ["00000000", "99999999", "9999-12-31", "0000-00-00", "0", "-", "　"];
  const cases = [
    ...birth.flatMap((v) => ["roster", "pension", "overlap"].map((kind) => [`${kind} ${v}`, { [kind]: { 生年月日: v } }])),
    ...acquired.map((v) => [v, { roster: { 資格取得年月日: v } }]),
    ...lost.map((v) => [v, { pension: { 資格喪失年月日: v } }]),
    ...none.map((v) => [`none: ${v}`, { roster: { 資格喪失年月日: v }, overlap: { 重複先資格喪失年月日: v } }]),
  ];
  assert.equal(await inBatches(cases, confirmed), 52);
});

test("results.csv carries no formula", async () => {
  const cases = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)"].map((v) => [v]);
  const ran = await inBatches(cases, async (v) => {
    const { out } = await confirmed(v, { roster: { 住所: v }, overlap: { 重複先保険者名: v } });
    const csv = readFileSync(join(out, "results.csv"), "utf8");
    assert.equal(csv.charCodeAt(0), 0xfeff);
    assert.doesNotMatch(csv.slice(1), /(^|[\r\n,])"?[=+\-@]/, v);
  });
  assert.equal(ran, 5);
});

test("a folder that cannot be made is told as such, and nothing is left", async () => {
  const cases = [
    ["below a file", "roster.csv/x"],
    ["far below a file", "roster.csv/x/y"],
  ];
  const ran = await inBatches(cases, async (name, out) => {
    const r = await run({}, undefined, out);
    assert.equal(r.code, 2, name);
    assert.equal(r.stdout, "", name);
    assert.match(r.stderr, /フォルダー/, name);
    assert.doesNotMatch(r.stderr, /内部の誤り|\.tmp/, name);
    assert.deepEqual(readdirSync(r.dir).sort(), ["overlap.csv", "pension.csv", "roster.csv"], name);
    assert.equal(existsSync(r.out), false, name);
  });
  assert.equal(ran, 2);
});
