// Workbooks that the page saves.

import { TooManyRows } from "../../../wasm/xlsx-out.ts";
import { strings } from "../strings.ts";
import { saveFile } from "./save-file.ts";
import type { App } from "./state.ts";

/** What was saved, as a sentence; null if the table is too long for a sheet, which the clerk has been told then. */
export async function saveBook(app: App, book: Promise<Uint8Array>, name: string): Promise<string | null> {
  try {
    const bytes = (await book) as Uint8Array<ArrayBuffer>;
    await saveFile(app, new Blob([bytes], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }), name);
    return strings.results.exported(name);
  } catch (e) {
    if (!(e instanceof TooManyRows)) throw e;
    app.showProblem({ code: "book", text: strings.book.tooLong });
    return null;
  }
}
