// The second look at a run's files, when its people become cases: what the record of the run and the letters want, and what
// would make the run itself slower. Of each file its hash; of the roster who else is in the households concerned.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { exportPieces, place, ReadFailure } from "./driver.ts";
import type { Engine, JobFile, Kind, Problem, Source, Status } from "./driver.ts";

/** In the order in which the run has read them: pension list, overlap lists, roster. */
export interface LookedAt {
  kind: Kind;
  /** The file as it is on disk; `file.source` may be a sheet of it. */
  source: Source;
  file: JobFile;
}

const READ_BYTES = 8 * 1024 * 1024;
const FED_BYTES = 512 * 1024;

/** The slices of a source, as long as somebody wants them. */
async function* slices(source: Source, wanted: () => boolean): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size && wanted(); at += READ_BYTES) {
    const length = Math.min(READ_BYTES, source.size - at);
    let bytes: Uint8Array;
    try {
      bytes = await source.read(at, length);
      if (bytes.byteLength !== length) throw new Error("short read");
    } catch (e) {
      throw new ReadFailure(source.name, e);
    }
    if (wanted()) yield bytes;
  }
}

async function hashOf(source: Source, wanted: () => boolean): Promise<string> {
  const hash = sha256.create();
  for await (const bytes of slices(source, wanted)) hash.update(bytes);
  return bytesToHex(hash.digest());
}

/** Null: done. */
async function readHouseholds(engine: Engine, { source, layout }: JobFile, wanted: () => boolean): Promise<Problem | null> {
  const { session } = engine;
  const answer = (json: string): Problem | null => {
    const status = JSON.parse(json) as Status;
    return status.ok ? null : status.error;
  };
  const options = { households: true, ...(layout === undefined ? {} : { layout }) };
  let problem = answer(session.openFile("roster", source.name, source.size, JSON.stringify(options)));
  if (problem) return problem;
  for await (const bytes of slices(source, wanted)) {
    for (let at = 0; at < bytes.byteLength; at += FED_BYTES) {
      const part = bytes.subarray(at, at + FED_BYTES);
      place(engine, part);
      problem = answer(session.feed(part.byteLength));
      if (problem) return problem;
    }
  }
  return wanted() ? answer(session.closeFile()) : null;
}

function hashOfResults(engine: Engine): string {
  const hash = sha256.create();
  for (const piece of exportPieces(engine, "results.ndjson")) hash.update(piece);
  return bytesToHex(hash.digest());
}

/** Answers with the overview of the cases; null when it was no longer `wanted` (another run has begun). */
export async function secondLook(engine: Engine, files: readonly LookedAt[], wanted: () => boolean): Promise<Status | null> {
  const hashes: string[] = [];
  for (const { source } of files) hashes.push(await hashOf(source, wanted));
  const roster = files.find((f) => f.kind === "roster");
  const problem = roster && wanted() ? await readHouseholds(engine, roster.file, wanted) : null;
  if (!wanted()) return null;
  if (problem) return { ok: false, error: problem };
  const command = { do: "hashes", files: hashes, results: hashOfResults(engine) };
  return JSON.parse(engine.session.casework(JSON.stringify(command))) as Status;
}
