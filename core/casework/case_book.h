// The book of all cases: who was listed in which runs, what was decided, and how to take it back. What is decided is a
// list of events to which is only ever added (taking back is an event too); where each case stands follows from it. The
// book outlives the runs: a work file holds it between two sittings, without any roster.
#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/calendar/deadline_rule.h"
#include "core/calendar/holidays.h"
#include "core/casework/case_state.h"
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

// One or more runs in a row that said the same of a person.
struct Listing {
  uint32_t first_run = 0;  // indices into runs()
  uint32_t last_run = 0;
  Bucket bucket = Bucket::p_review;
  std::string grade;
  CivilDate loss_date;
  std::string rows;     // where it stands: the roster's line, the lists' files and lines
  std::string reasons;  // the rule and its source, as shown then
  bool operator==(const Listing&) const = default;
};

struct Case {
  std::string
      key;  // the same person's in every run: by 宛名番号, else 記号番号 and birth date, else the list's own data
  Flow flow = Flow::p;
  CivilDate birth;                    // as it was understood
  std::vector<std::string> snapshot;  // by snapshot_fields()
  std::vector<Listing> listings;      // oldest first
  std::vector<uint32_t> events;       // that concern it, oldest first
  Standing now;                       // what the events that stand come to
};

// A field of the snapshot as it came in; empty where it is not kept.
const std::string& kept_text(const Case& c, Field f, FileKind kind = FileKind::roster);

// Where a case lives, folded: what has to agree for two to be one household.
struct Home {
  uint64_t number = 0;  // household_key() of the 世帯番号
  std::u16string head;
  std::u16string address;
};
Home home_of(const CharTables& tables, const Case& c);

struct CaseEvent {
  enum class Kind : uint8_t { act, undo, redo, merge };
  Kind kind = Kind::act;
  uint32_t of = 0;  // undo, redo: the event taken back, or done again
  CaseAction action = CaseAction::note;
  std::string at;   // when it was entered: YYYY-MM-DDTHH:MM:SS+09:00
  std::string who;  // as the clerk signs
  CivilDate on;
  std::string reason;
  std::string note;        // merge: the other file's name
  uint32_t run = kNobody;  // the newest run then: its listings are the ground
  std::vector<uint32_t> cases;
};

std::string_view code_of(CaseEvent::Kind k);
CivilDate day_entered(const CaseEvent& e);

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

struct RefusedCase {
  uint32_t number;  // of the case
  Refusal why;
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
  // Changes not yet in any work file.
  size_t unsaved() const { return changes_ - saved_changes_; }
  void saved() { saved_changes_ = changes_; }
  void touch() { ++changes_; }

  // Joins a finished run: its people become cases, or are found among them. The same run again changes nothing. What the next
  // run needs of its newest list is kept under `key` (random, the caller's; the first one given stays the book's).
  void take_run(const RunView& run, const std::optional<DigestKey>& key);
  // Why the run, or another book, may be another municipality's than the book; none if nothing speaks for it.
  enum class Stranger : uint8_t { none, insurer, roster, book };
  Stranger stranger(const RunView& run) const;
  Stranger stranger(const CaseBook& other) const;
  // What only the caller can work out of the newest run: hashes of its files, in the record's order, and of its results.
  // False if there is no such run or not as many files.
  bool note_hashes(std::vector<std::string> files, std::string results);
  void note_export(ExportRecord e);
  // Households of open cases of this flow: to be looked for in the roster, and what was found there. The others' stays.
  std::set<std::string> households_wanted(Flow flow) const;
  void note_households(Flow flow, Households found);
  // Who is in the case's household beside those who are cases themselves (対象外 aside).
  std::vector<HouseholdMember> others_in_household(const CharTables& tables, const Case& c) const;
  // What is kept of the run of the overlap list before these; none if nothing is. As long as the book does not change.
  Earlier earlier_than(const OverlapLists& lists) const;
  // Cases of a flow that are still open: sought in every roster.
  std::vector<uint32_t> open_cases(Flow flow) const;
  // The results of the run joined last are gone; its people stay.
  void forget_run() { of_result_.clear(); }
  bool has_joined() const { return !of_result_.empty(); }
  // The case of a result of the run joined last; kNobody if it is none.
  uint32_t case_of_result(uint32_t result) const;
  RunChanges changes() const;
  Since since(uint32_t number) const;

  // The periods of the town's letters; every case's deadline follows them.
  const DeadlineRule& deadlines() const { return deadlines_; }
  void set_deadlines(DeadlineRule rule);
  // The days on which the town hall rests; deadlines are counted by them.
  const Holidays& holidays() const { return holidays_; }
  const std::optional<HolidayTable>& holiday_table() const { return holiday_table_; }
  // A table of the town's own, or nothing for the built-in days. A table that is refused changes nothing.
  Error set_holidays(std::optional<HolidayTable> table);
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
  enum class BodyError : uint8_t { none, not_json, newer, malformed, contradicts };
  BodyError open(std::string_view text);

 private:
  uint32_t find_or_add(std::string key, Flow flow);
  void list(uint32_t number, const RunView& run, const CaseResult& c, uint32_t run_number);
  void note_filed(const RunView& run, uint32_t run_number);
  void remember_lists(const RunView& run);
  Standing standing(const Case& c) const;
  void count_days(Standing& now) const;
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
  std::vector<uint32_t> of_result_;
  DeadlineRule deadlines_ = deadline_preset("none");
  Holidays holidays_ = Holidays::built_in();
  std::optional<HolidayTable> holiday_table_;
  std::array<std::string, kPageSettings.size()> page_settings_;
  size_t changes_ = 0;
  size_t saved_changes_ = 0;
};

// False for buckets that start nothing and concern nobody's membership: their people become no cases of their own.
bool makes_case(Bucket b);

}  // namespace totsugo
