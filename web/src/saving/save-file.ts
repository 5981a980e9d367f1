// A file that leaves the page with people in it: saved, and put down in the record of the runs as soon as there are cases.

import { askOrTell } from "../app/ask.ts";
import type { BookOverview } from "../../../wasm/cases.ts";
import { download } from "../app/state.ts";
import type { App } from "../app/state.ts";

async function sha256(blob: Blob): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return Array.from(new Uint8Array(hash), (b) => b.toString(16).padStart(2, "0")).join("");
}

/** Answers with the name it was saved under. */
export async function saveFile(app: App, blob: Blob, name: string): Promise<string> {
  const saved = download(app, blob, name);
  if (!app.client.hasCases) return saved;
  const overview = await askOrTell<BookOverview>(app, {
    do: "exported",
    name: saved,
    bytes: blob.size,
    sha256: await sha256(blob),
    at: app.now(),
    who: app.state.who,
  });
  if (overview) app.set({ unsaved: overview.unsaved });
  return saved;
}
