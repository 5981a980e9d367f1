// Everything that is not the smooth way: missing and wrong files, a cancelled run, a terminal that lacks something,
// the policy that keeps data in, and the accessibility rules in every state.

import assert from "node:assert/strict";
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { choose, holdSlices, openTool, runSample, runUntilHeld, sample, soon, toldWhy, workplace } from "./harness.mjs";

const it = workplace();
const { made } = it;

const decoded = (path) => new TextDecoder("shift_jis").decode(readFileSync(path));

test("nothing chosen: says what is missing, and starts nothing", async () => {
  const tool = await openTool(it.browser);
  await tool.id("run").click();
  await tool.id("message").waitFor();
  assert.equal(await tool.id("message").getAttribute("role"), "alert");
  const text = await tool.id("message").innerText();
  for (const word of ["手続の進め方", "国保被保険者台帳", "資格重複状況結果一覧"]) assert.ok(text.includes(word), word);
  assert.equal(await tool.id("progress").count(), 0);
  // Under flow P the pension list is missing too.
  await tool.id("flow-P").check();
  await tool.id("run").click();
  await soon(async () => assert.ok((await tool.id("message").innerText()).includes("喪失一覧表")));
  await tool.innocent();
  await tool.close();
});

test("unusable files: one message, back at the files, nothing to export", async () => {
  const header = readFileSync(sample.roster).subarray(0, readFileSync(sample.roster).indexOf(0x0a) + 1);
  const cases = [
    { name: "an overlap list as roster", files: { roster: sample.overlaps[0] }, file: sample.overlaps[0] },
    { name: "an empty file", files: { roster: made("empty.csv", "") }, file: "empty.csv" },
    { name: "a roster of 0 rows", files: { roster: made("header_only.csv", header) }, file: "header_only.csv" },
    {
      name: "a picture",
      files: { pension: made("picture.csv", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")) },
      file: "picture.csv",
    },
    {
      name: "the same run twice",
      files: { overlaps: [sample.overlaps[0], made("copy.csv", readFileSync(sample.overlaps[0]))] },
      soft: true,
    },
  ];
  let ran = 0;
  for (const { name, files, file, soft } of cases) {
    const tool = await openTool(it.browser);
    await choose(tool, "P", files);
    await tool.id("run").click();
    // Some of these may be a warning rather than the end; they never pass in silence.
    const said = soft ? tool.page.locator("[data-testid=message], [data-testid=warnings]") : tool.id("message");
    await said.first().waitFor();
    const text = await said.first().innerText();
    assert.match(text, /[ぁ-ん]/, `${name}: not in Japanese: ${text}`);
    if (file) assert.ok(text.includes(file.split("/").pop()), `${name}: the file is not named: ${text}`);
    if (!soft) {
      assert.equal(await tool.id("export-csv").count(), 0, name);
      // The way on: what was chosen is still there.
      assert.ok((await tool.id("chosen-overlap").count()) > 0, name);
    }
    await tool.innocent();
    await tool.close();
    ran++;
  }
  assert.equal(ran, 5);
});

test("a run can be cancelled, and then done", async () => {
  // The sample and then one person, who is on no list, over and over: of three slices.
  const all = decoded(sample.roster);
  const [header] = all.split(/\r?\n/);
  const nobody = {
    宛名番号: "999999999999999",
    記号番号: "999999999",
    枝番: "01",
    氏名: "架空　無人",
    氏名カナ: "カクウ　ムジン",
    生年月日: "19510101",
    性別: "男",
    資格取得年月日: "20000401",
  };
  const row = Buffer.from(
    `${header
      .split(",")
      .map((h) => nobody[h] ?? "")
      .join(",")}\r\n`,
  );
  const block = Buffer.concat(Array.from({ length: Math.ceil((16 << 20) / row.length) }, () => row));
  const big = join(it.folder, "big_roster.csv");
  const fd = openSync(big, "w");
  writeSync(fd, Buffer.from(all));
  for (let written = 0; written < 33 << 20; ) written += writeSync(fd, block);
  closeSync(fd);

  const tool = await openTool(it.browser, { init: holdSlices });
  await choose(tool, "P", { roster: big });
  await runUntilHeld(tool, 4); // the three lists, and the roster's first
  await tool.id("cancel").click();
  await tool.page.evaluate(() => window.release());
  await tool.id("message").waitFor();
  assert.match(await tool.id("message").innerText(), /中止/);
  assert.equal(await tool.id("summary").count(), 0);
  assert.equal(await tool.id("chosen-roster").count(), 1, "the files are gone");
  rmSync(big);

  const summary = await runSample(tool, "P");
  assert.ok(summary.results > 0);
  await tool.innocent();
  await tool.close();
});

test("a file that changed after it was chosen is told apart from a bad one", async () => {
  const tool = await openTool(it.browser);
  const path = made("gone.csv", readFileSync(sample.roster));
  await choose(tool, "P", { roster: path });
  rmSync(path);
  await tool.id("run").click();
  await tool.id("message").waitFor();
  const text = await tool.id("message").innerText();
  assert.ok(text.includes("gone.csv") && text.includes("読めません"), text);
  await tool.close();
});

test("a list without a run date asks for it, and takes it", async () => {
  // The sample's older list without its 作成年月日, under a name without a date.
  const lines = decoded(sample.overlaps[0]).trimEnd().split(/\r?\n/);
  assert.ok(lines[0].startsWith("作成年月日,") && !lines.some((l) => l.includes('"')), "the sample has another form");
  const undated = made("list.csv", `${lines.map((l) => l.slice(l.indexOf(",") + 1)).join("\r\n")}\r\n`);
  const tool = await openTool(it.browser);
  await choose(tool, "D", { overlaps: [sample.overlaps[1], undated] });
  await tool.id("run").click();
  await tool.id("message").waitFor();
  assert.ok((await tool.id("message").innerText()).includes("list.csv"));
  const dates = tool.id("run-date");
  assert.deepEqual([await dates.nth(0).getAttribute("aria-invalid"), await dates.nth(1).getAttribute("aria-invalid")], ["false", "true"]);
  await dates.nth(1).fill("2026-11-04");
  await tool.id("run").click();
  await tool.id("summary").waitFor();
  const summary = JSON.parse(await tool.id("summary").getAttribute("data-json"));
  assert.deepEqual(summary.runs.map((r) => r.date).sort(), ["2026-11-04", "2026-11-19"]);
  await tool.innocent();
  await tool.close();
});

test("files are dropped, doubted and removed", async () => {
  const tool = await openTool(it.browser);
  const drop = async (target, path) => {
    const data = await tool.page.evaluateHandle(
      ([name, base64]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
        return transfer;
      },
      [path.split("/").pop(), readFileSync(path).toString("base64")],
    );
    await target.dispatchEvent("drop", { dataTransfer: data });
  };
  const slot = (kind) => tool.page.locator("section.slot", { has: tool.id(`file-${kind}`) });

  // Beside the boxes: the page stays, and the file goes where it belongs (files-any.test.mjs).
  await drop(tool.page.locator("footer"), sample.roster);
  await tool.id("message").waitFor();
  assert.ok(tool.page.url().endsWith("totsugo.html"));
  await tool
    .id("chosen-roster")
    .getByRole("button", { name: /取り除く/ })
    .click();

  // In the wrong box: told at once.
  await drop(slot("roster"), sample.pension);
  await tool.id("doubt").waitFor();
  assert.match(await tool.id("doubt").innerText(), /pension\.csv/);
  await drop(slot("roster"), sample.roster);
  await tool.id("doubt").waitFor({ state: "detached" });
  await drop(slot("pension"), sample.pension);
  for (const list of [...sample.overlaps, sample.overlaps[0]]) await drop(slot("overlap"), list);
  assert.equal(await tool.id("doubt").count(), 0);
  const names = async (kind) => (await tool.id(`chosen-${kind}`).locator(".file-name").allInnerTexts()).map((n) => n.trim());
  assert.deepEqual(await names("roster"), ["roster.csv"]);
  const lists = await names("overlap");
  assert.ok(lists.length >= sample.overlaps.length);
  await tool
    .id("chosen-overlap")
    .first()
    .getByRole("button", { name: /取り除く/ })
    .click();
  assert.equal((await names("overlap")).length, lists.length - 1);
  await tool.innocent();
  await tool.close();
});

test("results survive a look at the files and a second flow", async () => {
  const tool = await openTool(it.browser);
  const p = await runSample(tool, "P");
  await tool.id("nav-import").click();
  await tool.id("flow-D").check();
  await tool.id("run").click();
  await tool.id("summary").waitFor();
  const d = JSON.parse(await tool.id("summary").getAttribute("data-json"));
  assert.deepEqual([p.flow, d.flow], ["P", "D"]);
  await tool.innocent();
  await tool.close();
});

test("a terminal that lacks something is told so in plain words, and nothing that is not so", async () => {
  const lacks = [
    { init: () => delete window.Worker, says: /Web Worker/ },
    { init: () => delete window.WebAssembly, says: /設定で止められています.*JIT/ },
    { init: () => (WebAssembly.Module = undefined), says: /動きません。管理者の設定/ },
    { init: () => (WebAssembly.validate = () => false), says: /WebAssembly SIMD.*古い/ },
    { init: () => delete window.DecompressionStream, says: /DecompressionStream.*古い/ },
  ];
  let ran = 0;
  for (const { init, says } of lacks) {
    const tool = await openTool(it.browser, { init, ready: false });
    await toldWhy(tool, says);
    await tool.close();
    ran++;
  }
  assert.equal(ran, 5);
});

test("nothing is kept in the browser", async () => {
  const tool = await openTool(it.browser);
  await runSample(tool, "P");
  const kept = await tool.page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    cookies: document.cookie,
  }));
  assert.deepEqual(kept, { local: 0, session: 0, databases: 0, cookies: "" });
  await tool.close();
});

test("an answer of the core that breaks the contract fails the test", async () => {
  const tool = await openTool(it.browser);
  await tool.page.evaluate(() => window.toldByWorker({ type: "failed", error: { code: "no_rows", file: null, text: "" } }));
  await assert.rejects(tool.innocent(), /contract/);
  await assert.rejects(tool.close(), /contract/);
});
