#include "core/match/list_index.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/match/compare.h"
#include "core/match/listed_people.h"

namespace totsugo {

KeyText key_text(const CharTables& tables, std::u16string_view folded) {
  KeyText out;
  out.size = static_cast<uint32_t>(key_characters(tables, folded, out.data, kMaxKeyCharacters));
  return out;
}

void cut_at_bracket(KeyText& name) {
  const size_t open = name.view().find(u'(');
  if (open != 0 && open != std::u16string_view::npos) name.size = static_cast<uint32_t>(open);
}

void BirthTable::build() {
  constexpr size_t kFew = 4096;            // sorted in less time than it takes to count in each day there is
  prints_.assign(pending_.size() + 8, 0);  // eight more, for touch() and the last block of find()
  persons_.assign(pending_.size(), 0);
  if (pending_.size() < kFew) build_sorted();
  else build_counted();
  pending_ = {};
}

// By day; within a day the order of the people stays.
void BirthTable::build_sorted() {
  std::stable_sort(pending_.begin(), pending_.end(),
                   [](const Entry& a, const Entry& b) { return a.ordinal < b.ordinal; });
  offsets_.clear();
  offsets_.reserve(BirthDates::kDays + 1);
  for (uint32_t i = 0; i < pending_.size(); ++i) {
    const Entry& e = pending_[i];
    if (offsets_.size() <= e.ordinal) offsets_.resize(e.ordinal + 1, i);  // the days after the last one, and this one
    days_.add(e.ordinal);
    prints_[i] = e.print;
    persons_[i] = e.person;
  }
  offsets_.resize(BirthDates::kDays + 1, static_cast<uint32_t>(pending_.size()));
  for (size_t i = 0; i < pending_.size(); i = offsets_[pending_[i].ordinal + 1]) sort_long_day(pending_[i].ordinal);
}

// The same, and beside the entries nothing as long as they are.
void BirthTable::build_counted() {
  offsets_.assign(BirthDates::kDays + 1, 0);
  for (const Entry& e : pending_) {
    ++offsets_[e.ordinal + 1];
    days_.add(e.ordinal);
  }
  for (size_t i = 1; i < offsets_.size(); ++i) offsets_[i] += offsets_[i - 1];
  std::vector<uint32_t> next(offsets_.begin(), offsets_.end() - 1);
  for (const Entry& e : pending_) {
    const uint32_t at = next[e.ordinal]++;
    prints_[at] = e.print;
    persons_[at] = e.person;
  }
  for (uint32_t o = 0; o < BirthDates::kDays; ++o) sort_long_day(o);
}

void BirthTable::sort_long_day(uint32_t o) {
  if (offsets_[o + 1] - offsets_[o] > kLongDay) sort_day(offsets_[o], offsets_[o + 1]);
}

void BirthTable::sort_day(uint32_t from, uint32_t to) {
  std::vector<std::pair<uint16_t, uint32_t>> day;
  for (uint32_t i = from; i < to; ++i) day.emplace_back(prints_[i], persons_[i]);
  std::sort(day.begin(), day.end());
  for (uint32_t i = from; i < to; ++i) std::tie(prints_[i], persons_[i]) = day[i - from];
}

void NumberTable::build() {
  // 16 bits a key: one number in sixteen passes by chance, and the filter of 40k people takes 80 kB.
  filter_.assign(pending_.size() / 4 + 1, 0);
  slots_.assign(std::max<size_t>(16, pending_.size() * 2), {0, kEmpty});
  for (const Entry& e : pending_) {
    const size_t bit = spread(e.key >> 16, filter_.size() * 64);
    filter_[bit >> 6] |= uint64_t{1} << (bit & 63);
    size_t i = slot_of(e.key);
    while (slots_[i].person != kEmpty) i = i + 1 == slots_.size() ? 0 : i + 1;
    slots_[i] = {static_cast<uint32_t>(e.key), e.person};
  }
  pending_ = {};
}

namespace {

// Listed so that only the written name, asked end by end, can find the person.
bool special(const Identity& id, const KeyText& kana, const KeyText& written) {
  const bool wild_end = written.size && (written.data[0] == kWildcard || written.data[written.size - 1] == kWildcard);
  return kana.size == 0 || wild_end || foreign_name(id);
}

}  // namespace

void ListIndex::add_writing(uint32_t person, bool special, CivilDate birth, uint64_t key) {
  writings_.add(birth, key, person);
  if (special) special_writings_.add(birth, key, person);
}

void ListIndex::add_own_date(uint32_t person, const Identity& id, const KeyText& kana, const KeyText& written) {
  uint64_t keys[kMaxKeys];
  const size_t names = name_keys(kana, written, keys);
  const bool by_kana = kana.size > 0;
  if (id.birth_says_nothing) {  // the whole name or nothing
    if (by_kana) births_.add(id.birth, keys[0], person);
    else add_writing(person, true, id.birth, whole_key(written));
    return;
  }
  // Whoever shares the whole kana shares its first two, unless there is only one.
  for (size_t i = kana.size > 1 ? 1 : 0; i < names; ++i) births_.add(id.birth, keys[i], person);
  // A slip may leave the roster's name with one hard character more, or one less, than the list's.
  const HardHead head = hard_head(kana);
  if (kana.size > 1 && (head.count == HardHead::kEnough || head.count + 1 == HardHead::kEnough))
    births_.add(id.birth, head.count < HardHead::kEnough ? head_key(head) : short_head_key(head), person);
  const size_t writings = writing_keys(written, keys);
  const bool asked_by_all = special(id, kana, written);
  for (size_t i = 0; i < writings; ++i) add_writing(person, asked_by_all, id.birth, keys[i]);
}

void ListIndex::add_near(uint32_t person, const Identity& id, const KeyText& kana, const KeyText& written) {
  const auto add = [&](CivilDate birth, bool by_kana) {
    if (birth > today_ || birth.year() + 125 < today_.year()) return;
    if (by_kana) births_.add(birth, whole_key(kana), person);
    else add_writing(person, true, birth, whole_key(written));
  };
  CivilDate variants[kMaxBirthVariants];
  const size_t n = birth_variants(id.birth, variants);
  for (size_t i = 0; i < n; ++i) add(variants[i], kana.size > 0);
  for_each_possible_day(id.birth, [&](CivilDate day) {
    if (kana.size) add(day, true);
    if (written.size) add(day, false);
  });
}

void ListIndex::add_name(uint32_t person, const ListedPerson& who, const KeyText& kana, const KeyText& written) {
  add_own_date(person, who.id, kana, written);
  if (!who.id.birth_says_nothing) add_near(person, who.id, kana, written);
}

void ListIndex::add(uint32_t person, const ListedPerson& who) {
  const Identity& id = who.id;
  if (!id.birth.none() && !who.candidates.not_sought()) {
    add_name(person, who, who.kana_key, who.written_key);
    if (const KeyText alias = key_text(*tables_, id.alias.text); alias.size) {  // kana, or how it is written
      add_name(person, who, alias, {});
      add_name(person, who, {}, alias);
    }
    if (who.foreign) foreign_.add(BirthDates::ordinal(id.birth));
  }
  const auto add_number = [&](KeyKind kind, uint64_t number) {
    if (number) numbers_.add(number_key(kind, number), person);
  };
  add_number(KeyKind::number, id.number.joined);
  if (id.number.separate != id.number.joined) add_number(KeyKind::number, id.number.separate);
  // A 記号 on one side only: the 番号 alone.
  if (id.number.serial != id.number.joined) add_number(KeyKind::number, id.number.serial);
  asks_serials_ = asks_serials_ || (id.number.joined && !id.number.serial);
  add_number(KeyKind::pension_number, id.pension_number);
}

void ListIndex::build() {
  births_.build();
  writings_.build();
  special_writings_.build();
  numbers_.build();
}

}  // namespace totsugo
