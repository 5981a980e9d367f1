// CP932 as the core writes it: every character of the BMP against Python's codec, which shares nothing with the converter that the
// core's table is made of; and what has no code, listed with its places.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { answered, loadCore } from "./contract.mjs";

let session;
before(async () => {
  session = new (await loadCore()).Session();
});
after(() => {
  session.delete();
  for (const kind of ["exportBegin", "exportLost"]) assert.ok(answered.get(kind) > 0, `nothing was held against the contract as ${kind}`);
});

function written(table, options = { encoding: "cp932" }) {
  const begun = JSON.parse(session.exportBegin("table.csv", JSON.stringify({ ...options, table })));
  assert.ok(begun.ok, JSON.stringify(begun));
  const pieces = [];
  for (let piece = session.exportNext(); piece.length > 0; piece = session.exportNext()) pieces.push(Buffer.from(piece));
  return { bytes: Buffer.concat(pieces), lost: JSON.parse(session.exportLost()).lost };
}
/** The bytes of texts, a cell each. No trail byte is a mark of CSV, so that the cells can be told byte by byte. */
function encoded(texts) {
  const { bytes, lost } = written({ rows: texts.map((text) => [text]), guarded: false });
  const cells = [...bytes.toString("latin1").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))\r\n/g)].map(([, quoted, plain]) =>
    Buffer.from(quoted === undefined ? plain : quoted.replaceAll('""', '"'), "latin1"),
  );
  assert.equal(cells.length, texts.length);
  return { cells, lost };
}
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const GETA = "81ac";

test("every character of the BMP has the code that Windows gives it, or none", (t) => {
  const python = `import sys
def encoded(c):
  try: return chr(c).encode("cp932").hex()
  except UnicodeEncodeError: return ""
def decoded(code): return bytes.fromhex(code).decode("cp932")
for c in range(0x10000): print(encoded(c))
for code in sys.stdin.read().split(): print(ord(decoded(code)))`;
  const chars = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  // Halves of surrogate pairs are no characters, and no JSON holds them.
  const whole = chars.filter((char) => !/[\ud800-\udfff]/.test(char));
  const { cells, lost } = encoded(whole);
  const codes = new Map(whole.map((char, i) => [char, hex(cells[i])]));
  const ours = chars.map((char) => (codes.get(char) === GETA && char !== "〓" ? "" : (codes.get(char) ?? "")));
  const coded = chars.filter((_, code) => ours[code] !== "");
  const said = execFileSync("python3", ["-c", python], { encoding: "utf8", input: ours.filter(Boolean).join(" ") })
    .trimEnd()
    .split("\n");
  const theirs = said.slice(0, 0x10000),
    back = said.slice(0x10000).map(Number);
  assert.deepEqual(
    back,
    coded.map((char) => char.charCodeAt(0)),
    "each code is read back as its character",
  );

  const other = {};
  let same = 0,
    selected = 0;
  for (const [code, mine] of ours.entries()) {
    if (mine === theirs[code]) same++;
    // Python writes NEC's selection (ED, EE) where Windows writes IBM's own extension (FA to FC).
    else if (/^f[abc]/.test(mine) && /^e[de]/.test(theirs[code])) selected++;
    else other[code.toString(16)] = [mine, theirs[code]];
  }
  // Look-alikes that Python writes in place of what was asked for; and bytes that Windows keeps for itself, read back by no browser.
  assert.deepEqual(other, {
    a2: ["", "8191"],
    a3: ["", "8192"],
    ac: ["", "81ca"],
    2016: ["", "8161"],
    2212: ["", "817c"],
    "301c": ["", "8160"],
    f8f0: ["", "a0"],
    f8f1: ["", "fd"],
    f8f2: ["", "fe"],
    f8f3: ["", "ff"],
  });
  assert.deepEqual([lost.kinds, lost.count, lost.listed.length], [whole.length - coded.length, whole.length - coded.length, 200]);
  t.diagnostic(`${chars.length} characters compared: ${same} the same, ${selected} by another of their codes; ${coded.length} have a code`);
  assert.equal(same + selected + 10, 65536);
  assert.deepEqual([coded.length, selected], [9398, 373]);
});

test("of several codes the one Windows takes, and no look-alike", () => {
  const codes = {
    "≒": "81e0",
    "∪": "81be",
    "¬": "",
    "￢": "81ca",
    "∵": "81e6",
    Ⅰ: "8754",
    "㈱": "878a",
    "№": "8782",
    ⅰ: "fa40",
    髙: "fbfc",
    﨑: "fab1",
    纊: "fa5c",
    "①": "8740",
    "\ue000": "f040",
    "\ue757": "f9fc",
    "～": "8160",
    "〜": "",
    "－": "817c",
    "−": "",
    "―": "815c",
    "—": "",
    "∥": "8161",
    "‖": "",
    "￠": "8191",
    "¢": "",
    "￡": "8192",
    "£": "",
    "￥": "818f",
    "¥": "",
    "\\": "5c",
    "~": "7e",
    "‾": "",
    ｱ: "b1",
    "\0": "00",
    "\n": "0a",
    "\x7f": "7f",
  };
  const { cells } = encoded(Object.keys(codes));
  for (const [i, [char, code]] of Object.entries(codes).entries()) assert.equal(hex(cells[i]), code || GETA, char);
  assert.equal(Object.keys(codes).length, 36);
});

test("what has no code becomes one 〓, in its place", () => {
  const cases = [
    ["", ""],
    ["高𠮟田", "高〓田"],
    ["葛\u{e0100}城", "葛〓城"],
    ["か\u3099", "か〓"],
    ["😀😀", "〓〓"],
    ["\ufeffa", "〓a"],
    ["a\r\nb", "a\r\nb"],
  ];
  const { cells } = encoded(cases.map(([text]) => text));
  for (const [i, [text, expected]] of cases.entries()) assert.equal(new TextDecoder("shift_jis").decode(cells[i]), expected, text);
  assert.equal(cases.length, 7);
});

test("what is lost is listed: the character, how often, in which row, under which head, whose", () => {
  const rows = [
    ["番号", "氏名", "住所"],
    ["1", "𠮟田　太郎", "架空市,𠮟町"],
    ["2", "改行\r\nの人", "〜"],
    ["3", '引用"𠮟"の人', "b〜〜"],
  ];
  const lost = written({ rows, whose: 1 }).lost;
  assert.deepEqual(lost, {
    kinds: 2,
    count: 6,
    listed: [
      {
        char: "𠮟",
        count: 3,
        places: [
          { row: 2, who: "𠮟田　太郎", head: "氏名", cell: "𠮟田　太郎" },
          { row: 2, who: "𠮟田　太郎", head: "住所", cell: "架空市,𠮟町" },
          { row: 4, who: '引用"𠮟"の人', head: "氏名", cell: '引用"𠮟"の人' },
        ],
      },
      {
        char: "〜",
        count: 3,
        places: [
          { row: 3, who: "改行\r\nの人", head: "住所", cell: "〜" },
          { row: 4, who: '引用"𠮟"の人', head: "住所", cell: "b〜〜" },
        ],
      },
    ],
  });
  const first = written({ rows: [["a", "〜"]], whose: 0, heads: ["N", "M"] }).lost.listed[0].places;
  assert.deepEqual(first, [{ row: 1, who: "a", head: "M", cell: "〜" }]);
  assert.deepEqual(written({ rows: [["高"], ["髙"], ["﨑\ue000"]] }).lost, { kinds: 0, count: 0, listed: [] });
  const many = written({ rows: Array(500).fill(["😀"]) }).lost.listed[0];
  assert.deepEqual([many.count, many.places.length], [500, 5]);
  assert.equal(written({ rows: [[`${'長い"'.repeat(1_000_000)}〜`]] }).lost.listed[0].places[0].cell.length, 109);
  // In UTF-8 nothing is lost.
  assert.equal(written({ rows }, {}).lost.kinds, 0);
});

test("a list of 20 000 rows is written in a moment", (t) => {
  const row = ["山田　太郎", "架空市大字架空一丁目２番３号", "-1", ...Array(9).fill("2026-11-22")];
  const rows = Array(20_000).fill(row);
  const began = performance.now();
  const { bytes, lost } = written({ rows });
  t.diagnostic(`${Math.round(performance.now() - began)} ms, ${(bytes.length / 1e6).toFixed(1)} MB`);
  assert.equal(lost.kinds, 0);
  assert.equal(new TextDecoder("shift_jis").decode(bytes), `${row.join(",").replace("-1", `"'-1"`)}\r\n`.repeat(20_000));
});
