#include "core/report/ledger.h"

#include "core/casework/casework_words.h"
#include "core/csv/writer.h"
#include "core/report/report_words.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

constexpr size_t kLedgerColumns = 24;

std::string_view ledger_head(size_t column) {
  static constexpr std::array<std::string_view, kLedgerColumns> kHeads = {
      "番号",     "状態",     "保留",         "返戻",         "前回との比較", "根拠通知",   "分類",       "氏名",
      "氏名カナ", "生年月日", "性別",         "宛名番号",     "記号番号",     "枝番",       "世帯番号",   "世帯主氏名",
      "郵便番号", "住所",     "喪失日（案）", "重複先保険者", "重複先取得日", "最後の記録", "記録した日", "メモ"};
  return kHeads[column];
}

std::string_view mark(bool set) { return set ? text_of(Word::yes) : std::string_view(); }

void write_case(const CaseBook& book, uint32_t number, std::string& out) {
  const Case& c = book.cases()[number];
  const CaseEvent* last = nullptr;
  std::string notes;
  for (const uint32_t e : c.events) {
    if (!book.stands(e)) continue;
    last = &book.events()[e];
    for (const std::string& said : {last->reason, last->note})
      if (!said.empty()) notes += (notes.empty() ? "" : " / ") + said;
  }
  CsvWriter w(out);
  w.cell(std::to_string(number + 1));
  w.cell(label_of(c.now.state));
  w.cell(mark(c.now.on_hold));
  w.cell(mark(c.now.mail_returned));
  w.cell(label_of(book.since(number)));
  w.cell(label_of(c.flow));
  w.cell(info_of(c.now.bucket).label);
  for (const Field f : {Field::name, Field::name_kana, Field::birth_date, Field::sex, Field::resident_number,
                        Field::member_number, Field::branch, Field::household_id, Field::head_name, Field::postal_code})
    w.cell(kept_text(c, f));
  w.cell(kept_text(c, Field::address) + kept_text(c, Field::building));
  w.cell(iso_text(c.listings.back().loss_date));
  const std::string& insurer = kept_text(c, Field::other_insurer_name, FileKind::overlap);
  w.cell(insurer.empty() ? kept_text(c, Field::other_insurer, FileKind::overlap) : insurer);
  w.cell(kept_text(c, Field::other_acquired, FileKind::overlap));
  w.cell(last ? label_of(last->action) : std::string_view());
  w.cell(last ? (last->on.none() ? last->at.substr(0, 10) : iso_text(last->on)) : std::string());
  w.cell(notes);
  w.end_row();
}

}  // namespace

void write_ledger_csv(const CaseBook& book, std::string& out) {
  out += kUtf8Bom;
  CsvWriter w(out);
  for (size_t i = 0; i < kLedgerColumns; ++i) w.cell(ledger_head(i));
  w.end_row();
  for (uint32_t i = 0; i < book.cases().size(); ++i) write_case(book, i, out);
}

}  // namespace totsugo
