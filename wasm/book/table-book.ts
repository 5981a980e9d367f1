// Tables as workbooks: 管理簿 and the list of results from the CSV that the core writes (it stays the only one that lists
// them), and whatever rows the page has made itself.

import { writeBook } from "./xlsx-out.ts";
import type { Column, Table } from "./xlsx-out.ts";

// --- the core's CSV, read back --------------------------------------------------------------------------------------

/** What `starts_formula` of core/csv/writer.cpp guards with an apostrophe. */
const GUARDED = /^'(?:[\t\r\n]|[\s\u200b]*[=+\-@＝＋－＠])/;

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
    if (rows.length > 0 && row.length !== rows[0]!.length)
      throw new Error(`not a CSV of the core: row ${rows.length + 1} has ${row.length} cells`);
    rows.push(row);
    row = [];
  }
  if (row.length > 0) throw new Error("not a CSV of the core: it ends within a row");
  return rows;
}

// --- the book -------------------------------------------------------------------------------------------------------

/** What the columns of a table are, by their heads. Whatever is not named is text, exactly as it came in. */
export interface Shape {
  /** The tool's own dates (YYYY-MM-DD); dates and numbers of the files stay text. */
  dates: readonly string[];
  numbers: readonly string[];
  // All columns have to go on one page: what is long goes on below, so that the print does not get too small.
  widest: Readonly<Record<string, number>>;
}

// A number of 15 digits stays on its line.
const WIDEST_OTHER = 17;

// Names of core/casework/casework_words.cpp.
export const LEDGER: Shape = { dates: ["喪失日（案）", "記録した日"], numbers: ["番号"], widest: { 住所: 28, メモ: 32 } };
// Names of core/report/report_words.cpp.
export const RESULTS: Shape = {
  dates: ["国保喪失日"],
  numbers: ["台帳の行", "喪失一覧の行"],
  widest: { 住所: 28, 重複一覧の行: 24, 重複先保険者: 20, 認めた違い: 20, 理由: 48, 根拠: 32 },
};

function columnOf(head: string, { dates, numbers, widest }: Shape): Column {
  const kind = dates.includes(head) ? "date" : numbers.includes(head) ? "number" : "text";
  return { head, kind, widest: widest[head] ?? WIDEST_OTHER };
}

/** Name of the sheet, and what stands at the head and the foot of each printed page. */
export type BookWords = Pick<Table, "name" | "head" | "foot">;

/** The bytes of the workbook; the first of the rows is the heads. */
export async function tableBook(rows: readonly (readonly string[])[], shape: Shape, words: BookWords): Promise<Uint8Array> {
  const [heads, ...rest] = rows;
  if (!heads) throw new Error("a table without heads");
  return writeBook({ ...words, columns: heads.map((head) => columnOf(head, shape)), rows: rest });
}
