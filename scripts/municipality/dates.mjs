// Days are numbers: days since 1970-01-01, proleptic Gregorian.
export function civil(days) {
  const z = days + 719468,
    era = Math.floor(z / 146097),
    doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153),
    d = doy - Math.floor((153 * mp + 2) / 5) + 1,
    m = mp < 10 ? mp + 3 : mp - 9;
  return [yoe + era * 400 + (m <= 2 ? 1 : 0), m, d];
}
export function days(y, m, d) {
  const yy = m <= 2 ? y - 1 : y,
    era = Math.floor(yy / 400),
    yoe = yy - era * 400;
  const doy = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
}
export const valid = (y, m, d) => {
  const c = civil(days(y, m, d));
  return c[0] === y && c[1] === m && c[2] === d;
};
export const parse = (text) => {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!m || !valid(+m[1], +m[2], +m[3])) throw new Error(`not a date (YYYY-MM-DD): ${text}`);
  return days(+m[1], +m[2], +m[3]);
};
const two = (n) => (n < 10 ? `0${n}` : `${n}`);
export const iso = (day) => {
  const [y, m, d] = civil(day);
  return `${String(y).padStart(4, "0")}-${two(m)}-${two(d)}`;
};
/** The same month and day n years on; 29 February becomes 28 February. */
export const addYears = (day, n) => {
  const [y, m, d] = civil(day);
  return valid(y + n, m, d) ? days(y + n, m, d) : days(y + n, m, d - 1);
};

// first day, kanji, letter, code in medical files (1-5), code in pension files (1/3/5/7/9)
const ERAS = [
  [days(2019, 5, 1), "令和", "R", 5, 9],
  [days(1989, 1, 8), "平成", "H", 4, 7],
  [days(1926, 12, 25), "昭和", "S", 3, 5],
  [days(1912, 7, 30), "大正", "T", 2, 3],
  [days(1868, 10, 23), "明治", "M", 1, 1],
];
export function era(day) {
  const e = ERAS.find((x) => day >= x[0]);
  return { e, index: ERAS.indexOf(e), year: civil(day)[0] - civil(e[0])[0] + 1 };
}
/** The same year number, month and day written under a neighbouring era, if that is a day of it. */
export function eraShifted(day, latest) {
  const { index, year } = era(day),
    [, m, d] = civil(day),
    out = [];
  for (const other of [index - 1, index + 1]) {
    if (other < 0 || other >= ERAS.length - 1) continue;
    const y = civil(ERAS[other][0])[0] + year - 1;
    if (!valid(y, m, d)) continue;
    const shifted = days(y, m, d);
    if (era(shifted).index === other && shifted <= latest && shifted > days(1915, 1, 1)) out.push(shifted);
  }
  return out;
}
export const FORMS = {
  compact: (y, m, d) => `${y}${two(m)}${two(d)}`,
  iso: (y, m, d) => `${y}-${two(m)}-${two(d)}`,
  slash: (y, m, d) => `${y}/${m}/${d}`,
  wareki: (_y, m, d, e, n) => `${e[1]}${n === 1 ? "元" : n}年${m}月${d}日`,
  short: (_y, m, d, e, n) => `${e[2]}${n}.${m}.${d}`,
  gyymmdd5: (_y, m, d, e, n) => `${e[3]}${two(n)}${two(m)}${two(d)}`,
  gyymmdd9: (_y, m, d, e, n) => `${e[4]}${two(n)}${two(m)}${two(d)}`,
};
/** A formatter of day numbers with a memory; null is written as an empty field. */
export function formatter(form) {
  const write = FORMS[form];
  if (!write) throw new Error(`unknown date form: ${form} (one of ${Object.keys(FORMS).join(" ")})`);
  const known = new Map();
  return (day) => {
    if (day === null) return "";
    let text = known.get(day);
    if (text === undefined) {
      const { e, year } = era(day),
        [y, m, d] = civil(day);
      text = write(y, m, d, e, year);
      known.set(day, text);
    }
    return text;
  };
}
