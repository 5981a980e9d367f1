// Two writings of one value held against each other character by character, for the eye: what is the same, what the comparison
// takes for the same (other forms of writing, related kanji), what it lets pass at a price, what differs. Nothing is decided
// here: the comparison has judged before. Values are cut, never changed; a character keeps its selectors and marks.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/text/char_tables.h"

namespace totsugo {

// From alike to unlike.
enum class Likeness : uint8_t { same, folded, relaxed, differs };
std::string_view code_of(Likeness l);

struct Piece {
  std::string text;
  Likeness how = Likeness::same;
  bool operator==(const Piece&) const = default;
};

// A place where the two are not the same.
struct Difference {
  size_t place = 0;    // the how-manyth character of the listed writing, without spaces; 0: the whole
  std::string member;  // what stands there; empty where nothing does
  std::string listed;
  Likeness how = Likeness::same;
  std::string told;  // why, in words; empty where there is nothing to add
};

struct Differences {
  std::vector<Piece> member;  // put together again: the value as it came
  std::vector<Piece> listed;
  std::vector<Difference> places;  // spaces and width are marked, not listed: the relaxations name them
};

// Names and numbers, character by character.
Differences differences_of_text(const CharTables& tables, std::string_view listed, std::string_view member);
// By year, month and day where both are written in one way; else the whole.
Differences differences_of_dates(std::string_view listed, std::string_view member);

// What the comparison took for equal is nowhere more than written otherwise.
void take_for_equal(Differences& d);
// Of two cuts of one value what is the more unlike, place by place.
std::vector<Piece> more_unlike(const std::vector<Piece>& a, const std::vector<Piece>& b);
// Only what needs words.
std::vector<std::string> told_of(const Differences& d);

}  // namespace totsugo
