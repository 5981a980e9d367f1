// The person of an exercise on the screen: found as a clerk finds him, by typing his name into the search of the results.

import type { LitElement } from "lit";
import type { App } from "../app/state.ts";
import { ALL } from "../desk/queues.ts";
import type { Exercise } from "./exercises.ts";
import { matched } from "./stage.ts";
import type { Staged } from "./stage.ts";

export async function personShown(training: Staged, app: App, { flow, name }: Exercise): Promise<void> {
  await matched(training, app, flow);
  await changed(app, () => training.find("[data-testid=worklist]") !== null);
  if (app.state.buckets.length > 0 || app.state.queue !== ALL) {
    app.toQueue(ALL);
    // The list asks for everybody before it is asked for this one.
    await (app as unknown as LitElement).updateComplete;
    await (app as unknown as HTMLElement).querySelector<LitElement>("totsugo-desk")!.updateComplete;
  }
  const search = training.find("[data-testid=search]") as HTMLInputElement;
  if (search.value !== name) {
    search.value = name;
    search.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const rows = () => [...(app as unknown as HTMLElement).querySelectorAll<HTMLElement>("[data-testid=worklist] [data-case]")];
  // The list is as it was for a moment: a person found in it would be let go of again.
  await changed(app, () => rows().length > 0 && rows().every((r) => r.textContent?.includes(name)));
  const row = rows()[0]!;
  const { case: wanted } = row.dataset;
  const isOpen = () => training.find("[data-testid=evidence]")?.dataset.case === wanted;
  if (isOpen()) return;
  row.click();
  await changed(app, isOpen);
}

/** Once the page is as wanted; looked at whenever something of it has changed. */
function changed(app: App, test: () => boolean): Promise<void> {
  return new Promise((done) => {
    const look = () => {
      if (!test()) return false;
      observer.disconnect();
      done();
      return true;
    };
    const observer = new MutationObserver(look);
    if (look()) return;
    observer.observe(app as unknown as HTMLElement, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}
