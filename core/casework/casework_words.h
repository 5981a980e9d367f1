// Japanese texts of the casework: states, steps, and why a step is refused and what to do.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/casework/case_book.h"
#include "core/casework/stage.h"

namespace totsugo {

std::string_view label_of(CaseState s);
// With what is marked beside the state.
std::string label_of(const Standing& now);
std::string_view label_of(CaseAction a);
std::string_view label_of(Since s);
// What the date of a step is called; empty for steps without one.
std::string_view date_label_of(CaseAction a);
// One sentence: what forbids the step and what to do. `next_from` fills the sentence about periods.
std::string sentence_of(Refusal r, CaseAction a, const Standing& now);
// An event that takes another back, or does it again.
std::string undo_label(std::string_view label, bool undo);
std::string merge_label(std::string_view file);
// One event in one line, where two histories are compared; `said` is its reason or note.
std::string history_line(std::string_view day, std::string_view label, std::string_view said, std::string_view who);
// A field as a list has it, where the roster has another value.
std::string listed_label(std::string_view list, std::string_view field);
// Whom a clerk has chosen, and what is against it.
std::string chosen_text(std::string_view name, uint64_t line, std::string_view against);
// Why a choice is not undone; why a run is not taken back (the step that stands on it, and its day).
std::string_view undo_chosen_text();
// Why nobody is chosen in a run after which others have been recorded.
std::string_view choose_later_text();
// What a run says of a case whose finding a clerk has given to somebody else.
std::string_view chosen_otherwise_text();
std::string take_back_text(CaseBook::TakeBack t, std::string_view step, std::string_view day);
std::string filed_in_roster_text(CivilDate ended);
std::string_view left_roster_text();
std::string_view chosen_lapsed_text();
// Done with or excluded, and listed for another reason since.
std::string listed_anew_text(const Standing& now);
std::string_view body_error_text(CaseBook::BodyError e);
std::string_view stranger_text(CaseBook::Stranger s);
std::string_view checks_stop_text();
// Of a letter: why people of one 世帯番号 are not together on it.
std::string household_parted_text(std::string_view number);
std::string household_unusable_text(std::string_view number);
// Reasons for 対象外 that are offered; others may be typed.
const std::vector<std::string_view>& exclusion_reasons();

}  // namespace totsugo
