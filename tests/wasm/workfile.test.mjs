// Work files: what is sealed comes back exactly or not at all, and every refusal is a sentence a clerk can act on.
import assert from "node:assert/strict";
import * as nodeCrypto from "node:crypto";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { simple } from "./book.mjs";
import { bundled } from "./typescript.mjs";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));

let w, stubbed;
before(async () => {
  w = await bundled('export * from "./wasm/work/workfile.ts"; export { sentences } from "./wasm/work/workfile-messages.ts";');
  stubbed = Object.getOwnPropertyDescriptor(globalThis, "crypto");
});

const TOOL = "1.0.0-rc.1";
const SAVED = "2026-11-22T09:15:00+09:00";
const PASSWORD = "ひみつ2026";
const BODY = '{"cases":[{"name":"髙橋　𠮟","done":true}]}';
const bytesOf = (s) => new Uint8Array(Buffer.from(s, "utf8"));
const stringOf = (b) => Buffer.from(b).toString("utf8");
const hex = (s) => new Uint8Array(Buffer.from(s, "hex"));
const toHex = (b) => Buffer.from(b).toString("hex");
const sha = (b) => nodeCrypto.createHash("sha256").update(b).digest("hex");
const seal = (body, more = {}) => w.sealWork(body, { tool: TOOL, saved: SAVED, ...more });
/** As few iterations as the reader takes: the tests make many keys. */
const sealLocked = (body, more = {}) => seal(body, { passphrase: PASSWORD, iterations: w.MIN_ITERATIONS, ...more });
const lines = (file) => stringOf(file).split("\n");
const headerOf = (file) => JSON.parse(lines(file)[0]);

/** Sentences that a test has reached, by code. */
const reached = new Map();
function spoken(error) {
  assert.ok(error.code in w.sentences, error.code);
  assert.match(error.text, /^[^\n]*[ぁ-ん].*。$/);
  assert.doesNotMatch(error.text.replace(/JSON|XLSX|CSV|Excel|256MB/g, ""), /[A-Za-z]|undefined|NaN/, error.text);
  assert.ok(error.text.split("。").length <= 3, `more than two sentences: ${error.text}`);
  if (!reached.has(error.code)) reached.set(error.code, error.text);
  return error.code;
}
async function code(file, passphrase) {
  const opened = await w.openWork(file, passphrase);
  if (opened.ok) return `opened: ${opened.body.slice(0, 100)}`;
  assert.deepEqual(Object.keys(opened), ["ok", "error"]);
  return spoken(opened.error);
}
async function body(file, passphrase) {
  const opened = await w.openWork(file, passphrase);
  assert.ok(opened.ok, opened.error?.text);
  return opened.body;
}
async function refusedToSeal(made) {
  try {
    await made;
  } catch (e) {
    assert.ok(e instanceof w.WorkRefusal, e);
    return spoken({ code: e.code, text: e.message });
  }
  return "sealed";
}

/** Runs something with another globalThis.crypto. */
async function withCrypto(value, run) {
  Object.defineProperty(globalThis, "crypto", { value, configurable: true, writable: true });
  try {
    return await run();
  } finally {
    if (stubbed) Object.defineProperty(globalThis, "crypto", stubbed);
    else delete globalThis.crypto;
  }
}
/** The platform's cryptography with some of it replaced. */
const platform = (replaced) => ({
  getRandomValues: (array) => nodeCrypto.webcrypto.getRandomValues(array),
  subtle: Object.fromEntries(
    ["digest", "importKey", "deriveBits", "encrypt", "decrypt"].map((name) => [
      name,
      replaced[name] ?? ((...args) => nodeCrypto.webcrypto.subtle[name](...args)),
    ]),
  ),
});

/**
 * The platform with a derivation that takes no time, for tests that need thousands of keys: another salt, password or
 * number of iterations still is another key. What PBKDF2 gives is tested by known answers.
 */
function quickKeys() {
  const { subtle } = nodeCrypto.webcrypto;
  const passwords = new WeakMap();
  return platform({
    importKey: async (format, key, ...rest) => {
      const made = await subtle.importKey(format, key, ...rest);
      if (rest[0] === "PBKDF2") passwords.set(made, toHex(key));
      return made;
    },
    deriveBits: async (how, material, bits) => hex(sha(`${passwords.get(material)} ${toHex(how.salt)} ${how.iterations} ${bits}`)).buffer,
  });
}

// --- the form -------------------------------------------------------------------------------------------------------

test("a plain file is two readable lines", async () => {
  const file = await seal(BODY);
  const text = stringOf(file);
  assert.equal(
    text,
    `{"totsugo_work":1,"tool":"1.0.0-rc.1","saved":"${SAVED}","bytes":${Buffer.byteLength(BODY)},"sha256":"${sha(BODY)}"}\n${BODY}\n`,
  );
  const opened = await w.openWork(file);
  assert.deepEqual(opened, { ok: true, body: BODY, header: headerOf(file) });
});

test("a locked file says how it was locked and nothing of its body", async () => {
  const random = (n) => new Uint8Array(n).map((_, i) => i + n);
  const file = await sealLocked(BODY, { random });
  const [first, second, rest] = lines(file);
  const header = JSON.parse(first);
  assert.deepEqual(Object.keys(header), ["totsugo_work", "tool", "saved", "bytes", "sha256", "encrypted"]);
  assert.deepEqual(header.encrypted, {
    cipher: "AES-256-GCM",
    kdf: "PBKDF2-HMAC-SHA-256",
    iterations: w.MIN_ITERATIONS,
    salt: Buffer.from(random(16)).toString("base64"),
    iv: Buffer.from(random(12)).toString("base64"),
  });
  assert.equal(header.bytes, second.length);
  assert.equal(header.sha256, sha(second));
  assert.match(second, /^[A-Za-z0-9+/]+=*$/);
  assert.equal(rest, "");
  assert.deepEqual(await w.openWork(file, PASSWORD), { ok: true, body: BODY, header });
});

test("six hundred thousand iterations and a new salt each time, unless a test asks otherwise", async () => {
  const [a, b] = await Promise.all([seal(BODY, { passphrase: PASSWORD }), seal(BODY, { passphrase: PASSWORD })]);
  for (const file of [a, b]) assert.equal(headerOf(file).encrypted.iterations, 600_000);
  assert.notEqual(headerOf(a).encrypted.salt, headerOf(b).encrypted.salt);
  assert.notEqual(headerOf(a).encrypted.iv, headerOf(b).encrypted.iv);
  assert.equal(await body(a, PASSWORD), BODY);
});

test("round trips, plain and locked", async (t) => {
  const cases = [
    ["an empty object", "{}"],
    ["one digit", "0"],
    ["Japanese", '{"氏名":"山田　太郎","カナ":"ﾔﾏﾀﾞ ﾀﾛｳ"}'],
    ["emoji", '{"memo":"👩‍👩‍👧‍👦🇯🇵"}'],
    ["gaiji of the private use area", '{"name":"\u{e000}\u{f8ff}\u{f0000}\u{10fffd}"}'],
    ["variation selectors", '{"name":"葛\u{e0100}城"}'],
    ["a BOM within, even at the start", '\ufeff{"a":"\ufeff"}'],
    ["line separators that are no line ends", '{"a":"\u2028\u2029\u0085"}'],
    ["escapes", '{"a":"\\ud800\\n\\r\\u0000\\\\"}'],
    ["noncharacters", '{"a":"\uffff\ufffe\ufffd"}'],
    ["looks like a header", '{"totsugo_work":1}'],
    ["every length of the last three", "[1]"],
    ["…", "[12]"],
    ["…", "[123]"],
    [
      "5 MB",
      `{"cases":[${Array.from({ length: 65_000 }, (_, i) => `{"n":${i},"name":"髙橋　${i}","memo":"電話で話した。書類を待つ。"}`).join(",")}]}`,
    ],
  ];
  assert.ok(Buffer.byteLength(cases.at(-1)[1]) > 4.5 * 1024 * 1024);
  let ran = 0;
  for (const [name, want] of cases) {
    assert.equal(await body(await seal(want)), want, name);
    const started = performance.now();
    assert.equal(await body(await sealLocked(want), PASSWORD), want, name);
    if (want.length > 1e6)
      t.diagnostic(
        `${(Buffer.byteLength(want) / 1024 / 1024).toFixed(1)} MB sealed and opened: ${Math.round(performance.now() - started)} ms`,
      );
    ran += 2;
  }
  assert.equal(ran, 30);
});

test("a password is the same whatever width it is typed in, and nothing else", async () => {
  const cases = [
    ["abcＡＢＣ123", "ａｂｃABC１２３", true],
    ["ﾊﾟｽﾜｰﾄﾞ", "パスワード", true],
    ["か\u3099", "が", true],
    ["a　b", "a b", true],
    ["𠮟る😀", "𠮟る😀", true],
    ["abc", "ABC", false],
    ["abc", "abc ", false],
    ["パスワード", "ぱすわーど", false],
    ["叱", "𠮟", false],
    ["x".repeat(100), "x".repeat(101), false],
  ];
  let ran = 0;
  await withCrypto(quickKeys(), async () => {
    for (const [one, other, same] of cases) {
      const file = await sealLocked(BODY, { passphrase: one });
      if (same) assert.equal(await body(file, other), BODY, other);
      else assert.equal(await code(file, other), "work_passphrase_wrong", other);
      ran++;
    }
  });
  assert.equal(ran, 10);
  assert.equal(await body(await seal(BODY), "a plain file asks for none"), BODY);
});

// --- known answers --------------------------------------------------------------------------------------------------

test("PBKDF2: the answers of RFC 7914, section 11", async () => {
  const cases = [
    [
      "passwd",
      "salt",
      1,
      "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
    ],
    [
      "Password",
      "NaCl",
      80_000,
      "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
    ],
  ];
  let ran = 0;
  for (const [password, salt, iterations, want] of cases) {
    assert.equal(toHex(await w.pbkdf2(bytesOf(password), bytesOf(salt), iterations, 64)), want);
    ran++;
  }
  assert.equal(ran, 2);
});

test("AES-256-GCM: test cases 14 and 16 of McGrew and Viega", async () => {
  const key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
  const cases = [
    ["00".repeat(32), "00".repeat(12), "", "00".repeat(16), "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919"],
    [
      key,
      "cafebabefacedbaddecaf888",
      "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
      "76fc6ece0f4e1768cddf8853bb2d551b",
    ],
  ];
  let ran = 0;
  for (const [key, iv, data, plain, hidden, tag] of cases) {
    const gcm = { key: hex(key), iv: hex(iv), data: hex(data) };
    assert.equal(toHex(await w.encrypt(gcm, hex(plain))), hidden + tag);
    assert.equal(toHex(await w.decrypt(gcm, hex(hidden + tag))), plain);
    assert.equal(await w.decrypt({ ...gcm, data: hex(`${data}00`) }, hex(hidden + tag)), null);
    ran++;
  }
  assert.equal(ran, 2);
});

test("base64 as Node writes it, and nothing that it would not write", () => {
  let ran = 0;
  for (let n = 0; n < 300; n++) {
    const bytes = new Uint8Array(
      nodeCrypto
        .createHash("shake256", { outputLength: n + 1 })
        .update(`${n}`)
        .digest(),
    ).subarray(1);
    const digits = w.toBase64(bytes);
    assert.equal(stringOf(digits), Buffer.from(bytes).toString("base64"));
    assert.deepEqual(w.fromBase64(digits), bytes);
    ran++;
  }
  for (const bad of [
    "A",
    "AA",
    "AAA",
    "A===",
    "====",
    "AB==",
    "AAB=",
    "AA=A",
    "A=AA",
    "=AAA",
    "AA==AAAA",
    "AA=\n",
    "AAA AAA ",
    "AA-_",
    "AA==\n",
    "ＡAA",
  ]) {
    assert.equal(w.fromBase64(bytesOf(bad)), null, bad);
    ran++;
  }
  assert.equal(ran, 316);
});

// --- another implementation: node:crypto and nothing of ours ----------------------------------------------------------

const independent = {
  seal(text, password, iterations = 100_000) {
    const salt = nodeCrypto.randomBytes(16);
    const iv = nodeCrypto.randomBytes(12);
    const vouched = `{"totsugo_work":1,"tool":"${TOOL}","saved":"${SAVED}","bytes":${Math.ceil((Buffer.byteLength(text) + 16) / 3) * 4},`;
    const how =
      `"encrypted":{"cipher":"AES-256-GCM","kdf":"PBKDF2-HMAC-SHA-256","iterations":${iterations},"salt":"` +
      `${salt.toString("base64")}","iv":"${iv.toString("base64")}"}}`;
    const cipher = nodeCrypto.createCipheriv(
      "aes-256-gcm",
      nodeCrypto.pbkdf2Sync(password.normalize("NFKC"), salt, iterations, 32, "sha256"),
      iv,
    );
    cipher.setAAD(Buffer.from(vouched + how));
    const line = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
    return bytesOf(`${vouched}"sha256":"${sha(line)}",${how}\n${line}\n`);
  },
  open(file, password) {
    const [first, line] = lines(file);
    const { sha256, ...vouched } = JSON.parse(first);
    assert.equal(sha256, sha(line));
    const { iterations, salt, iv } = vouched.encrypted;
    const hidden = Buffer.from(line, "base64");
    const decipher = nodeCrypto.createDecipheriv(
      "aes-256-gcm",
      nodeCrypto.pbkdf2Sync(password.normalize("NFKC"), Buffer.from(salt, "base64"), iterations, 32, "sha256"),
      Buffer.from(iv, "base64"),
    );
    decipher.setAAD(Buffer.from(JSON.stringify(vouched)));
    decipher.setAuthTag(hidden.subarray(-16));
    return decipher.update(hidden.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
  },
};

test("another implementation opens our files, and we open its", async () => {
  let ran = 0;
  for (const text of ["{}", BODY, '{"a":"👩‍👩‍👧‍👦\u{e000}"}', `"${"あ".repeat(10_000)}"`]) {
    assert.equal(independent.open(await sealLocked(text), PASSWORD).replace(/ +$/, ""), text);
    assert.equal(await body(independent.seal(text, "ＰＡＳＳ ﾜｰﾄﾞ"), "PASS ワード"), text);
    ran++;
  }
  assert.equal(ran, 4);
  assert.equal(await code(independent.seal(BODY, PASSWORD), "x"), "work_passphrase_wrong");
});

// --- damage ---------------------------------------------------------------------------------------------------------

const flipped = (file, at, bit) => {
  const made = file.slice();
  made[at] ^= 1 << bit;
  return made;
};
const spliced = (file, at, gone, ...put) => new Uint8Array([...file.subarray(0, at), ...put, ...file.subarray(at + gone)]);

/** Every bit flipped, every byte deleted, bytes inserted before every byte and at the end. */
function* changes(file) {
  for (let at = 0; at <= file.length; at++) {
    if (at < file.length) {
      for (let bit = 0; bit < 8; bit++) yield [`bit ${bit} of byte ${at} flipped`, at, flipped(file, at, bit)];
      yield [`byte ${at} deleted`, at, spliced(file, at, 1)];
    }
    for (const byte of [0x00, 0x09, 0x0a, 0x0d, 0x20, 0x22, 0x30, 0x41, 0x7d, 0xe3, 0xff, file[at] ?? 0x3d])
      yield [`${byte} inserted before byte ${at}`, at, spliced(file, at, 0, byte)];
  }
}
const perByte = 8 + 1 + 12;

/** Where the value of a field of line 1 stands: [from, to). */
function place(file, value) {
  const from = stringOf(file).indexOf(value);
  assert.ok(from > 0);
  return [from, from + value.length];
}

/** Changes that leave the body as it was, by what is to be said for them; any other must be an error. */
async function corrupt(file, password) {
  const endOfFirst = file.indexOf(0x0a);
  const harmless = { "line end": 0, "tool or saved": 0 };
  const codes = {};
  let ran = 0;
  const informal = [place(file, TOOL), place(file, SAVED)];
  for (const [name, at, made] of changes(file)) {
    ran++;
    const opened = await w.openWork(made, password);
    if (!opened.ok) {
      const code = spoken(opened.error);
      codes[code] = (codes[code] ?? 0) + 1;
      continue;
    }
    assert.equal(opened.body, BODY, name);
    const ends = made.length !== file.length && (at === endOfFirst || at >= file.length - 1);
    if (ends) harmless["line end"]++;
    else if (informal.some(([from, to]) => at >= from && at <= to)) harmless["tool or saved"]++;
    else assert.fail(`${name}: opened as if nothing had happened`);
  }
  return { ran, harmless, codes };
}

test("corruption at every byte of a plain file", async (t) => {
  const file = await seal(BODY);
  const { ran, harmless, codes } = await corrupt(file);
  t.diagnostic(`${file.length} bytes, ${ran} changes: ${JSON.stringify({ ...harmless, ...codes })}`);
  assert.equal(ran, perByte * file.length + 12);
  // A CR before either line end, the last line end taken away.
  assert.equal(harmless["line end"], 3);
  // Nothing vouches for these two in a plain file; they are shown and decide nothing.
  assert.ok(harmless["tool or saved"] > 0 && harmless["tool or saved"] < 200);
});

test("corruption at every byte of a locked file: nothing of line 1 may change either", async (t) => {
  const [file, { ran, harmless, codes }] = await withCrypto(quickKeys(), async () => {
    const made = await sealLocked(BODY, { least: 1 });
    return [made, await corrupt(made, PASSWORD)];
  });
  t.diagnostic(`${file.length} bytes, ${ran} changes: ${JSON.stringify({ ...harmless, ...codes })}`);
  assert.equal(ran, perByte * file.length + 12);
  assert.deepEqual(harmless, { "line end": 3, "tool or saved": 0 });
  assert.ok(codes.work_passphrase_wrong > 100, "the header was never left to the tag");
});

test("the length of a locked file tells little of what is in it", async () => {
  const lengths = new Set();
  let before = 0;
  for (let bytes = 1; bytes < 40 * 1024 * 1024; bytes = Math.ceil(bytes * 1.001)) {
    const padded = w.paddedLength(bytes);
    assert.ok(padded >= bytes && padded >= before && padded <= Math.max(64 * 1024, bytes + bytes / 32), `${bytes}: ${padded}`);
    lengths.add(padded);
    before = padded;
  }
  // Up to 64 kB one length, then 32 for each doubling.
  assert.ok(lengths.size > 250 && lengths.size < 310, String(lengths.size));
  const few = await sealLocked(BODY);
  const more = await sealLocked(`{"a":"${"x".repeat(60_000)}"}`);
  assert.equal(few.length, more.length);
  assert.equal(await body(few, PASSWORD), BODY);
  await assert.rejects(sealLocked("{} "), TypeError);
});

test("truncation at every length", async () => {
  for (const [file, password] of [[await seal(BODY)], [await sealLocked(BODY, { least: 1 }), PASSWORD]]) {
    const first = file.indexOf(0x0a);
    let ran = 0;
    for (let n = 0; n < file.length; n++) {
      const made = file.slice(0, n);
      const want = n === 0 ? "work_empty" : n < 15 ? "work_json" : "work_cut_off";
      if (n === file.length - 1) assert.equal(await body(made, password), BODY);
      else assert.equal(await code(made, password), want, `${n} bytes`);
      if (n > first && n < file.length - 1)
        assert.ok((await w.openWork(made)).error.text.includes(`全体${file.length}バイトのうち${n}バイト`));
      ran++;
    }
    assert.equal(ran, file.length);
  }
  const large = await seal(`"${"x".repeat(2_000_000)}"`);
  assert.match((await w.openWork(large.slice(0, 1_000_000))).error.text, /全体2,000,\d{3}バイトのうち1,000,000バイトまで/);
});

test("what an editor adds is borne as long as the text is the same", async () => {
  const plain = await seal(BODY);
  const locked = await sealLocked(BODY);
  const bom = [0xef, 0xbb, 0xbf];
  let ran = 0;
  for (const [file, password] of [[plain], [locked, PASSWORD]]) {
    const text = stringOf(file);
    const crlf = text.replaceAll("\n", "\r\n");
    for (const [name, made, want] of [
      ["BOM", [...bom, ...file], BODY],
      ["CRLF", bytesOf(crlf), BODY],
      ["BOM and CRLF", [...bom, ...bytesOf(crlf)], BODY],
      ["the last line end taken away", bytesOf(text.trimEnd()), BODY],
      ["CRLF, the last taken away", bytesOf(crlf.trimEnd()), BODY],
      ["BOM twice", [...bom, ...bom, ...file], "work_"],
      ["an empty line after", bytesOf(`${text}\n`), "work_damaged"],
      ["an empty line between", bytesOf(text.replace("\n", "\n\n")), "work_damaged"],
      ["CR only", bytesOf(text.replaceAll("\n", "\r")), "work_"],
      ["a space after", bytesOf(`${text} `), "work_damaged"],
      ["one line", bytesOf(text.replace("\n", "")), "work_"],
      ["indented", bytesOf(text.replace("{", "{\n  ")), "work_damaged"],
      ["blanks in line 1", bytesOf(text.replace(",", ", ")), "work_damaged"],
      ["UTF-16LE", Buffer.from(`\ufeff${text}`, "utf16le"), "work_damaged"],
      ["UTF-16BE", Buffer.from(`\ufeff${text}`, "utf16le").swap16(), "work_damaged"],
    ]) {
      const bytes = new Uint8Array(made);
      if (want === BODY) assert.equal(await body(bytes, password), BODY, name);
      else assert.ok((await code(bytes, password)).startsWith(want), name);
      ran++;
    }
  }
  assert.equal(ran, 30);
  // Saved again in Shift_JIS: shorter, but not cut off.
  const sjis = Buffer.from(stringOf(plain).replace("髙橋　𠮟", "x"), "utf8");
  assert.equal(await code(new Uint8Array(sjis)), "work_damaged");
  assert.equal(await code(bytesOf(stringOf(plain).replace("true", "TRUE"))), "work_damaged");
});

/** A file with another line 1 over its line 2, written as ours would be. */
const edited = (file, change) => {
  const [first, second] = lines(file);
  const header = JSON.parse(first);
  change(header);
  return bytesOf(`${JSON.stringify(header)}\n${second}\n`);
};

test("line 1 says something else", async () => {
  const plain = await seal(BODY);
  const locked = await sealLocked(BODY);
  const other = await sealLocked(BODY.replace("true", "null"));
  const noUtf8 = (line) => bytesOf(`${JSON.stringify({ ...headerOf(plain), bytes: line.length, sha256: sha(line) })}\n`);
  const cases = [
    [
      "a newer form",
      edited(plain, (h) => {
        h.totsugo_work = 2;
      }),
      "work_newer",
    ],
    ["a newer form of another shape", bytesOf('{"totsugo_work":3,"parts":["髙"]}\nPK\u0000\u0000\n\n'), "work_newer"],
    [
      "an older form",
      edited(plain, (h) => {
        h.totsugo_work = 0;
      }),
      "work_damaged",
    ],
    [
      "half a form",
      edited(plain, (h) => {
        h.totsugo_work = 1.5;
      }),
      "work_damaged",
    ],
    [
      "a form in words",
      edited(plain, (h) => {
        h.totsugo_work = "2";
      }),
      "work_damaged",
    ],
    ["a form without end", bytesOf(stringOf(plain).replace('work":1', 'work":1e999')), "work_damaged"],
    [
      "no tool",
      edited(plain, (h) => {
        delete h.tool;
      }),
      "work_damaged",
    ],
    [
      "a tool of markup",
      edited(plain, (h) => {
        h.tool = "<b>";
      }),
      "work_damaged",
    ],
    [
      "a tool without end",
      edited(plain, (h) => {
        h.tool = "1".repeat(41);
      }),
      "work_damaged",
    ],
    [
      "no time",
      edited(plain, (h) => {
        h.saved = "";
      }),
      "work_damaged",
    ],
    [
      "a time of another form",
      edited(plain, (h) => {
        h.saved = "令和8年11月22日";
      }),
      "work_damaged",
    ],
    [
      "no length",
      edited(plain, (h) => {
        delete h.bytes;
      }),
      "work_damaged",
    ],
    [
      "a shorter length",
      edited(plain, (h) => {
        h.bytes--;
      }),
      "work_damaged",
    ],
    [
      "a longer length",
      edited(plain, (h) => {
        h.bytes++;
      }),
      "work_damaged",
    ],
    [
      "an endless length",
      edited(plain, (h) => {
        h.bytes = 1e300;
      }),
      "work_damaged",
    ],
    [
      "a negative length",
      edited(plain, (h) => {
        h.bytes = -1;
      }),
      "work_damaged",
    ],
    [
      "another hash",
      edited(plain, (h) => {
        h.sha256 = sha("x");
      }),
      "work_damaged",
    ],
    [
      "the hash in capitals",
      edited(plain, (h) => {
        h.sha256 = h.sha256.toUpperCase();
      }),
      "work_damaged",
    ],
    [
      "no hash",
      edited(plain, (h) => {
        delete h.sha256;
      }),
      "work_damaged",
    ],
    [
      "one field more",
      edited(plain, (h) => {
        h.city = "1";
      }),
      "work_damaged",
    ],
    ["a prototype", bytesOf(stringOf(plain).replace('{"totsugo_work":1,', '{"totsugo_work":1,"__proto__":{},')), "work_damaged"],
    ["a field twice", bytesOf(stringOf(plain).replace('"tool"', '"tool":"9","tool"')), "work_damaged"],
    ["another order", bytesOf(stringOf(plain).replace(/("tool":"[^"]*"),("saved":"[^"]*")/, "$2,$1")), "work_damaged"],
    ["an escape", bytesOf(stringOf(plain).replace('"tool"', '"\\u0074ool"')), "work_damaged"],
    ["no JSON", bytesOf('{"totsugo_work":1,\n{}\n'), "work_damaged"],
    [
      "a body of another encoding",
      new Uint8Array([...noUtf8(Buffer.from([0x22, 0x8e, 0x52, 0x22])), 0x22, 0x8e, 0x52, 0x22, 0x0a]),
      "work_damaged",
    ],
    ["half a character", new Uint8Array([...noUtf8(Buffer.from([0xed, 0xa0, 0x80])), 0xed, 0xa0, 0x80, 0x0a]), "work_damaged"],
    ["a body of nothing", bytesOf(`${JSON.stringify({ ...headerOf(plain), bytes: 0, sha256: sha("") })}\n\n`), "work_damaged"],
    ["line 1 without end", bytesOf(`{"totsugo_work":1,"tool":"${"x".repeat(5000)}\n`), "work_damaged"],
    [
      "locked by a word",
      edited(plain, (h) => {
        h.encrypted = "yes";
      }),
      "work_damaged",
    ],
    [
      "locked by nothing",
      edited(plain, (h) => {
        h.encrypted = null;
      }),
      "work_damaged",
    ],
    [
      "a plain body said to be locked",
      edited(plain, (h) => {
        h.encrypted = headerOf(locked).encrypted;
      }),
      "work_damaged",
    ],
    [
      "a locked body said to be plain",
      edited(locked, (h) => {
        delete h.encrypted;
      }),
      `opened: ${lines(locked)[1].slice(0, 100)}`,
    ],
    [
      "another cipher",
      edited(locked, (h) => {
        h.encrypted.cipher = "AES-128-CBC";
      }),
      "work_cipher",
    ],
    [
      "another derivation",
      edited(locked, (h) => {
        h.encrypted.kdf = "argon2id";
      }),
      "work_cipher",
    ],
    [
      "no cipher",
      edited(locked, (h) => {
        delete h.encrypted.cipher;
      }),
      "work_cipher",
    ],
    [
      "99,999 iterations",
      edited(locked, (h) => {
        h.encrypted.iterations = 99_999;
      }),
      "work_iterations",
    ],
    [
      "10,000,001 iterations",
      edited(locked, (h) => {
        h.encrypted.iterations = 10_000_001;
      }),
      "work_iterations",
    ],
    [
      "negative iterations",
      edited(locked, (h) => {
        h.encrypted.iterations = -600_000;
      }),
      "work_iterations",
    ],
    [
      "half an iteration",
      edited(locked, (h) => {
        h.encrypted.iterations = 100_000.5;
      }),
      "work_damaged",
    ],
    [
      "iterations in words",
      edited(locked, (h) => {
        h.encrypted.iterations = "100000";
      }),
      "work_damaged",
    ],
    [
      "other iterations",
      edited(locked, (h) => {
        h.encrypted.iterations++;
      }),
      "work_passphrase_wrong",
    ],
    [
      "another salt",
      edited(locked, (h) => {
        h.encrypted.salt = headerOf(other).encrypted.salt;
      }),
      "work_passphrase_wrong",
    ],
    [
      "a short salt",
      edited(locked, (h) => {
        h.encrypted.salt = "AAAA";
      }),
      "work_damaged",
    ],
    [
      "a salt that is none",
      edited(locked, (h) => {
        h.encrypted.salt = 16;
      }),
      "work_damaged",
    ],
    [
      "another start",
      edited(locked, (h) => {
        h.encrypted.iv = headerOf(other).encrypted.iv;
      }),
      "work_passphrase_wrong",
    ],
    [
      "a long start",
      edited(locked, (h) => {
        h.encrypted.iv += "AAAA";
      }),
      "work_damaged",
    ],
    [
      "another tool",
      edited(locked, (h) => {
        h.tool = "0.1.1";
      }),
      "work_passphrase_wrong",
    ],
    [
      "another time",
      edited(locked, (h) => {
        h.saved = h.saved.replace("09:15", "10:15");
      }),
      "work_passphrase_wrong",
    ],
    ["another file's line 2", bytesOf(`${lines(locked)[0]}\n${lines(other)[1]}\n`), "work_damaged"],
    [
      "another file's line 2 and hash",
      bytesOf(`${JSON.stringify({ ...headerOf(locked), sha256: headerOf(other).sha256 })}\n${lines(other)[1]}\n`),
      "work_passphrase_wrong",
    ],
    [
      "a tag alone",
      edited(bytesOf(`${lines(locked)[0]}\n${"A".repeat(20)}AA==\n`), (h) => {
        h.bytes = 24;
        h.sha256 = sha(`${"A".repeat(20)}AA==`);
      }),
      "work_damaged",
    ],
    [
      "no base64",
      edited(bytesOf(`${lines(locked)[0]}\n${"-".repeat(40)}\n`), (h) => {
        h.bytes = 40;
        h.sha256 = sha("-".repeat(40));
      }),
      "work_damaged",
    ],
  ];
  let ran = 0;
  for (const [name, file, want] of cases) {
    assert.equal(await code(file, PASSWORD), want, name);
    ran++;
  }
  assert.equal(ran, 53);
});

test("two changes at once, and files put together of two", async () => {
  const [a, b] = [await seal(BODY), await seal(BODY.replace("true", "null"))];
  assert.equal(a.length, b.length);
  let ran = 0;
  for (let at = 1; at < a.length; at++) {
    const made = new Uint8Array([...a.subarray(0, at), ...b.subarray(at)]);
    const opened = await w.openWork(made);
    // Whichever body it is, its own hash stands above it.
    if (opened.ok) assert.ok(made.every((v, i) => v === a[i]) || made.every((v, i) => v === b[i]), `${at}`);
    else spoken(opened.error);
    ran++;
  }
  let seed = 20261122;
  const next = (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  for (; ran < 5000; ran++) {
    let made = a;
    for (let i = 2 + next(4); i > 0; i--)
      made = [
        flipped(made, next(made.length), next(8)),
        spliced(made, next(made.length), next(3), next(256)),
        spliced(made, next(made.length), next(40)),
      ][next(3)];
    const opened = await w.openWork(made);
    if (opened.ok) assert.equal(opened.body, BODY);
    else spoken(opened.error);
  }
  assert.equal(ran, 5000);
});

// --- what is refused ------------------------------------------------------------------------------------------------

test("what is no work file, and what it is instead", async () => {
  const utf16 = (text) => Buffer.from(`\ufeff${text}`, "utf16le");
  const cases = [
    ["nothing", "", "work_empty"],
    ["blanks", " \r\n\t\n", "work_empty"],
    ["a BOM alone", "\ufeff", "work_empty"],
    ["a CSV", "氏名,生年月日\r\n山田,S40.1.1\r\n", "work_csv"],
    ["a CSV in CP932", Buffer.from([0x8e, 0x81, 0x96, 0xbc, 0x2c, 0x90, 0xb6, 0x0d, 0x0a]), "work_csv"],
    ["a CSV with a BOM", '\ufeff"a","b"\n', "work_csv"],
    ["a CSV in UTF-16", utf16("氏名\t生年月日\r\n"), "work_csv"],
    ["a file of this repository", readFileSync(path("tests/sample/pension.csv")), "work_csv"],
    ["a page", '<!DOCTYPE html>\n<html lang="ja">', "work_web_page"],
    ["a page with a BOM and blanks", "\ufeff\n <html>", "work_web_page"],
    ["the tool", readFileSync(path("web/src/index.html")), "work_web_page"],
    ["a workbook", simple([["氏名"], ["山田"]]), "work_book"],
    ["an empty ZIP", Buffer.from("504b0506000000000000", "hex"), "work_book"],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), "work_book"],
    ["a layout", readFileSync(path("core/layout/layout.schema.json")), "work_json"],
    ["results", '{"case":1}\n{"case":2}\n', "work_json"],
    ["a list", "[]", "work_json"],
    ["words", "これはメモです。\n", "work_other"],
    ["a comma further down", "これはメモです。\na,b\n", "work_other"],
    ["noughts", new Uint8Array(5000), "work_other"],
    ["a picture", Buffer.from("89504e470d0a1a0a", "hex"), "work_other"],
    ["a PDF", "%PDF-1.7\n", "work_other"],
    ["the middle of a work file", lines(await sealLocked(BODY))[1], "work_other"],
  ];
  let ran = 0;
  for (const [name, given, want] of cases) {
    assert.equal(await code(typeof given === "string" ? bytesOf(given) : new Uint8Array(given), PASSWORD), want, name);
    ran++;
  }
  assert.equal(ran, 23);
});

test("no password, an empty one, the wrong one", async () => {
  const file = await sealLocked(BODY);
  for (const none of [undefined, "", " ", "　"]) assert.equal(await code(file, none), "work_passphrase_needed");
  for (const wrong of ["x", PASSWORD + PASSWORD, "\0", "\ud800"]) assert.equal(await code(file, wrong), "work_passphrase_wrong");
  for (const none of ["", " ", "\t　"]) assert.equal(await refusedToSeal(seal(BODY, { passphrase: none })), "work_passphrase_empty");
  // What is spoilt is not asked a password for.
  assert.equal(await code(flipped(file, file.length - 5, 0)), "work_damaged");
  assert.equal(await code(file.slice(0, -5)), "work_cut_off");
});

test("too large to open, too large to save", async () => {
  assert.equal(w.MAX_WORK_BYTES, 256 * 1024 * 1024);
  const large = new Uint8Array(w.MAX_WORK_BYTES + 1);
  large.set(await seal(BODY));
  assert.equal(await code(large), "work_too_large");
  assert.equal(await code(large.subarray(0, w.MAX_WORK_BYTES)), "work_damaged");
  assert.equal(spoken(w.tooLargeToOpen(w.MAX_WORK_BYTES + 1)), "work_too_large");
  assert.equal(w.tooLargeToOpen(w.MAX_WORK_BYTES), null);
  assert.equal(await refusedToSeal(seal("x".repeat(w.MAX_WORK_BYTES))), "work_too_large_to_save");
  // Two hundred megabytes fit; their base64 does not.
  assert.equal(await refusedToSeal(sealLocked("x".repeat(200 * 1024 * 1024))), "work_too_large_to_save");
  assert.equal(await refusedToSeal(seal(`"${"あ".repeat(86 * 1024 * 1024)}"`)), "work_too_large_to_save");
});

test("without cryptography: Node 18, a page that came by HTTP, one that runs out of memory", async () => {
  const file = await sealLocked(BODY);
  await withCrypto(undefined, async () => assert.equal(await body(await sealLocked(BODY), PASSWORD), BODY));
  await withCrypto({}, async () => {
    assert.equal(await code(file, PASSWORD), "work_no_crypto");
    assert.equal(await refusedToSeal(sealLocked(BODY)), "work_no_crypto");
  });
  const fails = () => Promise.reject(new RangeError("Array buffer allocation failed"));
  for (const name of ["digest", "decrypt", "deriveBits"]) {
    await withCrypto(platform({ [name]: fails }), async () => assert.equal(await code(file, PASSWORD), "work_failed", name));
  }
});

test("what would not open again is not written", async () => {
  let ran = 0;
  for (const [text, more] of [
    [""],
    ["{\n}"],
    ["{}\r"],
    ["{}\n"],
    ['"\ud800"'],
    ['"\udc00"'],
    [BODY, { tool: "" }],
    [BODY, { tool: "版" }],
    [BODY, { saved: "2026-11-22" }],
    [BODY, { saved: `${SAVED}\n` }],
    [BODY, { passphrase: PASSWORD, iterations: 99_999 }],
    [BODY, { passphrase: PASSWORD, iterations: 10_000_001 }],
    [BODY, { passphrase: PASSWORD, iterations: NaN }],
  ]) {
    await assert.rejects(seal(text, more), TypeError, `${text} ${JSON.stringify(more)}`);
    ran++;
  }
  assert.equal(ran, 13);
});

test("what is no bytes is no exception either", async () => {
  for (const given of [undefined, null, "text", {}, []]) assert.equal((await w.openWork(given)).ok, false);
});

test("every sentence was reached; to be read aloud", (t) => {
  for (const [code, text] of reached) t.diagnostic(`${code}: ${text}`);
  assert.deepEqual([...reached.keys()].sort(), Object.keys(w.sentences).sort());
});
