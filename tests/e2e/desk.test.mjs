// The desk in the shipped file: what is seen without scrolling, the queues and their counts, the keys wherever the focus is, and that a
// decision is never somebody else's.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  accessible,
  atQueue,
  cased,
  chooseLock,
  listed,
  markAll,
  openTool,
  overview,
  part,
  record,
  runSample,
  said,
  savedWork,
  soon,
  workplace,
} from "./harness.mjs";

const place = workplace();

const SCREEN = { width: 1366, height: 768 };

async function atDesk(more = {}) {
  const tool = await openTool(place.browser, { viewport: SCREEN, ...more });
  const summary = await runSample(tool, "P");
  await listed(tool);
  await tool.id("evidence").waitFor();
  await ready(tool);
  await tool.page.locator("[data-testid=queue][data-queue=to_verify]").waitFor();
  return { tool, summary };
}

const ready = (tool) => tool.page.locator("[data-testid=decide][data-ready=true]").waitFor();
const queueOf = (tool, code) => tool.page.locator(`[data-testid=queue][data-queue=${code}]`);
const active = async (tool) => Number((await tool.id("worklist").getAttribute("aria-activedescendant")).slice(4));
const openIs = (tool, id) => tool.page.locator(`[data-testid=evidence][data-case="${id}"]`).waitFor();
const caseAt = (tool, index) => tool.page.locator(`#row-${index}`).getAttribute("data-case");

/** What of these can be seen as a whole in the window, nothing over it. */
const inSight = (tool, selectors) =>
  tool.page.evaluate((all) => {
    const whole = (e) => {
      const r = e.getBoundingClientRect();
      const inside = r.width > 0 && r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight && r.right <= innerWidth;
      const at = document.elementFromPoint(r.left + r.width / 2, r.top + Math.min(r.height / 2, 8));
      return inside && (e.contains(at) || at?.contains(e));
    };
    return all.filter((selector) => ![...document.querySelectorAll(selector)].some(whole));
  }, selectors);

const rowsInSight = (tool) =>
  tool.page.evaluate(() => {
    const { top, bottom } = document.querySelector("[role=grid]").getBoundingClientRect();
    return [...document.querySelectorAll("[data-testid=person]")].filter((row) => {
      const r = row.getBoundingClientRect();
      return r.top >= top && r.bottom <= Math.min(bottom, innerHeight);
    }).length;
  });

test("desk: queues, twelve people, verdict, both sides, candidates, dates and buttons stand in one window", async () => {
  const { tool } = await atDesk({ bypassCSP: true });
  const always = ["work-name", "undo", "redo", "save-work", "next-step", "nav-review", "search", "verdict", "review-hold", "review-note"];
  let looked = 0;
  for (const [width, height, least] of [
    [1366, 768, 12],
    [1280, 720, 12],
    [1920, 1080, 18],
  ]) {
    await tool.page.setViewportSize({ width, height });
    await atQueue(tool, "several_candidates");
    await openIs(tool, await caseAt(tool, 0));
    const doubtful = [...always.map((id) => `[data-testid=${id}]`), "[data-testid=choose]", "[data-testid=choose-none]", ".person-facts"];
    doubtful.push(...["name_kana", "name", "birth_date", "sex", "member_number"].map((f) => `.candidates [data-field=${f}]`));
    await soon(async () => assert.deepEqual(await inSight(tool, doubtful), [], `${width}x${height}: somebody with two candidates`));
    await atQueue(tool, "to_verify");
    await openIs(tool, await caseAt(tool, 0));
    const found = [...always.map((id) => `[data-testid=${id}]`), "[data-testid=review-verify]", ".person-facts"];
    found.push(...["name_kana", "name", "birth_date", "sex", "member_number"].map((f) => `.compare [data-field=${f}]`));
    await soon(async () => assert.deepEqual(await inSight(tool, found), [], `${width}x${height}: somebody found`));
    const listedHere = Number(await tool.id("count").getAttribute("data-count"));
    assert.ok((await rowsInSight(tool)) >= Math.min(least, listedHere), `${width}x${height}: ${await rowsInSight(tool)} people`);
    assert.equal(await tool.page.evaluate(() => scrollY), 0);
    looked++;
  }
  assert.equal(looked, 3);
  // One column at a time, also at 200 %; axe sees it too.
  for (const [width, height] of [
    [683, 384],
    [900, 600],
  ]) {
    await tool.page.setViewportSize({ width, height });
    await soon(async () => assert.equal(await tool.id("worklist").isVisible(), false));
    await accessible(tool, `a person at ${width}x${height}`, "totsugo-app", {}, true);
    await tool.page.locator(".evidence-bar .only-narrow").click();
    await tool.id("worklist").waitFor();
    assert.equal(await tool.id("evidence").count(), 0);
    await accessible(tool, `the list at ${width}x${height}`, "totsugo-app", {}, true);
    await tool.id("person").first().click();
    await tool.id("evidence").waitFor();
  }
  await tool.innocent();
  await tool.close();
});

test("desk: each queue is the list that it counts, and what is left of it goes down with every decision", async () => {
  const { tool, summary } = await atDesk();
  const counts = await tool
    .id("queue")
    .evaluateAll((all) => all.map((q) => [q.dataset.queue, Number(q.dataset.count), Number(q.dataset.left)]));
  const of = Object.fromEntries(counts.map(([code, count, left]) => [code, { count, left }]));
  assert.equal(of.review.count, summary.buckets["P-REVIEW"]);
  assert.equal(of.review.left, of.review.count);
  assert.equal(of.to_verify.count, summary.buckets["P-CONFIRMED"]);
  assert.equal(of.all.count, summary.results);
  for (const [code, n] of Object.entries(summary.review_kinds)) assert.equal(of[code].count, n, code);
  let seen = 0;
  for (const [code, count] of counts) {
    await atQueue(tool, code);
    await tool.page.locator(`[data-testid=count][data-count="${count}"]`).waitFor();
    seen++;
  }
  assert.ok(seen > 8);

  await atQueue(tool, "to_verify");
  await tool.id("evidence").waitFor();
  await record(tool, "verify");
  await tool.page.locator(`[data-testid=queue][data-queue=to_verify][data-left="${of.to_verify.left - 1}"]`).waitFor();
  await tool.page.locator("[data-testid=queue][data-queue=to_urge][data-count='1'][data-left='1']").waitFor();
  assert.equal(await queueOf(tool, "to_verify").getAttribute("data-count"), String(of.to_verify.count));
  assert.equal(await tool.id("unsaved").getAttribute("data-count"), String((await overview(tool)).unsaved));
  // Nobody is seen where nobody is.
  assert.equal(await queueOf(tool, "returned").count(), 0);
  await tool.page.keyboard.press("Control+s");
  await chooseLock(tool);
  await said(tool, "保存しました");
  assert.match(await tool.id("work-name").innerText(), /^作業ファイル_.*\.totsugo$/);
  assert.equal(await tool.id("unsaved").getAttribute("data-count"), "0");
  await tool.innocent();
  await tool.close();
});

test("desk: two decisions as quick as keys can be pressed are for two people, or the second for nobody", async () => {
  const { tool } = await atDesk();
  await atQueue(tool, "to_verify");
  const [first, second] = [await caseAt(tool, 0), await caseAt(tool, 1)];
  await openIs(tool, first);
  await ready(tool);
  // Within the same moment, and once more before the page has drawn.
  await tool.page.evaluate(() => {
    const press = () => document.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyH", key: "h", bubbles: true, cancelable: true }));
    press();
    press();
    setTimeout(press, 5);
    setTimeout(press, 15);
  });
  await said(tool, "記録しました");
  await soon(async () => assert.notEqual(await tool.id("evidence").getAttribute("data-case"), first));
  await ready(tool);
  const held = () =>
    tool.page
      .locator("[data-testid=person]", { has: tool.page.locator(".state-mark", { hasText: "保留" }) })
      .evaluateAll((rows) => rows.map((r) => r.dataset.case));
  await soon(async () => assert.ok((await held()).length > 0));
  // Whoever was decided on had been shown: nobody was passed over, and nobody was let go of again.
  const now = await held();
  assert.equal(now[0], first);
  assert.ok(now.length === 1 || (now.length <= 4 && now[1] === second), now.join());
  for (let left = now.length - 1; left >= 0; left--) {
    await tool.page.keyboard.press("u");
    await soon(async () => assert.equal((await held()).length, left));
  }
  await openIs(tool, first);
  await tool.innocent();
  await tool.close();
});

test("desk: keys hold whatever was pressed last, never while somebody types; undo comes back to the person", async () => {
  const { tool } = await atDesk();
  await atQueue(tool, "to_verify");
  const [first, second] = [await caseAt(tool, 0), await caseAt(tool, 1)];
  await openIs(tool, first);
  await ready(tool);
  // Text that was pressed has the focus nowhere.
  await tool.page.locator(".sentence").click();
  assert.ok(["BODY", "MAIN"].includes(await tool.page.evaluate(() => document.activeElement.tagName)));
  await tool.page.keyboard.press("k");
  await said(tool, "「確認した（対象とする）」を");
  await openIs(tool, second);
  await ready(tool);
  assert.equal(await active(tool), 1);
  await tool.page.locator(".queue-label").first().hover();
  await tool.page.locator(".list-state").click({ position: { x: 200, y: 5 } });
  await tool.page.keyboard.press("ArrowDown");
  await soon(async () => assert.equal(await active(tool), 2));
  // In a field a letter is a letter; in the middle of a syllable it is nobody's.
  await tool.id("search").focus();
  await tool.page.keyboard.type("k");
  assert.equal(await tool.id("search").inputValue(), "k");
  await tool.id("search").fill("");
  await tool.page.locator("#row-2").click();
  await tool.page.locator(".sentence").click();
  await tool.page.evaluate(() =>
    document.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyH", key: "Process", isComposing: true, bubbles: true })),
  );
  await listed(tool);
  await ready(tool);
  // From another queue, undo leads back to whom the step was for.
  await atQueue(tool, "review");
  await tool.id("evidence").waitFor();
  assert.match(await tool.id("undo").getAttribute("title"), /元に戻す: 確認した/);
  await tool.page.keyboard.press("Control+z");
  await said(tool, "元に戻しました");
  await openIs(tool, first);
  assert.equal(await tool.id("evidence").getAttribute("data-state"), "listed");
  await tool.id("redo").click();
  await said(tool, "やり直しました");
  await tool.page.locator(`[data-testid=evidence][data-case="${first}"][data-state=verified]`).waitFor();
  // And from another step of the way.
  await part(tool, "record");
  await tool.id("undo").click();
  await openIs(tool, first);
  await tool.innocent();
  await tool.close();
});

test("desk: in a work file that was opened again a note keeps its mark, and undo leads to the person of the step", async () => {
  const { tool } = await atDesk();
  await atQueue(tool, "to_verify");
  const [noted, held] = [await caseAt(tool, 0), await caseAt(tool, 1)];
  await openIs(tool, noted);
  await record(tool, "note", { note: "電話した" });
  await tool.page.locator("#row-1").click();
  await openIs(tool, held);
  await ready(tool);
  await record(tool, "hold");
  const work = place.made("again.totsugo", (await savedWork(tool)).bytes);
  await tool.close();

  const other = await openTool(place.browser, { viewport: SCREEN });
  await other.id("open-work").setInputFiles(work);
  await cased(other);
  await other.id("nav-import").click();
  await runSample(other, "P");
  await listed(other);
  await atQueue(other, "to_verify");
  await other.page.locator(`[data-testid=person][data-case="${noted}"]`).getByTestId("noted").waitFor();
  assert.equal(await other.id("noted").count(), 1);
  await atQueue(other, "sex_only");
  await other.id("evidence").waitFor();
  await ready(other);
  await other.id("undo").click();
  await said(other, "元に戻しました");
  await openIs(other, held);
  assert.equal(await other.id("evidence").getAttribute("data-state"), "listed");
  await other.innocent();
  await other.close();
});

test("desk: whoever was passed over comes again; a queue that is done says so, and leads to the next", async () => {
  const { tool } = await atDesk();
  await atQueue(tool, "sex_only");
  await tool.page.locator("[data-testid=count][data-count='2']").waitFor();
  const [first, second] = [await caseAt(tool, 0), await caseAt(tool, 1)];
  await tool.page.locator("#row-1").click();
  await openIs(tool, second);
  await ready(tool);
  assert.equal(await tool.id("queue-done").count(), 0);
  await tool.page.keyboard.press("h");
  await said(tool, "一覧の先頭に戻り");
  await openIs(tool, first);
  await ready(tool);
  await tool.page.keyboard.press("h");
  await said(tool, "この一覧は、これで終わりです");
  await tool.page.locator("[data-testid=queue-done]", { hasText: "「性別のみ相違」は済みました" }).waitFor();
  // From one doubt to the next, by keyboard.
  const next = tool.id("queue-next");
  const code = await next.getAttribute("data-queue");
  assert.match(await next.innerText(), /^次は「.+」（あと \d+ 人）$/);
  await next.focus();
  await tool.page.keyboard.press("Enter");
  await tool.page.locator(`[data-testid=queue][data-queue=${code}][aria-current=true]`).waitFor();
  await listed(tool);
  assert.equal(await tool.id("queue-done").count(), 0);
  // Taken back, the queue is not done any more.
  await tool.page.keyboard.press("u");
  await said(tool, "元に戻しました");
  await atQueue(tool, "sex_only");
  await tool.id("queue-done").waitFor({ state: "detached" });
  await tool.innocent();
  await tool.close();
});

/** What of the rows in sight is cut off in the column of verdict and state. */
const cutOff = (tool) =>
  tool.page.evaluate(() =>
    [...document.querySelectorAll("[data-testid=person] .col-state")]
      .filter((cell) => {
        const box = cell.getBoundingClientRect();
        return [...cell.children].some((x) => {
          const at = x.getBoundingClientRect();
          return x.scrollWidth > x.clientWidth + 1 || at.right > box.right + 1 || at.bottom > box.bottom + 1 || at.top < box.top - 1;
        });
      })
      .map((cell) => cell.innerText),
  );

test("desk: what the tool says of a person, and where he stands, is never cut off in the list", async () => {
  const { tool } = await atDesk();
  await atQueue(tool, "to_verify");
  await markAll(tool);
  await record(tool, "verify");
  await atQueue(tool, "review");
  await record(tool, "hold");
  let rows = 0;
  for (const code of ["review", "all"]) {
    await atQueue(tool, code);
    for (const size of [SCREEN, { width: 1280, height: 720 }]) {
      await tool.page.setViewportSize(size);
      const count = Number(await tool.id("count").getAttribute("data-count"));
      await tool.id("worklist").focus();
      await tool.page.keyboard.press("Home");
      for (let at = 0; at < count - 1; ) {
        await tool.page.locator(`#row-${at} .col-state`).waitFor();
        assert.deepEqual(await cutOff(tool), [], `${code} ${size.width}`);
        await tool.page.keyboard.press("PageDown");
        at = await active(tool);
        rows++;
      }
    }
    await tool.page.setViewportSize(SCREEN);
  }
  assert.ok(rows > 20);
  await tool.innocent();
  await tool.close();
});

test("desk: numbers are copied at a press, which is said; where the browser refuses they are marked", async () => {
  const { tool } = await atDesk({ permissions: ["clipboard-read", "clipboard-write"] });
  await atQueue(tool, "to_verify");
  await tool.id("evidence").waitFor();
  const number = tool.page.locator(".copyable", { has: tool.id("copy") }).first();
  const value = await number.locator(".as-is").innerText();
  await number.getByTestId("copy").click();
  await number.locator("[role=status]", { hasText: "写しました" }).waitFor();
  assert.equal(await tool.page.evaluate(() => navigator.clipboard.readText()), value);
  await tool.page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("refused"))));
  await tool.page.evaluate(() => getSelection().removeAllRanges());
  await number.getByTestId("copy").click();
  await soon(async () => assert.equal(await tool.page.evaluate(() => getSelection().toString()), value));
  await tool.innocent();
  await tool.close();
});

test("desk: a search without the open person shuts it and says so; a note leaves a mark; parts stay as they were left", async () => {
  const { tool } = await atDesk();
  await atQueue(tool, "to_verify");
  await openIs(tool, await caseAt(tool, 0));
  const name = await tool.page.locator("#row-3 .col-name .cell-main").innerText();
  const before = await tool.page.locator("#row-0 .col-name .cell-main").innerText();
  await tool.id("search").fill(name);
  await tool.id("evidence").waitFor({ state: "detached" });
  await said(tool, `${before} さんはこの一覧にいないので、閉じました。`);
  await tool.id("person").first().click();
  await tool.page.locator("#evidence-title", { hasText: name }).waitFor();
  // Found again by the search, the person stays.
  await tool.id("search").fill("");
  await listed(tool);
  await tool.page.locator("#evidence-title", { hasText: name }).waitFor();

  await record(tool, "note", { note: "電話した" });
  await tool.page.locator("[data-testid=person]", { hasText: name }).getByTestId("noted").waitFor();
  await tool.page.locator("#evidence-title", { hasText: name }).waitFor();

  await tool.id("part-reasons").locator("summary").first().click();
  await tool.page.keyboard.press("Period");
  await tool.page.locator("#evidence-title", { hasText: name }).waitFor({ state: "detached" });
  assert.equal(await tool.id("part-reasons").evaluate((d) => d.open), false);
  assert.equal(await tool.id("part-past").evaluate((d) => d.open), true);
  await tool.innocent();
  await tool.close();
});

test("desk: everybody is everybody who matches; more than a hundred at once are asked about once", async () => {
  const { tool, summary } = await atDesk();
  await atQueue(tool);
  assert.match(await tool.id("mark-all").innerText(), new RegExp(`${summary.results} 人全員`));
  assert.equal(await markAll(tool), summary.results);
  const asked = [];
  tool.page.on("dialog", (d) => {
    asked.push(d.message());
    void d.dismiss();
  });
  await tool.id("review-hold").click();
  await soon(async () => assert.equal(asked.length, 1));
  assert.match(asked[0], new RegExp(`「保留にする」を ${summary.results} 人に一度に記録します`));
  assert.equal((await overview(tool)).unsaved, 0);
  await tool.innocent();
  await tool.close();
});

test("desk: columns and order are chosen and kept in the work file; the list and a person go to paper", async () => {
  const init = () => {
    window.print = () => {
      window.printed = [...document.querySelectorAll(".desk-paper")].map((e) => [e.dataset.testid, e.querySelectorAll("tbody tr").length]);
    };
  };
  const { tool } = await atDesk({ init });
  await tool.id("columns-open").click();
  await tool.id("column-head").check();
  await tool.id("column-number").uncheck();
  await tool.page.keyboard.press("Escape");
  await tool.page.locator("[data-testid=person] .col-head").first().waitFor();
  assert.equal(await tool.page.locator("[data-testid=person] .col-number").count(), 0);
  await atQueue(tool);
  const count = Number(await tool.id("count").getAttribute("data-count"));
  await tool.id("print-list").click();
  await tool.page.waitForFunction(() => window.printed);
  assert.deepEqual(await tool.page.evaluate(() => window.printed), [["list-paper", count]]);
  await tool.page.evaluate(() => (window.printed = null));
  await tool.id("print-person").click();
  await tool.page.waitForFunction(() => window.printed);
  assert.deepEqual(await tool.page.evaluate(() => window.printed), [["person-paper", 1]]);
  assert.equal(await tool.page.locator(".desk-paper").count(), 0, "only as long as it prints");
  // The person that is open goes onto one sheet, by the browser's own key too.
  const sheets = (await tool.page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.equal(sheets, 1);
  for (let press = 0; press < 2; press += 1) await tool.id("sort-kana").click();
  await tool.page.locator("[role=columnheader][aria-sort=descending] [data-testid=sort-kana]").waitFor();
  const work = place.made("columns.totsugo", (await savedWork(tool)).bytes);
  await tool.innocent();
  await tool.close();

  const other = await openTool(place.browser, { viewport: SCREEN });
  await other.id("open-work").setInputFiles(work);
  await other.page.locator("[data-testid=person] .col-head").first().waitFor();
  assert.equal(await other.page.locator("[data-testid=person] .col-number").count(), 0);
  assert.equal(await other.id("work-name").innerText(), "columns.totsugo");
  await other.page.locator("[role=columnheader][aria-sort=descending] [data-testid=sort-kana]").waitFor();
  await other.close();
});

test("desk: nobody at all is said, and leads nowhere wrong", async () => {
  const tool = await openTool(place.browser, { viewport: SCREEN });
  await runSample(tool, "P");
  await atQueue(tool);
  await tool.id("search").fill("だれでもない人");
  await tool.id("nothing").waitFor();
  assert.equal(await tool.id("evidence").count(), 0);
  for (const key of ["k", "h", "0", "Enter", "ArrowDown", "Period"]) {
    await tool.page.evaluate(() => document.querySelector("[role=grid]").focus());
    await tool.page.keyboard.press(key);
  }
  assert.equal((await overview(tool)).unsaved, 0);
  await tool.innocent();
  await tool.close();
});
