// Whoever is marked: steps are for all of them.

import type { Row } from "../../../wasm/driver.ts";
import { keyOf, targetOf } from "./people.ts";
import type { People, Target } from "./people.ts";

/** As many as the core takes a step for at once. */
export const MOST_MARKS = 5000;

export class Marks {
  private readonly marked = new Map<string, Target>();

  get size(): number {
    return this.marked.size;
  }

  get targets(): Target[] {
    return [...this.marked.values()];
  }

  has(row: Row): boolean {
    return this.marked.has(keyOf(targetOf(row)));
  }

  /** False where there are too many already. */
  set(row: Row, on: boolean): boolean {
    const target = targetOf(row);
    if (!on) this.marked.delete(keyOf(target));
    else if (this.marked.size >= MOST_MARKS) return false;
    else this.marked.set(keyOf(target), target);
    return true;
  }

  forget(targets: readonly Target[]): void {
    for (const t of targets) this.marked.delete(keyOf(t));
  }

  clear(): void {
    this.marked.clear();
  }

  /** How many of them the list does not hold. */
  async absentFrom(people: People): Promise<number> {
    let absent = this.marked.size;
    for await (const rows of people.everybody()) {
      absent -= rows.filter((row) => this.has(row)).length;
      if (absent === 0) break;
    }
    return absent;
  }

  /** Everybody of the list as it is. */
  async all(people: People): Promise<void> {
    for await (const rows of people.everybody()) for (const row of rows) this.set(row, true);
  }
}
