// Damage to the list side of a person. Each class: what it does, the grade it leaves by DOMAIN section 5, and what it needs.
import { civil, days, valid, eraShifted } from './dates.mjs';
import { KANJI_VARIANTS } from './names.mjs';

const SMALL = 'ァィゥェォッャュョヮ', LARGE = 'アイウエオツヤユヨワ';
const VOICED = 'ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ', PLAIN = 'カキクケコサシスセソタチツテトハヒフヘホハヒフヘホウ';
const swapTable = (from, to) => new Map([...from].map((c, i) => [c, [...to][i]]));
const toLarge = swapTable(SMALL, LARGE), toPlain = swapTable(VOICED, PLAIN);
const ZU_DU = swapTable('ズヅジヂヲオヰイヱエ', 'ヅズヂジオヲイヰエヱ');
const SO_N = swapTable('ソンシツ', 'ンソツシ');
// kana a keying clerk or a reader takes for one another; none of these pairs belongs to another class
const ONE = swapTable('クタアマコユチテワウスヌルレケナメモ', 'タクマアユコテチウワヌスレルナケモメ');
const HALF_FROM = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォッャュョー・';
const HALF_TO = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｯｬｭｮｰ･';
const half = swapTable(HALF_FROM, HALF_TO);
const variants = new Map();
for (const [a, b] of [...KANJI_VARIANTS, ['𠮷', '吉']]) {
  if (!variants.has(a)) variants.set(a, []);
  variants.get(a).push(b);
  if (!variants.has(b)) variants.set(b, []);
  if (b !== '吉') variants.get(b).push(a);
}

const each = (text, table) => [...text].map((c) => table.get(c) ?? c).join('');
/** Without voicing marks. */
export const plain = (kana) => each(kana, toPlain);
/** A key so coarse that no class above (but kana_one_char and variant_reading) changes it. */
export const coarse = (kana) => each(each(kana, toLarge), toPlain).replace(/[ー　 ・]/g, '')
  .replace(/[ヲヰヱンツスチ]/g, (c) => ({ ヲ: 'オ', ヰ: 'イ', ヱ: 'エ', ン: 'ソ', ツ: 'シ', ス: 'シ', チ: 'シ' })[c]);
export const halfWidth = (kana) => [...kana].map((c) => {
  if (half.has(c)) return half.get(c);
  if (c === '　') return ' ';
  if (c === 'ヴ') return 'ｳﾞ';
  const plain = toPlain.get(c);
  if (plain) return half.get(plain) + ('パピプペポ'.includes(c) ? 'ﾟ' : 'ﾞ');
  return each(c, swapTable('ヰヱ', 'ｲｴ'));
}).join('');
export const fullWidthAscii = (text) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).replace(/ /g, '　');

/** Readings that differ in orthography alone (イヅミ, イズミ) are no other reading. */
const sound = (kana) => kana.replace(/[ヅヂヲヰヱー]/g, (k) => ({ ヅ: 'ズ', ヂ: 'ジ', ヲ: 'オ', ヰ: 'イ', ヱ: 'エ', ー: '' })[k]);

/** Replace one character that the table knows, in the family or given kana, where no other class has been. */
function one(card, rng, table) {
  const places = [];
  for (const part of ['surKana', 'givKana']) [...card[part]].forEach((c, i) => table.has(c) && card.was[part][i] === c && places.push([part, i]));
  if (!places.length) return false;
  const [part, i] = rng.pick(places), chars = [...card[part]];
  chars[i] = table.get(chars[i]);
  card[part] = chars.join('');
  return true;
}
function whole(card, table) {
  const before = card.surKana + card.givKana;
  card.surKana = each(card.surKana, table);
  card.givKana = each(card.givKana, table);
  return before !== card.surKana + card.givKana;
}
const shiftBirth = (card, birth) => { if (birth === null) return false; card.birth = birth; return true; };

// card: { surKanji surKana givKanji givKana sep birth sex foreign kanji(bool) number(bool) ... }; ctx: { readings surname latest }
export const NOISE = {
  small_kana: { grade: 'A', apply: (c) => whole(c, toLarge) },
  zu_du: { grade: 'A', apply: (c, r) => one(c, r, ZU_DU) },
  long_vowel: { grade: 'A', kanji: true, foreign: true, apply: (c, r) => {
    const mark = r.pick(['', '－', '‐', '―', '-']);
    const before = c.surKana + c.givKana;
    c.surKana = c.surKana.replaceAll('ー', mark); c.givKana = c.givKana.replaceAll('ー', mark);
    return before !== c.surKana + c.givKana;
  } },
  kanji_variant: { grade: 'A', kanji: true, apply: (c, r) => {
    if (c.foreign) return false;
    let hit = false;
    for (const part of ['surKanji', 'givKanji']) c[part] = [...c[part]].map((k) => { const v = variants.get(k); if (!v?.length) return k; hit = true; return r.pick(v); }).join('');
    return hit;
  } },
  dakuten_lost: { grade: 'B', apply: (c) => whole(c, toPlain) },
  so_n_shi_tsu: { grade: 'B', apply: (c, r) => one(c, r, SO_N) },
  wildcard: { grade: 'B', kanji: true, apply: (c, r) => {
    if (c.foreign) return false;
    const part = c.surKanji.length > 1 && r.chance(0.7) ? 'surKanji' : 'givKanji', chars = [...c[part]];
    if (chars.length < 2) return false;
    chars[r.int(chars.length)] = r.pick(['●', '●', '●', '●', '〓', '＊', '?']);
    c[part] = chars.join('');
    return true;
  } },
  variant_reading: { grade: 'B', kanji: true, apply: (c, r, ctx) => {
    if (c.foreign) return false;
    for (const part of r.shuffle(['sur', 'giv'])) {
      const other = (ctx.readings[part].get(c[`${part}Kanji`]) ?? []).filter((k) => sound(k) !== sound(c[`${part}Kana`]));
      if (other.length) { c[`${part}Kana`] = r.pick(other); return true; }
    }
    return false;
  } },
  kana_one_char: { grade: 'B', kanji: true, apply: (c, r) => !c.foreign && one(c, r, ONE) },
  sex_missing: { grade: 'B', apply: (c) => { c.sex = ''; return true; } },
  surname_changed: { grade: 'C', unlinked: true, apply: (c, r, ctx) => {
    if (c.foreign) return false;
    const [kanji, kana] = ctx.surname(r);
    if (coarse(kana).slice(0, 2) === coarse(c.surKana).slice(0, 2) || [...kanji].some((k) => c.surKanji.includes(k))) return false;
    c.surKanji = kanji; c.surKana = kana;
    return true;
  } },
  birth_off_by_one: { grade: 'C', apply: (c, r) => shiftBirth(c, c.birth + (r.chance(0.5) ? 1 : -1)) },
  birth_swapped: { grade: 'C', apply: (c, r, ctx) => {
    const [y, m, d] = civil(c.birth);
    if (m === d || d > 12 || !valid(y, d, m)) return false;
    const other = days(y, d, m);
    return other <= ctx.latest && Math.abs(other - c.birth) > 1 && shiftBirth(c, other);
  } },
  birth_era_shift: { grade: 'C', apply: (c, r, ctx) => {
    const list = eraShifted(c.birth, ctx.latest);
    return list.length > 0 && shiftBirth(c, r.pick(list));
  } },
  number_missing: { grade: 'A', unlinked: true, apply: (c) => { c.number = false; return true; } },
  foreign_word_order: { grade: '?', kanji: true, foreign: true, apply: (c) => { if (!c.foreign || c.foreignKanji) return false; c.order = 'given first'; return true; } },
  // these two are about how the text is written, so they come last
  full_width: { grade: 'A', apply: (c, r) => { c.sep = r.pick(['', ' ', '  ', '・', '－']); c.fullWidth = true; return true; } },
  half_width_kana: { grade: 'A', apply: (c) => { c.halfWidth = true; return true; } },
};
export const CLASSES = Object.keys(NOISE);
/** Pairs of B classes that stay two relaxations however the readings are compared (with an equal kanji name a second
 *  reading fault could pass as one variant reading, so those need the kanji left out). */
export const TWO_RELAXATIONS = [['dakuten_lost', 'sex_missing'], ['so_n_shi_tsu', 'sex_missing'], ['kana_one_char', 'sex_missing'], ['variant_reading', 'sex_missing'], ['dakuten_lost', 'so_n_shi_tsu']];

/** Apply classes in the table's order; false if one of them does not apply to this person. */
export function applyNoise(card, classes, rng, ctx) {
  const order = CLASSES.filter((k) => classes.includes(k));
  for (const k of order) if (!NOISE[k].apply(card, rng, ctx)) return false;
  return true;
}
export function gradeOf(classes) {
  if (classes.some((k) => NOISE[k].grade === '?')) return '?';
  if (classes.some((k) => NOISE[k].grade === 'C')) return 'C';
  const b = classes.filter((k) => NOISE[k].grade === 'B').length;
  return b >= 2 ? 'C' : b === 1 ? 'B' : 'A';
}
