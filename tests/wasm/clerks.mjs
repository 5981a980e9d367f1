// Clerks at their desks over the sample town, on the real WebAssembly: one session each, and what they do in six weeks.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const sample = (name) => readFileSync(fileURLToPath(new URL(`../sample/${name}`, import.meta.url)));
export const KEY = "000102030405060708090a0b0c0d0e0f";

const ok = (text) => {
  const answer = JSON.parse(text);
  assert.equal(answer.ok, true, text);
  return answer;
};

/** A clerk's desk: one session, and the name and the day under which things are entered. */
export function desk(core, who) {
  const session = new core.Session();
  let today = "";
  const ask = (command, more = {}) => JSON.parse(session.casework(JSON.stringify({ do: command, key: KEY, ...more })));
  const signed = () => ({ at: `${today}T10:00:00+09:00`, who });
  const feed = (kind, name, bytes, options = {}) => {
    ok(session.openFile(kind, name, bytes.length, JSON.stringify(options)));
    core.HEAPU8.set(bytes, session.buffer(bytes.length));
    ok(session.feed(bytes.length));
    ok(session.closeFile());
  };
  return {
    session,
    ask,
    on(day) {
      today = day;
    },
    run(flow, roster = sample("roster.csv"), settings = {}) {
      ok(session.begin(JSON.stringify({ flow, date: today, key: KEY, ...settings })));
      if (flow === "P") feed("pension", "pension.csv", sample("pension.csv"));
      for (const name of ["overlap_20261104.csv", "overlap_20261119.csv"]) feed("overlap", name, sample(name));
      feed("roster", "roster.csv", roster);
      const { summary } = ok(session.finish());
      for (const { code } of summary.checks.filter((c) => c.level === "stop")) ok(session.accept(code, "見本の町のため"));
    },
    lookForHouseholds: () => feed("roster", "roster.csv", sample("roster.csv"), { households: true }),
    rows(query) {
      ok(session.view(JSON.stringify({ scope: "all", ...query })));
      return ok(session.rows(0, 1000)).rows;
    },
    act: (action, findings, more = {}) => ask("act", { action, findings, partial: true, ...signed(), ...more }),
    choose: (finding, roster_line) => ask("choose", { choices: [{ finding, roster_line }], note: "窓口で身分証を確かめた", ...signed() }),
    take: (command, more = {}) => ask(command, { ...signed(), ...more }),
    body() {
      ok(session.exportBegin("work.json", "{}"));
      const pieces = [];
      for (let piece = session.exportNext(); piece.length > 0; piece = session.exportNext()) pieces.push(Buffer.from(piece));
      return Buffer.concat(pieces).toString("utf8");
    },
  };
}

/** The roster without one of its lines: another file. */
export function without(line) {
  const lines = sample("roster.csv").toString("latin1").split("\r\n"); // CP932, of which no character holds a line's end
  lines.splice(line - 1, 1);
  return Buffer.from(lines.join("\r\n"), "latin1");
}

const findings = (rows) => rows.filter((r) => r.finding !== null).map((r) => r.finding);
const numbers = (rows) => rows.map((r) => r.as_case.case).sort((a, b) => a - b);

/**
 * Three runs, two clerks and both flows: who somebody is, one letter a person, what comes back when the list says something else, two
 * books made one, and a run taken back whole. `moment` is called now and then with what has just happened and the desk at which it has.
 */
export function threeRuns(core, moment = () => {}) {
  // ---- 24 November, flow P, the first clerk ----
  const first = desk(core, "一番　花子");
  first.on("2026-11-24");
  first.run("P");
  const before = first.body();
  const doubtful = first.rows({ reviews: ["several_candidates"] });
  assert.ok(doubtful.length >= 2);
  assert.equal(first.body(), before, "looking changes nothing");
  const [a, b] = doubtful;
  const shown = JSON.parse(first.session.evidence(a.finding)).evidence.candidates;
  assert.ok(shown.length >= 2);
  const chosen = first.choose(a.finding, shown[0].roster_line);
  assert.equal(chosen.done, 1, JSON.stringify(chosen));
  const [{ finding: found }] = first.rows({ text: shown[0].number }).filter((r) => r.as_case?.case !== undefined && r.finding !== null);
  assert.notEqual(JSON.parse(first.session.evidence(found)).evidence.bucket, "", "the rules were asked again");
  assert.equal(first.choose(b.finding, null).done, 1);
  assert.equal(first.ask("overview").undo.label, "どの人でもないと決めた", JSON.stringify(first.ask("overview").undo));
  const ready = findings(first.rows({ buckets: ["P-CONFIRMED"], states: ["listed"] }));
  assert.ok(first.act("verify", ready).done > 10);
  const sent = findings(first.rows({ states: ["verified"] })).slice(0, 10);
  assert.equal(first.act("urge", sent, { on: "2026-11-25" }).done, 10);
  const urged = first.rows({ states: ["urged"] });
  assert.equal(urged.length, 10);
  const handover = first.body();
  moment("the first run, a choice and letters", first);

  // ---- 7 December, flow D on two lists: the second clerk goes on in the file ----
  const second = desk(core, "二番　太郎");
  second.on("2026-12-07");
  assert.equal(ok(second.session.casework(JSON.stringify({ do: "open", body: handover, key: KEY }))).states.urged, 10);
  assert.deepEqual(numbers(second.rows({ states: ["urged"] })), numbers(urged), "without any list");
  second.run("D");
  const running = second.rows({ states: ["urged"] });
  assert.deepEqual(numbers(running), numbers(urged), "a person is one case, whatever the flow");
  const listed = findings(running);
  assert.ok(listed.length > 0, "some of them are on the list of flow D too");
  const refused = second.act("urge", listed, { on: "2026-12-08" });
  assert.equal(refused.done, 0);
  for (const r of refused.refused) {
    assert.equal(r.code, "urging_already");
    assert.match(r.text, /11月25日|2026-11-25|令和8年11月25日/u);
  }
  assert.ok(second.act("verify", findings(second.rows({ buckets: ["D-CANDIDATE"], states: ["listed"] }))).done > 0);
  const theirs = findings(second.rows({ states: ["verified"] })).slice(0, 3);
  assert.equal(second.act("urge", theirs, { on: "2026-12-08" }).done, 3);
  assert.equal(second.ask("overview").states.urged, 13);
  moment("a second clerk and the other flow", second);

  // ---- meanwhile the first clerk goes on in the file of then; the two are merged ----
  first.on("2026-12-08");
  const [one] = findings(urged);
  assert.equal(first.act("file", [one], { on: "2026-12-08" }).done, 1);
  const [same] = second.rows({ scope: "book", states: ["urged"] }).filter((r) => r.as_case.case === urged[0].as_case.case);
  assert.equal(second.take("act", { action: "mail_returned", cases: [same.as_case.case], on: "2026-12-08" }).done, 1);
  const merged = first.take("merge", { body: second.body(), file: "二番.totsugo" });
  assert.equal(merged.ok, true, JSON.stringify(merged).slice(0, 300));
  assert.equal(merged.conflicts.length, 1);
  const done = first.take("merge", { body: second.body(), file: "二番.totsugo", choices: { [merged.conflicts[0].key]: "ours" } });
  assert.equal(done.ok, true, JSON.stringify(done).slice(0, 300));
  assert.deepEqual([first.ask("overview").states.filed, first.ask("overview").states.urged], [1, 12]);
  assert.equal(first.ask("overview").runs.length, 2);
  moment("two books made one", first);

  // ---- 5 January, flow P again: what was chosen still holds, and does not where the roster says something else ----
  first.on("2027-01-05");
  first.run("P", without(290));
  assert.equal(first.rows({ reviews: ["choice_lapsed"] }).length, 0);
  const later = first.rows({ scope: "run" }).filter((r) => r.as_case?.case === a.as_case?.case || r.lines.pension === a.lines.pension);
  assert.ok(later.length >= 1);
  assert.notEqual(later[0].review_kind, "several_candidates", "the clerk's word is remembered");
  const whole = first.body();
  assert.equal(first.take("join").ok, true);
  assert.equal(first.ask("overview").runs.length, 3);
  moment("a third run without a step", first);
  assert.equal(first.take("take_back_run").ok, true);
  const back = JSON.parse(first.body());
  assert.equal(back.taken_back.length, 1);
  delete back.taken_back;
  const kept = JSON.parse(whole);
  delete kept.taken_back;
  for (const part of ["runs", "cases", "events"]) assert.deepEqual(back[part], kept[part], `${part} are as before the run`);
  moment("the third run taken back", first);
  // Again, with a step: it stays.
  first.run("P", without(290));
  const [open] = findings(first.rows({ states: ["listed"], buckets: ["P-INQUIRE"] }));
  assert.equal(first.act("inquire", [open], { on: "2027-01-05" }).done, 1);
  assert.equal(first.take("take_back_run").error.code, "run_stays");
  moment("the third run again, with a step", first);

  // ---- the person chosen bears another name in the next roster: the clerk is asked anew ----
  const lines = sample("roster.csv").toString("latin1").split("\r\n"); // CP932, of which no character holds a comma
  const name = new TextDecoder("shift_jis").decode(Buffer.from(lines[0], "latin1")).split(",").indexOf("氏名");
  const [at, other] = [shown[0].roster_line - 1, shown[0].roster_line].map((n) => lines[n].split(","));
  at[name] = other[name];
  lines[shown[0].roster_line - 1] = at.join(",");
  first.on("2027-01-12");
  first.run("P", Buffer.from(lines.join("\r\n"), "latin1"));
  const waiting = first.rows({ reviews: ["choice_lapsed"] });
  // Whoever is listed, and the case of the one who had been chosen.
  assert.equal(waiting.length, 2);
  assert.deepEqual(
    waiting.filter((r) => r.finding === null).map((r) => r.name),
    [shown[0].name],
  );
  const lapsed = waiting.filter((r) => r.finding !== null);
  assert.equal(lapsed.length, 1);
  assert.equal(lapsed[0].lines.pension, a.lines.pension);
  assert.equal(lapsed[0].selectable, false);
  assert.equal(first.take("join").ok, true);
  moment("a choice that holds no more", first);
}
