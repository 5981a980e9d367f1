#include "core/report/ledger.h"

#include <algorithm>
#include <utility>

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
std::string notes_of(const CaseBook& book, uint32_t number) {
  const Case& c = book.cases()[number];
  std::string notes;
  for (const uint32_t e : book.events_of(c)) {
    if (!book.stands(e)) continue;
    for (const std::string& said : {book.events()[e].reason, book.note_of(book.events()[e], number)})
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

// How far back the levy goes of somebody who is still to be dealt with.
std::string months_since(const Case& c, CivilDate today) {
  const CivilDate loss = c.listings.back().loss_date;
  if (loss.none() || loss > today || is_closed(c.now.state)) return {};
  return std::to_string(whole_months_between(loss, today));
}

}  // namespace

std::string ledger_cell(const CaseBook& book, uint32_t number, LedgerColumn column, CivilDate today) {
  const Case& c = book.cases()[number];
  switch (column) {
    case LedgerColumn::number: return std::to_string(number + 1);
    case LedgerColumn::state: return std::string(label_of(c.now.state));
    case LedgerColumn::on_hold: return std::string(mark(c.now.on_hold));
    case LedgerColumn::mail_returned: return std::string(mark(c.now.mail_returned));
    case LedgerColumn::since: return std::string(label_of(book.since(number)));
    case LedgerColumn::flow: return std::string(label_of(c.listings.back().flow));
    case LedgerColumn::bucket: return std::string(info_of(c.now.bucket).label);
    case LedgerColumn::grade: return c.listings.back().grade;
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
    case LedgerColumn::levy_months: return months_since(c, today);
    case LedgerColumn::levy_until: return iso_text(book.levy_limit_of(number, today).until);
    case LedgerColumn::other_insurer: return insurer_of(c);
    case LedgerColumn::other_acquired: return kept_text(c, Field::other_acquired, FileKind::overlap);
    case LedgerColumn::last_step:
      if (const CaseEvent* const last = last_event(book, c)) return std::string(label_of(last->action));
      return {};
    case LedgerColumn::last_step_on: return day_of(last_event(book, c));
    case LedgerColumn::last_step_by:
      if (const CaseEvent* const last = last_event(book, c)) return last->who;
      return {};
    case LedgerColumn::deadline: return iso_text(c.now.due);
    case LedgerColumn::notes: return notes_of(book, number);
    case LedgerColumn::reasons: return c.listings.back().reasons;
  }
  return {};
}

namespace {

bool is_in(const LedgerQuery& q, CivilDate day) {
  return (q.from.none() || day >= q.from) && (q.to.none() || day <= q.to);
}

bool happened_in(const CaseBook& book, uint32_t number, const LedgerQuery& q) {
  if (q.from.none() && q.to.none()) return true;
  const Case& c = book.cases()[number];
  if (is_in(q, book.runs()[c.listings.front().first_run].date)) return true;
  const std::vector<uint32_t> events = book.events_of(c);
  return std::any_of(events.begin(), events.end(), [&](uint32_t n) {
    const CaseEvent& e = book.events()[n];
    return book.stands(n) && is_in(q, day_done(e));
  });
}

void sort_by(const CaseBook& book, const LedgerQuery& q, std::vector<uint32_t>& numbers) {
  if (q.sort == LedgerColumn::number) {
    std::sort(numbers.begin(), numbers.end());
    if (q.descending) std::reverse(numbers.begin(), numbers.end());
    return;
  }
  std::vector<std::pair<std::string, uint32_t>> keyed;
  keyed.reserve(numbers.size());
  for (const uint32_t n : numbers) keyed.emplace_back(ledger_cell(book, n, q.sort, q.people.today), n);
  std::sort(keyed.begin(), keyed.end(), [&q](const auto& a, const auto& b) {
    if (a.first.empty() != b.first.empty()) return b.first.empty();
    if (a.first != b.first) return q.descending ? a.first > b.first : a.first < b.first;
    return a.second < b.second;
  });
  std::transform(keyed.begin(), keyed.end(), numbers.begin(), [](const auto& k) { return k.second; });
}

}  // namespace

std::vector<uint32_t> ledger_cases(const ListedIn& in, const LedgerQuery& query) {
  WorklistQuery people = query.people;
  people.scope = Scope::book;
  people.sort = SortKey::line;
  Worklist listed;
  listed.apply({in.tables, in.book}, people);
  std::vector<uint32_t> out;
  for (const Entry& e : listed.order())
    if (in.book.is_listed(e.number) && happened_in(in.book, e.number, query)) out.push_back(e.number);
  sort_by(in.book, query, out);
  return out;
}

std::vector<LedgerColumn> asked_columns(const LedgerQuery& query) {
  if (!query.columns.empty()) return query.columns;
  std::vector<LedgerColumn> out;
  out.reserve(kLedgerColumnCount);
  for (size_t i = 0; i < kLedgerColumnCount; ++i) out.push_back(static_cast<LedgerColumn>(i));
  return out;
}

void write_ledger_rows(const ListedIn& in, const LedgerQuery& query, TableWriter& w) {
  const std::vector<LedgerColumn> columns = asked_columns(query);
  for (const uint32_t number : ledger_cases(in, query)) {
    for (const LedgerColumn column : columns) w.cell(ledger_cell(in.book, number, column, query.people.today));
    w.end_row();
  }
}

}  // namespace totsugo
