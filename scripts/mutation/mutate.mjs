// See scripts/mutate.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { mutants_of } from "./mutants.mjs";
import { schemata_of } from "./schemata.mjs";

const root = path.resolve(fileURLToPath(new URL("../..", import.meta.url)));
const build = path.join(root, "build/mutate");
const results_file = path.join(build, "results.tsv");
const rooms = ["core/match", "core/rules"];
const besides = ["core/records/roster_stream.cpp", "core/records/roster_stream.h"];
const kSeconds = 900; // of the clock, on a busy machine; main.cpp bounds the processor's
// Tests of other rooms, which come by here on their way; and those that take long, which another test had better notice for.
const other_rooms = /(case_|merge|retention|town_settings|deadlines|run_record|layout|import|csv|text|report)\w*_test/;
const hot = /list_index|kana_compare/; // worth the compiler's time

const { values: options } = parseArgs({
  options: {
    file: { type: "string", multiple: true },
    sample: { type: "string" },
    op: { type: "string", multiple: true },
    list: { type: "boolean" },
    again: { type: "boolean" },
    unexplained: { type: "boolean" },
    without: { type: "string" },
    "most-ms": { type: "string", default: "5000" },
    jobs: { type: "string", default: "1" },
    help: { type: "boolean" },
  },
});
if (options.help) {
  console.log(
    readFileSync(path.join(root, "scripts/mutate"), "utf8")
      .split("\nset -")[0]
      .split("\n")
      .slice(1)
      .map((l) => l.slice(2))
      .join("\n"),
  );
  process.exit(0);
}

const read = (file) => readFileSync(path.join(root, file), "utf8");
const files = rooms
  .flatMap((room) =>
    readdirSync(path.join(root, room))
      .sort()
      .map((f) => `${room}/${f}`),
  )
  .concat(besides)
  .filter((f) => /\.(cpp|h)$/.test(f) && !f.includes("_words."));
const headers = [...files, "core/identifier/insurer_number.h", "core/records/pension_list.h", "core/records/overlap_list.h"]
  .filter((f) => f.endsWith(".h") && existsSync(path.join(root, f)))
  .map(read);

// n of them, evenly spread.
const spread = (all, n) => (all.length <= n ? all : Array.from({ length: n }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / n)]));

// Numbered so that a number stays as long as its file does.
const everything = new Map(
  files.map((file, i) => [file, mutants_of(file, read(file), headers).map((m, n) => Object.assign(m, { id: (i + 1) * 10000 + n }))]),
);
const chosen = files
  .filter((f) => !options.file || options.file.some((part) => f.includes(part)))
  .map((file) => {
    const all = everything.get(file).filter((m) => !options.op || options.op.includes(m.op));
    return { file, of: all.length, mutants: spread(all, Number(options.sample ?? Infinity)) };
  })
  .filter((f) => f.of > 0);

if (options.list) {
  for (const f of chosen) {
    for (const m of f.mutants) console.log([`${m.file}:${m.line}`, m.op, m.before, "->", m.after].join("  "));
    console.error(`${f.file}: ${f.mutants.length} of ${f.of}`);
  }
  process.exit(0);
}

const run = (command, args, seconds, environment = {}) =>
  new Promise((resolve) => {
    const settings = {
      cwd: build,
      timeout: seconds * 1000,
      killSignal: "SIGKILL",
      maxBuffer: 1 << 28,
      env: { ...process.env, TOTSUGO_FULL: "1", ...environment },
    };
    execFile(command, args, settings, (error, out, err) =>
      resolve({ ok: !error, late: Boolean(error?.killed), signal: error?.signal, out: out + err }),
    );
  });

// A command as the shell would part it: quoted or escaped blanks (of a folder's name) part nothing.
const words_of = (command) => [...command.matchAll(/(?:\\.|"(?:\\.|[^"\\])*"|[^\s"\\])+/g)].map(([word]) => word.replace(/\\(.)|"/g, "$1"));

// How each object is compiled, and which headers it reads.
const commands = JSON.parse(readFileSync(path.join(build, "compile_commands.json"), "utf8"));
const objects = commands
  .filter((c) => /totsugo_(core|tests)\.dir/.test(c.command))
  .map((c) => ({
    source: path.relative(root, c.file),
    object: /-o (\S+)/.exec(c.command)[1],
    args: words_of(c.command.split(" -o ")[0])
      .slice(1)
      .filter((a) => !/^-(O|W)/.test(a)),
    compiler: words_of(c.command)[0],
  }));
const deps = new Map();
for (const block of (await run("ninja", ["-t", "deps"], 60)).out.split("\n\n")) {
  const [head, ...lines] = block.split("\n");
  deps.set(head.split(":")[0], new Set(lines.map((l) => path.relative(root, path.resolve(build, l.trim())))));
}
const libraries = ["-licui18n", "-licuuc", "-licudata"];
const linker = (await run("c++", ["-fuse-ld=lld", "-Wl,--version"], 20)).ok ? ["-fuse-ld=lld"] : [];

// A survivor is asked again when anything it was asked with has changed; what was caught stays caught.
const asked_with = createHash("sha256")
  .update(readFileSync(path.join(build, "totsugo_tests")))
  .update(`${options.without} ${options["most-ms"]}`)
  .digest("hex")
  .slice(0, 12);

const known = new Map(); // key -> [status, asked with]
if (!options.again && existsSync(results_file))
  for (const line of readFileSync(results_file, "utf8").split("\n")) {
    const cells = line.split("\t");
    if (cells.length === 7) known.set(cells.slice(0, 5).join("\t"), cells.slice(5));
  }
else writeFileSync(results_file, "");

function note(m, status) {
  known.set(m.key, [status, asked_with]);
  appendFileSync(results_file, `${m.key}\t${status}\t${asked_with}\n`);
}

// Most of a compilation is its headers: they are compiled once, all of a source's own, or (for a change in a header) the
// library's.
const folders = new Map();
function precompiled(name, lines) {
  if (!folders.has(name)) {
    const at = path.join(build, "precompiled", name);
    rmSync(at, { recursive: true, force: true });
    mkdirSync(at, { recursive: true });
    writeFileSync(path.join(at, "all.h"), `${lines.join("\n")}\n`);
    const { compiler, args } = objects.find((o) => o.source.startsWith("core/"));
    folders.set(
      name,
      run(compiler, [...args, "-w", "-O0", "-x", "c++-header", path.join(at, "all.h"), "-o", path.join(at, "all.h.gch")], 300).then(
        (made) => {
          if (!made.ok) throw new Error(made.out.slice(0, 2000));
          return path.join(at, "all.h");
        },
      ),
    );
  }
  return folders.get(name);
}
const includes = (file) => read(file).match(/^#include [<"].*[>"]/gm);
function precompiled_library() {
  const all = objects.filter((o) => o.source.startsWith("core/")).flatMap((o) => includes(o.source));
  return precompiled("library", [...new Set(all.filter((l) => /<(?:[a-z_]+|nlohmann.*)>/.test(l)))].sort());
}
const precompiled_for = (m, source) =>
  m.file === source ? precompiled(source.replaceAll("/", "-"), includes(source)) : precompiled_library();

// ---- the program that holds all changes that can be chosen when it starts ----

const schemata = path.join(build, "schemata");
const program_of_all = path.join(schemata, "tests");
const main_source = "scripts/mutation/main.cpp";
const main_object = path.join(schemata, "main.o");
const newer = (a, b) => existsSync(a) && statSync(a).mtimeMs > statSync(b).mtimeMs;
const command_of = (o, from, object, more) => [...more, ...o.args, "-w", "-c", from, "-o", object];
const is_main = (o) => o.source === "tests/core/main.cpp";

// In turn, as many at once as was asked for.
async function each(list, work) {
  const queue = [...list];
  await Promise.all(
    Array.from({ length: Number(options.jobs) }, async (_, slot) => {
      for (let one = queue.shift(); one; one = queue.shift()) await work(one, slot);
    }),
  );
}

function write_copies() {
  let functions = 1;
  for (const file of files) {
    const copy = path.join(schemata, file);
    const here = everything.get(file).filter((m) => !m.left && known.get(m.key)?.[0] !== "no code");
    const made = schemata_of(file, read(file), here, functions);
    functions += made.functions;
    mkdirSync(path.dirname(copy), { recursive: true });
    if (!existsSync(copy) || readFileSync(copy, "utf8") !== made.text) writeFileSync(copy, made.text);
  }
}

// Compiles what reads a copy. A change of which the compiler says that it is no code is none; one it names besides is left.
async function build_all() {
  for (;;) {
    write_copies();
    const broken = new Set();
    const named = new Set();
    let failed = "";
    const own = (o) => files.includes(o.source);
    const object_of = (o) => path.join(schemata, o.object.replaceAll("/", "-"));
    const reading = objects.filter((o) => !is_main(o) && files.some((f) => o.source === f || deps.get(o.object)?.has(f)));
    await each([...reading.filter(own), ...reading.filter((o) => !own(o))], async (o) => {
      if (failed && !own(o)) return;
      const copies = files.filter((f) => o.source === f || deps.get(o.object)?.has(f)).map((f) => path.join(schemata, f));
      if (newer(object_of(o), path.join(build, o.object)) && copies.every((c) => newer(object_of(o), c))) return;
      const more = hot.test(o.source) ? ["-O1"] : ["-O0", "-include", await precompiled_library()];
      const made = await run(
        o.compiler,
        command_of(o, path.join(own(o) ? schemata : root, o.source), object_of(o), [...more, `-I${schemata}`, "-Wno-narrowing"]),
        3600,
      );
      if (made.ok) return;
      rmSync(object_of(o), { force: true });
      failed = made.out;
      for (const [, id] of made.out.matchAll(/^m(\d+):\d+:\d+: error: /gm)) broken.add(Number(id));
      for (const [, id] of made.out.matchAll(/^(?:In file included from )?m(\d+):/gm)) named.add(Number(id));
    });
    if (!failed) {
      // Optimised ones first: of what several contain, the first one's is taken.
      const rest = objects.filter((o) => !is_main(o) && !reading.includes(o)).map((o) => o.object);
      const all = [...rest, main_object, ...reading.sort((a, b) => hot.test(b.source) - hot.test(a.source)).map(object_of)];
      if (all.every((o) => newer(program_of_all, path.resolve(build, o)))) return;
      const made = await run("c++", [...linker, ...all, ...libraries, "-o", program_of_all], 600);
      if (!made.ok) throw new Error(made.out.slice(0, 3000));
      return;
    }
    if (!named.size) throw new Error(failed.slice(0, 3000));
    for (const m of [...everything.values()].flat()) {
      if (broken.has(m.id)) note(m, "no code");
      else if (!broken.size && named.has(m.id)) m.left = true;
    }
    console.error(`${broken.size} changes are no code`);
  }
}

// What each test comes to, asked of what is not changed: [{ number, ms, functions, name, caught: by file }].
async function tests_reach() {
  const kept = path.join(schemata, "reach.txt");
  if (!existsSync(kept) || !newer(kept, program_of_all)) {
    const asked = await run(program_of_all, ["reach"], 3600);
    writeFileSync(kept, asked.ok ? asked.out : "");
    if (!asked.ok) throw new Error(asked.out.slice(-2000));
  }
  const tests = [...readFileSync(kept, "utf8").matchAll(/^TEST\t(\d+)\t([\d.]+)\t([01])\t([\d ]*)\t(.*)$/gm)].map(
    ([, number, ms, ok, functions, name]) => ({
      number,
      ms: Number(ms),
      ok: ok === "1",
      functions: new Set(functions.trim().split(" ").filter(Boolean).map(Number)),
      name,
      caught: new Map(),
    }),
  );
  const bad = tests.filter((t) => !t.ok);
  if (!tests.length || bad.length) {
    console.error(`the tests fail of what is there already:\n${bad.map((t) => t.name).join("\n")}`);
    process.exit(2);
  }
  const file_of = new Map();
  for (const folder of ["tests/core", "tests/reference", "tests/golden"])
    for (const file of readdirSync(path.join(root, folder)).filter((f) => f.endsWith("_test.cpp")))
      for (const [, name] of read(`${folder}/${file}`).matchAll(/TEST_CASE\("([^"]+)"/g)) file_of.set(name, file);
  const without = (options.without ?? "")
    .split(",")
    .filter(Boolean)
    .map((w) => new RegExp(`^${w.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`));
  return tests.filter(
    (t) =>
      t.functions.size &&
      t.ms <= Number(options["most-ms"]) &&
      !other_rooms.test(file_of.get(t.name) ?? "") &&
      !without.some((w) => w.test(t.name)),
  );
}

// The tests that come to a change, first those that are quick to catch one in this file.
function tests_for(m, tests) {
  const worth = (t) => ((t.caught.get(m.file) ?? 0) + 0.05) / (t.ms + 0.2);
  return tests.filter((t) => !m.where || t.functions.has(m.where)).sort((a, b) => worth(b) - worth(a));
}

async function judge_by(program, m, tests, environment) {
  const asked = tests_for(m, tests);
  if (!asked.length) return "survived";
  const tested = await run(program, ["run", ...asked.map((t) => `${t.number}:${Math.ceil(t.ms * 8 + 1000)}`)], kSeconds, environment);
  if (tested.ok) return "survived";
  const last = [...tested.out.matchAll(/^RUN\t(\d+)$/gm)].at(-1)?.[1];
  const test = asked.find((t) => t.number === last);
  if (test) test.caught.set(m.file, (test.caught.get(m.file) ?? 0) + 1);
  return tested.late || tested.signal === "SIGPROF" ? "caught late" : "caught";
}

// ---- a program for one change ----

async function judge_alone(m, slot, tests) {
  const at = path.join(build, `slot${slot}`);
  rmSync(at, { recursive: true, force: true });
  const source = read(m.file);
  const copy = path.join(at, m.file);
  mkdirSync(path.dirname(copy), { recursive: true });
  writeFileSync(copy, source.slice(0, m.from) + m.put + source.slice(m.to));
  const touched = objects.filter((o) => o.source === m.file || deps.get(o.object)?.has(m.file));
  const instead = new Map(objects.filter(is_main).map((o) => [o.object, main_object]));
  for (const [i, o] of touched.entries()) {
    const object = path.join(at, `${i}.o`);
    instead.set(o.object, object);
    const from = o.source === m.file ? copy : path.join(root, o.source);
    const made = await run(
      o.compiler,
      command_of(o, from, object, ["-include", await precompiled_for(m, o.source), `-I${at}`, "-O0"]),
      600,
    );
    if (!made.ok) return "no code";
  }
  const program = path.join(at, "tests");
  const linked = await run("c++", [...linker, ...objects.map((o) => instead.get(o.object) ?? o.object), ...libraries, "-o", program], 600);
  if (!linked.ok) throw new Error(linked.out.slice(0, 2000));
  return judge_by(program, m, tests, {});
}

// The list of survivors: file, line before, line after, reason. By the text of the line, wherever it stands.
const list = path.join(root, "tests/core/survivors.tsv");
const reasons = new Map();
if (existsSync(list))
  for (const line of readFileSync(list, "utf8")
    .split("\n")
    .filter((l) => l && !l.startsWith("#"))) {
    const [file, before, after, reason] = line.split("\t");
    reasons.set([file, before, after].join("\t"), reason);
  }
const reason_of = (m) => reasons.get([m.file, m.before, m.after].join("\t"));

const todo = chosen
  .flatMap((f) => f.mutants)
  .filter((m) => {
    const was = known.get(m.key);
    return !was || (was[0] === "survived" && was[1] !== asked_with && !(options.unexplained && reason_of(m)));
  });
console.error(`${chosen.reduce((n, f) => n + f.mutants.length, 0)} changes, ${todo.length} not known yet`);
const begun = Date.now();
const minutes = () => `${((Date.now() - begun) / 60000).toFixed(1)} min`;
if (todo.length) {
  mkdirSync(schemata, { recursive: true });
  const any = objects.find((o) => is_main(o));
  if (!newer(main_object, path.join(root, main_source))) {
    const made = await run(any.compiler, command_of(any, path.join(root, main_source), main_object, ["-O1"]), 600);
    if (!made.ok) throw new Error(made.out.slice(0, 2000));
  }
  await build_all();
  const tests = await tests_reach();
  // Survivors that are explained come last.
  const asked = todo.filter((m) => known.get(m.key)?.[0] !== "no code").sort((a, b) => Boolean(reason_of(a)) - Boolean(reason_of(b)));
  console.error(
    `one program for ${asked.filter((m) => m.where !== null).length} of them, ${tests.length} tests, ` +
      `${Math.round(tests.reduce((n, t) => n + t.ms, 0))} ms: ${minutes()}`,
  );
  let done = 0;
  const judged = (m, status) => {
    note(m, status);
    ++done;
    if (status === "survived" && !reason_of(m)) console.error(`survived  ${m.file}:${m.line}  ${m.before}  ->  ${m.after}`);
    if (done % 100 === 0) console.error(`${done} of ${todo.length}: ${minutes()}`);
  };
  await each(
    asked.filter((m) => m.where !== null),
    async (m) => judged(m, await judge_by(program_of_all, m, tests, { TOTSUGO_MUTANT: String(m.id) })),
  );
  console.error(`those in one program: ${minutes()}`);
  await each(
    asked.filter((m) => m.where === null),
    async (m, slot) => judged(m, await judge_alone(m, slot, tests)),
  );
  console.error(`all: ${minutes()}`);
}

let fresh = 0;
const total = { made: 0, "no code": 0, caught: 0, survived: 0 };
for (const f of chosen) {
  const n = { "no code": 0, caught: 0, survived: 0 };
  for (const m of f.mutants) {
    const status = known.get(m.key)[0].replace(" late", "");
    ++n[status];
    if (status === "survived" && !reason_of(m)) {
      ++fresh;
      console.log(`NEW\t${m.file}:${m.line}\t${m.before}\t${m.after}`);
    }
  }
  total.made += f.mutants.length;
  for (const k in n) total[k] += n[k];
  console.log(
    `${f.file}: ${f.mutants.length} of ${f.of} changes, ${n["no code"]} do not compile, ${n.caught} caught, ${n.survived} survived`,
  );
}
console.log(
  `all: ${total.made} changes, ${total["no code"]} do not compile, ${total.caught} caught, ${total.survived} survived ` +
    `(${fresh} of them new)`,
);
process.exit(fresh ? 1 : 0);
