// How the run at hand comes into the book: its findings find their cases, the first step records it, and it can be taken back whole.
#include <algorithm>
#include <set>
#include <utility>

#include "core/calendar/date_form.h"
#include "core/casework/case_book.h"
#include "core/casework/case_person.h"
#include "core/casework/casework_words.h"
#include "core/casework/person_key.h"
#include "core/match/match_words.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

std::string snapshot_text(const RunView& run, const CaseResult& c, SnapshotField f) {
  switch (f.kind) {
    case FileKind::roster:
      if (c.member == kNobody) {
        const bool of_a_person = f.field == Field::name || f.field == Field::name_kana ||
                                 f.field == Field::birth_date || f.field == Field::sex;
        return of_a_person ? run.listed_text(c, f.field) : std::string();
      }
      return f.field == Field::member_number ? run.member_number_text(c.member) : run.member_text(c.member, f.field);
    case FileKind::pension: return c.pension_row == kNobody ? std::string() : run.pension_text(c.pension_row, f.field);
    case FileKind::overlap:
      return c.overlap_rows.empty() ? std::string() : run.overlap_text(c.overlap_rows.front(), f.field);
  }
  return {};
}

std::vector<std::string> snapshot_of(const RunView& run, const CaseResult& c) {
  std::vector<std::string> out;
  out.reserve(snapshot_fields().size());
  for (const SnapshotField f : snapshot_fields()) out.push_back(snapshot_text(run, c, f));
  return out;
}

std::string_view file_of(const RunView& run, FileKind kind) {
  for (const ImportReport* r : run.reports)
    if (r->kind == kind) return r->file;
  return {};
}

std::string roster_place(const RunView& run, uint32_t member) {
  return std::string(file_of(run, FileKind::roster)) + ":" + std::to_string(run.members[member].line);
}

std::string rows_text(const RunView& run, const CaseResult& c) {
  std::string out;
  const auto add = [&out](std::string_view file, uint64_t line) {
    out += (out.empty() ? "" : " / ") + std::string(file) + ":" + std::to_string(line);
  };
  if (c.member != kNobody) out = roster_place(run, c.member);
  if (c.pension_row != kNobody) add(file_of(run, FileKind::pension), run.pension.rows()[c.pension_row].line);
  for (const uint32_t row : c.overlap_rows)
    add(run.overlap.files()[run.overlap.rows()[row].file].name, run.overlap.rows()[row].line);
  return out;
}

std::vector<ShownCandidate> candidates_of(const RunView& run, const CaseResult& c) {
  std::vector<ShownCandidate> out;
  if (c.sure || c.person == kNobody) return out;
  for (const Candidate& x : run.people[c.person].candidates.all()) {
    const auto text = [&](Field f) { return run.member_text(x.who, f); };
    out.push_back({run.members[x.who].line, std::string(code_of(x.compared.result)), text(Field::name),
                   text(Field::name_kana), text(Field::birth_date), text(Field::sex), run.member_number_text(x.who),
                   text(Field::address), fields_against(levels_of(x.compared))});
  }
  return out;
}

Listing listing_of(const RunView& run, const CaseResult& c, uint32_t run_number) {
  Listing out;
  out.first_run = out.last_run = run_number;
  out.flow = run.settings.which;
  out.bucket = c.where;
  out.grade = code_of(c.best);
  out.loss_date = c.loss_date;
  out.rows = rows_text(run, c);
  for (const Reason& r : c.reasons) out.reasons += run.reason(r);
  out.review = c.review;
  out.chosen = c.chosen;
  out.candidates = candidates_of(run, c);
  return out;
}

CivilDate birth_of(const RunView& run, const CaseResult& c) {
  if (c.member != kNobody) return run.members[c.member].birth;
  return c.person != kNobody ? run.people[c.person].id.birth : CivilDate{};
}

// A clerk has given the finding to somebody else.
void say_chosen_otherwise(Listing& l) {
  l.bucket = l.flow == Flow::p ? Bucket::p_nonmember : Bucket::d_resolved;
  l.review = ReviewKind::none;
  l.loss_date = {};
  l.rows.clear();
  l.reasons = chosen_otherwise_text();
}

// Whom an inquiry asks says nothing of the person; files of before did not keep it.
bool is_same_person_text(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (snapshot_fields()[i].field != Field::workplace_name && a[i] != b[i]) return false;
  return true;
}

bool is_review(Bucket b) { return b == Bucket::p_review || b == Bucket::d_review; }

const Listing* last_of(const std::vector<Listing>& listings, Flow flow) {
  const auto at = std::find_if(listings.rbegin(), listings.rend(), [&](const Listing& l) { return l.flow == flow; });
  return at == listings.rend() ? nullptr : &*at;
}

}  // namespace

FindingId id_of(const CaseResult& c) {
  return {c.person, c.pension_row, c.member, c.sure, c.where, c.loss_date, c.review};
}

// Of several findings of one person in one run the one that is listed: what is doubtful first, then what goes furthest.
int rank_of(Bucket b) {
  if (b == Bucket::d_reference) return 5;  // the overlap list alone says the least
  if (!makes_case(b)) return 4;
  switch (b) {
    case Bucket::p_review:
    case Bucket::d_review: return 0;
    case Bucket::p_filed:
    case Bucket::d_filed: return 3;
    case Bucket::p_confirmed:
    case Bucket::d_candidate: return 1;
    default: return 2;
  }
}

int rank_of(const Listing& l) { return l.rows.empty() ? 6 : rank_of(l.bucket); }

bool makes_case(Bucket b) {
  switch (b) {
    case Bucket::p_outside:
    case Bucket::p_withdrawn:
    case Bucket::p_nonmember:
    case Bucket::d_reference:
    case Bucket::d_nonmember:
    case Bucket::d_resolved: return false;
    default: return true;
  }
}

// ---- which case a finding is ----

uint32_t CaseBook::root_of(uint32_t number) const {
  while (number != kNobody && cases_[number].part_of != kNobody) number = cases_[number].part_of;
  return number;
}

uint32_t CaseBook::shown_as(uint32_t number) const {
  const uint32_t root = root_of(number);
  return root != kNobody && is_shown(root) ? root : kNobody;
}

uint32_t CaseBook::find(const std::string& key) const {
  if (const auto at = by_key_.find(key); at != by_key_.end()) return at->second;
  const auto chosen = chosen_for_.find(key);
  return chosen == chosen_for_.end() ? kNobody : chosen->second;
}

uint32_t CaseBook::add_case(std::string key) {
  const auto number = static_cast<uint32_t>(cases_.size());
  cases_.emplace_back();
  cases_.back().key = key;
  by_key_.emplace(std::move(key), number);
  return number;
}

// The key of the roster person whose case it is, by the roster or by a clerk's choice; empty if nobody knows. What is shown as one with
// it is asked on its own.
const std::string& CaseBook::known_as(uint32_t number) const {
  const std::string& by_roster = cases_[number].roster_key();
  return by_roster.empty() ? chosen_as(number) : by_roster;
}

const std::string& CaseBook::chosen_as(uint32_t number) const {
  static const std::string nobody;
  const auto chosen = chosen_as_.find(number);
  return chosen == chosen_as_.end() ? nobody : chosen->second;
}

// The case of somebody of whom nobody knows yet who of the roster it is.
uint32_t CaseBook::in_doubt(const std::string& key) const {
  const uint32_t found = find(key);
  return found == kNobody || (known_as(found).empty() && !attached_.of_nobody.contains(found)) ? found : kNobody;
}

// The next case under the key that is nobody's of this run and of nobody who is known.
uint32_t CaseBook::next_alike(const std::string& key) const {
  std::string next = key;
  for (size_t n = 2; by_key_.contains(next); ++n) {
    const uint32_t found = in_doubt(next);
    if (found != kNobody && !is_met(found)) return found;
    next = key + '#' + std::to_string(n);
  }
  return kNobody;
}

// The key, or the first that follows it and belongs to nobody who is known: people who are listed alike are as many cases.
std::string CaseBook::free_key(const std::string& key) const {
  std::string out = key;
  for (size_t n = 2; by_key_.contains(out); ++n) out = key + '#' + std::to_string(n);
  return out;
}

// The case of somebody of the roster: by the key, unless that has been given to another person since; else by what he is called and born,
// as keys change when a column is left out, or a number is given anew.
uint32_t CaseBook::find_person(const RunView& run, uint32_t member, const std::string& key) const {
  std::string next = key;
  for (size_t n = 2; by_key_.contains(next) || chosen_for_.contains(next); ++n) {
    const uint32_t found = find(next);
    if (!is_another(run, cases_[found].mine(), member)) return found;
    next = key + '#' + std::to_string(n);
  }
  const auto sought = attached_.sought_as.find(run.roster.of(member));
  return sought == attached_.sought_as.end() ? kNobody : sought->second;
}

// The key under which the finding's person is kept, and the case there is already. Somebody who is surely of the roster goes by the
// roster; if the person was in doubt until now, the case of then is taken over. Whoever is in doubt goes by what the list says, and
// is nobody's case whom another finding surely is.
std::string CaseBook::fitting_key(const RunView& run, const CaseResult& c, TakeOver doubtful, uint32_t& found) const {
  if (c.sure && c.member != kNobody) {
    std::string key = roster_key(run, c.member);
    found = find_person(run, c.member, key);
    if (is_nobodys(found, c.person)) found = kNobody;  // was chosen as him until now
    if (found == kNobody && doubtful == TakeOver::may) found = in_doubt(listed_key(run, c));
    return key;
  }
  std::string key = listed_key(run, c);
  if (const auto kept = attached_.nobody.find(c.person); kept != attached_.nobody.end()) {
    found = kept->second;
    return key;
  }
  found = in_doubt(key);
  const bool another = c.member == kNobody || attached_.sure.empty() || attached_.sure[run.roster.of(c.member)];
  // What was made for a choice, of which nothing stands any more, is in nobody's way.
  if ((found != kNobody && shown_as(found) != kNobody) || another) return key;
  const uint32_t as_before = find(roster_key(run, c.member));
  if (as_before == kNobody) return key;
  const Listing* const last = last_of(cases_[as_before].mine().listings, run.settings.which);
  if (last && is_review(last->bucket) && !attached_.of_nobody.contains(as_before)) found = as_before;
  return key;
}

uint32_t CaseBook::look_up(const RunView& run, uint32_t finding) const {
  const size_t turn = makes_case(run.results[finding].where) ? finding : run.results.size() + finding;
  if (attached_.done || turn < attached_.next) return case_of(finding);
  uint32_t found = kNobody;
  fitting_key(run, run.results[finding], take_over_at_attach(), found);
  return shown_as(found);
}

void CaseBook::begin_attach(const RunView& run) {
  detach();
  attached_.begun = true;
  RunRecord record = record_of(run);
  // What was chosen in it, or since, may have changed what comes out.
  const auto chosen_since = [&](const RunRecord& r) {
    const auto number = static_cast<uint32_t>(&r - runs_.data());
    return std::any_of(links_.begin(), links_.end(),
                       [&](uint32_t e) { return !events_[e].chosen.empty() && events_[e].run >= number; });
  };
  // Not only the newest: a merge has brought others. Of several the newest, in which somebody may still be chosen.
  const auto known = std::find_if(runs_.rbegin(), runs_.rend(), [&](const RunRecord& r) {
    return same_run(r, record) || (same_files(r, record) && chosen_since(r));
  });
  attached_.again = known != runs_.rend();
  attached_.run = static_cast<uint32_t>(attached_.again ? runs_.rend() - known - 1 : std::ssize(runs_));
  if (!attached_.again) {
    attached_.trail.first_new = static_cast<uint32_t>(cases_.size());
    runs_.push_back(std::move(record));
  }
  of_finding_.assign(run.results.size(), kNobody);
  note_sought(run);
  note_who_is_sure(run);
  note_nobodies(run);
}

const ChoiceIndex& CaseBook::choice_index(const RunView& run) {
  if (!attached_.index) attached_.index.emplace(run);
  return *attached_.index;
}

bool CaseBook::get_ready(const RunView& run) {
  if (!attached_.done || attached_.index) return false;
  choice_index(run);
  return true;
}

Choices CaseBook::choices_for(const RunView& run, const std::vector<StandingChoice>& said) {
  Choices out;
  if (said.empty()) return out;
  if (!attached_.begun) return choices_in(run, said);
  for (const auto& [person, found] : choice_index(run).said_of(run, said)) out.emplace(person, found.choice);
  return out;
}

CaseInRoster CaseBook::in_roster(const RunView& run, uint32_t number, const ListedPerson& who) const {
  CaseInRoster out = seek(run, alone(number), who);
  const Standing& now = cases_[root_of(number)].now;
  out.as = known_as(number);
  out.open = now.anew || !is_closed(now.state);
  out.gone = out.gone && is_open(now.state);
  return out;
}

// A choice may have been taken back since the roster was read: then the person sought was another.
bool CaseBook::is_sought_person(const CaseInRoster& in, uint32_t number) const {
  return is_in_roster(cases_[number].mine()) == in.known && known_as(number) == in.as;
}

// Who of the roster a case is, by what he is called and born. Whoever is in doubt has what is kept of the likeliest: that is nobody yet.
void CaseBook::note_sought(const RunView& run) {
  for (const CaseInRoster& in : run.cases_in_roster) {
    const uint32_t number = find(in.key);
    if (number == kNobody || in.member == kNobody || in.as.empty() || shown_as(number) == kNobody) continue;
    if (is_sought_person(in, number)) attached_.sought_as.emplace(run.roster.of(in.member), number);
  }
}

// Whoever is none of those shown has the case of that choice, however the list calls him.
void CaseBook::note_nobodies(const RunView& run) {
  attached_.nobody.clear();
  attached_.of_nobody.clear();
  attached_.lapsed.clear();
  const std::vector<StandingChoice> said = choices();
  if (said.empty()) return;
  for (const auto& [person, found] : choice_index(run).said_of(run, said)) {
    if (found.choice.lapsed) attached_.lapsed.insert(root_of(found.number));
    else if (found.choice.member == kNobody) note_nobody(person, found.number);
  }
}

void CaseBook::note_nobody(uint32_t person, uint32_t number) {
  attached_.nobody.insert_or_assign(person, number);
  attached_.of_nobody.insert(number);
}

void CaseBook::note_who_is_sure(const RunView& run) {
  attached_.sure.assign(run.members.size(), false);
  for (const CaseResult& c : run.results)
    if (c.sure && c.member != kNobody) attached_.sure[run.roster.of(c.member)] = true;
}

void CaseBook::attach_one(const RunView& run, uint32_t finding, TakeOver doubtful) {
  const CaseResult& c = run.results[finding];
  uint32_t found = kNobody;
  std::string key = fitting_key(run, c, doubtful, found);
  // Of a run that is recorded already nobody becomes a case anew: who is missing has been erased.
  const bool may_add = !attached_.again && makes_case(c.where);
  // A case of somebody in doubt is another's whom this run has listed before.
  const bool anothers = found != kNobody && known_as(found).empty() && is_met(found) &&
                        run.results[attached_.best[found]].person != c.person;
  if (c.sure && anothers) found = kNobody;
  const bool unknown = !c.sure || c.member == kNobody;
  const auto listed = attached_.of_listed.find(c.person);
  if (unknown && c.person != kNobody && listed != attached_.of_listed.end()) {
    found = listed->second;  // a loss and what withdraws it
  } else if (unknown && !(attached_.nobody.contains(c.person) && !is_met(found))) {
    // People of one run who are listed alike, and of whom nobody knows who they are, are as many cases.
    if (attached_.met.contains(key) || found == kNobody || is_met(found)) found = next_alike(key);
    attached_.met.insert(key);
  }
  if (found == kNobody) {
    if (!may_add) return;
    found = add_case(free_key(key));
  } else if (is_roster_key(key) && cases_[found].roster.empty() && known_as(found) != key && !by_key_.contains(key) &&
             !attached_.again) {
    if (found < attached_.trail.first_new) note_before(found).found = true;
    by_key_[key] = found;
    cases_[found].roster = std::move(key);
  }
  of_finding_[finding] = found;
  if (unknown && c.person != kNobody) attached_.of_listed.emplace(c.person, found);
  note_best(run, finding);
}

void CaseBook::note_best(const RunView& run, uint32_t finding) {
  const uint32_t number = of_finding_[finding];
  if (number == kNobody) return;
  if (attached_.best.size() < cases_.size()) attached_.best.resize(cases_.size(), kNobody);
  uint32_t& best = attached_.best[number];
  if (best == kNobody || rank_of(run.results[finding].where) <= rank_of(run.results[best].where)) best = finding;
}

bool CaseBook::attach(const RunView& run, const std::optional<DigestKey>& key, size_t at_most) {
  if (attached_.done) return false;
  if (!attached_.begun) begin_attach(run);
  const size_t all = run.results.size();
  // Who becomes a case has the first choice among the cases of people who are listed alike.
  for (; at_most > 0 && attached_.next < 2 * all; --at_most, ++attached_.next) {
    const auto finding = static_cast<uint32_t>(attached_.next % all);
    if (makes_case(run.results[finding].where) == (attached_.next < all))
      attach_one(run, finding, take_over_at_attach());
  }
  if (attached_.again) attached_.listed = all;
  for (; at_most > 0 && attached_.next == 2 * all && attached_.listed < all; --at_most) {
    const auto finding = static_cast<uint32_t>(attached_.listed++);
    const uint32_t number = of_finding_[finding];
    if (number == kNobody || attached_.best[number] != finding) continue;
    const CaseResult& c = run.results[finding];
    put_listing(number, listing_of(run, c, attached_.run), snapshot_of(run, c), birth_of(run, c));
  }
  if (attached_.next < 2 * all || attached_.listed < all) return true;
  end_attach(run, key);
  return false;
}

void CaseBook::end_attach(const RunView& run, const std::optional<DigestKey>& key) {
  attached_.done = true;
  if (attached_.again) {
    attached_.recorded = true;
    return;
  }
  note_unlisted(run);
  const std::optional<DigestKey>& with = digest_key_ ? digest_key_ : key;
  attached_.key = with;
  if (with && !run.overlap.runs().empty())
    attached_.lists = remember_run(*with, run.people, run.members, run.roster, run.overlap);
}

// ---- what the run says of a case ----

CaseBook::Before& CaseBook::note_before(uint32_t number) {
  std::vector<Before>& all = attached_.trail.before;
  const auto [at, fresh] = attached_.noted.emplace(number, all.size());
  if (fresh) all.push_back({number, false, {}, {}, {}});
  return all[at->second];
}

void CaseBook::put_listing(uint32_t number, Listing now, std::vector<std::string> snapshot, CivilDate birth) {
  Case& c = cases_[number];
  Before* const before = number < attached_.trail.first_new ? &note_before(number) : nullptr;
  if (c.unchosen) {  // what was chosen stays as it is from now on
    if (before) before->unchosen = std::move(c.unchosen);
    c.unchosen.reset();
  }
  Recorded& r = c.mine();
  // A run says nothing of lists that it has not read, and nothing of a roster person whom it is not sure of.
  const bool of_roster_before = !known_as(number).empty() && !r.snapshot.empty() && !now.candidates.empty();
  for (size_t i = 0; i < r.snapshot.size(); ++i) {
    const FileKind kind = snapshot_fields()[i].kind;
    const bool unread = kind == FileKind::pension && now.flow != Flow::p;
    const bool unsure = kind == FileKind::roster && of_roster_before && snapshot[i].empty();
    if (unread || unsure) snapshot[i] = r.snapshot[i];
  }
  // Rows move from list to list; what is said of the person is what counts.
  const Listing* const last = last_of(r.listings, now.flow);
  const bool same = last && last->bucket == now.bucket && last->loss_date == now.loss_date &&
                    is_same_person_text(r.snapshot, snapshot);
  if (before && (r.snapshot != snapshot || r.birth != birth)) before->rest = Recorded{r.birth, r.snapshot, {}};
  if (same) {
    if (before) before->replaced = *last;
    now.first_run = last->first_run;
    r.listings.erase(r.listings.begin() + (last - r.listings.data()));
  }
  r.listings.push_back(std::move(now));
  r.snapshot = std::move(snapshot);
  r.birth = birth;
  if (c.own || c.part_of != kNobody) relink();
  else c.now = standing(c);
}

// What the run says of somebody whom its lists do not show.
Listing CaseBook::unlisted(const RunView& run, Bucket p, Bucket d) const {
  Listing out;
  out.first_run = out.last_run = attached_.run;
  out.flow = run.settings.which;
  out.bucket = out.flow == Flow::p ? p : d;
  return out;
}

Listing CaseBook::review_of(const RunView& run, ReviewKind why, std::string_view reasons) const {
  Listing out = unlisted(run, Bucket::p_review, Bucket::d_review);
  out.review = why;
  out.rows = file_of(run, FileKind::roster);
  out.reasons = reasons;
  return out;
}

Listing CaseBook::filed(const RunView& run, uint32_t member) const {
  Listing out = unlisted(run, Bucket::p_filed, Bucket::d_filed);
  out.loss_date = run.members[member].ended();
  out.rows = roster_place(run, member);
  out.reasons = filed_in_roster_text(out.loss_date);
  return out;
}

// Of whoever the lists of the run say nothing: whether the choice still holds by which he is the case's, whether the roster shows that he
// has filed, or no longer shows him.
void CaseBook::note_unlisted(const RunView& run) {
  std::unordered_set<uint32_t> found;  // cases, as they are shown
  for (const CaseInRoster& in : run.cases_in_roster)
    if (in.member != kNobody) found.insert(root_of(find(in.key)));
  for (const CaseInRoster& in : run.cases_in_roster) {
    const uint32_t number = find(in.key);
    if (number == kNobody || shown_as(number) == kNobody) continue;  // another book was opened after the run
    if (!in.open || !is_sought_person(in, number)) continue;
    const Case& c = cases_[number];
    const uint32_t root = root_of(number);
    if (cases_[root].listings.back().last_run == attached_.run) continue;
    const auto note = [&](Listing l) { put_listing(number, std::move(l), c.mine().snapshot, c.mine().birth); };
    if (attached_.lapsed.contains(root)) {
      note(review_of(run, ReviewKind::choice_lapsed, chosen_lapsed_text()));
    } else if (in.member != kNobody) {
      const Member& m = run.members[in.member];
      if (!m.unreadable && !m.ended().none() && m.ended() <= run.settings.today) note(filed(run, in.member));
    } else if (in.gone && in.known && !found.contains(root)) {
      note(review_of(run, ReviewKind::left_roster, left_roster_text()));
    }
  }
}

// Two: when a run is matched again, the one before it is still wanted.
constexpr size_t kEarlierRuns = 2;

namespace {

// By date, the newest first.
void put_in(std::vector<EarlierRun>& lists, EarlierRun one) {
  const auto older = [&one](const EarlierRun& r) { return r.date() < one.date(); };
  lists.insert(std::find_if(lists.begin(), lists.end(), older), std::move(one));
}

}  // namespace

// The answer is what is kept no more.
std::vector<EarlierRun> CaseBook::remember_lists(EarlierRun newest) {
  std::vector<EarlierRun> out;
  std::erase_if(earlier_, [&](EarlierRun& r) {
    const bool same = r.date() == newest.date() || r.content() == newest.content();
    if (same) out.push_back(std::move(r));
    return same;
  });
  put_in(earlier_, std::move(newest));
  for (; earlier_.size() > kEarlierRuns; earlier_.pop_back()) out.push_back(std::move(earlier_.back()));
  return out;
}

void CaseBook::forget_lists(const RunRecord& of, std::vector<EarlierRun> before) {
  if (!of.overlap_dates.empty())
    std::erase_if(earlier_, [&](const EarlierRun& r) { return iso_text(r.date()) == of.overlap_dates.front(); });
  for (EarlierRun& r : before) put_in(earlier_, std::move(r));
}

uint32_t CaseBook::case_for(const RunView& run, uint32_t finding) {
  if (case_of(finding) != kNobody) return case_of(finding);
  const CaseResult& c = run.results[finding];
  const uint32_t number = add_case(free_key(listed_key(run, c)));
  of_finding_[finding] = number;
  put_listing(number, listing_of(run, c, attached_.run), snapshot_of(run, c), birth_of(run, c));
  return number;
}

std::vector<uint32_t> CaseBook::cases_for_choices(const RunView& run, const std::vector<ChosenFor>& chosen) {
  std::vector<uint32_t> out;
  std::unordered_map<uint32_t, uint32_t> of_person;  // listed person -> case
  std::set<uint32_t> taken;
  for (const ChosenFor& one : chosen) {
    const auto [at, fresh] = of_person.emplace(run.results[one.finding].person, kNobody);
    if (fresh) at->second = case_for_choice(run, one, taken);
    taken.insert(at->second);
    out.push_back(at->second);
  }
  for (uint32_t f = 0; f < of_finding_.size(); ++f)
    if (const auto at = of_person.find(run.results[f].person); at != of_person.end()) of_finding_[f] = at->second;
  return out;
}

// The case of a finding is still the right one when the person is chosen for it: nobody else's in the roster, and not chosen already for
// somebody else of the list.
bool CaseBook::may_be(const RunView& run, uint32_t finding, uint32_t own, const std::string& person) const {
  if (!cases_[own].roster_key().empty()) return cases_[own].roster_key() == person;
  if (known_as(own).empty() || known_as(own) == person) return true;
  const uint32_t listed = run.results[finding].person;
  for (uint32_t f = 0; f < of_finding_.size(); ++f)
    if (of_finding_[f] == own && run.results[f].person != listed) return false;
  return true;
}

// `taken`: cases of other people for whom somebody is chosen at the same time.
uint32_t CaseBook::case_for_choice(const RunView& run, const ChosenFor& one, const std::set<uint32_t>& taken) {
  const auto& [finding, person] = one;
  const uint32_t own = own_case_of(finding);
  if (own != kNobody && !taken.contains(own) && may_be(run, finding, own, person)) return own;
  // What is there is somebody else's case, or none: the person is the one chosen, or whoever the list speaks of.
  const auto at = by_key_.find(person);
  uint32_t number = !person.empty() && at != by_key_.end() ? at->second : kNobody;
  // Two people of the list who are chosen for one of the roster stay two, as long as both are listed.
  const bool listed = std::find(of_finding_.begin(), of_finding_.end(), number) != of_finding_.end();
  if (listed || taken.contains(number)) number = kNobody;
  if (number != kNobody) return number;
  of_finding_[finding] = kNobody;
  const uint32_t made = case_for(run, finding);
  if (own == kNobody && !makes_case(run.results[finding].where)) return made;
  // Without the choice, or without others, the finding was another person's: then nothing is said of this one.
  Case& c = cases_[made];
  say_chosen_otherwise(c.listings.back());
  for (size_t i = 0; i < c.snapshot.size(); ++i)
    if (snapshot_fields()[i].kind == FileKind::roster) c.snapshot[i].clear();
  c.now = standing(c);
  return made;
}

// ---- recorded, or taken away ----

void CaseBook::record_run(const RunView& run, const std::optional<DigestKey>& key) {
  if (!attached_.done || attached_.recorded) return;
  attached_.recorded = true;
  trail_ = std::move(attached_.trail);
  attached_.trail = {};
  runs_.back() = record_of(run);  // checks may have been accepted since
  if (!digest_key_) digest_key_ = attached_.key ? attached_.key : key;
  if (!attached_.lists && digest_key_ && !run.overlap.runs().empty())
    attached_.lists = remember_run(*digest_key_, run.people, run.members, run.roster, run.overlap);
  if (attached_.lists) trail_->lists = remember_lists(std::move(*attached_.lists));
  attached_.lists.reset();
  touch();
}

void CaseBook::detach() {
  if (is_only_attached()) roll_back(attached_.trail);
  attached_ = {};
  of_finding_.clear();
}

// The newest run is on no case any more. New cases lose all that was said of them, and stay for the caller to drop.
void CaseBook::roll_back(Trail& trail) {
  const auto gone = static_cast<uint32_t>(runs_.size() - 1);
  for (Before& b : trail.before) {
    Case& c = cases_[b.number];
    Recorded& r = c.mine();
    std::erase_if(r.listings, [&](const Listing& l) { return l.last_run == gone; });
    if (b.replaced) r.listings.push_back(std::move(*b.replaced));
    std::stable_sort(r.listings.begin(), r.listings.end(),
                     [](const Listing& a, const Listing& b) { return a.last_run < b.last_run; });
    if (b.rest) {
      r.birth = b.rest->birth;
      r.snapshot = std::move(b.rest->snapshot);
    }
    if (b.unchosen) {
      c.unchosen = std::move(b.unchosen);
      linked_.push_back(b.number);  // the choice may have been taken back since
    }
    if (b.found) {
      by_key_.erase(c.roster);
      c.roster.clear();
    }
  }
  while (cases_.size() > trail.first_new && cases_.back().events.empty()) {
    by_key_.erase(cases_.back().key);
    by_key_.erase(cases_.back().roster);
    cases_.pop_back();
  }
  runs_.pop_back();
  std::erase_if(linked_, [this](uint32_t n) { return n >= cases_.size(); });
  if (!linked_.empty()) relink();
  for (const Before& b : trail.before) cases_[b.number].now = standing(cases_[b.number]);
}

std::optional<uint32_t> CaseBook::step_on_newest_run() const {
  if (newest_run() == kNobody) return std::nullopt;
  const auto at =
      std::find_if(done_.rbegin(), done_.rend(), [this](uint32_t e) { return events_[e].run == newest_run(); });
  return at == done_.rend() ? std::nullopt : std::optional(*at);
}

// What is kept of the newest run accounts for all that the run has changed: an edited file may say otherwise.
bool CaseBook::is_whole(const Trail& trail) const {
  std::set<uint32_t> noted;
  for (const Before& b : trail.before) noted.insert(b.number);
  const auto newest = static_cast<uint32_t>(runs_.size() - 1);
  for (uint32_t n = 0; n < cases_.size(); ++n)
    for (const Listing& l : cases_[n].as_run_said().listings) {
      const bool of_it = l.last_run == newest;
      if (n >= trail.first_new ? !of_it : of_it && !noted.contains(n)) return false;
      if (n < trail.first_new && l.first_run == newest && !of_it) return false;
    }
  return true;
}

CaseBook::TakeBack CaseBook::take_back_run(std::string at, std::string who) {
  if (attached_.begun && !attached_.recorded) detach();
  if (runs_.empty()) return TakeBack::no_run;
  if (step_on_newest_run()) return TakeBack::has_steps;
  if (!trail_ || !is_whole(*trail_)) return TakeBack::not_kept;
  attached_ = {};
  of_finding_.clear();
  const auto gone = static_cast<uint32_t>(runs_.size() - 1);
  RunRecord record = runs_.back();
  std::set<uint32_t> out;
  for (uint32_t n = trail_->first_new; n < cases_.size(); ++n) out.insert(n);
  // Steps that were taken and undone: of the new cases nothing is left, of the others the step stays without its ground.
  const auto before_run = [&](uint32_t run) { return run != gone ? run : gone == 0 ? kNobody : gone - 1; };
  // Of what was chosen in it and undone nothing is left: who was shown is shown no more.
  bool chose = false;
  for (CaseEvent& e : events_) {
    if (e.run == gone && !e.chosen.empty()) {
      e.cases.clear();
      chose = true;
    }
    e.run = before_run(e.run);
  }
  for (ExportRecord& e : exports_) e.run = before_run(e.run);
  roll_back(*trail_);
  forget_lists(record, std::move(trail_->lists));
  trail_.reset();
  std::erase_if(out, [&](uint32_t n) { return n >= cases_.size(); });
  taken_back_.push_back({std::move(at), std::move(who), std::move(record)});
  if (chose || !out.empty()) drop_cases(out);
  count_step();
  return TakeBack::done;
}

// ---- after the rules have been asked anew ----

// A clerk says of another of the list whose case it is that he is none of those shown.
bool CaseBook::is_nobodys(uint32_t number, uint32_t person) const {
  if (!attached_.of_nobody.contains(number)) return false;
  const auto own = attached_.nobody.find(person);
  return own == attached_.nobody.end() || own->second != number;
}

// The finding's case is still the right one: of the same roster person where the finding is sure, of nobody else where it is not, and of
// nobody whom another finding surely is.
bool CaseBook::still_fits(const RunView& run, const CaseResult& c, uint32_t number) const {
  if (number == kNobody || is_nobodys(number, c.person)) return false;
  const std::string& known = known_as(number);
  if (!c.sure && known.empty()) return true;
  if (c.member == kNobody || known != roster_key(run, c.member)) return false;
  return c.sure || !attached_.sure[run.roster.of(c.member)];
}

std::set<uint32_t> CaseBook::follow(const RunView& run, const Rejudged& again, const Choosing& asked) {
  struct Was {
    FindingId id;
    uint32_t number;
    bool met;
  };
  const std::vector<uint32_t> cases = of_finding_;
  of_finding_ = again.moved(std::move(of_finding_), run.results.size(), kNobody);
  std::unordered_map<uint64_t, Was> was;
  for (const auto& [finding, result] : again.before) {
    const FindingId id = id_of(result);
    was.emplace(id.slot(), Was{id, cases[finding], false});
  }
  note_who_is_sure(run);
  note_nobodies(run);
  for (const auto& [person, number] : asked.nobody) note_nobody(person, number);
  attached_.best.clear();
  for (uint32_t i = 0; i < of_finding_.size(); ++i) note_best(run, i);
  const bool chooses = !asked.listed.empty();
  const bool again_before = std::exchange(attached_.again, true);  // nobody becomes a case by this
  attached_.met.clear();
  attached_.of_listed.clear();
  std::set<uint32_t> touched;
  const auto find_case = [&](uint32_t i) {
    const CaseResult& c = run.results[i];
    const FindingId id = id_of(c);
    const auto at = was.find(id.slot());
    const bool is_same = at != was.end() && at->second.id == id && !asked.listed.contains(c.person);
    const uint32_t own = at == was.end() ? kNobody : at->second.number;
    if (at != was.end()) at->second.met = true;
    if (chooses) {
      // Whoever is surely of the roster, and has had no case, is the one chosen now.
      const bool may_stay = is_same && (own != kNobody || !c.sure) && !is_nobodys(own, c.person);
      of_finding_[i] = may_stay || asked.listed.contains(c.person) ? own : case_beside_choice(run, c, own, asked);
    } else if (own != kNobody && is_same && !c.chosen &&
               (c.sure ? still_fits(run, c, own) : !is_nobodys(own, c.person))) {
      of_finding_[i] = own;  // most are who they were: nothing has to be looked for
    } else {
      attach_one(run, i, is_same && own == kNobody ? TakeOver::may_not : TakeOver::may);
    }
    note_best(run, i);
    if (!is_same || of_finding_[i] != own) touched.insert({own, of_finding_[i]});
  };
  for (const bool first : {true, false})  // as attach() does
    for (const uint32_t i : again.now)
      if (makes_case(run.results[i].where) == first) find_case(i);
  for (const auto& [slot, w] : was)
    if (!w.met) touched.insert(w.number);
  touched.erase(kNobody);
  attached_.again = again_before;
  attached_.listed = of_finding_.size();
  attached_.next = 2 * attached_.listed;
  return touched;
}

// The case of a finding of which something else is said because somebody was chosen for another.
uint32_t CaseBook::case_beside_choice(const RunView& run, const CaseResult& c, uint32_t own,
                                      const Choosing& asked) const {
  if (still_fits(run, c, own)) return own;
  uint32_t found = kNobody;
  const std::string key = fitting_key(run, c, TakeOver::may, found);
  // As find() will answer once the choice is recorded.
  const auto chosen = asked.people.find(key);
  return chosen != asked.people.end() && !by_key_.contains(key) ? chosen->second : found;
}

bool CaseBook::is_of_finding(uint32_t number) const {
  return std::find(of_finding_.begin(), of_finding_.end(), number) != of_finding_.end();
}

std::optional<Outcome> CaseBook::outcome_without_finding(uint32_t number) const {
  const Recorded& said = cases_[number].mine();
  if (is_of_finding(number) || said.listings.empty() || said.listings.back().last_run != attached_.run)
    return std::nullopt;
  Outcome out{number, false, said.birth, said.snapshot, said.listings.back()};
  say_chosen_otherwise(out.listing);
  return out;
}

std::vector<Outcome> CaseBook::outcomes_of(const RunView& run, const std::vector<uint32_t>& findings) const {
  std::vector<Outcome> out;
  for (const uint32_t f : findings) {
    const uint32_t number = of_finding_[f];
    if (number == kNobody) continue;
    const CaseResult& c = run.results[f];
    Outcome made{number, c.sure, birth_of(run, c), snapshot_of(run, c), listing_of(run, c, attached_.run)};
    const auto same = std::find_if(out.begin(), out.end(), [&](const Outcome& o) { return o.number == number; });
    if (same == out.end()) out.push_back(std::move(made));
    else if (rank_of(c.where) <= rank_of(same->listing.bucket)) *same = std::move(made);
  }
  return out;
}

}  // namespace totsugo
