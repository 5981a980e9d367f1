// Folding what is folded changes nothing; a name and its folded form have the same blocking keys; an encoding makes no
// difference.
#include "core/text/name.h"
#include "tests/fuzz/fuzz.h"

using namespace totsugo;
using namespace totsugo::fuzz;

namespace {

std::string utf8(std::u16string_view s) {
  std::string out;
  for (size_t i = 0; i < s.size(); ++i) {
    char32_t c = s[i];
    if (c >= 0xD800 && c < 0xDC00) {
      hold(i + 1 < s.size() && s[i + 1] >= 0xDC00 && s[i + 1] < 0xE000, "surrogates come in pairs");
      c = 0x10000 + ((c - 0xD800) << 10) + (s[++i] - 0xDC00u);
    } else {
      hold(c < 0xDC00 || c >= 0xE000, "no surrogate alone");
    }
    append_utf8(out, c);
  }
  return out;
}

std::u16string keys(Encoding e, std::string_view s, bool& ok) {
  std::u16string out(s.size(), u'\0');
  size_t bad = kNoBadByte;
  out.resize(key_characters(tables(), e, s, out.data(), out.size(), bad));
  ok = bad == kNoBadByte;
  return out;
}

void check_words(const FoldedName& n) {
  size_t from = 0;
  for (size_t i = 0; i < n.later_words; ++i) {
    hold(n.word_starts[i] > from && n.word_starts[i] < n.text.size(), "words begin one after the other");
    from = n.word_starts[i];
  }
  std::u16string all;
  for (size_t i = 0; i < n.word_count(); ++i) all += n.word(i);
  hold(all == n.text, "the words are the name");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Choices choices(data, size);
  const Encoding e = choices.below(2) ? Encoding::cp932 : Encoding::utf8;
  const uint8_t low = choices.byte();
  const FoldSet some = (low | static_cast<FoldSet>(choices.byte()) << 8) & kAllFolds;
  const Exact raw(choices.rest());
  FoldedName folded;
  fold_raw_name(tables(), e, raw.view(), some, folded);
  check_words(folded);
  fold_raw_name(tables(), e, raw.view(), kAllFolds, folded);
  check_words(folded);
  const std::string text = utf8(folded.text);
  FoldedName again;
  fold_name(tables(), text, kAllFolds, again);
  hold(again.text == folded.text, "folding what is folded changes nothing",
       [&] { return text + "\n" + utf8(again.text); });
  bool ok = true;
  const std::u16string of_name = keys(e, raw.view(), ok);
  if (!ok) return 0;
  bool fine = true;
  const std::string decoded = tables().to_utf8(e, raw.view(), fine);
  hold(fine, "what has keys can be decoded");
  FoldedName by_utf8;
  fold_name(tables(), decoded, kAllFolds, by_utf8);
  hold(by_utf8.text == folded.text && by_utf8.later_words == folded.later_words, "folded by way of UTF-8 the same",
       decoded);
  hold(keys(Encoding::utf8, text, ok) == of_name && ok, "a name and its folded form have the same keys", decoded);
  return 0;
}
