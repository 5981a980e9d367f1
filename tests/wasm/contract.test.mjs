// The contract itself: its codes are the core's, every call and command is answered as it says, what breaks it is found, and
// the types are made of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { made } from "../../scripts/contract.mjs";
import { KINDS, answered, conversation, fits, fitsAnswer, loadCore, schema } from "./contract.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
const source = (p) => readFileSync(path(p), "utf8");
const codesOf = (list) => list.map(({ code }) => code);
const ok = (text) => {
  const answer = JSON.parse(text);
  assert.equal(answer.ok, true, text);
  return answer;
};
const failed = (text) => {
  const answer = JSON.parse(text);
  assert.equal(answer.ok, false, text);
  return answer.error;
};

/** The names between two marks of a source of the core, where `pattern` finds them. */
function namesIn(file, from, pattern) {
  const body = source(file).split(from)[1].split("};")[0];
  return [...body.matchAll(pattern)].map(([, name]) => name).filter((name) => name !== "none");
}

const ENUMERATOR = /^ {2}(\w+),/gm;

test("the codes are those of the core", async () => {
  const constants = JSON.parse((await loadCore()).constants());
  const layout = JSON.parse(source("core/layout/layout.schema.json"));
  const wanted = {
    Kind: codesOf(constants.kinds),
    FlowCode: codesOf(constants.flows),
    BucketCode: codesOf(constants.buckets),
    Grade: codesOf(constants.grades),
    ReviewCode: codesOf(constants.review_kinds),
    SortCode: codesOf(constants.sorts),
    StateCode: codesOf(constants.casework.states),
    ActionCode: codesOf(constants.casework.actions),
    PresetCode: codesOf(constants.casework.deadline_presets),
    FieldCode: [...new Set(["roster", "pension", "overlap"].flatMap((k) => Object.keys(layout.$defs[k].properties.fields.properties)))],
    ErrorCode: namesIn("core/base/error.h", "enum class ErrorCode : uint8_t {", ENUMERATOR),
    CheckCode: namesIn("core/run/checks.h", "enum class CheckCode : uint8_t {", ENUMERATOR),
    RefusalCode: namesIn("core/casework/case_state.h", "enum class Refusal : uint8_t {", ENUMERATOR),
    RelaxationCode: namesIn("core/match/match_words.cpp", "kRelaxations[] = {", /^ {4}\{"(\w+)",/gm),
    ReasonCode: namesIn("core/rules/rule_words.cpp", "kReasons[] = {", /\{ReasonCode::\w+, "(\w+)",/g),
  };
  for (const [name, codes] of Object.entries(wanted)) {
    assert.ok(codes.length >= 2, name);
    assert.deepEqual(schema.$defs[name].enum, codes, name);
  }
});

// --- every kind of answer ---------------------------------------------------------------------------------------------

const LISTS = ["overlap_20261104.csv", "overlap_20261119.csv"];
const sample = (name) => readFileSync(path(`tests/sample/${name}`));

function read(core, session, kind, name, bytes, options = {}) {
  ok(session.openFile(kind, name, bytes.length, JSON.stringify(options)));
  core.HEAPU8.set(bytes, session.buffer(bytes.length));
  ok(session.feed(bytes.length));
  return ok(session.closeFile()).file;
}

function match(core, session, settings) {
  ok(session.begin(JSON.stringify(settings)));
  read(core, session, "pension", "pension.csv", sample("pension.csv"), { notes: ["メモ"] });
  for (const name of LISTS) read(core, session, "overlap", name, sample(name));
  read(core, session, "roster", "roster.csv", sample("roster.csv"));
  return ok(session.finish()).summary;
}

function propose(core, session, kind, bytes, options = {}) {
  core.HEAPU8.set(bytes, session.buffer(bytes.length));
  return session.propose(kind, `${kind}.csv`, bytes.length, JSON.stringify({ today: "2026-11-22", whole: true, ...options }));
}

function bodyOf(session) {
  ok(session.exportBegin("work.json", "{}"));
  const pieces = [];
  for (let piece = session.exportNext(); piece.length > 0; piece = session.exportNext()) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString("utf8");
}

const KEY = "0123456789abcdef0123456789abcdef";
const SIGNED = { at: "2026-11-22T09:00:00+09:00", who: "見本" };

/** Asks everything that there is to ask; every command fits the contract, and so does every answer. */
function askEverything(core) {
  core.constants();
  const session = new core.Session();
  const commanding =
    (to) =>
    (name, more = {}) => {
      fits(`CaseworkCommands/properties/${name}`, { do: name, ...more });
      return to.casework(JSON.stringify({ do: name, ...more }));
    };
  const ask = commanding(session);

  // A look at the files: as they are, without their heads, in the wrong slot; and one with a day that does not exist.
  for (const [kind, name] of [
    ["pension", "pension.csv"],
    ["overlap", LISTS[1]],
    ["roster", "roster.csv"],
  ]) {
    const bytes = sample(name);
    const { layout } = ok(propose(core, session, kind, bytes)).proposal;
    ok(propose(core, session, kind, bytes, { layout }));
    ok(propose(core, session, kind, bytes, { layouts: [layout] }));
    ok(propose(core, session, kind, bytes.subarray(bytes.indexOf("\n") + 1)));
    ok(
      propose(core, session, kind, bytes, {
        layout: { ...layout, record_kind: { position: 1, keep: ["1", "2"], end: "9", count_position: 2 } },
      }),
    );
    ok(propose(core, session, kind === "roster" ? "pension" : "roster", bytes));
  }
  const rejecting = ["氏名カナ,氏名,生年月日,性別,資格喪失年月日", ...Array(60).fill("ヤマダ　ハナコ,山田　花子,1990-02-03,2,2026-09-01")];
  rejecting.push("ヤマダ　ハナコ,山田　花子,1990-02-31,2,2026-09-01", "", "合計,61,,,", "");
  const rejected = Buffer.from(`\ufeff${rejecting.join("\n")}`);
  ok(propose(core, session, "pension", rejected));
  failed(propose(core, session, "roster", Buffer.from("\0\0\0\x01")));

  // A run in which something is rejected, repaired and stopped: years after the lists were made.
  failed(session.begin("{}"));
  failed(session.closeFile());
  const late = { flow: "D", date: "2029-11-22", confirm_gap: true, tolerance_days: 1, filed_tolerance_days: 2, max_gap_days: 40 };
  fits("Settings", late);
  const summary = match(core, session, late);
  assert.ok(summary.stopped && summary.checks.length > 1, JSON.stringify(summary.checks));
  assert.equal(failed(ask("join", { key: KEY })).code, "checks_stop");
  for (const { code } of summary.checks.filter((c) => c.level === "stop")) ok(session.accept(code, "見本のため"));
  failed(session.accept("nothing", ""));
  ok(ask("join", { key: KEY }));
  ok(ask("hashes", { files: Array(4).fill("0".repeat(64)), results: "1".repeat(64) }));
  ok(session.begin('{"flow":"P","date":"2026-11-22"}'));
  assert.ok(read(core, session, "pension", "p.csv", rejected).rejected.length > 0);

  // The sample town: results and their evidence.
  match(core, session, { flow: "P", date: "2026-11-22" });
  const query = {
    buckets: ["P-CONFIRMED", "P-REVIEW"],
    grades: ["S", "A", "none"],
    states: ["none"],
    text: "",
    sort: "kana",
    descending: true,
  };
  fits("ViewQuery", query);
  ok(session.view(JSON.stringify(query)));
  failed(session.view('{"sort":"size"}'));
  const { count } = ok(session.view("{}"));
  for (const row of ok(session.rows(0, 1000)).rows) ok(session.evidence(row.finding));
  failed(session.evidence(count));
  const listed = { ledger: { columns: ["name"], states: ["listed"] }, annual: { from: "2026-04-01", today: "2026-11-24" } };
  fits("ExportOptions", listed);
  for (const what of schema.$defs.ExportName.enum.filter((name) => name !== "table.csv"))
    ok(session.exportBegin(what, JSON.stringify(listed)));
  ok(session.exportBegin("ledger.rows", "{}"));
  failed(session.exportBegin("annual.rows", "{}"));
  failed(session.exportBegin("all", "{}"));
  const given = { rows: [["氏名"], ["𠮟田"]], heads: ["氏名"], whose: 0, guarded: false };
  const options = { encoding: "cp932", mark: "見本", table: given };
  fits("ExportOptions", options);
  ok(session.exportBegin("table.csv", JSON.stringify(options)));
  while (session.exportNext().length > 0);
  assert.equal(ok(session.exportLost()).lost.listed.length, 1);

  // Cases: what may be done, before and after there are any.
  ok(ask("attach", { key: KEY }));
  for (let finding = 0; finding < count; finding += 7) ok(ask("case", { finding }));
  ok(ask("join", { key: KEY }));
  ok(ask("take_back_run", SIGNED));
  ok(ask("join", { key: KEY }));
  ok(ask("overview"));
  // Who of the roster somebody is: the first who has two candidates.
  ok(session.view(JSON.stringify({ reviews: ["several_candidates"] })));
  const [{ finding }] = ok(session.rows(0, 1)).rows;
  const { candidates } = ok(session.evidence(finding)).evidence;
  const choices = [{ finding, roster_line: candidates[0].roster_line }];
  assert.equal(ok(ask("choose", { choices, note: "窓口で確かめた", ...SIGNED })).done, 1);
  ok(ask("case", { finding }));
  ok(session.view(JSON.stringify({ finding })));
  assert.equal(ok(ask("undo", SIGNED)).judged_again, true);
  ok(ask("redo", SIGNED));
  assert.equal(ok(ask("choose", { choices: [{ finding, roster_line: 999_999 }], ...SIGNED })).refused.length, 1);
  ok(ask("act", { action: "verify", findings: Array.from({ length: count }, (_, i) => i), partial: true, flow: "P", ...SIGNED }));
  ok(ask("undo", SIGNED));
  read(core, session, "roster", "roster.csv", sample("roster.csv"), { households: true });
  const inBook = (query) => {
    ok(session.view(JSON.stringify({ scope: "book", ...query })));
    return ok(session.rows(0, 1000)).rows.map((row) => row.as_case.case);
  };
  const cases = inBook({ states: ["listed"] });
  assert.ok(cases.length > 20);
  ok(ask("would_refuse", { action: "verify", cases }));
  ok(ask("act", { action: "verify", cases, partial: true, ...SIGNED }));
  ok(ask("act", { action: "exclude", cases: cases.slice(0, 2), reason: "別人だった", note: "メモ", ...SIGNED }));
  ok(ask("act", { action: "hold", cases: cases.slice(2, 3), ...SIGNED }));
  ok(ask("undo", SIGNED));
  ok(ask("redo", SIGNED));
  ok(ask("undo", SIGNED));
  failed(ask("act", { action: "note", cases: [1_000_000], ...SIGNED }));
  failed(session.casework("{}"));
  ok(ask("settings", { deadlines: { first: { days: 14 }, second: { months: 1 }, label: "町の定め" } }));
  ok(ask("settings", { deadlines: { preset: "kumano" } }));
  const year = (y) => ["1/1 元日", "5/3 憲法記念日", "11/23 勤労感謝の日"].map((d) => `${y}/${d.replace(" ", ",")}`).join("\n");
  const table = ["国民の祝日・休日月日,国民の祝日・休日名称", year(2026), year(2027), "2027/1/4,町の休日"].join("\n");
  ok(ask("settings", { holidays: { name: "休日.csv", text: table } }));
  ok(
    ask("settings", {
      holidays: null,
      retention_years: 1,
      levy: { kind: "fee" },
      import_table: {},
      letters: {},
      layouts: {},
      views: {},
      ledger: {},
    }),
  );
  failed(session.casework('{"do":"settings","holidays":{"name":"x","text":""}}'));
  const verified = inBook({ states: ["verified"], sort: "due" });
  ok(ask("act", { action: "urge", cases: verified, on: "2026-11-24", partial: true, ...SIGNED }));
  inBook({ due_by: "2030-12-31", due_from: "2000-01-01", stages: ["urging"], since: ["fresh"], scope: "all", today: "2026-11-25" });
  for (const number of cases.slice(0, 40)) ok(ask("case", { case: number }));
  ok(ask("households", { cases }));
  const { counts } = ok(ask("count", { scope: "all", of: [{}, { states: ["verified"] }, { chosen: true }], today: "2026-11-25" }));
  assert.equal(counts[0], ok(session.view('{"scope":"all"}')).count);
  ok(ask("decisions", { states: [], start: 0, count: 1000 }));
  const ledger = ok(ask("ledger", { columns: ["number", "name", "deadline"], order_by: "deadline", descending: true, count: 3 }));
  assert.equal(ledger.rows[0].cells.length, 3);
  failed(ask("ledger", { columns: ["nothing"] }));
  ok(ask("ledger", { states: ["urged"], period_from: "2026-11-24", period_to: "2026-11-24", text: "山田" }));
  assert.equal(ok(ask("annual", { from: "2026-04-01", today: "2026-11-30" })).months.length, 12);
  failed(session.casework('{"do":"annual","from":"2026"}'));
  assert.match(ok(ask("deadline", { action: "urge", on: "2026-11-24" })).until, /^20/);
  ok(ask("progress", { days: ["2026-11-22", "2026-11-30"] }));
  ok(ask("exported", { name: "管理簿.csv", bytes: 5, sha256: "0".repeat(64), ...SIGNED }));
  ok(ask("record"));

  // Another clerk's book: a conflict, its settlement, and a case that is deleted at last.
  const body = bodyOf(session);
  const other = new core.Session();
  const askOther = commanding(other);
  ok(askOther("open", { body, key: KEY, unsaved: true }));
  assert.equal(failed(askOther("open", { body: "{}", key: KEY })).code, "work_file");
  ok(other.caseworkWith(JSON.stringify({ do: "open", key: KEY, unsaved: true }), body));
  assert.equal(bodyOf(other), body);
  for (const [who, note] of [
    [ask, "こちら"],
    [askOther, "あちら"],
  ])
    ok(who("act", { action: "put_back", cases: cases.slice(0, 1), note, ...SIGNED }));
  ok(askOther("act", { action: "note", cases: cases.slice(1, 2), note: "あちら", ...SIGNED }));
  const theirs = { body: bodyOf(other), file: "佐藤.totsugo", ...SIGNED };
  const { merged, conflicts } = ok(ask("merge", theirs));
  assert.ok(!merged && conflicts.length > 0);
  const sides = Object.fromEntries(conflicts.map(({ key }) => [key, "theirs"]));
  assert.equal(ok(ask("merge", { ...theirs, choices: sides })).merged, true);
  ok(ask("record"));
  const { rows } = ok(ask("expired", { today: "2050-01-01" }));
  assert.ok(rows.length > 0);
  ok(ask("erase", { today: "2050-01-01", cases: rows.slice(0, 1).map(({ row }) => row.case), ...SIGNED }));
  ok(ask("record"));
  ok(ask("saved"));
  session.delete();
  other.delete();
}

/** What is answered in the course of askEverything. */
async function everything() {
  const kept = [];
  const core = await loadCore({
    mutate: (_call, text) => {
      kept.push(JSON.parse(text));
      return text;
    },
  });
  askEverything(core);
  return kept;
}

function* objectsIn(value) {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

test("every call and every command is answered as the contract says, and every part of it is met", async (t) => {
  const answers = await everything();
  t.diagnostic(JSON.stringify(Object.fromEntries(answered)));
  for (const kind of [...KINDS, "refused", "casework refused"]) assert.ok(answered.get(kind) > 0, `no answer of the kind ${kind} was seen`);

  const { Answers, CaseworkAnswers } = schema.$defs;
  // The objects that answers are made of, by their members: of each something was seen.
  const parts = new Map();
  const reach = (name) => {
    if (parts.has(name)) return;
    parts.set(name, []);
    for (const node of objectsIn(schema.$defs[name])) {
      if (node.additionalProperties === false) parts.get(name).push(node);
      if (typeof node.$ref === "string") reach(node.$ref.slice("#/$defs/".length));
    }
  };
  reach("Answers");
  const seen = new Set();
  for (const node of objectsIn(answers)) seen.add(Object.keys(node).sort().join());
  let met = 0;
  for (const [name, nodes] of parts) {
    for (const { required = [], properties } of nodes.filter((node) => node !== Answers && node !== CaseworkAnswers)) {
      const fitting = [...seen].some((keys) => {
        const these = keys.split(",");
        return keys !== "" && these.every((key) => key in properties) && required.every((key) => these.includes(key));
      });
      assert.ok(fitting, `no answer has the part of ${name} with ${Object.keys(properties)}`);
      met++;
    }
  }
  assert.ok(met > 50, String(met));
});

test("whatever is wrong with an answer is found: a member too many, one too few, another type", async () => {
  const core = await loadCore();
  const session = new core.Session();
  const summary = match(core, session, { flow: "P", date: "2026-11-22" });
  ok(session.casework(JSON.stringify({ do: "join", key: KEY })));
  const ask = (command) => ok(session.casework(JSON.stringify(command)));
  const good = [
    ["constants", JSON.parse(core.constants())],
    ["finish", { ok: true, summary }],
    ["rows", ok(session.rows(0, 30))],
    ["evidence", ok(session.evidence(3))],
    ["propose", ok(propose(core, session, "pension", sample("pension.csv").subarray(300), { whole: false }))],
    ["feed", JSON.parse(session.feed(5))],
    ["casework overview", ask({ do: "overview" })],
    ["casework case", ask({ do: "case", case: 0 })],
    ["casework households", ask({ do: "households", cases: [0, 1] })],
    ["casework decisions", ask({ do: "decisions", count: 2 })],
    ["casework record", ask({ do: "record" })],
    ["casework act", JSON.parse(session.casework('{"do":"act"}'))],
  ];
  session.delete();
  let wrong = 0;
  const broken = (kind, answer, what) => {
    assert.throws(() => fitsAnswer(kind, answer), /breaks the contract/u, `${kind}: ${what}`);
    wrong++;
  };
  const before = new Map(answered);
  for (const [kind, answer] of good) {
    fitsAnswer(kind, answer);
    for (const node of objectsIn(answer)) {
      node.surprise = 1;
      broken(kind, answer, `a surprise among ${Object.keys(node)}`);
      delete node.surprise;
      for (const [key, value] of Object.entries(node)) {
        if (typeof value === "object") continue;
        node[key] = {};
        broken(kind, answer, `${key} is no object`);
        node[key] = value;
      }
    }
    for (const [key, value] of Object.entries(answer)) {
      delete answer[key];
      broken(kind, answer, `without ${key}`);
      answer[key] = value;
    }
    fitsAnswer(kind, answer);
  }
  assert.ok(wrong > 1000, String(wrong));
  assert.ok(answered.get("constants") > before.get("constants"));
});

test("the sessions of the tests throw when the core answers something else", async () => {
  const core = await loadCore({ mutate: (call, text) => (call === "feed" ? text.replace('"rows":', '"row":') : text) });
  const session = new core.Session();
  ok(session.begin('{"flow":"P","date":"2026-11-22"}'));
  ok(session.openFile("pension", "p.csv", 5, "{}"));
  session.buffer(0);
  assert.throws(() => session.feed(0), /^AssertionError.*feed breaks the contract: .*rows/u);
  session.delete();
});

test("what page and worker say to each other is held against the contract", () => {
  const error = { code: "no_rows", file: "x", line: null, column: null, belongs: null, text: "x" };
  const said = conversation();
  said.asked({ type: "query", id: 1, query: { method: "view", query: '{"sort":"kana"}' } });
  said.answered({ type: "answer", id: 1, status: { ok: true, count: 0, all: 0, position: null, relaxations: [] } });
  said.answered({ type: "failed", error });
  said.answered({ type: "failed", error: { code: "unreadable", file: "x", text: "" } });
  const wrong = [
    () => said.asked({ type: "query", id: 2, query: { method: "view", query: '{"sort":"size"}' } }),
    () => said.asked({ type: "casework", id: 3, command: '{"do":"join"}' }),
    () => said.asked({ type: "run", run: { settings: { flow: "P" } } }),
    () => said.answered({ type: "failed", error: { ...error, belongs: "lists" } }),
    () => said.answered({ type: "failed", error: { code: "unreadable", text: 5 } }),
    () => said.answered({ type: "done", summary: { timings: { total: 1 }, peak_heap_bytes: 1 }, files: [] }),
    () => {
      said.asked({ type: "casework", id: 4, command: '{"do":"overview"}' });
      said.answered({ type: "answer", id: 4, status: { ok: true } });
    },
  ];
  for (const say of wrong) assert.throws(say, /breaks the contract/u, String(say));
});

test("wasm/contract.ts is made of the schema as it is", () => {
  assert.equal(source("wasm/contract.ts"), made(schema), "node scripts/contract.mjs makes it anew");
});
