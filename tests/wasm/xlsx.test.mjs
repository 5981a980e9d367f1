// Workbooks: what a sheet becomes, what is said about it, and that no file takes more than its bounds.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { book, column, crc32, parts, rows, sharedStrings, styles, worksheet, zip } from "./book.mjs";
import { pythonWithOpenpyxl, writeBook } from "./openpyxl.mjs";
import { bundled } from "./typescript.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
const cli = join(process.env.TOTSUGO_DIST ?? path("dist"), "totsugo-cli.mjs");
const MB = 1024 * 1024;

let x, folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "totsugo-xlsx-"));
  const files = ["xlsx", "xlsx-bounds", "xlsx-formats", "xlsx-sheet", "zip"];
  x = await bundled(`${files.map((f) => `export * from "./wasm/book/${f}.ts";`).join(" ")} export * as xml from "./wasm/book/xml.ts";`);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const text = (bytes) => new TextDecoder().decode(bytes);
async function csv(bytes, choice) {
  const read = await x.readSheet("f.xlsx", bytes, choice);
  assert.ok(read.ok, read.error?.text);
  return text(read.csv);
}
async function refusal(bytes, choice) {
  const read = await x.readSheet("f.xlsx", bytes, choice);
  assert.equal(read.ok, false, read.ok ? `was read: ${text(read.csv).slice(0, 200)}` : "");
  assert.match(read.error.text, /^f\.xlsx：.*[ぁ-ん].*。$/);
  assert.doesNotMatch(read.error.text, /undefined|NaN|\[object/);
  assert.equal(read.error.file, "f.xlsx");
  return read.error;
}
const cell = (xml) => ({ xml });
/** A sheet of one cell. */
const one = (xml, options) => book([{ name: "S", xml: worksheet(`<row r="1">${xml}</row>`) }], options);

test("values come as they are stored", async () => {
  const cases = [
    ["a string", '<c r="A1" t="inlineStr"><is><t>山田　太郎</t></is></c>', "山田　太郎"],
    ["blanks around", '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', '" a "'],
    ["a comma", '<c r="A1" t="inlineStr"><is><t>a,b</t></is></c>', '"a,b"'],
    ["a quote", '<c r="A1" t="inlineStr"><is><t>a"b</t></is></c>', '"a""b"'],
    ["a tab", '<c r="A1" t="inlineStr"><is><t>a&#9;b</t></is></c>', '"a\tb"'],
    ["the five entities", '<c r="A1" t="inlineStr"><is><t>&lt;&amp;&gt;&apos;&quot;</t></is></c>', `"<&>'"""`],
    ["numeric entities", '<c r="A1" t="inlineStr"><is><t>&#39640;&#x9AD9;&#x20B9F;</t></is></c>', "高髙𠮟"],
    ["CDATA", '<c r="A1" t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>', "a<b"],
    ["an escaped character", '<c r="A1" t="inlineStr"><is><t>a_x0041_b</t></is></c>', "aAb"],
    ["an escaped escape", '<c r="A1" t="inlineStr"><is><t>a_x005F_x0041_b</t></is></c>', "a_x0041_b"],
    ["a leading zero as text", '<c r="A1" t="inlineStr"><is><t>0012</t></is></c>', "0012"],
    [
      "inline rich text",
      '<c r="A1" t="inlineStr"><is><r><t>髙</t></r><r><t>橋</t></r><rPh sb="0" eb="1"><t>タカハシ</t></rPh></is></c>',
      "髙橋",
    ],
    ["ten digits", '<c r="A1"><v>1234567890</v></c>', "1234567890"],
    ["with exponent", '<c r="A1"><v>1.23456789E9</v></c>', "1234567890"],
    ["twelve digits with exponent", '<c r="A1"><v>1.23456789012E+11</v></c>', "123456789012"],
    ["fifteen digits", '<c r="A1"><v>123456789012345</v></c>', "123456789012345"],
    ["what Excel has destroyed", '<c r="A1"><v>1.2345678901234568E+16</v></c>', "12345678901234600"],
    ["a fraction", '<c r="A1"><v>0.30000000000000004</v></c>', "0.3"],
    ["a small one", '<c r="A1"><v>1.5E-7</v></c>', "0.00000015"],
    ["a negative one", '<c r="A1"><v>-12.50</v></c>', "-12.5"],
    ["a day as digits with a fraction", '<c r="A1"><v>20260901.0</v></c>', "20260901"],
    ["a number with a fraction of nothing", '<c r="A1"><v>12.00</v></c>', "12"],
    ["the same with exponent", '<c r="A1"><v>1.2E1</v></c>', "12"],
    ["what counting has left of a whole number", '<c r="A1"><v>20260900.999999999</v></c>', "20260901"],
    ["such text stays text", '<c r="A1" t="inlineStr"><is><t>20260901.0</t></is></c>', "20260901.0"],
    ["zero", '<c r="A1"><v>0</v></c>', "0"],
    ["true", '<c r="A1" t="b"><v>1</v></c>', "TRUE"],
    ["false", '<c r="A1" t="b"><v>0</v></c>', "FALSE"],
    ["an error", '<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"],
    ["a formula with a number", '<c r="A1"><f>1+1</f><v>2</v></c>', "2"],
    ["a formula with a text", '<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"],
    ["an ISO date", '<c r="A1" t="d"><v>2026-03-18T00:00:00</v></c>', "2026-03-18"],
    ["an ISO day", '<c r="A1" t="d"><v>2026-03-18</v></c>', "2026-03-18"],
    ["an ISO time", '<c r="A1" t="d"><v>2026-03-18T12:30:00Z</v></c>', "2026-03-18 12:30:00"],
    ["a prefix of its own", '<x:c r="A1" t="inlineStr" xmlns:x="u"><x:is><x:t>a</x:t></x:is></x:c>', "a"],
    ["without references", "<c><v>1</v></c><c/><c><v>3</v></c>", "1,,3"],
    ["an extension in the cell", '<c r="A1"><v>1</v><extLst><ext><v>9</v><t>9</t></ext></extLst></c>', "1"],
    ["no value at all", '<c r="A1" s="3"/><c r="B1"><v>2</v></c>', ",2"],
  ];
  let ran = 0;
  for (const [name, xml, want] of cases) {
    assert.equal(await csv(one(xml)), `${want}\r\n`, name);
    ran++;
  }
  assert.equal(ran, 38);
});

test("dates by their number format", async () => {
  const E = "[$-411]ge.m.d;@",
    G = '[$-411]ggge"年"m"月"d"日";@',
    GAN = '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@';
  // [format, stored, want, 1904?]
  const cases = [
    ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 36, 50, 54, 58].map((id) => [id, "46099", "2026-03-18"]),
    [E, "46099", "2026-03-18"],
    [G, "46099", "2026-03-18"],
    [GAN, "43586", "2019-05-01"],
    ["yyyy/m/d", "46099", "2026-03-18"],
    ['yyyy"年"m"月"d"日"', "46099", "2026-03-18"],
    ["m/d", "46099", "2026-03-18"],
    ["[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "46099", "2026-03-18"],
    ["gggee.mm.dd", "1", "1900-01-01"],
    [14, "59", "1900-02-28"],
    [14, "60", "1900-02-29"],
    [14, "61", "1900-03-01"],
    [14, "2958465", "9999-12-31"],
    [14, "2958466", "2958466"],
    [14, "0", "0"],
    [14, "-1", "-1"],
    [14, "1E9", "1000000000"],
    [14, "46099.00000001", "2026-03-18"],
    [14, "46098.99999999", "2026-03-18"],
    [22, "46099.5", "2026-03-18 12:00:00"],
    [14, "46099.25", "2026-03-18 06:00:00"],
    [20, "0.5", "12:00:00"],
    [45, "0.75", "18:00:00"],
    [14, "0", "1904-01-01", true],
    [14, "44637", "2026-03-18", true],
    [E, "44637", "2026-03-18", true],
    [0, "46099", "46099"],
    [1, "46099", "46099"],
    [49, "46099", "46099"],
    ["General", "46099", "46099"],
    ["G/標準", "46099", "46099"],
    ["#,##0", "46099", "46099"],
    ["#,##0_);[Red](#,##0)", "46099", "46099"],
    ["0.00E+00", "46099", "46099"],
    ['0"個 (day)"', "46099", "46099"],
    ["\\d0", "46099", "46099"],
    ["[>=10]0;0", "46099", "46099"],
    ['General"名"', "46099", "46099"],
    ["@", "46099", "46099"],
    ["0_d", "46099", "46099"],
    ["0000000000", "46099", "0000046099"],
    ["00000", "46099", "46099"],
    ["0000000000", "1.5", "1.5"],
  ];
  let ran = 0;
  for (const [format, stored, want, date1904] of cases) {
    const bytes = one(`<c r="A1" s="1"><v>${stored}</v></c>`, { styles: styles([0, format]), date1904 });
    assert.equal(await csv(bytes), `${want}\r\n`, `${format} ${stored} ${date1904 ? "1904" : ""}`);
    ran++;
  }
  assert.equal(ran, 57);
  // Text in a cell formatted as a date stays text.
  assert.equal(await csv(one('<c r="A1" s="1" t="inlineStr"><is><t>R8.3.18</t></is></c>', { styles: styles([0, 14]) })), "R8.3.18\r\n");
});

test("every day number from 1900 to 2100 against the calendar", () => {
  let ran = 0;
  for (let n = 61; n <= 73415; n++) {
    const want = new Date(Date.UTC(1900, 2, 1) + (n - 61) * 86_400_000).toISOString().slice(0, 10);
    assert.equal(x.dateOf(n, false), want);
    if (n >= 1462) assert.equal(x.dateOf(n - 1462, true), want);
    ran++;
  }
  assert.equal(ran, 73355);
});

test("parts in UTF-16 are read as those in UTF-8", async () => {
  const strings = [];
  const values = [
    ["氏名", "番号", "生年月日"],
    ["山田　太郎", "0012", "S55.4.1"],
    ['𠮷田<&>"é', "＜", "䀀Ā"],
  ];
  const xml = worksheet(rows(values, strings));
  const whole = [...parts([{ name: "一覧", xml }], { strings: sharedStrings(strings), styles: styles([0]) })];
  const want = await csv(zip(whole));
  assert.match(want, /𠮷田<&>""é.*䀀Ā/);
  const little = (c) => Buffer.from(c, "utf16le");
  const big = (c) => Buffer.from(c, "utf16le").swap16();
  const declared = (c, encoding) => c.replace(/encoding="[^"]*"/, encoding ? `encoding="${encoding}"` : "");
  const ways = [
    ["little-endian", (c) => little(`\ufeff${declared(c, "UTF-16")}`)],
    ["big-endian", (c) => big(`\ufeff${declared(c, "UTF-16")}`)],
    ["in small letters", (c) => little(`\ufeff${declared(c, "utf-16")}`)],
    ["named by its bytes' order", (c) => little(`\ufeff${declared(c, "UTF-16LE")}`)],
    ["big-endian by name", (c) => big(`\ufeff${declared(c, "utf-16be")}`)],
    ["without a mark", (c) => little(declared(c, "UTF-16"))],
    ["big-endian without a mark", (c) => big(declared(c, "UTF-16"))],
    ["without a name", (c) => little(`\ufeff${declared(c, "")}`)],
    ["without a declaration", (c) => big(`\ufeff${c.replace(/^<\?xml[^>]*>\r\n/, "")}`)],
    ["called UTF-8", (c) => little(`\ufeff${c}`)],
    ["UTF-8 that calls itself UTF-16", (c) => Buffer.from(declared(c, "utf-16"), "utf8")],
    ["UTF-8 with a mark", (c) => Buffer.from(`\ufeff${c}`, "utf8")],
  ];
  let ran = 0;
  for (const [name, coded] of ways) {
    for (const which of [/sheet1\.xml$/, /sharedStrings/, /workbook\.xml$/, /\.rels$/, /./]) {
      assert.equal(await csv(zip(whole.map(([n, c]) => [n, which.test(n) ? coded(c) : c]))), want, `${name}, ${which}`);
      ran++;
    }
  }
  assert.equal(ran, 60);
  const error = await refusal(zip(whole.map(([n, c]) => [n, /sheet1/.test(n) ? declared(c, "EUC-JP") : c])));
  assert.ok(error.text.includes("「EUC-JP」"), error.text);
});

test("the pieces of a part may be cut anywhere, within its first character too", async () => {
  const xml = `\ufeff<?xml version="1.0"?><a>${"山".repeat(50)}</a>`;
  let ran = 0;
  for (const bytes of [Buffer.from(xml, "utf8"), Buffer.from(xml, "utf16le"), Buffer.from(xml, "utf16le").swap16()]) {
    for (const size of [1, 2, 3, 7, 1000]) {
      async function* pieces() {
        for (let at = 0; at < bytes.length; at += size) yield new Uint8Array(bytes.subarray(at, at + size));
      }
      let said = "";
      await x.xml.readXml(pieces(), "a.xml", { open() {}, close() {}, text: (t) => (said += t) });
      assert.equal(said, "山".repeat(50));
      ran++;
    }
  }
  assert.equal(ran, 15);
});

test("shared strings: rich text, readings left out", async () => {
  const items = [
    "一",
    {
      xml:
        '<si><r><rPr><b/></rPr><t>髙</t></r><r><t xml:space="preserve"> 橋</t></r><rPh sb="0" eb="2"><t>タカハシ</t></rPh>' +
        '<phoneticPr fontId="1"/></si>',
    },
    { xml: '<si><t>渡邊</t><rPh sb="0" eb="2"><t>ワタナベ</t></rPh></si>' },
    { xml: "<si/>" },
    { xml: "<si><t/></si>" },
    '<&">',
  ];
  const data = `<row r="1">${items.map((_, i) => `<c r="${column(i + 1)}1" t="s"><v>${i}</v></c>`).join("")}</row>`;
  const bytes = book([{ name: "S", xml: worksheet(data) }], { strings: sharedStrings(items) });
  assert.equal(await csv(bytes), '一,髙 橋,渡邊,,,"<&"">"\r\n');
});

test("line N is row N, and rows are as wide as the widest", async () => {
  const cases = [
    [
      "empty rows",
      '<row r="3"><c r="B3"><v>1</v></c></row><row r="6"><c r="A6"><v>2</v></c><c r="D6"><v>3</v></c></row>',
      "\r\n\r\n,1,,\r\n\r\n\r\n2,,,3\r\n",
    ],
    [
      "formatted rows at the end",
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" s="1"/><row r="1048576"><c r="A1048576" s="1"/></row>',
      "1\r\n",
    ],
    ["a formatted cell far to the right", '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>', "1\r\n"],
    ["rows without numbers", "<row><c><v>1</v></c></row><row/><row><c><v>3</v></c></row>", "1\r\n\r\n3\r\n"],
    [
      "a break in a cell",
      '<row r="1"><c r="A1" t="inlineStr"><is><t>a\nb&#10;c_x000D_\nd</t></is></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
      "a b c d\r\n2\r\n",
    ],
  ];
  let ran = 0;
  for (const [name, data, want] of cases) {
    assert.equal(await csv(book([{ name: "S", xml: worksheet(data) }])), want, name);
    ran++;
  }
  assert.equal(ran, 5);
});

test("what is said about a sheet", async () => {
  const cases = [
    [
      "hidden rows",
      worksheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="3" hidden="1"/>'),
      [/非表示の行.*1行、最初は2行目/],
    ],
    [
      "hidden columns",
      worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row>', {
        before: '<cols><col min="2" max="2" width="9"/><col min="3" max="16384" hidden="1"/></cols>',
      }),
      [/非表示の列.*（C）/],
    ],
    [
      "hidden columns beyond the data",
      worksheet('<row r="1"><c r="A1"><v>1</v></c></row>', { before: '<cols><col min="5" max="7" hidden="1"/></cols>' }),
      [],
    ],
    [
      "merged cells",
      worksheet('<row r="1"><c r="A1"><v>1</v></c></row>', {
        after: '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/></mergeCells>',
      }),
      [/結合.*2か所.*A1:C1/],
    ],
    ["breaks", worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>a\nb</t></is></c></row>'), [/改行.*1か所、最初はA1/]],
    ["a formula without its result", worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f></c></row>'), [/計算結果.*B1/]],
    ["errors", worksheet('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'), [/エラー.*A1/]],
    ["nothing", worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'), []],
  ];
  let ran = 0;
  for (const [name, xml, want] of cases) {
    const read = await x.readSheet("f.xlsx", book([{ name: "S", xml }]));
    assert.ok(read.ok, name);
    assert.equal(read.notes.length, want.length, `${name}: ${read.notes}`);
    for (const [i, w] of want.entries()) assert.match(read.notes[i], w, name);
    ran++;
  }
  assert.equal(ran, 8);
  const timed = await x.readSheet("f.xlsx", one('<c r="A1" s="1"><v>46099.5</v></c>', { styles: styles([0, 14]) }));
  assert.match(timed.notes[0], /時刻.*A1/);
  const zeros = await x.readSheet("f.xlsx", one('<c r="A1" s="1"><v>5</v></c>', { styles: styles([0, "0000"]) }));
  assert.match(zeros.notes[0], /先頭の0.*A1/);
});

test("the sheets of a book, and which one is read", async () => {
  const full = (v) => worksheet(rows([[v]]));
  const empty = worksheet('<row r="1"><c r="A1" s="1"/></row>');
  const b = book([
    { name: "表紙", xml: empty },
    { name: "一覧", xml: full("a") },
    { name: "グラフ", xml: empty, type: "chartsheet" },
    { name: "旧 & 新", xml: full("b") },
    { name: "元データ", xml: full("c"), state: "veryHidden" },
  ]);
  const { sheets } = await x.sheetsOf("f.xlsx", b);
  assert.deepEqual(sheets, [
    { name: "表紙", index: 0, hidden: false, empty: true },
    { name: "一覧", index: 1, hidden: false, empty: false },
    { name: "旧 & 新", index: 3, hidden: false, empty: false },
    { name: "元データ", index: 4, hidden: true, empty: false },
  ]);
  const missing = await refusal(b);
  assert.equal(missing.code, "sheet_missing");
  for (const name of ["「一覧」", "「旧 & 新」", "「元データ」（非表示）"]) assert.ok(missing.text.includes(name), missing.text);
  assert.ok(!missing.text.includes("表紙"));
  let ran = 0;
  for (const [choice, want] of [
    [1, "a"],
    ["一覧", "a"],
    ["2", "a"],
    ["旧 & 新", "b"],
    ["4", "b"],
    [4, "c"],
    ["元データ", "c"],
  ]) {
    assert.equal(await csv(b, choice), `${want}\r\n`, String(choice));
    ran++;
  }
  for (const [choice, code] of [
    ["ない", "sheet_unknown"],
    [9, "sheet_unknown"],
    ["0", "sheet_unknown"],
    ["3", "sheet_unknown"],
    [0, "sheet_empty"],
    ["表紙", "sheet_empty"],
  ]) {
    assert.equal((await refusal(b, choice)).code, code, String(choice));
    ran++;
  }
  assert.equal(ran, 13);
  const alone = book([
    { name: "元", xml: full("h"), state: "hidden" },
    { name: "一覧", xml: full("v") },
  ]);
  const read = await x.readSheet("f.xlsx", alone);
  assert.equal(text(read.csv), "v\r\n");
  assert.match(read.notes.join(), /読み込んでいません（「元」（非表示））/);
  assert.equal((await refusal(book([{ name: "S", xml: empty }]))).code, "sheets_empty");
});

test("packages as other writers make them", async () => {
  const xml = worksheet(rows([["a"]]));
  const plain = parts([{ name: "S", xml }]);
  const list = [...plain];
  const renamed = (from, to) => zip(list.map(([n, c]) => [n === from ? to : n, c]));
  const cases = [
    ["stored", zip(list.map(([n, c]) => [n, c, { store: true }]))],
    [
      "zip64 throughout",
      zip(
        list.map(([n, c]) => [n, c, { zip64: true }]),
        { zip64: true },
      ),
    ],
    ["zip64 entries", zip(list.map(([n, c]) => [n, c, { zip64: true }]))],
    ["a comment behind", zip(list, { comment: "made by hand" })],
    ["a comment that looks like an end", zip(list, { comment: "PK\x05\x06".padEnd(30, "\0") })],
    ["backslashes", zip(list.map(([n, c]) => [n.replaceAll("/", "\\"), c]))],
    ["upper case", renamed("xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml")],
    ["a leading slash", renamed("xl/worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml")],
    ["an absolute target", book([{ name: "S", xml, target: "/xl/worksheets/sheet1.xml" }])],
    ["a target with dots", book([{ name: "S", xml, target: "../xl/./worksheets/sheet1.xml" }])],
    ["an escaped target", book([{ name: "S", xml, target: "worksheets/my%20sheet.xml", part: "xl/worksheets/my sheet.xml" }])],
    ["a book elsewhere", book([{ name: "S", xml }], { main: "content/book.xml" })],
    ["an absolute book", book([{ name: "S", xml }], { mainTarget: "/xl/workbook.xml" })],
    ["no package relations", zip(list.filter(([n]) => n !== "_rels/.rels"))],
    ["a folder entry and other parts", zip([["xl/", "", { store: true }], ...list, ["docProps/app.xml", "not even XML <"]])],
    [
      "strict namespaces and a BOM",
      zip(
        list.map(([n, c]) => {
          const strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
          return [n, `\ufeff${c.replaceAll("http://schemas.openxmlformats.org/officeDocument/2006/relationships", strict)}`];
        }),
      ),
    ],
    [
      "a module sheet",
      zip(
        [...parts([{ name: "M" }, { name: "S", xml }])].map(([n, c]) => [
          n,
          n === "xl/workbook.xml" ? c.replace('r:id="rId1"', 'r:id=""') : c,
        ]),
      ),
    ],
    ["comments and instructions", book([{ name: "S", xml: xml.replace("<sheetData>", "<!-- <row> & > --><?x <y ?><sheetData>") }])],
    ["single quotes and > in attributes", book([{ name: "S", xml: xml.replace("<sheetData>", `<sheetPr codeName='a>"b'/><sheetData>`) }])],
  ];
  let ran = 0;
  for (const [name, bytes] of cases) {
    assert.equal(await csv(bytes), "a\r\n", name);
    ran++;
  }
  assert.equal(ran, 19);
});

const ole = (stream) =>
  Uint8Array.from(
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(1000),
      Buffer.from(stream, "utf16le"),
      Buffer.alloc(500),
    ]),
  );

test("files that are something else: each one sentence", async () => {
  const cases = [
    ["an encrypted book", ole("EncryptedPackage"), "book_encrypted", "パスワード"],
    ["an .xls", ole("Workbook"), "book_xls", ".xls"],
    ["another OLE file", ole("WordDocument"), "book_ole", "Office"],
    [
      "an .xlsb",
      zip([
        ["[Content_Types].xml", ""],
        ["xl/workbook.bin", "x"],
      ]),
      "book_xlsb",
      ".xlsb",
    ],
    [
      "an .ods",
      zip([
        ["mimetype", "application/vnd.oasis.opendocument.spreadsheet", { store: true }],
        ["content.xml", "<x/>"],
      ]),
      "book_ods",
      ".ods",
    ],
    [
      "a .docx",
      zip([
        ["[Content_Types].xml", ""],
        ["word/document.xml", "<x/>"],
      ]),
      "book_other_office",
      "文書",
    ],
    ["a plain ZIP", zip([["list.csv", "a,b"]]), "book_zip", "展開"],
    ["an empty ZIP", zip([]), "book_zip", "展開"],
    [
      "a ZIP with a password",
      zip([...parts([{ name: "S", xml: worksheet("") }])].map(([n, c]) => [n, c, { flags: 1 }])),
      "book_encrypted",
      "パスワード",
    ],
  ];
  let ran = 0;
  for (const [name, bytes, code, word] of cases) {
    const error = await refusal(bytes);
    assert.equal(error.code, code, `${name}: ${error.text}`);
    assert.ok(error.text.includes(word), `${name}: ${error.text}`);
    ran++;
  }
  assert.equal(ran, 9);
});

test("damaged, lying and hostile files are refused", async () => {
  const xml = worksheet(
    rows([
      ["a", "b"],
      ["c", "d"],
    ]),
  );
  const whole = [...parts([{ name: "S", xml }], { strings: sharedStrings(["s"]), styles: styles([0]) })];
  const SHEET = "xl/worksheets/sheet1.xml";
  const lie = (lies, content) =>
    zip(whole.map(([n, c]) => (n === SHEET ? [n, content ?? c, typeof lies === "function" ? lies(Buffer.from(c)) : lies] : [n, c])));
  const sheet = (content) => book([{ name: "S", xml: content }]);
  const dtd = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  const deep = "<a>".repeat(200000);
  const cases = [
    ["a wrong CRC", lie({ crc: 1 }), "book_damaged"],
    ["a size too small", lie({ size: 10 }), "book_damaged"],
    ["a size too large", lie({ size: 1e9 }), "book_damaged"],
    ["packed too small", lie((c) => ({ packed: deflateRawSync(c).length - 5 })), "book_damaged"],
    ["packed beyond the file", lie({ packed: 0x7fffffff }), "book_damaged"],
    ["an unknown method", lie({ method: 12 }), "book_damaged"],
    ["no Deflate at all", lie((c) => ({ raw: c })), "book_damaged"],
    ["stored with a wrong CRC", lie({ store: true, crc: 7 }), "book_damaged"],
    ["a sheet missing", zip(whole.filter(([n]) => n !== SHEET)), "book_damaged"],
    ["no workbook", zip(whole.filter(([n]) => n !== "xl/workbook.xml")), "book_damaged"],
    ["no relations", zip(whole.filter(([n]) => n !== "xl/_rels/workbook.xml.rels")), "book_damaged"],
    [
      "no shared strings",
      zip(
        whole
          .filter(([n]) => n !== "xl/sharedStrings.xml")
          .map(([n, c]) => [n, n === SHEET ? worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>') : c]),
      ),
      "book_damaged",
    ],
    [
      "a string beyond the table",
      book([{ name: "S", xml: worksheet('<row r="1"><c r="A1" t="s"><v>5</v></c></row>') }], { strings: sharedStrings(["s"]) }),
      "book_damaged",
    ],
    ["a part twice", zip([...whole, [SHEET.toUpperCase(), xml]]), "book_suspicious"],
    ["a target out of the package", book([{ name: "S", xml, target: "../../../etc/passwd" }]), "book_suspicious"],
    ["a target on a server", book([{ name: "S", xml, target: "https://example.invalid/a.xml", external: true }]), "book_suspicious"],
    ["a DTD", sheet(xml.replace("<worksheet", `${dtd}<worksheet`)), "book_suspicious"],
    ["an entity bomb", sheet(xml.replace("<worksheet", `${dtd}<worksheet`).replace(">a<", ">&b;<")), "book_suspicious"],
    ["an unknown entity", sheet(xml.replace(">a<", ">&b;<")), "book_suspicious"],
    [
      "an external entity in the book",
      zip(
        whole.map(([n, c]) => [
          n,
          n === "xl/workbook.xml" ? c.replace("<workbook ", '<!DOCTYPE w SYSTEM "file:///etc/passwd"><workbook ') : c,
        ]),
      ),
      "book_suspicious",
    ],
    ["an entity for a control character", sheet(xml.replace(">a<", ">&#0;<")), "book_suspicious"],
    ["an entity beyond Unicode", sheet(xml.replace(">a<", ">&#x110000;<")), "book_suspicious"],
    ["endless nesting", sheet(`<worksheet>${deep}`), "book_suspicious"],
    ["an endless tag", sheet(`<worksheet a="${"x".repeat(3 * MB)}"/>`), "book_damaged"],
    ["an endless comment", sheet(`<worksheet><!--${"<x ".repeat(MB)}--></worksheet>`), "book_damaged"],
    ["XML that is cut", sheet(xml.slice(0, -20)), "book_damaged"],
    ["tags that do not match", sheet(xml.replace("</row>", "</col>")), "book_damaged"],
    [
      "UTF-16 that is cut within a character",
      zip(whole.map(([n, c]) => [n, n === SHEET ? Buffer.from(`\ufeff${c}`, "utf16le").subarray(0, -1) : c])),
      "book_damaged",
    ],
    [
      "half a pair in UTF-16",
      zip(whole.map(([n, c]) => [n, n === SHEET ? Buffer.from(`\ufeff${c.replace(">a<", ">\ud842<")}`, "utf16le") : c])),
      "book_damaged",
    ],
    ["CP932 by declaration", sheet(xml.replace("UTF-8", "Shift_JIS")), "book_damaged"],
    [
      "bytes that are no UTF-8",
      zip(whole.map(([n, c]) => [n, n === SHEET ? Buffer.from(c.replace(">a<", ">\xff<"), "latin1") : c])),
      "book_damaged",
    ],
    [
      "rows out of order",
      sheet(worksheet('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>')),
      "book_damaged",
    ],
    ["a row twice", sheet(worksheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>')), "book_damaged"],
    ["a cell twice", sheet(worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')), "book_damaged"],
    ["a cell in another row", sheet(worksheet('<row r="1"><c r="A2"><v>1</v></c></row>')), "book_damaged"],
    ["a reference that is none", sheet(worksheet('<row r="1"><c r="AAAA1"><v>1</v></c></row>')), "book_damaged"],
    ["a row number that is none", sheet(worksheet('<row r="99999999999"><c><v>1</v></c></row>')), "book_damaged"],
    ["an unknown type of cell", sheet(worksheet('<row r="1"><c r="A1" t="zz"><v>1</v></c></row>')), "book_damaged"],
    ["a value at XFD1048576", sheet(worksheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), "book_too_large"],
    ["a value at XFD1", sheet(worksheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')), "book_too_large"],
    ["row 200,001", sheet(worksheet('<row r="200001"><c r="A200001"><v>1</v></c></row>')), "book_too_large"],
    ["column 1,001", sheet(worksheet('<row r="1"><c r="ALM1"><v>1</v></c></row>')), "book_too_large"],
    ["32,768 characters", sheet(worksheet(rows([["x".repeat(32768)]]))), "book_too_large"],
    [
      "501 sheets",
      book(Array.from({ length: 501 }, (_, i) => ({ name: `S${i}`, xml: i < 1 ? xml : undefined, target: "worksheets/sheet1.xml" }))),
      "book_too_large",
    ],
    ["5,000 parts", zip([...whole, ...Array.from({ length: 5000 }, (_, i) => [`xl/x${i}`, "", { store: true }])]), "book_suspicious"],
    ["more than 32 MB", zip([...whole, ["xl/media/a.png", Buffer.alloc(33 * MB), { store: true, crc: 0 }]]), "book_too_large"],
  ];
  let ran = 0;
  for (const [name, bytes, code] of cases) {
    const error = await refusal(bytes);
    assert.equal(error.code, code, `${name}: ${error.text}`);
    ran++;
  }
  assert.equal(ran, 46);
  // At the edge of the bounds.
  assert.equal((await csv(sheet(worksheet(`<row r="200000"><c r="ALL200000"><v>1</v></c></row>`)))).length, 199_999 * 2 + 999 + 1 + 2);
  assert.equal((await csv(sheet(worksheet(rows([["x".repeat(32767)]]))))).length, 32769);
});

test("a file cut at any place, or with any byte changed, is refused or read as it was", async () => {
  const bytes = book([
    {
      name: "S",
      xml: worksheet(
        rows(
          [
            ["氏名", "生年月日"],
            ["山田", "S57.2.10"],
          ],
          undefined,
        ),
      ),
    },
  ]);
  const want = await csv(bytes);
  let cut = 0,
    changed = 0,
    refused = 0;
  for (let n = 4; n < bytes.length; n += 7) {
    const read = await x.readSheet("f.xlsx", bytes.slice(0, n));
    assert.equal(read.ok, false, `cut at ${n}`);
    cut++;
  }
  for (let n = 4; n < bytes.length; n += 3) {
    const other = bytes.slice();
    other[n] ^= 0x55;
    const read = await x.readSheet("f.xlsx", other);
    if (read.ok) assert.equal(text(read.csv), want, `byte ${n}`);
    else refused++;
    changed++;
  }
  assert.equal(cut, Math.ceil((bytes.length - 4) / 7));
  assert.equal(changed, Math.ceil((bytes.length - 4) / 3));
  assert.ok(refused > changed / 3, `${refused} of ${changed} refused`);
});

/** Counts what comes out of the inflater. */
async function counted(act) {
  const Real = globalThis.DecompressionStream;
  let inflated = 0;
  globalThis.DecompressionStream = class {
    constructor(format) {
      const real = new Real(format);
      this.writable = real.writable;
      this.readable = real.readable.pipeThrough(
        new TransformStream({
          transform(piece, to) {
            inflated += piece.byteLength;
            to.enqueue(piece);
          },
        }),
      );
    }
  };
  try {
    return { result: await act(), inflated };
  } finally {
    globalThis.DecompressionStream = Real;
  }
}

test("bombs stop early: what is inflated is counted", async (t) => {
  const head = worksheet("").slice(0, worksheet("").indexOf("</sheetData>"));
  // Blanks in comments: no token is too long.
  const filler = (n) => Buffer.concat(Array.from({ length: n * 4 }, () => Buffer.from(`<!--${" ".repeat(MB / 4 - 7)}-->`)));
  const spaces = Buffer.concat([Buffer.from(head), filler(300)]);
  const raw = deflateRawSync(spaces),
    crc = crc32(spaces.subarray(0, 1));
  const bombs = [];
  const sheets = [{ name: "S", xml: "" }];
  const bombed = (lies) =>
    zip([...parts(sheets)].map(([n, c]) => (n === "xl/worksheets/sheet1.xml" ? [n, c, { raw, crc, ...lies }] : [n, c])));
  bombs.push(["one part of 300 MB", bombed({ size: spaces.length }), ["book_suspicious"], 24 * MB]);
  bombs.push(["the same, declared as 1 kB", bombed({ size: 1024 }), ["book_damaged"], 24 * MB]);
  // A few kB: 500 sheets that are one part of 3 MB, too small each for the ratio to say anything.
  const small = Buffer.concat([Buffer.from(head), filler(3), Buffer.from("</sheetData></worksheet>")]);
  const many = Array.from({ length: 500 }, (_, i) => ({
    name: `S${i}`,
    xml: i === 0 ? small : undefined,
    target: "worksheets/sheet1.xml",
  }));
  const file = zip([...parts(many)]);
  assert.ok(file.length < 16 * 1024, `${file.length} bytes`);
  bombs.push(["500 times one part of 3 MB", file, ["book_too_large"], 257 * MB]);
  // One long string in every cell: small in the file, endless as CSV.
  const long = "x".repeat(32767);
  const cells = Array.from({ length: 5000 }, () => `<row>${'<c t="s"><v>0</v></c>'.repeat(20)}</row>`).join("");
  bombs.push([
    "one long string in 100,000 cells",
    book([{ name: "S", xml: worksheet(cells) }], { strings: sharedStrings([long]) }),
    ["book_too_large"],
    8 * MB,
  ]);
  // Wide and short rows: the commas alone would be 200 MB.
  const short = Array.from({ length: 199_999 }, (_, r) => `<row><c><v>${r}</v></c></row>`).join("");
  const wide = `<row r="1"><c r="ALL1"><v>1</v></c></row>${short}`;
  bombs.push(["commas", book([{ name: "S", xml: worksheet(wide) }]), ["book_too_large"], 16 * MB]);
  let ran = 0;
  for (const [name, bytes, codes, most] of bombs) {
    const { result, inflated } = await counted(() => refusal(bytes));
    assert.ok(codes.includes(result.code), `${name}: ${result.text}`);
    t.diagnostic(`${name}: ${(bytes.length / 1024).toFixed(0)} kB, ${(inflated / MB).toFixed(1)} MB inflated`);
    assert.ok(inflated <= most, `${name}: ${inflated} bytes inflated`);
    ran++;
  }
  assert.equal(ran, 5);
});

test("a large sheet is read in good time", async (t) => {
  const data = Array.from(
    { length: 50_000 },
    (_, r) =>
      `<row r="${r + 1}">` +
      `${Array.from({ length: 13 }, (_, c) =>
        c % 3
          ? `<c r="${column(c + 1)}${r + 1}" t="s"><v>${(r * 7 + c) % 1000}</v></c>`
          : `<c r="${column(c + 1)}${r + 1}"><v>${r * 13 + c}</v></c>`,
      ).join("")}</row>`,
  ).join("");
  const bytes = book([{ name: "S", xml: worksheet(data) }], {
    strings: sharedStrings(Array.from({ length: 1000 }, (_, i) => `文字列${i}`)),
  });
  const started = performance.now();
  const read = await x.readSheet("f.xlsx", bytes);
  t.diagnostic(
    `50,000 rows of 13 cells, ${(bytes.length / MB).toFixed(1)} MB packed, ${(data.length / MB).toFixed(0)} MB of XML: ` +
      `${Math.round(performance.now() - started)} ms`,
  );
  assert.ok(read.ok, read.error?.text);
  const lines = text(read.csv).split("\r\n");
  assert.equal(lines.length, 50_001);
  assert.equal(
    lines[49_999],
    Array.from({ length: 13 }, (_, c) => (c % 3 ? `文字列${(49_999 * 7 + c) % 1000}` : 49_999 * 13 + c)).join(","),
  );
});

// --- the command line -----------------------------------------------------------------------------------------------

const run = (...args) =>
  new Promise((resolve) =>
    execFile(process.execPath, [cli, ...args], (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr })),
  );
const sample = (name) => path(`tests/sample/${name}`);
const table = (name) =>
  new TextDecoder("shift_jis")
    .decode(readFileSync(sample(name)))
    .trimEnd()
    .split("\r\n")
    .map((l) => l.split(","));
const job = (out, files) => [
  "match",
  "--flow",
  "P",
  "--date",
  "2026-11-22",
  "--out",
  join(folder, out),
  "--roster",
  files.roster ?? sample("roster.csv"),
  "--pension",
  files.pension ?? sample("pension.csv"),
  ...(files.overlaps ?? [sample("overlap_20261104.csv"), sample("overlap_20261119.csv")]).flatMap((f) => ["--overlap", f]),
];
const results = (out) => readFileSync(join(folder, out, "results.ndjson"), "utf8");
const saved = (name, bytes) => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};
const inBook = (name) => {
  const values = table(name);
  assert.ok(
    values.every((r) => r.length === values[0].length && r.every((v) => !v.startsWith('"'))),
    "the sample has quotes: this test reads it too simply",
  );
  const strings = [];
  const xml = worksheet(rows(values, strings));
  return [{ name: "一覧", xml }, { strings: sharedStrings(strings) }];
};

test("the same lists as CSV and as workbooks give the same results", async () => {
  assert.ok(existsSync(cli), "scripts/build has not run");
  const plain = await run(...job("csv", {}));
  assert.equal(plain.code, 0, plain.stderr);
  const want = results("csv");
  assert.ok(want.split("\n").length > 20);
  const as = (name) => saved(name.replace(".csv", ".xlsx"), book([inBook(name)[0]], inBook(name)[1]));
  const pension = as("pension.csv");
  const all = { roster: as("roster.csv"), pension, overlaps: [as("overlap_20261104.csv"), as("overlap_20261119.csv")] };
  let ran = 0;
  for (const [name, files] of [
    ["pension", { pension }],
    ["all", all],
  ]) {
    const made = await run(...job(name, files));
    assert.equal(made.code, 0, made.stderr);
    assert.equal(made.stderr, "");
    // The files are named by their own names; nothing else may differ.
    assert.equal(results(name).replaceAll(".xlsx", ".csv"), want, name);
    ran++;
  }
  assert.equal(ran, 2);
});

/** The sample's pension list with its dates as ISO dates, and that list as a file. */
function isoPension() {
  const header = table("pension.csv")[0];
  const era = { M: 1867, T: 1911, S: 1925, H: 1988, R: 2018 };
  const iso = (v) =>
    v.replace(/^([MTSHR])(\d+)\.(\d+)\.(\d+)$/, (_, e, y, m, d) => `${era[e] + Number(y)}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`);
  const values = table("pension.csv")
    .slice(1)
    .map((r) => r.map(iso));
  const dates = header.flatMap((h, i) => (/年月日$/.test(h) ? [i] : []));
  assert.equal(dates.length, 4);
  return { header, values, dates, csvFile: saved("iso.csv", [header, ...values].map((r) => `${r.join(",")}\r\n`).join("")) };
}

test("books of another writer, counting from 1900 and from 1904: dates, plain days and numbers give the same results", async (t) => {
  const writer = pythonWithOpenpyxl();
  t.diagnostic(`openpyxl ${writer.version}`);
  const { header, values, dates, csvFile } = isoPension();
  const plain = await run(...job("iso", { pension: csvFile }));
  assert.equal(plain.code, 0, plain.stderr);
  // A result quotes dates as they came in; what is found and decided must not differ.
  const decided = (out) =>
    results(out)
      .trimEnd()
      .split("\n")
      .map((l) => {
        const { bucket, grade, selectable, loss_date } = JSON.parse(l);
        return JSON.stringify({ bucket, grade, selectable, loss_date });
      });
  const want = decided("iso");
  assert.ok(want.length > 20 && want.some((l) => l.includes("2026-")), want.join("\n"));
  const isDay = (v, c) => dates.includes(c) && /^\d{4}-\d{2}-\d{2}$/.test(v);
  const since = (v, year) =>
    year === 1904 ? Math.round((Date.parse(v) - Date.UTC(1904, 0, 1)) / 86_400_000) : Math.round(Date.parse(v) / 86_400_000) + 25569;
  const ways = [
    ["dates", (v) => ({ date: v })],
    ["plain days", (v, year) => since(v, year)],
    ["plain days with a fraction of nothing", (v, year) => ({ number: `${since(v, year)}.0` })],
    ["days as text", (v, year) => String(since(v, year))],
    ["digits as numbers", (v) => ({ number: `${v.replaceAll("-", "")}.0` })],
    ["one column of days, the others dates", (v, year, c) => (c === dates[1] ? since(v, year) : { date: v })],
  ];
  let ran = 0;
  for (const epoch of [1900, 1904]) {
    for (const [name, as] of ways) {
      const typed = values.flatMap((r) => r.filter(isDay)).length;
      const cells = values.map((r) => r.map((v, c) => (v === "" ? null : isDay(v, c) ? as(v, epoch, c) : v)));
      assert.ok(typed > 20);
      const file = writeBook(writer, join(folder, `${epoch}-${ran}.xlsx`), epoch, [header, ...cells]);
      const made = await run(...job(`by-${ran}`, { pension: file }));
      assert.equal(made.code, 0, `${epoch}, ${name}: ${made.stderr}`);
      assert.equal(made.stderr.includes("1904年"), epoch === 1904, made.stderr);
      assert.deepEqual(decided(`by-${ran}`), want, `${epoch}, ${name}`);
      const proposed = await run("propose", file, "--kind", "pension", "--date", "2026-11-22");
      assert.equal(JSON.parse(proposed.stdout).accepted, true, `${epoch}, ${name}`);
      ran++;
    }
  }
  assert.equal(ran, 12);
});

test("dates as dates and numbers as numbers: the same results as the ISO dates of a CSV", async () => {
  const { header, values, dates, csvFile } = isoPension();
  let typed = 0;
  const cells = values.map((r) =>
    r.map((v, c) => {
      if (dates.includes(c) && /^\d{4}-\d{2}-\d{2}$/.test(v)) {
        typed++;
        return cell(`<c r="@" s="1"><v>${Math.round(Date.parse(v) / 86_400_000) + 25569}</v></c>`);
      }
      if (header[c] === "基礎年金番号" && v) return cell(`<c r="@" s="2"><v>${Number(v)}</v></c>`);
      return v;
    }),
  );
  assert.ok(typed > 20);
  const bookFile = saved(
    "typed.xlsx",
    book([{ name: "S", xml: worksheet(rows([header, ...cells])) }], { styles: styles([0, "[$-411]ge.m.d;@", "0000000000"]) }),
  );
  for (const [out, pension] of [
    ["iso", csvFile],
    ["typed", bookFile],
  ]) {
    const made = await run(...job(out, { pension }));
    assert.equal(made.code, 0, made.stderr);
  }
  assert.equal(results("typed").replaceAll("typed.xlsx", "iso.csv"), results("iso"));
});

test("the command line: --sheet, propose, refusals", async () => {
  const [sheet, options] = inBook("pension.csv");
  const two = saved("two.xlsx", book([sheet, { name: "記入例", xml: worksheet(rows([["例"]])) }], options));
  const args = (...more) => [...job("two", { pension: two }), ...more];
  let ran = 0;
  const refused = async (name, argv, words) => {
    const made = await run(...argv);
    assert.equal(made.code, 2, `${name}: ${made.stdout}`);
    assert.equal(made.stdout, "", name);
    assert.equal(made.stderr.trimEnd().split("\n").length, 1, made.stderr);
    for (const word of words) assert.ok(made.stderr.includes(word), `${name}: «${word}» is not in: ${made.stderr}`);
    assert.doesNotMatch(made.stderr, /内部の誤り|undefined/);
    ran++;
  };
  await refused("no sheet chosen", args(), ["two.xlsx", "「一覧」", "「記入例」", "--sheet"]);
  await refused("no such sheet", args("--sheet", "two.xlsx=ない"), ["「ない」", "「一覧」"]);
  await refused("no such file", args("--sheet", "three.xlsx=1"), ["--sheet", "three.xlsx"]);
  await refused("a sheet twice", args("--sheet", "two.xlsx=1", "--sheet", `${two}=2`), ["--sheet"]);
  await refused("a sheet of a CSV", [...job("x", {}), "--sheet", "pension.csv=1"], ["pension.csv", "--sheet"]);
  await refused("propose without a sheet", ["propose", two, "--kind", "pension"], ["「一覧」", "--sheet"]);
  await refused("a ZIP", job("x", { pension: saved("a.zip", zip([["a.csv", "a"]])) }), ["a.zip", "ZIP"]);
  await refused("an old book", job("x", { pension: saved("a.xls", ole("Workbook")) }), ["a.xls", ".xls"]);
  await refused(
    "blanks without end",
    job("x", { pension: saved("b.xlsx", zip([...parts([{ name: "S", xml: Buffer.alloc(20 * MB, " ") }])])) }),
    ["b.xlsx", "壊れている"],
  );
  assert.equal(ran, 9);
  for (const choice of ["一覧", "1"]) {
    const made = await run(...args("--sheet", `${choice === "1" ? two : "two.xlsx"}=${choice}`));
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stderr, /two\.xlsx：シート「一覧」/);
    const proposed = await run("propose", two, "--kind", "pension", "--sheet", choice);
    assert.equal(proposed.code, 0, proposed.stderr);
    assert.equal(JSON.parse(proposed.stdout).kind, "pension");
  }
});
