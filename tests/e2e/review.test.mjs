// Review at speed, in the shipped file: people decided one after the other by keys alone, refusals with their reasons, several
// at once; where two writings differ; filters, searches and saved views; by the accessibility rules.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  accessible,
  atQueue,
  cased,
  choose,
  openPerson,
  openTool,
  overview,
  runSample,
  said,
  savedWork,
  slow,
  soon,
  workplace,
} from "./harness.mjs";

const place = workplace();

const LONG = "アレクサンドル・ニコラエヴィチ・ド・ラ・フォンテーヌ＝オカザキヤマシタノミヤ";
// Of the roster and of the list; a confirmed one has an overlap row too.
const PEOPLE = [
  {
    bucket: "P-CONFIRMED",
    kana: "ヨシダ　ハナコ",
    member: "𠮷田　花子",
    listed: "吉田　花子",
    birth: "1985-04-02",
    marks: { member: ["folded 𠮷"], listed: ["folded 吉"] },
  },
  {
    bucket: "P-CONFIRMED",
    kana: "カツラギ　ツヨシ",
    member: "葛\u{E0100}城　剛",
    listed: "葛城　剛",
    birth: "1971-01-02",
    marks: { member: ["folded 葛\u{E0100}"], listed: ["folded 葛"] },
  },
  {
    bucket: "P-CONFIRMED",
    kana: "サワダ　タロウ",
    member: "澤田　太郎",
    listed: "●田　太郎",
    birth: "1972-02-03",
    marks: { member: ["relaxed 澤"], listed: ["relaxed ●"] },
  },
  {
    bucket: "P-CONFIRMED",
    kana: "タカハシ　ケン",
    member: "高橋　健",
    listed: "髙橋　健",
    birth: "1973-03-04",
    marks: { member: ["folded 高"], listed: ["folded 髙"] },
  },
  { bucket: "P-CONFIRMED", kana: LONG, member: LONG, listed: LONG, birth: "1974-04-05", marks: { member: [], listed: [] } },
  {
    bucket: "P-INQUIRE",
    kana: "スズキ　ショウコ",
    member: "鈴木　翔子",
    listed: "鈴木　翔子",
    birth: "1960-06-07",
    marks: { member: [], listed: [] },
  },
  { bucket: "P-NONMEMBER", kana: "ダレモ　イナイ", member: null, listed: "誰茂　井内", birth: "1950-01-01", marks: null },
];

function town() {
  const csv = (rows) => `${rows.map((r) => r.join(",")).join("\r\n")}\r\n`;
  const members = PEOPLE.filter((p) => p.member !== null);
  const overlap = (day) =>
    csv([
      ["作成年月日", "氏名", "氏名カナ", "生年月日", "性別", "自記号", "自番号", "自枝番", "重複先保険者番号", "重複先資格取得年月日"],
      ...PEOPLE.flatMap((p, i) =>
        p.bucket === "P-CONFIRMED" ? [[day, p.listed, p.kana, p.birth, "1", "05", `100000${i}`, "01", "06130488", "2026-09-01"]] : [],
      ),
    ]);
  return {
    roster: place.made(
      "roster.csv",
      csv([
        ["宛名番号", "氏名カナ", "氏名", "生年月日", "性別", "記号番号", "枝番", "資格取得年月日"],
        ...members.map((p) => [
          `100${PEOPLE.indexOf(p)}`,
          p.kana,
          p.member,
          p.birth,
          "男",
          `05-100000${PEOPLE.indexOf(p)}`,
          "01",
          "2020-04-01",
        ]),
      ]),
    ),
    pension: place.made(
      "pension.csv",
      csv([
        ["氏名カナ", "氏名", "生年月日", "性別", "資格喪失年月日", "喪失事由", "異動区分"],
        ...PEOPLE.map((p) => [p.kana, p.listed, p.birth, "男", "2026-09-01", "厚生年金加入", "喪失"]),
      ]),
    ),
    overlaps: ["20261104", "20261119"].map((d) => place.made(`overlap_${d}.csv`, overlap(d.replace(/(....)(..)(..)/, "$1-$2-$3")))),
    date: "2026-11-22",
  };
}

async function results(more = {}) {
  const tool = await openTool(place.browser, more);
  await choose(tool, "P", town());
  await tool.id("run").click();
  await tool.page.locator("#row-0[data-case]").waitFor();
  await atQueue(tool);
  await tool.id("evidence").waitFor();
  return tool;
}

const focused = (tool) =>
  tool.page.evaluate(() => document.activeElement?.dataset.testid || document.activeElement?.id || document.activeElement?.tagName);
const nameIs = (tool, name) => tool.page.locator(".decide-whom", { hasText: name }).waitFor();
const counted = (tool, count) => tool.page.locator(`[data-testid=count][data-count="${count}"]`).waitFor();
const ready = (tool) => tool.page.locator("[data-testid=decide][data-ready=true]").waitFor();
const rowOf = (tool, name) => tool.page.locator(".grid-row", { hasText: name });
/** At this person in the evidence, by the keys that go on and back. */
async function walkTo(tool, index) {
  for (let i = 0; i < 20; i++) {
    const at = Number((await tool.id("worklist").getAttribute("aria-activedescendant")).slice(4));
    if (at === index) break;
    await tool.page.keyboard.press(at < index ? "Period" : "Comma");
    await tool.page.locator(`[data-testid=worklist][aria-activedescendant=row-${at < index ? at + 1 : at - 1}]`).waitFor();
  }
  await tool.page.locator(".evidence-position", { hasText: `${index + 1} / ${PEOPLE.length}` }).waitFor();
  await ready(tool);
}

test("review: several people decided by keys alone; a refusal says why; what was done is said, and taken back", async () => {
  const tool = await results();
  const { page } = tool;
  const press = (key) => page.keyboard.press(key);
  await tool.id("worklist").focus();
  await ready(tool);
  // Nobody is a case yet, and yet it is told what may be done.
  await tool.id("review-verify").waitFor();
  await press("Enter");
  await tool.id("evidence").waitFor();
  await nameIs(tool, "𠮷田　花子");

  await press("k");
  await said(tool, "「確認した（対象とする）」を 𠮷田　花子 さんに記録しました。");
  await nameIs(tool, "葛");
  assert.equal(await focused(tool), "evidence-title");
  await rowOf(tool, "𠮷田").locator("[data-testid=row-state]", { hasText: "確認" }).waitFor();

  // A note: what is typed is typed, whatever keys there are.
  await press("m");
  await page.waitForFunction(() => document.activeElement?.dataset.testid === "entry-note");
  await page.keyboard.type("kht> 電話した");
  await press("Enter");
  await said(tool, "「メモを残す」を 葛");
  // A note decides nothing: the person stays, and the row bears a mark.
  await nameIs(tool, "葛");
  await rowOf(tool, "葛").getByTestId("noted").waitFor();
  await soon(async () => assert.match(await tool.id("part-past").innerText(), /kht> 電話した/));
  await page.locator("#evidence-title").focus();

  await walkTo(tool, 2);
  await press("h");
  await said(tool, "保留にする");
  await nameIs(tool, "高橋");
  await rowOf(tool, "澤田").locator(".state-mark", { hasText: "保留" }).waitFor();
  await walkTo(tool, 2);
  // The same key lets go of it again; with a shift or a control key it is nobody's.
  await press("Shift+H");
  await press("Control+h");
  await tool.id("review-resume").waitFor();
  await press("h");
  await said(tool, "保留を解く");

  // Whom the notices forbid: the reason, and nothing recorded.
  await walkTo(tool, 5);
  await press("k");
  await tool.id("step-refused").waitFor();
  assert.match(await tool.id("step-refused").innerText(), /照会/);
  assert.match(await tool.id("step-refused").innerText(), /鈴木　翔子/);
  await press("Escape");
  await tool.id("step-refused").waitFor({ state: "detached" });
  assert.equal(await tool.id("evidence").count(), 1, "the refusal alone was put away");
  // A reason is asked for; Escape leaves, and the focus is where it was.
  await press("t");
  await page.waitForFunction(() => document.activeElement?.dataset.testid === "entry-reason");
  await press("Escape");
  await tool.id("review-form").waitFor({ state: "detached" });
  assert.equal(await focused(tool), "evidence-title");
  await press("t");
  await page.waitForFunction(() => document.activeElement?.dataset.testid === "entry-reason");
  await page.keyboard.type("転出した");
  await press("Enter");
  await said(tool, "「対象外とする」を 鈴木　翔子 さんに記録しました。");
  await nameIs(tool, "誰茂");
  // Of whom there will be no case, that is said.
  await page.locator(".decide", { hasText: "案件にならないため" }).waitFor();
  await press("k");
  await page.locator("[data-testid=step-refused]", { hasText: "案件にならないため" }).waitFor();

  await press("u");
  await said(tool, "元に戻しました:「対象外とする」（鈴木　翔子）");
  await rowOf(tool, "鈴木").locator(".chip-selectable").waitFor();
  await press("r");
  await said(tool, "やり直しました:「対象外とする」（鈴木　翔子）");
  await press("Control+z");
  await said(tool, "元に戻しました:「対象外とする」");
  await press("Control+y");
  await said(tool, "やり直しました:「対象外とする」");

  // Several at once: marked, refused together with the reasons, then for those it can be.
  await press("Escape");
  await press("Escape");
  await tool.id("evidence").waitFor({ state: "detached" });
  assert.equal(await focused(tool), "worklist");
  await press("Home");
  await press("ArrowDown");
  await press("Space");
  await page.locator("[data-testid=marked][data-count='1']").waitFor();
  for (let i = 2; i < 6; i++) {
    await press("Shift+ArrowDown");
    await page.locator(`[data-testid=marked][data-count='${i}']`).waitFor();
  }
  assert.equal(await page.locator("[aria-selected=true]").count(), 5);
  await press("k");
  await tool.id("step-refused").waitFor();
  assert.match(await tool.id("step-refused").innerText(), /まだ何も記録していません/);
  await tool.id("step-partial").click();
  await said(tool, "「確認した（対象とする）」を 4 人に記録しました。");
  await page.locator("[data-testid=marked][data-count='1']").waitFor();
  await tool.id("unmark").click();
  await soon(async () => assert.equal(await focused(tool), "worklist"));

  // As quickly as the keys can be pressed: what is done is done for whom the list stands at, and never by what was asked of the
  // person before.
  await atQueue(tool, "to_verify");
  await atQueue(tool);
  await tool.id("evidence").waitFor();
  await press("Escape");
  await tool.id("evidence").waitFor({ state: "detached" });
  await press("Home");
  for (let i = 0; i < 3; i++) {
    await page.locator(`[data-testid=worklist][aria-activedescendant=row-${i}]`).waitFor();
    await press("h");
    await page.locator(`[data-testid=worklist][aria-activedescendant=row-${i + 1}]`).waitFor();
  }
  await page.locator("#row-2 .state-mark", { hasText: "保留" }).waitFor();
  assert.equal(await page.locator(".grid-row .state-mark").count(), 3);
  for (let left = 2; left >= 0; left--) {
    await press("u");
    await page.waitForFunction((n) => document.querySelectorAll(".grid-row .state-mark").length === n, left);
  }

  // Signed, and the book is the one the casework shows.
  await tool.id("review-who").fill("窓口　花子");
  await tool.id("worklist").focus();
  await press("Home");
  await ready(tool);
  await press("h");
  await said(tool, "保留にする");
  const known = await overview(tool);
  assert.equal(known.cases, 6);
  assert.equal(known.states.verified, 5);
  assert.equal(known.states.excluded, 1);
  await openPerson(tool, "𠮷田");
  await page.locator("[data-testid=case-history]", { hasText: "窓口　花子" }).waitFor();
  await tool.innocent();
  await tool.close();
});

test("review: characters that are not the same are marked in their place, told beside it, and copied as they came", async () => {
  const tool = await results();
  const { page } = tool;
  await tool.id("worklist").focus();
  await page.keyboard.press("Enter");
  await tool.id("evidence").waitFor();
  let ran = 0;
  for (const [i, p] of PEOPLE.entries()) {
    await walkTo(tool, i);
    if (!p.marks) continue;
    await page.locator("[data-testid=evidence]", { hasText: p.member }).waitFor();
    const seen = await page.locator('.compare tr[data-field="name"] td').evaluateAll((cells) =>
      cells.slice(0, 2).map((td) => {
        const selection = getSelection();
        selection.selectAllChildren(td);
        const copied = selection.toString();
        selection.removeAllRanges();
        return { text: td.textContent, copied, marks: [...td.querySelectorAll("mark")].map((m) => `${m.dataset.how} ${m.textContent}`) };
      }),
    );
    assert.deepEqual(seen[0], { text: p.member, copied: p.member, marks: p.marks.member }, p.member);
    assert.deepEqual(seen[1], { text: p.listed, copied: p.listed, marks: p.marks.listed }, p.listed);
    const told = page.locator('.compare tr[data-field="name"] [data-testid=differences]');
    if (p.marks.member.length === 0) assert.equal(await told.count(), 0);
    else {
      const [a, b] = [p.marks.member[0], p.marks.listed[0]].map((m) => m.split(" ")[1]);
      assert.equal((await told.innerText()).trim(), `1 文字目 ${a}／${b}`);
      // Why, on the spot and in short; the table's name or what a circle is, one key further.
      const why = page.locator('.compare tr[data-field="name"] .unlike-why');
      assert.equal(await why.evaluate((d) => d.open), false);
      await why.locator("summary").click();
      await soon(async () => assert.match(await why.innerText(), /同じ字|表せない1字|IVS/));
    }
    ran++;
  }
  assert.equal(ran, 6);
  // Told apart by their lines, also where the system chooses the colours.
  await walkTo(tool, 2);
  await page.emulateMedia({ forcedColors: "active" });
  assert.match(
    await page
      .locator("mark.unlike-relaxed")
      .first()
      .evaluate((m) => getComputedStyle(m).textDecorationStyle),
    /dashed/,
  );
  await page.emulateMedia({ forcedColors: "none" });
  await tool.innocent();
  await tool.close();
});

test("review: filters hold together and come off as chips; search as typed; a saved view comes back by the work file", async () => {
  const tool = await results();
  const { page } = tool;
  let looked = 0;
  for (const [text, count] of [
    ["よしだ", 1],
    ["ﾖｼﾀﾞ", 1],
    ["吉田", 1],
    ["すすき", 0],
    ["1985/4/2", 1],
    ["S60.4.2", 1],
    ["19850402", 1],
    ["1000003", 1],
    ["0510000", 6],
    ["田 太郎", 1],
    ["", PEOPLE.length],
  ]) {
    await tool.id("search").fill(text);
    await counted(tool, count);
    looked++;
  }
  assert.equal(looked, 11);
  await tool.id("search").fill("だれでもない");
  await counted(tool, 0);
  assert.match(await tool.id("nothing").innerText(), /「だれでもない」.*短く/s);
  await tool.id("search").fill("");
  await counted(tool, PEOPLE.length);
  // In the middle of a syllable nothing is looked for but what is there.
  await tool.id("search").evaluate((field) => {
    field.value = "よしだh";
    field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
  });
  await counted(tool, 1);
  assert.equal(await tool.id("search").inputValue(), "よしだh");
  await tool.id("search").fill("");

  await tool.id("bucket-P-CONFIRMED").click();
  await counted(tool, 5);
  await tool.id("filter-open").click();
  await tool.id("filter-grades-B").click();
  await counted(tool, 1);
  await tool.id("filter-relaxations-wildcard").click();
  await counted(tool, 1);
  assert.equal(await page.locator(".chosen-chip").count(), 3);
  // The panel lies over the list until it is shut.
  await page.keyboard.press("Escape");
  await page.locator("[data-testid=filter-panel]").waitFor({ state: "hidden" });
  await page.locator("[data-testid=chosen-buckets-P-CONFIRMED]").click();
  await tool.page.locator("[data-testid=bucket-P-CONFIRMED][aria-pressed=false]").waitFor();
  await page.locator("[data-testid=chosen-relaxations-wildcard]").click();
  await tool.id("filter-open").click();
  await tool.id("filter-selectable-true").click();
  await counted(tool, 1);
  await page.keyboard.press("Escape");
  await tool.id("clear-filter").click();
  await counted(tool, PEOPLE.length);
  await tool.id("filter-open").click();
  // Everybody but the one who is in no roster has a place in the book at once.
  await tool.id("filter-states-none").click();
  await counted(tool, 1);

  await tool.id("view-open").click();
  await tool.id("view-given-0").click();
  await counted(tool, 5);
  // The list stays while decisions are made, and says so.
  await tool.id("worklist").focus();
  await ready(tool);
  await page.keyboard.press("k");
  await said(tool, "確認した");
  await counted(tool, 5);
  await tool.id("look-again").click();
  await counted(tool, 4);

  await tool.id("filter-open").click();
  await tool.id("filter-grades-A").click();
  await counted(tool, 3);
  await tool.id("view-open").click();
  await tool.id("view-name").fill("毎朝の確認");
  await tool.id("view-save").click();
  await said(tool, "「毎朝の確認」を残しました");
  await tool.id("view-name").fill("朝いちばん");
  await tool.id("view-rename").click();
  await said(tool, "名前を「朝いちばん」に変えました");
  const work = place.made("view.totsugo", (await savedWork(tool)).bytes);
  await tool.innocent();
  await tool.close();

  const other = await openTool(place.browser);
  await other.id("open-work").first().setInputFiles(work);
  await cased(other);
  await other.id("nav-import").click();
  await choose(other, "P", town());
  await other.id("run").click();
  await other.page.locator("#row-0[data-case]").waitFor();
  await other.id("view-open").click();
  await other.id("view-own").click();
  await soon(async () => assert.equal(await other.id("view-own").innerText(), "朝いちばん"));
  // Where everybody stands is known as soon as the run has ended: the one confirmed is not found again.
  await counted(other, 3);
  assert.deepEqual(await other.page.locator(".chosen-chip").evaluateAll((all) => all.map((c) => c.dataset.testid).sort()), [
    "chosen-buckets-P-CONFIRMED",
    "chosen-grades-A",
    "chosen-on_hold-false",
    "chosen-selectable-true",
    "chosen-states-listed",
    "chosen-states-none",
  ]);
  await other.id("view-remove").click();
  await other.id("view-own").waitFor({ state: "detached" });
  await other.innocent();
  await other.close();
});

/** Two whose number alone differs, one whose number is another's, one about whom there is nothing to ask. */
function doubtfulTown() {
  const members = [
    ["2001", "森　健", "モリ　ケン", "1977-05-06", "男", "05-1000"],
    ["2002", "原　純", "ハラ　ジュン", "1979-05-06", "男", "05-2000"],
    ["2003", "山田　愛", "ヤマダ　アイ", "1987-09-12", "女", "05-3000"],
    ["2004", "山田　藍", "ヤマダ　アイ", "1990-03-27", "女", "05-4000"],
    ["2005", "林　光", "ハヤシ　ヒカル", "1966-01-02", "男", "05-5000"],
  ];
  const numbers = ["7100", "7200", "4000", null, "5000"];
  const csv = (rows) => `${rows.map((r) => r.join(",")).join("\r\n")}\r\n`;
  const overlap = (day) =>
    csv([
      ["作成年月日", "氏名", "氏名カナ", "生年月日", "性別", "自記号", "自番号", "自枝番", "重複先保険者番号", "重複先資格取得年月日"],
      ...members.flatMap(([, name, kana, birth, sex], i) =>
        numbers[i] ? [[day, name, kana, birth, sex, "05", numbers[i], "01", "06130488", "2026-09-01"]] : [],
      ),
    ]);
  return {
    roster: place.made(
      "doubtful.csv",
      csv([
        ["宛名番号", "氏名", "氏名カナ", "生年月日", "性別", "記号番号", "枝番", "資格取得年月日"],
        ...members.map((m) => [...m, "01", "2020-04-01"]),
      ]),
    ),
    overlaps: ["2026-11-04", "2026-11-19"].map((d) => place.made(`overlap_${d.replaceAll("-", "")}.csv`, overlap(d))),
    date: "2026-11-22",
  };
}

test("review: who of two candidates it is, is said where they stand; the list, its filter and the word of it stay", async () => {
  const tool = await openTool(place.browser);
  const { page } = tool;
  await runSample(tool, "P");
  const queue = page.locator("[data-testid=queue][data-queue=several_candidates]");
  await queue.click();
  await counted(tool, 2);
  await page.locator("#row-0").click();
  await page.locator("[data-testid=candidate]").first().waitFor();
  assert.equal(await tool.id("choose").count(), 2);
  const whom = await tool.id("evidence").getAttribute("data-case");
  await tool.id("choose").first().click();
  await said(tool, "判定をやり直しました");
  // Decided, the person waits in this queue no more; the other one does.
  await counted(tool, 1);
  assert.notEqual(await page.locator("#row-0").getAttribute("data-case"), whom);
  assert.equal(await queue.getAttribute("data-count"), "1");
  await tool.id("undo").click();
  await said(tool, "元に戻しました:「この人と決めた」");
  await counted(tool, 2);
  await page.locator(`[data-testid=evidence][data-case="${whom}"]`).waitFor();
  await tool.innocent();
  await tool.close();
});

test("review: people in 要確認 by why they are there; one difference is confirmed for many at once, with a note that names it", async () => {
  const tool = await openTool(place.browser);
  const { page } = tool;
  await choose(tool, "D", doubtfulTown());
  await tool.id("run").click();
  await page.locator("#row-0[data-case]").waitFor();
  const queue = (code) => page.locator(`[data-testid=queue][data-queue=${code}]`);
  await queue("number_only").waitFor();
  assert.deepEqual(
    await page.locator(".queue-part .queue").evaluateAll((all) => all.map((q) => [q.dataset.queue, q.dataset.count, q.dataset.left])),
    [
      ["fields_disagree", "1", "1"],
      ["number_only", "2", "2"],
    ],
  );

  // Which field speaks for whom, before anything else is said of the person.
  await queue("fields_disagree").click();
  await counted(tool, 1);
  assert.equal(await tool.id("row-review").innerText(), "番号と氏名が別の人を指す");
  await tool.id("worklist").focus();
  await page.keyboard.press("Enter");
  await tool.id("evidence").waitFor();
  assert.equal(await tool.id("review-kind").getAttribute("data-kind"), "fields_disagree");
  const said = "番号は山田　藍さん（台帳5行目）、氏名は山田　愛さん（台帳4行目）を指しています。";
  assert.ok((await page.locator(".sentence").innerText()).includes(said));
  assert.doesNotMatch(
    await page
      .locator(".evidence-head, .sentence")
      .allInnerTexts()
      .then((all) => all.join()),
    /区分S|矛盾しません/,
  );
  assert.ok((await page.locator(".reasons li").first().innerText()).includes(said));
  const spoken = await page
    .locator("[data-testid=candidates] tbody tr")
    .evaluateAll((rows) =>
      rows.map((r) => [...r.querySelectorAll("[data-level]")].map((c) => `${c.dataset.field} ${c.dataset.level}`)).filter((r) => r.length),
    );
  const lines = await tool.id("candidate").evaluateAll((all) => all.map((c) => c.dataset.line));
  const of = (line) => spoken.map((r) => r[lines.indexOf(line)]);
  assert.deepEqual(of("4"), ["name_kana same", "name same", "birth_date same", "sex same", "member_number differs", "branch missing"]);
  assert.deepEqual(of("5"), ["name_kana same", "name differs", "birth_date differs", "sex same", "member_number same", "branch same"]);
  await page.keyboard.press("Escape");
  await tool.id("evidence").waitFor({ state: "detached" });

  await atQueue(tool);
  await counted(tool, 4);
  await queue("number_only").click();
  await counted(tool, 2);
  await tool.id("mark-all").click();
  await page.locator("[data-testid=marked][data-count='2']").waitFor();
  await tool.id("worklist").focus();
  await page.keyboard.press("k");
  await page.waitForFunction(() => document.activeElement?.dataset.testid === "entry-note");
  assert.equal(await tool.id("entry-difference").innerText(), "番号のみ相違：");
  // Without a word nothing is recorded.
  await page.keyboard.press("Enter");
  assert.equal(await tool.id("entry-note").evaluate((i) => i.validity.valueMissing), true);
  await page.keyboard.type("住所と前の番号で確かめた");
  await page.keyboard.press("Enter");
  await page.locator("[data-testid=said]", { hasText: "「確認した（対象とする）」を 2 人に記録しました。" }).waitFor();
  await page.keyboard.press("Enter");
  await tool.id("evidence").waitFor();
  await ready(tool);
  await soon(async () => assert.match(await tool.id("part-past").innerText(), /番号のみ相違：住所と前の番号で確かめた/));
  // The given view of them all: nobody is left in it.
  await tool.id("view-open").click();
  await page.locator("[data-testid=view-panel] .filter-chip", { hasText: "違いが一つだけの要確認" }).click();
  await counted(tool, 0);
  await tool.innocent();
  await tool.close();
});

slow("WCAG 2.2 AA rules hold in the review, wide, narrow and in forced colours", async () => {
  const tool = await results({ bypassCSP: true });
  const { page } = tool;
  let ran = 0;
  const check = async (state) => {
    await accessible(tool, state, "totsugo-desk");
    ran++;
  };
  const everywhere = async (state) => {
    for (const width of [1280, 640, 320]) {
      await page.setViewportSize({ width, height: 720 });
      await check(`${state}, ${width} px`);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.emulateMedia({ forcedColors: "active" });
    await check(`${state}, forced colours`);
    await page.emulateMedia({ forcedColors: "none" });
  };
  await ready(tool);
  await tool.id("filter-open").click();
  await tool.id("filter-selectable-true").click();
  await tool.id("view-open").click();
  await tool.id("mark").first().check();
  await everywhere("filters, views and marks");
  await tool.id("unmark").click();
  await tool.id("clear-filter").click();
  await counted(tool, PEOPLE.length);
  await tool.id("worklist").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await tool.id("evidence").waitFor();
  await ready(tool);
  await tool.id("review-exclude").click();
  await tool.id("review-form").waitFor();
  await everywhere("evidence with marks and a form");
  // Nothing to press is smaller than a finger's tip needs.
  const small = await page
    .locator(".desk button, .desk summary, .desk input")
    .evaluateAll((all) =>
      all.filter((b) => b.checkVisibility() && b.getBoundingClientRect().height < 24).map((b) => b.dataset.testid ?? b.className),
    );
  assert.deepEqual(small, []);
  assert.equal(ran, 8);
  await tool.close();
});
