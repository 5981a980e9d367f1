// DuckDB itself, one thread: runs the query given and prints how long it took.
import { DuckDBInstance } from "@duckdb/node-api";

const con = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
const t0 = performance.now();
const reader = await con.runAndReadAll(process.argv[2]);
const ms = performance.now() - t0,
  [row] = reader.getRowObjects();
console.log(JSON.stringify({ ms, hits: Number(row.hits) }));
process.exit(0);
