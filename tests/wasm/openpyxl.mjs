// Workbooks as openpyxl reads and writes them: an opinion that shares nothing with our own reader and writer.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = (name) => fileURLToPath(new URL(name, import.meta.url));

/** A Python that has openpyxl; without one there is no second opinion, and the tests that ask for one fail. */
export function pythonWithOpenpyxl() {
  for (const python of [process.env.TOTSUGO_PYTHON, "python3", "/usr/bin/python3"].filter(Boolean)) {
    try {
      return {
        python,
        version: execFileSync(python, [script("read-book.py"), "--version"], {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        }).trim(),
      };
    } catch {
      // The next one.
    }
  }
  throw new Error("no python3 with openpyxl: scripts/setup test installs it");
}

/** A book of one sheet, written to `file`; `epoch` and `rows` as write-book.py wants them. */
export function writeBook({ python }, file, epoch, rows) {
  execFileSync(python, [script("write-book.py"), file], { input: JSON.stringify({ epoch, rows }) });
  return file;
}
