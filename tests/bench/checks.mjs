// What the checks across the files (core/run/checks.cpp) say of generated towns: false alarms of honest ones, of many kinds and
// sizes, and how many of each planted fault they catch. The thresholds stand beside what this prints.
//   node tests/bench/checks.mjs [--towns N] [--seed S]     (needs scripts/build wasm)
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";
import { generate, options } from "../../scripts/make-municipality.mjs";
import { Rng } from "../../scripts/municipality/rng.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
const DATE = "2026-11-22";
const RUNS = ["overlap_20261104.csv", "overlap_20261119.csv"];
const SIZES = [300, 1500, 8000];

/** A file as rows that can be changed by column name. */
class Table {
  constructor(text) {
    const [head, ...rows] = text
      .trimEnd()
      .split("\r\n")
      .map((l) => l.split(","));
    this.head = head;
    this.rows = rows.filter((r) => r.length === head.length); // the few quoted ones are left out
  }
  get(row, name) {
    return row[this.head.indexOf(name)];
  }
  set(row, name, value) {
    row[this.head.indexOf(name)] = value;
  }
  each(change) {
    for (const row of this.rows)
      change(
        (n) => this.get(row, n),
        (n, v) => this.set(row, n, v),
      );
    return this;
  }
  text() {
    return `${[this.head, ...this.rows].map((r) => r.join(",")).join("\r\n")}\r\n`;
  }
}

const iso = (ms) => (Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(0, 10));
const day = (text) => Date.parse(text.includes("-") ? text : `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`);
const DAY = 86_400_000;

/** What honest towns are like; each changes the files of an ordinary one. */
const HONEST = {
  usual: () => {},
  few_rows: (t, r) => {
    const n = r.between(1, 30);
    for (const list of t.lists) list.rows.length = Math.min(list.rows.length, n);
  },
  // Most join on the first of April, and the roster has many of earlier years.
  april: (t, r) => {
    for (const list of t.overlaps) list.each((_get, set) => r.chance(0.7) && set("重複先資格取得年月日", "2026-04-01"));
    t.roster.each((_get, set) => r.chance(0.3) && set("資格取得年月日", `${r.between(2014, 2026)}0401`));
  },
  // A town that never did this: the other insurance began any time in the last six years.
  first_run: (t, r) => {
    const since = new Map();
    for (const list of t.overlaps)
      list.each((get, set) => {
        const key = get("自番号") + get("自枝番") + get("氏名カナ");
        if (!since.has(key)) since.set(key, iso(day(DATE) - r.between(20, 365 * 6) * DAY));
        set("重複先資格取得年月日", since.get(key));
      });
  },
  // Nearly everybody on the pension list has filed by now.
  most_filed: (t, r) => {
    const left = new Map(
      t.pension.rows.map((row) => [t.pension.get(row, "氏名カナ").replace(/\s/gu, ""), t.pension.get(row, "資格喪失年月日")]),
    );
    t.roster.each((get, set) => {
      const lost = left.get(get("氏名カナ").replace(/\s/gu, ""));
      if (lost && r.chance(0.9)) set("資格喪失年月日", iso(toDay(lost) + DAY).replaceAll("-", ""));
    });
  },
  // 3号 who become 2号 were never members.
  many_third: (t, r) => {
    for (const row of t.pension.rows)
      if (r.chance(0.6)) {
        const kana = Array.from({ length: 4 }, () => "アカサタナハマヤラワ"[r.int(10)]).join("");
        t.pension.set(row, "氏名カナ", `ベツノ　${kana}`);
        t.pension.set(row, "氏名", `別野　${kana}`);
        t.pension.set(row, "基礎年金番号", String(r.between(10 ** 9, 9 * 10 ** 9)));
      }
  },
};
const toDay = (text) => {
  const m = /^[RH](\d+)\.(\d+)\.(\d+)$/u.exec(text);
  return m ? Date.UTC((text[0] === "R" ? 2018 : 1988) + Number(m[1]), m[2] - 1, Number(m[3])) : day(text);
};

const lastOf = (t, last) => {
  t.roster.rows = t.roster.rows.filter((row) => t.roster.get(row, "資格取得年月日") <= last);
  t.roster.each((get, set) => get("資格喪失年月日") > last && set("資格喪失年月日", ""));
};

/** Faults, and the checks one of which must stop, or (`says`) must be told. */
const FAULTS = {
  sides_swapped: {
    stops: ["acquired_equal", "own_numbers_unknown", "own_insurer"],
    plant: (t) => {
      for (const list of t.overlaps)
        list.each((get, set) => {
          for (const f of ["保険者番号", "記号", "番号", "枝番", "資格取得年月日", "資格喪失年月日"]) {
            const own = get(`自${f}`);
            set(`自${f}`, get(`重複先${f}`));
            set(`重複先${f}`, own);
          }
        });
    },
  },
  own_date_as_other: {
    stops: ["acquired_equal"],
    plant: (t) => {
      for (const list of t.overlaps) list.each((get, set) => set("重複先資格取得年月日", get("自資格取得年月日")));
    },
  },
  other_numbers_as_own: {
    stops: ["own_numbers_unknown"],
    plant: (t) => {
      for (const list of t.overlaps)
        list.each((get, set) => {
          set("自記号", "");
          set("自番号", get("重複先番号"));
          set("自枝番", get("重複先枝番"));
        });
    },
  },
  another_town: { stops: ["nobody_found", "own_numbers_unknown"], other_roster: true, plant: () => {} },
  // The column of the loss is another date: when the row was last changed, say.
  lost_is_another_date: {
    stops: ["all_filed"],
    plant: (t, r) => t.roster.each((_get, set) => set("資格喪失年月日", iso(day(DATE) - r.between(5, 500) * DAY).replaceAll("-", ""))),
  },
  years_back: {
    stops: ["losses_old"],
    plant: (t) => {
      for (const list of t.overlaps)
        list.each((get, set) => set("重複先資格取得年月日", iso(Math.max(day(get("重複先資格取得年月日")) - 1500 * DAY, 0))));
    },
  },
  old_roster: {
    stops: ["roster_old"],
    plant: (t) => lastOf(t, "20260901"),
  },
  // The same under a new name.
  renamed_roster: {
    stops: ["roster_old"],
    plant: (t) => {
      lastOf(t, "20260901");
      t.rosterName = "roster_20261118.csv";
    },
  },
  // And with a slip of the pen in it.
  stray_date: {
    stops: ["roster_old"],
    plant: (t) => {
      lastOf(t, "20260601");
      t.roster.set(t.roster.rows[0], "資格取得年月日", "20261112");
    },
  },
  lost_ahead: { stops: ["all_filed"], plant: (t) => t.roster.each((_get, set) => set("資格喪失年月日", "20270331")) },
  sent_date_as_other: {
    stops: ["acquired_after_list"],
    plant: (t) => {
      for (const list of t.overlaps) list.each((get, set) => set("重複先資格取得年月日", iso(day(get("作成年月日")) + DAY)));
    },
  },
  run_date_as_other: {
    says: ["one_value"],
    plant: (t) => {
      for (const list of t.overlaps) list.each((get, set) => set("重複先資格取得年月日", iso(day(get("作成年月日")))));
    },
  },
  one_run_twice: {
    says: ["runs_equal"],
    plant: (t) => {
      const [older, newer] = t.overlaps;
      const date = older.get(older.rows[0], "作成年月日");
      older.rows = newer.rows.map((row) => [...row]);
      older.each((_get, set) => set("作成年月日", date));
    },
  },
};

function town(people, seed, dir) {
  generate(options(["--people", String(people), "--seed", seed, "--out", dir, "--date", DATE, "--encoding", "utf-8"]));
  const read = (name) => new Table(readFileSync(join(dir, name), "utf8").replace(/^\uFEFF/u, ""));
  const roster = read("roster.csv");
  const pension = read("pension.csv");
  const overlaps = RUNS.map(read);
  return { roster, pension, overlaps, lists: [pension, ...overlaps] };
}

function match(module, flow, t) {
  const session = new module.Session();
  const ok = (text) => {
    const answer = JSON.parse(text);
    if (!answer.ok) throw new Error(answer.error.text);
    return answer;
  };
  const feed = (kind, name, text) => {
    const bytes = Buffer.from(text);
    ok(session.openFile(kind, name, bytes.length, "{}"));
    for (let at = 0; at < bytes.length; at += 1 << 20) {
      const part = bytes.subarray(at, at + (1 << 20));
      const to = session.buffer(part.length); // the heap may grow here
      module.HEAPU8.set(part, to);
      ok(session.feed(part.length));
    }
    ok(session.closeFile());
  };
  ok(session.begin(JSON.stringify({ flow, date: DATE })));
  if (flow === "P") feed("pension", "pension.csv", t.pension.text());
  for (const [i, name] of RUNS.entries()) feed("overlap", name, t.overlaps[i].text());
  feed("roster", t.rosterName ?? "roster.csv", t.roster.text());
  const { summary } = ok(session.finish());
  session.delete();
  return summary.checks;
}

const REFUSED = "refused";
// Told only where something is the matter: of an honest town, too many of them make a clerk read none.
const UNUSUAL = ["one_value", "runs_equal", "roster_old", "numbers_differ"];

/** What the checks say of a level; a file whose columns are asked about stops the run before. */
function codesOf(module, t, level) {
  try {
    return match(module, "D", t)
      .filter((c) => c.level === level)
      .map((c) => c.code);
  } catch (e) {
    if (!e.message.includes("列の読み取り方が確かではありません")) throw e;
    return [REFUSED];
  }
}

export async function measureChecks({ towns, seed, say = () => {} }) {
  const module = await createRequire(import.meta.url)(path("build/wasm/totsugo.js"))({
    wasmBinary: readFileSync(path("build/wasm/totsugo.wasm")),
  });
  const dir = mkdtempSync(join(tmpdir(), "totsugo-checks-"));
  const alarms = [];
  const warned = [];
  const caught = Object.fromEntries(Object.keys(FAULTS).map((f) => [f, { caught: 0, of: 0, missed: [] }]));
  let honest = 0;
  try {
    for (let i = 0; i < towns; i++) {
      const people = SIZES[i % SIZES.length];
      const rng = new Rng(`checks ${seed} ${i}`);
      for (const [kind, change] of Object.entries(HONEST)) {
        const t = town(people, `${seed}-${i}-${kind}`, dir);
        change(t, rng);
        for (const flow of ["P", "D"]) {
          ++honest;
          for (const c of match(module, flow, t)) {
            if (c.level !== "stop") {
              if (UNUSUAL.includes(c.code)) warned.push(`${kind} ${people} ${flow}: ${c.code}`);
              continue;
            }
            const { count, of, a, b } = c.figures;
            alarms.push(`${kind} ${people} ${flow}: ${c.code} ${count}/${of} ${a ?? ""} ${b ?? ""}`);
          }
        }
      }
      for (const [name, fault] of Object.entries(FAULTS)) {
        const t = town(people, `${seed}-${i}-${name}`, dir);
        if (fault.other_roster) t.roster = town(people, `${seed}-${i}-another`, dir).roster;
        fault.plant(t, rng);
        const found = codesOf(module, t, fault.stops ? "stop" : "warn");
        ++caught[name].of;
        if ([...(fault.stops ?? fault.says), REFUSED].some((c) => found.includes(c))) ++caught[name].caught;
        else caught[name].missed.push(`${people}: ${found.join(" ") || "nothing"}`);
      }
      say(`${i + 1} of ${towns}`);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  return { honest, alarms, warned, caught };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const value = (name, usual) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : usual);
  const { honest, alarms, warned, caught } = await measureChecks({
    towns: Number(value("--towns", "12")),
    seed: value("--seed", "1"),
    say: (s) => process.stderr.write(`${s}\r`),
  });
  console.log(`honest runs ${honest}, false alarms ${alarms.length}`);
  for (const a of alarms) console.log(`  ${a}`);
  console.log(`warnings of honest runs ${warned.length}`);
  for (const w of new Set(warned)) console.log(`  ${w}`);
  for (const [name, { caught: n, of, missed }] of Object.entries(caught))
    console.log(`${name}: caught ${n} of ${of}${missed.map((m) => `\n  missed at ${m}`).join("")}`);
}
