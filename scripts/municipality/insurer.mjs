// 保険者番号: 法別 2 + 都道府県 2 + 保険者別 3 + 検証 1; 国保 has no 法別 and is padded with 00.
import { INSURER_NAMES as NAMES } from "./names.mjs";

export function checkDigit(body) {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const p = Number(body[body.length - 1 - i]) * (i % 2 === 0 ? 2 : 1);
    sum += Math.floor(p / 10) + (p % 10);
  }
  return (10 - (sum % 10)) % 10;
}
const number = (body) => body + checkDigit(body);
const two = (n) => String(n).padStart(2, "0");

export const OWN = number("0013987"); // the fictional municipality itself

const EMPLOYER = [
  ["01", "kyokai", 45],
  ["06", "kumiai", 40],
  ["31", "kokkyo", 3],
  ["32", "chikyo", 4],
  ["34", "school", 3],
  ["33", "police", 1],
  ["02", "senin", 1],
  ["07", "jieikan", 1],
  ["63", "tokurei", 1],
  ["72", "kokkyo", 1],
];
const pickOf = (rng, list) => {
  let at = rng.int(list.reduce((a, x) => a + x[2], 0));
  return list.find((x) => {
    at -= x[2];
    return at < 0;
  });
};
const name = (rng, key) => (Array.isArray(NAMES[key]) ? rng.pick(NAMES[key]) : NAMES[key]);

/** kind: employer | kyosai | kumiai | kouki | hiyatoi03 | hiyatoi04 | other_town | unknown */
export function insurer(rng, kind) {
  const pref = two(rng.between(1, 47)),
    part = String(rng.between(900, 979));
  switch (kind) {
    case "employer": {
      const [law, key] = pickOf(rng, EMPLOYER);
      return { number: number(law + pref + part), name: name(rng, key) };
    }
    case "kyosai": {
      const [law, key] = pickOf(rng, EMPLOYER.slice(2, 5));
      return { number: number(law + pref + part), name: name(rng, key) };
    }
    case "kumiai":
      return { number: number(`00${pref}3${two(rng.between(40, 99))}`), name: name(rng, "kokuho_kumiai") };
    case "kouki":
      return { number: number(`39${pref}${part}`), name: NAMES.kouki };
    case "hiyatoi03":
      return { number: number(`03${pref}${part}`), name: NAMES.hiyatoi };
    case "hiyatoi04":
      return { number: number(`04${pref}${part}`), name: NAMES.hiyatoi };
    case "other_town":
      return { number: number(`00${pref}${rng.between(900, 979)}`), name: name(rng, "other_town") };
    case "unknown":
      return { number: number(`${rng.pick(["55", "88", "99"])}${pref}${part}`), name: NAMES.unknown };
    default:
      throw new Error(kind);
  }
}
