// Unicode's own test of normalisation, on what of ICU the product links: NFKC, and the width fold made from it.
#include <doctest/doctest.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "core/text/char_tables.h"
#include "core/text/kanji_variants.h"

using namespace totsugo;

namespace {

using Row = std::array<std::u16string, 5>;  // source; NFC; NFD; NFKC; NFKD

void put(std::u16string& out, uint32_t c) {
  if (c < 0x10000) {
    out += static_cast<char16_t>(c);
  } else {
    out += static_cast<char16_t>(0xD7C0 + (c >> 10));
    out += static_cast<char16_t>(0xDC00 | (c & 0x3FF));
  }
}

// `single`: the code points that part 1 lists.
std::vector<Row> read_rows(std::vector<bool>& single) {
  std::ifstream in(TOTSUGO_SOURCE_DIR "/tests/reference/data/normalization_test.txt");
  REQUIRE(in);
  std::vector<Row> rows;
  std::string line, field, hex;
  int part = -1;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '@') {
      part = line[5] - '0';
      continue;
    }
    Row row;
    std::istringstream fields(line);
    for (size_t i = 0; i < row.size(); ++i) {
      REQUIRE(std::getline(fields, field, ';'));
      std::istringstream characters(field);
      while (characters >> hex) put(row[i], static_cast<uint32_t>(std::stoul(hex, nullptr, 16)));
      if (part == 1 && i == 0) single[std::stoul(field, nullptr, 16)] = true;
    }
    rows.push_back(row);
  }
  return rows;
}

std::u16string nfkc(const std::u16string& s) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* n = unorm2_getNFKCInstance(&status);
  std::array<UChar, 128> out;
  const int32_t size = unorm2_normalize(n, s.data(), static_cast<int32_t>(s.size()), out.data(),
                                        static_cast<int32_t>(out.size()), &status);
  REQUIRE(U_SUCCESS(status));
  return {out.data(), static_cast<size_t>(size)};
}

// Later versions of Unicode add characters; those of version 15 stay as they are.
bool is_known(UChar32 c) {
  UVersionInfo age;
  u_charAge(c, age);
  return age[0] != 0 && age[0] <= 15;
}

// A radical or a compatibility ideograph.
bool is_ideograph(char32_t c) {
  return (c >= 0x2E80 && c < 0x2FE0) || (c >= 0xF900 && c < 0xFB00) || (c >= 0x2F800 && c < 0x2FA20);
}

char32_t only(const std::u16string& s) {
  if (s.size() == 1) return s[0];
  if (s.size() != 2 || s[0] < 0xD800 || s[0] >= 0xDC00) return 0;
  return (char32_t{s[0]} << 10) + s[1] - 0x35FDC00;
}

}  // namespace

TEST_CASE("normalization: NormalizationTest.txt of Unicode 15.0, NFKC of every column, and what it does not list") {
  std::vector<bool> single(0x110000);
  const std::vector<Row> rows = read_rows(single);
  for (const Row& row : rows)
    for (const std::u16string& column : row)
      if (nfkc(column) != row[3]) FAIL_CHECK("row " << &row - rows.data());
  CHECK(rows.size() == 19074);
  CHECK(std::count(single.begin(), single.end(), true) == 17029);
  size_t unchanged = 0;
  for (uint32_t c = 0; c < 0x110000; ++c) {
    if (single[c] || (c >= 0xD800 && c < 0xE000) || !is_known(static_cast<UChar32>(c))) continue;
    std::u16string s;
    put(s, c);
    if (nfkc(s) != s) FAIL_CHECK(std::hex << c);
    ++unchanged;
  }
  CHECK(unchanged > 250000);
}

TEST_CASE("normalization: the width fold is NFKC wherever that is one character of the plane") {
  std::vector<bool> single(0x110000);
  const std::unique_ptr<CharTables> tables = CharTables::make();
  size_t ran = 0, folded = 0;
  for (const Row& row : read_rows(single)) {
    if (row[0].size() != 1) continue;
    const char16_t c = row[0][0];
    if (is_ideograph(c)) continue;  // the variant tables' matter: below
    // Between these only modifier letters change, and Hangul falls together: no name has them (char_tables.cpp).
    if (c < 0xA0 || (c >= 0x3400 && c < 0xF900)) continue;
    const char32_t got = tables->fold_code_point(c, fold_bit(Fold::width));
    const char16_t want = row[3].size() == 1 ? row[3][0] : c;
    ++ran;
    folded += got != c;
    if (got == want) continue;
    // Judged before their width, as what they are in names: dropped ones keep it, wildcards and marks have one form.
    const bool dropped = got == c && tables->fold_code_point(c, kAllFolds) == 0;
    const bool wild = got == kWildcard && (is_wildcard(c) || is_wildcard(want));
    const bool mark = (c == 0x309B && got == kVoicedMark) || (c == 0x309C && got == kSemiVoicedMark);
    if (!dropped && !wild && !mark)
      FAIL_CHECK(std::hex << static_cast<uint32_t>(c) << " " << static_cast<uint32_t>(got));
  }
  CHECK(ran == 3204);
  CHECK(folded == 1122);
}

TEST_CASE("normalization: the kanji table makes of radicals and compatibility ideographs what NFKC does") {
  std::vector<bool> single(0x110000);
  size_t ran = 0;
  for (const Row& row : read_rows(single)) {
    const char32_t c = only(row[0]);
    if (!is_ideograph(c)) continue;
    const char32_t want = only(row[3]);
    const bool by_unicode = (kanji_grounds(c, want) & kanji_ground_bit(KanjiGround::unicode)) != 0;
    if (!same_kanji(c, want) || !by_unicode || kanji_representative(c) != kanji_representative(want))
      FAIL_CHECK(std::hex << static_cast<uint32_t>(c));
    ++ran;
  }
  CHECK(ran == 1218);
}
