// Every view and state of the page, as walks through the shipped file: each step of a walk brings one of them about. The
// pictures (scripts/pictures) and the checks (views.test.mjs) walk the same list; views.md says what must be seen on each.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { rivalled } from "./questions.mjs";
import { answeredWrongly, atQueue, choose, listed, markAll, part, savedAnew, record, sample, savedWork } from "./harness.mjs";

const long = (text) =>
  text
    .replaceAll("佐藤", "寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末食う寝る処に住む処佐藤")
    .replaceAll("サトウ", "ジュゲムジュゲムゴコウノスリキレカイジャリスイギョノスイギョウマツウンライマツフウライマツサトウ");

/** The sample with a family name that does not end, in files whose names do not either. */
function longSample(made) {
  const file = (path) =>
    made(`${"とても長い名前のファイル".repeat(6)}_${basename(path)}`, long(new TextDecoder("shift_jis").decode(readFileSync(path))));
  return { roster: file(sample.roster), pension: file(sample.pension), overlaps: sample.overlaps.map(file) };
}

const row = (tool) => tool.page.locator("#row-0[data-case]").waitFor();

async function results(tool, flow, files) {
  await choose(tool, flow, files);
  await tool.id("run").click();
  await tool.id("summary").waitFor();
  await row(tool);
}

async function evidence(tool) {
  await tool.id("worklist").focus();
  await tool.page.keyboard.press("Enter");
  await tool.id("evidence").waitFor();
}

/** What became of the files: opened, or shut again. */
async function reports(tool) {
  for (const report of await tool.page.locator("details.import > summary").all()) await report.click();
}

/** The pension list with rivals of these names, opened; so many questions stand there. */
async function asked(tool, made, headers) {
  await tool.id("flow-P").check();
  await tool.id("file-pension").setInputFiles(rivalled(made, "pension", headers));
  await tool.page.locator("[data-testid=reading-pension][data-reading=unsure]").waitFor();
  await tool.id("import-open-pension").click();
  await questions(tool, headers.length);
}

const questions = (tool, left) => tool.page.locator(`[data-testid=import-view][aria-busy=false][data-questions="${left}"]`).waitFor();

async function lesson(tool, code) {
  await tool.id("training-home").click();
  await tool.id(`begin-${code}`).click();
  await tool.page.locator(`[data-testid=lesson][data-lesson=${code}] [data-testid=lesson-step]`).waitFor();
}

/** Nothing that begins a run reaches the worker while `window.hold` is set. */
function holdRun() {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...more) {
    if (!(window.hold && message.type === "run")) post.call(this, message, ...more);
    else window.held = () => post.call(this, message, ...more);
  };
}

const oldBrowser = () => {
  WebAssembly.validate = () => false;
};

/** `go` comes from the step before it. `title`: where the focus goes to, if not to the title of the view. */
export const walks = [
  {
    name: "files",
    init: holdRun,
    views: [
      { name: "start", go: async () => {} },
      {
        name: "start-missing",
        go: async (tool) => {
          await tool.id("run").click();
          await tool.id("message").waitFor();
        },
      },
      {
        name: "keys",
        title: "#keys-title",
        go: async (tool) => {
          await tool.page.keyboard.press("?");
          await tool.page.locator("dialog.keys[open], dialog[open] #keys-title").first().waitFor();
        },
      },
      {
        name: "help",
        title: "#help-title",
        go: async (tool) => {
          await tool.page.keyboard.press("Escape");
          await tool.page.keyboard.press("F1");
          await tool.page.locator("#help-title:visible").waitFor();
        },
      },
      {
        name: "file-with-problem",
        go: async (tool, { made }) => {
          await tool.page.keyboard.press("Escape");
          await tool.id("file-roster").setInputFiles(made("住所録.csv", "名前,電話\n架空　太郎,000\n"));
          await tool.page.locator("[data-testid=reading-roster]:not([data-reading=looking])").waitFor();
        },
      },
      {
        name: "import",
        title: "#import-title",
        go: async (tool) => {
          await tool.id("import-open-roster").click();
          await tool.page.locator("#import-title").waitFor();
        },
      },
      {
        name: "files-chosen",
        go: async (tool) => {
          await tool.page.keyboard.press("Escape");
          await choose(tool, "P");
          await tool.page.locator("[data-testid=chosen-overlap] .is-good").first().waitFor();
        },
      },
      {
        name: "running",
        go: async (tool) => {
          await tool.page.evaluate(() => (window.hold = true));
          await tool.id("run").click();
          await tool.id("cancel").waitFor();
        },
      },
      {
        name: "cancelled",
        go: async (tool) => {
          await tool.id("cancel").click();
          await tool.id("message").waitFor();
          await tool.page.evaluate(() => (window.hold = false));
        },
      },
      {
        name: "failed",
        go: async (tool) => {
          await tool.page.locator("[data-testid=terminal][data-engine=ready]").waitFor();
          await tool.id("file-roster").setInputFiles(sample.overlaps[0]);
          await tool.id("run").click();
          await tool.page.locator("[data-testid=message]", { hasText: basename(sample.overlaps[0]) }).waitFor();
        },
      },
    ],
  },
  {
    name: "questions",
    views: [
      { name: "questions-three", go: (tool, { made }) => asked(tool, made, ["氏名カナ", "生年月日", "資格喪失年月日"]) },
      {
        name: "question-barred",
        go: async (tool) => {
          await tool.page.keyboard.press("1");
          await tool.page.keyboard.press("Enter");
          await questions(tool, 2);
          await tool.page.keyboard.press("1");
          await tool.page.keyboard.press("Enter");
          await questions(tool, 1);
          await tool.page.keyboard.press("4");
          await tool.page.keyboard.press("Enter");
          await tool.id("question-barred").waitFor();
        },
      },
      {
        name: "question-one",
        go: async (tool, { made }) => {
          await tool.page.keyboard.press("Escape");
          await asked(tool, made, ["資格喪失年月日"]);
        },
      },
      {
        name: "questions-none",
        go: async (tool) => {
          await tool.page.keyboard.press("1");
          await tool.page.keyboard.press("Enter");
          await questions(tool, 0);
        },
      },
      {
        name: "question-any-column",
        go: async (tool, { made }) => {
          await tool.page.keyboard.press("Escape");
          await tool.id("file-roster").setInputFiles(made("月報.csv", "氏名,記号番号,生年月日,備考\n架空　太郎,051000001,H1.2.3,転入\n"));
          await tool.page.locator("[data-testid=reading-roster][data-reading=unsure]").waitFor();
          await tool.id("import-open-roster").click();
          await questions(tool, 1);
        },
      },
    ],
  },
  {
    name: "flow P",
    views: [
      { name: "results-p", go: (tool) => results(tool, "P") },
      {
        name: "diagram",
        go: async (tool) => {
          await tool.id("diagram-open").click();
          await tool.page.locator(".diagram-art").waitFor();
        },
      },
      {
        name: "import-reports",
        go: async (tool) => {
          await tool.id("diagram-open").click();
          await reports(tool);
        },
      },
      {
        name: "evidence",
        go: async (tool) => {
          await reports(tool);
          await evidence(tool);
        },
      },
      {
        name: "results-none",
        go: async (tool) => {
          await tool.page.locator("#search, [data-testid=search]").first().fill("どこにもいない人");
          await tool.page.locator("#row-0").waitFor({ state: "detached" });
        },
      },
      {
        name: "desk-filters",
        go: async (tool) => {
          await tool.page.locator("#search, [data-testid=search]").first().fill("");
          await atQueue(tool);
          await tool.id("filter-open").click();
          await tool.id("filter-panel").waitFor();
        },
      },
      {
        name: "desk-marked",
        go: async (tool) => {
          await tool.page.keyboard.press("Escape");
          await atQueue(tool, "to_verify");
          await markAll(tool);
        },
      },
      {
        name: "desk-form",
        go: async (tool) => {
          await tool.id("unmark").click();
          await tool.id("review-exclude").click();
          await tool.id("review-form").waitFor();
        },
      },
      {
        name: "letters",
        go: async (tool) => {
          await tool.page.keyboard.press("Escape");
          await markAll(tool);
          await record(tool, "verify");
          await atQueue(tool, "to_urge");
          await markAll(tool);
          await tool.id("letters").click();
          await tool.page.locator("[data-testid=letters-view][data-letters]").waitFor();
        },
      },
      {
        name: "letters-bundles",
        go: async (tool) => {
          await tool.id("letter-bundle").fill("5");
          await tool.id("letter-order").selectOption("postal");
          await tool.id("letter-web").fill("www.city.example.jp");
          await tool.id("letter-cover").check();
          await tool.id("letter-bundle-at").selectOption("1");
          await tool.id("letter-wrong-web").waitFor();
        },
      },
      {
        name: "letters-code",
        go: async (tool) => {
          await tool.id("letter-web").fill("https://www.city.example.jp/kokuho");
          await tool.id("web-code").first().waitFor();
        },
      },
      {
        name: "deadlines",
        go: async (tool) => {
          await tool.id("letters-close").click();
          await atQueue(tool, "to_urge");
          await tool.id("mark").first().check();
          await record(tool, "urge", { on: "2026-11-24" });
          await part(tool, "deadlines");
          await tool.id("deadline-rule").selectOption({ label: "東彼杵町の例（1か月、再勧奨も1か月）" });
          await tool.id("due-list").waitFor();
        },
      },
      {
        name: "ledger",
        go: async (tool) => {
          await part(tool, "outputs");
          await tool.id("progress-chart").waitFor();
          await tool.page.locator("[data-testid=ledger][aria-busy=false] [data-testid=ledger-count][data-count]").waitFor();
          await tool.page.locator("[data-testid=annual][data-json]").waitFor();
        },
      },
      {
        name: "import-table",
        go: async (tool) => {
          await tool.id("import-open").click();
          await tool.page.locator("totsugo-import-table h3, totsugo-import-table h2").first().waitFor();
        },
      },
      {
        name: "record",
        go: async (tool) => {
          await tool.id("import-close").click();
          await part(tool, "record");
          await tool.page.locator("[data-testid=record][data-json]").waitFor();
        },
      },
      {
        name: "save-lock",
        go: async (tool) => {
          await tool.id("save-work").click();
          await tool.id("work-password").fill("ひみつの合言葉");
          await tool.id("save-locked").click();
          await tool.page.locator("[data-testid=lock-wrong]:not(:empty)").waitFor();
        },
      },
      {
        name: "work-locked",
        go: async (tool, { made }) => {
          await tool.id("lock-cancel").click();
          const locked = made("locked.totsugo", (await savedWork(tool, "ひみつの合言葉")).bytes);
          await savedAnew(tool, "");
          await tool.id("merge-work").setInputFiles(locked);
          await tool.id("merge-password").waitFor();
        },
      },
    ],
  },
  {
    name: "flow D",
    views: [
      { name: "results-d", go: (tool) => results(tool, "D") },
      { name: "evidence-d", go: evidence },
      {
        name: "candidates",
        go: async (tool) => {
          await tool.page.keyboard.press("Escape");
          await atQueue(tool, "several_candidates");
          await evidence(tool);
        },
      },
    ],
  },
  {
    name: "names without end",
    views: [
      {
        name: "long-files",
        go: async (tool, { made }) => {
          await choose(tool, "P", longSample(made));
          await tool.page.locator("[data-testid=chosen-overlap] .is-good").first().waitFor();
        },
      },
      {
        name: "long-results",
        go: async (tool) => {
          await tool.id("run").click();
          await tool.id("summary").waitFor();
          await atQueue(tool);
          await tool.page.locator("#search, [data-testid=search]").first().fill("寿限無");
          await tool.page.locator("#row-0", { hasText: "寿限無" }).waitFor();
        },
      },
      { name: "long-evidence", go: evidence },
      {
        name: "long-found",
        go: async (tool) => {
          await atQueue(tool);
          await tool.id("search").fill("寿限無");
          await tool.page.locator("#row-0", { hasText: "寿限無" }).waitFor();
          await listed(tool);
        },
      },
    ],
  },
  {
    name: "training",
    views: [
      {
        name: "training",
        go: async (tool) => {
          await tool.id("training").click();
          await tool.id("training-band").waitFor();
        },
      },
      {
        name: "training-lesson",
        go: async (tool) => {
          await lesson(tool, "run");
        },
      },
      {
        name: "training-exercise",
        go: async (tool) => {
          await lesson(tool, "never");
          await answeredWrongly(tool);
        },
      },
      { name: "training-sheet", go: (tool) => tool.id("training-sheet").click() },
      { name: "training-trainer", go: (tool) => tool.id("training-trainer").click() },
    ],
  },
  { name: "old browser", init: oldBrowser, ready: false, views: [{ name: "old-browser", go: (tool) => tool.id("selfcheck").waitFor() }] },
];

export const names = walks.flatMap((w) => w.views.map((v) => v.name));
