#include "core/csv/writer.h"

namespace totsugo {
namespace {

// Blanks of any width, and what cannot be seen: a spreadsheet or the next program may take them off.
std::string_view without_blanks(std::string_view s) {
  // U+00A0, U+1680, U+2000 to U+200B, U+2028, U+2029, U+202F, U+205F, U+3000, U+FEFF
  constexpr std::string_view kBlanks[] = {
      "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84",
      "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\x8B",
      "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF"};
  for (;;) {
    size_t n = !s.empty() && (s.front() == ' ' || (s.front() >= '\t' && s.front() <= '\r')) ? 1 : 0;
    for (const std::string_view blank : kBlanks)
      if (s.starts_with(blank)) n = blank.size();
    if (n == 0) return s;
    s.remove_prefix(n);
  }
}

// OWASP's list of what starts a formula, full-width twins included (some spreadsheets fold them on entry), also behind blanks.
bool starts_formula(std::string_view s) {
  if (s.empty()) return false;
  if (s[0] == '\t' || s[0] == '\r' || s[0] == '\n') return true;
  s = without_blanks(s);
  if (s.empty()) return false;
  switch (s[0]) {
    case '=':
    case '+':
    case '-':
    case '@': return true;
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
  const bool formula = guarded_ && starts_formula(s);
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
