// The making of a proposal, in four files by what speaks: the header's lines (proposal_header.cpp), the columns' names (proposal_names.cpp),
// their values (proposal_values.cpp), and a person, who is asked (proposal_questions.cpp). Nothing else includes this.
#pragma once
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/layout/header_reading.h"
#include "core/layout/layout_words.h"
#include "core/layout/proposal.h"
#include "core/layout/side_sets.h"

namespace totsugo {

inline constexpr double kSureFit = 0.9;       // of a sure column's values
inline constexpr double kMostFailing = 0.05;  // of a required column: more, and a person has to look
inline constexpr double kNearlyEqual = 0.95;  // of the rows of two columns: more, and they say the same
inline constexpr size_t kFewFailing = 5;      // fewer unreadable values under a known name are the rows' business
inline constexpr size_t kFewRows = 3;         // fewer rows say nothing about a column
inline constexpr size_t kMostSupposed = 4;    // columns that are shown where values alone speak for them

// A column as its header has it.
struct ColumnRole {
  Trust trust = Trust::none;
  Field field = Field::name;
  bool exact = false;  // a name the built-in layouts know
};

// Optional fields that no decision rests on: where two columns would do, none is used, and that is said.
bool only_shown(Field f);

// Without these a file is read, but wrongly where the column was there and nobody saw it.
bool missed_dearly(Field f);

bool blank_cell(const std::string& c);

// Under a known name, and of an optional field: too few to ask for.
bool few_failing(const ColumnProfile& p, double failing);

class Proposer {
 public:
  Proposer(const CharTables& tables, FileKind kind, const std::vector<SampleRow>& sample, CivilDate today,
           const Layout* chosen)
      : tables_(tables), kind_(kind), sample_(sample), today_(today), chosen_(chosen) {
    if (chosen) out_.layout = *chosen;
    out_.layout.kind = kind;
  }
  Proposal run();

 private:
  size_t width() const { return out_.headers.size(); }
  const ColumnProfile& profile(int c) const { return out_.columns[static_cast<size_t>(c)]; }
  ProposedField& at(Field f) { return out_.fields[index_of(f)]; }
  bool ruled_out(Field f) const { return chosen_ && chosen_->fields[index_of(f)].unused; }  // by a person
  bool has(Field f) const { return out_.fields[index_of(f)].column >= 0; }
  bool free_column(int c) const { return !taken_[static_cast<size_t>(c)] && !out_.dropped[static_cast<size_t>(c)]; }
  std::string column_text(int c) const {
    return phrase_column(static_cast<size_t>(c) + 1, out_.headers[static_cast<size_t>(c)]);
  }
  std::string_view label(Field f) const { return find_field(kind_, f)->label; }

  void find_record_kinds();
  void find_header();
  std::vector<std::string> headers_at(size_t row, size_t height) const;
  std::vector<std::string> folded_headers(const std::vector<std::string>& headers) const;
  size_t known_names(const std::vector<std::string>& headers) const;
  bool is_values(const SampleRow& row) const;
  bool groups_above(size_t r) const;
  bool unknown_names() const;
  bool is_data(const SampleRow& row) const;
  void profile_columns();
  void take_chosen();
  void find_shape();
  std::string parted_header(size_t c) const;
  void read_headers();
  void find_roles();
  Field on_its_side(Field f, Side side) const;
  void settle_sides();
  void find_bare_key();
  void drop_the_insured();
  void drop_parts_of_names();
  void pair_kanji_with_kana();
  std::vector<int> columns_for(Field f, Trust trust) const;
  void assign();
  void assign_field(Field f);
  void assign_near(Field f);
  void ask_for_short_my_number();
  void take(Field f, int column);
  // Needed, and a row is refused where it cannot be read.
  bool left_to_rows(Field f) const {
    return is_required(f) && (find_field(kind_, f)->date || f == Field::other_insurer);
  }
  bool is_required(Field f) const { return std::find(required_.begin(), required_.end(), f) != required_.end(); }
  void sort_by_worth(Field f, std::vector<int>& columns) const;
  bool misfits(Field f, int column) const;
  std::string misfit_of(Field f, int column) const;
  bool reads_equal(Field f, int a, int b) const;
  bool is_rival(Field f, int best, int column) const;
  void settle_rivals(Field f, std::vector<int> columns);
  void ask(const std::vector<Field>& fields, const std::vector<int>& columns, std::string text);
  bool asked(Field f) const;
  void assign_unsure();
  void find_serial_of_symbol();
  void swap_number_and_serial();
  bool begins_with(int number, int symbol) const;
  std::vector<std::string> column_texts(const std::vector<int>& columns) const;
  void set(Field f, int column, Confidence sure, std::string reason);
  void by_values();
  void dates_by_values();
  void ask_for_loss();
  void names_by_values();
  void overlap_by_values();
  void numbers_after(int insurer, bool own);
  bool wanted(Field f) const;
  bool unexplained(int c) const;
  std::vector<int> date_columns(double least_fill) const;
  template <class F>
  int only_column(F&& fits, bool& several) const;
  void suppose(Field f);
  std::vector<int> name_part_columns() const;
  void check_name_parts();
  void warn_of_others();
  void warn_of_further_sets();
  void check_required();
  void check_era_codes();
  bool is_day_count(const ColumnProfile& p) const;
  bool keeps_groups(const ColumnProfile& p) const;
  bool is_blank(int c) const;
  bool spoken_for(int c) const;
  bool may_be(Field f, int c) const;
  void find_supposed();
  bool needed(const std::vector<Field>& fields) const;
  std::vector<size_t> differing_first(const std::vector<ColumnChoice>& choices) const;
  void tell_order(std::vector<ColumnChoice>& choices) const;
  void lay_out(OpenField& question) const;
  void finish_layout();

  const CharTables& tables_;
  const FileKind kind_;
  const std::vector<SampleRow>& sample_;
  const CivilDate today_;
  const Layout* chosen_;
  Proposal out_;
  std::vector<SampleRow> data_;
  std::vector<std::string> folded_;
  std::string prefix_;  // shared by nearly all headers
  std::vector<HeaderReading> readings_;
  std::vector<ColumnRole> roles_;
  std::vector<bool> taken_;
  std::vector<Field> required_;
  std::vector<bool> name_part_;  // columns of a surname or a given name alone
  std::vector<bool> insured_;    // columns of the insured, where the row is about somebody else
  bool headerless_ = false;
  bool writes_dates_ = false;  // some column has dates that say themselves what they are
};

}  // namespace totsugo
