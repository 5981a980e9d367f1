// The command line's `match` as a native program: the same core without WebAssembly, for the benchmark and for the golden
// tests. Arguments as those of totsugo-cli.mjs match; prints the summary with "timings".
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "core/report/json_writer.h"
#include "core/session/session.h"

namespace {

using totsugo::Session;

struct Input {
  std::string kind;
  std::string path;
};

[[noreturn]] void fail(const std::string& text) {
  std::fprintf(stderr, "%s\n", text.c_str());
  std::exit(2);
}

void check(const std::string& answer) {
  if (!answer.starts_with("{\"ok\":true")) fail(answer);
}

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void feed_file(Session& s, const Input& in, size_t slice) {
  std::FILE* file = std::fopen(in.path.c_str(), "rb");
  if (!file) fail("cannot open " + in.path);
  const std::filesystem::path path(in.path);
  check(s.open_file(in.kind, path.filename().string(), static_cast<double>(std::filesystem::file_size(path)), "{}"));
  for (;;) {
    char* to = s.buffer(static_cast<uint32_t>(slice));
    const size_t n = std::fread(to, 1, slice, file);
    if (n == 0) break;
    check(s.feed(static_cast<uint32_t>(n)));
  }
  std::fclose(file);
  check(s.close_file());
}

void write_export(Session& s, const char* what, const std::string& dir) {
  check(s.export_begin(what));
  std::FILE* file = std::fopen((dir + "/" + what).c_str(), "wb");
  if (!file) fail("cannot write " + dir);
  for (std::string_view piece = s.export_next(); !piece.empty(); piece = s.export_next())
    std::fwrite(piece.data(), 1, piece.size(), file);
  std::fclose(file);
}

}  // namespace

int main(int argc, char** argv) {
  std::string flow = "P";
  std::string date;
  std::string out;
  size_t slice = totsugo::kChunkBytes;
  Input roster;
  std::vector<Input> lists;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string key = argv[i];
    const std::string value = argv[i + 1];
    if (key == "match") --i;
    else if (key == "--flow") flow = value;
    else if (key == "--date") date = value;
    else if (key == "--out") out = value;
    else if (key == "--slice") slice = std::stoul(value);
    else if (key == "--roster") roster = {"roster", value};
    else if (key == "--pension") lists.insert(lists.begin(), {"pension", value});
    else if (key == "--overlap") lists.push_back({"overlap", value});
    else fail("unknown argument " + key);
  }
  const double start = now_ms();
  Session s;
  std::string settings;
  totsugo::JsonWriter(settings).begin_object().member("flow", flow).member("date", date).end_object();
  check(s.begin(settings));
  for (const Input& in : lists) feed_file(s, in, slice);
  const double before_roster = now_ms();
  feed_file(s, roster, slice);
  const double after_roster = now_ms();
  std::string summary = s.finish();
  check(summary);
  const double end = now_ms();
  if (!out.empty()) {
    std::filesystem::create_directories(out);
    for (const char* what : {"results.ndjson", "results.csv", "import.json"}) write_export(s, what, out);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  summary = summary.substr(std::strlen("{\"ok\":true,\"summary\":"));
  summary.resize(summary.size() - 2);
  std::printf(
      "%s,\"timings\":{\"lists_ms\":%.1f,\"roster_ms\":%.1f,\"finish_ms\":%.1f,\"total_ms\":%.1f},\"peak_rss_bytes\":%ld}\n",
      summary.c_str(), before_roster - start, after_roster - before_roster, end - after_roster, end - start,
      usage.ru_maxrss * 1024);
  return 0;
}
