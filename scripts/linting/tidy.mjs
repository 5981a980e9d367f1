// clang-tidy over the C++ sources, for scripts/lint: tidy.mjs [--full|--changed] CLANG-TIDY
// What is clean is remembered by its contents, with all headers of the project it includes, and not looked at again.
//
// Every source costs its parsing, whatever is checked. CPU seconds of clang-tidy 22 for one with nlohmann/json: names alone 1.9,
// all checks but the analyzer's 3.0, with them 6.9. (A precompiled header gains nothing: what is instantiated is the time.) So:
//   changed sources, and those of changed headers   all checks; of tests all but the analyzer's (doctest's macros: 30 a file)
//   other sources that include a changed header     all but the analyzer's
//   core, wasm and scripts, 67                      all but the analyzer's: 150 seconds, 75 on two cores, once
//   tests, 58 (300 seconds); the analyzer           --full
// With --changed the first line alone, and one small source whatever has changed.
// clang-tidy 14, which is Debian 12's clang-tidy, walks through the system's headers too and takes twice as long.

import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join, relative } from "node:path";

const args = process.argv.slice(2);
const full = args[0] === "--full";
const onlyChanged = args[0] === "--changed";
// Looked at whatever has changed, so that a check that cannot run is noticed.
const ALWAYS = "core/csv/reader.cpp";
const tidy = args.at(-1);
const root = process.cwd();
const SLOW = "clang-analyzer-*";
const MEMORY = "build/lint/tidy.json";

const lines = (text) => text.split("\n").filter(Boolean);
function git(...rest) {
  try {
    return lines(execFileSync("git", rest, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return [];
  }
}
const hash = (...texts) =>
  texts
    .reduce((h, t) => h.update(t).update("\0"), createHash("sha256"))
    .digest("hex")
    .slice(0, 24);

/** What differs from where this branch left its upstream (from the last commit but one, if nothing does), and what is not committed. */
function changed() {
  const head = git("rev-parse", "HEAD")[0];
  let from;
  for (const upstream of ["@{upstream}", "origin/HEAD", "main", "master"]) {
    from = git("merge-base", "HEAD", upstream)[0];
    if (from) break;
  }
  if (!from || from === head) from = git("rev-parse", "--verify", "HEAD~1")[0];
  return new Set([...(from ? git("diff", "--name-only", from) : []), ...git("ls-files", "--others", "--exclude-standard")]);
}

const contents = new Map();
function read(file) {
  if (!contents.has(file)) contents.set(file, readFileSync(file, "utf8"));
  return contents.get(file);
}
/** The project's own files that a file includes, by their paths. */
const direct = new Map();
function includes(file) {
  if (!direct.has(file)) {
    const named = [...read(file).matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)].map((m) => m[1]);
    const here = (name) => [join(dirname(file), name), name].find((path) => existsSync(path));
    direct.set(file, named.map(here).filter(Boolean));
  }
  return direct.get(file);
}
function all(file, into = new Set()) {
  if (into.has(file)) return into;
  into.add(file);
  for (const one of includes(file)) all(one, into);
  return into;
}

// Not from a compile_commands.json: every source is compiled with the same few flags, none of which needs a configured build,
// and so those that only one kind of build compiles are looked at too.
function emscripten() {
  const sysroot = `${execFileSync("em-config", ["CACHE"], { encoding: "utf8" }).trim()}/sysroot`;
  return ["--target=wasm32-unknown-emscripten", `--sysroot=${sysroot}`, "-stdlib=libc++", "-fexceptions"];
}
const flags = (file) => [
  "-std=c++20",
  "-I.",
  "-isystem",
  ".cache/include",
  '-DTOTSUGO_SOURCE_DIR="."',
  ...(file.startsWith("wasm/") ? emscripten() : []),
];

const sources = git("ls-files", "--cached", "--others", "--exclude-standard", "*.cpp").filter((file) => existsSync(file));
const touched = changed();
const headerOf = (file) => file.replace(/\.cpp$/, ".h");
const isChanged = (file) => touched.has(file) || touched.has(headerOf(file));
const isNear = (file) => isChanged(file) || includes(file).some((one) => touched.has(one));
const isProduct = (file) => /^(core|wasm|scripts)\//.test(file);
const version = execFileSync(tidy, ["--version"], { encoding: "utf8" });
const config = git("ls-files", "--cached", "--others", "--exclude-standard", "*.clang-tidy").map(read).join("\0");
let clean = {};
try {
  clean = JSON.parse(readFileSync(MEMORY, "utf8"));
} catch {
  // none yet
}

const work = [];
let looked = 0;
for (const file of sources) {
  const slow = full || (isProduct(file) && isChanged(file));
  if (onlyChanged ? !isChanged(file) && file !== ALWAYS : !full && !isProduct(file) && !isNear(file)) continue;
  looked++;
  const key = hash(version, config, flags(file).join(" "), ...[...all(file)].sort().flatMap((one) => [one, read(one)]));
  const known = clean[file];
  if (known?.key === key && (known.slow || !slow)) continue;
  work.push({ file, slow, key });
}
work.sort((a, b) => Number(b.slow) - Number(a.slow) || read(b.file).length - read(a.file).length);

const findings = new Set();
let reason = "";
function check({ file, slow, key }) {
  const said = ["--quiet", ...(slow ? [] : [`--checks=-${SLOW}`]), file, "--", ...flags(file)];
  return new Promise((done) => {
    execFile(tidy, said, { encoding: "utf8", maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      const found = lines(stdout).filter((line) => /:\d+:\d+: (error|warning): /.test(line));
      for (const line of found) {
        const [, path, rest] = line.match(/^(.*?)(:\d+:\d+: .*)$/);
        findings.add(`${relative(root, path)}${rest}`);
      }
      if (error && found.length === 0) reason ||= `${file}: ${lines(stderr).pop() ?? error.message}`;
      // At once, so that what is interrupted goes on from there.
      if (!error && found.length === 0) clean[file] = { key, slow };
      writeFileSync(MEMORY, JSON.stringify(clean));
      done();
    });
  });
}
mkdirSync(dirname(MEMORY), { recursive: true });
const queue = [...work];
await Promise.all(
  Array.from({ length: cpus().length }, async () => {
    for (let one = queue.shift(); one; one = queue.shift()) await check(one);
  }),
);

for (const one of [...findings].sort()) console.log(one);
if (looked === 0) reason ||= "nothing to look at";
const word = findings.size || reason ? "failed" : "passed";
const unchanged = work.length < looked ? `, ${looked - work.length} of them clean before` : "";
console.log(`lint tidy: ${word}, ${looked} files${unchanged}, ${findings.size} findings${reason ? `: ${reason}` : ""}`);
process.exitCode = word === "failed" ? 1 : 0;
