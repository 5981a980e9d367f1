// The whole job without a mouse.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, listed, openTool, overview, said, sample, soon } from "./harness.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** What two hands on a keyboard can do. */
function hands(page) {
  // Listening from the start: the browser is told to hand over its choosers only once somebody listens.
  page.on("filechooser", () => {});
  const focused = () => page.evaluate(() => document.activeElement?.dataset.testid ?? document.activeElement?.id ?? "");
  /** Tabs until `id` has the focus. */
  const tabTo = async (id, key = "Tab") => {
    for (let i = 0; i < 300; i++) {
      if ((await focused()) === id) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${id} cannot be reached by ${key}`);
  };
  const press = async (id, key = "Enter") => {
    await tabTo(id);
    await page.keyboard.press(key);
  };
  return {
    focused,
    tabTo,
    press,
    async pick(id, files) {
      await tabTo(id);
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
      await chooser.setFiles(files);
    },
    async type(id, text) {
      await tabTo(id);
      await page.keyboard.press("Control+A");
      await page.keyboard.type(text);
    },
    async saves(id) {
      await tabTo(id);
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    },
  };
}

test("from the first key to the evidence and back", async () => {
  const tool = await openTool(browser);
  const { page } = tool;
  const { focused, tabTo, pick } = hands(page);

  await pick("file-roster", sample.roster);
  await pick("file-pension", sample.pension);
  await pick("file-overlap", sample.overlaps);
  await tabTo("flow-P");
  await page.keyboard.press("Space");
  await soon(async () => assert.ok(await tool.id("flow-P").isChecked()));
  await page.keyboard.press("ArrowRight");
  await soon(async () => assert.ok(await tool.id("flow-D").isChecked()));
  await page.keyboard.press("ArrowLeft");
  await soon(async () => assert.ok(await tool.id("flow-P").isChecked()));
  // The order in which a date is typed differs between terminals.
  await tabTo("work-date");
  await tool.id("work-date").fill(sample.date);
  await tabTo("run");
  await page.keyboard.press("Enter");
  await tool.id("summary").waitFor();
  assert.equal(await focused(), "desk-title", "the focus did not follow the view");
  await tool.page.locator("[data-testid=queue][data-queue=all]").waitFor();
  await tool.page.evaluate(() => document.querySelector("[data-testid=queue][data-queue=all]").focus());
  await page.keyboard.press("Enter");
  await tool.page.locator("[data-testid=queue][data-queue=all][aria-current=true]").waitFor();
  await listed(tool);

  await tabTo("worklist");
  const active = () => tool.id("worklist").getAttribute("aria-activedescendant");
  const count = Number(await tool.id("worklist").getAttribute("aria-rowcount")) - 1;
  assert.ok(count > 20, "the sample is too small for this test");
  const steps = [
    ["ArrowDown", "row-1"],
    ["ArrowDown", "row-2"],
    ["ArrowUp", "row-1"],
    ["End", `row-${count - 1}`],
    ["Home", "row-0"],
  ];
  let stepped = 0;
  for (const [key, expected] of steps) {
    await page.keyboard.press(key);
    await page.waitForFunction((e) => document.querySelector("[role=grid]").getAttribute("aria-activedescendant") === e, expected);
    // What the screen reader is pointed at exists and says that it is selected.
    await page.locator(`#${expected}[aria-selected=true]`).waitFor();
    stepped++;
  }
  assert.equal(stepped, 5);
  await page.keyboard.press("PageDown");
  await page.waitForFunction(() => Number(document.querySelector("[role=grid]").getAttribute("aria-activedescendant").slice(4)) > 3);
  const before = await active();

  await page.keyboard.press("Enter");
  await tool.id("evidence").waitFor();
  assert.equal(await focused(), "evidence-title");
  const opened = await tool.id("evidence").getAttribute("data-case");
  assert.equal(await page.locator(`#${before}`).getAttribute("data-case"), opened);
  await tabTo("evidence-next", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction((c) => document.querySelector("[data-testid=evidence]").dataset.case !== c, opened);
  await page.keyboard.press("Escape");
  await tool.id("evidence").waitFor({ state: "detached" });
  assert.equal(await focused(), "worklist");

  await tool.innocent();
  await tool.close();
});

test("the whole job: files, results, cases, letters, ledger, record, work file", async () => {
  const init = () => {
    window.prints = 0;
    window.print = () => window.prints++;
  };
  const tool = await openTool(browser, { init });
  const { page } = tool;
  const { tabTo, press, pick, type, saves } = hands(page);
  const states = async () => (await overview(tool)).states;
  const queue = async (code) => {
    await page.locator(`[data-testid=queue][data-queue=${code}]`).waitFor();
    await page.locator(`[data-testid=queue][data-queue=${code}]`).focus();
    await page.keyboard.press("Enter");
    await page.locator(`[data-testid=queue][data-queue=${code}][aria-current=true]`).waitFor();
    await listed(tool);
  };

  await pick("file-roster", sample.roster);
  await pick("file-pension", sample.pension);
  await pick("file-overlap", sample.overlaps);
  await press("flow-P", "Space");
  await tabTo("work-date");
  await tool.id("work-date").fill(sample.date);
  await press("run");
  await tool.id("summary").waitFor();
  assert.match((await saves("export-csv")).name, /\.csv$/);
  // Whoever may be is verified at once, wherever the focus is.
  await queue("to_verify");
  await press("mark-all");
  await page.locator("[data-testid=marked]:not([data-count='0'])").waitFor();
  await page.keyboard.press("k");
  await said(tool, "記録しました");
  const { verified } = await states();
  assert.ok(verified > 5);
  await queue("to_urge");
  await press("mark-all");
  await page.locator("[data-testid=marked]:not([data-count='0'])").waitFor();

  await press("letters");
  await page.locator("[data-testid=letters-view][data-letters]").waitFor();
  await type("letter-number", "市国第１号");
  await tabTo("letter-date");
  await tool.id("letter-date").fill("2026-11-24");
  await tabTo("letter-due");
  await tool.id("letter-due").fill("2026-12-25");
  for (const [id, text] of Object.entries({
    town: "架空市",
    post: "市長",
    person: "見本　一郎",
    phone: "００００－００－００００",
    office: "市役所国保係",
    who: "窓口　花子",
  }))
    await type(`letter-${id}`, text);
  await press("letter-print");
  assert.equal(
    await page.evaluate(() => window.prints),
    1,
    (await tool.id("letter-stops").count()) ? await tool.id("letter-stops").innerText() : "",
  );
  await press("letter-record");
  await page.locator("[data-testid=letter-said]", { hasText: "記録しました" }).waitFor();
  await page.waitForFunction(() => JSON.parse(document.querySelector("[data-testid=casework]").dataset.json).states.verified === 0);
  assert.equal((await states()).urged, verified);
  await press("letters-close");

  await press("tab-deadlines");
  await tool.id("deadlines").waitFor();
  await press("nav-ledger");
  await tool.id("outputs").waitFor();
  assert.match((await saves("export-ledger-xlsx")).name, /^管理簿.*\.xlsx$/);
  await press("nav-record");
  await page.locator("[data-testid=record][data-json]").waitFor();
  await press("record-print");
  assert.equal(await page.evaluate(() => window.prints), 2);
  await press("save-work");
  await type("work-password", "ひみつ");
  await type("work-password-again", "ひみつ");
  const work = await saves("save-locked");
  assert.match(work.bytes.toString("utf8"), /"encrypted"/);
  await page.locator("[data-testid=nav-record][data-done=true]").waitFor();
  // Taking a step back, too.
  await press("nav-notify");
  await press("undo");
  await said(tool, "元に戻しました");
  assert.equal((await states()).urged, 0);
  await tool.innocent();
  await tool.close();
});
