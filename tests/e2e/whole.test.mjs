// A copy of the file that broke off says so, wherever it broke off, and does not start. And which version it is.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { cli, openTool, tool as shipped, workplace } from "./harness.mjs";

const place = workplace();
const whole = readFileSync(shipped);
/** Where the script that says it has been read: before that nothing can be said. */
const earliest = whole.indexOf("</script>") + "</script>".length;
const endMark = whole.lastIndexOf("<script>");

async function opened(bytes, options = {}) {
  const context = await place.browser.newContext(options);
  const page = await context.newPage();
  await page.goto(pathToFileURL(place.made("copy.html", bytes)).href, { waitUntil: "load" });
  return { page, close: () => context.close() };
}

const cuts = [
  ["10 %", Math.floor(whole.length * 0.1)],
  ["50 %", Math.floor(whole.length * 0.5)],
  ["90 %", Math.floor(whole.length * 0.9)],
  ["99.9 %", Math.floor(whole.length * 0.999)],
  ["right after the first script", earliest],
  ["in the style", whole.indexOf("<style>") + 1000],
  ["before the last script", endMark],
  ["in the last script", endMark + 12],
  ["before its closing tag", whole.lastIndexOf("</script>")],
  ["without the last byte", whole.length - 1],
];

test("whole: a copy cut short says so in Japanese, and nothing else", async () => {
  assert.ok(earliest < 4000, `${earliest} bytes before anything can be said`);
  let tried = 0;
  for (const [name, length] of cuts) {
    const { page, close } = await opened(whole.subarray(0, length));
    assert.match(await page.locator("#not-whole[role=alert]").innerText(), /^このファイルは途中で切れています。/, name);
    assert.equal(await page.evaluate(() => document.body.childElementCount), 1, name);
    await close();
    tried++;
  }
  assert.equal(tried, 10);
});

test("whole: with its policy or its looks taken out by a filter it says that it was changed, and cannot be used", async () => {
  for (const cut of [/<meta http-equiv="Content-Security-Policy"[^>]*>/, /<style>[\s\S]*?<\/style>/]) {
    const without = whole.toString().replace(cut, "");
    assert.ok(without.length < whole.toString().length, String(cut));
    const { page, close } = await opened(Buffer.from(without));
    await page.locator("[data-testid=selfcheck]", { hasText: "配られたものから変えられています" }).waitFor();
    await close();
  }
});

test("whole: with a byte changed the page does not start, and says what may be the matter", async () => {
  const script = whole.lastIndexOf("</script>", endMark - 1);
  const changed = Buffer.from(whole);
  changed[script - 3] ^= 1;
  const { page, close } = await opened(changed);
  await page.locator(".static-note", { hasText: "このファイルが壊れています" }).waitFor(); // in sight
  assert.equal(await page.locator("totsugo-app").count(), 0);
  await close();
});

test("whole: without scripts, switched off or taken out by a filter, it says what may be the matter", async () => {
  const without = Buffer.from(whole.toString().replace(/<script[\s\S]*?<\/script>/g, ""));
  assert.ok(without.length < whole.length / 10, "the scripts are still there");
  for (const [bytes, options] of [
    [whole, { javaScriptEnabled: false }],
    [without, {}],
  ]) {
    const { page, close } = await opened(bytes, options);
    await page.locator(".static-note", { hasText: "スクリプトを止める設定" }).waitFor(); // in sight
    await close();
  }
});

test("whole: the page and the command line name the same version and commit", async () => {
  const tool = await openTool(place.browser);
  const told = execFileSync(process.execPath, [cli, "--version"], { encoding: "utf8" }).trim();
  assert.match(told, /^バージョン \d+\.\d+\.\d+\S*（コミット [0-9a-f]{12}(-changed)?）$/);
  assert.equal(await tool.id("version").innerText(), `国保資格突合 Totsugo　${told}`);
  assert.equal(await tool.page.locator("#not-whole").count(), 0);
  await tool.id("help-open").click();
  assert.ok((await tool.id("help").innerText()).includes(told));
  await tool.innocent();
  await tool.close();
});
