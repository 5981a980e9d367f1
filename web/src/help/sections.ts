// What the help is made of, and how it quotes the page.

import type { Constants } from "../../../wasm/driver.ts";
import type { Term } from "./glossary.ts";
import type { SketchName } from "./sketch.ts";

export type Block =
  | string
  | { steps: readonly string[] }
  | { list: readonly string[] }
  | { heads: readonly string[]; rows: readonly (readonly string[])[] }
  /** Sentences as the page says them. */
  | { said: readonly string[] }
  | { terms: readonly Term[] }
  | { sketch: SketchName }
  | { button: "licences" | "sheet" };

export interface Section {
  id: string;
  title: string;
  body: readonly Block[];
}

export interface Part {
  id: string;
  title: string;
  sections: readonly Section[];
}

export const q = (label: string): string => `「${label}」`;
export const FILE = "○○.csv";

export const actionOf = (k: Constants) => (code: string) => q(k.casework.actions.find((a) => a.code === code)?.label ?? code);
