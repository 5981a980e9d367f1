// All changes of a source in one: each function stands there once for every change to it, and a number that is read when
// the program starts says which of them runs. What cannot be chosen at run time (what a compiler must know, a constant, the
// head of a function) is left to be compiled by itself.
import { bare } from "./mutants.mjs";

function closing(code, at) {
  for (let depth = 0; at < code.length; ++at) {
    if (code[at] === "{") ++depth;
    if (code[at] === "}" && --depth === 0) return at + 1;
  }
  throw new Error("a brace is not closed");
}

// { functions: [from, to) of their bodies, cells: [from, to) where an expression may be any, with its word "constexpr" if it has one }
function parts_of(code) {
  const functions = [];
  const cells = [];
  const scopes = [];
  let last = 0;
  for (let i = 0; i < code.length; ++i) {
    if (!"{};".includes(code[i])) continue;
    const head = code.slice(last, i);
    if (code[i] === "}") {
      scopes.pop();
    } else if (code[i] === ";") {
      // What a member is before anything is known of it.
      if (scopes.at(-1) === "class" && /=/.test(head) && !/\b(constexpr|static|using)\b/.test(head)) cells.push({ from: last, to: i });
    } else if (/\bnamespace\b/.test(head)) {
      scopes.push("namespace");
    } else if (/\b(class|struct)\b[^()=]*$/.test(head) && !/\benum\b/.test(head)) {
      scopes.push("class");
    } else {
      const end = closing(code, i);
      if (/\)(\s|const\b|noexcept\b|override\b)*$/.test(head)) {
        if (!/\bconstexpr\b/.test(head)) functions.push({ from: i, to: end });
      } else if (/\bconstexpr \w+ \w+\[\] = $/.test(head)) {
        cells.push({ from: i, to: end, constexpr: last + head.lastIndexOf("constexpr") });
      }
      i = end - 1;
    }
    last = i + 1;
  }
  return { functions, cells };
}

// mutants: those of the file that are to be there, each with its id. Sets m.where: the number of its function (from
// first_function on), 0 where it is none's and every test may notice, or null where it is left.
export function schemata_of(file, source, mutants, first_function) {
  const { functions, cells } = parts_of(bare(source));
  const edits = [];
  const line_of = (at) => source.slice(0, at).split("\n").length;
  let number = first_function;
  for (const m of mutants) m.where = null;
  for (const f of functions) {
    const inside = mutants.filter((m) => m.from >= f.from && m.to <= f.to);
    if (!inside.length) continue;
    const body = (m) => source.slice(f.from, m.from) + m.put + source.slice(m.to, f.to);
    const cases = inside.map((m) => `#line 1 "m${m.id}"\ncase ${m.id}: ${body(m)} break;\n`);
    for (const m of inside) m.where = number;
    edits.push({
      from: f.from,
      to: f.to,
      put:
        `{ switch (totsugo_mutant) {\n${cases.join("")}default: totsugo_reached[${number}] = 1;\n` +
        `#line ${line_of(f.from)} "${file}"\n${source.slice(f.from, f.to)} } }`,
    });
    ++number;
  }
  for (const c of cells) {
    const inside = mutants.filter((m) => m.where === null && m.from >= c.from && m.to <= c.to);
    const places = Map.groupBy
      ? Map.groupBy(inside, (m) => m.from)
      : inside.reduce((all, m) => all.set(m.from, [...(all.get(m.from) ?? []), m]), new Map());
    let reached = 0;
    let changed = false;
    for (const [from, all] of places) {
      const to = all[0].to;
      if (from < reached || all.some((m) => m.to !== to || !["table", "number", "bool", "enum"].includes(m.op))) continue;
      const now = source.slice(from, to);
      const choice = all.map((m) => `totsugo_mutant == ${m.id} ? (${m.put}) : `).join("");
      edits.push({ from, to, put: `static_cast<decltype(${now})>(${choice}(${now}))` });
      for (const m of all) m.where = 0;
      reached = to;
      changed = true;
    }
    if (changed && c.constexpr !== undefined) edits.push({ from: c.constexpr, to: c.constexpr + "constexpr".length, put: "const" });
  }
  let text = source;
  for (const e of edits.sort((a, b) => b.from - a.from)) text = text.slice(0, e.from) + e.put + text.slice(e.to);
  text =
    `extern int totsugo_mutant;\nextern unsigned char totsugo_reached[];\n#line 1 "${file}"\n` +
    text.replaceAll("[[gnu::always_inline]]", "");
  return { text, functions: number - first_function };
}
