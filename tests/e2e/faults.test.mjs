// Every fault in every state of the page (faults.mjs): nothing that was decided is lost, one message says what happened and what to do,
// and that can be done.

import assert from "node:assert/strict";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { FAULTS, MATRIX, NEVER, OUTCOMES, STATES, faultTools, table } from "./faults.mjs";
import { startFirefox, startOldChromium, withOnly } from "./browsers.mjs";
import { NARROW, WIDE, atQueue, chooseLock, choose, looked, markAll, openLocked, openTool, record } from "./harness.mjs";
import { root, runSample, said, sample, savedWork, slow, soon, workplace } from "./harness.mjs";
import { BATCH, SENDER, fill } from "./letters.mjs";

const place = workplace();
const PORTRAIT = { width: 720, height: 1280 };
const NOTE = "電話で確かめた";
const SECRET = "ひみつの合言葉 2026";

const open = (options) => openTool(place.browser, { init: faultTools, ...options });
const message = (tool) => tool.id("message").innerText();
const inApp = (tool, read) => tool.page.evaluate(read);
const hold = (tool, name) => tool.page.evaluate((n) => (window.holding = n), name);
const holdReads = (tool, free = 0) => tool.page.evaluate((n) => (window.reads = { held: true, free: n }), free);
const isHeld = (tool) => tool.page.waitForFunction(() => window.heldBack.length > 0);
const release = (tool) => tool.page.evaluate(() => window.release());
const run = async (tool) => {
  if ((await tool.id("run").count()) === 0) await tool.id("nav-import").click();
  await tool.id("run").click();
};
const matched = (tool) => tool.id("summary").waitFor();

/** What was decided, as the page's book has it: how many there are in each state, how many steps are unsaved, and which was the last. */
async function decisions({ page }) {
  const { cases, states, on_hold, unsaved, undo, runs } = await page.evaluate(async () => {
    const { client } = document.querySelector("totsugo-app");
    return client.hasCases ? client.casework({ do: "overview" }) : {};
  });
  return { cases, states, on_hold, unsaved, last: undo?.label, whose: undo?.name, runs: runs?.length };
}

/** The page has a copy of everything that was recorded. */
const kept = (tool) => tool.page.waitForFunction(() => document.querySelector("totsugo-app").client.unkept === 0);

/** The sample matched, a person put on hold, a note for another. */
async function decide(tool) {
  await runSample(tool, "P");
  await atQueue(tool, "review");
  await record(tool, "hold");
  await record(tool, "note", { note: NOTE });
  await looked(tool);
  await kept(tool);
}

/** Another clerk's work file: the same run, one person on hold. */
let others;
async function othersFile() {
  if (others) return others;
  const tool = await openTool(place.browser);
  await runSample(tool, "P");
  await atQueue(tool, "to_verify");
  await record(tool, "hold", { who: "窓口　二郎" });
  others = (await savedWork(tool)).bytes;
  await tool.close();
  return others;
}

/** Lists that a check stops: everybody has joined the other insurance years ago. */
function oldLosses() {
  const csv = (rows) => `${rows.map((r) => r.join(",")).join("\r\n")}\r\n`;
  const people = Array.from({ length: 60 }, (_, i) => {
    const kana = ["ア", "カ", "サ", "タ", "ナ", "ハ", "マ", "ヤ", "ラ", "ワ"];
    const birth = `19${50 + (i % 40)}-${String(1 + (i % 12)).padStart(2, "0")}-11`;
    return { kana: `ヤマ${kana[Math.floor(i / 10)]}　タ${kana[i % 10]}オ`, birth, sex: i % 2 ? "男" : "女", number: `${2_000_000 + i}` };
  });
  const list = (day) =>
    csv([
      ["作成年月日", "氏名カナ", "生年月日", "性別", "自記号", "自番号", "自枝番", "重複先保険者番号", "重複先資格取得年月日"],
      ...people.map((p) => [day, p.kana, p.birth, p.sex, "05", p.number, "01", "06130488", "2023-05-02"]),
    ]);
  const roster = csv([
    ["宛名番号", "氏名カナ", "生年月日", "性別", "記号番号", "枝番", "資格取得年月日"],
    ...people.map((p, i) => [5000 + i, p.kana, p.birth, p.sex, `05-${p.number}`, "01", "2020-04-01"]),
  ]);
  return {
    roster: place.made("old_roster.csv", roster),
    overlaps: ["20261104", "20261119"].map((d) => place.made(`overlap_${d}.csv`, list(`${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6)}`))),
    date: "2026-11-22",
  };
}

const toldInMessage = (tool) =>
  tool
    .id("message")
    .waitFor()
    .then(() => message(tool));

const copyOf = (name, bytes) => place.made(name, bytes);
const saveBy = async (tool, press) => {
  const coming = tool.page.waitForEvent("download");
  await press();
  await coming;
  await said(tool, "保存しました");
};

/**
 * `enter` brings the page there and answers with the files that are read there. `finish` is what comes of it when what was held goes on;
 * `again` is the clerk's way on after the engine was lost. `decided`: there are decisions. `rerun`: a run is at hand, or under way.
 */
const there = {
  nothing: {
    enter: async () => {},
    finish: (tool) => runSample(tool, "P"),
    again: (tool) => runSample(tool, "P"),
  },
  looking: {
    async enter(tool) {
      const roster = copyOf("roster.csv", readFileSync(sample.roster));
      await holdReads(tool);
      await tool.id("file-roster").setInputFiles(roster);
      await isHeld(tool);
      return [roster];
    },
    finish: (tool) => runSample(tool, "P"),
    again: (tool) => release(tool).then(() => runSample(tool, "P")),
    async refused(tool, [path]) {
      await tool.id("doubt").waitFor();
      return (await tool.id("doubt").innerText()).includes(path.split("/").pop()) ? tool.id("doubt").innerText() : "";
    },
    mended: async (tool, [path]) => {
      await tool.id("file-roster").setInputFiles(path);
      await tool.id("doubt").waitFor({ state: "detached" });
    },
  },
  matching: {
    rerun: true,
    async enter(tool) {
      const roster = copyOf("roster.csv", readFileSync(sample.roster));
      await choose(tool, "P", { roster });
      await tool.page.waitForFunction(() => document.querySelector("totsugo-app").state.readings.size === 4);
      await holdReads(tool, 3);
      await run(tool);
      await isHeld(tool);
      return [roster];
    },
    finish: matched,
    again: (tool) => release(tool).then(() => run(tool).then(() => matched(tool))),
    refused: toldInMessage,
    mended: async (tool, [path]) => {
      await tool.id("file-roster").setInputFiles(path);
      await run(tool);
      await matched(tool);
    },
  },
  stopped: {
    rerun: true,
    async enter(tool) {
      await choose(tool, "D", oldLosses());
      await run(tool);
      await tool.id("stops").waitFor();
    },
    finish: (tool) => tool.id("stops").waitFor(),
    again: (tool) => run(tool).then(() => tool.id("stops").waitFor()),
  },
  fresh: {
    rerun: true,
    enter: (tool) => runSample(tool, "P").then(() => atQueue(tool, "review")),
    finish: (tool) => record(tool, "note", { note: NOTE }),
    again: (tool) => run(tool).then(() => matched(tool)),
  },
  unsaved: {
    decided: true,
    rerun: true,
    enter: decide,
    finish: (tool) => record(tool, "note", { note: "窓口で聞いた" }),
    async again(tool) {
      const { bytes } = await savedWork(tool);
      assert.ok(bytes.includes(NOTE), "the note is in the file");
      await run(tool);
      await matched(tool);
      await atQueue(tool, "review");
      await record(tool, "note", { note: "窓口で聞いた" });
    },
  },
  recording: {
    decided: true,
    rerun: true,
    async enter(tool) {
      await decide(tool);
      await hold(tool, "casework/act");
      await tool.id("review-note").click();
      await tool.id("entry-note").fill("窓口で聞いた");
      await tool.id("review-record").click();
      await isHeld(tool);
    },
    finish: (tool) => said(tool, "記録しました"),
    async again(tool) {
      await release(tool);
      await atQueue(tool);
      await record(tool, "note", { note: "窓口で聞いた" });
    },
  },
  second: {
    decided: true,
    rerun: true,
    async enter(tool) {
      const roster = copyOf("roster.csv", readFileSync(sample.roster));
      await choose(tool, "P", { roster });
      await run(tool);
      await matched(tool);
      await atQueue(tool, "review");
      await holdReads(tool);
      await record(tool, "note", { note: NOTE });
      await isHeld(tool);
      await kept(tool);
      return [roster];
    },
    finish: looked,
    async again(tool) {
      await release(tool);
      await run(tool);
      await matched(tool);
      await savedWork(tool);
      await looked(tool);
    },
    refused: toldInMessage,
    mended: async (tool, [path]) => {
      await tool.id("nav-import").click();
      await tool.id("file-roster").setInputFiles(path);
      await run(tool);
      await matched(tool);
      await savedWork(tool);
      await looked(tool);
    },
  },
  letters: {
    decided: true,
    rerun: true,
    async enter(tool) {
      await runSample(tool, "P");
      await atQueue(tool, "to_verify");
      await markAll(tool);
      await record(tool, "verify");
      await looked(tool);
      await atQueue(tool);
      await markAll(tool);
      await tool.id("letters").click();
      await tool.page.locator("[data-testid=letters-view][data-letters]").waitFor();
      await fill(tool, { ...SENDER, ...BATCH });
      await tool.page.locator("[data-testid=letters-view][data-letters][data-laid=true]").waitFor();
      await tool.id("letter-print").click();
      await tool.page.locator("[data-testid=letter-record]:enabled").waitFor();
      await kept(tool);
    },
    finish: recordLetters,
    again: recordLetters,
  },
  plain: saving(""),
  locked: saving(SECRET),
  same: {
    decided: true,
    rerun: true,
    async enter(tool) {
      await toSameFile(tool);
      await record(tool, "note", { note: "窓口で聞いた" });
      await kept(tool);
      await hold(tool, "export");
      await tool.page.keyboard.press("Control+s");
      await isHeld(tool);
    },
    finish: async (tool) => soon(async () => assert.match(await inApp(tool, () => window.disk.text), /窓口で聞いた/)),
    async again(tool) {
      await release(tool);
      await tool.page.keyboard.press("Control+s");
      await this.finish(tool);
    },
  },
  opening: {
    decided: true,
    rerun: true,
    async enter(tool) {
      const path = copyOf("二郎.totsugo", await othersFile());
      await decide(tool);
      await holdReads(tool);
      tool.page.on("dialog", tool.yes);
      await tool.id("work-menu").click();
      await tool.id("open-work").setInputFiles(path);
      await isHeld(tool);
      return [path];
    },
    finish: (tool) => said(tool, "「二郎.totsugo」を開きました"),
    again: (tool) => release(tool).then(() => said(tool, "「二郎.totsugo」を開きました")),
    refused: toldInMessage,
    mended: async (tool, [path]) => {
      await tool.id("open-work").setInputFiles(path);
      await said(tool, "「二郎.totsugo」を開きました");
    },
  },
  merging: {
    decided: true,
    rerun: true,
    async enter(tool) {
      const path = copyOf("二郎.totsugo", await othersFile());
      await decide(tool);
      await holdReads(tool);
      await tool.id("work-menu").click();
      await tool.id("merge-work").setInputFiles(path);
      await isHeld(tool);
      return [path];
    },
    finish: (tool) => said(tool, "二郎.totsugo"),
    again: (tool) => release(tool).then(() => said(tool, "二郎.totsugo")),
    refused: toldInMessage,
    mended: async (tool, [path]) => {
      await tool.id("merge-work").setInputFiles(path);
      await said(tool, "二郎.totsugo");
    },
  },
  training: {
    apart: true,
    async enter(tool) {
      await decide(tool);
      await tool.id("training").click();
      await tool.id("training-band").waitFor();
      await tool.id("begin-run").click();
      await tool.page.locator("[data-testid=terminal][data-engine=ready]").waitFor();
    },
    finish: leaveTraining,
    again: leaveTraining,
  },
};

async function recordLetters(tool) {
  await tool.id("letter-record").click();
  await tool.page.locator("[data-testid=letter-said]", { hasText: "記録しました" }).waitFor();
}

async function leaveTraining(tool) {
  await tool.id("training").click();
  await tool.id("training-band").waitFor({ state: "detached" });
  const { last, unsaved } = await decisions(tool);
  assert.ok(last && unsaved === 2, "what was decided in real work");
}

/** A saving of a new file: the worker is asked for the body, and does not answer. */
function saving(secret) {
  return {
    decided: true,
    rerun: true,
    async enter(tool) {
      await decide(tool);
      await hold(tool, "export");
      await tool.id("save-work").click();
      await chooseLock(tool, secret);
      await isHeld(tool);
    },
    finish: (tool) => said(tool, "保存しました"),
    again: (tool) => release(tool).then(() => saveBy(tool, () => tool.id("save-work").click())),
  };
}

async function toSameFile(tool) {
  await decide(tool);
  await tool.id("save-work").click();
  await tool.id("same-file").check();
  await chooseLock(tool);
  await said(tool, "「係の共有.totsugo」に保存しました");
}

/** The tool, brought into a state; the decisions as they are there, and the files that are read there. */
async function at(state) {
  const tool = await open();
  tool.yes = (d) => void d.accept();
  const files = await there[state].enter(tool);
  return { tool, files, before: there[state].decided ? await decisions(tool) : null };
}

// ---- the engine is lost ----

const inWorker = (tool, act) => tool.page.workers().at(-1).evaluate(act);

const kill = (tool) => tool.page.evaluate(() => window.kill());

const CAUSES = {
  killed: [kill, /外から止められた/],
  throws: [
    (tool) =>
      inWorker(tool, () => {
        setTimeout(() => {
          throw new Error("broken on purpose");
        });
      }),
    /誤りが起きた.*broken on purpose/,
  ],
  memory: [(tool) => inWorker(tool, () => postMessage({ type: "broken", cause: "memory", detail: "" })), /メモリーが足りなくなって/],
  never: [
    async (tool) => {
      await tool.page.evaluate(() => (window.noWorker = true));
      await kill(tool);
    },
    /動か(し直)?せませんでした/,
  ],
};

/** The one message that stands there: what happened, what is left, what to do. */
async function toldOnce(tool, ...parts) {
  await tool.page.locator("[data-testid=message]", { hasText: /突き合わせの本体|メモリー/ }).waitFor();
  await soon(async () => {
    const text = await message(tool);
    for (const wanted of parts) assert.match(text, wanted);
  });
  assert.equal(await tool.id("message").count(), 1);
  assert.equal(await tool.id("message").getAttribute("role"), "alert");
}

const engineBack = (tool) => tool.page.locator("[data-testid=terminal][data-engine=ready]").waitFor();

const REST = {
  again: (state) =>
    state.decided ? [/これまでの記録は残っています。念のため「保存」/] : state.rerun ? [/もう一度始めて/] : [/そのまま続けて/],
  undone: () => [/最後の操作 1 件は記録されていません/],
};

async function engineLost(fault, code) {
  const { tool, before } = await at(code);
  const state = there[code];
  const outcome = MATRIX[fault][code];
  const [happen, cause] = CAUSES[fault];
  await happen(tool);
  if (outcome === "reopen") {
    await toldOnce(tool, /ページを開き直して/);
    if (state.apart) await state.again(tool);
    else assert.ok(!(await asksOnLeaving(tool)), "nothing to lose");
  } else if (outcome === "save") {
    await toldOnce(tool, cause, /この画面に残っています.*「保存」を押し.*作業ファイルを開いて/);
    await release(tool);
    await savedFromCopy(tool, before);
  } else {
    await toldOnce(tool, cause, ...REST[outcome](state));
    await engineBack(tool);
    if (before) assert.deepEqual(await decisions(tool), before, "what was decided");
    if (state.decided) assert.ok(await asksOnLeaving(tool), "asked before leaving");
    await state.again(tool);
  }
  assert.deepEqual(tool.seen.outside, []);
  await tool.close();
}

/** Without an engine the file is saved all the same, and opened in another page it says what was decided. */
async function savedFromCopy(tool, before) {
  const downloads = [];
  tool.page.on("download", (d) => downloads.push(d));
  await tool.page.keyboard.press("Control+s");
  const lock = tool.page.locator("[data-testid=lock][data-for=save]");
  const done = tool.page.locator("[data-testid=said]", { hasText: "保存しました" });
  await lock.or(done).first().waitFor();
  if (await lock.count()) await chooseLock(tool);
  await soon(async () => assert.equal(await tool.id("unsaved").getAttribute("data-count"), "0"));
  const [download] = downloads;
  const path = copyOf("copy.totsugo", download ? readFileSync(await download.path()) : await inApp(tool, () => window.disk.text));
  const other = await open();
  if (/"encrypted"/.test(readFileSync(path, "utf8"))) await openLocked(other, path, SECRET);
  else await other.id("open-work").setInputFiles(path);
  await said(other, "「copy.totsugo」を開きました");
  assert.deepEqual({ ...(await decisions(other)), unsaved: before.unsaved }, before, "what was decided, in another page");
  await other.close();
}

slow("faults: a killed worker is noticed in Chromium 103 and in Firefox, and the book goes on", async (t) => {
  const firefox = async () => withOnly(await startFirefox(`${place.folder}/firefox`));
  let ran = 0;
  for (const start of [startOldChromium, firefox]) {
    const browser = await start();
    const tool = await openTool(browser, { init: faultTools });
    t.after(() => tool.page.context().browser().close());
    await decide(tool);
    const before = await decisions(tool);
    await kill(tool);
    await toldOnce(tool, CAUSES.killed[1], ...REST.again({ decided: true }));
    await engineBack(tool);
    assert.deepEqual(await decisions(tool), before);
    await there.unsaved.again(tool);
    await tool.close();
    ran++;
  }
  assert.equal(ran, 2);
});

test("faults: steps that the page has no copy of yet are said to be gone, and no others", async () => {
  const tool = await open();
  await decide(tool);
  const before = await decisions(tool);
  await tool.page.evaluate(() => {
    const { client } = document.querySelector("totsugo-app");
    const take = client.take.bind(client);
    client.take = (told) => told.type !== "kept" && take(told);
  });
  for (const note of ["一つ目", "二つ目"]) await record(tool, "note", { note });
  await kill(tool);
  await toldOnce(tool, /最後の操作 2 件は記録されていません。もう一度記録してください。それより前の記録は残っています/);
  await engineBack(tool);
  assert.deepEqual(await decisions(tool), before);
  await tool.close();
});

// ---- what passes ----

const asksOnLeaving = (tool) => tool.page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));

/** The worker owes no answer. */
const quiet = (tool) =>
  soon(async () =>
    assert.ok(
      await inApp(tool, () => {
        const { client } = document.querySelector("totsugo-app");
        return client.waiting.size === 0 && client.running === null;
      }),
    ),
  );

async function passes(code) {
  const { tool, before } = await at(code);
  const { page } = tool;
  assert.equal(await asksOnLeaving(tool), MATRIX.leave[code] === "asked", "asked before leaving");
  for (const size of [NARROW, PORTRAIT, WIDE]) {
    await page.setViewportSize(size);
    await soon(async () => assert.ok(await inApp(tool, () => document.documentElement.scrollWidth <= window.innerWidth), `${size.width}`));
  }
  if (before) assert.deepEqual(await decisions(tool), before, "turned and enlarged");
  await page.evaluate(() => window.setBack(300));
  await page.evaluate(() => window.sleep());
  await release(tool);
  await quiet(tool);
  await page.evaluate(() => window.wake());
  await there[code].finish(tool);
  assert.equal(await tool.id("message").count(), 0, "nothing was wrong");
  await tool.innocent();
  await tool.close();
}

slow("faults: letters that were printed and stand in no record are asked about on leaving, though all is saved", async () => {
  const { tool } = await at("letters");
  await saveBy(tool, async () => {
    await tool.id("save-work").click();
    await chooseLock(tool);
  });
  assert.equal((await decisions(tool)).unsaved, 0);
  assert.ok(await asksOnLeaving(tool));
  await recordLetters(tool);
  await saveBy(tool, () => tool.id("save-work").click());
  await soon(async () => assert.ok(!(await asksOnLeaving(tool))));
  await tool.close();
});

// ---- files ----

const HARM = {
  changed: (path) => appendFileSync(path, "あ"),
  cut: (path, bytes) => writeFileSync(path, bytes.subarray(0, bytes.length >> 1)),
  deleted: (path) => rmSync(path),
};

async function fileHarmed(code, kinds) {
  for (const kind of kinds) {
    const { tool, files, before } = await at(code);
    const [path] = files;
    const bytes = readFileSync(path);
    HARM[kind](path, bytes);
    await release(tool);
    const text = await there[code].refused(tool, files);
    assert.ok(text.includes(path.split("/").pop()), `${kind}: the file is named: ${text}`);
    assert.match(text, /読めませんでした.*選び直してください/, kind);
    assert.equal(text.split(path.split("/").pop()).length, 2, `${kind}: named once: ${text}`);
    if (before) assert.deepEqual(await decisions(tool), before, kind);
    writeFileSync(path, bytes);
    await there[code].mended(tool, files);
    await tool.close();
  }
  return kinds.length;
}

// ---- the tests: each cell that can be has one ----

const QUICK = {
  killed: ["matching", "recording", "letters"],
  throws: ["unsaved"],
  never: ["unsaved"],
  file: ["matching"],
  passing: ["unsaved"],
};
const PASSING = ["clock", "asleep", "zoom", "leave"];
const cells = (fault) => Object.keys(STATES).filter((state) => MATRIX[fault][state] in OUTCOMES);
const tested = new Set();
const soonOrFull = (group, state) => (QUICK[group]?.includes(state) ? test : slow);

for (const fault of Object.keys(CAUSES)) {
  for (const state of cells(fault)) {
    tested.add(`${fault} ${state}`);
    soonOrFull(fault, state)(`faults: ${FAULTS[fault]}: ${STATES[state]}`, () => engineLost(fault, state));
  }
}

for (const state of Object.keys(STATES)) {
  for (const fault of PASSING) tested.add(`${fault} ${state}`);
  soonOrFull("passing", state)(`faults: ${PASSING.map((f) => FAULTS[f]).join(", ")}: ${STATES[state]}`, () => passes(state));
}

for (const state of cells("file")) {
  tested.add(`file ${state}`);
  soonOrFull("file", state)(`faults: ${FAULTS.file}: ${STATES[state]}`, async () => {
    assert.equal(await fileHarmed(state, Object.keys(HARM)), 3);
  });
}

tested.add("disk same");
test(`faults: ${FAULTS.disk}: ${STATES.same}`, async () => {
  const tool = await open();
  const { page } = tool;
  await toSameFile(tool);
  let ran = 0;
  for (const fails of ["open", "write", "close", "permission", "gone"]) {
    const whole = await inApp(tool, () => window.disk.text);
    await record(tool, "note", { note: `まで ${fails}` });
    await page.evaluate((at) => (window.disk.fails = at), fails);
    await saveBy(tool, () => page.keyboard.press("Control+s"));
    await said(tool, "同じファイルには書けなかったので、ダウンロードしました。次からもダウンロードします。");
    assert.equal(await inApp(tool, () => window.disk.text), whole, fails);
    assert.equal(await tool.id("unsaved").getAttribute("data-count"), "0", fails);
    // The way back into the file.
    await page.evaluate(() => (window.disk.fails = ""));
    await tool.id("work-menu").click();
    await tool.id("work-how-change").click();
    await tool.id("same-file").check();
    await chooseLock(tool);
    await soon(async () => assert.ok((await inApp(tool, () => window.disk.text)).includes(`まで ${fails}`), fails));
    await said(tool, "「係の共有.totsugo」に保存しました");
    ran++;
  }
  assert.equal(ran, 5);
  await tool.innocent();
  await tool.close();
});

tested.add("tabs same");
test(`faults: ${FAULTS.tabs}: ${STATES.same}`, async () => {
  const theirs = (await othersFile()).toString("utf8");
  const tool = await open();
  const { page } = tool;
  await toSameFile(tool);
  await record(tool, "note", { note: "窓口で聞いた" });
  const before = await decisions(tool);
  const told = [];
  let yes = false;
  page.on("dialog", (d) => {
    told.push(d.message());
    void (yes ? d.accept() : d.dismiss());
  });
  // The other tab has saved before, or while this one makes its file.
  for (const at of ["text", "meanwhile"]) {
    await page.evaluate(([at, text]) => Object.assign(window.disk, { [at]: text }), [at, theirs]);
    await page.keyboard.press("Control+s");
    await said(tool, "保存をやめました");
    assert.equal(await inApp(tool, () => window.disk.text), theirs, at);
    assert.deepEqual(await decisions(tool), before, at);
    await record(tool, "note", { note: at });
    before.unsaved++;
    if (at === "text") {
      // For the next round the file is again what this tab has written last.
      yes = true;
      await page.keyboard.press("Control+s");
      await said(tool, "「係の共有.totsugo」に保存しました");
      yes = false;
      await record(tool, "note", { note: "もう一度" });
      Object.assign(before, await decisions(tool));
    }
  }
  assert.equal(told.length, 3);
  for (const text of told) assert.match(text, /ほかで書き換えられています.*「別の作業ファイルをまとめる」/s);
  // What the question says: theirs is merged, then all of it is saved.
  await tool.id("work-menu").click();
  await tool.id("merge-work").setInputFiles(copyOf("係の共有.totsugo", theirs));
  await said(tool, "係の共有.totsugo");
  yes = true;
  await page.keyboard.press("Control+s");
  await said(tool, "「係の共有.totsugo」に保存しました");
  const both = await inApp(tool, () => window.disk.text);
  assert.ok(both.includes("窓口　二郎") && both.includes("窓口で聞いた"), "what both have recorded");
  await tool.innocent();
  await tool.close();
});

test("faults: every cell has a test or a reason, and the table in tests/README.md is this one", () => {
  let seen = 0;
  for (const fault of Object.keys(FAULTS)) {
    for (const state of Object.keys(STATES)) {
      const cell = MATRIX[fault][state];
      assert.ok(cell in OUTCOMES ? tested.has(`${fault} ${state}`) : cell in NEVER, `${fault} ${state}: ${cell}`);
      seen++;
    }
  }
  assert.equal(seen, 11 * 15);
  assert.equal(
    tested.size,
    Object.keys(FAULTS).reduce((sum, fault) => sum + cells(fault).length, 0),
  );
  assert.ok(readFileSync(`${root}/tests/README.md`, "utf8").includes(table()), `tests/README.md wants:\n${table()}`);
});
