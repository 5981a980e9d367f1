// A roster that writes its numbers in another way throughout: a 記号 or digits more in front, or digits more behind. What explains
// nearly all people who are found otherwise is a difference of the file, and nobody's in particular (DOMAIN section 5).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/match/listed_people.h"

namespace totsugo {

struct NumberFold {
  bool roster_longer = false;
  std::string front;  // digits that stand before the shorter one; empty: they stand behind it
  size_t behind = 0;  // then: how many
  size_t people = 0;  // whom it explains
};

// Fewer people found in spite of their number than this tell nothing of a file; and the share of them that one difference must
// explain.
inline constexpr size_t kLeastForNumberFold = 20;
inline constexpr size_t kNumberFoldPercent = 95;

// Looks at who is found by name, birth date and sex in spite of the number, and compares their numbers anew if one difference explains them.
std::optional<NumberFold> fold_numbers(std::vector<ListedPerson>& people, const std::vector<Member>& members);

}  // namespace totsugo
