// Nothing of a person stays in the browser's profile: what is typed into the shipped file is in none of its files, neither while it is
// open, nor when the browser was closed or killed. Beside it a plain page is typed into, which the browser does keep: so it has had its
// chance. Chromium keeps it for the next start (Sessions), Firefox does (sessionstore) and for the next form (form history) too.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { withOnly, startFirefox } from "./browsers.mjs";
import { WHOLE, atQueue, markAll, openTool, record, runSample, slow, soon, workplace } from "./harness.mjs";

const place = workplace();
/** Nothing else has it. */
const WORD = "ノコルナ丙午";
const KEPT = "コレハ残ル甲子";

/** Browsers with their profile on disk, as a clerk has them. `held`: where a browser keeps what was typed into the plain page. */
const browsers = {
  async Chromium(profile) {
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
    const close = async () => (await browser.newBrowserCDPSession()).send("Browser.close").catch(() => {});
    return { context: browser.contexts()[0], close, kill: () => child.kill("SIGKILL"), ended, held: [/Sessions/] };
  },
  async Firefox(profile) {
    const context = await startFirefox(profile, { "browser.sessionstore.interval": 500 });
    const [, pid] = /\+(\d+)$/.exec(readlinkSync(join(profile, "lock")));
    const ended = new Promise((done) => context.on("close", done));
    const held = [/^sessionstore/, /^formhistory\.sqlite/];
    return { context, close: () => context.close(), kill: () => process.kill(Number(pid), "SIGKILL"), ended, held };
  },
};

/** What Firefox has packed: a block of LZ4 behind a head of its own. Anything else stays as it is. */
function opened(bytes) {
  if (bytes.subarray(0, 8).toString("latin1") !== "mozLz40\0") return bytes;
  const out = Buffer.alloc(bytes.readUInt32LE(8));
  let from = 12;
  let to = 0;
  const length = (short) => {
    let whole = short;
    if (short === 15) {
      let more;
      do whole += more = bytes[from++];
      while (more === 255);
    }
    return whole;
  };
  while (from < bytes.length) {
    const token = bytes[from++];
    const plain = length(token >> 4);
    bytes.copy(out, to, from, from + plain);
    from += plain;
    to += plain;
    if (from >= bytes.length) break; // the last piece repeats nothing
    const back = bytes.readUInt16LE(from);
    from += 2;
    for (let n = length(token & 15) + 4; n > 0; n--, to++) out[to] = out[to - back];
  }
  assert.equal(to, out.length, "the whole block is there");
  return out;
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
      bytes = opened(readFileSync(path));
    } catch (e) {
      if (e instanceof assert.AssertionError) throw e;
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

for (const [name, end, tried] of [
  ["Chromium", "closed", slow],
  ["Chromium", "killed", test],
  ["Firefox", "closed", test],
  ["Firefox", "killed", slow],
]) {
  tried(`residue: nothing that was typed is in the profile of a ${name} that was ${end}`, async (t) => {
    const profile = join(place.folder, `${name}-${end}`);
    mkdirSync(profile);
    const { context, close, kill, ended, held } = await browsers[name](profile);
    t.after(() => {
      try {
        kill();
      } catch {
        // It has ended.
      }
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    });
    const keeps = () => {
      const files = filesWith(profile, KEPT);
      for (const place of held)
        assert.ok(
          files.some((f) => place.test(f)),
          `nothing is kept in ${place}: ${files}`,
        );
    };
    const tool = await openTool(withOnly(context));
    const plain = await context.newPage();
    const form = "<!doctype html><title>plain</title><form><input id=a name=a></form><textarea id=b></textarea>";
    await plain.goto(pathToFileURL(place.made("plain.html", form)).href);
    await plain.locator("#a").fill(KEPT);
    await plain.locator("#a").press("Enter");
    await tool.page.bringToFront();
    await work(tool); // and stays open
    await plain.bringToFront();
    await plain.locator("#b").fill(KEPT);
    await soon(async () => keeps());
    assert.deepEqual(filesWith(profile, WORD), []);
    if (end === "killed") kill();
    else await close();
    await ended;
    keeps();
    assert.deepEqual(filesWith(profile, WORD), []);
  });
}
