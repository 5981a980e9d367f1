// Tables as a workbook (.xlsx), a sheet each: for lists that a clerk filters, prints and passes on.
//
// Promises: a text is a string of the format "text", so that nothing in it is ever run, not even when somebody edits the
// cell; what XML cannot hold is replaced visibly and never makes a damaged file; no date of making, no author and no
// machine is written down, so that the same table gives the same bytes (on the same zlib: that is the platform's own).
//
// The deflater is CompressionStream("gzip"), as zip.ts has it the other way round: its header and trailer are taken off,
// and the trailer's CRC-32 and size go into the directory.

import { joined } from "../driver.ts";
import { filled, layoutOf, leadingOf, tightened } from "./print.ts";
import { MAX_CELL_CHARS } from "./xlsx-bounds.ts";
import { columnName } from "./xlsx-sheet.ts";

/** Excel's own limit, with the row of the heads. */
export const MAX_TABLE_ROWS = 1_048_576 - 1;

export type Kind = "text" | "date" | "number";

export interface Column {
  head: string;
  /** date and number say what to make of a cell that is one in the tool's own form; any other cell is text. */
  kind: Kind;
  /** In half-width characters: a text that is longer goes on below, unless the page has room left. */
  widest: number;
  /** Says whose row it is. Those that stand first stay in sight, and stand on every page. */
  identifies?: boolean;
}

export interface Table {
  /** Name of the sheet: Excel's rules for one are the caller's to keep. */
  name: string;
  /** At the head of each printed page, in the middle. */
  head?: string;
  /** At the foot of each printed page, left and right; the page's number stands between. */
  foot: { left: string; right: string };
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  /** Of a few rows: all of it is printed on one page. */
  onePage?: boolean;
}

export class TooManyRows extends Error {}

// --- text -----------------------------------------------------------------------------------------------------------

const CUT = "…";

/** U+2400 and on are pictures of the control characters. */
const picture = (c: string) => (c < " " ? String.fromCharCode(0x2400 + c.charCodeAt(0)) : "\ufffd");

/** What a cell can show: one kind of line break, no character that XML forbids, no more than Excel takes. */
export function shownText(value: string): string {
  const text = value
    .replace(/\r\n?/g, "\n")
    .replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, picture);
  if (text.length <= MAX_CELL_CHARS) return text;
  // A pair of surrogates is not taken apart.
  return text.slice(0, MAX_CELL_CHARS - CUT.length).replace(/[\ud800-\udbff]$/, "") + CUT;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (s: string) => s.replace(/[&<>"]/g, (c) => ENTITIES[c]!);
/** A text that looks like Excel's own escape (_x000D_) says that its underscore is one. */
const unread = (s: string) => (s.includes("_x") ? s.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_") : s);
const textXml = (s: string) => `<t${/^\s|\s$|\n/.test(s) ? ' xml:space="preserve"' : ""}>${escaped(unread(s))}</t>`;

// --- cells ----------------------------------------------------------------------------------------------------------

const DAY_MS = 86_400_000;

/** The day number of YYYY-MM-DD; null for any other text, and before 1 March 1900, where spreadsheets disagree. */
export function dayNumber(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(text);
  // Date.parse may take 30 February for 2 March.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return null;
  const day = at / DAY_MS + 25_569;
  return day >= 61 ? day : null;
}

/** Cell formats, in the order of `styles`. */
const STYLE = { head: 1, text: 2, date: 3, number: 4 };

function cellXml(place: string, kind: Kind, value: string): string {
  const day = kind === "date" ? dayNumber(value) : null;
  if (day !== null) return `<c r="${place}" s="${STYLE.date}"><v>${day}</v></c>`;
  // 15 digits are what Excel keeps.
  if (kind === "number" && /^(0|[1-9]\d{0,14})$/.test(value)) return `<c r="${place}" s="${STYLE.number}"><v>${value}</v></c>`;
  return stringXml(place, STYLE.text, value);
}

function stringXml(place: string, style: number, value: string): string {
  if (value === "") return `<c r="${place}" s="${style}"/>`;
  return `<c r="${place}" s="${style}" t="inlineStr"><is>${textXml(shownText(value))}</is></c>`;
}

// --- the parts of the book ------------------------------------------------------------------------------------------

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A part of the book's own. (Closing tags are put together here: one of them would end an element of the page.) */
const mainPart = (root: string, content: string) => `${HEAD}<${root} xmlns="${MAIN}" xmlns:r="${OFFICE}">${content}</${root}>`;

const sheetPart = (i: number) => `worksheets/sheet${i + 1}.xml`;

const contentTypes = (sheets: readonly Table[]) =>
  `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${BOOK_TYPE}.sheet.main+xml"/>` +
  sheets.map((_, i) => `<Override PartName="/xl/${sheetPart(i)}" ContentType="${BOOK_TYPE}.worksheet+xml"/>`).join("") +
  `<Override PartName="/xl/styles.xml" ContentType="${BOOK_TYPE}.styles+xml"/></Types>`;

const relations = (...of: [type: string, target: string][]) =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  of.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join("") +
  "</Relationships>";

const DATE_ID = 164;
const TEXT_ID = 49;
const align = (more: string) => `<alignment vertical="top"${more}/>`;
const xf = (format: number, font: number, fill: number, alignment: string) =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" ` +
  `applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`;
const FONT = '<sz val="11"/><name val="游ゴシック"/><family val="3"/><charset val="128"/>';
const edge = (side: string) => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`;
const styles = mainPart(
  "styleSheet",
  `<numFmts count="1"><numFmt numFmtId="${DATE_ID}" formatCode="${escaped('yyyy"年"m"月"d"日"')}"/></numFmts>` +
    `<fonts count="2"><font>${FONT}</font><font><b/>${FONT}</font></fonts>` +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE6E6E6"/><bgColor indexed="64"/></patternFill></fill></fills>' +
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
    `<border>${["left", "right", "top", "bottom"].map(edge).join("")}<diagonal/></border></borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">' +
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
    xf(TEXT_ID, 1, 2, align(' wrapText="1"')) +
    xf(TEXT_ID, 0, 0, align(' wrapText="1"')) +
    xf(DATE_ID, 0, 0, align(' horizontal="left"')) +
    xf(1, 0, 0, align(' horizontal="right" indent="1"')) +
    '</cellXfs><cellStyles count="1"><cellStyle name="標準" xfId="0" builtinId="0"/></cellStyles>',
);

const extent = (table: Table) => `A1:${columnName(table.columns.length)}${table.rows.length + 1}`;
const absolute = (range: string) => range.replace(/([A-Z]+)(\d+)/g, "$$$1$$$2");

/** The columns of a sheet that its pages repeat, if there are such; the heads are repeated on all. */
function titlesOf({ columns }: Table): string {
  const leading = leadingOf(columns);
  return leading > 0 ? `$A:$${columnName(leading)}` : "";
}

function bookXml(sheets: readonly Table[]): string {
  const defined = (i: number, name: string, ranges: readonly string[], more = "") => {
    const sheet = `'${sheets[i]!.name.replace(/'/g, "''")}'!`;
    return `<definedName name="_xlnm.${name}" localSheetId="${i}"${more}>${escaped(ranges.map((r) => sheet + r).join(","))}</definedName>`;
  };
  return mainPart(
    "workbook",
    `<bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets
      .map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join("")}</sheets>` +
      // Excel itself keeps the filter's range a second time, by this hidden name.
      `<definedNames>${sheets.map((table, i) => defined(i, "_FilterDatabase", [absolute(extent(table))], ' hidden="1"')).join("")}` +
      `${sheets.map((table, i) => defined(i, "Print_Titles", [titlesOf(table), "$1:$1"].filter(Boolean))).join("")}</definedNames>`,
  );
}

/** 2026年11月24日, with one to spare; a number has 15 digits at most. */
const DATE_WIDTH = 15;

/** Half-width characters that the longest line of a text takes. */
function widthOf(text: string): number {
  let longest = 0;
  let width = 0;
  for (const c of text) {
    if (c === "\n") width = 0;
    else width += c <= "\u00ff" || (c >= "\uff61" && c <= "\uff9f") ? 1 : 2;
    if (width > longest) longest = width;
  }
  return longest;
}

/** `needed`: for all its cells on one line each. */
function columnWidth({ head, kind, widest }: Column, rows: Table["rows"], at: number): { width: number; needed: number } {
  // Dates and numbers do not go on below: they would be shown as ####.
  const most = kind === "text" ? widest : Math.max(widest, DATE_WIDTH + 1);
  // The head may go on below, but shows four full-width characters and the filter's button.
  let needed = Math.min(widthOf(head), 8) + 3;
  for (const row of rows) {
    const value = row[at]!;
    const cell = (kind === "date" && dayNumber(value) !== null ? DATE_WIDTH : widthOf(value)) + 1;
    if (cell > needed) needed = cell;
  }
  return { width: Math.min(needed, most), needed: kind === "text" ? needed : most };
}

/** Points; of one line, and the most that a row may have. */
const LINE_HEIGHT = 18.75;
const MAX_ROW_HEIGHT = 409;

/** Of what widthOf counts, as much is taken: a full-width character is a little narrower than two digits (14.7 px, 16). */
const WIDTH_TAKEN = 0.93;

/** Lines that a text takes in a column of this width. */
function linesOf(text: string, width: number): number {
  const room = width - 1;
  // Most cells: short, whatever their characters, and without a break.
  if (text.length * 2 <= room && !text.includes("\n")) return 1;
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil((widthOf(line) * WIDTH_TAKEN) / room)), 0);
}

/**
 * The height of a row in which something goes on below. Excel finds it by itself, LibreOffice does not and would lay the lines
 * over the next row; not marked as the clerk's own, so that it is found anew when a cell is edited.
 */
function heightOf(columns: readonly Column[], row: readonly string[], widths: readonly number[]): string {
  const lines = columns.reduce((most, { kind }, i) => (kind === "text" ? Math.max(most, linesOf(row[i]!, widths[i]!)) : most), 1);
  return lines === 1 ? "" : ` ht="${Math.min(lines * LINE_HEIGHT, MAX_ROW_HEIGHT)}"`;
}

/** `&` begins a code in a header or footer. */
const footText = (s: string) => s.replace(/&/g, "&&");

/** Heads, and the columns that say whose row it is, stay in sight. */
function paneXml(columns: readonly Column[]): string {
  const leading = leadingOf(columns);
  const corner = `${columnName(leading + 1)}2`;
  if (leading === 0)
    return (
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
      '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/>'
    );
  return (
    `<pane xSplit="${leading}" ySplit="1" topLeftCell="${corner}" activePane="bottomRight" state="frozen"/>` +
    `<selection pane="topRight"/><selection pane="bottomLeft"/>` +
    `<selection pane="bottomRight" activeCell="${corner}" sqref="${corner}"/>`
  );
}

function* sheetXml(table: Table, isFirst: boolean): Generator<string> {
  const { columns, rows } = table;
  const letters = columns.map((_, i) => columnName(i + 1));
  const measured = columns.map((c, i) => columnWidth(c, rows, i));
  const leading = leadingOf(columns);
  const narrow = tightened(
    measured.map((m) => m.width),
    leading,
  );
  const layout = layoutOf(narrow, leading);
  const widths = filled(
    narrow,
    measured.map((m) => m.needed),
    leading,
    layout,
  );
  const { scale, breaks } = layout;
  const fit = table.onePage ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : "";
  yield `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${fit}<dimension ref="${extent(table)}"/>` +
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ""} workbookViewId="0">${paneXml(columns)}</sheetView></sheetViews>`;
  yield `<sheetFormatPr defaultRowHeight="18.75"/><cols>` +
    `${columns.map((_, i) => `<col min="${i + 1}" max="${i + 1}" width="${widths[i]}" customWidth="1"/>`).join("")}</cols>`;
  yield `<sheetData><row r="1"${heightOf(
    columns.map((c) => ({ ...c, kind: "text" })),
    columns.map((c) => c.head),
    widths,
  )}>${columns.map((c, i) => stringXml(`${letters[i]}1`, STYLE.head, c.head)).join("")}</row>`;
  for (let r = 0; r < rows.length; r++) {
    const cells = columns.map((c, i) => cellXml(`${letters[i]}${r + 2}`, c.kind, rows[r]![i]!));
    yield `<row r="${r + 2}"${heightOf(columns, rows[r]!, widths)}>${cells.join("")}</row>`;
  }
  const head = table.head ? `<oddHeader>${escaped(`&C&"-,Bold"&14${footText(table.head)}`)}</oddHeader>` : "";
  const left = table.foot.left ? `&L${footText(table.foot.left)}` : "";
  const foot = escaped(`${left}&C&P / &N&R${footText(table.foot.right)}`);
  yield `</sheetData><autoFilter ref="${extent(table)}"/>` +
    `<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>`;
  // The pages of the same rows lie together.
  const size = table.onePage ? 'fitToWidth="1" fitToHeight="1"' : `scale="${scale}" pageOrder="overThenDown"`;
  yield `<pageSetup paperSize="9" ${size} orientation="landscape"/>` + `<headerFooter>${head}<oddFooter>${foot}</oddFooter></headerFooter>`;
  if (breaks.length > 0)
    yield `<colBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">` +
      `${breaks.map((at) => `<brk id="${at}" max="${MAX_TABLE_ROWS}" man="1"/>`).join("")}</colBreaks>`;
  // Numbers with leading zeros are meant to be text: no green corner in each of those cells.
  yield `<ignoredErrors><ignoredError sqref="${extent(table)}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

// --- the container --------------------------------------------------------------------------------------------------

interface Packed {
  name: string;
  raw: Uint8Array;
  crc: number;
  size: number;
}

/** Rows are joined to pieces of this many characters before they are compressed. */
const PIECE_CHARS = 64 * 1024;

function* inPieces(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let piece = "";
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE_CHARS) continue;
    yield encoder.encode(piece);
    piece = "";
  }
  yield encoder.encode(piece);
}

async function gzipped(pieces: Iterable<Uint8Array>): Promise<Uint8Array> {
  const stream = new CompressionStream("gzip");
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const fed = (async () => {
    try {
      for (const piece of pieces) {
        await writer.ready;
        await writer.write(piece as Uint8Array<ArrayBuffer>);
      }
      await writer.close();
    } catch (e) {
      // The reading ends with it, too.
      await writer.abort(e);
      throw e;
    }
  })();
  fed.catch(() => {});
  const out: Uint8Array[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) out.push(next.value);
  await fed;
  return joined(out);
}

const GZIP_HEADER_BYTES = 10;
const GZIP_TRAILER_BYTES = 8;

async function packed(name: string, texts: Iterable<string>): Promise<Packed> {
  const bytes = await gzipped(inPieces(texts));
  // Deflate, and no name or comment that would make the header longer.
  if (bytes[2] !== 8 || bytes[3] !== 0) throw new Error("gzip header");
  const end = bytes.byteLength - GZIP_TRAILER_BYTES;
  const view = new DataView(bytes.buffer);
  return { name, raw: bytes.subarray(GZIP_HEADER_BYTES, end), crc: view.getUint32(end, true), size: view.getUint32(end + 4, true) };
}

// 1 January 1980, 0:00: the first that a ZIP can say, and not the day of the work.
const DOS_TIME = 0;
const DOS_DATE = 0x0021;

function record(size: number, name: string, fields: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size + name.length);
  fields(new DataView(bytes.buffer));
  for (let i = 0; i < name.length; i++) bytes[size + i] = name.charCodeAt(i);
  return bytes;
}

/** What the header of a part and its entry in the directory have in common, from "version needed" on. */
function partFields(view: DataView, at: number, part: Packed): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 4, 8, true);
  view.setUint16(at + 6, DOS_TIME, true);
  view.setUint16(at + 8, DOS_DATE, true);
  view.setUint32(at + 10, part.crc, true);
  view.setUint32(at + 14, part.raw.byteLength, true);
  view.setUint32(at + 18, part.size, true);
  view.setUint16(at + 22, part.name.length, true);
}

function zipped(parts: readonly Packed[]): Uint8Array {
  const out: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    const local = at;
    out.push(
      record(30, part.name, (view) => {
        view.setUint32(0, 0x04034b50, true);
        partFields(view, 4, part);
      }),
      part.raw,
    );
    at += 30 + part.name.length + part.raw.byteLength;
    directory.push(
      record(46, part.name, (view) => {
        view.setUint32(0, 0x02014b50, true);
        view.setUint16(4, 20, true);
        partFields(view, 6, part);
        view.setUint32(42, local, true);
      }),
    );
  }
  const length = directory.reduce((sum, d) => sum + d.byteLength, 0);
  const end = record(22, "", (view) => {
    view.setUint32(0, 0x06054b50, true);
    view.setUint16(8, parts.length, true);
    view.setUint16(10, parts.length, true);
    view.setUint32(12, length, true);
    view.setUint32(16, at, true);
  });
  return joined([...out, ...directory, end]);
}

/** The bytes of a workbook; each table is a sheet. */
export async function writeBook(...sheets: readonly Table[]): Promise<Uint8Array> {
  if (sheets.some(({ rows }) => rows.length > MAX_TABLE_ROWS)) throw new TooManyRows();
  if (sheets.some(({ columns, rows }) => rows.some((row) => row.length !== columns.length)))
    throw new Error("a row of another length than the heads");
  // The list of types comes first: some tell by it what a ZIP is.
  const parts = [
    await packed("[Content_Types].xml", [contentTypes(sheets)]),
    await packed("_rels/.rels", [relations(["officeDocument", "xl/workbook.xml"])]),
    await packed("xl/workbook.xml", [bookXml(sheets)]),
    await packed("xl/_rels/workbook.xml.rels", [
      relations(...sheets.map((_, i): [string, string] => ["worksheet", sheetPart(i)]), ["styles", "styles.xml"]),
    ]),
    await packed("xl/styles.xml", [styles]),
  ];
  for (const [i, table] of sheets.entries()) parts.push(await packed(`xl/${sheetPart(i)}`, sheetXml(table, i === 0)));
  return zipped(parts);
}
