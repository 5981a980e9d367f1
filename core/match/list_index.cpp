#include "core/match/list_index.h"

#include <algorithm>
#include <bit>

#include "core/match/compare.h"

namespace totsugo {

void list_index::add(uint32_t person, const identity& id, const key_text& kana, const key_text& written,
                     civil_date today) {
  uint64_t keys[kKeysPerRow];
  const size_t n = birth_keys(kana, written, id.birth, keys);
  for (size_t i = 0; i < n; ++i) pending_.push_back({keys[i], person});
  civil_date variants[kMaxBirthVariants];
  const size_t v = birth_variants(id.birth, variants);
  for (size_t i = 0; i < v; ++i) {
    if (variants[i] > today || variants[i].year() + 125 < today.year()) continue;
    const key_text& by = kana.size ? kana : written;
    pending_.push_back({key_of(key_kind::whole, hash_text(by.view()), variants[i].packed), person});
  }
  if (id.number.joined) pending_.push_back({key_of(key_kind::number, id.number.joined, 0), person});
  if (id.number.separate && id.number.separate != id.number.joined)
    pending_.push_back({key_of(key_kind::number, id.number.separate, 0), person});
  if (id.pension_number) pending_.push_back({key_of(key_kind::pension_number, id.pension_number, 0), person});
}

void list_index::build() {
  // The same person under the same key twice is one entry; sorting also makes the order of hits that of the people.
  std::sort(pending_.begin(), pending_.end(),
            [](const entry& a, const entry& b) { return a.key != b.key ? a.key < b.key : a.person < b.person; });
  pending_.erase(std::unique(pending_.begin(), pending_.end(),
                             [](const entry& a, const entry& b) { return a.key == b.key && a.person == b.person; }),
                 pending_.end());
  entry_count_ = pending_.size();
  // 16 bits a key: one row in sixteen passes per key by chance, and 20k people's filter stays in the second-level cache.
  const size_t bits = std::max<size_t>(1024, std::bit_ceil(entry_count_ * 16));
  filter_.assign(bits / 64, 0);
  filter_mask_ = bits - 1;
  const size_t slots = std::max<size_t>(64, std::bit_ceil(entry_count_ * 2));
  slots_.assign(slots, {0, kEmpty});
  slot_mask_ = slots - 1;
  for (const entry& e : pending_) {
    filter_[(e.key & filter_mask_) >> 6] |= uint64_t{1} << (e.key & 63);
    const auto print = static_cast<uint32_t>(e.key >> 32);
    size_t i = slot_of(print);
    while (slots_[i].person != kEmpty) i = (i + 1) & slot_mask_;
    slots_[i] = {print, e.person};
  }
  pending_ = {};
}

}  // namespace totsugo
