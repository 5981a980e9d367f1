#include "core/match/name_compare.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/text/kanji_variants.h"

namespace totsugo {
namespace {

bool has_han(std::u16string_view s) {
  return std::any_of(s.begin(), s.end(),
                     [](char16_t c) { return is_han(c) || c == kWildcard || (c >= 0xD800 && c < 0xE000); });
}

enum class Script : uint8_t { none, kana, letters, han };

Script script_of(std::u16string_view s) {
  if (s.empty()) return Script::none;
  if (has_han(s)) return Script::han;
  const auto kana = static_cast<size_t>(std::count_if(s.begin(), s.end(), [](char16_t c) { return is_kana(c); }));
  return kana * 2 > s.size() ? Script::kana : Script::letters;
}

// The long-vowel mark, or what is keyed in its place.
bool is_long_mark(char16_t c) { return c == kLongVowel || c == kHyphen; }

WrittenComparison compare_han(std::u16string_view a, std::u16string_view b) {
  WrittenComparison out{NameLevel::same, 0, 0, 0};
  char32_t before_a = 0;
  char32_t before_b = 0;
  size_t i = 0;
  size_t j = 0;
  const auto pass_hyphens = [&out](std::u16string_view s, size_t& at) {  // between kanji they part words
    for (; at < s.size() && s[at] == kHyphen; ++at) out.why |= relax(Relaxation::separator);
  };
  for (;;) {
    const bool both = i < a.size() && j < b.size() && a[i] == b[j];
    if (!both && i < a.size() && j < b.size() && is_long_mark(a[i]) && is_long_mark(b[j])) {
      out.why |= relax(Relaxation::long_vowel);
      ++i;
      ++j;
      continue;
    }
    if (!both) {
      pass_hyphens(a, i);
      pass_hyphens(b, j);
    }
    if (i >= a.size() || j >= b.size()) break;
    char32_t x = next_code_point(a, i);
    char32_t y = next_code_point(b, j);
    if (x != y) {
      if (x == kSameAsBefore) x = before_a;
      if (y == kSameAsBefore) y = before_b;
      if (x == kWildcard || y == kWildcard) ++out.wild;
      else if (same_kanji(x, y)) ++out.equal, out.why |= relax(Relaxation::kanji_variant);
      else return {NameLevel::differs, 0, 0, 0};
    } else if (x == kWildcard) {
      ++out.wild;
    } else {
      ++out.equal;
    }
    before_a = x;
    before_b = y;
  }
  if (i != a.size() || j != b.size()) return {NameLevel::differs, 0, 0, 0};
  if (out.wild == 0) return out;
  out.level = out.equal ? NameLevel::relaxed : NameLevel::missing;  // nothing but wildcards says nothing
  out.why |= relax(Relaxation::wildcard);
  return out;
}

// ---- changed surnames ----

// The given names agree and the family names do not. A side without a space between the two lends its end.
template <class Equal>
bool given_agrees(const FoldedName& a, const FoldedName& b, size_t least, Equal&& equal) {
  const auto given = [](const FoldedName& n) {
    return std::u16string_view(n.text).substr(static_cast<size_t>(n.split()));
  };
  if (a.split() >= 0 && b.split() >= 0)
    return std::min(given(a).size(), given(b).size()) >= least && equal(given(a), given(b));
  if (a.split() < 0 && b.split() < 0) return false;
  const FoldedName& split = a.split() >= 0 ? a : b;
  const std::u16string_view whole = a.split() >= 0 ? b.text : a.text;
  const std::u16string_view g = given(split);
  return g.size() >= least && whole.size() > g.size() && equal(whole.substr(whole.size() - g.size()), g);
}

bool surname_changed(const Identity& a, const Identity& b) {
  const bool kana = !a.kana.empty() && !b.kana.empty();
  const bool written = has_han(a.written.text) && has_han(b.written.text);
  if (!kana && !written) return false;
  const auto kana_equal = [](std::u16string_view x, std::u16string_view y) {
    return compare_kana({x}, {y}, false).level == NameLevel::same;
  };
  const auto han_equal = [](std::u16string_view x, std::u16string_view y) {
    return compare_han(x, y).level == NameLevel::same;
  };
  if (kana && a.kana.split() < 0 && b.kana.split() < 0)  // only the kanji know where the given name begins
    return written && common_tail(a.kana.text, b.kana.text) >= 2 && given_agrees(a.written, b.written, 1, han_equal);
  if (kana && !given_agrees(a.kana, b.kana, 2, kana_equal)) return false;
  // Where both sides have kanji, the given name's kanji must agree too; without a space it cannot be told.
  if (written && (a.written.split() >= 0 || b.written.split() >= 0))
    return given_agrees(a.written, b.written, 1, han_equal);
  return kana;
}

// ---- foreign names: the words of two writings in one script ----

constexpr size_t kLeastBeforeCut = 8;  // characters that must stand before the end for a cut-off name to say anything

// Of two ways to agree the one that costs less, else the one of plainer relaxations: what is told must depend neither on the
// order of trying nor on which side is the list's.
std::optional<RelaxationSet> cheaper(std::optional<RelaxationSet> x, std::optional<RelaxationSet> y) {
  if (!x || !y) return x ? x : y;
  if (paid(*x) != paid(*y)) return paid(*x) < paid(*y) ? x : y;
  return std::min(*x, *y);
}

std::u16string_view shorter_of(std::u16string_view a, std::u16string_view b) { return a.size() <= b.size() ? a : b; }

// How the words of one name stand in another: word i is the other's word j.
struct Turns {
  bool in_order = true;
  bool round = true;  // the first word last, or the last word first, the others as they are
  size_t last = 0;
  size_t met = 0;
  size_t by = 0;  // how far the first one has moved

  void add(size_t i, size_t j, size_t words) {
    if (words == 0) return;
    in_order = in_order && (met == 0 || j > last);
    last = j;
    if (met++ == 0) by = (j + words - i) % words;
    round = round && (i + by) % words == j && (by == 1 || by == words - 1);
  }
};

// Each word of one name in turn takes the first of the other that agrees with it and is left.
std::optional<RelaxationSet> words_in_turn(const FoldedName& a, const FoldedName& b) {
  std::array<bool, kMaxWords + 1> taken{};
  RelaxationSet why = 0;
  size_t met = 0;
  Turns turns;
  for (size_t i = 0; i < a.word_count(); ++i) {
    for (size_t j = 0; j < b.word_count(); ++j) {
      if (taken[j]) continue;
      const KanaComparison c = compare_kana({a.word(i)}, {b.word(j)}, true);
      if (c.level != NameLevel::same && c.level != NameLevel::relaxed) continue;
      taken[j] = true;
      why |= c.why;
      turns.add(i, j, b.word_count());
      ++met;
      break;
    }
  }
  const size_t fewer = std::min(a.word_count(), b.word_count());
  if (met < 2 || met != fewer) return std::nullopt;
  if (!turns.in_order) why |= relax(turns.round ? Relaxation::word_order : Relaxation::words_mixed);
  if (a.word_count() != b.word_count()) why |= relax(Relaxation::middle_name);
  return why;
}

std::optional<RelaxationSet> words_agree(const FoldedName& a, const FoldedName& b) {
  const KanaComparison whole = compare_kana(kana_text(a), kana_text(b), true);
  if (whole.level == NameLevel::same || whole.level == NameLevel::relaxed) return whole.why;
  // Likeness is no equality: which word takes which depends on whose words choose.
  if (const auto words = cheaper(words_in_turn(a, b), words_in_turn(b, a))) return words;
  const std::u16string_view s = shorter_of(a.text, b.text);
  const std::u16string_view l = s.data() == a.text.data() ? std::u16string_view(b.text) : std::u16string_view(a.text);
  if (s.size() >= kLeastBeforeCut && l.size() > s.size() && l.starts_with(s)) return relax(Relaxation::cut_off);
  return std::nullopt;
}

// Every writing of one side against every writing of the other in the same script.
class ForeignNames {
 public:
  ForeignNames(const Identity& a, const Identity& b) : a_(a), b_(b) {}

  std::optional<RelaxationSet> agree() const {
    const std::optional<RelaxationSet> kana = by(a_.kana, b_.kana);
    const std::optional<RelaxationSet> written = by(a_.written, b_.written);
    if (kana && written) return *kana | *written;
    if (kana || written) {
      // One writing agrees and the other, in the same script on both sides, does not: shown, not selected.
      const bool against = kana ? comparable(a_.written, b_.written) : comparable(a_.kana, b_.kana);
      return (kana ? *kana : *written) | (against ? relax(Relaxation::written_differs) : 0);
    }
    const std::optional<RelaxationSet> across = cheaper(by(a_.kana, b_.written), by(a_.written, b_.kana));
    if (across) return across;
    std::optional<RelaxationSet> alias;
    for (const FoldedName* x : {&a_.kana, &a_.written, &a_.alias}) alias = cheaper(alias, by(*x, b_.alias));
    for (const FoldedName* x : {&b_.kana, &b_.written}) alias = cheaper(alias, by(a_.alias, *x));
    if (alias) *alias |= relax(Relaxation::alias_name);
    return alias;
  }

 private:
  static bool comparable(const FoldedName& x, const FoldedName& y) {
    const Script s = script_of(x.text);
    return s != Script::none && s != Script::han && s == script_of(y.text);
  }
  static std::optional<RelaxationSet> by(const FoldedName& x, const FoldedName& y) {
    return comparable(x, y) ? words_agree(x, y) : std::nullopt;
  }

  const Identity& a_;
  const Identity& b_;
};

// ---- the name as a whole ----

// What kana and written name say together, taken as the same columns of both sides.
NameComparison by_columns(const KanaComparison& kana, const WrittenComparison& written, bool han) {
  NameComparison out;
  out.kana = kana.level;
  out.written = written.level;
  const bool other_writing = written.level == NameLevel::same || written.level == NameLevel::relaxed;
  const bool kanji_settle = other_writing && han;
  const RelaxationSet both = kana.why | written.why;
  const auto agree = [&out](RelaxationSet why, bool doubtful) {
    out.agrees = true;
    out.why = why;
    out.doubtful = doubtful;
    return out;
  };
  // One character more, less or other, and nothing to settle it: by itself it may be the person, with more it is not.
  const auto unsettled = [&](RelaxationSet why) {
    if (why & relax(Relaxation::kana_one_char))
      return paid(why) > 1
                 ? out
                 : agree((why & ~relax(Relaxation::kana_one_char)) | relax(Relaxation::kana_one_char_only), true);
    return agree(why, true);
  };
  switch (kana.level) {
    case NameLevel::missing:
      if (written.level == NameLevel::one_char) return unsettled(written.why);
      return other_writing ? agree(written.why, false) : out;
    case NameLevel::same:
      if (written.level == NameLevel::differs || written.level == NameLevel::one_char)
        return agree(kana.why | relax(Relaxation::written_differs), true);
      return agree(both, false);
    case NameLevel::relaxed:
      // Nearly the same reading and other kanji: one field against, and shown.
      if (written.level == NameLevel::differs)
        return paid(kana.why) == 1 ? agree(kana.why | relax(Relaxation::written_differs), true) : out;
      // Equal kanji and two kinds of slips in the kana are one other reading.
      if (kanji_settle && paid(kana.why) > 1) return agree(written.why | relax(Relaxation::variant_reading), false);
      if (other_writing && paid(kana.why) > 1) return agree(written.why | relax(Relaxation::foreign_kana), false);
      return agree(both, written.level == NameLevel::one_char);
    case NameLevel::one_char:
      if (written.level == NameLevel::differs || written.level == NameLevel::one_char) return out;
      if (!kanji_settle) return unsettled(both);
      if (paid(kana.why) > 1) return agree(written.why | relax(Relaxation::variant_reading), false);
      return agree(both, false);
    case NameLevel::differs:
      if (kanji_settle) return agree(written.why | relax(Relaxation::variant_reading), false);
      if (other_writing) return agree(written.why | relax(Relaxation::foreign_kana), false);
      return out;
  }
  return out;
}

// The name is the other's alias (of the roster's column, or given in brackets): the kana may be the other's then.
std::optional<RelaxationSet> by_alias(const Identity& a, const Identity& b, bool foreign) {
  std::optional<RelaxationSet> best;
  const auto take = [&](const FoldedName& alias, const FoldedName& name) {
    if (alias.empty() || name.empty() || script_of(alias.text) != script_of(name.text)) return;
    const WrittenComparison c = compare_written(name, alias, foreign);
    if (c.level != NameLevel::same && c.level != NameLevel::relaxed) return;
    best = cheaper(best, c.why | relax(Relaxation::alias_name));
  };
  for (const FoldedName* name : {&a.written, &a.kana, &a.alias}) take(b.alias, *name);
  for (const FoldedName* name : {&b.written, &b.kana}) take(a.alias, *name);
  return best;
}

bool all_wild(std::u16string_view word) {
  return std::all_of(word.begin(), word.end(), [](char16_t c) { return c == kWildcard; });
}

// A family or a given name of which nothing is known but its length: without the reading it may be anybody's. Where a name
// has no space, the other one's says where its words begin.
bool word_unknown(const FoldedName& a, const FoldedName& b) {
  const auto unknown_in = [](const FoldedName& words, std::u16string_view text) {
    size_t from = 0;
    for (size_t i = 0; i < words.word_count() && from < text.size(); from += words.word(i++).size())
      if (all_wild(text.substr(from, words.word(i).size()))) return true;
    return false;
  };
  return unknown_in(a, a.text) || unknown_in(a, b.text) || unknown_in(b, a.text) || unknown_in(b, b.text);
}

// One character that could not be held is one relaxation; more are more, unless the other writing is whole.
bool too_wild(const Identity& a, const Identity& b, const KanaComparison& kana, const WrittenComparison& written) {
  if (kana.wild + written.wild == 0 || kana.level == NameLevel::same || written.level == NameLevel::same) return false;
  if (kana.wild + written.wild > 1) return true;
  return kana.level == NameLevel::missing && (written.equal < 2 || word_unknown(a.written, b.written));
}

bool clean(const NameComparison& n) { return n.agrees && !n.doubtful && paid(n.why) <= 1; }

}  // namespace

WrittenComparison compare_written(const FoldedName& a, const FoldedName& b, bool foreign) {
  if (a.empty() || b.empty()) return {};
  const bool han = has_han(a.text);
  if (han != has_han(b.text)) return {};  // kanji against letters say nothing of each other
  if (han) return compare_han(a.text, b.text);
  if (script_of(a.text) != script_of(b.text)) return {};
  const KanaComparison c = compare_kana(kana_text(a), kana_text(b), foreign);
  return {c.level, c.why, c.wild, 0};
}

bool foreign_name(const Identity& id) { return !id.written.empty() && !has_han(id.written.text); }

NameComparison compare_names(const Identity& listed, const Identity& member) {
  const bool foreign = foreign_name(listed) || foreign_name(member);
  const KanaComparison kana = compare_kana(kana_text(listed.kana), kana_text(member.kana), foreign);
  const WrittenComparison written = compare_written(listed.written, member.written, foreign);
  NameComparison out = by_columns(kana, written, has_han(listed.written.text));
  if (out.agrees && too_wild(listed, member, kana, written)) {
    out.why |= relax(Relaxation::wildcards_only);
    out.doubtful = true;
  }
  if (clean(out)) return out;
  const auto prefer = [&out](std::optional<RelaxationSet> why) {
    if (!why || (out.agrees && !out.doubtful && paid(*why) >= paid(out.why))) return false;
    out.agrees = true;
    out.doubtful = (*why & kNeverSelectable) != 0;
    out.why = *why;
    return true;
  };
  if (prefer(by_alias(listed, member, foreign))) return out;
  if (foreign) {
    prefer(ForeignNames(listed, member).agree());
    return out;
  }
  if (!out.agrees && surname_changed(listed, member)) {
    out.agrees = out.doubtful = true;
    out.why = relax(Relaxation::surname_changed);
  }
  return out;
}

}  // namespace totsugo
