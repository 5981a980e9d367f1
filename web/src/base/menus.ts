// Panels that lie over the view (details.menu): one at a time, and shut by Escape, by a press elsewhere, or when the focus leaves.

const OPEN = "details.menu[open]";

function shutOthers(kept: EventTarget | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(OPEN))
    if (!(kept instanceof Node) || !menu.contains(kept)) menu.open = false;
}

/** Once a page. */
export function watchMenus(): void {
  document.addEventListener("pointerdown", (e) => shutOthers(e.target));
  document.addEventListener("focusin", (e) => shutOthers(e.target));
  // First of all: an Escape that shuts a panel shuts nothing under it.
  window.addEventListener(
    "keydown",
    (e) => {
      const menu = e.key === "Escape" && !e.isComposing ? document.querySelector<HTMLDetailsElement>(OPEN) : null;
      if (!menu) return;
      e.preventDefault();
      e.stopPropagation();
      menu.open = false;
      menu.querySelector("summary")?.focus();
    },
    true,
  );
}
