// Holds results.ndjson against truth.ndjson of a generated municipality.
//   node tests/golden/truth.mjs results.ndjson truth.ndjson [--verbose]
// prints one JSON object; exit 1 where a selectable result shows another person's row, or shows someone to be selected
// whom the truth does not let be selected. Other differences are counted, not judged.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const lines = (text) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((l) => JSON.parse(l));
const MUST = new Set(["P-CONFIRMED", "D-CANDIDATE"]),
  MAY = new Set([...MUST, "P-INQUIRE"]); // be selectable

/** results, truth: arrays of objects, of one flow. A truth line meets its result by the list line it stands on. */
export function score(results, truth) {
  const flow = results[0]?.flow ?? truth[0]?.flow,
    wanted = truth.filter((t) => t.flow === flow);
  const byPension = new Map(),
    byOverlap = new Map();
  for (const r of results) {
    if (r.pension) byPension.set(r.pension.line, r);
    else for (const o of r.overlap ?? []) byOverlap.set(`${basename(o.file)}:${o.line}`, r);
  }
  const out = {
    flow,
    truth: wanted.length,
    results: results.length,
    same: 0,
    allowed: 0,
    different: 0,
    missing: 0,
    extra: 0,
    wrong_pick: 0,
    not_to_be_selected: 0,
    other_row_shown: 0,
    should_be_selectable: 0,
    found: 0,
    loss_date_wrong: 0,
    confusion: {},
    examples: [],
  };
  const used = new Set();
  const note = (t, r, what) => {
    if (out.examples.length < 60)
      out.examples.push({
        what,
        scenario: t?.scenario ?? null,
        noise: t?.noise ?? null,
        overlap_noise: t?.overlap_noise,
        expected: t ? (t.bucket ?? t.allowed) : null,
        got: r?.bucket ?? null,
        grade: r?.grade ?? null,
        truth: t && { roster: t.roster_line, pension: t.pension_line, overlap: t.overlap },
        result_roster: r?.roster?.line ?? null,
      });
  };
  for (const t of wanted) {
    const r =
      t.pension_line !== null ? byPension.get(t.pension_line) : t.overlap.map((o) => byOverlap.get(`${o.file}:${o.line}`)).find(Boolean);
    const selected = MUST.has(t.bucket);
    if (selected) out.should_be_selectable++;
    if (!r) {
      if (t.bucket === null && t.allowed?.includes("none")) {
        out.allowed++;
        continue;
      }
      out.missing++;
      note(t, null, "missing");
      continue;
    }
    used.add(r);
    if (r.bucket === t.bucket) out.same++;
    else if (t.bucket === null && (!t.allowed || t.allowed.includes(r.bucket))) out.allowed++;
    else {
      out.different++;
      const key = `${t.scenario}${t.noise.length ? ` [${t.noise}]` : ""}: ${t.bucket ?? `(${t.allowed})`} -> ${r.bucket}`;
      out.confusion[key] = (out.confusion[key] ?? 0) + 1;
      note(t, r, "bucket");
    }
    const right = [t.roster_line, ...(t.other_roster_lines ?? [])];
    if (!r.selectable && r.roster && !right.includes(r.roster.line)) out.other_row_shown++;
    if (r.selectable) {
      if (!right.includes(r.roster?.line ?? null)) {
        out.wrong_pick++;
        note(t, r, "wrong pick");
      } else if (selected) out.found++;
      else if (!MAY.has(t.bucket) && !t.allowed?.some((b) => MAY.has(b))) {
        out.not_to_be_selected++;
        note(t, r, "selectable, but should not be");
      }
      if (t.loss_date && r.bucket === t.bucket && r.loss_date !== t.loss_date) {
        out.loss_date_wrong++;
        note(t, r, `loss date ${r.loss_date}, not ${t.loss_date}`);
      }
    }
  }
  for (const r of results)
    if (!used.has(r)) {
      out.extra++;
      note(null, r, "extra");
    }
  return out;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [results, truth] = process.argv.slice(2, 4).map((f) => lines(readFileSync(f, "utf8"))),
    s = score(results, truth);
  if (!process.argv.includes("--verbose")) delete s.examples;
  console.log(JSON.stringify(s, null, 1));
  process.exit(s.wrong_pick + s.not_to_be_selected ? 1 : 0);
}
