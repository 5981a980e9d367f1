// Letters, in the shipped file: who is written to and who is not, texts and their placeholders, what goes on paper, the
// list for mail merge, and that sending is recorded for those who were written to.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  accessible,
  atQueue,
  cased,
  inSizes,
  openTool,
  overview,
  part,
  sample,
  saved,
  savedWork,
  slow,
  soon,
  workplace,
} from "./harness.mjs";
import { BATCH, changedRoster, count, countPrints, fill, lettersOfSample, paper, pdf, SENDER, textOf, toLetters } from "./letters.mjs";

const place = workplace();

test("letters: one a household, texts edited in place, printed with the list in front, sent and recorded", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  const verified = await lettersOfSample(tool);
  assert.equal(await tool.page.evaluate(() => document.activeElement?.id), "letters-title");
  const letters = await count(tool);
  assert.ok(letters > 5 && letters <= verified, `${letters} letters for ${verified} people`);
  assert.ok(await tool.id("letter-kind-urge").isChecked());
  assert.match(await tool.id("letter-refused").innerText(), /今の状態（抽出）からは「勧奨を発送した」を記録できません/);

  // Nothing is printed with holes; what is missing is said, and focus goes there.
  const looks = () => tool.id("letter-print").evaluate((b) => b.classList.contains("button-solid"));
  assert.equal(await looks(), false, "looks as if it would print");
  await tool.id("letter-print").click();
  assert.equal(await tool.page.evaluate(() => window.prints), 0);
  const stops = await tool.id("letter-stops").innerText();
  for (const hole of ["発信者", "{期限}", "{届出先}", "{電話}"]) assert.ok(stops.includes(hole), hole);
  assert.equal(await tool.page.evaluate(() => document.activeElement?.dataset.testid), "letter-stops");
  assert.equal((await pdf(tool)).pages, 1, "Ctrl+P prints why not");
  await fill(tool, { ...SENDER, ...BATCH });
  assert.equal(await tool.id("letter-stops").count(), 0);
  assert.equal(await looks(), true);

  const preview = tool.id("preview");
  for (const expected of [
    "健保第１２３号の1",
    "令和8年11月24日",
    "令和8年12月25日",
    "架空市長　見本　一郎",
    "（公印省略）",
    "資格確認書等",
    "様",
  ])
    assert.ok((await preview.innerText()).includes(expected), expected);
  // With or without the town's name, the post reads the same.
  await tool.id("letter-post").fill("市長");
  await soon(async () => assert.match(await preview.innerText(), /(^|\s)架空市長　見本　一郎/));
  await tool.id("letter-seal").uncheck();
  await tool.id("letter-card").selectOption("old");
  assert.doesNotMatch(await preview.innerText(), /公印省略|資格確認書等/);
  await soon(async () => assert.match(await preview.innerText(), /被保険者証/));
  const body = await tool.id("letter-body").inputValue();
  await tool.id("letter-body").fill(`${body}\n{世帯主氏名}様には｛対象者数｝人分、{せたいぬし}。`);
  await soon(async () => assert.match(await tool.id("letter-stops").innerText(), /\{せたいぬし\}/));
  const head = await tool.page.locator("[data-testid=preview] .sheet-dear").innerText();
  assert.ok((await preview.innerText()).includes(`${head.replace(/　様$/, "")}様には1人分、{せたいぬし}。`));
  await tool.id("letter-body").fill(`${body}\n試しの一行`);
  await tool.id("letter-subject").fill("資格喪失届のお願い");

  // Members concerned only, in their own letter; the head's name exactly as it came.
  const sheets = (await paper(tool, letters)).getByTestId("letter");
  const roster = new TextDecoder("shift_jis")
    .decode(readFileSync(sample.roster))
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(","));
  let checked = 0;
  let apart = 0;
  for (const sheet of await sheets.all()) {
    const household = await sheet.getAttribute("data-household");
    const rows = roster.filter((r) => r[1] === household);
    const lines = await sheet.locator(".sheet-to p").allTextContents();
    assert.deepEqual(lines, [`〒${rows[0][11]}`, rows[0][12], ...(rows[0][13] ? [rows[0][13]] : []), `${rows[0][10]}　様`]);
    const members = await sheet.locator("tbody tr td:first-child").allTextContents();
    for (const m of members)
      assert.ok(
        rows.some((r) => r[4] === m),
        m,
      );
    const text = await sheet.textContent();
    // Whoever else is a member stands below, as somebody who is not meant, and nowhere else.
    const others = (await sheet.getByTestId("others").count()) ? await sheet.getByTestId("others").textContent() : "";
    const rest = text.replace(others, "");
    for (const r of rows)
      if (!members.includes(r[4]) && r[4] !== rows[0][10]) {
        assert.ok(!rest.includes(r[4]), "another member of the household");
        apart += others.includes(r[4]) ? 1 : 0;
      }
    assert.ok(text.includes("試しの一行") && text.includes("資格喪失届のお願い"));
    checked += members.length;
  }
  assert.equal(checked, verified);
  assert.ok(apart > 0, "nobody else in any household");

  const { pages: printed, sizes } = await pdf(tool);
  assert.deepEqual([printed, sizes], [letters + 1, ["0 0 595 842"]]);
  assert.equal(await tool.id("proof").locator("tbody tr").count(), letters);
  assert.match(await tool.id("proof").textContent(), new RegExp(`校正用.*${letters} 通（対象者 ${verified} 人）`, "s"));
  await tool.id("letter-proof").uncheck();
  assert.equal((await pdf(tool)).pages, letters);

  await tool.id("letter-who").fill("窓口　花子");
  await tool.id("letter-print").click();
  await soon(async () => assert.equal(await tool.page.evaluate(() => window.prints), 1));
  await tool.id("letter-record").click();
  await tool.page.locator("[data-testid=letter-said]", { hasText: "「勧奨を発送した」を" }).waitFor();
  await tool.page.waitForFunction(() => JSON.parse(document.querySelector("[data-testid=casework]").dataset.json).states.verified === 0);
  assert.equal((await overview(tool)).states.urged, verified);
  assert.ok(await tool.id("letter-record").isDisabled(), "nothing is recorded twice");
  await tool.id("letters-close").click();
  await atQueue(tool, "urging");
  await tool.id("evidence").waitFor();
  await soon(async () => assert.match(await tool.id("case-history").innerText(), /文書番号 健保第１２３号の\d+\n/));
  await soon(async () => assert.match(await tool.id("case-history").innerText(), /R8\.11\.24/));
  await tool.innocent();
  await tool.close();
});

test("letters: the next steps have their own letters, the notice its appeals, and their own dates", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  const verified = await lettersOfSample(tool);
  await fill(tool, { ...SENDER, ...BATCH });
  const step = async (state) => {
    await tool.id("letter-print").click();
    await tool.id("letter-record").click();
    await tool.page.waitForFunction(
      ([s, n]) => JSON.parse(document.querySelector("[data-testid=casework]").dataset.json).states[s] === n,
      [state, verified],
    );
    await tool.id("letters-close").click();
    await part(tool, "deadlines");
    await tool.id("deadline-rule").selectOption("kumano");
    await toLetters(tool);
  };
  await step("urged");
  assert.ok(await tool.id("letter-kind-urge_again").isChecked(), "the letter that comes next is chosen");
  await fill(tool, { date: "2026-11-20", due: "2027-01-29" });
  assert.equal(await count(tool), 0);
  assert.match(await tool.id("letter-refused").innerText(), /発送日が、すでに記録した日（R8\.11\.24）より前です/);
  await fill(tool, { date: "2027-01-04" });
  assert.ok((await count(tool)) > 5);
  assert.match(await tool.id("preview").innerText(), /職権で国民健康保険の資格喪失を記録することがあります/);
  await step("urged_again");
  assert.ok(await tool.id("letter-kind-ex_officio").isChecked());
  await fill(tool, { date: "2027-03-01" });
  const notice = await tool.id("preview").innerText();
  assert.match(notice, /３か月以内に、架空県国民健康保険審査会に対して審査請求/);
  await tool.id("letter-notice").fill("教示を書き直した");
  await soon(async () => assert.match(await tool.id("preview").innerText(), /教示を書き直した/));
  await step("ex_officio");
  await tool.innocent();
  await tool.close();
});

test("letters: without head or address left out until the clerk says so; odd characters are listed and printed as they came", async () => {
  const long = "架空市大字とても長い町の名字さらに長い小字一千二百三十四番地の五十六";
  const roster = changedRoster((cells) => {
    const by = Number(cells[1]) % 4;
    if (by === 0) cells[12] = "";
    if (by === 1) cells[10] = "";
    if (by === 2) cells[12] = `架空市\ue000町１ー２`;
    if (by === 3) cells[12] = `=1+1${long}`;
    return cells;
  });
  const tool = await openTool(place.browser, { init: countPrints });
  const verified = await lettersOfSample(tool, { roster: place.made("roster.csv", roster) });
  await fill(tool, { ...SENDER, ...BATCH });
  const letters = await count(tool);
  const hindered = tool.id("letter-hindrances");
  const without = {
    no_address: await hindered.locator("[data-code=no_address]").count(),
    no_head: await hindered.locator("[data-code=no_head]").count(),
  };
  assert.ok(without.no_address > 0 && without.no_head > 0);
  assert.match(await hindered.innerText(), /住所がありません。台帳で送り先を確かめ/);
  assert.ok(letters < verified);
  const sheets = await paper(tool, letters);
  for (const lines of await sheets.locator(".sheet-to").allTextContents()) assert.match(lines, /架空市/);
  assert.ok((await sheets.textContent()).includes("架空市\ue000町１ー２"), "as it came");
  assert.match(await tool.id("letter-odd").innerText(), /U\+E000（外字） 住所「架空市\ue000町１ー２」（\d+ 通目）/);

  await hindered.locator("[data-code=no_head] input").first().check();
  assert.equal(await count(tool), letters + 1);
  assert.equal(await (await paper(tool, letters + 1)).locator(".sheet-dear", { hasText: /^世帯主　様$/ }).count(), 1);
  assert.equal((await pdf(tool)).pages, letters + 2);
  await hindered.locator("[data-code=no_head] input").first().uncheck();

  // A long address wraps within its width; a window too low for it is told.
  await fill(tool, { width: "45", height: "20" });
  await paper(tool, letters);
  assert.match(await tool.id("letter-warnings").innerText(), /宛名が窓の高さに収まりません/);
  for (const box of await sheets
    .locator(".sheet-to")
    .evaluateAll((all) => all.map((e) => [e.scrollWidth, e.clientWidth, e.offsetLeft, e.offsetTop])))
    assert.ok(box[0] <= box[1] && box[2] === 76 && box[3] === 83, `${box}`);
  await fill(tool, { left: "200" });
  assert.match(await tool.id("letter-stops").innerText(), /用紙からはみ出します/);
  await fill(tool, { left: "20", width: "88", height: "38" });

  const list = await saved(tool, "letter-csv");
  assert.match(list.name, /^宛名一覧_資格喪失届の勧奨_2026-11-24\.csv$/);
  assert.deepEqual([...list.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const csv = list.bytes.toString("utf8").slice(1).split("\r\n");
  assert.equal(csv.shift(), "世帯番号,郵便番号,住所,方書,世帯主,対象者,件数,文書番号,日付,期限");
  assert.equal(csv.pop(), "");
  assert.equal(csv.length, letters);
  assert.ok(
    csv.some((line) => line.includes(`,"'=1+1${long}",`)),
    "a formula is no formula any more",
  );
  assert.ok(csv.some((line) => line.includes("架空市\ue000町１ー２")));

  // A very long text goes a size smaller, then on to another sheet; both are told.
  const body = await tool.id("letter-body").inputValue();
  await tool.id("letter-body").fill(body + "\nあ".repeat(15));
  await paper(tool, letters);
  assert.match(await tool.id("letter-warnings").innerText(), /一枚に収めます/);
  assert.equal((await pdf(tool)).pages, letters + 1);
  await tool.id("letter-body").fill(body + "\nあ".repeat(60));
  await paper(tool, letters);
  assert.match(await tool.id("letter-warnings").innerText(), /次の紙に続きます/);
  assert.equal((await pdf(tool)).pages, 2 * letters + 1, "nothing is cut off");
  await tool.innocent();
  await tool.close();
});

test("letters: one inquiry a recipient, a form for each person; he is offered again, answers go in at once", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  await lettersOfSample(tool);
  await fill(tool, { ...SENDER, ...BATCH });
  await tool.id("letter-kind-inquiry").check();
  assert.equal(await count(tool), 0);
  assert.equal(await tool.id("letter-to-known").count(), 0, "nobody was entered yet");
  // Somebody of whom the lists name nobody to ask.
  while ((await tool.id("letter-to-name").inputValue()) !== "") await tool.id("preview-after").click();
  const recipient = { "to-name": "株式会社架空製作所", "to-postal": "000-1111", "to-address": "架空市東町２－２", "to-building": "人事課" };
  await fill(tool, recipient);
  assert.equal(await count(tool), 1);
  await tool.id("letter-to-copy").click();
  assert.match(await tool.id("letter-said").innerText(), /[0-9]+ 人をこの照会先にまとめました/);
  assert.equal(await count(tool), 1, "one letter for all of them");
  const sheets = await paper(tool, 1);
  const people = await sheets.locator("[data-testid=letter] tbody tr").count();
  assert.ok(people > 1, `${people} people`);
  assert.match(await sheets.getByTestId("letter").textContent(), /株式会社架空製作所　御中[\s\S]*第１１３条の２/);
  assert.equal(await sheets.getByTestId("reply").count(), people);
  const onForms = await sheets
    .getByTestId("reply")
    .evaluateAll((all) => all.map((r) => [...r.querySelectorAll("tbody")].map((b) => b.rows.length).join()));
  assert.deepEqual(new Set(onForms), new Set(["3,1,8"]), "each form is about one");
  const named = async (what) =>
    (await sheets.getByTestId(what).locator("tbody:has(td:nth-child(3)) td:first-child").allTextContents()).sort();
  assert.deepEqual(await named("reply"), await named("letter"));
  assert.doesNotMatch(await sheets.getByTestId("letter").textContent(), /記号番号-枝番/);
  assert.match(await sheets.getByTestId("reply").last().textContent(), new RegExp(`（${people} 人のうち ${people} 人目）`));
  assert.equal(await tool.id("proof").locator("tbody tr").count(), 1);
  const { bytes } = await pdf(tool);
  assert.match(textOf(place.made("inquiry.pdf", bytes), 2), /株式会社架空製作所 御中/);
  await tool.id("letter-print").click();
  const before = await overview(tool);
  await tool.id("letter-record").click();
  await tool.page.locator("[data-testid=letter-said]", { hasText: `を ${people} 件に記録しました` }).waitFor();
  assert.deepEqual((await overview(tool)).states, before.states, "an inquiry leaves the state");

  // The next clerk finds him in the address book.
  const work = await savedWork(tool);
  const kept = JSON.parse(work.bytes.toString("utf8").split("\n")[1]).settings.recipients;
  assert.deepEqual(kept.entries, [
    { key: "w:株式会社架空製作所", name: "株式会社架空製作所", postal: "000-1111", address: "架空市東町２－２", building: "人事課" },
  ]);
  const other = await openTool(place.browser);
  await other.id("open-work").setInputFiles(place.made("inquiry.totsugo", work.bytes));
  await cased(other);
  await toLetters(other);
  await other.id("letter-kind-inquiry").check();
  await count(other);
  const known = other.id("letter-to-known");
  assert.deepEqual(await known.locator("option").allTextContents(), ["（選ばない）", "株式会社架空製作所（架空市東町２－２）"]);
  await known.selectOption({ index: 1 });
  assert.equal(await count(other), 1);
  assert.equal(await other.id("letter-to-building").inputValue(), "人事課");
  await other.id("letters-close").click();

  // What came back, from one list.
  await part(other, "deadlines");
  const answers = other.page.locator(`[data-testid=answers][data-count="${people}"]`);
  await answers.waitFor();
  assert.equal(await other.id("answers-record").isDisabled(), true);
  const rows = other.id("answer-row");
  await rows.nth(0).getByTestId("answer").selectOption("answer_joined");
  await rows.nth(0).getByTestId("answer-note").fill("人事課 電話");
  await rows.nth(1).getByTestId("answer").selectOption("answer_not_joined");
  await other.id("answers-record").click();
  await other.page.locator(`[data-testid=answers][data-count="${people - 2}"]`).waitFor();
  assert.match(await other.id("answers-said").innerText(), /加入あり」を 1 人に記録しました。.*加入なし」を 1 人に記録しました。/);
  await accessible(other, "answers");
  const body = JSON.parse((await savedWork(other)).bytes.toString("utf8").split("\n")[1]);
  const [joined, not] = body.events.slice(-2);
  assert.deepEqual(
    [joined.action, joined.own_notes[0][1], not.action, not.own_notes],
    ["answer_joined", "人事課 電話", "answer_not_joined", undefined],
  );
  await other.innocent();
  await other.close();
  await tool.innocent();
  await tool.close();
});

test("letters: texts go to a file and come back; another file changes nothing; the window can be tried", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  const verified = await lettersOfSample(tool);
  await fill(tool, { ...SENDER, ...BATCH, left: "25", subject: "私の件名" });
  const file = await saved(tool, "letter-save");
  assert.equal(file.name, "文書の設定_架空市.json");
  const saidOf = JSON.parse(file.bytes.toString("utf8"));
  assert.equal(saidOf.totsugo_letters, 1);
  assert.equal(saidOf.texts.urge.subject, "私の件名");
  const names = await tool.page.locator("[data-testid=preview] .sheet-dear").innerText();
  assert.ok(!file.bytes.toString("utf8").includes(names.replace(/　様$/, "")), "nobody's name is in it");
  await tool.id("letter-test").click();
  await soon(async () => assert.equal(await tool.page.evaluate(() => window.prints), 1));
  await soon(async () => assert.ok(await tool.id("letter-record").isDisabled(), "a trial is not sent"));
  assert.equal(await tool.page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await tool.close();

  const other = await openTool(place.browser, { init: countPrints });
  assert.equal(await lettersOfSample(other), verified);
  for (const [name, content] of [
    ["x.json", "{}"],
    ["y.json", "[1"],
    ["z.json", "null"],
  ]) {
    await other.id("letter-load").setInputFiles(place.made(name, content));
    await other.page.locator("[data-testid=letter-said]", { hasText: `「${name}」は、文書の設定のファイルではありません` }).waitFor();
  }
  // What has another type is not taken over.
  const odd = { ...saidOf, phone: 5, place: { ...saidOf.place, top: "x" }, card: "else", extra: 1 };
  await other.id("letter-load").setInputFiles(place.made("saved.json", JSON.stringify(odd)));
  await other.page.locator("[data-testid=letter-said]", { hasText: "「saved.json」を開きました" }).waitFor();
  assert.equal(await other.id("letter-subject").inputValue(), "私の件名");
  assert.equal(await other.id("letter-left").inputValue(), "25");
  assert.equal(await other.id("letter-top").inputValue(), "22");
  assert.equal(await other.id("letter-phone").inputValue(), "");
  assert.equal(await other.id("letter-card").inputValue(), "certificate");
  await other.innocent();
  await other.close();
});

slow("letters: WCAG 2.2 AA rules hold, wide and narrow, for each kind", async () => {
  let checked = 0;
  const tool = await openTool(place.browser, { bypassCSP: true });
  await lettersOfSample(tool);
  for (const kind of ["urge", "ex_officio", "inquiry"]) {
    await tool.id(`letter-kind-${kind}`).check();
    checked += await inSizes(tool, ({ width }) => accessible(tool, `${kind} at ${width}px`, "totsugo-letters"));
  }
  await tool.close();
  assert.equal(checked, 6);
});
