// One file, written through one 4 MB buffer with synchronous writes: the disk is the backpressure, memory stays flat.
// Text is put together from pieces. For CP932 a piece is a string whose characters are the bytes, made once for each
// name, town and word and kept; ASCII is its own piece. So a row costs a concatenation and a copy, no look-up a character.
import { openSync, writeSync, closeSync } from "node:fs";
import { ENCODINGS, writeCp932 } from "./encode.mjs";

const SIZE = 4 << 20,
  BATCH = 1 << 12;
const scratch = Buffer.allocUnsafe(1 << 16),
  pieces = new Map();

function bytes(text) {
  return scratch.latin1Slice(0, writeCp932(text, scratch, 0));
}
/** Text in CP932, one character a byte; remembered. */
function known(text) {
  let piece = pieces.get(text);
  if (piece === undefined) {
    piece = bytes(text);
    pieces.set(text, piece);
  }
  return piece;
}

export class Writer {
  constructor(path, encoding = "utf-8") {
    this.fd = openSync(path, "w");
    const e = ENCODINGS[encoding];
    this.node = e.node;
    this.widest = e.widest;
    this.buffer = Buffer.allocUnsafe(SIZE);
    this.at = Buffer.from(e.bom).copy(this.buffer);
    this.text = "";
    this.bytes = 0;
    /** piece(text): for words that come again; once(text): for those that do not. ASCII may be put as it is. */
    this.piece = encoding === "cp932" ? known : (text) => text;
    this.once = encoding === "cp932" ? bytes : (text) => text;
  }
  put(pieces) {
    this.text += pieces;
    if (this.text.length >= BATCH) this.#flush();
  }
  #flush() {
    if (this.at + this.text.length * this.widest > SIZE) this.#drain();
    this.at += this.buffer.write(this.text, this.at, this.node);
    this.text = "";
  }
  #drain() {
    for (let from = 0; from < this.at; ) from += writeSync(this.fd, this.buffer, from, this.at - from);
    this.bytes += this.at;
    this.at = 0;
  }
  close() {
    this.#flush();
    this.#drain();
    closeSync(this.fd);
    return this.bytes;
  }
}

// A CSV field: quotes only around a comma, a quote or a line end.
export const csv = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
