// The year of a date that is being typed: after its first digit Chromium says 0002-12-11, and each digit is another change. What is
// asked of the core then is refused, the refusal takes the focus, and the rest of the year is lost. So such a date is told when the
// field is left.

const isUnfinished = (at: EventTarget | null): at is HTMLInputElement =>
  at instanceof HTMLInputElement && at.type === "date" && at.value !== "" && at.value < "1000";

export function waitForWholeYears(): void {
  let leaving = false;
  const hold = (e: Event) => {
    if (!leaving && isUnfinished(e.target)) e.stopImmediatePropagation();
  };
  for (const type of ["input", "change"]) document.addEventListener(type, hold, { capture: true });
  document.addEventListener(
    "focusout",
    ({ target }) => {
      if (!isUnfinished(target)) return;
      leaving = true;
      for (const type of ["input", "change"]) target.dispatchEvent(new Event(type, { bubbles: true }));
      leaving = false;
    },
    { capture: true },
  );
}
