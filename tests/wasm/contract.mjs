// Holds what the core answers against wasm/contract.schema.json: `loadCore` gives the module with sessions that check each of
// their answers, `conversation` listens to what the page and its worker say to each other. What does not fit throws, with the
// path and the value. `answered` counts, so that a test can say that something was looked at. Every work file's body that is exported
// is held against wasm/work/body.schema.json in the same way; `bodies` counts them.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";

const path = (p) => fileURLToPath(new URL(`../../${p}`, import.meta.url));
export const schema = JSON.parse(readFileSync(path("wasm/contract.schema.json"), "utf8"));
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true, verbose: true });
ajv.addSchema(schema);
export const bodySchema = JSON.parse(readFileSync(path("wasm/work/body.schema.json"), "utf8"));
ajv.addSchema(bodySchema);

const { casework, ...calls } = schema.$defs.Answers.properties;
/** All there is to answer: calls by their names, commands as `casework list`. */
export const KINDS = [...Object.keys(calls), ...Object.keys(schema.$defs.CaseworkAnswers.properties).map((name) => `casework ${name}`)];
/** How many answers of each kind were held against the contract; refusals count as `refused` and `casework refused`. */
export const answered = new Map();

const shown = (value) => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

/** Of the errors the deepest tell what is wrong. */
function demand(check, value, what) {
  if (check(value)) return;
  const depth = ({ instancePath }) => instancePath.split("/").length;
  const deepest = Math.max(...check.errors.map(depth));
  const told = check.errors
    .filter((e) => depth(e) === deepest)
    .map((e) => {
      const more = e.params.additionalProperty ?? e.params.unevaluatedProperty ?? e.params.propertyName ?? e.params.allowedValues;
      return `${e.instancePath || "/"} ${e.message}${more === undefined ? "" : `: ${more}`}, but is ${shown(e.data)}`;
    });
  assert.fail(`${what}: ${[...new Set(told)].slice(0, 5).join("; ")}`);
}

/** `where` is a place in the schema (`Answers/properties/view`). */
export function fits(where, value, what = where) {
  const check = ajv.getSchema(`${schema.$id}#/$defs/${where}`);
  assert.ok(check, `the contract has no ${where}`);
  demand(check, value, `${what} breaks the contract`);
}

// ---- bodies of work files ----

/** How many were held against their schema, and the members met in them of those that may be left out (`Listing.review`). */
export const bodies = { count: 0, met: new Set() };

/** The definition that a node stands for, with its name and the schema that it stands in. */
function definition({ node, name, home }) {
  if (!node.$ref) return { node, name, home };
  const [id, at] = node.$ref.split("#/$defs/");
  const there = [schema, bodySchema].find((s) => s.$id === id) ?? home;
  return { node: there.$defs[at], name: at, home: there };
}

const isClosed = (node) => node.additionalProperties === false;
const mayLack = (node, key) => isClosed(node) && !node.required?.includes(key);

/** The nodes below one: of the members, the elements, and what the same value has to be as well. */
function* below({ node, name, home }) {
  for (const [key, inner] of Object.entries(node.properties ?? {})) yield { key, inner: { node: inner, name: `${name}.${key}`, home } };
  const same = [...(node.allOf ?? []), ...(node.anyOf ?? []), ...(node.$ref ? [{ $ref: node.$ref }] : [])];
  for (const inner of same) yield { inner: definition({ node: inner, name, home }) };
  const each = node.items ?? (typeof node.additionalProperties === "object" ? node.additionalProperties : undefined);
  if (each) yield { each: true, inner: { node: each, name, home } };
}

const BODY = { node: bodySchema, name: "Body", home: bodySchema };

/** Every member of a body that may be left out. */
export function optionalMembers() {
  const out = new Set();
  const seen = new Set();
  const look = (at) => {
    if (seen.has(at.node)) return;
    seen.add(at.node);
    for (const { key, inner } of below(at)) {
      if (key !== undefined && mayLack(at.node, key)) out.add(`${at.name}.${key}`);
      look(inner);
    }
  };
  look(BODY);
  return out;
}

/** Of several shapes only the one that the value has. */
function hasShape({ node }, value) {
  if (!isClosed(node)) return true;
  const { required = [] } = node;
  const fixed = Object.entries(node.properties).filter(([, { const: only }]) => only !== undefined);
  return (
    Object.keys(value).every((key) => key in node.properties) &&
    required.every((key) => key in value) &&
    fixed.every(([key, { const: only }]) => !(key in value) || value[key] === only)
  );
}

function meet(at, value) {
  if (typeof value !== "object" || value === null || !hasShape(at, value)) return;
  for (const { key, each, inner } of below(at)) {
    if (each) for (const one of Object.values(value)) meet(inner, one);
    else if (key === undefined) meet(inner, value);
    else if (key in value) {
      if (mayLack(at.node, key)) bodies.met.add(`${at.name}.${key}`);
      meet(inner, value[key]);
    }
  }
}

/** The body of a work file, as text: from the core alone, or with what the page adds. */
export function fitsBody(text) {
  const body = JSON.parse(text);
  demand(ajv.getSchema(bodySchema.$id), body, "a body breaks its schema");
  meet(BODY, body);
  bodies.count++;
}

/** Hands on the pieces of an export; what they come to is held against the schema, where it is a body. */
function gathered() {
  let pieces = null;
  return {
    begun(what, answer) {
      pieces = what === "work.json" && answer.ok ? [] : null;
    },
    piece(bytes) {
      if (pieces && bytes.length > 0) pieces.push(Buffer.from(bytes));
      else if (pieces) {
        fitsBody(Buffer.concat(pieces).toString("utf8"));
        pieces = null;
      }
      return bytes;
    },
  };
}

const count = (kind) => answered.set(kind, (answered.get(kind) ?? 0) + 1);

/** An answer of the kind, one of KINDS. */
export function fitsAnswer(kind, answer) {
  const command = kind.startsWith("casework ");
  if (answer.ok === false) {
    fits(command ? "CaseworkFailure" : "Failure", answer, `${kind}, refused,`);
    return count(command ? "casework refused" : "refused");
  }
  fits(command ? `CaseworkAnswers/properties/${kind.slice(9)}` : `Answers/properties/${kind}`, answer, kind);
  count(kind);
}

/** The `do` of a command, where it has one that there is. */
function commandOf(text) {
  try {
    const name = JSON.parse(text).do;
    return KINDS.includes(`casework ${name}`) ? name : "overview";
  } catch {
    return "overview"; // no command at all can only be refused
  }
}

const PASSED_ON = ["buffer", "prepare", "discard", "delete"];

/** A session that checks its answers; `mutate` changes one before. */
function held(session, mutate) {
  const exported = gathered();
  return new Proxy(session, {
    get(target, name) {
      const call = target[name];
      if (typeof name === "symbol" || typeof call !== "function") return call;
      if (PASSED_ON.includes(name)) return call.bind(target);
      if (name === "exportNext") return () => exported.piece(target.exportNext());
      return (...given) => {
        const text = mutate(name, call.apply(target, given));
        if (name === "exportBegin") exported.begun(given[0], JSON.parse(text));
        fitsAnswer(name.startsWith("casework") ? `casework ${commandOf(given[0])}` : name, JSON.parse(text));
        return text;
      };
    },
  });
}

/** The core, whose sessions and constants are held against the contract. */
export async function loadCore({ mutate = (_call, text) => text } = {}) {
  const factory = path("build/wasm/totsugo.js");
  assert.ok(existsSync(factory), "scripts/build wasm has not run");
  const core = await createRequire(import.meta.url)(factory)({ wasmBinary: readFileSync(path("build/wasm/totsugo.wasm")) });
  return {
    get HEAPU8() {
      return core.HEAPU8; // anew each time: the heap may have grown
    },
    // A function, as it is called with `new`, which gives back what it returns.
    Session: function Session() {
      return held(new core.Session(), mutate);
    },
    constants() {
      const text = mutate("constants", core.constants());
      fitsAnswer("constants", JSON.parse(text));
      return text;
    },
  };
}

/** Listens to a page and its worker (web/src/worker/protocol.ts): what is asked by the page, and what it is answered. */
export function conversation() {
  const asked = new Map(); // by the number of the question: the kind of its answer
  return {
    asked({ type, id, query, command, run, what, options }) {
      if (type === "query") {
        asked.set(id, query.method);
        if (query.method === "view") fits("ViewQuery", JSON.parse(query.query));
      } else if (type === "casework") {
        const said = JSON.parse(command);
        asked.set(id, `casework ${said.do}`);
        fits(`CaseworkCommands/properties/${said.do}`, said, `the command ${said.do}`);
      } else if (type === "inspect") asked.set(id, "propose");
      else if (type === "look_again") asked.set(id, "casework hashes");
      else if (type === "run") fits("Settings", run.settings);
      else if (type === "export") {
        fits("ExportName", what);
        fits("ExportOptions", options);
      }
    },
    answered({ type, id, status, summary, files, error, exported }) {
      const kind = asked.get(id);
      if (type === "answer" && kind) {
        asked.delete(id);
        if (status.ok || !isOfHost(status.error)) fitsAnswer(kind, status);
      } else if (type === "done") {
        const { timings, peak_heap_bytes, ...rest } = summary;
        assert.ok(timings.total >= 0 && peak_heap_bytes > 0, "the driver has measured nothing");
        fits("Summary", rest);
        count("finish");
        for (const file of files) {
          fits("ImportReport", file);
          count("closeFile");
        }
      } else if (type === "exported") {
        fits("Lost", exported.lost);
        count("exportLost");
      } else if ((type === "failed" || type === "refused") && !isOfHost(error)) fitsAnswer("finish", { ok: false, error });
    },
  };
}

/** A problem that the core knows nothing of: said by the driver, the reader of workbooks or the worker in its place. */
function isOfHost({ code, text }) {
  assert.ok(typeof code === "string" && typeof text === "string", "a problem breaks the contract: it has no code or no text");
  return !["ErrorCode", "CaseworkErrorCode"].some((name) => schema.$defs[name].enum.includes(code));
}
