// The table for a municipality's main system: forms of dates against the platform's calendar, cells exactly as they are, settings
// that were kept, edited or meant for something else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, loadCore } from "./contract.mjs";
import { bundled } from "./typescript.mjs";

let x, engine;
before(async () => {
  const module = await loadCore();
  engine = { module, session: new module.Session() };
  x = await bundled('export * from "./web/src/casework/import-columns.ts"; export { exportPieces } from "./wasm/driver.ts";');
});
after(() => {
  engine.session.delete();
  assert.ok(answered.get("exportBegin") > 0, "nothing was held against the contract as exportBegin");
});

/** A table as the core writes it, without the BOM. */
const csvOf = (table) =>
  Buffer.concat([...x.exportPieces(engine, "table.csv", { table })])
    .toString("utf8")
    .slice(1);

/** A case as the core's `decisions` has it. */
const decision = (more = {}) => ({
  case: 0,
  flow: "P",
  state: "ex_officio",
  label: "職権喪失決定",
  bucket_label: "確認済",
  birth: "1980-04-01",
  sex: "1",
  person: {
    name: "山田　太郎",
    name_kana: "ヤマダ　タロウ",
    birth_date: "S55.4.1",
    sex: "男",
    resident_number: "000123",
    member_number: "05-1",
    branch: "01",
    household_id: "9",
    relationship: "",
    head_name: "",
    postal_code: "",
    address: "",
    building: "",
  },
  loss_date: "2026-09-02",
  dates: { urge: "2026-11-24", resend: "2026-12-01", ex_officio: "2027-02-15" },
  step: "職権喪失を決定した",
  on: "2027-02-15",
  who: "係長",
  reason: "",
  note: "メモ",
  ...more,
});
const settingsOf = (columns, more = {}) => ({ ...x.defaultSettings(), columns: columns.map((of) => x.newColumn(of)), ...more });

test("dates in every form", () => {
  const cases = [
    ["2026-09-02", "20260902", "2026/09/02", "5080902", "9080902", "令和8年9月2日"],
    ["2019-05-01", "20190501", "2019/05/01", "5010501", "9010501", "令和元年5月1日"],
    ["2019-04-30", "20190430", "2019/04/30", "4310430", "7310430", "平成31年4月30日"],
    ["1989-01-08", "19890108", "1989/01/08", "4010108", "7010108", "平成元年1月8日"],
    ["1989-01-07", "19890107", "1989/01/07", "3640107", "5640107", "昭和64年1月7日"],
    ["1926-12-25", "19261225", "1926/12/25", "3011225", "5011225", "昭和元年12月25日"],
    ["1926-12-24", "19261224", "1926/12/24", "2151224", "3151224", "大正15年12月24日"],
    ["1912-07-30", "19120730", "1912/07/30", "2010730", "3010730", "大正元年7月30日"],
    ["1912-07-29", "19120729", "1912/07/29", "1450729", "1450729", "明治45年7月29日"],
  ];
  let ran = 0;
  for (const [iso, ...forms] of cases) {
    ["digits", "slash", "era_medical", "era_pension", "era"].forEach((form, i) => {
      assert.equal(x.dateAs(form, iso), forms[i], `${iso} ${form}`);
      ran++;
    });
    assert.equal(x.dateAs("iso", iso), iso);
  }
  assert.equal(ran, 45);
  for (const none of ["", "2026-9-2", "S55.4.1", "2026-00-00x", "2026-00-00", "2026-02-30"])
    assert.equal(x.dateAs("era", none), null, none);
  assert.equal(x.dateAs("era", "1867-12-31"), null);
  assert.equal(x.dateAs("digits", "1867-12-31"), "18671231");
});

test("every day of 130 years has the era that the platform says", () => {
  const shown = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
    era: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    timeZone: "UTC",
  });
  let ran = 0;
  for (let at = Date.UTC(1912, 0, 1); at < Date.UTC(2042, 0, 1); at += 86_400_000, ran++) {
    const iso = new Date(at).toISOString().slice(0, 10);
    const want = shown.format(at).normalize("NFKC");
    if (x.dateAs("era", iso) !== want) assert.fail(`${iso}: ${x.dateAs("era", iso)}, not ${want}`);
  }
  assert.equal(ran, 47483);
});

test("each column has what it says", () => {
  const row = decision({
    dates: { urge: "2026-11-24", resend: "2026-12-01", ex_officio: "2027-02-15", file: "2027-02-20", complete: "2027-02-21" },
    reason: "別人だった",
    person: {
      ...decision().person,
      relationship: "世帯主",
      head_name: "山田　一",
      postal_code: "000-0001",
      address: "架空市1",
      building: "A101",
      other_insurer: "06130488",
      other_insurer_name: "架空健保",
    },
  });
  const want = {
    resident_number: "000123",
    member_number: "05-1",
    branch: "01",
    name: "山田　太郎",
    name_kana: "ヤマダ　タロウ",
    birth: "1980-04-01",
    sex: "男",
    sex_code: "1",
    household_id: "9",
    relationship: "世帯主",
    head_name: "山田　一",
    postal_code: "000-0001",
    address: "架空市1",
    building: "A101",
    loss_date: "2026-09-02",
    loss_reason: "社保加入",
    state: "職権喪失決定",
    state_code: "K1",
    step: "職権喪失を決定した",
    step_on: "2027-02-15",
    decided_on: "2027-02-15",
    sent_on: "2026-12-01",
    filed_on: "2027-02-20",
    completed_on: "2027-02-21",
    other_insurer: "06130488",
    other_insurer_name: "架空健保",
    excluded_for: "別人だった",
    who: "係長",
    note: "メモ",
    constant: "",
  };
  const { rows, heads, doubts } = x.importTable([row], settingsOf(x.COLUMN_KINDS, { codes: { ex_officio: "K1" } }));
  assert.deepEqual(Object.fromEntries(x.COLUMN_KINDS.map((of, i) => [of, rows[0][i]])), want);
  assert.equal(heads.length, 30);
  assert.deepEqual(doubts, []);
});

test("values stand exactly as they are, unless they are asked to be harmless", () => {
  const cases = [
    ["000123", "000123", "000123"],
    ["-1", "-1", '"\'-1"'],
    ["=1+1", "=1+1", '"\'=1+1"'],
    ["　=1+1", "　=1+1", '"\'　=1+1"'],
    ["＠a", "＠a", '"\'＠a"'],
    ["a,b", '"a,b"', '"a,b"'],
    ['a"b', '"a""b"', '"a""b"'],
    ["a\nb", '"a\nb"', '"a\nb"'],
    ["", "", ""],
    ["'x", "'x", "'x"],
  ];
  for (const [value, exact, guarded] of cases) {
    const rows = [decision({ person: { resident_number: value } })];
    const made = (more) =>
      csvOf(x.importCsv(x.importTable(rows, settingsOf(["resident_number"])), settingsOf(["resident_number"], { header: false, ...more })));
    assert.equal(made({}), `${exact}\r\n`, value);
    assert.equal(made({ guarded: true }), `${guarded}\r\n`, value);
  }
  assert.equal(cases.length, 10);
  const two = settingsOf(["name", "birth"]);
  const table = x.importCsv(x.importTable([decision()], two), two);
  assert.equal(csvOf(table), "氏名,生年月日\r\n山田　太郎,1980-04-01\r\n");
  assert.deepEqual([table.heads, table.whose], [["氏名", "生年月日"], 0]);
  assert.ok(!("whose" in x.importCsv(x.importTable([], settingsOf(["birth"])), settingsOf(["birth"]))));
});

test("half a pair of surrogates is replaced on the way to the core, and nothing that looks like one", () => {
  const cells = ["a\ud842b", "\udfb7", "𠮟", "\\ud842", "\\\\udfb7", "\x1f"];
  assert.equal(csvOf({ rows: [cells] }), "a\ufffdb,\ufffd,𠮟,\\ud842,\\\\udfb7,\x1f\r\n");
});

test("what an import may stumble over is told", () => {
  const rows = [
    decision(),
    decision({ loss_date: null, person: { ...decision().person, name: "見本　花子" } }),
    decision({
      loss_date: "そのうち",
      birth: null,
      person: { ...decision().person, name: "見本　次郎", birth_date: "1980-00-00", resident_number: "" },
    }),
  ];
  const { rows: made, doubts } = x.importTable(
    rows,
    settingsOf(["resident_number", "birth", "loss_date", "filed_on", "note"], { dates: "era_medical" }),
  );
  assert.deepEqual(
    made.map((r) => r.slice(1, 3)),
    [
      ["3550401", "5080902"],
      ["3550401", ""],
      ["1980-00-00", "そのうち"],
    ],
  );
  assert.deepEqual(doubts, [
    { head: "資格喪失年月日", why: "empty", names: ["見本　花子"] },
    { head: "宛名番号", why: "empty", names: ["見本　次郎"] },
    { head: "生年月日", why: "not_a_date", names: ["見本　次郎"] },
    { head: "資格喪失年月日", why: "not_a_date", names: ["見本　次郎"] },
  ]);
});

test("settings come back as they were, and whatever else is in a file does no harm", () => {
  const settings = {
    ...settingsOf(["name", "constant", "state_code"]),
    states: ["done"],
    dates: "era",
    header: false,
    guarded: true,
    encoding: "cp932",
    codes: { done: "9" },
  };
  assert.deepEqual(x.settingsFrom(JSON.parse(JSON.stringify(x.settingsJson(settings)))), settings);
  const mark = { totsugo_import_table: 1 };
  for (const none of [null, 1, "x", [], {}, { totsugo_import_table: 2 }, { totsugo_letters: 1 }]) assert.equal(x.settingsFrom(none), null);
  assert.deepEqual(x.settingsFrom(mark), x.defaultSettings());
  const odd = x.settingsFrom({
    ...mark,
    states: [1, "done"],
    columns: [null, { of: "nobody" }, { of: "constructor" }, { of: "name", head: 5, text: "a\u0000b" }],
    dates: "x",
    header: "yes",
    guarded: 0,
    encoding: "utf-16",
    codes: { done: 7, filed: "x".repeat(99) },
    __proto__: { a: 1 },
    more: 1,
  });
  assert.deepEqual(odd, {
    ...x.defaultSettings(),
    states: ["done"],
    columns: [{ of: "name", head: "", text: "ab" }],
    codes: { done: "", filed: "x".repeat(20) },
  });
  // As large as they can be, they are still kept by the core.
  const most = x.settingsFrom({
    ...mark,
    columns: Array.from({ length: 99 }, () => ({ of: "other_insurer_name", head: "長".repeat(99), text: "長".repeat(999) })),
    states: Array.from({ length: 99 }, () => "a".repeat(40)),
    codes: Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`${i}`.padEnd(40, "a"), "長".repeat(99)])),
  });
  assert.equal(most.columns.length, 50);
  const bytes = Buffer.byteLength(JSON.stringify(x.settingsJson(most)));
  assert.ok(bytes > 20_000 && bytes < 32 * 1024, `${bytes} bytes`);
});
