// How every CSV is saved, and the word that a clerk is asked for where CP932 cannot hold it.

import type { CsvEncoding, Lost } from "../../../wasm/driver.ts";

export const CSV_ENCODINGS: readonly CsvEncoding[] = ["utf-8", "cp932"];

export type LossChoice = "replace" | "utf-8" | "cancel";

/** A CSV that is waiting for the clerk's word about what CP932 cannot hold. */
export interface LossAsked {
  name: string;
  lost: Lost;
  answer(choice: LossChoice): void;
}
