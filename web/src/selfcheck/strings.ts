import { browsers } from "../base/strings.ts";

export const selfcheck = {
  fine: "この端末で使えます",
  starting: "準備しています…",
  title: "この端末では使えません",
  warning: "この端末では動作が不安定になるおそれがあります",
  browser: (name: string) => `お使いのブラウザー: ${name}`,
  unknownBrowser: "不明",
  advice: `${browsers} でこのファイルを開いてください。開いているのにこの表示が出るときは、この画面を情報システム担当に見せてください。`,
  missing: {
    changed:
      "このファイルは、配られたものから変えられています（ページを守る決まりか、見た目の決まりが取り除かれています）。使わずに、ファイルをもう一度受け取ってください。",
    worker: "裏側で処理を動かす仕組み（Web Worker）が使えません。",
    wasmOff:
      "突き合わせの本体（WebAssembly）が、このブラウザーの設定で止められています。JavaScript を速くする仕組み（JIT）を止める設定があると、WebAssembly も止まります。",
    wasm: "突き合わせの本体（WebAssembly）が動きません。管理者の設定で止められている場合があります。",
    simd: "突き合わせの本体が使う高速な命令（WebAssembly SIMD）がありません。ブラウザーが古いことが原因です。",
    exceptions: "突き合わせの本体が使う例外処理（WebAssembly Exception Handling）がありません。ブラウザーが古いことが原因です。",
    gzip: "圧縮された部品をほどく仕組み（DecompressionStream）がありません。ブラウザーが古いことが原因です。",
    slice: "大きなファイルを少しずつ読む仕組み（Blob.arrayBuffer）がありません。ブラウザーが古いことが原因です。",
    download: "結果をファイルに保存する仕組み（ダウンロード）が使えません。",
  },
  memory: (gb: number) => `この端末のメモリーは約 ${gb} GB です。ほかのソフトを閉じてから使ってください。`,
};
