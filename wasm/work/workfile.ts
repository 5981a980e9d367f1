// The work file: all casework of a clerk in one file, plain or under a password. FORMAT.md has the format.
//
// Promises: openWork gives back exactly the text that was sealed, or says why not; it never throws. Line 1 is written in
// exactly one way, so whatever else stands there was edited. A spoilt file is called so before a password is asked for.
// Nothing is kept here: neither password nor key outlives the call.

import { sentences } from "./workfile-messages.ts";

/** The newest form of the file this reader knows. Any change of line 1, even one field more, is a new one. */
const VERSION = 1;
/** 50,000 cases of 5 kB. Text, bytes and base64 stand in memory side by side, and a terminal may have 4 GB in all. */
export const MAX_WORK_BYTES = 256 * 1024 * 1024;
/** What OWASP advises for this derivation; some 0.3 s on an office terminal. */
export const ITERATIONS = 600_000;
/** Fewer were never written, and make a password easy to guess. */
export const MIN_ITERATIONS = 100_000;
/** More would only keep the clerk waiting: ten million take some five seconds. */
export const MAX_ITERATIONS = 10_000_000;
/** Line 1 has some 400 bytes; newer ones may have more. */
const MAX_HEADER_BYTES = 4096;

const CIPHER = "AES-256-GCM";
const KDF = "PBKDF2-HMAC-SHA-256";
const SALT_BYTES = 16;
/** The length GCM is made for. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Encryption {
  cipher: typeof CIPHER;
  kdf: typeof KDF;
  iterations: number;
  /** base64 */
  salt: string;
  /** base64 */
  iv: string;
}

/** Line 1, in the order in which it is written. */
export interface WorkHeader {
  totsugo_work: typeof VERSION;
  tool: string;
  saved: string;
  /** Length of line 2 without its line end; `sha256` is over the same bytes. */
  bytes: number;
  sha256: string;
  encrypted?: Encryption;
}

export type WorkErrorCode = keyof typeof sentences;
export type OpenedWork = { ok: true; body: string; header: WorkHeader } | { ok: false; error: { code: WorkErrorCode; text: string } };

export interface SealOptions {
  /** The tool's version. */
  tool: string;
  /** Local time with its offset, 2026-11-22T09:15:00+09:00. */
  saved: string;
  passphrase?: string;
  /** For tests; the platform's own by default. */
  random?: (n: number) => Uint8Array;
  iterations?: number;
  /** Bytes of the shortest locked body. */
  least?: number;
}

/** Ends sealing or opening with a whole sentence. */
export class WorkRefusal extends Error {
  readonly code: WorkErrorCode;
  constructor(code: WorkErrorCode, text: string) {
    super(text);
    this.code = code;
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

const mb = (bytes: number) => bytes / 1024 / 1024;
export const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;
const damaged = () => new WorkRefusal("work_damaged", sentences.work_damaged());

// --- base64 ---------------------------------------------------------------------------------------------------------
// On bytes: btoa and atob know strings only, which for large files are two copies more.

const DIGITS = utf8("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const NO_DIGIT = 64;
const VALUES = new Uint8Array(256).fill(NO_DIGIT);
for (const [value, digit] of DIGITS.entries()) VALUES[digit] = value;
const PAD = 0x3d;

const base64Length = (bytes: number) => Math.ceil(bytes / 3) * 4;

export function toBase64(bytes: Uint8Array): Bytes {
  const digits = new Uint8Array(base64Length(bytes.length));
  let to = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const three = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) digits[to++] = DIGITS[(three >> shift) & 63]!;
  }
  const over = bytes.length % 3;
  if (over > 0) digits.fill(PAD, over - 3);
  return digits;
}

/** Null for anything that toBase64 would not have written. */
export function fromBase64(digits: Uint8Array): Bytes | null {
  const n = digits.length;
  if (n % 4 !== 0) return null;
  const padding = digits[n - 1] !== PAD ? 0 : digits[n - 2] !== PAD ? 1 : 2;
  const bytes = new Uint8Array((n / 4) * 3 - padding);
  let held = 0;
  let bits = 0;
  let to = 0;
  for (let i = 0; i < n - padding; i++) {
    const value = VALUES[digits[i]!]!;
    if (value === NO_DIGIT) return null;
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[to++] = held >> bits;
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null;
}

const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes);

// --- cryptography ---------------------------------------------------------------------------------------------------

async function webCrypto(): Promise<Crypto> {
  // Node 18 keeps it in a module. Every browser has it, though without `subtle` where the page came by plain HTTP.
  const found = (globalThis.crypto as Crypto | undefined) ?? ((await import("node:crypto")).webcrypto as Crypto);
  if (!(found.subtle as SubtleCrypto | undefined)) throw new WorkRefusal("work_no_crypto", sentences.work_no_crypto());
  return found;
}

/** Lower-case hex. */
export async function sha256(bytes: Bytes): Promise<string> {
  const { subtle } = await webCrypto();
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(digest, (b) => b.toString(16).padStart(2, "0")).join("");
}

/** Exported for known answers only, like the two below. */
export async function pbkdf2(password: Bytes, salt: Bytes, iterations: number, bytes: number): Promise<Bytes> {
  const { subtle } = await webCrypto();
  const material = await subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  return new Uint8Array(await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, material, bytes * 8));
}

interface Gcm {
  key: Bytes;
  iv: Bytes;
  /** Not hidden, but vouched for. */
  data: Bytes;
}

export async function encrypt({ key, iv, data }: Gcm, plain: Bytes): Promise<Bytes> {
  const { subtle } = await webCrypto();
  const imported = await subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  return new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv, additionalData: data, tagLength: TAG_BYTES * 8 }, imported, plain));
}

/** Null where the tag does not fit. */
export async function decrypt({ key, iv, data }: Gcm, hidden: Bytes): Promise<Bytes | null> {
  const { subtle } = await webCrypto();
  const imported = await subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  try {
    return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv, additionalData: data, tagLength: TAG_BYTES * 8 }, imported, hidden));
  } catch (e) {
    if (e instanceof Error && e.name === "OperationError") return null;
    throw e;
  }
}

/** A space typed by mistake is no password either. */
const blank = (passphrase: string | undefined) => passphrase === undefined || passphrase.trim() === "";

async function gcmOf(header: Omit<WorkHeader, "sha256">, encrypted: Encryption, passphrase: string): Promise<Gcm> {
  // The same keys give full-width letters on one terminal and ASCII on another.
  const password = utf8(passphrase.normalize("NFKC"));
  const salt = fromBase64(utf8(encrypted.salt))!;
  const key = await pbkdf2(password, salt, encrypted.iterations, 32);
  return { key, iv: fromBase64(utf8(encrypted.iv))!, data: utf8(lineOf(header)) };
}

// --- length ---------------------------------------------------------------------------------------------------------

/** A locked file is as long as one of some ten people at least. */
const LEAST_LOCKED_BYTES = 64 * 1024;
const BLANK = 0x20;

/** The next of the lengths that locked bodies have: five bits of each power of two, so at most a thirty-second more. */
export function paddedLength(bytes: number, least = LEAST_LOCKED_BYTES): number {
  const length = Math.max(bytes, least);
  const step = 2 ** Math.max(0, Math.floor(Math.log2(length)) - 5);
  return Math.ceil(length / step) * step;
}

/** Blanks behind the body, so that the length of a locked file tells little of how many people are in it. */
function padded(plain: Bytes, least?: number): Bytes {
  const out = new Uint8Array(paddedLength(plain.length, least)).fill(BLANK);
  out.set(plain);
  return out;
}

function unpadded(plain: Bytes): Bytes {
  let end = plain.length;
  while (end > 0 && plain[end - 1] === BLANK) end -= 1;
  return plain.subarray(0, end);
}

// --- line 1 ---------------------------------------------------------------------------------------------------------

/** The one way to write a header. Without `sha256` it is what the password vouches for besides the body. */
function lineOf(header: Omit<WorkHeader, "sha256"> & { sha256?: string }): string {
  const { totsugo_work, tool, saved, bytes, sha256, encrypted: e } = header;
  const encrypted = e && { cipher: e.cipher, kdf: e.kdf, iterations: e.iterations, salt: e.salt, iv: e.iv };
  return JSON.stringify({ totsugo_work, tool, saved, bytes, sha256, encrypted });
}

const fits = (value: unknown, pattern: RegExp) => typeof value === "string" && pattern.test(value);
const isTool = (value: unknown) => fits(value, /^[0-9A-Za-z.+-]{1,40}$/);
const isSaved = (value: unknown) => fits(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
const isBase64 = (value: unknown, bytes: number) => typeof value === "string" && fromBase64(utf8(value))?.length === bytes;
const isReasonable = (iterations: number) => Number.isInteger(iterations) && iterations >= MIN_ITERATIONS && iterations <= MAX_ITERATIONS;

function isHeader(h: WorkHeader): boolean {
  const plain =
    h.totsugo_work === VERSION &&
    isTool(h.tool) &&
    isSaved(h.saved) &&
    Number.isSafeInteger(h.bytes) &&
    h.bytes > 0 &&
    fits(h.sha256, /^[0-9a-f]{64}$/);
  const e = h.encrypted;
  return plain && (e === undefined || (Number.isInteger(e.iterations) && isBase64(e.salt, SALT_BYTES) && isBase64(e.iv, IV_BYTES)));
}

/** What the line says, before anything of it is trusted: some object, or null. */
function parsed(line: string): WorkHeader | null {
  try {
    return JSON.parse(line) as WorkHeader;
  } catch {
    return null;
  }
}

function readHeader(line: string): WorkHeader {
  const h = parsed(line);
  if (h === null) throw damaged();
  if (Number.isInteger(h.totsugo_work) && h.totsugo_work > VERSION) throw new WorkRefusal("work_newer", sentences.work_newer());
  const e = h.encrypted as unknown;
  if (e !== undefined) {
    if (typeof e !== "object" || e === null) throw damaged();
    const { cipher, kdf } = e as Encryption;
    if (cipher !== CIPHER || kdf !== KDF) throw new WorkRefusal("work_cipher", sentences.work_cipher());
  }
  if (!isHeader(h) || lineOf(h) !== line) throw damaged();
  if (h.encrypted && !isReasonable(h.encrypted.iterations)) throw new WorkRefusal("work_iterations", sentences.work_iterations());
  return h;
}

// --- the two lines --------------------------------------------------------------------------------------------------

const LF = 0x0a;
const CR = 0x0d;
const starts = (bytes: Uint8Array, ...magic: number[]) => magic.every((b, i) => bytes[i] === b);

/** What a file is that does not begin like ours. */
function notOurs(head: Uint8Array): WorkRefusal {
  const made = (code: "work_empty" | "work_csv" | "work_web_page" | "work_book" | "work_json" | "work_other") =>
    new WorkRefusal(code, sentences[code]());
  if (starts(head, 0x50, 0x4b) || starts(head, 0xd0, 0xcf, 0x11, 0xe0)) return made("work_book");
  const encoding = starts(head, 0xff, 0xfe) ? "utf-16le" : starts(head, 0xfe, 0xff) ? "utf-16be" : "utf-8";
  const text = new TextDecoder(encoding).decode(head).trim();
  if (text === "") return made("work_empty");
  // Ours, saved by an editor in another encoding or set out anew.
  if (/^\{\s*"totsugo_work"/.test(text)) return damaged();
  if (text.startsWith("<")) return made("work_web_page");
  if (/^[{[]/.test(text)) return made("work_json");
  return made(/^[^\r\n]*[,\t]/.test(text) ? "work_csv" : "work_other");
}

/** A BOM and CRs are an editor's: what it did to the text itself, the hash will show. */
function linesOf(bytes: Bytes): { header: WorkHeader; line: Bytes } {
  const from = starts(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
  const head = bytes.subarray(from, from + MAX_HEADER_BYTES);
  if (!starts(head, ...utf8('{"totsugo_work"'))) throw notOurs(head);
  if (bytes.length > MAX_WORK_BYTES) throw tooLarge();
  const end = head.indexOf(LF);
  if (end < 0) throw head.length < MAX_HEADER_BYTES ? cutOff(bytes.length, null) : damaged();
  const header = readHeader(new TextDecoder().decode(head.subarray(0, head[end - 1] === CR ? end - 1 : end)));

  const second = from + end + 1;
  const close = bytes.indexOf(LF, second);
  let line = bytes.subarray(second, close < 0 ? bytes.length : close);
  if (line.length === header.bytes + 1 && line[line.length - 1] === CR) line = line.subarray(0, -1);
  // What is short and still has its line end was edited; a cut takes the end first.
  if (close < 0 && line.length < header.bytes) throw cutOff(bytes.length, second + header.bytes + 1);
  if (line.length !== header.bytes || (close >= 0 && close + 1 !== bytes.length)) throw damaged();
  return { header, line };
}

const cutOff = (have: number, all: number | null) => new WorkRefusal("work_cut_off", sentences.work_cut_off(have, all));
const tooLarge = () => new WorkRefusal("work_too_large", sentences.work_too_large(mb(MAX_WORK_BYTES)));

async function revealed(header: WorkHeader, encrypted: Encryption, line: Bytes, passphrase: string | undefined): Promise<Bytes> {
  if (blank(passphrase)) throw new WorkRefusal("work_passphrase_needed", sentences.work_passphrase_needed());
  const hidden = fromBase64(line);
  if (hidden === null || hidden.length <= TAG_BYTES) throw damaged();
  const { sha256: _, ...vouched } = header;
  const plain = await decrypt(await gcmOf(vouched, encrypted, passphrase!), hidden);
  if (plain === null) throw new WorkRefusal("work_passphrase_wrong", sentences.work_passphrase_wrong());
  return plain;
}

function strictText(bytes: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (e) {
    if (e instanceof TypeError) throw damaged();
    throw e;
  }
}

async function opened(bytes: Bytes, passphrase: string | undefined): Promise<{ body: string; header: WorkHeader }> {
  const { header, line } = linesOf(bytes);
  if ((await sha256(line)) !== header.sha256) throw damaged();
  const plain = header.encrypted ? await revealed(header, header.encrypted, line, passphrase) : line;
  return { body: strictText(header.encrypted ? unpadded(plain) : plain), header };
}

/** The body and line 1 of a work file; a password is only looked at where the file has one. */
export async function openWork(bytes: Uint8Array, passphrase?: string): Promise<OpenedWork> {
  try {
    return { ok: true, ...(await opened(bytes as Bytes, passphrase)) };
  } catch (e) {
    const known = e instanceof WorkRefusal ? e : new WorkRefusal("work_failed", sentences.work_failed());
    return { ok: false, error: { code: known.code, text: known.message } };
  }
}

/** For a file whose size is known before its bytes: null, or what openWork would say. */
export function tooLargeToOpen(size: number): { code: WorkErrorCode; text: string } | null {
  return size > MAX_WORK_BYTES ? { code: "work_too_large", text: tooLarge().message } : null;
}

/** What would make a file that does not open again is a fault of the caller, not of the clerk. */
function checkGiven(body: string, { tool, saved, iterations }: SealOptions): void {
  if (body === "" || /[\r\n]| $/.test(body)) throw new TypeError("a body is one line, without blanks behind it");
  if (/\p{Surrogate}/u.test(body)) throw new TypeError("half a character cannot be written as UTF-8");
  if (!isTool(tool) || !isSaved(saved)) throw new TypeError(`not a version or a time: ${tool}, ${saved}`);
  if (iterations !== undefined && !isReasonable(iterations)) throw new TypeError(`${iterations} iterations`);
}

/** The length of line 2 for a body of so many bytes, if the file will open again whatever line 1 says. */
function fitting(bytes: number, locked: boolean, least?: number): number {
  const line = locked ? base64Length(paddedLength(bytes, least) + TAG_BYTES) : bytes;
  if (line + MAX_HEADER_BYTES <= MAX_WORK_BYTES) return line;
  throw new WorkRefusal("work_too_large_to_save", sentences.work_too_large_to_save(mb(MAX_WORK_BYTES)));
}

async function twoLines(header: Omit<WorkHeader, "sha256">, line: Bytes): Promise<Bytes> {
  const first = utf8(`${lineOf({ ...header, sha256: await sha256(line) })}\n`);
  const file = new Uint8Array(first.length + line.length + 1);
  file.set(first);
  file.set(line, first.length);
  file[file.length - 1] = LF;
  return file;
}

/** The whole file. Rejects with a WorkRefusal (an empty password, too large) whose message is for the clerk. */
export async function sealWork(body: string, options: SealOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { tool, saved, passphrase, iterations = ITERATIONS, least } = options;
  const locked = passphrase !== undefined;
  if (locked && blank(passphrase)) throw new WorkRefusal("work_passphrase_empty", sentences.work_passphrase_empty());
  // No text has fewer bytes than characters: what cannot fit is refused before it takes memory.
  fitting(body.length, locked);
  checkGiven(body, options);
  const plain = utf8(body);
  const base = { totsugo_work: VERSION, tool, saved, bytes: fitting(plain.length, locked, least) } as const;
  if (!locked) return twoLines(base, plain);

  const own = await webCrypto();
  const random = options.random ?? ((n: number) => own.getRandomValues(new Uint8Array(n)));
  const salt = ascii(toBase64(random(SALT_BYTES)));
  const iv = ascii(toBase64(random(IV_BYTES)));
  const encrypted: Encryption = { cipher: CIPHER, kdf: KDF, iterations, salt, iv };
  const header = { ...base, encrypted };
  return twoLines(header, toBase64(await encrypt(await gcmOf(header, encrypted, passphrase), padded(plain, least))));
}
