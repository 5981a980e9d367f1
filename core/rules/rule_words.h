// What buckets, reasons and review kinds are called, and the source of each reason.
#pragma once
#include <string>
#include <string_view>

#include "core/rules/result.h"

namespace totsugo {

std::string_view code_of(ReasonCode code);
std::string sentence_of(const Reason& r, std::string_view first_person = {}, std::string_view second_person = {});
std::string phrase_person(std::string_view name, uint64_t roster_line);
std::string_view source_of(ReasonCode code);
// Why somebody against whom one field speaks waits for a person, in a sentence; empty where a reason of its own says it.
std::string sentence_of(ReviewKind k, RelaxationSet against);
std::string_view code_of(Flow f);  // "P" or "D"
std::string_view label_of(Flow f);
std::string_view basis_of(Flow f);

}  // namespace totsugo
