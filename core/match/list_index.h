// The index over the people of the lists: blocking keys -> people. A roster row computes the same keys and asks; all
// but a few rows are told "nobody" by the filters alone.
//
// Blocking keys (over core/text/char_tables.h's key characters, so that every relaxation of grades A to C is inside):
//   whole kana + birth date (also under every birth date that nearly agrees)
//   first two, last two kana + birth date       one-character differences, other readings, changed surnames
//   first and last written character + birth date   other readings
//   記号番号, 基礎年金番号
// and, for people or rows without kana or with a wildcard at an end of the written name:
//   whole written name, its first, its last character, each + birth date
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/hash.h"
#include "core/match/identity.h"

namespace totsugo {

// A name longer than this is compared whole, but keyed by its beginning.
inline constexpr size_t kMaxKeyCharacters = 24;

struct KeyText {
  char16_t data[kMaxKeyCharacters];
  uint32_t size = 0;
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

inline constexpr size_t kMaxKeys = 4;  // of one kind of question

// The keys of a person's kana and written name under a birth date; returns how many were written to out.
inline size_t birth_keys(const KeyText& kana, const KeyText& written, CivilDate birth, uint64_t* out) {
  const uint64_t b = birth.packed;
  const size_t k = kana.size;
  const size_t w = written.size;
  size_t n = 0;
  if (k > 0) out[n++] = key_of(KeyKind::whole, hash_text(kana.view()), b);
  if (k > 1) {
    out[n++] = key_of(KeyKind::kana_head, uint64_t{kana.data[0]} << 16 | kana.data[1], b);
    out[n++] = key_of(KeyKind::kana_tail, uint64_t{kana.data[k - 2]} << 16 | kana.data[k - 1], b);
  }
  if (w > 0 && written.data[0] != kWildcard && written.data[w - 1] != kWildcard)
    out[n++] = key_of(KeyKind::written_ends, uint64_t{written.data[0]} << 16 | written.data[w - 1], b);
  return n;
}

// Looser keys of the written name alone.
inline size_t writing_keys(const KeyText& written, CivilDate birth, uint64_t* out) {
  const size_t w = written.size;
  if (w == 0) return 0;
  size_t n = 0;
  out[n++] = key_of(KeyKind::whole, hash_text(written.view()), birth.packed);
  if (written.data[0] != kWildcard) out[n++] = key_of(KeyKind::written_head, written.data[0], birth.packed);
  if (written.data[w - 1] != kWildcard) out[n++] = key_of(KeyKind::written_tail, written.data[w - 1], birth.packed);
  return n;
}

// Keys -> people, behind a filter. The filter is a table of cache lines chosen by an anchor: all keys of a row that
// share an anchor (the birth date) have their bits in one line, so a row costs one cache miss, not one a key.
class KeyTable {
 public:
  void add(uint64_t key, uint32_t anchor, uint32_t person) { pending_.push_back({key, anchor, person}); }
  void build();

  const uint64_t* line(uint32_t anchor) const { return filter_.data() + line_offset(anchor); }
  static bool may_contain(const uint64_t* line, uint64_t key) { return line[key >> 3 & 7] >> (key >> 6 & 63) & 1; }

  // Calls on_person(person) for every entry under the key (and, rarely, for a stranger: compare anyway).
  template <class F>
  void find(uint64_t key, F&& on_person) const {
    const auto print = static_cast<uint32_t>(key >> 32);
    for (size_t i = slot_of(print); slots_[i].person != kEmpty; i = i + 1 == slots_.size() ? 0 : i + 1)
      if (slots_[i].print == print) on_person(slots_[i].person);
  }

 private:
  static constexpr uint32_t kEmpty = 0xFFFFFFFF;
  struct Entry {
    uint64_t key;
    uint32_t anchor;
    uint32_t person;
  };
  struct Slot {
    uint32_t print;
    uint32_t person;
  };
  // x * n >> 32 spreads 32 bits over n places without a division; tables need no power of two.
  static size_t spread(uint64_t x, size_t n) { return static_cast<size_t>((x & 0xFFFFFFFF) * n >> 32); }
  size_t line_offset(uint32_t anchor) const { return spread(hash_mix(anchor), filter_.size() / 8) * 8; }
  size_t slot_of(uint32_t print) const { return spread(print, slots_.size()); }

  std::vector<Entry> pending_;
  std::vector<uint64_t> filter_;
  std::vector<Slot> slots_;
};

class ListIndex {
 public:
  // kana and written are the person's key texts; `today` bounds the birth dates worth an entry.
  void add(uint32_t person, const Identity& id, const KeyText& kana, const KeyText& written, CivilDate today);
  void build();

  const KeyTable& births() const { return births_; }
  const KeyTable& writings() const { return writings_; }
  const KeyTable& numbers() const { return numbers_; }
  // A number's key is its own anchor.
  static uint32_t number_anchor(uint64_t key) { return static_cast<uint32_t>(key); }
  // True if somebody is listed without kana: then every row must be asked for by its written name too.
  bool needs_writings() const { return someone_without_kana_; }

 private:
  KeyTable births_;
  KeyTable writings_;
  KeyTable numbers_;
  bool someone_without_kana_ = false;
};

}  // namespace totsugo
