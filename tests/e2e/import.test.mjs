// How a file is read: said in the slot, shown and changed in the import view, saved and recognised again.
//
// The first part asks the core of the shipped file; what no small file brings about is answered by tests/e2e/fake-core.mjs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadCore } from "../wasm/contract.mjs";
import { fakeCore } from "./fake-core.mjs";
import { accessible, choose, openTool, sample, saved, slow, soon, workplace } from "./harness.mjs";
import { rivalled } from "./questions.mjs";

const it = workplace();
const { made } = it;
const decoded = (path) => new TextDecoder("shift_jis").decode(readFileSync(path)).trimEnd().split(/\r?\n/);
const pension = decoded(sample.pension);

/** Whether the built core answers with a proposal. Once it does, nothing here is left out. */
const [answersProposal, writesImportCsv] = await (async () => {
  const module = await loadCore();
  const session = new module.Session();
  const bytes = Buffer.from("氏名カナ,生年月日,資格喪失年月日\nカクウ　ハナコ,H1.2.3,R8.4.1\n");
  module.HEAPU8.set(bytes, session.buffer(bytes.length));
  const calls = [JSON.stringify({ today: "2026-11-22", whole: true, layouts: [] }), "2026-11-22"];
  const answers = calls.map((c) => JSON.parse(session.propose("pension", "a.csv", bytes.length, c)));
  const ok = (json) => assert.ok(JSON.parse(json).ok, json);
  ok(session.begin(JSON.stringify({ flow: "D", date: sample.date })));
  for (const [kind, path] of [...sample.overlaps.map((o) => ["overlap", o]), ["roster", sample.roster]]) {
    const content = readFileSync(path);
    ok(session.openFile(kind, path, content.length, "{}"));
    module.HEAPU8.set(content, session.buffer(content.length));
    ok(session.feed(content.length));
    ok(session.closeFile());
  }
  ok(session.finish());
  const csv = JSON.parse(session.exportBegin("import.csv", "{}")).ok;
  session.delete();
  // The one answer that excuses: a layout for a plain date, as it was before.
  return [!(answers[1].ok && answers[1].layout && !answers[0].ok), csv];
})();
const withCore = { skip: answersProposal ? false : "the core answers propose with a layout, not yet with a proposal" };

const focused = (tool) => tool.page.evaluate(() => document.activeElement?.dataset.testid ?? document.activeElement?.id ?? "");
const read = (tool, kind, state) => tool.page.locator(`[data-testid=reading-${kind}][data-reading=${state}]`);
/** The answer to the last change is on the screen. */
const settled = (tool) => tool.page.locator("[data-testid=import-view][aria-busy=false]").waitFor();
/** So many questions are left, by the answer to the last change. */
const left = (tool, n) => tool.page.locator(`[data-testid=import-view][aria-busy=false][data-questions="${n}"]`).waitFor();
const asks = (tool, field) => tool.page.locator(`[data-testid=question][data-fields="${field}"]`).waitFor();
const holds = (tool, id) => soon(async () => assert.equal(await focused(tool), id));
async function press(tool, ...keys) {
  for (const key of keys) await tool.page.keyboard.press(key);
}
const confirmable = async (tool) => (await tool.id("import-confirm").getAttribute("aria-disabled")) === "false";

// --- the core itself ------------------------------------------------------------------------------------------------

test("the sample is understood as it is, and says how", withCore, async () => {
  const tool = await openTool(it.browser);
  await choose(tool, "P");
  await read(tool, "roster", "accepted").waitFor();
  await read(tool, "pension", "accepted").waitFor();
  await read(tool, "overlap", "accepted").nth(1).waitFor();
  assert.match(await read(tool, "roster", "accepted").innerText(), /CP932.*300 行.*このまま使えます/s);
  assert.equal(await tool.id("run-blocked").count(), 0);
  await tool.id("import-open-overlap-1").click();
  await soon(async () => assert.match(await tool.id("import-view").innerText(), /overlap_20261119\.csv/));
  await soon(async () => assert.equal(await tool.id("import-verdict").getAttribute("data-verdict"), "accepted"));
  const uses = await tool
    .id("import-preview")
    .locator("tbody tr")
    .evaluateAll((all) => all.map((r) => r.dataset.use));
  assert.deepEqual([...new Set(uses)], ["header", "data"]);
  assert.ok(await confirmable(tool));
  await tool.page.keyboard.press("Escape");
  await soon(async () => assert.equal(await focused(tool), "import-open-overlap-1"));
  await tool.innocent();
  await tool.close();
});

test("a file in the wrong slot is moved to the right one with one press", withCore, async () => {
  const tool = await openTool(it.browser, { bypassCSP: true });
  const status = (kind) => tool.page.locator(`[data-testid=reading-${kind}]`);
  // One slot, then the other way round: both change places.
  await choose(tool, "P", { roster: sample.pension, pension: sample.roster });
  await read(tool, "roster", "unsure").waitFor();
  await read(tool, "pension", "unsure").waitFor();
  assert.match(await status("roster").innerText(), /pension\.csv 1行目：この欄のファイルではありません.*「1・3号喪失一覧表」/s);
  assert.doesNotMatch(await status("roster").innerText(), /pension\.csv.*pension\.csv/s);
  assert.equal(await tool.id("move-roster").innerText(), "「roster.csv」と入れ替える");
  assert.match(await tool.id("next-step").innerText(), /「pension\.csv」は「1・3号喪失一覧表」のファイルです/);
  await accessible(tool, "wrong slots");
  // A run says so too, before it starts.
  await tool.id("run").click();
  await soon(async () => assert.match(await tool.id("message").innerText(), /この欄のファイルではありません/));
  await tool.id("move-roster").focus();
  await tool.page.keyboard.press("Enter");
  await read(tool, "pension", "accepted").waitFor();
  await read(tool, "roster", "accepted").waitFor();
  assert.match(await tool.id("chosen-roster").innerText(), /roster\.csv/);
  assert.match(await tool.id("chosen-pension").innerText(), /pension\.csv/);
  assert.match(await tool.id("message").innerText(), /入れ替えました/);
  assert.equal(await tool.page.locator("[data-testid^=move-]").count(), 0);
  assert.equal(await focused(tool), "file-pension");
  await tool.close();
});

test("a list in the roster's slot goes beside the other lists, and the roster's slot is free", withCore, async () => {
  const tool = await openTool(it.browser);
  await choose(tool, "D", { roster: sample.overlaps[0], overlaps: [sample.overlaps[1]] });
  await read(tool, "roster", "unsure").waitFor();
  assert.equal(await tool.id("move-roster").innerText(), "「資格重複状況結果一覧」の欄へ移す");
  await tool.id("move-roster").click();
  await read(tool, "overlap", "accepted").nth(1).waitFor();
  assert.equal(await tool.id("chosen-roster").count(), 0);
  assert.equal(await tool.id("chosen-overlap").count(), 2);
  // And out of that slot, over a file that is right where it is: it is said what was taken out.
  const again = made("roster_again.csv", readFileSync(sample.roster));
  await tool.id("file-roster").setInputFiles(sample.roster);
  await read(tool, "roster", "accepted").waitFor();
  await tool.id("file-overlap").setInputFiles(again);
  await tool.id("move-overlap").click();
  await soon(async () => assert.match(await tool.id("chosen-roster").innerText(), /roster_again\.csv/));
  await read(tool, "roster", "accepted").waitFor();
  assert.match(await tool.id("message").innerText(), /「roster\.csv」を外しました/);
  assert.equal(await tool.id("chosen-overlap").count(), 2);
  await tool.innocent();
  await tool.close();
});

test("a list under a title, with strange headers, is asked about, confirmed, saved and recognised again", withCore, async () => {
  const header = pension[0].replace("生年月日", "日付その一").replace(",資格喪失年月日", ",日付その二");
  const odd = made("odd.csv", `${["1・3号喪失一覧表　令和8年10月分", "", header, ...pension.slice(1)].join("\r\n")}\r\n`);
  const tool = await openTool(it.browser);
  await choose(tool, "P", { pension: odd });
  await read(tool, "pension", "unsure").waitFor();
  await tool.id("run").click();
  await tool.id("message").waitFor();
  assert.match(await tool.id("message").innerText(), /odd\.csv.*列を/s);
  assert.equal(await tool.id("progress").count(), 0);
  await tool.id("import-open-pension").click();
  await tool.id("import-view").waitFor();
  for (const [column, label] of [
    ["birth_date", "日付その一"],
    ["pension_lost", "日付その二"],
  ]) {
    const at = header.split(",").indexOf(label) + 1;
    await tool.id(`column-${column}`).selectOption(String(at));
    await settled(tool);
    assert.equal(await tool.id(`field-${column}`).getAttribute("data-confidence"), "high");
  }
  assert.ok(await confirmable(tool), await tool.id("import-verdict").innerText());
  await tool.id("layout-name").fill("年金事務所の一覧");
  const file = await saved(tool, "layout-save");
  assert.match(file.name, /年金事務所の一覧\.json$/);
  const layout = JSON.parse(file.bytes);
  assert.deepEqual([layout.kind, layout.name], ["pension", "年金事務所の一覧"]);
  assert.ok(layout.signature, "nothing to recognise it by");
  await settled(tool);
  await tool.id("import-confirm").click();
  await read(tool, "pension", "confirmed").waitFor();
  assert.equal(await focused(tool), "import-open-pension");
  await tool.id("run").click();
  await tool.id("summary").waitFor();
  const odds = JSON.parse(await tool.id("summary").getAttribute("data-json"));
  await tool.innocent();
  await tool.close();

  // The same people come out as of the plain file, and in another sitting the saved layout is enough.
  const again = await openTool(it.browser);
  await choose(again, "P");
  await again.id("run").click();
  await again.id("summary").waitFor();
  assert.deepEqual(odds.buckets, JSON.parse(await again.id("summary").getAttribute("data-json")).buckets);
  await again.id("nav-import").click();
  await again.id("file-pension").setInputFiles(odd);
  await read(again, "pension", "unsure").waitFor();
  await again.page.getByText("保存した読み取り方", { exact: true }).click();
  await again.id("layout-load").setInputFiles(made("saved.json", file.bytes));
  await read(again, "pension", "accepted").waitFor();
  assert.match(await read(again, "pension", "accepted").innerText(), /年金事務所の一覧/);
  await again.id("run").click();
  await again.id("summary").waitFor();
  assert.deepEqual(odds.buckets, JSON.parse(await again.id("summary").getAttribute("data-json")).buckets);
  await again.innocent();
  await again.close();
});

test("encoding, header rows and what is not used are followed at once", withCore, async () => {
  const tool = await openTool(it.browser);
  await tool.id("flow-P").check();
  await tool.id("file-pension").setInputFiles(sample.pension);
  await tool.id("import-open-pension").click();
  const first = () => tool.id("import-preview").locator("tbody tr").first().innerText();
  assert.match(await first(), /見出し.*基礎年金番号/s);
  await tool.id("import-encoding").selectOption("euc-jp");
  await settled(tool);
  assert.ok(!(await tool.id("import-view").innerText()).includes("タカタ　タカシ"));
  await tool.id("import-encoding").selectOption("auto");
  await settled(tool);
  assert.match(await tool.id("import-preview").innerText(), /タカタ　タカシ/);
  await tool.id("import-header_rows").selectOption("0");
  await settled(tool);
  assert.match(await first(), /データ|読めない行/);
  await tool.id("import-reset").click();
  await settled(tool);
  assert.match(await first(), /見出し/);
  await tool.id("column-birth_date").selectOption("");
  await settled(tool);
  assert.ok(!(await confirmable(tool)));
  assert.equal(await tool.id("field-birth_date").getAttribute("data-position"), "");
  await tool.innocent();
  await tool.close();
});

test("the import report counts what became of the rows", withCore, async () => {
  const tool = await openTool(it.browser);
  await choose(tool, "D");
  await tool.id("run").click();
  await tool.id("summary").waitFor();
  await tool.page.locator("details.import > summary").first().click();
  assert.match(
    await tool.id("import-counts").first().innerText(),
    /読んだ行\s*119\s*取り込んだ行\s*117.*空の行\s*0.*読み込めなかった行\s*2/s,
  );
  await tool.innocent();
  await tool.close();
});

test("the record of the import is saved for people too", {
  skip: writesImportCsv ? false : "the core does not write import.csv yet",
}, async () => {
  const tool = await openTool(it.browser);
  await choose(tool, "D");
  await tool.id("run").click();
  await tool.id("summary").waitFor();
  const csv = await saved(tool, "export-import-csv");
  assert.match(csv.name, /\.csv$/);
  assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "no byte order mark");
  assert.match(csv.bytes.toString("utf8"), /roster\.csv/);
  await tool.innocent();
  await tool.close();
});

async function openRivals(kind, headers, context = {}) {
  const tool = await openTool(it.browser, context);
  await tool.id("flow-P").check();
  await tool.id(`file-${kind}`).setInputFiles(rivalled(made, kind, headers));
  await read(tool, kind, "unsure").waitFor();
  await tool.id(`import-open-${kind}`).focus();
  await tool.page.keyboard.press("Enter");
  await left(tool, headers.length);
  return tool;
}

test("a question is answered by keys alone: three presses from the file to its reading confirmed", withCore, async () => {
  const tool = await openRivals("pension", ["資格喪失年月日"]);
  // It stands above everything else, and waits.
  await holds(tool, "question-mark-0");
  assert.equal(await tool.id("question-nth").innerText(), "質問 1／1");
  assert.equal(await tool.page.locator("#import-title ~ *").first().getAttribute("data-testid"), "question");
  const cards = await tool.id("question-choice").allInnerTexts();
  assert.equal(cards.length, 4);
  assert.match(cards[0], /9列目 資格喪失年月日.*R\d+\.\d+\.\d+.*この列だと、喪失日の見込みが 2026年\d+月〜\d+月になります。/s);
  assert.match(cards[1], /14列目.*この列だと、喪失日の見込みが 2024年\d+月〜\d+月になります。/s);
  assert.equal(await tool.page.locator("[data-testid=question] input:checked").count(), 0, "one of the rivals is marked beforehand");
  await press(tool, "2");
  assert.ok(await tool.id("question-mark-1").isChecked());
  await press(tool, "Enter");
  await left(tool, 0);
  await holds(tool, "import-confirm");
  assert.equal(await tool.id("field-pension_lost").getAttribute("data-position"), "14");
  await press(tool, "Enter");
  await read(tool, "pension", "confirmed").waitFor();
  await holds(tool, "import-open-pension");
  await tool.innocent();
  await tool.close();
});

test("the arrow keys move among the answers, and a card says by name and description what it is", withCore, async () => {
  const tool = await openRivals("pension", ["資格喪失年月日"]);
  await holds(tool, "question-mark-0");
  await press(tool, "ArrowRight");
  await holds(tool, "question-mark-1");
  assert.ok(await tool.id("question-mark-1").isChecked());
  await press(tool, "ArrowLeft");
  await holds(tool, "question-mark-0");
  const group = tool.page.getByRole("group", { name: /質問 1／1/ });
  const radio = group.getByRole("radio", { name: "9列目 資格喪失年月日", exact: true });
  assert.ok(await radio.isChecked());
  const description = await radio.evaluate((e) => document.getElementById(e.getAttribute("aria-describedby")).textContent);
  assert.match(description, /喪失日の見込み/);
  // A digit with a modifier is the browser's, and one beyond the answers is nobody's.
  await press(tool, "Control+2", "9");
  assert.ok(await tool.id("question-mark-0").isChecked());
  await tool.close();
});

test(
  "three questions in turn, taken back and answered anew; どちらでもない leaves an optional field without a column",
  withCore,
  async () => {
    const tool = await openRivals("roster", ["氏名", "生年月日", "資格喪失年月日"]);
    await asks(tool, "name");
    assert.equal(await tool.id("question-nth").innerText(), "質問 1／3");
    assert.equal(await tool.id("question-back").count(), 0);
    await press(tool, "1", "Enter");
    await asks(tool, "birth_date");
    await left(tool, 2);
    assert.equal(await tool.id("question-nth").innerText(), "質問 2／3");
    assert.match((await tool.id("question-choice").allInnerTexts())[0], /この列だと、年齢が \d+歳〜\d+歳になります/);
    await holds(tool, "question-mark-0");
    // Back, and another answer.
    await tool.id("question-back").focus();
    await press(tool, "Enter");
    await asks(tool, "name");
    await left(tool, 3);
    await holds(tool, "question-mark-0");
    assert.equal(await tool.id("field-name").getAttribute("data-position"), "");
    await press(tool, "2", "Enter");
    await left(tool, 2);
    assert.equal(await tool.id("field-name").getAttribute("data-position"), "22");
    await press(tool, "1", "Enter");
    await left(tool, 1);
    await asks(tool, "lost");
    assert.equal(await tool.id("question-nth").innerText(), "質問 3／3");
    const cards = await tool.id("question-choice").allInnerTexts();
    assert.match(cards[0], /確かめた 300 行のうち \d+ 行が喪失済になります/);
    assert.match(cards[3], /どちらでもない.*「資格喪失年月日」の列はないものとして取り込みます。喪失済の人も、加入中として扱います。/s);
    await press(tool, "4", "Enter");
    await left(tool, 0);
    assert.equal(await tool.id("field-lost").getAttribute("data-position"), "");
    assert.ok(await confirmable(tool));
    // Also the last answer can be taken back.
    await tool.id("question-back").focus();
    await press(tool, "Enter");
    await left(tool, 1);
    await holds(tool, "question-mark-0");
    await press(tool, "1", "Enter");
    await left(tool, 0);
    assert.equal(await tool.id("field-lost").getAttribute("data-position"), "17");
    await tool.innocent();
    await tool.close();
  },
);

test("ほかの列 is chosen by keys too; where a needed field has no column, that bars the file and says so", withCore, async () => {
  const tool = await openRivals("pension", ["資格喪失年月日"]);
  await holds(tool, "question-mark-0");
  await press(tool, "3");
  await holds(tool, "question-other");
  assert.ok(await tool.id("question-mark-other").isChecked());
  await tool.id("question-other").selectOption("13");
  assert.match(await tool.id("question-choice").nth(2).innerText(), /R\d+\.\d+\.\d+/, "the column's values are not shown");
  await press(tool, "Enter");
  await left(tool, 0);
  assert.equal(await tool.id("field-pension_lost").getAttribute("data-position"), "13");
  await tool.id("question-back").click();
  await left(tool, 1);
  await holds(tool, "question-mark-0");
  await press(tool, "4", "Enter");
  await holds(tool, "question-barred");
  assert.match(await tool.id("question-barred").innerText(), /「資格喪失年月日」の列がないと、このファイルは取り込めません/);
  assert.ok(!(await confirmable(tool)));
  assert.match(await tool.id("import-why-not").innerText(), /必須の項目の列がない/);
  await tool.id("question-back").click();
  await left(tool, 1);
  await press(tool, "4", "Enter");
  await holds(tool, "question-barred");
  // The way out leads to what the file's card says.
  await tool.id("question-leave").click();
  await holds(tool, "import-open-pension");
  assert.match(await read(tool, "pension", "unsure").innerText(), /列を確かめてください/);
  await tool.innocent();
  await tool.close();
});

test("where nothing is asked, nothing stands above what was understood, and one press confirms it", withCore, async () => {
  const tool = await openTool(it.browser);
  await choose(tool, "P");
  await read(tool, "roster", "accepted").waitFor();
  await tool.id("import-open-roster").click();
  await left(tool, 0);
  await holds(tool, "import-title");
  assert.equal(await tool.page.locator("[data-testid^=question]").count(), 0);
  assert.equal(await tool.id("import-verdict").getAttribute("data-verdict"), "accepted");
  assert.ok(await confirmable(tool));
  await tool.id("import-confirm").click();
  await read(tool, "roster", "confirmed").waitFor();
  await tool.innocent();
  await tool.close();
});

// --- the view, whatever the core answers -----------------------------------------------------------------------------

/** Two strange names and one that is missing, a title, a 個人番号, dates that cannot be read, a total. */
function strange() {
  const header = `${pension[0].replace("資格喪失年月日", "失った日").replace("氏名カナ", "よみ")},個人番号`;
  const rows = pension.slice(1, 31).map((l, i) => `${i < 3 ? l.replace(/[SHR]\d+\.\d+\.\d+/, "不明") : l},123456789018`);
  return made("strange.csv", ["喪失一覧表　令和8年10月分", header, ...rows, "", "合計,30"].join("\n"));
}

async function openStrange(context = {}) {
  const tool = await openTool(it.browser, { init: fakeCore, ...context });
  await choose(tool, "P", { pension: strange() });
  await read(tool, "pension", "unsure").waitFor();
  await tool.id("import-open-pension").click();
  await tool.id("import-view").waitFor();
  return tool;
}

test("questions come one after another; a column that fails keeps the reading from being confirmed", async () => {
  const tool = await openStrange();
  await asks(tool, "name_kana");
  assert.match(await tool.id("question").innerText(), /質問 1／3.*氏名カナ/s);
  assert.ok(!(await confirmable(tool)));
  assert.match(await tool.id("import-why-not").innerText(), /質問/);
  // An answer without a choice is none; of another column it is none before one is chosen.
  await tool.id("question-answer").click();
  await soon(async () => assert.match(await tool.id("question-fault").innerText(), /どれかを選んでから/));
  await holds(tool, "question-mark-other");
  await press(tool, "1", "Enter");
  await soon(async () => assert.match(await tool.id("question-fault").innerText(), /どれかを選んでから/));
  await holds(tool, "question-other");
  await tool.id("question-other").selectOption("2");
  assert.match(await tool.id("question-choice").first().innerText(), /タカタ　タカシ/);
  await tool.id("question-answer").click();
  await asks(tool, "pension_lost");
  await tool.id("question-choice").filter({ hasText: "失った日" }).locator("input").check();
  await tool.id("question-answer").click();
  // 生年月日 is only supposed: its column is marked and agreed to.
  await asks(tool, "birth_date");
  assert.match(await tool.id("question-nth").innerText(), /質問 3／3/);
  assert.ok(await tool.id("question-mark-0").isChecked());
  await tool.id("question-answer").click();
  await tool.id("question").waitFor({ state: "detached" });
  // The focus does not fall out of the page with the question.
  await holds(tool, "import-confirm");
  await settled(tool);
  assert.ok(!(await confirmable(tool)));
  assert.match(await tool.id("import-problems").innerText(), /生年月日.*30 行のうち 3 行/);
  const failing = tool.id("import-fields").locator("tr.failures").first();
  assert.match(await failing.innerText(), /3 行目「不明」 日付として読めません/);
  await tool.page.keyboard.press("Enter");
  assert.equal(await tool.id("import-view").count(), 1, "confirmed although a required column fails");
  await holds(tool, "import-problems");

  const last = await tool.page.evaluate(() => window.proposals.at(-1));
  assert.deepEqual(last.layout, {
    kind: "pension",
    fields: { name_kana: { position: 2 }, pension_lost: { position: 9 }, birth_date: { position: 4 } },
  });
  await tool.innocent();
  await tool.close();
});

test("個人番号 is neither shown nor to be chosen; the use of a row is said in words", async () => {
  const tool = await openStrange();
  const text = await tool.id("import-view").innerText();
  assert.ok(!text.includes("123456789018"), "a 個人番号 is on the screen");
  assert.ok(text.includes("取り込みません（個人番号）"));
  const mine = tool.id("column-name").locator("option", { hasText: "個人番号" });
  assert.ok(await mine.evaluate((o) => o.disabled));
  const uses = await tool.id("import-preview").locator("tbody .use").allInnerTexts();
  assert.deepEqual([...new Set(uses)], ["表題", "見出し", "データ"]);
  await tool.innocent();
  await tool.close();
});

test("of two changes the last answer wins, and a changed file forgets what was confirmed", async () => {
  const tool = await openTool(it.browser, { init: fakeCore });
  await choose(tool, "P");
  await tool.id("import-open-pension").click();
  const asked = await tool.page.evaluate(() => window.proposals.length);
  // In one breath, as no test by itself is sure to be quicker than the page waits for the next change.
  await tool.page.evaluate(
    (changes) => {
      for (const [id, value] of changes) {
        const select = document.querySelector(`[data-testid=${id}]`);
        select.value = value;
        for (const type of ["input", "change"]) select.dispatchEvent(new Event(type, { bubbles: true }));
      }
    },
    [
      ["import-encoding", "utf-16be"],
      ["import-encoding", "cp932"],
      ["form-birth_date", "era_pension"],
    ],
  );
  await settled(tool);
  assert.equal(await tool.page.evaluate(() => window.proposals.length), asked + 1, "every change was asked by itself");
  assert.match(await tool.id("import-preview").innerText(), /タカタ　タカシ/);
  await tool.id("import-confirm").click();
  await read(tool, "pension", "confirmed").waitFor();

  // What was confirmed goes with the run, what was accepted goes without.
  await tool.id("run").click();
  await tool.page.waitForFunction(() => window.ordered);
  const { pension: listed, roster } = await tool.page.evaluate(() => window.ordered);
  assert.deepEqual([listed.layout.encoding, listed.layout.fields.birth_date], ["cp932", { position: 4, date: "era_pension" }]);
  assert.equal(roster.layout, undefined);
  await tool.page.locator("[data-testid=summary], [data-testid=import-open-pension]").first().waitFor();
  await tool.id("nav-import").click();
  await soon(async () => assert.equal(await read(tool, "pension", "confirmed").count(), 1));
  await tool.id("file-pension").setInputFiles(sample.pension);
  await read(tool, "pension", "accepted").waitFor();
  await tool.close();
});

test("saved layouts are handed to every look, listed, used and removed; what is none is refused", async () => {
  const tool = await openTool(it.browser, { init: fakeCore });
  await choose(tool, "P");
  await tool.id("import-open-roster").click();
  const layouts = ["甲", "乙"].map((name) => made(`${name}.json`, JSON.stringify({ kind: "roster", name, fields: { lost: null } })));
  const other = made("丙.json", JSON.stringify({ kind: "pension", fields: {} }));
  await tool.id("layout-load").setInputFiles([...layouts, other, made("picture.json", "no"), made("list.json", "[1]")]);
  await tool.page.waitForFunction(() => document.querySelectorAll("[data-testid=layout]").length === 3);
  await tool.page.waitForFunction(() => document.querySelector("[data-testid=layout-said]").textContent !== "");
  const said = await tool.id("layout-said").innerText();
  assert.ok(said.includes("picture.json") && said.includes("list.json") && said.includes("「丙」"), said);
  await settled(tool);
  assert.deepEqual(await tool.page.evaluate(() => window.proposals.at(-1).layouts.map((l) => l.name)), ["甲", "乙", "丙"]);
  // Only those of this kind can be used here.
  assert.equal(await tool.id("layout-use").count(), 2);
  await tool.id("layout-use").nth(1).click();
  await settled(tool);
  assert.equal(await tool.id("field-lost").getAttribute("data-position"), "");
  assert.equal(await tool.id("layout-name").inputValue(), "乙");
  await tool.id("layout-remove").first().click();
  await tool.page.waitForFunction(() => document.querySelectorAll("[data-testid=layout]").length === 2);
  assert.equal(await focused(tool), "layout-load");
  await tool.innocent();
  await tool.close();
});

test("a file that cannot be read says so, and the way it is read can still be changed", async () => {
  const tool = await openTool(it.browser, { init: fakeCore });
  await tool.id("file-roster").setInputFiles(made("empty.csv", ""));
  await tool.id("doubt").waitFor();
  assert.match(await tool.id("doubt").innerText(), /empty\.csv/);
  await tool.id("import-open-roster").click();
  await tool.id("import-problem").waitFor();
  assert.ok(await tool.id("import-encoding").isVisible());
  assert.ok(!(await confirmable(tool)));
  await tool.page.keyboard.press("Escape");
  await soon(async () => assert.equal(await focused(tool), "import-open-roster"));
  await tool.innocent();
  await tool.close();
});

test("the import view by keyboard alone", async () => {
  const tool = await openStrange();
  const { page } = tool;
  const tabTo = async (id, key = "Tab") => {
    for (let i = 0; i < 80; i++) {
      if ((await focused(tool)) === id) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${id} cannot be reached by ${key}`);
  };
  await holds(tool, "question-mark-other");
  await tabTo("question-other");
  for (let i = 0; i < 2; i++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await asks(tool, "pension_lost");
  await holds(tool, "question-mark-0");
  await settled(tool);
  await tabTo("question-answer");
  await tabTo("question-back");
  await tabTo("import-confirm");
  await tabTo("import-reset");
  await tabTo("import-encoding");
  await tabTo("import-skip_rows");
  await tabTo("import-preview");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("[data-testid=import-preview]").scrollLeft > 0);
  await tabTo("column-birth_date");
  await tabTo("layout-name");
  await tabTo("import-cancel", "Shift+Tab");
  await page.keyboard.press("Enter");
  await tool.id("import-view").waitFor({ state: "detached" });
  assert.equal(await focused(tool), "import-open-pension");
  await tool.innocent();
  await tool.close();
});

slow("WCAG 2.2 AA rules hold in the import view, wide, narrow and in forced colours", async () => {
  let checked = 0;
  for (const context of [
    { viewport: { width: 1280, height: 900 } },
    { viewport: { width: 640, height: 720 } },
    { viewport: { width: 320, height: 720 } },
    { forcedColors: "active" },
  ]) {
    const tool = await openStrange({ bypassCSP: true, ...context });
    await accessible(tool, "questions");
    await tool.id("import-cancel").click();
    await accessible(tool, "slots");
    await tool.id("import-open-overlap-0").click();
    await tool.id("layout-save").click();
    await tool.id("layout").waitFor();
    await settled(tool);
    await accessible(tool, "accepted");
    await tool.close();
    checked += 3;
  }
  assert.equal(checked, 12);
});
