// Every sequence of two bytes, as the real WebAssembly shows it in a CP932 list, against the decoder of the browser the
// tool runs in: a clerk who opens the file in both must see the same text. Private-use characters (外字) go through.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { writeCp932 } from "../../scripts/municipality/encode.mjs";
import { launch, root, slow } from "./harness.mjs";

const factory = join(process.env.TOTSUGO_WASM ?? join(root, "build", "wasm"), "totsugo.js");
const NUL = 0x00,
  UNIT_SEPARATOR = 0x1f,
  QUOTE = 0x22,
  STRUCTURE = new Set([0x2c, QUOTE, 0x0a, 0x0d]);
const KANA = [..."アイウエオカキクケコサシスセソタ"];

const cp932 = (text) => {
  const buffer = Buffer.alloc(text.length * 2);
  return Buffer.from(buffer.subarray(0, writeCp932(text, buffer, 0)));
};
/** A name of its own for each sequence, so that rows are known by it and nobody is taken for somebody else. */
const kanaOf = (n) => `ヤマ　${[12, 8, 4, 0].map((s) => KANA[(n >> s) & 15]).join("")}`;
const sequence = (n) => [n >> 8, n & 255];
const holds = (n, byte) => sequence(n).includes(byte);
const all = Array.from({ length: 65536 }, (_, n) => n);

let module, decoded;

/** The product, and what Chromium makes of each sequence. */
async function prepare() {
  assert.ok(existsSync(factory), "scripts/build wasm has not run");
  module = await createRequire(import.meta.url)(factory)({ wasmBinary: readFileSync(factory.replace(/js$/, "wasm")) });
  const browser = await launch();
  const page = await browser.newPage();
  decoded = await page.evaluate(() => {
    const decoder = new TextDecoder("shift_jis"),
      out = [];
    for (let n = 0; n < 65536; n++) out.push(decoder.decode(Uint8Array.of(0x28, n >> 8, n & 255, 0x29)));
    return out;
  });
  await browser.close();
}

const ok = (text) => {
  const answer = JSON.parse(text);
  assert.equal(answer.ok, true, text);
  return answer;
};

/** The sequences in brackets as 住所 of a pension list: what is shown of each, and what the import says. */
function shown(list, use = () => {}) {
  const parts = [cp932("基礎年金番号,氏名カナ,生年月日,資格喪失年月日,住所\r\n")];
  // Above all: enough plain rows that nobody takes the file for a binary one.
  const born = (n) => `19${50 + (n % 50)}-0${1 + (n % 9)}-1${n % 10}`;
  for (let i = 0; i < 2000; i++)
    parts.push(cp932(`,サトウ　${KANA[i & 15]}${KANA[(i >> 4) & 15]}${KANA[i >> 8]},${born(i)},2026-09-01,架空市\r\n`));
  for (const n of list) {
    parts.push(cp932(`,${kanaOf(n)},${born(n)},2026-09-01,`));
    const cell = Buffer.from([0x28, ...sequence(n).flatMap((b) => (b === QUOTE ? [b, b] : [b])), 0x29]);
    parts.push(
      sequence(n).some((b) => STRUCTURE.has(b)) ? Buffer.concat([Buffer.of(QUOTE), cell, Buffer.of(QUOTE)]) : cell,
      Buffer.from("\r\n"),
    );
  }
  const session = new module.Session();
  try {
    ok(session.begin('{"flow":"P","date":"2026-11-22"}'));
    const take = (kind, bytes) => {
      ok(session.openFile(kind, `${kind}.csv`, bytes.length, kind === "overlap" ? '{"run_date":"2026-11-19"}' : "{}"));
      for (let at = 0; at < bytes.length; at += 1 << 20) {
        const part = bytes.subarray(at, at + (1 << 20)),
          to = session.buffer(part.length);
        module.HEAPU8.set(part, to);
        ok(session.feed(part.length));
      }
      return ok(session.closeFile()).file;
    };
    const report = take("pension", Buffer.concat(parts));
    take("overlap", cp932("氏名カナ,生年月日,重複先保険者番号,重複先資格取得年月日\r\nスズキ　イチ,1960-01-01,06130488,2026-09-01\r\n"));
    take("roster", cp932("宛名番号,氏名カナ,生年月日,資格取得年月日\r\n1,タカハシ　イチ,1960-01-01,2020-04-01\r\n"));
    ok(session.finish());
    const { count } = ok(session.view("{}")),
      texts = new Map();
    for (let start = 0; start < count; start += 1000)
      for (const row of ok(session.rows(start, 1000)).rows) texts.set(row.kana, row.address);
    use(session);
    return { report, texts, of: (n) => texts.get(kanaOf(n)) };
  } finally {
    session.delete();
  }
}

const codes = (s) =>
  s === undefined ? "no row" : [...s].map((x) => x.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")).join(" ");
/** A difference in one line: bytes, ours, the browser's. */
const difference = (n, ours, theirs) =>
  `${sequence(n)
    .map((b) => b.toString(16).padStart(2, "0"))
    .join(" ")
    .toUpperCase()}: ${codes(ours)} | ${codes(theirs)}`;

slow("all 65,536 two-byte sequences agree with Chromium's TextDecoder('shift_jis')", async () => {
  await prepare();
  const differences = [],
    plain = all.filter((n) => !holds(n, NUL)),
    csv = [];
  let compared = 0,
    quoted = 0,
    gaiji = 0,
    dropped = 0;
  const { report, of } = shown(plain, (session) => {
    ok(session.exportBegin("results.csv", "{}"));
    for (let view = session.exportNext(); view.length > 0; view = session.exportNext()) csv.push(Buffer.from(view));
  });
  assert.equal(report.encoding, "CP932");
  assert.equal(report.rejected_count, 0);
  // The row store's own mark: a control character nobody types is dropped from what is shown.
  const expected = (n) => (holds(n, UNIT_SEPARATOR) ? decoded[n].replaceAll("\x1f", "") : decoded[n]);
  for (const n of plain) {
    const theirs = expected(n),
      ours = of(n);
    if (ours !== theirs) differences.push(difference(n, ours, theirs));
    compared++;
    dropped += holds(n, UNIT_SEPARATOR);
    quoted += sequence(n).some((b) => STRUCTURE.has(b));
    gaiji += /[\ue000-\uf8ff]/.test(theirs);
  }
  const first = differences.slice(0, Number(process.env.TOTSUGO_SHOW ?? 40)).join("\n");
  assert.equal(differences.length, 0, `${differences.length} differences (bytes: ours | Chromium's)\n${first}`);
  // NUL: shown as the browser shows it, or its row is reported. Never silently something else.
  const nul = all.filter((n) => holds(n, NUL)),
    apart = shown(nul),
    silent = [];
  let same = 0;
  for (const n of nul) {
    if (apart.of(n) === expected(n)) same++;
    else if (apart.of(n) !== undefined) silent.push(difference(n, apart.of(n), expected(n)));
  }
  assert.deepEqual(silent, []);
  assert.equal(same + apart.report.rejected_count, nul.length);
  assert.equal(compared + nul.length, 65536);
  assert.deepEqual({ quoted, gaiji, dropped, nul: nul.length }, { quoted: 2032 - 8, gaiji: 1880, dropped: 509, nul: 511 });
  // 外字 stand in the exported file as they came.
  const text = Buffer.concat(csv).toString("utf8");
  let exported = 0;
  for (let c = 0xe000; c <= 0xe757; c++) exported += text.includes(`(${String.fromCharCode(c)})`);
  assert.equal(exported, 1880);
});
