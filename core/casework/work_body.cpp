// The body of a work file: wasm/work/FORMAT.md has its form. Written and read with a library, as it is small: no roster is in it.
#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

#include "core/base/version.h"
#include "core/calendar/date_form.h"
#include "core/casework/case_book.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kBodyVersion = 1;
constexpr std::string_view kFormat = "totsugo-casebook";

Json to_json(const RunFileRecord& f) {
  Json out = {{"kind", f.kind}, {"name", f.name},         {"encoding", f.encoding}, {"rows", f.rows},
              {"kept", f.kept}, {"rejected", f.rejected}, {"bytes", f.bytes}};
  if (!f.sha256.empty()) out["sha256"] = f.sha256;
  return out;
}

Json to_json(const RunRecord& r) {
  Json files = Json::array();
  for (const RunFileRecord& f : r.files) files.push_back(to_json(f));
  Json results = Json::object();
  for (const auto& [bucket, count] : r.results) results[bucket] = count;
  Json out = {
      {"flow", code_of(r.flow)},
      {"date", iso_text(r.date)},
      {"tool", r.version},
      {"settings",
       {{"confirm_gap", r.confirm_gap}, {"tolerance_days", r.tolerance_days}, {"max_gap_days", r.max_gap_days}}},
      {"insurer", r.insurer},
      {"overlap_dates", r.overlap_dates},
      {"files", files},
      {"results", results}};
  // Only where they say something, so that older files are read as they are.
  if (r.filed_tolerance_days != RunRecord{}.filed_tolerance_days)
    out["settings"]["filed_tolerance_days"] = r.filed_tolerance_days;
  for (const auto& [code, why] : r.accepted) out["accepted"][code] = why;
  if (!r.results_sha256.empty()) out["results_sha256"] = r.results_sha256;
  return out;
}

Json to_json(const ExportRecord& e) {
  Json out = {{"at", e.at}, {"who", e.who}, {"name", e.name}, {"bytes", e.bytes}, {"sha256", e.sha256}};
  if (e.run != kNobody) out["run"] = e.run;
  return out;
}

Json to_json(const Listing& l) {
  return {{"first_run", l.first_run},
          {"last_run", l.last_run},
          {"bucket", info_of(l.bucket).code},
          {"grade", l.grade},
          {"loss_date", iso_text(l.loss_date)},
          {"rows", l.rows},
          {"reasons", l.reasons}};
}

std::string_view field_code(SnapshotField f) { return find_field(f.kind, f.field)->code; }

Json to_json(const Case& c) {
  Json person = Json::object();
  for (size_t i = 0; i < c.snapshot.size(); ++i)
    if (!c.snapshot[i].empty()) person[std::string(field_code(snapshot_fields()[i]))] = c.snapshot[i];
  Json listings = Json::array();
  for (const Listing& l : c.listings) listings.push_back(to_json(l));
  return {{"key", c.key},
          {"flow", code_of(c.flow)},
          {"birth", iso_text(c.birth)},
          {"state", code_of(c.now.state)},
          {"on_hold", c.now.on_hold},
          {"mail_returned", c.now.mail_returned},
          {"person", person},
          {"listings", listings}};
}

constexpr std::string_view kKinds[] = {"act", "undo", "redo", "merge"};

Json to_json(const CaseEvent& e) {
  Json out = {{"kind", code_of(e.kind)}, {"at", e.at}, {"who", e.who}};
  if (e.run != kNobody) out["run"] = e.run;
  if (e.kind == CaseEvent::Kind::merge) {
    out["file"] = e.note;
    return out;
  }
  if (e.kind != CaseEvent::Kind::act) {
    out["of"] = e.of;
    return out;
  }
  out["action"] = code_of(e.action);
  if (!e.on.none()) out["on"] = iso_text(e.on);
  if (!e.reason.empty()) out["reason"] = e.reason;
  if (!e.note.empty()) out["note"] = e.note;
  out["cases"] = e.cases;
  return out;
}

// Five numbers of sixteen hex digits a row: there are as many rows as the list has.
std::string row_text(const RowDigest& d) {
  std::string out;
  for (const uint64_t n : {d.listed, d.member, d.record, d.number, d.branch}) out += hex_of(n);
  return out;
}

Json to_json(const EarlierRun& r) {
  Json rows = Json::array();
  for (const RowDigest& d : r.rows()) rows.push_back(row_text(d));
  return {{"date", iso_text(r.date())}, {"content", hex_of(r.content())}, {"rows", rows}};
}

Json to_json(const HouseholdMember& m) {
  Json out = {{"name", m.name}, {"kana", m.kana}, {"birth", m.birth}};
  const auto add = [&out](const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
  };
  add("sex", m.sex);
  add("relationship", m.relationship);
  add("resident_number", m.resident_number);
  add("member_number", m.member_number);
  add("branch", m.branch);
  add("head", m.head);
  add("address", m.address);
  return out;
}

Json to_json(const DeletionRecord& d) { return {{"at", d.at}, {"who", d.who}, {"cases", d.cases}}; }

template <class T>
Json all_of(const std::vector<T>& things) {
  Json out = Json::array();
  for (const T& x : things) out.push_back(to_json(x));
  return out;
}

// ---- back ----

struct Malformed {};  // thrown within this file only

void demand(bool ok) {
  if (!ok) throw Malformed{};
}

CivilDate date_at(const Json& j, const char* key) {
  const std::string text = j.value(key, std::string());
  if (text.empty()) return {};
  const CivilDate day = whole_date(text);
  demand(!day.none());
  return day;
}

// A birth date may have an unknown month or day.
CivilDate birth_at(const Json& j) {
  const std::string text = j.at("birth").get<std::string>();
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

uint32_t index_at(const Json& j, const char* key, size_t below) {
  const auto n = j.at(key).get<uint64_t>();
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

Listing listing_from(const Json& j, size_t runs) {
  Listing out;
  out.first_run = index_at(j, "first_run", runs);
  out.last_run = index_at(j, "last_run", runs);
  demand(out.first_run <= out.last_run);
  out.bucket = bucket_named(j.at("bucket").get<std::string>());
  out.grade = j.at("grade").get<std::string>();
  out.loss_date = date_at(j, "loss_date");
  out.rows = j.at("rows").get<std::string>();
  out.reasons = j.at("reasons").get<std::string>();
  return out;
}

Case case_from(const Json& j, size_t runs) {
  Case out;
  out.key = j.at("key").get<std::string>();
  out.flow = flow_at(j);
  out.birth = birth_at(j);
  const Json& person = j.at("person");
  size_t known = 0;
  for (const SnapshotField f : snapshot_fields()) {
    const std::string code(field_code(f));
    known += person.contains(code);
    out.snapshot.push_back(person.value(code, std::string()));
  }
  demand(!out.key.empty() && known == person.size());
  for (const Json& l : j.at("listings")) out.listings.push_back(listing_from(l, runs));
  demand(!out.listings.empty());
  return out;
}

CaseEvent event_from(const Json& j, size_t number, size_t cases, size_t runs) {
  CaseEvent out;
  const auto* const kind = std::find(std::begin(kKinds), std::end(kKinds), j.at("kind").get<std::string>());
  demand(kind != std::end(kKinds));
  out.kind = static_cast<CaseEvent::Kind>(kind - std::begin(kKinds));
  out.at = j.at("at").get<std::string>();
  out.who = j.at("who").get<std::string>();
  if (j.contains("run")) out.run = index_at(j, "run", runs);
  if (out.kind == CaseEvent::Kind::merge) {
    out.note = j.at("file").get<std::string>();
    return out;
  }
  if (out.kind != CaseEvent::Kind::act) {
    out.of = index_at(j, "of", number);
    return out;
  }
  out.action = named<CaseAction>(j.at("action").get<std::string>(), kCaseActionCount);
  out.on = date_at(j, "on");
  out.reason = j.value("reason", std::string());
  out.note = j.value("note", std::string());
  for (const Json& c : j.at("cases")) {
    const auto n = c.get<uint64_t>();
    demand(n < cases && (out.cases.empty() || out.cases.back() < n));
    out.cases.push_back(static_cast<uint32_t>(n));
  }
  demand(!out.cases.empty());
  return out;
}

uint64_t number_from(std::string_view hex) {
  const std::optional<uint64_t> n = number_of_hex(hex);
  demand(n.has_value());
  return *n;
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

// Whether what the file says of a case is what its events come to.
bool told(const Json& j, const Standing& now) {
  return j.at("state").get<std::string>() == code_of(now.state) && j.at("on_hold").get<bool>() == now.on_hold &&
         j.at("mail_returned").get<bool>() == now.mail_returned;
}

}  // namespace

std::string CaseBook::runs_json() const { return all_of(runs_).dump(); }
std::string CaseBook::exports_json() const { return all_of(exports_).dump(); }
std::string CaseBook::deletions_json() const { return all_of(deletions_).dump(); }
std::string_view code_of(CaseEvent::Kind k) { return kKinds[static_cast<size_t>(k)]; }

std::string CaseBook::body() const {
  Json settings = {{"deadlines", deadline_rule_json(deadlines_)}, {"retention_years", retention_years_}};
  if (holiday_table_) settings["holidays"] = {{"name", holiday_table_->name}, {"text", holiday_table_->text}};
  for (size_t i = 0; i < kPageSettings.size(); ++i)
    if (!page_settings_[i].empty()) settings[std::string(kPageSettings[i].name)] = Json::parse(page_settings_[i]);
  Json all = {{"format", kFormat},         {"version", kBodyVersion},     {"tool", kVersion},
              {"settings", settings},      {"runs", all_of(runs_)},       {"cases", all_of(cases_)},
              {"events", all_of(events_)}, {"exports", all_of(exports_)}, {"deletions", all_of(deletions_)}};
  Json& households = all["households"] = Json::object();
  for (const auto& [id, members] : households_) households[id] = all_of(members);
  if (digest_key_) {
    all["earlier"] = {{"key", hex_of(*digest_key_)}, {"runs", all_of(earlier_)}};
  }
  return all.dump();
}

void CaseBook::remember(CaseEvent event) {
  const auto number = static_cast<uint32_t>(events_.size());
  effective_.push_back(event.kind == CaseEvent::Kind::act);
  switch (event.kind) {
    case CaseEvent::Kind::act:
      for (const uint32_t c : event.cases) cases_[c].events.push_back(number);
      done_.push_back(number);
      undone_.clear();
      break;
    case CaseEvent::Kind::undo:
    case CaseEvent::Kind::redo: {
      // In a merged book not always the last one: the other book's steps have come in between.
      demand(events_[event.of].kind == CaseEvent::Kind::act);
      const bool undo = event.kind == CaseEvent::Kind::undo;
      if (effective_[event.of] != undo) break;  // each book had taken it back
      const auto done = std::lower_bound(done_.begin(), done_.end(), event.of);
      if (undo) {
        done_.erase(done);
        undone_.push_back(event.of);
      } else {
        done_.insert(done, event.of);
        if (const auto at = std::find(undone_.rbegin(), undone_.rend(), event.of); at != undone_.rend())
          undone_.erase(std::next(at).base());
      }
      effective_[event.of] = !undo;
      break;
    }
    case CaseEvent::Kind::merge: undone_.clear(); break;  // what was not chosen is not offered to be done again
  }
  events_.push_back(std::move(event));
}

namespace {

// A body is a few levels deep. What is nested without end would end the library's stack.
constexpr int kMostLevels = 32;

bool too_deep(std::string_view text) {
  int levels = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') ++i;
    else if (c == '"') quoted = !quoted;
    else if (!quoted && (c == '{' || c == '[') && ++levels > kMostLevels) return true;
    else if (!quoted && (c == '}' || c == ']')) --levels;
  }
  return false;
}

}  // namespace

CaseBook::BodyError CaseBook::open(std::string_view text) {
  if (too_deep(text)) return BodyError::malformed;
  const Json j = Json::parse(text, nullptr, false);
  if (j.is_discarded()) return BodyError::not_json;
  CaseBook made;
  try {
    demand(j.is_object() && j.at("format").get<std::string>() == kFormat);
    if (j.at("version").get<int>() > kBodyVersion) return BodyError::newer;
    Result<DeadlineRule> rule = read_deadline_rule(nlohmann::json(j.at("settings").at("deadlines")));
    demand(rule.ok());
    made.deadlines_ = std::move(rule.value());
    const Json& settings = j.at("settings");
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
    for (const Json& r : j.at("runs")) made.runs_.push_back(run_from(r));
    for (const Json& c : j.at("cases")) {
      made.cases_.push_back(case_from(c, made.runs_.size()));
      const auto number = static_cast<uint32_t>(made.cases_.size() - 1);
      demand(made.by_key_.emplace(made.cases_.back().key, number).second);
    }
    for (const Json& e : j.at("events"))
      made.remember(event_from(e, made.events_.size(), made.cases_.size(), made.runs_.size()));
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
    for (Case& c : made.cases_) c.now = made.standing(c);
    for (size_t i = 0; i < made.cases_.size(); ++i)
      if (!told(j["cases"][i], made.cases_[i].now)) return BodyError::contradicts;
  } catch (const Malformed&) {
    return BodyError::malformed;
  } catch (const Json::exception&) {
    return BodyError::malformed;
  }
  *this = std::move(made);
  return BodyError::none;
}

}  // namespace totsugo
