// Opens the shipped file as a clerk does, by file://, and watches what it must never do.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { conversation, fitsBody } from "../wasm/contract.mjs";
import { bundled } from "../wasm/typescript.mjs";
import { QUIET } from "./switches.mjs";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const dist = process.env.TOTSUGO_DIST ?? join(root, "dist");
export const tool = join(dist, "totsugo.html");
export const cli = join(dist, "totsugo-cli.mjs");

const samples = process.env.TOTSUGO_SAMPLE ?? join(root, "tests", "sample");
export const sample = {
  roster: join(samples, "roster.csv"),
  pension: join(samples, "pension.csv"),
  overlaps: readdirSync(samples)
    .filter((f) => /^overlap_.*\.csv$/.test(f))
    .sort()
    .map((f) => join(samples, f)),
  date: JSON.parse(readFileSync(join(samples, "truth.json"), "utf8")).arguments.date,
};

/** With `scripts/test --full`: what is slow and seldom tells as well. */
export const FULL = process.env.TOTSUGO_FULL === "1";

/** A test that only `scripts/test --full` runs. (Not wrapped: the runner takes the caller's file for the test's.) */
export const slow = FULL ? test : test.skip;

/** How long anything is waited for. Long: it is only ever reached by what has failed, and a busy machine takes its time. */
const PATIENCE_MS = 60_000;

export const WHOLE = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const SHELL = "/usr/bin/chromium-headless-shell";

export const SWITCHES = [
  ...QUIET,
  // As in Node (scripts/testing/baseline-wasm.cjs): a run of the sample takes 0.4 CPU seconds instead of 0.7.
  ...(FULL ? [] : ["--js-flags=--no-wasm-tier-up --no-wasm-dynamic-tiering"]),
];

/**
 * Chromium. Its headless shell is the same engine without the browser's own windows, which are most of what a page costs to open (CPU
 * seconds: 0.4 against 2.1); `whole` is the browser that a clerk has.
 */
export async function launch({ whole = FULL, flags = [] } = {}) {
  const executablePath = [process.env.CHROMIUM, ...(whole ? WHOLE : [SHELL, ...WHOLE])].find((p) => p && existsSync(p));
  assert.ok(executablePath, "no Chromium found; set CHROMIUM");
  return chromium.launch({
    executablePath,
    timeout: PATIENCE_MS,
    args: [...SWITCHES, ...flags],
  });
}

let shared = null; // files that run in one process (scripts/testing/stage.mjs) use one browser

/** For a test file: a browser, and a folder of its own for made files; both gone when the tests are through. */
export function workplace() {
  const it = {
    browser: null,
    folder: "",
    made: (name, content) => {
      const path = join(it.folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
  before(async () => {
    shared ??= launch();
    it.browser = await shared;
    it.folder = mkdtempSync(join(tmpdir(), "totsugo-e2e-"));
  });
  after(async () => {
    const browser = shared;
    shared = null;
    await (await browser)?.close();
    rmSync(it.folder, { recursive: true, force: true });
  });
  return it;
}

/**
 * Runs in the page before anything else: tells the test what the worker is asked and what it answers, as far as it is the core's
 * business. The listener comes with the first message, and so before the first answer. Files and slices stay where they are.
 */
function overhear() {
  // The body of a work file goes beside its command, and is a part of it.
  const whole = ({ body, ...message }) =>
    body === undefined ? message : { ...message, command: JSON.stringify({ ...JSON.parse(message.command), body }) };
  const tell = (who, { file: _file, known: _known, ...message }) =>
    void window.overheard(who, JSON.stringify(whole(message))).catch(() => {});
  const heard = new WeakSet();
  window.toldByWorker = (message) => {
    if (["answer", "done", "failed", "refused"].includes(message.type)) tell("answered", message);
  };
  window.toldToWorker = (message) => {
    if (["query", "casework", "inspect", "look_again", "run"].includes(message.type)) tell("asked", message);
  };
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...more) {
    if (!heard.has(this)) this.addEventListener("message", ({ data }) => window.toldByWorker(data));
    heard.add(this);
    window.toldToWorker(message);
    return post.call(this, message, ...more);
  };
}

/** What the page and its worker say to each other, held against the contract; what breaks it is kept in `broken`. */
async function listen(page, broken) {
  const said = conversation();
  await page.exposeBinding("overheard", (_source, who, text) => {
    try {
      said[who](JSON.parse(text));
    } catch (e) {
      broken.push(e.message);
    }
  });
  await page.addInitScript(overhear);
}

/** A page with the tool open, and what it was seen doing. `init` runs before the page's own script. */
export async function openTool(browser, { init, ready = true, ...context } = {}) {
  const ctx = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "ja-JP", acceptDownloads: true, ...context });
  ctx.setDefaultTimeout(PATIENCE_MS);
  const page = await ctx.newPage();
  const seen = { outside: [], complaints: [], broken: [] };
  page.on("request", (r) => {
    if (!/^(file|blob|data):/.test(r.url())) seen.outside.push(r.url());
  });
  page.on("console", (m) => {
    if (m.type() === "error" || m.type() === "warning") seen.complaints.push(m.text());
  });
  page.on("pageerror", (e) => seen.complaints.push(e.message));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (e) => window.violations.push(`${e.effectiveDirective} ${e.blockedURI}`));
  });
  await listen(page, seen.broken);
  if (init) await page.addInitScript(init);
  await page.goto(pathToFileURL(tool).href);
  if (ready) await page.locator("[data-testid=terminal][data-engine=ready]").waitFor();
  return {
    page,
    seen,
    id: (name) => page.getByTestId(name),
    /** Nothing left the page, nothing was refused by the policy, nothing went wrong unseen. */
    async innocent() {
      assert.deepEqual(seen.outside, [], "a request left the page");
      assert.deepEqual(await page.evaluate(() => window.violations), [], "the policy was violated");
      assert.deepEqual(seen.complaints, [], "the console complained");
      assert.deepEqual(seen.broken, [], "the contract with the core was broken");
    },
    async close() {
      await ctx.close();
      assert.deepEqual(seen.broken, [], "the contract with the core was broken");
    },
  };
}

/** Says in one sentence why the page cannot work here, and where it does; that the browser is old it says only where that is the reason. */
export async function toldWhy(tool, reason) {
  await tool.id("selfcheck").waitFor();
  const [title, why, where, ...rest] = (await tool.id("selfcheck").innerText()).split("\n").filter((line) => line !== "");
  assert.match(title, /使えません/);
  assert.match(why, reason);
  assert.equal(/古い/.test(why), /古い/.test(reason.source), why);
  assert.match(where, /103 以上の Microsoft Edge か Google Chrome.*153 以上の Firefox/);
  assert.equal(rest.length, 1, "which browser this is");
}

/**
 * For `init`: of the slices of a run's files `window.letThrough` reach the worker, the rest are kept in `window.held` until
 * `window.release()`. So a run stands still where a test wants it, however quick the machine is.
 */
export function holdSlices() {
  const post = Worker.prototype.postMessage;
  const files = new Set(); // of runs
  const slices = new Set(); // of these files
  window.letThrough = Infinity;
  window.held = [];
  Worker.prototype.postMessage = function (message, ...more) {
    if (message.type === "start")
      this.addEventListener("message", ({ data }) => data.type === "read" && files.has(data.file) && slices.add(data.id));
    if (message.type === "run") {
      const { pension, overlaps, roster } = message.run;
      for (const entry of [pension, ...overlaps, roster]) if (entry) files.add(entry.number);
    }
    if (message.type !== "slice" || !slices.has(message.id) || window.letThrough-- > 0) post.call(this, message, ...more);
    else window.held.push(() => post.call(this, message, ...more));
  };
  window.release = () => {
    window.letThrough = Infinity;
    for (const go of window.held.splice(0)) go();
  };
}

/** Begins a run that reads so many slices and then stands still (see holdSlices). */
export async function runUntilHeld(tool, slices) {
  await tool.page.evaluate((n) => (window.letThrough = n), slices);
  await tool.id("run").click();
  await tool.page.waitForFunction(() => window.held.length > 0);
}

/** Asserts until it holds: what a press brings about may take the page, or its worker, a moment. */
export async function soon(assertion) {
  for (const until = Date.now() + PATIENCE_MS; ; await new Promise((next) => setTimeout(next, 20))) {
    try {
      return await assertion();
    } catch (e) {
      if (!(e instanceof assert.AssertionError) || Date.now() > until) throw e;
    }
  }
}

export async function choose(tool, flow, files = {}) {
  const { roster = sample.roster, pension = sample.pension, overlaps = sample.overlaps, date = sample.date } = files;
  await tool.id(`flow-${flow}`).check();
  await tool.id("file-roster").setInputFiles(roster);
  if (flow === "P") await tool.id("file-pension").setInputFiles(pension);
  await tool.id("file-overlap").setInputFiles(overlaps);
  await tool.id("work-date").fill(date);
}

export async function runSample(tool, flow) {
  await choose(tool, flow);
  await tool.id("run").click();
  await tool.id("summary").waitFor();
  return JSON.parse(await tool.id("summary").getAttribute("data-json"));
}

/** The command line on the sample: its summary and the bytes it wrote. */
export async function runCli(flow) {
  const out = mkdtempSync(join(tmpdir(), "totsugo-e2e-"));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      cli,
      "match",
      "--flow",
      flow,
      "--roster",
      sample.roster,
      ...(flow === "P" ? ["--pension", sample.pension] : []),
      ...sample.overlaps.flatMap((f) => ["--overlap", f]),
      "--date",
      sample.date,
      "--out",
      out,
    ]);
    return {
      summary: JSON.parse(stdout),
      csv: readFileSync(join(out, "results.csv")),
      ndjson: readFileSync(join(out, "results.ndjson"), "utf8"),
      imports: readFileSync(join(out, "import.json")),
    };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The list is the one that was asked for last. */
export const listed = (tool) => tool.page.locator("[data-testid=worklist][aria-busy=false]").waitFor();

const HOLDS_BOOK = ["desk", "casework"].map((id) => `[data-testid=${id}][data-json]`);

/** The cases are the ones that were asked for last. */
export const cased = (tool) => tool.page.locator(HOLDS_BOOK.map((place) => `${place}[aria-busy=false]`).join()).waitFor();

/** What was done is told. */
export const said = (tool, text) => tool.page.locator("[data-testid=said]", { hasText: text }).waitFor();

/** At the desk, in one of its queues; all: everybody. */
export async function atQueue(tool, code = "all") {
  if ((await tool.id("desk").count()) === 0) await tool.id("nav-review").click();
  const queue = tool.page.locator(`[data-testid=queue][data-queue=${code}]`);
  await queue.click();
  await tool.page.locator(`[data-testid=queue][data-queue=${code}][aria-current=true]`).waitFor();
  await cased(tool);
  await listed(tool);
}

/** Conditions of the list, by the ids of their buttons; all others are taken off. */
export async function narrowed(tool, ...filters) {
  if (await tool.id("clear-filter").count()) await tool.id("clear-filter").click();
  const menu = tool.page.locator(".menu", { has: tool.id("filter-open") });
  if (!(await menu.evaluate((d) => d.open))) await tool.id("filter-open").click();
  for (const id of filters) {
    await tool.id(`filter-${id}`).click();
    await tool.page.locator(`[data-testid=filter-${id}][aria-pressed=true]`).waitFor();
  }
  await tool.id("filter-open").click();
  await listed(tool);
}

/** Everybody who is listed is marked; how many that is. */
export async function markAll(tool) {
  await listed(tool);
  const count = Number(await tool.id("count").getAttribute("data-count"));
  if (Number(await tool.id("marked").getAttribute("data-count")) < count) await tool.id("mark-all").click();
  await tool.page.locator(`[data-testid=marked][data-count="${count}"]`).waitFor();
  return count;
}

/** Somebody of everybody, looked for and opened. */
export async function openPerson(tool, text, code = "all") {
  await atQueue(tool, code);
  await tool.id("search").fill(text);
  await tool.page.waitForFunction((found) => {
    const rows = [...document.querySelectorAll("[data-testid=person]")];
    return rows.length > 0 && rows.every((r) => r.textContent.includes(found));
  }, text);
  await listed(tool);
  await tool.id("person").first().click();
  await tool.page.locator("[data-testid=evidence]", { hasText: text }).waitFor();
  await tool.page.locator("[data-testid=decide][data-ready=true]").waitFor();
}

/** Presses what records a step and fills in what is asked for; what is refused stands there then. */
export async function press(tool, action, { who, ...fields } = {}) {
  const { page } = tool;
  if (who !== undefined) await tool.id("review-who").fill(who);
  await page.locator("[data-testid=decide][data-ready=true]").waitFor();
  const button = tool.id(`review-${action}`);
  if (!(await button.isVisible())) await tool.id("decide-more").locator("summary").click();
  await page.evaluate(() => {
    window.turns = 0;
    new MutationObserver(() => window.turns++).observe(document.querySelector("[data-testid=said]"), {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const accept = (d) => d.accept();
  page.on("dialog", accept);
  await button.click();
  const answered = () =>
    page.waitForFunction(() => window.turns > 0 || document.querySelector("[data-testid=review-form], [data-testid=step-refused]"));
  await answered();
  if ((await tool.id("review-form").count()) === 0) return page.off("dialog", accept);
  for (const [id, value] of Object.entries(fields)) await tool.id(`entry-${id}`).fill(value);
  await page.evaluate(() => (window.turns = 0));
  await tool.id("review-record").click();
  await page.waitForFunction(() => window.turns > 0 || document.querySelector("[data-testid=step-refused]"));
  page.off("dialog", accept);
}

/** A step recorded for whoever is marked or open; for those it can be taken, if not for all. */
export async function record(tool, action, fields = {}) {
  await press(tool, action, fields);
  const partial = tool.id("step-partial");
  const done = tool.page.locator("[data-testid=said]", { hasText: "記録しました" });
  await partial.or(done).first().waitFor();
  if (await partial.count()) {
    const accept = (d) => d.accept();
    tool.page.on("dialog", accept);
    await partial.click();
    await done.waitFor();
    tool.page.off("dialog", accept);
  }
  await cased(tool);
}

/** The same, and the files of the run have been looked at again. */
export async function looked(tool) {
  await cased(tool);
  await tool.id("looking").waitFor({ state: "detached" });
  await cased(tool);
}

/** The paper is what was entered: typing has rested. */
export const laid = (tool) => tool.page.locator("[data-testid=letters-view][data-letters][data-laid=true]").waitFor();

/** The exercise 「never」, which has begun, and its wrong answer. */
export async function answeredWrongly(tool) {
  await tool.id("lesson-next").click();
  await tool.id("evidence").waitFor();
  await tool.id("answer-go").check();
  await tool.page.locator("[data-testid=answer]:enabled").click();
  await tool.page.locator("[data-testid=answered][data-right=false]").waitFor();
}

/** What the page knows of all cases. */
export async function overview(tool) {
  await cased(tool);
  // What a step answers tells of the book, and of the step too.
  const {
    done: _,
    refused: __,
    findings: ___,
    judged_again: ____,
    summary: _____,
    ...book
  } = JSON.parse(await tool.page.locator(HOLDS_BOOK.join()).getAttribute("data-json"));
  return book;
}

export async function saved(tool, button) {
  const [download] = await Promise.all([tool.page.waitForEvent("download"), tool.id(button).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Answers what is asked before the work file is saved: locked with the password, or plain without one. */
export async function chooseLock(tool, secret = "") {
  await tool.page.locator("[data-testid=lock][data-for=save]").waitFor();
  if (secret) {
    await tool.id("work-password").fill(secret);
    await tool.id("work-password-again").fill(secret);
  }
  await tool.id(secret ? "save-locked" : "save-plain").click();
}

/** A work file that was saved; what it holds is held against its schema, unless it is locked. */
async function workFile(download) {
  const bytes = readFileSync(await download.path());
  const [first, body] = bytes.toString("utf8").split("\n");
  if (!JSON.parse(first).encrypted) fitsBody(body);
  return { name: download.suggestedFilename(), bytes };
}

/** The work file, saved as was chosen before in this sitting, else locked with the password, or plain without one. */
export async function savedWork(tool, secret = "") {
  const coming = tool.page.waitForEvent("download");
  await tool.id("save-work").click();
  if (
    await Promise.race([
      tool
        .id("lock")
        .waitFor()
        .then(() => true),
      coming.then(() => false),
    ])
  )
    await chooseLock(tool, secret);
  const download = await coming;
  await said(tool, "保存しました");
  return workFile(download);
}

/** The work file, saved in another way than was chosen before. */
export async function savedAnew(tool, secret) {
  const coming = tool.page.waitForEvent("download");
  await tool.id("work-menu").click();
  await tool.id("work-how-change").click();
  await chooseLock(tool, secret);
  const download = await coming;
  await said(tool, "保存しました");
  return workFile(download);
}

/** Opens a work file that asks for its password. */
export async function openLocked(tool, path, secret) {
  await tool.id("open-work").setInputFiles(path);
  await tool.id("work-password").fill(secret);
  await tool.id("open-locked").click();
}

/** The lines of a sheet of a workbook, by the reader that the page itself opens lists with. */
export async function linesOfBook(bytes, sheet) {
  const { readSheet } = await bundled('export { readSheet } from "./wasm/book/xlsx.ts";');
  const read = await readSheet("book.xlsx", new Uint8Array(bytes), sheet);
  assert.ok(read.ok, read.error?.text);
  assert.equal(read.sheet.name, sheet);
  return new TextDecoder().decode(read.csv).trimEnd().split("\r\n");
}

/** Goes to another part of the cases: list (the desk), deadlines, outputs, record. */
export async function part(tool, name) {
  if (name === "list") return atQueue(tool);
  if (name === "deadlines") {
    if ((await tool.id("desk").count()) === 0) await tool.id("nav-review").click();
    await tool.id("tab-deadlines").click();
    return tool.id("deadlines").waitFor();
  }
  const step = { outputs: "ledger", record: "record" }[name];
  await tool.id(`nav-${step}`).click();
  await tool.page.locator(`[data-testid=nav-${step}][aria-current=step]`).waitFor();
}

/** Types a day into the field of a date that has the focus, in the order of a browser that speaks English, else with the year first. */
export async function typeDate({ page }, iso) {
  const [year, month, day] = iso.split("-");
  const now = () => page.evaluate(() => document.activeElement.value);
  await page.keyboard.type(`${month}${day}${year}`);
  if ((await now()) === iso) return;
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(year);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type(`${month}${day}`);
  assert.equal(await now(), iso, "the date that was typed");
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What is shown (or what is in `within`) breaks no rule of WCAG 2.2 AA and is no wider than the window. The page needs bypassCSP.
 * `settings`: of single rules, as axe takes them. `always`: axe looks in the quick run too. There it looks at every view once
 * (views.test.mjs), as a look costs more than most tests (a second of the processor); the width is asked for everywhere.
 * What axe finds is boiled down in the page: handed over whole, two thirds of the time went there.
 */
export async function accessible({ page }, state, within, settings = {}, always = false) {
  // A colour on its way to another is neither.
  await page.waitForFunction(() => document.getAnimations().every((a) => !(a instanceof CSSTransition) || a.playState === "finished"));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${state} is wider than the window`);
  if (!FULL && !always) return;
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { broken, rules } = await page.evaluate(
    async ([where, runOnly, rules]) => {
      const found = await window.axe.run(where ?? document, { runOnly, rules, resultTypes: ["violations"] });
      return {
        broken: found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`),
        rules: found.passes.length,
      };
    },
    [within, RULES, settings],
  );
  assert.deepEqual(broken, [], state);
  assert.ok(rules > 5, `${state}: hardly a rule had anything to look at`);
}

export const WIDE = { width: 1280, height: 720 };
/** What a window of 1280 pixels shows at 200 %. */
export const NARROW = { width: 640, height: 720 };
export const LARGE = { width: 1920, height: 1080 };

/** The same page in windows of several sizes, in the first of them again at the end; how many it was. */
export async function inSizes(tool, look, sizes = [WIDE, NARROW]) {
  for (const size of sizes) {
    await tool.page.setViewportSize(size);
    await look(size);
  }
  await tool.page.setViewportSize(sizes[0]);
  return sizes.length;
}
