// A person as the comparison sees one, from whichever of the three files.
#pragma once
#include <cstdint>

#include "core/calendar/civil_date.h"
#include "core/identifier/member_number.h"
#include "core/text/name.h"

namespace totsugo {

enum class sex_code : uint8_t { unknown, male, female };

struct identity {
  civil_date birth;
  sex_code sex = sex_code::unknown;
  folded_name kana;     // orthographically folded
  folded_name written;  // the name as written (kanji, alphabet), orthographically folded
  folded_name alias;    // 通称名, roster only
  member_number number;
  uint64_t pension_number = 0;  // 基礎年金番号 without leading zeros; 0 = none
};

// 1/2, 男/女, 男性/女性, M/F, male/female, half or full width; anything else is unknown.
sex_code parse_sex(std::string_view utf8);

}  // namespace totsugo
