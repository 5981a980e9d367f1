// Generated towns with known truth, through the command line: nobody wrong is ever selectable, nobody is missed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { generate, options } from "../../scripts/make-municipality.mjs";
import { score } from "./truth.mjs";

const cli = fileURLToPath(new URL("../../dist/totsugo-cli.mjs", import.meta.url));
const lines = (path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((l) => JSON.parse(l));

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), "totsugo-truth-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

let scored = 0;
for (const seed of ["one", "two", "three"]) {
  test(`a town of 3,000, seed ${seed}`, () => {
    const town = join(folder, seed);
    generate(options(["--people", "3000", "--seed", seed, "--out", town]));
    const truth = lines(join(town, "truth.ndjson"));
    const runs = readdirSync(town).filter((f) => f.startsWith("overlap_"));
    assert.equal(runs.length, 2);
    for (const flow of ["P", "D"]) {
      const out = join(folder, `${seed}-${flow}`);
      execFileSync(
        process.execPath,
        [
          cli,
          "match",
          "--flow",
          flow,
          "--roster",
          join(town, "roster.csv"),
          "--pension",
          join(town, "pension.csv"),
          ...runs.flatMap((f) => ["--overlap", join(town, f)]),
          "--date",
          "2026-11-22",
          "--out",
          out,
        ],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      const s = score(lines(join(out, "results.ndjson")), truth);
      const bad = s.examples
        .slice(0, 5)
        .map((e) => JSON.stringify(e))
        .join("\n");
      assert.deepEqual([s.wrong_pick, s.not_to_be_selected, s.missing, s.different, s.loss_date_wrong], [0, 0, 0, 0, 0], bad);
      assert.equal(s.same + s.allowed, s.truth);
      assert.ok(s.truth > 80 && s.found > 10, `${s.truth} ${s.found}`);
      assert.equal(s.found, s.should_be_selectable);
      scored += s.truth;
    }
  });
}

test("every town has been scored", () => assert.ok(scored > 600, String(scored)));
