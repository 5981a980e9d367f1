// The book of cases, said as its documents say it and slowly: the twin of core/casework. It keeps what a work file keeps (runs, what
// they said of whom, a plain list of what happened) and works out everything anew, from the beginning, whenever it is asked.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/calendar/period.h"

namespace plain {

using Json = nlohmann::json;

// Where a person stands. Dates are ISO texts; empty: none.
struct Stands {
  std::string state = "listed";
  bool on_hold = false;
  bool returned = false;
  bool inquired = false;
  std::string answer;                              // "joined", "not_joined"
  std::map<std::string, std::string> said;         // by flow: the bucket that its newest run gives
  std::map<std::string, std::string> verified_as;  // the same when it was confirmed
  std::string bucket;
  std::string last_step;
  std::string due;
  std::string next_from;
  bool anew = false;     // done with, or excluded, and listed for another loss since
  bool doubted = false;  // gone, or no longer the one chosen, since it was confirmed
};

struct Step {
  std::string action;
  std::string on;
  std::string note;
  std::string reason;
  std::string flow;  // empty: none is named
  std::string until;
  std::string at;
};

// What runs in a row, of one flow, said of somebody.
struct Said {
  size_t first = 0;
  size_t last = 0;
  std::string bucket;
  bool elsewhere = false;  // a clerk has given the finding to somebody else
  std::string loss;        // ISO; empty: none can be stated
  std::string review;

  // Of two things that one run says of a person the one with the smaller weight counts.
  int weight() const;
};

struct Book {
  // As in the body. A case without what follows from the events: "key", "roster"?, "birth", "person", "listings".
  Json runs = Json::array();
  Json cases = Json::array();
  Json events = Json::array();
  totsugo::Period first;  // of the town's letters
  totsugo::Period second;
  int retention_years = 5;
  bool knows_newest = false;           // what the newest run changed, so that it can be taken back
  Json before_newest = Json::array();  // the cases before it
  size_t steps = 0;                    // of the clerk, since the book was saved
  bool otherwise = false;              // something else has changed since
  size_t unsaved() const;
  void is_saved();

  // ---- what stands ----
  std::vector<bool> stands() const;         // by event
  std::optional<size_t> next_undo() const;  // the event that undo takes back
  std::optional<size_t> next_redo() const;
  // By case: the roster person who was chosen last and surely.
  std::map<uint32_t, std::string> chosen_as() const;
  // By case: the one it is shown as.
  std::vector<uint32_t> shown_as() const;
  std::set<uint32_t> members_of(uint32_t shown) const;
  // What is left of a choice that was taken back: nothing stands of it, and no run would have made a case of it. Nobody sees it.
  bool is_void(uint32_t shown) const;
  Stands standing(uint32_t shown) const;  // of a case that is shown
  // By all that was entered for this case, whatever it has become one with: a letter to the person they were is a letter of this one.
  Stands standing_alone(uint32_t number) const;
  // The number in the roster by which the person is written to; empty: nobody of the roster is known.
  std::string numbers_of(uint32_t shown) const;
  std::string likeness_of(uint32_t shown) const;
  bool are_against(uint32_t a, uint32_t b) const;
  // The kept text of the person shown.
  std::string shown_text(uint32_t shown, const std::string& field) const;

  // Every reason that speaks against the step for somebody; empty where it may be taken. `wants` is what is given.
  std::set<std::string> reasons_against(uint32_t shown, const Step& step) const;
  // Who refuses, and why, in the order of the cases.
  std::map<uint32_t, std::set<std::string>> refusals(const Step& step, const std::vector<uint32_t>& shown) const;
  std::optional<size_t> step_on_newest_run() const;
  std::set<uint32_t> expired(const std::string& today) const;
  // 年度集計 from that month on, as the command answers: counted anew for each figure, month and flow.
  Json annual(const std::string& from, const std::string& today) const;

  // ---- what happens ----
  void add(Json event);  // with the run at which it is taken
  void take_back_newest_run();
  void erase(const std::set<uint32_t>& gone);  // shown ones
  // Without these cases; steps of nobody else go too, and what took them back.
  void drop(const std::set<uint32_t>& out);

  // What the runs say of a case with the choices that stand, newest last.
  std::vector<Said> listings(uint32_t number) const;
  std::optional<size_t> run_before(const Said& said) const;
  const Json& recorded(uint32_t number) const;  // with "person", and "birth" as it was understood

 private:
  std::vector<Said> listings_of(const std::set<uint32_t>& group) const;
  std::map<std::string, std::string> said_until(const std::vector<Said>& listings, std::optional<size_t> run) const;
  std::string flow_of(const std::vector<Said>& listings, const std::string& named, std::optional<size_t> run) const;
  struct Counted {
    size_t event;
    std::string flow;
    std::string day;
  };
  // `only`: of the events these; `counted`: takes down what counts.
  Stands replay(const std::set<uint32_t>& group, bool all_count, const std::set<size_t>* only = nullptr,
                std::vector<Counted>* counted = nullptr) const;
  std::string newest_by(const std::vector<Said>& all, const std::string& day, std::string& flow) const;
  Json figures(const std::string& first, const std::string& last, const std::string& flow, bool is_over) const;
};

// The order in which a bucket counts where one run says several things of one person: what is doubtful first, then what goes furthest.
int rank_of(const std::string& bucket);
bool makes_case(const std::string& bucket);
bool is_open(const std::string& state);
bool has_date(const std::string& action);
const std::vector<std::string>& all_actions();

}  // namespace plain
