// The main job in every browser that the page is promised to work in: matching, saving, a letter, locking and opening again. What is saved
// is the same in all of them, byte for byte, and what one has locked the others open.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { bundled } from "../wasm/typescript.mjs";
import { withOnly, startFirefox, startOldChromium } from "./browsers.mjs";
import { atQueue, launch, looked, markAll, openLocked, openTool, overview, part, record as recorded } from "./harness.mjs";
import { runSample, sample, saved, savedWork, soon, toldWhy, tool as file, workplace } from "./harness.mjs";
import { BATCH, SENDER, count, fill, paper, sendLetters, toLetters } from "./letters.mjs";

const place = workplace();
const SECRET = "ひみつの合言葉 2026";

const { Zip } = await bundled('export { Zip } from "./wasm/book/zip.ts";');

/** The names and contents of what is in a workbook: how tightly it is packed is each browser's own affair. */
async function unpacked(bytes) {
  const zip = new Zip(new Uint8Array(bytes));
  const parts = {};
  for (const name of zip.names()) {
    const pieces = [];
    for await (const piece of zip.read(name, { inflated: 0 })) pieces.push(piece);
    parts[name] = Buffer.concat(pieces).toString("utf8");
  }
  return parts;
}

/** What leaves the page, by the button that saves it. */
const savedBy = async (tool, ...buttons) => {
  const files = {};
  for (const button of buttons) {
    const { name, bytes } = await saved(tool, button);
    files[button] = { name, bytes: name.endsWith(".xlsx") ? await unpacked(bytes) : bytes };
  }
  return files;
};

/** The job in one page; what it has saved, and how far the cases are. */
async function wholeJob(tool) {
  await tool.page.clock.setFixedTime("2026-11-24T09:00:00+09:00");
  const summary = await runSample(tool, "P");
  const results = await savedBy(tool, "export-csv", "export-import", "export-xlsx");
  await atQueue(tool, "to_verify");
  await markAll(tool);
  await recorded(tool, "verify", { who: "見本 花子" });
  await looked(tool); // the files have been read once more
  assert.equal(await tool.id("message").count(), 0, "something went wrong");
  await toLetters(tool);
  await fill(tool, { ...SENDER, ...BATCH });
  const letters = await count(tool);
  const sheets = await paper(tool, letters);
  const text = await sheets.innerText();
  await sendLetters(tool);
  await part(tool, "record");
  const hashes = async () => (await tool.id("record").innerText()).match(/SHA-256 [0-9a-f]{64}/g);
  const files = sample.overlaps.length + 2;
  await soon(async () => assert.equal((await hashes())?.length, files + 1, "the files of the run and its results"));
  const record = await hashes();
  await part(tool, "outputs");
  const ledger = await savedBy(tool, "export-ledger", "export-ledger-xlsx");
  const work = await savedWork(tool, SECRET);
  await tool.innocent();
  return {
    work: work.bytes,
    same: { results: summary.results, ...results, letters, text, ...ledger, record, states: (await overview(tool)).states },
  };
}

async function opensLocked(tool, path) {
  await openLocked(tool, path, SECRET);
  await atQueue(tool);
  return (await overview(tool)).states;
}

/** For `init`: the worker reads no file and no Blob, as none may in WebKit where the page comes from file://. */
function workerWithoutFiles() {
  const Real = window.Blob;
  const shut =
    'for (const read of ["arrayBuffer", "bytes", "slice", "stream", "text"]) Blob.prototype[read] = () => { throw new Error(read); };';
  window.Blob = class extends Real {
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [shut, ...parts] : parts, options);
    }
  };
}

const browsers = {
  "Chromium 103": { start: async () => (await startOldChromium()).newContext(), version: /^103\./ },
  "Firefox ESR": { start: () => startFirefox(join(place.folder, "firefox")), version: /^1[5-9]\d\./ },
  Chromium: { start: () => place.browser.newContext(), version: /^1[5-9]\d\./, init: workerWithoutFiles },
};

// One test, as what one browser saves is held against what the others do.
test("browsers: the main job in each, with the same files, and each opens what any has locked", async (t) => {
  const locked = [];
  let first = null;
  for (const [name, { start, version, init }] of Object.entries(browsers)) {
    const context = await start();
    const end = () => (context.browser() === place.browser ? context : context.browser()).close();
    t.after(end);
    assert.match(context.browser().version(), version);
    const tool = await openTool(withOnly(context), { init });
    const { work, same } = await wholeJob(tool);
    assert.ok(same.results > 100 && same.letters > 10, `${name}: ${same.results} results, ${same.letters} letters`);
    first ??= same;
    assert.deepEqual(same, first, name);
    await tool.page.close();
    locked.push(place.made(`${locked.length}.totsugo`, work));
    for (const path of locked) {
      const other = await openTool(withOnly(context));
      assert.deepEqual(await opensLocked(other, path), same.states, name);
      await other.innocent();
      await other.page.close();
    }
    await end();
  }
  assert.equal(locked.length, 3);
});

/** In a browser of its own, what the page says of it. */
async function told(browser, reason) {
  try {
    await toldWhy(await openTool(browser, { ready: false }), reason);
  } finally {
    await browser.close();
  }
}

test("browsers: one without JIT is told so, and not that it is old", async () => {
  for (const start of [(flag) => launch({ flags: [flag] }), startOldChromium])
    await told(await start("--js-flags=--jitless"), /設定で止められ.*JIT/);
});

test("browsers: one that is too old is told so", async () => {
  await told(await startOldChromium("--js-flags=--no-experimental-wasm-eh"), /Exception Handling.*古い/);
  // What cannot even read the page's script leaves the note that stands in its place.
  const context = await place.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.getByText(/ブラウザーが古いか.*バージョン 103 以上の Microsoft Edge/).waitFor();
  await context.close();
});
