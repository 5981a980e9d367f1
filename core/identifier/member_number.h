// 記号・番号・枝番 as the comparison sees them. They arrive half or full width, with or without leading zeros,
// hyphens or kanji, in one column or two; what is compared is the digits without leading zeros.
#pragma once
#include <cstdint>
#include <string_view>

namespace totsugo {

struct MemberNumber {
  uint64_t joined = 0;    // symbol and number run together; 0 = none
  uint64_t separate = 0;  // symbol and number each without leading zeros, then run together; 0 = not known apart
  uint64_t serial = 0;    // the 番号 alone, where a 記号 stands before it; 0 = no 記号
  uint64_t letters = 0;   // hash of kanji, kana and letters among the digits (a 記号 may be 甲 or 乙); 0 = none
  bool apart = false;     // 記号 and 番号 stood in columns of their own
  int branch = -1;        // -1 = missing; so is 00 (DOMAIN section 6: zeros in an identifier)

  bool none() const { return joined == 0; }
};

// `symbol` may be empty: then `number` holds both (a hyphen or the like between the two parts tells them apart).
MemberNumber parse_member_number(std::string_view symbol, std::string_view number, std::string_view branch);

// True if the two name the same 記号番号 (the branch aside). Letters count only where both have some; a 記号 on one side only is
// silent, and the 番号 alone speaks.
bool same_household_number(const MemberNumber& a, const MemberNumber& b);

// One field of another insurer's record (記号, 番号 or 枝番) as a key: width, case, zeros in front, hyphens and blanks aside; what is
// no digit counts. 0 where there is none, or nothing but zeros.
uint64_t record_field(std::string_view utf8);

// A 宛名番号 as a key within one roster: the digits without leading zeros; with letters among them, a hash of all of it.
// 0 where there is none, or where a spreadsheet has made 1.23E+14 of it and many people share one.
uint64_t resident_key(std::string_view utf8);
// The same of a 世帯番号; 0 also for a value that stands for none and for what a spreadsheet has made of a number.
uint64_t household_key(std::string_view utf8);

}  // namespace totsugo
