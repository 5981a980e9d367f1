// How the products name themselves: the page's footer, the command line's --version and the record of a run say it in the same words.
import commit from "totsugo:commit";

export { commit };

/** Of what a run's record names: VERSION, or VERSION+COMMIT. */
export function toolText(tool: string): string {
  const [version, from] = tool.split("+");
  return `バージョン ${version}${from ? `（コミット ${from}）` : ""}`;
}

export const versionText = (version: string): string => toolText(`${version}+${commit}`);
