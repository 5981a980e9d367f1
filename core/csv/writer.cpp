#include "core/csv/writer.h"

namespace totsugo {
namespace {

// OWASP's list of what starts a formula, full-width twins included (some spreadsheets fold them on entry).
bool starts_formula(std::string_view s) {
  if (s.empty()) return false;
  switch (s[0]) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n': return true;
    default: break;
  }
  for (const std::string_view wide : {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"})
    if (s.starts_with(wide)) return true;
  return false;
}

}  // namespace

void CsvWriter::cell(std::string_view s) {
  if (!first_) out_.push_back(',');
  first_ = false;
  const bool formula = starts_formula(s);
  if (!formula && s.find_first_of(",\"\r\n") == std::string_view::npos) {
    out_ += s;
    return;
  }
  out_.push_back('"');
  if (formula) out_.push_back('\'');
  for (const char c : s) {
    if (c == '"') out_.push_back('"');
    out_.push_back(c);
  }
  out_.push_back('"');
}

void CsvWriter::end_row() {
  out_ += "\r\n";
  first_ = true;
}

}  // namespace totsugo
