// Header lines made at random from the words that systems use, with traps beside them, and what each column truly holds.
//   node tests/layouts/random-headers.mjs FOLDER [COUNT [SEED]]   writes the files and truth.json
// The words here are a list of their own: none is taken from core/layout/header_words.cpp, and some of the traps' words are in no table.
import { mkdirSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { FORMS, addYears, civil, era, parse } from "../../scripts/municipality/dates.mjs";
import { writeCp932 } from "../../scripts/municipality/encode.mjs";
import { OWN, insurer } from "../../scripts/municipality/insurer.mjs";
import * as names from "../../scripts/municipality/names.mjs";
import { halfWidth } from "../../scripts/municipality/noise.mjs";
import { Rng } from "../../scripts/municipality/rng.mjs";

export const TODAY = "2026-11-22";
const today = parse(TODAY),
  ROWS = 24;
const two = (n) => String(n).padStart(2, "0");
const digits = (rng, n) => Array.from({ length: n }, (_, i) => (i ? rng.int(10) : rng.between(1, 9))).join("");

// ---- values ------------------------------------------------------------------------------------------------------
const written = (form) => (day) => form(...civil(day), era(day).e, era(day).year);
const DATE_FORMS = [
  FORMS.compact,
  FORMS.slash,
  FORMS.wareki,
  (y, m, d) => iso0(y, m, d),
  (_y, m, d, e, n) => `${e[2]}${two(n)}.${two(m)}.${two(d)}`,
].map(written);
function iso0(y, m, d) {
  return `${y}-${two(m)}-${two(d)}`;
}
/** What systems write for no date. */
const NO_DATE = [
  "",
  "",
  "00000000",
  "99999999",
  "9999-12-31",
  "2099-12-31",
  "1900-01-00",
  "1900-01-01",
  "0001-01-01",
  "1899-12-30",
  "    /  /  ",
  "NULL",
  "-",
  "0",
];

function people(rng) {
  const out = [];
  let h = null;
  for (let i = 0; i < ROWS; i++) {
    if (!h || rng.chance(0.5)) {
      const [kanji, kana] = rng.pick(names.SURNAMES),
        g = rng.pick(names.MALE_OLDER);
      h = { kanji, kana, id: digits(rng, 8), no: digits(rng, 7), head: `${kanji}　${g[0]}`, headKana: `${kana}　${g[1]}`, size: 0 };
      h.birth = addYears(today, -rng.between(45, 80)) - rng.int(365);
      h.town = `${names.CITY}${rng.pick(names.TOWNS)}${rng.between(1, 40)}番地`;
      h.postal = `000-${digits(rng, 4)}`;
    }
    h.size++;
    const sex = rng.int(2),
      birth = addYears(today, -rng.between(2, 72)) - rng.int(365),
      g = rng.pick([names.MALE_NEWER, names.FEMALE_NEWER][sex]);
    const acquired = Math.max(birth, today - 400 - rng.int(5000)),
      joined = today - 20 - rng.int(240);
    const other = insurer(rng, "employer");
    out.push({
      i,
      h,
      sex,
      birth,
      acquired,
      joined,
      other,
      lost: rng.chance(0.3) ? acquired + 50 + rng.int(300) : null,
      name: `${h.kanji}　${g[0]}`,
      kana: `${h.kana}　${g[1]}`,
      branch: two(h.size),
      resident: `00${digits(rng, 11)}`,
      pension: digits(rng, 10),
      oNo: digits(rng, 5),
      oSym: digits(rng, 6),
      oBranch: two(rng.int(4)),
      otherLost: rng.chance(0.1) ? joined + 15 : null,
      later: 1 + rng.int(60),
      earlier: 200 + rng.int(900),
    });
  }
  return out;
}

// ---- vocabulary --------------------------------------------------------------------------------------------------
const PERSON = ["", "", "", "被保険者", "被保", "加入者", "個人", "本人", "住民", "対象者"];
const OTHERS = [
  "世帯主",
  "納税義務者",
  "送付先",
  "口座名義人",
  "成年後見人",
  "代理人",
  "筆頭者",
  "配偶者",
  "緊急連絡先",
  "届出人",
  "保護者",
  "扶養者",
  "相続人",
  "担当者",
  "民生委員",
  "校長",
  "家主",
];
const DATE_WORDS = ["日", "年月日", "日付", "期日", "異動日", "異動年月日", "年月日（西暦）", "年月日(YYYYMMDD)"];
const BEFORE_DATE = ["", "資格", "国保", "国保資格", "国民健康保険資格", "個人資格", "被保険者資格", "新資格"];
const ACQUIRE = ["取得", "取得", "加入"],
  LOSE = ["喪失", "喪失", "脱退"];
/** Beside the event: another event, so another date. */
const OTHER_EVENTS = [
  "届出",
  "受理",
  "確認",
  "決定",
  "進達",
  "通知",
  "申請",
  "処理",
  "入力",
  "更新",
  "予定",
  "取消",
  "交付",
  "審査",
  "登録",
  "稟議",
  "照合",
  "仮",
];
/** Before the event: another thing is got or lost. */
const OTHER_SCHEMES = [
  "データ",
  "在留資格",
  "国籍",
  "介護",
  "後期高齢者",
  "社保",
  "国年",
  "厚年",
  "退職者",
  "前回",
  "旧",
  "世帯",
  "世帯主",
  "福祉医療",
  "限度額認定証",
  "マイナンバーカード",
  "家屋",
  "車両",
  "永住権",
  "児童手当",
];
const OTHER_NUMBERS = [
  "介護被保険者番号",
  "受診券整理番号",
  "通知書番号",
  "行番号",
  "事業所番号",
  "電話番号",
  "口座番号",
  "後期被保険者番号",
  "旧記号番号",
  "住民票コード",
  "年金証書番号",
  "車両番号",
  "整理簿番号",
  "住所枝番",
];
const ROMAJI = {
  resident_number: ["ATENA_NO", "JUMINCD", "KOJIN_CD"],
  member_number: ["KOKUHO_NO", "HIHOKENSHA_NO", "HOKENSHO_NO", "HIHO_NO"],
  branch: ["EDABAN", "EDA_NO"],
  name: ["SHIMEI", "KANJI_SHIMEI", "SHIMEI_KANJI", "KANJIMEISHO"],
  name_kana: ["KANA_SHIMEI", "SHIMEI_KANA", "KANAMEISHO", "FURIGANA"],
  birth_date: ["SEINENGAPPI", "UMAREYMD", "BIRTH_YMD", "BYMD"],
  sex: ["SEIBETSU", "SEIBETSUCD", "SEX"],
  address: ["JUSHO"],
  postal_code: ["YUBINNO", "YUBIN_NO"],
  acquired: ["SHUTOKU_YMD", "SHIKAKU_SHUTOKU_YMD", "KOKUHO_SHUTOKU_YMD", "SYUTOKU_YMD"],
  lost: ["SOSHITSU_YMD", "SHIKAKU_SOSHITSU_YMD", "KOKUHO_SOSHITSU_YMD", "SOSITU_YMD"],
  traps: [
    "SHUTOKU_TODOKE_YMD",
    "SOSHITSU_TODOKE_YMD",
    "KOSHIN_YMD",
    "SHUTOKU_KAKUNIN_YMD",
    "KAIGO_NO",
    "HAIGUSHA_KANA",
    "NUSHI_SHIMEI",
    "SHUTOKU_QZ_YMD",
  ],
};
const ENGLISH = {
  resident_number: ["ResidentNo", "ResidentId"],
  member_number: ["InsuredNumber", "CardNumber"],
  branch: ["BranchNumber", "InsuredBranchNumber"],
  name: ["Name", "FullName", "NameKanji"],
  name_kana: ["NameKana", "Kana"],
  birth_date: ["BirthDate", "DateOfBirth", "Birthday"],
  sex: ["Sex", "Gender"],
  address: ["Address"],
  postal_code: ["PostalCode", "ZipCode"],
  acquired: ["QualificationDate", "AcquisitionDate", "DateOfAcquisition"],
  lost: ["DisqualificationDate", "LossDate", "DateOfLoss"],
  traps: [
    "InsuredName",
    "QualificationNotificationDate",
    "CardIssueDate",
    "SpouseName",
    "UpdatedDate",
    "LossReportDate",
    "PhoneNumber",
    "LicenseAcquisitionDate",
  ],
};
const SIDES = [
  ["自", "重複先"],
  ["自", "他"],
  ["国保", "国保以外"],
  ["国保", "社保"],
  ["国保", "健保"],
  ["国民健康保険", "被用者保険"],
  ["国保側", "被用者保険側"],
  ["当市", "相手"],
  ["照会元", "照会先"],
  ["本市", "相手方"],
  ["", "重複先"],
];
const LABELS = [
  [(w) => `${w}1`, (w) => `${w}2`],
  [(w) => `${w}(1)`, (w) => `${w}(2)`],
  [(w) => `${w}１`, (w) => `${w}２`],
  [(w) => `資格1_${w}`, (w) => `資格2_${w}`],
  [(w) => `第一資格${w}`, (w) => `第二資格${w}`],
  [(w) => `${w}_A`, (w) => `${w}_B`],
  [(w) => w, (w) => w],
];
const PREFIXES = ["ＦＯ－", "KJ_", "国保_", "台帳：", "HX01."];

// ---- columns -----------------------------------------------------------------------------------------------------
// A column: { header, get(person) -> text, field: code or null, needs: a careful person would not be sure }
class Maker {
  constructor(seed) {
    this.rng = new Rng(`headers:${seed}`);
    this.people = people(this.rng);
    this.columns = [];
    this.ask = null; // why a person has to be asked
    this.form = this.rng.pick(DATE_FORMS);
    this.none = this.rng.pick(NO_DATE);
    this.schemes = OTHER_SCHEMES;
    this.style = this.rng.pick(["ja", "ja", "ja", "ja", "romaji", "english"]);
  }
  date(day) {
    return (p) => {
      const d = day(p);
      return d === null ? this.none : this.form(d);
    };
  }
  add(header, get, field = null) {
    this.columns.push({ header, get, field });
  }
  word(code, japanese) {
    if (this.style === "romaji" && ROMAJI[code]) return this.rng.pick(ROMAJI[code]);
    if (this.style === "english" && ENGLISH[code]) return this.rng.pick(ENGLISH[code]);
    return japanese;
  }
  person() {
    const { rng } = this,
      whose = rng.chance(0.5) ? "" : rng.pick(PERSON);
    const kana = whose + rng.pick(["氏名カナ", "カナ氏名", "カナ", "氏名（フリガナ）", "氏名_フリガナ", "氏名(ｶﾅ)"]);
    if (rng.chance(0.9))
      this.add(this.word("name", whose + rng.pick(["氏名", "漢字氏名", "氏名（漢字）", "氏名_漢字"])), (p) => p.name, "name");
    this.add(this.word("name_kana", kana), (p) => (this.half ? halfWidth(p.kana) : p.kana), "name_kana");
    this.add(
      this.word("birth_date", rng.pick(["", "", whose]) + rng.pick(["生年月日", "生年月日（西暦）", "誕生日"])),
      this.date((p) => p.birth),
      "birth_date",
    );
    if (rng.chance(0.9))
      this.add(this.word("sex", rng.pick(["性別", "性別コード", "男女別"])), (p) => (rng.chance(0.02) ? "" : String(p.sex + 1)), "sex");
  }
  address() {
    if (this.rng.chance(0.5)) this.add(this.word("postal_code", "郵便番号"), (p) => p.h.postal, "postal_code");
    if (this.rng.chance(0.5)) this.add(this.word("address", this.rng.pick(["住所", "現住所"])), (p) => p.h.town, "address");
  }
  event(words) {
    return this.rng.pick(BEFORE_DATE) + this.rng.pick(words) + this.rng.pick(DATE_WORDS);
  }
  trap() {
    const { rng } = this;
    if (this.style !== "ja") {
      const header = rng.pick((this.style === "romaji" ? ROMAJI : ENGLISH).traps);
      const name = /NAME|SHIMEI|KANA/i.test(header),
        number = /NO$|Number/.test(header);
      return this.add(header, name ? (p) => p.h.head : number ? (p) => `9${p.pension}` : this.date((p) => p.acquired - p.earlier));
    }
    const kind = rng.int(5),
      [words, day] = rng.pick([
        [ACQUIRE, (p) => p.acquired + p.later],
        [LOSE, (p) => (p.lost === null ? null : p.lost + p.later)],
      ]);
    if (kind === 0) this.add(rng.pick(BEFORE_DATE) + rng.pick(words) + rng.pick(OTHER_EVENTS) + rng.pick(["日", "年月日"]), this.date(day));
    else if (kind === 1)
      this.add(
        rng.pick(this.schemes) + rng.pick(["", "資格"]) + rng.pick(words) + rng.pick(["日", "年月日"]),
        this.date((p) => p.acquired - p.earlier),
      );
    else if (kind === 2) this.add(rng.pick(OTHERS) + rng.pick(["氏名", "名"]), (p) => p.h.head, null);
    else if (kind === 3) this.add(rng.pick(OTHERS) + rng.pick(["カナ", "氏名カナ", "カナ氏名"]), (p) => p.h.headKana);
    else this.add(rng.pick(OTHER_NUMBERS), (p) => `9${p.pension}`);
    const last = this.columns.at(-1);
    if (/^世帯主(氏名|名)$/.test(last.header)) last.field = "head_name";
  }
  traps() {
    for (let n = this.rng.int(5); n > 0; n--) this.trap();
  }
  shuffle() {
    if (this.rng.chance(0.6)) this.rng.shuffle(this.columns);
  }
  /** One of the things that no careful person passes over. */
  spoil(required) {
    const { rng } = this,
      at = this.columns.findIndex((c) => c.field === required),
      kind = rng.int(3);
    if (kind === 0) {
      this.columns.splice(at, 1);
      this.ask = "a required column is not there";
    } else if (kind === 1) {
      this.columns[at].get = () => "";
      this.columns[at].field = null;
      this.ask = "a required column is empty";
    } else {
      const { header } = this.columns[at];
      this.add(
        header,
        this.date((p) => p.birth + 10 + p.earlier),
      );
      this.ask = "two columns of one name";
    }
  }
}

function roster(m) {
  const { rng } = m;
  const [resident, member] = [rng.chance(0.8), rng.chance(0.8)];
  if (resident || !member)
    m.add(
      m.word("resident_number", rng.pick(["宛名番号", "住民コード", "個人コード", "宛名コード", "識別番号"])),
      (p) => p.resident,
      "resident_number",
    );
  if (member)
    m.add(
      m.word("member_number", rng.pick(["記号番号", "国保番号", "被保険者証番号", "保険証番号", "国保記号番号", "証番号"])),
      (p) => `05${p.h.no}`,
      "member_number|member_serial",
    );
  if (rng.chance(0.6)) m.add(m.word("branch", rng.pick(["枝番", "枝番号", "被保険者枝番"])), (p) => p.branch, "branch");
  if (rng.chance(0.5) && m.style === "ja") m.add(rng.pick(["世帯番号", "世帯コード"]), (p) => p.h.id, "household_id");
  m.person();
  m.address();
  m.add(
    m.word("acquired", m.event(ACQUIRE)),
    m.date((p) => p.acquired),
    "acquired",
  );
  if (rng.chance(0.9))
    m.add(
      m.word("lost", m.event(LOSE)),
      m.date((p) => p.lost),
      "lost",
    );
  m.traps();
  if (rng.chance(0.25)) m.spoil("acquired");
  m.shuffle();
}

function pension(m) {
  const { rng } = m;
  if (m.style === "english") m.style = "ja";
  m.schemes = OTHER_SCHEMES.filter((s) => s !== "国年"); // here it is the list's own
  const before = ["", "資格", "国年", "国民年金資格", "年金資格", "第1号・第3号資格"];
  if (rng.chance(0.8)) m.add("基礎年金番号", (p) => p.pension, "pension_number");
  m.person();
  m.address();
  const lost = rng.pick(before) + rng.pick(LOSE) + rng.pick(["日", "年月日", "年月日（和暦）"]);
  m.add(
    m.style === "romaji" ? rng.pick(ROMAJI.lost.filter((w) => !w.includes("KOKUHO"))) : lost,
    m.date((p) => p.joined),
    "pension_lost",
  );
  if (lost.includes("第1号")) m.unclear = true;
  if (rng.chance(0.4))
    m.add(
      "訂正前喪失年月日",
      m.date((p) => (p.i % 7 ? null : p.joined - 31)),
      "corrected_from",
    );
  if (m.style === "ja" && rng.chance(0.4))
    m.add(
      rng.pick(["国保", "国民健康保険"]) + rng.pick(["喪失日", "資格喪失年月日"]),
      m.date((p) => p.joined - p.earlier),
    );
  m.traps();
  if (rng.chance(0.25)) m.spoil("pension_lost");
  m.shuffle();
}

function overlap(m) {
  const { rng } = m;
  m.style = "ja";
  m.add(
    rng.pick(["作成年月日", "作成日", "処理日"]),
    m.date(() => today - 3),
    "run_date",
  );
  m.person();
  const date = rng.pick(["資格取得年月日", "資格取得日", "取得年月日"]),
    loss = date.replace("取得", "喪失");
  const own = [
    ["保険者番号", () => OWN, "own_insurer"],
    ["番号", (p) => p.h.no, "own_serial"],
    ["枝番", (p) => p.branch, "own_branch"],
    [date, m.date((p) => p.acquired), "own_acquired"],
    [loss, m.date(() => null), "own_lost"],
  ];
  const other = [
    ["保険者番号", (p) => p.other.number, "other_insurer"],
    ["番号", (p) => p.oNo, "other_serial"],
    ["枝番", (p) => p.oBranch, "other_branch"],
    [date, m.date((p) => p.joined), "other_acquired"],
    [loss, m.date((p) => p.otherLost), "other_lost"],
  ];
  if (rng.chance(0.5)) {
    own.splice(1, 0, ["記号", () => "05", "own_symbol"]);
    other.splice(1, 0, ["記号", (p) => p.oSym, "other_symbol"]);
  }
  if (rng.chance(0.4)) {
    other.splice(1, 0, ["保険者名", (p) => p.other.name, "other_insurer_name"]);
    if (rng.chance(0.5)) own.splice(1, 0, ["保険者名", () => names.CITY, null]);
  }
  if (rng.chance(0.4)) other.push(["取得届出日", m.date((p) => p.joined + p.later), null]);
  if (rng.chance(0.4)) own.push([rng.pick(["適用開始日", "取得確認日"]), m.date((p) => p.acquired + p.later), null]);
  const style = rng.int(3),
    ownFirst = rng.chance(0.5);
  let name;
  if (style === 0) {
    const [a, b] = rng.pick(SIDES);
    name = [(w) => a + w, (w) => b + w];
    // The side without a word is told by the other's words, or by its own number.
  } else if (style === 1) {
    const [a, b] = rng.pick(LABELS);
    name = ownFirst ? [a, b] : [b, a];
    // Nothing tells the sets apart but our own insurer's number.
    if (rng.chance(0.25)) {
      own.splice(
        own.findIndex((c) => c[0] === "保険者番号"),
        1,
      );
      m.ask = "nothing tells which set is ours";
    } else if (name[0] === name[1] && own.some((c) => c[0] === "保険者名") !== other.some((c) => c[0] === "保険者名")) m.unclear = true;
  } else {
    const [a, b] = rng.pick(SIDES.filter((s) => s[0] !== ""));
    m.groups = [a, b];
    name = [(w) => w, (w) => w];
  }
  const sets = [
    own.map(([w, get, field]) => ({ header: name[0](w), get, field, group: m.groups?.[0] })),
    other.map(([w, get, field]) => ({ header: name[1](w), get, field, group: m.groups?.[1] })),
  ];
  if (!ownFirst) sets.reverse();
  if (rng.chance(0.2)) m.columns.push(...sets[0], ...sets[1]);
  else if (style === 1 && name[0]("x") !== "x" && name[1]("x") !== "x" && rng.chance(0.4)) {
    // One column of each set in turn.
    const [a, b] = sets;
    for (let i = 0; i < Math.max(a.length, b.length); i++) m.columns.push(...[a[i], b[i]].filter(Boolean));
  } else m.columns.push(...sets[0], ...sets[1]);
  if (rng.chance(0.2) && !m.ask) m.spoil("other_acquired");
  if (style === 0 && rng.chance(0.3)) rng.shuffle(m.columns);
}

const KINDS = { roster, pension, overlap };

/** One file: { kind, bytes, headers, fields: {code: [positions]}, ask: why or null, unclear }. */
export function randomFile(seed) {
  const m = new Maker(seed),
    kind = m.rng.pick(["roster", "roster", "roster", "pension", "overlap", "overlap"]);
  m.half = m.rng.chance(0.2);
  KINDS[kind](m);
  const prefix = !m.groups && m.style === "ja" && m.rng.chance(0.1) ? m.rng.pick(PREFIXES) : "";
  if (prefix === "国保_" && kind !== "roster") m.unclear = true;
  const lines = [];
  // A group's title stands over its first column only; the next group's ends it.
  if (m.groups) lines.push(m.columns.map((c, i) => (c.group && c.group !== m.columns[i - 1]?.group ? c.group : i === 0 ? "共通" : "")));
  if (m.groups && m.columns.some((c, i) => !c.group && m.columns[i - 1]?.group)) m.unclear = true;
  lines.push(m.columns.map((c) => prefix + c.header));
  for (const p of m.people) lines.push(m.columns.map((c) => c.get(p)));
  const text = `${lines.map((cells) => cells.map((c) => (/[",]/.test(c) ? `"${c}"` : c)).join(",")).join("\r\n")}\r\n`;
  const buffer = Buffer.alloc(text.length * 3);
  const bytes = Buffer.from(buffer.subarray(0, writeCp932(text, buffer, 0)));
  const fields = {};
  m.columns.forEach((c, i) => {
    for (const f of c.field?.split("|") ?? []) fields[f] = [...(fields[f] ?? []), i + 1];
  });
  return { kind, bytes, headers: m.columns.map((c) => prefix + c.header), fields, ask: m.ask, unclear: m.unclear ?? false };
}

/** What is wrong with a proposal of such a file: fields on columns that do not hold them. */
export function wrongFields(file, proposal) {
  return proposal.fields
    .filter((f) => f.position && !(file.fields[f.field] ?? []).includes(f.position))
    .map((f) => `${f.field} <- ${f.position} ${file.headers[f.position - 1]}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, count = "500", seed = "1"] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  const truth = [];
  for (let i = 0; i < Number(count); i++) {
    const { bytes, ...rest } = randomFile(`${seed}:${i}`);
    writeFileSync(`${folder}/${i}.csv`, bytes);
    truth.push(rest);
  }
  writeFileSync(`${folder}/truth.json`, JSON.stringify(truth));
}
