// What would follow if a column were taken for a field, judged by the rows of the sample: a person who has to choose a column
// sees it beside the column's values.
#pragma once
#include <string>
#include <vector>

#include "core/layout/column_profile.h"

namespace totsugo {

struct ColumnAsField {
  FileKind kind;
  Field field;
  const std::vector<SampleRow>& rows;  // of data
  int column;                          // 0-based
  const ColumnProfile& profile;        // of that column
  int other_insurer;                   // the column of the other insurer's number, -1 where it is not known
  CivilDate today;
};

// One or two Japanese sentences.
std::string consequence_of(const ColumnAsField& v);

inline constexpr size_t kExamples = 3;

// Different values of the column as they came in. `order`: the rows in the order in which they are looked at.
std::vector<std::string> example_values(const std::vector<SampleRow>& rows, int column, CivilDate today,
                                        const std::vector<size_t>& order);

}  // namespace totsugo
