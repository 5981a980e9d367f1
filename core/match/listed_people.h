// The people of the lists: who they are, and their candidates in the roster.
#pragma once
#include <algorithm>
#include <tuple>
#include <vector>

#include "core/match/candidates.h"
#include "core/match/list_index.h"
#include "core/match/person_groups.h"

namespace totsugo {

// A person of a list: its rows there, and where among the listed people it stands.
struct PersonOfRows {
  std::vector<uint32_t> rows;       // in the order in which they were given
  bool torn = false;                // fits two people of the lists, and is counted to neither
  uint32_t person = 0;              // index among the listed people
  std::vector<uint32_t> witnesses;  // and of its rows that say less or other than the person
};

struct ListedPerson {
  Identity id;
  KeyText kana_key;
  KeyText written_key;
  bool foreign = false;  // written in no kanji
  CandidateList candidates;
};

// How two rows of the lists stand to each other (DOMAIN section 5, people of a list): one person if birth date and number or a
// name agree and nothing is against. `one_run`: both stand on one list, where names that are only nearly alike are two people's.
Kinship kinship_of(const Identity& a, const Identity& b, bool one_run);

// Takes what is missing from another row of the same person.
void complete(ListedPerson& who, const ListedPerson& other);

bool says_the_same(const Identity& a, const Identity& b);

// One person of several rows (none empty), the fields of each newest run first and then by what is written, so that the order of
// the rows decides nothing.
template <class Rows, class RunOf>
ListedPerson together(Rows& rows, std::vector<uint32_t> of_person, RunOf&& run_of) {
  std::sort(of_person.begin(), of_person.end(), [&](uint32_t a, uint32_t b) {
    const auto key = [&](uint32_t row) {
      const Identity& id = rows[row].id;
      return std::tuple{run_of(row), std::u16string_view(id.kana.text), std::u16string_view(id.written.text),
                        id.number.joined, row};
    };
    return key(a) < key(b);
  });
  ListedPerson out = std::move(rows[of_person.front()]);
  for (size_t i = 1; i < of_person.size(); ++i) complete(out, rows[of_person[i]]);
  return out;
}

// Puts the person of several rows among `people`, and behind it, as witnesses, its rows that say less or other than the person: a
// pick must hold for each of them by itself.
template <class Rows, class RunOf>
void put_together(Rows& rows, const std::vector<uint32_t>& of_person, RunOf&& run_of, std::vector<ListedPerson>& people,
                  PersonOfRows& out) {
  out.person = static_cast<uint32_t>(people.size());
  if (of_person.size() == 1) {
    people.push_back(std::move(rows[of_person.front()]));
    return;
  }
  std::vector<ListedPerson> each;
  each.reserve(of_person.size());
  for (const uint32_t row : of_person) each.push_back(rows[row]);
  people.push_back(together(rows, of_person, run_of));
  std::vector<size_t> seen{out.person};
  for (ListedPerson& one : each) {
    if (std::any_of(seen.begin(), seen.end(), [&](size_t p) { return says_the_same(people[p].id, one.id); })) continue;
    seen.push_back(people.size());
    out.witnesses.push_back(static_cast<uint32_t>(people.size()));
    people.push_back(std::move(one));
  }
}

// Takes an alias in brackets out of the names and of their keys, and sets `foreign`.
void settle_names(ListedPerson& who);

// Under these two rows may be found to be one person.
void add_kinship_keys(const ListedPerson& who, uint32_t row, std::vector<std::pair<uint64_t, uint32_t>>& keyed);

template <class Rows, class RunOf>
PersonGroups people_of_rows(const Rows& rows, RunOf&& run_of) {
  std::vector<std::pair<uint64_t, uint32_t>> keyed;
  for (uint32_t i = 0; i < rows.size(); ++i) add_kinship_keys(rows[i], i, keyed);
  PersonGroups out(rows.size());
  out.join(std::move(keyed),
           [&](uint32_t a, uint32_t b) { return kinship_of(rows[a].id, rows[b].id, run_of(a) == run_of(b)); });
  return out;
}

// The people of the groups, in the order in which their first rows stand in `order` (each row once).
template <class Person>
std::vector<Person> persons_of(const PersonGroups& groups, const std::vector<uint32_t>& order) {
  std::vector<Person> out;
  std::vector<uint32_t> person_of(order.size(), kNobody);  // by the group
  for (const uint32_t row : order) {
    uint32_t& p = person_of[groups.of(row)];
    if (p == kNobody) {
      p = static_cast<uint32_t>(out.size());
      out.emplace_back();
    }
    out[p].rows.push_back(row);
    out[p].torn = out[p].torn || groups.torn(row);
  }
  return out;
}

}  // namespace totsugo
