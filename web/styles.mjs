// The style sheets of the page, in the order in which they become one: a later rule of the same weight changes an earlier one.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readRooms } from "../scripts/linting/rooms.mjs";

const BASE = ["tokens", "elements", "type", "buttons", "banners", "boxes", "forms", "tables"];

/** base/*.css, then FOLDER/FOLDER.css of every folder that has one, the lowest room first. */
export function styleSheets(root) {
  const rooms = readRooms(readFileSync(join(root, "scripts", "linting", "rooms-web.txt"), "utf8")).flat();
  const folders = rooms.flatMap((room) => /^web\/src\/([a-z]+)$/u.exec(room)?.[1] ?? []).filter((folder) => folder !== "base");
  return [...BASE.map((name) => `web/src/base/${name}.css`), ...folders.map((folder) => `web/src/${folder}/${folder}.css`)].filter((path) =>
    existsSync(join(root, path)),
  );
}
