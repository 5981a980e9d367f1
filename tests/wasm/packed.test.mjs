// The text in which the wasm stands in the page: whatever is written comes back, and nothing in it needs another writing.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { inText } from "../../web/packed.mjs";
import { bundled } from "./typescript.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));

let unpack;
before(async () => {
  ({ unpack } = await bundled('export { unpack } from "./wasm/packed.ts";'));
});

const random = (length, seed) =>
  createHash("shake256", { outputLength: length + 1 })
    .update(`${seed}`)
    .digest()
    .subarray(1);

function comesBack(bytes) {
  const text = inText(bytes);
  assert.match(text, /^[!#-;=-[\]-~]*$/);
  assert.ok(text.length <= Math.ceil((bytes.length * 16) / 13) + 1);
  assert.deepEqual(Buffer.concat([...unpack(text)]), Buffer.from(bytes));
}

test("every length and every byte comes back", () => {
  let ran = 0;
  for (let length = 0; length < 300; length++, ran++) comesBack(random(length, length));
  for (let value = 0; value < 256; value++)
    for (let length = 1; length <= 13; length++, ran++) comesBack(new Uint8Array(length).fill(value));
  assert.equal(ran, 300 + 256 * 13);
});

test("every pair of characters is read", () => {
  // Thirteen bits at every place of a group of 13 bytes: all values in order, each once.
  const bytes = new Uint8Array(13 * 1024);
  for (let value = 0; value < 8192; value++)
    for (let bit = 0; bit < 13; bit++) if ((value >> bit) & 1) bytes[(value * 13 + bit) >> 3] |= 1 << ((value * 13 + bit) & 7);
  comesBack(bytes);
  const text = inText(bytes);
  assert.equal(new Set(Array.from({ length: 8192 }, (_, i) => text.slice(2 * i, 2 * i + 2))).size, 8192);
});

test("around the end of a part", () => {
  const part = ((1 << 17) / 16) * 13;
  let ran = 0;
  for (const around of [part, 2 * part]) for (let more = -14; more <= 14; more++, ran++) comesBack(random(around + more, more));
  assert.equal(ran, 58);
  const parts = [...unpack(inText(random(2 * part + 1, 0)))];
  assert.deepEqual(
    parts.map((p) => p.length),
    [part, part, 1],
  );
});

test("the page is as small as promised", () => {
  assert.ok(statSync(path("dist/totsugo.html")).size <= 2_200_000);
});
