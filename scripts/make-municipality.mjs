#!/usr/bin/env node
// A fictional municipality: a roster, a pension list, overlap lists, and the truth about every person on a list.
// Nothing is random but the seed: the same arguments give the same bytes. Memory follows the lists, not the roster.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { pathToFileURL } from "node:url";
import { Rng } from "./municipality/rng.mjs";
import { Writer, csv } from "./municipality/writer.mjs";
import { ENCODINGS, inCp932 } from "./municipality/encode.mjs";
import { FORMS, civil, days, formatter, iso, parse, valid } from "./municipality/dates.mjs";
import { OWN } from "./municipality/insurer.mjs";
import { CITY, TOWNS, BUILDINGS } from "./municipality/names.mjs";
import { Blocked, People, READINGS, drawSurname, groupOf, nearGroups } from "./municipality/people.mjs";
import {
  CLASSES,
  NOISE,
  TWO_RELAXATIONS,
  USUAL,
  applyNoise,
  clash,
  coarse,
  fullWidthAscii,
  gradeOf,
  halfWidth,
  toHiragana,
} from "./municipality/noise.mjs";
import { EVERY_SCENARIO, SCENARIOS, outsider } from "./municipality/scenarios.mjs";
import { generateDense } from "./municipality/dense.mjs";

export const ROSTER =
  "宛名番号,世帯番号,記号番号,枝番,氏名,氏名カナ,通称名,生年月日,性別,続柄,世帯主氏名,郵便番号,住所,方書,資格取得年月日,資格取得事由,資格喪失年月日,資格喪失事由,適用開始年月日,適用終了年月日,基礎年金番号";
export const PENSION =
  "基礎年金番号,氏名カナ,氏名,生年月日,性別,郵便番号,住所,種別,資格喪失年月日,喪失事由,異動区分,訂正前喪失年月日,処理年月日";
export const OVERLAP =
  "作成年月日,氏名,氏名カナ,生年月日,性別,自保険者番号,自記号,自番号,自枝番,自資格取得年月日,自資格喪失年月日,重複先保険者番号,重複先保険者名,重複先記号,重複先番号,重複先枝番,重複先本人家族区分,重複先資格取得年月日,重複先資格喪失年月日";

const USAGE = `usage: make-municipality.mjs --people N [--seed S] [--date YYYY-MM-DD] [--pension N] [--overlap N] --out DIR
  --people N      rows of the roster
  --pension N     rows of the pension list (default: 2 % of the roster, at least 90)
  --overlap N     rows of the newest overlap list (default: 3 % of the roster, at least 120)
  --runs 2|3      overlap lists, 15 days apart (default 2)
  --noise         all (default: what is usual) | none | every | a comma list of classes; a+b is a person with both:
                  usual: ${USUAL.join(" ")}
                  others: ${CLASSES.filter((k) => NOISE[k].more).join(" ")}
  --scenarios     usual (default) | every: rarer people too
  --dense         a town full of look-alikes instead (municipality/dense.mjs); takes --people, --seed, --date, --out alone
  --numbers       yes (default) | no: no number that would settle who is meant (基礎年金番号 in the roster, 記号番号 in the overlap lists)
  --encoding      ${Object.keys(ENCODINGS).join(" | ")} (default cp932), or per file: roster=cp932,pension=utf-8-bom
  --date-form     ${Object.keys(FORMS).join(" | ")}, or per file
                  (default roster=compact,pension=short,overlap=iso)
writes roster.csv, pension.csv, overlap_YYYYMMDD.csv (one a run), truth.ndjson, truth.json`;

class Usage extends Error {}
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

export function options(argv) {
  const o = {
    people: 0,
    seed: "1",
    date: "2026-11-22",
    pension: null,
    overlap: null,
    runs: 2,
    noise: "all",
    scenarios: "usual",
    numbers: "yes",
    encoding: "cp932",
    "date-form": "",
    out: "",
  };
  for (let i = 0; i < argv.length; i++) {
    const m = /^--([a-z-]+)(?:=(.*))?$/s.exec(argv[i]);
    if (!m || !(m[1] in o)) throw new Usage(`unknown argument ${argv[i]}`);
    const value = m[2] ?? argv[++i];
    if (value === undefined) throw new Usage(`--${m[1]} wants a value`);
    o[m[1]] = ["people", "pension", "overlap", "runs"].includes(m[1]) ? Number(value) : value;
  }
  const whole = (n) => Number.isInteger(n) && n >= 0;
  if (!whole(o.people) || o.people < 1 || o.people > 60_000_000) throw new Usage("--people wants a number of rows (1 to 60000000)");
  if (!o.out) throw new Usage("--out DIR is missing");
  if (![2, 3].includes(o.runs)) throw new Usage("--runs is 2 or 3");
  o.pension ??= Math.min(100_000, Math.max(90, Math.round(o.people * 0.02)));
  o.overlap ??= Math.min(100_000, Math.max(120, Math.round(o.people * 0.03)));
  if (!whole(o.pension) || !whole(o.overlap)) throw new Usage("--pension and --overlap want numbers of rows");
  const per = (text, fallback, known) => {
    const out = { ...fallback };
    for (const part of text.split(",").filter(Boolean)) {
      const [k, v] = part.includes("=") ? part.split("=") : [null, part];
      if (!known.includes(v) || (k !== null && !(k in out))) throw new Usage(`not understood: ${part}`);
      for (const key of k === null ? Object.keys(out) : [k]) out[key] = v;
    }
    return out;
  };
  o.encodings = per(o.encoding, { roster: "cp932", pension: "cp932", overlap: "cp932" }, Object.keys(ENCODINGS));
  o.forms = per(o["date-form"], { roster: "compact", pension: "short", overlap: "iso" }, Object.keys(FORMS));
  const narrow = o.encodings.pension === "cp932" || o.encodings.overlap === "cp932";
  const named =
    o.noise === "all"
      ? USUAL
      : o.noise === "every"
        ? CLASSES.filter((c) => !NOISE[c].unicode || !narrow)
        : o.noise === "none"
          ? []
          : o.noise.split(",");
  o.classes = named.filter((c) => !c.includes("+"));
  o.together = named.filter((c) => c.includes("+")).map((c) => c.split("+"));
  for (const c of [...o.classes, ...o.together.flat()]) {
    if (!CLASSES.includes(c)) throw new Usage(`unknown noise class ${c}`);
    if (NOISE[c].unicode && narrow) throw new Usage(`${c} wants lists in UTF-8 or UTF-16 (--encoding)`);
  }
  const never = o.together.find(clash);
  if (never) throw new Usage(`these cannot be in one name: ${never}`);
  if (!["usual", "every"].includes(o.scenarios)) throw new Usage("--scenarios is usual or every");
  if (!["yes", "no"].includes(o.numbers)) throw new Usage("--numbers is yes or no");
  try {
    o.day = parse(o.date);
  } catch (e) {
    throw new Usage(e.message);
  }
  return o;
}

// ---- which cases ------------------------------------------------------------------------------------------

/** One of each scenario first, then one of each noise class per list, then at random by weight, to the exact number of rows. */
function plan(o, rng) {
  const cases = [];
  let pension = 0,
    overlap = 0;
  const used = new Map(); // of scenarios that only so many people can be in
  const fits = (s) =>
    pension + s.pensionRows <= o.pension && overlap + s.newestRows <= o.overlap && (used.get(s) ?? 0) < (s.most ?? Infinity);
  const put = (s, pensionNoise = [], overlapNoise = []) => {
    if (!fits(s)) return false;
    pension += s.pensionRows;
    overlap += s.newestRows;
    used.set(s, (used.get(s) ?? 0) + 1);
    cases.push({ s, pensionNoise, overlapNoise });
    return true;
  };
  // without numbers nobody can be who is known by the number alone
  const scenarios = (o.scenarios === "every" ? EVERY_SCENARIO : SCENARIOS).filter((s) => o.numbers === "yes" || !s.exactNumber);
  const byId = (id) => scenarios.find((s) => s.id === id);
  for (const s of scenarios) put(s);
  const combos = TWO_RELAXATIONS.filter((c) => c.every((k) => o.classes.includes(k)));
  // each class once a list, where the person is otherwise clear; then the pairs of B classes
  for (const list of [...o.classes.map((c) => [c]), ...combos, ...o.together]) {
    if (!list.includes("number_missing"))
      put(byId(gradeOf(list) === "A" || gradeOf(list) === "B" ? "p_confirmed" : "p_inquire"), list, []) || put(byId("p_inquire"), list, []);
    put(byId("d_candidate"), [], list);
  }
  const soft = o.classes.filter((c) => ["A", "B"].includes(NOISE[c].grade)),
    aOnly = o.classes.filter((c) => NOISE[c].grade === "A");
  const easy = aOnly.filter((c) => ["half_width_kana", "full_width", "number_missing"].includes(c)); // apply to everybody
  const drawTogether = (s, list) => {
    const pool = [...o.classes.map((k) => [k]), ...o.together].filter(
      (l) => (s.noise === "all" || "AB".includes(gradeOf(l))) && (list === "overlap" || !l.includes("number_missing")),
    );
    return pool.length ? rng.pick(pool) : [];
  };
  const draw = (s, list) => {
    if (!s.noise || !(o.classes.length || o.together.length) || rng.chance(0.5)) return [];
    if (o.together.length) return drawTogether(s, list);
    const pool = (s.noise === "all" ? o.classes : soft).filter((c) => list === "overlap" || c !== "number_missing");
    if (!pool.length) return [];
    if (s.noise === "all" && combos.length && rng.chance(0.06)) return rng.pick(combos);
    const one = rng.pick(pool),
      other = easy.length && rng.chance(0.12) ? rng.pick(easy) : null;
    return other && other !== one && !clash([one, other]) && (list === "overlap" || other !== "number_missing") ? [one, other] : [one];
  };
  const lists = { P: scenarios.filter((s) => s.list === "P"), D: scenarios.filter((s) => s.list === "D") };
  for (const [key, count, limit] of [
    ["P", () => pension, o.pension],
    ["D", () => overlap, o.overlap],
  ]) {
    const total = lists[key].reduce((a, s) => a + s.weight, 0);
    while (count() < limit) {
      let at = rng.int(total);
      let s = lists[key].find((x) => {
        at -= x.weight;
        return at < 0;
      });
      if (!fits(s)) s = byId(key === "P" ? "p_inquire" : "d_candidate");
      if (s.list === "P") put(s, draw(s, "pension"), s.newestRows && s.noise && easy.length && rng.chance(0.15) ? [rng.pick(easy)] : []);
      else put(s, [], draw(s, "overlap"));
    }
  }
  return cases;
}

// ---- a person as a list shows them -------------------------------------------------------------------------

const csvLine = (parts) => `${parts.flat().map(csv).join(",")}\r\n`;
const card = (p, kanji) => ({
  surKanji: p.family.kanji,
  surKana: p.family.kana,
  givKanji: p.givKanji,
  givKana: p.givKana,
  sep: "　",
  birth: p.birth,
  sex: p.sex,
  foreign: p.family.foreign,
  foreignKanji: p.family.foreignKanji,
  kanji,
  kana: true,
  number: true,
  order: "family first",
  fullWidth: false,
  halfWidth: false,
  hiragana: false,
  cut: Infinity,
  alias: p.alias ?? null,
  was: { surKana: p.family.kana, givKana: p.givKana },
});
function kanjiName(c) {
  if (!c.kanji) return "";
  const latin = c.foreign && !c.foreignKanji;
  const parts = c.order === "given first" ? [c.givKanji, c.surKanji] : [c.surKanji, c.givKanji];
  const text = parts.join(latin ? " " : c.sep).slice(0, c.cut);
  return latin && c.fullWidth ? fullWidthAscii(text) : text;
}
function kanaName(c) {
  if (!c.kana) return "";
  const parts = c.order === "given first" ? [c.givKana, c.surKana] : [c.surKana, c.givKana];
  const text = parts
    .join(c.sep)
    .replaceAll(" ", c.foreign ? "　" : " ")
    .slice(0, c.cut);
  return c.halfWidth ? halfWidth(text) : c.hiragana ? toHiragana(text) : text;
}

// ---- the cases and their households ------------------------------------------------------------------------

export function generate(o, log = () => {}) {
  const runs = Array.from({ length: o.runs }, (_, i) => o.day - 3 - 15 * (o.runs - 1 - i)),
    newest = runs.at(-1);
  const blocked = new Blocked(),
    people = new People({ date: o.day, blocked });
  const cases = plan(o, new Rng(`${o.seed}/plan`));
  const rosterCases = cases.filter((x) => !x.s.outsider && !x.s.lookalike).length;
  const room = rosterCases ? o.people / rosterCases : 9,
    context = (list) => ({
      readings: READINGS,
      surname: drawSurname,
      latest: o.day,
      holds: o.encodings[list] === "cp932" ? inCp932 : () => true,
    });
  const noiseCtx = { pension: context("pension"), overlap: context("overlap") };
  const items = []; // households in roster order, to be spread over the file
  let outsiders = 0;
  const strangers = new Set();

  // neighbours: people of one household who are on a list together
  const units = [];
  {
    const rng = new Rng(`${o.seed}/units`);
    rng.shuffle(cases);
    for (let i = 0; i < cases.length; ) {
      const unit = [cases[i++]];
      const noisy = (x) => x.pensionNoise.length + x.overlapNoise.length > 0;
      while (unit[0].s.simple && i < cases.length && cases[i].s.simple && !noisy(cases[i]) && unit.length < 4 && rng.chance(0.25))
        unit.push(cases[i++]);
      units.push(unit);
    }
  }

  units.forEach((unit, index) => {
    for (let attempt = 0; ; attempt++) {
      if (attempt > 3000) throw new Error(`no person found for ${unit.map((x) => `${x.s.id}/${x.pensionNoise}/${x.overlapNoise}`)}`);
      const rng = new Rng(`${o.seed}/unit/${index}/${attempt}`);
      if (build(unit, rng)) return;
    }
  });

  function build(unit, rng) {
    const made = unit.map((plan) => {
      const c = {
        rng,
        s: plan.s,
        plan,
        date: o.day,
        runs,
        newest,
        pensions: [],
        overlaps: [],
        who: null,
        twin: null,
        kyosai: rng.chance(0.1),
        lossP: null,
        lossD: null,
        pension(r) {
          c.pensions.push({ case: c, change: "喪失", before: null, kind: rng.chance(0.94) ? "1" : "3", bucket: undefined, line: 0, ...r });
        },
        overlap(r) {
          const number = {
            mark: String(rng.between(10, 99999999)),
            no: String(rng.between(1, 999999)),
            branch: rng.pick(["00", "01", "02", "03"]),
            self: rng.chance(0.8) ? "本人" : "家族",
          };
          for (const run of r.runs) c.overlaps.push({ case: c, ...number, ...r, run, line: 0 });
        },
        lossDate(p, d = p) {
          c.lossP = p;
          c.lossD = d;
        },
      };
      return c;
    });
    const first = made[0],
      s = first.s,
      outside = s.outsider || s.lookalike;
    const foreign = unit
      .flatMap((x) => [...x.pensionNoise, ...x.overlapNoise])
      .map((k) => NOISE[k].foreign ?? false)
      .reduce((a, b) => (typeof a === "string" ? a : b || a), false);
    const homes = [];
    if (outside) {
      first.who = outsider(first, s.lookalike, (sex, birth) =>
        people.person(rng, { foreign: false, foreignKanji: false, kanji: "", kana: "", alias: null }, sex, birth, ""),
      );
      first.who.pension = -1;
      first.home = people.household(rng, [], first.who, true);
      first.outside = true;
      const known = `${first.who.family.kanji}${first.who.givKanji}${first.who.birth}`;
      if (strangers.has(known)) return false;
      strangers.add(known);
    } else {
      const extras = room < 1.7 ? 0 : room < 3 ? rng.int(2) : rng.pick([0, 0, 1, 1, 2, 3]);
      const needs = made.map((c) => ({ ...c.s.needs(c)[0], foreign }));
      if (s.twins) {
        const birth = people.birthFor(rng, needs[0].lo, needs[0].hi);
        needs[0].birth = birth;
        needs.push({ ...needs[0] });
      }
      const home = people.around(rng, needs, extras);
      if ((s.twins || s.identical) && home.subjects[0].family.foreign) return false;
      homes.push(home);
      made.forEach((c, i) => {
        c.who = home.subjects[i];
        c.home = home;
      });
      if (s.twins) {
        const [a, b] = home.subjects;
        first.twin = b;
        if (a.group === b.group) return false;
        if (s.more) b.pension = -1; // a number on either row would tell the two apart
        if (s.twins === "kana") {
          b.givKana = a.givKana.slice(0, -1) + (a.givKana.endsWith("ト") ? "タ" : "ト");
          b.group = groupOf(b.givKanji, b.givKana);
          if (a.givKana.length < 3 || coarse(a.givKana) === coarse(b.givKana) || b.group === a.group) return false;
        }
        if (s.twins === "kanji") {
          const two = [...a.givKanji];
          if (two.length !== 2) return false;
          const like = MALE_PAIRS.get(two[0])?.find(([k, , g]) => k !== a.givKanji && g !== a.group);
          if (!like) return false;
          [b.givKanji, b.givKana, b.group] = like;
        }
      }
      if (s.identical || s.oldRow) {
        const other = people.around(rng, [{ birth: first.who.birth, sex: first.who.sex }], 0),
          p = other.subjects[0];
        p.family = first.who.family;
        p.givKanji = first.who.givKanji;
        p.givKana = first.who.givKana;
        p.group = first.who.group;
        other.head = p;
        p.relation = "世帯主";
        first.twin = p;
        if (s.decoy && !s.decoy(first, p)) return false;
        if (s.unlinked) p.pension = -1; // a number on either row would tell the two apart
        homes.push(other);
        if (s.oldRow) {
          p.same = first.who;
          Object.assign(other, {
            town: home.town,
            block: home.block,
            lot: home.lot,
            sub: home.sub,
            building: home.building,
            room: home.room,
          });
        }
      }
    }
    for (const c of made) {
      const clean = c.plan.pensionNoise,
        needKanji = clean.some((k) => NOISE[k].kanji),
        without = (list) => list.some((k) => NOISE[k].noKanji);
      const noKanji = (clean.includes("dakuten_lost") && clean.includes("so_n_shi_tsu")) || without(clean);
      c.pensionCard = card(c.who, needKanji || (!noKanji && rng.chance(0.6)));
      const on = c.plan.overlapNoise,
        pairOfB = gradeOf(on) === "C" && on.length > 1;
      c.overlapCard = card(c.who, !(on.includes("dakuten_lost") && on.includes("so_n_shi_tsu")) && !without(on));
      if (!applyNoise(c.pensionCard, clean, rng, noiseCtx.pension) || !applyNoise(c.overlapCard, on, rng, noiseCtx.overlap)) return false;
      // where the number would decide, a C stays a C only without it
      if (pairOfB || on.some((k) => NOISE[k].unlinked)) c.overlapCard.number = false;
      if (!c.outside && (c.s.unlinked || gradeOf(clean) === "C" || gradeOf(clean) === "?")) c.who.pension = -1;
      if (c.s.exactNumber && c.who.edaban === "") return false;
      c.s.build(c);
      if (c.who.family.foreign && c.s.id === "d_name_conflict") return false;
    }
    if (s.oldRow) {
      const p = first.twin,
        from = first.who.acq;
      p.acq = p.start = from - 2500;
      p.acqReason = "社保離脱";
      p.loss = from - 900;
      p.lossReason = "社保加入";
      p.pension = -1;
      if (p.acq < p.birth) return false;
    }
    for (const home of homes)
      for (const p of home.members)
        if (p.acq < p.birth || p.start < p.acq || (p.loss !== null && p.loss <= p.start && p.loss !== p.acq)) return false;

    // nobody may be taken for these people by accident
    const keys = [],
      own = new Set();
    const want = (birth, group) => {
      if (group >= 0 && !own.has(birth * 4096 + group)) {
        own.add(birth * 4096 + group);
        keys.push([birth, group]);
      }
    };
    for (const home of homes) {
      const seen = new Set();
      for (const p of home.members) {
        const k = p.birth * 4096 + p.group;
        if (seen.has(k)) return false;
        seen.add(k);
        want(p.birth, p.group);
      }
    }
    for (const c of made) {
      for (const k of [c.pensionCard, c.overlapCard]) {
        want(k.birth, groupOf(k.givKanji, k.givKana));
        want(k.birth, c.who.group);
      }
      for (const [k, noise] of [
        [c.pensionCard, c.plan.pensionNoise],
        [c.overlapCard, c.plan.overlapNoise],
      ])
        if (gradeOf(noise) === "C") for (const b of around(k.birth)) want(b, c.who.group);
      if (!c.s.lookalike) continue;
      for (const b of around(c.who.birth)) want(b, c.who.group);
      for (const g of nearGroups(c.who.givKana)) want(c.who.birth, g);
    }
    if (keys.some(([b, g]) => blocked.has(b, g))) return false;
    for (const [b, g] of keys) blocked.add(b, g);
    for (const home of homes) items.push(home);
    for (const c of made) if (c.outside) c.outsiderNo = outsiders++;
    for (const c of made) c.plan.made = c;
    return true;
  }

  const rows = items.reduce((a, h) => a + h.members.length, 0);
  if (rows > o.people)
    throw new Usage(
      `the lists need ${rows} people of the roster, but --people is ${o.people}: make the lists smaller or the roster larger`,
    );

  // ---- the roster, streamed --------------------------------------------------------------------------------
  mkdirSync(o.out, { recursive: true });
  const started = Date.now(),
    w = new Writer(join(o.out, "roster.csv"), o.encodings.roster),
    e = w.piece,
    wide = e("　"),
    male = e("男"),
    female = e("女"),
    towns = TOWNS.map((t) => e(CITY + t));
  const dateText = formatter(o.forms.roster),
    dates = [],
    dateFrom = days(1850, 1, 1); // from here on, all of them
  function date(day) {
    if (day === null) return "";
    dates[day - dateFrom] ??= e(dateText(day));
    return dates[day - dateFrom];
  }
  const nine = (n) => String(1_000_000_000 + n).slice(1);
  const rng = new Rng(`${o.seed}/roster`);
  new Rng(`${o.seed}/order`).shuffle(items);
  const digits = o.people > 2_000_000 ? 8 : 7,
    base = 10 ** (digits - 1);
  let number = base,
    line = 1,
    seq = 0,
    household = 0;
  const npn = (i) => String(10_000_000_000 + ((i * 48271007 + 1234567891) % 9999999967)).slice(1);
  function npnOf(p, i) {
    if (p.pension === 0) p.pension = i + 1;
    return p.pension;
  }
  w.put(w.once(`${ROSTER}\r\n`));
  function write(h) {
    number += 1 + rng.int(2);
    h.number = number;
    h.seq = ++household;
    const hh = 10000000 + household,
      mark = `05${number}`,
      zip = `000-${1000 + h.town * 37 + h.block}`;
    const address = `${towns[h.town]}${h.block}-${h.lot}${h.sub ? `-${h.sub}` : ""}`;
    const room = h.odd
      ? e(csv(`${BUILDINGS[0]},"${h.room}号室"`))
      : !h.building
        ? ""
        : h.building.endsWith("方")
          ? e(h.building)
          : e(h.building) + h.room;
    const headName = `${e(h.head.family.kanji)}${h.head.family.foreign && !h.head.family.foreignKanji ? " " : wide}${e(h.head.givKanji)}`;
    let rows = "";
    for (const p of h.members) {
      line++;
      seq++;
      p.line = line;
      p.home = h;
      const f = p.family,
        gap = f.foreign && !f.foreignKanji ? " " : wide;
      if (p.atena === "") p.atena = p.same?.atena || `000000${nine((seq * 7368787 + 55555) % 999999937)}`;
      if (p.same) p.same.atena = p.atena;
      const adult = o.day - p.birth > 7305 && o.day - p.birth < 25000,
        has = p.pension > 0 || (p.pension === 0 && adult && (seq * 7) % 10 < 6),
        loss = date(p.loss);
      rows +=
        `${p.atena},${hh},${mark},${p.edaban},${e(f.kanji)}${gap}${e(p.givKanji)},${e(f.kana)}${wide}${e(p.givKana)},` +
        `${p.alias ? e(p.alias[0]) + wide + e(p.alias[2]) : f.alias ? e(f.alias[0]) + wide + e(p.givKanji) : ""},${date(p.birth)},` +
        `${p.sex ? female : male},${e(p.relation)},${headName},${zip},${address},${room},${date(p.acq)},${e(p.acqReason)},${loss},` +
        `${e(p.lossReason)},${date(p.start)},${loss},${has && o.numbers === "yes" ? npn(npnOf(p, seq)) : ""}\r\n`;
    }
    w.put(rows);
  }
  const plain = o.people - rows,
    step = items.length ? plain / items.length : 0;
  let milestone = 1_000_000,
    done = 0,
    next = 0,
    due = items.length ? (step * rng.int(1000)) / 1000 : Infinity;
  for (;;) {
    while (next < items.length && (done >= due || done >= plain)) {
      write(items[next]);
      next++;
      due = step * (next + rng.int(1000) / 1000);
    }
    if (done >= plain) break;
    const h = people.draw(rng);
    if (h.members.length > plain - done) h.members.length = plain - done;
    done += h.members.length;
    write(h);
    if (seq >= milestone) {
      milestone += 1_000_000;
      collect(); // left alone, V8 lets some 30 MB of garbage a million rows grow old before it looks
      log(`${seq} rows, ${((Date.now() - started) / 1000).toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
    }
  }
  const bytes = { "roster.csv": w.close() };
  log(`roster: ${seq} rows, ${bytes["roster.csv"]} bytes, ${Math.round(seq / Math.max(0.001, (Date.now() - started) / 1000))} rows/s`);

  // ---- the lists -------------------------------------------------------------------------------------------
  const all = cases.map((x) => x.made),
    text = new Rng(`${o.seed}/lists`),
    order = new Rng(`${o.seed}/list order`);
  for (const c of all) {
    const h = c.home,
      k = c.overlapCard;
    c.zip = `000-${String(1000 + h.town * 37 + h.block)}`;
    c.address = fullWidthAscii(`${CITY}${TOWNS[h.town]}${h.block}-${h.lot}${h.sub ? `-${h.sub}` : ""}`);
    c.npn = c.who.pension > 0 ? npn(c.who.pension) : npn(o.people + 1000 + (c.outside ? c.outsiderNo : outsiders + (c.who.line || 0)));
    let mark = "05",
      no = String(c.outside ? base * 9 + 9000 + c.outsiderNo * 3 : h.number),
      branch = c.outside ? "01" : c.who.edaban;
    if (c.s.noEdaban) branch = "";
    else if (!c.s.exactNumber && text.chance(0.07)) branch = "";
    else if (!c.s.exactNumber && text.chance(0.1)) branch = branch.replace(/^0/, "");
    const form = c.s.exactNumber ? 0 : text.int(20);
    if (form === 17) [mark, no] = ["5", no];
    else if (form === 18) [mark, no] = ["", `${mark}${no}`];
    else if (form === 19) [mark, no] = ["", `${mark}-${no}`];
    if (form === 16 || k.fullWidth) {
      mark = fullWidthAscii(mark);
      no = fullWidthAscii(no);
      branch = fullWidthAscii(branch);
    }
    c.own = k.number && o.numbers === "yes" ? [mark, no, branch] : ["", "", ""];
  }
  const pensions = order.shuffle(all.flatMap((c) => c.pensions));
  {
    const date = formatter(o.forms.pension),
      w = new Writer(join(o.out, "pension.csv"), o.encodings.pension);
    w.put(w.once(`${PENSION}\r\n`));
    for (const r of pensions) {
      const since = (r.loss ?? r.before) + 10;
      r.processed = Math.min(o.day - 1, text.between(since, Math.max(since, newest)));
    }
    // What corrects a loss is processed after it.
    for (const c of all) {
      const days = c.pensions.map((r) => r.processed).sort((a, b) => a - b);
      for (const [i, r] of c.pensions.entries()) r.processed = days[i];
    }
    pensions.forEach((r, i) => {
      r.line = i + 2;
      const c = r.case,
        k = c.pensionCard;
      const npnText = r.stranger ? npn(2 * o.people + 1_000_000 + i) : c.npn;
      w.put(
        w.once(
          csvLine([
            [npnText, kanaName(k), kanjiName(k), date(k.birth), ["男", "女"][k.sex] ?? "", c.zip, c.address],
            [r.kind, date(r.loss), r.reason, r.change, date(r.before), date(r.processed)],
          ]),
        ),
      );
    });
    bytes["pension.csv"] = w.close();
  }
  const files = runs.map((r) => `overlap_${iso(r).replaceAll("-", "")}.csv`);
  const perRun = runs.map((run, i) => {
    const list = order.shuffle(all.flatMap((c) => c.overlaps.filter((r) => r.run === i)));
    const date = formatter(o.forms.overlap),
      w = new Writer(join(o.out, files[i]), o.encodings.overlap);
    w.put(w.once(`${OVERLAP}\r\n`));
    list.forEach((r, n) => {
      r.line = n + 2;
      r.file = files[i];
      const c = r.case,
        k = c.overlapCard,
        own = c.outside ? r.acq - 700 : c.who.acq;
      w.put(
        w.once(
          csvLine([
            [date(run), kanjiName(k), kanaName(k), date(k.birth), ["1", "2"][k.sex] ?? "", OWN, ...c.own, date(own), ""],
            [r.insurer.number, r.insurer.name, r.mark, r.no, r.branch, r.self, r.acqText ?? date(r.acq), date(r.ended)],
          ]),
        ),
      );
    });
    bytes[files[i]] = w.close();
    return list.length;
  });

  // ---- the truth -------------------------------------------------------------------------------------------
  const t = new Writer(join(o.out, "truth.ndjson")),
    counts = { P: {}, D: {} },
    uncertain = {},
    noiseCount = {};
  const name = new Map(all.map((c, i) => [c, `p${String(i + 1).padStart(6, "0")}`]));
  function tell(c, flow, bucket, maybe, pension, overlaps, noise, loss, stranger = false) {
    counts[flow][bucket ?? "uncertain"] = (counts[flow][bucket ?? "uncertain"] ?? 0) + 1;
    if (bucket === null) {
      const of = `${flow} ${c.s.id}`;
      uncertain[of] ??= { count: 0, allowed: maybe };
      uncertain[of].count++;
    }
    const row = {
      flow,
      bucket,
      roster_line: c.outside || stranger ? null : c.who.line,
      pension_line: pension,
      overlap: overlaps.map((r) => ({ file: r.file, line: r.line })),
      loss_date: loss === null ? null : iso(loss),
      noise,
      person: name.get(c),
      scenario: c.s.id,
    };
    if (bucket === null) row.allowed = maybe;
    if (flow === "P" && pension !== null && c.plan.overlapNoise.length) row.overlap_noise = c.plan.overlapNoise;
    if (c.s.oldRow) row.other_roster_lines = [c.twin.line];
    if (noise.some((k) => NOISE[k].unlinkable)) row.unlinkable = true;
    t.put(`${JSON.stringify(row)}\n`);
  }
  const lastRun = runs.length - 1;
  const flowP = (c) => {
    const newestRows = c.overlaps.filter((r) => r.run === lastRun),
      noise = c.plan.pensionNoise,
      g = gradeOf(noise);
    if (!c.pensions.length) {
      if (newestRows.length)
        return tell(
          c,
          "P",
          c.s.id === "d_unreadable" ? null : "D-REFERENCE",
          ["D-REFERENCE", "none"],
          null,
          newestRows,
          c.plan.overlapNoise,
          null,
        );
      return tell(
        c,
        "P",
        null,
        ["D-REFERENCE", "none"],
        null,
        c.overlaps.filter((r) => r.run === lastRun - 1),
        c.plan.overlapNoise,
        null,
      );
    }
    for (const r of c.pensions) {
      let bucket = r.bucket ?? c.s.P ?? null,
        maybe = c.s.maybe ?? null,
        loss = c.lossP;
      if (g === "C") {
        bucket = "P-REVIEW";
        loss = null;
      }
      if (g === "?") {
        maybe = [bucket, "P-REVIEW", "P-NONMEMBER"];
        bucket = null;
        loss = null;
      }
      tell(c, "P", bucket, maybe, r.line, newestRows, noise, bucket === "P-CONFIRMED" ? loss : null, r.stranger);
    }
    // matched only in doubt: whether the overlap row is also shown as a mere reference is not fixed
    if (newestRows.length && (g === "C" || g === "?"))
      tell(c, "P", null, ["D-REFERENCE", "none"], null, newestRows, c.plan.overlapNoise, null);
  };
  const flowD = (c) => {
    const shown = c.overlaps.filter((r) => r.run >= lastRun - 1),
      isNew = shown.some((r) => r.run === lastRun);
    if (!shown.length) return;
    const noise = c.plan.overlapNoise,
      g = gradeOf(noise);
    let bucket = isNew ? (c.s.D ?? null) : "D-RESOLVED",
      maybe = c.s.dMaybe ?? null,
      loss = c.lossD;
    if (g === "C") {
      bucket = "D-REVIEW";
      loss = null;
    }
    if (g === "?") {
      maybe = [bucket, "D-REVIEW", "D-NONMEMBER"];
      bucket = null;
      loss = null;
    }
    tell(c, "D", bucket, maybe, null, shown, noise, bucket === "D-CANDIDATE" ? loss : null);
  };
  const byLine = (list) => [...new Set(list.map((r) => r.case))];
  const onOverlap = byLine(all.flatMap((c) => c.overlaps).sort((a, b) => b.run - a.run || a.line - b.line));
  for (const c of byLine(pensions)) flowP(c);
  for (const c of onOverlap) if (!c.pensions.length && c.overlaps.some((r) => r.run >= lastRun - 1)) flowP(c);
  if (o.day >= days(2022, 11, 29)) for (const c of onOverlap) flowD(c);
  t.close();
  for (const c of all)
    for (const [list, classes] of [
      ["pension", c.plan.pensionNoise],
      ["overlap", c.plan.overlapNoise],
    ])
      for (const k of classes) {
        noiseCount[k] ??= { pension: 0, overlap: 0 };
        noiseCount[k][list]++;
      }
  const sorted = (x) => Object.fromEntries(Object.entries(x).sort(([a], [b]) => (a < b ? -1 : 1)));
  const summary = {
    arguments: {
      people: o.people,
      seed: o.seed,
      date: o.date,
      pension: o.pension,
      overlap: o.overlap,
      runs: o.runs,
      noise: o.noise,
      ...(o.scenarios === "usual" ? {} : { scenarios: o.scenarios }),
      ...(o.numbers === "yes" ? {} : { numbers: o.numbers }),
      encoding: o.encodings,
      date_form: o.forms,
    },
    files: {
      "roster.csv": { rows: seq, bytes: bytes["roster.csv"] },
      "pension.csv": { rows: pensions.length, bytes: bytes["pension.csv"] },
      ...Object.fromEntries(files.map((f, i) => [f, { rows: perRun[i], bytes: bytes[f], run_date: iso(runs[i]) }])),
    },
    buckets: { P: sorted(counts.P), D: sorted(counts.D) },
    uncertain: sorted(uncertain),
    noise: sorted(noiseCount),
  };
  writeFileSync(join(o.out, "truth.json"), `${JSON.stringify(summary, null, 1)}\n`);
  return summary;
}

/** Birth dates that could be taken for this one: a day apart, month and day or two digits swapped, another era's year. */
function around(birth) {
  const [y, m, d] = civil(birth),
    out = [birth, birth - 1, birth + 1],
    turned = (n) => (n % 10) * 10 + Math.floor(n / 10);
  const add = (yy, mm, dd) => {
    if (mm >= 1 && mm <= 12 && dd >= 1 && yy > 1901 && yy < 2060 && valid(yy, mm, dd)) out.push(days(yy, mm, dd));
  };
  add(y, d, m);
  add(y, m, turned(d));
  add(y, turned(m), d);
  const eras = [1867, 1911, 1925, 1988, 2018];
  for (const from of eras) for (const to of eras) if (from !== to && y > from && y - from <= 64) add(to + y - from, m, d);
  return out;
}

// male given names of two kanji that begin alike: twins whom a ● makes one
const MALE_PAIRS = new Map();
{
  const { MALE_OLDER, MALE_NEWER } = await import("./municipality/names.mjs");
  for (const e of [...MALE_NEWER, ...MALE_OLDER]) {
    const k = [...e[0]];
    if (k.length === 2) MALE_PAIRS.set(k[0], [...(MALE_PAIRS.get(k[0]) ?? []), e]);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes("--help")) {
    console.log(USAGE);
    process.exit(0);
  }
  try {
    const argv = process.argv.slice(2).filter((a) => a !== "--dense");
    const o = options(argv);
    if (argv.length < process.argv.length - 2) {
      const { truth, ...made } = generateDense({ people: o.people, seed: o.seed, date: o.day, out: o.out });
      console.log(JSON.stringify({ ...made, truth: truth.length }));
      process.exit(0);
    }
    const s = generate(o, (text) => console.error(text));
    console.log(JSON.stringify({ files: s.files, buckets: s.buckets }));
  } catch (e) {
    if (!(e instanceof Usage)) throw e;
    console.error(`${e.message}\n\n${USAGE}`);
    process.exit(2);
  }
}
