// The cells of a sheet as lines of a CSV.

import type { Attributes } from "./xml.ts";
import { MAX_CELL_CHARS, MAX_COLUMNS, MAX_CSV_BYTES, MAX_ROWS } from "./xlsx-bounds.ts";
import type { Sheet } from "./xlsx-bounds.ts";
import { PLAIN, dateOf, plainNumber } from "./xlsx-formats.ts";
import type { Shown } from "./xlsx-formats.ts";
import { details, notes as say } from "./xlsx-messages.ts";
import { Unreadable } from "./zip.ts";
/** _x000D_ and the like: how characters are written that XML does not take. */
export function unfolded(text: string): string {
  return text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text;
}

/** Finds the values in a sheet: worksheet > sheetData > row > c > v, or is > t. */
export class CellSpotter {
  private inData = false;
  inValue = false;
  open(element: string, depth: number): void {
    if (depth === 1) this.inData = element === "sheetData";
    else if (this.inData && ((depth === 4 && element === "v") || (depth > 4 && element === "t"))) this.inValue = true;
  }
  close(element: string, depth: number): void {
    if (depth >= 4 && (element === "v" || element === "t")) this.inValue = false;
    if (depth === 1) this.inData = false;
  }
}

/** `si` or `is`: t, or r > t; not rPh > t. Depths count from the children of `si`. */
export class RichText {
  text = "";
  private where = "";
  private taking = false;
  private inRun = false;
  begin(where: string): void {
    this.text = "";
    this.where = where;
    this.taking = this.inRun = false;
  }
  open(element: string, depth: number): void {
    if (depth === 0 && element === "r") this.inRun = true;
    this.taking = element === "t" && (depth === 0 || (depth === 1 && this.inRun));
  }
  close(element: string, depth: number): void {
    if (depth === 0 && element === "r") this.inRun = false;
    if (element === "t") this.taking = false;
  }
  add(text: string): void {
    if (!this.taking) return;
    this.text += text;
    if (this.text.length > MAX_CELL_CHARS * 7) throw new Unreadable("too_large", details.text(this.where, MAX_CELL_CHARS));
  }
}

export function columnName(column: number): string {
  let name = "";
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

/** `AB12` → column 28, row 12; null if it is none. */
function placeOf(ref: string): { column: number; row: number } | null {
  const parts = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(ref);
  if (!parts) return null;
  let column = 0;
  for (const letter of parts[1]!.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column, row: Number(parts[2]) };
}

/** What a note counts, with the first place. */
class Tally {
  count = 0;
  first = "";
  add(place: string): void {
    if (this.count++ === 0) this.first = place;
  }
}

const quoted = (text: string) => (/[",\t;|]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/** Collects the lines of the CSV while a sheet is read. */
export class SheetReader {
  private readonly sheet: Sheet;
  private readonly texts: readonly string[];
  private readonly formats: readonly Shown[];
  private readonly date1904: boolean;

  /** Line N is row N; rows without a value are missing here. */
  private readonly lines: { row: number; text: string; width: number }[] = [];
  private chars = 0;
  private width = 0;

  private inData = false;
  private inRow = false;
  private inCell = false;
  private row = 0;
  private column = 0;
  private cells: string[] = [];
  private rowHidden = false;
  private cell: { type: string; style: number; value: string; formula: boolean; inline: boolean } | null = null;
  private taking = false;
  private readonly rich = new RichText();

  private readonly breaks = new Tally();
  private readonly times = new Tally();
  private readonly uncalculated = new Tally();
  private readonly errors = new Tally();
  private readonly zeros = new Tally();
  private readonly merged = new Tally();
  private hiddenRows = 0;
  private firstHiddenRow = 0;
  private readonly hiddenColumns: [number, number][] = [];

  constructor(sheet: Sheet, texts: readonly string[], formats: readonly Shown[], date1904: boolean) {
    this.sheet = sheet;
    this.texts = texts;
    this.formats = formats;
    this.date1904 = date1904;
  }

  private get place(): string {
    return `${columnName(this.column)}${this.row}`;
  }

  private damaged(place: string): never {
    throw new Unreadable("damaged", details.cell(this.sheet.name, place));
  }

  open(element: string, depth: number, attributes: () => Attributes): void {
    if (depth === 1) {
      this.inData = element === "sheetData";
    } else if (this.inData) {
      if (depth === 2) {
        this.inRow = element === "row";
        if (this.inRow) this.openRow(attributes());
      } else if (this.inRow && depth === 3) {
        this.inCell = element === "c";
        if (this.inCell) this.openCell(attributes());
      } else if (this.inCell && this.cell && depth === 4) {
        this.taking = element === "v";
        if (element === "f") this.cell.formula = true;
        if (element === "is") {
          this.cell.inline = true;
          this.rich.begin(this.place);
        }
      } else if (this.cell?.inline) {
        this.rich.open(element, depth - 5);
      }
    } else if (depth === 2 && element === "mergeCell") {
      this.merged.add((attributes()["ref"] ?? "").slice(0, 20));
    } else if (depth === 2 && element === "col") {
      const { hidden, min, max } = attributes();
      if ((hidden === "1" || hidden === "true") && this.hiddenColumns.length < MAX_COLUMNS)
        this.hiddenColumns.push([Number(min), Number(max)]);
    }
  }

  close(element: string, depth: number): void {
    if (!this.inData) return;
    if (depth === 1) this.inData = false;
    else if (depth === 2) this.closeRow();
    else if (depth === 3) this.closeCell();
    else if (depth === 4) {
      this.taking = false;
      if (element === "is" && this.cell) {
        this.cell.value = this.rich.text;
        this.rich.begin("");
      }
    } else if (this.cell?.inline) this.rich.close(element, depth - 5);
  }

  text(text: string): void {
    if (!this.cell) return;
    if (this.taking) {
      this.cell.value += text;
      if (this.cell.value.length > MAX_CELL_CHARS * 7) throw new Unreadable("too_large", details.text(this.place, MAX_CELL_CHARS));
    } else if (this.cell.inline) {
      this.rich.add(text);
    }
  }

  private openRow(attributes: Attributes): void {
    const given = attributes["r"];
    const row = given === undefined ? this.row + 1 : /^[1-9]\d{0,6}$/.test(given) ? Number(given) : 0;
    // Rows stand in their order; a row twice, or one before the last, would make the lines lie.
    if (row <= this.row) this.damaged((given ?? String(row)).slice(0, 20));
    this.row = row;
    this.column = 0;
    this.cells = [];
    const { hidden } = attributes;
    this.rowHidden = hidden === "1" || hidden === "true";
  }

  private closeRow(): void {
    if (!this.inRow) return;
    this.inRow = false;
    const width = this.cells.length;
    if (width === 0) return;
    this.lines.push({ row: this.row, text: this.cells.join(","), width });
    this.width = Math.max(this.width, width);
    if (this.rowHidden && this.hiddenRows++ === 0) this.firstHiddenRow = this.row;
  }

  private openCell(attributes: Attributes): void {
    const { r, t, s } = attributes;
    let column = this.column + 1;
    if (r !== undefined) {
      const place = placeOf(r);
      if (!place || place.row !== this.row || place.column < column) this.damaged(r.slice(0, 20));
      column = place.column;
    }
    this.column = column;
    this.cell = { type: t ?? "n", style: Number(s ?? 0), value: "", formula: false, inline: false };
  }

  private closeCell(): void {
    const { cell } = this;
    this.cell = null;
    this.inCell = false;
    if (!cell) return;
    if (cell.formula && cell.value === "" && cell.type !== "str") this.uncalculated.add(this.place);
    let text = this.shown(cell);
    if (text === "") return;
    if (this.row > MAX_ROWS) throw new Unreadable("too_large", details.rows(this.sheet.name, this.place, MAX_ROWS));
    if (this.column > MAX_COLUMNS) throw new Unreadable("too_large", details.columns(this.sheet.name, this.place, MAX_COLUMNS));
    if (text.length > MAX_CELL_CHARS) throw new Unreadable("too_large", details.text(this.place, MAX_CELL_CHARS));
    const flat = text.replace(/\r\n|[\x00-\x08\x0a-\x1f]/g, " ");
    if (flat !== text) {
      this.breaks.add(this.place);
      text = flat;
    }
    const field = quoted(text);
    const before = this.cells.length;
    while (this.cells.length < this.column - 1) this.cells.push("");
    this.cells.push(field);
    this.chars += field.length + this.column - before;
    if (this.chars > MAX_CSV_BYTES) this.tooMuch();
  }

  private tooMuch(): never {
    throw new Unreadable("too_large", details.csv(this.sheet.name, MAX_CSV_BYTES / 1024 / 1024));
  }

  /** A cell's value as text; dates by their number format. */
  private shown(cell: NonNullable<SheetReader["cell"]>): string {
    const { type, value } = cell;
    switch (type) {
      case "s": {
        if (value === "") return "";
        const text = /^\s*\d{1,9}\s*$/.test(value) ? this.texts[Number(value)] : undefined;
        return text ?? this.damaged(this.place);
      }
      case "str":
      case "inlineStr":
        return unfolded(value);
      case "b":
        return value.trim() === "" ? "" : value.trim() === "1" || value.trim() === "true" ? "TRUE" : "FALSE";
      case "e":
        if (value !== "") this.errors.add(this.place);
        return value;
      case "d": {
        const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/.exec(value.trim());
        if (!parts) return value;
        if (parts[2] === undefined || parts[2] === "00:00:00") return parts[1]!;
        this.times.add(this.place);
        return `${parts[1]} ${parts[2]}`;
      }
      case "n":
        break;
      default:
        return this.damaged(this.place);
    }
    if (cell.inline) return unfolded(value);
    const number = plainNumber(value);
    const format = this.formats[cell.style] ?? PLAIN;
    if (format.date && number !== "" && Number.isFinite(Number(value))) {
      const date = dateOf(Number(value), this.date1904);
      if (date === null) return number;
      if (date.length !== 10) this.times.add(this.place);
      return date;
    }
    if (format.digits > number.length && /^\d+$/.test(number)) {
      this.zeros.add(this.place);
      return number.padStart(format.digits, "0");
    }
    return number;
  }

  /** Rows are filled up to one width, as in a CSV of Excel. */
  csv(): Uint8Array {
    for (const line of this.lines) {
      this.chars += this.width - line.width + 2;
      if (this.chars > MAX_CSV_BYTES) this.tooMuch();
    }
    const encoder = new TextEncoder();
    const parts: Uint8Array[] = [];
    let bytes = 0;
    let batch: string[] = [];
    const flush = () => {
      const part = encoder.encode(batch.join(""));
      batch = [];
      bytes += part.byteLength;
      if (bytes > MAX_CSV_BYTES) this.tooMuch();
      parts.push(part);
    };
    let next = 1;
    for (const line of this.lines) {
      for (; next < line.row; next++) batch.push("\r\n");
      batch.push(line.text, ",".repeat(this.width - line.width), "\r\n");
      next++;
      if (batch.length > 4096) flush();
    }
    flush();
    const all = new Uint8Array(bytes);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.byteLength;
    }
    return all;
  }

  notes(): string[] {
    const said: string[] = [];
    const tell = (tally: Tally, sentence: (n: number, first: string) => string) => {
      if (tally.count > 0) said.push(sentence(tally.count, tally.first));
    };
    tell(this.uncalculated, say.uncalculated);
    tell(this.errors, say.errors);
    tell(this.times, say.times);
    tell(this.zeros, say.zeros);
    tell(this.breaks, say.breaks);
    tell(this.merged, say.merged);
    if (this.hiddenRows > 0) said.push(say.hidden_rows(this.hiddenRows, this.firstHiddenRow));
    const hidden = this.hiddenColumns.filter(([min, max]) => min >= 1 && max >= min && min <= this.width);
    if (hidden.length > 0) {
      const names = hidden.slice(0, 10).map(([min, max]) => {
        const last = Math.min(max, this.width);
        return min === last ? columnName(min) : `${columnName(min)}～${columnName(last)}`;
      });
      said.push(say.hidden_columns(names.join("、") + (hidden.length > 10 ? " など" : "")));
    }
    return said;
  }

  get isEmpty(): boolean {
    return this.lines.length === 0;
  }
}
