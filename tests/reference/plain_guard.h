// A naive twin of the guard of core/csv/writer: whether a spreadsheet would run a value. The unit tests and the fuzzers compare with
// it.
#pragma once
#include <string>

namespace totsugo::test {

inline bool runnable(const std::string& cell) {
  for (const char* start : {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"})
    if (cell.starts_with(start)) return true;
  for (const std::string blank : {" ",      "\v",     "\f",     "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002",
                                  "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
                                  "\u200B", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF"})
    if (cell.starts_with(blank)) {
      // Behind other blanks a tab or a line end is one of them.
      const std::string rest = cell.substr(blank.size());
      const size_t text = rest.find_first_not_of("\t\r\n");
      return text != std::string::npos && runnable(rest.substr(text));
    }
  return false;
}

}  // namespace totsugo::test
