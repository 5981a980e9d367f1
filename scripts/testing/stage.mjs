// One folder of tests/ under node --test, as a stage of scripts/test.
//   node scripts/testing/stage.mjs FOLDER [--jobs N] [--shards N] [--again] [--only FILE,…]
// --shards N: the files are dealt to so many processes, of which --jobs run at a time: a test process takes 4 CPU seconds to begin with
// playwright and to get quick, which is as much as most files' tests need.
// --again: a test that failed is run once more by itself, without a neighbour; if it passes then, it counts as passed and is unsteady.
// Into build/test-logs: FOLDER.note (see scripts/test), FOLDER.failed and FOLDER.unsteady (one line a test, with its first assertion).
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));
const logs = join(root, "build", "test-logs");
const SECONDS = 2400; // of the clock, for a whole stage on a busy machine

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    jobs: { type: "string", default: "1" },
    shards: { type: "string", default: "0" },
    again: { type: "boolean" },
    only: { type: "string", default: "" },
  },
});
const [stage] = positionals;
const full = process.env.TOTSUGO_FULL === "1"; // there WebAssembly is run as users run it
const baseline = `--require ${JSON.stringify(join(root, "scripts", "testing", "baseline-wasm.cjs"))}`;
const nodeOptions = [process.env.NODE_OPTIONS, full ? undefined : baseline].filter(Boolean).join(" ");
const folder = join(root, "tests", stage);
const out = (ending) => join(logs, `${stage}.${ending}`);

/** The tests of these files, as reporter.mjs wrote them down. `name`: this one only. */
async function run(files, jobs, name) {
  const results = out("results");
  rmSync(results, { force: true });
  const args = ["--test", `--test-concurrency=${jobs}`, `--test-reporter=${join(root, "scripts", "testing", "reporter.mjs")}`];
  if (name !== undefined) args.push(`--test-name-pattern=^${name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}$`);
  const child = spawn(process.execPath, [...args, "--test-reporter-destination=stdout", ...files], {
    env: { ...process.env, TOTSUGO_RESULTS: results, NODE_OPTIONS: nodeOptions },
    stdio: ["ignore", "inherit", "inherit"],
    timeout: SECONDS * 1000,
  });
  const status = await new Promise((done) => child.on("close", (code, signal) => done(signal ?? code)));
  const lines = existsSync(results) ? readFileSync(results, "utf8").split("\n").filter(Boolean).map(JSON.parse) : [];
  return { status, tests: lines };
}

const wanted = options.only.split(",").filter(Boolean);
const files = readdirSync(folder)
  .filter((f) => f.endsWith(".test.mjs") && (wanted.length === 0 || wanted.includes(f)))
  .sort()
  .map((f) => join(folder, f));

/** Files that import the tests of several; the largest are dealt first. */
function dealt(all, count) {
  const shards = Array.from({ length: Math.min(count, all.length) }, () => ({ bytes: 0, files: [] }));
  for (const file of [...all].sort((a, b) => statSync(b).size - statSync(a).size)) {
    const least = shards.reduce((x, y) => (y.bytes < x.bytes ? y : x));
    least.files.push(file);
    least.bytes += statSync(file).size;
  }
  return shards.map(({ files: some }, i) => {
    const path = join(logs, `${stage}-shard-${i + 1}.test.mjs`);
    writeFileSync(path, some.map((file) => `import ${JSON.stringify(pathToFileURL(file).href)};\n`).join(""));
    return path;
  });
}

mkdirSync(logs, { recursive: true });
const began = Date.now();
const entries = Number(options.shards) ? dealt(files, Number(options.shards)) : files;
const { status, tests } = files.length ? await run(entries, options.jobs) : { status: 0, tests: [] };
const failed = [];
const unsteady = [];
for (const test of tests.filter((t) => t.state === "failed")) {
  const whole = test.name === test.file; // the file could not be run
  const line = `${stage}: ${basename(test.file)}: ${whole ? "" : `${test.name}: `}${test.assertion}`;
  if (options.again) {
    console.log(`  once more by itself: ${test.name}`);
    const again = await run([join(root, test.file)], 1, whole ? undefined : test.name);
    const ran = again.tests.filter((t) => t.state !== "skipped" && (whole || t.name === test.name));
    if (again.status === 0 && ran.length > 0 && ran.every((t) => t.state === "passed")) {
      unsteady.push(line);
      continue;
    }
  }
  failed.push(line);
}
const good = tests.filter((t) => t.state === "passed").length + unsteady.length;
const skipped = tests.filter((t) => t.state === "skipped").length;
// The runner's own word counts too: it fails where no test of ours says why, and where it was ended before all had run.
if (typeof status === "string" || (status !== 0 && failed.length + unsteady.length === 0))
  failed.push(`${stage}: the runner ended with ${status}`);
if (good + failed.length === 0) failed.push(`${stage}: nothing ran`);

const slowest = [...tests].sort((a, b) => b.ms - a.ms).slice(0, 5);
console.log(`  slowest: ${slowest.map((t) => `${t.name.slice(0, 40)} ${(t.ms / 1000).toFixed(1)} s`).join(" | ")}`);
const seconds = Math.round((Date.now() - began) / 1000);
const remark = skipped ? `${skipped} skipped` : "";
writeFileSync(out("failed"), failed.map((line) => `${line}\n`).join(""));
writeFileSync(out("unsteady"), unsteady.map((line) => `${line}\n`).join(""));
writeFileSync(out("note"), `${stage} ${good} ${failed.length} ${seconds} ${remark}\n`);
process.exitCode = failed.length ? 1 : 0;
