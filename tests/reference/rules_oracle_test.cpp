// The rules written once more, naively, from DOMAIN section 3: bucket, selectable and loss date of people whose identity is
// beyond doubt, over all combinations of membership, dates, runs, records and corrections, against whole jobs.
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "core/calendar/civil_date.h"
#include "tests/core/job.h"
#include "tests/core/rounds.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const CivilDate kToday = CivilDate::of(2026, 11, 22);
const CivilDate kBefore = CivilDate::of(2026, 11, 4);
const CivilDate kNewest = CivilDate::of(2026, 11, 19);
const CivilDate kJoined = CivilDate::of(2026, 9, 1);

CivilDate after(CivilDate d, int days) { return from_day_number(day_number(d) + days); }
std::string text(CivilDate d) { return d.none() ? "" : iso_text(d); }
std::string insurer(const char* body) { return insurer_of(body); }

enum class Kind { employee, national_union, elderly, other_town, day_labourer, retired, unknown, wrong_digit, own };
std::string number_of(Kind k) {
  switch (k) {
    case Kind::employee: return "06130488";
    case Kind::national_union: return "133017";
    case Kind::elderly: return insurer("3913001");
    case Kind::other_town: return insurer("0013802");
    case Kind::day_labourer: return insurer("0313001");
    case Kind::retired: return insurer("6713001");
    case Kind::unknown: return insurer("5013001");
    case Kind::wrong_digit: return "06130489";
    case Kind::own: return "00138016";
  }
  return {};
}
bool another_rule(Kind k) { return k >= Kind::national_union && k <= Kind::retired; }

// 国保法8条.
CivilDate loss_of(Kind k, CivilDate joined) {
  if (k == Kind::national_union) return joined;
  return k == Kind::employee || k == Kind::elderly ? after(joined, 1) : CivilDate{};
}

struct Record {
  Kind kind = Kind::employee;
  CivilDate acquired = kJoined;
  CivilDate lost;
  const char* serial = "345";
  bool unreadable = false;
};

struct Membership {
  bool there = true;
  CivilDate acquired = CivilDate::of(2020, 4, 1);
  CivilDate lost;
  CivilDate applied_from;
  CivilDate applied_to;
};

struct Person {
  Membership member;
  std::vector<Record> newest, before;  // the run before
  CivilDate own_acquired, own_lost;    // as the overlap list has them
  CivilDate pension_lost;
  std::string reason = "厚生年金加入";
};

struct Verdict {
  std::string bucket;
  CivilDate loss;
  bool operator==(const Verdict&) const = default;
};
std::string shown(const Verdict& v) { return v.bucket + " " + text(v.loss); }

// "A loss in the roster": filed, review, nonmember, or open.
std::string roster_loss(const Membership& m, CivilDate expected) {
  if (m.lost.none() || m.lost > kToday) return "open";  // after the working date it is not yet a loss
  if (m.lost < m.acquired || expected.none()) return "review";
  const int64_t late = day_number(m.lost) - day_number(expected);
  if (late >= -1 && late <= 1) return "filed";
  return late < -31 ? "nonmember" : "review";
}

bool live(const Record& r) { return r.lost.none() || r.lost > kToday; }
bool same(const Record& a, const Record& b) {
  return a.kind == b.kind && std::string(a.serial) == b.serial && a.acquired == b.acquired;
}

Verdict judge_d(const Person& p) {
  if (!p.member.there) return {"D-NONMEMBER", {}};
  // 3
  std::vector<Record> readable;
  bool unreadable = false;
  for (const Record& r : p.newest) (r.unreadable ? void(unreadable = true) : readable.push_back(r));
  CivilDate expected;
  if (!unreadable && readable.size() == 1) expected = loss_of(readable[0].kind, readable[0].acquired);
  const std::string filed = roster_loss(p.member, expected);
  if (filed == "filed") return {"D-FILED", {}};
  if (filed == "nonmember") return {"D-NONMEMBER", {}};
  const Verdict review{"D-REVIEW", {}};
  if (filed == "review") return review;
  // 4
  if (unreadable) return review;
  for (const Record& r : p.before)
    if (r.unreadable || r.acquired > kToday) return review;
  std::vector<Record> alive, ended;
  for (const Record& r : readable) {
    if (r.kind == Kind::unknown || r.kind == Kind::wrong_digit || r.kind == Kind::own || r.acquired > kToday)
      return review;
    (live(r) ? alive : ended).push_back(r);
  }
  if (alive.size() != 1) return review;
  const Record& one = alive[0];
  for (const Record& r : ended)
    if (r.acquired < one.acquired && r.acquired >= p.member.acquired) return review;
  const bool in_order = one.acquired >= p.member.acquired;
  if (!p.member.applied_from.none() && in_order != (one.acquired >= p.member.applied_from)) return review;
  if (!p.own_acquired.none() && in_order != (one.acquired >= p.own_acquired)) return review;
  if (!p.own_lost.none() && p.own_lost <= kToday) return review;
  if (!p.member.applied_to.none() && p.member.applied_to <= kToday) return review;
  // 5 to 9
  if (another_rule(one.kind)) return {"D-OTHER", loss_of(one.kind, one.acquired)};
  if (!in_order) return {"D-REVERSED", {}};
  if (!p.before.empty()) {
    bool found = false;
    for (const Record& r : p.before) found = found || same(r, one);
    if (!found) return {"D-CHANGED", {}};
    return {"D-CANDIDATE", loss_of(one.kind, one.acquired)};
  }
  return {"D-FIRST", {}};
}

Verdict judge_p(const Person& p) {
  if (p.reason == "死亡") return {"P-OUTSIDE", {}};
  if (!p.member.there) return {"P-NONMEMBER", {}};
  const std::string filed = roster_loss(p.member, after(p.pension_lost, 1));
  if (filed == "filed") return {"P-FILED", {}};
  if (filed == "nonmember") return {"P-NONMEMBER", {}};
  const Verdict review{"P-REVIEW", {}};
  if (filed == "review") return review;
  // 6
  if (p.pension_lost > kToday || p.reason == "その他の事情") return review;
  if (p.member.acquired > p.pension_lost || p.member.applied_from > p.pension_lost) return review;
  if (!p.member.applied_to.none() && p.member.applied_to <= kToday) return review;
  // 7
  std::vector<Record> usable, over;
  bool unreadable = false;
  for (const Record& r : p.newest) {
    if (r.unreadable) unreadable = true;
    else (r.lost.none() || r.lost >= p.pension_lost ? usable : over).push_back(r);
  }
  if (usable.empty()) return {"P-INQUIRE", {}};
  // 8
  if (unreadable || usable.size() > 1) return review;
  const Record& one = usable[0];
  if (one.kind == Kind::unknown || one.kind == Kind::wrong_digit || one.kind == Kind::own || !live(one)) return review;
  for (const Record& r : over)  // several records
    if (r.acquired < one.acquired && r.acquired >= p.member.acquired) return review;
  if (!p.own_lost.none() && p.own_lost <= kToday) return review;
  if (another_rule(one.kind)) return {"P-OUTSIDE", loss_of(one.kind, one.acquired)};
  if (one.acquired < p.member.acquired || one.acquired < p.own_acquired || one.acquired != p.pension_lost)
    return review;
  return {"P-CONFIRMED", loss_of(one.kind, one.acquired)};
}

// ---- a town of them ----

class OracleTown {
 public:
  explicit OracleTown(std::string flow) : flow_(std::move(flow)) {}

  void add(Person p) { people_.push_back(std::move(p)); }
  size_t size() const { return people_.size(); }

  // How many results differ from what the oracle says; the first few are told.
  size_t differences() {
    std::string roster =
        "宛名番号,記号番号,枝番,氏名カナ,生年月日,性別,資格取得年月日,資格喪失年月日,適用開始年月日,適用終了年月日\n"
        "9,05-9999991,01,ウメクサ　ムサシ,1933-12-30,1,2000-04-01,,,\n";
    std::string pension = "氏名カナ,生年月日,性別,資格喪失年月日,喪失事由\n";
    const std::string head =
        "作成年月日,氏名カナ,生年月日,性別,自保険者番号,自記号,自番号,自枝番,自資格取得年月日,"
        "自資格喪失年月日,重複先保険者番号,重複先番号,重複先資格取得年月日,重複先資格喪失年月日\n";
    std::string runs[2] = {head, head};
    std::vector<size_t> line(people_.size());
    size_t lines = 1;
    for (size_t i = 0; i < people_.size(); ++i) {
      const Person& p = people_[i];
      const std::string who = name(i) + "," + birth(i) + ",1,";
      const std::string number = std::to_string(1'000'001 + i);
      if (p.member.there)
        roster += std::to_string(10 + i) + ",05-" + number + ",01," + who + text(p.member.acquired) + "," +
                  text(p.member.lost) + "," + text(p.member.applied_from) + "," + text(p.member.applied_to) + "\n";
      if (flow_ == "P") {
        pension += who + text(p.pension_lost) + "," + p.reason + "\n";
        line[i] = ++lines;
      }
      for (const int run : {0, 1})
        for (const Record& r : run ? p.before : p.newest) {
          runs[run] += text(run ? kBefore : kNewest) + "," + who + "00138016,05," + number + ",01," +
                       text(p.own_acquired) + "," + text(p.own_lost) + "," + number_of(r.kind) + "," + r.serial + "," +
                       (r.unreadable ? "不明" : text(r.acquired)) + "," + text(r.lost) + "\n";
          if (run == 0 && flow_ == "D") line[i] = line[i] ? line[i] : lines + 1;
          if (run == 0 && flow_ == "D") ++lines;
        }
    }
    std::vector<InputFile> files;
    if (flow_ == "P") files.push_back({"pension", "p.csv", pension});
    files.push_back({"overlap", "overlap_20261104.csv", runs[1]});
    files.push_back({"overlap", "overlap_20261119.csv", runs[0]});
    files.push_back({"roster", "r.csv", roster});
    const Outcome out = run_files({{"flow", flow_}, {"date", text(kToday)}}, files);
    REQUIRE_MESSAGE(out.ok(), out.answer.dump());
    std::map<size_t, const Json*> by_line;
    for (const Json& r : out.results) {
      if (flow_ == "P" && r["pension"].is_object()) by_line[r["pension"]["line"]] = &r;
      if (flow_ == "D" && r["bucket"] != "D-RESOLVED")
        for (const Json& o : r["overlap"])
          if (o["file"] == "overlap_20261119.csv") by_line[o["line"]] = &r;
    }
    size_t wrong = 0;
    for (size_t i = 0; i < people_.size(); ++i) {
      const Verdict want = flow_ == "P" ? judge_p(people_[i]) : judge_d(people_[i]);
      const auto at = by_line.find(line[i]);
      REQUIRE(at != by_line.end());
      const Json& r = *at->second;
      const Verdict got{r["bucket"], r["loss_date"].is_null() ? CivilDate{} : civil(r["loss_date"])};
      const bool may = got.bucket == "P-CONFIRMED" || got.bucket == "P-INQUIRE" || got.bucket == "D-CANDIDATE";
      ++buckets_[want.bucket];
      if (got == want && r["selectable"] == may) continue;
      if (++wrong <= 5)
        MESSAGE(shown(got) << " instead of " << shown(want) << ": " << described(people_[i]) << " " << r.dump());
    }
    return wrong;
  }
  const std::map<std::string, size_t>& buckets() const { return buckets_; }

 private:
  // Seven kana, every two of them unlike: names are nobody's look-alikes.
  static std::string name(size_t i) {
    static const std::vector<std::string> kana_signs = {"ア", "イ", "ウ", "エ", "カ", "キ", "ク", "ケ", "ナ", "ニ",
                                                        "ヌ", "ネ", "マ", "ミ", "ム", "メ", "ラ", "リ", "ル", "レ"};
    std::string out;
    size_t mixed = (i + 1) * 2'654'435'761u % 64'000'000u;
    for (int k = 0; k < 6; ++k, mixed /= 20) out += (k == 3 ? "　" : "") + kana_signs[mixed % 20];
    return out;
  }
  static std::string birth(size_t i) {
    return text(from_day_number(day_number(CivilDate::of(1950, 1, 1)) + static_cast<int>(i % 15'000)));
  }
  static CivilDate civil(const std::string& s) {
    return CivilDate::of(std::stoi(s.substr(0, 4)), std::stoi(s.substr(5, 2)), std::stoi(s.substr(8, 2)));
  }
  static std::string described(const Person& p) {
    std::string out = "member " + text(p.member.acquired) + "-" + text(p.member.lost) + " applied " +
                      text(p.member.applied_from) + "-" + text(p.member.applied_to) + ", own " + text(p.own_acquired) +
                      "-" + text(p.own_lost) + ", pension " + text(p.pension_lost) + " " + p.reason;
    for (const auto* run : {&p.newest, &p.before})
      for (const Record& r : *run)
        out += (run == &p.newest ? "; now " : "; before ") + number_of(r.kind) + " " +
               (r.unreadable ? "?" : text(r.acquired)) + "-" + text(r.lost);
    return out;
  }

  std::string flow_;
  std::vector<Person> people_;
  std::map<std::string, size_t> buckets_;
};

std::vector<Membership> members(CivilDate expected) {
  std::vector<Membership> out;
  Membership none;
  none.there = false;
  out.push_back(none);
  for (const CivilDate acquired : {CivilDate::of(2020, 4, 1), kJoined, after(kJoined, 1)})
    for (const CivilDate applied : {CivilDate{}, acquired, after(kJoined, 1)})
      for (const CivilDate to : {CivilDate{}, CivilDate::of(2026, 10, 3), CivilDate::of(2027, 1, 1)})
        out.push_back({true, acquired, {}, applied, to});
  for (const int days : {-1000, -40, -32, -31, -2, -1, 0, 1, 2, 700})
    for (const CivilDate acquired : {CivilDate::of(2020, 4, 1), CivilDate::of(2026, 8, 15)})
      out.push_back({true, acquired, after(expected, days), {}, {}});
  return out;
}

std::vector<std::vector<Record>> records() {
  std::vector<std::vector<Record>> out;
  for (const Kind kind : {Kind::employee, Kind::national_union, Kind::elderly, Kind::other_town, Kind::day_labourer,
                          Kind::retired, Kind::unknown, Kind::wrong_digit, Kind::own})
    for (const CivilDate lost :
         {CivilDate{}, after(kJoined, -5), CivilDate::of(2026, 11, 22), CivilDate::of(2026, 11, 23)})
      out.push_back({{kind, lost < kJoined && !lost.none() ? after(kJoined, -30) : kJoined, lost}});
  out.push_back({{Kind::employee, after(kToday, 1), {}}});
  out.push_back({{Kind::employee, kToday, {}}});
  out.push_back({{Kind::employee, after(kJoined, 1), {}}});
  Record unreadable;
  unreadable.unreadable = true;
  out.push_back({unreadable});
  for (const Record& second :
       {Record{Kind::employee, after(kJoined, -60), after(kJoined, -1), "777"},
        Record{Kind::employee, CivilDate::of(2018, 4, 1), CivilDate::of(2020, 3, 31), "777"},
        Record{Kind::employee, kJoined, {}, "777"}, Record{Kind::national_union, after(kJoined, -60), {}, "777"},
        Record{Kind::employee, after(kJoined, 10), after(kJoined, 20), "777"}, unreadable})
    out.push_back({{}, second});
  return out;
}

}  // namespace

TEST_CASE("oracle of the rules: flow D over all combinations") {
  const uint32_t step = rounds(11, 1);  // the quick run takes every eleventh
  size_t people = 0, wrong = 0, n = 0;
  std::map<std::string, size_t> buckets;
  OracleTown town("D");
  const auto run = [&] {
    wrong += town.differences();
    people += town.size();
    for (const auto& [bucket, count] : town.buckets()) buckets[bucket] += count;
    town = OracleTown("D");
  };
  Record changed;
  changed.serial = "999";
  Record unreadable;
  unreadable.unreadable = true;
  Record future;
  future.acquired = after(kToday, 1);
  for (const std::vector<Record>& newest : records())
    for (const Membership& m : members(after(kJoined, 1)))
      for (const int before : {0, 1, 2, 3, 4, 5})
        for (const int own : {0, 1, 2}) {
          if (n++ % step != 0) continue;
          Person p;
          p.member = m;
          p.newest = newest;
          if (before == 1) p.before = newest;
          if (before == 2) p.before = {changed};
          if (before == 3) p.before = {unreadable};
          if (before == 4) p.before = {future};
          if (before == 5) p.before = {changed, Record{}};
          if (own == 1) p.own_acquired = after(kJoined, 1);
          if (own == 2) p.own_lost = CivilDate::of(2026, 10, 1);
          town.add(p);
          if (town.size() == 9'000) run();
        }
  if (town.size()) run();
  CHECK(wrong == 0);
  CHECK(people * step >= 30'000);
  for (const char* bucket :
       {"D-CANDIDATE", "D-FIRST", "D-REVERSED", "D-CHANGED", "D-OTHER", "D-REVIEW", "D-FILED", "D-NONMEMBER"})
    CHECK_MESSAGE(buckets[bucket] > 5, bucket);
}

TEST_CASE("oracle of the rules: flow P over all combinations") {
  const uint32_t step = rounds(13, 1);
  size_t people = 0, wrong = 0, n = 0;
  std::map<std::string, size_t> buckets;
  OracleTown town("P");
  const auto run = [&] {
    wrong += town.differences();
    people += town.size();
    for (const auto& [bucket, count] : town.buckets()) buckets[bucket] += count;
    town = OracleTown("P");
  };
  std::vector<std::vector<Record>> all = records();
  all.push_back({});
  for (const std::vector<Record>& newest : all)
    for (const Membership& m : members(after(kJoined, 1)))
      for (const CivilDate lost : {kJoined, after(kJoined, 1), CivilDate::of(2019, 4, 1), after(kToday, 1)})
        for (const char* reason : {"厚生年金加入", "死亡", "その他の事情"})
          for (const int own : {0, 1, 2}) {
            if (n++ % step != 0) continue;
            Person p;
            p.member = m;
            p.newest = newest;
            p.pension_lost = lost;
            p.reason = reason;
            if (own == 1) p.own_acquired = after(kJoined, 1);
            if (own == 2) p.own_lost = CivilDate::of(2026, 10, 1);
            town.add(p);
            if (town.size() == 9'000) run();
          }
  if (town.size()) run();
  CHECK(wrong == 0);
  CHECK(people * step >= 50'000);
  for (const char* bucket : {"P-CONFIRMED", "P-INQUIRE", "P-REVIEW", "P-FILED", "P-OUTSIDE", "P-NONMEMBER"})
    CHECK_MESSAGE(buckets[bucket] > 5, bucket);
}
