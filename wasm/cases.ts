// What the page asks about the cases, and what it is answered (core/session/casework_commands.cpp).

import { today } from "./driver.ts";

export interface Period {
  days?: number;
  months?: number;
}

/** null: the town fixes none. */
export interface OwnPeriods {
  first?: Period | null;
  second?: Period | null;
  label?: string;
}

export type Deadlines = { preset: string } | OwnPeriods;

export interface Filter {
  states?: string[];
  since?: string;
  text?: string;
  /** Letters that are out and due on this day or before. */
  due_by?: string;
  /** And not before this one. */
  due_from?: string;
  on_hold?: boolean;
  returned?: boolean;
}

/** Who enters something, and when. */
export interface Signed {
  at: string;
  who: string;
}

export interface Step extends Signed {
  action: string;
  cases: number[];
  on?: string;
  reason?: string;
  note?: string;
  /** Take the step for those it can be taken for, instead of for all or none. */
  partial?: boolean;
}

export type CaseCommand =
  | { do: "overview" | "saved" | "record" }
  | { do: "join"; key: string; anyway?: boolean }
  | { do: "open"; body: string; unsaved?: boolean; key: string; anyway?: boolean }
  | ({ do: "exported"; name: string; bytes: number; sha256: string } & Signed)
  | { do: "states"; results: number[] }
  | ({ do: "merge"; body: string; file: string; choices?: Record<string, Side> } & Signed)
  | { do: "settings"; deadlines: Deadlines }
  | { do: "settings"; holidays: { name: string; text: string } | null }
  | { do: "settings"; import_table: object | null }
  | { do: "settings"; letters?: object; layouts?: object }
  | { do: "settings"; views: object }
  | { do: "decisions"; states: string[]; start: number; count: number }
  | ({ do: "list"; start: number; count: number } & Filter)
  | { do: "case"; case: number }
  | { do: "case"; result: number }
  | { do: "households"; cases: number[] }
  | ({ do: "act" } & Step)
  | { do: "would_refuse"; action: string; cases: number[]; on?: string }
  | { do: "expired"; today: string }
  | { do: "progress"; days: string[] }
  | ({ do: "erase"; today: string; cases: number[] } & Signed)
  | { do: "settings"; retention_years: number }
  | ({ do: "undo" | "redo" } & Signed);

export interface TakenBack {
  label: string;
  cases: number;
  /** Whom it was about; empty where it was several. */
  name: string;
}

export interface BookOverview {
  cases: number;
  unsaved: number;
  events: number;
  states: Record<string, number>;
  since: Record<"fresh" | "continuing" | "changed" | "gone", number>;
  undo: TakenBack | null;
  redo: TakenBack | null;
  runs: { flow: string; date: string; overlap_dates: string[] }[];
  merges: (Signed & { file: string })[];
  deadlines: Deadlines;
  /** How many letters are due on which day. */
  due: Record<string, number>;
  holidays: {
    /** The table that was read; null: the built-in days. */
    own: { name: string; days: number; from: string; to: string } | null;
    /** Years. */
    known_until: number;
    official_until: number;
    /** Deadlines that lie beyond those years. */
    provisional: number;
    unknown: number;
  };
  /** How long closed cases are kept. */
  retention_years: number;
  /** As the page gave it: settings of the import table. */
  import_table: object | null;
  /** The letters' sender and texts, and the layouts of the files, as the page has given them. */
  letters: object | null;
  layouts: { layouts?: unknown } | null;
  /** Filters of the worklist by name. */
  views: { views?: unknown } | null;
}

/** A case and what was decided of it, with everything that is kept of the person. */
export interface Decision {
  case: number;
  flow: string;
  state: string;
  label: string;
  bucket_label: string;
  /** null where it is not known to the day: then as it came in, in `person`. */
  birth: string | null;
  /** 1 or 2; empty where it is neither. */
  sex: string;
  /** By field code, as it came in. */
  person: Record<string, string>;
  /** As the run says, else as the roster does (then perhaps as it came in). */
  loss_date: string | null;
  /** The newest day of each step that stands, by its code. */
  dates: Record<string, string>;
  /** What brought the case where it is, and when. */
  step: string;
  on: string | null;
  who: string;
  reason: string;
  note: string;
}

export interface CaseRow {
  case: number;
  state: string;
  label: string;
  on_hold: boolean;
  returned: boolean;
  since: string;
  bucket: string;
  bucket_label: string;
  name: string;
  kana: string;
  birth: string;
  sex: string;
  number: string;
  head: string;
  loss_date: string | null;
  last_step: string | null;
  due: string | null;
  next_from: string | null;
  /** How certain the holidays of the year of `due` are. */
  due_certainty: "official" | "provisional" | "unknown" | null;
}

export interface CaseEvent {
  event: number;
  kind: "act" | "undo" | "redo" | "merge";
  label: string;
  at: string;
  who: string;
  stands: boolean;
  on: string | null;
  date_label: string;
  reason: string | null;
  note: string | null;
  cases: number;
  /** In the record: the first of them. */
  names?: string[];
}

/** What is written down of a run (core/casework/run_record.h). */
export interface RunRecord {
  flow: string;
  date: string;
  tool: string;
  settings: { confirm_gap: boolean; tolerance_days: number; max_gap_days: number; filed_tolerance_days?: number };
  /** Checks that would have stopped, and why they were all right. */
  accepted?: Record<string, string>;
  insurer: string;
  overlap_dates: string[];
  files: { kind: string; name: string; encoding: string; rows: number; kept: number; rejected: number; bytes: number; sha256?: string }[];
  results: Record<string, number>;
  results_sha256?: string;
}

export interface RecordAnswer {
  runs: RunRecord[];
  exports: { at: string; who: string; name: string; bytes: number; sha256: string; run?: number }[];
  deletions: { at: string; who: string; cases: number }[];
  /** `newest`: the runs in which it was the newest list. */
  lists: { date: string; newest: number[]; as_earlier: number; days: number; gap: boolean }[];
  events: CaseEvent[];
}

/** Closed cases that have been kept long enough: since `last`, to be kept until `until`. */
export interface Expired {
  rows: { last: string; until: string; row: CaseRow }[];
}

/** Of a result of the run at hand; null where it makes no case. */
export interface ResultState {
  case: number;
  state: string;
  label: string;
  on_hold: boolean;
  returned: boolean;
  since: string;
}

export interface CaseStep {
  action: string;
  label: string;
  date_label: string;
  needs_reason: boolean;
  needs_note: boolean;
  refused: string | null;
  hint: string | null;
}

/** Of a result that is no case yet: what may be done with the case it becomes; no steps where it becomes none. */
export interface NoCase {
  case: null;
  steps?: CaseStep[];
}

export interface CaseDetail {
  case: CaseRow | null;
  person: { label: string; value: string }[];
  listings: {
    from: string;
    to: string;
    bucket: string;
    label: string;
    grade: string;
    loss_date: string | null;
    rows: string;
    reasons: string;
  }[];
  events: CaseEvent[];
  steps: CaseStep[];
}

/** Where to write: the head and the address as they came, and the members among the cases asked for. */
export interface Household {
  household: string;
  head: string;
  postal_code: string;
  address: string;
  building: string;
  /** Why people of one 世帯番号 are not together on one letter; null where there is nothing to say. */
  notice: string | null;
  members: CaseRow[];
  /** Who else is in it, as the roster of the last run had it; nobody where that was not read or has no 世帯番号. */
  others: { name: string; kana: string; birth: string; relationship: string }[];
  /** Of each member, as the overlap list names it; empty where it does not. */
  insurers: string[];
}

/** For whom a step is, or would be, refused. */
export interface Refusals {
  refused: { case: number; name: string; code: string; text: string }[];
}

export interface ActAnswer extends BookOverview, Refusals {
  done: number;
}

export type Side = "ours" | "theirs";

/** A person of whom both books know something that the other does not: where the case stands, and what was recorded. */
export interface MergeConflict extends Record<Side, { label: string; events: string[] }> {
  key: string;
  name: string;
  kana: string;
  birth: string;
  number: string;
}

/** Not merged: nothing has changed, and every conflict wants a choice. */
export interface MergeAnswer {
  merged: boolean;
  added: number;
  taken: number;
  new_runs: number;
  settings_differ: boolean;
  conflicts: MergeConflict[];
}

/** Local time with its offset, as events and work files carry it. */
export function nowStamp(now = new Date()): string {
  const two = (v: number) => String(Math.trunc(Math.abs(v))).padStart(2, "0");
  const offset = -now.getTimezoneOffset();
  return (
    `${today(now)}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}` +
    `${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`
  );
}

/** Under which the work file keeps what the next run needs of a list: random, and kept from its first use on. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}
