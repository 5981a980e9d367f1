// Everything a finished run holds, for those who write or show it. Nothing here changes anything.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/match/candidates.h"
#include "core/rules/matched.h"
#include "core/rules/result.h"
#include "core/source/import_report.h"
#include "core/source/row_store.h"

namespace totsugo {

struct run_view {
  const char_tables& tables;
  const rule_settings& settings;
  const std::vector<listed_person>& people;
  const std::vector<member>& members;
  const row_store& member_texts;
  const pension_list& pension;
  const overlap_lists& overlap;
  const std::vector<const import_report*>& reports;  // pension, overlaps, roster: in order of reading
  const std::vector<case_result>& results;
  const std::vector<std::string>& warnings;

  std::string_view member_text(uint32_t member, field f) const {
    return member_texts.text(file_kind::roster, members[member].text, f);
  }
  std::string_view pension_text(uint32_t row, field f) const {
    return pension.texts().text(file_kind::pension, pension.rows()[row].text, f);
  }
  std::string_view overlap_text(uint32_t row, field f) const {
    const overlap_row& r = overlap.rows()[row];
    return overlap.files()[r.file].texts.text(file_kind::overlap, r.text, f);
  }
  // The roster's 記号番号 as it came in; two columns are joined with a hyphen.
  std::string member_number_text(uint32_t member) const;

  // What to show of a case: the roster's text where there is one person, else the list's.
  std::string_view shown(const case_result& c, field f) const;
  // All relaxations of a case, orthography included.
  relaxation_set relaxations_of(const case_result& c) const;
  // Text of the listed person (pension row, else newest overlap row).
  std::string_view listed_text(const case_result& c, field f) const;
};

inline constexpr const char* kVersion = "0.1.0";

}  // namespace totsugo
