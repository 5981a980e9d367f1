// The deadlines in their calendar, and the progress of the cases: told by words and patterns, with colours that help.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, atQueue, listed, markAll, openTool, part, record, runSample, savedWork, soon, workplace } from "./harness.mjs";

const place = workplace();
const TODAY = "2026-12-16";

/** Letters of five days are out; what they are due by follows of a month. */
async function withDeadlines(options) {
  const tool = await openTool(place.browser, { bypassCSP: true, ...options });
  await tool.page.clock.setFixedTime(`${TODAY}T09:00:00+09:00`);
  await runSample(tool, "P");
  await atQueue(tool, "to_verify");
  await markAll(tool);
  await record(tool, "verify");
  for (const on of ["2026-11-10", "2026-11-16", "2026-11-24", "2026-11-29", "2026-12-10"]) {
    await atQueue(tool, "to_urge");
    await tool.id("mark").first().check();
    await record(tool, "urge", { on });
  }
  await part(tool, "deadlines");
  await tool.id("deadline-rule").selectOption({ label: "東彼杵町の例（1か月、再勧奨も1か月）" });
  await tool.id("due-list").waitFor();
  return tool;
}

const cell = (tool, date) => tool.page.locator(`.calendar td[data-date="${date}"]`);
const rest = (tool, date) => cell(tool, date).getAttribute("data-rest");

test("calendar: today, days of rest and deadlines are told apart by words and edges; a town's own days too", async () => {
  const tool = await withDeadlines();
  assert.deepEqual(await tool.page.locator(".calendar caption").allInnerTexts(), ["R8.12", "R9.1"]);
  const today = cell(tool, TODAY);
  assert.equal(await today.getAttribute("aria-current"), "date");
  assert.match(await today.innerText(), /^16\s*今日/);
  assert.equal(await tool.page.locator("[aria-current=date]").count(), 1);
  const kinds = {
    "2026-12-05": "saturday",
    "2026-12-06": "sunday",
    "2026-12-07": null,
    "2026-12-29": "holiday",
    "2027-01-01": "holiday",
    "2027-01-11": "holiday",
    "2027-01-12": null,
  };
  for (const [date, kind] of Object.entries(kinds)) assert.equal(await rest(tool, date), kind, date);
  assert.equal(await cell(tool, "2027-01-11").getAttribute("title"), "成人の日");
  assert.match(await cell(tool, "2027-01-11").innerText(), /祝/);
  assert.match(await cell(tool, "2026-12-30").innerText(), /休/);

  // A deadline never falls on a day of rest, is where the list has it, and says whether it is late.
  const due = await tool.page.locator("[data-testid=due-list] tr[data-date]").evaluateAll((rows) => rows.map((r) => r.dataset.date));
  const days = await tool.id("due-day").evaluateAll((all) => all.map((b) => [b.dataset.date, b.ariaLabel, b.closest("td").className]));
  assert.deepEqual(days.map(([date]) => date).sort(), [...due].sort());
  assert.ok(due.length >= 4);
  for (const [date, told, looks] of days) {
    assert.ok(!looks.includes("is-rest"), `${date} is a day of rest`);
    assert.equal(looks.includes("is-late"), date < TODAY, date);
    assert.equal(/期限切れ/.test(told), date < TODAY, told);
    assert.equal(/今週/.test(told), date >= TODAY && date <= "2026-12-20", told);
  }
  const edge = (date) =>
    cell(tool, date)
      .locator("button")
      .evaluate((b) => getComputedStyle(b).borderTopStyle);
  assert.deepEqual([await edge(due[0]), await edge("2026-12-16"), await edge(due.at(-1))], ["double", "dashed", "solid"]);
  assert.equal(await tool.page.locator("[data-testid=calendar-legend] li").count(), 5);
  await accessible(tool, "calendar", "[data-testid=deadlines]", {}, true);

  // The town's own day, which the work file keeps.
  const own = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/12/24,町の記念日\r\n";
  await tool.id("holidays-load").setInputFiles(place.made("own.csv", own));
  await soon(async () => assert.equal(await rest(tool, "2026-12-24"), "holiday"));
  assert.equal(await cell(tool, "2026-12-24").getAttribute("title"), "町の記念日");
  assert.equal(await rest(tool, "2027-01-11"), "holiday");
  const work = place.made("own.totsugo", (await savedWork(tool)).bytes);
  await tool.innocent();
  await tool.close();
  const other = await openTool(place.browser);
  await other.page.clock.setFixedTime(`${TODAY}T09:00:00+09:00`);
  await other.id("open-work").setInputFiles(work);
  await listed(other);
  await part(other, "deadlines");
  assert.equal(await cell(other, "2026-12-24").getAttribute("title"), "町の記念日");
  await other.id("holidays-reset").click();
  await soon(async () => assert.equal(await rest(other, "2026-12-24"), null));
  await other.innocent();
  await other.close();
});

test("progress: each state has a pattern of its own, and a colour that forced colours take away", async () => {
  for (const forcedColors of ["none", "active"]) {
    const tool = await withDeadlines({ forcedColors });
    await part(tool, "outputs");
    await tool.id("progress-chart").waitFor();
    const looks = await tool.page.evaluate(() =>
      [...document.querySelectorAll(".progress-art pattern")].map((p) => ({
        marks: p.innerHTML.replace(/<!--.*?-->/g, ""),
        under: getComputedStyle(p.querySelector(".under")).fill,
      })),
    );
    assert.equal(new Set(looks.map((l) => l.marks)).size, 8, "two states look the same without colours");
    assert.equal(new Set(looks.map((l) => l.under)).size, forcedColors === "active" ? 1 : 5);
    await tool.innocent();
    await tool.close();
  }
});
