// The chain of a work file's records: each event is hashed together with the one before it, and every saving writes down how
// far the chain had come, and the hash of everything else that the body says. An event that is changed, left out or put in later breaks the
// chain from there on, and any other change shows against the last saving; against the hash on a printed record even a chain that was made
// anew shows. FORMAT.md.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { sha256 as hashOf, utf8 } from "./workfile.ts";

/** One saving: local time, how many events there were, and the hash of the last. */
export interface Save {
  saved: string;
  events: number;
  head: string;
  /** Of the body without its chain, as it was then: people, addresses, households, choices. */
  content?: string;
  /** What it goes on from was not as the tool had saved it, and how that showed. */
  doubted?: Alteration;
  /** After it two files were put together, cases deleted or a run taken back, or the form was another: not compared since. */
  before_change?: true;
}

/** A work file's body, as far as it is looked into here. */
export interface Body {
  version?: number;
  /** Which version of the tool wrote it. */
  tool?: string;
  cases: { key: string }[];
  events: { cases?: number[] }[];
  chain?: { saves: Save[] };
  /** Saved in training: a fictional town. */
  training?: true;
}

export const NO_EVENTS = "";
/** What the chain of a file of the training begins with: a mark that is put in or taken out later does not fit it any more. */
const TRAINING = "training";

/** The hash after so many events. People are meant by their keys: where they stand in the file may change. */
function links(body: Body): string[] {
  const all = [body.training === undefined ? NO_EVENTS : TRAINING];
  for (const event of body.events) {
    const told = event.cases ? { ...event, cases: event.cases.map((c) => body.cases[c]?.key ?? "") } : event;
    all.push(bytesToHex(sha256(utf8ToBytes(all.at(-1)! + JSON.stringify(told)))));
  }
  return all;
}

const endOf = (all: readonly string[]) => ({ events: all.length - 1, head: all.at(-1)! });

/** A body as the core writes it, with the mark of the training. */
export const asTraining = (body: string): string => `${body.slice(0, -1)},"training":true}`;

/** 26 MB for 20,000 people: read once, and asked whatever is to be known. */
export const read = (body: string): Body => JSON.parse(body) as Body;

/** Whatever the mark says: only a body without one is of real work. */
export function isTraining(body: string): boolean {
  if (!body.includes('"training"') && !body.includes("\\u")) return false; // nothing that could be the mark
  try {
    return read(body).training !== undefined;
  } catch {
    return false; // the core says what is wrong with it
  }
}

const CHAIN = ',"chain":'; // no text of the body can hold it: there a quotation mark has a backslash before it

/** The hash of a body without its chain. */
export const contentOf = (body: string): Promise<string> => hashOf(utf8(body));

/** One saving more: when, the hash of the body, and whether what it goes on from was doubted. */
export interface NewSave {
  saved: string;
  content: string;
  doubted?: Alteration | null;
}

/** The body with its chain, and the chain as it is to be handed on. */
export function chained(body: string, saves: readonly Save[], now: NewSave): { body: string; saves: Save[] } {
  const { saved, content, doubted } = now;
  const all = [...saves, { saved, ...endOf(links(read(body))), content, ...(doubted ? { doubted } : {}) }];
  return { body: `${body.slice(0, -1)}${CHAIN}${JSON.stringify({ saves: all })}}`, saves: all };
}

/** What cannot be as it was saved: no chain is there, the first line tells of another saving, something beside the events is another. */
export type Doubt = "no_chain" | "header" | "content";
/** A doubt, or the events are not those that were saved. */
export type Alteration = Doubt | "events";

/** Of a file of this version; `text` is its body, `header` its first line. Broken events are told by checkChain. */
export async function doubtOf(text: string, body: Body, header: { saved: string; tool: string }): Promise<Doubt | null> {
  if (isOfFlows(body)) return null;
  const last = body.chain?.saves?.at(-1);
  if (last === undefined) return "no_chain";
  if (last.saved !== header.saved || body.tool !== header.tool) return "header";
  const end = `${CHAIN}${JSON.stringify({ saves: body.chain?.saves })}}`;
  if (!text.endsWith(end)) return "content";
  return (await contentOf(`${text.slice(0, -end.length)}}`)) === last.content ? null : "content";
}

/**
 * `now`: how far the chain has come. `broken`: the first saving that does not fit the events any more; the events up to the one
 * before it are as they were.
 */
export interface Checked {
  now: { events: number; head: string };
  saves: Save[];
  broken: { at: Save; sound: number } | null;
}

/** By the savings written down in the body, else by those given. */
export function checkChain(body: Body, known: readonly Save[] = []): Checked {
  const saves = body.chain?.saves ?? [...known];
  const all = links(body);
  const now = endOf(all);
  let sound = 0;
  for (const at of saves) {
    if (at.before_change) continue;
    if (all[at.events] !== at.head) return { now, saves, broken: { at, sound } };
    sound = at.events;
  }
  return { now, saves, broken: null };
}

/** A body of version 1, where a person was a case under each flow: the core makes one of them, and keys become others. */
export const isOfFlows = (body: Body): boolean => body.version === 1;

/** After two files were put together, cases deleted, a run taken back, or a body of before made one of now. */
export function changed(saves: readonly Save[]): Save[] {
  return saves.map((s) => ({ ...s, before_change: true }));
}
