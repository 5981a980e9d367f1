// How the page says things, without a page: days in one form, in sentences of the core too, and never in what stands in the files.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bundled } from "./typescript.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
let days;
before(async () => {
  days = await bundled('export * from "./web/src/base/days.ts";');
});

const FORMS = [
  ["1989-01-07", "S64.1.7", "1989/1/7"],
  ["1989-01-08", "H1.1.8", "1989/1/8"],
  ["2019-04-30", "H31.4.30", "2019/4/30"],
  ["2019-05-01", "R1.5.1", "2019/5/1"],
  ["2026-09-02", "R8.9.2", "2026/9/2"],
  ["2026-12-31T23:05:09+09:00", "R8.12.31 23:05", "2026/12/31 23:05"],
  ["2026-12-31 23:05", "R8.12.31 23:05", "2026/12/31 23:05"],
  ["", "", ""],
  ["2026-13-45", "2026-13-45", "2026-13-45"],
  ["不明", "不明", "不明"],
];

test("days: in one form, the one that was chosen; what is no day stays as it is", () => {
  let ran = 0;
  for (const [form, at] of [
    ["western", 2],
    ["era", 1],
  ]) {
    days.sayDaysIn(form);
    for (const row of FORMS) {
      assert.equal(days.day(row[0]), row[at]);
      ran++;
    }
    assert.equal(days.month("2026-11"), { western: "2026/11", era: "R8.11" }[form]);
    assert.equal(days.month("2026-01"), { western: "2026/1", era: "R8.1" }[form]);
  }
  assert.equal(ran, 2 * FORMS.length);
});

test("days: in sentences; a part of a name, a number, or a value that is quoted is none", () => {
  const sentences = [
    ["国保の喪失日は、加入した日（2026-09-01）の翌日、2026-09-02です。", "国保の喪失日は、加入した日（R8.9.1）の翌日、R8.9.2です。"],
    ["2026-09-01と2026-10-01です。", "R8.9.1とR8.10.1です。"],
    ["2026-09-01", "R8.9.1"],
    ["2026-11-22 09:15 に保存", "R8.11.22 09:15 に保存"],
    ["日付はありません。", "日付はありません。"],
    ...[
      "「overlap_2026-11-19.csv」",
      "「2026-11-19.csv」を書き出しました。",
      "資格取得年月日「2026-11-19」",
      "作業ファイル_2026-11-30_0915.totsugo",
      "電話 03-2026-11-19",
      "2026-02-30に届きました。",
      "2026-11-191",
    ].map((kept) => [kept, kept]),
  ];
  let ran = 0;
  for (const [text, said] of sentences) {
    assert.equal(days.datedText(text), said);
    const parts = days.dated(text);
    assert.equal(parts.map((p) => (typeof p === "string" ? p : p.values.at(-1))).join(""), said, text);
    for (const p of parts) if (typeof p !== "string") assert.match(p.values[1], /^\d{4}[/-]/, "the other form stands over it");
    ran++;
  }
  assert.equal(ran, 12);
});

/** What clerks read: every table of strings, the long texts, the README in Japanese. Letters speak to citizens in words of their own. */
const sources = () => [
  ...readdirSync(path("web/src"), { recursive: true })
    .filter((f) => /strings\.ts$|^help\/.*\.ts$|^training\/(lessons|exercises)\.ts$|training-words\.ts$/.test(f))
    .map((f) => `web/src/${f}`),
  "README.ja.md",
];

/** web/README.md has the words that stand instead. */
const NOT_OURS = [
  [/流れ/, "進め方: 喪失一覧から, 重複一覧から"],
  [/区分 ?[SABC]/, "一致の段階"],
  [/(?<!号)喪失一覧表/, "喪失一覧"],
  [/書き出(?!し[^て]*（手続)/, "保存"],
  [/起点/, "から始める"],
  [/左の列/, "仕事の列"],
];
/** Whatever else is called 確認 is nothing that a clerk does with a person. */
const CONFIRMING =
  /要確認|資格確認書|本人確認|確認した|「確認」|"確認"|届出により確認|"確認、保留|[\u3000 |]確認 ?[|\n"]|確認・照会|・確認・通知|まとめて確認できます|法令の確認は町で/g;

test("words: one for one thing, in all that clerks read", () => {
  let lines = 0;
  const found = [];
  for (const file of sources()) {
    for (const [at, line] of readFileSync(path(file), "utf8").split("\n").entries()) {
      if (/^\s*(\/\/|\/?\*)/.test(line)) continue;
      lines++;
      for (const [word, instead] of NOT_OURS) if (word.test(line)) found.push(`${file}:${at + 1} ${line.trim()} (${instead})`);
      if (line.replace(CONFIRMING, "").includes("確認")) found.push(`${file}:${at + 1} ${line.trim()} (確かめる, 見る)`);
    }
  }
  assert.deepEqual(found, []);
  assert.ok(lines > 1500, `only ${lines} lines were read`);
});
