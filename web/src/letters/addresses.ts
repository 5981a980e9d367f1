// The list of addressees for mail merge: one line a letter, safe to open in a spreadsheet.

import { strings } from "../strings.ts";
import type { Letter } from "./plan.ts";
import type { LetterKind } from "./settings.ts";

const t = strings.letters.csv;

// As core/csv/writer.cpp does it: what would start a formula gets an apostrophe, full-width twins included.
const STARTS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

export function cell(text: string): string {
  const formula = STARTS_FORMULA.test(text);
  if (!formula && !/[,"\r\n]/.test(text)) return text;
  return `"${formula ? "'" : ""}${text.replaceAll('"', '""')}"`;
}

export function addressCsv(letters: readonly Letter[], kind: LetterKind): string {
  const to = kind === "inquiry" ? t.to : t.head;
  const rows = [
    [t.household, t.postal, t.address, t.building, to, t.members, t.count],
    ...letters.map((l) => [
      l.household.household,
      l.to.postal,
      l.to.address,
      l.to.building,
      l.to.name,
      l.members.map((m) => m.name || m.kana).join("、"),
      String(l.members.length),
    ]),
  ];
  return rows.map((r) => r.map(cell).join(",") + "\r\n").join("");
}
