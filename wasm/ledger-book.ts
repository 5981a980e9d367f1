// 管理簿 as a workbook, from the rows of ledger.csv: the core knows the cases, and stays the only one that lists them.

import { writeBook } from "./xlsx-out.ts";
import type { Column } from "./xlsx-out.ts";

// --- the core's CSV, read back --------------------------------------------------------------------------------------

/** What `starts_formula` of core/csv/writer.cpp guards with an apostrophe. */
const GUARDED = /^'[=+\-@\t\r\n＝＋－＠]/;

/**
 * A cell as it was before the core made it safe for a spreadsheet. The guard stands in quoted cells only. One value
 * cannot be told: a text that itself begins with '= (or '+ …) and needs its quotes for a comma, a quote or a break.
 */
const unguarded = (quoted: string) => (GUARDED.test(quoted) ? quoted.slice(1) : quoted);

/** The rows of a CSV that the core wrote (UTF-8, CRLF, the same number of cells in each row); anything else is refused. */
export function exportedRows(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // One cell and what ends it; a bare quote, CR or LF matches nothing.
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n)/y;
  cell.lastIndex = csv.startsWith("\ufeff") ? 1 : 0;
  while (cell.lastIndex < csv.length) {
    const at = cell.lastIndex;
    const found = cell.exec(csv);
    if (!found) throw new Error(`not a CSV of the core: row ${rows.length + 1}, character ${at}`);
    const [, quoted, plain, end] = found;
    row.push(quoted === undefined ? plain! : unguarded(quoted.replace(/""/g, '"')));
    if (end === ",") continue;
    if (rows.length > 0 && row.length !== rows[0]!.length) throw new Error(`not a CSV of the core: row ${rows.length + 1} has ${row.length} cells`);
    rows.push(row);
    row = [];
  }
  if (row.length > 0) throw new Error("not a CSV of the core: it ends within a row");
  return rows;
}

// --- the book -------------------------------------------------------------------------------------------------------

// Names of core/tables/casework_texts.cpp. All dates and numbers of the files stay text, as they came in; these are the
// tool's own.
const DATES = ["喪失日（案）", "記録した日"];
const NUMBERS = ["番号"];
// All columns have to go on one page: what is long goes on below, so that the print does not get too small.
const WIDEST: Record<string, number> = { 住所: 28, メモ: 32 };
const WIDEST_OTHER = 14;

function columnOf(head: string): Column {
  const kind = DATES.includes(head) ? "date" : NUMBERS.includes(head) ? "number" : "text";
  return { head, kind, widest: WIDEST[head] ?? WIDEST_OTHER };
}

export interface LedgerWords {
  /** Name of the sheet. */
  name: string;
  /** At the foot of each printed page. */
  foot: { left: string; right: string };
}

/** The bytes of the workbook; `csv` is the core's ledger.csv. */
export function ledgerBook(csv: string, words: LedgerWords): Promise<Uint8Array> {
  const [heads, ...rows] = exportedRows(csv);
  if (!heads) throw new Error("not a CSV of the core: no heads");
  return writeBook({ ...words, columns: heads.map(columnOf), rows });
}
