// Everything a finished run holds, for those who write or show it. Nothing here changes anything.
#pragma once
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/match/candidates.h"
#include "core/rules/matched.h"
#include "core/rules/result.h"
#include "core/run/checks.h"
#include "core/source/import_report.h"
#include "core/source/row_store.h"

namespace totsugo {

// A case of an earlier run that was sought in this roster too.
struct CaseInRoster {
  std::string key;  // of the case
  uint32_t member;  // the row that is its person; kNobody: none that surely is
  bool known;       // the case was somebody's of the roster then
  std::string as;   // the key of the roster person who it was, as far as it was sure
  bool open;        // and neither done with nor excluded
  bool gone;        // it waits for something, there was something to look for, and nobody is surely alike
};

// What asking the rules again has changed: all results of the listed people whom it may concern, and no others.
struct Rejudged {
  struct Was {
    uint32_t finding;
    CaseResult result;
  };
  std::vector<Was> before;    // where they stood among the results, ascending
  std::vector<uint32_t> now;  // where those stand that are in their place, ascending

  // All of what was kept of `results` findings, by finding: that of others moves along, of those judged anew it is `fresh`.
  template <class T>
  std::vector<T> moved(std::vector<T> kept, size_t results, const T& fresh = T()) const;
};

template <class T>
std::vector<T> Rejudged::moved(std::vector<T> kept, size_t results, const T& fresh) const {
  const auto stays = [](const Was& was, uint32_t place) { return was.finding == place; };
  if (std::equal(before.begin(), before.end(), now.begin(), now.end(), stays)) {
    for (const uint32_t f : now) kept[f] = fresh;
    return kept;
  }
  std::vector<T> out(results, fresh);
  auto gone = before.begin();
  auto made = now.begin();
  size_t from = 0;
  for (size_t to = 0; to < results; ++to) {
    if (made != now.end() && *made == to) {
      ++made;
      continue;
    }
    for (; gone != before.end() && gone->finding == from; ++gone) ++from;
    out[to] = std::move(kept[from++]);
  }
  return out;
}

struct RunView {
  const CharTables& tables;
  const RuleSettings& settings;
  const std::vector<ListedPerson>& people;
  const std::vector<Member>& members;
  const RosterPeople& roster;
  const RowStore& member_texts;
  const PensionList& pension;
  const OverlapLists& overlap;
  const std::vector<const ImportReport*>& reports;  // pension, overlaps, roster: in order of reading
  const std::vector<CaseResult>& results;
  const std::vector<std::string>& warnings;
  const RunChecks& checks;
  const std::vector<CaseInRoster>& cases_in_roster;
  const Earlier& earlier;

  std::string member_text(uint32_t member, Field f) const {
    return member_texts.text(tables, FileKind::roster, members[member].text, f);
  }
  std::string pension_text(uint32_t row, Field f) const {
    return pension.texts().text(tables, FileKind::pension, pension.rows()[row].text, f);
  }
  std::string overlap_text(uint32_t row, Field f) const {
    const OverlapRow& r = overlap.rows()[row];
    return overlap.files()[r.file].texts.text(tables, FileKind::overlap, r.text, f);
  }
  // The roster's 記号番号 as it came in; two columns are joined with a hyphen.
  std::string member_number_text(uint32_t member) const;

  // A reason in plain words, with the names of those it speaks of.
  std::string reason(const Reason& r) const;

  // What speaks against deciding, in a sentence; empty where nothing does.
  std::string doubt(const CaseResult& c) const;

  // What to show of a case: the roster's text where there is one person, else the list's.
  std::string shown(const CaseResult& c, Field f) const;
  // All relaxations of a case, orthography included.
  RelaxationSet relaxations_of(const CaseResult& c) const;
  // What of it the two texts of a name field need; only where there is a member.
  RelaxationSet orthography(const CaseResult& c, Field name) const;
  // Text of the listed person (pension row, else newest overlap row).
  std::string listed_text(const CaseResult& c, Field f) const;
};

}  // namespace totsugo
