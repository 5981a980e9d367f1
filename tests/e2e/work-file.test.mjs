// The work file's lock and its place on the disk: asked once a sitting, kept nowhere, and never in the way of saving.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bodies } from "../wasm/contract.mjs";
import {
  accessible,
  atQueue,
  chooseLock,
  openLocked,
  looked,
  openTool,
  record,
  runSample,
  said,
  savedAnew,
  savedWork,
  soon,
  workplace,
} from "./harness.mjs";

const place = workplace();
const SECRET = "ひみつの合言葉 2026";

async function atWork(options) {
  const tool = await openTool(place.browser, options);
  await runSample(tool, "P");
  await atQueue(tool, "review");
  return tool;
}

const focused = (tool) => tool.page.evaluate(() => document.activeElement?.dataset.testid ?? document.activeElement?.role ?? "");
const wrong = (tool, text) => tool.page.locator("[data-testid=lock-wrong]", { hasText: text }).waitFor();
const isLocked = ({ bytes }) => /"encrypted"/.test(bytes.toString("utf8"));
const gone = (tool) => tool.id("lock").waitFor({ state: "detached" });

test("work file: what is no password is said, nothing is saved by leaving, and all of it goes by keyboard", async () => {
  const tool = await atWork({ bypassCSP: true });
  const { page } = tool;
  const files = [];
  page.on("download", (d) => files.push(d));
  await tool.id("save-work").focus();
  await page.keyboard.press("Enter");
  await tool.id("lock").waitFor();
  await accessible(tool, "lock", "[data-testid=lock]");
  assert.equal(await focused(tool), "work-password");
  await page.keyboard.press("Enter");
  await wrong(tool, "パスワードを入れてください");
  await page.keyboard.type("　 ");
  await soon(async () => assert.equal(await tool.id("lock-wrong").innerText(), ""));
  await page.keyboard.press("Enter");
  await wrong(tool, "空白だけ");
  await tool.id("work-password").fill(SECRET);
  await page.keyboard.press("Enter");
  await wrong(tool, "もう一度入れて");
  assert.equal(await focused(tool), "work-password-again");
  await page.keyboard.type("ちがう");
  await page.keyboard.press("Enter");
  await wrong(tool, "二つのパスワードが違います");
  // Looked at, both can be read; the keys of the desk stay still meanwhile.
  await page.keyboard.press("Tab");
  assert.equal(await focused(tool), "work-password-look");
  await page.keyboard.press("Space");
  for (const id of ["work-password", "work-password-again"]) assert.equal(await tool.id(id).getAttribute("type"), "text");
  assert.equal(await tool.id("work-password").inputValue(), SECRET);
  await page.keyboard.press("h");
  assert.equal(await tool.id("review-form").count(), 0);
  await page.keyboard.press("Escape");
  await gone(tool);
  await said(tool, "保存をやめました");
  assert.equal(await focused(tool), "save-work");
  assert.equal(files.length, 0);
  // By Ctrl+S it comes anew, with nothing left in it, and leaves to where the clerk was.
  await page.locator("[role=grid]").focus();
  await page.keyboard.press("Control+s");
  await tool.id("lock").waitFor();
  assert.equal(await tool.id("work-password").inputValue(), "");
  assert.equal(await tool.id("work-password").getAttribute("type"), "password");
  await page.keyboard.press("Escape");
  await gone(tool);
  assert.equal(await focused(tool), "worklist");
  assert.equal(await tool.id("work-name").innerText(), "作業ファイルなし");
  // Enter saves once: the button that the focus comes back to is not pressed by the same key.
  await tool.id("save-work").focus();
  await page.keyboard.press("Enter");
  await tool.id("lock").waitFor();
  await page.keyboard.type(SECRET);
  await page.keyboard.press("Tab");
  await page.keyboard.type(SECRET);
  await page.keyboard.press("Enter");
  await said(tool, "保存しました");
  assert.equal(await focused(tool), "save-work");
  await soon(async () => assert.equal(files.length, 1));
  await tool.innocent();
  await tool.close();
});

test("work file: the choice holds for the sitting, goes on with a locked file, and is kept nowhere", async () => {
  const tool = await atWork();
  const { page } = tool;
  // As long as anybody may think of, and in full width: the same keys give half width on another terminal.
  const long = "ＡＢ１２".repeat(200);
  const first = await savedWork(tool, long);
  assert.ok(isLocked(first));
  await record(tool, "note", { note: "電話で聞いた" });
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  await coming;
  assert.equal(await tool.id("lock").count(), 0, "asked once");
  const looked = bodies.count; // those of other tests in this process are among them
  const plain = await savedAnew(tool, "");
  assert.ok(!isLocked(plain));
  assert.equal(bodies.count - looked, 1, "what it holds was held against its schema");
  assert.ok(isLocked(await savedAnew(tool, SECRET)));
  await tool.id("work-menu").click();
  assert.match(await tool.id("work-how").innerText(), /^ロックして保存します/);
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, document.documentElement.outerHTML]);
  assert.deepEqual(kept.slice(0, 3), [0, 0, ""]);
  assert.ok(!kept[3].includes(SECRET), "the password stands in the page");
  await tool.innocent();
  await tool.close();

  const other = await openTool(place.browser);
  const path = place.made("long.totsugo", first.bytes);
  await openLocked(other, path, "AB12".repeat(199));
  await wrong(other, "パスワードが違うか");
  assert.equal(await focused(other), "work-password");
  await other.id("lock-cancel").click();
  await gone(other);
  assert.equal(await other.id("desk").count(), 0);
  await openLocked(other, path, "AB12".repeat(200));
  await other.id("desk").waitFor();
  assert.ok(isLocked(await savedWork(other)), "locked as it was, without a question");
  // A plain file is no choice of this sitting.
  other.page.on("dialog", (d) => void d.accept());
  await other.id("open-work").setInputFiles(place.made("plain.totsugo", plain.bytes));
  await said(other, "plain.totsugo");
  await other.id("save-work").click();
  await other.id("lock").waitFor();
  await other.innocent();
  await other.close();
});

/** A disk for the page: what its picker answers, and what is written. */
function disk() {
  const file = { name: "係の共有.totsugo", text: "", refuses: false };
  const handle = {
    kind: "file",
    get name() {
      return file.name;
    },
    requestPermission: async () => "granted",
    getFile: async () => new File([file.text], file.name),
    createWritable: async () => {
      if (file.refuses) throw new DOMException("no", "NotAllowedError");
      let text = "";
      return {
        write: async (blob) => (text += await blob.text()),
        close: async () => (file.text = text),
        abort: async () => {},
      };
    },
  };
  window.disk = file;
  window.picks = 0;
  window.pickFails = "";
  window.showSaveFilePicker = async () => {
    window.picks++;
    if (window.pickFails) throw new DOMException("no", window.pickFails);
    return handle;
  };
}

test("work file: into the same file where the clerk wants it; where that fails the file is downloaded", async () => {
  const tool = await atWork({ init: disk });
  const { page } = tool;
  const onDisk = (text) => said(tool, text);
  // The run is recorded, and what is read of its files once more is there: that would be unsaved again.
  await record(tool, "note", { note: "最初のメモ" });
  await looked(tool);
  await tool.id("save-work").click();
  await tool.id("same-file").check();
  // The clerk leaves the browser's window: nothing is saved, and saving is not in doubt.
  await page.evaluate(() => (window.pickFails = "AbortError"));
  await chooseLock(tool);
  await onDisk("保存をやめました");
  await page.evaluate(() => (window.pickFails = ""));
  await tool.id("save-work").click();
  await onDisk("「係の共有.totsugo」に保存しました");
  assert.equal(await tool.id("work-name").innerText(), "係の共有.totsugo");
  assert.equal(await tool.id("unsaved").getAttribute("data-count"), "0");
  await record(tool, "note", { note: "窓口で聞いた" });
  await page.keyboard.press("Control+s");
  await soon(async () => assert.match(await page.evaluate(() => window.disk.text), /窓口で聞いた/));
  assert.equal(await page.evaluate(() => window.picks), 2, "the place is asked for once");

  // Somebody else has written it meanwhile: nothing is lost without a word.
  await page.evaluate(() => (window.disk.text = "ほかの画面の記録\n"));
  page.once("dialog", (d) => void d.dismiss());
  await page.keyboard.press("Control+s");
  await onDisk("保存をやめました");
  assert.equal(await page.evaluate(() => window.disk.text), "ほかの画面の記録\n");
  page.once("dialog", (d) => void d.accept());
  await page.keyboard.press("Control+s");
  await onDisk("「係の共有.totsugo」に保存しました");
  assert.match(await page.evaluate(() => window.disk.text), /^\{"totsugo_work":/);

  // The header is one line, however long the name.
  await record(tool, "note", { note: "電話で聞いた" });
  for (const size of [
    { width: 1366, height: 768 },
    { width: 1280, height: 720 },
  ]) {
    await page.evaluate(() => (document.querySelector("totsugo-app").state.workName = `${"長い名前の作業ファイル".repeat(6)}.totsugo`));
    await page.evaluate(() => document.querySelector("totsugo-app").requestUpdate());
    await page.setViewportSize(size);
    await soon(async () => assert.ok((await page.evaluate(() => document.querySelector(".header").offsetHeight)) < 50, `${size.width}`));
  }

  // The office forbids it from now on: downloaded, and from then on without a question.
  await page.evaluate(() => (window.disk.refuses = true));
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  assert.match((await coming).suggestedFilename(), /^作業ファイル_.*\.totsugo$/);
  await onDisk("同じファイルには書けなかったので");
  const next = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  await next;
  assert.equal(await page.evaluate(() => window.picks), 2);

  // Or it forbids the very picker.
  await page.evaluate(() => (window.pickFails = "SecurityError"));
  const last = page.waitForEvent("download");
  await tool.id("work-menu").click();
  await tool.id("work-how-change").click();
  await tool.id("same-file").check();
  await chooseLock(tool);
  await last;
  await onDisk("同じファイルには書けなかったので");
  await tool.innocent();
  await tool.close();
});

test("work file: a browser that cannot write files is asked for nothing but the lock", async () => {
  const tool = await atWork({ init: () => delete window.showSaveFilePicker });
  await tool.id("save-work").click();
  await tool.id("lock").waitFor();
  assert.equal(await tool.id("same-file").count(), 0);
  await chooseLock(tool);
  await said(tool, "ロックしていません");
  await tool.innocent();
  await tool.close();
});
