#include "core/report/search.h"

#include <algorithm>
#include <cstring>

#include "core/calendar/date_form.h"
#include "core/text/name.h"

namespace totsugo {
namespace {

// Stands before whatever a number may begin with; no name holds it.
constexpr char kNumber = '\x02';

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The last that is no digit. Of kana the last byte tells them apart, while the first is always the same; digits are everywhere, and
// what has nothing else begins with kNumber. 99,198 people as WebAssembly under Node, everything else included: a number by its last
// digit 36 ms, so 22.
size_t rare_byte(std::string_view word) {
  size_t at = word.size() - 1;
  while (at > 0 && is_digit(word[at])) --at;
  return at;
}

std::vector<CivilDate> days_of(std::string_view word) {
  std::vector<CivilDate> out;
  for (const DateForm form : {DateForm::self_describing, DateForm::era_code_medical, DateForm::era_code_pension}) {
    const ParsedDate d = parse_date(word, form);
    if (d.status == DateStatus::ok && std::find(out.begin(), out.end(), d.date) == out.end()) out.push_back(d.date);
  }
  return out;
}

}  // namespace

void append_folded(const CharTables& tables, std::string_view text, std::string& out) {
  if (text.empty()) return;
  FoldedName folded;
  fold_name(tables, text, kAllFolds, folded);
  out += utf8_of(loose_text(folded));
  out.push_back(' ');
}

// A number may be asked for from its beginning, from its second part on, and without its leading zeros.
void append_number(const CharTables& tables, std::string_view text, std::string& out) {
  if (text.empty()) return;
  FoldedName folded;
  fold_name(tables, text, kAllFolds & ~fold_bit(Fold::separator) & ~fold_bit(Fold::long_vowel), folded);
  const std::string parts = utf8_of(folded.text);
  std::string digits;
  std::vector<size_t> begins;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!is_digit(parts[i])) continue;
    if (i == 0 || !is_digit(parts[i - 1])) begins.push_back(digits.size());
    digits += parts[i];
  }
  std::string plain;
  append_folded(tables, text, plain);
  if (plain.size() > digits.size() + 1) out += plain;  // letters in it
  for (const size_t at : begins) {
    const std::string_view rest = std::string_view(digits).substr(at);
    (out += kNumber) += rest;
    if (const size_t zeros = rest.find_first_not_of('0'); zeros != 0 && zeros != std::string_view::npos)
      (out += kNumber) += rest.substr(zeros);
  }
}

std::vector<Sought> words_of(const CharTables& tables, std::string_view text) {
  std::vector<Sought> out;
  const auto add = [&](std::string_view typed) {
    Sought w;
    append_folded(tables, typed, w.text);
    if (w.text.empty()) return;
    w.text.pop_back();
    if (w.text.empty()) return;
    if (std::all_of(w.text.begin(), w.text.end(), is_digit)) w.text.insert(w.text.begin(), kNumber);
    w.rare = rare_byte(w.text);
    w.births = days_of(typed);
    out.push_back(std::move(w));
  };
  constexpr std::string_view kWideSpace = "\xE3\x80\x80";
  std::string typed;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool wide = text.substr(i, kWideSpace.size()) == kWideSpace;
    if (!wide && text[i] != ' ' && text[i] != '\t') {
      typed += text[i];
      continue;
    }
    if (wide) i += kWideSpace.size() - 1;
    add(typed);
    typed.clear();
  }
  add(typed);
  return out;
}

bool holds(std::string_view text, const Sought& word) {
  const std::string& w = word.text;
  if (w.empty() || w.size() > text.size()) return w.empty();  // else no place is left for it
  const char* const end = text.data() + text.size() - (w.size() - 1 - word.rare);
  for (const char* p = text.data() + word.rare; p < end; ++p) {
    p = static_cast<const char*>(std::memchr(p, w[word.rare], static_cast<size_t>(end - p)));
    if (!p) return false;
    if (std::memcmp(p - word.rare, w.data(), w.size()) == 0) return true;
  }
  return false;
}

}  // namespace totsugo
