// From households to letters: who is written to, who stands in the letter, and what keeps a letter from being printed.

import type { CaseRow, Household } from "../../../wasm/cases.ts";
import { letters as t } from "./strings.ts";
import type { LetterKind } from "./settings.ts";

/** To whom an inquiry goes; typed in by the clerk. */
export interface Recipient {
  name: string;
  postal: string;
  address: string;
  building: string;
}

export const NOBODY: Recipient = { name: "", postal: "", address: "", building: "" };

/** Of a case what a letter may say of it. */
export type Member = Omit<CaseRow, "flow" | "state" | "bucket">;

export interface Letter {
  key: string;
  household: Omit<Household, "members">;
  to: Recipient;
  members: Member[];
}

/** A reason not to print. The clerk may do it nevertheless (`forced`). */
export interface Hindrance {
  key: string;
  code: string;
  who: string;
  text: string;
  forced: boolean;
}

export interface Plan {
  /** What is printed. */
  letters: Letter[];
  /** All letters that could be, printed or not: an inquiry without a recipient has to be reached to give it one. */
  all: Letter[];
  hindrances: Hindrance[];
  /** Who may not be written to now, and why. Nobody prints these nevertheless: the notices leave no choice. */
  refused: { name: string; text: string }[];
  /** Letters before the bound on a batch was applied. */
  wanted: number;
}

export interface Basis {
  kind: LetterKind;
  households: readonly Household[];
  /** Why the core would not record this letter's step on its date, by case. */
  refusals: ReadonlyMap<number, string>;
  recipients: ReadonlyMap<string, Recipient>;
  forced: ReadonlySet<string>;
}

export const MOST_LETTERS = 500;

const blank = (s: string): boolean => s.trim() === "";

/** Why the step of this letter could not be recorded for a member: then the letter had better not be sent either. */
function refusal(row: Member, { kind, refusals }: Basis): string | null {
  const refused = refusals.get(row.case);
  if (refused !== undefined) return refused;
  return kind === "ex_officio" && row.loss_date === null ? t.before.noLoss : null;
}

/** One letter per household; an inquiry is about one person, whose workplace nobody else of the household shares. */
function candidates(basis: Basis): Letter[] {
  if (basis.kind !== "inquiry")
    return basis.households.map((h, i) => ({
      key: `h${i}`,
      household: h,
      to: { name: h.head, postal: h.postal_code, address: h.address, building: h.building },
      members: h.members,
    }));
  return basis.households.flatMap((h) =>
    // The overlap list may name the insurer; its address it never names.
    h.members.map((m, i) => ({
      key: `c${m.case}`,
      household: h,
      to: basis.recipients.get(`c${m.case}`) ?? { ...NOBODY, name: h.insurers[i] ?? "" },
      members: [m],
    })),
  );
}

function hindrancesOf(letter: Letter, { kind }: Basis): [string, string][] {
  if (kind === "inquiry") return blank(letter.to.name) || blank(letter.to.address) ? [["no_recipient", t.before.noRecipient]] : [];
  const out: [string, string][] = [];
  if (blank(letter.to.name)) out.push(["no_head", t.before.noHead]);
  if (blank(letter.to.address)) out.push(["no_address", t.before.noAddress]);
  return out;
}

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
      const h = letter.household;
      hindrances.push({
        key,
        code,
        who: t.before.household(h.household, h.head, members.map((m) => m.name || m.kana).join("、")),
        text,
        forced,
      });
    }
    if (!stopped) letters.push(letter);
  }
  return { letters: letters.slice(0, MOST_LETTERS), all, hindrances, refused, wanted: letters.length };
}

/** A character that the terminal probably cannot show, and where it stands. */
export interface Odd {
  char: string;
  what: string;
  places: string[];
}

const STANDS_IN = /[●〓?？*＊]/u;
const ODD_NAME = /[\p{Co}\p{Cn}\p{Cs}\uFFFD●〓?？*＊]/gu;
const ODD_TEXT = /[\p{Co}\p{Cn}\p{Cs}\uFFFD●〓]/gu;

function whatIs(char: string): string {
  if (STANDS_IN.test(char)) return t.before.stands;
  if (/\p{Co}/u.test(char)) return t.before.privateUse;
  return /\p{Cn}/u.test(char) ? t.before.unassigned : t.before.broken;
}

/** Names are printed as they came; what may not come out right is told before. */
export function oddCharacters(letters: readonly Letter[], kind: LetterKind): Odd[] {
  const found = new Map<string, Odd>();
  const p = t.before.oddPlace;
  letters.forEach((letter, i) => {
    const look = (place: string, text: string, pattern: RegExp) => {
      for (const [char] of text.matchAll(pattern)) {
        const odd = found.get(char) ?? { char, what: whatIs(char), places: [] };
        const at = t.before.oddAt(place, text, i + 1);
        if (!odd.places.includes(at)) odd.places.push(at);
        found.set(char, odd);
      }
    };
    look(kind === "inquiry" ? p.to : p.head, letter.to.name, ODD_NAME);
    look(p.address, letter.to.address, ODD_TEXT);
    look(p.building, letter.to.building, ODD_TEXT);
    for (const m of letter.members) look(p.member, m.name || m.kana, ODD_NAME);
    if (kind === "inquiry") {
      look(p.address, letter.household.address, ODD_TEXT);
      look(p.building, letter.household.building, ODD_TEXT);
    }
  });
  return [...found.values()];
}
