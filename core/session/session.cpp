#include "core/session/session.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error_words.h"
#include "core/calendar/date_form.h"
#include "core/casework/case_person.h"
#include "core/match/match_words.h"
#include "core/report/evidence.h"
#include "core/report/import_json.h"
#include "core/report/json_writer.h"
#include "core/report/list_row.h"
#include "core/report/proposal_json.h"
#include "core/report/worklist.h"
#include "core/rules/rule_words.h"
#include "core/run/job.h"
#include "core/session/casework_commands.h"
#include "core/session/export.h"
#include "core/session/query.h"

namespace totsugo {
namespace {

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

}  // namespace

struct Session::State {
  State() = default;
  // A fresh one keeps the tables, the same for every job and the dearest to make, and the cases.
  State(std::unique_ptr<CharTables>&& made, CaseBook&& cases) : tables(std::move(made)), book(std::move(cases)) {
    book.detach();
  }

  std::unique_ptr<CharTables> tables;
  CaseBook book;  // outlives the job
  std::optional<Job> job;
  std::vector<uint32_t> sought_cases;         // whom the job looks for besides the lists' people
  std::unique_ptr<FileTable> household_file;  // the roster read once more for the households of cases
  std::optional<HouseholdReader> households;
  Worklist list;
  bool listed = false;        // people have been asked for
  bool order_is_old = false;  // the findings are others since: who comes for rows gets all
  std::vector<char> proposal_bytes;
  Export exporting;
  Error export_failed;  // half-way: what was handed on is no whole file

  bool finished() const { return job && job->phase() == Job::Phase::finished; }
  bool file_is_open() const { return households || (job && job->file_is_open()); }
  FileTable& file() { return households ? *household_file : job->file(); }
  Export::From export_from() const { return {book, finished() ? &*job : nullptr, *tables}; }
  bool make_tables() {
    if (!tables) tables = CharTables::make();
    return tables != nullptr;
  }

  Error begin(std::string_view text);
  Error open(FileKind kind, std::string_view name, double size, std::string_view options);
  Error read_options(const Json& options, FileTable::Settings& file, CivilDate& run_date) const;
  Error open_for_households(FileTable::Settings file);
  Error take(size_t n);
  Error close();
  Error close_households();
  Error finish();
  void find_cases();
  void show_all();
  std::optional<RunView> run() const { return finished() ? std::optional(job->view()) : std::nullopt; }
  ListedIn listed_in(const std::optional<RunView>& run) const { return {*tables, book, run ? &*run : nullptr}; }
  // Between the lists and the end of the roster nobody is listed, as the open cases are being looked for.
  bool can_list(Scope scope);
  void list_people(WorklistQuery q);
  // Some more of the findings find their cases; false when there is nothing left to do, or nothing that may be done unasked.
  bool attach_some(size_t at_most);
  void attach_all() { (void)attach_some(SIZE_MAX); }
  std::optional<DigestKey> key;  // of the caller, for what the book keeps of the lists
};

namespace {

Error layout_of(const Json& options, FileKind kind, std::optional<Layout>& out) {
  if (!options.contains("layout") || options["layout"].is_null()) return {};
  const Json& given = options["layout"];
  Result<Layout> parsed = parse_layout(given.is_string() ? given.get<std::string>() : given.dump(), kind);
  if (!parsed.ok()) return parsed.problem();
  out = std::move(parsed.value());
  return {};
}

// Of a build: digits of a commit, or what stands for one. Semantic versions allow no more behind their "+".
bool is_build(std::string_view text) {
  return text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
         });
}

Error read_settings(const Json& j, RuleSettings& s) {
  const std::string which = j.value("flow", std::string());
  if (which != code_of(Flow::p) && which != code_of(Flow::d)) return {ErrorCode::settings_invalid, {}, "flow"};
  const std::string date = j.value("date", std::string());
  s.which = which == code_of(Flow::p) ? Flow::p : Flow::d;
  s.today = whole_date(date);
  s.confirm_gap = j.value("confirm_gap", false);
  s.tolerance_days = j.value("tolerance_days", s.tolerance_days);
  s.filed_tolerance_days = j.value("filed_tolerance_days", s.filed_tolerance_days);
  s.max_gap_days = j.value("max_gap_days", s.max_gap_days);
  s.commit = j.value("commit", std::string());
  if (!is_build(s.commit)) return {ErrorCode::settings_invalid, {}, "commit"};
  if (s.today.none()) return {ErrorCode::date_invalid, {}, date};
  return Job::refusal(s);
}

}  // namespace

Error Session::State::begin(std::string_view text) {
  if (!make_tables()) return {ErrorCode::internal, {}, "ICU"};
  const Json j = Json::parse(text, nullptr, false);
  if (!j.is_object()) return {ErrorCode::settings_invalid, {}, "JSON"};
  RuleSettings settings;
  if (Error e = read_settings(j, settings)) return e;
  job.emplace(*tables, settings);
  key = key_of_hex(j.value("key", std::string()));
  const Json accept = j.value("accept", Json::object());
  for (const auto& [check, reason] : accept.items())
    if (Error e = job->accept(check, reason.is_string() ? reason.get<std::string>() : std::string())) {
      job.reset();
      return e;
    }
  return {};
}

Error Session::State::read_options(const Json& options, FileTable::Settings& file, CivilDate& run_date) const {
  file.today = job->settings().today;
  file.days_from_1904 = options.value("days_from_1904", false);
  if (Error e = layout_of(options, file.kind, file.given_layout)) {
    e.where.file = file.name;
    return e;
  }
  const std::string run = options.value("run_date", std::string());
  if (run.empty()) return {};
  run_date = whole_date(run);
  return run_date.none() ? Error{ErrorCode::date_invalid, {file.name, 0, 0, {}}, run} : Error{};
}

Error Session::State::open(FileKind kind, std::string_view name, double size, std::string_view options_text) {
  const Json options = Json::parse(options_text.empty() ? "{}" : options_text, nullptr, false);
  if (!options.is_object()) return {ErrorCode::settings_invalid, {}, "options"};
  const bool again = kind == FileKind::roster && options.value("households", false);
  if (again) households.reset();  // one that was broken off
  const bool in_order = job && job->phase() == (again ? Job::Phase::finished : Job::Phase::lists);
  if (file_is_open() || !in_order) return {ErrorCode::out_of_order, {}, "openFile"};
  if (!(size >= 0 && size <= kMaxFileBytes)) return {ErrorCode::size_out_of_range, {std::string(name), 0, 0, {}}, {}};
  if (kind != FileKind::roster && size > static_cast<double>(kMaxListBytes))
    return {ErrorCode::file_too_large, {std::string(name), 0, 0, {}}, {}};
  FileTable::Settings file;
  file.kind = kind;
  file.name = std::string(name);
  file.bytes = static_cast<uint64_t>(size);
  CivilDate run_date;
  if (Error e = read_options(options, file, run_date)) return e;
  if (again) return open_for_households(std::move(file));
  if (kind == FileKind::roster) {
    sought_cases = book.sought_cases();
    std::vector<ListedPerson> people;
    people.reserve(sought_cases.size());
    for (const uint32_t number : sought_cases) people.push_back(person_of(*tables, book.alone(number)));
    job->seek(std::move(people));
  }
  if (Error e = job->open(std::move(file), run_date)) return e;
  for (const Json& note : options.value("notes", Json::array()))
    if (note.is_string()) job->file().warn(0, note.get<std::string>());
  return {};
}

Error Session::State::open_for_households(FileTable::Settings file) {
  household_file = std::make_unique<FileTable>(*tables, std::move(file));
  households.emplace(book.households_wanted(), job->settings().today);
  return {};
}

Error Session::State::take(size_t n) {
  if (!households) return job->take(n, false);
  return household_file->take(n, false, [this](const CsvRecord& r) { households->row(*household_file, r); });
}

Error Session::State::close() { return households ? close_households() : job->close(); }

Error Session::State::close_households() {
  Error e = household_file->take(0, true, [this](const CsvRecord& r) { households->row(*household_file, r); });
  if (e) return e;
  book.note_households(households->take());
  households.reset();
  household_file->release();
  return {};
}

Error Session::State::finish() {
  if (!job || job->phase() != Job::Phase::roster_read || job->file_is_open())
    return {ErrorCode::roster_missing, {}, {}};
  const auto choices = [this](const RunView& run) { return choices_in(run, book.choices()); };
  if (Error e = job->finish(book.earlier_than(job->overlap()), choices)) return e;
  find_cases();
  show_all();
  return {};
}

// Which of the cases sought stand in the roster, and which are gone from it.
void Session::State::find_cases() {
  const RunView run = job->view();
  std::vector<CaseInRoster> found;
  found.reserve(sought_cases.size());
  for (size_t i = 0; i < sought_cases.size(); ++i)
    found.push_back(book.in_roster(run, sought_cases[i], job->sought(i)));
  job->note_cases(std::move(found));
}

bool Session::State::attach_some(size_t at_most) {
  if (book.is_attached()) return false;
  const RunView run = job->view();
  if (!book.is_attaching() && book.stranger(run) != CaseBook::Stranger::none) return false;
  return book.attach(run, key, at_most);
}

void Session::State::show_all() {
  list = {};
  list_people({});
}

bool Session::State::can_list(Scope scope) {
  if (scope == Scope::run) return finished();
  return make_tables() && (finished() || !job || job->phase() == Job::Phase::lists);
}

void Session::State::list_people(WorklistQuery q) {
  const std::optional<RunView> at_hand = run();
  if (q.today.none())
    q.today = at_hand ? at_hand->settings.today : book.runs().empty() ? CivilDate{} : book.runs().back().date;
  list.apply(listed_in(at_hand), q);
  listed = true;
  order_is_old = false;
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
  } catch (const nlohmann::json::exception&) {  // a value of another type than the call takes
    return failed(ErrorCode::settings_invalid, "type");
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
    if (state_->file_is_open()) return state_->file().room(n);
    state_->proposal_bytes.resize(n + 1);
    return state_->proposal_bytes.data();
  } catch (...) {
    return nullptr;
  }
}

std::string Session::feed(uint32_t n) {
  return guarded([&] {
    if (!state_->file_is_open()) return failed(ErrorCode::out_of_order, "feed");
    if (n > kChunkBytes) return failed(ErrorCode::size_out_of_range);
    if (const Error e = state_->take(n)) return failed(e);
    return succeeded("rows", std::to_string(state_->file().report().rows));
  });
}

std::string Session::close_file() {
  return guarded([&] {
    if (!state_->file_is_open()) return failed(ErrorCode::out_of_order, "closeFile");
    FileTable& file = state_->file();
    if (const Error e = state_->close()) return failed(e);
    std::string report;
    write_import_report(file.report(), report);
    return succeeded("file", report);
  });
}

std::string Session::finish() {
  return guarded([&] {
    if (const Error e = state_->finish()) return failed(e);
    std::string summary;
    write_summary(state_->job->view(), summary);
    return succeeded("summary", summary);
  });
}

std::string Session::accept(std::string_view code, std::string_view reason) {
  return guarded([&] {
    if (!state_->finished()) return failed(ErrorCode::out_of_order, "accept");
    if (const Error e = state_->job->accept(std::string(code), std::string(reason))) return failed(e);
    state_->show_all();
    std::string summary;
    write_summary(state_->job->view(), summary);
    return succeeded("summary", summary);
  });
}

std::string Session::view(std::string_view query_json) {
  return guarded([&] {
    const Json j = Json::parse(query_json, nullptr, false);
    if (!j.is_object()) return failed(ErrorCode::settings_invalid, "query");
    WorklistQuery q;
    if (const std::string unknown = read_query(j, q); !unknown.empty()) return failed(ErrorCode::unknown_name, unknown);
    if (!state_->can_list(q.scope)) return failed(ErrorCode::out_of_order, "view");
    if (state_->finished() && (q.scope != Scope::run || q.asks_of_cases())) state_->attach_all();
    state_->list_people(std::move(q));
    std::string out;
    JsonWriter w(out);
    const std::vector<Entry>& order = state_->list.order();
    const uint32_t finding = j.value("finding", kNobody);
    const uint32_t asked = j.value("case", kNobody);
    const uint32_t number = asked < state_->book.cases().size() ? state_->book.root_of(asked) : kNobody;
    w.begin_object().member("ok", true).member("count", order.size()).member("all", state_->list.all()).key("position");
    const auto at = std::find_if(order.begin(), order.end(), [&](const Entry& e) {
      if (finding != kNobody || number == kNobody) return finding != kNobody && e.finding == finding;
      return e.number == number || (e.finding != kNobody && state_->book.case_of(e.finding) == number);
    });
    if (at == order.end()) w.null();
    else w.value(static_cast<uint64_t>(at - order.begin()));
    w.key("relaxations").begin_array();
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
  constexpr size_t kAtOnce = 1000;  // findings: some ten milliseconds
  try {
    return state_->finished() && (state_->list.prepare(state_->job->view()) || state_->attach_some(kAtOnce) ||
                                  state_->job->get_ready() || state_->book.get_ready(state_->job->view()));
  } catch (...) {
    return false;  // whoever asks for it then is told
  }
}

std::string Session::rows(uint32_t start, uint32_t count) {
  constexpr size_t kMostRows = 1000;
  return guarded([&] {
    if (!state_->listed || !state_->can_list(Scope::book)) return failed(ErrorCode::out_of_order, "rows");
    // Whom the book knows already stands as the run at hand says.
    if (state_->finished() && !state_->book.empty()) state_->attach_all();
    if (state_->order_is_old) state_->list_people({});
    const std::optional<RunView> run = state_->run();
    const ListedIn in = state_->listed_in(run);
    const std::vector<Entry>& order = state_->list.order();
    const size_t end = std::min(order.size(), start + std::min<size_t>(count, kMostRows));
    std::string all = "[";
    for (size_t i = start; i < end; ++i) {
      // Cases may have been deleted since the list was asked for.
      if (order[i].finding == kNobody && order[i].number >= in.book.cases().size()) continue;
      if (all.size() > 1) all += ',';
      write_list_row(in, order[i], state_->list.today(), all);
    }
    return succeeded("rows", all += ']');
  });
}

std::string Session::evidence(uint32_t number) {
  return guarded([&] {
    if (!state_->finished()) return failed(ErrorCode::out_of_order, "evidence");
    if (number >= state_->job->results().size()) return failed(ErrorCode::unknown_name, std::to_string(number));
    std::string out;
    write_evidence(state_->job->view(), number, out);
    return succeeded("evidence", out);
  });
}

std::string Session::casework(std::string_view command, std::optional<std::string_view> body) {
  return guarded([&] {
    // Between the lists and the end of the roster the open cases are being looked for: they have to stay as they are.
    const bool seeking =
        state_->job && (state_->job->phase() == Job::Phase::roster || state_->job->phase() == Job::Phase::roster_read);
    if (seeking) return failed(ErrorCode::out_of_order, "casework");
    if (!state_->make_tables()) return failed(ErrorCode::internal, "ICU");
    Job* const job = state_->finished() ? &*state_->job : nullptr;
    bool judged_again = false;
    std::string answer =
        casework_command({state_->book, *state_->tables, job, state_->list}, {command, body}, judged_again);
    state_->order_is_old = state_->order_is_old || judged_again;
    return answer;
  });
}

std::string Session::export_begin(std::string_view what, std::string_view options) {
  return guarded([&] {
    if (!state_->make_tables()) return failed(ErrorCode::internal, "ICU");
    state_->export_failed = {};
    const Error e = state_->exporting.begin(what, options, state_->export_from());
    return !e ? succeeded() : failed(e);
  });
}

std::string_view Session::export_next() {
  try {
    const bool goes_on = state_->tables && state_->export_failed.code == ErrorCode::none;
    return goes_on ? state_->exporting.next(state_->export_from()) : std::string_view();
  } catch (const std::bad_alloc&) {
    state_->export_failed = {ErrorCode::out_of_memory, {}, {}};
  } catch (...) {
    state_->export_failed = {ErrorCode::internal, {}, {}};
  }
  return {};
}

std::string Session::export_lost() {
  return guarded([&] {
    return state_->export_failed ? failed(state_->export_failed) : succeeded("lost", state_->exporting.losses_json());
  });
}

std::string Session::propose(std::string_view kind, std::string_view name, uint32_t n, std::string_view options_text) {
  return guarded([&] {
    const auto k = kind_of(kind);
    if (!k) return failed(ErrorCode::unknown_name, std::string(kind));
    if (!state_->make_tables()) return failed(ErrorCode::internal, "ICU");
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
    if (const Error e = layout_of(options, *k, request.chosen)) return failed(e);
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

}  // namespace totsugo
