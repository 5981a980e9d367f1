// The evidence of one case: what each file says of the person, field by field, and how the two sides compare.
#include <algorithm>

#include "core/report/json_writer.h"
#include "core/report/worklist.h"
#include "core/tables/messages.h"

namespace totsugo {
namespace {

constexpr int kNoField = -1;
constexpr size_t kMostOverlapColumns = 4;

// One line of the panel: the field as each kind of file has it.
struct panel_row {
  field label_of;   // whose label is shown
  file_kind label_kind;
  int roster;
  int pension;
  int overlap;
};
constexpr int f(field x) { return static_cast<int>(x); }
constexpr panel_row kRows[] = {
    {field::name_kana, file_kind::roster, f(field::name_kana), f(field::name_kana), f(field::name_kana)},
    {field::name, file_kind::roster, f(field::name), f(field::name), f(field::name)},
    {field::alias_name, file_kind::roster, f(field::alias_name), kNoField, kNoField},
    {field::birth_date, file_kind::roster, f(field::birth_date), f(field::birth_date), f(field::birth_date)},
    {field::sex, file_kind::roster, f(field::sex), f(field::sex), f(field::sex)},
    {field::member_number, file_kind::roster, f(field::member_number), kNoField, f(field::own_serial)},
    {field::branch, file_kind::roster, f(field::branch), kNoField, f(field::own_branch)},
    {field::pension_number, file_kind::roster, f(field::pension_number), f(field::pension_number), kNoField},
    {field::resident_number, file_kind::roster, f(field::resident_number), kNoField, kNoField},
    {field::household_id, file_kind::roster, f(field::household_id), kNoField, kNoField},
    {field::head_name, file_kind::roster, f(field::head_name), kNoField, kNoField},
    {field::relationship, file_kind::roster, f(field::relationship), kNoField, kNoField},
    {field::address, file_kind::roster, f(field::address), f(field::address), kNoField},
    {field::building, file_kind::roster, f(field::building), kNoField, kNoField},
    {field::acquired, file_kind::roster, f(field::acquired), kNoField, f(field::own_acquired)},
    {field::applied_from, file_kind::roster, f(field::applied_from), kNoField, kNoField},
    {field::lost, file_kind::roster, f(field::lost), kNoField, f(field::own_lost)},
    {field::pension_lost, file_kind::pension, kNoField, f(field::pension_lost), kNoField},
    {field::pension_lost_reason, file_kind::pension, kNoField, f(field::pension_lost_reason), kNoField},
    {field::change_kind, file_kind::pension, kNoField, f(field::change_kind), kNoField},
    {field::corrected_from, file_kind::pension, kNoField, f(field::corrected_from), kNoField},
    {field::other_insurer, file_kind::overlap, kNoField, kNoField, f(field::other_insurer)},
    {field::other_insurer_name, file_kind::overlap, kNoField, kNoField, f(field::other_insurer_name)},
    {field::other_symbol, file_kind::overlap, kNoField, kNoField, f(field::other_symbol)},
    {field::other_serial, file_kind::overlap, kNoField, kNoField, f(field::other_serial)},
    {field::other_branch, file_kind::overlap, kNoField, kNoField, f(field::other_branch)},
    {field::other_relation, file_kind::overlap, kNoField, kNoField, f(field::other_relation)},
    {field::other_acquired, file_kind::overlap, kNoField, kNoField, f(field::other_acquired)},
    {field::other_lost, file_kind::overlap, kNoField, kNoField, f(field::other_lost)},
};

std::string panel_label(const panel_row& row) {
  std::string label(find_field(row.label_kind, row.label_of)->label);
  // The same words stand for two things; say whose.
  if (row.label_of == field::acquired || row.label_of == field::lost) return std::string(text_of(word::of_national)) + label;
  if (row.label_of == field::pension_lost) return std::string(text_of(word::of_pension)) + label;
  return label;
}

class panel {
 public:
  panel(const run_view& run, const case_result& c, std::string& out) : run_(run), c_(c), w_(out) {
    if (c.member == kNobody) return;
    for (const candidate& x : run.people[c.person].candidates.all())
      if (x.who == c.member) compared_ = &x.compared;
  }

  void write(uint32_t number);

 private:
  void write_columns();
  void write_rows();
  std::string value_of(const panel_row& row, size_t column) const;
  std::string note(relaxation_set mask) const;
  void write_candidates();
  std::string_view level_of(const panel_row& row, const std::vector<std::string>& values, std::string& note_text) const;

  struct column {
    file_kind kind;
    uint32_t row;
  };
  const run_view& run_;
  const case_result& c_;
  json_writer w_;
  const comparison* compared_ = nullptr;
  std::vector<column> columns_;
};

const import_report* report_of(const run_view& run, file_kind kind) {
  for (const import_report* r : run.reports)
    if (r->kind == kind) return r;
  return nullptr;
}

void panel::write_columns() {
  if (c_.member != kNobody) columns_.push_back({file_kind::roster, c_.member});
  if (c_.pension_row != kNobody) columns_.push_back({file_kind::pension, c_.pension_row});
  for (size_t i = 0; i < c_.overlap_rows.size() && i < kMostOverlapColumns; ++i)
    columns_.push_back({file_kind::overlap, c_.overlap_rows[i]});
  w_.key("columns").begin_array();
  for (const column& col : columns_) {
    w_.begin_object().member("key", kind_code(col.kind));
    std::string title(kind_label(col.kind));
    std::string file;
    uint64_t line = 0;
    if (col.kind == file_kind::overlap) {
      const overlap_row& o = run_.overlap.rows()[col.row];
      title += " " + iso_text(run_.overlap.files()[o.file].run_date);
      file = run_.overlap.files()[o.file].name;
      line = o.line;
    } else {
      if (const import_report* r = report_of(run_, col.kind)) file = r->file;
      line = col.kind == file_kind::roster ? run_.members[col.row].line : run_.pension.rows()[col.row].line;
    }
    w_.member("title", title).member("file", file).member("line", line).end_object();
  }
  w_.end_array();
}

std::string panel::value_of(const panel_row& row, size_t i) const {
  const column& col = columns_[i];
  if (col.kind == file_kind::roster) {
    if (row.roster == kNoField) return {};
    if (row.label_of == field::member_number) return run_.member_number_text(col.row);
    return std::string(run_.member_text(col.row, static_cast<field>(row.roster)));
  }
  if (col.kind == file_kind::pension)
    return row.pension == kNoField ? std::string() : std::string(run_.pension_text(col.row, static_cast<field>(row.pension)));
  if (row.overlap == kNoField) return {};
  if (row.label_of == field::member_number) {
    std::string out(run_.overlap_text(col.row, field::own_symbol));
    const std::string_view serial = run_.overlap_text(col.row, field::own_serial);
    if (!out.empty() && !serial.empty()) out += '-';
    return out += serial;
  }
  return std::string(run_.overlap_text(col.row, static_cast<field>(row.overlap)));
}

std::string panel::note(relaxation_set mask) const {
  const relaxation_set all = run_.relaxations_of(c_) & mask;
  std::string out;
  for (int i = 0; i < kRelaxationCount; ++i) {
    if (!(all & relaxation_set{1} << i)) continue;
    if (!out.empty()) out += phrase_comma();
    out += relaxation_label(static_cast<relaxation>(i));
  }
  return out;
}

constexpr relaxation_set between(relaxation from, relaxation to) { return (relax(to) << 1) - relax(from); }

std::string_view panel::level_of(const panel_row& row, const std::vector<std::string>& values, std::string& text) const {
  if (!compared_ || columns_.size() < 2) return "shown";
  const bool raw_equal = values[0] == values[1];
  const auto of_name = [&](name_level l) -> std::string_view {
    switch (l) {
      case name_level::missing: return "missing";
      case name_level::same: return raw_equal ? "same" : "folded";
      case name_level::differs: return "differs";
      default: return "relaxed";
    }
  };
  switch (row.label_of) {
    case field::name_kana:
      text = note(between(relaxation::width, relaxation::letter_case) | between(relaxation::dakuten, relaxation::variant_reading) |
                  relax(relaxation::kana_one_char_only) | relax(relaxation::surname_changed) | relax(relaxation::name_differs));
      return of_name(compared_->kana);
    case field::name:
      text = note(relax(relaxation::kanji_variant) | relax(relaxation::wildcard) | relax(relaxation::alias_name) |
                  relax(relaxation::written_differs));
      return of_name(compared_->written);
    case field::birth_date:
      text = note(between(relaxation::birth_off_by_one, relaxation::birth_differs));
      if (compared_->birth == birth_level::same) return raw_equal ? "same" : "folded";
      return compared_->birth == birth_level::differs ? "differs" : "relaxed";
    case field::sex:
      text = note(relax(relaxation::sex_missing) | relax(relaxation::sex_differs));
      if (compared_->sex == sex_level::same) return raw_equal ? "same" : "folded";
      return compared_->sex == sex_level::missing ? "missing" : "differs";
    case field::member_number:
    case field::branch:
    case field::pension_number: {
      const bool pension = row.label_of == field::pension_number;
      const number_level l = pension ? compared_->pension_number : compared_->number;
      if (values[1].empty() || values[0].empty()) return "missing";
      text = note(pension ? relax(relaxation::pension_number_differs) : 0);
      if (l == number_level::same || l == number_level::household_only) return raw_equal ? "same" : "folded";
      if (l == number_level::branch_differs) return row.label_of == field::branch ? "differs" : "folded";
      return l == number_level::missing ? "missing" : "differs";
    }
    default: return "shown";
  }
}

void panel::write_rows() {
  w_.key("rows").begin_array();
  for (const panel_row& row : kRows) {
    std::vector<std::string> values;
    for (size_t i = 0; i < columns_.size(); ++i) values.push_back(value_of(row, i));
    if (std::all_of(values.begin(), values.end(), [](const std::string& v) { return v.empty(); })) continue;
    w_.begin_object().member("field", find_field(row.label_kind, row.label_of)->code).member("label", panel_label(row));
    w_.key("values").begin_array();
    for (const std::string& v : values) {
      if (v.empty()) w_.null();
      else w_.value(v);
    }
    std::string note_text;
    const std::string_view level = level_of(row, values, note_text);
    w_.end_array().member("level", level).member("note", note_text).end_object();
  }
  w_.end_array();
}

void panel::write_candidates() {
  w_.key("candidates").begin_array();
  if (c_.person != kNobody) {
    for (const candidate& x : run_.people[c_.person].candidates.all()) {
      const auto text = [&](field which) { return run_.member_text(x.who, which); };
      w_.begin_object().member("roster_line", run_.members[x.who].line);
      w_.member_or_null("grade", grade_name(x.compared.result)).member("name", text(field::name));
      w_.member("kana", text(field::name_kana)).member("birth", text(field::birth_date)).member("sex", text(field::sex));
      w_.member("number", run_.member_number_text(x.who)).member("address", text(field::address));
      std::string difference;
      for (int i = 0; i < kRelaxationCount; ++i) {
        if (!(x.compared.relaxations & relaxation_set{1} << i)) continue;
        if (!difference.empty()) difference += phrase_comma();
        difference += relaxation_label(static_cast<relaxation>(i));
      }
      w_.member("difference", difference).end_object();
    }
  }
  w_.end_array();
}

void panel::write(uint32_t number) {
  const bucket_info& where = info_of(c_.where);
  w_.begin_object().member("case", number).member("bucket", where.code).member("label", where.label);
  w_.member("meaning", where.meaning).member_or_null("grade", grade_name(c_.best));
  w_.member("grade_meaning", grade_meaning(c_.best)).member("selectable", c_.selectable);
  w_.member_or_null("loss_date", iso_text(c_.loss_date));
  std::string_view name = run_.shown(c_, field::name);
  if (name.empty()) name = run_.shown(c_, field::name_kana);
  w_.member("sentence", sentence_text(where, c_.best, c_.selectable, name));
  write_columns();
  write_rows();
  w_.key("relaxations").begin_array();
  const relaxation_set all = run_.relaxations_of(c_);
  for (int i = 0; i < kRelaxationCount; ++i) {
    if (!(all & relaxation_set{1} << i)) continue;
    const auto r = static_cast<relaxation>(i);
    w_.begin_object().member("code", relaxation_name(r)).member("label", relaxation_label(r)).end_object();
  }
  w_.end_array().key("reasons").begin_array();
  for (const reason& r : c_.reasons) {
    w_.begin_object().member("code", reason_name(r.code)).member("text", reason_text(r));
    w_.member("source", reason_source(r.code)).end_object();
  }
  w_.end_array();
  write_candidates();
  w_.end_object();
}

}  // namespace

void write_evidence(const run_view& run, uint32_t i, std::string& out) { panel(run, run.results[i], out).write(i); }

}  // namespace totsugo
