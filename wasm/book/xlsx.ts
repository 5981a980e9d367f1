// Workbooks (.xlsx, .xlsm) as lists: a sheet becomes a CSV that the core reads like any other file.
//
// Promises: row N of the sheet is line N of the CSV (empty rows are empty lines, line breaks in a cell become spaces);
// values come as they are stored, not as a locale would show them; what was changed or passed over on the way is said
// in a note. A workbook is untrusted: every size is bounded by what is counted, not by what is declared (zip.ts,
// xlsx-bounds.ts), and memory follows the values that are there, not the place where they stand. Nothing is
// executed or fetched: formulas count by their stored result, relations out of the book are refused.

import { inMemory, whole } from "../driver.ts";
import type { JobFile, Problem, Source, Status } from "../driver.ts";
import { local, readXml } from "./xml.ts";
import { MAX_FORMATS, MAX_SHEETS, MAX_STRINGS } from "./xlsx-bounds.ts";
import type { Sheet } from "./xlsx-bounds.ts";
import { DATE, PLAIN, isDateId, shownBy } from "./xlsx-formats.ts";
import type { Shown } from "./xlsx-formats.ts";
import { CellSpotter, RichText, SheetReader, unfolded } from "./xlsx-sheet.ts";
import { details, listed, notes as say, sentences } from "./xlsx-messages.ts";
import { MAX_FILE_BYTES, Unreadable, Zip, normal } from "./zip.ts";
import type { Budget } from "./zip.ts";

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
