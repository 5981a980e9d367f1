// Feeds the files of a job into a session, slice by slice, in the page's worker and on the command line alike.
//
// Promises: a file is never held whole (at most READ_AHEAD + 1 slices of it are in JavaScript memory at a time); the
// next slices are read while the present one is worked on; the first status that is not ok ends the run and is
// returned as it came. Refuses nothing by itself: every rule is the core's.
//
// The JSON of the calls has its types in contract.ts; whoever feeds a session has them from here.

import type { Answers, Constants, CoreProblem, ExportName, ExportOptions, ImportReport, Kind, Settings, Summary } from "./contract.ts";

export type * from "./contract.ts";

/** What went wrong, in the form of the core: it says so itself, or the driver, the reader of workbooks or the page in its place. */
export interface Problem extends Partial<Omit<CoreProblem, "code" | "text">>, Pick<CoreProblem, "text"> {
  code: string;
}

export type Status<T = object> = ({ ok: true } & T) | { ok: false; error: Problem };

/** What the core says of a run, and what the run cost. */
export interface TimedSummary extends Summary {
  /** Milliseconds. `waiting` is the part of `total` spent waiting for a slice to be read. */
  timings: { pension: number; overlap: number; roster: number; finish: number; waiting: number; total: number };
  /** Size of the wasm heap at the end (it never shrinks). */
  peak_heap_bytes: number;
}

/** The Embind class. Every string is JSON: `Requests` and `Answers`. */
export interface Session {
  begin(settings: string): string;
  openFile(kind: string, name: string, size: number, options: string): string;
  buffer(n: number): number;
  feed(n: number): string;
  closeFile(): string;
  finish(): string;
  /** A check that stops is all right, and why. */
  accept(code: string, reason: string): string;
  view(query: string): string;
  /** Works ahead of the first search and sorting, a little at a time; false when there is nothing left. */
  prepare(): boolean;
  rows(start: number, n: number): string;
  evidence(id: number): string;
  /** One command about the cases: `CaseworkCommands`, `CaseworkAnswers`. */
  casework(command: string): string;
  /** The same with the body of a work file beside the command: it is read once, not twice. */
  caseworkWith(command: string, body: string): string;
  exportBegin(what: string, options: string): string;
  exportNext(): Uint8Array;
  exportLost(): string;
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
  | { end: "done"; summary: TimedSummary; files: ImportReport[] }
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

    const closed = parse<Answers["closeFile"]>(session.closeFile());
    if (!closed.ok) return failed(closed.error);
    reports.push(closed.file);
    spent[kind] += performance.now() - fileStarted;
  }

  if (isCancelled()) return { end: "cancelled" };
  const finishing = performance.now();
  const finished = parse<Answers["finish"]>(session.finish());
  if (!finished.ok) return { end: "failed", error: finished.error, kind: null, index: -1 };
  const ended = performance.now();
  spent.finish = ended - finishing;
  spent.total = ended - started;

  const tenth = (ms: number) => Math.round(ms * 10) / 10;
  const summary: TimedSummary = {
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

/** JSON without halves of surrogate pairs, which no UTF-8 holds: JSON.stringify has left them as escapes. */
function wellFormed(json: string): string {
  return json.replace(/\\(?:ud[89a-f][\da-f]{2}|.)/g, (part) => (part.length > 2 ? "\ufffd" : part));
}

/** The pieces of an export, each a copy of its own (the heap behind a piece is reused by the next). */
export function* exportPieces(
  engine: Engine,
  what: ExportName,
  options: ExportOptions = {},
): Generator<Uint8Array<ArrayBuffer>, Problem | null> {
  const begun = parse(engine.session.exportBegin(what, wellFormed(JSON.stringify(options))));
  if (!begun.ok) return begun.error;
  for (;;) {
    const piece = engine.session.exportNext();
    if (piece.byteLength === 0) break;
    yield piece.slice();
  }
  const end = parse(engine.session.exportLost());
  return end.ok ? null : end.error;
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** All pieces of an export at once. */
export function exportWhole(engine: Engine, what: ExportName, options: ExportOptions = {}): Uint8Array[] | Problem {
  const pieces: Uint8Array[] = [];
  const all = exportPieces(engine, what, options);
  for (;;) {
    const next = all.next();
    if (next.done) return next.value ?? pieces;
    pieces.push(next.value);
  }
}
