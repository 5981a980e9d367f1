// Placeholders: a birth date that stands for many people of the lists (1900-01-01 where none is known) tells nobody apart,
// and would make every one of them everybody's candidate. The same of numbers.
#pragma once
#include <compare>
#include <cstdint>
#include <algorithm>
#include <utility>
#include <vector>

#include "core/match/listed_people.h"

namespace totsugo {

// More people of the lists than this, and more than one in fifty of them, with one birth date: a placeholder. Of 100,000
// people of all ages some four share a date, on a 1 January perhaps fifty.
inline constexpr size_t kMostOfOneDate = 200;
// Of one placeholder date, more people of one name than this are not looked for by their name: any of them could be any row.
inline constexpr size_t kMostAlike = 16;

// More names than this under one number of a list: the number stands for none that is known. The largest households have
// some fifteen members; a 基礎年金番号 is one person's.
inline constexpr size_t kMostOfOneNumber = 40;

struct NumberOfName {
  uint64_t number;
  uint64_t name;  // namesake_key()
  auto operator<=>(const NumberOfName&) const = default;
};
// The numbers that stand for too many names, sorted.
std::vector<uint64_t> flooded_numbers(std::vector<NumberOfName> numbers);
// Numbers that stand on more rows than that, whoever's: only of these the names are worth a look. Ascending.
std::vector<uint64_t> repeated_numbers(std::vector<uint64_t> numbers);

// The flooded ones among the numbers of a list's rows; number_of(person) is 0 for none.
template <class People, class NumberOf>
std::vector<uint64_t> flooded_numbers_of(const People& people, NumberOf&& number_of) {
  std::vector<uint64_t> all;
  for (const ListedPerson& who : people)
    if (const uint64_t n = number_of(who)) all.push_back(n);
  const std::vector<uint64_t> repeated = repeated_numbers(std::move(all));
  if (repeated.empty()) return {};
  std::vector<NumberOfName> numbers;
  for (const ListedPerson& who : people)
    if (const uint64_t n = number_of(who); std::binary_search(repeated.begin(), repeated.end(), n)) numbers.push_back({n, namesake_key(who.id)});
  return flooded_numbers(std::move(numbers));
}

struct Flood {
  CivilDate birth;
  size_t people = 0;
};

// Marks the people (birth_says_nothing, CandidateList::not_sought) and returns the dates, most people first.
std::vector<Flood> mark_floods(std::vector<ListedPerson>& people);

}  // namespace totsugo
