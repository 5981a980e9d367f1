// Runs first, in the head. A copy that broke off, in a mail or in the passage between two networks, must not start, and says so. The last
// script of the file leaves a mark (`end` in build.mjs); nothing follows it, so the mark is missing whichever byte is.

import { notWhole } from "./whole-strings.ts";

declare global {
  interface Window {
    totsugoIsWhole?: boolean;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  if (window.totsugoIsWhole) return;
  const note = document.createElement("p");
  note.id = "not-whole";
  note.setAttribute("role", "alert");
  note.textContent = notWhole;
  document.body.replaceChildren(note);
});
