// The keys of the desk: by the key and not by the letter, so that an IME left on changes nothing. They hold wherever the focus is,
// but where somebody types and in what lies over the desk.

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
/** The key that chooses a candidate, by its place; 0: none of them. */
export const MOST_CHOICES = 9;

/** What a key asks for; null for a key that is not ours here. */
export type Wish = { step: string[] } | { choice: number } | "undo" | "redo" | "next" | "previous";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== "checkbox")
  );
}

/** Nobody types, no IME is open, and nothing lies over the desk. */
export function isOurs(e: KeyboardEvent): boolean {
  if (e.isComposing || e.defaultPrevented || isTyping(e.target)) return false;
  if (document.querySelector("dialog[open]")) return false;
  return !(e.target instanceof Element && e.target.closest("totsugo-lesson, .band"));
}

function controlWish(e: KeyboardEvent): Wish | null {
  if (e.code === "KeyZ") return e.shiftKey ? "redo" : "undo";
  return e.code === "KeyY" ? "redo" : null;
}

export function wishOf(e: KeyboardEvent): Wish | null {
  if (e.altKey || e.metaKey) return null;
  if (e.ctrlKey) return controlWish(e);
  if (e.code === "Period") return "next";
  if (e.code === "Comma") return "previous";
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(e.code)?.[1];
  if (digit !== undefined && !e.shiftKey) return { choice: Number(digit) };
  if (e.shiftKey || !/^Key[A-Z]$/.test(e.code)) return null;
  const letter = e.code.slice(3);
  if (letter === UNDO_KEY) return "undo";
  if (letter === REDO_KEY) return "redo";
  const step = Object.keys(STEP_KEYS).filter((action) => STEP_KEYS[action] === letter);
  return step.length > 0 ? { step } : null;
}
