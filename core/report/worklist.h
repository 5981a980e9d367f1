// The one list of people: whom the run at hand lists, whom the book holds, or both together, in an order by filter, search and sort.
// core/report/list_row.h writes its rows.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/casework/case_book.h"
#include "core/casework/stage.h"
#include "core/report/search.h"
#include "core/run/run_view.h"

namespace totsugo {

// Who is listed: everybody of the run at hand, everybody of the book, or everybody of either, each once.
enum class Scope : uint8_t { run, book, all };
inline constexpr size_t kScopeCount = static_cast<size_t>(Scope::all) + 1;

enum class SortKey : uint8_t { bucket, grade, kana, birth, number, loss_date, line, since, due, levy };
inline constexpr size_t kSortKeyCount = static_cast<size_t>(SortKey::levy) + 1;

// A line of the list: what the run at hand says of a person, the person's case, or both.
struct Entry {
  uint32_t finding = kNobody;
  uint32_t number = kNobody;  // of the case; under Scope::run it is looked up when it is asked for
};

// Any of the values added; none added: it is not asked.
template <class T>
class AnyOf {
 public:
  void add(T value) { bits_ |= bit_of(value); }
  bool empty() const { return bits_ == 0; }
  bool holds(T value) const { return (bits_ & bit_of(value)) != 0; }
  bool agrees(T value) const { return empty() || holds(value); }

 private:
  static uint64_t bit_of(T value) { return uint64_t{1} << static_cast<size_t>(value); }
  uint64_t bits_ = 0;
};

// What is asked for all holds together; what is left out is not asked.
struct WorklistQuery {
  Scope scope = Scope::run;
  AnyOf<Bucket> buckets;
  AnyOf<Grade> grades;  // none among them: without a match
  AnyOf<CaseState> states;
  bool no_case = false;  // among the states: who is no case (yet)
  AnyOf<Stage> stages;
  AnyOf<Since> since;     // since the run before
  AnyOf<LevyState> levy;  // of who is still to be dealt with
  CivilDate due_from;     // the deadline of the letter that is out
  CivilDate due_by;
  std::optional<bool> selectable;  // a finding's
  std::optional<bool> on_hold;     // of cases; who is none has no mark
  std::optional<bool> returned;
  std::optional<bool> inquired;
  std::optional<bool> several;    // more than one roster person it may be, or more than one who may be it
  std::optional<bool> chosen;     // a clerk said who it is, or that it is none of those shown
  RelaxationSet relaxations = 0;  // any of them; a finding's
  AnyOf<ReviewKind> reviews;
  std::string text;  // words, as typed: each is in a name, begins a number, or is the birth date
  SortKey sort = SortKey::bucket;
  bool descending = false;
  CivilDate today;  // the day by which stages are told

  bool asks_of_cases() const;
};

// What the list is made of. No run: only the book is listed.
struct ListedIn {
  const CharTables& tables;
  const CaseBook& book;
  const RunView* run = nullptr;
};

class Worklist {
 public:
  void apply(const ListedIn& in, const WorklistQuery& query);
  // How many each query would list: all of them in one look, without an order. Scope and day are the first one's.
  std::vector<size_t> count(const ListedIn& in, std::span<const WorklistQuery> queries);
  const std::vector<Entry>& order() const { return order_; }
  // How many the scope holds, whatever is asked for.
  size_t all() const { return all_; }
  CivilDate today() const { return today_; }
  // How many of all findings need each relaxation.
  std::array<size_t, kRelaxationCount> relaxation_counts() const;
  // The rules were asked again: what is known of the other findings stays. The order has to be asked for anew.
  void follow(const RunView& run, const Rejudged& again);
  // Works ahead of the first search and the first sorting for a few thousand findings; false when there is nothing left.
  bool prepare(const RunView& run);

 private:
  // What filters ask of an entry, close together: a hundred thousand of them are looked through at every key.
  struct Brief {
    RelaxationSet relaxations;
    Bucket where;
    Grade best;
    ReviewKind review;
    bool selectable;
    bool several;
    bool chosen;
  };
  // What of a case is searched and sorted, beside a digest of what it was made of.
  struct CaseText {
    uint64_t of = 0;
    std::string search;
    std::u16string kana;
  };

  // What filters ask of a person's case.
  struct Place {
    bool is_case = false;
    bool on_hold = false;
    bool returned = false;
    bool inquired = false;
    CaseState state = CaseState::listed;
    Stage stage = Stage::to_check;
    Since since = Since::none;
    LevyState levy = LevyState::none;
    CivilDate due;
  };

  // What of a finding is searched.
  struct Searched {
    uint32_t from = 0;  // of search_
    uint32_t to = 0;
    std::array<CivilDate, 2> births;  // listed and in the roster
  };

  static Brief brief_of(const Case& c);
  static Place place_of(const CaseBook& book, uint32_t number, CivilDate today);
  static bool wanted(const WorklistQuery& q, const Brief& b);
  static bool wanted(const WorklistQuery& q, const Place& p);
  static std::array<uint64_t, 3> key_of(const Brief& b, const Place& p);
  void fill_briefs(const RunView& run);
  static Brief brief_of(const CaseResult& c);
  Searched add_search(const RunView& run, const CaseResult& c);
  void fill_search(const RunView& run, size_t to);
  static std::u16string kana_of(const RunView& run, const CaseResult& c);
  void fill_kana(const RunView& run, size_t to);
  void sort_in(const RunView& run, SortKey key, const std::vector<uint32_t>& now, std::vector<uint32_t> anew);
  const CaseText& text_of(const ListedIn& in, uint32_t number);
  bool found(uint32_t finding, const std::vector<Sought>& words) const;
  bool found(const ListedIn& in, uint32_t number, const std::vector<Sought>& words);
  const std::vector<uint32_t>& sorted(const RunView& run, SortKey key);
  template <class Use>
  void with_key(const ListedIn& in, const WorklistQuery& q, Use&& use);
  template <class Use>
  void with_key_of(const RunView& run, SortKey key, Use&& use);
  std::vector<uint32_t> wanted_findings(const ListedIn& in, const WorklistQuery& q);
  std::vector<uint32_t> wanted_cases(const ListedIn& in, const WorklistQuery& q,
                                     const std::vector<uint32_t>& finding_of);

  std::vector<Entry> order_;
  size_t all_ = 0;
  CivilDate today_;
  std::vector<Brief> briefs_;  // by finding
  // By finding, filled when first asked for or when there is time.
  std::string search_;  // names, then numbers; of findings that were judged again what was said before stays among it
  std::vector<Searched> searched_;
  std::vector<std::u16string> kana_;
  std::array<std::vector<uint32_t>, kSortKeyCount> sorted_;  // by sort key: all findings in ascending order
  std::vector<CaseText> case_texts_;                         // by case
};

}  // namespace totsugo
