// What may be changed in a C++ file of this project: one token at a time, found by its looks and not by parsing. The
// layout of the sources is relied on: binary operators have spaces around them, template arguments have none.

// Everything that is no code becomes spaces, so that places stay as they are.
export function bare(source) {
  const blank = (text) => text.replace(/[^\n]/g, " ");
  return source
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|(?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)+'/g, blank)
    .replace(/^[ \t]*#[^\n]*/gm, blank)
    .replace(/\bstatic_assert\s*\([^;]*;/g, blank)
    .replace(/\b(?:template <|operator[^\s(]+)[^\n>]*>?/g, blank)
    .replace(/(?<=\w)<(?:[\w:*&,+[\] ()]|<[^<>;]*>)*>/g, blank);
}

const swaps = {
  order: [
    [" < ", " <= "],
    [" <= ", " < "],
    [" > ", " >= "],
    [" >= ", " > "],
  ],
  equality: [
    [" == ", " != "],
    [" != ", " == "],
  ],
  logic: [
    [" && ", " || "],
    [" || ", " && "],
  ],
  sum: [
    [" + ", " - "],
    [" - ", " + "],
    [" += ", " -= "],
    [" -= ", " += "],
  ],
};
const words = {
  bool: [
    ["true", "false"],
    ["false", "true"],
  ],
  loop: [
    ["continue", "break"],
    ["break", "continue"],
  ],
};

// Enumerators stand for the next one of their enum, the last for the one before.
function neighbours(headers) {
  const out = new Map();
  for (const source of headers) {
    for (const [, name, body] of bare(source).matchAll(/\benum class (\w+)[^{]*\{([^}]*)\}/g)) {
      const all = [...body.matchAll(/\b([A-Za-z_]\w*)\b(?:\s*=[^,]*)?/g)].map((m) => m[1]);
      if (all.length < 2) continue;
      for (const [i, one] of all.entries()) out.set(`${name}::${one}`, `${name}::${all[i + 1] ?? all[i - 1]}`);
    }
  }
  return out;
}

// Of every rule of the grade table: each bit of each column the other way, and the grades beside its own.
const grades = ["s", "a", "b", "c", "none"];
function grade_table(code, found) {
  const start = code.indexOf("kGradeRules[] = {");
  if (start < 0) return [0, 0];
  const end = code.indexOf("};", start);
  // The columns' enums stand above it; their bits are those that are a power of two.
  const columns = [...code.matchAll(/\benum \w+Is : uint8_t \{([^}]*)\}/g)].map(([, body]) =>
    [...body.matchAll(/(\w+) = (\d+)/g)].filter(([, , n]) => (n & (n - 1)) === 0).map(([, name]) => name),
  );
  for (const row of code.slice(start, end).matchAll(/\{([^{}]*),\s*Grade::(\w+)\}/g)) {
    let at = start + row.index + 1;
    row[1].split(",").forEach((cell, i) => {
      const text = cell.trim();
      const from = at + cell.indexOf(text);
      for (const bit of columns[i]) found("table", from, from + text.length, `(${text}) ^ ${bit}`);
      at += cell.length + 1;
    });
    const from = start + row.index + row[0].lastIndexOf("Grade::");
    const now = grades.indexOf(row[2]);
    for (const other of [grades[now - 1], grades[now + 1]])
      if (other) found("table", from, from + `Grade::${row[2]}`.length, `Grade::${other}`);
  }
  return [start, end];
}

// All changes of a file: { file, line, before, after (the line, trimmed), op, from, to, put, key }.
export function mutants_of(file, source, headers) {
  const code = bare(source);
  const all = [];
  const found = (op, from, to, put) => all.push({ file, op, from, to, put });
  const table = grade_table(code, found);
  const each = (op, pattern, put_of) => {
    for (const m of code.matchAll(pattern)) {
      if (m.index >= table[0] && m.index < table[1]) continue;
      for (const put of [put_of(m)].flat()) if (put !== null) found(op, m.index, m.index + m[0].length, put);
    }
  };
  const literal = (s) => s.replace(/[|+]/g, "\\$&");
  for (const [op, pairs] of Object.entries(swaps)) {
    // A line may end with the operator, or begin with it.
    for (const [a, b] of pairs) each(op, new RegExp(`(?<=[\\w)\\]}] )${literal(a.trim())}(?=[ \\n])`, "g"), () => b.trim());
  }
  for (const [op, pairs] of Object.entries(words)) for (const [a, b] of pairs) each(op, new RegExp(`\\b${a}\\b`, "g"), () => b);
  each("not", /!(?![=])/g, () => "");
  each("number", /(?<![\w.])(?:0x[0-9A-Fa-f]+|\d+)(?=[uUlL]*\b)/g, ([n]) => {
    const next = (BigInt(n) + 1n).toString(n.startsWith("0x") ? 16 : 10);
    return n === "1" ? ["2", "0"] : [n.startsWith("0x") ? `0x${next.toUpperCase()}` : next];
  });
  each("return", /(?<=\breturn )(?!true\b|false\b|out\b|\{)[^;{}]+(?=;)/g, (m) => `!(${source.slice(m.index, m.index + m[0].length)})`);
  const next = neighbours(headers);
  each("enum", /\b\w+::\w+\b/g, ([e]) => next.get(e) ?? null);
  all.sort((x, y) => x.from - y.from || x.put.localeCompare(y.put));

  const line_starts = [0];
  for (const m of source.matchAll(/\n/g)) line_starts.push(m.index + 1);
  const seen = new Map();
  let row = 0;
  let nth = 0;
  for (const m of all) {
    let moved = row === 0;
    while (line_starts[row] <= m.from) {
      ++row;
      moved = true;
    }
    const start = line_starts[row - 1];
    // A change may reach over several lines; the last one's end is the end.
    const end = `${source}\n`.indexOf("\n", m.to);
    const flat = (text) => text.trim().replace(/\s+/g, " ");
    m.line = row;
    m.before = flat(source.slice(start, end));
    m.after = flat(source.slice(start, m.from) + m.put + source.slice(m.to, end));
    if (moved) {
      nth = (seen.get(m.before) ?? 0) + 1;
      seen.set(m.before, nth);
    }
    m.key = [file, m.before, m.after, nth, m.from - start].join("\t");
  }
  return all;
}
