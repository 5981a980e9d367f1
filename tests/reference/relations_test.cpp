// Relations that hold for any town, on random small ones with names damaged in every way the comparison knows: the index finds
// whom a comparison of everybody with everybody finds; neither the order of a file, nor somebody unrelated, nor the size
// of the slices a file comes in changes anybody's result.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/error_words.h"
#include "core/match/match_words.h"
#include "core/records/roster_stream.h"
#include "core/report/report_words.h"
#include "tests/core/job.h"
#include "tests/core/relaxation_names.h"
#include "tests/core/rounds.h"
#include "tests/reference/plain_matching.h"

using namespace totsugo;
using namespace totsugo::plain;

namespace {

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  size_t below(size_t n) { return engine_() % n; }
  bool chance(size_t percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& v) {
    for (size_t i = v.size(); i > 1; --i) std::swap(v[i - 1], v[below(i)]);
  }

 private:
  std::mt19937 engine_;
};

// ---- people ----

using Text = std::u32string;
struct Word {
  Text kana;
  Text written;
};
const std::vector<Word> kFamily = {{U"オオノ", U"大野"},   {U"オノ", U"小野"},     {U"コウノ", U"河野"},
                                   {U"コノ", U"此野"},     {U"ユウキ", U"結城"},   {U"イイ", U"井伊"},
                                   {U"セイケ", U"清家"},   {U"ワタナベ", U"渡邉"}, {U"タカハシ", U"髙橋"},
                                   {U"シマヅ", U"島津"},   {U"ソノダ", U"園田"},   {U"シヨウジ", U"庄司"},
                                   {U"ヤマダ", U"山田"},   {U"ウエノ", U"上野"},   {U"オ", U"尾"},
                                   {U"サイトウ", U"齋藤"}, {U"キユウノ", U"久野"}};
const std::vector<Word> kGiven = {
    {U"タロウ", U"太郎"}, {U"ジロウ", U"次郎"}, {U"ユウコ", U"優子"},   {U"ユキコ", U"雪子"},    {U"ヨウイチ", U"陽一"},
    {U"コウ", U"光"},     {U"アイ", U"愛"},     {U"ショウコ", U"祥子"}, {U"ケン", U"健"},        {U"ゲン", U"弦"},
    {U"ミ", U"美"},       {U"オウイ", U"旺依"}, {U"リョウ", U"亮"},     {U"シュウヘイ", U"周平"}};
const std::vector<Word> kForeign = {{U"グエン", U"NGUYEN"},      {U"ヴァン", U"VAN"},   {U"アン", U"ANH"},
                                    {U"ティ", U"THI"},           {U"マリア", U"MARIA"}, {U"サントス", U"SANTOS"},
                                    {U"ジョン", U"JOHN"},        {U"スミス", U"SMITH"}, {U"キム", U"KIM"},
                                    {U"ミンス", U"MINSU"},       {U"ツァオ", U"CAO"},   {U"リー", U"LEE"},
                                    {U"デラクルス", U"DELACRUZ"}};

struct Someone {
  Text kana, name, alias_kana, alias;
  CivilDate birth;
  int sex = 1;  // 0: unknown
  uint64_t number = 0;
  int branch = 1;
  uint64_t pension = 0;
};

Text joined(const std::vector<Word>& words, Text Word::* which, char32_t space = U'　') {
  Text out;
  for (const Word& w : words) {
    if (!out.empty()) out += space;
    out += w.*which;
  }
  return out;
}

Someone somebody(Random& random, size_t i) {
  Someone p;
  if (random.chance(30)) {
    std::vector<Word> words;
    for (size_t n = 2 + random.below(3); n > 0; --n) words.push_back(random.pick(kForeign));
    p.kana = joined(words, &Word::kana);
    p.name = joined(words, &Word::written, U' ');
    if (random.chance(40)) {
      const std::vector<Word> alias = {random.pick(kFamily), random.pick(kGiven)};
      p.alias = joined(alias, &Word::written);
      p.alias_kana = joined(alias, &Word::kana);
    }
  } else {
    const std::vector<Word> words = {random.pick(kFamily), random.pick(kGiven)};
    p.kana = joined(words, &Word::kana);
    p.name = joined(words, &Word::written);
  }
  // Few birth dates, so that many share one or come near one.
  p.birth = CivilDate::of(1980, 1 + static_cast<int>(random.below(3)), 1 + static_cast<int>(random.below(3)));
  p.sex = 1 + static_cast<int>(random.below(2));
  p.number = 1'000'000 + i / 3;
  p.branch = 1 + static_cast<int>(i % 3);
  if (random.chance(40)) p.pension = 1'000'000'000 + i;
  return p;
}

void replace_all(Text& s, char32_t from, const Text& to) {
  Text out;
  for (const char32_t c : s) out += c == from ? to : Text(1, c);
  s = out;
}

std::vector<Text> words_of(const Text& s) {
  std::vector<Text> out(1);
  for (const char32_t c : s) {
    if (c == U'　' || c == U' ') out.emplace_back();
    else out.back() += c;
  }
  return out;
}

Text together(const std::vector<Text>& words) {
  Text out;
  for (const Text& w : words) out += (out.empty() ? Text() : Text(1, U'　')) + w;
  return out;
}

// The long vowels of a name written in another way: dropped, marked, or as another kana.
void respell_long_vowel(Random& random, Text& s) {
  for (size_t i = 1; i < s.size(); ++i) {
    if (s[i] != U'ウ' && s[i] != U'オ' && s[i] != U'イ' && s[i] != U'ー') continue;
    if (random.chance(40)) continue;
    switch (random.below(4)) {
      case 0: s.erase(i, 1); break;
      case 1: s[i] = U'ー'; break;
      case 2: s[i] = U'オ'; break;
      default: s[i] = U'ウ'; break;
    }
    return;
  }
}

constexpr size_t kDamages = 24;
void damage(Random& random, Someone& p) {
  const Text some_kana = U"アイウオカガキシジスズソゾタダチヂツヅンー";
  const auto at = [&](const Text& s) { return random.below(s.size()); };
  const auto shift_birth = [&](int y, int m, int d) {
    if (is_valid_date(y, m, d)) p.birth = CivilDate::of(y, m, d);
  };
  switch (random.below(kDamages)) {
    case 0:
      if (!p.kana.empty()) p.kana[at(p.kana)] = some_kana[at(some_kana)];
      break;
    case 1:
      if (p.kana.size() > 1) p.kana.erase(at(p.kana), 1);
      break;
    case 2:
      if (!p.kana.empty()) p.kana.insert(at(p.kana), 1, some_kana[at(some_kana)]);
      break;
    case 3:
      for (char32_t& c : p.kana) c = static_cast<char32_t>(unvoiced_kana(static_cast<char16_t>(c)));
      break;
    case 4:
      if (!p.name.empty()) p.name[at(p.name)] = U'●';
      break;
    case 5:
      if (!p.name.empty()) p.kana.clear();
      break;
    case 6:
      if (!p.kana.empty()) p.name.clear();
      break;
    case 7: p.sex = 0; break;
    case 8:
      if (!p.birth.partial()) p.birth = from_day_number(day_number(p.birth) + (random.below(2) ? 1 : -1));
      break;
    case 9: shift_birth(p.birth.year(), p.birth.day(), p.birth.month()); break;
    case 10: shift_birth(p.birth.year() - 63, p.birth.month(), p.birth.day()); break;
    case 11: {  // another family name
      const Word other = random.pick(kFamily);
      std::vector<Text> kana = words_of(p.kana), name = words_of(p.name);
      if (kana.size() > 1) kana[0] = other.kana, p.kana = together(kana);
      if (name.size() > 1) name[0] = other.written, p.name = together(name);
      break;
    }
    case 12: std::erase(p.kana, U'　'); break;
    case 13: std::erase(p.name, U'　'), std::erase(p.name, U' '); break;
    case 14:
      if (p.sex) p.sex = 3 - p.sex;
      break;
    case 15: respell_long_vowel(random, p.kana); break;
    case 16: respell_long_vowel(random, p.kana), respell_long_vowel(random, p.kana); break;
    case 17: {  // the words in another order
      std::vector<Text> kana = words_of(p.kana), name = words_of(p.name);
      std::rotate(kana.begin(), kana.begin() + 1, kana.end());
      std::rotate(name.begin(), name.begin() + 1, name.end());
      p.kana = together(kana);
      p.name = together(name);
      break;
    }
    case 18: {  // a word left out
      std::vector<Text> kana = words_of(p.kana), name = words_of(p.name);
      if (kana.size() > 2) kana.erase(kana.begin() + 1), p.kana = together(kana);
      if (name.size() > 2) name.erase(name.begin() + 1), p.name = together(name);
      break;
    }
    case 19:
      if (!p.alias.empty()) p.name = p.alias, p.kana = p.alias_kana;
      break;
    case 20:
      if (!p.alias.empty()) p.name = p.alias, p.kana.clear();
      break;
    case 21:
      replace_all(p.kana, U'ヴ', U"ブ"), replace_all(p.kana, U'ァ', U"ア"), replace_all(p.kana, U'ョ', U"ヨ");
      break;
    case 22:
      if (p.name.size() > 9) p.name.resize(p.name.size() - 2);
      break;
    default:
      for (char32_t& c : p.name) c = c == U'髙' ? U'高' : c == U'邉' ? U'辺' : c == U'齋' ? U'斎' : c;
      break;
  }
}

std::string utf8(const Text& s) {
  std::string out;
  for (const char32_t c : s) append_utf8(out, c);
  return out;
}

struct SmallTown {
  std::vector<std::string> roster, pension, overlap;  // lines without their headers
};

const std::string kRosterHeader =
    "宛名番号,記号番号,枝番,氏名,氏名カナ,通称名,生年月日,性別,資格取得年月日,基礎年金番号\n";
const std::string kPensionHeader = "基礎年金番号,氏名カナ,氏名,生年月日,性別,資格喪失年月日,住所\n";
const std::string kOverlapHeader =
    "氏名,氏名カナ,生年月日,性別,自番号,自枝番,重複先保険者番号,重複先番号,重複先資格取得年月日\n";

SmallTown small_town(uint32_t seed, size_t members, size_t listed) {
  Random random(seed);
  std::vector<Someone> people;
  for (size_t i = 0; i < members; ++i) people.push_back(somebody(random, i));
  const auto worn = [&](const Someone& from) {
    Someone p = from;
    for (size_t n = random.below(4); n > 0; --n) damage(random, p);
    if (p.kana.empty() && p.name.empty()) p.kana = U"ナナシ";
    return p;
  };
  const auto sex = [](int s) { return s ? std::to_string(s) : std::string(); };
  const auto digits = [](uint64_t n) { return n ? std::to_string(n) : std::string(); };
  SmallTown out;
  for (size_t i = 0; i < members; ++i) {
    const Someone p = random.chance(20) ? worn(people[i]) : people[i];
    out.roster.push_back(std::to_string(i + 1) + "," + digits(p.number) + "," +
                         (random.chance(80) ? std::to_string(p.branch) : "") + "," + utf8(p.name) + "," + utf8(p.kana) +
                         "," + utf8(p.alias) + "," + iso_text(p.birth) + "," + sex(p.sex) + ",2020-04-01," +
                         digits(p.pension) + "\n");
  }
  random.shuffle(people);  // everybody at most once on a list
  for (size_t i = 0; i < listed; ++i) {
    const Someone p = worn(people[i % members]);
    out.pension.push_back(digits(random.chance(50) ? p.pension : 0) + "," + utf8(p.kana) + "," + utf8(p.name) + "," +
                          iso_text(p.birth) + "," + sex(p.sex) + ",2026-09-01,住所" + std::to_string(i) + "\n");
  }
  random.shuffle(people);
  for (size_t i = 0; i < listed; ++i) {
    const Someone p = worn(people[i % members]);
    const bool numbered = random.chance(60);
    out.overlap.push_back(utf8(p.name) + "," + utf8(p.kana) + "," + iso_text(p.birth) + "," + sex(p.sex) + "," +
                          (numbered ? digits(p.number) : "") + "," +
                          (numbered && random.chance(80) ? std::to_string(p.branch) : "") + ",06130488," +
                          std::to_string(5000 + i) + ",2026-09-01\n");
  }
  return out;
}

std::string file_of(const std::string& header, const std::vector<std::string>& lines) {
  std::string out = header;
  for (const std::string& l : lines) out += l;
  return out;
}

}  // namespace

// ---- the index against everybody with everybody ----

TEST_CASE("relations: the index finds whom a comparison of everybody with everybody finds") {
  const std::unique_ptr<CharTables> tables = CharTables::make();
  REQUIRE(tables);
  size_t towns = 0, compared = 0;
  std::map<std::string_view, size_t> by_design;
  std::map<Grade, size_t> grades;
  std::map<std::string, std::pair<size_t, std::string>> missed, different;
  const uint32_t all_towns = test::rounds(55, 220);
  for (uint32_t seed = 1; seed <= all_towns; ++seed) {
    const SmallTown town = small_town(seed, 40, 25);
    Lists lists(
        *tables,
        {{}, file_of(kPensionHeader, town.pension), {{"overlap_20261119.csv", file_of(kOverlapHeader, town.overlap)}}});
    ListIndex index(*tables, kToday);
    for (uint32_t i = 0; i < lists.people.size(); ++i) index.add(i, lists.people[i]);
    index.build();
    const std::string roster = file_of(kRosterHeader, town.roster);
    FileTable file(*tables, settings_of(FileKind::roster, "roster.csv", roster.size()));
    RosterStream stream(file, index, lists.people, kToday);
    read_all(file, roster, [&](const CsvRecord& r) { stream.row(r); });
    std::vector<Identity> members;
    std::vector<uint64_t> lines;
    FileTable again(*tables, settings_of(FileKind::roster, "roster.csv", roster.size()));
    read_all(again, roster, [&](const CsvRecord& r) {
      members.push_back(identity_of(again, r));
      lines.push_back(r.line);
    });
    for (ListedPerson& p : lists.people) {
      p.candidates.settle();
      std::map<uint64_t, Comparison> found;
      for (const Candidate& c : p.candidates.all())
        if (c.compared.result <= Grade::c) found[stream.members()[c.who].line] = c.compared;
      CandidateList all;
      for (uint32_t m = 0; m < members.size(); ++m) {
        const Comparison c = compare(p.id, members[m]);
        ++compared;
        if (c.result > Grade::c) continue;
        if (const std::string_view why = found.contains(lines[m]) ? "" : left_out(c, p.id, members[m]); !why.empty()) {
          ++by_design[why];
          continue;
        }
        if (all.wants(c)) all.add(m, c);
      }
      all.settle();
      const auto what = [&](const Comparison& c) {
        return std::string(code_of(c.result)) + " " + names_of(c.relaxations);
      };
      for (const Candidate& c : all.all()) {
        ++grades[c.compared.result];
        const auto at = found.find(lines[c.who]);
        if (at == found.end()) {
          auto& m = missed[what(c.compared)];
          ++m.first;
          m.second = shown(p.id) + "  /  " + shown(members[c.who]);
        } else if (at->second.result != c.compared.result || at->second.relaxations != c.compared.relaxations) {
          ++different[what(c.compared)].first;
        }
        if (at != found.end()) found.erase(at);
      }
      for (const auto& [line, c] : found) ++different["not wanted: " + what(c)].first;
    }
    ++towns;
  }
  for (const auto& [what, n] : missed) FAIL_CHECK("missed: " << what << " " << n.first << ", such as " << n.second);
  for (const auto& [what, n] : different) FAIL_CHECK("different: " << what << " " << n.first);
  CHECK(towns == all_towns);
  CHECK(compared > 1'800 * towns);
  size_t out = 0;
  for (const auto& [why, n] : by_design) {
    MESSAGE("left out by design: " << why << " " << n << ", beside " << grades[Grade::c] << " found of grade C");
    out += n;
  }
  CHECK(by_design.size() <= 5);
  CHECK(out * 10 < grades[Grade::c]);
  for (const Grade g : {Grade::s, Grade::a, Grade::b, Grade::c}) CHECK(grades[g] > towns);
}

// ---- whole jobs ----

namespace {

using test::Json;

// One session for all jobs: its tables are made once.
struct Jobs {
  Session session;

  std::string run(const std::string& flow, const SmallTown& town, size_t slice = kChunkBytes) {
    REQUIRE(Json::parse(session.begin(Json{{"flow", flow}, {"date", "2026-11-22"}}.dump()))["ok"] == true);
    const auto feed = [&](const char* kind, const char* name, const std::string& bytes) {
      const Json answer = test::feed_file(session, {kind, name, bytes}, slice);
      REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
    };
    if (flow == "P") feed("pension", "pension.csv", file_of(kPensionHeader, town.pension));
    if (flow == "D") feed("overlap", "overlap_20261104.csv", file_of(kOverlapHeader, town.overlap));
    feed("overlap", "overlap_20261119.csv",
         file_of(kOverlapHeader, flow == "D"
                                     ? town.overlap
                                     : std::vector<std::string>{town.overlap.begin(), town.overlap.begin() + 10}));
    feed("roster", "roster.csv", file_of(kRosterHeader, town.roster));
    const Json answer = Json::parse(session.finish());
    REQUIRE_MESSAGE(answer["ok"] == true, answer.dump());
    return test::export_all(session, "results.ndjson");
  }
};

// Which line of today's file was which line of the original; 0: not in it.
using Origin = std::vector<size_t>;
Origin unmoved(size_t n) {
  Origin out;
  for (size_t i = 0; i < n; ++i) out.push_back(i + 1);
  return out;
}

// Every result with the lines of the original files, sorted; without those about lines that were not in them.
std::vector<std::string> results_of(const std::string& ndjson, const Origin& list, const Origin& roster, bool pension) {
  std::vector<std::string> out;
  std::istringstream in(ndjson);
  for (std::string text; std::getline(in, text);) {
    const Json r = Json::parse(text);
    const auto of = [](const Origin& from, const Json& line) { return from.at(line.get<size_t>() - 2); };
    std::set<size_t> listed;
    if (pension) {
      if (r["pension"].is_null()) continue;
      listed.insert(of(list, r["pension"]["line"]));
    } else {
      for (const Json& o : r["overlap"]) listed.insert(of(list, o["line"]));
    }
    if (listed.contains(0)) continue;
    std::string s;
    for (const size_t line : listed) s += std::to_string(line) + " ";
    s += r["bucket"].get<std::string>() + " " + r["grade"].dump() + " " + r["selectable"].dump() + " " +
         r["loss_date"].dump() + " " + r["relaxations"].dump();
    s += r["roster"].is_null() ? " -" : " " + std::to_string(of(roster, r["roster"]["line"]));
    for (const Json& reason : r["reasons"]) s += " " + reason["code"].get<std::string>();
    std::set<std::string> candidates;
    for (const Json& c : r["candidates"])
      if (!c["grade"].is_null())
        candidates.insert(std::to_string(of(roster, c["roster_line"])) +
                          c["grade"].get<std::string>());  // look-alikes: any of the nearest
    for (const std::string& c : candidates) s += " " + c;
    out.push_back(s);
  }
  std::sort(out.begin(), out.end());
  return out;
}

// A town that is another's, with its lines moved and somebody between them.
struct Changed {
  SmallTown town;
  Origin list, roster;
};

void insert_at(Random& random, std::vector<std::string>& lines, Origin& origin, const std::string& line) {
  const size_t at = random.below(lines.size() + 1);
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), line);
  origin.insert(origin.begin() + static_cast<std::ptrdiff_t>(at), 0);
}

void turn_over(Random& random, std::vector<std::string>& lines, Origin& origin) {
  origin = unmoved(lines.size());
  random.shuffle(origin);
  const std::vector<std::string> before = lines;
  for (size_t i = 0; i < lines.size(); ++i) lines[i] = before[origin[i] - 1];
}

}  // namespace

TEST_CASE("relations: order, strangers and slices change nobody's result") {
  Jobs jobs;
  std::map<std::string, size_t> ran, broken;
  std::map<std::string, std::string> example;
  const uint32_t all_towns = test::rounds(16, 60);
  for (uint32_t seed = 1001; seed <= 1000 + all_towns; ++seed) {
    const SmallTown town = small_town(seed, 20, 14);
    const std::string flow = seed % 2 ? "P" : "D";
    const bool p = flow == "P";
    const Origin list = unmoved(p ? town.pension.size() : town.overlap.size());
    const Origin roster = unmoved(town.roster.size());
    const std::string plain = jobs.run(flow, town);
    const std::vector<std::string> wanted = results_of(plain, list, roster, p);
    Random random(seed);
    std::vector<std::pair<std::string, Changed>> changes;
    const auto change = [&](const char* what, auto&& how) {
      Changed c{town, list, roster};
      how(c, p ? c.town.pension : c.town.overlap);
      changes.emplace_back(what + (" " + flow), std::move(c));
    };
    change("list order", [&](Changed& c, std::vector<std::string>& lines) { turn_over(random, lines, c.list); });
    change("roster order", [&](Changed& c, auto&) { turn_over(random, c.town.roster, c.roster); });
    change("a stranger in the roster", [&](Changed& c, auto&) {
      insert_at(random, c.town.roster, c.roster, "4711,8888888,01,無縁　人,ムエン　ヒト,,1935-11-29,1,2020-04-01,\n");
    });
    change("a stranger on the list", [&](Changed& c, std::vector<std::string>& lines) {
      insert_at(random, lines, c.list,
                p ? ",ムエン　ヒト,無縁　人,1935-11-29,1,2026-09-01,遠方\n"
                  : "無縁　人,ムエン　ヒト,1935-11-29,1,8888888,01,06130488,9999,2026-09-01\n");
    });
    for (const auto& [what, c] : changes) {
      const std::vector<std::string> got = results_of(jobs.run(flow, c.town), c.list, c.roster, p);
      ++ran[what];
      if (got == wanted) continue;
      ++broken[what];
      std::string& e = example[what];
      if (!e.empty()) continue;
      e = "town " + std::to_string(seed);
      for (const std::string& s : wanted)
        if (!std::binary_search(got.begin(), got.end(), s)) e += "\n  before: " + s;
      for (const std::string& s : got)
        if (!std::binary_search(wanted.begin(), wanted.end(), s)) e += "\n  after:  " + s;
    }
    for (const size_t slice : {size_t{13}, size_t{997}}) {
      ++ran["slices " + flow];
      if (jobs.run(flow, town, slice) != plain) ++broken["slices " + flow];
    }
  }
  for (const auto& [what, n] : broken) FAIL_CHECK(what << ": " << n << " towns, such as " << example[what]);
  CHECK(ran.size() == 10);
  for (const auto& [what, n] : ran) CHECK(n == (what.starts_with("slices") ? all_towns : all_towns / 2));
}

// ---- never the wrong person ----

namespace {

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == ',') out.emplace_back();
    else if (c != '\n') out.back() += c;
  }
  return out;
}

std::string line_of(const std::vector<std::string>& cells) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) out += (i ? "," : "") + cells[i];
  return out + "\n";
}

// By line of the list: the roster's line that is selectable for it, 0 for none.
std::map<size_t, size_t> picked_of(const std::string& ndjson, bool pension) {
  std::map<size_t, size_t> out;
  std::istringstream in(ndjson);
  for (std::string text; std::getline(in, text);) {
    const Json r = Json::parse(text);
    const size_t who = r["selectable"] == true ? r["roster"]["line"].get<size_t>() : 0;
    const auto note = [&](const Json& line) {
      REQUIRE(!out.contains(line.get<size_t>()));  // every line in exactly one result
      out[line.get<size_t>()] = who;
    };
    if (pension && r["pension"].is_object()) {
      if (r["pension"].contains("lines"))
        for (const Json& line : r["pension"]["lines"]) note(line);
      else note(r["pension"]["line"]);
    }
    if (!pension && r["overlap"].is_array())
      for (const Json& o : r["overlap"])
        if (o["file"] == "overlap_20261119.csv") note(o["line"]);
  }
  return out;
}

size_t column(std::string_view header, std::string_view name) {
  const std::vector<std::string> cells = cells_of(std::string(header));
  return static_cast<size_t>(std::find(cells.begin(), cells.end(), name) - cells.begin());
}

}  // namespace

TEST_CASE("relations: what contradicts the person picked is not selected, and taking away what agrees selects nobody") {
  Jobs jobs;
  size_t rows = 0, contradicted = 0, taken = 0;
  const uint32_t all_towns = test::rounds(16, 80);
  for (uint32_t seed = 2001; seed <= 2000 + all_towns; ++seed) {
    const bool p = seed % 2 != 0;
    const std::string flow = p ? "P" : "D";
    const SmallTown town = small_town(seed, 24, 12);
    const std::vector<std::string>& list = p ? town.pension : town.overlap;
    const std::string_view header = p ? kPensionHeader : kOverlapHeader;
    const std::map<size_t, size_t> before = picked_of(jobs.run(flow, town), p);
    REQUIRE(before.size() == list.size());
    rows += list.size();
    const auto with = [&](size_t line, const char* field, const std::string& value) {
      SmallTown changed = town;
      std::vector<std::string> cells = cells_of(list[line - 2]);
      const size_t at = column(header, field);
      REQUIRE_MESSAGE(at < cells.size(), field);
      cells[at] = value;
      (p ? changed.pension : changed.overlap)[line - 2] = line_of(cells);
      return picked_of(jobs.run(flow, changed), p).at(line);
    };
    const auto cell = [&](size_t line, const char* field) { return cells_of(list[line - 2])[column(header, field)]; };
    for (const auto& [of_line, of_who] : before) {
      const size_t line = of_line;
      const size_t who = of_who;
      CAPTURE(seed);
      CAPTURE(line);
      if (who == 0) {
        // An equal value that is taken away tells nobody more.
        if (line % 3 != 0) continue;
        for (const char* field : {"氏名カナ", "氏名"}) {
          const std::string value = cell(line, field);
          const std::string other = cell(line, std::string_view(field) == "氏名" ? "氏名カナ" : "氏名");
          if (value.empty() || other.empty()) continue;
          const size_t then = with(line, field, "");
          ++taken;
          if (then == 0) continue;
          const std::string theirs = cells_of(town.roster[then - 2])[column(kRosterHeader, field)];
          CAPTURE(field);
          CHECK(theirs != value);  // it was not what agreed
        }
        continue;
      }
      const std::string sex = cell(line, "性別");
      if (!sex.empty() && sex != "0") {
        CHECK(with(line, "性別", sex == "1" || sex == "男" ? "2" : "1") != who);
        ++contradicted;
      }
      CHECK(with(line, "性別", "X") != who);
      CHECK(with(line, "生年月日", "1951-07-19") != who);
      if (p) {
        const std::string theirs = cells_of(town.roster[who - 2])[column(kRosterHeader, "基礎年金番号")];
        if (!theirs.empty()) {
          CHECK(with(line, "基礎年金番号", "4567890123") != who);
          ++contradicted;
        }
      } else {
        CHECK(with(line, "自番号", "7654321") != who);
        const std::string branch = cells_of(town.roster[who - 2])[column(kRosterHeader, "枝番")];
        const std::string number = cell(line, "自番号");
        if (!number.empty() && !branch.empty()) {
          CHECK(with(line, "自枝番", branch == "09" ? "08" : "09") != who);
          ++contradicted;
        }
      }
    }
  }
  CHECK(rows == 12 * all_towns);
  CHECK(contradicted > 2 * all_towns);
  CHECK(taken > all_towns);
}
