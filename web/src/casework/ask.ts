// How the views of the cases ask the core, and what they call a step.

import type { App } from "../shared/state.ts";
import type { CaseCommand } from "./commands.ts";

/** Null where the answer was refused or lost: the clerk has been told then. */
export async function askOrTell<T>(app: App, command: CaseCommand): Promise<T | null> {
  try {
    return await app.client.casework<T>(command);
  } catch (e) {
    app.showRefusal(e);
    return null;
  }
}

export function actionLabel(app: App, action: string): string {
  return app.constants.casework.actions.find((a) => a.code === action)?.label ?? "";
}
