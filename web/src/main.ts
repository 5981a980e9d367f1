// The page starts here: the note for browsers that cannot run it gives way to the application.

import "./shell/shell.ts";

document.getElementById("app")?.replaceChildren(document.createElement("totsugo-app"));
