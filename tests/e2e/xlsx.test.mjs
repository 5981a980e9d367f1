// Workbooks in the shipped page: the sheet chooser, the same results as from CSV, hostile files in the browser's own
// inflater.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { book, parts, rows, sharedStrings, worksheet, zip } from "../wasm/book.mjs";
import { accessible, choose, openTool, runCli, sample, soon, workplace } from "./harness.mjs";

const it = workplace();
const { made } = it;
const MB = 1024 * 1024;

function inBook(path, more = []) {
  const values = new TextDecoder("shift_jis")
    .decode(readFileSync(path))
    .trimEnd()
    .split("\r\n")
    .map((l) => l.split(","));
  const strings = [];
  return book(
    [{ name: "一覧", xml: worksheet(rows(values, strings), { after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>' }) }, ...more],
    { strings: sharedStrings(strings) },
  );
}
const other = { name: "記入例", xml: worksheet(rows([["例"]])) };
/** The same but for the names of the files. */
// What a workbook alone is told of (its sheet, merged cells) is no difference of the job.
const unnamed = (summary) => {
  const warnings = summary.warnings.filter((w) => !/シート|セル/.test(w));
  return JSON.parse(JSON.stringify({ ...summary, warnings, timings: null, peak_heap_bytes: null }).replaceAll(".xlsx", ".csv"));
};

test("a pension list and an overlap list as workbooks: the sheet is asked for, the results are the CSV's", async () => {
  const byCli = await runCli("P");
  const tool = await openTool(it.browser);
  const overlap = inBook(sample.overlaps[1], [other]);
  await choose(tool, "P", {
    roster: made("roster.xlsx", inBook(sample.roster)),
    pension: made("pension.xlsx", inBook(sample.pension, [other])),
    overlaps: [sample.overlaps[0], made("overlap_20261119.xlsx", overlap)],
  });
  await tool.id("sheet-pension").waitFor();
  await tool.id("sheet-overlap-1").waitFor();
  assert.equal(await tool.id("sheet-roster").count(), 0, "one sheet: nothing to choose");
  assert.equal(await tool.id("sheet-overlap-0").count(), 0, "a CSV: nothing to choose");
  assert.deepEqual(await tool.id("sheet-pension").locator("option").allInnerTexts(), ["シートを選んでください", "一覧", "記入例"]);

  await accessible(tool, "sheets to choose");

  // Not without a choice.
  await tool.id("run").click();
  await tool.id("message").waitFor();
  const text = await tool.id("message").innerText();
  assert.ok(text.includes("pension.xlsx") && text.includes("overlap_20261119.xlsx") && text.includes("シート"), text);

  // The wrong sheet is told at once.
  await tool.id("sheet-pension").selectOption("1");
  await tool.id("doubt").waitFor();
  await tool.id("sheet-pension").selectOption("0");
  await tool.id("doubt").waitFor({ state: "detached" });
  await tool.id("sheet-overlap-1").selectOption({ label: "一覧" });
  await tool.id("run").click();
  await tool.id("summary").waitFor();
  const summary = JSON.parse(await tool.id("summary").getAttribute("data-json"));
  const strip = (s) => ({ ...unnamed(s), files: unnamed(s).files.map(({ encoding, ...f }) => f) });
  assert.deepEqual(strip(summary), strip(byCli.summary));

  // What was noticed on the way stands among the warnings of the file.
  const imported = tool.id("import-pension");
  await imported.locator("summary").click();
  await soon(async () => assert.match(await imported.innerText(), /結合されたセル/));
  await tool.innocent();
  await tool.close();
});

test("books that cannot be read are told when they are chosen, and again when they are run", async () => {
  const SHEET = "xl/worksheets/sheet1.xml";
  const whole = [...parts([{ name: "S", xml: worksheet(rows([["氏名"]])) }])];
  const changed = (change) => zip(whole.map(([n, c]) => (n === SHEET ? change(n, c) : [n, c])));
  const head = worksheet("").split("</sheetData>")[0];
  const blanks = Buffer.from(head + `<!--${" ".repeat(MB / 4 - 7)}-->`.repeat(1200));
  const bomb = deflateRawSync(blanks);
  const small = Buffer.from(`${head}${`<!--${" ".repeat(MB / 4 - 7)}-->`.repeat(12)}</sheetData></worksheet>`);
  const ole = (stream) => Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), Buffer.from(stream, "utf16le")]);
  const cases = [
    ["encrypted.xlsx", ole("EncryptedPackage"), "パスワード"],
    ["old.xls", ole("Workbook"), ".xls"],
    ["list.zip", zip([["a.csv", "a"]]), "展開"],
    ["cut.xlsx", zip(whole).slice(0, 900), "壊れている"],
    ["crc.xlsx", changed((n, c) => [n, c, { crc: 1 }]), "壊れている"],
    ["short.xlsx", changed((n, c) => [n, c, { packed: 40 }]), "壊れている"],
    ["size.xlsx", changed((n, c) => [n, c, { size: 10 }]), "壊れている"],
    ["nodeflate.xlsx", changed((n, c) => [n, c, { raw: Buffer.from(c) }]), "壊れている"],
    ["bomb.xlsx", changed((n, c) => [n, c, { raw: bomb, size: blanks.length, crc: 0 }]), "圧縮"],
    [
      "many.xlsx",
      zip([
        ...parts(Array.from({ length: 500 }, (_, i) => ({ name: `S${i}`, xml: i ? undefined : small, target: "worksheets/sheet1.xml" }))),
      ]),
      "256MB",
    ],
    ["dtd.xlsx", changed((n, c) => [n, c.replace("<worksheet", "<!DOCTYPE x><worksheet")]), "DTD"],
  ];
  let ran = 0;
  const tool = await openTool(it.browser);
  for (const [name, bytes, word] of cases) {
    await choose(tool, "P", { pension: made(name, bytes), overlaps: sample.overlaps.slice(0, ran === 0 ? 2 : 0) });
    const doubt = tool.page.locator("[data-testid=chosen-pension]", { hasText: name }).getByTestId("doubt");
    await doubt.waitFor();
    const text = await doubt.innerText();
    assert.ok(text.includes(name) && text.includes(word), `${name}: ${text}`);
    await tool.id("run").click();
    await tool.id("message").waitFor();
    const said = await tool.id("message").innerText();
    assert.ok(said.includes(name) && said.includes(word), `${name}: ${said}`);
    ran++;
  }
  assert.equal(ran, 11);
  await tool.innocent();
  await tool.close();
});
