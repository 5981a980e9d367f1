// The sample town over six weeks in the shipped file: two clerks, both flows, somebody chosen, two files made one, and a run taken back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  atQueue,
  cased,
  choose,
  listed,
  looked,
  openPerson,
  openTool,
  overview,
  part,
  press,
  record,
  runSample,
  said,
  sample,
  savedWork,
  soon,
  workplace,
} from "./harness.mjs";

const place = workplace();
const rowOf = (tool, name) => tool.page.locator("[data-testid=person]", { hasText: name }).first();
/** Where somebody stands, whatever the queue. */
async function stateOf(tool, name) {
  await openPerson(tool, name);
  return rowOf(tool, name).getAttribute("data-state");
}

/** One step, for these. */
async function recordFor(tool, queue, names, action, fields = {}) {
  await atQueue(tool, queue);
  for (const name of names) await rowOf(tool, name).getByTestId("mark").check();
  await record(tool, action, fields);
  await said(tool, names.length > 1 ? `${names.length} 人に記録しました` : "さんに記録しました");
}

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
  await first.page.locator("[data-testid=said]", { hasText: "判定をやり直しました" }).waitFor();
  await soon(async () => assert.equal(await queue.getAttribute("data-count"), "1"));
  await atQueue(first, "to_verify");
  const ready = (await first.page.locator("[data-testid=person][data-bucket=P-CONFIRMED] .col-name .cell-main").allInnerTexts()).slice(
    0,
    3,
  );
  assert.equal(ready.length, 3);
  const [urged, returned, verified] = ready;
  await recordFor(first, "to_verify", ready, "verify", { who: "一番　花子" });
  await recordFor(first, "to_urge", [urged, returned], "urge", { on: "2026-11-24" });
  await looked(first);
  const handover = place.made("引継ぎ.totsugo", (await savedWork(first)).bytes);

  // ---- the second clerk goes on in the file, under flow D: who has a letter has it under both ----
  const second = await openTool(place.browser);
  await second.id("open-work").setInputFiles(handover);
  await cased(second);
  assert.equal(await stateOf(second, urged), "urged", "without any list");
  await second.id("nav-import").click();
  await runSample(second, "D");
  await atQueue(second, "urging");
  await second.page.locator(".grid-row .state-urged").first().waitFor();
  assert.match(
    await second.page
      .locator(".grid-row", { has: second.page.locator(".state-urged") })
      .first()
      .innerText(),
    /勧奨中/,
  );
  for (const name of [urged, returned]) await rowOf(second, name).getByTestId("mark").check();
  await press(second, "urge", { on: "2026-11-25" });
  await soon(async () => assert.match(await second.id("step-refused").innerText(), /すでに勧奨中です.*11.24/s));
  await second.id("unmark").click();
  await recordFor(second, "urging", [returned], "mail_returned", { on: "2026-11-26", who: "二番　太郎" });
  await recordFor(second, "to_urge", [verified], "urge", { on: "2026-11-26" });
  await looked(second);
  const theirs = place.made("二番.totsugo", (await savedWork(second)).bytes);
  await second.innocent();
  await second.close();

  // ---- meanwhile the first clerk has gone on too; the two files are made one ----
  await recordFor(first, "urging", [returned], "file", { on: "2026-11-27" });
  await first.id("merge-work").setInputFiles(theirs);
  await first.id("merge").waitFor();
  assert.equal(await first.id("merge-conflict").count(), 1);
  await first.id("merge-ours").check();
  await first.id("merge-do").click();
  await said(first, "取り込みました");
  for (const [name, state] of [
    [urged, "urged"],
    [returned, "filed"],
    [verified, "urged"],
  ])
    assert.equal(await stateOf(first, name), state);
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
  // Saving records the run that nothing was decided in.
  await savedWork(first);
  await looked(first);
  assert.equal((await overview(first)).runs.length, 3);
  first.page.on("dialog", (d) => void d.accept());
  await part(first, "record");
  await first.id("take-back-run").click();
  await first.id("taken-back").waitFor();
  assert.equal((await overview(first)).runs.length, 2);
  await part(first, "list");
  await cased(first);
  assert.equal(await stateOf(first, urged), "urged");
  await first.innocent();
  await first.close();
});
