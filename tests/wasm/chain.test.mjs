// The chain of a work file's records: whatever is changed later shows, from the first saving on that does not fit any more.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";
import { bundled } from "./typescript.mjs";

let c;
before(async () => {
  c = await bundled('export * from "./wasm/work/chain.ts"; export { openWork, sealWork } from "./wasm/work/workfile.ts";');
});

const event = (i, more = {}) => ({
  kind: "act",
  at: `2026-11-${10 + i}T09:00:00+09:00`,
  who: "窓口　花子",
  action: "note",
  note: `電話 ${i}`,
  cases: [i % 2],
  ...more,
});
const TOOL = "1.0.0-rc.1";
const bookOf = (n) => ({
  format: "totsugo-casebook",
  tool: TOOL,
  cases: [{ key: "P/resident/1" }, { key: "P/resident/2" }],
  events: Array.from({ length: n }, (_, i) => event(i)),
});
const text = (b) => JSON.stringify(b);
const now = (saved, content = "c".repeat(64)) => ({ saved, content });

/** Saved after 2, after 2 again and after 5 events. */
function saved() {
  let saves = [];
  let body = "";
  for (const n of [2, 2, 5]) ({ body, saves } = c.chained(text(bookOf(n)), saves, now(`2026-12-0${n}T09:00:00+09:00`)));
  return { body, saves };
}

test("chain: each saving has the hash that anybody can work out", () => {
  const { body, saves } = saved();
  assert.deepEqual(
    saves.map((s) => s.events),
    [2, 2, 5],
  );
  assert.equal(saves[0].head, saves[1].head);
  let head = "";
  for (const e of bookOf(5).events)
    head = createHash("sha256")
      .update(head + JSON.stringify({ ...e, cases: e.cases.map((k) => bookOf(5).cases[k].key) }))
      .digest("hex");
  assert.equal(saves[2].head, head);
  assert.deepEqual(JSON.parse(body).chain.saves, saves);
  assert.deepEqual(c.checkChain(c.read(body)), { now: { events: 5, head }, saves, broken: null });
  assert.equal(c.chained(text(bookOf(0)), [], now("x")).saves[0].head, "");
});

test("chain: an event changed, left out, put in, moved, or meant for somebody else breaks it, and where is told", () => {
  const edits = {
    "the first note": [
      (b) => {
        b.events[0].note = "訪問";
      },
      2,
      0,
    ],
    "who signed": [
      (b) => {
        b.events[1].who = "別人";
      },
      2,
      0,
    ],
    "an event left out": [
      (b) => {
        b.events.splice(3, 1);
      },
      5,
      2,
    ],
    "the last left out": [
      (b) => {
        b.events.pop();
      },
      5,
      2,
    ],
    "an event put in": [
      (b) => {
        b.events.splice(2, 0, event(9));
      },
      5,
      2,
    ],
    "two exchanged": [
      (b) => {
        b.events.splice(3, 2, b.events[4], b.events[3]);
      },
      5,
      2,
    ],
    "another person": [
      (b) => {
        b.events[4].cases = [1];
      },
      5,
      2,
    ],
    "another person by the key": [
      (b) => {
        b.cases[0].key = "P/resident/9";
      },
      2,
      0,
    ],
    "the hash itself": [
      (b) => {
        b.chain.saves[2].head = "00";
      },
      5,
      2,
    ],
  };
  let ran = 0;
  for (const [what, [edit, at, sound]] of Object.entries(edits)) {
    const body = JSON.parse(saved().body);
    edit(body);
    const { broken } = c.checkChain(c.read(text(body)));
    assert.ok(broken, what);
    assert.equal(broken.at.events, at, what);
    assert.equal(broken.sound, sound, what);
    ran++;
  }
  assert.equal(ran, 9);
});

test("chain: more events are no break, other places of the same people neither", () => {
  const body = JSON.parse(saved().body);
  body.events.push(event(7));
  assert.equal(c.checkChain(c.read(text(body))).broken, null);
  body.cases.reverse();
  for (const e of body.events) e.cases = e.cases.map((k) => 1 - k);
  assert.equal(c.checkChain(c.read(text(body))).broken, null);
});

test("chain: what was saved before two files were put together is listed and not compared any more", () => {
  const { saves } = saved();
  const other = bookOf(5);
  other.events.reverse();
  assert.ok(c.checkChain(c.read(text(other)), saves).broken);
  assert.equal(c.checkChain(c.read(text(other)), c.changed(saves)).broken, null);
  assert.equal(c.checkChain(c.read(text(other)), c.changed(saves)).saves.length, 3);
});

test("chain: whatever else is changed does not fit the last saving: people, addresses, the first line, the chain itself", async () => {
  const saved = "2026-12-05T09:00:00+09:00";
  const whole = { ...bookOf(3), households: { 1: [{ name: "見本　一郎", address: "架空市１" }] } };
  const before = c.chained(text(whole), [], now("2026-12-01T09:00:00+09:00", await c.contentOf(text(whole))));
  whole.events.push(event(4));
  const content = await c.contentOf(text(whole));
  assert.equal(content, createHash("sha256").update(text(whole)).digest("hex"));
  const { body } = c.chained(text(whole), before.saves, now(saved, content));
  const doubt = (written, at = saved, tool = TOOL) => c.doubtOf(written, c.read(written), { saved: at, tool });
  assert.equal(await doubt(body), null);
  const edits = {
    no_chain: [(b) => delete b.chain, (b) => (b.chain.saves = []), (b) => delete b.chain.saves],
    header: [(b) => b.chain.saves.pop(), (b) => (b.tool = "1.0.0"), (b) => (b.chain.saves.at(-1).saved = "2026-12-06T09:00:00+09:00")],
    content: [
      (b) => (b.households[1][0].address = "架空市２"),
      (b) => (b.households[1][0].name = "見本　二郎"),
      (b) => (b.cases[0].key = "P/resident/3"),
      (b) => (b.events[0].note = "訪問"),
      (b) => b.events.pop(),
      (b) => (b.newer = 1), // behind the chain
      (b) => (b.chain.more = { saves: [] }),
      (b) => (b.chain.saves.at(-1).content = "0".repeat(64)),
      (b) => delete b.chain.saves.at(-1).content,
    ],
  };
  let ran = 0;
  for (const [expected, all] of Object.entries(edits))
    for (const edit of all) {
      const edited = JSON.parse(body);
      edit(edited);
      assert.equal(await doubt(text(edited)), expected, String(edit));
      ran++;
    }
  assert.equal(ran, 15);
  assert.equal(await doubt(body, "2026-12-05T09:00:01+09:00"), "header");
  assert.equal(await doubt(body, saved, "1.0.1"), "header");
  // Version 1 had another chain.
  assert.equal(await doubt(text({ ...bookOf(2), version: 1 })), null);
});

test("chain: of a plain file as it was saved, whatever byte is changed, it is refused or named", async () => {
  const saved = "2026-12-05T09:00:00+09:00";
  const whole = text(bookOf(1));
  const { body } = c.chained(whole, [], now(saved, await c.contentOf(whole)));
  const file = await c.sealWork(body, { tool: TOOL, saved });
  const said = { refused: 0, header: 0 };
  const first = file.indexOf(0x0a);
  let ran = 0;
  // In the first line to any other byte; in the body, which the hash vouches for, by each bit. The last line end may be an editor's.
  for (let at = 0; at < file.length - 1; at++)
    for (let change = 1; change < 256; change = at <= first ? change + 1 : change * 2) {
      const made = file.slice();
      made[at] ^= change;
      ran++;
      const opened = await c.openWork(made);
      if (!opened.ok) {
        said.refused++;
        continue;
      }
      const doubt = await c.doubtOf(opened.body, c.read(opened.body), opened.header);
      assert.ok(doubt, `byte ${at} became ${made[at]}: opened as if nothing had happened`);
      said[doubt]++;
    }
  assert.equal(ran, 255 * (first + 1) + 8 * (file.length - first - 2));
  assert.equal(said.refused + said.header, ran);
  assert.ok(said.header > 100, "the first line's time and version were never changed");
});

test("chain: the mark of the training is in it, so that it is neither put in nor taken out unseen", () => {
  const marked = c.asTraining(text(bookOf(2)));
  const { body, saves } = c.chained(marked, [], now("2026-11-10T09:00:00+09:00"));
  assert.equal(c.isTraining(body), true);
  assert.equal(c.checkChain(c.read(body)).broken, null);
  // What the core writes later has no mark of its own: whoever checks it puts it back first.
  assert.equal(c.checkChain(c.read(marked), saves).broken, null);
  assert.ok(c.checkChain(c.read(text(bookOf(2))), saves).broken);
  const taken = JSON.parse(body);
  delete taken.training;
  assert.equal(c.isTraining(text(taken)), false);
  assert.equal(c.checkChain(c.read(text(taken))).broken.sound, 0);
  const real = c.chained(text(bookOf(2)), [], now("2026-11-10T09:00:00+09:00")).body;
  assert.equal(c.isTraining(real), false);
  for (const mark of [true, false, null, "no"]) {
    const put = text({ ...JSON.parse(real), training: mark });
    assert.equal(c.isTraining(put), true, String(mark));
    assert.ok(c.checkChain(c.read(put)).broken, String(mark));
  }
  assert.equal(c.isTraining("no body"), false);
});
