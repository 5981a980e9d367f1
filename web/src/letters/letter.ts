// A letter: to whom, about whom.

import type { CaseRow, Household } from "../../../wasm/cases.ts";

/** To whom an inquiry goes; typed in by the clerk. */
export interface Recipient {
  name: string;
  postal: string;
  address: string;
  building: string;
}

export const NOBODY: Recipient = { name: "", postal: "", address: "", building: "" };

/** Of a case what a letter may say of it. */
export type Member = Omit<CaseRow, "state" | "bucket">;

export interface Letter {
  key: string;
  household: Omit<Household, "members">;
  to: Recipient;
  members: Member[];
  /** Of an inquiry: whose entry in the address book it goes to. */
  recipient: string;
  /** Where each of the members lives, by case: an inquiry may be about people of several households. */
  homes: ReadonlyMap<number, { address: string; building: string }>;
}
