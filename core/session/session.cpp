#include "core/session/session.h"

#include <nlohmann/json.hpp>

#include "core/match/roster_stream.h"
#include "core/report/import_json.h"
#include "core/report/json_writer.h"
#include "core/report/results.h"
#include "core/report/worklist.h"
#include "core/tables/messages.h"

namespace totsugo {
namespace {

using json = nlohmann::json;

// The earliest working date of flow D: the day of the R4 notice.
constexpr civil_date kFlowDFrom = civil_date::of(2022, 11, 29);

std::string failed(const error& e) {
  std::string out;
  json_writer w(out);
  w.begin_object().member("ok", false).key("error").begin_object().member("code", error_name(e.code));
  w.member_or_null("file", e.where.file).key("line");
  if (e.where.line) w.value(e.where.line);
  else w.null();
  w.member_or_null("column", e.where.column).member("text", error_text(e)).end_object().end_object();
  return out;
}

std::string failed(error_code code, std::string detail = {}) { return failed(error{code, {}, std::move(detail)}); }

std::string succeeded() { return "{\"ok\":true}"; }

std::string succeeded(std::string_view key, std::string_view raw_json) {
  std::string out;
  json_writer w(out);
  w.begin_object().member("ok", true).key(key).raw(raw_json).end_object();
  return out;
}

std::optional<file_kind> kind_of(std::string_view code) {
  for (const file_kind k : {file_kind::roster, file_kind::pension, file_kind::overlap})
    if (kind_code(k) == code) return k;
  return std::nullopt;
}

civil_date full_date(const std::string& text) {
  const parsed_date d = parse_date(text, date_form::self_describing);
  return d.status == date_status::ok && !d.date.partial() ? d.date : civil_date{};
}

constexpr std::string_view kSorts[] = {"bucket", "grade", "kana", "birth", "number", "loss_date", "line"};

}  // namespace

enum class phase : uint8_t { idle, lists, roster, roster_done, finished };

struct session::state {
  std::unique_ptr<char_tables> tables;
  phase now = phase::idle;
  rule_settings settings;
  std::vector<listed_person> people;
  std::optional<pension_list> pension;
  std::optional<overlap_lists> overlap;
  list_index index;
  std::vector<std::unique_ptr<file_table>> files;
  bool file_open = false;
  civil_date given_run_date;
  std::optional<roster_stream> roster;
  bool has_pension = false;
  std::vector<case_result> results;
  std::vector<const import_report*> reports;
  std::vector<std::string> warnings;
  worklist list;
  std::string scratch;
  std::vector<char> proposal_bytes;
  // Exports.
  std::string exporting;
  size_t export_at = 0;

  file_table& file() { return *files.back(); }
  run_view view() const {
    return {*tables, settings, people, roster->members(), roster->texts(), *pension, *overlap, reports, results, warnings};
  }
  error begin(std::string_view text);
  error open(file_kind kind, std::string_view name, double size, std::string_view options);
  error take(size_t n, bool last);
  error close();
  error close_list();
  error start_roster();
  void build_index();
  error finish();
  void collect_warnings();
  error layout_of(const json& options, file_kind kind, std::optional<layout>& out) const;
};

error session::state::begin(std::string_view text) {
  if (!tables) tables = char_tables::make();
  if (!tables) return {error_code::internal, {}, "ICU"};
  const json j = json::parse(text, nullptr, false);
  if (!j.is_object()) return {error_code::settings_invalid, {}, "JSON"};
  const std::string which = j.value("flow", std::string());
  if (which != "P" && which != "D") return {error_code::settings_invalid, {}, "flow"};
  const std::string date = j.value("date", std::string());
  rule_settings s;
  s.which = which == "P" ? flow::p : flow::d;
  s.today = full_date(date);
  s.confirm_gap = j.value("confirm_gap", false);
  s.tolerance_days = j.value("tolerance_days", 0);
  s.max_gap_days = j.value("max_gap_days", 31);
  if (s.today.none()) return {error_code::date_invalid, {}, date};
  if (s.tolerance_days < 0 || s.tolerance_days > 366) return {error_code::settings_invalid, {}, "tolerance_days"};
  if (s.max_gap_days < 1 || s.max_gap_days > 366) return {error_code::settings_invalid, {}, "max_gap_days"};
  if (s.which == flow::d && s.today < kFlowDFrom) return {error_code::flow_d_too_early, {}, iso_text(s.today)};
  settings = s;
  pension.emplace(people, s.today);
  overlap.emplace(people, s.today);
  now = phase::lists;
  return {};
}

error session::state::layout_of(const json& options, file_kind kind, std::optional<layout>& out) const {
  if (!options.contains("layout") || options["layout"].is_null()) return {};
  const json& given = options["layout"];
  result<layout> parsed = parse_layout(given.is_string() ? given.get<std::string>() : given.dump(), kind);
  if (!parsed.ok()) return parsed.problem();
  out = std::move(parsed.value());
  return {};
}

error session::state::open(file_kind kind, std::string_view name, double size, std::string_view options_text) {
  if (file_open || (now != phase::lists)) return {error_code::out_of_order, {}, "openFile"};
  if (!(size >= 0 && size <= kMaxFileBytes)) return {error_code::size_out_of_range, {std::string(name), 0, 0, {}}, {}};
  if (kind != file_kind::roster && size > static_cast<double>(kMaxListBytes))
    return {error_code::file_too_large, {std::string(name), 0, 0, {}}, {}};
  const json options = json::parse(options_text.empty() ? "{}" : options_text, nullptr, false);
  if (!options.is_object()) return {error_code::settings_invalid, {}, "options"};
  file_table::settings s;
  s.kind = kind;
  s.name = std::string(name);
  s.bytes = static_cast<uint64_t>(size);
  s.today = settings.today;
  if (error e = layout_of(options, kind, s.given_layout); e.code != error_code::none) {
    e.where.file = s.name;
    return e;
  }
  given_run_date = {};
  if (const std::string run = options.value("run_date", std::string()); !run.empty()) {
    given_run_date = full_date(run);
    if (given_run_date.none()) return {error_code::date_invalid, {s.name, 0, 0, {}}, run};
  }
  if (kind == file_kind::roster) {
    if (error e = start_roster(); e.code != error_code::none) return e;
  }
  if (kind == file_kind::pension) has_pension = true;
  if (kind == file_kind::overlap) overlap->begin_file(s.name);
  files.push_back(std::make_unique<file_table>(*tables, std::move(s)));
  if (kind == file_kind::roster) roster.emplace(file(), index, people, settings.today);
  file_open = true;
  return {};
}

// The lists are complete: their people are known and the index can be built.
error session::state::start_roster() {
  if (settings.which == flow::p && !has_pension) return {error_code::pension_list_missing, {}, {}};
  if (settings.which == flow::d && overlap->files().empty()) return {error_code::overlap_list_missing, {}, {}};
  pension->settle();
  overlap->settle();
  build_index();
  now = phase::roster;
  return {};
}

void session::state::build_index() {
  for (uint32_t i = 0; i < people.size(); ++i)
    index.add(i, people[i].id, people[i].kana_key, people[i].written_key, settings.today);
  index.build();
}

error session::state::take(size_t n, bool last) {
  file_table& f = file();
  switch (f.report().kind) {
    case file_kind::roster: return f.take(n, last, [this](const csv_record& r) { roster->row(r); });
    case file_kind::pension: return f.take(n, last, [&](const csv_record& r) { pension->row(f, r); });
    default: return f.take(n, last, [&](const csv_record& r) { overlap->row(f, r); });
  }
}

error session::state::close() {
  if (error e = take(0, true); e.code != error_code::none) return e;
  file_table& f = file();
  if (f.report().kind == file_kind::overlap) {
    if (error e = overlap->end_file(f, given_run_date); e.code != error_code::none) return e;
  }
  if (f.report().kind == file_kind::pension && f.report().rows == 0) f.warn(0, phrase_list_empty());
  if (f.report().kind == file_kind::roster) now = phase::roster_done;
  f.release();
  file_open = false;
  return {};
}

void session::state::collect_warnings() {
  warnings.clear();
  if (settings.which == flow::d && has_pension) warnings.push_back(phrase_pension_list_unused());
  if (overlap->files().empty()) warnings.push_back(phrase_no_overlap_list());
  for (const overlap_run& run : overlap->runs())
    for (size_t i = 1; i < run.files.size(); ++i)
      warnings.push_back(phrase_same_run(overlap->files()[run.files[0]].name, overlap->files()[run.files[i]].name,
                                         iso_text(run.date)));
  const run_gap gap = gap_of(*overlap, settings);
  if (settings.which == flow::d && !gap.two_runs) warnings.push_back(phrase_only_one_run());
  if (gap.two_runs && gap.days > settings.max_gap_days)
    warnings.push_back(phrase_gap(iso_text(overlap->runs()[1].date), iso_text(overlap->runs()[0].date),
                                  static_cast<uint64_t>(gap.days), settings.confirm_gap));
  for (const import_report* r : reports)
    for (const import_warning& x : r->warnings)
      if (x.line == 0) warnings.push_back(r->file + ": " + x.text);
}

error session::state::finish() {
  if (now != phase::roster_done || file_open) return {error_code::roster_missing, {}, {}};
  for (listed_person& p : people) p.candidates.settle();
  const matched m{people, roster->members(), *pension, *overlap};
  results = settings.which == flow::p ? apply_flow_p(m, settings) : apply_flow_d(m, settings);
  for (const auto& f : files) reports.push_back(&f->report());
  collect_warnings();
  now = phase::finished;
  list.apply(view(), {});
  return {};
}

session::session() : state_(std::make_unique<state>()) {}
session::~session() = default;

namespace {

// Nothing escapes: what is thrown below becomes an answer.
template <class F>
std::string guarded(F&& run) {
  try {
    return run();
  } catch (const std::bad_alloc&) {
    return failed(error_code::out_of_memory);
  } catch (const std::exception& e) {
    return failed(error_code::internal, e.what());
  } catch (...) {
    return failed(error_code::internal);
  }
}

}  // namespace

std::string session::begin(std::string_view settings_json) {
  return guarded([&] {
    auto fresh = std::make_unique<state>();
    fresh->tables = std::move(state_->tables);
    state_ = std::move(fresh);
    const error e = state_->begin(settings_json);
    return e.code == error_code::none ? succeeded() : failed(e);
  });
}

std::string session::open_file(std::string_view kind, std::string_view name, double size, std::string_view options) {
  return guarded([&] {
    const auto k = kind_of(kind);
    if (!k) return failed(error_code::unknown_name, std::string(kind));
    const error e = state_->open(*k, name, size, options);
    return e.code == error_code::none ? succeeded() : failed(e);
  });
}

char* session::buffer(uint32_t n) {
  try {
    if (n > kChunkBytes) return nullptr;
    if (state_->file_open) return state_->file().room(n);
    state_->proposal_bytes.resize(n + 1);
    return state_->proposal_bytes.data();
  } catch (...) {
    return nullptr;
  }
}

std::string session::feed(uint32_t n) {
  return guarded([&] {
    if (!state_->file_open) return failed(error_code::out_of_order, "feed");
    if (n > kChunkBytes) return failed(error_code::size_out_of_range);
    if (const error e = state_->take(n, false); e.code != error_code::none) return failed(e);
    return succeeded("rows", std::to_string(state_->file().report().rows));
  });
}

std::string session::close_file() {
  return guarded([&] {
    if (!state_->file_open) return failed(error_code::out_of_order, "closeFile");
    if (const error e = state_->close(); e.code != error_code::none) return failed(e);
    std::string report;
    write_import_report(state_->file().report(), report);
    return succeeded("file", report);
  });
}

std::string session::finish() {
  return guarded([&] {
    if (const error e = state_->finish(); e.code != error_code::none) return failed(e);
    std::string summary;
    write_summary(state_->view(), summary);
    return succeeded("summary", summary);
  });
}

std::string session::view(std::string_view query_json) {
  return guarded([&] {
    if (state_->now != phase::finished) return failed(error_code::out_of_order, "view");
    const json j = json::parse(query_json, nullptr, false);
    if (!j.is_object()) return failed(error_code::settings_invalid, "query");
    worklist_query q;
    for (const json& code : j.value("buckets", json::array())) {
      bool known = false;
      for (size_t i = 0; i < kBucketCount; ++i) {
        const auto b = static_cast<bucket>(i);
        if (!code.is_string() || info_of(b).code != code.get<std::string>()) continue;
        q.buckets.push_back(b);
        known = true;
      }
      if (!known) return failed(error_code::unknown_name, code.dump());
    }
    q.text = j.value("text", std::string());
    q.descending = j.value("descending", false);
    const std::string sort = j.value("sort", std::string("bucket"));
    const auto at = std::find(std::begin(kSorts), std::end(kSorts), sort);
    if (at == std::end(kSorts)) return failed(error_code::unknown_name, sort);
    q.sort = static_cast<sort_key>(at - std::begin(kSorts));
    state_->list.apply(state_->view(), q);
    return succeeded("count", std::to_string(state_->list.order().size()));
  });
}

std::string session::rows(uint32_t start, uint32_t count) {
  return guarded([&] {
    if (state_->now != phase::finished) return failed(error_code::out_of_order, "rows");
    const std::vector<uint32_t>& order = state_->list.order();
    std::string all = "[";
    for (size_t i = start; i < order.size() && i - start < std::min<uint32_t>(count, 1000); ++i) {
      if (all.size() > 1) all += ',';
      write_worklist_row(state_->view(), order[i], all);
    }
    return succeeded("rows", all += ']');
  });
}

std::string session::evidence(uint32_t number) {
  return guarded([&] {
    if (state_->now != phase::finished) return failed(error_code::out_of_order, "evidence");
    if (number >= state_->results.size()) return failed(error_code::unknown_name, std::to_string(number));
    std::string out;
    write_evidence(state_->view(), number, out);
    return succeeded("evidence", out);
  });
}

std::string session::export_begin(std::string_view what) {
  return guarded([&] {
    if (state_->now != phase::finished) return failed(error_code::out_of_order, "exportBegin");
    if (what != "results.ndjson" && what != "results.csv" && what != "import.json")
      return failed(error_code::unknown_name, std::string(what));
    state_->exporting = what;
    state_->export_at = 0;
    return succeeded();
  });
}

std::string_view session::export_next() {
  constexpr size_t kPiece = 1u << 20;
  try {
    state& s = *state_;
    s.scratch.clear();
    if (s.exporting.empty()) return {};
    const run_view run = s.view();
    if (s.exporting == "import.json") {
      write_import_json(s.reports, s.scratch);
      s.exporting.clear();
      return s.scratch;
    }
    const bool csv = s.exporting == "results.csv";
    if (csv && s.export_at == 0) write_csv_header(s.scratch);
    for (; s.export_at < s.results.size() && s.scratch.size() < kPiece; ++s.export_at) {
      if (csv) write_result_csv(run, s.results[s.export_at], s.scratch);
      else write_result_json(run, s.results[s.export_at], s.scratch);
    }
    if (s.export_at == s.results.size()) s.exporting.clear();
    return s.scratch;
  } catch (...) {
    return {};
  }
}

std::string session::propose(std::string_view kind, std::string_view name, uint32_t n) {
  return guarded([&] {
    const auto k = kind_of(kind);
    if (!k) return failed(error_code::unknown_name, std::string(kind));
    if (!state_->tables) state_->tables = char_tables::make();
    if (!state_->tables) return failed(error_code::internal, "ICU");
    if (n > state_->proposal_bytes.size()) return failed(error_code::size_out_of_range);
    file_table::settings s;
    s.kind = *k;
    s.name = std::string(name);
    s.bytes = n;
    s.today = civil_date::of(2100, 1, 1);
    file_table file(*state_->tables, std::move(s));
    std::copy_n(state_->proposal_bytes.begin(), n, file.room(n));
    // The first bytes of a file may end in the middle of a row; a quote left open there is no error.
    const error e = file.take(n, true, [](const csv_record&) {});
    if (e.code != error_code::none && file.report().headers.empty()) return failed(e);
    const bool usable = e.code == error_code::none || e.code == error_code::unclosed_quote;
    if (!usable) return failed(e);
    return succeeded("layout", layout_json(proposed_layout(file.report())));
  });
}

std::string constants_json() {
  std::string out;
  json_writer w(out);
  w.begin_object().member("version", kVersion).member("chunk_bytes", kChunkBytes);
  w.member("max_file_bytes", static_cast<uint64_t>(kMaxFileBytes)).member("max_list_bytes", kMaxListBytes);
  w.member("earliest_d_date", iso_text(kFlowDFrom));
  w.key("kinds").begin_array();
  for (const file_kind k : {file_kind::roster, file_kind::pension, file_kind::overlap})
    w.begin_object().member("code", kind_code(k)).member("label", kind_label(k)).end_object();
  w.end_array().key("flows").begin_array();
  for (const flow f : {flow::p, flow::d})
    w.begin_object().member("code", f == flow::p ? "P" : "D").member("label", flow_label(f)).member("basis", flow_basis(f)).end_object();
  w.end_array().key("buckets").begin_array();
  for (size_t i = 0; i < kBucketCount; ++i) {
    const bucket_info& b = info_of(static_cast<bucket>(i));
    w.begin_object().member("code", b.code).member("flow", b.in == flow::p ? "P" : "D").member("label", b.label);
    w.member("meaning", b.meaning).end_object();
  }
  w.end_array().key("grades").begin_array();
  for (const grade g : {grade::s, grade::a, grade::b, grade::c})
    w.begin_object().member("code", grade_name(g)).member("meaning", grade_meaning(g)).end_object();
  w.end_array().key("sorts").begin_array();
  for (const std::string_view s : kSorts) w.begin_object().member("code", s).end_object();
  w.end_array().end_object();
  return out;
}

}  // namespace totsugo
