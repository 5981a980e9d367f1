// The dense town (scripts/municipality/dense.mjs) through the command line, held against its truth: who is picked, whether the row
// itself contradicts it, and whether every row has its result.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { generateDense } from "../../../scripts/municipality/dense.mjs";
import { parse } from "../../../scripts/municipality/dates.mjs";
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

const peerRows = (rows) => rows.map((r) => ({ kana: r.氏名カナ, birth: r.生年月日 }));

/** One town, both flows. `cli`: the command line under test. */
export function measureDense({ cli, dir, people, seed, date }) {
  const made = generateDense({ people, seed, date: parse(date), out: dir });
  const roster = table(join(dir, "roster.csv"));
  const byResident = grouped(roster);
  const runs = made.runs.map((r) => `overlap_${r.replaceAll("-", "")}.csv`);
  return ["P", "D"].map((flow) => {
    const list = table(join(dir, flow === "P" ? "pension.csv" : runs[1]));
    const out = join(dir, flow);
    const args = ["match", "--flow", flow, "--roster", join(dir, "roster.csv"), "--date", date, "--out", out];
    if (flow === "P") args.push("--pension", join(dir, "pension.csv"));
    for (const f of runs) args.push("--overlap", join(dir, f));
    const summary = JSON.parse(
      execFileSync(process.execPath, [cli, ...args], { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }),
    );
    const results = readFileSync(join(out, "results.ndjson"), "utf8")
      .trimEnd()
      .split("\n")
      .map((l) => JSON.parse(l));
    const truth = new Map(made.truth.filter((t) => t.list === flow).map((t) => [t.line, t]));
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
        const t = truth.get(l);
        const row = list[l - 2];
        for (const what of contradicted(row, byResident.get(roster[r.roster.line - 2].宛名番号), flow))
          s.against[what] = (s.against[what] ?? 0) + 1;
        if (t.roster_lines.includes(r.roster.line)) s.right++;
        else if (t.unknowable) s.unknowable++;
        else {
          s[t.numbered ? "wrong_numbered" : "wrong_unnumbered"]++;
          s.examples.push({ ...t, row, picked: roster[r.roster.line - 2], relaxations: r.relaxations });
        }
      }
    }
    for (const l of truth.keys()) {
      s.without_result += !seen.has(l);
      s.twice += (seen.get(l) ?? 0) > 1;
    }
    s.peers = {};
    for (const [name, how] of [
      ["exact", AS_IT_IS],
      ["nfkc", NFKC],
    ]) {
      const answers = lookup(peerRows(roster), peerRows(list), how);
      const peer = { found: 0, wrong: 0 };
      for (const [l, t] of truth) {
        const picked = answers.get(l)?.picked;
        if (!picked) continue;
        peer[t.roster_lines.includes(picked) ? "found" : "wrong"]++;
      }
      s.peers[name] = peer;
    }
    return s;
  });
}

function grouped(rows) {
  const out = new Map();
  for (const r of rows) out.set(r.宛名番号, [...(out.get(r.宛名番号) ?? []), r]);
  return out;
}
