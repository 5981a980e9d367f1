// Workbooks built by hand: a small ZIP writer that can also lie, and the parts of a book.
import { deflateRawSync } from "node:zlib";

const table = Int32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});
export function crc32(bytes) {
  let c = -1;
  for (const b of bytes) c = table[(c ^ b) & 255] ^ (c >>> 8);
  return (c ^ -1) >>> 0;
}

const u16 = (n) => [n & 255, (n >>> 8) & 255];
const u32 = (n) => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, (n >>> 24) & 255];
const u64 = (n) => [...u32(n), 0, 0, 0, 0];

/**
 * entries: [name, content, lies?]. lies: {store, crc, size, packed, method, flags, raw (already deflated), zip64}.
 * options: {comment, zip64 (the end record too)}
 */
export function zip(entries, { comment = "", zip64 = false } = {}) {
  const parts = [],
    central = [];
  let at = 0;
  const push = (bytes) => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const [name, content, lies = {}] of entries) {
    const plain = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    const raw = lies.raw ?? (lies.store ? plain : deflateRawSync(plain));
    const crc = lies.crc ?? crc32(plain),
      size = lies.size ?? plain.length,
      packed = lies.packed ?? raw.length;
    const method = lies.method ?? (lies.store ? 0 : 8),
      flags = lies.flags ?? 0;
    const n = Buffer.from(name, "utf8");
    const local = at;
    push(
      Buffer.from([
        ...u32(0x04034b50),
        ...u16(20),
        ...u16(flags),
        ...u16(method),
        ...u32(0),
        ...u32(crc),
        ...u32(packed),
        ...u32(size),
        ...u16(n.length),
        ...u16(0),
        ...n,
      ]),
    );
    push(raw);
    const wide = lies.zip64;
    const extra = wide ? [...u16(1), ...u16(24), ...u64(size), ...u64(packed), ...u64(local)] : [];
    const [s, p, l] = wide ? [0xffffffff, 0xffffffff, 0xffffffff] : [size, packed, local];
    central.push(
      Buffer.from([
        ...u32(0x02014b50),
        ...u16(20),
        ...u16(20),
        ...u16(flags),
        ...u16(method),
        ...u32(0),
        ...u32(crc),
        ...u32(p),
        ...u32(s),
        ...u16(n.length),
        ...u16(extra.length),
        ...u16(0),
        ...u16(0),
        ...u16(0),
        ...u32(0),
        ...u32(l),
        ...n,
        ...extra,
      ]),
    );
  }
  const directory = at;
  for (const c of central) push(c);
  const length = at - directory;
  let [count, declared, offset] = [entries.length, length, directory];
  if (zip64) {
    const end64 = at;
    push(
      Buffer.from([
        ...u32(0x06064b50),
        ...u64(44),
        ...u16(45),
        ...u16(45),
        ...u32(0),
        ...u32(0),
        ...u64(count),
        ...u64(count),
        ...u64(length),
        ...u64(directory),
      ]),
    );
    push(Buffer.from([...u32(0x07064b50), ...u32(0), ...u64(end64), ...u32(1)]));
    [count, declared, offset] = [0xffff, 0xffffffff, 0xffffffff];
  }
  const note = Buffer.from(comment);
  push(
    Buffer.from([
      ...u32(0x06054b50),
      ...u16(0),
      ...u16(0),
      ...u16(count),
      ...u16(count),
      ...u32(declared),
      ...u32(offset),
      ...u16(note.length),
      ...note,
    ]),
  );
  return new Uint8Array(Buffer.concat(parts));
}

const escaped = (s) => s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const MAIN =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export function column(n) {
  let name = "";
  for (; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

export const worksheet = (data, { before = "", after = "" } = {}) =>
  `${HEAD}<worksheet ${MAIN}>${before}<sheetData>${data}</sheetData>${after}</worksheet>`;

/** Rows of values: a string, a number, {xml: '<c …/>'} or null. Strings are inline or, with `strings`, shared. */
export function rows(values, strings) {
  return values
    .map((row, r) => {
      const cells = row.map((v, c) => {
        const ref = `${column(c + 1)}${r + 1}`;
        if (v === null || v === "") return "";
        if (typeof v === "object") return v.xml.replace("@", ref);
        if (typeof v === "number") return `<c r="${ref}"><v>${v}</v></c>`;
        if (!strings) return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escaped(v)}</t></is></c>`;
        let at = strings.indexOf(v);
        if (at < 0) at = strings.push(v) - 1;
        return `<c r="${ref}" t="s"><v>${at}</v></c>`;
      });
      return cells.join("") ? `<row r="${r + 1}">${cells.join("")}</row>` : "";
    })
    .join("");
}

export const sharedStrings = (items) =>
  `${HEAD}<sst ${MAIN} count="${items.length}" uniqueCount="${items.length}">` +
  `${items.map((i) => (typeof i === "string" ? `<si><t xml:space="preserve">${escaped(i)}</t></si>` : i.xml)).join("")}</sst>`;

/** formats: what each cell format shows: a built-in id, or the code of a custom one. */
export function styles(formats) {
  const custom = formats.filter((f) => typeof f === "string");
  const id = (f) => (typeof f === "number" ? f : 164 + custom.indexOf(f));
  return (
    `${HEAD}<styleSheet ${MAIN}><numFmts count="${custom.length}">` +
    `${custom.map((f) => `<numFmt numFmtId="${id(f)}" formatCode="${escaped(f)}"/>`).join("")}</numFmts>` +
    `<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs>` +
    `${formats.map((f) => `<xf numFmtId="${id(f)}" applyNumberFormat="1"/>`).join("")}</cellXfs></styleSheet>`
  );
}

/**
 * The parts of a book by name. sheets: [{name, xml, state?, target?, part?, type?}].
 * options: {strings (xml), styles (xml), date1904, main ('xl/workbook.xml'), mainTarget}
 */
export function parts(sheets, options = {}) {
  const main = options.main ?? "xl/workbook.xml";
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const made = new Map();
  made.set(
    "[Content_Types].xml",
    `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
      `<Default Extension="xml" ContentType="application/xml"/></Types>`,
  );
  made.set(
    "_rels/.rels",
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
      `<Relationship Id="rId1" Type="${REL}/officeDocument" Target="${options.mainTarget ?? main}"/></Relationships>`,
  );
  made.set(
    main,
    `${HEAD}<workbook ${MAIN}>${options.date1904 ? '<workbookPr date1904="1"/>' : "<workbookPr/>"}<sheets>${sheets
      .map((s, i) => `<sheet name="${escaped(s.name)}" sheetId="${i + 1}"${s.state ? ` state="${s.state}"` : ""} r:id="rId${i + 1}"/>`)
      .join("")}</sheets></workbook>`,
  );
  const relations = sheets.map(
    (s, i) =>
      `<Relationship Id="rId${i + 1}" Type="${REL}/${s.type ?? "worksheet"}" Target="${s.target ?? `worksheets/sheet${i + 1}.xml`}"` +
      `${s.external ? ' TargetMode="External"' : ""}/>`,
  );
  if (options.strings) {
    relations.push(`<Relationship Id="rIdS" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/>`);
    made.set(`${folder}sharedStrings.xml`, options.strings);
  }
  if (options.styles) {
    relations.push(`<Relationship Id="rIdF" Type="${REL}/styles" Target="styles.xml"/>`);
    made.set(`${folder}styles.xml`, options.styles);
  }
  made.set(
    `${folder}_rels/${main.slice(folder.length)}.rels`,
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`,
  );
  sheets.forEach((s, i) => {
    if (s.xml !== undefined) made.set(s.part ?? `${folder}worksheets/sheet${i + 1}.xml`, s.xml);
  });
  return made;
}

export const book = (sheets, options) => zip([...parts(sheets, options)]);
/** One sheet of these rows. */
export const simple = (values, options = {}) => book([{ name: "Sheet1", xml: worksheet(rows(values), options) }], options);
