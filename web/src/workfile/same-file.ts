// The work file on the disk, where the browser lets the page write into it each time. A browser may be without that, and an office may
// forbid it; then the file is downloaded as ever.

import type { OnDisk } from "../app/locking.ts";
import type { App } from "../app/state.ts";
import { workfile as t } from "./strings.ts";

type Asks = (how: { mode: "readwrite" }) => Promise<PermissionState>;
type Picks = (how: { suggestedName: string; types: object[] }) => Promise<FileSystemFileHandle>;
const picker = (): Picks | undefined => (window as { showSaveFilePicker?: Picks }).showSaveFilePicker;

/** The training's files stay apart: they are never written over anything. */
export const canKeepFile = (app: App): boolean => app.training === null && picker() !== undefined;

/** A work file's first line names the hash of its body: two that have it in common are the same. Longer than any such line. */
const LINE_BYTES = 1024;

async function lineOf(file: Blob): Promise<string> {
  return (await file.slice(0, LINE_BYTES).text()).split("\n", 1)[0]!;
}

const lineIn = async (handle: FileSystemFileHandle): Promise<string> => lineOf(await handle.getFile());

/** `left`: the clerk would rather not; `none`: it cannot be done here. While the clerk's press is fresh, or the browser refuses. */
export async function fileToWrite(onDisk: OnDisk | null, name: string): Promise<OnDisk | "left" | "none"> {
  try {
    if (!onDisk) {
      const types = [{ description: t.menu, accept: { "application/octet-stream": [".totsugo"] } }];
      const handle = await picker()!({ suggestedName: name, types });
      return { handle, line: await lineIn(handle) };
    }
    const { handle } = onDisk;
    const ask = (handle as { requestPermission?: Asks }).requestPermission?.bind(handle);
    if (ask && (await ask({ mode: "readwrite" })) !== "granted") return "none";
    return (await overwritable(onDisk)) ?? "left";
  } catch (e) {
    return e instanceof DOMException && e.name === "AbortError" ? "left" : "none";
  }
}

/** What stands there is what the page has read or written last; else the clerk is asked, and null is a no. */
async function overwritable({ handle, line }: OnDisk): Promise<OnDisk | null> {
  const now = await lineIn(handle);
  return now === line || window.confirm(t.writtenByOthers(handle.name)) ? { handle, line: now } : null;
}

/**
 * Whole or not at all: what is written takes the file's place when it is complete, if nobody else has written there meanwhile. `left`: the
 * clerk would rather not; `none`: it could not be written.
 */
export async function writeFile(to: OnDisk, blob: Blob): Promise<OnDisk | "left" | "none"> {
  let stream: FileSystemWritableFileStream | null = null;
  try {
    stream = await to.handle.createWritable();
    await stream.write(blob);
    if (await overwritable(to)) {
      await stream.close();
      return { handle: to.handle, line: await lineOf(blob) };
    }
    await stream.abort();
    return "left";
  } catch {
    await stream?.abort().catch(() => {}); // what was written beside the file goes away
    return "none";
  }
}

type Dropped = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };
let dropped: (Promise<FileSystemHandle | null> | undefined)[] = [];

/** What was dropped last can be written into, too. */
export function noteDropped(e: DragEvent): void {
  const items = [...(e.dataTransfer?.items ?? [])] as Dropped[];
  dropped = items.filter((i) => i.kind === "file").map((i) => i.getAsFileSystemHandle?.());
}

/** The place of an opened file on the disk, where it was dropped. */
export async function onDiskOf(file: File): Promise<OnDisk | null> {
  for (const found of await Promise.allSettled(dropped)) {
    const handle = found.status === "fulfilled" ? found.value : null;
    if (handle?.kind !== "file" || handle.name !== file.name) continue;
    const same = await (handle as FileSystemFileHandle).getFile().catch(() => null);
    if (same?.size === file.size && same.lastModified === file.lastModified)
      return { handle: handle as FileSystemFileHandle, line: await lineOf(file) };
  }
  return null;
}
