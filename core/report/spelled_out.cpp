#include "core/report/spelled_out.h"

#include "core/tables/kanji_variants.h"
#include "core/tables/messages.h"

namespace totsugo {
namespace {

struct Letter {
  std::string raw;     // as it came in, with the selectors that follow it
  char32_t first = 0;  // its first code point
  char32_t folded = 0;
  bool selector = false;
};

bool is_selector(char32_t c) { return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF); }

std::vector<Letter> letters_of(const CharTables& tables, std::string_view name) {
  std::vector<Letter> out;
  const char* const end = name.data() + name.size();
  for (const char* p = name.data(); p < end;) {
    const char32_t c = tables.next(Encoding::utf8, p, end);
    if (is_selector(c) && !out.empty()) {
      append_utf8(out.back().raw, c);
      out.back().selector = true;
      continue;
    }
    const char32_t folded = tables.fold_code_point(c, kAllFolds);
    if (folded == 0 || folded == kHyphen) continue;
    Letter letter{{}, c, folded, false};
    append_utf8(letter.raw, c);
    out.push_back(std::move(letter));
  }
  return out;
}

std::string grounds_of(char32_t a, char32_t b) {
  constexpr int kMost = 3;
  const KanjiGroundSet all = kanji_grounds(a, b);
  std::string out;
  int told = 0;
  for (int i = 0; i < kKanjiGroundCount && told < kMost; ++i) {
    const auto g = static_cast<KanjiGround>(i);
    if (!(all & kanji_ground_bit(g))) continue;
    if (told++) out += phrase_comma();
    out += kanji_ground_label(g);
  }
  return out;
}

std::string code_of(char32_t c) {
  std::string out;
  for (uint32_t rest = c; rest || out.size() < 4; rest >>= 4) out.insert(out.begin(), "0123456789ABCDEF"[rest & 15]);
  return "U+" + out;
}

bool is_private(char32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

void say(const Letter& a, const Letter& b, std::vector<std::string>& out) {
  for (const auto& [wild, other] : {std::pair{&a, &b}, std::pair{&b, &a}}) {
    if (wild->folded != kWildcard || other->folded == kWildcard) continue;
    out.push_back(is_private(wild->first) ? phrase_private_use(code_of(wild->first), other->raw) : phrase_wildcard(wild->raw, other->raw));
    return;
  }
  if (a.folded != b.folded && same_kanji(a.folded, b.folded)) out.push_back(phrase_same_kanji(a.raw, b.raw, grounds_of(a.folded, b.folded)));
  else if (a.folded == b.folded && a.raw != b.raw && (a.selector || b.selector)) out.push_back(phrase_selector(a.raw, b.raw));
}

}  // namespace

std::vector<std::string> spelled_out(const CharTables& tables, std::string_view listed, std::string_view member) {
  const std::vector<Letter> a = letters_of(tables, listed);
  const std::vector<Letter> b = letters_of(tables, member);
  std::vector<std::string> out;
  if (a.size() != b.size()) return out;
  for (size_t i = 0; i < a.size(); ++i) say(a[i], b[i], out);
  return out;
}

}  // namespace totsugo
