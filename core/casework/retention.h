// How long records are kept, and what is due to be deleted: five years is the common rule of the sister procedure (DOMAIN
// section 4); a town may have another. The tool lists; a clerk deletes.
#pragma once
#include <vector>

#include "core/casework/case_book.h"

namespace totsugo {

struct ExpiredCase {
  uint32_t number;
  CivilDate last;   // of its last step or last run, whichever is later
  CivilDate until;  // the last day of keeping it
};

// Cases that are closed (完了, 対象外, 届出あり) and were last touched more than the book's years ago.
std::vector<ExpiredCase> expired_cases(const CaseBook& book, CivilDate today);

}  // namespace totsugo
