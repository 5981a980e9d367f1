// The dense town (scripts/municipality/dense.mjs) through the command line, held against its truth: who is picked, whether the row
// itself contradicts it, and whether every row has its result.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { generateDense } from "../../../scripts/municipality/dense.mjs";
import { parse } from "../../../scripts/municipality/dates.mjs";
import { bestThreshold, picks } from "./fellegi-sunter.mjs";
import { AS_IT_IS, NFKC, lookup } from "./lookup.mjs";

const SEX = { 男: "1", 女: "2" };

/** Rows of a file as objects by header; index 0 is line 2. */
function table(path) {
  const [head, ...rows] = readFileSync(path, "utf8")
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n")
    .map((l) => l.split(","));
  return rows.map((r) => Object.fromEntries(head.map((h, i) => [h, r[i]])));
}

/** What of the row is against every row the roster has of the person. */
function contradicted(row, person, flow) {
  const differ = (a, b) => a !== "" && b !== "" && a !== b;
  const all = (holds) => person.every(holds);
  const out = [];
  if (all((p) => differ(row.生年月日, p.生年月日))) out.push("birth");
  if (all((p) => differ(SEX[row.性別] ?? row.性別, SEX[p.性別]))) out.push("sex");
  if (flow === "P" && all((p) => differ(row.基礎年金番号, p.基礎年金番号))) out.push("pension_number");
  if (flow === "D") {
    const same = (p) => row.自番号 === "" || row.自番号 === p.記号番号;
    if (!person.some(same)) out.push("number");
    else if (row.自番号 !== "" && all((p) => !same(p) || differ(String(Number(row.自枝番)), String(Number(p.枝番)))) && row.自枝番 !== "")
      out.push("branch");
  }
  return out;
}

/** Rows of any of the files as the peers read them; the pension list bears no member number. */
const peerRows = (rows) =>
  rows.map((r) => ({
    kana: r.氏名カナ,
    kanji: r.氏名,
    birth: r.生年月日,
    sex: r.性別,
    npn: r.基礎年金番号 ?? "",
    number: r.記号番号 ?? r.自番号 ?? "",
    branch: r.枝番 ?? r.自枝番 ?? "",
  }));

function town({ dir, people, seed, date }) {
  const made = generateDense({ people, seed, date: parse(date), out: dir });
  const runs = made.runs.map((r) => `overlap_${r.replaceAll("-", "")}.csv`);
  return {
    roster: table(join(dir, "roster.csv")),
    runs,
    listOf: (flow) => table(join(dir, flow === "P" ? "pension.csv" : runs[1])),
    truthOf: (flow) => new Map(made.truth.filter((t) => t.list === flow).map((t) => [t.line, t])),
  };
}

/** The weights and the threshold of the probabilistic peer, learnt from a town of look-alikes that is not measured. */
export async function learnDense(linkage, what) {
  const t = town({ ...what, seed: "training" });
  await linkage.load("roster", peerRows(t.roster));
  const models = {};
  for (const flow of ["P", "D"]) {
    const truth = t.truthOf(flow);
    await linkage.load("list", peerRows(t.listOf(flow)));
    await linkage.estimate();
    await linkage.compare();
    const pairs = [...truth.values()].filter((one) => one.roster_lines.length > 0).length;
    const { threshold } = bestThreshold(await linkage.best(), (line) => truth.get(line)?.roster_lines ?? [], pairs);
    models[flow] = { threshold, weights: linkage.weights };
  }
  return models;
}

async function linked(linkage, model, list) {
  await linkage.load("list", list);
  await linkage.compare();
  linkage.weights = model.weights;
  return picks(await linkage.best(), model.threshold);
}

/** One town, both flows. `cli`: the command line under test; `linkage` with its `models`: the probabilistic peer beside it. */
export async function measureDense({ cli, dir, people, seed, date, linkage = null, models = {} }) {
  const t = town({ dir, people, seed, date });
  if (linkage) await linkage.load("roster", peerRows(t.roster));
  const out = [];
  for (const flow of ["P", "D"]) {
    const s = measureFlow({ cli, dir, date, t, flow });
    const list = peerRows(t.listOf(flow));
    const answers = { exact: lookup(peerRows(t.roster), list, AS_IT_IS), nfkc: lookup(peerRows(t.roster), list, NFKC) };
    if (linkage) answers.linkage = await linked(linkage, models[flow], list);
    s.peers = {};
    for (const [name, of] of Object.entries(answers)) s.peers[name] = scorePeer(of, t.truthOf(flow));
    out.push(s);
  }
  return out;
}

function scorePeer(answers, truth) {
  const peer = { found: 0, wrong: 0 };
  for (const [line, one] of truth) {
    const picked = answers.get(line)?.picked;
    if (picked) peer[one.roster_lines.includes(picked) ? "found" : "wrong"]++;
  }
  return peer;
}

function measureFlow({ cli, dir, date, t, flow }) {
  const { roster, runs } = t;
  const byResident = grouped(roster);
  const list = t.listOf(flow);
  const out = join(dir, flow);
  const args = ["match", "--flow", flow, "--roster", join(dir, "roster.csv"), "--date", date, "--out", out];
  if (flow === "P") args.push("--pension", join(dir, "pension.csv"));
  for (const f of runs) args.push("--overlap", join(dir, f));
  const summary = JSON.parse(execFileSync(process.execPath, [cli, ...args], { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));
  const results = readFileSync(join(out, "results.ndjson"), "utf8")
    .trimEnd()
    .split("\n")
    .map((l) => JSON.parse(l));
  const truth = t.truthOf(flow);
  const s = {
    flow,
    rows: truth.size,
    accounted: summary.rows_accounted,
    selectable: 0,
    right: 0,
    wrong_numbered: 0,
    wrong_unnumbered: 0,
  };
  Object.assign(s, { unknowable: 0, against: {}, without_result: 0, twice: 0, review_kinds: summary.review_kinds, examples: [] });
  const seen = new Map();
  for (const r of results) {
    const lines =
      flow === "P"
        ? (r.pension?.lines ?? (r.pension ? [r.pension.line] : []))
        : (r.overlap ?? []).filter((o) => basename(o.file) === runs[1]).map((o) => o.line);
    for (const l of lines) {
      seen.set(l, (seen.get(l) ?? 0) + 1);
      if (!r.selectable) continue;
      s.selectable++;
      const one = truth.get(l);
      const row = list[l - 2];
      for (const what of contradicted(row, byResident.get(roster[r.roster.line - 2].宛名番号), flow))
        s.against[what] = (s.against[what] ?? 0) + 1;
      if (one.roster_lines.includes(r.roster.line)) s.right++;
      else if (one.unknowable) s.unknowable++;
      else {
        s[one.numbered ? "wrong_numbered" : "wrong_unnumbered"]++;
        s.examples.push({ ...one, row, picked: roster[r.roster.line - 2], relaxations: r.relaxations });
      }
    }
  }
  for (const l of truth.keys()) {
    s.without_result += !seen.has(l);
    s.twice += (seen.get(l) ?? 0) > 1;
  }
  return s;
}

function grouped(rows) {
  const out = new Map();
  for (const r of rows) out.set(r.宛名番号, [...(out.get(r.宛名番号) ?? []), r]);
  return out;
}
