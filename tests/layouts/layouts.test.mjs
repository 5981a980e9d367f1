// What `propose` says of every file of the corpus, held against what a careful person says (see make-corpus.mjs).
//   node tests/layouts/layouts.test.mjs --report [NAME…]   prints the figures only (of the files whose names hold a NAME)
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";

const path = (p) => fileURLToPath(new URL(p, import.meta.url));
const corpus = path("corpus/"),
  cli = path("../../dist/totsugo-cli.mjs");
const SHARE = 0.95,
  AT_ONCE = 2;

/** The proposal in one shape, whichever of its two the core answers in (the layout, or a proposal around it). */
function understood(answer) {
  const outer = answer.proposal ?? answer,
    layout = outer.layout ?? outer;
  const columns = outer.columns ?? layout.columns ?? [],
    list = outer.fields ?? layout.fields ?? {};
  const at = (f) => f.position || (f.header ? columns.find((x) => x.header === f.header)?.position : undefined) || null;
  const entries = Array.isArray(list) ? list.map((f) => [f.field, f]) : Object.entries(list);
  const fields = {};
  for (const [code, f] of entries)
    if (f && at(f))
      fields[code] = {
        position: at(f),
        date: f.date_form ?? f.date ?? layout.fields?.[code]?.date ?? null,
        confidence: f.confidence,
        reason: f.reason,
      };
  const both = (key, fallback) => outer[key] ?? layout[key] ?? fallback;
  return {
    fields,
    accepted: both("accepted", null),
    header_rows: both("header_rows", null),
    skip_rows: both("skip_rows", 0),
    shape: both("shape", null),
    known_columns: columns.length > 0,
    dropped: columns.filter((x) => x.dropped).map((x) => x.position),
    open: both("open", []),
  };
}

function propose(file, kind, today) {
  const ask = (args) =>
    new Promise((resolve) =>
      execFile(process.execPath, [cli, "propose", file, "--kind", kind, ...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
        resolve({ error, stdout, stderr }),
      ),
    );
  return ask(["--today", today])
    .then((r) => (r.error && r.stderr.includes("--today") ? ask([]) : r))
    .then(({ error, stdout, stderr }) => {
      if (error) return { failure: stderr.trim() };
      try {
        return understood(JSON.parse(stdout));
      } catch (e) {
        return { failure: `no JSON: ${e.message}` };
      }
    });
}

/** A date form serves if it reads the column's values as they are meant: an era code also reads forms that say themselves. */
const serves = (want, got) => (want === undefined ? true : want === "self" ? got !== "serial" : got === want);

/** One field against the expectation: right, wrong or missing. */
function judge(want, got, never = []) {
  if (!got) return ["missing", "なし"];
  const place = `列${got.position}`;
  if (never.includes(got.position)) return ["wrong", `${place}（してはならない列）`];
  if (!want) return ["unasked", place];
  if (got.position !== want.position && !want.also?.includes(got.position)) return ["wrong", `${place}（正しくは列${want.position}）`];
  if (!serves(want.date, got.date)) return ["wrong", `${place} 日付 ${got.date ?? "—"}（正しくは ${want.date}）`];
  return ["right", place];
}

/** What is right, wrong and missing in one file. */
function marked(want, got) {
  const m = {
    name: want.file,
    accept: want.accept,
    accepted: got.accepted ?? null,
    failure: got.failure,
    groups: want.required.length,
    right: 0,
    wrong: [],
    missing: [],
    forbidden: [],
    asked: 0,
    optional: { all: 0, right: 0, wrong: [] },
    notes: [],
  };
  if (got.failure !== undefined) {
    m.missing = want.required.map((g) => g.join("/"));
    return m;
  }
  const answers = {};
  for (const code of new Set([...Object.keys(want.fields), ...Object.keys(want.must_not), ...Object.keys(got.fields)]))
    answers[code] = judge(want.fields[code], got.fields[code], want.must_not[code]);
  for (const group of want.required) {
    const wrong = group.filter((f) => answers[f][0] === "wrong");
    if (wrong.length > 0) m.wrong.push(...wrong.map((f) => `${f} ${answers[f][1]}`));
    else if (group.some((f) => answers[f][0] === "right")) m.right++;
    else m.missing.push(group.join("/"));
    if (wrong.length > 0) m.wrongGroups = (m.wrongGroups ?? 0) + 1;
  }
  const needed = new Set(want.required.flat());
  for (const [code, [how, text]] of Object.entries(answers)) {
    if (needed.has(code)) continue;
    if (text.includes("してはならない")) m.forbidden.push(`${code} ${text}`);
    if (!want.fields[code] || want.ask.includes(code)) continue;
    m.optional.all++;
    if (how === "right") m.optional.right++;
    else if (how === "wrong") m.optional.wrong.push(`${code} ${text}`);
  }
  const open = new Set(got.open.flatMap((o) => o.fields ?? o));
  m.asked = want.ask.filter((f) => open.has(f)).length;
  m.ask = want.ask.length;
  m.undropped = got.known_columns ? want.dropped.filter((p) => !got.dropped.includes(p)) : [];
  m.overdropped = got.dropped.filter((p) => !want.dropped.includes(p));
  for (const key of ["header_rows", "skip_rows", "shape"])
    if (want[key] !== undefined && got[key] !== null && got[key] !== want[key]) m.notes.push(`${key} ${got[key]}（正しくは ${want[key]}）`);
  // Accepted though something a run rests on, or a column that must never be taken, is wrong or not there.
  m.silent = got.accepted === true && (m.wrong.length > 0 || m.missing.length > 0 || m.forbidden.length > 0);
  return m;
}

async function examine(only = []) {
  const wanted = readdirSync(corpus)
    .filter((f) => f.endsWith(".json"))
    .sort()
    .filter((f) => only.length === 0 || only.some((o) => f.includes(o)))
    .map((f) => JSON.parse(readFileSync(join(corpus, f), "utf8")));
  const out = [];
  let next = 0;
  const work = async () => {
    while (next < wanted.length) {
      const at = next++,
        want = wanted[at];
      out[at] = marked(want, await propose(join(corpus, want.file), want.kind, want.today));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return out;
}

function figures(all) {
  const sum = (f) => all.reduce((n, m) => n + f(m), 0);
  const groups = sum((m) => m.groups),
    right = sum((m) => m.right);
  return {
    files: all.length,
    groups,
    right,
    share: right / groups,
    wrong: sum((m) => m.wrongGroups ?? 0),
    missing: sum((m) => m.missing.length),
    silent: all.filter((m) => m.silent),
    failed: all.filter((m) => m.failure !== undefined),
    yes: all.filter((m) => m.accept === "yes"),
    no: all.filter((m) => m.accept === "no"),
    optional: sum((m) => m.optional.all),
    optionalRight: sum((m) => m.optional.right),
    optionalWrong: sum((m) => m.optional.wrong.length),
    ask: sum((m) => m.ask ?? 0),
    asked: sum((m) => m.asked),
  };
}

function report(all) {
  const f = figures(all),
    lines = [];
  for (const m of all) {
    const bad = [];
    if (m.failure !== undefined) bad.push(`答えがない: ${m.failure}`);
    if (m.wrong.length) bad.push(`必須が違う: ${m.wrong.join("、")}`);
    if (m.failure === undefined && m.missing.length) bad.push(`必須がない: ${m.missing.join("、")}`);
    if (m.forbidden.length) bad.push(`選んではならない列: ${m.forbidden.join("、")}`);
    if (m.silent) bad.push("誤ったまま受け入れた");
    if (m.accept === "yes" && m.accepted !== true) bad.push("受け入れるべきなのに尋ねた");
    if (m.accept === "no" && m.accepted === true) bad.push("尋ねるべきなのに受け入れた");
    if (m.undropped?.length) bad.push(`個人番号を落としていない: 列${m.undropped}`);
    if (m.overdropped?.length) bad.push(`個人番号でない列を落とした: 列${m.overdropped}`);
    if (m.optional.wrong.length) bad.push(`任意が違う: ${m.optional.wrong.join("、")}`);
    if (m.notes.length) bad.push(m.notes.join("、"));
    if (bad.length) lines.push(`${m.name}\n${bad.map((b) => `    ${b}`).join("\n")}`);
  }
  const percent = (n, of) => `${n} / ${of} (${of ? ((100 * n) / of).toFixed(1) : "-"} %)`;
  lines.push(
    `files                        ${f.files}, not answered ${f.failed.length}`,
    `required, proposed rightly   ${percent(f.right, f.groups)}, wrong ${f.wrong}, missing ${f.missing}`,
    `wrong and accepted silently  ${f.silent.length}`,
    `must be accepted             ${percent(f.yes.filter((m) => m.accepted === true).length, f.yes.length)}`,
    `must be asked                ${percent(f.no.filter((m) => m.accepted !== true).length, f.no.length)}, naming the field ` +
      `${percent(f.asked, f.ask)}`,
    `optional, proposed rightly   ${percent(f.optionalRight, f.optional)}, wrong ${f.optionalWrong}`,
  );
  return lines.join("\n");
}

const here = process.argv.indexOf("--report");
if (here >= 0) {
  process.stdout.write(`${report(await examine(process.argv.slice(here + 1)))}\n`);
} else {
  let all = [],
    f;
  before(async () => {
    all = await examine();
    f = figures(all);
    process.stdout.write(`${report(all)}\n`);
  });
  const named = (list) => list.map((m) => m.name);

  // Twenty seconds, and it tells only when the corpus is worked on.
  const slow = process.env.TOTSUGO_FULL === "1" ? test : test.skip;
  slow("the corpus is what make-corpus.mjs writes", () => {
    const folder = mkdtempSync(join(tmpdir(), "totsugo-corpus-"));
    try {
      execFileSync(process.execPath, [path("make-corpus.mjs"), folder]);
      const a = readdirSync(folder).sort(),
        b = readdirSync(corpus).sort();
      assert.deepEqual(a, b);
      for (const name of a) assert.ok(readFileSync(join(folder, name)).equals(readFileSync(join(corpus, name))), name);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  test("the judge itself: the expectation is right, and a spoilt one is found", () => {
    let spoilt = 0;
    for (const f of readdirSync(corpus).filter((x) => x.endsWith(".json"))) {
      const want = JSON.parse(readFileSync(join(corpus, f), "utf8"));
      const answer = (edit = (x) => x) =>
        understood({
          proposal: edit({
            layout: {},
            accepted: true,
            header_rows: want.header_rows,
            skip_rows: want.skip_rows,
            fields: Object.entries(want.fields).map(([field, x]) => ({ field, position: x.position, date_form: x.date ?? null })),
            columns: want.dropped.map((position) => ({ position, dropped: true })),
            open: [],
          }),
        });
      const good = marked(want, answer());
      assert.deepEqual([good.right, good.wrong, good.missing, good.forbidden, good.silent], [good.groups, [], [], [], false], f);
      for (const group of want.required) {
        const shifted = marked(
          want,
          answer((a) => ({ ...a, fields: a.fields.map((x) => (x.field === group[0] ? { ...x, position: 90 } : x)) })),
        );
        assert.deepEqual([shifted.right, shifted.silent], [good.groups - 1, true], `${f} ${group}`);
        const gone = marked(
          want,
          answer((a) => ({ ...a, fields: a.fields.filter((x) => !group.includes(x.field)) })),
        );
        assert.deepEqual([gone.right, gone.silent], [good.groups - 1, true], `${f} ${group}`);
        spoilt++;
      }
    }
    assert.ok(spoilt > 200, String(spoilt));
  });
  test("every file of the corpus has been answered", () => {
    assert.equal(all.length, readdirSync(corpus).filter((x) => x.endsWith(".csv")).length);
    assert.ok(all.length >= 50, String(all.length));
    assert.deepEqual(named(f.failed), []);
  });
  test("required fields are proposed rightly", () => {
    assert.ok(f.share >= SHARE, `${f.right} of ${f.groups}: ${(100 * f.share).toFixed(1)} %`);
  });
  test("nothing wrong is accepted", () => assert.deepEqual(named(f.silent), []));
  test("what nobody would ask about is accepted", () => assert.deepEqual(named(f.yes.filter((m) => m.accepted !== true)), []));
  test("where a person must be asked, nothing is accepted", () => {
    assert.ok(f.no.length >= 5);
    assert.deepEqual(named(f.no.filter((m) => m.accepted !== false)), []);
  });
  test("個人番号 is dropped, and nothing else", () => {
    assert.deepEqual(named(all.filter((m) => m.undropped?.length || m.overdropped?.length)), []);
    assert.ok(all.every((m) => m.failure !== undefined || m.undropped));
  });
}
