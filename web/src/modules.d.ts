// What the build puts in: see build.mjs.
declare module "totsugo:factory" {
  const create: import("../../wasm/driver.ts").Factory;
  export default create;
}
/** The wasm, gzip then base64. */
declare module "totsugo:wasm" {
  const packed: string;
  export default packed;
}
/** The worker's script as text. */
declare module "totsugo:worker" {
  const script: string;
  export default script;
}
/** What constants() answered when the page was built, so that the first paint needs no wasm. */
declare module "totsugo:constants" {
  const constants: import("../../wasm/driver.ts").Constants;
  export default constants;
}
