// A town full of look-alikes: nobody is picked against his own row, nobody wrong but where the data themselves are somebody else's,
// and no row is lost.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { measureDense } from "../bench/accuracy/dense.mjs";
import { parse } from "../../scripts/municipality/dates.mjs";
import { DAMAGE, KINDS, generateDense } from "../../scripts/municipality/dense.mjs";

const cli = fileURLToPath(new URL("../../dist/totsugo-cli.mjs", import.meta.url));
const FULL = process.env.TOTSUGO_FULL === "1";

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), "totsugo-dense-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

for (const seed of FULL ? ["1", "2", "3", "4", "5", "6"] : ["1", "2"]) {
  test(`a town of look-alikes, seed ${seed}`, async () => {
    for (const s of await measureDense({ cli, dir: join(folder, seed), people: FULL ? 40_000 : 8_000, seed, date: "2026-11-22" })) {
      const told = JSON.stringify(s.examples.slice(0, 3));
      assert.deepEqual(s.against, {}, told);
      assert.deepEqual([s.wrong_numbered, s.wrong_unnumbered], [0, 0], told);
      assert.deepEqual([s.without_result, s.twice], [0, 0]);
      assert.equal(s.accounted, s.rows);
      assert.ok(s.right > s.rows / 3 && s.unknowable < s.rows / 50, JSON.stringify(s));
      for (const kind of ["several_candidates", "fields_disagree", "weak"].slice(0, s.flow === "D" ? 3 : 1))
        assert.ok(s.review_kinds[kind] > 5, kind);
    }
  });
}

test("every kind of trap and of damage is in it", () => {
  const { truth } = generateDense({ people: 4_000, seed: "kinds", date: parse("2026-11-22"), out: join(folder, "kinds") });
  const met = (what) => [...new Set(truth.map((t) => t[what]))].sort();
  assert.deepEqual(met("kind"), Object.keys(KINDS).sort());
  assert.deepEqual(met("damage"), Object.keys(DAMAGE).sort());
});
