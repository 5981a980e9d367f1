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

/** `left`: the clerk would rather not; `none`: it cannot be done here. While the clerk's press is fresh, or the browser refuses. */
export async function fileToWrite(onDisk: OnDisk | null, name: string): Promise<FileSystemFileHandle | "left" | "none"> {
  try {
    if (!onDisk) {
      const types = [{ description: t.menu, accept: { "application/octet-stream": [".totsugo"] } }];
      return await picker()!({ suggestedName: name, types });
    }
    const { handle, modified } = onDisk;
    const ask = (handle as { requestPermission?: Asks }).requestPermission?.bind(handle);
    if (ask && (await ask({ mode: "readwrite" })) !== "granted") return "none";
    const { lastModified } = await handle.getFile();
    return lastModified === modified || window.confirm(t.writtenByOthers(handle.name)) ? handle : "left";
  } catch (e) {
    return e instanceof DOMException && e.name === "AbortError" ? "left" : "none";
  }
}

/** Whole or not at all: what is written takes the file's place when it is complete. Null: it could not be written. */
export async function writeFile(handle: FileSystemFileHandle, blob: Blob): Promise<OnDisk | null> {
  try {
    const stream = await handle.createWritable();
    await stream.write(blob);
    await stream.close();
    return { handle, modified: (await handle.getFile()).lastModified };
  } catch {
    return null;
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
      return { handle: handle as FileSystemFileHandle, modified: file.lastModified };
  }
  return null;
}
