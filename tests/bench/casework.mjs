// What a command about the cases costs at a hundred thousand people, in the core alone: WebAssembly under Node, each several times.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const CHUNK = 8 << 20;
const SIGNED = { at: "2026-11-24T10:00:00+09:00", who: "窓口" };

function ok(text) {
  const answer = JSON.parse(text);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer;
}

function feed(core, session, kind, file) {
  const bytes = readFileSync(file);
  ok(session.openFile(kind, basename(file), bytes.length, "{}"));
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const slice = bytes.subarray(at, at + CHUNK);
    const room = session.buffer(slice.length);
    core.HEAPU8.set(slice, room);
    ok(session.feed(slice.length));
  }
  ok(session.closeFile());
}

/** The times of each command, in milliseconds, by what it does; `m` are the files of a town. */
export async function casework(m, date, runs) {
  const path = (name) => fileURLToPath(new URL(`../../build/wasm/${name}`, import.meta.url));
  const core = await createRequire(import.meta.url)(path("totsugo.js"))({ wasmBinary: readFileSync(path("totsugo.wasm")) });
  const session = new core.Session();
  const times = {};
  const timed = (name, call) => {
    const from = performance.now();
    const answer = ok(call());
    times[name] ??= [];
    times[name].push(performance.now() - from);
    return answer;
  };
  const ask = (command, more = {}) => session.casework(JSON.stringify({ do: command, ...more }));
  const run = () => {
    ok(session.begin(JSON.stringify({ flow: "P", date })));
    feed(core, session, "pension", m.pension);
    for (const file of m.overlap) feed(core, session, "overlap", file);
    feed(core, session, "roster", m.roster);
    return ok(session.finish()).summary;
  };
  const { checks } = run();
  for (const { code } of checks.filter((c) => c.level === "stop")) ok(session.accept(code, "測るため"));
  const pauses = performance.now();
  while (session.prepare());
  times["in the pauses after the run, all together"] = [performance.now() - pauses];
  const people = ok(session.view("{}")).count;
  const rowsOf = (query, count) => {
    ok(session.view(JSON.stringify(query)));
    return ok(session.rows(0, count)).rows;
  };
  const ready = rowsOf({ states: ["listed"], buckets: ["P-CONFIRMED"], reviews: [] }, 1000).map((r) => r.finding);
  let next = 0;
  timed("first decision", () => ask("act", { action: "verify", findings: [ready[next++]], ...SIGNED }));
  for (let i = 0; i < runs; i++) {
    timed("decide", () => ask("act", { action: "verify", findings: [ready[next++]], ...SIGNED }));
    timed("undo", () => ask("undo", SIGNED));
    timed("redo", () => ask("redo", SIGNED));
    timed("what one person's case is", () => ask("case", { finding: ready[next] }));
    timed("view by state", () => session.view(JSON.stringify({ states: ["verified"] })));
    timed("a page of rows", () => session.rows(0, 50));
    timed("view by stage, run and book together", () => session.view(JSON.stringify({ scope: "all", stages: ["to_urge"], sort: "kana" })));
    timed("search, run and book together", () => session.view(JSON.stringify({ scope: "all", text: "ヤマ", sort: "kana" })));
    timed("search in the book", () => session.view(JSON.stringify({ scope: "book", text: "ヤマ", sort: "kana" })));
  }
  timed("decide for a thousand", () => ask("act", { action: "hold", findings: ready, partial: true, ...SIGNED }));
  timed("undo for a thousand", () => ask("undo", SIGNED));
  // Who it is: people with several candidates, of whom one agrees in everything that is there.
  const doubtful = rowsOf({ reviews: ["several_candidates"] }, 200).map((r) => r.finding);
  let chosen = 0;
  for (const finding of doubtful) {
    if (chosen === runs) break;
    const { evidence } = ok(session.evidence(finding));
    if (evidence.candidates.length === 0) continue;
    const choices = [{ finding, roster_line: evidence.candidates[0].roster_line }];
    const answer = timed("choose", () => ask("choose", { choices, note: "測るため", ...SIGNED }));
    if (answer.done !== 1) continue;
    chosen++;
    timed("a page of rows after choosing", () => session.view("{}"));
    timed("undo of a choice", () => ask("undo", SIGNED));
    timed("redo of a choice", () => ask("redo", SIGNED));
  }
  ok(session.exportBegin("work.json", "{}"));
  let body = "";
  for (let piece = session.exportNext(); piece.length > 0; piece = session.exportNext()) body += Buffer.from(piece).toString();
  const heap = core.HEAPU8.length;
  session.delete();
  const other = new core.Session();
  timed(`open a work file (${(body.length / 1e6).toFixed(0)} MB)`, () => other.caseworkWith(JSON.stringify({ do: "open" }), body));
  const opened = core.HEAPU8.length;
  const { cases } = ok(other.casework(JSON.stringify({ do: "overview" })));
  other.delete();
  return { times, people, cases, chosen, heap, opened };
}
