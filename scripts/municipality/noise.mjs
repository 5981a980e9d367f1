// Damage to the list side of a person. Each class: what it does, the grade it leaves by DOMAIN section 5, and what it needs.
import { civil, days, valid, eraShifted } from "./dates.mjs";
import { KANJI_VARIANTS, KANJI_VARIANTS_MORE } from "./names.mjs";

const SMALL = "ァィゥェォッャュョヮ",
  LARGE = "アイウエオツヤユヨワ";
const VOICED = "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ",
  PLAIN = "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホウ";
const swapTable = (from, to) => new Map([...from].map((c, i) => [c, [...to][i]]));
const toLarge = swapTable(SMALL, LARGE),
  toPlain = swapTable(VOICED, PLAIN);
const ZU_DU = swapTable("ズヅジヂヲオヰイヱエ", "ヅズヂジオヲイヰエヱ");
const SO_N = swapTable("ソンシツ", "ンソツシ");
// kana a keying clerk or a reader takes for one another; none of these pairs belongs to another class
const ONE = swapTable("クタアマコユチテワウスヌルレケナメモ", "タクマアユコテチウワヌスレルナケモメ");
const HALF_FROM = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォッャュョー・";
const HALF_TO = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｯｬｭｮｰ･";
const half = swapTable(HALF_FROM, HALF_TO);
const variants = new Map();
for (const [a, b] of [...KANJI_VARIANTS, ["𠮷", "吉"]]) {
  if (!variants.has(a)) variants.set(a, []);
  variants.get(a).push(b);
  if (!variants.has(b)) variants.set(b, []);
  if (b !== "吉") variants.get(b).push(a);
}

const manyVariants = new Map();
for (const [a, b] of [...KANJI_VARIANTS, ...KANJI_VARIANTS_MORE])
  for (const [x, y] of [
    [a, b],
    [b, a],
  ])
    manyVariants.set(x, [...(manyVariants.get(x) ?? []), y]);

const each = (text, table) => [...text].map((c) => table.get(c) ?? c).join("");
/** Without voicing marks. */
export const plain = (kana) => each(kana, toPlain);
/** A key so coarse that no class above (but kana_one_char and variant_reading) changes it. */
export const coarse = (kana) =>
  each(each(kana, toLarge), toPlain)
    .replace(/[ー　 ・]/g, "")
    .replace(/[ヲヰヱンツスチ]/g, (c) => ({ ヲ: "オ", ヰ: "イ", ヱ: "エ", ン: "ソ", ツ: "シ", ス: "シ", チ: "シ" })[c]);
export const halfWidth = (kana) =>
  [...kana]
    .map((c) => {
      if (half.has(c)) return half.get(c);
      if (c === "　") return " ";
      if (c === "ヴ") return "ｳﾞ";
      const plain = toPlain.get(c);
      if (plain) return half.get(plain) + ("パピプペポ".includes(c) ? "ﾟ" : "ﾞ");
      return each(c, swapTable("ヰヱ", "ｲｴ"));
    })
    .join("");
export const fullWidthAscii = (text) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).replace(/ /g, "　");

/** Readings that differ in orthography alone (イヅミ, イズミ) are no other reading. */
const sound = (kana) => kana.replace(/[ヅヂヲヰヱー]/g, (k) => ({ ヅ: "ズ", ヂ: "ジ", ヲ: "オ", ヰ: "イ", ヱ: "エ", ー: "" })[k]);

/** Replace one character that the table knows, in the family or given kana, where no other class has been. */
function one(card, rng, table) {
  const places = [];
  for (const part of ["surKana", "givKana"])
    for (const [i, c] of [...card[part]].entries()) if (table.has(c) && card.was[part][i] === c) places.push([part, i]);
  if (!places.length) return false;
  const [part, i] = rng.pick(places),
    chars = [...card[part]];
  chars[i] = table.get(chars[i]);
  card[part] = chars.join("");
  return true;
}
function whole(card, table) {
  const before = card.surKana + card.givKana;
  card.surKana = each(card.surKana, table);
  card.givKana = each(card.givKana, table);
  return before !== card.surKana + card.givKana;
}
// ---- long vowels ------------------------------------------------------------------------------------------
const O_ROW = "オコゴソゾトドノホボポモヨョロヲ",
  U_ROW = "ウクグスズツヅヌフブプムユュルヴ";
/** What may stand in the second place of a long vowel, or null where there is none: サトウ サトオ サトー, ユウコ ユーコ. */
function longVowel(kana, i) {
  const before = kana[i - 1],
    c = kana[i];
  if (i === 0 || kana.slice(i - 1, i + 2) === "ノウエ") return null; // イノウエ: two words, no long vowel
  if (O_ROW.includes(before) && "ウオー".includes(c)) return "ウオー";
  return U_ROW.includes(before) && "ウー".includes(c) ? "ウー" : null;
}
/** Damage of two classes in one word could undo or swallow each other. */
const untouched = (card, part) => card[part] === card.was[part];
/** Rewrite one of the places that `changes(kana)` lists as [from, length, text], in a word no other class has been in. */
function onePlace(card, rng, changes) {
  const places = ["surKana", "givKana"]
    .filter((part) => untouched(card, part))
    .flatMap((part) => changes(card[part]).map((change) => [part, change]));
  if (!places.length) return false;
  const [part, [from, length, text]] = rng.pick(places),
    kana = card[part].slice(0, from) + text + card[part].slice(from + length);
  if (!kana) return false;
  card[part] = kana;
  return true;
}
const spellings = (kana) => [...kana].flatMap((c, i) => [...(longVowel(kana, i) ?? "")].filter((x) => x !== c).map((x) => [i, 1, x]));
const leftOut = (kana) => [...kana].flatMap((c, i) => (c !== "ー" && longVowel(kana, i) && kana.length > 2 ? [[i, 1, ""]] : []));
const missingVowel = (c, r) => !c.foreign && onePlace(c, r, leftOut);

/** Every place where one of the written forms stands, with what else it may be. */
const places = (table) => (kana) =>
  table.flatMap(([from, to]) => [...kana.matchAll(from)].map((m) => [m.index, m[0].length, m[0].replace(from, to)]));
// 歴史的仮名遣い: キウ for キュウ, イウ for ユウ
const HISTORIC = places([
  [/([キギシジチニヒビピミリ])ュウ/g, "$1ウ"],
  [/ユウ/g, "イウ"],
]);
// sounds that Japanese has no old kana for, and what a form with fewer kana makes of them
const FOREIGN_SOUNDS = places(
  [
    ["ヴァ", "バ"],
    ["ヴィ", "ビ"],
    ["ヴェ", "ベ"],
    ["ヴォ", "ボ"],
    [/ヴ(?![ァィェォ])/g, "ブ"],
    ["ティ", "チ"],
    ["ディ", "ジ"],
    ["ファ", "ハ"],
    ["フィ", "ヒ"],
    ["フェ", "ヘ"],
    ["フォ", "ホ"],
    ["シェ", "セ"],
    ["ジェ", "ゼ"],
    ["トゥ", "ツ"],
    ["ドゥ", "ズ"],
    ["ウィ", "イ"],
    ["ウェ", "エ"],
  ].map(([from, to]) => [from instanceof RegExp ? from : new RegExp(from, "g"), to]),
);

/** Another reading of the same kanji, as a machine would choose it; `alike`: readings that are no other one. */
function otherReading(c, r, ctx, parts, alike = sound) {
  if (c.foreign) return false;
  for (const part of r.shuffle(parts)) {
    if (!untouched(c, `${part}Kana`)) continue;
    const other = (ctx.readings[part].get(c[`${part}Kanji`]) ?? []).filter((k) => alike(k) !== alike(c[`${part}Kana`]));
    if (other.length) {
      c[`${part}Kana`] = r.pick(other);
      return true;
    }
  }
  return false;
}

/** Put something else in the place of one kanji (never of kana in a name). */
function oneKanji(card, rng, change) {
  const spots = ["surKanji", "givKanji"].flatMap((part) =>
    [...card[part]].flatMap((k, i) => (/\p{Script=Han}/u.test(k) && k !== "々" ? [[part, i]] : [])),
  );
  if (card.foreign || !spots.length) return false;
  const [part, i] = rng.pick(spots),
    chars = [...card[part]];
  chars[i] = change(chars[i]);
  card[part] = chars.join("");
  return true;
}
const latin = (c) => c.foreign && !c.foreignKanji;

const shiftBirth = (card, birth) => {
  if (birth === null) return false;
  card.birth = birth;
  return true;
};

// card: { surKanji surKana givKanji givKana sep birth sex foreign kanji(bool) number(bool) ... }; ctx: { readings surname latest }
export const NOISE = {
  small_kana: { grade: "A", apply: (c) => whole(c, toLarge) },
  zu_du: { grade: "A", apply: (c, r) => one(c, r, ZU_DU) },
  long_vowel: {
    grade: "A",
    kanji: true,
    foreign: true,
    apply: (c, r) => {
      const mark = r.pick(["ｰ", "－", "‐", "―", "-"]);
      const before = c.surKana + c.givKana;
      c.surKana = c.surKana.replaceAll("ー", mark);
      c.givKana = c.givKana.replaceAll("ー", mark);
      return before !== c.surKana + c.givKana;
    },
  },
  kanji_variant: {
    grade: "A",
    kanji: true,
    apply: (c, r) => {
      if (c.foreign) return false;
      let hit = false;
      for (const part of ["surKanji", "givKanji"])
        c[part] = [...c[part]]
          .map((k) => {
            const v = variants.get(k);
            if (!v?.length) return k;
            hit = true;
            return r.pick(v);
          })
          .join("");
      return hit;
    },
  },
  dakuten_lost: { grade: "B", apply: (c) => whole(c, toPlain) },
  so_n_shi_tsu: { grade: "B", apply: (c, r) => one(c, r, SO_N) },
  wildcard: {
    grade: "B",
    kanji: true,
    apply: (c, r) => {
      if (c.foreign) return false;
      const part = c.surKanji.length > 1 && r.chance(0.7) ? "surKanji" : "givKanji",
        chars = [...c[part]];
      if (chars.length < 2) return false;
      chars[r.int(chars.length)] = r.pick(["●", "●", "●", "●", "〓", "＊", "?"]);
      c[part] = chars.join("");
      return true;
    },
  },
  variant_reading: { grade: "B", kanji: true, apply: (c, r, ctx) => otherReading(c, r, ctx, ["sur", "giv"]) },
  kana_one_char: { grade: "B", kanji: true, apply: (c, r) => !c.foreign && one(c, r, ONE) },
  sex_missing: {
    grade: "B",
    apply: (c) => {
      c.sex = "";
      return true;
    },
  },
  surname_changed: {
    grade: "C",
    unlinked: true,
    apply: (c, r, ctx) => {
      if (c.foreign) return false;
      const [kanji, kana] = ctx.surname(r);
      if (coarse(kana).slice(0, 2) === coarse(c.surKana).slice(0, 2) || [...kanji].some((k) => c.surKanji.includes(k))) return false;
      c.surKanji = kanji;
      c.surKana = kana;
      return true;
    },
  },
  birth_off_by_one: { grade: "C", apply: (c, r) => shiftBirth(c, c.birth + (r.chance(0.5) ? 1 : -1)) },
  birth_swapped: {
    grade: "C",
    apply: (c, _r, ctx) => {
      const [y, m, d] = civil(c.birth);
      if (m === d || d > 12 || !valid(y, d, m)) return false;
      const other = days(y, d, m);
      return other <= ctx.latest && Math.abs(other - c.birth) > 1 && shiftBirth(c, other);
    },
  },
  birth_era_shift: {
    grade: "C",
    apply: (c, r, ctx) => {
      const list = eraShifted(c.birth, ctx.latest);
      return list.length > 0 && shiftBirth(c, r.pick(list));
    },
  },
  number_missing: {
    grade: "A",
    unlinked: true,
    apply: (c) => {
      c.number = false;
      return true;
    },
  },
  foreign_word_order: {
    grade: "?",
    kanji: true,
    foreign: true,
    apply: (c) => {
      if (!c.foreign || c.foreignKanji) return false;
      c.order = "given first";
      return true;
    },
  },
  // ---- the classes below are used when they are named, or by --noise every (see USUAL) ----
  long_vowel_dropped: { grade: "B", more: true, foreign: true, apply: (c) => whole(c, new Map([["ー", ""]])) },
  long_vowel_spelling: { grade: "B", more: true, apply: (c, r) => !c.foreign && onePlace(c, r, spellings) },
  long_vowel_missing: { grade: "B", more: true, kanji: true, apply: missingVowel },
  long_vowel_missing_kana: { grade: "C", more: true, unlinked: true, noKanji: true, apply: missingVowel },
  historic_yu: { grade: "B", more: true, apply: (c, r) => !c.foreign && onePlace(c, r, HISTORIC) },
  old_kana: { grade: "A", more: true, apply: (c, r) => one(c, r, swapTable("オイエヲヰヱ", "ヲヰヱオイエ")) },
  kanji_many: {
    grade: "A",
    more: true,
    kanji: true,
    apply: (c, r, ctx) => {
      if (c.foreign) return false;
      let hit = false;
      for (const part of ["surKanji", "givKanji"])
        c[part] = [...c[part]]
          .map((k) => {
            const v = (manyVariants.get(k) ?? []).filter(ctx.holds);
            if (!v.length) return k;
            hit = true;
            return r.pick(v);
          })
          .join("");
      return hit;
    },
  },
  private_use: { grade: "B", more: true, kanji: true, apply: (c, r) => oneKanji(c, r, () => String.fromCharCode(0xe000 + r.int(188))) },
  ivs: {
    grade: "A",
    more: true,
    kanji: true,
    unicode: true,
    apply: (c, r) => oneKanji(c, r, (k) => k + String.fromCodePoint(0xe0100 + r.int(6))),
  },
  hiragana: {
    grade: "A",
    more: true,
    not: ["half_width_kana"],
    apply: (c) => {
      c.hiragana = true;
      return true;
    },
  },
  foreign_kana: { grade: "B", more: true, foreign: "more", apply: (c, r) => c.foreign && onePlace(c, r, FOREIGN_SOUNDS) },
  foreign_middle_missing: {
    grade: "C",
    more: true,
    unlinked: true,
    foreign: "more",
    apply: (c, r) => {
      if (!latin(c)) return false;
      const part = r.shuffle(["giv", "sur"]).find((x) => c[`${x}Kanji`].includes(" "));
      if (!part) return false;
      const abc = c[`${part}Kanji`].split(" "),
        kana = c[`${part}Kana`].split("　");
      if (abc.length !== kana.length) throw new Error(`${abc} ${kana}`);
      const middle = part === "giv" ? r.between(1, abc.length - 1) : abc.length - 1; // the first word of either part stays
      abc.splice(middle, 1);
      kana.splice(middle, 1);
      c[`${part}Kanji`] = abc.join(" ");
      c[`${part}Kana`] = kana.join("　");
      return true;
    },
  },
  foreign_cut_off: {
    grade: "C",
    more: true,
    unlinked: true,
    foreign: "long",
    apply: (c) => {
      if (!latin(c) || Math.min(`${c.surKanji} ${c.givKanji}`.length, `${c.surKana} ${c.givKana}`.length) <= 20) return false;
      c.cut = 20;
      return true;
    },
  },
  // the list has the 通称, the roster the legal name with the 通称名 beside it
  alias_on_list: {
    grade: "B",
    more: true,
    kanji: true,
    foreign: "alias",
    apply: (c) => {
      if (!c.alias) return false;
      [c.surKanji, c.surKana, c.givKanji, c.givKana] = c.alias;
      return true;
    },
  },
  foreign_alphabet_only: {
    grade: "?",
    more: true,
    kanji: true,
    foreign: "more",
    apply: (c) => {
      c.kana = false;
      return latin(c);
    },
  },
  foreign_kana_only: { grade: "?", more: true, noKanji: true, foreign: "more", apply: (c) => latin(c) },
  // kana made by a machine from kanji that are not on the list (ヤマザキ for ヤマサキ is only a lost 濁点). Where the family name is
  // wrong the rest still agrees; where the given name is, nothing is left but the birth date and a common family name.
  machine_kana: { grade: "C", more: true, unlinked: true, noKanji: true, apply: (c, r, ctx) => otherReading(c, r, ctx, ["sur"], coarse) },
  machine_kana_given: {
    grade: "?",
    more: true,
    noKanji: true,
    unlinkable: true,
    apply: (c, r, ctx) => otherReading(c, r, ctx, ["giv"], coarse),
  },
  // these two are about how the text is written, so they come last
  full_width: {
    grade: "A",
    apply: (c, r) => {
      c.sep = r.pick(["", " ", "  ", "・", "－"]);
      c.fullWidth = true;
      return true;
    },
  },
  half_width_kana: {
    grade: "A",
    apply: (c) => {
      c.halfWidth = true;
      return true;
    },
  },
};
export const CLASSES = Object.keys(NOISE);
/** What every municipality shows unless told otherwise. It stays as it is: tests/sample and the timed files are made of it. */
export const USUAL = CLASSES.filter((k) => !NOISE[k].more);
/** Classes that cannot be in one name. */
export const clash = (list) =>
  list.some((a) => NOISE[a].not?.some((b) => list.includes(b)) || (NOISE[a].kanji && list.some((b) => NOISE[b].noKanji)));
export const toHiragana = (kana) => kana.replace(/[ァ-ン]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));
/** Pairs of B classes that stay two relaxations however the readings are compared (with an equal kanji name a second
 *  reading fault could pass as one variant reading, so those need the kanji left out). */
export const TWO_RELAXATIONS = [
  ["dakuten_lost", "sex_missing"],
  ["so_n_shi_tsu", "sex_missing"],
  ["kana_one_char", "sex_missing"],
  ["variant_reading", "sex_missing"],
  ["dakuten_lost", "so_n_shi_tsu"],
];

/** Apply classes in the table's order; false if one of them does not apply to this person. */
export function applyNoise(card, classes, rng, ctx) {
  const order = CLASSES.filter((k) => classes.includes(k));
  for (const k of order) if (!NOISE[k].apply(card, rng, ctx)) return false;
  return true;
}
export function gradeOf(classes) {
  if (classes.some((k) => NOISE[k].grade === "?")) return "?";
  if (classes.some((k) => NOISE[k].grade === "C")) return "C";
  const b = classes.filter((k) => NOISE[k].grade === "B").length;
  return b >= 2 ? "C" : b === 1 ? "B" : "A";
}
