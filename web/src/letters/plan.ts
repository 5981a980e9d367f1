// From households to letters: who is written to, who stands in the letter, and what keeps a letter from being printed.

import type { Household } from "../../../wasm/cases.ts";
import { hasGlyph } from "./glyphs.ts";
import type { Letter, Member, Recipient } from "./letter.ts";
import { inOrder } from "./order.ts";
import { isAbroad, isPostal, withLostZero } from "./postal.ts";
import type { Recipients } from "./recipients.ts";
import type { LetterKind, Order } from "./settings.ts";
import { letters as t } from "./strings.ts";

/** A reason not to print. The clerk may do it nevertheless (`forced`). */
export interface Hindrance {
  key: string;
  code: string;
  who: string;
  text: string;
  forced: boolean;
}

export interface Plan {
  /** What is printed, in the order of its numbers. */
  letters: readonly Letter[];
  /** All letters that could be, printed or not: an inquiry without a recipient has to be reached to give it one. */
  all: readonly Letter[];
  hindrances: Hindrance[];
  /** Who may not be written to now, and why. Nobody prints these nevertheless: the notices leave no choice. */
  refused: { name: string; text: string }[];
  /** Postal codes that got their lost zero back. */
  repaired: { who: string; from: string; to: string }[];
  /** Characters that may not come out right on what is printed. */
  odd: Odd[];
}

export interface Basis {
  kind: LetterKind;
  households: readonly Household[];
  /** Why the core would not record this letter's step on its date, by case. */
  refusals: ReadonlyMap<number, string>;
  recipients: Recipients;
  forced: ReadonlySet<string>;
  order: Order;
}

const blank = (s: string): boolean => s.trim() === "";

/** Why the step of this letter could not be recorded for a member: then the letter had better not be sent either. */
function refusal(row: Member, { kind, refusals }: Basis): string | null {
  const refused = refusals.get(row.case);
  if (refused !== undefined) return refused;
  return kind === "ex_officio" && row.loss_date === null ? t.before.noLoss : null;
}

/** One letter per household; an inquiry, one for all whom one workplace or insurer is asked about. */
function candidates(basis: Basis): Letter[] {
  if (basis.kind === "inquiry") return inquiries(basis);
  return basis.households.map((h, i) => ({
    key: `h${i}`,
    household: h,
    to: {
      name: h.head,
      postal: withLostZero(h.postal_code, h.address) ?? h.postal_code,
      address: h.address,
      building: h.building,
    },
    members: h.members,
    recipient: "",
    homes: new Map(),
  }));
}

function inquiries({ households, recipients, refusals }: Basis): Letter[] {
  const byRecipient = new Map<string, { to: Recipient; of: [Household, Member][] }>();
  for (const h of households)
    h.members.forEach((m, i) => {
      const named = { case: m.case, workplace: h.workplaces[i]!, insurer: h.insurers[i]!, insurerNumber: h.insurer_numbers[i]! };
      const key = recipients.keyOf(named);
      const letter = byRecipient.get(key) ?? { to: recipients.of(named), of: [] };
      letter.of.push([h, m]);
      byRecipient.set(key, letter);
    });
  return [...byRecipient].map(([recipient, { to, of }]) => {
    // Who is not printed gives the letter no number of a household.
    const printed = of.filter(([, m]) => !refusals.has(m.case));
    const homes = [...new Set((printed.length > 0 ? printed : of).map(([h]) => h))];
    const [first] = homes as [Household];
    return {
      // Not by the recipient: he changes while he is typed in.
      key: `c${of[0]![1].case}`,
      household: homes.length === 1 ? first : { ...first, household: "", head: "", notice: null },
      to,
      members: of.map(([, m]) => m),
      recipient,
      homes: new Map(of.map(([h, m]) => [m.case, h])),
    };
  });
}

function hindrancesOf(letter: Letter, { kind }: Basis): [string, string][] {
  if (kind === "inquiry") return blank(letter.to.name) || blank(letter.to.address) ? [["no_recipient", t.before.noRecipient]] : [];
  const { name, postal, address } = letter.to;
  const out: [string, string][] = [];
  if (blank(name)) out.push(["no_head", t.before.noHead]);
  if (blank(address)) out.push(["no_address", t.before.noAddress]);
  else if (isAbroad(address)) out.push(["abroad", t.before.abroad]);
  else if (blank(postal)) out.push(["no_postal", t.before.noPostal]);
  else if (!isPostal(postal)) out.push(["bad_postal", t.before.badPostal]);
  return out;
}

const whoOf = ({ household, members }: Letter): string =>
  t.before.household(household.household, household.head, members.map((m) => m.name || m.kana).join("、"));

export function planOf(basis: Basis): Plan {
  const hindrances: Hindrance[] = [];
  const letters: Letter[] = [];
  const all: Letter[] = [];
  const refused: Plan["refused"] = [];
  for (const candidate of candidates(basis)) {
    const members = candidate.members.filter((m) => {
      const text = refusal(m, basis);
      if (text !== null) refused.push({ name: m.name || m.kana, text });
      return text === null;
    });
    if (members.length === 0) continue;
    const letter = { ...candidate, members };
    all.push(letter);
    let stopped = false;
    for (const [code, text] of hindrancesOf(letter, basis)) {
      const key = `${basis.kind}:${code}:${letter.key}`;
      const forced = basis.forced.has(key);
      stopped ||= !forced;
      hindrances.push({ key, code, who: whoOf(letter), text, forced });
    }
    if (!stopped) letters.push(letter);
  }
  const printed = inOrder(letters, basis.order);
  return {
    letters: printed,
    all: inOrder(all, basis.order),
    hindrances,
    refused,
    repaired: basis.kind === "inquiry" ? [] : repairsOf(printed),
    odd: oddCharacters(printed, basis.kind),
  };
}

const repairsOf = (letters: readonly Letter[]): Plan["repaired"] =>
  letters.flatMap((l) => {
    const { postal_code: from } = l.household;
    return from === l.to.postal ? [] : [{ who: whoOf(l), from, to: l.to.postal }];
  });

/** A character that the terminal probably cannot show, and where it stands. */
export interface Odd {
  char: string;
  what: string;
  places: Set<string>;
}

const STANDS_IN = /[●〓?？*＊]/u;
const ODD_NAME = /[\p{Co}\p{Cn}\p{Cs}\uFFFD●〓?？*＊]/u;
const ODD_TEXT = /[\p{Co}\p{Cn}\p{Cs}\uFFFD●〓]/u;

function whatIs(char: string): string {
  if (STANDS_IN.test(char)) return t.before.stands;
  if (/\p{Co}/u.test(char)) return t.before.privateUse;
  if (/\p{Cn}/u.test(char)) return t.before.unassigned;
  return /[\p{Cs}\uFFFD]/u.test(char) ? t.before.broken : t.before.noGlyph;
}

/** Names are printed as they came; what may not come out right is told before. */
function oddCharacters(letters: readonly Letter[], kind: LetterKind): Odd[] {
  const found = new Map<string, Odd>();
  const p = t.before.oddPlace;
  letters.forEach((letter, i) => {
    const look = (place: string, text: string, pattern: RegExp) => {
      for (const char of text) {
        if (!pattern.test(char) && hasGlyph(char)) continue;
        const odd = found.get(char) ?? { char, what: whatIs(char), places: new Set() };
        odd.places.add(t.before.oddAt(place, text, i + 1));
        found.set(char, odd);
      }
    };
    look(kind === "inquiry" ? p.to : p.head, letter.to.name, ODD_NAME);
    look(p.address, letter.to.address, ODD_TEXT);
    look(p.building, letter.to.building, ODD_TEXT);
    for (const m of letter.members) look(p.member, m.name || m.kana, ODD_NAME);
    if (kind === "inquiry") {
      for (const { address, building } of letter.homes.values()) {
        look(p.address, address, ODD_TEXT);
        look(p.building, building, ODD_TEXT);
      }
    }
  });
  return [...found.values()];
}
