// Files whose bytes are not what one encoding promises: spliced, cut, stopped, marked in the middle. Whatever happens,
// nobody is lost without a word: a file is refused in one Japanese sentence, or every row it cannot read is reported.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { writeCp932 } from "../../scripts/municipality/encode.mjs";

const cli = fileURLToPath(new URL("../../dist/totsugo-cli.mjs", import.meta.url));
let folder,
  count = 0;
before(() => (folder = mkdtempSync(join(tmpdir(), "totsugo-bytes-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

// ---- sixty people, each in all three files
const GIVEN = [..."アイウエオカキクケコ"],
  FAMILY = ["サトウ", "スズキ", "タカハシ", "イトウ", "ヤマモト", "ナカムラ"],
  KANJI = ["佐藤", "鈴木", "高橋", "伊藤", "山本", "中村"];
const PEOPLE = Array.from({ length: 60 }, (_, i) => ({
  kana: `${FAMILY[i % 6]}　${GIVEN[i % 10]}${GIVEN[(i / 6) | 0]}コ`,
  name: `${KANJI[i % 6]}　花子`,
  birth: `19${60 + (i % 40)}-0${1 + (i % 9)}-1${i % 10}`,
  number: `000000000012${String(i).padStart(3, "0")}`,
}));
const HEAD = {
  roster: "宛名番号,氏名カナ,氏名,生年月日,性別,住所,資格取得年月日",
  pension: "氏名カナ,氏名,生年月日,性別,資格喪失年月日",
  overlap: "作成年月日,氏名カナ,氏名,生年月日,性別,重複先保険者番号,重複先資格取得年月日",
};
const LINE = {
  roster: (p) => `${p.number},${p.kana},${p.name},${p.birth},女,架空市1-1,2020-04-01`,
  pension: (p) => `${p.kana},${p.name},${p.birth},女,2026-09-01`,
  overlap: (p) => `2026-11-19,${p.kana},${p.name},${p.birth},女,06130488,2026-09-01`,
};
const lines = (kind) => [HEAD[kind], ...PEOPLE.map(LINE[kind])];
const text = (kind, newline = "\r\n") =>
  lines(kind)
    .map((l) => l + newline)
    .join("");

const utf8 = (s) => Buffer.from(s, "utf8");
/** ASCII, control characters among it, is written as it stands: the platform's decoder moves 0x1A, 0x1C and 0x7F. */
function cp932(s) {
  const part = (t) => {
    if (t < "\x80") return Buffer.from(t, "latin1");
    const buffer = Buffer.alloc(t.length * 2);
    return Buffer.from(buffer.subarray(0, writeCp932(t, buffer, 0)));
  };
  return Buffer.concat((s.match(/[\0-\x7f]+|[^\0-\x7f]+/g) ?? []).map(part));
}
let eucTable;
/** EUC-JP, learnt from the platform's decoder as CP932 is. */
function eucJp(s) {
  if (!eucTable) {
    eucTable = new Map();
    const decoder = new TextDecoder("euc-jp", { fatal: true });
    for (let b = 0xa1; b <= 0xdf; b++) eucTable.set(decoder.decode(Uint8Array.of(0x8e, b)), [0x8e, b]);
    for (let a = 0xa1; a <= 0xfe; a++)
      for (let b = 0xa1; b <= 0xfe; b++) {
        try {
          eucTable.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
        } catch {
          /* unassigned */
        }
      }
  }
  return Buffer.from([...s].flatMap((c) => (c < "\x80" ? [c.charCodeAt(0)] : eucTable.get(c))));
}

/** Flow P over three files, the plain ones but where `files` has bytes of its own. */
async function run(files) {
  const dir = join(folder, String(++count)),
    out = join(dir, "out");
  mkdirSync(dir);
  for (const kind of ["roster", "pension", "overlap"]) writeFileSync(join(dir, `${kind}.csv`), files[kind] ?? cp932(text(kind)));
  const at = (kind) => join(dir, `${kind}.csv`);
  const args = [
    cli,
    "match",
    "--flow",
    "P",
    "--roster",
    at("roster"),
    "--pension",
    at("pension"),
    "--overlap",
    at("overlap"),
    "--date",
    "2026-11-22",
    "--out",
    out,
  ];
  const r = await new Promise((resolve) =>
    execFile(process.execPath, args, (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr })),
  );
  if (r.code !== 0) {
    assert.equal(existsSync(out), false);
    return { ...r, refused: r.stderr };
  }
  const results = readFileSync(join(out, "results.ndjson"), "utf8")
    .trimEnd()
    .split("\n")
    .filter(Boolean)
    .map((l) => JSON.parse(l));
  const imports = JSON.parse(readFileSync(join(out, "import.json"), "utf8")).files;
  return { ...r, results, report: (kind) => imports.find((f) => f.kind === kind) };
}

/** One sentence or a few, in Japanese, of one line, without a word of the machine's. */
function oneClearMessage(message, about) {
  assert.equal(message.trim().split("\n").length, 1, message);
  assert.match(message, /[ぁ-ん].*。/, message);
  assert.doesNotMatch(message, /内部の誤り|undefined|Error/, message);
  assert.match(message, about, message);
}

/**
 * The file of `kind` was refused with a message about `about`, or everybody is accounted for: found, or their row in
 * that file reported. `firstLine` of a person's row in it: header = 1.
 */
function nobodyLost(r, kind, about, lineOf = (i) => i + 2) {
  if (r.refused !== undefined) {
    oneClearMessage(r.refused, about);
    return { refused: true };
  }
  const report = r.report(kind),
    reported = new Set(report.rejected.map((x) => x.line));
  for (const x of report.rejected) assert.match(x.text, /[ぁ-ん]/, JSON.stringify(x));
  assert.equal(report.rejected.length, report.rejected_count, "all rejections are listed");
  const confirmed = new Set(
    r.results.filter((x) => x.bucket === "P-CONFIRMED").map((x) => (kind === "roster" ? x.pension.line - 2 : x.roster.line - 2)),
  );
  const lost = PEOPLE.map((_, i) => i).filter((i) => !confirmed.has(i) && !reported.has(lineOf(i)));
  assert.deepEqual(
    lost.map((i) => lineOf(i)),
    [],
    "lines whose people are neither found nor reported",
  );
  return { refused: false, reported: reported.size, confirmed: confirmed.size };
}

const KINDS = ["roster", "pension"];
const half = (kind, first, second) => {
  const all = lines(kind).map((l) => `${l}\r\n`);
  return Buffer.concat([first(all.slice(0, 31).join("")), second(all.slice(31).join(""))]);
};

test("the plain files: everybody is confirmed", async () => {
  for (const encode of [cp932, utf8]) {
    const r = await run(Object.fromEntries(KINDS.map((k) => [k, encode(text(k))])));
    assert.deepEqual(nobodyLost(r, "roster", /./), { refused: false, reported: 0, confirmed: 60 });
  }
});

for (const kind of KINDS) {
  test(`${kind}: from half-way on CP932 instead of UTF-8`, async () => {
    const seen = nobodyLost(await run({ [kind]: half(kind, utf8, cp932) }), kind, /文字コード/);
    if (!seen.refused) assert.ok(seen.reported >= 30, JSON.stringify(seen));
  });

  test(`${kind}: from half-way on UTF-8 instead of CP932`, async () => {
    const seen = nobodyLost(await run({ [kind]: half(kind, cp932, utf8) }), kind, /文字コード/);
    if (!seen.refused) assert.ok(seen.reported >= 30, JSON.stringify(seen));
  });

  test(`${kind}: one row of another encoding is reported, the others are read`, async () => {
    const all = lines(kind).map((l) => `${l}\r\n`);
    const bytes = Buffer.concat(all.map((l, i) => (i === 20 ? cp932(l) : utf8(l))));
    assert.deepEqual(nobodyLost(await run({ [kind]: bytes }), kind, /./), { refused: false, reported: 1, confirmed: 59 });
  });

  test(`${kind}: NUL near the beginning is refused in a sentence`, async () => {
    const r = await run({ [kind]: cp932(text(kind).replace("サトウ", "サト\0ウ")) });
    assert.equal(r.code, 2);
    oneClearMessage(r.refused, new RegExp(`${kind}\\.csv`));
  });

  test(`${kind}: NUL far down: the row is reported or still found`, async () => {
    const filler = Array.from({ length: 1500 }, (_, i) =>
      LINE[kind]({
        kana: `ワタナベ　${GIVEN[i % 10]}${GIVEN[((i / 10) | 0) % 10]}${GIVEN[((i / 100) | 0) % 10]}${GIVEN[(i / 1000) | 0]}`,
        name: "渡辺　一",
        birth: "1955-05-05",
        number: `00000000009${String(i).padStart(4, "0")}`,
      }),
    );
    for (const where of ["kana", "birth"]) {
      const broken = PEOPLE.map((p, i) => LINE[kind](i === 7 ? { ...p, [where]: `${p[where].slice(0, 2)}\0${p[where].slice(2)}` } : p));
      const bytes = cp932([HEAD[kind], ...filler, ...broken].map((l) => `${l}\r\n`).join(""));
      assert.ok(bytes.indexOf(0) > 65536);
      const r = await run({ [kind]: bytes });
      if (kind === "roster") nobodyLost(r, kind, /./, (i) => i + 1502);
      else if (r.refused !== undefined) oneClearMessage(r.refused, /./);
      else
        assert.ok(
          r.report(kind).rejected.some((x) => x.line === 1509) || r.results.some((x) => x.pension?.line === 1509 && x.roster?.line === 9),
          "line 1509",
        );
    }
  });

  test(`${kind}: 0x1A at the end`, async () => {
    for (const end of ["\r\n\x1a", "\r\n\x1a\r\n", "\x1a", "\r\n\x1a\x1a\x1a"]) {
      const seen = nobodyLost(await run({ [kind]: cp932(text(kind).slice(0, -2) + end) }), kind, /./);
      assert.deepEqual(seen, { refused: false, reported: 0, confirmed: 60 }, JSON.stringify(end));
    }
  });

  test(`${kind}: a lone CR between two rows of an LF file: the line is reported, or both rows are read`, async () => {
    const bytes = cp932(
      text(kind, "\n")
        .split("\n")
        .map((l, i) => l + (i === 30 ? "\r" : "\n"))
        .join("")
        .slice(0, -1),
    );
    // Lines are counted as the file's own line ends make them: the two rows stand on line 31, those below one higher.
    const seen = nobodyLost(await run({ [kind]: bytes }), kind, /改行/, (i) => (i >= 30 ? i + 1 : i + 2));
    if (!seen.refused) assert.ok(seen.reported <= 1, JSON.stringify(seen));
  });

  test(`${kind}: a BOM in the middle, where two files were joined`, async () => {
    const all = lines(kind);
    const joined = Buffer.from(`\ufeff${all.slice(0, 31).join("\r\n")}\r\n\ufeff${[all[0], ...all.slice(31)].join("\r\n")}\r\n`);
    const seen = nobodyLost(await run({ [kind]: joined }), kind, /./, (i) => (i >= 30 ? i + 3 : i + 2));
    // The header is passed over, and that is said.
    if (kind === "roster") assert.deepEqual(seen, { refused: false, reported: 0, confirmed: 60 });
  });

  test(`${kind}: a BOM in the middle, before a row of data`, async () => {
    const all = lines(kind);
    const joined = Buffer.from(`\ufeff${all.slice(0, 31).join("\r\n")}\r\n\ufeff${all.slice(31).join("\r\n")}\r\n`);
    nobodyLost(await run({ [kind]: joined }), kind, /./);
  });

  test(`${kind}: a file in EUC-JP is called so`, async () => {
    const r = await run({ [kind]: eucJp(text(kind)) });
    assert.equal(r.code, 2);
    oneClearMessage(r.refused, /EUC-JP/);
  });
}
