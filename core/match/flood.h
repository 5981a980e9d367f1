// Placeholders: a birth date that stands for many people of the lists (1900-01-01 where none is known) tells nobody apart,
// and would make every one of them everybody's candidate. The same of numbers.
#pragma once
#include <algorithm>
#include <cstdint>
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

// Numbers that stand in more than kMostOfOneNumber places, ascending.
std::vector<uint64_t> repeated_numbers(std::vector<uint64_t> numbers);

// A number that stands for everybody is nobody's. Looks at number_of(person) (0: none) of a list's rows, calls forget(person)
// for those whose number stands for too many names, and returns how many these were.
template <class People, class NumberOf, class Forget>
size_t forget_flooded_numbers(People& people, NumberOf&& number_of, Forget&& forget) {
  const auto among = [](const std::vector<uint64_t>& sorted, uint64_t n) {
    return n != 0 && std::binary_search(sorted.begin(), sorted.end(), n);
  };
  std::vector<uint64_t> numbers;
  for (const ListedPerson& who : people)
    if (const uint64_t n = number_of(who)) numbers.push_back(n);
  const std::vector<uint64_t> repeated = repeated_numbers(std::move(numbers));
  if (repeated.empty()) return 0;
  std::vector<std::pair<uint64_t, uint64_t>> names;  // number, namesake_key(): only of these the names are worth a look
  for (const ListedPerson& who : people)
    if (const uint64_t n = number_of(who); among(repeated, n)) names.emplace_back(n, namesake_key(who.id));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<uint64_t> by_name;
  by_name.reserve(names.size());
  for (const auto& [n, name] : names) by_name.push_back(n);
  const std::vector<uint64_t> flooded = repeated_numbers(std::move(by_name));
  size_t forgotten = 0;
  for (ListedPerson& who : people) {
    if (!among(flooded, number_of(who))) continue;
    forget(who);
    ++forgotten;
  }
  return forgotten;
}

struct Flood {
  CivilDate birth;
  size_t people = 0;
};

// Marks the people (birth_says_nothing, CandidateList::not_sought) and returns the dates, most people first.
std::vector<Flood> mark_floods(std::vector<ListedPerson>& people);

}  // namespace totsugo
