// The twin of the book of cases, see plain_book.h.
#include "tests/reference/plain_book.h"

#include <algorithm>
#include <climits>

#include "core/calendar/date_form.h"
#include "core/calendar/holidays.h"

namespace plain {
namespace {

using Texts = std::set<std::string>;

std::string text_of(const Json& j, const char* key) { return j.value(key, std::string()); }

std::optional<size_t> run_of(const Json& e) {
  return e.contains("run") ? std::optional(e["run"].get<size_t>()) : std::nullopt;
}

bool is_act(const Json& e) { return e["kind"] == "act"; }
bool is_choice(const Json& e) { return is_act(e) && e.contains("chosen"); }

// ISO days compare as texts.
std::string day_after(const std::string& from, totsugo::Period period, bool next) {
  if (period.none()) return {};
  const totsugo::Holidays days = totsugo::Holidays::built_in();
  const totsugo::CivilDate d = totsugo::whole_date(from);
  return totsugo::iso_text(
      (next ? totsugo::next_step_from(d, period, days) : totsugo::last_day(d, period, days)).value());
}

std::string day_later(const std::string& from, int days) {
  return totsugo::iso_text(totsugo::from_day_number(totsugo::day_number(totsugo::whole_date(from)) + days));
}

// The states in which a step may be taken, as casework's documents have the way: listed, confirmed, urged, urged again, entered ex
// officio, done; out of it at any time by exclusion or by a notification, and back again.
bool state_allows(const std::string& state, const std::string& action) {
  if (action == "verify") return state == "listed";
  if (action == "urge") return state == "verified";
  if (action == "urge_again") return state == "urged";
  if (action == "ex_officio") return state == "urged_again";
  if (action == "resend" || action == "mail_returned") return state == "urged" || state == "urged_again";
  if (action == "exclude" || action == "file" || action == "hold" || action == "resume") return is_open(state);
  if (action == "put_back") return state == "verified" || !is_open(state);
  if (action == "complete") return state == "filed" || state == "ex_officio";
  if (action == "inquire" || action == "answer_joined" || action == "answer_not_joined" || action == "choose" ||
      action == "choose_none")
    return state == "listed" || state == "verified";
  return action == "note" || action == "same_person";
}

// What the notices say of going on against somebody of whom the run says this.
std::string against_bucket(const std::string& bucket, bool joined, bool noted) {
  if (bucket == "P-CONFIRMED" || bucket == "D-CANDIDATE") return {};
  if (bucket == "P-INQUIRE") return joined ? "" : "needs_inquiry";
  if (bucket == "P-REVIEW" || bucket == "D-REVIEW") return joined || noted ? "" : "review_needs_note";
  static const std::map<std::string, std::string> never = {
      {"P-FILED", "already_filed"},     {"P-OUTSIDE", "other_reason"},   {"P-WITHDRAWN", "withdrawn"},
      {"P-NONMEMBER", "not_member"},    {"D-REFERENCE", "listed_only"},  {"D-FIRST", "first_listing"},
      {"D-REVERSED", "dates_reversed"}, {"D-CHANGED", "record_changed"}, {"D-OTHER", "other_rules"},
      {"D-FILED", "already_filed"},     {"D-NONMEMBER", "not_member"},   {"D-RESOLVED", "resolved"}};
  return never.at(bucket);
}

}  // namespace

int rank_of(const std::string& bucket) {
  if (bucket == "D-REFERENCE") return 5;
  if (!makes_case(bucket)) return 4;
  if (bucket == "P-REVIEW" || bucket == "D-REVIEW") return 0;
  if (bucket == "P-CONFIRMED" || bucket == "D-CANDIDATE") return 1;
  return bucket == "P-FILED" || bucket == "D-FILED" ? 3 : 2;
}

bool makes_case(const std::string& bucket) {
  static const Texts none = {"P-OUTSIDE", "P-WITHDRAWN", "P-NONMEMBER", "D-REFERENCE", "D-NONMEMBER", "D-RESOLVED"};
  return !none.contains(bucket);
}

bool is_open(const std::string& state) { return state != "done" && state != "excluded" && state != "filed"; }

bool has_date(const std::string& action) {
  static const Texts dated = {"file",          "complete",   "urge",    "urge_again",    "resend",
                              "mail_returned", "ex_officio", "inquire", "answer_joined", "answer_not_joined"};
  return dated.contains(action);
}

const std::vector<std::string>& all_actions() {
  static const std::vector<std::string> all = {"verify", "exclude",    "put_back", "file",          "complete",
                                               "urge",   "urge_again", "resend",   "mail_returned", "ex_officio",
                                               "hold",   "resume",     "inquire",  "answer_joined", "answer_not_joined",
                                               "note",   "same_person"};
  return all;
}

// ---- what stands ----

std::vector<bool> Book::stands() const {
  std::vector<bool> out;
  for (const Json& e : events) {
    out.push_back(is_act(e));
    if (e["kind"] == "undo") out[e["of"].get<size_t>()] = false;
    if (e["kind"] == "redo") out[e["of"].get<size_t>()] = true;
  }
  return out;
}

std::optional<size_t> Book::next_undo() const {
  const std::vector<bool> now = stands();
  for (size_t n = now.size(); n > 0; --n)
    if (now[n - 1]) return n - 1;
  return std::nullopt;
}

// What was taken back last; a new step, or a merge, leaves nothing to be done again.
std::optional<size_t> Book::next_redo() const {
  std::vector<size_t> undone;
  std::vector<bool> now;
  for (const Json& e : events) {
    now.push_back(is_act(e));
    if (is_act(e) || e["kind"] == "merge") undone.clear();
    if (e["kind"] == "undo" && now[e["of"].get<size_t>()]) {
      undone.push_back(e["of"]);
      now[e["of"].get<size_t>()] = false;
    }
    if (e["kind"] == "redo" && !now[e["of"].get<size_t>()]) {
      std::erase(undone, e["of"].get<size_t>());
      now[e["of"].get<size_t>()] = true;
    }
  }
  return undone.empty() ? std::nullopt : std::optional(undone.back());
}

namespace {

Said said_in(const Json& listing) {
  return {listing["first_run"],          listing["last_run"],       listing["bucket"], text_of(listing, "rows").empty(),
          text_of(listing, "loss_date"), text_of(listing, "review")};
}

}  // namespace

int Said::weight() const { return elsewhere ? INT_MAX : rank_of(bucket); }

std::vector<Said> Book::listings(uint32_t number) const {
  std::vector<Said> out;
  for (const Json& l : cases[number]["listings"]) out.push_back(said_in(l));
  const std::vector<bool> now = stands();
  std::map<size_t, std::vector<Said>> before;  // by run chosen in: what had been said without
  for (size_t n = 0; n < events.size(); ++n) {
    if (!now[n] || !is_choice(events[n])) continue;
    for (const Json& o : events[n]["outcomes"]) {
      if (o["case"] != number) continue;
      // A run that has listed the person since counts more; of several choices in a run the last.
      Said said = said_in(o["listing"]);
      if (out.back().last > said.last) continue;
      out = before.emplace(said.last, out).first->second;
      if (out.back().last == said.last) {  // in the place of what the run said without
        const Said without = out.back();
        out.pop_back();
        if (without.bucket == said.bucket) said.first = without.first;
        else if (const std::optional<size_t> older = run_before(without))
          out.push_back(without), out.back().last = *older;
      } else {  // behind what was said before, or going on with it
        const auto before_it = std::find_if(
            out.rbegin(), out.rend(), [&](const Said& l) { return runs[l.last]["flow"] == runs[said.last]["flow"]; });
        if (before_it != out.rend() && before_it->bucket == said.bucket && before_it->loss == said.loss) {
          said.first = before_it->first;
          out.erase(std::next(before_it).base());
        }
      }
      out.push_back(said);
    }
  }
  return out;
}

// The run of the same flow before the newest of those that said it, if it is one of them.
std::optional<size_t> Book::run_before(const Said& said) const {
  for (size_t r = said.last; r-- > said.first;)
    if (runs[r]["flow"] == runs[said.last]["flow"]) return r;
  return std::nullopt;
}

const Json& Book::recorded(uint32_t number) const {
  const Json* out = &cases[number];
  const std::vector<bool> now = stands();
  for (size_t n = 0; n < events.size(); ++n) {
    if (!now[n] || !is_choice(events[n])) continue;
    for (const Json& o : events[n]["outcomes"])
      if (o["case"] == number && cases[number]["listings"].back()["last_run"] <= o["listing"]["last_run"]) out = &o;
  }
  return *out;
}

// Cases are one person if a clerk says so, or if the person chosen, surely, for one of them is somebody's who has a case.
std::map<uint32_t, std::string> Book::chosen_as() const {
  const std::vector<bool> now = stands();
  std::map<uint32_t, std::string> chosen;
  for (size_t n = 0; n < events.size(); ++n) {
    const Json& e = events[n];
    if (!now[n] || !is_choice(e)) continue;
    for (size_t i = 0; i < e["cases"].size(); ++i) {
      chosen.erase(e["cases"][i].get<uint32_t>());
      for (const Json& o : e["outcomes"])
        if (o["case"] == e["cases"][i] && o["sure"] == true && e["chosen"][i].contains("person"))
          chosen[e["cases"][i]] = e["chosen"][i]["person"];
    }
  }
  return chosen;
}

std::vector<uint32_t> Book::shown_as() const {
  std::vector<uint32_t> out;
  for (uint32_t i = 0; i < cases.size(); ++i) out.push_back(i);
  const auto join = [&out](uint32_t a, uint32_t b) {
    const uint32_t to = std::min(out[a], out[b]);
    const uint32_t from = std::max(out[a], out[b]);
    std::replace(out.begin(), out.end(), from, to);
  };
  const std::vector<bool> now = stands();
  for (size_t n = 0; n < events.size(); ++n)
    if (now[n] && events[n]["action"] == "same_person")
      for (const Json& c : events[n]["cases"]) join(events[n]["cases"][0], c);
  const std::map<uint32_t, std::string> chosen = chosen_as();
  for (const auto& [number, person] : chosen) {
    for (uint32_t other = 0; other < cases.size(); ++other)
      if (text_of(cases[other], "key") == person || text_of(cases[other], "roster") == person) join(number, other);
    for (const auto& [other, same] : chosen)
      if (same == person) join(number, other);
  }
  return out;
}

std::set<uint32_t> Book::members_of(uint32_t shown) const {
  std::set<uint32_t> out;
  const std::vector<uint32_t> as = shown_as();
  for (uint32_t i = 0; i < as.size(); ++i)
    if (as[i] == shown) out.insert(i);
  return out;
}

bool Book::is_void(uint32_t shown) const {
  const std::vector<bool> now = stands();
  for (const uint32_t n : members_of(shown)) {
    for (const Json& l : cases[n]["listings"])
      if (makes_case(l["bucket"])) return false;
    for (size_t e = 0; e < events.size(); ++e)
      if (now[e] &&
          std::find(events[e]["cases"].begin(), events[e]["cases"].end(), Json(n)) != events[e]["cases"].end())
        return false;
  }
  return true;
}

std::vector<Said> Book::listings_of(const std::set<uint32_t>& group) const {
  std::vector<Said> out;
  for (const uint32_t n : group)
    for (const Said& l : listings(n)) out.push_back(l);
  return out;
}

// By flow: the bucket that the newest run gives, of those until the one named. Of two things that one run says of the person the one
// that is doubtful counts, then what goes furthest, of equals what is listed still, of these what is said of the younger case.
std::map<std::string, std::string> Book::said_until(const std::vector<Said>& all, std::optional<size_t> until) const {
  std::map<std::string, std::string> out;
  std::map<std::string, size_t> newest;
  std::map<std::string, int> weights;
  for (const Said& l : all) {
    const std::string flow = runs[l.last]["flow"];
    if (until && l.first > *until) continue;
    const size_t run = until ? std::min(*until, l.last) : l.last;
    const std::string& bucket = l.bucket;
    const bool newer = !newest.contains(flow) || run > newest[flow];
    if (newer || (run == newest[flow] && l.weight() <= weights[flow])) {
      newest[flow] = run;
      weights[flow] = l.weight();
      out[flow] = bucket;
    }
  }
  return out;
}

// A step goes by the notice of the flow it names, else by that of the newest run, where it lists the person.
std::string Book::flow_of(const std::vector<Said>& all, const std::string& named, std::optional<size_t> run) const {
  if (!named.empty()) return named;
  if (!run) return "P";
  const std::map<std::string, std::string> said = said_until(all, run);
  const std::string of_run = runs[*run]["flow"];
  const std::string other = of_run == "P" ? "D" : "P";
  return !said.contains(of_run) && said.contains(other) ? other : of_run;
}

Stands Book::replay(const std::set<uint32_t>& group, bool all_count, const std::set<size_t>* only,
                    std::vector<Counted>* counted) const {
  Stands s;
  const std::vector<bool> now = stands();
  const std::vector<Said> all = listings_of(group);
  std::optional<size_t> verified_at;
  std::optional<size_t> stood_at;  // the run at which it came into its state
  std::set<uint32_t> confirmed;    // the cases for which the confirmation that counts was entered
  for (size_t n = 0; n < events.size(); ++n) {
    const Json& e = events[n];
    if (!now[n] || (only && !only->contains(n))) continue;
    std::set<uint32_t> about;
    for (const Json& c : e["cases"]) about.insert(c.get<uint32_t>());
    const auto concerns = [&about](const std::set<uint32_t>& some) {
      return std::any_of(some.begin(), some.end(), [&about](uint32_t c) { return about.contains(c); });
    };
    if (!concerns(group)) continue;
    const std::string a = e["action"];
    // Of two histories that are one person's, the step further on counts.
    const bool by_roster = a == "complete" && is_open(s.state);
    if ((!all_count || is_choice(e)) && !state_allows(s.state, a) && !by_roster) continue;
    const std::string on = text_of(e, "on");
    const std::map<std::string, std::string> said = said_until(all, run_of(e));
    const std::string flow = flow_of(all, text_of(e, "flow"), run_of(e));
    if (counted) counted->push_back({n, flow, on.empty() ? text_of(e, "at").substr(0, 10) : on});
    const auto move = [&](const char* to) {
      stood_at = run_of(e);
      s.state = to;
      s.due = s.next_from = "";  // no letter waits any more
    };
    if (a == "verify") {
      move("verified");
      s.verified_as.erase(flow);
      if (said.contains(flow)) s.verified_as[flow] = said.at(flow);
      confirmed = about;
      verified_at = run_of(e);
    }
    if (a == "exclude") move("excluded");
    if (a == "file") move("filed");
    if (a == "complete") move("done");
    if (a == "put_back") {
      if (s.state == "done") s = {.last_step = s.last_step};  // another matter
      s.returned = false;
      move("listed");
    }
    if (a == "urge") move("urged");
    if (a == "urge_again") move("urged_again");
    if (a == "ex_officio") move("ex_officio");
    // A choice takes back the confirmation of the case that it is about.
    if (is_choice(e) && concerns(confirmed)) move("listed");
    if (a == "hold") s.on_hold = true;
    if (a == "resume" || a == "exclude" || a == "file") s.on_hold = false;
    if (a == "mail_returned") s.returned = true;
    if (a == "resend") s.returned = false;
    if (a == "inquire") s.inquired = true, s.answer = "";
    if (a == "answer_joined") s.inquired = false, s.answer = "joined";
    if (a == "answer_not_joined") s.inquired = false, s.answer = "not_joined";
    if (has_date(a)) s.last_step = on;
    if (a == "urge" || a == "urge_again" || a == "resend") {
      const totsugo::Period period = s.state == "urged" ? first : second;
      s.due = day_after(on, period, false);
      s.next_from = day_after(on, period, true);
      if (const std::string until = text_of(e, "until"); !until.empty()) {  // as it is printed
        s.due = until;
        s.next_from = std::max(s.next_from, day_later(until, 1));
      }
    }
  }
  s.said = said_until(all, std::nullopt);
  const Said* newest = nullptr;
  for (const Said& l : all)
    if (!newest || l.last > newest->last || (l.last == newest->last && l.weight() <= newest->weight())) newest = &l;
  if (newest) s.bucket = newest->bucket;
  if (newest && verified_at && newest->first > *verified_at)
    s.doubted = newest->review == "left_roster" || newest->review == "choice_lapsed";
  if (!newest || (s.state != "done" && s.state != "excluded") || !stood_at || newest->first <= *stood_at) return s;
  const bool starts = makes_case(newest->bucket) && newest->bucket != "P-FILED" && newest->bucket != "D-FILED";
  const bool asks = newest->bucket == "P-INQUIRE" || !newest->review.empty();
  if (newest->loss.empty() && !asks) return s;
  s.anew = starts && std::none_of(all.begin(), all.end(), [&](const Said& l) {
             if (l.first > *stood_at) return false;
             return newest->loss.empty() ? l.loss.empty() && l.review == newest->review && !l.review.empty()
                                         : l.loss >= newest->loss;
           });
  return s;
}

Stands Book::standing(uint32_t shown) const { return replay(members_of(shown), false); }

Stands Book::standing_alone(uint32_t number) const { return replay({number}, true); }

// A list that leaves it open who somebody is makes nobody unknown whom the roster knows; else the newest counts.
std::string Book::shown_text(uint32_t shown, const std::string& field) const {
  const auto known = [](const Json& r) {
    const Json& p = r["person"];
    return !text_of(p, "resident_number").empty() || !text_of(p, "member_number").empty();
  };
  const Json* best = nullptr;
  size_t best_run = 0;
  for (const uint32_t n : members_of(shown)) {
    const Json& r = recorded(n);
    const size_t run = listings(n).back().last;
    const bool better = !best || (known(r) != known(*best) ? known(r) : run > best_run);
    if (!better) continue;
    best = &r;
    best_run = run;
  }
  if (!best) return {};  // nobody is shown as nobody
  return text_of(field == "birth" ? *best : (*best)["person"], field.c_str());
}

std::string Book::numbers_of(uint32_t shown) const {
  const std::string resident = shown_text(shown, "resident_number");
  if (!resident.empty()) return "resident/" + resident;
  const std::string number = shown_text(shown, "member_number");
  return number.empty()
             ? ""
             : "member/" + number + "/" + shown_text(shown, "branch") + "/" + shown_text(shown, "birth_date");
}

// All but the 宛名番号, which may be given anew.
std::string Book::likeness_of(uint32_t shown) const {
  if (shown_text(shown, "member_number").empty()) return "";
  std::string out;
  for (const char* field : {"member_number", "branch", "birth", "name_kana", "name"})
    out += "/" + shown_text(shown, field);
  return out;
}

// A number or date of one that the other has otherwise.
bool Book::are_against(uint32_t a, uint32_t b) const {
  const auto sex = [this](uint32_t n) {
    const std::string text = shown_text(n, "sex");
    return text == "1" ? "男" : text == "2" ? "女" : text;
  };
  const auto differ = [](const std::string& x, const std::string& y) { return !x.empty() && !y.empty() && x != y; };
  return differ(shown_text(a, "resident_number"), shown_text(b, "resident_number")) || differ(sex(a), sex(b)) ||
         differ(shown_text(a, "birth"), shown_text(b, "birth"));
}

// ---- the year ----

// What the run that listed somebody last by the end of a day said; empty: none had.
std::string Book::newest_by(const std::vector<Said>& all, const std::string& day, std::string& flow) const {
  std::string out;
  for (size_t r = 0; r < runs.size(); ++r) {
    if (runs[r]["date"] > day) continue;
    bool newer = true;  // of two runs of one day the later one
    for (size_t other = 0; other < runs.size() && newer; ++other) {
      if (runs[other]["date"] > day || std::pair(runs[other]["date"], other) <= std::pair(runs[r]["date"], r)) continue;
      for (const Said& l : all)
        if (l.first <= other && other <= l.last && runs[l.last]["flow"] == runs[other]["flow"]) newer = false;
    }
    if (!newer) continue;
    int weight = INT_MAX;
    for (const Said& l : all)
      if (l.first <= r && r <= l.last && runs[l.last]["flow"] == runs[r]["flow"] && l.weight() <= weight) {
        weight = l.weight();
        out = l.bucket;
        flow = runs[r]["flow"];
      }
  }
  return out;
}

Json Book::figures(const std::string& first, const std::string& last, const std::string& flow, bool is_over) const {
  const auto is_filed = [](const std::string& bucket) { return bucket == "P-FILED" || bucket == "D-FILED"; };
  std::map<std::string, int> n = {{"listed", 0},     {"verify", 0}, {"inquire", 0},    {"urge", 0},
                                  {"urge_again", 0}, {"filed", 0},  {"ex_officio", 0}, {"open", 0}};
  Json excluded = Json::object();
  std::vector<double> days;
  const std::vector<uint32_t> as = shown_as();
  for (uint32_t shown = 0; shown < as.size(); ++shown) {
    if (as[shown] != shown || is_void(shown)) continue;
    const std::vector<Said> all = listings_of(members_of(shown));
    std::string listed, listed_by_flow, filed, filed_flow;
    bool filed_before = false;  // the roster showed it when a run listed the person first
    for (const Said& l : all) {
      const std::string day = runs[l.first]["date"];
      if (!makes_case(l.bucket)) continue;
      if (listed.empty() || day < listed) listed = day;
      if (runs[l.last]["flow"] == flow && (listed_by_flow.empty() || day < listed_by_flow)) listed_by_flow = day;
      if (is_filed(l.bucket) && (filed.empty() || day < filed)) filed = day, filed_flow = runs[l.last]["flow"];
    }
    filed_before = !filed.empty() && filed == listed;
    const auto is_in = [&](const std::string& day) { return first <= day && day <= last; };
    if (is_in(listed_by_flow)) ++n["listed"];
    std::vector<Counted> counted;
    replay(members_of(shown), false, nullptr, &counted);
    std::set<std::string> met;
    std::set<size_t> by_then;
    for (const Counted& step : counted) {
      const Json& e = events[step.event];
      if (step.day <= last) by_then.insert(step.event);
      if (e["action"] == "file" && (filed.empty() || step.day < filed))
        filed = step.day, filed_flow = step.flow, filed_before = false;
      if (!is_in(step.day) || step.flow != flow || !met.insert(e["action"]).second) continue;
      if (n.contains(e["action"])) ++n[e["action"]];
      if (e["action"] == "exclude") excluded[text_of(e, "reason")] = excluded.value(text_of(e, "reason"), 0) + 1;
    }
    if (is_in(filed) && filed_flow == flow) {
      ++n["filed"];
      const auto number = [](const std::string& day) { return totsugo::day_number(totsugo::whole_date(day)); };
      if (!listed.empty() && listed <= filed && !filed_before)
        days.push_back(static_cast<double>(number(filed) - number(listed)));
    }
    std::string newest_flow;
    const std::string newest = newest_by(all, last, newest_flow);
    const bool open = is_open(replay(members_of(shown), true, &by_then).state);
    if (open && !listed.empty() && listed <= last && !is_filed(newest) && newest_flow == flow) ++n["open"];
  }
  std::sort(days.begin(), days.end());
  const size_t half = days.size() / 2;
  const Json middle = days.empty()           ? Json()
                      : days.size() % 2 == 1 ? Json(days[half])
                                             : Json((days[half - 1] + days[half]) / 2);
  return {{"listed", n["listed"]},
          {"verified", n["verify"]},
          {"inquired", n["inquire"]},
          {"urged", n["urge"]},
          {"urged_again", n["urge_again"]},
          {"filed", n["filed"]},
          {"ex_officio", n["ex_officio"]},
          {"excluded", excluded},
          {"open", is_over ? Json(n["open"]) : Json()},
          {"days_to_filing", middle}};
}

Json Book::annual(const std::string& from, const std::string& today) const {
  Json out = {{"months", Json::array()}};
  int year = std::stoi(from.substr(0, 4));
  int month = std::stoi(from.substr(5, 2));
  std::string begin, end;
  for (int i = 0; i < 12; ++i, ++month) {
    if (month > 12) month = 1, ++year;
    const auto text = [&](int day) { return totsugo::iso_text(totsugo::CivilDate::of(year, month, day)); };
    end = text(totsugo::days_in_month(year, month));
    if (i == 0) begin = text(1);
    const auto of = [&](const char* flow) { return figures(text(1), end, flow, end <= today); };
    out["months"].push_back({{"month", text(1)}, {"flows", {{"P", of("P")}, {"D", of("D")}}}});
  }
  const std::string on = std::min(end, today);
  out["open_on"] = on;
  for (const char* flow : {"P", "D"}) out["open"][flow] = figures(begin, on, flow, begin <= on)["open"];
  return out;
}

// ---- what is refused ----

std::set<std::string> Book::reasons_against(uint32_t shown, const Step& step) const {
  Texts out;
  const Stands s = standing(shown);
  const std::string& a = step.action;
  const bool lost_in_roster = is_open(s.state) && (s.bucket == "P-FILED" || s.bucket == "D-FILED");
  const bool letter_is_out = s.state == "urged" || s.state == "urged_again";
  if (!state_allows(s.state, a) && !(a == "complete" && lost_in_roster))
    return {a == "urge" && letter_is_out ? "urging_already" : "wrong_state"};
  // Marks. What comes from outside is taken in whatever else waits.
  static const Texts never_wait = {"note", "file", "exclude", "mail_returned", "resume"};
  if (s.on_hold && !never_wait.contains(a)) out.insert("is_on_hold");
  if (!s.on_hold && a == "resume") out.insert("not_on_hold");
  if (!s.inquired && (a == "answer_joined" || a == "answer_not_joined")) out.insert("not_inquired");
  if (!s.returned && a == "resend") out.insert("not_returned");
  if (s.returned && (a == "mail_returned" || a == "urge_again" || a == "ex_officio")) out.insert("is_returned");
  // What is asked for.
  if (a == "exclude" && step.reason.empty()) out.insert("reason_missing");
  if (a == "note" && step.note.empty()) out.insert("note_missing");
  if (has_date(a) && step.on.empty()) out.insert("date_missing");
  if (has_date(a) && !step.on.empty() && step.on < s.last_step) out.insert("date_before_last");
  if (has_date(a) && !step.on.empty() && !step.at.empty() && step.on > day_later(step.at.substr(0, 10), 366))
    out.insert("date_far_ahead");
  if (has_date(a) && !step.until.empty() && step.until < step.on) out.insert("until_before_sent");
  if ((a == "urge_again" || a == "ex_officio") && !step.on.empty() && step.on < s.next_from) out.insert("too_early");
  // The notices.
  static const Texts against_the_person = {"verify", "urge", "urge_again", "resend", "ex_officio"};
  const std::optional<size_t> newest = runs.empty() ? std::nullopt : std::optional(runs.size() - 1);
  const std::string flow = flow_of(listings_of(members_of(shown)), step.flow, newest);
  const auto listed_as = s.said.find(flow);
  if (a == "inquire" && listed_as != s.said.end() && listed_as->second == "D-REFERENCE") out.insert("listed_only");
  if (against_the_person.contains(a)) {
    if (s.answer == "not_joined") out.insert("answered_not_joined");
    else if (listed_as == s.said.end()) out.insert("not_listed_here");
    else {
      const std::string& bucket = listed_as->second;
      const auto as = s.verified_as.find(flow);
      const bool noted = !step.note.empty() ||
                         (s.state != "listed" && as != s.verified_as.end() && as->second == bucket && !s.doubted);
      // The roster is one, whichever flow's run has read it last.
      const std::string why = lost_in_roster ? "already_filed" : against_bucket(bucket, s.answer == "joined", noted);
      if (!why.empty()) out.insert(why);
    }
  }
  static const Texts letters = {"urge", "urge_again", "resend"};
  if (letters.contains(a) && numbers_of(shown).empty()) out.insert("nobody_chosen");
  return out;
}

std::map<uint32_t, std::set<std::string>> Book::refusals(const Step& step, const std::vector<uint32_t>& asked) const {
  std::map<uint32_t, Texts> out;
  std::map<std::string, uint32_t> letters;  // to whom a letter is out
  if (step.action == "urge") {
    const std::vector<uint32_t> as = shown_as();
    for (uint32_t n = 0; n < cases.size(); ++n) {
      if (as[n] != n || is_void(n)) continue;
      const std::string state = standing(n).state;
      if (state != "urged" && state != "urged_again" && state != "ex_officio") continue;
      for (const std::string& as : {numbers_of(n), likeness_of(n)})
        if (!as.empty()) letters.emplace(as, n);
    }
  }
  for (const uint32_t n : asked) {
    Texts why = reasons_against(n, step);
    // Why two are one against whom something stands has to be written down.
    const bool differs = std::any_of(asked.begin(), asked.end(), [&](uint32_t other) { return are_against(n, other); });
    if (step.action == "same_person" && step.note.empty() && differs) why.insert("against_needs_note");
    // One person gets one letter, under however many cases.
    if (step.action == "urge" && why.empty()) {
      for (const std::string& as : {numbers_of(n), likeness_of(n)}) {
        if (as.empty()) continue;
        const auto [at, fresh] = letters.emplace(as, n);
        if (!fresh && at->second != n) why.insert("urging_already");
      }
    }
    if (!why.empty()) out[n] = why;
  }
  return out;
}

std::optional<size_t> Book::step_on_newest_run() const {
  if (runs.empty()) return std::nullopt;
  const std::vector<bool> now = stands();
  for (size_t n = events.size(); n > 0; --n)
    if (now[n - 1] && run_of(events[n - 1]) == runs.size() - 1) return n - 1;
  return std::nullopt;
}

std::set<uint32_t> Book::expired(const std::string& today) const {
  std::set<uint32_t> out;
  const std::vector<uint32_t> as = shown_as();
  for (uint32_t n = 0; n < cases.size(); ++n) {
    if (as[n] != n || is_void(n) || is_open(standing(n).state) || standing(n).anew) continue;
    const std::set<uint32_t> group = members_of(n);
    std::string last;
    for (const Said& l : listings_of(group)) last = std::max(last, runs[l.last]["date"].get<std::string>());
    for (const Json& e : events) {
      if (!is_act(e)) continue;
      const bool its =
          std::any_of(e["cases"].begin(), e["cases"].end(), [&](const Json& c) { return group.contains(c); });
      if (its) last = std::max({last, text_of(e, "on"), text_of(e, "at").substr(0, 10)});
    }
    const int year = std::stoi(last.substr(0, 4)) + retention_years;
    std::string until = std::to_string(year) + last.substr(4);
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (until.ends_with("-02-29") && !leap) until = std::to_string(year) + "-02-28";
    if (until < today) out.insert(n);
  }
  return out;
}

// ---- what happens ----

size_t Book::unsaved() const {
  if (steps > 0) return steps;
  if (otherwise) return 1;
  return 0;
}

void Book::is_saved() {
  steps = 0;
  otherwise = false;
}

void Book::add(Json event) {
  if (!runs.empty()) event["run"] = runs.size() - 1;
  events.push_back(std::move(event));
  ++steps;
}

void Book::drop(const std::set<uint32_t>& out) {
  std::map<uint32_t, uint32_t> to;
  Json kept = Json::array();
  for (uint32_t n = 0; n < cases.size(); ++n) {
    if (out.contains(n)) continue;
    to[n] = static_cast<uint32_t>(kept.size());
    kept.push_back(cases[n]);
  }
  cases = kept;
  std::map<size_t, size_t> event_to;
  Json left = Json::array();
  for (size_t n = 0; n < events.size(); ++n) {
    Json e = events[n];
    if (e["kind"] == "undo" || e["kind"] == "redo") {
      if (!event_to.contains(e["of"])) continue;
      e["of"] = event_to[e["of"]];
    } else if (is_act(e)) {
      Json about = Json::array();
      Json chosen = Json::array();
      for (size_t i = 0; i < e["cases"].size(); ++i) {
        if (!to.contains(e["cases"][i])) continue;
        about.push_back(to[e["cases"][i]]);
        if (e.contains("chosen")) chosen.push_back(e["chosen"][i]);
      }
      if (about.empty()) continue;
      e["cases"] = about;
      if (e.contains("chosen")) {
        e["chosen"] = chosen;
        Json outcomes = Json::array();
        for (Json o : e["outcomes"]) {
          if (!to.contains(o["case"])) continue;
          o["case"] = to[o["case"]];
          outcomes.push_back(o);
        }
        e["outcomes"] = outcomes;
      }
    }
    event_to[n] = left.size();
    left.push_back(e);
  }
  events = left;
}

void Book::erase(const std::set<uint32_t>& gone) {
  std::set<uint32_t> out;
  for (const uint32_t n : gone) out.merge(members_of(n));
  drop(out);
  knows_newest = false;
  ++steps;
}

// As if it had never been; a step that was taken on it and undone stays where the case stays, a choice does not.
void Book::take_back_newest_run() {
  const size_t gone = runs.size() - 1;
  std::set<uint32_t> fresh;
  for (uint32_t n = static_cast<uint32_t>(before_newest.size()); n < cases.size(); ++n) fresh.insert(n);
  for (Json& e : events)
    if (is_choice(e) && run_of(e) == gone) e["cases"] = e["chosen"] = Json::array();
  drop(fresh);
  cases = before_newest;
  for (Json& e : events) {
    if (run_of(e) != gone) continue;
    if (gone == 0) e.erase("run");
    else e["run"] = gone - 1;
  }
  runs.erase(gone);
  knows_newest = false;
  ++steps;
}

}  // namespace plain
