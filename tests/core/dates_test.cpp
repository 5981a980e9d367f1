// Civil dates, and the forms in which dates arrive (DOMAIN section 4).
#include <doctest/doctest.h>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "core/calendar/civil_date.h"
#include "core/calendar/date_form.h"

using namespace totsugo;

namespace {

// Parsed from a heap buffer of exactly the text's size.
ParsedDate parse(std::string_view s, DateForm form = DateForm::self_describing) {
  const std::unique_ptr<char[]> exact(new char[s.size()]);
  std::memcpy(exact.get(), s.data(), s.size());
  return parse_date({exact.get(), s.size()}, form);
}

std::string shown(const ParsedDate& d) {
  switch (d.status) {
    case DateStatus::ok: return iso_text(d.date) + (d.timed ? " timed" : "") + (d.outside_era ? " outside" : "");
    case DateStatus::none: return "none";
    case DateStatus::unreadable: return "unreadable";
    default: return "impossible";
  }
}

}  // namespace

TEST_CASE("civil dates: every day of 1800 to 2200, there and back") {
  int64_t n = day_number(CivilDate::of(1800, 1, 1));
  CHECK(day_number(CivilDate::of(1970, 1, 1)) == 0);
  CHECK(n == -62091);
  size_t ran = 0;
  CivilDate before{};
  for (int y = 1800; y <= 2200; ++y)
    for (int m = 1; m <= 12; ++m)
      for (int d = 1; d <= days_in_month(y, m); ++d, ++n, ++ran) {
        const CivilDate date = CivilDate::of(y, m, d);
        if (day_number(date) != n || from_day_number(n) != date || !is_valid_date(y, m, d) || !(before < date))
          FAIL(iso_text(date));
        before = date;
      }
  CHECK(ran == 146462);
}

TEST_CASE("civil dates: what is no date") {
  size_t ran = 0;
  for (const auto& [y, m, d] : {std::tuple{1799, 12, 31},
                                {2201, 1, 1},
                                {2026, 0, 1},
                                {2026, 13, 1},
                                {2026, 1, 0},
                                {2026, 1, 32},
                                {2026, 2, 29},
                                {1900, 2, 29},
                                {2100, 2, 29},
                                {2026, 4, 31},
                                {2026, 6, 31},
                                {2026, 9, 31},
                                {2026, 11, 31}}) {
    CHECK_FALSE(is_valid_date(y, m, d));
    ++ran;
  }
  CHECK(ran == 13);
  CHECK(is_valid_date(2000, 2, 29));
  CHECK(iso_text({}) == "");
  CHECK(iso_text(CivilDate::of(2026, 1, 2)) == "2026-01-02");
  CHECK(CivilDate::of(1980, 4, 0).partial());
  CHECK(CivilDate::of(1980, 0, 0).partial());
  CHECK_FALSE(CivilDate{}.partial());
}

TEST_CASE("dates: every form that says itself what it is") {
  const std::vector<std::pair<const char*, const char*>> cases = {
      // plain
      {"20210401", "2021-04-01"},
      {"2021-04-01", "2021-04-01"},
      {"2021/4/1", "2021-04-01"},
      {"2021/04/01", "2021-04-01"},
      {"2021.4.1", "2021-04-01"},
      {" 2021-04-01 ", "2021-04-01"},
      {"２０２１０４０１", "2021-04-01"},
      {"２０２１／４／１", "2021-04-01"},
      {"2021年4月1日", "2021-04-01"},
      {"2021/4/1 0:00:00", "2021-04-01"},
      {"2021-04-01T00:00:00", "2021-04-01"},
      {"2021-04-01 00:00:00.000", "2021-04-01"},
      // eras
      {"令和3年4月1日", "2021-04-01"},
      {"令和元年5月1日", "2019-05-01"},
      {"令和元年", "unreadable"},
      {"令和０３年０４月０１日", "2021-04-01"},
      {"R3.4.1", "2021-04-01"},
      {"R03.04.01", "2021-04-01"},
      {"r3/4/1", "2021-04-01"},
      {"R3-4-1", "2021-04-01"},
      {"R 3. 4. 1", "2021-04-01"},
      {"Ｒ３．４．１", "2021-04-01"},
      {"㋿3年4月1日", "2021-04-01"},
      {"㋿3.4.1", "2021-04-01"},
      {"㍻31.4.30", "2019-04-30"},
      {"㍼64.1.7", "1989-01-07"},
      {"㍽15.12.24", "1926-12-24"},
      {"㍾45.7.29", "1912-07-29"},
      {"平成31年4月30日", "2019-04-30"},
      {"昭和64年1月7日", "1989-01-07"},
      {"大正15年12月24日", "1926-12-24"},
      {"明治45年7月29日", "1912-07-29"},
      {"平成元年1月8日", "1989-01-08"},
      {"S55.4.1", "1980-04-01"},
      {"H2.1.1", "1990-01-01"},
      {"T1.8.1", "1912-08-01"},
      {"M33.3.3", "1900-03-03"},
      {"R030401", "2021-04-01"},
      {"S550401", "1980-04-01"},
      {"R.3.4.1", "2021-04-01"},
      {"平成32年1月1日", "2020-01-01 outside"},
      {"昭和65年1月1日", "1990-01-01 outside"},
      // none
      {"", "none"},
      {"  ", "none"},
      {"00000000", "none"},
      {"99999999", "none"},
      {"9999-12-31", "none"},
      {"9999/12/31", "none"},
      {"99991231", "none"},
      {"0000-00-00", "none"},
      {"0", "none"},
      {"-", "none"},
      {"000000", "none"},
      {"0000000", "none"},
      {"9999999", "none"},
      {"　", "none"},
      {"2099-12-31", "none"},
      {"2999-12-31", "none"},
      {"29991231", "none"},
      {"2999-01-01", "impossible"},
      {"0/0/0", "none"},
      {"00-00-00", "none"},
      {"20991231", "none"},
      {"1900-01-00", "none"},
      {"1900/1/0", "none"},
      {"1900-01-01", "none"},
      {"19000101", "none"},
      {"1899/12/30", "none"},
      {"0001-01-01", "none"},
      {"00010101", "none"},
      {"M33.1.1", "1900-01-01"},
      {"  /  /  ", "none"},
      {"  -  -  ", "none"},
      {"平成　年　月　日", "none"},
      {"　　年　　月　　日", "none"},
      {"令和", "unreadable"},
      {"R", "unreadable"},
      {"R  .  .  ", "none"},
      // with a time of day: the day counts
      {"2021-04-01 12:34", "2021-04-01 timed"},
      {"2021/4/1 8:05:09", "2021-04-01 timed"},
      {"2021-04-01T12:34:56.789", "2021-04-01 timed"},
      {"2021-04-01T23:59:59+09:00", "2021-04-01 timed"},
      {"2021-04-01T00:00:00+09:00", "2021-04-01"},
      {"2021/04/01 12:34 PM", "2021-04-01 timed"},
      {"20210401 123456", "2021-04-01 timed"},
      {"20210401123456", "2021-04-01 timed"},
      {"20210401000000", "2021-04-01"},
      {"R3.4.1 8:30", "2021-04-01 timed"},
      {"令和3年4月1日　8:30", "2021-04-01 timed"},
      {"2021. 4. 1", "2021-04-01"},
      {"平成12年10月 1日", "2000-10-01"},
      {"2021.10. 1", "2021-10-01"},
      // of another zone the day may be another
      {"2021-04-01T15:00:00Z", "unreadable"},
      {"2021-04-01T15:00:00+00:00", "unreadable"},
      {"2021-04-01T15:00:00-05:00", "unreadable"},
      {"20210401993456", "unreadable"},
      // a whole number with a fraction
      {"20210401.0", "2021-04-01"},
      {"20210401.00", "2021-04-01"},
      {"20210401.5", "unreadable"},
      // an era by one kanji
      {"令3.4.1", "2021-04-01"},
      {"令3年4月1日", "2021-04-01"},
      {"令元.5.1", "2019-05-01"},
      {"昭50.4.1", "1975-04-01"},
      {"昭５０年４月１日", "1975-04-01"},
      {"平2.1.1", "1990-01-01"},
      {"大15.12.24", "1926-12-24"},
      {"明33.3.3", "1900-03-03"},
      {"令030401", "2021-04-01"},
      {"慶3.1.1", "unreadable"},
      // outside their era
      {"R1.4.30", "2019-04-30 outside"},
      {"令和元年4月1日", "2019-04-01 outside"},
      {"平成31年5月1日", "2019-05-01 outside"},
      {"S64.1.8", "1989-01-08 outside"},
      {"H1.1.7", "1989-01-07 outside"},
      {"T15.12.25", "1926-12-25 outside"},
      {"S1.12.24", "1926-12-24 outside"},
      // what is not seen
      {"2021-04-01\n", "2021-04-01"},
      {"\xE2\x80\x8B"
       "2021-04-01",
       "2021-04-01"},
      {"\xEF\xBB\xBF"
       "20210401",
       "2021-04-01"},
      {"2021\xC2\xA0/4/1", "2021-04-01"},
      {"2021\u20144\u20141", "2021-04-01"},
      // partial
      {"19800400", "1980-04-00"},
      {"19800000", "1980-00-00"},
      {"1980-04-00", "1980-04-00"},
      {"昭和55年4月0日", "1980-04-00"},
      {"S55.00.00", "1980-00-00"},
      // impossible
      {"20210229", "impossible"},
      {"2021-13-01", "impossible"},
      {"20211301", "impossible"},
      {"2021/4/31", "impossible"},
      {"令和3年2月30日", "impossible"},
      {"平成33年1月1日", "impossible"},
      {"昭和66年1月1日", "impossible"},
      {"R0.4.1", "impossible"},
      {"17991231", "impossible"},
      {"22010101", "impossible"},
      // unreadable
      {"3030401", "unreadable"},
      {"5030401", "unreadable"},
      {"21-04-01", "unreadable"},
      {"2021-4", "unreadable"},
      {"いつか", "unreadable"},
      {"X3.4.1", "unreadable"},
      {"2021-004-01", "unreadable"},
      {"202104", "unreadable"},
      {"1", "unreadable"},
      {"慶応3年1月1日", "unreadable"},
      {"2021--04-01", "unreadable"},
      {"\xE4\xBB", "unreadable"},
      {"R3.4", "unreadable"},
      {"123456789012345678901234567890123456789012345678901", "unreadable"},
  };
  size_t ran = 0;
  for (const auto& [text, want] : cases) {
    const std::string shown_text(text);
    CAPTURE(shown_text);
    CHECK(shown(parse(text)) == want);
    ++ran;
  }
  CHECK(ran == 150);
  CHECK(ran == cases.size());
}

TEST_CASE("dates: GYYMMDD means what its column's code says, and 5 is two eras") {
  struct Row {
    const char* text;
    const char* medical;
    const char* pension;
  };
  const std::vector<Row> rows = {
      {"1330303", "1900-03-03", "1900-03-03"}, {"2010801", "1912-08-01", "unreadable"},
      {"3550401", "1980-04-01", "impossible"}, {"3010801", "1926-08-01 outside", "1912-08-01"},
      {"4020101", "1990-01-01", "unreadable"}, {"5030401", "2021-04-01", "1928-04-01"},
      {"5550401", "2073-04-01", "1980-04-01"}, {"7020101", "unreadable", "1990-01-01"},
      {"9030401", "unreadable", "2021-04-01"}, {"6030401", "unreadable", "unreadable"},
      {"0030401", "unreadable", "unreadable"}, {"8030401", "unreadable", "unreadable"},
      {"5030431", "impossible", "impossible"}, {"4350101", "impossible", "unreadable"},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(std::string(r.text));
    CHECK(shown(parse(r.text, DateForm::era_code_medical)) == r.medical);
    CHECK(shown(parse(r.text, DateForm::era_code_pension)) == r.pension);
    CHECK(shown(parse(r.text)) == "unreadable");
    ++ran;
  }
  CHECK(ran == 14);
  // Self-describing forms are read in any column.
  for (const DateForm form : {DateForm::era_code_medical, DateForm::era_code_pension}) {
    CHECK(shown(parse("20210401", form)) == "2021-04-01");
    CHECK(shown(parse("R3.4.1", form)) == "2021-04-01");
    CHECK(shown(parse("0000000", form)) == "none");
    CHECK(shown(parse("9999999", form)) == "none");
  }
}

TEST_CASE("dates: the column's vote") {
  const CivilDate today = CivilDate::of(2026, 11, 22);
  struct Row {
    bool birth;
    std::vector<const char*> values;
    DateForm want;
  };
  const std::vector<Row> rows = {
      {true, {"20210401", "S55.4.1", ""}, DateForm::self_describing},
      {true, {"3550401", "4020101", "5030401"}, DateForm::era_code_medical},
      {true, {"5550401", "7020101", "9030401"}, DateForm::era_code_pension},
      {true, {"5550401"}, DateForm::era_code_pension},  // Reiwa 55 lies ahead
      {true, {"5030401", "5040505", "7020101"}, DateForm::era_code_pension},
      {true, {"0000000", "9999999"}, DateForm::self_describing},
      {false, {"5080901"}, DateForm::era_code_medical},  // Showa 8 was before anybody was insured
      {false, {"9080901", "7300401"}, DateForm::era_code_pension},
      {false, {"4300401", "5080901"}, DateForm::era_code_medical},
      {false, {" 9080901 "}, DateForm::era_code_pension},
      {false, {"９０８０９０１"}, DateForm::era_code_pension},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    DateFormVote vote(today, r.birth);
    for (const char* v : r.values) vote.add(v);
    CHECK(vote.winner() == r.want);
    ++ran;
  }
  CHECK(ran == 11);
}

TEST_CASE("plain dates: parse_plain_date says what parse_date says, or nothing") {
  size_t ran = 0;
  size_t plain = 0;
  for (const char* text :
       {"20210401", "2021-04-01", "2021/04/01", "2021/04-01", "2021-4-01", "99991231", "00000000", "20210431",
        "19800400", "2021-04-1x", "R3.4.1", "", "2021-04-0", "202104011", "17991231", "22001231"}) {
    CivilDate d;
    const size_t n = std::strlen(text);
    const std::unique_ptr<char[]> exact(new char[n]);
    std::memcpy(exact.get(), text, n);
    if (parse_plain_date({exact.get(), n}, d)) {
      CHECK(shown(parse(text)) == iso_text(d));
      ++plain;
    }
    ++ran;
  }
  CHECK(ran == 16);
  CHECK(plain == 4);
}
