// The page starts here: the note for browsers that cannot run it gives way to the application.

import { startPage } from "./shell/mode.ts";

const place = document.getElementById("app");
if (place) startPage(place);
