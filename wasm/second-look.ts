// The second look at a run's files, when its people become cases: what the record of the run and the letters want, and what
// would make the run itself slower. Of each file its hash; of the roster who else is in the households concerned.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { exportPieces, feed, parse, ReadFailure } from "./driver.ts";
import type { Engine, JobFile, Kind, Problem, Source, Status } from "./driver.ts";

/** In the order in which the run has read them: pension list, overlap lists, roster. */
export interface LookedAt {
  kind: Kind;
  /** The file as it is on disk; `file.source` may be a sheet of it. */
  source: Source;
  file: JobFile;
}

// Far less than a run reads at once: the clerk goes on meanwhile, and each question of a step waits for a slice. Of 4 MB the roster
// keeps the core as long as nine steps take it, of 1 MB as long as two, of 512 kB less than one; all slices together take no longer.
const READ_BYTES = 512 * 1024;

// Up to here a file is kept until the platform has hashed it whole, by the processor's own instructions: of 163 MB in a busy
// page 0.9 s, where script took 10 (medians); only script can go on where it stopped, and so hashes what is larger.
const KEPT_BYTES = 256 * 1024 * 1024;

interface Hash {
  update(bytes: Uint8Array): void;
  digest(): Promise<string>;
}

function hashOf(size: number): Hash {
  if (size > KEPT_BYTES) {
    const hash = sha256.create();
    return { update: (bytes) => void hash.update(bytes), digest: async () => bytesToHex(hash.digest()) };
  }
  const kept = new Uint8Array(size);
  let at = 0;
  return {
    update(bytes) {
      kept.set(bytes, at);
      at += bytes.byteLength;
    },
    digest: async () => bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", kept))),
  };
}

type Taker = (slice: Uint8Array) => Problem | null;

/** Reads a source once, for all who want its bytes; ends early when nobody does any more or one of them refuses. */
async function through(source: Source, takers: readonly Taker[], wanted: () => boolean): Promise<Problem | null> {
  const read = async (at: number): Promise<Uint8Array> => {
    const length = Math.min(READ_BYTES, source.size - at);
    try {
      const slice = await source.read(at, length);
      if (slice.byteLength !== length) throw new Error("short read");
      return slice;
    } catch (e) {
      throw new ReadFailure(source.name, e);
    }
  };
  const ask = (at: number) => {
    const asked = read(at);
    asked.catch(() => {}); // whoever waits for it is told
    return asked;
  };
  let next = ask(0);
  for (let at = READ_BYTES; wanted(); at += READ_BYTES) {
    const slice = await next;
    if (at < source.size) next = ask(at);
    for (const take of takers) {
      const problem = wanted() ? take(slice) : null;
      if (problem) return problem;
    }
    if (at >= source.size) break;
  }
  return null;
}

/** The file's hash; of the roster the households on the way. A sheet has other bytes than its file, and is read by itself. */
async function look(engine: Engine, { kind, source, file }: LookedAt, wanted: () => boolean): Promise<string | Problem> {
  const hash = hashOf(source.size);
  const hashed: Taker = (slice) => {
    hash.update(slice);
    return null;
  };
  if (kind !== "roster") return (await through(source, [hashed], wanted)) ?? hash.digest();
  const { session } = engine;
  const { layout, days_from_1904 } = file;
  const options = { households: true, ...(layout === undefined ? {} : { layout }), ...(days_from_1904 ? { days_from_1904 } : {}) };
  const opened = parse(session.openFile("roster", file.source.name, file.source.size, JSON.stringify(options)));
  if (!opened.ok) return opened.error;
  const fed: Taker = (slice) => feed(engine, slice);
  const problem =
    file.source === source
      ? await through(source, [hashed, fed], wanted)
      : ((await through(source, [hashed], wanted)) ?? (await through(file.source, [fed], wanted)));
  if (problem) return problem;
  const closed = wanted() ? parse(session.closeFile()) : opened;
  return closed.ok ? hash.digest() : closed.error;
}

/** Who looks again, and what goes on beside it. */
export interface Beside {
  /** False once another run has begun. */
  wanted(): boolean;
  /** Another number after whatever changes the results, or takes the session's one export for itself. */
  turn(): number;
}

/** So long a clerk's step may wait, and for one piece more: some 14 ms. A small town is done before. */
const AT_A_TIME_MS = 5;

/** What is to be called between the pieces: when the time is up, it lets in what has come meanwhile, and answers true. */
function breaks(): () => Promise<boolean> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < AT_A_TIME_MS) return false;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
    return true;
  };
}

/** Piece by piece: of a hundred thousand people they take the core 1.5 s, in which a clerk takes steps. Null: begin anew. */
async function piecesOfResults(engine: Engine, { wanted, turn }: Beside): Promise<Uint8Array<ArrayBuffer>[] | null> {
  const turned = turn();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const all = exportPieces(engine, "results.ndjson");
  const rested = breaks();
  for (;;) {
    const next = all.next();
    if (!next.done) pieces.push(next.value);
    else if (next.value) throw new Error(next.value.text);
    else return pieces;
    if ((await rested()) && (!wanted() || turn() !== turned)) return null;
  }
}

async function hashOfResults(engine: Engine, beside: Beside): Promise<string | null> {
  let pieces: Uint8Array<ArrayBuffer>[] | null = null;
  while (!pieces && beside.wanted()) pieces = await piecesOfResults(engine, beside);
  if (!pieces) return null;
  // By hand: a worker of a page from file:// may not read a Blob in WebKit.
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  const rested = breaks();
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
    await rested();
  }
  return bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", whole)));
}

/** Answers with the overview of the cases; null when it was no longer `wanted` (another run has begun). */
export async function secondLook(engine: Engine, files: readonly LookedAt[], beside: Beside): Promise<Status | null> {
  const { wanted } = beside;
  const hashes: string[] = [];
  for (const file of files) {
    if (!wanted()) return null;
    const hash = await look(engine, file, wanted);
    if (typeof hash !== "string") return { ok: false, error: hash };
    hashes.push(hash);
  }
  if (!wanted()) return null;
  const results = await hashOfResults(engine, beside);
  if (results === null || !wanted()) return null;
  const command = { do: "hashes", files: hashes, results };
  return parse(engine.session.casework(JSON.stringify(command)));
}
