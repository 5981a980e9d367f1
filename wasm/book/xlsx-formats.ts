// Number formats of a workbook: which cells show a date, and what a number looks like.

export interface Shown {
  date: boolean;
  /** Digits at least, for a format of zeros only (0000000000); 0 otherwise. */
  digits: number;
}
export const PLAIN: Shown = { date: false, digits: 0 };
export const DATE: Shown = { date: true, digits: 0 };

/** Built-in formats that show a date or a time; 27–36 and 50–58 are those of Japanese Excel. */
export function isDateId(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** A custom format: a date if y, m, d, e or g stand in it outside of quotes, brackets and escapes. */
export function shownBy(code: string): Shown {
  const bare = code
    .slice(0, 1024)
    .replace(/"[^"]*"?/g, "")
    .replace(/[\\_*!]./gu, "")
    .replace(/\[[^\]]*\]?/g, "")
    .split(";")[0]!;
  if (/^0{2,40}$/.test(bare)) return { date: false, digits: bare.length };
  const letters = bare.replace(/general|g\/標準|g\/通用格式/gi, "").replace(/[eE][+-]/g, "");
  return /[ymdeg]/i.test(letters) ? DATE : PLAIN;
}

const DAY_MS = 86_400_000;
const LAST_DAY = 2_958_465; // 9999-12-31 in the 1900 system

/** A day number as YYYY-MM-DD, with the time where it has one; null if Excel shows no date for it. */
export function dateOf(value: number, date1904: boolean): string | null {
  if (!(value >= 0 && value <= LAST_DAY + 1)) return null;
  const seconds = Math.round(value * 86_400);
  let day = Math.floor(seconds / 86_400);
  const second = seconds - day * 86_400;
  const two = (n: number) => String(n).padStart(2, "0");
  const time = second === 0 ? "" : ` ${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
  if (date1904) day += 1462;
  else if (day === 0) return time === "" ? null : time.slice(1);
  if (!(day >= 1 && day <= LAST_DAY)) return null;
  // Excel counts a 29 February 1900 that never was.
  if (day === 60) return `1900-02-29${time}`;
  const date = new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * DAY_MS);
  return date.toISOString().slice(0, 10) + time;
}

/** A stored number in plain digits, as exact as Excel shows it (15 digits). */
export function plainNumber(stored: string): string {
  const text = stored.trim();
  if (/^(0|-?[1-9]\d{0,14})$/.test(text)) return text;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$/.test(text)) return stored;
  const value = Number(text);
  if (!Number.isFinite(value)) return stored;
  const [mantissa, exponent] = value.toExponential(14).split("e") as [string, string];
  const negative = mantissa.startsWith("-");
  const digits = mantissa.replace(/[-.]/g, "").replace(/0+$/, "");
  if (digits === "") return "0";
  const point = Number(exponent) + 1;
  const whole = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const rest = point <= 0 ? "0".repeat(-point) + digits : digits.slice(point);
  return `${negative ? "-" : ""}${whole}${rest ? `.${rest}` : ""}`;
}
