// The notes of a release: what is in it, in Japanese, and its section of CHANGELOG.md.

const FILES = [
  [
    "totsugo.html",
    "道具そのものです。Microsoft Edge か Google Chrome（バージョン 103 以上）、または Firefox（バージョン 153 以上）で開きます。",
  ],
  ["manual.pdf", "使い方です。画面の「使い方」を印刷したものです。"],
  ["deployment-sheet.pdf", "情報システム担当の方への導入シートです（A4 2 枚）。"],
  ["SECURITY.md", "弱点の知らせ方、約束していること、使えるブラウザー、署名の確かめ方です。"],
  ["SHA256SUMS", "ほかのすべてのファイルの SHA-256 です。"],
  ["sbom.cdx.json", "使っている部品の一覧です（CycloneDX 1.5）。"],
  ["LICENSES.txt、LICENSE-kanji-data.txt", "この道具と、使っている部品のライセンスです。"],
  ["totsugo-cli.mjs", "同じ処理を Node.js 18 以降で行うものです。窓口では使いません。"],
];

/** Throws where the changelog has no such version: a release without notes is none. */
export function notes(changelog, version, text) {
  const section = changelog.split(/^(?=## )/m).find((s) => s.startsWith(`## ${version}\n`) || s.startsWith(`## ${version} `));
  if (!section) throw new Error(`CHANGELOG.md has no section "## ${version}"`);
  return [
    `# 国保資格突合 Totsugo　${text}`,
    "",
    "| ファイル | 中身 |",
    "| --- | --- |",
    ...FILES.map(([name, about]) => `| ${name} | ${about} |`),
    "",
    "使う前に、コマンド プロンプトで `certutil -hashfile totsugo.html SHA256` を実行し、この zip とは別の経路で受け取った値と比べてください。",
    "",
    section.trimEnd(),
    "",
  ].join("\n");
}
