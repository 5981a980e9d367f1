// What of a workbook is read at most, and what a sheet is.

/** Ten times the largest hand-keyed list heard of; a roster beyond comes as CSV. */
export const MAX_ROWS = 200_000;
/** The known lists have 20 to 60 columns; the core itself refuses more than 1,000. */
export const MAX_COLUMNS = 1_000;
/** One sheet a day for a year, and some. */
export const MAX_SHEETS = 500;
/** Excel's own limit for a cell. */
export const MAX_CELL_CHARS = 32_767;
/** The core takes lists up to 128 MB; one shared string may stand in any number of cells. */
export const MAX_CSV_BYTES = 128 * 1024 * 1024;
/** Different strings: MAX_ROWS people with some ten texts of their own. An empty one takes five bytes in the file. */
export const MAX_STRINGS = 2_000_000;
/** Number formats: Excel ends at 65,490 cell formats. */
export const MAX_FORMATS = 65_536;

export interface Sheet {
  name: string;
  /** Position among the sheets of the book, from 0. */
  index: number;
  hidden: boolean;
  /** No cell of it holds a value. */
  empty: boolean;
}
