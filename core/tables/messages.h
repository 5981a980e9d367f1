// Every Japanese sentence of the core, in one place.
#pragma once
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/match/compare.h"
#include "core/match/number_fold.h"
#include "core/rules/result.h"
#include "core/source/import_report.h"

namespace totsugo {

// The error's name in JSON, e.g. "required_column_missing".
std::string_view error_name(ErrorCode code);
// One whole sentence or two for the clerk: file, line, column, what is wrong, what to do.
std::string error_text(const Error& e);
// What is wrong with a row, without its place (the import report has that beside it).
std::string rejection_text(ErrorCode code, std::string_view detail);

std::string_view reason_name(ReasonCode code);
std::string reason_text(const Reason& r, std::string_view first_person = {}, std::string_view second_person = {});
std::string phrase_numbers_folded(const NumberFold& fold);
std::string phrase_number_lengths(size_t roster_digits, size_t list_digits, uint64_t people);
std::string phrase_person(std::string_view name, uint64_t roster_line);
std::string_view reason_source(ReasonCode code);
// Why somebody against whom one field speaks waits for a person, in a sentence; empty where a reason of its own says it.
std::string review_text(ReviewKind k, RelaxationSet against);

std::string_view relaxation_name(Relaxation r);
std::string_view relaxation_label(Relaxation r);
std::string relaxation_labels(RelaxationSet why);  // all of them, in their order, with commas
std::string_view grade_name(Grade g);              // "S" ... "C"; empty for none
std::string_view grade_meaning(Grade g);
std::string_view flow_label(Flow f);
std::string_view flow_basis(Flow f);

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
std::string phrase_rivals(std::string_view label, const std::vector<std::string>& columns);
std::string phrase_same_names(std::string_view label, const std::vector<std::string>& columns);
std::string phrase_rivals_unused(std::string_view label, const std::vector<std::string>& columns);
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
std::string phrase_import_counts(const ImportReport& r);
std::string phrase_read_as(size_t column, std::string_view label);
std::string phrase_encoding_reason(bool bom, bool chosen);
// What was repaired or left out of a file of this kind.
std::string repair_text(FileKind kind, const RepairNote& n);
std::string phrase_merged_cells(uint64_t n, uint64_t first_line);
std::string phrase_history_export(uint64_t rows, uint64_t first_line);
// NUL bytes that fill up fields, or the rest of the file.
std::string phrase_nul_padding(bool at_end);
std::string phrase_comma();
std::string phrase_nth_column(size_t n);
std::string phrase_corrected_from_unreadable();
std::string phrase_other_lost_unreadable();
std::string phrase_run_date_differs(std::string_view row, std::string_view file);
std::string phrase_run_date_overridden(std::string_view given, std::string_view column);
std::string phrase_rows_lost(size_t missing, size_t twice);
std::string phrase_list_empty();
std::string phrase_my_number_dropped(std::string_view column);
std::string phrase_same_run(std::string_view a, std::string_view b, std::string_view date);
std::string phrase_flood(std::string_view birth, uint64_t people);
std::string phrase_number_flood(FileKind kind, uint64_t rows);
std::string phrase_gap(std::string_view older, std::string_view newer, uint64_t days, bool confirmed);
std::string phrase_no_overlap_list();
std::string phrase_only_one_run();
std::string phrase_run_remembered(std::string_view date);
std::string phrase_pension_list_unused();
std::string phrase_more_rejections(uint64_t n);

// Words of the evidence panel and of results.csv.
enum class Word : uint8_t {
  yes,
  no,
  head_bucket,
  head_label,
  head_grade,
  head_selectable,
  head_loss_date,
  head_name,
  head_kana,
  head_birth,
  head_sex,
  head_resident,
  head_number,
  head_branch,
  head_address,
  head_roster_line,
  head_pension_line,
  head_overlap,
  head_other_insurer,
  head_other_acquired,
  head_pension_lost,
  head_relaxations,
  head_reasons,
  head_sources,
  head_candidates,
  head_review,
  of_national,
  of_pension,
  file,
  list,
  row,
  column,
  matter,
};
std::string_view text_of(Word w);

// The levels of the waterfall and its fields, in words.
enum class LevelWord : uint8_t {
  same,
  folded,
  relaxed,
  one_char,
  near,
  differs,
  missing,
  field_kana,
  field_written,
  field_birth,
  field_sex,
  field_number,
  field_branch,
  field_pension_number,
  kana_differs,
  written_differs,
};
std::string_view text_of(LevelWord w);
std::string phrase_is(std::string_view field, std::string_view level);
std::string phrase_in_brackets(std::string_view text);
std::string phrase_hence_grade(std::string_view grade);  // empty: no match

// What differs between two written names, in a place.
std::string phrase_wildcard(std::string_view wildcard, std::string_view other);
std::string phrase_private_use(std::string_view code, std::string_view other);
std::string phrase_same_kanji(std::string_view a, std::string_view b, std::string_view grounds);
std::string phrase_selector(std::string_view a, std::string_view b);
std::string_view part_of_date(size_t nth);  // year, month, day by 1, 2, 3; else empty

// The sentence on top of the evidence panel. Where there is a doubt (`why`, a sentence) it stands in place of the grade, which would
// read as if one person were meant.
std::string sentence_text(const BucketInfo& where, Grade g, bool selectable, std::string_view name,
                          std::string_view why);

}  // namespace totsugo
