#include "core/casework/merge_runs.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace totsugo {
namespace {

// For runs of which neither book says which came first. Beyond the date it only has to be the same both ways.
bool comes_first(const RunRecord& a, const RunRecord& b) {
  const auto first_file = [](const RunRecord& r) { return r.files.empty() ? std::string() : r.files.front().name; };
  return std::tuple(a.date, a.flow, a.overlap_dates, a.version, first_file(a)) <
         std::tuple(b.date, b.flow, b.overlap_dates, b.version, first_file(b));
}

std::vector<Listing> renumbered(std::vector<Listing> listings, const std::vector<uint32_t>& to) {
  for (Listing& l : listings) {
    l.first_run = to[l.first_run];
    l.last_run = to[l.last_run];
  }
  return listings;
}

// For each of `theirs` the equal one of `ours`; every one of ours is somebody's only once.
std::vector<uint32_t> equals_of(const std::vector<RunRecord>& ours, const std::vector<RunRecord>& theirs) {
  std::vector<uint32_t> out(theirs.size(), kNobody);
  std::vector<bool> used(ours.size());
  uint32_t from = 0;
  for (size_t t = 0; t < theirs.size(); ++t) {
    while (from < ours.size() && used[from]) ++from;
    for (uint32_t o = from; o < ours.size() && out[t] == kNobody; ++o) {
      if (used[o] || !same_run(ours[o], theirs[t])) continue;
      used[o] = true;
      out[t] = o;
    }
  }
  return out;
}

constexpr uint32_t kMostBetween =
    1000;  // more runs than a town will ever join: a listing that spans them is a made-up one

// What one run said of the person, as far as a listing tells.
struct Said {
  uint32_t run = 0;
  bool exact = false;  // the listing begins or ends with this run; runs between need not have listed the person at all
  bool ends = false;
  bool apart = false;  // the book began a new listing here: something of the person had changed
  bool goes_on = false;
  Listing listing;
};

bool same(const Listing& a, const Listing& b) { return a.bucket == b.bucket && a.loss_date == b.loss_date; }

// Of two listings that say the same of one run, whose rows are shown: those of that very run.
bool says_it_better(const Said& a, const Said& b) {
  return std::tie(a.ends, a.listing.rows, a.listing.reasons, a.listing.grade) >
         std::tie(b.ends, b.listing.rows, b.listing.reasons, b.listing.grade);
}

void spell_out(const WovenRuns& woven, const std::vector<uint32_t>& to, Flow flow, const std::vector<Listing>& listings,
               std::vector<Said>& out) {
  for (size_t i = 0; i < listings.size(); ++i) {
    const Listing& l = listings[i];
    const uint32_t step = l.last_run - l.first_run > kMostBetween ? l.last_run - l.first_run : 1;
    for (uint32_t r = l.first_run; r <= l.last_run; r += step) {
      const bool exact = r == l.first_run || r == l.last_run;
      if (!exact && woven.runs[to[r]].flow != flow) continue;
      out.push_back({to[r], exact, r == l.last_run, r == l.first_run && i > 0, r != l.first_run, l});
    }
  }
}

// All that is said of one run: each thing once, and nothing that lies between against what is certain.
std::vector<Said> settled(std::vector<Said> of_run) {
  const bool certain = std::any_of(of_run.begin(), of_run.end(), [](const Said& s) { return s.exact; });
  std::vector<Said> out;
  for (const bool exact : {true, false})
    for (const Said& s : of_run) {
      if (s.exact != exact) continue;
      const auto twin = std::find_if(out.begin(), out.end(), [&](const Said& o) { return same(o.listing, s.listing); });
      if (twin == out.end()) {
        if (exact || !certain) out.push_back(s);
        continue;
      }
      const bool apart = twin->apart || s.apart;
      const bool goes_on = twin->goes_on || s.goes_on;
      if (says_it_better(s, *twin)) *twin = s;
      twin->apart = apart;
      twin->goes_on = goes_on;
    }
  std::sort(out.begin(), out.end(), [](const Said& a, const Said& b) {
    return std::tie(a.listing.bucket, a.listing.loss_date) < std::tie(b.listing.bucket, b.listing.loss_date);
  });
  return out;
}

void append(std::vector<Listing>& out, const Said& s) {
  const bool goes_on = !out.empty() && same(out.back(), s.listing) && (s.goes_on || !s.apart);
  const uint32_t first = goes_on ? out.back().first_run : s.run;
  if (goes_on) out.pop_back();
  out.push_back(s.listing);
  out.back().first_run = first;
  out.back().last_run = s.run;
}

}  // namespace

WovenRuns weave_runs(const std::vector<RunRecord>& ours, const std::vector<RunRecord>& theirs) {
  WovenRuns out;
  out.ours.assign(ours.size(), kNobody);
  out.theirs.assign(theirs.size(), kNobody);
  const std::vector<uint32_t> ours_of = equals_of(ours, theirs);
  std::vector<uint32_t> theirs_of(ours.size(), kNobody);
  for (uint32_t t = 0; t < theirs.size(); ++t)
    if (ours_of[t] != kNobody) theirs_of[ours_of[t]] = t;
  const auto take = [&out](const RunRecord& run) {
    out.runs.push_back(run);
    return static_cast<uint32_t>(out.runs.size() - 1);
  };
  size_t o = 0;
  size_t t = 0;
  while (o < ours.size() || t < theirs.size()) {
    if (t < theirs.size() && ours_of[t] != kNobody && ours_of[t] < o) {  // already there
      ++t;
      continue;
    }
    // A run of both waits until everything before it, in either book, is there; if each waits for the other, ours goes on.
    const bool ours_waits = o == ours.size() || (theirs_of[o] != kNobody && theirs_of[o] > t);
    const bool theirs_waits = t == theirs.size() || ours_of[t] != kNobody;
    if (!theirs_waits && (ours_waits || comes_first(theirs[t], ours[o]))) {
      out.theirs[t] = take(theirs[t]);
      ++t;
    } else {
      out.ours[o] = take(ours[o]);
      if (theirs_of[o] != kNobody) out.theirs[theirs_of[o]] = out.ours[o];
      ++o;
    }
  }
  return out;
}

namespace {

std::vector<Listing> of_flow(const std::vector<Listing>& all, Flow flow) {
  std::vector<Listing> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out), [&](const Listing& l) { return l.flow == flow; });
  return out;
}

void weave_flow(const WovenRuns& woven, Flow flow, const std::vector<Listing>& ours, const std::vector<Listing>& theirs,
                std::vector<Listing>& out) {
  std::vector<Said> all;
  spell_out(woven, woven.ours, flow, of_flow(ours, flow), all);
  spell_out(woven, woven.theirs, flow, of_flow(theirs, flow), all);
  std::stable_sort(all.begin(), all.end(), [](const Said& a, const Said& b) { return a.run < b.run; });
  std::vector<Listing> made;
  for (size_t i = 0, end = 0; i < all.size(); i = end) {
    while (end < all.size() && all[end].run == all[i].run) ++end;
    const std::vector<Said> of_run(all.begin() + static_cast<ptrdiff_t>(i), all.begin() + static_cast<ptrdiff_t>(end));
    for (const Said& s : settled(of_run)) append(made, s);
  }
  out.insert(out.end(), made.begin(), made.end());
}

}  // namespace

std::vector<Listing> weave_listings(const WovenRuns& woven, const std::vector<Listing>& ours,
                                    const std::vector<Listing>& theirs) {
  std::vector<Listing> out = renumbered(ours, woven.ours);
  if (out == renumbered(theirs, woven.theirs)) return out;
  out.clear();
  for (const Flow flow : {Flow::p, Flow::d}) weave_flow(woven, flow, ours, theirs, out);
  std::stable_sort(out.begin(), out.end(), [](const Listing& a, const Listing& b) { return a.last_run < b.last_run; });
  return out;
}

}  // namespace totsugo
