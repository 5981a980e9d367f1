// What the official tables do not say of kanji in names, each entry with its reason. [characters, reason]: every two of
// the characters are related. Kept short: an entry that an official table comes to confirm is to be removed (the
// generator says so).
export const supplement = [
  // Official tables relate 斎-齋 and 斉-齊 only. Registers, pension files and people themselves write one and the same
  // family (サイトウ) with any of the four; DOMAIN section 5 demands it.
  ["斉齊斎齋", "the surname Saito is written with any of the four"],
  // Popular forms of the commonest surnames whose common head is official, without a second dictionary's word.
  ["﨑嵜", "both official variants of 崎; the dictionaries asked as second witness have no 﨑"],
  ["栁桺", "both official variants of 柳"],
  ["剱劔", "both official variants of 剣 (剱持, 劔持)"],
  ["鶴靍", "靍 is a form of 靏, which officially is a variant of 鶴 (靍 has no official head)"],
  ["靏靍", "two forms of one character, both in CP932; variants of 鶴"],
  // Pairs of a printed standard form and the simplified form of JIS X 0208 (or of two forms there): the official tables
  // shrink to JIS X 0213, which has both, and so are silent. The Kanji Database Project's 戸籍統一文字 list has them.
  ["篭籠", "simplified form of JIS X 0208 and standard form"],
  ["砺礪", "simplified form of JIS X 0208 and standard form (砺波)"],
  ["鴬鶯", "simplified form of JIS X 0208 and standard form"],
  ["竃竈", "simplified form of JIS X 0208 and standard form (竈門)"],
  ["叡睿", "two forms of one character, given names"],
  ["剥剝", "simplified form of JIS X 0208 and form of the 常用漢字表"],
  ["叱𠮟", "form of JIS X 0208 and form of the 常用漢字表 (which allows the former)"],
  ["躯軀", "simplified form of JIS X 0208 and standard form"],
  ["鯵鰺", "simplified form of JIS X 0208 and standard form (鯵坂, 鰺坂)"],
  ["濤涛", "simplified form of JIS X 0208 and standard form, given names"],
  ["檮梼", "simplified form of JIS X 0208 and standard form (梼原)"],
  ["蛎蠣", "simplified form of JIS X 0208 and standard form (蛎崎, 蠣崎)"],
  ["騨驒", "simplified form of JIS X 0208 and standard form (飛騨)"],
  ["麸麩", "simplified form of JIS X 0208 and standard form"],
  ["裏裡", "popular form in registers (浦裡)"],
  ["薮藪", "simplified form of JIS X 0208 and standard form; in the official tables for another glyph of 薮 only"],
  ["蘇蘓", "popular form in registers; in the official tables for another glyph only"],
  ["迩邇", "simplified form of JIS X 0208 and standard form; in the official tables for another glyph only"],
  ["靱靭", "two forms of one character; in the official tables for another glyph only"],
  ["昇曻", "popular form in registers, in CP932; in the official tables for another glyph only"],
  ["兎兔", "two forms of one character; in the official tables for another glyph only"],
  ["窓窗", "old form in registers; in the official tables for another glyph only"],
  ["渋澁澀", "two old forms (澀 is the fuller one), in the official tables 澀 for another glyph only"],
  ["鈎鉤", "simplified form of JIS X 0208 and standard form (鈎, 鉤)"],
  ["諌諫", "simplified form of JIS X 0208 and standard form (諫早)"],
  ["煕凞", "popular form in given names; both stand for 熙"],
  ["艶豔", "old form; officially 豔-艷-艶 by two steps"],
  ["欅﨔", "form of CP932 without an official head"],
];

// Different surnames however alike they look, or share a history: no folding and no relation may ever join the two
// characters of an entry. The generator fails if an official table relates them directly and `overruled` does not say so.
export const keptApart = [
  "坂阪",
  "畑畠",
  "土士",
  "末未",
  "太大",
  "川河",
  "芝柴",
  "萩荻",
  "綱網",
  "崎埼",
  "岩巌",
  "龍滝",
  "滝龍",
  "岡丘",
  "堺境",
  "界堺",
  "渡渉",
  "堀掘",
  "谷容",
  "木本",
  "平坪",
  "今令",
  "若苦",
  "菅管",
  "管菅",
  "鈴鍵",
  "付附",
  "佑祐",
  "裕祐",
  "昂昴",
  "師帥",
  "丞亟",
  "切功",
  "玉王",
  "宮官",
  "田由",
  "日曰",
  "石右",
  "久入",
  "人入",
  "大犬",
  "戸尸",
  "千干",
  "上土",
  "原源",
  "植稙",
  "巳己",
  "己已",
  "藤籐",
  "杉椙",
  "桶樋",
  "脇脅",
  "簗梁",
  "后後",
  "里裏",
  "谷穀",
  "着著",
]
  .map((pair) => [...new Set(pair)].sort())
  .filter((v, i, all) => all.findIndex((w) => w.join("") === v.join("")) === i);

// Kept apart although an official table relates them.
export const overruled = [
  "切功", // in the list of 民一第2842号 a popular form of 功 looks like 切; a system that holds 切 means 切
];

// Never one another's, though one new form stands for all of them: each is related to 弁, and so they share its key.
export const onlyThroughTheirHead = ["辨辯", "辨瓣", "辯瓣"];
