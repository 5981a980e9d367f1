// The body of a work file, read: wasm/work/FORMAT.md has its form. A body of version 1 had a case for each flow; it becomes one of
// this version.
#include <algorithm>
#include <iterator>
#include <set>

#include <nlohmann/json.hpp>

#include "core/calendar/date_form.h"
#include "core/casework/case_book.h"
#include "core/casework/flat_json.h"
#include "core/casework/person_key.h"
#include "core/casework/work_body.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

using Json = nlohmann::ordered_json;

struct Malformed {};  // thrown within this file only

void demand(bool ok) {
  if (!ok) throw Malformed{};
}

template <class J>
CivilDate date_at(const J& j, const char* key) {
  const auto text = j.value(key, std::string());
  if (text.empty()) return {};
  const CivilDate day = whole_date(text);
  demand(!day.none());
  return day;
}

// A birth date may have an unknown month or day.
template <class J>
CivilDate birth_at(const J& j) {
  const auto text = j.at("birth").template get<std::string>();
  if (text.empty()) return {};
  const ParsedDate d = parse_date(text, DateForm::self_describing);
  demand(d.status == DateStatus::ok);
  return d.date;
}

Flow flow_at(const Json& j) {
  const std::string code = j.at("flow").get<std::string>();
  demand(code == "P" || code == "D");
  return code == "P" ? Flow::p : Flow::d;
}

template <class T>
T named(std::string_view code, int count) {
  for (int i = 0; i < count; ++i)
    if (code_of(static_cast<T>(i)) == code) return static_cast<T>(i);
  throw Malformed{};
}

Bucket bucket_named(std::string_view code) {
  for (size_t i = 0; i < kBucketCount; ++i)
    if (info_of(static_cast<Bucket>(i)).code == code) return static_cast<Bucket>(i);
  throw Malformed{};
}

template <class J>
uint32_t index_at(const J& j, const char* key, size_t below) {
  demand(j.at(key).is_number_unsigned());
  const auto n = j.at(key).template get<uint64_t>();
  demand(n < below);
  return static_cast<uint32_t>(n);
}

RunFileRecord file_from(const Json& f) {
  return {f.at("kind").get<std::string>(), f.at("name").get<std::string>(), f.at("encoding").get<std::string>(),
          f.at("rows").get<uint64_t>(),    f.at("kept").get<uint64_t>(),    f.at("rejected").get<uint64_t>(),
          f.at("bytes").get<uint64_t>(),   f.value("sha256", std::string())};
}

RunRecord run_from(const Json& j) {
  RunRecord out;
  out.flow = flow_at(j);
  out.date = date_at(j, "date");
  out.version = j.at("tool").get<std::string>();
  const Json& settings = j.at("settings");
  out.confirm_gap = settings.at("confirm_gap").get<bool>();
  out.tolerance_days = settings.at("tolerance_days").get<int>();
  out.max_gap_days = settings.at("max_gap_days").get<int>();
  out.filed_tolerance_days = settings.value("filed_tolerance_days", out.filed_tolerance_days);
  const Json accepted = j.value("accepted", Json::object());
  for (const auto& [code, why] : accepted.items()) out.accepted.emplace_back(code, why.get<std::string>());
  out.insurer = j.at("insurer").get<std::string>();
  for (const Json& d : j.at("overlap_dates")) {
    out.overlap_dates.push_back(d.get<std::string>());
    demand(parse_date(out.overlap_dates.back(), DateForm::self_describing).status == DateStatus::ok);
  }
  for (const Json& f : j.at("files")) out.files.push_back(file_from(f));
  const Json& results = j.at("results");
  for (size_t i = 0; i < kBucketCount; ++i) {
    const std::string code(info_of(static_cast<Bucket>(i)).code);
    if (results.contains(code)) out.results.emplace_back(code, results[code].get<uint64_t>());
  }
  demand(out.results.size() == results.size());
  out.results_sha256 = j.value("results_sha256", std::string());
  return out;
}

ExportRecord export_from(const Json& j, size_t runs) {
  ExportRecord out{j.at("at").get<std::string>(), j.at("who").get<std::string>(), j.at("name").get<std::string>(),
                   j.at("bytes").get<uint64_t>(), j.at("sha256").get<std::string>()};
  if (j.contains("run")) out.run = index_at(j, "run", runs);
  return out;
}

ReviewKind review_named(std::string_view code) {
  for (size_t i = 0; i < kReviewKindCount; ++i)
    if (code_of(static_cast<ReviewKind>(i)) == code) return static_cast<ReviewKind>(i);
  throw Malformed{};
}

template <class J>
ShownCandidate candidate_from(const J& j) {
  const auto text = [&j](const char* key) { return j.at(key).template get<std::string>(); };
  return {j.at("line").template get<uint64_t>(),
          text("grade"),
          text("name"),
          text("kana"),
          text("birth"),
          text("sex"),
          text("number"),
          text("address"),
          text("difference")};
}

template <class J>
Listing listing_from(const J& j, const std::vector<RunRecord>& runs) {
  Listing out;
  out.first_run = index_at(j, "first_run", runs.size());
  out.last_run = index_at(j, "last_run", runs.size());
  demand(out.first_run <= out.last_run);
  out.bucket = bucket_named(j.at("bucket").template get<std::string>());
  out.grade = j.at("grade").template get<std::string>();
  demand(out.grade.empty() || out.grade == "S" || out.grade == "A" || out.grade == "B" || out.grade == "C");
  out.loss_date = date_at(j, "loss_date");
  out.rows = j.at("rows").template get<std::string>();
  out.reasons = j.at("reasons").template get<std::string>();
  out.flow = runs[out.first_run].flow;
  demand(runs[out.last_run].flow == out.flow);
  if (j.contains("review")) out.review = review_named(j["review"].template get<std::string>());
  out.chosen = j.value("chosen", false);
  if (j.contains("candidates"))
    for (const auto& c : j["candidates"]) out.candidates.push_back(candidate_from(c));
  return out;
}

uint64_t number_from(std::string_view hex) {
  const std::optional<uint64_t> n = number_of_hex(hex);
  demand(n.has_value());
  return *n;
}

// Usually in the order of the fields: each is sought from the one before on.
template <class J>
std::vector<std::string> snapshot_from(const J& person) {
  demand(person.is_object());
  const std::vector<std::string>& codes = snapshot_codes();
  std::vector<std::string> out(codes.size());
  auto next = codes.begin();
  for (const auto& [code, text] : person.items()) {
    auto at = std::find(next, codes.end(), code);
    if (at == codes.end()) at = std::find(codes.begin(), next, code);
    demand(at != codes.end() && *at == code);
    out[static_cast<size_t>(at - codes.begin())] = text.template get<std::string>();
    next = at;
  }
  return out;
}

Case case_from(const FlatJson::View& j, const std::vector<RunRecord>& runs) {
  Case out;
  out.key = j.at("key").get<std::string>();
  out.roster = j.value("roster", std::string());
  out.birth = birth_at(j);
  out.snapshot = snapshot_from(j.at("person"));
  for (const auto& l : j.at("listings")) out.listings.push_back(listing_from(l, runs));
  demand(!out.key.empty() && !out.listings.empty());
  return out;
}

// Version 1 had a case for each flow, which its key and its runs name too.
bool is_of_one_flow(const FlatJson::View& j, const Case& c) {
  const std::string flow = j.at("flow").get<std::string>();
  return c.key.starts_with(flow + "/") &&
         std::all_of(c.listings.begin(), c.listings.end(), [&](const Listing& l) { return code_of(l.flow) == flow; });
}

bool is_key(std::string_view key) {
  return is_roster_key(key) || key.starts_with("pension/") || key.starts_with("listed/");
}

ChosenPerson chosen_from(const Json& j) {
  ChosenPerson out;
  for (const Json& key : j.at("listed_under")) out.listed_under.push_back(number_from(key.get<std::string>()));
  out.listed = number_from(j.at("listed").get<std::string>());
  out.roster = number_from(j.at("roster").get<std::string>());
  out.person = j.value("person", std::string());
  out.line = j.value("line", uint64_t{0});
  out.name = j.value("name", std::string());
  out.against = j.value("against", std::string());
  return out;
}

Outcome outcome_from(const Json& j, size_t cases, const std::vector<RunRecord>& runs) {
  return {index_at(j, "case", cases), j.at("sure").get<bool>(), birth_at(j), snapshot_from(j.at("person")),
          listing_from(j.at("listing"), runs)};
}

CaseEvent::Kind kind_at(const Json& j) {
  for (const auto k : {CaseEvent::Kind::act, CaseEvent::Kind::undo, CaseEvent::Kind::redo, CaseEvent::Kind::merge})
    if (code_of(k) == j.at("kind").get<std::string>()) return k;
  throw Malformed{};
}

CaseEvent event_from(const Json& j, const std::vector<CaseEvent>& before, size_t cases,
                     const std::vector<RunRecord>& runs) {
  CaseEvent out;
  out.kind = kind_at(j);
  out.at = j.at("at").get<std::string>();
  out.who = j.at("who").get<std::string>();
  if (j.contains("run")) out.run = index_at(j, "run", runs.size());
  if (out.kind == CaseEvent::Kind::merge) {
    out.note = j.at("file").get<std::string>();
    return out;
  }
  if (out.kind != CaseEvent::Kind::act) {
    out.of = index_at(j, "of", before.size());
    demand(before[out.of].kind == CaseEvent::Kind::act);
    return out;
  }
  out.action = named<CaseAction>(j.at("action").get<std::string>(), kCaseActionCount);
  if (j.contains("flow")) out.flow = flow_at(j);
  out.on = date_at(j, "on");
  out.until = date_at(j, "until");
  demand(out.until.none() || is_letter(out.action));
  out.reason = j.value("reason", std::string());
  out.note = j.value("note", std::string());
  for (const Json& c : j.at("cases")) {
    demand(c.is_number_unsigned());
    const auto n = c.get<uint64_t>();
    demand(n < cases && (out.cases.empty() || out.cases.back() < n));
    out.cases.push_back(static_cast<uint32_t>(n));
  }
  demand(!out.cases.empty());
  if (j.contains("own_notes"))
    for (const Json& o : j["own_notes"]) {
      demand(o.size() == 2 && o[0].is_number_unsigned());
      const auto n = o[0].get<uint64_t>();
      demand(std::binary_search(out.cases.begin(), out.cases.end(), n));
      const auto last = out.own_notes.empty() ? uint64_t{0} : uint64_t{out.own_notes.rbegin()->first} + 1;
      demand(n >= last);
      out.own_notes.emplace(static_cast<uint32_t>(n), o[1].get<std::string>());
    }
  const bool chooses = out.action == CaseAction::choose || out.action == CaseAction::choose_none;
  demand(chooses == j.contains("chosen") && (chooses || !j.contains("outcomes")) && (!chooses || out.run != kNobody));
  if (!chooses) return out;
  for (const Json& c : j["chosen"]) {
    out.chosen.push_back(chosen_from(c));
    demand(out.chosen.back().person.empty() == (out.action == CaseAction::choose_none));
  }
  demand(out.chosen.size() == out.cases.size());
  for (const Json& o : j.at("outcomes")) out.outcomes.push_back(outcome_from(o, cases, runs));
  return out;
}

HouseholdMember member_from(const Json& j) {
  const auto text = [&j](const char* key) { return j.value(key, std::string()); };
  return {j.at("name").get<std::string>(),
          j.at("kana").get<std::string>(),
          j.at("birth").get<std::string>(),
          text("sex"),
          text("relationship"),
          text("resident_number"),
          text("member_number"),
          text("branch"),
          text("head"),
          text("address")};
}

EarlierRun earlier_from(const Json& j) {
  std::vector<RowDigest> rows;
  for (const Json& row : j.at("rows")) {
    const std::string text = row.get<std::string>();
    demand(text.size() == 5 * 16);
    const auto at = [&](size_t i) { return number_from(std::string_view(text).substr(i * 16, 16)); };
    rows.push_back({at(0), at(1), at(2), at(3), at(4)});
  }
  const CivilDate date = date_at(j, "date");
  demand(!date.none());
  return {date, number_from(j.at("content").get<std::string>()), std::move(rows)};
}

// What the file says of where a case stands.
struct Told {
  std::string state;
  bool on_hold;
  bool mail_returned;
};
Told told_from(const FlatJson::View& j) {
  return {j.at("state").get<std::string>(), j.at("on_hold").get<bool>(), j.at("mail_returned").get<bool>()};
}
// Whether that is what its events come to. In version 1 a letter that had come back stayed so when the case was put back.
bool is_so(const Told& told, const Standing& now, int version) {
  const bool same_mark = told.mail_returned == now.mail_returned || (version == 1 && told.mail_returned);
  return told.state == code_of(now.state) && told.on_hold == now.on_hold && same_mark;
}

// A body is a few levels deep. What is nested without end would end the library's stack.
constexpr int kMostLevels = 32;

// What a look along the text finds.
struct Outline {
  bool too_deep = false;
  size_t cases = 0;  // where the list of the cases begins, and the place of its last bracket; 0: it is not found
  size_t cases_end = 0;
};

// Where the list begins that the member at this quote has, if it is the cases and a list.
size_t list_of_cases(std::string_view text, size_t at) {
  constexpr std::string_view kKey = "\"cases\"";
  if (text.substr(at, kKey.size()) != kKey) return 0;
  const auto after_blanks = [text](size_t i) { return text.find_first_not_of(" \t\r\n", i); };
  const size_t colon = after_blanks(at + kKey.size());
  if (colon == std::string_view::npos || text[colon] != ':') return 0;
  const size_t list = after_blanks(colon + 1);
  return list != std::string_view::npos && text[list] == '[' ? list : 0;
}

Outline outline_of(std::string_view text) {
  Outline out;
  int levels = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      if (!quoted && levels == 1 && out.cases == 0) out.cases = list_of_cases(text, i);
      quoted = !quoted;
    } else if (!quoted && (c == '{' || c == '[')) {
      if (++levels > kMostLevels) return {true, 0, 0};
    } else if (!quoted && (c == '}' || c == ']')) {
      if (--levels == 1 && out.cases != 0 && out.cases_end == 0) out.cases_end = i;
    }
  }
  return out;
}

// Reads a body, and its cases one after the other: all of them at once as JSON would take ten times the memory. 21,652 cases (26 MB)
// natively: 180 ms, against 320 with the library's tree for each case; the library's parser alone takes 125.
class Reader {
 public:
  // The body without its cases, which are read when what they refer to is there; discarded if it is no JSON.
  Json read(std::string_view text, const Outline& outline) {
    if (outline.cases_end == 0) return parse(text);
    cases_text_ = text.substr(outline.cases, outline.cases_end + 1 - outline.cases);
    std::string rest(text.substr(0, outline.cases + 1));
    rest += text.substr(outline.cases_end);
    return parse(rest);
  }

  void take_runs(const Json& j) {
    for (const Json& r : j) runs.push_back(run_from(r));
  }
  // False if they are no JSON. `j`: where they stand if the look along the text has not found them.
  bool take_cases(const Json& j, int version) {
    const std::string elsewhere = cases_text_.empty() ? j.dump() : std::string();
    FlatElements elements([this, version](const FlatJson::View& c) {
      cases.push_back(case_from(c, runs));
      demand(version == 1 ? is_of_one_flow(c, cases.back()) : is_key(cases.back().key));
      told.push_back(told_from(c));
    });
    return Json::sax_parse(cases_text_.empty() ? std::string_view(elsewhere) : cases_text_, &elements);
  }

  std::vector<RunRecord> runs;
  std::vector<Case> cases;
  std::vector<Told> told;

 private:
  static Json parse(std::string_view text) {
    std::set<std::string> seen;
    return Json::parse(
        text,
        [&seen](int depth, Json::parse_event_t event, Json& value) {
          if (event == Json::parse_event_t::key && depth == 1) demand(seen.insert(value.get<std::string>()).second);
          return true;
        },
        false);
  }
  std::string_view cases_text_;
};

}  // namespace

void CaseBook::read_events(const nlohmann::ordered_json& j) {
  for (uint32_t number = 0; number < cases_.size(); ++number) demand(index_keys(number));
  for (const Json& e : j.at("events")) remember(event_from(e, events_, cases_.size(), runs_));
  for (Case& c : cases_) c.now = standing(c);
  relink();
}

void CaseBook::read_newest_run(const nlohmann::ordered_json& j) {
  Trail trail;
  demand(!runs_.empty());
  trail.first_new = index_at(j, "first_new", cases_.size() + 1);
  for (const Json& b : j.at("before")) {
    Before one{index_at(b, "case", trail.first_new), b.value("found", false), {}, {}, {}};
    if (b.contains("listing")) one.replaced = listing_from(b["listing"], runs_);
    if (b.contains("rest")) one.rest = Recorded{birth_at(b["rest"]), snapshot_from(b["rest"].at("person")), {}};
    if (b.contains("unchosen")) {
      const Json& was = b["unchosen"];
      one.unchosen = Recorded{birth_at(was), snapshot_from(was.at("person")), {}};
      for (const Json& l : was.at("listings")) one.unchosen->listings.push_back(listing_from(l, runs_));
      demand(!one.unchosen->listings.empty());
    }
    trail.before.push_back(std::move(one));
  }
  if (j.contains("lists")) {
    demand(digest_key_.has_value());
    for (const Json& r : j["lists"]) trail.lists.push_back(earlier_from(r));
  }
  trail_ = std::move(trail);
}

// Of version 1, where a person was a case under each flow ("P/…", "D/…"), and a second one ("…#2") where one run said two things of
// the same person.
void CaseBook::join_flows() {
  std::vector<Case> cases;
  std::vector<uint32_t> to;
  std::unordered_map<std::string, uint32_t> by_key;
  for (const Case& c : cases_) {
    std::string key = c.key.substr(std::min(c.key.size(), c.key.find('/') + 1));
    if (is_roster_key(key)) key = key.substr(0, key.find('#'));
    demand(!key.empty());
    const auto [at, fresh] = by_key.emplace(key, static_cast<uint32_t>(cases.size()));
    to.push_back(at->second);
    if (fresh) {
      Case made;
      static_cast<Recorded&>(made) = c;
      made.key = std::move(key);
      cases.push_back(std::move(made));
      continue;
    }
    Case& into = cases[at->second];
    if (c.listings.back().last_run > into.listings.back().last_run) {
      into.birth = c.birth;
      into.snapshot = c.snapshot;
    }
    into.listings.insert(into.listings.end(), c.listings.begin(), c.listings.end());
    std::stable_sort(into.listings.begin(), into.listings.end(),
                     [](const Listing& a, const Listing& b) { return a.last_run < b.last_run; });
  }
  std::vector<CaseEvent> events = events_;
  for (CaseEvent& e : events) {
    std::map<uint32_t, std::string> own;
    for (auto& [c, note] : e.own_notes) own.emplace(to[c], std::move(note));
    e.own_notes = std::move(own);
    for (uint32_t& c : e.cases) c = to[c];
    std::sort(e.cases.begin(), e.cases.end());
    e.cases.erase(std::unique(e.cases.begin(), e.cases.end()), e.cases.end());
  }
  become(runs_, std::move(cases), std::move(events));
  saved();
}

CaseBook::BodyError CaseBook::open(std::string_view text) {
  const Outline outline = outline_of(text);
  if (outline.too_deep) return BodyError::malformed;
  CaseBook made;
  try {
    Reader reader;
    const Json j = reader.read(text, outline);
    if (j.is_discarded()) return BodyError::not_json;
    demand(j.is_object() && j.at("format").get<std::string>() == kBodyFormat);
    if (j.at("version").get<int>() > kBodyVersion) return BodyError::newer;
    demand(j["version"].get<int>() > 0);
    Result<DeadlineRule> rule = read_deadline_rule(nlohmann::json(j.at("settings").at("deadlines")));
    demand(rule.ok());
    made.deadlines_ = std::move(rule.value());
    const Json& settings = j.at("settings");
    if (settings.contains("levy")) {
      Result<std::optional<LevyRule>> levy = read_levy_rule(nlohmann::json(settings.at("levy")));
      demand(levy.ok());
      made.levy_ = std::move(levy.value());
    }
    for (size_t i = 0; i < kPageSettings.size(); ++i) {
      const auto given = settings.find(std::string(kPageSettings[i].name));
      if (given == settings.end()) continue;
      std::optional<std::string> kept = kept_json(*given, kPageSettings[i].most_bytes);
      demand(kept.has_value());
      made.page_settings_[i] = std::move(*kept);
    }
    if (settings.contains("holidays")) {
      const Json& table = settings.at("holidays");
      const Error e =
          made.set_holidays(HolidayTable{table.at("name").get<std::string>(), table.at("text").get<std::string>()});
      demand(e.code == ErrorCode::none);
      made.saved();  // as the file has it
    }
    for (const char* list : {"runs", "cases", "events", "exports", "deletions"}) demand(j.at(list).is_array());
    reader.take_runs(j.at("runs"));
    if (!reader.take_cases(j.at("cases"), j["version"].get<int>())) return BodyError::not_json;
    made.runs_ = std::move(reader.runs);
    made.cases_ = std::move(reader.cases);
    made.read_events(j);
    for (const Json& e : j.at("exports")) made.exports_.push_back(export_from(e, made.runs_.size()));
    for (const Json& d : j.at("deletions"))
      made.deletions_.push_back(
          {d.at("at").get<std::string>(), d.at("who").get<std::string>(), d.at("cases").get<uint64_t>()});
    made.retention_years_ = j.at("settings").at("retention_years").get<int>();
    demand(made.retention_years_ > 0 && made.retention_years_ <= kMostRetentionYears);
    for (const auto& [id, members] : j.at("households").items())
      for (const Json& m : members) made.households_[id].push_back(member_from(m));
    if (j.contains("earlier")) {
      made.digest_key_ = key_of_hex(j["earlier"].at("key").get<std::string>());
      demand(made.digest_key_.has_value());
      for (const Json& r : j["earlier"].at("runs")) made.earlier_.push_back(earlier_from(r));
    }
    if (j.contains("taken_back"))
      for (const Json& t : j["taken_back"])
        made.taken_back_.push_back(
            {t.at("at").get<std::string>(), t.at("who").get<std::string>(), run_from(t.at("run"))});
    if (j.contains("newest_run")) made.read_newest_run(j["newest_run"]);
    const int version = j.at("version").get<int>();
    for (size_t i = 0; i < made.cases_.size(); ++i)
      if (made.cases_[i].part_of == kNobody && !is_so(reader.told[i], made.cases_[i].now, version))
        return BodyError::contradicts;
    if (version == 1) made.join_flows();
  } catch (const Malformed&) {
    return BodyError::malformed;
  } catch (const FlatJson::Wrong&) {
    return BodyError::malformed;
  } catch (const Json::exception&) {
    return BodyError::malformed;
  }
  *this = std::move(made);
  return BodyError::none;
}

}  // namespace totsugo
