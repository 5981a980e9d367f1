// The generator of fictional municipalities: same seed, same bytes; every bucket; nobody on a list by accident.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OVERLAP, PENSION, ROSTER, generate, options } from "../../scripts/make-municipality.mjs";
import { cp932Table, writeCp932 } from "../../scripts/municipality/encode.mjs";
import { checkDigit } from "../../scripts/municipality/insurer.mjs";
import { CLASSES, NOISE, USUAL, clash, coarse, gradeOf } from "../../scripts/municipality/noise.mjs";
import * as names from "../../scripts/municipality/names.mjs";
import { FIXED } from "../../scripts/municipality/scenarios.mjs";
import { score } from "./truth.mjs";

const P = ["P-CONFIRMED", "P-INQUIRE", "P-REVIEW", "P-FILED", "P-OUTSIDE", "P-WITHDRAWN", "P-NONMEMBER", "D-REFERENCE"];
const D = ["D-CANDIDATE", "D-FIRST", "D-REVERSED", "D-CHANGED", "D-OTHER", "D-REVIEW", "D-FILED", "D-NONMEMBER", "D-RESOLVED"];
const root = mkdtempSync(join(tmpdir(), "totsugo-generator-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));

function make(dir, ...args) {
  const out = join(root, dir);
  generate(options([...args, "--out", out]));
  return out;
}
const digest = (dir) =>
  Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((f) => [
        f,
        createHash("sha256")
          .update(readFileSync(join(dir, f)))
          .digest("hex"),
      ]),
  );
function parse(text) {
  assert.ok(text.endsWith("\r\n"));
  return text
    .slice(0, -2)
    .split("\r\n")
    .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2]));
}
const table = (dir, file, encoding = "shift_jis") => {
  const [head, ...rows] = parse(new TextDecoder(encoding, { fatal: true }).decode(readFileSync(join(dir, file))));
  return rows.map((r, i) => {
    assert.equal(r.length, head.length, `${file}:${i + 2}`);
    return Object.fromEntries(head.map((h, k) => [h, r[k]]));
  });
};
const truth = (dir) =>
  readFileSync(join(dir, "truth.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((l) => JSON.parse(l));

test("the same seed and arguments give the same bytes, another seed others", () => {
  const a = digest(make("a", "--people", "400", "--seed", "x")),
    b = digest(make("b", "--people", "400", "--seed", "x")),
    c = digest(make("c", "--people", "400", "--seed", "y"));
  assert.deepEqual(a, b);
  assert.equal(Object.keys(a).length, 6);
  for (const f of Object.keys(a)) assert.notEqual(a[f], c[f], f);
});

test("every bucket of both flows is covered, at 300 people and more", () => {
  let checked = 0;
  for (const args of [
    ["--people", "300"],
    ["--people", "300", "--noise", "none"],
    ["--people", "500", "--runs", "3"],
    ["--people", "5000"],
  ]) {
    const seen = { P: new Set(), D: new Set() };
    for (const t of truth(make(`buckets${checked}`, ...args, "--seed", String(checked)))) seen[t.flow].add(t.bucket);
    for (const [flow, buckets] of [
      ["P", P],
      ["D", D],
    ])
      for (const b of buckets) {
        assert.ok(seen[flow].has(b), `${args}: ${b}`);
        checked++;
      }
  }
  assert.equal(checked, 4 * 17);
  assert.deepEqual([...FIXED, "D-REFERENCE"].sort(), [...P, ...D].sort());
});

test("the roster has exactly the rows asked for; columns are the canonical ones", () => {
  let runs = 0;
  for (const [people, pension, overlap] of [
    [300, 60, 80],
    [301, 90, 120],
    [1000, 0, 0],
    [1000, 3, 5],
    [7, 0, 0],
    [2500, 200, 150],
  ]) {
    const dir = make(`rows${runs}`, "--people", String(people), "--pension", String(pension), "--overlap", String(overlap));
    assert.equal(table(dir, "roster.csv").length, people);
    assert.equal(readFileSync(join(dir, "pension.csv"), "latin1").split("\r\n").length - 2, pension);
    assert.equal(readFileSync(join(dir, "overlap_20261119.csv"), "latin1").split("\r\n").length - 2, overlap);
    runs++;
  }
  assert.equal(runs, 6);
  assert.deepEqual(
    [ROSTER, PENSION, OVERLAP].map((h) => h.split(",").length),
    [21, 13, 19],
  );
  assert.throws(() => make("small", "--people", "20", "--pension", "90"), /--people/);
});

test("check digits: the known vectors and every insurer in the lists", () => {
  for (const [body, digit] of [
    ["0613048", 8],
    ["0104001", 3],
    ["0113001", 2],
    ["13801", 6],
    ["0013801", 6],
  ])
    assert.equal(checkDigit(body), digit);
  const dir = make("digits", "--people", "3000");
  let checked = 0;
  const laws = new Set();
  for (const f of ["overlap_20261104.csv", "overlap_20261119.csv"])
    for (const r of table(dir, f))
      for (const n of [r.自保険者番号, r.重複先保険者番号]) {
        assert.match(n, /^\d{8}$/);
        assert.equal(checkDigit(n.slice(0, 7)), Number(n[7]), n);
        laws.add(n.slice(0, 2));
        checked++;
      }
  assert.ok(checked > 400);
  for (const law of ["00", "01", "03", "04", "06", "32", "34", "39"]) assert.ok(laws.has(law), law);
});

test("CP932: the table turns the decoder round; every name can be written", () => {
  const decode = (bytes) => new TextDecoder("shift_jis", { fatal: true }).decode(bytes),
    buffer = Buffer.alloc(64),
    codes = cp932Table();
  let checked = 0;
  for (let u = 1; u < 65536; u++)
    if (codes[u] !== 0) {
      const c = String.fromCharCode(u);
      assert.equal(decode(buffer.subarray(0, writeCp932(c, buffer, 0))), c);
      checked++;
    }
  assert.ok(checked > 9000 && checked < 12000, String(checked)); // some 9,500 characters and the private-use ones
  // the codes Windows writes, where there are several
  for (const [c, code] of [
    ["髙", 0xfbfc],
    ["﨑", 0xfab1],
    ["①", 0x8740],
    ["Ⅰ", 0x8754],
    ["∵", 0x81e6],
    ["￢", 0x81ca],
    ["ⅰ", 0xfa40],
    ["㈱", 0x878a],
    ["高", 0x8d82],
    ["ｱ", 0xb1],
  ])
    assert.equal(codes[c.charCodeAt(0)], code, c);
  assert.equal(decode(buffer.subarray(0, writeCp932("𠮷", buffer, 0))), "吉");
  for (const [kanji, kana] of [...names.SURNAMES, ...names.MALE_OLDER, ...names.MALE_NEWER, ...names.FEMALE_OLDER, ...names.FEMALE_NEWER]) {
    assert.equal(decode(buffer.subarray(0, writeCp932(kanji + kana, buffer, 0))), kanji + kana);
    assert.match(kana, /^[ァ-ヴー]+$/);
  }
});

test("the encodings hold the same people", () => {
  const args = ["--people", "350", "--seed", "e"],
    one = make("enc0", ...args),
    want = table(one, "roster.csv"),
    list = table(one, "overlap_20261119.csv");
  let checked = 0;
  for (const [encoding, label, bom] of [
    ["utf-8", "utf-8", ""],
    ["utf-8-bom", "utf-8", "efbbbf"],
    ["utf-16", "utf-16le", "fffe"],
  ]) {
    const dir = make(`enc-${encoding}`, ...args, "--encoding", encoding);
    assert.ok(readFileSync(join(dir, "roster.csv")).toString("hex").startsWith(bom));
    const plain = (rows) => JSON.parse(JSON.stringify(rows).replaceAll("𠮷", "吉"));
    assert.deepEqual(plain(table(dir, "roster.csv", label)), want);
    assert.deepEqual(plain(table(dir, "overlap_20261119.csv", label)), list);
    assert.equal(digest(dir)["truth.ndjson"], digest(one)["truth.ndjson"]);
    checked++;
  }
  assert.equal(checked, 3);
});

test("every noise class is used on both lists, and can be left out", () => {
  const noiseOf = (dir) => JSON.parse(readFileSync(join(dir, "truth.json"), "utf8")).noise;
  assert.equal(USUAL.length, 18);
  assert.equal(CLASSES.length, 36);
  let checked = 0;
  for (const [dir, classes] of [
    [make("noise", "--people", "2000", "--seed", "n"), USUAL],
    [make("more", "--people", "4000", "--seed", "n", "--noise", "every"), CLASSES.filter((c) => !NOISE[c].unicode)],
    [make("wide", "--people", "4000", "--seed", "n", "--noise", "every", "--encoding", "utf-8"), CLASSES],
  ]) {
    const noise = noiseOf(dir);
    assert.deepEqual(Object.keys(noise), [...classes].sort());
    for (const c of classes) {
      assert.ok(noise[c].overlap > 0, c);
      if (c !== "number_missing") assert.ok(noise[c].pension > 0, c);
      checked++;
    }
  }
  assert.equal(checked, 18 + 35 + 36);
  assert.deepEqual(JSON.parse(readFileSync(join(make("quiet", "--people", "2000", "--noise", "none"), "truth.json"), "utf8")).noise, {});
  assert.deepEqual(
    Object.keys(JSON.parse(readFileSync(join(make("some", "--people", "2000", "--noise", "zu_du,wildcard"), "truth.json"), "utf8")).noise),
    ["wildcard", "zu_du"],
  );
  for (const [list, grade] of [
    [[], "A"],
    [["zu_du", "half_width_kana"], "A"],
    [["wildcard"], "B"],
    [["zu_du", "wildcard"], "B"],
    [["sex_missing", "dakuten_lost"], "C"],
    [["surname_changed"], "C"],
  ])
    assert.equal(gradeOf(list), grade);
});

test("two classes in one name; classes that cannot be are refused", () => {
  const list = truth(make("two", "--people", "3000", "--noise", "old_kana+sex_missing,hiragana+zu_du")).filter((t) => t.noise.length);
  assert.ok(list.length > 40, String(list.length));
  for (const t of list) assert.ok(["old_kana+sex_missing", "hiragana+zu_du"].includes(t.noise.join("+")), String(t.noise));
  for (const never of ["hiragana+half_width_kana", "long_vowel_missing+machine_kana", "ivs", "no_such_class"])
    assert.throws(() => options(["--people", "9", "--out", "x", "--noise", never]), /in one name|UTF-8|unknown/, never);
  assert.ok(clash(["long_vowel_missing", "machine_kana"]) && !clash(["long_vowel_missing", "hiragana"]));
});

// What each of the rarer classes does to a name, seen on the lists it made: [roster kana, list kana, roster kanji, list kanji]
const EFFECT = {
  long_vowel_dropped: (r, l) => r.kana.replaceAll("ー", "") === l.kana && r.kana !== l.kana,
  long_vowel_spelling: (r, l) =>
    r.kana !== l.kana && r.kana.length === l.kana.length && r.kana.replace(/[ウオー]/g, "*") === l.kana.replace(/[ウオー]/g, "*"),
  long_vowel_missing: (r, l) => l.kana.length === r.kana.length - 1 && l.kanji !== "",
  long_vowel_missing_kana: (r, l) => l.kana.length === r.kana.length - 1 && l.kanji === "",
  historic_yu: (r, l) =>
    r.kana !== l.kana && l.kana.replace("イウ", "ユウ").replace(/([キギシジチニヒビピミリ])ウ/, "$1ュウ").length >= r.kana.length,
  old_kana: (r, l) => r.kana !== l.kana && r.kana.replace(/[オイエヲヰヱ]/g, "*") === l.kana.replace(/[オイエヲヰヱ]/g, "*"),
  kanji_many: (r, l) => r.kana === l.kana && r.kanji !== l.kanji && [...r.kanji].length === [...l.kanji].length,
  private_use: (r, l) => r.kana === l.kana && [...l.kanji].filter((c) => c >= "\ue000" && c < "\uf900").length === 1,
  ivs: (r, l) => r.kana === l.kana && r.kanji === l.kanji.replace(/[\u{e0100}-\u{e01ef}]/u, "") && l.kanji.length === r.kanji.length + 2,
  hiragana: (_r, l) => /[ぁ-ん]/.test(l.kana) && !/[ァ-ン]/.test(l.kana),
  foreign_kana: (r, l) => r.kana !== l.kana && Math.abs(r.kana.length - l.kana.length) <= 1,
  foreign_middle_missing: (r, l) =>
    r.kana.split("　").length - 1 === l.kana.split("　").length &&
    (!l.kanji || r.kanji.split(" ").length - 1 === l.kanji.split(" ").length),
  foreign_cut_off: (r, l) =>
    l.kana === r.kana.slice(0, 20) && l.kana.length < r.kana.length && (!l.kanji || l.kanji === r.kanji.slice(0, 20)),
  alias_on_list: (r, l) => l.kanji === r.alias && l.kanji !== r.kanji,
  foreign_alphabet_only: (r, l) => l.kana === "" && l.kanji === r.kanji,
  foreign_kana_only: (r, l) => l.kanji === "" && l.kana === r.kana,
  machine_kana: (r, l) => l.kanji === "" && l.kana !== r.kana && l.kana.split("　")[1] === r.kana.split("　")[1],
  machine_kana_given: (r, l) => l.kanji === "" && l.kana !== r.kana && l.kana.split("　")[0] === r.kana.split("　")[0],
};
test("each of the rarer classes does to a name what it says, and nothing else", () => {
  assert.deepEqual(Object.keys(EFFECT).sort(), CLASSES.filter((c) => NOISE[c].more).sort());
  const dir = make("effect", "--people", "9000", "--pension", "900", "--noise", "every", "--encoding", "utf-8", "--seed", "f"),
    seen = {};
  const roster = table(dir, "roster.csv", "utf-8"),
    pension = table(dir, "pension.csv", "utf-8");
  const side = (row) => ({ kana: row.氏名カナ, kanji: row.氏名, alias: row.通称名 });
  for (const t of truth(dir)) {
    if (!t.pension_line || t.noise.length !== 1 || !(t.noise[0] in EFFECT)) continue;
    const r = side(roster[t.roster_line - 2]),
      l = side(pension[t.pension_line - 2]);
    assert.ok(EFFECT[t.noise[0]](r, l), `${t.noise[0]}: ${JSON.stringify([r, l])}`);
    assert.equal(t.unlinkable ?? false, t.noise[0] === "machine_kana_given");
    seen[t.noise[0]] = (seen[t.noise[0]] ?? 0) + 1;
  }
  assert.equal(Object.keys(seen).length, Object.keys(EFFECT).length, JSON.stringify(seen));
});

test("rarer people, and lists without numbers", () => {
  const dir = make("rare", "--people", "6000", "--scenarios", "every", "--numbers", "no", "--noise", "none"),
    all = truth(dir),
    roster = table(dir, "roster.csv");
  assert.ok(roster.every((r) => r.基礎年金番号 === ""));
  assert.ok(table(dir, "overlap_20261119.csv").every((r) => r.自番号 === ""));
  for (const id of [
    "p_twin_between",
    "p_claimed_twice",
    "p_placeholder_both",
    "p_placeholder_two",
    "p_placeholder_listed",
    "p_twin_one_kana",
    "d_placeholder_both",
  ])
    assert.ok(
      all.some((t) => t.scenario === id),
      id,
    );
  const claimed = all.filter((t) => t.scenario === "p_claimed_twice");
  assert.equal(claimed.filter((t) => t.roster_line === null).length * 2, claimed.length);
  for (const t of all.filter((x) => /placeholder_(both|two)/.test(x.scenario)))
    assert.equal(roster[t.roster_line - 2].生年月日, "19000101");
});

test("a line in the truth is the person: names fold alike, numbers and dates agree where there is no noise", () => {
  const dir = make("truth", "--people", "6000", "--seed", "t", "--date-form", "iso"),
    roster = table(dir, "roster.csv"),
    pension = table(dir, "pension.csv"),
    lists = {};
  const fold = (kana) => coarse(kana.normalize("NFKC"));
  let checked = 0,
    dates = 0;
  for (const t of truth(dir)) {
    const row = t.roster_line && roster[t.roster_line - 2],
      own = [];
    if (t.pension_line) own.push(pension[t.pension_line - 2]);
    for (const o of t.flow === "D" ? t.overlap : []) {
      lists[o.file] ??= table(dir, o.file);
      own.push(lists[o.file][o.line - 2]);
    }
    if (!row || t.noise.length || t.scenario.endsWith("_conflict") || /twin_ambiguous|decoy_number/.test(t.scenario)) continue;
    for (const r of own) {
      assert.equal(fold(r.氏名カナ), fold(row.氏名カナ));
      assert.equal(r.生年月日, row.生年月日);
      if (r.基礎年金番号 && row.基礎年金番号 && t.scenario !== "p_rejoined") assert.equal(r.基礎年金番号, row.基礎年金番号);
      if (r.自番号)
        assert.equal((r.自記号 + r.自番号).normalize("NFKC").replace("-", "").replace(/^0/, ""), row.記号番号.replace(/^0/, ""));
      checked++;
      if (t.loss_date) {
        const joined = r.資格喪失年月日 ?? r.重複先資格取得年月日;
        assert.equal(Date.parse(t.loss_date) - Date.parse(joined), 86400000);
        dates++;
      }
    }
  }
  assert.ok(checked > 250 && dates > 90, `${checked} ${dates}`);
});

test("nobody in the roster can be taken by accident for a person on a list", () => {
  const dir = make("accident", "--people", "60000", "--pension", "1500", "--overlap", "1500", "--seed", "k", "--date-form", "iso"),
    roster = table(dir, "roster.csv");
  const index = new Map(),
    given = (r) => coarse(r.氏名カナ.split("　").at(-1));
  roster.forEach((r, i) => {
    const k = `${r.生年月日} ${given(r)}`;
    index.set(k, [...(index.get(k) ?? []), i + 2]);
  });
  const day = (d, n) => new Date(Date.parse(d) + n * 86400000).toISOString().slice(0, 10);
  let members = 0,
    outsiders = 0;
  const pension = table(dir, "pension.csv");
  for (const t of truth(dir)) {
    if (t.roster_line) {
      const r = roster[t.roster_line - 2],
        found = index.get(`${r.生年月日} ${given(r)}`);
      const more = /same_name|rejoined|decoy_dakuten|decoy_number|two_at_b/.test(t.scenario) ? 1 : 0;
      assert.equal(found.length, 1 + more, `${t.scenario} line ${t.roster_line}: ${found}`);
      members++;
    } else if (t.pension_line) {
      const p = pension[t.pension_line - 2];
      for (const n of [-1, 0, 1]) assert.equal(index.get(`${day(p.生年月日, n)} ${coarse(p.氏名カナ.split("　")[1])}`), undefined);
      outsiders++;
    }
  }
  assert.ok(members > 3000 && outsiders > 50, `${members} ${outsiders}`);
});

test("reserved names are far from every name of the roster", () => {
  const distance = (a, b) => {
    let row = [...b, 0].map((_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
      row = next;
    }
    return row[b.length];
  };
  let checked = 0;
  for (const [, out] of [...names.OUTSIDER_MALE, ...names.OUTSIDER_FEMALE]) {
    for (const [, kana] of [...names.MALE_OLDER, ...names.MALE_NEWER, ...names.FEMALE_OLDER, ...names.FEMALE_NEWER]) {
      assert.ok(distance(coarse(out), coarse(kana)) >= 2, `${out} ${kana}`);
      checked++;
    }
  }
  assert.equal(checked, 20 * (names.MALE_OLDER.length + names.MALE_NEWER.length + names.FEMALE_OLDER.length + names.FEMALE_NEWER.length));
});

test("the committed sample is what its command line makes", () => {
  const sample = fileURLToPath(new URL("../sample/", import.meta.url)),
    again = make("sample", "--people", "300", "--seed", "sample", "--date", "2026-11-22");
  const want = digest(again);
  let checked = 0;
  for (const f of Object.keys(want)) {
    assert.equal(
      createHash("sha256")
        .update(readFileSync(join(sample, f)))
        .digest("hex"),
      want[f],
      f,
    );
    checked++;
  }
  assert.equal(checked, 6);
});

test("the scorer: the truth itself scores full, a wrong row and a wrong bucket are seen", () => {
  const dir = make("score", "--people", "800", "--seed", "s"),
    all = truth(dir);
  for (const flow of ["P", "D"]) {
    const wanted = all.filter((t) => t.flow === flow),
      results = () =>
        wanted
          .filter((t) => t.bucket || !t.allowed?.includes("none"))
          .map((t) => {
            const bucket = t.bucket ?? t.allowed?.[0];
            return {
              flow,
              bucket,
              fixed: t.bucket !== null,
              grade: "A",
              selectable: ["P-CONFIRMED", "P-INQUIRE", "D-CANDIDATE"].includes(bucket),
              loss_date: t.loss_date,
              roster: t.roster_line && { line: t.roster_line },
              pension: t.pension_line && { line: t.pension_line },
              overlap: t.overlap,
            };
          });
    const good = score(results(), all);
    assert.deepEqual(
      [good.different, good.missing, good.extra, good.wrong_pick, good.not_to_be_selected, good.loss_date_wrong],
      [0, 0, 0, 0, 0, 0],
    );
    assert.equal(good.same + good.allowed, wanted.length);
    assert.ok(good.found > 10 && good.found === good.should_be_selectable);
    const bad = results(),
      one = bad.find((r) => r.selectable && r.loss_date),
      other = bad.find((r) => r.fixed && /REVIEW/.test(r.bucket));
    one.roster = { line: one.roster.line + 1 };
    Object.assign(other, { bucket: flow === "P" ? "P-CONFIRMED" : "D-CANDIDATE", selectable: true });
    const seen = score(bad.slice(0, -1), all);
    assert.equal(seen.wrong_pick, 1);
    assert.equal(seen.not_to_be_selected, 1);
    assert.ok(seen.different === 1 && seen.missing === 1);
  }
});
