// Files made to break a reader: quotes, giants, columns without end, other formats under the name .csv, counts that lie,
// groups that do not add up. Each is refused in one sentence that names file and line and leaves nothing behind, or read
// with everybody either in the results or in import.json.
//   TOTSUGO_HUGE=1 makes the file of commas 1 GB.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../dist/totsugo-cli.mjs", import.meta.url));
let folder,
  count = 0;
before(() => (folder = mkdtempSync(join(tmpdir(), "totsugo-hostile-files-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = {
  roster: "宛名番号,氏名カナ,氏名,生年月日,性別,住所,資格取得年月日",
  pension: "氏名カナ,氏名,生年月日,性別,資格喪失年月日",
  overlap: "作成年月日,氏名カナ,氏名,生年月日,性別,重複先保険者番号,重複先資格取得年月日",
};
const PEOPLE = Array.from({ length: 6 }, (_, i) => ({
  kana: `ヤマダ　${"アイウエオカ"[i]}コ`,
  name: `山田　${"安以宇江於加"[i]}子`,
  birth: `198${i}-04-01`,
  number: `00000000001234${i}`,
}));
const LINE = {
  roster: (p) => `${p.number},${p.kana},${p.name},${p.birth},女,架空市1-1,2020-04-01`,
  pension: (p) => `${p.kana},${p.name},${p.birth},女,2026-09-01`,
  overlap: (p) => `2026-11-19,${p.kana},${p.name},${p.birth},女,06130488,2026-09-01`,
};
const KINDS = ["roster", "pension", "overlap"];
const lines = (kind) => [HEAD[kind], ...PEOPLE.map(LINE[kind])];
const text = (kind) =>
  lines(kind)
    .map((l) => `${l}\r\n`)
    .join("");

/** A job over the plain files but those in `files` (text, bytes, or {path}); layouts: kind -> document; runs: overlap lists. */
async function run(files = {}, { flow = "P", layouts = {}, older } = {}) {
  const dir = join(folder, String(++count)),
    out = join(dir, "out"),
    paths = {};
  mkdirSync(dir);
  for (const kind of KINDS) {
    paths[kind] = files[kind]?.path ?? join(dir, `${kind}_20261119.csv`);
    if (!files[kind]?.path) writeFileSync(paths[kind], files[kind] ?? text(kind));
  }
  const args = ["match", "--flow", flow, "--roster", paths.roster, "--overlap", paths.overlap, "--date", "2026-11-22", "--out", out];
  if (flow === "P") args.push("--pension", paths.pension);
  if (older !== undefined) {
    writeFileSync(join(dir, "overlap_20261104.csv"), older);
    args.push("--overlap", join(dir, "overlap_20261104.csv"));
  }
  for (const [kind, document] of Object.entries(layouts)) {
    writeFileSync(join(dir, `${kind}.json`), JSON.stringify(document));
    args.push("--layout", `${kind}=${join(dir, `${kind}.json`)}`);
  }
  const rss = join(dir, "rss");
  const script = `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(rss)}, String(process.resourceUsage().maxRSS)));`;
  writeFileSync(join(dir, "rss.cjs"), script);
  const r = await new Promise((resolve) =>
    execFile(process.execPath, ["--require", join(dir, "rss.cjs"), cli, ...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    ),
  );
  r.rss = existsSync(rss) ? Number(readFileSync(rss, "utf8")) * 1024 : NaN;
  if (r.code !== 0) {
    assert.equal(r.code, 2, r.stderr);
    assert.equal(r.stdout, "");
    assert.equal(existsSync(out), false, "nothing half-written");
    assert.equal(r.stderr.trim().split("\n").length, 1, r.stderr);
    assert.match(r.stderr, /[ぁ-ん].*。/);
    assert.doesNotMatch(r.stderr, /内部の誤り|undefined|Error/);
    return { ...r, refused: r.stderr };
  }
  r.results = readFileSync(join(out, "results.ndjson"), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((l) => JSON.parse(l));
  const reports = JSON.parse(readFileSync(join(out, "import.json"), "utf8")).files;
  r.report = (kind) => reports.find((f) => f.kind === kind && !f.file.includes("20261104"));
  for (const f of reports) assert.equal(f.rejected.length, f.rejected_count, "all rejections are listed");
  return r;
}

/** Every line of the list is in a result or reported. */
function nobodyLost(r, kind, first, last) {
  const reported = new Set(r.report(kind).rejected.map((x) => x.line));
  const shown = new Set(
    r.results.flatMap((x) =>
      kind === "overlap"
        ? (x.overlap ?? []).map((o) => o.line)
        : x[kind]
          ? [x[kind].line, ...(x.candidates ?? []).map((c) => c.roster_line)]
          : [],
    ),
  );
  const lost = [];
  for (let line = first; line <= last; line++) if (!shown.has(line) && !reported.has(line)) lost.push(line);
  assert.deepEqual(lost, [], "lines neither in the results nor reported");
}

function refusedFor(r, about, line) {
  assert.ok(r.refused, "refused");
  assert.match(r.refused, about);
  if (line) assert.match(r.refused, new RegExp(` ${line}行目`));
}

const MB = 1 << 20;
/** A file of `head`, then `piece` over and over up to `bytes`. */
function big(name, head, piece, bytes) {
  const path = join(folder, name),
    fd = openSync(path, "w"),
    block = Buffer.from(piece.repeat(Math.ceil(MB / Buffer.byteLength(piece))));
  let size = writeSync(fd, head);
  while (size < bytes) size += writeSync(fd, block);
  closeSync(fd);
  return path;
}

test("the plain files: everybody is confirmed", async () => {
  const r = await run();
  assert.deepEqual(
    r.results.map((x) => x.bucket),
    Array(6).fill("P-CONFIRMED"),
  );
  for (const kind of KINDS) nobodyLost(r, kind, 2, 7);
});

test("text behind a closing quote: the row is reported, no other is lost", async () => {
  let ran = 0;
  for (const kind of KINDS)
    for (const bad of ['"山"田', '""山田', ' "山" 田', '"山田"x']) {
      const all = lines(kind);
      all[3] = all[3].replace("山田", bad);
      const r = await run({ [kind]: all.map((l) => `${l}\r\n`).join("") });
      assert.equal(r.code, 0, `${kind} ${bad}: ${r.stderr}`);
      const { rejected } = r.report(kind);
      assert.deepEqual(
        rejected.map((x) => [x.line, x.code]),
        [[4, "row_bad_quote"]],
        `${kind} ${bad}`,
      );
      nobodyLost(r, kind, 2, 7);
      assert.equal(r.results.filter((x) => x.bucket === "P-CONFIRMED").length, 5);
      ran++;
    }
  assert.equal(ran, 12);
});

test("a quote in a field that does not begin with one: the row is read, nobody is lost", async () => {
  let ran = 0;
  for (const kind of KINDS)
    for (const odd of ['山"田', '山田"', '山""田', '山田 "']) {
      const all = lines(kind);
      all[3] = all[3].replace("山田", odd);
      const r = await run({ [kind]: all.map((l) => `${l}\r\n`).join("") });
      assert.equal(r.code, 0, `${kind} ${odd}: ${r.stderr}`);
      assert.equal(r.report(kind).rejected_count, 0, `${kind} ${odd}`);
      assert.ok(r.results.filter((x) => x.bucket === "P-CONFIRMED").length >= 5, `${kind} ${odd}`);
      ran++;
    }
  assert.equal(ran, 12);
});

test("a quote never closed at row 3 of a million rows is refused by its line, without reading on", async () => {
  const all = lines("roster");
  const row = `${LINE.roster(PEOPLE[0]).replace("架空市1-1", "架空県架空市架空町大字架空一丁目2番3号架空団地第4号棟567号室")}\r\n`;
  const open = (name, bytes) => big(name, `${all[0]}\r\n${all[1]}\r\n${all[2].replace("架空市", '"架空市')}\r\n`, row, bytes);
  const small = open("small.csv", 75 * MB),
    path = open("open-quote.csv", 300 * MB);
  try {
    assert.ok(statSync(path).size / Buffer.byteLength(row) > 1e6, "a million rows");
    const before = await run({ roster: { path: small } }),
      r = await run({ roster: { path } });
    refusedFor(before, /small\.csv .*引用符/, 3);
    refusedFor(r, /open-quote\.csv .*引用符/, 3);
    assert.ok(
      r.rss < before.rss + 48 * MB,
      `${(r.rss / MB) | 0} MB at most in memory, ${(before.rss / MB) | 0} MB for a quarter of the file`,
    );
  } finally {
    for (const p of [path, small]) rmSync(p);
  }
});

test("a single field of 10 MB is refused by its line, in any of the files", async () => {
  let ran = 0;
  for (const kind of KINDS)
    for (const quote of ["", '"']) {
      const all = lines(kind);
      all[2] = all[2].replace("山田", `${quote}${"山".repeat((10 * MB) / 3)}${quote}`);
      const r = await run({ [kind]: all.map((l) => `${l}\r\n`).join("") });
      refusedFor(r, new RegExp(`${kind}_20261119\\.csv .*1MB`), 3);
      ran++;
    }
  assert.equal(ran, 6);
});

test("a hundred thousand columns are refused", async () => {
  let ran = 0;
  for (const kind of KINDS) {
    const wide = Array.from({ length: 1e5 }, (_, i) => `列${i}`).join();
    refusedFor(await run({ [kind]: `${HEAD[kind]},${wide}\r\n${LINE[kind](PEOPLE[0])},${wide}\r\n` }), /列が多すぎます|1MB/);
    refusedFor(await run({ [kind]: `${",".repeat(1e5)}\r\n${text(kind)}` }), /列/);
    const row = lines(kind);
    row[2] += ",x".repeat(1e5);
    const r = await run({ [kind]: row.map((l) => `${l}\r\n`).join("") });
    assert.deepEqual(
      r.report(kind).rejected.map((x) => [x.line, x.code]),
      [[3, "row_too_many_fields"]],
    );
    nobodyLost(r, kind, 2, 7);
    ran++;
  }
  assert.equal(ran, 3);
});

test("a large file of commas only is refused, and does not fill the memory", async () => {
  const bytes = process.env.TOTSUGO_HUGE === "1" ? 1000 * MB : 200 * MB;
  let ran = 0;
  for (const [name, head, piece] of [
    ["commas.csv", "", ",".repeat(1024)],
    ["rows-of-commas.csv", `${HEAD.roster}\r\n`, ",,,,,,\r\n"],
  ]) {
    const path = big(name, head, piece, bytes);
    try {
      const r = await run({ roster: { path } });
      refusedFor(r, new RegExp(name));
      assert.ok(r.rss < 400 * MB, `${(r.rss / MB) | 0} MB`);
    } finally {
      rmSync(path);
    }
    ran++;
  }
  assert.equal(ran, 2);
});

test("the same header twice: refused by its line, unless a layout says which", async () => {
  let ran = 0;
  for (const kind of KINDS) {
    const rows = lines(kind)
      .map((l, i) => `${l},${i === 0 ? "生年月日" : "1970-01-01"}\r\n`)
      .join("");
    refusedFor(await run({ [kind]: rows }), /「生年月日」.*二つ/, 1);
    const names = HEAD[kind].split(",");
    const codes = {
      宛名番号: "resident_number",
      氏名カナ: "name_kana",
      氏名: "name",
      生年月日: "birth_date",
      性別: "sex",
      住所: "address",
      資格取得年月日: "acquired",
      資格喪失年月日: "pension_lost",
      作成年月日: "run_date",
      重複先保険者番号: "other_insurer",
      重複先資格取得年月日: "other_acquired",
    };
    const fields = Object.fromEntries(names.map((n, i) => [codes[n], { header: n, position: i + 1 }]));
    const r = await run({ [kind]: rows }, { layouts: { [kind]: { kind, fields } } });
    assert.equal(r.code, 0, r.stderr);
    assert.equal(r.results.filter((x) => x.bucket === "P-CONFIRMED").length, 6, kind);
    ran++;
  }
  assert.equal(ran, 3);
});

test("headers with line breaks: read as their names, lines counted as the file has them", async () => {
  let ran = 0;
  for (const kind of KINDS)
    for (const end of ["\n", "\r\n"]) {
      const all = lines(kind);
      all[0] = all[0].replace("生年月日", `"生年${end}月日"`).replace("氏名カナ", `"氏名${end}カナ"`);
      all[3] = all[3].replace(/198\d-04-01/, "いつか");
      const r = await run({ [kind]: all.map((l) => `${l}\r\n`).join("") });
      assert.equal(r.code, 0, `${kind}: ${r.stderr}`);
      assert.deepEqual(
        r.report(kind).rejected.map((x) => [x.line, x.code]),
        [[6, "row_date_unreadable"]],
      );
      nobodyLost(r, kind, 4, 9);
      ran++;
    }
  assert.equal(ran, 6);
});

test("record counts that contradict the rows are refused, and so is a file without its end", async () => {
  const layout = {
    kind: "pension",
    header_rows: 0,
    record_kind: { position: 1, keep: ["2"], end: "3", count_position: 2 },
    fields: {
      name_kana: { position: 2 },
      name: { position: 3 },
      birth_date: { position: 4 },
      sex: { position: 5 },
      pension_lost: { position: 6 },
    },
  };
  const data = PEOPLE.map((p) => `2,${LINE.pension(p)}\r\n`).join("");
  const cases = [
    ["as many", `1,20261119,,,,\r\n${data}3,6,,,,\r\n`, null],
    ["the end says more", `1,20261119,,,,\r\n${data}3,7,,,,\r\n`, 8],
    ["the end says fewer", `1,20261119,,,,\r\n${data}3,5,,,,\r\n`, 8],
    ["a row is cut out", `1,20261119,,,,\r\n${data.slice(data.indexOf("\n") + 1)}3,6,,,,\r\n`, 7],
    ["no end", `1,20261119,,,,\r\n${data}`, 8],
  ];
  let ran = 0;
  for (const [name, bytes, line] of cases) {
    const r = await run({ pension: bytes }, { layouts: { pension: layout } });
    if (line) refusedFor(r, /終わりのレコード/, line);
    else assert.equal(r.results?.filter((x) => x.bucket === "P-CONFIRMED").length, 6, `${name}: ${r.stderr}`);
    ran++;
  }
  assert.equal(ran, 5);
});

test("a PDF, a workbook, an old workbook and an archive under the name .csv are called what they are", async () => {
  const zip = (name) =>
    Buffer.concat([
      Buffer.from("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "latin1"),
      Buffer.from([name.length, 0, 0, 0]),
      Buffer.from(name),
      Buffer.alloc(600),
    ]);
  const cases = [
    ["PDF", Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "latin1"), /PDF/],
    ["XLSX", zip("[Content_Types].xml"), /Excel|ブック|xlsx/],
    ["XLS", Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(1024)]), /\.xls/],
    ["ZIP", zip("list.txt"), /ZIP|圧縮|ブック/],
  ];
  let ran = 0;
  for (const [name, bytes, about] of cases)
    for (const kind of KINDS) {
      const r = await run({ [kind]: bytes });
      refusedFor(r, about);
      assert.match(r.refused, new RegExp(`${kind}_20261119\\.csv`), name);
      ran++;
    }
  assert.equal(ran, 12);
});

// ---- grouped overlap lists
const HOME = "00139873",
  KENPO = "06130488",
  KYOKAI = "01279728",
  TOWN2 = "138016";
const GROUPED = "作成年月日,整理番号,氏名,氏名カナ,生年月日,性別,保険者番号,記号,番号,枝番,資格取得年月日,資格喪失年月日";
const fieldsOf = {
  run_date: "作成年月日",
  group_key: "整理番号",
  name: "氏名",
  name_kana: "氏名カナ",
  birth_date: "生年月日",
  sex: "性別",
  other_insurer: "保険者番号",
  other_symbol: "記号",
  other_serial: "番号",
  other_branch: "枝番",
  other_acquired: "資格取得年月日",
  other_lost: "資格喪失年月日",
};
const groupedLayout = { kind: "overlap", shape: "grouped", fields: fieldsOf };
const side = (i, insurer, { key = i + 1, date = "2026-11-19", acquired = insurer === HOME ? "2020-04-01" : "2026-09-01" } = {}) =>
  `${date},${key},${PEOPLE[i].name},${PEOPLE[i].kana},${PEOPLE[i].birth},2,${insurer},12,${100 + i},00,${acquired},`;
const pairOf = (i) => [side(i, HOME), side(i, KENPO)];
const grouped = (rows) => [GROUPED, ...rows].map((l) => `${l}\r\n`).join("");
const lookAt = (rows, flow = "D") =>
  run(
    { overlap: grouped(rows) },
    { flow, older: grouped(rows.map((r) => r.replace("2026-11-19", "2026-11-04"))), layouts: { overlap: groupedLayout } },
  );
const five = [1, 2, 3, 4, 5].flatMap(pairOf);

test("groups: one side only is reported by its line, the others are read", async () => {
  let ran = 0;
  for (const [name, row] of [
    ["own side only", side(0, HOME)],
    ["other side only", side(0, KENPO)],
  ]) {
    for (const rows of [
      [row, ...five],
      [...five, row],
    ]) {
      const r = await lookAt(rows);
      assert.equal(r.code, 0, `${name}: ${r.stderr}`);
      assert.deepEqual(
        r.report("overlap").rejected.map((x) => [x.line, x.code]),
        [[rows.indexOf(row) + 2, "row_group_incomplete"]],
        name,
      );
      assert.equal(r.results.filter((x) => x.bucket === "D-CANDIDATE").length, 5, name);
      ran++;
    }
  }
  assert.equal(ran, 4);
});

test("groups: a blank key on the first row is reported; further down it carries on", async () => {
  const rows = [side(0, HOME, { key: "" }), ...five];
  const r = await lookAt(rows);
  assert.deepEqual(
    r.report("overlap").rejected.map((x) => [x.line, x.code, x.column]),
    [[2, "row_required_empty", "整理番号"]],
  );
  assert.equal(r.results.filter((x) => x.bucket === "D-CANDIDATE").length, 5);
  const once = await lookAt([0, 1, 2, 3, 4, 5].flatMap((i) => [side(i, HOME), side(i, KENPO, { key: "" })]));
  assert.equal(once.report("overlap").rejected_count, 0);
  assert.equal(once.results.filter((x) => x.bucket === "D-CANDIDATE").length, 6);
});

test("groups: an empty list of either shape is no error, and is said", async () => {
  const r = await run({ overlap: grouped([]) }, { layouts: { overlap: groupedLayout } });
  assert.equal(r.code, 0, r.stderr);
  assert.equal(r.report("overlap").rows, 0);
  assert.match(JSON.stringify(r.report("overlap").warnings), /1行もありません/);
});

test("groups: one own side and two others give both pairs, and the rules say so", async () => {
  const r = await lookAt([...pairOf(0), side(0, KYOKAI, { acquired: "2026-10-01" }), ...five]);
  assert.equal(r.report("overlap").rejected_count, 0);
  const who = r.results.filter((x) => x.roster?.line === 2);
  assert.equal(who.length, 1);
  assert.deepEqual([...new Set(who[0].overlap.map((o) => o.line))].sort(), [3, 4]);
  assert.equal(who[0].selectable, false);
  assert.ok(
    who[0].reasons.some((x) => x.code === "two_other_dates"),
    JSON.stringify(who[0].reasons),
  );
  assert.equal(r.results.filter((x) => x.bucket === "D-CANDIDATE").length, 5);
});

test("groups: two own sides and one other: which is meant nobody knows, every row is reported", async () => {
  const r = await lookAt([side(0, HOME), side(0, HOME, { acquired: "2023-04-01" }), side(0, KENPO), ...five]);
  assert.deepEqual(
    r.report("overlap").rejected.map((x) => [x.line, x.code]),
    [2, 3, 4].map((n) => [n, "row_group_ambiguous"]),
  );
  assert.equal(r.results.filter((x) => x.bucket === "D-CANDIDATE").length, 5);
});

test("groups: another municipality is another side, not a second own one", async () => {
  const r = await lookAt([side(0, HOME), side(0, TOWN2), ...five]);
  assert.equal(r.report("overlap").rejected_count, 0);
  const who = r.results.find((x) => x.roster?.line === 2);
  assert.equal(who?.selectable, false);
  assert.equal(r.results.filter((x) => x.bucket === "D-CANDIDATE").length, 5);
});

test("groups: rows of a group may stand anywhere", async () => {
  const own = PEOPLE.map((_, i) => side(i, HOME)),
    other = PEOPLE.map((_, i) => side(i, KENPO));
  let ran = 0;
  for (const rows of [
    [...own, ...other],
    [...other, ...own],
    [...own, ...other.reverse()],
  ]) {
    const r = await lookAt(rows);
    assert.equal(r.report("overlap").rejected_count, 0);
    assert.equal(r.results.filter((x) => x.bucket === "D-CANDIDATE").length, 6);
    ran++;
  }
  assert.equal(ran, 3);
});
