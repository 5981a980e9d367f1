// The body of a work file, written: wasm/work/FORMAT.md has its form. Element by element with a library: all of it as one tree would
// not fit into the memory there is when a hundred thousand people are listed.
#include <algorithm>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/version.h"
#include "core/calendar/date_form.h"
#include "core/casework/case_book.h"
#include "core/casework/work_body.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

using Json = nlohmann::ordered_json;

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

Json to_json(const ShownCandidate& c) {
  return {{"line", c.line},     {"grade", c.grade},     {"name", c.name},
          {"kana", c.kana},     {"birth", c.birth},     {"sex", c.sex},
          {"number", c.number}, {"address", c.address}, {"difference", c.difference}};
}

template <class T>
Json all_of(const std::vector<T>& things);  // behind all that it calls

Json to_json(const Listing& l) {
  Json out = {{"first_run", l.first_run},
              {"last_run", l.last_run},
              {"bucket", info_of(l.bucket).code},
              {"grade", l.grade},
              {"loss_date", iso_text(l.loss_date)},
              {"rows", l.rows},
              {"reasons", l.reasons}};
  if (l.review != ReviewKind::none) out["review"] = code_of(l.review);
  if (l.chosen) out["chosen"] = true;
  if (!l.candidates.empty()) out["candidates"] = all_of(l.candidates);
  return out;
}

Json person_json(const std::vector<std::string>& snapshot) {
  Json out = Json::object();
  for (size_t i = 0; i < snapshot.size(); ++i)
    if (!snapshot[i].empty()) out.push_back({snapshot_codes()[i], snapshot[i]});
  return out;
}

Json to_json(const Case& c) {
  const Recorded& said = c.as_run_said();
  Json out = {{"key", c.key}};
  if (!c.roster.empty()) out["roster"] = c.roster;
  out["birth"] = iso_text(said.birth);
  out["state"] = code_of(c.now.state);
  out["on_hold"] = c.now.on_hold;
  out["mail_returned"] = c.now.mail_returned;
  out["person"] = person_json(said.snapshot);
  out["listings"] = all_of(said.listings);
  return out;
}

Json to_json(const ChosenPerson& c) {
  Json under = Json::array();
  for (const uint64_t key : c.listed_under) under.push_back(hex_of(key));
  Json out = {{"listed_under", under}, {"listed", hex_of(c.listed)}, {"roster", hex_of(c.roster)}};
  if (c.person.empty()) return out;
  out["person"] = c.person;
  out["line"] = c.line;
  out["name"] = c.name;
  if (!c.against.empty()) out["against"] = c.against;
  return out;
}

Json to_json(const Outcome& o) {
  return {{"case", o.number},
          {"sure", o.sure},
          {"birth", iso_text(o.birth)},
          {"person", person_json(o.snapshot)},
          {"listing", to_json(o.listing)}};
}

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
  if (e.flow) out["flow"] = code_of(*e.flow);
  if (!e.on.none()) out["on"] = iso_text(e.on);
  if (!e.until.none()) out["until"] = iso_text(e.until);
  if (!e.reason.empty()) out["reason"] = e.reason;
  if (!e.note.empty()) out["note"] = e.note;
  if (!e.own_notes.empty()) out["own_notes"] = e.own_notes;
  out["cases"] = e.cases;
  if (!e.chosen.empty()) {
    out["chosen"] = all_of(e.chosen);
    out["outcomes"] = all_of(e.outcomes);
  }
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

Json to_json(const TakenBackRun& t) { return {{"at", t.at}, {"who", t.who}, {"run", to_json(t.run)}}; }

template <class T>
Json all_of(const std::vector<T>& things) {
  Json out = Json::array();
  for (const T& x : things) out.push_back(to_json(x));
  return out;
}

}  // namespace

std::string CaseBook::runs_json() const { return all_of(recorded()).dump(); }
std::string CaseBook::exports_json() const { return all_of(exports_).dump(); }
std::string CaseBook::deletions_json() const { return all_of(deletions_).dump(); }
std::string CaseBook::taken_back_json() const { return all_of(taken_back_).dump(); }

namespace {

// One member after the other, and of a list one element after the other: 80,000 cases as one tree take more memory than there is.
class BodyWriter {
 public:
  void member(const std::string& name, const Json& value) { named(name) += value.dump(); }
  template <class T>
  void list(const std::string& name, const T& things) {
    list(named(name), things, [](const auto& x) { return to_json(x); });
  }
  template <class T, class Use>
  static void list(std::string& out, const T& things, Use&& json_of) {
    out += '[';
    for (bool first = true; const auto& x : things) {
      if (!std::exchange(first, false)) out += ',';
      out += json_of(x).dump();
    }
    out += ']';
  }
  // The value that is to be written behind the name.
  std::string& named(const std::string& name) {
    out_ += out_.empty() ? '{' : ',';
    return (out_ += Json(name).dump()) += ':';
  }
  std::string end() { return out_.empty() ? "{}" : std::move(out_ += '}'); }

 private:
  std::string out_;
};

}  // namespace

std::string CaseBook::body() const {
  if (is_only_attached()) {  // nothing of it is the book's yet
    CaseBook without = *this;
    without.detach();
    return without.body();
  }
  Json settings = {{"deadlines", deadline_rule_json(deadlines_)}, {"retention_years", retention_years_}};
  if (holiday_table_) settings["holidays"] = {{"name", holiday_table_->name}, {"text", holiday_table_->text}};
  if (levy_) settings["levy"] = levy_rule_json(levy_);
  for (size_t i = 0; i < kPageSettings.size(); ++i)
    if (!page_settings_[i].empty()) settings[std::string(kPageSettings[i].name)] = Json::parse(page_settings_[i]);
  BodyWriter w;
  w.member("format", kBodyFormat);
  w.member("version", kBodyVersion);
  w.member("tool", kVersion);
  w.member("settings", settings);
  w.list("runs", runs_);
  w.list("cases", cases_);
  w.list("events", events_);
  w.list("exports", exports_);
  w.list("deletions", deletions_);
  if (!taken_back_.empty()) w.list("taken_back", taken_back_);
  if (trail_) {
    std::string& out = w.named("newest_run");
    out += "{\"first_new\":" + std::to_string(trail_->first_new) + ",\"before\":";
    BodyWriter::list(out, trail_->before, [](const Before& b) {
      Json one = {{"case", b.number}};
      if (b.found) one["found"] = true;
      if (b.replaced) one["listing"] = to_json(*b.replaced);
      if (b.rest) one["rest"] = {{"birth", iso_text(b.rest->birth)}, {"person", person_json(b.rest->snapshot)}};
      if (b.unchosen)
        one["unchosen"] = {{"birth", iso_text(b.unchosen->birth)},
                           {"person", person_json(b.unchosen->snapshot)},
                           {"listings", all_of(b.unchosen->listings)}};
      return one;
    });
    if (!trail_->lists.empty()) out += ",\"lists\":" + Json(all_of(trail_->lists)).dump();
    out += '}';
  }
  BodyWriter households;
  for (const auto& [id, members] : households_) households.list(id, members);
  w.named("households") += households.end();
  if (digest_key_) w.member("earlier", {{"key", hex_of(*digest_key_)}, {"runs", all_of(earlier_)}});
  return w.end();
}

}  // namespace totsugo
