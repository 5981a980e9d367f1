// Decoding reads nothing beyond its bytes, gives valid UTF-8, and does not depend on where slices are cut.
#include "core/text/encoding.h"
#include "core/text/name.h"
#include "tests/fuzz/fuzz.h"

using namespace totsugo;
using namespace totsugo::fuzz;

namespace {

constexpr Encoding kAll[] = {Encoding::utf8,    Encoding::cp932,  Encoding::utf16le,
                             Encoding::utf16be, Encoding::euc_jp, Encoding::iso_2022_jp};

// UTF-8 but for the bytes FF that stand for what cannot be decoded.
bool is_transcoded(std::string s) {
  for (char& c : s)
    if (c == '\xFF') c = '?';
  return is_utf8(s);
}

void transcode(Encoding e, std::string_view text, Slices slices) {
  const std::unique_ptr<Transcoder> whole = make_transcoder(e);
  const std::unique_ptr<Transcoder> sliced = make_transcoder(e);
  hold(whole && sliced, "a converter is there");
  std::string want, got;
  whole->add(text, want);
  whole->finish(want);
  for (size_t at = 0; at < text.size();) {
    const size_t n = slices.next(text.size() - at);
    sliced->add(Exact(text.substr(at, n)).view(), got);
    at += n;
  }
  sliced->finish(got);
  hold(want == got, "transcoded in slices as whole", [&] { return want + "\n---\n" + got; });
  hold(is_transcoded(want), "transcoded text is UTF-8", want);
}

void decode(Encoding e, std::string_view text) {
  bool ok = true;
  const std::string all = tables().to_utf8(e, text, ok);
  hold(is_utf8(all), "to_utf8 gives UTF-8", all);
  hold(e != Encoding::utf8 || !ok || all == text, "UTF-8 stays as it is", all);
  // Line by line it is the same: no character holds a line feed.
  std::string lines;
  bool lines_ok = true;
  for (const std::string_view line : parted(text, '\n')) {
    const Exact exact(line);
    tables().append_utf8_text(e, exact.view(), lines, lines_ok);
    lines += '\n';
    size_t characters = 0, wrong = 0;
    const char* const end = exact.view().data() + exact.view().size();
    for (const char* p = exact.view().data(); p < end; ++characters) {
      const char* const before = p;
      const char32_t c = tables().next(e, p, end);
      hold(p > before && p <= end, "next() moves on and not beyond the end");
      hold(c == kNoCharacter || c < 0x110000, "a code point");
      wrong += c == kNoCharacter;
    }
    char16_t keys[64];
    size_t bad = kNoBadByte;
    const size_t n = key_characters(tables(), e, exact.view(), keys, 64, bad);
    hold(n <= 64 && n <= characters, "no more keys than characters");
    hold((bad != kNoBadByte) == (wrong > 0), "what cannot be decoded is told");
    if (wrong > 0) continue;
    bool fine = true;
    const std::string utf8 = tables().to_utf8(e, exact.view(), fine);
    char16_t again[64];
    const size_t m = key_characters(tables(), Encoding::utf8, utf8, again, 64, bad);
    hold(fine && std::u16string_view(keys, n) == std::u16string_view(again, m), "the same keys by way of UTF-8", utf8);
  }
  lines.pop_back();
  hold(lines == all && lines_ok == ok, "decoded line by line as whole", [&] { return all + "\n---\n" + lines; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Choices choices(data, size);
  const Encoding e = kAll[choices.below(std::size(kAll))];
  const Slices slices(choices.byte());
  const Exact text(choices.rest());
  if (e == Encoding::utf8 || e == Encoding::cp932) decode(e, text.view());
  else transcode(e, text.view(), slices);
  const DetectedEncoding found = detect_encoding(text.view());
  hold(found.bom_bytes <= text.view().size(), "a BOM is part of the text");
  (void)looks_euc_jp(text.view());
  (void)looks_iso_2022_jp(text.view());
  const uint64_t until = utf8_until_line(text.view());
  hold(until == 0 || !is_utf8(text.view()), "UTF-8 to the end is not said to stop");
  return 0;
}
