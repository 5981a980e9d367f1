// The scorer of scripts/bench accuracy, on a list made by hand; and a small town with every class of noise, in which
// nobody may be selectable who is somebody else.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { match, pairsOfClasses, settings, town } from "../bench/accuracy.mjs";
import { bestThreshold, cleanKana, picks } from "../bench/accuracy/fellegi-sunter.mjs";
import { AS_IT_IS, NFKC, lookup } from "../bench/accuracy/lookup.mjs";
import { CLEAN, answersOf, casesOf, outcome, scoreOthers, scorePairs, sum } from "../bench/accuracy/score.mjs";
import { CLASSES, NOISE } from "../../scripts/municipality/noise.mjs";

const person = (pension_line, roster_line, scenario, noise = [], more = {}) => ({
  flow: "P",
  bucket: "P-INQUIRE",
  roster_line,
  pension_line,
  overlap: [],
  loss_date: null,
  noise,
  person: "p",
  scenario,
  ...more,
});
const TRUTH = [
  person(2, 10, "p_inquire"), //                                    right
  person(3, 11, "p_inquire", ["zu_du"]), //                         another is picked: wrong
  person(4, 12, "p_inquire", ["zu_du"]), //                         nobody: missed
  person(5, 13, "p_inquire", ["zu_du"]), //                         shown to a clerk: review
  person(6, 14, "p_inquire", ["zu_du"]), //                         only others shown to a clerk: missed
  person(7, 15, "p_inquire", ["zu_du"]), //                         shown beside "not found": missed, and counted as look-alike
  person(8, 16, "p_inquire", ["surname_changed"], { bucket: "P-REVIEW" }), // right, but too sure
  person(9, 17, "p_same_name_two_households", [], { bucket: "P-REVIEW" }), // right by luck: wrong
  person(10, null, "p_nonmember", [], { bucket: "P-NONMEMBER" }), // somebody: wrong
  person(11, 18, "p_filed", [], { bucket: "P-FILED" }), //          by the rules not selectable: no pair
  person(12, 19, "p_rejoined", [], { bucket: null, other_roster_lines: [20] }),
  { ...person(null, 21, "d_candidate"), bucket: "D-REFERENCE", overlap: [{ file: "overlap_2.csv", line: 2 }] }, // of the other list
  {
    ...person(null, 22, "d_candidate", ["small_kana"]),
    flow: "D",
    bucket: "D-CANDIDATE",
    overlap: [
      { file: "overlap_1.csv", line: 9 },
      { file: "overlap_2.csv", line: 3 },
    ],
  },
];
const result = (line, bucket, roster, candidates = [], selectable = bucket === "P-INQUIRE") => ({
  flow: "P",
  bucket,
  selectable,
  roster: roster && { line: roster },
  pension: { line },
  overlap: null,
  candidates: candidates.map((roster_line) => ({ roster_line })),
});
const RESULTS = [
  result(2, "P-INQUIRE", 10, [10]),
  result(3, "P-INQUIRE", 99),
  result(4, "P-NONMEMBER", null),
  result(5, "P-REVIEW", null, [98, 13]),
  result(6, "P-REVIEW", 97, [97]),
  result(7, "P-NONMEMBER", null, [15]),
  result(8, "P-INQUIRE", 16),
  result(9, "P-INQUIRE", 17),
  result(10, "P-INQUIRE", 96),
  result(11, "P-FILED", 18),
  result(12, "P-INQUIRE", 20),
];

test("the scorer: a wrong pick, a miss, a review, a look-alike, one too sure, one right by luck", () => {
  const cases = casesOf(TRUTH, "P", "overlap_2.csv"),
    answers = answersOf(RESULTS, "P", "overlap_2.csv");
  assert.deepEqual(
    cases.map((c) => c.line),
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  );
  assert.deepEqual(
    cases.map((c) => outcome(c, answers.get(c.line))),
    ["selectable", "wrong", "missed", "review", "missed", "missed", "selectable", "wrong", "wrong", "missed", "selectable"],
  );
  const pairs = scorePairs(cases, answers),
    others = scoreOthers(cases, answers);
  assert.deepEqual(Object.keys(pairs), [CLEAN, "zu_du", "surname_changed"]);
  assert.deepEqual(pairs.zu_du, { pairs: 5, selectable: 0, review: 1, missed: 3, wrong: 1, too_sure: 0, look_alike: 1, others_shown: 2 });
  assert.deepEqual(pairs.surname_changed, {
    pairs: 1,
    selectable: 1,
    review: 0,
    missed: 0,
    wrong: 0,
    too_sure: 1,
    look_alike: 0,
    others_shown: 0,
  });
  assert.deepEqual(others.p_same_name_two_households, { people: 1, in_roster: 1, several: true, picked: 1, wrong: 1, too_sure: 0 });
  assert.deepEqual(others.p_nonmember, { people: 1, in_roster: 0, several: false, picked: 1, wrong: 1, too_sure: 0 });
  assert.deepEqual([others.p_filed.wrong, others.p_rejoined.wrong], [0, 0]);
  const all = sum(Object.values(pairs));
  assert.equal(all.pairs, 7);
  assert.equal(all.selectable + all.review + all.missed + all.wrong, all.pairs);
  const d = casesOf(TRUTH, "D", "overlap_2.csv");
  assert.deepEqual(
    d.map((c) => [c.line, c.label, c.measured]),
    [[3, "small_kana", true]],
  );
  assert.equal(
    outcome(
      d[0],
      answersOf(
        [
          {
            ...result(0, "D-CANDIDATE", 22, [], true),
            pension: null,
            overlap: [
              { file: "x/overlap_1.csv", line: 9 },
              { file: "x/overlap_2.csv", line: 3 },
            ],
          },
        ],
        "D",
        "overlap_2.csv",
      ).get(3),
    ),
    "selectable",
  );
});

test("the peers: the first row that has the key; only a best candidate above the threshold", () => {
  const roster = [
    { kana: "サトウ　ハナ", birth: "19900101" },
    { kana: "ｻﾄｳ ﾊﾅ", birth: "19900101" },
    { kana: "サトウ　ハナ", birth: "19900101" },
  ];
  const list = [
    { kana: "サトウ　ハナ", birth: "19900101" },
    { kana: "ｻﾄｳ ﾊﾅ", birth: "19900101" },
    { kana: "", birth: "19900101" },
    { kana: "ｻﾄｳﾊﾅ", birth: "19900102" },
  ];
  const lines = (answers) => list.map((_, i) => answers.get(i + 2)?.picked ?? null);
  assert.deepEqual(lines(lookup(roster, list, AS_IT_IS)), [2, 3, null, null]);
  assert.deepEqual(lines(lookup(roster, list, NFKC)), [2, 2, null, null]);
  assert.equal(cleanKana("さとう－ﾊﾅ ・"), "サトウーハナ");
  const best = [
      [2, 10, 9],
      [3, 11, 8],
      [4, 99, 7],
      [5, 13, 6],
      [6, 98, 1],
    ],
    right = new Map([
      [2, [10]],
      [3, [11]],
      [4, [12]],
      [5, [13]],
      [6, []],
    ]);
  const top = bestThreshold(best, (l) => right.get(l), 4);
  assert.equal(top.threshold, 6);
  assert.deepEqual([...picks(best, top.threshold).keys()], [2, 3, 4, 5]);
});

test("arguments", () => {
  assert.deepEqual(settings([]).people, [20_000, 200_000, 1_000_000]);
  assert.deepEqual(settings(["--show", "zu_du"]).people, [20_000]);
  for (const bad of [["--people", "5"], ["--class", "zudu"], ["--peers", "some"], ["--nothing"], ["--outcome", "x", "--show", "zu_du"]])
    assert.throws(() => settings(bad), Error, String(bad));
  assert.ok(pairsOfClasses().length > 250 && pairsOfClasses(["hiragana"]).every((p) => p.includes("hiragana")));
});

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), "totsugo-accuracy-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

test("a town of 2,000 with every class: nobody wrong is selectable, every class has pairs", () => {
  let pairs = 0,
    others = 0;
  for (const [numbers, flows] of [
    ["no", ["P", "D"]],
    ["yes", ["P", "D"]],
  ]) {
    const t = town({ people: 2000, seed: "small", noise: "every", scenarios: "every", numbers, wide: true }, join(folder, numbers));
    for (const flow of flows) {
      const cases = casesOf(t.truth, flow, t.newest),
        answers = match(t, flow);
      const wrong = cases.filter((c) => outcome(c, answers.get(c.line)) === "wrong");
      assert.deepEqual(
        wrong.map((c) => [flow, numbers, c.label, c.scenario, c.line]),
        [],
      );
      const of = scorePairs(cases, answers);
      for (const c of CLASSES) if (flow === "D" || c !== "number_missing") assert.ok(of[c]?.pairs > 0, `${flow} ${numbers} ${c}`);
      assert.ok(of[CLEAN].selectable === of[CLEAN].pairs && of[CLEAN].pairs > 5, JSON.stringify(of[CLEAN]));
      // what is orthography alone is selectable, every single one
      for (const c of ["small_kana", "zu_du", "half_width_kana", "hiragana", "full_width"]) {
        assert.equal(NOISE[c].grade, "A");
        assert.equal(of[c].selectable, of[c].pairs, c);
      }
      pairs += sum(Object.values(of)).pairs;
      others += Object.values(scoreOthers(cases, answers)).reduce((a, s) => a + s.people, 0);
    }
  }
  assert.ok(pairs > 200 && others > 150, `${pairs} ${others}`);
});
