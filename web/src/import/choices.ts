// What the clerk has chosen, as a layout that says only that; the core proposes the rest.

import type { Layout, LayoutField, Proposal, ProposedField, ProposedQuestion } from "../../../wasm/driver.ts";

/** The values of the layout document. */
export const ENCODINGS = ["utf-8", "cp932", "euc-jp", "iso-2022-jp", "utf-16le", "utf-16be"];
export const DELIMITERS = [",", "\t", ";"];
export const SHAPES = ["pair", "grouped"];
export const DATE_FORMS = ["self", "era_medical", "era_pension", "serial"];
export const MOST_HEADER_ROWS = 5;
export const MOST_SKIP_ROWS = 100;

export function withSetting(layout: Layout, setting: "encoding" | "delimiter" | "shape", value: string): Layout {
  const made = { ...layout, [setting]: value };
  // A layout says "auto" of the encoding and the delimiter, and nothing of a shape that is to be found out.
  if (setting === "shape" && value === "auto") delete made.shape;
  return made;
}

/** Where the header stands: its two numbers mean something only together. */
export function withHeader(layout: Layout, skip_rows: number, header_rows: number): Layout {
  return { ...layout, skip_rows, header_rows };
}

export function withField(layout: Layout, code: string, field: LayoutField | null): Layout {
  return { ...layout, fields: { ...layout.fields, [code]: field } };
}

/** The column shown as chosen: the clerk's choice at once, the core's understanding otherwise. */
export function positionOf(layout: Layout | null, field: ProposedField): number | null {
  const given = layout?.fields?.[field.field];
  return given === null ? null : (given?.position ?? field.position);
}

export function dateOf(layout: Layout | null, field: ProposedField): string {
  return layout?.fields?.[field.field]?.date ?? "auto";
}

export interface Question extends Omit<ProposedQuestion, "fields"> {
  fields: { code: string; label: string }[];
  /** What the core would read is marked: the first choice, or that there is no column. */
  supposed: boolean;
}

/** What the core asks, then what it only supposes, one after another; without what the clerk has said there is no column for. */
export function questionsOf({ open, supposed, fields }: Proposal, layout: Layout | null): Question[] {
  const named = (q: ProposedQuestion, supposed: boolean): Question => ({
    ...q,
    fields: q.fields.map((code) => ({ code, label: fields.find((f) => f.field === code)?.label ?? code })),
    supposed,
  });
  return [
    ...open.filter((q) => !barred(q, layout)).map((q) => named(q, false)),
    ...supposed.filter((q) => q.fields.every((f) => layout?.fields?.[f] === undefined)).map((q) => named(q, true)),
  ];
}

const barred = (q: ProposedQuestion, layout: Layout | null): boolean => q.fields.every((f) => layout?.fields?.[f] === null);

/** What the file cannot be read without, and what the clerk has said there is no column for: a sentence each. */
export function barredBy({ open }: Proposal, layout: Layout | null): string[] {
  return open.filter((q) => barred(q, layout)).map((q) => q.without);
}

/** These fields as they were before. */
export function withoutAnswer(layout: Layout, before: Record<string, LayoutField | null | undefined>): Layout {
  const fields = { ...layout.fields };
  for (const [code, field] of Object.entries(before)) {
    if (field === undefined) delete fields[code];
    else fields[code] = field;
  }
  return { ...layout, fields };
}
