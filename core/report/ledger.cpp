#include "core/report/ledger.h"

#include "core/casework/casework_words.h"
#include "core/report/report_words.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

std::string_view mark(bool set) { return set ? text_of(Word::yes) : std::string_view(); }

// The standing event of the case that was recorded last; null if there is none.
const CaseEvent* last_event(const CaseBook& book, const Case& c) {
  const CaseEvent* last = nullptr;
  for (const uint32_t e : book.events_of(c))
    if (book.stands(e)) last = &book.events()[e];
  return last;
}

// The reasons and notes of the standing events, in their order.
std::string notes_of(const CaseBook& book, const Case& c) {
  std::string notes;
  for (const uint32_t e : book.events_of(c)) {
    if (!book.stands(e)) continue;
    for (const std::string& said : {book.events()[e].reason, book.events()[e].note})
      if (!said.empty()) notes += (notes.empty() ? "" : " / ") + said;
  }
  return notes;
}

std::string insurer_of(const Case& c) {
  const std::string& name = kept_text(c, Field::other_insurer_name, FileKind::overlap);
  return name.empty() ? kept_text(c, Field::other_insurer, FileKind::overlap) : name;
}

// The day of the step; for a step without one the day on which it was entered.
std::string day_of(const CaseEvent* e) {
  if (!e) return {};
  return e->on.none() ? e->at.substr(0, 10) : iso_text(e->on);
}

std::string cell_of(const CaseBook& book, uint32_t number, LedgerColumn column) {
  const Case& c = book.cases()[number];
  switch (column) {
    case LedgerColumn::number: return std::to_string(number + 1);
    case LedgerColumn::state: return std::string(label_of(c.now.state));
    case LedgerColumn::on_hold: return std::string(mark(c.now.on_hold));
    case LedgerColumn::mail_returned: return std::string(mark(c.now.mail_returned));
    case LedgerColumn::since: return std::string(label_of(book.since(number)));
    case LedgerColumn::flow: return std::string(label_of(c.listings.back().flow));
    case LedgerColumn::bucket: return std::string(info_of(c.now.bucket).label);
    case LedgerColumn::name: return kept_text(c, Field::name);
    case LedgerColumn::name_kana: return kept_text(c, Field::name_kana);
    case LedgerColumn::birth_date: return kept_text(c, Field::birth_date);
    case LedgerColumn::sex: return kept_text(c, Field::sex);
    case LedgerColumn::resident_number: return kept_text(c, Field::resident_number);
    case LedgerColumn::member_number: return kept_text(c, Field::member_number);
    case LedgerColumn::branch: return kept_text(c, Field::branch);
    case LedgerColumn::household_id: return kept_text(c, Field::household_id);
    case LedgerColumn::head_name: return kept_text(c, Field::head_name);
    case LedgerColumn::postal_code: return kept_text(c, Field::postal_code);
    case LedgerColumn::address: return kept_text(c, Field::address) + kept_text(c, Field::building);
    case LedgerColumn::loss_date: return iso_text(c.listings.back().loss_date);
    case LedgerColumn::other_insurer: return insurer_of(c);
    case LedgerColumn::other_acquired: return kept_text(c, Field::other_acquired, FileKind::overlap);
    case LedgerColumn::last_step:
      if (const CaseEvent* const last = last_event(book, c)) return std::string(label_of(last->action));
      return {};
    case LedgerColumn::last_step_on: return day_of(last_event(book, c));
    case LedgerColumn::notes: return notes_of(book, c);
  }
  return {};
}

}  // namespace

void write_ledger_rows(const CaseBook& book, TableWriter& w) {
  for (uint32_t number = 0; number < book.cases().size(); ++number) {
    if (!book.is_listed(number)) continue;
    for (size_t i = 0; i < kLedgerColumnCount; ++i) w.cell(cell_of(book, number, static_cast<LedgerColumn>(i)));
    w.end_row();
  }
}

}  // namespace totsugo
