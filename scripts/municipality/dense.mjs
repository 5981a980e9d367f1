// A town full of look-alikes: clusters of people who share nearly all that a row of a list can say. Each cluster is a kind of
// trap (KINDS); beside each listed row stands whom it means, and whether its data fit exactly one roster person who is
// somebody else (`unknowable`): then nobody can be asked to know better.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Rng } from "./rng.mjs";
import { iso } from "./dates.mjs";
import { Writer, csv } from "./writer.mjs";

const SURNAMES = (
  "佐藤サトウ 鈴木スズキ 高橋タカハシ 田中タナカ 伊藤イトウ 渡辺ワタナベ 山本ヤマモト 中村ナカムラ 小林コバヤシ 加藤カトウ 吉田ヨシダ 山田ヤマダ " +
  "佐々木ササキ 山口ヤマグチ 松本マツモト 井上イノウエ 木村キムラ 林ハヤシ 斎藤サイトウ 清水シミズ 土屋ツチヤ 工藤クドウ 近藤コンドウ 大野オオノ 小野オノ"
)
  .split(" ")
  .map((s) => /^(\P{Script=Katakana}+)(.+)$/u.exec(s).slice(1));
// Given names of one reading in several writings; 0 male, 1 female.
const ONE_READING = [
  ["アイ", 1, ["愛", "藍", "亜衣"]],
  ["タカシ", 0, ["隆", "孝", "崇", "貴史"]],
  ["ユウキ", 0, ["勇気", "裕樹", "祐輝"]],
  ["ハルカ", 1, ["遥", "春香", "晴佳"]],
  ["ヒロシ", 0, ["浩", "博", "宏", "寛"]],
  ["ケイコ", 1, ["恵子", "圭子", "敬子"]],
  ["サトシ", 0, ["聡", "哲", "智"]],
  ["ユカリ", 1, ["紫", "縁", "由香里"]],
];
// Pairs a slip apart, in the reading or in the writing.
const NEAR = [
  [0, ["賢司", "ケンジ"], ["健志", "ケンシ"]],
  [1, ["百合", "ユリ"], ["友里", "ユーリ"]],
  [1, ["明子", "アキコ"], ["彩子", "アヤコ"]],
  [1, ["裕子", "ユウコ"], ["裕子", "ヒロコ"]],
  [0, ["太郎", "タロウ"], ["太朗", "タロオ"]],
  [0, ["一真", "カズマ"], ["一馬", "カスマ"]],
  [1, ["美咲", "ミサキ"], ["美崎", "ミザキ"]],
];
const FOREIGN = ["NGUYEN グエン", "VAN バン", "THI ティ", "ANH アン", "LAN ラン", "MINH ミン"].map((s) => s.split(" "));
const OWN = "00138016";
const OTHERS = ["06132047", "01130012", "06130488"];

/** A person; `over` changes what the rest of the cluster shares. */
class Cluster {
  constructor(rng, town) {
    this.rng = rng;
    this.town = town;
    this.family = rng.pick(SURNAMES);
    this.birth = town.date - rng.between(19, 74) * 365 - rng.int(365);
    this.number = town.nextNumber();
    this.people = [];
  }
  add(over) {
    const rng = this.rng;
    const p = {
      family: this.family,
      given: ["", ""],
      sex: 0,
      birth: this.birth,
      number: this.number,
      branch: String(this.people.length + 1).padStart(2, "0"),
      pension: this.town.numbered(0.8) ? String(this.town.nextPension()) : "",
      resident: this.town.nextResident(),
      acquired: this.town.date - rng.between(400, 4000),
      inRoster: true,
      kanaInRoster: true,
      former: [], // earlier rows: number, branch, family, acquired, lost
      ...over,
    };
    this.people.push(p);
    return p;
  }
}

const twins = (c, [sex, a, b]) => [c.add({ given: a, sex }), c.add({ given: b, sex })];
const oneReading = (rng) => {
  const [kana, sex, kanji] = rng.pick(ONE_READING);
  const first = rng.int(kanji.length);
  const second = (first + 1 + rng.int(kanji.length - 1)) % kanji.length;
  return [sex, [kanji[first], kana], [kanji[second], kana]];
};
const elsewhere = (c, p, over = {}) =>
  c.add({
    ...p,
    number: c.town.nextNumber(),
    branch: "01",
    pension: String(c.town.nextPension()),
    resident: c.town.nextResident(),
    ...over,
  });

/** Each gives the people of a cluster; a row of a list may be about any of them. `row` damages what a list says of one. */
export const KINDS = {
  namesakes: (c) => {
    const [sex, a] = oneReading(c.rng);
    elsewhere(c, c.add({ given: a, sex }));
  },
  twins_one_reading: (c) => void twins(c, oneReading(c.rng)),
  twins_near: (c) => void twins(c, c.rng.pick(NEAR)),
  twins_without_branches: (c) => {
    for (const p of twins(c, oneReading(c.rng))) p.branch = "";
  },
  siblings: (c) => {
    twins(c, oneReading(c.rng))[1].birth -= 400;
  },
  sibling_only: (c) => {
    twins(c, oneReading(c.rng))[1].inRoster = false;
  },
  namesake_only: (c) => {
    const [sex, a] = oneReading(c.rng);
    elsewhere(c, c.add({ given: a, sex, inRoster: false }));
  },
  kana_missing: (c) => {
    const [sex, a, b] = oneReading(c.rng);
    elsewhere(c, c.add({ given: a, sex }), { kanaInRoster: false, given: c.rng.chance(0.5) ? a : b });
  },
  moved_and_back: (c) => {
    const [sex, a] = oneReading(c.rng);
    const p = c.add({ given: a, sex });
    p.former = [{ number: c.town.nextNumber(), branch: "01", acquired: p.acquired - 3000, lost: p.acquired - 900 }];
    if (c.rng.chance(0.5)) elsewhere(c, p, { former: [] });
  },
  married_into_a_namesake: (c) => {
    const [sex, a] = oneReading(c.rng);
    const p = c.add({ given: a, sex, branch: "02" });
    p.former = [{ number: c.town.nextNumber(), branch: "03", family: c.rng.pick(SURNAMES), acquired: p.acquired - 2000, lost: p.acquired }];
    elsewhere(c, p, { former: [] });
  },
  foreign_words: (c) => {
    const [f, m, g] = c.rng.shuffle([...FOREIGN]);
    c.add({ family: f, given: [`${m[0]} ${g[0]}`, `${m[1]}　${g[1]}`], sex: 1, foreign: true });
    elsewhere(c, c.people[0], { given: [`${g[0]} ${m[0]}`, `${g[1]}　${m[1]}`] });
  },
};
/** What a list does to a row, beside leaving fields out. */
export const DAMAGE = {
  none: () => {},
  sibling_branch: (row, p, c) => {
    const other = c.people.find((x) => x !== p && x.number === p.number);
    if (other) row.branch = other.branch;
  },
  strangers_number: (row, _p, c) => {
    row.number = c.town.someNumber(c.number);
    row.pension = row.pension && String(c.town.nextPension());
  },
  wildcard: (row) => {
    if (!row.foreign && row.name) row.name = `${row.name.slice(0, -1)}●`;
  },
  voiced: (row) =>
    (row.kana = row.kana.replace(/[カキクケコサシスセソタツテト](?!.*[カキクケコサシスセソタツテト])/u, (k) =>
      String.fromCharCode(k.charCodeAt(0) + 1),
    )),
  former_number: (row, p) => {
    if (p.former.length) [row.number, row.branch] = [p.former[0].number, p.former[0].branch];
  },
  former_name: (row, p) => {
    if (p.former[0]?.family) [row.name, row.kana] = named({ ...p, family: p.former[0].family });
  },
};

const named = (p) =>
  p.foreign
    ? [`${p.family[0]} ${p.given[0]}`, `${p.family[1]}　${p.given[1]}`]
    : [`${p.family[0]}　${p.given[0]}`, `${p.family[1]}　${p.given[1]}`];
const compact = (day) => iso(day).replaceAll("-", "");

class Town {
  constructor(rng, date, numbers) {
    this.rng = rng;
    this.date = date;
    this.numbers = numbers; // share of rows that bear a number
    this.n = 1_000_000;
    this.pension = 1_000_000_000;
    this.resident = 1000;
  }
  nextNumber = () => {
    this.n += 7;
    return String(this.n);
  };
  nextPension = () => {
    this.pension += 13;
    return this.pension;
  };
  nextResident = () => {
    this.resident += 11;
    return String(this.resident).padStart(15, "0");
  };
  someNumber = (not) => {
    const drawn = String(1_000_007 + 7 * this.rng.int(Math.max(1, (this.n - 1_000_000) / 7)));
    return drawn === not ? this.nextNumber() : drawn;
  };
  numbered = (share) => this.rng.chance(share);
}

/** What a row says, as the list writes it. */
function rowOf(town, p, damage, cluster) {
  const rng = town.rng;
  const [name, kana] = named(p);
  const row = { name, kana, birth: p.birth, sex: p.sex, number: p.number, branch: p.branch, pension: p.pension, foreign: p.foreign };
  DAMAGE[damage](row, p, cluster);
  if (!town.numbered(town.numbers)) row.number = row.branch = row.pension = "";
  if (rng.chance(0.2)) row.branch = "";
  const left = rng.int(100); // one writing of the name at least
  if (left < 12) row.kana = "";
  else if (left < 24) row.name = "";
  if (rng.chance(0.06)) row.sex = "";
  return row;
}

/** Whether all that the row says (in the fields of its list) is true of the person, in one of the rows he has. */
function fits(row, p, list) {
  if (!p.inRoster || row.birth !== p.birth || (row.sex !== "" && row.sex !== p.sex)) return false;
  if (!(row.name || (row.kana && p.kanaInRoster))) return false; // no writing of the name that both have
  const forms = [p, ...p.former.map((f) => ({ ...p, ...f }))];
  const [names, kanas] = [forms.map((f) => named(f)[0]), forms.map((f) => named(f)[1])];
  if (row.name && !names.some((n) => n.length === row.name.length && [...n].every((ch, i) => ch === row.name[i] || row.name[i] === "●")))
    return false;
  if (row.kana && p.kanaInRoster && !kanas.includes(row.kana)) return false;
  if (list === "P") return !row.pension || !p.pension || row.pension === p.pension;
  return !row.number || forms.some((f) => f.number === row.number && (!row.branch || !f.branch || f.branch === row.branch));
}

export function generateDense({ people, seed, date, numbers = 0.6, out }) {
  mkdirSync(out, { recursive: true });
  const rng = new Rng(`dense ${seed}`);
  const town = new Town(rng, date, numbers);
  const roster = new Writer(join(out, "roster.csv"), "utf-8-bom");
  const pension = new Writer(join(out, "pension.csv"), "utf-8-bom");
  const runs = [date - 24, date - 9];
  const overlaps = runs.map((day) => new Writer(join(out, `overlap_${compact(day)}.csv`), "utf-8-bom"));
  const write = (w, cells) => w.put(`${cells.map((c) => csv(w.once(String(c)))).join(",")}\r\n`);
  roster.put(
    "宛名番号,世帯番号,記号番号,枝番,氏名,氏名カナ,生年月日,性別,続柄,世帯主氏名,郵便番号,住所,資格取得年月日,資格喪失年月日,基礎年金番号\r\n",
  );
  pension.put("基礎年金番号,氏名カナ,氏名,生年月日,性別,住所,種別,資格喪失年月日,喪失事由,異動区分\r\n");
  for (const w of overlaps)
    w.put(
      "作成年月日,氏名,氏名カナ,生年月日,性別,自保険者番号,自番号,自枝番,重複先保険者番号,重複先番号,重複先枝番,重複先資格取得年月日\r\n",
    );
  const truth = [];
  const byBirth = new Map(); // everybody: a namesake of another cluster is one too
  const rows = new Map(); // by the line of the truth
  const kinds = Object.entries(KINDS);
  const damages = Object.keys(DAMAGE);
  const line = { roster: 1, P: 1, runs: [1, 1] };
  const sexes = ["男", "女"];
  for (let turn = 0; line.roster <= people; turn++) {
    const [kind, make] = kinds[turn % kinds.length];
    const cluster = new Cluster(rng, town);
    make(cluster);
    for (const p of cluster.people) {
      if (!p.inRoster) continue;
      if (!byBirth.has(p.birth)) byBirth.set(p.birth, []);
      byBirth.get(p.birth).push(p);
      p.lines = [];
      for (const f of [...p.former.map((x) => ({ ...p, ...x })), p]) {
        const [name, kana] = named(f);
        p.lines.push(++line.roster);
        write(roster, [
          p.resident,
          f.number,
          f.number,
          f.branch,
          name,
          p.kanaInRoster ? kana : "",
          compact(p.birth),
          sexes[p.sex],
          "世帯主",
          name,
          "100-0001",
          "架空県ひかり市本町1",
          compact(f.acquired),
          f.lost ? compact(f.lost) : "",
          p.pension,
        ]);
      }
    }
    // One or two of them are listed: under the same damage in both runs, under another on the pension list.
    const listed = rng.chance(0.3) ? cluster.people : [rng.pick(cluster.people)];
    const joined = date - rng.between(30, 120);
    for (const p of listed) {
      // Whom the roster does not have, or not by name, is listed as he is: a slip would make his twin of him, by the domain's own rules.
      const damage = rng.chance(0.45) || !p.inRoster || !p.kanaInRoster ? "none" : rng.pick(damages);
      for (const list of ["P", "D"]) {
        const row = rowOf(town, p, damage, cluster);
        if (!row.name && !row.kana) continue;
        const said = {
          list,
          kind,
          damage,
          roster_lines: p.inRoster ? p.lines : [],
          numbered: Boolean(list === "P" ? row.pension : row.number),
        };
        rows.set(said, [row, p]);
        if (list === "P") {
          write(pension, [
            row.pension,
            row.kana,
            row.name,
            compact(row.birth),
            row.sex === "" ? "" : sexes[row.sex],
            "架空県",
            "1",
            compact(joined),
            "厚生年金加入",
            "喪失",
          ]);
          truth.push(Object.assign(said, { line: ++line.P }));
        } else {
          const insurer = rng.pick(OTHERS);
          const serial = 100 + rng.int(900_000);
          overlaps.forEach((w, run) => {
            write(w, [
              compact(runs[run]),
              row.name,
              row.kana,
              compact(row.birth),
              row.sex === "" ? "" : row.sex + 1,
              OWN,
              row.number,
              row.branch,
              insurer,
              serial,
              "01",
              compact(joined),
            ]);
            ++line.runs[run];
          });
          truth.push(Object.assign(said, { line: line.runs[1] }));
        }
      }
    }
  }
  for (const t of truth) {
    const [row, p] = rows.get(t);
    const alike = (byBirth.get(row.birth) ?? []).filter((x) => fits(row, x, t.list));
    t.unknowable = alike.length === 1 && alike[0] !== p;
  }
  for (const w of [roster, pension, ...overlaps]) w.close();
  writeFileSync(join(out, "truth.ndjson"), truth.map((t) => `${JSON.stringify(t)}\n`).join(""));
  return { rows: line.roster - 1, pension: line.P - 1, overlap: line.runs[1] - 1, runs: runs.map(iso), truth };
}
