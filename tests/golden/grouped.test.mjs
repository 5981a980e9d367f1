// A grouped overlap list that no built-in layout knows (no header, columns in another order), read as its questions are answered, matches
// as the same list does under the names that the tool knows.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadCore } from "../wasm/contract.mjs";
import { DATE } from "./cases.mjs";

const path = (p) => fileURLToPath(new URL(p, import.meta.url));
const cli = path("../../dist/totsugo-cli.mjs");
const sample = path("../sample/");
const LISTS = readdirSync(sample)
  .filter((f) => f.startsWith("overlap_"))
  .sort();

const known = {};
let folder, core, session;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "totsugo-grouped-"));
  core = await loadCore();
  session = new core.Session();
  const lists = written("known", KNOWN, true);
  assert.ok(propose(lists[0]).accepted);
  for (const flow of ["P", "D"]) known[flow] = results("known", flow, lists, { headerLines: 1 });
});
after(() => {
  session.delete();
  rmSync(folder, { recursive: true, force: true });
});

/** One 資格 a row: what a column is called, its field, and its value of a pair's own and other side. */
const OWN = {
  run_date: ["作成年月日", "作成年月日", "作成年月日"],
  group_key: ["管理番号", null, null],
  name: ["氏名", "氏名", "氏名"],
  name_kana: ["氏名カナ", "氏名カナ", "氏名カナ"],
  birth_date: ["生年月日", "生年月日", "生年月日"],
  sex: ["性別", "性別", "性別"],
  other_insurer: ["保険者番号", "自保険者番号", "重複先保険者番号"],
  other_insurer_name: ["保険者名", null, "重複先保険者名"],
  other_symbol: ["記号", "自記号", "重複先記号"],
  other_serial: ["番号", "自番号", "重複先番号"],
  other_branch: ["枝番", "自枝番", "重複先枝番"],
  other_acquired: ["資格取得年月日", "自資格取得年月日", "重複先資格取得年月日"],
  other_lost: ["資格喪失年月日", "自資格喪失年月日", "重複先資格喪失年月日"],
};
const KNOWN = Object.keys(OWN);
const INSURANCE = ["other_insurer", "other_insurer_name", "other_symbol", "other_serial", "other_branch"];
const DATES = ["other_acquired", "other_lost"];

/** A pair list of the sample as a grouped one with these columns. */
function grouped(list, order, header) {
  const [names, ...pairs] = new TextDecoder("shift_jis")
    .decode(readFileSync(join(sample, list)))
    .trimEnd()
    .split(/\r?\n/)
    .map((l) => l.split(","));
  const value = (pair, field, side, key) =>
    field === "group_key" ? key : OWN[field][side] === null ? "架空市" : pair[names.indexOf(OWN[field][side])];
  const rows = pairs.flatMap((pair, i) => [1, 2].map((side) => order.map((f) => value(pair, f, side, String(5001 + i))).join()));
  return `${[...(header ? [order.map((f) => OWN[f][0]).join()] : []), ...rows].join("\r\n")}\r\n`;
}

function written(name, order, header) {
  const dir = join(folder, name);
  mkdirSync(dir, { recursive: true });
  return LISTS.map((list) => {
    const file = join(dir, list);
    writeFileSync(file, grouped(list, order, header));
    return file;
  });
}

const call = (...args) => execFileSync(process.execPath, [cli, ...args], { encoding: "utf8", maxBuffer: 1 << 26 });

/** As the import view asks: with what has been answered so far. */
function propose(file, layout) {
  const bytes = readFileSync(file);
  core.HEAPU8.set(bytes, session.buffer(bytes.length));
  const options = { today: DATE, whole: true, ...(layout ? { layout } : {}) };
  const answer = JSON.parse(session.propose("overlap", basename(file), bytes.length, JSON.stringify(options)));
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.proposal;
}

/** The results, of a list's lines the place of their pair. */
function results(name, flow, lists, { layout, headerLines }) {
  const out = join(folder, `${name}-${flow}`);
  call(
    "match",
    "--flow",
    flow,
    "--roster",
    join(sample, "roster.csv"),
    "--pension",
    join(sample, "pension.csv"),
    ...lists.flatMap((f) => ["--overlap", f]),
    ...(layout ? ["--layout", `overlap=${layout}`] : []),
    "--date",
    DATE,
    "--out",
    out,
  );
  return readFileSync(join(out, "results.ndjson"), "utf8")
    .trimEnd()
    .split("\n")
    .map((l) => JSON.parse(l))
    .map((r) => ({
      ...r,
      overlap: r.overlap?.map(({ file, line }) => ({ file, pair: Math.floor((line - headerLines - 1) / 2) })) ?? null,
    }));
}

/** Answers what is asked as the columns are meant, from among the choices; how many questions it took. */
function answered(file, order) {
  const fields = {};
  const position = (f) => order.indexOf(f) + 1;
  for (let asked = 0; asked < 20; asked++) {
    const { open, supposed, layout: read } = propose(file, { kind: "overlap", fields });
    const question = [...open, ...supposed.filter((q) => fields[q.fields[0]] === undefined)][0];
    if (!question) {
      const layout = join(folder, "answered.json");
      writeFileSync(layout, JSON.stringify(read));
      return { layout, asked, read };
    }
    const right = question.choices.find((c) => c.position === position(c.field));
    assert.ok(right, `${question.text} ${JSON.stringify(question.choices)}`);
    fields[right.field] = { position: right.position };
  }
  assert.fail("the questions do not end");
}

for (const [name, order] of [
  ["as the tool's own, without the date of the run", KNOWN.filter((f) => f !== "run_date")],
  ["the dates before the insurer", ["group_key", "name_kana", "name", "sex", "birth_date", ...DATES, ...INSURANCE]],
  ["the key and the birth date at the end", [...INSURANCE, ...DATES, "birth_date", "sex", "name", "name_kana", "group_key"]],
]) {
  test(`without a header: ${name}`, () => {
    const lists = written(`own-${order[0]}-${order[1]}`, order, false);
    assert.ok(!propose(lists.at(-1)).accepted, "a file without a header is taken unasked");
    const { layout, asked, read } = answered(lists.at(-1), order);
    assert.ok(asked > 0 && asked < 10, `${asked} questions`);
    const wrong = order.filter((f) => f !== "sex" && read.fields[f] && read.fields[f].position !== order.indexOf(f) + 1);
    assert.deepEqual(wrong, []);
    for (const flow of ["P", "D"]) {
      const got = results(`own-${order[0]}`, flow, lists, { layout, headerLines: 0 });
      assert.ok(got.length > 50);
      assert.deepEqual(got, known[flow], `flow ${flow}`);
    }
  });
}
