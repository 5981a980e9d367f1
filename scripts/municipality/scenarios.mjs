// What can be true of a person on a list, and what the rules of DOMAIN section 3 make of it.
// P and D: the bucket the rules fix. `null` with `maybe`: the rules do not fix it (or two readings are possible);
// "none" in `maybe` means that no result at all is also right. `several`: more than one row of the roster is as good, so
// whoever is picked is picked by luck (tests/bench/accuracy.mjs counts it as wrong).
import { addYears, days } from "./dates.mjs";
import { insurer } from "./insurer.mjs";
import * as names from "./names.mjs";
import { plain } from "./noise.mjs";
import { drawSurname } from "./people.mjs";

const ADULT = () => [{ lo: 20, hi: 58 }];
const ANY = (c) => (c.rng.chance(0.2) ? [{ lo: 3, hi: 19 }] : [{ lo: 20, hi: 72 }]);

// ---- dates -------------------------------------------------------------------------------------------------
const longAgo = (c) => c.rng.between(c.runs[0] - 240, c.runs[0] - 12); // before the oldest run
const justNow = (c) => c.rng.between(c.newest - 14, c.newest - 2); // too late for the run before
/** A member since before `acq`, still one. */
function member(c, p, acq, { sameDay = false, moved = false } = {}) {
  const low = Math.max(p.birth, acq - 7000);
  p.acq = sameDay ? acq : c.rng.between(Math.min(low, acq - 40), acq - 40);
  if (p.acq < p.birth) p.acq = p.birth;
  p.start = moved || (!sameDay && c.rng.chance(0.08)) ? c.rng.between(Math.min(p.acq + 5, acq), acq) : p.acq;
  p.acqReason = p.start !== p.acq ? "転入（県内）" : p.acq === p.birth ? "出生" : "社保離脱";
  p.loss = null;
  p.lossReason = "";
}
/** A member only since after `acq`. */
function laterMember(c, p, acq) {
  p.acq = p.start = c.rng.between(acq + 1, Math.min(acq + 200, c.date - 3));
  p.acqReason = "社保離脱";
  p.loss = null;
  p.lossReason = "";
}
function filed(p, day, reason = "社保加入") {
  p.loss = day;
  p.lossReason = reason;
}

// ---- list rows ---------------------------------------------------------------------------------------------
const all = (c) => c.runs.map((_, i) => i);
const newestOnly = (c) => [c.runs.length - 1];
const before = (c) => all(c).slice(0, -1);
const joined = (c, acq, more = {}) => c.pension({ loss: acq, reason: c.kyosai ? "共済加入" : "厚生年金加入", ...more });
const employer = (c) => insurer(c.rng, c.kyosai ? "kyosai" : "employer");
function listed(c, acq, { runs = all(c), with: other = employer(c), ...more } = {}) {
  return c.overlap({ runs, insurer: other, acq, ended: null, ...more });
}

const def = [];
const add = (id, weight, o) =>
  def.push({ id, weight, pensionRows: 0, newestRows: 0, P: undefined, D: undefined, needs: ADULT, noise: null, simple: false, ...o });

// ---- on the pension list -----------------------------------------------------------------------------------
const pension = (id, weight, o) => add(id, weight, { pensionRows: 1, list: "P", ...o });
pension("p_confirmed", 30, {
  newestRows: 1,
  P: "P-CONFIRMED",
  D: "D-CANDIDATE",
  noise: "all",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a);
    listed(c, a);
    c.lossDate(a + 1);
  },
});
pension("p_inquire", 25, {
  P: "P-INQUIRE",
  noise: "all",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a);
  },
});
pension("p_dates_disagree", 4, {
  newestRows: 1,
  P: "P-REVIEW",
  D: "D-CANDIDATE",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    const b = Math.max(c.who.start, a - c.rng.between(1, 35));
    joined(c, b === a ? a - 1 : b);
    listed(c, a);
    c.lossDate(null, a + 1);
  },
});
pension("p_filed", 8, {
  P: "P-FILED",
  noise: "ab",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    filed(c.who, a + 1);
    joined(c, a);
  },
});
pension("p_outside_60", 3, {
  P: "P-OUTSIDE",
  noise: "ab",
  needs: (c) => {
    c.day = longAgo(c);
    return [{ birth: addYears(c.day + 1, -60) }];
  },
  build(c) {
    member(c, c.who, c.day);
    c.pension({ loss: c.day, reason: "60歳到達", kind: "1" });
  },
});
pension("p_withdrawn_pair", 2, {
  pensionRows: 2,
  P: "P-WITHDRAWN",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a);
    joined(c, a, { change: "喪失取消", before: a });
  },
});
pension("p_nonmember", 6, {
  outsider: true,
  P: "P-NONMEMBER",
  build(c) {
    joined(c, longAgo(c));
  },
});
pension("p_confirmed_first", 8, {
  newestRows: 1,
  P: "P-CONFIRMED",
  D: "D-FIRST",
  noise: "ab",
  simple: true,
  build(c) {
    const a = justNow(c);
    member(c, c.who, a);
    joined(c, a);
    listed(c, a, { runs: newestOnly(c) });
    c.lossDate(a + 1, null);
  },
});
pension("p_confirmed_moved", 2, {
  newestRows: 1,
  P: "P-REVIEW", // a correction of a date that is on no list of that person (DOMAIN section 3)
  D: "D-CANDIDATE",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a, { change: "喪失訂正", before: a - c.rng.between(1, 31) });
    listed(c, a);
    c.lossDate(null, a + 1);
  },
});
pension("p_inquire_moved", 1, {
  P: "P-REVIEW",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a, { change: "喪失訂正", before: a + c.rng.between(1, 20) });
  },
});
pension("p_before_joined", 2, {
  newestRows: 1,
  P: "P-REVIEW",
  D: "D-REVERSED",
  simple: true,
  build(c) {
    const a = longAgo(c) - 60;
    laterMember(c, c.who, a);
    joined(c, a);
    listed(c, a);
  },
});
pension("p_filed_overlap", 2, {
  newestRows: 1,
  P: "P-FILED",
  D: "D-FILED",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    filed(c.who, a + 1);
    joined(c, a);
    listed(c, a);
  },
});
pension("p_outside_death", 1, {
  P: "P-OUTSIDE",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    c.pension({ loss: a, reason: "死亡" });
  },
});
pension("p_outside_abroad", 2, {
  P: "P-OUTSIDE",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    c.pension({ loss: a, reason: "国外転出" });
  },
});
pension("p_outside_kumiai", 2, {
  newestRows: 1,
  P: "P-OUTSIDE",
  D: "D-OTHER",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    c.pension({ loss: a, reason: "厚生年金加入" });
    listed(c, a, { with: insurer(c.rng, "kumiai") });
  },
});
pension("p_outside_kouki", 1, {
  newestRows: 1,
  P: "P-OUTSIDE",
  D: "D-OTHER",
  needs: () => [{ lo: 66, hi: 69 }],
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    c.pension({ loss: a, reason: "厚生年金加入" });
    listed(c, a, { with: insurer(c.rng, "kouki") });
  },
});
pension("p_withdrawn_alone", 1, {
  P: "P-REVIEW", // of a loss that is on no list of that person
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a, { change: "喪失取消", before: a });
  },
});
pension("p_withdrawn_blank", 1, {
  P: "P-REVIEW",
  simple: true, // the loss date itself is empty, only the withdrawn one stands
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, null, { change: "喪失取消", before: a });
  },
});
pension("p_sex_conflict", 1, {
  P: "P-REVIEW",
  unlinked: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    c.pensionCard.sex = 1 - c.who.sex;
    joined(c, a);
  },
});
pension("p_same_name_two_households", 1, {
  several: true,
  P: "P-REVIEW",
  unlinked: true,
  identical: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    c.pensionCard.kanji = true;
    joined(c, a);
  },
});
pension("p_twin", 1, {
  P: "P-INQUIRE",
  unlinked: true,
  twins: true,
  needs: () => [{ lo: 20, hi: 35, sex: 0 }],
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    joined(c, a);
  },
});
pension("p_nonmember_lookalike", 2, {
  lookalike: true,
  P: "P-NONMEMBER",
  build(c) {
    joined(c, longAgo(c));
  },
});
// somebody else in the roster who is nearly the person: the better grade wins, equal grades go to the clerk
pension("p_decoy_birth", 1, {
  P: "P-INQUIRE",
  unlinked: true,
  identical: true,
  decoy: (_c, p) => {
    p.birth += 1;
    return true;
  },
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    joined(c, a);
  },
});
pension("p_two_at_b", 1, {
  several: true,
  P: "P-REVIEW",
  unlinked: true,
  identical: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    c.pensionCard.sex = "";
    joined(c, a);
  },
});
// not fixed by the rules
pension("p_moved_pair", 1, {
  pensionRows: 2,
  P: null,
  maybe: ["P-INQUIRE", "P-WITHDRAWN", "none"],
  simple: true, // a loss and its moved date on one list
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a - c.rng.between(2, 25));
    joined(c, a, { change: "喪失訂正", before: c.pensions[0].loss });
    c.pensions[1].bucket = "P-INQUIRE";
  },
});
pension("p_two_insurers", 1, {
  newestRows: 2,
  P: null,
  maybe: ["P-CONFIRMED", "P-REVIEW"],
  D: "D-REVIEW",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a);
    listed(c, a);
    listed(c, Math.max(c.who.start, a - c.rng.between(1, 30)));
  },
});
pension("p_overlap_ended", 1, {
  newestRows: 1,
  P: null,
  maybe: ["P-INQUIRE", "P-REVIEW"],
  D: null,
  dMaybe: ["D-CANDIDATE", "D-REVIEW", "D-RESOLVED", "D-CHANGED"],
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a);
    listed(c, a, { ended: Math.min(a + 10, c.runs[0] - 1) });
  },
});
pension("p_overlap_unknown_law", 1, {
  newestRows: 1,
  P: null,
  maybe: ["P-REVIEW", "P-OUTSIDE", "P-INQUIRE"],
  D: null,
  dMaybe: ["D-OTHER", "D-REVIEW"],
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a);
    listed(c, a, { with: insurer(c.rng, "unknown") });
  },
});
pension("p_overlap_other_town", 1, {
  newestRows: 1,
  P: null,
  maybe: ["P-REVIEW", "P-OUTSIDE", "P-INQUIRE"],
  D: "D-OTHER",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a);
    listed(c, a, { with: insurer(c.rng, "other_town") });
  },
});
pension("p_overlap_gone", 1, {
  P: null,
  maybe: ["P-INQUIRE", "P-REVIEW"],
  D: "D-RESOLVED",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a);
    listed(c, a, { runs: before(c) });
  },
});
pension("p_rejoined", 1, {
  P: null,
  maybe: ["P-INQUIRE", "P-REVIEW"],
  unlinked: true,
  oldRow: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a);
  },
});
pension("p_loss_before_joining", 1, {
  P: null,
  maybe: ["P-REVIEW", "P-INQUIRE"],
  simple: true,
  build(c) {
    const a = longAgo(c) - 60;
    laterMember(c, c.who, a);
    joined(c, a);
  },
});
pension("p_left_long_before", 1, {
  P: null,
  maybe: ["P-FILED", "P-NONMEMBER", "P-REVIEW"],
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a - 900);
    filed(c.who, a - 700, "転出");
    joined(c, a);
  },
});

// ---- on the overlap list only ------------------------------------------------------------------------------
const overlap = (id, weight, o) => add(id, weight, { newestRows: 1, list: "D", needs: ANY, ...o });
overlap("d_candidate", 30, {
  D: "D-CANDIDATE",
  noise: "all",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    listed(c, a);
    c.lossDate(null, a + 1);
  },
});
overlap("d_first", 12, {
  D: "D-FIRST",
  noise: "ab",
  simple: true,
  build(c) {
    const a = justNow(c);
    member(c, c.who, a);
    listed(c, a, { runs: newestOnly(c) });
  },
});
overlap("d_reversed", 5, {
  D: "D-REVERSED",
  noise: "ab",
  simple: true,
  build(c) {
    const a = longAgo(c) - 60;
    laterMember(c, c.who, a);
    listed(c, a);
  },
});
overlap("d_changed", 4, {
  D: "D-CHANGED",
  simple: true,
  build(c) {
    const a = longAgo(c),
      b = c.rng.between(c.runs.at(-2), c.newest - 2),
      first = employer(c);
    let second;
    do second = employer(c);
    while (second.number === first.number);
    member(c, c.who, a);
    listed(c, a, { runs: before(c), with: first });
    listed(c, b, { runs: newestOnly(c), with: second });
  },
});
overlap("d_other_kumiai", 2, {
  D: "D-OTHER",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    listed(c, a, { with: insurer(c.rng, "kumiai") });
  },
});
overlap("d_future", 1, {
  D: "D-REVIEW",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    listed(c, c.date + c.rng.between(8, 400));
  },
});
overlap("d_filed", 6, {
  D: "D-FILED",
  noise: "ab",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    filed(c.who, a + 1);
    listed(c, a);
  },
});
overlap("d_nonmember", 4, {
  outsider: true,
  D: "D-NONMEMBER",
  build(c) {
    listed(c, longAgo(c));
  },
});
overlap("d_resolved", 6, {
  newestRows: 0,
  D: "D-RESOLVED",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    listed(c, a, { runs: before(c) });
  },
});
overlap("d_candidate_same_day", 2, {
  D: "D-CANDIDATE",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a, { sameDay: true });
    listed(c, a);
    c.lossDate(null, a + 1);
  },
});
overlap("d_candidate_moved_town", 2, {
  D: "D-CANDIDATE",
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a, { moved: true });
    listed(c, a);
    c.lossDate(null, a + 1);
  },
});
overlap("d_start_differs", 2, {
  D: "D-REVIEW",
  needs: ADULT,
  simple: true, // 資格取得日 <= acquisition < 適用開始日
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a - 5);
    c.who.start = c.rng.between(a + 1, a + 60);
    if (c.who.start >= c.date) c.who.start = a + 1;
    c.who.acqReason = "転入（県内）";
    listed(c, a);
  },
});
for (const [id, kind, weight] of [
  ["d_other_hiyatoi03", "hiyatoi03", 1],
  ["d_other_hiyatoi04", "hiyatoi04", 1],
  ["d_other_town", "other_town", 2],
]) {
  overlap(id, weight, {
    D: "D-OTHER",
    needs: ADULT,
    simple: true,
    build(c) {
      const a = longAgo(c);
      member(c, c.who, a);
      listed(c, a, { with: insurer(c.rng, kind) });
    },
  });
}
overlap("d_other_kouki", 2, {
  D: "D-OTHER",
  needs: () => [{ lo: 66, hi: 73 }],
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    listed(c, a, { with: insurer(c.rng, "kouki") });
  },
});
overlap("d_two_insurers", 1, {
  newestRows: 2,
  D: "D-REVIEW",
  needs: ADULT,
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a - 31);
    listed(c, a);
    listed(c, a - c.rng.between(1, 30));
  },
});
overlap("d_birth_conflict", 1, {
  D: "D-REVIEW",
  needs: ADULT,
  exactNumber: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    c.overlapCard.birth = c.who.birth - 365 * c.rng.between(4, 9) - c.rng.between(40, 90);
    listed(c, a);
  },
});
overlap("d_sex_conflict", 1, {
  D: "D-REVIEW",
  needs: ADULT,
  exactNumber: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    c.overlapCard.sex = 1 - c.who.sex;
    listed(c, a);
  },
});
overlap("d_name_conflict", 1, {
  D: "D-REVIEW",
  needs: ADULT,
  exactNumber: true, // the number and birth date of one person under quite another name
  build(c) {
    const a = longAgo(c),
      k = c.overlapCard;
    member(c, c.who, a);
    [k.surKanji, k.surKana] = c.rng.pick(names.OUTSIDER_SURNAMES);
    [k.givKanji, k.givKana] = c.rng.pick(c.who.sex ? names.OUTSIDER_FEMALE : names.OUTSIDER_MALE);
    k.foreign = false;
    listed(c, a);
  },
});
overlap("d_same_name_no_number", 1, {
  several: true,
  D: "D-REVIEW",
  needs: ADULT,
  identical: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    c.overlapCard.number = false;
    listed(c, a);
  },
});
overlap("d_same_name_number", 1, {
  D: "D-CANDIDATE",
  needs: ADULT,
  identical: true,
  exactNumber: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    listed(c, a);
    c.lossDate(null, a + 1);
  },
});
overlap("d_twin", 1, {
  D: "D-CANDIDATE",
  twins: true,
  needs: () => [{ lo: 20, hi: 35, sex: 1 }],
  exactNumber: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    listed(c, a);
    c.lossDate(null, a + 1);
  },
});
overlap("d_twin_ambiguous", 1, {
  several: true,
  D: "D-REVIEW",
  twins: "kanji",
  needs: () => [{ lo: 20, hi: 35, sex: 0 }],
  noEdaban: true, // no reading, ● on the very kanji that tells them apart, no 枝番
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    c.overlapCard.givKanji = `${c.who.givKanji[0]}●`;
    c.overlapCard.kana = false;
    listed(c, a);
  },
});
overlap("d_nonmember_lookalike", 1, {
  lookalike: true,
  D: "D-NONMEMBER",
  build(c) {
    listed(c, longAgo(c));
  },
});
// ヤマザキ and ヤマサキ, of the same kanji, given name and birth date, in two households
const unvoiced = (_c, p) => {
  const kana = plain(p.family.kana);
  if (kana === p.family.kana) return false;
  p.family = { ...p.family, kana };
  return true;
};
overlap("d_decoy_dakuten", 1, {
  D: "D-CANDIDATE",
  needs: ADULT,
  identical: true,
  decoy: unvoiced,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    c.overlapCard.number = false;
    listed(c, a);
    c.lossDate(null, a + 1);
  },
});
overlap("d_decoy_number", 1, {
  D: "D-REVIEW", // his number, and the name of the other one: shown, not picked (DOMAIN section 5)
  needs: ADULT,
  identical: true,
  decoy: unvoiced,
  exactNumber: true, // the damaged reading is the other one's, the number is his own
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    c.overlapCard.surKana = c.twin.family.kana;
    listed(c, a);
  },
});
overlap("d_decoy_twin", 1, {
  D: "D-CANDIDATE",
  twins: "kana",
  needs: () => [{ lo: 20, hi: 35, sex: 0 }],
  noEdaban: true, // twins one kana apart, no kanji, no 枝番
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    c.overlapCard.kanji = false;
    listed(c, a);
    c.lossDate(null, a + 1);
  },
});
// not fixed by the rules
overlap("d_other_unknown", 1, {
  D: null,
  dMaybe: ["D-OTHER", "D-REVIEW"],
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    listed(c, a, { with: insurer(c.rng, "unknown") });
  },
});
overlap("d_changed_same_insurer", 1, {
  D: null,
  dMaybe: ["D-CHANGED", "D-REVIEW"],
  simple: true,
  build(c) {
    const a = longAgo(c),
      one = employer(c);
    member(c, c.who, a);
    listed(c, a, { runs: before(c), with: one });
    listed(c, a + c.rng.between(3, 11), { runs: newestOnly(c), with: one });
  },
});
overlap("d_unreadable", 1, {
  D: null,
  dMaybe: ["D-REVIEW", "none"],
  simple: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    listed(c, a, { acqText: "不明" });
  },
});
overlap("d_rejoined", 1, {
  D: null,
  dMaybe: ["D-CANDIDATE", "D-REVIEW"],
  needs: ADULT,
  oldRow: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    listed(c, a);
  },
});

// ---- rarer people: only with --scenarios every --------------------------------------------------------------
// Nobody may be picked in the first four: by the one-to-many rule, or because a placeholder says nothing about a birth.
const PLACEHOLDER = days(1900, 1, 1); // one birth date: more than some forty people of different given names cannot share it
const unborn = (c) => {
  c.who.birth = c.pensionCard.birth = PLACEHOLDER;
};
pension("p_twin_between", 2, {
  more: true,
  P: "P-REVIEW",
  several: true,
  unlinked: true,
  twins: "kana",
  needs: () => [{ lo: 20, hi: 35, sex: 0 }], // one kana from either twin, no kanji
  build(c) {
    const a = longAgo(c),
      k = c.pensionCard;
    member(c, c.who, a);
    member(c, c.twin, a);
    k.kanji = false;
    k.givKana = `${k.givKana.slice(0, -1)}${/[ヌメ]$/.test(k.givKana) ? "ロ" : "ヌ"}`;
    joined(c, a);
  },
});
pension("p_claimed_twice", 2, {
  more: true,
  pensionRows: 2,
  P: "P-REVIEW",
  several: true,
  unlinked: true, // two insured people of one name and birth date, one of them in no row: the row cannot be both
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    joined(c, a);
    joined(c, a - c.rng.between(1, 9), { stranger: true });
  },
});
pension("p_placeholder_both", 1, {
  more: true,
  most: 40,
  P: "P-REVIEW",
  unlinked: true,
  build(c) {
    const a = longAgo(c);
    unborn(c);
    member(c, c.who, a);
    joined(c, a);
  },
});
pension("p_placeholder_two", 1, {
  more: true,
  most: 40,
  P: "P-REVIEW",
  several: true,
  unlinked: true,
  identical: true,
  decoy: (_c, p) => {
    p.birth = PLACEHOLDER;
    return true;
  },
  build(c) {
    const a = longAgo(c);
    unborn(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    joined(c, a);
  },
});
pension("p_nonmember_ordinary", 8, {
  more: true,
  lookalike: true,
  P: "P-NONMEMBER",
  build(c) {
    joined(c, longAgo(c));
  },
}); // most who are in no row have an ordinary name
pension("p_twin_one_kana", 2, {
  more: true,
  P: "P-INQUIRE",
  unlinked: true,
  twins: "kana",
  needs: () => [{ lo: 20, hi: 35, sex: 0 }], // twins one kana apart, no kanji: the very kana decides
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    member(c, c.twin, a);
    c.pensionCard.kanji = false;
    joined(c, a);
  },
});
pension("p_placeholder_listed", 1, {
  more: true,
  most: 40,
  P: null,
  maybe: ["P-REVIEW", "P-NONMEMBER"],
  unlinked: true,
  build(c) {
    const a = longAgo(c);
    member(c, c.who, a);
    c.pensionCard.birth = PLACEHOLDER;
    joined(c, a);
  },
});
overlap("d_nonmember_ordinary", 6, {
  more: true,
  lookalike: true,
  D: "D-NONMEMBER",
  build(c) {
    listed(c, longAgo(c));
  },
});
overlap("d_placeholder_both", 1, {
  more: true,
  most: 40,
  D: "D-REVIEW",
  needs: ADULT,
  build(c) {
    const a = longAgo(c);
    c.who.birth = c.overlapCard.birth = PLACEHOLDER;
    member(c, c.who, a);
    c.overlapCard.number = false;
    listed(c, a);
  },
});

export const SCENARIOS = def.filter((s) => !s.more);
export const EVERY_SCENARIO = def;
export const FIXED = [...new Set(def.flatMap((s) => [s.P, s.D]))].filter(Boolean);

/** A person who is in no row: reserved names, or (lookalike) a common name with a birth date nobody of that name has. */
export function outsider(c, lookalike, makePerson) {
  const sex = c.rng.int(2),
    p = makePerson(sex, addYears(c.date, -c.rng.between(22, 57)) - c.rng.int(365));
  if (!lookalike) {
    const [kanji, kana] = c.rng.pick(names.OUTSIDER_SURNAMES);
    p.family = { kanji, kana, foreign: false, foreignKanji: false, alias: null };
    [p.givKanji, p.givKana] = c.rng.pick(sex ? names.OUTSIDER_FEMALE : names.OUTSIDER_MALE);
    p.group = -1;
  } else {
    const [kanji, kana] = drawSurname(c.rng);
    p.family = { kanji, kana, foreign: false, foreignKanji: false, alias: null };
  }
  return p;
}
