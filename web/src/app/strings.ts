/** A refusal that the clerk may override. */
export const stranger = (text: string) => `${text}\n\n確かめたうえで、それでも続けますか。`;
