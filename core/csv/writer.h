// CSV for people who open it in a spreadsheet: UTF-8 with BOM, CRLF, and no cell that a spreadsheet would run as a
// formula. Nothing is changed in a value; a value that a spreadsheet could run gets a leading apostrophe inside quotes.
#pragma once
#include <string>
#include <string_view>

namespace totsugo {

class CsvWriter {
 public:
  explicit CsvWriter(std::string& out) : out_(out) {}
  void cell(std::string_view utf8);
  void end_row();

 private:
  std::string& out_;
  bool first_ = true;
};

inline constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";

}  // namespace totsugo
