// The log of a run of doctest, or of several, as a stage of scripts/test: node scripts/testing/doctest.mjs STAGE LOG STATUS SECONDS
// Writes build/test-logs/STAGE.note and STAGE.failed (one line a failed test case, with its first assertion).
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const logs = fileURLToPath(new URL("../../build/test-logs/", import.meta.url));
const [stage, log, status, seconds] = process.argv.slice(2);
const text = readFileSync(log, "utf8");

// doctest parts what it says with lines of "=", and says of each failure where it was: file, test case, then the assertions.
const failed = new Map();
for (const part of text.split(/^={20,}$/m)) {
  const name = /^TEST CASE: {2}(.*)$/m.exec(part)?.[1];
  const at = /^(.+:\d+): (?:FATAL )?ERROR: ?([\s\S]*?)(?:\n\n|$)/m.exec(part);
  if (!name || !at || failed.has(name)) continue;
  const where = at[1].replace(/^.*\/(?=tests\/)/, "");
  failed.set(name, `${stage}: ${name}: ${at[2].trim().replace(/\s+/g, " ").slice(0, 240)} (${where})`);
}
// A log of several runs has a head and a summary of each.
const runs = text.match(/^\[doctest\] doctest version is/gm)?.length ?? 0;
const totals = [...text.matchAll(/^\[doctest\] test cases: .*?(\d+) passed \| *(\d+) failed/gm)];
const total = runs > 0 && totals.length === runs;
const lines = [...failed.values()];
let bad = totals.reduce((n, found) => n + Number(found[2]), 0);
// A run of a range of the cases counts those outside of it as passed: together they are as many as each says there are.
const good = total ? Number(totals[0][1]) + Number(totals[0][2]) - bad : 0;
// What ends a program before doctest can count (a sanitizer, a crash) has its own line.
const broken = /^(?:.*runtime error: .*|SUMMARY: .*|.*: terminated by signal.*)$/m.exec(text)?.[0];
if (!total || (status !== "0" && bad === 0)) {
  bad += 1;
  lines.push(
    `${stage}: ended with status ${status}${total ? "" : " before its summary"}${broken ? `: ${broken.trim().slice(0, 240)}` : ""}`,
  );
} else if (good + bad === 0) {
  bad = 1;
  lines.push(`${stage}: nothing ran`);
}
writeFileSync(join(logs, `${stage}.failed`), lines.map((line) => `${line}\n`).join(""));
writeFileSync(join(logs, `${stage}.note`), `${stage} ${good} ${bad} ${seconds}\n`);
