// Who the steps of this sitting were for, so that what is taken back is shown. The steps themselves are the core's.

import type { TakenBack } from "../../../wasm/cases.ts";
import type { Target } from "./people.ts";

const MOST = 200;

export class Sitting {
  private readonly done: (readonly Target[])[] = [];
  private readonly undone: (readonly Target[])[] = [];

  took(targets: readonly Target[]): void {
    this.done.push(targets);
    if (this.done.length > MOST) this.done.shift();
    this.undone.length = 0;
  }

  /** Whom the step that the core takes back, or again, was for; nobody where it was taken elsewhere. */
  turn(which: "undo" | "redo", step: TakenBack): readonly Target[] {
    const [from, to] = which === "undo" ? [this.done, this.undone] : [this.undone, this.done];
    const targets = from.at(-1);
    if (!targets || targets.length !== step.cases || (targets.length === 1 && targets[0]!.name !== step.name)) return [];
    from.pop();
    to.push(targets);
    return targets;
  }

  /** Another book. */
  forget(): void {
    this.done.length = this.undone.length = 0;
  }
}
