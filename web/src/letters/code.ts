// The two-dimensional code (QR) of the town's page for filing by the web, as the path of a picture.

import { correction, generate, mode } from "lean-qr";
import { letters as t } from "./strings.ts";

/**
 * A phone reads modules of half a millimetre from paper held in the hand, also after a poor photocopy. With them the largest code is
 * 30 mm wide and leaves the text its room; a small one is drawn larger, to 20 mm.
 */
const MODULE_MM = 0.5;
const LEAST_MM = 20;
const LARGEST_VERSION = 11;
/** Bytes that the largest code holds at correction M (ISO/IEC 18004). */
export const MOST_BYTES = 251;
/** White around the code, in modules. */
export const QUIET = 4;

export interface Code {
  /** Modules on a side, without the white around them. */
  size: number;
  millimetres: number;
  path: string;
}

/** As it goes into the code: a name in Japanese characters in the form that every browser understands. */
function plain(address: string): string {
  const typed = address.trim();
  return /^[!-~]*$/.test(typed) ? typed : new URL(typed).href;
}

/** What is wrong with a web address, and what to do; empty where it can be used, or where there is none. */
export function wrongAddress(address: string): string {
  const typed = address.trim();
  if (typed === "") return "";
  // Full-width letters would pass for an address in the browser, and for none in many phones.
  if (!/^https?:\/\/[^\s/]\S*$/.test(typed)) return t.web.noAddress;
  try {
    const { length } = plain(typed);
    new URL(typed);
    return length > MOST_BYTES ? t.web.tooLong(length, MOST_BYTES) : "";
  } catch {
    return t.web.noAddress;
  }
}

let drawn: { address: string; code: Code } | null = null;

/** The code of an address that can be used; letters share one. */
export function codeOf(address: string): Code {
  const text = plain(address);
  if (drawn?.address === text) return drawn.code;
  const bits = generate(mode.ascii(text), { minCorrectionLevel: correction.M, maxVersion: LARGEST_VERSION });
  const { size } = bits;
  let path = "";
  // A row's dark modules that touch are one piece: no hairline between them on paper.
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (!bits.get(x, y)) continue;
      const from = x;
      while (bits.get(x + 1, y)) x++;
      path += `M${from + QUIET} ${y + QUIET}h${x + 1 - from}v1h-${x + 1 - from}z`;
    }
  const code = { size, millimetres: Math.max(LEAST_MM, size * MODULE_MM), path };
  drawn = { address: text, code };
  return code;
}
