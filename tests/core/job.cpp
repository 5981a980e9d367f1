#include "tests/core/job.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

#include "core/identifier/insurer_number.h"

namespace totsugo::test {
namespace {

std::string quoted(const std::string& s) {
  if (s.find_first_of(",\"\n") == std::string::npos) return s;
  std::string out = "\"";
  for (const char c : s) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

void add_line(std::string& out, const std::vector<std::string>& cells) {
  for (size_t i = 0; i < cells.size(); ++i) out += (i ? "," : "") + quoted(cells[i]);
  out += "\r\n";
}

std::vector<Json> lines_of(const std::string& ndjson) {
  std::vector<Json> out;
  std::istringstream in(ndjson);
  for (std::string line; std::getline(in, line);) out.push_back(Json::parse(line));
  return out;
}

}  // namespace

std::vector<Json> results_of(Session& s) { return lines_of(export_all(s, "results.ndjson")); }

Json feed_file(Session& s, const InputFile& f, size_t slice) {
  Json answer = Json::parse(s.open_file(f.kind, f.name, static_cast<double>(f.bytes.size()), f.options));
  if (!answer["ok"].get<bool>()) return answer;
  for (size_t at = 0; at < f.bytes.size(); at += slice) {
    const size_t n = std::min(slice, f.bytes.size() - at);
    char* const to = s.buffer(static_cast<uint32_t>(n));
    REQUIRE(to != nullptr);
    std::memcpy(to, f.bytes.data() + at, n);
    answer = Json::parse(s.feed(static_cast<uint32_t>(n)));
    if (!answer["ok"].get<bool>()) return answer;
  }
  return Json::parse(s.close_file());
}

std::string export_all(Session& s, std::string_view what, std::string_view options) {
  REQUIRE(Json::parse(s.export_begin(what, options))["ok"] == true);
  std::string out;
  for (std::string_view piece = s.export_next(); !piece.empty(); piece = s.export_next()) out += piece;
  return out;
}

std::vector<Json> cases_of(Session& s, Json query) {
  if (!query.contains("sort")) query["sort"] = "line";
  query["scope"] = "book";
  const Json view = Json::parse(s.view(query.dump()));
  REQUIRE_MESSAGE(view["ok"] == true, view.dump());
  const Json answer = Json::parse(s.rows(0, 1000));
  std::vector<Json> out;
  for (Json row : answer["rows"]) {
    row.update(Json(row["as_case"]));
    out.push_back(row);
  }
  REQUIRE(out.size() == std::min<size_t>(view["count"].get<size_t>(), 1000));
  return out;
}

Json Outcome::of_pension(uint64_t line) const {
  for (const Json& r : results)
    if (!r["pension"].is_null() && r["pension"]["line"] == line) return r;
  return {};
}

Json Outcome::of_overlap(std::string_view file, uint64_t line) const {
  for (const Json& r : results)
    if (!r["overlap"].is_null())
      for (const Json& o : r["overlap"])
        if (o["file"] == file && o["line"] == line) return r;
  return {};
}

Outcome run_files(const Json& settings, const std::vector<InputFile>& files, size_t slice) {
  Session s;
  return run_files_in(s, settings, files, slice);
}

Outcome run_files_in(Session& s, const Json& settings, const std::vector<InputFile>& files, size_t slice) {
  Outcome out;
  out.answer = Json::parse(s.begin(settings.dump()));
  if (!out.ok()) return out;
  for (const InputFile& f : files) {
    out.answer = feed_file(s, f, slice);
    if (!out.ok()) return out;
    out.reports.push_back(out.answer["file"]);
  }
  out.answer = Json::parse(s.finish());
  if (!out.ok()) return out;
  out.ndjson = export_all(s, "results.ndjson");
  out.csv = export_all(s, "results.csv");
  out.import_json = export_all(s, "import.json");
  out.results = lines_of(out.ndjson);
  return out;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in.good(), path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Characters of the Basic Multilingual Plane only: enough for the tests.
std::string utf16le(std::string_view s) {
  std::string out = "\xFF\xFE";
  for (size_t i = 0; i < s.size();) {
    const auto at = [&](size_t k) { return static_cast<unsigned>(static_cast<unsigned char>(s[i + k])); };
    unsigned c = at(0);
    size_t n = 1;
    if (c >= 0xE0) {
      c = (c & 0x0Fu) << 12 | (at(1) & 0x3Fu) << 6 | (at(2) & 0x3Fu);
      n = 3;
    } else if (c >= 0xC0) {
      c = (c & 0x1Fu) << 6 | (at(1) & 0x3Fu);
      n = 2;
    }
    out.push_back(static_cast<char>(c & 0xFF));
    out.push_back(static_cast<char>(c >> 8));
    i += n;
  }
  return out;
}

std::string Run::file() const {
  std::string digits = date;
  std::erase(digits, '-');
  return "overlap_" + digits + ".csv";
}

std::string roster_csv(const std::vector<RosterLine>& lines) {
  std::string out =
      "宛名番号,記号番号,枝番,氏名,氏名カナ,通称名,生年月日,性別,資格取得年月日,資格喪失年月日,適用開始年月日,基礎年金番号\r\n";
  for (const RosterLine& l : lines)
    add_line(out, {l.resident, l.number, l.branch, l.name, l.kana, l.alias, l.birth, l.sex, l.acquired, l.lost,
                   l.applied, l.pension_number});
  return out;
}

std::string pension_csv(const std::vector<PensionLine>& lines) {
  std::string out =
      "基礎年金番号,氏名カナ,氏名,生年月日,性別,住所,資格喪失年月日,喪失事由,異動区分,訂正前喪失年月日\r\n";
  for (const PensionLine& l : lines)
    add_line(out, {l.pension_number, l.kana, l.name, l.birth, l.sex, l.address, l.lost, l.reason, l.change,
                   l.corrected_from});
  return out;
}

std::string overlap_csv(const Run& run) {
  std::string out = run.insurer.empty() ? "" : "自保険者番号,";
  out +=
      "作成年月日,氏名,氏名カナ,生年月日,性別,自記号,自番号,自枝番,重複先保険者番号,重複先記号,重複先番号,重複先枝番,"
      "重複先資格取得年月日,重複先資格喪失年月日\r\n";
  for (const OverlapLine& l : run.lines) {
    if (!run.insurer.empty()) out += run.insurer + ",";
    add_line(out, {run.date, l.name, l.kana, l.birth, l.sex, l.symbol, l.serial, l.branch, l.insurer, l.other_symbol,
                   l.other_serial, l.other_branch, l.acquired, l.lost});
  }
  return out;
}

Outcome run_town(std::string_view flow, const Town& town, const Json& more_settings) {
  Session s;
  return run_town_in(s, flow, town, more_settings);
}

Outcome run_town_in(Session& s, std::string_view flow, const Town& town, const Json& more_settings) {
  Json settings = {{"flow", std::string(flow)}, {"date", "2026-11-22"}};
  settings.update(more_settings);
  std::vector<RosterLine> roster = town.roster;
  roster.push_back({.kana = "フィラー　ムサシ",
                    .name = "埋草　武蔵",
                    .birth = "1933-12-30",
                    .resident = "9999",
                    .number = "05-9999999"});
  std::vector<InputFile> files;
  if (flow == "P") files.push_back({"pension", "pension.csv", pension_csv(town.pension)});
  for (const Run& run : town.runs) files.push_back({"overlap", run.file(), overlap_csv(run)});
  files.push_back({"roster", "roster.csv", roster_csv(roster)});
  return run_files_in(s, settings, files);
}

std::vector<std::string> reason_codes(const Json& result) {
  std::vector<std::string> out;
  if (!result.is_null())
    for (const Json& r : result["reasons"]) out.push_back(r["code"].get<std::string>());
  return out;
}

bool has_reason(const Json& result, std::string_view code) {
  const std::vector<std::string> all = reason_codes(result);
  return std::find(all.begin(), all.end(), code) != all.end();
}

std::string insurer_of(std::string_view body) {
  return std::string(body) + std::to_string(insurer_check_digit(body).value());
}

}  // namespace totsugo::test
