#include "core/session/session.h"

#include <nlohmann/json.hpp>

#include "core/base/error_words.h"
#include "core/base/version.h"
#include "core/calendar/date_form.h"
#include "core/casework/case_person.h"
#include "core/match/flood.h"
#include "core/match/match_words.h"
#include "core/match/number_fold.h"
#include "core/records/record_words.h"
#include "core/records/roster_stream.h"
#include "core/report/import_json.h"
#include "core/report/json_writer.h"
#include "core/report/ledger.h"
#include "core/report/proposal_json.h"
#include "core/report/results.h"
#include "core/report/worklist.h"
#include "core/rules/accounting.h"
#include "core/rules/roster_loss.h"
#include "core/rules/rule_words.h"
#include "core/run/run_words.h"
#include "core/session/casework_commands.h"

namespace totsugo {
namespace {

using Json = nlohmann::json;

constexpr size_t kMostReasonBytes = 2000;  // of why a check is all right
// The earliest working date of flow D: the day of the R4 notice.
constexpr CivilDate kFlowDFrom = CivilDate::of(2022, 11, 29);

std::string failed(const Error& e) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().member("ok", false).key("error").begin_object().member("code", code_of(e.code));
  w.member_or_null("file", e.where.file).key("line");
  if (e.where.line) w.value(e.where.line);
  else w.null();
  w.member_or_null("column", e.where.column).member_or_null("belongs", e.belongs);
  w.member("text", sentence_of(e)).end_object().end_object();
  return out;
}

std::string failed(ErrorCode code, std::string detail = {}) { return failed(Error{code, {}, std::move(detail)}); }

std::string succeeded() { return "{\"ok\":true}"; }

std::string succeeded(std::string_view key, std::string_view raw_json) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().member("ok", true).key(key).raw(raw_json).end_object();
  return out;
}

std::optional<FileKind> kind_of(std::string_view code) {
  for (const FileKind k : {FileKind::roster, FileKind::pension, FileKind::overlap})
    if (code_of(k) == code) return k;
  return std::nullopt;
}

constexpr std::string_view kSorts[] = {"bucket", "grade", "kana", "birth", "number", "loss_date", "line"};
static_assert(std::size(kSorts) == kSortKeyCount);

constexpr std::string_view kNoGrade = "none";
constexpr std::string_view kNoCase = "none";

// The codes under `key`, each put where `take` says; the first that it does not know.
template <class Take>
std::string read_codes(const Json& query, const char* key, Take&& take) {
  for (const Json& code : query.value(key, Json::array()))
    if (!code.is_string() || !take(code.get<std::string>())) return code.dump();
  return {};
}

// What is not understood of a query; empty if all is.
std::string read_query(const Json& j, WorklistQuery& q) {
  std::string unknown = read_codes(j, "buckets", [&q](const std::string& code) {
    for (size_t i = 0; i < kBucketCount; ++i)
      if (info_of(static_cast<Bucket>(i)).code == code) return q.buckets.push_back(static_cast<Bucket>(i)), true;
    return false;
  });
  if (!unknown.empty()) return unknown;
  unknown = read_codes(j, "grades", [&q](const std::string& code) {
    for (const Grade g : {Grade::s, Grade::a, Grade::b, Grade::c})
      if (code_of(g) == code) return q.grades.push_back(g), true;
    return code == kNoGrade && (q.grades.push_back(Grade::none), true);
  });
  if (!unknown.empty()) return unknown;
  unknown = read_codes(j, "states", [&q](const std::string& code) {
    for (int i = 0; i < kCaseStateCount; ++i)
      if (code_of(static_cast<CaseState>(i)) == code) return q.states.push_back(static_cast<CaseState>(i)), true;
    return code == kNoCase && (q.no_case = true);
  });
  if (!unknown.empty()) return unknown;
  unknown = read_codes(j, "relaxations", [&q](const std::string& code) {
    for (int i = 0; i < kRelaxationCount; ++i)
      if (code_of(static_cast<Relaxation>(i)) == code) return (q.relaxations |= relax(static_cast<Relaxation>(i))) != 0;
    return false;
  });
  if (!unknown.empty()) return unknown;
  unknown = read_codes(j, "reviews", [&q](const std::string& code) {
    for (size_t i = 1; i < kReviewKindCount; ++i)
      if (code_of(static_cast<ReviewKind>(i)) == code) return q.reviews.push_back(static_cast<ReviewKind>(i)), true;
    return false;
  });
  if (!unknown.empty()) return unknown;
  for (const auto& [key, to] : {std::pair{"selectable", &q.selectable},
                                {"on_hold", &q.on_hold},
                                {"returned", &q.returned},
                                {"inquired", &q.inquired},
                                {"several", &q.several}}) {
    const auto given = j.find(key);
    if (given == j.end() || given->is_null()) continue;
    if (!given->is_boolean()) return key;
    *to = given->get<bool>();
  }
  q.text = j.value("text", std::string());
  q.descending = j.value("descending", false);
  std::string sort = j.value("sort", std::string("bucket"));
  const auto at = std::find(std::begin(kSorts), std::end(kSorts), sort);
  if (at == std::end(kSorts)) return sort;
  q.sort = static_cast<SortKey>(at - std::begin(kSorts));
  return {};
}

}  // namespace

enum class Phase : uint8_t { idle, lists, roster, roster_done, finished };

struct Session::State {
  State() = default;
  // A fresh one keeps the tables, the same for every job and the dearest to make, and the cases.
  State(std::unique_ptr<CharTables>&& made, CaseBook&& cases) : tables(std::move(made)), book(std::move(cases)) {
    book.forget_run();
  }

  std::unique_ptr<CharTables> tables;
  CaseBook book;  // outlives the job
  Phase now = Phase::idle;
  RuleSettings settings;
  std::vector<ListedPerson> people;
  std::optional<PensionList> pension;
  std::optional<OverlapLists> overlap;
  std::vector<Flood> floods;
  std::optional<NumberFold> numbers_folded;
  std::optional<ListIndex> index;
  std::vector<std::unique_ptr<FileTable>> files;
  bool file_open = false;
  CivilDate given_run_date;
  std::optional<RosterStream> roster;
  std::optional<RosterPeople> roster_people;  // when the roster has been read
  std::optional<HouseholdReader> households;  // while the roster is read once more for them
  size_t listed_people = 0;                   // those after them are of open cases
  std::vector<uint32_t> sought_cases;         // by person after the listed ones
  std::vector<CaseInRoster> cases_in_roster;
  std::optional<EarlierRun> earlier_run;  // a copy: the book forgets it when this run has joined
  Earlier earlier;
  bool has_pension = false;
  std::vector<CaseResult> results;
  std::vector<const ImportReport*> reports;
  std::vector<std::string> warnings;
  RunChecks checks;
  std::vector<bool> selectable_by_rule;  // by result, whatever the checks say
  Worklist list;
  std::string scratch;
  std::vector<char> proposal_bytes;
  // Exports.
  std::string exporting;
  size_t export_at = 0;

  FileTable& file() { return *files.back(); }
  RunView view() const {
    return {*tables,  settings, people,  roster->members(), *roster_people, roster->texts(), *pension,
            *overlap, reports,  results, warnings,          checks,         cases_in_roster, earlier};
  }
  Error begin(std::string_view text);
  Error open(FileKind kind, std::string_view name, double size, std::string_view options);
  Error take(size_t n, bool last);
  Error close();
  Error close_list();
  Error start_roster();
  void build_index();
  Error finish();
  void find_cases();
  void collect_warnings();
  void hold_results();
  Error accept_check(const std::string& code, const std::string& reason);
  Error find_roster_date(ImportReport& report) const;
  Error layout_of(const Json& options, FileKind kind, std::optional<Layout>& out) const;
};

Error Session::State::begin(std::string_view text) {
  if (!tables) tables = CharTables::make();
  if (!tables) return {ErrorCode::internal, {}, "ICU"};
  const Json j = Json::parse(text, nullptr, false);
  if (!j.is_object()) return {ErrorCode::settings_invalid, {}, "JSON"};
  const std::string which = j.value("flow", std::string());
  if (which != "P" && which != "D") return {ErrorCode::settings_invalid, {}, "flow"};
  const std::string date = j.value("date", std::string());
  RuleSettings s;
  s.which = which == "P" ? Flow::p : Flow::d;
  s.today = whole_date(date);
  s.confirm_gap = j.value("confirm_gap", false);
  s.tolerance_days = j.value("tolerance_days", 0);
  s.filed_tolerance_days = j.value("filed_tolerance_days", s.filed_tolerance_days);
  s.max_gap_days = j.value("max_gap_days", 31);
  if (s.today.none()) return {ErrorCode::date_invalid, {}, date};
  if (s.tolerance_days < 0 || s.tolerance_days > 366) return {ErrorCode::settings_invalid, {}, "tolerance_days"};
  if (s.filed_tolerance_days < 0 || s.filed_tolerance_days > kDaysOfOneLoss)
    return {ErrorCode::settings_invalid, {}, "filed_tolerance_days"};
  if (s.max_gap_days < 1 || s.max_gap_days > 366) return {ErrorCode::settings_invalid, {}, "max_gap_days"};
  if (s.which == Flow::d && s.today < kFlowDFrom) return {ErrorCode::flow_d_too_early, {}, iso_text(s.today)};
  const Json accept = j.value("accept", Json::object());
  for (const auto& [code, reason] : accept.items())
    if (const Error e = accept_check(code, reason.is_string() ? reason.get<std::string>() : std::string())) return e;
  settings = s;
  pension.emplace(people, s.today);
  overlap.emplace(people, s.today);
  now = Phase::lists;
  return {};
}

Error Session::State::layout_of(const Json& options, FileKind kind, std::optional<Layout>& out) const {
  if (!options.contains("layout") || options["layout"].is_null()) return {};
  const Json& given = options["layout"];
  Result<Layout> parsed = parse_layout(given.is_string() ? given.get<std::string>() : given.dump(), kind);
  if (!parsed.ok()) return parsed.problem();
  out = std::move(parsed.value());
  return {};
}

Error Session::State::open(FileKind kind, std::string_view name, double size, std::string_view options_text) {
  const Json options = Json::parse(options_text.empty() ? "{}" : options_text, nullptr, false);
  if (!options.is_object()) return {ErrorCode::settings_invalid, {}, "options"};
  const bool again = kind == FileKind::roster && options.value("households", false);
  if (again && households) {  // one that was broken off
    households.reset();
    file_open = false;
  }
  if (file_open || now != (again ? Phase::finished : Phase::lists)) return {ErrorCode::out_of_order, {}, "openFile"};
  if (!(size >= 0 && size <= kMaxFileBytes)) return {ErrorCode::size_out_of_range, {std::string(name), 0, 0, {}}, {}};
  if (kind != FileKind::roster && size > static_cast<double>(kMaxListBytes))
    return {ErrorCode::file_too_large, {std::string(name), 0, 0, {}}, {}};
  FileTable::Settings s;
  s.kind = kind;
  s.name = std::string(name);
  s.bytes = static_cast<uint64_t>(size);
  s.today = settings.today;
  s.days_from_1904 = options.value("days_from_1904", false);
  if (Error e = layout_of(options, kind, s.given_layout)) {
    e.where.file = s.name;
    return e;
  }
  given_run_date = {};
  if (const std::string run = options.value("run_date", std::string()); !run.empty()) {
    given_run_date = whole_date(run);
    if (given_run_date.none()) return {ErrorCode::date_invalid, {s.name, 0, 0, {}}, run};
  }
  if (again) {
    files.push_back(std::make_unique<FileTable>(*tables, std::move(s)));
    households.emplace(book.households_wanted(settings.which), settings.today);
    file_open = true;
    return {};
  }
  if (kind == FileKind::roster) {
    if (Error e = start_roster()) return e;
  }
  if (kind == FileKind::pension) has_pension = true;
  if (kind == FileKind::overlap) overlap->begin_file(s.name);
  files.push_back(std::make_unique<FileTable>(*tables, std::move(s)));
  for (const Json& note : options.value("notes", Json::array()))
    if (note.is_string()) file().warn(0, note.get<std::string>());
  if (kind == FileKind::roster) roster.emplace(file(), *index, people, settings.today);
  file_open = true;
  return {};
}

// The lists are complete: their people are known and the index can be built.
Error Session::State::start_roster() {
  if (settings.which == Flow::p && !has_pension) return {ErrorCode::pension_list_missing, {}, {}};
  if (settings.which == Flow::d && overlap->files().empty()) return {ErrorCode::overlap_list_missing, {}, {}};
  pension->settle();
  overlap->settle();
  build_index();
  now = Phase::roster;
  return {};
}

void Session::State::build_index() {
  floods = mark_floods(people);
  listed_people = people.size();
  sought_cases = book.open_cases(settings.which);
  for (const uint32_t number : sought_cases) people.push_back(person_of(*tables, book.cases()[number]));
  index.emplace(*tables, settings.today);
  for (uint32_t i = 0; i < people.size(); ++i) index->add(i, people[i]);
  index->build();
}

Error Session::State::take(size_t n, bool last) {
  FileTable& f = file();
  if (households) return f.take(n, last, [&](const CsvRecord& r) { households->row(f, r); });
  switch (f.report().kind) {
    case FileKind::roster:
      return f.take(
          n, last, [this](const CsvRecord& r) { roster->row(r); }, [this](const CsvRecord& r) { roster->ahead(r); });
    case FileKind::pension: return f.take(n, last, [&](const CsvRecord& r) { pension->row(f, r); });
    default: return f.take(n, last, [&](const CsvRecord& r) { overlap->row(f, r); });
  }
}

Error Session::State::close() {
  if (Error e = take(0, true)) return e;
  FileTable& f = file();
  if (households) {
    book.note_households(settings.which, households->take());
    households.reset();
    f.release();
    file_open = false;
    return {};
  }
  if (f.report().kind == FileKind::overlap) {
    if (Error e = overlap->end_file(f, given_run_date)) return e;
  }
  if (f.report().kind == FileKind::pension && f.report().rows == 0) f.warn(0, phrase_list_empty());
  if (f.report().kind == FileKind::roster) {
    if (Error e = find_roster_date(f.report())) return e;
    now = Phase::roster_done;
  }
  f.release();
  file_open = false;
  return {};
}

// 台帳の抽出日: as given, else in the file's name, else the newest date of its rows.
Error Session::State::find_roster_date(ImportReport& report) const {
  report.run_date = given_run_date;
  report.run_date_from = "given";
  if (report.run_date.none()) {
    report.run_date = run_date_in_name(report.file);
    report.run_date_from = "file_name";
  }
  if (report.run_date.none()) {
    report.run_date = roster->changes().newest();
    report.run_date_from = "newest_date";
  }
  const RecentChanges::Age age = roster->changes().age();
  report.newest_change = age.newest;
  report.quiet_days = age.quiet;
  if (report.run_date > settings.today)
    return {ErrorCode::roster_date_in_future, {report.file, 0, 0, {}}, iso_text(report.run_date)};
  return {};
}

void Session::State::collect_warnings() {
  warnings.clear();
  if (settings.which == Flow::d && has_pension) warnings.push_back(phrase_pension_list_unused());
  if (overlap->files().empty()) warnings.push_back(phrase_no_overlap_list());
  for (const OverlapRun& run : overlap->runs())
    for (size_t i = 1; i < run.files.size(); ++i)
      warnings.push_back(phrase_same_run(overlap->files()[run.files[0]].name, overlap->files()[run.files[i]].name,
                                         iso_text(run.date)));
  for (const Flood& f : floods) warnings.push_back(phrase_flood(iso_text(f.birth), f.people));
  if (pension->numbers_dropped())
    warnings.push_back(phrase_number_flood(FileKind::pension, pension->numbers_dropped()));
  if (overlap->numbers_dropped())
    warnings.push_back(phrase_number_flood(FileKind::overlap, overlap->numbers_dropped()));
  for (const Check& c : checks.found)
    if (c.level == CheckLevel::warn) warnings.push_back(text_of(c));
  const RunGap gap = gap_of(*overlap, settings, earlier);
  if (settings.which == Flow::d && !gap.two_runs) warnings.push_back(phrase_only_one_run());
  if (settings.which == Flow::d && gap.remembered) warnings.push_back(phrase_run_remembered(iso_text(gap.before)));
  if (gap.two_runs && gap.days > settings.max_gap_days)
    warnings.push_back(phrase_gap(iso_text(gap.before), iso_text(overlap->runs()[0].date),
                                  static_cast<uint64_t>(gap.days), settings.confirm_gap));
  for (const ImportReport* r : reports)
    for (const ImportWarning& x : r->warnings)
      if (x.line == 0) warnings.push_back(r->file + ": " + x.text);
}

Error Session::State::finish() {
  if (now != Phase::roster_done || file_open) return {ErrorCode::roster_missing, {}, {}};
  for (ListedPerson& p : people) p.candidates.settle();
  earlier = book.earlier_than(*overlap);
  if (earlier.run) earlier.run = &earlier_run.emplace(*earlier.run);
  numbers_folded = fold_numbers(people, roster->members());
  roster_people.emplace(roster->members());
  const Matched m{people, roster->members(), *roster_people, *pension, *overlap, earlier};
  results = settings.which == Flow::p ? apply_flow_p(m, settings) : apply_flow_d(m, settings);
  if (const Accounts sum = account(*pension, *overlap, settings.which, results); !sum.even())
    return {ErrorCode::internal, {}, phrase_rows_lost(sum.missing, sum.twice)};
  for (const auto& f : files) reports.push_back(&f->report());
  checks.found = checks_of(view(), numbers_folded);
  for (const CaseResult& c : results) selectable_by_rule.push_back(c.selectable);
  hold_results();
  collect_warnings();
  now = Phase::finished;
  find_cases();
  list = {};
  list.apply(view(), book, {});
  return {};
}

// While a check stops, nothing can be selected.
void Session::State::hold_results() {
  const bool stopped = checks.stopped();
  for (size_t i = 0; i < results.size(); ++i) results[i].selectable = selectable_by_rule[i] && !stopped;
}

Error Session::State::accept_check(const std::string& code, const std::string& reason) {
  if (!is_check(code)) return {ErrorCode::unknown_name, {}, code};
  if (reason.find_first_not_of(" \t\r\n") == std::string::npos || reason.size() > kMostReasonBytes)
    return {ErrorCode::settings_invalid, {}, "accept"};
  checks.accepted[code] = reason;
  return {};
}

void Session::State::find_cases() {
  const RunView run = view();
  for (size_t i = 0; i < sought_cases.size(); ++i) {
    const Case& c = book.cases()[sought_cases[i]];
    const uint32_t member = member_of(run, c, people[listed_people + i]);
    if (member != kNobody) cases_in_roster.push_back({c.key, member});
  }
}

Session::Session() : state_(std::make_unique<State>()) {}
Session::~Session() = default;

namespace {

// Nothing escapes: what is thrown below becomes an answer.
template <class F>
std::string guarded(F&& run) {
  try {
    return run();
  } catch (const std::bad_alloc&) {
    return failed(ErrorCode::out_of_memory);
  } catch (const std::exception& e) {
    return failed(ErrorCode::internal, e.what());
  } catch (...) {
    return failed(ErrorCode::internal);
  }
}

}  // namespace

void Session::discard() {
  try {
    state_ = std::make_unique<State>(std::move(state_->tables), std::move(state_->book));
  } catch (...) {  // NOLINT(bugprone-empty-catch)
    // No memory for an empty state: the old one stays until begin() reports it.
  }
}

std::string Session::begin(std::string_view settings_json) {
  return guarded([&] {
    discard();
    const Error e = state_->begin(settings_json);
    return !e ? succeeded() : failed(e);
  });
}

std::string Session::open_file(std::string_view kind, std::string_view name, double size, std::string_view options) {
  return guarded([&] {
    const auto k = kind_of(kind);
    if (!k) return failed(ErrorCode::unknown_name, std::string(kind));
    const Error e = state_->open(*k, name, size, options);
    return !e ? succeeded() : failed(e);
  });
}

char* Session::buffer(uint32_t n) {
  try {
    if (n > kChunkBytes) return nullptr;
    if (state_->file_open) return state_->file().room(n);
    state_->proposal_bytes.resize(n + 1);
    return state_->proposal_bytes.data();
  } catch (...) {
    return nullptr;
  }
}

std::string Session::feed(uint32_t n) {
  return guarded([&] {
    if (!state_->file_open) return failed(ErrorCode::out_of_order, "feed");
    if (n > kChunkBytes) return failed(ErrorCode::size_out_of_range);
    if (const Error e = state_->take(n, false)) return failed(e);
    return succeeded("rows", std::to_string(state_->file().report().rows));
  });
}

std::string Session::close_file() {
  return guarded([&] {
    if (!state_->file_open) return failed(ErrorCode::out_of_order, "closeFile");
    if (const Error e = state_->close()) return failed(e);
    std::string report;
    write_import_report(state_->file().report(), report);
    return succeeded("file", report);
  });
}

std::string Session::finish() {
  return guarded([&] {
    if (const Error e = state_->finish()) return failed(e);
    std::string summary;
    write_summary(state_->view(), summary);
    return succeeded("summary", summary);
  });
}

std::string Session::accept(std::string_view code, std::string_view reason) {
  return guarded([&] {
    if (state_->now != Phase::finished) return failed(ErrorCode::out_of_order, "accept");
    if (const Error e = state_->accept_check(std::string(code), std::string(reason))) return failed(e);
    state_->hold_results();
    state_->list = {};
    state_->list.apply(state_->view(), state_->book, {});
    std::string summary;
    write_summary(state_->view(), summary);
    return succeeded("summary", summary);
  });
}

std::string Session::view(std::string_view query_json) {
  return guarded([&] {
    if (state_->now != Phase::finished) return failed(ErrorCode::out_of_order, "view");
    const Json j = Json::parse(query_json, nullptr, false);
    if (!j.is_object()) return failed(ErrorCode::settings_invalid, "query");
    WorklistQuery q;
    if (const std::string unknown = read_query(j, q); !unknown.empty()) return failed(ErrorCode::unknown_name, unknown);
    state_->list.apply(state_->view(), state_->book, q);
    std::string out;
    JsonWriter w(out);
    w.begin_object().member("ok", true).member("count", state_->list.order().size()).key("relaxations").begin_array();
    const auto counts = state_->list.relaxation_counts();
    for (int i = 0; i < kRelaxationCount; ++i) {
      const auto r = static_cast<Relaxation>(i);
      if (const size_t n = counts[static_cast<size_t>(i)])
        w.begin_object().member("code", code_of(r)).member("label", label_of(r)).member("count", n).end_object();
    }
    w.end_array().end_object();
    return out;
  });
}

bool Session::prepare() {
  try {
    return state_->now == Phase::finished && state_->list.prepare(state_->view());
  } catch (...) {
    return false;  // whoever asks for it then is told
  }
}

std::string Session::rows(uint32_t start, uint32_t count) {
  return guarded([&] {
    if (state_->now != Phase::finished) return failed(ErrorCode::out_of_order, "rows");
    const std::vector<uint32_t>& order = state_->list.order();
    std::string all = "[";
    for (size_t i = start; i < order.size() && i - start < std::min<uint32_t>(count, 1000); ++i) {
      if (all.size() > 1) all += ',';
      write_worklist_row(state_->view(), order[i], all);
    }
    return succeeded("rows", all += ']');
  });
}

std::string Session::evidence(uint32_t number) {
  return guarded([&] {
    if (state_->now != Phase::finished) return failed(ErrorCode::out_of_order, "evidence");
    if (number >= state_->results.size()) return failed(ErrorCode::unknown_name, std::to_string(number));
    std::string out;
    write_evidence(state_->view(), number, out);
    return succeeded("evidence", out);
  });
}

std::string Session::casework(std::string_view command) {
  return guarded([&] {
    // Between the lists and the end of the roster the open cases are being looked for: they have to stay as they are.
    if (state_->now == Phase::roster || state_->now == Phase::roster_done)
      return failed(ErrorCode::out_of_order, "casework");
    if (!state_->tables) state_->tables = CharTables::make();
    if (!state_->tables) return failed(ErrorCode::internal, "ICU");
    if (state_->now != Phase::finished) return casework_command(state_->book, *state_->tables, nullptr, command);
    const RunView run = state_->view();
    return casework_command(state_->book, *state_->tables, &run, command);
  });
}

std::string Session::export_begin(std::string_view what) {
  return guarded([&] {
    const bool of_book = what == "work.json" || what == "ledger.csv";
    if (state_->now != Phase::finished && !of_book) return failed(ErrorCode::out_of_order, "exportBegin");
    if (!of_book && what != "results.ndjson" && what != "results.csv" && what != "import.json" && what != "import.csv")
      return failed(ErrorCode::unknown_name, std::string(what));
    state_->exporting = what;
    state_->export_at = 0;
    return succeeded();
  });
}

std::string_view Session::export_next() {
  constexpr size_t kPiece = 1u << 20;
  try {
    State& s = *state_;
    s.scratch.clear();
    if (s.exporting.empty()) return {};
    if (s.exporting == "work.json" || s.exporting == "ledger.csv") {
      if (s.exporting == "work.json") s.scratch = s.book.body();
      else write_ledger_csv(s.book, s.scratch);
      s.exporting.clear();
      return s.scratch;
    }
    const RunView run = s.view();
    if (s.exporting.starts_with("import.")) {
      if (s.exporting == "import.csv") write_import_csv(s.reports, s.scratch);
      else write_import_json(s.reports, s.scratch);
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

std::string Session::propose(std::string_view kind, std::string_view name, uint32_t n, std::string_view options_text) {
  return guarded([&] {
    const auto k = kind_of(kind);
    if (!k) return failed(ErrorCode::unknown_name, std::string(kind));
    if (!state_->tables) state_->tables = CharTables::make();
    if (!state_->tables) return failed(ErrorCode::internal, "ICU");
    if (n > state_->proposal_bytes.size()) return failed(ErrorCode::size_out_of_range);
    const Json options = Json::parse(options_text, nullptr, false);
    if (!options.is_object()) return failed(ErrorCode::settings_invalid, "options");
    ProposalRequest request;
    request.kind = *k;
    request.name = std::string(name);
    request.whole = options.value("whole", false);
    request.days_from_1904 = options.value("days_from_1904", false);
    const std::string today = options.value("today", std::string());
    request.today = whole_date(today);
    if (request.today.none()) return failed(ErrorCode::date_invalid, today);
    if (const Error e = state_->layout_of(options, *k, request.chosen)) return failed(e);
    for (const Json& saved : options.value("layouts", Json::array())) {
      Result<Layout> layout = parse_layout(saved.dump(), *k);
      if (layout.ok()) request.saved.push_back(std::move(layout.value()));  // one of another kind is not for this file
    }
    std::string out;
    const std::vector<char> bytes = std::move(state_->proposal_bytes);  // given back as soon as they are looked at
    state_->proposal_bytes = {};
    const Error e = write_proposal(*state_->tables, request, {bytes.data(), n}, out);
    return !e ? succeeded("proposal", out) : failed(e);
  });
}

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
  for (const std::string_view s : kSorts) w.begin_object().member("code", s).end_object();
  w.end_array().key("casework").raw(casework_constants()).end_object();
  return out;
}

}  // namespace totsugo
