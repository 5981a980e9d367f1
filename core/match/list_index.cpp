#include "core/match/list_index.h"

#include <algorithm>
#include <bit>

#include "core/match/compare.h"

namespace totsugo {

void ListIndex::add(uint32_t person, const Identity& id, const KeyText& kana, const KeyText& written,
                     CivilDate today) {
  uint64_t keys[kKeysPerRow];
  size_t n = kana_keys(kana, id.birth, keys);
  n += written_ends_key(written, id.birth, keys + n);
  n += written_keys(written, id.birth, keys + n);
  for (size_t i = 0; i < n; ++i) pending_.push_back({keys[i], id.birth, person});
  if (kana.size == 0) someone_without_kana_ = true;
  const KeyText& name = kana.size ? kana : written;
  CivilDate variants[kMaxBirthVariants];
  const size_t v = birth_variants(id.birth, variants);
  for (size_t i = 0; i < v; ++i) {
    if (variants[i] > today || variants[i].year() + 125 < today.year()) continue;
    pending_.push_back({key_of(KeyKind::whole, hash_text(name.view()), variants[i].packed), variants[i], person});
  }
  const auto add_number = [&](KeyKind kind, uint64_t number) {
    const uint64_t key = key_of(kind, number, 0);
    if (number) pending_.push_back({key, {}, person});
  };
  add_number(KeyKind::number, id.number.joined);
  if (id.number.separate != id.number.joined) add_number(KeyKind::number, id.number.separate);
  add_number(KeyKind::pension_number, id.pension_number);
}

void ListIndex::build() {
  // The same person under the same key twice is one entry; sorting also makes the order of hits that of the people.
  std::sort(pending_.begin(), pending_.end(),
            [](const Entry& a, const Entry& b) { return a.key != b.key ? a.key < b.key : a.person < b.person; });
  pending_.erase(std::unique(pending_.begin(), pending_.end(),
                             [](const Entry& a, const Entry& b) { return a.key == b.key && a.person == b.person; }),
                 pending_.end());
  entry_count_ = pending_.size();
  // 16 bits a key: one key in sixteen passes by chance, and the filters of 40k people are 1 MB and 80 kB.
  const auto numbers = static_cast<size_t>(
      std::count_if(pending_.begin(), pending_.end(), [](const Entry& e) { return e.birth.none(); }));
  const size_t lines = std::max<size_t>(64, std::bit_ceil((entry_count_ - numbers) / 32));
  birth_filter_.assign(lines * 8, 0);
  line_mask_ = lines - 1;
  const size_t words = std::max<size_t>(64, std::bit_ceil(numbers / 4));
  number_filter_.assign(words, 0);
  number_mask_ = words - 1;
  const size_t slots = std::max<size_t>(64, std::bit_ceil(entry_count_ * 2));
  slots_.assign(slots, {0, kEmpty});
  slot_mask_ = slots - 1;
  for (const Entry& e : pending_) {
    if (e.birth.none()) {
      number_filter_[static_cast<size_t>(e.key >> 6 & number_mask_)] |= uint64_t{1} << (e.key & 63);
    } else {
      uint64_t* const line = birth_filter_.data() + (birth_line(e.birth) - birth_filter_.data());
      line[e.key >> 3 & 7] |= uint64_t{1} << (e.key >> 6 & 63);
    }
    const auto print = static_cast<uint32_t>(e.key >> 32);
    size_t i = slot_of(print);
    while (slots_[i].person != kEmpty) i = (i + 1) & slot_mask_;
    slots_[i] = {print, e.person};
  }
  pending_ = {};
}

}  // namespace totsugo
