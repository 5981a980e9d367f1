// Flow D: the overlap list first (R4 notice). A person is extracted only if all three conditions hold: (1) the other
// insurer's acquisition is on or after 国保's, (2) the person is in two or more consecutive runs, (3) with the same
// record of the other insurer.
#include <algorithm>
#include <unordered_map>

#include "core/rules/matched.h"
#include "core/rules/roster_loss.h"

namespace totsugo {
namespace {

// The newest run's records of one person, each record once.
struct Records {
  std::vector<const OverlapRow*> live;
  std::vector<const OverlapRow*> ended;
  bool unreadable = false;
  bool contradict = false;  // one record, with another end on another row

  size_t count() const { return live.size() + ended.size(); }
  const OverlapRow& any() const { return live.empty() ? *ended.front() : *live.front(); }
};

class FlowD {
 public:
  FlowD(const Matched& m, const RuleSettings& s)
      : m_(m), s_(s), gap_(gap_of(m.overlap, s, m.earlier)), claims_(m.members.size()) {}

  std::vector<CaseResult> run();

 private:
  void resolve_all();
  void join_runs();
  bool one_but_for_the_number(uint32_t older, uint32_t newer, const FieldLevels& between) const;
  void judge_person(uint32_t i);
  void judge_gone(uint32_t i, CaseResult& out) const;
  void judge_newest(uint32_t i, bool stands, CaseResult& out);
  Records records_of(const std::vector<uint32_t>& rows) const;
  bool records_stand(const Records& records, CaseResult& out) const;
  bool dates_stand(const OverlapRow& record, CaseResult& out) const;
  CivilDate joined_before(const OverlapRow& record, const CaseResult& out) const;
  Bucket judge_conditions(const OverlapRow& record, CaseResult& out);
  struct Before {
    bool listed = false;
    bool same_record = false;
    bool field_missing = false;  // it rests on the fields that both have
  };
  Before before(const OverlapRow& record, const CaseResult& out) const;
  bool live(const OverlapRow& o) const { return o.lost.none() || o.lost > s_.today; }
  bool in_newest(uint32_t i) const { return !rows_[i].empty() && m_.overlap.run_of(rows_[i].front()) == 0; }
  uint32_t picked(uint32_t i) const {
    return resolved_[i].kind == ResolutionKind::one && !torn(i) ? m_.roster.of(resolved_[i].who) : kNobody;
  }
  bool torn(uint32_t i) const { return m_.overlap_people()[i].torn && !resolved_[i].chosen; }
  const Identity& identity(uint32_t i) const { return m_.people[m_.overlap_people()[i].person].id; }

  const Matched& m_;
  const RuleSettings& s_;
  RunGap gap_;
  Claims claims_;
  std::vector<Resolution> resolved_;
  std::vector<std::vector<uint32_t>> rows_;                              // by overlap person, newest run first
  std::vector<bool> joined_;                                             // taken into another person of a newer run
  std::vector<bool> number_changed_;                                     // by overlap person of the newest run
  std::unordered_map<uint32_t, std::vector<uint32_t>> newest_by_birth_;  // people of the newest run
  std::vector<CaseResult> out_;
};

void FlowD::resolve_all() {
  for (const OverlapPerson& p : m_.overlap_people()) {
    resolved_.push_back(resolve_person(m_, p, {}));
    rows_.push_back(p.rows);
  }
}

// Apart by nothing but the own number, which may change between two runs: one person if both can only be the same member.
bool FlowD::one_but_for_the_number(uint32_t older, uint32_t newer, const FieldLevels& between) const {
  const auto is_number = [](LevelOf f) { return f == LevelOf::number; };
  const auto only = [&](uint32_t i) {
    const Resolution& r = resolved_[i];
    if (r.people != 1 || r.torn || r.who == kNobody || torn(i)) return kNobody;
    return anything_against(levels_of(r.compared), is_number) ? kNobody : m_.roster.of(r.who);
  };
  return only(older) != kNobody && only(older) == only(newer) && !anything_against(between, is_number);
}

void FlowD::join_runs() {
  const auto& persons = m_.overlap_people();
  joined_.assign(persons.size(), false);
  number_changed_.assign(persons.size(), false);
  std::unordered_map<uint32_t, std::vector<uint32_t>> newest_by_member;
  for (uint32_t i = 0; i < persons.size(); ++i) {
    if (!in_newest(i)) continue;
    newest_by_birth_[identity(i).birth.packed].push_back(i);
    if (resolved_[i].who != kNobody) newest_by_member[m_.roster.of(resolved_[i].who)].push_back(i);
  }
  for (uint32_t i = 0; i < persons.size(); ++i) {
    if (in_newest(i) || resolved_[i].who == kNobody) continue;
    const auto it = newest_by_member.find(m_.roster.of(resolved_[i].who));
    if (it == newest_by_member.end() || it->second.size() != 1) continue;
    const uint32_t newer = it->second.front();
    const FieldLevels between = levels_of(compare(identity(i), identity(newer)));
    if (!one_but_for_the_number(i, newer, between)) continue;
    std::vector<uint32_t>& into = rows_[newer];
    into.insert(into.end(), rows_[i].begin(), rows_[i].end());
    std::stable_sort(into.begin(), into.end(),
                     [this](uint32_t a, uint32_t b) { return m_.overlap.run_of(a) < m_.overlap.run_of(b); });
    number_changed_[newer] = number_changed_[newer] || level(between, LevelOf::number) == Level::against;
    joined_[i] = true;
  }
}

// How the person stood in the run before: by its list, else by what is kept of it.
FlowD::Before FlowD::before(const OverlapRow& record, const CaseResult& out) const {
  Before b;
  if (gap_.remembered) {
    const auto& [run, key] = m_.earlier;
    const RowDigest now = record_digest(key, record);
    for (const RowDigest& then : run->of(listed_digest(key, m_.people[out.person].id),
                                         member_digest(key, m_.members[m_.roster.of(out.member)]))) {
      b.listed = true;
      b.same_record = b.same_record || same_other_record(then, now);
    }
    return b;
  }
  for (const uint32_t row : out.overlap_rows) {
    if (m_.overlap.run_of(row) != 1) continue;
    b.listed = true;
    const RecordMatch match = compare_records(m_.overlap.rows()[row], record);
    if (match.same) b.field_missing = match.missing && (!b.same_record || b.field_missing);
    b.same_record = b.same_record || match.same;
  }
  return b;
}

Records FlowD::records_of(const std::vector<uint32_t>& rows) const {
  Records out;
  for (const uint32_t row : rows) {
    if (m_.overlap.run_of(row) != 0) break;
    const OverlapRow& o = m_.overlap.rows()[row];
    if (o.unreadable()) {
      out.unreadable = true;
      continue;
    }
    const auto known = [&](const std::vector<const OverlapRow*>& some) {
      return std::find_if(some.begin(), some.end(), [&](const OverlapRow* x) { return same_other_record(*x, o); });
    };
    const auto in_live = known(out.live);
    const auto in_ended = known(out.ended);
    if (in_live == out.live.end() && in_ended == out.ended.end()) (live(o) ? out.live : out.ended).push_back(&o);
    else if ((in_live != out.live.end() ? (*in_live)->lost : (*in_ended)->lost) != o.lost) out.contradict = true;
  }
  return out;
}

// Step 4 of the order, as far as it concerns the records by themselves.
bool FlowD::records_stand(const Records& records, CaseResult& out) const {
  const Member& who = m_.members[out.member];
  constexpr ReviewKind kOther = ReviewKind::other_record;
  bool stands = true;
  const auto doubt = [&](ReasonCode code, CivilDate a = {}, CivilDate b = {}) {
    out.doubt(kOther, code, a, b);
    stands = false;
  };
  if (records.unreadable) doubt(ReasonCode::other_unreadable);
  for (const auto* some : {&records.live, &records.ended})
    for (const OverlapRow* o : *some) {
      if (o->other_is_own) doubt(ReasonCode::other_own_town, o->acquired);
      else if (o->other.kind == InsurerClass::unknown || o->other.kind == InsurerClass::invalid)
        doubt(other_kind_reason(o->other.kind), o->acquired);
      if (o->acquired > s_.today) doubt(ReasonCode::other_in_future, o->acquired);
    }
  for (const uint32_t row : out.overlap_rows) {
    const OverlapRow& o = m_.overlap.rows()[row];
    if (m_.overlap.run_of(row) != 1) continue;
    if (o.unreadable() || o.acquired > s_.today) doubt(ReasonCode::earlier_unreadable, m_.overlap.runs()[1].date);
    if (o.insurer_unreadable) doubt(ReasonCode::earlier_invalid, m_.overlap.runs()[1].date);
  }
  if (records.contradict) doubt(ReasonCode::two_other_records);
  if (records.live.size() > 1) {
    const auto [first, last] =
        std::minmax_element(records.live.begin(), records.live.end(),
                            [](const OverlapRow* a, const OverlapRow* b) { return a->acquired < b->acquired; });
    doubt(ReasonCode::two_other_dates, (*first)->acquired, (*last)->acquired);
  }
  for (const OverlapRow* o : records.ended) {
    if (records.live.empty()) doubt(ReasonCode::other_ended, o->acquired, o->lost);
    // Joined earlier, and after 国保 was: the loss would lie there, even if that insurance has ended since.
    else if (o->acquired < records.live.front()->acquired && o->acquired >= who.acquired)
      doubt(ReasonCode::two_other_dates, o->acquired, records.live.front()->acquired);
    else out.say(ReasonCode::other_ended, o->acquired, o->lost);
  }
  return stands;
}

// The rest of step 4: what else would decide differently.
bool FlowD::dates_stand(const OverlapRow& record, CaseResult& out) const {
  const Member& who = m_.members[out.member];
  const bool in_order = record.acquired >= who.acquired;
  bool stands = true;
  const auto doubt = [&](ReviewKind why, ReasonCode code, CivilDate a, CivilDate b = {}) {
    out.doubt(why, code, a, b);
    stands = false;
  };
  if (who.acquired > s_.today) doubt(ReviewKind::roster_dates, ReasonCode::acquired_in_future, who.acquired);
  if (!who.applied_from.none() && in_order != (record.acquired >= who.applied_from)) {
    if (in_order) doubt(ReviewKind::dates, ReasonCode::applied_from_differs, record.acquired, who.applied_from);
    else doubt(ReviewKind::dates, ReasonCode::applied_before_acquired, who.applied_from, who.acquired);
  }
  if (!record.own_acquired.none() && in_order != (record.acquired >= record.own_acquired))
    doubt(ReviewKind::dates, ReasonCode::own_acquired_differs, record.acquired, record.own_acquired);
  if (!record.own_lost.none() && record.own_lost <= s_.today)
    doubt(ReviewKind::dates, ReasonCode::own_lost, record.own_lost);
  if (!who.applied_to.none() && who.applied_to <= s_.today)
    doubt(ReviewKind::roster_dates, ReasonCode::application_ended, who.applied_to);
  return stands;
}

// Another record of an earlier run, joined before this one and after 国保 was, even if it is listed no more: the loss would lie there.
CivilDate FlowD::joined_before(const OverlapRow& record, const CaseResult& out) const {
  const Member& who = m_.members[out.member];
  for (const uint32_t row : out.overlap_rows) {
    const OverlapRow& o = m_.overlap.rows()[row];
    if (m_.overlap.run_of(row) == 0 || o.unreadable() || same_other_record(o, record)) continue;
    if (o.acquired < record.acquired && o.acquired >= who.acquired) return o.acquired;
  }
  return {};
}

// Steps 6 to 9 of the order.
Bucket FlowD::judge_conditions(const OverlapRow& record, CaseResult& out) {
  const Member& who = m_.members[out.member];
  if (record.acquired < who.acquired) {
    out.say(ReasonCode::condition_1_fails, record.acquired, who.acquired);
    return Bucket::d_reversed;
  }
  out.say(ReasonCode::condition_1, record.acquired, who.acquired);
  if (!gap_.two_runs) {
    out.say(ReasonCode::condition_2_one_run);
    return Bucket::d_first;
  }
  const CivilDate newest = m_.overlap.runs()[0].date;
  const auto days = static_cast<uint64_t>(gap_.days);
  const Before previous = before(record, out);
  if (gap_.remembered) out.say(ReasonCode::earlier_from_work_file, gap_.before);
  if (previous.listed && !previous.same_record) {
    out.say(ReasonCode::condition_3_fails);
    return Bucket::d_changed;
  }
  if (!previous.listed) {
    out.say(ReasonCode::condition_2_first, newest, gap_.before);
    return Bucket::d_first;
  }
  if (!gap_.consecutive) {
    out.say(ReasonCode::condition_2_gap, gap_.before, newest, days);
    return Bucket::d_first;
  }
  if (const CivilDate earlier = joined_before(record, out); !earlier.none()) {
    out.doubt(ReviewKind::other_record, ReasonCode::two_other_dates, earlier, record.acquired);
    return Bucket::d_review;
  }
  if (gap_.days > s_.max_gap_days) out.say(ReasonCode::condition_2_gap_confirmed, gap_.before, newest, days);
  out.say(ReasonCode::condition_2, gap_.before, newest);
  out.say(ReasonCode::condition_3);
  if (previous.field_missing) out.say(ReasonCode::condition_3_missing);
  state_loss_date(record.other.kind, record.acquired, out);
  return Bucket::d_candidate;
}

// In the run before and not in the newest. As long as somebody of the newest run may be the same person, written differently,
// it is not said that the person has gone.
void FlowD::judge_gone(uint32_t i, CaseResult& out) const {
  const auto same_birth = newest_by_birth_.find(identity(i).birth.packed);
  if (same_birth != newest_by_birth_.end()) {
    for (const uint32_t newer : same_birth->second) {
      const FieldLevels l = levels_of(compare(identity(i), identity(newer)));
      const bool number = level(l, LevelOf::number) == Level::same && level(l, LevelOf::branch) != Level::against;
      if (!number && !agrees(level(l, LevelOf::kana)) && !agrees(level(l, LevelOf::written))) continue;
      if (picked(i) != kNobody && picked(newer) != kNobody && picked(i) != picked(newer)) continue;
      out.doubt(ReviewKind::listed_rows, ReasonCode::listed_differently);
      out.where = Bucket::d_review;
      return;
    }
  }
  out.say(ReasonCode::resolved, m_.overlap.runs()[1].date, m_.overlap.runs()[0].date);
  out.where = Bucket::d_resolved;
}

void FlowD::judge_newest(uint32_t i, bool stands, CaseResult& out) {
  out.where = Bucket::d_review;
  if (!out.found() && out.review != ReviewKind::not_sought && out.review != ReviewKind::choice_lapsed) {
    out.where = Bucket::d_nonmember;
    return;
  }
  if (stands && claims_.contested(m_.roster.of(out.member))) {
    out.doubt(ReviewKind::claimed_twice, ReasonCode::claimed_twice);
    out.sure = stands = false;
  }
  if (!stands) return;
  if (number_changed_[i]) out.say(ReasonCode::number_changed);
  const Records records = records_of(rows_[i]);
  const CivilDate expected = records.count() == 1 && !records.unreadable
                                 ? loss_date(records.any().other.kind, records.any().acquired)
                                 : CivilDate{};
  const LossBuckets buckets{Bucket::d_filed, Bucket::d_review, Bucket::d_nonmember};
  if (settle_by_roster_loss(roster_loss(m_, out, expected, s_.filed_tolerance_days), expected, buckets, out)) return;
  if (!records_stand(records, out)) return;
  const OverlapRow& record = *records.live.front();
  if (!dates_stand(record, out)) return;
  if (record.other.kind != InsurerClass::employee) {
    out.say(other_kind_reason(record.other.kind), record.acquired);
    state_loss_date(record.other.kind, record.acquired, out);
    out.where = Bucket::d_other;
    return;
  }
  out.where = judge_conditions(record, out);
}

void FlowD::judge_person(uint32_t i) {
  CaseResult out;
  out.overlap_rows = rows_[i];
  const bool gone = !in_newest(i);
  if (gone && m_.overlap.run_of(rows_[i].front()) != 1) return;  // gone before the previous run already
  const bool stands = explain_match(m_, m_.overlap_people()[i].person, resolved_[i], torn(i), out);
  out.sure = stands;
  if (gone) judge_gone(i, out);
  else judge_newest(i, stands, out);
  out.selectable = out.where == Bucket::d_candidate;
  if (out.where != Bucket::d_review) out.review = ReviewKind::none;
  out_.push_back(std::move(out));
}

std::vector<CaseResult> FlowD::run() {
  resolve_all();
  join_runs();
  for (uint32_t i = 0; i < rows_.size(); ++i)
    if (in_newest(i) && picked(i) != kNobody) claims_.add(picked(i), i);
  for (uint32_t i = 0; i < rows_.size(); ++i)
    if (!joined_[i]) judge_person(i);
  return std::move(out_);
}

}  // namespace

std::vector<CaseResult> apply_flow_d(const Matched& m, const RuleSettings& s) { return FlowD(m, s).run(); }

}  // namespace totsugo
