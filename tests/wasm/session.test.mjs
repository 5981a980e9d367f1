// The Embind façade on the real WebAssembly: sizes, garbage, views of the heap, memory that grows, slices.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { answered, loadCore } from "./contract.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
const sample = (name) => readFileSync(path(`tests/sample/${name}`));
const files = [
  ["pension", "pension.csv"],
  ["overlap", "overlap_20261104.csv"],
  ["overlap", "overlap_20261119.csv"],
  ["roster", "roster.csv"],
];
const SETTINGS = { P: '{"flow":"P","date":"2026-11-22"}', D: '{"flow":"D","date":"2026-11-22"}' };

let module;
before(async () => {
  module = await loadCore();
});
after(() => {
  const kinds = ["constants", "begin", "openFile", "feed", "closeFile", "finish", "view", "rows", "evidence", "exportBegin", "refused"];
  for (const kind of kinds) assert.ok(answered.get(kind) > 0, `nothing was held against the contract as ${kind}`);
});

const parsed = (text) => {
  const answer = JSON.parse(text);
  if (!answer.ok) for (const key of ["code", "text"]) assert.equal(typeof answer.error[key], "string", text);
  return answer;
};
const ok = (text) => {
  const answer = parsed(text);
  assert.equal(answer.ok, true, text);
  return answer;
};
const code = (text) => parsed(text).error?.code ?? "ok";

function feed(session, kind, name, bytes, slice = bytes.length, options = "{}") {
  ok(session.openFile(kind, name, bytes.length, options));
  for (let at = 0; at < bytes.length; at += slice) {
    const part = bytes.subarray(at, at + slice),
      to = session.buffer(part.length);
    assert.notEqual(to, 0);
    module.HEAPU8.set(part, to); // module.HEAPU8 is read anew: the heap may have grown
    ok(session.feed(part.length));
  }
  return ok(session.closeFile());
}

function exported(session, what) {
  ok(session.exportBegin(what, ""));
  const pieces = [];
  for (let view = session.exportNext(); view.length > 0; view = session.exportNext()) pieces.push(Buffer.from(view));
  return Buffer.concat(pieces);
}

function match(session, flow, slice) {
  ok(session.begin(SETTINGS[flow]));
  for (const [kind, name] of files) feed(session, kind, name, sample(name), slice);
  const { summary } = ok(session.finish());
  return {
    summary,
    ndjson: exported(session, "results.ndjson"),
    csv: exported(session, "results.csv"),
    report: exported(session, "import.json"),
  };
}

test("constants: parses, has what the page must not repeat", () => {
  const c = JSON.parse(module.constants());
  assert.equal(c.buckets.length, 17);
  assert.equal(new Set(c.buckets.map((b) => b.code)).size, 17);
  for (const b of c.buckets) assert.ok(b.label && b.meaning && ["P", "D"].includes(b.flow), b.code);
  assert.deepEqual(
    c.grades.map((g) => g.code),
    ["S", "A", "B", "C"],
  );
  assert.deepEqual(
    c.kinds.map((k) => k.code),
    ["roster", "pension", "overlap"],
  );
  assert.equal(c.flows.length, 2);
  assert.equal(c.chunk_bytes, 8 << 20);
  assert.equal(c.earliest_d_date, "2022-11-29");
  assert.ok(c.max_file_bytes > 4 * 2 ** 30);
});

test("sizes out of range are refused, whatever JavaScript calls a number", () => {
  const session = new module.Session();
  ok(session.begin(SETTINGS.P));
  let refused = 0;
  for (const [kind, size, want] of [
    ["pension", 5e9, "file_too_large"],
    ["overlap", 2 ** 27 + 1, "file_too_large"],
    ["pension", NaN, "size_out_of_range"],
    ["pension", -1, "size_out_of_range"],
    ["roster", Infinity, "size_out_of_range"],
    ["roster", -Infinity, "size_out_of_range"],
    ["roster", 1e300, "size_out_of_range"],
  ]) {
    assert.equal(code(session.openFile(kind, "f.csv", size, "{}")), want, `${kind} ${size}`);
    refused++;
  }
  assert.equal(refused, 7);
  const { chunk_bytes } = JSON.parse(module.constants());
  ok(session.openFile("pension", "f.csv", 10, "{}"));
  let none = 0;
  for (const n of [chunk_bytes + 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 1e300, NaN, -1, Infinity]) {
    assert.equal(session.buffer(n), 0, String(n));
    assert.equal(code(session.feed(n)), "size_out_of_range", String(n));
    none++;
  }
  assert.equal(none, 8);
  for (const n of [0, 1, chunk_bytes]) assert.notEqual(session.buffer(n), 0, String(n));
  session.delete();
});

test("nothing throws on garbage, and nothing is ok that should not be", () => {
  const session = new module.Session();
  const garbage = [
    "",
    " ",
    "{",
    "null",
    "[]",
    "5",
    '"x"',
    '{"flow":5}',
    '{"a":'.repeat(5000),
    "\0",
    "\ud800",
    "𠮷",
    "x".repeat(100000),
    '{"flow":"P","date":{}}',
  ];
  let calls = 0;
  const refused = (text) => {
    assert.equal(parsed(text).ok, false, text);
    calls++;
  };
  for (const g of garbage) {
    refused(session.begin(g));
    refused(session.openFile(g, g, 1, g));
    refused(session.openFile("roster", g, 1, "{}"));
    refused(session.closeFile());
    refused(session.finish());
    refused(session.view(g));
    refused(session.exportBegin(g, "{}"));
    refused(session.exportBegin("table.csv", g));
    refused(session.propose(g, g, 0, g));
    assert.equal(session.exportNext().length, 0);
  }
  for (const n of [0, -1, NaN, 1e300, 2 ** 32]) {
    refused(session.rows(n, n));
    refused(session.evidence(n));
    refused(session.feed(n));
  }
  assert.equal(calls, garbage.length * 9 + 15);
  match(session, "P");
  for (const g of garbage) if (!g.startsWith('{"flow"')) refused(session.view(g)); // any whole object is a query
  for (const n of [-1, NaN, 1e300, 2 ** 32, 1e9]) {
    refused(session.evidence(n));
    assert.deepEqual(ok(session.rows(n, 10)).rows, []);
  }
  assert.equal(ok(session.rows(0, NaN)).rows.length > 0, true);
  session.delete();
});

test("random bytes as any file are answered, never thrown", () => {
  let seed = 1,
    ran = 0,
    refused = 0;
  const random = (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % n;
  };
  const session = new module.Session(),
    header = sample("pension.csv").subarray(0, 200);
  for (let i = 0; i < 300; i++) {
    ok(session.begin(SETTINGS.P));
    const bytes = Buffer.concat([
      i % 2 ? header : Buffer.alloc(0),
      Buffer.from(Array.from({ length: random(600) }, () => (i % 3 ? random(256) : '",\r\n1あア'.charCodeAt(random(9)) & 255))),
    ]);
    ok(session.openFile("pension", "random.csv", bytes.length, "{}"));
    const to = session.buffer(bytes.length);
    module.HEAPU8.set(bytes, to);
    if (!parsed(session.feed(bytes.length)).ok || !parsed(session.closeFile()).ok) refused++;
    ran++;
  }
  assert.equal(ran, 300);
  assert.ok(refused > 100, String(refused));
  session.delete();
});

test("exportNext: pieces of the heap, empty at the end; the three exports are whole", () => {
  const session = new module.Session(),
    { summary, ndjson, csv, report } = match(session, "P");
  const results = ndjson
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((l) => JSON.parse(l));
  assert.equal(results.length, summary.results);
  assert.equal(results.filter((r) => r.selectable).length, summary.selectable);
  const counted = {};
  for (const r of results) counted[r.bucket] = (counted[r.bucket] ?? 0) + 1;
  for (const [bucket, n] of Object.entries(summary.buckets)) assert.equal(counted[bucket] ?? 0, n, bucket);
  assert.equal(csv.subarray(0, 3).toString("hex"), "efbbbf");
  assert.equal(csv.toString("utf8").split("\r\n").length, summary.results + 2);
  assert.equal(JSON.parse(report).files.length, 4);
  assert.ok(session.exportNext() instanceof Uint8Array);
  assert.equal(session.exportNext().length, 0);
  session.delete();
});

test("the memory grows and what was written before still counts", () => {
  const session = new module.Session(),
    before = module.HEAPU8.length,
    header = "宛名番号,氏名カナ,生年月日,資格取得年月日\n";
  ok(session.begin(SETTINGS.P));
  // A list of 200,000 people, fed in the largest slices allowed: the heap must grow.
  let list = "氏名カナ,氏名,生年月日,資格喪失年月日,住所\n";
  for (let i = 0; i < 200_000; i++)
    list +=
      `ヤマダ　${"アイウエオカキクケコ"[i % 10]}${"サシスセソタチツテト"[((i / 10) | 0) % 10]}${"ナニヌネノハヒフヘホ"[((i / 100) | 0) % 10]},,19` +
      `${50 + (i % 50)}-0${1 + (i % 9)}-1${i % 9},2026-09-01,架空市 ${i}\n`;
  feed(session, "pension", "p.csv", Buffer.from(list), 8 << 20);
  const row = "1,ヤマダ　アサナ,1950-01-10,2020-04-01\n";
  feed(session, "roster", "r.csv", Buffer.from(header + row.repeat(2000)), 8 << 20);
  const { summary } = ok(session.finish());
  assert.ok(module.HEAPU8.length > before, `${module.HEAPU8.length}`);
  assert.equal(summary.files[1].rows, 2000);
  assert.ok(exported(session, "results.ndjson").length > 1 << 20);
  session.delete();
  // A new session on the grown heap.
  const again = new module.Session();
  assert.ok(match(again, "D").summary.results > 0);
  again.delete();
});

test("slices of 1 and of 7 bytes give the same bytes as one slice", () => {
  const session = new module.Session();
  let compared = 0;
  for (const flow of ["P", "D"]) {
    const whole = match(session, flow);
    for (const slice of [1, 7, 4096]) {
      const cut = match(session, flow, slice);
      for (const what of ["ndjson", "csv", "report"]) {
        assert.ok(cut[what].equals(whole[what]), `${flow} ${slice} ${what}`);
        compared++;
      }
    }
  }
  assert.equal(compared, 18);
  session.delete();
});

test("two sessions side by side do not know of each other", () => {
  const a = new module.Session(),
    b = new module.Session();
  ok(a.begin(SETTINGS.P));
  ok(b.begin(SETTINGS.D));
  for (const [kind, name] of files) {
    feed(a, kind, name, sample(name));
    feed(b, kind, name, sample(name));
  }
  assert.equal(ok(a.finish()).summary.flow, "P");
  assert.equal(ok(b.finish()).summary.flow, "D");
  assert.ok(exported(a, "results.ndjson").equals(match(b, "P").ndjson));
  a.delete();
  b.delete();
});

test("worklist: filter, search and sort give the rows the counts promise; every case has its evidence", () => {
  const session = new module.Session(),
    { summary } = match(session, "P"),
    { sorts } = JSON.parse(module.constants());
  let shown = 0;
  for (const [bucket, n] of Object.entries(summary.buckets)) {
    assert.equal(ok(session.view(JSON.stringify({ buckets: [bucket] }))).count, n, bucket);
    for (const row of ok(session.rows(0, 1000)).rows) {
      assert.equal(row.bucket, bucket);
      shown++;
    }
  }
  assert.equal(shown, summary.results);
  for (const { code: sort } of sorts)
    for (const descending of [false, true]) assert.equal(ok(session.view(JSON.stringify({ sort, descending }))).count, summary.results);
  for (let i = 0; i < summary.results; i++) {
    const { evidence } = ok(session.evidence(i));
    assert.equal(evidence.finding, i);
    assert.ok(evidence.reasons.length > 0 && evidence.columns.length > 0, `case ${i}`);
    for (const r of evidence.rows) assert.equal(r.values.length, evidence.columns.length);
  }
  session.delete();
});
