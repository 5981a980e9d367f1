// Writes tests/layouts/corpus: files as municipal vendors, 国保連 and clerks with Excel write them, each with what a
// careful person would say about it. Everything is invented. Seeded: the same bytes every time.
//   node tests/layouts/make-corpus.mjs [FOLDER]
//
// Expectation (NN-name.json): {"kind","today","file","accept":"yes|no|either",
//   "fields":{code:{"position":N,"also":[N…]?,"date":"self|era_medical|era_pension|serial"?}},
//   "required":[[code…]…]  each group: at least one of its fields is proposed rightly, and none wrongly
//   "ask":[code…]          what a person has to be asked; not among the required
//   "must_not":{code:[position…]}, "header_rows","skip_rows","shape","record_kind":N?,"dropped":[position…],"why"}
// Positions are 1-based. `also`: another column that says the same. A date without `date` has no value to tell its form.
// skip_rows: lines above the header (or the first row), blank ones counted. `accept`: "yes": nobody would have to ask;
// "no": a person must be asked.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FORMS, addYears, civil, era, iso, parse } from "../../scripts/municipality/dates.mjs";
import { writeCp932 } from "../../scripts/municipality/encode.mjs";
import { OWN, insurer } from "../../scripts/municipality/insurer.mjs";
import * as names from "../../scripts/municipality/names.mjs";
import { fullWidthAscii, halfWidth } from "../../scripts/municipality/noise.mjs";
import { Rng } from "../../scripts/municipality/rng.mjs";

const folder = process.argv[2] ? `${process.argv[2]}/` : fileURLToPath(new URL("corpus/", import.meta.url));
const TODAY = "2026-11-22",
  today = parse(TODAY);
const two = (n) => String(n).padStart(2, "0");

// ---- dates -------------------------------------------------------------------------------------------------------
const written = (form) => (day) => (day === null ? "" : form(...civil(day), era(day).e, era(day).year));
const hm = (day) => `${8 + (day % 10)}:${two((day * 7) % 60)}:${two((day * 13) % 60)}`;
const DATE = {
  ...Object.fromEntries(Object.entries(FORMS).map(([k, f]) => [k, { write: written(f), says: "self" }])),
  gyymmdd5: { write: written(FORMS.gyymmdd5), says: "era_medical" },
  gyymmdd9: { write: written(FORMS.gyymmdd9), says: "era_pension" },
  serial: { write: (day) => (day === null ? "" : String(day + 25569)), says: "serial" },
  midnight: { write: (day) => (day === null ? "" : `${written(FORMS.slash)(day)} 0:00:00`), says: "self" },
  stamp: { write: (day) => (day === null ? "" : `${written(FORMS.slash)(day)} ${hm(day)}`), says: "self" },
  zeros: { write: (day) => (day === null ? "00000000" : written(FORMS.compact)(day)), says: "self" },
  nines: { write: (day) => (day === null ? "9999-12-31" : iso(day)), says: "self" },
  wide: { write: (day) => (day === null ? "" : fullWidthAscii(written(FORMS.wareki)(day))), says: "self" },
  shortslash: { write: written((_y, m, d, e, n) => `${e[2]}${two(n)}/${two(m)}/${two(d)}`), says: "self" },
  letter: { write: written((_y, m, d, e, n) => `${e[2]}${two(n)}${two(m)}${two(d)}`), says: "self" },
};

// ---- people ------------------------------------------------------------------------------------------------------
const myNumber = (rng) => {
  const body = `0000${String(rng.int(10000000)).padStart(7, "0")}`;
  let sum = 0;
  for (let n = 1; n <= 11; n++) sum += Number(body[11 - n]) * (n <= 6 ? n + 1 : n - 5);
  return body + (sum % 11 <= 1 ? 0 : 11 - (sum % 11));
};
const digits = (rng, n) => Array.from({ length: n }, (_, i) => (i === 0 ? rng.between(1, 9) : rng.int(10))).join("");
const REASON_IN = ["社保離脱", "社保離脱", "転入", "出生", "生活保護廃止", "その他"],
  REASON_OUT = ["社保加入", "社保加入", "転出", "死亡", "その他"];

function people(rng, count, [young, old]) {
  const out = [];
  let household = null;
  for (let i = 0; i < count; i++) {
    if (!household || rng.chance(0.6)) {
      const [kanji, kana] = rng.pick(names.SURNAMES);
      household = {
        kanji,
        kana,
        id: String(10000000 + rng.int(9000000)),
        serial: String(1000000 + rng.int(900000)),
        size: 0,
        base: `0000${digits(rng, 9)}`,
        address: `${names.CITY}${rng.pick(names.TOWNS)}${rng.between(1, 9)}-${rng.between(1, 30)}-${rng.between(1, 20)}`,
        building: rng.chance(0.3) ? `${rng.pick(names.BUILDINGS)}${rng.between(1, 9)}0${rng.between(1, 9)}` : "",
        postal: `000-${digits(rng, 4)}`,
        tel: `000-${digits(rng, 3)}-${digits(rng, 4)}`,
      };
    }
    const h = household,
      sex = rng.int(2),
      birth = addYears(today, -rng.between(young, old)) - rng.int(365);
    const [kanji, kana] = rng.pick(
      birth < parse("1980-01-01") ? [names.MALE_OLDER, names.FEMALE_OLDER][sex] : [names.MALE_NEWER, names.FEMALE_NEWER][sex],
    );
    if (h.size++ === 0) {
      h.head = `${h.kanji}　${kanji}`;
      h.headKana = `${h.kana}　${kana}`;
    }
    const acquired =
      rng.chance(0.08) && birth > parse("2000-01-01") ? birth : Math.max(birth, today - 40 - rng.int(365 * rng.pick([2, 8, 20, 30])));
    const lost = rng.chance(0.2) ? Math.min(today - 5, acquired + 30 + rng.int(2000)) : null;
    const joined = today - 20 - rng.int(200);
    const other = insurer(rng, rng.chance(0.9) ? "employer" : "kyosai");
    out.push({
      n: i + 1,
      h,
      sex,
      birth,
      acquired,
      lost,
      joined,
      other,
      name: `${h.kanji}　${kanji}`,
      kana: `${h.kana}　${kana}`,
      applied: rng.chance(0.25) ? Math.min(today - 30, acquired + rng.int(900)) : acquired,
      filed: acquired + rng.int(25),
      lostFiled: lost === null ? null : lost + rng.int(30),
      moved: Math.max(acquired, lost ?? 0) + rng.int(3),
      updated: today - rng.int(400),
      branch: two(h.size),
      resident: `${h.base}${two(h.size)}`,
      symbol: "05",
      pension: digits(rng, 10),
      my: myNumber(rng),
      relation: h.size === 1 ? "世帯主" : sex ? "妻" : "子",
      account: digits(rng, 7),
      former: `別市${rng.pick(names.TOWNS)}${rng.between(1, 50)}`,
      formerPostal: `000-${digits(rng, 4)}`,
      in: rng.pick(REASON_IN),
      out: lost === null ? "" : rng.pick(REASON_OUT),
      category: rng.pick(["1", "1", "1", "3"]),
      corrected: rng.chance(0.12),
      processed: Math.min(today - 3, joined + 20 + rng.int(30)),
      otherSymbol: digits(rng, 8),
      otherSerial: digits(rng, rng.between(3, 6)),
      otherBranch: rng.chance(0.8) ? two(rng.int(4)) : "",
      otherLost: rng.chance(0.08) ? joined + 15 : null,
      family: rng.chance(0.7) ? "本人" : "家族",
      retired: birth + 365 * 45 < today ? Math.min(today - 400, birth + 365 * 45 + rng.int(3000)) : null,
      care: addYears(birth, 40) <= today ? addYears(birth, 40) - 1 : null,
    });
  }
  return out;
}

// ---- columns -----------------------------------------------------------------------------------------------------
// c(header, value, field?, extra?): extra {my:true} a 個人番号 to be dropped, {never:[field…]} a trap, {group:'…'} upper header line
const c = (header, value, field = null, extra = {}) => ({ header, value, field, ...extra });
const d = (header, key, form, field = null, extra = {}) => ({
  header,
  value: (p) => DATE[form].write(typeof key === "function" ? key(p) : p[key]),
  raw: typeof key === "function" ? key : (p) => p[key],
  date: DATE[form].says,
  field,
  ...extra,
});
const trap = (...never) => ({ never });
const sexCode = (p) => String(p.sex + 1),
  sexName = (p) => (p.sex ? "女" : "男");
const get = (key) => (p) => p[key];
const ofHouse = (key) => (p) => p.h[key];
const blank = () => "";
const no = (header = "", extra) => c(header, blank, null, extra);

const R = {
  // roster columns by what they hold
  resident: (h = "宛名番号") => c(h, get("resident"), "resident_number"),
  household: (h = "世帯番号") => c(h, ofHouse("id"), "household_id"),
  number: (h = "記号番号", f = (p) => p.symbol + p.h.serial) => c(h, f, "member_number"),
  symbol: (h = "記号") => c(h, get("symbol"), "member_symbol"),
  serial: (h = "番号") => c(h, ofHouse("serial"), "member_serial"),
  branch: (h = "枝番") => c(h, get("branch"), "branch"),
  name: (h = "氏名", f = get("name")) => c(h, f, "name"),
  kana: (h = "氏名カナ", f = get("kana")) => c(h, f, "name_kana"),
  birth: (h = "生年月日", form = "compact") => d(h, "birth", form, "birth_date"),
  sex: (h = "性別", f = sexName) => c(h, f, "sex"),
  relation: (h = "続柄") => c(h, get("relation"), "relationship"),
  head: (h = "世帯主氏名") => c(h, ofHouse("head"), "head_name", trap("name")),
  headKana: (h = "世帯主カナ氏名", f = ofHouse("headKana")) => c(h, f, null, trap("name_kana", "name", "head_name")),
  postal: (h = "郵便番号") => c(h, ofHouse("postal"), "postal_code"),
  address: (h = "住所", f = ofHouse("address")) => c(h, f, "address"),
  building: (h = "方書") => c(h, ofHouse("building"), "building"),
  acquired: (h = "資格取得年月日", form = "compact") => d(h, "acquired", form, "acquired"),
  in: (h = "資格取得事由") => c(h, get("in"), "acquired_reason"),
  lost: (h = "資格喪失年月日", form = "compact") => d(h, "lost", form, "lost"),
  out: (h = "資格喪失事由") => c(h, get("out"), "lost_reason"),
  applied: (h = "適用開始年月日", form = "compact") => d(h, "applied", form, "applied_from", trap("acquired")),
  filed: (h = "資格取得届出日", form = "compact") => d(h, "filed", form, null, trap("acquired", "lost", "applied_from", "birth_date")),
  lostFiled: (h = "資格喪失届出日", form = "compact") => d(h, "lostFiled", form, null, trap("acquired", "lost", "applied_to")),
  moved: (h = "異動日", form = "compact") => d(h, "moved", form, null, trap("acquired", "lost", "birth_date")),
  updated: (h = "更新日時", form = "stamp") => d(h, "updated", form, null, trap("acquired", "lost", "birth_date")),
  my: (h = "個人番号") =>
    c(h, get("my"), null, { my: true, never: ["resident_number", "member_number", "member_serial", "pension_number"] }),
};
const usualRoster = (form = "compact") => [
  R.resident(),
  R.household(),
  R.number(),
  R.branch(),
  R.name(),
  R.kana(),
  R.birth(undefined, form),
  R.sex(),
  R.relation(),
  R.head(),
  R.postal(),
  R.address(),
  R.acquired(undefined, form),
  R.in(),
  R.lost(undefined, form),
  R.out(),
];

const P = {
  // pension list
  number: (h = "基礎年金番号", f = get("pension")) => c(h, f, "pension_number"),
  kana: (h = "氏名カナ", f = get("kana")) => c(h, f, "name_kana"),
  name: (h = "氏名") => c(h, get("name"), "name"),
  birth: (h = "生年月日", form = "short") => d(h, "birth", form, "birth_date"),
  sex: (h = "性別", f = sexName) => c(h, f, "sex"),
  postal: R.postal,
  address: R.address,
  category: (h = "種別", f = get("category")) => c(h, f, "pension_category"),
  lost: (h = "資格喪失年月日", form = "short") => d(h, "joined", form, "pension_lost"),
  reason: (h = "喪失事由") => c(h, (p) => (p.n % 9 ? "厚生年金加入" : "60歳到達"), "pension_lost_reason"),
  change: (h = "異動区分") => c(h, (p) => (p.corrected ? "喪失訂正" : "喪失"), "change_kind"),
  corrected: (h = "訂正前喪失年月日", form = "short") =>
    d(h, (p) => (p.corrected ? p.joined - 30 : null), form, "corrected_from", trap("pension_lost")),
  processed: (h = "処理年月日", form = "short") => d(h, "processed", form, "processed", trap("pension_lost")),
};
const usualPension = (form = "short") => [
  P.number(),
  P.kana(),
  P.name(),
  P.birth(undefined, form),
  P.sex(),
  P.postal(),
  P.address(),
  P.category(),
  P.lost(undefined, form),
  P.reason(),
  P.change(),
  P.corrected(undefined, form),
  P.processed(undefined, form),
];

const RUN = parse("2026-11-19");
const own = { insurer: OWN, symbol: get("symbol"), serial: ofHouse("serial") };
/** The overlap columns of one side; name(what) is its header. */
const ownSide = (name, form = "iso") => [
  c(name("保険者番号"), () => OWN, "own_insurer", trap("other_insurer")),
  c(name("記号"), own.symbol, "own_symbol", trap("other_symbol")),
  c(name("番号"), own.serial, "own_serial", trap("other_serial")),
  c(name("枝番"), get("branch"), "own_branch", trap("other_branch")),
  d(name("資格取得年月日"), "acquired", form, "own_acquired", trap("other_acquired")),
  d(name("資格喪失年月日"), () => null, form, "own_lost", trap("other_lost", "other_acquired")),
];
const otherSide = (name, form = "iso") => [
  c(name("保険者番号"), (p) => p.other.number, "other_insurer", trap("own_insurer")),
  c(name("保険者名"), (p) => p.other.name, "other_insurer_name"),
  c(name("記号"), get("otherSymbol"), "other_symbol", trap("own_symbol")),
  c(name("番号"), get("otherSerial"), "other_serial", trap("own_serial")),
  c(name("枝番"), get("otherBranch"), "other_branch", trap("own_branch")),
  c(name("本人家族区分"), get("family"), "other_relation"),
  d(name("資格取得年月日"), "joined", form, "other_acquired", trap("own_acquired")),
  d(name("資格喪失年月日"), "otherLost", form, "other_lost", trap("other_acquired", "own_lost")),
];
const person = (form = "iso") => [R.name(), R.kana(), R.birth(undefined, form), R.sex(undefined, sexCode)];
const runDate = (h = "作成年月日", form = "iso") => d(h, () => RUN, form, "run_date", trap("own_acquired", "other_acquired", "birth_date"));
const pair = (o, x, form = "iso") => [runDate(undefined, form), ...person(form), ...ownSide(o, form), ...otherSide(x, form)];
const pre = (p) => (what) => p + what;
const suf = (s) => (what) => what + s;

/** Grouped: one 資格 a row; the row says whose by its insurer number. */
const groupedRows = (list, { ownFirst = true, once = false, third = false } = {}) =>
  list.flatMap((p, i) => {
    const mine = {
      ...p,
      key: i + 1,
      insurerNumber: OWN,
      insurerName: names.CITY,
      s: p.symbol,
      q: p.h.serial,
      b: p.branch,
      from: p.acquired,
      to: null,
    };
    const theirs = {
      ...p,
      key: i + 1,
      insurerNumber: p.other.number,
      insurerName: p.other.name,
      s: p.otherSymbol,
      q: p.otherSerial,
      b: p.otherBranch,
      from: p.joined,
      to: p.otherLost,
    };
    const rows = ownFirst ? [mine, theirs] : [theirs, mine];
    if (third && i % 6 === 5) rows.push({ ...theirs, s: digitsOf(p.n), from: p.joined - 200, to: p.joined - 1 });
    if (once) for (const r of rows.slice(1)) r.key = "";
    return rows;
  });
const digitsOf = (n) => String(7654321 + n * 31);
const groupedColumns = (key, form = "iso", insurerText = get("insurerNumber"), name = (h) => h) => [
  c(key, (p) => String(p.key), "group_key"),
  ...person(form),
  c(name("保険者番号"), insurerText, "other_insurer"),
  c(name("保険者名"), get("insurerName"), "other_insurer_name"),
  c(name("記号"), get("s"), "other_symbol"),
  c(name("番号"), get("q"), "other_serial"),
  c(name("枝番"), get("b"), "other_branch"),
  d(name("資格取得年月日"), "from", form, "other_acquired"),
  d(name("資格喪失年月日"), "to", form, "other_lost"),
];

// ---- files -------------------------------------------------------------------------------------------------------
const NEED = {
  roster: [["resident_number", "member_number", "member_serial"], ["name_kana", "name"], ["birth_date"], ["acquired"]],
  pension: [["name_kana", "name"], ["birth_date"], ["pension_lost"]],
  overlap: [["own_serial", "name_kana", "name"], ["birth_date"], ["other_insurer"], ["other_acquired"], ["run_date"]],
  grouped: [["group_key"], ["name_kana", "name"], ["birth_date"], ["other_insurer"], ["other_acquired"], ["run_date"]],
};
const AGES = { roster: [0, 74], pension: [20, 59], overlap: [18, 73] };

const variants = [];
/**
 * cols; rows (count); encoding utf-8|utf-8-bom|utf-16le|cp932; delimiter; newline; quotes min|all|kokuho; title: lines above the
 * header; header 1|2|0; kinds: 国保連-type record kinds (true: 1/2/3, 'end': no control record); tail: lines below; gaps, page:
 * an empty row, the header again, every so many rows; arrange(people): the rows; shape, accept; ask: what must be asked;
 * absent: a field that no column holds; why
 */
const file = (kind, name, options) =>
  variants.push({
    kind,
    name,
    rows: 40,
    encoding: "cp932",
    delimiter: ",",
    newline: "\r\n",
    quotes: "min",
    title: [],
    header: 1,
    tail: [],
    accept: "yes",
    ...options,
  });

// roster
file("roster", "builtin", {
  why: "見出しが組み込みの名前のまま",
  cols: [...usualRoster(), R.applied(), d("適用終了年月日", "lost", "compact", "applied_to"), P.number()],
});
file("roster", "vendor-quoted", {
  why: "ベンダーA: 全項目引用符、漢字・ｶﾅの括弧書き、コードと名称の並記",
  quotes: "all",
  cols: [
    R.resident("個人コード"),
    R.household("世帯コード"),
    R.symbol("被保険者証記号"),
    R.serial("被保険者証番号"),
    R.branch("枝番"),
    R.name("氏名（漢字）"),
    R.kana("氏名（ｶﾅ）", (p) => halfWidth(p.kana)),
    R.birth("生年月日（西暦）", "slash"),
    c("性別コード", sexCode, "sex"),
    c("性別名称", sexName, "sex"),
    R.relation("続柄名称"),
    R.acquired("国保資格取得年月日", "slash"),
    R.in("取得事由名称"),
    R.lost("国保資格喪失年月日", "slash"),
    R.out("喪失事由名称"),
  ],
});
file("roster", "birth-in-both-calendars", {
  accept: "either",
  why: "生年月日（和暦）と（西暦）が並び、同じ日を言う",
  cols: [
    R.resident("住民コード"),
    R.number("被保険者証記号番号"),
    R.name(),
    R.kana("フリガナ"),
    R.birth("生年月日（和暦）", "wareki"),
    R.birth("生年月日（西暦）", "compact"),
    R.sex(),
    R.acquired("資格取得日", "compact"),
    R.lost("資格喪失日", "compact"),
  ],
});
file("roster", "two-different-births", {
  accept: "no",
  ask: ["birth_date"],
  why: "同じ見出しの生年月日が二列あり値が違う（片方は世帯主か）",
  cols: [
    R.resident(),
    R.name(),
    R.kana(),
    R.birth(undefined, "iso"),
    R.sex(),
    R.acquired(undefined, "iso"),
    R.lost(undefined, "iso"),
    c("氏名２", ofHouse("head")),
    d("生年月日", (p) => p.birth - 9000 - ((p.n * 97) % 4000), "iso", null, trap("birth_date")),
  ],
});
file("roster", "date-traps", {
  why: "資格取得日のまわりに届出日・異動日・更新日時",
  cols: [
    R.resident("個人コード"),
    R.number("国保記号番号"),
    R.updated(),
    R.name(),
    R.kana("カナ氏名"),
    R.birth(),
    R.filed("資格取得届出日"),
    R.acquired("資格取得日"),
    R.in(),
    R.lostFiled("資格喪失届出日"),
    R.lost("資格喪失日"),
    R.out(),
    R.moved("異動日"),
    R.filed("届出年月日"),
  ],
});
const grouped = (group, column) => ({ ...column, group });
file("roster", "two-line-header", {
  why: "二段見出し（上段は 資格 などの見出し、下段だけでも分かる）",
  header: 2,
  cols: [
    grouped("被保険者", R.resident()),
    grouped("", R.number()),
    grouped("", R.name()),
    grouped("", R.kana("フリガナ")),
    grouped("", R.birth()),
    grouped("", R.sex()),
    grouped("資格", R.acquired("取得年月日")),
    grouped("", R.in("取得事由")),
    grouped("", R.lost("喪失年月日")),
    grouped("", R.out("喪失事由")),
    grouped("住所", R.postal("郵便番号")),
    grouped("", R.address("現住所")),
  ],
});
file("roster", "two-line-header-needed", {
  accept: "either",
  why: "二段見出しで、上段を読まないと区別できない（資格取得／資格喪失 の 年月日・届出日）",
  header: 2,
  encoding: "utf-8-bom",
  cols: [
    grouped("世帯主", c("氏名", ofHouse("head"), "head_name", trap("name"))),
    grouped("", c("カナ", ofHouse("headKana"), null, trap("name_kana"))),
    grouped("被保険者", c("宛名番号", get("resident"), "resident_number")),
    grouped("", R.name("氏名")),
    grouped("", R.kana("カナ")),
    grouped("", R.birth("生年月日", "iso")),
    grouped("資格取得", d("年月日", "acquired", "iso", "acquired")),
    grouped("", R.filed("届出日", "iso")),
    grouped("", c("事由", get("in"), "acquired_reason")),
    grouped("資格喪失", d("年月日", "lost", "iso", "lost", trap("acquired"))),
    grouped("", R.lostFiled("届出日", "iso")),
    grouped("", c("事由", get("out"), "lost_reason")),
  ],
});
file("roster", "title-line", {
  why: "見出しの上に表題と空行",
  title: ["国民健康保険被保険者台帳　令和8年11月1日現在", ""],
  cols: usualRoster("slash"),
});
file("roster", "headerless-two-like-dates", {
  accept: "no",
  ask: ["acquired"],
  header: 0,
  why: "見出しなし。資格取得日と適用開始日がほぼ同じで見分けられない",
  cols: [
    R.resident(),
    R.number(),
    R.name(),
    R.kana(),
    R.birth(undefined, "iso"),
    R.sex(),
    R.applied(undefined, "iso"),
    R.acquired(undefined, "iso"),
  ],
  rows: 30,
});
file("roster", "headerless-simple", {
  accept: "either",
  header: 0,
  why: "見出しなし。日付は生年月日と資格取得日だけ",
  cols: [R.resident(), R.name(), R.kana(), R.birth(), R.sex(), R.acquired()],
});
file("roster", "tab-utf8", { why: "タブ区切り UTF-8 LF", encoding: "utf-8", delimiter: "\t", newline: "\n", cols: usualRoster("iso") });
file("roster", "semicolon-bom", {
  why: "セミコロン区切り BOM 付き UTF-8",
  encoding: "utf-8-bom",
  delimiter: ";",
  cols: usualRoster("slash"),
});
file("roster", "utf16-unicode-text", {
  why: "Excel の Unicode テキスト（UTF-16LE タブ）",
  encoding: "utf-16le",
  delimiter: "\t",
  cols: usualRoster("slash"),
});
file("roster", "cr-only", { why: "改行が CR だけ", newline: "\r", cols: usualRoster() });
file("roster", "line-breaks-in-header", {
  why: "見出しの中に改行",
  quotes: "all",
  encoding: "utf-8-bom",
  cols: [
    R.resident("宛名\n番号"),
    R.number("被保険者証\n記号番号"),
    R.name("氏名\n（漢字）"),
    R.kana("氏名\n（カナ）"),
    R.birth("生年\n月日", "slash"),
    R.sex(),
    R.acquired("資格取得\n年月日", "slash"),
    R.filed("資格取得\n届出年月日", "slash"),
    R.lost("資格喪失\n年月日", "slash"),
    R.address("住所"),
  ],
});
file("roster", "trailing-empty-columns", { why: "右端に空の列が続く", cols: [...usualRoster("wareki"), no(), no(), no()] });
file("roster", "wareki", {
  why: "和暦（令和3年4月1日、令和元年）",
  cols: [
    R.resident("宛名コード"),
    R.number("被保険者記号番号"),
    R.name("漢字氏名"),
    R.kana("カナ氏名"),
    R.birth(undefined, "wareki"),
    R.sex(),
    R.acquired("資格取得年月日", "wareki"),
    R.lost("資格喪失年月日", "wareki"),
  ],
});
file("roster", "era-letters", { why: "元号の頭文字（R3.4.1）", cols: usualRoster("short") });
file("roster", "era-letters-packed", {
  why: "元号の頭文字と六桁（R030401）",
  cols: [
    R.resident(),
    R.kana("氏名フリガナ"),
    R.name(),
    R.birth(undefined, "letter"),
    R.sex(),
    R.acquired("取得日", "letter"),
    R.lost("喪失日", "letter"),
  ],
});
file("roster", "era-codes-medical", { accept: "either", why: "GYYMMDD（医療系 1-5）", rows: 60, cols: usualRoster("gyymmdd5") });
file("roster", "era-codes-pension", { accept: "either", why: "GYYMMDD（年金系 1/3/5/7/9）", rows: 60, cols: usualRoster("gyymmdd9") });
file("roster", "serial-dates", {
  accept: "either",
  why: "日付が Excel のシリアル値",
  encoding: "utf-8-bom",
  cols: [
    R.resident("宛名番号"),
    R.symbol("記号"),
    R.serial("番号"),
    R.branch(),
    R.name(),
    R.kana(),
    R.birth(undefined, "serial"),
    R.sex(),
    R.acquired("資格取得日", "serial"),
    R.lost("資格喪失日", "serial"),
  ],
});
file("roster", "my-number", {
  why: "個人番号の列がある（落とす）",
  cols: [R.resident(), R.my(), R.number(), R.name(), R.kana(), R.birth(), R.sex(), R.acquired(), R.lost()],
});
file("roster", "my-number-unnamed", {
  accept: "either",
  why: "見出しから分からない個人番号（管理コード）を値で見抜いて落とす",
  cols: [
    R.my("管理コード"),
    R.resident("住民番号"),
    R.number(),
    R.name(),
    R.kana(),
    R.birth(undefined, "iso"),
    R.sex(),
    R.acquired(undefined, "iso"),
    R.lost(undefined, "iso"),
  ],
});
file("roster", "my-number-headerless", {
  accept: "either",
  header: 0,
  why: "見出しなしで先頭に個人番号",
  cols: [R.my(), R.resident(), R.name(), R.kana(), R.birth(undefined, "iso"), R.sex(), R.acquired(undefined, "iso")],
});
file("roster", "standard-export", {
  why: "標準準拠システム: 保険者番号8、記号番号12、枝番2、宛名番号15、YYYY-MM-DD",
  encoding: "utf-8",
  quotes: "all",
  cols: [
    c("保険者番号", () => OWN, null, trap("member_number", "member_serial")),
    R.number("被保険者記号番号", (p) => `00000${p.h.serial}`),
    R.branch("枝番"),
    R.resident("宛名番号"),
    R.household("世帯番号"),
    R.name("氏名（漢字）"),
    R.kana("氏名（フリガナ）"),
    R.birth("生年月日", "iso"),
    R.sex("性別", sexCode),
    R.acquired("資格取得年月日", "iso"),
    R.filed("資格取得届出年月日", "iso"),
    R.lost("資格喪失年月日", "nines"),
    R.lostFiled("資格喪失届出年月日", "iso"),
    R.applied("適用開始年月日", "iso"),
    d("適用終了年月日", "lost", "nines", "applied_to"),
  ],
});
file("roster", "record-kinds-headerless", {
  accept: "either",
  header: 0,
  kinds: true,
  quotes: "kokuho",
  why: "国保連型: レコード種別 1/2/3、件数、見出しなし",
  cols: [c("", () => "2"), R.resident(), R.number(), R.branch(), R.name(), R.kana(), R.birth(), R.sex(undefined, sexCode), R.acquired()],
});
file("roster", "record-kinds-with-header", {
  accept: "either",
  kinds: "end",
  why: "見出し行があり、データはレコード区分 2、最後に件数の 3",
  cols: [
    c("レコード区分", () => "2"),
    R.resident(),
    R.number(),
    R.branch(),
    R.name(),
    R.kana(),
    R.birth(),
    R.sex(undefined, sexCode),
    R.acquired(),
    R.lost(),
  ],
});
file("roster", "hyphenated-number", {
  why: "被保険者証記号・番号がハイフンつなぎ",
  cols: [
    R.number("被保険者証記号・番号", (p) => `${p.symbol}-${p.h.serial}`),
    R.branch("枝番号"),
    R.name("被保険者氏名"),
    R.kana("被保険者氏名カナ"),
    R.birth(undefined, "slash"),
    R.sex("男女"),
    R.acquired("資格取得日", "slash"),
    R.lost("資格喪失日", "slash"),
  ],
});
file("roster", "few-rows", {
  rows: 8,
  why: "8 行しかない",
  cols: [
    R.resident("個人コード"),
    R.name(),
    R.kana("ﾌﾘｶﾞﾅ", (p) => halfWidth(p.kana)),
    R.birth(undefined, "wareki"),
    R.sex(),
    R.acquired("国保資格取得日", "wareki"),
    R.lost("国保資格喪失日", "wareki"),
  ],
});
file("roster", "head-kana-trap", {
  why: "世帯主カナ氏名・世帯主氏名が本人の氏名より左にある",
  cols: [
    R.household("世帯コード"),
    R.headKana(),
    R.head("世帯主氏名"),
    R.resident("個人コード"),
    R.kana("カナ氏名"),
    R.name("漢字氏名"),
    R.birth(),
    R.sex(),
    R.acquired("資格取得日"),
    R.lost("資格喪失日"),
  ],
});
file("roster", "contact-traps", {
  why: "前住所・電話番号・口座番号",
  cols: [
    R.resident(),
    R.number(),
    R.name(),
    R.kana(),
    R.birth(),
    R.sex(),
    c("前住所郵便番号", get("formerPostal"), null, trap("postal_code")),
    c("前住所", get("former"), null, trap("address")),
    R.postal("郵便番号"),
    R.address("現住所"),
    c("電話番号", ofHouse("tel"), null, trap("postal_code", "member_serial")),
    c("口座番号", get("account"), null, trap("member_serial", "member_number")),
    c("口座名義人カナ", (p) => halfWidth(p.h.headKana), null, trap("name_kana")),
    R.acquired(),
    R.lost(),
  ],
});
file("roster", "split-address", {
  why: "住所1・住所2、空の事由",
  encoding: "utf-8-bom",
  cols: [
    R.resident("住民コード"),
    R.name("氏名_漢字"),
    R.kana("氏名_カナ"),
    R.birth(undefined, "iso"),
    R.sex(),
    R.address("住所1"),
    R.building("住所2"),
    R.acquired(undefined, "iso"),
    no("資格取得事由"),
    R.lost(undefined, "iso"),
  ],
});
file("roster", "spaced-headers", {
  why: "見出しの字間に全角・半角の空白",
  encoding: "utf-8",
  newline: "\n",
  cols: [
    R.resident("宛　名　番　号"),
    R.number("記号 番号"),
    R.name("氏　　名"),
    R.kana("フ リ ガ ナ"),
    R.birth("生 年 月 日", "slash"),
    R.sex("性　別"),
    R.acquired("資格 取得 年月日", "slash"),
    R.lost("資格 喪失 年月日", "slash"),
  ],
});
file("roster", "other-schemes-dates", {
  accept: "either",
  why: "退職・介護・前回の資格取得日が混じる",
  cols: [
    R.resident(),
    R.number(),
    R.name(),
    R.kana(),
    R.birth(),
    R.sex(),
    d("退職被保険者資格取得日", "retired", "compact", null, trap("acquired")),
    d("前回資格取得年月日", (p) => p.acquired - 900, "compact", null, trap("acquired")),
    R.acquired("国保資格取得年月日"),
    R.lost("国保資格喪失年月日"),
    d("介護２号資格取得日", "care", "compact", null, trap("acquired")),
  ],
});
file("roster", "midnight-times", {
  why: "データベース出力: 日付に 0:00:00",
  encoding: "utf-8",
  quotes: "all",
  cols: [
    R.resident("宛名番号"),
    R.number("記号番号"),
    R.name(),
    R.kana("氏名カナ"),
    R.birth(undefined, "midnight"),
    R.sex("性別コード", sexCode),
    R.acquired("資格取得年月日", "midnight"),
    R.lost("資格喪失年月日", "midnight"),
    R.updated(),
  ],
});
file("roster", "romanised-headers", {
  accept: "either",
  why: "ローマ字の項目名（DB の列名そのまま）",
  encoding: "utf-8",
  cols: [
    R.resident("ATENA_NO"),
    R.household("SETAI_NO"),
    R.kana("SHIMEI_KANA"),
    R.name("SHIMEI_KANJI"),
    R.birth("SEINENGAPPI"),
    R.sex("SEIBETSU", sexCode),
    R.acquired("SHIKAKU_SHUTOKU_YMD"),
    R.lost("SHIKAKU_SOSHITSU_YMD", "zeros"),
    R.updated("UPD_TIMESTAMP"),
  ],
});
file("roster", "kanji-names-only", {
  why: "カナ氏名がない",
  cols: [
    R.number("被保険者証番号"),
    R.name("被保険者氏名"),
    R.birth("生年月日", "shortslash"),
    R.sex(),
    R.address(),
    R.acquired("資格取得年月日", "shortslash"),
    R.lost("資格喪失年月日", "shortslash"),
  ],
});
file("roster", "two-acquisitions", {
  accept: "no",
  ask: ["acquired"],
  why: "同じ見出しの資格取得年月日が二列あり値が違う",
  cols: [
    R.resident(),
    R.name(),
    R.kana(),
    R.birth(),
    R.sex(),
    R.acquired("資格取得年月日"),
    d("資格取得年月日", (p) => p.acquired - 1200 - ((p.n * 31) % 500), "compact", null, trap("acquired")),
    R.lost(),
  ],
});
file("roster", "start-of-application-only", {
  accept: "no",
  why: "資格取得年月日がなく適用開始日だけ（代わりにしてはならない）",
  absent: ["acquired"],
  cols: [
    R.resident(),
    R.name(),
    R.kana(),
    R.birth(undefined, "iso"),
    R.sex(),
    R.applied("適用開始日", "iso"),
    d("適用終了日", "lost", "iso", "applied_to"),
  ],
});
file("roster", "half-width-everything", {
  why: "見出しも値も半角カナ",
  cols: [
    R.resident("ｺｼﾞﾝｺｰﾄﾞ"),
    R.number("被保険者証記号番号"),
    R.kana("ｶﾅ氏名", (p) => halfWidth(p.kana)),
    R.name("氏名"),
    R.birth("生年月日", "short"),
    R.sex("性別"),
    R.headKana("世帯主ｶﾅ氏名", (p) => halfWidth(p.h.headKana)),
    R.acquired("資格取得年月日", "short"),
    R.lost("資格喪失年月日", "short"),
  ],
});
file("roster", "filed-date-first-headerless", {
  accept: "no",
  ask: ["acquired"],
  header: 0,
  why: "見出しなし。取得日と届出日が近く見分けられない",
  cols: [R.resident(), R.kana(), R.birth(), R.sex(), R.filed(), R.acquired()],
});

const spoilt = (every, text) => (l) => l.map((p, i) => ((i + 1) % every === 0 ? { ...p, spoilt: text } : p));
const orSpoilt = (column) => ({ ...column, value: (p) => p.spoilt ?? column.value(p) });
file("roster", "a-few-bad-values", {
  why: "資格取得日に「不明」が 40 行に 1 つ",
  arrange: spoilt(40, "不明"),
  cols: [
    R.resident(),
    R.number(),
    R.name(),
    R.kana(),
    R.birth(undefined, "slash"),
    R.sex(),
    orSpoilt(R.acquired("資格取得日", "slash")),
    R.lost("資格喪失日", "slash"),
  ],
});
file("roster", "many-bad-values", {
  accept: "no",
  why: "資格取得日の 5 行に 1 つが日付でない",
  arrange: spoilt(5, "調査中"),
  cols: [
    R.resident(),
    R.number(),
    R.name(),
    R.kana(),
    R.birth(undefined, "slash"),
    R.sex(),
    orSpoilt(R.acquired("資格取得日", "slash")),
    R.lost("資格喪失日", "slash"),
  ],
});
file("roster", "split-number-of-card", {
  why: "被保険者証の記号／被保険者証の番号、備考つき",
  encoding: "utf-8",
  quotes: "all",
  cols: [
    R.symbol("被保険者証の記号"),
    R.serial("被保険者証の番号"),
    R.branch("枝番"),
    R.name("氏名(漢字)"),
    R.kana("氏名(カナ)"),
    R.birth("生年月日", "wareki"),
    R.sex("性別"),
    R.acquired("資格取得年月日", "wareki"),
    R.lost("資格喪失年月日", "wareki"),
    c("備考", (p) => (p.n % 7 ? "" : `${names.CITY}${p.n}丁目より転居`), null, trap("address")),
  ],
});

// pension list
file("pension", "builtin", { why: "見出しが組み込みの名前のまま", cols: usualPension() });
file("pension", "keyed-full-width", {
  why: "手入力: 見出しに空白、数字は全角",
  encoding: "utf-8-bom",
  cols: [
    P.number("基礎年金 番号", (p) => fullWidthAscii(p.pension)),
    P.kana("氏　名（カナ）"),
    P.birth("生 年 月 日", "wide"),
    P.sex("性　別"),
    P.category("種 別", (p) => fullWidthAscii(p.category)),
    P.lost("資格　喪失　年月日", "wide"),
    P.reason("喪失 事由"),
  ],
});
file("pension", "half-width-kana", {
  why: "半角カナ（濁点は別の字）",
  cols: [
    P.number(),
    P.kana("ﾌﾘｶﾞﾅ", (p) => halfWidth(p.kana)),
    P.name(),
    P.birth(undefined, "short"),
    P.sex(),
    P.lost("喪失年月日", "short"),
  ],
});
file("pension", "hyphens-and-lost-zeros", {
  why: "基礎年金番号が 1234-567890 だったり先頭の 0 が落ちたり",
  cols: [
    P.number("基礎年金番号", (p) =>
      p.n % 3 ? `${p.pension.slice(0, 4)}-${p.pension.slice(4)}` : String(Number(`0${p.pension.slice(1)}`)),
    ),
    P.kana("カナ氏名"),
    P.birth(undefined, "slash"),
    P.sex(),
    P.address(),
    P.lost("資格喪失日", "slash"),
    P.change(),
  ],
});
file("pension", "totals-row", {
  why: "最後に合計の行",
  cols: [c("No.", (p) => String(p.n)), P.number(), P.kana(), P.birth(undefined, "slash"), P.sex(), P.lost(undefined, "slash"), P.reason()],
  tail: [["合計", "", "", "", "", "40件", ""]],
});
file("pension", "title-rows", {
  why: "表題と作成日の行が上にある",
  title: ["第１号・第３号被保険者資格喪失・喪失訂正者一覧表", "架空市,,,,,作成日,令和8年10月20日", ""],
  cols: usualPension("wareki"),
});
file("pension", "category-words", {
  why: "種別が 1号/3号、異動区分と訂正前",
  cols: [
    P.category("種別", (p) => `${p.category}号`),
    P.change("異動区分"),
    P.number(),
    P.kana("氏名フリガナ"),
    P.name(),
    P.birth(undefined, "short"),
    P.sex(),
    P.lost("喪失年月日", "short"),
    P.corrected("訂正前喪失年月日", "short"),
  ],
});
file("pension", "correction-short-header", {
  accept: "either",
  why: "訂正前 とだけ書いた列と 訂正後",
  cols: [
    P.number(),
    P.kana(),
    P.birth(undefined, "short"),
    P.sex(),
    P.change("区分"),
    P.corrected("訂正前", "short"),
    P.lost("喪失日", "short"),
    P.processed("処理日", "short"),
  ],
});
file("pension", "headerless-simple", {
  accept: "either",
  header: 0,
  why: "見出しなし。日付は生年月日と喪失日だけ",
  cols: [P.kana(), P.name(), P.birth(undefined, "slash"), P.sex(), P.lost(undefined, "slash")],
});
file("pension", "headerless-two-like-dates", {
  accept: "no",
  ask: ["pension_lost"],
  header: 0,
  why: "見出しなし。喪失日と処理日が見分けられない",
  cols: [P.number(), P.kana(), P.birth(undefined, "iso"), P.sex(), P.processed(undefined, "iso"), P.lost(undefined, "iso")],
  rows: 30,
});
file("pension", "serial-dates", {
  accept: "either",
  why: "Excel のシリアル値",
  encoding: "utf-8-bom",
  cols: [P.number(), P.kana(), P.name(), P.birth(undefined, "serial"), P.sex(), P.lost(undefined, "serial"), P.reason()],
});
file("pension", "thousand-separators", {
  why: "連番と番号に桁区切りのコンマ",
  cols: [
    c("連番", (p) => (999 + p.n).toLocaleString("en-US")),
    P.number("基礎年金番号", (p) => Number(p.pension).toLocaleString("en-US")),
    P.kana(),
    P.birth(undefined, "slash"),
    P.sex(),
    P.lost(undefined, "slash"),
  ],
});
file("pension", "merged-cells", {
  why: "結合セルの名残: 左端は組の先頭だけ、空行が入る",
  cols: [
    c("年金事務所", (p) => (p.n % 10 === 1 ? "架空年金事務所" : "")),
    c("種別", (p) => (p.n % 5 === 1 ? p.category : ""), "pension_category"),
    P.kana(),
    P.birth(undefined, "wareki"),
    P.sex(),
    P.lost("資格喪失年月日", "wareki"),
  ],
  gaps: 10,
});
file("pension", "era-codes-pension", { accept: "either", why: "GYYMMDD（年金系）", rows: 60, cols: usualPension("gyymmdd9") });
file("pension", "era-codes-medical", { accept: "either", why: "GYYMMDD（医療系）。5 は令和", rows: 60, cols: usualPension("gyymmdd5") });
file("pension", "utf16-tab", {
  why: "UTF-16LE タブ",
  encoding: "utf-16le",
  delimiter: "\t",
  cols: [P.number(), P.kana(), P.name("漢字氏名"), P.birth(undefined, "slash"), P.sex(), P.lost(undefined, "slash")],
});
file("pension", "acquisition-trap", {
  rows: 12,
  why: "取得年月日が喪失年月日の隣にある",
  cols: [
    P.number(),
    P.kana(),
    P.name(),
    P.birth(undefined, "iso"),
    P.sex(),
    d("資格取得年月日", (p) => p.joined - 700 - p.n * 11, "iso", null, trap("pension_lost")),
    P.lost("資格喪失年月日", "iso"),
  ],
});
file("pension", "two-losses", {
  accept: "no",
  ask: ["pension_lost"],
  why: "資格喪失年月日が二列（1号・3号の別が見出しにない）",
  cols: [
    P.number(),
    P.kana(),
    P.birth(undefined, "iso"),
    P.sex(),
    d("資格喪失年月日", (p) => (p.category === "1" ? p.joined : null), "iso", "pension_lost"),
    d("資格喪失年月日", (p) => (p.category === "3" ? p.joined + 1 : null), "iso", "pension_lost"),
  ],
});
file("pension", "birth-in-parts", {
  accept: "no",
  absent: ["birth_date"],
  why: "生年月日が元号・年・月・日に分かれている（一列では読めない）",
  cols: [
    P.number(),
    P.kana(),
    c("元号", (p) => era(p.birth).e[1], null, trap("birth_date")),
    c("年", (p) => String(era(p.birth).year), null, trap("birth_date")),
    c("月", (p) => String(civil(p.birth)[1]), null, trap("birth_date")),
    c("日", (p) => String(civil(p.birth)[2]), null, trap("birth_date")),
    P.sex(),
    P.lost("資格喪失年月日", "slash"),
  ],
});
file("pension", "few-rows", {
  rows: 8,
  why: "8 行しかない手書き写し",
  encoding: "utf-8",
  newline: "\n",
  cols: [P.kana("カナ氏名"), P.birth("生年月日", "short"), P.lost("喪失日", "short")],
});
file("pension", "clerks-notes", {
  why: "確認欄（○）と備考、通し番号",
  encoding: "utf-8-bom",
  cols: [
    c("確認", (p) => (p.n % 3 ? "" : "○")),
    c("番号", (p) => String(p.n), null, trap("pension_number", "pension_category")),
    P.kana("氏名（カナ）"),
    P.name("氏名（漢字）"),
    P.birth("生年月日", "short"),
    P.lost("資格喪失日", "short"),
    P.reason("喪失原因"),
    c("備考", (p) => (p.n % 6 ? "" : `R8.${1 + (p.n % 9)}.${1 + (p.n % 20)} 電話済`), null, trap("pension_lost", "processed")),
  ],
});
file("pension", "page-headers", {
  accept: "either",
  why: "帳票の写し: 20 行ごとに見出しがまた出る",
  page: 20,
  rows: 50,
  cols: [P.number(), P.kana(), P.birth(undefined, "wareki"), P.sex(), P.category(), P.lost(undefined, "wareki")],
});

// overlap list
const dup = pre("重複先"),
  self = pre("自");
file("overlap", "builtin_20261119", { why: "見出しが組み込みの名前のまま", cols: pair(self, dup) });
file("overlap", "own-and-other", { why: "自／他", cols: pair(self, pre("他")) });
file("overlap", "suffixed-sides", {
  why: "（自保険者）（重複先）が後ろに付く",
  encoding: "utf-8-bom",
  cols: pair(suf("（自保険者）"), suf("（重複先）")),
});
file("overlap", "kokuho-side", { why: "国保側／被用者保険側", cols: pair(pre("国保側"), pre("被用者保険側"), "compact") });
file("overlap", "kokuho-shaho", { why: "国保_／社保_", encoding: "utf-8", newline: "\n", cols: pair(pre("国保_"), pre("社保_")) });
file("overlap", "our-city", { why: "当市／相手", cols: pair(pre("当市"), pre("相手"), "slash") });
file("overlap", "other-side-first", {
  why: "重複先が左、自が右",
  cols: [runDate("作成日"), ...person(), ...otherSide(dup), ...ownSide(self)],
});
file("overlap", "headerless", { accept: "either", header: 0, why: "見出しなし、組で一行", cols: pair(self, dup) });
file("overlap", "file-name-date_20261119", {
  why: "作成年月日の列がなくファイル名に日付",
  cols: [...person(), ...ownSide(self), ...otherSide(dup)],
});
file("overlap", "kokuhoren-records", {
  accept: "either",
  header: 0,
  kinds: true,
  quotes: "kokuho",
  why: "国保連型: レコード種別と件数、漢字だけ引用符、見出しなし",
  cols: [c("", () => "2"), ...pair(self, dup, "compact")],
});
const side = (group, list) => list.map((x, i) => grouped(i === 0 ? group : "", x));
file("overlap", "two-line-header", {
  accept: "either",
  header: 2,
  why: "二段見出し: 上段 自保険者情報／重複先保険者情報、下段は同じ名前",
  cols: [
    ...side("対象者", [...person()]),
    ...side(
      "自保険者情報",
      ownSide((w) => w),
    ),
    ...side(
      "重複先保険者情報",
      otherSide((w) => w),
    ),
    grouped("帳票", runDate()),
  ],
});
file("overlap", "era-codes-medical", { accept: "either", why: "GYYMMDD（医療系）", rows: 50, cols: pair(self, dup, "gyymmdd5") });
file("overlap", "no-insurer-number", {
  accept: "no",
  absent: ["other_insurer"],
  why: "重複先保険者番号がなく名前だけ",
  cols: pair(self, dup).filter((x) => x.field !== "other_insurer"),
});
file("overlap", "period-traps", {
  why: "重複期間開始日・登録日・連携日が混じる",
  cols: [
    runDate(),
    ...person(),
    ...ownSide(self),
    ...otherSide(dup),
    d("重複期間開始日", (p) => Math.max(p.acquired, p.joined), "iso", null, trap("other_acquired", "own_acquired", "run_date")),
    d("重複期間終了日", () => null, "iso", null, trap("other_lost", "own_lost")),
    d("資格情報登録日", (p) => p.joined + 9, "iso", null, trap("other_acquired", "run_date")),
    d("連携日", "processed", "iso", null, trap("other_acquired", "run_date")),
  ],
});
file("overlap", "same-headers-twice", {
  accept: "either",
  why: "自と相手の見出しが同じ（左が国保）",
  cols: [runDate(), ...person(), ...ownSide((w) => w), ...otherSide((w) => w)],
});
file("overlap", "same-headers-twice-swapped", {
  accept: "either",
  why: "自と相手の見出しが同じ（右が国保）",
  cols: [runDate(), ...person(), ...otherSide((w) => w), ...ownSide((w) => w)],
});
file("overlap", "my-number", {
  why: "個人番号がある（落とす）",
  encoding: "utf-8",
  quotes: "all",
  cols: [runDate(), R.my("マイナンバー"), ...person(), ...ownSide(self), ...otherSide(dup)],
});
file("overlap", "few-rows", { rows: 8, why: "8 行しかない", cols: pair(pre("自"), pre("重複先")) });
const both = (list, form = "iso") => [runDate(undefined, form), ...list];
file("overlap", "grouped-own-first", {
  shape: "grouped",
  why: "一資格一行、整理番号で組、国保の行が先、鍵は毎行",
  rows: 30,
  arrange: (l) => groupedRows(l),
  cols: both(groupedColumns("整理番号")),
});
file("overlap", "grouped-other-first", {
  shape: "grouped",
  accept: "either",
  why: "一資格一行、グループ番号で組、相手の行が先",
  rows: 30,
  arrange: (l) => groupedRows(l, { ownFirst: false }),
  cols: both(groupedColumns("グループ番号", "compact"), "compact"),
});
file("overlap", "grouped-key-once", {
  shape: "grouped",
  accept: "either",
  why: "鍵（No.）は組の先頭だけ",
  rows: 30,
  encoding: "utf-8-bom",
  arrange: (l) => groupedRows(l, { once: true }),
  cols: both(groupedColumns("No.", "slash"), "slash"),
});
file("overlap", "grouped-six-digits", {
  shape: "grouped",
  accept: "either",
  why: "国保の保険者番号が 6 桁（前の 00 なし）",
  rows: 30,
  quotes: "kokuho",
  arrange: (l) => groupedRows(l),
  cols: both(groupedColumns("整理番号", "iso", (p) => p.insurerNumber.replace(/^00/, ""))),
});
file("overlap", "grouped-three-rows", {
  shape: "grouped",
  accept: "either",
  why: "三行の組が混じる（相手に古い資格）",
  rows: 25,
  arrange: (l) => groupedRows(l, { third: true }),
  cols: both(groupedColumns("管理番号")),
});
file("overlap", "grouped-headerless_20261119", {
  shape: "grouped",
  accept: "either",
  header: 0,
  why: "一資格一行、見出しなし、日付はファイル名",
  rows: 30,
  arrange: (l) => groupedRows(l),
  cols: groupedColumns("整理番号"),
});
file("overlap", "grouped-mixed-order", {
  shape: "grouped",
  accept: "either",
  why: "組の中の順が一定でない",
  rows: 30,
  arrange: (l) =>
    groupedRows(l.filter((p) => p.n % 2)).concat(
      groupedRows(
        l.filter((p) => p.n % 2 === 0),
        { ownFirst: false },
      ).map((p) => ({ ...p, key: p.key + 100 })),
    ),
  cols: both(groupedColumns("整理番号")),
});

// ---- writing -----------------------------------------------------------------------------------------------------
function quote(value, how, delimiter) {
  const need = value.includes(delimiter) || /["\r\n]/.test(value);
  if (how === "all" || need || (how === "kokuho" && /[ 　]|[^\x00-\x7f]/.test(value))) return `"${value.replaceAll('"', '""')}"`;
  return value;
}

function encoded(text, encoding) {
  if (encoding === "cp932") {
    const buffer = Buffer.alloc(text.length * 2);
    return buffer.subarray(0, writeCp932(text, buffer, 0));
  }
  if (encoding === "utf-16le") return Buffer.from(`\ufeff${text}`, "utf16le");
  return Buffer.from((encoding === "utf-8-bom" ? "\ufeff" : "") + text, "utf8");
}

function expectation(v, name, rows) {
  const fields = {},
    must_not = {},
    dropped = [];
  v.cols.forEach((col, i) => {
    const position = i + 1;
    for (const f of col.never ?? []) {
      must_not[f] ??= [];
      must_not[f].push(position);
    }
    if (col.my) dropped.push(position);
    if (!col.field || v.absent?.includes(col.field)) return;
    if (fields[col.field]) {
      fields[col.field].also ??= [];
      fields[col.field].also.push(position);
      return;
    }
    fields[col.field] = { position };
    if (col.date && rows.some((p) => col.raw(p) !== null)) fields[col.field].date = col.date;
  });
  const shape = v.shape ?? "pair";
  const ask = [...(v.ask ?? []), ...(v.absent ?? [])];
  const required = NEED[shape === "grouped" ? "grouped" : v.kind]
    .map((g) => g.filter((f) => fields[f] && !ask.includes(f)))
    .filter((g) => g.length > 0);
  return {
    kind: v.kind,
    today: TODAY,
    file: `${name}.csv`,
    accept: v.accept,
    fields,
    required,
    ask,
    must_not,
    header_rows: v.header,
    skip_rows: v.title.length,
    ...(v.kind === "overlap" ? { shape } : {}),
    ...(v.kinds ? { record_kind: 1 } : {}),
    dropped,
    why: v.why,
  };
}

const json = (value) =>
  `{\n${Object.entries(value)
    .map(
      ([k, x]) =>
        `  ${JSON.stringify(k)}: ${
          k === "fields"
            ? `{\n${Object.entries(x)
                .map(([f, y]) => `    ${JSON.stringify(f)}: ${JSON.stringify(y)}`)
                .join(",\n")}\n  }`
            : JSON.stringify(x)
        }`,
    )
    .join(",\n")}\n}\n`;

mkdirSync(folder, { recursive: true });
for (const f of readdirSync(folder)) rmSync(folder + f);
variants.forEach((v, index) => {
  const name = `${two(index + 1)}-${v.kind}-${v.name}`,
    rng = new Rng(`layouts ${v.kind} ${v.name}`);
  const list = people(rng, v.rows, AGES[v.kind]),
    rows = v.arrange ? v.arrange(list) : list;
  const line = (cells) => cells.map((x) => quote(x, v.quotes, v.delimiter)).join(v.delimiter);
  const lines = [...v.title];
  if (v.kinds === true) lines.push(line(["1", "KKT0007", OWN, "20261119", String(rows.length)]));
  if (v.header === 2) lines.push(line(v.cols.map((x) => x.group)));
  if (v.header >= 1) lines.push(line(v.cols.map((x) => x.header)));
  rows.forEach((p, i) => {
    if (v.page && i > 0 && i % v.page === 0) lines.push(line(v.cols.map((x) => x.header)));
    if (v.gaps && i > 0 && i % v.gaps === 0) lines.push(v.delimiter.repeat(v.cols.length - 1));
    lines.push(line(v.cols.map((x) => x.value(p))));
  });
  for (const t of v.tail) lines.push(line(t));
  if (v.kinds) lines.push(line(["3", String(rows.length)]));
  const text = lines.map((l) => l + v.newline).join("");
  writeFileSync(`${folder}${name}.csv`, encoded(text, v.encoding));
  writeFileSync(`${folder}${name}.json`, json(expectation(v, name, rows)));
});
process.stdout.write(`${variants.length} files\n`);
