// The whole job in the shipped file, in the browser that a clerk has, and the same job on the command line: the same counts, the same
// bytes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { atQueue, launch, openTool, runCli, runSample, saved } from "./harness.mjs";

let browser;
before(async () => (browser = await launch({ whole: true })));
after(() => browser?.close());

const FLOWS = ["P", "D"];

/** What must not differ between two runs of the same job. */
function lasting({ timings, peak_heap_bytes, ...rest }) {
  assert.ok(timings.total > 0 && timings.roster > 0, "timings are missing");
  assert.ok(peak_heap_bytes > 0, "peak heap is missing");
  return rest;
}

for (const flow of FLOWS) {
  test(`flow ${flow}: the sample, from three files to the saved results`, async () => {
    const byCli = await runCli(flow);
    const tool = await openTool(browser);
    const summary = await runSample(tool, flow);
    assert.deepEqual(lasting(summary), lasting(byCli.summary));
    assert.ok(summary.results > 0, "the sample gives no result");

    // The counts on the cards are those of the summary.
    const cards = await tool.page
      .locator("[data-testid^=bucket-]")
      .evaluateAll((all) => all.map((c) => [c.dataset.testid.slice("bucket-".length), Number(c.dataset.count)]));
    assert.ok(cards.length >= 8, `only ${cards.length} buckets are shown`);
    assert.equal(
      cards.reduce((sum, [, count]) => sum + count, 0),
      summary.results,
    );
    for (const [code, count] of cards) assert.equal(count, summary.buckets[code] ?? 0, code);

    // A bucket filters the list, and every row shown is of it.
    const [code, count] = cards.find(([, c]) => c > 0);
    await tool.id(`bucket-${code}`).click();
    await tool.page.locator(`[data-testid=count][data-count="${count}"]`).waitFor();
    const rows = tool.page.locator("[data-testid=worklist] [data-bucket]");
    await rows.first().waitFor();
    const shown = await rows.evaluateAll((all) => all.map((r) => r.dataset.bucket));
    assert.deepEqual([...new Set(shown)], [code]);

    // One row opened: the evidence is that row's.
    const id = await rows.first().getAttribute("data-case");
    await rows.first().click();
    await tool.page.locator(`[data-testid=evidence][data-case="${id}"]`).waitFor();
    assert.equal(await tool.id("evidence").getAttribute("data-bucket"), code);
    assert.ok((await tool.page.locator(".reasons li").count()) > 0, "no reason is given");
    assert.ok((await tool.page.locator(".reasons .source").first().innerText()).length > 4, "a reason has no source");

    // How the grade came about: a step a field, ending at the grade, and the same as one sentence.
    const steps = tool.page.locator("[data-testid=waterfall] tbody tr");
    assert.equal(await steps.count(), 7);
    const grade = JSON.parse(byCli.ndjson.split("\n")[Number(id)]).grade;
    assert.equal((await steps.last().locator(".so-far").innerText()).trim(), grade);
    assert.ok((await tool.id("waterfall-sentence").innerText()).endsWith(`よって一致の段階は${grade}です。`));

    const csv = await saved(tool, "export-csv");
    assert.match(csv.name, /\.csv$/);
    assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "no byte order mark");
    assert.ok(csv.bytes.equals(byCli.csv), "results.csv differs from the command line's");
    const imports = await saved(tool, "export-import");
    assert.ok(imports.bytes.equals(byCli.imports), "import.json differs from the command line's");

    // One line of results.ndjson for each result.
    const lines = byCli.ndjson
      .trimEnd()
      .split("\n")
      .map((l) => JSON.parse(l));
    assert.equal(lines.length, summary.results);

    await tool.innocent();
    await tool.close();
  });
}

test("only what may be selected says so, and the list alone never may (R3)", async () => {
  const { ndjson, summary } = await runCli("P");
  const lines = ndjson
    .trimEnd()
    .split("\n")
    .map((l) => JSON.parse(l));
  assert.equal(lines.filter((l) => l.selectable).length, summary.selectable);
  const referred = lines.filter((l) => l.bucket === "D-REFERENCE");
  assert.ok(referred.length > 0, "the sample has nobody who is on the overlap list only");
  assert.equal(referred.filter((l) => l.selectable).length, 0);
});

test("search and sort", async () => {
  const tool = await openTool(browser);
  const summary = await runSample(tool, "P");
  await atQueue(tool);
  const first = tool.page.locator("[data-testid=worklist] #row-0");
  await first.waitFor();
  const name = (await first.locator(".col-name .cell-main").innerText()).trim();
  assert.ok(name.length > 0);
  await tool.id("search").fill(name);
  await tool.page.waitForFunction((all) => {
    const count = Number(document.querySelector("[data-testid=count]").dataset.count);
    return count > 0 && count < all;
  }, summary.results);
  assert.equal((await first.locator(".col-name .cell-main").innerText()).trim(), name);

  await tool.id("search").fill("この名前の人はいない");
  await tool.page.locator('[data-testid=count][data-count="0"]').waitFor();
  await tool.id("search").fill("");
  await tool.page.locator(`[data-testid=count][data-count="${summary.results}"]`).waitFor();

  await tool.id("columns-open").click();
  await tool.id("column-loss").check();
  await tool.page.keyboard.press("Escape");
  let sorted = 0;
  for (const key of ["kana", "birth", "number", "grade", "loss_date", "bucket"]) {
    const button = tool.id(`sort-${key}`);
    const header = tool.page.locator("[role=columnheader]", { has: button });
    await button.click();
    const once = await header.getAttribute("aria-sort");
    await button.click();
    const twice = await header.getAttribute("aria-sort");
    assert.deepEqual([once, twice].sort(), ["ascending", "descending"], key);
    sorted++;
  }
  assert.equal(sorted, 6);
  await tool.innocent();
  await tool.close();
});
