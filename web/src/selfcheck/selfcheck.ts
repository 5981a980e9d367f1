// What the terminal must be able to do, tried rather than asked of the browser's name.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { selfcheck } from "./strings.ts";

type Need = keyof typeof selfcheck.missing;

export interface SelfCheck {
  /** The first of the needs that is not met. What else fails may fail for that reason alone. */
  missing: Need | null;
  /** Gigabytes, when so few that the job may not fit. */
  littleMemory: number | null;
  browser: string;
}

// (module (func (result v128) i32.const 0 i8x16.splat)): valid only where SIMD is.
const SIMD_PROBE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]);
// (module (func try catch_all end)): valid only where WebAssembly has exceptions.
const EXCEPTION_PROBE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11]);
// (module): compiling it fails where the policy of the terminal forbids WebAssembly. Where the browser runs without JIT, there is no
// WebAssembly at all; every browser that understands the page's script has it otherwise.
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

function works(probe: () => boolean): boolean {
  try {
    return probe();
  } catch {
    return false;
  }
}

function browserName(): string {
  const agent = navigator.userAgent;
  const found = /(Edg|Firefox|Chrome|Version)\/(\d+)/.exec(agent.includes("Edg/") ? agent.slice(agent.indexOf("Edg/")) : agent);
  if (!found) return selfcheck.unknownBrowser;
  const names: Record<string, string> = { Edg: "Microsoft Edge", Chrome: "Google Chrome", Firefox: "Firefox", Version: "Safari" };
  return `${names[found[1]!]} ${found[2]}`;
}

export function selfCheck(): SelfCheck {
  const wasm = () => new WebAssembly.Module(EMPTY_MODULE) instanceof WebAssembly.Module;
  // Where there is none at all, its parts are not what is missing: the browser may be new, and its policy strict.
  const within = (probe: Uint8Array<ArrayBuffer>) => !works(wasm) || WebAssembly.validate(probe);
  const policy = document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]');
  const tests: Record<Need, () => boolean> = {
    // What a filter takes out of a page so that it still runs.
    changed: () =>
      policy?.content.includes("default-src 'none'") === true &&
      getComputedStyle(document.documentElement).getPropertyValue("--line") !== "",
    worker: () => typeof Worker === "function",
    wasmOff: () => typeof WebAssembly === "object",
    wasm,
    simd: () => within(SIMD_PROBE),
    exceptions: () => within(EXCEPTION_PROBE),
    gzip: () => typeof DecompressionStream === "function" && new DecompressionStream("gzip") instanceof DecompressionStream,
    slice: () => typeof Blob.prototype.slice === "function" && typeof Blob.prototype.arrayBuffer === "function",
    download: () => "download" in HTMLAnchorElement.prototype && typeof URL.createObjectURL === "function",
  };
  const missing = (Object.keys(tests) as Need[]).find((need) => !works(tests[need])) ?? null;
  const memory = (navigator as { deviceMemory?: number }).deviceMemory;
  return { missing, littleMemory: memory !== undefined && memory < 2 ? memory : null, browser: browserName() };
}

export function selfCheckView(check: SelfCheck): TemplateResult | typeof nothing {
  const t = selfcheck;
  if (check.missing) {
    return html`<section class="banner banner-error" role="alert" data-testid="selfcheck">
      <h2 class="banner-title">${t.title}</h2>
      <p>${t.missing[check.missing]}</p>
      ${check.missing === "changed" ? nothing : html`<p>${t.advice}</p>`}
      <p>${t.browser(check.browser)}</p>
    </section>`;
  }
  if (check.littleMemory !== null) {
    return html`<section class="banner banner-warning" data-testid="selfcheck">
      <h2 class="banner-title">${t.warning}</h2>
      <p>${t.memory(check.littleMemory)}</p>
    </section>`;
  }
  return nothing;
}
