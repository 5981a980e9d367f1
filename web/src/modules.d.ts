// What the build puts in: see build.mjs.
declare module "totsugo:factory" {
  const create: import("../../wasm/driver.ts").Factory;
  export default create;
}
/** The wasm, gzip, in the text of packed.ts. */
declare module "totsugo:wasm" {
  const packed: string;
  export default packed;
}
/** What constants() answered when the page was built, so that the first paint needs no wasm. */
declare module "totsugo:constants" {
  const constants: import("../../wasm/driver.ts").Constants;
  export default constants;
}
/** The commit that was built (commit.mjs). */
declare module "totsugo:commit" {
  const commit: string;
  export default commit;
}
/** A file of the training town: CP932 with CRLF, gzip. */
declare module "*.csv" {
  const packed: Uint8Array<ArrayBuffer>;
  export default packed;
}
/** The calls of saxen that wasm/book/xml.ts makes; the package has no types of its own. */
declare module "saxen" {
  type Decode = (text: string) => string;
  export class Parser {
    on(event: "error" | "warn", act: (error: Error) => void): this;
    on(event: "attention" | "question" | "comment" | "text" | "cdata", act: (text: string) => void): this;
    on(
      event: "openTag",
      act: (name: string, attributes: () => Record<string, string> | false, decode: Decode, selfClosing: boolean) => void,
    ): this;
    on(event: "closeTag", act: (name: string, decode: Decode, selfClosing: boolean) => void): this;
    write(text: string): this;
    end(): unknown;
  }
}
