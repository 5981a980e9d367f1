// The folding of names against a twin that normalises whole strings with ICU and then uses plain maps, over the whole
// Basic Multilingual Plane, the CP932 repertoire and random names.
#include <doctest/doctest.h>
#include <unicode/unorm2.h>

#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/match/list_index.h"
#include "core/text/char_tables.h"
#include "core/text/kanji_variants.h"
#include "core/text/name.h"

using namespace totsugo;

namespace {

const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

std::u16string nfkc(const std::u16string& s) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* n = unorm2_getNFKCInstance(&status);
  std::u16string out(s.size() * 20 + 40, 0);
  const int32_t size = unorm2_normalize(n, s.data(), static_cast<int32_t>(s.size()), out.data(),
                                        static_cast<int32_t>(out.size()), &status);
  REQUIRE(U_SUCCESS(status));
  out.resize(static_cast<size_t>(size));
  return out;
}

// The first letter of what ICU takes a letter apart into; those it does not take apart by hand.
char16_t without_accents(char16_t c) {
  const std::map<char16_t, char16_t> whole = {{u'Ø', u'O'}, {u'ø', u'O'}, {u'Đ', u'D'}, {u'đ', u'D'}, {u'Ð', u'D'},
                                              {u'ð', u'D'}, {u'Ł', u'L'}, {u'ł', u'L'}, {u'ı', u'I'}};
  UErrorCode status = U_ZERO_ERROR;
  UChar out[40];
  const int32_t n = unorm2_normalize(unorm2_getNFDInstance(&status), &c, 1, out, 40, &status);
  REQUIRE(U_SUCCESS(status));
  REQUIRE(n > 0);
  const auto it = whole.find(out[0]);
  return it == whole.end() ? static_cast<char16_t>(out[0]) : it->second;
}

std::map<char16_t, char16_t> pairs(const std::u16string& from, const std::u16string& to) {
  REQUIRE(from.size() == to.size());
  std::map<char16_t, char16_t> out;
  for (size_t i = 0; i < from.size(); ++i) out[from[i]] = to[i];
  return out;
}

std::set<char16_t> members(const std::u16string& s) { return {s.begin(), s.end()}; }

const std::u16string kSeparators = u" \u00A0\t\u3000・･·•∙,.'\"`/_=、。，．／＝゠‘’“”\u200B\u200D\uFEFF＇";
// What is not seen, from and to: controls, soft hyphen, joiners, marks of direction, line ends, invisible operators, the mark of byte order.
const std::vector<std::pair<int, int>> kUnseen = {{0, 0x1F},
                                                  {0x7F, 0x9F},
                                                  {0xAD, 0xAD},
                                                  {0x34F, 0x34F},
                                                  {0x61C, 0x61C},
                                                  {0x180E, 0x180E},
                                                  {0x200B, 0x200F},
                                                  {0x2028, 0x202E},
                                                  {0x2060, 0x206F},
                                                  {0xFEFF, 0xFEFF},
                                                  {0xFFF9, 0xFFFB},
                                                  // and blanks of every width
                                                  {0x2000, 0x200A},
                                                  {0x202F, 0x202F},
                                                  {0x205F, 0x205F}};
const std::u16string kHyphens = u"-‐‑‒–—―−－─～〜~";
const std::u16string kWild = u"●〓?？*＊\uFFFD■□◆○◎";

// Hiragana and small kana to large katakana, ヅヂ to ズジ, ヲヰヱ to オイエ, written out.
const std::u16string kHiragana =
    u"ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖゝゞ";
const std::u16string kItsKatakana =
    u"ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶヽヾ";
const std::u16string kSmall = u"ァィゥェォッャュョヮヵヶ";
const std::u16string kLarge = u"アイウエオツヤユヨワカケ";
const std::u16string kOrthography = u"ヅヂヲヰヱ";
const std::u16string kItsModern = u"ズジオイエ";

const std::u16string kVoiced = u"ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴヷヸヹヺ";
const std::u16string kUnvoiced = u"カキクケコサシスセソタチツテトハヒフヘホハヒフヘホウワヰヱヲ";

struct Twin {
  std::set<char16_t> separators = members(kSeparators);
  std::set<char16_t> hyphens = members(kHyphens);
  std::set<char16_t> wild = members(kWild);
  std::map<char16_t, char16_t> katakana = pairs(kHiragana, kItsKatakana);
  std::map<char16_t, char16_t> large = pairs(kSmall, kLarge);
  std::map<char16_t, char16_t> modern = pairs(kOrthography, kItsModern);
  std::map<char16_t, char16_t> unvoiced = pairs(kVoiced, kUnvoiced);

  static char16_t look(const std::map<char16_t, char16_t>& m, char16_t c) {
    const auto it = m.find(c);
    return it == m.end() ? c : it->second;
  }
  bool is_wild(char16_t c) const { return wild.count(c) || (c >= 0xE000 && c <= 0xF8FF); }
  bool is_dropped(char16_t c) const {
    for (const auto& [from, to] : kUnseen)
      if (c >= from && c <= to) return true;
    return separators.count(c) != 0;
  }

  // One character of a normalised text; 0: dropped.
  char16_t fold(char16_t c) const {
    if (c >= 0xFE00 && c <= 0xFE0F) return 0;
    if (is_wild(c)) return u'●';
    if (is_dropped(c)) return 0;
    if (hyphens.count(c)) return u'‐';
    if (c < 0x1F00) c = without_accents(c);
    if (c >= u'a' && c <= u'z') c = static_cast<char16_t>(c - 32);
    if (c == u'〻') return u'々';
    return look(modern, look(large, look(katakana, c)));
  }
  // The key: long vowels and hyphens gone, kanji by their representative; voicing gone; ソン one class, シスチツ one class.
  char16_t key(char16_t canon) const {
    if (canon == 0x3099 || canon == 0x309A || canon == u'ー' || canon == u'‐' || canon == u')') return 0;
    if (canon == u'々' || canon == u'ヽ' || canon == u'ヾ') return kKeyRepeat;  // what stands before, once more
    if (canon == u'一') return kKeyOne;                                         // between kana it is a long vowel
    const char16_t c = look(unvoiced, static_cast<char16_t>(kanji_representative(canon)));
    if (c == u'ソ') return u'ン';
    if (c == u'シ' || c == u'ス' || c == u'チ') return u'ツ';
    return c;
  }
  std::u16string whole(const std::u16string& s) const {
    std::u16string marks = s;
    for (char16_t& c : marks) {  // spacing marks are marks
      if (c == 0x309B) c = 0x3099;
      if (c == 0x309C) c = 0x309A;
    }
    std::u16string out;
    for (const char16_t c : nfkc(marks))
      if (const char16_t f = fold(c); f && f != 0x3099 && f != 0x309A) out += f;
    return out;
  }
};

const Twin& twin() {
  static const Twin t;
  return t;
}

std::string utf8(const std::u16string& s) {
  std::string out;
  for (const char16_t c : s) append_utf8(out, c);
  return out;
}

}  // namespace

TEST_CASE("canon and key: every character of the plane, as the twin folds it") {
  size_t ran = 0, differing = 0, dropped = 0;
  for (uint32_t u = 0; u < 0x10000; ++u) {
    if (u >= 0xD800 && u < 0xE000) continue;
    const auto c = static_cast<char16_t>(u);
    std::u16string normal = nfkc(std::u16string(1, c));
    // Modifier letters of scripts in which no name of a roster is written: the tables leave them alone.
    if (u >= 0xA000 && u < 0xAC00) normal = std::u16string(1, c);
    // Radicals and compatibility ideographs are left to the variant tables.
    if ((u >= 0x2E80 && u < 0x2FE0) || (u >= 0xF900 && u < 0xFB00)) normal = std::u16string(1, c);
    char16_t want;
    if (twin().is_wild(c)) want = u'●';
    else if (twin().is_dropped(c)) want = 0;
    else if (twin().hyphens.count(c)) want = u'‐';
    else if (c == 0x309B) want = 0x3099;
    else if (c == 0x309C) want = 0x309A;
    else want = twin().fold(normal.size() == 1 ? normal[0] : c);  // what falls apart (㈱) stays whole
    if (tables().canon(c) != want || tables().key(c) != twin().key(want)) {
      ++differing;
      FAIL_CHECK("U+" << std::hex << u << " canon " << static_cast<uint32_t>(tables().canon(c)) << " not "
                      << static_cast<uint32_t>(want) << ", key " << static_cast<uint32_t>(tables().key(c)) << " not "
                      << static_cast<uint32_t>(twin().key(want)));
    }
    dropped += want == 0;
    ++ran;
  }
  CHECK(ran == 0x10000 - 0x800);
  CHECK(differing == 0);
  CHECK(dropped > 60);
}

TEST_CASE("CP932: the key of a pair is the key of its character, in the table and in a field") {
  size_t pairs_seen = 0, han = 0;
  for (unsigned lead = 0x81; lead <= 0xFC; ++lead)
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      const auto a = static_cast<unsigned char>(lead);
      const auto b = static_cast<unsigned char>(trail);
      const char16_t c = tables().cp932(a, b);
      if (c == kUndecodable) {
        CHECK(tables().cp932_key(a, b) == kUndecodable);
        continue;
      }
      ++pairs_seen;
      han += is_han(c) && c >= 0x4E00 && c < 0xA000;
      if (tables().cp932_key(a, b) != tables().key(c)) FAIL_CHECK(lead << " " << trail);
      const char bytes[2] = {static_cast<char>(a), static_cast<char>(b)};
      char16_t out[2];
      size_t bad = kNoBadByte;
      const size_t n = key_characters(tables(), Encoding::cp932, {bytes, 2}, out, 2, bad);
      const char16_t mark = tables().key(c);
      const char16_t key = mark == kKeyRepeat ? char16_t{0}
                           : mark == kKeyOne  ? u'一'
                                              : mark;  // alone, with nothing before
      if (bad != kNoBadByte || n != (key ? 1u : 0u) || (key && out[0] != key)) FAIL_CHECK(lead << " " << trail);
      // By way of UTF-8 it is the same.
      std::string text;
      append_utf8(text, c);
      const size_t m = key_characters(tables(), Encoding::utf8, text, out, 2, bad);
      if (m != n || (m && out[0] != key)) FAIL_CHECK(lead << " " << trail);
    }
  CHECK(pairs_seen > 9000);
  CHECK(han > 6700);
}

// An alias in brackets and the words of a name are keyed by their folded text, whole names by their bytes.
TEST_CASE("the key of a folded character is the key of the character") {
  size_t ran = 0;
  FoldedName folded;
  char16_t of_raw[8];
  for (char32_t c = 0x21; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text = "A";  // a mark joins what stands before it
    append_utf8(text, c);
    size_t bad = kNoBadByte;
    const size_t n = key_characters(tables(), Encoding::utf8, text, of_raw, 8, bad);
    if (bad != kNoBadByte) continue;
    fold_name(tables(), text, kAllFolds, folded);
    ++ran;
    if (key_text(tables(), folded.text).view() != std::u16string_view(of_raw, n)) FAIL_CHECK(static_cast<uint32_t>(c));
  }
  CHECK(ran > 1'000'000);
}

TEST_CASE("fold_name: random names, as the twin folds the whole string") {
  const std::u16string kana =
      u"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴヲヰヱァィゥェォッャュョヵヶ"
      u"あいうえおかがさざただはばぱゃゅょっゎゐゑをんｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｧｯｬｭｮｦﾝ";
  const std::u16string voiceable = u"カキクケコサシスセソタチツテトハヒフヘホウｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳかきたちつは";
  const std::u16string semi = u"ハヒフヘホﾊﾋﾌﾍﾎは";
  const std::u16string kanji = u"山田太郎髙高﨑崎澤沢邉邊辺齋斉斎渡齊濱浜廣広島嶋国國曽曾〓●?＊\uE000";
  const std::u16string other = u" 　・-－ーｰ‐abcＡＢＣxyz０9.";
  std::mt19937 engine(42);
  const auto below = [&engine](size_t n) { return static_cast<size_t>(engine() % n); };
  const auto pick = [&](const std::u16string& s) { return s[below(s.size())]; };
  size_t ran = 0, changed = 0;
  for (int i = 0; i < 20000; ++i) {
    std::u16string s;
    for (size_t n = below(12); n > 0; --n) switch (below(6)) {
        case 0:
        case 1: s += pick(kana); break;
        case 2:
          s += pick(voiceable);
          s += below(2) ? u'ﾞ' : below(2) ? u'゛' : u'\u3099';
          break;
        case 3:
          s += pick(semi);
          s += below(2) ? u'ﾟ' : below(2) ? u'゜' : u'\u309A';
          break;
        case 4: s += pick(kanji); break;
        default: s += pick(other); break;
      }
    FoldedName got;
    fold_name(tables(), utf8(s), kAllFolds, got);
    const std::u16string want = twin().whole(s);
    if (got.text != want) {
      CAPTURE(utf8(s));
      CHECK(utf8(got.text) == utf8(want));
      break;
    }
    changed += got.text != s;
    // Folding what is folded changes nothing.
    FoldedName again;
    fold_name(tables(), utf8(got.text), kAllFolds, again);
    if (again.text != got.text) FAIL(utf8(s));
    ++ran;
  }
  CHECK(ran == 20000);
  CHECK(changed > 15000);
}
