// What the page must not repeat: names, labels and bounds that the core alone knows.
#include "core/base/version.h"
#include "core/calendar/date_form.h"
#include "core/match/match_words.h"
#include "core/report/json_writer.h"
#include "core/report/table.h"
#include "core/rules/rule_words.h"
#include "core/run/job.h"
#include "core/session/casework_commands.h"
#include "core/session/query.h"
#include "core/session/session.h"

namespace totsugo {
namespace {

void write_columns(std::string_view table, std::span<const TableColumn> columns, JsonWriter& w) {
  w.key(table).begin_array();
  for (const TableColumn& c : columns) {
    w.begin_object().member("code", c.code).member("head", c.head).member("kind", code_of(c.kind));
    w.member("widest", c.widest).member("meaning", c.meaning).member("source", c.source);
    w.member("identifies", c.identifies).end_object();
  }
  w.end_array();
}

}  // namespace

std::string constants_json() {
  std::string out;
  JsonWriter w(out);
  w.begin_object().member("version", kVersion).member("chunk_bytes", kChunkBytes);
  w.member("max_file_bytes", static_cast<uint64_t>(kMaxFileBytes)).member("max_list_bytes", kMaxListBytes);
  w.member("earliest_d_date", iso_text(kFlowDFrom));
  w.key("kinds").begin_array();
  for (const FileKind k : {FileKind::roster, FileKind::pension, FileKind::overlap})
    w.begin_object().member("code", code_of(k)).member("label", label_of(k)).end_object();
  w.end_array().key("flows").begin_array();
  for (const Flow f : {Flow::p, Flow::d})
    w.begin_object().member("code", code_of(f)).member("label", label_of(f)).member("basis", basis_of(f)).end_object();
  w.end_array().key("buckets").begin_array();
  for (size_t i = 0; i < kBucketCount; ++i) {
    const BucketInfo& b = info_of(static_cast<Bucket>(i));
    w.begin_object().member("code", b.code).member("flow", code_of(b.in)).member("label", b.label);
    w.member("meaning", b.meaning).end_object();
  }
  w.end_array().key("grades").begin_array();
  for (const Grade g : {Grade::s, Grade::a, Grade::b, Grade::c})
    w.begin_object().member("code", code_of(g)).member("meaning", meaning_of(g)).end_object();
  w.end_array().key("review_kinds").begin_array();
  for (size_t i = 1; i < kReviewKindCount; ++i)
    w.begin_object()
        .member("code", code_of(static_cast<ReviewKind>(i)))
        .member("label", label_of(static_cast<ReviewKind>(i)))
        .member("one_difference", is_one_difference(static_cast<ReviewKind>(i)))
        .end_object();
  w.end_array().key("sorts").begin_array();
  for (const std::string_view s : sort_codes()) w.begin_object().member("code", s).end_object();
  w.end_array().key("tables").begin_object();
  write_columns("results", result_columns(), w);
  write_columns("ledger", ledger_columns(), w);
  write_columns("annual", annual_columns(), w);
  w.end_object().key("casework").raw(casework_constants()).end_object();
  return out;
}

}  // namespace totsugo
