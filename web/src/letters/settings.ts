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
  proof: boolean;
  texts: Record<LetterKind, Text>;
}

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
  // The window of a 長形3号 envelope, with room for the sheet to slide in it.
  place: { left: 20, top: 22, width: 88, height: 38 },
  proof: true,
  texts: {
    urge: defaultText("urge"),
    urge_again: defaultText("urge_again"),
    ex_officio: defaultText("ex_officio"),
    inquiry: defaultText("inquiry"),
  },
});

export const SHEET = { width: 210, height: 297 };

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
  return out;
}
