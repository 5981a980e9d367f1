#include "core/text/encode_cp932.h"

#include "core/text/encoding.h"

namespace totsugo {
namespace {

struct Leads {
  unsigned char first, last;
};

// Where several codes give one character, the first met is the one Windows takes: JIS X 0208 with NEC's row 13 (lead 87), the
// user's own characters (F0 to F9) and IBM's extension (FA to FC) before NEC's selection of IBM's (ED, EE).
constexpr Leads kLeads[] = {{0x81, 0x9F}, {0xE0, 0xEC}, {0xEF, 0xFC}, {0xED, 0xEE}};

// The next character of UTF-8, which p moves past: U+FFFD for a byte that begins none.
char32_t next_utf8(const char*& p, const char* end) {
  const uint32_t n = utf8_sequence_length(p, end);
  const char32_t c = n == 0 ? 0xFFFD : utf8_code_point(p, n);
  p += n == 0 ? 1 : n;
  return c;
}

}  // namespace

Cp932Encoder::Cp932Encoder(const CharTables& tables) {
  for (uint16_t c = 1; c <= 0x80; ++c) codes_[c] = c;
  for (uint16_t code = 0xA1; code <= 0xDF; ++code) codes_[0xFF61u + (code - 0xA1u)] = code;  // half-width kana
  for (const Leads& leads : kLeads)
    for (unsigned lead = leads.first; lead <= leads.last; ++lead)
      for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
        const char16_t c = tables.cp932(static_cast<unsigned char>(lead), static_cast<unsigned char>(trail));
        if (c != kUndecodable && codes_[c] == 0) codes_[c] = static_cast<uint16_t>(lead << 8 | trail);
      }
}

bool Cp932Encoder::append(std::string_view utf8, std::string& out) const {
  bool whole = true;
  const char* const end = utf8.data() + utf8.size();
  for (const char* p = utf8.data(); p < end;) {
    if (static_cast<unsigned char>(*p) < 0x80) {
      out.push_back(*p++);
      continue;
    }
    const char32_t c = next_utf8(p, end);
    const bool coded = has_code(c);
    const uint16_t code = codes_[coded ? c : kGeta];
    if (code > 0xFF) out.push_back(static_cast<char>(code >> 8));
    out.push_back(static_cast<char>(code & 0xFF));
    whole = whole && coded;
  }
  return whole;
}

std::u32string Cp932Encoder::lost_in(std::string_view utf8) const {
  std::u32string lost;
  const char* const end = utf8.data() + utf8.size();
  for (const char* p = utf8.data(); p < end;)
    if (const char32_t c = next_utf8(p, end); !has_code(c)) lost.push_back(c);
  return lost;
}

}  // namespace totsugo
