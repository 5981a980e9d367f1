// Commands about the cases, and what only the caller can give them: the time and a key. Their shapes, and those of the answers, have
// their types in contract.ts; whoever asks has them from here.

import type { CaseworkCommands } from "./contract.ts";
import { today } from "./driver.ts";

export type * from "./contract.ts";

/** One command about the cases. */
export type CaseCommand = CaseworkCommands[keyof CaseworkCommands];

/** Local time with its offset, as events and work files carry it. */
export function nowStamp(now = new Date()): string {
  const two = (v: number) => String(Math.trunc(Math.abs(v))).padStart(2, "0");
  const offset = -now.getTimezoneOffset();
  return (
    `${today(now)}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}` +
    `${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`
  );
}

/** Under which the work file keeps what the next run needs of a list: random, and kept from its first use on. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}
