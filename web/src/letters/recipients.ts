// Whom inquiries ask: the workplace that the pension list names, else the insurer of the overlap list, else whom the clerk enters. What he
// has entered is an address book that the work file keeps, and is offered the next time.

import { NOBODY } from "./letter.ts";
import type { Recipient } from "./letter.ts";

/** What the lists say of the one to be asked about a person. */
export interface Named {
  case: number;
  workplace: string;
  insurer: string;
  insurerNumber: string;
}

const MARK = "totsugo_recipients";
/** The core keeps 128 kB of them. */
const MOST = 400;
const MOST_CHARS = 60;

/** However wide it is written, with or without blanks. */
const folded = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/[\s・.．]/g, "")
    .toUpperCase();

const workplaceKey = (name: string): string => `w:${folded(name)}`;
/** Somebody's own, until it has a name. */
const ownKey = (number: number): string => `c:${number}`;

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === "object" && v !== null && !Array.isArray(v);
const text = (v: unknown): string => (typeof v === "string" ? v.slice(0, 2 * MOST_CHARS) : "");

export const isWhole = ({ name, address }: Recipient): boolean => name.trim() !== "" && address.trim() !== "";

export class Recipients {
  /** The last used stands last. */
  private readonly book = new Map<string, Recipient>();
  private readonly assigned = new Map<number, string>();
  /** The work file does not have it all yet. */
  isNew = false;

  /** Of a work file: what the clerk has entered since stays. */
  adopt(kept: object | null): void {
    const found = kept as Record<string, unknown> | null;
    if (found?.[MARK] !== 1 || !Array.isArray(found["entries"])) return;
    for (const e of found["entries"] as unknown[]) {
      if (!isRecord(e) || typeof e["key"] !== "string" || this.book.has(e["key"])) continue;
      const { key, name, postal, address, building } = e;
      this.book.set(key, { name: text(name), postal: text(postal), address: text(address), building: text(building) });
    }
  }

  keyOf({ case: number, workplace, insurer, insurerNumber }: Named): string {
    const chosen = this.assigned.get(number);
    if (chosen !== undefined) return chosen;
    if (folded(workplace) !== "") return workplaceKey(workplace);
    const digits = insurerNumber.normalize("NFKC").replace(/\D/g, "");
    if (digits !== "") return `n:${digits}`;
    return folded(insurer) !== "" ? workplaceKey(insurer) : ownKey(number);
  }

  /** As the clerk has entered him, else by the name in the lists. */
  of(named: Named): Recipient {
    return this.book.get(this.keyOf(named)) ?? { ...NOBODY, name: named.workplace || named.insurer };
  }

  set(key: string, recipient: Recipient): void {
    this.book.delete(key);
    this.book.set(key, recipient);
    this.isNew = true;
  }

  assign(cases: readonly number[], key: string): void {
    for (const c of cases) this.assigned.set(c, key);
  }

  /** Who was entered for one person alone gets a key of his name, so that others can be asked about there too. */
  settle(key: string): string {
    const recipient = this.book.get(key);
    if (!key.startsWith("c:") || !recipient || !isWhole(recipient)) return key;
    const known = workplaceKey(recipient.name);
    const settled =
      this.book.has(known) && JSON.stringify(this.book.get(known)) !== JSON.stringify(recipient)
        ? `${known}/${folded(recipient.address)}`
        : known;
    this.book.delete(key);
    this.set(settled, recipient);
    this.assigned.set(Number(key.slice(2)), settled);
    for (const [c, k] of this.assigned) if (k === key) this.assigned.set(c, settled);
    return settled;
  }

  /** Whoever can be written to, by name. */
  get known(): [string, Recipient][] {
    return [...this.book]
      .filter(([key, r]) => !key.startsWith("c:") && isWhole(r))
      .sort(([, a], [, b]) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  /** For the work file. */
  get json(): object {
    const entries = [...this.book].filter(([key, r]) => !key.startsWith("c:") && isWhole(r)).slice(-MOST);
    return { [MARK]: 1, entries: entries.map(([key, r]) => ({ key, ...r })) };
  }
}
