#include "core/source/pension_list.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/base/key_chains.h"
#include "core/match/compare.h"
#include "core/match/flood.h"
#include "core/source/person_reader.h"
#include "core/tables/keywords.h"
#include "core/tables/messages.h"

namespace totsugo {
namespace {

constexpr uint32_t kNone = KeyChains::kEnd;

// Twins whose numbers were keyed alike: number and birth date are not enough where the names say otherwise.
bool may_be_one(const Identity& a, const Identity& b) {
  return !(compare(a, b).relaxations & relax(Relaxation::name_differs));
}

}  // namespace

void PensionList::row(FileTable& file, const CsvRecord& r) {
  ListedPerson who;
  if (!read_person(file, r, today_, true, who)) return;
  bool ok = true;
  PensionRow row;
  row.line = r.line;
  row.change = change_.of(file.raw(r, Field::change_kind),
                          [&] { return parse_pension_change(file.text(r, Field::change_kind, ok)); });
  row.reason = reason_.of(file.raw(r, Field::pension_lost_reason),
                          [&] { return parse_pension_reason(file.text(r, Field::pension_lost_reason, ok)); });
  row.address_hash = hash_bytes(file.raw(r, Field::address));
  if (row.change == PensionChange::unknown) {
    row.change = PensionChange::loss;
    row.unclear = true;
  }
  const ParsedDate corrected = file.date(r, Field::corrected_from);
  if (corrected.status == DateStatus::ok && !corrected.date.partial()) {
    row.corrected_from = corrected.date;
  } else if (corrected.status != DateStatus::none) {
    row.unclear = true;
    file.warn(r.line, phrase_corrected_from_unreadable());
  }
  const ParsedDate lost = file.date(r, Field::pension_lost);
  if (lost.status == DateStatus::ok && !lost.date.partial()) {
    row.lost = lost.date;
  } else if (lost.status == DateStatus::none && row.change == PensionChange::correction) {
    row.change = PensionChange::cancellation;  // a correction to no date takes the loss back
  } else if (lost.status != DateStatus::none || row.change == PensionChange::loss) {
    file.reject(r.line, Field::pension_lost, date_problem(lost.status), file.raw(r, Field::pension_lost));
    return;
  }
  constexpr size_t kPensionDigits = 10;
  const std::string_view number = file.raw(r, Field::pension_number);
  who.id.pension_number = file.digits(r, Field::pension_number);
  if (is_filler_number(who.id.pension_number)) who.id.pension_number = 0;
  if (who.id.pension_number && number.size() < kPensionDigits)
    file.note(Repair::zeros_lost, Field::pension_number, r.line);
  row.text = texts_.add(file, r);
  rows_.push_back(row);
  row_people_.push_back(std::move(who));
}

// People are told apart by 基礎年金番号; without one by name, birth date and sex, and then plain losses by address
// too: two people of one name may well stand on one list.
void PensionList::settle() {
  numbers_dropped_ = forget_flooded_numbers(
      row_people_, [](const ListedPerson& who) { return who.id.pension_number; },
      [](ListedPerson& who) { who.id.pension_number = 0; });
  KeyChains by_number(rows_.size());    // persons
  KeyChains by_namesake(rows_.size());  // the same
  people_.reserve(people_.size() + rows_.size());
  const auto identity = [this](uint32_t p) -> Identity& { return people_[persons_[p].person].id; };
  const auto of_name = [&](uint64_t name, const Identity& id, const PensionRow& row) {
    size_t asked = 0;
    for (uint32_t p = by_namesake.newest(name); p != kNone && asked < kMostNamesakes;
         p = by_namesake.earlier(p), ++asked) {
      const PensionRow& first = rows_[persons_[p].rows.front()];
      const bool numbers_differ = id.pension_number && identity(p).pension_number;
      const bool plain = row.change == PensionChange::loss && first.change == PensionChange::loss;
      if (!numbers_differ && !(plain && first.address_hash != row.address_hash)) return p;
    }
    return kNone;
  };
  for (uint32_t i = 0; i < rows_.size(); ++i) {
    ListedPerson& who = row_people_[i];
    const uint64_t number = who.id.pension_number ? hash_pair(who.id.pension_number, who.id.birth.packed) : 0;
    const uint64_t name = namesake_key(who.id);
    uint32_t p =
        number ? by_number.oldest(number, [&](uint32_t other) { return may_be_one(identity(other), who.id); }) : kNone;
    if (p == kNone) p = of_name(name, who.id, rows_[i]);
    if (p == kNone) {
      p = static_cast<uint32_t>(persons_.size());
      persons_.push_back({static_cast<uint32_t>(people_.size()), {}, {}});
      by_namesake.add(name, p);
      if (number) by_number.add(number, p);
      people_.push_back(std::move(who));
    } else if (number && !identity(p).pension_number) {
      identity(p).pension_number = who.id.pension_number;
      by_number.add(number, p);
    }
    persons_[p].rows.push_back(i);
  }
  for (PensionPerson& p : persons_) settle_person(p);
  row_people_ = {};
}

void PensionList::settle_person(PensionPerson& p) {
  std::vector<PensionEvent>& events = p.events;
  const auto find_event = [&](CivilDate date) {
    const auto live = [](const PensionEvent& e) { return !e.withdrawn; };
    auto it = std::find_if(events.begin(), events.end(),
                           [&](const PensionEvent& e) { return live(e) && rows_[e.row].lost == date; });
    if (it == events.end() && date.none() && std::count_if(events.begin(), events.end(), live) == 1)
      it = std::find_if(events.begin(), events.end(), live);
    return it;
  };
  const auto of_kind = [&](PensionChange kind, auto&& handle) {
    for (const uint32_t row : p.rows)
      if (rows_[row].change == kind) handle(row);
  };
  of_kind(PensionChange::loss, [&](uint32_t row) {
    const auto same = find_event(rows_[row].lost);
    if (same == events.end()) {
      events.push_back({});
      events.back().row = row;
    } else {
      ++same->repeated;
    }
  });
  of_kind(PensionChange::correction, [&](uint32_t row) {
    PensionEvent moved;
    moved.row = row;
    if (const auto old = find_event(rows_[row].corrected_from); old != events.end()) {
      moved.replaced = old->row;
      *old = moved;
    } else {
      events.push_back(moved);
    }
  });
  of_kind(PensionChange::cancellation, [&](uint32_t row) {
    const CivilDate date = rows_[row].corrected_from.none() ? rows_[row].lost : rows_[row].corrected_from;
    if (const auto old = find_event(date); old != events.end()) {
      old->withdrawn = true;
      old->withdrawn_by = row;
    }
    PensionEvent own;
    own.row = row;
    own.withdrawn = true;
    events.push_back(own);
  });
  // One result a person: of several losses that stand, the latest is shown and the others are told.
  uint32_t newest = kNone;
  for (uint32_t i = 0; i < events.size(); ++i)
    if (!events[i].withdrawn && (newest == kNone || rows_[events[newest].row].lost < rows_[events[i].row].lost))
      newest = i;
  bool several = false;
  std::vector<PensionEvent> kept;
  for (uint32_t i = 0; i < events.size(); ++i) {
    if (!events[i].withdrawn && i != newest) {
      several = true;
      continue;
    }
    kept.push_back(events[i]);
  }
  const auto unclear = std::find_if(p.rows.begin(), p.rows.end(), [this](uint32_t row) { return rows_[row].unclear; });
  for (PensionEvent& e : kept) {
    if (e.withdrawn) continue;
    e.several_dates = several;
    if (unclear != p.rows.end()) e.unclear_row = *unclear;
  }
  events = std::move(kept);
}

PensionChange parse_pension_change(std::string_view s) {
  if (holds_keyword(s, Keywords::cancellation)) return PensionChange::cancellation;
  if (holds_keyword(s, Keywords::correction)) return PensionChange::correction;
  const bool unsaid = s.find_first_not_of(" \t\xE3\x80") == std::string_view::npos;  // spaces of either width
  return unsaid || holds_keyword(s, Keywords::loss) ? PensionChange::loss : PensionChange::unknown;
}

PensionReason parse_pension_reason(std::string_view s) {
  if (s.find_first_not_of(" \t") == std::string_view::npos) return PensionReason::unsaid;
  if (holds_keyword(s, Keywords::outside_reason)) return PensionReason::outside;
  if (holds_keyword(s, Keywords::employee_reason)) return PensionReason::employee;
  return PensionReason::unknown;
}

}  // namespace totsugo
