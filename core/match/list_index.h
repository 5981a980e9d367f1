// The index over the people of the lists: blocking keys -> people. A roster row computes the same keys and asks; all
// but a few rows are told "nobody" by the filter alone.
//
// Blocking keys (over core/text/char_tables.h's key characters, so that every relaxation of grades A to C is inside):
//   whole kana + birth date (also under every birth date that nearly agrees)
//   first two, last two kana + birth date     one-character differences, other readings, changed surnames
//   first, last written character + birth date  names without kana, wildcards, other readings
//   記号番号, 基礎年金番号
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/hash.h"
#include "core/match/identity.h"

namespace totsugo {

// A name longer than this is compared whole, but keyed by its beginning.
inline constexpr size_t kMaxKeyCharacters = 48;

struct key_text {
  char16_t data[kMaxKeyCharacters];
  size_t size = 0;
  std::u16string_view view() const { return {data, size}; }
};

enum class key_kind : uint64_t { whole = 1, kana_head, kana_tail, written_head, written_tail, number, pension_number };

inline uint64_t key_of(key_kind kind, uint64_t value, uint64_t more) {
  return hash_pair(value * 8 + static_cast<uint64_t>(kind), more);
}

inline uint64_t hash_text(std::u16string_view s) {
  uint64_t h = s.size();
  for (const char16_t c : s) h = hash_step(h, c);
  return h;
}

// The keys of a person under one birth date. Writes at most kKeysPerRow; returns how many.
inline constexpr size_t kKeysPerRow = 8;
inline size_t birth_keys(const key_text& kana, const key_text& written, civil_date birth, uint64_t* out) {
  size_t n = 0;
  const uint64_t b = birth.packed;
  if (const size_t k = kana.size; k > 0) {
    out[n++] = key_of(key_kind::whole, hash_text(kana.view()), b);
    if (k > 1) {
      out[n++] = key_of(key_kind::kana_head, uint64_t{kana.data[0]} << 16 | kana.data[1], b);
      out[n++] = key_of(key_kind::kana_tail, uint64_t{kana.data[k - 2]} << 16 | kana.data[k - 1], b);
    }
  }
  if (const size_t w = written.size; w > 0) {
    if (written.data[0] != kWildcard) out[n++] = key_of(key_kind::written_head, written.data[0], b);
    if (w > 1 && written.data[w - 1] != kWildcard) out[n++] = key_of(key_kind::written_tail, written.data[w - 1], b);
  }
  return n;
}

class list_index {
 public:
  // kana and written are the person's key texts; `today` bounds the birth dates worth an entry.
  void add(uint32_t person, const identity& id, const key_text& kana, const key_text& written, civil_date today);
  void build();

  bool may_contain(uint64_t key) const {
    const uint64_t bit = key & filter_mask_;
    return filter_[bit >> 6] >> (bit & 63) & 1;
  }
  // Calls on_person(person) for every entry under the key (and, rarely, for a stranger: compare anyway).
  template <class F>
  void find(uint64_t key, F&& on_person) const {
    const auto print = static_cast<uint32_t>(key >> 32);
    for (size_t i = slot_of(print); slots_[i].person != kEmpty; i = (i + 1) & slot_mask_)
      if (slots_[i].print == print) on_person(slots_[i].person);
  }
  size_t entries() const { return entry_count_; }

 private:
  static constexpr uint32_t kEmpty = 0xFFFFFFFF;
  struct entry {
    uint64_t key;
    uint32_t person;
  };
  struct slot {
    uint32_t print;
    uint32_t person;
  };
  size_t slot_of(uint32_t print) const { return static_cast<size_t>(print * uint64_t{0x9E3779B1}) & slot_mask_; }

  std::vector<entry> pending_;
  std::vector<uint64_t> filter_;
  std::vector<slot> slots_;
  uint64_t filter_mask_ = 0;
  size_t slot_mask_ = 0;
  size_t entry_count_ = 0;
};

}  // namespace totsugo
