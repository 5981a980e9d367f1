// What the clerk sets for letters: sender, texts, the place of the address. Kept in a file of the clerk's, never by the
// browser; nothing of a person is in it.

import type { ActionCode } from "../../../wasm/cases.ts";
import { drafts } from "./drafts.ts";

export const KINDS = ["urge", "urge_again", "ex_officio", "inquiry"] as const;
export type LetterKind = (typeof KINDS)[number];

/** The step that is recorded when letters of a kind have been sent. */
export const ACTION: Record<LetterKind, ActionCode> = {
  urge: "urge",
  urge_again: "urge_again",
  ex_officio: "ex_officio",
  inquiry: "inquire",
};

export interface Text {
  subject: string;
  body: string;
  /** Which appeals there are; only on the notice of a loss by authority. */
  notice: string;
}

/** Millimetres from the sheet's upper left corner. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** In which order letters are numbered and printed: as they were chosen, by postal code, by the head's kana. */
export const ORDERS = ["given", "postal", "kana"] as const;
export type Order = (typeof ORDERS)[number];

/** Letters printed at a time. A browser's time grows by the square: 500 sheets take 2 s of a processor, 1,000 take 5, 2,000 take 15. */
export const BUNDLE = { usual: 500, most: 1000 };

export const bundleFits = (size: number): boolean => Number.isInteger(size) && size >= 1 && size <= BUNDLE.most;

export interface Settings {
  prefecture: string;
  town: string;
  post: string;
  person: string;
  seal: boolean;
  /** Show who else is in the household, without being meant. */
  others: boolean;
  office: string;
  phone: string;
  card: "certificate" | "old";
  number: string;
  place: Place;
  order: Order;
  /** How many letters are printed at a time. */
  bundle: number;
  /** The town's page for filing by the web, and what stands under its code. */
  web: string;
  caption: string;
  /** A cover sheet for approval, and for whose seals. */
  cover: boolean;
  seals: string;
  proof: boolean;
  /** The sheet of each person for approval, in the same print job. */
  individual: boolean;
  /** Letters go out without a deadline, as the clerk has said. */
  undated: boolean;
  texts: Record<LetterKind, Text>;
}

export const SHEET = { width: 210, height: 297 };

/** An envelope as it lies before the reader, in millimetres; its window counts from its upper left corner. */
interface Envelope {
  width: number;
  height: number;
  window: Place;
}

/**
 * Envelopes for a sheet of A4 folded in three. The outer measures are those of JIS S 5502. Windows have no standard: for an address the
 * post asks for 45 x 80 mm at least, and makers sell 45 x 90 mm most. Where the window lies differs by centimetres between makers; the
 * places here are an assumption to begin with (長形3号: further in, as the sheet is pushed in from the side; 洋形長3号: nearer to the
 * corner). A town measures its own with the test sheet.
 */
export const ENVELOPES = {
  long3: { width: 235, height: 120, window: { left: 31.5, top: 29, width: 90, height: 45 } },
  western_long3: { width: 235, height: 120, window: { left: 22.5, top: 22, width: 90, height: 45 } },
} satisfies Record<string, Envelope>;
export type EnvelopeCode = keyof typeof ENVELOPES;

/** Between the address and the window's edge, for the sheet slides in its envelope. */
const ROOM = { across: 1, down: 3.5 };

/** Where the address stands on a sheet that lies in the middle of its envelope. */
export function placeIn({ width, height, window }: Envelope): Place {
  return {
    left: window.left - (width - SHEET.width) / 2 + ROOM.across,
    top: window.top - (height - SHEET.height / 3) / 2 + ROOM.down,
    width: window.width - 2 * ROOM.across,
    height: window.height - 2 * ROOM.down,
  };
}

/** The window through which an address at this place is seen, on the sheet. */
export const windowOf = ({ left, top, width, height }: Place): Place => ({
  left: left - ROOM.across,
  top: top - ROOM.down,
  width: width + 2 * ROOM.across,
  height: height + 2 * ROOM.down,
});

export const defaultText = (kind: LetterKind): Text => ({ notice: "", ...drafts[kind] });

export const defaults = (): Settings => ({
  prefecture: "",
  town: "",
  post: "",
  person: "",
  seal: true,
  others: true,
  office: "",
  phone: "",
  card: "certificate",
  number: "",
  place: placeIn(ENVELOPES.long3),
  order: "given",
  bundle: BUNDLE.usual,
  web: "",
  caption: "電子申請はこちらから",
  cover: false,
  seals: "課長、係長、担当",
  proof: true,
  individual: false,
  undated: false,
  texts: {
    urge: defaultText("urge"),
    urge_again: defaultText("urge_again"),
    ex_officio: defaultText("ex_officio"),
    inquiry: defaultText("inquiry"),
  },
});

/** Whether the block lies on the upper third of the sheet, where an envelope can show it. */
export function placeFits({ left, top, width, height }: Place): boolean {
  return (
    [left, top, width, height].every((v) => Number.isFinite(v) && v >= 0) &&
    width >= 40 &&
    height >= 15 &&
    left + width <= SHEET.width &&
    top + height <= SHEET.height / 3
  );
}

const MARK = "totsugo_letters";

/** As they stand in a file or in the work file. */
export const settingsJson = (settings: Settings): object => ({ [MARK]: 1, ...settings });

export function settingsFrom(found: unknown): Settings | null {
  if (!isRecord(found) || found[MARK] !== 1) return null;
  return merged(defaults() as unknown as Record<string, unknown>, found) as unknown as Settings;
}

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === "object" && v !== null && !Array.isArray(v);

/** `base` with the values of `found` that have the same name and type. */
function merged(base: Record<string, unknown>, found: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(base)) {
    const other = Object.hasOwn(found, key) ? found[key] : undefined;
    if (isRecord(value)) out[key] = isRecord(other) ? merged(value, other) : value;
    else out[key] = typeof other === typeof value ? other : value;
  }
  if (out["card"] !== undefined && out["card"] !== "old") out["card"] = "certificate";
  if (out["order"] !== undefined && !ORDERS.includes(out["order"] as Order)) out["order"] = "given";
  return out;
}
