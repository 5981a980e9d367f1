// The sample town over six weeks in the shipped file: two clerks, both flows, somebody chosen, two files made one, and a run taken back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cased, choose, listed, looked, openTool, overview, part, runSample, sample, saved, soon, workplace } from "./harness.mjs";

const place = workplace();
const said = (tool, text) => tool.page.locator("[data-testid=casework-said]", { hasText: text }).waitFor();
const rowOf = (tool, number) => tool.page.locator(`[data-testid=case-row][data-case="${number}"]`);

/** One step in the list of cases, for these. */
async function record(tool, numbers, action, fields = {}) {
  for (const number of numbers) await rowOf(tool, number).locator("[data-testid=case-select]").check();
  await tool.id("step-action").selectOption(action);
  for (const [id, value] of Object.entries(fields)) await tool.id(`step-${id}`).fill(value);
  await tool.id("step-record").click();
  await said(tool, `${numbers.length} 件に記録しました`);
}

/** The numbers of the cases that are shown, of those in this state and bucket. */
const numbersOf = (tool, state, text) =>
  tool.page.evaluate(
    ({ state, text }) =>
      [...document.querySelectorAll(`[data-testid=case-row][data-state=${state}]`)]
        .filter((row) => row.textContent.includes(text))
        .map((row) => Number(row.dataset.case)),
    { state, text },
  );

test("two flows: who is chosen, one letter a person, two files made one, a run taken back, in the page", async () => {
  // ---- 22 November, flow P: the first clerk says who somebody is, confirms some and sends letters ----
  const first = await openTool(place.browser);
  await runSample(first, "P");
  const queue = first.page.locator("[data-testid=queue][data-queue=several_candidates]");
  await queue.click();
  await first.page.locator("[data-testid=count][data-count='2']").waitFor();
  await first.page.locator("#row-0").click();
  await first.page.locator("[data-testid=candidate]").first().waitFor();
  await first.id("choose").first().click();
  await first.page.locator("[data-testid=review-said]", { hasText: "判定をやり直しました" }).waitFor();
  await soon(async () => assert.equal(await queue.getAttribute("data-count"), "1"));
  await first.id("to-cases").click();
  await looked(first);
  const ready = (await numbersOf(first, "listed", "他保険加入あり")).slice(0, 3);
  assert.equal(ready.length, 3);
  const [urged, returned, verified] = ready;
  await record(first, ready, "verify", { who: "一番　花子" });
  await record(first, [urged, returned], "urge", { on: "2026-11-24" });
  const handover = place.made("引継ぎ.totsugo", (await saved(first, "save-work")).bytes);

  // ---- the second clerk goes on in the file, under flow D: who has a letter has it under both ----
  const second = await openTool(place.browser);
  await second.id("open-work").setInputFiles(handover);
  await cased(second);
  assert.equal(await rowOf(second, urged).getAttribute("data-state"), "urged", "without any list");
  await second.id("nav-import").click();
  await runSample(second, "D");
  await listed(second);
  await second.page.locator(".grid-row .state-urged").first().waitFor();
  assert.match(
    await second.page
      .locator(".grid-row", { has: second.page.locator(".state-urged") })
      .first()
      .innerText(),
    /勧奨中/,
  );
  await second.id("to-cases").click();
  await looked(second);
  await rowOf(second, urged).locator("[data-testid=case-select]").check();
  await second.id("step-action").selectOption("urge");
  await second.id("step-on").fill("2026-11-25");
  await second.id("step-record").click();
  await soon(async () => assert.match(await second.id("step-refused").innerText(), /すでに勧奨中です.*11.24/s));
  await rowOf(second, urged).locator("[data-testid=case-select]").uncheck();
  await record(second, [returned], "mail_returned", { on: "2026-11-26", who: "二番　太郎" });
  await record(second, [verified], "urge", { on: "2026-11-26" });
  const theirs = place.made("二番.totsugo", (await saved(second, "save-work")).bytes);
  await second.innocent();
  await second.close();

  // ---- meanwhile the first clerk has gone on too; the two files are made one ----
  await record(first, [returned], "file", { on: "2026-11-27" });
  await first.id("merge-work").setInputFiles(theirs);
  await first.id("merge").waitFor();
  assert.equal(await first.id("merge-conflict").count(), 1);
  await first.id("merge-ours").check();
  await first.id("merge-do").click();
  await said(first, "取り込みました");
  assert.deepEqual(await Promise.all([urged, returned, verified].map((n) => rowOf(first, n).getAttribute("data-state"))), [
    "urged",
    "filed",
    "urged",
  ]);
  assert.equal((await overview(first)).runs.length, 2);

  // ---- December, flow P again with a newer roster: the choice is remembered; the run is taken back, and then not any more ----
  const lines = readFileSync(sample.roster).toString("latin1").split("\r\n"); // CP932, of which no character holds a line's end
  const roster = place.made("roster.csv", Buffer.from(lines.toSpliced(290, 1).join("\r\n"), "latin1"));
  await first.id("nav-import").click();
  await choose(first, "P", { roster, date: "2026-12-07" });
  await first.id("run").click();
  await first.id("summary").waitFor();
  await listed(first);
  await soon(async () => assert.equal(await queue.getAttribute("data-count"), "1"));
  assert.equal(await first.page.locator("[data-testid=queue][data-queue=choice_lapsed]").count(), 0);
  await first.id("to-cases").click();
  await looked(first);
  assert.equal((await overview(first)).runs.length, 3);
  first.page.on("dialog", (d) => void d.accept());
  await part(first, "record");
  await first.id("take-back-run").click();
  await first.id("taken-back").waitFor();
  assert.equal((await overview(first)).runs.length, 2);
  await part(first, "list");
  await cased(first);
  assert.equal(await rowOf(first, urged).getAttribute("data-state"), "urged");
  await first.innocent();
  await first.close();
});
