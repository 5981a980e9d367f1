// What is recorded of letters is what was printed: each person's own number and whom an inquiry asked, whatever is sorted, saved or closed
// in between; and days that cannot be right are stopped or said.

import assert from "node:assert/strict";
import { test } from "node:test";
import { atQueue, markAll, openTool, overview, part, record, saved, savedWork, soon, workplace } from "./harness.mjs";
import { BATCH, SENDER, count, countPrints, fill, lettersOfSample, paper, toLetters } from "./letters.mjs";

const place = workplace();

/** By name: the number of the letter on the paper. */
const printedNumbers = async (sheets) =>
  new Map(
    (
      await sheets
        .getByTestId("letter")
        .evaluateAll((all) =>
          all.flatMap((l) =>
            [...l.querySelectorAll("tbody tr")].map((row) => [
              row.cells[0].textContent.slice(row.querySelector(".sheet-kana")?.textContent.length ?? 0).trim(),
              /健保第\S*号の\d+/.exec(l.textContent)[0],
            ]),
          ),
        )
    ).filter(([name]) => name !== ""),
  );

/** By name: what the last step of the work file notes of each. */
async function recordedNotes(tool) {
  const body = JSON.parse((await savedWork(tool)).bytes.toString("utf8").split("\n")[1]);
  const notes = new Map();
  for (const e of body.events) for (const [at, note] of e.own_notes ?? []) notes.set(body.cases[at].person.name, note);
  return notes;
}

/** Recorded as sent, with the numbers that are on the paper. */
async function recordsThem(tool, printed) {
  await tool.id("letter-record").click();
  await tool.page.locator("[data-testid=letter-said]", { hasText: "記録しました" }).waitFor();
  const recorded = await recordedNotes(tool);
  for (const [name, number] of printed) assert.equal(recorded.get(name), `文書番号 ${number}`, name);
  await tool.innocent();
  await tool.close();
}

test("letters sent: the numbers that were printed are recorded, also where the order has changed and a table was saved since", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  await lettersOfSample(tool);
  await fill(tool, { ...SENDER, ...BATCH });
  const letters = await count(tool);
  const printed = await printedNumbers(await paper(tool, letters));
  assert.ok(printed.size >= letters, `${printed.size} people on ${letters} letters`);
  await tool.id("letter-print").click();
  assert.equal(await tool.page.evaluate(() => window.prints), 1);
  assert.match(await tool.page.locator("#letter-record-hint").innerText(), /期限/);

  const [given, ...orders] = await tool
    .id("letter-order")
    .locator("option")
    .evaluateAll((all) => all.map((o) => o.value));
  assert.ok(orders.length >= 2, given);
  await tool.id("letter-order").selectOption(orders.includes("kana") ? "kana" : orders[0]);
  const other = await printedNumbers(await paper(tool, letters));
  const moved = [...printed].filter(([name, number]) => other.get(name) !== number).length;
  assert.ok(moved > 2, `${moved} have another number in the other order`);
  await saved(tool, "letter-csv");
  assert.match(await tool.id("letter-said").innerText(), /番号が、印刷した文書と違います/);
  // Nor does a table with another deadline change what was printed.
  await tool.id("letter-due").fill("2027-01-08");
  await paper(tool, letters);
  await saved(tool, "letter-csv");
  assert.match(await tool.page.locator("#letter-record-hint").innerText(), /期限 R8\.12\.25/);
  await recordsThem(tool, printed);
});

test("letters sent: printed anew in another order, the newest paper counts, and it is said", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  await lettersOfSample(tool);
  await fill(tool, { ...SENDER, ...BATCH });
  const letters = await count(tool);
  await paper(tool, letters);
  await tool.id("letter-print").click();
  await tool.id("letter-order").selectOption("kana");
  const printed = await printedNumbers(await paper(tool, letters));
  assert.ok(printed.size >= letters);
  await tool.id("letter-print").click();
  assert.match(await tool.id("letter-said").innerText(), /前の紙は使わないでください/);
  await recordsThem(tool, printed);
});

test("letters sent: who is typed twice is one recipient before printing, stays when the letters are closed, and is recorded", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  await lettersOfSample(tool);
  await fill(tool, { ...SENDER, ...BATCH });
  await tool.id("letter-kind-inquiry").check();
  assert.equal(await count(tool), 0);
  const nextEmpty = async () => {
    while ((await tool.id("letter-to-name").inputValue()) !== "") await tool.id("preview-after").click();
  };
  const recipient = { "to-name": "株式会社架空商事", "to-address": "架空市本町１－１" };
  await nextEmpty();
  await fill(tool, recipient);
  await nextEmpty();
  await fill(tool, { "to-name": "架空運輸株式会社", "to-address": "架空市港町３" });
  await nextEmpty();
  await fill(tool, recipient);
  assert.equal(await count(tool), 3);
  await tool.id("letter-subject").focus();
  await soon(async () => assert.equal(await count(tool), 2, "one letter for both"));

  // Closed and opened again, they are there.
  await tool.id("letters-close").click();
  await toLetters(tool);
  await tool.id("letter-kind-inquiry").check();
  await soon(async () => assert.equal(await count(tool), 2));
  await fill(tool, BATCH);
  const printed = await printedNumbers(await paper(tool, 2));
  assert.equal(printed.size, 3);
  await tool.id("letter-print").click();
  await saved(tool, "letter-csv");
  assert.doesNotMatch(await tool.id("letter-said").innerText(), /違います/);
  await tool.id("letter-record").click();
  await tool.page.locator("[data-testid=letter-said]", { hasText: "を 3 件に記録しました" }).waitFor();
  const recorded = await recordedNotes(tool);
  assert.equal(recorded.size, 3);
  for (const [name, number] of printed)
    assert.match(recorded.get(name), new RegExp(`^文書番号 ${number}　照会先 (株式会社架空商事|架空運輸株式会社)$`), name);
  assert.equal([...recorded.values()].filter((note) => note.includes("架空商事")).length, 2);
  await tool.innocent();
  await tool.close();
});

test("letters sent: a day before the loss stops the letters; past days, days of rest and the day of dispatch itself are said", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  await lettersOfSample(tool);
  await fill(tool, { ...SENDER, ...BATCH });
  await count(tool);
  const said = async (pattern) => soon(async () => assert.match(await tool.id("letter-dates").innerText(), pattern));
  const dates = async (date, due) => fill(tool, { date, due });
  await dates("2020-12-03", "2021-01-08");
  await soon(async () =>
    assert.match(await tool.id("letter-stops").innerText(), /発送日（R2\.12\.3）が、.+の資格喪失日（R8\.[\d.]+）より前です/),
  );
  await tool.id("letter-print").click();
  assert.equal(await tool.page.evaluate(() => window.prints), 0);
  await dates("2026-12-03", "2027-01-10"); // a Sunday
  await said(/期限（R9\.1\.10）は、役所の休みの日です/);
  await dates("2026-12-03", "2027-05-03"); // 憲法記念日
  await said(/期限（R9\.5\.3）は、役所の休みの日です/);
  await dates("2026-12-03", "2026-12-03");
  await said(/発送日と同じ日です/);
  await dates("2026-12-03", "2062-01-10");
  await said(/1 年以上先です/);
  await dates("2026-12-03", "2027-01-12");
  await soon(async () => assert.doesNotMatch((await tool.id("letter-dates").allInnerTexts()).join(), /期限/));
  await tool.innocent();
  await tool.close();
});

test("letters sent: who has answered waits in a queue of his own, and what is to be done next says so", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  await lettersOfSample(tool);
  await tool.id("letters-close").click();
  await atQueue(tool, "review");
  await markAll(tool);
  await record(tool, "hold");
  await atQueue(tool, "to_inquire");
  const asked = await markAll(tool);
  await tool.id("letters").click();
  await tool.page.locator("[data-testid=letters-view][data-letters]").waitFor();
  await fill(tool, { ...SENDER, ...BATCH });
  await tool.id("letter-kind-inquiry").check();
  await soon(async () => assert.equal(await tool.id("letter-to-name").count(), 1));
  await fill(tool, { "to-name": "株式会社架空商事", "to-address": "架空市本町１－１" });
  await tool.id("letter-to-copy").click();
  // Those whose workplace the lists name lack an address alone.
  const all = () => tool.id("preview-at").innerText();
  for (let letters = 1; letters < Number(/(\d+)\D*$/.exec(await all())[1]); ) {
    while ((await tool.id("letter-to-address").inputValue()) !== "") await tool.id("preview-after").click();
    await fill(tool, { "to-address": `架空市港町${letters}` });
    await soon(async () => assert.equal(await count(tool), letters + 1));
    letters++;
  }
  await tool.id("letter-print").click();
  await tool.id("letter-record").click();
  await tool.page.locator("[data-testid=letter-said]", { hasText: "記録しました" }).waitFor();
  await tool.id("letters-close").click();
  await part(tool, "deadlines");
  const rows = tool.id("answer-row");
  await rows.first().waitFor();
  await rows.nth(0).getByTestId("answer").selectOption("answer_joined");
  await rows.nth(1).getByTestId("answer").selectOption("answer_not_joined");
  await tool.id("answers-record").click();
  await tool.page.locator(`[data-testid=answers][data-count="${asked - 2}"]`).waitFor();
  await atQueue(tool, "answered");
  await soon(async () =>
    assert.match(await tool.page.locator("[data-testid=queue][data-queue=answered]").innerText(), /照会の回答あり\s*2/),
  );
  await soon(async () => assert.match(await tool.id("next-step").innerText(), /照会の回答があった人があと 2 人います/));
  assert.equal((await overview(tool)).states.listed > 0, true);
  await tool.innocent();
  await tool.close();
});
