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

constexpr std::string_view kGood = "{\"ok\":true";

// One job. The first time each answer is looked into; the second time it has to be the same text, and parsing it once more
// would say nothing new and take most of the time.
class Job {
 public:
  explicit Job(bool looked_into) : looked_into_(looked_into) {}
  void run(const std::string& settings, const std::vector<File>& files, Slices slices);
  const std::string& log() const { return log_; }

 private:
  static bool parsed_fine(const std::string& answer);
  bool fine(const std::string& answer);
  bool fed(const std::string& answer);
  bool read_file(const File& f, Slices slices);
  void take_export(const char* what);

  bool looked_into_;
  std::string log_;
};

bool Job::parsed_fine(const std::string& answer) {
  const Json j = Json::parse(answer, nullptr, false);
  hold(j.is_object() && j.contains("ok") && j["ok"].is_boolean(), "an answer is JSON and says whether all is well",
       answer);
  const bool ok = j["ok"].get<bool>();
  hold(ok == answer.starts_with(kGood), "and says it first", answer);
  if (!ok) {
    hold(j.at("error").at("code") != "internal", "no answer is a bug of ours", answer);
    hold(!j.at("error").at("text").get<std::string>().empty(), "an error has its sentence", answer);
  }
  return ok;
}

bool Job::fine(const std::string& answer) {
  log_ += answer + "\n";
  return looked_into_ ? parsed_fine(answer) : answer.starts_with(kGood);
}

// The rows so far, which do depend on the slices: told apart by its text, as there is one for every few bytes.
bool Job::fed(const std::string& answer) {
  constexpr std::string_view kRows = "{\"ok\":true,\"rows\":";
  if (!answer.starts_with(kRows)) return fine(answer);
  const size_t end = answer.find_first_not_of("0123456789", kRows.size());
  hold(end > kRows.size() && answer.substr(end == std::string::npos ? answer.size() : end) == "}", "rows are a number",
       answer);
  return true;
}

bool Job::read_file(const File& f, Slices slices) {
  Session& s = session();
  if (!fine(s.open_file(f.kind, f.name, static_cast<double>(f.bytes.size()), "{}"))) return false;
  for (size_t at = 0; at < f.bytes.size();) {
    const size_t n = slices.next(f.bytes.size() - at);
    char* const to = s.buffer(static_cast<uint32_t>(n));
    hold(to != nullptr, "room for a slice");
    if (n) std::memcpy(to, f.bytes.data() + at, n);
    at += n;
    if (!fed(s.feed(static_cast<uint32_t>(n)))) return false;
  }
  return fine(s.close_file());
}

void Job::take_export(const char* what) {
  Session& s = session();
  hold(fine(s.export_begin(what)), "an export begins");
  std::string all;
  for (std::string_view piece = s.export_next(); !piece.empty(); piece = s.export_next()) all += piece;
  log_ += all;
  if (!looked_into_) return;
  hold(is_utf8(all), "an export is UTF-8", all);
  if (std::string_view(what) == "results.ndjson")
    for (const std::string_view line : parted(all, '\n'))
      hold(line.empty() || Json::parse(line, nullptr, false).is_object(), "each result is JSON", std::string(line));
  if (std::string_view(what) == "import.json")
    hold(Json::parse(all, nullptr, false).is_object(), "import.json is JSON", all);
}

void Job::run(const std::string& settings, const std::vector<File>& files, Slices slices) {
  Session& s = session();
  if (!fine(s.begin(settings))) return;
  for (const File& f : files)
    if (!read_file(f, slices)) return;
  if (!fine(s.finish())) return;
  for (const char* what : {"results.ndjson", "results.csv", "results.rows", "import.json", "import.csv"})
    take_export(what);
  for (const char* sort : {"bucket", "grade", "kana", "birth", "number", "loss_date", "line"})
    hold(fine(s.view(std::string("{\"sort\":\"") + sort + "\"}")), "a view");
  hold(fine(s.rows(0, 1000)), "rows");
  for (uint32_t i = 0; i < 4; ++i)
    if (!fine(s.evidence(i))) break;
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
  Job whole(true), sliced(false);
  whole.run(settings, files, Slices(255));
  sliced.run(settings, files, slices);
  hold(whole.log() == sliced.log(), "slices change nothing",
       [&] { return whole.log() + "\n--- sliced\n" + sliced.log(); });
  // Left as it was found: libFuzzer runs an input again, and looks for leaks, where more is allocated than was freed.
  (void)session().begin("{\"flow\":\"P\",\"date\":\"2026-11-22\"}");
  return 0;
}
