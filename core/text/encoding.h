// Which encoding a file is in, and turning its bytes into characters.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace totsugo {

enum class Encoding : uint8_t { utf8, cp932, utf16le, utf16be };

struct DetectedEncoding {
  Encoding value = Encoding::utf8;
  uint32_t bom_bytes = 0;
};

// BOM, else UTF-16 by its zero bytes, else UTF-8 if (nearly) every multi-byte sequence is valid UTF-8, else CP932.
// "Nearly": a UTF-8 file with a few damaged characters stays UTF-8, so that the damage is reported where it is; in a
// CP932 file read as UTF-8 most sequences are wrong. `sample` may end in the middle of a character.
DetectedEncoding detect_encoding(std::string_view sample);

// The name shown to people and written to import.json.
const char* encoding_name(Encoding e);

// Length of the UTF-8 sequence at p (1 to 4) if it is valid, else 0. No overlong forms, no surrogates.
uint32_t utf8_sequence_length(const char* p, const char* end);
// The code point of a valid sequence of that length.
char32_t utf8_code_point(const char* p, uint32_t length);
void append_utf8(std::string& out, char32_t cp);

inline constexpr char32_t kNoCharacter = 0xFFFFFFFF;

// UTF-16 in slices to UTF-8. A lone surrogate becomes the byte FF, which no UTF-8 text holds: the row that has it is
// then reported as undecodable like any other.
class Utf16ToUtf8 {
 public:
  explicit Utf16ToUtf8(bool big_endian) : big_endian_(big_endian) {}
  void add(std::string_view bytes, std::string& out);
  void finish(std::string& out);

 private:
  void unit(uint32_t u, std::string& out);
  bool big_endian_;
  int held_byte_ = -1;
  uint32_t high_surrogate_ = 0;
};

}  // namespace totsugo
