// Who is found, who is missed, who would be picked wrongly: generated municipalities with known truth, noise classes
// apart, together and two at a time, Totsugo beside what is done today. Started by scripts/bench accuracy.
//   --show NAME prints pairs of a class (or a+b) that were missed, list row above roster row
// Exit 1 where a selectable result is wrong.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generate, options } from "../../scripts/make-municipality.mjs";
import { CLASSES, NOISE, clash, gradeOf } from "../../scripts/municipality/noise.mjs";
import { CLEAN, answersOf, casesOf, found, isUnlinkable, outcome, scoreOthers, scorePairs, sum } from "./accuracy/score.mjs";
import { lines, listOf, rosterOf } from "./accuracy/town.mjs";
import { learnDense, measureDense } from "./accuracy/dense.mjs";
import { AS_IT_IS, NFKC, lookup } from "./accuracy/lookup.mjs";
import { Linkage, bestThreshold, picks } from "./accuracy/fellegi-sunter.mjs";

const here = dirname(fileURLToPath(import.meta.url)),
  root = resolve(here, "../.."),
  cache = join(root, ".cache/bench");
const cli = join(process.env.TOTSUGO_DIST ?? join(root, "dist"), "totsugo-cli.mjs");
const DATE = "2026-11-22",
  PARTS = ["separate", "together", "two", "dense"];
const USAGE = `scripts/bench accuracy [options]     (all of it: some 35 minutes on 2 cores; --people 20000 --seeds 1: one)
  --people N,…       rows of the roster (default 20000,200000,1000000)
  --separate-up-to N classes one by one, and two by two, only in towns of at most N people (default 200000; a class in a
                     town of a million has nothing new to say and takes 20 s)
  --seeds N          municipalities of each kind (default 3)
  --peers all|none   beside what is done today (default all)
  --only ${PARTS.join(",")}  parts
  --full             each class also in the tables of all classes together (else their sums; the JSON has every one)
  --class NAME,…     only these classes (parts separate and two)
  --show NAME        pairs of this class (${CLEAN} too, or a+b, or "every") that were missed, side by side; with
  --outcome missed|review|selectable|wrong   others than the missed; --flow P|D; --count N (default 10)`;
const SHOWN = ["missed", "review", "selectable", "wrong"];

class Usage extends Error {}
export function settings(argv) {
  const o = {
    people: [20_000, 200_000, 1_000_000],
    "separate-up-to": 200_000,
    seeds: 3,
    peers: "all",
    only: PARTS,
    class: [],
    show: null,
    outcome: "missed",
    flow: null,
    count: 10,
    full: false,
  };
  const set = new Set();
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === "--full") {
      o.full = true;
      continue;
    }
    const m = /^--([a-z-]+)(?:=(.*))?$/s.exec(argv[i]),
      value = m && m[1] in o ? (m[2] ?? argv[++i]) : undefined;
    if (value === undefined) throw new Usage(`not understood: ${argv[i]}`);
    set.add(m[1]);
    o[m[1]] =
      m[1] === "people"
        ? value.split(",").map(Number)
        : ["only", "class"].includes(m[1])
          ? value.split(",")
          : ["seeds", "count", "separate-up-to"].includes(m[1])
            ? Number(value)
            : value;
  }
  const whole = (n) => Number.isInteger(n) && n >= 1;
  if (!o.people.every((n) => whole(n) && n >= 2000)) throw new Usage("--people wants numbers from 2000");
  if (!whole(o.seeds) || !whole(o.count)) throw new Usage("--seeds and --count want a number");
  if (!["all", "none"].includes(o.peers) || o.only.some((p) => !PARTS.includes(p)) || !SHOWN.includes(o.outcome))
    throw new Usage("--peers, --only or --outcome not understood");
  const unknown = o.class.find((c) => !CLASSES.includes(c));
  if (unknown) throw new Usage(`unknown noise class ${unknown}`);
  if (o.show && !set.has("people")) o.people = [20_000];
  if (o.show && !set.has("seeds")) o.seeds = 1;
  return o;
}
const say = (text) => console.error(`== ${text}`);

// ---- the municipalities ------------------------------------------------------------------------------------
// Lists of a twentieth of the roster, so that also a small town has enough pairs of a class; one date form for all files,
// so that dates cannot keep the peers from a match.
const listRows = (people) => Math.max(200, Math.min(20_000, Math.round(people / 20)));
const needsUnicode = (noise) => noise.some((k) => NOISE[k]?.unicode);

/** numbers: may 基礎年金番号 and 記号番号 settle who is meant? Names are measured without. wide: lists in UTF-8. */
export function town({ people, seed, noise, scenarios = "usual", numbers = "no", wide = false }, dir) {
  const rows = listRows(people),
    encodings = { roster: "cp932", pension: wide ? "utf-8-bom" : "cp932", overlap: wide ? "utf-8-bom" : "cp932" };
  generate(
    options([
      "--people",
      String(people),
      "--pension",
      String(rows),
      "--overlap",
      String(rows),
      "--seed",
      seed,
      "--noise",
      noise,
      "--scenarios",
      scenarios,
      "--numbers",
      numbers,
      "--date",
      DATE,
      "--date-form",
      "compact",
      "--encoding",
      Object.entries(encodings)
        .map((e) => e.join("="))
        .join(","),
      "--out",
      dir,
    ]),
  );
  const runs = readdirSync(dir)
    .filter((f) => f.startsWith("overlap_"))
    .sort();
  return { dir, encodings, runs, newest: runs.at(-1), truth: lines(join(dir, "truth.ndjson")) };
}
export function match(t, flow) {
  const file = (f) => join(t.dir, f),
    out = join(t.dir, flow);
  execFileSync(
    process.execPath,
    [
      cli,
      "match",
      "--flow",
      flow,
      "--roster",
      file("roster.csv"),
      ...(flow === "P" ? ["--pension", file("pension.csv")] : []),
      ...t.runs.flatMap((f) => ["--overlap", file(f)]),
      "--date",
      DATE,
      "--out",
      out,
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  return answersOf(lines(join(out, "results.ndjson")), flow, t.newest);
}

/** Pairs of classes that can be in one name. Of the foreign ones, those that say something together with another. */
export function pairsOfClasses(only = []) {
  const first = CLASSES.filter((k) => !NOISE[k].foreign && k !== "number_missing"),
    out = [];
  // both in one name are too rare for the generator to find a person: each damages a word of its own (noise.mjs)
  const RARE = [
    "historic_yu+machine_kana_given",
    "historic_yu+variant_reading",
    "historic_yu+machine_kana",
    "small_kana+historic_yu",
    "small_kana+machine_kana_given",
  ];
  const apart = (a, b) => RARE.includes(`${a}+${b}`) || RARE.includes(`${b}+${a}`);
  const same = (a, b) =>
    (a.startsWith("birth_") && b.startsWith("birth_")) ||
    (a.startsWith("machine_") && b.startsWith("machine_")) ||
    (a === "surname_changed" && b === "machine_kana");
  first.forEach((a, i) => {
    for (const b of first.slice(i + 1)) if (!clash([a, b]) && !apart(a, b) && !same(a, b) && !needsUnicode([a, b])) out.push([a, b]);
  });
  for (const a of ["foreign_kana", "foreign_middle_missing", "foreign_word_order", "long_vowel_dropped", "alias_on_list"])
    for (const b of ["half_width_kana", "full_width", "hiragana", "sex_missing", "dakuten_lost", "birth_off_by_one"]) out.push([a, b]);
  return only.length ? out.filter((p) => p.some((k) => only.includes(k))) : out;
}

// ---- one municipality, everybody who is asked ---------------------------------------------------------------
const PEERS = [
  ["exact", "VLOOKUP"],
  ["nfkc", "VLOOKUP after NFKC"],
  ["linkage", "Fellegi–Sunter"],
];

async function peersOf(t, flow, linkage, model, roster) {
  const list = listOf(t.dir, t.encodings, flow, t.newest);
  const out = { exact: lookup(roster, list, AS_IT_IS), nfkc: lookup(roster, list, NFKC) };
  await linkage.load("list", list);
  await linkage.compare();
  linkage.weights = model.weights;
  out.linkage = picks(await linkage.best(), model.threshold);
  return out;
}
/** The weights and the threshold of the probabilistic peer, learnt from a municipality that is not measured. */
async function train(linkage, t, flow) {
  const cases = casesOf(t.truth, flow, t.newest),
    right = new Map(cases.map((c) => [c.line, c.several ? [] : c.rights]));
  await linkage.load("list", listOf(t.dir, t.encodings, flow, t.newest));
  await linkage.estimate();
  await linkage.compare();
  const top = bestThreshold(await linkage.best(), (l) => right.get(l) ?? [], cases.filter((c) => c.rights.length && !c.several).length);
  return { weights: linkage.weights, m: linkage.m, u: linkage.u, ...top };
}

class Bench {
  constructor(o) {
    this.o = o;
    this.parts = [];
    this.models = {};
    this.wrong = [];
    this.dense = [];
    this.folder = null;
    this.linkage = null;
  }
  async run() {
    mkdirSync(cache, { recursive: true });
    this.folder = mkdtempSync(join(cache, "accuracy-"));
    try {
      if (this.o.peers === "all") this.linkage = await Linkage.open(this.folder);
      for (const people of this.o.people) await this.size(people);
    } finally {
      this.linkage?.close();
      rmSync(this.folder, { recursive: true, force: true });
    }
  }
  has(part) {
    return this.o.only.includes(part);
  }
  async size(people) {
    const classes = this.o.class.length ? this.o.class : CLASSES,
      small = people <= this.o["separate-up-to"];
    if (this.has("separate") && small)
      for (const seed of this.seeds()) {
        for (const c of classes) {
          const numbered = c === "number_missing"; // this class only says something of a list that has numbers
          await this.measure("separate", people, { noise: c, seed, numbers: numbered ? "yes" : "no", wide: needsUnicode([c]) }, [
            numbered ? "D" : "P",
          ]);
        }
        say(`${people} people, each class alone, seed ${seed}`);
      }
    if (this.has("two") && small)
      for (const seed of this.seeds()) {
        await this.measure(
          "two",
          people,
          {
            noise: pairsOfClasses(this.o.class)
              .map((p) => p.join("+"))
              .join(","),
            seed,
          },
          ["P"],
        );
        say(`${people} people, two classes in one name, seed ${seed}`);
      }
    if (this.has("dense") && small) {
      const what = { dir: join(this.folder, "dense"), people, date: DATE };
      const models = this.linkage ? await learnDense(this.linkage, what) : {};
      for (const seed of this.seeds()) {
        for (const s of await measureDense({ ...what, cli, seed, linkage: this.linkage, models })) this.dense.push({ people, seed, ...s });
        say(`a dense town of ${people}, seed ${seed}`);
      }
    }
    if (this.has("together"))
      for (const [i, seed] of this.seeds().entries()) {
        for (const numbers of ["no", "yes"])
          await this.measure("together", people, { noise: "every", seed, scenarios: "every", numbers, wide: i % 2 === 1 }, ["P", "D"]);
        say(`${people} people, all classes together, seed ${seed}`);
      }
  }
  seeds() {
    return Array.from({ length: this.o.seeds }, (_, i) => `accuracy ${i + 1}`);
  }
  part(name, people, flow, numbers) {
    const old = this.parts.find((p) => p.name === name && p.people === people && p.flow === flow && p.numbers === numbers);
    if (old) return old;
    const part = {
      name,
      people,
      flow,
      numbers,
      tools: Object.fromEntries(["totsugo", ...(this.linkage ? PEERS.map(([k]) => k) : [])].map((k) => [k, { pairs: {}, others: {} }])),
    };
    this.parts.push(part);
    return part;
  }
  /** What the linkage has learnt for both lists, from one municipality more of that size. */
  async model(people, flow, numbers) {
    const key = (f) => `${people} ${f} numbers ${numbers}`;
    if (this.models[key(flow)]) return this.models[key(flow)];
    const dir = join(this.folder, "training"),
      t = town({ people, seed: "training", noise: "every", scenarios: "every", numbers }, dir);
    await this.linkage.load("roster", rosterOf(t.dir, t.encodings));
    for (const f of ["P", "D"]) {
      const m = await train(this.linkage, t, f);
      this.models[key(f)] = m;
      say(`the linkage has learnt from another municipality (${key(f)}): threshold ${m.threshold.toFixed(2)}, F1 ${m.f1.toFixed(4)}`);
    }
    rmSync(dir, { recursive: true });
    return this.models[key(flow)];
  }
  async measure(name, people, what, flows) {
    const dir = join(this.folder, "town"),
      numbers = what.numbers ?? "no",
      t = town({ people, ...what }, dir);
    let roster = null;
    if (this.linkage) {
      await this.model(people, flows[0], numbers); // first: it leaves its own roster in the database
      roster = rosterOf(t.dir, t.encodings);
      await this.linkage.load("roster", roster);
    }
    for (const flow of flows) {
      const cases = casesOf(t.truth, flow, t.newest),
        part = this.part(name, people, flow, numbers),
        answers = { totsugo: match(t, flow) };
      if (this.linkage) Object.assign(answers, await peersOf(t, flow, this.linkage, await this.model(people, flow, numbers), roster));
      for (const [tool, a] of Object.entries(answers)) {
        scorePairs(cases, a, part.tools[tool].pairs);
        scoreOthers(cases, a, part.tools[tool].others);
      }
      for (const c of cases)
        if (outcome(c, answers.totsugo.get(c.line)) === "wrong")
          this.wrong.push({
            part: name,
            people,
            flow,
            seed: what.seed,
            label: c.label,
            scenario: c.scenario,
            list_line: c.line,
            right: c.rights,
            picked: answers.totsugo.get(c.line).picked,
          });
    }
    rmSync(dir, { recursive: true });
  }
}

// ---- the tables --------------------------------------------------------------------------------------------
/** Never rounded up to a full hundred. */
const percent = (n, of) => (of === 0 ? "–" : n === of ? "100" : (Math.floor((n / of) * 10_000) / 100).toFixed(2));
const orderOf = (label) => (label === CLEAN ? -1 : CLASSES.indexOf(label.split("+")[0]));
const gradeText = (label) => (label === CLEAN ? "A" : isUnlinkable(label) ? "none" : gradeOf(label.split("+")));
export const GROUPS = [
  ["orthography alone (grade A)", (l) => gradeText(l) === "A" && l !== CLEAN],
  ["one relaxation (grade B)", (l) => gradeText(l) === "B"],
  ["for a clerk only (grade C)", (l) => gradeText(l) === "C"],
  ["grade not fixed", (l) => gradeText(l) === "?"],
  ["every class that can be linked", (l) => !isUnlinkable(l) && l !== CLEAN],
  ["the same and the undamaged", (l) => !isUnlinkable(l)],
];
/** The classes of a part and the sums over them; of several labels (pairs with an easy second class) the sums only. */
function tableRows(part, { labels = (l) => !l.includes("+"), groups = true } = {}) {
  const own = part.tools.totsugo.pairs,
    every = Object.keys(own),
    row = (name, grade, list) => {
      const of = (tool) => sum(list.map((l) => part.tools[tool].pairs[l]));
      return { name, grade, ours: of("totsugo"), peers: PEERS.filter(([k]) => part.tools[k]).map(([k]) => of(k)) };
    };
  const rows = every
    .filter(labels)
    .sort((a, b) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1))
    .map((l) => row(l, gradeText(l), [l]));
  if (groups)
    for (const [name, has] of GROUPS) {
      const list = every.filter(has);
      if (list.length) rows.push(row(`**${name}**`, "", list));
    }
  return rows;
}
function markdown(part, rows) {
  const peers = PEERS.filter(([k]) => part.tools[k]).map(([, title]) => title);
  const head = [
    "class",
    "leaves",
    "pairs",
    "selectable %",
    "for review %",
    "missed %",
    "wrong",
    ...peers.flatMap((p) => [`${p}: found %`, "wrong"]),
  ];
  const body = rows.map((r) => [
    r.name,
    r.grade,
    r.ours.pairs,
    percent(r.ours.selectable, r.ours.pairs),
    percent(r.ours.review, r.ours.pairs),
    percent(r.ours.missed, r.ours.pairs),
    r.ours.wrong,
    ...r.peers.flatMap((p) => [percent(p.selectable, p.pairs), p.wrong]),
  ]);
  return [head, head.map((_, i) => (i < 2 ? ":--" : "--:")), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
function othersTable(part) {
  const tools = [["totsugo", "Totsugo"], ...PEERS].filter(([k]) => part.tools[k]),
    ids = Object.keys(part.tools.totsugo.others).filter(
      (id) => tools.some(([k]) => part.tools[k].others[id].wrong) || part.tools.totsugo.others[id].several,
    );
  const head = ["people", "number", ...tools.map(([, title]) => `${title}: wrong picks`)];
  return [
    head,
    head.map((_, i) => (i ? "--:" : ":--")),
    ...ids.sort().map((id) => [id, part.tools.totsugo.others[id].people, ...tools.map(([k]) => part.tools[k].others[id].wrong)]),
  ]
    .map((c) => `| ${c.join(" | ")} |`)
    .join("\n");
}
/** Two classes in one name: by the grades the two leave, and the pairs of which fewest were found. */
function twoRows(part) {
  const every = Object.keys(part.tools.totsugo.pairs).filter((l) => l.includes("+")),
    kind = (l) =>
      l
        .split("+")
        .map((k) => (NOISE[k].unlinkable ? "none" : NOISE[k].grade))
        .sort()
        .join("+");
  const rows = tableRows(part, { labels: () => false, groups: false });
  for (const k of [...new Set(every.map(kind))].sort()) {
    const list = every.filter((l) => kind(l) === k),
      of = (tool) => sum(list.map((l) => part.tools[tool].pairs[l]));
    rows.push({
      name: k,
      grade: k.includes("none") ? "none" : gradeText(list[0]),
      ours: of("totsugo"),
      peers: PEERS.filter(([p]) => part.tools[p]).map(([p]) => of(p)),
    });
  }
  return rows;
}
const TITLES = {
  separate: "each class alone in its municipality",
  together: "all classes together",
  two: "two classes in one name, by the grades they leave one by one",
};

/** Where a peer finds a larger share than we do (selectable or for review), class by class. */
export function beaten(part) {
  const out = [];
  for (const r of tableRows(part))
    r.peers.forEach((p, i) => {
      if (found(p) / p.pairs > found(r.ours) / r.ours.pairs)
        out.push({
          class: r.name,
          peer: PEERS.filter(([k]) => part.tools[k])[i][1],
          theirs: percent(found(p), p.pairs),
          ours: percent(found(r.ours), r.ours.pairs),
        });
    });
  return out;
}
// With equal kanji two faults of the kana may pass for one other reading of them, which grade B allows: not counted.
const READING = [
  "dakuten_lost",
  "so_n_shi_tsu",
  "variant_reading",
  "kana_one_char",
  "long_vowel_dropped",
  "long_vowel_spelling",
  "long_vowel_missing",
  "historic_yu",
];
const oneReading = (label) => {
  const soft = label.split("+").filter((k) => NOISE[k]?.grade !== "A");
  return soft.length > 1 && soft.every((k) => READING.includes(k));
};
const tooSure = (part) =>
  [
    ...Object.entries(part.tools.totsugo.others).map(([id, s]) => [id, { ...s, pairs: s.people }]),
    ...Object.entries(part.tools.totsugo.pairs),
  ]
    .filter(([l, s]) => s.too_sure && !oneReading(l))
    .map(([l, s]) => `${l} ${s.too_sure}/${s.pairs}`);

/** The towns of look-alikes: seeds of one size together. */
function denseTable(all) {
  const rows = [],
    peers = PEERS.filter(([k]) => all[0].peers[k]);
  for (const people of new Set(all.map((s) => s.people)))
    for (const flow of ["P", "D"]) {
      const of = all.filter((s) => s.people === people && s.flow === flow);
      const sum = (get) => of.reduce((n, s) => n + get(s), 0);
      rows.push([
        people.toLocaleString("en"),
        flow === "P" ? "pension list" : "overlap list",
        sum((s) => s.rows),
        sum((s) => s.right),
        sum((s) => Object.values(s.against).reduce((n, k) => n + k, 0)),
        sum((s) => s.wrong_numbered),
        sum((s) => s.wrong_unnumbered),
        sum((s) => s.unknowable),
        sum((s) => s.without_result + s.twice),
        ...peers.map(([k]) => `${sum((s) => s.peers[k].found)}, ${sum((s) => s.peers[k].wrong)}`),
      ]);
    }
  const head = [
    "people",
    "list",
    "rows",
    "picked rightly",
    "against the row",
    "wrong, with a number",
    "wrong, without",
    "unknowable",
    "no result",
    ...peers.map(([, title]) => `${title}: found, wrong`),
  ];
  return [head, head.map((_, i) => (i < 2 ? ":--" : "--:")), ...rows].map((c) => `| ${c.join(" | ")} |`).join("\n");
}

function report(bench) {
  const out = [];
  if (bench.dense.length) out.push(`\n### Towns of look-alikes\n\n${denseTable(bench.dense)}`);
  for (const part of bench.parts) {
    const numbers = part.numbers === "yes" ? "numbers may settle who is meant" : "names, birth date and sex alone";
    out.push(
      `\n### ${part.people.toLocaleString("en")} people, ${part.flow === "P" ? "pension list" : "overlap list"}, ` +
        `${TITLES[part.name]} (${numbers})\n`,
    );
    out.push(
      markdown(
        part,
        part.name === "two"
          ? twoRows(part)
          : tableRows(part, part.name === "together" && !bench.o.full ? { labels: (l) => l === CLEAN } : {}),
      ),
    );
    if (part.name === "together")
      out.push(
        "\nEverybody else on the list (in no row, several rows as good, by the rules not to be selected), " +
          `where anybody picks wrongly:\n\n${othersTable(part)}`,
      );
    if (part.name === "two") {
      const worst = Object.entries(part.tools.totsugo.pairs)
        .filter(([l]) => l.includes("+") && "AB".includes(gradeText(l)))
        .sort((a, b) => found(a[1]) / a[1].pairs - found(b[1]) / b[1].pairs)
        .filter(([, s]) => found(s) < s.pairs)
        .slice(0, 12);
      out.push(
        "\nOf those with one relaxation or none, least found: " +
          (worst.map(([l, s]) => `${l} ${found(s)}/${s.pairs}`).join(", ") || "none missed"),
      );
    }
    const sure = tooSure(part),
      worse = part.name === "two" ? [] : beaten(part);
    if (sure.length) out.push(`\nSelectable although the truth says "for a clerk only": ${sure.join(", ")}`);
    if (worse.length)
      out.push(`\nA peer finds more: ${worse.map((w) => `${w.class} (${w.peer} ${w.theirs} %, Totsugo ${w.ours} %)`).join(", ")}`);
  }
  const all = (has) => {
    const of = sum(
      bench.parts
        .filter((p) => p.name === "together" && p.numbers === "no")
        .flatMap((p) =>
          Object.entries(p.tools.totsugo.pairs)
            .filter(([l]) => has(l))
            .map(([, s]) => s),
        ),
    );
    return of;
  };
  const every = all((l) => !isUnlinkable(l) && l !== CLEAN),
    plain = all((l) => gradeText(l) === "A" && l !== CLEAN);
  if (every.pairs)
    out.push(
      "\nAims, all classes together without numbers: " +
        `found ${percent(found(every), every.pairs)} % of ${every.pairs} damaged true pairs (99.5 wanted); ` +
        `selectable where only orthography differs ${percent(plain.selectable, plain.pairs)} % of ${plain.pairs} (97 wanted); ` +
        `wrong selectable ${bench.wrong.length} (0 wanted).`,
    );
  return out.join("\n");
}

/** A part in which a class was to be measured and has no pair measured nothing: that is an error, not a success. */
function checkCounts(bench) {
  const wanted = bench.o.class.length ? bench.o.class : CLASSES;
  for (const part of bench.parts) {
    if (part.name === "two") {
      if (!Object.keys(part.tools.totsugo.pairs).some((l) => l.includes("+"))) throw new Error("no pair with two classes");
      continue;
    }
    if (part.name === "separate" && part.flow === "D") continue; // number_missing alone, looked for below
    const wide = bench.o.seeds > 1;
    const due =
      part.name === "separate"
        ? wanted.filter((c) => c !== "number_missing")
        : CLASSES.filter((c) => (part.flow === "D" || c !== "number_missing") && (wide || !NOISE[c].unicode));
    const none = due.filter((c) => !(part.tools.totsugo.pairs[c]?.pairs > 0));
    if (none.length) throw new Error(`${part.name}, ${part.people} people, flow ${part.flow}: no pair of ${none.join(", ")}`);
  }
  if (bench.has("separate") && wanted.includes("number_missing"))
    for (const part of bench.parts.filter((p) => p.name === "separate" && p.flow === "D"))
      if (!part.tools.totsugo.pairs.number_missing?.pairs) throw new Error("no pair of number_missing");
}

// ---- --show ------------------------------------------------------------------------------------------------
function show(o) {
  const special = o.show === "every" || o.show === CLEAN,
    list = special ? [] : o.show.split("+");
  const unknown = list.find((k) => !CLASSES.includes(k));
  if (unknown) throw new Usage(`unknown noise class ${unknown}`);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "show-")),
    flow = o.flow ?? (list.includes("number_missing") ? "D" : "P");
  let shown = 0,
    pairs = 0,
    hits = 0;
  try {
    for (const people of o.people)
      for (let i = 0; i < o.seeds; i++) {
        const t = town(
          {
            people,
            seed: `accuracy ${i + 1}`,
            noise: o.show === CLEAN ? "none" : o.show,
            scenarios: special ? "every" : "usual",
            wide: needsUnicode(list),
            numbers: list.includes("number_missing") ? "yes" : "no",
          },
          join(folder, `${people}-${i}`),
        );
        const answers = match(t, flow),
          roster = rosterOf(t.dir, t.encodings),
          rows = listOf(t.dir, t.encodings, flow, t.newest);
        for (const c of casesOf(t.truth, flow, t.newest)) {
          if (o.outcome !== "wrong" && (!c.measured || (!special && c.label !== o.show))) continue;
          pairs++;
          const a = answers.get(c.line);
          if (outcome(c, a) !== o.outcome) continue;
          hits++;
          if (shown++ >= o.count) continue;
          const text = (r) =>
            [r.kanji || "（氏名なし）", r.kana || "（カナなし）", r.birth, r.sex, r.alias ? `通称 ${r.alias}` : ""]
              .filter(Boolean)
              .join(" | ");
          console.log(`${c.label}, ${c.scenario}, would leave ${c.grade}\n  list   line ${c.line}: ${text(rows[c.line - 2])}`);
          for (const line of c.rights) console.log(`  roster line ${line}: ${text(roster[line - 2])}`);
          for (const line of [a?.picked, ...(a?.shown ?? [])])
            if (line > 0 && !c.rights.includes(line))
              console.log(`  ${line === a.picked ? "picked" : "shown "} line ${line}: ${text(roster[line - 2])}`);
        }
      }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${hits} of ${pairs} ${o.outcome}`);
}

async function main() {
  const o = settings(process.argv.slice(2));
  if (!existsSync(cli)) throw new Usage("dist/totsugo-cli.mjs is not there: scripts/build");
  if (o.show) {
    show(o);
    return 0;
  }
  const bench = new Bench(o),
    started = Date.now();
  await bench.run();
  checkCounts(bench);
  console.log(report(bench));
  const kept = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    options: o,
    seconds: Math.round((Date.now() - started) / 1000),
    wrong: bench.wrong,
    parts: bench.parts,
    models: bench.models,
  };
  writeFileSync(join(cache, "accuracy.json"), `${JSON.stringify(kept, null, 1)}\n`);
  for (const w of bench.wrong.slice(0, 20)) console.error(`wrong selectable: ${JSON.stringify(w)}`);
  const dense = bench.dense.some((s) => s.wrong_numbered || s.wrong_unnumbered || s.without_result || Object.keys(s.against).length);
  return bench.wrong.length || dense ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes("--help")) {
    console.log(USAGE);
    process.exit(0);
  }
  try {
    process.exitCode = await main();
  } catch (e) {
    if (!(e instanceof Usage)) throw e;
    console.error(`${e.message}\n\n${USAGE}`);
    process.exitCode = 2;
  }
}
