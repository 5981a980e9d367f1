// The queues of the desk. Each is nothing but a query, and says of itself which of its people still wait for a decision.

import type { Narrowed } from "../../../wasm/cases.ts";
import type { Constants, FlowCode } from "../../../wasm/driver.ts";
import type { QueueCount, StepCode } from "../app/state.ts";
import { queueNames } from "./strings.ts";

export interface Queue {
  code: string;
  label: string;
  query: Narrowed;
  /** Whom of them nobody has decided on; where it is left out, all of them wait. Null: nobody is waited for here. */
  left?: Narrowed | null;
  /** Who was in it, and has left it by a decision. */
  settled?: Narrowed;
  /** The step of the way that the queue belongs to. */
  step: Extract<StepCode, "review" | "notify">;
  /** A part of the queue before it. */
  part?: true;
}

/** Everybody. */
export const ALL = "all";
/** 要確認, which is shown even when it is empty. */
export const REVIEW = "review";

const UNDECIDED: Narrowed = { states: ["none", "listed"], on_hold: false };
const REVIEW_BUCKETS: Narrowed = { buckets: ["P-REVIEW", "D-REVIEW"] };
const FOUND: Narrowed = { buckets: ["P-CONFIRMED", "D-CANDIDATE"] };
const TO_INQUIRE: Narrowed = { buckets: ["P-INQUIRE"] };
/** Whom an answer makes ready to be confirmed, or to be looked at again. */
const ANSWERED: Narrowed = { ...TO_INQUIRE, stages: ["to_verify", "to_check"] };

/** The queues that are a stage of the core and nothing more, in the order of the work. */
const STAGES = [
  ["inquiring", "review"],
  ["to_urge", "notify"],
  ["urging", "notify"],
  ["to_urge_again", "notify"],
  ["urging_again", "notify"],
  ["to_ex_officio", "notify"],
] as const;
const LATER = [
  ["returned", "notify"],
  ["on_hold", "review"],
  ["reported", "notify"],
  ["ex_officio", "notify"],
  ["waiting", "review"],
  ["in_roster", "notify"],
  ["done", "notify"],
  ["excluded", "notify"],
] as const;
/** Nobody has to do anything about these. */
const AT_REST = new Set<string>(["urging", "urging_again", "waiting", "in_roster", "done", "excluded", "inquiring"]);

/** The queues of a run by this flow; null: of the book alone. */
export function queuesOf(constants: Constants, today: string, flow: FlowCode | null): Queue[] {
  const found = constants.buckets.filter((b) => FOUND.buckets!.includes(b.code) && (flow === null || b.flow === flow));
  const stage = ([code, step]: (typeof STAGES)[number] | (typeof LATER)[number]): Queue => ({
    code,
    label: constants.casework.stages.find((s) => s.code === code)?.label ?? code,
    query: { stages: [code] },
    ...(AT_REST.has(code) ? { left: null } : {}),
    step,
  });
  return [
    {
      code: REVIEW,
      label: queueNames.review,
      query: REVIEW_BUCKETS,
      left: { ...REVIEW_BUCKETS, ...UNDECIDED },
      settled: { chosen: true, buckets: constants.buckets.map((b) => b.code).filter((b) => !REVIEW_BUCKETS.buckets!.includes(b)) },
      step: "review",
    },
    ...constants.review_kinds.map((k): Queue => {
      const query: Narrowed = { ...REVIEW_BUCKETS, reviews: [k.code] };
      return { code: k.code, label: k.label, query, left: { ...query, ...UNDECIDED }, step: "review", part: true };
    }),
    { code: "to_verify", label: found.map((b) => b.label).join("・"), query: FOUND, left: { ...FOUND, ...UNDECIDED }, step: "review" },
    // Whose case was closed, and who is listed for another loss since.
    { code: "anew", label: queueNames.anew, query: { stages: ["to_check"], states: ["done", "excluded"] }, step: "review" },
    { code: "to_inquire", label: queueNames.toInquire, query: TO_INQUIRE, left: { stages: ["to_inquire"] }, step: "review" },
    { code: "answered", label: queueNames.answered, query: ANSWERED, step: "review" },
    ...STAGES.map(stage),
    { code: "due", label: queueNames.due, query: { due_by: today }, step: "notify" },
    { code: "levy", label: queueNames.levy, query: { levy: ["near"] }, step: "review" },
    ...LATER.map(stage),
    { code: ALL, label: queueNames.all, query: {}, left: null, step: "review" },
  ];
}

interface After {
  /** Null where nobody ever stood in it. */
  done: Queue | null;
  next: Queue | null;
  left: number;
}

/** The queue to go on with when nobody waits in this one: the next in the order of the work, else from the top. */
export function queueAfter(code: string, queues: readonly Queue[], counts: Readonly<Record<string, QueueCount>>): After | null {
  const at = queues.findIndex((q) => q.code === code);
  const queue = queues[at];
  const count = counts[code];
  if (!queue || !count || queue.left === null || count.left > 0) return null;
  const leftOf = (q: Queue) => (q.left === null ? 0 : (counts[q.code]?.left ?? 0));
  const waiting = [...queues.slice(at + 1), ...queues.slice(0, at)].filter((q) => leftOf(q) > 0);
  // From one kind of doubt to the next; from all of them to what comes then.
  const next = (queue.part && waiting.find((q) => q.part)) || (waiting.find((q) => !q.part) ?? null);
  return { done: count.count + count.settled > 0 ? queue : null, next, left: next ? leftOf(next) : 0 };
}

/** What has to be counted for them, and how the counts become theirs. */
export function countsOf(queues: readonly Queue[]): { of: Narrowed[]; take(counts: readonly number[]): Record<string, QueueCount> } {
  const of = queues.flatMap((q) => [q.query, ...(q.left ? [q.left] : []), ...(q.settled ? [q.settled] : [])]);
  return {
    of,
    take(counts) {
      let at = 0;
      return Object.fromEntries(
        queues.map((q) => {
          const count = counts[at++] ?? 0;
          const left = q.left === null ? 0 : q.left ? (counts[at++] ?? 0) : count;
          const settled = q.settled ? (counts[at++] ?? 0) : 0;
          return [q.code, { count, left, settled }];
        }),
      );
    },
  };
}
