// What the keys do at the desk, wherever the focus is.

import type { Decide } from "./decide.ts";
import type { Deciding } from "./deciding.ts";
import { isOurs, wishOf } from "./keys.ts";
import type { Wish } from "./keys.ts";
import type { People } from "./people.ts";
import type { RowWindow } from "./window.ts";

interface Hands {
  readonly people: People;
  readonly deciding: Deciding;
  readonly decide: Decide | null;
  readonly grid: HTMLElement;
  readonly rows: RowWindow | null;
  readonly isOpen: boolean;
  readonly isSeen: boolean;
  select(index: number): void;
  open(index: number, focus: boolean): Promise<void>;
  close(): void;
  step(by: number): void;
  extend(by: number): Promise<void>;
  markAt(index: number): Promise<void>;
  chooseAt(choice: number): boolean;
}

/** The arrows and their kin; in the list, or wherever nothing else has the focus. */
function move(desk: Hands, e: KeyboardEvent): boolean {
  const { target } = e;
  const free = target === desk.grid || target === document.body || (target instanceof HTMLElement && target.id === "main");
  if (!free || e.ctrlKey || e.altKey || e.metaKey || !desk.rows) return false;
  const at = desk.people.active;
  const page = desk.rows.pageRows;
  const moves: Record<string, () => void> = {
    ArrowDown: () => (e.shiftKey ? void desk.extend(1) : desk.select(at + 1)),
    ArrowUp: () => (e.shiftKey ? void desk.extend(-1) : desk.select(at - 1)),
    PageDown: () => desk.select(at + page),
    PageUp: () => desk.select(at - page),
    Home: () => desk.select(0),
    End: () => desk.select(desk.people.count - 1),
    Enter: () => void desk.open(at, true),
    " ": () => void desk.markAt(at),
  };
  const does = moves[e.key];
  does?.();
  return does !== undefined;
}

function fulfil(desk: Hands, wish: Wish): boolean {
  if (wish === "undo" || wish === "redo") desk.deciding.takeBack(wish);
  else if (desk.people.count === 0) return false;
  else if (wish === "next" || wish === "previous") desk.step(wish === "next" ? 1 : -1);
  else if (!desk.isSeen)
    return true; // whoever is shown is not yet whom the list stands at
  else if ("step" in wish) void desk.decide?.press(wish.step);
  else return desk.chooseAt(wish.choice);
  return true;
}

/** The form or a refusal is left first, then the person. */
function leave(desk: Hands, e: KeyboardEvent): void {
  if (e.defaultPrevented || e.isComposing || document.querySelector("dialog[open]")) return;
  if (!desk.decide?.leave()) {
    if (!desk.isOpen) return;
    desk.close();
  }
  e.preventDefault();
}

export const deskKeys =
  (desk: Hands) =>
  (e: KeyboardEvent): void => {
    if (e.key === "Escape") leave(desk, e);
    else if (isOurs(e)) {
      const wish = wishOf(e);
      // A key that is held goes along the list, and does nothing else over and over.
      const once = wish !== null && wish !== "next" && wish !== "previous";
      if (e.repeat && once) e.preventDefault();
      else if (move(desk, e) || (wish && fulfil(desk, wish))) e.preventDefault();
    }
  };
