// The check of the rooms' order fails where one include is turned round, a file has no room, a room no file, or files stand in a circle.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { checkRooms, readRooms } from "../../scripts/linting/rooms.mjs";

const LIST = "core/low   # the first\ncore/high\n\n";

function faultsOf(files, list = LIST) {
  const root = mkdtempSync(join(tmpdir(), "totsugo-rooms-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return checkRooms(root, readRooms(list)).faults;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

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
