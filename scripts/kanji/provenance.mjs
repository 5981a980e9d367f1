// PROVENANCE.md of core/text, written with the tables so that its figures cannot fall behind.
const kMj = "IPA 独立行政法人情報処理推進機構 (today: 一般社団法人文字情報技術促進協議会)";
const kBySa = "CC BY-SA 2.1 JP";

// [table of the package, title, version, origin, licence, files of download.txt, what it is used for]
const sources = [
  ["JIS包摂規準UCS統合規則", "MJ縮退マップ: JIS包摂規準・UCS統合規則", "1.2.0", kMj, kBySa, ["MJShrinkMapVer.1.2.0.zip"], "relates"],
  [
    "戸籍統一文字情報_親字正字",
    "MJ縮退マップ: 法務省 戸籍統一文字情報 親字・正字",
    "1.2.0",
    kMj,
    kBySa,
    ["MJShrinkMapVer.1.2.0.zip"],
    "relates where it takes one step; more steps: keys only",
  ],
  [
    "民二5202号通知別表_正字俗字等対照表",
    "MJ縮退マップ: 平成2年10月20日 法務省民二第5202号通知別表 正字・俗字等対照表",
    "1.2.0",
    kMj,
    kBySa,
    ["MJShrinkMapVer.1.2.0.zip"],
    "relates",
  ],
  [
    "民一2842号通達別表_誤字俗字正字一覧表_俗字",
    "MJ縮退マップ: 平成16年10月14日 法務省民一第2842号通達別表 誤字俗字・正字一覧表, 俗字",
    "1.2.0",
    kMj,
    kBySa,
    ["MJShrinkMapVer.1.2.0.zip"],
    "relates",
  ],
  [
    "民一2842号通達別表_誤字俗字正字一覧表_無印",
    "MJ縮退マップ: the same list, without a mark",
    "1.2.0",
    kMj,
    kBySa,
    ["MJShrinkMapVer.1.2.0.zip"],
    "relates",
  ],
  [
    "民一2842号通達別表_誤字俗字正字一覧表_別字",
    "MJ縮退マップ: the same list, 別字",
    "1.2.0",
    kMj,
    kBySa,
    ["MJShrinkMapVer.1.2.0.zip"],
    "**keeps apart**: never related, never folded, whatever another table says",
  ],
  [
    "法務省告示582号別表第四_一",
    "MJ縮退マップ: 平成23年12月26日 法務省告示第582号別表第四の一",
    "1.2.0",
    kMj,
    kBySa,
    ["MJShrinkMapVer.1.2.0.zip"],
    "relates: the first choice, and further ones that are forms of the first or were simplified to the character",
  ],
  [
    "法務省告示582号別表第四_二",
    "MJ縮退マップ: the same, 別表第四の二 (類字: look-alikes)",
    "1.2.0",
    kMj,
    kBySa,
    ["MJShrinkMapVer.1.2.0.zip"],
    "keys only, first choice, for characters of which nothing better is known",
  ],
  ["読み字形による類推", "MJ縮退マップ: 読み・字形による類推", "1.2.0", kMj, kBySa, ["MJShrinkMapVer.1.2.0.zip"], "keys only, likewise"],
  [
    "辞書類等による関連字",
    "MJ縮退マップ: 辞書類等による関連字",
    "1.2.0",
    kMj,
    kBySa,
    ["MJShrinkMapVer.1.2.0.zip"],
    "a further ground of what is related; alone: keys only, likewise",
  ],
  [
    "nyukan_itaiji",
    "入管正字: 在留カード等に係る漢字氏名の表記等に関する告示 別表第四, 異体字",
    "@mandel59/nyukanseiji 1.2.0",
    "出入国在留管理庁",
    "public domain",
    [],
    "likewise",
  ],
  [
    "nyukan_ruiji",
    "the same, 類字 (look-alikes)",
    "@mandel59/nyukanseiji 1.2.0",
    "出入国在留管理庁",
    "public domain",
    [],
    "keys only, first choice, for characters of which nothing better is known",
  ],
  [
    "joyo_kangxi",
    "常用漢字表 (平成22年内閣告示第2号): forms of the Kangxi dictionary",
    "@mandel59/joyokanjihyo 1.2.0",
    "文化庁",
    "public domain",
    [],
    "relates",
  ],
  [
    "kdpv_jinmei1/variant",
    "人名用漢字 (戸籍法施行規則別表第二の一): pairs",
    "cjkvi-variants e4f1da2",
    "Kanji Database Project",
    "MIT",
    ["cjkvi-variants_jinmei-variants.txt"],
    "relates",
  ],
  [
    "kdpv_jinmei2/variant",
    "人名用漢字 (戸籍法施行規則別表第二の二): pairs",
    "cjkvi-variants e4f1da2",
    "Kanji Database Project",
    "MIT",
    ["cjkvi-variants_jinmei-variants.txt"],
    "relates",
  ],
  [
    "kdpv_hyogai/variant",
    "表外漢字字体表 (国語審議会答申, 2000): simplified forms in wide use",
    "cjkvi-variants e4f1da2",
    "Kanji Database Project",
    "MIT",
    ["cjkvi-variants_hyogai-variants.txt"],
    "relates",
  ],
];

const further = [
  [
    "MJ文字情報一覧表",
    "006.02 (006.01 for its change log)",
    `${kMj}, ${kBySa}`,
    ["mji.00602.xlsx", "mji.00601-xlsx.zip"],
    "the character a glyph is by itself; 常用漢字, 人名用漢字 and JIS X 0213 for the choice of representatives",
  ],
  [
    "Unihan: kCompatibilityVariant, kJis0",
    "Unicode 17.0.0",
    "Unicode, Inc., Unicode licence v3",
    ["Unihan.zip"],
    "compatibility ideographs; the choice of representatives",
  ],
  [
    "EquivalentUnifiedIdeograph.txt",
    "Unicode 17.0.0",
    "Unicode, Inc., Unicode licence v3",
    ["EquivalentUnifiedIdeograph.txt"],
    "radicals (U+2E80 - U+2FDF)",
  ],
  [
    "cjkvi-variants: simplified",
    "e4f1da2",
    "Kanji Database Project, MIT",
    ["cjkvi-variants_cjkvi-simplified.txt"],
    "second witness for the further choices of 入管正字; relates nothing by itself",
  ],
  [
    "cjkvi-variants: koseki, twedu, hydzd",
    "e4f1da2",
    "Kanji Database Project, MIT",
    ["cjkvi-variants_koseki-variants.txt", "cjkvi-variants_twedu-variants.txt", "cjkvi-variants_hydzd-variants.txt"],
    "second witness for two variants of one head; relates nothing by itself",
  ],
];

export function provenance({ kPackage, kVersion, kSha256, list, counts, figures, supplement }) {
  const sha = new Map(
    list
      .split("\n")
      .filter((l) => /^[^#\s]/.test(l))
      .map((l) => l.split(/\s+/)),
  );
  const hashes = (files) =>
    files
      .map((f) => {
        if (!sha.has(f)) throw new Error(`${f} is not in download.txt`);
        return `\`${f}\` ${sha.get(f)}`;
      })
      .join("<br>") || "inside the package";
  const rows = sources.map(([table, title, version, origin, licence, files, use]) => {
    const c = counts[table];
    if (!c) throw new Error(`nothing was read of ${table}`);
    return `| ${title} | ${version} | ${origin} | ${licence} | ${hashes(files)} | ${c.rows} | ${c.pairs} | ${use} |`;
  });
  const grounds = Object.entries(figures.perGround).map(([name, n]) => `| \`${name}\` | ${n} |`);
  return `# Where the generated tables come from

Written by \`scripts/kanji/generate.mjs\`; do not edit.

## kanji_variants_data.inc

Made from the npm package \`${kPackage}\` ${kVersion} (\`dist/moji.db\`, sha256 ${kSha256}), which
carries the tables below. Sha256 are of the files the package was made from, by its own \`download.txt\`. The data have a
licence of their own: \`LICENSE-kanji-data\` (${kBySa}). Rows are those of a character's own glyph; pairs are of two different
characters after Unicode's own equivalences, before what must stay apart is taken out.

| table | version | origin | licence | sha256 of the source file | rows read | pairs new to their ground | use |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

Besides:

| table | version | origin and licence | sha256 of the source file | use |
| --- | --- | --- | --- | --- |
${further.map(([title, version, origin, files, use]) => `| ${title} | ${version} | ${origin} | ${hashes(files)} | ${use} |`).join("\n")}

Our own: \`scripts/kanji/supplement.mjs\` (${supplement.length} entries that relate, each with its reason; pairs of different
surnames that are kept apart).

### What came of it

| figure | |
| --- | --- |
| characters in a class | ${figures.characters} |
| classes | ${figures.components} |
| characters of the largest class | ${figures.largest} |
| of these with a compatibility form or radical of the Basic Multilingual Plane for a character beyond it | ${figures.beyond} |
| pairs directly related | ${figures.pairs} |
| characters Unicode makes another (compatibility ideographs ${figures.compatibility}, radicals ${figures.radicals}) | ${figures.unified} |
| 別字 pairs kept apart, other forms of the same included | ${figures.betsuji} |
| pairs an official table relates that were dropped because they are kept apart | ${figures.dropped} |
| relations of rare characters to both sides of what is kept apart, dropped | ${figures.strictRefused} |
| pairs of two variants of one head | ${figures.siblings} |
| pairs of the supplement | ${figures.supplemented} |
| characters folded for keys by a weak table alone | ${figures.leaves} |
| bytes | ${figures.bytes} |

| ground | pairs |
| --- | --- |
${grounds.join("\n")}

## holidays.cpp

The national holidays of 2020 to 2035, computed and not copied: 国民の祝日に関する法律 (昭和23年法律第178号) as in force since 2020,
article 2 for the days, article 3 for 振替休日 (2項) and 国民の休日 (3項); for 2020 and 2021 the days moved for the Olympic Games
(平成27年法律第33号, as amended in 2018 and 2020). 春分の日 and 秋分の日 are the days, in Japanese time, of the equinoxes by Meeus'
*Astronomical Algorithms* (chapter 27); the nearest to midnight is that of 2026-03-20, at a quarter to twelve. \`tests/reference\` puts the
same days together a second time, with the usual formula of the 新こよみ便利帳. The days of 2027 are as the 暦要項 of February 2026
and the Cabinet Office announced them. Later years are not gazetted: \`kOfficialUntil\`.

In February, when the gazette has the next year: compare, raise \`kOfficialUntil\`, add a year at the end now and then, and pin it
in \`tests/core/deadlines_test.cpp\`.

## deadline_presets.cpp

The periods named in 年金被保険者情報を活用した職権による国民健康保険資格喪失の事務処理要領 of 熊野町 (令和3年10月7日告示第114号, article 4) and
of 東彼杵町 (令和3年10月8日告示第111号, article 4): facts of a town's ordinance, read from its published 例規集.

## ../../tests/reference/data/normalization_test.txt

NormalizationTest.txt of Unicode 15.0.0, as in ICU 72.1 (\`source/data/unidata\`), without comments. Copyright (c) 2022
Unicode, Inc.; Unicode licence. Used by tests only.
`;
}
