// Nothing of a person stays in the browser's profile: what is typed into the shipped file is in none of its files, neither while it is
// open, nor when the browser was closed or killed. Beside it a plain page is typed into, which the browser does keep: so it has had its
// chance.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { WHOLE, atQueue, markAll, openTool, record, runSample, slow, soon, workplace } from "./harness.mjs";

const place = workplace();
/** Nothing else has it. */
const WORD = "ノコルナ丙午";
const KEPT = "コレハ残ル甲子";

/** A browser with its profile on disk, as a clerk has it. */
async function browserWith(profile) {
  const path = WHOLE.find((p) => existsSync(p));
  assert.ok(path, "no whole Chromium found");
  const child = spawn(
    path,
    ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0", `--user-data-dir=${profile}`],
    { stdio: "ignore" },
  );
  const ended = new Promise((done) => child.on("exit", done));
  const portFile = join(profile, "DevToolsActivePort");
  await soon(async () => assert.ok(existsSync(portFile) && readFileSync(portFile, "utf8").includes("\n")));
  const [port] = readFileSync(portFile, "utf8").split("\n");
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  return { child, ended, browser };
}

const spellings = (word) => [Buffer.from(word), Buffer.from(word, "utf16le"), Buffer.from(encodeURIComponent(word))];

/** Files of the profile in which the word stands; `seen` counts what was looked into. */
function filesWith(profile, word) {
  const found = [];
  let seen = 0;
  for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    let bytes;
    try {
      bytes = readFileSync(path);
    } catch {
      continue; // gone meanwhile
    }
    // Snappy leaves texts that stand once as they are, so that a table of LevelDB needs no unpacking.
    if (spellings(word).some((s) => bytes.includes(s))) found.push(path.slice(profile.length + 1));
    seen++;
  }
  assert.ok(seen > 20, `${seen} files`);
  return found;
}

/** Types the word into every field for text that is in sight. */
async function typeEverywhere(page, word) {
  const fields = page.locator("input:not([type]), input[type=text], input[type=search], input[type=password], textarea");
  let typed = 0;
  for (const field of await fields.all()) {
    if (!(await field.isVisible()) || !(await field.isEnabled())) continue;
    await field.fill(`${word}${typed++}`);
  }
  return typed;
}

async function work(tool) {
  await runSample(tool, "P");
  await tool.id("summary").waitFor();
  let typed = 0;
  await atQueue(tool, "to_verify");
  await markAll(tool);
  await record(tool, "verify", { note: `${WORD}記録` });
  await tool.id("search").fill(WORD);
  typed += await typeEverywhere(tool.page, WORD);
  await tool.id("search").fill("");
  await atQueue(tool);
  await markAll(tool);
  await tool.id("letters").click();
  await tool.page.locator("[data-testid=letters-view][data-letters]").waitFor();
  typed += await typeEverywhere(tool.page, WORD);
  await tool.id("save-work").click();
  typed += await typeEverywhere(tool.page, WORD);
  await tool.page.keyboard.press("Escape");
  assert.ok(typed > 15, `${typed} fields`);
  assert.ok((await tool.id("letter-body").inputValue()).startsWith(WORD));
}

for (const [end, tried] of [
  ["closed", slow],
  ["killed", test],
]) {
  tried(`residue: nothing that was typed is in the profile of a browser that was ${end}`, async (t) => {
    const profile = join(place.folder, `profile-${end}`);
    mkdirSync(profile);
    const { child, ended, browser } = await browserWith(profile);
    t.after(() => {
      child.kill("SIGKILL");
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    });
    const context = browser.contexts()[0];
    const tool = await openTool({ newContext: async () => context }, {});
    const plain = await context.newPage();
    await plain.goto(pathToFileURL(place.made("plain.html", "<!doctype html><title>plain</title><body><input id=a><textarea id=b>")).href);
    await tool.page.bringToFront();
    await work(tool); // and stays open
    await plain.bringToFront();
    await plain.locator("#a").fill(KEPT);
    await plain.locator("#b").fill(KEPT);
    await soon(async () => assert.notDeepEqual(filesWith(profile, KEPT), [], "the browser keeps nothing at all"));
    assert.deepEqual(filesWith(profile, WORD), []);
    if (end === "killed") child.kill("SIGKILL");
    else {
      await (await browser.newBrowserCDPSession()).send("Browser.close").catch(() => {});
    }
    await ended;
    assert.notDeepEqual(filesWith(profile, KEPT), []);
    assert.deepEqual(filesWith(profile, WORD), []);
  });
}
