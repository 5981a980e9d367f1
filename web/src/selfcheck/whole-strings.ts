// Apart from the others: the script that says it stands in the head of the page, and nothing else comes with it.

export const notWhole =
  "このファイルは途中で切れています。このままでは使えません。ファイルをもう一度受け取ってください。くり返すときは、情報システム担当に知らせてください。";
