// Writes the expected files of tests/golden anew, by the command line in dist/:
//   scripts/build && node tests/golden/update.mjs [case …]
// Then read the difference: every changed byte wants a reason in the commit.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXPORTS, cases, expected, run } from "./cases.mjs";

const wanted = process.argv.slice(2),
  folder = mkdtempSync(join(tmpdir(), "totsugo-golden-"));
try {
  for (const name of cases)
    for (const flow of ["P", "D"]) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      run(name, flow, folder);
      for (const [file, suffix] of EXPORTS) copyFileSync(join(folder, file), expected(name, flow, suffix));
      console.log(`${name} ${flow}`);
    }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
