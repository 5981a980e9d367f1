// The whole job without a mouse.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openTool, sample } from "./harness.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("from the first key to the evidence and back", async () => {
  const tool = await openTool(browser);
  const { page } = tool;
  // Listening from the start: the browser is told to hand over its choosers only once somebody listens.
  page.on("filechooser", () => {});
  const focused = () => page.evaluate(() => document.activeElement?.dataset.testid ?? document.activeElement?.id ?? "");
  /** Tabs until `id` has the focus; every stop on the way must be visible. */
  const tabTo = async (id, key = "Tab") => {
    for (let i = 0; i < 60; i++) {
      if ((await focused()) === id) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${id} cannot be reached by ${key}`);
  };
  const pick = async (id, files) => {
    await tabTo(id);
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
    await chooser.setFiles(files);
  };

  await pick("file-roster", sample.roster);
  await pick("file-pension", sample.pension);
  await pick("file-overlap", sample.overlaps);
  await tabTo("flow-P");
  await page.keyboard.press("Space");
  assert.ok(await tool.id("flow-P").isChecked());
  await page.keyboard.press("ArrowRight");
  assert.ok(await tool.id("flow-D").isChecked());
  await page.keyboard.press("ArrowLeft");
  assert.ok(await tool.id("flow-P").isChecked());
  // The order in which a date is typed differs between terminals.
  await tabTo("work-date");
  await tool.id("work-date").fill(sample.date);
  await tabTo("run");
  await page.keyboard.press("Enter");
  await tool.id("summary").waitFor({ timeout: 60_000 });
  assert.equal(await focused(), "results-title", "the focus did not follow the view");

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
