// CP932 written: all that the core reads comes back, by the code that Windows takes. tests/wasm/cp932.test.mjs compares every character
// of the Basic Multilingual Plane with another encoder.
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "core/text/encode_cp932.h"

using namespace totsugo;

namespace {

const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

const Cp932Encoder& encoder() {
  static const auto e = std::make_unique<Cp932Encoder>(tables());
  return *e;
}

std::string encoded(std::string_view utf8) {
  std::string out;
  CHECK(encoder().append(utf8, out) == encoder().lost_in(utf8).empty());
  return out;
}

std::string utf8(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

}  // namespace

TEST_CASE("CP932 written: every code that is read is a character that is written, and read back from its own code") {
  size_t characters = 0;
  size_t duplicates = 0;
  for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
    if (lead >= 0xA0 && lead <= 0xDF) continue;
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      const char16_t c = tables().cp932(static_cast<unsigned char>(lead), static_cast<unsigned char>(trail));
      if (c == kUndecodable) continue;
      const std::string code = encoded(utf8(c));
      REQUIRE(code.size() == 2);
      const auto first = static_cast<unsigned char>(code[0]);
      const auto second = static_cast<unsigned char>(code[1]);
      if (tables().cp932(first, second) != c) FAIL_CHECK(static_cast<int>(c));
      if (first == lead && second == trail) {
        ++characters;
        continue;
      }
      ++duplicates;
      // NEC's selection gives way to IBM's extension, and both to what stands before them.
      const bool selection = lead == 0xED || lead == 0xEE;
      if (!selection && !(first < lead || (first == lead && second < trail))) FAIL_CHECK(static_cast<int>(c));
    }
  }
  CHECK(characters == 9206);
  CHECK(duplicates == 398);
}

TEST_CASE("CP932 written: single bytes") {
  for (char32_t c = 0; c <= 0x80; ++c) CHECK(encoded(utf8(c)) == std::string(1, static_cast<char>(c)));
  for (unsigned code = 0xA1; code <= 0xDF; ++code)
    CHECK(encoded(utf8(0xFF61 + code - 0xA1)) == std::string(1, static_cast<char>(code)));
}

TEST_CASE("CP932 written: of several codes the one Windows takes, and no look-alike") {
  struct Row {
    const char* text;
    const char* bytes;
  };
  const Row rows[] = {
      {"≒", "\x81\xE0"},  {"∪", "\x81\xBE"},      {"￢", "\x81\xCA"},     {"∵", "\x81\xE6"},  {"Ⅰ", "\x87\x54"},
      {"㈱", "\x87\x8A"}, {"№", "\x87\x82"},      {"ⅰ", "\xFA\x40"},      {"髙", "\xFB\xFC"}, {"﨑", "\xFA\xB1"},
      {"纊", "\xFA\x5C"}, {"\uE000", "\xF0\x40"}, {"\uE757", "\xF9\xFC"}, {"～", "\x81\x60"}, {"－", "\x81\x7C"},
      {"∥", "\x81\x61"},  {"￥", "\x81\x8F"},     {"\\", "\\"},           {"~", "~"},         {"ｱ", "\xB1"},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CHECK(encoded(r.text) == r.bytes);
    ++ran;
  }
  CHECK(ran == 20);
  for (const char* text : {"〜", "−", "—", "‖", "¢", "£", "¬", "¥", "‾", "𠮟", "\U000E0100", "\u3099", "\uFEFF"})
    CHECK(encoded(text) == "\x81\xAC");
}

TEST_CASE("CP932 written: what is lost is named, in its order, and each becomes one 〓 in its place") {
  CHECK(encoded("高𠮟田") == "\x8D\x82\x81\xAC\x93\x63");
  CHECK(encoder().lost_in("高𠮟田〜〜") == U"𠮟〜〜");
  CHECK(encoder().lost_in("a\r\n髙﨑\uE000").empty());
  // What is no UTF-8 is lost byte by byte.
  CHECK(encoded("a\xE3\x81"
                "b") ==
        "a\x81\xAC\x81\xAC"
        "b");
  CHECK(encoder().lost_in("\xFF") == U"\uFFFD");
  CHECK(encoded("").empty());
}
