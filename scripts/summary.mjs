// Prints a summary.json (standard input) for people: counts per bucket with the labels the core gives them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const built = new URL("../build/wasm/", import.meta.url);
const createTotsugo = createRequire(import.meta.url)(fileURLToPath(new URL("totsugo.js", built)));
const module = await createTotsugo({ wasmBinary: readFileSync(new URL("totsugo.wasm", built)) });
const constants = JSON.parse(module.constants());
const summary = JSON.parse(readFileSync(0, "utf8"));

// Columns a Japanese character takes two of in a terminal.
const width = (text) => [...text].reduce((n, c) => n + (c.codePointAt(0) >= 0x2e80 ? 2 : 1), 0);
const padded = (text, to) => text + " ".repeat(Math.max(0, to - width(text)));
const number = (n) => n.toLocaleString("en").padStart(8);

const flow = constants.flows.find((f) => f.code === summary.flow);
console.log(`処理 ${summary.flow}（${flow?.label ?? ""}）  作業日 ${summary.date}`);
for (const file of summary.files ?? []) {
  console.log(`  ${padded(file.file, 28)}${padded(file.encoding, 10)}${number(file.rows)} 行  不採用 ${file.rejected} 行`);
}
for (const bucket of constants.buckets) {
  const count = summary.buckets?.[bucket.code];
  if (count) console.log(`  ${padded(bucket.code, 14)}${padded(bucket.label, 36)}${number(count)}`);
}
const grades = Object.entries(summary.grades ?? {}).map(([grade, n]) => `${grade === "none" ? "なし" : grade} ${n}`);
console.log(`  結果 ${summary.results} 件（選択できるもの ${summary.selectable} 件）  確度 ${grades.join(" ・ ")}`);
for (const warning of summary.warnings ?? []) {
  console.log(`  注意: ${typeof warning === "string" ? warning : warning.text}`);
}
