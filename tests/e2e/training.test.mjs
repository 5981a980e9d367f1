// The training beside real work: nothing comes from the one into the other, and everything that leaves it says what it is. The
// exercises, the result sheet, the trainer's view. The lessons have a file of their own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import {
  WIDE,
  accessible,
  answeredWrongly,
  atQueue,
  inSizes,
  markAll,
  openTool,
  overview,
  part,
  record,
  runSample,
  sample,
  saved,
  savedWork,
  slow,
  soon,
  workplace,
} from "./harness.mjs";

const place = workplace();

const message = (tool) => tool.id("message").innerText();
const title = (tool) => tool.page.title();
const enter = async (tool) => {
  await tool.id("training").click();
  await tool.id("training-band").waitFor();
};
/** A lesson, as far as its first step. */
const begin = async (tool, lesson) => {
  await tool.id("training-home").click();
  await tool.id(`begin-${lesson}`).click();
  await tool.page.locator(`[data-testid=lesson][data-lesson=${lesson}] [data-testid=lesson-step]`).waitFor();
};
const warnsOnLeaving = (tool) => tool.page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));

/** A file dropped on an element. */
const drop = (tool, selector, name, text) =>
  tool.page.evaluate(
    ([target, fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName, { type: "text/csv" }));
      document.querySelector(target).dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
    },
    [selector, name, text],
  );

test("real work and the training do not meet, and real work is as it was afterwards", async () => {
  const tool = await openTool(place.browser);
  await runSample(tool, "P");
  await atQueue(tool, "review");
  const real = place.made("real.totsugo", (await savedWork(tool)).bytes);
  await record(tool, "note", { note: "研修の前の記録" });
  const before = await overview(tool);
  assert.ok(before.unsaved > 0);
  assert.ok(await warnsOnLeaving(tool));

  await enter(tool);
  assert.match(await title(tool), /^【研修用】/);
  assert.equal(await tool.page.evaluate(() => document.activeElement?.className), "view-title");
  await begin(tool, "run");
  for (const kind of ["roster", "pension", "overlap"]) {
    assert.equal(await tool.id(`file-${kind}`).count(), 1);
    assert.ok(await tool.id(`file-${kind}`).isDisabled(), `${kind} takes no file from the disk`);
    await drop(tool, `section[aria-labelledby=slot-${kind}]`, "real.csv", "氏名カナ,生年月日\r\nア,19800101\r\n");
    assert.match(await message(tool), /研修用のファイルだけ/);
    assert.equal(await tool.id(`chosen-${kind}`).count(), 0);
    await tool.id("message").getByRole("button").click();
  }
  await drop(tool, "main", "real.csv", "x");
  assert.match(await message(tool), /研修用のファイルだけ/);
  await tool.id("open-work").setInputFiles(real);
  await tool.page.locator("[data-testid=message]", { hasText: "本物の作業ファイルは、研修では開けません" }).waitFor();

  await begin(tool, "next");
  await tool.id("merge-work").setInputFiles(real);
  await tool.page.locator("[data-testid=message]", { hasText: "本物の作業ファイルは、研修では開けません" }).waitFor();
  const work = await savedWork(tool);
  assert.match(work.name, /^研修用_/);
  assert.equal(JSON.parse(work.bytes.toString("utf8").split("\n")[1]).training, true);
  const training = place.made("training.totsugo", work.bytes);
  assert.ok(await warnsOnLeaving(tool), "the real cases wait unsaved behind the training");

  await tool.id("training").click();
  await tool.id("desk").waitFor();
  assert.equal(await tool.id("training-band").count(), 0);
  assert.doesNotMatch(await title(tool), /研修/);
  assert.equal(await tool.page.evaluate(() => document.activeElement?.dataset.testid), "training");
  const after = async () => await overview(tool);
  assert.deepEqual(await after(), before);
  for (const input of ["open-work", "merge-work"]) {
    if (input === "open-work") tool.page.once("dialog", (d) => void d.accept());
    await tool.id(input).setInputFiles(training);
    await tool.page.locator("[data-testid=message]", { hasText: "研修で保存した作業ファイルです" }).waitFor();
    await tool.id("message").getByRole("button").click();
    assert.deepEqual(await after(), before, input);
  }
  // What the training has exported goes into no slot, whatever it is called.
  await tool.id("nav-import").click();
  for (const name of ["研修用_一覧.csv", "一覧.csv"])
    for (const content of ["研修用（架空のデータ）\r\n氏名カナ,生年月日\r\n", "\ufeff研修用（架空のデータ）\r\n氏名カナ\r\n"]) {
      await tool.id("file-overlap").setInputFiles(place.made(name, content));
      await tool.page.locator("[data-testid=message]", { hasText: `「${name}」は研修で作ったファイルです` }).waitFor();
      await tool.page.waitForFunction(
        (n) => document.querySelectorAll("[data-testid=chosen-overlap]").length === n,
        sample.overlaps.length,
      );
      await tool.id("message").getByRole("button").click();
    }
  // Its engine and its files are there.
  assert.match(await tool.id("chosen-roster").innerText(), new RegExp(sample.roster.split("/").at(-1)));
  assert.equal(await tool.id("chosen-overlap").count(), sample.overlaps.length);
  await tool.id("nav-review").click();
  await tool.page.locator("[data-testid=worklist] [data-bucket]").first().click();
  await tool.id("evidence").waitFor();
  await tool.innocent();
  await tool.close();
});

/** The parts of a workbook, by name. */
function partsOf(zip) {
  const parts = {};
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
    const [size, name, extra, comment, local] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
      zip.readUInt32LE(at + 42),
    ];
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    parts[zip.toString("utf8", at + 46, at + 46 + name)] = inflateRawSync(zip.subarray(from, from + size)).toString("utf8");
    at += 46 + name + extra + comment;
  }
  return parts;
}

test("everything that leaves the training says what it is: files, workbooks, paper", async () => {
  const tool = await openTool(place.browser, { init: () => (window.print = () => {}) });
  await enter(tool);
  await begin(tool, "letters");
  let marked = 0;
  const file = async (button) => {
    const { name, bytes } = await saved(tool, button);
    assert.match(name, /^研修用_/, button);
    marked++;
    return bytes;
  };
  const isCsv = (bytes, encoding = "utf-8") =>
    assert.match(new TextDecoder(encoding).decode(bytes), /^研修用（架空のデータ）\r\n.*,/, encoding);
  const isBook = (bytes) => {
    const parts = partsOf(bytes);
    assert.match(parts["xl/workbook.xml"], /<sheet name="研修用_/);
    assert.match(parts["xl/worksheets/sheet1.xml"], /<oddHeader>[^<]*研修用（架空のデータ）<\/oddHeader>/);
  };

  // Letters: the mark is on the paper, and the address stands where it stood.
  await atQueue(tool, "to_urge");
  assert.equal(await markAll(tool), 5);
  await tool.id("letters").click();
  await tool.id("letter-due").fill("2026-12-11");
  await tool.page.waitForFunction(() => document.querySelectorAll("[data-testid=paper] [data-testid=letter]").length === 3);
  assert.equal(await tool.id("letter-date").inputValue(), "2026-11-10", "the town's day, not today's");
  const mark = () =>
    tool.page.evaluate(() => {
      const of = (selector) => getComputedStyle(document.querySelector(selector));
      return {
        display: of(".paper-training").display,
        position: of(".paper-training").position,
        line: of(".paper-training-line").display,
        text: document.querySelector(".paper-training").textContent,
      };
    });
  assert.equal((await mark()).display, "none", "not on the screen");
  await tool.page.emulateMedia({ media: "print" });
  assert.deepEqual(await mark(), { display: "block", position: "fixed", line: "block", text: "研修用研修用（架空のデータ）" });
  const address = await tool.page.evaluate(() =>
    [...document.querySelectorAll("[data-testid=paper] [data-testid=letter]")].map((sheet) => {
      const [a, b] = [sheet.getBoundingClientRect(), sheet.querySelector(".sheet-to").getBoundingClientRect()];
      return [b.left - a.left, b.top - a.top].map((px) => Math.round((px * 25.4) / 96));
    }),
  );
  assert.deepEqual(address, [
    [20, 22],
    [20, 22],
    [20, 22],
  ]);
  const pages = (await tool.page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.equal(pages, 4, "the list for proofreading and three letters");
  await tool.page.emulateMedia({ media: null });
  isCsv(await file("letter-csv"));
  isBook(await file("letter-xlsx"));
  await file("letter-save");
  await tool.id("letters-close").click();

  await part(tool, "outputs");
  isCsv(await file("export-ledger"));
  isBook(await file("export-ledger-xlsx"));
  await tool.id("nav-review").click();
  await tool.id("csv-encoding").selectOption("cp932");
  isCsv(await file("export-csv"), "shift_jis");
  isBook(await file("export-xlsx"));
  const report = JSON.parse((await file("export-import")).toString("utf8"));
  assert.equal(report.training, true);
  assert.equal(report.files.length, 3);
  assert.equal(marked, 8);

  for (const [page, button] of [
    ["help", "help-open"],
    ["sheet", "training-sheet"],
  ]) {
    await tool.id(button).click();
    await tool.page.emulateMedia({ media: "print" });
    assert.equal((await mark()).display, "block", page);
    await tool.page.emulateMedia({ media: null });
    if (page === "help") await tool.page.keyboard.press("Escape");
  }
  await tool.innocent();
  await tool.close();
});

test("exercises: the first answer counts, the sheet tells it, the trainer sees all and begins anew", async () => {
  const tool = await openTool(place.browser, {
    init: () => {
      window.prints = 0;
      window.print = () => window.prints++;
    },
  });
  await enter(tool);
  // Going back shows what was done, and waits until one goes on; a lesson that is begun anew begins with nothing.
  await begin(tool, "run");
  await tool.id("lesson-next").click();
  await tool.id("training-file-roster").click();
  await tool.page.locator("[data-testid=lesson][data-at='2']").waitFor();
  await tool.id("lesson-back").click();
  await soon(async () => assert.equal(await tool.id("lesson-step").getAttribute("data-step"), "1"));
  await soon(async () => assert.match(await tool.id("lesson-step").innerText(), /済んでいます/));
  await tool.id("lesson-next").click();
  await soon(async () => assert.equal(await tool.id("lesson-step").getAttribute("data-step"), "2"));
  await tool.id("training-sheet").click();
  await tool.id("training-resume").click();
  await soon(async () => assert.equal(await tool.id("lesson-step").getAttribute("data-step"), "2", "a lesson goes on where it was left"));
  await begin(tool, "run");
  assert.equal(await tool.id("chosen-roster").count(), 0);

  await begin(tool, "drill");
  const step = (at) => tool.page.locator(`[data-testid=lesson][data-at="${at}"]`).waitFor();
  const give = async (choice, right) => {
    await tool.id(`answer-${choice}`).check();
    await tool.page.locator("[data-testid=answer]:enabled").click();
    await tool.page.locator(`[data-testid=answered][data-right=${right}]`).waitFor();
  };
  const right = [
    "go",
    "inquire",
    "check",
    "check",
    "check",
    "leave",
    "leave",
    "go",
    "leave",
    "leave",
    "wait",
    "wait",
    "go",
    "check",
    "check",
    "go",
    "check",
    "check",
    "leave",
  ];
  const bucket = [
    "P-CONFIRMED",
    "P-INQUIRE",
    "P-REVIEW",
    "P-REVIEW",
    "P-REVIEW",
    "D-REFERENCE",
    "P-WITHDRAWN",
    "P-CONFIRMED",
    "P-OUTSIDE",
    "P-OUTSIDE",
    "D-FIRST",
    "D-CHANGED",
    "D-CANDIDATE",
    "D-REVIEW",
    "D-REVIEW",
    "D-CANDIDATE",
    "D-REVIEW",
    "D-REVIEW",
    "D-FILED",
  ];
  let solved = 0;
  for (const [at, answer] of right.entries()) {
    await step(at);
    await tool.page.locator("[data-testid=lesson-person]").waitFor();
    if (at === 2) {
      // Each wrong answer is told what is wrong about it.
      const told = new Set();
      for (const choice of ["go", "inquire", "wait", "leave"]) {
        await give(choice, false);
        await soon(async () => assert.ok(!told.has(await tool.id("answered").innerText()), choice));
        told.add(await tool.id("answered").innerText());
      }
      assert.ok([...told].every((text) => /違います/.test(text)));
    }
    await give(answer, true);
    assert.equal(await tool.id("evidence").getAttribute("data-bucket"), bucket[at], `exercise ${at}`);
    await tool.page.locator("[data-testid=answered] li").first().waitFor();
    await tool.id("lesson-next").click();
    solved++;
  }
  assert.equal(solved, 19);
  await step(19);

  await tool.id("lesson-sheet").click();
  await tool.id("trainee").fill("研修　花子");
  await soon(async () => assert.equal(await tool.id("result-sheet").getAttribute("data-right"), "18"));
  const rows = tool.id("sheet-row");
  assert.equal(await rows.count(), 19);
  assert.equal(await tool.page.locator("[data-testid=sheet-row][data-right=true]").count(), 18);
  const wrong = await tool.page.locator("[data-testid=sheet-row][data-exercise=reversed]").innerText();
  assert.match(wrong, /対象として進める/);
  assert.match(wrong, /選ばずに確かめる/);
  assert.match(wrong, /×/);
  assert.match(
    await tool.page.locator("[data-testid=sheet-row][data-exercise=plain]").innerText(),
    /通知/,
    "with the notice it comes from",
  );
  await tool.id("sheet-print").click();
  await soon(async () => assert.equal(await tool.page.evaluate(() => window.prints), 1));

  await tool.id("training-trainer").click();
  await soon(async () => assert.equal(await tool.id("trainer-lesson").count(), 11));
  await soon(async () => assert.equal(await tool.page.locator("[data-testid=trainer] tbody tr").count(), 19));
  tool.page.once("dialog", (d) => void d.dismiss());
  await tool.id("training-reset").click();
  assert.equal(await tool.id("trainer").count(), 1, "not before it was asked");
  tool.page.once("dialog", (d) => void d.accept());
  await tool.id("training-reset").click();
  await tool.id("begin-run").waitFor();
  await tool.id("training-sheet").click();
  await soon(async () => assert.equal(await tool.id("result-sheet").getAttribute("data-answered"), "0"));
  await soon(async () => assert.equal(await tool.id("trainee").inputValue(), ""));
  await tool.innocent();
  await tool.close();
});

slow("WCAG 2.2 AA rules hold in every view of the training, wide and narrow", async () => {
  let checked = 0;
  const tool = await openTool(place.browser, { bypassCSP: true });
  const check = async (state) => {
    // What is half scrolled under the band has no size of its own; in the low window nothing lies above anything.
    checked += await inSizes(
      tool,
      ({ width, height }) => accessible(tool, `${state} at ${width}px`, undefined, { "target-size": { enabled: height < 480 } }),
      [WIDE, { width: 640, height: 360 }],
    );
  };
  await enter(tool);
  await check("home");
  await begin(tool, "run");
  await check("step");
  await begin(tool, "never");
  await answeredWrongly(tool);
  await check("exercise");
  await tool.id("training-sheet").click();
  await check("sheet");
  await tool.id("training-trainer").click();
  await check("trainer");
  await tool.close();
  assert.equal(checked, 10);
});
