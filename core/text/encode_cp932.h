// UTF-8 as CP932 (Windows-31J), for the systems and spreadsheets that read nothing else: the table of CharTables turned round.
//
// Promises: a character that Windows has a code for gets that code, whatever other codes the vendors gave it; a character without
// a code becomes kGeta and is reported. Refuses to guess: what looks alike is not taken for it (U+301C is not U+FF5E).
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/text/char_tables.h"

namespace totsugo {

// Stands for a character without a code, and can be seen: nobody takes it for a letter of a name.
inline constexpr char16_t kGeta = 0x3013;

class Cp932Encoder {
 public:
  explicit Cp932Encoder(const CharTables& tables);

  // CP932 has nothing beyond the Basic Multilingual Plane.
  bool has_code(char32_t c) const { return c == 0 || (c < codes_.size() && codes_[c] != 0); }
  // Appends the text in CP932; false if something became kGeta.
  bool append(std::string_view utf8, std::string& out) const;
  // The characters that append() replaces, in their order; U+FFFD for a byte that is no UTF-8.
  std::u32string lost_in(std::string_view utf8) const;

 private:
  std::array<uint16_t, 65536> codes_{};  // 0 where there is none
};

}  // namespace totsugo
