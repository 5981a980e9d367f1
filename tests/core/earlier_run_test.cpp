// The earlier run taken from the work file: what flow D says with it is what it says with the list itself.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "core/base/keyed_hash.h"
#include "core/rules/earlier_run.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const char* const kKey = "000102030405060708090a0b0c0d0e0f";

Json ask(Session& s, Json command) { return Json::parse(s.casework(command.dump())); }

// The body of a work file after a run of this one list.
std::string kept_of(const Town& town, size_t run, const Json& key = kKey) {
  Town one = town;
  one.runs = {town.runs[run]};
  Session s;
  REQUIRE(run_town_in(s, "D", one).ok());
  Json join = {{"do", "join"}};
  if (!key.is_null()) join["key"] = key;
  REQUIRE(ask(s, join)["ok"] == true);
  return export_all(s, "work.json");
}

// The newest list alone, by a clerk who has the work file of the run before.
Outcome with_work_file(const Town& town, const Json& settings = Json::object(), const Json& key = kKey) {
  Session s;
  const Json opened = ask(s, {{"do", "open"}, {"body", kept_of(town, 0, key)}});
  REQUIRE(opened["ok"] == true);
  Town newest = town;
  newest.runs = {town.runs.back()};
  return run_town_in(s, "D", newest, settings);
}

std::string bucket_of(const Outcome& out, const std::string& file, uint64_t line) {
  return out.of_overlap(file, line).at("bucket").get<std::string>();
}

}  // namespace

TEST_CASE("keyed hash: the authors' vectors") {
  const DigestKey key{0x0706050403020100ull, 0x0f0e0d0c0b0a0908ull};
  std::string message;
  for (char c = 0; c < 15; ++c) message += c;
  CHECK(keyed_hash(key, message.substr(0, 0)) == 0x726fdb47dd0e0e31ull);
  CHECK(keyed_hash(key, message.substr(0, 1)) == 0x74f839c593dc67fdull);
  CHECK(keyed_hash(key, message.substr(0, 8)) == 0x93f5f5799a932462ull);
  CHECK(keyed_hash(key, message) == 0xa129ca6149be45e5ull);
  CHECK(hex_of(key) == "07060504030201000f0e0d0c0b0a0908");
  CHECK(key_of_hex(hex_of(key)) == key);
  size_t refused = 0;
  for (const char* bad : {"", "0", "07060504030201000f0e0d0c0b0a090", "07060504030201000f0e0d0c0b0a0908a",
                          "07060504030201000f0e0d0c0b0a090G"})
    refused += !key_of_hex(bad).has_value();
  CHECK(refused == 5);
}

TEST_CASE(
    "earlier run: digests tell apart what the lists themselves would, and are none where there is nothing to go by") {
  const DigestKey key{1, 2};
  const auto record = [](const char* serial, const char* branch, const char* insurer = "06130488",
                         CivilDate acquired = CivilDate::of(2026, 9, 1)) {
    OverlapRow row;
    row.other = parse_insurer_number(insurer);
    row.other_symbol = record_field("12");
    row.other_serial = record_field(serial);
    row.other_branch = record_field(branch);
    row.acquired = acquired;
    return row;
  };
  // A 枝番 00 is none.
  std::vector<OverlapRow> records;
  for (const auto& [serial, branch] : std::vector<std::pair<const char*, const char*>>{{"", ""},
                                                                                       {"", "01"},
                                                                                       {"1", ""},
                                                                                       {"2", "00"},
                                                                                       {"345", "00"},
                                                                                       {"0345", "1"},
                                                                                       {"345", "02"},
                                                                                       {"34-5", "99"},
                                                                                       {"346", ""},
                                                                                       {"346", "01"},
                                                                                       {"甲345", "01"}})
    records.push_back(record(serial, branch));
  records.push_back(record("345", "00", "01130012"));
  records.push_back(record("345", "00", "06130488", CivilDate::of(2026, 9, 2)));
  records.push_back(record("", "00", "01130012"));
  size_t ran = 0;
  for (const OverlapRow& a : records)
    for (const OverlapRow& b : records) {
      CAPTURE(&a - records.data());
      CAPTURE(&b - records.data());
      CHECK(same_other_record(record_digest(key, a), record_digest(key, b)) == same_other_record(a, b));
      ++ran;
    }
  CHECK(ran == 14 * 14);

  const auto listed = [](const char* number, const char* branch, CivilDate birth = CivilDate::of(1980, 4, 1),
                         std::u16string kana = u"ヤマダタロウ") {
    Identity id;
    id.number = parse_member_number("", number, branch);
    id.birth = birth;
    id.kana.text = kana;
    return id;
  };
  const std::vector<Identity> people = {listed("05-123", "01"),
                                        listed("05-123", "03"),
                                        listed("05-123", "02"),
                                        listed("05-124", "01"),
                                        listed("05-123", "01", CivilDate::of(1980, 4, 2)),
                                        listed("05-123", "01", CivilDate::of(1980, 4, 1), u"ヤマダハナコ")};
  for (size_t a = 0; a < people.size(); ++a) {
    CHECK(listed_digest(key, people[a]) != 0);
    CHECK(listed_digest(DigestKey{1, 3}, people[a]) != listed_digest(key, people[a]));
    for (size_t b = 0; b < people.size(); ++b)
      CHECK((listed_digest(key, people[a]) == listed_digest(key, people[b])) == (a == b));
  }
  for (const Identity& nothing : {listed("", "01"), listed("05-123", ""), listed("05-123", "01", CivilDate{})})
    CHECK(listed_digest(key, nothing) == 0);

  const auto member = [](uint64_t resident, const char* number, const char* branch,
                         CivilDate birth = CivilDate::of(1980, 4, 1)) {
    Member m;
    m.resident_number = resident;
    m.number = parse_member_number("", number, branch);
    m.birth = birth;
    return m;
  };
  // By the 宛名番号 where there is one, whatever the number.
  CHECK(member_digest(key, member(7, "05-123", "01")) == member_digest(key, member(7, "", "")));
  const std::vector<Member> members = {member(7, "", ""),
                                       member(8, "", ""),
                                       member(7, "", "", CivilDate::of(1980, 4, 2)),
                                       member(0, "05-123", "01"),
                                       member(0, "05-123", "03"),
                                       member(0, "05-124", "01"),
                                       member(0, "05-123", "01", CivilDate::of(1980, 4, 2))};
  for (size_t a = 0; a < members.size(); ++a) {
    CHECK(member_digest(key, members[a]) != 0);
    for (size_t b = 0; b < members.size(); ++b)
      CHECK((member_digest(key, members[a]) == member_digest(key, members[b])) == (a == b));
  }
  CHECK(member_digest(key, member(0, "", "01")) == 0);
  CHECK(member_digest(key, member(0, "05-123", "")) == 0);
}

TEST_CASE("earlier run: with what the work file keeps of it, the conditions come out as with the list") {
  struct Difference {
    const char* what;
    std::function<void(OverlapLine& before, OverlapLine& now)> make;
    const char* bucket;
  };
  const std::vector<Difference> differences = {
      {"nothing", [](auto&, auto&) {}, "D-CANDIDATE"},
      {"the name is written otherwise",
       [](auto& b, auto&) {
         b.name = "山田　太郞";
         b.kana = "ヤマダ　タロオ";
       },
       "D-CANDIDATE"},
      {"no number before", [](auto& b, auto&) { b.serial = b.symbol = b.branch = ""; }, "D-CANDIDATE"},
      {"no branch before", [](auto& b, auto&) { b.branch = ""; }, "D-CANDIDATE"},
      {"the other number was not known", [](auto& b, auto&) { b.other_symbol = b.other_serial = b.other_branch = ""; },
       "D-CANDIDATE"},
      {"the other branch was not known",
       [](auto& b, auto& n) {
         b.other_branch = "";
         n.other_branch = "01";
       },
       "D-CANDIDATE"},
      {"another number there", [](auto& b, auto&) { b.other_serial = "346"; }, "D-CHANGED"},
      {"another branch there",
       [](auto& b, auto& n) {
         b.other_branch = "02";
         n.other_branch = "01";
       },
       "D-CHANGED"},
      {"another day", [](auto& b, auto&) { b.acquired = "2026-09-02"; }, "D-CHANGED"},
      {"another insurer", [](auto& b, auto&) { b.insurer = insurer_of("0113001"); }, "D-CHANGED"},
      {"another person",
       [](auto& b, auto&) {
         b.name = "佐藤　次郎";
         b.kana = "サトウ　ジロウ";
         b.birth = "1979-01-02";
         b.serial = "7654321";
       },
       "D-FIRST"},
  };
  size_t ran = 0;
  for (const Difference& d : differences) {
    CAPTURE(d.what);
    Town t;
    t.listed({{}});
    d.make(t.runs[0].lines[0], t.runs[1].lines[0]);
    const Outcome list = run_town("D", t);
    const Outcome kept = with_work_file(t);
    REQUIRE(list.ok());
    REQUIRE(kept.ok());
    const std::string file = t.runs[1].file();
    CHECK(bucket_of(list, file, 2) == d.bucket);
    CHECK(bucket_of(kept, file, 2) == d.bucket);
    CHECK(has_reason(kept.of_overlap(file, 2), "earlier_from_work_file"));
    CHECK(!has_reason(list.of_overlap(file, 2), "earlier_from_work_file"));
    CHECK(kept.of_overlap(file, 2).at("loss_date") == list.of_overlap(file, 2).at("loss_date"));
    ++ran;
  }
  CHECK(ran == differences.size());
}

TEST_CASE("earlier run: what is no run before is not taken for one") {
  Town t;
  t.listed({{}});
  const std::string file = t.runs[1].file();
  CHECK(bucket_of(with_work_file(t), file, 2) == "D-CANDIDATE");

  SUBCASE("without a key nothing is kept") {
    const Outcome out = with_work_file(t, Json::object(), nullptr);
    CHECK(bucket_of(out, file, 2) == "D-FIRST");
    CHECK(has_reason(out.of_overlap(file, 2), "condition_2_one_run"));
  }
  SUBCASE("a gap waits for the clerk's word") {
    t.runs[0].date = "2026-10-18";
    CHECK(bucket_of(with_work_file(t), file, 2) == "D-FIRST");
    CHECK(has_reason(with_work_file(t).of_overlap(file, 2), "condition_2_gap"));
    CHECK(bucket_of(with_work_file(t, {{"confirm_gap", true}}), file, 2) == "D-CANDIDATE");
  }
  SUBCASE("the same day again is the same run") {
    t.runs[0].date = t.runs[1].date;
    CHECK(bucket_of(with_work_file(t), file, 2) == "D-FIRST");
  }
  SUBCASE("a later run is none before") {
    t.runs[0].date = "2026-11-20";
    CHECK(bucket_of(with_work_file(t), file, 2) == "D-FIRST");
  }
  SUBCASE("a list that is there is better than what is kept of one") {
    Session s;
    REQUIRE(ask(s, {{"do", "open"}, {"body", kept_of(t, 0)}})["ok"] == true);
    const Outcome out = run_town_in(s, "D", t);
    CHECK(bucket_of(out, file, 2) == "D-CANDIDATE");
    CHECK(!has_reason(out.of_overlap(file, 2), "earlier_from_work_file"));
  }
  SUBCASE("what is kept is better than a list from before it") {
    Session s;
    REQUIRE(ask(s, {{"do", "open"}, {"body", kept_of(t, 0)}})["ok"] == true);
    Town around = t;
    around.runs[0] = {"2026-10-20", {}};
    const Outcome out = run_town_in(s, "D", around);
    CHECK(bucket_of(out, file, 2) == "D-CANDIDATE");
    CHECK(has_reason(out.of_overlap(file, 2), "earlier_from_work_file"));
  }
}

TEST_CASE("earlier run: the work file keeps two, the newest first, and nobody's name in them") {
  Town t;
  t.listed({{}});
  t.runs.insert(t.runs.begin(), {"2026-10-20", t.runs[0].lines});
  Session s;
  for (size_t i = 0; i < t.runs.size(); ++i) {
    Town one = t;
    one.runs = {t.runs[i]};
    REQUIRE(run_town_in(s, "D", one).ok());
    // Only the first key counts: what is kept under it has to stay comparable.
    REQUIRE(ask(s, {{"do", "join"}, {"key", i == 0 ? kKey : "ffffffffffffffffffffffffffffffff"}})["ok"] == true);
  }
  const Json body = Json::parse(export_all(s, "work.json"));
  const Json& earlier = body["earlier"];
  CHECK(body["newest_run"]["lists"].size() == 1);  // which gave way to the newest
  CHECK(earlier["key"] == kKey);
  REQUIRE(earlier["runs"].size() == 2);
  CHECK(earlier["runs"][0]["date"] == "2026-11-19");
  CHECK(earlier["runs"][1]["date"] == "2026-11-04");
  CHECK(earlier["runs"][0]["rows"].size() == 1);
  CHECK(earlier.dump().find("山田") == std::string::npos);
  CHECK(earlier.dump().find("1980") == std::string::npos);

  Session again;
  REQUIRE(ask(again, {{"do", "open"}, {"body", body.dump()}})["ok"] == true);
  CHECK(Json::parse(export_all(again, "work.json"))["earlier"] == earlier);

  // The newest list once more, after it was joined: the run before it is still known.
  Town newest = t;
  newest.runs = {t.runs.back()};
  CHECK(bucket_of(run_town_in(again, "D", newest), t.runs.back().file(), 2) == "D-CANDIDATE");

  // A run that is taken back has taken no list away.
  Session back;
  REQUIRE(ask(back, {{"do", "open"}, {"body", body.dump()}})["ok"] == true);
  REQUIRE(ask(back, {{"do", "take_back_run"}})["ok"] == true);
  const Json before = Json::parse(export_all(back, "work.json"))["earlier"]["runs"];
  REQUIRE(before.size() == 2);
  CHECK(before[0]["date"] == "2026-11-04");
  CHECK(before[1]["date"] == "2026-10-20");
  Town middle = t;
  middle.runs = {t.runs[1]};
  CHECK(bucket_of(run_town_in(back, "D", middle), t.runs[1].file(), 2) == "D-CANDIDATE");

  // What the run was judged by outlives its joining, which lets the book forget it.
  REQUIRE(ask(again, {{"do", "join"}, {"key", kKey}})["ok"] == true);
  REQUIRE(ask(again, {{"do", "open"}, {"body", body.dump()}, {"anyway", true}})["ok"] == true);
  CHECK(!export_all(again, "import.json").empty());
  CHECK(!export_all(again, "results.ndjson").empty());

  size_t refused = 0;
  for (
      const char* spoilt :
      {R"({"key":"0","runs":[]})",
       R"({"key":"000102030405060708090a0b0c0d0e0f","runs":[{"date":"2026-11-19","content":"0","rows":[]}]})",
       R"({"key":"000102030405060708090a0b0c0d0e0f","runs":[{"date":"","content":"0000000000000000","rows":[]}]})",
       R"({"key":"000102030405060708090a0b0c0d0e0f","runs":[{"date":"2026-11-19","content":"0000000000000000","rows":["00"]}]})"}) {
    Json edited = body;
    edited["earlier"] = Json::parse(spoilt);
    refused += ask(again, {{"do", "open"}, {"body", edited.dump()}})["ok"] == false;
  }
  CHECK(refused == 4);
}
