// 64-bit mixing for blocking keys. Not for security; collisions only cost one more comparison.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace totsugo {

inline constexpr uint64_t kHashPrime1 = 0x9E3779B97F4A7C15ull;
inline constexpr uint64_t kHashPrime2 = 0xD6E8FEB86659FD93ull;

inline uint64_t hash_mix(uint64_t x) {
  x ^= x >> 32;
  x *= kHashPrime2;
  x ^= x >> 29;
  x *= kHashPrime1;
  return x ^ (x >> 32);
}

inline uint64_t hash_pair(uint64_t a, uint64_t b) { return hash_mix(a * kHashPrime1 + b); }

// Of bytes, eight at a time.
inline uint64_t hash_bytes(std::string_view s) {
  uint64_t h = s.size();
  uint64_t word = 0;
  for (; s.size() >= sizeof word; s.remove_prefix(sizeof word)) {
    std::memcpy(&word, s.data(), sizeof word);
    h = hash_pair(h, word);
  }
  word = 0;
  if (!s.empty()) std::memcpy(&word, s.data(), s.size());
  return hash_pair(h, word);
}

// One step of a running hash over 16-bit characters.
inline uint64_t hash_step(uint64_t h, char16_t c) { return (h ^ c) * kHashPrime2 + (h >> 47); }

// Of characters, four at a time.
inline uint64_t hash_text(std::u16string_view s) {
  uint64_t h = s.size();
  for (; s.size() >= 4; s.remove_prefix(4)) {
    uint64_t four;
    std::memcpy(&four, s.data(), sizeof four);
    h = (h ^ four) * kHashPrime2;
    h ^= h >> 32;
  }
  for (const char16_t c : s) h = hash_step(h, c);
  return h;
}

}  // namespace totsugo
