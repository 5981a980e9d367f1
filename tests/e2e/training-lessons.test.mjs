// The training as a trainee meets it: every lesson from its first step to its last by keyboard alone, the exercises, the
// marks on everything that leaves, and that nothing comes from the training into real work or the other way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openTool, slow, soon, typeDate, workplace } from "./harness.mjs";

const place = workplace();

const focused = (tool) => tool.page.evaluate(() => document.activeElement?.closest("[data-testid]")?.dataset.testid ?? "");
const step = (tool) => tool.page.evaluate(() => Number(document.querySelector("[data-testid=lesson]")?.dataset.at ?? -1));
const key = (tool, ...keys) => keys.reduce((before, k) => before.then(() => tool.page.keyboard.press(k)), Promise.resolve());

/** The lesson goes on by itself. */
async function goesOn(tool, from) {
  await tool.page.waitForFunction((at) => Number(document.querySelector("[data-testid=lesson]")?.dataset.at) > at, from);
}

/** From the lesson to the place of its step, as F2 goes. */
async function toPlace(tool) {
  const inPanel = () => tool.page.evaluate(() => document.activeElement?.closest("totsugo-lesson") !== null);
  if (!(await inPanel())) await key(tool, "F2");
  assert.ok(await inPanel(), "F2 leads to the lesson");
  await key(tool, "F2");
  assert.ok(!(await inPanel()), `F2 leads to the place of step ${await step(tool)}`);
}

/** By Tab to an element, from where the focus is. */
async function tabTo(tool, testid) {
  for (let i = 0; i < 120; i++) {
    if ((await focused(tool)) === testid) return;
    await key(tool, "Tab");
  }
  assert.fail(`Tab never comes to ${testid}`);
}

/** Presses one of the lesson's own buttons. */
async function panelButton(tool, testid) {
  if (!(await tool.page.evaluate(() => document.activeElement?.id === "lesson-step"))) {
    const inside = await tool.page.evaluate(() => document.activeElement?.closest("totsugo-lesson") !== null);
    if (inside) await tool.page.evaluate(() => document.querySelector("#lesson-step").focus());
    else await key(tool, "F2");
  }
  await tabTo(tool, testid);
  await key(tool, "Enter");
}

const atPlace =
  (...keys) =>
  async (tool) => {
    await toPlace(tool);
    await key(tool, ...keys);
  };
const press = atPlace("Enter");
const check = atPlace("Space");
const read = (tool) => panelButton(tool, "lesson-next");

/** The list of results: down to somebody, and his evidence. */
const evidenceOf = (name) => async (tool) => {
  await toPlace(tool);
  for (let i = 0; i < 60; i++) {
    const row = await tool.page.evaluate(() => document.querySelector("[role=grid] [aria-selected=true]")?.textContent ?? "");
    if (row.includes(name)) return key(tool, "Enter");
    await key(tool, "ArrowDown");
  }
  assert.fail(`${name} is in no row`);
};

/** Somebody looked for and opened; then a step, which may ask for a word. */
const recorded =
  (kana, ...typed) =>
  async (tool) => {
    await toPlace(tool);
    if ((await focused(tool)) === "search") {
      await key(tool, "ControlOrMeta+A");
      await tool.page.keyboard.type(kana);
      await tool.page.waitForFunction((found) => {
        const rows = [...document.querySelectorAll("[data-testid=person]")];
        return rows.length > 0 && rows.every((r) => r.textContent.includes(found));
      }, kana);
      await tool.page.locator("[data-testid=worklist][aria-busy=false]").waitFor();
      await toPlace(tool);
      await key(tool, "Enter");
      await tool.page.locator("#evidence-title", { hasText: kana }).waitFor();
      if (typed.length === 0) return;
      await tool.page.waitForFunction(() => document.activeElement?.id === "evidence-title");
      await toPlace(tool);
    }
    await key(tool, "Enter");
    for (const text of typed) {
      if (!text) continue;
      await tool.page.waitForFunction(() => document.activeElement?.dataset.testid.startsWith("entry-"));
      await tool.page.keyboard.type(text);
      await key(tool, "Enter");
    }
  };

/** The exercise on the screen: first a wrong answer where one is wanted, then the right one. */
const answers =
  (right, wrong = null) =>
  async (tool) => {
    await tool.page.locator("[data-testid=lesson-person]").waitFor();
    const at = await step(tool);
    const choose = async (choice) => {
      await tool.page.evaluate(() => document.querySelector("#lesson-step").focus());
      await tool.page.waitForFunction(() => document.querySelector("[data-testid=evidence]"));
      for (let i = 0; i < 30 && !(await focused(tool)).startsWith("answer-"); i++) await key(tool, "Tab");
      await key(tool, "Space");
      for (let i = 0; i < 6 && (await focused(tool)) !== `answer-${choice}`; i++) await key(tool, "ArrowDown");
      assert.equal(await focused(tool), `answer-${choice}`);
      await tool.page.locator("[data-testid=answer]:enabled").waitFor();
      await key(tool, "Enter");
    };
    if (wrong) {
      await choose(wrong);
      await tool.page.locator("[data-testid=answered][data-right=false]").waitFor();
      assert.match(await tool.id("answered").innerText(), /違います/);
    }
    await choose(right);
    await tool.page.locator("[data-testid=answered][data-right=true]").waitFor();
    // With what the tool itself says, and where it comes from.
    await tool.page.locator("[data-testid=answered] li").first().waitFor();
    assert.match(await tool.id("answered").innerText(), /（.+）/);
    assert.equal(await step(tool), at);
    await panelButton(tool, "lesson-next");
  };

/** A queue, and whoever stands first in it is open. */
const atQueueOf = (code) => async (tool) => {
  await press(tool);
  await tool.page.locator(`[data-testid=queue][data-queue=${code}][aria-current=true]`).waitFor();
  await tool.page.locator("[data-testid=worklist][aria-busy=false]").waitFor();
  await tool.id("evidence").waitFor();
  await tool.page.locator("[data-testid=decide][data-ready=true]").waitFor();
};

/** A step that asks for a note. */
const written = (note) => async (tool) => {
  await press(tool);
  await tool.page.waitForFunction(() => document.activeElement?.dataset.testid === "entry-note");
  await key(tool, "End");
  await tool.page.keyboard.type(note);
  await toPlace(tool);
  await key(tool, "Enter");
};

/** The work file, under a password. */
const locked = (secret) => async (tool) => {
  await press(tool);
  await tool.id("lock").waitFor();
  await tool.page.keyboard.type(secret);
  await key(tool, "Tab");
  await tool.page.keyboard.type(secret);
  await key(tool, "Enter");
};

const LESSONS = {
  run: [read, press, press, press, check, read, press, read],
  read: [
    press,
    evidenceOf("久美"),
    read,
    read,
    read,
    press,
    async (tool) => {
      await press(tool);
      await tool.page.locator("[data-testid=queue][data-queue=all][aria-current=true]").waitFor();
      await tool.page.locator("[data-testid=worklist][aria-busy=false]").waitFor();
      await toPlace(tool);
      await tool.page.keyboard.type("カトウ");
      // Whoever is opened before the list is narrowed is let go of again.
      await tool.page.waitForFunction(
        () => [...document.querySelectorAll("[data-testid=person]")].map((r) => r.textContent.includes("カトウ")).join() === "true",
      );
    },
    evidenceOf("加藤"),
    atPlace("h"),
    atPlace("u"),
    press,
    evidenceOf("原田"),
  ],
  never: [read, answers("check", "go"), answers("check"), answers("check"), answers("leave"), answers("leave"), answers("leave")],
  "flow-d": [check, press, press, read, answers("wait", "go"), answers("wait"), answers("go"), ...Array(4).fill(answers("check"))],
  choose: [
    atQueueOf("several_candidates"),
    press,
    atQueueOf("fields_disagree"),
    written("戸籍の写しで見た"),
    atQueueOf("birth_near"),
    press,
    press,
  ],
  one: [atQueueOf("number_only"), read, press, written("番号変更の通知で見た")],
  warnings: [
    read,
    press,
    async (tool) => {
      await toPlace(tool);
      await tool.page.keyboard.type("初めて使うので、過去の分が入っている");
    },
    press,
    press,
    async (tool) => {
      await tool.page.locator(".verdict-chips .chip-selectable").waitFor();
      await read(tool);
    },
  ],
  cases: [press, recorded("シミズ"), press, recorded("ウエダ", ""), recorded("マエダ", "ほかの市の国保"), press, press],
  letters: [
    press,
    press,
    press,
    async (tool) => {
      await toPlace(tool);
      await typeDate(tool, "2026-12-11");
    },
    async (tool) => {
      await toPlace(tool);
      await key(tool, "ArrowDown");
    },
    read,
    read,
    press,
    press,
    async (tool) => {
      await press(tool);
      await tool.id("desk").waitFor();
      await tool.page.locator("[data-testid=queue][data-queue=urging]").waitFor();
      await press(tool);
      await tool.page.locator("[data-testid=queue][data-queue=urging][aria-current=true]").waitFor();
      await tool.page.locator("[data-testid=worklist][aria-busy=false]").waitFor();
      await tool.id("evidence").waitFor();
      // The first of a queue is open already; with him the lesson goes on.
      if ((await step(tool)) === 9) await evidenceOf("相沢")(tool);
    },
    async (tool) => {
      // Among what is possible now, or folded below it.
      await toPlace(tool);
      await key(tool, "Enter");
      await tool.id("review-form").waitFor();
      await tool.id("review-record").focus();
      await key(tool, "Enter");
    },
  ],
  next: [
    locked("研修のひみつ"),
    (tool) => panelButton(tool, "lesson-day"),
    async (tool) => {
      await press(tool);
      await tool.id("work-password").waitFor();
      await tool.page.keyboard.type("研修のひみつ");
      await key(tool, "Enter");
    },
    async (tool) => {
      await press(tool);
      await tool.id("training-file-roster").waitFor();
      await press(tool);
      await tool.id("chosen-roster").waitFor();
      await press(tool);
    },
    async (tool) => {
      await check(tool);
      await press(tool);
    },
    async (tool) => {
      await tool.page.locator("[data-testid=queue][data-queue=all]").waitFor();
      if ((await tool.page.locator("[data-testid=queue][data-queue=all][aria-current=true]").count()) === 0) await press(tool);
      await tool.page.locator("[data-testid=queue][data-queue=all][aria-current=true]").waitFor();
      await tool.page.waitForFunction(() => document.activeElement?.dataset.testid !== "queue");
      await press(tool);
      await tool.id("filter-panel").waitFor();
      await tabTo(tool, "filter-since-gone");
      await key(tool, "Enter");
    },
    async (tool) => {
      await press(tool);
      await tool.id("chosen-since-gone").waitFor({ state: "detached" });
      await recorded("ゴトウ", "")(tool);
      await tool.id("review-form").waitFor();
      await tool.id("review-record").focus();
      await key(tool, "Enter");
    },
    recorded("ヤマグチ"),
  ],
  record: [press, press, read, press, read, read, locked("研修のひみつ")],
};

const SIZES = [
  { width: 1366, height: 768 },
  { width: 900, height: 600 },
];
const USUAL = { width: 1280, height: 720 };

/** The place of the step is seen between the band and the panel, all of it where there is room. Null where the step has none. */
const covered = () => {
  const place = document.querySelector("[data-lesson-place]");
  if (!place) return null;
  const { top, bottom, height } = place.getBoundingClientRect();
  const from = document.querySelector(".band").getBoundingClientRect().bottom;
  const panel = document.querySelector("totsugo-lesson").getBoundingClientRect().top;
  // What stays at the foot of a narrow desk lies over it, too.
  const bar = document.querySelector("totsugo-decide");
  const foot = bar && !bar.contains(place) && getComputedStyle(bar).position === "sticky" ? bar.getBoundingClientRect() : null;
  const to = foot && Math.abs(foot.bottom - panel) < 2 ? foot.top : panel;
  const seen = Math.min(bottom, to) - Math.max(top, from);
  const needed = Math.min(height, (to - from) / 3);
  const all = height > to - from ? seen >= needed : top >= from - 1 && bottom <= to + 1;
  const told = place.dataset.testid || place.className || place.outerHTML;
  return all ? "" : `${told}: ${[top, bottom].map(Math.round)} of ${[from, to].map(Math.round)}`;
};

/** How many places were looked at. */
async function uncovered(tool, where) {
  let looked = 0;
  for (const size of SIZES) {
    await tool.page.setViewportSize(size);
    let last;
    await soon(async () => {
      last = await tool.page.evaluate(covered);
      assert.ok(!last, `${where} at ${size.width}: ${last}`);
    });
    if (last === "") looked++;
  }
  await tool.page.setViewportSize(USUAL);
  return looked;
}

/** A lesson from the list of lessons to its end. */
async function play(tool, lesson) {
  await tabTo(tool, `begin-${lesson}`);
  await key(tool, "Enter");
  const plays = LESSONS[lesson];
  let looked = 0;
  for (const [at, act] of plays.entries()) {
    await tool.page.locator(`[data-testid=lesson][data-at="${at}"] [data-testid=lesson-step]`).waitFor();
    looked += await uncovered(tool, `${lesson}, step ${at}`);
    await act(tool);
    await goesOn(tool, at).catch((e) => assert.fail(`${lesson}, step ${at}: ${e.message}`));
  }
  // The exercises have no place but the person.
  assert.ok(looked > 1 || lesson === "never", "hardly a place was looked at");
  assert.equal(await step(tool), plays.length);
  assert.match(await tool.page.locator("#lesson-step").innerText(), /これで終わり/);
}

// The first way through the tool, and the one that records; the others go by the same keys.
const QUICK = ["run", "choose", "cases"];

for (const lesson of Object.keys(LESSONS)) {
  (QUICK.includes(lesson) ? test : slow)(`lesson: ${lesson}, by keyboard alone`, async () => {
    const tool = await openTool(place.browser);
    await tabTo(tool, "training");
    await key(tool, "Enter");
    await tool.id("training-band").waitFor();
    await play(tool, lesson);
    await tool.page.evaluate(() => document.querySelector("#lesson-step").focus());
    await tabTo(tool, "lesson-home");
    await key(tool, "Enter");
    await tool.id("begin-run").waitFor();
    const passed = await tool.page
      .locator("[data-testid=lesson-card][data-passed=true] [data-testid^=begin-]")
      .evaluateAll((all) => all.map((e) => e.dataset.testid));
    assert.deepEqual(passed, [`begin-${lesson}`]);
    await tool.innocent();
    await tool.close();
  });
}

test("lessons: the page has no other than these", async () => {
  const tool = await openTool(place.browser);
  await tool.id("training").click();
  await tool.id("begin-run").waitFor();
  const all = await tool.page
    .locator("[data-testid=lesson-card] [data-testid^=begin-]")
    .evaluateAll((list) => list.map((e) => e.dataset.testid.slice("begin-".length)));
  assert.deepEqual(all, Object.keys(LESSONS));
  await tool.close();
});
