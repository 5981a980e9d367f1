#include "core/match/list_index.h"

#include <algorithm>
#include <array>

#include "core/match/compare.h"

namespace totsugo {

// Counting sort by day; within a day the order of the people stays.
void BirthTable::build() {
  offsets_.assign(kDays + 1, 0);
  days_.assign(kDays / 64 + 1, 0);
  for (const Entry& e : pending_) {
    ++offsets_[e.ordinal + 1];
    days_[e.ordinal >> 6] |= uint64_t{1} << (e.ordinal & 63);
  }
  for (size_t i = 1; i < offsets_.size(); ++i) offsets_[i] += offsets_[i - 1];
  prints_.assign(pending_.size() + 8, 0);  // eight more, for touch() and the last block of find()
  persons_.assign(pending_.size(), 0);
  std::vector<uint32_t> next(offsets_.begin(), offsets_.end() - 1);
  for (const Entry& e : pending_) {
    const uint32_t at = next[e.ordinal]++;
    prints_[at] = e.print;
    persons_[at] = e.person;
  }
  pending_ = {};
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

template <class F>
void ListIndex::each_word_order(const FoldedName& name, F&& on_key) const {
  const size_t words = name.word_count();
  if (words < 2 || words > 4) return;
  std::array<size_t, 4> order = {0, 1, 2, 3};
  while (std::next_permutation(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(words))) {
    KeyText text;
    for (size_t w = 0; w < words; ++w)
      for (const char16_t c : name.word(order[w]))
        if (const char16_t k = tables_.key(c); k && text.size < kMaxKeyCharacters) text.data[text.size++] = k;
    if (text.size) on_key(whole_key(text));
  }
}

void ListIndex::add(uint32_t person, const Identity& id, const KeyText& kana, const KeyText& written, CivilDate today) {
  uint64_t keys[kMaxKeys];
  const size_t names = name_keys(kana, written, keys);
  // Whoever shares the whole kana shares its first two, unless there is only one.
  for (size_t i = kana.size > 1 ? 1 : 0; i < names; ++i) births_.add(id.birth, keys[i], person);
  const size_t writings = writing_keys(written, keys);
  const auto add_writing = [&](CivilDate birth, uint64_t key) {
    writings_.add(birth, key, person);
    if (kana.size == 0 || foreign_name(id)) special_writings_.add(birth, key, person);
  };
  for (size_t i = 0; i < writings; ++i) add_writing(id.birth, keys[i]);
  if (foreign_name(id)) {
    each_word_order(id.kana, [&](uint64_t key) { births_.add(id.birth, key, person); });
    each_word_order(id.written, [&](uint64_t key) { add_writing(id.birth, key); });
  }
  const uint64_t whole = whole_key(kana.size ? kana : written);
  CivilDate variants[kMaxBirthVariants];
  const size_t n = birth_variants(id.birth, variants);
  const auto add_near = [&](CivilDate birth) {
    if (birth > today || birth.year() + 125 < today.year()) return;
    if (kana.size) births_.add(birth, whole, person);
    else add_writing(birth, whole);
  };
  for (size_t i = 0; i < n; ++i) add_near(variants[i]);
  for_each_possible_day(id.birth, add_near);
  const auto add_number = [&](KeyKind kind, uint64_t number) {
    if (number) numbers_.add(key_of(kind, number), person);
  };
  add_number(KeyKind::number, id.number.joined);
  if (id.number.separate != id.number.joined) add_number(KeyKind::number, id.number.separate);
  add_number(KeyKind::pension_number, id.pension_number);
}

void ListIndex::build() {
  births_.build();
  writings_.build();
  special_writings_.build();
  numbers_.build();
}

}  // namespace totsugo
