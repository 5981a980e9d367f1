// XML in pieces, strictly: saxen with everything refused that a workbook has no use for (DTD, entities of its own,
// endless tokens, deep nesting, warnings of any kind).

import { Parser } from "saxen";
import { details } from "./xlsx-messages.ts";
import { Unreadable } from "./zip.ts";

/** Characters between two ends of a token: a cell's 32,767 characters, each as `&#x10FFFF;`. */
const MAX_TOKEN = 512 * 1024;
/** A cell with rich text stands seven deep; extensions a few more. */
const MAX_DEPTH = 100;

export type Attributes = Record<string, string | undefined>;

export interface Handler {
  /** `attributes` is read on demand: most elements are passed over by their name. */
  open(name: string, depth: number, attributes: () => Attributes): void;
  close(name: string, depth: number): void;
  /** Text of the element on top, possibly in several parts. */
  text?(text: string): void;
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function isXmlChar(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 32 && code < 0xd800) ||
    (code > 0xdfff && code < 0xfffe) ||
    (code > 0xffff && code <= 0x10ffff)
  );
}

export function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([a-z]{2,4}));|&/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined && Object.hasOwn(NAMED, name)) return NAMED[name]!;
      const code = hex !== undefined ? parseInt(hex, 16) : decimal !== undefined ? parseInt(decimal, 10) : -1;
      if (!isXmlChar(code)) throw new Unreadable("suspicious", details.entity);
      return whole === "&" ? whole : String.fromCodePoint(code);
    },
  );
}

/** `x:row` → `row`; workbooks differ in their prefixes, not in their names. */
export function local(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Of a part's first two bytes: UTF-16 by its mark or by the zero beside "<", else UTF-8. What the part says of itself is passed over:
 * some writers put "utf-16" above bytes that are UTF-8, and wrong bytes are found in either. */
function encodingOf(first: Uint8Array): string {
  const [a, b] = first;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return "utf-16le";
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return "utf-16be";
  return "utf-8";
}

/** The pieces, the first of them with two bytes at least where there are so many. */
async function* begunWithTwo(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Uint8Array | null = new Uint8Array(0);
  for await (const piece of pieces) {
    if (first === null) {
      yield piece;
      continue;
    }
    const both: Uint8Array = new Uint8Array(first.byteLength + piece.byteLength);
    both.set(first);
    both.set(piece, first.byteLength);
    first = both.byteLength < 2 ? both : null;
    if (first === null) yield both;
  }
  if (first !== null) yield first;
}

/** Reads a part to its end, or until `enough` says so. */
export async function readXml(
  pieces: AsyncIterable<Uint8Array>,
  part: string,
  handler: Handler,
  enough: () => boolean = () => false,
): Promise<void> {
  const damaged = () => new Unreadable("damaged", details.xml(part));
  let depth = 0;
  let sinceToken = 0;
  const parser = new Parser();
  const wrong = () => {
    throw damaged();
  };
  parser.on("error", wrong);
  parser.on("warn", wrong);
  parser.on("attention", () => {
    throw new Unreadable("suspicious", details.dtd);
  });
  parser.on("question", (text) => {
    sinceToken = 0;
    const named = /^<\?xml\s/.test(text) ? /\bencoding\s*=\s*["']?([^"'?]*)/.exec(text) : null;
    if (named && !/^(utf-?8|us-ascii|utf-?16([lb]e)?)$/i.test(named[1]!))
      throw new Unreadable("damaged", details.encoding(part, named[1]!.slice(0, 20)));
  });
  parser.on("comment", () => {
    sinceToken = 0;
  });
  parser.on("openTag", (name, getAttributes, _decode, selfClosing) => {
    sinceToken = 0;
    if (depth >= MAX_DEPTH) throw new Unreadable("suspicious", details.depth);
    const at = depth;
    if (!selfClosing) depth++;
    handler.open(local(name), at, () => {
      const raw = getAttributes();
      if (raw === false) throw damaged();
      const attributes = Object.create(null) as Attributes;
      for (const key of Object.keys(raw)) attributes[key] = unescaped(raw[key]!);
      return attributes;
    });
  });
  parser.on("closeTag", (name, _decode, selfClosing) => {
    sinceToken = 0;
    if (!selfClosing) depth--;
    handler.close(local(name), depth);
  });
  if (handler.text) {
    parser.on("text", (text) => {
      handler.text!(unescaped(text));
    });
    parser.on("cdata", (text) => {
      sinceToken = 0;
      handler.text!(text);
    });
  }

  let decoder: TextDecoder | null = null;
  const decode = (bytes?: Uint8Array) => {
    decoder ??= new TextDecoder(encodingOf(bytes ?? new Uint8Array(0)), { fatal: true });
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw damaged();
    }
  };
  // The parser is given text up to a "<" only: so it never sees a part of a tag, where it would take a ">" inside an
  // attribute's value for the end of the tag.
  let held = "";
  const give = (text: string) => {
    sinceToken += text.length;
    parser.write(text);
    if (sinceToken > MAX_TOKEN) throw damaged();
  };
  for await (const piece of begunWithTwo(pieces)) {
    const more = decode(piece);
    const at = more.lastIndexOf("<");
    if (at < 0) {
      held += more;
    } else {
      const text = held + more.slice(0, at);
      held = more.slice(at);
      if (text) give(text);
    }
    if (held.length > MAX_TOKEN) throw damaged();
    if (enough()) return;
  }
  give(held + decode());
  parser.end();
}
