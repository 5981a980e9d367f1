// Files given all at once, by the one button or dropped anywhere: each is put where it belongs, and what nobody can tell is asked.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  accessible,
  cased,
  choose,
  chooseLock,
  holdSlices,
  listed,
  openTool,
  runUntilHeld,
  said,
  sample,
  soon,
  workplace,
} from "./harness.mjs";

const place = workplace();
const lists = [...sample.overlaps, sample.pension, sample.roster];

const settled = (tool) => tool.page.locator(".any-files[aria-busy=false]").waitFor();
const chosen = async (tool, kind) => (await tool.id(`chosen-${kind}`).locator(".file-name").allTextContents()).map((s) => s.trim());
const names = (paths) => paths.map((p) => p.split("/").at(-1));

/** Puts files down somewhere in the window. */
async function putDown(tool, target, paths) {
  const given = paths.map((p) => [p.split("/").at(-1), readFileSync(p).toString("base64")]);
  const data = await tool.page.evaluateHandle((all) => {
    const out = new DataTransfer();
    for (const [name, text] of all)
      out.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name, { lastModified: 1 }));
    return out;
  }, given);
  await tool.page.locator(target).dispatchEvent("drop", { dataTransfer: data });
}

async function drop(tool, target, paths) {
  await putDown(tool, target, paths);
  await settled(tool);
}

async function inTheirSlots(tool) {
  await soon(async () => assert.deepEqual(await chosen(tool, "overlap"), names(sample.overlaps)));
  assert.deepEqual(await chosen(tool, "roster"), names([sample.roster]));
  assert.deepEqual(await chosen(tool, "pension"), names([sample.pension]));
  assert.equal(await tool.id("unplaced").count(), 0);
}

test("four files at once, and the first decision: five actions", async () => {
  const tool = await openTool(place.browser);
  await tool.id("files-any").setInputFiles(lists); // 1
  await inTheirSlots(tool);
  assert.match(await tool.id("message").innerText(), /国保被保険者台帳.*roster\.csv.*pension\.csv/s);
  await tool.id("work-date").fill(sample.date); // the sample is of another day than this one
  await tool.id("flow-P").check(); // 2
  await tool.id("run").click(); // 3
  await listed(tool);
  await cased(tool);
  await tool.page.keyboard.press("h"); // 4: a hold needs neither note nor day
  await said(tool, "保留");
  await tool.innocent();
  await tool.close();
});

test("dropped anywhere, with a work file among them: the file is opened, and the lists wait for their run", async () => {
  const tool = await openTool(place.browser);
  await tool.id("files-any").setInputFiles(lists);
  await inTheirSlots(tool);
  await tool.id("flow-P").check();
  await tool.id("work-date").fill(sample.date);
  await tool.id("run").click();
  await listed(tool);
  await cased(tool);
  const saving = tool.page.waitForEvent("download");
  await tool.page.keyboard.press("Control+s");
  await chooseLock(tool);
  const work = place.made((await saving).suggestedFilename(), readFileSync(await (await saving).path()));
  await tool.close();

  const next = await openTool(place.browser);
  await drop(next, "footer", [...lists, work]);
  await inTheirSlots(next);
  assert.match(await next.id("work-open").innerText(), /\.totsugo/);
  assert.match(await next.id("message").innerText(), /roster\.csv/);
  assert.equal(await next.id("desk").count(), 0);
  await next.innocent();
  await next.close();

  // Alone it is what the clerk wants to see; and lists dropped at the desk lead back to the files.
  const alone = await openTool(place.browser);
  const given = alone.page.locator("[data-testid=files-any]");
  await given.setInputFiles([work]);
  await alone.id("desk").waitFor();
  await drop(alone, "footer", [sample.overlaps[0], sample.overlaps[0]]);
  await soon(async () => assert.deepEqual(await chosen(alone, "overlap"), names([sample.overlaps[0]])));
  assert.match(await alone.id("message").innerText(), /もう選ばれています/);
  await alone.innocent();
  await alone.close();
});

test("several on one slot go where they belong, and there what does not tell", async () => {
  const tool = await openTool(place.browser);
  const notes = place.made("メモ.csv", "a,b\n1,2\n");
  await drop(tool, '.slot[aria-labelledby="slot-roster"]', lists);
  await inTheirSlots(tool);
  await drop(tool, '.slot[aria-labelledby="slot-overlap"]', [notes, sample.overlaps[0]]);
  await soon(async () => assert.equal(await tool.id("chosen-overlap").count(), 3));
  assert.deepEqual(await chosen(tool, "overlap"), [...names(sample.overlaps), "メモ.csv"]);
  await tool.close();
});

test("what nobody can tell, and what finds its slot taken, is asked; nothing is dropped without a word", async () => {
  const tool = await openTool(place.browser, { bypassCSP: true });
  const notes = place.made("メモ.csv", "a,b\n1,2\n");
  const empty = place.made("空.csv", "");
  const other = place.made("台帳_新.csv", readFileSync(sample.roster));
  await tool.id("files-any").setInputFiles([notes, sample.roster, empty]);
  await settled(tool);
  assert.deepEqual(
    (await tool.id("unplaced").locator(".file-name").allTextContents()).map((s) => s.trim()),
    ["メモ.csv", "空.csv"],
  );
  assert.deepEqual(await chosen(tool, "roster"), ["roster.csv"]);
  assert.equal(await tool.id("unplaced").first().getByRole("button").count(), 4);
  await accessible(tool, "files that are asked about", ".any-files", {}, true);
  // One press puts it into a slot, which says what is wrong with it; another leaves it out.
  await tool.id("unplaced").first().locator("[data-testid=place-pension]").click();
  await soon(async () => assert.deepEqual(await chosen(tool, "pension"), ["メモ.csv"]));
  await tool.page
    .locator("[data-testid=reading-pension][data-reading=unsure], [data-testid=reading-pension][data-reading=refused]")
    .waitFor();
  await tool.id("dismiss").click();
  await soon(async () => assert.equal(await tool.id("unplaced").count(), 0));
  // A second roster: the one that is there stays until the clerk says so.
  await tool.id("files-any").setInputFiles([other]);
  await settled(tool);
  assert.match(await tool.id("unplaced").innerText(), /「roster\.csv」があります/);
  assert.deepEqual(await chosen(tool, "roster"), ["roster.csv"]);
  await tool.id("place-roster").click();
  await soon(async () => assert.deepEqual(await chosen(tool, "roster"), ["台帳_新.csv"]));
  // Two at once: neither is taken.
  await tool.page.reload();
  await tool.page.locator("[data-testid=terminal][data-engine=ready]").waitFor();
  await tool.id("files-any").setInputFiles([sample.roster, other]);
  await settled(tool);
  assert.equal(await tool.id("unplaced").count(), 2);
  assert.equal(await tool.id("chosen-roster").count(), 0);
  await tool.innocent();
  await tool.close();
});

test("what another file pushes out of its slot is said, and so is what comes while a run goes on", async () => {
  const tool = await openTool(place.browser, { init: holdSlices });
  const other = place.made("台帳_新.csv", readFileSync(sample.roster));
  await choose(tool, "P");
  await drop(tool, '.slot[aria-labelledby="slot-roster"]', [other]);
  await soon(async () => assert.deepEqual(await chosen(tool, "roster"), ["台帳_新.csv"]));
  assert.match(await tool.id("message").innerText(), /「国保被保険者台帳」の欄にあった「roster\.csv」は外しました。/);
  await runUntilHeld(tool, 1);
  await putDown(tool, "footer", [sample.roster]);
  await soon(async () => assert.match(await tool.id("message").innerText(), /ファイルは入れませんでした/));
  await tool.page.evaluate(() => window.release());
  await listed(tool);
  await tool.innocent();
  await tool.close();
});

test("in the training no files of real work are taken, wherever they are dropped", async () => {
  const tool = await openTool(place.browser);
  await tool.id("about-training").click();
  await tool.page.locator("html.has-training").waitFor();
  const data = await tool.page.evaluateHandle(() => {
    const out = new DataTransfer();
    out.items.add(new File(["a,b\n"], "実在.csv"));
    return out;
  });
  await tool.page.locator("footer, body").first().dispatchEvent("drop", { dataTransfer: data });
  await tool.id("message").waitFor();
  assert.equal(await tool.id("files-any").count(), 0);
  await tool.close();
});
