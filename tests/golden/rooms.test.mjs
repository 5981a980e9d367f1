// The check of the rooms' order fails where one include is turned round, a file has no room, a room no file, or files stand in a circle;
// the check of the styles where a rule stands in another folder than what it styles.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { checkRooms, readRooms } from "../../scripts/linting/rooms.mjs";
import { checkStyles } from "../../scripts/linting/styles.mjs";

const LIST = "core/low   # the first\ncore/high\n\n";

function inTree(files, check) {
  const root = mkdtempSync(join(tmpdir(), "totsugo-rooms-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return check(root).faults;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
const faultsOf = (files, list = LIST) => inTree(files, (root) => checkRooms(root, readRooms(list)));

const GOOD = { "core/low/a.h": "", "core/high/b.cpp": '#include "core/low/a.h"\n#include <vector>\n' };

test("rooms: looking down is kept, looking up is told with its line", () => {
  assert.deepEqual(faultsOf(GOOD), []);
  const up = faultsOf({ ...GOOD, "core/low/a.h": '\n#include "core/high/c.h"\n', "core/high/c.h": "" });
  assert.deepEqual(up, ["core/low/a.h:2: core/low looks up to core/high: core/high/c.h"]);
});

test("rooms: imports of types count, written in any way", () => {
  const list = "web/src/low.ts\nweb/src/high.ts\n";
  for (const line of [
    'import type { A } from "./high.ts";',
    'import {\n  A,\n  B,\n} from "./high.ts";',
    'export * from "./high.ts";',
    'import "./high.ts";',
  ])
    assert.equal(faultsOf({ "web/src/low.ts": line, "web/src/high.ts": "" }, list).length, 1, line);
});

test("rooms: files in a circle, files without a room, rooms without a file, and nothing at all", () => {
  const circle = { "core/low/a.h": '#include "core/low/b.h"\n', "core/low/b.h": '#include "core/low/a.h"\n', "core/high/c.h": "" };
  assert.deepEqual(faultsOf(circle), ["a circle of 2: core/low/a.h core/low/b.h"]);
  assert.deepEqual(faultsOf({ ...GOOD, "core/else/d.h": "" }), ["core/else/d.h: in no room"]);
  assert.deepEqual(faultsOf(GOOD, `${LIST}core/top\n`), ["no file in core/top"]);
  assert.deepEqual(faultsOf({}), ["no file in core/low", "no file in core/high", "nothing was looked at"]);
});

const PAGE = {
  "scripts/linting/rooms-web.txt": "web/src/base\nweb/src/low\nweb/src/high\n",
  "web/src/base/type.css": ".small {}\n",
  "web/src/low/low.ts": `html\`<p class="small bar \${on ? "is-on" : ""}"><b class="state-\${s}"></b></p>\``,
  "web/src/low/low.css": "/* .none */\n.bar.is-on > .small, .state-done {}\n@media print {\n  .bar {}\n}\n",
  "web/src/high/high.ts": `html\`<p class=\${x ? "small" : "row"}></p>\`; box.classList.add("has-high");`,
  "web/src/high/high.css": ":is(.row, .small) td, .has-high .bar {}\n",
};
const styleFaults = (change) => inTree({ ...PAGE, ...change }, checkStyles);

test("rooms: a rule stands in the folder that alone uses its class", () => {
  assert.deepEqual(styleFaults({}), []);
  for (const path of ["base/type", "high/high"]) {
    const text = `${PAGE[`web/src/${path}.css`]}@media print {\n  .bar {}\n}\n`;
    assert.deepEqual(styleFaults({ [`web/src/${path}.css`]: text }), [`web/src/${path}.css: only low uses .bar`]);
  }
  assert.deepEqual(styleFaults({ "web/src/low/low.css": ".bar, .row:hover {}" }), ["web/src/low/low.css: only high uses .row"]);
});

test("rooms: every class in a style sheet is named by a source, every sheet is part of the page", () => {
  assert.deepEqual(styleFaults({ "web/src/low/low.css": ".bar .gone {}" }), ["web/src/low/low.css: no source names .gone"]);
  assert.deepEqual(styleFaults({ "web/src/low/more.css": ".bar {}" }), ["web/src/low/more.css: not in the order of web/styles.mjs"]);
  assert.ok(inTree({ "web/src/low/low.ts": "", "scripts/linting/rooms-web.txt": "" }, checkStyles).includes("nothing was looked at"));
});
