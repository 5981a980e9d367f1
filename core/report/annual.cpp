#include "core/report/annual.h"

#include <algorithm>
#include <set>

#include "core/casework/progress.h"
#include "core/report/report_words.h"
#include "core/rules/rule_words.h"

namespace totsugo {
namespace {

constexpr CivilDate month_of(CivilDate d) { return CivilDate::of(d.year(), d.month(), 1); }

constexpr CivilDate next_month(CivilDate m) {
  return m.month() == 12 ? CivilDate::of(m.year() + 1, 1, 1) : CivilDate::of(m.year(), m.month() + 1, 1);
}

bool is_filed(Bucket b) { return b == Bucket::p_filed || b == Bucket::d_filed; }

class Count {
 public:
  Count(const CaseBook& book, CivilDate first, CivilDate today) : book_(book), today_(today) {
    out_.months[0] = month_of(first);
    for (size_t i = 1; i < kMonthsOfYear; ++i) out_.months[i] = next_month(out_.months[i - 1]);
  }

  Annual result() {
    for (size_t m = 0; m < kMonthsOfYear; ++m) {
      ends_[m] = from_day_number(day_number(next_month(out_.months[m])) - 1);
      if (ends_[m] > today_) continue;
      for (Figures& f : out_.by_month[m]) f.open = 0;
    }
    out_.open_on = std::min(ends_.back(), today_);
    if (out_.open_on >= out_.months.front())
      for (Figures& f : out_.whole) f.open = 0;
    for (uint32_t n = 0; n < book_.cases().size(); ++n) {
      if (!book_.is_listed(n)) continue;
      const Case& c = book_.cases()[n];
      const std::vector<uint32_t> counting = book_.counting_events(c);
      count_person(c, counting);
      count_open(c, counting);
    }
    add_up();
    return std::move(out_);
  }

 private:
  // What counts of a month; nothing for a day of another year.
  Figures* at(CivilDate day, Flow flow) {
    const auto m = std::find(out_.months.begin(), out_.months.end(), month_of(day));
    if (m == out_.months.end()) return nullptr;
    return &out_.by_month[static_cast<size_t>(m - out_.months.begin())][index_of(flow)];
  }

  CivilDate listed_on(const Listing& l) const { return book_.runs()[l.first_run].date; }

  void count_person(const Case& c, const std::vector<uint32_t>& counting) {
    CivilDate first;
    std::array<CivilDate, kFlowCount> first_by;
    CivilDate filed;
    CivilDate in_roster;
    Flow filed_by = Flow::p;
    const auto earlier = [](CivilDate& of, CivilDate day) {
      if (!of.none() && of <= day) return false;
      of = day;
      return true;
    };
    for (const Listing& l : c.listings) {
      if (!makes_case(l.bucket) || l.first_run >= book_.recorded_runs()) continue;
      earlier(first, listed_on(l));
      earlier(first_by[index_of(l.flow)], listed_on(l));
      if (is_filed(l.bucket) && earlier(filed, listed_on(l))) filed_by = l.flow;
    }
    in_roster = filed;
    for (const Flow flow : {Flow::p, Flow::d})
      if (Figures* const f = at(first_by[index_of(flow)], flow)) ++f->listed;
    std::set<std::pair<Figures*, CaseAction>> met;
    for (const uint32_t n : counting) {
      const CaseEvent& e = book_.events()[n];
      const Flow flow = book_.flow_of(c, e);
      if (e.action == CaseAction::file && earlier(filed, day_done(e))) filed_by = flow;
      Figures* const f = at(day_done(e), flow);
      if (f && met.emplace(f, e.action).second) count_step(*f, e);
    }
    Figures* const f = at(filed, filed_by);
    if (!f) return;
    ++f->filed;
    // Whom the roster showed as lost when a run listed him first had filed before: nobody waited for that.
    const bool had_filed = filed == in_roster && filed == first;
    if (!first.none() && first <= filed && !had_filed)
      f->days_to_filing.push_back(day_number(filed) - day_number(first));
  }

  static void count_step(Figures& f, const CaseEvent& e) {
    switch (e.action) {
      case CaseAction::verify: ++f.verified; break;
      case CaseAction::inquire: ++f.inquired; break;
      case CaseAction::urge: ++f.urged; break;
      case CaseAction::urge_again: ++f.urged_again; break;
      case CaseAction::ex_officio: ++f.ex_officio; break;
      case CaseAction::exclude: ++f.excluded[e.reason]; break;
      default: break;
    }
  }

  // The newest run by then that says what the listing says; none: none had yet.
  uint32_t last_run_by(const Listing& l, CivilDate end) const {
    const auto date_of = [&](uint32_t r) { return book_.runs()[r].date; };
    uint32_t newest = kNobody;  // by its date: runs are not always made in that order
    for (uint32_t r = l.first_run; r <= l.last_run && r < book_.recorded_runs(); ++r)
      if (book_.runs()[r].flow == l.flow && date_of(r) <= end && (newest == kNobody || date_of(r) >= date_of(newest)))
        newest = r;
    return newest;
  }

  // What the newest run that had listed the person by then said of him.
  const Listing* newest_by(const Case& c, CivilDate end) const {
    const Listing* newest = nullptr;
    std::pair<CivilDate, uint32_t> when;
    for (const Listing& l : c.listings) {
      const uint32_t run = last_run_by(l, end);
      if (run == kNobody) continue;
      const std::pair on{book_.runs()[run].date, run};
      if (newest && (on < when || (on == when && rank_of(l) > rank_of(*newest)))) continue;
      newest = &l;
      when = on;
    }
    return newest;
  }

  // By which notice the person was waited for at the end of that day; nothing for whoever was not.
  std::optional<Flow> open_by(const Case& c, const std::vector<uint32_t>& counting, CivilDate end) const {
    const Listing* const newest = newest_by(c, end);
    if (!newest || is_filed(newest->bucket) || !is_open(state_on(book_, c, counting, end))) return std::nullopt;
    const bool starts = std::any_of(c.listings.begin(), c.listings.end(),
                                    [&](const Listing& l) { return makes_case(l.bucket) && listed_on(l) <= end; });
    return starts ? std::optional(newest->flow) : std::nullopt;
  }

  void count_open(const Case& c, const std::vector<uint32_t>& counting) {
    for (size_t m = 0; m < kMonthsOfYear && ends_[m] <= today_; ++m)
      if (const auto flow = open_by(c, counting, ends_[m])) ++*out_.by_month[m][index_of(*flow)].open;
    if (out_.open_on < out_.months.front()) return;
    if (const auto flow = open_by(c, counting, out_.open_on)) ++*out_.whole[index_of(*flow)].open;
  }

  static void add(Figures& to, const Figures& f) {
    to.listed += f.listed;
    to.verified += f.verified;
    to.inquired += f.inquired;
    to.urged += f.urged;
    to.urged_again += f.urged_again;
    to.filed += f.filed;
    to.ex_officio += f.ex_officio;
    for (const auto& [reason, n] : f.excluded) to.excluded[reason] += n;
    to.days_to_filing.insert(to.days_to_filing.end(), f.days_to_filing.begin(), f.days_to_filing.end());
  }

  void add_up() {
    for (const FiguresByFlow& month : out_.by_month)
      for (size_t flow = 0; flow < kFlowCount; ++flow) add(out_.whole[flow], month[flow]);
    for (const Figures& f : out_.whole) {
      add(out_.sum, f);
      if (f.open) out_.sum.open = out_.sum.open.value_or(0) + *f.open;
    }
  }

  const CaseBook& book_;
  CivilDate today_;
  std::array<CivilDate, kMonthsOfYear> ends_;
  Annual out_;
};

std::string reasons_text(const Figures& f) {
  std::string out;
  for (const auto& [reason, n] : f.excluded) out += (out.empty() ? "" : " / ") + reason + " " + std::to_string(n);
  return out;
}

void write_row(std::string_view when, std::string_view flow, const Figures& f, TableWriter& w) {
  w.cell(when);
  w.cell(flow);
  for (const size_t n :
       {f.listed, f.verified, f.inquired, f.urged, f.urged_again, f.filed, f.ex_officio, f.all_excluded()})
    w.cell(std::to_string(n));
  w.cell(reasons_text(f));
  w.cell(f.open ? std::to_string(*f.open) : std::string());
  w.cell(median_text(f.days_to_filing));
  w.end_row();
}

}  // namespace

size_t Figures::all_excluded() const {
  size_t all = 0;
  for (const auto& [reason, n] : excluded) all += n;
  return all;
}

std::string median_text(std::vector<int64_t> days) {
  if (days.empty()) return {};
  std::sort(days.begin(), days.end());
  const size_t half = days.size() / 2;
  const int64_t twice = days.size() % 2 ? 2 * days[half] : days[half - 1] + days[half];
  return std::to_string(twice / 2) + (twice % 2 ? ".5" : "");
}

Annual annual_of(const CaseBook& book, CivilDate first, CivilDate today) { return Count(book, first, today).result(); }

void write_annual_rows(const Annual& figures, TableWriter& w) {
  for (size_t m = 0; m < kMonthsOfYear; ++m)
    for (const Flow flow : {Flow::p, Flow::d})
      write_row(iso_text(figures.months[m]).substr(0, 7), label_of(flow), figures.by_month[m][index_of(flow)], w);
  for (const Flow flow : {Flow::p, Flow::d})
    write_row(text_of(Word::year_total), label_of(flow), figures.whole[index_of(flow)], w);
  write_row(text_of(Word::year_total), text_of(Word::both_flows), figures.sum, w);
}

}  // namespace totsugo
