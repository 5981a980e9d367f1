// What the clerk has chosen, as a layout that says only that; the core proposes the rest.

import type { Layout, LayoutField, Proposal, ProposedField } from "../../../wasm/driver.ts";

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

export interface Question {
  text: string;
  /** The column stands for a field the core is not sure of. */
  fields: { code: string; label: string; position: number | null }[];
}

/** What the core asks, then what it only supposes of required fields, one after another. */
export function questionsOf({ open, fields }: Proposal, layout: Layout | null, sure: (label: string) => string): Question[] {
  const asked = open.map(({ text, fields: codes }) => ({
    text,
    fields: codes.map((code) => ({ code, label: fields.find((f) => f.field === code)?.label ?? code, position: null })),
  }));
  const unsure = fields
    .filter((f) => f.required && f.position !== null && f.confidence !== "high" && layout?.fields?.[f.field] === undefined)
    .filter((f) => !open.some((q) => q.fields.includes(f.field)))
    .map((f) => ({ text: sure(f.label), fields: [{ code: f.field, label: f.label, position: f.position }] }));
  return [...asked, ...unsure];
}
