// The list of addressees for mail merge: one line a letter, as a CSV that is safe to open in a spreadsheet, or as a workbook.

import type { Column, Table } from "../../../wasm/book/xlsx-out.ts";
import type { GivenTable } from "../../../wasm/driver.ts";
import { letters as lettersText } from "./strings.ts";
import type { Letter } from "./letter.ts";
import { numberOf } from "./sheet.ts";
import type { Batch } from "./sheet.ts";

const t = lettersText.csv;

const column = (head: string, widest = 17, kind: Column["kind"] = "text"): Column => ({ head, kind, widest });

const columnsOf = ({ kind }: Batch): Column[] => [
  column(t.household),
  column(t.postal),
  column(t.address, 36),
  column(t.building, 20),
  column(kind === "inquiry" ? t.to : t.head),
  column(t.members, 28),
  column(t.count, 17, "number"),
  column(t.number, 20),
  column(t.date, 17, "date"),
  column(t.due, 17, "date"),
];
/** The column of the addressee, whose letter it is. */
const ADDRESSEE = 4;

const rowsOf = (letters: readonly Letter[], batch: Batch): string[][] =>
  letters.map((l, i) => [
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
  ]);

export const addressCsv = (letters: readonly Letter[], batch: Batch): GivenTable => ({
  rows: [columnsOf(batch).map((c) => c.head), ...rowsOf(letters, batch)],
  whose: ADDRESSEE,
});

export const addressBook = (letters: readonly Letter[], batch: Batch): Table => ({
  ...lettersText.print.bookWords(lettersText.kinds[batch.kind].label, batch.date),
  columns: columnsOf(batch),
  rows: rowsOf(letters, batch),
});
