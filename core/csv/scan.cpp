#include "core/csv/scan.h"

#include <bit>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace totsugo {
namespace {

#if defined(__wasm_simd128__)
struct Block64 {
  v128_t v[4];
  explicit Block64(const char* p) {
    for (int i = 0; i < 4; ++i) v[i] = wasm_v128_load(p + 16 * i);
  }
  uint64_t equal(char c) const {
    const v128_t want = wasm_i8x16_splat(c);
    uint64_t bits = 0;
    for (int i = 0; i < 4; ++i)
      bits |= static_cast<uint64_t>(static_cast<uint32_t>(wasm_i8x16_bitmask(wasm_i8x16_eq(v[i], want)))) << (16 * i);
    return bits;
  }
};
#elif defined(__SSE2__)
struct Block64 {
  __m128i v[4];
  explicit Block64(const char* p) {
    for (int i = 0; i < 4; ++i) v[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * i));
  }
  uint64_t equal(char c) const {
    const __m128i want = _mm_set1_epi8(c);
    uint64_t bits = 0;
    for (int i = 0; i < 4; ++i)
      bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(v[i], want)))) << (16 * i);
    return bits;
  }
};
#else
struct Block64 {
  const char* p;
  explicit Block64(const char* at) : p(at) {}
  uint64_t equal(char c) const {
    uint64_t bits = 0;
    for (int i = 0; i < 64; ++i) bits |= static_cast<uint64_t>(p[i] == c) << i;
    return bits;
  }
};
#endif

// Bit i = parity of the bits up to and including i: turns quote positions into "inside quotes".
uint64_t prefix_xor(uint64_t x) {
  x ^= x << 1;
  x ^= x << 2;
  x ^= x << 4;
  x ^= x << 8;
  x ^= x << 16;
  x ^= x << 32;
  return x;
}

void append_bits(uint64_t bits, uint32_t offset, MarkList& out) {
  uint32_t* to = out.end_unchecked();
  out.grow(static_cast<size_t>(std::popcount(bits)));
  for (; bits; bits &= bits - 1) *to++ = offset + static_cast<uint32_t>(std::countr_zero(bits));
}

// The line ends among `structural`, as indices into the marks.
void append_line_ends(uint64_t newlines, uint64_t structural, size_t first_mark, MarkList& out) {
  for (uint64_t rest = newlines; rest; rest &= rest - 1) {
    const uint64_t below = (rest & -rest) - 1;
    out.push(static_cast<uint32_t>(first_mark + static_cast<size_t>(std::popcount(structural & below))));
  }
}

// Where in a field a byte-wise look at it is.
enum class FieldPart : uint8_t {
  start,   // blanks at most so far
  plain,   // a field without quotes of its own
  quoted,  // inside quotes
  closed,  // right behind a quote that closes, unless another one follows
  behind,  // in blanks behind the closing quote
  wrong,   // text behind the closing quote
};

// After one more byte outside quotes that is no separator and no line end.
FieldPart part_after(FieldPart part, char c) {
  const bool blank = c == ' ' || c == '\t';
  switch (part) {
    case FieldPart::start: return c == '"' ? FieldPart::quoted : blank ? FieldPart::start : FieldPart::plain;
    case FieldPart::closed:
      if (c == '"') return FieldPart::quoted;
      [[fallthrough]];
    case FieldPart::behind: return blank || c == '\r' ? FieldPart::behind : FieldPart::wrong;
    default: return part;
  }
}

}  // namespace

size_t scan_structure(const char* base, size_t begin, size_t end, CsvDialect dialect, ScanState& state,
                      ScanOutput& out) {
  out.structural.reserve_more(end - begin);
  for (size_t at = begin; at < end; at += 64) {
    const Block64 block(base + at);
    const uint64_t present = end - at >= 64 ? ~uint64_t{0} : (uint64_t{1} << (end - at)) - 1;
    const uint64_t quotes = block.equal('"') & present;
    const uint64_t newlines = block.equal(dialect.newline) & present;
    const uint64_t marks = (block.equal(dialect.separator) & present) | newlines;
    const auto offset = static_cast<uint32_t>(at);
    if ((quotes | state.in_quote | state.after_close | state.after_cr) == 0) {  // no quotes about: the common case
      append_line_ends(newlines, marks, out.structural.size(), out.line_ends);
      append_bits(marks, offset, out.structural);
      state.at_boundary = marks >> 63;
      continue;
    }
    const uint64_t inside = prefix_xor(quotes) ^ state.in_quote;  // from the opening quote up to before the closing one
    const uint64_t opens = quotes & inside;
    const uint64_t closes = quotes & ~inside;
    const uint64_t structural = marks & ~inside;
    const uint64_t boundary = structural | closes;
    const uint64_t bad_open = opens & ~(boundary << 1 | state.at_boundary);
    const uint64_t after_close = closes << 1 | state.after_close;
    const uint64_t carriage = block.equal('\r');
    const uint64_t closed_by_cr = after_close & carriage & ~structural;
    const uint64_t after_cr = closed_by_cr << 1 | state.after_cr;
    const uint64_t bad_after = ((after_close & ~(opens | carriage)) | after_cr) & present & ~structural;
    if (bad_open | bad_after) return at;
    append_line_ends(newlines & ~inside, structural, out.structural.size(), out.line_ends);
    append_bits(structural, offset, out.structural);
    out.quoted_lines.reserve_more(64);
    append_bits(newlines & inside, offset, out.quoted_lines);
    state.in_quote = static_cast<uint64_t>(static_cast<int64_t>(inside) >> 63);
    state.at_boundary = boundary >> 63;
    state.after_close = closes >> 63;
    state.after_cr = closed_by_cr >> 63;
  }
  return end;
}

RecordShape scan_one_record(const char* base, size_t begin, size_t end, CsvDialect dialect, ScanOutput& out) {
  FieldPart part = FieldPart::start;
  for (size_t i = begin; i < end; ++i) {
    const char c = base[i];
    if (part == FieldPart::quoted) {
      if (c == '"') part = FieldPart::closed;
      else if (c == dialect.newline) out.quoted_lines.push(static_cast<uint32_t>(i));
    } else if (c == dialect.separator || c == dialect.newline) {
      out.structural.push(static_cast<uint32_t>(i));
      part = FieldPart::start;
      if (c == dialect.separator) continue;
      out.line_ends.push(static_cast<uint32_t>(out.structural.size() - 1));
      return RecordShape::complete;
    } else {
      part = part_after(part, c);
      if (part == FieldPart::wrong) return RecordShape::malformed;
    }
  }
  return part == FieldPart::quoted ? RecordShape::unclosed : RecordShape::incomplete;
}

}  // namespace totsugo
