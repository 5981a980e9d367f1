#include "core/match/list_index.h"

#include <algorithm>

#include "core/match/compare.h"

namespace totsugo {

void KeyTable::build() {
  // The same person under the same key twice is one entry.
  std::sort(pending_.begin(), pending_.end(),
            [](const Entry& a, const Entry& b) { return a.key != b.key ? a.key < b.key : a.person < b.person; });
  pending_.erase(std::unique(pending_.begin(), pending_.end(),
                             [](const Entry& a, const Entry& b) { return a.key == b.key && a.person == b.person; }),
                 pending_.end());
  // 16 bits a key: one key in sixteen passes by chance, and the births of 40k people take 0.7 MB.
  filter_.assign(std::max<size_t>(8, pending_.size() / 32 + 1) * 8, 0);
  slots_.assign(std::max<size_t>(16, pending_.size() * 8 / 5), {0, kEmpty});
  for (const Entry& e : pending_) {
    uint64_t* const line = filter_.data() + line_offset(e.anchor);
    line[e.key >> 3 & 7] |= uint64_t{1} << (e.key >> 6 & 63);
    const auto print = static_cast<uint32_t>(e.key >> 32);
    size_t i = slot_of(print);
    while (slots_[i].person != kEmpty) i = i + 1 == slots_.size() ? 0 : i + 1;
    slots_[i] = {print, e.person};
  }
  pending_ = {};
}

void ListIndex::add(uint32_t person, const Identity& id, const KeyText& kana, const KeyText& written, CivilDate today) {
  uint64_t keys[kMaxKeys];
  const auto add_all = [&](KeyTable& table, size_t n) {
    for (size_t i = 0; i < n; ++i) table.add(keys[i], id.birth.packed, person);
  };
  add_all(births_, birth_keys(kana, written, id.birth, keys));
  add_all(writings_, writing_keys(written, id.birth, keys));
  if (kana.size == 0) someone_without_kana_ = true;
  CivilDate variants[kMaxBirthVariants];
  const size_t n = birth_variants(id.birth, variants);
  for (size_t i = 0; i < n; ++i) {
    const CivilDate birth = variants[i];
    if (birth > today || birth.year() + 125 < today.year()) continue;
    if (kana.size) births_.add(key_of(KeyKind::whole, hash_text(kana.view()), birth.packed), birth.packed, person);
    else writings_.add(key_of(KeyKind::whole, hash_text(written.view()), birth.packed), birth.packed, person);
  }
  const auto add_number = [&](KeyKind kind, uint64_t number) {
    const uint64_t key = key_of(kind, number, 0);
    if (number) numbers_.add(key, number_anchor(key), person);
  };
  add_number(KeyKind::number, id.number.joined);
  if (id.number.separate != id.number.joined) add_number(KeyKind::number, id.number.separate);
  add_number(KeyKind::pension_number, id.pension_number);
}

void ListIndex::build() {
  births_.build();
  writings_.build();
  numbers_.build();
}

}  // namespace totsugo
