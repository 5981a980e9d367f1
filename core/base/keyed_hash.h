// SipHash-2-4: a keyed 64-bit digest (Aumasson and Bernstein, 2012). Without its key nobody can try out whose digest it is.
// For what a file keeps of people without keeping them; nothing here is fast enough to matter for a roster.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace totsugo {

struct DigestKey {
  uint64_t first = 0;
  uint64_t second = 0;
  bool operator==(const DigestKey&) const = default;
};

inline uint64_t keyed_hash(const DigestKey& key, std::string_view bytes) {
  uint64_t v0 = key.first ^ 0x736f6d6570736575ull;
  uint64_t v1 = key.second ^ 0x646f72616e646f6dull;
  uint64_t v2 = key.first ^ 0x6c7967656e657261ull;
  uint64_t v3 = key.second ^ 0x7465646279746573ull;
  const auto round = [&] {
    v0 += v1;
    v2 += v3;
    v1 = std::rotl(v1, 13) ^ v0;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 = std::rotl(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = std::rotl(v1, 17) ^ v2;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 = std::rotl(v2, 32);
  };
  const auto take = [&](uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  };
  const uint64_t size = bytes.size();
  uint64_t word = 0;
  for (; bytes.size() >= sizeof word; bytes.remove_prefix(sizeof word)) {
    std::memcpy(&word, bytes.data(), sizeof word);
    take(word);
  }
  word = 0;
  if (!bytes.empty()) std::memcpy(&word, bytes.data(), bytes.size());
  take(word | size << 56);
  v2 ^= 0xff;
  for (int i = 0; i < 4; ++i) round();
  return v0 ^ v1 ^ v2 ^ v3;
}

// Sixteen hex digits, for files.
inline std::string hex_of(uint64_t n) {
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[n >> shift & 15];
  return out;
}

inline std::optional<uint64_t> number_of_hex(std::string_view hex) {
  uint64_t n = 0;
  if (hex.size() != 16) return std::nullopt;
  for (const char c : hex) {
    const size_t digit = std::string_view("0123456789abcdef").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    n = n << 4 | digit;
  }
  return n;
}

inline std::string hex_of(const DigestKey& key) { return hex_of(key.first) + hex_of(key.second); }

inline std::optional<DigestKey> key_of_hex(std::string_view hex) {
  if (hex.size() != 32) return std::nullopt;
  const auto first = number_of_hex(hex.substr(0, 16));
  const auto second = number_of_hex(hex.substr(16));
  if (!first || !second) return std::nullopt;
  return DigestKey{*first, *second};
}

}  // namespace totsugo
