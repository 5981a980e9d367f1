// What the core takes for granted of the platform, natively and as WebAssembly: ICU with its filtered data,
// exceptions that are caught where they should be, memory that runs out without ending the program.
#include <doctest/doctest.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>

#include <array>
#include <limits>
#include <new>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

std::u16string decode(const char* converter, std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* const opened = ucnv_open(converter, &status);
  REQUIRE(U_SUCCESS(status));
  std::array<char16_t, 16> out{};
  const int32_t length = ucnv_toUChars(opened, out.data(), static_cast<int32_t>(out.size()), bytes.data(),
                                       static_cast<int32_t>(bytes.size()), &status);
  ucnv_close(opened);
  REQUIRE(U_SUCCESS(status));
  return {out.data(), static_cast<size_t>(length)};
}

}  // namespace

TEST_CASE("ICU normalises to NFKC") {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* const nfkc = unorm2_getNFKCInstance(&status);
  REQUIRE(U_SUCCESS(status));
  const std::u16string half_width = u"\uFF76\uFF9E";  // ｶﾞ
  std::array<char16_t, 8> out{};
  const int32_t length =
      unorm2_normalize(nfkc, half_width.data(), 2, out.data(), static_cast<int32_t>(out.size()), &status);
  REQUIRE(U_SUCCESS(status));
  CHECK(length == 1);
  CHECK(out[0] == u'\u30AC');  // ガ
}

TEST_CASE("ICU has the converters we need") {
  CHECK(decode("ibm-943_P15A-2003", "\x83\x4F") == u"\u30B0");
  CHECK(decode("windows-31j", "\x83\x4F") == u"\u30B0");
  CHECK(decode("EUC-JP", "\xA5\xB0") == u"\u30B0");
}

TEST_CASE("exceptions of the JSON library are caught and keep their message") {
  std::string message;
  try {
    message = nlohmann::json::parse("{\"a\":").dump();
  } catch (const std::exception& error) {
    message = error.what();
  }
  CHECK(message.find("parse_error") != std::string::npos);
}

#ifdef __EMSCRIPTEN__
TEST_CASE("memory that runs out is an exception, not the end") {
  bool caught = false;
  std::string text;
  try {
    text.resize(static_cast<size_t>(std::numeric_limits<int32_t>::max()) - 64);
  } catch (const std::bad_alloc&) {
    caught = true;
  }
  CHECK(caught);
  CHECK(text.empty());
}
#endif
