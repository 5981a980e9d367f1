// For esbuild: the stored files of the training town (UTF-8 and LF, so that they can be read here) as a terminal would have them, in
// CP932 with CRLF; and compressed, as the page has room for them then: 18 kB instead of 50.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { writeCp932 } from "../municipality/encode.mjs";

export const townInCp932 = {
  name: "town in CP932",
  setup(build) {
    build.onLoad({ filter: /\.csv$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8").replaceAll("\n", "\r\n");
      const bytes = Buffer.alloc(text.length * 2);
      const contents = gzipSync(bytes.subarray(0, writeCp932(text, bytes, 0)), { level: 9 });
      contents[9] = 255; // "unknown", whatever the system it was made on
      return { contents, loader: "binary" };
    });
  },
};
