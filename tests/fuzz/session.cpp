// A whole job of three files: every call answers in JSON, none answers that it is our bug, and how the files are sliced
// changes no answer and no result.
#include <nlohmann/json.hpp>

#include "core/session/session.h"
#include "tests/fuzz/fuzz.h"

using namespace totsugo;
using namespace totsugo::fuzz;
using Json = nlohmann::json;

namespace {

// Where an input has no file, a small one stands in, so that the others have somebody to find.
constexpr std::string_view kPension =
    "基礎年金番号,氏名カナ,氏名,生年月日,性別,住所,資格喪失年月日,喪失事由,異動区分,訂正前喪失年月日\r\n"
    ",ヤマダ　タロウ,山田　太郎,1980-04-01,男,架空市1-1,2026-09-01,厚生年金加入,喪失,\r\n"
    "1234567890,サトウ　ハナコ,佐藤　花子,S55.5.5,女,,R8.9.1,厚生年金加入,喪失,\r\n";
constexpr std::string_view kOverlap =
    "作成年月日,氏名,氏名カナ,生年月日,性別,自記号,自番号,自枝番,重複先保険者番号,重複先記号,重複先番号,重複先枝番,"
    "重複先資格取得年月日,重複先資格喪失年月日\r\n"
    "2026-11-19,山田　太郎,ヤマダ　タロウ,1980-04-01,1,05,1000001,01,06130488,12,345,00,2026-09-01,\r\n";
constexpr std::string_view kRoster =
    "宛名番号,記号番号,枝番,氏名,氏名カナ,通称名,生年月日,性別,資格取得年月日,資格喪失年月日,適用開始年月日,適用終了年月日,基礎年金番号\r\n"
    "1001,05-1000001,01,山田　太郎,ヤマダ　タロウ,,1980-04-01,男,2020-04-01,,,,\r\n"
    "1002,05-1000002,01,佐藤　花子,サトウ　ハナコ,,1980-05-05,女,2020-04-01,,,,1234567890\r\n"
    "9999,05-9999999,01,埋草　武蔵,フィラー　ムサシ,,1933-12-30,男,2020-04-01,,,,\r\n";

struct File {
  std::string kind, name;
  std::string_view bytes;
};

// One for all inputs: begin() forgets the job before, and that is tested too.
Session& session() {
  static Session s;
  return s;
}

bool fine(const std::string& answer, std::string& log) {
  const Json j = Json::parse(answer, nullptr, false);
  hold(j.is_object() && j.contains("ok") && j["ok"].is_boolean(), "an answer is JSON and says whether all is well",
       answer);
  const bool ok = j["ok"].get<bool>();
  if (!ok) {
    hold(j.at("error").at("code") != "internal", "no answer is a bug of ours", answer);
    hold(!j.at("error").at("text").get<std::string>().empty(), "an error has its sentence", answer);
    log += answer + "\n";
  }
  return ok;
}

bool run_file(const File& f, Slices slices, std::string& log) {
  Session& s = session();
  if (!fine(s.open_file(f.kind, f.name, static_cast<double>(f.bytes.size()), "{}"), log)) return false;
  for (size_t at = 0; at < f.bytes.size();) {
    const size_t n = slices.next(f.bytes.size() - at);
    char* const to = s.buffer(static_cast<uint32_t>(n));
    hold(to != nullptr, "room for a slice");
    if (n) std::memcpy(to, f.bytes.data() + at, n);
    at += n;
    if (!fine(s.feed(static_cast<uint32_t>(n)), log)) return false;
  }
  const std::string report = s.close_file();
  log += report + "\n";
  return fine(report, log);
}

std::string run(const std::string& settings, const std::vector<File>& files, Slices slices) {
  Session& s = session();
  std::string log;
  if (!fine(s.begin(settings), log)) return log;
  for (const File& f : files)
    if (!run_file(f, slices, log)) return log;
  const std::string summary = s.finish();
  log += summary + "\n";
  if (!fine(summary, log)) return log;
  for (const char* what : {"results.ndjson", "results.csv", "import.json", "import.csv"}) {
    hold(fine(s.export_begin(what), log), "an export begins");
    std::string all;
    for (std::string_view piece = s.export_next(); !piece.empty(); piece = s.export_next()) all += piece;
    hold(is_utf8(all), "an export is UTF-8", all);
    if (std::string_view(what) == "results.ndjson")
      for (const std::string_view line : parted(all, '\n'))
        hold(line.empty() || Json::parse(line, nullptr, false).is_object(), "each result is JSON", std::string(line));
    if (std::string_view(what) == "import.json")
      hold(Json::parse(all, nullptr, false).is_object(), "import.json is JSON", all);
    log += all;
  }
  for (const char* sort : {"bucket", "grade", "kana", "birth", "number", "loss_date", "line"})
    hold(fine(s.view(std::string("{\"sort\":\"") + sort + "\"}"), log), "a view");
  hold(fine(s.rows(0, 1000), log), "rows");
  for (uint32_t i = 0; i < 4; ++i) {
    const std::string evidence = s.evidence(i);
    log += evidence + "\n";
    if (!fine(evidence, log)) break;
  }
  return log;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Choices choices(data, size);
  const uint8_t how = choices.byte();
  const Slices slices(choices.byte());
  const std::vector<std::string_view> texts = parted(choices.rest(), '\x1D');
  const auto text = [&texts](size_t i, std::string_view usual) {
    return i < texts.size() && !texts[i].empty() ? texts[i] : usual;
  };
  std::vector<File> files;
  files.push_back({"pension", "pension.csv", text(0, kPension)});
  files.push_back({"overlap", how & 2 ? "overlap_20261119.csv" : "overlap.csv", text(1, kOverlap)});
  if (how & 4) files.push_back({"overlap", "overlap_20261104.csv", text(3, kOverlap)});
  files.push_back({"roster", "roster.csv", text(2, kRoster)});
  const std::string settings = std::string("{\"flow\":\"") + (how & 1 ? "D" : "P") +
                               "\",\"date\":\"2026-11-22\",\"confirm_gap\":" + (how & 8 ? "true" : "false") + "}";
  const std::string whole = run(settings, files, Slices(255));
  const std::string sliced = run(settings, files, slices);
  hold(whole == sliced, "slices change nothing", whole + "\n--- sliced\n" + sliced);
  return 0;
}
