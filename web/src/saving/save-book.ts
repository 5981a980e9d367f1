// Workbooks that the page saves.

import { tableBook } from "../../../wasm/book/table-book.ts";
import type { BookWords, Shape } from "../../../wasm/book/table-book.ts";
import { TooManyRows } from "../../../wasm/book/xlsx-out.ts";
import { trainingWords } from "../app/training-words.ts";
import { book, exported } from "./strings.ts";
import { saveFile } from "./save-file.ts";
import type { App } from "../app/state.ts";

export interface Book {
  /** The first is the heads. */
  rows: readonly (readonly string[])[];
  shape: Shape;
  words: BookWords;
}

/** What the training's books say of themselves: on the sheet's tab, and on each printed page. */
const asTraining = (words: BookWords): BookWords => ({
  ...words,
  name: `${trainingWords.filePrefix}${words.name}`,
  head: trainingWords.mark,
});

/** What was saved, as a sentence; null if the table is too long for a sheet, which the clerk has been told then. */
export async function saveBook(app: App, { rows, shape, words }: Book, name: string): Promise<string | null> {
  try {
    const bytes = (await tableBook(rows, shape, app.training ? asTraining(words) : words)) as Uint8Array<ArrayBuffer>;
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
