// The sample town over six weeks, two clerks and both flows: clerks.mjs has what they do, and what has to come of it.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { threeRuns } from "./clerks.mjs";
import { bodies, loadCore } from "./contract.mjs";

let core;
before(async () => {
  core = await loadCore();
});

test("three runs over six weeks: both flows, choices, a merge, and a run taken back", () => {
  threeRuns(core);
  assert.ok(bodies.count >= 7, `${bodies.count} bodies were held against their schema`);
});
