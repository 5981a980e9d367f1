export const running = {
  title: "突き合わせています",
  lead: "終わるまでこの画面を閉じないでください。",
  preparing: "準備しています…",
  finishing: "結果をまとめています…",
  of: (percent: number) => `${percent}%`,
  bytes: (done: string, total: string) => `${total} のうち ${done} を読みました`,
  file: (label: string, name: string) => `${label}「${name}」を読んでいます`,
  label: "進み具合",
  cancel: "中止する",
  cancelling: "中止しています…",
};
