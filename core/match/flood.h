// Placeholders: a birth date that stands for many people of the lists (1900-01-01 where none is known) tells nobody apart,
// and would make every one of them everybody's candidate.
#pragma once
#include <vector>

#include "core/match/listed_people.h"

namespace totsugo {

// More people of the lists than this, and more than one in fifty of them, with one birth date: a placeholder. Of 100,000
// people of all ages some four share a date, on a 1 January perhaps fifty.
inline constexpr size_t kMostOfOneDate = 200;
// Of one placeholder date, more people of one name than this are not looked for by their name: any of them could be any row.
inline constexpr size_t kMostAlike = 16;

struct Flood {
  CivilDate birth;
  size_t people = 0;
};

// Marks the people (birth_says_nothing, CandidateList::not_sought) and returns the dates, most people first.
std::vector<Flood> mark_floods(std::vector<ListedPerson>& people);

}  // namespace totsugo
