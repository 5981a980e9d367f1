// CP932 written: every character of the BMP against Python's codec, which shares nothing with the decoder our table is made
// of; and what has no code, told with its places.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
let folder, x;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "totsugo-cp932-"));
  const { build } = createRequire(path("web/build.mjs"))("esbuild");
  const file = join(folder, "cp932.mjs");
  await build({ entryPoints: [path("wasm/cp932.ts")], bundle: true, outfile: file, format: "esm", platform: "node", target: "node18" });
  x = await import(file);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const hex = (bytes) => Buffer.from(bytes).toString("hex");

test("every character of the BMP has the code that Windows gives it, or none", (t) => {
  const python = `import sys
def encoded(c):
  try: return chr(c).encode("cp932").hex()
  except UnicodeEncodeError: return ""
def decoded(code): return bytes.fromhex(code).decode("cp932")
for c in range(0x10000): print(encoded(c))
for code in sys.stdin.read().split(): print(ord(decoded(code)))`;
  const chars = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  const ours = chars.map((char) => (x.hasCode(char) ? hex(x.encodeCp932(char)) : ""));
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
  for (const char of chars) if (!x.hasCode(char)) assert.equal(hex(x.encodeCp932(char)), "81ac");
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
  for (const [char, code] of Object.entries(codes)) {
    assert.equal(x.hasCode(char), code !== "", char);
    assert.equal(hex(x.encodeCp932(char)), code || "81ac", char);
  }
  assert.equal(Object.keys(codes).length, 36);
});

test("what has no code becomes one 〓, in its place", () => {
  const cases = [
    ["", ""],
    ["高𠮟田", "高〓田"],
    ["葛\u{e0100}城", "葛〓城"],
    ["\ud842", "〓"],
    ["\udfb7x", "〓x"],
    ["か\u3099", "か〓"],
    ["😀😀", "〓〓"],
    ["\ufeffa", "〓a"],
    ["a\r\nb", "a\r\nb"],
  ];
  for (const [text, expected] of cases) assert.equal(new TextDecoder("shift_jis").decode(x.encodeCp932(text)), expected, text);
  assert.equal(cases.length, 9);
});

test("what would be lost is told: the character, how often, in which row, under which head, whose", () => {
  const csv = '番号,氏名,住所\r\n1,𠮟田　太郎,"架空市,𠮟町"\r\n2,"改行\r\nの人",〜\r\n3,"引用""𠮟""の人",b〜〜\r\n';
  assert.deepEqual(x.lostIn(csv, ["氏名"]), [
    {
      char: "𠮟",
      code: 0x20b9f,
      count: 3,
      places: [
        { row: 2, who: "𠮟田　太郎", head: "氏名", cell: "𠮟田　太郎" },
        { row: 2, who: "𠮟田　太郎", head: "住所", cell: "架空市,𠮟町" },
        { row: 4, who: '引用"𠮟"の人', head: "氏名", cell: '引用"𠮟"の人' },
      ],
    },
    {
      char: "〜",
      code: 0x301c,
      count: 3,
      places: [
        { row: 3, who: "改行\r\nの人", head: "住所", cell: "〜" },
        { row: 4, who: '引用"𠮟"の人', head: "住所", cell: "b〜〜" },
      ],
    },
  ]);
  assert.deepEqual(x.lostIn("a,〜", ["N"], ["N", "M"])[0].places, [{ row: 1, who: "a", head: "M", cell: "〜" }]);
  assert.deepEqual(x.lostIn("高\r\n髙\r\n﨑\ue000"), []);
  assert.deepEqual(x.lostIn(""), []);
  const many = x.lostIn(`h\r\n${"😀\r\n".repeat(500)}`);
  assert.deepEqual([many[0].count, many[0].places.length], [500, 20]);
  assert.equal(x.lostIn(`"${'長い""'.repeat(1_000_000)}〜"\r\n`)[0].count, 1);
  // What is no proper CSV loses nothing either.
  assert.equal(x.lostIn('"a"〜,b"〜\r"〜')[0].count, 3);
});

test("a list of 100 000 rows is written in a moment", (t) => {
  const csv = `氏名,住所\r\n${'山田　太郎,"架空市大字架空一丁目２番３号"\r\n'.repeat(100_000)}`;
  const began = performance.now();
  assert.deepEqual(x.lostIn(csv), []);
  const bytes = x.encodeCp932(csv);
  t.diagnostic(`${Math.round(performance.now() - began)} ms`);
  assert.equal(new TextDecoder("shift_jis").decode(bytes), csv);
});
