// What a terminal must bring: time and memory of the shipped page at 100,000 and 1,000,000 rows, as it is and a quarter as quick. The
// figures stand in the deployment sheet (web/src/help/deployment.ts) and in README.md.
//
//   node tests/bench/terminal.mjs [--rows 100000,1000000] [--runs 3]
//
// Chromium's own throttling slows the page's thread and leaves the worker, which does the work, as it is. So the whole process of the page
// is stopped for three of every four 10 ms. Memory is the highest that the kernel saw of that process (VmHWM).

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { WHOLE, openTool, root, runSample, sample } from "../e2e/harness.mjs";

const option = (name, fallback) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : fallback);
const sizes = option("--rows", "100000,1000000").split(",").map(Number);
const runs = Number(option("--runs", "3"));
const DATE = "2026-11-22";
const STEP_MS = 10;

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** The processes of pages; the browser has spare ones, too. */
async function renderers(session) {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.filter((p) => p.type === "renderer").map((p) => p.id);
}

const highest = (pid) => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

/** Lets all pages run one step in `times`, until it is ended. */
function slowed(session, times) {
  let on = times > 1;
  const all = (pids, signal) => {
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  const done = (async () => {
    while (on) {
      const pids = await renderers(session);
      all(pids, "SIGSTOP");
      await pause(STEP_MS * (times - 1));
      all(pids, "SIGCONT");
      await pause(STEP_MS);
    }
  })();
  return async () => {
    on = false;
    await done;
  };
}

async function once(files, times) {
  // Without the tests' switches: WebAssembly as a clerk's browser runs it.
  const browser = await chromium.launch({
    executablePath: WHOLE.find(existsSync),
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run"],
  });
  try {
    const session = await browser.newBrowserCDPSession();
    const end = slowed(session, times);
    const opening = performance.now();
    const tool = await openTool(browser);
    const ready = performance.now() - opening;
    sample.roster = files.roster;
    sample.pension = files.pension;
    sample.overlaps = files.overlaps;
    sample.date = DATE;
    const began = performance.now();
    const summary = await runSample(tool, "P");
    const ran = performance.now() - began;
    await tool.page.locator("[data-testid=worklist][aria-busy=false]").waitFor();
    const asked = performance.now();
    await tool.id("person").nth(1).click();
    await tool.id("evidence").waitFor();
    const person = performance.now() - asked;
    await end();
    const memory = Math.max(...(await renderers(session)).map(highest));
    await tool.close();
    return { ready, ran, person, memory, heap: summary.peak_heap_bytes / 1e6, results: summary.results };
  } finally {
    await browser.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), "totsugo-terminal-"));
try {
  console.log("| rows | speed | ready s | files chosen and matched s | a person s | memory MB | wasm heap MB | results |");
  console.log("| --: | --: | --: | --: | --: | --: | --: | --: |");
  for (const rows of sizes) {
    const out = join(folder, `${rows}`);
    execFileSync(process.execPath, [join(root, "scripts/make-municipality.mjs"), "--people", `${rows}`, "--date", DATE, "--out", out]);
    const file = (name) => join(out, name);
    const overlaps = readdirSync(out)
      .filter((n) => n.startsWith("overlap_"))
      .sort()
      .map(file);
    const files = { roster: file("roster.csv"), pension: file("pension.csv"), overlaps };
    for (const times of [1, 4]) {
      const all = [];
      for (let i = 0; i < runs; i++) all.push(await once(files, times));
      const of = (key, digits, per = 1) => (median(all.map((r) => r[key])) / per).toFixed(digits);
      const cells = [rows, `1/${times}`, of("ready", 1, 1000), of("ran", 1, 1000), of("person", 2, 1000), of("memory", 0), of("heap", 0)];
      console.log(`| ${[...cells, all[0].results].join(" | ")} |`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
