// 管理簿 and the list of results as workbooks: every cell comes back from two readers, our own and openpyxl, which shares nothing with it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { answered, loadCore } from "./contract.mjs";
import { pythonWithOpenpyxl } from "./openpyxl.mjs";
import { bundled } from "./typescript.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
const HEADS = [
  "番号",
  "状態",
  "保留",
  "返戻",
  "前回との比較",
  "根拠通知",
  "分類",
  "一致の段階",
  "氏名",
  "氏名カナ",
  "生年月日",
  "性別",
  "宛名番号",
  "記号番号",
  "枝番",
  "世帯番号",
  "世帯主氏名",
  "郵便番号",
  "住所",
  "喪失日（案）",
  "喪失日からの月数",
  "賦課を減額できる期限",
  "重複先保険者",
  "重複先取得日",
  "最後の記録",
  "記録した日",
  "記録した人",
  "期限",
  "メモ",
  "根拠",
];
const WORDS = { name: "管理簿", foot: { left: "個人情報", right: "管理簿　2026-11-22" } };
const DATE_FORMAT = 'yyyy"年"m"月"d"日"';

let x, words, folder, second, tables;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "totsugo-ledger-"));
  second = pythonWithOpenpyxl();
  x = await bundled(
    'export * from "./wasm/book/xlsx-out.ts"; export * from "./wasm/book/print.ts"; export { readSheet } from "./wasm/book/xlsx.ts"; ' +
      'export { Zip } from "./wasm/book/zip.ts"; export { ledger } from "./web/src/ledger/strings.ts"; ' +
      [
        'export { book } from "./web/src/saving/strings.ts";',
        'export { explained } from "./web/src/saving/save-book.ts";',
        'export { results } from "./web/src/summary/strings.ts";',
      ].join(" "),
  );
  words = x.ledger;
  tables = JSON.parse((await loadCore()).constants()).tables;
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const kind of ["finish", "casework join", "casework decisions", "casework act"])
    assert.ok(answered.get(kind) > 0, `nothing was held against the contract as ${kind}`);
});

test("the second reader", (t) => {
  t.diagnostic(`openpyxl ${second.version}`);
  assert.match(second.version, /^\d+\.\d+/);
});

function openpyxl(what, bytes, ...more) {
  const file = join(folder, "book.xlsx");
  writeFileSync(file, bytes);
  return JSON.parse(
    execFileSync(second.python, ["-W", "error", path("tests/wasm/read-book.py"), what, file, ...more], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    }),
  );
}
/** openpyxl leaves Excel's escape of an underscore as it stands. */
const unescaped = (v) => (typeof v === "string" ? v.replaceAll("_x005F_", "_") : v);

async function ours(bytes, sheet) {
  const read = await x.readSheet("f.xlsx", bytes, sheet);
  assert.ok(read.ok, read.error?.text);
  return { csv: new TextDecoder().decode(read.csv), notes: read.notes };
}
/** The lines of our reader's CSV, which quotes in its own way and guards nothing. */
function cellsOf(csv) {
  const rows = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}
async function part(bytes, name) {
  const pieces = [];
  for await (const piece of new x.Zip(bytes).read(name, { inflated: 0 })) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

/** A row of the ledger with these cells; the rest is empty. */
const rowOf = (cells) => HEADS.map((head) => cells[head] ?? "");
const ledgerBook = (rows, words) => x.writeBook({ ...words, columns: tables.ledger, rows });
const bookOf = (rows) => ledgerBook(rows, WORDS);

// --- cells ----------------------------------------------------------------------------------------------------------

test("every text comes back from both readers, and is a text", async () => {
  // [what, as it came in, as it stands in the book if that differs]
  const cases = [
    ["a name", "山田　太郎"],
    ["leading zeros", "0000123"],
    ["a number with a dash", "05-1000001"],
    ["a long number", "123456789012345678"],
    ["an exponent", "1E5"],
    ["a date of the files", "1980-04-01"],
    ["eight digits", "19800401"],
    ["an era", "昭和55年4月1日"],
    ["true", "TRUE"],
    ["an error", "#N/A"],
    ["a fraction", "1/2"],
    ["a formula", "=1+1"],
    ["a command", "=cmd|'/c calc'!A1"],
    ["plus", "+1"],
    ["minus", "-1"],
    ["at", "@SUM(A1)"],
    ["full-width", "＝1+1"],
    ["a tab first", "\t=1"],
    ["a link", '=HYPERLINK("http://x","y")'],
    ["an apostrophe", "'a"],
    ["quotes", 'a"b"'],
    ["a comma", "a,b"],
    ["markup", "<b>&amp;</b>]]>"],
    ["blanks around", "  a  "],
    ["an ideographic blank first", "　a"],
    ["a line break", "a\nb"],
    ["CR LF", "a\r\nb", "a\nb"],
    ["CR", "a\rb", "a\nb"],
    ["a break first", "\na"],
    ["a break last", "a\n"],
    ["emoji", "😀👨‍👩‍👧"],
    ["beyond the BMP", "𠮟る𩸽"],
    ["a variation selector", "葛󠄀城"],
    ["private use", "\ue000\uf8ff\u{f0000}\u{10fffd}"],
    ["half-width kana", "ﾔﾏﾀﾞ"],
    ["a combining mark", "か\u3099"],
    ["Excel's escape", "a_x0041_b"],
    ["its escape", "_x005F_x0041_"],
    ["two in a row", "_x0041_x0042_"],
    ["no escape", "_x00_ _xyz"],
    ["NUL", "a\0b", "a␀b"],
    ["a bell", "\x07", "␇"],
    ["a vertical tab", "a\x0bb", "a␋b"],
    ["an escape", "\x1b[0m", "␛[0m"],
    ["a unit separator", "a\x1fb", "a␟b"],
    ["DEL", "a\x7fb"],
    ["U+FFFE", "a\ufffeb", "a\ufffdb"],
    ["U+FFFF", "\uffff", "\ufffd"],
    ["half a pair", "a\ud800b", "a\ufffdb"],
    ["the other half", "\udc00\ud800", "\ufffd\ufffd"],
    ["a BOM inside", "a\ufeffb"],
    ["a name of JavaScript", "constructor"],
    ["another", "__proto__"],
    ["as long as can be", "長".repeat(32767)],
    ["longer", "長".repeat(32768), `${"長".repeat(32766)}…`],
    ["longer, with a pair at the end", `${"a".repeat(32765)}😀b`, `${"a".repeat(32765)}…`],
  ];
  const rows = cases.map(([, value], i) => rowOf({ 番号: String(i + 1), 氏名: value, 宛名番号: value, メモ: value, 生年月日: value }));
  const bytes = await bookOf(rows);
  const one = cellsOf((await ours(bytes)).csv),
    two = openpyxl("cells", bytes).rows;
  assert.equal(one.length, cases.length + 1);
  assert.equal(two.length, cases.length + 1);
  let ran = 0;
  for (const [i, [what, came, stands = came]] of cases.entries()) {
    for (const head of ["氏名", "生年月日", "宛名番号", "メモ"]) {
      const at = HEADS.indexOf(head),
        cell = two[i + 1][at];
      assert.equal(one[i + 1][at], stands.replaceAll("\n", " "), `${what}, our reader, ${head}`);
      assert.equal(unescaped(cell.value), stands, `${what}, openpyxl, ${head}`);
      assert.deepEqual([cell.type, cell.format, cell.wrap], ["s", "@", true], `${what}, ${head}`);
      ran++;
    }
  }
  assert.equal(ran, 224);
  const xml = await part(bytes, "xl/worksheets/sheet1.xml");
  assert.doesNotMatch(xml, /<f[ >/]|t="str"/);
  assert.equal(xml.match(/<c /g).length, HEADS.length * (cases.length + 1));
});

test("the tool's own dates are dates, whatever is none stays as it is", async () => {
  const cases = [
    ["2026-11-24", 46350],
    ["1900-03-01", 61],
    ["1989-01-08", 32516],
    ["2000-02-29", 36585],
    ["2024-12-31", 45657],
    ["9999-12-31", 2958465],
    ["1900-02-28"],
    ["1899-12-31"],
    ["2026-02-29"],
    ["2026-13-01"],
    ["2026-11-31"],
    ["2026-00-10"],
    ["20261124"],
    ["2026/11/24"],
    ["2026-1-2"],
    ["２０２６-11-24"],
    ["2026-11-24 10:00"],
    ["令和8年11月24日"],
    ["0000-00-00"],
    [" 2026-11-24"],
    [""],
  ];
  const bytes = await bookOf(cases.map(([date]) => rowOf({ "喪失日（案）": date, 記録した日: date, 生年月日: date, 重複先取得日: date })));
  const one = cellsOf((await ours(bytes)).csv),
    two = openpyxl("cells", bytes).rows;
  const xml = await part(bytes, "xl/worksheets/sheet1.xml");
  let dates = 0,
    texts = 0;
  for (const [i, [date, day]] of cases.entries()) {
    for (const head of ["喪失日（案）", "記録した日", "生年月日", "重複先取得日"]) {
      const at = HEADS.indexOf(head),
        cell = two[i + 1][at];
      // A row of nothing is none to our reader.
      assert.equal(one[i + 1]?.[at] ?? "", date, `${date}, ${head}`);
      if (day && (head === "喪失日（案）" || head === "記録した日")) {
        assert.deepEqual([cell.type, cell.format, cell.value], ["d", DATE_FORMAT, `${date}T00:00:00`], `${date}, ${head}`);
        assert.ok(xml.includes(`<c r="${String.fromCharCode(65 + at)}${i + 2}" s="3"><v>${day}</v></c>`), `${date}: ${day}`);
        dates++;
      } else {
        assert.deepEqual([cell.type, cell.format, cell.value], date === "" ? ["n", "@", null] : ["s", "@", date], `${date}, ${head}`);
        texts++;
      }
    }
  }
  assert.deepEqual([dates, texts], [12, 72]);
});

test("the number of a case is a number, other numbers are texts", async () => {
  const cases = [
    ["1", true],
    ["0", true],
    ["30000", true],
    ["999999999999999", true],
    ["01", false],
    ["1.5", false],
    ["-1", false],
    ["1234567890123456", false],
    ["", false],
    ["１", false],
  ];
  const { rows } = openpyxl("cells", await bookOf(cases.map(([n]) => rowOf({ 番号: n, 枝番: n, 氏名: "x" }))));
  for (const [i, [n, number]] of cases.entries()) {
    const cell = rows[i + 1][0],
      branch = rows[i + 1][HEADS.indexOf("枝番")];
    assert.deepEqual([cell.type, cell.value], number ? ["n", Number(n)] : n === "" ? ["n", null] : ["s", n], n);
    assert.deepEqual([branch.format, branch.value], ["@", n === "" ? null : n], n);
  }
  assert.equal(cases.length, 10);
});

// --- the book -------------------------------------------------------------------------------------------------------

test("frozen, filtered, printable", async () => {
  const sizes = [0, 1, 40];
  for (const size of sizes) {
    const book = openpyxl(
      "cells",
      await bookOf(
        Array.from({ length: size }, (_, i) =>
          rowOf({ 番号: String(i + 1), 住所: "東京都千代田区霞が関".repeat(5), 記録した日: "2026-11-24" }),
        ),
      ),
    );
    const { rows, widths, heights, ...settings } = book;
    assert.deepEqual(settings, {
      sheets: ["管理簿"],
      frozen: "B2",
      filter: `A1:AD${size + 1}`,
      titles: ["$A:$A", "$1:$1"],
      breaks: book.breaks,
      scale: book.scale,
      order: "overThenDown",
      paper: "9",
      orientation: "landscape",
      fit: false,
      foot: ["個人情報", "&P / &N", "管理簿　2026-11-22"],
      names: [],
      people: [null, null, null, null, null, null],
    });
    assert.deepEqual(
      rows[0].map((c) => c.value),
      HEADS,
    );
    assert.equal(rows.length, size + 1);
    assert.equal(widths.length, HEADS.length);
    for (const width of widths) assert.ok(width >= 7 && width <= 32, `${width}`);
    // A long text may have what its page leaves over.
    if (size > 0) assert.ok(widths[HEADS.indexOf("住所")] >= 28 && widths[HEADS.indexOf("記録した日")] === 16, `${widths}`);
  }
  assert.equal(sizes.length, 3);
  // A date or a number that does not fit is shown as ####, a text goes on below.
  const narrow = await x.writeBook({
    ...WORDS,
    columns: ["text", "date", "number"].map((kind) => ({ head: "a", kind, widest: 5 })),
    rows: [["長い長い文", "2026-11-24", "999999999999999"]],
  });
  // What the page leaves over goes to it.
  assert.deepEqual(openpyxl("cells", narrow).widths, [11, 16, 16]);
});

test("a row is as high as what goes on below in it", async () => {
  const column = (widest) => ({ head: "a", kind: "text", widest });
  const cases = [
    ["短い", null],
    ["", null],
    ["a".repeat(19), null],
    ["漢字十字漢字十字漢", null],
    ["漢字十字漢字十字漢字二", 37.5],
    ["a".repeat(45), 56.25],
    ["a\nb", 37.5],
    ["a\n\nb", 56.25],
    [`${"漢".repeat(25)}\nb`, 75],
    ["\n".repeat(400), 409],
  ];
  const book = openpyxl(
    "cells",
    await x.writeBook({
      ...WORDS,
      // The page is full, so that nothing is left over for the first.
      columns: [column(20), { ...column(20), kind: "date" }, column(100), column(23)],
      rows: cases.map(([text]) => [text, "2026-11-24", "a".repeat(99), "a".repeat(22)]),
    }),
  );
  assert.deepEqual(book.heights, [null, ...cases.map(([, height]) => height)]);
  assert.equal(book.heights.length, 11);
});

test("the parts are those of a plain workbook: no properties, no person, no formula, in the order Excel asks for", async () => {
  const bytes = await bookOf([rowOf({ 番号: "1", 氏名: "山田　太郎", メモ: "長いメモ".repeat(20), 根拠: "根拠".repeat(30) })]);
  const names = new x.Zip(bytes).names();
  assert.deepEqual(names, [
    "[content_types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
  ]);
  const sheet = await part(bytes, "xl/worksheets/sheet1.xml");
  const order = [
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "autoFilter",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "colBreaks",
    "ignoredErrors",
  ];
  const places = order.map((name) => sheet.search(new RegExp(`<${name}[ >]`)));
  assert.ok(
    places.every((at, i) => at > (places[i - 1] ?? 0)),
    `${places}`,
  );
  const book = await part(bytes, "xl/workbook.xml");
  assert.match(book, /<definedName name="_xlnm\._FilterDatabase" localSheetId="0" hidden="1">'管理簿'!\$A\$1:\$AD\$2</);
  assert.match(book, /<definedName name="_xlnm\.Print_Titles" localSheetId="0">'管理簿'!\$A:\$A,'管理簿'!\$1:\$1</);
  let where = 0;
  for (const name of names) if ((await part(bytes, name)).includes("山田")) where++;
  assert.equal(where, 1);
  assert.deepEqual((await ours(bytes)).notes, []);
});

test("signs in the words of the book do no harm", async () => {
  const bytes = await ledgerBook([], { name: "管<理>'簿&", foot: { left: '&A "個人"', right: "&&P<" } });
  const book = openpyxl("cells", bytes);
  assert.deepEqual(book.sheets, ["管<理>'簿&"]);
  assert.deepEqual(book.titles, ["$A:$A", "$1:$1"]);
  assert.match(
    await part(bytes, "xl/worksheets/sheet1.xml"),
    /<oddFooter>&amp;L&amp;&amp;A &quot;個人&quot;&amp;C&amp;P \/ &amp;N&amp;R&amp;&amp;&amp;&amp;P&lt;<\/oddFooter>/,
  );
});

test("the same rows give the same bytes, in another time zone and later too", async () => {
  const rows = Array.from({ length: 3000 }, (_, i) =>
    rowOf({ 番号: String(i + 1), 氏名: `氏名${i % 77}`, "喪失日（案）": "2026-04-01", メモ: `メモ\n${i}` }),
  );
  const zone = process.env.TZ,
    made = [];
  try {
    for (const tz of ["Asia/Tokyo", "America/New_York", "UTC"]) {
      process.env.TZ = tz;
      made.push(
        createHash("sha256")
          .update(await bookOf(rows))
          .digest("hex"),
      );
      if (made.length === 1) await new Promise((done) => setTimeout(done, 1100));
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
  assert.equal(made.length, 3);
  assert.equal(new Set(made).size, 1);
  const bytes = Buffer.from(await bookOf(rows));
  let stamps = 0;
  for (let at = bytes.indexOf("PK\x01\x02", 0, "latin1"); at >= 0; at = bytes.indexOf("PK\x01\x02", at + 4, "latin1")) {
    assert.equal(bytes.readUInt32LE(at + 12), 0x00210000);
    stamps++;
  }
  assert.equal(stamps, 6);
});

test("too many rows are refused before anything is made; a ragged table too", async () => {
  const columns = [{ head: "a", kind: "text", widest: 9 }];
  await assert.rejects(x.writeBook({ ...WORDS, columns, rows: new Array(1_048_576).fill(["x"]) }), x.TooManyRows);
  await assert.rejects(x.writeBook({ ...WORDS, columns, rows: [["x", "y"]] }), /another length/);
  assert.match(x.book.tooLong, /CSV/);
});

// A large town's, or (of the same making) a tenth of it: openpyxl reads a minute on the whole.
const MANY = process.env.TOTSUGO_FULL === "1" ? 30_000 : 3_000;
test(`${MANY} cases, all columns, by both readers`, async () => {
  const count = MANY,
    made = [];
  for (let i = 0; i < count; i++)
    made.push(
      HEADS.map((head, c) =>
        c === 0
          ? String(i + 1)
          : head === "記録した日"
            ? "2026-11-24"
            : head === "メモ"
              ? `=メモ,"${i}"\n二行目 ${i * 7919}`
              : `${head}${String((i * 31 + c) % 9973).padStart(6, "0")}`,
      ),
    );
  const bytes = await bookOf(made);
  made.unshift(HEADS);
  const one = cellsOf((await ours(bytes)).csv);
  assert.equal(one.length, count + 1);
  let same = 0;
  for (const [r, row] of made.entries()) for (const [c, value] of row.entries()) if (one[r][c] === value.replaceAll("\n", " ")) same++;
  assert.equal(same, HEADS.length * (count + 1));
  const want = createHash("sha256");
  for (const [r, row] of made.entries())
    for (const [c, value] of row.entries()) want.update(`${r > 0 && HEADS[c] === "記録した日" ? `${value}T00:00:00` : value}\x1f`);
  assert.deepEqual(openpyxl("digest", bytes), { rows: count + 1, width: HEADS.length, sha256: want.digest("hex") });
});

// --- on paper -------------------------------------------------------------------------------------------------------

// Half-width characters across a page at the natural size, less what is left over for printers: as print.ts reckons it.
const ACROSS = 111.9;

/** Each page's columns, from the breaks; the leading ones stand on all. */
function pagesOf(widths, leading, { scale, breaks }) {
  const starts = [leading, ...breaks, widths.length];
  const sum = (a, b) => widths.slice(a, b).reduce((all, w) => all + w, 0);
  return starts.slice(1).map((end, i) => ({ columns: end - starts[i], width: sum(0, leading) + sum(starts[i], end), scale }));
}

test("columns come on as few pages side by side as there can be, at 70 per cent or more, and none is lost", () => {
  let random = 7;
  const next = (most) => {
    random = (random * 1103515245 + 12345) % 2147483648;
    return 1 + (random % most);
  };
  let ran = 0,
    several = 0,
    whole = 0;
  for (let i = 0; i < 2000; i++) {
    const widths = Array.from({ length: next(40) }, () => 6 + next(42));
    const leading = Math.min(next(3) - 1, widths.length - 1);
    const layout = x.layoutOf(widths, leading);
    const pages = pagesOf(widths, leading, layout);
    assert.ok(layout.scale >= 70 && layout.scale <= 100, `${layout.scale}`);
    assert.equal(
      pages.reduce((all, p) => all + p.columns, leading),
      widths.length,
    );
    for (const p of pages) {
      assert.ok(p.columns >= 1, JSON.stringify({ widths, leading, layout }));
      assert.ok(p.width <= (ACROSS * 100) / p.scale + 0.1 || (p.columns === 1 && p.scale === 70), `${p.width} at ${p.scale}`);
    }
    // No fewer pages: whatever stands first on a page did not fit on the one before, at the smallest size.
    if (layout.scale === 70)
      for (const [k, p] of pages.slice(0, -1).entries())
        assert.ok(p.width + widths[layout.breaks[k]] > (ACROSS * 100) / 70 - 0.1, JSON.stringify({ widths, leading, layout }));
    if (pages.length === 1 && pages[0].width <= ACROSS) assert.equal(layout.scale, 100);
    several += pages.length > 1;
    whole += layout.scale === 100;
    ran++;
  }
  assert.equal(ran, 2000);
  assert.ok(several > 500 && whole > 50, `${several} ${whole}`);
  assert.deepEqual(x.layoutOf([10, 20], 1), { scale: 100, breaks: [] });
  // Three sets, each with number and name.
  const wide = x.layoutOf([7, 17, ...new Array(26).fill(15)], 2);
  assert.deepEqual(wide, { scale: 70, breaks: [11, 20] });
  // A text column gives way before there is a fourth set; number and name never do, and nothing where it would not help.
  const broad = [7, 17, ...new Array(24).fill(13), 60, 57];
  assert.equal(x.layoutOf(broad, 2).breaks.length, 3);
  const narrow = x.tightened(broad, 2);
  assert.equal(x.layoutOf(narrow, 2).breaks.length, 2);
  assert.deepEqual(narrow.slice(0, 26), broad.slice(0, 26));
  assert.ok(narrow[26] >= 14 && narrow[26] === narrow[27], `${narrow[26]} ${narrow[27]}`);
  const hopeless = new Array(60).fill(20);
  assert.deepEqual(x.tightened(hopeless, 1), hopeless);
  assert.deepEqual(x.tightened([10, 48], 1), [10, 48]);
});

test("the ledger as it is saved: number and name on every page, and a second sheet that explains the columns", async () => {
  const rows = Array.from({ length: 60 }, (_, i) =>
    rowOf({
      番号: String(i + 1),
      氏名: "架空　花子",
      氏名カナ: "カクウ　ハナコ",
      宛名番号: "000000000012345",
      世帯番号: "000000000012345",
      世帯主氏名: "架空　太郎",
      住所: "架空市中央一丁目２番３号".repeat(3),
      根拠: "一覧に他保険の加入がある。".repeat(5),
      メモ: "電話で確かめた。".repeat(6),
    }),
  );
  const saved = [{ ...WORDS, ...x.whoFirst(tables.ledger, rows) }, x.explained(tables.ledger, WORDS)];
  const bytes = await x.writeBook(...saved);
  const book = openpyxl("cells", bytes);
  assert.deepEqual(
    [book.sheets, book.titles, book.frozen, book.order, book.fit],
    [["管理簿", "列の説明"], ["$A:$B", "$1:$1"], "C2", "overThenDown", false],
  );
  assert.deepEqual(
    book.rows[0].map((c) => c.value),
    ["番号", "氏名", ...HEADS.filter((h) => h !== "番号" && h !== "氏名")],
  );
  assert.ok(book.scale >= 70 && book.scale <= 100, `${book.scale}`);
  assert.ok(book.breaks.length >= 1 && book.breaks.length <= 2, `${book.breaks}`);
  for (const p of pagesOf(book.widths, 2, book)) assert.ok(p.width <= (ACROSS * 100) / p.scale + 0.1, `${p.width} at ${p.scale}`);
  const second = openpyxl("cells", bytes, "1");
  assert.deepEqual([second.titles, second.breaks, second.fit, second.foot[0]], [[null, "$1:$1"], [], true, null]);
  assert.deepEqual(
    second.rows.map((row) => row.map((c) => c.value)),
    [["列", "内容", "出どころ"], ...tables.ledger.map((c) => [c.head, c.meaning, c.source])],
  );
  assert.equal(second.rows.length, HEADS.length + 1);
  // Both sheets are read by our own reader, too.
  assert.match((await ours(bytes, "列の説明")).csv, /一致の段階/);
  assert.match((await ours(bytes, "管理簿")).csv, /架空　花子/);
});

// --- with the core --------------------------------------------------------------------------------------------------

const ok = (text) => {
  const answer = JSON.parse(text);
  assert.equal(answer.ok, true, text);
  return answer;
};

/** A session that has run the sample town. */
async function sampleTown() {
  const core = await loadCore();
  const session = new core.Session();
  ok(session.begin('{"flow":"P","date":"2026-11-22"}'));
  for (const [kind, name] of [
    ["pension", "pension.csv"],
    ["overlap", "overlap_20261104.csv"],
    ["overlap", "overlap_20261119.csv"],
    ["roster", "roster.csv"],
  ]) {
    const bytes = readFileSync(path(`tests/sample/${name}`));
    ok(session.openFile(kind, name, bytes.length, "{}"));
    const to = session.buffer(bytes.length);
    core.HEAPU8.set(bytes, to);
    ok(session.feed(bytes.length));
    ok(session.closeFile());
  }
  ok(session.finish());
  return session;
}

function exported(session, what) {
  ok(session.exportBegin(what, "{}"));
  const pieces = [];
  for (let view = session.exportNext(); view.length > 0; view = session.exportNext()) pieces.push(Buffer.from(view));
  return Buffer.concat(pieces).toString("utf8");
}

const rowsOf = (lines) =>
  lines
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const guarded = (value) => (/^(?:[\t\r\n]|[\s\u200b]*[=+\-@＝＋－＠])/.test(value) ? `'${value}` : value);

/** The rows of a table of the core; its CSV has the same under the heads of the columns, guarded. */
function tableOf(session, which) {
  const rows = rowsOf(exported(session, `${which}.rows`));
  const csv = exported(session, `${which}.csv`);
  assert.equal(csv[0], "\ufeff");
  assert.deepEqual(cellsOf(csv.slice(1)), [tables[which].map((c) => c.head), ...rows.map((row) => row.map(guarded))]);
  return rows;
}

/** Every cell of a book against the rows it was made of, by the kinds of the columns; how many there are of each. */
function compareCells(book, columns, rows) {
  const found = { text: 0, date: 0, number: 0, empty: 0 };
  assert.equal(book.rows.length, rows.length + 1);
  assert.deepEqual(
    book.rows[0].map((cell) => cell.value),
    columns.map((c) => c.head),
  );
  const forms = { date: /^\d{4}-\d{2}-\d{2}$/, number: /^\d+$/, text: /^/ };
  for (const [r, row] of rows.entries())
    for (const [c, value] of row.entries()) {
      const { kind, code } = columns[c];
      const cell = book.rows[r + 1][c];
      if (value === "") {
        assert.equal(cell.value, null);
        found.empty++;
        continue;
      }
      assert.match(value, forms[kind], code);
      const stands = { date: ["d", `${value}T00:00:00`], number: ["n", Number(value)], text: ["s", value] }[kind];
      assert.deepEqual([cell.type, unescaped(cell.value)], stands, `${r} ${code}`);
      found[kind]++;
    }
  return found;
}

test("the list of results of the real core: every cell as it is in the CSV, loss dates are dates, lines are numbers", async (t) => {
  const session = await sampleTown();
  const rows = tableOf(session, "results");
  session.delete();
  const columns = tables.results;
  const ofKind = (kind) => columns.filter((c) => c.kind === kind).map((c) => c.head);
  assert.deepEqual([ofKind("date"), ofKind("number")], [["国保喪失日"], ["台帳の行", "喪失一覧の行"]]);
  const bytes = await x.writeBook({ ...x.results.bookWords("P", "2026-11-22"), columns, rows });
  const book = openpyxl("cells", bytes);
  const found = compareCells(book, columns, rows);
  t.diagnostic(JSON.stringify(found));
  assert.equal(rows.length, 175);
  assert.ok(found.date > 10 && found.number > 100 && found.text > 1000, JSON.stringify(found));
  assert.deepEqual([book.frozen, book.filter, book.orientation, book.paper], ["A2", "A1:X176", "landscape", "9"]);
  // As the page saves it: whose row it is stands first.
  const asSaved = openpyxl("cells", await x.writeBook({ ...x.results.bookWords("P", "2026-11-22"), ...x.whoFirst(columns, rows) }));
  assert.deepEqual([asSaved.frozen, asSaved.titles], ["C2", ["$A:$B", "$1:$1"]]);
  assert.deepEqual(
    asSaved.rows[0].slice(0, 3).map((c) => c.value),
    ["氏名", "生年月日", "区分コード"],
  );
  assert.equal(asSaved.rows[7][0].value, book.rows[7][5].value);
});

test("the ledger of the real core: the sample town, and notes that would like to be formulas", async (t) => {
  const session = await sampleTown();
  ok(session.casework(JSON.stringify({ do: "join" })));
  const listed = ok(session.casework(JSON.stringify({ do: "decisions", count: 200 }))).rows;
  const notes = ["=cmd|'/c calc'!A1", "-1,000円の還付", "＝全角", "　=1+1", "'=1,2", 'a "b"\nc', "0012"];
  let noted = 0;
  for (const { case: number } of listed) {
    if (noted === notes.length) break;
    const answer = JSON.parse(
      session.casework(
        JSON.stringify({
          do: "act",
          action: "note",
          cases: [number],
          note: notes[noted],
          on: "2026-11-24",
          at: "2026-11-24T10:00:00+09:00",
          who: "窓口",
        }),
      ),
    );
    if (answer.ok) noted++;
  }
  assert.equal(noted, notes.length, "notes taken by the core");
  const rows = tableOf(session, "ledger");
  session.delete();
  assert.deepEqual(
    tables.ledger.map((c) => c.head),
    HEADS,
  );
  const bytes = await ledgerBook(rows, words.bookWords("2026-11-22"));
  const book = openpyxl("cells", bytes),
    one = cellsOf((await ours(bytes)).csv);
  assert.deepEqual([book.sheets, book.foot], [[WORDS.name], ["個人情報", "&P / &N", "管理簿　2026-11-22"]]);
  const found = compareCells(book, tables.ledger, rows);
  for (const [r, row] of rows.entries())
    for (const [c, value] of row.entries()) assert.equal(one[r + 1][c] ?? "", value.replaceAll("\n", " "));
  const at = (row, head) => row[HEADS.indexOf(head)];
  const memos = rows.map((row) => at(row, "メモ")).filter(Boolean);
  assert.deepEqual([...memos].sort(), [...notes].sort());
  assert.ok(rows.length > 20, `${rows.length} rows`);
  const losses = rows.filter((row) => at(row, "喪失日（案）") !== "").length;
  assert.ok(losses > 0);
  const months = rows.filter((row) => at(row, "喪失日からの月数") !== "").length;
  assert.ok(months > 0);
  assert.deepEqual([found.date, found.number], [losses + noted, rows.length + months]);
  t.diagnostic(`${rows.length} cases, ${JSON.stringify(found)}; ${book.widths.reduce((sum, w) => sum + w)} characters wide`);
});
