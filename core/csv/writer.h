// Rows as CSV: UTF-8, CRLF. Nothing is changed in a value. The guard is for people who open the file in a spreadsheet: a value that
// the spreadsheet could run gets a leading apostrophe inside quotes. Without it every value stands as it is, for programs.
#pragma once
#include <string>
#include <string_view>

namespace totsugo {

class CsvWriter {
 public:
  explicit CsvWriter(std::string& out, bool guarded = true) : out_(out), guarded_(guarded) {}
  void cell(std::string_view utf8);
  void end_row();

 private:
  std::string& out_;
  bool guarded_;
  bool first_ = true;
};

inline constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";

}  // namespace totsugo
