// What DESIGN section 5 asks for (items 1 to 3), as ratios in one run. Started by scripts/bench.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import * as inPage from "./in-page.mjs";
import { casework } from "./casework.mjs";
import { decisions, interactions } from "./interaction.mjs";
import { QUIET } from "../e2e/switches.mjs";

const here = dirname(fileURLToPath(import.meta.url)),
  root = resolve(here, "../.."),
  cache = join(root, ".cache/bench");
const dist = process.env.TOTSUGO_DIST ?? join(root, "dist"),
  html = join(dist, "totsugo.html"),
  cli = join(dist, "totsugo-cli.mjs"),
  native = join(root, "build/native/totsugo_bench");
const DATE = "2026-11-22",
  PIECE = 8 << 20;

const PARTS = ["page", "peers", "native", "heap", "interaction", "casework"];
const o = { runs: 5, people: 1_000_000, list: 20_000, huge: false, flow: "P", only: PARTS };
for (let i = 2; i < process.argv.length; i++) {
  const [key, inline] = process.argv[i].split("="),
    value = () => inline ?? process.argv[++i];
  if (key === "--runs") o.runs = Number(value());
  else if (key === "--people") o.people = Number(value());
  else if (key === "--list") o.list = Number(value());
  else if (key === "--flow") o.flow = value();
  else if (key === "--only") o.only = value().split(",");
  else if (key === "--huge") o.huge = true;
  else {
    console.error(`scripts/bench [--runs N] [--people N] [--list N] [--flow P|D] [--only ${PARTS.join(",")}] [--huge]
  page    the whole job in the shipped page, against merely reading the files in it
  peers   TextDecoder, PapaParse + Set, DuckDB-wasm, DuckDB native, against merely reading in an empty page
  native  the wasm under Node against the native build
  heap    peak heap and time at 1 and 4 million rows (--huge: 24 million too, some 4 GB of disk)
  interaction  the desk at a hundred thousand people: filter, sort, search, scroll, open, decide
  casework     commands about the cases of as many people, in the core alone`);
    process.exit(key === "--help" ? 0 : 2);
  }
}
if (!(o.runs >= 1) || !(o.people >= 1000) || !["P", "D"].includes(o.flow) || o.only.some((p) => !PARTS.includes(p))) {
  console.error("scripts/bench: arguments not understood; --help");
  process.exit(2);
}

const say = (text) => console.error(`== ${text}`);
const median = (list) => {
  const s = [...list].sort((a, b) => a - b);
  return s.length % 2 ? s[s.length >> 1] : (s[s.length / 2 - 1] + s[s.length / 2]) / 2;
};

// ---- files -------------------------------------------------------------------------------------------------
const generator = createHash("sha256");
for (const f of [
  "scripts/make-municipality.mjs",
  ...readdirSync(join(root, "scripts/municipality"))
    .sort()
    .map((n) => `scripts/municipality/${n}`),
])
  generator.update(readFileSync(join(root, f)));
const key = generator.digest("hex").slice(0, 10);

/** A municipality in .cache/bench, made when it is not there; older ones of the same name are removed. */
function municipality(people, encoding, list = { pension: o.list, overlap: o.list }) {
  const name = `${people}-${list.pension === list.overlap ? list.pension : `${list.pension}-${list.overlap}`}-${encoding}`,
    dir = join(cache, `${name}-${key}`);
  if (!existsSync(dir)) {
    mkdirSync(cache, { recursive: true });
    for (const old of readdirSync(cache)) if (old.startsWith(`${name}-`)) rmSync(join(cache, old), { recursive: true });
    say(`making ${people} people (${encoding})`);
    // one date form for all files: the peers join on text
    const r = spawnSync(
      process.execPath,
      [
        join(root, "scripts/make-municipality.mjs"),
        "--people",
        people,
        "--pension",
        list.pension,
        "--overlap",
        list.overlap,
        "--seed",
        "bench",
        "--date",
        DATE,
        "--date-form",
        "compact",
        "--encoding",
        encoding,
        "--out",
        `${dir}.part`,
      ].map(String),
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    if (r.status !== 0) throw new Error("the generator failed");
    renameSync(`${dir}.part`, dir);
  }
  const file = (n) => join(dir, n),
    overlap = readdirSync(dir)
      .filter((n) => n.startsWith("overlap_"))
      .sort()
      .map(file);
  const files = { roster: file("roster.csv"), pension: file("pension.csv"), overlap };
  return {
    ...files,
    all: [files.roster, files.pension, ...overlap],
    bytes: [files.roster, files.pension, ...overlap].reduce((a, f) => a + statSync(f).size, 0),
  };
}

// ---- browser -----------------------------------------------------------------------------------------------
const chromiumPath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
async function withPage(url, work) {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: QUIET });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(600_000);
    page.on("pageerror", (e) => console.error(`   page: ${e.message}`));
    await page.addInitScript(inPage.watchReady);
    await page.goto(url);
    return await work(page, browser.version());
  } finally {
    await browser.close();
  }
}
const fileUrl = (path) => pathToFileURL(path).href;
const test = (id) => `[data-testid=${id}]`;

const result = {
  date: new Date().toISOString().slice(0, 10),
  machine: { cpus: cpus().length, model: cpus()[0].model },
  node: process.version,
  chromium: null,
  options: o,
  sizes: {},
  rows: [],
};
const lines = [];
const SELF = "itself";
/** One line of the table. base: the median it is a ratio of. */
function line(part, name, times, base, note = "") {
  const m = median(times),
    row = {
      part,
      name,
      median_ms: Math.round(m * 10) / 10,
      ratio: base ? Math.round((m / (base === SELF ? m : base)) * 1000) / 1000 : null,
      times_ms: times.map((t) => Math.round(t * 10) / 10),
      note,
    };
  result.rows.push(row);
  lines.push(row);
  say(`${name}: ${(m / 1000).toFixed(3)} s${row.ratio === null ? "" : `, ${row.ratio.toFixed(2)} x`}${note ? ` (${note})` : ""}`);
  return m;
}
const totalMs = (summary) => summary.timings?.total_ms ?? summary.timings?.total;

/** Waits for the engine; the milliseconds since the navigation began. */
async function readyAt(page) {
  await page.waitForSelector("[data-testid=terminal][data-engine=ready]");
  return page.evaluate(() => window.readyAt);
}

/** The shipped page, once: open, read the files in it, then the whole job. */
async function shipped(m, flow) {
  return withPage(fileUrl(html), async (page, version) => {
    result.chromium = version;
    const ready = await readyAt(page);
    await page.waitForTimeout(4000); // the warm-up shares the processors with whatever is measured beside it
    // the same files in inputs of our own, in the same page: reading them must not disturb the tool's
    await page.evaluate(() => {
      for (const id of ["bench-roster", "bench-lists"]) {
        const i = document.createElement("input");
        i.type = "file";
        i.id = id;
        i.multiple = true;
        i.hidden = true;
        document.body.append(i);
      }
    });
    await page.setInputFiles("#bench-roster", [m.roster]);
    await page.setInputFiles("#bench-lists", [...(flow === "P" ? [m.pension] : []), ...m.overlap]);
    const reading = (ahead) =>
      page.evaluate(inPage.readFiles, { selectors: ["#bench-roster", "#bench-lists"], piece: PIECE, worker: false, ahead });
    await reading(1); // the first reading in a new browser takes twice as long; it is not counted
    const read = await reading(1),
      ahead = await reading(2);
    await page.getByTestId(`flow-${flow}`).check();
    await page.setInputFiles(test("file-roster"), m.roster);
    if (flow === "P") await page.setInputFiles(test("file-pension"), m.pension);
    await page.setInputFiles(test("file-overlap"), m.overlap);
    await page.getByTestId("work-date").fill(DATE);
    await page.waitForTimeout(300); // a chosen file is looked at; that is not the job
    const job = await page.evaluate(inPage.wholeJob);
    const again = await reading(1);
    return { read: read.ms, ahead: ahead.ms, again: again.ms, wall: job.wall, own: totalMs(job.summary), summary: job.summary, ready };
  });
}

/** From opening to ready in a browser that stands open: one that is still starting itself takes the processors away. */
async function readyInOpenBrowser() {
  return withPage("about:blank", async (page) => {
    await page.waitForTimeout(1500);
    await page.goto(fileUrl(html));
    return readyAt(page);
  });
}

// ---- 1: the whole job against mere reading ------------------------------------------------------------------
async function partPage() {
  if (!existsSync(html)) {
    say('dist/totsugo.html is not there: part "page" left out');
    return;
  }
  const m = municipality(o.people, "cp932"),
    runs = [];
  for (let i = 0; i < o.runs + 1; i++) {
    const r = await shipped(m, o.flow);
    if (i) runs.push(r);
  } // the first warms the disk's cache
  const read = line(
    "page",
    "merely reading, in the shipped page",
    runs.flatMap((r) => [r.read, r.again]),
    SELF,
    `${(m.bytes / 1e6).toFixed(0)} MB in 8 MB slices`,
  );
  line(
    "page",
    "  the same, one slice ahead",
    runs.map((r) => r.ahead),
    read,
  );
  line(
    "page",
    `whole job, flow ${o.flow} (wall clock)`,
    runs.map((r) => r.wall),
    read,
    `${runs[0].summary.results} results`,
  );
  if (runs[0].own !== undefined)
    line(
      "page",
      `whole job, flow ${o.flow} (the page's own clock)`,
      runs.map((r) => r.own),
      read,
      `${(Math.max(...runs.map((r) => r.summary.peak_heap_bytes ?? 0)) / 1e6).toFixed(1)} MB heap`,
    );
  const open = [];
  for (let i = 0; i < o.runs; i++) open.push(await readyInOpenBrowser());
  line("page", "from opening to ready, the browser open", open, null);
  line(
    "page",
    "from opening to ready, the browser started with it",
    runs.map((r) => r.ready),
    null,
  );
  result.summary = runs[0].summary;
}

// ---- 1: the peers ------------------------------------------------------------------------------------------
const join2 = (file) => `with keys as (select distinct 氏名カナ k, 生年月日 b from (
 select 氏名カナ, 生年月日 from read_csv('${file("pension")}', header=true, all_varchar=true) union all by name
 select 氏名カナ, 生年月日 from read_csv('${file("overlap0")}', header=true, all_varchar=true) union all by name
 select 氏名カナ, 生年月日 from read_csv('${file("overlap1")}', header=true, all_varchar=true))),
 r as (select 氏名カナ k, 生年月日 b from read_csv('${file("roster")}', header=true, all_varchar=true))
select (select count(*) from r join keys using (k, b)) as hits, 0 as n`;

async function partPeers() {
  const m = municipality(o.people, "cp932"),
    u = municipality(o.people, "utf-8"),
    plain = fileUrl(join(here, "plain.html"));
  const give = async (page, x) => {
    await page.setInputFiles("#roster", x.roster);
    await page.setInputFiles("#pension", x.pension);
    await page.setInputFiles("#overlap", x.overlap);
  };
  const all = ["#roster", "#pension", "#overlap"],
    times = {};
  const add = (name, ms) => {
    times[name] ??= [];
    times[name].push(ms);
  };
  let papaHits = 0,
    wasmHits = 0,
    nativeHits = 0;
  const server = createServer((req, res) => {
    const routes = {
      "/": [join(here, "plain.html"), "text/html"],
      "/duckdb-eh.wasm": [join(here, "node_modules/@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"), "application/wasm"],
      "/duckdb-browser-eh.worker.js": [join(here, "node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js"), "text/javascript"],
      "/duckdb.mjs": [join(cache, "duckdb.mjs"), "text/javascript"],
    };
    const [path, type] = routes[req.url] ?? [];
    if (!path) {
      res.writeHead(404).end();
      return;
    }
    res.writeHead(200, { "content-type": type }).end(readFileSync(path));
  });
  bundleDuckdb(join(cache, "duckdb.mjs"));
  await new Promise((r) => server.listen(0, "127.0.0.1", r));
  const base = `http://127.0.0.1:${server.address().port}`;
  try {
    for (let i = 0; i < o.runs + 1; i++) {
      const keep = (name, ms) => i && add(name, ms);
      await withPage(plain, async (page, version) => {
        result.chromium = version;
        await give(page, m);
        await page.evaluate(inPage.readFiles, { selectors: all, piece: PIECE, worker: true, ahead: 1 }); // not counted: see above
        keep("read", (await page.evaluate(inPage.readFiles, { selectors: all, piece: PIECE, worker: true, ahead: 1 })).ms);
        keep("read page", (await page.evaluate(inPage.readFiles, { selectors: all, piece: PIECE, worker: false, ahead: 1 })).ms);
        keep("read ahead", (await page.evaluate(inPage.readFiles, { selectors: all, piece: PIECE, worker: true, ahead: 2 })).ms);
        keep("decode", (await page.evaluate(inPage.decode, { selector: "#roster", piece: PIECE })).ms);
      });
      await withPage(plain, async (page) => {
        await give(page, m);
        await page.addScriptTag({ path: join(here, "node_modules/papaparse/papaparse.min.js") });
        const r = await page.evaluate(inPage.papa);
        papaHits = r.hits;
        keep("papa", r.ms);
      });
      await withPage(base, async (page) => {
        await give(page, u);
        const sql = join2((f) => `${f}.csv`);
        const handle = await page.evaluate(inPage.duckdbWasm, { base, memory: false, join: sql });
        wasmHits = handle.hits;
        keep("duckdb wasm", handle.ms);
        const memory = await page.evaluate(inPage.duckdbWasm, { base, memory: true, join: sql });
        keep("duckdb wasm memory", memory.ms);
      });
      const r = spawnSync(
        process.execPath,
        [
          join(here, "duckdb-native.mjs"),
          join2((f) => ({ roster: u.roster, pension: u.pension, overlap0: u.overlap[0], overlap1: u.overlap[1] })[f]),
        ],
        { encoding: "utf8" },
      );
      if (r.status !== 0) throw new Error(`DuckDB native: ${r.stderr}`);
      const n = JSON.parse(r.stdout);
      nativeHits = n.hits;
      keep("duckdb native", n.ms);
    }
  } finally {
    server.close();
  }
  if (wasmHits !== nativeHits || Math.abs(papaHits - nativeHits) > nativeHits * 0.02)
    throw new Error(`the peers disagree: PapaParse ${papaHits}, DuckDB-wasm ${wasmHits}, DuckDB ${nativeHits}`);
  const read = line(
    "peers",
    "merely reading, empty page, in a worker",
    times.read,
    SELF,
    `${(m.bytes / 1e6).toFixed(0)} MB in 8 MB slices`,
  );
  line("peers", "  the same on the page itself", times["read page"], read);
  line("peers", "  the same in a worker, one slice ahead", times["read ahead"], read);
  line("peers", "TextDecoder(shift_jis) over the roster", times.decode, read);
  line("peers", "PapaParse + Set join", times.papa, read, `CP932, ${papaHits} hits`);
  line("peers", "DuckDB-wasm, file handles", times["duckdb wasm"], read, `UTF-8, ${wasmHits} hits`);
  line("peers", "DuckDB-wasm, already in memory", times["duckdb wasm memory"], read, "UTF-8");
  line("peers", "DuckDB native, one thread", times["duckdb native"], read, "UTF-8");
}

/** DuckDB-wasm's module imports apache-arrow by name; a browser wants one file. */
function bundleDuckdb(out) {
  if (existsSync(out)) return;
  mkdirSync(dirname(out), { recursive: true });
  const esbuild = [join(here, "node_modules/.bin/esbuild"), join(root, "web/node_modules/.bin/esbuild")].find(existsSync);
  if (!esbuild) throw new Error("esbuild is missing");
  const r = spawnSync(
    esbuild,
    [
      join(here, "node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser.mjs"),
      "--bundle",
      "--format=esm",
      "--platform=browser",
      `--outfile=${out}`,
      "--log-level=error",
    ],
    { stdio: "inherit" },
  );
  if (r.status !== 0) throw new Error("bundling DuckDB-wasm failed");
}

// ---- 2: wasm against native --------------------------------------------------------------------------------
function matchOnce(program, m, flow, dir) {
  const args = [
    "match",
    "--flow",
    flow,
    "--roster",
    m.roster,
    ...(flow === "P" ? ["--pension", m.pension] : []),
    ...m.overlap.flatMap((f) => ["--overlap", f]),
    "--date",
    DATE,
    "--out",
    dir,
  ];
  const t0 = performance.now(),
    r = spawnSync(program[0], [...program.slice(1), ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (r.status !== 0) throw new Error(`${program.join(" ")}: ${r.stderr || r.status}`);
  const summary = JSON.parse(r.stdout.trim().startsWith("{") ? r.stdout : r.stdout.slice(r.stdout.indexOf("{")));
  return { wall: performance.now() - t0, own: totalMs(summary), summary };
}
function partNative() {
  const there = [existsSync(cli), existsSync(native)];
  if (!there.every(Boolean)) {
    say(`part "native" left out: ${there[0] ? "" : "dist/totsugo-cli.mjs "}${there[1] ? "" : "build/native/totsugo_bench "}not there`);
    if (!there[0]) return;
  }
  const m = municipality(o.people, "cp932"),
    dir = mkdtempSync(join(tmpdir(), "totsugo-bench-")),
    w = [],
    n = [];
  try {
    for (let i = 0; i < o.runs + 1; i++) {
      if (there[1]) {
        const r = matchOnce([native], m, o.flow, dir);
        if (i) n.push(r);
      }
      const r = matchOnce([process.execPath, cli], m, o.flow, dir);
      if (i) w.push(r);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  let base = null;
  if (n.length) {
    base = line(
      "native",
      "native build",
      n.map((r) => r.own ?? r.wall),
      SELF,
    );
  }
  line(
    "native",
    "wasm under Node",
    w.map((r) => r.own ?? r.wall),
    base,
    `whole process ${(median(w.map((r) => r.wall)) / 1000).toFixed(2)} s`,
  );
}

// ---- 3: heap and linearity ---------------------------------------------------------------------------------
async function partHeap() {
  if (!existsSync(html)) {
    say('dist/totsugo.html is not there: part "heap" left out');
    return;
  }
  let first = null;
  for (const people of [1_000_000, 4_000_000, ...(o.huge ? [24_000_000] : [])]) {
    const m = municipality(people, "cp932"),
      runs = [];
    for (let i = 0; i < (people > 4_000_000 ? 1 : Math.min(3, o.runs)); i++) runs.push(await shipped(m, o.flow));
    const perRow = median(runs.map((r) => r.wall)) / people;
    first ??= perRow;
    const heap = Math.max(...runs.map((r) => r.summary.peak_heap_bytes ?? 0));
    line(
      "heap",
      `whole job at ${people / 1e6} M rows`,
      runs.map((r) => r.wall),
      median(runs.map((r) => r.read)),
      `peak heap ${(heap / 1e6).toFixed(1)} MB, time a row ${(perRow / first).toFixed(2)} x that at 1 M`,
    );
    result.rows.at(-1).peak_heap_bytes = heap;
  }
}

// ---- 4: the results view at 100 k people -------------------------------------------------------------------
async function partInteraction() {
  if (!existsSync(html)) {
    say('dist/totsugo.html is not there: part "interaction" left out');
    return;
  }
  const m = municipality(300_000, "cp932", { pension: 100_000, overlap: 30_000 });
  const { times, all, decided, heap } = await withPage(fileUrl(html), async (page, version) => {
    result.chromium = version;
    await page.setViewportSize({ width: 1280, height: 720 });
    await readyAt(page);
    await page.getByTestId("flow-P").check();
    await page.setInputFiles(test("file-roster"), m.roster);
    await page.setInputFiles(test("file-pension"), m.pension);
    await page.setInputFiles(test("file-overlap"), m.overlap);
    await page.getByTestId("work-date").fill(DATE);
    await page.waitForTimeout(300);
    const { summary } = await page.evaluate(inPage.wholeJob);
    await page.waitForSelector("#row-0[data-case]");
    const looked = await interactions(page, Math.max(5, o.runs));
    return { ...looked, decided: await decisions(page, Math.max(5, o.runs)), heap: summary.peak_heap_bytes };
  });
  for (const [name, list] of Object.entries({ ...times, ...decided }))
    line("interaction", name, list, null, list.length > 1 ? `longest ${Math.max(...list).toFixed(0)} ms` : "once");
  say(`${all} people, ${(heap / 1e6).toFixed(1)} MB heap after the run`);
}

// ---- 5: commands about the cases at 100 k people -------------------------------------------------------------
async function partCasework() {
  const m = municipality(300_000, "cp932", { pension: 100_000, overlap: 30_000 });
  const { times, people, cases, chosen, heap, opened } = await casework(m, DATE, Math.max(5, o.runs));
  for (const [name, list] of Object.entries(times))
    line("casework", name, list, null, list.length > 1 ? `longest ${Math.max(...list).toFixed(0)} ms` : "once");
  const heaps = [heap, opened].map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
  say(`${people} people, ${cases} cases, ${chosen} choices; heap ${heaps[0]}, after opening ${heaps[1]}`);
}

if (existsSync(html)) result.sizes["totsugo.html"] = statSync(html).size;
if (o.only.includes("page")) await partPage();
if (o.only.includes("peers")) await partPeers();
if (o.only.includes("native")) partNative();
if (o.only.includes("heap")) await partHeap();
if (o.only.includes("interaction")) await partInteraction();
if (o.only.includes("casework")) await partCasework();

const titles = {
  page: "The whole job against merely reading the files (the shipped page, file://)",
  peers: "Peers against merely reading the same files (empty page, file://; DuckDB-wasm from a loopback server)",
  native: "wasm against native",
  heap: "Heap and linearity (ratio: against merely reading the files in the same page)",
  interaction: "The desk at a hundred thousand people (seconds until it stands there)",
  casework: "Commands about the cases of a hundred thousand people, in the core alone (seconds)",
};
const width = (s) => [...s].reduce((a, c) => a + (c.codePointAt(0) > 0x2e80 ? 2 : 1), 0);
let part = null;
console.log(
  `\n${o.people} rows in the roster, ${o.list} on each list; medians of ${o.runs} runs; ${result.machine.cpus} processors; Chromium ` +
    `${result.chromium ?? "-"}, Node ${process.version}`,
);
for (const r of lines) {
  if (r.part !== part) {
    part = r.part;
    console.log(`\n${titles[part]}`);
  }
  console.log(
    `  ${r.name}${" ".repeat(Math.max(1, 52 - width(r.name)))}${(r.median_ms / 1000).toFixed(3).padStart(8)} s  ` +
      `${r.ratio === null ? "        " : `${r.ratio.toFixed(2).padStart(6)} x`}  ${r.note}`,
  );
}
if (result.sizes["totsugo.html"])
  console.log(`\ndist/totsugo.html: ${result.sizes["totsugo.html"]} bytes (${(result.sizes["totsugo.html"] / 1048576).toFixed(2)} MiB)`);
mkdirSync(cache, { recursive: true });
writeFileSync(join(cache, "last.json"), `${JSON.stringify(result, null, 1)}\n`);
