// One file, written through one 4 MB buffer with synchronous writes: the disk is the backpressure, memory stays flat.
import { openSync, writeSync, closeSync } from 'node:fs';
import { ENCODINGS } from './encode.mjs';

const SIZE = 4 << 20, BATCH = 1 << 15;

export class Writer {
  constructor(path, encoding = 'utf-8') {
    this.fd = openSync(path, 'w');
    this.encoding = ENCODINGS[encoding];
    this.buffer = Buffer.allocUnsafe(SIZE);
    this.at = Buffer.from(this.encoding.bom).copy(this.buffer);
    this.text = '';
    this.bytes = 0;
  }
  put(text) {
    this.text += text;
    if (this.text.length >= BATCH) this.#encode();
  }
  #encode() {
    if (this.at + this.text.length * this.encoding.widest > SIZE) this.#drain();
    this.at = this.encoding.write(this.text, this.buffer, this.at);
    this.text = '';
  }
  #drain() {
    for (let from = 0; from < this.at;) from += writeSync(this.fd, this.buffer, from, this.at - from);
    this.bytes += this.at;
    this.at = 0;
  }
  close() {
    this.#encode();
    this.#drain();
    closeSync(this.fd);
    return this.bytes;
  }
}

// A CSV field: quotes only around a comma, a quote or a line end.
export const csv = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
