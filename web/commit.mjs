// Which commit is built: the page and the command line say it, so that a file can be traced to its source.
import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";

/** All that the products and a release are made of. */
const SOURCES = ["CHANGELOG.md", "CMakeLists.txt", "LICENSE", "NOTICE", "SECURITY.md", "core", "scripts", "wasm", "web"];

/**
 * The first 12 digits of the commit, with "-changed" where a source is not as it was committed. Where there is no git, what
 * TOTSUGO_COMMIT says; else "unknown".
 */
export function commitOf(root) {
  const git = (...args) => execFileSync("git", ["-C", root, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    // A folder without git may stand inside another repository.
    if (realpathSync(git("rev-parse", "--show-toplevel")) !== realpathSync(root)) throw new Error("another repository");
    const commit = git("rev-parse", "--short=12", "HEAD");
    return git("status", "--porcelain", "--", ...SOURCES) === "" ? commit : `${commit}-changed`;
  } catch {
    return (process.env.TOTSUGO_COMMIT ?? "").replace(/[^0-9A-Za-z.-]/g, "").slice(0, 40) || "unknown";
  }
}
