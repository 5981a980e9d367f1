// Makes wasm/contract.ts, the types, of wasm/contract.schema.json, the contract of the core.
//   node scripts/contract.mjs
// It knows the keywords that the contract uses and refuses every other, so that no constraint gets lost in silence; those that
// types cannot express are named in UNTYPED.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (p) => fileURLToPath(new URL(`../${p}`, import.meta.url));
const MADE = "wasm/contract.ts";
const TYPED = "description $ref type const enum anyOf allOf properties required items prefixItems readOnly".split(" ");
const UNTYPED =
  "additionalProperties unevaluatedProperties propertyNames minProperties maxProperties minItems maxItems minimum maximum pattern".split(
    " ",
  );

const nameOf = (ref) => ref.replace(/^#\/\$defs\//, "");
// Lines of at most 132 characters: the linter allows 140, and a comment stands at most twice indented.
const lines = (text) => text.match(/.{1,129}(?: |$)/g).map((line) => ` * ${line.trimEnd()}\n`);
const comment = (text) => (!text ? "" : text.length <= 126 ? `/** ${text} */\n` : `/**\n${lines(text).join("")} */\n`);
const isOpen = (schema) => schema.type === "object" && typeof schema.additionalProperties === "object";
const literals = (values) => values.map((v) => JSON.stringify(v)).join(" | ");

function bodyOf({ properties = {}, required = [] }, between = Object.values(properties).some((p) => p.description) ? "\n" : " ") {
  const members = Object.entries(properties).map(([key, value]) => {
    const name = /^\w+$/.test(key) ? key : JSON.stringify(key);
    return `${comment(value.description)}${name}${required.includes(key) ? "" : "?"}: ${typeOf(value)};`;
  });
  return `{${between}${members.join(between)}${between}}`;
}

/** The type of a schema as TypeScript writes it. */
export function typeOf(schema) {
  for (const key of Object.keys(schema))
    if (![...UNTYPED, ...TYPED].includes(key)) throw new Error(`scripts/contract.mjs does not know the keyword "${key}"`);
  if (schema.$ref) return nameOf(schema.$ref);
  if ("const" in schema) return literals([schema.const]);
  if (schema.enum) return literals(schema.enum);
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
  const types = [schema.type].flat().map((type) => {
    switch (type) {
      case "string":
      case "boolean":
      case "null":
      case "number":
        return type;
      case "integer":
        return "number";
      case "array":
        if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(", ")}]`;
        return `${schema.readOnly ? "readonly " : ""}(${typeOf(schema.items)})[]`;
      case "object":
        if (isOpen(schema)) return `Record<string, ${typeOf(schema.additionalProperties)}>`;
        if (!schema.properties) return "object";
        return [...(schema.allOf ?? []).map(typeOf), bodyOf(schema)].join(" & ");
      default:
        throw new Error(`scripts/contract.mjs does not know the type ${JSON.stringify(type)}`);
    }
  });
  return types.join(" | ");
}

function definition([name, schema]) {
  if (schema.type !== "object" || isOpen(schema)) return `${comment(schema.description)}export type ${name} = ${typeOf(schema)};\n`;
  typeOf(schema); // refuses the keywords that it does not know
  const above = (schema.allOf ?? []).map(typeOf).join(", ");
  const head = `${comment(schema.description)}export interface ${name}${above ? ` extends ${above}` : ""}`;
  return `${head} ${bodyOf(schema, "\n")}\n`;
}

/** The whole file, in the form that the linter wants. */
export function made(schema) {
  const text = `// Made by scripts/contract.mjs of contract.schema.json: change that, and make this anew.

${Object.entries(schema.$defs).map(definition).join("\n")}`;
  return execFileSync(path("scripts/node_modules/.bin/biome"), ["format", `--stdin-file-path=${path(MADE)}`], {
    input: text,
    cwd: path("."),
    encoding: "utf8",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(path(MADE), made(JSON.parse(readFileSync(path("wasm/contract.schema.json"), "utf8"))));
