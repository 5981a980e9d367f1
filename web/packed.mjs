// What the build packs: bytes as small as they get, in a text that stands in the page. wasm/packed.ts reads it.
import { spawnSync } from "node:child_process";

/** The smallest gzip of a file: 5 % less than zlib's best, in half a second. */
export function gzipped(path) {
  const made = spawnSync("libdeflate-gzip", ["-12", "-c", "-k", path], { maxBuffer: 1 << 26 });
  if (made.status !== 0) throw new Error(`libdeflate-gzip (package libdeflate-tools): ${made.error?.message ?? made.stderr}`);
  return made.stdout;
}

const characters = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i)).filter((c) => !'"<\\'.includes(c));

/** 13 bits in two characters, what is left over in one if it is 6 bits or fewer. */
export function inText(bytes) {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits |= byte << held;
    held += 8;
    if (held < 13) continue;
    const value = bits & 0x1fff;
    text += characters[value % 91] + characters[Math.floor(value / 91)];
    bits >>= 13;
    held -= 13;
  }
  if (held > 0) text += characters[bits % 91];
  if (held > 6) text += characters[Math.floor(bits / 91)];
  return text;
}
