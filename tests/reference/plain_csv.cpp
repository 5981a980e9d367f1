#include "tests/reference/plain_csv.h"

#include <algorithm>
#include <optional>

namespace totsugo::test {
namespace {

bool blank(char c) { return c == ' ' || c == '\t'; }

// What stands between the field's first quote, behind blanks at most, and its last one.
std::string unquoted(const std::string& f) {
  size_t open = 0;
  while (open < f.size() && blank(f[open])) ++open;
  if (open == f.size() || f[open] != '"') return f;
  return f.substr(open + 1, f.rfind('"') - open - 1);
}

uint64_t lines_between(const std::string& s, size_t from, size_t to) {
  return static_cast<uint64_t>(
      std::count(s.begin() + static_cast<std::ptrdiff_t>(from), s.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
}

std::string chomped(std::string s) {
  if (!s.empty() && s.back() == '\r') s.pop_back();
  return s;
}

// The end of the field that begins at `at`: the offset of its separator or line end. Nothing if text stands behind its
// closing quote; npos if the text ends first.
std::optional<size_t> end_of_field(const std::string& s, size_t at, char separator) {
  const auto ends = [&](size_t i) { return i >= s.size() || s[i] == separator || s[i] == '\n'; };
  const auto place = [&](size_t i) { return i < s.size() ? i : std::string::npos; };
  size_t open = at;
  while (!ends(open) && blank(s[open])) ++open;
  if (ends(open) || s[open] != '"') {  // quotes further on are characters like any other
    while (!ends(at)) ++at;
    return place(at);
  }
  size_t close = s.find('"', open + 1);
  while (close != std::string::npos && close + 1 < s.size() && s[close + 1] == '"') close = s.find('"', close + 2);
  if (close == std::string::npos) return std::string::npos;
  for (++close; !ends(close); ++close)
    if (!blank(s[close]) && s[close] != '\r') return std::nullopt;
  return place(close);
}

}  // namespace

PlainRecord plain_record(const CsvRecord& r) {
  PlainRecord p;
  p.line = r.line;
  p.bad_quote = r.bad_quote;
  p.bad_column = r.bad_quote ? r.bad_column : 0;
  p.text = std::string(r.text());
  if (!r.bad_quote)
    for (size_t i = 0; i < r.field_count(); ++i) p.fields.emplace_back(r.field(i));
  return p;
}

PlainFile read_plainly(std::string s, char separator) {
  if (!s.empty() && s.back() != '\n') s += '\n';
  PlainFile out;
  uint64_t line = 1;
  size_t counted = 0;
  for (size_t at = 0; at < s.size();) {
    PlainRecord r;
    r.line = line += lines_between(s, counted, at);
    counted = at;
    size_t field = at;
    for (;;) {
      const std::optional<size_t> end = end_of_field(s, field, separator);
      if (!end) {  // the first physical line is given up, no more
        const size_t stop = s.find('\n', at);
        r.bad_quote = true;
        r.bad_column = r.fields.size();
        r.fields.clear();
        r.text = chomped(s.substr(at, stop - at));
        at = stop + 1;
        break;
      }
      if (*end == std::string::npos) {
        out.unclosed_at = r.line;
        return out;
      }
      const bool last = s[*end] == '\n';
      const std::string raw = s.substr(field, *end - field);
      r.fields.push_back(unquoted(last ? chomped(raw) : raw));
      field = *end + 1;
      if (!last) continue;
      r.text = chomped(s.substr(at, *end - at));
      at = field;
      break;
    }
    out.records.push_back(r);
  }
  return out;
}

PlainMarks mark_plainly(const std::string& s, CsvDialect d) {
  size_t wrong = s.size();
  char before = d.separator;  // the byte before, where outside quotes
  bool inside = false;
  bool closed_by_cr = false;  // the byte before is a CR right behind a closing quote
  for (size_t i = 0; i < s.size() && wrong == s.size(); ++i) {
    const char c = s[i];
    if (inside) {
      if (c == '"') inside = false, before = '"';
      continue;
    }
    if (c == '"') {
      if (before != d.separator && before != d.newline && before != '"') wrong = i;
      closed_by_cr = false;
      inside = true;
      continue;
    }
    const bool ends = c == d.separator || c == d.newline;
    if ((before == '"' && !ends && c != '\r') || (closed_by_cr && !ends)) wrong = i;
    closed_by_cr = before == '"' && c == '\r' && !ends;
    before = c;
  }
  PlainMarks out;
  out.reached = wrong == s.size() ? s.size() : wrong / 64 * 64;
  inside = false;
  for (size_t i = 0; i < out.reached; ++i) {
    const char c = s[i];
    if (c == '"') inside = !inside;
    else if (inside && c == d.newline) out.quoted_lines.push_back(static_cast<uint32_t>(i));
    else if (!inside && (c == d.separator || c == d.newline)) {
      if (c == d.newline) out.line_ends.push_back(static_cast<uint32_t>(out.structural.size()));
      out.structural.push_back(static_cast<uint32_t>(i));
    }
  }
  return out;
}

}  // namespace totsugo::test
