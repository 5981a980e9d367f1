// Dates as they stand in the files, read only where they can be read in one way.

/** The year before each era's first, and its last; paper goes on counting for a year. */
const ERAS: Record<string, { before: number; last: number }> = {
  M: { before: 1867, last: 1912 },
  T: { before: 1911, last: 1926 },
  S: { before: 1925, last: 1989 },
  H: { before: 1988, last: 2019 },
  R: { before: 2018, last: 2200 },
};
const NAMES: Record<string, string> = { 明治: "M", 大正: "T", 昭和: "S", 平成: "H", 令和: "R" };

function isoOf(year: number, month: string, day: string): string | null {
  const iso = `${String(year).padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  // 31 June is no day, whatever Date makes of it; before 1800 nobody was born who is asked for.
  return year >= 1800 && year <= 2200 && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === iso ? iso : null;
}

function eraDate(letter: string, year: string, month: string, day: string): string | null {
  const era = ERAS[letter.toUpperCase()]!;
  const of = era.before + Number(year);
  return Number(year) === 0 || of > era.last + 1 ? null : isoOf(of, month, day);
}

const ERA_FORMS = [
  /^(?<era>[MTSHR])[. ]?(?<y>\d{1,2})[-/.年](?<m>\d{1,2})[-/.月](?<d>\d{1,2})[日.]?$/i,
  /^(?<era>[MTSHR])\.?(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)$/i,
];
const FORMS = [
  /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)$/,
  /^(?<y>\d{4})(?<sep>[-/.])(?<m>\d{1,2})\k<sep>(?<d>\d{1,2})$/,
  /^(?<y>\d{4})年(?<m>\d{1,2})月(?<d>\d{1,2})日$/,
];
const NO_DAY = /^(|-|0|0{6,}|9{6,}|99991231|9999([-/.])\d+\2\d+)$/;

function plain(raw: string): string {
  return raw
    .normalize("NFKC")
    .trim()
    .replace(/[ T]+[0:. ]+$/, "") // a spreadsheet's midnight
    .replace(/[‐−ー]/g, "-")
    .replace(/\s*([-/.年月日])\s*/g, "$1")
    .replace(/^(明治|大正|昭和|平成|令和)\s*/, (_, name: string) => NAMES[name]!)
    .replace(/^([MTSHR])元/i, "$11");
}

/**
 * The day (ISO) a value names; "" where it names none (empty, 00000000, 99999999 …); null where it cannot be read in one way.
 * Seven digits (5080902) say nothing without their column: two codes of eras are in use, and 5 is another one in each.
 */
export function readDate(raw: string): string | null {
  const text = plain(raw);
  if (NO_DAY.test(text)) return "";
  for (const form of ERA_FORMS) {
    const found = form.exec(text)?.groups;
    if (found) return eraDate(found.era!, found.y!, found.m!, found.d!);
  }
  for (const form of FORMS) {
    const found = form.exec(text)?.groups;
    if (found) return isoOf(Number(found.y), found.m!, found.d!);
  }
  return null;
}
