// Holds every include and import against the order of the rooms: a file may use its own room and those that stand before it in the
// list, never one behind it, and no files may stand in a circle. Type imports count too: a reader follows them.
//   node scripts/linting/rooms.mjs [LIST…]     lists are scripts/linting/rooms-*.txt; all of them without arguments
// One line a list, as scripts/test wants it: "rooms NAME: passed, …" or "rooms NAME: failed, …", every fault before it.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, normalize, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ENDS = /\.(h|cpp|inc|ts)$/u;
const INCLUDE = /^[ \t]*#[ \t]*include[ \t]+"([^"]+)"/gmu;
const IMPORT = /\b(?:import|export)\b[^;"']*?["'](\.[^"']+)["']/gu;

/** The rooms of a list, the lowest first: each the paths that make it up. */
export function readRooms(text) {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/u, "").trim().split(/\s+/u).filter(Boolean))
    .filter((names) => names.length > 0);
}

function* filesUnder(root, path) {
  if (!existsSync(join(root, path))) return;
  if (statSync(join(root, path)).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(join(root, path)).sort()) {
    if (entry !== "node_modules") yield* filesUnder(root, join(path, entry));
  }
}

/** What a file names that is in the tree, with its line. */
function usesOf(root, file) {
  const text = readFileSync(join(root, file), "utf8");
  const found = [...text.matchAll(file.endsWith(".ts") ? IMPORT : INCLUDE)];
  return found
    .map((m) => {
      const line = text.slice(0, m.index + m[0].length).split("\n").length;
      const beside = normalize(join(dirname(file), m[1]));
      return { line, to: !m[1].startsWith(".") && existsSync(join(root, m[1])) ? m[1] : beside };
    })
    .filter(({ to }) => existsSync(join(root, to)));
}

/** Files that use each other, one after the other back to the first: strongly connected parts of more than one file. */
export function circles(graph) {
  const at = new Map();
  const low = new Map();
  const stack = [];
  const found = [];
  const visit = (file) => {
    at.set(file, at.size);
    low.set(file, at.get(file));
    stack.push(file);
    for (const to of graph.get(file) ?? []) {
      if (!at.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file), low.get(to)));
    }
    if (low.get(file) !== at.get(file)) return;
    const part = stack.splice(stack.indexOf(file));
    if (part.length > 1) found.push(part.sort());
  };
  for (const file of graph.keys()) if (!at.has(file)) visit(file);
  return found;
}

/** Every fault of a tree against a list of rooms, and how much was looked at. */
export function checkRooms(root, rooms) {
  const places = rooms.flatMap((names, room) => names.map((name) => ({ name, room }))).sort((a, b) => b.name.length - a.name.length);
  const roomOf = (file) => places.find(({ name }) => file === name || file.startsWith(`${name}/`))?.room;
  const tops = [
    ...new Set(
      rooms.flat().map((name) =>
        name
          .split("/")
          .slice(0, name.startsWith("web/") ? 2 : 1)
          .join("/"),
      ),
    ),
  ];
  const files = [...new Set(tops.flatMap((top) => [...filesUnder(root, top)]))].filter((f) => ENDS.test(f) && !f.endsWith(".d.ts"));
  const faults = [];
  const graph = new Map();
  const used = new Set();
  let uses = 0;
  for (const file of files) {
    const here = roomOf(file);
    if (here === undefined) {
      faults.push(`${file}: in no room`);
      continue;
    }
    used.add(here);
    graph.set(file, []);
    for (const { line, to } of usesOf(root, file)) {
      const there = roomOf(to);
      if (there === undefined) continue;
      ++uses;
      graph.get(file).push(to);
      if (there > here) faults.push(`${file}:${line}: ${rooms[here][0]} looks up to ${rooms[there][0]}: ${to}`);
    }
  }
  for (const [i, names] of rooms.entries()) if (!used.has(i)) faults.push(`no file in ${names.join(" ")}`);
  for (const circle of circles(graph)) faults.push(`a circle of ${circle.length}: ${circle.join(" ")}`);
  if (uses === 0) faults.push("nothing was looked at");
  return { faults, files: graph.size, uses, rooms: rooms.length };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const here = fileURLToPath(new URL(".", import.meta.url));
  const lists = process.argv.slice(2);
  if (lists.length === 0)
    lists.push(
      ...readdirSync(here)
        .filter((f) => /^rooms-.*\.txt$/u.test(f))
        .map((f) => join(here, f)),
    );
  let failed = lists.length === 0;
  for (const list of lists) {
    const name = basename(list).replace(/^rooms-|\.txt$/gu, "");
    const { faults, files, uses, rooms } = checkRooms(root, readRooms(readFileSync(list, "utf8")));
    for (const fault of faults) console.log(`  ${fault}`);
    failed ||= faults.length > 0;
    const verdict = faults.length === 0 ? "passed" : `failed, ${faults.length} against the order, the first: ${faults[0]}`;
    console.log(`rooms ${name}: ${verdict}, ${rooms} rooms, ${files} files, ${uses} uses (${relative(root, list)})`);
  }
  process.exitCode = failed ? 1 : 0;
}
