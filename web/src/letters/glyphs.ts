// Which characters the terminal has no picture for: they would come out as an empty box.

const SIDE = 24;
/** No character has this code, so what is drawn for it is what is drawn for a missing one. */
const NONE = "\u{10fffe}";

const known = new Map<string, boolean>();
let canvas: CanvasRenderingContext2D | null = null;
let missing = "";

function picture(char: string): string {
  const context = canvas!;
  context.clearRect(0, 0, SIDE, SIDE);
  context.fillText(char, 2, SIDE - 6);
  return context
    .getImageData(0, 0, SIDE, SIDE)
    .data.filter((_, i) => i % 4 === 3)
    .join();
}

function begin(): void {
  const element = document.createElement("canvas");
  element.width = element.height = SIDE;
  canvas = element.getContext("2d", { willReadFrequently: true })!;
  canvas.font = `16px ${getComputedStyle(document.body).fontFamily}`;
  missing = picture(NONE);
}

/** What every Japanese font has is not drawn, nor what has no picture of its own. */
const SURE = /[\p{ASCII}\p{Script=Hiragana}\p{Script=Katakana}\p{Z}\p{M}\p{C}]/u;

export function hasGlyph(char: string): boolean {
  if (SURE.test(char)) return true;
  const found = known.get(char);
  if (found !== undefined) return found;
  if (!canvas) begin();
  const has = picture(char) !== missing;
  known.set(char, has);
  return has;
}
