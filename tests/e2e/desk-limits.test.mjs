// The desk at its limits: one person, names of sixty characters, twelve candidates who are all equal, fifty decisions by keyboard, a press
// in the middle of typing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, atQueue, cased, listed, openTool, runSample, said, soon, workplace } from "./harness.mjs";

const place = workplace();
const SCREEN = { width: 1366, height: 768 };
const LONG = `${"ア".repeat(29)}　${"イ".repeat(30)}`;
const LONG_NAME = `${"亜".repeat(29)}　${"伊".repeat(30)}`;

const csv = (rows) => `${rows.map((r) => r.join(",")).join("\r\n")}\r\n`;

/** Whoever is on both lists, and so many in the roster of whom nobody can say which he is. */
function town(copies) {
  const person = [LONG_NAME, LONG, "1980-04-05", "男"];
  return {
    roster: place.made(
      `roster_${copies}.csv`,
      csv([
        ["宛名番号", "氏名", "氏名カナ", "生年月日", "性別", "記号番号", "枝番", "資格取得年月日", "住所"],
        ...Array.from({ length: copies }, (_, i) => [String(5000 + i), ...person, `05-200${1000 + i}`, "01", "2020-04-01", "架空市1-2-3"]),
      ]),
    ),
    pension: place.made(
      `pension_${copies}.csv`,
      csv([
        ["氏名", "氏名カナ", "生年月日", "性別", "資格喪失年月日"],
        [...person, "2026-09-01"],
      ]),
    ),
    overlaps: [
      place.made(
        `overlap_${copies}_20261104.csv`,
        csv([
          ["作成年月日", "氏名", "氏名カナ", "生年月日", "性別", "重複先保険者番号", "重複先資格取得年月日"],
          ["2026-11-04", ...person, "06130488", "2026-09-01"],
        ]),
      ),
    ],
  };
}

async function atTown(copies, viewport) {
  const tool = await openTool(place.browser, { viewport, bypassCSP: true });
  const { roster, pension, overlaps } = town(copies);
  await tool.id("flow-P").check();
  await tool.id("file-roster").setInputFiles(roster);
  await tool.id("file-pension").setInputFiles(pension);
  await tool.id("file-overlap").setInputFiles(overlaps);
  await tool.id("work-date").fill("2026-11-22");
  await tool.id("run").click();
  await tool.id("desk").waitFor();
  await listed(tool);
  await cased(tool);
  await atQueue(tool);
  return tool;
}

const ready = (tool) => tool.page.locator("[data-testid=decide][data-ready=true]").waitFor();

test("desk: one person with names of sixty characters stands in every window, and nothing leaves it", async () => {
  let looked = 0;
  for (const [width, height] of [
    [1366, 768],
    [1280, 720],
    [900, 600],
    [683, 384],
  ]) {
    const tool = await atTown(1, { width, height });
    assert.equal(await tool.id("count").getAttribute("data-count"), "1");
    await tool.id("person").first().click();
    await tool.id("evidence").waitFor();
    await ready(tool);
    assert.ok((await tool.page.locator("#evidence-title").innerText()).includes(LONG_NAME));
    const wide = await tool.page.evaluate(() => [
      document.documentElement.scrollWidth - innerWidth,
      ...[...document.querySelectorAll(".evidence-head, .compare, .decide, .evidence-body > *")].map((e) =>
        Math.round(e.getBoundingClientRect().right - innerWidth),
      ),
    ]);
    assert.ok(Math.max(...wide) <= 0, `${width}x${height}: ${wide.join()}`);
    await accessible(tool, `names of sixty characters at ${width}x${height}`, ".evidence", {}, true);
    await tool.innocent();
    await tool.close();
    looked++;
  }
  assert.equal(looked, 4);
});

test("desk: of twelve candidates who are all equal none is taken; the first nine have keys, all have a button", async () => {
  const tool = await atTown(12, SCREEN);
  await tool.id("person").first().click();
  await tool.id("candidates").waitFor();
  await ready(tool);
  assert.equal(await tool.id("choose").count(), 12);
  assert.deepEqual(await tool.id("candidate").locator("kbd").allTextContents(), [..."123456789"]);
  assert.equal(await tool.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  // Nobody is confirmed before it is said who he is.
  await tool.page.locator("[role=grid]").focus();
  await tool.page.keyboard.press("k");
  await soon(async () => assert.match(await tool.id("step-refused").innerText(), /先に「この人です」か「どれでもない」/));
  assert.equal(await tool.id("unsaved").getAttribute("data-count"), "0");
  // The last one is reached within the table, not by moving the page.
  await tool.id("choose").last().click();
  await said(tool, "判定をやり直しました");
  assert.equal(await tool.page.evaluate(() => scrollY), 0);
  await tool.page.keyboard.press("u");
  await said(tool, "元に戻しました");
  await soon(async () => assert.equal(await tool.id("choose").count(), 12));
  await tool.innocent();
  await tool.close();
});

test("desk: fifty decisions by keyboard, and the page does not move", async () => {
  const tool = await openTool(place.browser, { viewport: SCREEN });
  const { page } = tool;
  await runSample(tool, "P");
  await listed(tool);
  await cased(tool);
  const held = async () =>
    Number(await page.evaluate(() => document.querySelector("[data-testid=queue][data-queue=on_hold]")?.dataset.count ?? "0"));
  let decided = 0;
  while (decided < 50) {
    await ready(tool);
    await cased(tool);
    await listed(tool);
    const done = tool.id("queue-next");
    if (await done.count()) {
      await done.focus();
      await page.keyboard.press("Enter");
      await soon(async () => assert.equal(await done.count(), 0));
      continue;
    }
    const open = await tool.id("evidence").getAttribute("data-case");
    await page.locator(`[data-testid=person][aria-selected=true][data-case="${open}"]`).waitFor();
    await page.keyboard.press("h");
    decided++;
    await soon(async () => assert.equal(await held(), decided));
    assert.equal(await page.evaluate(() => scrollY), 0);
    const isInside = () =>
      page.evaluate(() => {
        const row = document.querySelector("[data-testid=person][aria-selected=true]")?.getBoundingClientRect();
        const grid = document.querySelector("[role=grid]").getBoundingClientRect();
        return row !== undefined && row.top >= grid.top && row.bottom <= grid.bottom + 1;
      });
    await soon(async () => assert.equal(await isInside(), true, `decision ${decided}`));
  }
  await tool.innocent();
  await tool.close();
});

test("desk: a press beside the form in the middle of typing loses nothing, and records nothing", async () => {
  const tool = await openTool(place.browser, { viewport: SCREEN });
  const { page } = tool;
  await runSample(tool, "P");
  await atQueue(tool, "review");
  await ready(tool);
  await page.locator("[role=grid]").focus();
  await page.keyboard.press("m");
  await tool.id("entry-note").fill("戸籍の附票で住所を");
  await tool.id("person").nth(2).click();
  await soon(async () => assert.equal(await tool.id("review-form").count(), 0));
  await ready(tool);
  assert.equal(await tool.id("unsaved").getAttribute("data-count"), "0");
  // Back with him the note goes on where it was; when it is recorded, it is not there again.
  await tool.id("person").first().click();
  await tool.id("entry-note").waitFor();
  assert.equal(await tool.id("entry-note").inputValue(), "戸籍の附票で住所を");
  await tool.id("entry-note").fill("戸籍の附票で住所を確かめた");
  await page.keyboard.press("Enter");
  await said(tool, "メモ");
  await tool.id("person").nth(2).click();
  await ready(tool);
  await tool.id("person").first().click();
  await ready(tool);
  await soon(async () => assert.equal(await tool.id("review-form").count(), 0));
  await tool.innocent();
  await tool.close();
});
