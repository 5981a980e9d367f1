// Which days the picture of the cases' progress shows, and where everything of it stands, in percent. Pure.

const DAY_MS = 86_400_000;
/** As many columns as are still told apart in a narrow window. */
const MOST = 26;
/** As many of them as have room for their day. */
const MOST_LABELS = 8;
/** The few among many keep this much, so that one in thousands is still seen. */
const LEAST = 1.5;
const COLUMN_FILLED = 0.72;
/** As many columns as the picture has room for at least: one alone is no wall. */
const LEAST_ROOM = 8;

const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
const isoOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Whole weeks back from today (or from the newest run, if that is later), down to the first run; fewer where they would be too many. */
export function daysShown(runs: readonly string[], today: string): string[] {
  const all = [...runs].sort();
  if (all.length === 0) return [];
  const first = dayNumber(all[0]!);
  const last = Math.max(dayNumber(today), dayNumber(all.at(-1)!));
  const step = 7 * Math.max(1, Math.ceil((last - first) / 7 / (MOST - 1)));
  const days: string[] = [];
  for (let day = last; day > first; day -= step) days.unshift(isoOf(day));
  return [isoOf(first), ...days];
}

export interface Part {
  state: string;
  count: number;
  y: number;
  height: number;
}

export interface Column {
  day: string;
  x: number;
  width: number;
  parts: Part[];
  total: number;
  labelled: boolean;
}

/** `states`: from the bottom to the top. */
export function columnsOf(
  rows: readonly { day: string; states: Record<string, number> }[],
  states: readonly string[],
): { most: number; room: number; columns: Column[] } {
  const totalOf = (of: Record<string, number>): number => states.reduce((sum, s) => sum + (of[s] ?? 0), 0);
  const most = Math.max(0, ...rows.map((r) => totalOf(r.states)));
  const raw = (count: number): number => (count === 0 ? 0 : Math.max(LEAST, (100 * count) / most));
  const highest = Math.max(100, ...rows.map((r) => states.reduce((sum, s) => sum + raw(r.states[s] ?? 0), 0)));
  const room = 100 / Math.max(rows.length, LEAST_ROOM);
  const every = Math.ceil(rows.length / MOST_LABELS);
  const columns = rows.map((row, i): Column => {
    let top = 100;
    const parts = states.flatMap((state): Part[] => {
      const count = row.states[state] ?? 0;
      if (count === 0) return [];
      const height = (raw(count) * 100) / highest;
      top -= height;
      return [{ state, count, y: top, height }];
    });
    return {
      day: row.day,
      parts,
      total: totalOf(row.states),
      x: room * (i + (1 - COLUMN_FILLED) / 2),
      width: room * COLUMN_FILLED,
      labelled: (rows.length - 1 - i) % every === 0,
    };
  });
  return { most, room, columns };
}
