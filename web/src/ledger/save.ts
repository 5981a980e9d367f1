// A table of the core leaves the page as it was asked for.

import type { App } from "../app/state.ts";
import { saveCoreBook } from "../saving/save-book.ts";
import type { BookWords } from "../saving/save-book.ts";
import { saveCsv } from "../saving/save-csv.ts";
import type { Listed } from "../saving/save-csv.ts";

export type SavedAs = "csv" | "xlsx";

/** `names`: of the file, in either form. */
export async function saveListed(
  app: App,
  which: "ledger" | "annual",
  as: SavedAs,
  names: { csv: string; xlsx: string; words: BookWords },
  listed: Listed,
): Promise<void> {
  try {
    const said = await (as === "csv"
      ? saveCsv(app, `${which}.csv`, names.csv, listed)
      : saveCoreBook(app, which, names.words, names.xlsx, listed));
    app.set({ exported: said ?? "" });
  } catch (e) {
    app.showRefusal(e);
  }
}
