// The rows of the list and what they say of a person's case, as JSON (Row, Place and CaseRow of wasm/contract.schema.json).
#pragma once
#include <string>
#include <string_view>

#include "core/casework/case_book.h"
#include "core/report/json_writer.h"
#include "core/report/worklist.h"

namespace totsugo {

// 記号番号-枝番 as kept.
std::string member_number_of(const Case& c);
// How far a deadline can be trusted: the days of its year are certain, computed from the law of today, or not known at all.
std::string_view certainty_of(const Holidays& days, CivilDate due);

void write_list_row(const ListedIn& in, Entry entry, CivilDate today, std::string& out);
// A case alone, for what is shown of it elsewhere.
void write_case_row(JsonWriter& w, const CaseBook& book, uint32_t number, CivilDate today);

}  // namespace totsugo
