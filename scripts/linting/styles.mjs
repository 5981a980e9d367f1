// Holds the style sheets of the page against its folders: a class that one folder alone uses has its rules in that folder's sheet, every
// class in a sheet is named by a source, and every sheet becomes part of the page.
//   node scripts/linting/styles.mjs
// One line, as scripts/test wants it: "rooms styles: passed, …" or "rooms styles: failed, …", every fault before it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { styleSheets } from "../../web/styles.mjs";

const WORDS = /^[\w\s-]+$/u;

/** The value of the attribute or assignment that begins here; `${…}` may hold quotes and braces. */
function valueAt(text, from) {
  const ends = text[from] === '"' ? /"/u : /[\s>;]/u;
  let depth = 0;
  let at = text[from] === '"' ? from + 1 : from;
  const start = at;
  for (; at < text.length && (depth > 0 || !ends.test(text[at])); ++at) {
    if (text[at] === "{") ++depth;
    if (text[at] === "}") --depth;
  }
  return text.slice(start, at);
}

/** The classes that a source gives to elements, the words of its strings, and the beginnings of the names it composes (`state-${…}`). */
function namesIn(source) {
  const text = source.replace(/^\s*\/\/.*$|\/\*[\s\S]*?\*\//gmu, "");
  const given = [...text.matchAll(/classList\.\w+\("([\w-]+)"/gu)].map((m) => m[1]);
  const begun = [...text.matchAll(/[`"\s]([a-z][\w-]*-)\$\{/gu)].map((m) => m[1]);
  for (const m of text.matchAll(/\bclass(?:Name)?\s*=\s*/gu)) {
    const value = valueAt(text, m.index + m[0].length);
    const inCode = [...value.matchAll(/["`]([\w\s-]*)["`]/gu)].map((part) => part[1]);
    given.push(...[...inCode, value.replace(/\S*\$\{[^}]*\}+\S*/gu, " ")].flatMap((part) => part.split(/[\s"]+/u)));
  }
  const strings = [...text.matchAll(/"([^"\n]*)"/gu)].filter((m) => WORDS.test(m[1])).flatMap((m) => m[1].split(/\s+/u));
  return { given, strings, begun };
}

/** Every fault, and how many classes were looked at. */
export function checkStyles(root) {
  const src = join(root, "web", "src");
  const files = readdirSync(src, { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .sort();
  const folderOf = (path) => (path.includes("/") ? path.split("/")[0] : "base");
  const users = { given: new Map(), strings: new Map(), begun: new Map() };
  for (const path of files.filter((p) => /\.(ts|html)$/u.test(p))) {
    for (const [how, names] of Object.entries(namesIn(readFileSync(join(src, path), "utf8")))) {
      for (const name of names) users[how].set(name, (users[how].get(name) ?? new Set()).add(folderOf(path)));
    }
  }
  /** The folders that use a class: those that give it; if none does openly, those that may compose it or pass it on. */
  const usersOf = (name) => {
    const begun = [...users.begun].filter(([start]) => name.startsWith(start)).flatMap(([, folders]) => [...folders]);
    return users.given.get(name) ?? new Set([...begun, ...(users.strings.get(name) ?? [])]);
  };
  const inPage = new Set(styleSheets(root).map((path) => path.replace("web/src/", "")));
  const classes = new Set();
  const faults = [];
  for (const path of files.filter((p) => p.endsWith(".css"))) {
    if (!inPage.has(path)) faults.push(`web/src/${path}: not in the order of web/styles.mjs`);
    const text = readFileSync(join(src, path), "utf8").replace(/\/\*[\s\S]*?\*\//gu, "");
    const heads = [...text.matchAll(/([^{};]+)\{/gu)].map((m) => m[1].trim()).filter((head) => !head.startsWith("@"));
    for (const selector of heads.flatMap((head) => head.split(/,(?![^()]*\))/u))) {
      const named = [...selector.matchAll(/\.([a-z][\w-]*)/gu)].map((m) => m[1]);
      const owners = named.flatMap((name) => {
        classes.add(name);
        const folders = [...usersOf(name)];
        if (folders.length === 0) faults.push(`web/src/${path}: no source names .${name}`);
        return folders.length === 1 && folders[0] !== "base" ? [{ name, folder: folders[0] }] : [];
      });
      if (owners.length > 0 && !owners.some(({ folder }) => folder === folderOf(path)))
        faults.push(`web/src/${path}: only ${owners[0].folder} uses .${owners[0].name}`);
    }
  }
  if (classes.size === 0) faults.push("nothing was looked at");
  return { faults, classes: classes.size, sheets: inPage.size };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { faults, classes, sheets } = checkStyles(fileURLToPath(new URL("../..", import.meta.url)));
  for (const fault of faults) console.log(`  ${fault}`);
  const verdict = faults.length === 0 ? "passed" : `failed, ${faults.length} out of place, the first: ${faults[0]}`;
  console.log(`rooms styles: ${verdict}, ${classes} classes, ${sheets} sheets`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
