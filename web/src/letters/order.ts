// The order in which letters are numbered and printed, and how they are divided into bundles for the printer.

import { lazy } from "../base/lazy.ts";
import type { Letter } from "./letter.ts";
import { postalKey } from "./postal.ts";
import type { Order } from "./settings.ts";

/** Letters printed together: the first of them is number `from` + 1 of `all`. */
export interface Bundle {
  letters: readonly Letter[];
  from: number;
  all: number;
}

const collator = lazy(() => new Intl.Collator("ja"));

/** The head's kana, where the roster names him as a member of the insurance; else those of the first of whom the letter is. */
function kanaOf({ household, members }: Letter): string {
  const head = [...members, ...household.others].find((m) => m.name !== "" && m.name === household.head);
  return (head ?? members[0])?.kana.normalize("NFKC").replace(/\s/g, "") ?? "";
}

export function inOrder(letters: readonly Letter[], order: Order): readonly Letter[] {
  if (order === "given") return letters;
  const keyed = letters.map((letter) => ({ letter, key: order === "kana" ? kanaOf(letter) || "\uffff" : postalKey(letter.to.postal) }));
  const compare = order === "kana" ? collator().compare : (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return keyed.sort((a, b) => compare(a.key, b.key)).map((k) => k.letter);
}

export function bundles(letters: readonly Letter[], size: number): Bundle[] {
  const out: Bundle[] = [];
  for (let from = 0; from < letters.length; from += size)
    out.push({ letters: letters.slice(from, from + size), from, all: letters.length });
  return out;
}
