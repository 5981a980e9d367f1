// The seven steps: where each stands, what is to be done next, and that nothing is lost by going back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { atQueue, listed, openTool, part, sample, soon, workplace } from "./harness.mjs";

const place = workplace();
const STEPS = ["import", "settings", "match", "review", "notify", "ledger", "record"];

const next = (tool, text) => tool.page.locator("[data-testid=next-step]", { hasText: text }).waitFor();
const done = async (tool) => {
  const found = [];
  for (const step of STEPS) if ((await tool.id(`nav-${step}`).getAttribute("data-done")) === "true") found.push(step);
  return found;
};
const at = (tool) => tool.page.locator(".step[aria-current=step]").getAttribute("data-testid");

test("steps: each says where it stands, and the line below says what is to be done next", async () => {
  const tool = await openTool(place.browser);
  assert.deepEqual(
    await tool.page.locator(".step").evaluateAll((all) => all.map((e) => e.dataset.testid)),
    STEPS.map((s) => `nav-${s}`),
  );
  await next(tool, "突き合わせるファイルを選んでください");
  assert.deepEqual([await at(tool), await done(tool)], ["nav-import", []]);
  // What cannot be gone to says why, and nothing else happens.
  let told = 0;
  for (const [step, why] of [
    ["review", "まだ結果がありません"],
    ["notify", "まだ案件がありません"],
    ["ledger", "まだ案件がありません"],
    ["record", "まだ案件がありません"],
  ]) {
    assert.equal(await tool.id(`nav-${step}`).getAttribute("aria-disabled"), "true");
    await tool.id(`nav-${step}`).press("Enter");
    await tool.page.locator("[data-testid=message]", { hasText: why }).waitFor();
    assert.ok(await tool.id("run").isVisible());
    told++;
  }
  assert.equal(told, 4);

  await tool.id("file-roster").setInputFiles(sample.roster);
  await next(tool, "「資格重複状況結果一覧」のファイルを選んでください");
  await tool.id("file-overlap").setInputFiles(sample.overlaps);
  await next(tool, "手続の進め方を選んでください");
  assert.deepEqual([await at(tool), await done(tool)], ["nav-settings", ["import"]]);
  await tool.id("flow-P").check();
  await next(tool, "一覧表」のファイルを選んでください");
  assert.equal(await at(tool), "nav-import");
  await tool.id("file-pension").setInputFiles(sample.pension);
  await next(tool, "「突き合わせを始める」を押してください");
  await tool.id("work-date").fill("");
  await next(tool, "作業日を確かめてください");
  await tool.id("work-date").fill(sample.date);
  await next(tool, "「突き合わせを始める」を押してください");
  assert.deepEqual([await at(tool), await done(tool)], ["nav-match", ["import", "settings"]]);

  // The headings of the first view's parts take the focus.
  for (const step of ["import", "settings", "match"]) {
    await tool.id(`nav-${step}`).click();
    await tool.page.waitForFunction((id) => document.activeElement?.id === id, `section-${step}`);
  }

  await tool.id("run").click();
  await tool.id("summary").waitFor();
  await next(tool, "要確認があと");
  assert.deepEqual([await at(tool), await done(tool)], ["nav-review", ["import", "settings", "match"]]);
  // It is true, and a press on it opens the queue it tells of.
  await atQueue(tool);
  const left = await tool.page.locator("[data-testid=queue][data-queue=review]").getAttribute("data-left");
  await next(tool, `要確認があと ${left} 人います`);
  await tool.id("next-step").getByRole("button").click();
  await tool.page.locator("[data-testid=queue][data-queue=review][aria-current=true]").waitFor();
  await tool.page.locator(`[data-testid=count][data-count="${left}"]`).waitFor();
  await tool.id("nav-notify").click();
  await tool.page.locator("[data-testid=queue][data-queue=to_urge][aria-current=true]").waitFor();
  assert.deepEqual([await at(tool), await done(tool)], ["nav-notify", ["import", "settings", "match"]]);
  for (const [name, step, title] of [
    ["outputs", "nav-ledger", "管理簿"],
    ["record", "nav-record", "記録"],
    ["deadlines", "nav-notify", "期限"],
  ]) {
    await part(tool, name);
    assert.deepEqual([await at(tool), (await tool.page.locator(".view-title").innerText()).trim()], [step, title]);
    assert.match(await tool.page.title(), new RegExp(`^${(await tool.id(step).innerText()).replace(/^\d|（済み）/g, "").trim()}`));
  }
  await tool.innocent();
  await tool.close();
});

test("steps: going back loses nothing - search, evidence, marks, what is being written, a letter", async () => {
  const tool = await openTool(place.browser);
  await tool.id("flow-P").check();
  await tool.id("file-roster").setInputFiles(sample.roster);
  await tool.id("file-pension").setInputFiles(sample.pension);
  await tool.id("file-overlap").setInputFiles(sample.overlaps);
  await tool.id("work-date").fill(sample.date);
  await tool.id("run").click();
  await tool.id("summary").waitFor();

  await tool.id("bucket-P-CONFIRMED").click();
  await listed(tool);
  await tool.page.locator("[data-testid=worklist] [data-bucket=P-CONFIRMED]").nth(1).click();
  await tool.page.locator("#row-1[aria-selected=true]").waitFor();
  await tool.page.locator(".evidence-position", { hasText: /^2 / }).waitFor();
  const opened = await tool.id("evidence").getAttribute("data-case");
  await tool.id("nav-settings").click();
  await soon(async () => assert.ok(await tool.id("flow-P").isChecked()));
  await tool.id("nav-review").click();
  await soon(async () => assert.equal(await tool.id("evidence").getAttribute("data-case"), opened));
  await soon(async () => assert.equal(await tool.id("bucket-P-CONFIRMED").getAttribute("aria-pressed"), "true"));
  await soon(async () =>
    assert.equal(await tool.page.locator(`[data-testid=worklist] [data-case="${opened}"]`).count(), 1, "the list is drawn again"),
  );

  await atQueue(tool, "to_verify");
  await tool.id("mark").nth(1).check();
  await tool.id("review-note").click();
  await tool.id("entry-note").fill("電話を待つ");
  await tool.id("nav-record").click();
  await tool.id("record").waitFor();
  await tool.id("nav-review").click();
  await soon(async () => assert.ok(await tool.id("mark").nth(1).isChecked()));
  await soon(async () => assert.equal(await tool.id("entry-note").inputValue(), "電話を待つ"));

  // A letter that is being written, and its texts.
  await tool.id("letters").click();
  await tool.page.locator("[data-testid=letters-view][data-letters]").waitFor();
  await tool.id("letter-number").fill("市国第12号");
  await tool.id("nav-record").click();
  await tool.id("nav-notify").click();
  await soon(async () => assert.equal(await tool.id("letter-number").inputValue(), "市国第12号"));
  await tool.id("nav-import").click();
  assert.equal(await tool.page.locator("html.has-paper").count(), 0, "the paper is away while the letters are");
  await tool.id("nav-notify").click();
  await soon(async () => assert.equal(await tool.id("letter-number").inputValue(), "市国第12号"));
  await tool.page.locator("html.has-paper").waitFor({ state: "attached" });
  await tool.innocent();
  await tool.close();
});
