// Whole-pipeline cases through the command line (the real WebAssembly): the same bytes as expected. golden_test.cpp holds
// the native core to the same files.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { EXPORTS, cases, expected, run } from "./cases.mjs";

let folder,
  compared = 0;
before(() => (folder = mkdtempSync(join(tmpdir(), "totsugo-golden-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

for (const name of cases)
  for (const flow of ["P", "D"]) {
    test(`${name}, flow ${flow}`, () => {
      const out = join(folder, `${name}-${flow}`);
      run(name, flow, out);
      for (const [file, suffix] of EXPORTS) {
        const want = expected(name, flow, suffix);
        assert.ok(existsSync(want), `${want} is missing: node tests/golden/update.mjs`);
        const a = readFileSync(join(out, file)),
          b = readFileSync(want);
        if (!a.equals(b)) assert.deepEqual(a.toString("utf8").split("\n"), b.toString("utf8").split("\n"), file); // shows where
        assert.ok(a.equals(b), file);
        compared++;
      }
    });
  }

test("all cases have been compared", () => {
  assert.deepEqual(cases, ["bad-rows", "quoted", "sample", "separate", "utf16le", "utf8-bom"]);
  assert.equal(compared, cases.length * 2 * EXPORTS.length);
});
