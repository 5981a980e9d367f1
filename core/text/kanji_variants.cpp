#include "core/text/kanji_variants.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/text/kanji_variants_testing.h"

namespace totsugo {
namespace {

// The form is described in scripts/kanji/pack.mjs.
constexpr char kPacked[] =
#include "core/text/kanji_variants_data.inc"
    ;

class Reader {
 public:
  uint32_t next() {
    uint32_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(*p_++);
      value |= (byte & 0x7Fu) << shift;
      if (byte < 0x80) return value;
    }
  }

 private:
  const char* p_ = kPacked;
};

struct Table {
  std::vector<char32_t> characters;                    // sorted
  std::vector<uint16_t> head;                          // index of the representative, by index
  std::vector<uint32_t> pairs;                         // low index << 16 | high index; sorted
  std::vector<uint8_t> pair_mask;                      // which of masks, by pair
  std::vector<uint16_t> masks;                         // sets of grounds
  std::vector<std::pair<char32_t, char32_t>> unified;  // sorted

  Table() {
    Reader in;
    read_classes(in);
    read_pairs(in);
    read_unified(in);
  }

  void read_classes(Reader& in) {
    const size_t n = in.next();
    characters.resize(n);
    head.resize(n);
    char32_t last = 0;
    for (char32_t& c : characters) c = last += in.next();
    std::vector<uint16_t> heads;
    for (size_t i = 0; i < n; ++i) {
      head[i] = static_cast<uint16_t>(in.next());
      if (head[i] == 0) heads.push_back(static_cast<uint16_t>(i));
    }
    for (size_t i = 0; i < n; ++i) head[i] = head[i] == 0 ? static_cast<uint16_t>(i) : heads[head[i] - 1u];
  }

  void read_pairs(Reader& in) {
    masks.resize(in.next());
    for (uint16_t& m : masks) m = static_cast<uint16_t>(in.next());
    const size_t n = in.next();
    pairs.reserve(n);
    pair_mask.reserve(n);
    for (uint32_t i = 0; i < characters.size(); ++i) {
      uint32_t j = i;
      for (uint32_t left = in.next(); left > 0; --left) {
        j += in.next();
        pairs.push_back(i << 16 | j);
        pair_mask.push_back(static_cast<uint8_t>(in.next()));
      }
    }
  }

  void read_unified(Reader& in) {
    unified.resize(in.next());
    char32_t last = 0;
    for (auto& [from, to] : unified) {
      from = last += in.next();
      const uint32_t z = in.next();
      to = z & 1 ? from - (z + 1) / 2 : from + z / 2;
    }
  }

  static constexpr size_t kNone = static_cast<size_t>(-1);

  size_t index(char32_t c) const {
    const auto it = std::lower_bound(characters.begin(), characters.end(), c);
    return it == characters.end() || *it != c ? kNone : static_cast<size_t>(it - characters.begin());
  }

  char32_t unify(char32_t c) const {
    const bool may = (c >= 0x2E80 && c < 0x2FE0) || (c >= 0xF900 && c < 0xFB00) || (c >= 0x2F800 && c < 0x2FA20);
    if (!may) return c;
    const auto it = std::lower_bound(unified.begin(), unified.end(), std::pair{c, char32_t{0}});
    return it == unified.end() || it->first != c ? c : it->second;
  }

  char32_t representative(char32_t c) const {
    c = unify(c);
    const size_t i = index(c);
    return i == kNone ? c : characters[head[i]];
  }

  // Of two different characters, neither of which Unicode makes another.
  KanjiGroundSet grounds(char32_t a, char32_t b) const {
    const size_t i = index(std::min(a, b));
    if (i == kNone) return 0;
    const size_t j = index(std::max(a, b));
    if (j == kNone || head[i] != head[j]) return 0;
    const auto key = static_cast<uint32_t>(i << 16 | j);
    const auto it = std::lower_bound(pairs.begin(), pairs.end(), key);
    return it == pairs.end() || *it != key ? 0 : masks[pair_mask[static_cast<size_t>(it - pairs.begin())]];
  }
};

const Table& table() {
  static const Table t;
  return t;
}

// Nothing below the radicals is in the table, and no kana.
bool may_have_variants(char32_t c) { return c >= 0x2E80 && !(c >= 0x3040 && c < 0x3100); }

}  // namespace

char32_t kanji_representative(char32_t cp) { return may_have_variants(cp) ? table().representative(cp) : cp; }

bool same_kanji(char32_t a, char32_t b) { return a == b || kanji_grounds(a, b) != 0; }

KanjiGroundSet kanji_grounds(char32_t a, char32_t b) {
  if (a == b || !may_have_variants(a) || !may_have_variants(b)) return 0;
  const char32_t x = table().unify(a);
  const char32_t y = table().unify(b);
  const KanjiGroundSet by_unicode = x != a || y != b ? kanji_ground_bit(KanjiGround::unicode) : 0;
  if (x == y) return by_unicode;
  const KanjiGroundSet grounds = table().grounds(x, y);
  return grounds ? grounds | by_unicode : 0;
}

std::string_view kanji_ground_label(KanjiGround g) {
  static constexpr std::array<std::string_view, kKanjiGroundCount> kLabels = {
      "MJ縮退マップ（JIS包摂規準・UCS統合規則）",
      "MJ縮退マップ（戸籍統一文字情報 親字・正字）",
      "MJ縮退マップ（民二第5202号通知別表 正字・俗字等対照表）",
      "MJ縮退マップ（民一第2842号通達別表 誤字俗字・正字一覧表 俗字）",
      "MJ縮退マップ（民一第2842号通達別表 誤字俗字・正字一覧表）",
      "MJ縮退マップ（法務省告示第582号別表第四の一）",
      "入管正字（法務省告示第582号別表第四の一）",
      "常用漢字表（いわゆる康熙字典体）",
      "人名用漢字（戸籍法施行規則別表第二）",
      "表外漢字字体表",
      "MJ縮退マップ（辞書類等による関連字）",
      "同じ正字の異体字",
      "Totsugo 補遺（氏名で通用する字体）",
      "Unicode（互換漢字・部首と統合漢字）",
  };
  return kLabels[static_cast<size_t>(g)];
}

void for_each_kanji_variant(const std::function<void(char32_t, char32_t)>& use) {
  const Table& t = table();
  for (size_t i = 0; i < t.characters.size(); ++i)
    if (t.head[i] != i) use(t.characters[i], t.characters[t.head[i]]);
  for (const auto& [from, to] : t.unified) use(from, t.representative(to));
}

void for_each_kanji_pair(const std::function<void(char32_t, char32_t, KanjiGroundSet)>& use) {
  const Table& t = table();
  for (size_t i = 0; i < t.pairs.size(); ++i)
    use(t.characters[t.pairs[i] >> 16], t.characters[t.pairs[i] & 0xFFFF], t.masks[t.pair_mask[i]]);
}

}  // namespace totsugo
