// What would follow if a column were taken for a field: the sentences of column_consequence, for the clerk who chooses.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar/civil_date.h"
#include "core/layout/fields.h"

namespace totsugo {

// As what values of a field are read ("as a date"); empty where anything is read.
std::string_view read_as(const FieldInfo& field);

std::string phrase_no_values();
// None of the column's values is read; `example` is one of them.
std::string phrase_none_read(std::string_view as, std::string_view example);
std::string phrase_some_unread(std::string_view as, size_t rows, std::string_view example);
std::string phrase_rows_without(size_t rows);

// From when till when: in years, within one year in months.
std::string phrase_loss_dates(CivilDate from, CivilDate to);
std::string phrase_dates(std::string_view label, CivilDate from, CivilDate to);
std::string phrase_one_day(std::string_view label, CivilDate day);
std::string phrase_to_come(size_t rows);
// `column` is a phrase_column().
std::string phrase_later_than(std::string_view column, size_t rows, size_t later);
std::string phrase_ages(int from, int to);
std::string phrase_no_ages();
std::string phrase_impossible_ages(size_t unborn, size_t too_old);

// Of `rows` looked at so many count as lost; `ahead`: a loss is still to come.
std::string phrase_counts_lost(Field f, size_t rows, size_t lost, size_t ahead);

std::string phrase_names(bool kana, size_t rows, size_t read, size_t distinct);
std::string phrase_insurers(size_t rows, size_t read, size_t national, size_t distinct);
std::string phrase_one_insurer(std::string_view number, bool national);
std::string phrase_numbers(size_t rows, size_t borne, size_t shortest, size_t longest, size_t distinct);
// `values`: the first of them, as they came in.
std::string phrase_sexes(const std::vector<std::string>& values, size_t distinct, bool all_read);
std::string phrase_values(size_t rows, size_t filled, const std::vector<std::string>& values, size_t distinct);
std::string phrase_groups(size_t rows, size_t groups, size_t alone);

// Of a column that is only supposed; `rivals`: others are shown beside it.
std::string phrase_is_it(std::string_view label, bool rivals);
std::string phrase_is_there_none(std::string_view label);
// What follows if the field has no column.
std::string phrase_without_needed(std::string_view label);
std::string phrase_without(Field f, std::string_view label);

}  // namespace totsugo
