// The command line as a contract: what it refuses, how, and that it leaves nothing half-written.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { cli, sample } from "./harness.mjs";

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), "totsugo-cli-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args) =>
  new Promise((resolve) =>
    execFile(process.execPath, [cli, ...args], (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr })),
  );

const good = (out, { flow = "P", roster = sample.roster } = {}) => [
  "match",
  "--flow",
  flow,
  "--roster",
  roster,
  "--pension",
  sample.pension,
  ...sample.overlaps.flatMap((f) => ["--overlap", f]),
  "--date",
  sample.date,
  "--out",
  out,
];
const without = (args, name) => {
  const kept = [...args];
  for (let at = kept.indexOf(name); at >= 0; at = kept.indexOf(name)) kept.splice(at, 2);
  return kept;
};
const changed = (args, name, value) => args.map((a, i) => (args[i - 1] === name ? value : a));

/** One Japanese message on stderr, nothing on stdout, exit 2. */
function refused(result, name, words = []) {
  assert.equal(result.code, 2, `${name}: exit ${result.code}\n${result.stderr}`);
  assert.equal(result.stdout, "", name);
  assert.match(result.stderr, /[ぁ-ん]/, name);
  assert.equal(result.stderr.trimEnd().split("\n").length, 1, `${name}: more than one line:\n${result.stderr}`);
  assert.doesNotMatch(result.stderr, /内部の誤り|undefined|\bat .*:\d+/, name);
  for (const word of words) assert.ok(result.stderr.includes(word), `${name}: «${word}» is not in: ${result.stderr}`);
}

test("help and version", async () => {
  const help = await run("--help");
  assert.equal(help.code, 0);
  for (const word of ["match", "propose", "--flow", "--overlap", "--run-date", "--confirm-gap", "--layout"])
    assert.ok(help.stdout.includes(word), word);
  const version = await run("--version");
  assert.equal(version.code, 0);
  assert.match(version.stdout, /^バージョン \d+\.\d+\.\d+\S*（コミット \S+）\n$/);
});

test("arguments that cannot be used", async () => {
  const out = join(folder, "unused");
  const args = good(out);
  const text = join(folder, "text.json");
  writeFileSync(text, "not json");
  const cases = [
    ["nothing", []],
    ["no such command", ["mach"], ["mach"]],
    ["no such option", [...args, "--colour"], ["--colour"]],
    ["an option without its value", [...without(args, "--date"), "--date"], ["--date"]],
    ["an option twice", [...args, "--flow", "D"], ["--flow"]],
    ["a stray word", [...args, "stray.csv"], ["stray.csv"]],
    ["no flow", without(args, "--flow"), ["--flow"]],
    ["an unknown flow", changed(args, "--flow", "X"), ["X"]],
    ["no roster", without(args, "--roster"), ["--roster"]],
    ["no overlap", without(args, "--overlap"), ["--overlap"]],
    ["no pension list under P", without(args, "--pension"), ["--pension"]],
    ["no date", without(args, "--date"), ["--date"]],
    ["an impossible date", changed(args, "--date", "2026-02-30")],
    ["no date at all", changed(args, "--date", "tomorrow")],
    ["no folder", without(args, "--out"), ["--out"]],
    ["a file as folder", changed(args, "--out", text), [text]],
    ["a missing file", changed(args, "--roster", join(folder, "none.csv")), ["none.csv"]],
    ["a folder as file", changed(args, "--pension", folder), ["フォルダー"]],
    ["a layout of no kind", [...args, "--layout", "other=x.json"], ["--layout"]],
    ["a layout that is missing", [...args, "--layout", "roster=none.json"], ["none.json"]],
    ["a layout that is no JSON", [...args, "--layout", `roster=${text}`], ["text.json"]],
    ["a run date for nobody", [...args, "--run-date", "other.csv=2026-11-01"], ["other.csv"]],
    ["a run date that is none", [...args, "--run-date", `${sample.overlaps[0]}=soon`], ["--run-date"]],
    ["propose without a file", ["propose", "--kind", "roster"]],
    ["propose without a kind", ["propose", sample.roster], ["--kind"]],
    ["propose with an unknown kind", ["propose", sample.roster, "--kind", "list"], ["list"]],
    ["flow D before its notice", changed(good(out, { flow: "D" }), "--date", "2022-11-28")],
  ];
  let ran = 0;
  for (const [name, given, words] of cases) {
    refused(await run(...given), name, words);
    assert.ok(!existsSync(out), `${name}: the folder was made`);
    ran++;
  }
  assert.equal(ran, 27);
});

test("an unusable file leaves the folder as it was", async () => {
  const empty = join(folder, "empty.csv");
  writeFileSync(empty, "");
  const rosters = [
    ["an empty file", empty],
    ["another kind of file", sample.overlaps[0]],
  ];
  let ran = 0;
  for (const [name, roster] of rosters) {
    const fresh = join(folder, "fresh", "deep");
    refused(await run(...good(fresh, { roster })), name, [basename(roster)]);
    assert.ok(!existsSync(join(folder, "fresh")), name);

    const used = join(folder, "used");
    mkdirSync(used, { recursive: true });
    writeFileSync(join(used, "results.csv"), "from before");
    refused(await run(...good(used, { roster })), name);
    assert.deepEqual(readdirSync(used), ["results.csv"], name);
    assert.equal(readFileSync(join(used, "results.csv"), "utf8"), "from before", name);
    ran++;
  }
  assert.equal(ran, 2);
});

test("results: three files and nothing else, the same bytes every time and in any order of lists", async () => {
  const once = join(folder, "new", "once");
  const twice = join(folder, "twice");
  const first = await run(...good(once));
  assert.equal(first.code, 0, first.stderr);
  assert.equal(first.stderr, "");
  const summary = JSON.parse(first.stdout);
  assert.equal(
    Object.values(summary.buckets).reduce((a, b) => a + b, 0),
    summary.results,
  );
  assert.deepEqual(readdirSync(once).sort(), ["import.json", "results.csv", "results.ndjson"]);

  const backwards = without(good(twice), "--overlap").concat([...sample.overlaps].reverse().flatMap((f) => ["--overlap", f]));
  assert.equal((await run(...backwards)).code, 0);
  for (const name of ["results.csv", "results.ndjson"]) {
    assert.ok(readFileSync(join(once, name)).equals(readFileSync(join(twice, name))), name);
  }
  const imports = JSON.parse(readFileSync(join(once, "import.json"), "utf8"));
  assert.ok(imports !== null && typeof imports === "object");
});

test("a run date may be named by path or by file name", async () => {
  const [list] = sample.overlaps;
  const dates = [];
  for (const named of [list, basename(list)]) {
    const result = await run(...good(join(folder, "dated")), "--run-date", `${named}=2026-01-15`);
    assert.equal(result.code, 0, result.stderr);
    dates.push(JSON.parse(result.stdout).runs.map((r) => r.date));
  }
  assert.equal(dates.length, 2);
  assert.deepEqual(dates[0], dates[1]);
  assert.ok(dates[0].includes("2026-01-15"), JSON.stringify(dates[0]));
});

test("propose gives a layout that match takes", async () => {
  let ran = 0;
  const layouts = [];
  for (const [kind, file] of [
    ["roster", sample.roster],
    ["pension", sample.pension],
    ["overlap", sample.overlaps[0]],
  ]) {
    const proposed = await run("propose", file, "--kind", kind);
    assert.equal(proposed.code, 0, proposed.stderr);
    const path = join(folder, `${kind}.layout.json`);
    writeFileSync(path, JSON.stringify(JSON.parse(proposed.stdout)));
    layouts.push("--layout", `${kind}=${path}`);
    ran++;
  }
  assert.equal(ran, 3);
  const plain = join(folder, "plain");
  const laid = join(folder, "laid");
  assert.equal((await run(...good(plain))).code, 0);
  const result = await run(...good(laid), ...layouts);
  assert.equal(result.code, 0, result.stderr);
  assert.ok(readFileSync(join(plain, "results.ndjson")).equals(readFileSync(join(laid, "results.ndjson"))));
});
