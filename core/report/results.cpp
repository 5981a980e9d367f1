#include "core/report/results.h"

#include <algorithm>

#include "core/match/match_words.h"
#include "core/report/json_writer.h"
#include "core/report/report_words.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& p : parts) {
    if (!out.empty()) out += between;
    out += p;
  }
  return out;
}

void write_roster(const RunView& run, uint32_t who, JsonWriter& w) {
  if (who == kNobody) {
    w.null();
    return;
  }
  w.begin_object().member("line", run.members[who].line);
  for (const Field f : {Field::resident_number, Field::household_id}) {
    w.member(find_field(FileKind::roster, f)->label, run.member_text(who, f));
  }
  w.member(find_field(FileKind::roster, Field::member_number)->label, run.member_number_text(who));
  w.member(find_field(FileKind::roster, Field::branch)->label, run.member_text(who, Field::branch));
  w.end_object();
}

void write_pension(const RunView& run, const CaseResult& c, JsonWriter& w) {
  w.begin_object().member("line", run.pension.rows()[c.pension_row].line);
  if (c.pension_rows.size() > 1) {  // all that came to this one
    w.key("lines").begin_array();
    for (const uint32_t row : c.pension_rows) w.value(run.pension.rows()[row].line);
    w.end_array();
  }
  w.end_object();
}

// --- the cells of the list ---

std::string overlap_places(const RunView& run, const CaseResult& c) {
  std::vector<std::string> places;
  for (const uint32_t row : c.overlap_rows) {
    const OverlapRow& o = run.overlap.rows()[row];
    places.push_back(run.overlap.files()[o.file].name + ":" + std::to_string(o.line));
  }
  return joined(places, " / ");
}

// Of the first of the overlap rows.
std::string overlap_cell(const RunView& run, const CaseResult& c, Field f) {
  return c.overlap_rows.empty() ? std::string() : run.overlap_text(c.overlap_rows.front(), f);
}

std::string insurer_of(const RunView& run, const CaseResult& c) {
  if (std::string name = overlap_cell(run, c, Field::other_insurer_name); !name.empty()) return name;
  return overlap_cell(run, c, Field::other_insurer);
}

std::string reasons_of(const RunView& run, const CaseResult& c) {
  std::vector<std::string> texts;
  if (c.doubted_by == kNobody && c.review != ReviewKind::none) texts.push_back(run.doubt(c));
  for (const Reason& r : c.reasons) texts.push_back(run.reason(r));
  return joined(texts, "");
}

// The source of each reason, once.
std::string sources_of(const CaseResult& c) {
  std::vector<std::string> sources;
  for (const Reason& r : c.reasons) {
    std::string source(source_of(r.code));
    if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(std::move(source));
  }
  return joined(sources, " / ");
}

std::string candidates_of(const RunView& run, const CaseResult& c) {
  if (c.person == kNobody) return {};
  std::vector<std::string> lines;
  for (const Candidate& x : run.people[c.person].candidates.all())
    lines.push_back(std::to_string(run.members[x.who].line));
  return joined(lines, " ");
}

// The columns of the person in the roster; empty where nobody was found.
std::string member_cell(const RunView& run, const CaseResult& c, ResultColumn column) {
  if (c.member == kNobody) return {};
  if (column == ResultColumn::resident_number) return run.member_text(c.member, Field::resident_number);
  if (column == ResultColumn::member_number) return run.member_number_text(c.member);
  if (column == ResultColumn::branch) return run.member_text(c.member, Field::branch);
  return std::to_string(run.members[c.member].line);
}

// The columns of the person in the pension list.
std::string pension_cell(const RunView& run, const CaseResult& c, ResultColumn column) {
  if (c.pension_row == kNobody) return {};
  if (column == ResultColumn::pension_lost) return run.pension_text(c.pension_row, Field::pension_lost);
  return std::to_string(run.pension.rows()[c.pension_row].line);
}

std::string cell_of(const RunView& run, const CaseResult& c, ResultColumn column) {
  switch (column) {
    case ResultColumn::bucket: return std::string(info_of(c.where).code);
    case ResultColumn::label: return std::string(info_of(c.where).label);
    case ResultColumn::grade: return std::string(code_of(c.best));
    case ResultColumn::selectable: return std::string(text_of(c.selectable ? Word::yes : Word::no));
    case ResultColumn::loss_date: return iso_text(c.loss_date);
    case ResultColumn::name: return run.shown(c, Field::name);
    case ResultColumn::name_kana: return run.shown(c, Field::name_kana);
    case ResultColumn::birth_date: return run.shown(c, Field::birth_date);
    case ResultColumn::sex: return run.shown(c, Field::sex);
    case ResultColumn::address: return run.shown(c, Field::address);
    case ResultColumn::resident_number:
    case ResultColumn::member_number:
    case ResultColumn::branch:
    case ResultColumn::roster_line: return member_cell(run, c, column);
    case ResultColumn::pension_line:
    case ResultColumn::pension_lost: return pension_cell(run, c, column);
    case ResultColumn::overlap_lines: return overlap_places(run, c);
    case ResultColumn::other_insurer: return insurer_of(run, c);
    case ResultColumn::other_acquired: return overlap_cell(run, c, Field::other_acquired);
    case ResultColumn::relaxations: return std::string(labels_of(run.relaxations_of(c)));
    case ResultColumn::reasons: return reasons_of(run, c);
    case ResultColumn::sources: return sources_of(c);
    case ResultColumn::candidates: return candidates_of(run, c);
    case ResultColumn::review: return std::string(label_of(c.review));
  }
  return {};
}

}  // namespace

void write_result_json(const RunView& run, const CaseResult& c, std::string& out) {
  JsonWriter w(out);
  const BucketInfo& where = info_of(c.where);
  w.begin_object();
  w.member("flow", code_of(run.settings.which)).member("bucket", where.code);
  w.member_or_null("grade", code_of(c.best)).member("selectable", c.selectable);
  w.member_or_null("loss_date", iso_text(c.loss_date));
  w.key("roster");
  write_roster(run, c.member, w);
  w.key("pension");
  if (c.pension_row == kNobody) w.null();
  else write_pension(run, c, w);
  w.key("overlap");
  if (c.overlap_rows.empty()) {
    w.null();
  } else {
    w.begin_array();
    for (const uint32_t row : c.overlap_rows) {
      const OverlapRow& o = run.overlap.rows()[row];
      w.begin_object().member("file", run.overlap.files()[o.file].name).member("line", o.line).end_object();
    }
    w.end_array();
  }
  w.key("relaxations").begin_array();
  for_each_relaxation(run.relaxations_of(c), [&w](Relaxation r) { w.value(code_of(r)); });
  w.end_array().key("reasons").begin_array();
  for (const Reason& r : c.reasons) {
    w.begin_object().member("code", code_of(r.code)).member("text", run.reason(r));
    w.member("source", source_of(r.code)).end_object();
  }
  w.end_array().key("candidates").begin_array();
  if (c.person != kNobody) {
    for (const Candidate& x : run.people[c.person].candidates.all()) {
      w.begin_object().member("roster_line", run.members[x.who].line);
      w.member_or_null("grade", code_of(x.compared.result)).end_object();
    }
  }
  w.end_array().member_or_null("review_kind", code_of(c.review)).end_object();
  out.push_back('\n');
}

void write_result_row(const RunView& run, const CaseResult& c, TableWriter& w) {
  for (size_t i = 0; i < kResultColumnCount; ++i) w.cell(cell_of(run, c, static_cast<ResultColumn>(i)));
  w.end_row();
}

}  // namespace totsugo
