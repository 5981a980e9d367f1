// Whole jobs in memory: files made of lines, fed to a Session, answers read back as JSON. The defaults are one fictional
// man who is in every file and agrees with himself everywhere; a test changes what it is about and nothing else.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/session/session.h"

namespace totsugo::test {

using Json = nlohmann::json;

struct InputFile {
  std::string kind;
  std::string name;
  std::string bytes;
  std::string options = "{}";
};

// Feeds one file in slices; the first answer that is not ok, else closeFile's.
Json feed_file(Session& s, const InputFile& f, size_t slice = kChunkBytes);
std::string export_all(Session& s, std::string_view what, std::string_view options = "{}");
std::vector<Json> results_of(Session& s);  // of results.ndjson
// The cases of the book that the query wants, each with what its `as_case` holds.
std::vector<Json> cases_of(Session& s, Json query = Json::object());

struct Outcome {
  Json answer;                // finish()'s, or the first that was not ok
  std::vector<Json> results;  // results.ndjson
  std::vector<Json> reports;  // closeFile's, in the order of the files
  std::string ndjson;
  std::string csv;
  std::string import_json;

  bool ok() const { return answer.value("ok", false); }
  const Json& summary() const { return answer.at("summary"); }
  std::string code() const { return ok() ? std::string() : answer.at("error").at("code").get<std::string>(); }
  // The result of a line of the pension list; null if there is none.
  Json of_pension(uint64_t line) const;
  // The result that shows this line of an overlap list.
  Json of_overlap(std::string_view file, uint64_t line) const;
};

// Files in the order given: lists first, the roster last.
Outcome run_files(const Json& settings, const std::vector<InputFile>& files, size_t slice = kChunkBytes);
// The same in a session that is used further.
Outcome run_files_in(Session& s, const Json& settings, const std::vector<InputFile>& files, size_t slice = kChunkBytes);

std::string read_file(const std::string& path);
std::string utf16le(std::string_view utf8);

struct RosterLine {
  std::string kana = "ヤマダ　タロウ";
  std::string name = "山田　太郎";
  std::string birth = "1980-04-01";
  std::string sex = "男";
  std::string resident = "1001";
  std::string number = "05-1000001";
  std::string branch = "01";
  std::string acquired = "2020-04-01";
  std::string lost = "";
  std::string applied = "";
  std::string alias = "";
  std::string pension_number = "";
};

struct PensionLine {
  std::string kana = "ヤマダ　タロウ";
  std::string name = "山田　太郎";
  std::string birth = "1980-04-01";
  std::string sex = "男";
  std::string pension_number = "";
  std::string lost = "2026-09-01";
  std::string reason = "厚生年金加入";
  std::string change = "喪失";
  std::string corrected_from = "";
  std::string address = "架空市1-1";
};

struct OverlapLine {
  std::string kana = "ヤマダ　タロウ";
  std::string name = "山田　太郎";
  std::string birth = "1980-04-01";
  std::string sex = "1";
  std::string symbol = "05";
  std::string serial = "1000001";
  std::string branch = "01";
  std::string insurer = "06130488";  // a 健保組合
  std::string other_symbol = "12";
  std::string other_serial = "345";
  std::string other_branch = "00";
  std::string acquired = "2026-09-01";
  std::string lost = "";
};

// One run of the overlap list; its date stands in the file name and in every row.
struct Run {
  std::string date;
  std::vector<OverlapLine> lines;
  std::string insurer = "";  // 自保険者番号 of every row; without one the column is not there
  std::string file() const;
};

inline const std::string kNewRun = "2026-11-19";
inline const std::string kOldRun = "2026-11-04";

std::string roster_csv(const std::vector<RosterLine>& lines);
std::string pension_csv(const std::vector<PensionLine>& lines);
std::string overlap_csv(const Run& run);

struct Town {
  std::vector<RosterLine> roster{RosterLine{}};
  std::vector<PensionLine> pension{PensionLine{}};
  std::vector<Run> runs{};

  // The same lines in the newest run and in the one before.
  Town& listed(const std::vector<OverlapLine>& lines) {
    runs = {{kOldRun, lines}, {kNewRun, lines}};
    return *this;
  }
};

// Runs a flow on the town, working date 2026-11-22. A filler person is added to the roster, never to be found.
Outcome run_town(std::string_view flow, const Town& town, const Json& more_settings = Json::object());
Outcome run_town_in(Session& s, std::string_view flow, const Town& town, const Json& more_settings = Json::object());

std::vector<std::string> reason_codes(const Json& result);
bool has_reason(const Json& result, std::string_view code);

// A full 8-digit insurer number of a 7-digit body.
std::string insurer_of(std::string_view body);

}  // namespace totsugo::test
