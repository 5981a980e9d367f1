// 保険者番号, 記号番号枝番 and the digits they are made of.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "core/identifier/digits.h"
#include "core/identifier/insurer_number.h"
#include "core/identifier/member_number.h"
#include "core/identifier/my_number.h"

using namespace totsugo;

TEST_CASE("check digit: the vectors of DOMAIN section 4") {
  size_t ran = 0;
  for (const auto& [body, digit] :
       {std::pair{"0613048", 8}, {"0104001", 3}, {"0113001", 2}, {"13801", 6}, {"0013801", 6}, {"", 0}, {"0", 0}}) {
    REQUIRE(insurer_check_digit(body).has_value());
    CHECK(*insurer_check_digit(body) == digit);
    ++ran;
  }
  CHECK(ran == 7);
  for (const char* bad : {"12a", " 1", "１", "-"}) CHECK_FALSE(insurer_check_digit(bad).has_value());
}

TEST_CASE("check digit: every one-digit slip is seen") {
  size_t ran = 0;
  for (const std::string good : {"06130488", "01040013", "01130012", "00138016"})
    for (size_t at = 0; at < 8; ++at)
      for (char c = '0'; c <= '9'; ++c) {
        if (c == good[at]) continue;
        std::string bad = good;
        bad[at] = c;
        CHECK(parse_insurer_number(bad).kind == InsurerClass::invalid);
        ++ran;
      }
  CHECK(ran == 4 * 8 * 9);
}

TEST_CASE("insurer numbers: what kind of insurance") {
  const auto kind = [](const std::string& body) {
    return parse_insurer_number(body + static_cast<char>('0' + *insurer_check_digit(body))).kind;
  };
  size_t ran = 0;
  for (int law = 0; law < 100; ++law) {
    const std::string body = (law < 10 ? "0" : "") + std::to_string(law) + "13001";
    InsurerClass want = InsurerClass::unknown;
    switch (law) {
      case 1:
      case 2:
      case 6:
      case 7:
      case 31:
      case 32:
      case 33:
      case 34:
      case 63:
      case 72:
      case 73:
      case 74:
      case 75: want = InsurerClass::employee; break;
      case 3:
      case 4: want = InsurerClass::day_labourer; break;
      case 39: want = InsurerClass::elderly; break;
      case 0:
      case 67: want = InsurerClass::national_town; break;
      default: break;
    }
    const auto shown_body = body;
    CAPTURE(shown_body);
    CHECK(kind(body) == want);
    ++ran;
  }
  CHECK(ran == 100);
  CHECK(kind("0013301") == InsurerClass::national_union);
  CHECK(kind("0027399") == InsurerClass::national_union);
  CHECK(kind("0013201") == InsurerClass::national_town);
  CHECK(kind("0613301") == InsurerClass::employee);  // the 3 counts for 国保 alone
}

TEST_CASE("insurer numbers: as they arrive") {
  size_t ran = 0;
  for (const auto& [text, digits, kind] : {std::tuple{"06130488", "06130488", InsurerClass::employee},
                                           std::tuple{"０６１３０４８８", "06130488", InsurerClass::employee},
                                           std::tuple{"06-13-048-8", "06130488", InsurerClass::employee},
                                           std::tuple{" 6130488", "06130488", InsurerClass::employee},
                                           std::tuple{"138016", "00138016", InsurerClass::national_town},
                                           std::tuple{"133017", "00133017", InsurerClass::national_union}}) {
    const InsurerNumber n = parse_insurer_number(text);
    CHECK(n.text() == digits);
    CHECK(n.kind == kind);
    CHECK(n.check_digit_ok);
    ++ran;
  }
  CHECK(ran == 6);
  for (const char* bad : {"", "abc", "123456789", "06130489", "不明"})
    CHECK(parse_insurer_number(bad).kind == InsurerClass::invalid);
}

TEST_CASE("digits: half and full width, whatever stands between; the input is not read past its end") {
  size_t ran = 0;
  for (const auto& [text, value] : {std::pair<const char*, uint64_t>{"", 0},
                                    {"0", 0},
                                    {"000", 0},
                                    {"0123", 123},
                                    {"１２３", 123},
                                    {"12-34", 1234},
                                    {"記12号3", 123},
                                    {"9999999999999999999", 9999999999999999999ull},
                                    {"00000000009999999999", 9999999999},
                                    {"99999999999999999999", 0},
                                    {"1234567890123456789012345", 0},
                                    {"\xEF\xBC", 0},
                                    {"1\xEF", 1},
                                    {"\xEF\xBC\x99", 9}}) {
    const size_t n = std::strlen(text);
    const std::unique_ptr<char[]> exact(new char[n]);
    std::memcpy(exact.get(), text, n);
    CHECK(digits_value({exact.get(), n}) == value);
    ++ran;
  }
  CHECK(ran == 14);
  DigitText d;
  collect_digits("A1漢2", d);
  CHECK(d.view() == "12");
  CHECK(d.other_letters);
}

TEST_CASE("記号番号枝番: writings of one number") {
  const auto number = [](const char* symbol, const char* serial, const char* branch = "01") {
    return parse_member_number(symbol, serial, branch);
  };
  const std::vector<std::pair<MemberNumber, MemberNumber>> same = {
      {number("05", "1000001"), number("", "05-1000001")},
      {number("05", "1000001"), number("", "051000001")},
      {number("5", "1000001"), number("", "05 1000001")},
      {number("０５", "１０００００１"), number("", "051000001")},
      {number("05", "0012"), number("", "05-12")},
      {number("05", "0012"), number("", "050012")},
      {number("記05", "番12"), number("05", "12")},
      {number("", "05・12"), number("5", "12")},
      {number("", "12"), number("", "0012")},
  };
  size_t ran = 0;
  for (const auto& [a, b] : same) {
    CHECK(same_household_number(a, b));
    CHECK(same_household_number(b, a));
    ++ran;
  }
  CHECK(ran == 9);
  CHECK_FALSE(same_household_number(number("05", "1000001"), number("05", "1000002")));
  CHECK_FALSE(same_household_number(number("05", "12"), number("06", "12")));
  CHECK_FALSE(same_household_number(number("12", "0345"), number("120", "345")));
  CHECK(same_household_number(number("0120", "345"), number("120", "0345")));
  CHECK_FALSE(same_household_number(number("", ""), number("", "")));
  CHECK(number("", "").none());
  CHECK(number("", "000").none());
  CHECK(number("05", "").none());
  CHECK(number("05", "00").none());
  CHECK(number("", "1", "").branch == -1);
  CHECK(number("", "1", "00").branch == -1);
  CHECK(number("", "1", "２").branch == 2);
  CHECK(number("", "1", "1234").branch == -1);
}

TEST_CASE("個人番号: the check digit") {
  CHECK(looks_like_my_number("123456789018"));
  CHECK(looks_like_my_number("1234-5678-9018"));
  CHECK(looks_like_my_number("１２３４５６７８９０１８"));
  size_t fitting = 0;
  for (char last = '0'; last <= '9'; ++last) fitting += looks_like_my_number(std::string("12345678901") + last);
  CHECK(fitting == 1);
  for (const char* other : {"", "12345678901", "1234567890180", "12345678901A", "A123456789018"})
    CHECK_FALSE(looks_like_my_number(other));
}

TEST_CASE("digits: eight at a time gives what one by one does, whatever stands among them") {
  std::mt19937 random(3);
  size_t plain = 0;
  size_t ran = 0;
  for (; ran < 40000; ++ran) {
    std::string text(random() % 21, '0');
    for (char& c : text) c = static_cast<char>('0' + random() % 10);
    if (random() % 2 && !text.empty()) text[random() % text.size()] = static_cast<char>(random());
    uint64_t want = 0;
    bool digits = text.size() <= 18;
    for (size_t i = 0; digits && i < text.size(); ++i) {
      digits = text[i] >= '0' && text[i] <= '9';
      want = want * 10 + static_cast<uint64_t>(text[i] - '0');
    }
    const std::unique_ptr<char[]> exact(new char[text.size()]);
    std::copy(text.begin(), text.end(), exact.get());
    uint64_t got = 0;
    REQUIRE(plain_digits({exact.get(), text.size()}, got) == digits);
    if (digits) REQUIRE(got == want);
    plain += digits;
  }
  CHECK(ran == 40000);
  CHECK(plain > 15000);
}
