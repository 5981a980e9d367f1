// Stands in for the core's `propose` where a test needs an answer that no small file brings about, and says exactly what
// wasm/CONTRACT.md ("Proposal") promises. Runs in the page before its own script; never shipped.

export function fakeCore() {
  const FIELDS = {
    pension: [
      ["pension_number", "基礎年金番号"],
      ["name_kana", "氏名カナ", true],
      ["name", "氏名"],
      ["birth_date", "生年月日", true, true],
      ["sex", "性別"],
      ["postal_code", "郵便番号"],
      ["address", "住所"],
      ["pension_category", "種別"],
      ["pension_lost", "資格喪失年月日", true, true],
      ["pension_lost_reason", "喪失事由"],
      ["change_kind", "異動区分"],
      ["corrected_from", "訂正前喪失年月日", false, true],
      ["processed", "処理年月日", false, true],
    ],
    roster: [
      ["resident_number", "宛名番号", true],
      ["member_number", "記号番号"],
      ["branch", "枝番"],
      ["name", "氏名"],
      ["name_kana", "氏名カナ", true],
      ["birth_date", "生年月日", true, true],
      ["sex", "性別"],
      ["address", "住所"],
      ["acquired", "資格取得年月日", true, true],
      ["lost", "資格喪失年月日", false, true],
    ],
    overlap: [
      ["run_date", "作成年月日", false, true],
      ["name", "氏名", true],
      ["name_kana", "氏名カナ"],
      ["birth_date", "生年月日", true, true],
      ["own_serial", "自番号", true],
      ["other_insurer", "重複先保険者番号", true],
      ["other_acquired", "重複先資格取得年月日", true, true],
    ],
  };
  const CODES = {
    "utf-8": "utf-8",
    cp932: "shift_jis",
    "euc-jp": "euc-jp",
    "iso-2022-jp": "iso-2022-jp",
    "utf-16le": "utf-16le",
    "utf-16be": "utf-16be",
  };
  const date = /^([SHRTM]?\d{1,4}[./-]\d{1,2}[./-]\d{1,2}|\d{8})$/;

  async function propose(kind, file, { layout: given, layouts }) {
    const bytes = await file.arrayBuffer();
    if (bytes.byteLength === 0)
      return {
        ok: false,
        error: { code: "file_empty", file: file.name, line: null, column: null, belongs: null, text: `${file.name}：ファイルが空です。` },
      };
    let encoding = "utf-8";
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      encoding = "cp932";
    }
    const read = (layout) => {
      const code = layout?.encoding && layout.encoding !== "auto" ? layout.encoding : encoding;
      const delimiter = layout?.delimiter && layout.delimiter !== "auto" ? layout.delimiter : ",";
      const lines = new TextDecoder(CODES[code])
        .decode(bytes)
        .replace(/\r?\n$/, "")
        .split(/\r?\n/)
        .map((l) => l.split(delimiter));
      const skip =
        layout?.skip_rows ??
        Math.max(
          0,
          lines.findIndex((l) => l.length > 3),
        );
      return { code, delimiter, lines, skip, head: layout?.header_rows ?? (/\d{4}/.test(lines[skip]?.join("") ?? "") ? 0 : 1) };
    };
    const { code, delimiter, lines, skip, head } = read(given);
    const headers = head > 0 ? lines[skip + head - 1] : [];
    const signature = headers.join("|");
    const saved = layouts.find((l) => l.kind === kind && l.signature === signature && signature !== "");
    const layout = { ...saved, ...given, fields: { ...saved?.fields, ...given?.fields } };
    const data = lines.slice(skip + head);
    const total = (l) => /^(合計|計)/.test(l[0]);
    const rows = data.filter((l) => l.length > 1 && !total(l));
    const width = Math.max(headers.length, ...rows.map((r) => r.length));
    const fields = FIELDS[kind].map(([field, label, required = false, is_date = false]) => {
      const said = layout.fields[field];
      const at = said === null ? -1 : said ? said.position - 1 : headers.indexOf(label);
      const position = at < 0 ? null : at + 1;
      const values =
        position === null
          ? []
          : data.map((l, i) => ({ line: skip + head + i + 1, value: l[at] ?? "", in: rows.includes(l) })).filter((v) => v.in);
      const bad = is_date ? values.filter((v) => v.value !== "" && !date.test(v.value)) : [];
      const empty = values.filter((v) => v.value === "").length;
      const confidence =
        position === null ? "none" : said ? "high" : bad.length > values.length / 20 ? "low" : saved || head > 0 ? "high" : "medium";
      return {
        field,
        label,
        required,
        is_date,
        position,
        header: position === null ? "" : (headers[at] ?? ""),
        confidence,
        reason: position === null ? "見出しにも値にも、それらしい列がありません。" : said ? "画面で選ばれた列です。" : "見出しが同じです。",
        date_form: is_date && position !== null ? (said?.date && said.date !== "auto" ? said.date : "self") : null,
        parsed: values.length - empty - bad.length,
        empty,
        failed: bad.length,
        failures: bad.slice(0, 3).map(({ line, value }) => ({ line, value, reason: "日付として読めません。" })),
      };
    });
    // Any column of dates may be any date.
    const choice = (f, position) => {
      const values = rows.map((r) => r[position - 1] ?? "");
      const samples = [...new Set(values.filter((v) => v))].slice(0, 3);
      const follows = `この列だと、${f.label}が ${values.filter((v) => v).length} 行で読めます。`;
      return { field: f.field, position, header: headers[position - 1] ?? "", samples, follows };
    };
    const asked = (f, text, columns) => ({
      fields: [f.field],
      text,
      columns,
      choices: columns.map((c) => choice(f, c)),
      needed: f.required,
      without: f.required
        ? `「${f.label}」の列がないと、このファイルは取り込めません。`
        : `「${f.label}」の列はないものとして取り込みます。`,
    });
    const dates = Array.from({ length: width }, (_, i) => i + 1).filter((c) => rows.filter((r) => date.test(r[c - 1] ?? "")).length > 3);
    const open = fields
      .filter((f) => f.required && f.position === null)
      .map((f) => asked(f, `「${f.label}」はどの列ですか。`, f.is_date ? dates : []));
    const supposed = fields
      .filter((f) => f.required && f.position !== null && f.confidence !== "high")
      .map((f) => asked(f, `「${f.label}」は、この列でよいですか。`, [f.position]));
    const problems = [
      ...fields
        .filter((f) => f.required && f.position !== null && (f.confidence === "medium" || f.confidence === "low"))
        .map((f) => `「${f.label}」が${f.position}列目かどうかは確かではありません。`),
      ...fields.filter((f) => f.required && layout.fields[f.field] === null).map((f) => `必須の「${f.label}」の列がありません。`),
      ...fields
        .filter((f) => f.required && f.failed * 20 > rows.length)
        .map((f) => `「${f.label}」は ${rows.length} 行のうち ${f.failed} 行が読めません。列か日付の書き方を確かめてください。`),
    ];
    const columns = Array.from({ length: width }, (_, i) => ({
      position: i + 1,
      header: headers[i] ?? "",
      field: fields.find((f) => f.position === i + 1)?.field ?? null,
      dropped: headers[i] === "個人番号",
      samples:
        headers[i] === "個人番号"
          ? []
          : rows
              .slice(0, 3)
              .map((r) => r[i] ?? "")
              .filter((v) => v),
    }));
    const use = (l, i) =>
      i < skip ? "title" : i < skip + head ? "header" : l.length === 1 && l[0] === "" ? "blank" : total(l) ? "total" : "data";
    return {
      ok: true,
      proposal: {
        kind,
        file: file.name,
        accepted: open.length === 0 && problems.length === 0 && fields.every((f) => !f.required || f.confidence === "high"),
        layout: {
          kind,
          name: saved?.name ?? "",
          signature,
          encoding: code,
          delimiter,
          skip_rows: skip,
          header_rows: head,
          shape: layout.shape ?? "pair",
          fields: Object.fromEntries(
            fields.filter((f) => f.position).map((f) => [f.field, { position: f.position, ...(f.is_date ? { date: f.date_form } : {}) }]),
          ),
        },
        by: given ? "given" : saved ? "saved" : head > 0 ? "headers" : "values",
        layout_name: saved?.name ?? "",
        signature,
        encoding: code === "cp932" ? "CP932" : code.toUpperCase(),
        encoding_reason: "UTF-8 としては読めないため、CP932 と判断しました。",
        bom: false,
        delimiter,
        newline: "LF",
        skip_rows: skip,
        header_rows: head,
        shape: layout.shape && layout.shape !== "auto" ? layout.shape : "pair",
        belongs: null,
        columns,
        fields,
        open,
        supposed,
        problems,
        repairs: rows.some((r) => /^\d+(\.\d+)?E\+\d+$/.test(r[0])) ? ["指数表示になった番号があります。"] : [],
        warnings: columns.filter((c) => c.dropped).map((c) => `${c.position}列目は個人番号のため取り込みません。`),
        preview: lines.slice(0, 12).map((cells, i) => ({ line: i + 1, use: use(cells, i), cells })),
        examined: { rows: rows.length, whole: true },
      },
    };
  }

  // The harness overhears the worker; what is said in its place is held against the contract as well.
  const say = (worker, data) => {
    window.toldByWorker(data);
    worker.onmessage({ data });
  };
  /** As the worker does: the page reads the file. */
  const slices = new Map();
  const contentOf = (worker, { number, size }) =>
    new Promise((resolve, reject) => {
      const id = -1 - slices.size; // the worker counts the other way
      slices.set(id, (bytes) => (bytes ? resolve(bytes) : reject(new Error("unreadable"))));
      worker.onmessage({ data: { type: "read", id, file: number, offset: 0, length: size } });
    });
  const Real = window.Worker;
  window.proposals = [];
  window.Worker = class extends Real {
    postMessage(message, ...more) {
      if (slices.has(message.id) && message.type === "slice") return slices.get(message.id)(message.bytes);
      if (message.type !== "inspect") {
        if (message.type === "run") window.ordered = message.run;
        return super.postMessage(message, ...more);
      }
      window.toldToWorker(message);
      const { name } = message.file;
      void propose(message.kind, { name, arrayBuffer: () => contentOf(this, message.file) }, message.known).then(
        (status) => {
          window.proposals.push(message.known);
          say(this, { type: "answer", id: message.id, status });
        },
        () =>
          say(this, {
            type: "answer",
            id: message.id,
            status: { ok: false, error: { code: "unreadable", file: message.file.name, text: "" } },
          }),
      );
    }
  };
}
