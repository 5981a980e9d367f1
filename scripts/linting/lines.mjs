// Lines of more than 140 characters, as FILE:LINE:COLUMN. Characters, not bytes: much of the text is Japanese.
import { readFileSync } from "node:fs";

const MOST = 140;

let found = 0;
for (const file of process.argv.slice(2)) {
  for (const [i, line] of readFileSync(file, "utf8").split("\n").entries()) {
    const length = line.length > MOST ? [...line].length : 0;
    if (length <= MOST) continue;
    found++;
    console.log(`${file}:${i + 1}:${MOST + 1}: ${length} characters, ${MOST} allowed`);
  }
}
process.exitCode = found ? 1 : 0;
