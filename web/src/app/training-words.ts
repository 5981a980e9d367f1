// The words with which the training marks files and screens, and what it refuses: every folder reads them.

export const trainingWords = {
  word: "研修用",
  mark: "研修用（架空のデータ）",
  csvLine: "研修用（架空のデータ）",
  filePrefix: "研修用_",
  titleMark: "【研修用】",
  put: "研修用のファイルを入れる",
  putOf: (label: string) => `${label}に研修用のファイルを入れる`,
  openKept: "研修で保存した作業ファイルを開く",
  refused: {
    file: "研修では、研修用のファイルだけを使えます。本物のファイルは、研修を終わってから選んでください。",
    real: "本物の作業ファイルは、研修では開けません。研修を終わってから開いてください。",
    training: "研修で保存した作業ファイルです。架空の町の記録なので、実際の業務では開けません。",
  },
  refusedInput: (name: string) => `「${name}」は研修で作ったファイルです。架空のデータなので、実際の業務には使えません。`,
};
