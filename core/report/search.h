// How somebody is searched for, among the findings of a run and among the cases of a book alike: every word must be met; a word of
// digits by a number from its beginning, from its second part on or without leading zeros; a date by the birth date, in any form.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar/civil_date.h"
#include "core/text/char_tables.h"

namespace totsugo {

// One word of what is searched for.
struct Sought {
  std::string text;               // folded; of digits only: where a number begins
  size_t rare = 0;                // which byte of it is looked for first
  std::vector<CivilDate> births;  // the days it may be
};
std::vector<Sought> words_of(const CharTables& tables, std::string_view text);

// The text in which somebody is found, made of his names and numbers one after the other.
void append_folded(const CharTables& tables, std::string_view name, std::string& out);
void append_number(const CharTables& tables, std::string_view number, std::string& out);

// True if the text holds the word's.
bool holds(std::string_view text, const Sought& word);

}  // namespace totsugo
