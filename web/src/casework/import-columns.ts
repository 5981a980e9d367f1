// The table for the municipality's main system: which columns it can have, what stands in them, and the settings that say so.
// Nothing here shows anything.

import type { CsvEncoding, GivenTable } from "../../../wasm/driver.ts";
import { importTable as t } from "./strings.ts";
import type { Decision } from "../../../wasm/cases.ts";

export type ColumnKind = keyof typeof t.columns;
export const COLUMN_KINDS = Object.keys(t.columns) as ColumnKind[];

export interface ImportColumn {
  of: ColumnKind;
  head: string;
  /** What stands in every row of a column that is not of the case. */
  text: string;
}

export const DATE_FORMS = ["iso", "digits", "slash", "era_medical", "era_pension", "era"] as const;
export type DateForm = (typeof DATE_FORMS)[number];

export interface ImportSettings {
  states: string[];
  columns: ImportColumn[];
  dates: DateForm;
  header: boolean;
  /** Guarded against being run by a spreadsheet; else every value stands exactly as it is, which is what an import reads. */
  guarded: boolean;
  encoding: CsvEncoding;
  /** What the other system calls a state; where none is given, it is the tool's own code. */
  codes: Record<string, string>;
}

/** Columns whose text the clerk writes. */
export const isFixed = (of: ColumnKind): boolean => of === "loss_reason" || of === "constant";

export const newColumn = (of: ColumnKind): ImportColumn => ({ of, head: t.columns[of], text: of === "loss_reason" ? t.lossReason : "" });

export const defaultSettings = (): ImportSettings => ({
  states: ["ex_officio", "filed", "done"],
  columns: (
    ["resident_number", "member_number", "branch", "name_kana", "name", "birth", "loss_date", "loss_reason", "state", "decided_on"] as const
  ).map(newColumn),
  dates: "iso",
  header: true,
  guarded: false,
  encoding: "utf-8",
  codes: {},
});

// --- dates ----------------------------------------------------------------------------------------------------------

/** First day, name, and the era's number in the codes of medicine (1 to 5) and of pensions (1, 3, 5, 7, 9). */
const ERAS: readonly (readonly [from: string, name: string, medical: number, pension: number])[] = [
  ["2019-05-01", "令和", 5, 9],
  ["1989-01-08", "平成", 4, 7],
  ["1926-12-25", "昭和", 3, 5],
  ["1912-07-30", "大正", 2, 3],
  ["1868-01-25", "明治", 1, 1],
];

/** An ISO date in the form of the table; null for what is none, or has no era. */
export function dateAs(form: DateForm, iso: string): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  // A day that is unknown (00), or not in the calendar, is no date of another system's.
  if (!parts || new Date(`${iso}T00:00:00Z`).toJSON()?.slice(0, 10) !== iso) return null;
  const [, year, month, day] = parts as unknown as [string, string, string, string];
  if (form === "iso") return iso;
  if (form === "digits") return year + month + day;
  if (form === "slash") return `${year}/${month}/${day}`;
  const era = ERAS.find(([from]) => iso >= from);
  if (!era) return null;
  const [from, name, medical, pension] = era;
  const ofEra = Number(year) - Number(from.slice(0, 4)) + 1;
  if (form === "era") return `${name}${ofEra === 1 ? "元" : ofEra}年${Number(month)}月${Number(day)}日`;
  return `${form === "era_medical" ? medical : pension}${String(ofEra).padStart(2, "0")}${month}${day}`;
}

// --- cells ----------------------------------------------------------------------------------------------------------

const newest = (...dates: (string | undefined)[]): string => dates.reduce<string>((a, b) => (b !== undefined && b > a ? b : a), "");

/** The date of a column, as the core has it (ISO) or as it came in; null for columns that are none. */
function dateOf(row: Decision, of: ColumnKind): string | null {
  switch (of) {
    case "birth":
      return row.birth ?? row.person["birth_date"] ?? "";
    case "loss_date":
      return row.loss_date ?? "";
    case "decided_on":
      return row.dates["ex_officio"] ?? "";
    case "filed_on":
      return row.dates["file"] ?? "";
    case "completed_on":
      return row.dates["complete"] ?? "";
    case "sent_on":
      return newest(row.dates["urge"], row.dates["urge_again"], row.dates["resend"]);
    case "step_on":
      return row.on ?? "";
    default:
      return null;
  }
}

function textOf(row: Decision, column: ImportColumn, codes: ImportSettings["codes"]): string {
  switch (column.of) {
    case "loss_reason":
    case "constant":
      return column.text;
    case "state":
      return row.label;
    case "state_code":
      return codes[row.state] || row.state;
    case "step":
      return row.step;
    case "sex_code":
      return row.sex;
    case "who":
      return row.who;
    case "excluded_for":
      return row.reason;
    case "note":
      return row.note;
    default:
      return row.person[column.of] ?? "";
  }
}

/** A row that the other system may stumble over, and why. */
export interface Doubt {
  head: string;
  why: "empty" | "not_a_date";
  names: string[];
}

// Without these no system knows whose row it is, or what to enter.
const NEEDED: readonly ColumnKind[] = ["resident_number", "member_number", "name", "name_kana", "birth", "sex_code", "loss_date"];

export interface ImportTable {
  /** Without the heads. */
  rows: string[][];
  heads: string[];
  doubts: Doubt[];
}

export function importTable(decisions: readonly Decision[], { columns, dates, codes }: ImportSettings): ImportTable {
  const doubts = new Map<string, Doubt>();
  const doubt = (column: ImportColumn, why: Doubt["why"], row: Decision) => {
    const key = `${why}/${columns.indexOf(column)}`;
    const one = doubts.get(key) ?? { head: column.head || t.columns[column.of], why, names: [] };
    one.names.push(row.person["name"] || row.person["name_kana"] || "");
    doubts.set(key, one);
  };
  const rows = decisions.map((row) =>
    columns.map((column) => {
      const date = dateOf(row, column.of);
      const value = date ?? textOf(row, column, codes);
      if (value === "" && NEEDED.includes(column.of)) doubt(column, "empty", row);
      if (date === null || date === "") return value;
      const formed = dateAs(dates, date);
      if (formed === null) doubt(column, "not_a_date", row);
      return formed ?? value;
    }),
  );
  return { rows, heads: columns.map((c) => c.head), doubts: [...doubts.values()] };
}

/** As the file is to be; what would be lost is shown under the columns' own names, whatever the file calls them. */
export function importCsv({ rows, heads }: ImportTable, { columns, header, guarded }: ImportSettings): GivenTable {
  const name = columns.findIndex((c) => c.of === "name");
  return {
    rows: header ? [heads, ...rows] : rows,
    heads: columns.map((c) => t.columns[c.of]),
    guarded,
    ...(name >= 0 && { whose: name }),
  };
}

// --- settings, in the work file and in a file of their own ----------------------------------------------------------

const MARK = "totsugo_import_table";
// Within what the core keeps (core/casework/kept_json.h), with all of it used.
export const MOST_COLUMNS = 50;
export const MOST_CHARS = { head: 60, text: 100, code: 20 };

export const settingsJson = (settings: ImportSettings): object => ({ [MARK]: 1, ...settings });

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === "object" && v !== null && !Array.isArray(v);
const short = (v: unknown, most: number): string => (typeof v === "string" ? v.replace(/[\u0000-\u001f\u007f]/g, "").slice(0, most) : "");
const oneOf = <T>(v: unknown, all: readonly T[], otherwise: T): T => (all.includes(v as T) ? (v as T) : otherwise);

function columnFrom(v: unknown): ImportColumn[] {
  if (!isRecord(v) || !COLUMN_KINDS.includes(v["of"] as ColumnKind)) return [];
  return [{ of: v["of"] as ColumnKind, head: short(v["head"], MOST_CHARS.head), text: short(v["text"], MOST_CHARS.text) }];
}

/** Settings that were kept; what they leave out or have of another type stays at the default. Null if they are none. */
export function settingsFrom(found: unknown): ImportSettings | null {
  if (!isRecord(found) || found[MARK] !== 1) return null;
  const base = defaultSettings();
  const columns = Array.isArray(found["columns"]) ? found["columns"].flatMap(columnFrom).slice(0, MOST_COLUMNS) : [];
  const states = Array.isArray(found["states"])
    ? found["states"].filter((s): s is string => typeof s === "string" && s.length <= 40).slice(0, 20)
    : base.states;
  const codes = isRecord(found["codes"]) ? found["codes"] : {};
  return {
    states,
    columns: columns.length > 0 ? columns : base.columns,
    dates: oneOf(found["dates"], DATE_FORMS, base.dates),
    header: oneOf(found["header"], [true, false], base.header),
    guarded: oneOf(found["guarded"], [true, false], base.guarded),
    encoding: oneOf(found["encoding"], ["utf-8", "cp932"] as const, base.encoding),
    codes: Object.fromEntries(
      Object.entries(codes)
        .slice(0, 20)
        .map(([state, code]) => [state.slice(0, 40), short(code, MOST_CHARS.code)]),
    ),
  };
}

// A few kilobytes; nothing larger is settings.
const MAX_BYTES = 1024 * 1024;

export async function readSettingsFile(file: File): Promise<ImportSettings | null> {
  if (file.size > MAX_BYTES) return null;
  try {
    return settingsFrom(JSON.parse((await file.text()).replace(/^\ufeff/, "")));
  } catch {
    return null;
  }
}
