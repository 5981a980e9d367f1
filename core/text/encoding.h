// Which encoding a file is in, and turning its bytes into characters.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace totsugo {

// EUC-JP and ISO-2022-JP are read on request only; a file that looks like one of them is told so.
enum class Encoding : uint8_t { utf8, cp932, utf16le, utf16be, euc_jp, iso_2022_jp };

inline bool is_utf16(Encoding e) { return e == Encoding::utf16le || e == Encoding::utf16be; }

struct DetectedEncoding {
  Encoding value = Encoding::utf8;
  uint32_t bom_bytes = 0;
};

// BOM, else UTF-16 by its zero bytes, else UTF-8 if (nearly) every multi-byte sequence is valid UTF-8, else CP932.
// "Nearly": a UTF-8 file with a few damaged characters stays UTF-8, so that the damage is reported where it is; in a
// CP932 file read as UTF-8 most sequences are wrong. `sample` may end in the middle of a character.
DetectedEncoding detect_encoding(std::string_view sample);

// Of text that begins as UTF-8 (its first line holds characters beyond ASCII, all well-formed) and does not stay so: the
// 1-based line of the first byte that is none; 0 for any other text.
uint64_t utf8_until_line(std::string_view sample);

// Text that is hardly CP932 but plausible EUC-JP: pairs of bytes A1..FE, many of them above the half-width kana.
bool looks_euc_jp(std::string_view sample);
// An escape sequence with which ISO-2022-JP goes over to Japanese characters.
bool looks_iso_2022_jp(std::string_view sample);

// The name shown to people and written to import.json.
const char* code_of(Encoding e);

// Length of the UTF-8 sequence at p (1 to 4) if it is valid, else 0. No overlong forms, no surrogates.
uint32_t utf8_sequence_length(const char* p, const char* end);
// The code point of a valid sequence of that length.
char32_t utf8_code_point(const char* p, uint32_t length);
void append_utf8(std::string& out, char32_t cp);

inline constexpr char32_t kNoCharacter = 0xFFFFFFFF;

// Text of another encoding to UTF-8, in slices. What cannot be decoded becomes the byte FF, which no UTF-8 text holds:
// the row that has it is then reported as undecodable like any other.
class Transcoder {
 public:
  virtual ~Transcoder() = default;
  virtual void add(std::string_view bytes, std::string& out) = 0;
  virtual void finish(std::string& out) = 0;
};

// Null for the encodings that are read as they are (UTF-8, CP932), and if ICU lacks the converter.
std::unique_ptr<Transcoder> make_transcoder(Encoding e);

}  // namespace totsugo
