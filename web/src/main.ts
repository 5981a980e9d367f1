// The page starts here: the note for browsers that cannot run it gives way to the application.

import { waitForWholeYears } from "./base/typed-dates.ts";
import { startPage } from "./shell/mode.ts";

waitForWholeYears();
const place = document.getElementById("app");
if (place) startPage(place);
