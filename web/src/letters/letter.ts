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
}
