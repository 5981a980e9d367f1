#include "core/text/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>

namespace totsugo {

uint32_t utf8_sequence_length(const char* p, const char* end) {
  const auto at = [p](int i) { return static_cast<unsigned char>(p[i]); };
  const auto trail = [&at](int i) { return (at(i) & 0xC0) == 0x80; };
  const unsigned char c = at(0);
  if (c < 0x80) return 1;
  if (c < 0xC2) return 0;
  if (c < 0xE0) return end - p >= 2 && trail(1) ? 2 : 0;
  if (c < 0xF0) {
    if (end - p < 3 || !trail(1) || !trail(2)) return 0;
    if (c == 0xE0 && at(1) < 0xA0) return 0;
    if (c == 0xED && at(1) >= 0xA0) return 0;
    return 3;
  }
  if (c > 0xF4 || end - p < 4 || !trail(1) || !trail(2) || !trail(3)) return 0;
  if (c == 0xF0 && at(1) < 0x90) return 0;
  if (c == 0xF4 && at(1) >= 0x90) return 0;
  return 4;
}

char32_t utf8_code_point(const char* p, uint32_t length) {
  const auto at = [p](int i) { return static_cast<char32_t>(static_cast<unsigned char>(p[i])); };
  switch (length) {
    case 1: return at(0);
    case 2: return (at(0) & 0x1F) << 6 | (at(1) & 0x3F);
    case 3: return (at(0) & 0x0F) << 12 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F);
    default: return (at(0) & 0x07) << 18 | (at(1) & 0x3F) << 12 | (at(2) & 0x3F) << 6 | (at(3) & 0x3F);
  }
}

void append_utf8(std::string& out, char32_t cp) {
  const auto put = [&out](char32_t b) { out.push_back(static_cast<char>(b)); };
  if (cp < 0x80) {
    put(cp);
  } else if (cp < 0x800) {
    put(0xC0 | cp >> 6);
    put(0x80 | (cp & 0x3F));
  } else if (cp < 0x10000) {
    put(0xE0 | cp >> 12);
    put(0x80 | (cp >> 6 & 0x3F));
    put(0x80 | (cp & 0x3F));
  } else {
    put(0xF0 | cp >> 18);
    put(0x80 | (cp >> 12 & 0x3F));
    put(0x80 | (cp >> 6 & 0x3F));
    put(0x80 | (cp & 0x3F));
  }
}

namespace {

// UTF-16 without a BOM: line ends and commas are ASCII, so one half of such units is zero. Fields padded with NUL have zeros
// too, but none beside most of their separators.
bool looks_utf16(std::string_view s, size_t zero_half) {
  size_t zeros = 0;
  size_t others = 0;
  size_t separators = 0;
  size_t bare = 0;
  const size_t n = s.size() < 4096 ? s.size() & ~size_t{1} : 4096;
  for (size_t i = 0; i + 1 < n; i += 2) {
    if (s[i + zero_half] == 0 && s[i + 1 - zero_half] != 0) ++zeros;
    if (s[i + zero_half] != 0 && s[i + 1 - zero_half] == 0) ++others;
    const char c = s[i + 1 - zero_half];
    if (c != ',' && c != '\t' && c != '\n') continue;
    ++separators;
    bare += s[i + zero_half] != 0;
  }
  return zeros > 0 && zeros * 20 >= n && others * 20 < zeros && bare * 2 <= separators;
}

}  // namespace

DetectedEncoding detect_encoding(std::string_view s) {
  if (s.starts_with("\xEF\xBB\xBF")) return {Encoding::utf8, 3};
  if (s.starts_with("\xFF\xFE")) return {Encoding::utf16le, 2};
  if (s.starts_with("\xFE\xFF")) return {Encoding::utf16be, 2};
  if (looks_utf16(s, 1)) return {Encoding::utf16le, 0};
  if (looks_utf16(s, 0)) return {Encoding::utf16be, 0};
  size_t valid = 0;
  size_t invalid = 0;
  const char* const end = s.data() + s.size();
  for (const char* p = s.data(); p < end;) {
    if (static_cast<unsigned char>(*p) < 0x80) {
      ++p;
      continue;
    }
    if (const uint32_t n = utf8_sequence_length(p, end)) {
      ++valid;
      p += n;
    } else {
      if (end - p >= 4) ++invalid;                                             // the sample may cut the last character
      if (invalid >= 64 && invalid * 20 > valid) return {Encoding::cp932, 0};  // far beyond damage
      ++p;
    }
  }
  if (invalid == 0) return {Encoding::utf8, 0};
  // One wrong sequence in twenty is damage; CP932 read as UTF-8 is wrong nearly everywhere.
  return {invalid * 20 <= valid ? Encoding::utf8 : Encoding::cp932, 0};
}

const char* code_of(Encoding e) {
  switch (e) {
    case Encoding::utf8: return "UTF-8";
    case Encoding::cp932: return "CP932";
    case Encoding::utf16le: return "UTF-16LE";
    case Encoding::euc_jp: return "EUC-JP";
    case Encoding::iso_2022_jp: return "ISO-2022-JP";
    default: return "UTF-16BE";
  }
}

uint64_t utf8_until_line(std::string_view sample) {
  uint64_t line = 1;
  size_t beyond_ascii = 0;
  const char* const end = sample.data() + sample.size();
  for (const char* p = sample.data(); p < end;) {
    const uint32_t n = utf8_sequence_length(p, end);
    if (n == 0) return line > 1 && beyond_ascii > 0 && end - p >= 4 ? line : 0;
    if (line == 1 && n > 1) ++beyond_ascii;
    line += *p == '\n';
    p += n;
  }
  return 0;
}

bool looks_euc_jp(std::string_view sample) {
  size_t high = 0;
  size_t above_kana = 0;
  size_t runs_odd = 0;
  size_t run = 0;
  for (const char ch : sample) {
    const auto c = static_cast<unsigned char>(ch);
    if (c >= 0x80 && c < 0xA1 && c != 0x8E && c != 0x8F) return false;  // CP932's commonest lead bytes
    if (c < 0x80) {
      runs_odd += run % 2;
      run = 0;
      continue;
    }
    ++high;
    ++run;
    above_kana += c >= 0xE0;
  }
  return high >= 20 && above_kana * 20 >= high && runs_odd * 50 <= high;
}

bool looks_iso_2022_jp(std::string_view sample) {
  // JIS X 0208 of 1978 and of 1983, JIS X 0212, half-width kana.
  constexpr std::string_view kEscapes[] = {"\x1B$@", "\x1B$B", "\x1B$(D", "\x1B(I"};
  return std::any_of(std::begin(kEscapes), std::end(kEscapes),
                     [sample](std::string_view e) { return sample.find(e) != std::string_view::npos; });
}

namespace {

class Utf16Transcoder : public Transcoder {
 public:
  explicit Utf16Transcoder(bool big_endian) : big_endian_(big_endian) {}
  void add(std::string_view bytes, std::string& out) override;
  void finish(std::string& out) override;

 private:
  void unit(uint32_t u, std::string& out);
  bool big_endian_;
  int held_byte_ = -1;
  uint32_t high_surrogate_ = 0;
};

void Utf16Transcoder::unit(uint32_t u, std::string& out) {
  if (high_surrogate_) {
    const uint32_t high = high_surrogate_;
    high_surrogate_ = 0;
    if (u >= 0xDC00 && u < 0xE000) {
      append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (u - 0xDC00));
      return;
    }
    out.push_back('\xFF');
  }
  if (u >= 0xD800 && u < 0xDC00) {
    high_surrogate_ = u;
  } else if (u >= 0xDC00 && u < 0xE000) {
    out.push_back('\xFF');
  } else {
    append_utf8(out, u);
  }
}

void Utf16Transcoder::add(std::string_view bytes, std::string& out) {
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    if (held_byte_ < 0) {
      held_byte_ = b;
      continue;
    }
    const auto first = static_cast<uint32_t>(held_byte_);
    held_byte_ = -1;
    unit(big_endian_ ? first << 8 | b : static_cast<uint32_t>(b) << 8 | first, out);
  }
}

void Utf16Transcoder::finish(std::string& out) {
  if (high_surrogate_ || held_byte_ >= 0) out.push_back('\xFF');
  high_surrogate_ = 0;
  held_byte_ = -1;
}

// Any other encoding ICU has a converter for.
class IcuTranscoder : public Transcoder {
 public:
  explicit IcuTranscoder(UConverter* converter) : converter_(converter) {}
  ~IcuTranscoder() override { ucnv_close(converter_); }
  IcuTranscoder(const IcuTranscoder&) = delete;
  IcuTranscoder& operator=(const IcuTranscoder&) = delete;
  void add(std::string_view bytes, std::string& out) override { convert(bytes, false, out); }
  void finish(std::string& out) override { convert({}, true, out); }

 private:
  void convert(std::string_view bytes, bool last, std::string& out) {
    const char* from = bytes.data();
    const char* const end = from + bytes.size();
    UErrorCode status = U_ZERO_ERROR;
    do {
      status = U_ZERO_ERROR;
      UChar units[1024] = {};
      UChar* to = units;
      ucnv_toUnicode(converter_, &to, units + 1024, &from, end, nullptr, static_cast<UBool>(last), &status);
      for (const UChar* u = units; u < to; ++u) {
        char32_t cp = *u;
        if (high_surrogate_) cp = 0x10000 + ((high_surrogate_ - 0xD800u) << 10) + (cp - 0xDC00);
        high_surrogate_ = *u >= 0xD800 && *u < 0xDC00 ? *u : char16_t{0};
        if (high_surrogate_) continue;
        if (cp == 0xFFFD) out.push_back('\xFF');
        else append_utf8(out, cp);
      }
    } while (status == U_BUFFER_OVERFLOW_ERROR);
  }
  UConverter* converter_;
  char16_t high_surrogate_ = 0;
};

std::unique_ptr<Transcoder> icu_transcoder(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* const converter = ucnv_open(name, &status);
  return U_SUCCESS(status) ? std::make_unique<IcuTranscoder>(converter) : nullptr;
}

// ISO-2022-JP by way of CP932, so that the characters vendors added and half-width kana (behind an escape sequence, shifted or
// in eight bits) are read as in CP932. ICU's own converter refuses a blank among half-width kana.
class Iso2022JpTranscoder : public Transcoder {
 public:
  explicit Iso2022JpTranscoder(std::unique_ptr<Transcoder> cp932) : cp932_(std::move(cp932)) {}
  void add(std::string_view bytes, std::string& out) override {
    for (const char c : bytes) step(c, out);
    flush(out);
  }
  void finish(std::string& out) override {
    if (lead_ || !escape_.empty()) bad(out);
    escape_.clear();
    cp932_->finish(out);
  }

 private:
  enum class Set : uint8_t { ascii, kana, kanji, unknown };
  void step(char c, std::string& out);
  void escape(char c, std::string& out);
  void character(unsigned char b, std::string& out);
  void pair(unsigned first, unsigned second);
  void flush(std::string& out) {
    if (!japanese_.empty()) cp932_->add(japanese_, out);
    japanese_.clear();
  }
  void bad(std::string& out) {
    flush(out);
    out.push_back('\xFF');
    lead_ = 0;
  }
  std::unique_ptr<Transcoder> cp932_;
  std::string japanese_;  // as CP932, whole characters
  std::string escape_;
  Set set_ = Set::ascii;
  bool shifted_ = false;  // half-width kana in place of ASCII
  unsigned char lead_ = 0;
};

void Iso2022JpTranscoder::step(char c, std::string& out) {
  const auto b = static_cast<unsigned char>(c);
  if (c == '\x1B' || !escape_.empty()) return escape(c, out);
  if (lead_ && (b <= 0x20 || b >= 0x7F)) bad(out);
  if (b <= 0x20 || b == 0x7F) {  // the same in every set; a line begins in ASCII
    if (c == '\n' || c == '\r') set_ = Set::ascii;
    if (c == '\x0E' || c == '\x0F' || c == '\n' || c == '\r') shifted_ = c == '\x0E';
    if (c == '\x0E' || c == '\x0F') return;
    flush(out);
    out.push_back(c);
    return;
  }
  character(b, out);
}

void Iso2022JpTranscoder::escape(char c, std::string& out) {
  struct Sequence {
    std::string_view bytes;
    Set set;
  };
  // ASCII, JIS X 0201 (its two signs are taken as ASCII's), JIS X 0208 of 1978, 1983 and 1990.
  constexpr Sequence kKnown[] = {{"\x1B(B", Set::ascii}, {"\x1B(J", Set::ascii}, {"\x1B(H", Set::ascii},
                                 {"\x1B(I", Set::kana},  {"\x1B$@", Set::kanji}, {"\x1B$B", Set::kanji},
                                 {"\x1B&@", Set::ascii}};
  if (lead_) bad(out);
  escape_ += c;
  bool begun = false;
  for (const Sequence& known : kKnown) {
    begun = begun || known.bytes.starts_with(escape_);
    if (known.bytes != escape_) continue;
    set_ = known.set;
    escape_.clear();
    return;
  }
  if (begun) return;
  set_ = Set::unknown;  // up to the next escape sequence or line
  escape_.clear();
  bad(out);
}

void Iso2022JpTranscoder::character(unsigned char b, std::string& out) {
  const bool kana = (set_ == Set::kana || (set_ == Set::ascii && shifted_)) && b <= 0x5F;
  if (set_ == Set::unknown) return;
  if (kana || (b >= 0xA1 && b <= 0xDF)) {
    japanese_ += static_cast<char>(b | 0x80);
  } else if (b >= 0x80 || set_ == Set::kana) {
    bad(out);
  } else if (set_ == Set::ascii) {
    flush(out);
    out.push_back(static_cast<char>(b));
  } else if (lead_) {
    pair(lead_, b);
    lead_ = 0;
  } else {
    lead_ = b;
  }
}

// The pair of JIS X 0208 as CP932 has it: two rows to a lead byte.
void Iso2022JpTranscoder::pair(unsigned first, unsigned second) {
  const unsigned lead = (first - 0x21) / 2 + (first < 0x5F ? 0x81 : 0xC1);
  const unsigned trail = first % 2 == 0 ? second + 0x7E : second + (second < 0x60 ? 0x1F : 0x20);
  japanese_ += static_cast<char>(lead);
  japanese_ += static_cast<char>(trail);
}

}  // namespace

std::unique_ptr<Transcoder> make_transcoder(Encoding e) {
  if (is_utf16(e)) return std::make_unique<Utf16Transcoder>(e == Encoding::utf16be);
  if (e == Encoding::euc_jp) return icu_transcoder("EUC-JP");
  if (e != Encoding::iso_2022_jp) return nullptr;
  auto cp932 = icu_transcoder("ibm-943_P15A-2003");
  return cp932 ? std::make_unique<Iso2022JpTranscoder>(std::move(cp932)) : nullptr;
}

}  // namespace totsugo
