// From the results to the cases, in the shipped file: steps, refusals, undo, the work file handed over to another page
// (plain and locked), the next run, and what the page keeps when its engine is lost.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  atQueue,
  cased,
  choose,
  holdSlices,
  linesOfBook,
  looked,
  markAll,
  narrowed,
  openTool,
  overview,
  part,
  openLocked,
  press,
  record,
  runSample,
  runUntilHeld,
  said,
  saved,
  savedAnew,
  savedWork,
  soon,
  workplace,
} from "./harness.mjs";

const place = workplace();

async function casesOfSample(tool, flow = "P") {
  const summary = await runSample(tool, flow);
  await atQueue(tool);
  return summary;
}

test("cases: the run's people are listed, a confirmed one is urged, what is not allowed says why, and undo takes it back", async () => {
  const tool = await openTool(place.browser);
  const summary = await casesOfSample(tool);
  const first = await overview(tool);
  const worked = ["P-CONFIRMED", "P-INQUIRE", "P-REVIEW", "P-FILED"].reduce((sum, b) => sum + (summary.buckets[b] ?? 0), 0);
  assert.equal(first.cases, worked);
  assert.equal(first.states.listed, worked);
  assert.equal(first.since.fresh, worked);

  // Everybody at once: refused, with the reasons and names; then for those it can be.
  await markAll(tool);
  await press(tool, "verify", { note: "台帳で確かめた" });
  await tool.id("step-refused").waitFor();
  assert.match(await tool.id("step-refused").innerText(), /まだ何も記録していません/);
  assert.match(await tool.id("step-refused").innerText(), /照会し/);
  assert.equal((await overview(tool)).states.verified, 0);
  tool.page.once("dialog", (d) => d.accept());
  await tool.id("step-partial").click();
  await said(tool, "確認した（対象とする）");
  const verified = (await overview(tool)).states.verified;
  assert.ok(verified > 0 && verified < worked, `${verified} of ${worked}`);

  await atQueue(tool, "to_urge");
  await tool.page.locator("[data-testid=person][data-bucket=P-CONFIRMED]").first().click();
  await tool.id("evidence").waitFor();
  const whom = await tool.page.locator("#evidence-title .kana").innerText();
  await record(tool, "urge", { on: "2026-11-24", who: "窓口　花子", note: "普通郵便" });
  await atQueue(tool, "urging");
  await tool.page.locator("[data-testid=evidence][data-state=urged]", { hasText: whom }).waitFor();
  await tool.id("case-history").waitFor();
  assert.match(await tool.id("case-history").innerText(), /勧奨を発送した/);
  assert.match(await tool.id("case-history").innerText(), /窓口　花子/);

  // The town's period: the second letter has to wait, and says until when.
  await part(tool, "deadlines");
  await tool.id("deadline-rule").selectOption("kumano");
  await tool.id("due-list").waitFor();
  // On the calendar, and back at the cases of that day.
  await tool.page.locator("[data-testid=due-day]").first().click();
  await tool.id("chosen-due").click();
  await atQueue(tool, "urging");
  await tool.page.locator("[data-testid=evidence][data-state=urged]").waitFor();
  await press(tool, "urge_again", { on: "2026-12-01" });
  await tool.id("step-refused").waitFor();
  assert.match(await tool.id("step-refused").innerText(), /R8\.12\.26 以降/);

  // The town's own periods: a month is a calendar month.
  await part(tool, "deadlines");
  await tool.id("deadline-rule").selectOption("own");
  // What is no period is refused in one sentence, and the rule stays.
  let refused = 0;
  for (const wrong of ["9999", "-5", "1.5", ""]) {
    await tool.id("period-first").fill(wrong);
    await tool.id("period-first").blur();
    await tool.page.locator("[data-testid=message]", { hasText: "前の決め方のままにしました" }).waitFor();
    assert.equal(await tool.id("period-first").inputValue(), "31");
    assert.deepEqual((await overview(tool)).deadlines.first, { days: 31 });
    await tool.id("message").getByRole("button").click();
    refused++;
  }
  assert.equal(refused, 4);
  await tool.id("period-unit-first").selectOption("months");
  await tool.page.locator("[data-testid=casework][data-json*='\"months\":1']").waitFor();
  await atQueue(tool, "urging");
  await tool.page.locator("[data-testid=evidence][data-state=urged]").waitFor();
  await press(tool, "urge_again", { on: "2026-12-01" });
  await tool.page.locator("[data-testid=step-refused]", { hasText: "R8.12.25 以降" }).waitFor();

  const before = await overview(tool);
  await tool.id("undo").click();
  await said(tool, "元に戻しました");
  assert.equal((await overview(tool)).states.urged, before.states.urged - 1);
  await tool.id("redo").click();
  await said(tool, "やり直しました");
  assert.deepEqual((await overview(tool)).states, before.states);
  await tool.innocent();
  await tool.close();
});

test("cases: two who are one person are said to be one, with a note, and undo parts them", async () => {
  const tool = await openTool(place.browser);
  await casesOfSample(tool);
  await atQueue(tool, "to_verify");
  const marked = (n) => tool.page.locator(`[data-testid=marked][data-count="${n}"]`).waitFor();
  // Nobody is one person with himself alone.
  await tool.id("mark").first().check();
  await marked(1);
  assert.equal(await tool.id("review-same_person").count(), 0);
  await tool.id("mark").nth(1).check();
  await marked(2);
  const two = await tool.id("person").evaluateAll((rows) => rows.slice(0, 2).map((r) => r.dataset.case));
  const cases = () =>
    tool.page.evaluate((of) => of.map((n) => document.querySelector(`[data-testid=person][data-case="${n}"]`).dataset.number), two);
  await record(tool, "same_person", { note: "戸籍で同じ人と確かめた" });
  await soon(async () => assert.equal(new Set(await cases()).size, 1));
  await tool.id("undo").click();
  await soon(async () => assert.equal(new Set(await cases()).size, 2));
  await tool.innocent();
  await tool.close();
});

test("cases: handed over by the work file, plain and locked; the next run joins it", async () => {
  const tool = await openTool(place.browser);
  await casesOfSample(tool);
  await markAll(tool);
  await record(tool, "verify", { note: "台帳で確かめた" });
  const before = await overview(tool);
  assert.ok(before.unsaved > 0);
  const plain = await savedWork(tool);
  await said(tool, "ロックしていません");
  assert.equal((await overview(tool)).unsaved, 0);
  const locked = await savedAnew(tool, "ひみつの合言葉");
  await said(tool, "パスワードを忘れると開けません");
  assert.match(plain.name, /^作業ファイル_.*\.totsugo$/);
  assert.ok(plain.bytes.includes("P-CONFIRMED"));
  assert.ok(!locked.bytes.includes("P-CONFIRMED"));
  await part(tool, "outputs");
  const ledger = await saved(tool, "export-ledger");
  assert.equal(ledger.bytes.toString("utf8").trimEnd().split("\r\n").length, before.cases + 1);
  const book = await saved(tool, "export-ledger-xlsx");
  assert.match(book.name, /^管理簿_\d{4}-\d{2}-\d{2}\.xlsx$/);
  assert.equal((await linesOfBook(book.bytes, "管理簿")).length, before.cases + 1);
  await tool.innocent();
  await tool.close();

  const files = { plain: place.made("plain.totsugo", plain.bytes), locked: place.made("locked.totsugo", locked.bytes) };
  for (const [kind, path] of Object.entries(files)) {
    const other = await openTool(place.browser);
    if (kind === "locked") {
      await openLocked(other, path, "ちがう");
      await other.page.locator("[data-testid=lock-wrong]", { hasText: "パスワードが違うか" }).waitFor();
      await other.id("work-password").fill("ひみつの合言葉");
      await other.id("open-locked").click();
    } else await other.id("open-work").setInputFiles(path);
    await cased(other);
    assert.deepEqual((await overview(other)).states, before.states, kind);
    // The next run: the same people go on, none is new.
    await other.id("nav-import").click();
    await runSample(other, "P");
    await atQueue(other);
    const joined = await overview(other);
    assert.deepEqual(joined.states, before.states);
    assert.equal(joined.cases, before.cases);
    await other.innocent();
    await other.close();
  }
});

test("cases: a damaged work file is refused in one sentence and nothing is lost; so it is when a run is cancelled", async () => {
  const tool = await openTool(place.browser, { init: holdSlices });
  await casesOfSample(tool);
  const good = (await savedWork(tool)).bytes;
  await looked(tool); // what is read of the files once more is unsaved again, and asked about
  const before = await overview(tool);
  tool.page.on("dialog", (d) => void d.accept());
  const broken = {
    "cut.totsugo": good.subarray(0, good.length >> 1),
    "edited.totsugo": Buffer.from(good.toString("utf8").replace('"listed"', '"urged"')),
    "roster.csv": readFileSync(new URL("../sample/roster.csv", import.meta.url)),
    "empty.totsugo": Buffer.alloc(0),
  };
  let ran = 0;
  for (const [name, bytes] of Object.entries(broken)) {
    await tool.id("open-work").setInputFiles(place.made(name, bytes));
    await tool.page.locator("[data-testid=message]", { hasText: name }).waitFor();
    assert.deepEqual((await overview(tool)).states, before.states, name);
    ran++;
  }
  assert.equal(ran, 4);

  // The engine is ended by a cancel that it does not answer: the book comes back with the next one.
  await atQueue(tool, "to_verify");
  await markAll(tool);
  await record(tool, "hold");
  await tool.id("nav-import").click();
  await choose(tool, "P");
  await runUntilHeld(tool, 1);
  await tool.id("cancel").click();
  await tool.id("run").waitFor();
  await atQueue(tool);
  const after = await overview(tool);
  assert.equal(after.cases, before.cases);
  await narrowed(tool, "on_hold-true");
  await tool.id("person").first().waitFor();
  await tool.close();
});

test("cases: leaving with unsaved steps asks", async () => {
  const tool = await openTool(place.browser);
  await casesOfSample(tool);
  await atQueue(tool, "review");
  await record(tool, "note", { note: "電話で確かめた" });
  const [dialog] = await Promise.all([tool.page.waitForEvent("dialog"), tool.page.close({ runBeforeUnload: true })]);
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await tool.close();
});
