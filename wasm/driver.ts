// Feeds the files of a job into a session, slice by slice, in the page's worker and on the command line alike.
//
// Promises: a file is never held whole (at most READ_AHEAD + 1 slices of it are in JavaScript memory at a time); the
// next slices are read while the present one is worked on; the first status that is not ok ends the run and is
// returned as it came. Refuses nothing by itself: every rule is the core's.
//
// The types below are the contract of CONTRACT.md.

export type Kind = "roster" | "pension" | "overlap";
export type FlowCode = "P" | "D";
export type Grade = "S" | "A" | "B" | "C";

export interface Problem {
  code: string;
  file?: string | null;
  line?: number | null;
  column?: string | null;
  /** Of a file in the wrong slot: the slot it belongs to. */
  belongs?: Kind | null;
  text: string;
}

export type Status<T = object> = ({ ok: true } & T) | { ok: false; error: Problem };

export interface Settings {
  flow: FlowCode;
  date: string;
  confirm_gap?: boolean;
  tolerance_days?: number;
  max_gap_days?: number;
  /** Of checks that would stop: by their codes, why they are all right. */
  accept?: Record<string, string>;
}

/** A check across the files. One that stops and is not accepted keeps every result unselectable. */
export interface Check {
  code: string;
  level: "stop" | "warn";
  figures: { count: number; of: number; a: string | null; b: string | null; what: string | null };
  text: string;
  accepted: string | null;
}

export interface Constants {
  version: string;
  chunk_bytes: number;
  max_file_bytes: number;
  max_list_bytes: number;
  kinds: { code: Kind; label: string }[];
  flows: { code: FlowCode; label: string; basis: string }[];
  buckets: { code: string; flow: FlowCode; label: string; meaning: string }[];
  grades: { code: Grade; meaning: string }[];
  /** Why a result is in 要確認; `one_difference`: a clerk may settle many at once, with a note. */
  review_kinds: { code: string; label: string; one_difference: boolean }[];
  sorts: { code: string }[];
  casework: {
    states: { code: string; label: string }[];
    actions: { code: string; label: string; date_label: string }[];
    exclusion_reasons: string[];
    deadline_presets: { code: string; label: string; source: string }[];
  };
  earliest_d_date: string;
}

/** How a file is read: the document that is saved, loaded and handed to a run. What it leaves out is proposed. */
export interface Layout {
  kind: Kind;
  name?: string;
  signature?: string;
  encoding?: string;
  delimiter?: string;
  skip_rows?: number;
  header_rows?: number;
  shape?: string;
  /** By field code. null: the file has no column for it. */
  fields?: Record<string, LayoutField | null>;
}

export interface LayoutField {
  header?: string | string[];
  position?: number;
  date?: string;
}

export type Confidence = "high" | "medium" | "low" | "none";
export type RowUse = "title" | "header" | "data" | "blank" | "other_kind" | "total";

export interface ProposedColumn {
  position: number;
  header: string;
  field: string | null;
  /** 個人番号: never taken in. */
  dropped: boolean;
  samples: string[];
}

export interface ProposedField {
  field: string;
  label: string;
  required: boolean;
  is_date: boolean;
  position: number | null;
  header: string;
  confidence: Confidence;
  reason: string;
  date_form: string | null;
  parsed: number;
  empty: number;
  failed: number;
  failures: { line: number; value: string; reason: string }[];
}

/** A column that may be the answer to a question. */
export interface ColumnChoice {
  field: string;
  position: number;
  header: string;
  /** Different values of it as they came in, three at most; of rivals first those that tell them apart. */
  samples: string[];
  /** What would follow if it were taken, in a sentence or two. */
  follows: string;
}

/** Which column is the field; of several fields any one will do. */
export interface ProposedQuestion {
  fields: string[];
  text: string;
  /** The positions it may be, as far as they are known. */
  columns: number[];
  choices: ColumnChoice[];
  /** Without a column the file cannot be read. */
  needed: boolean;
  /** What follows if no column is the field. */
  without: string;
}

/** How the core would read a file, and how far that can be trusted. */
export interface Proposal {
  kind: Kind;
  file: string;
  layout: Layout & { fields: Record<string, LayoutField | null> };
  accepted: boolean;
  by: "given" | "saved" | "built_in" | "headers" | "values";
  layout_name: string;
  signature: string;
  encoding: string;
  encoding_reason: string;
  bom: boolean;
  delimiter: string;
  newline: string;
  skip_rows: number;
  header_rows: number;
  shape: string;
  /** The slot the file belongs to, if it is in the wrong one. */
  belongs: Kind | null;
  columns: ProposedColumn[];
  fields: ProposedField[];
  /** What a person has to answer. */
  open: ProposedQuestion[];
  /** What a person has to agree to: the first of the choices is the column it is read from; without `columns` it is read from none. */
  supposed: ProposedQuestion[];
  problems: string[];
  repairs: string[];
  warnings: string[];
  preview: { line: number; use: RowUse; cells: string[] }[];
  examined: { rows: number; whole: boolean };
}

export interface ProposeOptions {
  today: string;
  whole: boolean;
  days_from_1904?: boolean;
  layout?: Layout;
  layouts?: readonly Layout[];
}

export interface ImportReport {
  kind: Kind;
  file: string;
  bytes: number;
  encoding: string;
  delimiter?: string;
  newline?: string;
  header_rows?: number;
  skip_rows: number;
  blank_rows: number;
  other_kind_rows: number;
  total_rows: number;
  repairs: { text: string; count: number; first_line: number | null }[];
  run_date?: string | null;
  run_date_from?: string | null;
  fields: { field: string; label: string; header: string | null; position: number; date_form?: string | null }[];
  unused: string[];
  rows: number;
  kept: number;
  rejected_count: number;
  rejected: { line: number; column: string | null; column_no?: number | null; reason: string; text: string }[];
  warnings: { line: number | null; text: string }[];
}

export interface Summary {
  version: string;
  flow: FlowCode;
  date: string;
  results: number;
  selectable: number;
  buckets: Record<string, number>;
  /** Those that occur. */
  review_kinds: Record<string, number>;
  grades: Record<string, number>;
  runs: { date: string; files: string[]; gap_days: number | null; consecutive: boolean }[];
  files: { kind: Kind; file: string; encoding: string; rows: number; kept: number; rejected: number }[];
  checks: Check[];
  /** A check stops: nothing can be used yet. */
  stopped: boolean;
  warnings: string[];
  /** Milliseconds, added by the driver. `waiting` is the part of `total` spent waiting for a slice to be read. */
  timings?: { pension: number; overlap: number; roster: number; finish: number; waiting: number; total: number };
  /** Size of the wasm heap at the end (it never shrinks), added by the driver. */
  peak_heap_bytes?: number;
}

/** What is asked for all holds together; what is left out or empty narrows nothing. */
export interface ViewQuery {
  buckets?: readonly string[];
  /** "none": without a match. */
  grades?: readonly string[];
  /** Of the cases; "none": who is no case (yet). */
  states?: readonly string[];
  relaxations?: readonly string[];
  /** Why they are in 要確認: any of these kinds. */
  reviews?: readonly string[];
  selectable?: boolean;
  on_hold?: boolean;
  returned?: boolean;
  inquired?: boolean;
  /** More than one roster person it may be, or more than one who may be it. */
  several?: boolean;
  /** Words as typed: each is in a name, begins a number, or is the birth date. */
  text?: string;
  sort?: string;
  descending?: boolean;
}

export interface View {
  count: number;
  /** Which occur among the results, filtered or not. */
  relaxations: { code: string; label: string; count: number }[];
}

/** What the worklist's row and the evidence of one case share. */
interface Case {
  case: number;
  bucket: string;
  label: string;
  grade: Grade | null;
  selectable: boolean;
  loss_date: string | null;
  /** In 要確認: why, as the code of a queue. */
  review_kind: string | null;
}

/** A person as shown: everything as it came in. */
interface Shown {
  name: string;
  kana: string;
  birth: string;
  sex: string;
  number: string;
  address: string;
}

export interface Row extends Case, Shown {
  reason: string;
  lines: Record<Kind, number | null>;
}

export type Level = "same" | "folded" | "relaxed" | "differs" | "missing" | "shown";
/** How two characters stand to each other; folded: other writing of the same. */
export type Likeness = "same" | "folded" | "relaxed" | "differs";

/** A place where a list and the roster are not the same. */
export interface Difference {
  /** Of the list, among the columns. */
  column: number;
  /** The how-manyth character; of a date 1 year, 2 month, 3 day; 0: the whole. */
  place: number;
  roster: string;
  listed: string;
  level: Likeness;
  text: string;
}

/** A field of the evidence: what each file says of it. */
export interface FieldRow {
  field: string;
  label: string;
  values: (string | null)[];
  level: Level;
  note: string | null;
  /** What differs, in sentences. */
  spelled: string[];
  /** By column, the value cut where it is not the same as the other's; empty where nothing is. */
  pieces: [string, Likeness][][];
  differences: Difference[];
}

/** What a field says of a candidate: missing says nothing for or against anybody. */
export interface CandidateField {
  field: string;
  label: string;
  level: "same" | "relaxed" | "missing" | "differs";
  listed: string;
  value: string;
  note: string;
}

export interface Candidate extends Shown {
  roster_line: number;
  grade: Grade | null;
  resident: string;
  difference: string;
  /** The same fields in every candidate. */
  fields: CandidateField[];
}

export interface Evidence extends Case {
  meaning: string;
  grade_meaning: string | null;
  review_label: string;
  /** What speaks against deciding, in a sentence. */
  doubt: string | null;
  sentence: string;
  columns: { key: Kind; title: string; file: string | null; line: number | null }[];
  rows: FieldRow[];
  /** How the grade comes about, field by field; null without one roster row to compare with. */
  waterfall: { steps: { field: string; label: string; level: Level; text: string; grade: string | null }[]; sentence: string } | null;
  relaxations: { code: string; label: string }[];
  reasons: { code: string; text: string; source: string }[];
  candidates: Candidate[];
}

export type ExportName = "results.ndjson" | "results.csv" | "import.json" | "import.csv" | BookExport;
/** What the book of cases gives, whether or not there is a finished run. */
export type BookExport = "work.json" | "ledger.csv";

/** The Embind class. Every string is JSON. */
export interface Session {
  begin(settings: string): string;
  openFile(kind: string, name: string, size: number, options: string): string;
  buffer(n: number): number;
  feed(n: number): string;
  closeFile(): string;
  finish(): string;
  /** A check that stops is all right, and why. Answers `{"ok":true,"summary":Summary}`. */
  accept(code: string, reason: string): string;
  view(query: string): string;
  /** Works ahead of the first search and sorting, a little at a time; false when there is nothing left. */
  prepare(): boolean;
  rows(start: number, n: number): string;
  evidence(id: number): string;
  /** One command about the cases: `core/session/casework_commands.cpp`, CONTRACT.md. */
  casework(command: string): string;
  exportBegin(what: string): string;
  exportNext(): Uint8Array;
  /** `options`: ProposeOptions. Answers `{"ok":true,"proposal":Proposal}`. */
  propose(kind: string, name: string, n: number, options: string): string;
  /** Forgets the job and gives its memory back; the session can begin another. */
  discard(): void;
  delete(): void;
}

export interface Module {
  HEAPU8: Uint8Array;
  Session: new () => Session;
  constants(): string;
}

export type Factory = (options: object) => Promise<Module>;

export interface Engine {
  module: Module;
  session: Session;
  constants: Constants;
}

/** The local day as YYYY-MM-DD. */
export function today(d = new Date()): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

/** A file that can be read in pieces. `read` may answer with fewer bytes only at the end of the file. */
export interface Source {
  name: string;
  size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface JobFile {
  source: Source;
  layout?: unknown;
  run_date?: string;
  /** What was noticed on the way to the bytes of `source` (a workbook's sheet); joins the report's warnings. */
  notes?: readonly string[];
  /** It is a sheet of a workbook that counts its days from 1904-01-01 = 0. */
  days_from_1904?: boolean;
}

export interface Job {
  settings: Settings;
  pension: JobFile | null;
  overlaps: JobFile[];
  roster: JobFile;
}

export interface Progress {
  kind: Kind;
  file: string;
  /** Bytes taken in of all files, and their sum. */
  done: number;
  total: number;
}

export type Outcome =
  | { end: "done"; summary: Summary; files: ImportReport[] }
  | { end: "failed"; error: Problem; kind: Kind | null; index: number }
  | { end: "cancelled" };

/** Bytes that are in memory as a file. */
export function inMemory(name: string, bytes: Uint8Array): Source {
  return { name, size: bytes.byteLength, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}

/** A source read whole; the caller has seen to it that it is small enough. */
export async function whole(source: Source): Promise<Uint8Array> {
  try {
    const bytes = await source.read(0, source.size);
    if (bytes.byteLength !== source.size) throw new Error("short read");
    return bytes;
  } catch (e) {
    throw new ReadFailure(source.name, e);
  }
}

export class ReadFailure extends Error {
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.file = file;
  }
}

// A slice is what is read at once: 8 MB took 185 ms for the benchmark's files, 16 MB 160, 32 MB 150 (three under way).
const READ_BYTES = 16 * 1024 * 1024;

// Two slices ahead: with one, a slow read right after a fast one leaves the core idle.
const READ_AHEAD = 2;

// The core is fed in parts that stay in the processor's cache between their copy into the heap and their reading.
const FED_BYTES = 512 * 1024;

interface Piece {
  file: number;
  offset: number;
  length: number;
}

function* pieces(sources: readonly Source[], chunk: number): Generator<Piece> {
  for (let file = 0; file < sources.length; file++) {
    const size = sources[file]!.size;
    for (let offset = 0; offset < size; offset += chunk) {
      yield { file, offset, length: Math.min(chunk, size - offset) };
    }
  }
}

/** Copies one slice into the heap of the module; false when the session refuses it. The heap may have moved. */
export function place(engine: Engine, bytes: Uint8Array): boolean {
  const address = engine.session.buffer(bytes.byteLength);
  if (address === 0) return false;
  engine.module.HEAPU8.set(bytes, address);
  return true;
}

/** Gives the session one slice of the file that is open; null if it has taken all of it. */
export function feed(engine: Engine, slice: Uint8Array): Problem | null {
  for (let at = 0; at < slice.byteLength; at += FED_BYTES) {
    const part = slice.subarray(at, at + FED_BYTES);
    // A refused buffer has its reason in the status of feed.
    place(engine, part);
    const fed = parse(engine.session.feed(part.byteLength));
    if (!fed.ok) return fed.error;
  }
  return null;
}

export function parse<T>(json: string): Status<T> {
  return JSON.parse(json) as Status<T>;
}

export async function runMatch(
  engine: Engine,
  job: Job,
  onProgress: (p: Progress) => void = () => {},
  isCancelled: () => boolean = () => false,
): Promise<Outcome> {
  const { session } = engine;
  const started = performance.now();
  const spent = { pension: 0, overlap: 0, roster: 0, finish: 0, waiting: 0, total: 0 };

  const list: { kind: Kind; index: number; file: JobFile }[] = [];
  if (job.pension) list.push({ kind: "pension", index: 0, file: job.pension });
  for (const [index, file] of job.overlaps.entries()) list.push({ kind: "overlap", index, file });
  list.push({ kind: "roster", index: 0, file: job.roster });
  const total = list.reduce((sum, f) => sum + f.file.source.size, 0);

  const begun = parse(session.begin(JSON.stringify(job.settings)));
  if (!begun.ok) return { end: "failed", error: begun.error, kind: null, index: -1 };

  // The queue of slices under way. A read that fails must not become an unhandled rejection while it waits its turn.
  const plan = pieces(
    list.map((f) => f.file.source),
    READ_BYTES,
  );
  const queue: { piece: Piece; bytes: Promise<Uint8Array> }[] = [];
  const fill = () => {
    while (queue.length <= READ_AHEAD) {
      const next = plan.next();
      if (next.done) return;
      const piece = next.value;
      const bytes = list[piece.file]!.file.source.read(piece.offset, piece.length);
      bytes.catch(() => {});
      queue.push({ piece, bytes });
    }
  };
  fill();

  const reports: ImportReport[] = [];
  let done = 0;
  for (let f = 0; f < list.length; f++) {
    const { kind, index, file } = list[f]!;
    const { source } = file;
    const fileStarted = performance.now();
    const failed = (error: Problem): Outcome => ({ end: "failed", error, kind, index });
    onProgress({ kind, file: source.name, done, total });

    const options: { layout?: unknown; run_date?: string; notes?: readonly string[]; days_from_1904?: boolean } = {};
    if (file.layout !== undefined) options.layout = file.layout;
    if (file.run_date) options.run_date = file.run_date;
    if (file.notes) options.notes = file.notes;
    if (file.days_from_1904) options.days_from_1904 = true;
    const opened = parse(session.openFile(kind, source.name, source.size, JSON.stringify(options)));
    if (!opened.ok) return failed(opened.error);

    while (queue.length > 0 && queue[0]!.piece.file === f) {
      if (isCancelled()) return { end: "cancelled" };
      const { piece, bytes } = queue.shift()!;
      const before = performance.now();
      let slice: Uint8Array;
      try {
        slice = await bytes;
        if (slice.byteLength !== piece.length) throw new Error("short read");
      } catch (e) {
        throw new ReadFailure(source.name, e);
      }
      spent.waiting += performance.now() - before;
      if (isCancelled()) return { end: "cancelled" };
      fill();
      const problem = feed(engine, slice);
      if (problem) return failed(problem);
      done += slice.byteLength;
      onProgress({ kind, file: source.name, done, total });
    }

    const closed = parse<{ file: ImportReport }>(session.closeFile());
    if (!closed.ok) return failed(closed.error);
    reports.push(closed.file);
    spent[kind] += performance.now() - fileStarted;
  }

  if (isCancelled()) return { end: "cancelled" };
  const finishing = performance.now();
  const finished = parse<{ summary: Summary }>(session.finish());
  if (!finished.ok) return { end: "failed", error: finished.error, kind: null, index: -1 };
  const ended = performance.now();
  spent.finish = ended - finishing;
  spent.total = ended - started;

  const tenth = (ms: number) => Math.round(ms * 10) / 10;
  const summary: Summary = {
    ...finished.summary,
    timings: {
      pension: tenth(spent.pension),
      overlap: tenth(spent.overlap),
      roster: tenth(spent.roster),
      finish: tenth(spent.finish),
      waiting: tenth(spent.waiting),
      total: tenth(spent.total),
    },
    peak_heap_bytes: engine.module.HEAPU8.buffer.byteLength,
  };
  return { end: "done", summary, files: reports };
}

/** The pieces of an export, each a copy of its own (the heap behind a piece is reused by the next). */
export function* exportPieces(engine: Engine, what: ExportName): Generator<Uint8Array, Problem | null> {
  const begun = parse(engine.session.exportBegin(what));
  if (!begun.ok) return begun.error;
  for (;;) {
    const piece = engine.session.exportNext();
    if (piece.byteLength === 0) return null;
    yield piece.slice();
  }
}
