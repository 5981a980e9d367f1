// Households and their members. A member's text is drawn here; who appears on a list is decided in scenarios.mjs.
import * as names from "./names.mjs";
import { coarse } from "./noise.mjs";
import { zipf } from "./rng.mjs";
import { addYears, days } from "./dates.mjs";

// Given names (ours and foreign) fall into groups: two names that share a folded reading or a kanji are in one group.
// Nobody else in the roster gets a name of the same group and the birth date of a person on a list, so no match,
// not even a doubtful one, arises by accident.
const groups = new Map(); // folded reading or kanji -> group
const parent = [];
const find = (g) => {
  while (parent[g] !== g) g = parent[g] = parent[parent[g]];
  return g;
};
function join(kanji, kana) {
  const keys = [`k:${coarse(kana)}`, `j:${kanji}`];
  let g = keys.map((k) => groups.get(k)).find((x) => x !== undefined);
  if (g === undefined) {
    g = parent.length;
    parent.push(g);
  }
  for (const k of keys) {
    const other = groups.get(k);
    if (other !== undefined) parent[find(other)] = find(g);
    groups.set(k, find(g));
  }
}
export const SURNAMES = [...names.SURNAMES];
SURNAMES.splice(60, 0, ["𠮷田", "ヨシダ"]);
const givens = [names.MALE_OLDER, names.MALE_NEWER, names.FEMALE_OLDER, names.FEMALE_NEWER];
for (const [kanji, kana] of givens.flat()) join(kanji, kana);
for (const f of names.FOREIGN) for (const [abc, kana] of f.given) join(abc, kana);
for (const [, , list] of names.FOREIGN_KANJI) for (const [kanji, kana] of list) join(kanji, kana);
for (const f of [...names.FOREIGN_MORE, ...names.FOREIGN_LONG]) for (const [abc, kana] of f.given) join(abc, kana);
export const GROUPS = parent.length;
export const groupOf = (kanji, kana) => {
  const g = groups.get(`k:${coarse(kana)}`) ?? groups.get(`j:${kanji}`);
  return g === undefined ? -1 : find(g);
};
for (const list of givens) for (const entry of list) entry[2] = groupOf(entry[0], entry[1]);

/** Groups with a reading at most one kana away from this one: what a hasty reader takes it for. */
export function nearGroups(kana) {
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0,
      j = 0;
    while (i < a.length && a[i] === b[i]) i++;
    while (j < Math.min(a.length, b.length) - i && a.at(-1 - j) === b.at(-1 - j)) j++;
    return Math.max(a.length, b.length) - i - j <= 1;
  };
  const me = coarse(kana);
  return [...new Set([...groups].filter(([k]) => k.startsWith("k:") && near(k.slice(2), me)).map(([, g]) => find(g)))];
}

export const drawSurname = zipf(SURNAMES, 12);
const drawGiven = [
  [zipf(names.MALE_OLDER, 25), zipf(names.MALE_NEWER, 25)],
  [zipf(names.FEMALE_OLDER, 25), zipf(names.FEMALE_NEWER, 25)],
];

// same kanji, other readings: for the noise class variant_reading
const readingsOf = (list) => {
  const map = new Map();
  for (const [kanji, kana] of list) map.set(kanji, [...new Set([...(map.get(kanji) ?? []), kana])]);
  return map;
};
export const READINGS = { sur: readingsOf(SURNAMES), giv: readingsOf(givens.flat()) };

const JP = { foreign: false, foreignKanji: false };
/** A family of foreign residents of which a noise class needs something: 'more' sounds, 'long' names, an 'alias'. */
function drawForeign(rng, wanted) {
  if (wanted === "alias") {
    const [kanji, kana, list] = rng.pick(names.FOREIGN_KANJI);
    return { kanji, kana, foreign: true, foreignKanji: true, list, alias: drawSurname(rng), ownAlias: true };
  }
  const f = rng.pick(wanted === "long" ? names.FOREIGN_LONG : names.FOREIGN_MORE),
    [kanji, kana] = rng.pick(f.family);
  return { kanji, kana, foreign: true, foreignKanji: false, list: f.given, alias: null };
}
/** sex 0 male, 1 female; family is null for a new family. */
export function drawFamily(rng, foreignWanted = false) {
  if (typeof foreignWanted === "string") return drawForeign(rng, foreignWanted);
  if (foreignWanted || rng.chance(0.025)) {
    if (!foreignWanted && rng.chance(0.45)) {
      const [kanji, kana, list] = rng.pick(names.FOREIGN_KANJI);
      return { kanji, kana, foreign: true, foreignKanji: true, list, alias: rng.chance(0.6) ? drawSurname(rng) : null };
    }
    const f = rng.pick(names.FOREIGN),
      [kanji, kana] = rng.pick(f.family);
    return { kanji, kana, foreign: true, foreignKanji: false, list: f.given, alias: null };
  }
  const [kanji, kana] = drawSurname(rng);
  return { kanji, kana, ...JP, alias: null };
}
const Y1972 = days(1972, 1, 1),
  Y1990 = days(1990, 1, 1);
export function drawGivenName(rng, family, sex, birth) {
  if (family.foreign) {
    const [kanji, kana] = rng.pick(family.list);
    return [kanji, kana, groupOf(kanji, kana)];
  }
  const newer = birth < Y1972 ? rng.chance(0.06) : birth < Y1990 ? rng.chance(0.55) : rng.chance(0.93);
  return drawGiven[sex][newer ? 1 : 0](rng);
}
/** (re)draw the given name of a person. */
export function nameIt(rng, person) {
  const [kanji, kana, group] = drawGivenName(rng, person.family, person.sex, person.birth);
  person.givKanji = kanji;
  person.givKana = kana;
  person.group = group;
  // a 通称 is a whole Japanese name of its own where a noise class is about it; elsewhere the given name stays
  if (person.family.ownAlias) person.alias = [...person.family.alias, ...drawGivenName(rng, JP, person.sex, person.birth).slice(0, 2)];
}

const ACQ = ["社保離脱", "社保離脱", "社保離脱", "転入", "転入", "生活保護廃止", "その他"];
const LOSS = ["社保加入", "社保加入", "転出", "転出", "死亡", "生活保護開始", "その他"];

export class People {
  constructor({ date, blocked }) {
    this.date = date;
    this.blocked = blocked; // (birth, group) taken by the people of the lists
    this.ago = Array.from({ length: 130 }, (_, n) => addYears(date, -n)); // n years before the working date
  }
  birthFor(rng, lo, hi) {
    // age lo..hi on the working date
    return this.ago[rng.between(lo, hi)] - rng.int(365);
  }
  person(rng, family, sex, birth, relation) {
    const p = {
      family,
      sex,
      birth,
      relation,
      givKanji: "",
      givKana: "",
      group: -1,
      edaban: "",
      acq: 0,
      acqReason: "",
      loss: null,
      lossReason: "",
      start: 0,
      pension: 0,
      line: 0,
      atena: "",
      same: null,
      home: null,
    };
    nameIt(rng, p);
    return p;
  }
  membership(rng, p) {
    const from = Math.max(p.birth, this.date - 9000),
      to = this.date - 200;
    p.acq = from >= to ? Math.max(p.birth, Math.min(this.date - 1, from)) : rng.between(from, to);
    p.acqReason = p.acq === p.birth ? "出生" : ACQ[rng.int(ACQ.length)];
    p.start = rng.chance(0.12) && to - p.acq > 400 ? rng.between(p.acq + 100, to) : p.acq;
    if (p.start !== p.acq) p.acqReason = "転入（県内）";
    const seventyFive = this.date - p.birth < 27300 ? Infinity : addYears(p.birth, 75);
    if (seventyFive <= this.date) {
      p.loss = seventyFive;
      p.lossReason = "後期高齢者医療加入";
      p.acq = Math.min(p.acq, seventyFive - 400 - rng.int(8000));
      p.start = p.acq;
      p.acqReason = "社保離脱";
    }
  }
  leave(rng, p) {
    if (p.loss !== null || p.start + 1 >= this.date) return;
    p.loss = rng.between(p.start + 1, this.date - 1);
    p.lossReason = LOSS[rng.int(LOSS.length)];
  }
  /** Finish a household: numbers, address, 枝番, membership. */
  household(rng, members, head, small) {
    const h = {
      members,
      head,
      number: 0,
      seq: 0,
      town: rng.int(names.TOWNS.length),
      block: rng.between(1, 9),
      lot: rng.between(1, 30),
      sub: rng.chance(0.6) ? rng.between(1, 40) : 0,
      building: rng.chance(0.32) ? names.BUILDINGS[rng.int(names.BUILDINGS.length)] : "",
      room: rng.between(1, 9) * 100 + rng.between(1, 12),
      odd: rng.int(700) === 0,
    };
    const old = rng.chance(0.04);
    members.forEach((p, i) => {
      this.membership(rng, p);
      p.edaban = old ? "" : i < 9 ? `0${i + 1}` : `${i + 1}`;
    });
    if (!small && rng.chance(0.11)) for (const p of members) if (rng.chance(0.8)) this.leave(rng, p);
    return h;
  }
  /** Members of an everyday household. */
  draw(rng) {
    const t = rng.int(100),
      family = drawFamily(rng),
      members = [];
    let head = null;
    const add = (sex, lo, hi, relation) => {
      const p = this.person(rng, family, sex, this.birthFor(rng, lo, hi), relation);
      members.push(p);
      return p;
    };
    const hsex = rng.chance(0.68) ? 0 : 1;
    if (t < 19) add(rng.int(2), 19, 39, "世帯主");
    else if (t < 37) add(rng.int(2), 40, 64, "世帯主");
    else if (t < 54) add(rng.int(2), 65, 74, "世帯主");
    else if (t < 58) add(rng.int(2), 75, 95, "世帯主");
    else if (t < 76) {
      add(hsex, 63, 74, "世帯主");
      add(1 - hsex, 60, 74, hsex ? "夫" : "妻");
    } else if (t < 91) {
      const mother = add(hsex, 28, 50, "世帯主");
      add(1 - hsex, 27, 49, hsex ? "夫" : "妻");
      for (let k = rng.between(1, 3); k > 0; k--) {
        const oldest = Math.floor((this.date - mother.birth) / 365.25) - 22;
        add(rng.int(2), 0, Math.max(0, Math.min(oldest, 19)), "子");
      }
      if (rng.int(90) === 0) {
        // twins
        const one = members.at(-1),
          sex = rng.chance(0.8) ? one.sex : 1 - one.sex,
          two = this.person(rng, family, sex, one.birth, "子");
        for (let n = 0; n < 50 && two.group === one.group; n++) nameIt(rng, two);
        if (two.group !== one.group) members.push(two);
      }
    } else if (t < 95) {
      add(1, 25, 48, "世帯主");
      for (let k = rng.between(1, 2); k > 0; k--) add(rng.int(2), 0, 12, "子");
    } else {
      add(rng.int(2), 62, 74, "世帯主");
      add(rng.int(2), 25, 44, "子");
    }
    // 擬制世帯主: the head is insured elsewhere and has no row
    if (members.length > 1 && rng.chance(0.12)) head = members.shift();
    for (const p of members) {
      for (let n = 0; n < 60 && this.blocked.has(p.birth, p.group); n++) {
        if (n > 20) p.birth -= 1;
        nameIt(rng, p);
      }
    }
    return this.household(rng, members, head ?? members[0], false);
  }
  /** A household around people with given needs: {lo, hi, sex?, birth?, foreign?}. Relations follow the ages. */
  around(rng, needs, extras) {
    const family = drawFamily(rng, needs.find((n) => n.foreign)?.foreign ?? false),
      members = [];
    for (const need of needs) {
      const birth = need.birth ?? this.birthFor(rng, need.lo, need.hi);
      members.push(this.person(rng, family, need.sex ?? rng.int(2), birth, ""));
    }
    const subjects = [...members];
    for (let k = 0; k < extras; k++) {
      const age = (this.date - members[0].birth) / 365.25,
        child = age > 25 && rng.chance(0.6);
      const lo = child ? 0 : Math.max(20, age - 6),
        hi = child ? Math.min(25, Math.max(0, age - 22)) : Math.min(74, age + 6);
      members.push(this.person(rng, family, rng.int(2), this.birthFor(rng, Math.floor(lo), Math.floor(hi)), ""));
    }
    members.sort((a, b) => a.birth - b.birth);
    members.forEach((p, i) => {
      const gap = (p.birth - members[0].birth) / 365.25;
      p.relation = i === 0 ? "世帯主" : gap > 17 ? "子" : i === 1 && p.sex !== members[0].sex ? (p.sex ? "妻" : "夫") : p.sex ? "妹" : "弟";
    });
    let head = members[0];
    if (rng.chance(0.15)) head = this.person(rng, family, rng.int(2), addYears(head.birth, -26), "世帯主");
    if (head !== members[0]) for (const p of members) p.relation = "子";
    const h = this.household(rng, members, head, true);
    h.subjects = subjects;
    return h;
  }
}

/** A set over (birth day, group) as one bitmap. */
export class Blocked {
  constructor() {
    this.bits = new Uint8Array(((Blocked.SPAN * GROUPS) >> 3) + 1);
  }
  static FROM = days(1900, 1, 1);
  static SPAN = 60000;
  #at(day, group) {
    return (day - Blocked.FROM) * GROUPS + group;
  }
  has(day, group) {
    if (group < 0) return false;
    const i = this.#at(day, group);
    return (this.bits[i >> 3] >> (i & 7)) & 1;
  }
  add(day, group) {
    if (group < 0) return;
    const i = this.#at(day, group);
    this.bits[i >> 3] |= 1 << (i & 7);
  }
}
