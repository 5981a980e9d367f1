// Tables of the page as CSV text, without a BOM (saveCsv has the last word on the encoding).

// As core/csv/writer.cpp does it: what would start a formula, also behind blanks, gets an apostrophe, full-width twins included.
const STARTS_FORMULA = /^(?:[\t\r\n]|[\s\u200b]*[=+\-@＝＋－＠])/;

function cell(text: string, guarded: boolean): string {
  const formula = guarded && STARTS_FORMULA.test(text);
  if (!formula && !/[,"\r\n]/.test(text)) return text;
  return `"${formula ? "'" : ""}${text.replaceAll('"', '""')}"`;
}

/** `guarded`: nothing in it is run by a spreadsheet; else every value stands as it is, for programs. */
export function csvText(rows: readonly (readonly string[])[], guarded = true): string {
  return rows.map((row) => `${row.map((c) => cell(c, guarded)).join(",")}\r\n`).join("");
}
