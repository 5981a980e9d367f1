// A check across the files that stops, in the shipped file: nothing can be selected or carried on before the clerk has said why it is
// all right; what was said stands on the page and in the record. By keyboard, and by the accessibility rules.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, atQueue, choose, listed, openTool, part, record, workplace } from "./harness.mjs";

const place = workplace();
const PEOPLE = 60;
const REASON = "過去の分をまとめて処理するため";

const csv = (rows) => `${rows.map((r) => r.join(",")).join("\r\n")}\r\n`;
const two = (n) => String(n).padStart(2, "0");

/** People who agree everywhere, and joined the other insurance years ago. */
function town() {
  const kana = ["ア", "カ", "サ", "タ", "ナ", "ハ", "マ", "ヤ", "ラ", "ワ"];
  const people = Array.from({ length: PEOPLE }, (_, i) => ({
    kana: `ヤマ${kana[Math.floor(i / 10)]}　タ${kana[i % 10]}オ`,
    birth: `19${50 + (i % 40)}-${two(1 + (i % 12))}-${two(1 + (i % 28))}`,
    sex: i % 2 ? "男" : "女",
    number: String(2_000_000 + i),
  }));
  const overlap = (day) =>
    csv([
      ["作成年月日", "氏名カナ", "生年月日", "性別", "自記号", "自番号", "自枝番", "重複先保険者番号", "重複先資格取得年月日"],
      ...people.map((p) => [day, p.kana, p.birth, p.sex, "05", p.number, "01", "06130488", "2023-05-02"]),
    ]);
  return {
    roster: place.made(
      "roster.csv",
      csv([
        ["宛名番号", "氏名カナ", "生年月日", "性別", "記号番号", "枝番", "資格取得年月日"],
        ...people.map((p, i) => [String(5000 + i), p.kana, p.birth, p.sex, `05-${p.number}`, "01", `2020-${two(1 + (i % 12))}-01`]),
      ]),
    ),
    overlaps: ["2026-11-04", "2026-11-19"].map((d) => place.made(`overlap_${d.replaceAll("-", "")}.csv`, overlap(d))),
    date: "2026-11-22",
  };
}

const summaryOf = async (tool) => JSON.parse(await tool.id("summary").getAttribute("data-json"));

test("checks: what stops is told first, and answered by keyboard with a reason that is recorded", async () => {
  const tool = await openTool(place.browser);
  const { page } = tool;
  await choose(tool, "D", town());
  await tool.id("run").click();
  await tool.id("stops").waitFor();
  const before = await summaryOf(tool);
  assert.equal(before.selectable, 0);
  assert.equal(before.buckets["D-CANDIDATE"], PEOPLE);
  assert.match(await tool.id("stop-losses_old").innerText(), /R6\.11\.22より前/);
  assert.match(await tool.id("next-step").innerText(), /読込時の警告を確かめてください/);
  await accessible(tool, "a check that stops", "[data-testid=stops]");
  // Nothing of it leaves the tool before, and that is said.
  for (const id of ["export-csv", "export-xlsx"]) assert.equal(await tool.id(id).isDisabled(), true, id);
  assert.match(await tool.id("export-stopped").innerText(), /読込時の警告に答えてから/);
  // Nobody goes on before.
  await tool.page.locator("[data-testid=decide][data-ready=true]").waitFor();
  await page.locator("#desk-title").focus();
  await page.keyboard.press("h");
  await page.locator("[data-testid=message]", { hasText: "確かめるまで使えない" }).waitFor();

  await page.locator("#stop-reason-losses_old").focus();
  await page.keyboard.press("Enter"); // without a reason nothing happens
  assert.equal((await summaryOf(tool)).stopped, true);
  await page.keyboard.type(REASON);
  await page.keyboard.press("Enter");
  await tool.id("accepted").waitFor();
  assert.equal(await tool.id("stops").count(), 0);
  assert.equal(await tool.id("export-stopped").count(), 0);
  assert.equal(await tool.id("export-csv").isEnabled(), true);
  assert.doesNotMatch(await tool.id("next-step").innerText(), /読込時の警告/);
  const after = await summaryOf(tool);
  assert.equal(after.selectable, PEOPLE);
  assert.equal(after.checks.find((c) => c.code === "losses_old").accepted, REASON);
  await listed(tool);
  await atQueue(tool);
  await tool.id("evidence").waitFor();
  await record(tool, "hold");
  await part(tool, "record");
  await page.locator("[data-testid=record-run]", { hasText: REASON }).waitFor();
  await tool.close();
});
