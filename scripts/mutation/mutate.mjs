// See scripts/mutate.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { mutants_of } from "./mutants.mjs";

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../..");
const build = path.join(root, "build/mutate");
const results_file = path.join(build, "results.tsv");
const rooms = ["core/match", "core/rules"];
// Too slow to be asked for every change, and about other rooms.
const left_out = [
  "normalization*", "kanji*", "canon and key*", "fold_name*", "folding*", "keys:*", "CP932*", "no CP932*", "UTF-*", "encoding*", "ICU*", "EUC*", "reader*",
  "scan*", "writer*", "civil dates*", "era dates*", "Gregorian*", "dates:*", "plain dates*", "check digit*", "digits*", "insurer numbers*", "headers*",
  "layouts*", "required columns*", "memory that*", "files that cannot*", "sizes no file*", "settings*", "slices of any size*", "index: everybody*",
];
const kHeaderSample = 12;  // a change in a header compiles a dozen files
const kSeconds = 60;       // the tests take about two

const { values: options } = parseArgs({
  options: { file: { type: "string", multiple: true }, sample: { type: "string" }, op: { type: "string", multiple: true }, list: { type: "boolean" },
             again: { type: "boolean" }, without: { type: "string" }, jobs: { type: "string", default: "1" }, help: { type: "boolean" } },
});
if (options.help) {
  console.log(readFileSync(path.join(root, "scripts/mutate"), "utf8").split("\n").slice(1, 13).map((l) => l.slice(2)).join("\n"));
  process.exit(0);
}
if (options.without) left_out.push(options.without);

const read = (file) => readFileSync(path.join(root, file), "utf8");
const files = rooms.flatMap((room) => readdirSync(path.join(root, room)).sort().map((f) => `${room}/${f}`)).filter((f) => /\.(cpp|h)$/.test(f));
const headers = [...files, "core/identifier/insurer_number.h", "core/source/pension_list.h", "core/source/overlap_list.h"]
  .filter((f) => f.endsWith(".h") && existsSync(path.join(root, f))).map(read);

// n of them, evenly spread.
const spread = (all, n) => (all.length <= n ? all : Array.from({ length: n }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / n)]));

const chosen = files
  .filter((f) => !options.file || options.file.some((part) => f.includes(part)))
  .map((file) => {
    const all = mutants_of(file, read(file), headers).filter((m) => !options.op || options.op.includes(m.op));
    const n = options.sample ? Number(options.sample) : file.endsWith(".h") && !options.file ? kHeaderSample : Infinity;
    return { file, of: all.length, mutants: spread(all, n) };
  })
  .filter((f) => f.of > 0);

if (options.list) {
  for (const f of chosen) {
    for (const m of f.mutants) console.log([`${m.file}:${m.line}`, m.op, m.before, "->", m.after].join("  "));
    console.error(`${f.file}: ${f.mutants.length} of ${f.of}`);
  }
  process.exit(0);
}

const run = (command, args, seconds) =>
  new Promise((resolve) => {
    execFile(command, args, { cwd: build, timeout: seconds * 1000, killSignal: "SIGKILL", maxBuffer: 1 << 26 }, (error, out, err) =>
      resolve({ ok: !error, late: Boolean(error?.killed), out: out + err }));
  });

const tests_of = (program) =>
  run(program, ["--abort-after=1", "--no-colors", "--order-by=file", `--test-case-exclude=${left_out.join(",")}`], kSeconds);
const unchanged = await tests_of(path.join(build, "totsugo_tests"));
if (!unchanged.ok) {
  console.error(`the tests fail of what is there already:\n${unchanged.out.slice(0, 2000)}`);
  process.exit(2);
}

// How each object is compiled, and which headers it reads.
const commands = JSON.parse(readFileSync(path.join(build, "compile_commands.json"), "utf8"));
const objects = commands
  .filter((c) => /totsugo_(core|tests)\.dir/.test(c.command))
  .map((c) => ({ source: path.relative(root, c.file), object: /-o (\S+)/.exec(c.command)[1],
                 args: c.command.split(" -o ")[0].split(" ").slice(1).filter((a) => !/^-(O|W)/.test(a)).map((a) => a.replace(/\\"/g, '"')),
                 compiler: c.command.split(" ")[0] }));
const deps = new Map();
for (const block of (await run("ninja", ["-t", "deps"], 60)).out.split("\n\n")) {
  const [head, ...lines] = block.split("\n");
  deps.set(head.split(":")[0], new Set(lines.map((l) => path.relative(root, path.resolve(build, l.trim())))));
}
const readers_of = (file) => objects.filter((o) => o.source === file || deps.get(o.object)?.has(file));
const libraries = ["-licui18n", "-licuuc", "-licudata"];
const linker = (await run("c++", ["-fuse-ld=lld", "-Wl,--version"], 20)).ok ? ["-fuse-ld=lld"] : [];

// A survivor is asked again when anything it was asked with has changed; what was caught stays caught.
const asked_with = createHash("sha256").update(readFileSync(path.join(build, "totsugo_tests"))).update(left_out.join()).digest("hex").slice(0, 12);

// Most of a compilation is its headers: they are compiled once, all of a source's own, or (for a change in a header) the
// library's.
const folders = new Map();
function precompiled(name, lines) {
  if (!folders.has(name)) {
    const at = path.join(build, "precompiled", name);
    rmSync(at, { recursive: true, force: true });
    mkdirSync(at, { recursive: true });
    writeFileSync(path.join(at, "all.h"), lines.join("\n") + "\n");
    const { compiler, args } = objects.find((o) => o.source.startsWith("core/"));
    folders.set(name, run(compiler, [...args, "-w", "-O0", "-x", "c++-header", path.join(at, "all.h"), "-o", path.join(at, "all.h.gch")], 300).then((made) => {
      if (!made.ok) throw new Error(made.out.slice(0, 2000));
      return path.join(at, "all.h");
    }));
  }
  return folders.get(name);
}
const includes = (file) => read(file).match(/^#include [<"].*[>"]/gm);
function precompiled_for(m, source) {
  if (m.file === source) return precompiled(source.replaceAll("/", "-"), includes(source));
  const all = objects.filter((o) => o.source.startsWith("core/")).flatMap((o) => includes(o.source));
  return precompiled("library", [...new Set(all.filter((l) => /<(?:[a-z_]+|nlohmann.*)>/.test(l)))].sort());
}

async function judge(m, slot) {
  const at = path.join(build, `slot${slot}`);
  rmSync(at, { recursive: true, force: true });
  const source = read(m.file);
  const copy = path.join(at, m.file);
  mkdirSync(path.dirname(copy), { recursive: true });
  writeFileSync(copy, source.slice(0, m.from) + m.put + source.slice(m.to));
  const touched = readers_of(m.file);
  const instead = new Map();
  for (const [i, o] of touched.entries()) {
    const object = path.join(at, `${i}.o`);
    instead.set(o.object, object);
    const from = o.source === m.file ? copy : path.join(root, o.source);
    const made = await run(o.compiler, ["-include", await precompiled_for(m, o.source), `-I${at}`, ...o.args, "-w", "-O0", "-c", from, "-o", object], 300);
    if (!made.ok) return "no code";
  }
  const program = path.join(at, "tests");
  const all = objects.map((o) => instead.get(o.object) ?? o.object);
  const linked = await run("c++", [...linker, ...all, ...libraries, "-o", program], 300);
  if (!linked.ok) throw new Error(linked.out.slice(0, 2000));
  const tested = await tests_of(program);
  return tested.ok ? "survived" : tested.late ? "caught late" : "caught";
}

const known = new Map();  // key -> [status, asked with]
if (!options.again && existsSync(results_file))
  for (const line of readFileSync(results_file, "utf8").split("\n")) {
    const cells = line.split("\t");
    if (cells.length === 7) known.set(cells.slice(0, 5).join("\t"), cells.slice(5));
  }
else writeFileSync(results_file, "");

const todo = chosen.flatMap((f) => f.mutants).filter((m) => {
  const was = known.get(m.key);
  return !was || (was[0] === "survived" && was[1] !== asked_with);
});
console.error(`${chosen.reduce((n, f) => n + f.mutants.length, 0)} changes, ${todo.length} not known yet`);
const begun = Date.now();
let done = 0;
const queue = [...todo];
await Promise.all(
  Array.from({ length: Number(options.jobs) }, async (_, slot) => {
    for (let m; (m = queue.shift()); ) {
      const status = await judge(m, slot);
      known.set(m.key, [status, asked_with]);
      appendFileSync(results_file, `${m.key}\t${status}\t${asked_with}\n`);
      ++done;
      if (status === "survived") console.error(`survived  ${m.file}:${m.line}  ${m.before}  ->  ${m.after}`);
      if (done % 50 === 0) console.error(`${done} of ${todo.length}, ${Math.round((Date.now() - begun) / 1000)} s`);
    }
  }),
);

// The list of survivors: file, line before, line after, reason. By the text of the line, wherever it stands.
const list = path.join(root, "tests/core/survivors.tsv");
const reasons = new Map();
if (existsSync(list))
  for (const line of readFileSync(list, "utf8").split("\n").filter((l) => l && !l.startsWith("#"))) {
    const [file, before, after, reason] = line.split("\t");
    reasons.set([file, before, after].join("\t"), reason);
  }
let fresh = 0;
const total = { made: 0, "no code": 0, caught: 0, survived: 0 };
for (const f of chosen) {
  const n = { "no code": 0, caught: 0, survived: 0 };
  for (const m of f.mutants) {
    const status = known.get(m.key)[0].replace(" late", "");
    ++n[status];
    if (status === "survived" && !reasons.get([m.file, m.before, m.after].join("\t"))) {
      ++fresh;
      console.log(`NEW\t${m.file}:${m.line}\t${m.before}\t${m.after}`);
    }
  }
  total.made += f.mutants.length;
  for (const k in n) total[k] += n[k];
  console.log(`${f.file}: ${f.mutants.length} of ${f.of} changes, ${n["no code"]} do not compile, ${n.caught} caught, ${n.survived} survived`);
}
console.log(`all: ${total.made} changes, ${total["no code"]} do not compile, ${total.caught} caught, ${total.survived} survived (${fresh} of them new)`);
process.exit(fresh ? 1 : 0);
