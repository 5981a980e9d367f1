// A reporter for node --test: one line a test for people, and into the file $TOTSUGO_RESULTS one line of JSON a test, from which
// stage.mjs counts. A file that ends without its tests having run (it cannot be read, it crashed) is reported as a test of its own name.
import { appendFileSync } from "node:fs";
import { basename, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const results = process.env.TOTSUGO_RESULTS;

const plain = (text) => String(text ?? "").replace(/\u001b\[[0-9;]*m/g, "");

const pathOf = (file) => relative(root, file?.startsWith("file:") ? fileURLToPath(file) : (file ?? root));

/** What was asserted first: the first lines of the message, and the line of the test that asserted it. */
function assertion({ error }) {
  const cause = error?.cause ?? error;
  const message = plain(cause?.message ?? cause)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 4)
    .join(" ");
  const frame = /tests\/[^\s()]+\.mjs:\d+/.exec(plain(decodeURI(cause?.stack ?? "")).replaceAll(root, ""));
  return `${message.slice(0, 240)}${frame ? ` (${frame[0]})` : ""}`;
}

/** Why a file ended: the first error it wrote. */
const said = (text) => /^\w*Error\b.*$/m.exec(plain(text))?.[0].slice(0, 240) ?? "the file ended before its tests had run";

/** The details of a failure, for the log. */
const whole = ({ error }) =>
  plain(error?.cause?.stack ?? error?.cause ?? error?.message)
    .split("\n")
    .slice(0, 60)
    .map((line) => `      ${line}\n`)
    .join("");

export default async function* report(events) {
  const errors = new Map(); // of each file, what it wrote to standard error
  for await (const { type, data } of events) {
    if (type === "test:stderr" || type === "test:stdout") yield data.message;
    if (type === "test:stderr") errors.set(pathOf(data.file), (errors.get(pathOf(data.file)) ?? "") + data.message);
    if ((type !== "test:pass" && type !== "test:fail") || data.details?.type === "suite") continue;
    const skipped = data.skip !== undefined || data.todo !== undefined;
    const file = pathOf(data.file);
    const ofFile = data.name.endsWith(".test.mjs");
    const name = ofFile ? pathOf(data.name) : data.name;
    const ms = Math.round(data.details.duration_ms);
    const failed = type === "test:fail";
    if (failed || skipped || data.nesting === 0) {
      const said = failed ? "failed " : skipped ? "skipped" : "passed ";
      yield `  ${said} ${String(ms).padStart(6)} ms  ${basename(file)}: ${name}\n`;
    }
    if (failed) yield whole(data.details);
    if (!results || data.nesting > 0) continue;
    const line = { file: ofFile ? name : file, name, ms, state: failed ? "failed" : skipped ? "skipped" : "passed" };
    if (failed) line.assertion = ofFile ? said(errors.get(line.file)) : assertion(data.details);
    appendFileSync(results, `${JSON.stringify(line)}\n`);
  }
}
