// What came of the people on a list, held against the truth. Pure functions: the command line's results, a peer's picks
// and a hand-made list are scored by the same lines.
//
// A *case* is one person on a list (a row of the pension list; under flow D a person of the newest run). An *answer* is
//   { picked: roster line or null, shown: [roster lines], review: bool }
// and its outcome one of
//   selectable  the right row, to be picked
//   review      the right row is among those shown to a clerk, nobody picked
//   missed      nobody, or only others
//   wrong       another person's row picked, or one picked where several stand equal (right by luck is wrong)
import { basename } from "node:path";
import { NOISE, gradeOf } from "../../../scripts/municipality/noise.mjs";
import { EVERY_SCENARIO } from "../../../scripts/municipality/scenarios.mjs";

const SCENARIO = new Map(EVERY_SCENARIO.map((s) => [s.id, s]));
const SELECTABLE = ["P-CONFIRMED", "P-INQUIRE", "D-CANDIDATE"];
export const CLEAN = "(no noise)";
export const labelOf = (noise) => (noise.length ? noise.join("+") : CLEAN);

/** The people of one flow's list. `measured`: a true pair whom, were the list perfect, the rules would let be selected. */
export function casesOf(truth, flow, newest) {
  const out = [];
  for (const t of truth) {
    if (t.flow !== flow) continue;
    const own = flow === "P" ? t.pension_line : (t.overlap.find((o) => o.file === newest)?.line ?? null);
    if (own === null) continue;
    const s = SCENARIO.get(t.scenario);
    if (!s) throw new Error(`unknown scenario ${t.scenario}`);
    const rights = t.roster_line === null ? [] : [t.roster_line, ...(t.other_roster_lines ?? [])];
    out.push({
      line: own,
      rights,
      scenario: t.scenario,
      noise: t.noise,
      label: labelOf(t.noise),
      several: s.several === true,
      unlinkable: t.unlinkable === true,
      grade: gradeOf(t.noise),
      review: t.bucket?.endsWith("-REVIEW") === true,
      measured: rights.length > 0 && !s.several && SELECTABLE.includes(flow === "P" ? s.P : s.D),
    });
  }
  return out;
}

/** results.ndjson of the command line as answers by list line. */
export function answersOf(results, flow, newest) {
  const out = new Map();
  for (const r of results) {
    const own = flow === "P" ? (r.pension?.line ?? null) : ((r.overlap ?? []).find((o) => basename(o.file) === newest)?.line ?? null);
    if (own === null) continue;
    const shown = [r.roster?.line, ...(r.candidates ?? []).map((c) => c.roster_line)].filter((line) => line !== undefined && line !== null);
    const answer = {
      picked: r.selectable ? (r.roster?.line ?? -1) : null,
      shown: [...new Set(shown)],
      review: r.bucket.endsWith("-REVIEW"),
    };
    // two results of one row: what is selectable counts, else what shows more
    const before = out.get(own);
    if (!before || (before.picked === null && (answer.picked !== null || answer.shown.length > before.shown.length))) out.set(own, answer);
  }
  return out;
}

export const NOBODY = { picked: null, shown: [], review: false };
export function outcome(c, answer = NOBODY) {
  if (answer.picked !== null) return c.rights.includes(answer.picked) && !c.several ? "selectable" : "wrong";
  return answer.review && answer.shown.some((line) => c.rights.includes(line)) ? "review" : "missed";
}

const empty = () => ({ pairs: 0, selectable: 0, review: 0, missed: 0, wrong: 0, too_sure: 0, look_alike: 0, others_shown: 0 });
/** Counts by label (noise class, pair of classes), over the measured true pairs. */
export function scorePairs(cases, answers, into = {}) {
  for (const c of cases) {
    if (!c.measured) continue;
    into[c.label] ??= empty();
    const s = into[c.label],
      a = answers.get(c.line) ?? NOBODY,
      what = outcome(c, a);
    s.pairs++;
    s[what]++;
    if (what === "selectable" && c.review) s.too_sure++; // the right person, but by DOMAIN for a clerk to see first
    if (what === "missed" && a.shown.some((line) => c.rights.includes(line))) s.look_alike++; // shown beside "not found"
    if (a.picked === null && a.shown.some((line) => !c.rights.includes(line))) s.others_shown++;
  }
  return into;
}

/** Everybody else on the list, by scenario: people in no row, people of whom several rows are as good, filed ones …
 *  `picked` and `wrong` only: which bucket they get is what truth.mjs checks. */
export function scoreOthers(cases, answers, into = {}) {
  for (const c of cases) {
    if (c.measured) continue;
    into[c.scenario] ??= { people: 0, in_roster: 0, several: c.several, picked: 0, wrong: 0, too_sure: 0 };
    const s = into[c.scenario],
      a = answers.get(c.line) ?? NOBODY;
    s.people++;
    if (c.rights.length) s.in_roster++;
    if (a.picked !== null) s.picked++;
    const what = outcome(c, a);
    if (what === "wrong") s.wrong++;
    if (what === "selectable" && c.review) s.too_sure++;
  }
  return into;
}

export const sum = (list) =>
  list.reduce((a, b) => {
    for (const k of Object.keys(b)) a[k] += b[k];
    return a;
  }, empty());
export const found = (s) => s.selectable + s.review;
export const isUnlinkable = (label) => label.split("+").some((k) => NOISE[k]?.unlinkable);
