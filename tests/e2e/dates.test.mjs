// Days as the tool says them: in one form everywhere, by a switch in the other, which the work file keeps; data stay as they came.

import assert from "node:assert/strict";
import { test } from "node:test";
import { atQueue, listed, openPerson, openTool, part, record, runSample, said, savedWork, soon, workplace } from "./harness.mjs";

const place = workplace();

/** Whether a day is said in another form than the one that was chosen: the text around it. Data, paper and fields are none of it. */
const strays = (tool, form) =>
  tool.page.evaluate((pattern) => {
    const stray = new RegExp(pattern, "u");
    const out = [];
    const walk = document.createTreeWalker(document.querySelector("totsugo-app"), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.parentElement;
      const data = at.closest(
        "td.as-is, dd.as-is, .grid-row, .marks, style, script, [data-testid=summary] .runs, .imports, .timeline-table",
      );
      if (!data && stray.test(node.data)) out.push(node.data.trim().slice(0, 80));
    }
    return out;
  }, form);
const NOT_ERA = "(?<![\\w._/-])(\\d{4}-\\d\\d-\\d\\d|20\\d\\d/\\d+/\\d+)(?![\\w.])";
const NOT_WESTERN = "(?<![\\w._/-])(\\d{4}-\\d\\d-\\d\\d|[RHS]\\d+\\.\\d+\\.\\d+)(?![\\w.])";

test("days: in one form in every view, with the other over it; the files' own stay; the work file keeps the choice", async () => {
  const tool = await openTool(place.browser);
  const { page } = tool;
  await runSample(tool, "P");
  await atQueue(tool, "to_verify");
  await tool.id("columns-open").click();
  await tool.id("column-loss").check();
  await page.keyboard.press("Escape");
  const loss = page.locator(".col-loss time").first();
  assert.match(await loss.innerText(), /^R8\.\d+\.\d+$/);
  assert.match(await loss.getAttribute("title"), /^2026\/\d+\/\d+$/);
  assert.match(await loss.getAttribute("datetime"), /^2026-\d\d-\d\d$/);
  const born = await page.locator(".col-birth").first().innerText();
  assert.match(born, /^\d{8}/, "as it stands in the file");
  await record(tool, "verify");
  const views = [
    ["desk", () => atQueue(tool, "all")],
    ["deadlines", () => part(tool, "deadlines")],
    ["ledger", () => part(tool, "outputs")],
    ["record", () => part(tool, "record")],
  ];
  let seen = 0;
  const look = async (form) => {
    for (const [name, go] of views) {
      await go();
      await soon(async () => assert.deepEqual(await strays(tool, form), [], name));
      seen++;
    }
  };
  await look(NOT_ERA);

  await tool.id("nav-settings").click();
  await tool.id("days-western").check();
  await look(NOT_WESTERN);
  await atQueue(tool, "to_verify");
  assert.match(await loss.innerText(), /^2026\/\d+\/\d+$/);
  assert.match(await loss.getAttribute("title"), /^R8\.\d+\.\d+$/);
  assert.equal(await page.locator(".col-birth").first().innerText(), born);
  assert.equal(seen, 8);
  const work = place.made("days.totsugo", (await savedWork(tool)).bytes);
  await tool.innocent();
  await tool.close();

  const other = await openTool(place.browser);
  assert.ok(await other.id("days-era").isChecked());
  await other.id("open-work").setInputFiles(work);
  await other.id("desk").waitFor();
  await said(other, `${new Date().getFullYear()}/`); // when it was saved
  await listed(other);
  await other.id("nav-settings").click();
  assert.ok(await other.id("days-western").isChecked());
  await other.id("days-era").check();
  await other.id("nav-review").click();
  await openPerson(other, born.slice(0, 8));
  await soon(async () => assert.deepEqual(await strays(other, NOT_ERA), []));
  await other.innocent();
  await other.close();
});
