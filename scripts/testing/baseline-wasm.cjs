// Loaded before everything in the tests' Node processes (stage.mjs): WebAssembly stays as V8 compiles it first. A job of 300 people then
// takes 0.2 CPU seconds instead of 0.7, as what optimising gains comes only with the large jobs of the benchmark.
require("node:v8").setFlagsFromString("--no-wasm-dynamic-tiering");
require("node:v8").setFlagsFromString("--no-wasm-tier-up");
