// Encodings, the character tables and the folding of names.
#include <doctest/doctest.h>

#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/text/char_tables.h"
#include "core/text/encoding.h"
#include "core/text/kanji_variants.h"
#include "core/text/keywords.h"
#include "core/text/name.h"

using namespace totsugo;

namespace {

const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

// A heap copy of exactly the text's size: one byte too many read is seen.
class Exact {
 public:
  explicit Exact(std::string_view s) : data_(new char[s.size()]), size_(s.size()) {
    std::memcpy(data_.get(), s.data(), s.size());
  }
  std::string_view view() const { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  size_t size_;
};

std::string folded(std::string_view s, FoldSet folds = kAllFolds) {
  FoldedName out;
  fold_name(tables(), Exact(s).view(), folds, out);
  return utf8_of(out.text);
}

std::string keyed(Encoding e, std::string_view s, size_t& bad) {
  char16_t out[48];
  bad = kNoBadByte;
  const size_t n = key_characters(tables(), e, Exact(s).view(), out, 48, bad);
  return utf8_of({out, n});
}

}  // namespace

TEST_CASE("encoding: what a file is in") {
  struct Row {
    std::string bytes;
    Encoding value;
    uint32_t bom;
  };
  std::string wide;
  for (const char c : std::string("a,b\r\n1,2\r\n")) wide += std::string{c, '\0'};
  std::string wide_big;
  for (const char c : std::string("a,b\r\n1,2\r\n")) wide_big += std::string{'\0', c};
  const std::vector<Row> rows = {
      {"", Encoding::utf8, 0},
      {"a,b\n", Encoding::utf8, 0},
      {"\xEF\xBB\xBF"
       "a",
       Encoding::utf8, 3},
      {"\xFF\xFE"
       "a",
       Encoding::utf16le, 2},
      {"\xFE\xFF"
       "a",
       Encoding::utf16be, 2},
      {wide, Encoding::utf16le, 0},
      {wide_big, Encoding::utf16be, 0},
      {"氏名,生年月日", Encoding::utf8, 0},
      {"\x8E\x81\x96\xBC,\x90\xB6\x94\x4E", Encoding::cp932, 0},  // 氏名,生年
      {"\xBE\xD2\xB2", Encoding::utf8, 0},                        // too short to tell: the sample may be cut
      {"\xCA\xCF\xB2\xB1\xC0\xDE\xC4\xDE,", Encoding::cp932, 0},  // half-width kana
      {"氏名,生年", Encoding::utf8, 0},
      {std::string("氏名,生年").substr(0, 8), Encoding::utf8, 0},  // cut in a character
      {"\x8E\x81", Encoding::utf8, 0},
  };
  size_t ran = 0;
  for (const Row& r : rows) {
    CAPTURE(r.bytes);
    const DetectedEncoding d = detect_encoding(Exact(r.bytes).view());
    CHECK(d.value == r.value);
    CHECK(d.bom_bytes == r.bom);
    ++ran;
  }
  CHECK(ran == 14);
  // A UTF-8 file with a little damage stays UTF-8; half damaged it is not.
  std::string good;
  for (int i = 0; i < 100; ++i) good += "氏名";
  CHECK(detect_encoding(good + "\xFF,abc,abc").value == Encoding::utf8);
  std::string bad;
  for (int i = 0; i < 100; ++i)
    bad +=
        "\xFF"
        "氏";
  CHECK(detect_encoding(bad + ",abc").value == Encoding::cp932);
}

TEST_CASE("UTF-8: every code point, and what is none") {
  size_t ran = 0;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string s;
    append_utf8(s, c);
    const char* const end = s.data() + s.size();
    if (utf8_sequence_length(s.data(), end) != s.size() ||
        utf8_code_point(s.data(), static_cast<uint32_t>(s.size())) != c)
      FAIL(static_cast<uint32_t>(c));
    if (s.size() > 1 && utf8_sequence_length(s.data(), end - 1) != 0) FAIL(static_cast<uint32_t>(c));
    ++ran;
  }
  CHECK(ran == 0x110000 - 0x800);
  size_t refused = 0;
  for (const std::string_view s : {"\x80",
                                   "\xBF",
                                   "\xC0\x80",
                                   "\xC1\xBF",
                                   "\xE0\x80\x80",
                                   "\xE0\x9F\xBF",
                                   "\xED\xA0\x80",
                                   "\xED\xBF\xBF",
                                   "\xF0\x80\x80\x80",
                                   "\xF0\x8F\xBF\xBF",
                                   "\xF4\x90\x80\x80",
                                   "\xF5\x80\x80\x80",
                                   "\xFF",
                                   "\xFE",
                                   "\xE3\x81",
                                   "\xE3",
                                   "\xF0\xA0\xAE",
                                   "\xC3(",
                                   "\xE3\x28\xA1",
                                   "\xE3\x81(",
                                   "\xF0\xA0(\xB7"}) {
    const Exact e(s);
    CHECK(utf8_sequence_length(e.view().data(), e.view().data() + s.size()) == 0);
    ++refused;
  }
  CHECK(refused == 21);
}

TEST_CASE("UTF-16 in slices of every size; lone surrogates become a byte no UTF-8 holds") {
  const std::u16string text = u"氏名,𠮷野\r\nA";
  size_t ran = 0;
  for (const bool big : {false, true}) {
    std::string bytes;
    for (const char16_t c : text) {
      const char lo = static_cast<char>(c & 0xFF);
      const char hi = static_cast<char>(c >> 8);
      bytes += big ? std::string{hi, lo} : std::string{lo, hi};
    }
    for (size_t slice = 1; slice <= bytes.size(); ++slice) {
      const std::unique_ptr<Transcoder> t = make_transcoder(big ? Encoding::utf16be : Encoding::utf16le);
      std::string out;
      for (size_t at = 0; at < bytes.size(); at += slice)
        t->add(Exact(std::string_view(bytes).substr(at, slice)).view(), out);
      t->finish(out);
      CHECK(out == "氏名,𠮷野\r\nA");
      ++ran;
    }
  }
  CHECK(ran == 2 * text.size() * 2);
  const auto convert = [](std::string_view s) {
    const std::unique_ptr<Transcoder> t = make_transcoder(Encoding::utf16le);
    std::string out;
    t->add(s, out);
    t->finish(out);
    return out;
  };
  CHECK(convert({"\x00\xD8\x41\x00", 4}) ==
        "\xFF"
        "A");
  CHECK(convert({"\x00\xDC\x41\x00", 4}) ==
        "\xFF"
        "A");
  CHECK(convert({"\x41\x00\x00\xD8", 4}) == "A\xFF");
  CHECK(convert({"\x41\x00\x42", 3}) == "A\xFF");
  CHECK(convert({"\x00\xD8\x00\xD8\x41\x00", 6}) ==
        "\xFF\xFF"
        "A");
}

TEST_CASE("CP932: characters whose codes are known, and pairs that are none") {
  size_t ran = 0;
  for (const auto& [bytes, want] : {std::pair{"\x83\x4F", "グ"},
                                    {"\xFB\xFC", "髙"},
                                    {"\xEE\xE0", "髙"},
                                    {"\xFA\xB1", "﨑"},
                                    {"\x87\x40", "①"},
                                    {"\x87\x54", "Ⅰ"},
                                    {"\x87\x8A", "㈱"},
                                    {"\xFA\x40", "ⅰ"},
                                    {"\x8D\x82", "高"},
                                    {"\x81\x40", "　"},
                                    {"\x81\x9C", "●"},
                                    {"\x81\xAC", "〓"},
                                    {"\xB1", "ｱ"},
                                    {"\xDE", "ﾞ"},
                                    {"\xA1", "｡"},
                                    {"A", "A"},
                                    {"\x81\x5B", "ー"},
                                    {"\x95\x5C", "表"},
                                    {"\x83\x5C", "ソ"}}) {
    bool ok = true;
    CHECK(tables().to_utf8(Encoding::cp932, Exact(bytes).view(), ok) == want);
    CHECK(ok);
    ++ran;
  }
  CHECK(ran == 19);
  size_t refused = 0;
  for (const std::string_view s :
       {"\x83", "\x81\x20", "\x81\x7F", "\x80", "\xA0", "\xFD", "\xFF", "\xFC\xFC", "\x85\x40", "\x83\xFF"}) {
    bool ok = true;
    tables().to_utf8(Encoding::cp932, Exact(s).view(), ok);
    CHECK_FALSE(ok);
    size_t bad = 0;
    keyed(Encoding::cp932, s, bad);
    CHECK(bad == 0);
    ++refused;
  }
  CHECK(refused == 10);
}

TEST_CASE("CP932: what is no character is passed over as browsers do (all pairs: tests/e2e/encoding.test.mjs)") {
  size_t ran = 0;
  for (const auto& [bytes, want] : {std::pair{"(\x81\xFD)", "(\uFFFD)"},
                                    {"(\x85\x9F)", "(\uFFFD)"},
                                    {"(\x85\x40)", "(\uFFFD@)"},
                                    {"(\x81\x7F)", "(\uFFFD\x7F)"},
                                    {"(\x81)", "(\uFFFD)"},
                                    {"(\x81\x80)", "(÷)"},
                                    {"(\xFC\xFC\xB1)", "(\uFFFDｱ)"},
                                    {"(\xA0\x83\x4F)", "(\uFFFDグ)"},
                                    {"(\xFD\xFF)", "(\uFFFD\uFFFD)"},
                                    {"(\x80\x83\x4F)", "(\u0080グ)"},
                                    {"(\xF0\x40\xF9\xFC)", "(\uE000\uE757)"}}) {
    bool ok = true;
    CHECK(tables().to_utf8(Encoding::cp932, Exact(bytes).view(), ok) == want);
    CHECK(ok == (want == std::string_view("(÷)") || want == std::string_view("(\uE000\uE757)")));
    ++ran;
  }
  CHECK(ran == 11);
  size_t bad = kNoBadByte, none = kNoBadByte;
  CHECK(keyed(Encoding::cp932, "\xFC\xFC\x83\x4F", bad) == keyed(Encoding::cp932, "\x83\x4F", none));
  CHECK(bad == 0);
  CHECK(none == kNoBadByte);
}

TEST_CASE("no CP932 trail byte and no UTF-8 byte is a mark of CSV") {
  size_t pairs = 0;
  for (unsigned lead = 0; lead < 256; ++lead)
    for (unsigned trail = 0; trail < 256; ++trail) {
      if (tables().cp932(static_cast<unsigned char>(lead), static_cast<unsigned char>(trail)) == kUndecodable) continue;
      ++pairs;
      for (const char mark : {',', '"', '\r', '\n', '\t', ';'})
        if (trail == static_cast<unsigned char>(mark)) FAIL(lead);
    }
  CHECK(pairs > 9000);
}

TEST_CASE("folding: writings of one name") {
  size_t ran = 0;
  for (const auto& [a, b] : {std::pair{"ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダタロウ"},
                             {"ﾊﾟﾌﾞﾛ", "パブロ"},
                             {"カ゛", "ガ"},
                             {"ハ゜", "パ"},
                             {"か\u3099", "ガ"},
                             {"ショウ", "シヨウ"},
                             {"ッャュョヮヵヶァィゥェォ", "ツヤユヨワカケアイウエオ"},
                             {"ー－‐-―", "ー‐‐‐‐"},
                             {"José Ørsted", "JOSEORSTED"},
                             {"・ 　･.,'", ""},
                             {"ヅヂ", "ズジ"},
                             {"ﾂﾞﾁﾞ", "ズジ"},
                             {"ヲヰヱ", "オイエ"},
                             {"ＡｂC", "ABC"},
                             {"髙﨑", "髙﨑"},
                             {"𠮷", "𠮷"},
                             {"邉", "邉"},
                             {"齋", "齋"},
                             {"葛\U000E0100", "葛"},
                             {"神\uFE00", "神"},
                             {"神", "神"},
                             {"〓?＊", "●●●"},
                             {"ゔ", "ヴ"},
                             {"ｳﾞ", "ヴ"},
                             {"㈱", "㈱"}}) {
    const std::string shown_a(a);
    CAPTURE(shown_a);
    CHECK(folded(a) == b);
    ++ran;
  }
  CHECK(ran == 25);
}

TEST_CASE("folding: where the given name begins") {
  size_t ran = 0;
  for (const auto& [text, split] : {std::pair{"山田　太郎", 2},
                                    {"山田 太郎", 2},
                                    {"山田太郎", -1},
                                    {"　山田　太郎", 2},
                                    {"山田　", -1},
                                    {"MARIA DA SILVA", 5},
                                    {"", -1},
                                    {"ﾔﾏﾀﾞ ﾀﾛｳ", 3},
                                    {"山田・太郎", 2}}) {
    FoldedName out;
    fold_name(tables(), text, kAllFolds, out);
    const std::string shown_text(text);
    CAPTURE(shown_text);
    CHECK(out.split() == split);
    ++ran;
  }
  CHECK(ran == 9);
}

TEST_CASE("folding: what is folded stays as it is, for every character") {
  size_t ran = 0;
  for (char32_t c = 1; c < 0x30000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const char32_t once = tables().fold_code_point(c, kAllFolds);
    if (once != 0 && tables().fold_code_point(once, kAllFolds) != once) FAIL_CHECK(static_cast<uint32_t>(c));
    ++ran;
  }
  CHECK(ran == 0x30000 - 1 - 0x800);
  // Voiceless and voiced kana are each other's.
  size_t voiced = 0;
  for (char16_t k = 0x30A1; k <= 0x30FA; ++k)
    for (const bool semi : {false, true})
      if (const char16_t v = voiced_kana(k, semi)) {
        CHECK(unvoiced_kana(v) == k);
        ++voiced;
      }
  CHECK(voiced == 26);
}

TEST_CASE("keys: the key of a raw field is the key of its text, in either encoding") {
  size_t ran = 0;
  for (const auto& [sjis, text] : {std::pair{"\x83\x84\x83\x7D\x83\x5F", "ヤマダ"},
                                   {"\xD4\xCF\xC0\xDE", "ﾔﾏﾀﾞ"},
                                   {"\xFB\xFC\x8B\xB4", "髙橋"},
                                   {"\x81\x9C\x93\x63", "●田"},
                                   {"A-b c", "A-b c"},
                                   {"", ""}}) {
    size_t bad_a = 0, bad_b = 0;
    CHECK(keyed(Encoding::cp932, sjis, bad_a) == keyed(Encoding::utf8, text, bad_b));
    CHECK(bad_a == kNoBadByte);
    CHECK(bad_b == kNoBadByte);
    ++ran;
  }
  CHECK(ran == 6);
  size_t bad = 0;
  CHECK(keyed(Encoding::utf8, "ユヅル", bad) == keyed(Encoding::utf8, "ﾕｽﾞﾙ", bad));
  CHECK(keyed(Encoding::utf8, "ユツル", bad) == keyed(Encoding::utf8, "ユズル", bad));
  CHECK(keyed(Encoding::utf8, "ケソ", bad) == keyed(Encoding::utf8, "ゲン", bad));
  CHECK(keyed(Encoding::utf8, "シチ", bad) == keyed(Encoding::utf8, "ツヂ", bad));
  keyed(Encoding::utf8, "ab\xFF", bad);
  CHECK(bad == 2);
  // Never more than there is room for.
  char16_t three[3];
  bad = kNoBadByte;
  CHECK(key_characters(tables(), Encoding::utf8, "アイウエオ", three, 3, bad) == 3);
}

TEST_CASE("kanji variants: representatives represent themselves, and likenesses that are other surnames stay apart") {
  size_t variants = 0;
  for_each_kanji_variant([&variants](char32_t, char32_t) { ++variants; });
  CHECK(variants > 300);
  size_t folded_away = 0;
  for (char32_t c = 0x2E80; c < 0x40000; ++c) {
    const char32_t r = kanji_representative(c);
    if (kanji_representative(r) != r) FAIL(static_cast<uint32_t>(c));
    folded_away += r != c;
  }
  CHECK(folded_away == variants);
  CHECK(kanji_representative(U'坂') != kanji_representative(U'阪'));
  CHECK(kanji_representative(U'畑') != kanji_representative(U'畠'));
  CHECK(kanji_representative(U'大') != kanji_representative(U'太'));
}

TEST_CASE("words in free text: anywhere in it, and none in an empty one") {
  constexpr std::string_view kWords[] = {"取消", "抹消"};
  CHECK(holds_one_of("喪失取消", kWords));
  CHECK(holds_one_of("抹消（職権）", kWords));
  CHECK_FALSE(holds_one_of("喪失", kWords));
  CHECK_FALSE(holds_one_of("", kWords));
}

namespace {

std::string transcoded(Encoding e, std::string_view bytes, size_t slice) {
  const std::unique_ptr<Transcoder> t = make_transcoder(e);
  REQUIRE(t);
  std::string out;
  for (size_t at = 0; at < bytes.size(); at += slice) t->add(Exact(bytes.substr(at, slice)).view(), out);
  t->finish(out);
  return out;
}

}  // namespace

TEST_CASE("ISO-2022-JP: sets, shifts and what is wrong, in slices of any size") {
  struct Row {
    std::string bytes;
    std::string want;
  };
  const std::vector<Row> rows = {
      {"a,\"b\"\r\n", "a,\"b\"\r\n"},
      {"\x1B$B;3ED\x1B(B,a", "山田,a"},
      {"\x1B$@;3ED\x1B(J,a", "山田,a"},
      {"\x1B&@\x1B$B;3ED\x1B(B,a", "山田,a"},
      {"\x1B$B;3\x1B$BED\x1B(B", "山田"},
      {"\x1B(ITO@^ @[3\x1B(B,1", "ﾔﾏﾀﾞ ﾀﾛｳ,1"},
      {"\x0ETO@^ @[3\x0F,1", "ﾔﾏﾀﾞ ﾀﾛｳ,1"},
      {"\xD4\xCF\xC0\xDE,1", "ﾔﾏﾀﾞ,1"},
      {"\x1B$B-!|b\x1B(B", "①髙"},  // what vendors added
      {"\x1B$B!!\x1B(B", "　"},
      {"\x1B$B;3ED\r\na,b", "山田\r\na,b"},  // a line begins in ASCII
      {"\x1B$B;3 ED\x1B(B", "山 田"},
      {"\x1B(Ja\\b~\x1B(B", "a\\b~"},
      {"\x1B$B;\x1B(Ba",
       "\xFF"
       "a"},  // half a character
      {"\x1B$B;\na", "\xFF\na"},
      {"\x1B$B;", "\xFF"},
      {"a\x1B", "a\xFF"},
      {"\x1B$(D0!0!\x1B(Ba",
       "\xFF"
       "a"},  // JIS X 0212
      {"\x1B$(D0!\nb", "\xFF\nb"},
      {"\x1BZab\nc", "\xFF\nc"},
      {"\x1B$B))\x1B(Ba",
       "\xFF"
       "a"},  // no such character
      {"\x80", "\xFF"},
      {"", ""},
  };
  size_t ran = 0;
  for (const Row& row : rows)
    for (size_t slice = 1; slice <= row.bytes.size() + 1; ++slice) {
      CAPTURE(row.bytes);
      CAPTURE(slice);
      CHECK(transcoded(Encoding::iso_2022_jp, row.bytes, slice) == row.want);
      ++ran;
    }
  CHECK(ran > 200);
  for (const char* const text : {"a,b\r\n", "\x1B[0m", "\xE5\xB1\xB1", "$B;3ED(B", ""})
    CHECK_FALSE(looks_iso_2022_jp(text));
  for (const char* const text : {"a\x1B$B;3\x1B(B", "\x1B$@", "\x1B(I", "x\x1B$(D"}) CHECK(looks_iso_2022_jp(text));
}

// EUC-JP has the same plane of characters, with the eighth bit; a few signs have two code points.
TEST_CASE("ISO-2022-JP: all of JIS X 0208 as EUC-JP has it") {
  size_t same = 0, other = 0;
  for (int first = 0x21; first < 0x75; ++first)
    for (int second = 0x21; second < 0x7F; ++second) {
      if (first > 0x28 && first < 0x30) continue;  // vendors' rows
      const std::string pair{static_cast<char>(first), static_cast<char>(second)};
      const std::string high{static_cast<char>(first | 0x80), static_cast<char>(second | 0x80)};
      const std::string jis = transcoded(Encoding::iso_2022_jp, "\x1B$B" + pair + "\x1B(B", 64);
      const std::string euc = transcoded(Encoding::euc_jp, high, 64);
      ++(jis == euc ? same : other);
      CHECK((jis == "\xFF") == (euc == "\xFF"));
    }
  CHECK(same > 6000);
  CHECK(other < 20);
}
