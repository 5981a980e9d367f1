// Which kanji are forms of one character, from official tables (core/text/PROVENANCE.md; the data have a licence of
// their own, LICENSE-kanji-data; scripts/kanji makes them). Two questions, two answers:
//   kanji_representative  for keys: coarse, chains included. Folds a character to the one that stands for all its forms.
//   same_kanji            for judging: a direct relation only. x~y and y~z say nothing of x and z.
// The official 別字 (characters that look alike and are different) are in neither.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace totsugo {

// The table that relates two kanji. The order is that of kGrounds in scripts/kanji/generate.mjs.
enum class KanjiGround : uint8_t {
  jis,           // unified by JIS X 0213 or the UCS
  koseki,        // 戸籍統一文字: its head or its standard form, in one step
  min5202,       // 民二第5202号通知: table of standard and popular forms
  min2842_zoku,  // 民一第2842号通達: popular form
  min2842,       // the same list, without a mark
  moj582,        // 法務省告示第582号, table 4-1, as MJ縮退マップ has it
  nyukan,        // the same table as issued
  joyo,          // 常用漢字表: form of the Kangxi dictionary
  jinmei,        // 人名用漢字: the pairs of the table
  hyogai,        // 表外漢字字体表
  dictionary,    // MJ縮退マップ: dictionaries. Never alone
  same_head,     // both are official variants of one head, and a dictionary has them under one entry
  supplement,    // ours, each with its reason: scripts/kanji/supplement.mjs
  unicode,       // a compatibility ideograph or a radical and its character
};
inline constexpr int kKanjiGroundCount = 14;
using KanjiGroundSet = uint32_t;
inline constexpr KanjiGroundSet kanji_ground_bit(KanjiGround g) { return 1u << static_cast<uint32_t>(g); }

// The character that stands for cp in keys, or cp itself. A character of the Basic Multilingual Plane wherever the class
// has one; the one in common use first.
char32_t kanji_representative(char32_t cp);
// True if a and b may stand for each other in a name: equal, or *directly* related.
bool same_kanji(char32_t a, char32_t b);
// What says so; 0 if a and b are equal or not related.
KanjiGroundSet kanji_grounds(char32_t a, char32_t b);
// The table's name, for the evidence.
std::string_view kanji_ground_label(KanjiGround g);

// Calls use(variant, representative) for every character the table folds away.
void for_each_kanji_variant(const std::function<void(char32_t, char32_t)>& use);

}  // namespace totsugo
