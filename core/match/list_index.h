// The index over the people of the lists: blocking keys -> people. A roster row computes the same keys and asks; all
// but a few rows are told "nobody" by the filter alone.
//
// Blocking keys (over core/text/char_tables.h's key characters, so that every relaxation of grades A to C is inside):
//   whole kana + birth date (also under every birth date that nearly agrees)
//   first two, last two kana + birth date     one-character differences, other readings, changed surnames
//   first and last written character + birth date  other readings; each of the two alone where the other is a wildcard
//   whole written name, its first, its last character + birth date   people without kana, and roster rows without
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

struct KeyText {
  char16_t data[kMaxKeyCharacters];
  size_t size = 0;
  std::u16string_view view() const { return {data, size}; }
};

enum class KeyKind : uint64_t {
  whole = 1, kana_head, kana_tail, written_ends, written_head, written_tail, number, pension_number
};

inline uint64_t key_of(KeyKind kind, uint64_t value, uint64_t more) {
  return hash_pair(value * 16 + static_cast<uint64_t>(kind), more);
}

inline uint64_t hash_text(std::u16string_view s) {
  uint64_t h = s.size();
  for (const char16_t c : s) h = hash_step(h, c);
  return h;
}

inline constexpr size_t kKeysPerRow = 12;

// The keys of a name in kana under a birth date; returns how many were written.
inline size_t kana_keys(const KeyText& kana, CivilDate birth, uint64_t* out) {
  const size_t k = kana.size;
  if (k == 0) return 0;
  const uint64_t b = birth.packed;
  out[0] = key_of(KeyKind::whole, hash_text(kana.view()), b);
  if (k == 1) return 1;
  out[1] = key_of(KeyKind::kana_head, uint64_t{kana.data[0]} << 16 | kana.data[1], b);
  out[2] = key_of(KeyKind::kana_tail, uint64_t{kana.data[k - 2]} << 16 | kana.data[k - 1], b);
  return 3;
}

inline bool wild_end(const KeyText& written) {
  return written.data[0] == kWildcard || written.data[written.size - 1] == kWildcard;
}

inline size_t written_ends_key(const KeyText& written, CivilDate birth, uint64_t* out) {
  if (written.size == 0 || wild_end(written)) return 0;
  out[0] = key_of(KeyKind::written_ends, uint64_t{written.data[0]} << 16 | written.data[written.size - 1], birth.packed);
  return 1;
}

// Looser keys of the written name, for those whose kana cannot find them.
inline size_t written_keys(const KeyText& written, CivilDate birth, uint64_t* out) {
  if (written.size == 0) return 0;
  size_t n = 0;
  const char16_t first = written.data[0];
  const char16_t last = written.data[written.size - 1];
  out[n++] = key_of(KeyKind::whole, hash_text(written.view()), birth.packed);
  if (first != kWildcard) out[n++] = key_of(KeyKind::written_head, first, birth.packed);
  if (last != kWildcard) out[n++] = key_of(KeyKind::written_tail, last, birth.packed);
  return n;
}

class ListIndex {
 public:
  // kana and written are the person's key texts; `today` bounds the birth dates worth an entry.
  void add(uint32_t person, const Identity& id, const KeyText& kana, const KeyText& written, CivilDate today);
  void build();

  // Two filters, so that nearly every row is answered from the caches. Births: a table of cache lines, in which all of a
  // row's keys under one birth date have their bits in one line: one miss a row, not one a key. Numbers: one bit a key,
  // in a table small enough to stay in the cache.
  const uint64_t* birth_line(CivilDate birth) const {
    return birth_filter_.data() + static_cast<size_t>(hash_mix(birth.packed) & line_mask_) * 8;
  }
  static bool may_contain(const uint64_t* line, uint64_t key) { return line[key >> 3 & 7] >> (key >> 6 & 63) & 1; }
  bool may_contain_number(uint64_t key) const {
    return number_filter_[static_cast<size_t>(key >> 6 & number_mask_)] >> (key & 63) & 1;
  }
  // Calls on_person(person) for every entry under the key (and, rarely, for a stranger: compare anyway).
  template <class F>
  void find(uint64_t key, F&& on_person) const {
    const auto print = static_cast<uint32_t>(key >> 32);
    for (size_t i = slot_of(print); slots_[i].person != kEmpty; i = (i + 1) & slot_mask_)
      if (slots_[i].print == print) on_person(slots_[i].person);
  }
  size_t entries() const { return entry_count_; }
  // True if somebody is listed without kana: then every row must be asked for by its written name too.
  bool needs_written_keys() const { return someone_without_kana_; }

 private:
  static constexpr uint32_t kEmpty = 0xFFFFFFFF;
  struct Entry {
    uint64_t key;
    CivilDate birth;  // none: a number's key
    uint32_t person;
  };
  struct Slot {
    uint32_t print;
    uint32_t person;
  };
  size_t slot_of(uint32_t print) const { return static_cast<size_t>(print * uint64_t{0x9E3779B1}) & slot_mask_; }

  std::vector<Entry> pending_;
  std::vector<uint64_t> birth_filter_;
  std::vector<uint64_t> number_filter_;
  std::vector<Slot> slots_;
  uint64_t line_mask_ = 0;
  uint64_t number_mask_ = 0;
  size_t slot_mask_ = 0;
  size_t entry_count_ = 0;
  bool someone_without_kana_ = false;
};

}  // namespace totsugo
