// The training town: its files, as the page gives them to the trainee, through the command line on both days and in both
// flows, against what scripts/training/people.mjs says of everybody.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { townInCp932 } from "../../scripts/training/in-cp932.mjs";
import { town } from "../../scripts/training/make-town.mjs";
import { checkDigit } from "../../scripts/municipality/insurer.mjs";
import { score } from "./truth.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
const lines = (text) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((l) => JSON.parse(l));
const BUCKETS = {
  P: ["D-REFERENCE", "P-CONFIRMED", "P-FILED", "P-INQUIRE", "P-NONMEMBER", "P-OUTSIDE", "P-REVIEW", "P-WITHDRAWN"],
  D: ["D-CANDIDATE", "D-CHANGED", "D-FILED", "D-FIRST", "D-NONMEMBER", "D-OTHER", "D-RESOLVED", "D-REVERSED", "D-REVIEW"],
};
const KINDS = {
  P: { "田中　恵子": "several_candidates", "原田　純": "several_candidates" },
  D: { "中村　優奈": "several_candidates", "山本　愛": "fields_disagree", "松尾　悟": "number_only", "和田　泉": "number_only" },
};
const stored = path("web/src/training/town");
const truth = lines(readFileSync(join(stored, "truth.ndjson"), "utf8"));

let folder, townFiles, DAYS;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "totsugo-town-"));
  const { build } = createRequire(path("web/build.mjs"))("esbuild");
  const outfile = join(folder, "town.mjs");
  await build({
    entryPoints: [path("web/src/training/town.ts")],
    bundle: true,
    outfile,
    format: "esm",
    platform: "node",
    target: "node18",
    plugins: [townInCp932],
  });
  ({ townFiles, DAYS } = await import(outfile));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("the stored files are what the script makes", () => {
  const made = town();
  assert.deepEqual(readdirSync(stored).sort(), [...made.keys()].sort());
  for (const [name, text] of made)
    assert.equal(readFileSync(join(stored, name), "utf8"), text, `${name}: node scripts/training/make-town.mjs`);
  assert.equal(made.size, 8);
});

test("every number of an insurer has its check digit, and no number is a person’s", () => {
  let checked = 0;
  for (const name of readdirSync(stored).filter((f) => f.startsWith("overlap_"))) {
    const [head, ...rows] = readFileSync(join(stored, name), "utf8")
      .trim()
      .split("\n")
      .map((l) => l.split(","));
    for (const row of rows)
      for (const column of ["自保険者番号", "重複先保険者番号"]) {
        const number = row[head.indexOf(column)];
        assert.match(number, /^\d{8}$/);
        assert.equal(checkDigit(number.slice(0, 7)), Number(number[7]), number);
        checked++;
      }
  }
  assert.equal(checked, 184);
});

/** The results of a run on the files of that day. */
async function run(day, flow) {
  const at = join(folder, `${day}-${flow}`);
  mkdirSync(at);
  const put = async (kind, short) =>
    (await townFiles(day, kind)).map(({ name, bytes }) => {
      const file = join(at, short(name));
      writeFileSync(file, Buffer.from(bytes));
      return file;
    });
  const [roster] = await put("roster", () => "roster.csv");
  const [pension] = await put("pension", () => "pension.csv");
  // By the names the truth has.
  const overlaps = await put("overlap", (name) => `overlap_${/\d{8}/.exec(name)[0]}.csv`);
  const out = join(at, "out");
  execFileSync(
    process.execPath,
    [
      path("dist/totsugo-cli.mjs"),
      "match",
      "--flow",
      flow,
      "--roster",
      roster,
      ...(flow === "P" ? ["--pension", pension] : []),
      ...overlaps.flatMap((f) => ["--overlap", f]),
      "--date",
      day,
      "--out",
      out,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  return {
    results: lines(readFileSync(join(out, "results.ndjson"), "utf8")),
    imports: JSON.parse(readFileSync(join(out, "import.json"), "utf8")),
  };
}

const counts = {};
let asked = 0;
for (const day of ["2026-11-10", "2026-11-24"])
  for (const flow of ["P", "D"]) {
    test(`${day}, flow ${flow}: everybody is where the rules put them`, async () => {
      const { results, imports } = await run(day, flow);
      for (const file of imports.files) assert.deepEqual([file.encoding, file.rejected_count], ["CP932", 0], file.file);
      const wanted = truth.filter((t) => t.day === day && t.flow === flow);
      const found = score(results, wanted);
      const { truth: told, same, different, missing, extra, wrong_pick, not_to_be_selected, other_row_shown, loss_date_wrong } = found;
      assert.deepEqual(
        { same, different, missing, extra, wrong_pick, not_to_be_selected, other_row_shown, loss_date_wrong },
        { same: told, different: 0, missing: 0, extra: 0, wrong_pick: 0, not_to_be_selected: 0, other_row_shown: 0, loss_date_wrong: 0 },
        JSON.stringify(found.examples, null, 1),
      );
      counts[`${day} ${flow}`] = told;
      // Whom the exercises are about waits for the reason they tell of.
      for (const [name, kind] of Object.entries(KINDS[flow])) {
        const { pension_line, overlap } = wanted.find((t) => t.name === name);
        const of = (r) => (pension_line ? r.pension?.line === pension_line : r.overlap?.[0].line === overlap[0].line);
        assert.equal(results.find(of).review_kind, kind, name);
        asked++;
      }
      // A 国保組合 is left on the very day (国保法8条), an employer's insurance the day after.
      const union = truth.find((t) => t.name === "岡田　浩二").roster_line;
      assert.equal(results.find((r) => r.roster?.line === union).loss_date, "2026-08-20");
      if (day === DAYS[0]) assert.deepEqual([...new Set(results.map((r) => r.bucket))].sort(), BUCKETS[flow]);
    });
  }

test("so many have been compared", () => {
  assert.deepEqual(counts, { "2026-11-10 P": 41, "2026-11-10 D": 32, "2026-11-24 P": 40, "2026-11-24 D": 32 });
  assert.equal(truth.length, 145);
  assert.equal(asked, 12);
});
