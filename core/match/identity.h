// A person as the comparison sees one, from whichever of the three files.
#pragma once
#include <cstdint>

#include "core/calendar/civil_date.h"
#include "core/identifier/member_number.h"
#include "core/identifier/sex_code.h"
#include "core/text/name.h"

namespace totsugo {

struct Identity {
  CivilDate birth;
  bool birth_says_nothing = false;  // so many people of the lists have this date that it tells nobody apart
  SexCode sex = SexCode::unknown;
  FoldedName kana;     // orthographically folded
  FoldedName written;  // the name as written (kanji, alphabet), orthographically folded
  FoldedName alias;    // 通称名: a column of the roster, or in brackets behind the name
  MemberNumber number;
  uint64_t pension_number = 0;  // 基礎年金番号 without leading zeros; 0 = none
};

// Where no alias is known yet, takes the one in brackets behind the written name or the kana, and leaves the names without it.
void take_bracketed_alias(Identity& id);

// Equal for people who are written nearly alike in kana (else in kanji) and agree in birth date and sex.
uint64_t namesake_key(const Identity& id);

}  // namespace totsugo
