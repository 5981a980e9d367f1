// What leaves the page as a table, in the shipped file: CSV in CP932 with what it cannot hold told first, and workbooks. And
// what a town brings in beside its lists: its own holidays.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { writeCp932 } from "../../scripts/municipality/encode.mjs";
import {
  accessible,
  atQueue,
  cased,
  choose,
  linesOfBook,
  markAll,
  openTool,
  overview,
  part,
  record,
  sample,
  saved,
  savedWork,
  soon,
  workplace,
} from "./harness.mjs";
import { SENDER, fill, sendLetters } from "./letters.mjs";

const place = workplace();

/** The sample's roster as UTF-8, every address with a character that CP932 does not have, one head of household with another. */
function oddRoster() {
  const [header, ...lines] = new TextDecoder("shift_jis").decode(readFileSync(sample.roster)).trimEnd().split("\r\n");
  const changed = lines.map((line) => {
    const cells = line.split(",");
    cells[12] = `架空市𠮟町〜${cells[12]}`;
    return cells.join(",");
  });
  return place.made("roster.csv", `\ufeff${[header, ...changed].join("\r\n")}\r\n`);
}

async function results(tool, files = {}) {
  await choose(tool, "P", files);
  await tool.id("run").click();
  await tool.id("summary").waitFor();
}

async function cases(tool, files) {
  await results(tool, files);
  await atQueue(tool, "to_verify");
}

/** A step for everybody of a queue whom it can be taken for. */
async function recordAll(tool, queue, action, fields = {}) {
  await atQueue(tool, queue);
  await markAll(tool);
  await record(tool, action, fields);
}

async function letters(tool, files) {
  await cases(tool, files);
  await recordAll(tool, "to_verify", "verify");
  await atQueue(tool, "to_urge");
  await markAll(tool);
  await tool.id("letters").click();
  await tool.page.locator("[data-testid=letters-view][data-letters]").waitFor();
}

const utf8 = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const cp932 = (bytes) => new TextDecoder("shift_jis", { fatal: true }).decode(bytes);
const BOM = [0xef, 0xbb, 0xbf];

/** Presses the button, sees the list, answers, and gives what was saved. */
async function answered(tool, button, choice) {
  await tool.id(button).click();
  await tool.id("loss").waitFor();
  return saved(tool, `loss-${choice}`);
}

test("exports: CSV in CP932, as Windows writes it, where nothing is lost", async () => {
  const tool = await openTool(place.browser);
  await results(tool);
  const plain = await saved(tool, "export-csv");
  assert.deepEqual([...plain.bytes.subarray(0, 3)], BOM);
  await tool.id("csv-encoding").selectOption("cp932");
  const narrow = await saved(tool, "export-csv");
  assert.equal(cp932(narrow.bytes), utf8(plain.bytes));
  await tool.page.locator("[data-testid=said]", { hasText: "文字コードは Shift_JIS (CP932) です" }).waitFor();
  const imports = await saved(tool, "export-import-csv");
  assert.match(cp932(imports.bytes), /文字コード/);
  const json = await saved(tool, "export-import");
  assert.equal(JSON.parse(utf8(json.bytes)).files?.length ?? JSON.parse(utf8(json.bytes)).length, 4, "JSON stays UTF-8");
  // One choice for the whole page.
  await part(tool, "outputs");
  assert.equal(await tool.id("csv-encoding").inputValue(), "cp932");
  assert.match(cp932((await saved(tool, "export-ledger")).bytes), /^番号,状態,/);
  await tool.innocent();
  await tool.close();
});

test("exports: what CP932 cannot hold is listed before anything is saved, and the clerk decides", async () => {
  const tool = await openTool(place.browser);
  await letters(tool, { roster: oddRoster() });
  await tool.id("letters-close").click();
  await part(tool, "outputs");
  const plain = utf8((await saved(tool, "export-ledger")).bytes);
  const times = (text, char) => text.split(char).length - 1;
  assert.ok(times(plain, "𠮟") > 5);
  await tool.id("csv-encoding").selectOption("cp932");

  let downloads = 0;
  tool.page.on("download", () => downloads++);
  await tool.id("export-ledger").click();
  const list = tool.id("loss");
  await list.waitFor();
  assert.match(await list.innerText(), /まだ保存していません/);
  assert.deepEqual(await tool.page.locator("[data-testid=lost-char]").evaluateAll((all) => all.map((e) => e.dataset.code)), [
    "U+20B9F",
    "U+301C",
  ]);
  const first = await tool.page.locator("[data-testid=lost-char]").first().innerText();
  assert.ok(first.includes("𠮟") && first.includes(String(times(plain, "𠮟"))), first);
  const [heads, row] = plain.split("\r\n").map((line) => line.split(","));
  const somebody = row[heads.indexOf("氏名")];
  assert.match(first, new RegExp(`2 行目　${somebody}　住所「架空市𠮟町〜`));
  assert.match(await tool.page.locator("[data-testid=lost-char]").nth(1).innerText(), /「～」（U\+FF5E）なら出せます/);
  await accessible(tool, "[data-testid=loss]", "[data-testid=loss]");

  // Not saved: by the button and by Escape.
  await tool.id("loss-cancel").click();
  await list.waitFor({ state: "detached" });
  await tool.id("export-ledger").click();
  await list.waitFor();
  await tool.page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
  assert.equal(await tool.id("said").innerText(), "");

  const wide = await answered(tool, "export-ledger", "utf-8");
  assert.equal(downloads, 1, "what was put off was saved");
  assert.deepEqual([...wide.bytes.subarray(0, 3)], BOM);
  assert.equal(utf8(wide.bytes), plain);
  const narrow = await answered(tool, "export-ledger", "replace");
  assert.equal(cp932(narrow.bytes), plain.replaceAll("𠮟", "〓").replaceAll("〜", "〓"));
  await tool.page
    .locator("[data-testid=said]", { hasText: `出せない文字 2 種類（${times(plain, "𠮟") * 2} か所）は 〓 にしました` })
    .waitFor();

  // The list of addressees goes the same way; not saved is not sent.
  await atQueue(tool, "to_urge");
  await markAll(tool);
  await tool.id("letters").click();
  await tool.page.locator("[data-testid=letters-view][data-letters]").waitFor();
  await tool.id("letter-csv").click();
  await tool.id("loss-cancel").click();
  await soon(async () => assert.ok(await tool.id("letter-record").isDisabled()));
  const addresses = await answered(tool, "letter-csv", "replace");
  assert.match(cp932(addresses.bytes), /^世帯番号,郵便番号,住所,/);
  assert.match(cp932(addresses.bytes), /架空市〓町〓/);
  await soon(async () => assert.ok(await tool.id("letter-record").isEnabled()));

  await tool.id("letters-close").click();
  await tool.id("nav-review").click();
  const all = await answered(tool, "export-csv", "replace");
  assert.match(cp932(all.bytes), /架空市〓町〓/);
  await tool.innocent();
  await tool.close();
});

test("exports: addressees and results as workbooks hold what the CSV holds", async () => {
  const tool = await openTool(place.browser);
  await letters(tool);
  await fill(tool, { number: "第{通し番号}号", date: "2026-11-24", due: "2026-12-25" });
  await soon(async () => assert.ok(await tool.id("letter-record").isDisabled()));
  const book = await saved(tool, "letter-xlsx");
  assert.match(book.name, /^宛名一覧_資格喪失届の勧奨_2026-11-24\.xlsx$/);
  await soon(async () => assert.ok(await tool.id("letter-record").isEnabled(), "handed over: it may be sent"));
  const lines = await linesOfBook(book.bytes, "宛名一覧");
  const csv = utf8((await saved(tool, "letter-csv")).bytes)
    .trimEnd()
    .split("\r\n");
  assert.deepEqual(lines, csv);
  assert.match(lines[1], /^\d+,\d{3}-\d{4},.*,第1号,2026-11-24,2026-12-25$/);
  assert.equal(lines.length, 1 + Number(await tool.id("letters-view").getAttribute("data-letters")));

  await tool.id("letters-close").click();
  await tool.id("nav-review").click();
  const results = await saved(tool, "export-xlsx");
  assert.match(results.name, /^突合結果_P_\d{4}-\d{2}-\d{2}\.xlsx$/);
  // The book has the same cells; whose row it is stands first there, as on each of its pages.
  const cells = (line) => [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)].map((m) => m[1] ?? m[2]);
  const whoFirst = ([...row]) => [row[5], row[7], ...row.filter((_, i) => i !== 5 && i !== 7)];
  const inBook = (await linesOfBook(results.bytes, "突合結果")).map(cells);
  const inCsv = utf8((await saved(tool, "export-csv")).bytes)
    .trimEnd()
    .split("\r\n")
    .map((line) => whoFirst(cells(line)));
  assert.deepEqual(inBook, inCsv);
  assert.deepEqual(inBook[0].slice(0, 2), ["氏名", "生年月日"]);
  assert.match((await linesOfBook(results.bytes, "列の説明"))[1], /^区分コード,/);
  await tool.innocent();
  await tool.close();
});

test("import table: columns, order and forms as the main system wants, saved exactly, kept in the work file and in a file", async () => {
  const tool = await openTool(place.browser);
  await cases(tool, { roster: oddRoster() });
  await recordAll(tool, "to_verify", "verify");
  await recordAll(tool, "to_urge", "urge", { on: "2026-11-24" });
  await recordAll(tool, "urging", "urge_again", { on: "2027-01-12" });
  await recordAll(tool, "urging_again", "ex_officio", { on: "2027-02-15" });
  const decided = (await overview(tool)).states.ex_officio;
  assert.ok(decided > 5);

  await part(tool, "outputs");
  await tool.id("import-open").click();
  await tool.page.locator("[data-testid=import-table][data-ready]").waitFor();
  assert.equal(await tool.page.evaluate(() => document.activeElement?.id), "import-table-title");
  assert.equal(await tool.id("import-count").getAttribute("data-rows"), String(decided));
  assert.deepEqual(await tool.page.locator("[data-testid^=import-state-]:checked").evaluateAll((all) => all.map((e) => e.dataset.testid)), [
    "import-state-ex_officio",
    "import-state-done",
    "import-state-filed",
  ]);
  await accessible(tool, "totsugo-import-table", "totsugo-import-table");
  const plain = await saved(tool, "import-save");
  assert.match(plain.name, /^取込用_\d{4}-\d{2}-\d{2}\.csv$/);
  const first = utf8(plain.bytes).split("\r\n");
  assert.equal(first[0], "宛名番号,記号番号,枝番,氏名カナ,氏名,生年月日,資格喪失年月日,喪失事由,状態,決定日");
  assert.match(first[1], /^\d{15},\d+,\d\d,[^,]+,[^,]+,\d{4}-\d{2}-\d{2},\d{4}-\d{2}-\d{2},社保加入,職権喪失決定,2027-02-15$/);
  assert.equal(first.length, decided + 2);

  // Two columns of the ten stay, in another order, and three are new: a code, the address, and a constant that a spreadsheet would run.
  for (let i = 0; i < 7; i++) await tool.id("import-remove-1").click();
  await tool.id("import-of-1").selectOption("state_code");
  await tool.id("import-code-ex_officio").fill("90");
  await tool.id("import-code-ex_officio").blur();
  await tool.id("import-add").click();
  await soon(async () => assert.equal(await tool.page.evaluate(() => document.activeElement?.dataset.testid), "import-of-3"));
  await tool.id("import-text-3").fill("-1");
  await tool.id("import-head-3").fill("区分");
  await tool.id("import-add").click();
  await tool.id("import-of-4").selectOption("address");
  await tool.id("import-up-4").click();
  await tool.id("import-up-3").click();
  await soon(async () => assert.equal(await tool.page.evaluate(() => document.activeElement?.dataset.testid), "import-up-2"));
  await tool.id("import-dates").selectOption("era_pension");
  const preview = tool.id("import-preview");
  const cells = first[1].split(",");
  await preview.locator("th", { hasText: "区分" }).waitFor();
  const shown = await preview.locator("tbody tr").first().locator("td").allTextContents();
  assert.equal(shown.length, 5);
  assert.match(shown[2], /^架空市𠮟町〜/);
  assert.deepEqual([shown[0], shown[1], shown[3], shown[4]], [cells[0], "90", "9090215", "-1"]);

  // CP932: what is lost is listed here as everywhere; the bytes are what was shown.
  await tool.id("import-header").uncheck();
  await tool.id("csv-encoding").selectOption("cp932");
  await tool.id("import-save").click();
  await tool.id("loss").waitFor();
  assert.match(await tool.page.locator("[data-testid=lost-char]").first().innerText(), /1 行目　住所「架空市𠮟町〜/);
  const narrow = await saved(tool, "loss-replace");
  const lines = cp932(narrow.bytes).split("\r\n");
  assert.equal(lines.length, decided + 1);
  assert.equal(lines[0], shown.join(",").replace(/[𠮟〜]/gu, "〓"));
  await tool.id("import-guarded").selectOption("guarded");
  await tool.id("import-save").click();
  const guarded = utf8((await saved(tool, "loss-utf-8")).bytes).split("\r\n");
  assert.ok(guarded[0].endsWith(`,"'-1"`), guarded[0]);
  await tool.id("import-guarded").selectOption("exact");

  // No state, no rows, nothing to save.
  for (const state of ["ex_officio", "done", "filed"]) await tool.id(`import-state-${state}`).uncheck();
  await tool.page.locator("[data-testid=import-count]", { hasText: "状態を一つ以上選んでください" }).waitFor();
  assert.ok(await tool.id("import-save").isDisabled());
  await tool.id("import-state-ex_officio").check();
  await tool.page.locator(`[data-testid=import-count][data-rows="${decided}"]`).waitFor();

  // Kept with the cases, and in a file of its own without anybody in it.
  const file = await saved(tool, "import-settings-save");
  assert.equal(file.name, "取込用の表の設定.json");
  const said = JSON.parse(utf8(file.bytes));
  assert.deepEqual(
    [said.totsugo_import_table, said.dates, said.header, said.encoding, said.columns.map((c) => c.of)],
    [1, "era_pension", false, "cp932", ["resident_number", "state_code", "address", "decided_on", "constant"]],
  );
  await tool.id("import-close").click();
  await tool.page.waitForFunction(() => document.activeElement?.dataset.testid === "import-open");
  const work = place.made("import.totsugo", (await savedWork(tool)).bytes);
  await tool.innocent();
  await tool.close();

  const other = await openTool(place.browser);
  await other.id("open-work").setInputFiles(work);
  await cased(other);
  await part(other, "outputs");
  await other.id("import-open").click();
  await other.page.locator("[data-testid=import-table][data-ready]").waitFor();
  assert.deepEqual(await other.id("import-preview").locator("tbody tr").first().locator("td").allTextContents(), shown);
  assert.equal(await other.id("csv-encoding").inputValue(), "cp932");
  assert.equal((await overview(other)).unsaved, 0);
  other.page.on("dialog", (d) => d.accept());
  await other.id("import-reset").click();
  await other.id("import-preview").locator("th", { hasText: "決定日" }).waitFor();
  for (const [name, content] of [
    ["x.json", "{}"],
    ["y.json", "[1"],
    ["z.json", "null"],
  ]) {
    await other.id("import-settings-load").setInputFiles(place.made(name, content));
    await other.page.locator("[data-testid=import-said]", { hasText: `「${name}」は、取込用の表の設定のファイルではありません` }).waitFor();
  }
  await other.id("import-settings-load").setInputFiles(place.made("saved.json", file.bytes));
  await other.page.locator("[data-testid=import-said]", { hasText: "「saved.json」を開きました" }).waitFor();
  assert.deepEqual(await other.id("import-preview").locator("tbody tr").first().locator("td").allTextContents(), shown);
  await other.page.setViewportSize({ width: 640, height: 720 });
  await accessible(other, "totsugo-import-table", "totsugo-import-table");
  await other.innocent();
  await other.close();
});

/** Text in CP932. */
function inCp932(text) {
  const bytes = Buffer.alloc(text.length * 2);
  return bytes.subarray(0, writeCp932(text, bytes, 0));
}

test("holidays: a town's own table moves the deadlines, is kept in the work file, and can be put back", async () => {
  const tool = await openTool(place.browser);
  await cases(tool);
  await recordAll(tool, "to_verify", "verify");
  await recordAll(tool, "to_urge", "urge", { on: "2026-11-24" });
  await part(tool, "deadlines");
  await tool.id("deadline-rule").selectOption("kumano");
  const due = tool.page.locator("[data-testid=due-list] tbody td").first();
  const dueIs = (day) => tool.page.locator("[data-testid=due-list] tbody td", { hasText: day }).first().waitFor();
  await dueIs("R8.12.25");
  assert.match(await tool.id("holidays-in-use").innerText(), /組み込み（2035 年まで/);

  // As the Cabinet Office has it (CP932, CRLF), with a day of the town's.
  const text = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n2026/11/23,勤労感謝の日\r\n2026/12/25,町の記念日\r\n";
  await tool.id("holidays-load").setInputFiles(place.made("syukujitsu.csv", inCp932(text)));
  await dueIs("R8.12.28");
  assert.match(await tool.id("holidays-in-use").innerText(), /syukujitsu\.csv（3 日、R8\.1\.1 から R8\.12\.25 まで）/);
  assert.match(await tool.id("said").innerText(), /期限を数え直しました/);

  // What is malformed is refused with file, line and what to do, and changes nothing.
  const broken = {
    "bad-day.csv": ["2026/2/30,何か\n", /bad-day\.csv 1行目：暦にない日付です.*直してください/],
    "no-name.csv": ["日付,名前\n2026/12/24\n", /no-name\.csv 2行目：必要な項目が空です/],
    "empty.csv": ["", /empty\.csv：祝日・閉庁日が1日も書かれていません.*選んでください/],
    "damaged.csv": [
      Buffer.concat([Buffer.from("2026/12/24,a\n2026/12/25,"), Buffer.from([0xff, 0xfe, 0x0a])]),
      /damaged\.csv 2行目：文字コードが.*保存し直して/,
    ],
    "roster.csv": [readFileSync(sample.roster), /roster\.csv 2行目：日付として読めません/],
  };
  let ran = 0;
  for (const [name, [content, sentence]] of Object.entries(broken)) {
    await tool.id("holidays-load").setInputFiles(place.made(`h-${name}`, content));
    await tool.page.locator("[data-testid=message]", { hasText: `h-${name}` }).waitFor();
    assert.match((await tool.id("message").innerText()).replaceAll("h-", ""), sentence);
    assert.match(await due.innerText(), /R8\.12\.28/, name);
    ran++;
  }
  assert.equal(ran, 5);

  const file = place.made("holidays.totsugo", (await savedWork(tool)).bytes);
  const other = await openTool(place.browser);
  await other.id("open-work").setInputFiles(file);
  await part(other, "deadlines");
  await other.page.locator("[data-testid=holidays-in-use]", { hasText: "syukujitsu.csv" }).waitFor();
  await atQueue(other);
  await other.id("columns-open").click();
  await other.id("column-due").check();
  await other.page.locator("[data-testid=person] .col-due", { hasText: "R8.12.28" }).first().waitFor();
  await other.innocent();
  await other.close();

  // In UTF-8, the town's days alone: the built-in ones stay beside them.
  await tool.id("holidays-load").setInputFiles(place.made("町の休日.csv", "\ufeff2026/12/25,町の記念日\n2026/12/28,町の休み\n"));
  await dueIs("R9.1.4");
  await tool.id("holidays-reset").click();
  await dueIs("R8.12.25");
  assert.equal(await tool.id("holidays-reset").count(), 0);
  assert.equal(await tool.id("holidays-beyond").count(), 0);
  await accessible(tool, "totsugo-casework", "totsugo-casework");
  await tool.innocent();
  await tool.close();
});

test("holidays: a deadline beyond the table is said to be", async () => {
  const tool = await openTool(place.browser);
  await letters(tool);
  await fill(tool, { ...SENDER, date: "2026-11-24", due: "2036-02-15" });
  await sendLetters(tool);
  await tool.id("letters-close").click();
  await part(tool, "deadlines");
  await tool.page.locator("[data-testid=holidays-beyond]", { hasText: "期限が 2035 年より後の案件が" }).waitFor();
  await accessible(tool, "totsugo-casework", "totsugo-casework");
  await atQueue(tool, "urging");
  await tool.id("columns-open").click();
  await tool.id("column-due").check();
  await tool.page.keyboard.press("Escape");
  await tool.page.locator("[data-testid=person]", { hasText: "（祝日の表の外）" }).first().waitFor();
  await accessible(tool, "totsugo-desk", "totsugo-desk");
  await tool.page.setViewportSize({ width: 640, height: 720 });
  await accessible(tool, "totsugo-desk", "totsugo-desk");
  await tool.close();
});
