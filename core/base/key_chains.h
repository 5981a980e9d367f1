// Key -> things met under it, newest first: one flat table and one link a thing. A std::unordered_multimap of the 38,000 rows
// of two lists took 9 ms, this 3 (native), as it makes no nodes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/hash.h"

namespace totsugo {

class KeyChains {
 public:
  static constexpr uint32_t kEnd = 0xFFFFFFFF;

  // most: how many things there may be; they are numbered below it. A thing stands in one chain at most.
  explicit KeyChains(size_t most) : slots_(slots_for(most), Slot{0, kEnd}), earlier_(most, kEnd) {}

  uint32_t newest(uint64_t key) const { return slots_[slot(key)].newest; }
  uint32_t earlier(uint32_t thing) const { return earlier_[thing]; }

  // The oldest thing of a chain that fits; kEnd if none does.
  template <class Fits>
  uint32_t oldest(uint64_t key, Fits&& fits) const {
    uint32_t found = kEnd;
    for (uint32_t thing = newest(key); thing != kEnd; thing = earlier(thing))
      if (fits(thing)) found = thing;
    return found;
  }

  void add(uint64_t key, uint32_t thing) {
    Slot& s = slots_[slot(key)];
    earlier_[thing] = s.newest;
    s = {key, thing};
  }

 private:
  struct Slot {
    uint64_t key;
    uint32_t newest;  // kEnd: free
  };
  static size_t slots_for(size_t most) {
    size_t n = 16;
    while (n < most * 2) n *= 2;
    return n;
  }
  size_t slot(uint64_t key) const {
    size_t i = hash_mix(key) & (slots_.size() - 1);
    while (slots_[i].newest != kEnd && slots_[i].key != key) i = (i + 1) & (slots_.size() - 1);
    return i;
  }

  std::vector<Slot> slots_;
  std::vector<uint32_t> earlier_;
};

}  // namespace totsugo
