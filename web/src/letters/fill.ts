// Placeholders of a text: which there are, which are unknown, and what stands for them in one letter.

import { letters as t } from "./strings.ts";

export type Placeholder = keyof typeof t.placeholders;
export type Values = Record<Placeholder, string>;

export const PLACEHOLDERS = Object.keys(t.placeholders) as Placeholder[];

const BY_NAME = new Map(PLACEHOLDERS.map((p) => [t.placeholders[p].name, p]));

// Braces in both widths: input methods write either.
const BRACED = /[{｛]([^{}｛｝\n]*)[}｝]/g;

const codeOf = (name: string): Placeholder | undefined => BY_NAME.get(name.trim());

/** Names in braces that mean nothing, each once. */
export function unknownIn(text: string): string[] {
  return [...new Set([...text.matchAll(BRACED)].map((m) => m[1]!).filter((name) => !codeOf(name)))];
}

export function usedIn(text: string): Set<Placeholder> {
  const found = [...text.matchAll(BRACED)].map((m) => codeOf(m[1]!));
  return new Set(found.filter((p): p is Placeholder => p !== undefined));
}

/** What is unknown stays as it was typed, and what is empty leaves a line to write on. */
export function fill(text: string, values: Values): string {
  return text.replace(BRACED, (typed, name: string) => {
    const code = codeOf(name);
    return code ? values[code] || t.blank : typed;
  });
}

/** The text's parts around the table of members, which stands where a line holds its placeholder alone. */
export function aroundTable(text: string): { before: string; after: string; table: boolean } {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => {
    const braced = /^[\s　]*[{｛]([^{}｛｝]*)[}｝][\s　]*$/.exec(line);
    return braced !== null && codeOf(braced[1]!) === "members";
  });
  if (at < 0) return { before: text, after: "", table: usedIn(text).has("members") === false };
  return { before: lines.slice(0, at).join("\n"), after: lines.slice(at + 1).join("\n"), table: true };
}
