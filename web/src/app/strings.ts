import type { FlowCode } from "../../../wasm/driver.ts";

/** The two ways of the procedure, by the list that each begins with. */
export const flowNames: Record<FlowCode, string> = { P: "喪失一覧から", D: "重複一覧から" };

/** A refusal that the clerk may override. */
export const stranger = (text: string) => `${text}\n\n確かめたうえで、それでも続けますか。`;
