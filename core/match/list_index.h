// The index over the people of the lists: blocking keys -> people. A roster row computes the same keys and asks; all
// but a few rows are told "nobody" by the filters alone.
//
// Blocking keys (over core/text/char_tables.h's key characters, so that every relaxation of grades A to C is inside):
//   first two hard kana (of short names the first) + birth date   one-character differences, long vowels spelled in any way
//   last two kana + birth date                  the same, changed surnames
//   whole kana + every birth date that nearly agrees, or that an unknown month or day may stand for (then the whole written
//   name too)
//   first and last written character + birth date   other readings
//   記号番号, 基礎年金番号
// and, for rows and for people listed without kana, with a foreign name, or with a wildcard at an end of the written name:
//   whole written name, its first, its last character, each + birth date
// A row with a foreign name, or of a birth date under which a foreign name is listed, asks for the head and the tail of each
// of its words: they may stand in another order. What stands in brackets behind a name is entered, and asked for, by itself.
// Of a birth date that is a placeholder only the whole name is a key.
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/base/hash.h"
#include "core/match/identity.h"

namespace totsugo {

struct ListedPerson;

// A name longer than this is compared whole, but keyed by its beginning.
inline constexpr size_t kMaxKeyCharacters = 24;

inline constexpr char16_t kFirstKanji = 0x3400;

struct KeyText {
  char16_t data[kMaxKeyCharacters] = {};
  uint32_t size = 0;
  std::u16string_view view() const { return {data, size}; }
};

// Of a folded name or a word of one.
KeyText key_text(const CharTables& tables, std::u16string_view folded);

// A first look, which may be wrong about a name that has none: is there a bracket?
inline bool may_have_bracket(const KeyText& name) {
  using Characters = uint16_t __attribute__((vector_size(16)));
  static_assert(sizeof name.data == 3 * sizeof(Characters));
  Characters c[3];
  std::memcpy(c, name.data, sizeof c);
  const Characters bracket = Characters{} + uint16_t{'('};
  const auto met = (c[0] == bracket) | (c[1] == bracket) | (c[2] == bracket);
  uint64_t halves[2];
  std::memcpy(halves, &met, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}
// Leaves what stands before a bracket, if something does.
void cut_at_bracket(KeyText& name);

enum class KeyKind : uint64_t {
  whole = 1,
  kana_head,
  kana_short_head,
  kana_tail,
  written_ends,
  written_head,
  written_tail,
  number,
  pension_number
};

// Of a name: its uppermost bits are the fingerprint, and one multiplication is enough for those.
inline uint64_t name_key(KeyKind kind, uint64_t value) {
  return (value * 16 + static_cast<uint64_t>(kind)) * kHashPrime1;
}
inline uint64_t number_key(KeyKind kind, uint64_t value) { return hash_mix(value * 16 + static_cast<uint64_t>(kind)); }

inline constexpr size_t kMaxKeys = 4;  // of one kind of question

inline uint64_t whole_key(const KeyText& name) { return name_key(KeyKind::whole, hash_text(name.view())); }

// Kana that the spelling of a long vowel adds, drops or exchanges: a i u e o yu. All others are hard.
inline bool is_soft(char16_t key) { return static_cast<char16_t>(key - 0x30A2) <= 8 || key == 0x30E6; }

// The first two hard characters of a name and how many it has. One slip cannot spoil both the first two hard characters
// and the last two characters of a name with four; one with fewer is asked for by the first alone.
struct HardHead {
  char16_t first = 0;
  char16_t second = 0;
  uint32_t count = 0;
  static constexpr uint32_t kEnough = 4;
};
// One bit a character: eight at a time, and without a branch, as which kana are soft cannot be foretold.
inline uint32_t hard_bits(const KeyText& kana) {
  static_assert(kMaxKeyCharacters % 8 == 0 && kMaxKeyCharacters < 32);
  using Characters = uint16_t __attribute__((vector_size(16)));
  constexpr Characters kBits = {1, 2, 4, 8, 16, 32, 64, 128};
  uint32_t hard = 0;
  for (uint32_t i = 0; i < kana.size; i += 8) {
    Characters c;
    std::memcpy(&c, kana.data + i, sizeof c);
    const Characters bits = ~static_cast<Characters>((c - 0x30A2 <= 8) | (c == 0x30E6)) & kBits;
    uint64_t halves[2];
    std::memcpy(halves, &bits, sizeof halves);
    uint64_t all = halves[0] | halves[1];
    all |= all >> 32;
    all |= all >> 16;
    hard |= static_cast<uint32_t>(all & 0xFF) << i;
  }
  return hard & ((uint32_t{1} << kana.size) - 1);
}
inline HardHead hard_head(const KeyText& kana) {
  uint32_t hard = hard_bits(kana);
  HardHead out;
  out.count = static_cast<uint32_t>(std::popcount(hard));
  if (hard) out.first = kana.data[std::countr_zero(hard)];
  hard &= hard - 1;
  if (hard) out.second = kana.data[std::countr_zero(hard)];
  return out;
}
inline uint64_t head_key(HardHead h) { return name_key(KeyKind::kana_head, uint64_t{h.first} << 16 | h.second); }
inline uint64_t short_head_key(HardHead h) { return name_key(KeyKind::kana_short_head, h.first); }

// The keys of a person's kana and written name (to be asked under a birth date); returns how many were written to out.
// The whole name comes first: it is entered under near birth dates, the others under the birth date itself.
inline size_t name_keys(const KeyText& kana, const KeyText& written, uint64_t* out) {
  const size_t k = kana.size;
  const size_t w = written.size;
  size_t n = 0;
  if (k > 0) out[n++] = whole_key(kana);
  if (k > 1) {
    const HardHead head = hard_head(kana);
    out[n++] = head.count < HardHead::kEnough ? short_head_key(head) : head_key(head);
    out[n++] = name_key(KeyKind::kana_tail, uint64_t{kana.data[k - 2]} << 16 | kana.data[k - 1]);
  }
  if (w > 0 && written.data[0] != kWildcard && written.data[w - 1] != kWildcard)
    out[n++] = name_key(KeyKind::written_ends, uint64_t{written.data[0]} << 16 | written.data[w - 1]);
  return n;
}

// Looser keys of the written name alone.
inline size_t writing_keys(const KeyText& written, uint64_t* out) {
  const size_t w = written.size;
  if (w == 0) return 0;
  size_t n = 0;
  out[n++] = whole_key(written);
  if (written.data[0] != kWildcard) out[n++] = name_key(KeyKind::written_head, written.data[0]);
  if (written.data[w - 1] != kWildcard) out[n++] = name_key(KeyKind::written_tail, written.data[w - 1]);
  return n;
}

// A set of birth dates, a bit a day: 14 kB.
class BirthDates {
 public:
  static constexpr int kFirstYear = 1860;
  static constexpr int kYears = 260;
  static constexpr uint32_t kDays = kYears * 416;  // 13 months (0: unknown) of 32 days (0: unknown)
  static uint32_t ordinal(CivilDate d) {
    const int year = d.year() - kFirstYear;
    if (year < 0 || year >= kYears) return kDays - 1;  // no birth date, or none we know how to place: one shared day
    return static_cast<uint32_t>(year) * 416 + static_cast<uint32_t>(d.month()) * 32 + static_cast<uint32_t>(d.day());
  }
  void add(uint32_t ordinal) { days_[ordinal >> 6] |= uint64_t{1} << (ordinal & 63); }
  bool has(uint32_t ordinal) const { return days_[ordinal >> 6] >> (ordinal & 63) & 1; }

 private:
  std::array<uint64_t, kDays / 64> days_{};
  static_assert(kDays % 64 == 0);
};

// (birth date, key) -> people. The entries of one birth date lie side by side as 16-bit fingerprints, so that a row is
// answered from one or two cache lines with a few SIMD comparisons. A fingerprint met by chance (one row in five
// hundred) costs one comparison more.
class BirthTable {
 public:
  void add(CivilDate birth, uint64_t key, uint32_t person) {
    pending_.push_back({BirthDates::ordinal(birth), print_of(key), person});
  }
  void build();

  struct Day {
    uint32_t from;
    uint32_t to;
  };
  Day day(CivilDate birth) const {
    const uint32_t o = BirthDates::ordinal(birth);
    return {offsets_[o], offsets_[o + 1]};
  }
  bool some(CivilDate birth) const { return days_.has(BirthDates::ordinal(birth)); }
  // Loads the day's first fingerprint: called early, it has the line in the cache when find() needs it.
  uint16_t touch(Day d) const { return prints_[d.from]; }

  // Calls on_person(person) for every entry of the day under one of the n keys.
  template <class F>
  [[gnu::always_inline]] void find(Day d, const uint64_t* keys, size_t n, F&& on_person) const {
    if (d.to - d.from > kLongDay) return find_sorted(d, keys, n, on_person);
    using Prints = uint16_t __attribute__((vector_size(16)));
    uint16_t want[kMaxKeys];
    for (size_t k = 0; k < kMaxKeys; ++k) want[k] = print_of(keys[k < n ? k : 0]);
    const Prints zero{};
    const Prints w0 = zero + want[0], w1 = zero + want[1], w2 = zero + want[2], w3 = zero + want[3];
    for (uint32_t i = d.from; i < d.to; i += 8) {  // prints_ has eight more at its end
      Prints p;
      std::memcpy(&p, prints_.data() + i, sizeof p);
      const auto met = (p == w0) | (p == w1) | (p == w2) | (p == w3);
      uint64_t halves[2];
      std::memcpy(halves, &met, sizeof halves);
      if ((halves[0] | halves[1]) == 0) continue;
      for (uint32_t k = i; k < d.to && k < i + 8; ++k) {
        const uint16_t q = prints_[k];
        if (q == want[0] || q == want[1] || q == want[2] || q == want[3]) on_person(persons_[k]);
      }
    }
  }

 private:
  void build_sorted();
  void build_counted();
  void sort_long_day(uint32_t ordinal);
  void sort_day(uint32_t from, uint32_t to);
  static constexpr uint32_t kLongDay = 1024;  // placeholders only; such a day is kept in the order of its fingerprints
  template <class F>
  [[gnu::noinline]] void find_sorted(Day d, const uint64_t* keys, size_t n, F&& on_person) const {
    const auto from = prints_.begin() + static_cast<std::ptrdiff_t>(d.from);
    const auto to = prints_.begin() + static_cast<std::ptrdiff_t>(d.to);
    for (size_t k = 0; k < n; ++k) {
      const auto [first, last] = std::equal_range(from, to, print_of(keys[k]));
      for (auto i = first; i != last; ++i) on_person(persons_[static_cast<size_t>(i - prints_.begin())]);
    }
  }
  struct Entry {
    uint32_t ordinal;
    uint16_t print;
    uint32_t person;
  };
  static uint16_t print_of(uint64_t key) { return static_cast<uint16_t>(key >> 48); }

  std::vector<Entry> pending_;
  BirthDates days_;  // somebody was born then
  std::vector<uint32_t> offsets_;
  std::vector<uint16_t> prints_;
  std::vector<uint32_t> persons_;
};

// Number -> people, behind a filter small enough to stay in the cache.
class NumberTable {
 public:
  void add(uint64_t key, uint32_t person) { pending_.push_back({key, person}); }
  void build();

  // Calls on_person(person) for every entry under the key (and, rarely, for a stranger: compare anyway).
  template <class F>
  void find(uint64_t key, F&& on_person) const {
    const size_t bit = spread(key >> 16, filter_.size() * 64);
    if (!(filter_[bit >> 6] >> (bit & 63) & 1)) return;
    for (size_t i = slot_of(key); slots_[i].person != kEmpty; i = i + 1 == slots_.size() ? 0 : i + 1)
      if (slots_[i].print == static_cast<uint32_t>(key)) on_person(slots_[i].person);
  }

 private:
  static constexpr uint32_t kEmpty = 0xFFFFFFFF;
  struct Entry {
    uint64_t key;
    uint32_t person;
  };
  struct Slot {
    uint32_t print;
    uint32_t person;
  };
  // x * n >> 32 spreads 32 bits over n places without a division; tables need no power of two.
  static size_t spread(uint64_t x, size_t n) { return static_cast<size_t>((x & 0xFFFFFFFF) * n >> 32); }
  size_t slot_of(uint64_t key) const { return spread(key >> 32, slots_.size()); }

  std::vector<Entry> pending_;
  std::vector<uint64_t> filter_;
  std::vector<Slot> slots_;
};

class ListIndex {
 public:
  // `today` bounds the birth dates worth an entry.
  ListIndex(const CharTables& tables, CivilDate today) : tables_(&tables), today_(today) {}

  void add(uint32_t person, const ListedPerson& who);
  void build();

  const BirthTable& births() const { return births_; }
  // By the written name alone: everybody, and those listed without kana, with a wildcard at an end or with a foreign name.
  const BirthTable& writings() const { return writings_; }
  const BirthTable& special_writings() const { return special_writings_; }
  const NumberTable& numbers() const { return numbers_; }
  // False if nobody of that birth date is among the special writings. Asked of every row, answered from 14 kB: with the table
  // of everybody asked instead, the roster took a fifth longer (memory latency).
  // Some number of the lists has no 記号: the roster's 番号 is asked for by itself too.
  bool asks_serials() const { return asks_serials_; }
  bool some_special_writing(CivilDate birth) const { return special_writings_.some(birth); }
  // Whether somebody of that birth date is listed in no kanji: words may then stand in another order.
  bool some_foreign(CivilDate birth) const { return foreign_.has(BirthDates::ordinal(birth)); }

 private:
  void add_name(uint32_t person, const ListedPerson& who, const KeyText& kana, const KeyText& written);
  void add_own_date(uint32_t person, const Identity& id, const KeyText& kana, const KeyText& written);
  void add_near(uint32_t person, const Identity& id, const KeyText& kana, const KeyText& written);
  void add_writing(uint32_t person, bool special, CivilDate birth, uint64_t key);

  const CharTables* tables_;
  CivilDate today_;
  BirthTable births_;
  BirthTable writings_;
  bool asks_serials_ = false;
  BirthTable special_writings_;
  NumberTable numbers_;
  BirthDates foreign_;
};

}  // namespace totsugo
