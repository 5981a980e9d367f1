#include "core/layout/proposal.h"

#include <algorithm>

#include "core/layout/proposer.h"

namespace totsugo {

// Optional fields that no decision rests on: where two columns would do, none is used, and that is said.
bool only_shown(Field f) {
  switch (f) {
    case Field::sex:
    case Field::postal_code:
    case Field::address:
    case Field::building:
    case Field::relationship:
    case Field::acquired_reason:
    case Field::lost_reason:
    case Field::history_number:
    case Field::changed_on:
    case Field::latest_mark:
    case Field::pension_category:
    case Field::pension_lost_reason:
    case Field::workplace_name:
    case Field::other_insurer_name:
    case Field::other_relation: return true;
    default: return false;
  }
}

// Without these a file is read, but wrongly where the column was there and nobody saw it.
bool missed_dearly(Field f) {
  return f == Field::lost || f == Field::corrected_from || f == Field::other_lost || f == Field::change_kind;
}

bool blank_cell(const std::string& c) { return c.find_first_not_of(" \t\r\n\x1A") == std::string::npos; }

// Under a known name, and of an optional field: too few to ask for.
bool few_failing(const ColumnProfile& p, double failing) {
  const bool half = p.filled > kFewRows && failing * 2 >= static_cast<double>(p.filled);
  return failing < static_cast<double>(kFewFailing) && !half;
}

void Proposer::finish_layout() {
  out_.layout.signature = header_signature(tables_, out_.headers);
  bool exact = true, named = true;
  for (const FieldInfo& info : fields_of(kind_)) {
    const ProposedField& p = at(info.id);
    FieldSource& f = out_.layout.fields[index_of(info.id)];
    // What has no column and is not asked for has none for good: the document is complete.
    const bool absent = std::find(out_.absent.begin(), out_.absent.end(), info.id) != out_.absent.end();
    if (p.column < 0) f.unused = f.unused || (f.constant.empty() && !asked(info.id) && !absent);
    if (p.column < 0) continue;
    const auto c = static_cast<size_t>(p.column);
    f.headers.clear();
    if (out_.layout.header_rows.value_or(1) > 0 && !out_.headers[c].empty()) f.headers = {out_.headers[c]};
    f.position = p.column + 1;
    if (info.date && !f.form) f.form = out_.columns[c].form;
    exact = exact && roles_[c].exact;
    named = named && !folded_[c].empty();
  }
  if (kind_ == FileKind::pension && at(Field::pension_lost).sure == Confidence::high)
    out_.names_scheme = readings_[static_cast<size_t>(at(Field::pension_lost).column)].means(Meaning::scheme);
  out_.by = chosen_ ? ProposedBy::given
            : exact ? ProposedBy::built_in
            : named ? ProposedBy::headers
                    : ProposedBy::values;
}

Proposal Proposer::run() {
  find_record_kinds();
  find_header();
  profile_columns();
  take_chosen();
  read_headers();
  find_shape();
  find_roles();
  assign();
  by_values();
  check_required();
  check_era_codes();
  find_supposed();
  for (OpenField& question : out_.open) lay_out(question);
  for (OpenField& question : out_.supposed) lay_out(question);
  finish_layout();
  return std::move(out_);
}

std::string_view code_of(Confidence c) {
  constexpr std::string_view kNames[] = {"none", "low", "medium", "high"};
  static_assert(std::size(kNames) == static_cast<size_t>(Confidence::high) + 1);
  return kNames[static_cast<size_t>(c)];
}

std::string_view code_of(ProposedBy by) {
  constexpr std::string_view kNames[] = {"given", "built_in", "headers", "values"};
  static_assert(std::size(kNames) == static_cast<size_t>(ProposedBy::values) + 1);
  return kNames[static_cast<size_t>(by)];
}

Proposal propose_layout(const CharTables& tables, FileKind kind, const std::vector<SampleRow>& sample, CivilDate today,
                        const Layout* chosen) {
  return Proposer(tables, kind, sample, today, chosen).run();
}

}  // namespace totsugo
