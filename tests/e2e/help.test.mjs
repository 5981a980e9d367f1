// The help and the list of keys, in the shipped file: from every step and back to where one was, by keys alone; what has to
// be in it; what is found in it; the accessibility rules; what is printed while it is open.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, atQueue, choose, inSizes, NARROW, openTool, part, runSample, slow, soon, WIDE, workplace } from "./harness.mjs";

const place = workplace();

const focused = (tool) =>
  tool.page.evaluate(() => document.activeElement?.dataset.testid || document.activeElement?.id || document.activeElement?.tagName);
const isOpen = (tool, id) => tool.id(id).waitFor();
const isShut = (tool, id) => tool.id(id).waitFor({ state: "detached" });
const titles = (tool) => tool.page.locator("[data-testid=help-section] h4").allInnerTexts();

/** Opened by the button and by F1, closed by its button and by Escape; the focus comes back, and the section told of is there. */
async function opensHere(tool, section) {
  const ways = [
    { open: () => tool.page.keyboard.press("Enter"), close: () => tool.page.keyboard.press("Escape") },
    { open: () => tool.page.keyboard.press("F1"), close: () => tool.id("help-close").click() },
  ];
  for (const way of ways) {
    await tool.id("help-open").focus();
    await way.open();
    await isOpen(tool, "help");
    assert.equal(await focused(tool), "help-title");
    await tool.id("help-here").click();
    await soon(async () => assert.equal(await focused(tool), `help-${section}`));
    await way.close();
    await isShut(tool, "help");
    assert.equal(await focused(tool), "help-open", section);
  }
}

/** While `window.hold` is set nothing reaches the worker: a run stands still. */
function holdWorker() {
  const post = Worker.prototype.postMessage;
  const held = [];
  Worker.prototype.postMessage = function (...what) {
    if (window.hold) held.push(() => post.apply(this, what));
    else post.apply(this, what);
  };
  window.release = () => {
    window.hold = false;
    for (const go of held.splice(0)) go();
  };
}

test("help: opens from every step by its button and by F1, and nothing of the step is lost", async () => {
  const tool = await openTool(place.browser, { init: holdWorker });
  const { page } = tool;
  await opensHere(tool, "do-import");

  await choose(tool, "P");
  await page.locator("[data-testid=chosen-overlap] .is-good").first().waitFor();
  // Typing goes on where it was.
  await tool.id("save-work").click();
  await tool.id("work-password").fill("ひみつ");
  await tool.id("work-password").focus();
  await page.keyboard.press("F1");
  await isOpen(tool, "help");
  await page.keyboard.press("Escape");
  await isShut(tool, "help");
  assert.equal(await focused(tool), "work-password");
  assert.equal(await tool.id("work-password").inputValue(), "ひみつ");
  await page.keyboard.press("Escape");
  await isShut(tool, "lock");

  // Escape closes the help, and not the import view under it.
  await tool.id("import-open-roster").click();
  await page.locator("totsugo-import .view-title").waitFor();
  await opensHere(tool, "do-read");
  assert.equal(await page.locator("totsugo-import").count(), 1);
  await page.keyboard.press("Escape");
  await page.locator("totsugo-import").waitFor({ state: "detached" });

  // A run that ends under the help: its button is gone, so the focus is at the results.
  await page.evaluate(() => (window.hold = true));
  await tool.id("run").click();
  await tool.id("cancel").waitFor();
  await opensHere(tool, "do-match");
  await tool.id("cancel").focus();
  await page.keyboard.press("F1");
  await isOpen(tool, "help");
  await page.evaluate(() => window.release());
  await tool.id("summary").waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await isShut(tool, "help");
  await page.waitForFunction(() => document.activeElement?.id === "desk-title");

  // Row, evidence and where the list stands are as they were.
  await page.locator("#row-0[data-case]").waitFor();
  await tool.id("worklist").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await isOpen(tool, "evidence");
  await soon(async () => assert.equal(await focused(tool), "evidence-title"));
  const before = await page.evaluate(() => [
    document.querySelector("[role=grid]").scrollTop,
    document.querySelector("[data-testid=evidence]").dataset.case,
  ]);
  assert.ok(before[0] > 0);
  await page.keyboard.press("F1");
  await isOpen(tool, "help");
  await page.keyboard.press("Escape");
  await isShut(tool, "help");
  assert.equal(await focused(tool), "evidence-title");
  assert.deepEqual(
    await page.evaluate(() => [
      document.querySelector("[role=grid]").scrollTop,
      document.querySelector("[data-testid=evidence]").dataset.case,
    ]),
    before,
  );
  await opensHere(tool, "do-check");

  for (const [view, section] of [
    ["deadlines", "do-letters"],
    ["outputs", "do-ledger"],
    ["record", "do-record"],
  ]) {
    await part(tool, view);
    await opensHere(tool, section);
  }
  await atQueue(tool, "review");
  await tool.id("evidence").waitFor();
  await tool.id("review-note").click();
  await tool.id("entry-note").fill("途中まで");
  await opensHere(tool, "do-check");
  assert.equal(await tool.id("entry-note").inputValue(), "途中まで");
  await tool.id("letters").click();
  await page.locator("totsugo-letters").waitFor();
  await opensHere(tool, "do-letters");
  await tool.innocent();
  await tool.close();
});

test("help: every bucket, grade, flow and state is in it; words are unique and in the order of their kana", async () => {
  const tool = await openTool(place.browser);
  const constants = await tool.page.evaluate(() => document.querySelector("totsugo-app").constants);
  await tool.id("help-open").click();
  const text = await tool.id("help").innerText();
  let asked = 0;
  const told = (what) => {
    assert.ok(text.includes(what), what);
    asked++;
  };
  for (const { label, meaning } of constants.buckets) [label, meaning].forEach(told);
  for (const { code, meaning } of constants.grades) [code, meaning].forEach(told);
  for (const { code, basis } of constants.flows) [{ P: "喪失一覧から", D: "重複一覧から" }[code], basis].forEach(told);
  for (const { label } of constants.casework.states) told(label);
  for (const { label, source } of constants.casework.deadline_presets) [label, source].forEach(told);
  constants.casework.exclusion_reasons.forEach(told);
  told(constants.version);
  assert.ok(asked > 60);
  // What stands in a table by its bucket: each once, in the order of the constants.
  for (const flow of ["P", "D"]) {
    const rows = await tool.page.locator(`[data-section=rule-buckets-${flow.toLowerCase()}] tbody th`).allInnerTexts();
    assert.deepEqual(
      rows,
      constants.buckets.filter((b) => b.flow === flow).map((b) => b.label),
    );
  }
  assert.doesNotMatch(text, /undefined|NaN|\[object|null/);
  // The policy shown is the one of the file.
  told(await tool.page.evaluate(() => document.querySelector("meta[http-equiv=Content-Security-Policy]").content));

  const terms = await tool.page.locator("[data-testid=help-term]").evaluateAll((all) =>
    all.map((t) => ({
      kana: t.dataset.kana,
      term: t.querySelector("dt").firstElementChild.textContent,
      about: t.querySelector("dd").textContent,
    })),
  );
  assert.ok(terms.length > 70);
  assert.equal(new Set(terms.map((t) => t.term)).size, terms.length, "a word stands twice");
  assert.equal(new Set(terms.map((t) => t.kana)).size, terms.length, "a reading stands twice");
  const { compare } = new Intl.Collator("ja");
  assert.deepEqual(
    terms.map((t) => t.kana),
    terms.map((t) => t.kana).sort(compare),
  );
  for (const { term, kana, about } of terms) {
    assert.match(kana, /^[ぁ-んー]+$/, term);
    assert.match(about, /(す|ん)。$/, term);
    assert.ok(about.split("。").length <= 5, `${term} is long`);
  }
  for (const word of [
    "国保",
    "被用者保険",
    "資格取得年月日",
    "適用開始年月日",
    "擬制世帯主",
    "勧奨",
    "職権",
    "返戻",
    "法別番号",
    "枝番",
    "外字",
    "丸（●）",
  ])
    assert.ok(
      terms.some((t) => t.term === word),
      word,
    );

  // Each entry of the contents has its place, and every place a name of its own.
  const links = await tool.page.locator(".help-contents a").evaluateAll((all) => all.map((a) => [a.hash.slice(1), a.textContent]));
  assert.ok(links.length > 40);
  assert.equal(new Set(links.map(([id]) => id)).size, links.length);
  for (const [id, title] of links) assert.equal(await tool.page.locator(`#${id}`).innerText(), title);
  await tool.innocent();
  await tool.close();
});

test("help: search narrows as typed, whatever the kana and width", async () => {
  const tool = await openTool(place.browser);
  await tool.id("help-open").click();
  const all = (await titles(tool)).length;
  const seek = async (text) => {
    await tool.id("help-search").fill(text);
    const status = tool.id("help-found");
    await status.filter({ hasText: /./ }).waitFor();
    return {
      titles: await titles(tool),
      words: await tool.page.locator("[data-testid=help-term] dt").evaluateAll((x) => x.map((d) => d.firstElementChild.textContent)),
      status: await status.innerText(),
    };
  };
  const mailed = await seek("返戻");
  assert.ok(mailed.titles.length > 0 && mailed.titles.length < all);
  assert.ok(mailed.words.includes("返戻") && mailed.words.length < 5);
  assert.equal(mailed.status, `${mailed.titles.length} か所にあります。`);
  assert.equal(await tool.page.locator(".help-contents ul ul a").count(), mailed.titles.length);
  assert.deepEqual((await seek("ぎせい")).words, ["擬制世帯主"]);
  assert.deepEqual((await seek("ギセイ")).words, ["擬制世帯主"]);
  assert.deepEqual((await seek("sha-２５６ 違う値")).words, ["SHA-256"]);
  // A message found by some of its words stands alone.
  await seek("引用符");
  assert.equal(await tool.page.locator("[data-section=say-data] tbody tr").count(), 1);
  const none = await seek("ぬるぽぬるぽ");
  assert.deepEqual(none.titles, []);
  assert.match(none.status, /見つかりません/);
  await tool.id("help-search").fill("");
  assert.equal((await titles(tool)).length, all);
  await tool.innocent();
  await tool.close();
});

test("keys: opened by ? but not while typing, told as they are, and put off at will", async () => {
  const tool = await openTool(place.browser);
  const { page } = tool;
  await tool.id("flow-P").focus();
  await page.keyboard.press("?");
  await isOpen(tool, "keys");
  assert.equal(await focused(tool), "keys-title");
  const text = await tool.id("keys").innerText();
  for (const key of ["F1", "?", "↑", "↓", "PageUp", "PageDown", "Home", "End", "Enter", "Esc"]) assert.ok(text.includes(key), key);
  await page.keyboard.press("Escape");
  await isShut(tool, "keys");
  assert.equal(await focused(tool), "flow-P");

  // In a field it is a character; so it is in the search of the help.
  await tool.id("save-work").click();
  await page.keyboard.type("a?");
  await soon(async () => assert.equal(await tool.id("work-password").inputValue(), "a?"));
  await page.keyboard.press("F1");
  await tool.id("help-search").focus();
  await page.keyboard.type("な?");
  await soon(async () => assert.equal(await tool.id("help-search").inputValue(), "な?"));
  assert.equal(await tool.id("keys").count(), 0);

  // Above the help, by its button and by the key; Escape takes one at a time.
  await tool.id("help-keys").click();
  await isOpen(tool, "keys");
  assert.equal(await tool.id("keys-help").count(), 0);
  await page.keyboard.press("Escape");
  await isShut(tool, "keys");
  assert.equal(await focused(tool), "help-keys");
  await page.keyboard.press("?");
  await isOpen(tool, "keys");
  await page.keyboard.press("F1");
  await isShut(tool, "keys");
  await isOpen(tool, "help");
  await page.keyboard.press("Escape");
  await isShut(tool, "help");
  assert.equal(await focused(tool), "work-password");
  await page.keyboard.press("Escape");
  await isShut(tool, "lock");
  assert.equal(await focused(tool), "save-work");

  // From the keys to the help; the key can be put off, for as long as the page is open.
  await tool.id("run").focus();
  await page.keyboard.press("?");
  await tool.id("keys-mark").uncheck();
  await tool.id("keys-help").click();
  await isOpen(tool, "help");
  await isShut(tool, "keys");
  await page.keyboard.press("Escape");
  await isShut(tool, "help");
  assert.equal(await focused(tool), "run");
  await page.keyboard.press("?");
  assert.equal(await tool.id("keys").count(), 0);
  // With Ctrl or Alt the keys are the browser's.
  await page.keyboard.press("Control+F1");
  assert.equal(await tool.id("help").count(), 0);
  await tool.innocent();
  await tool.close();
});

test("keys: each key told of does what is told", async () => {
  const tool = await openTool(place.browser);
  const { page } = tool;
  await runSample(tool, "P");
  await atQueue(tool, "to_verify");
  await tool.id("evidence").waitFor();
  await page.keyboard.press("Escape");
  await isShut(tool, "evidence");
  const count = Number(await tool.id("worklist").getAttribute("aria-rowcount")) - 1;
  const at = async () => Number((await tool.id("worklist").getAttribute("aria-activedescendant")).slice(4));
  const after = async (key, expected) => {
    const before = await at();
    await page.keyboard.press(key);
    await page.waitForFunction(
      (old) => document.querySelector("[role=grid]").getAttribute("aria-activedescendant") !== `row-${old}`,
      before,
    );
    assert.ok(expected(await at(), before), key);
  };
  await page.keyboard.press("?");
  const keysOf = async (title) =>
    (
      await page
        .locator(".keys-table", { has: page.locator("caption", { hasText: title }) })
        .locator("kbd")
        .allInnerTexts()
    )
      .filter((k) => k !== "Enter" && k !== "Esc")
      .sort();
  const told = await keysOf(/^対象者の一覧$/);
  const toldOfSteps = await keysOf(/^一覧の画面のどこでも/);
  await page.keyboard.press("Escape");
  const moves = {
    "↓": ["ArrowDown", (now, before) => now === before + 1],
    "↑": ["ArrowUp", (now, before) => now === before - 1],
    PageDown: ["PageDown", (now, before) => now > before + 1],
    PageUp: ["PageUp", (now, before) => now < before - 1],
    End: ["End", (now) => now === count - 1],
    Home: ["Home", (now) => now === 0],
  };
  assert.deepEqual(told, [...Object.keys(moves), "スペース", "Shift + ↑", "Shift + ↓"].sort());
  await tool.id("worklist").focus();
  for (const move of Object.values(moves)) await after(...move);
  const marked = (count) => page.locator(`[data-testid=marked][data-count="${count}"]`).waitFor({ state: "attached" });
  await page.keyboard.press("Space");
  await marked(1);
  await page.keyboard.press("Shift+ArrowDown");
  await marked(2);
  await page.keyboard.press("Shift+ArrowUp");
  await tool.id("unmark").click();
  await marked(0);

  // Of the first person, who is confirmed: what is asked for more opens a form, the rest is recorded.
  const said = (text) => page.locator("[data-testid=said]", { hasText: text }).waitFor();
  const first = async () => {
    await page.keyboard.press("Home");
    await page.locator("[data-testid=worklist][aria-activedescendant=row-0]").waitFor();
    await page.locator("[data-testid=decide][data-ready=true]").waitFor();
  };
  const forms = { T: "対象外とする", S: "照会した", D: "届出を受け付けた", M: "メモを残す" };
  for (const [key, label] of Object.entries(forms)) {
    await first();
    await page.keyboard.press(key.toLowerCase());
    await page.locator(`[data-testid=review-form][aria-label="${label}"]`).waitFor();
    await page.keyboard.press("Escape");
    await tool.id("review-form").waitFor({ state: "detached" });
  }
  const steps = {
    K: "確認した",
    U: "元に戻しました",
    R: "やり直しました",
    "Ctrl + Z": "元に戻しました",
    "Ctrl + Y": "やり直しました",
    H: "保留にする",
  };
  for (const [key, text] of Object.entries(steps)) {
    await first();
    await page.keyboard.press(key.replace("Ctrl + ", "Control+").toLowerCase().replace("control", "Control"));
    await said(text);
  }
  assert.deepEqual(toldOfSteps, ["1～9", "0", "<", ">", ...Object.keys(forms), ...Object.keys(steps)].sort());
  await first();
  await after("Period", (now, before) => now === before + 1);
  await after("Comma", (now, before) => now === before - 1);
  await page.keyboard.press("Enter");
  await isOpen(tool, "evidence");
  await page.keyboard.press("Escape");
  await isShut(tool, "evidence");
  assert.equal(await focused(tool), "worklist");
  await tool.innocent();
  await tool.close();
});

test("help: without a mouse, and the focus does not leave it", async () => {
  const tool = await openTool(place.browser);
  const { page } = tool;
  await page.keyboard.press("F1");
  await isOpen(tool, "help");
  const inside = () =>
    page.evaluate(() => document.activeElement === document.body || document.querySelector("dialog.help").contains(document.activeElement));
  const tabTo = async (id, key = "Tab") => {
    for (let i = 0; i < 80; i++) {
      if ((await focused(tool)) === id) return;
      await page.keyboard.press(key);
      assert.ok(await inside(), "the focus left the help");
    }
    assert.fail(`${id} cannot be reached by ${key}`);
  };
  await tabTo("help-search");
  await page.keyboard.type("窓あき");
  await tool.id("help-found").filter({ hasText: /./ }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await soon(async () => assert.match(await page.evaluate(() => document.activeElement.getAttribute("href") ?? ""), /^#help-/));
  await page.keyboard.press("Enter");
  await soon(async () => assert.match(await focused(tool), /^help-/));
  assert.equal(await page.evaluate(() => location.hash), "");
  await tabTo("help-close", "Shift+Tab");
  await page.keyboard.press("Enter");
  await isShut(tool, "help");

  // The licences are in one place, and the help leads there.
  await page.keyboard.press("F1");
  await tabTo("help-licences");
  await page.keyboard.press("Enter");
  await isShut(tool, "help");
  assert.match(await page.evaluate(() => document.activeElement.className), /licences/);
  assert.ok(await page.locator(".licences").isVisible());
  await tool.innocent();
  await tool.close();
});

slow("help: WCAG 2.2 AA rules hold in it, wide and narrow and at 200 %", async () => {
  let checked = 0;
  const tool = await openTool(place.browser, { bypassCSP: true });
  const sizes = [WIDE, NARROW, { width: 640, height: 360 }, { width: 320, height: 480 }];
  const check = async (state) => {
    checked += await inSizes(
      tool,
      async ({ width, height }) => {
        await accessible(tool, `${state} at ${width} x ${height}`);
        // Nothing in it is wider than it is.
        const wide = await tool.page.evaluate(() =>
          [...document.querySelectorAll("dialog[open], dialog[open] *")]
            .filter(
              (e) =>
                !e.closest(".visually-hidden") &&
                e.scrollWidth > e.clientWidth + 1 &&
                e.clientWidth > 0 &&
                getComputedStyle(e).display !== "inline",
            )
            .map((e) => e.className || e.tagName),
        );
        assert.deepEqual(wide, [], `${state} at ${width} x ${height} scrolls sideways`);
      },
      sizes,
    );
  };
  await tool.page.keyboard.press("F1");
  await isOpen(tool, "help");
  await check("help");
  await tool.id("help-search").fill("期限");
  await tool.id("help-found").filter({ hasText: /./ }).waitFor();
  await check("found");
  await tool.page.keyboard.press("Escape");
  await tool.page.keyboard.press("?");
  await isOpen(tool, "keys");
  await check("keys");
  await tool.close();
  assert.equal(checked, 12);
});

test("help: headings go down one level at a time", async () => {
  const tool = await openTool(place.browser);
  await tool.id("help-open").click();
  const levels = await tool.page.locator("dialog.help :is(h1, h2, h3, h4, h5)").evaluateAll((all) => all.map((h) => Number(h.tagName[1])));
  assert.equal(levels[0], 2);
  for (const [i, level] of levels.entries()) assert.ok(i === 0 || level <= levels[i - 1] + 1);
  await tool.close();
});

test("help: printed alone while it is open, all of its pages; letters and the view are not with it", async () => {
  const tool = await openTool(place.browser);
  const { page } = tool;
  const pages = async () => (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  await runSample(tool, "P");
  await atQueue(tool, "review");
  await tool.id("mark").first().check();
  await tool.id("letters").click();
  await page.locator("totsugo-letters").waitFor();
  const without = await pages();
  await page.keyboard.press("F1");
  await isOpen(tool, "help");
  assert.ok((await pages()) > 10, "the help is cut off");
  await page.emulateMedia({ media: "print" });
  for (const gone of [".header", ".status-line", "main", ".footer", ".paper", ".help-side", "[data-testid=help-close]"])
    assert.equal(await page.locator(gone).isVisible(), false, gone);
  for (const there of ["#help-title", "#help-do", "#help-about-version"]) assert.equal(await page.locator(there).isVisible(), true, there);
  const text = await page.locator("body").innerText();
  assert.match(text, /仕事の順番[\s\S]*この画面の版/);
  assert.ok(!text.includes("選んだ案件"), "the view is printed too");
  await page.emulateMedia({ media: null });
  // What was found is what is printed.
  await tool.id("help-search").fill("擬制");
  await page.locator("[data-testid=help-term]").nth(1).waitFor({ state: "detached" });
  assert.equal(await pages(), 1);
  await page.keyboard.press("Escape");
  await isShut(tool, "help");
  assert.equal(await pages(), without);
  await tool.innocent();
  await tool.close();
});

test("help: the deployment sheet prints alone, on two pages, with the version; the help is whole again after it", async () => {
  const tool = await openTool(place.browser, { init: () => (window.print = () => {}) });
  const { page } = tool;
  await page.keyboard.press("F1");
  await tool.id("help-search").fill("無害化");
  await tool.id("help-sheet").waitFor({ state: "detached" });
  await tool.id("help-search").fill("導入シート");
  await tool.id("help-sheet").click();
  await page.locator("html.has-sheet").waitFor();
  const sheet = await page.pdf({ preferCSSPageSize: true });
  assert.equal(sheet.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 2);
  // The browser has told that it has printed.
  await page.locator("html:not(.has-sheet)").waitFor();
  assert.ok((await page.pdf({ format: "A4" })).length > sheet.length);

  await page.evaluate(() => document.documentElement.classList.add("has-sheet"));
  await page.emulateMedia({ media: "print" });
  const text = (await page.locator("body").innerText()).trim();
  assert.match(text, /^導入シート\s[\s\S]*バージョン \d\S*（コミット \S+）[\s\S]*よくある質問/);
  for (const word of [
    "三層分離",
    "ファイル無害化",
    "certutil -hashfile totsugo.html SHA256",
    "個人番号",
    "WebAssembly",
    "保存期間",
    "更新",
  ])
    assert.ok(text.includes(word), word);
  for (const gone of ["手順", "用語集", "このシートだけを印刷する"]) assert.ok(!text.includes(`${gone}\n`), gone);
  await tool.innocent();
  await tool.close();
});
