#include "core/report/import_json.h"

#include <array>

#include "core/base/error_words.h"
#include "core/base/version.h"
#include "core/report/json_writer.h"
#include "core/rules/accounting.h"
#include "core/rules/rule_words.h"
#include "core/source/source_words.h"

namespace totsugo {
namespace {

void write_fields(const ImportReport& r, JsonWriter& w) {
  std::vector<bool> used(r.headers.size(), false);
  w.key("fields").begin_array();
  for (const FieldInfo& info : fields_of(r.kind)) {
    const int c = r.file_column(info.id);
    if (c < 0) continue;
    if (static_cast<size_t>(c) < used.size()) used[static_cast<size_t>(c)] = true;
    w.begin_object().member("field", info.code).member("label", info.label);
    w.member("header", r.column_name(static_cast<uint32_t>(c + 1))).member("position", c + 1);
    w.key("date_form");
    if (info.date) w.value(date_form_name(r.columns.form[index_of(info.id)]));
    else w.null();
    w.end_object();
  }
  w.end_array().key("unused").begin_array();
  for (size_t i = 0; i < used.size(); ++i)
    if (!used[i]) w.value(r.headers[i]);
  w.end_array();
}

void write_rejected(const ImportReport& r, JsonWriter& w) {
  w.key("rejected").begin_array();
  for (const Rejection& x : r.rejected) {
    const std::string column = r.column_name(x.column_no);
    w.begin_object().member("line", x.line).member_or_null("column", column);
    w.key("column_no");
    if (x.column_no) w.value(x.column_no);
    else w.null();
    w.member("code", code_of(x.code)).member("reason", sentence_of(x.code, x.detail));
    w.member("text", sentence_of({x.code, {r.file, x.line, x.column_no, column}, x.detail})).end_object();
  }
  w.end_array().key("warnings").begin_array();
  for (const ImportWarning& x : r.warnings) {
    w.begin_object().key("line");
    if (x.line) w.value(x.line);
    else w.null();
    w.member("text", x.text).end_object();
  }
  if (r.rejected_count > r.rejected.size()) {
    w.begin_object().key("line").null();
    w.member("text", phrase_more_rejections(r.rejected_count - r.rejected.size())).end_object();
  }
  w.end_array();
}

void write_check(const Check& c, const RunChecks& checks, JsonWriter& w) {
  w.begin_object().member("code", code_of(c.code)).member("level", c.level == CheckLevel::stop ? "stop" : "warn");
  w.key("figures").begin_object().member("count", c.count).member("of", c.of).member_or_null("a", iso_text(c.a));
  w.member_or_null("b", iso_text(c.b)).member_or_null("what", c.what).end_object().member("text", text_of(c));
  const std::string* const why = checks.reason_for(c.code);
  w.member_or_null("accepted", why ? *why : std::string()).end_object();
}

}  // namespace

void write_import_report(const ImportReport& r, std::string& out) {
  JsonWriter w(out);
  w.begin_object().member("kind", code_of(r.kind)).member("label", label_of(r.kind)).member("file", r.file);
  w.member("bytes", r.bytes).member("encoding", code_of(r.coding)).member("bom", r.bom_bytes > 0);
  w.member("delimiter", std::string_view(&r.dialect.separator, 1));
  w.member("newline", r.dialect.newline == '\n' ? "LF" : "CR").member("header_rows", r.header_rows);
  w.member("layout", code_of(r.by));
  w.member_or_null("run_date", iso_text(r.run_date)).member_or_null("run_date_from", r.run_date_from);
  write_fields(r, w);
  w.member("rows", r.rows).member("kept", r.kept).member("rejected_count", r.rejected_count);
  w.member("blank_rows", r.blank_rows).member("other_kind_rows", r.other_kind_rows);
  w.member("skip_rows", r.skip_rows).member("total_rows", r.total_rows).key("repairs").begin_array();
  for (const RepairNote& n : r.repairs) {
    w.begin_object().member("text", sentence_of(r.kind, n)).member("count", n.count).key("first_line");
    if (n.first_line) w.value(n.first_line);
    else w.null();
    w.end_object();
  }
  w.end_array();
  write_rejected(r, w);
  w.end_object();
}

void write_import_json(const std::vector<const ImportReport*>& reports, std::string& out) {
  JsonWriter w(out);
  w.begin_object().member("version", kVersion).key("files").begin_array();
  for (const ImportReport* r : reports) {
    std::string one;
    write_import_report(*r, one);
    w.raw(one);
  }
  w.end_array().end_object();
  out.push_back('\n');
}

// A row for each thing said of a file, its cells in the order of ImportColumn.
void write_import_rows(const std::vector<const ImportReport*>& reports, TableWriter& w) {
  for (const ImportReport* r : reports) {
    const auto line = [&](uint64_t at, std::string_view column, std::string_view text) {
      w.cell(r->file);
      w.cell(label_of(r->kind));
      w.cell(at ? std::to_string(at) : std::string());
      w.cell(column);
      w.cell(text);
      w.end_row();
    };
    line(0, {}, phrase_import_counts(*r));
    for (const FieldInfo& info : fields_of(r->kind))
      if (const int c = r->file_column(info.id); c >= 0)
        line(0, r->headers[static_cast<size_t>(c)], phrase_read_as(static_cast<size_t>(c) + 1, info.label));
    for (const RepairNote& n : r->repairs) line(n.first_line, {}, sentence_of(r->kind, n));
    for (const ImportWarning& x : r->warnings) line(x.line, {}, x.text);
    for (const Rejection& x : r->rejected) line(x.line, r->column_name(x.column_no), sentence_of(x.code, x.detail));
    if (r->rejected_count > r->rejected.size())
      line(0, {}, phrase_more_rejections(r->rejected_count - r->rejected.size()));
  }
}

void write_summary(const RunView& run, std::string& out) {
  std::array<uint64_t, kBucketCount> buckets{};
  std::array<uint64_t, 5> grades{};
  std::array<uint64_t, kReviewKindCount> reviews{};
  uint64_t selectable = 0;
  for (const CaseResult& c : run.results) {
    ++reviews[static_cast<size_t>(c.review)];
    ++buckets[static_cast<size_t>(c.where)];
    ++grades[c.best <= Grade::c ? static_cast<size_t>(c.best) : 4];
    selectable += c.selectable;
  }
  JsonWriter w(out);
  w.begin_object().member("version", kVersion).member("flow", code_of(run.settings.which));
  w.member("date", iso_text(run.settings.today)).member("results", run.results.size()).member("selectable", selectable);
  w.member("rows_accounted", account(run.pension, run.overlap, run.settings.which, run.results).rows);
  w.key("buckets").begin_object();
  for (size_t i = 0; i < kBucketCount; ++i) {
    const BucketInfo& info = info_of(static_cast<Bucket>(i));
    if (info.in == run.settings.which) w.member(info.code, buckets[i]);
  }
  w.end_object().key("review_kinds").begin_object();
  for (size_t i = 1; i < kReviewKindCount; ++i)
    if (reviews[i]) w.member(code_of(static_cast<ReviewKind>(i)), reviews[i]);
  w.end_object().key("grades").begin_object();
  constexpr std::string_view kNames[] = {"S", "A", "B", "C", "none"};
  for (size_t i = 0; i < 5; ++i) w.member(kNames[i], grades[i]);
  w.end_object().key("runs").begin_array();
  const auto& runs = run.overlap.runs();
  const RunGap gap = gap_of(run.overlap, run.settings, run.earlier);
  const auto days_since = [&](CivilDate newer, CivilDate older) {
    w.key("gap_days").value(day_number(newer) - day_number(older));
  };
  for (size_t i = 0; i < runs.size(); ++i) {
    w.begin_object().member("date", iso_text(runs[i].date)).key("files").begin_array();
    for (const uint32_t f : runs[i].files) w.value(run.overlap.files()[f].name);
    w.end_array();
    if (i == 0 && gap.two_runs) days_since(runs[0].date, gap.before);
    else if (i + 1 < runs.size()) days_since(runs[i].date, runs[i + 1].date);
    else w.key("gap_days").null();
    w.member("consecutive", i == 0 && gap.consecutive).member("remembered", false).end_object();
    if (i > 0 || !gap.remembered) continue;
    w.begin_object().member("date", iso_text(gap.before)).key("files").begin_array().end_array().key("gap_days").null();
    w.member("consecutive", false).member("remembered", true).end_object();
  }
  w.end_array().key("files").begin_array();
  for (const ImportReport* r : run.reports) {
    w.begin_object().member("kind", code_of(r->kind)).member("file", r->file);
    w.member("encoding", code_of(r->coding)).member("rows", r->rows).member("kept", r->kept);
    w.member("rejected", r->rejected_count).end_object();
  }
  w.end_array().key("checks").begin_array();
  for (const Check& c : run.checks.found) write_check(c, run.checks, w);
  w.end_array().member("stopped", run.checks.stopped()).key("warnings").begin_array();
  for (const std::string& text : run.warnings) w.value(text);
  w.end_array().end_object();
}

}  // namespace totsugo
