#include "core/layout/header_reading.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace totsugo {
namespace {

using Words = std::map<std::string_view, Meanings>;

struct Vocabulary {
  Words words;
  Words at_end;  // counts at a header's end only
  size_t longest = 0;
};

Vocabulary make_vocabulary(FileKind kind) {
  Vocabulary out;
  for (const WordLine& line : header_words()) {
    if (!(line.kinds & kind_bit(kind))) continue;
    for (std::string_view rest = line.words; !rest.empty();) {
      const size_t cut = std::min(rest.find(' '), rest.size());
      const std::string_view word = rest.substr(0, cut);
      if (word.ends_with('$')) out.at_end[word.substr(0, word.size() - 1)] |= meaning_bit(line.meaning);
      else if (!word.empty()) out.words[word] |= meaning_bit(line.meaning);
      out.longest = std::max(out.longest, word.size());
      rest.remove_prefix(std::min(cut + 1, rest.size()));
    }
  }
  return out;
}

const Vocabulary& vocabulary(FileKind kind) {
  static const std::array<Vocabulary, kKindCount> all = {
      make_vocabulary(FileKind::roster), make_vocabulary(FileKind::pension), make_vocabulary(FileKind::overlap)};
  return all[static_cast<size_t>(kind)];
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// A number with its unit ("15 digits"): the length of the note at the beginning of s, 0 for none.
size_t length_note(std::string_view s) {
  constexpr std::string_view kUnits[] = {"\xE6\xA1\x81", "\xE6\x96\x87\xE5\xAD\x97"};  // keta, moji
  size_t n = 0;
  while (n < s.size() && is_digit(s[n])) ++n;
  if (n == 0) return 0;
  for (const std::string_view unit : kUnits)
    if (s.substr(n).starts_with(unit)) return n + unit.size();
  return 0;
}

// The best way to take a header's beginning apart.
struct Step {
  size_t unexplained = ~size_t{0};  // bytes
  size_t words = 0;
  Meanings meanings = 0;
  bool better(size_t bytes, size_t count) const {
    return bytes < unexplained || (bytes == unexplained && count < words);
  }
};

Step take_apart(const Vocabulary& v, std::string_view header) {
  std::vector<Step> best(header.size() + 1);
  best[0] = {0, 0, 0};
  const auto reach = [&best](size_t from, size_t to, size_t bytes, Meanings adds) {
    const Step& s = best[from];
    if (best[to].better(s.unexplained + bytes, s.words + 1))
      best[to] = {s.unexplained + bytes, s.words + 1, s.meanings | adds};
  };
  for (size_t at = 0; at < header.size(); ++at) {
    if (best[at].unexplained == ~size_t{0}) continue;
    size_t next = at + 1;
    while (next < header.size() && continues(header[next])) ++next;
    reach(at, next, next - at, 0);
    for (size_t n = 1; n <= std::min(v.longest, header.size() - at); ++n)
      if (const auto found = v.words.find(header.substr(at, n)); found != v.words.end())
        reach(at, at + n, 0, found->second);
    const std::string_view last = header.substr(at, header.find(kGroupEnd, at) - at);
    if (const auto found = v.at_end.find(last); found != v.at_end.end() && (at > 0 || last.size() < header.size()))
      reach(at, at + last.size(), 0, found->second);
    if (const size_t note = length_note(header.substr(at))) reach(at, at + note, 0, meaning_bit(Meaning::rest));
  }
  return best.back();
}

std::string without_no(std::string_view header) {
  constexpr std::string_view kNo = "\xE3\x81\xAE";
  std::string out(header);
  for (size_t i = out.find(kNo); i != std::string::npos; i = out.find(kNo, i)) out.erase(i, kNo.size());
  return out;
}

// The first line that fits to the word; else, of the headers with something besides, the first whose needs are met.
void find_field(FileKind kind, HeaderReading& r) {
  const Meanings said = r.meanings & ~meaning_bit(Meaning::rest);
  const auto look = [&](bool exactly) -> std::optional<Field> {
    for (const FieldLine& line : field_lines()) {
      if (!(line.kinds & kind_bit(kind)) || (said & line.needs) != line.needs) continue;
      if (!exactly || !(said & ~(line.needs | line.may))) return line.field;
    }
    return {};
  };
  const auto take = [&r](std::optional<Field> f, Trust trust) {
    if (!f) return false;
    r.field = *f;
    r.trust = trust;
    return true;
  };
  // What is said of the head of the household, or of the household, is said of nobody else.
  const bool household = r.means(Meaning::head) || r.means(Meaning::household);
  if (r.of_others()) {
    if (!household && !r.means(Meaning::other)) r.near = look(false);
    return;
  }
  if (take(look(true), r.unknown ? Trust::unsure : Trust::sure)) return;
  if (!household) take(look(false), Trust::unsure);
}

}  // namespace

HeaderReading read_header_words(FileKind kind, std::string_view folded_header) {
  HeaderReading r;
  if (folded_header.empty()) return r;
  const Step all = take_apart(vocabulary(kind), without_no(folded_header));
  r.meanings = all.meanings;
  r.unknown = all.unexplained > 0;
  const bool own = r.means(Meaning::own_side), other = r.means(Meaning::other_side);
  if (own != other) r.side = own ? Side::own : Side::other;
  r.set = r.means(Meaning::first) ? 1 : r.means(Meaning::second) ? 2 : r.means(Meaning::third) ? 3 : 0;
  find_field(kind, r);
  if (own && other && r.trust == Trust::sure) r.trust = Trust::unsure;
  return r;
}

namespace {

// The length of the number n at the beginning of s, with what parts it from the words; 0 if it does not stand there.
size_t ordinal_length(std::string_view s, size_t n) {
  const std::span<const std::string_view> circled = circled_numbers();
  if (n <= circled.size() && s.starts_with(circled[n - 1])) return circled[n - 1].size();
  size_t end = 0;
  size_t value = 0;
  while (end < s.size() && is_digit(s[end]) && value <= n) value = value * 10 + static_cast<size_t>(s[end++] - '0');
  if (end == 0 || value != n || (end < s.size() && is_digit(s[end]))) return 0;
  while (end < s.size() && (s[end] == '.' || s[end] == '_' || s[end] == '-' || s[end] == ':')) ++end;
  return end;
}

std::string replaced_once(std::string_view s, size_t at, std::string_view word, std::string_view by) {
  return std::string(s.substr(0, at)).append(by).append(s.substr(at + word.size()));
}

}  // namespace

void drop_ordinals(std::vector<std::string>& headers) {
  constexpr size_t kFewest = 3;
  if (headers.size() < kFewest) return;
  for (size_t i = 0; i < headers.size(); ++i) {
    const size_t n = ordinal_length(headers[i], i + 1);
    if (n == 0 || n == headers[i].size()) return;
  }
  for (size_t i = 0; i < headers.size(); ++i) headers[i].erase(0, ordinal_length(headers[i], i + 1));
}

std::vector<bool> parts_of_names(const std::vector<std::string>& headers) {
  const std::set<std::string_view> all(headers.begin(), headers.end());
  std::set<std::string, std::less<>> parts;
  for (const std::string_view header : all)
    for (const auto& [surname, given] : name_parts())
      for (size_t at = header.find(surname); at != std::string_view::npos; at = header.find(surname, at + 1)) {
        std::string twin = replaced_once(header, at, surname, given);
        if (!all.contains(twin)) continue;
        parts.emplace(header);
        parts.insert(std::move(twin));
      }
  std::vector<bool> part;
  part.reserve(headers.size());
  for (const std::string& header : headers) part.push_back(parts.contains(header));
  return part;
}

std::string in_kanji(std::string_view header) {
  for (const auto& [kana, kanji] : kana_and_kanji())
    if (const size_t at = header.find(kana); at != std::string_view::npos)
      return replaced_once(header, at, kana, kanji);
  return {};
}

std::string shared_prefix(const std::vector<std::string>& headers) {
  constexpr size_t kFewest = 5;
  std::vector<std::string_view> named;
  for (const std::string& h : headers)
    if (!h.empty()) named.emplace_back(h);
  if (named.size() < kFewest) return {};
  // Sorted, whatever nine in ten share stands between the first and the last of some run of that length.
  std::sort(named.begin(), named.end());
  const size_t run = named.size() - named.size() / 10;
  std::string_view longest;
  for (size_t from = 0; from + run <= named.size(); ++from) {
    const std::string_view a = named[from], b = named[from + run - 1];
    size_t n = 0;
    while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
    while (n > 0 && n < a.size() && continues(a[n])) --n;
    if (n > longest.size()) longest = a.substr(0, n);
  }
  return std::string(longest);
}

}  // namespace totsugo
