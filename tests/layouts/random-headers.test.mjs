// Header lines made at random (random-headers.mjs), against the engine in this process: nothing wrong is ever accepted, nothing
// that a person must be asked is passed over, and what is clear is hardly ever asked about.
//   TOTSUGO_SEED=x   another seed; TOTSUGO_FULL=1   500 files instead of 60
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { loadCore } from "../wasm/contract.mjs";
import { TODAY, randomFile, wrongFields } from "./random-headers.mjs";

const COUNT = process.env.TOTSUGO_FULL === "1" ? 500 : 60,
  SEED = process.env.TOTSUGO_SEED ?? "2026-11";
/** Of the clear ones, how many may be asked about. */
const MOST_ASKED = 0.04;

let module;
before(async () => {
  module = await loadCore();
});

function propose(session, { kind, bytes }, layout) {
  module.HEAPU8.set(bytes, session.buffer(bytes.length));
  const options = { today: TODAY, whole: true, ...(layout && { layout: JSON.stringify(layout) }) };
  const answer = JSON.parse(session.propose(kind, "x.csv", bytes.length, JSON.stringify(options)));
  assert.equal(answer.ok, true, JSON.stringify(answer));
  return answer.proposal;
}

const columns = (p) => Object.fromEntries(p.fields.filter((f) => f.position).map((f) => [f.field, f.position]));

test("random header lines: nothing wrong accepted, nothing passed over, little asked; saved and given back the same", () => {
  const session = new module.Session();
  assert.equal(JSON.parse(session.begin(`{"flow":"P","date":"${TODAY}"}`)).ok, true);
  const wrong = [],
    passed = [],
    asked = [],
    changed = [];
  let clear = 0,
    must = 0;
  for (let i = 0; i < COUNT; i++) {
    const file = randomFile(`${SEED}:${i}`),
      p = propose(session, file),
      name = `${SEED}:${i} ${file.kind} ${file.headers.join(",")}`;
    const bad = wrongFields(file, p);
    if (p.accepted && bad.length > 0) wrong.push(`${name}: ${bad.join("; ")}`);
    if (p.accepted && p.fields.some((f) => f.position && f.confidence !== "high")) wrong.push(`${name}: accepted below high`);
    if (file.ask) {
      must++;
      if (p.accepted) passed.push(`${name}: ${file.ask}`);
    } else if (!file.unclear) {
      clear++;
      if (!p.accepted) asked.push(`${name}: ${[...p.open.map((o) => o.text), ...p.problems].join(" / ")}`);
    }
    if (p.accepted) {
      const again = propose(session, file, p.layout);
      if (JSON.stringify(columns(again)) !== JSON.stringify(columns(p))) changed.push(name);
    }
  }
  session.delete();
  process.stdout.write(
    `seed ${SEED}, files ${COUNT}: wrong ${wrong.length}, passed over ${passed.length} of ${must}, asked ${asked.length} of ${clear}\n`,
  );
  assert.deepEqual(wrong, []);
  assert.deepEqual(passed, []);
  assert.deepEqual(changed, []);
  assert.ok(must > COUNT / 10 && clear > COUNT / 2, `${must} ${clear}`);
  assert.ok(asked.length <= Math.max(2, clear * MOST_ASKED), asked.join("\n"));
});

test("the judge itself: a column too far is found", () => {
  const file = randomFile(`${SEED}:0`),
    [[field, [position]]] = Object.entries(file.fields);
  assert.deepEqual(wrongFields(file, { fields: [{ field, position }] }), []);
  assert.equal(wrongFields(file, { fields: [{ field, position: position + 1 }] }).length, 1);
  assert.equal(wrongFields(file, { fields: [{ field: "nonsense", position }] }).length, 1);
});
