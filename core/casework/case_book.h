// The book of all people: who was listed in which runs, what was decided, and how to take it back. What is decided is a
// list of events to which is only ever added (taking back is an event too); where each case stands follows from it. The
// book outlives the runs: a work file holds it between two sittings, without any roster.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/calendar/deadline_rule.h"
#include "core/calendar/holidays.h"
#include "core/calendar/levy_rule.h"
#include "core/casework/case_state.h"
#include "core/casework/choice.h"
#include "core/casework/household.h"
#include "core/casework/kept_json.h"
#include "core/casework/run_record.h"
#include "core/run/run_view.h"

namespace totsugo {

// What is kept of a person: as it came in, nothing folded. The fields are snapshot_fields().
struct SnapshotField {
  FileKind kind;
  Field field;
};
const std::vector<SnapshotField>& snapshot_fields();
// By snapshot_fields(), for files and the page: the field's name, with the list's before it where the roster has the same field.
const std::vector<std::string>& snapshot_codes();

// Somebody of the roster who was shown where nobody was sure, as the roster had it.
struct ShownCandidate {
  uint64_t line = 0;
  std::string grade;  // empty: a look-alike
  std::string name;
  std::string kana;
  std::string birth;
  std::string sex;
  std::string number;
  std::string address;
  std::string difference;  // what is against it, in words
  bool operator==(const ShownCandidate&) const = default;
};

// One or more runs in a row, of one flow, that said the same of a person.
struct Listing {
  uint32_t first_run = 0;  // indices into runs()
  uint32_t last_run = 0;
  Flow flow = Flow::p;  // of these runs
  Bucket bucket = Bucket::p_review;
  std::string grade;
  CivilDate loss_date;
  std::string rows;                        // where it stands: the roster's line, the lists' files and lines
  std::string reasons;                     // the rule and its source, as shown then
  ReviewKind review = ReviewKind::none;    // why it waited for a person
  bool chosen = false;                     // a clerk said who it is
  std::vector<ShownCandidate> candidates;  // where nobody was sure
  bool operator==(const Listing&) const = default;
};

// What the runs said of a person.
struct Recorded {
  CivilDate birth;                    // as it was understood
  std::vector<std::string> snapshot;  // by snapshot_fields()
  std::vector<Listing> listings;      // by their last run
};

// A person, whatever the flows. What stands here is what is shown; where clerks have put something else in the place of what the
// runs said, that is kept beside it.
struct Case : Recorded {
  std::string key;               // the same person's in every run (core/casework/person_key.h), and the same for good
  std::string roster;            // the roster person's key, where he was found later than the case
  std::vector<uint32_t> events;  // that concern it, oldest first; of several cases that are one person see events_of()
  Standing now;                  // what the events that stand come to
  uint32_t part_of = kNobody;    // another case that turned out to be the same person: only that one is shown
  std::vector<uint32_t> parts;   // and these are shown as this one
  std::optional<Recorded> own;   // without its parts
  std::optional<Recorded> unchosen;  // and without what clerks have chosen in the newest run that lists it

  const std::string& roster_key() const;  // empty: nobody of the roster yet
  const Recorded& mine() const { return own ? *own : *this; }
  Recorded& mine() { return own ? *own : *this; }
  const Recorded& as_run_said() const { return unchosen ? *unchosen : mine(); }
};

// Numbers that only the roster gives are there: somebody to write to.
bool is_in_roster(const Recorded& r);
// A field of the snapshot as it came in; empty where it is not kept.
const std::string& kept_text(const Recorded& c, Field f, FileKind kind = FileKind::roster);

// Where a case lives, folded: what has to agree for two to be one household.
struct Home {
  uint64_t number = 0;  // household_key() of the 世帯番号
  std::u16string head;
  std::u16string address;
};
Home home_of(const CharTables& tables, const Case& c);

// What a run says of a case after a clerk has chosen.
struct Outcome {
  uint32_t number = 0;  // of the case
  bool sure = false;    // nobody else can be meant
  CivilDate birth;
  std::vector<std::string> snapshot;
  Listing listing;
};

struct CaseEvent {
  enum class Kind : uint8_t { act, undo, redo, merge };
  Kind kind = Kind::act;
  uint32_t of = 0;  // undo, redo: the event taken back, or done again
  CaseAction action = CaseAction::note;
  std::string at;   // when it was entered: YYYY-MM-DDTHH:MM:SS+09:00
  std::string who;  // as the clerk signs
  CivilDate on;
  CivilDate until;  // of a letter: the deadline printed on it; none: as the town's rule has it
  std::string reason;
  std::string note;                           // merge: the other file's name
  std::map<uint32_t, std::string> own_notes;  // by case what is noted of it alone, instead of the note
  uint32_t run = kNobody;                     // the newest run then: its listings are the ground
  std::optional<Flow> flow;  // whose notice the step goes by; none: of the run's, where it lists the person
  std::vector<uint32_t> cases;
  std::vector<ChosenPerson> chosen;  // choose, choose_none: by case
  std::vector<Outcome> outcomes;     // and what the rules said then, of these and of whoever else it changed
};

std::string_view code_of(CaseEvent::Kind k);
// A step that puts something in the place of what the runs said.
bool is_link(const CaseEvent& e);
CivilDate day_entered(const CaseEvent& e);
// The day on which a step was done, or, if it has none, the day on which it was entered.
CivilDate day_done(const CaseEvent& e);

// Something that left the tool: a file that was saved.
struct ExportRecord {
  std::string at;  // as an event's
  std::string who;
  std::string name;
  uint64_t bytes = 0;
  std::string sha256;
  uint32_t run = kNobody;  // the newest run then
  // The same file saved, whichever run the books number it under.
  bool operator==(const ExportRecord& o) const {
    return at == o.at && who == o.who && name == o.name && bytes == o.bytes && sha256 == o.sha256;
  }
};

// The town's own holidays, as the file came in (UTF-8).
struct HolidayTable {
  std::string name;  // of the file
  std::string text;
  bool operator==(const HolidayTable&) const = default;
};

// Cases that were deleted when they had been kept long enough: that, and nothing of them.
struct DeletionRecord {
  std::string at;
  std::string who;
  uint64_t cases = 0;
  bool operator==(const DeletionRecord&) const = default;
};
// A run that was taken back whole.
struct TakenBackRun {
  std::string at;
  std::string who;
  RunRecord run;
  bool operator==(const TakenBackRun&) const = default;
};
inline constexpr int kUsualRetentionYears = 5;
inline constexpr int kMostRetentionYears = 30;

// Since the run before.
struct RunChanges {
  size_t fresh = 0;
  size_t continuing = 0;
  size_t changed = 0;
  size_t gone = 0;
};
enum class Since : uint8_t { fresh, continuing, changed, gone, none };  // none: of another flow, or no run yet
std::string_view code_of(Since s);                                      // empty for none

// By what a finding is known again after the rules have been asked anew.
struct FindingId {
  uint32_t person;
  uint32_t pension_row;
  uint32_t member;
  bool sure;
  Bucket bucket;
  CivilDate loss_date;
  ReviewKind review;
  uint64_t slot() const { return uint64_t{person} << 32 | pension_row; }
  bool operator==(const FindingId&) const = default;
};
FindingId id_of(const CaseResult& c);

struct RefusedCase {
  uint32_t number;  // of the case
  Refusal why;
  uint32_t because = kNobody;  // another case of the same person, which forbids it
};

class CaseBook {
 public:
  const std::vector<Case>& cases() const { return cases_; }
  const std::vector<CaseEvent>& events() const { return events_; }
  const std::vector<RunRecord>& runs() const { return runs_; }
  const std::vector<ExportRecord>& exports() const { return exports_; }
  // False for what was taken back, and for what takes back.
  bool stands(uint32_t event) const { return effective_[event]; }
  bool empty() const { return cases_.empty() && events_.empty(); }
  // What the clerk has done that is in no work file yet, in steps; 1 where only something else has changed: a run was recorded, the
  // second look at its files has ended.
  size_t unsaved() const { return steps_ == 0 && changed_ ? 1 : steps_; }
  void saved() {
    steps_ = 0;
    changed_ = false;
  }
  void touch() { changed_ = true; }
  void count_step() { ++steps_; }

  // ---- the run at hand (attach.cpp) ----
  // Some more of the run's findings find their cases, or are given one; true while there are more. Until record_run() nothing of
  // it is the book's: it is in no body and not unsaved, and detach() takes it away again.
  bool attach(const RunView& run, const std::optional<DigestKey>& key, size_t at_most);
  // The first step records the run. What the next run needs of its newest list is kept under the key given to attach() (random,
  // the caller's; the first one given stays the book's).
  void record_run(const RunView& run, const std::optional<DigestKey>& key);
  // The run at hand is gone: its people stay, if it was recorded.
  void detach();
  bool is_attaching() const { return attached_.begun; }
  bool is_attached() const { return attached_.done; }
  bool is_recorded() const { return attached_.recorded; }
  // The run at hand has been recorded before, and others after it.
  bool is_older_run() const { return attached_.again && attached_.run != newest_run(); }
  // Runs that are the book's: without the one that is attached only.
  size_t recorded_runs() const { return runs_.size() - is_only_attached(); }
  // A case of its own that the book has for good: no part of another, and not one that a run which is attached only has brought.
  bool is_listed(uint32_t number) const { return is_shown(number) && !is_only_brought(number); }
  // A case of its own: no part of another, and not what is left of a choice that was taken back, for which it had been made.
  bool is_shown(uint32_t number) const { return cases_[number].part_of == kNobody && cases_[number].now.shown; }
  std::vector<RunRecord> recorded() const {
    return {runs_.begin(), runs_.begin() + static_cast<ptrdiff_t>(recorded_runs())};
  }
  uint32_t newest_run() const { return recorded_runs() == 0 ? kNobody : static_cast<uint32_t>(recorded_runs() - 1); }
  bool can_take_back() const { return trail_.has_value() && !step_on_newest_run(); }
  // The case of a finding that is none by itself, for a step that concerns it all the same.
  uint32_t case_for(const RunView& run, uint32_t finding);
  // The same where a clerk chooses, at once, the roster person (empty: nobody) under each key: never the case of another one, one case
  // for all findings of a listed person, never one for two.
  struct ChosenFor {
    uint32_t finding;
    std::string person;
  };
  std::vector<uint32_t> cases_for_choices(const RunView& run, const std::vector<ChosenFor>& chosen);
  // The case of a finding of the run at hand; kNobody if it is none.
  uint32_t case_of(uint32_t finding) const {
    return finding < of_finding_.size() ? shown_as(of_finding_[finding]) : kNobody;
  }
  // The same without what has become one with it.
  uint32_t own_case_of(uint32_t finding) const { return finding < of_finding_.size() ? of_finding_[finding] : kNobody; }
  // A finding of the run at hand is this case's own.
  bool is_of_finding(uint32_t number) const;
  // A finding that has not been attached yet: the case it would find.
  uint32_t look_up(const RunView& run, uint32_t finding) const;
  // What a clerk is choosing: the listed people, whose findings have been given their case already, and the cases of the roster people
  // chosen.
  struct Choosing {
    std::set<uint32_t> listed;
    std::unordered_map<std::string, uint32_t> people;
    std::unordered_map<uint32_t, uint32_t> nobody;  // listed people who are none of those shown -> case
  };
  // The rules were asked again; the answer is the cases of which the run may say something else now. Without `asked`, when a choice was
  // taken back or made again, each finding gets the case that it would get were the run attached anew.
  std::set<uint32_t> follow(const RunView& run, const Rejudged& again, const Choosing& asked = {});
  // What the newest run says of the findings' cases now.
  std::vector<Outcome> outcomes_of(const RunView& run, const std::vector<uint32_t>& findings) const;
  // Of a case that was a finding's until a clerk chose somebody else; nothing if another finding is its.
  std::optional<Outcome> outcome_without_finding(uint32_t number) const;
  // The newest run as if it had never been joined. Refused while a step stands on it; the answer is that step.
  enum class TakeBack : uint8_t { done, no_run, has_steps, not_kept };
  TakeBack take_back_run(std::string at, std::string who);
  std::optional<uint32_t> step_on_newest_run() const;

  // Why the run, or another book, may be another municipality's than the book; none if nothing speaks for it.
  enum class Stranger : uint8_t { none, insurer, roster, book };
  Stranger stranger(const RunView& run) const;
  Stranger stranger(const CaseBook& other) const;
  // What only the caller can work out of the newest run: hashes of its files, in the record's order, and of its results.
  // False if there is no such run or not as many files.
  bool note_hashes(std::vector<std::string> files, std::string results);
  void note_export(ExportRecord e);
  // Households of open cases: to be looked for in the roster, and what was found there.
  std::set<std::string> households_wanted() const;
  void note_households(Households found);
  // Who is in the case's household beside those who are cases themselves (対象外 aside).
  std::vector<HouseholdMember> others_in_household(const CharTables& tables, const Case& c) const;
  // What is kept of the run of the overlap list before these; none if nothing is. As long as the book does not change.
  Earlier earlier_than(const OverlapLists& lists) const;
  // Cases that are still open.
  std::vector<uint32_t> open_cases() const;
  // All that are shown, and what is shown as one with them, each as it is without the others: sought in every roster.
  std::vector<uint32_t> sought_cases() const;
  // Where one of them stands in the roster of a run; `who`: with the candidates found.
  CaseInRoster in_roster(const RunView& run, uint32_t number, const ListedPerson& who) const;
  Case alone(uint32_t number) const;
  // Recorded choices that stand, oldest first.
  std::vector<StandingChoice> choices() const;
  // What the rules are told of these for the run at hand.
  Choices choices_for(const RunView& run, const std::vector<StandingChoice>& said);
  // Works ahead of the first of them; false when there is nothing to do.
  bool get_ready(const RunView& run);
  // The case that is shown: itself, or the one that it is part of.
  uint32_t root_of(uint32_t number) const;
  // The key of the roster person whom a clerk's choice that stands makes of the case; empty: none does.
  const std::string& chosen_as(uint32_t number) const;
  // The same; kNobody where nothing is left of it.
  uint32_t shown_as(uint32_t number) const;
  // What the event notes of the case: its own, or that of one of its parts, or else what it notes of all.
  const std::string& note_of(const CaseEvent& e, uint32_t number) const;
  // Events of the case and of its parts, oldest first.
  std::vector<uint32_t> events_of(const Case& c) const;
  // Those of them that stand and count: of two histories that have become one person's the step further on does.
  std::vector<uint32_t> counting_events(const Case& c) const;
  bool undoes_check(const std::vector<uint32_t>& before, uint32_t choice) const;
  // Where the case stood when these of its events had happened.
  Standing standing(const Case& c, const std::vector<uint32_t>& events) const;
  // The same by all that was entered for this case, whatever it has become one with.
  Standing standing_alone(uint32_t number) const;
  const std::vector<TakenBackRun>& taken_back() const { return taken_back_; }
  // The flow whose notice a step for the case went by.
  Flow flow_of(const Case& c, const CaseEvent& e) const;
  // The same of a step that is still to be taken, unless the clerk names one.
  Flow usual_flow(const Case& c) const;
  RunChanges changes() const;
  Since since(uint32_t number) const;

  // The periods of the town's letters; every case's deadline follows them.
  const DeadlineRule& deadlines() const { return deadlines_; }
  // Of a letter sent on the day that brings a case into the state; none if the town fixes none.
  CivilDate deadline_of(CaseState state, CivilDate sent) const;
  void set_deadlines(DeadlineRule rule);
  // The days on which the town hall rests; deadlines are counted by them.
  const Holidays& holidays() const { return holidays_; }
  const std::optional<HolidayTable>& holiday_table() const { return holiday_table_; }
  // A table of the town's own, or nothing for the built-in days. A table that is refused changes nothing.
  Error set_holidays(std::optional<HolidayTable> table);
  // How far back the levy may be corrected; nothing: the town does not ask.
  const std::optional<LevyRule>& levy() const { return levy_; }
  void set_levy(std::optional<LevyRule> rule);
  // The limit for somebody who is still to be dealt with; state none for all others.
  LevyLimit levy_limit_of(uint32_t number, CivilDate today) const;
  // What the page wants kept: JSON, empty where there is none. By the positions of kPageSettings.
  const std::string& page_setting(size_t which) const { return page_settings_[which]; }
  void set_page_setting(size_t which, std::string json);

  // The town's rules and tables; a merge keeps ours and tells if these differ.
  bool same_settings(const CaseBook& other) const;
  // How many years closed cases are kept (core/casework/retention.h), and their end.
  int retention_years() const { return retention_years_; }
  void set_retention_years(int years);
  void erase(const std::vector<uint32_t>& gone, std::string at, std::string who);
  const std::vector<DeletionRecord>& deletions() const { return deletions_; }

  // Takes a step for several cases; those that refuse are returned. With `all_or_none`, nothing is done if any refuses.
  std::vector<RefusedCase> act(CaseEvent event, bool all_or_none);
  // Who refuses the step, were it taken now.
  std::vector<RefusedCase> refusals(const CaseEvent& event) const;
  std::optional<uint32_t> undoable() const;  // the event that undo() takes back
  std::optional<uint32_t> redoable() const;
  bool undo(std::string at, std::string who);
  bool redo(std::string at, std::string who);

  // Another past: what a merge came to. `cases` come without events and standings, which follow. The settings stay, and so
  // do the numbers of the cases that were there.
  void become(std::vector<RunRecord> runs, std::vector<Case> cases, std::vector<CaseEvent> events);

  // Before that: what `theirs` has beside cases and events. A run's number becomes what stands at its place in these lists.
  void take_over(const CaseBook& theirs, const std::vector<uint32_t>& our_runs,
                 const std::vector<uint32_t>& their_runs);

  // The body of a work file and back. open() leaves the book as it is when the text is refused; the answer says why.
  std::string body() const;
  std::string runs_json() const;  // the same form, of these alone
  std::string exports_json() const;
  std::string deletions_json() const;
  std::string taken_back_json() const;
  enum class BodyError : uint8_t { none, not_json, newer, malformed, contradicts };
  BodyError open(std::string_view text);

 private:
  // What a run has changed, so that it can be taken away whole: of a case that was there before, and which cases are new.
  struct Before {
    uint32_t number;
    bool found = false;               // the roster person was found by the run
    std::optional<Listing> replaced;  // the listing that the run only lengthened
    std::optional<Recorded> rest;     // birth and snapshot, where they were others; no listings
    std::optional<Recorded> unchosen;
  };
  struct Trail {
    std::vector<Before> before;
    uint32_t first_new = 0;         // the first case that the run has brought
    std::vector<EarlierRun> lists;  // that gave way to its newest list
  };
  struct Attached {
    size_t next = 0;    // finding that has no case yet: first of all that make cases, then of the others
    size_t listed = 0;  // finding that is not listed yet
    bool begun = false;
    bool done = false;
    bool again = false;
    bool recorded = false;
    uint32_t run = kNobody;
    std::vector<bool> sure;                            // by roster person: a finding of the run is surely this one
    std::optional<ChoiceIndex> index;                  // made for the first choice
    std::unordered_map<uint32_t, uint32_t> nobody;     // listed people who are none of those shown -> case
    std::unordered_set<uint32_t> of_nobody;            // these cases
    std::unordered_set<uint32_t> lapsed;               // cases, as they are shown, with a choice that holds no more
    std::unordered_map<uint32_t, uint32_t> sought_as;  // roster person -> case, by name, birth date and numbers
    std::set<std::string> met;                         // how people whom nobody knows are listed
    std::unordered_map<uint32_t, uint32_t> of_listed;  // listed person whom nobody knows -> case
    std::vector<uint32_t> best;                        // by case, as far as any: the finding that is listed
    std::unordered_map<uint32_t, size_t> noted;        // case -> where in the trail
    Trail trail;
    std::optional<DigestKey> key;
    std::optional<EarlierRun> lists;
  };
  // The run at hand is attached, and nothing of it is the book's yet.
  bool is_only_attached() const { return attached_.begun && !attached_.recorded && !attached_.again; }
  bool is_only_brought(uint32_t number) const { return is_only_attached() && number >= attached_.trail.first_new; }
  uint32_t find(const std::string& key) const;
  uint32_t find_person(const RunView& run, uint32_t member, const std::string& key) const;
  uint32_t in_doubt(const std::string& key) const;
  uint32_t next_alike(const std::string& key) const;
  uint32_t add_case(std::string key);
  bool may_be(const RunView& run, uint32_t finding, uint32_t own, const std::string& person) const;
  uint32_t case_for_choice(const RunView& run, const ChosenFor& one, const std::set<uint32_t>& taken);
  // Whether somebody of whom it is sure now who he is may take over the case from when he was in doubt.
  enum class TakeOver : uint8_t { may, may_not };
  // Of a run that was recorded before whoever was taken over is known since; who is not has been erased.
  TakeOver take_over_at_attach() const { return attached_.again ? TakeOver::may_not : TakeOver::may; }
  std::string fitting_key(const RunView& run, const CaseResult& c, TakeOver doubtful, uint32_t& found) const;
  const ChoiceIndex& choice_index(const RunView& run);
  void begin_attach(const RunView& run);
  void note_who_is_sure(const RunView& run);
  bool is_sought_person(const CaseInRoster& in, uint32_t number) const;
  void note_sought(const RunView& run);
  void note_nobodies(const RunView& run);
  void note_nobody(uint32_t person, uint32_t number);
  // A finding of the run at hand has the case already.
  bool is_met(uint32_t number) const { return number < attached_.best.size() && attached_.best[number] != kNobody; }
  void note_best(const RunView& run, uint32_t finding);
  void attach_one(const RunView& run, uint32_t finding, TakeOver doubtful);
  uint32_t case_beside_choice(const RunView& run, const CaseResult& c, uint32_t own, const Choosing& asked) const;
  void end_attach(const RunView& run, const std::optional<DigestKey>& key);
  void put_listing(uint32_t number, Listing now, std::vector<std::string> snapshot, CivilDate birth);
  Before& note_before(uint32_t number);
  void roll_back(Trail& trail);
  bool is_whole(const Trail& trail) const;
  Listing unlisted(const RunView& run, Bucket p, Bucket d) const;
  Listing review_of(const RunView& run, ReviewKind why, std::string_view reasons) const;
  Listing filed(const RunView& run, uint32_t member) const;
  void note_unlisted(const RunView& run);
  std::vector<EarlierRun> remember_lists(EarlierRun newest);
  void forget_lists(const RunRecord& of, std::vector<EarlierRun> before);
  // Of a body; what is malformed throws, within work_body_read.cpp only.
  void read_events(const nlohmann::ordered_json& j);
  void read_newest_run(const nlohmann::ordered_json& j);
  void join_flows();
  void relink();
  void apply_outcomes();
  void join(uint32_t a, uint32_t b);
  void join_parts();
  void show_parts(Case& c);
  void drop_cases(const std::set<uint32_t>& out);
  bool index_keys(uint32_t number);
  std::string free_key(const std::string& key) const;
  const std::string& known_as(uint32_t number) const;
  bool is_nobodys(uint32_t number, uint32_t person) const;
  bool still_fits(const RunView& run, const CaseResult& c, uint32_t number) const;
  std::unordered_map<std::string, uint32_t> letters_out() const;
  std::set<uint32_t> against_each_other(const std::vector<uint32_t>& cases) const;
  CaseStep step_for(const Case& c, const CaseEvent& e) const;
  Standing standing(const Case& c) const { return standing(c, counting_events(c)); }
  const Period& period_of(CaseState state) const;
  void count_days(Standing& now, CivilDate until) const;
  void count_all_days();
  void replay(const std::vector<uint32_t>& cases);
  // Adds an event to the list, whatever the rules say of it now.
  void remember(CaseEvent event);
  bool take_back(CaseEvent::Kind kind, std::string at, std::string who);

  std::vector<Case> cases_;
  std::vector<CaseEvent> events_;
  std::vector<bool> effective_;   // by event: an act that stands
  std::vector<uint32_t> done_;    // acts that stand, in the order of the events
  std::vector<uint32_t> undone_;  // acts taken back, the next to be done again last
  std::vector<RunRecord> runs_;
  std::vector<ExportRecord> exports_;
  std::vector<DeletionRecord> deletions_;
  int retention_years_ = kUsualRetentionYears;
  Households households_;
  std::optional<DigestKey> digest_key_;
  std::vector<EarlierRun> earlier_;  // newest first, kEarlierRuns at most
  std::unordered_map<std::string, uint32_t> by_key_;
  std::unordered_map<std::string, uint32_t>
      chosen_for_;                                       // roster keys of people chosen for cases that have another key
  std::unordered_map<uint32_t, std::string> chosen_as_;  // the other way about, of all such cases
  std::vector<uint32_t> links_;                          // events that choose, or make one case of two
  std::vector<uint32_t> linked_;                         // cases that something else stands in the place of
  Attached attached_;
  std::vector<uint32_t> of_finding_;
  std::optional<Trail> trail_;  // of the newest run that was recorded
  std::vector<TakenBackRun> taken_back_;
  DeadlineRule deadlines_ = deadline_preset("none");
  Holidays holidays_ = Holidays::built_in();
  std::optional<HolidayTable> holiday_table_;
  std::optional<LevyRule> levy_;
  std::array<std::string, kPageSettings.size()> page_settings_;
  size_t steps_ = 0;  // since it was saved
  bool changed_ = false;
};

// Of several listings of one person in one run the one that counts: the lowest.
int rank_of(Bucket b);
// The same; last whoever's finding was given to somebody else, as then nothing lists him.
int rank_of(const Listing& l);
// False for buckets that start nothing and concern nobody's membership: their people become no cases of their own.
bool makes_case(Bucket b);

}  // namespace totsugo
