// How the products name themselves: the page's footer and the command line's --version say the same.
import commit from "totsugo:commit";

export { commit };
export const versionText = (version: string): string => `バージョン ${version}（コミット ${commit}）`;
