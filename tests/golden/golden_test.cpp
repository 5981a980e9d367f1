// The whole-pipeline cases through the session, held to the same files as golden.test.mjs: the native core, the WebAssembly
// and the command line write the same bytes. "node tests/golden/update.mjs" writes the expected files anew.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

const std::string kGolden = TOTSUGO_SOURCE_DIR "/tests/golden/";

std::vector<InputFile> inputs_of(const std::string& folder) {
  std::vector<std::string> overlaps;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().filename().string().starts_with("overlap_")) overlaps.push_back(entry.path().filename().string());
  std::sort(overlaps.begin(), overlaps.end());
  std::vector<InputFile> out{{"pension", "pension.csv", read_file(folder + "/pension.csv")}};
  for (const std::string& name : overlaps) out.push_back({"overlap", name, read_file(folder + "/" + name)});
  out.push_back({"roster", "roster.csv", read_file(folder + "/roster.csv")});
  return out;
}

// Where two texts part, short enough to read.
std::string first_difference(const std::string& got, const std::string& want) {
  size_t at = 0;
  while (at < got.size() && at < want.size() && got[at] == want[at]) ++at;
  const size_t from = at < 200 ? 0 : at - 200;
  return "at byte " + std::to_string(at) + ": ..." + got.substr(from, 300) + "\n--- expected ...\n" +
         want.substr(from, 300);
}

}  // namespace

TEST_CASE("golden: the expected bytes, in large slices and in small") {
  size_t compared = 0;
  for (const std::string name : {"bad-rows", "quoted", "sample", "separate", "utf16le", "utf8-bom"}) {
    const std::vector<InputFile> inputs =
        inputs_of(name == "sample" ? TOTSUGO_SOURCE_DIR "/tests/sample" : kGolden + name);
    REQUIRE(inputs.size() == 4);
    for (const std::string flow : {"P", "D"})
      for (const size_t slice : {size_t{kChunkBytes}, size_t{1000}, size_t{61}}) {
        CAPTURE(name);
        CAPTURE(flow);
        CAPTURE(slice);
        const Outcome out = run_files({{"flow", flow}, {"date", "2026-11-22"}}, inputs, slice);
        REQUIRE_MESSAGE(out.ok(), out.answer.dump());
        for (const auto& [got, suffix] : {std::pair<const std::string&, const char*>{out.ndjson, "ndjson"},
                                          {out.csv, "csv"},
                                          {out.import_json, "import.json"}}) {
          const std::string want = read_file(kGolden + name + "/expected-" + flow + "." + suffix);
          if (got != want) FAIL_CHECK(suffix << " " << first_difference(got, want));
          ++compared;
        }
      }
  }
  CHECK(compared == 6 * 2 * 3 * 3);
}
