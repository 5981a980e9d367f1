// The keys of the results list and its evidence: by the key and not by the letter, so that an IME left on changes nothing.

/** Steps by the first sound of what their button says. */
export const STEP_KEYS: Readonly<Record<string, string>> = {
  verify: "K",
  hold: "H",
  resume: "H",
  exclude: "T",
  inquire: "S",
  file: "D",
  note: "M",
};
export const UNDO_KEY = "U";
export const REDO_KEY = "R";

/** What a key asks for; null for a key that is not ours here. */
export type Wish = { step: string[] } | "undo" | "redo" | "next" | "previous";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== "checkbox")
  );
}

export function wishOf(e: KeyboardEvent): Wish | null {
  if (e.isComposing || e.defaultPrevented || isTyping(e.target) || e.altKey || e.metaKey) return null;
  if (e.ctrlKey) return e.code === "KeyZ" && !e.shiftKey ? "undo" : e.code === "KeyY" || (e.code === "KeyZ" && e.shiftKey) ? "redo" : null;
  if (e.code === "Period") return "next";
  if (e.code === "Comma") return "previous";
  if (e.shiftKey || !/^Key[A-Z]$/.test(e.code)) return null;
  const letter = e.code.slice(3);
  if (letter === UNDO_KEY) return "undo";
  if (letter === REDO_KEY) return "redo";
  const step = Object.keys(STEP_KEYS).filter((action) => STEP_KEYS[action] === letter);
  return step.length > 0 ? { step } : null;
}
