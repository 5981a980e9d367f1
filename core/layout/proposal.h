// How an unknown file is probably to be read: from the names in its header, and from its values where the names say
// nothing. A proposal says of every field how sure it is and why; what it is not sure of, a person confirms.
#pragma once
#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/layout/column_profile.h"
#include "core/layout/layout.h"

namespace totsugo {

enum class Confidence : uint8_t { none, low, medium, high };
std::string_view code_of(Confidence c);  // none, low, medium, high

struct ProposedField {
  int column = -1;  // 0-based
  Confidence sure = Confidence::none;
  std::string reason;  // a Japanese sentence
};

// A column that may be the answer to a question.
struct ColumnChoice {
  Field field = Field::name;
  int column = -1;                   // 0-based
  std::vector<std::string> samples;  // different values, as they came in
  std::string follows;               // what follows if it is taken
};

// What a person has to answer: which column is the field (any one of `fields`).
struct OpenField {
  std::vector<Field> fields;
  std::string text;
  std::vector<int> columns = {};  // those it may be, 0-based; empty where nothing is known
  // What a person is shown of them; where nothing is known, of those for which their values speak.
  std::vector<ColumnChoice> choices = {};
  bool needed = false;       // without a column the file cannot be read
  std::string without = {};  // what follows if no column is the field
};

enum class ProposedBy : uint8_t { given, built_in, headers, values };
std::string_view code_of(ProposedBy by);

struct Proposal {
  Layout layout;
  ProposedBy by = ProposedBy::values;
  std::vector<std::string> headers;
  std::vector<ColumnProfile> columns;
  std::array<ProposedField, kFieldCount> fields;
  std::vector<OpenField> open;
  std::vector<OpenField> supposed;        // a person confirms the column, the first of `columns`, or that there is none
  std::vector<std::string> problems;      // why a person has to look, as Japanese sentences
  std::vector<std::string> left_to_rows;  // the same, of what a run finds out, and tells, by all the rows
  std::vector<Field> absent;              // chosen by a column that the file does not have
  bool unsure = false;                    // a required column is only supposed
  std::vector<std::string> unused;        // what is not used because two columns would do, as Japanese sentences
  std::vector<bool> dropped;              // columns that must not be used (personal numbers)
  bool names_scheme = false;  // the header of the date that decides names the insurance such a file is about
  size_t first_data = 0;      // index into the sample
  bool accepted() const { return open.empty() && problems.empty() && left_to_rows.empty(); }
  // Nothing is left to be answered; what a person has chosen may read badly.
  bool answered() const { return open.empty() && !unsure; }
};

// The rows of a file's beginning that a proposal looks at: enough for a header far down and some hundreds of values.
inline constexpr size_t kSampleRows = 400;

// `sample`: the first records of the file, from its top. `chosen`: what a person or a document has fixed already, null
// for nothing.
Proposal propose_layout(const CharTables& tables, FileKind kind, const std::vector<SampleRow>& sample, CivilDate today,
                        const Layout* chosen);

// Nothing but spaces in any cell.
bool blank_row(const SampleRow& row);

// The names of a header of several lines: the lines of a column put together, a group's title over its columns.
std::vector<std::string> joined_headers(std::span<const SampleRow> rows);

}  // namespace totsugo
