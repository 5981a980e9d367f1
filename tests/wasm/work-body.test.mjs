// The body of a work file: its schema, and an independent reader (read-work.py) that has to come to what the core says. The reader gets
// whole files, sealed and chained as the page does it, and the core the same bodies in a session of its own.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { desk, sample, threeRuns, without } from "./clerks.mjs";
import { bodies, fitsBody, loadCore, optionalMembers } from "./contract.mjs";
import { bundled } from "./typescript.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
const SAVED = "2027-02-01T09:15:00+09:00";
const TOOL = "1.0.0-rc.1";

let core, work, folder;
before(async () => {
  core = await loadCore();
  folder = mkdtempSync(join(tmpdir(), "totsugo-work-body-"));
  work = await bundled(
    'export { sealWork } from "./wasm/work/workfile.ts"; export { asTraining, chained, changed, contentOf } from "./wasm/work/chain.ts";',
  );
});
after(() => rmSync(folder, { recursive: true, force: true }));

const ok = (answer) => {
  assert.equal(answer.ok, true, JSON.stringify(answer).slice(0, 300));
  return answer;
};

/** The core's book after it has opened a body, in a session of its own. */
function opened(body) {
  const clerk = desk(core, "三番　次郎");
  clerk.on("2027-02-01");
  ok(clerk.ask("open", { body }));
  return clerk;
}

// ---- files ----

let files = 0;
/** A file on the disk. */
async function sealed(body, more = {}) {
  const file = join(folder, `${files++}.totsugo`);
  writeFileSync(file, await work.sealWork(body, { tool: TOOL, saved: SAVED, ...more }));
  return file;
}

/** What the reader says of each of the files. */
function readAll(paths) {
  const reader = fileURLToPath(new URL("read-work.py", import.meta.url));
  const said = execFileSync("python3", ["-W", "error", reader, ...paths], { encoding: "utf8", maxBuffer: 1 << 28 });
  return said
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
const read = (file) => readAll([file])[0];

// ---- what the core says of the same people ----

/** What the core says of everybody in its book, case by case. */
function saidByCore(clerk) {
  const rows = clerk.rows({ scope: "book", sort: "line" });
  const inquired = new Set(clerk.rows({ scope: "book", inquired: true }).map((r) => r.as_case.case));
  const people = rows.map(({ finding, name, bucket, loss_date, as_case }) => {
    const { case: at, events, listings } = ok(clerk.ask("case", { case: as_case.case }));
    if (finding === null)
      assert.deepEqual([name, bucket, loss_date], [at.name, at.bucket, at.loss_date], "the list says what the case does");
    assert.deepEqual([as_case.state, as_case.on_hold, as_case.returned], [at.state, at.on_hold, at.returned]);
    return {
      case: at.case,
      state: at.state,
      on_hold: at.on_hold,
      mail_returned: at.returned,
      inquired: inquired.has(at.case),
      bucket: at.bucket,
      loss_date: at.loss_date ?? "",
      steps: events.filter((e) => e.stands).length,
      name: at.name,
      listings: listings.map((l) => [l.from, l.to, l.bucket, l.loss_date ?? ""]),
    };
  });
  return people.sort((a, b) => a.case - b.case);
}

/** The core shows no answer of an inquiry; it shows in what it refuses. */
function holdsAnswers(clerk, people) {
  let held = 0;
  for (const [state, action] of [
    ["listed", "verify"],
    ["verified", "urge"],
  ]) {
    const asked = people.filter((p) => p.state === state && !p.on_hold && p.bucket.startsWith("P-"));
    if (asked.length === 0) continue;
    const { refused } = ok(clerk.ask("would_refuse", { action, cases: asked.map((p) => p.case), on: "2027-02-01", flow: "P" }));
    const codes = new Map(refused.map((r) => [r.case, r.code]));
    for (const { case: n, answer, bucket, name } of asked) {
      assert.equal(codes.get(n) === "answered_not_joined", answer === "not_joined", name);
      if (bucket === "P-INQUIRE" && answer !== "not_joined") assert.equal(codes.get(n) !== "needs_inquiry", answer === "joined", name);
      held++;
    }
  }
  return held;
}

const compared = { files: 0, people: 0, answers: 0, joined: 0, states: new Set(), marks: new Set() };

/** Reader and core say the same of a file. `there`: what the core said at the desk at which it was saved. */
async function same(what, body, { saves = [], training = false, there = null } = {}) {
  const whole = training ? work.asTraining(body) : body;
  const chained = work.chained(whole, saves, {
    saved: SAVED,
    content: await work.contentOf(whole),
    doubted: saves.length > 0 ? "content" : null,
  });
  fitsBody(chained.body);
  const said = read(await sealed(chained.body));
  const clerk = opened(chained.body);
  const people = said.cases.map(({ members: _, answer: __, ...rest }) => rest);
  assert.ok(people.length > 20, `${what}: ${people.length}`);
  assert.deepEqual(people, saidByCore(clerk), what);
  if (there) assert.deepEqual(people, there, `${what}, at the desk`);
  for (const { case: shown, members } of said.cases) {
    for (const n of members) assert.equal(ok(clerk.ask("case", { case: n })).case === null, n !== shown, `${what}: ${n}`);
    compared.joined += members.length - 1;
  }
  const { runs, events } = JSON.parse(body);
  assert.deepEqual([said.runs, said.contradictions], [runs.length, []], what);
  assert.deepEqual([said.chain.broken, said.chain.events, said.chain.head], [null, events.length, chained.saves.at(-1).head], what);
  compared.files++;
  compared.people += people.length;
  compared.answers += holdsAnswers(clerk, said.cases);
  for (const p of said.cases) {
    compared.states.add(p.state);
    for (const mark of ["on_hold", "mail_returned", "inquired"]) if (p[mark]) compared.marks.add(mark);
    if (p.answer !== "none") compared.marks.add(p.answer);
  }
  clerk.session.delete();
  return { ...chained, said };
}

/** What is compared once, whichever test asks for it first. */
const once = (make) => {
  let made;
  return () => (made ??= make());
};

const sixWeeks = once(async () => {
  const moments = [];
  // A run that is only looked at is in the list, and not in the body.
  const said = (clerk) => (clerk.ask("overview").recorded ? saidByCore(clerk) : null);
  threeRuns(core, (what, clerk) => moments.push([what, clerk.body(), said(clerk)]));
  let saves = [];
  for (const [what, body, there] of moments) {
    if (/books|taken back|holds no more/u.test(what)) saves = work.changed(saves);
    ({ saves } = await same(what, body, { saves, there }));
  }
  assert.deepEqual([moments.length, moments.filter(([, , there]) => there).length], [7, 6]);
});

test("reader and core agree at every moment of three runs over six weeks", () => sixWeeks());

/** The town's settings, and all that a run can leave behind. */
function busyDesk() {
  const clerk = desk(core, "一番　花子");
  const take = (command, more) => ok(clerk.take(command, more));
  clerk.on("2026-11-24");
  clerk.run("P", sample("roster.csv"), { filed_tolerance_days: 2 });
  const holidays = {
    name: "休日.csv",
    text: "国民の祝日・休日月日,国民の祝日・休日名称\n2026/1/1,元日\n2026/11/23,勤労感謝の日\n2027/1/4,町の休日\n",
  };
  ok(clerk.ask("settings", { deadlines: { first: { days: 14 }, second: { months: 1 }, label: "町の定め" }, holidays }));
  ok(
    clerk.ask("settings", {
      retention_years: 1,
      levy: { kind: "tax", first_payments: { 2026: "2026-06-30" } },
      import_table: { a: 1 },
      letters: {},
      layouts: { layouts: [] },
      views: {},
      ledger: {},
      recipients: {},
    }),
  );
  ok(clerk.ask("join"));
  ok(clerk.ask("hashes", { files: Array(4).fill("0".repeat(64)), results: "1".repeat(64) }));
  clerk.lookForHouseholds();
  take("exported", { name: "管理簿.csv", bytes: 5, sha256: "2".repeat(64) });
  return clerk;
}

const everyStep = once(async () => {
  const clerk = busyDesk();
  const cases = (query) => clerk.rows(query).map((r) => r.as_case.case);
  const step = (action, which, more = {}) => {
    const answer = ok(clerk.take("act", { action, cases: which, ...more }));
    assert.equal(answer.done, which.length, `${action}: ${JSON.stringify(answer.refused)}`);
  };
  const again = () => assert.deepEqual([ok(clerk.take("undo")).done, ok(clerk.take("redo")).done], [true, true]);
  const c = cases({ buckets: ["P-CONFIRMED"], states: ["listed"] });
  const asked = cases({ buckets: ["P-INQUIRE"], states: ["listed"] });
  assert.ok(c.length >= 17 && asked.length >= 5, `${c.length} ${asked.length}`);

  step("note", c.slice(0, 1), { note: "電話で聞いた", flow: "P" });
  step("verify", [...c.slice(0, 14), c[16]]);
  step("urge", c.slice(0, 10), {
    on: "2026-11-25",
    until: "2026-12-25",
    note: "文書番号 第1号 から 第10号 まで",
    own_notes: c.slice(0, 10).map((number, i) => [number, `文書番号 第${i + 1}号`]),
  });
  step("mail_returned", c.slice(0, 3), { on: "2026-12-01" });
  step("resend", c.slice(1, 2), { on: "2026-12-02" });
  step("file", c.slice(2, 3), { on: "2026-12-03" });
  step("hold", c.slice(3, 6));
  step("resume", c.slice(4, 5));
  again();
  step("exclude", c.slice(5, 7), { reason: "別人だった" });
  step("put_back", c.slice(6, 7));
  step("urge_again", c.slice(7, 10), { on: "2027-01-20" });
  step("ex_officio", c.slice(8, 10), { on: "2027-03-20" });
  step("complete", c.slice(9, 10), { on: "2027-03-21" });
  step("inquire", asked.slice(0, 3), { on: "2026-12-01" });
  step("answer_joined", asked.slice(1, 2), { on: "2026-12-05" });
  step("answer_not_joined", asked.slice(2, 3), { on: "2026-12-05" });
  ok(clerk.take("undo"));
  await same("steps", clerk.body(), { there: saidByCore(clerk) });
  ok(clerk.take("redo"));

  // Two cases that are one person: alike, one further than the other, one done with, three of them.
  step("same_person", c.slice(10, 12), { note: "戸籍で確かめた" });
  step("same_person", [c[0], c[12]], { note: "戸籍で確かめた" });
  step("same_person", [c[9], c[13]], { note: "戸籍で確かめた" });
  step("same_person", [c[14], c[15]], { note: "戸籍で確かめた" });
  step("same_person", [c[15], asked[3]], { note: "戸籍で確かめた" });
  again();
  await same("one person", clerk.body(), { there: saidByCore(clerk) });

  // Somebody is chosen who has a case, and who has none; taken back; against a field.
  const doubtful = () =>
    clerk.rows({ scope: "run", reviews: ["several_candidates", "fields_disagree", "sex_only", "birth_near", "surname_only"] });
  const shownFor = ({ finding }) => JSON.parse(clerk.session.evidence(finding)).evidence.candidates;
  const alike = clerk.rows({ scope: "run", reviews: ["several_candidates"] }).find((r) => shownFor(r).length === 2);
  const [, lost] = shownFor(alike);
  let chosen = 0;
  for (const { lines } of doubtful().filter((r) => r.lines.pension !== alike.lines.pension)) {
    const [row] = doubtful().filter((r) => r.lines.pension === lines.pension);
    if (!row) continue;
    const candidates = shownFor(row);
    if (candidates.length === 0) continue;
    const who = candidates[chosen % candidates.length].roster_line;
    const { done } = ok(clerk.choose(row.finding, chosen % 4 === 3 ? null : who));
    chosen += done;
    if (done && chosen % 3 === 0) ok(clerk.take("undo"));
    if (done && chosen % 6 === 0) ok(clerk.take("redo"));
  }
  assert.ok(chosen >= 6, String(chosen));
  const { body, saves } = await same("choices", clerk.body(), { there: saidByCore(clerk), training: true });

  // The roster has lost one of two who were alike, so who it is is sure now; at a date at which a check would stop.
  clerk.on("2029-02-01");
  clerk.run("P", without(lost.roster_line));
  ok(clerk.take("join"));
  const rich = await same("a new roster", clerk.body(), { saves: work.changed(saves), training: true, there: saidByCore(clerk) });

  // Another clerk goes on in the file, and both know something.
  const other = opened(body);
  for (const [who, note] of [
    [clerk, "こちら"],
    [other, "あちら"],
  ])
    for (const n of [c[5], c[16], asked[4]]) ok(who.take("act", { action: "note", cases: [n], note }));
  ok(other.take("act", { action: "urge", cases: [c[16]], on: "2027-02-01" }));
  ok(other.take("undo"));
  ok(other.take("act", { action: "file", cases: [c[16]], on: "2027-02-01" }));
  const theirs = { body: other.body(), file: "三番.totsugo" };
  await same("theirs", theirs.body, { saves, training: true });
  const { conflicts } = ok(clerk.take("merge", theirs));
  assert.equal(conflicts.length, 3);
  const choices = Object.fromEntries(conflicts.map(({ key }, n) => [key, n === 0 ? "ours" : "theirs"]));
  assert.equal(ok(clerk.take("merge", { ...theirs, choices })).merged, true);
  const merged = await same("merged, theirs", clerk.body(), { saves: work.changed(saves), there: saidByCore(clerk) });

  // Some have been kept long enough: positions are others.
  const { rows: expired } = ok(clerk.ask("expired", { today: "2050-01-01" }));
  assert.ok(expired.length >= 3);
  ok(clerk.take("erase", { today: "2050-01-01", cases: expired.slice(0, -1).map(({ row }) => row.case) }));
  await same("some deleted", clerk.body(), { saves: work.changed(merged.saves), there: saidByCore(clerk) });
  return rich.body;
});

test("reader and core agree on every step, taken, taken back and taken again", () => everyStep());

const savedAnew = once(async () => {
  for (const name of ["both-flows", "flow-p"]) {
    // The core takes the hash of an export as it is told it; there it was told none.
    const old = readFileSync(path(`tests/sample/work-v1/${name}.json`), "utf8")
      .trimEnd()
      .replace('"sha256":"00"', `"sha256":"${"0".repeat(64)}"`);
    assert.equal(read(await sealed(old)).refused, "the body is totsugo-casebook 1");
    const clerk = opened(old);
    await same(name, clerk.body(), { there: saidByCore(clerk) });
  }
});

test("reader and core agree on files of version 1, saved anew", () => savedAnew());

test("that was a good deal", async (t) => {
  await Promise.all([sixWeeks(), everyStep(), savedAnew()]);
  const { states, marks, ...counts } = compared;
  t.diagnostic(JSON.stringify({ ...counts, bodies: bodies.count }));
  assert.equal(counts.files, 16);
  assert.ok(counts.people > 1500 && counts.answers > 300 && counts.joined >= 20, JSON.stringify(counts));
  assert.deepEqual([...states].sort(), ["done", "ex_officio", "excluded", "filed", "listed", "urged", "urged_again", "verified"]);
  assert.deepEqual([...marks].sort(), ["inquired", "joined", "mail_returned", "not_joined", "on_hold"]);
});

// ---- the schema ----

test("every member that may be left out was met", async () => {
  await Promise.all([sixWeeks(), everyStep()]);
  const may = [...optionalMembers()];
  assert.deepEqual(
    may.filter((member) => !bodies.met.has(member)),
    [],
  );
  assert.ok(may.length >= 40, `${may.length} members`);
  assert.ok(bodies.count >= 35, `${bodies.count} bodies`);
});

/** One of each: of the cases, the events by their kinds, and whatever there is a lot of. */
function small(body) {
  const one = (all, kind) => [...new Map(all.map((x) => [kind(x), x])).values()];
  const some = (map) => Object.fromEntries(Object.entries(map).slice(0, 1));
  return {
    ...body,
    cases: one(body.cases, (c) => `${c.roster !== undefined} ${c.listings.some((l) => l.candidates)} ${c.listings.some((l) => l.chosen)}`),
    events: one(body.events, (e) => `${e.kind} ${e.action} ${e.until} ${e.chosen?.some((c) => c.against)}`),
    households: some(body.households),
    earlier: { ...body.earlier, runs: body.earlier.runs.map((r) => ({ ...r, rows: r.rows.slice(0, 1) })) },
    newest_run: { ...body.newest_run, before: one(body.newest_run.before, (b) => Object.keys(b).join()) },
  };
}

/** Objects whose members are not fixed. */
const LOOSE = [
  "first_payments",
  "import_table",
  "letters",
  "layouts",
  "views",
  "ledger",
  "recipients",
  "accepted",
  "households",
  "results",
];

/** By the name of an object: what may be left out. */
const MAY_LACK = {
  body: ["taken_back", "newest_run", "earlier", "training", "chain"],
  settings: ["holidays", "levy", "import_table", "letters", "layouts", "views", "ledger", "recipients", "filed_tolerance_days"],
  deadlines: ["label"],
  runs: ["accepted", "results_sha256"],
  files: ["sha256"],
  cases: ["roster"],
  listings: ["review", "chosen", "candidates"],
  events: ["flow", "on", "until", "reason", "note", "own_notes"],
  chosen: ["against"],
  exports: ["run"],
  newest_run: ["lists"],
  before: ["found", "listing", "rest", "unchosen"],
  household: ["sex", "relationship", "resident_number", "member_number", "branch", "head", "address"],
  saves: ["content", "doubted", "before_change"],
};

/** Each object in it whose members are fixed, once for each set of them, with its name. */
function* shapes(value, name = "body", seen = new Set()) {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) yield* shapes(one, name, seen);
    return;
  }
  const shape = `${name} ${Object.keys(value)}`;
  if (!LOOSE.includes(name) && !seen.has(shape)) yield [name, value];
  seen.add(shape);
  for (const [key, inner] of Object.entries(value)) yield* shapes(inner, name === "households" ? "household" : key, seen);
}

const WRONG = {
  bucket: "P-MAYBE",
  state: "lost",
  action: "dance",
  review: "odd",
  flow: "X",
  grade: "D",
  kind: "acts",
  encoding: "EBCDIC",
  loss_date: "2026-1-1",
  birth: "S60.1.1",
  date: "",
  at: "2026-11-24",
  saved: "gestern",
  sha256: "00",
  head: "00",
  listed: "xyz",
  person: "pension/1",
  key: "P/1",
  roster: "listed/1",
  on: "",
  note: "",
  run: -1,
  of: 0.5,
  case: "0",
  version: 1,
  format: "casebook",
  training: false,
  chosen: false,
  before_change: false,
  retention_years: 0,
  warn_months: 25,
};

test("a member too many, one too few or a wrong value does not fit the schema", async () => {
  const good = small(JSON.parse(await everyStep()));
  const signed = { at: "2029-02-01T10:00:00+09:00", who: "一番　花子" };
  good.taken_back = [{ ...signed, run: structuredClone(good.runs[0]) }];
  good.events.push({ kind: "merge", ...signed, file: "三番.totsugo" });
  const text = JSON.stringify(good);
  fitsBody(text);
  const refused = (what) => {
    assert.throws(() => fitsBody(JSON.stringify(good)), /a body breaks its schema: /u, what);
    return 1;
  };
  const tried = { unknown: 0, missing: 0, wrong: new Set(), left: new Set() };
  for (const [name, object] of shapes(good)) {
    object.unknown = 1;
    tried.unknown += refused(`${name}: a member too many`);
    delete object.unknown;
    for (const [key, value] of Object.entries(object)) {
      const asItCame = name === "household" || (name === "candidates" && key === "birth");
      if (key in WRONG && typeof value !== "object" && !asItCame) {
        object[key] = WRONG[key];
        refused(`${name}: ${key} is ${WRONG[key]}`);
        tried.wrong.add(key);
      }
      delete object[key];
      const alike = { listing: "listings", run: "runs" }[name] ?? name;
      if (MAY_LACK[alike]?.includes(key)) {
        fitsBody(JSON.stringify(good));
        tried.left.add(`${alike}.${key}`);
      } else if (name !== "person") tried.missing += refused(`${name} without ${key}`);
      object[key] = value;
    }
  }
  const all = Object.entries(MAY_LACK).flatMap(([name, keys]) => keys.map((key) => `${name}.${key}`));
  assert.deepEqual([...tried.left].sort(), all.sort());
  assert.deepEqual([...tried.wrong].sort(), Object.keys(WRONG).sort());
  assert.ok(tried.unknown >= 30 && tried.missing >= 150, `${tried.unknown} ${tried.missing}`);
  assert.deepEqual(good, JSON.parse(text), "all was put back");
  good.settings.deadlines = { preset: "kumano" };
  fitsBody(JSON.stringify(good));
  for (const deadlines of [
    { preset: "tokyo" },
    {},
    { first: null },
    { preset: "kumano", label: "町" },
    { first: { days: 1, months: 1 }, second: null },
  ]) {
    good.settings.deadlines = deadlines;
    refused(JSON.stringify(deadlines));
  }
});

// ---- the reader, where the core is not asked ----

/** Of one run the earlier counts; the last, in the book below, is a row that was given to somebody else. */
const WEIGHTS = ["D-REVIEW", "D-CANDIDATE", "D-FIRST", "D-FILED", "D-RESOLVED", "D-REFERENCE", "D-REVIEW"];

/** A small book, written by hand. `back`: two who were done with and excluded are put back. */
function byHand(back = true) {
  const run = (flow, date) => ({
    flow,
    date,
    tool: TOOL,
    settings: { confirm_gap: false, tolerance_days: 0, max_gap_days: 31 },
    insurer: "",
    overlap_dates: [],
    files: [],
    results: {},
  });
  const listing = (at, bucket, loss_date = "") => ({
    first_run: at,
    last_run: at,
    bucket,
    grade: "",
    loss_date,
    rows: "名簿 2行目",
    reasons: "",
  });
  const kept = (key, name, state, listings, { on_hold = false, mail_returned = false } = {}) => {
    const number = key.startsWith("resident/") ? { resident_number: key.slice(9) } : {};
    return { key, birth: "1980-01-00", state, on_hold, mail_returned, person: { name, ...number }, listings };
  };
  const signed = { at: "2026-12-08T10:00:00+09:00", who: "一番　花子", run: 1 };
  const events = [];
  const act = (action, cases, more = {}) => events.push({ kind: "act", ...signed, action, ...more, cases }) - 1;
  const takeBack = (kind, of) => events.push({ kind, ...signed, of });
  const on = { on: "2026-12-08" };
  const digest = "0123456789abcdef";
  const chosen = { listed_under: [digest], listed: digest, roster: digest };
  const choose = (n, sure, said, person) => {
    const to = person ? { ...chosen, person, line: 3, name: "丙" } : chosen;
    const outcomes = [{ case: n, sure, birth: "", person: { name: "丙" }, listing: said }];
    return events.push({ kind: "act", ...signed, action: person ? "choose" : "choose_none", cases: [n], chosen: [to], outcomes }) - 1;
  };

  // Done with, and taken up again; excluded with a letter that came back, and put back.
  act("verify", [0, 1]);
  act("inquire", [0, 1], on);
  act("answer_joined", [0], on);
  act("answer_not_joined", [0], on);
  act("inquire", [11], on);
  act("answer_joined", [11], on);
  act("inquire", [11], on);
  act("urge", [0, 1], on);
  act("mail_returned", [0, 1], on);
  act("file", [0], on);
  act("complete", [0], on);
  act("exclude", [1], { reason: "別人" });
  if (back) for (const n of [0, 1]) act("put_back", [n]);
  // A letter is out to one whom another turns out to be.
  act("verify", [3]);
  act("urge", [3], on);
  choose(2, true, listing(0, "P-CONFIRMED", "2026-10-01"), "resident/3");
  // Not surely one: they stay two.
  choose(10, false, listing(0, "P-REVIEW"), "resident/3");
  // Nothing is left of a note; one was taken again, and once more.
  takeBack("undo", act("note", [5], { note: "電話" }));
  const noted = act("note", [6], { note: '電話\u0001\b\t\n\u001f"\\/\u007f\u2028𠮟\u{e000}' });
  for (const kind of ["undo", "undo", "redo", "redo"]) takeBack(kind, noted);
  choose(7, true, listing(0, "P-NONMEMBER"), null);
  // What was held is not, where the other one's history is at its end.
  act("exclude", [8], { reason: "別人" });
  act("hold", [9]);
  act("same_person", [8, 9]);
  // A choice takes back what was confirmed of its own case, and not what was confirmed of the other one.
  act("verify", [12]);
  act("verify", [14]);
  choose(12, true, listing(0, "P-CONFIRMED"), "resident/50");
  choose(13, true, listing(0, "P-CONFIRMED"), "resident/14");
  // Two for whom somebody was chosen who is no case, and one for whom he was at first.
  for (const n of [15, 16, 17]) choose(n, true, listing(0, "P-REVIEW"), "resident/60");
  choose(16, true, listing(0, "P-REVIEW"), null);
  // Of two things that one run said of one person the first counts.
  for (let n = 18; n < 30; n += 2) act("same_person", [n, n + 1]);
  // What a choice says goes on with what an earlier run said; of two whom nobody knows the newer says who it is; done with in between.
  choose(30, true, listing(2, "P-REVIEW", "2026-09-30"), null);
  act("same_person", [31, 32]);
  act("complete", [33], on);
  events.push({ kind: "merge", at: signed.at, who: signed.who, file: "二番.totsugo" });

  return {
    format: "totsugo-casebook",
    version: 2,
    tool: TOOL,
    settings: { deadlines: { preset: "none" }, retention_years: 5 },
    runs: [run("P", "2026-11-24"), run("D", "2026-12-07"), run("P", "2027-01-05")],
    cases: [
      kept("resident/1", "甲", back ? "listed" : "done", [listing(0, "P-CONFIRMED", "2026-09-01")], { mail_returned: !back }),
      // Wrong where it was put back.
      kept("resident/2", "乙", "excluded", [listing(0, "P-CONFIRMED")], { mail_returned: !back }),
      kept("pension/3/1980", "丙か", "urged", [listing(0, "P-REVIEW")]),
      kept("resident/3", "丙", "urged", [listing(1, "D-CANDIDATE", "2026-10-02")]),
      kept("resident/4", "丁", "listed", [listing(0, "P-NONMEMBER")]),
      kept("resident/5", "戊", "listed", [listing(0, "P-OUTSIDE")]),
      kept("resident/6", "己", "listed", [listing(1, "D-REFERENCE")]),
      kept("pension/7/1980", "庚", "listed", [listing(0, "P-REVIEW")]),
      kept("listed/8/1980", "辛か", "excluded", [listing(1, "D-FILED")]),
      kept("resident/9", "辛", "listed", [listing(1, "D-REVIEW")], { on_hold: true }),
      kept("pension/10/1980", "壬", "listed", [listing(0, "P-REVIEW"), listing(1, "D-FIRST")]),
      kept("resident/11", "癸", "listed", [listing(0, "P-INQUIRE")]),
      kept("pension/12/1980", "子", "listed", [listing(0, "P-REVIEW")]),
      kept("pension/13/1980", "丑か", "verified", [listing(0, "P-REVIEW")]),
      { ...kept("pension/14/1980", "丑", "verified", [listing(0, "P-CONFIRMED")]), roster: "resident/14" },
      ...[15, 16, 17].map((n) => kept(`pension/${n}/1980`, "寅", "listed", [listing(0, "P-REVIEW", "2026-09-30")])),
      ...WEIGHTS.slice(1).flatMap((more, n) =>
        [WEIGHTS[n], more].map((bucket, k) => {
          const said = { ...listing(1, bucket), ...(n === WEIGHTS.length - 2 && k === 1 ? { rows: "" } : {}) };
          return kept(`listed/${n}/${k}`, `${n}の${k}`, "listed", [said]);
        }),
      ),
      kept("pension/30/1980", "卯", "listed", [listing(0, "P-REVIEW", "2026-09-30")]),
      kept("pension/31/1980", "辰か", "listed", [listing(0, "P-REVIEW")]),
      kept("listed/32/1980", "辰", "listed", [listing(1, "D-REVIEW")]),
      kept("resident/33", "巳", "done", [listing(1, "D-REVIEW"), listing(1, "D-FIRST")]),
    ],
    events,
    exports: [],
    deletions: [],
    households: {},
  };
}

test("the reader alone: a small book, worked out by hand", async () => {
  const body = byHand();
  fitsBody(JSON.stringify(body));
  const { cases, contradictions, chain } = read(await sealed(JSON.stringify(body)));
  const is = (members, name, state, steps, listings, more = {}) => ({
    case: members[0],
    members,
    state,
    on_hold: false,
    mail_returned: false,
    inquired: false,
    answer: "none",
    bucket: listings.at(-1)[0],
    loss_date: listings.at(-1)[1] ?? "",
    steps,
    name,
    listings: listings.map(([bucket, loss = "", to = null]) => {
      const day = bucket.startsWith("P") ? "2026-11-24" : "2026-12-07";
      return [day, to ?? day, bucket, loss];
    }),
    ...more,
  });
  const confirmed = ["P-CONFIRMED", "2026-10-01"];
  assert.deepEqual(cases, [
    is([0], "甲", "listed", 9, [["P-CONFIRMED", "2026-09-01"]]),
    is([1], "乙", "listed", 6, [["P-CONFIRMED"]], { inquired: true }),
    is([2, 3], "丙", "urged", 3, [confirmed, ["D-CANDIDATE", "2026-10-02"]]),
    is([6], "己", "listed", 1, [["D-REFERENCE"]]),
    is([7], "丙", "listed", 1, [["P-NONMEMBER"]]),
    is([8, 9], "辛", "excluded", 3, [["D-FILED"], ["D-REVIEW"]]),
    is([10], "壬", "listed", 1, [["P-REVIEW"], ["D-FIRST"]]),
    is([11], "癸", "listed", 3, [["P-INQUIRE"]], { inquired: true }),
    is([12], "丙", "listed", 2, [["P-CONFIRMED"]]),
    is([13, 14], "丙", "verified", 2, [["P-CONFIRMED"], ["P-CONFIRMED"]]),
    is([15, 17], "丙", "listed", 2, [["P-REVIEW"], ["P-REVIEW"]]),
    is([16], "丙", "listed", 2, [["P-REVIEW"]]),
    ...WEIGHTS.slice(1).map((more, n) => is([18 + 2 * n, 19 + 2 * n], `${n}の0`, "listed", 1, [[more], [WEIGHTS[n]]])),
    is([30], "丙", "listed", 1, [["P-REVIEW", "2026-09-30", "2027-01-05"]]),
    is([31, 32], "辰", "listed", 1, [["P-REVIEW"], ["D-REVIEW"]]),
    is([33], "巳", "done", 1, [["D-REVIEW"], ["D-FIRST"]]),
  ]);
  assert.deepEqual(contradictions, [1]);
  assert.deepEqual([chain.broken, chain.events], [null, body.events.length]);
});

test("reader and core agree on the small book", async () => {
  const { said } = await same("by hand", JSON.stringify(byHand(false)));
  assert.deepEqual(
    said.cases.slice(0, 2).map((p) => [p.state, p.mail_returned, p.inquired]),
    [
      ["done", true, false],
      ["excluded", true, true],
    ],
  );
});

test("the reader alone: a chain that is broken, and where", async () => {
  const { body: text } = work.chained(JSON.stringify({ ...byHand(), events: byHand().events.slice(0, 9) }), [], {
    saved: "2026-12-08T10:00:00+09:00",
    content: "c".repeat(64),
  });
  const { chain } = JSON.parse(text);
  const later = work.chained(JSON.stringify(byHand()), chain.saves, { saved: SAVED, content: "c".repeat(64) }).body;
  const all = byHand().events.length;
  const edits = [
    [null, () => {}],
    [9, (b) => (b.events[8].reason = "本人")],
    [all, (b) => (b.events[18].note = "訪問")],
    [9, (b) => (b.cases[1].key = "resident/20")],
    [null, (b) => (b.cases[4].key = "resident/40")],
    [all, (b) => b.events.pop()],
    [null, (b) => b.events.push({ ...b.events[0] })],
    [9, (b) => (b.training = true)],
    [all, (b) => (b.training = b.chain.saves[0].before_change = true)],
    [null, (b) => (b.events[0].note = b.chain.saves[0].before_change = b.chain.saves[1].before_change = true)],
  ];
  const paths = [];
  for (const [, edit] of edits) {
    const body = JSON.parse(later);
    edit(body);
    paths.push(await sealed(JSON.stringify(body)));
  }
  const found = readAll(paths).map(({ chain: { broken } }) => broken?.events ?? null);
  assert.deepEqual(
    found,
    edits.map(([want]) => want),
  );
});

test("the reader alone: what is damaged, locked, edited or of another version is refused", async () => {
  const text = JSON.stringify(byHand());
  const bytes = readFileSync(await sealed(text)).toString("utf8");
  const written = (changed) => {
    const file = join(folder, `${files++}.totsugo`);
    writeFileSync(file, changed);
    return file;
  };
  const damage = "line 2 is not what was saved";
  const locked = await sealed(text, { passphrase: "ひみつ", iterations: 100_000 });
  const refused = [
    [written(bytes.replace("甲", "申")), damage],
    [written(bytes.slice(0, -9)), damage],
    [written(bytes.replace('{"totsugo_work":1,', '{"totsugo_work": 1,')), "somebody edited line 1"],
    [written(bytes.replace('{"totsugo_work":1,', '{"totsugo_work":1,"more":2,')), "somebody edited line 1"],
    [written(bytes.replace('{"totsugo_work":1,', '{"totsugo_work":2,')), "the container is of version 2"],
    [await sealed('{"format":"totsugo-casebook","version":3}'), "the body is totsugo-casebook 3"],
    [await sealed(text.replace('"version":2', '"version":2,"version":2')), "a member stands twice"],
    [locked, "the file is locked, and the standard library has no AES-GCM"],
  ];
  assert.deepEqual(
    readAll(refused.map(([file]) => file)).map((said) => said.refused),
    refused.map(([, why]) => why),
  );
  // What an editor may do to a file whose hash fits.
  const [plain, ...edited] = readAll([bytes, `\ufeff${bytes}`, bytes.replaceAll("\n", "\r\n"), bytes.trimEnd()].map(written));
  assert.equal(plain.cases.length, 21);
  for (const one of edited) assert.deepEqual(one, plain);
});
