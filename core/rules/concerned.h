// Whom a clerk's choice concerns: the rules are asked again of these people, not of everybody on the lists.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/rules/matched.h"

namespace totsugo {

// `people`: listed people (ascending) whose results may be others now. `among`: these and everybody who bears on their results.
struct Concerned {
  std::vector<uint32_t> people;
  SomePeople among;
};

// Listed people bear on each other by a roster person whom both may be (claims, corrections, rows of the overlap list that go with a
// pension row, runs that are joined), and by a birth date (what is absent from the roster, what is listed differently, what follows a
// choice). A choice changes neither, so this is made once a run.
class Neighbours {
 public:
  // Keeps the reference-like parts of `m`: they must outlive it.
  Neighbours(const Matched& m, Flow flow);

  // For listed people of whom a clerk has said something else; nothing if so many are concerned that all may as well be asked.
  std::optional<Concerned> concerned_by(std::span<const uint32_t> people) const;
  // The place of a listed person among those of the lists.
  uint32_t place_of(uint32_t person) const { return node_of_[person]; }

 private:
  class Circle;
  const PersonOfRows& at(uint32_t node) const;
  template <class Use>
  void for_each_member(uint32_t node, Use&& use) const;
  void add_by_member(uint32_t node, Circle& to) const;
  void add_by_birth(uint32_t node, Circle& to) const;

  Matched m_;
  uint32_t pension_count_;  // nodes: the people of the pension list, under flow P, then those of the overlap lists
  uint32_t node_count_;
  std::vector<uint32_t> node_of_;   // by listed person
  std::vector<uint32_t> first_of_;  // by roster person: where its nodes begin, and the end of the last
  std::vector<uint32_t> nodes_;     // by roster person
  std::vector<std::pair<uint32_t, uint32_t>> births_;  // birth date and node, ascending
};

}  // namespace totsugo
