// The person of an exercise on the screen: found as a clerk finds him, by typing his name into the search of the results.

import type { App } from "../shared/state.ts";
import type { Exercise } from "./exercises.ts";
import { matched } from "./stage.ts";
import type { Training } from "./training.ts";

export async function personShown(training: Training, app: App, { flow, name }: Exercise): Promise<void> {
  await matched(training, app, flow);
  app.set({ buckets: [] });
  await changed(app, () => training.find("[data-testid=worklist]") !== null);
  const search = training.find("[data-testid=search]") as HTMLInputElement;
  search.value = name;
  search.dispatchEvent(new Event("input", { bubbles: true }));
  const row = () => [...(app as unknown as HTMLElement).querySelectorAll<HTMLElement>("[data-testid=worklist] [data-case]")].find((r) => r.textContent?.includes(name));
  await changed(app, () => row() !== undefined);
  row()!.click();
  await changed(app, () => training.find("[data-testid=evidence]")?.dataset.case === row()?.dataset.case);
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
