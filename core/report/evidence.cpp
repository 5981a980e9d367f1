// The evidence of one case: what each file says of the person, field by field, and how the two sides compare.
#include <algorithm>

#include "core/base/error_words.h"
#include "core/calendar/date_form.h"
#include "core/match/match_words.h"
#include "core/report/differences.h"
#include "core/report/evidence.h"
#include "core/report/json_writer.h"
#include "core/report/report_words.h"
#include "core/report/waterfall.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

constexpr int kNoField = -1;
constexpr size_t kMostOverlapColumns = 4;

// One line of the panel: the field as each kind of file has it.
struct PanelRow {
  Field label_of;  // whose label is shown
  FileKind label_kind;
  int roster;
  int pension;
  int overlap;
};
constexpr int f(Field x) { return static_cast<int>(x); }
constexpr PanelRow kRows[] = {
    {Field::name_kana, FileKind::roster, f(Field::name_kana), f(Field::name_kana), f(Field::name_kana)},
    {Field::name, FileKind::roster, f(Field::name), f(Field::name), f(Field::name)},
    {Field::alias_name, FileKind::roster, f(Field::alias_name), kNoField, kNoField},
    {Field::birth_date, FileKind::roster, f(Field::birth_date), f(Field::birth_date), f(Field::birth_date)},
    {Field::sex, FileKind::roster, f(Field::sex), f(Field::sex), f(Field::sex)},
    {Field::member_number, FileKind::roster, f(Field::member_number), kNoField, f(Field::own_serial)},
    {Field::branch, FileKind::roster, f(Field::branch), kNoField, f(Field::own_branch)},
    {Field::pension_number, FileKind::roster, f(Field::pension_number), f(Field::pension_number), kNoField},
    {Field::resident_number, FileKind::roster, f(Field::resident_number), kNoField, kNoField},
    {Field::household_id, FileKind::roster, f(Field::household_id), kNoField, kNoField},
    {Field::head_name, FileKind::roster, f(Field::head_name), kNoField, kNoField},
    {Field::relationship, FileKind::roster, f(Field::relationship), kNoField, kNoField},
    {Field::address, FileKind::roster, f(Field::address), f(Field::address), kNoField},
    {Field::building, FileKind::roster, f(Field::building), kNoField, kNoField},
    {Field::acquired, FileKind::roster, f(Field::acquired), kNoField, f(Field::own_acquired)},
    {Field::applied_from, FileKind::roster, f(Field::applied_from), kNoField, kNoField},
    {Field::lost, FileKind::roster, f(Field::lost), kNoField, f(Field::own_lost)},
    {Field::pension_lost, FileKind::pension, kNoField, f(Field::pension_lost), kNoField},
    {Field::pension_lost_reason, FileKind::pension, kNoField, f(Field::pension_lost_reason), kNoField},
    {Field::change_kind, FileKind::pension, kNoField, f(Field::change_kind), kNoField},
    {Field::corrected_from, FileKind::pension, kNoField, f(Field::corrected_from), kNoField},
    {Field::other_insurer, FileKind::overlap, kNoField, kNoField, f(Field::other_insurer)},
    {Field::other_insurer_name, FileKind::overlap, kNoField, kNoField, f(Field::other_insurer_name)},
    {Field::other_symbol, FileKind::overlap, kNoField, kNoField, f(Field::other_symbol)},
    {Field::other_serial, FileKind::overlap, kNoField, kNoField, f(Field::other_serial)},
    {Field::other_branch, FileKind::overlap, kNoField, kNoField, f(Field::other_branch)},
    {Field::other_relation, FileKind::overlap, kNoField, kNoField, f(Field::other_relation)},
    {Field::other_acquired, FileKind::overlap, kNoField, kNoField, f(Field::other_acquired)},
    {Field::other_lost, FileKind::overlap, kNoField, kNoField, f(Field::other_lost)},
};

std::string panel_label(const PanelRow& row) {
  std::string label(find_field(row.label_kind, row.label_of)->label);
  // The same words stand for two things; say whose.
  if (row.label_of == Field::acquired || row.label_of == Field::lost)
    return std::string(text_of(Word::of_national)) + label;
  if (row.label_of == Field::pension_lost) return std::string(text_of(Word::of_pension)) + label;
  return label;
}

// The fields in which candidates are held beside each other, in the order in which a clerk reads them.
struct CandidateField {
  LevelOf level;
  Field roster;
  Field listed;
};
constexpr CandidateField kCandidateFields[] = {
    {LevelOf::kana, Field::name_kana, Field::name_kana},
    {LevelOf::written, Field::name, Field::name},
    {LevelOf::birth, Field::birth_date, Field::birth_date},
    {LevelOf::sex, Field::sex, Field::sex},
    {LevelOf::number, Field::member_number, Field::own_serial},
    {LevelOf::branch, Field::branch, Field::own_branch},
    {LevelOf::pension_number, Field::pension_number, Field::pension_number},
};
static_assert(std::size(kCandidateFields) == kLevelCount);

class Panel {
 public:
  Panel(const RunView& run, const CaseResult& c, std::string& out)
      : run_(run), c_(c), w_(out), relaxations_(run.relaxations_of(c)) {
    if (c.member == kNobody) return;
    for (const Candidate& x : run.people[c.person].candidates.all())
      if (x.who == c.member) compared_ = &x.compared;
  }

  void write(uint32_t number);

 private:
  void write_columns();
  void write_rows();
  void write_waterfall();
  std::string value_of(const PanelRow& row, size_t column) const;
  std::string note(RelaxationSet mask) const;
  void write_candidates();
  void write_candidate(const Candidate& x);
  void write_candidate_fields(const Candidate& x);
  std::string listed_value(const CandidateField& f) const;
  std::string member_value(uint32_t who, const CandidateField& f) const;
  void write_reasons();
  std::string_view level_of(const PanelRow& row, const std::vector<std::string>& values, std::string& note_text) const;
  std::vector<Differences> differences_of(const PanelRow& row, const std::vector<std::string>& values,
                                          std::string_view level) const;
  void write_differences(const std::vector<Differences>& all, const std::string& member);

  struct Column {
    FileKind kind;
    uint32_t row;
  };
  const RunView& run_;
  const CaseResult& c_;
  JsonWriter w_;
  const RelaxationSet relaxations_;  // orthography included: worked out once for all rows of the panel
  const Comparison* compared_ = nullptr;
  std::vector<Column> columns_;
};

const ImportReport* report_of(const RunView& run, FileKind kind) {
  for (const ImportReport* r : run.reports)
    if (r->kind == kind) return r;
  return nullptr;
}

void Panel::write_columns() {
  if (c_.member != kNobody) columns_.push_back({FileKind::roster, c_.member});
  if (c_.pension_row != kNobody) columns_.push_back({FileKind::pension, c_.pension_row});
  for (size_t i = 0; i < c_.overlap_rows.size() && i < kMostOverlapColumns; ++i)
    columns_.push_back({FileKind::overlap, c_.overlap_rows[i]});
  w_.key("columns").begin_array();
  for (const Column& col : columns_) {
    w_.begin_object().member("key", code_of(col.kind));
    std::string title(label_of(col.kind));
    std::string file;
    uint64_t line = 0;
    if (col.kind == FileKind::overlap) {
      const OverlapRow& o = run_.overlap.rows()[col.row];
      (title += ' ') += iso_text(run_.overlap.files()[o.file].run_date);
      file = run_.overlap.files()[o.file].name;
      line = o.line;
    } else {
      if (const ImportReport* r = report_of(run_, col.kind)) file = r->file;
      line = col.kind == FileKind::roster ? run_.members[col.row].line : run_.pension.rows()[col.row].line;
    }
    w_.member("title", title).member("file", file).member("line", line).end_object();
  }
  w_.end_array();
}

std::string Panel::value_of(const PanelRow& row, size_t i) const {
  const Column& col = columns_[i];
  if (col.kind == FileKind::roster) {
    if (row.roster == kNoField) return {};
    if (row.label_of == Field::member_number) return run_.member_number_text(col.row);
    return run_.member_text(col.row, static_cast<Field>(row.roster));
  }
  if (col.kind == FileKind::pension)
    return row.pension == kNoField ? std::string() : run_.pension_text(col.row, static_cast<Field>(row.pension));
  if (row.overlap == kNoField) return {};
  if (row.label_of == Field::member_number) {
    std::string out = run_.overlap_text(col.row, Field::own_symbol);
    const std::string serial = run_.overlap_text(col.row, Field::own_serial);
    if (!out.empty() && !serial.empty()) out += '-';
    return out += serial;
  }
  return run_.overlap_text(col.row, static_cast<Field>(row.overlap));
}

std::string Panel::note(RelaxationSet mask) const { return labels_of(relaxations_ & mask); }

void Panel::write_waterfall() {
  w_.key("waterfall");
  if (!compared_) {
    w_.null();
    return;
  }
  const std::vector<WaterfallStep> steps =
      waterfall_of(*compared_, {run_.orthography(c_, Field::name_kana), run_.orthography(c_, Field::name)});
  w_.begin_object().key("steps").begin_array();
  for (const WaterfallStep& s : steps) {
    w_.begin_object().member("field", s.field).member("label", s.label).member("level", s.level).member("text", s.text);
    w_.member_or_null("grade", code_of(s.so_far)).end_object();
  }
  w_.end_array().member("sentence", waterfall_sentence(steps, compared_->result)).end_object();
}

// What keeps a candidate from being the person.
std::string difference_of(const Comparison& c) {
  std::string out = labels_of(c.relaxations & ~kOrthography);
  const auto add = [&out](LevelWord w) {
    if (!out.empty()) out += phrase_comma();
    out += text_of(w);
  };
  if (!c.name_agrees && c.kana != NameLevel::same && c.kana != NameLevel::missing) add(LevelWord::kana_differs);
  if (!c.name_agrees && c.written == NameLevel::differs) add(LevelWord::written_differs);
  return out;
}

std::string_view Panel::level_of(const PanelRow& row, const std::vector<std::string>& values, std::string& text) const {
  if (!compared_ || columns_.size() < 2) return "shown";
  const bool raw_equal = values[0] == values[1];
  const auto of_name = [&](NameLevel l) -> std::string_view {
    switch (l) {
      case NameLevel::missing: return "missing";
      case NameLevel::same: return raw_equal ? "same" : "folded";
      case NameLevel::differs: return "differs";
      default: return "relaxed";
    }
  };
  switch (row.label_of) {
    case Field::name_kana:
      text = note(run_.orthography(c_, Field::name_kana) | between(Relaxation::dakuten, Relaxation::variant_reading) |
                  relax(Relaxation::foreign_kana) | relax(Relaxation::word_order) |
                  between(Relaxation::wildcards_only, Relaxation::name_differs));
      return of_name(compared_->kana);
    case Field::name:
      text = note(run_.orthography(c_, Field::name) | relax(Relaxation::wildcard) | relax(Relaxation::alias_name) |
                  relax(Relaxation::wildcards_only) | relax(Relaxation::written_differs));
      return of_name(compared_->written);
    case Field::birth_date:
      text = note(between(Relaxation::birth_off_by_one, Relaxation::birth_differs));
      if (compared_->birth == BirthLevel::same) return raw_equal ? "same" : "folded";
      if (compared_->birth == BirthLevel::missing) return "missing";
      return "differs";  // also where it nearly agrees: it is against the person, and the note says how
    case Field::sex:
      text = note(relax(Relaxation::sex_missing) | relax(Relaxation::sex_differs));
      if (compared_->sex == SexLevel::same) return raw_equal ? "same" : "folded";
      return compared_->sex == SexLevel::missing ? "missing" : "differs";
    case Field::member_number:
    case Field::branch:
    case Field::pension_number: {
      const bool pension = row.label_of == Field::pension_number;
      const NumberLevel l = pension ? compared_->pension_number : compared_->number;
      if (values[1].empty() || values[0].empty()) return "missing";
      text = note(pension ? relax(Relaxation::pension_number_differs) : 0);
      if (l == NumberLevel::same || l == NumberLevel::household_only) return raw_equal ? "same" : "folded";
      const bool branch = row.label_of == Field::branch;
      if (l == NumberLevel::branch_differs) return branch ? "differs" : "folded";
      // 枝番 of different numbers say nothing of each other.
      return l == NumberLevel::missing || branch ? "missing" : "differs";
    }
    default: return "shown";
  }
}

// Of a date in any form that says itself what it is; what needs its column is not told here.
bool is_same_day(std::string_view a, std::string_view b) {
  const ParsedDate x = parse_date(a, DateForm::self_describing);
  const ParsedDate y = parse_date(b, DateForm::self_describing);
  return x.status == DateStatus::ok && y.status == DateStatus::ok && x.date == y.date;
}

// Of each list against the roster; empty for fields that nothing is said of. The first list is the one that was compared.
std::vector<Differences> Panel::differences_of(const PanelRow& row, const std::vector<std::string>& values,
                                               std::string_view level) const {
  // Words in another order, or under another name: places would say nothing.
  constexpr RelaxationSet kElsewhere = relax(Relaxation::word_order) | relax(Relaxation::words_mixed) |
                                       relax(Relaxation::alias_name) | relax(Relaxation::middle_name);
  const bool name = row.label_of == Field::name || row.label_of == Field::name_kana;
  const bool number =
      row.label_of == Field::member_number || row.label_of == Field::branch || row.label_of == Field::pension_number;
  if (!compared_ || (!name && !number && row.label_of != Field::birth_date) || (name && (relaxations_ & kElsewhere)))
    return {};
  std::vector<Differences> out;
  for (size_t i = 1; i < values.size(); ++i) {
    if (values[i].empty() || values[0].empty()) {
      out.emplace_back();
      continue;
    }
    out.push_back(name || number ? differences_of_text(run_.tables, values[i], values[0])
                                 : differences_of_dates(values[i], values[0]));
    const bool equal =
        i == 1 ? level == "same" || level == "folded" : !name && !number && is_same_day(values[i], values[0]);
    if (equal) take_for_equal(out.back());
  }
  return out;
}

void Panel::write_differences(const std::vector<Differences>& all, const std::string& member) {
  const auto write_pieces = [this](const std::vector<Piece>& pieces) {
    w_.begin_array();
    for (const Piece& p : pieces) w_.begin_array().value(p.text).value(code_of(p.how)).end_array();
    w_.end_array();
  };
  std::vector<Piece> of_member{{member, Likeness::same}};
  bool any = false;
  for (const Differences& d : all) {
    any = any ||
          std::any_of(d.listed.begin(), d.listed.end(), [](const Piece& p) { return p.how != Likeness::same; }) ||
          std::any_of(d.member.begin(), d.member.end(), [](const Piece& p) { return p.how != Likeness::same; });
    if (!d.member.empty()) of_member = more_unlike(of_member, d.member);
  }
  w_.key("pieces").begin_array();
  if (any) {
    write_pieces(of_member);
    for (const Differences& d : all) write_pieces(d.listed);
  }
  w_.end_array().key("differences").begin_array();
  for (size_t i = 0; i < all.size(); ++i)
    for (const Difference& d : all[i].places) {
      w_.begin_object()
          .member("column", i + 1)
          .member("place", d.place)
          .member("roster", d.member)
          .member("listed", d.listed);
      w_.member("level", code_of(d.how)).member("text", d.told).end_object();
    }
  w_.end_array();
}

void Panel::write_rows() {
  w_.key("rows").begin_array();
  for (const PanelRow& row : kRows) {
    std::vector<std::string> values;
    values.reserve(columns_.size());
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
    w_.end_array().member("level", level).member("note", note_text).key("spelled").begin_array();
    const std::vector<Differences> differences = differences_of(row, values, level);
    if (row.label_of == Field::name && !differences.empty())
      for (const std::string& told : told_of(differences.front())) w_.value(told);
    w_.end_array();
    write_differences(differences, values[0]);
    w_.end_object();
  }
  w_.end_array();
}

std::string_view code_of(Level l) {
  switch (l) {
    case Level::same: return "same";
    case Level::relaxed: return "relaxed";
    case Level::silent: return "missing";
    case Level::against: return "differs";
  }
  return {};
}

std::string Panel::listed_value(const CandidateField& f) const {
  std::string out = run_.listed_text(c_, f.listed);
  if (f.level != LevelOf::number || out.empty()) return out;
  const std::string symbol = run_.listed_text(c_, Field::own_symbol);
  return symbol.empty() ? out : symbol + '-' + out;
}

std::string Panel::member_value(uint32_t who, const CandidateField& f) const {
  return f.level == LevelOf::number ? run_.member_number_text(who) : run_.member_text(who, f.roster);
}

// Field by field what the list and this roster row say, and whether that speaks for the two being one.
void Panel::write_candidate_fields(const Candidate& x) {
  const FieldLevels levels = levels_of(x.compared);
  w_.key("fields").begin_array();
  for (const CandidateField& f : kCandidateFields) {
    const std::string listed = listed_value(f);
    const std::string member = member_value(x.who, f);
    w_.begin_object().member("field", find_field(FileKind::roster, f.roster)->code).member("label", label_of(f.level));
    w_.member("level", code_of(level(levels, f.level))).member("listed", listed).member("value", member);
    w_.member("note", labels_of(x.compared.relaxations & concerning(f.level))).end_object();
  }
  w_.end_array();
}

void Panel::write_candidate(const Candidate& x) {
  const auto text = [&](Field which) { return run_.member_text(x.who, which); };
  w_.begin_object().member("roster_line", run_.members[x.who].line);
  w_.member_or_null("grade", code_of(x.compared.result)).member("name", text(Field::name));
  w_.member("kana", text(Field::name_kana)).member("birth", text(Field::birth_date)).member("sex", text(Field::sex));
  w_.member("number", run_.member_number_text(x.who)).member("address", text(Field::address));
  w_.member("resident", text(Field::resident_number)).member("difference", difference_of(x.compared));
  write_candidate_fields(x);
  w_.end_object();
}

void Panel::write_candidates() {
  w_.key("candidates").begin_array();
  if (c_.person != kNobody)
    for (const Candidate& x : run_.people[c_.person].candidates.all()) write_candidate(x);
  w_.end_array();
}

// What speaks against deciding stands first; of one difference only, which has no reason of its own, it is the name of the queue.
void Panel::write_reasons() {
  const auto write_reason = [this](const Reason& r) {
    w_.begin_object().member("code", code_of(r.code)).member("text", run_.reason(r));
    w_.member("source", source_of(r.code)).end_object();
  };
  w_.key("reasons").begin_array();
  if (c_.doubted_by != kNobody) {
    write_reason(c_.reasons[c_.doubted_by]);
  } else if (const std::string doubt = run_.doubt(c_); !doubt.empty()) {
    w_.begin_object().member("code", code_of(c_.review)).member("text", doubt);
    w_.member("source", source_of(ReasonCode::grade_c)).end_object();
  }
  for (uint32_t i = 0; i < c_.reasons.size(); ++i)
    if (i != c_.doubted_by) write_reason(c_.reasons[i]);
  w_.end_array();
}

void Panel::write(uint32_t number) {
  const BucketInfo& where = info_of(c_.where);
  w_.begin_object().member("finding", number).member("bucket", where.code).member("label", where.label);
  w_.member("meaning", where.meaning).member_or_null("grade", code_of(c_.best));
  w_.member("grade_meaning", meaning_of(c_.best)).member("selectable", c_.selectable);
  w_.member_or_null("loss_date", iso_text(c_.loss_date));
  std::string name = run_.shown(c_, Field::name);
  if (name.empty()) name = run_.shown(c_, Field::name_kana);
  const std::string doubt = run_.doubt(c_);
  w_.member_or_null("review_kind", code_of(c_.review)).member("review_label", label_of(c_.review));
  w_.member_or_null("doubt", doubt);
  w_.member("sentence", sentence_text(where, c_.best, c_.selectable, name, doubt));
  write_columns();
  write_rows();
  write_waterfall();
  w_.key("relaxations").begin_array();
  for_each_relaxation(relaxations_, [this](Relaxation r) {
    w_.begin_object().member("code", code_of(r)).member("label", label_of(r)).end_object();
  });
  w_.end_array();
  write_reasons();
  write_candidates();
  w_.end_object();
}

}  // namespace

void write_evidence(const RunView& run, uint32_t i, std::string& out) { Panel(run, run.results[i], out).write(i); }

}  // namespace totsugo
