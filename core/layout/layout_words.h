// Sentences about columns: why one was taken for a field, and why a person has to look.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace totsugo {

std::string phrase_roster_key();
std::string phrase_overlap_key();
std::string phrase_name();
std::string phrase_column(size_t n, std::string_view header);
// Of a proposal: why a column was taken, and why a person has to look.
std::string phrase_chosen();
std::string phrase_by_header(std::string_view header, bool exact);
std::string phrase_by_values();
std::string phrase_same_column(size_t n);
std::string phrase_choose_column(std::string_view label);
// Several columns would do; `columns` are phrase_column() of each.
std::string phrase_chosen_of_others(std::string_view label, std::string_view column);
std::string phrase_name_in_parts(const std::vector<std::string>& columns);
std::string phrase_rivals(std::string_view label, const std::vector<std::string>& columns);
std::string phrase_same_names(std::string_view label, const std::vector<std::string>& columns);
std::string phrase_rivals_unused(std::string_view label, const std::vector<std::string>& columns);
std::string phrase_further_sets(const std::vector<std::string>& columns);
std::string phrase_perhaps(std::string_view label, const std::vector<std::string>& columns);
std::string phrase_no_loss_column();
std::string phrase_column_empty(std::string_view label, std::string_view column);
std::string phrase_sides_unclear(std::string_view label, const std::vector<std::string>& columns);
std::string phrase_side_reversed(std::string_view column);
// `misfit`: phrase_not_read() of a value, or empty.
std::string phrase_unsure(std::string_view label, std::string_view column, std::string_view misfit);
std::string phrase_column_fails(std::string_view label, std::string_view column, std::string_view misfit);
std::string phrase_not_read(uint64_t line, std::string_view value);
std::string phrase_era_unclear(std::string_view label, std::string_view column);

}  // namespace totsugo
