// The list of addressees for mail merge: one line a letter, as a CSV that is safe to open in a spreadsheet, or as a workbook.

import { csvText } from "../saving/csv.ts";
import type { Book } from "../saving/save-book.ts";
import { letters as lettersText } from "./strings.ts";
import type { Letter } from "./plan.ts";
import { numberOf } from "./sheet.ts";
import type { Batch } from "./sheet.ts";

const t = lettersText.csv;

/** The heads, then a row for each letter. */
function addressRows(letters: readonly Letter[], batch: Batch): string[][] {
  const to = batch.kind === "inquiry" ? t.to : t.head;
  return [
    [t.household, t.postal, t.address, t.building, to, t.members, t.count, t.number, t.date, t.due],
    ...letters.map((l, i) => [
      l.household.household,
      l.to.postal,
      l.to.address,
      l.to.building,
      l.to.name,
      l.members.map((m) => m.name || m.kana).join("、"),
      String(l.members.length),
      numberOf(batch, i + 1),
      batch.date,
      batch.due,
    ]),
  ];
}

export const addressCsv = (letters: readonly Letter[], batch: Batch): string => csvText(addressRows(letters, batch));

const SHAPE = {
  dates: [t.date, t.due],
  numbers: [t.count],
  widest: { [t.address]: 36, [t.building]: 20, [t.members]: 28, [t.number]: 20 },
};

export function addressBook(letters: readonly Letter[], batch: Batch): Book {
  return {
    rows: addressRows(letters, batch),
    shape: SHAPE,
    words: lettersText.print.bookWords(lettersText.kinds[batch.kind].label, batch.date),
  };
}
