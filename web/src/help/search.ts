// What of the help is left when words are sought in it.

import type { Block, Part, Section } from "./sections.ts";

/** Widths, cases and the two kana are one, as a clerk does not think of them when typing. */
const folded = (s: string): string =>
  s
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));

export const wordsOf = (typed: string): string[] => folded(typed).split(/\s+/).filter(Boolean);

const hasAll = (text: string, words: readonly string[]): boolean => {
  const plain = folded(text);
  return words.every((w) => plain.includes(w));
};

/** The items of a block that has some; null for one that is kept or left out as a whole. */
function items(block: Block, words: readonly string[]): Block | null {
  if (typeof block === "string") return null;
  if ("terms" in block) {
    const terms = block.terms.filter((x) => hasAll(`${x.term} ${x.kana} ${x.about}`, words));
    return terms.length > 0 ? { terms } : null;
  }
  if ("rows" in block) {
    const rows = block.rows.filter((r) => hasAll(r.join(" "), words));
    return rows.length > 0 ? { ...block, rows } : null;
  }
  if ("said" in block) {
    const said = block.said.filter((s) => hasAll(s, words));
    return said.length > 0 ? { said } : null;
  }
  return null;
}

/** What is read as one, as against items, each of which stands for itself. */
function prose(block: Block): string {
  if (typeof block === "string") return block;
  if ("steps" in block) return block.steps.join(" ");
  if ("list" in block) return block.list.join(" ");
  return "";
}

function narrow(section: Section, part: string, words: readonly string[]): Section | null {
  if (hasAll([part, section.title, ...section.body.map(prose)].join(" "), words)) return section;
  const body = section.body.map((b) => items(b, words)).filter((b) => b !== null);
  return body.length > 0 ? { ...section, body } : null;
}

export function narrowed(parts: readonly Part[], words: readonly string[]): Part[] {
  if (words.length === 0) return [...parts];
  return parts
    .map((p) => ({ ...p, sections: p.sections.map((s) => narrow(s, p.title, words)).filter((s) => s !== null) }))
    .filter((p) => p.sections.length > 0);
}
