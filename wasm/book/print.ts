// How a table is laid on paper: A4 across, never smaller than it can be read. What is too wide for one page stands on pages side by
// side, each with the columns that say whose row it is.

/** Per cent of the natural size: smaller is read with effort, larger is not needed. */
export const SCALE = { least: 70, most: 100 };

/**
 * Half-width characters across a page of A4 at the natural size: 297 mm less the margins, a digit being 8 pixels wide in Excel's font
 * and 9.3 where another stands in for it. Reckoned with the wider one: a column that did not fit would get a page of its own.
 */
const ACROSS = ((297 - 2 * 10.16) / 25.4) * (96 / 9.35);

/** Characters of a line that are still read with ease. */
const WIDEST_LINE = 100;

export interface Layout {
  /** Per cent. */
  scale: number;
  /** Columns before which a page ends, counted from 0. */
  breaks: number[];
}

/** Columns before which a page ends, if so many characters fit across one; the first `leading` columns stand on each page. */
function breaksAt(widths: readonly number[], leading: number, across: number): number[] {
  const repeated = widths.slice(0, leading).reduce((sum, w) => sum + w, 0);
  const breaks: number[] = [];
  let width = repeated;
  for (let at = leading; at < widths.length; at++) {
    // A page has one column at least.
    if (width + widths[at]! > across && width > repeated) {
      breaks.push(at);
      width = repeated;
    }
    width += widths[at]!;
  }
  return breaks;
}

/** More pages side by side are no table any more to whoever holds them. */
const MOST_SIDES = 3;
/** Of a column whose texts go on below: an address then takes three lines. Days and numbers are never as wide. */
const LEAST_WRAPPED = 14;

/** The widths, with the widest as narrow as it takes for no more pages side by side than that; as they are where nothing helps. */
export function tightened(widths: readonly number[], leading: number): number[] {
  const fitting = (w: readonly number[]) => breaksAt(w, leading, (ACROSS * 100) / SCALE.least).length < MOST_SIDES;
  for (let most = Math.max(0, ...widths); most >= LEAST_WRAPPED; most--) {
    const narrow = widths.map((w, i) => (i < leading ? w : Math.min(w, most)));
    if (fitting(narrow)) return narrow;
  }
  return [...widths];
}

/** As few pages side by side as there can be, and as large as they then allow. */
export function layoutOf(widths: readonly number[], leading: number): Layout {
  const at = (scale: number) => breaksAt(widths, leading, (ACROSS * 100) / scale);
  const breaks = at(SCALE.least);
  for (let scale = SCALE.most; scale > SCALE.least; scale--) {
    const larger = at(scale);
    if (larger.length === breaks.length && fits(widths, leading, larger, scale)) return { scale, breaks: larger };
  }
  return { scale: SCALE.least, breaks };
}

/** What a page leaves over goes to its columns that go on below, so that rows are less high; `needed`: where they would not. */
export function filled(widths: readonly number[], needed: readonly number[], leading: number, { scale, breaks }: Layout): number[] {
  const out = [...widths];
  const sum = (from: number, to: number) => out.slice(from, to).reduce((all, w) => all + w, 0);
  const starts = [leading, ...breaks];
  starts.forEach((from, i) => {
    const to = starts[i + 1] ?? out.length;
    let spare = Math.floor((ACROSS * 100) / scale - sum(0, leading) - sum(from, to));
    // The one that goes on furthest first, a character at a time.
    while (spare-- > 0) {
      let most = -1;
      for (let c = from; c < to; c++)
        if (out[c]! < Math.min(needed[c]!, WIDEST_LINE) && (most < 0 || needed[c]! / out[c]! > needed[most]! / out[most]!)) most = c;
      if (most < 0) break;
      out[most]!++;
    }
  });
  return out;
}

/** A single column may be wider than what is left beside those repeated. */
function fits(widths: readonly number[], leading: number, breaks: readonly number[], scale: number): boolean {
  const repeated = widths.slice(0, leading).reduce((sum, w) => sum + w, 0);
  const starts = [leading, ...breaks];
  return starts.every((from, i) => {
    const own = widths.slice(from, starts[i + 1] ?? widths.length).reduce((sum, w) => sum + w, 0);
    return repeated + own <= (ACROSS * 100) / scale;
  });
}

/** How many columns at the left say whose row it is. */
export function leadingOf(columns: readonly { identifies?: boolean }[]): number {
  return Math.max(
    0,
    columns.findIndex((c) => !c.identifies),
  );
}

/** The columns that say whose row it is come first: only what stands together at the left can be repeated on every page. */
export function whoFirst<C extends { identifies?: boolean }>(columns: readonly C[], rows: readonly (readonly string[])[]) {
  const order = columns.map((_, i) => i).sort((a, b) => Number(columns[b]!.identifies ?? false) - Number(columns[a]!.identifies ?? false));
  return { columns: order.map((i) => columns[i]!), rows: rows.map((row) => order.map((i) => row[i]!)) };
}
