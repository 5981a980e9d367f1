// 管理簿 and the year's figures on the screen: what is seen is what is saved, and a year is what was done.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  accessible,
  atQueue,
  cased,
  linesOfBook,
  openTool,
  overview,
  part,
  record,
  runSample,
  saved,
  savedWork,
  soon,
  workplace,
} from "./harness.mjs";

import { keepPaper, pdf, textOf } from "./letters.mjs";

const place = workplace();

/** The sample's people, some of them confirmed, urged and put aside. */
async function worked(tool) {
  await runSample(tool, "P");
  await atQueue(tool, "to_verify");
  await tool.id("mark").first().check();
  await record(tool, "exclude", { reason: "別人だった" });
  await soon(async () => assert.equal((await overview(tool)).states.excluded, 1));
  await atQueue(tool, "to_verify");
  for (let i = 0; i < 2; i++) await tool.id("mark").nth(i).check();
  await record(tool, "verify");
  await atQueue(tool, "to_urge");
  await tool.id("mark").first().check();
  await record(tool, "urge", { on: "2026-11-24" });
  await soon(async () => assert.equal((await overview(tool)).states.urged, 1));
}

async function atLedger(tool) {
  await part(tool, "outputs");
  await listed(tool);
  await tool.page.locator("[data-testid=annual][data-json]").waitFor();
}
const listed = (tool) => tool.page.locator("[data-testid=ledger][aria-busy=false] [data-testid=ledger-count][data-count]").waitFor();
const count = async (tool) => Number(await tool.id("ledger-count").getAttribute("data-count"));
const rows = (tool) =>
  tool
    .id("ledger-row")
    .evaluateAll((all) => all.map((row) => [...row.cells].map((c) => c.querySelector("time")?.dateTime ?? c.textContent)));
/** Quoted where it has to be; no cell of these has a line break. */
const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2]);
const csv = (bytes) =>
  bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n")
    .map(cells);

test("ledger: narrowed, sorted and by columns it is saved as it is seen, and comes back with the work file", async () => {
  const tool = await openTool(place.browser, { bypassCSP: true });
  await worked(tool);
  await atLedger(tool);
  const all = (await overview(tool)).cases;
  assert.equal(await count(tool), all);
  await tool.id("ledger-state").selectOption("urged");
  await soon(async () => assert.equal(await count(tool), 1));
  await tool.id("ledger-reset").click();
  await soon(async () => assert.equal(await count(tool), all));
  await tool.id("ledger-period_from").fill("2026-11-24");
  await soon(async () => assert.ok((await count(tool)) >= 1));
  await tool.id("ledger-reset").click();
  await soon(async () => assert.equal(await count(tool), all));
  // By kana, downwards.
  const sort = tool.page.locator("[data-testid=ledger-sort][data-column=name_kana]");
  await sort.click();
  await tool.page.locator("[data-testid=ledger][aria-busy=false] th[aria-sort=ascending] [data-column=name_kana]").waitFor();
  await sort.click();
  await tool.page.locator("[data-testid=ledger][aria-busy=false] th[aria-sort=descending] [data-column=name_kana]").waitFor();
  await tool.id("ledger-columns").locator("summary").click();
  await tool.page.locator("[data-column=sex]").check();
  await tool.page.locator("[data-testid=ledger][aria-busy=false] [data-testid=ledger-sort][data-column=sex]").waitFor();
  await accessible(tool, "the ledger");
  const seen = await rows(tool);
  const whole = csv((await saved(tool, "export-ledger")).bytes);
  assert.deepEqual([whole.length, whole[0].length], [all + 1, 30]);
  await tool.id("ledger-only-shown").check();
  const [heads, ...lines] = csv((await saved(tool, "export-ledger")).bytes);
  assert.deepEqual(heads, await tool.id("ledger-sort").evaluateAll((all) => all.map((b) => b.textContent.replace(/[▲▼]/u, "").trim())));
  assert.equal(lines.length, all);
  assert.deepEqual(lines.slice(0, seen.length), seen);
  const kana = lines.map((l) => l[heads.indexOf("氏名カナ")]);
  assert.deepEqual(kana, [...kana].sort().reverse());
  assert.equal((await linesOfBook((await saved(tool, "export-ledger-xlsx")).bytes, "管理簿")).length, all + 1);
  const work = await savedWork(tool);
  await tool.innocent();
  await tool.close();

  const other = await openTool(place.browser);
  await other.id("open-work").setInputFiles(place.made("ledger.totsugo", work.bytes));
  await cased(other);
  await atLedger(other);
  assert.deepEqual(await rows(other), seen);
  await other.innocent();
  await other.close();
});

test("annual: a year is what the book's events count, on the screen and saved; nothing is open before anything is", async () => {
  const tool = await openTool(place.browser, { bypassCSP: true });
  await worked(tool);
  await atLedger(tool);
  const answer = JSON.parse(await tool.id("annual").getAttribute("data-json"));
  const body = JSON.parse((await savedWork(tool)).bytes.toString("utf8").split("\n")[1]);
  const acts = (action) => body.events.filter((e) => e.action === action).reduce((all, e) => all + e.cases.length, 0);
  const { sum } = answer;
  assert.deepEqual([sum.verified, sum.urged, sum.excluded["別人だった"]], [acts("verify"), acts("urge"), acts("exclude")]);
  assert.ok(acts("verify") > 0 && acts("urge") === 1 && acts("exclude") === 1);
  const begun = body.cases.filter((c) => c.listings.some((l) => !/REFERENCE|NONMEMBER|OUTSIDE|WITHDRAWN|RESOLVED/.test(l.bucket)));
  assert.equal(sum.listed, begun.length);
  assert.equal(await tool.page.locator("[data-testid=annual-table] tbody tr").count(), 12 * 2 + 3);
  assert.equal(csv((await saved(tool, "export-annual")).bytes).length, 12 * 2 + 3 + 1);
  assert.equal((await linesOfBook((await saved(tool, "export-annual-xlsx")).bytes, "年度集計")).length, 12 * 2 + 3 + 1);
  await tool.innocent();
  await tool.close();
});

test("ledger: an empty one says so", async () => {
  const tool = await openTool(place.browser);
  await runSample(tool, "P");
  await atQueue(tool);
  await part(tool, "outputs");
  await tool.page.locator("[data-testid=ledger]", { hasText: "案件はまだありません" }).waitFor();
  await tool.close();
});

test("annual: on paper it has title, town, period and day, the picture and every figure of the table, on two sheets across", async () => {
  const tool = await openTool(place.browser, { init: keepPaper });
  await worked(tool);
  await atLedger(tool);
  const shown = await tool
    .id("annual-table")
    .locator("tr")
    .evaluateAll((all) => all.map((row) => row.innerText.split("\t").map((c) => c.trim())));
  await tool.id("print-annual").click();
  await tool.page.locator("#kept-paper").waitFor({ state: "attached" });
  assert.equal(await tool.page.evaluate(() => window.printedAs), "年度集計_2026");
  assert.equal(await tool.page.evaluate(() => document.title.includes("年度集計")), false);
  const { pages, sizes, bytes } = await pdf(tool);
  assert.deepEqual([pages, sizes], [2, ["0 0 842 595"]]);
  const path = place.made("annual.pdf", bytes);
  const [first, second] = [textOf(path, 1), textOf(path, 2)];
  for (const [at, text] of [first, second].entries()) {
    assert.match(text, /年度集計 令和8年度/);
    assert.match(text, /市町村名：＿/);
    assert.match(text, /期間 令和8年4月1日 から 令和9年3月31日 まで/);
    assert.match(text, /作成 令和\d+年\d+月\d+日/);
    assert.match(text, new RegExp(`${at + 1} ?/ ?2`));
  }
  assert.match(first, /新しく載った人と、届出・職権喪失になった人/);
  assert.match(first, /届出までの日数（中央値）/);
  // Line by line what the screen has, whatever is broken in its cells.
  const plain = second.replace(/\s/g, "");
  let rows = 0;
  for (const cells of shown.slice(1)) {
    assert.ok(plain.includes(`${cells[0]}${cells[1]}${cells.slice(2, 10).join("")}`), cells.join(" "));
    rows++;
  }
  assert.equal(rows, 27);
  assert.match(plain, /別人だった1/);
  await tool.close();
});
