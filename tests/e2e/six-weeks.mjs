// A fictional town of 300 people in 100 households, as its files stand at three working days within six weeks. Nothing is
// left to chance: who is listed when, who files and who does not, stands below by household.

const SURNAMES = [
  ["佐藤", "サトウ"],
  ["鈴木", "スズキ"],
  ["高橋", "タカハシ"],
  ["田中", "タナカ"],
  ["渡辺", "ワタナベ"],
  ["伊藤", "イトウ"],
  ["山本", "ヤマモト"],
  ["中村", "ナカムラ"],
  ["小林", "コバヤシ"],
  ["加藤", "カトウ"],
];
const GIVEN = {
  father: [
    ["正夫", "マサオ"],
    ["健一", "ケンイチ"],
    ["隆", "タカシ"],
    ["浩二", "コウジ"],
    ["哲也", "テツヤ"],
    ["清", "キヨシ"],
    ["修", "オサム"],
    ["直樹", "ナオキ"],
    ["誠", "マコト"],
    ["進", "ススム"],
  ],
  mother: [
    ["和子", "カズコ"],
    ["恵美", "エミ"],
    ["由紀", "ユキ"],
    ["直美", "ナオミ"],
    ["幸子", "サチコ"],
    ["智子", "トモコ"],
    ["明美", "アケミ"],
    ["千春", "チハル"],
    ["久美", "クミ"],
    ["裕子", "ヒロコ"],
  ],
  child: [
    ["翔", "ショウ"],
    ["蓮", "レン"],
    ["葵", "アオイ"],
    ["陽菜", "ヒナ"],
    ["大輝", "ダイキ"],
    ["美咲", "ミサキ"],
    ["拓海", "タクミ"],
    ["結衣", "ユイ"],
    ["颯", "ハヤテ"],
    ["凛", "リン"],
  ],
};
const RELATION = { father: "夫", mother: "妻", child: "子" };
const BORN = { father: 1970, mother: 1972, child: 2004 };

const two = (n) => String(n).padStart(2, "0");
const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
const among = (household, from, to) => household >= from && household < to;

/** Households by what happens in them. */
export const WHO = {
  listedFirst: [0, 30], // the father on every list; extracted in the first run
  bothListed: [0, 5], // the mother too: two people on one letter
  filedAfterFirst: [5, 8], // file after the first letter
  filedAfterSecond: [8, 18], // after the second
  recordChanges: [18, 19], // another insurer from the third list on
  mailReturned: [20, 21],
  listedSecond: [30, 40], // on the second list for the first time
  reversed: [40, 45], // joined the other insurance before 国保
  listedThird: [45, 50],
  headOutside: [90, 100], // the head is no member (擬制世帯主)
};
const is = (what, household) => among(household, ...WHO[what]);
export const count = (what) => WHO[what][1] - WHO[what][0];

export const LISTS = ["2026-09-18", "2026-10-03", "2026-10-18", "2026-11-13"];
export const DAYS = ["2026-10-07", "2026-10-23", "2026-11-20"];

function person(household, role) {
  const [family, familyKana] = SURNAMES[household % 10];
  const [given, givenKana] = GIVEN[role][Math.floor(household / 10)];
  const number = String(1000000 + household);
  return {
    household,
    role,
    name: `${family}　${given}`,
    kana: `${familyKana}　${givenKana}`,
    number,
    branch: two({ father: 1, mother: 2, child: 3 }[role]),
    birth: `${BORN[role] + (household % 7)}${two((household % 12) + 1)}${two((household % 27) + 1)}`,
    resident: String(household * 10 + { father: 1, mother: 2, child: 3 }[role]).padStart(15, "0"),
    sex: role === "father" ? "男" : role === "mother" ? "女" : household % 2 ? "男" : "女",
  };
}

export const headOf = (household) =>
  is("headOutside", household) ? `${SURNAMES[household % 10][0]}　権蔵` : person(household, "father").name;

const csv = (rows) => `${rows.map((r) => r.join(",")).join("\r\n")}\r\n`;
const loss = (household) => (is("reversed", household) ? "" : "20260802");

/** The roster on the n-th working day. */
export function roster(n) {
  const head =
    "宛名番号,世帯番号,記号番号,枝番,氏名,氏名カナ,生年月日,性別,続柄,世帯主氏名,郵便番号,住所,方書,資格取得年月日,資格喪失年月日";
  const lost = (p) =>
    p.role === "father" && ((n >= 1 && is("filedAfterFirst", p.household)) || (n >= 2 && is("filedAfterSecond", p.household)));
  return csv([
    head.split(","),
    ...range(0, 100)
      .flatMap((h) => ["father", "mother", "child"].map((role) => person(h, role)))
      .map((p) => [
        p.resident,
        String(20000000 + p.household),
        `05-${p.number}`,
        p.branch,
        p.name,
        p.kana,
        p.birth,
        p.sex,
        p.role === "father" && !is("headOutside", p.household) ? "世帯主" : RELATION[p.role],
        headOf(p.household),
        "000-0001",
        `架空町見本${p.household + 1}-1`,
        "",
        "20180401",
        lost(p) ? loss(p.household) : "",
      ]),
  ]);
}

/** Who is on the n-th list. */
export function listed(n) {
  return range(0, 50)
    .filter((h) => {
      if (n >= 2 && is("filedAfterFirst", h)) return false;
      if (n >= 3 && is("filedAfterSecond", h)) return false;
      return is("listedFirst", h) || is("reversed", h) || (is("listedSecond", h) && n >= 1) || (is("listedThird", h) && n >= 2);
    })
    .flatMap((h) => (is("bothListed", h) ? ["father", "mother"] : ["father"]).map((role) => person(h, role)));
}

/** The n-th list. */
export function overlap(n) {
  const head =
    "作成年月日,氏名,氏名カナ,生年月日,性別,自保険者番号,自記号,自番号,自枝番,自資格取得年月日,重複先保険者番号,重複先保険者名,重複先記号,重複先番号,重複先枝番,重複先本人家族区分,重複先資格取得年月日,重複先資格喪失年月日";
  return csv([
    head.split(","),
    ...listed(n).map((p) => {
      const changed = is("recordChanges", p.household) && n >= 2;
      return [
        LISTS[n],
        p.name,
        p.kana,
        p.birth,
        p.sex === "男" ? "1" : "2",
        "00139873",
        "05",
        p.number,
        p.branch,
        "20180401",
        changed ? "06130488" : "01199777",
        "",
        "12",
        String(500 + p.household),
        "00",
        "本人",
        is("reversed", p.household) ? "20170401" : "20260801",
        "",
      ];
    }),
  ]);
}
