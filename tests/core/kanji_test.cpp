// Which kanji are one: the generated table's invariants, pinned so that new data fail loudly, and the folding swept over
// every code point.
#include <doctest/doctest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/text/char_tables.h"
#include "core/text/kanji_variants_testing.h"
#include "core/text/name.h"

using namespace totsugo;

namespace {

const CharTables& tables() {
  static const std::unique_ptr<CharTables> t = CharTables::make();
  return *t;
}

std::string utf8(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

bool is_surrogate(char32_t c) { return c >= 0xD800 && c < 0xE000; }

struct Pair {
  char32_t a, b;
};

// "ab cd" -> (a, b), (c, d)
std::vector<Pair> pairs(const std::u32string& s) {
  std::vector<Pair> out;
  for (size_t i = 0; i + 1 < s.size(); i += 3) {
    REQUIRE((i + 2 == s.size() || s[i + 2] == U' '));
    out.push_back({s[i], s[i + 1]});
  }
  return out;
}

bool has(char32_t a, char32_t b, KanjiGround g) { return (kanji_grounds(a, b) & kanji_ground_bit(g)) != 0; }

// True if folding what is folded changes nothing.
bool is_fixed_point(const std::string& s, FoldedName& once, FoldedName& twice) {
  fold_name(tables(), s, kAllFolds, once);
  fold_name(tables(), utf8_of(once.text), kAllFolds, twice);
  return once.text == twice.text;
}

}  // namespace

TEST_CASE("kanji: the table's figures") {
  size_t all = 0, supplementary = 0, bmp = 0;
  std::map<char32_t, size_t> classes;
  for_each_kanji_variant([&](char32_t variant, char32_t representative) {
    ++all;
    supplementary += variant >= 0x10000;
    bmp += representative < 0x10000;
    ++classes[representative];
    CHECK(variant != representative);
  });
  size_t largest = 0;
  for (const auto& [representative, n] : classes) largest = std::max(largest, n + 1);
  CHECK(all == 27554);
  CHECK(supplementary == 10385);
  CHECK(classes.size() == 8543);
  CHECK(largest == 53);

  std::array<size_t, kKanjiGroundCount> grounds{};
  size_t edges = 0;
  for_each_kanji_pair([&](char32_t, char32_t, KanjiGroundSet g) {
    ++edges;
    for (int i = 0; i < kKanjiGroundCount; ++i) grounds[static_cast<size_t>(i)] += g >> i & 1;
  });
  CHECK(edges == 28114);
  const std::array<size_t, kKanjiGroundCount> want = {205, 11081, 94, 139,   306,   4053, 7169,
                                                      302, 173,   22, 10393, 11191, 38,   21};
  for (size_t i = 0; i < want.size(); ++i) {
    CAPTURE(i);
    CHECK(grounds[i] == want[i]);
  }
}

TEST_CASE("kanji: every ground has a name of its own") {
  std::set<std::string_view> labels;
  for (int i = 0; i < kKanjiGroundCount; ++i) labels.insert(kanji_ground_label(static_cast<KanjiGround>(i)));
  CHECK(labels.size() == kKanjiGroundCount);
  CHECK(labels.count("") == 0);
}

TEST_CASE("kanji: a related pair is symmetric, has a ground and one key; a dictionary alone is no ground") {
  size_t ran = 0;
  for_each_kanji_pair([&](char32_t a, char32_t b, KanjiGroundSet g) {
    const bool good = a < b && same_kanji(a, b) && same_kanji(b, a) && same_kanji(a, a) && kanji_grounds(a, b) == g &&
                      kanji_grounds(b, a) == g && (g & ~kanji_ground_bit(KanjiGround::dictionary)) != 0 &&
                      kanji_representative(a) == kanji_representative(b);
    if (!good) FAIL_CHECK(utf8(a) << utf8(b));
    ++ran;
  });
  CHECK(ran == 28114);
}

TEST_CASE("kanji: a representative represents itself, in the BMP wherever its class has such a character") {
  std::set<char32_t> outside;  // representatives beyond the BMP
  size_t ran = 0, changed = 0;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (is_surrogate(c)) continue;
    ++ran;
    const char32_t r = kanji_representative(c);
    if (kanji_representative(r) != r) FAIL_CHECK(utf8(c));
    if (r == c) continue;
    ++changed;
    if (c < 0x2E80) FAIL_CHECK(utf8(c));
    if (r >= 0x10000) {
      outside.insert(r);
      if (c < 0x10000) FAIL_CHECK(utf8(c));
    }
  }
  CHECK(ran == 0x110000 - 0x800);
  CHECK(changed == 27554);  // as many as the table folds away
  CHECK(outside.size() == 73);
}

TEST_CASE("kanji: what names need is related") {
  const std::vector<Pair> rows = pairs(
      U"髙高 﨑崎 𠮷吉 栁柳 邉邊 邉辺 邊辺 齋齊 齋斎 齋斉 齊斎 齊斉 斎斉 澤沢 濱浜 濵浜 濵濱 島嶋 島嶌 嶋嶌 桧檜 竜龍 籠篭 "
      U"淵渕 淵渊 渕渊 糸絲 園薗 埜野 冨富 峯峰 曽曾 条條 余餘 台臺 欠缺 芸藝 弁辨 弁辯 弁瓣 予豫 柏栢 慎愼 桜櫻 広廣 "
      U"国國 国囯 国圀 昇曻 館舘 秋穐 梅楳 鶴靏 鶴靍 靏靍 靖竫 徳德 恵惠 真眞 寿壽 弥彌 桑桒 梁樑 槙槇 亘亙 尭堯 "
      U"遥遙 凜凛 晃晄 巌巖 祢禰 瑶瑤 頼賴 鉄鐵 鉄鐡 剣劍 剣劔 渋澁 渋澀 塩鹽 土𡈽 土圡 渓溪 渓谿 蛎蠣 騨驒 万萬 与與 "
      U"礼禮 豊豐 滝瀧 岳嶽 穂穗 刈苅 涌湧 蔵藏 薮藪 黒黑 青靑 清淸 横橫 彦彥 逹達 凉涼 静靜 舩船 岡崗 丈𠀋 恩㤙 泰𣳾 "
      U"总總 刘劉 陈陳 杨楊 张張 赵趙 马馬 冯馮 邓鄧 钟鐘 钟鍾 吴呉 吳呉");
  size_t ran = 0;
  for (const Pair& p : rows) {
    if (!same_kanji(p.a, p.b) || !same_kanji(p.b, p.a)) FAIL_CHECK(utf8(p.a) << utf8(p.b));
    if (kanji_representative(p.a) != kanji_representative(p.b)) FAIL_CHECK(utf8(p.a) << utf8(p.b));
    ++ran;
  }
  CHECK(ran > 120);
  CHECK(has(U'邉', U'邊', KanjiGround::koseki));
  CHECK(has(U'斎', U'齋', KanjiGround::joyo));
  CHECK(has(U'斉', U'斎', KanjiGround::supplement));
  CHECK(has(U'桧', U'檜', KanjiGround::jinmei));
  CHECK(has(U'髙', U'高', KanjiGround::jis));
  CHECK(has(U'嶋', U'嶌', KanjiGround::same_head));
  CHECK(has(U'渕', U'渊', KanjiGround::min2842_zoku));
  CHECK(has(U'𠮷', U'吉', KanjiGround::nyukan));
  CHECK(has(U'鴎', U'鷗', KanjiGround::hyogai));
}

TEST_CASE("kanji: different surnames stay different, in judging and in keys") {
  const std::vector<Pair> rows = pairs(
      U"坂阪 畑畠 土士 末未 太大 鈴鍵 川河 芝柴 萩荻 綱網 崎埼 岩巌 龍滝 岡丘 堺境 渡渉 堀掘 谷容 木本 平坪 今令 若苦 菅管 "
      U"付附 佑祐 裕祐 昂昴 師帥 玉王 宮官 田由 石右 久入 大犬 戸尸 千干 上土 原源 植稙 杉椙 桶樋 脇脅 簗梁 后後 里裏 谷穀 "
      U"着著 伝傅 安案 伊尹 江汀 小少 山出 村材 林森 中仲 井丼 松枩 沖冲 京亰 升舛 冷泠 但伹 卯夘 佐左 加賀 福副 間門 水氷 "
      U"近沂 斉済 斎済 高享 竹笹 春香 桂佳 月目 星里 古吉 天夫 永氷 前萠 細紬 新薪 尾毛 甲申 丹舟 白臼 金全 辻迂 向问");
  size_t ran = 0;
  for (const Pair& p : rows) {
    if (same_kanji(p.a, p.b) || same_kanji(p.b, p.a)) FAIL_CHECK(utf8(p.a) << utf8(p.b));
    if (kanji_representative(p.a) == kanji_representative(p.b)) FAIL_CHECK(utf8(p.a) << utf8(p.b) << " share a key");
    ++ran;
  }
  CHECK(ran >= 90);
}

TEST_CASE("kanji: no chains") {
  // One new form for three old ones: they share its key, and are not one another's.
  for (const Pair& p : pairs(U"辨辯 辨瓣 辯瓣")) {
    CHECK(!same_kanji(p.a, p.b));
    CHECK(kanji_representative(p.a) == U'弁');
  }
  // There are many such; were there none, the relation would be the class.
  size_t open = 0;
  std::map<char32_t, std::vector<char32_t>> related;
  for_each_kanji_pair([&](char32_t a, char32_t b, KanjiGroundSet) {
    related[a].push_back(b);
    related[b].push_back(a);
  });
  for (const auto& [c, list] : related)
    for (size_t i = 0; i < list.size(); ++i)
      for (size_t j = 0; j < i; ++j) open += !same_kanji(list[i], list[j]);
  CHECK(open > 1000);
}

TEST_CASE("kanji: official look-alikes (betsuji) are neither related nor folded: the whole list") {
  const std::vector<Pair> rows = pairs(
      U"㐲伏 㕍雁 㡄恂 㢕雍 㬌景 㲹汎 䁱曉 䇦英 䏬眸 䝷智 䢖建 䦎閌 䧽雅 䨱覆 亍干 亰京 "
      U"伵四 伹但 佂征 侓律 倰俊 傅傳 冲沖 冿津 剌刺 匤匡 圴均 坥坦 垚喜 垨埓 埸場 壵喜 "
      U"夘卯 夲本 婌淑 宫宮 尓示 尔示 帨悦 廸迪 徃往 徍佳 恊協 抦柄 抧枳 昜易 晀眺 晆睦 "
      U"晧皓 晿晶 枩松 椱榎 橎播 橾操 欇攝 泠冷 洁浩 淂得 淃港 湏須 溙湊 澫満 焏丞 畂畝 "
      U"眀朋 眫胖 眭睦 睴暉 矌曠 祱祝 秡祓 穚橋 穚𣘺 竸競 笩筏 腈晴 舛升 芺芙 苖苗 荗茂 "
      U"萓萱 蠂蝶 褔福 誥詰 誧輔 貟員 赿越 輰暢 逑述 釡釜 鈇鉄 鉃鉄 鍚錫 鍞鎮 閧鬨 馰駒 "
      U"鵣鵜 𠆤介 𠌘優 𡄻懿 𢁒帆 𢓭俊 𢖫忍 𢘊伸 𢘣息 𣓉捷 𤙵雅 𤜶狐 𥞏祝 𥫳芳 𦀛紗 𦐈翁 "
      U"𦥑臼 𦬞芙 𦮠茂 𩾟嶌 𬼽干 𭓽密 𮎰荒");
  size_t ran = 0;
  for (const Pair& p : rows) {
    if (same_kanji(p.a, p.b) || kanji_representative(p.a) == kanji_representative(p.b))
      FAIL_CHECK(utf8(p.a) << utf8(p.b));
    ++ran;
  }
  CHECK(ran == 119);
}

namespace {

// What Unicode says a compatibility character is.
char32_t compatible(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString out =
      icu::Normalizer2::getNFKCInstance(status)->normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
  REQUIRE(U_SUCCESS(status));
  return static_cast<char32_t>(out.char32At(0));
}

}  // namespace

TEST_CASE("kanji: compatibility ideographs, radicals, variation selectors") {
  // The escape is needed: editors normalise such characters.
  CHECK(kanji_representative(0xFA16) == kanji_representative(U'猪'));
  CHECK(same_kanji(0xFA16, U'猪'));
  CHECK(has(0xFA16, 0x732A, KanjiGround::unicode));
  CHECK(same_kanji(0xFA16, U'豬'));  // what is related to the one is to the other
  CHECK(has(0xFA16, U'豬', KanjiGround::koseki));
  CHECK(same_kanji(0x2F800, 0x4E3D));
  CHECK(same_kanji(0x2F00, U'一'));
  CHECK(same_kanji(0x2EC4, 0x897F));  // radical west two
  CHECK(!same_kanji(0x2F00, U'二'));
  size_t compatibility = 0;
  for (char32_t c = 0; c < 0x30000; ++c) {
    const bool radical = c >= 0x2F00 && c < 0x2FD6;
    if (!radical && !(c >= 0xF900 && c < 0xFADA) && !(c >= 0x2F800 && c < 0x2FA1E)) continue;
    if (kanji_representative(c) == c) continue;
    ++compatibility;
    if (c < 0x10000 && tables().key(static_cast<char16_t>(c)) != kanji_representative(c)) FAIL_CHECK(utf8(c));
    if (!same_kanji(c, compatible(c))) FAIL_CHECK(utf8(c));
  }
  CHECK(compatibility == 1216 + 3);
  FoldedName plain, selected;
  fold_name(tables(), "辻葛邉", kAllFolds, plain);
  fold_name(tables(), "辻\U000E0101葛\U000E0100邉\U000E0112\uFE00", kAllFolds, selected);
  CHECK(plain.text == selected.text);
}

TEST_CASE("kanji and all else: every code point reaches a fixed point in one folding") {
  FoldedName once, twice;
  size_t ran = 0, moved = 0;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (is_surrogate(c)) continue;
    if (!is_fixed_point(utf8(c), once, twice)) FAIL_CHECK(std::hex << static_cast<uint32_t>(c));
    moved += utf8_of(once.text) != utf8(c);
    ++ran;
  }
  CHECK(ran == 0x110000 - 0x800);
  CHECK(moved > 7000);
}

TEST_CASE("kanji and all else: every two of kana, marks and selectors reach a fixed point in one folding") {
  std::vector<char32_t> set;
  const auto add = [&set](char32_t from, char32_t to) {
    for (char32_t c = from; c <= to; ++c) set.push_back(c);
  };
  add(0x3041, 0x3096);
  add(0x3099, 0x30FF);
  add(0x31F0, 0x31FF);  // small katakana of Ainu
  add(0xFF61, 0xFF9F);
  add(0xFE00, 0xFE0F);
  add(0xE0100, 0xE01EF);
  add(0x1B000, 0x1B002);  // old kana
  for (const char32_t c :
       {U' ', U'-', U'~', U'ー', U'　', U'ｰ', U'山', U'髙', U'𠮷', U'々', U'〇', U'●', U'?', U'A', U'ａ'})
    set.push_back(c);
  CHECK(set.size() == 86 + 103 + 16 + 63 + 16 + 240 + 3 + 15);
  FoldedName once, twice;
  size_t ran = 0;
  for (const char32_t a : set)
    for (const char32_t b : set) {
      if (!is_fixed_point(utf8(a) + utf8(b), once, twice))
        FAIL_CHECK(std::hex << static_cast<uint32_t>(a) << " " << static_cast<uint32_t>(b));
      ++ran;
    }
  CHECK(ran == set.size() * set.size());
}
