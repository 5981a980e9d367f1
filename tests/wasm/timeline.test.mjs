// The pictures' arithmetic, without a page: dates that can be read in one way, what a timeline is made of and where it stands,
// how thick the streams of a run are, how high the columns of the cases' progress.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { bundled } from "./typescript.mjs";

let dates, items, geometry, diagram, progress;
before(async () => {
  ({ dates, items, geometry, diagram, progress } = await bundled(`
    export * as dates from "./web/src/base/dates.ts";
    export * as items from "./web/src/timeline/items.ts";
    export * as geometry from "./web/src/timeline/geometry.ts";
    export * as diagram from "./web/src/summary/diagram-geometry.ts";
    export * as progress from "./web/src/casework/progress-geometry.ts";
  `));
});

const NOW = "2026-11-22";
const day = (iso) => ({ raw: iso, day: iso });
const band = (kind, from, to, more = {}) => ({
  kind,
  what: kind,
  ...(from ? { from: day(from) } : {}),
  ...(to ? { to: day(to) } : {}),
  end: to ? "said" : "open",
  sources: ["a"],
  ...more,
});
const point = (iso, what = "p", kind = "point") => ({ kind, what, from: day(iso), end: "day", sources: ["a"] });
const picture = (all, now = NOW) => geometry.pictureOf(all, now, (item, of) => `${of} ${item.what}`);
/** Nothing leaves the picture, nothing is thinner than can be seen. */
const sound = (p) => {
  for (const b of [...p.bands, ...p.overlaps]) assert.ok(b.x >= 0 && b.width > 0 && b.x + b.width <= 100.0001, JSON.stringify(b));
  for (const x of [...p.points, ...p.ticks]) assert.ok(x.x >= 0 && x.x <= 100, JSON.stringify(x));
  return p;
};

test("dates: every form that can be read in one way", () => {
  const forms = {
    "2026-09-02": [
      "20260902",
      "2026-09-02",
      "2026/9/2",
      "2026/09/02",
      "2026.9.2",
      "２０２６－０９－０２",
      "2026年9月2日",
      "2026 / 9 / 2",
      "R8.9.2",
      "r08.09.02",
      "R8/9/2",
      "R8-9-2",
      "R080902",
      "R.8.9.2",
      "令和8年9月2日",
      "令和 8年 9月 2日",
      "㋿8年9月2日",
      "2026/9/2 0:00:00",
      "2026-09-02T00:00:00",
      " 20260902 ",
    ],
    "2019-05-01": ["令和元年5月1日", "R元.5.1", "R1.5.1", "H31.5.1", "平成31年5月1日"],
    "1989-01-08": ["S64.1.8", "平成元年1月8日", "H010108"],
    "1912-07-30": ["T1.7.30", "大正元年7月30日", "M45.7.30"],
    "2024-02-29": ["20240229", "R6.2.29"],
  };
  let ran = 0;
  for (const [iso, all] of Object.entries(forms)) {
    for (const raw of all) {
      assert.equal(dates.readDate(raw), iso, raw);
      ran++;
    }
  }
  assert.equal(ran, 33);
});

test("dates: a column that names no day, and what nobody should guess", () => {
  for (const raw of ["", "　", "-", "0", "00000000", "99999999", "999999", "99991231", "9999-12-31", "9999/99/99"])
    assert.equal(dates.readDate(raw), "", raw);
  const unread = [
    "不明",
    "5080902",
    "9080902",
    "44444",
    "20260931",
    "20250229",
    "2026-13-01",
    "2026-9",
    "26/9/2",
    "2026/9-2",
    "2026-09-00",
    "2026-09-02 12:30",
    "R0.1.1",
    "H33.1.1",
    "S99.1.1",
    "X8.9.2",
    "09/02/2026",
    "2026090",
    "202609021",
    "17991231",
    "令和8年9月",
  ];
  for (const raw of unread) assert.equal(dates.readDate(raw), null, raw);
});

const evidence = (more = {}) => ({
  bucket: "P-CONFIRMED",
  loss_date: "2026-09-02",
  columns: [
    { key: "roster", title: "台帳", file: "roster.csv", line: 12 },
    { key: "pension", title: "年金", file: "pension.csv", line: 3 },
    { key: "overlap", title: "一覧 2026-11-19", file: "b.csv", line: 5 },
    { key: "overlap", title: "一覧 2026-11-04", file: "a.csv", line: 7 },
  ],
  rows: [
    { field: "acquired", values: ["20150401", null, "2015-04-01", "2015-04-01"] },
    { field: "lost", values: ["99999999", null, null, null] },
    { field: "pension_lost", values: [null, "R8.9.1", null, null] },
    { field: "other_acquired", values: [null, null, "2026-09-01", "2026-09-01"] },
    { field: "other_insurer_name", values: [null, null, "架空健保", "架空健保"] },
  ],
  ...more,
});
const told = (all) => all.map((i) => [i.kind, i.from?.day ?? null, i.to?.day ?? null, i.end, i.sources.length]);

test("items of the evidence: said alike is said once, with every source", () => {
  assert.deepEqual(told(items.evidenceItems(evidence(), NOW)), [
    ["own", "2015-04-01", null, "open", 3],
    ["pension", null, "2026-09-01", "said", 1],
    ["other", "2026-09-01", null, "open", 2],
    ["point", "2026-11-19", null, "day", 1],
    ["point", "2026-11-04", null, "day", 1],
    ["loss", "2026-09-02", null, "day", 1],
    ["point", "2026-11-22", null, "day", 1],
  ]);
  // What the lists say otherwise stands beside the roster; a loss that was taken back ends nothing.
  const rows = evidence().rows.map((r) => (r.field === "acquired" ? { ...r, values: ["20150401", null, "2016-04-01", "2016-04-01"] } : r));
  assert.equal(items.evidenceItems(evidence({ rows }), NOW).filter((i) => i.kind === "own").length, 2);
  const withdrawn = items.evidenceItems(evidence({ bucket: "P-WITHDRAWN" }), NOW);
  assert.equal(withdrawn.find((i) => i.kind === "pension").end, "open");
  assert.ok(withdrawn.some((i) => i.kind === "point" && i.from.day === "2026-09-01"));
  // No value at all: the working date is left.
  assert.deepEqual(told(items.evidenceItems(evidence({ columns: [], rows: [], loss_date: null }), NOW)), [["point", NOW, null, "day", 1]]);
});

test("items of a case: steps that stand, runs, and the loss of the roster apart from that of the pension list", () => {
  const person = (values) => values.map(([label, value]) => ({ label, value }));
  const detail = (flow, values, more = {}) => ({
    case: { bucket: `${flow}-X`, loss_date: "2026-09-02", due: "2026-12-20" },
    person: person(values),
    listings: [
      { from: "2026-11-22", to: "2026-11-22", label: "確認済" },
      { from: "2026-12-01", to: "2027-01-05", label: "届出済" },
    ],
    events: [
      { kind: "act", stands: true, on: "2026-11-24", label: "勧奨を発送した", who: "花子" },
      { kind: "act", stands: false, on: "2026-11-25", label: "再勧奨を発送した", who: "" },
      { kind: "act", stands: true, on: null, label: "確認した", who: "" },
      { kind: "undo", stands: true, on: null, label: "元に戻した", who: "" },
    ],
    steps: [],
    ...more,
  });
  const two = items.caseItems(
    detail("P", [
      ["資格取得年月日", "20150401"],
      ["資格喪失年月日", "20261001"],
      ["資格喪失年月日", "R8.9.1"],
      ["重複先保険者名", "架空健保"],
      ["重複先資格取得年月日", "2026-09-01"],
    ]),
  );
  assert.deepEqual(told(two), [
    ["own", "2015-04-01", "2026-10-01", "said", 1],
    ["pension", null, "2026-09-01", "said", 1],
    ["other", "2026-09-01", null, "unsaid", 1],
    ["loss", "2026-09-02", null, "day", 1],
    ["point", "2026-11-22", null, "day", 1],
    ["point", "2026-12-01", null, "day", 1],
    ["point", "2027-01-05", null, "day", 1],
    ["point", "2026-11-24", null, "day", 1],
    ["point", "2026-12-20", null, "day", 1],
  ]);
  const one = [
    ["資格取得年月日", "20150401"],
    ["資格喪失年月日", "20261001"],
  ];
  assert.equal(items.caseItems(detail("P", one)).find((i) => i.kind === "own").to, undefined);
  assert.equal(items.caseItems(detail("P", one)).find((i) => i.kind === "pension").to.day, "2026-10-01");
  assert.equal(items.caseItems(detail("D", one)).find((i) => i.kind === "own").to.day, "2026-10-01");
  assert.equal(
    items.caseItems(detail("D", one)).some((i) => i.kind === "pension"),
    false,
  );
});

test("a usual person: the old beginning is cut off, what matters has the room", () => {
  const p = sound(
    picture([
      band("own", "2001-04-01"),
      band("pension", null, "2026-09-01"),
      band("other", "2026-09-01"),
      point("2026-09-02", "loss", "loss"),
      point("2026-11-19"),
      point(NOW),
    ]),
  );
  assert.equal(p.clipped, true);
  assert.deepEqual(
    p.bands.map((b) => [b.tornLeft, b.open, b.tornRight]),
    [
      [true, true, false],
      [true, false, false],
      [false, true, false],
    ],
  );
  const [own, pension, other] = p.bands;
  assert.equal(own.width, 100);
  assert.ok(Math.abs(pension.x + pension.width - other.x) < 0.001, "the bands do not meet");
  assert.ok(other.width > 40, `only ${other.width}% is left for what matters`);
  assert.deepEqual(
    p.overlaps.map((o) => [o.from, o.to, o.x === other.x]),
    [["2026-09-01", null, true]],
  );
  assert.ok(p.loss.x > other.x && p.loss.x < other.x + 5);
  assert.ok(p.ticks.length >= 2 && p.ticks.length <= 7 && p.ticks.every((x) => x.day.endsWith("-01")));
  assert.deepEqual(p.undrawn, []);
});

test("a beginning not far back is shown", () => {
  const p = sound(picture([band("own", "2026-06-01"), band("other", "2026-09-01")]));
  assert.equal(p.clipped, false);
  assert.equal(p.bands[0].tornLeft, false);
  assert.ok(p.bands[0].x > 0);
});

test("overlaps: ended, touching, twice, none", () => {
  const of = (...all) => sound(picture(all)).overlaps.map((o) => [o.from, o.to]);
  assert.deepEqual(of(band("own", "2024-04-01", "2026-06-01"), band("other", "2026-04-01")), [["2026-04-01", "2026-06-01"]]);
  assert.deepEqual(of(band("own", "2024-04-01", "2026-06-01"), band("other", "2026-06-01")), [], "the day of loss is none of membership");
  assert.deepEqual(of(band("own", "2024-04-01"), band("other", "2026-01-01", "2026-03-01"), band("other", "2026-05-01")), [
    ["2026-01-01", "2026-03-01"],
    ["2026-05-01", null],
  ]);
  assert.deepEqual(of(band("own", "2024-04-01"), band("other", "2026-05-01"), band("other", "2026-05-01")), [["2026-05-01", null]]);
  assert.deepEqual(
    of(band("own", "2024-04-01"), band("other", "2026-07-14"), band("other", "2026-11-15")),
    [["2026-07-14", null]],
    "one within the other",
  );
  assert.deepEqual(of(band("other", "2026-05-01")), []);
  assert.deepEqual(of(band("own", "2026-05-01"), band("other", "2025-05-01", "2025-06-01")), []);
});

test("nothing readable, reversed, far away: told and not drawn", () => {
  const bad = { ...band("other"), from: { raw: "不明", day: null } };
  const nothing = sound(picture([bad]));
  assert.deepEqual([nothing.bands.length, nothing.undrawn.map((u) => u.why)], [0, ["unreadable"]]);
  const p = sound(
    picture([
      band("own", "2026-05-01", "2026-04-01"),
      band("other", "2001-04-01", "2002-04-01"),
      band("other", "2126-09-01"),
      point("1999-01-01"),
      point("2026-10-01"),
    ]),
  );
  assert.deepEqual(
    p.undrawn.map((u) => [u.item.kind, u.why]),
    [
      ["own", "reversed"],
      ["other", "before"],
      ["other", "after"],
      ["point", "before"],
    ],
  );
  assert.deepEqual([p.bands.length, p.points.length], [0, 1]);
  assert.deepEqual(picture([]).undrawn, []);
});

test("one day: seen, in a picture of some months", () => {
  const p = sound(picture([band("own", NOW, NOW), point(NOW, "loss", "loss"), point(NOW)]));
  assert.equal(p.bands.length, 1);
  assert.ok(p.bands[0].width >= 0.5 && p.bands[0].width < 1);
  assert.ok(p.ticks.length >= 1);
});

test("labels of points never stand in each other", () => {
  const many = Array.from({ length: 40 }, (_, i) =>
    point(`2026-${String(1 + (i % 10)).padStart(2, "0")}-${String(1 + ((i * 7) % 28)).padStart(2, "0")}`, `発送し直した${i}`),
  );
  const p = sound(picture([band("own", "2026-01-01"), ...many]));
  assert.equal(p.points.length, 40);
  const boxes = p.points.map((x) => {
    const at = (x.x / 100) * geometry.NARROWEST;
    return x.before ? { row: x.row, from: at - 100, to: at } : { row: x.row, from: at, to: at + 100 };
  });
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1)) assert.ok(a.row !== b.row || a.to < b.from || b.to < a.from, "two labels meet");
  assert.ok(p.rows <= 40);
});

test("what is of one kind stands together", () => {
  assert.deepEqual(
    picture([
      band("pension", null, "2026-09-01"),
      band("other", "2026-09-01"),
      band("own", "2015-04-01"),
      band("own", "2016-04-01"),
    ]).bands.map((b) => b.item.kind),
    ["own", "own", "pension", "other"],
  );
});

test("the words of a band are cut where there is no room, and never its dates", () => {
  assert.equal(geometry.fitted("国保", "　令和8年9月2日～"), "国保");
  const long = geometry.fitted(`重複先（${"架空".repeat(30)}）`, "　令和8年9月2日～");
  assert.match(long, /^重複先（架空.*…$/);
  assert.ok(long.length > 10 && long.length < 30, long);
  assert.equal(geometry.fitted("国保", "長".repeat(60)), "国…");
});

const streams = (...sources) =>
  diagram.diagramOf(sources.map((counts, s) => ({ buckets: counts.map((count, i) => ({ code: `${s}-${i}`, count })) })));

test("streams: a million and one are both seen, nobody is no stream", () => {
  const d = streams([1_000_000, 1, 0]);
  const [all, one, none] = d.streams;
  assert.ok(all.width > 190 && all.width <= 200);
  assert.equal(one.width, 3);
  assert.equal(none.width, 0);
  for (const s of d.streams) assert.ok(s.right >= s.slot.y && s.right + s.width <= s.slot.y + s.slot.height, s.code);
});

test("streams: no result, one bucket, two lists", () => {
  const nobody = streams([0, 0, 0]);
  assert.deepEqual(
    nobody.streams.map((s) => s.width),
    [0, 0, 0],
  );
  assert.ok(nobody.height > 0 && nobody.streams.every((s) => Number.isFinite(s.left) && Number.isFinite(s.right)));
  assert.equal(streams([7]).streams[0].width, 200);
  const d = streams([19, 20], [87]);
  assert.ok(d.sources[1].y >= d.sources[0].y + d.sources[0].height && d.roster.y >= d.sources[1].y + d.sources[1].height);
  assert.ok(d.height >= d.roster.y + d.roster.height);
  // Side by side on both ends, in their order.
  for (const [i, s] of d.streams.entries()) {
    const next = d.streams[i + 1];
    if (next) assert.ok(next.left >= s.left + s.width - 0.001 && next.slot.y >= s.slot.y + s.slot.height);
  }
  assert.match(diagram.outline(d.streams[0]), /^M0,[\d.]+ C50,.* Z$/);
});

test("progress: weeks back from today to the first run, at most as many as can be told apart", () => {
  assert.deepEqual(progress.daysShown([], NOW), []);
  assert.deepEqual(progress.daysShown([NOW], NOW), [NOW]);
  assert.deepEqual(progress.daysShown(["2026-11-04", "2026-10-20"], NOW), [
    "2026-10-20",
    "2026-10-25",
    "2026-11-01",
    "2026-11-08",
    "2026-11-15",
    NOW,
  ]);
  // A run dated later than today is the last day.
  assert.deepEqual(progress.daysShown(["2026-11-20", "2026-12-01"], NOW), ["2026-11-20", "2026-11-24", "2026-12-01"]);
  let ran = 0;
  for (const first of ["2026-06-01", "2025-11-22", "2019-04-01", "2024-02-29"]) {
    const days = progress.daysShown([first], NOW);
    assert.ok(days.length <= 27 && days.length > 12, `${first}: ${days.length}`);
    assert.deepEqual([days[0], days.at(-1)], [first, NOW]);
    assert.deepEqual([...new Set(days)].sort(), days);
    ran++;
  }
  assert.equal(ran, 4);
});

test("progress: columns as high as they are many, nobody unseen, nothing out of the picture", () => {
  const states = ["done", "urged", "listed"];
  const rows = [
    { day: "2026-11-01", states: { listed: 100000 } },
    { day: "2026-11-08", states: { listed: 99999, urged: 1 } },
    { day: "2026-11-15", states: { done: 50000, listed: 0, urged: 25000 } },
    { day: "2026-11-22", states: {} },
  ];
  const { most, columns } = progress.columnsOf(rows, states);
  assert.equal(most, 100000);
  assert.deepEqual(
    columns.map((c) => c.total),
    [100000, 100000, 75000, 0],
  );
  assert.deepEqual(
    columns.map((c) => c.parts.map((p) => `${p.state} ${p.count}`)),
    [["listed 100000"], ["urged 1", "listed 99999"], ["done 50000", "urged 25000"], []],
  );
  for (const c of columns) {
    assert.ok(c.x >= 0 && c.x + c.width <= 100);
    let below = 100;
    for (const p of c.parts) {
      assert.ok(Math.abs(p.y + p.height - below) < 1e-9 && p.y >= -1e-9 && p.height >= 1, JSON.stringify(p));
      below = p.y;
    }
  }
  const [done, urged] = columns[2].parts;
  assert.ok(Math.abs(done.height - 2 * urged.height) < 1e-9);
  // The newest day has its label, and no more than eight have one.
  const many = progress.columnsOf(
    Array.from({ length: 27 }, (_, i) => ({ day: `d${i}`, states: { listed: i } })),
    states,
  ).columns;
  assert.ok(many.at(-1).labelled && many.filter((c) => c.labelled).length <= 8);
  assert.deepEqual(progress.columnsOf([], states), { most: 0, room: 12.5, columns: [] });
});
