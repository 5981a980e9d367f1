// The record of the runs, in the shipped file: hashes that anybody can work out, the lists' calendar, households read once
// more, the earlier run from the work file, and a work file that was edited or is another town's.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  accessible,
  atQueue,
  cased,
  choose,
  looked,
  openTool,
  overview,
  part,
  record,
  runCli,
  runSample,
  said,
  sample,
  savedWork,
  soon,
  workplace,
} from "./harness.mjs";

const place = workplace();
const sha = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Somebody of 要確認 is open. */
async function toPerson(tool) {
  await atQueue(tool, "review");
  await tool.id("evidence").waitFor();
}

async function openRecord(tool) {
  await part(tool, "record");
  await tool.page.locator("[data-testid=record][data-json]").waitFor();
  await tool.id("record-head").waitFor();
}

/** A work file with another body, whole in itself. */
function withBody(bytes, edit) {
  const body = JSON.parse(bytes.toString("utf8").split("\n")[1]);
  edit(body);
  return withLine(bytes, JSON.stringify(body));
}

/** The same file with another second line, and a first one that fits it. */
function withLine(bytes, line) {
  const [first] = bytes.toString("utf8").split("\n");
  const header = { ...JSON.parse(first), bytes: Buffer.byteLength(line), sha256: sha(line) };
  return `${JSON.stringify(header)}\n${line}\n`;
}

test("record: the files' hashes are those of the files, the results' that of the command line, and it prints", async () => {
  const tool = await openTool(place.browser);
  await runSample(tool, "D");
  await toPerson(tool);
  await record(tool, "note", { who: "窓口　花子", note: "電話で確かめた" });
  await looked(tool);
  const work = await savedWork(tool);
  await openRecord(tool);
  const text = await tool.id("record").innerText();
  // Which tool it was, to the commit, as the footer names it.
  const version = /バージョン \S+（コミット [0-9a-f]{12}(-changed)?）/.exec(await tool.id("version").innerText());
  assert.ok(version && text.includes(version[0]), text.slice(0, 600));
  for (const path of [...sample.overlaps, sample.roster]) assert.ok(text.includes(sha(readFileSync(path))), path);
  const { ndjson } = await runCli("D");
  assert.ok(text.includes(sha(Buffer.from(ndjson, "utf8"))), "the results' hash");
  assert.match(text, /電話で確かめた/);
  assert.match(text, /窓口　花子/);
  assert.equal(await tool.page.locator("[data-testid=record-lists] tbody tr").count(), sample.overlaps.length);
  const head = await tool.id("record-head").innerText();
  assert.equal(head, JSON.parse(work.bytes.toString("utf8").split("\n")[1]).chain.saves.at(-1).head);
  const pdf = await tool.page.pdf({ format: "A4" });
  assert.ok(pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 10_000);
  // Back at the desk: nothing has been decided, so the list says who may be taken.
  await atQueue(tool);
  await tool.page.locator("[data-testid=worklist] .chip-selectable").first().waitFor();
  await tool.innocent();
  await tool.close();
});

test("record: the next run under flow D without the earlier list says the same as with it", async () => {
  const [older, newer] = sample.overlaps;
  const both = await openTool(place.browser);
  const expected = await runSample(both, "D");
  await both.close();

  const tool = await openTool(place.browser);
  await choose(tool, "D", { overlaps: [older] });
  await tool.id("run").click();
  await tool.id("summary").waitFor();
  const work = await savedWork(tool);
  await tool.close();

  const next = await openTool(place.browser);
  await next.id("open-work").setInputFiles(place.made("first.totsugo", work.bytes));
  await cased(next);
  await next.id("nav-import").click();
  await choose(next, "D", { overlaps: [newer] });
  await next.id("run").click();
  await next.id("summary").waitFor();
  const summary = JSON.parse(await next.id("summary").getAttribute("data-json"));
  assert.equal(summary.runs.length, 2);
  assert.equal(summary.runs[1].remembered, true);
  // Who left the list since only the list itself tells.
  const { "D-RESOLVED": left, ...buckets } = expected.buckets;
  assert.ok(expected.buckets["D-CANDIDATE"] > 0 && left > 0);
  assert.deepEqual(summary.buckets, { ...buckets, "D-RESOLVED": 0 });
  await toPerson(next);
  await record(next, "note", { note: "電話で確かめた" });
  await openRecord(next);
  assert.equal(await next.id("record-run").count(), 2);
  await next.innocent();
  await next.close();
});

test("record: an edited work file opens with a warning; another town's is not joined unasked", async () => {
  const tool = await openTool(place.browser);
  await runSample(tool, "P");
  await toPerson(tool);
  await record(tool, "note", { note: "電話で確かめた" });
  const work = (await savedWork(tool)).bytes;
  await tool.close();

  const other = await openTool(place.browser);
  await other.id("open-work").setInputFiles(
    place.made(
      "edited.totsugo",
      withBody(work, (b) => {
        b.events[0].note = "訪問した";
      }),
    ),
  );
  await other.page.locator("[data-testid=message]", { hasText: "書き換えられています" }).waitFor();
  await openRecord(other);
  assert.match(await other.id("record").innerText(), /書き換えられています/);
  await other.close();

  // What letters rest on is told before it is used; so is a file without the record of its savings.
  const edits = {
    "人・住所・世帯などの内容が": (b) => {
      b.cases.find((c) => c.person.address).person.address = "架空市よその町１";
    },
    "保存の記録（記録の鎖）がありません": (b) => {
      b.chain.saves = [];
    },
    最後の保存のあとで書き換えられています: (b) => {
      b.runs[0].files[0].rows += 1;
      delete b.chain.saves.at(-1).content;
    },
  };
  let ran = 0;
  for (const [said, edit] of Object.entries(edits)) {
    const told = await openTool(place.browser);
    await told.id("open-work").setInputFiles(place.made("edited.totsugo", withBody(work, edit)));
    await told.page.locator("[data-testid=message]", { hasText: said }).waitFor();
    // The next saving is sound in itself, and says for good what it went on from.
    const washed = (await savedWork(told)).bytes;
    await told.close();
    const after = await openTool(place.browser);
    await after.id("open-work").setInputFiles(place.made("washed.totsugo", washed));
    await soon(async () => assert.ok((await overview(after)).cases > 0));
    assert.equal(await after.id("message").count(), 0);
    await openRecord(after);
    assert.match(await after.id("record-doubted").innerText(), /書き換えられた疑い/);
    await after.close();
    ran++;
  }
  // What is no body of ours at all: one sentence, and nothing is opened.
  for (const text of ["{}", "[".repeat(100_000), "V2VsbA=="]) {
    const refused = await openTool(place.browser);
    await refused.id("open-work").setInputFiles(place.made("none.totsugo", withLine(work, text)));
    await refused.id("message").waitFor();
    assert.match(await refused.id("message").innerText(), /none\.totsugo/);
    await refused.id("open-work").setInputFiles(place.made("sound.totsugo", work));
    await soon(async () => assert.ok((await overview(refused)).cases > 0));
    await refused.innocent();
    await refused.close();
    ran++;
  }
  const sound = await openTool(place.browser);
  await sound.id("open-work").setInputFiles(place.made("sound.totsugo", work));
  await soon(async () => assert.ok((await overview(sound)).cases > 0));
  assert.equal(await sound.id("message").count(), 0);
  // Both values of the paper are those of the file: of the steps, and of all that it holds.
  await openRecord(sound);
  const { head, content } = JSON.parse(work.toString("utf8").split("\n")[1]).chain.saves.at(-1);
  assert.deepEqual([await sound.id("record-head").innerText(), await sound.id("record-content").innerText()], [head, content]);
  await sound.close();
  assert.equal(ran, 6);

  const town = await openTool(place.browser);
  await town.id("open-work").setInputFiles(
    place.made(
      "town.totsugo",
      withBody(work, (b) => {
        for (const r of b.runs) r.insurer = "139999";
      }),
    ),
  );
  await cased(town);
  const before = await overview(town);
  await town.id("nav-import").click();
  await runSample(town, "P");
  const asked = [];
  town.page.on("dialog", (d) => {
    asked.push(d.message());
    void (asked.length === 1 ? d.dismiss() : d.accept());
  });
  await atQueue(town, "to_verify");
  await town.page.locator("[data-testid=decide][data-ready=true]").waitFor();
  await Promise.all([town.page.waitForEvent("dialog"), town.id("review-hold").click()]);
  assert.match(asked[0], /別の市町村/);
  await cased(town);
  assert.equal((await overview(town)).unsaved, before.unsaved, "nothing was recorded");
  await town.id("review-hold").click();
  await said(town, "記録しました");
  assert.equal((await overview(town)).runs.length, before.runs.length + 1);
  await town.innocent();
  await town.close();
});

test("record: what has been kept long enough is listed, deleted when the clerk says so, and the deletion is told", async () => {
  const tool = await openTool(place.browser);
  await runSample(tool, "P");
  await toPerson(tool);
  await record(tool, "exclude", { reason: "別人だった" });
  const all = (await overview(tool)).cases;
  const work = (await savedWork(tool)).bytes;
  await part(tool, "record");
  await tool.id("retention-none").waitFor();
  await tool.close();

  // Ten years ago.
  const old = withBody(work, (b) => {
    delete b.chain;
    for (const r of b.runs) r.date = "2016-11-22";
    b.events[0].at = "2016-11-24T09:00:00+09:00";
  });
  const other = await openTool(place.browser);
  const asked = [];
  other.page.on("dialog", (d) => {
    asked.push(d.message());
    void d.accept();
  });
  await other.id("open-work").setInputFiles(place.made("old.totsugo", old));
  await cased(other);
  await part(other, "record");
  await other.id("retention-due").waitFor();
  assert.equal(await other.id("retention-due").locator("tbody tr").count(), 1);
  await other.id("retention-years").fill("20");
  await other.id("retention-years").blur();
  await other.id("retention-none").waitFor();
  await other.id("retention-years").fill("5");
  await other.id("retention-years").blur();
  await other.id("retention-erase").click();
  await other.page.locator("[data-testid=record]", { hasText: "保存期間を過ぎた 1 件を消した" }).waitFor();
  assert.match(asked[0], /元に戻せません/);
  await accessible(other, "the record", "totsugo-casework");
  await part(other, "list");
  await other.page.waitForFunction(
    (n) => JSON.parse(document.querySelector("[data-testid=desk]").dataset.json ?? "{}").cases === n,
    all - 1,
  );
  await part(other, "deadlines");
  await accessible(other, "the record", "totsugo-casework");
  await part(other, "outputs");
  await accessible(other, "the record", "totsugo-casework");
  await other.innocent();
  await other.close();
});
