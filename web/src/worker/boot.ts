// A script of its own that runs before the page's has been compiled. It shuts the ways out of the page; then the worker makes the engine
// while the page's script is compiled. In a browser that cannot, nothing is started here, and the self-check says why.

import type { FromWorker, ToWorker } from "./protocol.ts";
import { shutWaysOut } from "./ways-out.ts";

shutWaysOut();

export interface Started {
  worker: Worker;
  /** What has come from it before somebody listened. */
  heard: (MessageEvent<FromWorker> | ErrorEvent)[];
}

const text = (id: string) => document.getElementById(id)?.textContent ?? "";

const policy = (
  window as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(s: string): unknown } } }
).trustedTypes?.createPolicy("totsugo", {
  createScriptURL: (s: string) => {
    if (!s.startsWith("blob:")) throw new TypeError("only the page's own worker");
    return s;
  },
});
const url = URL.createObjectURL(new Blob([text("worker")], { type: "text/javascript" }));

function start(): Started {
  const worker = new Worker((policy ? policy.createScriptURL(url) : url) as string);
  const heard: Started["heard"] = [];
  worker.onmessage = worker.onerror = (e: Started["heard"][number]) => void heard.push(e);
  const message: ToWorker = { type: "start", wasm: text("wasm") };
  worker.postMessage(message);
  return { worker, heard };
}

let first: Started | null = null;
try {
  first = start();
} catch {
  // See above.
}

declare global {
  interface Window {
    /** A worker that has been told to make the engine. */
    startWorker(): Started;
  }
}
window.startWorker = () => {
  const started = first ?? start();
  first = null;
  return started;
};
