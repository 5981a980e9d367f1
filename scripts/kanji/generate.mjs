// Generates core/text/kanji_variants_data.inc and the counts of core/text/PROVENANCE.md from @mandel59/mojidata.
//   node scripts/kanji/generate.mjs            fetches the pinned package (npm), reads it (sqlite3), writes the tables
//   node scripts/kanji/generate.mjs --report   prints what was decided, besides
// A tool of generation time only: neither setup nor build runs it. The same input gives the same bytes.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pack } from "./pack.mjs";
import { provenance } from "./provenance.mjs";
import { keptApart, onlyThroughTheirHead, overruled, supplement } from "./supplement.mjs";

const kPackage = "@mandel59/mojidata";
const kVersion = "1.8.1";
const kSha256 = "fb959e14abdd5b2fd6306513d1e7f477577f7555bc08d3b0ed081a7504526f3d"; // of dist/moji.db

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const report = process.argv.includes("--report");
const say = (...words) => report && console.log(...words);

// --- the package -------------------------------------------------------------------------------------------------

function fetchDatabase() {
  const cache = join(root, ".cache/kanji", kVersion);
  const database = join(cache, "package/dist/moji.db");
  if (!existsSync(database)) {
    mkdirSync(cache, { recursive: true });
    const packed = execFileSync("npm", ["pack", "--silent", `${kPackage}@${kVersion}`], { cwd: cache, encoding: "utf8" });
    const archive = packed.trim().split("\n").pop();
    execFileSync("tar", ["xzf", archive], { cwd: cache });
    rmSync(join(cache, archive));
  }
  const sha256 = createHash("sha256").update(readFileSync(database)).digest("hex");
  if (sha256 !== kSha256) throw new Error(`${database}: sha256 ${sha256}, expected ${kSha256}`);
  return { database, list: readFileSync(join(cache, "package/download.txt"), "utf8") };
}

try {
  execFileSync("sqlite3", ["-version"]);
} catch {
  console.error("sqlite3 is missing: apt-get install sqlite3 (or the like).");
  process.exit(2);
}
const { database, list } = fetchDatabase();
const query = (sql) => {
  const out = execFileSync("sqlite3", ["-readonly", "-json", database, sql], { encoding: "utf8", maxBuffer: 1 << 28 });
  return out.trim() ? JSON.parse(out).map((row) => Object.values(row)) : [];
};

// --- grounds ------------------------------------------------------------------------------------------------------
// The order is that of enum KanjiGround in core/text/kanji_variants.h.
const kGrounds = [
  "jis",
  "koseki",
  "min5202",
  "min2842_zoku",
  "min2842",
  "moj582",
  "nyukan",
  "joyo",
  "jinmei",
  "hyogai",
  "dictionary",
  "same_head",
  "supplement",
  "unicode",
];
const bit = Object.fromEntries(kGrounds.map((name, i) => [name, 1 << i]));

const isIdeograph = (c) => {
  const u = c?.codePointAt(0);
  return (
    c !== undefined &&
    c !== null &&
    [...c].length === 1 &&
    ((u >= 0x3400 && u < 0x4dc0) || (u >= 0x4e00 && u < 0xa000) || (u >= 0xf900 && u < 0xfb00) || (u >= 0x20000 && u < 0x40000))
  );
};

// One character in Unicode's eyes: compatibility ideographs, and radicals with the ideograph they look like.
const unified = new Map();
for (const [from, to] of query("SELECT UCS, value FROM unihan_kCompatibilityVariant ORDER BY 1")) {
  const target = /^U\+[0-9A-F]+$/.test(to) ? String.fromCodePoint(parseInt(to.slice(2), 16)) : to;
  unified.set(from, target);
}
const compatibility = unified.size;
for (const [from, to] of query("SELECT radical_character, radical_CJKUI FROM radeqv ORDER BY 1")) {
  const u = from.codePointAt(0);
  if (u >= 0x2e80 && u < 0x2fe0 && isIdeograph(to)) unified.set(from, to); // the strokes of U+31C0 are no characters
}
const one = (c) => unified.get(c) ?? c;

// --- edges ----------------------------------------------------------------------------------------------------------

const counts = {};
const code = (c) => c.codePointAt(0);
const pairOf = (a, b) => (code(a) < code(b) ? a + b : b + a);
const judged = new Map(); // pair -> grounds
const heads = new Map(); // head -> its stated variants

const take = (name, a, b) => {
  counts[name] ??= { rows: 0, pairs: 0 };
  counts[name].rows++;
  if (!isIdeograph(a) || !isIdeograph(b)) return null;
  [a, b] = [one(a), one(b)];
  return a === b ? null : [a, b];
};
const relate = (name, ground, a, b, withHead) => {
  const pair = take(name, a, b);
  if (!pair) return;
  const key = pairOf(...pair);
  if (!((judged.get(key) ?? 0) & bit[ground])) counts[name].pairs++;
  judged.set(key, (judged.get(key) ?? 0) | bit[ground]);
  if (withHead) heads.set(pair[1], (heads.get(pair[1]) ?? new Set()).add(pair[0]));
};

// A row of the MJ map speaks of a glyph. Only the glyph that a character has by itself speaks for the character: other
// glyphs (IVS) of 網 are written for 綱, of 玉 for 王.
const map = (table, columns = "NULL") =>
  query(`SELECT i."実装したUCS", m."縮退UCS", ${columns} FROM "mjsm_${table}" m JOIN mji i ON i."MJ文字図形名" = m."MJ文字図形名"
         WHERE i."実装したUCS" IS NOT NULL ORDER BY m."MJ文字図形名", m."縮退UCS"`);

for (const [a, b] of map("JIS包摂規準UCS統合規則")) relate("JIS包摂規準UCS統合規則", "jis", a, b, true);
const hops = [];
for (const [a, b, hop] of map("戸籍統一文字情報_親字正字", '"ホップ数"')) {
  if (hop === 1) relate("戸籍統一文字情報_親字正字", "koseki", a, b, true);
  else {
    const p = take("戸籍統一文字情報_親字正字", a, b);
    if (p) hops.push(p);
  } // a chain: for keys only
}
for (const [a, b] of map("民二5202号通知別表_正字俗字等対照表")) relate("民二5202号通知別表_正字俗字等対照表", "min5202", a, b, true);
for (const [a, b] of map("民一2842号通達別表_誤字俗字正字一覧表_俗字"))
  relate("民一2842号通達別表_誤字俗字正字一覧表_俗字", "min2842_zoku", a, b, true);
for (const [a, b] of map("民一2842号通達別表_誤字俗字正字一覧表_無印"))
  relate("民一2842号通達別表_誤字俗字正字一覧表_無印", "min2842", a, b, true);
for (const [a, b] of query("SELECT 康熙字典体, 漢字 FROM joyo_kangxi ORDER BY 2, 1")) relate("joyo_kangxi", "joyo", a, b, true);
for (const [name, ground] of [
  ["jinmei1", "jinmei"],
  ["jinmei2", "jinmei"],
  ["hyogai", "hyogai"],
])
  for (const [b, a] of query(`SELECT subject, object FROM "kdpv_${name}/variant" ORDER BY 1, 2`))
    relate(`kdpv_${name}/variant`, ground, a, b, true);

// The immigration notice gives a first and further choices of a character to print. The first relates; a further one only
// if it is a form of the first by another table (斋: 斎, then 齋), or simplified to the character (钟: 鐘, then 鍾). The rest
// are no forms of it at all: 宫 has 宮, then 共.
const simplified = new Set(
  query('SELECT object, subject FROM "kdpv_cjkvi/simplified" UNION SELECT subject, object FROM "kdpv_cjkvi/traditional"').map((p) =>
    p.join(""),
  ),
);
function choices(name, ground, rows) {
  const first = new Map();
  for (const [a, b, rank] of rows) if (rank === 1) first.set(a, b);
  const forms = new Set(judged.keys());
  for (const [a, b, rank] of rows) {
    const isForm = isIdeograph(first.get(a)) && isIdeograph(b) && forms.has(pairOf(one(first.get(a)), one(b)));
    if (rank === 1 || isForm || simplified.has(a + b)) {
      if (rank > 1 && !isForm) say("a further choice, by simplification:", a, b);
      relate(name, ground, a, b, false);
    } else take(name, a, b);
  }
}
choices("法務省告示582号別表第四_一", "moj582", map("法務省告示582号別表第四_一", '"順位"'));
choices(
  "nyukan_itaiji",
  "nyukan",
  query("SELECT 簡体字等のUCS, 正字のUCS, 順位 FROM nyukan_itaiji WHERE 簡体字等のUCS IS NOT NULL ORDER BY 1, 3"),
);
const official = new Set(judged.keys());

// --- what must stay apart ---------------------------------------------------------------------------------------

// 別字: a character written by mistake for another that exists in its own right. Every glyph counts here.
const apart = new Set();
const other = [];
for (const [a, b] of query(`SELECT i."対応するUCS", m."縮退UCS" FROM "mjsm_民一2842号通達別表_誤字俗字正字一覧表_別字" m
                            JOIN mji i ON i."MJ文字図形名" = m."MJ文字図形名" ORDER BY 1, 2`)) {
  const pair = take("民一2842号通達別表_誤字俗字正字一覧表_別字", a, b);
  if (pair && !apart.has(pairOf(...pair))) {
    apart.add(pairOf(...pair));
    counts["民一2842号通達別表_誤字俗字正字一覧表_別字"].pairs++;
    other.push(pair);
  }
}
// What is no form of 傳 is no form of 伝, either.
const formBits = bit.joyo | bit.jinmei | bit.hyogai | bit.jis;
for (const [a, b] of other)
  for (const [key, grounds] of judged) {
    const [x, y] = [...key];
    if (!(grounds & formBits) || (x !== b && y !== b)) continue;
    const form = x === b ? y : x;
    if (form !== a && judged.has(pairOf(a, form))) {
      say("別字, by its other form:", a, form, "because of", a + b);
      apart.add(pairOf(a, form));
    }
  }
const betsuji = apart.size;
const sharedKey = new Set(onlyThroughTheirHead.map((pair) => pairOf(...pair)));
for (const key of sharedKey) {
  if (judged.has(key)) throw new Error(`an official table relates ${key}`);
  apart.add(key);
}
for (const [a, b] of keptApart) {
  if (judged.has(pairOf(a, b)) && !overruled.some((o) => pairOf(...o) === pairOf(a, b)))
    throw new Error(`an official table relates what is kept apart: ${a} ${b}`);
  apart.add(pairOf(a, b));
}
let dropped = 0;
for (const key of apart) if (judged.delete(key)) dropped++;
for (const set of heads.entries()) for (const v of [...set[1]]) if (apart.has(pairOf(v, set[0]))) set[1].delete(v);

// --- two variants of one head ----------------------------------------------------------------------------------------

// Where the head took the place of several old characters (弁 of 辨, 瓣, 辯), its variants are not one another's.
const merged = new Set();
{
  const seen = new Map();
  for (const [a, b] of query("SELECT 康熙字典体, 漢字 FROM joyo_kangxi ORDER BY 2, 1").map((p) => p.map(one)))
    if (a !== b) {
      if (seen.has(b)) merged.add(b);
      seen.set(b, a);
    }
}
// A second dictionary has to agree: both stand under one entry there.
const entries = new Map(); // character -> entries it stands under
const stands = (c, e) => entries.set(c, (entries.get(c) ?? new Set()).add(e));
for (const name of ["twedu", "hydzd"])
  for (const [a, b] of query(`SELECT subject, object FROM "kdpv_${name}/variant"`)) {
    stands(one(a), name + one(a));
    stands(one(b), name + one(a));
  }
const kosekiPairs = new Set(query('SELECT subject, object FROM "kdpv_koseki/variant"').map(([a, b]) => pairOf(one(a), one(b))));
const agreed = (a, b) => kosekiPairs.has(pairOf(a, b)) || [...(entries.get(a) ?? [])].some((e) => entries.get(b)?.has(e));

let siblings = 0;
for (const [head, variants] of [...heads].sort((p, q) => code(p[0]) - code(q[0]))) {
  if (merged.has(head)) continue;
  const v = [...variants].sort((p, q) => code(p) - code(q));
  for (let i = 0; i < v.length; i++)
    for (let j = 0; j < i; j++) {
      const key = pairOf(v[j], v[i]);
      if (apart.has(key) || (judged.get(key) ?? 0) & ~bit.same_head || !agreed(v[j], v[i])) continue;
      if (!judged.has(key)) siblings++;
      judged.set(key, bit.same_head);
    }
}

// --- the supplement ---------------------------------------------------------------------------------------------------

let supplemented = 0;
for (const [characters, reason] of supplement) {
  const c = [...characters].map(one);
  let own = 0;
  for (let i = 0; i < c.length; i++)
    for (let j = 0; j < i; j++) {
      const key = pairOf(c[i], c[j]);
      if (apart.has(key)) throw new Error(`supplement against what is kept apart: ${key}`);
      if (official.has(key)) continue;
      own++;
      judged.set(key, bit.supplement);
    }
  supplemented += own;
  if (own === 0) throw new Error(`the official tables have it: ${characters} (${reason})`);
}

// --- the weak tables: a further word for what is related, else for keys ------------------------------------------

const weaker = (name, rows, into) => {
  for (const [a, b] of rows) {
    const pair = take(name, a, b);
    if (!pair) continue;
    counts[name].pairs++;
    const key = pairOf(...pair);
    if (judged.has(key)) {
      if (name === "辞書類等による関連字") judged.set(key, judged.get(key) | bit.dictionary);
    } else into.push(pair);
  }
};
const leafCandidates = [];
weaker("辞書類等による関連字", map("辞書類等による関連字"), leafCandidates);
weaker("読み字形による類推", map("読み字形による類推"), leafCandidates);
// 類字 are look-alikes printed in the place of a character that cannot be.
weaker(
  "法務省告示582号別表第四_二",
  map("法務省告示582号別表第四_二", '"順位"').filter((r) => r[2] === 1),
  leafCandidates,
);
weaker("nyukan_ruiji", query("SELECT 簡体字等のUCS, 正字のUCS FROM nyukan_ruiji WHERE 順位 = 1 ORDER BY 1, 2"), leafCandidates);

// --- components -------------------------------------------------------------------------------------------------------

const parent = new Map();
const find = (c) => {
  if (!parent.has(c)) parent.set(c, c);
  let r = c;
  while (parent.get(r) !== r) r = parent.get(r);
  while (parent.get(c) !== r) [c] = [parent.get(c), parent.set(c, r)];
  return r;
};
const members = new Map();
const ofRoot = (r) => members.get(r) ?? [r];
const foes = new Map();
for (const key of apart) {
  if (sharedKey.has(key)) continue;
  const [a, b] = [...key];
  foes.set(a, [...(foes.get(a) ?? []), b]);
  foes.set(b, [...(foes.get(b) ?? []), a]);
}
let refused = 0;
function join2(a, b) {
  let [x, y] = [find(a), find(b)];
  if (x === y) return true;
  if (ofRoot(x).length < ofRoot(y).length) [x, y] = [y, x];
  for (const m of ofRoot(y))
    for (const f of foes.get(m) ?? [])
      if (find(f) === x) {
        refused++;
        return [m, f];
      }
  members.set(x, [...ofRoot(x), ...ofRoot(y)]);
  members.delete(y);
  parent.set(y, x);
  return true;
}
const strength = (grounds) =>
  grounds & (formBits | bit.supplement | bit.unicode) ? 0 : grounds & bit.koseki ? 1 : grounds & bit.same_head ? 3 : 2;
// Where Unicode makes a character of the Basic Multilingual Plane one beyond it, both stay in the table: tables over the
// plane cannot hold the target.
let beyond = 0;
for (const [from, to] of [...unified]) {
  if (code(from) >= 0x10000 || code(to) < 0x10000) continue;
  unified.delete(from);
  judged.set(pairOf(from, to), bit.unicode);
  beyond++;
}
const order = [...judged].sort(
  (p, q) => strength(p[1]) - strength(q[1]) || code(p[0]) - code(q[0]) || code([...p[0]][1]) - code([...q[0]][1]),
);
const conflicts = [];
for (const [key, grounds] of order) {
  const result = join2(...key);
  if (result !== true) conflicts.push([key, grounds, result.join("")]);
}
// What is related has to share a key, and what is apart must not: where a rare character is related to both sides (胁 of
// 脇 and of 脅), the weaker relation goes.
for (const c of conflicts) {
  say("related, but joining them would join what is apart:", c[0], c[1].toString(2), c[2]);
  judged.delete(c[0]);
}
const strictRefused = refused;
for (const [a, b] of hops) join2(a, b);
// The tables that only say "related", "by analogy" or "looks like" never relate, and join no two classes (高 would be 享,
// 京 原): a character of which nothing better is known is folded to the one it is said to be like, if that is one only.
const likes = new Map();
for (const [a, b] of leafCandidates) if (!parent.has(a)) likes.set(a, (likes.get(a) ?? new Set()).add(b));
const leaves = [...likes]
  .filter(([a, to]) => to.size === 1 && ![...to].some((b) => likes.has(b) || apart.has(pairOf(a, b))))
  .map(([a, to]) => [a, ...to]);
for (const [a, b] of leaves) join2(a, b);

// --- representatives ---------------------------------------------------------------------------------------------------

const policy = new Map(query('SELECT "実装したUCS", "漢字施策" FROM mji WHERE "実装したUCS" IS NOT NULL AND "漢字施策" IS NOT NULL'));
const plane = new Map(query('SELECT "実装したUCS", X0213 FROM mji WHERE "実装したUCS" IS NOT NULL AND X0213 IS NOT NULL'));
const jis0208 = new Set(query("SELECT UCS FROM unihan_kJis0").map((r) => r[0]));
const degree = new Map();
for (const key of judged.keys()) for (const c of [...key]) degree.set(c, (degree.get(c) ?? 0) + 1);
const first = new Set(supplement.map(([characters]) => characters).map((s) => [...s][0])); // of two in common use
function rank(c) {
  if (code(c) >= 0x10000) return 9;
  if (!isIdeograph(c) || (code(c) >= 0xf900 && code(c) < 0xfb00 && !plane.has(c))) return 8; // a radical, a compatibility form
  if (policy.get(c) === "常用漢字") return first.has(c) ? 0 : 1;
  if (jis0208.has(c)) return policy.get(c) === "人名用漢字" ? 2 : /^1-(1[6-9]|[23]|4[0-7])/.test(plane.get(c) ?? "") ? 3 : 4;
  return plane.has(c) ? 5 : 6;
}
const components = new Map();
for (const c of parent.keys()) {
  const r = find(c);
  components.set(r, [...(components.get(r) ?? []), c]);
}
const representative = new Map();
let largest = [];
const big = [];
for (const set of components.values()) {
  if (set.length < 2) continue;
  const best = [...set].sort((a, b) => rank(a) - rank(b) || (degree.get(b) ?? 0) - (degree.get(a) ?? 0) || code(a) - code(b))[0];
  for (const c of set) representative.set(c, best);
  if (set.length > largest.length) largest = set;
  if (set.filter((c) => rank(c) < 5).length > 5) big.push(set.filter((c) => rank(c) < 5).join(""));
}

// --- out ----------------------------------------------------------------------------------------------------------------

const characters = [...representative.keys()].sort((a, b) => code(a) - code(b));
const table = { characters, representative, judged, unified, code };
const { text, bytes, masks } = pack(table);
writeFileSync(join(root, "core/text/kanji_variants_data.inc"), text);
const perGround = Object.fromEntries(kGrounds.map((name) => [name, [...judged.values()].filter((g) => g & bit[name]).length]));
const figures = {
  beyond,
  characters: characters.length,
  pairs: judged.size,
  components: new Set(representative.values()).size,
  largest: largest.length,
  unified: unified.size,
  compatibility,
  radicals: unified.size - compatibility,
  betsuji,
  dropped,
  siblings,
  supplemented,
  leaves: leaves.length,
  hopsRefused: refused - strictRefused,
  strictRefused,
  bytes,
  masks,
  perGround,
};
writeFileSync(join(root, "core/text/PROVENANCE.md"), provenance({ kPackage, kVersion, kSha256, list, counts, figures, supplement }));
say(figures, largest.join(""), "classes of more than five characters of JIS X 0208:", big.join(" "));
console.log(`core/text/kanji_variants_data.inc: ${characters.length} characters, ${judged.size} pairs, ${bytes} bytes`);
