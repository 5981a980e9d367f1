// What came out of the training is known by its mark, whatever its name is by now.

import { trainingWords } from "./training-words.ts";

const { csvLine, filePrefix } = trainingWords;
/** The mark and a BOM, in either encoding. */
const HEAD_BYTES = 64;

export const hasMarkedName = (name: string): boolean => name.startsWith(filePrefix);

/** Whether a CSV begins with the line that the training writes first. Rejects if the file cannot be read. */
export async function isMarked(file: File): Promise<boolean> {
  const head = await file.slice(0, HEAD_BYTES).arrayBuffer();
  return ["utf-8", "shift_jis"].some((encoding) => new TextDecoder(encoding).decode(head).startsWith(csvLine));
}
