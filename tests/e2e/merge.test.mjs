// Two clerks' work files that went apart, merged in the shipped page: what is taken over, what is asked, and what is kept of
// the side that was not chosen.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  accessible,
  atQueue,
  cased,
  inSizes,
  openPerson,
  openTool,
  overview,
  part,
  savedAnew,
  record,
  runSample,
  said,
  savedWork,
  slow,
  soon,
  workplace,
} from "./harness.mjs";

const place = workplace();

const told = (tool, text) => tool.page.locator("[data-testid=message]", { hasText: text }).waitFor();

/** The work file both clerks begin with, and three people of it. */
let common;
async function begun() {
  if (common) return common;
  const tool = await openTool(place.browser);
  await runSample(tool, "P");
  await atQueue(tool, "to_verify");
  const names = await tool.page.locator("[data-testid=person] .col-name .cell-main").allInnerTexts();
  const path = place.made("common.totsugo", (await savedWork(tool)).bytes);
  await tool.close();
  common = { path, names: [...new Set(names)].slice(0, 3) };
  return common;
}

async function opened(path, context = {}) {
  const tool = await openTool(place.browser, context);
  await tool.id("open-work").setInputFiles(path);
  await cased(tool);
  return tool;
}

const rowOf = (tool, name) => tool.page.locator("[data-testid=person]", { hasText: name }).first();

async function recordFor(tool, names, action, who, fields = {}) {
  await atQueue(tool, "to_verify");
  for (const name of names) await rowOf(tool, name).getByTestId("mark").check();
  await record(tool, action, { ...fields, who });
  await said(tool, `${names.length} 人に記録しました`);
}

/** Hanako's page, and the file that Jiro saved of his: both have touched the second person. */
async function apart(context = {}) {
  const { path, names } = await begun();
  const [first, second, third] = names;
  const hanako = await opened(path, context);
  await recordFor(hanako, [first, second], "hold", "窓口　花子");
  await openPerson(hanako, second);
  await record(hanako, "note", { note: "本人から電話" });
  const jiro = await opened(path);
  await recordFor(jiro, [second, third], "exclude", "窓口　二郎", { reason: "転出した" });
  return { hanako, jiro, names };
}

test("merge: what only one clerk touched is taken over, what both touched is asked; the result is saved and opened again", async () => {
  const { hanako, jiro, names } = await apart();
  const [first, second, third] = names;
  const theirs = place.made("二郎.totsugo", (await savedWork(jiro)).bytes);
  await jiro.innocent();
  await jiro.close();
  const before = await overview(hanako);

  await hanako.id("merge-work").setInputFiles(theirs);
  await hanako.id("merge").waitFor();
  assert.equal(await hanako.id("merge-conflict").count(), 1);
  const asked = await hanako.id("merge-conflicts").innerText();
  for (const text of [second, "二郎.totsugo", "メモを残す：本人から電話（窓口　花子）", "対象外とする：転出した（窓口　二郎）"])
    assert.ok(asked.includes(text), `${text} in ${asked}`);
  for (const text of [first, third]) assert.ok(!asked.includes(text), text);
  assert.ok(await hanako.id("merge-do").isDisabled());
  assert.match(await hanako.id("merge-left").innerText(), /あと 1 人/);
  // Nothing else can be done meanwhile, and going back leaves all as it was.
  await hanako.id("merge-cancel").click();
  await said(hanako, "何も変えていません");
  assert.deepEqual(await overview(hanako), before);

  // By the keyboard alone.
  await hanako.id("merge-work").setInputFiles(theirs);
  await hanako.id("merge").waitFor();
  await hanako.page.locator("#merge-title:focus").waitFor();
  const focused = (id) => hanako.page.evaluate((i) => document.activeElement?.dataset.testid === i, id);
  for (let i = 0; i < 10 && !(await focused("merge-ours")); i++) await hanako.page.keyboard.press("Tab");
  await soon(async () => assert.ok(await focused("merge-ours")));
  const radio = hanako.page.getByRole("radio", { name: `${second} 相手を採る 対象外` });
  assert.equal(await hanako.page.getByRole("radio", { name: `${second} こちらを採る 抽出・保留` }).count(), 1);
  assert.equal(await radio.count(), 1);
  await hanako.page.keyboard.press("ArrowRight");
  await soon(async () => assert.ok(await radio.isChecked()));
  await soon(async () => assert.match(await hanako.id("merge-left").innerText(), /全員を選びました/));
  assert.ok(await hanako.id("merge-do").isEnabled());
  if (process.env.TOTSUGO_SHOTS) await hanako.page.screenshot({ path: `${process.env.TOTSUGO_SHOTS}/merge-1280.png`, fullPage: true });
  await hanako.id("merge-do").click();
  await said(hanako, "「二郎.totsugo」から2 件の案件の記録を取り込みました。食い違った 1 人は選んだとおりにし");
  const after = await overview(hanako);
  assert.equal(after.states.excluded, 2);
  assert.equal(after.unsaved, before.unsaved + 1);
  assert.equal(after.redo, null);
  await atQueue(hanako, "to_verify");
  assert.equal(await rowOf(hanako, second).getAttribute("data-state"), "excluded");
  assert.equal(await rowOf(hanako, third).getAttribute("data-state"), "excluded");
  assert.match(await rowOf(hanako, first).innerText(), /保留/);
  // What was not chosen is still there.
  await openPerson(hanako, second);
  await soon(async () =>
    assert.match(
      (await hanako.page.locator("[data-testid=case-history] .is-taken-back").allInnerTexts()).join(),
      /保留にする.*取消済.*メモを残す.*取消済.*本人から電話/s,
    ),
  );
  await part(hanako, "record");
  await hanako.id("merges").locator("summary").click();
  await soon(async () => assert.match(await hanako.id("merges").innerText(), /二郎\.totsugo.*窓口　花子/));
  if (process.env.TOTSUGO_SHOTS) await hanako.page.screenshot({ path: `${process.env.TOTSUGO_SHOTS}/merged-1280.png`, fullPage: true });

  const result = place.made("merged.totsugo", (await savedWork(hanako)).bytes);
  // The same file once more: nothing is new.
  await hanako.id("merge-work").setInputFiles(theirs);
  await said(hanako, "新しい記録はありませんでした");
  assert.equal((await overview(hanako)).unsaved, 0);
  await hanako.innocent();
  await hanako.close();

  const again = await opened(result);
  const reopened = await overview(again);
  assert.deepEqual(reopened, { ...after, unsaved: 0 });
  await again.innocent();
  await again.close();
});

test("merge: locked, damaged and foreign files are refused as when they are opened, and nothing changes", async () => {
  const { hanako, jiro } = await apart();
  const { bytes } = await savedWork(jiro, "ひみつの合言葉");
  await jiro.close();
  const before = await overview(hanako);
  let ran = 0;
  for (const [name, content, text] of [
    ["cut.totsugo", bytes.subarray(0, bytes.length >> 1), "途中で切れています"],
    ["list.csv", Buffer.from("氏名,カナ\r\n架空　太郎,カクウ　タロウ\r\n"), "表のファイル"],
    ["newer.totsugo", Buffer.from(bytes.toString("utf8").replace('"totsugo_work":1', '"totsugo_work":2')), "新しい版"],
  ]) {
    await hanako.id("merge-work").setInputFiles(place.made(name, content));
    await told(hanako, name);
    assert.match(await hanako.id("message").innerText(), new RegExp(text));
    assert.equal(await hanako.id("merge").count(), 0);
    assert.deepEqual(await overview(hanako), before, name);
    ran++;
  }
  assert.equal(ran, 3);

  // The other file's password is asked for by itself: the own one stays.
  await savedWork(hanako, "こちらの合言葉");
  await hanako.id("merge-work").setInputFiles(place.made("locked.totsugo", bytes));
  await told(hanako, "パスワードが違うか");
  await hanako.id("merge-password").fill("ちがう");
  await hanako.id("merge-unlock").click();
  await told(hanako, "パスワードが違うか");
  await hanako.id("merge-password").fill("ひみつの合言葉");
  await hanako.id("merge-unlock").click();
  await hanako.id("merge-conflict").waitFor();
  assert.equal(await hanako.id("message").count(), 0);
  await hanako.id("merge-all-ours").click();
  await hanako.id("merge-do").click();
  await said(hanako, "から1 件の案件の記録を取り込みました");
  assert.match((await savedWork(hanako)).bytes.toString("utf8"), /"encrypted"/);
  assert.equal((await overview(hanako)).states.excluded, 1);
  await hanako.innocent();
  await hanako.close();
});

slow("merge: WCAG 2.2 AA rules hold while choosing, wide and narrow", async () => {
  let checked = 0;
  const { hanako, jiro } = await apart({ bypassCSP: true });
  const plain = place.made("plain.totsugo", (await savedWork(jiro)).bytes);
  const locked = place.made("locked.totsugo", (await savedAnew(jiro, "ひみつの合言葉")).bytes);
  await jiro.close();
  const check = async (state) => {
    checked += await inSizes(hanako, async ({ width }) => {
      await accessible(hanako, `${state} at ${width}px`, "[data-testid=casework]");
      if (process.env.TOTSUGO_SHOTS)
        await hanako.page.screenshot({ path: `${process.env.TOTSUGO_SHOTS}/${state}-${width}.png`, fullPage: true });
    });
  };
  await hanako.id("merge-work").setInputFiles(locked);
  await hanako.id("merge-password").waitFor();
  await check("locked");
  await hanako.id("merge-cancel").click();
  await hanako.id("merge-work").setInputFiles(plain);
  await hanako.id("merge-conflict").waitFor();
  await check("conflicts");
  await hanako.id("merge-all-theirs").click();
  await hanako.id("merge-do").click();
  await said(hanako, "取り込みました");
  await part(hanako, "record");
  await hanako.id("merges").locator("summary").click();
  await check("merged");
  await hanako.close();
  assert.equal(checked, 6);
});
