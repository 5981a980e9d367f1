// Workbooks that the page saves.

import { whoFirst } from "../../../wasm/book/print.ts";
import { TooManyRows, writeBook } from "../../../wasm/book/xlsx-out.ts";
import type { Column, Table } from "../../../wasm/book/xlsx-out.ts";
import type { TableColumn } from "../../../wasm/contract.ts";
import { trainingWords } from "../app/training-words.ts";
import { book, exported } from "./strings.ts";
import { saveFile } from "./save-file.ts";
import type { App } from "../app/state.ts";
import type { Listed } from "./save-csv.ts";

/** Name of the sheet, and what stands at the head and the foot of each printed page. */
export type BookWords = Pick<Table, "name" | "head" | "foot">;

/** What the training's books say of themselves: on the sheet's tab, and on each printed page. */
const asTraining = (table: Table): Table => ({
  ...table,
  name: `${trainingWords.filePrefix}${table.name}`,
  head: trainingWords.mark,
});

/** The sheet that explains the columns of another. */
export function explained(columns: readonly TableColumn[], { foot }: BookWords): Table {
  const { sheet, head, meaning, source } = book.columns;
  const column = (said: string, widest: number): Column => ({ head: said, kind: "text", widest });
  return {
    name: sheet,
    // Nobody's data.
    foot: { ...foot, left: "" },
    columns: [column(head, 26), column(meaning, 60), column(source, 34)],
    rows: columns.map((c) => [c.head, c.meaning, c.source]),
    onePage: true,
  };
}

/** What was saved, as a sentence; null if a table is too long for a sheet, which the clerk has been told then. */
export async function saveBook(app: App, sheets: readonly Table[], name: string): Promise<string | null> {
  try {
    const bytes = (await writeBook(...(app.training ? sheets.map(asTraining) : sheets))) as Uint8Array<ArrayBuffer>;
    const saved = await saveFile(
      app,
      new Blob([bytes], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }),
      name,
    );
    return exported(saved);
  } catch (e) {
    if (!(e instanceof TooManyRows)) throw e;
    app.showProblem({ code: "book", text: book.tooLong });
    return null;
  }
}

/** A table that the core lists, and what its columns mean. */
export async function saveCoreBook(
  app: App,
  which: "results" | "ledger" | "annual",
  words: BookWords,
  name: string,
  listed: Listed = {},
): Promise<string | null> {
  const { blob } = await app.client.export(`${which}.rows`, listed);
  const rows = rowsOf(await blob.text());
  const all = app.constants.tables[which];
  const codes = which === "ledger" ? listed.ledger?.columns : undefined;
  const columns = codes?.length ? codes.flatMap((code) => all.find((c) => c.code === code) ?? []) : all;
  return saveBook(app, [{ ...words, ...whoFirst(columns, rows) }, explained(columns, words)], name);
}

/** Lines of JSON. */
export const rowsOf = (lines: string): string[][] => JSON.parse(`[${lines.trimEnd().replaceAll("\n", ",")}]`) as string[][];
