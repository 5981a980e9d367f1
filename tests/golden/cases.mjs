// The whole-pipeline cases: one folder each, with its input files and, for each flow, the expected bytes of the three
// exports. The folder "sample" holds only what is expected of tests/sample.
import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const cli = fileURLToPath(new URL("../../dist/totsugo-cli.mjs", import.meta.url));
export const DATE = "2026-11-22";

/** What a run writes, and the name under which it is expected. */
export const EXPORTS = [
  ["results.ndjson", "ndjson"],
  ["results.csv", "csv"],
  ["import.json", "import.json"],
];

export const cases = readdirSync(here)
  .filter((f) => statSync(join(here, f)).isDirectory())
  .sort();
export const expected = (name, flow, suffix) => join(here, name, `expected-${flow}.${suffix}`);

/** Runs the command line on a case; the exports are then in `out`. */
export function run(name, flow, out) {
  const inputs = name === "sample" ? fileURLToPath(new URL("../sample/", import.meta.url)) : join(here, name);
  const overlaps = readdirSync(inputs)
    .filter((f) => /^overlap_\d+\.csv$/.test(f))
    .sort();
  execFileSync(
    process.execPath,
    [
      cli,
      "match",
      "--flow",
      flow,
      "--roster",
      join(inputs, "roster.csv"),
      "--pension",
      join(inputs, "pension.csv"),
      ...overlaps.flatMap((f) => ["--overlap", join(inputs, f)]),
      "--date",
      DATE,
      "--out",
      out,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
}
