// One deadline: the letter's is filled from the town's rule, another is said, and what was printed is what is tracked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { atQueue, openTool, overview, part, record, runSample, soon, workplace } from "./harness.mjs";
import { SENDER, fill, sendLetters } from "./letters.mjs";

const place = workplace();

/** Letters for the first of the confirmed, under the town's rule. */
async function letters(tool, rule) {
  await runSample(tool, "P");
  await atQueue(tool, "to_verify");
  await tool.id("mark").first().check();
  await record(tool, "verify");
  await part(tool, "deadlines");
  await tool.id("deadline-rule").selectOption(rule);
  await atQueue(tool, "to_urge");
  await tool.id("mark").first().check();
  await tool.id("letters").click();
  await tool.page.locator("[data-testid=letters-view][data-letters]").waitFor();
  await fill(tool, { ...SENDER, date: "2026-11-24" });
}
const due = (tool) => tool.id("letter-due").inputValue();
const stops = async (tool) => ((await tool.id("letter-stops").count()) ? tool.id("letter-stops").innerText() : "");

async function recorded(tool) {
  await sendLetters(tool);
  await tool.page.waitForFunction(() => JSON.parse(document.querySelector("[data-testid=casework]").dataset.json).states.urged === 1);
  return Object.keys((await overview(tool)).due);
}

test("deadlines: the letter has the rule's, follows the day of dispatch, and is tracked", async () => {
  const tool = await openTool(place.browser);
  await letters(tool, "kumano");
  await soon(async () => assert.equal(await due(tool), "2026-12-25"));
  await tool.id("letter-date").fill("2026-11-30");
  await soon(async () => assert.equal(await due(tool), "2027-01-04"));
  await tool.page.locator("#hint-due", { hasText: "町の決め方による日（R9.1.4）です" }).waitFor();
  assert.deepEqual(await recorded(tool), ["2027-01-04"]);
  await tool.innocent();
  await tool.close();
});

test("deadlines: another than the rule's is said, printed and tracked; without a rule nothing goes out unremarked", async () => {
  const tool = await openTool(place.browser);
  await letters(tool, "kumano");
  await soon(async () => assert.equal(await due(tool), "2026-12-25"));
  await tool.id("letter-due").fill("2026-12-28");
  await tool.page.locator("#hint-due", { hasText: "町の決め方による日（R8.12.25）と違います" }).waitFor();
  // It stays when the day of dispatch changes.
  await tool.id("letter-date").fill("2026-11-25");
  await tool.page.locator("#hint-due", { hasText: "R8.12.28" }).waitFor();
  assert.equal(await due(tool), "2026-12-28");
  await tool.page.locator("[data-testid=preview]", { hasText: "令和8年12月28日" }).waitFor();
  assert.deepEqual(await recorded(tool), ["2026-12-28"]);
  await tool.innocent();
  await tool.close();

  const other = await openTool(place.browser);
  await letters(other, "none");
  await soon(async () => assert.match(await stops(other), /期限が空です/));
  await other.id("letter-undated").check();
  await soon(async () => assert.doesNotMatch(await stops(other), /期限が空です/));
  assert.match(await stops(other), /\{期限\}/, "the text still speaks of one");
  await other.id("letter-undated").uncheck();
  await other.id("letter-due").fill("2026-12-25");
  await soon(async () => assert.equal(await stops(other), ""));
  assert.deepEqual(await recorded(other), ["2026-12-25"]);
  await other.innocent();
  await other.close();
});
