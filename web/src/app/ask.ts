// How the views of the cases ask the core, and what they call a step.

import type { App } from "./state.ts";
import { stranger } from "./strings.ts";
import { Refused } from "../worker/client.ts";
import { newKey } from "../../../wasm/cases.ts";
import type { ActAnswer, ActionCode, CaseCommand } from "../../../wasm/cases.ts";

/** Null where the answer was refused or lost: the clerk has been told then. */
export async function askOrTell<T>(app: App, command: CaseCommand): Promise<T | null> {
  try {
    return await app.client.casework<T>(command);
  } catch (e) {
    app.showRefusal(e);
    return null;
  }
}

/** What is entered for a step; empty where nothing was. */
export interface Given {
  on: string;
  /** Of a letter: the deadline printed on it. */
  until?: string;
  reason: string;
  note: string;
  /** What is noted of a case alone instead, as the number of its own letter. */
  own_notes?: [number, string][];
}

/** Records a step, now and by whoever is at work. `partial`: for those it can be taken for, instead of for all or none. */
export function act(
  app: App,
  action: ActionCode,
  whom: { cases?: number[]; findings?: number[] },
  given: Partial<Given>,
  partial: boolean,
): Promise<ActAnswer | null> {
  // The first step records the run, and with the key what the next one needs of its lists.
  const key = newKey();
  return askOrTell<ActAnswer>(app, { do: "act", action, ...whom, at: app.now(), who: app.state.who, ...entered(given), partial, key });
}

/** Only what was entered. */
export function entered(given: Partial<Given>): Partial<Given> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value?.length));
}

/** What may be another municipality's is only done when the clerk says so; null when not. */
export async function asked<T>(command: (anyway: boolean) => Promise<T>): Promise<T | null> {
  try {
    return await command(false);
  } catch (e) {
    if (!(e instanceof Refused) || e.problem.code !== "other_municipality") throw e;
    return window.confirm(stranger(e.problem.text)) ? command(true) : null;
  }
}

export function actionLabel(app: App, action: string): string {
  return app.constants.casework.actions.find((a) => a.code === action)?.label ?? "";
}
