// The container of a workbook: the central directory of a ZIP, and one part of it at a time, inflated.
//
// Promises: nothing a file declares about itself is trusted. Names come from the central directory only; the bytes of a
// part are counted as they come out; what comes out is checked against the directory's CRC-32 and size (by the
// platform's own zlib). Parts that are not asked for are never inflated.
//
// The inflater is the platform's DecompressionStream("gzip"), which the page needs anyway for its wasm: the raw stream of
// a part gets a gzip header before it and CRC-32 and size from the directory behind it. "deflate-raw" would need no such
// clothes, but came with Chrome 103 only (the page runs from 100 on), and would not check the CRC.

import { details } from "./xlsx-messages.ts";

/** Bytes of the file: a hand-keyed list of 200,000 rows and 20 columns has some 12 MB. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;
/** Bytes inflated in all: that list has some 150 MB of XML. It is never held whole. */
export const MAX_INFLATED_BYTES = 256 * 1024 * 1024;
/** Deflate cannot exceed 1032; sheets of one repeated row reach some 100, empty formatted rows some 60. */
export const MAX_RATIO = 300;
/** Below this the ratio says nothing: small parts may repeat themselves as they like. */
export const RATIO_FREE_BYTES = 4 * 1024 * 1024;
/** 500 sheets with a relation, a drawing and comments each, and some for the book itself. */
export const MAX_ENTRIES = 4096;

// What one write may bring out at once is 1032 times this: the browser inflates a whole chunk before it is read.
const FED_BYTES = 8 * 1024;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;

export type Fault = "damaged" | "too_large" | "suspicious" | "encrypted";

/** Why a workbook cannot be read; `detail` is a part of a sentence. */
export class Unreadable extends Error {
  readonly fault: Fault;
  constructor(fault: Fault, detail: string) {
    super(detail);
    this.fault = fault;
  }
}

interface Entry {
  name: string;
  method: number;
  encrypted: boolean;
  crc: number;
  packed: number;
  size: number;
  local: number;
}

/** What was inflated so far, over all parts of one call. */
export interface Budget {
  inflated: number;
}

const mb = (bytes: number) => bytes / 1024 / 1024;

/** The name as the parts of a package are compared: no leading slash, forward slashes, lower case (ASCII). */
export function normal(name: string): string {
  return name
    .replace(/\\/g, "/")
    .replace(/^\/+/, "")
    .replace(/[A-Z]/g, (c) => c.toLowerCase());
}

export class Zip {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly entries = new Map<string, Entry>();
  /** Where the central directory begins: no part can reach into it. */
  private directory = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.byteLength > MAX_FILE_BYTES) throw new Unreadable("too_large", details.bytes(mb(MAX_FILE_BYTES)));
    try {
      this.readDirectory();
    } catch (e) {
      if (e instanceof RangeError) throw new Unreadable("damaged", details.directory);
      throw e;
    }
  }

  names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(normal(name));
  }

  /** A 64-bit number that fits: larger ones cannot be right in a file of 32 MB. */
  private wide(at: number): number {
    if (this.view.getUint32(at + 4, true) !== 0) throw new Unreadable("damaged", details.directory);
    return this.view.getUint32(at, true);
  }

  private readDirectory(): void {
    const { bytes, view } = this;
    let end = -1;
    for (let at = bytes.byteLength - 22; at >= 0 && at >= bytes.byteLength - 22 - 0xffff; at--) {
      if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === bytes.byteLength) {
        end = at;
        break;
      }
    }
    if (end < 0) throw new Unreadable("damaged", details.end);
    let count = view.getUint16(end + 10, true);
    let length = view.getUint32(end + 12, true);
    let at = view.getUint32(end + 16, true);
    if (end >= 20 && view.getUint32(end - 20, true) === LOCATOR64) {
      const end64 = this.wide(end - 20 + 8);
      if (view.getUint32(end64, true) !== END64) throw new Unreadable("damaged", details.directory);
      count = this.wide(end64 + 32);
      length = this.wide(end64 + 40);
      at = this.wide(end64 + 48);
    }
    this.directory = at;
    const stop = at + length;
    if (stop > end) throw new Unreadable("damaged", details.directory);
    if (count > MAX_ENTRIES) throw new Unreadable("suspicious", details.entries(MAX_ENTRIES));

    // Names are ASCII in a package; anything else is only ever shown or passed over.
    const text = new TextDecoder("utf-8");
    for (let n = 0; n < count; n++) {
      if (at + 46 > stop || view.getUint32(at, true) !== CENTRAL) throw new Unreadable("damaged", details.directory);
      const flags = view.getUint16(at + 8, true);
      const nameLength = view.getUint16(at + 28, true);
      const extraLength = view.getUint16(at + 30, true);
      const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
      if (next > stop) throw new Unreadable("damaged", details.directory);
      const entry: Entry = {
        name: text.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
        method: view.getUint16(at + 10, true),
        encrypted: (flags & 1) !== 0,
        crc: view.getUint32(at + 16, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        local: view.getUint32(at + 42, true),
      };
      this.widen(entry, at + 46 + nameLength, extraLength);
      const key = normal(entry.name);
      // Two parts of one name: which one counts would depend on the reader.
      if (this.entries.has(key)) throw new Unreadable("suspicious", details.duplicate(entry.name));
      this.entries.set(key, entry);
      at = next;
    }
    if (at !== stop) throw new Unreadable("damaged", details.directory);
  }

  /** Zip64: some writers use it whatever the size. */
  private widen(entry: Entry, at: number, length: number): void {
    const { view } = this;
    for (const stop = at + length; at + 4 <= stop; ) {
      const id = view.getUint16(at, true);
      const size = view.getUint16(at + 2, true);
      at += 4;
      if (id === 1) {
        let from = at;
        for (const field of ["size", "packed", "local"] as const) {
          if (entry[field] !== 0xffffffff) continue;
          if (from + 8 > at + size) throw new Unreadable("damaged", details.directory);
          entry[field] = this.wide(from);
          from += 8;
        }
        return;
      }
      at += size;
    }
  }

  /** The bytes of a part as they lie in the file. */
  private raw(entry: Entry): Uint8Array {
    const { view } = this;
    const { local, packed, name } = entry;
    if (entry.encrypted) throw new Unreadable("encrypted", "");
    if (local + 30 > this.directory || view.getUint32(local, true) !== LOCAL) throw new Unreadable("damaged", details.entry(name));
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (from + packed > this.directory) throw new Unreadable("damaged", details.entry(name));
    return this.bytes.subarray(from, from + packed);
  }

  /** The part in pieces, as long as it stays within its bounds. */
  async *read(name: string, budget: Budget): AsyncGenerator<Uint8Array, void> {
    const entry = this.entries.get(normal(name));
    if (!entry) throw new Unreadable("damaged", details.part(name));
    const raw = this.raw(entry);
    if (entry.method !== 0 && entry.method !== 8) throw new Unreadable("damaged", details.method(entry.name));
    let size = 0;
    const fed = { bytes: 0 };
    for await (const piece of gunzipped(entry.method === 8 ? deflated(raw, entry, fed) : stored(raw, entry, fed), entry.name)) {
      size += piece.byteLength;
      budget.inflated += piece.byteLength;
      if (budget.inflated > MAX_INFLATED_BYTES) throw new Unreadable("too_large", details.inflated(mb(MAX_INFLATED_BYTES)));
      if (size > RATIO_FREE_BYTES && size > fed.bytes * MAX_RATIO) throw new Unreadable("suspicious", details.ratio(MAX_RATIO));
      if (size > entry.size) throw new Unreadable("damaged", details.entry(entry.name));
      yield piece;
    }
    if (size !== entry.size) throw new Unreadable("damaged", details.entry(entry.name));
  }
}

// --- inflating ------------------------------------------------------------------------------------------------------

const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

function trailer({ crc, size }: Entry): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setUint32(0, crc, true);
  new DataView(bytes.buffer).setUint32(4, size, true);
  return bytes;
}

/** How much of the part the inflater was given so far. */
interface Fed {
  bytes: number;
}

function* deflated(raw: Uint8Array, entry: Entry, fed: Fed): Generator<Uint8Array> {
  yield GZIP_HEADER;
  for (let at = 0; at < raw.byteLength; at += FED_BYTES) {
    const piece = raw.subarray(at, at + FED_BYTES);
    fed.bytes += piece.byteLength;
    yield piece;
  }
  yield trailer(entry);
}

/** A part that is not compressed, as the stored blocks of Deflate: so that its CRC is checked in the same way. */
function* stored(raw: Uint8Array, entry: Entry, fed: Fed): Generator<Uint8Array> {
  yield GZIP_HEADER;
  for (let at = 0; at < raw.byteLength; at += FED_BYTES) {
    const piece = raw.subarray(at, at + FED_BYTES);
    const n = piece.byteLength;
    fed.bytes += n;
    yield Uint8Array.of(0, n & 255, n >> 8, ~n & 255, (~n >> 8) & 255);
    yield piece;
  }
  yield Uint8Array.of(1, 0, 0, 0xff, 0xff);
  yield trailer(entry);
}

async function* gunzipped(pieces: Iterable<Uint8Array>, part: string): AsyncGenerator<Uint8Array, void> {
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  let stopped = false;
  const fed = (async () => {
    for (const piece of pieces) {
      await writer.ready;
      if (stopped) return;
      await writer.write(piece as Uint8Array<ArrayBuffer>);
    }
    await writer.close();
  })();
  // Whatever goes wrong with the writing shows in the reading.
  fed.catch(() => {});
  let whole = false;
  try {
    for (;;) {
      let next: ReadableStreamReadResult<Uint8Array>;
      try {
        next = await reader.read();
      } catch {
        throw new Unreadable("damaged", details.entry(part));
      }
      if (next.done) break;
      yield next.value;
    }
    try {
      await fed;
    } catch {
      throw new Unreadable("damaged", details.entry(part));
    }
    whole = true;
  } finally {
    if (!whole) {
      stopped = true;
      writer.abort().catch(() => {});
      reader.cancel().catch(() => {});
    }
  }
}
