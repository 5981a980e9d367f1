#include "core/report/results.h"

#include <algorithm>

#include "core/csv/writer.h"
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

void write_csv_header(std::string& out) {
  out += kUtf8Bom;
  CsvWriter w(out);
  for (const Word head :
       {Word::head_bucket,        Word::head_label,          Word::head_grade,        Word::head_selectable,
        Word::head_loss_date,     Word::head_name,           Word::head_kana,         Word::head_birth,
        Word::head_sex,           Word::head_resident,       Word::head_number,       Word::head_branch,
        Word::head_address,       Word::head_roster_line,    Word::head_pension_line, Word::head_overlap,
        Word::head_other_insurer, Word::head_other_acquired, Word::head_pension_lost, Word::head_relaxations,
        Word::head_reasons,       Word::head_sources,        Word::head_candidates,   Word::head_review})
    w.cell(text_of(head));
  w.end_row();
}

void write_result_csv(const RunView& run, const CaseResult& c, std::string& out) {
  CsvWriter w(out);
  const BucketInfo& where = info_of(c.where);
  w.cell(where.code);
  w.cell(where.label);
  w.cell(code_of(c.best));
  w.cell(text_of(c.selectable ? Word::yes : Word::no));
  w.cell(iso_text(c.loss_date));
  for (const Field f : {Field::name, Field::name_kana, Field::birth_date, Field::sex}) w.cell(run.shown(c, f));
  const bool found = c.member != kNobody;
  w.cell(found ? run.member_text(c.member, Field::resident_number) : std::string());
  w.cell(found ? run.member_number_text(c.member) : std::string());
  w.cell(found ? run.member_text(c.member, Field::branch) : std::string());
  w.cell(run.shown(c, Field::address));
  w.cell(found ? std::to_string(run.members[c.member].line) : std::string());
  w.cell(c.pension_row == kNobody ? std::string() : std::to_string(run.pension.rows()[c.pension_row].line));
  std::vector<std::string> places;
  for (const uint32_t row : c.overlap_rows) {
    const OverlapRow& o = run.overlap.rows()[row];
    places.push_back(run.overlap.files()[o.file].name + ":" + std::to_string(o.line));
  }
  w.cell(joined(places, " / "));
  const bool listed = !c.overlap_rows.empty();
  const auto overlap_cell = [&](Field f) {
    return listed ? run.overlap_text(c.overlap_rows.front(), f) : std::string();
  };
  const std::string insurer = overlap_cell(Field::other_insurer_name);
  w.cell(insurer.empty() ? overlap_cell(Field::other_insurer) : insurer);
  w.cell(overlap_cell(Field::other_acquired));
  w.cell(c.pension_row == kNobody ? std::string() : run.pension_text(c.pension_row, Field::pension_lost));
  w.cell(labels_of(run.relaxations_of(c)));
  std::vector<std::string> texts;
  std::vector<std::string> sources;
  if (c.doubted_by == kNobody && c.review != ReviewKind::none) texts.push_back(run.doubt(c));
  for (const Reason& r : c.reasons) {
    texts.push_back(run.reason(r));
    const std::string source(source_of(r.code));
    if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
  }
  w.cell(joined(texts, ""));
  w.cell(joined(sources, " / "));
  std::vector<std::string> candidates;
  if (c.person != kNobody)
    for (const Candidate& x : run.people[c.person].candidates.all())
      candidates.push_back(std::to_string(run.members[x.who].line));
  w.cell(joined(candidates, " "));
  w.cell(label_of(c.review));
  w.end_row();
}

}  // namespace totsugo
