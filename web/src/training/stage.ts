// Where a lesson begins: the training application is brought there by the same calls the buttons make.

import type { ActAnswer, ActionCode, Decision } from "../../../wasm/cases.ts";
import type { FlowCode, Kind } from "../../../wasm/driver.ts";
import type { App, State } from "../app/state.ts";
import type { TownDay } from "./town.ts";

/**
 * empty: nothing chosen · files: the files are in, nothing matched · P, D: matched · stopped: P with lists that a check stops ·
 * verified, urged: flow D, and so far with the cases.
 */
export type Stage = "empty" | "files" | FlowCode | "stopped" | "verified" | "urged";

/** Whose cases are verified, and who has been written to, when a lesson begins there. */
const VERIFIED = ["相沢　健太", "清水　結衣", "森　健一", "森　由紀", "三浦　薫"];
const URGED = ["相沢　健太", "後藤　進", "長谷川　望", "森　健一", "森　由紀"];
const CLERK = "研修係";

/** What is asked of the training here. */
export interface Staged {
  readonly day: TownDay;
  put(kind: Kind): Promise<void>;
  /** Until the application stands so. */
  when(holds: (state: State) => boolean): Promise<void>;
  /** Something of the application that is shown. */
  find(selector: string): HTMLElement | null;
}

export async function stage(training: Staged, app: App, at: Stage): Promise<void> {
  if (at === "empty") return;
  for (const kind of ["roster", "pension", "overlap"] as const) await training.put(kind);
  if (at === "files") return training.when((s) => s.readings.size === 4);
  const flow = at === "P" || at === "stopped" ? "P" : "D";
  await matched(training, app, flow);
  if (at === flow || at === "stopped" || !(await app.join())) return;
  const names = at === "verified" ? VERIFIED : URGED;
  const cases = await casesOf(app, names);
  const act = (action: ActionCode, on = "") =>
    app.client.casework<ActAnswer>({ do: "act", action, cases, at: app.now(), who: CLERK, ...(on ? { on } : {}) });
  let book = await act("verify");
  if (at === "urged") book = await act("urge", training.day);
  app.set({ unsaved: book.unsaved, book });
  app.goTo("review");
  await training.when((s) => s.phase === "desk" && !s.looking && s.book !== null && (s.book.states[at] ?? 0) > 0);
}

/** A run of this flow is at hand, and its results are shown. */
export async function matched(training: Staged, app: App, flow: FlowCode): Promise<void> {
  if (app.state.summary?.flow === flow) return app.goTo("review");
  app.set({ flow });
  app.run();
  await training.when((s: State) => s.phase === "desk" && s.summary?.flow === flow);
}

async function casesOf(app: App, names: readonly string[]): Promise<number[]> {
  const { rows } = await app.client.casework<{ rows: Decision[] }>({ do: "decisions" });
  return rows.filter((r) => names.includes(r.person["name"] ?? "")).map((r) => r.case);
}
