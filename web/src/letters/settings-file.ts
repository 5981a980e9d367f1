// The settings of letters in a file of their own, for other desks.

import { download } from "../app/state.ts";
import type { App } from "../app/state.ts";
import { letters } from "./strings.ts";
import { settingsFrom, settingsJson } from "./settings.ts";
import type { Settings } from "./settings.ts";

// Texts are a few kilobytes; nothing larger is settings.
const MAX_BYTES = 1024 * 1024;

export function saveSettings(app: App, settings: Settings): string {
  const name = letters.settings.name(settings.town.replace(/[\\/:*?"<>|\u0000-\u001f]/g, "_"));
  const text = `${JSON.stringify(settingsJson(settings), null, 2)}\n`;
  return download(app, new Blob([text], { type: "application/json" }), name);
}

/** The settings in a file; what it leaves out or has of another type stays at the default. Null if it is no such file. */
export async function readSettings(file: File): Promise<Settings | null> {
  if (file.size > MAX_BYTES) return null;
  try {
    return settingsFrom(JSON.parse((await file.text()).replace(/^\ufeff/, "")));
  } catch {
    return null;
  }
}
