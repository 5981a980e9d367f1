// The published schema of layout documents and the core's own reading of them say the same of every document: of what
// `propose` prints for files of the corpus, of good ones written by hand, and of bad ones.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";
import { loadCore } from "../wasm/contract.mjs";

const path = (p) => fileURLToPath(new URL(p, import.meta.url));
const schema = JSON.parse(readFileSync(path("../../core/layout/layout.schema.json"), "utf8"));
const KINDS = ["roster", "pension", "overlap"];
let module, fits;
before(async () => {
  fits = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(schema);
  module = await loadCore();
});

/** Whether the core takes the document for a file of this kind. */
function taken(document, kind) {
  const session = new module.Session();
  assert.equal(JSON.parse(session.begin('{"flow":"P","date":"2026-11-22"}')).ok, true);
  // A roster cannot be opened before its lists: its layout is looked at by `propose`, which needs no job.
  const to = session.propose(kind, "x.csv", 0, JSON.stringify({ today: "2026-11-22", whole: true, layout: JSON.stringify(document) }));
  session.delete();
  const answer = JSON.parse(to);
  return answer.ok || answer.error.code !== "layout_invalid";
}

const propose = (file, kind) =>
  new Promise((resolve, reject) =>
    execFile(
      process.execPath,
      [path("../../dist/totsugo-cli.mjs"), "propose", file, "--kind", kind, "--date", "2026-11-22"],
      { maxBuffer: 1 << 26 },
      (error, stdout, stderr) => (error ? reject(new Error(stderr)) : resolve(JSON.parse(stdout))),
    ),
  );

test("the schema names the fields of each kind, all of them and no others", () => {
  const source = readFileSync(path("../../core/layout/fields.cpp"), "utf8");
  let ran = 0;
  for (const [name, kind] of [
    ["kRoster", "roster"],
    ["kPension", "pension"],
    ["kOverlap", "overlap"],
  ]) {
    const body = source.split(`${name}[] = {`)[1].split("};")[0];
    const fields = [...body.matchAll(/\{Field::\w+, "(\w+)", "([^"]+)"/g)].map(([, code, label]) => [code, label]);
    assert.deepEqual(
      Object.entries(schema.$defs[kind].properties.fields.properties).map(([code, p]) => [code, p.title]),
      fields,
    );
    ran += fields.length;
  }
  assert.equal(ran, 26 + 14 + 20);
});

test("what propose prints for files of the corpus is a layout, to the schema and to the core", async () => {
  const corpus = readdirSync(path("corpus/"))
    .filter((f) => f.endsWith(".json"))
    .sort()
    .filter((_, i) => i % 3 === 0);
  const wants = corpus.map((f) => JSON.parse(readFileSync(path(`corpus/${f}`), "utf8")));
  let ran = 0;
  for (let at = 0; at < wants.length; at += 2) {
    await Promise.all(
      wants.slice(at, at + 2).map(async ({ file, kind }) => {
        const document = await propose(path(`corpus/${file}`), kind);
        assert.ok(fits(document), `${file}: ${JSON.stringify(fits.errors)}`);
        assert.ok(taken(document, kind), file);
        for (const other of KINDS) assert.equal(taken(document, other), other === kind, `${file} as ${other}`);
        ran++;
      }),
    );
  }
  assert.ok(ran >= 20, String(ran));
});

const roster = (more) => ({ kind: "roster", ...more });
const fields = (f) => roster({ fields: f });
const name = (f) => fields({ name: f });
const GOOD = [
  roster({}),
  roster({ unknown: [1] }),
  roster({ name: "", signature: "x" }),
  roster({ encoding: "euc-jp", delimiter: "\t" }),
  roster({ skip_rows: 0, header_rows: 20 }),
  roster({ skip_rows: 100, header_rows: 0 }),
  roster({ header_rows: 1.0 }),
  roster({ shape: "pair" }),
  roster({ shape: "" }),
  { kind: "overlap", shape: "grouped", fields: { group_key: { position: 1 }, run_date: { constant: "2026-11-01" } } },
  { kind: "pension", fields: { pension_lost: "喪失日", processed: null } },
  roster({ record_kind: null }),
  roster({ record_kind: { position: 1, keep: ["2"], end: "3", count_position: 2, more: 1 } }),
  roster({ record_kind: { position: 1000, keep: ["2", ""], end: "" } }),
  name("氏名"),
  name(null),
  name({ header: "氏名" }),
  name({ header: ["氏名", "名前"] }),
  name({ header: ["", "名前"] }),
  name({ header: [], position: 3 }),
  name({ header: "", position: 3 }),
  name({ position: 1000 }),
  name({ position: 0, header: "x" }),
  name({ constant: "x" }),
  name({ position: 1, pad: 40 }),
  name({ position: 1, pad: 0, date: "auto", confidence: "high" }),
  ...["self", "era_medical", "era_pension", "serial", "auto"].map((date) => fields({ birth_date: { position: 1, date } })),
];
const BAD = [
  null,
  5,
  "x",
  [],
  true,
  roster({ kind: "list" }),
  roster({ kind: null }),
  roster({ name: 5 }),
  roster({ name: null }),
  roster({ signature: 5 }),
  roster({ encoding: "latin1" }),
  roster({ encoding: "" }),
  roster({ encoding: null }),
  roster({ encoding: "UTF-8" }),
  roster({ delimiter: "|" }),
  roster({ delimiter: "" }),
  roster({ delimiter: ",," }),
  roster({ header_rows: -1 }),
  roster({ header_rows: 21 }),
  roster({ header_rows: "1" }),
  roster({ header_rows: 1.5 }),
  roster({ header_rows: null }),
  roster({ header_rows: true }),
  roster({ skip_rows: 101 }),
  roster({ skip_rows: 4294967296 }),
  roster({ shape: "grouped" }),
  { kind: "pension", shape: "grouped" },
  { kind: "overlap", shape: "wide" },
  roster({ shape: null }),
  roster({ record_kind: {} }),
  roster({ record_kind: [] }),
  roster({ record_kind: 1 }),
  roster({ record_kind: { position: 0, keep: ["2"] } }),
  roster({ record_kind: { position: 1 } }),
  roster({ record_kind: { position: 1, keep: [] } }),
  roster({ record_kind: { position: 1, keep: "2" } }),
  roster({ record_kind: { position: 1, keep: [2] } }),
  roster({ record_kind: { position: 1001, keep: ["2"] } }),
  roster({ record_kind: { position: 1, keep: ["2"], end: 3 } }),
  roster({ record_kind: { position: 1, keep: ["2"], count_position: -1 } }),
  roster({ record_kind: { position: 1.5, keep: ["2"] } }),
  roster({ fields: [] }),
  roster({ fields: null }),
  roster({ fields: "x" }),
  fields({ nonsense: "x" }),
  fields({ run_date: "x" }),
  { kind: "pension", fields: { acquired: "x" } },
  { kind: "overlap", fields: { resident_number: "x" } },
  fields({ group_key: "x" }),
  name(5),
  name(true),
  name([]),
  name(["氏名"]),
  name(""),
  name({}),
  name({ header: "" }),
  name({ header: [] }),
  name({ header: [""] }),
  name({ header: 5 }),
  name({ header: null, position: 1 }),
  name({ header: ["x", 5] }),
  name({ position: 0 }),
  name({ position: -1 }),
  name({ position: 1001 }),
  name({ position: "1" }),
  name({ position: 1.5 }),
  name({ position: true }),
  name({ position: 4294967297 }),
  name({ position: null, header: "x" }),
  name({ position: 1, pad: 41 }),
  name({ position: 1, pad: -1 }),
  name({ position: 1, pad: "4" }),
  name({ position: 1, pad: 2.5 }),
  name({ constant: "" }),
  name({ constant: "男" }),
  name({ constant: 5 }),
  name({ constant: "a\nb" }),
  fields({ birth_date: { position: 1, date: "era" } }),
  fields({ birth_date: { position: 1, date: null } }),
  fields({ birth_date: { date: "self" } }),
];

test("documents written by hand: the schema and the core agree, on the good and on the bad", () => {
  let ran = 0;
  for (const [documents, good] of [
    [GOOD, true],
    [BAD, false],
  ]) {
    for (const document of documents) {
      const text = JSON.stringify(document),
        kind = KINDS.includes(document?.kind) ? document.kind : "roster";
      assert.equal(fits(document), good, `schema: ${text}`);
      if (document !== null) assert.equal(taken(document, kind), good, `core: ${text}`); // null is no layout given
      ran++;
    }
  }
  assert.equal(ran, GOOD.length + BAD.length);
  assert.ok(GOOD.length >= 30 && BAD.length >= 75, `${GOOD.length} ${BAD.length}`);
});

test("a document without a kind is one of the slot it is given for", () => {
  const documents = [
    [{ fields: { acquired: "x" } }, "roster"],
    [{ fields: { pension_lost: "x" } }, "pension"],
    [{ shape: "grouped", fields: { group_key: "x" } }, "overlap"],
  ];
  for (const [document, kind] of documents) {
    assert.ok(fits(document), JSON.stringify(document));
    for (const other of KINDS) assert.equal(taken(document, other), other === kind, `${JSON.stringify(document)} as ${other}`);
  }
  assert.equal(documents.length, 3);
});
