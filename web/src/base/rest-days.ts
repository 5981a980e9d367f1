// Holidays by the law of today, as a calendar shows them. Whether a deadline moves is the core's to say (core/calendar/holidays.h);
// a test holds these days against its table.

const pad = (v: number): string => String(v).padStart(2, "0");
const isoOf = (date: Date): string => date.toISOString().slice(0, 10);
const dateOf = (iso: string): Date => new Date(`${iso}T00:00:00Z`);
const nextDay = (iso: string, by = 1): string => isoOf(new Date(dateOf(iso).getTime() + by * 86_400_000));
/** 0: Sunday. */
export const weekdayOf = (iso: string): number => dateOf(iso).getUTCDay();

const FIXED: Record<string, string> = {
  "01-01": "元日",
  "02-11": "建国記念の日",
  "02-23": "天皇誕生日",
  "04-29": "昭和の日",
  "05-03": "憲法記念日",
  "05-04": "みどりの日",
  "05-05": "こどもの日",
  "08-11": "山の日",
  "11-03": "文化の日",
  "11-23": "勤労感謝の日",
};
/** The month and which Monday of it. */
const MONDAYS: readonly [string, number, string][] = [
  ["01", 2, "成人の日"],
  ["07", 3, "海の日"],
  ["09", 3, "敬老の日"],
  ["10", 2, "スポーツの日"],
];

/** The equinoxes of 1980 to 2099, as they are reckoned beforehand. */
const equinox = (year: number, base: number): string => pad(Math.floor(base + 0.242194 * (year - 1980)) - Math.floor((year - 1980) / 4));

function named(year: number): Map<string, string> {
  const days = new Map<string, string>();
  for (const [at, name] of Object.entries(FIXED)) days.set(`${year}-${at}`, name);
  for (const [month, nth, name] of MONDAYS) {
    const first = weekdayOf(`${year}-${month}-01`);
    days.set(`${year}-${month}-${pad(1 + ((8 - first) % 7) + (nth - 1) * 7)}`, name);
  }
  days.set(`${year}-03-${equinox(year, 20.8431)}`, "春分の日");
  days.set(`${year}-09-${equinox(year, 23.2488)}`, "秋分の日");
  return days;
}

/** The days of a year: those with a name, those between two of them, and those that stand in for a Sunday. */
function listed(year: number): Map<string, string> {
  const days = named(year);
  for (const iso of [...days.keys()])
    if (!days.has(nextDay(iso)) && days.has(nextDay(iso, 2)) && weekdayOf(nextDay(iso)) !== 0) days.set(nextDay(iso), "国民の休日");
  for (const iso of named(year).keys()) {
    if (weekdayOf(iso) !== 0) continue;
    let instead = nextDay(iso);
    while (days.has(instead)) instead = nextDay(instead);
    days.set(instead, "振替休日");
  }
  return days;
}

const known = new Map<number, Map<string, string>>();

/** The name of the holiday; null for a day that is none. */
export function holidayName(iso: string): string | null {
  const year = Number(iso.slice(0, 4));
  if (!known.has(year)) known.set(year, listed(year));
  return known.get(year)!.get(iso) ?? null;
}

/** A town's own table (「日付,名前」 a line), as the core takes it: the years it lists as a whole, it lists alone. */
export function restDays(text: string | null, read: (raw: string) => string | null): (iso: string) => string | null {
  const own = new Map<string, string>();
  for (const line of (text ?? "").split(/\r?\n/)) {
    const [date = "", name = ""] = line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
    const iso = date ? read(date) : null;
    if (iso) own.set(iso, name);
  }
  const isWhole = (year: string) => own.has(`${year}-01-01`) && own.has(`${year}-11-23`);
  return (iso) => own.get(iso) ?? (isWhole(iso.slice(0, 4)) ? null : holidayName(iso));
}

/** The turn of the year, when town halls rest. */
export const isTurnOfYear = (iso: string): boolean => /-12-(29|30|31)$|-01-0[123]$/.test(iso);
