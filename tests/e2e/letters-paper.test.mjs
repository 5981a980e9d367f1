// Letters as an office sends them: the code of the town's page read from the printed picture, postal codes, order and bundles, the
// cover sheet, envelopes, and what is odd or too much.

import assert from "node:assert/strict";
import { test } from "node:test";
import { laid, openTool, overview, part, saved, soon, workplace } from "./harness.mjs";
import {
  BATCH,
  changedRoster,
  codesOn,
  count,
  countPrints,
  fill,
  HOUSEHOLDS,
  lettersOfSample,
  paper,
  pdf,
  SENDER,
  textOf,
} from "./letters.mjs";

const place = workplace();

/** The page of a whole PDF on which a test goes on. */
async function printed(tool, name) {
  const { pages, bytes } = await pdf(tool);
  return { pages, path: place.made(`${name}.pdf`, bytes) };
}

const addresses = (tool) =>
  tool.page.locator("[data-testid=paper] .sheet-to").evaluateAll((all) => all.map((e) => [...e.children].map((p) => p.textContent)));

test("letters: the code of the town's page is read from the printed sheet; what is no address is told at its field", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  await lettersOfSample(tool);
  await fill(tool, { ...SENDER, ...BATCH });
  await tool.id("letter-proof").uncheck();
  const letters = await count(tool);
  assert.equal(await tool.id("web-code").count(), 0, "no address, no code");
  const long = `https://www.town.example.jp/${"a".repeat(251 - 28)}`;
  const shown = "https://例え.example.jp/電子申請";
  for (const [typed, read] of [
    [" https://www.city.example.jp/kokuho/soshitsu?form=12&y=2026#top ", "https://www.city.example.jp/kokuho/soshitsu?form=12&y=2026#top"],
    ["http://a.jp", "http://a.jp"],
    [shown, new URL(shown).href],
    [long, long],
  ]) {
    await fill(tool, { web: typed, caption: "ここから届け出られます" });
    await paper(tool, letters);
    const { pages, path } = await printed(tool, "code");
    assert.equal(pages, letters, "it takes no sheet more");
    assert.deepEqual(codesOn(path, letters, place.folder), [read]);
    assert.match(textOf(path, letters), /ここから届け出られます/);
    const millimetres = await tool.page
      .locator("[data-testid=preview] .sheet-code path")
      .evaluate((p) => (p.getBBox().width / p.ownerSVGElement.viewBox.baseVal.width) * Number.parseFloat(p.ownerSVGElement.style.width));
    assert.ok(millimetres >= 19.99 && millimetres <= 31, `${millimetres} mm`);
  }
  for (const [typed, told] of [
    [`${long}a`, /アドレスが長すぎて.*252 文字、251 文字まで/],
    ["www.city.example.jp", /http:\/\/ か https:\/\/ で始まる/],
    ["ｈｔｔｐｓ：／／city.example.jp", /半角で入れてください/],
    ["javascript:alert(1)", /http:\/\/ か https:\/\//],
    ["https://", /ページのアドレスとして読めません/],
    ["https://a b.jp/", /ページのアドレスとして読めません/],
  ]) {
    await fill(tool, { web: typed });
    await soon(async () => assert.match(await tool.id("letter-wrong-web").innerText(), told));
    assert.equal(await tool.id("letter-web").getAttribute("aria-invalid"), "true");
    await soon(async () => assert.match(await tool.id("letter-stops").innerText(), told));
    assert.equal(await tool.page.locator("[data-testid=preview] [data-testid=web-code]").count(), 0);
  }
  // Only letters that ask to file bear it, and only there a wrong one stops.
  await tool.id("letter-kind-inquiry").check();
  await soon(async () => assert.equal(await tool.id("letter-stops").getByText("アドレス").count(), 0));
  await tool.innocent();
  await tool.close();
});

test("letters: lost zeros of postal codes come back where that is certain; abroad or without a code is asked about", async () => {
  const kinds = [
    ["600001", "北海道札幌市架空区北１条", "060-0001", "repaired"],
    ["10-0001", "秋田県架空市中通１", "010-0001", "repaired"],
    ["０３00001", "青森県架空市新町１", "０３00001", "fine"],
    ["600001", "京都府架空市下京１", "600001", "bad_postal"],
    ["300001", "架空市中央１", "300001", "bad_postal"],
    ["200001", "北海道架空市１", "200001", "bad_postal"],
    ["", "架空市中央２", "", "no_postal"],
    ["000-2004", "国外（アメリカ合衆国）", "000-2004", "abroad"],
    ["", "12 Example Street, Manila", "", "abroad"],
  ];
  const kindOf = (household) => kinds[HOUSEHOLDS.indexOf(household) % kinds.length];
  const roster = changedRoster((cells) => {
    const kind = kindOf(cells[1]);
    if (kind) [cells[11], cells[12], cells[13]] = [kind[0], `"${kind[1]}"`, ""];
    return cells;
  });
  const tool = await openTool(place.browser, { init: countPrints });
  await lettersOfSample(tool, { roster: place.made("roster.csv", roster) });
  await fill(tool, { ...SENDER, ...BATCH });
  const letters = await count(tool);
  const hindered = tool.id("letter-hindrances");
  const told = {};
  for (const code of ["bad_postal", "no_postal", "abroad"]) told[code] = await hindered.locator(`li[data-code=${code}]`).count();
  assert.ok(
    Object.values(told).every((n) => n > 0),
    JSON.stringify(told),
  );
  const sheets = await paper(tool, letters);
  let repaired = 0;
  for (const sheet of await sheets.getByTestId("letter").all()) {
    const [, address, postal, what] = kindOf(await sheet.getAttribute("data-household"));
    assert.ok(["repaired", "fine"].includes(what), what);
    const lines = await sheet.locator(".sheet-to p").allTextContents();
    assert.deepEqual(lines.slice(0, 2), [`〒${postal}`, address]);
    repaired += what === "repaired" ? 1 : 0;
  }
  assert.ok(repaired > 0);
  assert.equal(await tool.id("letter-repaired").locator("li").count(), repaired);
  assert.match(await tool.id("letter-repaired").innerText(), /600001 → 060-0001|10-0001 → 010-0001/);

  // All of one reason at once, then one of them not.
  await hindered.locator("[data-reason=bad_postal]").getByTestId("letter-force-all").check();
  assert.equal(await count(tool), letters + told.bad_postal);
  await hindered.locator("li[data-code=bad_postal] input").first().uncheck();
  assert.equal(await count(tool), letters + told.bad_postal - 1);
  assert.ok(!(await hindered.locator("[data-reason=bad_postal]").getByTestId("letter-force-all").isChecked()));
  await hindered.locator("li[data-code=bad_postal] input").first().check();
  for (const code of ["no_postal", "abroad"])
    for (const box of await hindered.locator(`li[data-code=${code}] input`).all()) await box.check();
  const all = letters + told.bad_postal + told.no_postal + told.abroad;
  await paper(tool, all);

  // By postal code: what is none comes last. By kana: as a telephone book.
  await tool.id("letter-order").selectOption("postal");
  await paper(tool, all);
  const codes = (await addresses(tool)).map(([first]) => first.normalize("NFKC").replace(/\D/g, ""));
  const usable = codes.filter((c) => c.length === 7);
  assert.deepEqual(codes.slice(0, usable.length), [...usable].sort());
  await tool.id("letter-order").selectOption("kana");
  await paper(tool, all);
  const kana = new Map(
    roster
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(","))
      .map((cells) => [cells[4], cells[5]]),
  );
  const heads = (await addresses(tool)).map((lines) => kana.get(lines.at(-1).replace(/　様$/, ""))?.replace(/　/g, ""));
  const known = heads.filter(Boolean);
  assert.ok(known.length > 5);
  assert.deepEqual(known, [...known].sort(new Intl.Collator("ja").compare));
  await tool.innocent();
  await tool.close();
});

test("letters: printed in bundles whose numbers go on, recorded together; cover, titles, and nothing where nothing is", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  const verified = await lettersOfSample(tool);
  await tool.id("letter-kind-urge_again").check();
  await soon(async () => assert.equal(await count(tool), 0));
  for (const id of ["letter-print", "letter-csv", "letter-xlsx"]) assert.equal(await tool.id(id).count(), 0, id);
  assert.match(await tool.id("letter-nothing").innerText(), /印刷する文書がありません。/);
  await laid(tool);
  assert.equal((await pdf(tool)).pages, 1, "Ctrl+P prints why not");
  assert.equal(await tool.id("letter-record").isDisabled(), true);

  await tool.id("letter-kind-urge").check();
  await fill(tool, { ...SENDER, ...BATCH, who: "窓口　花子", bundle: "" });
  assert.match(await tool.id("letter-wrong-bundle").innerText(), /1 から 1,000 までの数/);
  const letters = await count(tool);
  const size = Math.ceil(letters / 3);
  await fill(tool, { bundle: String(size) });
  await tool.id("letter-cover").check();
  await fill(tool, { seals: "部長、課長，係長, 担当" });
  await paper(tool, size);
  const choice = tool.id("letter-bundle-at");
  assert.equal(await choice.locator("option").count(), 3);

  for (const [at, from] of [0, size, 2 * size].entries()) {
    await choice.selectOption(String(at));
    const here = Math.min(size, letters - from);
    await paper(tool, here);
    const serials = await tool.page.locator("[data-testid=paper] [data-testid=letter] .sheet-serial").allTextContents();
    assert.deepEqual(
      serials,
      Array.from({ length: here }, (_, i) => `整理番号 ${from + i + 1}`),
    );
    assert.equal(await tool.id("letter-print").innerText(), `${here} 通を印刷する`);
    const { pages, path } = await printed(tool, "bundle");
    assert.equal(pages, here + 2);
    const cover = textOf(path, 1);
    for (const expected of [
      "決裁票",
      "部長",
      "係長",
      "窓口 花子",
      `健保第１２３号の${from + 1} から 健保第１２３号の${from + here} まで`,
      `全 ${letters} 通のうち ${from + 1} から ${from + here} まで`,
      "国民健康保険法第9条",
      "平成23年通知",
      "他保険加入あり",
    ])
      assert.ok(cover.includes(expected), `${expected}\n${cover}`);
    assert.equal(await tool.id("cover").locator(".sheet-seals td").count(), 4);
    assert.match(textOf(path, 2), /発送先の一覧/);
    // The browser takes the title for the name of a PDF.
    const titles = await tool.page.evaluate(() => {
      const before = document.title;
      window.dispatchEvent(new Event("beforeprint"));
      const during = document.title;
      window.dispatchEvent(new Event("afterprint"));
      return [before === document.title, during];
    });
    assert.deepEqual(titles, [true, `文書_資格喪失届の勧奨_2026-11-24_${from + 1}-${from + here}`]);
    await tool.id("letter-print").click();
    await soon(async () => assert.equal(await tool.page.evaluate(() => window.prints), at + 1));
    await soon(async () => assert.match(await choice.locator("option").nth(at).textContent(), /（印刷した）/));
  }
  assert.match(await tool.page.locator("#letter-record-hint").innerText(), new RegExp(`対象者 ${verified} 人に`));
  await tool.id("letter-record").click();
  await tool.page.locator("[data-testid=letter-said]", { hasText: `「勧奨を発送した」を ${verified} 件に記録しました` }).waitFor();
  assert.equal((await overview(tool)).states.urged, verified);
  const file = JSON.parse((await saved(tool, "letter-save")).bytes.toString("utf8"));
  assert.deepEqual([file.cover, file.seals, file.bundle, file.order], [true, "部長、課長，係長, 担当", size, "given"]);
  // In the ledger the memo of each names the number of its own letter.
  await part(tool, "outputs");
  await tool.page.locator("[data-testid=ledger][aria-busy=false] [data-testid=ledger-count][data-count]").waitFor();
  const memos = (await saved(tool, "export-ledger")).bytes.toString("utf8");
  for (let i = 1; i <= letters; i++) assert.ok(memos.split(`文書番号 健保第１２３号の${i},`).length > 1, `letter ${i}`);
  assert.doesNotMatch(memos, /健保第１２３号の1 から/);
  await tool.innocent();
  await tool.close();
});

test("letters: envelopes are presets to begin with, and the test sheet shows window and millimetres", async () => {
  const tool = await openTool(place.browser, {
    init: () => {
      window.print = () => (window.tried = document.querySelector("[data-testid=paper]").cloneNode(true));
    },
  });
  await lettersOfSample(tool);
  const values = async () =>
    Promise.all(["left", "top", "width", "height"].map(async (id) => Number(await tool.id(`letter-${id}`).inputValue())));
  assert.equal(await tool.id("letter-envelope").inputValue(), "long3");
  assert.deepEqual(await values(), [20, 22, 88, 38]);
  await tool.id("letter-envelope").selectOption("western_long3");
  assert.deepEqual(await values(), [11, 15, 88, 38]);
  await fill(tool, { left: "14.5" });
  assert.equal(await tool.id("letter-envelope").inputValue(), "", "another place than any preset's");
  await tool.id("letter-test").click();
  await tool.page.waitForFunction(() => window.tried !== undefined);
  await laid(tool);
  await tool.page.evaluate(() => document.querySelector("[data-testid=paper]").replaceWith(window.tried));
  const { pages, path } = await printed(tool, "trial");
  assert.equal(pages, 1);
  const text = textOf(path, 1);
  for (const expected of ["窓あき封筒の位置の試し刷り", "左から 14.5 mm、上から 15 mm、幅 88 mm、高さ 38 mm", "折り目", "200", "90"])
    assert.ok(text.includes(expected), expected);
  // What is measured on paper: the window 1 mm outside the address, which stands where the fields say.
  const [window, block] = await tool.page
    .locator(".sheet-test .sheet-rulers > rect")
    .evaluateAll((all) => all.map((r) => ["x", "y", "width", "height"].map((a) => Number(r.getAttribute(a)))));
  assert.deepEqual(block, [14.5, 15, 88, 38]);
  assert.deepEqual(window, [13.5, 11.5, 90, 45]);
  await tool.innocent();
  await tool.close();
});

test("letters: long names, Latin names, long addresses, rare characters and households of eight print whole, or it is told", async () => {
  const name = "寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末食う寝る処に住む処藪ら柑子";
  const kinds = [
    (cells) => (cells[10] = name.slice(0, 40)),
    (cells) => (cells[10] = "MARIA CRISTINA ALEXANDRA DE LOS SANTOS-VILLANUEVA Y FERNANDEZ"),
    // Four lines in the window.
    (cells) => (cells[12] = "架空県架空市大字上架空字下架空小字とても長い町の名字さらに長い小字一千二百三十四番地の五十六架空団地第二号棟"),
    (cells) => (cells[10] = "𫝆\u{3134a}\u{e000}　太郎"),
    (cells) => (cells[10] = "　"),
  ];
  const of = (household) => HOUSEHOLDS.indexOf(household) % kinds.length;
  const roster = changedRoster((cells) => {
    kinds[of(cells[1])]?.(cells);
    // Two heads under one number of a household.
    if (cells[1] === HOUSEHOLDS[1]) cells[1] = HOUSEHOLDS[2];
    return cells;
  });
  const tool = await openTool(place.browser, { init: countPrints });
  await lettersOfSample(tool, { roster: place.made("roster.csv", roster) });
  // Nobody sends: nothing is printed, whatever else is there.
  await fill(tool, { ...SENDER, ...BATCH, town: " " });
  await soon(async () => assert.match(await tool.id("letter-stops").innerText(), /発信者（市町村名と長の職名）が空です/));
  await fill(tool, { town: "架空市" });
  const letters = await count(tool);
  await paper(tool, letters);
  assert.equal(await tool.id("letter-hindrances").locator("li[data-code=no_head]").count(), 3, "a blank is no name");
  assert.match(await tool.id("letter-parted").innerText(), new RegExp(HOUSEHOLDS[2]));
  assert.equal(await tool.page.locator(`[data-testid=paper] [data-household="${HOUSEHOLDS[2]}"]`).count(), 2, "a letter each");
  assert.match(await tool.id("letter-odd").innerText(), /U\+3134A（この端末の書体にない字）/);
  assert.match(await tool.id("letter-odd").innerText(), /U\+E000（外字）/);

  // A household of eight, made of what the core said of one.
  await tool.page.evaluate(() => {
    const view = document.querySelector("totsugo-letters");
    const [first] = view.plan.letters;
    const among = view.households.find((h) => h.household === first.household.household);
    view.households = [
      { ...among, members: Array.from({ length: 8 }, () => among.members[0]) },
      ...view.households.filter((h) => h !== among),
    ];
    view.changed();
  });
  await paper(tool, letters);
  assert.equal(await tool.page.locator("[data-testid=paper] [data-testid=letter]").first().locator("tbody tr").count(), 8);

  // Nothing sticks out of its sheet, of the window, or of a cell; nothing lies upon the sender.
  const out = await tool.page.locator("[data-testid=paper]").evaluate((whole) => {
    const found = [];
    for (const sheet of whole.querySelectorAll(".sheet, .sheet-front")) {
      const outer = sheet.getBoundingClientRect();
      for (const part of sheet.querySelectorAll("p, td, th")) {
        const box = part.getBoundingClientRect();
        if (box.right > outer.right + 1 || box.left < outer.left - 1 || part.scrollWidth > part.clientWidth + 1)
          found.push(part.textContent);
      }
      const [to, from] = [".sheet-to", ".sheet-from"].map((c) => sheet.querySelector(c)?.getBoundingClientRect());
      if (to && to.right > from.left) found.push("the sender is in the window");
    }
    return found;
  });
  assert.deepEqual(out, []);
  // 様 has company on its line.
  for (const rects of await tool.page
    .locator("[data-testid=paper] .sheet-dear .sheet-together")
    .evaluateAll((all) => all.map((e) => [e.getClientRects().length, [...e.textContent].length])))
    assert.deepEqual(rects, [1, 3]);
  await tool.id("letter-proof").uncheck();
  assert.equal((await pdf(tool)).pages, letters, "a sheet a letter");
  await tool.innocent();
  await tool.close();
});

test("letters: the sheet of each person goes into the same print job, with what the desk says of him", async () => {
  const tool = await openTool(place.browser, { init: countPrints });
  const verified = await lettersOfSample(tool);
  await fill(tool, { ...SENDER, ...BATCH, who: "窓口　花子" });
  const letters = await count(tool);
  assert.equal(await tool.id("letter-individual").isChecked(), false);
  await tool.id("letter-cover").check();
  await paper(tool, letters);
  const { pages: without } = await pdf(tool);
  await tool.id("letter-individual").check();
  await paper(tool, letters);
  const sheets = tool.page.locator("[data-testid=paper] [data-testid=individual]");
  assert.equal(await sheets.count(), verified);
  const { pages, path } = await printed(tool, "individual");
  assert.equal(pages, without + verified, "a page each");
  // Behind the cover and the list, in the order of the letters.
  const members = await tool.page
    .locator("[data-testid=paper] [data-testid=letter]")
    .evaluateAll((all) => all.flatMap((l) => [...l.querySelectorAll("tbody td:first-child")].map((c) => c.textContent)));
  assert.equal(members.length, verified);
  for (const [i, name] of members.entries()) {
    const text = textOf(path, 3 + i);
    for (const expected of [
      "個票",
      "窓口 花子",
      name.replace(/[ \u3000]+/g, " "),
      "ファイルの比較",
      "理由と根拠",
      "確認した",
      "一致の段階",
    ])
      assert.ok(text.includes(expected), `${expected}\n${text}`);
  }
  assert.match(textOf(path, 3 + verified), /国民健康保険の資格喪失の届出について/);
  await tool.innocent();
  await tool.close();
});
