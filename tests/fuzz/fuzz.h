// What the fuzzers share. Each tests/fuzz/NAME.cpp asserts one relation; the first bytes of an input are choices, the
// rest is the text. A relation that does not hold says so and aborts: that is a crash to libFuzzer and to the replay alike.
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/text/char_tables.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

// Of what is freed the last 16 MB are watched, many times what an input takes; 256 MB, as usual, are never in the processor's
// cache and took two thirds of a whole job's time. Who allocated what is told by the last eight calls instead of thirty.
extern "C" [[gnu::weak, gnu::used]] const char* __asan_default_options() {  // NOLINT(readability-identifier-naming)
  return "quarantine_size_mb=16:malloc_context_size=8";
}

namespace totsugo::fuzz {

inline void hold(bool holds, const char* relation, const std::string& detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n%s\n", relation, detail.c_str());
  std::abort();
}

// The same, with a detail that is only put together when there is something to tell.
template <class Detail>
  requires std::is_invocable_v<Detail>
void hold(bool holds, const char* relation, Detail&& detail) {
  if (!holds) hold(false, relation, std::string(detail()));
}

// Bytes in a heap block of exactly their size, so that AddressSanitizer sees a read beyond them.
class Exact {
 public:
  explicit Exact(std::string_view bytes) : data_(new char[bytes.size()]), size_(bytes.size()) {
    if (size_) std::memcpy(data_.get(), bytes.data(), size_);
  }
  std::string_view view() const { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  size_t size_;
};

// The choices at the head of an input; 0 where it has ended.
class Choices {
 public:
  Choices(const uint8_t* data, size_t size) : data_(data), size_(size) {}
  uint8_t byte() {
    if (size_ == 0) return 0;
    --size_;
    return *data_++;
  }
  size_t below(size_t n) { return byte() % n; }
  std::string_view rest() const { return {reinterpret_cast<const char*>(data_), size_}; }

 private:
  const uint8_t* data_;
  size_t size_;
};

// Sizes of slices, decided by one byte: most are short, some are empty, 255 is everything at once.
class Slices {
 public:
  explicit Slices(uint8_t choice) : all_(choice == 255), state_(choice * 2654435761u + 1) {}
  size_t next(size_t left) {
    if (all_) return left;
    state_ = state_ * 1664525u + 1013904223u;
    const size_t n = (state_ >> 24) % (state_ >> 16 & 1 ? 7 : 130);
    return n < left ? n : left;
  }

 private:
  bool all_;
  uint32_t state_;
};

// Texts are parted by the byte 1D where an input holds several.
inline std::vector<std::string_view> parted(std::string_view s, char mark) {
  std::vector<std::string_view> out;
  for (size_t at = 0;;) {
    const size_t cut = s.find(mark, at);
    out.push_back(s.substr(at, cut - at));
    if (cut == std::string_view::npos) return out;
    at = cut + 1;
  }
}

inline bool is_utf8(std::string_view s) {
  const char* const end = s.data() + s.size();
  for (const char* p = s.data(); p < end;) {
    const uint32_t n = utf8_sequence_length(p, end);
    if (n == 0) return false;
    p += n;
  }
  return true;
}

inline const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

}  // namespace totsugo::fuzz
