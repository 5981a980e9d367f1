// Workbooks (.xlsx, .xlsm) as lists: a sheet becomes a CSV that the core reads like any other file.
//
// Promises: row N of the sheet is line N of the CSV (empty rows are empty lines, line breaks in a cell become spaces);
// values come as they are stored, not as a locale would show them; what was changed or passed over on the way is said
// in a note. A workbook is untrusted: every size is bounded by what is counted, not by what is declared (zip.ts, and
// the constants below), and memory follows the values that are there, not the place where they stand. Nothing is
// executed or fetched: formulas count by their stored result, relations out of the book are refused.

import { inMemory, whole } from "../driver.ts";
import type { JobFile, Problem, Source, Status } from "../driver.ts";
import { local, readXml } from "./xml.ts";
import type { Attributes } from "./xml.ts";
import { details, listed, notes as say, sentences } from "./xlsx-messages.ts";
import { MAX_FILE_BYTES, MAX_INFLATED_BYTES, Unreadable, Zip, normal } from "./zip.ts";
import type { Budget } from "./zip.ts";

export { MAX_FILE_BYTES, MAX_INFLATED_BYTES };

/** Ten times the largest hand-keyed list heard of; a roster beyond comes as CSV. */
export const MAX_ROWS = 200_000;
/** The known lists have 20 to 60 columns; the core itself refuses more than 1,000. */
export const MAX_COLUMNS = 1_000;
/** One sheet a day for a year, and some. */
export const MAX_SHEETS = 500;
/** Excel's own limit for a cell. */
export const MAX_CELL_CHARS = 32_767;
/** The core takes lists up to 128 MB; one shared string may stand in any number of cells. */
export const MAX_CSV_BYTES = 128 * 1024 * 1024;
/** Different strings: MAX_ROWS people with some ten texts of their own. An empty one takes five bytes in the file. */
export const MAX_STRINGS = 2_000_000;
/** Number formats: Excel ends at 65,490 cell formats. */
const MAX_FORMATS = 65_536;

export interface Sheet {
  name: string;
  /** Position among the sheets of the book, from 0. */
  index: number;
  hidden: boolean;
  /** No cell of it holds a value. */
  empty: boolean;
}

export interface Converted {
  sheet: Sheet;
  csv: Uint8Array;
  /** Numbers that are days by their column only (no format says so) count from 1904-01-01 = 0: the core reads them so. */
  days_from_1904: boolean;
  notes: string[];
}

/** Which sheet: its position from 0, or its name or position from 1 as text; undefined for the only one. */
export type Choice = number | string | undefined;

// --- what a file is -------------------------------------------------------------------------------------------------

const starts = (bytes: Uint8Array, ...magic: number[]) => magic.every((b, i) => bytes[i] === b);
const isOle = (bytes: Uint8Array) => starts(bytes, 0xd0, 0xcf, 0x11, 0xe0);
const isZip = (bytes: Uint8Array) => starts(bytes, 0x50, 0x4b, 3, 4) || starts(bytes, 0x50, 0x4b, 5, 6);

/** Whether the first bytes of a file (four are enough) ask for this reader; it then says what the file is. */
export function isBook(head: Uint8Array): boolean {
  return isZip(head) || isOle(head);
}

type Code = keyof typeof sentences;

/** Ends the reading with a whole sentence. */
class Refusal extends Error {
  readonly code: Code;
  constructor(code: Code, text: string) {
    super(text);
    this.code = code;
  }
}

const refuse = (code: "book_xls" | "book_encrypted" | "book_ole" | "book_xlsb" | "book_ods" | "book_other_office" | "book_zip"): never => {
  throw new Refusal(code, sentences[code]());
};

function problem(file: string, e: unknown): Problem {
  const made = (code: string, text: string): Problem => ({ code, file, line: null, column: null, text: `${file}：${text}` });
  if (e instanceof Refusal) return made(e.code, e.message);
  if (e instanceof Unreadable) {
    switch (e.fault) {
      case "encrypted":
        return made("book_encrypted", sentences.book_encrypted());
      case "too_large":
        return made("book_too_large", sentences.book_too_large(e.message));
      case "suspicious":
        return made("book_suspicious", sentences.book_suspicious(e.message));
      case "damaged":
        return made("book_damaged", sentences.book_damaged(e.message));
    }
  }
  throw e;
}

/** Whether an ASCII text stands in the bytes as UTF-16LE: the names of streams in an OLE container. */
function holdsStream(bytes: Uint8Array, name: string): boolean {
  const first = name.charCodeAt(0);
  outer: for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    for (let i = 0; i < name.length; i++) {
      if (bytes[at + 2 * i] !== name.charCodeAt(i) || bytes[at + 2 * i + 1] !== 0) continue outer;
    }
    return true;
  }
  return false;
}

function oleKind(bytes: Uint8Array): never {
  const head = bytes.subarray(0, MAX_FILE_BYTES);
  if (holdsStream(head, "EncryptedPackage") || holdsStream(head, "EncryptionInfo")) return refuse("book_encrypted");
  if (holdsStream(head, "Workbook") || holdsStream(head, "Book")) return refuse("book_xls");
  return refuse("book_ole");
}

// --- parts and their relations --------------------------------------------------------------------------------------

/** Where a relation of a part leads: `worksheets/sheet1.xml`, `/xl/worksheets/sheet1.xml`, `../xl/…`. */
function resolved(from: string, target: string): string {
  let path = target;
  try {
    path = decodeURIComponent(target);
  } catch {
    // A stray % is part of the name.
  }
  path = path.replace(/\\/g, "/");
  const steps = path.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step === "..") {
      if (steps.length === 0) throw new Unreadable("suspicious", details.external(target));
      steps.pop();
    } else {
      steps.push(step);
    }
  }
  return steps.join("/");
}

interface Relation {
  type: string;
  target: string;
  external: boolean;
}

class Book {
  readonly zip: Zip;
  readonly budget: Budget = { inflated: 0 };
  /** All sheets, with the part that holds each; chart sheets are left out. */
  sheets: (Sheet & { part: string })[] = [];
  date1904 = false;
  private stylesPart: string | null = null;
  private stringsPart: string | null = null;

  constructor(bytes: Uint8Array) {
    this.zip = new Zip(bytes);
  }

  read(part: string) {
    return this.zip.read(part, this.budget);
  }

  private async relations(part: string): Promise<Map<string, Relation>> {
    const slash = part.lastIndexOf("/");
    const name = `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
    const found = new Map<string, Relation>();
    if (!this.zip.has(name)) return found;
    await readXml(this.read(name), name, {
      open: (element, depth, attributes) => {
        if (element !== "Relationship" || depth !== 1) return;
        const { Id, Type, Target, TargetMode } = attributes();
        if (Id === undefined || Type === undefined || Target === undefined) return;
        found.set(Id, { type: Type.slice(Type.lastIndexOf("/") + 1), target: Target, external: TargetMode === "External" });
      },
      close() {},
    });
    return found;
  }

  private within(from: string, relation: Relation): string {
    if (relation.external) throw new Unreadable("suspicious", details.external(relation.target));
    return resolved(from, relation.target);
  }

  /** What kind of package it is, and its sheets. */
  async open(): Promise<void> {
    const names = this.zip.names();
    let main = "xl/workbook.xml";
    for (const relation of (await this.relations("")).values()) {
      if (relation.type === "officeDocument") main = this.within("", relation);
    }
    if (!this.zip.has(main) || !normal(main).endsWith(".xml")) {
      if (names.some((n) => /(^|\/)workbook\.bin$/.test(n))) refuse("book_xlsb");
      if (names.includes("mimetype") && names.includes("content.xml")) refuse("book_ods");
      if (names.some((n) => /^(word|ppt|visio)\//.test(n))) refuse("book_other_office");
      if (names.includes("[content_types].xml") || names.some((n) => n.startsWith("xl/")))
        throw new Unreadable("damaged", details.part("xl/workbook.xml"));
      refuse("book_zip");
    }
    if (/^(word|ppt|visio)\//.test(normal(main))) refuse("book_other_office");

    const relations = await this.relations(main);
    for (const relation of relations.values()) {
      if (relation.type === "styles") this.stylesPart = this.within(main, relation);
      if (relation.type === "sharedStrings") this.stringsPart = this.within(main, relation);
    }
    let position = 0;
    await readXml(this.read(main), main, {
      open: (element, depth, attributes) => {
        if (depth === 1 && element === "workbookPr") {
          const value = attributes()["date1904"];
          this.date1904 = value === "1" || value === "true";
        }
        if (depth !== 2 || element !== "sheet") return;
        if (position >= MAX_SHEETS) throw new Unreadable("too_large", details.sheets(MAX_SHEETS));
        const given = attributes();
        const id = Object.keys(given).find((key) => key !== "id" && local(key) === "id");
        const name = (given["name"] ?? "").replace(/\s+/g, " ");
        if (id === undefined || given[id] === "") {
          // The module sheets of old macros have no part of their own.
          position++;
          return;
        }
        const relation = relations.get(given[id]!);
        if (!relation) throw new Unreadable("damaged", details.part(`シート「${name}」`));
        const index = position++;
        if (relation.type !== "worksheet") return;
        const state = given["state"];
        this.sheets.push({
          name,
          index,
          hidden: state === "hidden" || state === "veryHidden",
          empty: true,
          part: this.within(main, relation),
        });
      },
      close() {},
    });
    for (const sheet of this.sheets) sheet.empty = !(await this.hasValue(sheet.part));
  }

  /** Reads up to the first value. */
  private async hasValue(part: string): Promise<boolean> {
    let found = false;
    const spot = new CellSpotter();
    await readXml(
      this.read(part),
      part,
      {
        open: (element, depth) => spot.open(element, depth),
        close: (element, depth) => spot.close(element, depth),
        text: (text) => {
          if (spot.inValue && text.trim() !== "") found = true;
        },
      },
      () => found,
    );
    return found;
  }

  /** Texts by number; the readings above the characters (rPh) are no part of them. */
  async strings(): Promise<string[]> {
    const texts: string[] = [];
    const part = this.stringsPart;
    if (part === null || !this.zip.has(part)) return texts;
    const rich = new RichText();
    await readXml(this.read(part), part, {
      open: (element, depth) => {
        if (depth === 1 && element === "si") rich.begin(part);
        else rich.open(element, depth - 2);
      },
      close: (element, depth) => {
        if (depth === 1 && element === "si") {
          if (texts.length >= MAX_STRINGS) throw new Unreadable("too_large", details.strings(MAX_STRINGS));
          texts.push(unfolded(rich.text));
        } else {
          rich.close(element, depth - 2);
        }
      },
      text: (text) => rich.add(text),
    });
    return texts;
  }

  /** How the number of each cell format is shown. */
  async formats(): Promise<Shown[]> {
    const part = this.stylesPart;
    const shown: Shown[] = [];
    if (part === null || !this.zip.has(part)) return shown;
    const custom = new Map<number, Shown>();
    let inCellFormats = false;
    await readXml(this.read(part), part, {
      open: (element, depth, attributes) => {
        if (depth === 1) inCellFormats = element === "cellXfs";
        if (depth !== 2) return;
        if (element === "numFmt") {
          const { numFmtId, formatCode } = attributes();
          if (custom.size < MAX_FORMATS) custom.set(Number(numFmtId), shownBy(formatCode ?? ""));
        } else if (element === "xf" && inCellFormats && shown.length < MAX_FORMATS) {
          const id = Number(attributes()["numFmtId"] ?? 0);
          shown.push(custom.get(id) ?? (isDateId(id) ? DATE : PLAIN));
        }
      },
      close() {},
    });
    return shown;
  }
}

// --- number formats -------------------------------------------------------------------------------------------------

interface Shown {
  date: boolean;
  /** Digits at least, for a format of zeros only (0000000000); 0 otherwise. */
  digits: number;
}
const PLAIN: Shown = { date: false, digits: 0 };
const DATE: Shown = { date: true, digits: 0 };

/** Built-in formats that show a date or a time; 27–36 and 50–58 are those of Japanese Excel. */
export function isDateId(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** A custom format: a date if y, m, d, e or g stand in it outside of quotes, brackets and escapes. */
export function shownBy(code: string): Shown {
  const bare = code
    .slice(0, 1024)
    .replace(/"[^"]*"?/g, "")
    .replace(/[\\_*!]./gu, "")
    .replace(/\[[^\]]*\]?/g, "")
    .split(";")[0]!;
  if (/^0{2,40}$/.test(bare)) return { date: false, digits: bare.length };
  const letters = bare.replace(/general|g\/標準|g\/通用格式/gi, "").replace(/[eE][+-]/g, "");
  return /[ymdeg]/i.test(letters) ? DATE : PLAIN;
}

const DAY_MS = 86_400_000;
const LAST_DAY = 2_958_465; // 9999-12-31 in the 1900 system

/** A day number as YYYY-MM-DD, with the time where it has one; null if Excel shows no date for it. */
export function dateOf(value: number, date1904: boolean): string | null {
  if (!(value >= 0 && value <= LAST_DAY + 1)) return null;
  const seconds = Math.round(value * 86_400);
  let day = Math.floor(seconds / 86_400);
  const second = seconds - day * 86_400;
  const two = (n: number) => String(n).padStart(2, "0");
  const time = second === 0 ? "" : ` ${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
  if (date1904) day += 1462;
  else if (day === 0) return time === "" ? null : time.slice(1);
  if (!(day >= 1 && day <= LAST_DAY)) return null;
  // Excel counts a 29 February 1900 that never was.
  if (day === 60) return `1900-02-29${time}`;
  const date = new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * DAY_MS);
  return date.toISOString().slice(0, 10) + time;
}

/** A stored number in plain digits, as exact as Excel shows it (15 digits). */
export function plainNumber(stored: string): string {
  const text = stored.trim();
  if (/^(0|-?[1-9]\d{0,14})$/.test(text)) return text;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$/.test(text)) return stored;
  const value = Number(text);
  if (!Number.isFinite(value)) return stored;
  const [mantissa, exponent] = value.toExponential(14).split("e") as [string, string];
  const negative = mantissa.startsWith("-");
  const digits = mantissa.replace(/[-.]/g, "").replace(/0+$/, "");
  if (digits === "") return "0";
  const point = Number(exponent) + 1;
  const whole = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const rest = point <= 0 ? "0".repeat(-point) + digits : digits.slice(point);
  return `${negative ? "-" : ""}${whole}${rest ? `.${rest}` : ""}`;
}

// --- cells ----------------------------------------------------------------------------------------------------------

/** _x000D_ and the like: how characters are written that XML does not take. */
function unfolded(text: string): string {
  return text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text;
}

/** Finds the values in a sheet: worksheet > sheetData > row > c > v, or is > t. */
class CellSpotter {
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
class RichText {
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
class SheetReader {
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

// --- the two questions ----------------------------------------------------------------------------------------------

async function opened(bytes: Uint8Array): Promise<Book> {
  if (isOle(bytes)) oleKind(bytes);
  const book = new Book(bytes);
  await book.open();
  return book;
}

const outward = ({ name, index, hidden, empty }: Sheet): Sheet => ({ name, index, hidden, empty });

/** The sheets of a book in their order, chart sheets left out, and the one that is read when nobody chooses. */
export async function sheetsOf(file: string, bytes: Uint8Array): Promise<Status<{ sheets: Sheet[]; only: number | null }>> {
  try {
    const sheets = (await opened(bytes)).sheets.map(outward);
    return { ok: true, sheets, only: onlySheet(sheets)?.index ?? null };
  } catch (e) {
    return { ok: false, error: problem(file, e) };
  }
}

/** The sheet to read when nobody has chosen: the only visible one with data, else the only one with data. */
export function onlySheet(sheets: readonly Sheet[]): Sheet | null {
  const full = sheets.filter((s) => !s.empty);
  const visible = full.filter((s) => !s.hidden);
  return visible.length === 1 ? visible[0]! : visible.length === 0 && full.length === 1 ? full[0]! : null;
}

function chosen(sheets: readonly Sheet[], choice: Choice): Sheet {
  const full = sheets.filter((s) => !s.empty);
  if (choice === undefined) {
    const only = onlySheet(sheets);
    if (only) return only;
    if (full.length === 0) throw new Refusal("sheets_empty", sentences.sheets_empty());
    throw new Refusal("sheet_missing", sentences.sheet_missing(listed(full)));
  }
  const found =
    typeof choice === "number"
      ? sheets.find((s) => s.index === choice)
      : (sheets.find((s) => s.name === choice) ??
        (/^[1-9]\d{0,3}$/.test(choice) ? sheets.find((s) => s.index === Number(choice) - 1) : undefined));
  if (!found)
    throw new Refusal("sheet_unknown", sentences.sheet_unknown(typeof choice === "number" ? String(choice + 1) : choice, listed(sheets)));
  if (found.empty) throw new Refusal("sheet_empty", sentences.sheet_empty(found.name));
  return found;
}

/** One sheet as CSV: UTF-8, CRLF, row N as line N. */
export async function readSheet(file: string, bytes: Uint8Array, choice?: Choice): Promise<Status<Converted>> {
  try {
    const book = await opened(bytes);
    const sheet = chosen(book.sheets, choice);
    const reader = new SheetReader(sheet, await book.strings(), await book.formats(), book.date1904);
    const { part } = book.sheets.find((s) => s.index === sheet.index)!;
    await readXml(book.read(part), part, {
      open: (element, depth, attributes) => reader.open(element, depth, attributes),
      close: (element, depth) => reader.close(element, depth),
      text: (text) => reader.text(text),
    });
    if (reader.isEmpty) throw new Refusal("sheet_empty", sentences.sheet_empty(sheet.name));
    const csv = reader.csv();
    const others = book.sheets.filter((s) => !s.empty && s.index !== sheet.index);
    const said = [
      ...(book.sheets.length > 1 ? [say.sheet(sheet.name)] : []),
      ...(others.length > 0 ? [say.others(listed(others))] : []),
      ...(sheet.hidden ? [say.hidden_sheet()] : []),
      ...(book.date1904 ? [say.days_from_1904()] : []),
      ...reader.notes(),
    ];
    return { ok: true, sheet: outward(sheet), csv, days_from_1904: book.date1904, notes: said };
  } catch (e) {
    return { ok: false, error: problem(file, e) };
  }
}

/** The bytes of a workbook; null for any other file. */
async function bookIn(source: Source): Promise<Uint8Array | null> {
  if (source.size < 4 || !isBook(await whole({ ...source, size: 4 }))) return null;
  if (source.size > MAX_FILE_BYTES) throw new Unreadable("too_large", details.bytes(MAX_FILE_BYTES / 1024 / 1024));
  return whole(source);
}

/** The sheets of a file that may be a workbook; null if it is none. */
export async function sheetsIn(source: Source): Promise<Status<{ sheets: Sheet[] | null; only: number | null }>> {
  try {
    const bytes = await bookIn(source);
    return bytes ? await sheetsOf(source.name, bytes) : { ok: true, sheets: null, only: null };
  } catch (e) {
    return { ok: false, error: problem(source.name, e) };
  }
}

/** A file of a job: a workbook is converted, anything else stays as it is (and is the core's to judge). */
export async function jobFileOf(source: Source, choice?: Choice): Promise<Status<{ file: JobFile; sheet: Sheet | null }>> {
  try {
    const bytes = await bookIn(source);
    if (!bytes) return { ok: true, file: { source }, sheet: null };
    const read = await readSheet(source.name, bytes, choice);
    if (!read.ok) return read;
    const file: JobFile = { source: inMemory(source.name, read.csv), notes: read.notes };
    if (read.days_from_1904) file.days_from_1904 = true;
    return { ok: true, file, sheet: read.sheet };
  } catch (e) {
    return { ok: false, error: problem(source.name, e) };
  }
}
